//! Sets of lines as bitmaps: the lines that certainly match, and those that match at least possibly.

use std::ops::Not;

use foldhash::HashMap;

use super::block_evaluator::{BlockEvaluator, SearchDepth};
use super::condition_index::ConditionIndex;
use super::line_match::{Certainty, LineMatch};
use super::plan::Plan;
use crate::parallel::of_each;
use crate::search::part::Part;
use crate::search::query::{Query, ValueCondition};
use crate::search::store::Store;
use crate::search::store::block::NumberedBlock;
use crate::search::store::csr::small;
use crate::search::store::facts::{Fact, FieldNo};
use crate::search::values::truth::Truth;

/// The lines of a store that match something, in three-valued logic: a bit for each line that certainly
/// matches, and one for each that matches at least possibly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineSet {
    lines: usize,
    certain: Box<[u64]>,
    at_most: Box<[u64]>,
}

/// How many lines a set has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SetSize {
    /// The lines that certainly match.
    pub certain: usize,
    /// The lines that match at least possibly.
    pub at_most: usize,
}

/// The bits of one block for each of several sets: how many words each has, and the words of all.
struct BlockBits {
    certain: Vec<u64>,
    at_most: Vec<u64>,
}

// What is used all over the views is not inlined there: it is long, as loops over several words at a time.
impl LineSet {
    /// Returns the set of the lines with these answers, in their order.
    pub fn of(answers: &[Truth]) -> Self {
        let bits = |holds: fn(&Truth) -> bool| {
            let word = |chunk: &[Truth]| {
                let set = chunk.iter().enumerate().filter(|(_, answer)| holds(answer));
                set.fold(0_u64, |word, (at, _)| word | 1 << at)
            };
            answers.chunks(64).map(word).collect()
        };
        Self {
            lines: answers.len(),
            certain: bits(|answer| *answer == Truth::Certainly),
            at_most: bits(|answer| *answer != Truth::No),
        }
    }

    /// Returns the set of the lines for which `holds`.
    pub fn where_holds(lines: usize, holds: impl Fn(usize) -> bool) -> Self {
        Self::of(&(0..lines).map(|line| holds(line).into()).collect::<Vec<_>>())
    }

    /// Returns the lines of which both hold.
    #[must_use]
    #[inline(never)]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            lines: self.lines.min(other.lines),
            certain: both(&self.certain, &other.certain),
            at_most: both(&self.at_most, &other.at_most),
        }
    }

    /// Returns the lines of which one holds.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        !&(!self).and(&!other)
    }

    /// Returns the lines that certainly match, as a set without doubt.
    #[must_use]
    pub fn certain_only(&self) -> Self {
        Self { at_most: self.certain.clone(), ..self.clone() }
    }

    /// Returns the lines that match at least possibly, as a set without doubt.
    #[must_use]
    pub fn at_most_only(&self) -> Self {
        Self { certain: self.at_most.clone(), ..self.clone() }
    }

    /// Returns how many lines there are in it.
    #[inline(never)]
    pub fn size(&self) -> SetSize {
        SetSize { certain: ones(&self.certain), at_most: ones(&self.at_most) }
    }

    /// Returns how many lines it shares with another.
    #[inline(never)]
    pub fn size_with(&self, other: &Self) -> SetSize {
        SetSize {
            certain: shared_ones(&self.certain, &other.certain),
            at_most: shared_ones(&self.at_most, &other.at_most),
        }
    }

    /// Returns whether a line matches.
    pub fn truth(&self, line: usize) -> Truth {
        let has =
            |bits: &[u64]| bits.get(line / 64).is_some_and(|word| word >> (line % 64) & 1 == 1);
        Truth::of(has(&self.certain), has(&self.at_most))
    }

    /// Returns the lines that match at least possibly, in ascending order.
    pub fn lines(&self) -> impl Iterator<Item = usize> + '_ {
        self.at_most.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(at * 64 + bit)
            })
        })
    }
}

impl Not for &LineSet {
    type Output = LineSet;

    /// Returns the lines that do not match: what possibly matches possibly does not.
    #[inline(never)]
    fn not(self) -> LineSet {
        LineSet {
            lines: self.lines,
            certain: inverse(&self.at_most, self.lines),
            at_most: inverse(&self.certain, self.lines),
        }
    }
}

fn both(one: &[u64], other: &[u64]) -> Box<[u64]> {
    one.iter().zip(other).map(|(one, other)| one & other).collect()
}

/// Returns the bits of so many lines the other way round.
fn inverse(bits: &[u64], lines: usize) -> Box<[u64]> {
    let word = |(at, word): (usize, &u64)| {
        let left = lines.saturating_sub(at * 64);
        !word & if left < 64 { (1 << left) - 1 } else { u64::MAX }
    };
    bits.iter().enumerate().map(word).collect()
}

fn ones(words: &[u64]) -> usize {
    words.iter().map(|word| word.count_ones() as usize).sum()
}

fn shared_ones(one: &[u64], other: &[u64]) -> usize {
    let words = one.iter().zip(other).map(|(one, other)| (one & other).count_ones());
    words.sum::<u32>() as usize
}

/// Returns the lines that a query finds, among those that `filter` allows.
///
/// Its words are searched literally only. So the query finds with a further condition exactly those of these
/// lines that the condition holds for; a word that may match roughly does not have this property, since typos
/// are tried only where little is found.
pub(crate) fn matching_lines(
    query: &Query,
    store: &Store,
    filter: &(dyn Fn(usize) -> bool + Sync),
) -> LineSet {
    let plan = Plan::of(query);
    let answers = of_each(&store.blocks(), &|block| {
        let first = block.first_line;
        let wanted: Vec<bool> = (first..first + block.block.len()).map(filter).collect();
        let found =
            BlockEvaluator::new(&plan, *block, Part::Quote).evaluate(&wanted, SearchDepth::Literal);
        let answer = |(found, wanted): (Option<LineMatch>, bool)| match found {
            Some(found) if wanted && found.certainty == Certainty::Certain => Truth::Certainly,
            Some(_) if wanted => Truth::Possibly,
            Some(_) | None => Truth::No,
        };
        found.into_iter().zip(wanted).map(answer).collect::<Vec<_>>()
    });
    LineSet::of(&answers.concat())
}

/// Returns for each group of conditions the lines for which one of them holds for a field: the same as
/// evaluating each group by itself, in one pass over the facts.
pub(crate) fn grouped_lines(
    store: &Store,
    field: FieldNo,
    groups: &[&[ValueCondition]],
) -> Vec<LineSet> {
    let by_value = ConditionIndex::of(groups);
    let bits_of = |NumberedBlock { block, .. }: &NumberedBlock<'_>| -> (usize, BlockBits) {
        let words = block.len().div_ceil(64);
        let mut bits = BlockBits {
            certain: vec![0; words * groups.len()],
            at_most: vec![0; words * groups.len()],
        };
        let put = |line: usize, group: u32, answer: Truth| {
            let at = group as usize * words + line / 64;
            let bit = 1_u64 << (line % 64);
            if let Some(word) = bits.at_most.get_mut(at) {
                *word |= bit;
            }
            if let Some(word) = bits.certain.get_mut(at).filter(|_| answer == Truth::Certainly) {
                *word |= bit;
            }
        };
        block.group(field, |fact, found| by_value.answers(fact, found), put);
        (block.len(), bits)
    };
    let bits = of_each(&store.blocks(), &bits_of);
    let lines = bits.iter().map(|(lines, _)| lines).sum();
    let set = |group: &usize| {
        let group = *group;
        let join = |of: fn(&BlockBits) -> &[u64]| {
            joined(bits.iter().map(|(lines, bits)| {
                let words = lines.div_ceil(64);
                let words = of(bits).get(group * words..(group + 1) * words);
                (*lines, words.unwrap_or_default())
            }))
        };
        LineSet { lines, certain: join(|bits| &bits.certain), at_most: join(|bits| &bits.at_most) }
    };
    of_each(&(0..groups.len()).collect::<Vec<_>>(), &set)
}

/// Returns one bitmap of several, each with how many bits it has: a block may end within a word.
fn joined<'b>(parts: impl Iterator<Item = (usize, &'b [u64])>) -> Box<[u64]> {
    let (mut words, mut end) = (Vec::new(), 0_usize);
    for (bits, part) in parts {
        let shift = end % 64;
        for (number, word) in part.iter().enumerate() {
            let at = end / 64 + number;
            words.resize(words.len().max(at + 1), 0);
            if let Some(low) = words.get_mut(at) {
                *low |= word << shift;
            }
            let high = if shift == 0 { 0 } else { word >> (64 - shift) };
            if high != 0 {
                words.resize(words.len().max(at + 2), 0);
                if let Some(next) = words.get_mut(at + 1) {
                    *next |= high;
                }
            }
        }
        end += bits;
        words.resize(end.div_ceil(64), 0);
    }
    words.into()
}

/// A value of a field in a block, how many lines have it, and the last of them.
pub(crate) struct CountedValue {
    /// The value, on one line.
    pub(crate) value: String,
    /// How many lines have it.
    pub(crate) count: usize,
    /// The number of the last line that has it.
    pub(crate) last: usize,
}

/// Returns the values that the lines of a set have in a field, each with how many of them have it for a `wanted`
/// reason; a value comes once for each block that has it.
pub(crate) fn counted_values(
    store: &Store,
    field: FieldNo,
    lines: &LineSet,
    wanted: &(dyn Fn(Truth) -> bool + Sync),
) -> Vec<CountedValue> {
    let in_block = |NumberedBlock { first_line, block }: &NumberedBlock<'_>| {
        let mut numbers: HashMap<String, u32> = HashMap::default();
        // For each value, how many lines have it, and the last of them: a line may have a value twice.
        let mut counts: Vec<(usize, Option<usize>)> = Vec::new();
        let number_of = |fact: Fact<'_>, found: &mut Vec<(u32, Truth)>| {
            let Fact::Value { stored, .. } = fact else { return };
            let Some(value) = stored.on_one_line() else { return };
            let next = small(numbers.len());
            let number = *numbers.entry(value.into_owned()).or_insert(next);
            found.push((number, Truth::Certainly));
        };
        let count = |line: usize, value: u32, answer: Truth| {
            if !wanted(answer) {
                return;
            }
            let value = value as usize;
            if counts.len() <= value {
                counts.resize(value + 1, (0, None));
            }
            let Some((count, last)) = counts.get_mut(value) else { return };
            if *last != Some(line) && lines.truth(first_line + line) != Truth::No {
                *last = Some(line);
                *count += 1;
            }
        };
        block.group(field, number_of, count);
        let count_of = |(value, number): (String, u32)| {
            let (count, last) = counts.get(number as usize).copied()?;
            Some(CountedValue { value, count, last: first_line + last? })
        };
        numbers.into_iter().filter_map(count_of).collect::<Vec<_>>()
    };
    of_each(&store.blocks(), &in_block).into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bitmaps_are_joined_wherever_one_ends() {
        let parts = [(3_usize, 0b101_u64), (64, u64::MAX - 1), (70, 0b11), (1, 1)];
        let bit = |number: usize| -> Vec<bool> {
            let (bits, word) = parts[number];
            (0..bits).map(|at| at < 64 && word >> at & 1 == 1).collect()
        };
        let expected: Vec<bool> = (0..parts.len()).flat_map(bit).collect();
        let words: Vec<Vec<u64>> = parts
            .iter()
            .map(|(bits, word)| {
                std::iter::once(*word).chain([0; 2]).take(bits.div_ceil(64)).collect()
            })
            .collect();
        let joined = joined(parts.iter().zip(&words).map(|((bits, _), words)| (*bits, &**words)));
        assert_eq!(joined.len(), expected.len().div_ceil(64));
        let has = |at: usize| joined[at / 64] >> (at % 64) & 1 == 1;
        assert_eq!((0..expected.len()).map(has).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn sets_follow_the_logic_of_three_values() {
        let all = [Truth::No, Truth::Possibly, Truth::Certainly];
        let pairs: Vec<(Truth, Truth)> =
            (0..200).map(|at| (all[at % 3], all[at / 3 % 3])).collect();
        let (one, other): (Vec<Truth>, Vec<Truth>) = pairs.iter().copied().unzip();
        let of = |answer: fn(&(Truth, Truth)) -> Truth| {
            LineSet::of(&pairs.iter().map(answer).collect::<Vec<_>>())
        };
        let (one, other) = (LineSet::of(&one), LineSet::of(&other));
        assert_eq!(one.and(&other), of(|(one, other)| *one.min(other)));
        assert_eq!(one.or(&other), of(|(one, other)| *one.max(other)));
        assert_eq!(!&one, of(|(one, _)| !*one));
        assert_eq!(one.size_with(&other), one.and(&other).size());
        assert_eq!(one.size(), SetSize { certain: 66, at_most: 133 });
        assert_eq!(one.lines().count(), 133);
        assert_eq!(one.lines().last(), Some(199));
        assert_eq!((one.truth(1), one.truth(2), one.truth(200)), (all[1], all[2], all[0]));
    }
}
