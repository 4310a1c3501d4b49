//! Symbols of a document and of the whole collection, folding, and links to archived texts.

use gen_lsp_types::{
    BaseSymbolInformation, DocumentLink, DocumentLinkParams, DocumentSymbol, DocumentSymbolParams,
    FoldingRange, FoldingRangeParams, Location, Range, SymbolInformation, SymbolKind,
    WorkspaceSymbolParams,
};

use super::super::context::RequestContext;
use super::super::positions::TextPositions;
use super::super::refusal::RequestRefusal;
use crate::lsp::answers::outline::{OutlineKind, OutlinePart, outline};
use crate::lsp::answers::place_in_file::PlaceInFile;
use crate::record::{FieldId, Kind};
use crate::redaction::{Mask, MaskedCollection};
use crate::session::FindRequest;
use crate::text::{ByteRange, clip, visible_unicode};

/// So many records of the collection are listed; typing narrows them.
const MOST_RECORDS: usize = 100;

/// So many cells of a name are listed.
const WIDEST: usize = 80;

/// Answers `textDocument/documentSymbol`.
pub(crate) fn document_symbols(
    context: &mut RequestContext<'_>,
    asked: &DocumentSymbolParams,
) -> Option<Vec<DocumentSymbol>> {
    let path = context.path(&asked.text_document.uri)?;
    let file = context.collection().file_at(&path)?;
    let text = context.text(&path)?;
    let positions = TextPositions::of(&text, context.abilities.encoding);
    let shows_words = context.abilities.mask != Mask::All;
    let parts = outline(&text, file.now().records(), shows_words);
    Some(parts.iter().map(|part| symbol(part, &positions)).collect())
}

fn symbol(part: &OutlinePart, positions: &TextPositions<'_>) -> DocumentSymbol {
    let children: Vec<DocumentSymbol> =
        part.parts.iter().map(|part| symbol(part, positions)).collect();
    let kind = match part.what {
        OutlineKind::Record(kind) => symbol_kind(kind),
        OutlineKind::Row(_) => SymbolKind::Event,
        OutlineKind::Quote => SymbolKind::String,
        OutlineKind::Field => SymbolKind::Field,
    };
    let (name, children) =
        (clip(&visible_unicode(&part.name), WIDEST), (!children.is_empty()).then_some(children));
    let (range, named) = (positions.range(part.range), positions.range(part.named));
    DocumentSymbol::new(name, None, kind, None, None, range, named, children)
}

fn symbol_kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Victim | Kind::Person => SymbolKind::Class,
        Kind::Rescue | Kind::Arrest => SymbolKind::Event,
        Kind::Place => SymbolKind::Namespace,
        Kind::Organisation => SymbolKind::Package,
        Kind::Source => SymbolKind::File,
    }
}

/// Answers `workspace/symbol`: the records of every kind that the words find, as the browser finds them. Of a
/// confidential one, kind and id are listed.
pub(crate) fn workspace_symbols(
    context: &mut RequestContext<'_>,
    asked: &WorkspaceSymbolParams,
) -> Result<Option<Vec<SymbolInformation>>, RequestRefusal> {
    context.index()?;
    // A query that says nothing of kinds finds cases alone.
    let kinds: Vec<&str> = Kind::all().map(Kind::name).collect();
    let typed = format!("kind:={} {}", kinds.join(","), asked.query);
    let is_narrow = asked.query.trim().is_empty() || asked.query.contains("kind:");
    let typed = if is_narrow { asked.query.as_str() } else { &typed };
    let is_cancelled = context.is_cancelled;
    let request = FindRequest { typed, is_cancelled, ..FindRequest::default() };
    let found = context.session.find(&request).ok_or(RequestRefusal::Cancelled)?;
    let collection = context.collection();
    let listed = found.ids.iter().take(MOST_RECORDS).filter_map(|id| {
        let located = collection.get(id.as_str())?;
        let place = PlaceInFile::of_record(collection, id)?;
        let location: Location = context.locations(&[place]).pop()?;
        let hides_words = context.abilities.mask != Mask::Nothing;
        let name = if hides_words || collection.is_confidential(located.record) {
            id.to_string()
        } else {
            // It may name who is in a confidential case.
            let masked = MaskedCollection::new(collection, Mask::Confidential);
            format!("{} ({id})", visible_unicode(&masked.heading_of(id)))
        };
        let base_symbol_information = BaseSymbolInformation {
            name: clip(&name, WIDEST),
            kind: symbol_kind(located.record.kind),
            container_name: Some(located.record.kind.name().to_owned()),
            tags: None,
        };
        Some(SymbolInformation::new(None, location, base_symbol_information))
    });
    Ok(Some(listed.collect()))
}

/// Answers `textDocument/foldingRange`: records of a table, events, groups and quotes.
pub(crate) fn folding_ranges(
    context: &mut RequestContext<'_>,
    asked: &FoldingRangeParams,
) -> Option<Vec<FoldingRange>> {
    let path = context.path(&asked.text_document.uri)?;
    let file = context.collection().file_at(&path)?;
    let text = context.text(&path)?;
    let positions = TextPositions::of(&text, context.abilities.encoding);
    let records = outline(&text, file.now().records(), false);
    // The only record of a file is all of it.
    let of_table = records.iter().filter(|part| !part.named.is_empty());
    let parts = of_table.chain(records.iter().flat_map(|record| &record.parts));
    let folds = parts.filter_map(|part| {
        let words = part.range.of(&text).trim_end();
        let end = part.range.start() + words.len();
        let Range { start, end } = positions.range(ByteRange::from_span(part.range.start()..end));
        (start.line < end.line).then(|| FoldingRange {
            start_line: start.line,
            end_line: end.line,
            ..FoldingRange::default()
        })
    });
    Some(folds.collect())
}

/// Answers `textDocument/documentLink`: from a source to its archived text. Addresses on the web are left to the user.
pub(crate) fn document_links(
    context: &mut RequestContext<'_>,
    asked: &DocumentLinkParams,
) -> Option<Vec<DocumentLink>> {
    let path = context.path(&asked.text_document.uri)?;
    let collection = context.collection();
    let records = collection.file_at(&path)?.now().records();
    let mut links = Vec::new();
    for record in records {
        let own = (record.kind == Kind::Source && !record.at.is_empty())
            .then_some((&record.id, record.at));
        let quoted = record.quotes.iter().flat_map(|quote| quote.fields.links());
        let quoted = quoted.filter(|link| link.field.name == FieldId::Source);
        for (source, range) in own.into_iter().chain(quoted.map(|link| (link.to, link.range))) {
            let Some(archived) = collection.archived_path(source) else { continue };
            links.push((range, context.folders.uri_of(archived)));
        }
    }
    let ranges: Vec<ByteRange> = links.iter().map(|(range, _)| *range).collect();
    let ranges = context.ranges(&path, &ranges).into_iter();
    let links = ranges.zip(links).map(|(range, (_, target))| DocumentLink {
        range,
        target: Some(target),
        tooltip: Some("the archived text".to_owned()),
        ..DocumentLink::default()
    });
    Some(links.collect())
}
