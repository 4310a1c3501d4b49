//! The change that an import makes: files for new records, edits of those that are there, and nothing that makes a
//! record less confidential.

use crate::collection::Collection;
use crate::exchange::{
    Change, ChangedFile, ImportFault, ImportedEdit, ImportedRecord, imported_text,
};
use crate::record::edit::{TypedValue, ValueEdit};
use crate::record::{FieldId, Id, Record, WHEREABOUTS_WITHHELD, is_meant_as_whereabouts_withheld};
use crate::session::new_record::NewRecord;
use crate::session::record_edit::{EditPlan, RecordEdit, RecordEditKind, RefusedEdit};

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
        let mut faults = Vec::new();
        let (mut edits, mut created, mut files) = (Vec::new(), Vec::new(), Vec::new());
        for record in records {
            let ImportedRecord { kind, id, place, edits: of_record } = record;
            if let Some(located) = collection.get(id.as_str()) {
                faults.extend(of_record.iter().filter_map(|edit| {
                    let what = disclosure(collection, located.record, edit)?;
                    Some(ImportFault {
                        place: place.clone(),
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
