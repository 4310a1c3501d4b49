//! Classifies characters that are invisible, that control a terminal, or that stack marks on their
//! neighbours.
//!
//! Such characters can make a text read differently from its bytes ("Trojan Source", Boucher and
//! Anderson, 2021), or send commands to the terminal. The general category and the emoji property come
//! from the Unicode data (`unicode-properties`). What no category covers (blanks, fillers, selectors,
//! joiners of scripts) is listed here, and `tests/unseen.rs` compares all code points with the tables of
//! ICU.

use unicode_properties::{GeneralCategory, UnicodeEmoji, UnicodeGeneralCategory as _};

use super::typography::is_default_ignorable;

/// How a character is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Visibility {
    /// As it is.
    Shown,
    /// A visible mark takes its place.
    Marked,
    /// A combining mark beyond those that one letter can have: it is counted, not drawn.
    Excess,
}

/// The most diacritics that one letter can have; Vietnamese needs two, ancient Greek three.
const DIACRITICS: usize = 4;
/// The most marks of any kind that one letter can have; Burmese and Tibetan stack up to seven.
const MARKS: usize = 8;
/// How often the same mark may occur in a row.
const REPEATED: usize = 2;

/// Returns the characters of a text and how each is shown.
pub(super) fn fates(text: &str) -> impl Iterator<Item = (char, Visibility)> {
    let mut around = FateContext::default();
    let mut characters = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = characters.next()?;
        Some((c, around.fate(c, characters.peek().copied())))
    })
}

/// Returns the characters of a text, each with whether it could control a terminal, reverse the reading
/// direction or be invisible, by itself or because of its neighbours.
pub(crate) fn hiding(text: &str) -> impl Iterator<Item = (char, bool)> {
    fates(text).map(|(c, fate)| (c, fate == Visibility::Marked || hides(c)))
}

/// What comes before a character.
#[derive(Default)]
struct FateContext {
    before: Option<char>,
    /// The marks since the last letter, and how often the last of them was repeated.
    marks: usize,
    diacritics: usize,
    mark: Option<char>,
    repeated: usize,
}

impl FateContext {
    fn fate(&mut self, c: char, after: Option<char>) -> Visibility {
        let before = self.before.replace(c);
        if matches!(c, ' '..='~') {
            self.marks = 0;
            return Visibility::Shown;
        }
        if hides_between(before, c, after) {
            return Visibility::Marked;
        }
        if !is_mark(c) {
            if !is_joiner(c) && !is_selector(c) {
                self.marks = 0;
            }
            return Visibility::Shown;
        }
        if !can_take_mark(before, c) {
            return Visibility::Marked;
        }
        if self.marks == 0 {
            (self.diacritics, self.mark, self.repeated) = (0, None, 0);
        }
        self.marks += 1;
        self.diacritics += usize::from(is_diacritic(c));
        self.repeated = if self.mark.replace(c) == Some(c) { self.repeated + 1 } else { 1 };
        let flood = self.marks > MARKS || self.diacritics > DIACRITICS || self.repeated > REPEATED;
        if flood { Visibility::Excess } else { Visibility::Shown }
    }
}

/// Returns whether a character by itself could control a terminal, reverse the reading direction or be
/// invisible.
pub fn hides(c: char) -> bool {
    match c {
        ' '..='~'
        | '\u{a0}'..='\u{ac}'
        | '\u{ae}'..='\u{2ff}'
        | '\u{3041}'..='\u{3096}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => false,
        _ => {
            is_blank_letter(c)
                || matches!(
                    c.general_category(),
                    GeneralCategory::Control
                        | GeneralCategory::Format
                        | GeneralCategory::Surrogate
                        | GeneralCategory::PrivateUse
                        | GeneralCategory::Unassigned
                        | GeneralCategory::LineSeparator
                        | GeneralCategory::ParagraphSeparator
                )
        }
    }
}

/// Returns whether nothing of a text can be seen: it has only spaces, and characters that are drawn as nothing.
pub(crate) fn is_unseen(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_default_ignorable(c) || is_blank_letter(c))
}

/// Letters, marks and symbols that are drawn as nothing: fillers, blanks, controls of hieroglyphs,
/// and what Unicode calls `Default_Ignorable_Code_Point` although it is a letter or a mark.
fn is_blank_letter(c: char) -> bool {
    matches!(
        c,
        '\u{34f}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{ffa0}'
            | '\u{fffc}'
            | '\u{13430}'..='\u{13455}'
            | '\u{16fe4}'
            | '\u{1d159}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

fn hides_between(before: Option<char>, c: char, after: Option<char>) -> bool {
    match c {
        // Joiners spell words in Burmese, Khmer, Persian and Indian scripts and hold emoji together;
        // anywhere else they hide.
        '\u{200c}' | '\u{200d}' => !joins(before, c, after),
        // These choose between two shapes of the character before them.
        '\u{fe0e}' | '\u{fe0f}' => !before.is_some_and(UnicodeEmoji::is_emoji_char),
        '\u{fe00}'..='\u{fe0d}' => !before.is_some_and(has_variants),
        '\u{e0100}'..='\u{e01ef}' => !before.is_some_and(is_han),
        '\u{180b}'..='\u{180d}' | '\u{180f}' => {
            before.is_none_or(|c| !matches!(c, '\u{1820}'..='\u{18aa}'))
        }
        // A stacker puts the letter after it below the one before; between other letters it is invisible.
        _ if is_stacker(c) => !is_within_script(before, c) || !is_within_script(after, c),
        // These are drawn around the digits after them.
        _ if encloses_digits(c) => !is_within_script(after, c),
        _ => hides(c),
    }
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn joins(before: Option<char>, joiner: char, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    if let Some(script) = joined_script(before) {
        return joined_script(after) == Some(script) && !hides(before) && !hides(after);
    }
    let pictured = |c: char| !c.is_ascii() && c.is_emoji_char();
    joiner == '\u{200d}' && (pictured(before) || before == '\u{fe0f}') && pictured(after)
}

/// Han, numerals, signs and letters for which the standard or a registry has another shape.
fn has_variants(c: char) -> bool {
    matches!(c, '0' | '\u{1000}'..='\u{109f}' | '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{2bff}')
        || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{a840}'..='\u{a877}' | '\u{aa60}'..='\u{aa7f}')
        || matches!(c, '\u{ff01}'..='\u{ff60}' | '\u{10ac0}'..='\u{10af5}')
        || is_han(c)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
        || matches!(c, '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// What Unicode calls invisible stackers and joiners of consonants and numbers.
fn is_stacker(c: char) -> bool {
    matches!(
        c,
        '\u{1039}'
            | '\u{17d2}'
            | '\u{1a60}'
            | '\u{1bab}'
            | '\u{2d7f}'
            | '\u{aaf6}'
            | '\u{10a3f}'
            | '\u{1107f}'
            | '\u{11133}'
            | '\u{113d0}'
            | '\u{1193e}'
            | '\u{11a47}'
            | '\u{11a99}'
            | '\u{11d45}'
            | '\u{11d97}'
            | '\u{11f42}'
    )
}

/// What Unicode calls prepended concatenation marks.
fn encloses_digits(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}')
        || matches!(c, '\u{110bd}' | '\u{110cd}')
}

/// Returns whether a neighbour is a letter or mark of the same script.
fn is_within_script(neighbour: Option<char>, c: char) -> bool {
    let neighbour = neighbour.filter(|neighbour| !hides(*neighbour));
    neighbour.is_some_and(|neighbour| joined_script(neighbour) == joined_script(c))
}

/// Returns a number for the script of a character, if its letters join: Arabic and related scripts,
/// Mongolian, the scripts of India (which share signs) and of South-East Asia, and others.
fn joined_script(c: char) -> Option<u8> {
    Some(match c {
        '\u{600}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}'
        | '\u{870}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' => 1,
        '\u{700}'..='\u{74f}' | '\u{860}'..='\u{86f}' => 2,
        '\u{7c0}'..='\u{7ff}' => 3,
        '\u{840}'..='\u{85f}' => 4,
        '\u{900}'..='\u{dff}' | '\u{a8e0}'..='\u{a8ff}' | '\u{1cd0}'..='\u{1cff}' => 5,
        '\u{f00}'..='\u{fff}' => 6,
        '\u{1000}'..='\u{109f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}' => 7,
        '\u{1780}'..='\u{17ff}' | '\u{19e0}'..='\u{19ff}' => 8,
        '\u{1800}'..='\u{18af}' => 9,
        '\u{1a20}'..='\u{1aaf}' => 10,
        '\u{1b00}'..='\u{1b7f}' => 11,
        '\u{1b80}'..='\u{1bbf}' => 12,
        '\u{2d30}'..='\u{2d7f}' => 13,
        '\u{a840}'..='\u{a87f}' => 14,
        '\u{a980}'..='\u{a9df}' => 15,
        '\u{aae0}'..='\u{aaff}' | '\u{abc0}'..='\u{abff}' => 16,
        '\u{10a00}'..='\u{10a5f}' => 17,
        '\u{10ac0}'..='\u{10aff}' => 18,
        '\u{10d00}'..='\u{10d3f}' => 19,
        '\u{11000}'..='\u{11fff}' => 20,
        '\u{1e900}'..='\u{1e95f}' => 21,
        _ => return None,
    })
}

/// Returns whether a character is drawn on the one before it. The vowels and final consonants of old
/// Hangul count too: terminals give them no cell of their own.
fn is_mark(c: char) -> bool {
    if matches!(c, ' '..='\u{2ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}') {
        return false;
    }
    let category = c.general_category();
    is_final_jamo(c)
        || matches!(
            category,
            GeneralCategory::NonspacingMark
                | GeneralCategory::EnclosingMark
                | GeneralCategory::SpacingMark
        )
}

fn is_final_jamo(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}')
}

/// Returns whether the character before a mark is one that the mark can be drawn on.
fn can_take_mark(before: Option<char>, mark: char) -> bool {
    let Some(before) = before else { return false };
    if is_final_jamo(mark) {
        return matches!(before, '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97c}' | '\u{ac00}'..='\u{d7ff}');
    }
    let shows = !hides(before) || is_joiner(before) || is_selector(before);
    shows && !before.is_whitespace()
}

/// Returns whether a mark can be put on any letter; floods of marks are made of these.
fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{e31}' | '\u{e34}'..='\u{e3a}')
        || matches!(c, '\u{e47}'..='\u{e4e}' | '\u{eb1}' | '\u{eb4}'..='\u{ebc}' | '\u{ec8}'..='\u{ece}')
        || matches!(c, '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
        || matches!(c, '\u{fe20}'..='\u{fe2f}')
}
