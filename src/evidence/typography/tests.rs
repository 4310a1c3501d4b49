//! Tests of what is typography and what is not, in many scripts.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// Compares words with a text from each of its characters on: the reference for [`LetterIndex::find`].
pub(in super::super) fn at_any_byte(text: &str, words: &str) -> Option<ByteRange> {
    let needle = LetterPattern::of(words);
    let starts = text.char_indices().filter(|(_, c)| Glyph::of(*c) == Glyph::Letter);
    let mut found = starts.filter_map(|(at, _)| needle.at(text, at, &mut usize::MAX.clone()));
    found.next().filter(|_| !needle.letters.is_empty())
}

/// Checks that the words are found in the text as this passage, with these differences.
#[track_caller]
fn check(text: &str, words: &str, passage: &str, differ: &[Difference]) {
    let found = LetterIndex::of(text).find(text, words);
    let found = found.map(|range| range.of(text));
    assert_eq!(found, Some(passage), "{words:?} in {text:?}");
    assert_eq!(differences(words, passage), differ, "{words:?} and {passage:?}");
}

/// Checks that the words are not found in the text.
#[track_caller]
fn check_not(text: &str, words: &str) {
    let found = LetterIndex::of(text).find(text, words).map(|range| range.of(text));
    assert_eq!(found, None, "{words:?} in {text:?}");
}

use Difference::{
    Composition, Dashes, LetterForms, LineBreaks, LineEndHyphens, QuotationMarks, Spaces, Unseen,
};

#[test]
fn letters_are_the_same_however_they_are_composed() {
    let (nfc, nfd) = ("Nguyễn Văn", "Nguye\u{302}\u{303}n Va\u{306}n");
    check(nfc, nfd, nfc, &[Composition]);
    check(nfd, nfc, nfd, &[Composition]);
    check("Nguyễn", "Nguy\u{1ec5}n", "Nguyễn", &[]);
    check("각각", "\u{1100}\u{1161}\u{11a8}각", "각각", &[Composition]);
    check("がくえん", "か\u{3099}くえん", "がくえん", &[Composition]);
    // Marks that do not meet may come in any order.
    check("a\u{323}\u{302}", "a\u{302}\u{323}", "a\u{323}\u{302}", &[Composition]);
}

#[test]
fn a_letter_is_not_found_in_one_that_has_more() {
    check_not("é", "e");
    check_not("각", "가");
    check_not("ﬁ", "f");
    check_not("e\u{301}", "e");
    check("ée", "e", "e", &[]);
}

#[test]
fn forms_of_letters() {
    check("the ofﬁcial ﬂights", "the official flights", "the ofﬁcial ﬂights", &[LetterForms]);
    check("the official", "oﬃcial", "official", &[LetterForms]);
    check("ＫＫ园区１６号", "KK园区16号", "ＫＫ园区１６号", &[LetterForms]);
    check("ｶﾞｸｴﾝ", "ガクエン", "ｶﾞｸｴﾝ", &[LetterForms]);
    check("⼈⼝", "人口", "⼈⼝", &[LetterForms]);
    check("⻢先生⻓大了", "马先生长大了", "⻢先生⻓大了", &[LetterForms]);
    check("⺠族", "民族", "⺠族", &[LetterForms]);
    check("ײדיש", "יידיש", "ײדיש", &[LetterForms]);
    check("ﻻ ﺗﻘﻞ", "لا تقل", "ﻻ ﺗﻘﻞ", &[LetterForms]);
    check("and so on…", "and so on...", "and so on…", &[LetterForms]);
    check_not("10²", "102");
    check_not("½", "1/2");
}

#[test]
fn quotation_marks_and_apostrophes_of_any_language() {
    for text in [
        "‹Ich will weg›",
        "„Ich will weg“",
        "»Ich will weg«",
        "「Ich will weg」",
        "《Ich will weg》",
        "〈Ich will weg〉",
        "＂Ich will weg＂",
    ] {
        check(text, "\"Ich will weg\"", text, &[QuotationMarks]);
    }
    check("She didnʼt", "She didn't", "She didnʼt", &[QuotationMarks]);
    check("l`amie", "l’amie", "l`amie", &[QuotationMarks]);
    check("“ ‘Go,’ ” he said", "\"'Go,'\" he said", "“ ‘Go,’ ” he said", &[QuotationMarks, Spaces]);
    check("« Je pars » puis", "\"Je pars\" puis", "« Je pars » puis", &[QuotationMarks, Spaces]);
    check_not("he said go", "he said \"go\"");
    check_not("we'll", "well");
}

#[test]
fn dashes_with_spaces_and_without() {
    check("ran—fast—to", "ran — fast - to", "ran—fast—to", &[Dashes, Spaces]);
    check("ran -- fast", "ran–fast", "ran -- fast", &[Dashes, Spaces]);
    check("2019－2021", "2019-2021", "2019－2021", &[Dashes]);
    check_not("well-being", "wellbeing");
    check_not("20-14", "2014");
    check_not("a - b", "a b");
}

#[test]
fn words_that_are_broken_at_the_end_of_a_line() {
    check("human traf-\nficking now", "trafficking", "traf-\nficking", &[LineEndHyphens]);
    check("traf‐\r\n  fickers", "traffickers", "traf‐\r\n  fickers", &[LineEndHyphens]);
    check("traf\u{ad}\nfickers", "traffickers", "traf\u{ad}\nfickers", &[LineEndHyphens, Unseen]);
    check("a cross-\nborder raid", "cross-border raid", "cross-\nborder raid", &[LineEndHyphens]);
    check(
        "a cross-\nborder traf-\nficker",
        "cross-border trafficker",
        "cross-\nborder traf-\nficker",
        &[LineEndHyphens],
    );
    check("trafficking", "traf-\nficking", "trafficking", &[LineEndHyphens]);
    check_not("traf-ficking", "trafficking");
    check_not("2019-\n2021", "20192021");
    check_not("traf\nficking", "trafficking");
}

#[test]
fn spaces_beside_punctuation_and_in_scripts_that_write_none() {
    check(
        "解救了十二名被困\n人员",
        "解救了十二名被困人员",
        "解救了十二名被困\n人员",
        &[LineBreaks],
    );
    check("ជនជាតិចិន ទាំង១៦៣នាក់", "ជនជាតិចិនទាំង១៦៣នាក់", "ជនជាតិចិន ទាំង១៦៣នាក់", &[Spaces]);
    check("ได้\nสิบสอง", "ได้สิบสอง", "ได้\nสิบสอง", &[LineBreaks]);
    check("ꦲꦏꦱ\nꦫꦗꦮ", "ꦲꦏꦱꦫꦗꦮ", "ꦲꦏꦱ\nꦫꦗꦮ", &[LineBreaks]);
    check("ᨲᩫ᩠ᩅ ᨾᩮᩬᩥᨦ", "ᨲᩫ᩠ᩅᨾᩮᩬᩥᨦ", "ᨲᩫ᩠ᩅ ᨾᩮᩬᩥᨦ", &[Spaces]);
    check("ꆈꌠ ꁱꂷ", "ꆈꌠꁱꂷ", "ꆈꌠ ꁱꂷ", &[Spaces]);
    check("ㄅㄆ\nㄇㄈ", "ㄅㄆㄇㄈ", "ㄅㄆ\nㄇㄈ", &[LineBreaks]);
    check("Il a dit : oui", "Il a dit: oui", "Il a dit : oui", &[Spaces]);
    check(
        "他说：“走吧”，然后",
        "他说:\"走吧\", 然后",
        "他说：“走吧”，然后",
        &[QuotationMarks, Spaces, LetterForms],
    );
    check("so on . . . and", "so on... and", "so on . . . and", &[Spaces]);
    check("the  open\u{a0}gate", "the open gate", "the  open\u{a0}gate", &[Spaces]);
    check("the open\ngate", "the open gate", "the open\ngate", &[LineBreaks]);
    check_not("the opengate", "the open gate");
    check_not("can not", "cannot");
}

#[test]
fn invisible_characters() {
    check(
        "victim, \u{200f}محمد\u{200e}, was",
        "victim, محمد, was",
        "victim, \u{200f}محمد\u{200e}, was",
        &[Unseen],
    );
    check("می\u{200c}رود", "میرود", "می\u{200c}رود", &[Unseen]);
    check("sign ☎\u{fe0f} was", "sign ☎ was", "sign ☎\u{fe0f} was", &[Unseen]);
    check("a\u{2060}b\u{feff}c", "abc", "a\u{2060}b\u{feff}c", &[Unseen]);
    check("re\u{ad}port", "report", "re\u{ad}port", &[Unseen]);
    check("e\u{200d}\u{301}", "é", "e\u{200d}\u{301}", &[Composition, Unseen]);
    check_not("\u{200b}", "\u{200b}");
}

#[test]
fn marks_at_the_ends_are_part_of_the_passage() {
    check("He said: “Go.” So", "\"Go.\"", "“Go.”", &[QuotationMarks]);
    check("He – said", "– said", "– said", &[]);
    check_not("He said Go. So", "\"Go.");
}

#[test]
fn case_and_accents_are_no_typography() {
    check_not("The gate", "the gate");
    check_not("Nguyễn", "Nguyen");
}

#[test]
fn all_places_are_found_and_none_twice() {
    let text = "go – go, Go go";
    let found = LetterIndex::of(text).find_all(text, "go");
    assert_eq!(found.iter().map(|range| range.start()).collect::<Vec<_>>(), [0, 7, 14]);
    let text = "aaaa";
    assert_eq!(LetterIndex::of(text).find_all(text, "aa").len(), 2);
}

#[test]
fn a_text_that_is_made_to_be_slow_is_searched_fast() {
    let text = "a ".repeat(20_000);
    let words = format!("{}aa", "a ".repeat(10_000));
    assert_eq!(LetterIndex::of(&text).find(&text, &words), None);
}

const PARTS: &[&str] = &[
    "gate",
    "Gate",
    "ﬁ",
    "fi",
    "é",
    "e\u{301}",
    "'",
    "“",
    " ",
    "\n",
    "-",
    "—",
    "-\n",
    "\u{ad}",
    "\u{200b}",
    "妙",
    "瓦",
    "ក្រុង",
    ",",
    ".",
    "…",
    "2",
    "각",
    "\u{1100}\u{1161}",
    "a\u{323}\u{302}",
    "ｶﾞ",
];

proptest! {
    #[test]
    fn a_part_of_a_text_is_found_with_no_difference_or_in_another_place(
        parts in prop::collection::vec(select(PARTS), 1..24),
        (from, to) in (0..24_usize, 1..24_usize),
    ) {
        let text = parts.concat();
        let (from, to) = (from.min(parts.len() - 1), to.min(parts.len()));
        if from < to {
            let words = parts[from..to].concat();
            let whole = text.find(&words).is_some_and(|at| {
                // A mark after the words is part of their last letter.
                let behind = text.get(at + words.len()..).and_then(|rest| rest.chars().next());
                behind.is_none_or(|c| !continues_letter(c) && Glyph::of(c) == Glyph::Letter)
            });
            let letters = words.chars().any(|c| Glyph::of(c) == Glyph::Letter);
            if whole && letters && !continues_letter(words.chars().next().unwrap()) {
                prop_assert!(LetterIndex::of(&text).find(&text, &words).is_some(), "{words:?} in {text:?}");
            }
        }
    }

    #[test]
    fn what_is_found_is_a_whole_passage_that_is_found_again(
        text in prop::collection::vec(select(PARTS), 1..24),
        words in prop::collection::vec(select(PARTS), 1..5),
    ) {
        let (text, words) = (text.concat(), words.concat());
        if let Some(range) = LetterIndex::of(&text).find(&text, &words) {
            let passage = range.of(&text);
            prop_assert!(!passage.is_empty());
            prop_assert_eq!(LetterIndex::of(passage).find(passage, &words).map(|range| range.of(passage)), Some(passage));
            prop_assert_eq!(differences(&words, passage).is_empty(), words == passage);
        }
    }

    #[test]
    fn any_text_can_be_searched(text in any::<String>(), words in any::<String>()) {
        for range in LetterIndex::of(&text).find_all(&text, &words) {
            differences(&words, range.of(&text));
        }
        differences(&words, &text);
    }
}
