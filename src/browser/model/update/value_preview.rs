//! Asks what `check` would say of a value that is being typed, and what else could be typed, and takes the answer.

use crate::browser::model::message::Effect;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::value_write::text_of;
use crate::session::FieldNow;
use crate::session::edit_preview::{PreviewRequest, ValuePreview};
use crate::session::value_suggestions::SuggestionRequest;

/// Asks what would come of what is typed.
pub(crate) fn preview(shared: &mut Shared) -> Vec<Effect> {
    shared.previews += 1;
    let generation = shared.previews;
    let Some((input, all)) = shared.value_input.as_ref().zip(shared.collection.clone()) else {
        return Vec::new();
    };
    let located = all.get(input.place.record.as_str());
    let before = located.map(|located| text_of(shared, located.file));
    let Some(input) = shared.value_input.as_mut() else { return Vec::new() };
    input.generation = generation;
    let Some((located, before)) = located.zip(before) else { return Vec::new() };
    let path = match input.open.now(&located, &before) {
        FieldNow::Same(path) | FieldNow::Changed { path, .. } => path,
        FieldNow::Gone | FieldNow::Alike => return Vec::new(),
    };
    let (typed, new) = input.intended();
    let base = input.open.base.as_ref();
    let edits = || input.typed_field().edits(input.of.kind, &path, base, &typed);
    let edit = if input.is_as_in_file(&typed) { None } else { edits() };
    let creates = new.iter().map(|new| new.created(&shared.today)).collect();
    let field = input.of.field;
    let suggest = SuggestionRequest::has_any(field).then(|| SuggestionRequest {
        kind: input.of.kind,
        row: input.place.row.map(|row| row.kind),
        field: field.name,
        typed: input.begun(),
        with_new: true,
    });
    if edit.is_none() {
        // Nothing would change.
        input.preview.findings = crate::session::FindingChanges::default();
        input.preview.refused = None;
    }
    if edit.is_none() && suggest.is_none() {
        return Vec::new();
    }
    let file = located.file.path.clone();
    let request = PreviewRequest { file, before, edit, creates, suggest };
    vec![Effect::Preview { generation, request: Box::new(request) }]
}

/// Takes the answer to what was typed, unless more was typed since.
pub(crate) fn previewed(shared: &mut Shared, generation: u64, preview: ValuePreview) {
    let input = shared.value_input.as_mut().filter(|input| input.generation == generation);
    if let Some(input) = input {
        input.preview = preview;
        input.answered = generation;
    }
}
