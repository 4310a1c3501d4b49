//! Definition, references and highlights.

use gen_lsp_types::{
    DefinitionParams, DefinitionResponse, DocumentHighlight, DocumentHighlightKind,
    DocumentHighlightParams, Location, LocationLink, ReferenceParams,
};

use super::super::context::RequestContext;
use crate::lsp::answers::definition::{self, Definition};

/// Answers `textDocument/definition`.
pub(crate) fn definition(
    context: &mut RequestContext<'_>,
    asked: &DefinitionParams,
) -> Option<DefinitionResponse> {
    let place = context.place(&asked.text_document_position_params)?;
    let Definition { from, to } = definition::definition(&context.asked(&place))?;
    let locations = context.locations(&to);
    if !context.abilities.links_from_ranges {
        return Some(DefinitionResponse::Definition(locations.into()));
    }
    let from = from.map(|range| context.range(&place.path, range));
    let links = locations.into_iter().map(|Location { uri, range }| LocationLink {
        origin_selection_range: from,
        target_uri: uri,
        target_range: range,
        target_selection_range: range,
    });
    Some(DefinitionResponse::DefinitionLinkList(links.collect()))
}

/// Answers `textDocument/references`.
pub(crate) fn references(
    context: &mut RequestContext<'_>,
    asked: &ReferenceParams,
) -> Option<Vec<Location>> {
    let place = context.place(&asked.text_document_position_params)?;
    let with_itself = asked.context.include_declaration;
    let places = definition::references(&context.asked(&place), with_itself);
    Some(context.locations(&places))
}

/// Answers `textDocument/documentHighlight`.
pub(crate) fn highlights(
    context: &mut RequestContext<'_>,
    asked: &DocumentHighlightParams,
) -> Option<Vec<DocumentHighlight>> {
    let place = context.place(&asked.text_document_position_params)?;
    let ranges = definition::highlights(&context.asked(&place));
    let kind = Some(DocumentHighlightKind::Text);
    let ranges = context.ranges(&place.path, &ranges).into_iter();
    Some(ranges.map(|range| DocumentHighlight { range, kind }).collect())
}
