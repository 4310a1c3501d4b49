//! Random collections of hostile words: a package changes nothing where it is from, and gives an empty collection the same tables.

use std::fmt::Write as _;

use super::*;
use crate::exchange::EntitiesReading;
use crate::record::quoting::basic;

/// Words that programs take for something else.
const TAKEN_FOR_OTHERS: &[&str] = &[
    "0701",
    "2022-03",
    "2022-03-01",
    "1E5",
    "+1",
    "-5",
    "=1+1",
    "'=x",
    "''@x",
    "3-4",
    "TRUE",
    "1.50",
    "#REF!",
    "00:35",
    "4-Mar",
    "12345678901234567890",
    "sep=;",
    "\\|",
    "a|",
    "|a",
    "\"",
    "event.e",
];

fn words() -> impl Strategy<Value = String> {
    let hostile = "[=+@'\"|\\\\,;\t\r\n \u{0}\u{1a}\u{7f}\u{85}\u{a0}\u{200b}\u{2028}\u{202e}\u{feff}\u{fffd}😀ấ妙-]{0,4}";
    prop_oneof![
        prop::sample::select(TAKEN_FOR_OTHERS).prop_map(str::to_owned),
        (hostile, hostile).prop_map(|(before, behind)| format!("{before}x{behind}")),
    ]
}

/// What a quote disputes, in whatever order, one field perhaps with two values.
fn disputes() -> impl Strategy<Value = Vec<String>> {
    let one = prop_oneof![
        Just("'age'".to_owned()),
        Just("'group.g'".to_owned()),
        (0_u8..99).prop_map(|age| format!("{{ age = {age} }}")),
        words().prop_map(|words| format!("{{ home = {} }}", basic(&words))),
        (words(), words()).prop_map(|(one, two)| {
            format!(
                "{{ tags = [{}, {}], \"event.e\" = {} }}",
                basic(&one),
                basic(&two),
                basic(&one)
            )
        }),
    ];
    prop::collection::vec(one, 0..4)
}

/// Returns a victim's file.
fn victim() -> impl Strategy<Value = String> {
    let rows = (words(), words(), words(), disputes());
    let list = prop::collection::vec(words(), 1..4);
    (words(), words(), list, prop::collection::vec(rows, 0..3)).prop_map(
        |(title, note, list, rows)| {
            let list: Vec<String> = list.iter().map(|words| basic(words)).collect();
            let list = list.join(", ");
            let mut text = format!(
                "title = {}\nage = 14\nnote = {}\ntags = [{list}]\ntransit_route = ['hall', {list}]\n",
                basic(&title),
                basic(&note)
            );
            for (number, (what, speaker, at, disputes)) in rows.iter().enumerate() {
                _ = write!(
                    text,
                    "[[event]]\nkey = 'e{number}'\nwhat = {}\n[[quote]]\nsource = 'wire'\nat = {}\nspeaker = {}\ntext = {}\nsupports = ['age', 'event.e{number}']\n",
                    basic(what),
                    basic(at),
                    basic(speaker),
                    basic(what)
                );
                if !disputes.is_empty() {
                    _ = writeln!(text, "disputes = [{}]", disputes.join(", "));
                }
            }
            text
        },
    )
}

proptest! {
    #[test]
    fn any_package_changes_nothing_where_it_is_from_and_comes_back_to_the_byte(
        victims in prop::collection::vec(victim(), 1..4),
        name in words(),
    ) {
        const SETTINGS: &str = "format = 1\nconfidentiality = 'confidential'\n";
        let mut memory = Memory::default();
        memory.put("casebook.toml", SETTINGS);
        memory.put("sources.toml", format!("[wire]\ntitle = {}\n", basic(&name)));
        memory.put("places.toml", format!("[hall]\nname = {}\naliases = [{}]\n", basic(&name), basic(&name)));
        for (number, text) in victims.iter().enumerate() {
            memory.put(format!("victims/test-{number}.toml"), text.clone());
        }
        let collection = load(&memory);
        let files = exported(&collection);
        prop_assert_eq!(planned(&collection, &files).change.files, []);
        let mut memory = Memory::default();
        memory.put("casebook.toml", SETTINGS);
        let nothing = load(&memory);
        let copy = after(&nothing, &planned(&nothing, &files));
        for (name, bytes) in exported(&copy) {
            let before = String::from_utf8_lossy(&files[&name]).into_owned();
            prop_assert_eq!(String::from_utf8(bytes).unwrap(), before, "{}", name);
        }
        prop_assert_eq!(planned(&copy, &files).change.files, []);
        // Saved again with other line ends, they still change nothing.
        let saved = files.iter().map(|(name, bytes)| {
            let text = String::from_utf8(bytes.clone()).unwrap();
            (name.clone(), text.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes())
        });
        let saved: Files = saved.collect();
        prop_assert_eq!(planned(&collection, &saved).change.files, []);
        let entities = exported_as("ftm", &collection);
        let read = EntitiesReading::of("e", &entities["entities.ftm.json"], &collection, None);
        let read = read.unwrap_or_else(|faults| panic!("{faults:?}"));
        let plan = ImportPlan::of(&collection, "test", &read.records, false).unwrap();
        prop_assert_eq!(plan.change.files, []);
    }
}
