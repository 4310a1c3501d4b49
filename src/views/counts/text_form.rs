//! Counts as lines of text: a table with bars, as the screen and `casebook count` print it.

use std::fmt::Write as _;

use crate::text::{clip, visible, width};
use crate::views::mark::bounds;
use crate::views::value_words::ValueWords;

use super::count::{CountPlace, Counts};
use super::json_form::label;
use super::people::WHY_NO_SUM;

/// How counts are put into text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountsPage {
    /// The cells of a line; `None` for as many as there are.
    pub cells: Option<usize>,
    /// Whether only ASCII characters are used.
    pub is_ascii: bool,
    /// Whether numbers are said as shares of the cases that certainly are in the row.
    pub shares: bool,
}

/// The cells of the longest label of a row.
const MOST_LABEL: usize = 32;
/// The cells of a bar.
const BAR: usize = 20;
/// Between two columns.
const GAP: usize = 2;

impl CountsPage {
    /// Returns what stands between two bounds.
    pub fn dash(self) -> &'static str {
        if self.is_ascii { "-" } else { "–" }
    }

    /// Returns what stands for a number that is hidden so that no other can be worked out.
    pub fn hidden(self) -> &'static str {
        if self.is_ascii { "x" } else { "×" }
    }

    /// Returns the number of a cell in words.
    pub fn number(self, counts: &Counts, row: CountPlace, column: CountPlace) -> String {
        if let Some(shown) = counts.shown(row, column) {
            return shown.in_words(self.dash(), self.hidden());
        }
        let size = counts.size(row, column);
        if self.shares && column.is_some() {
            let whole = counts.size(row, None);
            let share = |part: usize, whole: usize| (part * 100 + whole / 2).checked_div(whole);
            // The whole is the same for both bounds, so that shares of a row can be compared.
            let least = share(size.certain, whole.at_most);
            return match (least, share(size.at_most, whole.at_most)) {
                (Some(least), Some(most)) => format!("{}%", bounds(least, most, self.dash())),
                (None, _) | (_, None) => "0%".to_owned(),
            };
        }
        bounds(size.certain, size.at_most, self.dash())
    }

    /// Returns a bar of so many cells: full as far as it is certain, shaded as far as it is possible.
    pub fn bar(self, certain: usize, at_most: usize, greatest: usize, cells: usize) -> String {
        let (full, shade) = if self.is_ascii { ("#", ".") } else { ("█", "░") };
        let scaled = |number: usize| {
            // What is there is never invisible.
            let cells_of = (number * cells).checked_div(greatest).unwrap_or_default();
            cells_of.max(usize::from(number > 0)).min(cells)
        };
        let (certain, at_most) = (scaled(certain), scaled(at_most));
        full.repeat(certain) + &shade.repeat(at_most.saturating_sub(certain))
    }
}

/// Returns counts as text.
pub fn counts_text(counts: &Counts, words: &dyn ValueWords, page: CountsPage) -> String {
    counts_page(counts, words, page).join("\n") + "\n"
}

/// Returns counts as lines of text.
fn counts_page(counts: &Counts, words: &dyn ValueWords, page: CountsPage) -> Vec<String> {
    let mut lines = Vec::new();
    table(counts, words, page, &mut lines);
    notes(counts, page, &mut lines);
    people(counts, words, page, &mut lines);
    lines
}

fn table(counts: &Counts, words: &dyn ValueWords, page: CountsPage, lines: &mut Vec<String>) {
    let rows: Vec<CountPlace> = counts.all_rows().collect();
    let said = |label: String| visible(&label).into_owned();
    let labels: Vec<String> = rows
        .iter()
        .map(|row| label(&counts.rows().categories, *row, words).map_or("all".to_owned(), said))
        .collect();
    let labels: Vec<String> = labels.iter().map(|label| clip(label, MOST_LABEL)).collect();
    let label_width = labels.iter().map(|label| width(label)).max().unwrap_or_default();
    let columns: Vec<(String, Vec<String>)> = counts
        .all_columns()
        .map(|column| {
            let head = label(counts.column_categories(), column, words);
            let head = head.map_or("cases".to_owned(), said);
            let numbers = rows.iter().map(|row| page.number(counts, *row, column)).collect();
            (clip(&head, MOST_LABEL), numbers)
        })
        .collect();
    let width_of = |(head, numbers): &(String, Vec<String>)| {
        let numbers = numbers.iter().map(|number| width(number)).max().unwrap_or_default();
        numbers.max(width(head)) + GAP
    };
    let widths: Vec<usize> = columns.iter().map(width_of).collect();
    let mut from = 0;
    while from < columns.len() {
        // As many columns as fit, and at least one; the next ones come below.
        let mut to = from + 1;
        let mut used = label_width + widths.get(from).copied().unwrap_or_default();
        while let Some(next) = widths.get(to) {
            if page.cells.is_some_and(|cells| used + next > cells) {
                break;
            }
            used += next;
            to += 1;
        }
        if from > 0 {
            lines.push(String::new());
        }
        let block = columns.get(from..to).unwrap_or_default();
        let widths = widths.get(from..to).unwrap_or_default();
        if counts.columns().is_some() || from > 0 {
            let heads = block.iter().map(|(head, _)| head.as_str());
            lines.push(line("", label_width, heads.zip(widths)));
        }
        for (number, text) in labels.iter().enumerate() {
            let numbers = block
                .iter()
                .map(|(_, numbers)| numbers.get(number).map(String::as_str).unwrap_or_default());
            let mut text = line(text, label_width, numbers.zip(widths));
            let row = rows.get(number).copied().flatten();
            if counts.columns().is_none() && row.is_some() {
                let size = counts.size(row, None);
                let greatest = counts.greatest();
                let bar = match counts.shown(row, None) {
                    Some(_) => String::new(),
                    None => page.bar(size.certain, size.at_most, greatest, BAR),
                };
                _ = write!(text, "  {bar}");
            }
            lines.push(text.trim_end().to_owned());
        }
        from = to;
    }
}

fn line<'a>(
    label: &str,
    label_width: usize,
    cells: impl Iterator<Item = (&'a str, &'a usize)>,
) -> String {
    let mut line = format!("{label}{}", " ".repeat(label_width.saturating_sub(width(label))));
    for (cell, cell_width) in cells {
        line.push_str(&" ".repeat(cell_width.saturating_sub(width(cell))));
        line.push_str(cell);
    }
    line
}

fn notes(counts: &Counts, page: CountsPage, lines: &mut Vec<String>) {
    let mut notes = Vec::new();
    let dash = page.dash();
    let uncertain = counts.all_rows().any(|row| {
        counts.all_columns().any(|column| {
            let size = counts.size(row, column);
            size.certain != size.at_most
        })
    });
    if uncertain && !counts.is_protected() {
        notes.push(format!("5{dash}10: at least five cases, at most ten"));
    }
    if counts.overlaps() {
        notes.push(
            "a case with several values is in several rows or columns: they do not add up"
                .to_owned(),
        );
    }
    for axis in [Some(counts.rows()), counts.columns()].into_iter().flatten() {
        let more = axis.more;
        if more > 0 {
            let values = if more == 1 { "value" } else { "values" };
            notes.push(format!("{more} more {values} of {} not shown", axis.field.label));
        }
    }
    if counts.is_protected() {
        notes.push(format!(
            "<11: from one to ten cases; {}: hidden, or another number could be worked out",
            page.hidden()
        ));
    }
    if !notes.is_empty() {
        lines.push(String::new());
        lines.extend(notes);
    }
}

fn people(counts: &Counts, words: &dyn ValueWords, page: CountsPage, lines: &mut Vec<String>) {
    let people = counts.people();
    if people.statements.is_empty() || counts.is_protected() {
        return;
    }
    let number = |mark: &crate::views::Mark| bounds(mark.certain, mark.at_most(), page.dash());
    lines.push(String::new());
    let (stated, not_stated) = (number(&people.stated), number(&people.not_stated));
    let cases = if stated == "1" { "case" } else { "cases" };
    lines.push(format!("people: stated in {stated} {cases}, not stated in {not_stated}"));
    let longest = people.statements.iter().map(|one| width(&one.words)).max().unwrap_or_default();
    for statement in &people.statements {
        let space = " ".repeat(longest.saturating_sub(width(&statement.words)));
        let id = words.id(&statement.id);
        lines.push(format!("  {space}{}  {}", statement.words, visible(&id)));
    }
    if people.more > 0 {
        lines.push(format!("  and {} more", people.more));
    }
    lines.push(format!("  {WHY_NO_SUM}"));
}
