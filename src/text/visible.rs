//! The one boundary that text from files, names and the environment passes before it is shown.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Returns `text` as one line that is safe to show: what could steer a terminal, reverse the
/// reading direction or hide is replaced by a visible mark.
///
/// Controls become their pictures (`␛` for escape), everything else a code point in angle quotes
/// (`‹U+202E›`). Line ends and tabs are controls too: who wants lines splits before.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
        || !text.char_indices().any(|(at, c)| hides_at(text, at, c))
    {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        if hides_at(text, at, c) {
            mark(c, &mut shown);
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Returns `text` with each character that [`visible`] would mark replaced by one of as many bytes,
/// so that byte ranges into it stay true; line feeds and tabs are kept.
pub fn masked(text: &str) -> Cow<'_, str> {
    if !text.char_indices().any(|(at, c)| hides_at(text, at, c)) {
        return Cow::Borrowed(text);
    }
    let masked = text.char_indices().map(|(at, c)| match (c, c.len_utf8()) {
        ('\n' | '\t', _) => c,
        _ if !hides_at(text, at, c) => c,
        (_, 1) => '?',
        (_, 2) => '¿',
        (_, 3) => '\u{fffd}',
        (_, _) => '\u{1f7a8}',
    });
    Cow::Owned(masked.collect())
}

/// Tells whether a character by itself could steer a terminal, reverse the reading direction or
/// hide.
pub fn hides(c: char) -> bool {
    c.is_control() || is_hidden(c)
}

fn mark(c: char, shown: &mut String) {
    let code = u32::from(c);
    let picture = match code {
        0..0x20 => char::from_u32(0x2400 + code),
        0x7f => Some('␡'),
        _ => None,
    };
    match picture {
        Some(picture) => shown.push(picture),
        None => _ = write!(shown, "‹U+{code:04X}›"),
    }
}

fn hides_at(text: &str, at: usize, c: char) -> bool {
    match c {
        ' '..='~' => false,
        // Joiners spell words in Burmese, Khmer, Persian and Indian scripts and hold emoji together;
        // between two such characters they show, anywhere else they hide.
        '\u{200c}' | '\u{200d}' => !joins(text, at, c),
        // These choose between two shapes of the character before them.
        '\u{fe00}'..='\u{fe0f}' => before(text, at).is_none_or(is_blank),
        '\u{180b}'..='\u{180d}' | '\u{180f}' => {
            before(text, at).is_none_or(|c| !matches!(c, '\u{1820}'..='\u{18aa}'))
        }
        _ => hides(c),
    }
}

fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|before| before.chars().next_back())
}

/// Tells whether nothing of a character could show that it was chosen in another shape.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || hides(c) || matches!(c, '\u{fe00}'..='\u{fe0f}')
}

fn joins(text: &str, at: usize, joiner: char) -> bool {
    let after = text.get(at + joiner.len_utf8()..).and_then(|after| after.chars().next());
    let shaped = |c: Option<char>| c.is_some_and(|c| c >= '\u{300}' && !hides(c));
    shaped(before(text, at)) && shaped(after)
}

/// Bidirectional controls, zero-width and filler characters, separators, musical and shorthand
/// controls, tags.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, shown: &str) {
        assert_eq!(visible(text), shown);
    }

    #[test]
    fn what_is_harmless_is_shown_as_it_is() {
        for text in [
            "",
            "plain",
            "Nguyễn",
            "妙瓦底",
            "ភ្នំពេញ",
            "ရွှေကုက္ကို",
            "👩‍👦",
            "a\u{a0}b",
            "cross‑border",
            "“quoted”",
            "1\u{fe0f}\u{20e3} ❤\u{fe0f} 㐂\u{fe00}",
            "ᠮᠣᠩᠭᠣᠯ ᠠ\u{180b}",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn what_steers_or_hides_is_marked() {
        check("a\u{1b}[31mb", "a␛[31mb");
        check("a\nb\tc\r", "a␊b␉c␍");
        check("\u{7f}\u{9b}", "␡‹U+009B›");
        check("x\u{202e}y", "x‹U+202E›y");
        check("zero\u{200b}width", "zero‹U+200B›width");
        check("a\u{200d}b", "a‹U+200D›b");
        check("\u{e0041}", "‹U+E0041›");
        check("\u{2028}", "‹U+2028›");
        check("a\u{34f}\u{17b4}\u{1d173}", "a‹U+034F›‹U+17B4›‹U+1D173›");
        check(" \u{fe0f}a\u{fe0f}\u{fe0f}", " ‹U+FE0F›a\u{fe0f}‹U+FE0F›");
        check("a\u{180b}", "a‹U+180B›");
    }

    /// What Unicode calls `Default_Ignorable_Code_Point`, controls, and what parts lines or reverses
    /// them: none of it gets past by itself.
    #[test]
    fn nothing_that_unicode_calls_ignorable_gets_past() {
        const RANGES: [(u32, u32); 22] = [
            (0x00, 0x1f),
            (0x7f, 0x9f),
            (0xad, 0xad),
            (0x34f, 0x34f),
            (0x61c, 0x61c),
            (0x115f, 0x1160),
            (0x17b4, 0x17b5),
            (0x180b, 0x180f),
            (0x200b, 0x200f),
            (0x2028, 0x202e),
            (0x2060, 0x206f),
            (0x3164, 0x3164),
            (0xfe00, 0xfe0f),
            (0xfeff, 0xfeff),
            (0xffa0, 0xffa0),
            (0xfff0, 0xfffb),
            (0x1_bca0, 0x1_bca3),
            (0x1_d173, 0x1_d17a),
            (0xe_0000, 0xe_0001),
            (0xe_0020, 0xe_007f),
            (0xe_0100, 0xe_01ef),
            (0xe_0ff0, 0xe_0fff),
        ];
        for c in RANGES.into_iter().flat_map(|(first, last)| first..=last) {
            let text = format!(" {} ", char::from_u32(c).unwrap());
            assert_ne!(visible(&text), text, "U+{c:04X}");
            assert_ne!(masked(&text.replace(['\n', '\t'], "\r")), text, "U+{c:04X}");
        }
    }

    #[test]
    fn a_masked_text_keeps_its_length_and_its_lines() {
        let text = "a\u{1b}\u{9b}\u{202e}\u{e0041}\n\tb";
        let masked = masked(text);
        assert_eq!(masked.len(), text.len());
        assert_eq!(masked, "a?¿\u{fffd}\u{1f7a8}\n\tb");
    }
}
