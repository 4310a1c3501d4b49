//! Explains mistakes in lists and inline tables.

use std::ops::Range;

use super::super::line::{cut, looks_like_field, rest_of_line};
use super::super::token::{Bracket, TokenKind, TomlToken, TomlTokens};
use super::edit::{add, as_comment, fix, put, remove};
use super::mistake::mistake;
use super::show::{code, is_value};
use super::{name, quote_marks, single_value};
use crate::diagnostic::{Diagnostic, Fix};
use crate::text::Splice;

/// How deep lists may be nested.
const DEEPEST: usize = 80;

/// Says what is wrong with the list or inline table `value`, and with what follows it.
pub(super) fn detect(value: &str) -> Option<Diagnostic> {
    let is_seen = |token: &TomlToken| !matches!(token.kind, TokenKind::Space | TokenKind::Comment);
    let mut walk = ListChecker {
        text: value,
        tokens: TomlTokens::of(value, 0).filter(is_seen).collect(),
        next: 0,
        open: Vec::new(),
        before: None,
    };
    walk.all()
}

struct ListChecker<'s> {
    text: &'s str,
    tokens: Vec<TomlToken>,
    next: usize,
    open: Vec<TomlToken>,
    before: Option<PreviousToken>,
}

/// What precedes the next token in the innermost brackets.
#[derive(Clone, Copy)]
enum PreviousToken {
    Opening,
    Comma,
    /// A whole item and its last token.
    Item(TomlToken),
}

impl<'s> ListChecker<'s> {
    fn all(&mut self) -> Option<Diagnostic> {
        while let Some(token) = self.tokens.get(self.next).copied() {
            if token.kind != TokenKind::Newline
                && let Some(found) = self.token(token)
            {
                return Some(found);
            }
            self.next += 1;
            if self.open.is_empty() {
                return self.behind();
            }
        }
        let innermost = self.open.last()?;
        let (what, closing) = described(*innermost);
        let message = format!("the {what} that opens here is never closed");
        let help = format!("write `{closing}` where it ends");
        let is_line = !self.text.contains('\n');
        let starts_line = cut(self.text, innermost.end..self.text.len())
            .trim_start_matches([' ', '\t'])
            .starts_with(['\n', '\r', '#']);
        let close = if starts_line { format!("\n{closing}") } else { closing.to_string() };
        let is_certain = is_line && self.open.len() == 1 && closing == ']';
        let splices = vec![add(self.text.len(), close)];
        Some(mistake(innermost.range(), message).help(help).fix(fix(is_certain, splices)))
    }

    fn token(&mut self, token: TomlToken) -> Option<Diagnostic> {
        match (token.kind, self.before) {
            (TokenKind::Close(bracket), _) => self.close(token, bracket),
            (TokenKind::Comma, Some(PreviousToken::Item(_))) => {
                self.before = Some(PreviousToken::Comma);
                None
            }
            (TokenKind::Comma, Some(PreviousToken::Comma)) => {
                let message = "there are two commas in a row";
                let found = mistake(token.range(), message).help("delete one of them");
                Some(found.fix(fix(true, vec![remove(token.range())])))
            }
            (TokenKind::Comma, Some(PreviousToken::Opening) | None) => {
                let message = "there is a comma before the first item";
                let behind = cut(self.text, token.end..self.text.len());
                let end = self.text.len() - behind.trim_start_matches([' ', '\t']).len();
                let found = mistake(token.range(), message).help("delete it");
                Some(found.fix(fix(true, vec![remove(token.start..end)])))
            }
            (_, Some(PreviousToken::Item(item))) => Some(self.missing_comma(item)),
            (TokenKind::Open(_), None) => self.open(token),
            (_, Some(PreviousToken::Opening | PreviousToken::Comma) | None) => self.item(token),
        }
    }

    fn open(&mut self, token: TomlToken) -> Option<Diagnostic> {
        self.open.push(token);
        self.before = Some(PreviousToken::Opening);
        (self.open.len() > DEEPEST).then(|| {
            let message = format!("lists are nested more than {DEEPEST} deep");
            mistake(token.range(), message)
        })
    }

    fn close(&mut self, token: TomlToken, bracket: Bracket) -> Option<Diagnostic> {
        let opening = self.open.pop()?;
        self.before = Some(PreviousToken::Item(token));
        if opening.kind == TokenKind::Open(bracket) {
            return None;
        }
        let (what, closing) = described(opening);
        let message = format!("the {what} is closed with {}", code(token.of(self.text)));
        let found = mistake(token.range(), message).help(format!("write `{closing}`"));
        Some(found.fix(fix(true, vec![put(token.range(), closing)])))
    }

    fn missing_comma(&self, item: TomlToken) -> Diagnostic {
        let message = "a comma is missing after this item";
        let help = format!("write a comma after {}", code(item.of(self.text)));
        let behind = cut(self.text, item.end..self.text.len());
        let next = behind.trim_start();
        // `1 000` may be one number, and `"a""b"` one text.
        let is_apart = next.len() < behind.len();
        let are_numbers = next.starts_with(|c: char| c.is_ascii_digit())
            && item.of(self.text).ends_with(|c: char| c.is_ascii_digit());
        let splices = vec![add(item.end, if is_apart { "," } else { ", " })];
        mistake(item.range(), message).help(help).fix(fix(is_apart && !are_numbers, splices))
    }

    fn item(&mut self, first: TomlToken) -> Option<Diagnostic> {
        let is_table =
            self.open.last().is_some_and(|open| open.kind == TokenKind::Open(Bracket::Curly));
        if is_table {
            self.field(first)
        } else if matches!(first.kind, TokenKind::Open(_)) {
            self.open(first)
        } else {
            self.leaf(first)
        }
    }

    fn field(&mut self, first: TomlToken) -> Option<Diagnostic> {
        let end = self.run_end(|kind| kind == TokenKind::Equals);
        let written = self.written(first, end);
        let sign = self.tokens.get(end).map(|token| token.kind);
        if sign != Some(TokenKind::Equals) {
            return Some(self.no_sign(written, first));
        }
        if let Some(found) = name::detect(written) {
            return Some(found.moved(first.start));
        }
        self.next = end + 1;
        let value = self.tokens.get(self.next).copied()?;
        match value.kind {
            TokenKind::Open(_) => self.open(value),
            TokenKind::Comma | TokenKind::Close(_) | TokenKind::Newline => {
                let message = format!("{} has no value", code(written));
                let help = "write its value after the `=`, or delete the name";
                let at = first.start..first.start + written.len();
                let end = self.tokens.get(end).map_or(at.end, |sign| sign.end);
                let item = self.item_around(at.start..end);
                Some(mistake(at, message).help(help).fix(fix(false, vec![remove(item)])))
            }
            TokenKind::Space
            | TokenKind::Comment
            | TokenKind::Quoted { .. }
            | TokenKind::Equals
            | TokenKind::Word => self.leaf(value),
        }
    }

    fn leaf(&mut self, first: TomlToken) -> Option<Diagnostic> {
        let end = self.behind_marks(first, self.run_end(|_| false));
        let value = self.written(first, end);
        let tokens = self.tokens.get(self.next..end).unwrap_or_default();
        let equals = tokens.iter().position(|token| token.kind == TokenKind::Equals);
        if let Some(before) = equals.and_then(|equals| tokens.get(equals.checked_sub(2)?)) {
            return Some(self.missing_comma(*before));
        }
        let is_alone = |token: &TomlToken| is_value(token.of(self.text));
        if tokens.len() > 1 && !is_value(value) && tokens.iter().all(is_alone) {
            return Some(self.missing_comma(first));
        }
        let last = tokens.last().copied().unwrap_or(first);
        self.next = end.max(self.next + 1) - 1;
        self.before = Some(PreviousToken::Item(last));
        let found = single_value::detect(value)?.moved(first.start);
        if single_value::is_unknown(value) {
            let help = "delete it: what is left out is unknown";
            let item = self.item_around(first.start..first.start + value.len());
            return Some(found.help(help).fix(fix(false, vec![remove(item)])));
        }
        Some(found)
    }

    /// Returns an item with the comma behind it, or else with the one before it.
    fn item_around(&self, item: Range<usize>) -> Range<usize> {
        let behind = cut(self.text, item.end..self.text.len());
        let rest = behind.trim_start_matches([' ', '\t']);
        if let Some(rest) = rest.strip_prefix(',') {
            let rest = rest.trim_start_matches([' ', '\t']);
            return item.start..self.text.len() - rest.len();
        }
        let before = cut(self.text, 0..item.start).trim_end_matches([' ', '\t']);
        before.strip_suffix(',').map_or(item.start, str::len)..item.end
    }

    fn no_sign(&self, name: &str, first: TomlToken) -> Diagnostic {
        let colon = name.char_indices().find(|(_, letter)| matches!(letter, ':' | '：'));
        if let Some((at, colon)) = colon {
            let message = "there is a colon between the name and its value";
            let found = mistake(at..at + colon.len_utf8(), message).help("write `=` in its place");
            let found = found.fix(fix(true, vec![put(at..at + colon.len_utf8(), " =")]));
            return found.moved(first.start);
        }
        let message = format!("{} has no `=` and no value", code(name));
        let help = "write each item between curly brackets as `name = value`, or `[` and `]` around \
                    a list";
        let found = mistake(0..name.len(), message).help(help).moved(first.start);
        let splices = self.in_square_brackets();
        found.fix(splices.map(|splices| fix(false, splices)))
    }

    /// Returns the splices that make a list of the innermost brackets.
    fn in_square_brackets(&self) -> Option<Vec<Splice>> {
        let opening = self.open.last()?;
        let mut depth = 0_usize;
        let behind = self.tokens.iter().filter(|token| token.start > opening.start);
        for token in behind {
            match token.kind {
                TokenKind::Open(_) => depth += 1,
                TokenKind::Close(_) if depth > 0 => depth -= 1,
                TokenKind::Close(_) => {
                    return Some(vec![put(opening.range(), "["), put(token.range(), "]")]);
                }
                TokenKind::Space
                | TokenKind::Newline
                | TokenKind::Comment
                | TokenKind::Quoted { .. }
                | TokenKind::Equals
                | TokenKind::Comma
                | TokenKind::Word => {}
            }
        }
        None
    }

    /// Returns the index of the token behind a text in marks that are not straight, which may have commas,
    /// where one starts at `first`, and else `end`.
    fn behind_marks(&self, first: TomlToken, mut end: usize) -> usize {
        let line = rest_of_line(self.text, first.start);
        let Some(close) = quote_marks::closing_mark(line) else {
            return end;
        };
        let last = |end: usize| self.tokens.get(end.checked_sub(1)?).map(|token| token.end);
        while end < self.tokens.len() && last(end).is_some_and(|at| at < first.start + close.end) {
            end += 1;
        }
        end
    }

    /// Returns the index of the token behind those that seem to be one thing from `next` on.
    fn run_end(&self, also: impl Fn(TokenKind) -> bool) -> usize {
        let ends = |kind: TokenKind| {
            also(kind)
                || matches!(
                    kind,
                    TokenKind::Comma
                        | TokenKind::Close(_)
                        | TokenKind::Open(_)
                        | TokenKind::Newline
                )
        };
        let rest = self.tokens.get(self.next..).unwrap_or_default();
        let length = rest.iter().position(|token| ends(token.kind));
        length.map_or(self.tokens.len(), |length| self.next + length)
    }

    fn written(&self, first: TomlToken, end: usize) -> &'s str {
        let last = end.checked_sub(1).and_then(|last| self.tokens.get(last));
        let last = last.filter(|last| last.start >= first.start).unwrap_or(&first);
        cut(self.text, first.start..last.end)
    }

    fn behind(&self) -> Option<Diagnostic> {
        let first = self.tokens.get(self.next)?;
        let rest = cut(self.text, first.start..self.text.len());
        if looks_like_field(rest) {
            return single_value::two_fields(self.text, first.start);
        }
        let message = format!("{} follows the closing bracket", code(rest));
        let help = "delete it, or put `#` before it if it is a comment";
        let found = mistake(first.start..self.text.len(), message).help(help);
        let before = cut(self.text, 0..first.start).trim_end_matches([' ', '\t']);
        let delete = vec![remove(before.len()..self.text.len())];
        if rest.trim_matches([',', ';']).is_empty() {
            return Some(found.fix(fix(true, delete)));
        }
        let is_signs = !rest.contains(char::is_alphanumeric);
        let comment = as_comment(rest).into_iter();
        let comment =
            comment.map(|one| Splice::replace(one.range().moved(first.start), one.text()));
        let comment = comment.collect();
        let order = if is_signs { vec![delete, comment] } else { vec![comment, delete] };
        Some(found.fix(Fix::choice(order)))
    }
}

fn described(opening: TomlToken) -> (&'static str, char) {
    if opening.kind == TokenKind::Open(Bracket::Curly) {
        ("table in curly brackets", '}')
    } else {
        ("list", ']')
    }
}
