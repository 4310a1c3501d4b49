//! The BibLaTeX format, which LaTeX reads.

use std::fmt::Write as _;
use std::io::Write;

use super::citation_date::{CitationDate, iso};
use super::reference::{Reference, cite_each};
use super::{ExportError, View};
use crate::record::{DateForm, DateParts, Id, IntervalEnd};
use crate::text::without_controls;

/// Writes sources as entries of BibLaTeX.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    let mut is_first = true;
    cite_each(view, ids, |reference| {
        let line_between = if std::mem::take(&mut is_first) { "" } else { "\n" };
        let entry = entry(reference);
        write!(out, "{line_between}{}", without_controls(&entry))
    })?;
    Ok(None)
}

fn entry(reference: &Reference<'_>) -> String {
    // Braces keep a name whole and a title in its own case.
    let authors = reference.authors.iter().map(|name| format!("{{{}}}", escaped(name)));
    let authors = authors.collect::<Vec<_>>().join(" and ");
    let archived =
        reference.archived_url.map(|address| format!("Archived at \\url{{{}}}", in_text(address)));
    let note = reference.note.as_deref().map(escaped);
    let note: Vec<String> = archived.into_iter().chain(note).collect();
    let mut entry = format!("@{}{{{},\n", reference.entry.biblatex, reference.id);
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            _ = writeln!(entry, "  {name:<12} = {{{value}}},");
        }
    };
    put("author", Some(authors));
    put("title", reference.title.map(|title| format!("{{{}}}", escaped(title))));
    put(
        reference.entry.publisher_field,
        reference.publisher.map(|name| format!("{{{}}}", escaped(name))),
    );
    put("date", date(reference.published));
    put("langid", reference.language.and_then(language_name).map(str::to_owned));
    put("url", reference.url.map(bare));
    put("urldate", reference.collected.day());
    put("note", (!note.is_empty()).then(|| note.join(". ")));
    entry.push_str("}\n");
    entry
}

/// Returns a date. BibLaTeX reads level 1 of ISO 8601-2 and the divisions of a year of level 2 (section 2.3.8 of
/// its manual): one qualifier after a whole date, `X` for the last digits, seasons, and open or unknown ends.
/// Anything else of a date is left out, and a date without any of these is not written.
fn date(date: CitationDate<'_>) -> Option<String> {
    match date.extent()? {
        DateForm::At(part) => with_qualifier(&part),
        DateForm::Span(from, to) => {
            let (from, to) = (end(&from)?, end(&to)?);
            let has_date = [&from, &to].iter().any(|end| !matches!(end.as_str(), "" | ".."));
            has_date.then(|| format!("{from}/{to}"))
        }
        // The period that contains the whole set, such as its year.
        DateForm::Set => date.around().map(|numbers| iso(&numbers)),
    }
}

fn end(end: &IntervalEnd) -> Option<String> {
    match end {
        IntervalEnd::At(part) if part.is_plain() || part.season().is_some() => with_qualifier(part),
        // Unknown digits are allowed in single dates only.
        IntervalEnd::At(part) => {
            let known = Some(iso(&part.numbers())).filter(|known| !known.is_empty())?;
            Some(known + qualifier(part))
        }
        IntervalEnd::Open => Some("..".to_owned()),
        IntervalEnd::Unknown => Some(String::new()),
        IntervalEnd::Beyond => None,
    }
}

fn with_qualifier(part: &DateParts) -> Option<String> {
    let year = part.year_digits.as_deref()?;
    let unknown = |digits: &Option<String>| digits.as_deref() == Some("XX");
    let (month, day) = (part.month_digits.as_deref(), part.day_digits.as_deref());
    let written = match (month, day) {
        (None, _) => {
            let known = year.trim_start_matches('-').trim_end_matches('X');
            let is_level_1 = !known.contains('X') && known.len() >= 2;
            is_level_1.then(|| year.to_owned())
        }
        _ if part.year.is_none() => None,
        (Some(_), None) if part.season().is_some() || part.month.is_some() => {
            Some(format!("{year}-{}", month?))
        }
        (Some(_), None) if unknown(&part.month_digits) => Some(format!("{year}-XX")),
        (Some(_), Some(day)) if part.month.is_some() && (part.day.is_some() || day == "XX") => {
            Some(format!("{year}-{}-{day}", month?))
        }
        (Some(_), Some(_)) if unknown(&part.month_digits) && unknown(&part.day_digits) => {
            Some(format!("{year}-XX-XX"))
        }
        (Some(_), _) => Some(iso(&part.numbers())),
    };
    written.map(|written| written + qualifier(part))
}

fn qualifier(part: &DateParts) -> &'static str {
    match (part.uncertain, part.approximate) {
        (true, true) => "%",
        (true, false) => "?",
        (false, true) => "~",
        (false, false) => "",
    }
}

/// Returns the name of an ISO 639 language in the babel package.
fn language_name(code: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 12] = [
        ("de", "german"),
        ("en", "english"),
        ("es", "spanish"),
        ("fr", "french"),
        ("id", "indonesian"),
        ("ja", "japanese"),
        ("ko", "korean"),
        ("ms", "malay"),
        ("pt", "portuguese"),
        ("th", "thai"),
        ("vi", "vietnamese"),
        ("zh", "chinese"),
    ];
    NAMES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

/// Returns a text without commands of TeX.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            // BibTeX counts an escaped brace like any other.
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '%' | '&' | '#' | '_' | '$' => escaped.extend(['\\', c]),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Returns an address in which characters that could end its field are percent-encoded.
fn bare(address: &str) -> String {
    let mut bare = String::with_capacity(address.len());
    for c in address.chars() {
        // TeX reads `^^7d` as a brace before it looks at anything else.
        let ends = matches!(c, '{' | '}' | '\\' | '"' | '^' | '<' | '>' | '|' | '`');
        if ends || c.is_control() || c.is_whitespace() {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                _ = write!(bare, "%{byte:02X}");
            }
        } else {
            bare.push(c);
        }
    }
    bare
}

/// Returns an address for use within a text, where TeX takes everything after a percent sign for a comment.
fn in_text(address: &str) -> String {
    bare(address).replace('$', "%24").replace('%', "\\%").replace('#', "\\#")
}
