//! Tests of folding in many scripts.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(fold(text), expected);
    assert_eq!(Folded::of(text).text(), expected);
}

#[test]
fn latin_accents_and_case_go() {
    check("", "");
    check("Test Person", "test person");
    check("Nguyễn Văn Thử", "nguyen van thu");
    check("Đà Nẵng", "da nang");
    check("Zażółć Gęślą Jaźń", "zazolc gesla jazn");
    check("ISPARTA İzmir ılık", "isparta izmir ilik");
    check("Straße STRASSE ẞ", "strasse strasse ss");
    check("Æsir Œuvre Þór Øst", "aesir oeuvre thor ost");
    check("e\u{301}", "e");
}

#[test]
fn typography_is_evened_out() {
    check("ＡＢＣ　１２：３０", "abc 12:30");
    check("‘it’s’ “so” «là»", "'it's' \"so\" \"la\"");
    check("a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h");
    check("a\u{a0}b\u{2009}c\r\n  d", "a b c d");
    check("of\u{ad}ﬁce…", "office...");
}

#[test]
fn the_vowels_of_thai_burmese_and_khmer_stay() {
    for text in ["ปอยเปต", "ที่นี่", "မြဝတီ", "ខេត្តព្រះសីហនុ", "妙瓦底", "ក្រុង"]
    {
        check(text, text);
    }
    check("ភ្នំ\u{200b}ពេញ", "ភ្នំពេញ");
}

#[test]
fn what_is_to_be_preserved_is_preserved() {
    assert_eq!(fold_preserving("Nguyễn Đà", Preserve::Case), "Nguyen Da");
    assert_eq!(fold_preserving("Æsir", Preserve::Case), "Aesir");
    assert_eq!(fold_preserving("ĐÀ Nẵng", Preserve::Accents), "đà nẵng");
    assert_eq!(fold_preserving("Đa\u{300}  “x”", Preserve::All), "Đà \"x\"");
    assert_eq!(fold_preserving("Test", Preserve::All), "Test");
}

#[test]
fn folding_to_syllables_unifies_variants() {
    let same = [
        "測試者 测试者",
        "ﾃｽﾄ テスト てすと",
        "ﾀﾞﾐｰ ダミー だみー",
        "اَلاِخْتِبارُ الاختبار الإختبار",
        "تستي تستی تستى",
        "דוּמִי דומי",
        "𝓣𝓮𝓼𝓽 Ｔｅｓｔ ⓉⓔⓢⓉ Te\u{34f}st T\u{e0041}est Te\u{200b}st Te\u{ad}st",
        "시험 시\u{1112}\u{1165}\u{11b7}",
        "മോഹൻ മോഹന്",
        "फ़र्ज़ी फर्जी",
        "Straße STRASSE",
        "Đặng Ðang dang",
    ];
    for group in same {
        let folded: Vec<_> = group.split(' ').map(fold_to_syllables).collect();
        assert!(folded.windows(2).all(|two| two[0] == two[1]), "{group}: {folded:?}");
    }
    assert_eq!(fold_to_syllables("시험이"), "시험이");
    assert_eq!(fold_to_syllables("Te´st’s  x\n"), "te'st's x ");
}

#[test]
fn folding_any_character_to_syllables_twice_is_folding_it_once() {
    for c in '\0'..=char::MAX {
        let once = fold_to_syllables(c.encode_utf8(&mut [0; 4]));
        assert_eq!(fold_to_syllables(&once), once, "{c:?}");
    }
}

/// Finds the folded `needle` and checks which part of the original it maps to.
#[track_caller]
fn check_back(original: &str, needle: &str, expected: &str) {
    let folded = Folded::of(original);
    let at = folded.text().find(needle).unwrap();
    let range = ByteRange::new(at, at + needle.len()).unwrap();
    assert_eq!(folded.original(range).of(original), expected);
}

#[test]
fn a_folded_range_maps_to_whole_clusters() {
    check_back("Test Person", "person", "Person");
    check_back("Nguyễn Văn Thử", "van", "Văn");
    check_back("e\u{301}a", "e", "e\u{301}");
    check_back("Straße", "s", "S");
    check_back("aßb", "s", "ß");
    check_back("a\u{200b}b", "b", "b");
    check_back("a\u{200b}b", "a", "a");
    check_back("a\u{200b}b", "ab", "a\u{200b}b");
    check_back("x \r\n  y", "y", "y");
    check_back("ក្រុងព្រះ", "រ", "ក្រុ");
    check_back("ＡＢＣ", "b", "Ｂ");
}

#[test]
fn a_range_beyond_the_end_maps_to_the_end() {
    for text in ["abc", "abć", ""] {
        let end = text.len();
        let beyond = Folded::of(text).original(ByteRange::new(90, 99).unwrap());
        assert!(beyond.end() == end, "{text}");
    }
}

#[test]
fn folding_any_character_twice_is_folding_it_once() {
    for c in '\0'..=char::MAX {
        let once = fold(c.encode_utf8(&mut [0; 4]));
        assert_eq!(fold(&once), once, "{c:?}");
    }
}

/// Letters, marks of several classes, and invisible characters between them.
const MARKS: &str =
    "[ae က\u{5af}\u{1039}\u{301}\u{323}\u{17d2}\u{e38}\u{200b}\u{200d}\u{feff}]{0,9}";

#[test]
fn an_invisible_character_separates_no_mark_from_its_letter() {
    let texts = [
        "\u{17d2}\u{200b}\u{ff9e}",
        "か\u{2800}\u{3099}",
        "ᄀ\u{200b}\u{1161}\u{feff}\u{11a8}",
        "가\u{3164}\u{11a8}",
        "\u{f74}\u{200b}\u{f73}",
        "e\u{323}\u{200b}\u{301}",
    ];
    for text in texts {
        assert_eq!(Folded::to_syllables(text).text(), fold_to_syllables(text), "{text:?}");
        for keep in [Preserve::Nothing, Preserve::Case, Preserve::Accents, Preserve::All] {
            assert_eq!(
                Folded::preserving(text, keep).text(),
                fold_preserving(text, keep),
                "{text:?}"
            );
        }
    }
}

proptest! {
    #[test]
    fn folding_with_offsets_gives_the_same_text(text in any::<String>(), marks in MARKS, others in "[a-zA-Zñ\u{300}-\u{36f} \n“ệẹİß\u{200b}ក្រ가각]{0,20}") {
        for text in [text, marks, others] {
            for keep in [Preserve::Nothing, Preserve::Case, Preserve::Accents, Preserve::All] {
                let folded = Folded::preserving(&text, keep);
                prop_assert_eq!(folded.text(), fold_preserving(&text, keep));
            }
        }
    }

    #[test]
    fn folding_twice_is_folding_once(text in any::<String>(), marks in MARKS) {
        for text in [text, marks] {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
        }
    }

    #[test]
    fn folding_to_syllables_with_offsets_gives_the_same_text(
        text in any::<String>(), marks in MARKS, others in "[a-zA-Zñ\u{300}-\u{36f} \n“ệẹİß\u{200b}ក្រ가ᄀ\u{1161}\u{11a8}ﾃﾞテ\u{3099}測\u{c4d}]{0,20}",
    ) {
        for text in [text, marks, others] {
            let folded = Folded::to_syllables(&text);
            prop_assert_eq!(folded.text(), fold_to_syllables(&text));
        }
    }

    #[test]
    fn clusters_cover_both_texts_without_gaps(text in any::<String>(), marks in MARKS) {
        for text in [text, marks] {
            for folded in [Folded::of(&text), Folded::to_syllables(&text)] {
                let (mut all_folded, mut all_original) = (String::new(), String::new());
                for (of, at) in folded.clusters() {
                    all_folded.push_str(of.of(folded.text()));
                    all_original.push_str(at.of(&text));
                }
                prop_assert_eq!(all_folded, folded.text());
                prop_assert_eq!(all_original, text.as_str());
            }
        }
    }

    #[test]
    fn the_map_covers_every_folded_character(text in any::<String>()) {
        let folded = Folded::of(&text);
        let mut behind = 0;
        for (at, c) in folded.text().char_indices() {
            let range = ByteRange::new(at, at + c.len_utf8()).unwrap();
            let original = folded.original(range);
            prop_assert!(!original.of(&text).is_empty());
            prop_assert!(original.start() >= behind || original.end() >= behind);
            behind = original.start();
        }
        let all = folded.original(ByteRange::new(0, folded.text().len()).unwrap());
        prop_assert!(folded.text().is_empty() || all.end() <= text.len());
    }
}

proptest! {
    #[test]
    fn folding_in_runs_gives_the_same_as_folding_as_a_whole(
        text in "([a-zA-Z ]{0,4}|[\t\n ]{0,2}|[éÉđĐ“”‘…ﬁắ妙]{0,2}|[\u{300}\u{323}\u{200b}\u{301}]{0,2}){0,8}|\\PC*",
    ) {
        for keep in [Preserve::Nothing, Preserve::Case] {
            let mut as_a_whole = String::new();
            push_by_rules(&mut as_a_whole, &text, FoldForm::from(keep), &mut String::new());
            prop_assert_eq!(fold_preserving(&text, keep), as_a_whole);
        }
    }
}

#[test]
fn an_iteration_mark_folds_to_its_letter_and_maps_back() {
    for (text, folded, places) in [
        ("佐々木", "佐佐木", [0..3, 3..6, 6..9]),
        ("Xいすゞ", "xいすず", [1..4, 4..7, 7..10]),
        ("a人々々", "a人人人", [1..4, 4..7, 7..10]),
    ] {
        let mapped = Folded::of(text);
        assert_eq!(mapped.text(), fold(text));
        assert_eq!(mapped.text(), fold(folded), "{text}");
        let original: Vec<_> = mapped.clusters().map(|(_, original)| original).collect();
        let last = &original[original.len() - 3..];
        assert_eq!(
            last.iter().map(|range| range.start()..range.end()).collect::<Vec<_>>(),
            places,
            "{text}"
        );
    }
    assert_eq!(fold("々"), "々");
}
