//! Changing a file of the collection, on a thread of its own: a disk may keep us waiting.

use std::error::Error as _;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::thread::JoinHandle;

use crate::exchange::{Folder, WriteError, abandon};

use super::super::model::{Msg, Refused, Rewrite};
use super::mail::{Mail, start_to_join};

/// The writing that is under way, if any.
#[derive(Default)]
pub(super) struct Writing(Option<JoinHandle<()>>);

impl Writing {
    /// Changes the file at a path in a folder; answered by [`Msg::Rewritten`].
    ///
    /// # Errors
    ///
    /// The system has no thread left.
    pub(super) fn start(
        &mut self,
        rewrite: Rewrite,
        (folder, path): (PathBuf, PathBuf),
        sender: Sender<Mail>,
    ) -> io::Result<()> {
        let thread = start_to_join("writing a file", sender, move |sender| {
            let outcome = rewrite.perform(|before, after| {
                let folder = Folder::open(&folder);
                let written = folder
                    .and_then(|folder| folder.replace(&path, before.as_bytes(), after.as_bytes()));
                written.map_err(|error| refused(&error))
            });
            // Where nobody receives any more, the program is ending anyway.
            _ = sender.send(Mail::Done(Msg::Rewritten(outcome)));
        })?;
        self.0 = Some(thread);
        Ok(())
    }

    /// Waits until what was begun is done: whoever quits has been told that it was written, and a
    /// signal leaves no copy beside the file. A cache that is being written is given up.
    pub(super) fn finish(self) {
        // A thread that has panicked has said so itself.
        self.0.map(JoinHandle::join);
        abandon();
    }
}

fn refused(error: &WriteError) -> Refused {
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    Refused { what: format!("{error}{cause}"), remedy: error.hint().to_owned() }
}
