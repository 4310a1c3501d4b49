//! The Hayagriva YAML format, which Typst reads.

use std::fmt::Write as _;
use std::io::Write;

use super::citation_date::{CitationDate, iso};
use super::reference::{Reference, cite_each};
use super::{Audience, ExportError, Format, Takes, View};
use crate::record::Id;
use crate::text::{hiding, without_controls};

/// The Hayagriva format.
#[derive(Debug)]
pub(super) struct Hayagriva;

impl Format for Hayagriva {
    fn name(&self) -> &'static str {
        "hayagriva"
    }

    fn description(&self) -> &'static str {
        "Hayagriva YAML, for Typst"
    }

    fn extension(&self) -> &'static str {
        "yaml"
    }

    fn takes(&self) -> Takes {
        Takes::Sources
    }

    fn audience(&self) -> Audience {
        Audience::Programs
    }

    fn write(
        &self,
        view: &View<'_>,
        ids: &[&Id],
        out: &mut dyn Write,
    ) -> Result<Option<String>, ExportError> {
        cite_each(view, ids, |reference| {
            out.write_all(without_controls(&entry(reference)).as_bytes())
        })?;
        Ok(None)
    }
}

fn entry(reference: &Reference<'_>) -> String {
    let Reference {
        id,
        kind,
        title,
        authors,
        publisher,
        published,
        collected,
        language,
        url,
        archived_url,
        sha256: _,
        note,
    } = reference;
    let (kind, parent) = kind_of(kind);
    // An id may look like a number or a word of YAML.
    let mut entry = format!("{}:\n  type: {kind}\n", quoted(id));
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            _ = writeln!(entry, "  {name}: {value}");
        }
    };
    put("title", Some(worded(title.unwrap_or(id.as_str()))));
    let names: Vec<String> =
        authors.iter().map(|name| format!("{{ name: {} }}", quoted(name))).collect();
    put("author", (!names.is_empty()).then(|| format!("[{}]", names.join(", "))));
    put("date", date(*published));
    put("language", language.map(quoted));
    match (url, date(*collected)) {
        (Some(url), Some(at)) => {
            put("url", Some(format!("{{ value: {}, date: {at} }}", quoted(url))));
        }
        (Some(url), None) => put("url", Some(quoted(url))),
        (None, _) => {}
    }
    put("archive-location", archived_url.map(worded));
    put("note", note.as_deref().map(worded));
    match (publisher, parent) {
        (Some(name), Some(parent)) => {
            put("parent", Some(format!("{{ type: {parent}, title: {} }}", worded(name))));
        }
        (Some(name), None) => put("publisher", Some(worded(name))),
        (None, _) => {}
    }
    entry
}

/// Returns the entry type for an item type of CSL, and the type of its parent.
fn kind_of(csl: &str) -> (&'static str, Option<&'static str>) {
    match csl {
        "article-newspaper" => ("article", Some("newspaper")),
        "article-magazine" | "article-journal" | "article" | "review" => {
            ("article", Some("periodical"))
        }
        "webpage" => ("web", Some("web")),
        "post-weblog" => ("post", Some("blog")),
        "post" => ("post", Some("thread")),
        "report" => ("report", None),
        "book" | "pamphlet" => ("book", None),
        "thesis" => ("thesis", None),
        "legal_case" | "hearing" => ("case", None),
        "legislation" | "regulation" | "treaty" => ("legislation", None),
        "motion_picture" | "broadcast" => ("video", None),
        _ => ("misc", None),
    }
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
