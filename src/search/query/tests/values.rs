//! Tests of the values after a colon: which conditions they give, and which problems.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::written;
use crate::search::part::Part;
use crate::search::query::catalogue::{
    Catalogue, MoneyRules, NameList, QueryField, ReadDate, ValueKind,
};
use crate::search::store::Store;
use crate::search::store::line::SearchLine;
use crate::search::values::days::{DayNumber, DayRange};
use crate::search::{Query, TermTarget};

/// A calendar of years only, in which the first day of a year has its number times a thousand.
const YEARS: ReadDate = |text| {
    let year: DayNumber = text
        .parse()
        .map_err(|_| text.strip_suffix('/').map(|meant| format!("did you mean `{meant}`?")))?;
    let in_form = text.len() == 4;
    in_form.then_some(DayRange { first: year * 1000, last: year * 1000 + 999 }).ok_or(None)
};

fn catalogue() -> Catalogue {
    static CURRENCIES: LazyLock<Vec<String>> =
        LazyLock::new(|| ["CNY", "THB", "USD"].map(str::to_owned).to_vec());
    let strings = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let line = |id: &str, name: &str| {
        let mut line = SearchLine::builder();
        line.text(Part::Id, id).text(Part::Name, name);
        line.build()
    };
    let lines = [line("test-ann", "Ann Test"), line("test-bo", ""), line("test-bo-2", "")];
    let field = |name: &'static str, takes| QueryField::new(name, takes);
    let fields = vec![
        field("name", ValueKind::Words),
        field("quote", ValueKind::TextsOf(Part::Quote)),
        field("text", ValueKind::ArchivedTexts),
        field("kind", ValueKind::OneOf(strings(&["victim", "rescue", "mass_release"]))),
        field(
            "is",
            ValueKind::Names(NameList::new(
                ["disputed", "minor", "missing"].map(str::to_owned).to_vec(),
                Vec::new(),
            )),
        ),
        field("rel", ValueKind::Record(Store::of(&lines))),
        field("age", ValueKind::Number),
        field("lat", ValueKind::Decimal),
        field("ransom", ValueKind::Money),
        field("date", ValueKind::Date),
        field("sort", ValueKind::Order(strings(&["age", "date", "name"]))),
    ];
    let meant = |text: &str| {
        let amount = text.strip_suffix("yuan").map(str::trim);
        let dollars = text.strip_prefix('$').map(|amount| format!("{amount} USD"));
        amount.map(|amount| format!("{amount} CNY")).or(dollars).into_iter().collect()
    };
    let money = MoneyRules { currencies: Some(|| &CURRENCIES), meant: Some(meant) };
    Catalogue::new(fields, YEARS).with_money(money)
}

/// Checks the conditions of a query, with a catalogue that has all kinds of fields.
#[track_caller]
fn check_asked(typed: &str, expected: &[&str]) {
    let (query, problems) = Query::read(typed, &catalogue());
    assert_eq!(query.nodes().iter().map(written).collect::<Vec<_>>(), expected, "{typed}");
    assert_eq!(problems, [], "{typed}");
}

/// Checks the place, the message and the help of a query's only problem.
#[track_caller]
fn check_wrong(typed: &str, at: &str, message: &str, help: Option<&str>) {
    let (_, problems) = Query::read(typed, &catalogue());
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(problem.range.of(typed), at);
    assert_eq!((&*problem.message, problem.help.as_deref()), (message, help));
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
        ("age:>１８", "+age:(18 )"),
        ("age:٢٠..३०", "+age:[20 30]"),
        ("age:1000,2000", "+age:[1000 1000]|[2000 2000]"),
        ("age:1|200", "+age:[1 1]|[200 200]"),
        ("age:14,15", "+age:[14 14]|[15 15]"),
        ("lat:>11.5", "+lat:(11.5 )"),
        ("lat:11.555", "+lat:[11.555 11.555]"),
        ("lat:-1.250..2", "+lat:[-1.25 2]"),
    ] {
        check_asked(typed, &[asked]);
    }
}

#[test]
fn archived_texts_are_asked_for_words_and_phrases() {
    for (typed, asked) in [
        ("text:Guard", "+text:Guard"),
        ("-text:\"a guard, too\"", "-text:a guard, too"),
        ("text:guard,wall", "+text:guard|wall"),
        ("text:=guard", "+text:guard"),
        ("text:1,200", "+text:1|200"),
    ] {
        check_asked(typed, &[asked]);
    }
    check_asked("text:", &[]);
    check_asked("text:\"…", &["+text:..."]);
    check_wrong(
        "text:>3",
        ">3",
        "`text` is not compared by size",
        Some("remove the sign before the value"),
    );
    check_wrong(
        "text:!guard",
        "!guard",
        "the sign of a negated term goes before the field",
        Some("write `-text:guard`"),
    );
}

#[test]
fn sums_have_a_currency_or_none() {
    for (typed, asked) in [
        ("ransom:>100000", "+ransom:(100000 )"),
        ("ransom:>100000CNY", "+ransom:(100000 )CNY"),
        ("ransom:\"5000.50 cny\"", "+ransom:[5000.5 5000.5]CNY"),
        ("ransom:CNY5000", "+ransom:[5000 5000]CNY"),
        ("ransom:1000..5000USD", "+ransom:[1000 5000]USD"),
        ("ransom:5000usd", "+ransom:[5000 5000]USD"),
        ("ransom:yes", "+ransom:yes"),
        ("ransom:cny", "+ransom:cny"),
        ("ransom:=true", "+ransom:=true"),
    ] {
        check_asked(typed, &[asked]);
    }
}

#[test]
fn dates_are_ranges_of_days() {
    for (typed, asked) in [
        ("date:2022", "+date:2022000..2022999"),
        ("date:<2022", "+date:..2021999"),
        ("date:<=2022", "+date:..2022999"),
        ("date:>2022", "+date:2023000.."),
        ("date:>=2022", "+date:2022000.."),
        ("date:2021..2022", "+date:2021000..2022999"),
        ("date:2021..", "+date:2021000.."),
        ("date:..2021", "+date:..2021999"),
        ("date:=2021", "+date:=2021"),
    ] {
        check_asked(typed, &[asked]);
    }
    for (typed, help) in [
        ("date:=2021/", "did you mean `2021`?"),
        ("date:=…", "write 2022, 2022-07"),
        ("date:=\"last summer\"", "write 2022, 2022-07"),
        ("date:before", "`<2022`"),
        ("date:After", "`>2022`"),
    ] {
        let (query, problems) = Query::read(typed, &catalogue());
        assert!(query.is_empty(), "{typed}");
        assert!(problems[0].help.as_deref().unwrap().contains(help), "{typed}: {problems:?}");
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
fn after_an_equals_sign_all_values_are_compared_exactly() {
    check_asked("name:=a,b,\"=c\"", &["+name:=a|=b|==c"]);
    check_asked("name:a,=b,c", &["+name:a|=b|c"]);
    check_asked("name:=\"A  b\"", &["+name:=A b"]);
    check_asked("name:=", &[]);
}

#[test]
fn an_unfinished_value_is_ignored() {
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
        "ransom:5000C",
        "ransom:5000US",
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
fn the_first_unfinished_term_is_known() {
    let unfinished = |typed: &'static str| {
        let unfinished = Query::read(typed, &catalogue()).0.unfinished();
        unfinished.map(|range| range.of(typed))
    };
    assert_eq!(unfinished("x age:< (is:min | date:20)"), Some("age:<"));
    assert_eq!(unfinished("x - ( \" age:3 sort:age"), None);
}

#[test]
fn a_wrong_value_is_a_problem_with_its_place() {
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
        "\"december\" is not a date",
        Some("write 2022, 2022-07, 2022-07-15 or a range: 2021-12..2022-06"),
    );
    check_wrong("date:>2022/", ">2022/", "\"2022/\" is not a date", Some("did you mean `2022`?"));
    check_wrong(
        "kind:victm",
        "victm",
        "`victm` is not a value of `kind:`",
        Some("did you mean `victim`?"),
    );
    check_wrong(
        "kind:\"mass releese\"",
        "\"mass releese\"",
        "`mass releese` is not a value of `kind:`",
        Some("did you mean `mass_release`?"),
    );
    check_wrong(
        "kind:x,victim",
        "x",
        "`x` is not a value of `kind:`",
        Some("use victim, rescue, mass_release"),
    );
    check_wrong(
        "is:dispted",
        "dispted",
        "`dispted` is not a value of `is:`",
        Some("did you mean `disputed`? There are disputed, minor, missing"),
    );
    check_wrong(
        "is:open",
        "open",
        "`open` is not a value of `is:`",
        Some("use disputed, minor, missing"),
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
        Some("remove the sign before the value"),
    );
    check_wrong(
        "ransom:5000yuan",
        "5000yuan",
        "no currency is called `yuan`",
        Some("did you mean `5000CNY`?"),
    );
    check_wrong(
        "sort:dte",
        "dte",
        "cannot sort by `dte`: there is no such field",
        Some("did you mean `date`?"),
    );
}

/// Checks that a query has one problem and no condition, and that its help contains `meant`, which is itself
/// a valid query.
#[track_caller]
fn check_refused(typed: &str, meant: &str) {
    let (query, problems) = Query::read(typed, &catalogue());
    let [problem] = problems.as_slice() else { panic!("{typed}: {problems:?}") };
    assert!(query.is_empty(), "{typed}: {query:?}");
    let help = problem.help.as_deref().unwrap_or_default();
    assert!(help.contains(meant), "{typed}: {help}");
    let meant = if meant.contains(':') { meant.to_owned() } else { format!("ransom:{meant}") };
    let (query, problems) = Query::read(&meant, &catalogue());
    assert!(problems.is_empty() && !query.is_empty() && query.unfinished().is_none(), "{meant}");
}

#[test]
fn thousands_separators_are_refused() {
    for (typed, meant) in [
        ("ransom:>100,000CNY", "ransom:>100000CNY"),
        ("ransom:CNY100,000", "ransom:CNY100000"),
        ("ransom:<=1,000,000", "ransom:<=1000000"),
        ("ransom:5..100,000USD", "ransom:5..100000USD"),
        ("ransom:>100.000CNY", "100000CNY"),
        ("ransom:1.000.000", "1000000"),
        ("ransom:\"100 000 cny\"", "100000CNY"),
        ("ransom:100'000THB", "100000THB"),
        ("ransom:\"$75000\"", "75000USD"),
        ("ransom:>1 000", "ransom:>1000"),
        ("ransom:>1\u{202f}000 000CNY", "ransom:>1000000CNY"),
        ("ransom:>100 000 CNY", "ransom:>100000CNY"),
        ("age:>1,000", "age:>1000"),
        ("age:1,000", "age:1|000"),
        ("age:=1,000", "age:=1000"),
        ("age:>١,٠٠٠", "age:>1000"),
    ] {
        check_refused(typed, meant);
    }
    for (typed, meant) in
        [("age:>1.000", "1000"), ("age:-1.000", "-1000"), ("age:1_000..2_000", "1000")]
    {
        let (query, problems) = Query::read(typed, &catalogue());
        assert!(query.is_empty());
        assert!(problems[0].help.as_deref().unwrap().ends_with(meant), "{problems:?}");
    }
}

#[test]
fn a_comma_in_decimals_is_refused() {
    for (typed, meant) in [
        ("lat:>11,5", "lat:>11.5"),
        ("lat:11,55", "lat:11.55"),
        ("lat:11,555", "lat:11|555"),
        ("ransom:<5,50USD", "ransom:<5.50USD"),
        ("age:>18,5", "age:>18|5"),
        ("age:14..17,5", "age:14..17|5"),
    ] {
        check_refused(typed, meant);
    }
    for typed in ["age:1.2.3", "age:.5", "age:0...5", "age:1..", "lat:5,>6"] {
        let (_, problems) = Query::read(typed, &catalogue());
        assert_eq!(problems.is_empty(), matches!(typed, "age:1.." | "lat:5,>6"), "{typed}");
    }
}

#[test]
fn multipliers_and_unknown_currencies_are_refused() {
    for (typed, meant) in [
        ("ransom:>600k", "600000"),
        ("ransom:1.5m", "1500000"),
        ("ransom:60万", "600000"),
        ("ransom:5mio", "5000000"),
        ("ransom:600kCNY", "600000CNY"),
        ("ransom:>600 k", "600000"),
        ("ransom:>5000 CNY", "ransom:>5000CNY"),
        ("ransom:5000 yuan", "5000CNY"),
        ("ransom:CNY 5000", "ransom:CNY5000"),
        ("age:2k", "2000"),
        ("age:2 thousand", "2000"),
    ] {
        check_refused(typed, meant);
    }
    for typed in
        ["ransom:5000RMB", "ransom:5000XYZ", "ransom:rmb", "ransom:>5000BTC", "ransom:5000C$"]
    {
        let (query, problems) = Query::read(typed, &catalogue());
        assert!(query.is_empty() && problems.len() == 1, "{typed}");
    }
    check_asked("ransom:>5000 bavet", &["+ransom:(5000 )", "+bavet"]);
    check_asked("ransom:>5000 pen k-park", &["+ransom:(5000 )", "+pen", "+k-park"]);
    check_asked("age:18 2022", &["+age:[18 18]", "+2022"]);
}

#[test]
fn comparisons_without_a_colon_are_refused() {
    for (typed, meant) in [
        ("age>18", "age:>18"),
        ("age<=17", "age:<=17"),
        ("Age≥18", "age:≥18"),
        ("age=14", "age:14"),
        ("age==14", "age:14"),
        ("age = 14", "age:14"),
        ("age > 18", "age:>18"),
        ("age >18", "age:>18"),
        ("age: >18", "age:>18"),
        ("age: 18", "age:18"),
        ("age :18", "age:18"),
        ("age : > 18", "age:>18"),
        ("age:> 18", "age:>18"),
        ("age!=14", "-age:14"),
        ("-age>18", "-age:>18"),
        ("kind=victim", "kind:=victim"),
        ("name = \"A B\"", "name:=\"A B\""),
        ("name != Ann", "-name:=Ann"),
        ("ransom>5000CNY", "ransom:>5000CNY"),
        ("date>2022", "date:>2022"),
        ("18<age", "age:>18"),
        ("> 18", "age:>18"),
        (">18", "age:>18"),
    ] {
        check_refused(typed, meant);
    }
    check_refused("age>1,000", "age:>1000");
    check_asked("\"age>18\"", &["+\"age>18\""]);
    check_asked("x>y a=b http://x.example/?id=3", &["+x>y", "+a=b", "+http://x.example/?id=3"]);
    check_asked("age!", &["+age!"]);
    check_asked("kind victim", &["+kind", "+victim"]);
}

#[test]
fn ranges_with_spaces_or_missing_ends_are_refused() {
    for (typed, meant) in [
        ("date:2021 .. 2022", "date:2021..2022"),
        ("date:2021 ..2022", "date:2021..2022"),
        ("date:2021.. 2022", "date:2021..2022"),
        ("date:2021 – 2022", "date:2021..2022"),
        ("age:14 .. 17", "age:14..17"),
    ] {
        check_refused(typed, meant);
    }
    for typed in ["date:2021..20", "date:2021-", "date:>2021-1", "date:20..2022", "date:202"] {
        let (query, problems) = Query::read(typed, &catalogue());
        assert!(problems.is_empty() && query.unfinished().is_some(), "{typed}");
    }
}

#[test]
fn signs_and_operators_after_a_colon_are_refused() {
    for (typed, meant) in [
        ("name:!ann", "-name:ann"),
        ("kind:!=victim", "-kind:victim"),
        ("name:(ann", "name:a|b"),
        ("name:==ann", "="),
        ("age:>>18", ">"),
        ("name:OR", "quotes"),
        ("name:NOT", "-name:"),
    ] {
        let (query, problems) = Query::read(typed, &catalogue());
        assert!(query.is_empty(), "{typed}");
        assert!(problems[0].help.as_deref().unwrap().contains(meant), "{problems:?}");
    }
    check_asked("name:\"!ann\",\"OR\",(a)", &["+name:!ann|OR|(a)"]);
}

#[test]
fn a_sort_order_is_no_condition() {
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
    fn every_query_of_fields_is_parsed(
        typed in "((name|kind|is|rel|age|lat|ransom|date|sort|quote|x)[:：]?|AND|OR |NOT|CNY|[-=<>.,|() \"]|[0-9]|[a-z妙X~/?]){0,14}",
    ) {
        let (query, problems) = Query::read(&typed, &catalogue());
        for problem in problems {
            prop_assert!(!problem.range.of(&typed).is_empty());
        }
        for asked in query.terms().into_iter().filter_map(|term| match &term.target {
            TermTarget::Field { asked, .. } => Some(asked),
            TermTarget::Text { .. } | TermTarget::Part { .. } | TermTarget::Lines { .. } => None,
        }).flatten() {
            prop_assert!(!asked.range.of(&typed).is_empty());
        }
    }
}
