//! Terms of the query line that keys write: `field:value,value` and `-field:value`. Knows no pane.

use crate::collection::field_names;
use crate::search::{Node, Query, Sign, Sought, Term, fold};
use crate::text::ByteRange;

/// Returns the values of a field that a query asks for, folded.
pub(super) fn wanted(text: &str, field: &str) -> Vec<String> {
    let (query, _) = Query::parse(text, field_names());
    let terms = query.nodes().iter().filter_map(term);
    terms.filter(|term| is_of(term, field, Sign::With)).flat_map(values).collect()
}

/// Returns the query with no other values of the field than these; none of them takes the field
/// away.
pub(super) fn only(text: &str, field: &str, values: &[&str]) -> String {
    let mut parts = parts_without(text, |term| is_of(term, field, Sign::With));
    if !values.is_empty() {
        let written: Vec<String> = values.iter().map(|value| written(value)).collect();
        parts.push(format!("{field}:{}", written.join(",")));
    }
    parts.join(" ")
}

/// Returns the query that finds nothing with that value.
pub(super) fn none_with(text: &str, field: &str, value: &str) -> String {
    let wanted = fold(&bare(value));
    let asks = |term: &Term| is_of(term, field, Sign::With) && values(term).contains(&wanted);
    let mut parts = parts_without(text, asks);
    let term = format!("-{field}:{}", written(value));
    if !parts.contains(&term) {
        parts.push(term);
    }
    parts.join(" ")
}

/// Returns what was typed in pieces, but for the terms that are to go.
fn parts_without(text: &str, gone: impl Fn(&Term) -> bool) -> Vec<String> {
    let (query, _) = Query::parse(text, field_names());
    let mut pieces = Vec::new();
    let mut reached = 0;
    for node in query.nodes() {
        // What is only begun or wrong stands between the terms, and stays.
        let between = ByteRange::from_span(reached..node.range().start()).of(text);
        pieces.push(between.trim());
        pieces.push(if term(node).is_some_and(&gone) { "" } else { node.range().of(text) });
        reached = node.range().end();
    }
    pieces.push(ByteRange::from_span(reached..text.len()).of(text).trim());
    pieces.into_iter().filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
}

/// Keys write terms that stand by themselves; what is joined by hand stays as it is.
fn term(node: &Node) -> Option<&Term> {
    match node {
        Node::Term(term) => Some(term),
        Node::Group(_) => None,
    }
}

fn is_of(term: &Term, field: &str, sign: Sign) -> bool {
    matches!(&term.sought, Sought::Field { name, .. } if name == field) && term.sign == sign
}

fn values(term: &Term) -> Vec<String> {
    match &term.sought {
        Sought::Field { values, .. } => values.iter().map(|value| fold(value.text())).collect(),
        Sought::Text { .. } => Vec::new(),
    }
}

/// Returns a value as the query line takes it: in quotes where it has a space or a comma.
fn written(value: &str) -> String {
    let bare = bare(value);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '~' | '?');
    if bare.chars().all(plain) { bare } else { format!("\"{bare}\"") }
}

/// The language has no way to write a quotation mark inside of one; what stands before it is found
/// as well, since a value is found by the start of its words.
fn bare(value: &str) -> String {
    let marks = ['"', '“', '”', '„', '‟', '＂'];
    let start = value.trim_start_matches(marks);
    let end = start.find(marks).unwrap_or(start.len());
    let bare = start.get(..end).unwrap_or_default();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_written_behind_what_was_typed() {
        assert_eq!(only("", "kind", &["victim"]), "kind:victim");
        assert_eq!(
            only("two  words", "kind", &["victim", "arrest"]),
            "two words kind:victim,arrest"
        );
        assert_eq!(only("kind:rescue x", "kind", &["victim"]), "x kind:victim");
        assert_eq!(only("kind:rescue kind:a", "kind", &[]), "");
        assert_eq!(only("-kind:rescue", "kind", &["victim"]), "-kind:rescue kind:victim");
        assert_eq!(only("\"a  b\" age:1", "age", &["2"]), "\"a  b\" age:2");
    }

    #[test]
    fn values_with_spaces_stand_in_quotes() {
        assert_eq!(only("", "name", &["Ann Test"]), "name:\"Ann Test\"");
        assert_eq!(only("", "name", &["a\nb, c"]), "name:\"a b, c\"");
        assert_eq!(only("", "name", &["the \"new\" one"]), "name:the");
        assert_eq!(only("", "recruitment_date", &["2021-12~"]), "recruitment_date:2021-12~");
        let text = only("", "name", &["Ann Test", "Bo"]);
        assert_eq!(wanted(&text, "name"), ["ann test", "bo"]);
    }

    #[test]
    fn a_value_is_kept_out_once() {
        let text = none_with("x kind:victim", "kind", "victim");
        assert_eq!(text, "x -kind:victim");
        assert_eq!(none_with(&text, "kind", "victim"), text);
        assert_eq!(none_with(&text, "kind", "arrest"), "x -kind:victim -kind:arrest");
    }
}
