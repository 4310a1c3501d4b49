//! Finds one word in one block: by scanning a text column, line by line, or with rough matching.

use super::line_match::MatchRank;
use super::plan::SearchWord;
use crate::search::matching::needle::MatchPosition;
use crate::search::matching::tier::Tier;
use crate::search::store::block::LineBlock;
use crate::search::store::text_column::{ColumnText, TextColumn, TextPrefilter};

/// Where in each line of the block a word was found.
pub(crate) type RankColumn = Vec<Option<MatchRank>>;

// Scanning a whole column is faster than testing this share of its texts one by one.
const SCANNED_LINES: usize = 8;

/// A rough way to find a word in a text.
#[derive(Clone, Copy)]
pub(crate) enum RoughMethod {
    /// By sound, or else fuzzily.
    Rough,
    /// With typos.
    Typo,
}

/// Finds a word as it was typed in the wanted lines; matches no better than `worst` are left out,
/// and so are the columns that have only those.
pub(crate) fn find_literal(
    block: &LineBlock,
    word: &SearchWord<'_>,
    (wanted, worst): (&[bool], MatchRank),
    column: &mut RankColumn,
) {
    let lines = wanted.iter().filter(|wanted| **wanted).count();
    if lines == 0 {
        return;
    }
    for source in block.columns() {
        let best = MatchRank::literal(
            Tier::for_position(source.part(), MatchPosition::Whole),
            source.part(),
        );
        let best = if word.needle.has_form() { best.as_typed() } else { best };
        if best > worst {
            continue;
        }
        if lines < wanted.len() / SCANNED_LINES {
            find_literal_by_line(source, word, wanted, (column, worst));
            continue;
        }
        let mut finds = Vec::new();
        let improvable = |line: usize| {
            let found = column.get(line).copied().flatten();
            wanted.get(line) == Some(&true) && found.is_none_or(|found| best < found)
        };
        let looked_at = |text: usize| source.lines(text).any(improvable);
        source.scan(word.needle, word.mode, looked_at, |text, stand| {
            finds.push((text, stand));
        });
        for (text, stand) in finds {
            let found = word.found(source, (stand, text));
            for line in source.lines(text) {
                if found <= worst && wanted.get(line) == Some(&true) {
                    keep_better(column, line, Some(found));
                }
            }
        }
    }
}

/// Fills in the lines among all that were not found yet, by a rough way through short texts.
pub(crate) fn find_rough(
    block: &LineBlock,
    (word, way): (&SearchWord<'_>, RoughMethod),
    among: &[bool],
    column: &mut RankColumn,
) {
    let wanted: Vec<_> =
        among.iter().zip(&*column).map(|(among, found)| *among && found.is_none()).collect();
    if !wanted.contains(&true) {
        return;
    }
    for source in block.columns().iter().filter(|source| source.part().is_short()) {
        for (text, hint) in source.prefilters().filter(|(_, hint)| word.may_match(*hint, way)) {
            let lines = source.lines(text);
            let mut lines = lines.filter(|line| wanted.get(*line) == Some(&true)).peekable();
            if lines.peek().is_none() {
                continue;
            }
            let found = source.text(text).and_then(|text| word.find(hint, text, way));
            if let Some((tier, score)) = found {
                let found = MatchRank::rough(tier, source.part(), score);
                lines.for_each(|line| keep_better(column, line, Some(found)));
            }
        }
    }
}

impl SearchWord<'_> {
    /// Returns the find of the word that stands so in the text of this number.
    fn found(&self, texts: &TextColumn, (stand, number): (MatchPosition, usize)) -> MatchRank {
        let found = MatchRank::literal(Tier::for_position(texts.part(), stand), texts.part());
        let as_typed = self.needle.has_form()
            && texts.text(number).is_some_and(|text| self.needle.is_as_typed_in(text.original));
        if as_typed { found.as_typed() } else { found }
    }

    /// Tells by the hint alone whether the text is worth a look.
    fn may_match(&self, hint: TextPrefilter, way: RoughMethod) -> bool {
        match way {
            RoughMethod::Rough => self.may_match_sound(hint) || self.may_match_fuzzily(hint),
            RoughMethod::Typo => {
                self.typo.as_ref().is_some_and(|slips| slips.may_match(hint.letters))
            }
        }
    }

    /// Returns the tier and the score of a rough find in a text.
    fn find(
        &self,
        hint: TextPrefilter,
        text: ColumnText<'_>,
        way: RoughMethod,
    ) -> Option<(Tier, u16)> {
        match way {
            RoughMethod::Rough => {
                let spelling = self.spelling.filter(|_| self.may_match_sound(hint));
                let sounding = spelling.and_then(|spelling| spelling.find(text.folded));
                sounding.map(|sounding| (Tier::Pinyin, sounding.score)).or_else(|| {
                    let scatter = self.fuzzy.as_ref().filter(|_| self.may_match_fuzzily(hint))?;
                    let scattered = scatter.find_in(text.original, text.folded)?;
                    Some((Tier::Fuzzy, u16::try_from(scattered.score).unwrap_or(u16::MAX)))
                })
            }
            RoughMethod::Typo => {
                let slip = self.typo.as_ref()?.find_in(text.original, text.folded)?;
                // Fewer slips are better.
                Some((
                    Tier::Typo,
                    u16::try_from(slip.typos).map_or(0, |slips| u16::MAX / 2 - slips),
                ))
            }
        }
    }

    fn may_match_sound(&self, hint: TextPrefilter) -> bool {
        let spelling = self.spelling.zip(hint.sounds);
        spelling.is_some_and(|(spelling, sounds)| spelling.may_match(sounds))
    }

    fn may_match_fuzzily(&self, hint: TextPrefilter) -> bool {
        self.fuzzy.is_some() && hint.letters.may_contain(self.letters)
    }
}

fn find_literal_by_line(
    source: &TextColumn,
    word: &SearchWord<'_>,
    wanted: &[bool],
    (column, worst): (&mut RankColumn, MatchRank),
) {
    for (line, _) in wanted.iter().enumerate().filter(|(_, wanted)| **wanted) {
        for number in source.numbers_of(line).map(|number| number as usize) {
            let Some(text) = source.text(number) else { continue };
            if let Some(stand) = word.needle.position_in_mode(word.mode, text.original, text.folded)
            {
                let found = word.found(source, (stand, number));
                if found <= worst {
                    keep_better(column, line, Some(found));
                }
            }
        }
    }
}

/// Takes a find of a line where it is the first or better than the one before.
fn keep_better(column: &mut RankColumn, line: usize, found: Option<MatchRank>) {
    if let Some(place) = column.get_mut(line) {
        *place = place.iter().copied().chain(found).min();
    }
}
