//! "Quote this": cases that may get a quote with the selected words of an archived text, and what becomes of their files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::passages::source_at;
use crate::collection::{Collection, Placement};
use crate::record::{FieldId, FileLayout, Kind};
use crate::redaction::Mask;
use crate::session::{FileEdit, FileEditKind, QuoteEdit};
use crate::text::{ByteRange, LineIndex, visible_unicode};

/// So many cases are offered.
const MOST: usize = 12;

/// A case that may get a quote.
#[derive(Clone, Debug)]
pub(crate) struct OfferedQuote {
    /// What is offered, in a few words.
    pub(crate) title: String,
    /// The change of its file.
    pub(crate) edit: FileEdit,
}

/// Returns the cases that may quote the words at some bytes of an archived text: those whose files are open first, and
/// those that quote the source already.
pub(crate) fn offered_quotes(
    collection: &Collection,
    path: &Path,
    at: ByteRange,
    open: &[PathBuf],
    mask: Mask,
) -> Vec<OfferedQuote> {
    let Some(source) = source_at(path) else { return Vec::new() };
    let Some(archived) = collection.archived_at(path) else { return Vec::new() };
    let words = at.of(archived.text()).trim();
    // A source that no record describes cannot be cited.
    if words.is_empty() || collection.kind_of(&source) != Some(Kind::Source) {
        return Vec::new();
    }
    let line = LineIndex::of(archived.text()).line_at(at.start());
    let of_open = open.iter().filter_map(|path| collection.file_at(path));
    let of_open = of_open.flat_map(|file| file.now().records()).map(|record| &record.id);
    let mentions = collection.mentions(&source).iter();
    let quoting = mentions.filter(|mention| mention.field == FieldId::Source);
    let mut seen = BTreeSet::new();
    let cases = of_open.chain(quoting.map(|mention| &mention.from)).filter(|id| seen.insert(*id));
    let offered = cases.filter_map(|id| {
        let located = collection.get(id.as_str())?;
        let is_table = matches!(
            Placement::of(&located.file.path),
            Placement::Records(FileLayout::Many { .. })
        );
        let is_sound = located.file.first_unreadable().is_none();
        (located.record.kind.is_case() && is_sound).then_some(())?;
        let is_confidential = collection.is_confidential(located.record);
        let kind = located.record.kind.name();
        let is_withheld = is_confidential && !open.contains(&located.file.path);
        let title = if is_withheld || mask != Mask::Nothing {
            format!("Quote this in the {kind} {id}")
        } else {
            format!("Quote this in {} ({id})", visible_unicode(located.record.heading()))
        };
        let quote = QuoteEdit {
            header: is_table.then(|| id.clone()),
            source: source.clone(),
            at: format!("line {line}"),
            text: words.to_owned(),
            supports: Vec::new(),
            values: Vec::new(),
        };
        let edit = FileEdit {
            file: located.file.path.clone(),
            before: located.file.now().text().to_string().into(),
            change: FileEditKind::Quote(quote),
        };
        Some(OfferedQuote { title, edit })
    });
    offered.take(MOST).collect()
}
