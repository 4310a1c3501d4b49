//! Matches Chinese characters by their pinyin, such as `miaowadi` or `mwd` for 妙瓦底, and Korean syllables
//! by their initial consonants.

use std::sync::LazyLock;

use pinyin::ToPinyinMulti as _;
use unicode_normalization::UnicodeNormalization as _;

use super::korean::{KoreanInitials, starts_syllable};
use super::letter_bitmap::LetterBitmap;
use crate::search::folding::fold::Preserve;
use crate::search::folding::han::{representatives, represented};
use crate::search::folding::letters::starts_word;
use crate::text::ByteRange;

// A single letter is the initial of one name in ten, so it would match too much.
const FEWEST_LETTERS: usize = 2;

// The automaton keeps its states, one for each letter of the pattern, in the bits of a `u64`.
const LONGEST: usize = 48;

/// The letters with which a text can sound, a prefilter for patterns of sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SoundPrefilter {
    /// The letters that a match can start with.
    starts: LetterBitmap,
    /// The letters of all sounds, and the Latin letters and digits between the characters.
    letters: LetterBitmap,
}

/// A typed word as a pattern of sounds.
#[derive(Clone, Debug)]
pub(crate) struct SoundPattern {
    sounds: SoundSpelling,
    start: LetterBitmap,
    all: LetterBitmap,
}

/// The two kinds of patterns.
#[derive(Clone, Debug)]
enum SoundSpelling {
    /// Letters of pinyin.
    Pinyin(PinyinLetters),
    /// The initial consonants of Korean syllables.
    Initials(KoreanInitials),
}

/// Letters of pinyin without tones, and the tones with the number of the letter that has each.
#[derive(Clone, Debug)]
struct PinyinLetters {
    letters: String,
    tones: Vec<(usize, u8)>,
}

/// The characters that a pattern of sounds matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SoundMatch {
    /// Their range in the folded text.
    pub(crate) range: ByteRange,
    /// 2 for a whole text, 1 for the start of one, 0 for any other place.
    pub(crate) score: u16,
}

impl SoundPrefilter {
    /// Returns the prefilter of a folded text; `None` if no character of it has a sound.
    pub(crate) fn of(folded: &str) -> Option<Self> {
        if folded.is_ascii() {
            return None;
        }
        let (mut starts, mut letters, mut sounds) = (String::new(), String::new(), false);
        for c in folded.chars() {
            for (sound, _) in all_readings(c) {
                sounds = true;
                starts.extend(sound.chars().next());
                letters.push_str(sound);
            }
            sounds |= starts_syllable(c);
            if c.is_ascii_alphanumeric() || starts_syllable(c) {
                starts.push(c);
                letters.push(c);
            }
        }
        sounds.then(|| Self {
            starts: LetterBitmap::of(&starts),
            letters: LetterBitmap::of(&letters),
        })
    }

    /// Returns the prefilter as two numbers, to be stored.
    pub(crate) fn to_bits(self) -> [u32; 2] {
        [self.starts.to_bits(), self.letters.to_bits()]
    }

    /// Returns the prefilter that is stored as these numbers.
    pub(crate) fn from_bits([starts, letters]: [u32; 2]) -> Self {
        let [starts, letters] = [starts, letters].map(LetterBitmap::from_bits);
        Self { starts, letters }
    }
}

impl SoundPattern {
    /// Returns a typed word as a pattern of sounds, or `None` if it is none. The word is given folded
    /// except for what is to be preserved, and `folded` completely.
    pub(crate) fn of(text: &str, keep: Preserve, folded: &str) -> Option<Self> {
        if let Some(initials) = KoreanInitials::of(folded) {
            let start = LetterBitmap::of(initials.letters().take(1).collect::<String>().as_str());
            let all = LetterBitmap::of(&initials.letters().collect::<String>());
            return Some(Self { sounds: SoundSpelling::Initials(initials), start, all });
        }
        let letters = PinyinLetters::of(text, keep)?;
        let start = LetterBitmap::of(letters.letters.get(..1).unwrap_or_default());
        let all = LetterBitmap::of(&letters.letters);
        Some(Self { sounds: SoundSpelling::Pinyin(letters), start, all })
    }

    /// Returns whether a text with these sounds may match. It never rules out a text that does.
    pub(crate) fn may_match(&self, sounds: SoundPrefilter) -> bool {
        sounds.starts.may_contain(self.start) && sounds.letters.may_contain(self.all)
    }

    /// Returns the first match in a folded text.
    ///
    /// Every Chinese character can be typed as its whole sound, its first letter, or `zh`, `ch`, `sh`; the
    /// last one also as any beginning of its sound. Any other character is typed as itself.
    pub(crate) fn find(&self, folded: &str) -> Option<SoundMatch> {
        let starts = folded.char_indices().filter(|(at, c)| {
            !c.is_ascii() || (c.is_ascii_alphanumeric() && starts_word(folded, *at))
        });
        starts.map(|(at, _)| at).find_map(|start| {
            let text = folded.get(start..)?;
            let end = match &self.sounds {
                SoundSpelling::Pinyin(letters) => letters.end(text)?,
                SoundSpelling::Initials(initials) => initials.end(text)?,
            };
            let end = end + start;
            let score = match (start == 0, end == folded.len()) {
                (true, true) => 2,
                (true, false) => 1,
                (false, _) => 0,
            };
            Some(SoundMatch { range: ByteRange::from_span(start..end), score })
        })
    }
}

impl PinyinLetters {
    /// Returns a typed word as letters of pinyin, or `None` if it is none.
    fn of(text: &str, keep: Preserve) -> Option<Self> {
        let (mut letters, mut tones) = (String::new(), Vec::new());
        // An accent that the user typed has to match, and pinyin has only the dots of ü and four tone
        // marks.
        for c in text.nfd().filter(|c| *c != '\'') {
            match tone(c) {
                _ if c.is_ascii_alphanumeric() => letters.push(c.to_ascii_lowercase()),
                Some(tone) => tones.push((letters.len().checked_sub(1)?, tone)),
                None if c == '\u{308}' && letters.ends_with('u') => {}
                None => return None,
            }
        }
        let accented = matches!(keep, Preserve::Accents | Preserve::All);
        let enough = letters.bytes().filter(u8::is_ascii_alphabetic).count() >= FEWEST_LETTERS;
        let is_pinyin = enough && letters.len() <= LONGEST && (accented || tones.is_empty());
        is_pinyin.then_some(Self { letters, tones })
    }

    /// Returns where the match at the start of `text` ends.
    ///
    /// A character has several readings, and each can be abbreviated, so the pattern can be divided among
    /// the characters in many ways. They are followed at once, as the states of a nondeterministic
    /// automaton in the bits of one word (the idea of Shift-And; Baeza-Yates and Gonnet, 1992).
    fn end(&self, text: &str) -> Option<usize> {
        let whole = 1 << self.letters.len();
        // Bit n is set if the characters so far can be typed as the first n letters of the pattern.
        let mut reached: u64 = 1;
        let mut heard = false;
        for (at, c) in text.char_indices() {
            let mut next = 0;
            for (sound, tone) in all_readings(c) {
                next |= self.after_sound(reached, sound, tone);
            }
            heard |= next != 0;
            if next == 0 {
                next = match c {
                    ' ' | '-' if at > 0 => reached,
                    c => self.after_letter(reached, c),
                };
            }
            reached = next;
            if reached == 0 {
                return None;
            }
            if heard && reached & whole != 0 {
                return Some(at + c.len_utf8());
            }
        }
        None
    }

    fn after_letter(&self, reached: u64, c: char) -> u64 {
        let rests = self.rests(reached).filter(|(_, rest)| rest.starts_with(c));
        rests.fold(0, |next, (length, _)| next | 1 << (length + 1))
    }

    fn after_sound(&self, reached: u64, sound: &str, tone: u8) -> u64 {
        self.rests(reached).fold(0, |next, (length, rest)| {
            // The sound matches only up to a letter that was typed with another tone.
            let other = self.tones.iter().filter(|(at, typed)| *at >= length && *typed != tone);
            let most = other.map(|(at, _)| at - length).next().unwrap_or(usize::MAX);
            let common = common(rest, sound).min(most);
            let double = usize::from(matches!(sound.as_bytes(), [b'z' | b'c' | b's', b'h', ..]));
            let mut next = next;
            if common > 0 && (common == sound.len() || common == rest.len()) {
                next |= 1 << (length + common);
            }
            if common >= 1 {
                next |= 1 << (length + 1);
            }
            if common > double {
                next |= 1 << (length + 1 + double);
            }
            next
        })
    }

    /// Returns each length that was reached, with the rest of the pattern after it.
    fn rests(&self, reached: u64) -> impl Iterator<Item = (usize, &str)> {
        let lengths = (0..self.letters.len()).filter(move |length| reached >> length & 1 == 1);
        lengths.filter_map(|length| Some((length, self.letters.get(length..)?)))
    }
}

/// Returns the readings of a character without tones; `ü` is typed as `u` or `v`.
pub(crate) fn readings(c: char) -> impl Iterator<Item = &'static str> {
    toned_readings(c).map(|(sound, _)| sound)
}

/// A sound and its tone.
type Reading = (&'static str, u8);
/// Characters, each with some readings.
type Readings = Box<[(char, Box<[Reading]>)]>;

/// For each character that represents a group of variants, the readings that only its variants have,
/// sorted by character: few have any.
static READ_OTHERWISE: LazyLock<Readings> = LazyLock::new(|| {
    let otherwise = |c: char| {
        let own: Vec<Reading> = toned_readings(c).collect();
        let mut others: Vec<Reading> = represented(c).flat_map(toned_readings).collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|reading| !own.contains(reading));
        (!others.is_empty()).then(|| (c, others.into_boxed_slice()))
    };
    representatives().filter_map(otherwise).collect()
});

/// Returns the readings of a character of a folded text, including those of the variants that folding
/// replaced by it.
fn all_readings(c: char) -> impl Iterator<Item = Reading> {
    let table = if c < '\u{3400}' { &[][..] } else { &READ_OTHERWISE };
    let number = table.binary_search_by_key(&c, |(read, _)| *read).ok();
    let others = number.and_then(|number| table.get(number)).map(|(_, others)| &**others);
    toned_readings(c).chain(others.unwrap_or_default().iter().copied())
}

fn toned_readings(c: char) -> impl Iterator<Item = Reading> {
    let read = (!c.is_ascii()).then(|| c.to_pinyin_multi()).flatten();
    read.into_iter().flatten().flat_map(|sound| {
        let tone = sound.with_tone_num_end().bytes().last().filter(u8::is_ascii_digit);
        let sounds = match sound.plain() {
            "lü" => ["lu", "lv"],
            "lüe" => ["lue", "lve"],
            "nü" => ["nu", "nv"],
            "nüe" => ["nue", "nve"],
            sound if sound.is_ascii() => [sound, ""],
            _ => ["", ""],
        };
        let sounds = sounds.into_iter().filter(|sound| !sound.is_empty());
        sounds.map(move |sound| (sound, tone.map_or(0, |tone| tone - b'0')))
    })
}

/// Returns the tone that a mark denotes.
fn tone(mark: char) -> Option<u8> {
    Some(match mark {
        '\u{304}' => 1,
        '\u{301}' => 2,
        '\u{30c}' => 3,
        '\u{300}' => 4,
        _ => return None,
    })
}

/// Returns how many letters two spellings have in common at their start.
fn common(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::folding::fold::fold;
    use crate::search::matching::needle::Needle;

    /// Checks what is matched, written as the text with brackets around the match.
    #[track_caller]
    fn check(typed: &str, expected: &str) {
        let text = expected.replace(['[', ']'], "");
        let folded = fold(&text);
        let needle = Needle::new(typed).unwrap();
        let spelling = needle.spelling();
        let found = spelling.and_then(|spelling| spelling.find(&folded));
        let bracketed = found.map_or(folded.clone(), |found| {
            let SoundMatch { range, .. } = found;
            let before = ByteRange::from_span(0..range.start()).of(&folded);
            let behind = ByteRange::from_span(range.end()..folded.len()).of(&folded);
            format!("{before}[{}]{behind}", range.of(&folded))
        });
        assert_eq!(bracketed, fold(expected), "{typed}");
        if let (Some(spelling), Some(_)) = (spelling, found) {
            let sounds = SoundPrefilter::of(&folded).unwrap();
            assert!(spelling.may_match(sounds), "the prefilter keeps {text} for {typed}");
        }
    }

    #[test]
    fn characters_are_found_by_their_sounds() {
        check("miaowadi", "[妙瓦底]");
        check("miao", "[妙]瓦底");
        check("wadi", "妙[瓦底]");
        check("Miaowadi", "[妙瓦底]");
        check("miaowad", "[妙瓦底]");
        check("xi'an", "[西安]");
        check("lüliang", "[吕梁]");
        check("lvliang", "[吕梁]");
        check("luliang", "[吕梁]");
    }

    #[test]
    fn characters_are_found_by_their_first_letters() {
        check("mwd", "[妙瓦底]");
        check("miaowd", "[妙瓦底]");
        check("mwdi", "[妙瓦底]");
        check("zhsh", "[中山]");
        check("zs", "[中山]");
        check("zhongs", "[中山]");
    }

    #[test]
    fn latin_letters_among_characters_match_themselves() {
        check("kkyq", "[KK园区]");
        check("kkyuanqu", "[KK园区]");
        check("kyq", "KK园区");
        check("kk", "KK园区");
        check("yqa", "KK[园区 A]座");
        check("yuanqu2", "[园区2]");
    }

    #[test]
    fn every_reading_of_a_character_counts() {
        check("chongqing", "[重庆]");
        check("zhongqing", "[重庆]");
        check("zeng", "[曾]");
        check("ceng", "[曾]");
    }

    #[test]
    fn other_sounds_are_not_found() {
        for typed in ["m", "mw2", "dwm", "miaodi", "wadimiao", "Đà", "妙", "12", "miaowadia"] {
            check(typed, "妙瓦底");
        }
        check("ma", "Maya");
        check("mwd", "ปอยเปต");
    }

    #[test]
    fn a_whole_text_scores_above_its_start() {
        let score = |text: &str| {
            let needle = Needle::new("wangwei").unwrap();
            needle.spelling().unwrap().find(text).map(|found| found.score)
        };
        assert_eq!(["王伟", "王伟强", "小王伟"].map(score), [Some(2), Some(1), Some(0)]);
    }
}
