//! What a command says of a change before it is written: the problems that come and go, and its diff.

use std::collections::HashSet;

use crate::collection::Collection;
use crate::diagnostic::Severity;
use crate::exchange::{Audience, PlannedFile, file_diff};
use crate::redaction::Redaction;
use crate::session::{ChangePreview, PreviewProblem};
use crate::text::counted;

use super::failure::Failure;
use super::locate::CollectionPlace;
use super::output;
use super::redaction_args::RedactionArgs;

/// Problems of each sort are listed up to this many.
const MOST_LISTED: usize = 20;

/// A change of a collection that was tried.
pub(super) struct ChangeReport<'c> {
    pub(super) place: &'c CollectionPlace,
    pub(super) collection: &'c Collection,
    pub(super) preview: &'c ChangePreview,
    pub(super) disclosing: RedactionArgs,
}

impl ChangeReport<'_> {
    /// Returns why the change is not to be made: `check` would report errors that it does not report now.
    pub(super) fn refusal(&self) -> Option<Failure> {
        let errors = self.preview.come.iter().filter(|come| is_error(come)).count();
        (errors > 0).then(|| {
            Failure::new(format!(
                "nothing was written, since casebook check would report {} more",
                counted(errors, "error")
            ))
            .hint("write another value, or narrow the query to the records that it is right for")
        })
    }

    /// Prints the problems that would come and go, in the words of `check`, errors first and with what to do; those in withheld
    /// records are counted.
    pub(super) fn print_problems(&self) {
        let before = self.disclosing.redaction(self.collection);
        let after = self.disclosing.redaction(&self.preview.after);
        self.list("would come", &self.preview.come, &self.preview.after, &after);
        self.list("would go", &self.preview.gone, self.collection, &before);
    }

    fn list(
        &self,
        what: &str,
        problems: &[PreviewProblem],
        collection: &Collection,
        redaction: &Redaction<'_>,
    ) {
        if problems.is_empty() {
            return;
        }
        output::print_message(&format!("{} {what}:", counted(problems.len(), "problem")));
        let mut errors_first: Vec<&PreviewProblem> = problems.iter().collect();
        let mut helps = HashSet::new();
        errors_first.sort_by_key(|problem| !is_error(problem));
        for found @ PreviewProblem { path, at, problem } in
            errors_first.into_iter().take(MOST_LISTED)
        {
            let file = collection.file_at(path);
            let is_withheld = file.is_some_and(|file| {
                redaction.is_withheld_at(file, problem.range.start())
                    || redaction.hides_in(&problem.message)
            });
            let severity: &'static str = severity_name(problem.severity());
            let code = problem.code.name();
            if is_withheld {
                // The name of a file may be that of the record.
                output::print_message(&format!(
                    "  {severity}[{code}]: there is a problem in a withheld record"
                ));
                continue;
            }
            let shown = self.place.path_of(&redaction.place_of(path));
            // What to do is said once, where it is the same for many records.
            let help =
                problem.help.as_deref().filter(|help| is_error(found) && helps.insert(*help));
            let help = help.map(|help| format!("; {}", redaction.message(help)));
            output::print_message(&format!(
                "  {}:{}:{}: {severity}[{code}]: {}{}",
                shown.display(),
                at.line,
                at.column,
                redaction.message(&problem.message),
                help.unwrap_or_default()
            ));
        }
        if let Some(more) = problems.len().checked_sub(MOST_LISTED).filter(|more| *more > 0) {
            output::print_message(&format!("  and {more} more"));
        }
    }

    /// Prints the change as a diff that `git apply` takes in the collection's folder. A file is left out that would show
    /// what is withheld.
    ///
    /// # Errors
    ///
    /// Standard output cannot be written to.
    pub(super) fn print_diff(&self) -> anyhow::Result<()> {
        let redaction = self.disclosing.redaction(self.collection);
        let (mut diff, mut withheld) = (String::new(), 0);
        for planned in self.preview.planned.files().iter().filter(|planned| planned.is_change()) {
            let PlannedFile { path, before, after, .. } = planned;
            // Archived texts are kept out of git, and as long as what they are of.
            if path.starts_with("archive") && after.is_some() && planned.like.is_none() {
                let path = self.place.path_of(&redaction.place_of(path));
                output::print_message(&format!(
                    "{} is archived too, and not in the diff",
                    path.display()
                ));
                continue;
            }
            let change = file_diff(path, before.as_deref(), after.as_deref());
            if self.may_show(planned, &change, &redaction) {
                diff.push_str(&change);
            } else {
                withheld += 1;
            }
        }
        output::write_for_verdict(Audience::Exact, &diff)?;
        if withheld > 0 {
            output::print_message(&format!(
                "the changes of {} are withheld; --with-confidential prints them",
                counted(withheld, "file")
            ));
        }
        Ok(())
    }

    fn may_show(&self, planned: &PlannedFile, change: &str, redaction: &Redaction<'_>) -> bool {
        let path = planned.like.as_deref().unwrap_or(&planned.path);
        let before = planned.before.as_deref().or(planned.after.as_deref()).unwrap_or_default();
        let starts = std::iter::once(0).chain(before.match_indices('\n').map(|(at, _)| at + 1));
        let shows_withheld = self.collection.file_at(path).is_some_and(|file| {
            starts.into_iter().any(|start| redaction.is_withheld_at(file, start))
        });
        // What is created may be confidential from the start.
        let after = self.disclosing.redaction(&self.preview.after);
        let created = self
            .preview
            .after
            .file_at(&planned.path)
            .filter(|_| planned.before.is_none() && planned.like.is_none());
        let creates_withheld = created.is_some_and(|file| {
            let text = planned.after.as_deref().unwrap_or_default();
            let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
            starts.into_iter().any(|start| after.is_withheld_at(file, start))
                || after.place_of(&planned.path) != planned.path
                || change.lines().any(|line| after.hides_in(line))
        });
        let of_comments = self.collection.file_at(path).or(created);
        let shows_comment = of_comments.is_some_and(|file| {
            (redaction.withholds_in(file) || after.withholds_in(file)) && change.contains('#')
        });
        redaction.place_of(path) == path
            && !shows_comment
            && !creates_withheld
            && !shows_withheld
            && !change.lines().any(|line| redaction.hides_in(line))
    }
}

fn is_error(found: &PreviewProblem) -> bool {
    found.problem.severity() == Severity::Error
}

fn severity_name(severity: Severity) -> &'static str {
    (&severity).into()
}
