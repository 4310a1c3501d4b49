//! Edits a query as text: adds, replaces and removes the terms that keys write, such as
//! `field:=value`.

use crate::collection::base_catalogue;
use crate::redaction::MARK;
use crate::search::{
    Condition, Polarity, Query, QueryField, QueryNode, Term, TermTarget, ValueCondition, ValueKind,
    fold, one_line,
};
use crate::text::ByteRange;

/// Returns whether a query asks for a value of a field, exactly or as a user would type it.
pub(crate) fn asks_for(text: &str, field: &str, value: &str) -> bool {
    let (query, _) = Query::read(text, base_catalogue());
    let mut asked = query.nodes().iter().filter_map(|node| wanted(node, field)).flatten();
    asked.any(|asked| is_value(asked, text, value))
}

/// Returns the query with no other values of the field than these; none of them takes the field
/// away.
pub(crate) fn only(text: &str, field: &str, values: &[&str]) -> String {
    rewritten(text, field, values, |_| false)
}

/// Returns the query with the ticked ones of the listed values of a field; what was typed of the
/// field and is not listed stays in force.
pub(crate) fn ticked(text: &str, field: &str, ticked: &[&str], listed: &[&str]) -> String {
    let is_listed =
        |asked: &ValueCondition| listed.iter().any(|value| is_value(asked, text, value));
    rewritten(text, field, ticked, |asked| !is_listed(asked))
}

/// Returns the query that finds nothing with that value.
pub(crate) fn none_with(text: &str, field: &str, value: &str) -> String {
    let asks = |node: &QueryNode| {
        wanted(node, field).is_some_and(|asked| asked.iter().any(|one| is_value(one, text, value)))
    };
    let mut parts = parts_without(text, asks);
    let term = format!("-{}:={}", label(field), written(value));
    if !parts.contains(&term) {
        parts.push(term);
    }
    parts.join(" ")
}

/// A field to sort by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SortTerm<'f> {
    /// The field.
    pub(crate) field: &'f str,
    /// Whether the greatest or latest come first.
    pub(crate) descending: bool,
}

/// Returns the query with this order in the place of any other.
pub(crate) fn sorted_by(text: &str, order: Option<SortTerm<'_>>) -> String {
    let mut text = text.trim().to_owned();
    // Of several orders the last is in force; removing it brings the one before into force.
    while let Some(range) = Query::read(&text, base_catalogue()).0.sorting().map(|by| by.range) {
        let before = ByteRange::from_span(0..range.start()).of(&text).trim();
        let behind = ByteRange::from_span(range.end()..text.len()).of(&text).trim();
        let rest = [before, behind].join(" ").trim().to_owned();
        if rest.len() >= text.len() {
            break;
        }
        text = rest;
    }
    let Some(SortTerm { field, descending }) = order else { return text };
    let sign = if descending { "-" } else { "" };
    format!("{text} sort:{sign}{}", label(field)).trim().to_owned()
}

/// Returns the fields of which a query asks for values.
pub(crate) fn asked_fields(text: &str) -> Vec<String> {
    let (query, _) = Query::read(text, base_catalogue());
    let name = |node: &QueryNode| match node {
        QueryNode::Term(Term {
            sign: Polarity::With,
            target: TermTarget::Field { name, .. },
            ..
        }) => Some(name.clone()),
        QueryNode::Term(_) | QueryNode::Group(_) => None,
    };
    query.nodes().iter().filter_map(name).collect()
}

/// Puts one term with the kept and the new values in the place of all that ask for the field.
fn rewritten(
    text: &str,
    field: &str,
    values: &[&str],
    keeps: impl Fn(&ValueCondition) -> bool,
) -> String {
    let (query, _) = Query::read(text, base_catalogue());
    let asked = query.nodes().iter().filter_map(|node| wanted(node, field)).flatten();
    let typed: Vec<String> =
        asked.filter(|asked| keeps(asked)).map(|asked| as_typed(asked, text)).collect();
    let mut parts = parts_without(text, |node| wanted(node, field).is_some());
    if typed.is_empty() && !values.is_empty() {
        // One sign says for all of them that they are meant to the letter.
        let written: Vec<String> = values.iter().map(|value| written(value)).collect();
        parts.push(format!("{}:={}", label(field), written.join(",")));
    } else if !typed.is_empty() {
        let exact = values.iter().map(|value| format!("={}", written(value)));
        let all: Vec<String> = typed.into_iter().chain(exact).collect();
        parts.push(format!("{}:{}", label(field), all.join(",")));
    }
    parts.join(" ")
}

/// Returns a query as it may be read over the user's shoulder: a mark replaces
/// whatever may be a name, at any length; words of a vocabulary, numbers, dates and sums stay.
pub(crate) fn masked_query(text: &str) -> String {
    let (query, _) = Query::read(text, base_catalogue());
    let mut said: Vec<&str> = Vec::new();
    let mut reached = 0;
    for node in query.nodes() {
        let between = ByteRange::from_span(reached..node.range().start()).of(text);
        said.push(if between.trim().is_empty() { "" } else { MARK });
        said.push(if may_name(node) { MARK } else { node.range().of(text) });
        reached = node.range().end();
    }
    let rest = ByteRange::from_span(reached..text.len()).of(text);
    said.push(if rest.trim().is_empty() { "" } else { MARK });
    said.retain(|part| !part.is_empty());
    said.dedup_by(|one, other| *one == MARK && *other == MARK);
    said.join(" ")
}

/// Returns whether a part of a query may hold a name.
fn may_name(node: &QueryNode) -> bool {
    let QueryNode::Term(Term { target: TermTarget::Field { name, .. }, .. }) = node else {
        return true;
    };
    let field = base_catalogue().named(name);
    match field.map(|field| &field.takes) {
        Some(
            ValueKind::OneOf(_)
            | ValueKind::Names(_)
            | ValueKind::Number
            | ValueKind::Decimal
            | ValueKind::Money
            | ValueKind::Date
            | ValueKind::Order(_),
        ) => false,
        Some(
            ValueKind::Words
            | ValueKind::TextsOf(_)
            | ValueKind::ArchivedTexts
            | ValueKind::Record(_),
        )
        | None => true,
    }
}

/// Returns what was typed in pieces, but for the parts that are to go.
fn parts_without(text: &str, gone: impl Fn(&QueryNode) -> bool) -> Vec<String> {
    let (query, _) = Query::read(text, base_catalogue());
    let mut pieces = Vec::new();
    let mut reached = 0;
    for node in query.nodes() {
        // Text between the nodes is an unfinished or wrong part, which is kept.
        let between = ByteRange::from_span(reached..node.range().start()).of(text);
        pieces.push(between.trim());
        pieces.push(if gone(node) { "" } else { node.range().of(text) });
        reached = node.range().end();
    }
    pieces.push(ByteRange::from_span(reached..text.len()).of(text).trim());
    pieces.into_iter().filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
}

/// Returns the conditions that a node sets on a field. Keys write only terms of their own; terms that
/// the user joined with others are left as they are.
fn wanted<'q>(node: &'q QueryNode, field: &str) -> Option<&'q [ValueCondition]> {
    match node {
        QueryNode::Term(Term {
            sign: Polarity::With,
            target: TermTarget::Field { name, asked, .. },
            ..
        }) => (name == field).then_some(asked),
        QueryNode::Term(_) | QueryNode::Group(_) => None,
    }
}

fn is_value(asked: &ValueCondition, text: &str, value: &str) -> bool {
    match &asked.condition {
        Condition::Is(wanted) => *wanted == one_line(value),
        Condition::Begins(needle) => fold(needle.text()) == fold(value).trim(),
        Condition::Lies(_) | Condition::Overlaps(_) | Condition::Has(_) | Condition::InText(_) => {
            asked.range.of(text) == value
        }
    }
}

fn as_typed(asked: &ValueCondition, text: &str) -> String {
    match &asked.condition {
        Condition::Is(wanted) => format!("={}", written(wanted)),
        Condition::Begins(_)
        | Condition::Lies(_)
        | Condition::Overlaps(_)
        | Condition::Has(_)
        | Condition::InText(_) => asked.range.of(text).to_owned(),
    }
}

/// Returns what the query line calls a field: its label.
pub(crate) fn label(field: &str) -> &str {
    base_catalogue().named(field).map_or(field, QueryField::label)
}

/// Returns a value as the query line takes it: in quotes where it is more than letters and digits,
/// quotes in it twice.
pub(crate) fn written(value: &str) -> String {
    let value = one_line(value);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '~' | '?');
    if value.chars().all(plain) { value } else { format!("\"{}\"", value.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn whatever_may_be_a_name_is_masked_at_any_length() {
        let table = [
            ("yun", MARK),
            ("Test Person", MARK),
            ("kind:victim", "kind:victim"),
            ("kind:victim yun age:<18", "kind:victim ▒▒▒▒ age:<18"),
            ("name:=yun", MARK),
            ("-name:yun date:2022", "▒▒▒▒ date:2022"),
            ("(kind:victim | yun)", MARK),
            ("place:kk rel:yun is:missing", "▒▒▒▒ is:missing"),
            ("nmae:yun kind:victim", "▒▒▒▒ kind:victim"),
            ("\"yun", MARK),
            ("", ""),
        ];
        for (typed, said) in table {
            assert_eq!(masked_query(typed), said, "{typed}");
        }
    }

    #[test]
    fn a_field_is_written_behind_what_was_typed() {
        assert_eq!(only("", "kind", &["victim"]), "kind:=victim");
        assert_eq!(
            only("two  words", "kind", &["victim", "arrest"]),
            "two words kind:=victim,arrest"
        );
        assert_eq!(only("kind:rescue x", "kind", &["victim"]), "x kind:=victim");
        assert_eq!(only("kind:rescue kind:a", "kind", &[]), "");
        assert_eq!(only("-kind:rescue", "kind", &["victim"]), "-kind:rescue kind:=victim");
        assert_eq!(only("\"a  b\" age:1", "age", &["2"]), "\"a  b\" age:=2");
        assert_eq!(
            only("a | kind:rescue sort:-date (", "kind", &["victim"]),
            "a | kind:rescue sort:-date ( kind:=victim"
        );
    }

    #[test]
    fn values_with_spaces_stand_in_quotes() {
        assert_eq!(only("", "name", &["Ann Test"]), "name:=\"Ann Test\"");
        assert_eq!(only("", "name", &["a\nb, c"]), "name:=\"a b, c\"");
        assert_eq!(only("", "name", &["the \"new\" one"]), "name:=\"the \"\"new\"\" one\"");
        assert_eq!(only("", "recruitment_date", &["2021-12~"]), "recruitment-date:=2021-12~");
        let text = only("", "name", &["Ann Test", "Bo"]);
        assert!(asks_for(&text, "name", "Ann Test") && asks_for(&text, "name", "Bo"));
        assert!(!asks_for(&text, "name", "Ann"));
    }

    #[test]
    fn what_is_not_listed_stays_beside_what_is_ticked() {
        let text = "age:<18,=20 gender:male";
        assert_eq!(ticked(text, "age", &["30"], &["20", "30"]), "gender:male age:<18,=30");
        assert_eq!(
            ticked(text, "gender", &["female"], &["male", "female"]),
            "age:<18,=20 gender:=female"
        );
        assert_eq!(ticked(text, "gender", &[], &["male", "female"]), "age:<18,=20");
        assert!(asks_for("age:20", "age", "20") && asks_for("gender:Male", "gender", "male"));
    }

    #[test]
    fn one_order_is_written_behind_the_rest() {
        let by = |field, descending| Some(SortTerm { field, descending });
        assert_eq!(sorted_by("", by("age", false)), "sort:age");
        assert_eq!(sorted_by("yun sort:-date x", by("age", true)), "yun x sort:-age");
        assert_eq!(sorted_by("sort:age sort:date", None), "");
        assert_eq!(sorted_by("a (b | c", None), "a (b | c");
        let by_date = sorted_by("", by("recruitment_date", false));
        assert_eq!(by_date, "sort:recruitment-date");
        assert!(Query::read(&by_date, base_catalogue()).0.sorting().is_some());
        assert_eq!(asked_fields("kind:=victim -age:3 (age:4 | x) y"), ["kind"]);
    }

    #[test]
    fn a_value_is_kept_out_once() {
        let text = none_with("x kind:victim", "kind", "victim");
        assert_eq!(text, "x -kind:=victim");
        assert_eq!(none_with(&text, "kind", "victim"), text);
        assert_eq!(none_with(&text, "kind", "arrest"), "x -kind:=victim -kind:=arrest");
    }

    proptest! {
        #[test]
        fn whatever_a_value_is_made_of_it_is_asked_for_to_the_letter(
            wild in any::<String>(),
            tame in "[-!=<>^'$\"“”,，:|()a 妙\u{3000}\n.~]{1,12}",
        ) {
            for value in [wild, tame] {
                let text = only("x (y | z)", "name", &[&value, "other"]);
                let (query, problems) = Query::read(&text, base_catalogue());
                prop_assert_eq!(problems, []);
                let asked = query.nodes().iter().find_map(|node| wanted(node, "name")).unwrap();
                let is = |value: &str| Condition::Is(one_line(value));
                let conditions: Vec<_> = asked.iter().map(|asked| asked.condition.clone()).collect();
                if one_line(&value).is_empty() {
                    prop_assert_eq!(conditions, [is("other")]);
                } else {
                    prop_assert_eq!(conditions, [is(&value), is("other")]);
                }
            }
        }
    }
}
