//! Finds the indexed words nearest to a word that matches nothing.

use crate::diagnostic::OsaPattern;
use std::collections::HashMap;

use rayon::prelude::*;

use crate::search::matching::letter_bitmap::LetterBitmap;
use crate::search::matching::needle::Needle;
use crate::search::matching::typo::words;
use crate::search::store::Store;
use crate::search::store::block::LineBlock;

// A shorter word is near to too many others.
const FEWEST_LETTERS: usize = 3;

/// Returns the folded words that are near to a needle: the nearest first, and among these the most frequent.
pub(crate) fn words_near(store: &Store, needle: &Needle) -> Vec<String> {
    let word = needle.folded();
    let letters = word.chars().count();
    if letters < FEWEST_LETTERS || word.chars().any(char::is_numeric) {
        return Vec::new();
    }
    let blocks = store.blocks();
    let near = blocks.par_iter().map(|block| near(block.block, word));
    let near = near.reduce(HashMap::new, |mut all, more| {
        for (word, NearWord { typos, texts }) in more {
            all.entry(word).or_insert(NearWord { typos, texts: 0 }).texts += texts;
        }
        all
    });
    let mut near: Vec<_> = near.into_iter().collect();
    near.sort_by(|(one_word, one), (other_word, other)| {
        let nearer = one.typos.cmp(&other.typos);
        nearer.then(other.texts.cmp(&one.texts)).then_with(|| one_word.cmp(other_word))
    });
    near.into_iter().map(|(word, _)| word.to_owned()).collect()
}

/// A word that is near to another.
struct NearWord {
    typos: usize,
    /// How many lines have it, once for each text.
    texts: usize,
}

fn near<'b>(block: &'b LineBlock, wanted: &str) -> HashMap<&'b str, NearWord> {
    let letters = LetterBitmap::of(wanted);
    let typos = OsaPattern::of(wanted);
    let most = typos.allowed();
    let mut found: HashMap<&str, NearWord> = HashMap::new();
    for column in block.columns().iter().filter(|column| column.part().is_short()) {
        let hinted =
            column.prefilters().filter(|(_, hint)| hint.letters.lacks_at_most(most, letters));
        for text in hinted.filter_map(|(number, _)| Some((number, column.text(number)?))) {
            let (number, text) = text;
            for (_, word) in words(text.folded) {
                let texts = column.lines(number).count();
                if let Some(near) = found.get_mut(word) {
                    near.texts += texts;
                } else if let Some(typos) = typos.distance_below(word, most + 1) {
                    found.insert(word, NearWord { typos, texts });
                }
            }
        }
    }
    found
}
