//! Checks a brief: whether its bytes are those that were written, and what of it a collection says differently now.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::sheet::BriefReader;

/// What is where the hash of a page goes while it is computed.
pub(super) const SEAL: &str = "0000000000000000000000000000000000000000000000000000000000000000";
const HASH: &str = "<meta name=\"casebook-sha256\" content=\"";

/// Returns a page with its own hash in it.
pub(super) fn signed(page: &str) -> String {
    let hash = hash_of(page);
    page.replacen(SEAL, &hash, 1)
}

fn hash_of(page: &str) -> String {
    let mut digits = String::with_capacity(SEAL.len());
    for byte in Sha256::digest(page.as_bytes()) {
        _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// What a brief says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BriefClaims {
    /// The program that wrote it.
    pub(crate) generator: String,
    /// Whom it is for.
    pub(crate) reader: BriefReader,
    /// The query; `None` where it was withheld.
    pub(crate) query: Option<String>,
    /// Whether its bytes are those that were written.
    pub(crate) is_whole: bool,
}

impl BriefClaims {
    /// Returns what a page says of itself; `None` if it is no brief.
    pub(crate) fn of(page: &str) -> Option<Self> {
        let head = page.split("</head>").next()?;
        let generator = meta(head, "generator").filter(|name| name.starts_with("casebook "))?;
        let reader = BriefReader::named(&meta(head, "casebook-reader")?)?;
        let query = meta(head, "casebook-query");
        let hash = meta(head, "casebook-sha256")?;
        let is_hash = hash.len() == SEAL.len() && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let unsigned = page.replacen(&format!("{HASH}{hash}"), &format!("{HASH}{SEAL}"), 1);
        let is_whole = is_hash && hash_of(&unsigned) == hash;
        Some(Self { generator, reader, query, is_whole })
    }
}

fn meta(head: &str, name: &str) -> Option<String> {
    let (_, behind) = head.split_once(&format!("<meta name=\"{name}\" content=\""))?;
    Some(unescaped(behind.split('"').next()?))
}

/// Returns words that were escaped.
fn unescaped(html: &str) -> String {
    let mut words = html.to_owned();
    for (entity, letter) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        words = words.replace(entity, letter);
    }
    words
}

/// What differs between two briefs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BriefChange {
    /// What it is of, in the plural.
    pub(crate) of: &'static str,
    /// What only the older one has, in words.
    pub(crate) gone: Vec<String>,
    /// What only the newer one has, in words.
    pub(crate) new: Vec<String>,
}

/// The lines that are compared: what they begin with, and what they are of.
const COMPARED: [(&str, &str); 9] = [
    ("<tr class=\"count\">", "numbers"),
    ("<li class=\"count\">", "numbers"),
    ("<li class=\"people\">", "numbers of people"),
    ("<article ", "cases"),
    ("<dt>", "fields"),
    ("<div class=\"sides\">", "disputes"),
    ("<div class=\"rival\"", "disputes"),
    ("<li class=\"quote\"", "quotes"),
    ("<li class=\"source\"", "sources"),
];

/// Returns what differs between a brief and a newer one, without the numbers by which its parts refer to each other.
pub(crate) fn brief_changes(before: &str, after: &str) -> Vec<BriefChange> {
    let (before, after) = (lines(before), lines(after));
    let mut changes: BTreeMap<&'static str, BriefChange> = BTreeMap::new();
    let mut put = |of: &'static str, words: &str, times: usize, is_new: bool| {
        if times == 0 {
            return;
        }
        let change =
            changes.entry(of).or_insert_with(|| BriefChange { of, ..BriefChange::default() });
        let side = if is_new { &mut change.new } else { &mut change.gone };
        side.extend(std::iter::repeat_n(words.to_owned(), times));
    };
    for ((of, words), times) in &before {
        let now = after.get(&(*of, words.clone())).copied().unwrap_or_default();
        put(of, words, times.saturating_sub(now), false);
    }
    for ((of, words), times) in &after {
        let then = before.get(&(*of, words.clone())).copied().unwrap_or_default();
        put(of, words, times.saturating_sub(then), true);
    }
    let order = |change: &BriefChange| COMPARED.iter().position(|(_, of)| *of == change.of);
    let mut changes: Vec<BriefChange> = changes.into_values().collect();
    changes.sort_by_key(order);
    changes
}

/// Returns the lines that are compared, each with how often it is there.
fn lines(page: &str) -> BTreeMap<(&'static str, String), usize> {
    let mut found = BTreeMap::new();
    for line in page.lines() {
        let Some((_, of)) = COMPARED.iter().find(|(start, _)| line.starts_with(start)) else {
            continue;
        };
        *found.entry((*of, without_markup(line))).or_default() += 1;
    }
    found
}

/// Returns the words of a line, without tags and without what links to other parts of the page.
fn without_markup(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('<') {
        words.push_str(before);
        let (tag, after) = behind.split_once('>').unwrap_or((behind, ""));
        rest = after;
        if tag.starts_with("a href=\"#") {
            rest = after.split_once("</a>").map_or("", |(_, after)| after);
        } else if tag.starts_with("h3") {
            // The number of the case.
            rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
        } else if tag == "br"
            || tag.starts_with("/d")
            || tag.starts_with("/t")
            || tag.starts_with("/block")
        {
            words.push(' ');
        }
    }
    words.push_str(rest);
    let words = unescaped(&words);
    let mut plain = String::with_capacity(words.len());
    for word in words.split_whitespace().filter(|word| *word != "·") {
        if !plain.is_empty() {
            plain.push(' ');
        }
        _ = write!(plain, "{word}");
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<meta name=\"generator\" content=\"casebook 0.0.0\">\n<meta name=\"casebook-reader\" content=\"masked\">\n<meta name=\"casebook-query\" content=\"place:&quot;a&#39;b&quot;\">\n";

    fn page(body: &str) -> String {
        signed(&format!("{PAGE}{HASH}{SEAL}\">\n</head>\n{body}"))
    }

    #[test]
    fn a_brief_says_what_it_is_of_and_any_change_to_it_is_seen() {
        let whole = page("<p>x</p>");
        let claims = BriefClaims::of(&whole).unwrap();
        assert_eq!(claims.query.as_deref(), Some("place:\"a'b\""));
        assert!(claims.is_whole);
        assert!(!BriefClaims::of(&whole.replace("<p>x", "<p>y")).unwrap().is_whole);
        assert!(!BriefClaims::of(&whole.replace("masked", "full")).unwrap().is_whole);
        assert_eq!(BriefClaims::of("<p>x</p>"), None);
    }

    #[test]
    fn what_differs_is_said_without_the_numbers_that_only_order_it() {
        let quote = |number: usize, words: &str| {
            format!(
                "<li class=\"quote\" id=\"q{number}\"><blockquote>{words}</blockquote><span>B · <a href=\"#s{number}\">source {number}</a></span></li>\n"
            )
        };
        let before = quote(1, "“a”") + &quote(2, "“b &amp; c”");
        let after = quote(1, "“b &amp; c”");
        assert_eq!(brief_changes(&before, &before), []);
        let gone =
            BriefChange { of: "quotes", gone: vec!["“a” B".to_owned()], new: Vec::new() };
        assert_eq!(brief_changes(&before, &after), [gone]);
    }
}
