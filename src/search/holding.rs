//! Of which lines conditions hold, whatever else a query asks.

use rayon::prelude::*;

use super::answer::Answer;
use super::facts::FieldNo;
use super::query::Asked;
use super::store::Store;

/// Returns for each line whether one of these conditions holds of a field.
pub fn holding(store: &Store, field: FieldNo, asked: &[Asked]) -> Vec<Answer> {
    let blocks = store.blocks().into_par_iter();
    let answers =
        blocks.flat_map_iter(|(_, block)| block.answers(field, |fact| Asked::any(asked, fact)));
    answers.collect()
}
