//! What is copied: texts of what the cursor is on, safe to be pasted into anything.

use std::collections::HashSet;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::collection::{Collection, Located};
use crate::exchange::{citation, quoted};
use crate::record::{Id, Kind, Name, Quote};
use crate::search::Query;
use crate::text::visible;

use super::super::command::Copied;
use super::super::message::{Clipboard, Effect};
use super::super::page::{Line, Listed, Pick, entry};
use super::super::pane::Pane;
use super::super::state::Model;

/// Cells enough for every name to be whole.
const WIDE: usize = 2_000;

/// Copies something of what the cursor is on.
pub(super) fn copy(model: &mut Model, what: Copied) -> Vec<Effect> {
    if let Some(text) = text(model, what).map(|text| plain(&text)).filter(|text| !text.is_empty()) {
        return vec![Effect::Copy { what, text }];
    }
    model.notice = Some(format!("there is no {} here to copy", what.words()));
    Vec::new()
}

/// Says what became of a text that was to be copied.
pub(super) fn told(model: &mut Model, what: Copied, text: &str, clipboard: Clipboard) {
    let words = what.words();
    let count = text.graphemes(true).count();
    let characters = if count == 1 { "character" } else { "characters" };
    model.notice = Some(match clipboard {
        Clipboard::Program(name) => format!("{words} copied by {name}: {count} {characters}"),
        // A terminal does not say whether it has taken what it was sent.
        Clipboard::Terminal => {
            format!("{words} handed to the terminal to copy (OSC 52): {count} {characters}")
        }
    });
}

fn text(model: &Model, what: Copied) -> Option<String> {
    let collection = model.collection.as_deref()?;
    match what {
        Copied::Line => line(model, collection),
        Copied::Id => Some(model.record()?.record.id.to_string()),
        Copied::Quote => {
            let quote = quote(model, collection)?;
            Some(in_full(collection, quote))
        }
        Copied::Citation => source(model, collection).map(|id| citation(collection, id)),
        Copied::Place => {
            model.place().map(|(path, place)| format!("{}:{}", path.display(), place.line))
        }
        Copied::Address => {
            let of = |located: Located<'_>| {
                let fields = &located.record.fields;
                let mut known = [Name::Url, Name::ArchivedUrl].into_iter();
                known.find_map(|name| fields.text(name)).map(str::to_owned)
            };
            let source = source(model, collection).and_then(|id| collection.get(id.as_str()));
            source.and_then(of).or_else(|| of(model.record()?))
        }
    }
}

/// Returns what stands on the line under the cursor, or on the lines of its block.
fn line(model: &Model, collection: &Collection) -> Option<String> {
    match model.focus {
        Pane::List => {
            let (query, possible) = (Query::default(), HashSet::new());
            let columns = model.query.answer.columns;
            let listed = Listed { width: WIDE, columns, query: &query, possible: &possible };
            Some(joined(&[entry(collection, model.listing.selected()?, listed)]))
        }
        Pane::Detail => {
            let page = model.detail_page();
            let lines = page.lines_about(model.detail.spot()?);
            page.lines().get(lines).map(joined)
        }
        Pane::Quotes => {
            let page = model.quotes_page().page;
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
    runs.map(|placed| placed.run.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Returns the quote under the cursor, or the first of the field under the cursor.
fn quote<'c>(model: &Model, collection: &'c Collection) -> Option<&'c Quote> {
    let Pick::Quote(case, number) = model.quotes.spot()? else { return None };
    collection.get(case.as_str())?.record.quotes.get(*number)
}

/// Returns the source that is shown, or that of the quote.
fn source<'c>(model: &'c Model, collection: &'c Collection) -> Option<&'c Id> {
    let record = model.record()?.record;
    if record.kind == Kind::Source {
        return Some(&record.id);
    }
    quote(model, collection)?.source()
}

fn in_full(collection: &Collection, quote: &Quote) -> String {
    let words = quote.text().map(|words| quoted(words.trim()));
    let speaker = quote.speaker().map(|speaker| format!("— {speaker}"));
    let source = quote.source().map(|source| format!("({})", citation(collection, source)));
    let parts = [words, speaker, source];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Returns a text on one line, with what could steer a terminal or hide marked as on the screen.
fn plain(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    visible(&line).into_owned()
}
