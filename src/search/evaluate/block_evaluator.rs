//! Evaluates a plan for the lines of one block, at increasing search depth.

use super::find_word::{LiteralScope, RankColumn, RoughMethod, find_literal, find_rough};
use super::line_match::{LineMatch, MatchRank};
use super::plan::{Plan, PlanNode, SearchWord};
use crate::search::lex::{MatchMode, Polarity};
use crate::search::matching::needle::{MatchPosition, Needle};
use crate::search::matching::tier::{Looseness, Tier};
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
    /// The matches of each word at the depths so far.
    words: Vec<WordMatches>,
    /// The answers of each condition on a field, once it was evaluated: they are the same at every depth.
    fields: Vec<Option<Vec<Truth>>>,
    /// How sounds are searched.
    sound: SearchWay,
    /// Whether words may match fuzzily, at this depth and below.
    is_scattered: bool,
    /// The least weighty part whose texts are searched for words.
    last_part: Part,
}

/// The matches of a word that were computed so far, by line.
#[derive(Default)]
struct WordMatches {
    /// The ways in which each line was searched, each a bit.
    searched: Vec<u8>,
    found: RankColumn,
    /// The matches with scattered letters that were found together with those by sound, and do not count yet.
    scattered: RankColumn,
}

/// A way to search for a word.
#[derive(Clone, Copy)]
enum SearchWay {
    Literal,
    Sound,
    /// By sound, and for the next depth with scattered letters: one pass over the texts is faster than two.
    SoundAndScattered,
    Scattered,
    Typo,
}

impl<'p> BlockEvaluator<'p> {
    /// Returns the evaluator of a block. Words are searched in the texts of parts up to `last_part`.
    pub(crate) fn new(plan: &'p Plan<'p>, block: NumberedBlock<'p>, last_part: Part) -> Self {
        let words = plan.words.iter().map(|_| WordMatches::default()).collect();
        let fields = vec![None; plan.fields];
        let (first, block) = (block.first_line, block.block);
        Self {
            plan,
            first,
            block,
            words,
            fields,
            sound: SearchWay::Sound,
            is_scattered: false,
            last_part,
        }
    }

    /// Expects to be asked for scattered letters after sounds.
    pub(crate) fn expect_scattered(&mut self) {
        self.sound = SearchWay::SoundAndScattered;
    }

    /// Returns whether a depth is known to find the same as the depth above: with the sounds, no word was found
    /// with scattered letters. Then each word was searched in all lines in which it would be searched now.
    pub(crate) fn adds_nothing(&self, depth: SearchDepth) -> bool {
        let is_scattered = |word: &WordMatches| word.scattered.iter().any(Option::is_some);
        depth == SearchDepth::Scattered
            && matches!(self.sound, SearchWay::SoundAndScattered)
            && !self.words.iter().any(is_scattered)
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
                let found = self.word(*number, candidates, depth).iter().zip(candidates);
                let found = found.map(|(found, candidate)| found.filter(|_| *candidate));
                found.map(|found| found.map(LineMatch::certain)).collect()
            }
            PlanNode::Without(number) => {
                let found = self.matches(*number, candidates, &[SearchWay::Literal]);
                column_of(candidates, |line| found.get(line).is_some_and(Option::is_none).into())
            }
            PlanNode::Part { part, needles, sign } => {
                let found = self.part(*part, needles, candidates);
                column_of(candidates, |line| signed(*sign, (found.get(line) == Some(&true)).into()))
            }
            PlanNode::Field { number, field, asked, sign } => {
                let block = self.block;
                let answers = self.fields.get_mut(*number).map(|known| {
                    known.get_or_insert_with(|| {
                        block.answers(*field, |fact| ValueCondition::any(asked, fact))
                    })
                });
                let answers = answers.map_or(&[][..], |answers| answers);
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

    /// Returns how each candidate matches a word; what is returned for other lines means nothing.
    fn word(
        &mut self,
        number: usize,
        candidates: &[bool],
        depth: SearchDepth,
    ) -> &[Option<MatchRank>] {
        let ways: &[SearchWay] = match (depth, self.is_scattered) {
            (SearchDepth::Names, _) => return self.names(number, candidates),
            (SearchDepth::Literal, _) => &[SearchWay::Literal],
            (SearchDepth::Sounds, _) => &[SearchWay::Literal, self.sound],
            (SearchDepth::Scattered, _) => {
                &[SearchWay::Literal, SearchWay::Sound, SearchWay::Scattered]
            }
            (SearchDepth::Typos, false) => &[SearchWay::Literal, SearchWay::Sound, SearchWay::Typo],
            (SearchDepth::Typos, true) => {
                &[SearchWay::Literal, SearchWay::Sound, SearchWay::Scattered, SearchWay::Typo]
            }
        };
        self.matches(number, candidates, ways)
    }

    /// Returns the literal matches of a word in ids, names and aliases. They are searched once for a line.
    fn names(&mut self, number: usize, candidates: &[bool]) -> &[Option<MatchRank>] {
        let (Some(word), Some(known)) = (self.plan.words.get(number), self.words.get_mut(number))
        else {
            return &[];
        };
        known.found.resize(candidates.len(), None);
        let scope = LiteralScope {
            wanted: candidates,
            worst: MatchRank::LAST_OF_NAMES,
            last_part: self.last_part,
        };
        find_literal(self.block, word, scope, &mut known.found);
        &known.found
    }

    /// Returns the matches of a word in any of these ways, and searches only lines that were not searched in
    /// a way before.
    fn matches(
        &mut self,
        number: usize,
        candidates: &[bool],
        ways: &[SearchWay],
    ) -> &[Option<MatchRank>] {
        let (Some(word), Some(known)) = (self.plan.words.get(number), self.words.get_mut(number))
        else {
            return &[];
        };
        for way in ways {
            known.search(self.block, word, *way, candidates, self.last_part);
        }
        &known.found
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

impl WordMatches {
    /// Searches the candidates in a way in which they were not searched yet.
    fn search(
        &mut self,
        block: &LineBlock,
        word: &SearchWord<'_>,
        way: SearchWay,
        candidates: &[bool],
        last_part: Part,
    ) {
        self.searched.resize(candidates.len(), 0);
        self.found.resize(candidates.len(), None);
        let (bit, searched_afterwards) = (way.bit(), way.bits());
        let searched = candidates.iter().zip(&self.searched);
        let wanted: Vec<_> =
            searched.map(|(wanted, searched)| *wanted && searched & bit == 0).collect();
        match way {
            SearchWay::Literal => {
                let worst = MatchRank::literal(Tier::Substring, Part::Quote);
                let scope = LiteralScope { wanted: &wanted, worst, last_part };
                find_literal(block, word, scope, &mut self.found);
            }
            SearchWay::Sound => {
                find_rough(block, word, RoughMethod::Sound, &wanted, &mut self.found);
            }
            SearchWay::Scattered => {
                let scattered = self.scattered.iter_mut().zip(&mut self.found);
                scattered.for_each(|(scattered, found)| *found = found.or(scattered.take()));
                find_rough(block, word, RoughMethod::Scattered, &wanted, &mut self.found);
            }
            SearchWay::SoundAndScattered => {
                let mut both = self.found.clone();
                find_rough(block, word, RoughMethod::SoundOrScattered, &wanted, &mut both);
                self.scattered.resize(candidates.len(), None);
                let places = self.found.iter_mut().zip(&mut self.scattered);
                for ((found, scattered), new) in places.zip(both) {
                    let is_scattered = new.is_some_and(|new| new.looseness() == Looseness::Fuzzy);
                    *if is_scattered { scattered } else { found } = new;
                }
            }
            SearchWay::Typo => {
                find_rough(block, word, RoughMethod::Typo, &wanted, &mut self.found);
            }
        }
        for (searched, wanted) in self.searched.iter_mut().zip(&wanted) {
            *searched |= if *wanted { searched_afterwards } else { 0 };
        }
    }
}

impl SearchWay {
    /// Returns the bit by which a line that was searched in this way is known.
    fn bit(self) -> u8 {
        match self {
            Self::Literal => 1,
            Self::Sound | Self::SoundAndScattered => 1 << 1,
            Self::Scattered => 1 << 2,
            Self::Typo => 1 << 3,
        }
    }

    /// Returns the bits of all ways in which a line was searched afterwards.
    fn bits(self) -> u8 {
        match self {
            Self::SoundAndScattered => self.bit() | Self::Scattered.bit(),
            Self::Literal | Self::Sound | Self::Scattered | Self::Typo => self.bit(),
        }
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
