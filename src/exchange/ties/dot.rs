//! Ties in the DOT language, for Graphviz.

use std::fmt::Write as _;

use super::sheet::TieSheet;
use crate::evidence::EvidenceStatus;
use crate::text::visible_unicode;

/// Returns ties as a directed graph: an arrow goes from the record that has the field to the one that it leads to, and
/// is dashed where no quote supports it.
pub(crate) fn write(sheet: &TieSheet) -> String {
    let mut dot = String::from("digraph ties {\n  rankdir=LR;\n  node [shape=box];\n");
    for record in &sheet.records {
        let mut label = format!("{}: {}", record.kind.name(), record.name);
        for note in record.date_in_words.iter().chain(&record.notes) {
            _ = write!(label, "\n{note}");
        }
        let (key, label) = (string(&record.key), string(&label));
        let style = if record.hub.is_some() { ", style=dotted" } else { "" };
        _ = writeln!(dot, "  {key} [label={label}{style}];");
    }
    for tie in &sheet.ties {
        let (Some(from), Some(to)) = (sheet.records.get(tie.from), sheet.records.get(tie.to))
        else {
            continue;
        };
        let (from, to) = (string(&from.key), string(&to.key));
        let label = match tie.status_word() {
            "" => tie.label.to_owned(),
            word => format!("{} ({word})", tie.label),
        };
        let has_words = matches!(
            tie.status(),
            Some(
                EvidenceStatus::Sourced(_)
                    | EvidenceStatus::Unchecked(_)
                    | EvidenceStatus::Disputed(_)
            )
        ) || tie.status_word() == "quote";
        let style = if has_words { "" } else { ", style=dashed" };
        _ = writeln!(dot, "  {from} -> {to} [label={}{style}];", string(&label));
    }
    dot.push_str("}\n");
    dot
}

/// Returns a text as a string of the language. Graphviz also reads escapes such as `\N` and entities such as `&amp;`
/// in labels, so that backslashes and ampersands are escaped too.
fn string(text: &str) -> String {
    let mut written = String::from("\"");
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            written.push_str("\\n");
        }
        for c in visible_unicode(line).chars() {
            match c {
                '"' => written.push_str("\\\""),
                '\\' => written.push_str("\\\\"),
                '&' => written.push_str("&amp;"),
                c => written.push(c),
            }
        }
    }
    written.push('"');
    written
}
