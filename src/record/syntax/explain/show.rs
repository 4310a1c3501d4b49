//! Quotes parts of the user's text in messages, shortened and with invisible characters visible.

use toml::de::DeValue;

use super::super::number_check::is_sound;

/// How much of a text is shown in a sentence.
const LIMIT: usize = 40;

/// Returns `text` in backticks, shortened, with nothing in it that does not show.
pub(super) fn code(text: &str) -> String {
    let mut shown: String = text.chars().take(LIMIT).map(visible).collect();
    if text.chars().nth(LIMIT).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// Returns "write …" with `text`, or the general `otherwise` where it is too long to be repeated.
pub(super) fn write(text: &str, otherwise: &str) -> String {
    if is_short(text) { format!("write `{text}`") } else { otherwise.to_owned() }
}

/// Returns `text` in straight quote marks.
pub(super) fn quoted(text: &str) -> String {
    if !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else if text.contains('\'') {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{escaped}\"")
    } else {
        format!("'{text}'")
    }
}

/// Returns `text` as the value that was meant: as it is, or in quote marks where it is only words.
pub(super) fn as_value(text: &str) -> String {
    if is_value(text) { text.to_owned() } else { quoted(text) }
}

/// Returns whether TOML reads `text` as a value.
pub(super) fn is_value(text: &str) -> bool {
    let is_sound = |text| DeValue::parse(text).is_ok_and(|value| is_sound(value.get_ref()));
    !text.starts_with('\u{feff}') && !text.is_empty() && is_sound(text)
}

/// Returns whether `text` can be repeated in a sentence in full.
pub(super) fn is_short(text: &str) -> bool {
    text.chars().nth(LIMIT + 20).is_none() && text.chars().all(|letter| visible(letter) == letter)
}

fn visible(letter: char) -> char {
    if letter.is_control() { '·' } else { letter }
}
