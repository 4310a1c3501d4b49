//! Plain data of a brief, with all words as they may be printed.

use std::collections::HashSet;

use crate::record::{Id, Kind};

/// Whom a brief is for, which decides what is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BriefReader {
    /// One who is to learn no one's name.
    Masked,
    /// One who may learn the names that are public.
    Named,
    /// The owner of the collection.
    Full,
}

impl BriefReader {
    /// Returns the word for it in the page.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Masked => "masked",
            Self::Named => "names",
            Self::Full => "full",
        }
    }

    /// Returns the one with a word.
    pub(crate) fn named(word: &str) -> Option<Self> {
        [Self::Masked, Self::Named, Self::Full].into_iter().find(|reader| reader.word() == word)
    }
}

/// What a brief is made of, besides the records themselves.
#[derive(Clone, Debug)]
pub(crate) struct BriefSheet {
    /// Whom it is for.
    pub(crate) reader: BriefReader,
    /// The query; `None` where it names what is withheld.
    pub(crate) query: Option<String>,
    /// How many cases there are.
    pub(crate) whole: BriefCount,
    /// How many there are of each kind.
    pub(crate) kinds: Vec<BriefCount>,
    /// How many there are that have something, in words.
    pub(crate) states: Vec<BriefCount>,
    /// What cases state of how many people they are about, each with the case.
    pub(crate) people: Vec<(String, Id)>,
    /// How many more state a number.
    pub(crate) more_people: usize,
    /// Why people are not added up.
    pub(crate) why_no_sum: &'static str,
    /// What a column of the timeline is.
    pub(crate) unit: &'static str,
    /// The columns of the timeline.
    pub(crate) columns: Vec<BriefColumn>,
    /// The dates of the cases.
    pub(crate) bars: Vec<BriefBar>,
    /// How many more dates there are.
    pub(crate) more_bars: usize,
    /// The cases without a date.
    pub(crate) undated: BriefCount,
    /// The map.
    pub(crate) map: BriefMap,
    /// The cases, kind by kind.
    pub(crate) cases: Vec<(Kind, Id)>,
    /// Those of which is not certain whether they match.
    pub(crate) possible: HashSet<Id>,
    /// Those whose quotes are not printed.
    pub(crate) unquoted: HashSet<Id>,
}

/// How many cases there are of something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BriefCount {
    /// What is counted.
    pub(crate) label: String,
    /// How many there are at least.
    pub(crate) certain: usize,
    /// How many there are at most.
    pub(crate) at_most: usize,
}

impl BriefCount {
    /// Returns the number in words.
    pub(crate) fn figure(&self) -> String {
        if self.certain == self.at_most {
            self.certain.to_string()
        } else {
            format!("{}–{}", self.certain, self.at_most)
        }
    }
}

/// A column of a timeline.
#[derive(Clone, Debug)]
pub(crate) struct BriefColumn {
    /// The cases in it; the label is its stretch of the calendar.
    pub(crate) count: BriefCount,
    /// The label below it, where there is room for one.
    pub(crate) short: Option<String>,
}

/// A date as a bar.
#[derive(Clone, Debug)]
pub(crate) struct BriefBar {
    /// The case.
    pub(crate) id: Id,
    /// The date as it is written.
    pub(crate) date: String,
    /// Whether a source states it instead of the record.
    pub(crate) is_rival: bool,
    /// What each column says.
    pub(crate) cells: Vec<Option<BriefSign>>,
}

/// What a column says of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BriefSign {
    /// It was on a known day of it.
    Day,
    /// It was on some day of it.
    Within,
    /// It went on.
    On,
    /// It may have been, or have gone on, in it.
    Possible,
    /// The date is about that.
    About,
    /// It may have gone on, and no end is stated.
    Open,
    /// It reaches beyond.
    Beyond,
    /// A sign that is written as it is.
    Sign(&'static str),
}

/// A map.
#[derive(Clone, Debug, Default)]
pub(crate) struct BriefMap {
    /// How wide it is.
    pub(crate) width: i32,
    /// How high it is.
    pub(crate) height: i32,
    /// Coasts and borders.
    pub(crate) lines: Vec<BriefLine>,
    /// The places that have a point.
    pub(crate) badges: Vec<BriefBadge>,
    /// All places, with those that have none.
    pub(crate) places: Vec<BriefPlace>,
    /// The cases that name no place.
    pub(crate) unplaced: BriefCount,
    /// Whose borders they are.
    pub(crate) borders: String,
    /// How many cases name a place, in words.
    pub(crate) placed: String,
}

/// A line of a map.
#[derive(Clone, Debug)]
pub(crate) struct BriefLine {
    /// Whether it is a border and no coast.
    pub(crate) is_border: bool,
    /// Whether it is filled: the outline of a province.
    pub(crate) is_hatched: bool,
    /// Its points.
    pub(crate) points: Vec<(i32, i32)>,
}

/// A place on a map.
#[derive(Clone, Debug)]
pub(crate) struct BriefBadge {
    /// Where it is.
    pub(crate) at: (i32, i32),
    /// Whether a source gives this very point, and it is not that of a city or an area.
    pub(crate) is_exact: bool,
    /// How many cases there are.
    pub(crate) figure: String,
    /// What it is called.
    pub(crate) name: String,
}

/// A place in the list beside a map.
#[derive(Clone, Debug)]
pub(crate) struct BriefPlace {
    /// How exactly it is known.
    pub(crate) known: &'static str,
    /// What it is called.
    pub(crate) name: String,
    /// How many cases there are.
    pub(crate) figure: String,
}
