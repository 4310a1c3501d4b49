//! Tests one condition of a term against one fact.

use crate::search::matching::needle::Needle;
use crate::search::store::facts::Fact;
use crate::search::values::amount::AmountRange;
use crate::search::values::days::DayRange;
use crate::search::values::truth::Truth;

/// A condition on a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// A word of a value starts with the needle, or sounds like it.
    Begins(Box<Needle>),
    /// A value is exactly this.
    Is(String),
    /// A number lies in a range.
    Lies(AmountRange),
    /// A date overlaps a range of days.
    Overlaps(DayRange),
    /// The name with this number is in the set of the line.
    Has(usize),
    /// An archived text contains the needle. No line has these texts, so the collection answers it.
    InText(Box<Needle>),
}

impl Condition {
    /// Returns the words that an archived text must contain.
    pub(crate) fn text_words(&self) -> Option<&Needle> {
        match self {
            Self::InText(needle) => Some(needle),
            Self::Begins(_) | Self::Is(_) | Self::Lies(_) | Self::Overlaps(_) | Self::Has(_) => {
                None
            }
        }
    }

    /// Returns whether the condition holds for a fact.
    pub(in super::super) fn answer(&self, fact: Fact<'_>) -> Truth {
        match (self, fact) {
            (Self::Begins(needle), Fact::Value { folded, .. }) => needle.begins_in(folded).into(),
            (Self::Is(wanted), Fact::Value { stored, .. }) => stored.is(wanted).into(),
            (Self::Lies(range), Fact::Amount(amount)) => amount.lies_in(range),
            (Self::Overlaps(window), Fact::Days(days)) => days.may_overlap(*window),
            (Self::Has(name), Fact::Names(names)) => names.contains(*name).into(),
            (
                Self::Begins(_)
                | Self::Is(_)
                | Self::Lies(_)
                | Self::Overlaps(_)
                | Self::Has(_)
                | Self::InText(_),
                Fact::Value { .. } | Fact::Amount(_) | Fact::Days(_) | Fact::Names(_),
            ) => Truth::No,
        }
    }
}
