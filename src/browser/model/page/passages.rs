//! The passages of an archived text that cases quote, in the order of the text. Knows no row and no
//! pane.

use crate::evidence::Match;
use crate::record::{Id, Name};
use crate::text::ByteRange;

use super::super::seen::Seen;
use super::quote::Pick;

/// A passage of a text that a case quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Passage {
    /// Where it stands.
    pub(in super::super) range: ByteRange,
    /// The case.
    pub(in super::super) case: Id,
    /// The number of the quote in the case.
    pub(in super::super) number: usize,
    /// How the words of the quote were found.
    pub(in super::super) found: Match,
}

/// All passages of a text, by where they stand; one that is quoted twice is there twice.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Passages(Vec<Passage>);

impl Passages {
    /// Returns the passages of the text of a source, and the quotes from it that are not in it: their
    /// cases and numbers.
    pub(in super::super) fn of(seen: Seen<'_>, source: &Id) -> (Self, Vec<(Id, usize)>) {
        let (mut passages, mut missing) = (Vec::new(), Vec::new());
        let quoting = seen.mentions(source).iter();
        for case in quoting.filter(|mention| mention.field == Name::Source).map(|of| &of.from) {
            for (number, found) in seen.quotes_from(case, source) {
                match found {
                    Match::Verbatim(range)
                    | Match::ButForTypography(range)
                    | Match::Close(range) => {
                        passages.push(Passage { range, case: case.clone(), number, found });
                    }
                    Match::NotFound | Match::NotArchived => missing.push((case.clone(), number)),
                }
            }
        }
        passages.sort_by(|one, other| one.order().cmp(&other.order()));
        (Self(passages), missing)
    }

    /// Returns where the passages stand, those that are quoted twice once.
    pub(in super::super) fn distinct(&self) -> Vec<ByteRange> {
        let mut ranges: Vec<ByteRange> = self.0.iter().map(|passage| passage.range).collect();
        ranges.dedup();
        ranges
    }

    /// Returns where the words stand that were found.
    pub(in super::super) fn found(&self) -> impl Iterator<Item = ByteRange> {
        self.0.iter().filter(|passage| passage.found.is_found()).map(|passage| passage.range)
    }

    /// Returns the passage that a quote quotes.
    pub(in super::super) fn of_quote(&self, case: &Id, number: usize) -> Option<&Passage> {
        self.0.iter().find(|passage| passage.number == number && passage.case == *case)
    }

    /// Returns the passages that share a byte with a place.
    pub(in super::super) fn within(&self, place: ByteRange) -> impl Iterator<Item = &Passage> {
        let before = self.0.partition_point(|passage| passage.range.start() < place.end());
        self.0.iter().take(before).filter(move |passage| passage.range.overlaps(place))
    }

    /// Returns the first passage that starts at a byte or behind it.
    pub(in super::super) fn from(&self, offset: usize) -> Option<&Passage> {
        self.0.get(self.0.partition_point(|passage| passage.range.start() < offset))
    }

    /// Returns the first passage behind another in their order.
    pub(in super::super) fn behind(&self, range: ByteRange) -> Option<&Passage> {
        self.0.get(self.0.partition_point(|passage| passage.range <= range))
    }

    /// Returns the last passage before another in their order.
    pub(in super::super) fn before(&self, range: ByteRange) -> Option<&Passage> {
        let last = self.0.partition_point(|passage| passage.range < range).checked_sub(1)?;
        self.first_at(self.0.get(last)?.range)
    }

    /// Returns the first passage and the last.
    pub(in super::super) fn ends(&self) -> Option<(&Passage, &Passage)> {
        Some((self.0.first()?, self.first_at(self.0.last()?.range)?))
    }

    /// Returns which passage one is, from 1, those that are quoted twice counted once.
    pub(in super::super) fn ordinal(&self, of: &Passage) -> usize {
        let before = self.0.iter().map(|passage| passage.range);
        let mut before: Vec<ByteRange> = before.take_while(|range| *range <= of.range).collect();
        before.dedup();
        before.len()
    }

    /// Returns the first of the passages that stand in the same place.
    fn first_at(&self, range: ByteRange) -> Option<&Passage> {
        self.0.get(self.0.partition_point(|passage| passage.range < range))
    }
}

impl Passage {
    /// Returns the place in the pane that the passage is.
    pub(in super::super) fn pick(&self) -> Pick {
        Pick::Quote(self.case.clone(), self.number)
    }

    fn order(&self) -> (ByteRange, &Id, usize) {
        (self.range, &self.case, self.number)
    }
}
