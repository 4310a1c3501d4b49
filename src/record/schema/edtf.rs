//! JSON Schema patterns for EDTF dates.
//!
//! The patterns reject what is plainly not a date and leave the calendar to `check`: `2021-02-30`
//! passes here. Editors print the pattern that a text does not match, so a short pattern is worth
//! more than a strict one.

use serde_json::{Value, json};

/// Returns the alternatives of which a date is one.
pub(super) fn forms() -> Value {
    // An editor that knows TOML's own dates asks for a format; elsewhere they are texts, and the
    // pattern keeps other texts out.
    json!([
        { "type": "string", "pattern": format!("^{}$", date()) },
        { "type": "string", "pattern": format!(r"^((\.\.)?{END}/({END})?(\.\.)?|(\.\.)?/{END}(\.\.)?)$") },
        { "type": "string", "pattern": r"^[\[{][-0-9XYES?~%,.]+[\]}]$" },
        { "type": "string", "pattern": format!("^{DAY}T{TIME}$") },
        { "type": "string", "format": "date", "pattern": format!("^{DAY}$") },
        { "type": "string", "format": "date-time-local", "pattern": format!("^{DAY}[Tt ]{TIME}$") },
        { "type": "string", "format": "date-time", "pattern": format!("^{DAY}[Tt ]{TIME}$") },
    ])
}

/// Where an interval starts or ends: a year, and whatever may follow one.
const END: &str = "([?~%]?-?[0-9X]{4}|Y-?[0-9])[-0-9XES?~%]*";
const DAY: &str = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
const TIME: &str = "[0-2][0-9]:[0-5][0-9]:[0-6][0-9]([Zz]|[+-][0-9]{2}(:[0-9]{2})?)?";

/// A day, month, year, season or the like; each part may be unspecified, uncertain, approximate.
fn date() -> String {
    let month = "[?~%]?(0[1-9]|1[0-2]|[01X]X|X[0-9])[?~%]?";
    let part_of_year = "[?~%]?(2[1-9]|3[0-9]|4[01])[?~%]?";
    let day = "[?~%]?(0[1-9]|[12][0-9]|3[01]|[0-3X]X|X[0-9])[?~%]?";
    let year = "[?~%]?(-[0-9]{4}|[0-9X]{4})(S[0-9]+)?[?~%]?";
    let far_year = "Y-?[0-9]+(E[0-9]+)?(S[0-9]+)?[?~%]?";
    format!("({year}(-{month}(-{day})?|-{part_of_year})?|{far_year})")
}

#[cfg(test)]
mod tests {
    use super::super::super::date::Date;
    use super::*;
    use jsonschema::Validator;
    use proptest::prelude::*;

    fn schema() -> Validator {
        let schema =
            json!({ "$schema": "http://json-schema.org/draft-07/schema#", "anyOf": forms() });
        jsonschema::validator_for(&schema).unwrap()
    }

    #[test]
    fn every_form_of_date_passes() {
        let schema = schema();
        for text in [
            "1985-04-12",
            "1985-04",
            "1985",
            "1985-04-12T23:20:30",
            "1985-04-12T23:20:30Z",
            "1985-04-12T23:20:30-04",
            "1985-04-12T23:20:30+04:30",
            "1964/2008",
            "2004-02-01/2005",
            "Y170000002",
            "Y-170000002",
            "2001-21",
            "1984?",
            "2004-06~",
            "2004-06-11%",
            "201X",
            "20XX",
            "2004-XX",
            "1985-04-XX",
            "1985-XX-XX",
            "1985-04-12/..",
            "1985-04/",
            "../1985-04-12",
            "/1985",
            "-1985",
            "1984?/2004-06~",
            "Y-17E7",
            "Y17101E4S3",
            "1950S2",
            "2001-34",
            "[1667,1668,1670..1672]",
            "[..1760-12-03]",
            "[1760-12..]",
            "{1667,1668}",
            "{1960,1961-12}",
            "{..1984}",
            "2004-06~-11",
            "?2004-06-~11",
            "2004?-06-~11",
            "156X-12-25",
            "XXXX-12-XX",
            "1XXX-XX",
            "1984-06-02?/2004-08-08~",
            "2004-06-XX/2004-07-03",
            "X0X1-1X-X9",
            "-0044",
            "2021-X0",
        ] {
            assert!(Date::parse(text).is_ok(), "{text} is no date");
            assert!(schema.is_valid(&json!(text)), "{text}");
        }
    }

    #[test]
    fn plain_mistakes_do_not_pass() {
        let schema = schema();
        for text in [
            "",
            "2021-3",
            "2021-13",
            "2021-00",
            "2021-12-32",
            "2021-21-05",
            "05.12.2021",
            "5 December 2021",
            "December 2021",
            "2021/12/05",
            "12/05/2021",
            "circa 2021",
            "2021 ",
            "21-12-05",
            "202",
            "20211",
            "unknown",
            "2021-12-05 - 2021-12-07",
            "/",
            "../..",
            "2021..2022",
            "[]",
            "{2021",
            "2021–12",
            "2021-12-05T25",
            "T10:00:00",
            "２０２１",
        ] {
            assert!(!schema.is_valid(&json!(text)), "{text}");
            assert!(Date::parse(text).is_err(), "{text} is a date");
        }
        assert!(!schema.is_valid(&json!(2021)) && !schema.is_valid(&json!(["2021"])));
    }

    /// Texts made of what dates are made of, so that many are dates and many nearly are.
    fn nearly_a_date() -> impl Strategy<Value = String> {
        let mark = || "[?~%]?";
        let date = [
            format!(
                "{0}-?[0-9X]{{4}}(S[0-9]{{1,2}})?{0}(-{0}[0-4X][0-9X]{0}(-{0}[0-3X][0-9X]{0})?)?",
                mark()
            ),
            "Y-?[0-9]{4,7}(E[0-9])?(S[0-9])?".to_owned(),
            "(|\\.\\.)".to_owned(),
        ];
        let date = date.map(|pattern| proptest::string::string_regex(&pattern).unwrap());
        let [day, far, none] = date;
        let date = prop_oneof![6 => day, 1 => far, 1 => none];
        let join = prop_oneof![Just(""), Just("/"), Just(".."), Just(","), Just("/..")];
        let parts = proptest::collection::vec((date, join), 1..4);
        let brackets = prop_oneof![4 => Just(("", "")), 1 => Just(("[", "]")), 1 => Just(("{", "}")), 1 => Just(("..", ""))];
        (brackets, parts).prop_map(|((open, close), parts)| {
            let inner: String = parts.into_iter().map(|(date, join)| date + join).collect();
            format!("{open}{inner}{close}")
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn whatever_is_read_as_a_date_passes(text in nearly_a_date()) {
            thread_local!(static SCHEMA: Validator = schema());
            if Date::parse(&text).is_ok() {
                prop_assert!(SCHEMA.with(|schema| schema.is_valid(&json!(text))), "{}", text);
            }
        }
    }
}
