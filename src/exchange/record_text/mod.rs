//! A record as text: its fields with the numbers of the quotes that support them, the quotes, the
//! sources.

mod impact;
mod quotes;
mod text_layout;

use crate::evidence::Evidence;
use crate::record::{Cited, FieldEntry, FieldId, FieldRole, Row, RowKind, Value};
use crate::redaction::{RedactedCountChecks, RedactedRecord, Redaction};
use crate::text::people;

pub(crate) use impact::impact_text;

use super::marks::Marks;
use super::status_counts::facts;
use text_layout::TextLayout;

/// How a text is laid out.
#[derive(Clone, Copy, Debug)]
pub struct PaperLayout {
    /// Cells to a line.
    pub cells: usize,
    /// Whether it has marks, or words alone.
    pub marks: Marks,
}

/// Returns a record as text; `path` is the path by which the reader can open its file, redacted.
pub fn record_text(
    redaction: &Redaction<'_>,
    released: &RedactedRecord<'_>,
    path: &str,
    layout: PaperLayout,
) -> String {
    let (evidence, count_checks) = (released.evidence(), released.sums());
    let evidence = evidence.as_deref();
    let layout = TextLayout::of(layout);
    let mut text = RecordText { redaction, released, evidence, count_checks, layout };
    text.heading(path);
    text.fields();
    text.rows(RowKind::Event, "Events");
    text.rows(RowKind::Group, "Groups");
    text.rows(RowKind::Custody, "Custody");
    text.disputes();
    text.quotes();
    text.mentions();
    text.sources();
    text.layout.into_text()
}

/// What follows the value of a field that a quote disputes.
const DISPUTED: &str = " (disputed)";

struct RecordText<'c> {
    redaction: &'c Redaction<'c>,
    released: &'c RedactedRecord<'c>,
    evidence: Option<&'c Evidence>,
    count_checks: RedactedCountChecks<'c>,
    layout: TextLayout,
}

impl RecordText<'_> {
    fn heading(&mut self, path: &str) {
        let line = self.released.line();
        self.layout.hanging("", &self.released.heading());
        let place = match self.layout.marks() {
            Marks::Signs => format!("{path}:{line}"),
            Marks::Words => format!("{path} line {line}"),
        };
        let id = self.released.id();
        let what = [self.released.kind().name(), id.as_str(), &place];
        self.layout.hanging("", &what.join(self.layout.marks().separator()));
        if let Some(evidence) = self.evidence {
            self.layout.hanging("", &facts(evidence.counts()));
        }
        self.layout.gap();
        if let Some(summary) = self.released.fields().text(FieldId::Summary) {
            self.layout.quoted("  ", summary);
            self.layout.gap();
        }
    }

    fn fields(&mut self) {
        let fields = self.released.fields();
        for entry in fields
            .iter()
            .filter(|entry| !matches!(entry.field.name, FieldId::Title | FieldId::Summary))
        {
            if let Some(words) = self.redaction.field_in_words(fields, entry) {
                let words = with_notation(words, entry);
                let cited = Cited::Field(entry.field.name);
                let numbers = self.numbers(&cited);
                // A status may say by its value that it is disputed.
                let numbers = match words.as_str() {
                    "disputed" => numbers.trim_start_matches(DISPUTED),
                    _ => &numbers,
                };
                self.layout.labelled(entry.field.label, &format!("{words}{numbers}"));
                self.undisputed_count_checks(&cited);
            }
        }
        if let Some(share) = self.released.share() {
            self.layout.labelled("quoted share", &share.to_string());
        }
        for extra in fields.extras() {
            self.layout
                .labelled(&extra.name, &format!("{} (not a field of the format)", extra.written));
        }
    }

    fn rows(&mut self, kind: RowKind, title: &str) {
        let rows: Vec<&Row> = self.released.rows(kind).collect();
        if !rows.is_empty() {
            self.layout.title(title);
        }
        for row in rows {
            let words = row_in_words(self.redaction, row);
            let numbers = row
                .key()
                .map(|key| self.numbers(&Cited::Row(kind, key.into())))
                .unwrap_or_default();
            self.layout.item(&format!("{words}{numbers}"));
            if let Some(key) = row.key() {
                self.undisputed_count_checks(&Cited::Row(kind, key.into()));
            }
        }
    }

    fn mentions(&mut self) {
        let mentions = self.released.mentions();
        if mentions.is_empty() {
            return;
        }
        self.layout.title("Mentioned by");
        // A record with several links is listed once; mentions are sorted by record.
        for by in mentions.chunk_by(|one, next| one.from == next.from).filter_map(<[_]>::first) {
            let name = self.redaction.get(&by.from).map(|released| released.heading());
            let id = by.from.as_str();
            self.layout.item(&format!("{} ({id})", name.as_deref().unwrap_or(id)));
        }
    }

    /// Returns the numbers of the quotes that support a field, and whether it is disputed.
    fn numbers(&self, cited: &Cited) -> String {
        let Some(evidence) = self.evidence.and_then(|evidence| evidence.field(cited)) else {
            return String::new();
        };
        let disputed = if evidence.disputes.is_empty() { "" } else { DISPUTED };
        format!("{disputed}{}", numbered(&evidence.supports))
    }
}

/// Returns the fields of a row but its key, with labels only of those whose values are not clear without one.
pub(super) fn row_in_words(redaction: &Redaction<'_>, row: &Row) -> String {
    let entries = row.fields.iter().filter(|entry| entry.field.name != FieldId::Key);
    let words = entries.filter_map(|entry| {
        let words = with_notation(redaction.field_in_words(&row.fields, entry)?, entry);
        Some(if entry.field.is_labelled_in_rows {
            format!("{}: {words}", entry.field.label)
        } else if matches!(entry.field.role, FieldRole::Figure { .. }) {
            people(&words)
        } else {
            words
        })
    });
    words.collect::<Vec<String>>().join(", ")
}

/// Returns the words of a field with the notation of its dates behind them, where that says more than a day.
pub(super) fn with_notation(words: String, entry: &FieldEntry) -> String {
    let dates = entry.items.iter().filter_map(|item| match &item.value {
        Value::Date(date) => date.notation(),
        Value::Words(_)
        | Value::Term(_)
        | Value::Money(_)
        | Value::Whole(_)
        | Value::Degrees(_)
        | Value::YesNo(_)
        | Value::Code(_)
        | Value::Link(_)
        | Value::Unread(_)
        | Value::TooLong(_) => None,
    });
    let notations: Vec<&str> = dates.collect();
    if notations.is_empty() { words } else { format!("{words} ({})", notations.join(", ")) }
}

/// Returns ` [1, 4]` for quotes with these numbers; the text counts from 1.
fn numbered(quotes: &[usize]) -> String {
    if quotes.is_empty() {
        return String::new();
    }
    let numbers: Vec<String> = quotes.iter().map(|number| (number + 1).to_string()).collect();
    format!(" [{}]", numbers.join(", "))
}
