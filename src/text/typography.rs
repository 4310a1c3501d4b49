//! Typographic equivalence: which characters are interchangeable when words are compared.
//!
//! Checking quotes, searching and the documentation all use this definition, so that they cannot
//! disagree on whether `ﬁ` is `fi`.

use unicode_normalization::char::{decompose_canonical, decompose_compatible};

use super::radicals::unified;

/// The class of a character when words are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glyph {
    /// It is invisible and has no meaning.
    Unseen,
    /// It is visible only at the end of a line.
    SoftHyphen,
    /// White space within a line.
    Space,
    /// White space that ends a line.
    LineBreak,
    /// A quotation mark, an apostrophe or a prime.
    Quotation,
    /// A hyphen, a dash or a minus sign.
    Dash,
    /// Anything else.
    Letter,
}

impl Glyph {
    /// Returns the class of a character.
    ///
    /// Quotation marks are the characters with the property `Quotation_Mark`, and those that are typed
    /// instead of them. Dashes are the characters with the property `Dash`, except for superscripts and
    /// for the wave dash, which is used for `~` (Unicode's `PropList`).
    pub(crate) fn of(c: char) -> Self {
        match c {
            '0'..='9' | 'A'..='Z' | 'a'..='z' => Self::Letter,
            '\u{ad}' => Self::SoftHyphen,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Self::LineBreak,
            '\''
            | '"'
            | '`'
            | '«'
            | '»'
            | '´'
            | 'ʹ'..='ʿ'
            | 'ˮ'
            | '՚'
            | '׳'
            | '״'
            | '‘'..='‟'
            | '′'..='‷'
            | '‹'
            | '›'
            | '❛'..='❞'
            | '⹂'
            | '〈'..='』'
            | '〝'..='〟'
            | 'Ꞌ'
            | 'ꞌ'
            | '﹁'..='﹄'
            | '＂'
            | '＇'
            | '｀'
            | '｢'
            | '｣'
            | '🙶'..='🙸' => Self::Quotation,
            '-'
            | '֊'
            | '־'
            | '᐀'
            | '᠆'
            | '‐'..='―'
            | '⁃'
            | '−'
            | '⸗'
            | '⸚'
            | '⸺'
            | '⸻'
            | '⹀'
            | '⹝'
            | '゠'
            | '︱'
            | '︲'
            | '﹘'
            | '﹣'
            | '－'
            | '\u{10ead}' => Self::Dash,
            _ if c.is_whitespace() => Self::Space,
            _ if is_default_ignorable(c) => Self::Unseen,
            _ => Self::Letter,
        }
    }
}

/// Returns whether a character is not drawn if the font does not have it: Unicode's
/// `Default_Ignorable_Code_Point` (`DerivedCoreProperties`), which does not change once it is assigned.
pub(crate) fn is_default_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Pushes the letters that a character consists of, in normal form D (UAX #15): its compatibility
/// decomposition (ligatures, widths, presentation forms, radicals, `…`) if that has the same meaning.
///
/// A number that is raised, circled or a fraction is not decomposed: 10² is not 102.
pub(crate) fn letters_of(c: char, mut push: impl FnMut(char)) {
    if c.is_ascii() {
        push(c);
        return;
    }
    match c {
        // Conversions of Japanese and Chinese text have always confused the wave dash and the tilde.
        '\u{301c}' | '\u{3030}' | '\u{223c}' => push('~'),
        // The Yiddish digraphs have no decomposition, and neither have these radicals.
        'װ' => "וו".chars().for_each(push),
        'ױ' => "וי".chars().for_each(push),
        'ײ' => "יי".chars().for_each(push),
        '\u{fb1f}' => "יי\u{5b7}".chars().for_each(push),
        '\u{2e80}'..='\u{2ef2}' if unified(c) != c => push(unified(c)),
        _ if has_form_with_meaning(c) => decompose_canonical(c, push),
        _ => {
            let mut first = None;
            decompose_compatible(c, |letter| _ = first.get_or_insert(letter));
            // The compatibility decomposition of a spacing accent is a space and an accent.
            if first == Some(' ') {
                decompose_canonical(c, push);
            } else {
                decompose_compatible(c, |letter| {
                    if !is_default_ignorable(letter) {
                        push(letter);
                    }
                });
            }
        }
    }
}

/// Returns whether a character is a number whose form has a meaning (superscripts, subscripts, fractions,
/// circled and bracketed numbers).
fn has_form_with_meaning(c: char) -> bool {
    matches!(c,
        '²' | '³' | '¹' | '¼'..='¾' | '⁰'..='₎' | '⅐'..='⅟' | '↉' | '①'..='⒛' | '⓪' | '㈠'..='㈩'
        | '㉈'..='㉟' | '㊀'..='㊉' | '㊱'..='㊿' | '\u{1f100}'..='\u{1f10c}')
}

/// Returns whether a character continues the letter before it: a mark, the voicing of half-width kana,
/// the vowel or the last consonant of a decomposed Korean syllable.
pub(crate) fn continues_letter(c: char) -> bool {
    !c.is_ascii()
        && (unicode_normalization::char::canonical_combining_class(c) != 0
            || matches!(c, '\u{ff9e}' | '\u{ff9f}' | '\u{1161}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7fb}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut letters = String::new();
        text.chars().for_each(|c| letters_of(c, |letter| letters.push(letter)));
        assert_eq!(letters, expected, "{text}");
    }

    #[test]
    fn forms_of_a_letter_are_the_letter() {
        check("ﬁﬄ", "fiffl");
        check("ＡＢ１：", "AB1:");
        check("ｶﾞ", "カ\u{3099}");
        check("⼈⼝⻢⺠⺟", "人口马民母");
        check("ײדן ױ װ", "יידן וי וו");
        check("ﻻ", "لا");
        check("…", "...");
        check("ế", "e\u{302}\u{301}");
        check("한", "\u{1112}\u{1161}\u{11ab}");
        check("〜～", "~~");
    }

    #[test]
    fn a_form_that_means_something_stays() {
        check("10²", "10²");
        check("½", "½");
        check("①", "①");
        check("¨", "¨");
    }

    #[test]
    fn every_character_is_one_thing_and_its_letters_are_letters() {
        for c in '\0'..=char::MAX {
            let (mut count, mut again) = (0, Vec::new());
            letters_of(c, |letter| {
                count += 1;
                letters_of(letter, |letter| again.push(letter));
            });
            if Glyph::of(c) == Glyph::Letter {
                assert!(count > 0, "{c:?}");
                assert_eq!(again.len(), count, "{c:?} is taken apart at once");
            }
        }
    }

    #[test]
    fn marks_dashes_and_unseen_characters_of_many_scripts() {
        for c in "'’‘ʼ׳“”„«»‹›「」『』〈〉《》＂′″`´".chars() {
            assert_eq!(Glyph::of(c), Glyph::Quotation, "{c}");
        }
        for c in "-‐‑–—―−－־".chars() {
            assert_eq!(Glyph::of(c), Glyph::Dash, "{c}");
        }
        for c in
            ['\u{200b}', '\u{200c}', '\u{200f}', '\u{2060}', '\u{fe0f}', '\u{feff}', '\u{e0041}']
        {
            assert_eq!(Glyph::of(c), Glyph::Unseen, "{c:?}");
        }
        for c in "aé,.;:!?()%$、。·ー~".chars() {
            assert_eq!(Glyph::of(c), Glyph::Letter, "{c}");
        }
    }
}
