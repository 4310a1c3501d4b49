//! Explains mistakes in lists and inline tables.

use super::super::line::cut;
use super::super::token::{Bracket, TokenKind, TomlToken, TomlTokens};
use super::mistake::mistake;
use super::show::{code, is_value};
use super::{name, single_value};
use crate::diagnostic::Diagnostic;

/// How deep lists may stand in each other.
const DEEPEST: usize = 80;

/// Says what is wrong with the list or inline table `value`, and with what stands behind it.
pub(super) fn detect(value: &str) -> Option<Diagnostic> {
    let is_seen = |token: &TomlToken| !matches!(token.kind, TokenKind::Space | TokenKind::Remark);
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

/// What stands before the next token in the innermost brackets.
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
        Some(mistake(innermost.range(), message).help(help))
    }

    fn token(&mut self, token: TomlToken) -> Option<Diagnostic> {
        match (token.kind, self.before) {
            (TokenKind::Close(bracket), _) => self.close(token, bracket),
            (TokenKind::Comma, Some(PreviousToken::Item(_))) => {
                self.before = Some(PreviousToken::Comma);
                None
            }
            (TokenKind::Comma, Some(PreviousToken::Comma)) => {
                let message = "two commas stand behind each other";
                Some(mistake(token.range(), message).help("delete one of them"))
            }
            (TokenKind::Comma, Some(PreviousToken::Opening) | None) => {
                let message = "a comma stands before the first item";
                Some(mistake(token.range(), message).help("delete it"))
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
            let message = format!("lists stand in each other more than {DEEPEST} deep");
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
        Some(mistake(token.range(), message).help(format!("write `{closing}`")))
    }

    fn missing_comma(&self, item: TomlToken) -> Diagnostic {
        let message = "a comma is missing behind this item";
        let help = format!("write a comma behind {}", code(item.of(self.text)));
        mistake(item.range(), message).help(help)
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
            return Some(no_sign(written).moved(first.start));
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
                let help = "write its value behind the `=`, or delete the name";
                let at = first.start..first.start + written.len();
                Some(mistake(at, message).help(help))
            }
            TokenKind::Space
            | TokenKind::Remark
            | TokenKind::Quoted { .. }
            | TokenKind::Equals
            | TokenKind::Word => self.leaf(value),
        }
    }

    fn leaf(&mut self, first: TomlToken) -> Option<Diagnostic> {
        let end = self.run_end(|_| false);
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
        single_value::detect(value).map(|found| found.moved(first.start))
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
        let message = format!("{} stands behind the closing bracket", code(rest));
        let help = "delete it, or put `#` before it if it is a remark";
        Some(mistake(first.start..self.text.len(), message).help(help))
    }
}

fn no_sign(name: &str) -> Diagnostic {
    if let Some((at, colon)) = name.char_indices().find(|(_, c)| matches!(c, ':' | '：')) {
        let message = "a colon stands between the name and its value";
        return mistake(at..at + colon.len_utf8(), message).help("write `=` in its place");
    }
    let message = format!("{} has no `=` and no value", code(name));
    let help = "write each item between curly brackets as `name = value`";
    mistake(0..name.len(), message).help(help)
}

fn described(opening: TomlToken) -> (&'static str, char) {
    if opening.kind == TokenKind::Open(Bracket::Curly) {
        ("table in curly brackets", '}')
    } else {
        ("list", ']')
    }
}
