//! The passages of an archived text that cases quote, sorted by position.

use crate::evidence::Match;
use crate::record::{FieldId, Id};
use crate::text::ByteRange;

use crate::browser::model::page::quote::QuoteItem;
use crate::redaction::MaskedCollection;

/// A passage of a text that a case quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QuotedPassage {
    /// Its place in the text.
    pub(crate) range: ByteRange,
    /// The case.
    pub(crate) case: Id,
    /// The number of the quote in the case.
    pub(crate) number: usize,
    /// How the words of the quote were found.
    pub(crate) found: Match,
}

/// All passages of a text, sorted by position; one that is quoted twice is in it twice.
#[derive(Clone, Debug, Default)]
pub(crate) struct QuotedPassages(Vec<QuotedPassage>);

impl QuotedPassages {
    /// Returns the passages of the text of a source, and the quotes from it that are not in it: their
    /// cases and numbers.
    pub(crate) fn of(masked: MaskedCollection<'_>, source: &Id) -> (Self, Vec<(Id, usize)>) {
        let (mut passages, mut missing) = (Vec::new(), Vec::new());
        let quoting = masked.mentions(source).iter();
        for case in quoting.filter(|mention| mention.field == FieldId::Source).map(|of| &of.from) {
            for (number, found) in masked.quotes_from(case, source) {
                match found {
                    Match::Verbatim(range)
                    | Match::ButForTypography(range)
                    | Match::Close(range) => {
                        passages.push(QuotedPassage { range, case: case.clone(), number, found });
                    }
                    Match::NotFound | Match::NotArchived => missing.push((case.clone(), number)),
                }
            }
        }
        passages.sort_by(|one, other| one.order().cmp(&other.order()));
        (Self(passages), missing)
    }

    /// Returns the ranges of the passages, each once even if it is quoted twice.
    pub(crate) fn distinct(&self) -> Vec<ByteRange> {
        let mut ranges: Vec<ByteRange> = self.0.iter().map(|passage| passage.range).collect();
        ranges.dedup();
        ranges
    }

    /// Returns the ranges of the quotes whose words were found.
    pub(crate) fn found(&self) -> impl Iterator<Item = ByteRange> {
        self.0.iter().filter(|passage| passage.found.is_found()).map(|passage| passage.range)
    }

    /// Returns the passage that a quote quotes.
    pub(crate) fn of_quote(&self, case: &Id, number: usize) -> Option<&QuotedPassage> {
        self.0.iter().find(|passage| passage.number == number && passage.case == *case)
    }

    /// Returns the passages that share a byte with a place.
    pub(crate) fn within(&self, place: ByteRange) -> impl Iterator<Item = &QuotedPassage> {
        let before = self.0.partition_point(|passage| passage.range.start() < place.end());
        self.0.iter().take(before).filter(move |passage| passage.range.overlaps(place))
    }

    /// Returns the first passage that starts at or after a byte.
    pub(crate) fn from(&self, offset: usize) -> Option<&QuotedPassage> {
        self.0.get(self.0.partition_point(|passage| passage.range.start() < offset))
    }

    /// Returns the passage that follows another.
    pub(crate) fn behind(&self, range: ByteRange) -> Option<&QuotedPassage> {
        self.0.get(self.0.partition_point(|passage| passage.range <= range))
    }

    /// Returns the last passage before another in their order.
    pub(crate) fn before(&self, range: ByteRange) -> Option<&QuotedPassage> {
        let last = self.0.partition_point(|passage| passage.range < range).checked_sub(1)?;
        self.first_at(self.0.get(last)?.range)
    }

    /// Returns the first passage and the last.
    pub(crate) fn ends(&self) -> Option<(&QuotedPassage, &QuotedPassage)> {
        Some((self.0.first()?, self.first_at(self.0.last()?.range)?))
    }

    /// Returns which passage one is, from 1, those that are quoted twice counted once.
    pub(crate) fn ordinal(&self, of: &QuotedPassage) -> usize {
        let before = self.0.iter().map(|passage| passage.range);
        let mut before: Vec<ByteRange> = before.take_while(|range| *range <= of.range).collect();
        before.dedup();
        before.len()
    }

    /// Returns the first passage with this range.
    fn first_at(&self, range: ByteRange) -> Option<&QuotedPassage> {
        self.0.get(self.0.partition_point(|passage| passage.range < range))
    }
}

impl QuotedPassage {
    /// Returns the place in the pane that the passage is.
    pub(crate) fn pick(&self) -> QuoteItem {
        QuoteItem::Quote(self.case.clone(), self.number)
    }

    fn order(&self) -> (ByteRange, &Id, usize) {
        (self.range, &self.case, self.number)
    }
}
