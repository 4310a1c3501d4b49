//! Edits of fields of records as one change of their files, and an edit of a field that someone else may have changed
//! meanwhile.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::collection::{Collection, File, Located, Placement};
use crate::diagnostic::{Diagnostic, Rule};
use crate::exchange::{Change, ChangedFile};
use crate::record::edit::{
    self, EditError, FieldPath, RowPath, TypedValue, ValueEdit, edit_field, field_value,
};
use crate::record::{FieldId, FileLayout, Id, RowKind};
use crate::session::file_edit::EditRefusal;
use crate::text::LineIndex;

/// So many records are edited between two looks at whether the plan is still wanted.
const RECORDS_BETWEEN_LOOKS: usize = 64;

/// What is to become of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordEdit {
    /// The record.
    pub id: Id,
    /// What of it.
    pub kind: RecordEditKind,
}

/// What of a record is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordEditKind {
    /// A field, its own or of a row.
    Field {
        /// The row; `None` for a field of the record itself.
        row: Option<RowPath>,
        /// The field.
        field: FieldId,
        /// What becomes of it.
        edit: ValueEdit,
    },
    /// An event, group or quote is added.
    AddRow {
        /// Which of them.
        kind: RowKind,
        /// Its fields, in the order of the format.
        fields: Vec<(FieldId, TypedValue)>,
    },
    /// A row is removed.
    RemoveRow(RowPath),
}

/// What came of several edits.
#[derive(Clone, Debug)]
pub struct EditPlan {
    /// The change of the files.
    pub change: Change,
    /// The records that change.
    pub changed: Vec<Id>,
    /// The records that are so already.
    pub unchanged: Vec<Id>,
    /// The records that cannot be edited, and why.
    pub refused: Vec<RefusedEdit>,
}

/// A record that cannot be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedEdit {
    /// The record.
    pub id: Id,
    /// Its file.
    pub path: PathBuf,
    /// Why.
    pub refusal: EditRefusal,
}

impl RecordEdit {
    /// Returns the edit of a field of a record itself.
    pub fn of_field(id: Id, field: FieldId, edit: ValueEdit) -> Self {
        Self { id, kind: RecordEditKind::Field { row: None, field, edit } }
    }
}

/// What a plan is bound by.
#[derive(Clone, Copy)]
pub(crate) struct PlanLimits<'l> {
    /// Returns whether the plan is not wanted any more.
    pub is_cancelled: &'l dyn Fn() -> bool,
    /// Returns why a file cannot be written.
    pub why_unwritable: &'l dyn Fn(&Path) -> Option<&'static str>,
}

impl PlanLimits<'_> {
    /// Returns those of a plan that is always wanted, of files that may all be written.
    pub(crate) fn none() -> Self {
        Self { is_cancelled: &|| false, why_unwritable: &|_| None }
    }
}

/// Returns why a record is not edited whose file cannot be written, as the system says.
pub(crate) fn unwritable(why: &str) -> EditRefusal {
    let (what, remedy) = why.split_once("; ").unwrap_or((why, "make it writable"));
    EditRefusal { what: what.to_owned(), remedy: remedy.to_owned() }
}

impl EditPlan {
    /// Plans edits of a collection as one change; edits of the same record follow each other. What cannot be edited is
    /// left out of it and named.
    pub fn of(collection: &Collection, label: impl Into<String>, edits: &[RecordEdit]) -> Self {
        let label = label.into();
        let planned = Self::unless(collection, label.clone(), edits, PlanLimits::none());
        planned.unwrap_or_else(|| Self {
            change: Change { label, files: Vec::new() },
            changed: Vec::new(),
            unchanged: Vec::new(),
            refused: Vec::new(),
        })
    }

    /// Does the same unless it is cancelled meanwhile; `None` if it was.
    pub(crate) fn unless(
        collection: &Collection,
        label: String,
        edits: &[RecordEdit],
        limits: PlanLimits<'_>,
    ) -> Option<Self> {
        let mut texts: BTreeMap<PathBuf, String> = BTreeMap::new();
        let (mut changed, mut unchanged, mut refused) = (Vec::new(), Vec::new(), Vec::new());
        let of_records = edits.chunk_by(|one, other| one.id == other.id);
        for (number, of_record) in of_records.enumerate() {
            if number % RECORDS_BETWEEN_LOOKS == 0 && (limits.is_cancelled)() {
                return None;
            }
            let Some(RecordEdit { id, .. }) = of_record.first() else { continue };
            let Some(located) = collection.get(id.as_str()) else {
                let refusal = EditRefusal {
                    what: format!("there is no record `{id}`"),
                    remedy: "look at the list as it is now".to_owned(),
                };
                refused.push(RefusedEdit { id: id.clone(), path: PathBuf::new(), refusal });
                continue;
            };
            let path = &located.file.path;
            if let Some(refusal) = why_unread(located.file) {
                refused.push(RefusedEdit { id: id.clone(), path: path.clone(), refusal });
                continue;
            }
            let before = texts.get(path).cloned();
            let before = before.unwrap_or_else(|| located.file.now().text().to_string());
            match edited(&located, &before, of_record) {
                Ok(after) if after == before => unchanged.push(id.clone()),
                Ok(after) => match (limits.why_unwritable)(path) {
                    None => {
                        texts.insert(path.clone(), after);
                        changed.push(id.clone());
                    }
                    Some(why) => {
                        let refusal = unwritable(why);
                        refused.push(RefusedEdit { id: id.clone(), path: path.clone(), refusal });
                    }
                },
                Err(error) => {
                    let refusal = refusal(&error);
                    refused.push(RefusedEdit { id: id.clone(), path: path.clone(), refusal });
                }
            }
        }
        let files = texts.into_iter().filter_map(|(path, after)| {
            let before = collection.file_at(&path)?.now().text().to_string();
            Some(ChangedFile::between(path, &before, &after))
        });
        let change = Change { label, files: files.collect() };
        Some(Self { change, changed, unchanged, refused })
    }
}

/// Returns why no record of a file is edited of which only a start could be read: what was planned of the start would not be
/// written, since the file is another than that.
fn why_unread(file: &File) -> Option<EditRefusal> {
    let is_unreadable = |problem: &&Diagnostic| problem.code == Rule::Unreadable;
    let problem = file.now().problems.iter().find(is_unreadable)?;
    let line = match problem.range.start() {
        0 => String::new(),
        start => format!("line {}: ", LineIndex::of(&file.now().text()).line_at(start)),
    };
    // What follows from it behind the semicolon, as who may read the file, is another matter.
    let why = problem.message.split_once("; ").map_or(&*problem.message, |(why, _)| why);
    let remedy = problem.help.as_deref().unwrap_or("see that the file can be read");
    Some(EditRefusal { what: format!("{line}{why}"), remedy: remedy.to_owned() })
}

pub(crate) fn refusal(error: &EditError) -> EditRefusal {
    EditRefusal { what: error.to_string(), remedy: error.hint().to_owned() }
}

/// Returns the table of a record in its file; `None` where the file is the record.
fn header_of(located: &Located<'_>) -> Option<Id> {
    match Placement::of(&located.file.path) {
        Placement::Records(FileLayout::Many { .. }) => Some(located.record.id.clone()),
        Placement::Records(FileLayout::One { .. })
        | Placement::Settings
        | Placement::BadName(..)
        | Placement::UnknownKind(_)
        | Placement::Misnamed(_)
        | Placement::Copy(_)
        | Placement::MisnamedSettings
        | Placement::Archived(_)
        | Placement::Foreign => None,
    }
}

/// Returns the value of a field of a record; `None` where it has none.
pub(crate) fn record_value(collection: &Collection, id: &Id, field: FieldId) -> Option<TypedValue> {
    let located = collection.get(id.as_str())?;
    let path = FieldPath { header: header_of(&located), row: None, field };
    field_value(&located.file.now().text(), &path)
}

/// Returns the text of a record's file after edits of the record.
fn edited(located: &Located<'_>, before: &str, edits: &[RecordEdit]) -> Result<String, EditError> {
    let header = header_of(located);
    let header_id = header.as_ref().map(Id::as_str);
    let mut text = before.to_owned();
    for RecordEdit { kind, .. } in edits {
        let splice = match kind {
            RecordEditKind::Field { row, field, edit } => {
                let path = FieldPath { header: header.clone(), row: *row, field: *field };
                edit_field(&text, located.record.kind, &path, edit)?
            }
            RecordEditKind::AddRow { kind, fields } => {
                Some(edit::add_row(&text, header_id, *kind, fields)?)
            }
            RecordEditKind::RemoveRow(row) => Some(edit::remove_row(&text, header_id, *row)?),
        };
        if let Some(splice) = splice {
            text = splice.apply(&text).map(|(after, _)| after).ok_or(EditError::Otherwise)?;
        }
    }
    Ok(text)
}

/// A field that is being edited, and what it was when that began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenField {
    /// The record.
    pub id: Id,
    /// The row; `None` for a field of the record itself.
    pub row: Option<RowPath>,
    /// The field.
    pub field: FieldId,
    /// Its value then; `None` where it had none.
    pub base: Option<TypedValue>,
    /// The other values of the row then, by which it is found again where rows come and go.
    siblings: Vec<(FieldId, TypedValue)>,
    /// The text of the file then.
    text: String,
}

/// A field that is being edited, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldNow {
    /// It has the value that the edit began with.
    Same(FieldPath),
    /// Someone else has changed it.
    Changed {
        /// Where it is.
        path: FieldPath,
        /// Its value now.
        theirs: Option<TypedValue>,
    },
    /// Its row is gone.
    Gone,
    /// Several rows have the other values that its row had, and nothing says which of them it is.
    Alike,
}

/// Where a row is by now.
enum RowNow {
    At(RowPath),
    Gone,
    Alike,
}

/// What became of a field while it was edited.
#[derive(Clone, Debug)]
pub enum RebasedEdit {
    /// It is as it was: the edit is planned, on the text as it is now.
    Planned {
        /// The plan.
        plan: Box<EditPlan>,
        /// Whether something else in the file has changed, so that a front end should say so.
        is_rebased: bool,
    },
    /// Someone else has changed it.
    Conflict {
        /// Its value when the edit began.
        base: Option<TypedValue>,
        /// Its value now; a front end shows it beside what was typed.
        theirs: Option<TypedValue>,
    },
    /// The record or its row is gone, or several rows are like it.
    Gone,
}

impl OpenField {
    /// Returns a field as it is now, to be edited; `None` where there is no such record or row.
    pub fn of(
        collection: &Collection,
        id: &Id,
        row: Option<RowPath>,
        field: FieldId,
    ) -> Option<Self> {
        let text = collection.get(id.as_str())?.file.now().text().to_string();
        Self::in_text(collection, text, id, row, field)
    }

    /// Returns a field of a record itself that has this value, whatever else is in the file.
    pub(crate) fn of_value(id: Id, field: FieldId, base: TypedValue) -> Self {
        Self { id, row: None, field, base: Some(base), siblings: Vec::new(), text: String::new() }
    }

    /// Returns the same where the file has another text by now, which the collection is still to read.
    pub fn in_text(
        collection: &Collection,
        text: String,
        id: &Id,
        row: Option<RowPath>,
        field: FieldId,
    ) -> Option<Self> {
        let located = collection.get(id.as_str())?;
        let path = FieldPath { header: header_of(&located), row, field };
        let base = field_value(&text, &path);
        let siblings = row.map(|row| siblings(&text, &path, row)).unwrap_or_default();
        if row.is_some_and(|row| row.number >= count_rows(&located, row.kind)) {
            return None;
        }
        Some(Self { id: id.clone(), row, field, base, siblings, text })
    }

    /// Takes another value for the one that the edit began with, since someone else wrote it and the user has seen it.
    pub fn begin_with(&mut self, base: Option<TypedValue>) {
        self.base = base;
    }

    /// Returns whether a text of the file is another one than when the edit began.
    pub fn is_elsewhere(&self, text: &str) -> bool {
        text != self.text
    }

    /// Returns where the field is in a text of its file now, and whether someone else has changed it.
    pub fn now(&self, located: &Located<'_>, text: &str) -> FieldNow {
        let row = match self.row {
            Some(row) => match self.row_now(located, text, row) {
                RowNow::At(row) => Some(row),
                RowNow::Gone => return FieldNow::Gone,
                RowNow::Alike => return FieldNow::Alike,
            },
            None => None,
        };
        let path = FieldPath { header: header_of(located), row, field: self.field };
        let theirs = field_value(text, &path);
        if theirs == self.base { FieldNow::Same(path) } else { FieldNow::Changed { path, theirs } }
    }

    /// Plans an edit of the field on the collection as it is now.
    pub fn planned(&self, collection: &Collection, edit: &ValueEdit) -> RebasedEdit {
        let Some(located) = collection.get(self.id.as_str()) else { return RebasedEdit::Gone };
        let text = located.file.now().text().to_string();
        let path = match self.now(&located, &text) {
            FieldNow::Gone | FieldNow::Alike => return RebasedEdit::Gone,
            FieldNow::Changed { theirs, .. } => {
                return RebasedEdit::Conflict { base: self.base.clone(), theirs };
            }
            FieldNow::Same(path) => path,
        };
        let label = format!("edit {}", self.field.as_str());
        let kind = RecordEditKind::Field { row: path.row, field: self.field, edit: edit.clone() };
        let edits = [RecordEdit { id: self.id.clone(), kind }];
        let plan = Box::new(EditPlan::of(collection, label, &edits));
        RebasedEdit::Planned { plan, is_rebased: self.is_elsewhere(&text) }
    }

    /// Returns the row as it is numbered now: the one with the number that it had, where its other values are the same,
    /// or else the only one that has them.
    fn row_now(&self, located: &Located<'_>, text: &str, row: RowPath) -> RowNow {
        let count = count_rows(located, row.kind);
        let header = header_of(located);
        let is_same = |row: &RowPath| {
            let path = FieldPath { header: header.clone(), row: Some(*row), field: self.field };
            siblings(text, &path, *row) == self.siblings
        };
        if row.number < count && is_same(&row) {
            return RowNow::At(row);
        }
        let mut same = (0..count).map(|number| RowPath { number, ..row }).filter(is_same);
        match (same.next(), same.next()) {
            (None, _) => RowNow::Gone,
            (Some(row), None) => RowNow::At(row),
            (Some(_), Some(_)) => RowNow::Alike,
        }
    }
}

fn count_rows(located: &Located<'_>, kind: RowKind) -> usize {
    match kind {
        RowKind::Quote => located.record.quotes.len(),
        RowKind::Event | RowKind::Group | RowKind::Custody => located.record.rows(kind).count(),
    }
}

/// Returns the values of a row but for one field.
fn siblings(text: &str, path: &FieldPath, row: RowPath) -> Vec<(FieldId, TypedValue)> {
    let others = crate::record::row_fields(row.kind).iter().map(|field| field.name);
    let others = others.filter(|name| *name != path.field);
    let value = |name| Some((name, field_value(text, &FieldPath { field: name, ..path.clone() })?));
    others.filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Loader, Memory};
    use crate::session::bulk_edit::{BulkAction, BulkEdit, BulkPlan};
    use crate::session::change_preview::ChangePreview;

    const ANN: &str =
        "title = 'Ann Test'\nage = 14\n\n[[event]]\nwhat = 'One'\n\n[[event]]\nwhat = 'Two'\n";

    fn collection(text: &str) -> Collection {
        let mut files = Memory::default();
        files.put("victims/ann.toml", text);
        files.put("places.toml", "[port]\nname = 'Port'\n[town]\nname = 'Town'\n");
        Loader::after(&Collection::default()).load(&files).checked()
    }

    fn ann() -> Id {
        Id::new("ann").unwrap()
    }

    fn set(words: &str) -> ValueEdit {
        ValueEdit::Set(TypedValue::text(words))
    }

    fn after(collection: &Collection, edit: &RebasedEdit) -> Option<String> {
        let RebasedEdit::Planned { plan, .. } = edit else { return None };
        ChangePreview::of(collection, &plan.change).unwrap().planned.files()[0].after.clone()
    }

    #[test]
    fn an_edit_is_rebased_where_its_field_is_as_it_was_and_a_conflict_where_it_is_not() {
        let base = collection(ANN);
        let title = OpenField::of(&base, &ann(), None, FieldId::Title).unwrap();
        let same = title.planned(&base, &set("Ann"));
        assert!(matches!(same, RebasedEdit::Planned { is_rebased: false, .. }));
        let theirs = collection(&ANN.replace("14", "15"));
        let rebased = title.planned(&theirs, &set("Ann"));
        assert!(matches!(rebased, RebasedEdit::Planned { is_rebased: true, .. }));
        let expected = ANN.replace("14", "15").replace("Ann Test", "Ann");
        assert_eq!(after(&theirs, &rebased), Some(expected));
        let theirs = collection(&ANN.replace("Ann Test", "Anna Test"));
        let RebasedEdit::Conflict { base, theirs } = title.planned(&theirs, &set("Ann")) else {
            panic!("it is a conflict")
        };
        assert_eq!(base, Some(TypedValue::text("Ann Test")));
        assert_eq!(theirs, Some(TypedValue::text("Anna Test")));
        assert!(matches!(title.planned(&Collection::default(), &set("x")), RebasedEdit::Gone));
    }

    #[test]
    fn a_row_is_found_again_by_its_other_values() {
        let text = ANN.replace("what = 'Two'", "date = '2021'\nwhat = 'Two'");
        let base = collection(&text);
        let row = Some(RowPath { kind: RowKind::Event, number: 1 });
        let what = OpenField::of(&base, &ann(), row, FieldId::What).unwrap();
        let one_more = text.replacen("[[event]]", "[[event]]\nwhat = 'Zero'\n\n[[event]]", 1);
        let theirs = collection(&one_more);
        let rebased = what.planned(&theirs, &set("Second"));
        assert_eq!(after(&theirs, &rebased), Some(one_more.replace("'Two'", "'Second'")));
        let gone = collection(&text.replace("2021", "2022"));
        assert!(matches!(what.planned(&gone, &set("x")), RebasedEdit::Gone));
    }

    #[test]
    fn a_preview_says_which_problems_come_and_go() {
        let base = collection("title = 'Ann Test'\nhome = 'prot'\n");
        let edit = RecordEdit::of_field(ann(), FieldId::Home, set("port"));
        let plan = EditPlan::of(&base, "test", &[edit]);
        let preview = ChangePreview::of(&base, &plan.change).unwrap();
        let rules = |problems: &[crate::session::PreviewProblem]| -> Vec<&'static str> {
            problems.iter().map(|found| found.problem.code.name()).collect()
        };
        assert!(rules(&preview.gone).contains(&"dangling-link"), "{:?}", preview.gone);
        assert!(!rules(&preview.come).contains(&"dangling-link"), "{:?}", preview.come);
    }

    #[test]
    fn what_is_so_already_changes_no_file() {
        let base = collection("title = 'Ann Test'\ntags = ['a', 'b']\n");
        let bulk =
            |action| BulkPlan::of(&base, &[ann()], &[BulkEdit { field: FieldId::Tags, action }]);
        let text = TypedValue::text;
        for action in [
            BulkAction::Add(vec![text("a")]),
            BulkAction::TakeOut(vec![text("c")]),
            BulkAction::Replace { old: text("c"), new: text("d") },
            BulkAction::Set(TypedValue::List(vec![text("a"), text("b")])),
        ] {
            let plan = bulk(action).plan;
            assert_eq!((plan.change.files.len(), plan.unchanged), (0, vec![ann()]));
        }
        let replaced = bulk(BulkAction::Replace { old: text("a"), new: text("c") });
        assert_eq!(replaced.sentences, ["replaces a by c in tags of 1 of 1"]);
        assert_eq!(replaced.plan.changed, [ann()]);
    }
}
