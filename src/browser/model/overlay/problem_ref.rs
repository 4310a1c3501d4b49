//! Stable references to problems, and the record and field to jump to for each.

use std::path::PathBuf;

use crate::collection::{Collection, FileDiagnostic};
use crate::diagnostic::Rule;
use crate::record::{Id, Record};

use crate::browser::model::page::{DetailContext, DetailItem, QuoteItem, Room, detail};
use crate::browser::model::pane::{LongTexts, MentionsIn, Wrap};
use crate::browser::model::renamed_ids::RenamedIds;
use crate::redaction::{Mask, MaskedCollection};

/// The width to use when nothing is drawn.
const ANYWHERE: Room = Room { cells: 80, wrap: Wrap::Cut };

/// A problem, by what a reload does not shift unless the file was changed above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemRef {
    path: PathBuf,
    at: usize,
    rule: Rule,
}

/// Where to go to solve a problem: a record and, if known, the item in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JumpTarget {
    /// The record.
    pub record: Id,
    /// The place in its detail pane.
    pub spot: Option<DetailItem>,
    /// The quote, if the problem is in a quote.
    pub quote: Option<QuoteItem>,
}

impl ProblemRef {
    /// Returns the reference to a problem.
    pub fn of(collection: &Collection, diagnostic: &FileDiagnostic<'_>) -> Option<Self> {
        let path = collection.file(diagnostic.file)?.path.clone();
        Some(Self { path, at: diagnostic.problem.range.start(), rule: diagnostic.problem.code })
    }

    /// Returns the number of the problem in the collection.
    pub fn number(&self, collection: &Collection) -> Option<usize> {
        let mut diagnostics = collection.diagnostics().iter();
        diagnostics.position(|diagnostic| Self::of(collection, &diagnostic).as_ref() == Some(self))
    }
}

impl JumpTarget {
    /// Puts the ids that records have now in the place of those that they had.
    pub(crate) fn follow(&mut self, renamed: &RenamedIds) {
        renamed.follow(&mut self.record);
        self.spot.iter_mut().for_each(|spot| spot.follow(renamed));
        self.quote.iter_mut().for_each(|quote| quote.follow(renamed));
    }

    /// Returns where a diagnostic leads, `None` where its file has no record at that place.
    pub fn of(collection: &Collection, diagnostic: &FileDiagnostic<'_>) -> Option<Self> {
        let file = collection.file(diagnostic.file)?;
        let at = diagnostic.problem.range.start();
        let record = file.contents.records().iter().rfind(|record| record.at.start() <= at)?;
        let located = collection.get(record.id.as_str())?;
        // Of two records with one id, only one can be shown.
        if located.file.path != file.path {
            return None;
        }
        // Only positions are read from this page, so nothing needs to be masked.
        let masked = MaskedCollection::new(collection, Mask::Nothing);
        let context = DetailContext { masked, unconfirmed: &[] };
        let page = detail(
            context,
            &masked.get(record.id.as_str())?,
            ANYWHERE,
            LongTexts::Whole,
            MentionsIn::Detail,
        );
        let ranges = DetailItem::ranges(record);
        let spots = page.blocks().iter().filter_map(|block| {
            let start = ranges.get(&block.spot)?.start();
            (start <= at).then_some((start, &block.spot))
        });
        let nearest = spots.max_by_key(|(start, _)| *start);
        let quote = quote_at(record, at);
        let in_quote = quote.filter(|(start, _)| nearest.is_none_or(|(spot, _)| spot < *start));
        Some(match in_quote {
            Some((_, pick)) => {
                Self { spot: supported_item(record, &pick), quote: Some(pick), ..Self::at(record) }
            }
            None => Self { spot: nearest.map(|(_, spot)| spot.clone()), ..Self::at(record) },
        })
    }

    fn at(record: &Record) -> Self {
        Self { record: record.id.clone(), spot: None, quote: None }
    }
}

/// Returns the quote that contains a place of the file, and the start of that quote.
fn quote_at(record: &Record, at: usize) -> Option<(usize, QuoteItem)> {
    let mut numbered = record.quotes.iter().enumerate();
    let (number, quote) = numbered.rfind(|(_, quote)| quote.at.start() <= at)?;
    Some((quote.at.start(), QuoteItem::Quote(record.id.clone(), number)))
}

/// Returns a field that a quote supports, so that the quote pane lists this quote first.
fn supported_item(record: &Record, pick: &QuoteItem) -> Option<DetailItem> {
    let QuoteItem::Quote(_, number) = pick else { return None };
    let quote = record.quotes.get(*number)?;
    let mut cited = quote.supports.iter().map(|citation| &citation.cited);
    cited.find(|cited| record.has(cited)).map(DetailItem::of)
}
