//! Characters that fold to the same whatever is beside them: accented Latin letters, Chinese characters and the punctuation of
//! both. They are most of what is not ASCII in a collection, and are folded by a table.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use super::han::representative;
use super::rules::{FoldForm, push_by_rules};

/// Where such characters are, apart from Chinese ones: Latin letters; dashes, quotation marks and dots; the punctuation of
/// Chinese but for its space and iteration marks; wide letters. No marks are among them that join a letter before.
const BLOCKS: [RangeInclusive<char>; 6] = [
    '\u{a1}'..='\u{24f}',
    '\u{1e00}'..='\u{1eff}',
    '\u{2010}'..='\u{2027}',
    '\u{3001}'..='\u{3004}',
    '\u{3008}'..='\u{301b}',
    '\u{ff01}'..='\u{ff5e}',
];
/// Chinese characters, which change for a variant alone.
const HAN: RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// What each character of the blocks folds to, filled up with zeros; nothing where its neighbours matter.
static FOLDED: LazyLock<Box<[[u8; 4]]>> = LazyLock::new(|| {
    let mut letter = [0; 4];
    BLOCKS
        .into_iter()
        .flatten()
        .map(|c| alone(&fold_by_rules(c.encode_utf8(&mut letter))))
        .collect()
});

fn fold_by_rules(text: &str) -> String {
    let mut folded = String::new();
    let form = FoldForm::Plain { keeps_case: false };
    push_by_rules(&mut folded, text, form, &mut String::new());
    folded
}

/// Returns what a character folds to; nothing for one that gives or drops a space, which depends on the spaces beside it.
fn alone(folded: &str) -> [u8; 4] {
    let mut bytes = [0; 4];
    let fits = bytes.get_mut(..folded.len()).filter(|_| !folded.contains(' '));
    if let Some(bytes) = fits {
        bytes.copy_from_slice(folded.as_bytes());
    }
    bytes
}

/// Adds a text folded where all of its characters fold to the same whatever is beside them; returns whether they do.
pub(super) fn push_if_alone(folded: &mut String, text: &str) -> bool {
    let start = folded.len();
    let is_alone = text.chars().all(|c| push(folded, c));
    if !is_alone {
        folded.truncate(start);
    }
    is_alone
}

fn push(folded: &mut String, c: char) -> bool {
    if HAN.contains(&c) {
        folded.push(representative(c));
        return true;
    }
    let bytes = number(c).and_then(|number| FOLDED.get(number)).unwrap_or(&[0; 4]);
    let length = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let letters = bytes.get(..length).and_then(|bytes| str::from_utf8(bytes).ok());
    folded.push_str(letters.unwrap_or_default());
    length > 0
}

/// Returns the number of a character in the blocks.
fn number(c: char) -> Option<usize> {
    let mut before = 0;
    for block in &BLOCKS {
        let (first, last) = (*block.start() as usize, *block.end() as usize);
        if c as usize <= last {
            return (c as usize).checked_sub(first).map(|within| before + within);
        }
        before += last + 1 - first;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::search::folding::fold::fold;

    #[test]
    fn each_character_folds_as_it_does_beside_others() {
        let mut count = 0;
        for c in BLOCKS.into_iter().chain([HAN]).flatten() {
            let mut folded = String::new();
            if push_if_alone(&mut folded, &c.to_string()) {
                count += 1;
                assert_eq!(folded, fold_by_rules(&c.to_string()), "{c}");
            }
        }
        assert!(count > 21_500, "{count}");
    }

    #[test]
    fn what_depends_on_its_neighbours_is_left_to_them() {
        for text in ["\u{a0}", "e\u{301}", "\u{3000}", "人々", "ก", "က\u{1037}", "a"] {
            let mut folded = "x".to_owned();
            assert!(!push_if_alone(&mut folded, text), "{text}");
            assert_eq!(folded, "x");
        }
    }

    proptest! {
        #[test]
        fn a_text_of_them_folds_as_it_does_without_the_table(
            letters in prop::collection::vec(
                prop_oneof![
                    4 => select(BLOCKS.into_iter().flatten().collect::<Vec<char>>()),
                    2 => prop::char::range(*HAN.start(), *HAN.end()),
                    3 => select("aiI .'\u{301}\u{307}\u{a0}\u{200b}々ก\u{e34}한ㅎ".chars().collect::<Vec<char>>()),
                ],
                0..12,
            ),
        ) {
            let text: String = letters.into_iter().collect();
            prop_assert_eq!(fold(&text), fold_by_rules(&text), "{:?}", text);
        }
    }
}
