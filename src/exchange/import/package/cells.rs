//! The cells of a package: values of fields, keys, ids, and the apostrophes that guard formulas.

use crate::exchange::import::cell::CellReader;
use crate::exchange::import::fault::{CellFault, ImportFault};
use crate::exchange::import::table::ImportedRow;
use crate::record::edit::TypedValue;
use crate::record::{Field, Id, Shape};
use crate::redaction::WITHHELD;
use crate::text::{is_too_long, is_unseen, shortened};

use super::package_table::PackageTable;
use super::{FORMULAS, PackageReader};

impl PackageReader<'_> {
    /// Returns the value of a field that its cells have, not all of them empty.
    pub(super) fn value(
        &self,
        of: &'static Field,
        siblings: &'static [Field],
        cells: &[&str],
    ) -> Result<TypedValue, CellFault> {
        if cells.iter().any(|cell| cell.contains(WITHHELD)) {
            return Err(CellFault::new(
                "what stood here was withheld when the table was exported",
                "export it again with --with-confidential, or leave the cell as it was",
            ));
        }
        let reader = CellReader { field: of, siblings, words: self.words };
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        if of.many {
            let parts: Vec<Vec<String>> = cells.iter().map(|cell| split(cell)).collect();
            let count = parts.iter().map(Vec::len).max().unwrap_or_default();
            let is_empty = |at: usize| {
                parts.iter().all(|part| part.get(at).is_none_or(|item| is_unseen(item)))
            };
            if let Some(at) = (0..count).find(|at| is_empty(*at)) {
                return Err(CellFault::new(
                    format!("item {} of the list is empty", at + 1),
                    "take out the `|` beside it; where this sign is meant, write `\\|`",
                ));
            }
            let items = (0..count).map(|at| {
                let item =
                    parts.iter().filter_map(|part| part.get(at)).find(|item| !item.is_empty());
                reader.exact(item.map_or("", String::as_str))
            });
            return Ok(TypedValue::List(items.collect::<Result<_, _>>()?));
        }
        if !matches!(of.shape, Shape::Money | Shape::MoneyOrYesNo) {
            let text = cells.iter().find(|cell| !cell.is_empty()).copied().unwrap_or_default();
            return reader.exact(text);
        }
        match (cell(0), cell(1), cell(2)) {
            ("", "", yes) => reader.exact(yes),
            (amount, currency, "") if !amount.is_empty() && !currency.is_empty() => {
                reader.exact(&format!("{amount} {currency}"))
            }
            ("", _, _) | (_, "", _) => Err(CellFault::new(
                "a sum has an amount and a currency",
                "write both, the currency as a code such as CNY",
            )),
            _ => Err(CellFault::new(
                "there is a sum and whether there was one",
                "leave the column of yes and no empty where the sum is known",
            )),
        }
    }

    pub(super) fn key(
        &mut self,
        table: &PackageTable,
        row: &ImportedRow,
        number: &str,
    ) -> Option<(Id, usize)> {
        let id = self.id(table, row, "record")?;
        let cell = table.cell(row, number).unwrap_or_default();
        let read = cell.strip_suffix(".0").unwrap_or(cell).parse::<usize>().ok();
        if read.is_none_or(|number| number == 0) {
            let what = format!("`{cell}` is no number of a row");
            let place = table.place(row, number);
            self.faults.push(ImportFault::new(place, what, "number the rows of a record from 1"));
        }
        Some((id, read.filter(|number| *number > 0)?))
    }

    pub(super) fn id(
        &mut self,
        table: &PackageTable,
        row: &ImportedRow,
        column: &str,
    ) -> Option<Id> {
        let cell = self.unguarded(table.cell(row, column).unwrap_or_default());
        let id = Id::new(cell);
        if id.is_none() {
            let place = table.place(row, column);
            self.faults.push(if cell.contains(WITHHELD) {
                ImportFault::new(
                    place,
                    "the id was withheld when the table was exported",
                    "export it again with --with-confidential, or take the row out",
                )
            } else {
                let remedy = if Id::is_id(cell) || is_too_long(cell) {
                    "shorten it, in all tables that name the record"
                } else {
                    "write small letters, digits and hyphens between them"
                };
                ImportFault::new(place, format!("`{}` is no id", shortened(cell)), remedy)
            });
        }
        id
    }

    /// Returns a cell without the apostrophe that guards it from being taken for a formula.
    pub(super) fn unguarded<'t>(&self, cell: &'t str) -> &'t str {
        let is_guarded = self.is_guarded && cell.trim_start_matches('\'').starts_with(FORMULAS);
        if is_guarded { cell.strip_prefix('\'').unwrap_or(cell) } else { cell }
    }
}

/// Splits the list of a cell into its items.
pub(super) fn split(cell: &str) -> Vec<String> {
    if cell.is_empty() {
        return Vec::new();
    }
    let (mut items, mut item, mut signs) = (Vec::new(), String::new(), cell.chars());
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => item.extend(signs.next()),
            '|' => items.push(std::mem::take(&mut item)),
            other => item.push(other),
        }
    }
    items.push(item);
    items
}
