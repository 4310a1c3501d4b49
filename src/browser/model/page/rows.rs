//! The lower part of the detail pane: events, groups, and the records that link here.

use strum::IntoEnumIterator as _;

use crate::evidence::EvidenceStatus;
use crate::record::{
    Assertion, Cited, FieldEntry, FieldId, FieldRole, Fields, Id, Kind, Row, RowKind, Shape, field,
};

use crate::text::{people, squeezed};

use super::detail::DetailBuilder;
use super::line::{LEADS, PageLine, Role, StyledRun};
use crate::browser::model::page::detail_item::DetailItem;
use crate::browser::model::page::field_columns::sign;
use crate::redaction::MaskedCollection;

impl DetailBuilder<'_> {
    /// Adds the events and groups, each with a sign of its own.
    pub(super) fn rows(&mut self) {
        for kind in RowKind::iter().filter(|kind| *kind != RowKind::Quote) {
            // All rows begin at the same cell: below the label, where any is long.
            let is_long = self.record.rows(kind).any(|row| {
                let words = self.row_in_words(row);
                self.columns.is_long(&StyledRun::file_text(Role::Text, &words))
            });
            for (number, row) in self.record.rows(kind).enumerate() {
                self.row(kind, number, row, is_long);
            }
        }
    }

    /// Adds the records that link here, each once, with the fields in which they do.
    pub(super) fn mentions(&mut self) {
        let mentioned = mentions(&self.masked, &self.record.id);
        if !mentioned.is_empty() {
            self.title(if self.record.kind == Kind::Source { "Quoted by" } else { "Mentioned by" });
        }
        for mention in mentioned {
            let lines = self.mention(&mention);
            self.page.block(DetailItem::Mention(mention.from.clone()), lines);
        }
    }

    /// Returns the records that mention this one, each with its role on the same line if there is room.
    fn mention(&self, mention: &BackLink<'_>) -> Vec<PageLine> {
        let name = format!("{}{LEADS}", squeezed(&self.masked.name_of(mention.from)));
        let name = StyledRun::file(Role::Link, &name);
        if self.record.kind == Kind::Source {
            return self.columns.named(&name, 1);
        }
        let labels = StyledRun::new(Role::Quiet, format!("  {}", mention.labels));
        if 1 + name.width() + labels.width() <= self.columns.width {
            let name = StyledRun::wrapped(Role::Link, &name.text, name.width());
            return vec![PageLine::joined(1, name.into_iter().chain([labels]))];
        }
        let mut lines = self.columns.named(&name, 1);
        lines.extend(self.columns.fill(&[StyledRun::new(Role::Quiet, &mention.labels)], 3));
        lines
    }

    fn row(&mut self, kind: RowKind, number: usize, row: &Row, is_long: bool) {
        let label = match (kind, number) {
            (RowKind::Event, 0) => "events",
            (RowKind::Group, 0) => "groups",
            (RowKind::Custody, 0) => "custody",
            (RowKind::Event | RowKind::Group | RowKind::Quote | RowKind::Custody, _) => "",
        };
        let (spot, cited) = match row.key() {
            Some(key) => (DetailItem::Row(kind, key.into()), Some(Cited::Row(kind, key.into()))),
            None => (DetailItem::Keyless(kind, number), None),
        };
        // A row is a fact, whatever it says; one without a key cannot be cited by any quote.
        let mark = self.evidence.map(|evidence| {
            cited
                .map_or(EvidenceStatus::Unsourced, |cited| evidence.status(&cited, Assertion::Fact))
        });
        let words = self.row_in_words(row);
        let value = StyledRun::file_text(Role::Text, &words);
        let sign = self.doubted(&spot, mark.and_then(sign));
        let mut lines = if is_long {
            self.columns.below(label, &value, sign)
        } else {
            self.columns.row(label, &value, sign)
        };
        lines.extend(self.not_confirmed(&spot));
        lines.extend(self.sums(&spot));
        lines.extend(self.rivals(&spot, &words, Shape::Words));
        self.block_once(spot, lines);
    }

    fn row_in_words(&self, row: &Row) -> String {
        let said = row.fields.iter().filter(|entry| entry.field.name != FieldId::Key);
        let said = said.filter_map(|entry| self.value_in_row(&row.fields, entry));
        let extras = row.fields.extras().iter();
        let extras = extras.map(|extra| {
            format!("{}: {}", self.masked_record.unknown_key(&extra.name), extra.written)
        });
        said.chain(extras).collect::<Vec<_>>().join(" · ")
    }

    /// What speaks for itself needs no label.
    #[expect(clippy::wildcard_enum_match_arm, reason = "most fields of a row speak for themselves")]
    fn value_in_row(&self, fields: &Fields, entry: &FieldEntry) -> Option<String> {
        let words = self.masked.field_in_words(fields, entry)?;
        let linked = entry.items.iter().any(|item| item.value.link().is_some());
        Some(match entry.field.role {
            FieldRole::Figure { .. } => people(&words),
            _ if entry.field.is_labelled_in_rows => format!("{}: {words}", entry.field.label),
            _ if linked => format!("{words}{LEADS}"),
            _ => words,
        })
    }
}

/// A record that links to another.
pub(super) struct BackLink<'c> {
    /// The record.
    pub(super) from: &'c Id,
    /// The labels of the fields in which it links, parted by commas.
    pub(super) labels: String,
}

/// Returns the records that link to `id`, each once.
pub(super) fn mentions<'c>(masked: &MaskedCollection<'c>, id: &Id) -> Vec<BackLink<'c>> {
    let mut mentioning: Vec<BackLink<'c>> = Vec::new();
    for mention in masked.mentions(id) {
        let kind = masked.kind(&mention.from);
        let known = kind.and_then(|kind| field(kind, mention.field));
        let label = known.map_or(mention.field.as_str(), |field| field.label);
        match mentioning.last_mut().filter(|last| last.from == &mention.from) {
            Some(last) => last.labels.extend([", ", label]),
            None => mentioning.push(BackLink { from: &mention.from, labels: label.to_owned() }),
        }
    }
    mentioning
}
