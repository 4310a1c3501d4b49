//! Renders one quote in the quote pane: source, grade, check result, words, speaker, supported
//! fields.

use std::sync::Arc;

use crate::browser::model::renamed_ids::RenamedIds;
use crate::evidence::{Evidence, Match, in_words};
use crate::record::{Citation, Cited, FieldId, Id, Quote, RowKind, field};
use crate::redaction::{MaskedCollection, MaskedRecord, quoted};
use crate::session::doubted_quotes::UnconfirmedField;

use super::difference::difference;
use super::line::{Page, PageLine, Role, Room, StyledRun};

/// What is said where a file for the archived text of a source is there and is no text.
pub(crate) const UNREADABLE: &str =
    "the archived text cannot be read, as where it is not in UTF-8; casebook check says why";

/// The content of the quote pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuotePane {
    /// What the pane is called.
    pub title: String,
    /// What it says.
    pub page: Arc<Page<QuoteItem>>,
}

/// Something in the quote pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuoteItem {
    /// A quote, by its case and its number there.
    Quote(Id, usize),
    /// A record that links to the one shown.
    Mention(Id),
    /// A place in the archived text of a source, as the offset of a byte.
    At(usize),
}

impl QuoteItem {
    /// Puts the ids that records have now in the place of those that they had.
    pub(crate) fn follow(&mut self, renamed: &RenamedIds) {
        match self {
            Self::Quote(id, _) | Self::Mention(id) => renamed.follow(id),
            Self::At(_) => {}
        }
    }
}

/// The quotes of one case, and the room in which they are shown.
pub(super) struct QuoteRenderer<'c> {
    masked: MaskedCollection<'c>,
    case: &'c MaskedRecord<'c>,
    /// How the quotes were found; assessing them again for each quote would take quadratic time.
    evidence: Option<Arc<Evidence>>,
    room: Room,
    /// The fields whose quotes were chosen for another value.
    unconfirmed: &'c [UnconfirmedField],
}

impl<'c> QuoteRenderer<'c> {
    /// Returns what shows the quotes of a case in the room given.
    pub(super) fn of(masked: MaskedCollection<'c>, case: &'c MaskedRecord<'c>, room: Room) -> Self {
        let evidence = masked.evidence(&case.record.id);
        Self { masked, case, evidence, room, unconfirmed: &[] }
    }

    /// Returns the same, which says of each quote for which former value it was chosen.
    pub(super) fn doubting(self, unconfirmed: &'c [UnconfirmedField]) -> Self {
        Self { unconfirmed, ..self }
    }
}

impl QuoteRenderer<'_> {
    /// Returns the lines of one quote, followed by an empty one.
    pub(super) fn quote(&self, number: usize) -> Vec<PageLine> {
        let Some(quote) = self.case.record.quotes.get(number) else { return Vec::new() };
        let mut lines = self.heading(quote, number);
        if let Some(words) = quote.text() {
            let rows = StyledRun::quoted(&quoted(words.trim()), self.room.less(2)).into_iter();
            lines.extend(rows.map(|run| PageLine::of(1, run)));
        }
        lines.extend(self.difference(quote, number));
        if let Some(speaker) = quote.speaker() {
            lines.extend(self.wrapped(3, Role::Text, &format!("— {speaker}")));
        }
        lines.extend(self.place(quote, number));
        lines.extend(self.cited_fields(quote));
        lines.extend(self.former_values(number));
        if let Some(note) = quote.fields.text(FieldId::Note) {
            lines.extend(self.wrapped(3, Role::Quiet, &format!("note: {note}")));
        }
        lines.push(PageLine::default());
        lines
    }

    fn heading(&self, quote: &Quote, number: usize) -> Vec<PageLine> {
        let found = self.evidence.as_ref().map(|evidence| evidence.quote(number));
        let sign = check(found.unwrap_or(Match::NotArchived));
        let source = quote
            .source()
            .map_or_else(|| "no source".to_owned(), |source| self.masked.source_in_short(source));
        let grade = self.masked.grade(quote);
        let grade = if grade.is_empty() { grade } else { format!("grade\u{a0}{grade}") };
        let known = [source, grade];
        let words = known.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        // What the grade is stays with it.
        let mut lines = self.wrapped(3, Role::Label, &words.join(" ·\u{a0}"));
        if let Some(first) = lines.first_mut() {
            first.put(1, Some(sign));
        }
        lines
    }

    /// Returns how the words differ from the passage as which they were found, or which is nearest.
    fn difference(&self, quote: &Quote, number: usize) -> Vec<PageLine> {
        let found = self.evidence.as_ref().map(|evidence| evidence.quote(number));
        let (Some(found), Some(source), Some(words)) = (found, quote.source(), quote.text()) else {
            return Vec::new();
        };
        match found {
            Match::Close(passage) => {
                difference(&self.masked.difference(source, words, passage), self.room)
            }
            Match::ButForTypography(passage) => {
                let differences = self.masked.typography(source, words, passage);
                if differences.is_empty() {
                    return Vec::new();
                }
                let differences = format!("differs in {}", in_words(&differences));
                self.wrapped(3, Role::Quiet, &differences)
            }
            Match::NotArchived if self.masked.has_unreadable_text(source) => {
                self.wrapped(3, Role::Warning, UNREADABLE)
            }
            Match::Verbatim(_) | Match::NotFound | Match::NotArchived => Vec::new(),
        }
    }

    /// Says where the words are: by the locator of the quote, as the source counts, and by the line of its archived text.
    fn place(&self, quote: &Quote, number: usize) -> Vec<PageLine> {
        let locator = quote.fields.text(FieldId::At).map(|at| format!("locator: {at}"));
        let found = self.evidence.as_ref().and_then(|evidence| evidence.quote(number).passage());
        let line = found.zip(quote.source());
        let line = line.and_then(|(passage, source)| self.masked.line_of(source, passage));
        let line = line.map(|line| format!("line\u{a0}{line}\u{a0}of\u{a0}the\u{a0}text"));
        let found = self.evidence.as_ref().map(|evidence| evidence.quote(number));
        let source = quote.source().filter(|_| found == Some(Match::NotArchived));
        let absent = source.filter(|source| !self.masked.has_unreadable_text(source));
        let absent = absent.map(|_| "text\u{a0}not\u{a0}archived".to_owned());
        let words: Vec<String> = [locator, line, absent].into_iter().flatten().collect();
        if words.is_empty() {
            return Vec::new();
        }
        self.wrapped(3, Role::Quiet, &words.join(" · "))
    }

    /// What the quote supports and disputes.
    fn cited_fields(&self, quote: &Quote) -> Vec<PageLine> {
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
            lines.extend(self.wrapped(3, Role::Quiet, "background: supports no field"));
        }
        lines
    }

    /// Says for which former value of a field the quote was chosen, where the new one is not seen in its words.
    fn former_values(&self, number: usize) -> Vec<PageLine> {
        let id = &self.case.record.id;
        let is_meant = |field: &&UnconfirmedField| field.quotes.contains(&number);
        let said = self.unconfirmed.iter().filter(is_meant).flat_map(|field| {
            let former = field.former_in_words();
            let former = former.map(|former| format!(": {}", self.masked.finding(id, &former)));
            let name = label(self.case, &field.cited);
            let words =
                format!("quoted for the former value of {name}{}", former.unwrap_or_default());
            self.wrapped(3, Role::Unchecked, &words)
        });
        said.collect()
    }

    fn wrapped(&self, at: usize, role: Role, text: &str) -> Vec<PageLine> {
        let runs = StyledRun::fitted(role, text, self.room.less(at + 1));
        runs.into_iter().map(|run| PageLine::of(at, run)).collect()
    }
}

/// Returns the sign of whether the words of a quote were found.
pub(super) fn check(found: Match) -> StyledRun {
    let role = match found {
        Match::Verbatim(_) | Match::ButForTypography(_) => Role::Sourced,
        Match::Close(_) | Match::NotFound => Role::Disputed,
        Match::NotArchived => Role::Unchecked,
    };
    StyledRun::new(role, found.sign())
}

/// Returns what the screen calls a field or row.
pub(crate) fn label(case: &MaskedRecord<'_>, cited: &Cited) -> String {
    match cited {
        Cited::Field(name) => {
            field(case.record.kind, *name).map_or(name.as_str(), |field| field.label).to_owned()
        }
        Cited::Row(RowKind::Event, key) => format!("event {}", case.words(key)),
        Cited::Row(RowKind::Group, key) => format!("group {}", case.words(key)),
        Cited::Row(row @ (RowKind::Quote | RowKind::Custody), key) => {
            format!("{} {}", row.name(), case.words(key))
        }
    }
}
