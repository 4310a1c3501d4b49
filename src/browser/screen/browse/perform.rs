//! Performs the commands of the three panes.

use crate::browser::model::input::command::Step;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::update::query::{search, view_list};
use crate::browser::model::update::record_action;
use crate::browser::model::{Command, Effect, Motion, OwnCommand, WindowLine};
use crate::browser::model::{ListRows, Wrap};
use crate::browser::screen::browse::command::BrowseCommand;
use crate::browser::screen::browse::edit_value;
use crate::browser::screen::browse::filter_by_field;
use crate::browser::screen::browse::navigation::landmarks::Landmark;
use crate::browser::screen::browse::navigation::problems::Direction;
use crate::browser::screen::browse::navigation::{
    find, landmarks, matches, navigate, open_impact, pane_find, problems, reading, text_find,
};
use crate::browser::screen::browse::outside::{copy, open_editor, open_external};
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::quoting::{add_quote, marking, which_words, write_quote};
use crate::browser::screen::browse::state::{BrowseMut, NextShown};
use crate::browser::view::bars::FilePlace;
use crate::record::{DateStyle, Id};

/// Goes back to the view that was left for the list, where keys go to that list.
fn back_to_view(model: &mut BrowseMut<'_>) -> Option<Vec<Effect>> {
    if model.own.focus == Pane::List { view_list::back(model.shared) } else { None }
}

/// Performs a command.
pub(crate) fn perform(model: &mut BrowseMut<'_>, command: Command) -> Vec<Effect> {
    if model.own.next_shown == NextShown::Selected && !model.shared.awaits_selection() {
        // The user has seen it, and may go elsewhere from there.
        model.own.next_shown = NextShown::Same;
    }
    match command {
        Command::Move(step) if model.shared.find_line.is_some() => {
            let way = if step.is_down() { Direction::Next } else { Direction::Previous };
            find::go_on(model, way);
        }
        Command::Move(step) if model.view().is_marking() => marking::step(model, step),
        Command::Move(step) => navigate::step(model, step),
        Command::Open => match search::meant_instead(model.shared).cloned() {
            Some(instead) if model.own.focus == Pane::List => {
                return search::ask_words(model.shared, instead);
            }
            Some(_) | None => navigate::open(model),
        },
        Command::Back => match back_to_view(model) {
            Some(effects) => return effects,
            None => navigate::back(model),
        },
        Command::Forward => navigate::forward(model),
        Command::NextMatch => matches::go_on(model, Direction::Next),
        Command::PreviousMatch => matches::go_on(model, Direction::Previous),
        Command::OpenEditor => return open_editor::at_cursor(model),
        Command::Copy(what) => return copy::copy(model, what),
        Command::Own(own) => return perform_own(model, own),
        // The same on every screen.
        Command::Search
        | Command::ClearSearch
        | Command::View(_)
        | Command::Everything
        | Command::AcceptSearch
        | Command::CancelSearch
        | Command::Complete(_)
        | Command::Recall(_)
        | Command::Edit(_)
        | Command::Value(_)
        | Command::Mask
        | Command::SortBy
        | Command::Reverse
        | Command::Filter
        | Command::SaveView
        | Command::Export
        | Command::EditMarked
        | Command::Changes
        | Command::WriteChange
        | Command::NextFile
        | Command::PreviousFile
        | Command::Select
        | Command::SelectTyped
        | Command::List(_)
        | Command::WithDerived
        | Command::Problems
        | Command::Choose
        | Command::Reload
        | Command::Redraw
        | Command::Suspend
        | Command::Theme(_)
        | Command::BackOut
        | Command::Quit
        | Command::Interrupt
        | Command::BlankAndQuit
        | Command::Show(_) => {}
    }
    Vec::new()
}

fn perform_own(model: &mut BrowseMut<'_>, own: OwnCommand) -> Vec<Effect> {
    let Some(command) = BrowseCommand::from_repr(own.number()) else { return Vec::new() };
    let extend =
        |model: &mut BrowseMut<'_>, motion: Motion| marking::extend(model, motion, own.times());
    match command {
        BrowseCommand::Left => navigate::go(model, navigate::left),
        BrowseCommand::Right => navigate::go(model, navigate::right),
        BrowseCommand::NextPane => navigate::go(model, navigate::next),
        BrowseCommand::PreviousPane => navigate::go(model, navigate::previous),
        BrowseCommand::BesideDown => navigate::scroll_beside(model, 1),
        BrowseCommand::BesideUp => navigate::scroll_beside(model, -1),
        BrowseCommand::Mark if model.own.focus == Pane::List => {
            model.shared.marked.toggle_range(&model.shared.listing);
        }
        BrowseCommand::Mark => marking::toggle(model),
        BrowseCommand::MarkRecord => mark_record(model),
        BrowseCommand::MarkLeft => extend(model, Motion::Left),
        BrowseCommand::MarkRight => extend(model, Motion::Right),
        BrowseCommand::MarkNextWord => extend(model, Motion::NextWord),
        BrowseCommand::MarkWordBefore => extend(model, Motion::WordBefore),
        BrowseCommand::MarkWordEnd => extend(model, Motion::WordEnd),
        BrowseCommand::MarkLineStart => extend(model, Motion::LineStart),
        BrowseCommand::MarkLineEnd => extend(model, Motion::LineEnd),
        BrowseCommand::OtherEnd => marking::other_end(model),
        BrowseCommand::RestartMark => marking::restart(model),
        BrowseCommand::AddQuote
            if model.own.focus == Pane::Detail && model.view().mark_here().is_none() =>
        {
            return which_words::begin(model);
        }
        BrowseCommand::AddQuote => add_quote::begin(model),
        BrowseCommand::EditValue => return edit_value::edit(model),
        BrowseCommand::AddField => edit_value::add(model),
        BrowseCommand::RemoveField => return edit_value::remove(model),
        BrowseCommand::Undo => return write_quote::undo(model),
        BrowseCommand::Redo => return write_quote::redo(model),
        BrowseCommand::OpenSource => return open_external::open(model),
        BrowseCommand::OpenEditorAtProblem => return edit_problem(model),
        BrowseCommand::Zoom => zoom(model),
        BrowseCommand::QuotePane => quote_pane(model),
        BrowseCommand::Wrap => wrap(model),
        BrowseCommand::ListRows => list_rows(model),
        BrowseCommand::Dates => dates(model),
        BrowseCommand::Whereabouts => whereabouts(model),
        BrowseCommand::OnlySame if model.own.focus == Pane::List => {
            model.shared.marked.toggle_all(&model.shared.listing);
        }
        BrowseCommand::OnlySame => return filter_by_field::same(model),
        BrowseCommand::ExcludeSame => return filter_by_field::other(model),
        BrowseCommand::Impact => open_impact::open(model),
        BrowseCommand::NextLink => landmarks::go_on(model, Landmark::Link, Direction::Next),
        BrowseCommand::PreviousLink => landmarks::go_on(model, Landmark::Link, Direction::Previous),
        BrowseCommand::NextDisputed => landmarks::go_on(model, Landmark::Disputed, Direction::Next),
        BrowseCommand::PreviousDisputed => {
            landmarks::go_on(model, Landmark::Disputed, Direction::Previous);
        }
        BrowseCommand::NextUnsourced => {
            landmarks::go_on(model, Landmark::Unsourced, Direction::Next);
        }
        BrowseCommand::PreviousUnsourced => {
            landmarks::go_on(model, Landmark::Unsourced, Direction::Previous);
        }
        BrowseCommand::LineDown => navigate::scroll(model, own.times().cast_signed()),
        BrowseCommand::LineUp => navigate::scroll(model, -own.times().cast_signed()),
        BrowseCommand::WindowTop => navigate::go_in_window(model, WindowLine::Top),
        BrowseCommand::WindowMiddle => navigate::go_in_window(model, WindowLine::Middle),
        BrowseCommand::WindowBottom => navigate::go_in_window(model, WindowLine::Bottom),
        BrowseCommand::SearchCases => return find::search_cases(model),
        BrowseCommand::OtherMatches => return other_matches(model),
        BrowseCommand::NextProblem => problems::go_on(model, Direction::Next),
        BrowseCommand::PreviousProblem => problems::go_on(model, Direction::Previous),
    }
    Vec::new()
}

/// Chooses a line of the lists by which a quote is added.
pub(crate) fn choose(model: &mut BrowseMut<'_>, choice: Choice) -> Vec<Effect> {
    match choice {
        Choice::Case(case) => add_quote::take_case(model, &case),
        Choice::EditQuote(quote) => return open_editor::at_quote(model, &quote),
        Choice::OtherCase => {
            add_quote::remember(model.own, model.shared);
            add_quote::choose_case(model);
        }
        Choice::Record(action) => {
            let shown = model.own.shown.clone();
            return record_action::perform(model.shared, shown.as_ref(), &action);
        }
        Choice::Citation(_) => return write_quote::send(model),
        Choice::FieldValue(field) => return write_quote::take_value(model, field),
        Choice::WhichWords(choice) => return which_words::choose(model, choice),
        // The same on every screen, or of another one.
        Choice::Problem(_)
        | Choice::Order(_)
        | Choice::SortField(_)
        | Choice::SaveView(_)
        | Choice::SaveNamedView(_)
        | Choice::Export(_)
        | Choice::Value(_)
        | Choice::AllValues
        | Choice::Go(_)
        | Choice::EditField(_)
        | Choice::EditUnmasked(_)
        | Choice::RemoveField(_)
        | Choice::OfValue(_)
        | Choice::Bulk(_)
        | Choice::State(_)
        | Choice::Query(_)
        | Choice::Show
        | Choice::Explain(_)
        | Choice::New(_)
        | Choice::NewNamed(_)
        | Choice::Run(_)
        | Choice::Own(_) => {}
    }
    Vec::new()
}

/// Clears the selection or the search in the text, goes back from what was entered by a link or a list, or leaves the
/// pane; returns whether there was anything to leave.
pub(crate) fn back_out(model: &mut BrowseMut<'_>) -> bool {
    let gone = model.own.history.drop_gone(navigate::is_there(model.shared));
    let from = model.own.history.entered_from();
    let is_reading = model.own.focus == Pane::Quotes && model.own.reading.is_some();
    // The search came from there, and is continued there.
    let is_from_screen = is_reading && from.is_some_and(|visit| visit.screen.is_some());
    let is_from_quote = is_reading && from.is_some_and(|visit| visit.pick.is_some());
    let is_entered = model.own.focus == Pane::Detail && from.is_some();
    if marking::drop_mark(model)
        || !is_from_screen && text_find::clear(model)
        || pane_find::clear(model)
    {
        return true;
    }
    if model.own.focus == Pane::List && !model.own.zoomed {
        let marked = model.shared.marked.count(&model.shared.listing);
        if model.shared.marked.clear() {
            let cleared = match marked {
                _ if !model.shared.marked.is_empty() => {
                    "range given up; the marks before it stay".to_owned()
                }
                1 => "1 mark cleared".to_owned(),
                _ => format!("{marked} marks cleared"),
            };
            model.shared.notice = Some(cleared);
            return true;
        }
    }
    if model.own.zoomed {
        model.own.zoomed = false;
    } else if is_from_screen || is_from_quote || is_entered {
        navigate::back(model);
        navigate::say_passed(model, gone);
    } else {
        let is_left = model.own.focus == Pane::List;
        model.own.focus = navigate::left(model.own.focus);
        return !is_left;
    }
    true
}

/// Lists the records of the kind that matches beside the cases: places, people, sources.
fn other_matches(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    let Some(beyond) = model.shared.query.result.advice.beyond.clone() else {
        let is_reading = model.shared.is_first_reading() || model.shared.query.is_searching();
        model.shared.say(if is_reading {
            "nothing but cases matches the search so far: files are still being read"
        } else {
            "nothing but cases matches the search"
        });
        return Vec::new();
    };
    let text = format!("{} {}", model.shared.query.text.trim(), beyond.words);
    model.own.focus = Pane::List;
    search::ask_words(model.shared, text)
}

/// Opens the editor at the first problem of the file. In the text or the quotes of a source, opens the case at the
/// quote; lists the cases if several quote the passage.
fn edit_problem(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    let is_of_other = |case: &Id| model.own.shown.as_ref() != Some(case);
    let picked = model.view().picked().filter(|_| model.own.focus == Pane::Quotes);
    if picked.is_none_or(|(case, _)| !is_of_other(case)) {
        return open_editor::at_problem(model);
    }
    let quote = reading::quoting(model, Choice::EditQuote);
    quote.map(|quote| open_editor::at_quote(model, &quote)).unwrap_or_default()
}

fn zoom(model: &mut BrowseMut<'_>) {
    if !model.own.zoomed && model.view().panes().of(model.own.focus) == model.view().panes().body {
        model.shared.say("this pane already fills the screen");
    } else {
        model.own.zoomed = !model.own.zoomed;
    }
}

fn wrap(model: &mut BrowseMut<'_>) {
    let (wrap, said) = match model.own.wrap {
        Wrap::Broken => (Wrap::Cut, "long lines are cut (w wraps them)"),
        Wrap::Cut => (Wrap::Broken, "long lines are wrapped"),
    };
    (model.own.wrap, model.shared.notice) = (wrap, Some(said.to_owned()));
}

/// Marks the record under the cursor of the list, or takes its mark away, and goes to the next one.
fn mark_record(model: &mut BrowseMut<'_>) {
    if model.own.focus != Pane::List {
        model.shared.say("records are marked in the list (h goes there)");
        return;
    }
    model.shared.marked.end_range(&model.shared.listing);
    if let Some(selected) = model.shared.listing.selected() {
        model.shared.marked.toggle(selected);
        navigate::step(model, Step::Down);
    }
}

fn dates(model: &mut BrowseMut<'_>) {
    let (dates, said) = match model.shared.about.dates {
        DateStyle::Words => (DateStyle::Notation, "dates as the files have them, in EDTF"),
        DateStyle::Notation => (DateStyle::Words, "dates in words"),
    };
    (model.shared.about.dates, model.shared.notice) = (dates, Some(said.to_owned()));
}

/// Says the file and the line, which a narrow status line has no room for.
fn whereabouts(model: &mut BrowseMut<'_>) {
    let place = model.view().place().zip(model.shared.masked());
    let said = place.map(|(FilePlace { path, at }, masked)| {
        format!("{}, line {} (e edits it, yp copies the place)", masked.path(path), at.line)
    });
    model.shared.notice = Some(said.unwrap_or_else(|| "no record is shown".to_owned()));
}

fn list_rows(model: &mut BrowseMut<'_>) {
    let (rows, said) = match model.shared.about.list_rows {
        ListRows::One => (ListRows::Two, "each record of the list has two lines"),
        ListRows::Two => (ListRows::One, "each record of the list has one line"),
    };
    (model.shared.about.list_rows, model.shared.notice) = (rows, Some(said.to_owned()));
}

/// Hides or shows the quote pane; a hidden pane loses the focus.
fn quote_pane(model: &mut BrowseMut<'_>) {
    model.own.without_quotes = !model.own.without_quotes;
    let said = if model.own.without_quotes { "hidden" } else { "shown" };
    model.shared.notice = Some(format!("quote pane {said}"));
    if model.own.without_quotes && model.own.focus == Pane::Quotes {
        model.own.focus = Pane::Detail;
    }
}
