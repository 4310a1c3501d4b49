//! The signs of a bar, each with one meaning, and with a sign of its own in ASCII.

/// What a cell of a bar says of the unit of time that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BarSign {
    /// It happened on a known day of it, or began or ended on that day.
    Day,
    /// It happened on some day of it.
    WithinCell,
    /// It went on in it.
    On,
    /// It began on some day of it, and went on.
    BeganWithin,
    /// It went on, and ended on some day of it.
    EndedWithin,
    /// The first unit in which it may have happened, begun or ended.
    FirstPossible,
    /// The same, where the date is about that.
    FirstAbout,
    /// It may have happened, begun or ended in it.
    Possible,
    /// The last unit in which it may have happened, begun or ended.
    LastPossible,
    /// The same, where the date is about that.
    LastAbout,
    /// It may have gone on, and no end is stated.
    Open,
    /// It reaches beyond the first cell of the window.
    Before,
    /// It reaches beyond the last cell of the window.
    After,
    /// The first of several dates that are all meant follows.
    AllFrom,
    /// The last of several dates that are all meant precedes.
    AllTo,
    /// The date is in doubt.
    Doubtful,
}

/// The sign of a value that a source disputes.
pub const DISPUTED: (&str, &str) = ("⚔", "!");

impl BarSign {
    /// Returns the sign.
    pub fn sign(self) -> &'static str {
        self.signs().0
    }

    /// Returns the sign in ASCII.
    pub fn in_ascii(self) -> &'static str {
        self.signs().1
    }

    fn signs(self) -> (&'static str, &'static str) {
        match self {
            Self::Day => ("◆", "#"),
            Self::WithinCell => ("◇", "o"),
            Self::On => ("━", "="),
            Self::BeganWithin => ("┣", "|"),
            Self::EndedWithin => ("┫", "|"),
            Self::FirstPossible => ("[", "["),
            Self::FirstAbout => ("(", "("),
            Self::Possible => ("·", "."),
            Self::LastPossible => ("]", "]"),
            Self::LastAbout => (")", ")"),
            Self::Open => ("╌", "-"),
            Self::Before => ("◂", "<"),
            Self::After => ("▸", ">"),
            Self::AllFrom => ("{", "{"),
            Self::AllTo => ("}", "}"),
            Self::Doubtful => ("?", "?"),
        }
    }
}
