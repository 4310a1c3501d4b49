//! A TOML string as it is written: which bytes make each character of its value, and the smallest splice that gives it
//! another value.

use std::ops::Range;

use toml::de::DeTable;

use super::line_ending;
use crate::record::quoting;
use crate::text::{ByteRange, Splice};

/// How a string is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum QuoteStyle {
    /// `"…"`
    Basic,
    /// `'…'`
    Literal,
    /// `"""…"""`
    LongBasic,
    /// `'''…'''`
    LongLiteral,
}

/// One character of a value, and the bytes that it is written with.
#[derive(Clone, Debug, PartialEq, Eq)]
struct RawChar {
    /// Where in the written string.
    written: Range<usize>,
    /// The character; `None` for a backslash at the end of a line, which stands for nothing.
    value: Option<char>,
}

/// A string as it is written.
#[derive(Clone, Debug)]
struct RawString {
    style: QuoteStyle,
    /// Where the first character is, or would be.
    start: usize,
    chars: Vec<RawChar>,
}

/// Returns the splices that give the string at a place of a text another value, the smallest first: not every one holds
/// that value when it is read again, so the caller tries them in turn. `ending` is the line ending of the text.
pub(super) fn with_value(text: &str, at: ByteRange, value: &str, ending: &str) -> Vec<Splice> {
    let old = at.of(text);
    let mut splices = Vec::new();
    if let Some(raw) = RawString::of(old) {
        splices.extend(raw.changed_part(at.start(), value, ending));
        splices.extend(raw.style.written(value, ending).map(|new| Splice::replace(at, new)));
    }
    if value.contains('\n') {
        let long = QuoteStyle::LongBasic.written(value, ending);
        splices.extend(long.map(|new| Splice::replace(at, new)));
    }
    splices.push(Splice::replace(at, quoting::basic(value)));
    splices
}

/// Returns the smallest splice that gives the string at a place of a text another value; `None` where no string is there.
pub(crate) fn replace_string(text: &str, at: ByteRange, value: &str) -> Option<Splice> {
    with_value(text, at, value, line_ending(text)).into_iter().find(|splice| {
        let range = splice.range();
        let before = ByteRange::new(at.start(), range.start()).map(|before| before.of(text));
        let behind = ByteRange::new(range.end(), at.end()).map(|behind| behind.of(text));
        let Some((before, behind)) = before.zip(behind) else { return false };
        let line = format!("a = {before}{}{behind}", splice.text());
        let read = DeTable::parse(&line);
        let new = read.as_ref().ok().and_then(|table| table.get_ref().get("a")?.get_ref().as_str());
        new == Some(value)
    })
}

/// Returns a new string with this value: of several lines where the value is, else on one.
pub(super) fn new_string(value: &str, ending: &str) -> String {
    let is_long = value.contains('\n') && !value.trim_end_matches('\n').is_empty();
    let long = is_long.then(|| QuoteStyle::LongBasic.written(value, ending)).flatten();
    long.unwrap_or_else(|| quoting::basic(value))
}

impl QuoteStyle {
    fn of(written: &str) -> Option<Self> {
        Some(match written {
            _ if written.starts_with("\"\"\"") => Self::LongBasic,
            _ if written.starts_with("'''") => Self::LongLiteral,
            _ if written.starts_with('"') => Self::Basic,
            _ if written.starts_with('\'') => Self::Literal,
            _ => return None,
        })
    }

    fn mark(self) -> &'static str {
        match self {
            Self::Basic => "\"",
            Self::Literal => "'",
            Self::LongBasic => "\"\"\"",
            Self::LongLiteral => "'''",
        }
    }

    fn is_literal(self) -> bool {
        matches!(self, Self::Literal | Self::LongLiteral)
    }

    fn is_long(self) -> bool {
        matches!(self, Self::LongBasic | Self::LongLiteral)
    }

    /// Returns whether a string of this style can hold a value, line breaks as lines.
    fn holds(self, value: &str) -> bool {
        let control = |c: char| c.is_control() && c != '\t' && !(self.is_long() && c == '\n');
        match self {
            Self::Basic => !value.contains('\n'),
            Self::LongBasic => true,
            Self::Literal => !value.contains('\'') && !value.contains(control),
            Self::LongLiteral => {
                !value.contains("'''") && !value.ends_with('\'') && !value.contains(control)
            }
        }
    }

    /// Returns the string with this value; `None` where this style cannot hold it.
    fn written(self, value: &str, ending: &str) -> Option<String> {
        let mark = self.mark();
        // A line break behind the opening mark is none of the value.
        let first = if self.is_long() && value.contains('\n') { ending } else { "" };
        let inner = self.inner(value, 0..value.len(), ending);
        self.holds(value).then(|| format!("{mark}{first}{inner}{mark}"))
    }

    /// Returns how a part of a value is written in a string of this style.
    fn inner(self, value: &str, part: Range<usize>, ending: &str) -> String {
        let words = value.get(part.clone()).unwrap_or_default();
        let mut inner = String::with_capacity(words.len());
        for (at, c) in words.char_indices().map(|(at, c)| (part.start + at, c)) {
            let rest = value.get(at + c.len_utf8()..).unwrap_or_default();
            match c {
                '\n' if self.is_long() => inner.push_str(ending),
                // Three of them would end the string, and so would one before the closing mark.
                '"' if self == Self::LongBasic => {
                    let before = value.get(..at).unwrap_or_default();
                    let is_alone = !before.ends_with('"') && !rest.starts_with('"');
                    inner.push_str(if is_alone && !rest.is_empty() { "\"" } else { "\\\"" });
                }
                // Both are written as they are where nothing is escaped, and a tab is plain in a text of several
                // lines.
                _ if self.is_literal() || (c == '\t' && self.is_long()) => inner.push(c),
                _ => inner.push_str(&quoting::escaped(c.encode_utf8(&mut [0; 4]))),
            }
        }
        inner
    }
}

impl RawString {
    /// Reads a string that is written correctly.
    fn of(written: &str) -> Option<Self> {
        let style = QuoteStyle::of(written)?;
        let mark = style.mark().len();
        let end = written.len().checked_sub(mark).filter(|end| *end >= mark)?;
        let mut at = mark;
        if style.is_long() {
            let inner = written.get(mark..end)?;
            at += if inner.starts_with("\r\n") { 2 } else { usize::from(inner.starts_with('\n')) };
        }
        let start = at;
        let mut chars = Vec::new();
        while at < end {
            let rest = written.get(at..end)?;
            let (length, value) = next_char(rest, style)?;
            chars.push(RawChar { written: at..at + length, value });
            at += length;
        }
        Some(Self { style, start, chars })
    }

    /// Returns the splice of the characters that differ from those of a value, in a text in which the string starts at
    /// `offset`; `None` where that cannot be written in the style of the string.
    fn changed_part(&self, offset: usize, value: &str, ending: &str) -> Option<Splice> {
        let had_breaks = self.chars.iter().any(|c| c.value == Some('\n'));
        let is_long = self.style.is_long();
        let holds = self.style.holds(value) || (self.style == QuoteStyle::Basic && had_breaks);
        // A line break at the start of the value needs one more, which is none of the value.
        let keeps_first = !is_long || !value.starts_with('\n');
        if !holds || !keeps_first {
            return None;
        }
        let chars: Vec<&RawChar> = self.chars.iter().filter(|c| c.value.is_some()).collect();
        let new: Vec<char> = value.chars().collect();
        let is_same = |(one, other): &(&&RawChar, &char)| one.value == Some(**other);
        let same_start = chars.iter().zip(&new).take_while(is_same).count();
        let rest = chars.len().min(new.len()) - same_start;
        let same_end = chars.iter().rev().zip(new.iter().rev()).take_while(is_same).count();
        let same_end = same_end.min(rest);
        let from = match same_start.checked_sub(1) {
            None => self.start,
            Some(last) => chars.get(last)?.written.end,
        };
        let old = chars.get(same_start..chars.len() - same_end)?;
        let (from, to) = match (old.first(), old.last()) {
            (Some(first), Some(last)) => (first.written.start, last.written.end),
            (None, _) | (_, None) => (from, from),
        };
        let length = |chars: &[char]| chars.iter().map(|c| c.len_utf8()).sum::<usize>();
        let part = length(new.get(..same_start)?)..length(new.get(..new.len() - same_end)?);
        let words = self.style.inner(value, part, ending);
        Some(Splice::replace(ByteRange::from_span(offset + from..offset + to), words))
    }
}

/// Returns how many bytes the next character of a string is written with, and what it is.
fn next_char(rest: &str, style: QuoteStyle) -> Option<(usize, Option<char>)> {
    let first = rest.chars().next()?;
    if style.is_long() && rest.starts_with("\r\n") {
        return Some((2, Some('\n')));
    }
    if first != '\\' || style.is_literal() {
        return Some((first.len_utf8(), Some(first)));
    }
    let kind = rest.chars().nth(1)?;
    let code = |digits: usize| {
        let hex = rest.get(2..2 + digits)?;
        let value = char::from_u32(u32::from_str_radix(hex, 16).ok()?)?;
        Some((2 + digits, Some(value)))
    };
    let plain = match kind {
        'b' => '\u{8}',
        'e' => '\u{1b}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '\\' | '"' => kind,
        'x' => return code(2),
        'u' => return code(4),
        'U' => return code(8),
        _ => {
            let behind = rest.get(1..)?.trim_start_matches([' ', '\t', '\r', '\n']);
            return Some((rest.len() - behind.len(), None));
        }
    };
    Some((2, Some(plain)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, value: &str, new: &str) {
        let at = ByteRange::from_span(0..old.len());
        let made = with_value(old, at, value, "\n").into_iter().find_map(|splice| {
            let (after, _) = splice.apply(old)?;
            let text = format!("a = {after}");
            let read = DeTable::parse(&text).ok()?;
            (read.get_ref().get("a")?.get_ref().as_str() == Some(value)).then_some(after.clone())
        });
        assert_eq!(made.as_deref(), Some(new), "{old} {value:?}");
    }

    #[test]
    fn quotes_are_kept_where_they_can_hold_the_value() {
        check("'a'", "b", "'b'");
        check("'a'", "it's", "\"it's\"");
        check("'''a'''", "it's", "'''it's'''");
        check("'''a'''", "b'", "\"b'\"");
        check("\"a\"", "say \"b\"\\", r#""say \"b\"\\""#);
        check("'a'", "b\nc", "\"\"\"\nb\nc\"\"\"");
        check("\"a\"", "b\nc", "\"\"\"\nb\nc\"\"\"");
        check("\"a\\nb\"", "a\nc", "\"a\\nc\"");
    }

    #[test]
    fn lines_stay_lines_and_what_is_not_edited_stays_as_it_was_written() {
        check("\"\"\"\na\nb\"\"\"", "a\nc\nb", "\"\"\"\na\nc\nb\"\"\"");
        check("\"\"\"a\\u0062 \\\n   c\"\"\"", "ab d", "\"\"\"a\\u0062 \\\n   d\"\"\"");
        check("'''\n\\a\nb'''", "\\a\nbc", "'''\n\\a\nbc'''");
        check("\"\"\"a\"\"\"", "\na", "\"\"\"\n\na\"\"\"");
        check("\"\"\"a\"\"\"", "a\"\"\"b\"", "\"\"\"a\\\"\\\"\\\"b\\\"\"\"\"");
        check("\"\"\"a\"\"\"", "a \"b\" c", "\"\"\"a \"b\" c\"\"\"");
    }

    #[test]
    fn every_character_is_kept() {
        let khmer = "កម្ពុ\u{200b}ជា\u{200c}\u{200d} \u{202e}\u{feff}x";
        check("'a'", khmer, &format!("'{khmer}'"));
        check("\"a\"", khmer, &format!("\"{khmer}\""));
        check("\"\"\"a\"\"\"", "\u{0}\u{85}", "\"\"\"\\u0000\\u0085\"\"\"");
    }
}
