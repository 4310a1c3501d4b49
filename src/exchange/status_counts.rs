//! How many fields have each evidence status, in a sentence.

use crate::evidence::StatusCounts;

/// Returns how many fields state facts, and how many of them have each evidence status.
pub(crate) fn facts(counts: StatusCounts) -> String {
    match counts.all() {
        0 => "no field that states a fact".to_owned(),
        1 => format!("1 field: {}", counts.in_words()),
        all => format!("{all} fields: {}", counts.in_words()),
    }
}

/// Returns the evidence of all cases of a list together; `None` if no case is among its records.
pub(crate) fn facts_of_cases(counts: &[StatusCounts]) -> Option<String> {
    let words = match counts.len() {
        0 => return None,
        1 => "1 case".to_owned(),
        many => format!("{many} cases"),
    };
    let all: StatusCounts = counts.iter().copied().sum();
    Some(format!("{words}, {}", facts(all)))
}
