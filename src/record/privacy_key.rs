//! Recognises privacy keys (`confidentiality`, `public`, `masked`) even where they are misspelled,
//! misplaced or unreadable, so that a typo never publishes what should stay private.
//!
//! A well-formed text is searched by its tables, so that comments and strings cannot match. A
//! broken text is searched line by line, because where its strings end is unknown; when in
//! doubt, a line counts.

mod public;

use std::ops::Range;

use strsim::osa_distance;
use toml::de::{DeTable, DeValue};
use unicode_normalization::UnicodeNormalization as _;

use crate::text::ByteRange;

use super::field::FieldId;
use super::syntax::Syntax;

/// The keys by which a file withholds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivacyKey {
    /// `confidentiality`: who may see a case.
    Confidentiality,
    /// `masked`: whether the browser starts with every name masked.
    Masked,
    /// `public`: whether a person may be named in exports.
    Public,
}

/// A key that seems to be meant as a guard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivacyKeyAttempt {
    /// Where the key is.
    pub key: ByteRange,
    /// The tables that lead to it, as the file names them; empty at the top, and in a broken text.
    pub path: Vec<String>,
    /// The key as it is read.
    pub name: String,
}

/// The highest number of typos in a key.
const SLIPS: usize = 2;
/// No more attempts of one text are looked for: that there are many is known by then.
const MOST: usize = 1000;
/// No key is read beyond this many bytes before its sign: the rest of such a line is words.
const LONGEST_KEY: usize = 64;
/// What editors, merges and lists put before the first word of a line.
const BEFORE: [char; 10] = ['<', '>', '=', '|', '+', '-', '*', '?', '[', '{'];
/// What is between a key and its value, or what people write there.
pub(super) const SIGNS: [char; 16] =
    ['=', ':', '＝', '：', '→', '﹦', '﹕', '꞊', '∶', '꞉', '᐀', '⁼', '₌', '≡', '≔', '⇒'];
/// What ends a line for an editor, whatever it is to TOML.
pub(super) const LINE_ENDS: [char; 7] =
    ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

impl PrivacyKey {
    /// Returns whether a key is meant as this guard: within two slips of it, whatever its case, marks and
    /// invisible characters, or with another word joined to it.
    pub fn matches_key(self, key: &str) -> bool {
        // What the format calls otherwise is no slip, and nearly all keys of a collection are that.
        let known: Option<&str> = key.parse::<FieldId>().ok().map(FieldId::as_str);
        let own = ["confidentiality", "public"];
        known.is_none_or(|known| own.contains(&known)) && self.may_match_key(key)
    }

    fn may_match_key(self, key: &str) -> bool {
        if self == Self::Public {
            let is_row = ["event.", "group."].iter().any(|row| key.starts_with(row));
            return !is_row && key.len() <= LONGEST_KEY && public::matches_key(key);
        }
        if key.is_ascii() && !self.has_its_letters(key) {
            return false;
        }
        // The key of a row, as quotes cite it, may be called anything.
        if ["event.", "group."].iter().any(|row| key.starts_with(row)) {
            return false;
        }
        let is_joint = |c: char| matches!(c, '_' | '-' | '.' | ' ' | '\t');
        let mut parts = key.split(is_joint).map(plain);
        self.is_near(&plain(key)) || parts.any(|part| self.is_part(&part))
    }

    /// Tells at small cost whether an ASCII key may be near: two slips take away two letters at most.
    fn has_its_letters(self, key: &str) -> bool {
        let bits = |text: &str| {
            let letters = text.bytes().filter(u8::is_ascii_alphabetic);
            letters.fold(0_u32, |bits, letter| bits | 1 << (letter.to_ascii_lowercase() - b'a'))
        };
        match self {
            Self::Confidentiality => {
                const LETTERS: u32 = 0b1000_0110_1001_0011_1101;
                key.len() >= 10 && (bits(key) & LETTERS).count_ones() >= 8
            }
            Self::Masked | Self::Public => true,
        }
    }

    fn is_near(self, plain: &str) -> bool {
        let words: &[&str] = match self {
            Self::Confidentiality => &["confidentiality", "confidential"],
            Self::Masked => &["masked"],
            Self::Public => &["public"],
        };
        let length = plain.chars().count();
        let near =
            |word: &str| word.len().abs_diff(length) <= SLIPS && osa_distance(word, plain) <= SLIPS;
        words.iter().any(|word| near(word) || looks_like(word, plain))
    }

    /// Returns whether a header is within two slips of the guard, and nothing more than that.
    pub(super) fn is_nearly(self, header: &str) -> bool {
        header.len() <= LONGEST_KEY && self.is_near(&plain(header))
    }

    /// Returns whether a word anywhere in a line of a broken text is meant as the guard.
    fn is_word(self, word: &str) -> bool {
        match self {
            Self::Confidentiality | Self::Public => self.matches_key(word),
            // Many words are near to it.
            Self::Masked => word.split(['_', '-', '.']).any(|part| self.is_part(&plain(part))),
        }
    }

    /// Returns whether one of several words of a key is meant as the guard.
    fn is_part(self, plain: &str) -> bool {
        match self {
            Self::Confidentiality => self.is_near(plain),
            // A short word is near to many.
            Self::Masked => matches!(plain, "mask" | "masked" | "masking"),
            Self::Public => plain == "public",
        }
    }

    /// Returns whether a key with this value withholds something: `public = true` does not.
    fn withholds(self, key: &str, value: &DeValue<'_>) -> bool {
        let is_meant = self.matches_key(key);
        match self {
            Self::Confidentiality | Self::Masked => is_meant,
            Self::Public => is_meant && public::withholds(key, public::of_value(value)),
        }
    }

    /// Tells the same of a key in a line of a broken text, and what follows it.
    fn withholds_in_line(self, key: &str, rest: &str) -> bool {
        let is_meant = self.matches_key(key);
        match self {
            Self::Confidentiality | Self::Masked => is_meant,
            Self::Public => is_meant && public::withholds_in_line(key, rest),
        }
    }

    /// Returns where a text seems to set the guard.
    pub fn attempts(self, text: &str, syntax: &Syntax<'_>) -> Vec<PrivacyKeyAttempt> {
        let mut found = Vec::new();
        self.in_table(syntax.root(), &mut Vec::new(), &mut found);
        if syntax.is_broken() {
            let known: Vec<ByteRange> = found.iter().map(|attempt| attempt.key).collect();
            let lines = self.in_lines(text).into_iter();
            let others = lines.filter(|key| !known.iter().any(|known| known.overlaps(*key)));
            found.extend(others.map(|key| PrivacyKeyAttempt {
                key,
                path: Vec::new(),
                name: key.of(text).to_owned(),
            }));
        }
        found.sort_by_key(|attempt| attempt.key.start());
        found
    }

    fn in_table<'t>(
        self,
        table: &'t DeTable<'_>,
        path: &mut Vec<&'t str>,
        found: &mut Vec<PrivacyKeyAttempt>,
    ) {
        for (key, node) in table {
            if found.len() >= MOST {
                return;
            }
            let name = key.get_ref().as_ref();
            if self.withholds(name, node.get_ref()) {
                let key = ByteRange::from_span(key.span());
                let path = path.iter().map(|name| (*name).to_owned()).collect();
                found.push(PrivacyKeyAttempt { key, path, name: name.to_owned() });
            }
            // How deep tables may be nested is limited by the grammar's reader.
            let value = node.get_ref();
            if value.is_table() || value.is_array() {
                path.push(name);
                self.in_value(value, path, found);
                path.pop();
            }
        }
    }

    fn in_value<'t>(
        self,
        value: &'t DeValue<'_>,
        path: &mut Vec<&'t str>,
        found: &mut Vec<PrivacyKeyAttempt>,
    ) {
        if let Some(table) = value.as_table() {
            self.in_table(table, path, found);
        } else if let Some(items) = value.as_array() {
            for item in items {
                self.in_value(item.get_ref(), path, found);
            }
        }
    }

    /// Returns where lines of a text seem to set the guard, whatever its grammar. Lines that start as a
    /// comment are none.
    pub fn in_lines(self, text: &str) -> Vec<ByteRange> {
        let mut found = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive(LINE_ENDS) {
            if found.len() >= MOST {
                break;
            }
            if let Some(key) = self.in_line(line) {
                found.push(ByteRange::from_span(start + key.start..start + key.end));
            }
            start += line.len();
        }
        found
    }

    fn in_line(self, line: &str) -> Option<Range<usize>> {
        let hidden = |c: char| c.is_whitespace() || is_invisible(c) || BEFORE.contains(&c);
        let first = line.len() - line.trim_start_matches(hidden).len();
        let code = without_comment(line.get(first..)?);
        if code.is_empty() {
            return None;
        }
        let ends =
            |c: char| c.is_whitespace() || SIGNS.contains(&c) || matches!(c, ']' | '}' | ',');
        let word = code.find(ends).unwrap_or(code.len());
        // What parts a key from its value may be anything.
        let runs = runs(code);
        let first_run = runs.clone().next();
        let first_word = std::iter::once(0..word).chain(first_run);
        let before_signs = code.match_indices(SIGNS).flat_map(|(at, _)| {
            let behind = code.get(..at).unwrap_or_default();
            let behind = behind.rfind(|c: char| {
                SIGNS.contains(&c) || matches!(c, '{' | '}' | '[' | ']' | ',' | '(' | ';')
            });
            // Behind the sign, which may be several bytes long.
            let start = behind.map_or(0, |at| {
                (at + 1..=at + 4).find(|at| code.is_char_boundary(*at)).unwrap_or(at)
            });
            let start = (start.max(at.saturating_sub(LONGEST_KEY))..=at)
                .find(|at| code.is_char_boundary(*at))
                .unwrap_or(at);
            let key = code.get(start..at).unwrap_or_default().trim_end();
            let end = start + key.len();
            let start = end - key.trim_start().len();
            let last = key.rfind(char::is_whitespace).map_or(start, |at| end - key.len() + at + 1);
            // What `public` says depends on the words before it.
            let last = if self == Self::Public { start } else { last };
            [start..end, last..end]
        });
        let mut keys = first_word.chain(before_signs);
        let key = keys.find(|key| {
            let rest = code.get(key.end..).unwrap_or_default();
            self.withholds_in_line(code.get(key.clone()).unwrap_or_default(), rest)
        });
        let words = || {
            // Prosecutors are public too.
            let mut runs = runs.filter(|_| self != Self::Public);
            runs.find(|run| {
                let run = code.get(run.clone()).filter(|run| run.len() <= LONGEST_KEY);
                run.is_some_and(|run| self.is_word(run))
            })
        };
        let key = key.or_else(words)?;
        Some(first + key.start..first + key.end)
    }
}

/// Returns the letters and digits of a key as they are compared: in their plain form, small, and those
/// that look like a Latin one as that.
pub(super) fn plain(key: &str) -> String {
    let letters = key.nfkd().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).map(like_latin).collect()
}

/// Returns whether letters of other alphabets replace some of a word: most letters are its own, at
/// most one typo's worth are other ASCII letters, and the rest may be any.
pub(super) fn looks_like(word: &str, plain: &str) -> bool {
    if plain.is_ascii() || plain.chars().count() != word.len() {
        return false;
    }
    let (mut same, mut other) = (0, 0);
    for (letter, meant) in plain.chars().zip(word.chars()) {
        same += usize::from(letter == meant);
        other += usize::from(letter != meant && letter.is_ascii());
    }
    same * 2 >= word.len() && other <= SLIPS
}

/// Returns the places of letters, digits and what joins them, as they follow each other.
fn runs(code: &str) -> impl Iterator<Item = Range<usize>> + Clone {
    let is_of_key =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.') || is_invisible(c);
    let mut at = 0;
    let next = move || {
        let start = at + code.get(at..)?.find(is_of_key)?;
        let rest = code.get(start..)?;
        at = start + rest.find(|c| !is_of_key(c)).unwrap_or(rest.len());
        Some(start..at)
    };
    std::iter::from_fn(next)
}

fn like_latin(letter: char) -> char {
    match letter {
        'а' | 'α' | 'ɑ' | 'ᴀ' => 'a',
        'в' | 'ь' | 'β' | 'ʙ' => 'b',
        'с' | 'ϲ' | 'ᴄ' => 'c',
        'ԁ' | 'ᴅ' | 'đ' => 'd',
        'е' | 'ε' | 'ᴇ' => 'e',
        'ғ' | 'ƒ' | 'ꜰ' => 'f',
        'ı' | 'і' | 'ι' | 'ɪ' => 'i',
        'ј' => 'j',
        'к' | 'κ' | 'ᴋ' => 'k',
        'ӏ' | 'ł' | 'ʟ' => 'l',
        'м' | 'μ' | 'ᴍ' => 'm',
        'п' | 'η' | 'ո' | 'ɴ' => 'n',
        'о' | 'ο' | 'ᴏ' | 'օ' => 'o',
        'р' | 'ρ' | 'ᴘ' => 'p',
        'ѕ' | 'ꜱ' => 's',
        'т' | 'τ' | 'ᴛ' => 't',
        'ս' | 'υ' | 'ᴜ' => 'u',
        'ν' => 'v',
        'х' | 'χ' => 'x',
        'у' | 'ʏ' => 'y',
        letter => letter,
    }
}

/// Returns whether a character shows nothing: a byte-order mark, a joiner, a control character.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}')
}

/// Returns a line up to its comment: the first `#` outside of quotation marks that are closed.
pub(super) fn without_comment(line: &str) -> &str {
    let (mut in_double, mut in_single) = (false, false);
    for (at, c) in line.char_indices() {
        match c {
            '"' => in_double = !in_double,
            '\'' => in_single = !in_single,
            // A key in brackets is no comment.
            '#' if !in_double && !in_single => {
                let behind = line.get(at + 1..).unwrap_or_default();
                if !behind.starts_with([']', ')', '}']) {
                    return line.get(..at).unwrap_or_default();
                }
            }
            _ => {}
        }
    }
    line
}

#[cfg(test)]
mod tests;
