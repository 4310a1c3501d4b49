//! An index of the blocks of a long text, by which many quotes of it are found without a search of the whole for each.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use memchr::memmem;

/// The bytes of a block.
const BLOCK: usize = 8;
/// Shorter texts are searched faster than the index is made.
const SHORTEST_TEXT: usize = 32 * 1024;
/// So many searches of a text are made without an index, since most texts are quoted a few times.
const SEARCHES_WITHOUT: u32 = 32;
/// Where more places than this would have to be compared, the text repeats itself, and is searched.
const MOST_COMPARED: usize = 2_000;

/// Finds words in one text byte for byte, with an index from the time when many have been searched for.
#[derive(Debug, Default)]
pub(super) struct VerbatimIndex {
    searches: AtomicU32,
    blocks: OnceLock<Option<BlockIndex>>,
}

/// A copy begins without an index.
impl Clone for VerbatimIndex {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl VerbatimIndex {
    /// Returns where words are first in the text, which is the same in each call.
    pub(super) fn find(&self, text: &str, words: &str) -> Option<usize> {
        let (text, words) = (text.as_bytes(), words.as_bytes());
        let search = || memmem::find(text, words);
        if text.len() < SHORTEST_TEXT || words.len() < BlockIndex::SHORTEST_WORDS {
            return search();
        }
        let is_frequent = self.blocks.get().is_some()
            || self.searches.fetch_add(1, Ordering::Relaxed) >= SEARCHES_WITHOUT;
        if !is_frequent {
            return search();
        }
        let blocks = self.blocks.get_or_init(|| BlockIndex::of(text)).as_ref();
        match blocks.map_or(VerbatimSearch::Undecided, |blocks| blocks.find(text, words)) {
            VerbatimSearch::At(place) => Some(place),
            VerbatimSearch::Nowhere => None,
            VerbatimSearch::Undecided => search(),
        }
    }
}

/// The successive blocks of a text, sorted by their hashes: an index of q-samples (Sutinen and Tarhio, "Filtration with
/// q-samples in approximate string matching", 1996), here for exact matching.
#[derive(Debug)]
struct BlockIndex {
    /// Where the blocks of each hash begin in `blocks`, and where those of the last end.
    starts: Vec<u32>,
    /// The numbers of the blocks.
    blocks: Vec<u32>,
    /// The bits of a hash.
    bits: u32,
}

/// What an index says of where words are first in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum VerbatimSearch {
    /// There.
    At(usize),
    /// They are not in it.
    Nowhere,
    /// Too many places would have to be compared, or the words are too short.
    Undecided,
}

impl BlockIndex {
    /// Words of so many bytes have a whole block in them wherever they begin.
    const SHORTEST_WORDS: usize = 2 * BLOCK - 1;

    /// Returns the index of a text; `None` where it is too long for one.
    fn of(text: &[u8]) -> Option<Self> {
        let (blocks, _) = text.as_chunks::<BLOCK>();
        let count = u32::try_from(blocks.len()).ok()?;
        let bits = count.max(2).ilog2() + 1;
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for block in blocks {
            // Counted one further on, so that the sums are where each begins.
            *starts.get_mut(hash(*block, bits) + 1)? += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut places = vec![0; blocks.len()];
        for (number, block) in (0_u32..).zip(blocks) {
            let next = next.get_mut(hash(*block, bits))?;
            *places.get_mut(usize::try_from(*next).ok()?)? = number;
            *next += 1;
        }
        Some(Self { starts, blocks: places, bits })
    }

    /// Returns the numbers of the blocks that have the hash of this one.
    fn like(&self, block: [u8; BLOCK]) -> &[u32] {
        let hash = hash(block, self.bits);
        let bound = |at: usize| self.starts.get(at).and_then(|at| usize::try_from(*at).ok());
        let range = bound(hash).zip(bound(hash + 1)).map(|(from, to)| from..to);
        range.and_then(|range| self.blocks.get(range)).unwrap_or_default()
    }

    /// Returns where words are first in the text, or that they are not.
    ///
    /// Wherever the words are, a block of the text begins at one of any eight successive places in them. Of all such
    /// eights those places are taken whose blocks the text has the fewest of.
    fn find(&self, text: &[u8], words: &[u8]) -> VerbatimSearch {
        let windows: Vec<&[u32]> = words
            .windows(BLOCK)
            .filter_map(|block| Some(self.like(*block.first_chunk()?)))
            .collect();
        let costs = windows.windows(BLOCK).map(|eight| eight.iter().map(|like| like.len()).sum());
        let best: Option<(usize, usize)> = costs.enumerate().min_by_key(|(_, cost)| *cost);
        let Some((first, _)) = best.filter(|(_, cost)| *cost <= MOST_COMPARED) else {
            return VerbatimSearch::Undecided;
        };
        let eight = windows.iter().enumerate().skip(first).take(BLOCK);
        let places = eight.flat_map(|(offset, like)| {
            like.iter().filter_map(move |number| {
                (usize::try_from(*number).ok()? * BLOCK).checked_sub(offset)
            })
        });
        let found = places.filter(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(words)));
        found.min().map_or(VerbatimSearch::Nowhere, VerbatimSearch::At)
    }
}

/// Returns the hash of a block: Fibonacci hashing of its bytes as a number.
fn hash(block: [u8; BLOCK], bits: u32) -> usize {
    let product = u64::from_le_bytes(block).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(product >> (64 - bits)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Returns what is found once there is an index.
    #[track_caller]
    fn check(index: &VerbatimIndex, text: &str, words: &str) {
        assert_eq!(index.find(text, words), text.find(words), "{words:?}");
    }

    #[test]
    fn rows_of_a_long_table_are_found_where_they_are_first() {
        let rows: Vec<String> = (0..4_000)
            .map(|number| {
                format!(
                    "Sample Person {number}\tm\t{}\t妙瓦底\tsame words in all rows",
                    number % 60
                )
            })
            .collect();
        let text = rows.join("\n");
        assert!(text.len() > SHORTEST_TEXT);
        let index = VerbatimIndex::default();
        for row in rows.iter().rev().step_by(7) {
            check(&index, &text, row);
            check(&index, &text, row.split_once('\t').unwrap().0);
        }
        assert!(index.blocks.get().is_some());
        for words in [
            "same words in all rows",
            "Sample Person 4000",
            "妙瓦底\tsame",
            "rows\nSample Person 39",
            "m",
        ] {
            check(&index, &text, words);
        }
        check(&index, &text, &text);
        check(&index, &text, text.get(9..).unwrap());
        check(&index, &text, &format!("{text}x"));
        assert!(index.clone().blocks.get().is_none());
    }

    #[test]
    fn a_text_that_repeats_itself_is_searched() {
        let text = "a".repeat(2 * SHORTEST_TEXT) + &"b".repeat(20);
        let index = VerbatimIndex::default();
        for _ in 0..100 {
            check(&index, &text, &"a".repeat(40));
            check(&index, &text, &("a".repeat(30) + "bbbb"));
            check(&index, &text, &("a".repeat(30) + "c"));
        }
        let blocks = index.blocks.get().unwrap().as_ref().unwrap();
        let found = blocks.find(text.as_bytes(), "a".repeat(40).as_bytes());
        assert_eq!(found, VerbatimSearch::Undecided);
    }

    proptest! {
        #[test]
        fn the_index_finds_what_a_search_finds(
            text in "[ab妙]{30,400}",
            from in 0..300_usize,
            length in 15..60_usize,
            other in "[ab]{15,30}",
        ) {
            let index = BlockIndex::of(text.as_bytes()).unwrap();
            let words: String = text.chars().skip(from).take(length).collect();
            for words in [words, other] {
                match index.find(text.as_bytes(), words.as_bytes()) {
                    VerbatimSearch::At(place) => prop_assert_eq!(Some(place), text.find(&words)),
                    VerbatimSearch::Nowhere => prop_assert!(!text.contains(&words)),
                    VerbatimSearch::Undecided => {
                        prop_assert!(words.len() < BlockIndex::SHORTEST_WORDS);
                    }
                }
            }
        }
    }
}
