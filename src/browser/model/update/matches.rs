//! Going from one place that shows what the query found to the next, in whichever pane.

use crate::search::{Query, Reach, highlights};

use super::super::page::Page;
use super::super::pane::Pane;
use super::super::state::Model;
use super::passages;
use super::problems::Way;

/// Goes to the next match of the pane, or to the one before; behind the last comes the first.
pub(super) fn go_on(model: &mut Model, way: Way) {
    if model.focus == Pane::Quotes && model.reading.is_some() {
        return passages::go_on(model, way);
    }
    let query = model.query.answer.query.clone();
    if !query.has_words() {
        model.notice = Some("no words are searched for; / searches".to_owned());
        return;
    }
    let (found, at) = match model.focus {
        Pane::List => (in_list(model, &query), model.listing.position()),
        Pane::Detail => in_page(&model.detail_page(), model.detail.spot(), &query),
        Pane::Quotes => in_page(&model.quotes_page().page, model.quotes.spot(), &query),
    };
    let at = at.unwrap_or_default();
    let (before, behind) = (found.iter().filter(|n| **n < at), found.iter().filter(|n| **n > at));
    let (next, around) = match way {
        Way::Next => (behind.min(), found.first()),
        Way::Previous => (before.max(), found.last()),
    };
    let said = match (way, next) {
        (_, Some(_)) => None,
        (_, None) if found.is_empty() => Some("nothing in this pane shows what is searched for"),
        (_, None) if around == Some(&at) => Some("this is the only match in the pane"),
        (Way::Next, None) => Some("from the top again"),
        (Way::Previous, None) => Some("from the end again"),
    };
    model.notice = said.map(str::to_owned);
    if let Some(number) = next.or(around).copied() {
        go_to(model, number);
    }
}

/// Returns the numbers of the records whose line shows a match.
fn in_list(model: &Model, query: &Query) -> Vec<usize> {
    let Some(seen) = model.seen() else { return Vec::new() };
    let ids = model.listing.ids().iter().enumerate();
    let shown =
        ids.filter(|(_, id)| !highlights(query, &seen.name_of(id), Reach::Literal).is_empty());
    shown.map(|(number, _)| number).collect()
}

/// Returns the numbers of the blocks that show a match, and of the one about `spot`.
fn in_page<S: PartialEq>(
    page: &Page<S>,
    spot: Option<&S>,
    query: &Query,
) -> (Vec<usize>, Option<usize>) {
    let shows = |start: usize, end: usize| {
        page.lines().get(start..end).is_some_and(|lines| lines.iter().any(|line| line.shows(query)))
    };
    let blocks = page.blocks().iter().enumerate();
    let found = blocks.filter(|(_, block)| shows(block.start, block.end));
    let at = page.blocks().iter().position(|block| Some(&block.spot) == spot);
    (found.map(|(number, _)| number).collect(), at)
}

fn go_to(model: &mut Model, number: usize) {
    match model.focus {
        Pane::List => {
            if let Some(id) = model.listing.ids().get(number).cloned() {
                model.listing.select(&id);
                model.shown = Some(id);
            }
        }
        Pane::Detail => {
            if let Some(block) = model.detail_page().blocks().get(number) {
                model.detail.go_to(block.spot.clone());
            }
        }
        Pane::Quotes => {
            if let Some(block) = model.quotes_page().page.blocks().get(number) {
                model.quotes.go_to(block.spot.clone());
            }
        }
    }
}
