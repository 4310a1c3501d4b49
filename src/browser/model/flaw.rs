//! The problems of a collection as places to go to. Knows no key and no pane.

use std::path::PathBuf;

use crate::collection::{Collection, Finding};
use crate::record::{Id, Record, Rule};

use super::mask::Mask;
use super::page::{Pick, Room, Spot, detail};
use super::pane::Wrap;
use super::seen::Seen;

/// Where there is nobody to read it.
const ANYWHERE: Room = Room { cells: 80, wrap: Wrap::Cut };

/// A problem, by what a reload does not shift unless the file was changed above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    path: PathBuf,
    at: usize,
    rule: Rule,
}

/// Where a problem is mended: a record and, where it can be told, the place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The record.
    pub record: Id,
    /// The place in its detail pane.
    pub spot: Option<Spot>,
    /// The quote, where the problem is one of a quote.
    pub quote: Option<Pick>,
}

impl Flaw {
    /// Returns the flaw that a finding tells of.
    pub fn of(collection: &Collection, finding: &Finding<'_>) -> Option<Self> {
        let path = collection.file(finding.file)?.path.clone();
        Some(Self { path, at: finding.problem.range.start(), rule: finding.problem.rule })
    }

    /// Returns the number of the flaw among the findings.
    pub fn number(&self, collection: &Collection) -> Option<usize> {
        let mut findings = collection.findings().iter();
        findings.position(|finding| Self::of(collection, &finding).as_ref() == Some(self))
    }
}

impl Goal {
    /// Returns where a finding leads, `None` where its file has no record at that place.
    pub fn of(collection: &Collection, finding: &Finding<'_>) -> Option<Self> {
        let file = collection.file(finding.file)?;
        let at = finding.problem.range.start();
        let record = file.contents.records().iter().rfind(|record| record.at.start() <= at)?;
        let located = collection.get(record.id.as_str())?;
        // Of two records with one id, only one can be shown.
        if located.file.path != file.path {
            return None;
        }
        // Only where things stand is looked at.
        let seen = Seen::new(collection, Mask::Nothing);
        let page = detail(seen, &seen.get(record.id.as_str())?, ANYWHERE);
        let ranges = Spot::ranges(record);
        let spots = page.blocks().iter().filter_map(|block| {
            let start = ranges.get(&block.spot)?.start();
            (start <= at).then_some((start, &block.spot))
        });
        let nearest = spots.max_by_key(|(start, _)| *start);
        let quote = quote_at(record, at);
        let in_quote = quote.filter(|(start, _)| nearest.is_none_or(|(spot, _)| spot < *start));
        Some(match in_quote {
            Some((_, pick)) => {
                Self { spot: carried(record, &pick), quote: Some(pick), ..Self::at(record) }
            }
            None => Self { spot: nearest.map(|(_, spot)| spot.clone()), ..Self::at(record) },
        })
    }

    fn at(record: &Record) -> Self {
        Self { record: record.id.clone(), spot: None, quote: None }
    }
}

/// Returns the quote that a place of the file lies in, and where that quote starts.
fn quote_at(record: &Record, at: usize) -> Option<(usize, Pick)> {
    let mut numbered = record.quotes.iter().enumerate();
    let (number, quote) = numbered.rfind(|(_, quote)| quote.at.start() <= at)?;
    Some((quote.at.start(), Pick::Quote(record.id.clone(), number)))
}

/// Returns a field that a quote carries, so that the quote stands first beside it.
fn carried(record: &Record, pick: &Pick) -> Option<Spot> {
    let Pick::Quote(_, number) = pick else { return None };
    let quote = record.quotes.get(*number)?;
    let mut cited = quote.supports.iter().map(|citation| &citation.cited);
    cited.find(|cited| record.has(cited)).map(Spot::of)
}
