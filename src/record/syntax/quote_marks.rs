//! The four kinds of TOML quote marks, and where a string in them ends.

use memchr::{memchr2, memchr3, memmem};

use super::line::{cut, is_bare};

/// The quote marks that TOML knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuoteMark {
    /// `"`
    Double,
    /// `'`
    Single,
    /// `"""`
    TripleDouble,
    /// `'''`
    TripleSingle,
}

impl QuoteMark {
    /// Returns the mark as it is written.
    pub(super) fn written(self) -> &'static str {
        match self {
            Self::Double => "\"",
            Self::Single => "'",
            Self::TripleDouble => "\"\"\"",
            Self::TripleSingle => "'''",
        }
    }

    /// Returns whether a text in these marks may have several lines.
    pub(super) fn is_triple(self) -> bool {
        matches!(self, Self::TripleDouble | Self::TripleSingle)
    }
}

/// Finds where quoted texts end.
///
/// Keeps the last search for each of the triple marks, so that a part of the text is not searched anew for
/// every opening in it.
#[derive(Clone, Default)]
pub(super) struct Closers {
    double: Option<Searched>,
    single: Option<Searched>,
}

#[derive(Clone, Copy)]
struct Searched {
    from: usize,
    close: Option<Close>,
}

#[derive(Clone, Copy)]
struct Close {
    at: usize,
    /// The marks rather open the text of another field, as in `note = """`.
    opens_a_field: bool,
}

impl Closers {
    /// Returns the end of the text whose opening marks are at `open`, or `None` where it is not
    /// closed: on its line for the simple marks, before the next text for the triple ones.
    pub(super) fn end_of(&mut self, text: &str, open: usize, mark: QuoteMark) -> Option<usize> {
        let from = open + mark.written().len();
        let close = match mark {
            QuoteMark::Double => return double_close(text, from).map(|close| close + 1),
            QuoteMark::Single => return single_close(text, from).map(|close| close + 1),
            QuoteMark::TripleDouble => search(&mut self.double, text, from, triple_double_close),
            QuoteMark::TripleSingle => search(&mut self.single, text, from, triple_single_close),
        };
        let close = close.filter(|close| !close.opens_a_field)?;
        Some(with_marks_before_close(text, close.at, mark))
    }
}

fn search(
    last: &mut Option<Searched>,
    text: &str,
    from: usize,
    find: fn(&str, usize) -> Option<usize>,
) -> Option<Close> {
    if let Some(Searched { from: began, close }) = *last
        && began <= from
        && close.is_none_or(|close| from <= close.at)
    {
        return close;
    }
    let close =
        find(text, from).map(|at| Close { at, opens_a_field: opens_a_field(text, from, at) });
    *last = Some(Searched { from, close });
    close
}

fn double_close(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let found = at + memchr3(b'"', b'\\', b'\n', bytes.get(at..)?)?;
        match bytes[found] {
            b'"' => return Some(found),
            b'\\' => at = behind_escape(bytes, found),
            _ => return None,
        }
    }
}

fn single_close(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let found = from + memchr2(b'\'', b'\n', bytes.get(from..)?)?;
    (bytes[found] == b'\'').then_some(found)
}

fn triple_double_close(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let found = at + memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[found] == b'\\' {
            at = behind_escape(bytes, found);
        } else if bytes[found..].starts_with(b"\"\"\"") {
            return Some(found);
        } else {
            at = found + 1;
        }
    }
}

fn triple_single_close(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    memmem::find(rest, b"'''").map(|found| from + found)
}

fn behind_escape(bytes: &[u8], backslash: usize) -> usize {
    let escapes = matches!(bytes.get(backslash + 1), Some(b'"' | b'\\'));
    backslash + 1 + usize::from(escapes)
}

/// Returns the end of the closing marks; up to two more of them belong to the text.
fn with_marks_before_close(text: &str, close: usize, mark: QuoteMark) -> usize {
    let own = mark.written().as_bytes()[0];
    let behind = text.as_bytes().get(close + 3..).unwrap_or_default();
    let more = behind.iter().take(2).take_while(|byte| **byte == own);
    close + 3 + more.count()
}

/// Returns whether the marks at `close` are behind `name =` at the start of a line, so that those
/// before `from` were never closed.
fn opens_a_field(text: &str, from: usize, close: usize) -> bool {
    let line = cut(text, from..close).rsplit_once('\n');
    line.is_some_and(|(_, line)| {
        let key = line.trim().strip_suffix('=').map(str::trim);
        key.is_some_and(|key| !key.is_empty() && key.chars().all(is_bare))
    })
}
