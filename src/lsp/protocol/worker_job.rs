//! What the worker of the language server is to do.

use std::path::PathBuf;

use gen_lsp_types::Uri;
use lsp_server::Request;

use super::documents::OpenDocument;
use super::loaded::LoadedCollection;

/// What the worker is to do.
pub(crate) enum WorkerJob {
    /// The client is ready; these are the folders that it works in.
    Begin(Vec<PathBuf>),
    /// A document was opened, or has another text.
    Put(Uri, OpenDocument),
    /// A document was closed.
    Close(Uri),
    /// A request is to be answered.
    Answer(Request),
    /// The whole collection was read.
    Loaded(Box<LoadedCollection>),
    /// The client says that files changed on the disk.
    Saved(Vec<Uri>),
}
