//! Classifies scripts by how they build words.

use unicode_normalization::char::is_combining_mark;

use crate::search::is_unspaced;

/// How the words of a script are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// Letters that have capitals: Latin, Cyrillic, Greek, Armenian.
    Cased,
    /// Syllables with particles behind them.
    Hangul,
    /// Arabic and Hebrew: consonants, with particles joined to their front.
    Semitic,
    /// Syllables with particles on both sides.
    Ethiopic,
    /// Letters without capitals, with endings.
    Georgian,
    /// Syllables of India and Sri Lanka and Nepal, with endings.
    Indic,
    /// No space between words.
    Unspaced,
    /// Any other without capitals.
    Other,
}

/// What a character is in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CharRole {
    /// A letter or a syllable.
    Letter(Script),
    /// A mark of the letter before.
    Mark,
    /// A digit or a low line, which words of any script may have.
    Glue,
    /// No part of a word.
    Outside,
}

impl CharRole {
    /// Returns what a folded character is.
    pub(crate) fn of(c: char) -> Self {
        match c {
            'a'..='z' => Self::Letter(Script::Cased),
            '0'..='9' | '_' => Self::Glue,
            // The last are letters to Unicode and apostrophes to those who write them.
            '\0'..='\u{7f}' | 'ʽ'..='ʿ' | 'ꞌ' => Self::Outside,
            // The iteration mark, the zero and the closing mark of Chinese.
            '々' | '〆' | '〇' => Self::Letter(Script::Unspaced),
            c if is_combining_mark(c) => Self::Mark,
            c if c.is_alphabetic() => Self::Letter(script(c)),
            c if c.is_numeric() => Self::Glue,
            _ => Self::Outside,
        }
    }
}

fn script(c: char) -> Script {
    match c {
        c if is_unspaced(c) => Script::Unspaced,
        // Yi, Tai Le, New Tai Lue, Tai Tham, Balinese, Javanese, Tai Viet.
        '\u{a000}'..='\u{a4cf}'
        | '\u{1950}'..='\u{19df}'
        | '\u{1a20}'..='\u{1aaf}'
        | '\u{1b00}'..='\u{1b7f}'
        | '\u{a980}'..='\u{a9df}'
        | '\u{aa80}'..='\u{aadf}' => Script::Unspaced,
        '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' => {
            Script::Hangul
        }
        '\u{590}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => Script::Semitic,
        '\u{1200}'..='\u{139f}' | '\u{2d80}'..='\u{2ddf}' | '\u{ab00}'..='\u{ab2f}' => {
            Script::Ethiopic
        }
        '\u{10a0}'..='\u{10ff}' | '\u{1c90}'..='\u{1cbf}' | '\u{2d00}'..='\u{2d2f}' => {
            Script::Georgian
        }
        '\u{900}'..='\u{dff}' => Script::Indic,
        c if c.is_lowercase() || c.is_uppercase() => Script::Cased,
        _ => Script::Other,
    }
}
