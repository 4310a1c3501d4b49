//! What a public release says in numbers, by which the next one is compared with it: two releases that differ by a few people
//! tell of these few (differencing).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::SMALLEST_CLASS;
use super::counts::EvidenceCounts;
use super::rows::Published;

/// The version of the form of a manifest.
const VERSION: u32 = 1;

/// What a release says in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseManifest {
    casebook_release: u32,
    k: usize,
    people: usize,
    /// The combinations of values, each with the number of its people.
    classes: Vec<ReleasedClass>,
    sources: Vec<String>,
    /// Numbers by how values are supported; those that are hidden are not in it.
    evidence: BTreeMap<String, usize>,
    /// The class of each label, where labels are kept from one release to the next.
    labels: Option<BTreeMap<String, usize>>,
}

/// A combination of values with the number of its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ReleasedClass {
    values: BTreeMap<String, Vec<String>>,
    people: usize,
}

/// Why a text is no manifest of a release.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// It is no JSON of this form.
    #[error("it is not the release.json of a public release: {0}")]
    Json(#[from] serde_json::Error),
    /// A later program wrote it.
    #[error("it has the form {0}, which this program does not know")]
    Version(u32),
}

impl ReleaseManifest {
    pub(super) fn of<'r>(
        rows: impl Iterator<Item = (&'r str, &'r Published)>,
        sources: &BTreeSet<[Option<String>; 4]>,
        evidence: &EvidenceCounts,
        keeps_labels: bool,
    ) -> Self {
        let mut classes: BTreeMap<&Published, Vec<&str>> = BTreeMap::new();
        for (label, row) in rows {
            classes.entry(row).or_default().push(label);
        }
        let people = classes.values().map(Vec::len).sum();
        let labels = keeps_labels.then(|| {
            let classes = classes.values().enumerate();
            let labels = classes.flat_map(|(class, labels)| {
                labels.iter().map(move |label| ((*label).to_owned(), class))
            });
            labels.collect()
        });
        let classes = classes.iter().map(|(row, labels)| ReleasedClass {
            values: row
                .iter()
                .map(|(name, values)| (name.as_str().to_owned(), values.clone()))
                .collect(),
            people: labels.len(),
        });
        let sources = sources.iter().map(|source| {
            let parts = source.iter().map(|part| part.as_deref().unwrap_or_default());
            parts.collect::<Vec<_>>().join(" | ")
        });
        let evidence = evidence.0.iter().flat_map(|([field, measure], values)| {
            values.iter().filter_map(move |(value, people)| {
                Some((format!("{field}, {measure}, {value}"), (*people)?))
            })
        });
        Self {
            casebook_release: VERSION,
            k: SMALLEST_CLASS,
            people,
            classes: classes.collect(),
            sources: sources.collect(),
            evidence: evidence.collect(),
            labels,
        }
    }

    /// Reads the manifest of an earlier release.
    ///
    /// # Errors
    ///
    /// It is none.
    pub fn read(text: &str) -> Result<Self, ManifestError> {
        let read: Self = serde_json::from_str(text)?;
        if read.casebook_release == VERSION {
            Ok(read)
        } else {
            Err(ManifestError::Version(read.casebook_release))
        }
    }

    /// Returns it as a text.
    ///
    /// # Errors
    ///
    /// It cannot be written as JSON.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// Returns what differs from an earlier release by so few people that the two together tell of them.
    pub fn differs_by_few(&self, earlier: &Self) -> Vec<String> {
        let mut few = Vec::new();
        let mut compare = |what: &str, now: usize, before: usize| {
            let by = now.abs_diff(before);
            if (1..SMALLEST_CLASS).contains(&by) {
                few.push(what.to_owned());
            }
        };
        compare("the number of all people", self.people, earlier.people);
        let (now, before) = (self.cells(), earlier.cells());
        let all: BTreeSet<&String> = now.keys().chain(before.keys()).collect();
        for cell in all {
            let count =
                |cells: &BTreeMap<String, usize>| cells.get(cell).copied().unwrap_or_default();
            compare(&format!("the people with {cell}"), count(&now), count(&before));
        }
        for (cell, now) in &self.evidence {
            if let Some(before) = earlier.evidence.get(cell) {
                compare(&format!("the evidence by {cell}"), *now, *before);
            }
        }
        let (now, before): (BTreeSet<_>, BTreeSet<_>) =
            (self.sources.iter().collect(), earlier.sources.iter().collect());
        compare("the list of sources", now.difference(&before).count(), 0);
        compare("the list of sources", before.difference(&now).count(), 0);
        if let (Some(now), Some(before)) = (&self.labels, &earlier.labels) {
            let values = |manifest: &Self, class: usize| {
                manifest.classes.get(class).map(|class| class.values.clone())
            };
            let came = now.keys().filter(|label| !before.contains_key(*label)).count();
            let went = before.keys().filter(|label| !now.contains_key(*label)).count();
            let other = now.iter().filter(|(label, class)| {
                before.get(*label).is_some_and(|old| values(self, **class) != values(earlier, *old))
            });
            for number in [came, went, other.count()] {
                compare("the list of labels", number, 0);
            }
        }
        few.dedup();
        few
    }

    /// Returns the number of people with each value, with each two values, and of each combination.
    fn cells(&self) -> BTreeMap<String, usize> {
        let mut cells: BTreeMap<String, usize> = BTreeMap::new();
        for class in &self.classes {
            let mut values: Vec<String> = Vec::new();
            for (field, said) in &class.values {
                // Of a list, each of its values is asked for alone.
                values.extend(said.iter().map(|value| format!("{field} {value}")));
            }
            for (at, one) in values.iter().enumerate() {
                *cells.entry(one.clone()).or_default() += class.people;
                for other in values.iter().skip(at + 1) {
                    *cells.entry(format!("{one} and {other}")).or_default() += class.people;
                }
            }
            *cells.entry(format!("exactly {}", values.join(", "))).or_default() += class.people;
        }
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::FieldId;

    fn release(classes: &[(&str, &str, usize)], keeps_labels: bool) -> ReleaseManifest {
        let mut rows: Vec<(String, Published)> = Vec::new();
        for (gender, country, people) in classes {
            for _ in 0..*people {
                let row = [(FieldId::Gender, *gender), (FieldId::ExploitationPlace, *country)];
                let row = row.map(|(name, value)| (name, vec![value.to_owned()]));
                rows.push((format!("v-{:04}", rows.len()), row.into_iter().collect()));
            }
        }
        let rows = rows.iter().map(|(label, row)| (label.as_str(), row));
        ReleaseManifest::of(rows, &BTreeSet::new(), &EvidenceCounts::default(), keeps_labels)
    }

    #[test]
    fn a_release_that_differs_by_few_is_found() {
        let before = release(&[("female", "KH", 30), ("male", "MM", 20)], false);
        let same = ReleaseManifest::read(&before.text().unwrap()).unwrap();
        assert_eq!(same, before);
        assert_eq!(before.differs_by_few(&same), [""; 0]);
        let more = release(&[("female", "KH", 41), ("male", "MM", 20)], false);
        assert_eq!(more.differs_by_few(&before), [""; 0]);
        for few in [
            release(&[("female", "KH", 31), ("male", "MM", 20)], false),
            release(&[("female", "KH", 20), ("male", "MM", 20)], false),
            // The total is the same.
            release(&[("female", "KH", 25), ("male", "MM", 25)], false),
            // Each class differs by many, and all women by one.
            release(&[("female", "KH", 18), ("female", "MM", 13), ("male", "MM", 20)], false),
        ] {
            assert_ne!(few.differs_by_few(&before), [""; 0], "{few:?}");
        }
    }

    #[test]
    fn kept_labels_may_not_come_or_go_one_by_one() {
        let before = release(&[("female", "KH", 30), ("male", "KH", 30)], true);
        assert_eq!(before.differs_by_few(&before), [""; 0]);
        let mut other = before.clone();
        let labels = other.labels.as_mut().unwrap();
        let (one, two) = ("v-0000".to_owned(), "v-0031".to_owned());
        let swapped = (labels[&one], labels[&two]);
        labels.insert(one, swapped.1);
        labels.insert(two, swapped.0);
        assert_eq!(other.differs_by_few(&before), ["the list of labels"]);
        for text in ["", "{}", "[1]"] {
            assert!(ReleaseManifest::read(text).is_err());
        }
    }
}
