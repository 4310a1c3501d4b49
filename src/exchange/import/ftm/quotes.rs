//! Quotes that entities give to cases: each is added once, however often it is imported.

use std::collections::{BTreeMap, BTreeSet};

use crate::exchange::import::cell::control;
use crate::exchange::import::ftm_entity::ImportedEntity;
use crate::exchange::import::imported::{ImportedEdit, ImportedRecord};
use crate::record::edit::TypedValue;
use crate::record::{Cited, FieldId, Id, Quote, Record, RowKind};

use super::{EntityReader, QUOTE};

/// A quote of a list.
struct ListedQuote<'e> {
    entity: &'e ImportedEntity,
    /// Its number among those of a case of ours; `None` for what another program says of a case.
    number: Option<usize>,
    source: Id,
    text: &'e str,
}

impl ListedQuote<'_> {
    fn is(&self, known: &Quote) -> bool {
        known.source() == Some(&self.source) && known.text().map(str::trim) == Some(self.text)
    }
}

/// What becomes of the quotes of a list: those to be added, and how many the case has with other words.
#[derive(Default)]
struct Sorted<'e> {
    added: Vec<ListedQuote<'e>>,
    other: usize,
}

impl EntityReader<'_> {
    /// Adds the quotes of cases that the collection has: those with a number of ours behind those of the case, and what another
    /// program says of a case that a mapping has made of its entity.
    pub(super) fn quotes(&mut self, entities: &[ImportedEntity]) {
        let mut of_cases: BTreeMap<Id, (Record, Vec<ListedQuote<'_>>)> = BTreeMap::new();
        for entity in entities.iter().filter(|entity| entity.schema == "Documentation") {
            let Some((case, number)) = self.case_of(entity) else {
                self.leave_out("quotes of cases that are not in the collection");
                continue;
            };
            let source = entity.first("document").and_then(|document| self.source_of(document));
            let (Some(source), Some(text)) = (source, entity.first("summary")) else {
                self.leave_out(
                    "quotes without words, or without a source of the collection or the list",
                );
                continue;
            };
            let quotes = of_cases.entry(case.id.clone()).or_insert_with(|| (case, Vec::new()));
            quotes.1.push(ListedQuote { entity, number, source, text });
        }
        for (id, (case, listed)) in of_cases {
            let Sorted { added, other } = sorted(&case, listed);
            for _ in 0..other {
                self.leave_out("quotes that the collection has with other words");
            }
            let Some(first) = added.first() else { continue };
            let place = self.place(first.entity);
            let edits: Vec<ImportedEdit> =
                added.iter().map(|quote| self.added(quote, &case)).collect();
            match self.listed.records.iter_mut().find(|record| record.id == id) {
                Some(record) => record.edits.extend(edits),
                None => {
                    self.listed.records.push(ImportedRecord::new(case.kind, id, place, edits));
                }
            }
        }
    }

    /// Returns the case of the collection that a quote is of, and its number there.
    fn case_of(&self, entity: &ImportedEntity) -> Option<(Record, Option<usize>)> {
        let case = |id: &str| {
            let located = self.collection.get(id)?;
            located.record.kind.is_case().then(|| located.record.clone())
        };
        let ours = entity.first("recordId").and_then(|id| {
            let (id, number) = id.split_once(QUOTE)?;
            let number: usize = number.parse().ok()?;
            Some((case(id)?, Some(number)))
        });
        ours.or_else(|| {
            let mut imported = self.imported(entity.first("entity")?).into_iter();
            let (id, _) = imported.find(|(_, kind)| kind.is_case())?;
            Some((case(id.as_str())?, None))
        })
    }

    fn added(&mut self, quote: &ListedQuote<'_>, case: &Record) -> ImportedEdit {
        let ListedQuote { entity, number, source, text } = quote;
        let mut fields = vec![
            (FieldId::Source, TypedValue::text(source.as_str())),
            (FieldId::Text, TypedValue::Text((*text).to_owned())),
        ];
        let speaker = entity.first("description");
        if let Some(speaker) = speaker {
            fields.push((FieldId::Speaker, TypedValue::Text(speaker.to_owned())));
        }
        for (property, words) in [("summary", Some(*text)), ("description", speaker)] {
            if let Some(fault) = words.and_then(control) {
                let place = format!("{}, {property}", self.place(entity));
                self.listed.faults.push(fault.at(place));
            }
        }
        let role = entity.first("role").filter(|_| number.is_some());
        let (supports, is_whole) = supported(role.unwrap_or_default(), case);
        if !is_whole {
            self.leave_out("what quotes support that the case has not, and what they dispute");
        }
        if !supports.is_empty() {
            fields.push((FieldId::Supports, TypedValue::List(supports)));
        }
        ImportedEdit::AddRow { kind: RowKind::Quote, fields }
    }
}

/// Finds out which quotes of a list a case has. A list may have the same words of a source under several numbers, and the case then
/// gets as many. Those whose number is behind all that the case has are compared first: they would be added, and are not to be
/// added a second time.
fn sorted<'e>(case: &Record, mut listed: Vec<ListedQuote<'e>>) -> Sorted<'e> {
    let mut seen = BTreeSet::new();
    listed.retain(|quote| seen.insert((quote.number, quote.source.clone(), quote.text)));
    let mut sorted = Sorted::default();
    let mut is_taken = vec![false; case.quotes.len()];
    let is_behind = |number: usize| number == 0 || number > case.quotes.len();
    listed.retain(|quote| {
        let at = quote.number.and_then(|number| number.checked_sub(1));
        let Some((at, known)) = at.and_then(|at| Some((at, case.quotes.get(at)?))) else {
            return true;
        };
        let is_there = quote.is(known);
        if is_there && let Some(is_taken) = is_taken.get_mut(at) {
            *is_taken = true;
        }
        !is_there
    });
    listed.sort_by_key(|quote| {
        (quote.number.is_none(), !quote.number.is_some_and(is_behind), quote.number)
    });
    for quote in listed {
        let Some(number) = quote.number else {
            let is_known = case.quotes.iter().any(|known| quote.is(known))
                || sorted
                    .added
                    .iter()
                    .any(|other| other.source == quote.source && other.text == quote.text);
            if !is_known {
                sorted.added.push(quote);
            }
            continue;
        };
        let mut free = case.quotes.iter().zip(&mut is_taken).filter(|(_, is_taken)| !**is_taken);
        if let Some((_, is_taken)) = free.find(|(known, _)| quote.is(known)) {
            *is_taken = true;
        } else if is_behind(number) {
            sorted.added.push(quote);
        } else {
            sorted.other += 1;
        }
    }
    sorted
}

/// Returns what of a case a quote supports, of `supports age, gender; disputes count`, and whether that is all of it.
fn supported(role: &str, case: &Record) -> (Vec<TypedValue>, bool) {
    let mut parts = role.split("; ");
    let part = parts.clone().find_map(|part| part.strip_prefix("supports "));
    let cited: Vec<&str> = part.into_iter().flat_map(|part| part.split(", ")).collect();
    let has = |cited: &&&str| match cited.parse::<Cited>() {
        Ok(Cited::Field(name)) => case.fields.get(name).is_some(),
        Ok(Cited::Row(kind, key)) => case.row(kind, &key).is_some(),
        Err(_) => false,
    };
    let supports: Vec<TypedValue> =
        cited.iter().filter(has).map(|cited| TypedValue::text(*cited)).collect();
    let is_whole =
        supports.len() == cited.len() && !parts.any(|part| part.starts_with("disputes "));
    (supports, is_whole)
}
