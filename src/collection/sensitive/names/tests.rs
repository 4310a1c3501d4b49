mod languages;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::collection::sensitive::names::*;
use crate::record::{Document, FileLayout, Id, Vocabularies};

fn of(text: &str) -> NameMatcher {
    let form = FileLayout::One { kind: Kind::Victim, id: Id::new("ceshi-yi").unwrap() };
    let document = Document::read(text, &form, &Vocabularies::default());
    let mut names = NameMatcher::default();
    document.records.iter().for_each(|record| names.add_person(record));
    names.finish()
}

const PERSON: &str = "name = 'Thử Văn Một'\nnative_name = '测试者'\naliases = ['the Man in Grey', 'He Test', 'ผู้ทดสอบ สมมุติ', '🙂🙂', 'bo']\n[[quote]]\ndisputes = { name = 'Rival Name' }\n";

/// Returns a text with brackets around the names that a record registers.
fn shown(record: &str, text: &str) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for range in of(record).places(text) {
        let before = ByteRange::from_span(at..range.start());
        shown.extend([before.of(text), "[", range.of(text), "]"]);
        at = range.end();
    }
    shown + ByteRange::from_span(at..text.len()).of(text)
}

/// Checks that what is between brackets, and no more, is a name.
#[track_caller]
fn check(expected: &str) {
    assert_eq!(shown(PERSON, &expected.replace(['[', ']'], "")), expected);
}

#[test]
fn names_without_letters_are_found_however_many_begin_alike() {
    let record = "aliases = ['🙂☀', '🙂☀☁', '🙂', '☂☂☂']";
    assert_eq!(shown(record, "so 🙂☀☁ and 🙂☁ and ☂☂ went"), "so [🙂☀☁] and [🙂]☁ and ☂☂ went");
    let long = "🙂".repeat(2_000);
    assert_eq!(
        shown(&format!("aliases = ['{long}']"), &format!("a {long}")),
        format!("a [{long}]")
    );
}

#[test]
fn a_name_is_found_whole_and_word_by_word() {
    check("so said [Thử Văn Một], aged 17");
    check("[Mot] and [THỬ], not moth");
    check("[Văn]’s father");
    check("[Thu\u{301} thuvanmot] https://paper.example/[van-mot]-freed");
    check("a [Rival] sat there; [Name] it");
}

#[test]
fn small_words_are_names_only_in_their_phrase() {
    check("in the [Grey], by a [Man], [the man in grey]");
    check("he saw that [He] left; [HE]");
}

#[test]
fn a_pronoun_where_a_sentence_begins_is_no_name() {
    check(
        "He had tried to leave. He was held. \"He said so!\" (He left.) He ran: He fled.\nHe hid",
    );
    check("Mr. [He] left. J. [He] left. [He], 24, left. [He]’s phone. [HE] left. [He] Other left");
    check("then [He] left, and\n[He] ran; @[He] left. [He Test] left. [He].");
    assert_eq!(shown("name = 'She Test'", "She ran. My, She"), "She ran. My, [She]");
    assert_eq!(shown("name = 'My Test'", "My left"), "[My] left");
}

#[test]
fn short_names_are_capitalised_and_alone_may_be_small() {
    check("Bo [Bo] bob".replace("Bo [Bo]", "[Bo Bo]").as_str());
    check("robo, a bo");
}

#[test]
fn names_of_scripts_without_spaces_are_found_anywhere() {
    check("在试验园区的[测试者]说");
    check("พบ[ผู้ทดสอบ สมมุติ]แล้ว");
    check("[ผู้ทดสอบ]คนหนึ่ง");
}

#[test]
fn a_name_without_letters_is_found_too() {
    check("he signs as [🙂🙂].");
}

#[test]
fn an_id_is_found_as_it_is_written() {
    check("see [ceshi-yi]; ceshi yi");
}

#[test]
fn other_records_have_no_names_of_people() {
    let form = FileLayout::One { kind: Kind::Place, id: Id::new("seatown").unwrap() };
    let document = Document::read("name = 'Seatown'\n", &form, &Vocabularies::default());
    let mut names = NameMatcher::default();
    names.add_person(&document.records[0]);
    assert!(names.is_empty());
}

/// Returns whether it is a letter of a script that puts spaces between words.
fn is_spaced(class: CharRole) -> bool {
    matches!(class, CharRole::Letter(script) if script != Script::Unspaced)
}

#[test]
fn a_long_text_is_looked_through_to_its_end() {
    for filler in ["word ", "字", "wordwordword", "a\u{301}"] {
        let text = filler.repeat(3 * PIECE / filler.len()) + " Rival ";
        let end = text.len() - 1;
        let places = of(PERSON).places(&text);
        assert_eq!(places, [ByteRange::from_span(end - "Rival".len()..end)], "{filler}");
        // Across the end of each piece.
        for before in [PIECE - 9, PIECE - 3, PIECE, PIECE + 2] {
            let text = format!("{} Thử Văn Một and", "x ".repeat(before / 2));
            let places = of(PERSON).places(&text);
            assert_eq!(places.len(), 1, "{before}");
            assert_eq!(places[0].of(&text), "Thử Văn Một");
        }
    }
}

/// What is too long for a name is reported and not shown, and may have names in it all the same.
#[test]
fn every_word_of_a_value_that_is_too_long_for_a_name_is_masked() {
    let long = |before: &str, more: &str, count: usize, after: &str| {
        format!("{before} {} {after}", more.repeat(count))
    };
    let person = |field: &str, value: &str| format!("{field} = \"\"\"{value}\"\"\"\n");
    let words = "Firstname [Testword] and [Zuletzt]. [Mittendrin]!";
    for count in [200, 20_000] {
        let value = long("Testword", "of the Mittendrin ", count, "Zuletzt");
        let alias = format!("aliases = ['Bo', '{value}']\n");
        let rival = format!("[[quote]]\ndisputes = {{ name = '{value}' }}\n");
        for record in [person("name", &value), alias, rival] {
            assert_eq!(shown(&record, &words.replace(['[', ']'], "")), words);
        }
    }
    let value = long("测试者、", "无名氏、", 400, "末尾人");
    let record = person("native_name", &value);
    assert_eq!(shown(&record, "他是测试者。末尾人？"), "他是[测试者]。[末尾人]？");
    let value = long("Nguy\\u1ec5n", "Nguyễn ", 300, "T\\u1eed");
    assert_eq!(shown(&person("name", &value), "ông Nguyễn, Tử"), "ông [Nguyễn, Tử]");
}

#[test]
fn words_that_are_too_long_for_a_name_are_shown_up_to_a_word() {
    let form = FileLayout::One { kind: Kind::Victim, id: Id::new("ceshi-yi").unwrap() };
    for (value, most) in [("Testname ".repeat(999), 1_030), ("测试者".repeat(999), 1_030)] {
        let text = format!("name = '{value}'\n");
        let document = Document::read(&*text, &form, &Vocabularies::default());
        let item = &document.records[0].fields.get(FieldId::Name).unwrap().items[0];
        let shown = item.value.written().into_owned();
        assert!(!item.value.is_read() && shown.len() < most, "{}", shown.len());
        assert!(shown.ends_with("Testname…") || shown.ends_with("测试…"), "{shown}");
        assert_eq!(item.value, Value::TooLong(value.as_str().into()));
    }
}

proptest! {
    #[test]
    fn places_are_sorted_apart_and_whole_clusters(
        text in "[ a-cThửVăn试测者ผู้ทสอบ🙂\u{301}\u{200d}\u{200b}.,-]{0,40}",
    ) {
        let borders: Vec<_> =
            text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let mut behind = None;
        for range in of(PERSON).places(&text) {
            prop_assert!(!range.is_empty() && behind.is_none_or(|end| end < range.start()));
            prop_assert!(borders.contains(&range.start()) && borders.contains(&range.end()));
            behind = Some(range.end());
        }
    }

    #[test]
    fn masking_is_whole_words_and_once_is_enough(
        text in "([Tt]hử|Văn|MỘT|Test|Rival|Grey|[Mm]an|in|a|测试者?|ผู้ทดสอบ|[a-cs]|[ ,.@#_'’-]|7|\u{301}|\u{200b}|\n|는|و|Ж){0,24}",
    ) {
        let names = of(PERSON);
        let places = names.places(&text);
        for place in &places {
            let before = ByteRange::from_span(0..place.start()).of(&text).chars().next_back();
            let after = ByteRange::from_span(place.end()..text.len()).of(&text).chars().next();
            let ends = place.of(&text);
            let whole = |one: Option<char>, other: Option<char>| {
                !one.zip(other).is_some_and(|(one, other)| {
                    let (one, other) = (CharRole::of(one), CharRole::of(other));
                    is_spaced(one) && one == other
                })
            };
            prop_assert!(whole(before, ends.chars().next()), "{text:?} {places:?}");
            prop_assert!(whole(ends.chars().next_back(), after), "{text:?} {places:?}");
        }
        let mut left = text.clone();
        for place in places.into_iter().rev() {
            left.replace_range(place.start()..place.end(), "▒▒▒▒");
        }
        prop_assert!(names.places(&left).is_empty(), "{text:?} {left:?}");
    }

    #[test]
    fn what_was_replaced_has_no_name_left(before in "[a-z ,]{0,9}", after in "[ ,.][a-z ]{0,9}") {
        let text = format!("{before} Thử Văn Một{after}测试者{before} He Test{after}");
        let names = of(PERSON);
        // `#` would make hashtags of what follows it.
        let mut left = text.clone();
        for place in names.places(&text).into_iter().rev() {
            left.replace_range(place.start()..place.end(), "▒▒▒▒");
        }
        prop_assert!(names.places(&left).is_empty(), "{}", left);
    }
}
