//! Adding the marked passage to a case: choosing the case and the fields that it supports.

use std::collections::HashSet;

use crate::browser::model::Shared;
use crate::browser::model::edit::marked_passage::MarkedPassage;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::citable_fields::citable_fields;
use crate::browser::model::overlay::list::{ListedWhen, Overlay, OverlayLine};
use crate::browser::model::page::{DetailItem, Role, StyledRun};
use crate::browser::model::update::edit_refusal::report_refusal;
use crate::browser::model::update::value_place;
use crate::browser::screen::browse::quoting::quote_warnings::quote_warnings;
use crate::browser::screen::browse::state::{Browse, BrowseMut, BrowseRef};
use crate::collection::Located;
use crate::diagnostic::Rule;
use crate::record::edit::{NewQuote, add_quote};
use crate::record::{Assertion, Cited, FieldId, Id, Kind};
use crate::redaction::Mask;
use crate::redaction::quoted;
use crate::session::file_edit::EditRefusal;
use crate::text::LineIndex;

const KEPT: &str = "the selection is kept";
/// As many cases as anyone looks through.
const MOST_CASES: usize = 500;

/// Asks what the marked words support, and of which case. The mark keeps its stage until the quote is written, so
/// that keys go on extending it where the user closes the list.
pub(crate) fn begin(model: &mut BrowseMut<'_>) {
    if let Some(why_not) = why_not(model.view()) {
        model.shared.notice = Some(why_not.to_owned());
        return;
    }
    match case_of_mark(model.view()).cloned() {
        Some(case) => ask(model, &case),
        None => choose_case(model),
    }
}

/// Returns the case that the marked words are for: the one that was chosen, or from which a link led to the text.
pub(crate) fn case_of_mark(model: BrowseRef<'_>) -> Option<&Id> {
    let is_case =
        |id: &&Id| model.shared.masked().and_then(|seen| seen.kind(id)).is_some_and(Kind::is_case);
    let chosen = model.mark_here()?.case.as_ref();
    let chosen = chosen.or(model.own.wanted.as_ref().map(|wanted| &wanted.case));
    chosen.filter(is_case).or_else(|| came_from(model).filter(is_case))
}

/// Returns the record from which a link led to the text with the mark.
fn came_from(model: BrowseRef<'_>) -> Option<&Id> {
    let source = &model.own.mark.as_ref()?.source;
    let visit = model.own.history.last().filter(|visit| visit.link.as_ref() == Some(source))?;
    Some(&visit.record)
}

/// Says why nothing can be quoted now.
pub(crate) fn why_not(model: BrowseRef<'_>) -> Option<&'static str> {
    let Some(mark) = model.mark_here() else {
        return Some(match &model.own.mark {
            Some(_) => "the selected passage is in another source; v selects one here",
            None => "nothing is selected; v selects a passage in an archived text",
        });
    };
    let Some(passage) = mark.passage() else {
        return Some("the selected passage contains no words");
    };
    let hidden = model.own.reading.as_ref().is_some_and(|reading| reading.hides(passage));
    if model.shared.mask == Mask::All || hidden {
        Some("masked text cannot be quoted (P shows it); the selection is kept")
    } else if model.shared.about.sample {
        Some("this is the built-in sample (read-only); open your own: casebook -C DIR")
    } else if let Some(why_never) = value_place::why_never(model.shared) {
        Some(why_never)
    } else if model.shared.written.due.is_some() {
        Some("another quote is still being saved; the selection is kept")
    } else {
        None
    }
}

/// Lists the cases that may get the quote: those that quote the source already, then what is listed,
/// then all others.
pub(crate) fn choose_case(model: &mut BrowseMut<'_>) {
    let Some((seen, mark)) = model.shared.masked().zip(model.own.mark.as_ref()) else { return };
    let quoting = seen.mentions(&mark.source).iter().map(|mention| &mention.from);
    let listed = model.shared.listing.ids().iter();
    let all = Kind::all().filter(|kind| kind.is_case());
    let all = all.flat_map(|kind| seen.whole().ids_of(kind));
    let mut known = HashSet::new();
    let cases = quoting.chain(listed).chain(all);
    let cases = cases.filter(|id| seen.kind(id).is_some_and(Kind::is_case) && known.insert(*id));
    let entries: Vec<OverlayLine> = cases
        .take(MOST_CASES)
        .map(|id| OverlayLine {
            term: seen.name_of(id),
            meaning: seen.heading_of(id),
            choice: Some(Choice::Case(id.clone())),
            ..OverlayLine::default()
        })
        .collect();
    if entries.is_empty() {
        model.shared.notice = Some(
            "there is no case to add the quote to; create one with: casebook new victim SOME-ID"
                .to_owned(),
        );
        return;
    }
    let shown = if entries.len() == MOST_CASES {
        "Cases that quote this source come first, then those in the list; search (/) to list others."
    } else {
        "Cases that quote this source come first, then those in the list, then all others."
    };
    let overlay = Overlay::of("Add quote to", entries).as_popup().filterable();
    model.shared.overlay = Some(overlay.prefaced(vec![StyledRun::new(Role::Quiet, shown)]));
}

/// Takes the case that gets the quote, and asks what the words support.
pub(crate) fn take_case(model: &mut BrowseMut<'_>, case: &Id) {
    if let Some(why_never) = value_place::why_never(model.shared) {
        // The list stays, to choose another.
        model.shared.notice = Some(why_never.to_owned());
        return;
    }
    model.shared.overlay = None;
    if let Some(mark) = &mut model.own.mark {
        // What was ticked was ticked of another case.
        if mark.case.as_ref() != Some(case) {
            mark.supports.clear();
            mark.values.clear();
        }
        mark.case = Some(case.clone());
    }
    ask(model, case);
}

/// Lists what the words can support, to be ticked.
fn ask(model: &mut BrowseMut<'_>, case: &Id) {
    let located = model.shared.collection.as_deref().and_then(|all| all.get(case.as_str()));
    if let Some(refused) =
        located.and_then(|located| no_place(located, &model.own.mark.as_ref()?.source))
    {
        report_refusal(model.shared, "The file of the case is broken", refused, Some(KEPT));
        return;
    }
    let wanted = model.own.wanted.take_if(|wanted| wanted.case == *case);
    if let Some((wanted, mark)) = wanted.zip(model.own.mark.as_mut())
        && mark.supports.is_empty()
    {
        mark.supports.push(wanted.cited);
    }
    let Some((seen, mark)) = model.shared.masked().zip(model.own.mark.as_ref()) else { return };
    let Some(citable) = citable_fields(seen, case, &mark.supports) else { return };
    let field = model.own.history.last().filter(|visit| visit.record == *case);
    let field = field.and_then(|visit| fact(model.view(), case, visit.spot.as_ref()?));
    let first = citable.first().and_then(|entry| entry.choice.clone());
    let other = OverlayLine {
        meaning: "→ add the quote to another case".to_owned(),
        listed: ListedWhen::Always,
        choice: Some(Choice::OtherCase),
        ..OverlayLine::default()
    };
    let entries = std::iter::once(other).chain(citable).collect();
    let overlay = Overlay::of(format!("Add quote to {}", seen.name_of(case)), entries);
    let overlay = overlay.as_popup().filterable().prefaced(preface(model.view(), mark, case));
    let case = case.clone();
    model.shared.overlay = Some(overlay.at(field.map(Choice::Citation).or(first).as_ref()));
    if let Some(mark) = &mut model.own.mark {
        mark.case = Some(case);
    }
}

/// Returns what quotes call the place from which the text was opened, where it states a fact.
fn fact(model: BrowseRef<'_>, case: &Id, spot: &DetailItem) -> Option<Cited> {
    let case = model.shared.collection.as_deref()?.get(case.as_str())?.record;
    let cited = spot.cited(case)?;
    let is_own = |name: FieldId| {
        case.fields.get(name).is_some_and(|entry| entry.field.assertion == Assertion::Editorial)
    };
    match cited {
        Cited::Field(name) if is_own(name) => None,
        Cited::Field(_) | Cited::Row(..) => Some(cited),
    }
}

/// Returns the words, what speaks against quoting them, and how to go on.
fn preface(model: BrowseRef<'_>, mark: &MarkedPassage, case: &Id) -> Vec<StyledRun> {
    let words = mark.words().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut preface = vec![StyledRun::new(Role::Quoted, quoted(&shortened(&words)))];
    preface.extend(
        quote_warnings(model, mark, case)
            .into_iter()
            .map(|shown| StyledRun::new(Role::Warning, shown)),
    );
    let how = "Select the fields these words support (Space or Tab); without one, the quote is kept as background. Enter adds it, and asks for the value of a field that the case lacks.";
    preface.push(StyledRun::new(Role::Quiet, how));
    preface
}

/// Returns the start and the end of words that would fill the list by themselves.
fn shortened(words: &str) -> String {
    const SHOWN: usize = 120;
    let count = words.chars().count();
    if count <= SHOWN {
        return words.to_owned();
    }
    let start: String = words.chars().take(SHOWN / 2).collect();
    let end: String = words.chars().skip(count - SHOWN / 2).collect();
    format!("{} … {}", start.trim_end(), end.trim_start())
}

/// Returns the header of a case; one that is a file of its own has none.
pub(crate) fn header(Located { record, .. }: Located<'_>) -> Option<Id> {
    (!record.at.is_empty()).then(|| record.id.clone())
}

/// Returns why a quote cannot be added to the file of a case until the file is fixed.
fn no_place(case: Located<'_>, source: &Id) -> Option<EditRefusal> {
    let now = case.file.now();
    let outage = now.first_unreadable()?;
    let text = now.text();
    if outage.code == Rule::Unreadable {
        let line = LineIndex::of(&text).place(outage.range.start()).line;
        return Some(EditRefusal {
            what: format!("the file cannot be read since line {line}: {}", outage.message),
            remedy: "fix it first (! lists the problems)".to_owned(),
        });
    }
    let header = header(case);
    let quote = NewQuote { source, at: None, text: "words", supports: &[], disputes: &[] };
    let refused = add_quote(&text, header.as_ref().map(Id::as_str), &quote).err()?;
    Some(EditRefusal {
        what: refused.to_string(),
        remedy: format!("{} (! lists the problems)", refused.hint()),
    })
}

/// Remembers the ticks of the list of fields when it is closed.
pub(crate) fn remember(browse: &mut Browse, shared: &Shared) {
    let ticked = shared.overlay.as_ref().and_then(Overlay::ticked_citations);
    if let (Some(mark), Some(ticked)) = (&mut browse.mark, ticked) {
        mark.supports = ticked;
    }
}
