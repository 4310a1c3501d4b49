//! The words of a row as quotes: a quote for each run of adjacent cells, and what it supports and disputes.

use crate::record::edit::TypedValue;
use crate::record::{Assertion, Field, FieldId};

use super::cell::words_of;
use super::table::{ImportedRow, trimmed};

/// A quote is no longer than this, unless it is one word.
const LONGEST_QUOTE: usize = 200;

/// What becomes of a field that a row speaks of.
pub(super) enum Verdict {
    /// The record has it, or gets it.
    Supported,
    /// The record has something else, and the row says this instead.
    Disputed,
    /// The record keeps what it has.
    Kept,
}

/// The words of adjacent cells, and what they say.
pub(super) struct RowQuote {
    pub(super) text: String,
    pub(super) supports: Vec<FieldId>,
    pub(super) disputes: Vec<(String, Vec<String>)>,
}

/// What a row says of a field, and what becomes of it.
pub(super) struct JudgedValue {
    pub(super) field: &'static Field,
    /// The columns that say it; none for a constant.
    pub(super) columns: Vec<usize>,
    pub(super) verdict: Verdict,
    pub(super) values: Vec<TypedValue>,
}

impl JudgedValue {
    /// Returns whether the words of a column say a fact of the field.
    fn supports_from(&self, column: usize) -> bool {
        self.field.assertion == Assertion::Fact && self.columns.contains(&column)
    }
}

/// Returns the words of a row: a quote for each run of adjacent cells that say something, none of what the mapping
/// leaves out.
pub(super) fn row_quotes(row: &ImportedRow, judged: &[JudgedValue]) -> Vec<RowQuote> {
    let mut quotes: Vec<RowQuote> = Vec::new();
    // The columns behind the last quoted cell, up to which its run can go on.
    let mut gap: Option<usize> = None;
    for (column, cell) in row.cells.iter().enumerate() {
        if cell.is_blank() {
            // Spaces are in the archived text, and would part the words of a run otherwise than here.
            gap = gap.filter(|_| cell.text.is_empty());
            continue;
        }
        let said: Vec<_> = judged.iter().filter(|value| value.supports_from(column)).collect();
        if said.is_empty() {
            gap = None;
            continue;
        }
        let line = in_line(&cell.text);
        let words = trimmed(&line);
        let tabs = gap.map(|last| column - last).unwrap_or_default();
        let follows = |quote: &RowQuote| {
            tabs > 0 && quote.text.chars().count() + words.chars().count() + tabs <= LONGEST_QUOTE
        };
        // Spaces around the cells are in the archived text, and not in the words.
        let is_tight = line.trim_end() == line && line.trim_start() == line;
        match quotes.last_mut().filter(|quote| is_tight && follows(quote)) {
            Some(quote) => {
                quote.text.push_str(&"\t".repeat(tabs));
                quote.text.push_str(words);
            }
            None => quotes.push(RowQuote {
                text: shortest(words),
                supports: Vec::new(),
                disputes: Vec::new(),
            }),
        }
        gap = (is_tight && words.chars().count() <= LONGEST_QUOTE).then_some(column);
        let Some(quote) = quotes.last_mut() else { continue };
        for JudgedValue { field, verdict, values, .. } in said {
            match verdict {
                Verdict::Supported if !quote.supports.contains(&field.name) => {
                    quote.supports.push(field.name);
                }
                Verdict::Disputed => {
                    let items = values.iter().map(words_of).collect();
                    let cited = field.name.as_str().to_owned();
                    if !quote.disputes.iter().any(|(known, _)| *known == cited) {
                        quote.disputes.push((cited, items));
                    }
                }
                Verdict::Supported | Verdict::Kept => {}
            }
        }
    }
    quotes.retain(|quote| !quote.supports.is_empty() || !quote.disputes.is_empty());
    quotes
}

/// Returns words that are no longer than a quote may be, cut at a space.
fn shortest(words: &str) -> String {
    let Some((end, _)) = words.char_indices().nth(LONGEST_QUOTE) else { return words.to_owned() };
    let head = words.get(..end).unwrap_or(words);
    let cut = head.rfind(char::is_whitespace).filter(|at| *at > 0).unwrap_or(end);
    head.get(..cut).unwrap_or(head).trim_end().to_owned()
}

/// Returns the words of a cell as a line has them.
pub(super) fn in_line(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}
