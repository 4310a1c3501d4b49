//! Templates for new records: the usual fields as comments, with examples.
//!
//! A template states no facts: until a `#` is removed, the file says only its title.

#[rustfmt::skip]
mod examples;

use super::field::{Field, FieldHint, FieldId, Shape};
use super::id::Id;
use super::kind::{Kind, RowKind};
use super::quoting::basic;
use super::tables;
use crate::text::width;
use examples::TemplateSection;

/// Returns the text of a new file for one record, begun on the day `date`.
///
/// It lies in the folder of its kind, beside the folder `schema` of the collection.
pub fn template(kind: Kind, id: &Id, date: &str) -> String {
    template_named(kind, &in_words(id), date)
}

/// Returns the same text for a record that is called `name`.
pub(crate) fn template_named(kind: Kind, name: &str, date: &str) -> String {
    let table = tables::fields(kind);
    let hints = examples::parts(kind).iter().flat_map(|part| part.hints(table));
    let keys = widest(hints.map(|(field, _)| field.name.as_str()));
    let heading = heading(kind).as_str();
    let preface = [
        format!("#:schema ../schema/{}.json", kind.name()),
        String::new(),
        format!("# {} Created {date}.", examples::what(kind)),
        "# Uncomment the fields your sources state and fill them in. Leave the rest out."
            .to_owned(),
        String::new(),
        format!("{heading:keys$} = {}", basic(name)),
    ];
    let fields = examples::parts(kind).iter().flat_map(|part| {
        let head = [String::new(), format!("# {}", part.about)];
        head.into_iter().chain(lines(part, table, keys, date))
    });
    let rows = examples::rows(kind).iter().flat_map(|(rows, part)| row(*rows, part, date));
    let mut text = preface.into_iter().chain(fields).chain(rows).collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}

fn heading(kind: Kind) -> FieldId {
    match kind {
        Kind::Victim | Kind::Rescue | Kind::Arrest | Kind::Source => FieldId::Title,
        Kind::Place | Kind::Person | Kind::Organisation => FieldId::Name,
    }
}

/// Returns a start for the title: the id with spaces and a capital letter.
fn in_words(id: &Id) -> String {
    let words = id.as_str().replace('-', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn row(rows: RowKind, part: &TemplateSection, date: &str) -> Vec<String> {
    let table = tables::row_fields(rows);
    let keys = widest(part.hints(table).into_iter().map(|(field, _)| field.name.as_str()));
    let head = [String::new(), format!("# {}", part.about), format!("# [[{}]]", rows.name())];
    let lines = lines(part, table, keys, date);
    head.into_iter().chain(lines).collect()
}

/// Writes the fields that wait to be filled in, so that those that are taken in stay aligned.
fn lines(part: &TemplateSection, table: &[Field], keys: usize, date: &str) -> Vec<String> {
    let hints = part.hints(table);
    let values = widest(hints.iter().map(|(_, hint)| hint.example));
    let line = hints.iter().map(|(field, hint)| {
        let value = hint.example.replace("TODAY", date);
        let gap = " ".repeat(values.saturating_sub(width(&value)));
        let note = if let (Shape::Term(vocabulary), "") = (field.shape, hint.note) {
            choice(vocabulary.words())
        } else {
            hint.note.to_owned()
        };
        format!("# {:keys$} = {value}{gap} # {note}", field.name.as_str())
    });
    line.collect()
}

impl TemplateSection {
    /// Returns the fields of the section with their examples, in the order of the table; the key of a
    /// row comes first, because quotes cite the row by it.
    fn hints<'t>(&self, table: &'t [Field]) -> Vec<(&'t Field, &'t FieldHint)> {
        let hint = |field: &'t Field| self.parts.iter().find_map(|part| field.hint_in(*part));
        let mut hints: Vec<_> =
            table.iter().filter_map(|field| Some((field, hint(field)?))).collect();
        hints.sort_by_key(|(field, _)| field.name != FieldId::Key);
        hints
    }
}

fn widest<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    texts.map(width).max().unwrap_or_default()
}

/// Returns the first words of a vocabulary, as many as fit on a line.
fn choice(words: impl Iterator<Item = &'static str>) -> String {
    const ROOM: usize = 48;
    let mut choice = String::new();
    for word in words {
        if choice.len() + word.len() > ROOM {
            return choice + ", …";
        }
        if !choice.is_empty() {
            choice += ", ";
        }
        choice += word;
    }
    choice
}

#[cfg(test)]
mod tests;
