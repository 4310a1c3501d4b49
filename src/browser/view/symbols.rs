//! The signs of the browser in plain ASCII, for terminals and fonts that have no others.

use ratatui::buffer::Buffer;

/// Each sign and what stands for it; both take one cell. No two signs that mean different things
/// become the same.
const PLAIN: &[(&str, &str)] = &[
    ("─", "-"),
    ("│", "|"),
    ("┌", "+"),
    ("┐", "+"),
    ("└", "+"),
    ("┘", "+"),
    ("▌", ">"),
    ("▒", "#"),
    ("❯", ":"),
    ("●", "*"),
    ("◐", "%"),
    ("○", "o"),
    ("⚔", "!"),
    ("→", ">"),
    ("←", "<"),
    ("↑", "^"),
    ("↓", "v"),
    ("✓", "="),
    ("≈", "~"),
    ("≠", "#"),
    ("✗", "x"),
    ("…", "_"),
    ("·", "-"),
    ("“", "\""),
    ("”", "\""),
    ("‘", "'"),
    ("’", "'"),
    ("—", "-"),
    ("–", "-"),
];

/// Puts plain signs in the place of all others that the browser draws. Names in other scripts stay
/// as they are: there is no plain way to write them.
pub(super) fn make_plain(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if let Some((_, plain)) = PLAIN.iter().find(|(sign, _)| *sign == cell.symbol()) {
            cell.set_symbol(plain);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width;

    #[test]
    fn every_sign_and_its_plain_form_take_one_cell() {
        for (sign, plain) in PLAIN {
            assert_eq!((width(sign), width(plain)), (1, 1), "{sign}");
            assert!(plain.is_ascii(), "{sign}");
        }
    }

    #[test]
    fn the_marks_of_fields_and_of_words_stay_apart() {
        for marks in [&["●", "◐", "○", "⚔"][..], &["✓", "≈", "≠", "✗", "…"]] {
            let mut plain: Vec<_> = PLAIN.iter().filter(|(sign, _)| marks.contains(sign)).collect();
            plain.sort_by_key(|(_, plain)| plain);
            plain.dedup_by_key(|(_, plain)| plain);
            assert_eq!(plain.len(), marks.len());
        }
    }
}
