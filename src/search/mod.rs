//! Finding lines by what a researcher remembers of them. Knows lines and fields, not cases.

mod fold;
mod letters;

pub use fold::{Folded, Keep, fold};
