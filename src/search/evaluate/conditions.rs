//! Evaluates the conditions on one field for all lines, independently of the rest of a query.

use rayon::prelude::*;

use crate::search::query::ValueCondition;
use crate::search::store::Store;
use crate::search::store::block::NumberedBlock;
use crate::search::store::facts::FieldNo;
use crate::search::values::truth::Truth;

/// Returns for each line whether one of these conditions holds for a field.
pub(crate) fn evaluate_conditions(
    store: &Store,
    field: FieldNo,
    asked: &[ValueCondition],
) -> Vec<Truth> {
    let blocks = store.blocks().into_par_iter();
    let answers = blocks.flat_map_iter(|NumberedBlock { block, .. }| {
        block.answers(field, |fact| ValueCondition::any(asked, fact))
    });
    answers.collect()
}
