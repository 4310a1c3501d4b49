//! A query cut into its terms. Knows how terms are written, not which fields there are.

use crate::text::ByteRange;

/// Whether a line is to have what a term says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// It must.
    With,
    /// It must not: the term was typed behind `-` or `!`.
    Without,
}

/// A term as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawTerm<'q> {
    /// Where it stands in the query, its sign and quotes included.
    pub(super) range: ByteRange,
    pub(super) sign: Sign,
    pub(super) body: RawBody<'q>,
}

/// What a term is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RawBody<'q> {
    Word(&'q str),
    Phrase(&'q str),
    Field { name: &'q str, values: Vec<&'q str> },
}

/// Cuts `query` into terms; every text is a query.
///
/// A quote that is not closed reaches to the end: it is being typed.
pub(super) fn raw_terms(query: &str) -> impl Iterator<Item = RawTerm<'_>> {
    let mut cutter = Cutter { query, at: 0 };
    std::iter::from_fn(move || cutter.next_term())
}

/// The query and how far it has been read.
struct Cutter<'q> {
    query: &'q str,
    at: usize,
}

impl<'q> Cutter<'q> {
    fn next_term(&mut self) -> Option<RawTerm<'q>> {
        self.take_while(char::is_whitespace);
        let start = self.at;
        self.peek()?;
        let sign = self.sign();
        let body = if self.peek().is_some_and(is_quote) {
            RawBody::Phrase(self.quoted())
        } else if let Some(name) = self.field_name() {
            let values = self.values();
            RawBody::Field { name, values }
        } else {
            RawBody::Word(self.take_while(|c| !c.is_whitespace()))
        };
        let range = ByteRange::from_span(start..self.at);
        Some(RawTerm { range, sign, body })
    }

    /// A sign belongs to the term that follows it at once; alone it is a word.
    fn sign(&mut self) -> Sign {
        let mut ahead = self.rest().chars();
        let signed = matches!(ahead.next(), Some('-' | '!'))
            && ahead.next().is_some_and(|next| !next.is_whitespace());
        if signed {
            self.at += 1;
            Sign::Without
        } else {
            Sign::With
        }
    }

    /// Takes `name:` where the text goes on so. `12:30` and `http://…` are words.
    fn field_name(&mut self) -> Option<&'q str> {
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))?;
        let (name, behind) = rest.split_at_checked(end)?;
        let value = behind.strip_prefix([':', '：'])?;
        let in_form = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if !in_form || value.starts_with("//") {
            return None;
        }
        self.at = self.query.len() - value.len();
        Some(name)
    }

    fn values(&mut self) -> Vec<&'q str> {
        let mut values = vec![self.value()];
        while self.peek().is_some_and(is_comma) {
            self.take_char();
            values.push(self.value());
        }
        values.retain(|value| !value.is_empty());
        values
    }

    fn value(&mut self) -> &'q str {
        if self.peek().is_some_and(is_quote) {
            self.quoted()
        } else {
            self.take_while(|c| !c.is_whitespace() && !is_comma(c))
        }
    }

    fn quoted(&mut self) -> &'q str {
        self.take_char();
        let inside = self.take_while(|c| !is_quote(c));
        self.take_char();
        inside.trim()
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'q str {
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

/// Tells whether `c` opens or closes a phrase; some keyboards and phones make quotes curly.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“'..='‟' | '＂')
}

/// Tells whether `c` parts two values; Chinese input methods type the wide one.
fn is_comma(c: char) -> bool {
    matches!(c, ',' | '，')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, expected: &[(Sign, RawBody<'_>)]) {
        let terms: Vec<_> = raw_terms(query).map(|term| (term.sign, term.body)).collect();
        assert_eq!(terms, expected);
    }

    fn field<'q>(name: &'q str, values: &[&'q str]) -> RawBody<'q> {
        let values = values.to_vec();
        RawBody::Field { name, values }
    }

    #[test]
    fn words_are_parted_by_any_space() {
        use {RawBody::Word, Sign::With};
        check("", &[]);
        check(" \u{3000}\t", &[]);
        check("妙瓦底\u{3000}x", &[(With, Word("妙瓦底")), (With, Word("x"))]);
        check("5\" it's", &[(With, Word("5\"")), (With, Word("it's"))]);
    }

    #[test]
    fn phrases_reach_to_the_next_quote_or_to_the_end() {
        use {RawBody::Phrase, RawBody::Word, Sign::With};
        check("\"a b\"c", &[(With, Phrase("a b")), (With, Word("c"))]);
        check("“a b” c", &[(With, Phrase("a b")), (With, Word("c"))]);
        check("\"three days ", &[(With, Phrase("three days"))]);
        check("\"", &[(With, Phrase(""))]);
    }

    #[test]
    fn a_sign_needs_a_term_behind_it() {
        use {RawBody::Phrase, RawBody::Word, Sign::With, Sign::Without};
        check("-a !b", &[(Without, Word("a")), (Without, Word("b"))]);
        check("- a", &[(With, Word("-")), (With, Word("a"))]);
        check("!", &[(With, Word("!"))]);
        check("-\"a b\"", &[(Without, Phrase("a b"))]);
        check("-kind:x", &[(Without, field("kind", &["x"]))]);
        check("wei-lin", &[(With, Word("wei-lin"))]);
    }

    #[test]
    fn a_field_has_a_name_and_values() {
        use Sign::With;
        check("kind:victim", &[(With, field("kind", &["victim"]))]);
        check("to:CN,TW,", &[(With, field("to", &["CN", "TW"]))]);
        check("to:，a，b", &[(With, field("to", &["a", "b"]))]);
        check("at：x", &[(With, field("at", &["x"]))]);
        check("at:", &[(With, field("at", &[]))]);
        check("at:\"", &[(With, field("at", &[]))]);
        check("at:\"A B\",c", &[(With, field("at", &["A B", "c"]))]);
        check("first_seen:2022-07", &[(With, field("first_seen", &["2022-07"]))]);
    }

    #[test]
    fn times_and_addresses_are_words() {
        use {RawBody::Word, Sign::With};
        for word in ["12:30", "http://test.example/a,b", ":x", "Đà:x", "妙:x"] {
            check(word, &[(With, Word(word))]);
        }
    }
}
