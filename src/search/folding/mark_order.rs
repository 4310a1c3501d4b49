//! Puts combining marks of Thai, Lao, Burmese and Khmer into one order, because different orders
//! look the same and Unicode normalization (UAX #15) does not change them: most of these marks have
//! combining class 0.
//!
//! The result is also in the order of the normal forms: marks of class 0 come first, and no mark is moved
//! past a mark of another script. So the operation is idempotent, and folding twice is folding once.

use unicode_normalization::char::canonical_combining_class;

/// A script whose marks are put in order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ReorderedScript {
    Thai,
    Lao,
    Burmese,
    Khmer,
}

const COENG: char = '\u{17d2}';
const RO: char = '\u{179a}';
const DA: char = '\u{178a}';
const TA: char = '\u{178f}';
const SHORT_U: char = '\u{17bb}';

/// Passes the characters to `give`, with the marks on each letter in order.
pub(crate) fn reordered(chars: impl Iterator<Item = char>, mut give: impl FnMut(char)) {
    let mut run = MarkRun::default();
    for c in chars {
        // Few texts have any of these marks.
        if c < '\u{e31}' && run.script.is_none() {
            run.before = Some(c);
            give(c);
        } else if !run.takes(c) {
            run.end(Some(c), &mut give);
            if !run.takes(c) {
                run.before = Some(c);
                give(c);
            }
        }
    }
    run.end(None, &mut give);
}

/// Returns whether this file may move a character.
pub(crate) fn is_moved(c: char) -> bool {
    c >= '\u{e31}' && (script(c).is_some() || c == COENG)
}

/// Returns whether a character that is no mark continues the mark at the end of the text before it.
pub(crate) fn goes_on(before: &str, c: char) -> bool {
    match c {
        '\u{e32}' => before.contains('\u{e4d}'),
        '\u{eb2}' => before.contains('\u{ecd}'),
        _ => is_khmer_letter(c) && before.ends_with(COENG),
    }
}

/// A run of marks of one script.
#[derive(Default)]
struct MarkRun {
    /// The last character that was given.
    before: Option<char>,
    script: Option<ReorderedScript>,
    marks: Vec<char>,
}

impl MarkRun {
    /// Adds a character if it belongs to the run, and returns whether it does.
    fn takes(&mut self, c: char) -> bool {
        let last = self.marks.last().copied();
        let its_script = match script(c) {
            Some(ReorderedScript::Khmer) if last == Some(COENG) => None,
            Some(script) => Some(script),
            None if c == COENG && last != Some(COENG) => Some(ReorderedScript::Khmer),
            None if is_khmer_letter(c) && last == Some(COENG) => Some(ReorderedScript::Khmer),
            // A vowel of two parts, the second of which is no mark.
            None => match c {
                '\u{e32}' if self.has('\u{e4d}') && !self.has(c) => Some(ReorderedScript::Thai),
                '\u{eb2}' if self.has('\u{ecd}') && !self.has(c) => Some(ReorderedScript::Lao),
                _ => None,
            },
        };
        let fits = its_script.is_some() && (self.script.is_none() || self.script == its_script);
        if fits {
            self.script = its_script;
            self.marks.push(c);
        }
        fits
    }

    fn has(&self, c: char) -> bool {
        self.marks.contains(&c)
    }

    /// Gives the marks in order and ends the run; `next` is the character after it.
    fn end(&mut self, next: Option<char>, give: &mut impl FnMut(char)) {
        let Some(script) = self.script.take() else { return };
        let is_apart =
            |c: Option<char>| c.is_none_or(|c| canonical_combining_class(c) == 0 && !is_moved(c));
        let mut marks = std::mem::take(&mut self.marks);
        // A coeng without a letter after it stays at the end of the run.
        let joins_nothing = script == ReorderedScript::Khmer && marks.last() == Some(&COENG);
        if joins_nothing {
            marks.pop();
        }
        // Beside a mark of another script, or one that normalization moves, the marks stay as they are:
        // reordering them could undo the order of the normal form.
        let alone = is_apart(self.before) && (joins_nothing || is_apart(next));
        if alone {
            match script {
                ReorderedScript::Khmer => in_khmer_order(&mut marks),
                ReorderedScript::Thai => {
                    in_thai_order(&mut marks, ['\u{e4d}', '\u{e32}', '\u{e33}']);
                }
                ReorderedScript::Lao => {
                    in_thai_order(&mut marks, ['\u{ecd}', '\u{eb2}', '\u{eb3}']);
                }
                ReorderedScript::Burmese => marks.sort_by_key(|c| place(*c)),
            }
        }
        if joins_nothing {
            marks.push(COENG);
        }
        self.before = marks.last().copied().or(self.before);
        marks.drain(..).for_each(give);
        self.marks = marks;
    }
}

/// Returns the sort key of a mark: its combining class, then its place within the class.
fn place(c: char) -> (u8, u8) {
    let class = canonical_combining_class(c);
    let rank = match c {
        '\u{ebc}' | '\u{103b}' => 0,
        '\u{e31}' | '\u{e34}'..='\u{e37}' | '\u{eb1}' | '\u{eb4}'..='\u{eb7}' | '\u{103c}' => 1,
        '\u{e47}' | '\u{ebb}' | '\u{103d}' => 2,
        '\u{e4d}' | '\u{ecd}' | '\u{103e}' => 3,
        '\u{1031}' => 4,
        '\u{102d}' | '\u{102e}' | '\u{1032}' => 5,
        '\u{102f}' | '\u{1030}' => 6,
        _ => 7,
    };
    (class, rank)
}

/// Puts the marks of Thai or Lao in order; a ring and the vowel beside it become one vowel, after the
/// tone.
fn in_thai_order(marks: &mut Vec<char>, [ring, vowel, whole]: [char; 3]) {
    let has_whole = marks.contains(&vowel);
    if has_whole {
        let ring = marks.iter().position(|c| *c == ring);
        if let Some(at) = ring {
            marks.remove(at);
        }
        marks.retain(|c| *c != vowel);
    }
    marks.sort_by_key(|c| place(*c));
    if has_whole {
        marks.push(whole);
    }
}

/// Puts the marks of Khmer in order: subscript letters (the one that is drawn on the left comes last),
/// then the register sign, vowels, other signs.
fn in_khmer_order(marks: &mut Vec<char>) {
    let above = marks.iter().any(|c| matches!(c, '\u{17b7}'..='\u{17ba}'));
    let mut units: Vec<(u8, char, Option<char>)> = Vec::new();
    let mut rest = marks.drain(..);
    while let Some(c) = rest.next() {
        if c == COENG {
            // Da and ta look the same as subscripts.
            let letter = rest.next().map(|letter| if letter == DA { TA } else { letter });
            units.push((u8::from(letter == Some(RO)), c, letter));
            continue;
        }
        let (place, c) = match c {
            // Together with a vowel above the letter, a register sign looks like this vowel.
            '\u{17c9}' | '\u{17ca}' | SHORT_U if above => (3, SHORT_U),
            '\u{17cc}' => (2, c),
            '\u{17c9}' | '\u{17ca}' => (3, c),
            '\u{17c1}'..='\u{17c3}' => (4, c),
            '\u{17b6}'..='\u{17c5}' => (5, c),
            '\u{17c6}' => (6, c),
            _ => (7, c),
        };
        units.push((place, c, None));
    }
    drop(rest);
    units.sort_by_key(|(place, ..)| *place);
    marks.extend(units.into_iter().flat_map(|(_, c, letter)| std::iter::once(c).chain(letter)));
}

/// Returns the script of a mark that is moved.
fn script(c: char) -> Option<ReorderedScript> {
    Some(match c {
        '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' => ReorderedScript::Thai,
        '\u{eb1}' | '\u{eb4}'..='\u{ebc}' | '\u{ec8}'..='\u{ece}' => ReorderedScript::Lao,
        '\u{102d}'..='\u{1032}' | '\u{1036}' | '\u{1037}' | '\u{103a}'..='\u{103e}' => {
            ReorderedScript::Burmese
        }
        '\u{17b6}'..='\u{17d1}' => ReorderedScript::Khmer,
        _ => return None,
    })
}

fn is_khmer_letter(c: char) -> bool {
    ('\u{1780}'..='\u{17b3}').contains(&c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;

    fn order(text: &str) -> String {
        let mut all = String::new();
        reordered(text.nfd(), |c| all.push(c));
        all
    }

    #[track_caller]
    fn check(one: &str, other: &str) {
        assert_ne!(one, other);
        assert_eq!(order(one), order(other), "{one} {other}");
    }

    #[test]
    fn orders_that_look_the_same_are_one() {
        // Thai: the tone before the vowel above, the ring and the vowel apart.
        check("ท\u{e48}\u{e35}", "ท\u{e35}\u{e48}");
        check("น\u{e4d}\u{e49}\u{e32}", "น\u{e49}\u{e4d}\u{e32}");
        check("น\u{e4d}\u{e32}\u{e49}", "น\u{e49}\u{e4d}\u{e32}");
        // Lao.
        check("ທ\u{ec8}\u{eb5}", "ທ\u{eb5}\u{ec8}");
        // Khmer: a vowel before a letter below, letters below in either order, the register.
        check("ក\u{17bb}\u{17d2}រ", "ក\u{17d2}រ\u{17bb}");
        check("ស\u{17d2}រ\u{17d2}ត\u{17b8}", "ស\u{17d2}ត\u{17d2}រ\u{17b8}");
        check("ស\u{17d2}ដ", "ស\u{17d2}ត");
        check("ស\u{17ca}\u{17b8}", "ស\u{17bb}\u{17b8}");
        check("ក\u{17c6}\u{17bb}", "ក\u{17bb}\u{17c6}");
        // Burmese.
        check("က\u{102f}\u{102d}", "က\u{102d}\u{102f}");
        check("မ\u{103e}\u{103c}", "မ\u{103c}\u{103e}");
    }

    #[test]
    fn orders_that_look_different_stay_different() {
        assert_ne!(order("ក\u{17d2}រ"), order("ក\u{17d2}ល"));
        assert_ne!(order("ตา"), order("ต\u{e4d}า"));
        assert_eq!(order("ที่นี่ น้ำ ปอยเปต").chars().last(), Some('ต'));
        assert_eq!(order("ខេត្តព្រះ"), "ខេត្តព្រះ");
        assert_eq!(order("မြဝတီ"), "မြဝတီ");
    }

    proptest! {
        #[test]
        fn reordering_twice_is_reordering_once(
            text in "[aกงំ\u{e31}-\u{e3a}\u{e47}-\u{e4e}\u{eb1}\u{eb2}\u{ec8}\u{ecd}\u{102d}-\u{103e}កដរ\u{17b6}-\u{17d3}\u{17dd}\u{3099}\u{301}\u{94d}]{0,12}",
        ) {
            // As the plain form decomposes them.
            let apart = |text: &str| text.replace('\u{e33}', "\u{e4d}\u{e32}").replace('\u{eb3}', "\u{ecd}\u{eb2}");
            let once = order(&apart(&text));
            prop_assert_eq!(order(&apart(&once)), once);
        }
    }
}
