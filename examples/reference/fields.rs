//! The fields of each kind of record, their values and the vocabularies, for `docs/format.md`.

use casebook::record::{Assertion, Field, Kind, RowKind, Shape, Vocabulary, fields, row_fields};

use super::page::table;

pub(crate) fn part(name: &str) -> Option<String> {
    if name == "vocabularies" {
        return Some(vocabularies());
    }
    let of = name.strip_prefix("fields of ")?;
    if let Some(kind) = Kind::all().find(|kind| kind.name() == of) {
        let fields = fields(kind).iter();
        return Some(if kind.is_case() { sourced(fields) } else { plain(fields) });
    }
    let rows = RowKind::ALL;
    let row = rows.into_iter().find(|row| row.name() == of)?;
    Some(plain(row_fields(row).iter()))
}

/// Returns the table of the fields of a case, with whether a quote must support each.
fn sourced<'f>(fields: impl Iterator<Item = &'f Field>) -> String {
    let rows = fields.map(|field| {
        let source = match field.assertion {
            Assertion::Fact => "yes",
            Assertion::Editorial => "",
        };
        let [name, label, takes, meaning] = cells(field);
        [name, label, takes, source.to_owned(), meaning]
    });
    table(["field", "on screen", "takes", "source", "meaning"], rows)
}

fn plain<'f>(fields: impl Iterator<Item = &'f Field>) -> String {
    table(["field", "on screen", "takes", "meaning"], fields.map(cells))
}

fn cells(field: &Field) -> [String; 4] {
    let value = value(field.shape);
    let is_list = field.many && !matches!(field.shape, Shape::Rows(_) | Shape::Citations);
    let takes = if is_list { format!("one or more: {value}") } else { value };
    let name = format!("`{}`", field.name.as_str());
    [name, field.label.to_owned(), takes, field.meaning.to_owned()]
}

/// Describes a value of a shape in a few words.
fn value(shape: Shape) -> String {
    match shape {
        Shape::Words => "text".to_owned(),
        Shape::RowName => "a key: small letters, digits, hyphens".to_owned(),
        Shape::Term(vocabulary) => format!("[{0}](#{0})", vocabulary.name()),
        Shape::Date => "[date](#dates)".to_owned(),
        Shape::Money => "sum".to_owned(),
        Shape::MoneyOrYesNo => "sum, or `true` or `false`".to_owned(),
        Shape::Whole { least, most } => format!("whole number, {least} to {most}"),
        Shape::Degrees { most } => format!("degrees, −{most} to {most}"),
        Shape::YesNo => "`true` or `false`".to_owned(),
        Shape::Country => "country".to_owned(),
        Shape::Region => "country or part of one".to_owned(),
        Shape::Language => "language".to_owned(),
        Shape::Offence => "ICCS code".to_owned(),
        Shape::WebAddress => "`https://…`".to_owned(),
        Shape::Sha256 => "64 hexadecimal digits".to_owned(),
        Shape::Identifier => "`database:id`".to_owned(),
        Shape::Link(kinds) => ids(kinds),
        Shape::LinkOrWords(kinds) => format!("{}, or text", ids(kinds)),
        Shape::Citations => "names of fields".to_owned(),
        Shape::Rivals => "a table of fields and values, or a list of fields".to_owned(),
        Shape::Rows(rows) => format!("[tables](#{0}) `[[{0}]]`", rows.name()),
    }
}

fn ids(kinds: &[Kind]) -> String {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    format!("id ({})", kinds.join(", "))
}

fn vocabularies() -> String {
    let each = Vocabulary::all().map(|vocabulary| {
        let words = vocabulary.words().map(|word| {
            let meaning = vocabulary.meaning(word).unwrap_or_default();
            [format!("`{word}`"), meaning.to_owned()]
        });
        format!("### {}\n\n{}\n", vocabulary.name(), table(["word", "meaning"], words))
    });
    each.collect::<Vec<_>>().join("\n")
}
