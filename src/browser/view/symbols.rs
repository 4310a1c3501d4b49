//! Replaces the browser's symbols by plain ASCII for terminals that cannot show them.

use ratatui::buffer::Buffer;

use crate::text::{SIGNS_IN_ASCII, dots_in_ascii, in_ascii_cells};

/// Puts plain signs in the place of all others that the browser draws. Names in other scripts stay
/// as they are.
pub(crate) fn make_plain(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if let Some((_, plain)) = SIGNS_IN_ASCII.iter().find(|(sign, _)| *sign == cell.symbol()) {
            cell.set_symbol(plain);
        } else if let Some(dots) = dots_in_ascii(cell.symbol()) {
            cell.set_symbol(dots);
        }
    }
}

/// Leaves nothing above ASCII in any cell. What was to be read is spelled before it is laid out; this
/// is the last step for the signs, and for texts whose letters must keep their places.
pub(crate) fn make_ascii(buffer: &mut Buffer) {
    for at in 0..buffer.content.len() {
        let Some(cell) = buffer.content.get(at).filter(|cell| !cell.symbol().is_ascii()) else {
            continue;
        };
        let ascii = in_ascii_cells(cell.symbol()).into_owned();
        // A wide character takes the cells after it too; one without cells leaves its own empty.
        let letters = ascii.chars().chain(ascii.is_empty().then_some(' '));
        for (cell, letter) in buffer.content.iter_mut().skip(at).zip(letters) {
            cell.set_char(letter);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn no_cell_keeps_anything_above_ascii_and_none_moves() {
        for (text, ascii) in
            [("│ ✓ Thử · x │", "| = Thu - x |"), ("a妙b瓦 c", "a??bWa c"), ("ម e\u{301}|", "m e|")]
        {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
            buffer.set_string(0, 0, text, Style::default());
            make_ascii(&mut buffer);
            let drawn: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
            assert!(drawn.is_ascii(), "{drawn}");
            assert_eq!(drawn.trim_end(), ascii);
        }
    }
}
