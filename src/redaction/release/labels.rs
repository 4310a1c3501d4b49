//! Labels in the place of ids: random numbers that say nothing, drawn anew for each release unless they are kept.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::hash::BuildHasher as _;

use crate::record::Id;

/// The labels of people by their ids, which the owner of a collection may keep from one release to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptLabels {
    labels: BTreeMap<Id, String>,
}

/// Why a file of labels cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LabelsError {
    /// A line is no id and label.
    #[error("line {0} is no id and label, such as `some-id,v-0417`")]
    Line(usize),
    /// Two ids have one label, or one id has two.
    #[error("line {0} has an id or a label that another line has too")]
    Twice(usize),
}

/// The first line of a file of labels.
const HEADER: &str = "id,label";

impl KeptLabels {
    /// Reads a file of labels: a line each of an id and its label.
    ///
    /// # Errors
    ///
    /// A line says something else.
    pub fn read(text: &str) -> Result<Self, LabelsError> {
        let mut kept = Self::default();
        let mut taken = BTreeSet::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line == HEADER {
                continue;
            }
            let parts = line.split_once(',').and_then(|(id, label)| {
                let number = label.trim().strip_prefix("v-")?;
                let is_number = (4..=9).contains(&number.len())
                    && number.bytes().all(|digit| digit.is_ascii_digit());
                is_number.then_some((Id::new(id.trim())?, label.trim().to_owned()))
            });
            let (id, label) = parts.ok_or(LabelsError::Line(number))?;
            let is_new = taken.insert(label.clone()) && kept.labels.insert(id, label).is_none();
            if !is_new {
                return Err(LabelsError::Twice(number));
            }
        }
        Ok(kept)
    }

    /// Returns the text of a file of them.
    pub fn text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for (id, label) in &self.labels {
            _ = writeln!(text, "{id},{label}");
        }
        text
    }

    /// Returns the label of someone.
    pub(super) fn of(&self, id: &Id) -> Option<&str> {
        self.labels.get(id).map(String::as_str)
    }

    /// Draws a label for each of these people who has none. There are ten times as many numbers as people, so that neither
    /// the greatest nor one that is missing says anything.
    pub(super) fn label<'i>(&mut self, people: impl Iterator<Item = &'i Id>) {
        let new: Vec<&Id> = people.filter(|id| !self.labels.contains_key(*id)).collect();
        let all = (self.labels.len() + new.len()) as u64;
        let (mut digits, mut numbers) = (4, 10_000_u64);
        while numbers < all.saturating_mul(10) {
            (digits, numbers) = (digits + 1, numbers * 10);
        }
        let mut taken: BTreeSet<String> = self.labels.values().cloned().collect();
        // A hash with keys that the system draws at random.
        let random = RandomState::new();
        let mut drawn = 0_u64;
        for id in new {
            loop {
                drawn += 1;
                let number = random.hash_one(drawn) % numbers;
                let label = format!("v-{number:0digits$}");
                if taken.insert(label.clone()) {
                    self.labels.insert(id.clone(), label);
                    break;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(count: usize) -> Vec<Id> {
        (0..count).map(|number| Id::new(&format!("test-{number:05}")).unwrap()).collect()
    }

    #[test]
    fn labels_are_drawn_anew_and_in_no_order() {
        let ids = ids(2000);
        let drawn = || {
            let mut labels = KeptLabels::default();
            labels.label(ids.iter());
            ids.iter().map(|id| labels.of(id).unwrap().to_owned()).collect::<Vec<_>>()
        };
        let (one, other) = (drawn(), drawn());
        assert_ne!(one, other);
        assert_eq!(one.iter().collect::<BTreeSet<_>>().len(), ids.len());
        assert!(one.iter().all(|label| label.len() == "v-00000".len()));
        let rising = one.windows(2).filter(|two| two[0] < two[1]).count();
        assert!((700..1300).contains(&rising), "{rising} of 2000 rise");
    }

    #[test]
    fn kept_labels_come_back_and_stay() {
        let ids = ids(30);
        let mut labels = KeptLabels::default();
        labels.label(ids.iter().take(20));
        let again = KeptLabels::read(&labels.text()).unwrap();
        assert_eq!(again, labels);
        let mut more = again.clone();
        more.label(ids.iter());
        assert!(ids.iter().take(20).all(|id| more.of(id) == labels.of(id)));
        assert!(more.of(&ids[29]).is_some());
        for (text, error) in [
            ("id,label\nx,v-12\n", LabelsError::Line(2)),
            ("x y,v-1234\n", LabelsError::Line(1)),
            ("x,v-1234\ny,v-1234\n", LabelsError::Twice(2)),
            ("x,v-1234\nx,v-1235\n", LabelsError::Twice(2)),
        ] {
            assert_eq!(KeptLabels::read(text), Err(error), "{text}");
        }
    }
}
