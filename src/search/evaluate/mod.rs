//! Query evaluation: a plan is run block by block, matches are ranked.

pub(crate) mod block_evaluator;
pub(crate) mod condition_index;
pub(crate) mod conditions;
pub(crate) mod find_word;
pub(crate) mod line_match;
pub(crate) mod line_set;
pub(crate) mod plan;
pub(crate) mod rank;
pub(crate) mod refine;
