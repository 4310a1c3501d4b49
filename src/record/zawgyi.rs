//! Detects Burmese text in the Zawgyi encoding, which uses Unicode code points differently.
//!
//! Some sequences occur in only one of the two encodings: Zawgyi writes the vowel sign that is
//! drawn first (U+1031) and the sign around a letter (U+103B) before their letter, and U+1039 where
//! Unicode writes a visible virama (U+103A), as described by the Unicode Consortium's FAQ on
//! Myanmar scripts and the published converters. Mon, Shan and Karen are written as Unicode
//! specifies.

/// Returns whether a text seems to be encoded for Zawgyi.
pub(super) fn is_zawgyi(text: &str) -> bool {
    if !has_sign_of_zawgyi(text) {
        return false;
    }
    let (mut zawgyi, mut unicode) = (0_usize, 0_usize);
    let mut before: [Option<char>; 2] = [None; 2];
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let letter_next = next.is_some_and(is_letter);
        match c {
            // The letter that it belongs to comes only now.
            '\u{1031}' if letter_next && !before[0].is_some_and(is_before_vowel) => zawgyi += 1,
            '\u{103b}' if letter_next && !before[0].is_some_and(is_before_medial) => zawgyi += 1,
            // Nothing is stacked below the letter.
            '\u{1039}' if !letter_next && before[0].is_some_and(is_letter_or_sign) => zawgyi += 1,
            // The medial ha, which Zawgyi has elsewhere, and a visible virama behind a vowel sign.
            '\u{103e}' if before[0].is_some_and(is_before_vowel) => unicode += 1,
            '\u{103a}' if matches!(before[0], Some('\u{102b}' | '\u{102c}')) => unicode += 1,
            // A letter above the next one; a visible virama before the sign of a long tone.
            '\u{1039}' if before == [Some('\u{103a}'), Some('\u{1004}')] => unicode += 1,
            '\u{1038}' if matches!(before[0], Some('\u{103a}')) => unicode += 1,
            _ => {}
        }
        before = [Some(c), before[0]];
    }
    zawgyi > unicode
}

/// Tells at small cost whether a text has one of the signs that Zawgyi writes in another order: most texts
/// have none.
fn has_sign_of_zawgyi(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(SIGN[0], bytes).any(|at| bytes.get(at + 1) == Some(&SIGN[1]))
}

/// How U+1031, U+1039 and U+103B begin in UTF-8, as all from U+1000 to U+103F do.
const SIGN: [u8; 2] = [0xe1, 0x80];

/// Consonants and independent vowels of all languages that are written in these letters.
fn is_letter(c: char) -> bool {
    matches!(c,
        '\u{1000}'..='\u{102a}' | '\u{103f}' | '\u{104e}' | '\u{1050}'..='\u{1055}'
        | '\u{105a}'..='\u{105d}' | '\u{1061}' | '\u{1065}' | '\u{1066}' | '\u{106e}'..='\u{1070}'
        | '\u{1075}'..='\u{1081}' | '\u{108e}' | '\u{a9e0}'..='\u{a9fe}' | '\u{aa60}'..='\u{aa7a}')
}

/// What the vowel sign U+1031 goes on, in Unicode: letters, medials and placeholders for a letter.
fn is_before_vowel(c: char) -> bool {
    is_before_medial(c)
        || matches!(c, '\u{103b}'..='\u{103e}' | '\u{105e}'..='\u{1060}' | '\u{1082}')
}

/// What a medial goes on, in Unicode; with a visible virama, as in `ယောက်ျား`.
fn is_before_medial(c: char) -> bool {
    is_letter(c)
        || matches!(c, '\u{103a}'..='\u{103e}' | '\u{1039}' | '\u{25cc}' | '\u{200b}'..='\u{200d}')
}

fn is_letter_or_sign(c: char) -> bool {
    matches!(c, '\u{1000}'..='\u{109f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zawgyi_is_known_by_its_orders() {
        let texts = [
            "ျမန္မာ",
            "ေမာင္ေမာင္",
            "ေအာင္",
            "ေရႊကုကၠိုလ္",
            "ရန္ကုန္",
            "KK ပန္းျခံ မွာ ေရာင္းစားခံရသူ",
            "ျမ၀တီၿမိဳ႕မွာ ဖမ္းမိတယ္",
            "ေမသူ",
        ];
        for text in texts {
            assert!(is_zawgyi(text), "{text}");
        }
    }

    #[test]
    fn unicode_in_all_languages_is_not_zawgyi() {
        let texts = [
            "မြန်မာ",
            "မောင်မောင်",
            "ယောက်ျား ကျွန်ုပ် သင်္ဘော",
            "မြဝတီမြို့မှာ ဖမ်းမိတယ်",
            "လူကုန်ကူးမှု၊ ရွှေကုက္ကိုလ်",
            // Shan, Mon, S'gaw Karen, Pa'o, Pali.
            "လိၵ်ႈတႆး မိူင်းတႆး ၵႂၢမ်းတႆး ေ",
            "ဘာသာ မန် ရးမညပ္ဍဲ ကွာန်ဍုၚ် အ္စာဗတောန်",
            "ကညီကျိာ် ပှၤကညီ လၢအအိၣ်ဖဲ",
            "ပအိုဝ်ႏ ဘာႏသာႏငဝ်းငွါး",
            "ဗုဒ္ဓဿ သက္ကတ္တွေ",
            "",
            "plain",
            "Nguyễn 妙瓦底 ปอยเปต",
            "the sign ေ and the sign ျ",
        ];
        for text in texts {
            assert!(!is_zawgyi(text), "{text}");
        }
    }
}
