//! Spells text in ASCII, for terminals that show nothing else.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use any_ascii::any_ascii_char;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthChar as _;

use super::width::width;

/// Each sign that the program draws, with its replacement in ASCII; both take one cell. Signs that mean
/// different things have different replacements, and none is a key that the sign could be taken for. The quote marks around
/// the number of a character that cannot be seen are brackets, and look like them.
pub(crate) const SIGNS_IN_ASCII: &[(&str, &str)] = &[
    ("─", "-"),
    ("│", "|"),
    ("┌", "+"),
    ("┐", "+"),
    ("└", "+"),
    ("┘", "+"),
    ("├", "+"),
    ("┤", "+"),
    ("┬", "+"),
    ("┴", "+"),
    ("┼", "+"),
    ("▌", "#"),
    ("▏", "{"),
    ("█", "|"),
    ("▒", "@"),
    ("░", ";"),
    ("◎", "O"),
    ("✚", "+"),
    ("❯", "$"),
    ("●", "*"),
    ("◐", "%"),
    ("○", "o"),
    ("◔", "&"),
    ("⚔", "!"),
    ("→", ">"),
    ("←", "<"),
    ("↑", "^"),
    ("↓", "v"),
    ("✓", "="),
    ("≈", "~"),
    ("≠", "/"),
    ("✗", "X"),
    ("◌", "."),
    ("…", "_"),
    ("×", "x"),
    ("≥", "]"),
    ("␛", "\\"),
    ("␊", "\\"),
    ("␉", "\\"),
    ("␍", "\\"),
    ("␡", "\\"),
    ("␀", "\\"),
    ("‹", "<"),
    ("›", ">"),
    ("·", "-"),
    ("“", "\""),
    ("”", "\""),
    ("‘", "'"),
    ("’", "'"),
    ("—", "-"),
    ("–", "-"),
    ("◆", "#"),
    ("◇", "o"),
    ("━", "="),
    ("┣", "|"),
    ("┫", "|"),
    ("╌", "-"),
    ("◂", "<"),
    ("▸", ">"),
    ("▾", "v"),
    ("╵", "|"),
];

/// Whether text for people is written in ASCII alone. A terminal in another encoding takes bytes above
/// 0x7F for controls (0x9B starts an escape sequence), and letters of UTF-8 contain them.
static ASCII_ONLY: AtomicBool = AtomicBool::new(false);

/// Makes [`visible`](super::visible()) spell everything in ASCII from here on, for the whole process.
pub(crate) fn show_ascii_only() {
    ASCII_ONLY.store(true, Ordering::Relaxed);
}

/// Returns whether [`show_ascii_only`] was called.
pub(crate) fn shows_ascii_only() -> bool {
    ASCII_ONLY.load(Ordering::Relaxed)
}

/// Returns a text spelled in ASCII: `é` as `e`, `“` as `"`, `妙` as `Miao`, and a character without a
/// spelling as `<U+2603>`. The result may be longer than the text, so spell before computing a layout.
pub(crate) fn spelled(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut ascii = String::with_capacity(text.len());
    for c in text.chars() {
        match spelling(c) {
            Some(letters) => ascii.push_str(letters),
            None if c.is_ascii() => ascii.push(c),
            // An accent has no letters of its own, and its letter has been spelled already.
            None if c.width() == Some(0) => {}
            None => _ = write!(ascii, "<U+{:04X}>", u32::from(c)),
        }
    }
    Cow::Owned(ascii)
}

/// Returns a text in ASCII in which every cluster still takes the same cells: the last step, for text
/// that is laid out already. A cluster whose spelling does not fit into its cells becomes `?`.
pub(crate) fn in_ascii_cells(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut ascii = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        match SIGNS_IN_ASCII.iter().find(|(sign, _)| *sign == cluster) {
            Some((_, plain)) => ascii.push_str(plain),
            None if cluster.is_ascii() => ascii.push_str(cluster),
            None if let Some(dots) = dots_in_ascii(cluster) => ascii.push_str(dots),
            None => push_in_cells(cluster, &mut ascii),
        }
    }
    Cow::Owned(ascii)
}

/// Returns what shows in which half of its cell a braille sign has dots, as lines of a map are drawn; `None` for other texts.
pub(crate) fn dots_in_ascii(sign: &str) -> Option<&'static str> {
    let mut signs = sign.chars();
    let dots = u32::from(signs.next()?).checked_sub(0x2800).filter(|dots| *dots < 0x100)?;
    if signs.next().is_some() {
        return None;
    }
    // The upper two rows of dots are 1, 2, 4 and 5, the lower two 3, 6, 7 and 8.
    Some(match (dots & 0x1b != 0, dots & 0xe4 != 0) {
        (false, false) => " ",
        (true, false) => "'",
        (false, true) => ".",
        (true, true) => ":",
    })
}

fn push_in_cells(cluster: &str, ascii: &mut String) {
    let cells = width(cluster);
    let mut letters = String::new();
    for c in cluster.chars() {
        match spelling(c) {
            Some(spelled) => letters.push_str(spelled),
            None if c.is_ascii() => letters.push(c),
            None => {}
        }
    }
    if (1..=cells).contains(&letters.len()) {
        ascii.push_str(&letters);
        ascii.extend(std::iter::repeat_n(' ', cells - letters.len()));
    } else {
        ascii.extend(std::iter::repeat_n('?', cells));
    }
}

/// Returns the letters that spell a character; `None` for ASCII and for characters without a spelling.
fn spelling(c: char) -> Option<&'static str> {
    if c.is_ascii() {
        return None;
    }
    let (letters, mut bytes) = (any_ascii_char(c), [0; 4]);
    if !letters.is_empty() && letters.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Some(letters);
    }
    let sign = &*c.encode_utf8(&mut bytes);
    SIGNS_IN_ASCII.iter().find(|(of, _)| *of == sign).map(|(_, plain)| *plain)
}

/// Returns the ASCII letters that spell a letter, digit or mark (an empty iterator if it has no spelling);
/// `None` for a character that separates words: a space, a dash, a sign.
pub(crate) fn letters_in_ascii(c: char) -> Option<impl Iterator<Item = char>> {
    let is_of_word = c.is_alphanumeric() || is_combining_mark(c) || c.width() == Some(0);
    let itself = Some(c).filter(char::is_ascii);
    let letters = if c.is_ascii() { "" } else { any_ascii_char(c) };
    is_of_word
        .then(|| itself.into_iter().chain(letters.chars()).filter(char::is_ascii_alphanumeric))
}

/// Returns equivalent JSON in which every character above ASCII is escaped.
pub(crate) fn json_in_ascii(json: &str) -> Cow<'_, str> {
    if json.is_ascii() {
        return Cow::Borrowed(json);
    }
    let mut ascii = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing into a string cannot fail.
                _ = write!(ascii, "\\u{unit:04x}");
            }
        }
    }
    Cow::Owned(ascii)
}

/// Returns data in which every character above ASCII is escaped as `<U+00E9>`; nothing is dropped.
pub(crate) fn escaped_in_ascii(data: &str) -> Cow<'_, str> {
    if data.is_ascii() {
        return Cow::Borrowed(data);
    }
    let mut ascii = String::with_capacity(data.len());
    for c in data.chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            _ = write!(ascii, "<U+{:04X}>", u32::from(c));
        }
    }
    Cow::Owned(ascii)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_are_spelled_and_what_has_no_spelling_is_escaped() {
        let table = [
            ("plain", "plain"),
            ("Nguyễn Thử", "Nguyen Thu"),
            ("e\u{301}", "e"),
            ("ě2J ĝ0;x", "e2J g0;x"),
            ("“so”…", "\"so\"..."),
            ("a‹U+202E›b", "a<U+202E>b"),
            ("妙瓦底", "MiaoWaDi"),
            ("\u{e000}", "<U+E000>"),
        ];
        for (text, ascii) in table {
            assert_eq!(spelled(text), ascii);
        }
    }

    #[test]
    fn what_is_laid_out_keeps_its_cells() {
        let table = [
            ("│ ✓ Reuters · A │", "| = Reuters - A |"),
            ("Thử", "Thu"),
            ("ខ្មែរ 妙", "???r ??"),
            ("…", "_"),
            ("◌ ×6", ". x6"),
            ("e\u{301}x", "ex"),
            ("⠉⠒⣀⡇⠀", "''.: "),
        ];
        for (text, ascii) in table {
            assert_eq!(in_ascii_cells(text), ascii);
        }
    }

    #[test]
    fn data_is_escaped_and_nothing_left_out() {
        assert_eq!(json_in_ascii("\"ě💥\""), "\"\\u011b\\ud83d\\udca5\"");
        assert_eq!(escaped_in_ascii("a,é,e\u{301}\n"), "a,<U+00E9>,e<U+0301>\n");
        let json: String = serde_json::from_str(&json_in_ascii("\"Nguyễn 妙 💥\"")).unwrap();
        assert_eq!(json, "Nguyễn 妙 💥");
    }

    #[test]
    fn signs_of_the_program_are_never_escaped() {
        for (sign, _) in SIGNS_IN_ASCII {
            assert!(!spelled(sign).contains("U+"), "{sign}: {}", spelled(sign));
        }
    }

    #[test]
    fn every_sign_and_its_plain_form_take_one_cell() {
        for (sign, plain) in SIGNS_IN_ASCII {
            assert_eq!((width(sign), width(plain)), (1, 1), "{sign}");
            assert!(plain.is_ascii(), "{sign}");
        }
    }

    #[test]
    fn signs_that_mean_different_things_have_different_replacements() {
        // Lines, dashes, quote marks, brackets and the letters of the keyboard look alike in ASCII. The signs of bars
        // are in bars and their legend alone, where none of the others is.
        let alike = "─│┌┐└┘├┤┬┴┼·—–“”‘’‹›←↑↓␊␉␍␡␀█░◆◇━┣┫╌◂▸▾╵";
        let mut plain: Vec<&str> = SIGNS_IN_ASCII
            .iter()
            .filter(|(sign, _)| !alike.contains(sign))
            .map(|(_, plain)| *plain)
            .collect();
        let all = plain.len();
        plain.sort_unstable();
        plain.dedup();
        assert_eq!(plain.len(), all, "{plain:?}");
    }

    /// No function here lets a byte above 0x7F or a control through, for any character.
    #[test]
    fn no_character_leaves_a_byte_above_ascii_or_a_control() {
        for c in '\u{80}'..=char::MAX {
            let text = c.to_string();
            for ascii in [
                spelled(&text),
                in_ascii_cells(&text),
                json_in_ascii(&text),
                escaped_in_ascii(&text),
            ] {
                assert!(ascii.bytes().all(|byte| matches!(byte, b' '..=b'~')), "{c:?}: {ascii:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn cells_are_kept(text in "(\\PC|[ -~]|妙|\u{301}|─){0,30}") {
            prop_assert_eq!(in_ascii_cells(&text).len(), text.graphemes(true).map(width).sum::<usize>());
        }
    }
}
