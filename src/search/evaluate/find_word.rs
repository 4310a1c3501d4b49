//! Finds one word in one block: by scanning its text columns, line by line, or with rough matching.

use super::line_match::MatchRank;
use super::plan::SearchWord;
use crate::search::matching::needle::MatchPosition;
use crate::search::matching::tier::Tier;
use crate::search::part::Part;
use crate::search::store::block::LineBlock;
use crate::search::store::text_column::{ColumnText, TextColumn, TextPrefilter};

/// For each line of a block, how a word was found.
pub(crate) type RankColumn = Vec<Option<MatchRank>>;

// If fewer than one in this many lines are wanted, their texts are tested one by one; otherwise it is
// faster to scan the whole column.
const SCANNED_LINES: usize = 8;

/// A rough way to match a word in a text.
#[derive(Clone, Copy)]
pub(crate) enum RoughMethod {
    /// By sound.
    Sound,
    /// Fuzzily: by its letters, with gaps between them.
    Scattered,
    /// By sound, or else fuzzily.
    SoundOrScattered,
    /// With typos.
    Typo,
}

/// Where to search literally.
#[derive(Clone, Copy)]
pub(crate) struct LiteralScope<'s> {
    /// Whether each line of the block is searched.
    pub(crate) wanted: &'s [bool],
    /// Matches worse than this are ignored.
    pub(crate) worst: MatchRank,
    /// Texts of parts less weighty than this are not searched.
    pub(crate) last_part: Part,
}

/// A literal match in a text column.
#[derive(Clone, Copy)]
struct ColumnMatch {
    /// The number of the text.
    text: usize,
    position: MatchPosition,
}

/// Finds a word literally. A column whose best possible match is worse than the scope allows is not searched,
/// and neither are the texts whose lines all have a match that is at least as good.
pub(crate) fn find_literal(
    block: &LineBlock,
    word: &SearchWord<'_>,
    scope: LiteralScope<'_>,
    column: &mut RankColumn,
) {
    let LiteralScope { wanted, worst, last_part } = scope;
    let lines = wanted.iter().filter(|wanted| **wanted).count();
    if lines == 0 {
        return;
    }
    for source in block.columns().iter().filter(|source| source.part() <= last_part) {
        let best = MatchRank::literal(
            Tier::for_position(source.part(), MatchPosition::Whole),
            source.part(),
        );
        let best = if word.needle.has_form() { best.as_typed() } else { best };
        if best > worst {
            continue;
        }
        if lines < wanted.len() / SCANNED_LINES {
            find_literal_by_line(source, word, scope, column);
            continue;
        }
        let mut matches = Vec::new();
        let improvable = |line: usize| {
            let found = column.get(line).copied().flatten();
            wanted.get(line) == Some(&true) && found.is_none_or(|found| best < found)
        };
        let is_wanted = |text: usize| source.lines(text).any(improvable);
        source.scan(word.needle, word.mode, is_wanted, |text, position| {
            matches.push(ColumnMatch { text, position });
        });
        for found_at in matches {
            let found = word.rank(source, found_at);
            for line in source.lines(found_at.text) {
                if found <= worst && wanted.get(line) == Some(&true) {
                    keep_better(column, line, Some(found));
                }
            }
        }
    }
}

/// Finds a word roughly, in the short texts of the candidates that were not found before.
pub(crate) fn find_rough(
    block: &LineBlock,
    word: &SearchWord<'_>,
    method: RoughMethod,
    candidates: &[bool],
    column: &mut RankColumn,
) {
    let found = candidates.iter().zip(&*column);
    let wanted: Vec<_> = found.map(|(candidate, found)| *candidate && found.is_none()).collect();
    if !wanted.contains(&true) {
        return;
    }
    let scope = RoughScope { block, wanted: &wanted };
    // Each way has a loop of its own, since most of the time goes into the prefilters.
    match method {
        RoughMethod::Sound if word.spelling.is_none() => {}
        RoughMethod::Sound => {
            scope.find(|hint| word.may_sound_like(hint), |_, text| word.sounding(text), column);
        }
        RoughMethod::Scattered => {
            scope.find(|hint| word.may_scatter_in(hint), |_, text| word.scattered(text), column);
        }
        RoughMethod::SoundOrScattered => scope.find(
            |hint| word.may_sound_like(hint) || word.may_scatter_in(hint),
            |hint, text| {
                let sounding = if word.may_sound_like(hint) { word.sounding(text) } else { None };
                let scattered =
                    || if word.may_scatter_in(hint) { word.scattered(text) } else { None };
                sounding.or_else(scattered)
            },
            column,
        ),
        RoughMethod::Typo => {
            let Some(pattern) = &word.typo else { return };
            scope.find(
                |hint| pattern.may_match(hint.letters),
                |_, text| word.with_typos(text),
                column,
            );
        }
    }
}

/// The lines in which a word is searched roughly.
struct RoughScope<'s> {
    block: &'s LineBlock,
    wanted: &'s [bool],
}

impl RoughScope<'_> {
    /// Stores the matches in the short texts that may match by their prefilters.
    fn find(
        &self,
        may_match: impl Fn(TextPrefilter) -> bool,
        rough: impl Fn(TextPrefilter, ColumnText<'_>) -> Option<RoughRank>,
        column: &mut RankColumn,
    ) {
        for source in self.block.columns().iter().filter(|source| source.part().is_short()) {
            for (text, hint) in source.prefilters().filter(|(_, hint)| may_match(*hint)) {
                let lines = source.lines(text);
                let mut lines =
                    lines.filter(|line| self.wanted.get(*line) == Some(&true)).peekable();
                if lines.peek().is_none() {
                    continue;
                }
                let found = source.text(text).and_then(|text| rough(hint, text));
                if let Some(RoughRank { tier, score }) = found {
                    let found = MatchRank::rough(tier, source.part(), score);
                    lines.for_each(|line| keep_better(column, line, Some(found)));
                }
            }
        }
    }
}

/// How well a text matches roughly; a greater score is better.
struct RoughRank {
    tier: Tier,
    score: u16,
}

impl SearchWord<'_> {
    /// Returns the rank of a literal match.
    fn rank(&self, texts: &TextColumn, found_at: ColumnMatch) -> MatchRank {
        let ColumnMatch { text, position } = found_at;
        let found = MatchRank::literal(Tier::for_position(texts.part(), position), texts.part());
        let as_typed = self.needle.has_form()
            && texts.text(text).is_some_and(|text| self.needle.is_as_typed_in(text.original));
        if as_typed { found.as_typed() } else { found }
    }

    fn sounding(&self, text: ColumnText<'_>) -> Option<RoughRank> {
        let score = self.spelling?.find(text.folded)?.score;
        Some(RoughRank { tier: Tier::Pinyin, score })
    }

    fn scattered(&self, text: ColumnText<'_>) -> Option<RoughRank> {
        let fuzzy = self.fuzzy.as_ref()?.find_in(text.original, text.folded)?;
        let score = u16::try_from(fuzzy.score).unwrap_or(u16::MAX);
        Some(RoughRank { tier: Tier::Fuzzy, score })
    }

    fn with_typos(&self, text: ColumnText<'_>) -> Option<RoughRank> {
        let near = self.typo.as_ref()?.find_in(text.original, text.folded)?;
        // Fewer typos give a greater score.
        let score = u16::try_from(near.typos).map_or(0, |typos| u16::MAX / 2 - typos);
        Some(RoughRank { tier: Tier::Typo, score })
    }

    fn may_sound_like(&self, hint: TextPrefilter) -> bool {
        let spelling = self.spelling.zip(hint.sounds);
        spelling.is_some_and(|(spelling, sounds)| spelling.may_match(sounds))
    }

    fn may_scatter_in(&self, hint: TextPrefilter) -> bool {
        self.fuzzy.is_some() && hint.letters.may_contain(self.letters)
    }
}

fn find_literal_by_line(
    source: &TextColumn,
    word: &SearchWord<'_>,
    scope: LiteralScope<'_>,
    column: &mut RankColumn,
) {
    for (line, _) in scope.wanted.iter().enumerate().filter(|(_, wanted)| **wanted) {
        for number in source.numbers_of(line).map(|number| number as usize) {
            let Some(text) = source.text(number) else { continue };
            if let Some(position) =
                word.needle.position_in_mode(word.mode, text.original, text.folded)
            {
                let found = word.rank(source, ColumnMatch { text: number, position });
                if found <= scope.worst {
                    keep_better(column, line, Some(found));
                }
            }
        }
    }
}

/// Stores the match of a line if it is the first or better than the one before.
fn keep_better(column: &mut RankColumn, line: usize, found: Option<MatchRank>) {
    if let Some(place) = column.get_mut(line) {
        *place = place.iter().copied().chain(found).min();
    }
}
