//! Broad folding: on top of the usual folding it makes one of what is written in several ways in
//! scripts other than Latin, and of compatibility forms. Knows no query.
//!
//! Two texts that fold to the same are the same name to a reader, or nearly so. That is right for
//! masking, which may find too much; a search that ranks by how exact a find is has to know more.

use unicode_normalization::UnicodeNormalization as _;

use super::han::representative;
use super::letters::{Print, print};

/// Returns the characters of a grapheme cluster folded broadly, but for their case and the accents of
/// Latin letters.
pub(super) fn broad(cluster: &str) -> impl Iterator<Item = char> {
    // Composed first, so that a Hangul syllable is one character however it was written.
    seen(cluster).nfkc().flat_map(taken_apart).filter(|c| !is_sign(*c)).flat_map(variant)
}

/// Returns the characters that are seen of a grapheme cluster, taken apart as far as they can be.
pub(super) fn parts(cluster: &str) -> impl Iterator<Item = char> {
    seen(cluster).nfkd()
}

fn seen(cluster: &str) -> impl Iterator<Item = char> {
    cluster.chars().filter(|c| !is_invisible(*c)).flat_map(printed)
}

/// Typography is evened out first: a compatibility form takes an acute accent by itself for a space.
fn printed(c: char) -> impl Iterator<Item = char> {
    let (one, several) = match print(c) {
        Print::Unseen => (None, ""),
        Print::Char(c) => (Some(c), ""),
        Print::Letters(letters) => (None, letters),
    };
    one.into_iter().chain(several.chars())
}

fn taken_apart(c: char) -> impl Iterator<Item = char> {
    let whole = matches!(c, ' '..='~' | '\u{ac00}'..='\u{d7a3}');
    let parts = (!whole).then(|| std::iter::once(c).nfd());
    whole.then_some(c).into_iter().chain(parts.into_iter().flatten())
}

/// Tells whether nothing is seen of a character, beside what [`print()`] leaves out.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Tells whether a character is a sign that many leave out: vowel points of Hebrew and Arabic, the
/// stretched line within Arabic words, dots below letters of India, marks around any letter.
fn is_sign(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'
        | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{93c}'
        | '\u{9bc}' | '\u{a3c}' | '\u{abc}' | '\u{b3c}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Returns what stands for a letter and those that are written for it.
fn variant(c: char) -> impl Iterator<Item = char> {
    let mut virama = None;
    let one = match c {
        // Katakana and hiragana say the same; the latter is the longer block.
        '\u{30a1}'..='\u{30f6}' | '\u{30fd}' | '\u{30fe}' => moved(c, 0x60),
        'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۃ' => 'ه',
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        'ँ' => 'ं',
        // Malayalam writes a consonant without a vowel as a letter of its own.
        'ൺ' | 'ൻ' | 'ർ' | 'ൽ' | 'ൾ' | 'ൿ' => {
            virama = Some('\u{d4d}');
            match c {
                'ൺ' => 'ണ',
                'ൻ' => 'ന',
                'ർ' => 'ര',
                'ൽ' => 'ല',
                'ൾ' => 'ള',
                _ => 'ക',
            }
        }
        _ => representative(c),
    };
    std::iter::once(one).chain(virama)
}

fn moved(c: char, by: u32) -> char {
    u32::from(c).checked_sub(by).and_then(char::from_u32).unwrap_or(c)
}
