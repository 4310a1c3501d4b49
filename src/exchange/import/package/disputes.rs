//! What quotes dispute, of the rows of the table of disputes.

use std::collections::BTreeMap;

use crate::exchange::flat::{FlatTable, RepeatedTable};
use crate::exchange::import::imported::ImportedEdit;
use crate::exchange::import::rivals;
use crate::record::edit::RowPath;
use crate::record::{FieldId, Id, Kind};

use super::cells::split;
use super::package_table::PackageTable;
use super::{DisputeRow, DisputeRows, PackageReader};

impl PackageReader<'_> {
    /// Reads the table of what quotes dispute.
    pub(super) fn disputes<'t>(&mut self, table: &'t PackageTable) -> DisputeRows<'t> {
        let mut disputes = DisputeRows::new();
        for row in &table.text.rows {
            let Some(key) = self.key(table, row, "quote") else { continue };
            let cited = table.cell(row, "field").unwrap_or_default();
            disputes.entry(key).or_default().push(DisputeRow { table, row, cited });
        }
        disputes
    }

    /// Returns the edits of what a quote disputes: what the table lacks stays as it is.
    pub(super) fn rivals(
        &mut self,
        id: &Id,
        kind: Kind,
        number: usize,
        rivals: &[DisputeRow<'_>],
        row: Option<RowPath>,
    ) -> Option<ImportedEdit> {
        let now = self.now(id, FlatTable::Repeated(RepeatedTable::Disputes));
        let number = number.to_string();
        let of_quote = now.into_iter().filter(|cells| cells.get("quote") == Some(&number));
        let mut known: Vec<(String, String)> = of_quote
            .map(|mut cells| {
                (
                    cells.remove("field").unwrap_or_default(),
                    cells.remove("value").unwrap_or_default(),
                )
            })
            .collect();
        let before = known.clone();
        // A quote may give two values instead of one field: the second row of a field is the second of these.
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for DisputeRow { table, row, cited } in rivals {
            let number = seen.entry(cited).or_default();
            let mut of_field = known.iter().enumerate().filter(|(_, (known, _))| known == cited);
            let at = of_field.nth(*number).map(|(at, _)| at);
            *number += 1;
            let was = at.and_then(|at| before.get(at)).map_or("", |(_, value)| value.as_str());
            let value = self.cell(table, row, "value", was, true).into_owned();
            match at.and_then(|at| known.get_mut(at)) {
                Some(known) => known.1 = value,
                None => known.push(((*cited).to_owned(), value)),
            }
        }
        if known == before {
            return None;
        }
        let known: Vec<(String, Vec<String>)> =
            known.into_iter().map(|(cited, value)| (cited, split(&value))).collect();
        match rivals::disputes(kind, &known) {
            Ok(value) => {
                Some(ImportedEdit::Field { row, field: FieldId::Disputes, value: Some(value) })
            }
            Err((cited, fault)) => {
                let at = rivals.iter().find(|rival| rival.cited == cited).or(rivals.first());
                let place = at.map(|rival| rival.table.place(rival.row, "field"));
                self.faults.push(fault.at(place.unwrap_or_default()));
                None
            }
        }
    }
}
