//! The two placements of Vietnamese tone marks: `hòa` and `hoà`.

use unicode_normalization::UnicodeNormalization as _;

/// Returns the other spellings of a composed text with its tones on either vowel. All open syllables have
/// the old placement or all the new one, and all other syllables the standard placement or all the one
/// that some people type: a text mixes no placements within a kind of syllable.
pub(crate) fn tone_variants(text: &str) -> impl Iterator<Item = String> {
    use ToneVowel::{First, Second};
    let places = [(First, Second), (Second, Second), (First, First), (Second, First)];
    let mut ways = vec![text.to_owned()];
    for (open, other) in places {
        let way = with_tones(text, open, other);
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    ways.into_iter().skip(1)
}

/// Which of two vowels has the tone mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ToneVowel {
    First,
    Second,
}

/// Two vowels of a syllable with one tone mark.
struct Pair<'l> {
    first: char,
    second: char,
    /// The circumflex, breve or horn of the second.
    quality: Option<char>,
    tone: char,
    /// Whether both placements are standard.
    is_open: bool,
    /// The letters after the pair.
    behind: &'l [char],
}

/// Returns a text with its tone marks moved: those of syllables that end in `oa`, `oe` or `uy` to the `open`
/// vowel, those of other syllables with such a pair, or with one after `q` or `g`, to the `other` vowel.
fn with_tones(text: &str, open: ToneVowel, other: ToneVowel) -> String {
    let letters: Vec<char> = text.nfd().collect();
    let mut moved = String::with_capacity(text.len());
    let (mut rest, mut before) = (letters.as_slice(), None);
    while let [first, behind @ ..] = rest {
        if let Some(pair) = pair(before, rest) {
            let place = if pair.is_open { open } else { other };
            moved.push(pair.first);
            moved.extend((place == ToneVowel::First).then_some(pair.tone));
            moved.push(pair.second);
            moved.extend(pair.quality);
            moved.extend((place == ToneVowel::Second).then_some(pair.tone));
            (before, rest) = (Some(pair.second), pair.behind);
        } else {
            moved.push(*first);
            (before, rest) = (Some(*first), behind);
        }
    }
    moved.nfc().collect()
}

/// Returns the two vowels at the start of some letters if the tone mark can be on either.
fn pair(before: Option<char>, letters: &[char]) -> Option<Pair<'_>> {
    let [first, rest @ ..] = letters else { return None };
    let (early, rest) = with_mark(rest, is_tone);
    let [second, rest @ ..] = rest else { return None };
    // The marks of a letter may be in either order.
    let (late, rest) = with_mark(rest, is_tone);
    let (quality, rest) = with_mark(rest, is_quality);
    let (later, behind) = with_mark(rest, is_tone);
    let tones: Vec<char> = [early, late, later].into_iter().flatten().collect();
    let [tone] = *tones else { return None };
    let ends = behind.first().is_none_or(|next| !next.is_alphabetic() && !is_mark(*next));
    let (one, other) = (first.to_ascii_lowercase(), second.to_ascii_lowercase());
    let consonant = before.map(|c| c.to_ascii_lowercase());
    let glides = match (consonant, one) {
        (Some('q'), 'u') => matches!(other, 'a' | 'e' | 'i' | 'o' | 'y'),
        (Some('g'), 'i') => matches!(other, 'a' | 'e' | 'o' | 'u'),
        _ => false,
    };
    let is_pair = quality.is_none() && matches!((one, other), ('o', 'a' | 'e') | ('u', 'y'));
    // `khuya` and `khuỷu` go on with a vowel.
    let is_open = is_pair && ends && !glides;
    (is_pair || glides).then_some(Pair {
        first: *first,
        second: *second,
        quality,
        tone,
        is_open,
        behind,
    })
}

/// Returns the first of some letters, if it is a mark of a kind, and the letters after it.
fn with_mark(letters: &[char], is_of_kind: fn(char) -> bool) -> (Option<char>, &[char]) {
    match letters {
        [mark, behind @ ..] if is_of_kind(*mark) => (Some(*mark), behind),
        _ => (None, letters),
    }
}

fn is_quality(c: char) -> bool {
    matches!(c, '\u{302}' | '\u{306}' | '\u{31b}')
}

fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(tone_variants(text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_tone_is_on_either_vowel_of_an_open_syllable() {
        check("hòa", &["hoà"]);
        check("hoà", &["hòa"]);
        check("thuý", &["thúy"]);
        check("Khỏe lắm", &["Khoẻ lắm"]);
        check("hòa thuý", &["hòa thúy", "hoà thuý"]);
    }

    #[test]
    fn a_tone_that_some_type_on_the_first_vowel_is_also_found_on_the_second() {
        check("Huỳnh", &["Hùynh"]);
        check("hùynh", &["huỳnh"]);
        check("khuỷu", &["khủyu"]);
        check("quá", &["qúa"]);
        check("qúa", &["quá"]);
        check("quấn", &["qúân"]);
        check("quý", &["qúy"]);
        check("toàn", &["tòan"]);
        check("tòan", &["toàn"]);
        check("già", &["gìa"]);
        check("Hoà Quá", &["Hòa Quá", "Hòa Qúa", "Hoà Qúa"]);
    }

    #[test]
    fn other_tones_stay() {
        for text in ["nguyễn", "đà nẵng", "hoa", "múa", "hỏi", "mía", "gì", "của", "tuấn", "cưới"]
        {
            check(text, &[]);
        }
    }
}
