//! What is understood of a query, and what is said about the rest.

use proptest::prelude::*;

use super::*;

const FIELDS: &[&str] = &["kind", "place", "citizenship", "date", "quote"];

/// Writes the terms out: `+word`, `-"phrase"`, `+field:a|b`, always as they are looked for.
#[track_caller]
fn check(typed: &str, expected: &[&str]) {
    let (query, problems) = Query::parse(typed, FIELDS);
    assert_eq!(query.terms().iter().map(written).collect::<Vec<_>>(), expected);
    assert_eq!(problems, []);
}

fn written(term: &Term) -> String {
    let sign = match term.sign {
        Sign::With => '+',
        Sign::Without => '-',
    };
    match &term.sought {
        Sought::Word(needle) => format!("{sign}{}", needle.text()),
        Sought::Phrase(needle) => format!("{sign}\"{}\"", needle.text()),
        Sought::Field { name, values } => {
            let values: Vec<_> = values.iter().map(Needle::text).collect();
            format!("{sign}{name}:{}", values.join("|"))
        }
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
    assert_eq!(problem.message, message);
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
fn what_is_only_begun_is_left_out() {
    for typed in ["", " ", "\"", "\"\"", "-", "!", "-\"", "--", "place:", "-place:", "place:,"] {
        check(typed, &[]);
    }
    check("place:\" x", &["+place:x"]);
    check("(", &[]);
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
        query.together().map(|needle| needle.text().to_owned())
    };
    assert_eq!(together("test kind:x  person -y"), Some("test person".into()));
    assert_eq!(together("test"), None);
    assert_eq!(together("test \"person\""), None);
}

proptest! {
    #[test]
    fn parsing_never_panics_and_ranges_are_places(typed in any::<String>(), marks in "[a-zÀ妙\"“:：, ，!\\-/ \u{3000}]{0,30}") {
        for typed in [typed, marks] {
            let (query, problems) = Query::parse(&typed, FIELDS);
            let ranges = query.terms().iter().map(|term| term.range);
            for range in ranges.chain(problems.iter().map(|problem| problem.range)) {
                prop_assert!(!range.of(&typed).is_empty());
            }
        }
    }
}
