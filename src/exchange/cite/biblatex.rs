//! BibLaTeX, which LaTeX's biber reads.

use std::fmt::Write as _;

use super::Reference;
use super::dated::Dated;
use crate::collection::Released;

/// Returns the sources as BibLaTeX entries, an empty line between them.
pub fn biblatex(sources: &[Released<'_>]) -> String {
    let references = Reference::all(sources);
    let entries = references.iter().map(entry);
    entries.collect::<Vec<_>>().join("\n")
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
    let (kind, publisher_is) = kind_of(kind);
    // Braces around each keep names whole and titles in their own capitals.
    let authors = authors.iter().map(|name| format!("{{{}}}", escaped(name)));
    let authors = authors.collect::<Vec<_>>().join(" and ");
    let archived = archived_url.map(|address| format!("Archived at \\url{{{}}}", in_text(address)));
    let note = note.as_deref().map(escaped);
    let note: Vec<String> = archived.into_iter().chain(note).collect();
    let mut entry = format!("@{kind}{{{id},\n");
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            _ = writeln!(entry, "  {name:<12} = {{{value}}},");
        }
    };
    put("author", Some(authors));
    put("title", title.map(|title| format!("{{{}}}", escaped(title))));
    put(publisher_is, publisher.map(|name| format!("{{{}}}", escaped(name))));
    put("date", date(*published));
    put("langid", language.and_then(language_name).map(str::to_owned));
    put("url", url.map(bare));
    put("urldate", collected.plain());
    put("note", (!note.is_empty()).then(|| note.join(". ")));
    entry.push_str("}\n");
    entry
}

/// Returns the entry type for an item type of CSL, and the field for who published it.
fn kind_of(csl: &str) -> (&'static str, &'static str) {
    match csl {
        "article-newspaper" | "article-magazine" | "article-journal" | "article" | "review" => {
            ("article", "journaltitle")
        }
        "webpage" | "post" | "post-weblog" => ("online", "organization"),
        "report" | "paper-conference" => ("report", "institution"),
        "book" | "pamphlet" => ("book", "publisher"),
        "thesis" => ("thesis", "institution"),
        "dataset" => ("dataset", "publisher"),
        "legislation" | "regulation" | "treaty" => ("legislation", "organization"),
        "legal_case" | "hearing" => ("jurisdiction", "organization"),
        "motion_picture" => ("movie", "organization"),
        _ => ("misc", "organization"),
    }
}

/// BibLaTeX reads ISO 8601-2 level 1: it has `~`, but only behind a whole date, and open ends.
fn date(date: Dated<'_>) -> Option<String> {
    let plain = date.plain()?;
    Some(if date.is_rough() && !plain.contains('/') { format!("{plain}~") } else { plain })
}

/// Returns the name that the babel package has for a language of ISO 639.
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

/// Returns a text in which nothing is a command of TeX.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            // BibTeX counts a brace behind a backslash as any other.
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '%' | '&' | '#' | '_' | '$' => escaped.extend(['\\', c]),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Returns an address with the signs that would end its field written as their codes.
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

/// Returns an address to stand in a text, where TeX takes the rest of a line behind a percent sign
/// for a comment.
fn in_text(address: &str) -> String {
    bare(address).replace('$', "%24").replace('%', "\\%").replace('#', "\\#")
}
