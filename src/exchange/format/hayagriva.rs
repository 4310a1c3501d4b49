//! The Hayagriva YAML format, which Typst reads.

use std::fmt::Write as _;
use std::io::Write;

use super::citation_date::{CitationDate, iso};
use super::reference::{Reference, cite_each};
use super::{ExportError, View};
use crate::record::Id;
use crate::text::{hiding, without_controls};

/// Writes sources as entries of Hayagriva.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    cite_each(view, ids, |reference| {
        out.write_all(without_controls(&entry(reference)).as_bytes())
    })?;
    Ok(None)
}

fn entry(reference: &Reference<'_>) -> String {
    // An id may look like a number or a word of YAML.
    let mut entry = format!("{}:\n  type: {}\n", quoted(&reference.id), reference.entry.hayagriva);
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            _ = writeln!(entry, "  {name}: {value}");
        }
    };
    put("title", Some(worded(reference.title.unwrap_or(reference.id.as_str()))));
    let names: Vec<String> =
        reference.authors.iter().map(|name| format!("{{ name: {} }}", quoted(name))).collect();
    put("author", (!names.is_empty()).then(|| format!("[{}]", names.join(", "))));
    put("date", date(reference.published));
    put("language", reference.language.map(quoted));
    match (reference.url, date(reference.collected)) {
        (Some(url), Some(at)) => {
            put("url", Some(format!("{{ value: {}, date: {at} }}", quoted(url))));
        }
        (Some(url), None) => put("url", Some(quoted(url))),
        (None, _) => {}
    }
    put("archive-location", reference.archived_url.map(worded));
    put("note", reference.note.as_deref().map(worded));
    match (reference.publisher, reference.entry.parent) {
        (Some(name), Some(parent)) => {
            put("parent", Some(format!("{{ type: {parent}, title: {} }}", worded(name))));
        }
        (Some(name), None) => put("publisher", Some(worded(name))),
        (None, _) => {}
    }
    entry
}

/// Returns a date. Hayagriva has a single day, month or year, with a tilde before it if it is approximate. An
/// interval or a season becomes the month or year that contains it, if there is one; the note has the rest.
fn date(date: CitationDate<'_>) -> Option<String> {
    let rough = if date.is_approximate() { "~" } else { "" };
    date.around().map(|numbers| format!("\"{rough}{}\"", iso(&numbers)))
}

/// Returns a text in which no character starts mathematics or protects letters from a change of case.
fn worded(text: &str) -> String {
    let mut worded = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '{' | '}' | '$' | '\\') {
            worded.push('\\');
        }
        worded.push(c);
    }
    quoted(worded)
}

/// Returns a text as a double-quoted scalar of YAML.
fn quoted(text: impl AsRef<str>) -> String {
    let mut quoted = String::from("\"");
    for (c, hides) in hiding(text.as_ref()) {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            // Characters that YAML does not allow, and invisible ones.
            c if hides || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                _ = match u32::from(c) {
                    code @ 0..=0xffff => write!(quoted, "\\u{code:04x}"),
                    code => write!(quoted, "\\U{code:08x}"),
                };
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
