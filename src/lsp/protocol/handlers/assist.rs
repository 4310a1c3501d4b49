//! Hover, completion and hints.

use std::sync::Arc;

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionList,
    CompletionParams, Documentation, Hover, HoverParams, InlayHint, InlayHintParams,
    InsertTextFormat, MarkupContent, MarkupKind, TextEdit,
};

use super::super::context::{DocumentPlace, RequestContext};
use super::super::positions::TextPositions;
use super::super::refusal::RequestRefusal;
use crate::collection::Placement;
use crate::lsp::answers::completion::{CompletionOffer, OfferKind, complete};
use crate::lsp::answers::hints::hints;
use crate::lsp::answers::hover;
use crate::lsp::answers::place::AskedPlace;
use crate::lsp::answers::setting_help::{complete_settings, hover_settings};

/// Answers `textDocument/hover`.
pub(crate) fn hover(context: &mut RequestContext<'_>, asked: &HoverParams) -> Option<Hover> {
    let place = context.place(&asked.text_document_position_params)?;
    let mask = context.abilities.mask;
    let found = if Placement::of(&place.path) == Placement::Settings {
        hover_settings(&context.text(&place.path)?, place.offset)?
    } else {
        hover::hover(&context.asked(&place), mask)?
    };
    let contents = if context.abilities.shows_markdown {
        MarkupContent::new(MarkupKind::Markdown, found.explanation.markdown())
    } else {
        MarkupContent::new(MarkupKind::PlainText, found.explanation.plain())
    };
    let range = Some(context.range(&place.path, found.range));
    Some(Hover { contents: contents.into(), range })
}

/// Answers `textDocument/completion`.
pub(crate) fn completion(
    context: &mut RequestContext<'_>,
    asked: &CompletionParams,
) -> Result<Option<CompletionList>, RequestRefusal> {
    let place = context.place(&asked.text_document_position_params);
    if place.is_none_or(|place| !Placement::of(&place.path).is_of_settings()) {
        context.index()?;
    }
    Ok(completions(context, asked))
}

fn completions(
    context: &mut RequestContext<'_>,
    asked: &CompletionParams,
) -> Option<CompletionList> {
    let place = context.place(&asked.text_document_position_params)?;
    let DocumentPlace { path, offset } = place;
    let text = context.text(&path)?;
    let collection = Arc::clone(context.session.collection());
    let abilities = context.abilities;
    let asked = AskedPlace { collection: &collection, path: &path, offset };
    let found = if Placement::of(&path) == Placement::Settings {
        complete_settings(&text, offset)?
    } else {
        complete(context.session, &asked, &text, abilities.mask)?
    };
    let positions = TextPositions::of(&text, abilities.encoding);
    let items = found.offers.into_iter().enumerate().map(|(number, offer)| {
        let CompletionOffer { label, kind, detail, meaning, range, text, snippet, filter } = offer;
        let snippet = snippet.filter(|_| abilities.has_snippets);
        let detail = Some(detail).filter(|detail| !detail.is_empty());
        let label_details = detail.clone().filter(|_| abilities.has_label_details);
        let label_details = label_details
            .map(|detail| CompletionItemLabelDetails { detail: None, description: Some(detail) });
        CompletionItem {
            label,
            kind: Some(item_kind(kind)),
            detail: detail.filter(|_| label_details.is_none()),
            label_details,
            documentation: Some(Documentation::String(meaning)),
            // The search decides what comes first: it knows other names, other scripts and slips.
            sort_text: Some(format!("{number:04}")),
            filter_text: filter,
            insert_text_format: Some(match snippet {
                Some(_) => InsertTextFormat::Snippet,
                None => InsertTextFormat::PlainText,
            }),
            text_edit: Some(
                TextEdit { range: positions.range(range), new_text: snippet.unwrap_or(text) }
                    .into(),
            ),
            ..CompletionItem::default()
        }
    });
    let (is_incomplete, items) = (found.is_incomplete, items.collect());
    Some(CompletionList { is_incomplete, items, ..CompletionList::default() })
}

/// Answers `textDocument/inlayHint`.
pub(crate) fn inlay_hints(
    context: &mut RequestContext<'_>,
    asked: &InlayHintParams,
) -> Option<Vec<InlayHint>> {
    let path = context.path(&asked.text_document.uri)?;
    let text = context.text(&path).filter(|_| context.abilities.wants_hints)?;
    let positions = TextPositions::of(&text, context.abilities.encoding);
    let within = positions.bytes(asked.range);
    let found = hints(context.collection(), &path, within, context.abilities.mask);
    let shown = found.into_iter().map(|hint| InlayHint {
        position: positions.position(hint.at),
        label: hint.words.into(),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    });
    Some(shown.collect())
}

fn item_kind(kind: OfferKind) -> CompletionItemKind {
    match kind {
        OfferKind::Field => CompletionItemKind::Field,
        OfferKind::Table => CompletionItemKind::Struct,
        OfferKind::Word => CompletionItemKind::EnumMember,
        OfferKind::Record => CompletionItemKind::Reference,
        OfferKind::Citation => CompletionItemKind::Property,
    }
}
