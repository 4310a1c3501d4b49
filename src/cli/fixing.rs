//! `casebook check --fix`: writes the safe fixes, or prints them as a diff.

use std::collections::HashSet;
use std::error::Error as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::collection::{Collection, File, FixedText, Fixer};
use crate::exchange::{Audience, Change, ChangedFile, unified_diff};
use crate::redaction::Redaction;
use crate::text::counted;

use super::chosen_files::ChosenFiles;
use super::deferred_signals::Held;
use super::failure::Failure;
use super::locate::CollectionPlace;
use super::output;

/// The safe fixes of a collection.
pub(super) struct SafeFixes<'c> {
    pub(super) place: &'c CollectionPlace,
    pub(super) collection: &'c Collection,
    pub(super) redaction: &'c Redaction<'c>,
    /// The files that may be changed.
    pub(super) chosen: &'c ChosenFiles,
}

impl SafeFixes<'_> {
    /// Writes all of them, file by file; reports each file that could not be replaced, and returns
    /// whether there was none.
    ///
    /// # Errors
    ///
    /// The collection is not on disk, or its folder cannot be opened.
    pub(super) fn write(&self) -> anyhow::Result<bool> {
        self.place.folder()?;
        let _held = Held::back();
        let (mut problems, mut files, mut refused) = (0, 0, 0);
        for (file, fixes) in self.all() {
            let (folder, path) = self.place.home_of(&file.path)?;
            let (shown, fixed) = (self.shown(&file.path), fixes.fixed);
            let change = change(file, &fixes);
            let before: Arc<str> = fixes.before.into();
            let planned = change.plan(|_| Some(Arc::clone(&before)));
            let planned = planned.map_err(|_| Failure::new(format!("cannot fix {shown}")))?;
            let written = planned.write(|planned| {
                let text = |text: Option<&str>| text.unwrap_or_default().as_bytes().to_vec();
                let (before, after) = (planned.before.as_deref(), planned.after.as_deref());
                folder.replace(path, &text(before), &text(after))
            });
            if let Some((_, error)) = written.refused {
                // The error itself names the file, which may be withheld.
                let why = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
                let failure = Failure::new(format!("cannot fix {shown}{why}")).hint(error.hint());
                output::report(&failure.into());
                refused += 1;
                continue;
            }
            output::print_message(&format!("fixed {} in {shown}", counted(fixed, "problem")));
            (problems, files) = (problems + fixed, files + 1);
        }
        let of_refused = if refused == 0 {
            String::new()
        } else {
            format!("; {} could not be written", counted(refused, "file"))
        };
        output::print_message(&if (problems, refused) == (0, 0) {
            "nothing to fix safely".to_owned()
        } else {
            let (problems, files) = (counted(problems, "problem"), counted(files, "file"));
            format!("fixed {problems} in {files}{of_refused}")
        });
        Ok(refused == 0)
    }

    /// Prints all of them as a diff. A file is left out that would show what is withheld.
    ///
    /// # Errors
    ///
    /// Standard output cannot be written to.
    pub(super) fn print(&self) -> anyhow::Result<()> {
        let (mut problems, mut files, mut withheld) = (0, 0, 0);
        let mut diff = String::new();
        for (file, FixedText { before, after, fixed }) in self.all() {
            (problems, files) = (problems + fixed, files + 1);
            let change = unified_diff(&file.path, &before, &after);
            if self.may_show(file, &before, &change) {
                diff.push_str(&change);
            } else {
                withheld += 1;
            }
        }
        output::write_for_verdict(Audience::Exact, &diff)?;
        let (problems, all) = (counted(problems, "problem"), counted(files, "file"));
        output::print_message(&format!("--fix would fix {problems} in {all}; nothing was written"));
        if withheld > 0 {
            let withheld = counted(withheld, "file");
            output::print_message(&format!(
                "the changes of {withheld} are withheld; --with-confidential prints them"
            ));
        }
        Ok(())
    }

    /// Returns the files that change, in their order. A link to a file that is fixed under its own
    /// path is left out: it would be changed twice, and `git apply` takes no change of a link.
    fn all(&self) -> Vec<(&File, FixedText)> {
        let fixer = Fixer::of(self.collection);
        let files = self.collection.files().enumerate();
        let files: Vec<(usize, &File)> =
            files.filter(|(number, _)| self.chosen.has(*number)).collect();
        let files = files.into_par_iter();
        let mut changes: Vec<(&File, FixedText)> =
            files.filter_map(|(number, file)| Some((file, fixer.safely_fixed(number)?))).collect();
        let Some(disk) = self.place.disk() else { return changes };
        let root = self.place.folder().ok().and_then(|root| root.canonicalize().ok());
        let mut targets: HashSet<PathBuf> = HashSet::new();
        changes.retain(|(file, _)| {
            let Ok(target) = disk.locate(&file.path).canonicalize() else { return true };
            let own = root.as_ref().and_then(|root| target.strip_prefix(root).ok());
            let is_fixed_there = own
                .filter(|own| *own != file.path)
                .is_some_and(|own| self.collection.file_at(own).is_some());
            !is_fixed_there && targets.insert(target)
        });
        changes
    }

    fn may_show(&self, file: &File, before: &str, change: &str) -> bool {
        let starts = std::iter::once(0).chain(before.match_indices('\n').map(|(at, _)| at + 1));
        let shows_comment = change.contains('#') && self.redaction.withholds_in(file);
        self.redaction.place_of(&file.path) == file.path
            && !shows_comment
            && !change.lines().any(|line| self.redaction.hides_in(line))
            && !starts.into_iter().any(|start| self.redaction.is_withheld_at(file, start))
    }

    fn shown(&self, path: &Path) -> String {
        self.place.path_of(&self.redaction.place_of(path)).display().to_string()
    }
}

/// Returns the safe fixes of a file as one change. Each file has its own, so that one that cannot be written leaves
/// the others alone.
fn change(file: &File, FixedText { before, after, fixed }: &FixedText) -> Change {
    let files = vec![ChangedFile::between(&file.path, before, after)];
    Change { label: format!("fix {}", counted(*fixed, "problem")), files }
}
