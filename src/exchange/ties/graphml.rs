//! Ties as `GraphML`.

use std::fmt::Write as _;

use super::sheet::TieSheet;
use super::xml::xml;

/// The attributes of records, in the order in which they are written.
const OF_RECORDS: [&str; 6] = ["id", "kind", "name", "hub", "date", "notes"];
/// The attributes of ties.
const OF_TIES: [&str; 5] = ["field", "label", "support", "sources", "quotes"];

/// Returns ties as a directed graph with all that is said of them in attributes.
pub(crate) fn write(sheet: &TieSheet) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    for (of, names) in [("node", &OF_RECORDS[..]), ("edge", &OF_TIES[..])] {
        for name in names {
            _ = writeln!(
                text,
                "  <key id=\"{of}-{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"string\"/>"
            );
        }
    }
    text.push_str("  <graph id=\"ties\" edgedefault=\"directed\">\n");
    for (number, record) in sheet.records.iter().enumerate() {
        _ = writeln!(text, "    <node id=\"n{number}\">");
        let notes = record.notes.join("; ");
        let values = [
            record.key.as_str(),
            record.kind.name(),
            &record.name,
            record.hub.unwrap_or_default(),
            record.date.as_deref().unwrap_or_default(),
            &notes,
        ];
        data(&mut text, "node", &OF_RECORDS, &values);
        text.push_str("    </node>\n");
    }
    for (number, tie) in sheet.ties.iter().enumerate() {
        let (from, to) = (tie.from, tie.to);
        _ = writeln!(text, "    <edge id=\"e{number}\" source=\"n{from}\" target=\"n{to}\">");
        let sources = tie.sources().map(|sources| sources.to_string()).unwrap_or_default();
        let words: Vec<String> = tie
            .quotes()
            .into_iter()
            .map(|quote| format!("{} ({})", quote.words, quote.citation))
            .collect();
        let words = words.join(" | ");
        let values = [tie.field, tie.label, tie.status_word(), &sources, &words];
        data(&mut text, "edge", &OF_TIES, &values);
        text.push_str("    </edge>\n");
    }
    text.push_str("  </graph>\n</graphml>\n");
    text
}

fn data(text: &mut String, of: &str, names: &[&str], values: &[&str]) {
    for (name, value) in names.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
        _ = writeln!(text, "      <data key=\"{of}-{name}\">{}</data>", xml(value));
    }
}
