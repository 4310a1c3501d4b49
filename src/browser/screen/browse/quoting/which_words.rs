//! Which words say so? Leads from a field to the passage of an archived text that may state its value, and settles what
//! becomes of quotes that were chosen for the value before.

use std::collections::HashSet;

use crate::browser::model::Effect;
use crate::browser::model::edit::undo::{EditedValue, ValueDifference};
use crate::browser::model::input::command::{Command, GotoList};
use crate::browser::model::overlay::choice::{Choice, WordsChoice};
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::overlay::value_input::ValuePlace;
use crate::browser::model::page::{Role, StyledRun, label};
use crate::browser::model::update::value_place::{path_of, why_not};
use crate::browser::model::update::value_write;
use crate::browser::screen::browse::navigation::{navigate, text_find};
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef};
use crate::browser::screen::browse::wanted_words::WantedWords;
use crate::collection::{Collection, Located};
use crate::evidence::Match;
use crate::record::edit::{RowPath, TypedValue, ValueEdit, field_value};
use crate::record::{Cited, FieldId, Fields, Id, Record, RowKind};
use crate::redaction::Mask;
use crate::search::fold;
use crate::session::doubted_quotes::UnconfirmedField;
use crate::session::stated_words::{StatedWords, is_whole};
use crate::session::typed_edit::{FieldEdit, TypedEdit};
use crate::text::{ByteRange, clip};

/// The most characters of a passage on each side of the words.
const AROUND: usize = 48;
/// The most characters on each side of the words in which the name of the person is looked for.
const LINE: usize = 300;
/// The most passages that are listed.
const MOST_PASSAGES: usize = 8;
/// The most cells of a value in the title.
const WIDEST_VALUE: usize = 24;

/// Lists the passages that may state the value under the cursor; where there is only one thing to do, does it.
pub(crate) fn begin(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    let wanted = match wanted(model.view()) {
        Ok(wanted) => wanted,
        Err(said) => {
            model.shared.notice = Some(said.to_owned());
            return Vec::new();
        }
    };
    let Some(all) = model.shared.collection.clone() else { return Vec::new() };
    let Some(located) = all.get(wanted.case.as_str()) else { return Vec::new() };
    let Some(masked) = model.shared.masked() else { return Vec::new() };
    let Some(seen) = masked.get(wanted.case.as_str()) else { return Vec::new() };
    let words = words_of(located.record, &wanted.cited, &all);
    let passages = passages(&all, located, &wanted.cited, &words);
    let mut entries: Vec<OverlayLine> = passages
        .iter()
        .map(|passage| OverlayLine {
            term: masked.source_in_short(&passage.source),
            meaning: masked.text(&passage.excerpt),
            choice: Some(Choice::WhichWords(WordsChoice::Open {
                source: passage.source.clone(),
                offset: passage.range.start(),
                words: passage.words.clone(),
            })),
            ..OverlayLine::default()
        })
        .collect();
    let name = label(&seen, &wanted.cited);
    let unconfirmed = model.shared.value_changes.unconfirmed(&wanted.case, &wanted.cited);
    if let Some(unconfirmed) = unconfirmed {
        entries.extend(choices(&name, unconfirmed));
    }
    if !all.archive().is_empty() {
        let other = Choice::Run(Command::List(GotoList::Sources));
        entries.push(line("another source …", "choose one and search its text (/)", other));
    }
    let said = match (passages.first(), entries.is_empty()) {
        (_, true) => {
            model.shared.notice =
                Some("no text is archived in which words could be found".to_owned());
            return Vec::new();
        }
        (None, _) => "The texts of its sources do not have it in words known here.",
        (Some(_), _) => {
            "Enter opens the text there: v selects the words, c quotes them for this field."
        }
    };
    let value = match &wanted.cited {
        Cited::Field(name) => seen.record.fields.get(*name),
        Cited::Row(..) => None,
    };
    let value = value.map(|entry| masked.values_in_words(&entry.items, entry.field.shape));
    model.own.wanted = Some(wanted);
    if let [OverlayLine { choice: Some(Choice::WhichWords(choice)), .. }] = entries.as_slice() {
        let choice = choice.clone();
        return choose(model, choice);
    }
    let title = match value {
        Some(value) => format!("Which words say {name}: {}?", clip(&value, WIDEST_VALUE)),
        None => format!("Which words say {name}?"),
    };
    let overlay = Overlay::of(title, entries).as_popup();
    model.shared.overlay = Some(overlay.prefaced(vec![StyledRun::new(Role::Quiet, said)]));
    Vec::new()
}

/// Returns the field or row of a case under the cursor, or why there is none.
fn wanted(model: BrowseRef<'_>) -> Result<WantedWords, &'static str> {
    if let Some(why_not) = why_not(model.shared) {
        return Err(why_not);
    }
    if model.shared.mask == Mask::All {
        return Err("masked text cannot be quoted (P shows it)");
    }
    let record = model.record().map(|located| located.record);
    let case = record.filter(|record| record.kind.is_case());
    let Some(case) = case else {
        return Err("only a case has quotes; v selects a passage in an archived text");
    };
    let Some(cited) = model.cited() else {
        return Err("there is no field here that a quote could support; an event needs a key");
    };
    Ok(WantedWords { case: case.id.clone(), cited })
}

/// Returns the words in which texts may state a field or row.
fn words_of(record: &Record, cited: &Cited, all: &Collection) -> StatedWords {
    let mut words = StatedWords::default();
    let mut add = |fields: &Fields, only: Option<FieldId>| {
        for entry in fields.iter() {
            let is_meant = only.is_none_or(|only| entry.field.name == only);
            for item in entry.items.iter().filter(|_| is_meant) {
                words.push_all(entry.field.shape, &item.value.written(), all);
            }
        }
    };
    match cited {
        Cited::Field(name) => add(&record.fields, Some(*name)),
        Cited::Row(kind, key) => {
            if let Some(row) = record.row(*kind, key) {
                add(&row.fields, None);
            }
        }
    }
    words
}

/// A passage of an archived text that may state a value.
struct StatingPassage {
    source: Id,
    range: ByteRange,
    /// The words that are lit in the text.
    words: String,
    excerpt: String,
}

/// Returns the best passage of each archived source of a case, those first that support the field already. In a text that the
/// case quotes, words near a quote are likely to speak of the same person.
fn passages(
    all: &Collection,
    case: Located<'_>,
    cited: &Cited,
    words: &StatedWords,
) -> Vec<StatingPassage> {
    let quotes = &case.record.quotes;
    let (own, others): (Vec<_>, Vec<_>) = quotes.iter().partition(|quote| quote.supports(cited));
    let mut known = HashSet::new();
    let sources = own.into_iter().chain(others).filter_map(|quote| quote.source());
    let sources = sources.filter(|source| known.insert(*source));
    let evidence = all.evidence(&case.record.id);
    let places_in = |source: &Id| -> Vec<QuotedPlace> {
        let numbered = quotes.iter().enumerate();
        let of_source = numbered.filter(|(_, quote)| quote.source() == Some(source));
        of_source
            .filter_map(|(number, quote)| {
                let found = evidence.as_ref().map(|evidence| evidence.quote(number))?;
                let range = match found {
                    Match::Verbatim(range)
                    | Match::ButForTypography(range)
                    | Match::Close(range) => range,
                    Match::NotFound | Match::NotArchived => return None,
                };
                Some(QuotedPlace { range, is_own: quote.supports(cited) })
            })
            .collect()
    };
    let name = case.record.fields.text(FieldId::Name).map(fold).unwrap_or_default();
    let names: Vec<&str> = name.split(' ').filter(|part| part.chars().count() > 2).collect();
    let stated = Stated { words, names };
    let found = sources.filter_map(|source| best_passage(all, source, &stated, &places_in(source)));
    found.take(MOST_PASSAGES).collect()
}

/// A passage that the case quotes.
struct QuotedPlace {
    range: ByteRange,
    /// Whether it supports the field.
    is_own: bool,
}

/// What is looked for in a text.
struct Stated<'w> {
    /// The words that may state the value.
    words: &'w StatedWords,
    /// The parts of the name of the person, folded: a text speaks of others too.
    names: Vec<&'w str>,
}

fn best_passage(
    all: &Collection,
    source: &Id,
    Stated { words, names }: &Stated<'_>,
    quoted: &[QuotedPlace],
) -> Option<StatingPassage> {
    let archived = all.archive().get(source)?;
    let text = archived.text();
    let distance = |range: &ByteRange| {
        let places = quoted.iter().map(|place| place.range.start().abs_diff(range.start()));
        places.min().unwrap_or(range.start())
    };
    let hits = words.each().find_map(|form| {
        let hits = all.search_text(source, form).into_iter().map(|hit| hit.passage);
        let whole = hits.filter(|passage| is_whole(text, passage.range));
        let nearest = whole.min_by_key(|passage| {
            let line = fold(passage.excerpt(text, LINE).of(text));
            let is_of_other = !names.iter().any(|name| line.contains(name));
            (is_of_other, distance(&passage.range))
        })?;
        Some((nearest.range, nearest.excerpt(text, AROUND), form.to_owned()))
    });
    // Where the value is not found, the quote of the field is at least about it.
    let (range, excerpt, words) = hits.or_else(|| {
        let own = quoted.iter().find(|place| place.is_own)?;
        Some((own.range, own.range, String::new()))
    })?;
    let excerpt = excerpt.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(StatingPassage { source: source.clone(), range, words, excerpt })
}

/// Returns what can become of the quotes that were chosen for the value before.
fn choices(name: &str, unconfirmed: &UnconfirmedField) -> Vec<OverlayLine> {
    let (quotes, stay, turn) = match unconfirmed.quotes.len() {
        1 => ("1 quote".to_owned(), "stays as it is", "no longer supports {}, but disputes it"),
        several => (
            format!("{several} quotes"),
            "stay as they are",
            "no longer support {}, but dispute it",
        ),
    };
    let turn = turn.replace("{}", name);
    let former = unconfirmed.former_in_words();
    let former = former.map(|former| format!(" ({})", clip(&former, WIDEST_VALUE)));
    let former = former.unwrap_or_default();
    vec![
        line(
            "they say so too",
            &format!("{quotes} of {name}, chosen for the former value{former}, {stay}"),
            Choice::WhichWords(WordsChoice::Keep),
        ),
        line(
            "they say otherwise",
            &format!("{quotes} {turn} with the former value"),
            Choice::WhichWords(WordsChoice::Dispute),
        ),
    ]
}

fn line(term: &str, meaning: &str, choice: Choice) -> OverlayLine {
    OverlayLine {
        term: term.to_owned(),
        meaning: meaning.to_owned(),
        choice: Some(choice),
        ..OverlayLine::default()
    }
}

/// Does what was chosen.
pub(crate) fn choose(model: &mut BrowseMut<'_>, choice: WordsChoice) -> Vec<Effect> {
    model.shared.overlay = None;
    match choice {
        WordsChoice::Open { source, offset, words } => {
            navigate::visit_text(model, source.clone(), offset, None);
            if !words.is_empty() {
                text_find::find(model, source, words);
            }
            let said = "v selects the words that say so, c then quotes them for this field";
            model.shared.notice = Some(said.to_owned());
            Vec::new()
        }
        WordsChoice::Keep => {
            if let Some(WantedWords { case, cited }) = model.own.wanted.take() {
                model.shared.value_changes.confirm(&case, &cited);
                model.shared.say("the quotes support the new value as well");
            }
            Vec::new()
        }
        WordsChoice::Dispute => dispute(model),
    }
}

/// Has the quotes that were chosen for the value before dispute the new one, with that value.
fn dispute(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    let Some(WantedWords { case, cited }) = model.own.wanted.take() else { return Vec::new() };
    let Some(all) = model.shared.collection.clone() else { return Vec::new() };
    let unconfirmed = model.shared.value_changes.unconfirmed(&case, &cited).cloned();
    let (Some(located), Some(unconfirmed)) = (all.get(case.as_str()), unconfirmed) else {
        return Vec::new();
    };
    let text = value_write::text_of(model.shared, located.file);
    let place = |number: usize, field: FieldId| ValuePlace {
        record: case.clone(),
        row: Some(RowPath { kind: RowKind::Quote, number }),
        field,
    };
    let mut fields = Vec::new();
    for number in &unconfirmed.quotes {
        let supports = path_of(&place(*number, FieldId::Supports), located);
        let Some(edit) = without(field_value(&text, &supports), &cited) else { continue };
        fields.push(FieldEdit { path: supports, edit });
        let value = match &unconfirmed.former {
            Some(former) => TypedValue::Table(vec![(cited.to_string(), former.clone())]),
            None => TypedValue::text(cited.to_string()),
        };
        let path = path_of(&place(*number, FieldId::Disputes), located);
        fields.push(FieldEdit { path, edit: ValueEdit::AddItem { at: None, value } });
    }
    let Some(first) = unconfirmed.quotes.first() else { return Vec::new() };
    let place = place(*first, FieldId::Disputes);
    let edited = EditedValue {
        place,
        label: "disputes",
        is_removed: false,
        difference: ValueDifference::default(),
        is_confidential: value_write::is_confidential(&all, &case),
    };
    let edit = TypedEdit { kind: located.record.kind, fields };
    value_write::write_edit(model.shared, located.file, &edit, edited)
}

/// Returns the edit that takes a field out of what a quote supports.
fn without(supports: Option<TypedValue>, cited: &Cited) -> Option<ValueEdit> {
    let name = cited.to_string();
    match supports? {
        TypedValue::List(items) => {
            let at = items.iter().position(|item| *item == TypedValue::text(name.clone()))?;
            Some(ValueEdit::RemoveItem { at })
        }
        TypedValue::Text(only) if only == name => Some(ValueEdit::Remove),
        TypedValue::Text(_)
        | TypedValue::Number(_)
        | TypedValue::YesNo(_)
        | TypedValue::Table(_) => None,
    }
}
