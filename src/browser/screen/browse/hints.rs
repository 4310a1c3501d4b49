//! The most useful keys where the user is now.

use crate::browser::keymap::KeyHint;
use crate::browser::model::page::QuoteItem;
use crate::browser::model::update::query::view_list;
use crate::browser::model::update::value_place;
use crate::browser::model::{Command, Shared};
use crate::browser::screen::browse::command::BrowseCommand;
use crate::browser::screen::browse::keys;
use crate::browser::screen::browse::navigation::navigate::{self, FieldLeadsTo};
use crate::browser::screen::browse::navigation::pane_find;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::{Browse, BrowseRef};
use crate::evidence::StatusCounts;
use crate::record::Kind;

/// The key for what falls with the source that is shown.
const DEPENDS_ON_SOURCE: KeyHint = KeyHint::new(BrowseCommand::Impact.command(), "depends on it");

/// Returns the most useful keys where the user is now, the most useful first.
pub(crate) fn hints(own: &Browse, shared: &Shared) -> Vec<KeyHint> {
    let model = own.seen(shared);
    match own.focus {
        Pane::List => of_list(shared),
        Pane::Detail => of_record(own, model),
        Pane::Quotes => of_quotes(own, model),
    }
}

fn of_list(shared: &Shared) -> Vec<KeyHint> {
    let mut hints = keys::LIST_HINTS.to_vec();
    if !shared.marked.is_empty() {
        let of_marked =
            [KeyHint::new(Command::EditMarked, "change"), KeyHint::new(Command::BackOut, "unmark")];
        hints.splice(1..1, of_marked);
    } else if view_list::leads_back_to(shared).is_some() {
        hints.insert(1, KeyHint::new(Command::BackOut, "back to view"));
    } else if !shared.query.text.trim().is_empty() {
        hints.insert(1, KeyHint::new(Command::BackOut, "show all"));
    }
    hints
}

fn of_record(own: &Browse, model: BrowseRef<'_>) -> Vec<KeyHint> {
    let is_read_only = value_place::why_never(model.shared).is_some();
    if pane_find::here(model).is_some() {
        let opens = match navigate::field_leads_to(model) {
            FieldLeadsTo::Record => Some(keys::FOLLOW),
            FieldLeadsTo::Quote => Some(keys::OPEN_QUOTE),
            FieldLeadsTo::Nothing => None,
        };
        let replaced = keys::FOUND_IN_PANE_HINTS
            .iter()
            .filter_map(|hint| if hint.command == Command::Open { opens } else { Some(*hint) });
        let mut hints: Vec<KeyHint> = replaced.collect();
        if !is_read_only {
            let clear = hints.iter().position(|hint| hint.command == Command::BackOut);
            hints.insert(clear.unwrap_or(hints.len()), keys::CHANGE);
        }
        return hints;
    }
    let leads_to = navigate::field_leads_to(model);
    let hints = match leads_to {
        FieldLeadsTo::Record if is_read_only => keys::READ_ONLY_LINK_HINTS,
        FieldLeadsTo::Quote if is_read_only => keys::READ_ONLY_QUOTED_HINTS,
        FieldLeadsTo::Nothing if is_read_only => keys::READ_ONLY_HINTS,
        _ if model.is_unconfirmed() => keys::UNCONFIRMED_HINTS,
        FieldLeadsTo::Record => keys::LINK_HINTS,
        FieldLeadsTo::Quote => keys::QUOTED_FIELD_HINTS,
        FieldLeadsTo::Nothing => keys::DETAIL_HINTS,
    };
    let next_pane = BrowseCommand::NextPane.command();
    let kind = model.record().map(|located| located.record.kind);
    let pane = match kind {
        Some(Kind::Place | Kind::Person | Kind::Organisation) => "mentions",
        Some(Kind::Source) if own.reading.is_some() => "text",
        Some(Kind::Source | Kind::Victim | Kind::Rescue | Kind::Arrest) | None => "quotes",
    };
    let mut hints: Vec<KeyHint> = hints
        .iter()
        .map(|hint| if hint.command == next_pane { KeyHint::new(next_pane, pane) } else { *hint })
        .collect();
    if kind == Some(Kind::Source) {
        let pane = hints.iter().position(|hint| hint.command == next_pane);
        hints.insert(pane.map_or(0, |pane| pane + 1), DEPENDS_ON_SOURCE);
    }
    // A new case has a title and nothing yet that a quote could support.
    let is_new =
        kind.is_some_and(Kind::is_case) && model.status_counts() == StatusCounts::default();
    if is_new && !is_read_only {
        hints.insert(0, KeyHint::new(BrowseCommand::AddField.command(), "add a field"));
    }
    let at = usize::from(leads_to != FieldLeadsTo::Nothing || is_new);
    if own.history.entered_from().is_some() {
        hints.retain(|hint| hint.command != Command::BackOut);
        hints.insert(at, KeyHint::new(Command::BackOut, "back"));
    } else if own.history.last().is_some() {
        hints.insert(at, KeyHint::new(Command::Back, "back"));
    }
    hints
}

fn of_quotes(own: &Browse, model: BrowseRef<'_>) -> Vec<KeyHint> {
    let is_text = own.reading.is_some();
    let came_from = own.history.entered_from();
    let is_from_screen = came_from.is_some_and(|visit| visit.screen.is_some());
    let hints = if model.mark_here().is_some() {
        keys::SELECTED_HINTS
    } else if pane_find::here(model).is_some() {
        keys::FOUND_IN_PANE_HINTS
    } else if own.found.is_some() && is_from_screen {
        keys::FOUND_THERE_HINTS
    } else if own.found.is_some() {
        keys::FOUND_HINTS
    } else if is_text && model.picked().is_some() {
        keys::PASSAGE_HINTS
    } else if is_text {
        keys::TEXT_HINTS
    } else {
        match own.quotes.spot() {
            Some(QuoteItem::Mention(_)) => keys::MENTION_HINTS,
            Some(QuoteItem::Quote(case, _)) if own.shown.as_ref() != Some(case) => {
                keys::QUOTE_ELSEWHERE_HINTS
            }
            Some(QuoteItem::Quote(..) | QuoteItem::At(_)) | None => keys::QUOTE_HINTS,
        }
    };
    let mut hints = hints.to_vec();
    if is_text && model.mark_here().is_none() && own.found.is_none() {
        let at = hints.iter().position(|hint| hint.command == Command::BackOut);
        hints.insert(at.map_or(0, |at| at + 1), DEPENDS_ON_SOURCE);
    }
    if own.found.is_some() && !is_from_screen && came_from.is_some() && model.mark_here().is_none()
    {
        hints.push(KeyHint::new(Command::Back, "back"));
    }
    hints
}
