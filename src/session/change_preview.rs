//! What a change would do, before it is made: the texts of its files, and the problems that would come and go.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::collection::{Changes, Collection, Loader, TriedFiles};
use crate::diagnostic::{Diagnostic, Rule};
use crate::exchange::{Change, PlannedChange};
use crate::session::file_edit::{EditRefusal, planned};
use crate::text::LineColumn;

/// A change that was tried in memory.
#[derive(Clone, Debug)]
pub struct ChangePreview {
    /// The files and their texts.
    pub planned: PlannedChange,
    /// The collection as it would be.
    pub after: Arc<Collection>,
    /// The problems that there would be and are not yet, at their places in the collection as it would be.
    pub come: Vec<PreviewProblem>,
    /// The problems that there are and would no longer be.
    pub gone: Vec<PreviewProblem>,
}

/// A problem that comes or goes with a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewProblem {
    /// Its file.
    pub path: PathBuf,
    /// Where in it.
    pub at: LineColumn,
    /// What is wrong, in the words of `check`.
    pub problem: Diagnostic,
}

/// A problem by what it is and not where: lines above it may come and go.
type ProblemKey<'c> = (&'c Path, Rule, &'c str);

impl ChangePreview {
    /// Tries a change of a collection; where that was not checked, only what the change touches is.
    ///
    /// # Errors
    ///
    /// A file has another text by now.
    pub fn of(collection: &Collection, change: &Change) -> Result<Self, EditRefusal> {
        let nothing = || Self {
            planned: PlannedChange::default(),
            after: Arc::default(),
            come: Vec::new(),
            gone: Vec::new(),
        };
        Ok(Self::unless(collection, change, &|| false)?.unwrap_or_else(nothing))
    }

    /// Does the same unless it is cancelled meanwhile; `None` if it was.
    ///
    /// # Errors
    ///
    /// A file has another text by now.
    pub(crate) fn unless(
        collection: &Collection,
        change: &Change,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Result<Option<Self>, EditRefusal> {
        let planned = planned(collection, change)?;
        if is_cancelled() {
            return Ok(None);
        }
        let mut files = TriedFiles::of(collection);
        let mut renamed: HashMap<&Path, &Path> = HashMap::new();
        for file in planned.files() {
            files.change(&file.path, file.after.as_deref());
            renamed.extend(file.like.as_deref().map(|from| (from, file.path.as_path())));
        }
        let paths = planned.files().iter().map(|file| file.path.clone()).collect();
        let loader = Loader::after(collection);
        let accepted = loader.apply(&files, &Changes::At(paths));
        if is_cancelled() {
            return Ok(None);
        }
        let paths = planned.files().iter().map(|file| file.path.as_path()).collect();
        let checked =
            collection.is_unchecked().then(|| accepted.checked_where_touched(collection, &paths));
        let (before, after) = match &checked {
            Some([before, after]) => (before, after),
            None => (collection, &accepted.collection),
        };
        let come = {
            let now = |path| renamed.get(path).copied().unwrap_or(path);
            let known = counted(before, after, now);
            beyond(after, before, known, |path| path)
        };
        let gone = {
            let now = |path| renamed.get(path).copied().unwrap_or(path);
            beyond(before, after, counted(after, before, |path| path), now)
        };
        let after = checked.map_or(accepted.collection, |[_, after]| after);
        Ok(Some(Self { planned, after: Arc::new(after), come, gone }))
    }

    /// Leaves out the problems that come and go only because a record is called by its new id in them.
    pub fn leave_out_renamed(&mut self, old: &str, new: &str) {
        let renamed = |message: &str| message.replace(&format!("`{old}`"), &format!("`{new}`"));
        let come = &mut self.come;
        self.gone.retain(|gone| {
            let same = come.iter().position(|come| {
                come.problem.code == gone.problem.code
                    && *come.problem.message == *renamed(&gone.problem.message)
            });
            same.map(|same| come.remove(same)).is_none()
        });
    }
}

/// Counts the problems of a collection by what they are, without those of files that are the same in another state of it.
fn counted<'c>(
    collection: &'c Collection,
    other: &'c Collection,
    place: impl Fn(&'c Path) -> &'c Path,
) -> HashMap<ProblemKey<'c>, usize> {
    let mut known: HashMap<ProblemKey<'c>, usize> = HashMap::new();
    for found in collection.diagnostics().unlike(other.diagnostics()) {
        let Some(file) = collection.file(found.file) else { continue };
        let key = (place(&file.path), found.problem.code, &*found.problem.message);
        *known.entry(key).or_default() += 1;
    }
    known
}

/// Returns the problems of a collection that are not among those known.
fn beyond<'c>(
    collection: &'c Collection,
    other: &'c Collection,
    mut known: HashMap<ProblemKey<'c>, usize>,
    place: impl Fn(&'c Path) -> &'c Path,
) -> Vec<PreviewProblem> {
    let mut beyond = Vec::new();
    for found in collection.diagnostics().unlike(other.diagnostics()) {
        let Some(file) = collection.file(found.file) else { continue };
        let key = (place(&file.path), found.problem.code, &*found.problem.message);
        if let Some(count) = known.get_mut(&key).filter(|count| **count > 0) {
            *count -= 1;
            continue;
        }
        beyond.push(PreviewProblem {
            path: file.path.clone(),
            at: collection.place(&found),
            problem: found.problem.clone(),
        });
    }
    beyond
}
