//! Matches Chinese characters by their pinyin, such as `miaowadi` or `mwd` for 妙瓦底, and Korean by
//! its initial consonants.

use std::sync::LazyLock;

use pinyin::ToPinyinMulti as _;
use unicode_normalization::UnicodeNormalization as _;

use super::korean::{KoreanInitials, starts_syllable};
use super::letter_bitmap::LetterBitmap;
use crate::search::folding::fold::Preserve;
use crate::search::folding::han::{representatives, represented};
use crate::search::folding::letters::starts_word;
use crate::text::ByteRange;

// One letter is the start of one name in ten.
const FEWEST_LETTERS: usize = 2;

// The places reached in what was typed are the bits of one word.
const LONGEST: usize = 48;

/// What is known of how the characters of a text sound, to thin texts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SoundPrefilter {
    /// The letters that a find can start with.
    starts: LetterBitmap,
    /// The letters of all sounds, and of what stands between the characters.
    letters: LetterBitmap,
}

/// A typed word as a spelling of sounds.
#[derive(Clone, Debug)]
pub(crate) struct SoundPattern {
    sounds: SoundSpelling,
    start: LetterBitmap,
    all: LetterBitmap,
}

/// What was typed.
#[derive(Clone, Debug)]
enum SoundSpelling {
    /// Letters of pinyin.
    Pinyin(PinyinLetters),
    /// The first consonants of Korean syllables.
    Initials(KoreanInitials),
}

/// Letters of pinyin without their tones, and the tones of those that have one.
#[derive(Clone, Debug)]
struct PinyinLetters {
    letters: String,
    tones: Vec<(usize, u8)>,
}

/// Where the characters stand that sound so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SoundMatch {
    /// The characters, in the folded text.
    pub(crate) range: ByteRange,
    /// 2 for a whole text, 1 for the start of one, 0 for the rest.
    pub(crate) score: u16,
}

impl SoundPrefilter {
    /// Returns the sounds of a folded text, `None` where no character of it has one.
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
}

impl SoundPattern {
    /// Returns what was typed as a spelling of sounds, or `None` where it can be none. It is given folded
    /// but for what it asks for, and folded.
    pub(crate) fn of((text, keep): (&str, Preserve), folded: &str) -> Option<Self> {
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

    /// Returns whether a text with these sounds may hold the spelling.
    pub(crate) fn may_match(&self, sounds: SoundPrefilter) -> bool {
        sounds.starts.may_contain(self.start) && sounds.letters.may_contain(self.all)
    }

    /// Returns the first characters of a folded text that sound as it was typed.
    ///
    /// Every character may be typed whole, by its first letter, or by `zh`, `ch`, `sh`; the last
    /// one may be only begun. What is no character stands for itself.
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
    /// Returns what was typed as letters of pinyin, or `None` where it can be none.
    fn of(text: &str, keep: Preserve) -> Option<Self> {
        let (mut letters, mut tones) = (String::new(), Vec::new());
        // An accent that the user typed has to match; in pinyin only ü has dots, and there are four
        // tones.
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
        let meant = enough && letters.len() <= LONGEST && (accented || tones.is_empty());
        meant.then_some(Self { letters, tones })
    }

    /// Returns where the characters end that stand at the start of `text` and sound so.
    fn end(&self, text: &str) -> Option<usize> {
        let whole = 1 << self.letters.len();
        // The lengths of what was typed that the characters so far may stand for, as bits.
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
            // A letter with another tone is another sound.
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

    /// Returns what is left of the spelling behind each length that was reached.
    fn rests(&self, reached: u64) -> impl Iterator<Item = (usize, &str)> {
        let lengths = (0..self.letters.len()).filter(move |length| reached >> length & 1 == 1);
        lengths.filter_map(|length| Some((length, self.letters.get(length..)?)))
    }
}

/// Returns the ways a character is read, without tones; `ü` is typed as `u` or `v`.
pub(crate) fn readings(c: char) -> impl Iterator<Item = &'static str> {
    toned_readings(c).map(|(sound, _)| sound)
}

/// A sound and its tone.
type Reading = (&'static str, u8);
/// Characters, each with ways in which it is read.
type Readings = Box<[(char, Box<[Reading]>)]>;

/// For each character that stands for others the ways in which those are read and it is not, sorted: few
/// have any.
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

/// Returns the ways in which a character of a folded text is read, and those that it stands for, each
/// with its tone.
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

/// Returns the tone that a mark is for.
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

    /// Checks what is found, written as the text with brackets around it.
    #[track_caller]
    fn check(typed: &str, expected: &str) {
        let text = expected.replace(['[', ']'], "");
        let folded = fold(&text);
        let needle = Needle::new(typed).unwrap();
        let spelling = needle.spelling();
        let found = spelling.and_then(|spelling| spelling.find(&folded));
        let lit = found.map_or(folded.clone(), |found| {
            let SoundMatch { range, .. } = found;
            let before = ByteRange::from_span(0..range.start()).of(&folded);
            let behind = ByteRange::from_span(range.end()..folded.len()).of(&folded);
            format!("{before}[{}]{behind}", range.of(&folded))
        });
        assert_eq!(lit, fold(expected), "{typed}");
        if let (Some(spelling), Some(_)) = (spelling, found) {
            let sounds = SoundPrefilter::of(&folded).unwrap();
            assert!(spelling.may_match(sounds), "{typed} is not thinned out of {text}");
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
    fn latin_letters_among_characters_stand_for_themselves() {
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
    fn what_sounds_otherwise_is_not_found() {
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
