//! Help around a query: completion context, suggestions when nothing is found, highlights.

pub(crate) mod advice;
pub(crate) mod completion;
pub(crate) mod highlight;
pub(crate) mod near_words;
