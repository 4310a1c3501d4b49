//! Rename: an id in all files, at a place or because a file gets another name.

use std::path::Path;

use gen_lsp_types::{
    DocumentChange, PrepareRenameParams, PrepareRenamePlaceholder, RenameFile, RenameFilesParams,
    RenameParams, WorkspaceEdit,
};
use rayon::prelude::*;

use super::super::context::RequestContext;
use super::super::edits::{FileSplices, confirm_first, document_edit, workspace_edit};
use super::super::refusal::{RequestQuestion, RequestRefusal};
use crate::collection::FileSource as _;
use crate::exchange::PlannedFile;
use crate::lsp::answers::fixes::line_splices;
use crate::lsp::answers::rename::{plan_rename, renamable, renamed_by_file};
use crate::record::Id;

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
    let files = planned(context, &old, &asked.new_name)?;
    let is_renamed = files.iter().any(|file| file.before.is_none());
    if is_renamed && !context.abilities.renames_files {
        return Err(RequestRefusal::Impossible(format!(
            "a file is named for `{old}`, and this editor lets no server rename files; save all files and run: casebook rename {old} {}",
            asked.new_name
        )));
    }
    let edits = edits(&files);
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
    if !is_renamed {
        return Ok(with_questions(workspace_edit(context, &edits)));
    }
    let mut changes: Vec<DocumentChange> = edits
        .iter()
        .map(|file| DocumentChange::TextDocumentEdit(document_edit(context, file)))
        .collect();
    changes.extend(files.iter().filter(|file| file.before.is_none()).filter_map(|file| {
        let old_uri = context.folders.uri_of(file.like.as_deref()?);
        let new_uri = context.folders.uri_of(&file.path);
        Some(DocumentChange::RenameFile(RenameFile::new(old_uri, new_uri, None, None)))
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
    let files = planned(context, old, new.as_str())?;
    // The archived text of a source stays where it is: the user renames one file.
    let edits = edits(&files);
    Ok((!edits.is_empty()).then(|| workspace_edit(context, &edits)))
}

/// Plans another id, for the texts as the editor and the disk have them now.
fn planned(
    context: &RequestContext<'_>,
    old: &Id,
    new: &str,
) -> Result<Vec<PlannedFile>, RequestRefusal> {
    if !context.is_whole {
        let why = "the case files are still being read; try again in a moment".to_owned();
        return Err(RequestRefusal::Impossible(why));
    }
    let plan = plan_rename(context.collection(), old, new).map_err(RequestRefusal::Impossible)?;
    let planned = context.session.plan(&plan.change);
    let planned = planned.map_err(|refusal| RequestRefusal::Impossible(refusal.what))?;
    let closed = planned.files().iter().filter_map(|file| {
        let is_closed = context.documents.get(&file.path).is_none();
        Some((&file.path, file.before.as_deref().filter(|_| is_closed)?))
    });
    let closed: Vec<_> = closed.collect();
    let disk = context.folders.disk();
    let changed = closed.par_iter().find_first(|(path, before)| {
        !disk.read(path).is_ok_and(|bytes| bytes == before.as_bytes())
    });
    if let Some((path, _)) = changed {
        return Err(RequestRefusal::Impossible(format!(
            "{} has just changed on the disk; try again in a moment",
            path.display()
        )));
    }
    Ok(planned.files().to_vec())
}

/// Returns the edits of the files under the names that they have now.
fn edits(files: &[PlannedFile]) -> Vec<FileSplices> {
    let edit = |file: &PlannedFile| {
        // A file that gets another name is a new one, and the old one is gone.
        let (path, before) = match (&file.before, &file.like) {
            (Some(before), _) => (&file.path, before),
            (None, Some(like)) => {
                let old = files.iter().find(|other| other.path == *like)?;
                (like, old.before.as_ref()?)
            }
            (None, None) => return None,
        };
        let splices = line_splices(before, file.after.as_deref()?);
        (!splices.is_empty()).then(|| FileSplices { path: path.clone(), splices })
    };
    files.iter().filter_map(edit).collect()
}
