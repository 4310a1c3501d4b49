use toml::de::{DeTable, DeValue};

use super::key::{Nearness, has_word_for_child, is_near_type_of_name, may_say_child, nearness};
use super::search::doubts_pseudonym_in_lines;
use crate::record::{Kind, RowKind, fields, row_fields};

#[test]
fn keys_within_two_slips_of_an_age_are_near_or_faintly_so() {
    for key in [
        "age",
        "Age",
        "aeg",
        "ages",
        "ag",
        "a_g_e",
        "minor",
        "Minor",
        "mnior",
        "is_minor",
        "isMinor",
        "dateOfBirth",
        "dob",
        "age group",
    ] {
        assert_eq!(nearness(key), Some(Nearness::Near), "{key}");
    }
    for key in ["wage2", "race", "g", "motor", "donor", "xagey"] {
        assert_eq!(nearness(key), Some(Nearness::Faint), "{key}");
    }
    for key in ["", "occupation", "minority", "language", "hat_colour", "message", "village"] {
        assert_eq!(nearness(key), None, "{key}");
    }
}

#[test]
fn no_other_field_of_the_format_says_by_mistake_how_old_a_person_is() {
    let rows = RowKind::ALL.into_iter().flat_map(row_fields);
    for field in Kind::all().flat_map(fields).chain(rows) {
        let name = field.name.as_str();
        let says = |text: &str| {
            let table = DeTable::parse(text).unwrap().into_inner();
            let value: &DeValue<'_> = table.values().next().unwrap().get_ref();
            may_say_child(name, value)
        };
        if !matches!(name, "age" | "minor") {
            assert!(!says("a = 'fifteen'") && !says("a = true") && !says("a = 2021"), "{name}");
        }
        assert_eq!(is_near_type_of_name(name), name == "name_type", "{name}");
    }
}

#[test]
fn words_for_children_are_words_of_their_own() {
    for text in [
        "minor",
        "Minors",
        "school-child",
        "a girl of 12",
        "under 18",
        "U-18 under_18s",
        "child_labour",
    ] {
        assert!(has_word_for_child(text), "{text}");
    }
    for text in ["minority", "kidnapping", "kidney", "miner", "girlfriend", ""] {
        assert!(!has_word_for_child(text), "{text}");
    }
}

#[test]
fn a_type_in_a_broken_line_that_is_no_pseudonym_is_found() {
    for text in [
        "name_type = 'real'",
        "{ x = 1, nametype: real }",
        "name_type real",
        "“name_type” ＝ 'pseudonym'",
        "x = 1; Name-Type = real",
    ] {
        assert!(doubts_pseudonym_in_lines(text), "{text}");
    }
    for text in [
        "name_type = 'alias'",
        "# name_type = 'real'",
        "supports = ['name',\n'name_type',\n]",
        "name = 'real'",
        "",
    ] {
        assert!(!doubts_pseudonym_in_lines(text), "{text}");
    }
}
