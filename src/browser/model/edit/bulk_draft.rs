//! An edit of a field of many records, as far as it was chosen and typed.

use std::sync::Arc;

use crate::record::edit::TypedValue;
use crate::record::{Field, Id, Kind};
use crate::session::bulk_edit::BulkVerb;
use crate::session::value_suggestions::ValueSuggestion;

/// An edit of many records that is being put together.
#[derive(Clone, Debug)]
pub(crate) struct BulkDraft {
    /// The records, as they were marked or listed when it began.
    pub(crate) ids: Arc<[Id]>,
    /// Their kinds.
    pub(crate) kinds: Vec<Kind>,
    /// The field.
    pub(crate) field: Option<&'static Field>,
    /// What is to be done to it.
    pub(crate) verb: Option<BulkVerb>,
    /// The value that is replaced, once it is known.
    pub(crate) old: Option<TypedValue>,
    /// The number of the last request for suggestions.
    pub(crate) generation: u64,
    /// Values that could be typed.
    pub(crate) suggestions: Vec<ValueSuggestion>,
}

impl BulkDraft {
    /// Returns a kind that has the field.
    pub(crate) fn kind(&self) -> Option<Kind> {
        let name = self.field?.name;
        self.kinds.iter().copied().find(|kind| crate::record::field(*kind, name).is_some())
    }
}
