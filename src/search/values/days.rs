//! Days and day ranges that may be known only approximately, compared with a range.

use super::truth::Truth;

/// A day by its number; later days are greater.
pub(crate) type DayNumber = i32;

/// The days from the first to the last of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// The first day; `DayNumber::MIN` for no first day.
    pub first: DayNumber,
    /// The last day; `DayNumber::MAX` for no last day.
    pub last: DayNumber,
}

/// Something that went on from one day to another, each known only to lie in a window.
///
/// What happened at some time in a month has that month for both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DayInterval {
    /// When it started.
    pub start: DayRange,
    /// When it ended.
    pub end: DayRange,
    /// Where these days are in doubt, the days between which it certainly lies, as the year of a month
    /// that is in doubt. `None` where nothing is in doubt.
    pub doubt: Option<DayRange>,
}

/// What a date says: one or more stretches, and how they are meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Days {
    /// The stretches; there is at least one.
    pub stretches: Vec<DayInterval>,
    /// Whether all of them are meant, or one of them, unknown which.
    pub all: bool,
}

impl DayRange {
    /// All days.
    pub const ALWAYS: Self = Self { first: DayNumber::MIN, last: DayNumber::MAX };

    /// Returns the window grown by as many days on either side.
    #[must_use]
    pub fn widened(self, days: DayNumber) -> Self {
        let first = self.first.saturating_sub(days);
        let last = self.last.saturating_add(days);
        Self { first, last }
    }

    /// Returns the days from the first of both to the last of both.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// Returns what of the window lies in another, which it overlaps.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        Self { first: self.first.max(other.first), last: self.last.min(other.last) }
    }
}

impl DayInterval {
    /// Returns what happened at some time in a window.
    pub fn within(window: DayRange) -> Self {
        Self { start: window, end: window, doubt: None }
    }

    /// Returns whether any of it lay in the window that is asked for.
    fn may_overlap(self, asked: DayRange) -> Truth {
        let Self { start, end, doubt } = self;
        let in_all = match doubt {
            None => start.last <= asked.last && end.first >= asked.first,
            Some(certain) => asked.first <= certain.first && certain.last <= asked.last,
        };
        let in_some = start.first <= asked.last && end.last >= asked.first;
        Truth::of(in_all && in_some, in_some)
    }
}

impl Days {
    /// Returns whether any of the days meant lies in the window that is asked for.
    pub fn may_overlap(&self, asked: DayRange) -> Truth {
        let answers = || self.stretches.iter().map(|stretch| stretch.may_overlap(asked));
        let most = answers().max().unwrap_or(Truth::No);
        let least = answers().min().unwrap_or(Truth::No);
        match (self.all, least, most) {
            (true, _, most) => most,
            (false, Truth::Certainly, _) => Truth::Certainly,
            (false, _, Truth::No) => Truth::No,
            (false, _, Truth::Possibly | Truth::Certainly) => Truth::Possibly,
        }
    }

    /// Returns the first day that may be meant.
    pub fn first(&self) -> DayNumber {
        let starts = self.stretches.iter().map(|stretch| stretch.start.first);
        starts.min().unwrap_or(DayNumber::MAX)
    }

    /// Returns the first day on which it may have been, what is in doubt included.
    pub fn earliest(&self) -> DayNumber {
        let certain =
            |stretch: &DayInterval| stretch.doubt.map_or(DayNumber::MAX, |days| days.first);
        let doubts = self.stretches.iter().map(certain);
        doubts.min().unwrap_or(DayNumber::MAX).min(self.first())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Truth::{Certainly, No, Possibly};

    const fn window(first: DayNumber, last: DayNumber) -> DayRange {
        DayRange { first, last }
    }

    #[track_caller]
    fn check(start: (i32, i32), end: (i32, i32), asked: (i32, i32), expected: Truth) {
        let (start, end) = (window(start.0, start.1), window(end.0, end.1));
        let days = |doubt| Days { stretches: vec![DayInterval { start, end, doubt }], all: false };
        let asked = window(asked.0, asked.1);
        assert_eq!(days(None).may_overlap(asked), expected);
        assert_eq!(days(Some(DayRange::ALWAYS)).may_overlap(asked), expected.min(Possibly));
    }

    #[test]
    fn what_is_in_doubt_is_certain_only_where_all_that_it_may_be_is_asked_for() {
        let doubt = Some(window(1, 9));
        let days = Days {
            stretches: vec![DayInterval { doubt, ..DayInterval::within(window(4, 5)) }],
            all: false,
        };
        assert_eq!(days.may_overlap(window(4, 5)), Possibly);
        assert_eq!(days.may_overlap(window(1, 9)), Certainly);
        assert_eq!(days.may_overlap(window(0, 20)), Certainly);
        assert_eq!(days.may_overlap(window(2, 9)), Possibly);
        assert_eq!(days.may_overlap(window(7, 9)), No);
        assert_eq!((days.first(), days.earliest()), (4, 1));
    }

    #[test]
    fn what_happened_some_day_is_certain_only_where_all_its_days_are_asked_for() {
        check((3, 5), (3, 5), (1, 9), Certainly);
        check((3, 5), (3, 5), (3, 5), Certainly);
        check((3, 5), (3, 5), (4, 9), Possibly);
        check((3, 5), (3, 5), (1, 3), Possibly);
        check((3, 5), (3, 5), (6, 9), No);
        check((3, 5), (3, 5), (1, 2), No);
    }

    #[test]
    fn what_went_on_is_certain_where_it_surely_went_on() {
        check((1, 2), (8, 9), (4, 5), Certainly);
        check((1, 2), (8, 9), (8, 9), Certainly);
        check((1, 2), (8, 9), (9, 9), Possibly);
        check((1, 2), (8, 9), (10, 11), No);
        let open = (DayNumber::MAX, DayNumber::MAX);
        check((3, 3), open, (900, 901), Certainly);
        check((3, 3), (3, DayNumber::MAX), (900, 901), Possibly);
    }

    #[test]
    fn one_of_several_or_all_of_them() {
        let stretches = [window(1, 1), window(5, 5)].map(DayInterval::within).to_vec();
        let one = Days { stretches, all: false };
        let all = Days { all: true, ..one.clone() };
        for (asked, of_one, of_all) in [
            (window(0, 9), Certainly, Certainly),
            (window(4, 9), Possibly, Certainly),
            (window(2, 4), No, No),
        ] {
            assert_eq!((one.may_overlap(asked), all.may_overlap(asked)), (of_one, of_all));
        }
    }
}
