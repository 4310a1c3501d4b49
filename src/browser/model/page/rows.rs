//! The lower part of the detail pane: events, groups, and who mentions the record.

use strum::IntoEnumIterator as _;

use crate::evidence::Mark;
use crate::record::{Bearing, Cited, Entry, Fields, Id, Kind, Name, Row, RowKind, Shape, field};

use crate::text::squeezed;

use super::super::seen::Seen;
use super::columns::sign;
use super::detail::Detail;
use super::line::{LEADS, Line, Role, Run};
use super::spot::Spot;

impl Detail<'_> {
    /// Adds the events and groups, each with a sign of its own.
    pub(super) fn rows(&mut self) {
        for kind in RowKind::iter().filter(|kind| *kind != RowKind::Quote) {
            for (number, row) in self.record.rows(kind).enumerate() {
                self.row(kind, number, row);
            }
        }
    }

    /// Adds the records that link here, each once, with the fields in which they do.
    pub(super) fn mentions(&mut self) {
        let mentioned = mentions(&self.seen, &self.record.id);
        if !mentioned.is_empty() {
            self.title(if self.record.kind == Kind::Source { "Quoted by" } else { "Mentioned by" });
        }
        for mention in mentioned {
            let lines = self.mention(&mention);
            self.page.block(Spot::Mention(mention.from.clone()), lines);
        }
    }

    /// Returns who mentions the record, and as what on the same line where there is room.
    fn mention(&self, mention: &Mentioning<'_>) -> Vec<Line> {
        let name = format!("{}{LEADS}", squeezed(&self.seen.name_of(mention.from)));
        let name = Run::file(Role::Link, &name);
        if self.record.kind == Kind::Source {
            return self.columns.named(&name, 1);
        }
        let labels = Run::new(Role::Quiet, format!("  {}", mention.labels));
        if 1 + name.width() + labels.width() <= self.columns.width {
            let name = Run::wrapped(Role::Link, &name.text, name.width());
            return vec![Line::joined(1, name.into_iter().chain([labels]))];
        }
        let mut lines = self.columns.named(&name, 1);
        lines.extend(self.columns.fill(&[Run::new(Role::Quiet, &mention.labels)], 3));
        lines
    }

    fn row(&mut self, kind: RowKind, number: usize, row: &Row) {
        let label = match (kind, number) {
            (RowKind::Event, 0) => "events",
            (RowKind::Group, 0) => "groups",
            (RowKind::Event | RowKind::Group | RowKind::Quote, _) => "",
        };
        let (spot, cited) = match row.key() {
            Some(key) => (Spot::Row(kind, key.into()), Some(Cited::Row(kind, key.into()))),
            None => (Spot::Keyless(kind, number), None),
        };
        // A row is a fact, whatever it says; one without a key cannot be cited by any quote.
        let mark = self.evidence.map(|evidence| {
            cited.map_or(Mark::Unsourced, |cited| evidence.mark(&cited, Bearing::Fact))
        });
        let words = self.row_in_words(row);
        let value = Run::file_text(Role::Text, &words);
        let mut lines = self.columns.row(label, &value, mark.and_then(sign));
        lines.extend(self.sums(&spot));
        lines.extend(self.rivals(&spot, &words, Shape::Words));
        self.block_once(spot, lines);
    }

    fn row_in_words(&self, row: &Row) -> String {
        let said = row.fields.iter().filter(|entry| entry.field.name != Name::Key);
        let said = said.filter_map(|entry| self.said_in_row(&row.fields, entry));
        let extras = row.fields.extras().iter();
        let extras =
            extras.map(|extra| format!("{}: {}", self.sight.words(&extra.name), extra.written));
        said.chain(extras).collect::<Vec<_>>().join(" · ")
    }

    /// What speaks for itself needs no label.
    #[expect(clippy::wildcard_enum_match_arm, reason = "most fields of a row speak for themselves")]
    fn said_in_row(&self, fields: &Fields, entry: &Entry) -> Option<String> {
        let words = self.seen.field_in_words(fields, entry)?;
        let linked = entry.items.iter().any(|item| item.value.link().is_some());
        Some(match entry.field.name {
            Name::Count => format!("{words} people"),
            Name::Minor | Name::Within => format!("{}: {words}", entry.field.label),
            _ if linked => format!("{words}{LEADS}"),
            _ => words,
        })
    }
}

/// A record that links to another.
pub(super) struct Mentioning<'c> {
    /// The record.
    pub(super) from: &'c Id,
    /// The labels of the fields in which it links, parted by commas.
    pub(super) labels: String,
}

/// Returns the records that link to `id`, each once.
pub(super) fn mentions<'c>(seen: &Seen<'c>, id: &Id) -> Vec<Mentioning<'c>> {
    let mut mentioning: Vec<Mentioning<'c>> = Vec::new();
    for mention in seen.mentions(id) {
        let kind = seen.kind(&mention.from);
        let known = kind.and_then(|kind| field(kind, mention.field));
        let label = known.map_or(mention.field.as_str(), |field| field.label);
        match mentioning.last_mut().filter(|last| last.from == &mention.from) {
            Some(last) => last.labels.extend([", ", label]),
            None => mentioning.push(Mentioning { from: &mention.from, labels: label.to_owned() }),
        }
    }
    mentioning
}
