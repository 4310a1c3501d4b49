//! Creating records: checks the id that was typed, or asks for one, and has the file written and edited.

use std::path::Path;

use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::page::{Role, StyledRun};
use crate::browser::model::shared::Shared;
use crate::browser::model::update::value_place;
use crate::record::Kind;
use crate::session::new_record::NewRecord;
use crate::session::prompt::Prompt;

/// Creates a record by a command of the palette, with the id that was typed behind the command.
pub(crate) fn by_command(shared: &mut Shared, kind: Kind) -> Vec<Effect> {
    let typed = typed(shared);
    // The command may have been chosen with other words than its name.
    let words = typed.split_whitespace().skip_while(|word| *word != kind.name());
    // More than one word is no id, and is refused.
    let id: Vec<&str> = words.skip(1).collect();
    create(shared, kind, &id.join(" "))
}

/// Creates a record with the id that was asked for.
pub(crate) fn by_answer(shared: &mut Shared, kind: Kind) -> Vec<Effect> {
    let id = typed(shared);
    create(shared, kind, id.trim())
}

fn typed(shared: &Shared) -> String {
    let prompt = shared.overlay.as_ref().and_then(Overlay::prompt);
    prompt.map(Prompt::text).unwrap_or_default()
}

fn create(shared: &mut Shared, kind: Kind, id: &str) -> Vec<Effect> {
    if let Some(why_not) = value_place::why_never(shared) {
        shared.overlay = None;
        shared.notice = Some(why_not.to_owned());
        return Vec::new();
    }
    let Some(collection) = shared.collection.clone().filter(|_| !shared.is_arriving()) else {
        shared.overlay = None;
        shared.say("the files are still being read; try again when they are");
        return Vec::new();
    };
    let complaint = match NewRecord::of(&collection, kind, id) {
        Ok(new) => {
            shared.overlay = None;
            shared.awaited = Some(new.id.clone());
            return vec![Effect::Create(new)];
        }
        Err(_) if id.is_empty() => None,
        Err(no) => {
            let path = |path: &Path| shared.masked().map(|masked| masked.path(path));
            Some(format!("{}; {}", no.what(|file| path(file).unwrap_or_default()), no.hint()))
        }
    };
    let line = OverlayLine {
        meaning: format!("create {}/ID.toml and edit it", kind.folder()),
        choice: Some(Choice::NewNamed(kind)),
        ..OverlayLine::default()
    };
    let title = format!("Id of the new {}", kind.name());
    let asks_for = "lower-case letters, digits and hyphens";
    let complaint = complaint.map(|said| StyledRun::new(Role::Warning, said));
    let overlay = Overlay::asking(title, asks_for, id, line);
    shared.overlay = Some(overlay.prefaced(complaint.into_iter().collect()));
    Vec::new()
}
