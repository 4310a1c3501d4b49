//! How one word matches a text: exactly, by sound, fuzzily, with typos.

pub(crate) mod fuzzy;
pub(crate) mod korean;
pub(crate) mod letter_bitmap;
pub(crate) mod needle;
pub(crate) mod pinyin;
pub(crate) mod tier;
pub(crate) mod typo;
pub(crate) mod vietnamese;
