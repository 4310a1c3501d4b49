//! Quoting: marks a passage of an archived text, and writes it into a case as a quote.

pub(crate) mod add_quote;
pub(crate) mod marking;
pub(crate) mod quote_warnings;
pub(crate) mod which_words;
pub(crate) mod write_quote;
