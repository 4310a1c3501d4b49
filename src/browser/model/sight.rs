//! One record as it may be seen. Knows no other record.

use std::borrow::Cow;

use crate::collection::File;
use crate::record::{Name, Record};

use super::veil::Veil;

/// A record as it may be seen.
#[derive(Clone, Debug)]
pub struct Sight<'c> {
    /// The record; what is masked of its words is a mark.
    pub record: Cow<'c, Record>,
    /// Its id, or a mark.
    pub id: String,
    pub(super) file: &'c File,
    pub(super) veil: Veil<'c>,
}

impl Sight<'_> {
    /// Returns the first thing that keeps the file from being read, and its line.
    pub fn outage(&self) -> Option<(String, usize)> {
        let (problem, place) = self.file.outage()?;
        Some((self.veil.problem(&problem.message), place.line))
    }

    /// Returns words that are in no field of the record: a key, what an unknown field is called.
    pub fn words(&self, words: &str) -> String {
        self.veil.words(words)
    }

    /// Returns what the record is called at the head of its page.
    pub fn heading(&self) -> &str {
        let fields = &self.record.fields;
        fields.text(Name::Title).or_else(|| fields.text(Name::Name)).unwrap_or(&self.id)
    }
}
