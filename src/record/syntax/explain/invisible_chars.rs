//! Explains invisible and control characters.

use super::super::line::{is_control, is_invisible};
use super::mistake::mistake;
use crate::diagnostic::Diagnostic;

/// Says which control character stands in `text`.
pub(super) fn control(text: &str) -> Option<Diagnostic> {
    let (at, letter) = text.char_indices().find(|(_, letter)| is_control(*letter))?;
    let message = format!("a control character (U+{:04X}) stands here", u32::from(letter));
    let help = "delete it; many editors show it as a box or not at all";
    Some(mistake(at..at + letter.len_utf8(), message).help(help))
}

/// Says which letter of `text` shows as a space or as nothing.
pub(super) fn invisible(text: &str) -> Option<Diagnostic> {
    let (at, letter) = text.char_indices().find(|(_, letter)| is_invisible(*letter))?;
    let message = format!("{} (U+{:04X}) stands here", called(letter), u32::from(letter));
    let help = if letter.is_whitespace() {
        "write an ordinary space in its place"
    } else {
        "delete it; as it does not show, it is easiest to retype the line"
    };
    Some(mistake(at..at + letter.len_utf8(), message).help(help))
}

/// Says that `count` lines end in a way that only very old programs know, the first at `at`.
pub(in super::super) fn lone_returns(at: usize, count: usize) -> Diagnostic {
    let lines = if count == 1 { "a line ends".to_owned() } else { format!("{count} lines end") };
    let message = format!("{lines} with a carriage return (U+000D) alone");
    mistake(at..at + 1, message).help("save the file with the line endings of Unix or Windows")
}

fn called(letter: char) -> &'static str {
    match letter {
        '\u{a0}' => "a non-breaking space",
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero-width space",
        '\u{202f}' => "a narrow non-breaking space",
        '\u{3000}' => "a full-width space",
        '\u{feff}' => "a byte-order mark",
        '\u{2028}' | '\u{2029}' => "a line break that TOML does not know",
        letter if letter.is_whitespace() => "an unusual space",
        _ => "an invisible character",
    }
}
