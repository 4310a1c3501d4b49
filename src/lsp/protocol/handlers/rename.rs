//! Rename: an id in all files, at a place or because a file gets another name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::{
    DocumentChange, PrepareRenameParams, PrepareRenamePlaceholder, RenameFile, RenameFilesParams,
    RenameParams, WorkspaceEdit,
};
use rayon::prelude::*;

use super::super::context::RequestContext;
use super::super::documents::DocumentStore;
use super::super::edits::{FileSplices, confirm_first, document_edit, workspace_edit};
use super::super::refusal::{RequestQuestion, RequestRefusal};
use super::super::texts::text_of;
use crate::collection::{Collection, Disk, FileSource as _};
use crate::exchange::{Change, ChangedFile, PlannedFile};
use crate::lsp::answers::fixes::line_splices;
use crate::lsp::answers::rename::{plan_rename, renamable, renamed_by_file};
use crate::record::Id;
use crate::session::file_edit::planned as planned_change;

/// In more files than this nothing is renamed before the user was asked.
const MOST_UNASKED: usize = 20;

/// Answers `textDocument/prepareRename`.
pub(crate) fn prepare(
    context: &mut RequestContext<'_>,
    asked: &PrepareRenameParams,
) -> Option<PrepareRenamePlaceholder> {
    let place = context.place(&asked.text_document_position_params)?;
    let (id, range) = renamable(&context.asked(&place))?;
    let range = context.range(&place.path, range);
    Some(PrepareRenamePlaceholder { range, placeholder: id.to_string() })
}

/// Answers `textDocument/rename`: the edits of all files, and the new names of files that are named for the id.
pub(crate) fn rename(
    context: &mut RequestContext<'_>,
    asked: &RenameParams,
) -> Result<WorkspaceEdit, RequestRefusal> {
    let impossible = |why: &str| RequestRefusal::Impossible(why.to_owned());
    let place = context.place(&asked.text_document_position_params);
    let place = place.ok_or_else(|| impossible("this is no file of the collection"))?;
    let (old, _) = renamable(&context.asked(&place))
        .ok_or_else(|| impossible("there is no id of a record here"))?;
    let FileRenames { edits, moved } = planned(context, &old, &asked.new_name)?;
    if !moved.is_empty() && !context.abilities.renames_files {
        return Err(RequestRefusal::Impossible(format!(
            "a file is named for `{old}`, and this editor lets no server rename files; save all files and run: casebook rename {old} {}",
            asked.new_name
        )));
    }
    if edits.len() > MOST_UNASKED && !context.is_confirmed {
        let (count, new) = (edits.len(), &asked.new_name);
        let command = format!("save all files and run: casebook rename {old} {new}");
        return Err(RequestRefusal::Unconfirmed(RequestQuestion {
            question: format!(
                "`{old}` is named in {count} files, which the editor will open and leave unsaved. To change them on the disk in one step, {command}"
            ),
            consent: format!("Rename in {count} files"),
            otherwise: format!("nothing was renamed; to change the files on the disk, {command}"),
        }));
    }
    let asks_by_edit = edits.len() > MOST_UNASKED && !context.abilities.asks_users;
    let with_questions = |mut edit: WorkspaceEdit| {
        let settings = context.folders.uri_of(Path::new("casebook.toml"));
        let of_views = ("views", format!("Saved views that name `{old}`"));
        confirm_first(context, &mut edit, of_views, |uri| *uri == settings);
        if asks_by_edit {
            let count = edits.len();
            let of_all = ("all", format!("Rename `{old}` in {count} files"));
            confirm_first(context, &mut edit, of_all, |_| true);
        }
        edit
    };
    if moved.is_empty() {
        return Ok(with_questions(workspace_edit(context, &edits)));
    }
    let mut changes: Vec<DocumentChange> = edits
        .iter()
        .map(|file| DocumentChange::TextDocumentEdit(document_edit(context, file)))
        .collect();
    changes.extend(moved.iter().map(|(from, to)| {
        let (old_uri, new_uri) = (context.folders.uri_of(from), context.folders.uri_of(to));
        DocumentChange::RenameFile(RenameFile::new(old_uri, new_uri, None, None))
    }));
    let edit = WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() };
    Ok(with_questions(edit))
}

/// Answers `workspace/willRenameFiles`: the edits that a new name of a record's file needs in all others.
pub(crate) fn will_rename_files(
    context: &mut RequestContext<'_>,
    asked: &RenameFilesParams,
) -> Result<Option<WorkspaceEdit>, RequestRefusal> {
    let renamed = asked.files.iter().filter_map(|file| {
        renamed_by_file(&context.path(&file.old_uri)?, &context.path(&file.new_uri)?)
    });
    let renamed: Vec<(Id, Id)> = renamed.collect();
    // Each plan is made for the texts as they are, so that two of them could touch the same line.
    let [(old, new)] = renamed.as_slice() else { return Ok(None) };
    // The archived text of a source stays where it is: the user renames one file.
    let FileRenames { edits, moved: _ } = planned(context, old, new.as_str())?;
    Ok((!edits.is_empty()).then(|| workspace_edit(context, &edits)))
}

/// What becomes of the files when a record gets another id.
#[derive(Default)]
struct FileRenames {
    /// The edits of the files under the names that they have now.
    edits: Vec<FileSplices>,
    /// The files that get other names, each with the new one.
    moved: Vec<(PathBuf, PathBuf)>,
}

/// Plans another id, for the texts as the editor and the disk have them now.
fn planned(
    context: &RequestContext<'_>,
    old: &Id,
    new: &str,
) -> Result<FileRenames, RequestRefusal> {
    if !context.is_whole {
        let why = "the case files are still being read; try again in a moment".to_owned();
        return Err(RequestRefusal::Impossible(why));
    }
    let collection = context.collection();
    let plan = plan_rename(collection, old, new).map_err(RequestRefusal::Impossible)?;
    // No more of the texts is in memory at once than there are cores.
    let (documents, disk) = (context.documents, context.folders.disk());
    let files = plan.change.files.into_par_iter();
    let files = files.map(|file| FileRename::of(collection, documents, disk, file));
    let files: Vec<Result<FileRename, RequestRefusal>> = files.collect();
    let mut renames = FileRenames::default();
    for file in files {
        let FileRename { edit, moved } = file?;
        renames.edits.extend(edit);
        renames.moved.extend(moved);
    }
    Ok(renames)
}

/// What becomes of one file when a record gets another id.
#[derive(Default)]
struct FileRename {
    edit: Option<FileSplices>,
    moved: Option<(PathBuf, PathBuf)>,
}

impl FileRename {
    /// Returns what becomes of a file, unless the disk has another text by now than the collection.
    fn of(
        collection: &Collection,
        documents: &DocumentStore,
        disk: &Disk,
        file: ChangedFile,
    ) -> Result<Self, RequestRefusal> {
        let change = Change { label: String::new(), files: vec![file] };
        let planned = planned_change(collection, &change);
        let planned = planned.map_err(|refusal| RequestRefusal::Impossible(refusal.what))?;
        let Some(PlannedFile { path, before, after, like, .. }) = planned.files().first() else {
            return Ok(Self::default());
        };
        let is_saved = |text: &str| {
            documents.get(path).is_some()
                || disk.read(path).is_ok_and(|bytes| bytes == text.as_bytes())
        };
        if before.as_deref().is_some_and(|before| !is_saved(before)) {
            return Err(RequestRefusal::Impossible(format!(
                "{} has just changed on the disk; try again in a moment",
                path.display()
            )));
        }
        // A file that gets another name is a new one, and the old one is gone.
        let (now, before) = match (before, like) {
            (Some(before), _) => (path, Arc::clone(before)),
            (None, Some(like)) => (like, text_of(documents, collection, like).unwrap_or_default()),
            (None, None) => return Ok(Self::default()),
        };
        let splices =
            after.as_deref().map(|after| line_splices(&before, after)).unwrap_or_default();
        let edit = (!splices.is_empty()).then(|| FileSplices { path: now.clone(), splices });
        Ok(Self { edit, moved: (now != path).then(|| (now.clone(), path.clone())) })
    }
}
