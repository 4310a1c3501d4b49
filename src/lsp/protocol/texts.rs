//! The text of a file of the collection, whether the client has it open or not.

use std::path::Path;
use std::sync::Arc;

use super::documents::DocumentStore;
use crate::collection::Collection;

/// Returns the text of a file as the client has it, or else as the collection has it.
pub(crate) fn text_of(
    documents: &DocumentStore,
    collection: &Collection,
    path: &Path,
) -> Option<Arc<str>> {
    if let Some(open) = documents.get(path) {
        return Some(Arc::clone(&open.text));
    }
    let archived = || collection.archived_at(path).map(|text| Arc::from(text.text()));
    let file = collection.file_at(path).map(|file| Arc::from(&*file.now().text()));
    file.or_else(archived)
}
