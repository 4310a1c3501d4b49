//! Numbers and sums of money that may be known only approximately, compared with a range.

use super::truth::Truth;

/// A currency, by its three letters.
pub(crate) type Unit = [u8; 3];

/// A number that is known to lie in an interval, ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// The smallest that it may be.
    pub least: f64,
    /// The greatest that it may be.
    pub most: f64,
    /// The currency; `None` if the number is not money, or the currency is unknown.
    pub unit: Option<Unit>,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RangeEnd {
    /// The range has no limit at this end.
    Open,
    /// Up to this number, including it.
    With(f64),
    /// Up to this number, excluding it.
    Without(f64),
}

/// The range of numbers that a query asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AmountRange {
    /// Where it starts.
    pub from: RangeEnd,
    /// Where it ends.
    pub to: RangeEnd,
    /// The currency, if the query names one.
    pub unit: Option<Unit>,
}

impl Amount {
    /// Returns a number that is known exactly.
    pub fn exactly(number: f64) -> Self {
        Self { least: number, most: number, unit: None }
    }

    /// Returns a number that lies between two.
    pub fn between(least: f64, most: f64) -> Self {
        Self { least, most, unit: None }
    }

    /// Returns whether the number lies in a range: certainly if all its possible values do, possibly if
    /// some do. An unknown currency may be the one that the range names.
    pub fn lies_in(&self, asked: &AmountRange) -> Truth {
        let in_all = asked.begins_before(self.least) && asked.ends_behind(self.most);
        let in_some = asked.begins_before(self.most) && asked.ends_behind(self.least);
        let answer = Truth::of(in_all, in_some);
        match (asked.unit, self.unit) {
            (Some(asked), Some(unit)) if asked != unit => Truth::No,
            (Some(_), None) => answer.min(Truth::Possibly),
            (Some(_) | None, _) => answer,
        }
    }
}

impl AmountRange {
    /// Returns whether the range runs backwards, so that it is empty.
    pub(crate) fn is_backwards(&self) -> bool {
        match (self.from, self.to) {
            (
                RangeEnd::With(from) | RangeEnd::Without(from),
                RangeEnd::With(to) | RangeEnd::Without(to),
            ) => from > to,
            (RangeEnd::Open, _) | (_, RangeEnd::Open) => false,
        }
    }

    fn begins_before(&self, number: f64) -> bool {
        match self.from {
            RangeEnd::Open => true,
            RangeEnd::With(from) => from <= number,
            RangeEnd::Without(from) => from < number,
        }
    }

    fn ends_behind(&self, number: f64) -> bool {
        match self.to {
            RangeEnd::Open => true,
            RangeEnd::With(to) => number <= to,
            RangeEnd::Without(to) => number < to,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Truth::{Certainly, No, Possibly};

    const CNY: Option<Unit> = Some(*b"CNY");
    const USD: Option<Unit> = Some(*b"USD");

    #[track_caller]
    fn check(amount: Amount, from: RangeEnd, to: RangeEnd, expected: Truth) {
        assert_eq!(amount.lies_in(&AmountRange { from, to, unit: None }), expected);
    }

    #[test]
    fn a_known_number_is_certain_either_way() {
        check(Amount::exactly(14.0), RangeEnd::Open, RangeEnd::Without(18.0), Certainly);
        check(Amount::exactly(18.0), RangeEnd::Open, RangeEnd::Without(18.0), No);
        check(Amount::exactly(18.0), RangeEnd::Open, RangeEnd::With(18.0), Certainly);
        check(Amount::exactly(18.0), RangeEnd::Without(18.0), RangeEnd::Open, No);
        check(Amount::exactly(18.0), RangeEnd::With(18.0), RangeEnd::Open, Certainly);
        check(Amount::exactly(14.0), RangeEnd::With(14.0), RangeEnd::With(17.0), Certainly);
    }

    #[test]
    fn a_number_between_two_may_lie_in_a_range() {
        check(Amount::between(0.0, 17.0), RangeEnd::Open, RangeEnd::Without(18.0), Certainly);
        check(Amount::between(0.0, 17.0), RangeEnd::Open, RangeEnd::Without(15.0), Possibly);
        check(Amount::between(0.0, 17.0), RangeEnd::With(14.0), RangeEnd::With(14.0), Possibly);
        check(Amount::between(0.0, 17.0), RangeEnd::With(18.0), RangeEnd::Open, No);
        check(
            Amount::between(80.0, f64::INFINITY),
            RangeEnd::Without(100.0),
            RangeEnd::Open,
            Possibly,
        );
        check(
            Amount::between(80.0, f64::INFINITY),
            RangeEnd::With(80.0),
            RangeEnd::Open,
            Certainly,
        );
    }

    #[test]
    fn a_currency_is_compared_if_the_query_names_one() {
        let range = |unit| AmountRange { from: RangeEnd::With(5.0), to: RangeEnd::Open, unit };
        let amount = |unit| Amount { least: 9.0, most: 9.0, unit };
        assert_eq!(amount(CNY).lies_in(&range(None)), Certainly);
        assert_eq!(amount(CNY).lies_in(&range(CNY)), Certainly);
        assert_eq!(amount(CNY).lies_in(&range(USD)), No);
        assert_eq!(amount(None).lies_in(&range(USD)), Possibly);
    }
}
