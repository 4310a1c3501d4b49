//! Navigation: moving in the panes, following links, going back.

use crate::record::{Assertion, Cited, FieldId, Id, Record, Shape};

use crate::browser::model::destination::WantedScreen;
use crate::browser::model::input::command::Step;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::impact_position::ImpactPosition;
use crate::browser::model::overlay::problem_ref::JumpTarget;
use crate::browser::model::page::{QuoteItem, first_about};
use crate::browser::model::update::{impact_overlay, value_place};
use crate::browser::model::{Cursor, LongTexts, Shared, WindowLine};
use crate::browser::screen::browse::link_history::{Arrival, QuotesFrom, Visit};
use crate::browser::screen::browse::navigation::reading;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef, FEW_ROWS, NextShown};

/// Lines by which the pane beside scrolls.
const SCROLL: isize = 3;

/// Returns the pane on the left.
pub(crate) fn left(pane: Pane) -> Pane {
    match pane {
        Pane::List | Pane::Detail => Pane::List,
        Pane::Quotes => Pane::Detail,
    }
}

/// Returns the pane on the right.
pub(crate) fn right(pane: Pane) -> Pane {
    match pane {
        Pane::List => Pane::Detail,
        Pane::Detail | Pane::Quotes => Pane::Quotes,
    }
}

/// Returns the next pane, from the last the first.
pub(crate) fn next(pane: Pane) -> Pane {
    match pane {
        Pane::List => Pane::Detail,
        Pane::Detail => Pane::Quotes,
        Pane::Quotes => Pane::List,
    }
}

/// Returns the pane before, from the first the last.
pub(crate) fn previous(pane: Pane) -> Pane {
    match pane {
        Pane::List => Pane::Quotes,
        Pane::Detail => Pane::List,
        Pane::Quotes => Pane::Detail,
    }
}

/// Moves the focus to another pane, skipping a hidden quote pane.
pub(crate) fn go(model: &mut BrowseMut<'_>, to: impl Fn(Pane) -> Pane) {
    let next = to(model.own.focus);
    let (there, said) = match next {
        Pane::Quotes if model.own.without_quotes && to(next) == next => {
            (model.own.focus, Some("the quote pane is hidden (p shows it)"))
        }
        Pane::Quotes if model.own.without_quotes => (to(next), None),
        Pane::List if next == model.own.focus => (next, Some("no pane is left of the list")),
        Pane::Quotes if next == model.own.focus => (next, Some("no pane is right of the quotes")),
        Pane::List | Pane::Detail | Pane::Quotes => (next, None),
    };
    let leaves_list = model.own.focus == Pane::List && there != Pane::List;
    // Where the answer is still to come, the record that it selects is meant.
    if leaves_list && model.shared.awaits_selection() {
        model.own.next_shown = NextShown::Selected;
    }
    model.own.focus = there;
    model.shared.notice = said.map(str::to_owned);
}

/// Moves within the pane that keys go to.
pub(crate) fn step(model: &mut BrowseMut<'_>, step: Step) {
    let rows = model.view().rows_of(model.own.focus);
    match model.own.focus {
        Pane::List => {
            model.shared.listing.step(step, rows);
            model.own.shown = model.shared.listing.selected().cloned();
        }
        Pane::Detail => {
            let page = model.view().detail_page();
            model.own.detail.step(&page, step, rows);
        }
        Pane::Quotes => {
            // A text has numbers of its own for its lines.
            if let (Step::Nth(line), true) = (step, model.own.reading.is_some()) {
                return reading::go_to_line(model, line);
            }
            let quotes = model.view().quotes_page();
            model.own.quotes.step(&quotes.page, step, rows);
        }
    }
}

/// Scrolls the pane that keys go to; the cursor stays as long as it is on the screen.
pub(crate) fn scroll(model: &mut BrowseMut<'_>, lines: isize) {
    let rows = model.view().rows_of(model.own.focus);
    match model.own.focus {
        Pane::List => {
            model.shared.listing.scroll(lines, rows);
            model.own.shown = model.shared.listing.selected().cloned();
        }
        Pane::Detail => {
            let page = model.view().detail_page();
            model.own.detail.scroll(&page, lines, rows);
        }
        Pane::Quotes => {
            let quotes = model.view().quotes_page();
            model.own.quotes.scroll(&quotes.page, lines, rows);
        }
    }
}

/// Goes to the top, middle or bottom line on the screen.
pub(crate) fn go_in_window(model: &mut BrowseMut<'_>, line: WindowLine) {
    let rows = model.view().rows_of(model.own.focus);
    match model.own.focus {
        Pane::List => {
            let (_, listed) = model.shared.listing.window(rows);
            model.shared.listing.select_line(line.of(listed.len()));
            model.own.shown = model.shared.listing.selected().cloned();
        }
        Pane::Detail => {
            let page = model.view().detail_page();
            model.own.detail.go_in_window(&page, line, rows);
        }
        Pane::Quotes => {
            let quotes = model.view().quotes_page();
            model.own.quotes.go_in_window(&quotes.page, line, rows);
        }
    }
}

/// Scrolls the pane beside the one that keys go to.
pub(crate) fn scroll_beside(model: &mut BrowseMut<'_>, direction: isize) {
    let lines = direction * SCROLL;
    let beside = match model.own.focus {
        Pane::List | Pane::Quotes => Pane::Detail,
        Pane::Detail => Pane::Quotes,
    };
    let rows = model.view().room(beside).rows;
    if rows == 0 {
        model.shared.say("the other pane is not on the screen");
        return;
    }
    if beside == Pane::Detail {
        let page = model.view().detail_page();
        model.own.detail.scroll(&page, lines, rows);
    } else {
        let quotes = model.view().quotes_page();
        model.own.quotes.scroll(&quotes.page, lines, rows);
    }
}

/// Enters the selected record, or follows the link under the cursor.
pub(crate) fn open(model: &mut BrowseMut<'_>) {
    let target = match model.own.focus {
        Pane::List => {
            model.own.shown = model.shared.listing.selected().cloned();
            model.own.focus = Pane::Detail;
            // Where the answer is still to come, the record that it selects is meant.
            if model.shared.awaits_selection() {
                model.own.next_shown = NextShown::Selected;
            }
            return;
        }
        Pane::Detail => {
            let record = model.view().record().map(|located| located.record);
            record.and_then(|record| model.own.detail.spot()?.target(record))
        }
        Pane::Quotes => match model.own.quotes.spot().cloned() {
            Some(QuoteItem::Mention(id)) => Some(id),
            Some(QuoteItem::Quote(case, number)) if model.own.reading.is_none() => {
                return open_quote(model, case, number);
            }
            Some(QuoteItem::Quote(..) | QuoteItem::At(_)) => {
                return reading::quoting(model, Choice::Go)
                    .into_iter()
                    .for_each(|jump| visit(model, jump, None));
            }
            None => None,
        },
    };
    match target {
        Some(target) => follow(model, target, None),
        None => open_first_quote(model),
    }
}

/// What Enter opens on a field of the detail pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldLeadsTo {
    /// The record that it links to.
    Record,
    /// Its first quote.
    Quote,
    /// Nothing.
    Nothing,
}

/// Returns what Enter opens on the field under the cursor of the detail pane.
pub(crate) fn field_leads_to(model: BrowseRef<'_>) -> FieldLeadsTo {
    let (Some(located), Some(spot)) = (model.record(), model.own.detail.spot()) else {
        return FieldLeadsTo::Nothing;
    };
    let record = located.record;
    let has_quote = || {
        let cited = spot.cited(record).filter(|_| record.kind.is_case());
        cited.is_some_and(|cited| first_about(record, &cited).is_some())
    };
    if spot.target(record).is_some() {
        FieldLeadsTo::Record
    } else if has_quote() {
        FieldLeadsTo::Quote
    } else {
        FieldLeadsTo::Nothing
    }
}

/// Shows a long text of the researcher whole, or shortened again; returns whether the field under the cursor is one.
fn turn_long_text(model: &mut BrowseMut<'_>) -> bool {
    let has_few_rows = model.view().room(Pane::Detail).rows < FEW_ROWS;
    let spot = model.own.detail.spot().filter(|_| has_few_rows);
    let record = model.view().record().map(|located| located.record);
    let is_text = spot.zip(record).is_some_and(|(spot, record)| match spot.cited(record) {
        Some(Cited::Field(name)) => record.fields.get(name).is_some_and(|entry| {
            let is_prose =
                entry.field.assertion == Assertion::Editorial && entry.field.shape == Shape::Words;
            // The title is always whole.
            is_prose && name != FieldId::Title
        }),
        Some(Cited::Row(..)) | None => false,
    });
    if is_text {
        let (texts, said) = match model.own.long_texts {
            LongTexts::Short => (LongTexts::Whole, "long texts are shown whole"),
            LongTexts::Whole => (LongTexts::Short, "long texts are shortened"),
        };
        (model.own.long_texts, model.shared.notice) = (texts, Some(said.to_owned()));
    }
    is_text
}

/// Says why Enter opens nothing on a field of a case without quotes, and which keys do something there.
fn nothing_to_open(model: BrowseRef<'_>, case: &Record) -> String {
    let entry = model.cited().and_then(|cited| match cited {
        Cited::Field(name) => case.fields.get(name),
        Cited::Row(..) => None,
    });
    let is_own = entry.is_some_and(|entry| entry.field.assertion == Assertion::Editorial);
    let label = entry.map_or("this", |entry| entry.field.label);
    let is_read_only = value_place::why_never(model.shared).is_some();
    match (is_own, is_read_only) {
        (true, true) => format!("nothing to open: {label} is your own wording and has no quotes"),
        (true, false) => {
            format!("nothing to open: {label} is your own wording; i changes it")
        }
        (false, true) => format!("nothing to open: no quote supports {label}"),
        (false, false) => format!(
            "nothing to open: no quote supports {label}; c finds words that do, i changes it"
        ),
    }
}

/// Goes to the first quote of the field under the cursor.
fn open_first_quote(model: &mut BrowseMut<'_>) {
    if turn_long_text(model) {
        return;
    }
    let record = model.view().record().map(|located| located.record);
    let of_case = record.filter(|record| record.kind.is_case());
    let first = of_case.and_then(|case| first_about(case, &model.view().cited()?));
    let said = match (first, of_case) {
        (Some(pick), _) => {
            model.own.without_quotes = false;
            model.own.focus = Pane::Quotes;
            model.own.quotes_from = QuotesFrom::Field;
            model.own.history.opens_quote();
            model.own.quotes = Cursor::at(Some(pick));
            return;
        }
        (None, Some(case)) => nothing_to_open(model.view(), case),
        (None, None) => "this field has no link (links are marked →)".to_owned(),
    };
    model.shared.notice = Some(said);
}

/// Goes from a quote of a case to its source, and from a quote of a source to its case; the same
/// quote stays under the cursor.
fn open_quote(model: &mut BrowseMut<'_>, case: Id, number: usize) {
    let quote = model
        .shared
        .collection
        .as_deref()
        .and_then(|all| all.get(case.as_str())?.record.quotes.get(number));
    let target = if model.own.shown.as_ref() == Some(&case) {
        quote.and_then(|quote| quote.source()).cloned()
    } else {
        Some(case.clone())
    };
    match target {
        Some(target) => follow(model, target, Some(QuoteItem::Quote(case, number))),
        None => model.shared.say("this quote has no source"),
    }
}

/// Goes back to the field whose quote was opened, or else to the record in which the last link was followed.
pub(crate) fn back(model: &mut BrowseMut<'_>) {
    let here = model.view().visit();
    if model.own.quotes_from == QuotesFrom::Field {
        model.own.history.back_to_field(here);
        model.own.focus = Pane::Detail;
        return;
    }
    let gone = model.own.history.drop_gone(is_there(model.shared));
    match model.own.history.back(here) {
        Some(visit) => {
            show(model, visit);
            say_passed(model, gone);
        }
        None => model.shared.say("nothing to go back to"),
    }
}

/// Undoes going back.
pub(crate) fn forward(model: &mut BrowseMut<'_>) {
    let here = model.view().visit();
    let gone = model.own.history.drop_gone_ahead(is_there(model.shared));
    match model.own.history.forward(here) {
        Some(visit) => {
            show(model, visit);
            say_passed(model, gone);
        }
        None => model.shared.say("nothing to go forward to"),
    }
}

/// Returns whether there is a record with an id.
pub(crate) fn is_there(shared: &Shared) -> impl Fn(&Id) -> bool + use<> {
    let all = shared.collection.clone();
    move |id| all.as_deref().is_some_and(|all| all.kind_of(id).is_some())
}

/// Says that the position that is shown is not the last one, since records on the way back are gone.
pub(crate) fn say_passed(model: &mut BrowseMut<'_>, gone: usize) {
    let Some(shown) = model.own.shown.as_ref().filter(|_| gone > 0) else { return };
    let name = model.shared.masked().map(|masked| masked.name_of(shown)).unwrap_or_default();
    let passed = if gone == 1 { "the record before is" } else { "the records before are" };
    model.shared.notify_of(&name, |name| format!("{passed} gone; this is {name}"));
}

/// Shows the selected record where keys go to the list, where none is shown, or where the one shown
/// has vanished, and starts at the top of a record that was not shown before.
///
/// `left` is the pane that keys went to before: a record that a link or a list led to is left with
/// it, and Back leads there again.
pub(crate) fn follow_selection(model: &mut BrowseMut<'_>, left: Pane) {
    let selected = model.shared.listing.selected();
    if model.own.focus == Pane::List && model.own.shown.as_ref() != selected {
        let selected = selected.cloned();
        if left != Pane::List
            && let Some(here) = model.view().visit().filter(|_| model.view().record().is_some())
        {
            model.own.history.leave(Visit { focus: left, ..here }, Arrival::Listed);
        }
        model.own.shown = selected;
    } else if model.view().record().is_none() {
        model.own.shown = selected.cloned();
    }
    if model.own.cursors_of != model.own.shown {
        model.own.cursors_of.clone_from(&model.own.shown);
        model.own.detail = Cursor::default();
        model.own.quotes = Cursor::default();
    }
}

/// Starts at the first quote of a field that was not under the cursor before.
pub(crate) fn follow_field(model: &mut BrowseMut<'_>) {
    let cited = model.view().cited();
    if model.own.quotes_about != cited {
        model.own.quotes_about = cited;
        // A text does not follow the fields of its source.
        if model.own.reading.is_none() {
            model.own.quotes = Cursor::default();
        }
    }
}

fn follow(model: &mut BrowseMut<'_>, target: Id, pick: Option<QuoteItem>) {
    let there =
        model.shared.collection.as_deref().is_some_and(|all| all.kind_of(&target).is_some());
    if !there {
        let target = model.shared.masked().map(|masked| masked.id(&target)).unwrap_or_default();
        model.shared.notice = Some(format!("there is no record {target}"));
        return;
    }
    if let Some(here) = model.view().visit() {
        let here = Visit { link: Some(target.clone()), ..here };
        model.own.history.leave(here, Arrival::Entered);
    }
    show(model, Visit { pick, ..entry(target) });
}

/// Goes to a place that was chosen in a list, and remembers the way back, to the list that was left if there is
/// one.
pub(crate) fn visit(model: &mut BrowseMut<'_>, jump: JumpTarget, list: Option<ImpactPosition>) {
    visit_from(model, jump, list, None);
}

/// Does the same; going back leads to the screen that is left for it, if one is.
pub(crate) fn visit_from(
    model: &mut BrowseMut<'_>,
    jump: JumpTarget,
    list: Option<ImpactPosition>,
    screen: Option<&'static str>,
) {
    let JumpTarget { record, spot, quote } = jump;
    let leaves = |here: &Visit| list.is_some() || screen.is_some() || here.record != record;
    if let Some(here) = model.view().visit().filter(leaves) {
        model.own.history.leave(Visit { list, screen, ..here }, Arrival::Entered);
    }
    show(model, Visit { spot, pick: quote, ..entry(record) });
}

/// Goes to a record that has just been made; Esc leads to it in the list, not to the record that was shown before.
pub(crate) fn visit_made(model: &mut BrowseMut<'_>, record: Id, screen: Option<&'static str>) {
    visit_from(model, JumpTarget { record, spot: None, quote: None }, None, screen);
    model.own.history.is_at_list();
}

/// Goes to a place that is next to the cursor in some order, and remembers the way back.
pub(crate) fn move_on(model: &mut BrowseMut<'_>, jump: JumpTarget) {
    visit(model, jump, None);
    // Esc leads to a record in the list, past those that were passed on the way.
    if model.shared.listing.selected() == model.own.shown.as_ref() {
        model.own.history.is_at_list();
    }
}

/// Goes to a place in the text of a source; going back leads to the screen that is left for it.
pub(crate) fn visit_text(
    model: &mut BrowseMut<'_>,
    source: Id,
    offset: usize,
    screen: Option<&'static str>,
) {
    if let Some(here) = model.view().visit() {
        model.own.history.leave(Visit { screen, ..here }, Arrival::Entered);
    }
    let pick = Some(QuoteItem::At(offset));
    show(model, Visit { pick, ..entry(source) });
}

/// Returns a record as it is entered: at its first field.
fn entry(record: Id) -> Visit {
    Visit {
        record,
        spot: None,
        first: 0,
        pick: None,
        list: None,
        screen: None,
        link: None,
        focus: Pane::Detail,
        quotes_from: QuotesFrom::Elsewhere,
        arrival: Arrival::Entered,
    }
}

/// Shows a position.
pub(crate) fn show(model: &mut BrowseMut<'_>, visit: Visit) {
    let Visit { record, spot, first, pick, list, screen, focus, quotes_from, .. } = visit;
    model.shared.wanted_screen = screen.map(WantedScreen::Left);
    if let Some(left) = list {
        impact_overlay::restore(model.shared, left);
    }
    model.shared.listing.select(&record);
    model.own.detail = Cursor::at(spot).scrolled_to(first);
    model.own.quotes = Cursor::default();
    model.own.cursors_of = Some(record.clone());
    model.own.shown = Some(record);
    // The focus decides which panes there is room for, so it is set before a page is made.
    model.own.focus = match focus {
        _ if pick.is_some() => Pane::Quotes,
        Pane::List => Pane::List,
        Pane::Detail | Pane::Quotes => Pane::Detail,
    };
    model.own.quotes_from = quotes_from;
    let Some(pick) = pick else { return };
    // The quotes follow the field, so it is settled first.
    let rows = model.view().room(Pane::Detail).rows;
    let fields = model.view().detail_page();
    model.own.detail.settle(&fields, rows);
    model.own.quotes_about = model.view().cited();
    reading::renew(model);
    reading::go_to(model, pick);
}
