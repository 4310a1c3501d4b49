//! Checks counts against the counts of their parts.

use crate::collection::assemble::Collection;
use crate::diagnostic::{Diagnostic, Rule};
use crate::record::{CountCheck, FieldId, Record};

/// Compares a case with the cases that are part of it.
pub(super) fn parts(collection: &Collection, record: &Record, problems: &mut Vec<Diagnostic>) {
    let (Some(CountCheck { count, sum, agrees: false }), Some(entry)) =
        (collection.parts(record), record.fields.get(FieldId::Count))
    else {
        return;
    };
    let message = format!("its parts add up to {sum}, but the count is {count}");
    problems.push(
        Diagnostic::new(Rule::PartsDoNotAddUp, entry.value, message)
            .help("correct the count, or the `part_of` of a case that is not part of this one"),
    );
}
