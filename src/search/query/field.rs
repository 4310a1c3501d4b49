//! A term that asks for values of a field. Knows which names there are only by being told.

use super::super::lex::{Manner, RawBody, RawValue, Sign};
use super::super::needle::Needle;
use super::problem::{QueryProblem, nearest};
use super::term::{Sought, Term};
use crate::text::ByteRange;

/// A term as it was typed, and where.
pub(super) struct Typed<'q> {
    pub(super) text: &'q str,
    pub(super) range: ByteRange,
    pub(super) sign: Sign,
}

impl Term {
    /// Returns what a term means, `None` where it is only begun.
    pub(super) fn read(
        typed: &Typed<'_>,
        body: &RawBody<'_>,
        fields: &[&str],
    ) -> Result<Option<Self>, QueryProblem> {
        let sought = match body {
            // What is quoted is a text whatever it is made of.
            RawBody::Text { text, manner } if *manner != Manner::Exact && is_only_marks(text) => {
                None
            }
            RawBody::Text { text, manner } => {
                let manner = *manner;
                Needle::new(text).map(|needle| Sought::Text { needle, manner })
            }
            RawBody::Field { name, values } => read_field(typed, name, values, fields)?,
        };
        let Typed { range, sign, .. } = *typed;
        Ok(sought.map(|sought| Self { range, sign, sought }))
    }
}

fn read_field(
    typed: &Typed<'_>,
    name: &str,
    values: &[RawValue<'_>],
    fields: &[&str],
) -> Result<Option<Sought>, QueryProblem> {
    let known = fields.iter().find(|field| field.eq_ignore_ascii_case(name));
    let Some(name) = known else { return Err(unknown_field(typed, name, fields)) };
    let values: Vec<_> = values.iter().filter_map(|value| Needle::new(&value.text)).collect();
    let name = (*name).to_owned();
    Ok((!values.is_empty()).then_some(Sought::Field { name, values }))
}

/// Tells whether a word is the beginning of something: `-`, `!`, `^`. In quotes it is a text.
fn is_only_marks(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_punctuation())
}

fn unknown_field(typed: &Typed<'_>, name: &str, fields: &[&str]) -> QueryProblem {
    let term = typed.text.trim_start_matches(['-', '!']);
    let help = match nearest(name, fields.iter().copied()) {
        Some(field) => format!("did you mean `{field}:`?"),
        None => format!("to look for it as text, put it in quotes: \"{term}\""),
    };
    QueryProblem {
        range: typed.range,
        message: format!("no field is called `{name}`"),
        help: Some(help),
    }
}
