//! Gives a record another id in the queries of saved views.

use toml::Spanned;
use toml::de::DeValue;

use crate::collection::{Collection, base_catalogue};
use crate::record::edit::replace_string;
use crate::record::{Id, Record, syntax};
use crate::search::{Condition, Needle, Query, TermTarget, ValueCondition, fold};
use crate::session::field_names::leads_to_records;
use crate::text::{ByteRange, LineIndex, Splice, apply_all};

/// What becomes of the saved views when a record gets another id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ViewRename {
    /// The splices of the settings file.
    pub(crate) splices: Vec<Splice>,
    /// How many views they change.
    pub(crate) views: usize,
    /// The lines of views that find the record by words which may mean something else too. They stay as they are.
    pub(crate) unchanged: Vec<usize>,
}

impl ViewRename {
    /// Returns what becomes of the views in the text of the settings.
    pub(crate) fn of(collection: &Collection, text: &str, old: &Id, new: &Id) -> Self {
        let syntax = syntax::read(text);
        let views = syntax.root().get("views").and_then(|views| views.get_ref().as_table());
        let ids = IdChange { collection, old, new };
        let mut renamed = Self::default();
        let lines = LineIndex::of(text);
        for (_, view) in views.into_iter().flatten() {
            let Some(query) = query_of(view) else { continue };
            let Some(words) = query.get_ref().as_str() else { continue };
            let at = ByteRange::from_span(query.span());
            let (splices, mut is_sure) = ids.in_query(words);
            let after = apply_all(words, &splices).filter(|_| !splices.is_empty());
            if let Some(after) = after {
                let splice = replace_string(text, at, &after);
                is_sure &= splice.is_some();
                renamed.views += usize::from(splice.is_some());
                renamed.splices.extend(splice);
            }
            if !is_sure {
                renamed.unchanged.push(lines.line_at(at.start()));
            }
        }
        renamed.splices.sort_by_key(|splice| splice.range().start());
        renamed
    }
}

/// Returns the query of a view, which may be a table with a name and an order too.
fn query_of<'v, 't>(view: &'v Spanned<DeValue<'t>>) -> Option<&'v Spanned<DeValue<'t>>> {
    match view.get_ref().as_table() {
        Some(view) => view.get("query"),
        None => Some(view),
    }
}

/// Another id for a record, in queries.
#[derive(Clone, Copy)]
struct IdChange<'c> {
    collection: &'c Collection,
    old: &'c Id,
    new: &'c Id,
}

impl IdChange<'_> {
    /// Returns the splices that rename the record in a query, and whether nothing else in it may mean the record.
    fn in_query(self, words: &str) -> (Vec<Splice>, bool) {
        let (query, _) = Query::read(words, base_catalogue());
        let (mut splices, mut is_sure) = (Vec::new(), true);
        for term in query.terms() {
            match &term.target {
                TermTarget::Field { name, asked, .. } if leads_to_records(name) => {
                    for value in asked {
                        match self.in_value(words, value) {
                            Some(splice) => splices.push(splice),
                            None => is_sure &= !self.loses(&value.condition),
                        }
                    }
                }
                TermTarget::Text { needle, .. } => {
                    is_sure &= needle.text() != self.old.as_str() || self.is_old_named_so(needle);
                }
                TermTarget::Field { .. } | TermTarget::Part { .. } | TermTarget::Lines { .. } => {}
            }
        }
        (splices, is_sure)
    }

    /// Returns the splice that renames the record where a value means it and no other record.
    fn in_value(self, words: &str, value: &ValueCondition) -> Option<Splice> {
        let Self { collection, old, new } = self;
        let written = value.range.of(words);
        let is_old = match &value.condition {
            Condition::Is(id) => id == old.as_str(),
            Condition::Begins(needle) => {
                let is_other = |record: &Record| {
                    record.id != *old
                        && (needle.begins_in(&fold(record.id.as_str()))
                            || is_named_so(record, needle))
                };
                // Spelled to the letter it is the id; in capitals it may be a name too.
                needle.folded() == fold(old.as_str())
                    && (written.contains(old.as_str())
                        || !collection.records().any(|located| is_other(located.record)))
            }
            Condition::Lies(_)
            | Condition::Overlaps(_)
            | Condition::Has(_)
            | Condition::InText(_) => false,
        };
        let start = value.range.start();
        let inner = match written.find(old.as_str()) {
            Some(at) => ByteRange::from_span(start + at..start + at + old.as_str().len()),
            None => value.range,
        };
        is_old.then(|| Splice::replace(inner, new.as_str()))
    }

    /// Returns whether a value that stays as it is finds the record by its old id alone.
    fn loses(self, condition: &Condition) -> bool {
        let Condition::Begins(needle) = condition else { return false };
        let [old, new] = [self.old, self.new].map(|id| fold(id.as_str()));
        needle.begins_in(&old) && !needle.begins_in(&new) && !self.is_old_named_so(needle)
    }

    /// Returns whether a name of the record that is renamed begins with the words.
    fn is_old_named_so(self, needle: &Needle) -> bool {
        let located = self.collection.get(self.old.as_str());
        located.is_some_and(|located| is_named_so(located.record, needle))
    }
}

/// Returns whether a name by which links to a record are found begins with the words.
fn is_named_so(record: &Record, needle: &Needle) -> bool {
    let names = record.fields.iter().filter(|entry| entry.field.role.is_known_by());
    let mut items = names.flat_map(|entry| &entry.items);
    items.any(|item| needle.begins_in(&fold(&item.value.written())))
}
