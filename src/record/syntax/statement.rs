//! Splits a text into TOML statements.
//!
//! In a broken text the next line that looks like a statement ends the one before, so that one
//! mistake costs one statement. That is a guess inside of a text that takes several lines and is not
//! closed, whose words may look like a statement; such statements are marked as doubtful, and nothing is
//! reported about them.

use std::ops::Range;

use super::line::{
    cut, is_control, is_invisible, line_end, looks_like_field, looks_like_header, rest_of_line,
};
use super::quote_marks::QuoteMark;
use super::token::{Bracket, TokenKind, TomlToken, TomlTokens};

/// How many lines a text in simple quote marks may run on for it to be one mistake.
const PARAGRAPH_LINES: usize = 40;

/// One statement and where it is, without the end of its last line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) form: StatementKind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The statement may be words of a text that was never closed: what is wrong with it is no
    /// news.
    pub(super) doubtful: bool,
}

impl Statement {
    /// Returns the bytes of the statement.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// What a statement seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StatementKind {
    /// `[name]` or `[[name]]`, or a line that starts like one.
    Header,
    /// `name = value`, or anything else.
    Field,
    /// A comment with a character in it that is not allowed in a file.
    Comment,
}

/// Cuts `text` into statements; blank lines and valid comments are not statements.
pub(super) fn statements(text: &str) -> Vec<Statement> {
    let mut cutter = StatementLexer {
        text,
        tokens: TomlTokens::of(text, text.len() - behind_mark(text).len()),
        doubtful: false,
    };
    std::iter::from_fn(|| cutter.next_statement()).collect()
}

pub(super) fn behind_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

struct StatementLexer<'t> {
    text: &'t str,
    tokens: TomlTokens<'t>,
    doubtful: bool,
}

impl StatementLexer<'_> {
    fn next_statement(&mut self) -> Option<Statement> {
        loop {
            let token = self.tokens.next()?;
            match token.kind {
                TokenKind::Comment if token.of(self.text).contains(is_control) => {
                    return Some(self.statement(StatementKind::Comment, token.start, token.end));
                }
                TokenKind::Space | TokenKind::Newline | TokenKind::Comment => {}
                TokenKind::Open(Bracket::Square) => return Some(self.header(token)),
                TokenKind::Word if self.is_odd_header(token) => return Some(self.header(token)),
                TokenKind::Open(_)
                | TokenKind::Close(_)
                | TokenKind::Quoted { .. }
                | TokenKind::Equals
                | TokenKind::Comma
                | TokenKind::Word => return Some(self.field(token)),
            }
        }
    }

    /// Returns whether a line starts with a bracket that is full-width or hides behind something
    /// invisible.
    fn is_odd_header(&self, word: TomlToken) -> bool {
        let line = rest_of_line(self.text, word.start).trim_start_matches(is_invisible);
        line.starts_with(['[', '［', '【'])
    }

    fn header(&mut self, first: TomlToken) -> Statement {
        let end = line_end(self.text, first.start);
        self.tokens.skip_to(end);
        if looks_like_header(rest_of_line(self.text, first.start)) {
            self.doubtful = false;
        }
        self.statement(StatementKind::Header, first.start, end)
    }

    fn field(&mut self, first: TomlToken) -> Statement {
        let (end, breaks_off) = self.field_end(first);
        self.tokens.skip_to(end);
        let field = self.statement(StatementKind::Field, first.start, end);
        self.doubtful |= breaks_off;
        field
    }

    /// Returns the end of the field, and whether it breaks off inside a text.
    fn field_end(&mut self, first: TomlToken) -> (usize, bool) {
        let mut open = Vec::new();
        let mut before = None;
        let mut next = Some(first);
        while let Some(token) = next {
            match token.kind {
                TokenKind::Open(bracket) => open.push(bracket),
                TokenKind::Close(_) => drop(open.pop()),
                TokenKind::Newline if self.ends_at(token, &open, before) => {
                    return (token.start, false);
                }
                TokenKind::Quoted { mark, closed: false } if mark.is_triple() => {
                    return (token.end, true);
                }
                TokenKind::Quoted { mark, closed: false }
                    if open.is_empty() && before == Some(TokenKind::Equals) =>
                {
                    return (self.paragraph_end(token.end, mark), false);
                }
                TokenKind::Newline
                | TokenKind::Space
                | TokenKind::Comment
                | TokenKind::Quoted { .. }
                | TokenKind::Equals
                | TokenKind::Comma
                | TokenKind::Word => {}
            }
            if !matches!(token.kind, TokenKind::Space | TokenKind::Newline | TokenKind::Comment) {
                before = Some(token.kind);
            }
            next = self.tokens.next();
        }
        (self.text.len(), false)
    }

    /// Returns whether a field ends at `newline`, with the brackets `open` and the last token
    /// `before`.
    fn ends_at(&self, newline: TomlToken, open: &[Bracket], before: Option<TokenKind>) -> bool {
        let Some(innermost) = open.last() else {
            return true;
        };
        let next = rest_of_line(self.text, newline.end);
        let may_name = *innermost == Bracket::Curly
            && matches!(before, Some(TokenKind::Comma | TokenKind::Open(_)));
        looks_like_header(next) || (looks_like_field(next) && !may_name)
    }

    /// Returns the end of a text of several lines that is in simple marks by mistake, or of its
    /// first line where no later line closes it.
    fn paragraph_end(&self, first_end: usize, mark: QuoteMark) -> usize {
        let mut start = first_end;
        for _ in 0..PARAGRAPH_LINES {
            let Some(next) = self.next_line(start) else {
                break;
            };
            let line = rest_of_line(self.text, next);
            if looks_like_header(line) || looks_like_field(line) {
                break;
            }
            start = next + line.len();
            if line.contains(mark.written()) {
                return start;
            }
        }
        first_end
    }

    fn next_line(&self, end: usize) -> Option<usize> {
        let rest = self.text.get(end..)?;
        let newline = if rest.starts_with('\r') { 2 } else { 1 };
        (rest.len() >= newline).then_some(end + newline)
    }

    fn statement(&self, form: StatementKind, start: usize, end: usize) -> Statement {
        let text = cut(self.text, start..end);
        Statement {
            form,
            start,
            end: start + text.trim_end_matches([' ', '\t', '\r', '\n']).len(),
            doubtful: self.doubtful,
        }
    }
}
