//! The text of the file of a record that an import creates.

use std::fmt::Write as _;

use crate::record::edit::TypedValue;
use crate::record::{FieldId, Kind, RowKind, fields, quoting};

use super::imported::ImportedEdit;

/// Returns the text of a new file with these values.
pub fn imported_text(kind: Kind, edits: &[ImportedEdit]) -> String {
    let mut own: Vec<(FieldId, &TypedValue)> = Vec::new();
    for edit in edits {
        if let ImportedEdit::Field { row: None, field, value: Some(value) } = edit {
            own.push((*field, value));
        }
    }
    let place = |name: FieldId| fields(kind).iter().position(|field| field.name == name);
    own.sort_by_key(|(name, _)| place(*name));
    let mut text = format!("#:schema ../schema/{}.json\n\n", kind.name());
    add_lines(&mut text, own.into_iter());
    for kind in RowKind::ALL {
        for edit in edits {
            if let ImportedEdit::AddRow { kind: of, fields } = edit
                && *of == kind
            {
                _ = write!(text, "\n[[{}]]\n", kind.name());
                add_lines(&mut text, fields.iter().map(|(name, value)| (*name, value)));
            }
        }
    }
    text
}

fn add_lines<'v>(
    text: &mut String,
    values: impl Iterator<Item = (FieldId, &'v TypedValue)> + Clone,
) {
    let width = values.clone().map(|(name, _)| name.as_str().len()).max().unwrap_or_default();
    for (name, value) in values {
        // The words of a quote are compared with a text byte for byte, and stay on one line.
        let value = written(value, name == FieldId::Text);
        _ = writeln!(text, "{:width$} = {value}", name.as_str());
    }
}

/// Returns a value as TOML, exact: a carriage return would be none in a text of several lines.
fn written(value: &TypedValue, on_one_line: bool) -> String {
    match value {
        TypedValue::Text(words) if on_one_line || words.contains('\r') => quoting::basic(words),
        TypedValue::List(items) => {
            let items: Vec<String> = items.iter().map(|item| written(item, true)).collect();
            format!("[{}]", items.join(", "))
        }
        TypedValue::Text(_)
        | TypedValue::Number(_)
        | TypedValue::YesNo(_)
        | TypedValue::Table(_) => value.toml("\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Document, FileLayout, Id, Vocabularies};

    #[test]
    fn a_new_file_is_read_without_a_problem() {
        let text = |words: &str| TypedValue::Text(words.to_owned());
        let edits = [
            ImportedEdit::AddRow {
                kind: RowKind::Quote,
                fields: vec![
                    (FieldId::Source, text("wire")),
                    (FieldId::Text, text("a\n\u{0}\"b\" \\ \u{202e}")),
                    (FieldId::Supports, TypedValue::List(vec![text("age")])),
                ],
            },
            ImportedEdit::set(FieldId::Age, TypedValue::Number("14".to_owned())),
            ImportedEdit::set(FieldId::Summary, text("one\ntwo\r\nthree")),
            ImportedEdit::set(FieldId::Title, text("Test Ann")),
        ];
        let written = imported_text(Kind::Victim, &edits);
        let start = "#:schema ../schema/victim.json\n\ntitle   = \"Test Ann\"\nsummary = \"one\\ntwo\\r\\nthree\"\nage     = 14\n\n[[quote]]\n";
        assert!(written.starts_with(start), "{written}");
        let layout = FileLayout::One { kind: Kind::Victim, id: Id::new("test-ann").unwrap() };
        let document = Document::read(written.as_str(), &layout, &Vocabularies::default());
        let record = &document.records[0];
        assert_eq!(record.fields.text(FieldId::Summary), Some("one\ntwo\r\nthree"));
        assert_eq!(record.quotes[0].text(), Some("a\n\u{0}\"b\" \\ \u{202e}"));
    }
}
