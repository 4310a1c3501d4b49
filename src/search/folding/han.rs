//! Variants of Chinese characters: traditional, simplified and regional forms map to one character.
//!
//! `han.txt` has a line for each group of interchangeable characters, the usual simplified form
//! first. It is generated from the character tables of `OpenCC` (Apache-2.0,
//! <https://github.com/BYVoid/OpenCC>): `TSCharacters`, `STCharacters`, `TWVariants`, `HKVariants`,
//! `JPVariants` and `JPShinjitaiCharacters`, with overlapping pairs merged, and from forms that
//! Japanese surnames have.

use std::sync::LazyLock;

/// Each variant with the character that represents its group, sorted by the variant.
static VARIANTS: LazyLock<Box<[(char, char)]>> = LazyLock::new(|| {
    let groups = include_str!("han.txt").lines();
    let mut variants: Vec<(char, char)> = groups
        .filter_map(|group| Some((group.chars().next()?, group)))
        .flat_map(|(first, group)| group.chars().skip(1).map(move |variant| (variant, first)))
        .collect();
    variants.sort_unstable();
    variants.into_boxed_slice()
});

/// The groups of characters, each with the one that represents it, sorted.
static GROUPS: LazyLock<Box<[(char, &str)]>> = LazyLock::new(|| {
    let groups = include_str!("han.txt").lines();
    let mut groups: Vec<_> =
        groups.filter_map(|group| Some((group.chars().next()?, group))).collect();
    groups.sort_unstable();
    groups.into_boxed_slice()
});

/// Returns the characters that represent a group, sorted.
pub(crate) fn representatives() -> impl Iterator<Item = char> {
    GROUPS.iter().map(|(first, _)| *first)
}

/// Returns the other characters of a group, given the one that represents it.
pub(crate) fn represented(c: char) -> impl Iterator<Item = char> {
    let number = GROUPS.binary_search_by_key(&c, |(first, _)| *first).ok();
    let group = number.and_then(|number| GROUPS.get(number));
    group.map_or("", |(_, group)| group).chars().skip(1)
}

/// Returns the character that represents the group of a Chinese character; any other as it is.
pub(crate) fn representative(c: char) -> char {
    if c < '\u{3400}' {
        return c;
    }
    let found = VARIANTS.binary_search_by_key(&c, |(variant, _)| *variant);
    let variant = found.ok().and_then(|number| VARIANTS.get(number));
    variant.map_or(c, |(_, first)| *first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_one_character() {
        for group in ["发發髮発", "国國", "张張", "历歷曆歴", "台臺颱", "为為爲"]
        {
            let first = group.chars().next().map(representative);
            assert!(group.chars().all(|c| Some(representative(c)) == first), "{group}");
        }
        assert_eq!(representative('测'), representative('測'));
        assert_ne!(representative('王'), representative('玉'));
        assert_eq!(representative('a'), 'a');
    }

    #[test]
    fn no_character_is_in_two_groups() {
        let mut all: Vec<char> = include_str!("han.txt").chars().filter(|c| *c != '\n').collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(count > 8000);
    }
}
