//! What is copied: texts of what the cursor is on, safe to be pasted into anything.

use std::collections::HashSet;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::exchange::quoted;
use crate::record::{Id, Kind, Name, Quote};
use crate::search::Query;
use crate::text::{BAR, marked};

use super::super::command::Copied;
use super::super::mask::is_masked;
use super::super::message::{Clipboard, Effect};
use super::super::page::{Line, Listed, entry};
use super::super::pane::{Pane, Wrap};
use super::super::seen::Seen;
use super::super::sight::Sight;
use super::super::state::Model;

/// Cells enough for every name to be whole.
const WIDE: usize = 2_000;

/// Copies something of what the cursor is on.
pub(super) fn copy(model: &mut Model, what: Copied) -> Vec<Effect> {
    let text = text(model, what).map(|text| plain(&text)).filter(|text| !text.is_empty());
    let words = what.words();
    let said = match text {
        Some(text) if is_masked(&text) && leads_somewhere(what) => {
            format!("the {words} is masked and leads nowhere so; P shows it")
        }
        Some(text) => return vec![Effect::Copy { what, text }],
        None => format!("there is no {words} here to copy"),
    };
    model.notice = Some(said);
    Vec::new()
}

/// Tells whether somebody copies it to find something by it, and a mark finds nothing.
fn leads_somewhere(what: Copied) -> bool {
    match what {
        Copied::Id | Copied::Place | Copied::Address => true,
        Copied::Line | Copied::Quote | Copied::Citation => false,
    }
}

/// Says what became of a text that was to be copied.
pub(super) fn told(model: &mut Model, what: Copied, text: &str, clipboard: Clipboard) {
    let words = what.words();
    let count = text.graphemes(true).count();
    let characters = if count == 1 { "character" } else { "characters" };
    let masked = if is_masked(text) { ", masked" } else { "" };
    model.notice = Some(match clipboard {
        Clipboard::Program(name) => {
            format!("{words} copied by {name}: {count} {characters}{masked}")
        }
        Clipboard::Terminal => {
            format!(
                "{words} sent to the terminal (OSC 52), which does not say whether it copied it: {count} {characters}{masked}"
            )
        }
    });
}

fn text(model: &Model, what: Copied) -> Option<String> {
    let seen = model.seen()?;
    match what {
        Copied::Line => line(model, seen),
        Copied::Id => Some(model.sight()?.id),
        Copied::Quote => quote(model, seen).map(|quote| in_full(seen, &quote)),
        Copied::Citation => source(model, seen).map(|id| seen.citation(&id)),
        Copied::Place => {
            model.place().map(|(path, place)| format!("{}:{}", seen.path(path), place.line))
        }
        Copied::Address => {
            let of = |sight: &Sight<'_>| {
                let mut known = [Name::Url, Name::ArchivedUrl].into_iter();
                known.find_map(|name| sight.record.fields.text(name)).map(str::to_owned)
            };
            let source = source(model, seen).and_then(|id| seen.get(id.as_str()));
            source.as_ref().and_then(of).or_else(|| of(&model.sight()?))
        }
    }
}

/// Returns what stands on the line under the cursor, or on the lines of its block.
fn line(model: &Model, seen: Seen<'_>) -> Option<String> {
    match model.focus {
        Pane::List => {
            let (query, possible) = (Query::default(), HashSet::new());
            let columns = model.query.answer.columns;
            let found = None;
            let listed = Listed { width: WIDE, columns, query: &query, found, possible: &possible };
            Some(joined(&[entry(&seen, model.listing.selected()?, listed)]))
        }
        Pane::Detail => {
            // Whole, however it is shown.
            let page = model.detail_in(Wrap::Broken);
            let lines = page.lines_about(model.detail.spot()?);
            page.lines().get(lines).map(joined)
        }
        Pane::Quotes if model.reading.is_some() => {
            let (pick, reading) = (model.quotes.spot()?, model.reading.as_ref()?);
            Some(reading.row_of(pick).map_or_else(String::new, |row| reading.line(row)))
        }
        Pane::Quotes => {
            let page = model.quotes_in(Wrap::Broken).page;
            let lines = page.lines_about(model.quotes.spot()?);
            page.lines().get(lines).map(joined)
        }
    }
}

/// Returns the words of lines, from left to right.
fn joined(lines: &[Line]) -> String {
    let runs = lines.iter().flat_map(|line| {
        let mut runs: Vec<_> = line.runs().iter().collect();
        runs.sort_by_key(|placed| placed.at);
        runs
    });
    // The bars before somebody's words are for the screen.
    let words = runs.map(|placed| placed.run.text.as_str());
    words.map(|words| words.strip_prefix(BAR).unwrap_or(words)).collect::<Vec<_>>().join(" ")
}

/// Returns the quote under the cursor, or the first of the field under the cursor.
fn quote(model: &Model, seen: Seen<'_>) -> Option<Quote> {
    let (case, number) = model.picked()?;
    seen.get(case.as_str())?.record.quotes.get(number).cloned()
}

/// Returns the source that is shown, or that of the quote.
pub(super) fn source(model: &Model, seen: Seen<'_>) -> Option<Id> {
    let record = model.record()?.record;
    if record.kind == Kind::Source {
        return Some(record.id.clone());
    }
    quote(model, seen)?.source().cloned()
}

fn in_full(seen: Seen<'_>, quote: &Quote) -> String {
    let words = quote.text().map(|words| quoted(words.trim()));
    let speaker = quote.speaker().map(|speaker| format!("— {speaker}"));
    let source = quote.source().map(|source| format!("({})", seen.citation(source)));
    let parts = [words, speaker, source];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Returns a text on one line, with what could steer a terminal or hide marked as on the screen.
fn plain(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    marked(&line).into_owned()
}
