//! Evaluates a plan for the lines of one block, at increasing search depth.

use super::find_word::{LiteralScope, RankColumn, RoughMethod, find_literal, find_rough};
use super::line_match::{LineMatch, MatchRank};
use super::plan::{Plan, PlanNode};
use crate::search::lex::{MatchMode, Polarity};
use crate::search::matching::needle::{MatchPosition, Needle};
use crate::search::matching::tier::Tier;
use crate::search::part::Part;
use crate::search::query::ValueCondition;
use crate::search::store::block::{LineBlock, NumberedBlock};
use crate::search::values::truth::Truth;

/// How deep the search for words goes. Each depth includes those above it, and every match that a depth
/// adds is worse than all matches of the depths above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SearchDepth {
    /// In ids, names and aliases, at the starts of words.
    Names,
    /// Literally, in all texts.
    Literal,
    /// By sound, in short texts.
    Sounds,
    /// Fuzzily, in short texts: only where nothing better is found for the words of a name.
    Scattered,
    /// With typos, in short texts.
    Typos,
}

/// For each line of the block, how it matches.
pub(crate) type MatchColumn = Vec<Option<LineMatch>>;

/// The evaluation of a plan for one block.
pub(crate) struct BlockEvaluator<'p> {
    plan: &'p Plan<'p>,
    /// The number of the first line of the block.
    first: usize,
    block: &'p LineBlock,
    /// The literal matches of each word, which every depth from `Literal` on needs.
    literal: Vec<LiteralCache>,
    /// Whether words may match fuzzily, at this depth and below.
    is_scattered: bool,
}

/// The literal matches of a word that were computed so far, by line.
#[derive(Default)]
struct LiteralCache {
    known: Vec<bool>,
    column: RankColumn,
}

impl<'p> BlockEvaluator<'p> {
    /// Returns the evaluator of a block.
    pub(crate) fn new(plan: &'p Plan<'p>, block: NumberedBlock<'p>) -> Self {
        let literal = plan.words.iter().map(|_| LiteralCache::default()).collect();
        Self { plan, first: block.first_line, block: block.block, literal, is_scattered: false }
    }

    /// Evaluates the plan for the lines in `candidates` at a depth, and returns one match per line.
    pub(crate) fn evaluate(&mut self, candidates: &[bool], depth: SearchDepth) -> MatchColumn {
        let plan = self.plan;
        self.is_scattered |= depth == SearchDepth::Scattered;
        let mut column = self.step(&plan.step, candidates, depth);
        if let Some(name) = plan.whole_name {
            for (line, line_match) in column.iter_mut().enumerate() {
                if let Some(LineMatch { found, .. }) = line_match {
                    *found = self.whole_name(name, line).unwrap_or(*found).min(*found);
                }
            }
        }
        column
    }

    fn step(
        &mut self,
        step: &PlanNode<'_>,
        candidates: &[bool],
        depth: SearchDepth,
    ) -> MatchColumn {
        match step {
            PlanNode::All(steps) => {
                let mut all: MatchColumn =
                    candidates.iter().map(|wanted| wanted.then_some(LineMatch::UNASKED)).collect();
                // Each step is evaluated only for the lines that the steps before left.
                let mut candidates = candidates.to_vec();
                for step in steps {
                    let column = self.step(step, &candidates, depth);
                    for ((all, candidate), one) in all.iter_mut().zip(&mut candidates).zip(column) {
                        *all = all.zip(one).map(|(all, one)| all.and(one));
                        *candidate = all.is_some();
                    }
                }
                all
            }
            PlanNode::Any(steps) => {
                let mut any: MatchColumn = vec![None; candidates.len()];
                for step in steps {
                    let column = self.step(step, candidates, depth);
                    // The smallest match is the certain one, and among these the best.
                    for (any, one) in any.iter_mut().zip(column) {
                        *any = any.iter().copied().chain(one).min();
                    }
                }
                any
            }
            PlanNode::Word(number) => {
                let found = self.word(*number, candidates, depth).into_iter();
                found.map(|found| found.map(LineMatch::certain)).collect()
            }
            PlanNode::Without(number) => {
                let found = self.literal(*number, candidates);
                column_of(candidates, |line| found.get(line).is_some_and(Option::is_none).into())
            }
            PlanNode::Part { part, needles, sign } => {
                let found = self.part(*part, needles, candidates);
                column_of(candidates, |line| signed(*sign, (found.get(line) == Some(&true)).into()))
            }
            PlanNode::Field { field, asked, sign } => {
                let answers = self.block.answers(*field, |fact| ValueCondition::any(asked, fact));
                let answer = |line| answers.get(line).copied().unwrap_or(Truth::No);
                column_of(candidates, |line| signed(*sign, answer(line)))
            }
            PlanNode::Lines { answers, sign } => {
                let answer = |line: usize| answers.get(self.first + line).copied();
                column_of(candidates, |line| signed(*sign, answer(line).unwrap_or(Truth::No)))
            }
        }
    }

    /// Returns which lines contain one of the needles in a part.
    fn part(&self, part: Part, needles: &[Needle], candidates: &[bool]) -> Vec<bool> {
        let mut found = vec![false; candidates.len()];
        for source in self.block.columns().iter().filter(|source| source.part() == part) {
            for needle in needles {
                let mut texts = Vec::new();
                let wanted = |text: usize| {
                    source.lines(text).any(|line| candidates.get(line) == Some(&true))
                };
                source.scan(needle, MatchMode::Exact, wanted, |text, _| texts.push(text));
                for line in texts.into_iter().flat_map(|text| source.lines(text)) {
                    found.get_mut(line).into_iter().for_each(|found| *found = true);
                }
            }
        }
        found
    }

    fn word(&mut self, number: usize, candidates: &[bool], depth: SearchDepth) -> RankColumn {
        let Some(word) = self.plan.words.get(number) else { return Vec::new() };
        if depth == SearchDepth::Names {
            let mut column = vec![None; candidates.len()];
            let scope = LiteralScope { wanted: candidates, worst: MatchRank::LAST_OF_NAMES };
            find_literal(self.block, word, scope, &mut column);
            return column;
        }
        let mut column = self.literal(number, candidates);
        if depth >= SearchDepth::Sounds {
            find_rough(self.block, word, RoughMethod::Sound, candidates, &mut column);
        }
        if self.is_scattered {
            find_rough(self.block, word, RoughMethod::Scattered, candidates, &mut column);
        }
        if depth >= SearchDepth::Typos {
            find_rough(self.block, word, RoughMethod::Typo, candidates, &mut column);
        }
        column
    }

    /// Returns the literal matches of a word, and computes those that are not in the cache.
    fn literal(&mut self, number: usize, candidates: &[bool]) -> RankColumn {
        let (Some(word), Some(cache)) = (self.plan.words.get(number), self.literal.get_mut(number))
        else {
            return Vec::new();
        };
        let mut cache = std::mem::take(cache);
        cache.known.resize(candidates.len(), false);
        cache.column.resize(candidates.len(), None);
        let wanted: Vec<_> =
            candidates.iter().zip(&cache.known).map(|(wanted, known)| *wanted && !known).collect();
        let worst = MatchRank::literal(Tier::Substring, Part::Quote);
        let scope = LiteralScope { wanted: &wanted, worst };
        find_literal(self.block, word, scope, &mut cache.column);
        for (known, wanted) in cache.known.iter_mut().zip(&wanted) {
            *known |= wanted;
        }
        let found = candidates.iter().zip(&cache.column);
        let found = found.map(|(candidate, found)| found.filter(|_| *candidate)).collect();
        if let Some(place) = self.literal.get_mut(number) {
            *place = cache;
        }
        found
    }

    /// Returns the rank of a line of which all words together are a name.
    fn whole_name(&self, words: &Needle, line: usize) -> Option<MatchRank> {
        let names = self.block.columns().iter().filter(|source| {
            Tier::for_position(source.part(), MatchPosition::Whole) == Tier::Whole
        });
        let mut found =
            names.flat_map(|source| source.texts_of(line).map(move |text| (source, text)));
        found.find_map(|(source, text)| {
            let is_whole =
                words.position_in(text.original, text.folded) == Some(MatchPosition::Whole);
            is_whole.then(|| {
                let found = MatchRank::literal(Tier::Whole, source.part());
                if words.is_as_typed_in(text.original) { found.as_typed() } else { found }
            })
        })
    }
}

/// Returns the matches of the candidates by the answer for each.
fn column_of(candidates: &[bool], answer: impl Fn(usize) -> Truth) -> MatchColumn {
    let candidates = candidates.iter().enumerate();
    candidates
        .map(|(line, wanted)| if *wanted { LineMatch::of(answer(line)) } else { None })
        .collect()
}

/// Returns an answer, negated if the term is.
fn signed(sign: Polarity, answer: Truth) -> Truth {
    match sign {
        Polarity::With => answer,
        Polarity::Without => !answer,
    }
}
