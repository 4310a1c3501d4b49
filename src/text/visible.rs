//! Makes untrusted text safe to show: the one boundary that every text from a file, a name or the
//! environment passes.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::ascii::{shows_ascii_only, spelled};
use super::invisible::{Visibility, fates};

/// Returns `text` as one line that is safe to show: a character that could control a terminal, reverse
/// the reading direction or be invisible is replaced by a visible mark.
///
/// Controls become their pictures (`␛` for escape), other characters a code point in angle quotes
/// (`‹U+202E›`). Line feeds and tabs are controls too: to keep lines, split the text before. Marks that
/// would pile up on one letter are counted (`‹+12 marks›`). If the terminal shows ASCII only, the result
/// is spelled in ASCII.
pub fn visible(text: &str) -> Cow<'_, str> {
    let marked = visible_unicode(text);
    if !shows_ascii_only() {
        return marked;
    }
    match marked {
        Cow::Borrowed(text) => spelled(text),
        Cow::Owned(text) => Cow::Owned(spelled(&text).into_owned()),
    }
}

/// Like [`visible`] on a terminal that shows all of Unicode: for data, which may be read by another
/// program than this terminal.
pub fn visible_unicode(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
        || fates(text).all(|(_, fate)| fate == Visibility::Shown)
    {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut excess = 0;
    for (c, fate) in fates(text) {
        if fate == Visibility::Excess {
            excess += 1;
            continue;
        }
        count(std::mem::take(&mut excess), &mut shown);
        match fate {
            Visibility::Shown | Visibility::Excess => shown.push(c),
            Visibility::Marked => mark(c, &mut shown),
        }
    }
    count(excess, &mut shown);
    Cow::Owned(shown)
}

/// Returns `text` with each character that [`visible`] would mark replaced by one of the same length in
/// bytes, so that byte ranges stay valid; line feeds and tabs are unchanged.
pub fn without_controls(text: &str) -> Cow<'_, str> {
    if fates(text).all(|(_, fate)| fate == Visibility::Shown) {
        return Cow::Borrowed(text);
    }
    let replaced = fates(text).map(|(c, fate)| match (c, c.len_utf8()) {
        ('\n' | '\t', _) => c,
        _ if fate == Visibility::Shown => c,
        (_, 1) => '?',
        (_, 2) => '¿',
        (_, 3) => '\u{fffd}',
        (_, _) => '\u{1f7a8}',
    });
    Cow::Owned(replaced.collect())
}

fn mark(c: char, shown: &mut String) {
    let code = u32::from(c);
    let picture = match code {
        _ if shows_ascii_only() => None,
        0..0x20 => char::from_u32(0x2400 + code),
        0x7f => Some('␡'),
        _ => None,
    };
    match picture {
        Some(picture) => shown.push(picture),
        None => _ = write!(shown, "‹U+{code:04X}›"),
    }
}

/// Adds how many marks are not drawn.
fn count(marks: usize, shown: &mut String) {
    match marks {
        0 => {}
        1 => shown.push_str("‹+1 mark›"),
        _ => _ = write!(shown, "‹+{marks} marks›"),
    }
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
        check(" \u{fe0f}❤\u{fe0f}\u{fe0f}", " ‹U+FE0F›❤\u{fe0f}‹U+FE0F›");
        check("a\u{180b}", "a‹U+180B›");
    }

    #[test]
    fn joiners_and_selectors_are_marked_where_no_script_needs_them() {
        for text in [
            "می\u{200c}خواهم",
            "ක්\u{200d}ර",
            "র\u{200d}\u{9cd}য",
            "ក្រុង",
            "မ\u{1039}မ",
            "❤\u{fe0f}\u{200d}🔥",
            "葛\u{e0100}城",
            "1\u{fe0f}\u{20e3}",
            "\u{11053}\u{1107f}\u{11052}",
        ] {
            check(text, text);
        }
        check("И\u{200d}в", "И‹U+200D›в");
        check("妙\u{200c}瓦", "妙‹U+200C›瓦");
        check("a\u{17d2}b", "a‹U+17D2›b");
        check("ក\u{17d2}b", "ក‹U+17D2›b");
        check("a\u{1107f}b\u{11a47}c", "a‹U+1107F›b‹U+11A47›c");
        check("a\u{fe0f} б\u{fe00} a\u{e0100}", "a‹U+FE0F› б‹U+FE00› a‹U+E0100›");
    }

    #[test]
    fn what_shows_nothing_is_marked() {
        check("a\u{2800}b\u{3164}c\u{2063}", "a‹U+2800›b‹U+3164›c‹U+2063›");
        check("\u{16fe4}\u{1d159}\u{13430}\u{13455}", "‹U+16FE4›‹U+1D159›‹U+13430›‹U+13455›");
        check("\u{fdd0}\u{ffff}\u{10ffff}", "‹U+FDD0›‹U+FFFF›‹U+10FFFF›");
        check("\u{e000}x\u{f0000}\u{378}", "‹U+E000›x‹U+F0000›‹U+0378›");
    }

    #[test]
    fn marks_without_a_letter_and_floods_of_marks_are_counted_and_not_drawn() {
        check("\u{301}a", "‹U+0301›a");
        check("a \u{301}", "a ‹U+0301›");
        check("\u{1161}a\u{1161}", "‹U+1161›a‹U+1161›");
        check("가\u{11a8} \u{1100}\u{1161}\u{11a8}", "가\u{11a8} \u{1100}\u{1161}\u{11a8}");
        check("e\u{323}\u{302}", "e\u{323}\u{302}");
        let accents: String = ('\u{300}'..'\u{314}').collect();
        check(&format!("a{accents}b"), "a\u{300}\u{301}\u{302}\u{303}‹+16 marks›b");
        check(&format!("ก{}ข", "็".repeat(50)), "ก็็‹+48 marks›ข");
        check("a\u{488}\u{488}\u{488}", "a\u{488}\u{488}‹+1 mark›");
        // Burmese, Tibetan and pointed Hebrew stack more than Latin.
        for text in ["ကြွှံ့", "རྒྱུད་", "בְּרֵאשִׁ֖ית", "ญี่ปุ่น"]
        {
            check(text, text);
        }
        assert_eq!(without_controls("x\u{301}\u{301}\u{301}"), "x\u{301}\u{301}¿");
    }

    #[test]
    fn a_text_without_controls_has_the_same_length_and_lines() {
        let text = "a\u{1b}\u{9b}\u{202e}\u{e0041}\n\tb";
        let replaced = without_controls(text);
        assert_eq!(replaced.len(), text.len());
        assert_eq!(replaced, "a?¿\u{fffd}\u{1f7a8}\n\tb");
    }
}
