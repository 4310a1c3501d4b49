//! Writes file edits on a thread of their own, since a disk may block.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::thread::JoinHandle;

use crate::collection::Disk;
use crate::exchange::{Folder, Readers, abandon, write_together_unless};
use crate::session::{KnownTexts, PlanToken, WriteOrder, WriteRefusal};

use super::super::event::{MainEvent, start_to_join};
use crate::browser::model::{EditRefusal, FileEdit, Report};

/// The writing that is under way, if any.
#[derive(Default)]
pub(crate) struct WriteThread(Option<JoinHandle<()>>);

impl WriteThread {
    /// Changes the file at a path in a folder; answered by [`Report::Rewritten`].
    ///
    /// # Errors
    ///
    /// The system has no thread left.
    pub(crate) fn start(
        &mut self,
        rewrite: FileEdit,
        folder: PathBuf,
        path: PathBuf,
        sender: Sender<MainEvent>,
    ) -> io::Result<()> {
        let thread = start_to_join("writing a file", sender, move |sender| {
            let outcome = rewrite.outcome(|before, after| {
                let folder = Folder::open(&folder);
                let written = folder
                    .and_then(|folder| folder.replace(&path, before.as_bytes(), after.as_bytes()));
                written.map_err(|error| EditRefusal::of(&error))
            });
            // If the receiver is gone, the program is ending.
            _ = sender.send(MainEvent::Done(Report::Rewritten(outcome)));
        })?;
        self.0 = Some(thread);
        Ok(())
    }

    /// Writes the files of an order, all of them or none, whose texts are known so; answered by [`Report::Rewritten`].
    ///
    /// # Errors
    ///
    /// The system has no thread left.
    pub(crate) fn start_together(
        &mut self,
        order: WriteOrder,
        token: PlanToken,
        known: KnownTexts,
        disk: Disk,
        sender: Sender<MainEvent>,
    ) -> io::Result<()> {
        let thread = start_to_join("writing files", sender, move |sender| {
            let readers = Readers::of(&known.collection);
            let outcome = order.perform(&known, &token, |planned| {
                let is_given_up = || token.is_cancelled();
                let written = write_together_unless(&disk, planned.files(), readers, &is_given_up);
                written.map_err(|error| {
                    if error.is_given_up() {
                        WriteRefusal::GivenUp
                    } else {
                        WriteRefusal::Refused(EditRefusal::of(&error))
                    }
                })
            });
            // If the receiver is gone, the program is ending.
            _ = sender.send(MainEvent::Done(Report::Rewritten(outcome)));
        })?;
        self.0 = Some(thread);
        Ok(())
    }

    /// Waits for a write in progress: the screen may say already that the quote was added, and a
    /// signal must leave no temporary copy beside the file. A cache write is abandoned.
    pub(crate) fn finish(self) {
        // A thread that has panicked has reported that itself.
        self.0.map(JoinHandle::join);
        abandon();
    }
}
