//! Copies a record with texts and ids replaced: the basis of every redaction.

use super::field::{FieldId, Shape};
use super::fields::{Fields, Item};
use super::id::Id;
use super::quote::Cited;
use super::record::Record;
use super::tables::field;
use super::value::Value;

/// What replaces the texts and the ids of a record; `None` for one that stays as it is.
pub struct Replacements<'r> {
    /// Replaces a text.
    pub text: &'r dyn Fn(&str) -> Option<String>,
    /// Replaces an id, that of the record as well as those it links to.
    pub id: &'r dyn Fn(&Id) -> Option<Id>,
}

impl Record {
    /// Returns a copy in which texts and ids are replaced; `None` where all stay as they are.
    ///
    /// Everything that a file can say in words of its own is passed to `by`: unknown fields and the
    /// names of rows too. Numbers, dates, sums of money, codes of a standard and the format's own
    /// words stay.
    pub fn with_replacements(&self, by: &Replacements<'_>) -> Option<Self> {
        let mut copy = self.clone();
        let mut changed = replace_id(&mut copy.id, by);
        changed |= in_fields(&mut copy.fields, by);
        for row in &mut copy.rows {
            changed |= in_fields(&mut row.fields, by);
        }
        for quote in &mut copy.quotes {
            changed |= in_fields(&mut quote.fields, by);
            for citation in &mut quote.supports {
                changed |= in_cited(&mut citation.cited, by);
            }
            for dispute in &mut quote.disputes {
                let cited = match &dispute.cited {
                    Cited::Field(name) => field(self.kind, *name),
                    Cited::Row(..) => None,
                };
                changed |= in_items(&mut dispute.rival, cited.map(|field| field.shape), by);
                changed |= in_cited(&mut dispute.cited, by);
            }
        }
        changed.then_some(copy)
    }

    /// Puts `mark` in the place of all values of some fields, of what quotes say instead of these, and
    /// of what unknown fields hold.
    pub fn replace_values(&mut self, of: &dyn Fn(FieldId) -> bool, mark: &str) {
        let kind = self.kind;
        self.replace_own_values(&|name| of(name) || field(kind, name).is_none(), mark);
        let rows = self.rows.iter_mut().map(|row| &mut row.fields);
        let quotes = self.quotes.iter_mut().map(|quote| &mut quote.fields);
        for fields in std::iter::once(&mut self.fields).chain(rows).chain(quotes) {
            for extra in &mut fields.extras {
                extra.written = mark.into();
                // A key with a capital, a space or a letter of another script in it may be a name itself.
                let is_of_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                if !extra.name.chars().all(is_of_key) {
                    extra.name = mark.into();
                }
            }
            let mut is_marked = false;
            fields
                .extras
                .retain(|extra| *extra.name != *mark || !std::mem::replace(&mut is_marked, true));
        }
    }

    /// Puts `mark` in the place of what quotes say: the words, who speaks, where, and what is noted.
    pub fn withhold_quotes(&mut self, mark: &str) {
        let says = [FieldId::Text, FieldId::Speaker, FieldId::At, FieldId::Note];
        for quote in &mut self.quotes {
            quote.fields.replace_values(&|field| says.contains(&field), mark);
        }
    }

    /// Puts `mark` in the place of all values of some fields, and of what quotes say instead of these.
    pub(super) fn replace_own_values(&mut self, of: &dyn Fn(FieldId) -> bool, mark: &str) {
        self.fields.replace_values(of, mark);
        let disputes = self.quotes.iter_mut().flat_map(|quote| &mut quote.disputes);
        for dispute in disputes {
            if matches!(dispute.cited, Cited::Field(name) if of(name)) && !dispute.rival.is_empty()
            {
                dispute.rival = marked(&dispute.rival, mark);
            }
        }
    }
}

impl Fields {
    /// Puts `mark` in the place of all values of some fields.
    pub(super) fn replace_values(&mut self, of: &dyn Fn(FieldId) -> bool, mark: &str) {
        for entry in self.entries.iter_mut().filter(|entry| of(entry.field.name)) {
            entry.items = marked(&entry.items, mark);
        }
    }
}

/// Returns one value with a mark in the place of some.
fn marked(items: &[Item], mark: &str) -> Vec<Item> {
    let range = items.first().map(|item| item.range).unwrap_or_default();
    vec![Item { value: Value::Words(mark.into()), range }]
}

impl Cited {
    /// Returns a copy in which the name of the row is replaced; `None` where it stays as it is.
    pub fn with_replacements(&self, by: &Replacements<'_>) -> Option<Self> {
        match self {
            Self::Field(_) => None,
            Self::Row(kind, key) => Some(Self::Row(*kind, (by.text)(key)?.into())),
        }
    }
}

fn in_fields(fields: &mut Fields, by: &Replacements<'_>) -> bool {
    let mut changed = false;
    for entry in &mut fields.entries {
        changed |= in_items(&mut entry.items, Some(entry.field.shape), by);
    }
    for extra in &mut fields.extras {
        changed |= replace(&mut extra.name, by);
        changed |= replace(&mut extra.written, by);
    }
    changed
}

fn in_items(items: &mut [Item], shape: Option<Shape>, by: &Replacements<'_>) -> bool {
    let mut changed = false;
    for item in items {
        changed |= in_value(&mut item.value, shape, by);
    }
    changed
}

fn in_value(value: &mut Value, shape: Option<Shape>, by: &Replacements<'_>) -> bool {
    match value {
        Value::Link(id) => replace_id(id, by),
        Value::Term(word) if is_of_format(word, shape) => false,
        Value::Code(_) if shape.is_some_and(is_of_standard) => false,
        Value::Words(text)
        | Value::Term(text)
        | Value::Code(text)
        | Value::Unread(text)
        | Value::TooLong(text) => replace(text, by),
        Value::Date(_)
        | Value::Money(_)
        | Value::Whole(_)
        | Value::Degrees(_)
        | Value::YesNo(_) => false,
    }
}

fn in_cited(cited: &mut Cited, by: &Replacements<'_>) -> bool {
    let reworded = cited.with_replacements(by);
    let changed = reworded.is_some();
    if let Some(reworded) = reworded {
        *cited = reworded;
    }
    changed
}

fn replace(text: &mut Box<str>, by: &Replacements<'_>) -> bool {
    let reworded = (by.text)(text);
    let changed = reworded.is_some();
    if let Some(reworded) = reworded {
        *text = reworded.into();
    }
    changed
}

fn replace_id(id: &mut Id, by: &Replacements<'_>) -> bool {
    let reworded = (by.id)(id);
    let changed = reworded.is_some();
    if let Some(reworded) = reworded {
        *id = reworded;
    }
    changed
}

/// Returns whether a word is one that the format itself has for a field, and so says nothing about a person.
fn is_of_format(word: &str, shape: Option<Shape>) -> bool {
    matches!(shape, Some(Shape::Term(vocabulary)) if vocabulary.words().any(|own| own == word))
}

/// Returns whether values of this shape were found in a standard or are made of figures.
fn is_of_standard(shape: Shape) -> bool {
    matches!(
        shape,
        Shape::Country | Shape::Region | Shape::Language | Shape::Offence | Shape::Sha256
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Document, FileLayout, Kind, Vocabularies};

    const CASE: &str = "title = 'raid on ann'\nauthorities = ['ann', 'bo']\narrest_type = 'raid'\n\
        date = '2020'\nplaces = 'bo'\nann = 'ann'\n[[event]]\nkey = 'ann'\ntype = 'sale'\n\
        summary = 'ann'\n[[quote]]\nsource = 'wire'\ntext = 'ann said'\nspeaker = 'ann'\n\
        supports = ['event.ann']\ndisputes = { title = 'ann', 'event.ann' = 'ann' }\n";

    fn case() -> Record {
        let form = FileLayout::One { kind: Kind::Arrest, id: Id::new("x").unwrap() };
        Document::read(CASE, &form, &Vocabularies::default()).records.remove(0)
    }

    #[test]
    fn every_text_and_id_is_replaced_and_nothing_of_the_format_is() {
        let by = Replacements {
            text: &|text| text.contains("ann").then(|| text.replace("ann", "#")),
            id: &|id| ["wire", "ann"].contains(&id.as_str()).then(|| Id::placeholder("#")),
        };
        let reworded = case().with_replacements(&by).unwrap();
        let shown = format!("{reworded:?}");
        assert!(!shown.contains("ann") && !shown.contains("wire"), "{shown}");
        assert_eq!(reworded.fields.text(FieldId::Title), Some("raid on #"));
        assert_eq!(reworded.fields.text(FieldId::ArrestType), Some("raid"));
        assert!(reworded.quotes[0].supports(&"event.#".parse().unwrap()));
        assert_eq!(reworded.quotes[0].source().map(Id::as_str), Some("#"));
    }

    #[test]
    fn a_record_without_any_of_it_is_not_copied() {
        assert_eq!(
            case().with_replacements(&Replacements { text: &|_| None, id: &|_| None }),
            None
        );
    }
}
