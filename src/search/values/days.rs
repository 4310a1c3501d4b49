//! Days and day ranges that may be known only approximately, compared with a range.

use super::truth::Truth;

/// A day by its number; later days have greater numbers.
pub(crate) type DayNumber = i32;

/// The days from a first to a last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// The first day; `DayNumber::MIN` if there is none.
    pub first: DayNumber,
    /// The last day; `DayNumber::MAX` if there is none.
    pub last: DayNumber,
}

/// Something that lasted from one day to another, each known only to lie in a range of days.
///
/// Something that happened at some time in a month has that month as both ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DayInterval {
    /// When it started.
    pub start: DayRange,
    /// When it ended.
    pub end: DayRange,
    /// If these days are in doubt, the range in which they certainly lie, such as the year of a doubtful
    /// month; `None` if nothing is in doubt.
    pub doubt: Option<DayRange>,
}

/// The most meanings that claims which contradict each other are put into.
const MOST_MEANINGS: usize = 64;

/// The meaning of a date: one or more intervals.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Days {
    /// The intervals; there is at least one.
    pub intervals: Vec<DayInterval>,
    /// Whether all of them are meant, or one of them and it is not known which.
    pub all: bool,
}

impl DayRange {
    /// All days.
    pub const ALWAYS: Self = Self { first: DayNumber::MIN, last: DayNumber::MAX };

    /// Returns the range with so many days more on either side.
    #[must_use]
    pub fn widened(self, days: DayNumber) -> Self {
        let first = self.first.saturating_sub(days);
        let last = self.last.saturating_add(days);
        Self { first, last }
    }

    /// Returns the smallest range that contains both.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// Returns the day in the middle.
    pub fn middle(self) -> DayNumber {
        self.first + self.last.saturating_sub(self.first) / 2
    }

    /// Returns the part of the range that lies in another, which it overlaps.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        Self { first: self.first.max(other.first), last: self.last.min(other.last) }
    }
}

impl DayInterval {
    /// Returns the interval of something that happened at some time in a range of days.
    pub fn within(days: DayRange) -> Self {
        Self { start: days, end: days, doubt: None }
    }

    /// Returns whether the interval overlaps the range that is asked for.
    fn may_overlap(self, asked: DayRange) -> Truth {
        let Self { start, end, doubt } = self;
        // Two intervals overlap if each starts before the other ends. This holds certainly if it holds
        // for the latest start and the earliest end, and possibly if it holds for the earliest start and
        // the latest end.
        let in_all = match doubt {
            None => start.last <= asked.last && end.first >= asked.first,
            Some(certain) => asked.first <= certain.first && certain.last <= asked.last,
        };
        let in_some = start.first <= asked.last && end.last >= asked.first;
        Truth::of(in_all && in_some, in_some)
    }
}

impl Days {
    /// Returns whether any of the days meant lies in the range that is asked for.
    pub fn may_overlap(&self, asked: DayRange) -> Truth {
        let answers = || self.intervals.iter().map(|interval| interval.may_overlap(asked));
        let most = answers().max().unwrap_or(Truth::No);
        let least = answers().min().unwrap_or(Truth::No);
        match (self.all, least, most) {
            (true, _, most) => most,
            (false, Truth::Certainly, _) => Truth::Certainly,
            (false, _, Truth::No) => Truth::No,
            (false, _, Truth::Possibly | Truth::Certainly) => Truth::Possibly,
        }
    }

    /// Returns what is compared where several claims contradict each other: something is in a range of days certainly if
    /// by each claim it certainly is, and possibly if by any claim it may be.
    ///
    /// This holds for the greatest answer of all that are returned. A claim that means all of several days is certain by
    /// any one of them, so each of these is put together with the other claims by itself.
    pub fn of_claims(claims: &[Self]) -> Vec<Self> {
        let mut meanings: Vec<Vec<DayInterval>> = vec![Vec::new()];
        for Self { intervals, all } in claims {
            // Of very many, all days of a claim are demanded: what is called certain then still is.
            let is_divided = *all && meanings.len() * intervals.len() <= MOST_MEANINGS;
            let choices: Vec<&[DayInterval]> =
                if is_divided { intervals.chunks(1).collect() } else { vec![intervals] };
            let with = |known: &Vec<DayInterval>| -> Vec<Vec<DayInterval>> {
                choices.iter().map(|choice| [known.as_slice(), choice].concat()).collect()
            };
            meanings = meanings.iter().flat_map(with).collect();
        }
        meanings.into_iter().map(|intervals| Self { intervals, all: false }).collect()
    }

    /// Returns the first day that may be meant.
    pub fn first(&self) -> DayNumber {
        let starts = self.intervals.iter().map(|interval| interval.start.first);
        starts.min().unwrap_or(DayNumber::MAX)
    }

    /// Returns the last day that may be meant.
    pub fn last(&self) -> DayNumber {
        let ends = self.intervals.iter().map(|interval| interval.end.last);
        ends.max().unwrap_or(DayNumber::MIN)
    }

    /// Returns the first day that may be meant, including those that are in doubt.
    pub fn earliest(&self) -> DayNumber {
        let certain =
            |interval: &DayInterval| interval.doubt.map_or(DayNumber::MAX, |days| days.first);
        let doubts = self.intervals.iter().map(certain);
        doubts.min().unwrap_or(DayNumber::MAX).min(self.first())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use Truth::{Certainly, No, Possibly};

    const fn days(first: DayNumber, last: DayNumber) -> DayRange {
        DayRange { first, last }
    }

    #[track_caller]
    fn check(start: DayRange, end: DayRange, asked: DayRange, expected: Truth) {
        let date = |doubt| Days { intervals: vec![DayInterval { start, end, doubt }], all: false };
        assert_eq!(date(None).may_overlap(asked), expected);
        assert_eq!(date(Some(DayRange::ALWAYS)).may_overlap(asked), expected.min(Possibly));
    }

    #[test]
    fn a_doubtful_date_is_certain_only_if_all_its_possible_days_are_asked_for() {
        let doubt = Some(days(1, 9));
        let date = Days {
            intervals: vec![DayInterval { doubt, ..DayInterval::within(days(4, 5)) }],
            all: false,
        };
        assert_eq!(date.may_overlap(days(4, 5)), Possibly);
        assert_eq!(date.may_overlap(days(1, 9)), Certainly);
        assert_eq!(date.may_overlap(days(0, 20)), Certainly);
        assert_eq!(date.may_overlap(days(2, 9)), Possibly);
        assert_eq!(date.may_overlap(days(7, 9)), No);
        assert_eq!((date.first(), date.earliest()), (4, 1));
    }

    #[test]
    fn a_date_within_some_days_is_certain_only_if_all_of_them_are_asked_for() {
        check(days(3, 5), days(3, 5), days(1, 9), Certainly);
        check(days(3, 5), days(3, 5), days(3, 5), Certainly);
        check(days(3, 5), days(3, 5), days(4, 9), Possibly);
        check(days(3, 5), days(3, 5), days(1, 3), Possibly);
        check(days(3, 5), days(3, 5), days(6, 9), No);
        check(days(3, 5), days(3, 5), days(1, 2), No);
    }

    #[test]
    fn an_interval_is_certain_on_the_days_that_it_surely_covers() {
        check(days(1, 2), days(8, 9), days(4, 5), Certainly);
        check(days(1, 2), days(8, 9), days(8, 9), Certainly);
        check(days(1, 2), days(8, 9), days(9, 9), Possibly);
        check(days(1, 2), days(8, 9), days(10, 11), No);
        let open = days(DayNumber::MAX, DayNumber::MAX);
        check(days(3, 3), open, days(900, 901), Certainly);
        check(days(3, 3), days(3, DayNumber::MAX), days(900, 901), Possibly);
    }

    proptest! {
        #[test]
        fn claims_that_contradict_each_other_are_certain_where_all_are_and_possible_where_any_is(
            claims in proptest::collection::vec(
                (proptest::collection::vec((0_i32..9, 0_i32..4), 1..4), proptest::bool::ANY),
                1..4,
            ),
            from in 0_i32..12,
            length in 0_i32..12,
        ) {
            let claims: Vec<Days> = claims
                .iter()
                .map(|(spans, all)| {
                    let within = |(first, more): &(i32, i32)| DayInterval::within(days(*first, first + more));
                    Days { intervals: spans.iter().map(within).collect(), all: *all }
                })
                .collect();
            let asked = days(from, from + length);
            let answers = || claims.iter().map(|claim| claim.may_overlap(asked));
            let is_certain = answers().all(|answer| answer == Certainly);
            let is_possible = answers().any(|answer| answer != No);
            let found = Days::of_claims(&claims).iter().map(|days| days.may_overlap(asked)).max();
            prop_assert_eq!(found, Some(Truth::of(is_certain, is_possible)));
        }
    }

    #[test]
    fn very_many_claims_are_put_into_few_meanings() {
        let both = [days(1, 1), days(5, 5)].map(DayInterval::within).to_vec();
        let claim = Days { intervals: both, all: true };
        let meanings = Days::of_claims(&vec![claim; 40]);
        assert!(meanings.len() <= MOST_MEANINGS);
        let answer = |asked| meanings.iter().map(|days| days.may_overlap(asked)).max();
        assert_eq!(answer(days(0, 9)), Some(Certainly));
        assert_eq!(answer(days(0, 4)), Some(Possibly));
    }

    #[test]
    fn one_of_several_or_all_of_them() {
        let intervals = [days(1, 1), days(5, 5)].map(DayInterval::within).to_vec();
        let one = Days { intervals, all: false };
        let all = Days { all: true, ..one.clone() };
        for (asked, of_one, of_all) in [
            (days(0, 9), Certainly, Certainly),
            (days(4, 9), Possibly, Certainly),
            (days(2, 4), No, No),
        ] {
            assert_eq!((one.may_overlap(asked), all.may_overlap(asked)), (of_one, of_all));
        }
    }
}
