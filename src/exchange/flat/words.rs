//! The words that people use for the codes of flat tables: labels of columns, meanings of words of vocabularies.

use crate::record::{Kind, RowKind, Shape, fields, row_fields};

/// Returns the table `words`: its header, then a line for each field, and one for each word of its vocabulary.
pub(in crate::exchange) fn words_of_format() -> Vec<[String; 5]> {
    let mut lines = vec![["table", "field", "word", "label", "meaning"].map(str::to_owned)];
    let rows = RowKind::ALL.map(|kind| {
        let table = match kind {
            RowKind::Event => "events",
            RowKind::Group => "groups",
            RowKind::Quote => "quotes",
            RowKind::Custody => "custody",
        };
        (table, row_fields(kind))
    });
    for (table, known) in Kind::all().map(|kind| (kind.folder(), fields(kind))).chain(rows) {
        for field in known.iter().filter(|field| !matches!(field.shape, Shape::Rows(_))) {
            let name = field.name.as_str();
            lines.push([table, name, "", field.label, field.meaning].map(str::to_owned));
            if let Shape::Term(vocabulary) = field.shape {
                let words = vocabulary.words().map(|word| {
                    let meaning = vocabulary.meaning(word).unwrap_or_default();
                    [table, name, word, &word.replace('_', " "), meaning].map(str::to_owned)
                });
                lines.extend(words);
            }
        }
    }
    lines
}
