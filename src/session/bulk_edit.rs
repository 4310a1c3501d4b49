//! One edit of many records: a value set, added to a list, taken out, replaced or cleared, and how many that changes.

use std::collections::{HashMap, HashSet};

use crate::collection::Collection;
use crate::record::edit::{TypedValue, ValueEdit};
use crate::record::{
    Field, FieldId, Id, Kind, TypedEntry, TypedMeaning, Vocabularies, field, fields,
};
use crate::session::doubted_quotes::ChangedValue;
use crate::session::record_edit::{EditPlan, PlanLimits, RecordEdit, record_value};

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

/// What can be done to a field of many records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkVerb {
    /// A list gets values.
    Add,
    /// A list loses values.
    TakeOut,
    /// One value becomes another.
    Replace,
    /// It gets this value.
    Set,
    /// It is removed.
    Clear,
}

/// A field of many records, for which a value is typed.
#[derive(Clone, Copy)]
pub struct BulkField<'w> {
    /// The field.
    pub field: &'static Field,
    /// A kind that has it.
    pub kind: Kind,
    /// The vocabularies of the collection.
    pub words: &'w Vocabularies,
}

impl BulkVerb {
    /// Returns what can be done to a field, the most usual first.
    pub fn all_of(field: &Field) -> &'static [Self] {
        if field.many {
            &[Self::Add, Self::TakeOut, Self::Replace, Self::Set, Self::Clear]
        } else {
            &[Self::Set, Self::Replace, Self::Clear]
        }
    }

    /// Returns what it is, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Add => "add to the list",
            Self::TakeOut => "take out of the list",
            Self::Replace => "replace one value by another",
            Self::Set => "set it to",
            Self::Clear => "remove the field",
        }
    }
}

impl BulkField<'_> {
    /// Returns how one value that is typed is read.
    pub fn read(&self, typed: &str) -> TypedEntry {
        TypedEntry::of(self.field, fields(self.kind), self.words, typed)
    }

    /// Returns the edits that what is typed means; `old` is the value that is replaced.
    ///
    /// # Errors
    ///
    /// Says what has to be asked first.
    pub fn edits(
        &self,
        verb: BulkVerb,
        typed: &str,
        old: Option<&TypedValue>,
    ) -> Result<Vec<BulkEdit>, String> {
        let edit = |action| BulkEdit { field: self.field.name, action };
        if verb == BulkVerb::Clear {
            return Ok(vec![edit(BulkAction::Clear)]);
        }
        if typed.trim().is_empty() {
            return Err("type a value, or choose one of those below".to_owned());
        }
        let meaning = |typed: &str| match self.read(typed) {
            TypedEntry::Clear(meaning) | TypedEntry::Doubtful { meaning, .. } => Ok(meaning),
            TypedEntry::Ask { sentence, .. } => Err(sentence),
        };
        if let (BulkVerb::Replace, Some(old)) = (verb, old) {
            let (old, new) = (old.clone(), meaning(typed)?.value);
            return Ok(vec![edit(BulkAction::Replace { old, new })]);
        }
        if !self.field.many {
            let TypedMeaning { value, qualifier, .. } = meaning(typed)?;
            let mut edits = vec![edit(BulkAction::Set(value))];
            edits.extend(qualifier.map(|qualifier| BulkEdit {
                field: qualifier.field,
                action: BulkAction::Set(TypedValue::text(qualifier.word)),
            }));
            return Ok(edits);
        }
        let items = TypedEntry::items(self.field, typed).into_iter();
        let values =
            items.map(|item| Ok(meaning(&item)?.value)).collect::<Result<Vec<_>, String>>()?;
        Ok(vec![edit(match verb {
            BulkVerb::Add => BulkAction::Add(values),
            BulkVerb::TakeOut => BulkAction::TakeOut(values),
            BulkVerb::Set | BulkVerb::Replace | BulkVerb::Clear => {
                BulkAction::Set(TypedValue::List(values))
            }
        })])
    }
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
    /// The values that change although quotes were chosen for them.
    pub values: Vec<ChangedValue>,
}

/// So many records are planned between two looks at whether the plan is still wanted.
const RECORDS_BETWEEN_LOOKS: usize = 64;

impl BulkPlan {
    /// Plans edits of records.
    pub fn of(collection: &Collection, ids: &[Id], edits: &[BulkEdit]) -> Self {
        Self::unless(collection, ids, edits, PlanLimits::none()).unwrap_or_else(|| Self {
            plan: EditPlan::of(collection, String::new(), &[]),
            sentences: Vec::new(),
            without_field: Vec::new(),
            values: Vec::new(),
        })
    }

    /// Does the same unless it is cancelled meanwhile; `None` if it was.
    pub(crate) fn unless(
        collection: &Collection,
        ids: &[Id],
        edits: &[BulkEdit],
        limits: PlanLimits<'_>,
    ) -> Option<Self> {
        let mut of_records: Vec<RecordEdit> = Vec::new();
        let mut without_field = Vec::new();
        let mut counts = vec![EditCounts::default(); edits.len()];
        // For each edit, the records that it changes.
        let mut changes: Vec<HashSet<&Id>> = vec![HashSet::new(); edits.len()];
        let mut values_changed = Vec::new();
        for (number, id) in ids.iter().enumerate() {
            if number % RECORDS_BETWEEN_LOOKS == 0 && (limits.is_cancelled)() {
                return None;
            }
            let Some(kind) = collection.kind_of(id) else { continue };
            if edits.iter().all(|edit| field(kind, edit.field).is_none()) {
                without_field.push(id.clone());
                continue;
            }
            let before = of_records.len();
            // Each edit begins with what the one before leaves.
            let mut values: HashMap<FieldId, Option<TypedValue>> = HashMap::new();
            for ((edit, count), changed) in edits.iter().zip(&mut counts).zip(&mut changes) {
                let Some(of_kind) = field(kind, edit.field) else { continue };
                let now = values
                    .entry(edit.field)
                    .or_insert_with(|| record_value(collection, id, edit.field));
                let steps = edit.action.steps(of_kind, now.as_ref());
                if !steps.is_empty()
                    && let Some(base) = now
                {
                    values_changed.extend(ChangedValue::of_field(collection, id, of_kind, base));
                }
                for step in &steps {
                    *now = after(now.take(), step);
                }
                count.all += 1;
                if !steps.is_empty() {
                    changed.insert(id);
                }
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
        let label = edits.first().map(BulkEdit::label).unwrap_or_default();
        let plan = EditPlan::unless(collection, label, &of_records, limits)?;
        for (count, changed) in counts.iter_mut().zip(&changes) {
            let refused = plan.refused.iter().filter(|one| changed.contains(&one.id)).count();
            (count.changed, count.refused) = (changed.len() - refused, refused);
        }
        let sentences =
            edits.iter().zip(counts).map(|(edit, count)| edit.sentence(count)).collect();
        Some(Self { plan, sentences, without_field, values: values_changed })
    }
}

/// Returns what an edit makes of the value of a field.
fn after(now: Option<TypedValue>, edit: &ValueEdit) -> Option<TypedValue> {
    let mut items = match now {
        None => Vec::new(),
        Some(TypedValue::List(items)) => items,
        Some(single) => vec![single],
    };
    match edit {
        ValueEdit::Set(value) => return Some(value.clone()),
        ValueEdit::Remove => return None,
        ValueEdit::AddItem { at, value } => {
            items.insert(at.unwrap_or(items.len()).min(items.len()), value.clone());
        }
        ValueEdit::SetItem { at, value } => {
            if let Some(item) = items.get_mut(*at) {
                item.clone_from(value);
            }
        }
        ValueEdit::RemoveItem { at } => {
            if *at < items.len() {
                items.remove(*at);
            }
        }
        ValueEdit::MoveItem { from, to } => {
            if *from < items.len() && *to < items.len() {
                let item = items.remove(*from);
                items.insert(*to, item);
            }
        }
    }
    (!items.is_empty()).then_some(TypedValue::List(items))
}

/// How many records an edit is for, and how many it changes.
#[derive(Clone, Copy, Debug, Default)]
struct EditCounts {
    all: usize,
    changed: usize,
    refused: usize,
}

impl BulkEdit {
    /// Returns what it does, in words for a list of what can be undone.
    fn label(&self) -> String {
        let name = self.field.as_str();
        match &self.action {
            BulkAction::Set(value) => format!("set {name} to {}", words(value)),
            BulkAction::Add(values) => format!("add {} to {name}", all_words(values)),
            BulkAction::TakeOut(values) => format!("take {} out of {name}", all_words(values)),
            BulkAction::Replace { old, new } => {
                format!("replace {} by {} in {name}", words(old), words(new))
            }
            BulkAction::Clear => format!("remove {name}"),
        }
    }

    fn sentence(&self, EditCounts { all, changed, refused }: EditCounts) -> String {
        let name = self.field.as_str();
        let rest = all - changed - refused;
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
        let refused = match refused {
            0 => String::new(),
            refused => format!("; {refused} cannot be changed"),
        };
        format!("{does} {changed} of {all}{others}{refused}")
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

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::collection::{Memory, load};

    fn texts(values: &[String]) -> Vec<TypedValue> {
        values.iter().map(TypedValue::text).collect()
    }

    /// Returns what an edit makes of a plain list.
    fn expected(mut list: Vec<String>, action: &BulkAction) -> Vec<String> {
        let plain = |values: &[TypedValue]| values.iter().map(words).collect::<Vec<_>>();
        match action {
            BulkAction::Set(value) => {
                if let TypedValue::List(values) = value {
                    plain(values)
                } else {
                    vec![words(value)]
                }
            }
            BulkAction::Add(values) => {
                for value in plain(values) {
                    if !list.contains(&value) {
                        list.push(value);
                    }
                }
                list
            }
            BulkAction::TakeOut(values) => {
                let values = plain(values);
                list.retain(|item| !values.contains(item));
                list
            }
            BulkAction::Replace { old, new } => {
                let (old, new) = (words(old), words(new));
                list.into_iter().map(|item| if item == old { new.clone() } else { item }).collect()
            }
            BulkAction::Clear => Vec::new(),
        }
    }

    fn any_action() -> impl Strategy<Value = BulkAction> {
        let values = || vec("[a-f]", 1..3);
        prop_oneof![
            values().prop_map(|values| BulkAction::Add(texts(&values))),
            values().prop_map(|values| BulkAction::TakeOut(texts(&values))),
            values().prop_map(|values| BulkAction::Set(TypedValue::List(texts(&values)))),
            ("[a-f]", "[a-f]").prop_map(|(old, new)| BulkAction::Replace {
                old: TypedValue::text(old),
                new: TypedValue::text(new),
            }),
            Just(BulkAction::Clear),
        ]
    }

    proptest! {
        /// Each edit of a field begins with what the one before leaves, not with what the file has.
        #[test]
        fn several_edits_of_a_list_follow_each_other(
            list in vec("[a-f]", 0..5),
            actions in vec(any_action(), 1..4),
        ) {
            let mut files = Memory::default();
            let listed: Vec<String> = list.iter().map(|item| format!("'{item}'")).collect();
            let tags = if list.is_empty() {
                String::new()
            } else {
                format!("tags = [{}] # ours\n", listed.join(", "))
            };
            files.put("victims/test-ann.toml", format!("title = 'Ann Test'\n{tags}"));
            let collection = load(&files);
            let id = Id::new("test-ann").unwrap();
            let edits: Vec<BulkEdit> = actions
                .iter()
                .map(|action| BulkEdit { field: FieldId::Tags, action: action.clone() })
                .collect();
            let plan = BulkPlan::of(&collection, std::slice::from_ref(&id), &edits).plan;
            prop_assert!(plan.refused.is_empty(), "{:?}", plan.refused);
            let planned = crate::session::file_edit::planned(&collection, &plan.change).unwrap();
            for file in planned.files() {
                files.put(file.path.clone(), file.after.as_deref().unwrap_or_default());
            }
            let now = match record_value(&load(&files), &id, FieldId::Tags) {
                None => Vec::new(),
                Some(TypedValue::List(items)) => items.iter().map(words).collect(),
                Some(single) => vec![words(&single)],
            };
            prop_assert_eq!(now, actions.iter().fold(list, expected));
        }
    }
}
