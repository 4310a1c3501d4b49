//! Character tables for folding, and where words start in each script.

use unicode_normalization::char::canonical_combining_class;

/// Returns whether `c` is an accent in decomposed text: a mark over, below or through a letter, or a vowel
/// point of Hebrew, Arabic or Syriac (by its combining class).
///
/// The vowel signs of Thai, Burmese, Khmer and the scripts of India are letters and have other classes.
/// The vowel signs of Buginese are letters too, though their class is that of accents.
pub(crate) fn is_accent(c: char) -> bool {
    c >= '\u{300}'
        && matches!(canonical_combining_class(c), 1 | 10..=36 | 200..=240)
        && !matches!(c, '\u{1a17}' | '\u{1a18}')
}

/// Returns the plain letters for a small letter that has no decomposition.
pub(crate) fn unaccented(c: char) -> Option<&'static str> {
    Some(match c {
        'đ' | 'ɗ' | 'ƌ' | 'ȡ' => "d",
        'ł' | 'ƚ' | 'ɫ' | 'ɬ' | 'ⱡ' => "l",
        'ø' | 'ɵ' => "o",
        'ɨ' => "i",
        'ħ' | 'ɦ' => "h",
        'ŧ' | 'ƭ' | 'ʈ' | 'ⱦ' => "t",
        'ŋ' | 'ƞ' | 'ɲ' => "n",
        'ɓ' | 'ƀ' | 'ƃ' => "b",
        'ƈ' | 'ȼ' => "c",
        'ɇ' => "e",
        'ǥ' | 'ɠ' => "g",
        'ɉ' => "j",
        'ƙ' | 'ĸ' => "k",
        'ƒ' => "f",
        'ƥ' => "p",
        'ɍ' => "r",
        'ʉ' => "u",
        'ʋ' => "v",
        'ɏ' | 'ƴ' => "y",
        'ƶ' | 'ȥ' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

/// Returns whether a word starts at byte `at` of `text`.
///
/// In scripts written without spaces any character may start a word: without a dictionary nothing says
/// that it does not, and a Chinese name must not rank below a Latin one because of that.
pub(crate) fn starts_word(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    if let (Some(before), Some(here)) = (before, bytes.get(at))
        && before.is_ascii()
        && here.is_ascii()
    {
        return !before.is_ascii_alphanumeric();
    }
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let here = text.get(at..).and_then(|text| text.chars().next());
    before.is_none_or(|before| {
        !(before.is_alphanumeric() || is_accent(before))
            || is_unspaced(before)
            || here.is_some_and(is_unspaced)
    })
}

/// Returns whether `c` belongs to a script without spaces between words.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}'                                                      // Thai, Lao
        | '\u{1000}'..='\u{109f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}' // Burmese
        | '\u{1780}'..='\u{17ff}'                                                  // Khmer
        | '\u{1950}'..='\u{19ff}' | '\u{1a20}'..='\u{1aaf}' | '\u{aa80}'..='\u{aadf}' // Tai
        | '\u{1b00}'..='\u{1b7f}' | '\u{a980}'..='\u{a9df}'                          // Balinese, Javanese
        | '\u{a000}'..='\u{a4cf}'                                                  // Yi
        | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'                          // Kana
        | '\u{3105}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}'                          // Bopomofo
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'                      // Han
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, word: &str, expected: bool) {
        let at = text.find(word).unwrap();
        assert_eq!(starts_word(text, at), expected, "{word} in {text}");
    }

    #[test]
    fn a_word_starts_after_a_character_that_is_no_letter_or_digit() {
        check("kk park", "park", true);
        check("wei-lin", "lin", true);
        check("o'test", "test", true);
        check("spark", "park", false);
        check("2023park", "park", false);
        check("", "", true);
    }

    #[test]
    fn any_character_of_an_unspaced_script_may_start_a_word() {
        check("妙瓦底", "底", true);
        check("kk园区", "园", true);
        check("ปอยเปต", "เปต", true);
        check("ខេត្តព្រះ", "ព្រះ", true);
        check("မြဝတီ", "ဝတီ", true);
        check("ꦲꦏꦱꦫ", "ꦱꦫ", true);
        check("ᨲᩫᨾᩮᩬ", "ᨾᩮ", true);
        check("ꆈꌠꁱꂷ", "ꁱꂷ", true);
    }
}
