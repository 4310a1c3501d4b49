//! What is understood of a query, and what is said about the rest.

use proptest::prelude::*;

use super::super::amount::{End, Range};
use super::super::catalogue::{Askable, ReadDate, Takes};
use super::super::days::{DayNumber, Window};
use super::super::line::Part;
use super::*;

const FIELDS: &[&str] = &["kind", "place", "citizenship", "date", "quote"];

/// Writes the parts out, always as they are looked for: `+word`, `-"exact"`, `+field:a|b`, groups
/// in brackets.
#[track_caller]
fn check(typed: &str, expected: &[&str]) {
    let (query, problems) = Query::parse(typed, FIELDS);
    assert_eq!(query.nodes().iter().map(written).collect::<Vec<_>>(), expected, "{typed}");
    assert_eq!(problems, []);
}

fn written(node: &Node) -> String {
    match node {
        Node::Term(term) => term_written(term),
        Node::Group(Group { joined, nodes, .. }) => {
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
        Sign::With => '+',
        Sign::Without => '-',
    };
    match &term.sought {
        Sought::Text { needle, manner } => match manner {
            Manner::Rough => format!("{sign}{}", needle.text()),
            Manner::Exact => format!("{sign}\"{}\"", needle.text()),
            Manner::Start => format!("{sign}^{}", needle.text()),
            Manner::End => format!("{sign}{}$", needle.text()),
            Manner::Whole => format!("{sign}^{}$", needle.text()),
        },
        Sought::Part { part, needles } => {
            let needles: Vec<_> = needles.iter().map(Needle::text).collect();
            format!("{sign}{part:?}:{}", needles.join("|"))
        }
        Sought::Field { name, asked, .. } => {
            let asked: Vec<_> =
                asked.iter().map(|asked| condition_written(&asked.condition)).collect();
            format!("{sign}{name}:{}", asked.join("|"))
        }
    }
}

/// Writes a condition out: `begun`, `=exact`, `[from to]` with round brackets for an end that is not
/// part of it, `first..last`, `#number`.
fn condition_written(condition: &Condition) -> String {
    match condition {
        Condition::Begins(needle) => needle.text().to_owned(),
        Condition::Is(value) => format!("={value}"),
        Condition::Lies(Range { from, to, unit }) => {
            let from = match from {
                End::Open => "(".to_owned(),
                End::With(number) => format!("[{number}"),
                End::Without(number) => format!("({number}"),
            };
            let to = match to {
                End::Open => ")".to_owned(),
                End::With(number) => format!("{number}]"),
                End::Without(number) => format!("{number})"),
            };
            let unit = unit.map(|unit| String::from_utf8(unit.to_vec()).unwrap());
            format!("{from} {to}{}", unit.unwrap_or_default())
        }
        Condition::Overlaps(Window { first, last }) => {
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
fn the_minus_of_a_group_stands_on_its_terms() {
    check("-(a b)", &["(-a | -b)"]);
    check("!(a | b)", &["(-a | -b)".replace(" | ", " ").as_str()]);
    check("-(a -(b | c))", &["(-a | (+b | +c))"]);
    check("-(a -b)", &["(-a | +b)"]);
    check("-(-(a))", &["+a"]);
}

#[test]
fn groups_that_are_only_begun_hide_nothing() {
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
fn a_bracket_that_closes_nothing_is_told_once() {
    let (query, problems) = Query::parse("a) b) c", FIELDS);
    assert_eq!(query.nodes().len(), 3);
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!((problem.range.start(), problem.range.end()), (1, 2));
    assert_eq!(problem.message, "this bracket closes nothing");
}

#[test]
fn brackets_may_be_nested_fifty_deep_and_hurt_nobody_beyond() {
    let nested = |depth: usize| format!("{}a{} b", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(Query::parse(&nested(50), FIELDS).1, []);
    for depth in [51, 100_000] {
        let typed = nested(depth);
        let (query, problems) = Query::parse(&typed, FIELDS);
        assert_eq!(query.nodes().len(), 1);
        let [problem] = problems.as_slice() else { panic!("{}", problems.len()) };
        assert_eq!(problem.message, "more than 50 brackets are open here");
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
fn what_is_only_begun_is_left_out() {
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
        query.together().map(|needle| needle.text().to_owned())
    };
    assert_eq!(together("test kind:x  person -y"), Some("test person".into()));
    assert_eq!(together("test"), None);
    assert_eq!(together("test \"person\""), None);
}

/// A date of years alone, the first day of each its number by a thousand.
const YEARS: ReadDate = |text| {
    let year: DayNumber = text.parse().map_err(|_| text.strip_suffix('/').map(str::to_owned))?;
    let in_form = text.len() == 4;
    in_form.then_some(Window { first: year * 1000, last: year * 1000 + 999 }).ok_or(None)
};

fn catalogue() -> Catalogue {
    let strings = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let ids = strings(&["test-ann", "test-bo", "test-bo-2"]);
    let field = |name: &'static str, takes| Askable { name: name.into(), takes };
    let fields = vec![
        field("name", Takes::Words),
        field("quote", Takes::TextsOf(Part::Quote)),
        field("kind", Takes::OneOf(strings(&["victim", "rescue", "mass_release"]))),
        field("is", Takes::Names(strings(&["disputed", "minor", "missing"]))),
        field("rel", Takes::Record { ids, names: strings(&["ann test"]) }),
        field("age", Takes::Number),
        field("ransom", Takes::Money),
        field("date", Takes::Date),
        field("sort", Takes::Order(strings(&["age", "date", "name"]))),
    ];
    Catalogue::new(fields, YEARS)
}

/// Checks what a query asks for, all kinds of fields known.
#[track_caller]
fn check_asked(typed: &str, expected: &[&str]) {
    let (query, problems) = Query::read(typed, &catalogue());
    assert_eq!(query.nodes().iter().map(written).collect::<Vec<_>>(), expected, "{typed}");
    assert_eq!(problems, [], "{typed}");
}

/// Checks the place, the sentence and the help of a query's only problem.
#[track_caller]
fn check_wrong(typed: &str, at: &str, message: &str, help: Option<&str>) {
    let (_, problems) = Query::read(typed, &catalogue());
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(problem.range.of(typed), at);
    assert_eq!((problem.message.as_str(), problem.help.as_deref()), (message, help));
}

#[test]
fn numbers_are_compared_in_every_way() {
    for (typed, asked) in [
        ("age:14", "+age:[14 14]"),
        ("age:<18", "+age:( 18)"),
        ("age:<=18", "+age:( 18]"),
        ("age:>18", "+age:(18 )"),
        ("age:>=18", "+age:[18 )"),
        ("age:14..17", "+age:[14 17]"),
        ("age:14..", "+age:[14 )"),
        ("age:..17", "+age:( 17]"),
        ("age:<14,>60", "+age:( 14)|(60 )"),
        ("-age:-1.5", "-age:[-1.5 -1.5]"),
        ("age:=14", "+age:=14"),
    ] {
        check_asked(typed, &[asked]);
    }
}

#[test]
fn sums_have_a_currency_or_none() {
    for (typed, asked) in [
        ("ransom:>100000", "+ransom:(100000 )"),
        ("ransom:>100000CNY", "+ransom:(100000 )CNY"),
        ("ransom:\"5000.50 cny\"", "+ransom:[5000.5 5000.5]CNY"),
        ("ransom:CNY5000", "+ransom:[5000 5000]CNY"),
        ("ransom:1000..5000USD", "+ransom:[1000 5000]USD"),
        ("ransom:5000C", "+ransom:[5000 5000]"),
        ("ransom:yes", "+ransom:yes"),
        ("ransom:cny", "+ransom:cny"),
        ("ransom:=true", "+ransom:=true"),
    ] {
        check_asked(typed, &[asked]);
    }
}

#[test]
fn dates_are_stretches_of_days() {
    for (typed, asked) in [
        ("date:2022", "+date:2022000..2022999"),
        ("date:<2022", "+date:..2021999"),
        ("date:<=2022", "+date:..2022999"),
        ("date:>2022", "+date:2023000.."),
        ("date:>=2022", "+date:2022000.."),
        ("date:2021..2022", "+date:2021000..2022999"),
        ("date:2021..", "+date:2021000.."),
        ("date:..2021", "+date:..2021999"),
        ("date:=2021-12~", "+date:=2021-12~"),
    ] {
        check_asked(typed, &[asked]);
    }
}

#[test]
fn names_words_and_records_are_known() {
    check_asked("is:minor", &["+is:#1"]);
    check_asked("is:Minor,disputed", &["+is:#1|#0"]);
    check_asked("-is:minor", &["-is:#1"]);
    check_asked("kind:vic", &["+kind:vic"]);
    check_asked("kind:\"mass rel\"", &["+kind:mass rel"]);
    check_asked("kind:=nonsense", &["+kind:=nonsense"]);
    check_asked("rel:test-bo", &["+rel:=test-bo"]);
    check_asked("rel:test-b", &["+rel:test-b"]);
    check_asked("rel:\"Ann T\"", &["+rel:Ann T"]);
    check_asked("quote:telegram,\"three days\"", &["+Quote:telegram|three days"]);
}

#[test]
fn behind_one_equals_sign_all_values_are_meant_to_the_letter() {
    check_asked("name:=a,b,\"=c\"", &["+name:=a|=b|==c"]);
    check_asked("name:a,=b,c", &["+name:a|=b|c"]);
    check_asked("name:=\"A  b\"", &["+name:=A b"]);
    check_asked("name:=", &[]);
}

#[test]
fn a_value_that_is_only_begun_is_left_out() {
    for typed in [
        "age:<",
        "age:>=",
        "age:-",
        "age:..",
        "age:<,",
        "date:20",
        "date:202",
        "date:<2",
        "date:..",
        "date:2",
        "date:[2022",
        "is:min",
        "is:m",
        "is:d",
        "ransom:>",
        "ransom:..",
        "sort:",
        "sort:-",
        "sort:da",
        "sort:-ag",
        "quote:\"",
        "rel:",
        "(age:<",
        "age:< | age:>",
        "-is:mis",
    ] {
        check_asked(typed, &[]);
    }
    check_asked("age:14.", &["+age:[14 14]"]);
    check_asked("date:2022-", &["+date:2022000..2022999"]);
    check_asked("date:2022-1", &["+date:2022000..2022999"]);
    check_asked("date:2022..20", &[]);
}

#[test]
fn a_value_that_cannot_be_meant_is_a_problem_with_its_place() {
    let number = Some("write a number, or a range: <18, >=18, 14..17");
    check_wrong("x age:young y", "young", "`young` is not a number", number);
    check_wrong("age:3,<young", "<young", "`young` is not a number", number);
    check_wrong("age:14-17", "14-17", "`14-17` is not a number", Some("did you mean `14..17`?"));
    check_wrong("age:inf", "inf", "`inf` is not a number", number);
    check_wrong("age:17..14", "17..14", "`17..14` runs backwards", Some("did you mean `14..17`?"));
    check_wrong(
        "date:2022..2021",
        "2022..2021",
        "`2022..2021` runs backwards",
        Some("did you mean `2021..2022`?"),
    );
    check_wrong(
        "date:december",
        "december",
        "`december` is not a date",
        Some("write 2022, 2022-07, 2022-07-15 or a range: 2021-12..2022-06"),
    );
    check_wrong("date:>2022/", ">2022/", "`2022/` is not a date", Some("did you mean `2022`?"));
    check_wrong("kind:victm", "victm", "`kind:` knows no `victm`", Some("did you mean `victim`?"));
    check_wrong(
        "kind:\"mass releese\"",
        "\"mass releese\"",
        "`kind:` knows no `mass releese`",
        Some("did you mean `mass_release`?"),
    );
    check_wrong(
        "kind:x,victim",
        "x",
        "`kind:` knows no `x`",
        Some("use victim, rescue, mass_release"),
    );
    check_wrong(
        "is:dispted",
        "dispted",
        "`is:` knows no `dispted`",
        Some("did you mean `disputed`?"),
    );
    check_wrong(
        "rel:tset-ann",
        "tset-ann",
        "there is no record `tset-ann`",
        Some("did you mean `test-ann`?"),
    );
    check_wrong(
        "name:<a",
        "<a",
        "`name` is not compared by size",
        Some("take the sign before the value away"),
    );
    let sum = Some("write an amount alone or with the letters of its currency: 5000CNY");
    check_wrong("ransom:5000yuan", "5000yuan", "`5000yuan` is not a sum of money", sum);
    check_wrong(
        "sort:dte",
        "dte",
        "cannot sort by `dte`: there is no such field",
        Some("did you mean `date`?"),
    );
}

#[test]
fn an_order_is_no_condition() {
    let sorting = |typed| {
        let (query, problems) = Query::read(typed, &catalogue());
        assert_eq!((query.nodes().len(), problems), (usize::from(typed.contains('x')), vec![]));
        query.sorting().map(|sorting| (sorting.name.clone(), sorting.descending))
    };
    assert_eq!(sorting("x sort:-date"), Some(("date".into(), true)));
    assert_eq!(sorting("sort:Age"), Some(("age".into(), false)));
    assert_eq!(sorting("sort:age x sort:name"), Some(("name".into(), false)));
    assert_eq!(sorting("x"), None);
}

proptest! {
    #[test]
    fn whatever_is_typed_of_fields_is_read(
        typed in "((name|kind|is|rel|age|ransom|date|sort|quote|x)[:：]|[-=<>.,|() \"]|[0-9]|[a-z妙X~/?]){0,14}",
    ) {
        let (query, problems) = Query::read(&typed, &catalogue());
        for problem in problems {
            prop_assert!(!problem.range.of(&typed).is_empty());
        }
        for asked in query.terms().into_iter().filter_map(|term| match &term.sought {
            Sought::Field { asked, .. } => Some(asked),
            Sought::Text { .. } | Sought::Part { .. } => None,
        }).flatten() {
            prop_assert!(!asked.range.of(&typed).is_empty());
        }
    }

    #[test]
    fn parsing_never_panics_and_ranges_are_places(typed in any::<String>(), marks in "[a-cÀ妙\"“:：, ，!\\-/ \u{3000}()|^$'<>=.]{0,30}") {
        for typed in [typed, marks] {
            let (query, problems) = Query::parse(&typed, FIELDS);
            let ranges = query.terms().into_iter().map(|term| term.range);
            for range in ranges.chain(problems.iter().map(|problem| problem.range)) {
                prop_assert!(!range.of(&typed).is_empty());
            }
        }
    }
}
