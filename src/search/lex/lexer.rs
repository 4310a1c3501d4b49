//! The lexer of queries, which reads from left to right and accepts every text.

use std::borrow::Cow;

use super::{Compare, Lexeme, MatchMode, Polarity, QueryToken, RawTerm, RawValue};
use crate::text::ByteRange;

/// The query and how far it has been read.
pub(crate) struct Lexer<'q> {
    query: &'q str,
    at: usize,
}

impl<'q> Iterator for Lexer<'q> {
    type Item = Lexeme<'q>;

    fn next(&mut self) -> Option<Lexeme<'q>> {
        self.lexeme()
    }
}

impl<'q> Lexer<'q> {
    /// Returns the lexer of a query.
    pub(crate) fn of(query: &'q str) -> Self {
        Self { query, at: 0 }
    }

    fn lexeme(&mut self) -> Option<Lexeme<'q>> {
        self.take_while(char::is_whitespace);
        let start = self.at;
        let token = match self.peek()? {
            '|' | '｜' => self.bars(),
            ')' | '）' => self.single(QueryToken::Close),
            _ => self.operator().unwrap_or_else(|| self.signed()),
        };
        let range = ByteRange::from_span(start..self.at);
        Some(Lexeme { range, token })
    }

    fn single(&mut self, token: QueryToken<'q>) -> QueryToken<'q> {
        self.take_char();
        token
    }

    /// Takes `|` or `||`.
    fn bars(&mut self) -> QueryToken<'q> {
        self.take_char();
        if matches!(self.peek(), Some('|' | '｜')) {
            self.take_char();
        }
        QueryToken::Or
    }

    /// Takes `AND`, `OR`, `NOT` or `&&`, as in other tools: in capitals, and as separate words. `!` with a
    /// space after it is `NOT`.
    fn operator(&mut self) -> Option<QueryToken<'q>> {
        const WORDS: [(&str, QueryToken<'_>); 4] = [
            ("&&", QueryToken::And),
            ("AND", QueryToken::And),
            ("OR", QueryToken::Or),
            ("NOT", QueryToken::Not),
        ];
        if self.rest().strip_prefix('!').is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
            return Some(self.single(QueryToken::Not));
        }
        let found = WORDS.iter().find_map(|(word, token)| {
            let rest = self.rest().strip_prefix(word)?;
            let ends = |c: char| c.is_whitespace() || is_border(c) || is_open(c) || is_quote(c);
            let whole = *word == "&&" || rest.chars().next().is_none_or(ends);
            whole.then(|| (word.len(), token.clone()))
        });
        let (length, token) = found?;
        self.at += length;
        Some(token)
    }

    fn signed(&mut self) -> QueryToken<'q> {
        let sign = self.sign();
        if self.peek().is_some_and(is_open) {
            self.single(QueryToken::Open(sign))
        } else if let Some(name) = self.field_name() {
            let values = self.values();
            QueryToken::Term(sign, RawTerm::Field { name, values })
        } else {
            QueryToken::Term(sign, self.text())
        }
    }

    /// Takes the sign directly before a term; a sign alone is a word.
    fn sign(&mut self) -> Polarity {
        let mut ahead = self.rest().chars();
        let signed = matches!(ahead.next(), Some('-' | '!'))
            && ahead.next().is_some_and(|next| !next.is_whitespace() && !is_border(next));
        if signed {
            self.at += 1;
            Polarity::Without
        } else {
            Polarity::With
        }
    }

    fn text(&mut self) -> RawTerm<'q> {
        let apostrophe = self.peek().is_some_and(is_apostrophe);
        let at_start = self.peek() == Some('^');
        if apostrophe || at_start {
            self.take_char();
        }
        let quoted = self.peek().is_some_and(is_quote);
        let text = if quoted { self.quoted() } else { Cow::Borrowed(self.bare(|_| false)) };
        let (text, at_end) = match text {
            Cow::Borrowed(text) if !quoted => {
                (text.trim_end_matches('$').into(), text.ends_with('$'))
            }
            text @ (Cow::Borrowed(_) | Cow::Owned(_)) => {
                let at_end = self.peek() == Some('$');
                self.at += usize::from(at_end);
                (text, at_end)
            }
        };
        let mode = match (at_start, at_end) {
            (true, true) => MatchMode::Whole,
            (true, false) => MatchMode::Start,
            (false, true) => MatchMode::End,
            (false, false) if apostrophe || quoted => MatchMode::Exact,
            (false, false) => MatchMode::Rough,
        };
        RawTerm::Text { text, mode }
    }

    /// Takes `name:` if it comes next. `12:30` and `http://…` are words.
    fn field_name(&mut self) -> Option<&'q str> {
        let (name, value) = name_before_colon(self.rest())?;
        self.at = self.query.len() - value.len();
        Some(name)
    }

    /// Takes values separated by commas, or by a `|` that does not start another term.
    fn values(&mut self) -> Vec<RawValue<'q>> {
        let mut values = vec![self.value(false)];
        while self.goes_on() {
            let comma = self.peek().is_some_and(is_comma);
            self.take_char();
            values.push(self.value(comma));
        }
        values
    }

    fn goes_on(&self) -> bool {
        let mut ahead = self.rest().chars();
        match ahead.next() {
            Some(c) if is_comma(c) => true,
            Some('|' | '｜') => {
                let next = ahead.clone().next();
                let ends = next.is_none_or(|c| c.is_whitespace() || is_border(c) || is_open(c));
                !ends && name_before_colon(ahead.as_str()).is_none()
            }
            Some(_) | None => false,
        }
    }

    fn value(&mut self, comma: bool) -> RawValue<'q> {
        let start = self.at;
        let compare = self.compare();
        let quoted = self.peek().is_some_and(is_quote);
        let text = if quoted { self.quoted() } else { Cow::Borrowed(self.bare(is_comma)) };
        let range = ByteRange::from_span(start..self.at);
        RawValue { range, compare, text, quoted, comma }
    }

    fn compare(&mut self) -> Option<Compare> {
        let mut ahead = self.rest().chars();
        let first = ahead.next()?;
        let or_equal = matches!(ahead.next(), Some('=' | '＝'));
        let compare = match first {
            '=' | '＝' => Compare::Is,
            '≤' => Compare::UpTo,
            '≥' => Compare::From,
            '<' | '＜' if or_equal => Compare::UpTo,
            '>' | '＞' if or_equal => Compare::From,
            '<' | '＜' => Compare::Below,
            '>' | '＞' => Compare::Above,
            _ => return None,
        };
        self.take_char();
        if or_equal && matches!(first, '<' | '＜' | '>' | '＞') {
            self.take_char();
        }
        Some(compare)
    }

    /// Takes a text in quotes. A straight quote is closed by a straight one, and two straight quotes in a
    /// row are one quote of the text; a curly quote is closed by any quote.
    fn quoted(&mut self) -> Cow<'q, str> {
        let straight = self.peek() == Some('"');
        self.take_char();
        let mut text = Cow::Borrowed("");
        loop {
            let part = self.take_while(|c| if straight { c != '"' } else { !is_quote(c) });
            text = if text.is_empty() { Cow::Borrowed(part) } else { text + part };
            self.take_char();
            if !(straight && self.peek() == Some('"')) {
                break;
            }
            text.to_mut().push('"');
            self.take_char();
        }
        match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        }
    }

    /// Takes a text without quotes, up to a space, a border or a character that `ends` it. Brackets that
    /// are opened and closed within the word belong to it.
    fn bare(&mut self, ends: impl Fn(char) -> bool) -> &'q str {
        let mut open = 0_usize;
        let query = self.query;
        let mut at = self.at;
        self.take_while(|c| {
            // `&&` needs no spaces around it.
            if c == '&' && query.get(at..).is_some_and(|rest| rest.starts_with("&&")) {
                return false;
            }
            at += c.len_utf8();
            if is_open(c) {
                open += 1;
            } else if is_close(c) && open > 0 {
                open -= 1;
                return true;
            }
            !(c.is_whitespace() || is_border(c) || ends(c))
        })
    }

    fn take_while(&mut self, mut wanted: impl FnMut(char) -> bool) -> &'q str {
        let rest = self.rest();
        let end = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    fn take_char(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn rest(&self) -> &'q str {
        self.query.get(self.at..).unwrap_or_default()
    }
}

/// Returns the name of a field and the text after its colon.
fn name_before_colon(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))?;
    let (name, behind) = text.split_at_checked(end)?;
    let value = behind.strip_prefix([':', '：'])?;
    let in_form = name.starts_with(|c: char| c.is_ascii_alphabetic());
    (in_form && !value.starts_with("//")).then_some((name, value))
}

/// Returns whether `c` opens or closes a phrase; some keyboards and phones type curly quotes.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“'..='‟' | '＂')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’')
}

/// Returns whether `c` separates two values; Chinese input methods type the wide comma.
fn is_comma(c: char) -> bool {
    matches!(c, ',' | '，')
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '（')
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | '）')
}

/// Returns whether `c` ends any word before it.
fn is_border(c: char) -> bool {
    is_close(c) || matches!(c, '|' | '｜')
}
