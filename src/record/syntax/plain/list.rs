//! Mistakes in a list or an inline table: commas, brackets, names, and values in them.

use super::super::line::cut;
use super::super::token::{Bracket, Kind, Token, Tokens};
use super::finding::Finding;
use super::show::{code, is_value};
use super::{leaf, name};

/// How deep lists may stand in each other.
const DEEPEST: usize = 80;

/// Says what is wrong with the list or inline table `value`, and with what stands behind it.
pub(super) fn look(value: &str) -> Option<Finding> {
    let is_seen = |token: &Token| !matches!(token.kind, Kind::Space | Kind::Remark);
    let mut walk = Walk {
        text: value,
        tokens: Tokens::of(value, 0).filter(is_seen).collect(),
        next: 0,
        open: Vec::new(),
        before: None,
    };
    walk.all()
}

struct Walk<'s> {
    text: &'s str,
    tokens: Vec<Token>,
    next: usize,
    open: Vec<Token>,
    before: Option<Before>,
}

/// What stands before the next token in the innermost brackets.
#[derive(Clone, Copy)]
enum Before {
    Opening,
    Comma,
    /// A whole item and its last token.
    Item(Token),
}

impl<'s> Walk<'s> {
    fn all(&mut self) -> Option<Finding> {
        while let Some(token) = self.tokens.get(self.next).copied() {
            if token.kind != Kind::Newline
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
        Some(Finding::new(innermost.range(), message).help(help))
    }

    fn token(&mut self, token: Token) -> Option<Finding> {
        match (token.kind, self.before) {
            (Kind::Close(bracket), _) => self.close(token, bracket),
            (Kind::Comma, Some(Before::Item(_))) => {
                self.before = Some(Before::Comma);
                None
            }
            (Kind::Comma, Some(Before::Comma)) => {
                let message = "two commas stand behind each other";
                Some(Finding::new(token.range(), message).help("delete one of them"))
            }
            (Kind::Comma, Some(Before::Opening) | None) => {
                let message = "a comma stands before the first item";
                Some(Finding::new(token.range(), message).help("delete it"))
            }
            (_, Some(Before::Item(item))) => Some(self.missing_comma(item)),
            (Kind::Open(_), None) => self.open(token),
            (_, Some(Before::Opening | Before::Comma) | None) => self.item(token),
        }
    }

    fn open(&mut self, token: Token) -> Option<Finding> {
        self.open.push(token);
        self.before = Some(Before::Opening);
        (self.open.len() > DEEPEST).then(|| {
            let message = format!("lists stand in each other more than {DEEPEST} deep");
            Finding::new(token.range(), message)
        })
    }

    fn close(&mut self, token: Token, bracket: Bracket) -> Option<Finding> {
        let opening = self.open.pop()?;
        self.before = Some(Before::Item(token));
        if opening.kind == Kind::Open(bracket) {
            return None;
        }
        let (what, closing) = described(opening);
        let message = format!("the {what} is closed with {}", code(token.of(self.text)));
        Some(Finding::new(token.range(), message).help(format!("write `{closing}`")))
    }

    fn missing_comma(&self, item: Token) -> Finding {
        let message = "a comma is missing behind this item";
        let help = format!("write a comma behind {}", code(item.of(self.text)));
        Finding::new(item.range(), message).help(help)
    }

    fn item(&mut self, first: Token) -> Option<Finding> {
        let is_table = self.open.last().is_some_and(|open| open.kind == Kind::Open(Bracket::Curly));
        if is_table {
            self.field(first)
        } else if matches!(first.kind, Kind::Open(_)) {
            self.open(first)
        } else {
            self.leaf(first)
        }
    }

    fn field(&mut self, first: Token) -> Option<Finding> {
        let end = self.run_end(|kind| kind == Kind::Equals);
        let written = self.written(first, end);
        let sign = self.tokens.get(end).map(|token| token.kind);
        if sign != Some(Kind::Equals) {
            return Some(no_sign(written).moved(first.start));
        }
        if let Some(found) = name::look(written) {
            return Some(found.moved(first.start));
        }
        self.next = end + 1;
        let value = self.tokens.get(self.next).copied()?;
        match value.kind {
            Kind::Open(_) => self.open(value),
            Kind::Comma | Kind::Close(_) | Kind::Newline => {
                let message = format!("{} has no value", code(written));
                let help = "write its value behind the `=`, or delete the name";
                let at = first.start..first.start + written.len();
                Some(Finding::new(at, message).help(help))
            }
            Kind::Space | Kind::Remark | Kind::Quoted { .. } | Kind::Equals | Kind::Word => {
                self.leaf(value)
            }
        }
    }

    fn leaf(&mut self, first: Token) -> Option<Finding> {
        let end = self.run_end(|_| false);
        let value = self.written(first, end);
        let tokens = self.tokens.get(self.next..end).unwrap_or_default();
        let equals = tokens.iter().position(|token| token.kind == Kind::Equals);
        if let Some(before) = equals.and_then(|equals| tokens.get(equals.checked_sub(2)?)) {
            return Some(self.missing_comma(*before));
        }
        let is_alone = |token: &Token| is_value(token.of(self.text));
        if tokens.len() > 1 && !is_value(value) && tokens.iter().all(is_alone) {
            return Some(self.missing_comma(first));
        }
        let last = tokens.last().copied().unwrap_or(first);
        self.next = end.max(self.next + 1) - 1;
        self.before = Some(Before::Item(last));
        leaf::look(value).map(|found| found.moved(first.start))
    }

    /// Returns the index of the token behind those that seem to be one thing from `next` on.
    fn run_end(&self, also: impl Fn(Kind) -> bool) -> usize {
        let ends = |kind: Kind| {
            also(kind)
                || matches!(kind, Kind::Comma | Kind::Close(_) | Kind::Open(_) | Kind::Newline)
        };
        let rest = self.tokens.get(self.next..).unwrap_or_default();
        let length = rest.iter().position(|token| ends(token.kind));
        length.map_or(self.tokens.len(), |length| self.next + length)
    }

    fn written(&self, first: Token, end: usize) -> &'s str {
        let last = end.checked_sub(1).and_then(|last| self.tokens.get(last));
        let last = last.filter(|last| last.start >= first.start).unwrap_or(&first);
        cut(self.text, first.start..last.end)
    }

    fn behind(&self) -> Option<Finding> {
        let first = self.tokens.get(self.next)?;
        let rest = cut(self.text, first.start..self.text.len());
        let message = format!("{} stands behind the closing bracket", code(rest));
        let help = "delete it, or put `#` before it if it is a remark";
        Some(Finding::new(first.start..self.text.len(), message).help(help))
    }
}

fn no_sign(name: &str) -> Finding {
    if let Some((at, colon)) = name.char_indices().find(|(_, c)| matches!(c, ':' | '：')) {
        let message = "a colon stands between the name and its value";
        return Finding::new(at..at + colon.len_utf8(), message).help("write `=` in its place");
    }
    let message = format!("{} has no `=` and no value", code(name));
    let help = "write each item between curly brackets as `name = value`";
    Finding::new(0..name.len(), message).help(help)
}

fn described(opening: Token) -> (&'static str, char) {
    if opening.kind == Kind::Open(Bracket::Curly) {
        ("table in curly brackets", '}')
    } else {
        ("list", ']')
    }
}
