//! Finds completions for the cursor position in a query, and counts the records of each.
//!
//! It reads every record, so it runs on the worker thread.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::collection::{Collection, Lookup, ValueCount, is_beyond_cases};
use crate::record::{FieldEntry, Fields, Id, Kind, Record};
use crate::search::{
    CompletionContext, CompletionTarget, Query, QueryField, QueryNode, ValueKind, completing, fold,
};
use crate::text::{ByteRange, is_too_long};

use crate::session::completions::{CompletionItem, Completions};
use crate::session::field_names::{describe_field, describe_state, leads_to_records, rank};
use crate::session::prompt::Prompt;
use crate::session::terms;

/// The most completions listed; typing on narrows the rest.
const MOST: usize = 200;

/// Returns the completions for the cursor position in a line. Each has a count: how many of the
/// records that match the rest of the line it would keep, or of all records if none match.
pub(crate) fn offers(lookup: &Lookup, collection: &Collection, line: &Prompt) -> Completions {
    let text = line.text();
    let Some(CompletionContext { range, what }) = completing(&text, line.before().len()) else {
        return Completions::default();
    };
    let rest = rest(lookup, &text, range);
    let asking = CompletionQuery { lookup, collection, rest };
    let behind = text.get(range.end()..).unwrap_or_default();
    let before = text.get(..range.start()).unwrap_or_default();
    let (title, begun, mut fitting) = match what {
        CompletionTarget::Name { begun } => {
            let colon = if behind.starts_with([':', '：']) { "" } else { ":" };
            ("Fields".to_owned(), begun.clone(), asking.names(&begun, colon))
        }
        CompletionTarget::Value { field, begun } => {
            let begun = begun.trim_start().to_owned();
            let compared = before.ends_with(['=', '<', '>', '＝', '＜', '＞', '≤', '≥']);
            let known = lookup.catalogue().named(&field);
            let fitting = known.map(|known| asking.values(known, &begun, compared));
            let title = known.map_or(&*field, QueryField::label);
            (format!("{title}:"), begun, fitting.unwrap_or_default())
        }
    };
    fitting.sort_by(|(one, _), (other, _)| one.cmp(other));
    let total = fitting.len();
    let offers = fitting.into_iter().take(MOST).map(|(_, found)| asking.offer(found)).collect();
    Completions { title, range, begun, offers, total }
}

/// Returns the query without what is being typed.
fn rest(lookup: &Lookup, text: &str, typed: ByteRange) -> String {
    let (query, _) = Query::read(text, lookup.catalogue());
    let mut rest = text.to_owned();
    for range in query.nodes().iter().map(QueryNode::range) {
        if range.start() <= typed.end() && typed.start() <= range.end() {
            rest.replace_range(range.start()..range.end(), &" ".repeat(range.len()));
        }
    }
    let (query, _) = Query::read(&rest, lookup.catalogue());
    // Where nothing else is asked for, there is nothing to leave out.
    if query.nodes().is_empty() || lookup.find(&query).is_empty() { String::new() } else { rest }
}

/// A collection, and the part of a query that is not being typed.
struct CompletionQuery<'c> {
    lookup: &'c Lookup,
    collection: &'c Collection,
    rest: String,
}

/// How well something fits what was typed, and what goes before what; the least is the best.
type Fitness = (Fit, usize, Reverse<usize>, String);

/// Something that fits, before it is put into words.
struct CompletionMatch<'c> {
    value: String,
    insert: String,
    count: Option<usize>,
    said: CompletionWords<'c>,
}

/// Where the description of a completion comes from.
enum CompletionWords<'c> {
    /// They are known.
    Words(String),
    /// They are those of a field's value, which this record has.
    Value(String, Option<&'c Id>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It begins as typed.
    Start,
    /// A word in it does.
    Inside,
}

impl<'c> CompletionQuery<'c> {
    /// Returns the fields whose names fit.
    fn names(&self, begun: &str, colon: &str) -> Vec<(Fitness, CompletionMatch<'c>)> {
        let rest = self.query("");
        let had = self.lookup.tally("has", &rest);
        let had: HashMap<&str, usize> =
            had.iter().map(|tally| (&*tally.value, tally.count)).collect();
        let all = self.lookup.find(&rest).len();
        let names = self.lookup.catalogue().fields().iter().filter_map(|field| {
            let (fit, label) = Fit::of_field(begun, field)?;
            let count = match &*field.name {
                "kind" | "id" => Some(all),
                "source" | "quote" => had.get("quotes").copied(),
                _ => had.get(field.label()).copied(),
            };
            let short = rank(&field.name);
            let fitness = (fit, short, Reverse(count.unwrap_or_default()), label.to_owned());
            let said = CompletionWords::Words(describe_field(&field.name).to_owned());
            let insert = format!("{label}{colon}");
            Some((fitness, CompletionMatch { value: label.to_owned(), insert, count, said }))
        });
        names.collect()
    }

    /// Returns the values of a field that fit, or the names that may follow its colon.
    fn values(
        &self,
        known: &QueryField,
        begun: &str,
        compared: bool,
    ) -> Vec<(Fitness, CompletionMatch<'c>)> {
        let field = &*known.name;
        match &known.takes {
            ValueKind::Order(names) => {
                let fields = names.iter().filter_map(|name| self.lookup.catalogue().named(name));
                orders(fields, begun)
            }
            ValueKind::TextsOf(_) | ValueKind::ArchivedTexts => Vec::new(),
            ValueKind::Names(_) => self.tallied(field, begun, str::to_owned),
            ValueKind::Record(_) => self.tallied(field, begun, terms::written),
            // A value is put in so that it finds what it is counted for, and no more.
            ValueKind::OneOf(words) => self.tallied(field, begun, |value| {
                let within = |word: &&String| Fit::of(value, word).is_some();
                let alone = words.iter().filter(within).count() <= 1;
                written(value, compared || alone)
            }),
            ValueKind::Words
            | ValueKind::Number
            | ValueKind::Decimal
            | ValueKind::Money
            | ValueKind::Date => self.tallied(field, begun, |value| written(value, compared)),
        }
    }

    fn tallied(
        &self,
        field: &str,
        begun: &str,
        insert: impl Fn(&str) -> String,
    ) -> Vec<(Fitness, CompletionMatch<'c>)> {
        let tallies = self.lookup.tally(field, &self.query(field)).into_iter();
        // A query cannot ask for more.
        let tallies = tallies.filter(|tally| !is_too_long(&tally.value));
        let by_name = leads_to_records(field);
        let fitting = tallies.filter_map(|ValueCount { value, count, example }| {
            let record = self.collection.get(&value).filter(|_| by_name).map(|found| found.record);
            let names_field = || Fit::of_field(begun, self.lookup.catalogue().named(&value)?);
            let by_value = match field {
                "has" | "missing" => names_field().map(|(fit, _)| fit),
                _ => None,
            };
            let by_value = by_value.or_else(|| Fit::of(begun, &value));
            let fit = by_value.or_else(|| {
                // The user may know the name but not the id.
                Fit::of(begun, record?.name()).map(|_| Fit::Inside)
            })?;
            let said = match record {
                Some(record) => CompletionWords::Words(record.name().to_owned()),
                None => CompletionWords::Value(field.to_owned(), example),
            };
            let insert = insert(&value);
            let value = value.into_owned();
            let fitness = (fit, 0, Reverse(count), value.clone());
            let found = CompletionMatch { value, insert, count: Some(count), said };
            Some((fitness, found))
        });
        fitting.collect()
    }

    /// Returns the rest of the query. It finds only cases, unless the field applies to other kinds too.
    fn query(&self, field: &str) -> Query {
        let kinds: Vec<&str> = Kind::all().map(Kind::name).collect();
        let text = if is_beyond_cases(field) {
            format!("kind:={} {}", kinds.join(","), self.rest)
        } else {
            self.rest.clone()
        };
        Query::read(&text, self.lookup.catalogue()).0
    }

    fn offer(&self, found: CompletionMatch<'_>) -> CompletionItem {
        let CompletionMatch { value, insert, count, said } = found;
        let words = match said {
            CompletionWords::Words(words) => words,
            CompletionWords::Value(field, example) => self.words(&field, &value, example),
        };
        // What the value itself says is not said twice.
        let same = fold(&words) == fold(&value.replace('_', " "));
        let words = if same { String::new() } else { words };
        CompletionItem { value, insert, words, count }
    }

    /// Returns a value in the words of a reader, as the record says it that has it.
    fn words(&self, field: &str, value: &str, example: Option<&Id>) -> String {
        if field == "is" {
            return describe_state(value).to_owned();
        }
        if matches!(field, "has" | "missing") {
            return describe_field(value).to_owned();
        }
        let record = example.and_then(|id| self.collection.get(id.as_str()));
        let record: Option<&Record> = record.map(|located| located.record);
        let rows = record.into_iter().flat_map(|record| &record.rows).map(|row| &row.fields);
        let all = record.map(|record| &record.fields).into_iter().chain(rows);
        let mut entries = all.flat_map(Fields::iter);
        let of_field = |entry: &&FieldEntry| entry.field.name.as_str() == field;
        let said = entries.by_ref().filter(of_field).find_map(|entry| {
            let item = entry.items.iter().find(|item| item.value.written() == value)?;
            Some(self.collection.value_in_words(&item.value, entry.field.shape).into_owned())
        });
        said.unwrap_or_default()
    }
}

impl Fit {
    /// Returns how a text matches what was typed; `None` if it does not.
    fn of(begun: &str, text: &str) -> Option<Self> {
        if begun.is_empty() {
            return Some(Self::Start);
        }
        let (begun, text) = (fold(begun), fold(text));
        if text.starts_with(&begun) {
            return Some(Self::Start);
        }
        let inside = text.match_indices(&begun).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            before.is_some_and(|c| !c.is_alphanumeric())
        });
        inside.then_some(Self::Inside)
    }

    /// Returns how a field fits, and the label to offer: the one that fits best, else, where only
    /// the id fits, the first. A field is offered once, whatever it is called by.
    fn of_field<'f>(begun: &str, field: &'f QueryField) -> Option<(Self, &'f str)> {
        let begun = begun.replace(['_', ' '], "-");
        let by_label =
            field.labels.iter().filter_map(|label| Some((Self::of(&begun, label)?, label)));
        let by_label =
            by_label.min_by_key(|(fit, _)| *fit).map(|(fit, label)| (fit, label.as_str()));
        let by_name = || Some((Self::of(&begun, &field.name.replace('_', "-"))?, field.label()));
        match by_label {
            Some((Self::Start, _)) => by_label,
            Some((Self::Inside, _)) | None => {
                by_label.into_iter().chain(by_name()).min_by_key(|(fit, _)| *fit)
            }
        }
    }
}

fn orders<'c, 'f>(
    fields: impl Iterator<Item = &'f QueryField>,
    begun: &str,
) -> Vec<(Fitness, CompletionMatch<'c>)> {
    let (minus, begun) = begun.strip_prefix('-').map_or(("", begun), |name| ("-", name));
    let fitting = fields.filter_map(|field| {
        let (fit, label) = Fit::of_field(begun, field)?;
        let short = rank(&field.name);
        let said = CompletionWords::Words(describe_field(&field.name).to_owned());
        let value = format!("{minus}{label}");
        let fitness = (fit, short, Reverse(0), label.to_owned());
        Some((fitness, CompletionMatch { insert: value.clone(), value, count: None, said }))
    });
    fitting.collect()
}

fn written(value: &str, plain: bool) -> String {
    let written = terms::written(value);
    if plain { written } else { format!("={written}") }
}

#[cfg(test)]
mod tests;
