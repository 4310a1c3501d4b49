//! The quotes that a case gets of a row, and those of an earlier import made what the row says now.

use crate::exchange::import::imported::ImportedEdit;
use crate::exchange::import::rivals;
use crate::exchange::import::row_quotes::RowQuote;
use crate::record::edit::{RowPath, TypedValue};
use crate::record::{Cited, FieldId, Id, Kind, Quote, Record, RowKind};

use super::MappedReader;

impl MappedReader<'_> {
    pub(super) fn is_own(&self, quote: &Quote, at: &str) -> bool {
        quote.source() == self.mapping.source.as_ref() && quote.fields.text(FieldId::At) == Some(at)
    }

    pub(super) fn add_quote(
        &mut self,
        kind: Kind,
        source: &Id,
        at: &str,
        quote: RowQuote,
        place: &str,
        edits: &mut Vec<ImportedEdit>,
    ) {
        let mut fields = vec![
            (FieldId::Source, TypedValue::text(source.as_str())),
            (FieldId::At, TypedValue::text(at)),
            (FieldId::Text, TypedValue::Text(quote.text)),
        ];
        if !quote.supports.is_empty() {
            fields.push((FieldId::Supports, names(&quote.supports)));
        }
        if !quote.disputes.is_empty() {
            match rivals::disputes(kind, &quote.disputes) {
                Ok(value) => fields.push((FieldId::Disputes, value)),
                Err((_, fault)) => self.faults.push(fault.at(place)),
            }
        }
        edits.push(ImportedEdit::AddRow { kind: RowKind::Quote, fields });
    }

    /// Makes a quote of an earlier import what the row says now; of the fields in `silent` it says nothing any more.
    pub(super) fn renew(
        &mut self,
        path: RowPath,
        known: &Quote,
        quote: RowQuote,
        silent: &[FieldId],
        place: &str,
        edits: &mut Vec<ImportedEdit>,
    ) {
        let kind = self.mapping.kind;
        let mut edit = |field, value| {
            edits.push(ImportedEdit::Field { row: Some(path), field, value: Some(value) });
        };
        if known.text() != Some(quote.text.as_str()) {
            edit(FieldId::Text, TypedValue::Text(quote.text));
        }
        let is_disputed =
            |name: &FieldId| quote.disputes.iter().any(|(cited, _)| cited == name.as_str());
        let mut supports: Vec<TypedValue> = Vec::new();
        for citation in &known.supports {
            let is_gone = matches!(&citation.cited, Cited::Field(name) if is_disputed(name) || silent.contains(name));
            if !is_gone {
                supports.push(TypedValue::text(citation.cited.to_string()));
            }
        }
        for name in &quote.supports {
            let name = TypedValue::text(name.as_str());
            if !supports.contains(&name) {
                supports.push(name);
            }
        }
        let before: Vec<TypedValue> = known
            .supports
            .iter()
            .map(|citation| TypedValue::text(citation.cited.to_string()))
            .collect();
        if supports != before {
            edit(FieldId::Supports, TypedValue::List(supports));
        }
        let of_known = known.disputes.iter().map(|dispute| {
            let items =
                dispute.rival.iter().map(|item| item.value.written().into_owned()).collect();
            (dispute.cited.to_string(), items)
        });
        let before: Vec<(String, Vec<String>)> = of_known.collect();
        let is_supported =
            |cited: &str| quote.supports.iter().chain(silent).any(|name| name.as_str() == cited);
        let mut disputes: Vec<_> =
            before.iter().filter(|(cited, _)| !is_supported(cited)).cloned().collect();
        for (cited, items) in quote.disputes {
            match disputes.iter_mut().find(|(known, _)| *known == cited) {
                Some(known) => known.1 = items,
                None => disputes.push((cited, items)),
            }
        }
        if disputes == before {
            return;
        }
        if disputes.is_empty() {
            edits.push(ImportedEdit::Field {
                row: Some(path),
                field: FieldId::Disputes,
                value: None,
            });
            return;
        }
        match rivals::disputes(kind, &disputes) {
            Ok(value) => edits.push(ImportedEdit::Field {
                row: Some(path),
                field: FieldId::Disputes,
                value: Some(value),
            }),
            Err((_, fault)) => self.faults.push(fault.at(place)),
        }
    }
}

/// Returns the quotes that an earlier import took from a row.
pub(super) fn own_quotes<'r>(
    record: &'r Record,
    source: &Id,
    at: &str,
) -> Vec<(RowPath, &'r Quote)> {
    let quotes = record.quotes.iter().enumerate();
    let own = quotes.filter(|(_, quote)| {
        quote.source() == Some(source) && quote.fields.text(FieldId::At) == Some(at)
    });
    own.map(|(number, quote)| (RowPath { kind: RowKind::Quote, number }, quote)).collect()
}

fn names(fields: &[FieldId]) -> TypedValue {
    TypedValue::List(fields.iter().map(|name| TypedValue::text(name.as_str())).collect())
}
