//! Numbers and sums of money, known exactly or not, against a range that is asked for.

use super::answer::Answer;

/// The three letters of a currency.
pub type Unit = [u8; 3];

/// A number that is known to lie between two, both possible.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// The smallest that it may be.
    pub least: f64,
    /// The greatest that it may be.
    pub most: f64,
    /// The currency; `None` for what is no money, and for money of a currency that nobody knows.
    pub unit: Option<Unit>,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum End {
    /// There is none.
    Open,
    /// Up to this number, which is part of it.
    With(f64),
    /// Up to this number, which is not.
    Without(f64),
}

/// The numbers that are asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Where it starts.
    pub from: End,
    /// Where it ends.
    pub to: End,
    /// The currency, where one was named.
    pub unit: Option<Unit>,
}

impl Amount {
    /// Returns a number that is known.
    pub fn exactly(number: f64) -> Self {
        Self { least: number, most: number, unit: None }
    }

    /// Returns a number between two.
    pub fn between(least: f64, most: f64) -> Self {
        Self { least, most, unit: None }
    }

    /// Tells whether the number lies in the range that is asked for.
    pub fn lies_in(&self, asked: &Range) -> Answer {
        let in_all = asked.begins_before(self.least) && asked.ends_behind(self.most);
        let in_some = asked.begins_before(self.most) && asked.ends_behind(self.least);
        let answer = Answer::of(in_all, in_some);
        match (asked.unit, self.unit) {
            (Some(asked), Some(unit)) if asked != unit => Answer::No,
            (Some(_), None) => answer.min(Answer::Possibly),
            (Some(_) | None, _) => answer,
        }
    }
}

impl Range {
    /// Tells whether the range runs backwards, so that nothing lies in it.
    pub(super) fn is_backwards(&self) -> bool {
        match (self.from, self.to) {
            (End::With(from) | End::Without(from), End::With(to) | End::Without(to)) => from > to,
            (End::Open, _) | (_, End::Open) => false,
        }
    }

    fn begins_before(&self, number: f64) -> bool {
        match self.from {
            End::Open => true,
            End::With(from) => from <= number,
            End::Without(from) => from < number,
        }
    }

    fn ends_behind(&self, number: f64) -> bool {
        match self.to {
            End::Open => true,
            End::With(to) => number <= to,
            End::Without(to) => number < to,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Answer::{Certainly, No, Possibly};

    const CNY: Option<Unit> = Some(*b"CNY");
    const USD: Option<Unit> = Some(*b"USD");

    #[track_caller]
    fn check(amount: (f64, f64), from: End, to: End, expected: Answer) {
        let amount = Amount::between(amount.0, amount.1);
        assert_eq!(amount.lies_in(&Range { from, to, unit: None }), expected);
    }

    #[test]
    fn a_known_number_is_certain_either_way() {
        check((14.0, 14.0), End::Open, End::Without(18.0), Certainly);
        check((18.0, 18.0), End::Open, End::Without(18.0), No);
        check((18.0, 18.0), End::Open, End::With(18.0), Certainly);
        check((18.0, 18.0), End::Without(18.0), End::Open, No);
        check((18.0, 18.0), End::With(18.0), End::Open, Certainly);
        check((14.0, 14.0), End::With(14.0), End::With(17.0), Certainly);
    }

    #[test]
    fn a_number_between_two_may_lie_in_a_range() {
        check((0.0, 17.0), End::Open, End::Without(18.0), Certainly);
        check((0.0, 17.0), End::Open, End::Without(15.0), Possibly);
        check((0.0, 17.0), End::With(14.0), End::With(14.0), Possibly);
        check((0.0, 17.0), End::With(18.0), End::Open, No);
        check((80.0, f64::INFINITY), End::Without(100.0), End::Open, Possibly);
        check((80.0, f64::INFINITY), End::With(80.0), End::Open, Certainly);
    }

    #[test]
    fn a_currency_is_compared_where_one_is_named() {
        let range = |unit| Range { from: End::With(5.0), to: End::Open, unit };
        let amount = |unit| Amount { least: 9.0, most: 9.0, unit };
        assert_eq!(amount(CNY).lies_in(&range(None)), Certainly);
        assert_eq!(amount(CNY).lies_in(&range(CNY)), Certainly);
        assert_eq!(amount(CNY).lies_in(&range(USD)), No);
        assert_eq!(amount(None).lies_in(&range(USD)), Possibly);
    }
}
