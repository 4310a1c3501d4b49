//! Evaluates a plan for one block, at increasing search depth.

use super::find_word::{RankColumn, RoughMethod, find_literal, find_rough};
use super::line_match::{LineMatch, MatchRank};
use super::plan::{Plan, PlanNode};
use crate::search::lex::{MatchMode, Polarity};
use crate::search::matching::needle::{MatchPosition, Needle};
use crate::search::matching::tier::Tier;
use crate::search::part::Part;
use crate::search::query::ValueCondition;
use crate::search::store::block::LineBlock;
use crate::search::values::truth::Truth;

/// How far words are looked for; each depth includes those above it, and finds of a greater depth
/// are worse than all finds of a lesser one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SearchDepth {
    /// In ids, names and aliases, at the starts of words.
    Names,
    /// As they were typed, everywhere.
    Literal,
    /// By sound and fuzzily, in short texts.
    Rough,
    /// With typos, in short texts.
    Typos,
}

/// How each line of the block was found.
pub(crate) type MatchColumn = Vec<Option<LineMatch>>;

/// A block and what has been found in it.
pub(crate) struct BlockEvaluator<'p> {
    plan: &'p Plan<'p>,
    /// The number of the first line of the block.
    first: usize,
    block: &'p LineBlock,
    /// What is known of each word as it was typed.
    literal: Vec<LiteralCache>,
}

/// What has been found out so far, by line.
#[derive(Default)]
struct LiteralCache {
    known: Vec<bool>,
    column: RankColumn,
}

impl<'p> BlockEvaluator<'p> {
    /// Returns the evaluator of a block, given the number of its first line.
    pub(crate) fn new(plan: &'p Plan<'p>, (first, block): (usize, &'p LineBlock)) -> Self {
        let literal = plan.words.iter().map(|_| LiteralCache::default()).collect();
        Self { plan, first, block, literal }
    }

    /// Returns how the lines `among` all are found, looking so far.
    pub(crate) fn evaluate(&mut self, among: &[bool], depth: SearchDepth) -> MatchColumn {
        let plan = self.plan;
        let mut column = self.step(&plan.step, among, depth);
        if let Some(together) = plan.whole_name {
            for (line, held) in column.iter_mut().enumerate() {
                if let Some(LineMatch { found, .. }) = held {
                    *found = self.whole_name(together, line).unwrap_or(*found).min(*found);
                }
            }
        }
        column
    }

    fn step(&mut self, step: &PlanNode<'_>, among: &[bool], depth: SearchDepth) -> MatchColumn {
        match step {
            PlanNode::All(steps) => {
                let mut all: MatchColumn =
                    among.iter().map(|a| a.then_some(LineMatch::FREELY)).collect();
                let mut among = among.to_vec();
                for step in steps {
                    let column = self.step(step, &among, depth);
                    for ((all, among), held) in all.iter_mut().zip(&mut among).zip(column) {
                        *all = all.zip(held).map(|(all, held)| all.and(held));
                        *among = all.is_some();
                    }
                }
                all
            }
            PlanNode::Any(steps) => {
                let mut any: MatchColumn = vec![None; among.len()];
                for step in steps {
                    let column = self.step(step, among, depth);
                    // What is surely held by one way is held surely.
                    for (any, held) in any.iter_mut().zip(column) {
                        *any = any.iter().copied().chain(held).min();
                    }
                }
                any
            }
            PlanNode::Word(number) => {
                let finds = self.word(*number, among, depth).into_iter();
                finds.map(|found| found.map(LineMatch::certain)).collect()
            }
            PlanNode::Without(number) => {
                let finds = self.literal(*number, among);
                column_of(among, |line| finds.get(line).is_some_and(Option::is_none).into())
            }
            PlanNode::Part { part, needles, sign } => {
                let holds = self.part(*part, needles, among);
                column_of(among, |line| signed(*sign, (holds.get(line) == Some(&true)).into()))
            }
            PlanNode::Field { field, asked, sign } => {
                let answers = self.block.answers(*field, |fact| ValueCondition::any(asked, fact));
                let answer = |line| answers.get(line).copied().unwrap_or(Truth::No);
                column_of(among, |line| signed(*sign, answer(line)))
            }
            PlanNode::Lines { answers, sign } => {
                let answer = |line: usize| answers.get(self.first + line).copied();
                column_of(among, |line| signed(*sign, answer(line).unwrap_or(Truth::No)))
            }
        }
    }

    /// Returns which lines hold one of the needles in a part.
    fn part(&self, part: Part, needles: &[Needle], among: &[bool]) -> Vec<bool> {
        let mut holds = vec![false; among.len()];
        for source in self.block.columns().iter().filter(|source| source.part() == part) {
            for needle in needles {
                let mut finds = Vec::new();
                let wanted =
                    |text: usize| source.lines(text).any(|line| among.get(line) == Some(&true));
                source.scan(needle, MatchMode::Exact, wanted, |text, _| finds.push(text));
                for line in finds.into_iter().flat_map(|text| source.lines(text)) {
                    holds.get_mut(line).into_iter().for_each(|holds| *holds = true);
                }
            }
        }
        holds
    }

    fn word(&mut self, number: usize, among: &[bool], depth: SearchDepth) -> RankColumn {
        let Some(word) = self.plan.words.get(number) else { return Vec::new() };
        if depth == SearchDepth::Names {
            let mut column = vec![None; among.len()];
            find_literal(self.block, word, (among, MatchRank::LAST_OF_NAMES), &mut column);
            return column;
        }
        let mut column = self.literal(number, among);
        if depth >= SearchDepth::Rough {
            find_rough(self.block, (word, RoughMethod::Rough), among, &mut column);
        }
        if depth >= SearchDepth::Typos {
            find_rough(self.block, (word, RoughMethod::Typo), among, &mut column);
        }
        column
    }

    /// Returns how a word stands in lines as it was typed; what was found out stays known.
    fn literal(&mut self, number: usize, among: &[bool]) -> RankColumn {
        let (Some(word), Some(memo)) = (self.plan.words.get(number), self.literal.get_mut(number))
        else {
            return Vec::new();
        };
        let mut memo = std::mem::take(memo);
        memo.known.resize(among.len(), false);
        memo.column.resize(among.len(), None);
        let wanted: Vec<_> = among.iter().zip(&memo.known).map(|(a, known)| *a && !known).collect();
        let worst = MatchRank::literal(Tier::Substring, Part::Quote);
        find_literal(self.block, word, (&wanted, worst), &mut memo.column);
        for (known, wanted) in memo.known.iter_mut().zip(&wanted) {
            *known |= wanted;
        }
        let found = among.iter().zip(&memo.column).map(|(among, found)| found.filter(|_| *among));
        let found = found.collect();
        if let Some(place) = self.literal.get_mut(number) {
            *place = memo;
        }
        found
    }

    fn whole_name(&self, together: &Needle, line: usize) -> Option<MatchRank> {
        let names = self.block.columns().iter().filter(|source| {
            Tier::for_position(source.part(), MatchPosition::Whole) == Tier::Whole
        });
        let mut found =
            names.flat_map(|source| source.texts_of(line).map(move |text| (source, text)));
        found.find_map(|(source, text)| {
            let whole =
                together.position_in(text.original, text.folded) == Some(MatchPosition::Whole);
            whole.then(|| {
                let found = MatchRank::literal(Tier::Whole, source.part());
                if together.is_as_typed_in(text.original) { found.as_typed() } else { found }
            })
        })
    }
}

/// Returns what the lines among all hold, by the answer for each.
fn column_of(among: &[bool], answer: impl Fn(usize) -> Truth) -> MatchColumn {
    let among = among.iter().enumerate();
    among.map(|(line, among)| if *among { LineMatch::of(answer(line)) } else { None }).collect()
}

/// Returns an answer, turned round where the term is negated.
fn signed(sign: Polarity, answer: Truth) -> Truth {
    match sign {
        Polarity::With => answer,
        Polarity::Without => !answer,
    }
}
