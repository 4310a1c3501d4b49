//! The plain form of a text: typography, widths, digits and character variants unified.
//!
//! Accents and case stay. This is the part of folding that always applies. It unifies typography
//! and letter forms, removes invisible characters, and maps variants that readers of a script treat
//! as the same: widths, kana, digits, traditional characters, the alefs of Arabic.

use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::char::{
    canonical_combining_class, decompose_canonical, decompose_compatible,
};

use super::han::representative;
use crate::text::{Glyph, unified};

/// Adds a text in its plain form, decomposed, with its marks in the order in which they are written. An
/// iteration mark becomes the letter that it repeats; at the start of the text this is the last letter of
/// `before`.
pub(crate) fn push_plain(plain: &mut String, text: &str, before: &str) {
    for c in text.chars() {
        if is_repetition(c) {
            let letter = repeated(plain, c).or_else(|| repeated(before, c));
            if let Some(letter) = letter {
                plain.push(letter);
                plain.extend(matches!(c, 'ゞ' | 'ヾ').then_some('\u{3099}'));
                continue;
            }
        }
        push(plain, c);
    }
}

fn is_repetition(c: char) -> bool {
    c >= '々' && matches!(c, '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ')
}

/// Returns the letter at the end of a plain text that an iteration mark repeats: a Chinese character, or
/// a kana without its voicing.
fn repeated(before: &str, sign: char) -> Option<char> {
    match sign {
        '々' | '〻' => before.chars().next_back().filter(|c| {
            matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
        }),
        _ => {
            let last = before.chars().rev().find(|c| *c != '\u{3099}')?;
            let mut base = None;
            decompose_canonical(last, |part| _ = base.get_or_insert(part));
            base.filter(|c| matches!(c, 'ぁ'..='ゖ'))
        }
    }
}

fn push(plain: &mut String, c: char) {
    match c {
        '\t'..='\r' => plain.push(' '),
        '\0'..='\x7f' => plain.push(c),
        // A fast way for the accented letters of Western Europe: they are in none of the tables below.
        'ß'..='ï' | 'ñ'..='ö' | 'ø'..='ÿ' => decompose_canonical(c, |part| plain.push(part)),
        _ if Glyph::of(c) == Glyph::Letter && written_as(c).is_none() => {
            // The compatibility decomposition of a spacing accent is a space and an accent.
            let mut first = None;
            decompose_compatible(c, |part| _ = first.get_or_insert(part));
            if first == Some(' ') {
                decompose_canonical(c, |part| push_part(plain, part));
            } else {
                decompose_compatible(c, |part| push_part(plain, part));
            }
        }
        _ => push_part(plain, c),
    }
}

/// Adds the plain form of a character that has no decomposition.
fn push_part(plain: &mut String, c: char) {
    if c.is_ascii() {
        plain.push(c);
        return;
    }
    match Glyph::of(c) {
        Glyph::Unseen | Glyph::SoftHyphen => {}
        Glyph::Space | Glyph::LineBreak => plain.push(' '),
        Glyph::Quotation => plain.push(if is_double(c) { '"' } else { '\'' }),
        Glyph::Dash => plain.push('-'),
        Glyph::Letter => match written_as(c) {
            Some(letters) => plain.push_str(letters),
            None if c.is_numeric() => plain.push(digit(c).unwrap_or(c)),
            None if is_left_out(c) => {}
            None => plain.push(variant(c)),
        },
    }
}

/// Returns the ASCII digit for a decimal digit of any script.
fn digit(c: char) -> Option<char> {
    let is_digit = |c: char| get_general_category(c) == GeneralCategory::DecimalNumber;
    if !is_digit(c) {
        return None;
    }
    // The ten digits of a script are consecutive, the zero first.
    let before = (1..).map_while(|back| char::from_u32(u32::from(c) - back));
    let count = before.take_while(|before| is_digit(*before)).count();
    u32::try_from(count).ok().and_then(|count| char::from_digit(count % 10, 10))
}

/// Returns whether a quotation mark is a double one.
fn is_double(c: char) -> bool {
    matches!(c,
        '«' | '»' | 'ˮ' | '״' | '“'..='‟' | '″' | '‴' | '‶' | '‷' | '❝' | '❞' | '⹂' | '《'..='』'
        | '〝'..='〟' | '﹁'..='﹄' | '＂' | '｢' | '｣' | '🙶'..='🙸')
}

/// Returns the plain characters for a character that looks the same or is typed instead of them.
fn written_as(c: char) -> Option<&'static str> {
    Some(match c {
        // A Turkish `I` is the capital of `ı`, any other `I` that of `i`, and no text says which it is.
        'ı' => "i",
        'װ' => "וו",
        'ױ' => "וי",
        'ײ' => "יי",
        // White on black, or circled twice.
        '⓿' => "0",
        '⓫'..='⓴' => numbered(c, '⓫', 11),
        '⓵'..='⓾' => numbered(c, '⓵', 1),
        '❶'..='❿' => numbered(c, '❶', 1),
        '➀'..='➉' => numbered(c, '➀', 1),
        '➊'..='➓' => numbered(c, '➊', 1),
        // The bars of fractions.
        '\u{2044}' | '\u{2215}' => "/",
        'ŀ' => "l",
        'Ŀ' => "L",
        // Lists of Vietnamese names often have an Eth, which looks like a D with a stroke.
        'Ð' | 'Ɖ' => "Đ",
        'ð' | 'ɖ' => "đ",
        '\u{301c}' | '\u{3030}' | '\u{223c}' => "~",
        'แ' => "เเ",
        'ແ' => "ເເ",
        'ើ' => "\u{17c1}\u{17b8}",
        'ោ' => "\u{17c1}\u{17b6}",
        '\u{17a3}' => "\u{17a2}",
        '\u{17a4}' => "\u{17a2}\u{17b6}",
        '\u{17b2}' => "\u{17b1}",
        // Malayalam has letters of their own for consonants without a vowel.
        'ൺ' => "ണ\u{d4d}",
        'ൻ' => "ന\u{d4d}",
        'ർ' => "ര\u{d4d}",
        'ൽ' => "ല\u{d4d}",
        'ൾ' => "ള\u{d4d}",
        'ൿ' => "ക\u{d4d}",
        _ => return None,
    })
}

/// Returns the digits of a numbered sign; the `first` sign of its row has the number `from`.
fn numbered(sign: char, first: char, from: u32) -> &'static str {
    const NUMBERS: &str = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20";
    let number = u32::from(sign) - u32::from(first) + from;
    let index = usize::try_from(number).unwrap_or_default().saturating_sub(1);
    NUMBERS.split(' ').nth(index).unwrap_or_default()
}

/// Returns whether a character is optional in writing: the stretching line within Arabic words, hamza and
/// madda on a letter, dots below letters of India, marks around any letter.
fn is_left_out(c: char) -> bool {
    match c {
        '\u{640}'
        | '\u{653}'..='\u{655}'
        | '\u{7fa}'
        | '\u{180a}'
        | '\u{2800}'
        | '\u{fff9}'..='\u{fffb}' => true,
        // The Burmese dot below is a tone.
        '\0'..='\u{487}' | '\u{1037}' => false,
        _ => {
            canonical_combining_class(c) == 7
                || matches!(c, '\u{488}' | '\u{489}' | '\u{1abe}' | '\u{20dd}'..='\u{20e4}' | '\u{a670}'..='\u{a672}')
        }
    }
}

/// Returns the letter that represents all variants of a letter.
fn variant(c: char) -> char {
    match c {
        // Small `ke` and `ka` are used as full ones in names of places and months: `霞ヶ関`, `霞ケ関`.
        '\u{30f6}' | '\u{3096}' => 'け',
        '\u{30f5}' | '\u{3095}' => 'か',
        // Katakana become hiragana.
        '\u{30a1}'..='\u{30f4}' | '\u{30fd}' | '\u{30fe}' => {
            char::from_u32(u32::from(c) - 0x60).unwrap_or(c)
        }
        'ς' => 'σ',
        'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۃ' => 'ه',
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        'ँ' => 'ं',
        // Thai and Burmese letters that are typed for one that looks the same.
        '\u{e45}' => '\u{e32}',
        '\u{1025}' => '\u{1009}',
        '\u{2e80}'..='\u{2ef3}' => representative(unified(c)),
        _ => representative(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut plain = String::new();
        push_plain(&mut plain, text, "");
        assert_eq!(plain, expected);
    }

    #[test]
    fn variants_of_a_letter_have_one_plain_form() {
        // Iteration marks.
        for (sign, letters) in [
            ("佐々木", "佐佐木"),
            ("人々", "人人"),
            ("いすゞ", "いすず"),
            ("ミス ヾ", "ミス ゞ"),
            ("こゝろ", "こころ"),
            ("バヽ", "バハ"),
        ] {
            let (mut one, mut other) = (String::new(), String::new());
            push_plain(&mut one, sign, "");
            push_plain(&mut other, letters, "");
            assert_eq!(one, other, "{sign}");
        }
        check("々", "々");
        check("霞ヶ関 霞ケ関", "霞け关 霞け关");
        check("⻢⻓⺠", "马长民");
        check("ײַ ױ װ", "יי\u{5b7} וי וו");
        check("ฤๅษี", "ฤาษ\u{e35}");
        check("ဥ\u{103a}", "ဉ\u{103a}");
        check("❿ ⓵ ⓴ ➓ ½", "10 1 20 10 1/2");
    }

    #[test]
    fn digits_of_every_script_are_digits() {
        check("٢٠٢٢ ۲۰۲۲ २०२२ ২০২২", "2022 2022 2022 2022");
        check("១៦៣ ๑๒ ໑໒ ၂၀၂၁ ႒႓ ᠗", "163 12 12 2021 23 7");
        check("² ① ⑩ １２ 𝟗𝟎", "2 1 10 12 90");
        check("一二三 Ⅳ", "一二三 IV");
    }

    #[test]
    fn characters_that_look_the_same_have_one_plain_form() {
        check("Ðào Đào", "Đa\u{300}o Đa\u{300}o");
        check("แม่ เเม่", "เเม\u{e48} เเม\u{e48}");
        check("¨ x´", "¨ x'");
    }

    #[test]
    fn the_plain_form_of_every_character_is_plain() {
        for c in '\0'..=char::MAX {
            let (mut once, mut twice) = (String::new(), String::new());
            push(&mut once, c);
            push_plain(&mut twice, &once, "");
            assert_eq!(twice, once, "{c:?}");
        }
    }
}
