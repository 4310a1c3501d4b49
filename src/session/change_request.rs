//! A change of whole records or of many of them, as it is asked for: planned and tried in memory before anything is written.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use crate::collection::{Collection, Mention, Placement};
use crate::exchange::{Change, ChangedFile, PlannedFile, file_diff};
use crate::record::edit::{RowPath, copy_record, remove_record, without_quotes_of_file};
use crate::record::{FileLayout, Id};
use crate::session::bulk_edit::{BulkEdit, BulkPlan};
use crate::session::change_preview::{ChangePreview, PreviewProblem};
use crate::session::doubted_quotes::ChangedValue;
use crate::session::file_edit::EditRefusal;
use crate::session::new_record::{NewRecord, NewRecordError};
use crate::session::record_edit::{
    EditPlan, PlanLimits, RecordEdit, RecordEditKind, RefusedEdit, refusal, unwritable,
};
use crate::session::rename::{PossibleLinks, RenameError, RenamePlan};
use crate::text::counted;

/// What is to become of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeRequest {
    /// A field of many of them changes.
    Bulk {
        /// The records.
        ids: Arc<[Id]>,
        /// What becomes of each.
        edits: Vec<BulkEdit>,
    },
    /// A record gets another id.
    Rename {
        /// The id.
        id: Id,
        /// The id that it is to have.
        new: Id,
    },
    /// A record is deleted.
    Delete(Id),
    /// A row of a record is removed.
    RemoveRow {
        /// The record.
        id: Id,
        /// The event, group or quote.
        row: RowPath,
    },
    /// A copy of a record is created.
    Copy {
        /// The record.
        id: Id,
        /// The id of the copy.
        new: Id,
    },
}

/// A change that was asked for, with all that is to be seen before it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeProposal {
    /// What it does, in words for a list of what can be undone.
    pub label: String,
    /// What it does, with how often.
    pub sentences: Vec<String>,
    /// The files and their texts.
    pub files: Vec<ProposedFile>,
    /// The records that cannot be changed, and why.
    pub refused: Vec<RefusedEdit>,
    /// The records that link to what would be gone.
    pub links_lost: Vec<Id>,
    /// The lines that cannot be read and may link to it.
    pub unread: Option<PossibleLinks>,
    /// The problems that there would be and are not yet.
    pub come: Vec<PreviewProblem>,
    /// The problems that there are and would no longer be.
    pub gone: Vec<PreviewProblem>,
    /// The values that change although quotes were chosen for them.
    pub values: Arc<Vec<ChangedValue>>,
}

/// A file of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedFile {
    /// What becomes of it.
    pub changed: ChangedFile,
    /// The file that it replaces under another name.
    pub like: Option<PathBuf>,
    /// How its text changes, as a unified diff; of the first files alone.
    pub diff: Option<Arc<str>>,
}

/// Of so many files it is found out how their texts change: all of them would be more than anyone looks at.
pub(crate) const MOST_DIFFS: usize = 1_000;

/// What keeps a plan going: it is given up once this is dropped.
#[derive(Clone, Debug, Default)]
pub struct PlanGuard(Arc<()>);

/// Whether a plan is still wanted.
#[derive(Clone, Debug, Default)]
pub struct PlanToken(Weak<()>);

impl PlanGuard {
    /// Returns the token for what computes the plan.
    pub fn token(&self) -> PlanToken {
        PlanToken(Arc::downgrade(&self.0))
    }
}

impl PlanToken {
    /// Returns whether no one waits for the plan any more.
    pub fn is_cancelled(&self) -> bool {
        self.0.strong_count() == 0
    }
}

impl PartialEq for PlanToken {
    fn eq(&self, other: &Self) -> bool {
        self.0.ptr_eq(&other.0)
    }
}

impl Eq for PlanToken {}

impl ChangeRequest {
    /// Has `follow` put the ids that records have now in the place of those that they had.
    pub(crate) fn follow_ids(&mut self, follow: &mut dyn FnMut(&mut Id)) {
        match self {
            Self::Bulk { ids, .. } => {
                let mut now = ids.to_vec();
                now.iter_mut().for_each(follow);
                *ids = now.into();
            }
            Self::Rename { id, .. }
            | Self::Delete(id)
            | Self::RemoveRow { id, .. }
            | Self::Copy { id, .. } => follow(id),
        }
    }

    /// Plans the change of a collection and tries it; `None` if that was given up. A file that cannot be written, for which
    /// `why_unwritable` gives a reason, is left out of a change of many files, and keeps any other from being made.
    ///
    /// # Errors
    ///
    /// Says why nothing of it can be done.
    pub fn proposal(
        &self,
        collection: &Collection,
        token: &PlanToken,
        why_unwritable: &dyn Fn(&Path) -> Option<&'static str>,
    ) -> Option<Result<ChangeProposal, EditRefusal>> {
        let is_cancelled = || token.is_cancelled();
        let limits = PlanLimits { is_cancelled: &is_cancelled, why_unwritable };
        let planned = match self {
            Self::Bulk { ids, edits } => {
                Ok(of_bulk(BulkPlan::unless(collection, ids, edits, limits)?))
            }
            Self::Rename { id, new } => of_rename(collection, id, new),
            Self::Delete(id) => of_delete(collection, id),
            Self::RemoveRow { id, row } => of_row(collection, id, *row),
            Self::Copy { id, new } => of_copy(collection, id, new),
        };
        if token.is_cancelled() {
            return None;
        }
        match planned {
            Ok(planned) => planned.tried(collection, self, limits).transpose(),
            Err(refused) => Some(Err(refused)),
        }
    }
}

/// A proposal that was not tried yet.
#[derive(Default)]
struct PlannedRequest {
    change: Option<Change>,
    sentences: Vec<String>,
    refused: Vec<RefusedEdit>,
    links_lost: Vec<Id>,
    unread: Option<PossibleLinks>,
    values: Vec<ChangedValue>,
}

impl PlannedRequest {
    /// Tries the change; `None` if that was given up.
    fn tried(
        self,
        collection: &Collection,
        request: &ChangeRequest,
        limits: PlanLimits<'_>,
    ) -> Result<Option<ChangeProposal>, EditRefusal> {
        let Self { change, sentences, refused, links_lost, unread, values } = self;
        let mut proposal = ChangeProposal {
            sentences,
            refused,
            links_lost,
            unread,
            values: Arc::new(values),
            ..ChangeProposal::default()
        };
        let Some(change) = change.filter(|change| !change.files.is_empty()) else {
            return Ok(Some(proposal));
        };
        proposal.label.clone_from(&change.label);
        let is_bulk = matches!(request, ChangeRequest::Bulk { .. });
        let why = |file: &ChangedFile| {
            Some((file.path().to_owned(), (limits.why_unwritable)(file.path())?))
        };
        if let Some((path, why)) = change.files.iter().filter(|_| !is_bulk).find_map(why) {
            let EditRefusal { what, remedy } = unwritable(why);
            return Err(EditRefusal { what: format!("{}: {what}", path.display()), remedy });
        }
        let preview = ChangePreview::unless(collection, &change, limits.is_cancelled)?;
        let Some(mut preview) = preview else { return Ok(None) };
        if let ChangeRequest::Rename { id, new } = request {
            preview.leave_out_renamed(id.as_str(), new.as_str());
        }
        let planned = preview.planned.files();
        let text_before = |path: &Path| {
            let file = planned.iter().find(|file| file.path == path)?;
            file.before.as_deref()
        };
        let files = change.files.into_iter().zip(planned).enumerate();
        let proposed = |(number, (changed, file)): (usize, (ChangedFile, &PlannedFile))| {
            let PlannedFile { path, before, after, like, .. } = file;
            // A file under another name is compared with the one that it was.
            let before = before.as_deref().or_else(|| text_before(like.as_deref()?));
            let is_shown = number < MOST_DIFFS && !changed.is_old_name();
            let diff = is_shown.then(|| file_diff(path, before, after.as_deref()).into());
            ProposedFile { changed, like: like.clone(), diff }
        };
        proposal.files = files.map(proposed).collect();
        (proposal.come, proposal.gone) = (preview.come, preview.gone);
        Ok(Some(proposal))
    }
}

fn of_bulk(plan: BulkPlan) -> PlannedRequest {
    let BulkPlan { plan, mut sentences, without_field, values } = plan;
    match without_field.len() {
        0 => {}
        1 => {
            sentences
                .push("1 record is of a kind without this field and stays as it is".to_owned());
        }
        count => sentences
            .push(format!("{count} records are of kinds without this field and stay as they are")),
    }
    PlannedRequest {
        change: Some(plan.change),
        sentences,
        refused: plan.refused,
        values,
        ..PlannedRequest::default()
    }
}

fn of_rename(collection: &Collection, id: &Id, new: &Id) -> Result<PlannedRequest, EditRefusal> {
    let plan = RenamePlan::of(collection, id, new.as_str()).map_err(|error| match error {
        RenameError::NoRecord => no_record(id),
        RenameError::SameId => EditRefusal {
            what: format!("the record has the id `{id}` already"),
            remedy: "write another id".to_owned(),
        },
        RenameError::Ambiguous => ambiguous(id),
        RenameError::BadId(error) => bad_id(&error),
        RenameError::File { path, refusal: EditRefusal { what, remedy } } => {
            EditRefusal { what: format!("{} cannot be changed: {what}", path.display()), remedy }
        }
        RenameError::Unread(links) => EditRefusal {
            what: links.what(|path| path.display().to_string()),
            remedy: links.remedy().to_owned(),
        },
    })?;
    let mut sentences = vec![format!("the id `{id}` becomes `{new}`"), follow_in_words(&plan)];
    sentences.extend(plan.unchanged_in_words());
    Ok(PlannedRequest { change: Some(plan.change), sentences, ..PlannedRequest::default() })
}

/// Says what changes with the id of a record.
fn follow_in_words(plan: &RenamePlan) -> String {
    let links = (plan.links > 0).then(|| {
        let (links, files) = (counted(plan.links, "link"), counted(plan.files_with_links, "file"));
        format!("{links} to it in {files}")
    });
    let archived = plan.archived.then(|| "its archived text".to_owned());
    let views = (plan.views > 0).then(|| counted(plan.views, "saved view"));
    let all: Vec<String> = [links, archived, views].into_iter().flatten().collect();
    match all.split_last() {
        None => "no other record links to it".to_owned(),
        Some((last, [])) => format!("{last} will follow"),
        Some((last, before)) => format!("{} and {last} will follow", before.join(", ")),
    }
}

fn of_delete(collection: &Collection, id: &Id) -> Result<PlannedRequest, EditRefusal> {
    let located = collection.get(id.as_str()).ok_or_else(|| no_record(id))?;
    let file = located.file;
    let (text, path) = (file.now().text(), &file.path);
    let is_own = |placement| matches!(placement, Placement::Records(FileLayout::One { .. }));
    let (changed, unread) = if is_own(Placement::of(path)) {
        let unread = PossibleLinks::to_deleted(collection, id, path, None);
        (ChangedFile::delete(path, &text), unread)
    } else {
        if file.now().records().iter().filter(|record| record.id == *id).count() > 1 {
            return Err(ambiguous(id));
        }
        let splices = remove_record(&text, id.as_str()).map_err(|error| refusal(&error))?;
        let unread = PossibleLinks::to_deleted(collection, id, path, Some(&splices));
        (ChangedFile::of(path, &text, splices).ok_or_else(|| no_record(id))?, unread)
    };
    let mut links_lost: Vec<Id> = Vec::new();
    for Mention { from, .. } in collection.mentions(id) {
        if from != id && !links_lost.contains(from) {
            links_lost.push(from.clone());
        }
    }
    let mut sentences = vec![match links_lost.len() {
        0 => "the record will be deleted; no other record links to it".to_owned(),
        1 => "the record will be deleted; 1 other record links to it, and its link will lead to nothing".to_owned(),
        count => format!(
            "the record will be deleted; {count} other records link to it, and their links will lead to nothing"
        ),
    }];
    let archived = Path::new("archive").join(format!("{id}.txt"));
    if collection.archived_at(&archived).is_some() {
        sentences.push("its archived text will stay where it is".to_owned());
    }
    let change = Some(Change { label: format!("delete {id}"), files: vec![changed] });
    let unread = Some(unread);
    Ok(PlannedRequest { change, sentences, links_lost, unread, ..PlannedRequest::default() })
}

fn of_row(collection: &Collection, id: &Id, row: RowPath) -> Result<PlannedRequest, EditRefusal> {
    let name = row.kind.name();
    let edit = RecordEdit { id: id.clone(), kind: RecordEditKind::RemoveRow(row) };
    let plan = EditPlan::of(collection, format!("remove a {name} of {id}"), &[edit]);
    match plan.refused.into_iter().next() {
        Some(refused) => Err(refused.refusal),
        None => Ok(PlannedRequest {
            change: Some(plan.change),
            sentences: vec![format!("the {name} will be removed with all its lines")],
            ..PlannedRequest::default()
        }),
    }
}

fn of_copy(collection: &Collection, id: &Id, new: &Id) -> Result<PlannedRequest, EditRefusal> {
    let located = collection.get(id.as_str()).ok_or_else(|| no_record(id))?;
    let kind = located.record.kind;
    let free = NewRecord::of(collection, kind, new.as_str()).map_err(|error| bad_id(&error))?;
    let (text, path) = (located.file.now().text(), &located.file.path);
    let changed = match Placement::of(path) {
        Placement::Records(FileLayout::Many { .. }) => {
            let splice = copy_record(&text, id.as_str(), new).map_err(|error| refusal(&error))?;
            ChangedFile::of(path, &text, vec![splice]).ok_or_else(|| no_record(id))?
        }
        Placement::Records(FileLayout::One { .. })
        | Placement::Settings
        | Placement::BadName(..)
        | Placement::UnknownKind(_)
        | Placement::Misnamed(_)
        | Placement::Copy(_)
        | Placement::MisnamedSettings
        | Placement::Archived(_)
        | Placement::Foreign => {
            let text = without_quotes_of_file(&text).map_err(|error| refusal(&error))?;
            ChangedFile::create(free.file(), text)
        }
    };
    let quotes = located.record.quotes.len();
    let quotes = match quotes {
        0 => "",
        1 => "; its quote is left out, since it speaks of the other record",
        _ => "; its quotes are left out, since they speak of the other record",
    };
    let sentences = vec![format!("a copy of `{id}` will have the id `{new}`{quotes}")];
    let change = Change { label: format!("copy {id} to {new}"), files: vec![changed] };
    Ok(PlannedRequest { change: Some(change), sentences, ..PlannedRequest::default() })
}

fn no_record(id: &Id) -> EditRefusal {
    EditRefusal {
        what: format!("there is no record `{id}`"),
        remedy: "look at the list as it is now".to_owned(),
    }
}

fn ambiguous(id: &Id) -> EditRefusal {
    EditRefusal {
        what: format!("more than one record has the id `{id}`"),
        remedy: "give one of them another id in its file first".to_owned(),
    }
}

fn bad_id(error: &NewRecordError) -> EditRefusal {
    let what = error.what(|path| path.display().to_string());
    EditRefusal { what, remedy: error.hint() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Loader, Memory};
    use crate::record::FieldId;
    use crate::record::edit::TypedValue;
    use crate::session::bulk_edit::BulkAction;
    use crate::session::write_order::text_in;

    const ANN: &str = "title = 'Ann Test'\nrecruitment_place = 'port'\ntags = ['a']\n\n[[quote]]\nsource = 'paper'\ntext = 'Ann.'\n";

    fn collection() -> Collection {
        let mut files = Memory::default();
        files.put("victims/ann.toml", ANN);
        files.put("victims/bo.toml", "title = 'Bo Test'\nhome = 'port'\n");
        files.put("places.toml", "[port]\nname = 'Port'\n\n[town]\nname = 'Town'\n");
        files.put("sources.toml", "[paper]\ntitle = 'A Paper'\n");
        files.put("archive/paper.txt", "Ann.\n");
        Loader::after(&Collection::default()).load(&files).checked()
    }

    fn id(name: &str) -> Id {
        Id::new(name).unwrap()
    }

    #[track_caller]
    fn proposed(request: &ChangeRequest) -> ChangeProposal {
        let guard = PlanGuard::default();
        request.proposal(&collection(), &guard.token(), &|_| None).unwrap().unwrap()
    }

    fn after(proposal: &ChangeProposal) -> Vec<(String, Option<String>)> {
        let files = proposal.files.iter().map(|file| file.changed.clone()).collect();
        let change = Change { label: String::new(), files };
        let collection = collection();
        let planned = change.plan(|path| text_in(&collection, path)).unwrap();
        let files = planned.files().iter();
        files.map(|file| (file.path.display().to_string(), file.after.clone())).collect()
    }

    #[test]
    fn a_bulk_edit_is_counted_and_tried() {
        let add = BulkAction::Add(vec![TypedValue::text("a")]);
        let edits = vec![BulkEdit { field: FieldId::Tags, action: add }];
        let ids = [id("ann"), id("bo"), id("port")];
        let request = ChangeRequest::Bulk { ids: ids.into(), edits };
        let proposal = proposed(&request);
        assert_eq!(
            proposal.sentences,
            [
                "adds a to tags of 1 of 2; 1 has it already",
                "1 record is of a kind without this field and stays as it is"
            ]
        );
        let bo = "title = 'Bo Test'\nhome = 'port'\ntags = [\"a\"]\n";
        assert_eq!(after(&proposal), [("victims/bo.toml".to_owned(), Some(bo.to_owned()))]);
        let guard = PlanGuard::default();
        let token = guard.token();
        drop(guard);
        assert!(request.proposal(&collection(), &token, &|_| None).is_none());
    }

    #[test]
    fn a_record_is_deleted_after_it_was_said_what_links_to_it() {
        let proposal = proposed(&ChangeRequest::Delete(id("port")));
        assert_eq!(
            proposal.sentences,
            [
                "the record will be deleted; 2 other records link to it, and their links will lead to nothing"
            ]
        );
        assert_eq!(proposal.links_lost, [id("ann"), id("bo")]);
        let dangling = |one: &PreviewProblem| one.problem.code.name() == "dangling-link";
        assert!(proposal.come.iter().any(dangling), "{:?}", proposal.come);
        let town = Some("[town]\nname = 'Town'\n".to_owned());
        assert_eq!(after(&proposal), [("places.toml".to_owned(), town)]);
        let proposal = proposed(&ChangeRequest::Delete(id("bo")));
        assert_eq!(proposal.sentences, ["the record will be deleted; no other record links to it"]);
        assert_eq!(after(&proposal), [("victims/bo.toml".to_owned(), None)]);
        let proposal = proposed(&ChangeRequest::Delete(id("paper")));
        assert_eq!(proposal.sentences[1], "its archived text will stay where it is");
    }

    #[test]
    fn lines_that_cannot_be_read_and_name_a_record_are_counted_before_it_is_deleted() {
        let mut files = Memory::default();
        files.put("victims/ann.toml", "title = 'Ann Test'\nhome = port\n# port\ntags = ['port'\n");
        files.put("victims/bo.toml", "title = 'Bo Test'\nhome = 'port'\n");
        files.put("victims/cy.toml", "title = 'Cy Test'\nhome = [port]\n");
        files.put("places.toml", "[port]\nname = 'Port'\n\n[town]\nname = 'Town'\n");
        let collection = Loader::after(&Collection::default()).load(&files).checked();
        let guard = PlanGuard::default();
        let request = ChangeRequest::Delete(id("port"));
        let proposal = request.proposal(&collection, &guard.token(), &|_| None).unwrap().unwrap();
        let said = proposal.unread.unwrap().beside_deletion(|path| path.display().to_string());
        assert_eq!(
            said.unwrap(),
            "2 lines that cannot be read name it too, and may link to it: victims/ann.toml:2, victims/cy.toml:2"
        );
    }

    #[test]
    fn a_copy_has_no_quotes_and_says_so() {
        let proposal = proposed(&ChangeRequest::Copy { id: id("ann"), new: id("cy") });
        assert_eq!(
            proposal.sentences,
            [
                "a copy of `ann` will have the id `cy`; its quote is left out, since it speaks of the other record"
            ]
        );
        let copy = ANN.split_once("\n[[quote]]").unwrap().0;
        assert_eq!(after(&proposal), [("victims/cy.toml".to_owned(), Some(copy.to_owned()))]);
        let proposal = proposed(&ChangeRequest::Copy { id: id("port"), new: id("harbour") });
        let places = "[port]\nname = 'Port'\n\n[harbour]\nname = 'Port'\n\n[town]\nname = 'Town'\n";
        assert_eq!(after(&proposal), [("places.toml".to_owned(), Some(places.to_owned()))]);
    }

    #[test]
    fn a_rename_says_how_many_links_follow_and_what_cannot_be_is_refused() {
        let proposal = proposed(&ChangeRequest::Rename { id: id("port"), new: id("harbour") });
        assert_eq!(
            proposal.sentences,
            ["the id `port` becomes `harbour`", "2 links to it in 2 files will follow"]
        );
        assert!(proposal.come.is_empty() && proposal.gone.is_empty(), "{proposal:?}");
        let guard = PlanGuard::default();
        let refused = |request: ChangeRequest| {
            request.proposal(&collection(), &guard.token(), &|_| None).unwrap().unwrap_err().what
        };
        let taken = refused(ChangeRequest::Rename { id: id("port"), new: id("town") });
        assert!(taken.starts_with("the id `town` is taken"), "{taken}");
        let taken = refused(ChangeRequest::Copy { id: id("port"), new: id("ann") });
        assert!(taken.starts_with("the id `ann` is taken"), "{taken}");
        assert_eq!(refused(ChangeRequest::Delete(id("cy"))), "there is no record `cy`");
    }
}
