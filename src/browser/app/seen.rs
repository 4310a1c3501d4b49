//! Keys for a record that the user cannot have seen: typed before a search was answered, or while files are being read.
//!
//! Such a key would act on another record than the one that was meant. It is refused in a sentence, and so is what is typed
//! right behind it, which was meant for what the key would have opened. Keys that only move are taken as ever.

use super::state::{HOME, Model};
use crate::browser::model::{Choice, Command, Effect, Overlay, RecordAction, Report};
use crate::browser::screen::contract::ScreenSet;
use crate::record::Id;

/// What the user looked at before a report was taken in.
pub(super) struct RecordInView {
    record: Option<Id>,
    /// Whether the report may bring another record into view.
    may_change: bool,
    /// Whether the report answers what the user searched for, so that the best find is what was meant; or nothing was there before.
    is_meant: bool,
}

impl RecordInView {
    /// Remembers what the user looks at.
    pub(super) fn before<S: ScreenSet>(model: &Model<S>, report: &Report) -> Self {
        let shared = &model.shared;
        // Later, another record comes into the place of one only where that is gone, which is said.
        let is_first = matches!(report, Report::Loaded { .. }) && shared.progress.is_some();
        let may_change =
            is_first || matches!(report, Report::Found { .. } | Report::Arriving { .. });
        let is_answered =
            matches!(report, Report::Found { answer, .. } if answer.whole && !answer.partial);
        let record = model.screen().record(shared).cloned();
        let is_first = record.is_none() || shared.query.awaits_typed();
        let is_meant = is_answered && is_first && !shared.is_arriving();
        Self { record, may_change, is_meant }
    }

    /// Remembers that another record came into view by itself, until the user can have seen it.
    pub(super) fn compare<S: ScreenSet>(self, model: &mut Model<S>) {
        let record = model.screen().record(&model.shared).cloned();
        if !self.may_change || record == self.record {
            return;
        }
        model.shared.unseen = record.filter(|_| !self.is_meant);
    }
}

/// Returns whether a command changes the record that is looked at, or opens its file to be changed.
pub(super) fn is_for_record<S: ScreenSet>(model: &Model<S>, command: Command) -> bool {
    let (screen, shared) = (model.screen(), &model.shared);
    match (command, shared.overlay.as_ref().and_then(Overlay::choice)) {
        (Command::Choose, Some(Choice::Run(command))) if *command != Command::Choose => {
            is_for_record(model, *command)
        }
        (Command::Choose, Some(Choice::Record(action))) => match action {
            RecordAction::Rename
            | RecordAction::Copy
            | RecordAction::Delete
            | RecordAction::AddRow(_) => true,
            // The record is the one whose id was asked for.
            RecordAction::RenameTo(_) | RecordAction::CopyTo(_) => false,
        },
        (Command::Own(own), _) => screen.edited_record(shared, own).is_some(),
        (Command::OpenEditor, _) => true,
        // No other command changes one record that is shown.
        _ => false,
    }
}

/// Refuses a command that is for a record which the user cannot have seen; `None` if it is to be performed.
pub(super) fn refuse<S: ScreenSet>(model: &mut Model<S>, command: Command) -> Option<Vec<Effect>> {
    let said = why_not_yet(model, command)?;
    let shared = &mut model.shared;
    shared.pending.clear();
    let is_for_record = !matches!(said, Unseen::NoFiles);
    match said {
        Unseen::NoFiles => shared.say(STILL_READING),
        Unseen::Record(name) => shared.notify_of(&name, |name| {
            format!("nothing was done: {name} has only just come up; type it again if you mean it")
        }),
        Unseen::Said(said) => shared.say(said),
    }
    Some(if is_for_record { vec![Effect::DropTyped] } else { Vec::new() })
}

/// Why a key for a record is not taken yet.
enum Unseen {
    /// The record with this name has just come into view.
    Record(String),
    /// Something else is to be waited for.
    Said(&'static str),
    /// Nothing is there yet to which the key could lead.
    NoFiles,
}

const STILL_READING: &str =
    "nothing was done: the files are still being read; type it again when they are";
const UNANSWERED: &str =
    "nothing was done: the search is not answered yet; type it again when it is";

fn why_not_yet<S: ScreenSet>(model: &Model<S>, command: Command) -> Option<Unseen> {
    let (screen, shared) = (model.screen(), &model.shared);
    let is_home = model.active == HOME;
    let is_reading = shared.collection.is_none() || shared.is_arriving();
    let writes = matches!(command, Command::Own(own) if screen.writes(own));
    let is_for_it = is_for_record(model, command) || is_home && takes_record(model, command);
    let is_empty = screen.record(shared).is_none();
    if is_home && command == Command::Open && shared.mode_above().is_none() {
        if is_empty {
            return nothing_there(model);
        }
        // What is typed next moves in the record that is opened, and the search may bring another.
        if shared.query.awaits_typed() {
            return Some(Unseen::Said(UNANSWERED));
        }
    }
    if !is_for_it {
        let is_early = shared.collection.is_none() && shared.mode_above().is_none();
        return (is_early && needs_files(model, command)).then_some(Unseen::NoFiles);
    }
    let is_for_all = matches!(command, Command::Own(own) if screen.takes_all(own));
    if is_home
        && (shared.query.awaits_typed()
            || is_for_all && shared.query.result.partial && !shared.is_first_reading())
    {
        return Some(Unseen::Said(UNANSWERED));
    }
    if is_reading && writes || is_for_all && shared.is_first_reading() {
        return Some(Unseen::Said(STILL_READING));
    }
    if is_empty {
        return nothing_there(model);
    }
    let unseen = shared.unseen.as_ref().filter(|unseen| Some(*unseen) == screen.record(shared))?;
    Some(Unseen::Record(shared.masked()?.name_of(unseen)))
}

/// Returns what is said where no record is there yet that may still come.
fn nothing_there<S: ScreenSet>(model: &Model<S>) -> Option<Unseen> {
    let shared = &model.shared;
    if shared.collection.is_none() || shared.is_arriving() {
        return Some(Unseen::Said(
            "nothing was done: no such record is read yet; type it again when all files are",
        ));
    }
    let is_searching = shared.query.awaits_typed() || shared.query.result.partial;
    is_searching.then_some(Unseen::Said(
        "nothing was done: the search has found nothing so far; type it again when it has",
    ))
}

/// Returns whether a command can do nothing before the first files are read.
fn needs_files<S: ScreenSet>(model: &Model<S>, command: Command) -> bool {
    if let Command::Own(own) = command {
        return model.screen().needs_records(own);
    }
    matches!(
        command,
        Command::Move(_)
            | Command::Problems
            | Command::Filter
            | Command::List(_)
            | Command::NextMatch
            | Command::PreviousMatch
    )
}

/// Returns whether a command takes something of the record that is shown or selected, or of all that are listed.
fn takes_record<S: ScreenSet>(model: &Model<S>, command: Command) -> bool {
    if let Command::Own(own) = command {
        return model.screen().takes_record(own);
    }
    matches!(command, Command::Copy(_) | Command::EditMarked | Command::Export)
}
