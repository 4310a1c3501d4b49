//! Whatever `check` suggests to write, it accepts.

#![expect(clippy::unwrap_used, reason = "a pattern that is none is a failed test")]

use casebook::collection::{Memory, load};
use casebook::diagnostic::Rule;
use proptest::prelude::*;

/// Problems that a value itself can have.
const OF_VALUES: [Rule; 8] = [
    Rule::Syntax,
    Rule::WrongType,
    Rule::BadDate,
    Rule::BadMoney,
    Rule::BadCode,
    Rule::NotInVocabulary,
    Rule::BadId,
    Rule::Placeholder,
];

const OF_DATES: [Rule; 4] =
    [Rule::PlannedInterval, Rule::InTheFuture, Rule::PublishedAfterCollected, Rule::OtherCalendar];

/// Where the field is that is tried, and what is around it.
const FIELDS: [(&str, &str, &str); 9] = [
    ("victims/a.toml", "title = 'T'\n", "missing_since"),
    ("arrests/a.toml", "title = 'T'\nplanned = true\n", "date"),
    ("sources.toml", "[s]\ncollected_at = 2025-03-01\n", "published"),
    ("victims/a.toml", "title = 'T'\n", "ransom_paid"),
    ("victims/a.toml", "title = 'T'\n", "gender"),
    ("victims/a.toml", "title = 'T'\n", "citizenship"),
    ("victims/a.toml", "title = 'T'\n", "age"),
    ("victims/a.toml", "title = 'T'\n", "name"),
    ("places.toml", "[p]\nname = 'P'\n", "latitude"),
];

/// Returns what `check` says of a value in a field: the rule, and what to write, as it is in the file.
fn said((path, around, field): (&str, &str, &str), value: &str) -> Vec<(Rule, Vec<String>)> {
    let mut memory = Memory::default();
    memory.put(path, format!("{around}{field} = {value}\n"));
    let collection = load(&memory);
    let found = collection.diagnostics();
    let problems = found.iter().map(|diagnostic| diagnostic.problem.clone());
    let problems = problems
        .filter(|problem| OF_VALUES.contains(&problem.code) || OF_DATES.contains(&problem.code));
    problems
        .map(|problem| (problem.code, suggested(problem.help.as_deref().unwrap_or_default())))
        .collect()
}

/// Returns the values that a help says to write: ``write `…` ``, `write "…"`, ``did you mean `…`?``.
fn suggested(help: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in ["write ", "did you mean ", "quotes: ", "order: ", "point: "] {
        for (at, _) in help.match_indices(word) {
            let rest = help.get(at + word.len()..).unwrap_or_default();
            if rest.starts_with(|c: char| c.is_ascii_digit()) {
                found.push(rest.to_owned());
            }
            if let Some(inner) = rest.strip_prefix('`') {
                found.extend(inner.split_once('`').map(|(value, _)| value.to_owned()));
            } else if let Some(inner) = rest.strip_prefix('"') {
                found.extend(inner.split_once('"').map(|(value, _)| format!("\"{value}\"")));
            }
        }
    }
    // A sign alone is no value, and what is cut off is not all of it.
    let is_value = |value: &String| value.contains(char::is_alphanumeric);
    found.retain(|value| is_value(value) && !value.contains('…') && !value.contains('='));
    found
}

/// Checks that what is suggested for a value is accepted in its place; counts what is suggested.
fn accepted(field: (&str, &str, &str), value: &str) -> Result<usize, TestCaseError> {
    let mut tried = 0;
    for (rule, suggestions) in said(field, value) {
        for suggestion in suggestions {
            // What is not in quotes in the sentence may be the text of a value in quotes.
            let ways = [suggestion.clone(), format!("\"{suggestion}\"")];
            let fine = ways.iter().any(|way| {
                said(field, way)
                    .iter()
                    .all(|(again, _)| *again != rule && !OF_VALUES.contains(again))
            });
            prop_assert!(fine, "{} = {value}: {rule:?} suggests {suggestion}", field.2);
            tried += 1;
        }
    }
    Ok(tried)
}

fn written() -> impl Strategy<Value = String> {
    let signs = proptest::sample::select(vec![
        "-",
        "–",
        "/",
        ".",
        " ",
        "~",
        "?",
        "%",
        "u",
        "X",
        "x",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        "..",
        "20",
        "2022",
        "2568",
        "0114",
        "2099",
        "05",
        "3",
        "13",
        "31",
        "open",
        "unknown",
        "May ",
        "about ",
        "T",
        "23:59",
        ":",
        "Y",
        "y",
        "年",
        "月",
        "日",
        "２",
        "\u{200b}",
        "S",
        " to ",
        "CNY",
        "500",
        "k",
        "female",
        "Female ",
        "CN",
        "china",
        "true",
        "yes",
        "before ",
        "after ",
        "until ",
        "early ",
        "s",
        "Q2 ",
        "summer ",
        "民國",
        "111",
        "令和",
        "2565",
        "๒๕๖๕",
        "1401",
        "5782",
        " Ramadan ",
        " mai ",
        " or ",
        " and ",
        "¥",
        "$",
        "kr",
        "元",
        "14",
        "fourteen",
        ".5",
        "false",
    ]);
    let date = proptest::string::string_regex(
        "(20|25|01)[0-9]{2}([-–/.](0?[1-9]|1[0-9]|3[01])){0,2}([~?%]|/\\.\\.|T[0-9]{2}:[0-9]{2})?",
    )
    .unwrap();
    let loose = proptest::collection::vec(signs, 1..7).prop_map(|parts| parts.concat());
    (prop_oneof![date, loose], any::<bool>())
        .prop_map(|(text, quoted)| if quoted { format!("\"{text}\"") } else { text })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_value_that_is_suggested_is_accepted(value in written(), field in 0..FIELDS.len()) {
        accepted(FIELDS[field], &value)?;
    }
}

/// Years of other calendars, which are dates as well.
#[test]
fn a_date_that_is_suggested_is_not_warned_of() {
    for value in [
        "๒๕๖๕-๐๕",
        "3 พฤษภาคม 2565",
        "๓ พ.ค. ๒๕๖๕",
        "2565/05/03",
        "民國111年5月3日",
        "112.05.03",
        "1401-02-15",
        "1443-10-02",
        "5782",
        "2568-02-12",
        "0114-02-12",
        "15 Ramadan 1443",
        "18 Iyar 5782",
        "03.05.2565",
        "before 2565",
        "Q2 2022",
        "2020s",
    ] {
        let mut tried = 0;
        for (_, suggestions) in said(FIELDS[0], &format!("\"{value}\"")) {
            for suggestion in suggestions {
                assert_eq!(said(FIELDS[0], &suggestion), [], "{value}: {suggestion}");
                tried += 1;
            }
        }
        assert!(tried > 0, "nothing is suggested for {value}");
    }
}

/// A value of a wrong type is met with the way in which such values are written.
#[test]
fn no_value_of_a_wrong_type_is_left_without_a_remedy() {
    let values =
        ["true", "5", "1.5", "\"fourteen\"", "2022-01-01", "{ a = 1 }", "[]", "\"\"", "[[1]]"];
    for (path, around, field) in FIELDS {
        for value in values {
            let mut memory = Memory::default();
            memory.put(path, format!("{around}{field} = {value}\n"));
            for diagnostic in load(&memory).diagnostics() {
                let problem = &diagnostic.problem;
                let is_mute = OF_VALUES.contains(&problem.code) && problem.help.is_none();
                assert!(!is_mute, "{field} = {value}: {}", problem.message);
            }
        }
    }
}

#[test]
fn what_is_suggested_for_usual_mistakes_is_found_and_accepted() {
    for (field, value) in [
        (0, "2022–05–03"),
        (0, "\"2022–05–03\""),
        (0, "\"2021–2022\""),
        (0, "\"01/2022\""),
        (0, "\"20220503\""),
        (0, "20220503"),
        (0, "2022.05"),
        (0, "2022-05-03T23:59"),
        (0, "\"2022-05-03 23:59\""),
        (0, "\"２０２２-05\""),
        (0, "\"199u\""),
        (0, "\"2004/open\""),
        (0, "\"2004-(06)?-11\""),
        (0, "2022-02-30"),
        (0, "2022-00-05"),
        (0, "2022-31-02"),
        (0, "2022"),
        (0, "\"2568-02-12\""),
        (0, "\"0114-02-12\""),
        (1, "\"2026-01/2026-03\""),
        (2, "\"2568-02-13\""),
        (4, "\"femal\""),
        (0, "\"03.05.2022\""),
        (0, "\"2020s\""),
        (0, "\"before 2022\""),
        (0, "\"after 2022\""),
        (0, "\"2022-13\""),
        (0, "\"民國111年5月3日\""),
        (0, "\"๒๕๖๕-๐๕\""),
        (0, "\"1401-02-15\""),
        (0, "\"1443-10-02\""),
        (0, "\"5782\""),
        (0, "\"15 Ramadan 1443\""),
        (0, "\"May 2022\""),
        (0, "\"3 mai 2022\""),
        (0, "\"Q2 2022\""),
        (3, "\"¥100\""),
        (3, "\"$75,000\""),
        (3, "\"100 kr\""),
        (6, "\"fourteen\""),
        (6, "\"14 years\""),
        (6, "14.0"),
        (7, "5"),
        (7, "1.5"),
        (8, "\"13.75\""),
        (8, "\"05\""),
        (8, "\"+.5\""),
        (8, "\"7.\""),
        (0, "\"2022..\""),
        (0, "\"..2022\""),
        (0, "\"2021-12..2022-03\""),
        (0, "\"2022/23\""),
        (0, "\"2022-05-03/06\""),
        (0, "\"2022-05/06\""),
    ] {
        let tried = accepted(FIELDS[field], value).unwrap_or_else(|error| panic!("{error}"));
        assert!(tried > 0, "nothing is suggested for {value}");
    }
}
