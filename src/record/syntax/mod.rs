//! An error-tolerant TOML reader: returns what can be parsed, and explains the rest in plain words.

mod clash;
mod comments;
mod ending;
mod explain;
mod first_names;
mod line;
mod lost_fields;
mod merge;
mod number_check;
mod problem_collector;
mod quote_marks;
mod recover;
mod repair;
mod single_statement;
mod statement;
mod token;
mod tree;
mod unread_words;

#[cfg(test)]
mod tests;

use toml::de::DeTable;

pub(crate) use comments::without_comments;
pub use ending::{NoRowPlace, RowPlace, certain_statement, end_of_rows, is_in_conflict};
pub use first_names::{FirstName, first_names};
pub use lost_fields::LostField;
pub(in crate::record) use number_check::is_sound;
pub use unread_words::{UnreadWord, unread_words, whole_words};

use crate::diagnostic::Diagnostic;
use merge::MergeConflicts;
use number_check::is_sound_table;
use recover::{FixMode, Recovered, recover};

/// What could be read of a TOML text.
#[derive(Debug)]
pub struct Syntax<'t> {
    root: DeTable<'t>,
    problems: Vec<Diagnostic>,
    lost: Vec<LostField>,
    whole: bool,
    conflicts: Option<MergeConflicts>,
}

/// Returns whether a text has marks of a merge conflict, or some that were left over from one.
pub(in crate::record) fn has_conflicts(text: &str) -> bool {
    MergeConflicts::of(text).is_some()
}

/// Reads `text`. What breaks the grammar becomes a [`Diagnostic`] without a fix, one for each mistake;
/// the rest stays readable.
///
/// At most 1,000 problems are kept; the last then says how many more there are.
pub fn read(text: &str) -> Syntax<'_> {
    read_as(text, FixMode::Without)
}

/// Reads `text` as [`read`] does, and proposes fixes. What each of them leaves is not known yet: a file may
/// have something wrong that only shows once it is applied.
pub(crate) fn read_with_fixes(text: &str) -> Syntax<'_> {
    read_as(text, FixMode::Proposed)
}

fn read_as(text: &str, fixes: FixMode) -> Syntax<'_> {
    // Without the errors that a recovering parser collects: a large broken text has millions.
    if let Ok(root) = DeTable::parse(text)
        && is_sound_table(root.get_ref())
    {
        // Only inside of a value that takes several lines.
        let conflicts = MergeConflicts::of(text).filter(|conflicts| conflicts.is_whole);
        let fix = || fixes.asked(|| MergeConflicts::fix(text));
        let problem = |conflicts: &MergeConflicts| conflicts.problem().fix(fix());
        let problems: Vec<Diagnostic> = conflicts.iter().map(problem).collect();
        return Syntax {
            root: root.into_inner(),
            problems,
            lost: Vec::new(),
            whole: true,
            conflicts,
        };
    }
    let Recovered { root, problems, lost, whole, conflicts } = recover(text, fixes);
    Syntax { root, problems, lost, whole, conflicts }
}

impl<'t> Syntax<'t> {
    /// Returns the document; fields that could not be read are not in it.
    pub fn root(&self) -> &DeTable<'t> {
        &self.root
    }

    /// Returns what breaks the grammar, in the order of places.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// Returns the fields of the text that could not be read.
    pub fn lost(&self) -> &[LostField] {
        &self.lost
    }

    /// Returns whether every table is there: no header was unreadable, with all the fields below
    /// it.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Returns whether a place is in a merge conflict, where what is written is not meant so.
    pub fn is_in_conflict(&self, at: usize) -> bool {
        self.conflicts.as_ref().is_some_and(|conflicts| conflicts.contains(at))
    }

    /// Returns whether the text breaks the grammar of TOML or has a merge conflict.
    pub fn is_broken(&self) -> bool {
        !self.problems.is_empty()
    }
}
