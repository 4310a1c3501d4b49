//! Ties as GEXF 1.3, for Gephi.

use std::fmt::Write as _;

use super::sheet::TieSheet;
use super::xml::xml;

/// The attributes of records.
const OF_RECORDS: [&str; 5] = ["id", "kind", "hub", "date", "notes"];
/// The attributes of ties.
const OF_TIES: [&str; 4] = ["field", "support", "sources", "quotes"];

/// Returns ties as a static graph. A date is an attribute with its EDTF as it is written: the format's own `start` and
/// `end` take days, and most dates are no days.
pub(crate) fn write(sheet: &TieSheet) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n  <graph mode=\"static\" defaultedgetype=\"directed\">\n",
    );
    for (of, names) in [("node", &OF_RECORDS[..]), ("edge", &OF_TIES[..])] {
        _ = writeln!(text, "    <attributes class=\"{of}\">");
        for (number, name) in names.iter().enumerate() {
            _ = writeln!(
                text,
                "      <attribute id=\"{number}\" title=\"{name}\" type=\"string\"/>"
            );
        }
        text.push_str("    </attributes>\n");
    }
    text.push_str("    <nodes>\n");
    for (number, record) in sheet.records.iter().enumerate() {
        _ = writeln!(text, "      <node id=\"n{number}\" label=\"{}\">", xml(&record.name));
        let notes = record.notes.join("; ");
        let date = record.date.as_deref().unwrap_or_default();
        let hub = record.hub.unwrap_or_default();
        values(&mut text, &[&record.key, record.kind.name(), hub, date, &notes]);
        text.push_str("      </node>\n");
    }
    text.push_str("    </nodes>\n    <edges>\n");
    for (number, tie) in sheet.ties.iter().enumerate() {
        let (from, to, label) = (tie.from, tie.to, xml(tie.label));
        _ = writeln!(
            text,
            "      <edge id=\"{number}\" source=\"n{from}\" target=\"n{to}\" kind=\"{label}\" label=\"{label}\">"
        );
        let sources = tie.sources().map(|sources| sources.to_string()).unwrap_or_default();
        let words: Vec<String> = tie
            .quotes()
            .into_iter()
            .map(|quote| format!("{} ({})", quote.words, quote.citation))
            .collect();
        values(&mut text, &[tie.field, tie.status_word(), &sources, &words.join(" | ")]);
        text.push_str("      </edge>\n");
    }
    text.push_str("    </edges>\n  </graph>\n</gexf>\n");
    text
}

fn values(text: &mut String, values: &[&str]) {
    text.push_str("        <attvalues>\n");
    for (number, value) in values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
        _ = writeln!(text, "          <attvalue for=\"{number}\" value=\"{}\"/>", xml(value));
    }
    text.push_str("        </attvalues>\n");
}
