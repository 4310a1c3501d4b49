//! What single characters come to when text is folded, and where words start. Knows no query.

/// What folding makes of a character before its case and its accents are looked at.
pub(super) enum Print {
    /// Nothing is seen of it: it is dropped.
    Unseen,
    /// It is written as this character.
    Char(char),
    /// It is one sign for several letters.
    Letters(&'static str),
}

/// Returns the plain form of what differs in typography only.
///
/// Zero-width characters go: Khmer, Burmese and Thai texts have them between words or not, as the
/// website pleased, and nobody can type what nobody sees.
pub(super) fn print(c: char) -> Print {
    match c {
        ' '..='~' => Print::Char(c),
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => Print::Unseen,
        '‘'..='‛' | '′' | 'ʹ'..='ʼ' | '´' => Print::Char('\''),
        '“'..='‟' | '″' | '«' | '»' => Print::Char('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => Print::Char('-'),
        '\u{ff01}'..='\u{ff5e}' => Print::Char(half_width(c)),
        // A Turkish `I` is a capital `ı` and every other one is not: no text tells which it is.
        'ı' => Print::Char('i'),
        'ς' => Print::Char('σ'),
        'ſ' => Print::Char('s'),
        '…' => Print::Letters("..."),
        'ﬀ' => Print::Letters("ff"),
        'ﬁ' => Print::Letters("fi"),
        'ﬂ' => Print::Letters("fl"),
        'ﬃ' => Print::Letters("ffi"),
        'ﬄ' => Print::Letters("ffl"),
        'ﬅ' | 'ﬆ' => Print::Letters("st"),
        _ if c.is_whitespace() => Print::Char(' '),
        _ => Print::Char(c),
    }
}

/// Tells whether `c` is an accent of its own, as decomposed text has them.
///
/// The vowel signs of Thai, Burmese and Khmer are letters and lie outside.
pub(super) fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Returns the plain letters for a small letter that no normal form takes apart.
pub(super) fn unaccented(c: char) -> Option<&'static str> {
    Some(match c {
        'đ' | 'ð' | 'ɖ' | 'ɗ' => "d",
        'ł' | 'ƚ' | 'ŀ' => "l",
        'ø' => "o",
        'ɨ' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ɓ' | 'ƀ' => "b",
        'ƙ' | 'ĸ' => "k",
        'ƒ' => "f",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ĳ' => "ij",
        _ => return None,
    })
}

/// Tells whether a word starts at byte `at` of `text`.
///
/// In scripts written without spaces any character may start a word: nothing tells that it does
/// not, and a Chinese name must not rank below a Latin one for it.
pub(super) fn starts_word(text: &str, at: usize) -> bool {
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

fn half_width(c: char) -> char {
    char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
}

/// Tells whether `c` belongs to a script that puts no space between words.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}'                                                      // Thai, Lao
        | '\u{1000}'..='\u{109f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}' // Burmese
        | '\u{1780}'..='\u{17ff}'                                                  // Khmer
        | '\u{3040}'..='\u{30ff}'                                                  // Kana
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
    fn words_start_behind_what_is_no_letter_and_no_digit() {
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
    }
}
