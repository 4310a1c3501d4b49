//! Classes of enough people: what each person gives up until there are enough of a kind.

use std::collections::BTreeMap;

use crate::record::{FieldId, Id};

use super::counts::PersonEvidence;
use super::rows::{CodedRow, Published, ValueLists};
use super::{LossStep, SMALLEST_CLASS, STEPS};

/// A person with what may be said of them.
pub(super) struct PublishedPerson {
    pub(super) id: Id,
    pub(super) known: CodedRow,
    pub(super) evidence: PersonEvidence,
}

/// The people of whom there are enough of each, and what it took.
#[derive(Default)]
pub(super) struct Anonymous {
    /// Each with the number of their class.
    pub(super) people: Vec<(PublishedPerson, usize)>,
    /// What is said of each of a class.
    pub(super) classes: Vec<Published>,
    /// How many people lost a value.
    pub(super) lost: BTreeMap<LossStep, usize>,
}

impl LossStep {
    /// Takes what is given up from a row; returns whether there was anything.
    fn take(self, row: &mut CodedRow, values: &mut ValueLists) -> bool {
        match self {
            Self::Field(name) => ValueLists::remove(row, name),
            Self::Month(name) | Self::Province(name) => values.coarsen(row, name),
        }
    }

    /// Returns the field of which something is given up.
    pub(super) fn field(self) -> FieldId {
        let (Self::Month(name) | Self::Province(name) | Self::Field(name)) = self;
        name
    }
}

impl Anonymous {
    /// Returns the people of whom there are enough once values are given up.
    pub(super) fn of(people: Vec<PublishedPerson>, values: &mut ValueLists) -> Self {
        let mut found = Self::default();
        let mut rest: Vec<(PublishedPerson, CodedRow)> = people
            .into_iter()
            .map(|person| {
                let row = person.known;
                (person, row)
            })
            .collect();
        for step in 0..=STEPS.len() {
            if let Some(step) = step.checked_sub(1).and_then(|step| STEPS.get(step)) {
                for (_, row) in &mut rest {
                    step.take(row, values);
                }
            }
            rest.sort_by_key(|(_, row)| *row);
            let mut people = std::mem::take(&mut rest).into_iter().peekable();
            while let Some((first, row)) = people.next() {
                let mut class = vec![first];
                while let Some((person, _)) = people.next_if(|(_, next)| *next == row) {
                    class.push(person);
                }
                if class.len() < SMALLEST_CLASS {
                    rest.extend(class.into_iter().map(|person| (person, row)));
                } else {
                    found.add(class, &row, step, values);
                }
            }
        }
        found
    }

    /// Adds a class of people that was found after so many steps.
    fn add(
        &mut self,
        class: Vec<PublishedPerson>,
        row: &CodedRow,
        steps: usize,
        values: &mut ValueLists,
    ) {
        let number = self.classes.len();
        self.classes.push(values.published(row));
        for person in class {
            let mut whole = person.known;
            for step in STEPS.iter().take(steps) {
                if step.take(&mut whole, values) {
                    *self.lost.entry(*step).or_default() += 1;
                }
            }
            self.people.push((person, number));
        }
    }
}
