//! How many people a case or one of its groups is about, and whether the file says so in a form that can be read.

use strsim::osa_distance;

use super::field::FieldId;
use super::fields::Fields;
use super::privacy_key::plain;
use super::record::Row;

/// What a case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseUnit {
    /// One person.
    Individual,
    /// Several people.
    Group,
    /// It cannot be read.
    Unread,
}

/// How many people there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeopleCount {
    /// This many, or at least as many.
    Least(i64),
    /// No one says, or it is not known how near the number is.
    Unknown,
    /// A number, or how near it is, cannot be read.
    Unread,
}

/// The longest key that is looked at.
const LONGEST_KEY: usize = 64;

impl Fields {
    /// Returns what the case with these fields is about: one person where nothing says otherwise. A number of people that is not 1
    /// says otherwise, and so does a key within two slips of `counting_unit`.
    pub fn case_unit(&self) -> CaseUnit {
        let unit = self.text(FieldId::CountingUnit);
        if self.is_unread(FieldId::CountingUnit) {
            return CaseUnit::Unread;
        }
        match unit {
            Some("group") => CaseUnit::Group,
            None | Some("individual") => {
                let is_one =
                    self.get(FieldId::Count).is_none() || self.whole(FieldId::Count) == Some(1);
                let is_read = is_one && !self.is_unread(FieldId::Count);
                if is_read { CaseUnit::Individual } else { CaseUnit::Unread }
            }
            // A word that the collection has added: no one knows what it counts.
            Some(_) => CaseUnit::Unread,
        }
    }

    /// Returns how many people the group with these fields has.
    pub fn people_count(&self) -> PeopleCount {
        if self.is_unread(FieldId::Count) || self.is_unread(FieldId::CountQualifier) {
            return PeopleCount::Unread;
        }
        let qualifier = self.text(FieldId::CountQualifier);
        let is_least = matches!(qualifier, None | Some("exact" | "at_least" | "more_than"));
        match self.whole(FieldId::Count) {
            Some(count) if is_least => PeopleCount::Least(count),
            Some(_) | None => PeopleCount::Unknown,
        }
    }

    /// Returns whether a field has a value that cannot be read, or seems to be below a key with a slip in it.
    fn is_unread(&self, name: FieldId) -> bool {
        let has_value = |name| self.text(name).is_some() || self.whole(name).is_some();
        let meant = plain(name.as_str());
        let slips = if meant.len() > 6 { 2 } else { 1 };
        let is_near = |key: &str| {
            let is_known = key.parse::<FieldId>().is_ok();
            !is_known && key.len() <= LONGEST_KEY && osa_distance(&meant, &plain(key)) <= slips
        };
        self.lost(name)
            || self.get(name).is_some() && !has_value(name)
            || self.extras().iter().any(|extra| is_near(&extra.name))
    }
}

impl Row {
    /// Returns how many people a group of a case has.
    pub fn people_count(&self) -> PeopleCount {
        self.fields.people_count()
    }
}
