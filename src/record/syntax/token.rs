//! A TOML lexer that never fails: every byte belongs to a token.
//!
//! A line ends at `\n` only.

use std::ops::Range;

use super::line::{cut, line_end};
use super::quote_marks::{Closers, QuoteMark};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Spaces and tabs.
    Space,
    /// The end of a line.
    Newline,
    /// From `#` to the end of the line.
    Comment,
    /// A text in straight quote marks; one that is not closed ends with its line.
    Quoted { mark: QuoteMark, closed: bool },
    /// `[` or `{`.
    Open(Bracket),
    /// `]` or `}`.
    Close(Bracket),
    /// `=`.
    Equals,
    /// `,`.
    Comma,
    /// Anything else up to the next of these; quote marks inside a word belong to it.
    Word,
}

/// The brackets that TOML knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// `[` and `]`, around a list.
    Square,
    /// `{` and `}`, around named values.
    Curly,
}

/// One token and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TomlToken {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl TomlToken {
    /// Returns the bytes of the token.
    pub(super) fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns the token as it is written in `text`.
    pub(super) fn of(self, text: &str) -> &str {
        cut(text, self.range())
    }
}

/// Walks over the tokens of a text.
#[derive(Clone)]
pub(super) struct TomlTokens<'t> {
    text: &'t str,
    at: usize,
    closers: Closers,
}

impl<'t> TomlTokens<'t> {
    /// Returns the tokens of `text` from the byte `at` on.
    pub(super) fn of(text: &'t str, at: usize) -> Self {
        Self { text, at, closers: Closers::default() }
    }

    /// Goes on at the byte `at`.
    pub(super) fn skip_to(&mut self, at: usize) {
        self.at = at;
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn read(&mut self, first: u8) -> (TokenKind, usize) {
        let single = |kind| (kind, self.at + 1);
        match first {
            b' ' | b'\t' => (TokenKind::Space, self.run_end(|byte| !b" \t".contains(&byte))),
            b'\n' => single(TokenKind::Newline),
            b'\r' if self.rest().starts_with(b"\r\n") => (TokenKind::Newline, self.at + 2),
            b'#' => (TokenKind::Comment, line_end(self.text, self.at)),
            b'[' => single(TokenKind::Open(Bracket::Square)),
            b'{' => single(TokenKind::Open(Bracket::Curly)),
            b']' => single(TokenKind::Close(Bracket::Square)),
            b'}' => single(TokenKind::Close(Bracket::Curly)),
            b'=' => single(TokenKind::Equals),
            b',' => single(TokenKind::Comma),
            b'"' if self.rest().starts_with(b"\"\"\"") => self.quoted(QuoteMark::TripleDouble),
            b'\'' if self.rest().starts_with(b"'''") => self.quoted(QuoteMark::TripleSingle),
            b'"' => self.quoted(QuoteMark::Double),
            b'\'' => self.quoted(QuoteMark::Single),
            _ => (TokenKind::Word, self.run_end(ends_word)),
        }
    }

    fn run_end(&self, ends: impl Fn(u8) -> bool) -> usize {
        let more = self.rest().iter().skip(1);
        self.at + 1 + more.take_while(|byte| !ends(**byte)).count()
    }

    fn quoted(&mut self, mark: QuoteMark) -> (TokenKind, usize) {
        let end = self.closers.end_of(self.text, self.at, mark);
        let closed = end.is_some();
        let end = end.unwrap_or_else(|| line_end(self.text, self.at));
        (TokenKind::Quoted { mark, closed }, end)
    }
}

impl Iterator for TomlTokens<'_> {
    type Item = TomlToken;

    fn next(&mut self) -> Option<TomlToken> {
        let first = *self.rest().first()?;
        let start = self.at;
        let (kind, end) = self.read(first);
        self.at = end;
        Some(TomlToken { kind, start, end })
    }
}

fn ends_word(byte: u8) -> bool {
    b" \t\r\n[]{}=,#".contains(&byte)
}
