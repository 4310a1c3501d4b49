//! Explains invisible and control characters.

use super::super::line::{is_control, is_invisible};
use super::super::token::{TokenKind, TomlTokens};
use super::edit::{fix, put, remove};
use super::mistake::mistake;
use crate::diagnostic::Diagnostic;
use crate::text::Splice;

/// Says which control character is in `text`.
pub(super) fn control(text: &str) -> Option<Diagnostic> {
    let (at, letter) = text.char_indices().find(|(_, letter)| is_control(*letter))?;
    let message = format!("there is a control character (U+{:04X}) here", u32::from(letter));
    let help = "delete it; many editors show it as a box or not at all";
    let all = text.char_indices().filter(|(_, letter)| is_control(*letter));
    let all = all.map(|(at, letter)| remove(at..at + letter.len_utf8())).collect();
    // In a comment it means nothing.
    let found = mistake(at..at + letter.len_utf8(), message).help(help);
    Some(found.fix(fix(text.starts_with('#'), all)))
}

/// Says which letter of `text` shows as a space or as nothing.
pub(super) fn invisible(text: &str) -> Option<Diagnostic> {
    let (at, letter) = text.char_indices().find(|(_, letter)| is_invisible(*letter))?;
    let message = format!("there is {} (U+{:04X}) here", called(letter), u32::from(letter));
    let help = if letter.is_whitespace() {
        "write an ordinary space in its place"
    } else {
        "delete it; as it does not show, it is easiest to retype the line"
    };
    let found = mistake(at..at + letter.len_utf8(), message).help(help);
    Some(found.fix(fix(true, shown(text))))
}

/// Returns the splices that put an ordinary space for each letter that shows as one, and nothing for
/// those that do not show; what is in quote marks stays as it is.
fn shown(text: &str) -> Vec<Splice> {
    let tokens = TomlTokens::of(text, 0);
    let outside =
        tokens.filter(|token| !matches!(token.kind, TokenKind::Quoted { .. } | TokenKind::Comment));
    let letters = outside.flat_map(|token| {
        token.of(text).char_indices().map(move |(at, letter)| (token.start + at, letter))
    });
    let all = letters.filter(|(_, letter)| is_invisible(*letter));
    let space = |letter: char| if letter.is_whitespace() { " " } else { "" };
    all.map(|(at, letter)| put(at..at + letter.len_utf8(), space(letter))).collect()
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
