//! The change that an import makes: files for new records, edits of those that are there, and nothing that makes a
//! record less confidential.

use std::collections::BTreeMap;

use crate::collection::Collection;
use crate::diagnostic::{Rule, Severity};
use crate::exchange::{
    Change, ChangedFile, ImportFault, ImportedEdit, ImportedRecord, imported_text,
};
use crate::record::edit::{RowPath, TypedValue, ValueEdit};
use crate::record::{
    FieldEntry, FieldId, Fields, Id, Record, RowKind, WHEREABOUTS_WITHHELD,
    is_meant_as_whereabouts_withheld,
};
use crate::session::change_preview::{ChangePreview, PreviewProblem};
use crate::session::new_record::NewRecord;
use crate::session::record_edit::{EditPlan, RecordEdit, RecordEditKind, RefusedEdit};
use crate::text::ByteRange;

/// An import as one change of the files.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    /// The change.
    pub change: Change,
    /// The records that are created.
    pub created: Vec<Id>,
    /// The records that change.
    pub changed: Vec<Id>,
}

/// An error that an import would bring.
#[derive(Clone, Debug)]
pub struct ImportError<'p> {
    /// What was to be imported, where the error is in that.
    pub place: Option<String>,
    /// The error, and where it would be.
    pub problem: &'p PreviewProblem,
}

/// How confidential a case is, for a comparison.
const RANKS: [&str; 3] = ["public", "restricted", "confidential"];

impl ImportPlan {
    /// Plans an import. With `is_confidential`, a case that does not say otherwise was confidential where it is from,
    /// and stays so here.
    ///
    /// # Errors
    ///
    /// Names everything that cannot be done; nothing of the import is to be made then.
    pub fn of(
        collection: &Collection,
        label: &str,
        records: &[ImportedRecord],
        is_confidential: bool,
    ) -> Result<Self, Vec<ImportFault>> {
        let mut faults = given_twice(records);
        let (mut edits, mut created, mut files) = (Vec::new(), Vec::new(), Vec::new());
        for record in records {
            let ImportedRecord { kind, id, place, edits: of_record, .. } = record;
            if let Some(located) = collection.get(id.as_str()) {
                faults.extend(of_record.iter().filter_map(|edit| {
                    let what = disclosure(collection, located.record, edit)?;
                    let ImportedEdit::Field { row, field, .. } = edit else { return None };
                    let cell = record.place_of(*row, Some(*field), None);
                    Some(ImportFault {
                        place: cell.unwrap_or_else(|| place.clone()),
                        what,
                        remedy: format!(
                            "leave it as it is in the table; if it is meant, use casebook set {id}"
                        ),
                    })
                }));
                edits.extend(of_record.iter().map(|edit| record_edit(id, edit)));
                continue;
            }
            match NewRecord::of(collection, *kind, id.as_str()) {
                Ok(new) => {
                    let says = of_record.iter().any(|edit| is_of(edit, FieldId::Confidentiality));
                    let mut of_record = of_record.clone();
                    let is_protected = collection.settings().is_confidential();
                    if kind.is_case() && is_confidential && !is_protected && !says {
                        let word = TypedValue::text("confidential");
                        of_record.push(ImportedEdit::set(FieldId::Confidentiality, word));
                    }
                    created.push(id.clone());
                    files.push(ChangedFile::create(new.file(), imported_text(*kind, &of_record)));
                }
                Err(error) => faults.push(ImportFault {
                    place: place.clone(),
                    what: error.what(|path| path.display().to_string()),
                    remedy: error.hint(),
                }),
            }
        }
        let EditPlan { mut change, changed, refused, .. } = EditPlan::of(collection, label, &edits);
        for RefusedEdit { id, refusal, .. } in refused {
            let place = records.iter().find(|record| record.id == id);
            let place = place.map(|record| record.place.clone()).unwrap_or_default();
            let what = format!("`{id}` cannot be changed: {}", refusal.what);
            faults.push(ImportFault { place, what, remedy: refusal.remedy });
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        change.files.extend(files);
        Ok(Self { change, created, changed })
    }

    /// Returns the errors that an import would bring into a collection, which is a reason not to make it.
    pub fn errors<'p>(
        preview: &'p ChangePreview,
        records: &[ImportedRecord],
    ) -> Vec<ImportError<'p>> {
        let errors = preview.come.iter().filter(|come| come.problem.severity() == Severity::Error);
        let with_place = errors.map(|problem| {
            let at = problem.problem.range.start();
            let record = preview.after.file_at(&problem.path).and_then(|file| {
                let records = file.contents.records();
                let behind = records.partition_point(|record| record.at.start() <= at);
                records.get(behind.saturating_sub(1))
            });
            let imported = record.and_then(|record| {
                let imported = records.iter().find(|imported| imported.id == record.id)?;
                Some((imported, record))
            });
            let place = imported.map(|(imported, record)| {
                let mut part = FaultyPart::at(record, at);
                if problem.problem.code == Rule::MissingTitle {
                    part.field = Some(FieldId::Title);
                }
                let FaultyPart { row, field, disputed } = &part;
                let cell = imported.place_of(*row, *field, disputed.as_deref());
                cell.unwrap_or_else(|| match part.words() {
                    Some(words) => format!("{}, {words}", imported.place),
                    None => imported.place.clone(),
                })
            });
            ImportError { place, problem }
        });
        with_place.collect()
    }
}

/// Finds records that are given twice, of which the second would be written over the first.
fn given_twice(records: &[ImportedRecord]) -> Vec<ImportFault> {
    let mut known: BTreeMap<&Id, &str> = BTreeMap::new();
    let mut faults = Vec::new();
    for ImportedRecord { id, place, .. } in records {
        if let Some(other) = known.insert(id, place) {
            faults.push(ImportFault {
                place: place.clone(),
                what: format!("`{id}` is given twice, here and by {other}"),
                remedy: "give one of the two another id".to_owned(),
            });
        }
    }
    faults
}

/// A part of a record: a field, its own or of one of its rows.
struct FaultyPart {
    row: Option<RowPath>,
    field: Option<FieldId>,
    /// What a quote disputes, where the part is that.
    disputed: Option<String>,
}

impl FaultyPart {
    /// Returns the part of a record that is at a place of its file.
    fn at(record: &Record, at: usize) -> Self {
        let of = |fields: &Fields| {
            let is_there = |entry: &&FieldEntry| entry.key.start() <= at && at <= entry.value.end();
            fields.iter().find(is_there).map(|entry| entry.field.name)
        };
        if let Some(field) = of(&record.fields) {
            return Self { row: None, field: Some(field), disputed: None };
        }
        let is_before = |start: usize| record.at.start() < start && start <= at;
        let mut last: Option<(usize, Self)> = None;
        let mut add = |start: usize, part: Self| {
            if is_before(start) && last.as_ref().is_none_or(|(known, _)| *known <= start) {
                last = Some((start, part));
            }
        };
        for kind in RowKind::ALL {
            for (number, row) in record.rows.iter().filter(|row| row.kind == kind).enumerate() {
                let path = RowPath { kind, number };
                let part = Self { row: Some(path), field: of(&row.fields), disputed: None };
                add(row.at.start(), part);
            }
        }
        for (number, quote) in record.quotes.iter().enumerate() {
            let is_at = |range: ByteRange| range.start() <= at && at <= range.end();
            let supports = quote.supports.iter().any(|citation| is_at(citation.range));
            let disputed = quote.disputes.iter().find(|dispute| {
                is_at(dispute.range) || dispute.rival.iter().any(|item| is_at(item.range))
            });
            let field = of(&quote.fields)
                .or(supports.then_some(FieldId::Supports))
                .or(disputed.map(|_| FieldId::Disputes));
            let disputed = disputed.map(|dispute| dispute.cited.to_string());
            let row = Some(RowPath { kind: RowKind::Quote, number });
            add(quote.at.start(), Self { row, field, disputed });
        }
        last.map_or(Self { row: None, field: None, disputed: None }, |(_, part)| part)
    }

    /// Returns what a message calls it; nothing where it is all of the record.
    fn words(&self) -> Option<String> {
        let field = self.field.map(|field| field.as_str().to_owned());
        let row = self.row.map(|row| format!("{} {}", row.kind.name(), row.number + 1));
        match (row, field) {
            (Some(row), Some(field)) => Some(format!("{row}, {field}")),
            (row, field) => row.or(field),
        }
    }
}

fn is_of(edit: &ImportedEdit, name: FieldId) -> bool {
    matches!(edit, ImportedEdit::Field { row: None, field, .. } if *field == name)
}

fn record_edit(id: &Id, edit: &ImportedEdit) -> RecordEdit {
    let kind = match edit {
        ImportedEdit::Field { row, field, value } => {
            let edit = value.clone().map_or(ValueEdit::Remove, ValueEdit::Set);
            RecordEditKind::Field { row: *row, field: *field, edit }
        }
        ImportedEdit::AddRow { kind, fields } => {
            RecordEditKind::AddRow { kind: *kind, fields: fields.clone() }
        }
    };
    RecordEdit { id: id.clone(), kind }
}

/// Returns what an edit would make less confidential.
fn disclosure(collection: &Collection, record: &Record, edit: &ImportedEdit) -> Option<String> {
    let ImportedEdit::Field { row: None, field, value } = edit else { return None };
    let is_unread = record
        .fields
        .get(*field)
        .is_some_and(|entry| entry.items.iter().any(|item| !item.value.is_read()));
    if *field == FieldId::Confidentiality {
        let rank = |word: &str| RANKS.iter().position(|rank| *rank == word).unwrap_or_default();
        let by_default = if collection.settings().is_confidential() { 2 } else { 0 };
        let was = record.fields.get(*field).and_then(|entry| entry.items.first());
        let was = was.map_or(by_default, |item| rank(&item.value.written()));
        let new = match value {
            Some(TypedValue::Text(word)) => rank(word),
            Some(_) | None => by_default,
        };
        let is_less = new < was || (is_unread && new < 2);
        is_less.then(|| format!("`{}` would be less confidential than it is", record.id))
    } else if *field == FieldId::Public {
        let is_kept_back = is_unread || record.fields.yes(*field) == Some(false);
        let stays = *value == Some(TypedValue::YesNo(false));
        (is_kept_back && !stays)
            .then(|| format!("`{}` would be named in exports, and is not to be", record.id))
    } else if *field == FieldId::Tags {
        let entry = record.fields.get(*field)?;
        // A misspelt one counts as the tag too.
        let is_tag = is_meant_as_whereabouts_withheld;
        let was = entry.items.iter().any(|item| is_tag(&item.value.written()));
        let stays = match value {
            Some(TypedValue::List(items)) => {
                items.iter().any(|item| matches!(item, TypedValue::Text(word) if is_tag(word)))
            }
            Some(_) | None => false,
        };
        (was && !stays)
            .then(|| format!("`{}` would lose the tag `{WHEREABOUTS_WITHHELD}`", record.id))
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
