//! One block of lines and which of them a plan finds, in steps from the best finds to the roughest.
//! Knows no other block.

use super::answer::Answer;
use super::block::Block;
use super::found::{Found, Held};
use super::lex::{Manner, Sign};
use super::looking::{Finds, Way, look, roughly};
use super::needle::{Needle, Stand};
use super::part::Part;
use super::plan::{Plan, Step};
use super::query::Asked;
use super::tier::Tier;

/// How far words are looked for; each depth includes those above it, and finds of a greater depth
/// are worse than all finds of a lesser one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    /// In ids, names and aliases, at the starts of words.
    Names,
    /// As they were typed, everywhere.
    Literal,
    /// By their sounds and by scattered letters, in short texts.
    Rough,
    /// With slips of the hand, in short texts.
    Slips,
}

/// How each line of the block was found.
pub(super) type Column = Vec<Option<Held>>;

/// A block and what has been found in it.
pub(super) struct Sieve<'p> {
    plan: &'p Plan<'p>,
    /// The number of the first line of the block.
    first: usize,
    block: &'p Block,
    /// What is known of each word as it was typed.
    literal: Vec<Memo>,
}

/// What has been found out so far, by line.
#[derive(Default)]
struct Memo {
    known: Vec<bool>,
    column: Finds,
}

impl<'p> Sieve<'p> {
    /// Returns the sieve of a block, given with the number of its first line, in which nothing was
    /// looked for.
    pub(super) fn new(plan: &'p Plan<'p>, (first, block): (usize, &'p Block)) -> Self {
        let literal = plan.words.iter().map(|_| Memo::default()).collect();
        Self { plan, first, block, literal }
    }

    /// Returns how the lines `among` all are found, looking so far.
    pub(super) fn sift(&mut self, among: &[bool], depth: Depth) -> Column {
        let plan = self.plan;
        let mut column = self.step(&plan.step, among, depth);
        if let Some(together) = plan.together {
            for (line, held) in column.iter_mut().enumerate() {
                if let Some(Held { found, .. }) = held {
                    *found = self.whole_name(together, line).unwrap_or(*found).min(*found);
                }
            }
        }
        column
    }

    fn step(&mut self, step: &Step<'_>, among: &[bool], depth: Depth) -> Column {
        match step {
            Step::All(steps) => {
                let mut all: Column = among.iter().map(|a| a.then_some(Held::FREELY)).collect();
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
            Step::Any(steps) => {
                let mut any: Column = vec![None; among.len()];
                for step in steps {
                    let column = self.step(step, among, depth);
                    // What is surely held by one way is held surely.
                    for (any, held) in any.iter_mut().zip(column) {
                        *any = any.iter().copied().chain(held).min();
                    }
                }
                any
            }
            Step::Word(number) => {
                let finds = self.word(*number, among, depth).into_iter();
                finds.map(|found| found.map(Held::surely)).collect()
            }
            Step::Without(number) => {
                let finds = self.literal(*number, among);
                held(among, |line| finds.get(line).is_some_and(Option::is_none).into())
            }
            Step::Part { part, needles, sign } => {
                let holds = self.part(*part, needles, among);
                held(among, |line| signed(*sign, (holds.get(line) == Some(&true)).into()))
            }
            Step::Field { field, asked, sign } => {
                let answers = self.block.answers(*field, |fact| Asked::any(asked, fact));
                let answer = |line| answers.get(line).copied().unwrap_or(Answer::No);
                held(among, |line| signed(*sign, answer(line)))
            }
            Step::Lines { answers, sign } => {
                let answer = |line: usize| answers.get(self.first + line).copied();
                held(among, |line| signed(*sign, answer(line).unwrap_or(Answer::No)))
            }
        }
    }

    /// Returns which lines hold one of the needles in a part.
    fn part(&self, part: Part, needles: &[Needle], among: &[bool]) -> Vec<bool> {
        let mut holds = vec![false; among.len()];
        for shelf in self.block.shelves().iter().filter(|shelf| shelf.part() == part) {
            for needle in needles {
                let mut finds = Vec::new();
                let wanted =
                    |text: usize| shelf.lines(text).any(|line| among.get(line) == Some(&true));
                shelf.sweep(needle, Manner::Exact, wanted, |text, _| finds.push(text));
                for line in finds.into_iter().flat_map(|text| shelf.lines(text)) {
                    holds.get_mut(line).into_iter().for_each(|holds| *holds = true);
                }
            }
        }
        holds
    }

    fn word(&mut self, number: usize, among: &[bool], depth: Depth) -> Finds {
        let Some(word) = self.plan.words.get(number) else { return Vec::new() };
        if depth == Depth::Names {
            let mut column = vec![None; among.len()];
            look(self.block, word, (among, Found::LAST_OF_NAMES), &mut column);
            return column;
        }
        let mut column = self.literal(number, among);
        if depth >= Depth::Rough {
            roughly(self.block, (word, Way::Rough), among, &mut column);
        }
        if depth >= Depth::Slips {
            roughly(self.block, (word, Way::Slipped), among, &mut column);
        }
        column
    }

    /// Returns how a word stands in lines as it was typed; what was found out stays known.
    fn literal(&mut self, number: usize, among: &[bool]) -> Finds {
        let (Some(word), Some(memo)) = (self.plan.words.get(number), self.literal.get_mut(number))
        else {
            return Vec::new();
        };
        let mut memo = std::mem::take(memo);
        memo.known.resize(among.len(), false);
        memo.column.resize(among.len(), None);
        let wanted: Vec<_> = among.iter().zip(&memo.known).map(|(a, known)| *a && !known).collect();
        let worst = Found::literal(Tier::Substring, Part::Quote);
        look(self.block, word, (&wanted, worst), &mut memo.column);
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

    fn whole_name(&self, together: &Needle, line: usize) -> Option<Found> {
        let names = self
            .block
            .shelves()
            .iter()
            .filter(|shelf| Tier::of(shelf.part(), Stand::Whole) == Tier::Whole);
        let mut found = names.flat_map(|shelf| shelf.texts_of(line).map(move |text| (shelf, text)));
        found.find_map(|(shelf, text)| {
            let whole = together.stand(text.original, text.folded) == Some(Stand::Whole);
            whole.then(|| {
                let found = Found::literal(Tier::Whole, shelf.part());
                if together.is_as_typed_in(text.original) { found.as_typed() } else { found }
            })
        })
    }
}

/// Returns what the lines among all hold, by the answer for each.
fn held(among: &[bool], answer: impl Fn(usize) -> Answer) -> Column {
    let among = among.iter().enumerate();
    among.map(|(line, among)| if *among { Held::of(answer(line)) } else { None }).collect()
}

/// Returns an answer, turned round where the term is negated.
fn signed(sign: Sign, answer: Answer) -> Answer {
    match sign {
        Sign::With => answer,
        Sign::Without => !answer,
    }
}
