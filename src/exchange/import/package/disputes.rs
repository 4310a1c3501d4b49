//! What quotes dispute, of the rows of the table of disputes.

use std::collections::BTreeMap;

use crate::exchange::flat::{FlatTable, RepeatedTable};
use crate::exchange::import::imported::ImportedEdit;
use crate::exchange::import::rivals;
use crate::record::edit::RowPath;
use crate::record::{FieldId, Id, Kind};

use super::cells::split;
use super::{DisputeRow, DisputeRows, PackageReader, PackageTable};

impl PackageReader<'_> {
    /// Reads the table of what quotes dispute.
    pub(super) fn disputes(&mut self, table: &PackageTable) -> DisputeRows {
        let mut disputes = DisputeRows::new();
        for row in &table.text.rows {
            let Some(key) = self.key(table, row, "quote") else { continue };
            let cited = table.cell(row, "field").unwrap_or_default().to_owned();
            let value = table.cell(row, "value").unwrap_or_default();
            let value = self.unguarded(value).to_owned();
            let place = table.text.place_of_row(row);
            disputes.entry(key).or_default().push(DisputeRow { place, cited, value });
        }
        disputes
    }

    /// Returns the edits of what a quote disputes: what the table lacks stays as it is.
    pub(super) fn rivals(
        &mut self,
        id: &Id,
        kind: Kind,
        number: usize,
        rivals: Vec<DisputeRow>,
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
        let mut places = BTreeMap::new();
        for DisputeRow { place, cited, value } in rivals {
            match known.iter_mut().find(|(known, _)| *known == cited) {
                Some(known) => known.1 = value,
                None => known.push((cited.clone(), value)),
            }
            places.insert(cited, place);
        }
        if known == before {
            return None;
        }
        let first = places.into_values().next().unwrap_or_default();
        let known: Vec<(String, Vec<String>)> =
            known.into_iter().map(|(cited, value)| (cited, split(&value))).collect();
        match rivals::disputes(kind, &known) {
            Ok(value) => {
                Some(ImportedEdit::Field { row, field: FieldId::Disputes, value: Some(value) })
            }
            Err(fault) => {
                self.faults.push(fault.at(first));
                None
            }
        }
    }
}
