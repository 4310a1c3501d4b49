//! One value that a term asks of a field, against what is known of a line. Knows not how it is
//! written.

use super::super::amount::Range;
use super::super::answer::Answer;
use super::super::days::Window;
use super::super::facts::{Fact, Facts, FieldNo};
use super::super::needle::Needle;

/// What a term asks of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// A word of a value starts so.
    Begins(Box<Needle>),
    /// A value is this, to the letter, as it is stored.
    Is(String),
    /// A number lies in a range.
    Lies(Range),
    /// Some of the days lie in a window.
    Overlaps(Window),
    /// The name with this number is among those of the line.
    Has(usize),
}

impl Condition {
    /// Tells whether the condition holds for a field of a line: for one of its values, if any.
    pub(in super::super) fn answer(&self, field: FieldNo, facts: &Facts) -> Answer {
        let answers = facts.of(field).map(|fact| self.answer_of(fact));
        let mut best = Answer::No;
        for answer in answers {
            best = best.max(answer);
            if best == Answer::Certainly {
                break;
            }
        }
        best
    }

    fn answer_of(&self, fact: Fact<'_>) -> Answer {
        match (self, fact) {
            (Self::Begins(needle), Fact::Value { folded, .. }) => {
                needle.starts_word_of(folded).into()
            }
            (Self::Is(wanted), Fact::Value { stored, .. }) => {
                (stored == Some(wanted.as_str())).into()
            }
            (Self::Lies(range), Fact::Amount(amount)) => amount.lies_in(range),
            (Self::Overlaps(window), Fact::Days(days)) => days.overlaps(*window),
            (Self::Has(name), Fact::Names(names)) => names.contains(*name).into(),
            (
                Self::Begins(_) | Self::Is(_) | Self::Lies(_) | Self::Overlaps(_) | Self::Has(_),
                Fact::Value { .. } | Fact::Amount(_) | Fact::Days(_) | Fact::Names(_),
            ) => Answer::No,
        }
    }
}
