//! The changes that were made in this run, to be undone one after the other.

use crate::exchange::Change;

/// What takes back each change that was made, the last one last, with what a front end needs to know of it.
#[derive(Clone, Debug)]
pub struct ChangeHistory<C = ()>(Vec<UndoStep<C>>);

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoStep<C = ()> {
    /// What takes it back. Its label says what was changed.
    pub inverse: Change,
    /// What else the front end needs to know of the change.
    pub context: C,
}

/// As many steps back as anyone remembers.
const LONGEST: usize = 256;

impl<C> Default for ChangeHistory<C> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<C> ChangeHistory<C> {
    /// Remembers a change; of too many, the first is forgotten.
    pub fn remember(&mut self, step: UndoStep<C>) {
        self.0.push(step);
        if self.0.len() > LONGEST {
            self.0.remove(0);
        }
    }

    /// Takes out the change that was made last.
    pub fn take_last(&mut self) -> Option<UndoStep<C>> {
        self.0.pop()
    }

    /// Returns what was changed, in words, the last change first.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.0.iter().rev().map(|step| step.inverse.label.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_change_is_undone_first_and_the_oldest_forgotten() {
        let mut history = ChangeHistory::default();
        for number in 0..=LONGEST {
            let inverse = Change { label: number.to_string(), files: Vec::new() };
            history.remember(UndoStep { inverse, context: number });
        }
        assert_eq!(history.labels().take(2).collect::<Vec<_>>(), ["256", "255"]);
        let taken = std::iter::from_fn(|| history.take_last());
        let taken: Vec<usize> = taken.map(|step| step.context).collect();
        assert_eq!(taken, (1..=LONGEST).rev().collect::<Vec<_>>());
    }
}
