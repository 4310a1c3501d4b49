//! Matches Korean syllables by their initial consonants, such as `ㄱㅁㅈ` for 김민준.

/// A typed word as Korean syllables, at least one of which is only its initial consonant.
#[derive(Clone, Debug)]
pub(crate) struct KoreanInitials(Vec<TypedSyllable>);

/// One syllable as it was typed, decomposed.
#[derive(Clone, Debug)]
struct TypedSyllable {
    first: char,
    rest: String,
}

impl KoreanInitials {
    /// Returns a folded word as initial consonants, or `None` if it is none.
    pub(crate) fn of(folded: &str) -> Option<Self> {
        let mut syllables: Vec<TypedSyllable> = Vec::new();
        for c in folded.chars().filter(|c| *c != ' ') {
            match (syllables.last_mut(), c) {
                (_, '\u{1100}'..='\u{1112}') => {
                    syllables.push(TypedSyllable { first: c, rest: String::new() });
                }
                (Some(syllable), '\u{1161}'..='\u{1175}') if syllable.rest.is_empty() => {
                    syllable.rest.push(c);
                }
                // A consonant at the end of a syllable.
                (Some(syllable), '\u{11a8}'..='\u{11c2}') if !syllable.rest.is_empty() => {
                    syllable.rest.push(c);
                }
                // Two consonants that the keyboard composed.
                (_, '\u{111a}' | '\u{1121}' | '\u{11a8}'..='\u{11c2}') => {
                    let two = apart(c)?;
                    syllables.extend(two.map(|first| TypedSyllable { first, rest: String::new() }));
                }
                _ => return None,
            }
        }
        let alone = syllables.iter().filter(|syllable| syllable.rest.is_empty()).count();
        (alone > 0 && syllables.len() > 1).then_some(Self(syllables))
    }

    /// Returns the initial consonants.
    pub(crate) fn letters(&self) -> impl Iterator<Item = char> {
        self.0.iter().map(|syllable| syllable.first)
    }

    /// Returns where the match at the start of a folded text ends.
    pub(crate) fn end(&self, text: &str) -> Option<usize> {
        let mut at = 0;
        for (number, syllable) in self.0.iter().enumerate() {
            let rest = text.get(at..)?;
            let spaces = if number == 0 {
                0
            } else {
                rest.len() - rest.trim_start_matches([' ', '-']).len()
            };
            let letters = rest.get(spaces..)?.strip_prefix(syllable.first)?;
            // A consonant without a vowel is no syllable.
            let vowels = letters.chars().take_while(|c| is_behind(*c)).map(char::len_utf8);
            let length: usize = vowels.sum();
            let behind = letters.get(..length).filter(|behind| !behind.is_empty())?;
            let is_last = number + 1 == self.0.len();
            let same = behind.starts_with(&syllable.rest)
                && (is_last || syllable.rest.is_empty() || behind == syllable.rest);
            if !same {
                return None;
            }
            at += spaces + syllable.first.len_utf8() + length;
        }
        Some(at)
    }
}

/// Returns whether a folded text consists of whole syllables only.
pub(crate) fn is_korean(folded: &str) -> bool {
    folded.starts_with(starts_syllable)
        && folded.contains(is_behind)
        && folded.chars().all(|c| starts_syllable(c) || is_behind(c))
}

/// Returns whether a letter starts a syllable.
pub(crate) fn starts_syllable(c: char) -> bool {
    ('\u{1100}'..='\u{1112}').contains(&c)
}

fn is_behind(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}')
}

/// Returns the two consonants of a composed pair.
fn apart(c: char) -> Option<[char; 2]> {
    Some(match c {
        '\u{11aa}' => ['ᄀ', 'ᄉ'],
        '\u{11ac}' => ['ᄂ', 'ᄌ'],
        '\u{11ad}' => ['ᄂ', 'ᄒ'],
        '\u{11b0}' => ['ᄅ', 'ᄀ'],
        '\u{11b1}' => ['ᄅ', 'ᄆ'],
        '\u{11b2}' => ['ᄅ', 'ᄇ'],
        '\u{11b3}' => ['ᄅ', 'ᄉ'],
        '\u{11b4}' => ['ᄅ', 'ᄐ'],
        '\u{11b5}' => ['ᄅ', 'ᄑ'],
        '\u{111a}' | '\u{11b6}' => ['ᄅ', 'ᄒ'],
        '\u{1121}' | '\u{11b9}' => ['ᄇ', 'ᄉ'],
        _ => return None,
    })
}
