//! What the worker of the language server is to do.

use std::path::PathBuf;

use gen_lsp_types::Uri;
use lsp_server::{Request, Response};

use super::documents::OpenDocument;
use super::loaded::LoadedCollection;
use crate::watcher::WatchReport;

/// Which of the collections that a client works in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct HomeNumber(pub(crate) usize);

/// What the worker is to do.
pub(crate) enum WorkerJob {
    /// The client is ready; these are the folders that it works in.
    Begin(Vec<PathBuf>),
    /// The client works in other folders than before.
    Folders {
        /// The new ones.
        added: Vec<PathBuf>,
        /// Those that it left.
        removed: Vec<PathBuf>,
    },
    /// A document was opened, or has another text.
    Put(Uri, OpenDocument),
    /// A document was closed.
    Close(Uri),
    /// A request is to be answered.
    Answer(Request),
    /// The client answers what the server asked.
    Answered(Response),
    /// All files of a collection were read.
    Loaded(HomeNumber, Box<LoadedCollection>),
    /// The client says that files changed on the disk.
    Saved(Vec<Uri>),
    /// The watcher of a collection reports something.
    Watched(HomeNumber, WatchReport),
    /// The server ends.
    End,
}
