//! Edits for the client to make: the server itself writes nothing.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use gen_lsp_types::{
    AnnotatedTextEdit, ChangeAnnotation, DocumentChange, Edit,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextDocumentIdentifier, TextEdit,
    Uri, WorkspaceEdit,
};

use super::context::RequestContext;
use super::positions::TextPositions;
use crate::text::Splice;

/// The splices of one file.
#[derive(Clone, Debug)]
pub(crate) struct FileSplices {
    /// The file, relative to the collection's folder.
    pub(crate) path: PathBuf,
    /// In the order of the text, apart from each other.
    pub(crate) splices: Vec<Splice>,
}

/// Returns the edit of one file.
pub(crate) fn edit_of_file(
    context: &RequestContext<'_>,
    path: &Path,
    splices: &[Splice],
) -> WorkspaceEdit {
    let files = [FileSplices { path: path.to_owned(), splices: splices.to_vec() }];
    workspace_edit(context, &files)
}

/// Returns the edit of several files, with the versions of those that are open where the client takes them.
pub(crate) fn workspace_edit(context: &RequestContext<'_>, files: &[FileSplices]) -> WorkspaceEdit {
    if context.abilities.versioned_edits {
        let changes =
            files.iter().map(|file| DocumentChange::TextDocumentEdit(document_edit(context, file)));
        return WorkspaceEdit {
            document_changes: Some(changes.collect()),
            ..WorkspaceEdit::default()
        };
    }
    let changes: HashMap<Uri, Vec<TextEdit>> = files
        .iter()
        .map(|file| (context.folders.uri_of(&file.path), text_edits(context, file)))
        .collect();
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}

/// Returns the edit of one file, for the version that the client has open.
pub(crate) fn document_edit(context: &RequestContext<'_>, file: &FileSplices) -> TextDocumentEdit {
    let uri = context.folders.uri_of(&file.path);
    TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            version: context.documents.get(&file.path).map(|open| open.version),
            text_document_identifier: TextDocumentIdentifier { uri },
        },
        edits: text_edits(context, file).into_iter().map(Edit::TextEdit).collect(),
    }
}

/// Has the user confirm what an edit does in some files before the editor does it, where the editor can.
pub(crate) fn confirm_first(
    context: &RequestContext<'_>,
    edit: &mut WorkspaceEdit,
    (name, why): (&str, String),
    is_asked: impl Fn(&Uri) -> bool,
) {
    if !context.abilities.annotates_edits {
        return;
    }
    let mut is_any = false;
    // Plain edits have no place for it.
    for change in edit.document_changes.iter_mut().flatten() {
        match change {
            DocumentChange::TextDocumentEdit(edit) => {
                if !is_asked(&edit.text_document.text_document_identifier.uri) {
                    continue;
                }
                for edit in &mut edit.edits {
                    if let Edit::TextEdit(text_edit) = edit {
                        let text_edit = std::mem::take(text_edit);
                        let annotation_id = name.to_owned();
                        *edit = AnnotatedTextEdit { annotation_id, text_edit }.into();
                        is_any = true;
                    }
                }
            }
            DocumentChange::RenameFile(renamed) if is_asked(&renamed.old_uri) => {
                renamed.annotation_id = Some(name.to_owned());
                is_any = true;
            }
            DocumentChange::RenameFile(_)
            | DocumentChange::CreateFile(_)
            | DocumentChange::DeleteFile(_) => {}
        }
    }
    if is_any {
        let annotation =
            ChangeAnnotation { label: why, needs_confirmation: Some(true), description: None };
        edit.change_annotations.get_or_insert_default().insert(name.to_owned(), annotation);
    }
}

fn text_edits(context: &RequestContext<'_>, file: &FileSplices) -> Vec<TextEdit> {
    let text = context.text(&file.path).unwrap_or_default();
    let positions = TextPositions::of(&text, context.abilities.encoding);
    let edit = |splice: &Splice| TextEdit {
        range: positions.range(splice.range()),
        new_text: splice.text().to_owned(),
    };
    file.splices.iter().map(edit).collect()
}
