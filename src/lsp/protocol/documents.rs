//! The documents that the client has open, with their texts and versions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::Uri;

use super::folders::CollectionFolders;

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
}

impl DocumentStore {
    /// Opens a document, or gives it another text.
    pub(crate) fn put(&mut self, path: &Path, document: OpenDocument) {
        self.open.insert(path.to_owned(), document);
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

/// The open documents that are in no collection, so far as is known: they may be when one is found.
#[derive(Debug, Default)]
pub(crate) struct HomelessDocuments {
    open: Vec<(Uri, OpenDocument)>,
}

impl HomelessDocuments {
    /// Remembers a document, or its other text.
    pub(crate) fn put(&mut self, uri: &Uri, document: OpenDocument) {
        self.close(uri);
        self.open.push((uri.clone(), document));
    }

    /// Returns whether a document is among them.
    pub(crate) fn has(&self, uri: &Uri) -> bool {
        self.open.iter().any(|(other, _)| other == uri)
    }

    /// Forgets a document.
    pub(crate) fn close(&mut self, uri: &Uri) {
        self.open.retain(|(other, _)| other != uri);
    }

    /// Takes out the documents that are in the folders of a collection.
    pub(crate) fn take_those_in(
        &mut self,
        folders: &CollectionFolders,
    ) -> Vec<(Uri, OpenDocument)> {
        self.open.extract_if(.., |(uri, _)| folders.path_of(uri).is_some()).collect()
    }
}
