//! What the boundary marks, compared with the tables of ICU for every code point there is.

use casebook::text::{hides, visible_unicode, width, without_controls};
use icu_properties::props::{
    BinaryProperty as _, DefaultIgnorableCodePoint, GeneralCategory, WhiteSpace,
};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};

/// Not ignorable, not a format control, and drawn as nothing or as a box all the same.
const BLANKS: &[char] = &[
    '\u{2800}',
    '\u{fffc}',
    '\u{13441}',
    '\u{13442}',
    '\u{13443}',
    '\u{13444}',
    '\u{13445}',
    '\u{13446}',
    '\u{16fe4}',
    '\u{1d159}',
];

fn is_marked_between(before: char, c: char, after: char) -> bool {
    let text = format!("{before}{c}{after}");
    visible_unicode(&text) != text
}

fn categories() -> CodePointMapDataBorrowed<'static, GeneralCategory> {
    CodePointMapData::<GeneralCategory>::new()
}

#[test]
fn what_unicode_says_shows_nothing_is_marked_wherever_it_is_among_letters() {
    use GeneralCategory as Category;
    let mut marked = 0;
    for c in '\0'..=char::MAX {
        let category = categories().get(c);
        let unseen = matches!(
            category,
            Category::Control
                | Category::Format
                | Category::PrivateUse
                | Category::Surrogate
                | Category::Unassigned
                | Category::LineSeparator
                | Category::ParagraphSeparator
        );
        if unseen || DefaultIgnorableCodePoint::for_char(c) || BLANKS.contains(&c) {
            for (before, after) in [(' ', ' '), ('a', 'b'), ('妙', '瓦')] {
                // Between ideographs these choose a shape.
                let chooses = matches!(c, '\u{fe00}'..='\u{fe0d}' | '\u{e0100}'..='\u{e01ef}');
                assert!(
                    is_marked_between(before, c, after) || (before == '妙' && chooses),
                    "U+{:04X} between {before:?} and {after:?}",
                    u32::from(c)
                );
            }
            marked += 1;
        }
    }
    // Private use, unassigned and tags alone are more than half of all.
    assert!(marked > 600_000, "{marked}");
}

#[test]
fn letters_numbers_punctuation_symbols_and_spaces_are_shown_as_they_are() {
    use GeneralCategory as Category;
    let mut shown = 0;
    for c in '\0'..=char::MAX {
        let category = categories().get(c);
        let is_unseen = matches!(
            category,
            Category::Control
                | Category::Format
                | Category::PrivateUse
                | Category::Surrogate
                | Category::Unassigned
                | Category::LineSeparator
                | Category::ParagraphSeparator
                | Category::NonspacingMark
                | Category::EnclosingMark
                | Category::SpacingMark
        );
        // The vowels and final consonants of old Hangul are drawn on what is before them.
        let is_jamo = matches!(c, '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}');
        if is_unseen || is_jamo || DefaultIgnorableCodePoint::for_char(c) || BLANKS.contains(&c) {
            continue;
        }
        let text = format!("a{c}b");
        assert_eq!(visible_unicode(&text), text, "U+{:04X}", u32::from(c));
        assert!(!hides(c));
        shown += 1;
    }
    assert!(shown > 150_000, "{shown}");
}

/// Marks are drawn on a letter and on nothing else.
#[test]
fn no_character_without_cells_gets_past_by_itself() {
    for c in '\0'..=char::MAX {
        // Letters of India that are drawn on the one behind them, and a caret of theirs.
        let is_jamo = matches!(c, '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}');
        let is_ignorable = DefaultIgnorableCodePoint::for_char(c) || BLANKS.contains(&c);
        let is_letter = categories().get(c) == GeneralCategory::OtherLetter;
        let is_drawn = (is_letter && !is_jamo && !is_ignorable) || c == '\u{a8fa}';
        if width(c.encode_utf8(&mut [0; 4])) == 0 && !is_drawn {
            assert!(is_marked_between(' ', c, ' '), "U+{:04X}", u32::from(c));
            let masked_text = without_controls(&format!(" {c} ")).into_owned();
            let stays = ['\n', '\t'].contains(&c);
            assert_eq!(masked_text.contains(c), stays, "U+{:04X}", u32::from(c));
            assert_eq!(masked_text.len(), 2 + c.len_utf8());
        }
    }
}

/// Whatever is white and is no space of some width ends lines, and is marked.
#[test]
fn white_space_is_a_space_or_marked() {
    for c in ('\0'..=char::MAX).filter(|c| WhiteSpace::for_char(*c)) {
        let is_space = categories().get(c) == GeneralCategory::SpaceSeparator;
        assert_eq!(is_marked_between('a', c, 'b'), !is_space, "U+{:04X}", u32::from(c));
    }
}
