//! Edits a field of the marked records, or of all that are listed: asks which field, what to do to it, and the value.

use std::sync::Arc;

use crate::browser::model::edit::bulk_draft::BulkDraft;
use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::{BulkStep, Choice};
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::page::Role;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::{change_review, value_place};
use crate::record::{
    COMMAS, Field, FieldId, Id, Kind, Shape, TypedEntry, Vocabularies, field, fields,
};
use crate::session::bulk_edit::{BulkField, BulkVerb};
use crate::session::edit_preview::{PreviewRequest, ValuePreview};
use crate::session::value_suggestions::{SuggestionRequest, ValueSuggestion};
use crate::session::{BulkEdit, ChangeRequest};
use crate::text::counted;

/// The most records that are looked at to find which fields are usual.
const MOST_COUNTED: usize = 1_000;

/// Of more records than this it is not looked which kinds they are: the fields of all kinds that there are can be chosen then.
const MOST_TOLD: usize = 20_000;

/// Lists the fields that the marked records, or all that are listed, can have.
pub(crate) fn menu(shared: &mut Shared) {
    if let Some(why_not) = value_place::why_not(shared) {
        shared.notice = Some(why_not.to_owned());
        return;
    }
    let result = &shared.query.result;
    let is_marked = !shared.marked.is_empty();
    if !is_marked && (!result.whole || result.partial) {
        let said = "the list is not complete yet; try again in a moment, or mark records";
        shared.notice = Some(said.to_owned());
        return;
    }
    let ids: Arc<[Id]> = if is_marked {
        shared.marked.in_order(&shared.listing).into()
    } else {
        Arc::clone(shared.listing.shared_ids())
    };
    if ids.is_empty() {
        shared.say("there is no record to change");
        return;
    }
    let kinds = kinds_of(shared, &ids);
    let entries = usual_fields(shared, &ids, &kinds).into_iter().map(|usual| OverlayLine {
        term: usual.field.label.to_owned(),
        meaning: usual.field.plain_meaning().into_owned(),
        note: if usual.count == 0 { String::new() } else { usual.count.to_string() },
        found_by: usual.field.name.as_str().to_owned(),
        choice: Some(Choice::Bulk(BulkStep::Field(usual.field.name))),
        ..OverlayLine::default()
    });
    let word = if is_marked { "marked" } else { "listed" };
    let title = format!("Change a field of {}", counted(ids.len(), &format!("{word} record")));
    let overlay = Overlay::of(title, entries.collect()).as_popup().filterable();
    shared.overlay = Some(overlay);
    shared.bulk = Some(BulkDraft {
        ids,
        kinds,
        field: None,
        verb: None,
        old: None,
        generation: 0,
        suggestions: Vec::new(),
    });
}

fn kinds_of(shared: &Shared, ids: &[Id]) -> Vec<Kind> {
    let Some(all) = shared.collection.as_deref() else { return Vec::new() };
    let there = Kind::all().filter(|kind| all.count_of(*kind) > 0);
    if ids.len() > MOST_TOLD {
        return there.collect();
    }
    let every = there.count();
    let mut kinds: Vec<Kind> = Vec::new();
    for id in ids {
        match all.kind_of(id) {
            Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
            Some(_) | None => {}
        }
        if kinds.len() == every {
            break;
        }
    }
    kinds
}

/// A field, and how many of the records have it.
struct UsualField {
    field: &'static Field,
    count: usize,
}

/// Returns the fields of some kinds, the most usual first.
fn usual_fields(shared: &Shared, ids: &[Id], kinds: &[Kind]) -> Vec<UsualField> {
    let mut usual: Vec<UsualField> = Vec::new();
    for field in kinds.iter().flat_map(|kind| fields(*kind)) {
        let is_value = !matches!(field.shape, Shape::Rows(_) | Shape::Citations | Shape::Rivals);
        if is_value && usual.iter().all(|known| known.field.name != field.name) {
            usual.push(UsualField { field, count: 0 });
        }
    }
    let Some(masked) = shared.masked() else { return usual };
    for id in ids.iter().take(MOST_COUNTED) {
        masked.with_record(id, |record| {
            for one in &mut usual {
                one.count += usize::from(record.fields.get(one.field.name).is_some());
            }
        });
    }
    usual.sort_by_key(|one| std::cmp::Reverse(one.count));
    usual
}

/// Goes on with the edit.
pub(crate) fn choose(shared: &mut Shared, step: BulkStep) -> Vec<Effect> {
    match step {
        BulkStep::Field(name) => {
            choose_verb(shared, name);
            Vec::new()
        }
        BulkStep::Verb(verb) => {
            if let Some(bulk) = &mut shared.bulk {
                bulk.verb = Some(verb);
            }
            if verb == BulkVerb::Clear { take(shared, "") } else { ask(shared) }
        }
        BulkStep::Typed if has_near_words(shared) => {
            let said = "it is not certain which value is meant: choose a line below";
            shared.notice = Some(said.to_owned());
            Vec::new()
        }
        BulkStep::Typed | BulkStep::AsTyped => {
            let typed = typed(shared);
            take(shared, &typed)
        }
        BulkStep::Value(value) => {
            // What is before the last comma was typed already.
            let field = shared.bulk.as_ref().and_then(|bulk| bulk.field);
            let typed = typed(shared);
            let verb = shared.bulk.as_ref().and_then(|bulk| bulk.verb);
            let several = field.filter(|field| takes_several(field, verb));
            let begun = several.and_then(|_| typed.rsplit_once(','));
            let whole =
                begun.map_or_else(|| value.clone(), |(before, _)| format!("{before}, {value}"));
            take(shared, &whole)
        }
    }
}

/// Returns whether what is typed is no known word, but nearly one.
fn has_near_words(shared: &Shared) -> bool {
    let is_as_typed = |line: &OverlayLine| line.choice == Some(Choice::Bulk(BulkStep::AsTyped));
    lines(shared, &typed(shared)).is_some_and(|(lines, _)| lines.iter().any(is_as_typed))
}

fn choose_verb(shared: &mut Shared, name: FieldId) {
    let Some(bulk) = &mut shared.bulk else { return };
    let of_kind = bulk.kinds.iter().find_map(|kind| field(*kind, name));
    let Some(of_kind) = of_kind else { return };
    bulk.field = Some(of_kind);
    let entries = BulkVerb::all_of(of_kind).iter().map(|verb| OverlayLine {
        meaning: verb.words().to_owned(),
        choice: Some(Choice::Bulk(BulkStep::Verb(*verb))),
        ..OverlayLine::default()
    });
    let title = format!("{} of {}", of_kind.label, counted(bulk.ids.len(), "record"));
    let overlay = Overlay::of(title, entries.collect()).as_popup().filterable();
    shared.overlay = Some(overlay.at(Some(&Choice::Bulk(BulkStep::Verb(first_verb(of_kind))))));
}

fn first_verb(field: &Field) -> BulkVerb {
    BulkVerb::all_of(field).first().copied().unwrap_or(BulkVerb::Set)
}

/// Returns whether commas part the values that are typed for a field.
fn has_items(field: &Field) -> bool {
    field.many && TypedEntry::items(field, "a,b").len() > 1
}

/// Returns whether several values can be typed: one takes the place of another.
fn takes_several(field: &Field, verb: Option<BulkVerb>) -> bool {
    has_items(field) && verb != Some(BulkVerb::Replace)
}

/// Returns whether several values are typed where one takes the place of another.
fn has_too_many(field: &Field, verb: Option<BulkVerb>, typed: &str) -> bool {
    verb == Some(BulkVerb::Replace) && has_items(field) && typed.contains(COMMAS)
}

/// What is said of several values where one takes the place of another.
const ONE_VALUE: &str = "one value takes the place of another: type one, without a comma";

/// Asks for the value.
fn ask(shared: &mut Shared) -> Vec<Effect> {
    let Some(bulk) = &mut shared.bulk else { return Vec::new() };
    bulk.suggestions.clear();
    let Some((field, verb)) = bulk.field.zip(bulk.verb) else { return Vec::new() };
    let title = match (verb, &bulk.old) {
        (BulkVerb::Add, _) => format!("Add to {}: which value?", field.label),
        (BulkVerb::TakeOut, _) => format!("Take out of {}: which value?", field.label),
        (BulkVerb::Replace, None) => format!("Replace in {}: which value?", field.label),
        (BulkVerb::Replace, Some(_)) => format!("Replace in {}: by which value?", field.label),
        (BulkVerb::Set | BulkVerb::Clear, _) => format!("Set {} to which value?", field.label),
    };
    let asks = if takes_several(field, Some(verb)) {
        "type a value, or several with commas"
    } else {
        "type a value"
    };
    shared.overlay = Some(Overlay::asking(title, asks, "", OverlayLine::default()));
    typed_on(shared)
}

fn typed(shared: &Shared) -> String {
    let prompt = shared.overlay.as_ref().and_then(Overlay::prompt);
    prompt.map(crate::session::prompt::Prompt::text).unwrap_or_default()
}

/// Returns whether the value of an edit of many records is being typed.
pub(crate) fn is_asking(shared: &Shared) -> bool {
    let asks = shared.overlay.as_ref().is_some_and(|overlay| {
        overlay.asked_for().is_some() && matches!(overlay.first_choice(), Some(Choice::Bulk(_)))
    });
    asks && shared.bulk.as_ref().is_some_and(|bulk| bulk.verb.is_some())
}

/// Reads what is typed so far, and asks which values fit.
pub(crate) fn typed_on(shared: &mut Shared) -> Vec<Effect> {
    shared.previews += 1;
    let generation = shared.previews;
    show_lines(shared);
    let typed = typed(shared);
    let Some(bulk) = &mut shared.bulk else { return Vec::new() };
    let Some((field, kind)) = bulk.field.zip(bulk.kind()) else { return Vec::new() };
    bulk.generation = generation;
    if !SuggestionRequest::has_any(field) {
        return Vec::new();
    }
    let begun = if takes_several(field, bulk.verb) {
        typed.rsplit(',').next().unwrap_or_default()
    } else {
        &typed
    };
    let typed = begun.trim().to_owned();
    let suggest = SuggestionRequest { kind, row: None, field: field.name, typed, with_new: false };
    let request = PreviewRequest {
        file: std::path::PathBuf::new(),
        before: "".into(),
        edit: None,
        creates: Vec::new(),
        suggest: Some(suggest),
    };
    vec![Effect::Preview { generation, request: Box::new(request) }]
}

/// Takes the values that fit what is typed; returns whether they were asked for here.
pub(crate) fn suggested(shared: &mut Shared, generation: u64, preview: &ValuePreview) -> bool {
    if !is_asking(shared) {
        return false;
    }
    let Some(bulk) = shared.bulk.as_mut().filter(|bulk| bulk.generation == generation) else {
        return false;
    };
    bulk.suggestions.clone_from(&preview.suggestions);
    show_lines(shared);
    true
}

/// Shows how what is typed is read, and the values that fit it.
fn show_lines(shared: &mut Shared) {
    let typed = typed(shared);
    let Some((lines, at)) = lines(shared, &typed) else { return };
    if let Some(overlay) = &mut shared.overlay {
        overlay.put_lines(lines, at);
    }
}

/// Returns the lines below what is typed, and which of them the cursor is on.
fn lines(shared: &Shared, typed: &str) -> Option<(Vec<OverlayLine>, usize)> {
    let (bulk, all) = shared.bulk.as_ref().zip(shared.collection.as_deref())?;
    let words = all.settings().vocabularies();
    let of = bulk_field(bulk, &words)?;
    let last = typed.rsplit(',').next().unwrap_or_default().trim();
    let read = |item: &str| of.read(item);
    let is_empty = typed.trim().is_empty();
    let entry = read(if takes_several(of.field, bulk.verb) { last } else { typed });
    let line = |meaning: String, role: Option<Role>| OverlayLine {
        meaning,
        role,
        choice: Some(Choice::Bulk(BulkStep::Typed)),
        ..OverlayLine::default()
    };
    let mut lines = Vec::new();
    let (mut is_certain, mut is_doubtful) = (true, false);
    if is_empty {
        lines.push(line("Enter goes on with what is typed here".to_owned(), Some(Role::Quiet)));
    } else if has_too_many(of.field, bulk.verb, typed) {
        return Some((vec![line(ONE_VALUE.to_owned(), Some(Role::Warning))], 0));
    } else {
        match &entry {
            TypedEntry::Clear(meaning) if meaning.words.is_empty() || meaning.words == last => {
                lines.push(line(format!("use {typed}"), None));
            }
            TypedEntry::Clear(meaning) => {
                lines.push(line(format!("use {typed}: {}", meaning.words), None));
            }
            TypedEntry::Doubtful { message, choices, .. } if has_near(bulk, choices, last) => {
                // None of the lines is chosen before the user says which is meant.
                let said = format!("{message}; choose what is meant");
                lines.push(line(said, Some(Role::Warning)));
                lines.push(OverlayLine {
                    term: last_or_whole(of.field, bulk, typed).to_owned(),
                    meaning: "use it as it is typed".to_owned(),
                    choice: Some(Choice::Bulk(BulkStep::AsTyped)),
                    ..OverlayLine::default()
                });
                is_doubtful = true;
            }
            TypedEntry::Doubtful { message, .. } => {
                is_certain = false;
                let said = format!("use {typed}; check will say: {message}");
                lines.push(line(said, Some(Role::Warning)));
            }
            TypedEntry::Ask { sentence, .. } => {
                is_certain = false;
                lines.push(line(sentence.clone(), Some(Role::Warning)));
            }
        }
    }
    if let TypedEntry::Ask { choices, .. } | TypedEntry::Doubtful { choices, .. } = &entry
        && !is_empty
    {
        lines.extend(choices.iter().map(|choice| OverlayLine {
            term: choice.value.toml("\n").trim_matches(['"', '\'']).to_owned(),
            meaning: meaning_of(of.field, &choice.value.toml("\n"), &choice.words),
            choice: Some(Choice::Bulk(BulkStep::Value(
                choice.value.toml("\n").trim_matches(['"', '\'']).to_owned(),
            ))),
            ..OverlayLine::default()
        }));
    }
    let masked = shared.masked();
    let is_known = bulk.suggestions.iter().any(|one| one.value == last);
    lines.extend(bulk.suggestions.iter().map(|suggestion| {
        let ValueSuggestion { value, words, count, record, new: _ } = suggestion;
        let named = record.as_ref().zip(masked.as_ref()).map(|(id, masked)| masked.name_of(id));
        OverlayLine {
            term: value.clone(),
            meaning: named.unwrap_or_else(|| meaning_of(of.field, value, words)),
            note: count.map(|count| count.to_string()).unwrap_or_default(),
            choice: Some(Choice::Bulk(BulkStep::Value(value.clone()))),
            ..OverlayLine::default()
        }
    }));
    // An answer to a question is chosen by the user.
    let is_asked = matches!(&entry, TypedEntry::Ask { choices, .. } if !choices.is_empty());
    let is_chosen = !is_asked && !is_doubtful && (!is_certain || of.field.is_link() && !is_known);
    let takes_suggestion = !is_empty && is_chosen && lines.len() > 1;
    let begun = || lines.iter().position(|line| begins(&line.term, last)).unwrap_or(1);
    let at = if takes_suggestion { begun() } else { 0 };
    Some((lines, at))
}

/// Returns whether there are known words near what is typed, and none begins with it.
fn has_near<T>(bulk: &BulkDraft, choices: &[T], typed: &str) -> bool {
    let is_begun = bulk.suggestions.iter().any(|suggestion| begins(&suggestion.value, typed));
    !is_begun && (!choices.is_empty() || !bulk.suggestions.is_empty())
}

/// Returns whether a value begins with what is typed.
fn begins(value: &str, typed: &str) -> bool {
    value.to_lowercase().starts_with(&typed.to_lowercase())
}

/// Returns the value that is being typed, behind the last comma where there are several.
fn last_or_whole<'t>(field: &Field, bulk: &BulkDraft, typed: &'t str) -> &'t str {
    let is_several = takes_several(field, bulk.verb);
    if is_several { typed.rsplit(',').next().unwrap_or_default().trim() } else { typed.trim() }
}

/// Returns what a value that can be chosen means.
fn meaning_of(field: &Field, value: &str, words: &str) -> String {
    field.word_meaning(value.trim_matches(['"', '\''])).unwrap_or(words).to_owned()
}

fn bulk_field<'w>(bulk: &BulkDraft, words: &'w Vocabularies) -> Option<BulkField<'w>> {
    Some(BulkField { field: bulk.field?, kind: bulk.kind()?, words })
}

/// Takes a value, and has the edit planned; or asks for the value that takes the place of it.
fn take(shared: &mut Shared, typed: &str) -> Vec<Effect> {
    let Some((bulk, all)) = shared.bulk.clone().zip(shared.collection.clone()) else {
        return Vec::new();
    };
    let words = all.settings().vocabularies();
    let Some((of, verb)) = bulk_field(&bulk, &words).zip(bulk.verb) else { return Vec::new() };
    if has_too_many(of.field, bulk.verb, typed) {
        shared.notice = Some(ONE_VALUE.to_owned());
        return Vec::new();
    }
    if verb == BulkVerb::Replace && bulk.old.is_none() && !typed.trim().is_empty() {
        if let Some(meaning) = of.read(typed.trim()).meaning() {
            let old = Some(meaning.value.clone());
            shared.bulk = Some(BulkDraft { old, ..bulk });
            return ask(shared);
        }
        shared.say("it is not certain which value is meant");
        return Vec::new();
    }
    match of.edits(verb, typed, bulk.old.as_ref()) {
        Ok(edits) => plan(shared, &bulk, edits),
        Err(said) => {
            shared.notice = Some(said);
            Vec::new()
        }
    }
}

fn plan(shared: &mut Shared, bulk: &BulkDraft, edits: Vec<BulkEdit>) -> Vec<Effect> {
    let label = bulk.field.map_or("", |field| field.label);
    let title = format!("Change {label} of {}", counted(bulk.ids.len(), "record"));
    shared.bulk = None;
    let request = ChangeRequest::Bulk { ids: Arc::clone(&bulk.ids), edits };
    change_review::begin(shared, request, title)
}
