//! How many rows a victim record is in layouts with a row for each person.

use crate::record::{FieldId, Fields};

/// No group is written as more rows.
const MOST: i64 = 10_000;

/// The rows of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PersonRows {
    /// The case is that of one person.
    One,
    /// It is that of a group, of which each person is a row with what the case says of all of them.
    Of(usize),
    /// It is that of a group that is left out.
    LeftOut,
}

impl PersonRows {
    /// Returns the rows of a case; groups have rows only where that is asked for, and where their least number is known.
    pub(super) fn of(fields: &Fields, expands: bool) -> Self {
        if fields.text(FieldId::CountingUnit) != Some("group") {
            return Self::One;
        }
        let is_least = matches!(
            fields.text(FieldId::CountQualifier),
            None | Some("exact" | "at_least" | "more_than")
        );
        let count = fields.whole(FieldId::Count).filter(|count| (1..=MOST).contains(count));
        match count.and_then(|count| usize::try_from(count).ok()) {
            Some(count) if expands && is_least => Self::Of(count),
            Some(_) | None => Self::LeftOut,
        }
    }

    /// Returns how often the line of the case is written.
    pub(super) fn count(self) -> usize {
        match self {
            Self::One => 1,
            Self::Of(count) => count,
            Self::LeftOut => 0,
        }
    }

    /// Returns the value of a field that says something of each person; nothing where a group has several, since then no
    /// one knows whose each is.
    pub(super) fn own(self, cell: String, is_of_a_person: bool, parts: char) -> String {
        let is_of_others = matches!(self, Self::Of(_)) && (is_of_a_person || cell.contains(parts));
        if is_of_others { String::new() } else { cell }
    }
}

/// Returns what of a layout was left out, in a sentence.
pub(super) fn left_out(groups: usize, expands: bool) -> Option<String> {
    let cases = match groups {
        0 => return None,
        1 => "1 group is".to_owned(),
        groups => format!("{groups} groups are"),
    };
    Some(if expands {
        format!("{cases} left out: no one knows of how many people, or of more than {MOST}")
    } else {
        format!(
            "{cases} left out: the layout has a row for each person; --expand-groups writes those whose number is known"
        )
    })
}
