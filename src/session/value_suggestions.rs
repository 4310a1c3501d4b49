//! Values that could be typed for a field: words of its vocabulary, values in use with their counts, records to link to.

use std::collections::HashSet;
use std::sync::Arc;

use crate::collection::Collection;
use crate::record::{
    Field, FieldId, Id, Kind, Record, RowKind, Shape, country_named, field, region_name, row_fields,
};
use crate::search::fold;
use crate::session::completions::CompletionItem;
use crate::session::finder::Finder;
use crate::session::new_record::NamedRecord;

/// The most suggestions; typing narrows them.
const MOST: usize = 200;

/// Which values are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestionRequest {
    /// The kind of the record.
    pub kind: Kind,
    /// The kind of the row that the field is in.
    pub row: Option<RowKind>,
    /// The field.
    pub field: FieldId,
    /// What is typed of the value; empty for all.
    pub typed: String,
    /// Whether a new record is suggested where none has the name that is typed.
    pub with_new: bool,
}

/// A value that could be typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueSuggestion {
    /// The value, as it is put into the line.
    pub value: String,
    /// What it says to people.
    pub words: String,
    /// How many records have it.
    pub count: Option<usize>,
    /// The record, where it is a link.
    pub record: Option<Id>,
    /// The record that would be created with the link.
    pub new: Option<NamedRecord>,
}

impl SuggestionRequest {
    /// Returns the field.
    fn field(&self) -> Option<&'static Field> {
        match self.row {
            Some(row) => row_fields(row).iter().find(|field| field.name == self.field),
            None => field(self.kind, self.field),
        }
    }

    /// Returns whether values of a field can be suggested.
    pub fn has_any(field: &Field) -> bool {
        field.shape.recurs() || field.many && matches!(field.shape, Shape::Words)
    }

    /// Returns the values that fit what is typed, the most usual first. `finder` is the index of the collection.
    pub fn suggestions(
        &self,
        finder: &mut Finder,
        collection: &Arc<Collection>,
    ) -> Vec<ValueSuggestion> {
        let Some(field) = self.field() else { return Vec::new() };
        let found = match field.shape {
            Shape::Term(vocabulary) => {
                let used = self.used(finder, collection);
                let words = collection.settings().vocabularies();
                let suggestion = |word: &str| ValueSuggestion {
                    value: word.to_owned(),
                    words: spaced(word),
                    count: Some(count_of(&used, word)),
                    ..ValueSuggestion::default()
                };
                let mut all: Vec<ValueSuggestion> =
                    words.words(vocabulary).map(suggestion).collect();
                // The order of the vocabulary, where words are equally usual.
                all.sort_by_key(|one| std::cmp::Reverse(one.count));
                all
            }
            Shape::YesNo => ["yes", "no"].map(ValueSuggestion::of_word).into(),
            Shape::Link(kinds) | Shape::LinkOrWords(kinds) => {
                return self.records(kinds, finder, collection);
            }
            Shape::Country | Shape::Region | Shape::Language | Shape::Offence | Shape::Words => {
                let mut used = self.used(finder, collection);
                let named = country_named(self.typed.trim())
                    .filter(|_| matches!(field.shape, Shape::Country | Shape::Region));
                if let Some(code) = named.filter(|code| used.iter().all(|one| one.value != *code)) {
                    let words = region_name(code).unwrap_or_default().to_owned();
                    let value = code.to_owned();
                    return vec![ValueSuggestion { value, words, ..ValueSuggestion::default() }];
                }
                // What is no code of the field is in use as it is written, in quotation marks, which are no part of it.
                let is_words = matches!(field.shape, Shape::Words);
                used.retain(|one| {
                    !one.value.is_empty() && (is_words || !one.value.starts_with('"'))
                });
                used
            }
            Shape::RowName
            | Shape::Date
            | Shape::Money
            | Shape::MoneyOrYesNo
            | Shape::Whole { .. }
            | Shape::Degrees { .. }
            | Shape::WebAddress
            | Shape::Sha256
            | Shape::Identifier
            | Shape::Citations
            | Shape::Rivals
            | Shape::Rows(_) => Vec::new(),
        };
        let typed = fold(&spaced(self.typed.trim()));
        let is_said = |words: &str| fold(&spaced(words)).contains(&typed);
        // What a word means finds it too, behind those that are typed themselves.
        let (mut found, others): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|one| is_said(&one.value) || is_said(&one.words));
        let begins = |words: &str| fold(&spaced(words)).starts_with(&typed);
        found.sort_by_key(|one| !(begins(&one.value) || begins(&one.words)));
        let is_meant = |one: &ValueSuggestion| field.word_meaning(&one.value).is_some_and(is_said);
        found.extend(others.into_iter().filter(is_meant));
        found.truncate(MOST);
        found
    }

    /// Returns the values that records have in the field.
    fn used(&self, finder: &mut Finder, collection: &Arc<Collection>) -> Vec<ValueSuggestion> {
        let used = finder.used_values(collection, self.field);
        let suggestion = |one: &CompletionItem| ValueSuggestion {
            value: one.value.clone(),
            words: one.words.clone(),
            count: one.count,
            ..ValueSuggestion::default()
        };
        used.iter().map(suggestion).collect()
    }

    /// Returns the records that could be linked to: those that are most linked to by the field and then others by their ids, or
    /// those that the search finds.
    fn records(
        &self,
        kinds: &'static [Kind],
        finder: &mut Finder,
        collection: &Arc<Collection>,
    ) -> Vec<ValueSuggestion> {
        let mut found = Vec::new();
        if self.typed.is_empty() {
            let linked = finder.linked_values(collection, self.field, kinds);
            found.extend(linked.iter().filter_map(|one| Some((Id::new(&one.value)?, one.count))));
            let known: HashSet<Id> = found.iter().map(|(id, _)| id.clone()).collect();
            let all = kinds.iter().flat_map(|kind| collection.ids_of(*kind));
            let others = all.filter(|id| !known.contains(*id)).map(|id| (id.clone(), None));
            found.extend(others.take(MOST.saturating_sub(known.len())));
        } else {
            let records = finder.find_page(&words_of(&self.typed), kinds);
            found.extend(records.into_iter().map(|id| (id, None)));
        }
        found.truncate(MOST);
        let suggestion = |(id, count): (Id, Option<usize>)| ValueSuggestion {
            value: id.to_string(),
            words: collection.name_of(&id).to_owned(),
            count,
            record: Some(id),
            new: None,
        };
        let mut all: Vec<ValueSuggestion> = found.into_iter().map(suggestion).collect();
        if self.with_new {
            all.extend(self.new_records(kinds, &all, collection));
        }
        all
    }

    /// Returns the records that would be created with the name that is typed, where none that was found has it.
    fn new_records(
        &self,
        kinds: &'static [Kind],
        found: &[ValueSuggestion],
        collection: &Collection,
    ) -> Vec<ValueSuggestion> {
        let name = self.typed.trim();
        let typed = fold(name);
        let is_called = |one: &ValueSuggestion| {
            let record = one.record.as_ref().and_then(|id| collection.get(id.as_str()));
            one.value == name || record.is_some_and(|at| is_called(at.record, &typed))
        };
        if typed.is_empty() || found.iter().any(is_called) {
            return Vec::new();
        }
        // A case has more to say than a name.
        let kinds = kinds.iter().filter(|kind| !kind.is_case());
        let new = kinds.filter_map(|kind| NamedRecord::of(collection, *kind, name));
        let suggestion = |new: NamedRecord| ValueSuggestion {
            value: new.new.id.to_string(),
            words: new.name.clone(),
            new: Some(new),
            ..ValueSuggestion::default()
        };
        new.map(suggestion).collect()
    }
}

impl ValueSuggestion {
    /// Returns what tells it from all others: records that would be created can have the same id.
    pub(crate) fn key(&self) -> String {
        match &self.new {
            Some(new) => format!("new {} {}", new.new.kind.name(), self.value),
            None => self.value.clone(),
        }
    }

    fn of_word(word: &str) -> Self {
        Self { value: word.to_owned(), ..Self::default() }
    }
}

/// Returns whether a record is called so, folded.
fn is_called(record: &Record, folded: &str) -> bool {
    let names = [FieldId::Name, FieldId::NativeName, FieldId::Aliases, FieldId::Title];
    let entries = names.into_iter().filter_map(|name| record.fields.get(name));
    let mut items = entries.flat_map(|entry| entry.items.iter());
    items.any(|item| fold(&item.value.written()) == folded)
}

/// Returns what is typed as words of a query: no sign of it is one of the language.
fn words_of(typed: &str) -> String {
    let word = |c: char| if c.is_alphanumeric() || c == '-' { c } else { ' ' };
    let words: String = typed.chars().map(word).collect();
    words.split_whitespace().map(|word| word.trim_start_matches('-')).collect::<Vec<_>>().join(" ")
}

fn spaced(word: &str) -> String {
    word.replace('_', " ")
}

fn count_of(used: &[ValueSuggestion], word: &str) -> usize {
    used.iter().find(|one| one.value == word).and_then(|one| one.count).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};

    #[track_caller]
    fn check(field: FieldId, typed: &str, first: &[(&str, &str, Option<usize>)]) {
        let mut files = Memory::default();
        files.put("victims/a-test.toml", "title = 'A Test'\nrecruitment_method = 'family'\nrecruitment_place = 'test-town'\ntags = ['blue']\n");
        files.put(
            "victims/b-test.toml",
            "title = 'B Test'\nrecruitment_method = ['family', 'at_work']\ncitizenship = 'KH'\n",
        );
        files.put("places/test-town.toml", "name = 'Test Town'\naliases = ['测试镇']\n");
        files.put("places/other-town.toml", "name = 'Other Town'\n");
        files.put("people/test-town-man.toml", "name = 'Test Man'\n");
        let collection = Arc::new(load(&files));
        let mut finder = Finder::of(&collection);
        let typed = typed.to_owned();
        let request =
            SuggestionRequest { kind: Kind::Victim, row: None, field, typed, with_new: true };
        let found = request.suggestions(&mut finder, &collection);
        let found: Vec<_> = found
            .iter()
            .take(first.len())
            .map(|one| (one.value.as_str(), one.words.as_str(), one.count))
            .collect();
        assert_eq!(found, first);
    }

    #[test]
    fn words_of_a_vocabulary_come_with_how_often_they_are_used() {
        check(
            FieldId::RecruitmentMethod,
            "",
            &[("family", "family", Some(2)), ("at_work", "at work", Some(1))],
        );
        check(FieldId::RecruitmentMethod, "at sch", &[("at_school", "at school", Some(0))]);
    }

    #[test]
    fn a_word_is_found_by_what_it_means_behind_those_that_are_typed() {
        check(
            FieldId::MeansOfControl,
            "passport",
            &[("withholds_documents", "withholds documents", Some(0))],
        );
        check(
            FieldId::RecruitmentMethod,
            "advert",
            &[
                ("online_advertisement", "online advertisement", Some(0)),
                ("newspaper", "newspaper", Some(0)),
            ],
        );
    }

    #[test]
    fn records_of_the_right_kind_are_found_by_any_name() {
        check(FieldId::RecruitmentPlace, "", &[("test-town", "Test Town", Some(1))]);
        check(FieldId::RecruitmentPlace, "ceshi", &[("test-town", "Test Town", None)]);
        check(FieldId::RecruitmentPlace, "other t", &[("other-town", "Other Town", None)]);
    }

    #[test]
    fn a_new_record_is_suggested_last_where_none_has_the_name() {
        check(FieldId::RecruitmentPlace, "Third Quay", &[("third-quay", "Third Quay", None)]);
        check(FieldId::RecruitmentPlace, "测试新港", &[("ceshixingang", "测试新港", None)]);
        // An id that is taken gets a number.
        check(FieldId::RecruitmentPlace, "B, Test", &[("b-test-2", "B, Test", None)]);
        let found = [("test-town", "Test Town", None)];
        for known in ["Test Town", "test town", "测试镇", "test-town"] {
            check(FieldId::RecruitmentPlace, known, &found);
        }
    }

    #[test]
    fn values_in_use_are_suggested() {
        check(FieldId::Tags, "bl", &[("blue", "", Some(1))]);
        check(FieldId::Citizenship, "Vietnam", &[("VN", "Vietnam", None)]);
    }
}
