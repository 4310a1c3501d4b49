//! The column layout of one field in the detail pane: label, value, evidence sign.

use crate::evidence::EvidenceStatus;
use crate::record::Record;

use crate::browser::model::page::line::{PageLine, Role, Room, StyledRun};
use crate::browser::model::pane::Wrap;

/// Where labels, values and signs start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FieldColumns {
    /// The width of the pane.
    pub(crate) width: usize,
    /// The cell at which values start.
    pub(crate) value: usize,
    /// The first cell after the values.
    pub(crate) value_end: usize,
    /// Whether longer values are wrapped or cut.
    pub(crate) wrap: Wrap,
}

/// The cell at which labels start; the one before is the cursor's.
pub(crate) const LABEL: usize = 1;
/// Cells for a sign and its number.
const SIGN: usize = 3;
/// A value that takes more lines than this beside its label goes below it, at full width.
const BESIDE: usize = 3;

impl FieldColumns {
    /// Returns columns that are as narrow as the labels of a record allow.
    pub(crate) fn of(record: &Record, room: Room) -> Self {
        let Room { cells: width, wrap } = room;
        let labels = record.fields.iter().map(|entry| crate::text::width(entry.field.label));
        let widest = labels.max().unwrap_or_default().clamp(8, 18);
        let value = LABEL + widest.min(width / 3) + 2;
        Self { width, value, value_end: width.saturating_sub(SIGN + 1), wrap }
    }

    /// Returns the lines of one field.
    pub(crate) fn row(
        &self,
        label: &str,
        value: &[StyledRun],
        sign: Option<StyledRun>,
    ) -> Vec<PageLine> {
        if (self.is_long(value) || self.splits_word(value)) && !label.is_empty() {
            return self.below(label, value, sign);
        }
        let labels = self.label(label);
        let mut lines = self.beside(value);
        lines.resize(lines.len().max(labels.len()), PageLine::default());
        self.with_label(lines, labels, sign)
    }

    /// Returns the lines of one field, the value below the label, at full width.
    pub(crate) fn below(
        &self,
        label: &str,
        value: &[StyledRun],
        sign: Option<StyledRun>,
    ) -> Vec<PageLine> {
        let labels = if label.is_empty() { Vec::new() } else { self.label(label) };
        let mut lines = vec![PageLine::default(); labels.len()];
        lines.extend(self.fill(value, LABEL + 2));
        self.with_label(lines, labels, sign)
    }

    /// Returns whether a value takes too many lines beside its label.
    pub(crate) fn is_long(&self, value: &[StyledRun]) -> bool {
        self.beside(value).len() > BESIDE
    }

    /// Returns whether a word of a value would be broken beside its label, and not below it.
    fn splits_word(&self, value: &[StyledRun]) -> bool {
        let (beside, below) =
            (self.value_end.saturating_sub(self.value), self.value_end.saturating_sub(LABEL + 2));
        let words = value.iter().flat_map(|run| run.text.split_whitespace());
        let mut widths = words.map(crate::text::width);
        self.wrap == Wrap::Broken && widths.any(|cells| cells > beside && cells <= below)
    }

    fn beside(&self, value: &[StyledRun]) -> Vec<PageLine> {
        match (self.wrap, value.first()) {
            (Wrap::Cut, Some(first)) => self.fill(&[first.joined_with(value)], self.value),
            (Wrap::Cut | Wrap::Broken, _) => self.fill(value, self.value),
        }
    }

    fn label(&self, label: &str) -> Vec<StyledRun> {
        let room = Room { cells: self.value - LABEL - 2, wrap: self.wrap };
        StyledRun::fitted(Role::Label, label, room)
    }

    fn with_label(
        &self,
        mut lines: Vec<PageLine>,
        labels: Vec<StyledRun>,
        sign: Option<StyledRun>,
    ) -> Vec<PageLine> {
        for (line, label) in lines.iter_mut().zip(labels) {
            line.put(LABEL, (!label.text.is_empty()).then_some(label));
        }
        if let Some(first) = lines.first_mut() {
            first.put(self.width.saturating_sub(SIGN), sign);
        }
        lines
    }

    /// Returns the lines of a name from cell `start` on.
    pub(crate) fn named(&self, name: &StyledRun, start: usize) -> Vec<PageLine> {
        let room = Room { cells: self.value_end.saturating_sub(start), wrap: self.wrap };
        let runs = StyledRun::named(name.role, &name.text, room).into_iter();
        runs.map(|run| PageLine::of(start, run)).collect()
    }

    /// Returns the lines of quoted words from cell `start` on.
    pub(crate) fn quoted(&self, words: &str, start: usize) -> Vec<PageLine> {
        let room = Room { cells: self.value_end.saturating_sub(start), wrap: self.wrap };
        StyledRun::quoted(words, room).into_iter().map(|run| PageLine::of(start, run)).collect()
    }

    /// Returns lines of a value from cell `start` on.
    pub(crate) fn fill(&self, value: &[StyledRun], start: usize) -> Vec<PageLine> {
        let room = Room { cells: self.value_end.saturating_sub(start), wrap: self.wrap };
        let wrapped = value.iter().flat_map(|run| StyledRun::fitted(run.role, &run.text, room));
        wrapped.map(|run| PageLine::of(start, run)).collect()
    }
}

/// Returns the sign of a mark and its number; nothing for the researcher's own words.
pub fn mark_in_short(mark: EvidenceStatus) -> String {
    sign(mark).map(|run| run.text).unwrap_or_default()
}

/// Returns the sign of an evidence status; editorial fields have none.
pub(crate) fn sign(mark: EvidenceStatus) -> Option<StyledRun> {
    let sources = match mark {
        EvidenceStatus::Sourced(sources)
        | EvidenceStatus::Unchecked(sources)
        | EvidenceStatus::Disputed(sources) => sources.to_string(),
        EvidenceStatus::Unsourced => String::new(),
        EvidenceStatus::Editorial => return None,
    };
    Some(StyledRun::new(role_of(mark), format!("{}{sources}", mark.sign())))
}

/// Returns the role that the sign of a mark plays.
pub fn role_of(mark: EvidenceStatus) -> Role {
    match mark {
        EvidenceStatus::Sourced(_) => Role::Sourced,
        EvidenceStatus::Unchecked(_) => Role::Unchecked,
        EvidenceStatus::Unsourced => Role::Unsourced,
        EvidenceStatus::Disputed(_) => Role::Disputed,
        EvidenceStatus::Editorial => Role::Text,
    }
}

impl StyledRun {
    /// Returns one run with the words of several.
    fn joined_with(&self, runs: &[Self]) -> Self {
        let words: Vec<&str> = runs.iter().map(|run| run.text.as_str()).collect();
        Self::new(self.role, words.join(" "))
    }

    /// Returns a text from a file, still to be made safe and wrapped; nothing where it is empty.
    pub(crate) fn file_text(role: Role, text: &str) -> Vec<Self> {
        let text = text.trim_end();
        if text.is_empty() { Vec::new() } else { vec![Self::new(role, text)] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_goes_below_its_label() {
        let columns = FieldColumns { width: 30, value: 12, value_end: 26, wrap: Wrap::Broken };
        let long = StyledRun::file_text(Role::Text, &"word ".repeat(20));
        let lines = columns.row("summary", &long, None);
        let starts: Vec<_> = lines.iter().map(|line| line.runs()[0].at).collect();
        assert_eq!(starts[..3], [1, 3, 3]);
        let short =
            columns.row("a label in two lines", &StyledRun::file_text(Role::Text, "x"), None);
        assert_eq!(short.len(), 3);
        assert_eq!(short[0].runs()[0].run.text, "x");
        let cut = FieldColumns { wrap: Wrap::Cut, ..columns };
        let lines = cut.row("a label in two lines", &long, None);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].runs()[0].run.text, "word word wor…");
    }
}
