//! What is found, in which order, and what is not.

use super::super::catalogue::Catalogue;
use super::*;

const FIELDS: &[&str] = &["kind", "place", "age"];

fn line(texts: &[(Part, &str)], fields: &[(&'static str, &str)]) -> Line {
    let mut builder = Line::builder();
    for (part, text) in texts {
        builder.text(*part, text);
    }
    for (name, value) in fields {
        let field = Catalogue::of_words(FIELDS).number(name).unwrap();
        builder.facts().stored(field, value);
    }
    builder.build()
}

/// Returns the hits of a query in lines of one text each.
fn hits(typed: &str, lines: &[(Part, &str)]) -> Vec<Hit> {
    let lines: Vec<_> = lines.iter().map(|text| line(&[*text], &[])).collect();
    search(&Query::parse(typed, FIELDS).0, &lines)
}

/// Checks that a query finds just these lines in this order.
#[track_caller]
fn check(typed: &str, lines: &[(Part, &str)], expected: &[usize]) {
    let found: Vec<_> = hits(typed, lines).iter().map(|hit| hit.index).collect();
    assert_eq!(found, expected, "{typed}");
}

/// Checks whether a query finds one line.
#[track_caller]
fn check_line(typed: &str, line: &Line, expected: bool) {
    let hits = search(&Query::parse(typed, FIELDS).0, std::slice::from_ref(line));
    assert_eq!(!hits.is_empty(), expected, "{typed}");
}

#[test]
fn tiers_never_mix() {
    use Part::{Alias, Id, Long, Name, Quote, Short};
    let lines = [
        (Name, "t-e-s-t"),
        (Name, "contest"),
        (Quote, "a test was made"),
        (Long, "Test"),
        (Short, "Test Village"),
        (Name, "Test Person"),
        (Alias, "Tést"),
        (Name, "TEST"),
        (Id, "test"),
        (Id, "test-b"),
        (Name, "nobody"),
    ];
    check("test", &lines, &[8, 7, 6, 5, 9, 4, 3, 2, 1, 0]);
    let tiers: Vec<_> = hits("test", &lines).iter().map(|h| h.found.unwrap().tier).collect();
    assert!(tiers.is_sorted());
}

#[test]
fn lines_that_are_equally_good_keep_their_order() {
    let lines = [(Part::Name, "Test B"), (Part::Name, "A Test"), (Part::Name, "Test A")];
    check("test", &lines, &[0, 1, 2]);
}

#[test]
fn the_empty_query_hits_every_line_in_order() {
    let lines = [(Part::Quote, "b"), (Part::Id, "a"), (Part::Name, "")];
    for typed in ["", " ", "\"", "place:", "-", "unknown:x"] {
        check(typed, &lines, &[0, 1, 2]);
    }
    assert_eq!(hits("", &lines)[0].found, None);
    check("x", &[], &[]);
}

#[test]
fn accents_and_capitals_are_asked_for_by_typing_them() {
    let lines = [(Part::Name, "Nguyễn Văn Thử"), (Part::Name, "nguyen")];
    check("nguyen", &lines, &[1, 0]);
    check("Nguyen", &lines, &[0]);
    check("nguyễn", &lines, &[0]);
    check("NGUYEN", &lines, &[1, 0]);
    let lines = [(Part::Short, "Đà Nẵng"), (Part::Short, "Da Nang")];
    check("da nang", &lines, &[0, 1]);
    check("Đà", &lines, &[0]);
}

#[test]
fn texts_of_all_scripts_are_found() {
    let lines = [
        (Part::Short, "ปอยเปต"),
        (Part::Short, "မြဝတီ"),
        (Part::Short, "ខេត្តព្រះសីហនុ"),
        (Part::Short, "妙瓦底"),
        (Part::Short, "Łódź"),
        (Part::Short, "Ｐｏｉｐｅｔ"),
        (Part::Quote, "“I can’t go”"),
    ];
    check("ปอย", &lines, &[0]);
    check("မြဝ", &lines, &[1]);
    check("សីហនុ", &lines, &[2]);
    check("瓦底", &lines, &[3]);
    check("lodz", &lines, &[4]);
    check("poipet", &lines, &[5]);
    check("\"i can't\"", &lines, &[6]);
}

#[test]
fn all_words_must_hold_and_the_worst_one_counts() {
    let of = [(Part::Name, "Test Person"), (Part::Quote, "he was beaten in contests")];
    let hit = |typed| {
        let lines = [line(&of, &[])];
        search(&Query::parse(typed, FIELDS).0, &lines).first().map(|hit| hit.found.unwrap())
    };
    let found = |tier, part| Some(Found::literal(tier, part));
    assert_eq!(hit("test beaten"), found(Tier::WordStart, Part::Quote));
    assert_eq!(hit("erson beaten"), found(Tier::Substring, Part::Quote));
    assert_eq!(hit("test person"), found(Tier::Whole, Part::Name));
    assert_eq!(hit("person test"), found(Tier::WordStart, Part::Name));
    assert_eq!(hit("\"person test\""), None);
    assert_eq!(hit("test absent"), None);
    assert_eq!(hit("tstprsn beaten").unwrap().tier, Tier::Scattered);
}

#[test]
fn a_term_behind_a_minus_must_not_hold() {
    let lines = [(Part::Name, "Test Person"), (Part::Name, "Test Village")];
    check("test -village", &lines, &[0]);
    check("-village", &lines, &[0]);
    check("!\"test person\"", &lines, &[1]);
    check("-vllg", &lines, &[0, 1]);
}

#[test]
fn either_of_two_will_do_and_the_better_find_counts() {
    let lines = [(Part::Quote, "village"), (Part::Name, "Test"), (Part::Name, "Other")];
    check("village | test", &lines, &[1, 0]);
    check("test | village | other", &lines, &[1, 2, 0]);
    check("(test | village) -other", &lines, &[1, 0]);
    check("-(test | other)", &lines, &[0]);
    check("-(test village)", &lines, &[0, 1, 2]);
    check("-(-test)", &lines, &[1]);
    check("kind:x | test", &lines, &[1]);
}

#[test]
fn a_text_is_found_by_its_ends() {
    let lines = [
        (Part::Name, "Test Village"),
        (Part::Name, "a Test"),
        (Part::Name, "Test"),
        (Part::Name, "contest"),
    ];
    check("^test", &lines, &[2, 0]);
    check("test$", &lines, &[2, 1, 3]);
    check("^test$", &lines, &[2]);
    check("'test", &lines, &[2, 0, 1, 3]);
    check("'tst", &lines, &[]);
    check("-^test", &lines, &[1, 3]);
    check("^\"test v\"", &lines, &[0]);
    check("^Test", &lines, &[2, 0]);
    check("^tEst", &lines, &[]);
}

#[test]
fn scattered_letters_are_found_in_short_texts_only() {
    let lines = [(Part::Long, "Sihanoukville"), (Part::Short, "Sihanoukville")];
    check("shnkvl", &lines, &[1]);
    check("\"shnkvl\"", &lines, &[]);
    let both = line(&[(Part::Name, "t-e-s-t"), (Part::Quote, "a test")], &[]);
    let hits = search(&Query::parse("test", FIELDS).0, &[both]);
    assert_eq!(hits[0].found, Some(Found::literal(Tier::WordStart, Part::Quote)));
    assert_eq!(hits[0].reach(), Reach::Literal);
}

#[test]
fn a_better_score_of_scattered_letters_comes_first() {
    let lines = [(Part::Name, "sihanouk village"), (Part::Name, "shank village")];
    check("shnkvl", &lines, &[1, 0]);
}

#[test]
fn a_field_is_found_by_its_values_whole_or_begun() {
    let fields =
        [("kind", "victim"), ("place", "sihanoukville"), ("place", "Phnom Penh"), ("age", "14")];
    let line = line(&[(Part::Name, "Test Person")], &fields);
    for typed in [
        "kind:victim",
        "KIND:Vic",
        "place:Sihanouk",
        "place:penh",
        "place:\"phnom penh\"",
        "place:\"phnom pe",
        "place:x,penh",
        "age:14",
        "-kind:arrest",
        "kind:victim test",
    ] {
        check_line(typed, &line, true);
    }
    for typed in
        ["kind:arrest", "place:ville", "age:1", "place:victim", "-kind:vic", "kind:victim x"]
    {
        check_line(typed, &line, false);
    }
}

#[test]
fn a_query_of_fields_alone_ranks_nothing() {
    let lines = ["b", "a"].map(|name| line(&[(Part::Name, name)], &[("kind", "victim")]));
    let hits = search(&Query::parse("kind:victim", FIELDS).0, &lines);
    let all = [0, 1].map(|index| Hit { index, found: None, certainty: Certainty::Certain });
    assert_eq!(hits, all);
}
