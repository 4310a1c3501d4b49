//! One edit of many records: a value set, added to a list, taken out, replaced or cleared, and how many that changes.

use crate::collection::Collection;
use crate::record::edit::{TypedValue, ValueEdit};
use crate::record::{Field, FieldId, Id, field};
use crate::session::record_edit::{EditPlan, RecordEdit, record_value};

/// What is to become of a field of many records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkEdit {
    /// The field.
    pub field: FieldId,
    /// What becomes of it.
    pub action: BulkAction,
}

/// What is done to the field of each record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkAction {
    /// It is this; for a list, these and no others.
    Set(TypedValue),
    /// A list gets these, where it lacks them.
    Add(Vec<TypedValue>),
    /// A list loses these, and a field with one of them for its value is removed.
    TakeOut(Vec<TypedValue>),
    /// One value becomes another, wherever it is.
    Replace {
        /// The value.
        old: TypedValue,
        /// What becomes of it.
        new: TypedValue,
    },
    /// The field is removed.
    Clear,
}

/// What edits of many records come to.
#[derive(Clone, Debug)]
pub struct BulkPlan {
    /// The plan of all records that have the field in their format.
    pub plan: EditPlan,
    /// For each edit, what it does, in a sentence.
    pub sentences: Vec<String>,
    /// The records whose kind has none of the fields.
    pub without_field: Vec<Id>,
}

impl BulkPlan {
    /// Plans edits of records.
    pub fn of(collection: &Collection, ids: &[Id], edits: &[BulkEdit]) -> Self {
        let mut of_records: Vec<RecordEdit> = Vec::new();
        let mut without_field = Vec::new();
        let mut counts = vec![EditCounts::default(); edits.len()];
        for id in ids {
            let Some(kind) = collection.kind_of(id) else { continue };
            if edits.iter().all(|edit| field(kind, edit.field).is_none()) {
                without_field.push(id.clone());
                continue;
            }
            let before = of_records.len();
            for (edit, count) in edits.iter().zip(&mut counts) {
                let Some(of_kind) = field(kind, edit.field) else { continue };
                let now = record_value(collection, id, edit.field);
                let steps = edit.action.steps(of_kind, now.as_ref());
                count.all += 1;
                count.changed += usize::from(!steps.is_empty());
                of_records.extend(
                    steps
                        .into_iter()
                        .map(|step| RecordEdit::of_field(id.clone(), edit.field, step)),
                );
            }
            if of_records.len() == before {
                // It is so already, and is counted as such.
                let edit = edits.iter().find_map(|edit| {
                    let now = record_value(collection, id, edit.field)?;
                    Some(RecordEdit::of_field(id.clone(), edit.field, ValueEdit::Set(now)))
                });
                of_records.extend(edit);
            }
        }
        let label =
            edits.first().map(|edit| format!("edit {}", edit.field.as_str())).unwrap_or_default();
        let plan = EditPlan::of(collection, label, &of_records);
        let sentences =
            edits.iter().zip(counts).map(|(edit, count)| edit.sentence(count)).collect();
        Self { plan, sentences, without_field }
    }
}

/// How many records an edit is for, and how many it changes.
#[derive(Clone, Copy, Debug, Default)]
struct EditCounts {
    all: usize,
    changed: usize,
}

impl BulkEdit {
    fn sentence(&self, EditCounts { all, changed }: EditCounts) -> String {
        let name = self.field.as_str();
        let rest = all - changed;
        let (does, others) = match &self.action {
            BulkAction::Set(value) => {
                (format!("sets {name} to {} in", words(value)), "have it already")
            }
            BulkAction::Add(values) => {
                (format!("adds {} to {name} of", all_words(values)), "have it already")
            }
            BulkAction::TakeOut(values) => {
                (format!("takes {} out of {name} of", all_words(values)), "do not have it")
            }
            BulkAction::Replace { old, new } => (
                format!("replaces {} by {} in {name} of", words(old), words(new)),
                "do not have it",
            ),
            BulkAction::Clear => (format!("removes {name} from"), "do not have it"),
        };
        let others = match (rest, others) {
            (0, _) => String::new(),
            (1, "have it already") => "; 1 has it already".to_owned(),
            (1, _) => "; 1 does not have it".to_owned(),
            (rest, others) => format!("; {rest} {others}"),
        };
        format!("{does} {changed} of {all}{others}")
    }
}

fn words(value: &TypedValue) -> String {
    match value {
        TypedValue::Text(words) => words.clone(),
        TypedValue::List(values) => all_words(values),
        TypedValue::Number(_) | TypedValue::YesNo(_) | TypedValue::Table(_) => value.toml("\n"),
    }
}

fn all_words(values: &[TypedValue]) -> String {
    // A comma inside of a value is not to look like one between two.
    let in_marks = |words: String| if words.contains(',') { format!("\"{words}\"") } else { words };
    values.iter().map(|value| in_marks(words(value))).collect::<Vec<_>>().join(", ")
}

impl BulkAction {
    /// Returns the edits of a field that has a value now; none where it is so already.
    fn steps(&self, field: &Field, now: Option<&TypedValue>) -> Vec<ValueEdit> {
        let items: Vec<&TypedValue> = match now {
            None => Vec::new(),
            Some(TypedValue::List(items)) => items.iter().collect(),
            Some(single) => vec![single],
        };
        match self {
            Self::Set(value) => {
                let is_list_of_it = |wanted: &[TypedValue]| {
                    wanted.len() == items.len()
                        && wanted.iter().zip(&items).all(|(one, other)| one == *other)
                };
                let is_so = if let (TypedValue::List(wanted), true) = (value, field.many) {
                    is_list_of_it(wanted)
                } else {
                    now == Some(value)
                };
                if is_so { Vec::new() } else { vec![ValueEdit::Set(value.clone())] }
            }
            Self::Add(values) => {
                let mut added: Vec<&TypedValue> = Vec::new();
                for value in values {
                    if !items.contains(&value) && !added.contains(&value) {
                        added.push(value);
                    }
                }
                added
                    .into_iter()
                    .map(|value| ValueEdit::AddItem { at: None, value: value.clone() })
                    .collect()
            }
            Self::TakeOut(values) => {
                let kept = items.iter().filter(|item| !values.contains(item)).count();
                if kept == items.len() {
                    return Vec::new();
                }
                if kept == 0 {
                    return vec![ValueEdit::Remove];
                }
                let at = items.iter().enumerate().rev().filter(|(_, item)| values.contains(item));
                at.map(|(at, _)| ValueEdit::RemoveItem { at }).collect()
            }
            Self::Replace { old, new } => {
                let at = items.iter().enumerate().filter(|(_, item)| **item == old);
                at.map(|(at, _)| ValueEdit::SetItem { at, value: new.clone() }).collect()
            }
            Self::Clear => now.map(|_| ValueEdit::Remove).into_iter().collect(),
        }
    }
}
