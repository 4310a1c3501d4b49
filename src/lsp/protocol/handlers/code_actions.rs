//! Code actions: the fixes of what is found at a place, all safe fixes of a file, and quotes of selected words.

use std::path::Path;

use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionParams, Range};

use super::super::context::RequestContext;
use super::super::diagnostic_terms::linked_id;
use super::super::edits::{FileSplices, edit_of_file, workspace_edit};
use super::super::positions::TextPositions;
use crate::diagnostic::Rule;
use crate::lsp::answers::findings::{FileView, Finding, findings};
use crate::lsp::answers::fixes::{OfferedFix, all_safe_fixes, line_splices, offered_fixes};
use crate::lsp::answers::links::places_linking_to;
use crate::lsp::answers::quote_this::{OfferedQuote, offered_quotes};
use crate::text::{ByteRange, Splice};

/// The kind of the action that applies all safe fixes of a file. Editors can be set to ask for it on saving.
pub(crate) const FIX_ALL: &str = "source.fixAll.casebook";

/// The kind of the actions that quote the selected words of an archived text.
pub(crate) const QUOTE: &str = "refactor.extract.quote";

/// Answers `textDocument/codeAction`.
pub(crate) fn code_actions(
    context: &mut RequestContext<'_>,
    asked: &CodeActionParams,
) -> Option<Vec<CodeAction>> {
    let CodeActionParams { text_document, range, context: wanted, .. } = asked;
    let path = context.path(&text_document.uri).filter(|_| context.abilities.has_code_actions)?;
    let text = context.text(&path)?;
    let only = wanted.only.as_deref().unwrap_or_default();
    // An asked kind means all kinds that go on with a dot.
    let is_wanted = |kind: &str| {
        only.is_empty()
            || only.iter().any(|only| {
                let rest = kind.strip_prefix(&only.to_string());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
    };
    let mut actions = Vec::new();
    if is_wanted("quickfix") {
        let positions = TextPositions::of(&text, context.abilities.encoding);
        let of_casebook = wanted.diagnostics.iter();
        let of_casebook = of_casebook.filter(|one| one.source.as_deref() == Some("casebook"));
        let places = std::iter::once(*range).chain(of_casebook.map(|one| one.range));
        let places: Vec<_> = places.map(|range| positions.bytes(range)).collect();
        let (is_whole, mask) = (context.is_whole, context.abilities.mask);
        let offered = offered_fixes(context.collection(), is_whole, &path, &places, mask);
        actions.extend(offered.into_iter().map(|offered| {
            let OfferedFix { title, problem, splices, is_preferred } = offered;
            let finding = Finding::of(problem);
            CodeAction {
                title,
                kind: Some(CodeActionKind::QuickFix),
                diagnostics: Some(context.terms().of(&path, &[finding])),
                is_preferred: is_preferred.then_some(true),
                edit: Some(edit_of_file(context, &path, &splices)),
                ..CodeAction::default()
            }
        }));
    }
    if is_wanted("quickfix") {
        actions.extend(moved_links(context, &path, &text, *range));
    }
    if is_wanted(FIX_ALL)
        && let Some((splices, fixed)) = all_safe_fixes(context.collection(), &path)
    {
        let problems = if fixed == 1 { "problem" } else { "problems" };
        actions.push(CodeAction {
            title: format!("Fix {fixed} {problems} of this file that need no decision"),
            kind: Some(CodeActionKind::from(FIX_ALL.to_owned())),
            edit: Some(edit_of_file(context, &path, &splices)),
            ..CodeAction::default()
        });
    }
    if is_wanted(QUOTE) {
        let at = TextPositions::of(&text, context.abilities.encoding).bytes(*range);
        let open: Vec<_> = context.documents.paths().cloned().collect();
        for OfferedQuote { title, edit } in
            offered_quotes(context.collection(), &path, at, &open, context.abilities.mask)
        {
            let planned = edit.change().and_then(|change| context.session.plan(&change));
            let Ok(planned) = planned else { continue };
            let files = planned.files().iter().filter_map(|file| {
                let splices = line_splices(file.before.as_deref()?, file.after.as_deref()?);
                Some(FileSplices { path: file.path.clone(), splices })
            });
            actions.push(CodeAction {
                title,
                kind: Some(CodeActionKind::from(QUOTE.to_owned())),
                edit: Some(workspace_edit(context, &files.collect::<Vec<_>>())),
                ..CodeAction::default()
            });
        }
    }
    Some(actions)
}

/// Returns the actions that change all links to an id which a record had before into the id that it has now.
fn moved_links(
    context: &RequestContext<'_>,
    path: &Path,
    text: &str,
    range: Range,
) -> Vec<CodeAction> {
    let at = TextPositions::of(text, context.abilities.encoding).bytes(range);
    let collection = context.collection();
    let found =
        if context.is_whole { findings(collection, path, FileView::Open) } else { Vec::new() };
    let here = found.into_iter().filter(|finding| {
        let range = finding.range;
        finding.rule == Rule::DanglingLink && range.start() <= at.end() && at.start() <= range.end()
    });
    let action = |finding: Finding| {
        let old = linked_id(finding.range, text)?;
        let now = context.moved.now(collection, &old)?;
        let places = places_linking_to(collection, &old);
        let files = places.chunk_by(|one, other| one.path == other.path).filter_map(|places| {
            let path = &places.first()?.path;
            let text = context.text(path)?;
            let splices = places.iter().filter_map(|place| {
                let start = place.range.start() + place.range.of(&text).find(old.as_str())?;
                let id = ByteRange::from_span(start..start + old.as_str().len());
                Some(Splice::replace(id, now.as_str()))
            });
            Some(FileSplices { path: path.clone(), splices: splices.collect() })
        });
        let files: Vec<FileSplices> = files.collect();
        let count: usize = files.iter().map(|file| file.splices.len()).sum();
        let links = if count == 1 { "the link".to_owned() } else { format!("all {count} links") };
        Some(CodeAction {
            title: format!("Change {links} to `{old}` into `{now}`, as its record is called now"),
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(context.terms().of(path, &[finding])),
            is_preferred: Some(true),
            edit: Some(workspace_edit(context, &files)),
            ..CodeAction::default()
        })
    };
    here.filter_map(action).collect()
}
