//! Days and stretches of them, known exactly or not, against a stretch that is asked for. Knows no
//! calendar: what a day is called is for the floor above to say.

use super::answer::Answer;

/// A day by its number; later days are greater.
pub type DayNumber = i32;

/// The days from the first to the last of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// The first day; `DayNumber::MIN` for no first day.
    pub first: DayNumber,
    /// The last day; `DayNumber::MAX` for no last day.
    pub last: DayNumber,
}

/// Something that went on from one day to another, each known only to lie in a window.
///
/// What happened at some time in a month has that month for both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stretch {
    /// When it started.
    pub start: Window,
    /// When it ended.
    pub end: Window,
}

/// What a date says: one or more stretches, and how they are meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Days {
    /// The stretches; there is at least one.
    pub stretches: Vec<Stretch>,
    /// Whether all of them are meant, or one of them that nobody knows.
    pub all: bool,
    /// Whether the date itself is in doubt, so that nothing it says is certain.
    pub doubtful: bool,
}

impl Window {
    /// All days.
    pub const ALWAYS: Self = Self { first: DayNumber::MIN, last: DayNumber::MAX };

    /// Returns the window grown by as many days on either side.
    #[must_use]
    pub fn widened(self, days: DayNumber) -> Self {
        let first = self.first.saturating_sub(days);
        let last = self.last.saturating_add(days);
        Self { first, last }
    }
}

impl Stretch {
    /// Returns what happened at some time in a window.
    pub fn within(window: Window) -> Self {
        Self { start: window, end: window }
    }

    /// Tells whether any of it lay in the window that is asked for.
    fn overlaps(self, asked: Window) -> Answer {
        let Self { start, end } = self;
        let in_all = start.last <= asked.last && end.first >= asked.first;
        let in_some = start.first <= asked.last && end.last >= asked.first;
        Answer::of(in_all, in_some)
    }
}

impl Days {
    /// Tells whether any of the days meant lies in the window that is asked for.
    pub fn overlaps(&self, asked: Window) -> Answer {
        let answers = || self.stretches.iter().map(|stretch| stretch.overlaps(asked));
        let most = answers().max().unwrap_or(Answer::No);
        let least = answers().min().unwrap_or(Answer::No);
        let answer = match (self.all, least, most) {
            (true, _, most) => most,
            (false, Answer::Certainly, _) => Answer::Certainly,
            (false, _, Answer::No) => Answer::No,
            (false, _, Answer::Possibly | Answer::Certainly) => Answer::Possibly,
        };
        if self.doubtful { answer.min(Answer::Possibly) } else { answer }
    }

    /// Returns the first day that may be meant.
    pub fn first(&self) -> DayNumber {
        let starts = self.stretches.iter().map(|stretch| stretch.start.first);
        starts.min().unwrap_or(DayNumber::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Answer::{Certainly, No, Possibly};

    const fn window(first: DayNumber, last: DayNumber) -> Window {
        Window { first, last }
    }

    #[track_caller]
    fn check(start: (i32, i32), end: (i32, i32), asked: (i32, i32), expected: Answer) {
        let stretch = Stretch { start: window(start.0, start.1), end: window(end.0, end.1) };
        let days = Days { stretches: vec![stretch], all: false, doubtful: false };
        assert_eq!(days.overlaps(window(asked.0, asked.1)), expected);
        let doubtful = Days { doubtful: true, ..days };
        assert_eq!(doubtful.overlaps(window(asked.0, asked.1)), expected.min(Possibly));
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
        let stretches = [window(1, 1), window(5, 5)].map(Stretch::within).to_vec();
        let one = Days { stretches, all: false, doubtful: false };
        let all = Days { all: true, ..one.clone() };
        for (asked, of_one, of_all) in [
            (window(0, 9), Certainly, Certainly),
            (window(4, 9), Possibly, Certainly),
            (window(2, 4), No, No),
        ] {
            assert_eq!((one.overlaps(asked), all.overlaps(asked)), (of_one, of_all));
        }
    }
}
