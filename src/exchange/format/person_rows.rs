//! How many rows a victim record is in layouts with a row for each person.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::record::{CaseUnit, FieldId, Fields, PeopleCount, Row, RowKind};
use crate::redaction::RedactedRecord;

/// No group is written as more rows.
const MOST: i64 = 10_000;
/// No deeper are groups within groups looked at.
const DEEPEST: usize = 16;
/// What a `[[group]]` says of each person in it.
const OF_EACH: [FieldId; 3] = [FieldId::Citizenship, FieldId::Gender, FieldId::Minor];

/// People of whom a case says the same.
pub(super) struct AlikePeople<'f> {
    /// What it says of each of them.
    pub(super) fields: Cow<'f, Fields>,
    /// How many they are.
    pub(super) count: usize,
}

/// The rows of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PersonRows {
    /// The case is that of one person.
    One,
    /// It is that of a group, of which each person is a row with what the case says of all of them.
    Of(usize),
    /// It is that of a group that is left out.
    LeftOut,
    /// Whether it is that of one person or a group, of how many, or how near the number is cannot be read: it is left out.
    Unread,
}

impl PersonRows {
    /// Returns the rows of a case; groups have rows only where that is asked for, and where their least number is known.
    pub(super) fn of(fields: &Fields, expands: bool) -> Self {
        match fields.case_unit() {
            CaseUnit::Individual => return Self::One,
            CaseUnit::Unread => return Self::Unread,
            CaseUnit::Group if !expands => return Self::LeftOut,
            CaseUnit::Group => {}
        }
        match fields.people_count() {
            PeopleCount::Unread => Self::Unread,
            PeopleCount::Least(count) if (1..=MOST).contains(&count) => {
                usize::try_from(count).map_or(Self::LeftOut, Self::Of)
            }
            PeopleCount::Least(_) | PeopleCount::Unknown => Self::LeftOut,
        }
    }

    /// Returns the people of the case: those in each `[[group]]` whose number is known, where these are no more than the case
    /// has and the numbers of all groups beside them can be read, and the others, of whom the case itself speaks.
    pub(super) fn people<'f>(self, released: &'f RedactedRecord<'_>) -> Vec<AlikePeople<'f>> {
        let fields = Cow::Borrowed(released.fields());
        let all = match self {
            Self::LeftOut | Self::Unread => return Vec::new(),
            Self::One => return vec![AlikePeople { fields, count: 1 }],
            Self::Of(all) => all,
        };
        let mut groups = KnownGroups::new();
        for row in released.rows(RowKind::Group) {
            let count = match row.people_count() {
                PeopleCount::Least(count) => count.try_into().ok(),
                // As many as no case has, so that none of the groups beside it is used.
                PeopleCount::Unread => Some(usize::MAX),
                PeopleCount::Unknown => None,
            };
            let Some(count) = count else { continue };
            let within = row.fields.get(FieldId::Within);
            match row.fields.text(FieldId::Within) {
                // What cannot be read may be a part of any group.
                None if within.is_some() || row.fields.lost(FieldId::Within) => {
                    return vec![AlikePeople { fields, count: all }];
                }
                within => groups.entry(within).or_default().push((row, count)),
            }
        }
        let count = all;
        let mut people = Vec::new();
        divide(AlikePeople { fields, count }, None, &groups, DEEPEST, &mut people);
        people
    }

    /// Returns the value of a field that says something of each person; nothing where a group has several, since then no
    /// one knows whose each is.
    pub(super) fn own(self, cell: String, is_of_a_person: bool, parts: char) -> String {
        let is_of_others = matches!(self, Self::Of(_)) && (is_of_a_person || cell.contains(parts));
        if is_of_others { String::new() } else { cell }
    }
}

/// The groups with their numbers by the larger group that they are a part of.
type KnownGroups<'f> = BTreeMap<Option<&'f str>, Vec<(&'f Row, usize)>>;

/// Divides people into those of the groups within one, and those of whom no group says more.
fn divide<'f>(
    whole: AlikePeople<'f>,
    key: Option<&str>,
    groups: &KnownGroups<'f>,
    deepest: usize,
    people: &mut Vec<AlikePeople<'f>>,
) {
    let parts = groups.get(&key).map(Vec::as_slice).unwrap_or_default();
    let sum = parts.iter().fold(0_usize, |sum, (_, count)| sum.saturating_add(*count));
    let rest = whole.count.checked_sub(sum).filter(|_| deepest > 0);
    let Some(rest) = rest else {
        people.push(whole);
        return;
    };
    for (row, count) in parts {
        let said = row.fields.iter().filter(|entry| OF_EACH.contains(&entry.field.name));
        let part = AlikePeople { fields: Cow::Owned(whole.fields.with(said)), count: *count };
        match row.key() {
            Some(key) => divide(part, Some(key), groups, deepest - 1, people),
            None => people.push(part),
        }
    }
    if rest > 0 {
        people.push(AlikePeople { count: rest, ..whole });
    }
}

/// Returns what of a layout was left out because it cannot be read of how many people it is, in a sentence.
pub(super) fn unread(cases: usize) -> Option<String> {
    let cases = match cases {
        0 => return None,
        1 => "1 case is".to_owned(),
        cases => format!("{cases} cases are"),
    };
    Some(format!(
        "{cases} left out: of how many people cannot be read in the file; casebook check says where, and what to write"
    ))
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
