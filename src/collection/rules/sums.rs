//! Counts against the counts of their parts.

use crate::collection::assemble::Collection;
use crate::record::{Name, Problem, Record, Rule, Tally};

/// Compares a case with the cases that are part of it.
pub(super) fn parts(collection: &Collection, record: &Record, problems: &mut Vec<Problem>) {
    let (Some(Tally { count, sum, agrees: false }), Some(entry)) =
        (collection.parts(record), record.fields.get(Name::Count))
    else {
        return;
    };
    let message = format!("its parts add up to {sum}, and the count is {count}");
    problems.push(
        Problem::new(Rule::PartsDoNotAddUp, entry.value, message)
            .help("mend the count, or the `part_of` of a case that is no part of this one"),
    );
}
