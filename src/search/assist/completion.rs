//! Completion context: what is being typed at a position in a query, a field name or a value.

use crate::search::lex::{Lexeme, MatchMode, Polarity, QueryToken, RawTerm, lexemes};
use crate::text::ByteRange;

/// What is being typed at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionContext {
    /// What a completion replaces: the whole name or value, also after the cursor.
    pub range: ByteRange,
    /// What it is.
    pub what: CompletionTarget,
}

/// What can be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompletionTarget {
    /// A field name or a word: before the colon it can be either.
    Name {
        /// The part of it before the cursor.
        begun: String,
    },
    /// A value of a field.
    Value {
        /// The field as it was typed.
        field: String,
        /// The part of the value before the cursor, without its comparison and quotes.
        begun: String,
    },
}

/// Returns what is being typed at the byte `cursor` of a query; `None` if it cannot be completed.
///
/// A completion replaces the quotes of a value, but not the comparison before it.
pub fn completing(query: &str, cursor: usize) -> Option<CompletionContext> {
    query.get(..cursor)?;
    let here = ByteRange::from_span(cursor..cursor);
    let touched = lexemes(query).find(|piece| {
        let range = piece.range;
        range.start() < cursor && cursor <= range.end()
    });
    let Some(Lexeme { range, token }) = touched else { return Some(name(here, query, cursor)) };
    match token {
        QueryToken::Open(_) | QueryToken::Or | QueryToken::And | QueryToken::Not => {
            Some(name(here, query, cursor))
        }
        QueryToken::Close => None,
        QueryToken::Term(sign, body) => {
            let signed = match sign {
                Polarity::With => 0,
                Polarity::Without => 1,
            };
            term(ByteRange::from_span(range.start() + signed..range.end()), &body, query, cursor)
        }
    }
}

/// Returns what is being typed in a term; `range` is without its sign.
fn term(
    range: ByteRange,
    body: &RawTerm<'_>,
    query: &str,
    cursor: usize,
) -> Option<CompletionContext> {
    match body {
        RawTerm::Text { mode: MatchMode::Rough, .. } => {
            let may_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
            range.of(query).chars().all(may_name).then(|| name(range, query, cursor))
        }
        RawTerm::Text { .. } => None,
        RawTerm::Field { name: field, values } => {
            let named = ByteRange::from_span(range.start()..range.start() + field.len());
            if cursor <= named.end() {
                return Some(name(named, query, cursor));
            }
            let touches = |range: ByteRange| range.start() <= cursor && cursor <= range.end();
            let value = values.iter().find(|value| touches(value.range))?;
            let raw = value.range.of(query);
            let compared = match value.compare {
                Some(_) => raw.len() - raw.trim_start_matches(is_comparison).len(),
                None => 0,
            };
            let range = ByteRange::from_span(value.range.start() + compared..value.range.end());
            let before = ByteRange::new(range.start(), cursor)?.of(query);
            let begun = if value.quoted { unquoted(before) } else { before.to_owned() };
            let what = CompletionTarget::Value { field: (*field).to_owned(), begun };
            Some(CompletionContext { range, what })
        }
    }
}

fn name(range: ByteRange, query: &str, cursor: usize) -> CompletionContext {
    let begun = ByteRange::new(range.start(), cursor).map_or("", |before| before.of(query));
    CompletionContext { range, what: CompletionTarget::Name { begun: begun.to_owned() } }
}

/// Returns the text after an opening quote.
fn unquoted(text: &str) -> String {
    let mut inside = text.chars();
    inside.next();
    inside.as_str().replace("\"\"", "\"")
}

fn is_comparison(c: char) -> bool {
    matches!(c, '=' | '<' | '>' | '＝' | '＜' | '＞' | '≤' | '≥')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Checks what is typed at the bar: `name(begun)` or `field(begun)`, and what a completion replaces.
    #[track_caller]
    fn check(typed: &str, expected: Option<(&str, &str)>) {
        let (before, after) = typed.split_once('¦').unwrap();
        let query = [before, after].concat();
        let found = completing(&query, before.len()).map(|CompletionContext { range, what }| {
            let what = match what {
                CompletionTarget::Name { begun } => format!("name({begun})"),
                CompletionTarget::Value { field, begun } => format!("{field}({begun})"),
            };
            (what, range.of(&query).to_owned())
        });
        let expected = expected.map(|(what, range)| (what.to_owned(), range.to_owned()));
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn a_word_may_become_the_name_of_a_field() {
        check("¦", Some(("name()", "")));
        check("ki¦", Some(("name(ki)", "ki")));
        check("x ki¦nd", Some(("name(ki)", "kind")));
        check("-ki¦", Some(("name(ki)", "ki")));
        check("x ¦ y", Some(("name()", "")));
        check("(¦", Some(("name()", "")));
        check("a|¦", Some(("name()", "")));
        check("ki¦nd:victim", Some(("name(ki)", "kind")));
        check("!kind¦:victim", Some(("name(kind)", "kind")));
        check("\"a b¦\"", None);
        check("'exact¦", None);
        check("妙¦", None);
        check("(a)¦", None);
    }

    #[test]
    fn a_value_is_typed_after_a_colon() {
        check("kind:¦", Some(("kind()", "")));
        check("kind:vi¦", Some(("kind(vi)", "vi")));
        check("x -kind:vi¦ct y", Some(("kind(vi)", "vict")));
        check("kind:victim,re¦", Some(("kind(re)", "re")));
        check("kind:victim,¦,x", Some(("kind()", "")));
        check("kind:=vi¦", Some(("kind(vi)", "vi")));
        check("age:>=1¦8", Some(("age(1)", "18")));
        check("name:\"Ann T¦est\" x", Some(("name(Ann T)", "\"Ann Test\"")));
        check("name:=\"the \"\"n¦", Some(("name(the \"n)", "\"the \"\"n")));
        check("(rel:chen¦)", Some(("rel(chen)", "chen")));
        check("age:¦<18", None);
    }

    proptest! {
        #[test]
        fn the_replaced_range_contains_the_cursor(typed in "[a:=<\"“|,() 妙!-]{0,16}", at in 0..20_usize) {
            if let Some(CompletionContext { range, .. }) = completing(&typed, at) {
                prop_assert!(range.start() <= at && at <= range.end() && range.end() <= typed.len());
                prop_assert!(typed.is_char_boundary(range.start()) && typed.is_char_boundary(range.end()));
            }
        }
    }
}
