//! Interprets one term: a text, a field with values, or a sort order.

use super::catalogue::{Catalogue, QueryField, ValueKind};
use super::problem::query_problem;
use super::term::{QuerySort, Term, TermTarget, ValueCondition};
use super::value;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::search::lex::{Compare, MatchMode, Polarity, RawTerm, RawValue};
use crate::search::matching::needle::Needle;
use crate::search::part::Part;
use crate::search::store::facts::FieldNo;
use crate::text::ByteRange;

/// A term as it was typed, with its place.
pub(super) struct TypedTerm<'q> {
    pub(super) text: &'q str,
    /// What the query has before it.
    pub(super) before: &'q str,
    pub(super) range: ByteRange,
    pub(super) sign: Polarity,
}

/// The meaning of a term.
pub(super) enum TermMeaning {
    /// A condition.
    Term(Term),
    /// The condition of the finished part of an unfinished term.
    Partial(Term),
    /// A sort order.
    Order(QuerySort),
    /// Nothing yet: the term is unfinished.
    Nothing,
}

/// Returns the meaning of a term.
pub(super) fn read(
    typed: &TypedTerm<'_>,
    body: &RawTerm<'_>,
    catalogue: &Catalogue,
) -> Result<TermMeaning, Diagnostic> {
    let mut is_partial = false;
    let target = match body {
        // Punctuation in quotes is a text.
        RawTerm::Text { text, mode } if *mode != MatchMode::Exact && is_only_marks(text) => None,
        RawTerm::Text { text, mode } => {
            let mode = *mode;
            Needle::new(text).map(|needle| TermTarget::Text { needle: Box::new(needle), mode })
        }
        RawTerm::Field { name, values } => {
            let number = catalogue.number(name);
            let known = number.and_then(|number| Some((number, catalogue.field(number)?)));
            let Some((number, field)) = known else {
                return Err(unknown_field(typed, name, catalogue));
            };
            match &field.takes {
                ValueKind::Order(names) => return order(typed, values, catalogue, names),
                ValueKind::TextsOf(part) => texts(*part, values),
                ValueKind::Words
                | ValueKind::ArchivedTexts
                | ValueKind::OneOf(_)
                | ValueKind::Names(_)
                | ValueKind::Record(_)
                | ValueKind::Number
                | ValueKind::Decimal
                | ValueKind::Money
                | ValueKind::Date => {
                    is_partial =
                        values.iter().any(|value| value::is_partial(field, value, catalogue));
                    conditions(number, field, values, catalogue)?
                }
            }
        }
    };
    let TypedTerm { range, sign, .. } = *typed;
    let Some(target) = target else { return Ok(TermMeaning::Nothing) };
    let term = Term { range, sign, target };
    Ok(if is_partial { TermMeaning::Partial(term) } else { TermMeaning::Term(term) })
}

/// Returns whether a word is only punctuation, which begins something else: `-`, `!`, `^`.
fn is_only_marks(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_punctuation())
}

fn texts(part: Part, values: &[RawValue<'_>]) -> Option<TermTarget> {
    let needles: Vec<_> = values.iter().filter_map(|value| Needle::new(&value.text)).collect();
    (!needles.is_empty()).then_some(TermTarget::Part { part, needles })
}

fn conditions(
    number: FieldNo,
    field: &QueryField,
    values: &[RawValue<'_>],
    catalogue: &Catalogue,
) -> Result<Option<TermTarget>, Diagnostic> {
    // A first `=` holds for all values of the field.
    let exact = values.first().is_some_and(|value| value.compare == Some(Compare::Is));
    let mut asked = Vec::new();
    let values: Vec<_> = values.iter().map(|value| value::in_ascii_digits(field, value)).collect();
    if let Some(problem) = value::comma_in_number(field, &values) {
        return Err(problem);
    }
    for value in &values {
        let exactly = exact && value.compare.is_none();
        let compare = if exactly { Some(Compare::Is) } else { value.compare };
        let condition = value::read(field, &RawValue { compare, ..value.clone() }, catalogue)?;
        asked.extend(condition.map(|condition| ValueCondition { range: value.range, condition }));
    }
    let name = field.name.to_string();
    Ok((!asked.is_empty()).then_some(TermTarget::Field { name, field: number, asked }))
}

fn order(
    typed: &TypedTerm<'_>,
    values: &[RawValue<'_>],
    catalogue: &Catalogue,
    names: &[String],
) -> Result<TermMeaning, Diagnostic> {
    let Some(value) = values.iter().find(|value| !value.text.is_empty()) else {
        return Ok(TermMeaning::Nothing);
    };
    let (descending, name) = match value.text.strip_prefix('-') {
        Some(name) => (true, name),
        None => (false, &*value.text),
    };
    let number = catalogue.number(name);
    let known = number.and_then(|number| Some((number, catalogue.field(number)?)));
    let name = name.to_ascii_lowercase();
    match known.filter(|(_, known)| names.iter().any(|name| *name == known.name)) {
        Some((field, known)) => {
            let name = known.name.to_string();
            Ok(TermMeaning::Order(QuerySort { range: typed.range, name, field, descending }))
        }
        None if catalogue.may_begin(&name, names) => Ok(TermMeaning::Nothing),
        None => {
            let message = format!("cannot sort by `{name}`: there is no such field");
            let help = match catalogue.suggestion_among(&name, names) {
                Some(near) => did_you_mean(near),
                None => "use a field name, such as date, age or count".to_owned(),
            };
            Err(query_problem(value.range, message, help))
        }
    }
}

fn unknown_field(typed: &TypedTerm<'_>, name: &str, catalogue: &Catalogue) -> Diagnostic {
    let term = typed.text.trim_start_matches(['-', '!']);
    let help = match (label_with_spaces(typed.before, name, catalogue), catalogue.suggestion(name))
    {
        (Some(label), _) => format!("write hyphens between the words of a label: {label}:"),
        (None, Some(field)) => did_you_mean(&format!("{field}:")),
        (None, None) => format!("to look for it as text, put it in quotes: \"{term}\""),
    };
    query_problem(typed.range, format!("no field is called `{name}`"), help)
}

/// Returns the longest label that the words before a name and the name make together, as the screen
/// shows it: `recruitment method:`.
fn label_with_spaces(before: &str, name: &str, catalogue: &Catalogue) -> Option<String> {
    let words = before.split_whitespace().rev().take(MOST_LABEL_WORDS);
    let longer = words.scan(name.to_lowercase(), |label, word| {
        *label = format!("{}-{label}", word.to_lowercase());
        Some(label.clone())
    });
    longer.filter(|label| catalogue.number(label).is_some()).last()
}

/// How many words before a colon may belong to a label: the longest has four.
const MOST_LABEL_WORDS: usize = 4;
