//! What a researcher typed, understood. Knows no line; which fields there are it is told.

use super::lex::{RawBody, RawTerm, Sign, raw_terms};
use super::needle::Needle;
use super::tier::Reach;
use crate::text::ByteRange;

/// What was typed, understood: terms that must all hold. The empty query holds everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
    together: Option<Needle>,
}

/// One condition of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Where it stands in what was typed, its sign and quotes included.
    pub range: ByteRange,
    /// Whether it must hold or must not.
    pub sign: Sign,
    /// What is looked for.
    pub sought: Sought,
}

/// What a term looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// A word, anywhere in a line.
    Word(Needle),
    /// Words in this order side by side, anywhere in a line.
    Phrase(Needle),
    /// One of the values in the field of this name.
    Field {
        /// The name as the list of fields has it.
        name: String,
        /// The values, any of which will do; there is at least one.
        values: Vec<Needle>,
    },
}

/// Something in a query that cannot be meant; the term is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryProblem {
    /// Where it stands in what was typed.
    pub range: ByteRange,
    /// What is wrong.
    pub message: String,
    /// What to type instead.
    pub help: Option<String>,
}

impl Query {
    /// Reads what was typed; every text is a query, and `fields` are the names it may use.
    ///
    /// What is only begun (`place:`, a lone quote or sign) is left out, so that a list does not
    /// empty while somebody types.
    pub fn parse(typed: &str, fields: &[&str]) -> (Self, Vec<QueryProblem>) {
        let mut problems = Vec::new();
        let mut terms = Vec::new();
        for raw in raw_terms(typed) {
            match Term::read(&raw, fields) {
                Ok(term) => terms.extend(term),
                Err(Unknown { name }) => problems.push(unknown_field(typed, &raw, name, fields)),
            }
        }
        let together = together(typed, &terms);
        (Self { terms, together }, problems)
    }

    /// Tells whether every line is wanted.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Returns the terms as they were typed, without those that were left out.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Tells whether the query looks for words or phrases, which can be lit up in a text.
    pub fn has_words(&self) -> bool {
        self.needles().next().is_some()
    }

    /// Returns the words and phrases that a line must have, and how roughly each may be found.
    ///
    /// A phrase is meant as it was typed.
    pub(super) fn needles(&self) -> impl Iterator<Item = (&Needle, Reach)> {
        let wanted = self.terms.iter().filter(|term| term.sign == Sign::With);
        wanted.filter_map(|term| match &term.sought {
            Sought::Word(needle) => Some((needle, Reach::Scattered)),
            Sought::Phrase(needle) => Some((needle, Reach::Literal)),
            Sought::Field { .. } => None,
        })
    }

    /// Returns the wanted words as one text, where there are several: they may be a whole name.
    pub(super) fn together(&self) -> Option<&Needle> {
        self.together.as_ref()
    }
}

/// A field that is not in the list.
struct Unknown<'q> {
    name: &'q str,
}

impl Term {
    /// Returns what `raw` means, `None` where it is only begun.
    fn read<'q>(raw: &RawTerm<'q>, fields: &[&str]) -> Result<Option<Self>, Unknown<'q>> {
        let sought = match &raw.body {
            RawBody::Word(word) if is_only_marks(word) => None,
            RawBody::Word(word) => Needle::new(word).map(Sought::Word),
            RawBody::Phrase(phrase) => Needle::new(phrase).map(Sought::Phrase),
            RawBody::Field { name, values } => {
                let known = fields.iter().find(|field| field.eq_ignore_ascii_case(name));
                let name = (*known.ok_or(Unknown { name })?).to_owned();
                let values: Vec<_> = values.iter().filter_map(|v| Needle::new(v)).collect();
                (!values.is_empty()).then_some(Sought::Field { name, values })
            }
        };
        let RawTerm { range, sign, .. } = *raw;
        Ok(sought.map(|sought| Self { range, sign, sought }))
    }
}

/// Tells whether a word is the beginning of something: `-`, `!`, `(`. In quotes it is a text.
fn is_only_marks(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_punctuation())
}

fn together(typed: &str, terms: &[Term]) -> Option<Needle> {
    let mut words = Vec::new();
    for term in terms {
        match (&term.sought, term.sign) {
            (Sought::Word(_), Sign::With) => words.push(term.range.of(typed)),
            (Sought::Phrase(_), Sign::With) => return None,
            (Sought::Field { .. }, _) | (_, Sign::Without) => {}
        }
    }
    (words.len() > 1).then(|| Needle::new(&words.join(" ")))?
}

fn unknown_field(typed: &str, raw: &RawTerm<'_>, name: &str, fields: &[&str]) -> QueryProblem {
    let term = raw.range.of(typed).trim_start_matches(['-', '!']);
    let help = match nearest(name, fields) {
        Some(field) => format!("did you mean `{field}:`?"),
        None => format!("to look for it as text, put it in quotes: \"{term}\""),
    };
    QueryProblem {
        range: raw.range,
        message: format!("no field is called `{name}`"),
        help: Some(help),
    }
}

/// Returns the field that `name` begins or nearly spells.
///
/// One slip in three letters is as far as a slip goes; beyond that the guess would be ours.
fn nearest<'f>(name: &str, fields: &[&'f str]) -> Option<&'f str> {
    let name = name.to_ascii_lowercase();
    let distance = |field: &str| match name.len() {
        2.. if field.starts_with(&name) => 0,
        _ => strsim::damerau_levenshtein(&name, field),
    };
    let near = fields.iter().map(|field| (distance(field), *field)).min();
    let slips = (name.len() / 3).max(1);
    near.filter(|(distance, _)| *distance <= slips && name.len() > 1).map(|(_, field)| field)
}

#[cfg(test)]
mod tests;
