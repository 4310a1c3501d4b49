//! The words of names and short texts, and those near to one that nobody has. Knows no query.

use std::collections::HashMap;

use rayon::prelude::*;

use super::block::Block;
use super::needle::Needle;
use super::signature::Signature;
use super::store::Store;
use super::typo::words;

// A word in three letters, as for the names of fields: where nothing matches, a far guess helps.
const LETTERS_TO_A_SLIP: usize = 3;

// One letter is near to every other.
const FEWEST_LETTERS: usize = 3;

/// Returns the folded words that are nearest to a needle, the nearest first, of these those first
/// that most texts have.
pub(super) fn words_near(store: &Store, needle: &Needle) -> Vec<String> {
    let word = needle.folded();
    let letters = word.chars().count();
    if letters < FEWEST_LETTERS || word.chars().any(char::is_numeric) {
        return Vec::new();
    }
    let most = letters / LETTERS_TO_A_SLIP;
    let blocks = store.blocks();
    let near = blocks.par_iter().map(|(_, block)| near(block, word, most));
    let near = near.reduce(HashMap::new, |mut all, more| {
        for (word, Near { slips, texts }) in more {
            all.entry(word).or_insert(Near { slips, texts: 0 }).texts += texts;
        }
        all
    });
    let mut near: Vec<_> = near.into_iter().collect();
    near.sort_by(|(one_word, one), (other_word, other)| {
        let nearer = one.slips.cmp(&other.slips);
        nearer.then(other.texts.cmp(&one.texts)).then_with(|| one_word.cmp(other_word))
    });
    near.into_iter().map(|(word, _)| word.to_owned()).collect()
}

/// A word that is near to another.
struct Near {
    slips: usize,
    texts: usize,
}

fn near<'b>(block: &'b Block, wanted: &str, most: usize) -> HashMap<&'b str, Near> {
    let letters = Signature::of(wanted);
    let length = wanted.chars().count();
    let mut found: HashMap<&str, Near> = HashMap::new();
    for shelf in block.shelves().iter().filter(|shelf| shelf.part().is_short()) {
        let hinted =
            shelf.hinted().filter(|(_, hint)| hint.letters.lacks(letters) as usize <= most);
        for text in hinted.filter_map(|(number, _)| Some((number, shelf.text(number)?))) {
            let (number, text) = text;
            for (_, word) in words(text.folded) {
                let texts = shelf.lines(number).count();
                if let Some(near) = found.get_mut(word) {
                    near.texts += texts;
                } else if word.chars().count().abs_diff(length) <= most {
                    let slips = strsim::osa_distance(wanted, word);
                    if slips <= most {
                        found.insert(word, Near { slips, texts });
                    }
                }
            }
        }
    }
    found
}
