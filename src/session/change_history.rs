//! The changes that were made in this run, to be undone one after the other.

use std::sync::Arc;

use crate::exchange::Change;

/// What takes back each change that was made, the last one last, and what makes those again that were taken back, with
/// what a front end needs to know of each.
#[derive(Clone, Debug)]
pub struct ChangeHistory<C = ()> {
    made: Vec<UndoStep<C>>,
    taken_back: Vec<UndoStep<C>>,
}

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoStep<C = ()> {
    /// What takes it back. Its label says what was changed.
    pub inverse: Arc<Change>,
    /// What else the front end needs to know of the change.
    pub context: C,
}

/// As many steps back as anyone remembers.
const LONGEST: usize = 256;

impl<C> Default for ChangeHistory<C> {
    fn default() -> Self {
        Self { made: Vec::new(), taken_back: Vec::new() }
    }
}

impl<C> ChangeHistory<C> {
    /// Remembers a change; of too many, the first is forgotten. What was taken back before cannot be made again after
    /// it: returns how many those are, so that a front end can say so.
    pub fn remember(&mut self, step: UndoStep<C>) -> usize {
        self.push(step);
        std::mem::take(&mut self.taken_back).len()
    }

    fn push(&mut self, step: UndoStep<C>) {
        self.made.push(step);
        if self.made.len() > LONGEST {
            self.made.remove(0);
        }
    }

    /// Takes out the change that was made last.
    pub fn take_last(&mut self) -> Option<UndoStep<C>> {
        self.made.pop()
    }

    /// Remembers a change that was taken back, by what makes it again.
    pub fn remember_taken_back(&mut self, step: UndoStep<C>) {
        self.taken_back.push(step);
    }

    /// Takes out the change that was taken back last.
    pub fn take_last_taken_back(&mut self) -> Option<UndoStep<C>> {
        self.taken_back.pop()
    }

    /// Remembers a change that was made again, or that could not be taken back.
    pub fn remember_again(&mut self, step: UndoStep<C>) {
        self.push(step);
    }

    /// Returns the changes that were made, the last one last.
    pub fn made(&self) -> &[UndoStep<C>] {
        &self.made
    }

    /// Returns the changes that were taken back, the one that was taken back last last.
    pub fn taken_back(&self) -> &[UndoStep<C>] {
        &self.taken_back
    }

    /// Returns what was changed, in words, the last change first.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.made.iter().rev().map(|step| step.inverse.label.as_str())
    }

    /// Returns what can be made again, in words, what was taken back last first.
    pub fn labels_taken_back(&self) -> impl Iterator<Item = &str> {
        self.taken_back.iter().rev().map(|step| step.inverse.label.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_change_is_undone_first_and_the_oldest_forgotten() {
        let mut history = ChangeHistory::default();
        for number in 0..=LONGEST {
            let inverse = Arc::new(Change { label: number.to_string(), files: Vec::new() });
            history.remember(UndoStep { inverse, context: number });
        }
        assert_eq!(history.labels().take(2).collect::<Vec<_>>(), ["256", "255"]);
        let taken = std::iter::from_fn(|| history.take_last());
        let taken: Vec<usize> = taken.map(|step| step.context).collect();
        assert_eq!(taken, (1..=LONGEST).rev().collect::<Vec<_>>());
    }
}
