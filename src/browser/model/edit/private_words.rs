//! The ids and names that the changes of this run are worded with: a record that was deleted or has another id by
//! now can no longer say that the mask covers it.

use crate::collection::Collection;
use crate::record::edit::TypedValue;
use crate::record::{Id, Kind, Sensitivity, sensitivity};
use crate::redaction::{MARK, Mask, MaskedCollection};
use crate::session::{BulkAction, BulkEdit, ChangeRequest};

/// In more records than this, confidential ones are not looked for: some are taken to be among them.
const MOST_LOOKED_AT: usize = 1_000;

/// Words that are masked wherever a change is named.
#[derive(Clone, Debug, Default)]
pub(crate) struct PrivateWords(Vec<PrivateWord>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct PrivateWord {
    words: String,
    /// Whether they are masked also where only what is confidential is.
    is_confidential: bool,
}

impl PrivateWords {
    /// Remembers what is private in a change that is asked for, as long as its records can still be looked up.
    pub(crate) fn note(&mut self, all: &Collection, request: &ChangeRequest) {
        match request {
            ChangeRequest::Rename { id, new } | ChangeRequest::Copy { id, new } => {
                self.note_id(all, id, id.as_str());
                self.note_id(all, id, new.as_str());
            }
            ChangeRequest::Delete(id) | ChangeRequest::RemoveRow { id, .. } => {
                self.note_id(all, id, id.as_str());
            }
            ChangeRequest::Bulk { ids, edits } => {
                let mut is_confidential = None;
                for edit in edits {
                    for value in values_of(edit) {
                        self.note_value(all, edit, value, &mut || {
                            *is_confidential.get_or_insert_with(|| has_confidential(all, ids))
                        });
                    }
                }
            }
        }
    }

    /// Remembers words as private if the id of a record is.
    pub(crate) fn note_id(&mut self, all: &Collection, id: &Id, words: &str) {
        let is_masked = |mask| MaskedCollection::new(all, mask).is_masked(id);
        let is_confidential = is_masked(Mask::Confidential);
        if is_confidential || is_masked(Mask::All) {
            self.push(words, is_confidential);
        }
    }

    fn note_value(
        &mut self,
        all: &Collection,
        edit: &BulkEdit,
        value: &TypedValue,
        is_confidential: &mut dyn FnMut() -> bool,
    ) {
        match value {
            TypedValue::List(values) => {
                for value in values {
                    self.note_value(all, edit, value, is_confidential);
                }
            }
            TypedValue::Text(words) => {
                if let Some(id) = Id::new(words) {
                    self.note_id(all, &id, words);
                }
                let mut kinds = Kind::all();
                if kinds.any(|kind| sensitivity(kind, edit.field) != Sensitivity::Open) {
                    self.push(words, is_confidential());
                }
            }
            TypedValue::Number(_) | TypedValue::YesNo(_) | TypedValue::Table(_) => {}
        }
    }

    fn push(&mut self, words: &str, is_confidential: bool) {
        let words = words.trim().to_owned();
        let word = PrivateWord { words, is_confidential };
        if !word.words.is_empty() && !self.0.contains(&word) {
            self.0.push(word);
        }
    }

    /// Returns a sentence with a mark instead of each of the words that the mask covers.
    pub(crate) fn masked(&self, sentence: &str, mask: Mask) -> String {
        let mut said = sentence.to_owned();
        let is_covered = |word: &&PrivateWord| match mask {
            Mask::Nothing => false,
            Mask::Confidential => word.is_confidential,
            Mask::All => true,
        };
        for word in self.0.iter().filter(is_covered) {
            said = without(&said, &word.words);
        }
        said
    }
}

fn values_of(edit: &BulkEdit) -> Vec<&TypedValue> {
    match &edit.action {
        BulkAction::Set(value) => vec![value],
        BulkAction::Add(values) | BulkAction::TakeOut(values) => values.iter().collect(),
        BulkAction::Replace { old, new } => vec![old, new],
        BulkAction::Clear => Vec::new(),
    }
}

fn has_confidential(all: &Collection, ids: &[Id]) -> bool {
    let masked = MaskedCollection::new(all, Mask::Confidential);
    let mut ids_of = ids.iter();
    masked.confidential() > 0
        && (ids.len() > MOST_LOOKED_AT || ids_of.any(|id| masked.is_masked(id)))
}

/// Returns a sentence with a mark instead of these words, where they are words of their own.
fn without(sentence: &str, words: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let mut said = String::with_capacity(sentence.len());
    let mut end = 0;
    for (at, found) in sentence.match_indices(words) {
        let before = sentence.get(..at).unwrap_or_default();
        let behind = sentence.get(at + found.len()..).unwrap_or_default();
        if before.ends_with(is_part) || behind.starts_with(is_part) {
            continue;
        }
        said.push_str(sentence.get(end..at).unwrap_or_default());
        said.push_str(MARK);
        end = at + found.len();
    }
    said.push_str(sentence.get(end..).unwrap_or_default());
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_masked() {
        let said = without("rename yun to yun-q: 4 files; victims/yun.toml, yunnan", "yun");
        assert_eq!(said, "rename ▒▒▒▒ to yun-q: 4 files; victims/▒▒▒▒.toml, yunnan");
    }
}
