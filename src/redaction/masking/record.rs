//! One record as it appears under the mask.

use std::borrow::Cow;

use crate::collection::File;
use crate::record::{FieldId, Record};

use crate::redaction::masking::record_mask::RecordMask;

/// A record as it may be seen.
#[derive(Clone, Debug)]
pub struct MaskedRecord<'c> {
    /// The record; what is masked of its words is a mark.
    pub record: Cow<'c, Record>,
    /// Its id, or a mark.
    pub id: String,
    pub(crate) file: &'c File,
    pub(crate) mask: RecordMask<'c>,
}

impl MaskedRecord<'_> {
    /// Returns the first thing that keeps the file from being read, and its line.
    pub fn first_unreadable(&self) -> Option<(String, usize)> {
        let (problem, place) = self.file.first_unreadable()?;
        Some((self.mask.problem(&problem.message), place.line))
    }

    /// Returns words that are in no field of the record, such as a key of a row.
    pub fn words(&self, words: &str) -> String {
        self.mask.words(words)
    }

    /// Returns what the file calls an unknown field; it may be a name.
    pub fn unknown_key(&self, key: &str) -> String {
        self.mask.unknown_key(key)
    }

    /// Returns what the record is called at the head of its page.
    pub fn heading(&self) -> &str {
        let fields = &self.record.fields;
        fields.text(FieldId::Title).or_else(|| fields.text(FieldId::Name)).unwrap_or(&self.id)
    }
}
