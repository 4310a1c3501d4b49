//! What a timeline is asked for: a query, a window, and by what its rows are divided.

use crate::views::calendar_unit::CalendarUnit;
use crate::views::timeline::window::TimelineWindow;

/// Which timeline is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineRequest {
    /// The query, as it was typed.
    pub typed: String,
    /// The stretch of time.
    pub window: WantedWindow,
    /// By what rows are divided.
    pub lanes: LanesBy,
    /// Whether to find out what others may see of the numbers.
    pub is_protected: bool,
}

/// Which stretch of time is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WantedWindow {
    /// All that is known, in so many cells of the finest unit that suffices, and of none finer than this.
    Fitting(usize, CalendarUnit),
    /// This one.
    At(TimelineWindow),
    /// All that is known in this unit, but no more than so many cells.
    All(CalendarUnit, usize),
}

/// By what the rows are divided into lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LanesBy {
    /// They are not.
    #[default]
    None,
    /// By the kind of the record.
    Kind,
    /// By the places of the record; one with several is in several lanes.
    Place,
    /// By the sources that the record quotes; one with several is in several lanes.
    Source,
}

impl LanesBy {
    /// Returns what comes after it on the key that changes lanes.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::None => Self::Kind,
            Self::Kind => Self::Place,
            Self::Place => Self::Source,
            Self::Source => Self::None,
        }
    }

    /// Returns the field whose values make the lanes.
    pub fn field(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Kind => Some("kind"),
            Self::Place => Some("place"),
            Self::Source => Some("source"),
        }
    }

    /// Returns what the rows are sorted by, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::None => "by start",
            Self::Kind => "by kind",
            Self::Place => "by place",
            Self::Source => "by source",
        }
    }
}
