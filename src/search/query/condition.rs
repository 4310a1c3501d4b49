//! One value that a term asks of a field, against one fact. Knows not how it is
//! written.

use super::super::amount::Range;
use super::super::answer::Answer;
use super::super::days::Window;
use super::super::facts::Fact;
use super::super::needle::Needle;

/// What a term asks of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// A word of a value starts so, or its characters sound so.
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
    /// Tells whether the condition holds for a fact.
    pub(in super::super) fn answer(&self, fact: Fact<'_>) -> Answer {
        match (self, fact) {
            (Self::Begins(needle), Fact::Value { folded, .. }) => needle.begins_in(folded).into(),
            (Self::Is(wanted), Fact::Value { stored, .. }) => stored.is(wanted).into(),
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
