//! Jumps to the next or previous search match in the focused pane.

use crate::search::{Looseness, Query, highlights};

use crate::browser::model::page::Page;
use crate::browser::screen::browse::navigation::problems::Direction;
use crate::browser::screen::browse::navigation::{pane_find, passages, text_find};
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::BrowseMut;

/// Jumps to the next or previous match in the pane, and around at its end.
pub(crate) fn go_on(model: &mut BrowseMut<'_>, way: Direction) {
    if model.own.focus == Pane::Quotes && model.own.reading.is_some() {
        return match model.own.found {
            Some(_) => text_find::go_on(model, way),
            None => passages::go_on(model, way),
        };
    }
    if pane_find::here(model.view()).is_some() {
        return pane_find::go_on(model, way);
    }
    let query = model.shared.query.result.query.clone();
    if !query.has_words() {
        let said = if query.is_empty() {
            "no search yet; press / to search"
        } else {
            "no words are searched for, so none are lit; every record of the list matches"
        };
        model.shared.notice = Some(said.to_owned());
        return;
    }
    let found = match model.own.focus {
        Pane::List => {
            let (listing, at) = (&model.shared.listing, model.shared.listing.position());
            let shows = |number: usize| {
                let name = listing.ids().get(number).zip(model.shared.masked());
                let name = name.map(|(id, masked)| masked.name_of(id)).unwrap_or_default();
                !highlights(&query, &name, Looseness::Literal).is_empty()
            };
            nearest(way, at, listing.ids().len(), shows)
        }
        Pane::Detail => in_page(way, &model.view().detail_page(), model.own.detail.spot(), &query),
        Pane::Quotes => {
            in_page(way, &model.view().quotes_page().page, model.own.quotes.spot(), &query)
        }
    };
    let said = match (way, &found) {
        (_, NextMatch::Ahead(_)) => None,
        (_, NextMatch::Nowhere) => Some("no matches in this pane"),
        (_, NextMatch::Here) => Some("this is the only match in the pane"),
        (Direction::Next, NextMatch::Around(_)) => Some("continued from the top"),
        (Direction::Previous, NextMatch::Around(_)) => Some("continued from the end"),
    };
    model.shared.notice = said.map(str::to_owned);
    if let NextMatch::Ahead(number) | NextMatch::Around(number) = found {
        go_to(model, number);
    }
}

/// The match to jump to.
enum NextMatch {
    /// It lies ahead in the direction of the search.
    Ahead(usize),
    /// None lies ahead; it is the first from the other end.
    Around(usize),
    /// The only match is the one under the cursor.
    Here,
    /// There is none.
    Nowhere,
}

/// Searches `count` blocks from `at` on, and around at the end. It stops at the first match, because
/// `shows` lays out and searches a block.
fn nearest(
    way: Direction,
    at: Option<usize>,
    count: usize,
    shows: impl Fn(usize) -> bool,
) -> NextMatch {
    let at = at.unwrap_or_default();
    let ahead = match way {
        Direction::Next => (at + 1..count).find(|number| shows(*number)),
        Direction::Previous => (0..at).rev().find(|number| shows(*number)),
    };
    let around = || match way {
        Direction::Next => (0..count.min(at + 1)).find(|number| shows(*number)),
        Direction::Previous => (at..count).rev().find(|number| shows(*number)),
    };
    match ahead.map(NextMatch::Ahead) {
        Some(ahead) => ahead,
        None => match around() {
            Some(around) if around == at => NextMatch::Here,
            Some(around) => NextMatch::Around(around),
            None => NextMatch::Nowhere,
        },
    }
}

/// Searches the blocks of a page for a match, starting after the block of `spot`.
fn in_page<S: PartialEq>(
    way: Direction,
    page: &Page<S>,
    spot: Option<&S>,
    query: &Query,
) -> NextMatch {
    let blocks = page.blocks();
    let shows = |number: usize| {
        let lines = blocks.get(number).and_then(|block| page.lines().get(block.start..block.end));
        lines.is_some_and(|lines| lines.iter().any(|line| line.shows(query)))
    };
    let at = blocks.iter().position(|block| Some(&block.spot) == spot);
    nearest(way, at, blocks.len(), shows)
}

fn go_to(model: &mut BrowseMut<'_>, number: usize) {
    match model.own.focus {
        Pane::List => {
            if let Some(id) = model.shared.listing.ids().get(number).cloned() {
                model.shared.listing.select(&id);
                model.own.shown = Some(id);
            }
        }
        Pane::Detail => {
            if let Some(block) = model.view().detail_page().blocks().get(number) {
                model.own.detail.go_to(block.spot.clone());
            }
        }
        Pane::Quotes => {
            if let Some(block) = model.view().quotes_page().page.blocks().get(number) {
                model.own.quotes.go_to(block.spot.clone());
            }
        }
    }
}
