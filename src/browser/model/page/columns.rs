//! One field in its columns: label, value, sign.

use crate::evidence::Mark;
use crate::record::Record;

use super::super::pane::Wrap;
use super::line::{Line, Role, Room, Run};

/// Where labels, values and signs start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// The width of the pane.
    pub(super) width: usize,
    /// The cell at which values start.
    pub(super) value: usize,
    /// The cell behind the values.
    pub(super) value_end: usize,
    /// What becomes of what is longer.
    pub(super) wrap: Wrap,
}

/// The cell at which labels start; the one before is the cursor's.
pub(super) const LABEL: usize = 1;
/// Cells for a sign and its number.
const SIGN: usize = 3;
/// A value that takes more lines than this beside its label goes below it, at full width.
const BESIDE: usize = 3;

impl Columns {
    /// Returns columns that are as narrow as the labels of a record allow.
    pub(super) fn of(record: &Record, room: Room) -> Self {
        let Room { cells: width, wrap } = room;
        let labels = record.fields.iter().map(|entry| crate::text::width(entry.field.label));
        let widest = labels.max().unwrap_or_default().clamp(8, 16);
        let value = LABEL + widest.min(width / 3) + 2;
        Self { width, value, value_end: width.saturating_sub(SIGN + 1), wrap }
    }

    /// Returns the lines of one field.
    pub(super) fn row(&self, label: &str, value: &[Run], sign: Option<Run>) -> Vec<Line> {
        let for_label = Room { cells: self.value - LABEL - 2, wrap: self.wrap };
        let labels = Run::fitted(Role::Label, label, for_label);
        let beside = match (self.wrap, value.first()) {
            (Wrap::Cut, Some(first)) => self.fill(&[first.joined_with(value)], self.value),
            (Wrap::Cut | Wrap::Broken, _) => self.fill(value, self.value),
        };
        let mut lines = if beside.len() > BESIDE && !label.is_empty() {
            let mut lines = vec![Line::default(); labels.len()];
            lines.extend(self.fill(value, LABEL + 2));
            lines
        } else {
            let mut lines = beside;
            lines.resize(lines.len().max(labels.len()), Line::default());
            lines
        };
        for (line, label) in lines.iter_mut().zip(labels) {
            line.put(LABEL, (!label.text.is_empty()).then_some(label));
        }
        if let Some(first) = lines.first_mut() {
            first.put(self.width.saturating_sub(SIGN), sign);
        }
        lines
    }

    /// Returns the lines of a name from cell `start` on.
    pub(super) fn named(&self, name: &Run, start: usize) -> Vec<Line> {
        let room = Room { cells: self.value_end.saturating_sub(start), wrap: self.wrap };
        let runs = Run::named(name.role, &name.text, room).into_iter();
        runs.map(|run| Line::of(start, run)).collect()
    }

    /// Returns the lines of somebody's words from cell `start` on.
    pub(super) fn quoted(&self, words: &str, start: usize) -> Vec<Line> {
        let room = Room { cells: self.value_end.saturating_sub(start), wrap: self.wrap };
        Run::quoted(words, room).into_iter().map(|run| Line::of(start, run)).collect()
    }

    /// Returns lines of a value from cell `start` on.
    pub(super) fn fill(&self, value: &[Run], start: usize) -> Vec<Line> {
        let room = Room { cells: self.value_end.saturating_sub(start), wrap: self.wrap };
        let wrapped = value.iter().flat_map(|run| Run::fitted(run.role, &run.text, room));
        wrapped.map(|run| Line::of(start, run)).collect()
    }
}

/// Returns the sign of a mark and its number; nothing for the researcher's own words.
pub fn mark_in_short(mark: Mark) -> String {
    sign(mark).map(|run| run.text).unwrap_or_default()
}

/// Returns the sign that sums up how a field stands; nothing for the researcher's own words.
pub(super) fn sign(mark: Mark) -> Option<Run> {
    let sources = match mark {
        Mark::Sourced(sources) | Mark::Unchecked(sources) | Mark::Disputed(sources) => {
            sources.to_string()
        }
        Mark::Unsourced => String::new(),
        Mark::Own => return None,
    };
    Some(Run::new(role_of(mark), format!("{}{sources}", mark.sign())))
}

/// Returns the role that the sign of a mark plays.
pub fn role_of(mark: Mark) -> Role {
    match mark {
        Mark::Sourced(_) => Role::Sourced,
        Mark::Unchecked(_) => Role::Unchecked,
        Mark::Unsourced => Role::Unsourced,
        Mark::Disputed(_) => Role::Disputed,
        Mark::Own => Role::Text,
    }
}

impl Run {
    /// Returns one run with the words of several.
    fn joined_with(&self, runs: &[Self]) -> Self {
        let words: Vec<&str> = runs.iter().map(|run| run.text.as_str()).collect();
        Self::new(self.role, words.join(" "))
    }

    /// Returns a text from a file, still to be made safe and wrapped; nothing where it is empty.
    pub(super) fn file_text(role: Role, text: &str) -> Vec<Self> {
        let text = text.trim_end();
        if text.is_empty() { Vec::new() } else { vec![Self::new(role, text)] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_goes_below_its_label() {
        let columns = Columns { width: 30, value: 12, value_end: 26, wrap: Wrap::Broken };
        let long = Run::file_text(Role::Text, &"word ".repeat(20));
        let lines = columns.row("summary", &long, None);
        let starts: Vec<_> = lines.iter().map(|line| line.runs()[0].at).collect();
        assert_eq!(starts[..3], [1, 3, 3]);
        let short = columns.row("a label in two lines", &Run::file_text(Role::Text, "x"), None);
        assert_eq!(short.len(), 3);
        assert_eq!(short[0].runs()[0].run.text, "x");
        let cut = Columns { wrap: Wrap::Cut, ..columns };
        let lines = cut.row("a label in two lines", &long, None);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].runs()[0].run.text, "word word wor…");
    }
}
