//! A query cut into its terms, groups and signs. Knows how they are written, not which fields there
//! are.

use std::borrow::Cow;

use crate::text::ByteRange;

/// Whether a line is to have what a term says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// It must.
    With,
    /// It must not: the term was typed behind `-` or `!`.
    Without,
}

/// How a text must stand in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    /// Somewhere; its letters may be scattered.
    Rough,
    /// Somewhere, as it was typed: `'exact`, `"a phrase"`.
    Exact,
    /// At the start of a text: `^start`.
    Start,
    /// At the end of a text: `end$`.
    End,
    /// As a whole text: `^whole$`.
    Whole,
}

/// A piece of a query and where it stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'q> {
    pub(super) range: ByteRange,
    pub(super) token: Token<'q>,
}

/// What a piece of a query is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'q> {
    /// A word, a phrase, or a field with values; the sign stands before it.
    Term(Sign, RawBody<'q>),
    /// `(`, with the sign before it.
    Open(Sign),
    /// `)`.
    Close,
    /// `|`.
    Or,
}

/// What a term is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RawBody<'q> {
    Text {
        text: Cow<'q, str>,
        manner: Manner,
    },
    /// A field and its values, empty ones too.
    Field {
        name: &'q str,
        values: Vec<RawValue<'q>>,
    },
}

/// One value of a field as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawValue<'q> {
    /// Where it stands in the query, its comparison and quotes included.
    pub(super) range: ByteRange,
    pub(super) compare: Option<Compare>,
    pub(super) text: Cow<'q, str>,
    /// Whether it stands in quotes, so that all of it is meant as it is.
    pub(super) quoted: bool,
}

/// How a value is to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Compare {
    /// `=`
    Is,
    /// `<`
    Below,
    /// `<=`
    UpTo,
    /// `>`
    Above,
    /// `>=`
    From,
}

/// Cuts `query` into pieces; every text is a query.
///
/// A quote that is not closed reaches to the end: it is being typed.
pub(super) fn pieces(query: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut cutter = Cutter { query, at: 0 };
    std::iter::from_fn(move || cutter.next_piece())
}

impl Sign {
    /// Returns the sign of a term inside of a group with the sign `outer`.
    pub(super) fn within(self, outer: Self) -> Self {
        if self == outer { Self::With } else { Self::Without }
    }
}

/// The query and how far it has been read.
struct Cutter<'q> {
    query: &'q str,
    at: usize,
}

impl<'q> Cutter<'q> {
    fn next_piece(&mut self) -> Option<Piece<'q>> {
        self.take_while(char::is_whitespace);
        let start = self.at;
        let token = match self.peek()? {
            '|' | '｜' => self.single(Token::Or),
            ')' | '）' => self.single(Token::Close),
            _ => self.signed(),
        };
        let range = ByteRange::from_span(start..self.at);
        Some(Piece { range, token })
    }

    fn single(&mut self, token: Token<'q>) -> Token<'q> {
        self.take_char();
        token
    }

    fn signed(&mut self) -> Token<'q> {
        let sign = self.sign();
        if self.peek().is_some_and(is_open) {
            self.single(Token::Open(sign))
        } else if let Some(name) = self.field_name() {
            let values = self.values();
            Token::Term(sign, RawBody::Field { name, values })
        } else {
            Token::Term(sign, self.text())
        }
    }

    /// A sign belongs to the term that follows it at once; alone it is a word.
    fn sign(&mut self) -> Sign {
        let mut ahead = self.rest().chars();
        let signed = matches!(ahead.next(), Some('-' | '!'))
            && ahead.next().is_some_and(|next| !next.is_whitespace() && !is_border(next));
        if signed {
            self.at += 1;
            Sign::Without
        } else {
            Sign::With
        }
    }

    fn text(&mut self) -> RawBody<'q> {
        let apostrophe = self.peek().is_some_and(is_apostrophe);
        let at_start = self.peek() == Some('^');
        if apostrophe || at_start {
            self.take_char();
        }
        let quoted = self.peek().is_some_and(is_quote);
        let text = if quoted { self.quoted() } else { Cow::Borrowed(self.bare(|_| false)) };
        let (text, at_end) = match text {
            text if quoted => {
                let at_end = self.peek() == Some('$');
                self.at += usize::from(at_end);
                (text, at_end)
            }
            Cow::Borrowed(text) => (text.trim_end_matches('$').into(), text.ends_with('$')),
            text @ Cow::Owned(_) => (text, false),
        };
        let manner = match (at_start, at_end) {
            (true, true) => Manner::Whole,
            (true, false) => Manner::Start,
            (false, true) => Manner::End,
            (false, false) if apostrophe || quoted => Manner::Exact,
            (false, false) => Manner::Rough,
        };
        RawBody::Text { text, manner }
    }

    /// Takes `name:` where the text goes on so. `12:30` and `http://…` are words.
    fn field_name(&mut self) -> Option<&'q str> {
        let (name, value) = name_before_colon(self.rest())?;
        self.at = self.query.len() - value.len();
        Some(name)
    }

    /// Takes values, parted by commas or by `|`, unless that starts a term of its own.
    fn values(&mut self) -> Vec<RawValue<'q>> {
        let mut values = vec![self.value()];
        while self.goes_on() {
            self.take_char();
            values.push(self.value());
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

    fn value(&mut self) -> RawValue<'q> {
        let start = self.at;
        let compare = self.compare();
        let quoted = self.peek().is_some_and(is_quote);
        let text = if quoted { self.quoted() } else { Cow::Borrowed(self.bare(is_comma)) };
        let range = ByteRange::from_span(start..self.at);
        RawValue { range, compare, text, quoted }
    }

    fn compare(&mut self) -> Option<Compare> {
        let alone = match self.peek()? {
            '=' | '＝' => return self.sign_of(Compare::Is),
            '≤' => return self.sign_of(Compare::UpTo),
            '≥' => return self.sign_of(Compare::From),
            '<' | '＜' => Compare::Below,
            '>' | '＞' => Compare::Above,
            _ => return None,
        };
        self.take_char();
        match (self.peek(), alone) {
            (Some('=' | '＝'), Compare::Below) => self.sign_of(Compare::UpTo),
            (Some('=' | '＝'), Compare::Above) => self.sign_of(Compare::From),
            (_, alone) => Some(alone),
        }
    }

    fn sign_of(&mut self, compare: Compare) -> Option<Compare> {
        self.take_char();
        Some(compare)
    }

    /// Takes what stands in quotes. A straight quote is closed by a straight one, and two of them
    /// are one of the text; curly quotes are closed by any.
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

    /// Takes what stands without quotes, up to a space, a border or what `ends` it. Brackets that
    /// the word itself opens and closes belong to it.
    fn bare(&mut self, ends: impl Fn(char) -> bool) -> &'q str {
        let mut open = 0_usize;
        self.take_while(|c| {
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

/// Returns the name of a field and what stands behind its colon.
fn name_before_colon(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))?;
    let (name, behind) = text.split_at_checked(end)?;
    let value = behind.strip_prefix([':', '：'])?;
    let in_form = name.starts_with(|c: char| c.is_ascii_alphabetic());
    (in_form && !value.starts_with("//")).then_some((name, value))
}

/// Tells whether `c` opens or closes a phrase; some keyboards and phones make quotes curly.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“'..='‟' | '＂')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’')
}

/// Tells whether `c` parts two values; Chinese input methods type the wide one.
fn is_comma(c: char) -> bool {
    matches!(c, ',' | '，')
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '（')
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | '）')
}

/// Tells whether `c` ends whatever stands before it.
fn is_border(c: char) -> bool {
    is_close(c) || matches!(c, '|' | '｜')
}

#[cfg(test)]
mod tests;
