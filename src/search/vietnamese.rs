//! Where a Vietnamese syllable has its tone: `hòa` as of old, `hoà` as of late. Knows no text and no
//! query.

use unicode_normalization::UnicodeNormalization as _;

/// Returns the other ways to write a text with its tones in either place: all as of old, all as of
/// late. The text is composed, and so are they.
pub(super) fn tones_elsewhere(text: &str) -> impl Iterator<Item = String> {
    let both = [Place::First, Place::Second].map(|place| with_tones(text, place));
    let [old, new] = both;
    let same = old == new;
    [Some(old), (!same).then_some(new)].into_iter().flatten().filter({
        let text = text.to_owned();
        move |other| *other != text
    })
}

/// The vowel of two that has the tone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Second,
}

/// Returns a text with the tones of all syllables that end in `oa`, `oe` or `uy` in one place.
fn with_tones(text: &str, place: Place) -> String {
    let letters: Vec<char> = text.nfd().collect();
    let mut moved = String::with_capacity(text.len());
    let mut rest = letters.as_slice();
    while let [first, behind @ ..] = rest {
        let found = syllable_end(rest);
        if let Some((one, tone, other, behind)) = found {
            moved.push(one);
            moved.extend((place == Place::First).then_some(tone));
            moved.push(other);
            moved.extend((place == Place::Second).then_some(tone));
            rest = behind;
        } else {
            moved.push(*first);
            rest = behind;
        }
    }
    moved.nfc().collect()
}

/// Returns the two vowels of a syllable's end with their tone, and what stands behind.
fn syllable_end(letters: &[char]) -> Option<(char, char, char, &[char])> {
    let (one, tone, other, behind) = match letters {
        [one, tone, other, behind @ ..] if is_tone(*tone) => (one, tone, other, behind),
        [one, other, tone, behind @ ..] if is_tone(*tone) => (one, tone, other, behind),
        _ => return None,
    };
    let pair = (one.to_ascii_lowercase(), other.to_ascii_lowercase());
    let is_end = behind.first().is_none_or(|next| !next.is_alphabetic() && !is_mark(*next));
    let moves = matches!(pair, ('o', 'a' | 'e') | ('u', 'y')) && is_end;
    moves.then_some((*one, *tone, *other, behind))
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
        assert_eq!(tones_elsewhere(text).collect::<Vec<_>>(), expected);
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
    fn other_tones_stay() {
        for text in ["hoàng", "nguyễn", "đà nẵng", "hoa", "tòan", "quỳnh", "múa", "hỏi"]
        {
            check(text, &[]);
        }
    }
}
