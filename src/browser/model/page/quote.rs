//! The quote pane, and in it one quote: source, grade and check, the words, who is speaking, what they carry.

use std::sync::Arc;

use crate::evidence::{Evidence, Match, in_words};
use crate::exchange::quoted;
use crate::record::{Citation, Cited, Id, Name, Quote, RowKind, field};

use super::super::seen::Seen;
use super::super::sight::Sight;
use super::difference::difference;
use super::line::{Line, Page, Role, Room, Run};

/// The content of the quote pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotes {
    /// What the pane is called.
    pub title: String,
    /// What it says.
    pub page: Arc<Page<Pick>>,
}

/// Something in the quote pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A quote, by its case and its number there.
    Quote(Id, usize),
    /// A record that links to the one shown.
    Mention(Id),
    /// A place in the archived text of a source, as the offset of a byte.
    At(usize),
}

/// The quotes of one case, and the room in which they are shown.
pub(super) struct Shown<'c> {
    seen: Seen<'c>,
    case: &'c Sight<'c>,
    /// How the quotes were found; to weigh them again for each would take the square of their number.
    evidence: Option<Arc<Evidence>>,
    room: Room,
}

impl<'c> Shown<'c> {
    /// Returns what shows the quotes of a case in the room given.
    pub(super) fn of(seen: Seen<'c>, case: &'c Sight<'c>, room: Room) -> Self {
        Self { seen, case, evidence: seen.evidence(&case.record.id), room }
    }
}

impl Shown<'_> {
    /// Returns the lines of one quote, an empty one behind them.
    pub(super) fn quote(&self, number: usize) -> Vec<Line> {
        let Some(quote) = self.case.record.quotes.get(number) else { return Vec::new() };
        let mut lines = self.heading(quote, number);
        if let Some(words) = quote.text() {
            let rows = Run::quoted(&quoted(words.trim()), self.room.less(2)).into_iter();
            lines.extend(rows.map(|run| Line::of(1, run)));
        }
        lines.extend(self.difference(quote, number));
        if let Some(speaker) = quote.speaker() {
            lines.extend(self.wrapped(3, Role::Text, &format!("— {speaker}")));
        }
        lines.extend(self.place(quote));
        lines.extend(self.bearing(quote));
        if let Some(note) = quote.fields.text(Name::Note) {
            lines.extend(self.wrapped(3, Role::Quiet, &format!("note: {note}")));
        }
        lines.push(Line::default());
        lines
    }

    fn heading(&self, quote: &Quote, number: usize) -> Vec<Line> {
        let found = self.evidence.as_ref().map(|evidence| evidence.quote(number));
        let sign = check(found.unwrap_or(Match::NotArchived));
        let source = quote
            .source()
            .map_or_else(|| "no source".to_owned(), |source| self.seen.source_in_short(source));
        let grade = self.seen.grade(quote);
        let known = [source, grade];
        let words = known.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        // The grade stays with the date before it.
        let mut lines = self.wrapped(3, Role::Label, &words.join("\u{a0}·\u{a0}"));
        if let Some(first) = lines.first_mut() {
            first.put(1, Some(sign));
        }
        lines
    }

    /// Returns how the words differ from the passage as which they were found, or which is nearest.
    fn difference(&self, quote: &Quote, number: usize) -> Vec<Line> {
        let found = self.evidence.as_ref().map(|evidence| evidence.quote(number));
        let (Some(found), Some(source), Some(words)) = (found, quote.source(), quote.text()) else {
            return Vec::new();
        };
        match found {
            Match::Close(passage) => {
                difference(&self.seen.difference(source, words, passage), self.room)
            }
            Match::ButForTypography(passage) => {
                let differences = self.seen.typography(source, words, passage);
                if differences.is_empty() {
                    return Vec::new();
                }
                let differences = format!("differs in {}", in_words(&differences));
                self.wrapped(3, Role::Quiet, &differences)
            }
            Match::Verbatim(_) | Match::NotFound | Match::NotArchived => Vec::new(),
        }
    }

    fn place(&self, quote: &Quote) -> Vec<Line> {
        let at = quote.fields.text(Name::At);
        at.map_or_else(Vec::new, |at| self.wrapped(3, Role::Quiet, &format!("at: {at}")))
    }

    /// What the quote supports and disputes.
    fn bearing(&self, quote: &Quote) -> Vec<Line> {
        let of = |citation: &Citation| label(self.case, &citation.cited);
        let supports: Vec<_> = quote.supports.iter().map(of).collect();
        let disputes: Vec<_> =
            quote.disputes.iter().map(|dispute| label(self.case, &dispute.cited)).collect();
        let mut lines = Vec::new();
        if !supports.is_empty() {
            let words = format!("supports {}", supports.join(", "));
            lines.extend(self.wrapped(3, Role::Quiet, &words));
        }
        if !disputes.is_empty() {
            let words = format!("disputes {}", disputes.join(", "));
            lines.extend(self.wrapped(3, Role::Disputed, &words));
        }
        if lines.is_empty() {
            lines.extend(self.wrapped(3, Role::Quiet, "context only"));
        }
        lines
    }

    fn wrapped(&self, at: usize, role: Role, text: &str) -> Vec<Line> {
        let runs = Run::fitted(role, text, self.room.less(at + 1));
        runs.into_iter().map(|run| Line::of(at, run)).collect()
    }
}

/// Returns the sign of whether the words of a quote were found.
pub(super) fn check(found: Match) -> Run {
    match found {
        Match::Verbatim(_) => Run::new(Role::Sourced, "✓"),
        Match::ButForTypography(_) => Run::new(Role::Sourced, "≈"),
        Match::Close(_) => Run::new(Role::Disputed, "≠"),
        Match::NotFound => Run::new(Role::Disputed, "✗"),
        Match::NotArchived => Run::new(Role::Unchecked, "…"),
    }
}

/// Returns what the screen calls a field or row.
pub(in super::super) fn label(case: &Sight<'_>, cited: &Cited) -> String {
    match cited {
        Cited::Field(name) => {
            field(case.record.kind, *name).map_or(name.as_str(), |field| field.label).to_owned()
        }
        Cited::Row(RowKind::Event, key) => format!("event {}", case.words(key)),
        Cited::Row(RowKind::Group, key) => format!("group {}", case.words(key)),
        Cited::Row(RowKind::Quote, key) => format!("quote {}", case.words(key)),
    }
}
