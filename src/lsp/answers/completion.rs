//! What could be typed at a place: fields that the table lacks, words of a vocabulary, ids, and what a quote may cite.

use std::collections::{HashMap, HashSet};

use super::hover::fields_of;
use super::link_names::LinkNames;
use super::place::AskedPlace;
use super::typing::{TypedKey, TypedPart, TypedPlace, Typing};
use crate::collection::{Collection, Placement};
use crate::record::{
    Cited, Field, FieldEntry, FieldId, FileLayout, Kind, Record, RowKind, Sensitivity, Shape,
    Value, fields,
};
use crate::redaction::Mask;
use crate::session::{Session, SuggestionRequest, ValueSuggestion};
use crate::text::{ByteRange, visible_unicode};

/// What could be typed at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CompletionAnswer {
    /// The offers, the best first.
    pub(crate) offers: Vec<CompletionOffer>,
    /// Whether typing on may bring others.
    pub(crate) is_incomplete: bool,
}

/// One thing that could be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompletionOffer {
    /// What it is called in the list.
    pub(crate) label: String,
    /// What it is.
    pub(crate) kind: OfferKind,
    /// A few words beside it.
    pub(crate) detail: String,
    /// What it means, in a sentence.
    pub(crate) meaning: String,
    /// The bytes that it replaces.
    pub(crate) range: ByteRange,
    /// What is there then.
    pub(crate) text: String,
    /// The same with stops for the cursor, for editors that know them.
    pub(crate) snippet: Option<String>,
    /// What the editor compares with the words that are typed; the label where it is missing.
    pub(crate) filter: Option<String>,
}

/// What an offer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OfferKind {
    /// A field.
    Field,
    /// A table.
    Table,
    /// A word of a vocabulary, or a code.
    Word,
    /// A record.
    Record,
    /// What a quote may cite.
    Citation,
}

/// The most offers.
const MOST: usize = 100;
/// The most records that are looked at to find which fields are usual.
const MOST_COUNTED: usize = 1_000;

/// Returns what could be typed at a place of a text; nothing where no record is kept.
pub(crate) fn complete(
    session: &mut Session,
    place: &AskedPlace<'_>,
    text: &str,
    mask: Mask,
) -> Option<CompletionAnswer> {
    let typing = Typing::at(text, place.offset)?;
    let Placement::Records(layout) = Placement::of(place.path) else { return None };
    let table = TypedTable::of(&layout, &typing, place)?;
    let asked = CompletionRequest {
        collection: place.collection,
        names: LinkNames::of(place.collection, place.path, mask),
        offset: place.offset,
        text,
        table,
    };
    let mut answer = match &typing.part {
        TypedPart::Header(range) => asked.headers(*range),
        TypedPart::Key(key) => match key.within {
            None => asked.keys(key, &typing),
            Some(_) => asked.rival_keys(key),
        },
        TypedPart::Value(value) => asked.values(session, value)?,
    };
    answer.is_incomplete |= answer.offers.len() > MOST;
    answer.offers.truncate(MOST);
    Some(answer)
}

/// The table that a place is in.
#[derive(Clone, Copy)]
struct TypedTable<'c> {
    kind: Kind,
    row: Option<RowKind>,
    /// The name of the record in a file of several.
    id: Option<&'c str>,
    /// The record, where it was read.
    record: Option<&'c Record>,
}

impl<'c> TypedTable<'c> {
    fn of(layout: &FileLayout, typing: &Typing<'c>, place: &AskedPlace<'c>) -> Option<Self> {
        let (kind, id, names) = match layout {
            FileLayout::One { kind, .. } => (*kind, None, typing.table.as_slice()),
            FileLayout::Many { kind } => {
                let (id, names) = match typing.table.split_first() {
                    Some((id, names)) => (Some(*id), names),
                    None => (None, typing.table.as_slice()),
                };
                (*kind, Some(id?), names)
            }
        };
        let row = match names {
            _ if matches!(typing.part, TypedPart::Header(_)) => None,
            [] => None,
            [name] => {
                let mut rows = RowKind::ALL.into_iter();
                Some(rows.find(|row| row.name() == *name)?)
            }
            [..] => return None,
        };
        let records = place.records();
        let record = match id {
            None => records.first(),
            Some(id) => records.iter().find(|record| record.id.as_str() == id),
        };
        Some(Self { kind, row, id, record })
    }
}

struct CompletionRequest<'c> {
    collection: &'c Collection,
    names: LinkNames<'c>,
    offset: usize,
    text: &'c str,
    table: TypedTable<'c>,
}

impl CompletionRequest<'_> {
    /// Returns the fields that the table lacks, the most usual first, and the tables that may follow it.
    fn keys(&self, key: &TypedKey<'_>, typing: &Typing<'_>) -> CompletionAnswer {
        let own: HashSet<&str> = typing.keys.iter().copied().collect();
        let missing = fields_of(self.table.kind, self.table.row).iter();
        let missing = missing.filter(|field| !matches!(field.shape, Shape::Rows(_)));
        let mut missing: Vec<&'static Field> =
            missing.filter(|field| !own.contains(field.name.as_str())).collect();
        let usage = self.usage();
        let used = |field: &&Field| usage.get(&field.name).copied().unwrap_or_default();
        // The order of the format, where fields are equally usual.
        missing.sort_by_key(|field| std::cmp::Reverse(used(field)));
        let mut offers: Vec<CompletionOffer> = missing
            .into_iter()
            .map(|field| {
                let name = field.name.as_str();
                let width = typing.equals_at.unwrap_or_default();
                let before = format!("{name:width$}");
                // The equals sign follows a space, and is below those above it where there is room.
                let before = format!("{:<width$}", format!("{name} "), width = before.len());
                let (text, snippet) = if key.has_value {
                    (name.to_owned(), None)
                } else {
                    (format!("{before}= "), Some(format!("{before}= {}", stops(field))))
                };
                CompletionOffer {
                    label: name.to_owned(),
                    kind: OfferKind::Field,
                    detail: field.label.to_owned(),
                    meaning: field.meaning.to_owned(),
                    range: key.range,
                    text,
                    snippet,
                    filter: None,
                }
            })
            .collect();
        if !key.has_value && typing.is_last {
            offers.extend(self.tables(key.range, false));
        }
        CompletionAnswer { offers, is_incomplete: false }
    }

    fn headers(&self, range: ByteRange) -> CompletionAnswer {
        CompletionAnswer { offers: self.tables(range, true).collect(), is_incomplete: false }
    }

    /// Returns the tables that a case may have.
    fn tables(&self, range: ByteRange, is_header: bool) -> impl Iterator<Item = CompletionOffer> {
        let line_break = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let typed = ByteRange::from_span(range.start()..self.offset.max(range.start()));
        let typed = typed.of(self.text).to_owned();
        let prefix = self.table.id.map(|id| format!("{id}.")).unwrap_or_default();
        let rows = fields(self.table.kind).iter().filter_map(|field| {
            if let Shape::Rows(row) = field.shape { Some((field, row)) } else { None }
        });
        rows.map(move |(field, row)| {
            let header = format!("[[{prefix}{}]]", row.name());
            let snippet = (row == RowKind::Quote).then(|| {
                ["source   = \"$1\"", "text     = \"$2\"", "supports = [\"$3\"]"]
                    .iter()
                    .fold(escaped_snippet(&header), |text, line| {
                        format!("{text}{line_break}{line}")
                    })
            });
            CompletionOffer {
                label: header.clone(),
                kind: OfferKind::Table,
                detail: field.label.to_owned(),
                meaning: field.meaning.to_owned(),
                range,
                filter: Some(if is_header { typed.clone() } else { row.name().to_owned() }),
                text: header,
                snippet,
            }
        })
    }

    /// Returns in how many records, of those that are looked at, the tables of this kind have each field.
    fn usage(&self) -> HashMap<FieldId, usize> {
        let mut usage: HashMap<FieldId, usize> = HashMap::new();
        let TypedTable { kind, row, .. } = self.table;
        for id in self.collection.ids_of(kind).take(MOST_COUNTED) {
            self.collection.with_record(id, |located| {
                let record = located.record;
                let names: HashSet<FieldId> = match row {
                    None => record.fields.iter().map(|entry| entry.field.name).collect(),
                    Some(RowKind::Quote) => {
                        let fields = record.quotes.iter().flat_map(|quote| quote.fields.iter());
                        fields.map(|entry| entry.field.name).collect()
                    }
                    Some(row) => {
                        let fields = record.rows(row).flat_map(|row| row.fields.iter());
                        fields.map(|entry| entry.field.name).collect()
                    }
                };
                for name in names {
                    *usage.entry(name).or_default() += 1;
                }
            });
        }
        usage
    }

    /// Returns the fields of the case, to be disputed with another value.
    fn rival_keys(&self, key: &TypedKey<'_>) -> CompletionAnswer {
        let record = self.table.record.into_iter();
        let offers = record.flat_map(|record| record.fields.iter()).map(|entry| {
            let name = entry.field.name.as_str();
            let text = if key.has_value { name.to_owned() } else { format!("{name} = ") };
            CompletionOffer {
                label: name.to_owned(),
                kind: OfferKind::Citation,
                detail: entry.field.label.to_owned(),
                meaning: entry.field.meaning.to_owned(),
                range: key.range,
                text,
                snippet: None,
                filter: None,
            }
        });
        CompletionAnswer { offers: offers.collect(), is_incomplete: false }
    }

    fn values(&self, session: &mut Session, value: &TypedPlace<'_>) -> Option<CompletionAnswer> {
        let TypedTable { kind, row, .. } = self.table;
        let name: FieldId = value.field.parse().ok()?;
        let field = fields_of(kind, row).iter().find(|field| field.name == name)?;
        // Another value that a quote gives for a field is one of that field.
        let (field, row) = match value.inner {
            None => (field, row),
            Some(inner) => {
                let inner: FieldId = inner.parse().ok()?;
                (fields(kind).iter().find(|field| field.name == inner)?, None)
            }
        };
        let typed = ByteRange::new(value.range.start(), self.offset)?.of(self.text);
        // The names of people in other cases are no words to choose from.
        let gives_away = field.shape == Shape::Words && field.sensitivity != Sensitivity::Open;
        let offers: Vec<CompletionOffer> =
            if matches!(field.shape, Shape::Citations | Shape::Rivals) {
                self.citations(value, typed)
            } else if field.shape == Shape::YesNo {
                let words = ["true", "false"].into_iter().filter(|_| value.opened_by.is_none());
                let offer = |word: &str| CompletionOffer {
                    text: word.to_owned(),
                    ..offer_of(OfferKind::Word, word, field, value)
                };
                words.map(offer).collect()
            } else if gives_away || !SuggestionRequest::has_any(field) {
                return None;
            } else {
                let request = SuggestionRequest {
                    kind,
                    row,
                    field: field.name,
                    typed: typed.to_owned(),
                    with_new: false,
                };
                let mut found = session.suggestions(&request);
                if field.shape == Shape::Words {
                    self.retain_public(&mut found, field);
                }
                let is_open = |words: &str| self.names.words(words) == words;
                found.retain(|one| !value.others.contains(&one.value.as_str()));
                found.retain(|one| one.record.is_some() || is_open(&one.value));
                let offers = found.into_iter();
                offers.filter_map(|one| self.suggestion(one, field, value, typed)).collect()
            };
        Some(CompletionAnswer { offers, is_incomplete: true })
    }

    /// Leaves out words that confidential cases alone have.
    fn retain_public(&self, found: &mut Vec<ValueSuggestion>, field: &Field) {
        if self.collection.confidential_cases() == 0 {
            return;
        }
        let words: HashSet<&str> = found.iter().map(|one| one.value.as_str()).collect();
        let of_record = self.collection.map_records(|located| {
            let entry = located.record.fields.get(field.name)?;
            if self.collection.is_confidential(located.record) {
                return None;
            }
            let of_item = entry.items.iter().filter_map(|item| {
                if let Value::Words(word) = &item.value { Some(&**word) } else { None }
            });
            let items = of_item.filter(|word| words.contains(word));
            Some(items.map(str::to_owned).collect::<Vec<_>>())
        });
        let public: HashSet<String> = of_record.into_iter().flatten().flatten().collect();
        found.retain(|one| public.contains(&one.value));
    }

    fn suggestion(
        &self,
        found: ValueSuggestion,
        field: &Field,
        value: &TypedPlace<'_>,
        typed: &str,
    ) -> Option<CompletionOffer> {
        let ValueSuggestion { value: word, words, count, record, new: _ } = found;
        let count = count.filter(|count| *count > 0);
        let count = count.map(|count| match count {
            1 => "in 1 record".to_owned(),
            count => format!("in {count} records"),
        });
        let (kind, words) = match &record {
            None => (OfferKind::Word, words),
            Some(id) => {
                let kind = self.collection.kind_of(id).map(Kind::name).unwrap_or_default();
                let words = match self.names.name(id) {
                    Some(name) => name,
                    None if self.names.withholds(id) && !self.names.masks_all() => {
                        format!("{kind}, confidential")
                    }
                    None => kind.to_owned(),
                };
                (OfferKind::Record, words)
            }
        };
        let detail: Vec<String> =
            [Some(words).filter(|words| !words.is_empty()), count].into_iter().flatten().collect();
        let filter = Some(typed.to_owned()).filter(|typed| !typed.is_empty());
        Some(CompletionOffer {
            detail: visible_unicode(&detail.join(" · ")).into_owned(),
            text: value.quoted(&word)?,
            filter,
            meaning: field.word_meaning(&word).unwrap_or(field.meaning).to_owned(),
            ..offer_of(kind, &word, field, value)
        })
    }

    /// Returns the fields and rows of the case that a quote may cite, those first that no quote supports.
    fn citations(&self, value: &TypedPlace<'_>, typed: &str) -> Vec<CompletionOffer> {
        let Some(record) = self.table.record else { return Vec::new() };
        let entries = record.fields.iter().map(|entry| Cited::Field(entry.field.name));
        let rows =
            record.rows.iter().filter_map(|row| Some(Cited::Row(row.kind, row.key()?.into())));
        let own: Vec<Cited> = entries.chain(rows).collect();
        let mut cited: Vec<(bool, &Cited, String)> = own
            .iter()
            .map(|cited| {
                let is_editorial = match cited {
                    Cited::Field(name) => {
                        let field = fields(record.kind).iter().find(|field| field.name == *name);
                        field.is_some_and(|field| {
                            field.assertion == crate::record::Assertion::Editorial
                        })
                    }
                    Cited::Row(..) => false,
                };
                let is_supported = record.quotes.iter().any(|quote| quote.supports(cited));
                (is_editorial || is_supported, cited, cited.to_string())
            })
            .filter(|(_, _, name)| !value.others.contains(&name.as_str()))
            .filter(|(_, _, name)| name.contains(typed))
            .collect();
        cited.sort_by_key(|(is_last, _, _)| *is_last);
        let offers = cited.into_iter().filter_map(|(_, cited, name)| {
            let said = match cited {
                Cited::Field(field) => record.fields.get(*field).map(FieldEntry::in_words),
                Cited::Row(kind, key) => {
                    let row = record.row(*kind, key);
                    row.and_then(|row| row.fields.text(FieldId::What)).map(str::to_owned)
                }
            };
            let said = said.filter(|_| !self.names.masks_all()).unwrap_or_default();
            let said: String = said.chars().take(60).collect();
            Some(CompletionOffer {
                label: visible_unicode(&name).into_owned(),
                kind: OfferKind::Citation,
                detail: visible_unicode(&said).into_owned(),
                meaning: cited.label(record.kind),
                range: value.range,
                text: value.quoted(&name)?,
                snippet: None,
                filter: Some(typed.to_owned()).filter(|typed| !typed.is_empty()),
            })
        });
        offers.collect()
    }
}

impl TypedPlace<'_> {
    /// Returns a word as it is put in: with the quotes that are missing. `None` where the quotes that are there cannot
    /// hold it.
    fn quoted(&self, word: &str) -> Option<String> {
        let basic = crate::record::quoting::escaped(word);
        match self.opened_by {
            None => Some(crate::record::quoting::basic(word)),
            Some('\'') => {
                let is_literal = !word.contains('\'') && !word.chars().any(char::is_control);
                let closing = if self.is_closed { "" } else { "'" };
                is_literal.then(|| format!("{word}{closing}"))
            }
            Some(mark) if self.is_closed => Some(basic).filter(|_| mark == '"'),
            Some(mark) => Some(format!("{basic}{mark}")),
        }
    }
}

/// Returns an offer of a word for a field, to be filled in.
fn offer_of(kind: OfferKind, word: &str, field: &Field, value: &TypedPlace<'_>) -> CompletionOffer {
    CompletionOffer {
        label: visible_unicode(word).into_owned(),
        kind,
        detail: String::new(),
        meaning: field.meaning.to_owned(),
        range: value.range,
        text: String::new(),
        snippet: None,
        filter: None,
    }
}

/// Returns what is put behind the equals sign of a field, with a stop for the cursor.
fn stops(field: &Field) -> String {
    if field.shape == Shape::Rivals {
        return "{ $1 }".to_owned();
    }
    let is_bare = matches!(field.shape, Shape::Whole { .. } | Shape::Degrees { .. } | Shape::YesNo);
    let one = if is_bare { "$1" } else { "\"$1\"" };
    if field.many || field.shape == Shape::Citations { format!("[{one}]") } else { one.to_owned() }
}

/// Returns words of which an editor makes no stop.
fn escaped_snippet(words: &str) -> String {
    words.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}
