//! A network as text: the tree of what a record is tied to, and a way with the words for each of its ties.

use std::fmt::Write as _;

use crate::exchange::{Marks, PaperLayout, SheetQuote, SheetRecord, SheetTie, TieSheet};
use crate::redaction::quoted;
use crate::text::{clip, counted, hanging, indented, squeezed, visible, width};
use crate::views::network::ego::{DrawnAt, EgoLine, EgoTree, LineShows};
use crate::views::network::hub::Hub;
use crate::views::network::path::Reach;
use crate::views::network::request::ShownTies;

/// What a way does not prove.
pub(crate) const PROVES: &str = "Each step is a field of a file. A way does not say that those at its ends knew of each other, met or acted together, nor that one thing led to the next.";

/// The cells between a name and what follows it at the right.
const GAP: usize = 2;

/// Returns the tree of a record as text.
pub(crate) fn tree_text(tree: &EgoTree, sheet: &TieSheet, layout: PaperLayout) -> String {
    let mut text = String::new();
    let Some(centre) = sheet.records.first() else { return text };
    let marks = layout.marks;
    for line in hanging(&visible(&squeezed(&centre.name)), layout.cells) {
        _ = writeln!(text, "{line}");
    }
    let ties = match (&centre.query, centre.degree) {
        (_, 0) => "tied to no record".to_owned(),
        (Some(query), degree) => format!("tied to {}: {query}", counted(degree, "record")),
        (None, degree) => format!("tied to {}", counted(degree, "record")),
    };
    let what = [centre.kind.name().to_owned(), centre.key.clone()].into_iter();
    let what: Vec<String> = what.chain(said_of(centre)).chain([ties]).collect();
    put(&mut text, &what.join(marks.separator()), layout.cells);
    text.push('\n');
    let mut ties = sheet.ties.iter();
    for line in &tree.lines {
        match (&line.shows, marks) {
            (LineShows::Tie { is_incoming, place, .. }, _) => {
                let Some(tie) = ties.next() else { break };
                let end = if *is_incoming { tie.from } else { tie.to };
                let Some(record) = sheet.records.get(end) else { continue };
                let drawn =
                    TreeLine { line, tie, record, is_incoming: *is_incoming, place: *place };
                match marks {
                    Marks::Signs => drawn.in_signs(&mut text, layout.cells),
                    Marks::Words => drawn.in_words(&mut text),
                }
            }
            (LineShows::More(more), Marks::Signs) => {
                _ = writeln!(text, "{}… {}", rails(line), more_ties(*more));
            }
            (LineShows::More(more), Marks::Words) => {
                let are = if *more == 1 { "is" } else { "are" };
                let ties = more_ties(*more);
                _ = writeln!(text, "step {}: {ties} {are} not drawn", line.rails.len());
            }
        }
    }
    if !tree.lines.is_empty() {
        text.push('\n');
    }
    if let Some(said) = elided(tree, None) {
        put(&mut text, &format!("{said} --hubs draws them."), layout.cells);
    }
    if tree.unopened > 0 {
        let said = format!(
            "The tree is large: {} not opened. Use fewer --steps.",
            match tree.unopened {
                1 => "1 record is".to_owned(),
                more => format!("{more} records are"),
            }
        );
        put(&mut text, &said, layout.cells);
    }
    if marks == Marks::Signs && !tree.lines.is_empty() {
        put(&mut text, LEGEND, layout.cells);
    }
    text
}

/// What the signs of a tree mean.
pub(crate) const LEGEND: &str = "→ its own field  ← a field of the other record  ● sourced  ◐ unchecked  ○ unsourced  ⚔ disputed, each with the number of sources; no sign: no source is asked for";

/// Returns what is said of the hubs that are not drawn; `None` where all are.
pub(crate) fn elided(tree: &EgoTree, shown: Option<&ShownTies>) -> Option<String> {
    let parts = tree.elided.iter().map(|(hub, hubs, ties)| {
        if shown.is_some_and(|shown| !shown.hubs.contains(hub)) {
            return format!("ties to {}", hub.plural());
        }
        let ties = counted(*ties, "tie");
        match hubs {
            1 => format!("{ties} to 1 {}", hub.singular()),
            _ => format!("{ties} to {hubs} {}", hub.plural()),
        }
    });
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty())
        .then(|| format!("Not drawn, because hubs join nearly everything: {}.", parts.join(", ")))
}

/// Returns a way as text, each tie with the words that support it.
pub(crate) fn way_text(sheet: &TieSheet, layout: PaperLayout) -> String {
    let mut text = String::new();
    for (number, record) in sheet.records.iter().enumerate() {
        if let Some(before) = number.checked_sub(1) {
            let joins = |tie: &&SheetTie| {
                (tie.from, tie.to) == (before, number) || (tie.from, tie.to) == (number, before)
            };
            for tie in sheet.ties.iter().filter(joins) {
                way_tie(&mut text, tie, tie.from == number, layout);
            }
        }
        let said = [format!("{}: {}", record.kind.name(), record.name)].into_iter();
        let said = said.chain(said_of(record)).chain(record.hub.map(|hub| match &record.query {
            Some(query) => {
                format!("hub, {hub}, tied to {}: {query}", counted(record.degree, "record"))
            }
            None => format!("hub, {hub}, tied to {}", counted(record.degree, "record")),
        }));
        let said: Vec<String> = said.collect();
        put(&mut text, &said.join(layout.marks.separator()), layout.cells);
    }
    text
}

fn way_tie(text: &mut String, tie: &SheetTie, is_incoming: bool, layout: PaperLayout) {
    let by = match (layout.marks, is_incoming) {
        (Marks::Signs, true) => format!("↑ by the field {} of the next", tie.label),
        (Marks::Signs, false) => format!("↓ by its field {}", tie.label),
        (Marks::Words, true) => format!("named by the next in its field {}", tie.label),
        (Marks::Words, false) => format!("names the next in its field {}", tie.label),
    };
    let (quotes, word) = (tie.quotes(), tie.status_word());
    let said = if word.is_empty() { String::new() } else { format!(", {word}") };
    put(text, &format!("  {by}{said}"), layout.cells);
    match quotes.split_first() {
        Some((first, others)) => {
            quote(text, first, layout);
            if !others.is_empty() {
                put(text, &format!("      and {}", more_quotes(others.len())), layout.cells);
            }
        }
        None => put(text, "      no words of a source support it", layout.cells),
    }
    for dispute in tie.supports.iter().flat_map(|support| &support.disputes) {
        put(text, "      disputed:", layout.cells);
        quote(text, dispute, layout);
    }
}

fn quote(text: &mut String, quote: &SheetQuote, layout: PaperLayout) {
    let lines = [quoted(&quote.words), quote.citation.clone()];
    for said in lines {
        let said = visible(&squeezed(&said)).into_owned();
        for line in indented(&said, layout.cells.saturating_sub(6), 0) {
            _ = writeln!(text, "      {line}");
        }
    }
}

/// Returns the answer where there is no way.
pub(crate) fn none_text(reach: Reach) -> String {
    match reach {
        Reach { records: 0, .. } => {
            "No way without hubs: without them it is tied to no record.".to_owned()
        }
        Reach { records, steps } => {
            let all = if records == 1 { "the" } else { "all" };
            let (records, steps) = (counted(records, "record"), counted(steps, "step"));
            format!(
                "No way without hubs: looked at {all} {records} that it leads to, up to {steps} away."
            )
        }
    }
}

/// Returns what the hubs on a way say of its ends, each reason once.
pub(crate) fn hubs_say(hubs: &[Hub]) -> String {
    let said: Vec<&str> =
        Hub::ALL.into_iter().filter(|hub| hubs.contains(hub)).map(Hub::says).collect();
    said.join(" ")
}

/// A line of the tree that shows a tie.
struct TreeLine<'t> {
    line: &'t EgoLine,
    tie: &'t SheetTie,
    record: &'t SheetRecord,
    is_incoming: bool,
    place: DrawnAt,
}

impl TreeLine<'_> {
    fn in_signs(&self, text: &mut String, cells: usize) {
        let arrow = if self.is_incoming { "←" } else { "→" };
        let kind = self.record.kind.name();
        let lead = format!("{}{} {arrow} {kind}: ", rails(self.line), self.tie.label);
        let mut behind: Vec<String> = Vec::new();
        match self.place {
            DrawnAt::Here => {
                behind.extend(self.record.date_in_words.clone());
                behind.extend(self.record.hub.map(|_| format!("hub, {}", self.record.degree)));
            }
            DrawnAt::Above => behind.push("↑ shown above".to_owned()),
            DrawnAt::Below => behind.push("↓ shown below".to_owned()),
        }
        behind.extend(self.record.notes.iter().cloned());
        if let Some(status) = self.tie.status() {
            let sources = self.tie.sources().filter(|sources| *sources > 0);
            let sources = sources.map(|sources| sources.to_string()).unwrap_or_default();
            let mark = format!("{}{sources}", status.sign());
            behind.extend(Some(mark).filter(|mark| !mark.is_empty()));
        }
        let behind = visible(&squeezed(&behind.join(" · "))).into_owned();
        let name = visible(&squeezed(&self.record.name)).into_owned();
        let room = cells.saturating_sub(width(&lead) + width(&behind) + GAP);
        // A name gives way to how far proceedings went, never the other way round.
        if width(&name) <= room || room >= 12 {
            let gap = if behind.is_empty() { "" } else { "  " };
            _ = writeln!(text, "{lead}{}{gap}{behind}", clip(&name, room));
        } else {
            _ = writeln!(text, "{}", clip(&format!("{lead}{name}"), cells));
            let under = under(self.line);
            let room = cells.saturating_sub(width(&under));
            for row in hanging(&behind, room) {
                _ = writeln!(text, "{under}{row}");
            }
        }
    }

    fn in_words(&self, text: &mut String) {
        let whose = if self.is_incoming { "of" } else { "leads to" };
        let step = self.line.rails.len();
        let mut parts = vec![format!(
            "step {step}: {} {whose} {} {}",
            self.tie.label,
            self.record.kind.name(),
            squeezed(&self.record.name)
        )];
        parts.push(self.record.key.clone());
        parts.extend(said_of(self.record));
        parts.extend(
            self.record.hub.map(|hub| {
                format!("hub, {hub}, tied to {}", counted(self.record.degree, "record"))
            }),
        );
        match self.place {
            DrawnAt::Here => {}
            DrawnAt::Above => parts.push("shown above".to_owned()),
            DrawnAt::Below => parts.push("shown below".to_owned()),
        }
        let word = self.tie.status_word();
        parts.extend((!word.is_empty()).then(|| word.to_owned()));
        _ = writeln!(text, "{}", visible(&parts.join(", ")));
    }
}

/// Returns the date of a record in words, and what must be said with it.
fn said_of(record: &SheetRecord) -> impl Iterator<Item = String> {
    record.date_in_words.iter().chain(&record.notes).cloned().collect::<Vec<_>>().into_iter()
}

/// Returns what is drawn before a line of a tree.
pub(crate) fn rails(line: &EgoLine) -> String {
    let Some((last, above)) = line.rails.split_last() else { return String::new() };
    let above: String = above.iter().map(|goes_on| if *goes_on { "│  " } else { "   " }).collect();
    format!("{above}{}", if *last { "├─ " } else { "└─ " })
}

fn under(line: &EgoLine) -> String {
    let rails = line.rails.iter().map(|goes_on| if *goes_on { "│  " } else { "   " });
    rails.chain(["   "]).collect()
}

/// Returns how many ties more there are.
pub(crate) fn more_ties(more: usize) -> String {
    counted(more, "more tie")
}

fn more_quotes(more: usize) -> String {
    counted(more, "more quote")
}

fn put(text: &mut String, said: &str, cells: usize) {
    for line in hanging(&visible(said), cells) {
        _ = writeln!(text, "{line}");
    }
}
