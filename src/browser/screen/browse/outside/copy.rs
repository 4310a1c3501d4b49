//! Copies text of the selected item to the clipboard, with control characters made visible.

use std::collections::HashSet;

use crate::browser::view::bars::FilePlace;
use crate::record::{Id, Kind, Quote};
use crate::redaction::{MaskedCollection, MaskedRecord, is_masked, quoted};
use crate::search::Query;
use crate::text::{BAR, visible_unicode};

use crate::browser::model::Effect;
use crate::browser::model::Wrap;
use crate::browser::model::input::command::CopyTarget;
use crate::browser::model::page::{ListLineContext, PageLine, entry};
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef};

/// Cells enough for every name to be whole.
const WIDE: usize = 2_000;

/// Copies something of what the cursor is on.
pub(crate) fn copy(model: &mut BrowseMut<'_>, what: CopyTarget) -> Vec<Effect> {
    let text = text(model.view(), what).map(|text| plain(&text)).filter(|text| !text.is_empty());
    let words = what.words();
    let said = match text {
        Some(text) if is_masked(&text) && leads_somewhere(what) => {
            format!("not copied: the {words} is masked (P shows it)")
        }
        Some(text) => return vec![Effect::Copy { what, text }],
        None => format!("there is no {words} to copy here"),
    };
    model.shared.notice = Some(said);
    Vec::new()
}

/// Returns whether the text is copied in order to find something with it; a masked text would find
/// nothing.
fn leads_somewhere(what: CopyTarget) -> bool {
    match what {
        CopyTarget::Id | CopyTarget::Place | CopyTarget::Address => true,
        CopyTarget::Line | CopyTarget::Quote | CopyTarget::Citation => false,
    }
}

fn text(model: BrowseRef<'_>, what: CopyTarget) -> Option<String> {
    let masked_view = model.shared.masked()?;
    match what {
        CopyTarget::Line => line(model, masked_view),
        CopyTarget::Id => Some(model.masked_record()?.id),
        CopyTarget::Quote => quote(model, masked_view).map(|quote| in_full(masked_view, &quote)),
        CopyTarget::Citation => source(model, masked_view).map(|id| masked_view.citation(&id)),
        CopyTarget::Place => {
            let FilePlace { path, at } = model.place()?;
            Some(format!("{}:{}", masked_view.path(path), at.line))
        }
        CopyTarget::Address => {
            let of = |masked_record: &MaskedRecord<'_>| {
                masked_record.record.fields.web_addresses().next().map(str::to_owned)
            };
            let source = source(model, masked_view).and_then(|id| masked_view.get(id.as_str()));
            source.as_ref().and_then(of).or_else(|| of(&model.masked_record()?))
        }
    }
}

/// Returns the words of the line under the cursor, or of the lines of its block.
fn line(model: BrowseRef<'_>, masked_view: MaskedCollection<'_>) -> Option<String> {
    match model.own.focus {
        Pane::List => {
            let (query, possible) = (Query::default(), HashSet::new());
            let columns = model.shared.query.result.columns;
            let found = None;
            let listed =
                ListLineContext { width: WIDE, columns, query: &query, found, possible: &possible };
            Some(joined(&[entry(&masked_view, model.shared.listing.selected()?, listed)]))
        }
        Pane::Detail => {
            // Whole, however it is shown.
            let page = model.detail_in(Wrap::Broken);
            let lines = page.lines_about(model.own.detail.spot()?);
            page.lines().get(lines).map(joined)
        }
        Pane::Quotes if model.own.reading.is_some() => {
            let (pick, reading) = (model.own.quotes.spot()?, model.own.reading.as_ref()?);
            Some(reading.row_of(pick).map_or_else(String::new, |row| reading.line(row)))
        }
        Pane::Quotes => {
            let page = model.quotes_in(Wrap::Broken).page;
            let lines = page.lines_about(model.own.quotes.spot()?);
            page.lines().get(lines).map(joined)
        }
    }
}

/// Returns the words of lines, from left to right.
fn joined(lines: &[PageLine]) -> String {
    let runs = lines.iter().flat_map(|line| {
        let mut runs: Vec<_> = line.runs().iter().collect();
        runs.sort_by_key(|placed| placed.at);
        runs
    });
    // The bars before quoted words are for the screen only.
    let words = runs.map(|placed| placed.run.text.as_str());
    words.map(|words| words.strip_prefix(BAR).unwrap_or(words)).collect::<Vec<_>>().join(" ")
}

/// Returns the quote under the cursor, or the first of the field under the cursor.
fn quote(model: BrowseRef<'_>, masked_view: MaskedCollection<'_>) -> Option<Quote> {
    let (case, number) = model.picked()?;
    masked_view.get(case.as_str())?.record.quotes.get(number).cloned()
}

/// Returns the source that is shown, or that of the quote.
pub(crate) fn source(model: BrowseRef<'_>, masked_view: MaskedCollection<'_>) -> Option<Id> {
    let record = model.record()?.record;
    if record.kind == Kind::Source {
        return Some(record.id.clone());
    }
    quote(model, masked_view)?.source().cloned()
}

fn in_full(masked_view: MaskedCollection<'_>, quote: &Quote) -> String {
    let words = quote.text().map(|words| quoted(words.trim()));
    let speaker = quote.speaker().map(|speaker| format!("— {speaker}"));
    let source = quote.source().map(|source| format!("({})", masked_view.citation(source)));
    let parts = [words, speaker, source];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Returns a text on one line, with what could steer a terminal or hide marked as on the screen.
fn plain(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    visible_unicode(&line).into_owned()
}
