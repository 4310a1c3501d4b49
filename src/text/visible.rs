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
        _ => hides(c),
    }
}

fn joins(text: &str, at: usize, joiner: char) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + joiner.len_utf8()..).and_then(|after| after.chars().next());
    let shaped = |c: Option<char>| c.is_some_and(|c| c >= '\u{300}' && !hides(c));
    shaped(before) && shaped(after)
}

/// Bidirectional controls, zero-width and filler characters, separators, tags.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
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
    }

    #[test]
    fn a_masked_text_keeps_its_length_and_its_lines() {
        let text = "a\u{1b}\u{9b}\u{202e}\u{e0041}\n\tb";
        let masked = masked(text);
        assert_eq!(masked.len(), text.len());
        assert_eq!(masked, "a?¿\u{fffd}\u{1f7a8}\n\tb");
    }
}
