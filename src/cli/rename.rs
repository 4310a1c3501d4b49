//! `casebook rename`: gives a record another id everywhere.

use std::process::ExitCode;

use crate::exchange::{ChangedFile, check_removals};
use crate::record::Id;
use crate::session::{ChangePreview, EditRefusal, RenameError, RenamePlan};

use super::change_report::ChangeReport;
use super::deferred_signals::Held;
use super::failure::Failure;
use super::locate::CollectionPlace;
use super::output;
use super::redaction_args::RedactionArgs;
use super::show::unknown;

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook rename li-he li-he-2022            the file, every link to it, and views that name it
  casebook rename old-paper new-paper         a source: also its archived text
  casebook rename li-he li-he-2022 --dry-run  the changes as a diff, nothing written";

/// What `rename` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The id of the record.
    #[arg(value_name = "OLD")]
    old: String,
    /// The id that it is to have.
    #[arg(value_name = "NEW")]
    new: String,
    /// Print the changes as a diff that `git apply` takes in the collection's folder; write nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let is_dry = arguments.dry_run;
    if is_dry { place.folder() } else { place.writable_folder() }?;
    let mut session = place.open();
    let collection = std::sync::Arc::clone(session.collection());
    let redaction = arguments.disclosing.redaction(&collection);
    let no_record = || unknown(&collection, &redaction, &arguments.old);
    let old = Id::new(&arguments.old).ok_or_else(no_record)?;
    let plan = RenamePlan::of(&collection, &old, &arguments.new).map_err(|error| match error {
        RenameError::NoRecord => no_record(),
        RenameError::SameId => Failure::new(format!("the record has the id `{old}` already"))
            .hint("write another id behind it"),
        RenameError::Ambiguous => Failure::new(format!("more than one record has the id `{old}`"))
            .hint("give one of them another id in its file first; `casebook check` names both"),
        RenameError::BadId(error) => {
            let path = |file: &std::path::Path| {
                place.path_of(&redaction.place_of(file)).display().to_string()
            };
            Failure::new(error.what(path)).hint(error.hint())
        }
        RenameError::File { path, refusal: EditRefusal { what, remedy } } => {
            let shown = place.path_of(&redaction.place_of(&path));
            Failure::new(format!("{} cannot be changed: {what}", shown.display())).hint(remedy)
        }
        RenameError::Unread(links) => {
            let shown = |path: &std::path::Path| {
                place.path_of(&redaction.place_of(path)).display().to_string()
            };
            Failure::new(links.what(shown)).hint(links.remedy())
        }
    })?;
    let refused = |EditRefusal { what, remedy }: EditRefusal| Failure::new(what).hint(remedy);
    let mut preview = ChangePreview::of(&collection, &plan.change).map_err(refused)?;
    preview.leave_out_renamed(old.as_str(), &arguments.new);
    let report = ChangeReport {
        place,
        collection: &collection,
        preview: &preview,
        disclosing: arguments.disclosing,
    };
    let said = summary(&plan, &old, &arguments.new);
    let print_summary = |summary: &str| {
        output::print_message(summary);
        if let Some(unchanged) = plan.unchanged_in_words() {
            output::print_message(&unchanged);
        }
    };
    if arguments.dry_run {
        if let Some(disk) = place.disk() {
            let files = plan.change.files.iter().filter(|file| file.is_old_name());
            check_removals(&disk, files.map(ChangedFile::path))
                .map_err(|error| refused(EditRefusal::of(&error)))?;
        }
        report.print_problems();
        report.print_diff()?;
        print_summary(&format!("would rename {said}; nothing was written"));
        return Ok(ExitCode::SUCCESS);
    }
    report.print_problems();
    let _held = Held::back();
    session.commit(&plan.change).map_err(refused)?;
    print_summary(&format!("renamed {said}"));
    Ok(ExitCode::SUCCESS)
}

fn summary(plan: &RenamePlan, old: &Id, new: &str) -> String {
    format!("`{old}` to `{new}`: {}", plan.links_in_words())
}
