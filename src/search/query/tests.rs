//! Tests of the query parser: which tree a query gives, and which problems.

mod values;

use proptest::prelude::*;

use super::*;
use crate::search::values::amount::{AmountRange, RangeEnd};
use crate::search::values::days::{DayNumber, DayRange};

const FIELDS: &[&str] = &["kind", "place", "citizenship", "date", "quote"];

/// Checks the tree of a query, written with all signs: `+word`, `-"exact"`, `+field:a|b`, groups in brackets.
#[track_caller]
fn check(typed: &str, expected: &[&str]) {
    let (query, problems) = Query::parse(typed, FIELDS);
    assert_eq!(query.nodes().iter().map(written).collect::<Vec<_>>(), expected, "{typed}");
    assert_eq!(problems, []);
}

fn written(node: &QueryNode) -> String {
    match node {
        QueryNode::Term(term) => term_written(term),
        QueryNode::Group(QueryGroup { joined, nodes, .. }) => {
            let joined = match joined {
                Joined::All => " ",
                Joined::Any => " | ",
            };
            format!("({})", nodes.iter().map(written).collect::<Vec<_>>().join(joined))
        }
    }
}

fn term_written(term: &Term) -> String {
    let sign = match term.sign {
        Polarity::With => '+',
        Polarity::Without => '-',
    };
    match &term.target {
        TermTarget::Text { needle, mode } => match mode {
            MatchMode::Rough => format!("{sign}{}", needle.text()),
            MatchMode::Exact => format!("{sign}\"{}\"", needle.text()),
            MatchMode::Start => format!("{sign}^{}", needle.text()),
            MatchMode::End => format!("{sign}{}$", needle.text()),
            MatchMode::Whole => format!("{sign}^{}$", needle.text()),
        },
        TermTarget::Part { part, needles } => {
            let needles: Vec<_> = needles.iter().map(Needle::text).collect();
            format!("{sign}{part:?}:{}", needles.join("|"))
        }
        TermTarget::Lines { name, .. } => format!("{sign}{name}:…"),
        TermTarget::Field { name, asked, .. } => {
            let asked: Vec<_> =
                asked.iter().map(|asked| condition_written(&asked.condition)).collect();
            format!("{sign}{name}:{}", asked.join("|"))
        }
    }
}

/// Writes a condition out: `begun`, `=exact`, `[from to]` with round brackets for an excluded end,
/// `first..last`, `#number`.
fn condition_written(condition: &Condition) -> String {
    match condition {
        Condition::Begins(needle) | Condition::InText(needle) => needle.text().to_owned(),
        Condition::Is(value) => format!("={value}"),
        Condition::Lies(AmountRange { from, to, unit }) => {
            let from = match from {
                RangeEnd::Open => "(".to_owned(),
                RangeEnd::With(number) => format!("[{number}"),
                RangeEnd::Without(number) => format!("({number}"),
            };
            let to = match to {
                RangeEnd::Open => ")".to_owned(),
                RangeEnd::With(number) => format!("{number}]"),
                RangeEnd::Without(number) => format!("{number})"),
            };
            let unit = unit.map(|unit| String::from_utf8(unit.to_vec()).unwrap());
            format!("{from} {to}{}", unit.unwrap_or_default())
        }
        Condition::Overlaps(DayRange { first, last }) => {
            let day = |day: &DayNumber| match *day {
                DayNumber::MIN | DayNumber::MAX => String::new(),
                day => day.to_string(),
            };
            format!("{}..{}", day(first), day(last))
        }
        Condition::Has(number) => format!("#{number}"),
    }
}

#[track_caller]
fn check_problem(typed: &str, at: &str, message: &str, help: &str) {
    let (query, problems) = Query::parse(typed, FIELDS);
    assert!(query.is_empty());
    let [problem] = problems.as_slice() else {
        panic!("{problems:?}");
    };
    assert_eq!(problem.range.of(typed), at);
    assert_eq!(&*problem.message, message);
    assert_eq!(problem.help.as_deref(), Some(help));
}

#[test]
fn words_phrases_and_fields_are_understood() {
    check("myawaddy 2023", &["+myawaddy", "+2023"]);
    check("\"Three  days\" -x !y", &["+\"Three days\"", "-x", "-y"]);
    check("KIND:victim place:\"Phnom Penh\",bavet", &["+kind:victim", "+place:Phnom Penh|bavet"]);
    check("-citizenship:CN,TW", &["-citizenship:CN|TW"]);
    check("12:30 http://test.example", &["+12:30", "+http://test.example"]);
    check("đà ＡＢＣ", &["+đà", "+abc"]);
}

#[test]
fn a_bar_binds_its_neighbours_and_brackets_all() {
    check("a | b", &["(+a | +b)"]);
    check("a b | c d", &["+a", "(+b | +c)", "+d"]);
    check("(a b) | (c d)", &["((+a +b) | (+c +d))"]);
    check("a | b | \"c d\"", &["(+a | +b | +\"c d\")"]);
    check("(a | b) c", &["(+a | +b)", "+c"]);
    check("a ((b | c) d)", &["+a", "((+b | +c) +d)"]);
    check("(((a)))", &["+a"]);
    check("kind:x | place:y", &["(+kind:x | +place:y)"]);
}

#[test]
fn operators_of_other_tools_are_understood() {
    check("a AND b", &["+a", "+b"]);
    check("NOT a", &["-a"]);
    check("a NOT b", &["+a", "-b"]);
    check("a OR b", &["(+a | +b)"]);
    check("a && b || c", &["((+a +b) | +c)"]);
    check("a OR b AND NOT c", &["(+a | (+b -c))"]);
    check("x (a OR b) AND y", &["+x", "(+a | +b)", "+y"]);
    check("NOT (a OR b)", &["(-a -b)"]);
    check("NOT (a AND b)", &["(-a | -b)"]);
    check("-(a AND b OR c)", &["((-a | -b) -c)"]);
    check("NOT NOT a", &["+a"]);
    check("! a", &["-a"]);
    check("NOT -kind:x", &["+kind:x"]);
    check("kind:x AND NOT place:\"y z\"", &["+kind:x", "-place:y z"]);
    check("\"NOT\" 'OR and or not", &["+\"not\"", "+\"OR\"", "+and", "+or", "+not"]);
}

#[test]
fn an_operator_without_an_operand_is_unfinished() {
    for typed in ["a AND", "a OR", "a NOT", "a &&", "a ||", "a |", "(a OR) b", "a AND OR b", "NOT"]
    {
        let (query, problems) = Query::parse(typed, FIELDS);
        assert!(query.unfinished().is_some() && problems.is_empty(), "{typed}");
    }
    for typed in ["a AND b", "a || b", "a | b", "NOT a", "a OR NOT b"] {
        assert_eq!(Query::parse(typed, FIELDS).0.unfinished(), None, "{typed}");
    }
}

#[test]
fn a_query_with_many_operators_is_parsed_in_one_pass() {
    for marks in ["NOT ", "AND ", "a OR ", "a&&", "! ", "NOT(", "a AND (", "age> ", "x:1 "] {
        Query::parse(&marks.repeat(10_000), FIELDS);
    }
}

#[test]
fn the_minus_of_a_group_moves_to_its_terms() {
    check("-(a b)", &["(-a | -b)"]);
    check("!(a | b)", &["(-a | -b)".replace(" | ", " ").as_str()]);
    check("-(a -(b | c))", &["(-a | (+b | +c))"]);
    check("-(a -b)", &["(-a | +b)"]);
    check("-(-(a))", &["+a"]);
}

#[test]
fn unfinished_groups_hide_nothing() {
    for typed in ["(", "((", "()", "-(", "-()", "( | )", "|", "| |", "(place:"] {
        check(typed, &[]);
    }
    check("a |", &["+a"]);
    check("| a", &["+a"]);
    check("a | place:", &["+a"]);
    check("a | (", &["+a"]);
    check("a || b", &["(+a | +b)"]);
    check("(a b", &["(+a +b)"]);
    check("(a | b", &["(+a | +b)"]);
}

#[test]
fn a_bracket_that_closes_nothing_is_reported_once() {
    let (query, problems) = Query::parse("a) b) c", FIELDS);
    assert_eq!(query.nodes().len(), 3);
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!((problem.range.start(), problem.range.end()), (1, 2));
    assert_eq!(&*problem.message, "this bracket closes nothing");
}

#[test]
fn brackets_may_be_nested_fifty_deep_and_deeper_ones_are_a_problem() {
    let nested = |depth: usize| format!("{}a{} b", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(Query::parse(&nested(50), FIELDS).1, []);
    for depth in [51, 100_000] {
        let typed = nested(depth);
        let (query, problems) = Query::parse(&typed, FIELDS);
        assert_eq!(query.nodes().len(), 1);
        let [problem] = problems.as_slice() else { panic!("{}", problems.len()) };
        assert_eq!(&*problem.message, "more than 50 brackets are open here");
        assert_eq!(problem.range.start(), 50);
    }
    for marks in ["(", ")", "-(", "|(", ")(", "(|", "a(", "\"("] {
        Query::parse(&marks.repeat(100_000), FIELDS);
    }
}

#[test]
fn exact_words_and_the_ends_of_a_text_are_understood() {
    check("'a ^b c$ ^d$", &["+\"a\"", "+^b", "+c$", "+^d$"]);
    check("-'a !^\"b c\"", &["-\"a\"", "-^b c"]);
    check("' ^ $ ^$ -^", &[]);
}

#[test]
fn unfinished_terms_are_ignored() {
    for typed in ["", " ", "\"", "\"\"", "-", "!", "-\"", "--", "place:", "-place:", "place:,"] {
        check(typed, &[]);
    }
    check("place:\" x", &["+place:x"]);
    check("\"(\"", &["+\"(\""]);
    check("x \"", &["+x"]);
}

#[test]
fn an_unknown_field_is_a_problem_and_no_term() {
    let message = "no field is called `plcae`";
    check_problem("-plcae:x", "-plcae:x", message, "did you mean `place:`?");
    let message = "no field is called `citi`";
    check_problem("citi:", "citi:", message, "did you mean `citizenship:`?");
    let message = "no field is called `sixthtone`";
    let help = "to look for it as text, put it in quotes: \"sixthtone:x\"";
    check_problem("sixthtone:x", "sixthtone:x", message, help);
    check_problem(
        "a:x",
        "a:x",
        "no field is called `a`",
        "to look for it as text, put it in quotes: \"a:x\"",
    );
}

#[test]
fn without_fields_there_is_no_nearest_one() {
    let (query, problems) = Query::parse("place:x y", &[]);
    assert_eq!(query.terms().len(), 1);
    assert_eq!(problems.len(), 1);
}

#[test]
fn several_words_may_be_a_whole_name() {
    let together = |typed| {
        let (query, _) = Query::parse(typed, FIELDS);
        query.whole_name().map(|needle| needle.text().to_owned())
    };
    assert_eq!(together("test kind:x  person -y"), Some("test person".into()));
    assert_eq!(together("test"), None);
    assert_eq!(together("test \"person\""), None);
}

proptest! {
    #[test]
    fn parsing_never_panics_and_ranges_are_places(typed in any::<String>(), marks in "([a-cÀ妙\"“:：, ，!\\-/ \u{3000}()|^$'<>=.0-9&]|NOT |AND|OR |kind|date){0,30}") {
        for typed in [typed, marks] {
            let (query, problems) = Query::parse(&typed, FIELDS);
            let ranges = query.terms().into_iter().map(|term| term.range);
            for range in ranges.chain(problems.iter().map(|problem| problem.range)) {
                prop_assert!(!range.of(&typed).is_empty());
            }
        }
    }
}
