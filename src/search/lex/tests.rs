//! Tests of the query lexer.

use proptest::prelude::*;

use super::*;

/// Writes the tokens out: words as `text`, exact ones as `'text'`, `^` and `$` for the ends, fields as
/// `name:[value][value]`; a minus before a negated term.
fn written(query: &str) -> Vec<String> {
    let written = lexemes(query).map(|lexeme| match lexeme.token {
        QueryToken::Or => "|".to_owned(),
        QueryToken::And => "&".to_owned(),
        QueryToken::Not => "¬".to_owned(),
        QueryToken::Close => ")".to_owned(),
        QueryToken::Open(sign) => format!("{}(", minus(sign)),
        QueryToken::Term(sign, body) => format!("{}{}", minus(sign), body_written(&body)),
    });
    written.collect()
}

fn minus(sign: Polarity) -> &'static str {
    match sign {
        Polarity::With => "",
        Polarity::Without => "-",
    }
}

fn body_written(body: &RawTerm<'_>) -> String {
    match body {
        RawTerm::Text { text, mode } => match mode {
            MatchMode::Rough => text.to_string(),
            MatchMode::Exact => format!("'{text}'"),
            MatchMode::Start => format!("^{text}"),
            MatchMode::End => format!("{text}$"),
            MatchMode::Whole => format!("^{text}$"),
        },
        RawTerm::Field { name, values } => {
            let values: String = values.iter().map(value_written).collect();
            format!("{name}:{values}")
        }
    }
}

fn value_written(value: &RawValue<'_>) -> String {
    let compare = match value.compare {
        None => "",
        Some(Compare::Is) => "=",
        Some(Compare::Below) => "<",
        Some(Compare::UpTo) => "<=",
        Some(Compare::Above) => ">",
        Some(Compare::From) => ">=",
    };
    format!("{compare}[{}]", value.text)
}

#[track_caller]
fn check(query: &str, expected: &[&str]) {
    assert_eq!(written(query), expected, "{query}");
}

#[test]
fn any_space_separates_words() {
    check("", &[]);
    check(" \u{3000}\t", &[]);
    check("妙瓦底\u{3000}x", &["妙瓦底", "x"]);
    check("5\" it's", &["5\"", "it's"]);
}

#[test]
fn phrases_reach_to_the_next_quote_or_to_the_end() {
    check("\"a b\"c", &["'a b'", "c"]);
    check("“a b” c", &["'a b'", "c"]);
    check("„a b“ c", &["'a b'", "c"]);
    check("\"three days ", &["'three days'"]);
    check("\"", &["''"]);
}

#[test]
fn a_quote_in_quotes_is_written_twice() {
    check("\"the \"\"new\"\" one\" x", &["'the \"new\" one'", "x"]);
    check("name:\"a\"\"b\"", &["name:[a\"b]"]);
    check("\"\"\"\"", &["'\"'"]);
    check("\"“a” b\"", &["'“a” b'"]);
}

#[test]
fn a_sign_needs_a_term_after_it() {
    check("-a !b", &["-a", "-b"]);
    check("- a", &["-", "a"]);
    check("!", &["!"]);
    check("-\"a b\"", &["-'a b'"]);
    check("-kind:x", &["-kind:[x]"]);
    check("wei-lin", &["wei-lin"]);
    check("(-)", &["(", "-", ")"]);
}

#[test]
fn the_ends_of_a_text_and_exact_words_have_their_marks() {
    check("'a ^b c$ ^d$", &["'a'", "^b", "c$", "^d$"]);
    check("-'a !^b -c$", &["-'a'", "-^b", "-c$"]);
    check("^\"a b\" \"a b\"$ ^\"a b\"$", &["^a b", "a b$", "^a b$"]);
    check("’a", &["'a'"]);
    check("a^b c'd e$f", &["a^b", "c'd", "e$f"]);
    check("' ^ $", &["''", "^", "$"]);
}

#[test]
fn alternatives_and_groups_need_no_spaces() {
    check("a|b", &["a", "|", "b"]);
    check("a | b c", &["a", "|", "b", "c"]);
    check("(a b)|-(c)", &["(", "a", "b", ")", "|", "-(", "c", ")"]);
    check("((a", &["(", "(", "a"]);
    check("（a｜b）", &["(", "a", "|", "b", ")"]);
    check("f(x) (f(x))", &["f(x)", "(", "f(x)", ")"]);
    check("(kind:a,b)", &["(", "kind:[a][b]", ")"]);
    check("(\"a)\")", &["(", "'a)'", ")"]);
}

#[test]
fn operators_of_other_tools_are_words_in_capitals() {
    check("a AND b OR NOT c", &["a", "&", "b", "|", "¬", "c"]);
    check("a&&b || c||d", &["a", "&", "b", "|", "c", "|", "d"]);
    check(
        "NOT(a) (b OR(c)) NOT\"d\"",
        &["¬", "(", "a", ")", "(", "b", "|", "(", "c", ")", ")", "¬", "'d'"],
    );
    check("! a", &["¬", "a"]);
    check("not a or b and AND1 ANDY xOR", &["not", "a", "or", "b", "and", "AND1", "ANDY", "xOR"]);
    check("\"AND\" 'OR NOT:x", &["'AND'", "'OR'", "NOT:[x]"]);
    check("kind:a&&kind:b||kind:c", &["kind:[a]", "&", "kind:[b]", "|", "kind:[c]"]);
    check("R&D a & b", &["R&D", "a", "&", "b"]);
}

#[test]
fn a_field_has_a_name_and_values() {
    check("kind:victim", &["kind:[victim]"]);
    check("to:CN,TW,", &["to:[CN][TW][]"]);
    check("to:，a，b", &["to:[][a][b]"]);
    check("at：x", &["at:[x]"]);
    check("at:", &["at:[]"]);
    check("at:\"", &["at:[]"]);
    check("at:\"A B\",c", &["at:[A B][c]"]);
    check("first_seen:2022-07", &["first_seen:[2022-07]"]);
}

#[test]
fn a_value_may_be_compared() {
    check("age:<18", &["age:<[18]"]);
    check("age:>=18,<=3", &["age:>=[18]<=[3]"]);
    check("age:≥18,＞＝3", &["age:>=[18]>=[3]"]);
    check("name:=\"A B\",=c", &["name:=[A B]=[c]"]);
    check("name:\"=a\"", &["name:[=a]"]);
    check("age:< x", &["age:<[]", "x"]);
    check("age:14..17", &["age:[14..17]"]);
}

#[test]
fn a_bar_between_values_is_a_comma() {
    check("kind:a|b c", &["kind:[a][b]", "c"]);
    check("kind:a|", &["kind:[a]", "|"]);
    check("kind:a | b", &["kind:[a]", "|", "b"]);
    check("kind:a|place:b", &["kind:[a]", "|", "place:[b]"]);
    check("kind:a|(b)", &["kind:[a]", "|", "(", "b", ")"]);
}

#[test]
fn times_and_addresses_are_words() {
    for word in ["12:30", "http://test.example/a,b", ":x", "Đà:x", "妙:x"] {
        check(word, &[word]);
    }
}

proptest! {
    #[test]
    fn tokens_are_in_the_order_of_the_query_and_do_not_overlap(wild in any::<String>(), tame in "[ab:\"“',|()（^$ 妙\\-!]{0,24}") {
        for query in [wild, tame] {
            let mut behind = 0;
            for lexeme in lexemes(&query) {
                prop_assert!(lexeme.range.start() >= behind && !lexeme.range.is_empty());
                prop_assert!(!lexeme.range.of(&query).is_empty());
                behind = lexeme.range.end();
            }
            let rest = ByteRange::from_span(behind..query.len());
            prop_assert!(rest.of(&query).trim().is_empty());
        }
    }
}
