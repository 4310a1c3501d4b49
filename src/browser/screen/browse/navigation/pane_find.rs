//! The search in the fields of the record that is shown or in its quotes: its line, its matches, going from one to
//! the next.

use crate::browser::model::page::{DetailItem, Page, PageLine, Role};
use crate::browser::model::query::find_line::{FindLine, FindStep};
use crate::browser::screen::browse::found_words::{PaneFind, PaneFindStart};
use crate::browser::screen::browse::navigation::problems::Direction;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef};
use crate::record::FieldId;
use crate::search::{MatchPosition, fold};

/// Opens the search line, if keys go to the fields of a record or to its quotes; returns whether they do.
pub(crate) fn open(model: &mut BrowseMut<'_>) -> bool {
    let view = model.view();
    let pane = model.own.focus;
    let (about, is_empty) = match pane {
        Pane::List => return false,
        Pane::Detail => {
            ("name of a field, or words in this record", view.detail_page().blocks().is_empty())
        }
        Pane::Quotes => ("words in these quotes", view.quotes_page().page.blocks().is_empty()),
    };
    let Some(record) = model.own.shown.clone().filter(|_| !is_empty) else { return false };
    model.own.pane_find_start = Some(Box::new(PaneFindStart {
        record,
        pane,
        detail: model.own.detail.clone(),
        quotes: model.own.quotes.clone(),
        found: model.own.pane_find.take(),
    }));
    model.shared.find_line = Some(FindLine { about, ..FindLine::default() });
    true
}

/// Follows the search line: shows the first match from where the search began, keeps the search, or goes
/// back to where it began. Returns words that were accepted although no field or quote has them.
pub(crate) fn follow(model: &mut BrowseMut<'_>, step: FindStep) -> Option<String> {
    match step {
        FindStep::Typed => typed(model),
        FindStep::Accepted if is_nowhere(model.view()) => {
            let line = model.shared.find_line.as_ref();
            let words = line.map(|line| line.prompt.text());
            follow(model, FindStep::Cancelled);
            return words;
        }
        FindStep::Accepted => keep(model),
        FindStep::Cancelled => {
            model.shared.find_line = None;
            if let Some(start) = model.own.pane_find_start.take() {
                let PaneFindStart { detail, quotes, found, .. } = *start;
                (model.own.detail, model.own.quotes) = (detail, quotes);
                model.own.pane_find = found;
            }
        }
    }
    None
}

/// Closes the line and keeps the search, where it has found anything.
pub(crate) fn keep(model: &mut BrowseMut<'_>) {
    model.shared.find_line = None;
    let start = model.own.pane_find_start.take();
    if is_nowhere(model.view()) {
        model.own.pane_find = None;
    } else if model.own.pane_find.is_none() {
        // Nothing was typed.
        model.own.pane_find = start.and_then(|start| start.found);
    }
}

/// Returns whether what is typed is in no field or quote.
fn is_nowhere(model: BrowseRef<'_>) -> bool {
    matches(model).is_some_and(|found| found.is_empty())
}

/// Searches for what is typed, and shows the best match: of the fields whose name has the words, the first from where
/// the search began, and else the first place with them.
fn typed(model: &mut BrowseMut<'_>) {
    let words = model.shared.find_line.as_ref().map(|line| line.prompt.text()).unwrap_or_default();
    let Some(start) = model.own.pane_find_start.clone() else { return };
    let PaneFindStart { record, pane, detail, quotes, found: _ } = *start;
    match pane {
        Pane::List => {}
        // The quotes follow the field.
        Pane::Detail => model.own.detail = detail,
        Pane::Quotes => model.own.quotes = quotes,
    }
    model.own.pane_find = PaneFind::of(record, pane, &words).map(Box::new);
    let found = matches(model.view()).unwrap_or_default();
    let from = selected(model.view());
    let best = found.iter().min_by_key(|found| (found.by, found.block < from, found.block));
    if let Some(best) = best {
        go_to(model, best.block);
    }
    say(model);
}

/// Goes to the next match or to the one before; after the last comes the first.
pub(crate) fn go_on(model: &mut BrowseMut<'_>, way: Direction) {
    let Some(found) = matches(model.view()) else { return };
    let at = selected(model.view());
    let blocks = || found.iter().map(|found| found.block);
    let (ahead, around) = match way {
        Direction::Next => (blocks().find(|block| *block > at), blocks().next()),
        Direction::Previous => (blocks().rfind(|block| *block < at), blocks().next_back()),
    };
    let said = match (ahead, found.len()) {
        (_, 0) => Some("no matches in this pane".to_owned()),
        (_, 1) => Some("this is the only match in the pane".to_owned()),
        (Some(_), _) => None,
        (None, _) => Some(format!("continued from the {}", way.other_end())),
    };
    model.shared.notice = said;
    if let Some(block) = ahead.or(around) {
        go_to(model, block);
    }
    say(model);
}

/// Returns the search of the pane that keys go to.
pub(crate) fn here(model: BrowseRef<'_>) -> Option<&PaneFind> {
    let of_pane = |find: &&PaneFind| {
        find.pane == model.own.focus && Some(&find.record) == model.own.shown.as_ref()
    };
    model.own.pane_find.as_deref().filter(of_pane)
}

/// Clears the search of the pane that keys go to; returns whether there was one.
pub(crate) fn clear(model: &mut BrowseMut<'_>) -> bool {
    let is_here = here(model.view()).is_some();
    if is_here {
        model.own.pane_find = None;
        model.shared.say("search in the pane cleared");
    }
    is_here
}

/// Ends the search where another record is shown, and closes its line where keys go to another pane.
pub(crate) fn renew(model: &mut BrowseMut<'_>) {
    if model.shared.find_line.is_none() {
        model.own.pane_find_start = None;
    }
    let shown = model.own.shown.as_ref();
    model.own.pane_find.take_if(|find| Some(&find.record) != shown);
    let left = |start: &mut Box<PaneFindStart>| {
        Some(&start.record) != shown || start.pane != model.own.focus
    };
    if model.own.pane_find_start.take_if(left).is_some() {
        model.shared.find_line = None;
    }
}

/// What of a block of a page has the words, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum FoundBy {
    /// A name of the field begins with them.
    Name,
    /// A word of a name of the field does.
    WordOfName,
    /// Anything else.
    Text,
}

/// A block of a page that has the words.
#[derive(Clone, Copy, Debug)]
struct BlockFound {
    block: usize,
    by: FoundBy,
}

/// Returns what the search of the pane finds, from top to bottom; `None` without a search.
fn matches(model: BrowseRef<'_>) -> Option<Vec<BlockFound>> {
    let find = here(model)?;
    Some(match find.pane {
        Pane::List => Vec::new(),
        Pane::Detail => in_page(&model.detail_page(), find, &|spot| match spot {
            DetailItem::Field(name) | DetailItem::Link(name, _) => Some(*name),
            DetailItem::Row(..)
            | DetailItem::Keyless(..)
            | DetailItem::Extra(_)
            | DetailItem::Mention(_) => None,
        }),
        Pane::Quotes => in_page(&model.quotes_page().page, find, &|_| None),
    })
}

fn in_page<S>(
    page: &Page<S>,
    find: &PaneFind,
    field: &dyn Fn(&S) -> Option<FieldId>,
) -> Vec<BlockFound> {
    let found = page.blocks().iter().enumerate().filter_map(|(number, block)| {
        let lines = page.lines().get(block.start..block.end)?;
        let label = words_of(lines, |role| role == Role::Label);
        let other = field(&block.spot).into_iter().flat_map(other_names);
        let by_name = std::iter::once(label).chain(other).filter_map(|name| by_name(find, &name));
        let by = by_name.min().or_else(|| {
            let words = words_of(lines, |role| !matches!(role, Role::Sourced | Role::Unsourced));
            find.needle.position_in(words.as_str(), &fold(&words)).map(|_| FoundBy::Text)
        });
        by.map(|by| BlockFound { block: number, by })
    });
    found.collect()
}

/// Returns what a field is called in files and queries.
fn other_names(name: FieldId) -> impl Iterator<Item = String> {
    let names = std::iter::once(name.as_str()).chain(name.other_labels());
    names.map(|name| name.replace('_', " "))
}

fn by_name(find: &PaneFind, name: &str) -> Option<FoundBy> {
    let folded = fold(name);
    let position = find.name.position_in(name, &folded)?;
    match position {
        _ if folded.starts_with(find.name.folded()) => Some(FoundBy::Name),
        MatchPosition::Whole | MatchPosition::WordStart => Some(FoundBy::WordOfName),
        MatchPosition::Inside => None,
    }
}

/// Returns the words of lines that have one of these roles, without the bar before those of a quote.
fn words_of(lines: &[PageLine], is_meant: impl Fn(Role) -> bool) -> String {
    let runs = lines.iter().flat_map(PageLine::runs).map(|placed| &placed.run);
    let words = runs.filter(|run| is_meant(run.role)).map(|run| {
        if run.role == Role::Quoted { run.text.trim_start_matches(['│', ' ']) } else { &run.text }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the number of the block under the cursor of the pane that keys go to.
fn selected(model: BrowseRef<'_>) -> usize {
    let at = match model.own.focus {
        Pane::List => None,
        Pane::Detail => place(&model.detail_page(), model.own.detail.spot()),
        Pane::Quotes => place(&model.quotes_page().page, model.own.quotes.spot()),
    };
    at.unwrap_or_default()
}

fn place<S: PartialEq>(page: &Page<S>, spot: Option<&S>) -> Option<usize> {
    page.blocks().iter().position(|block| Some(&block.spot) == spot)
}

/// Goes to a block, and shows the first line of it that has the words.
fn go_to(model: &mut BrowseMut<'_>, number: usize) {
    let Some(find) = here(model.view()).cloned() else { return };
    let rows = model.view().room(find.pane).rows;
    match find.pane {
        Pane::List => {}
        Pane::Detail => {
            let page = model.view().detail_page();
            if let Some(block) = page.blocks().get(number) {
                model.own.detail.go_to(block.spot.clone());
                model.own.detail.reveal(&page, lit_line(&page, number, &find), rows);
            }
        }
        Pane::Quotes => {
            let page = model.view().quotes_page().page;
            if let Some(block) = page.blocks().get(number) {
                model.own.quotes.go_to(block.spot.clone());
                model.own.quotes.reveal(&page, lit_line(&page, number, &find), rows);
            }
        }
    }
}

/// Returns the first line of a block in which the words are lit, or its first line.
fn lit_line<S>(page: &Page<S>, number: usize, find: &PaneFind) -> usize {
    let Some(block) = page.blocks().get(number) else { return 0 };
    let is_lit =
        |line: &usize| page.lines().get(*line).is_some_and(|line| line.shows(&find.phrase));
    (block.start..block.end).find(is_lit).unwrap_or(block.start)
}

/// Says in the search line which match is under the cursor.
fn say(model: &mut BrowseMut<'_>) {
    let found = matches(model.view());
    let at = selected(model.view());
    let Some(line) = &mut model.shared.find_line else { return };
    line.answer = match found {
        None => String::new(),
        Some(found) if found.is_empty() => "not here: Enter searches all cases".to_owned(),
        Some(found) => {
            let at = found.iter().position(|found| found.block == at).map_or(0, |at| at + 1);
            format!("{at} of {}", found.len())
        }
    };
}
