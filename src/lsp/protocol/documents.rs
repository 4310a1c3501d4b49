//! The documents that the client has open, with their texts and versions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::Uri;

/// A document that the client has open: its text counts, whatever the file says.
#[derive(Clone, Debug)]
pub(crate) struct OpenDocument {
    /// The version that the client gave to the text.
    pub(crate) version: i32,
    /// The whole text.
    pub(crate) text: Arc<str>,
}

/// The open documents of the collection, by their paths in it.
#[derive(Debug, Default)]
pub(crate) struct DocumentStore {
    open: BTreeMap<PathBuf, OpenDocument>,
    /// The documents that are in no collection, so far as is known: they may be when one is found.
    homeless: Vec<(Uri, OpenDocument)>,
}

impl DocumentStore {
    /// Opens a document, or gives it another text.
    pub(crate) fn put(&mut self, path: &Path, document: OpenDocument) {
        self.open.insert(path.to_owned(), document);
    }

    /// Remembers a document that is in no collection.
    pub(crate) fn put_homeless(&mut self, uri: &Uri, document: OpenDocument) {
        self.close_homeless(uri);
        self.homeless.push((uri.clone(), document));
    }

    /// Returns the documents that are in no collection, and forgets them.
    pub(crate) fn take_homeless(&mut self) -> Vec<(Uri, OpenDocument)> {
        std::mem::take(&mut self.homeless)
    }

    /// Forgets a document that is in no collection.
    pub(crate) fn close_homeless(&mut self, uri: &Uri) {
        self.homeless.retain(|(other, _)| other != uri);
    }

    /// Closes a document; returns whether it was open.
    pub(crate) fn close(&mut self, path: &Path) -> bool {
        self.open.remove(path).is_some()
    }

    /// Returns an open document.
    pub(crate) fn get(&self, path: &Path) -> Option<&OpenDocument> {
        self.open.get(path)
    }

    /// Returns the paths of the open documents.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.open.keys()
    }
}
