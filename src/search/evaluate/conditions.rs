//! Evaluates field conditions for all lines, regardless of the rest of a query.

use rayon::prelude::*;

use crate::search::query::ValueCondition;
use crate::search::store::Store;
use crate::search::store::facts::FieldNo;
use crate::search::values::truth::Truth;

/// Returns for each line whether one of these conditions holds of a field.
pub(crate) fn evaluate_conditions(
    store: &Store,
    field: FieldNo,
    asked: &[ValueCondition],
) -> Vec<Truth> {
    let blocks = store.blocks().into_par_iter();
    let answers = blocks
        .flat_map_iter(|(_, block)| block.answers(field, |fact| ValueCondition::any(asked, fact)));
    answers.collect()
}
