//! Counts against the counts of their parts.

use crate::collection::assemble::Collection;
use crate::record::{Name, Problem, Record, Rule};

/// Compares a case with the cases that are part of it.
pub(super) fn parts(collection: &Collection, record: &Record, problems: &mut Vec<Problem>) {
    let (Some(count), Some(entry)) =
        (record.fields.whole(Name::Count), record.fields.get(Name::Count))
    else {
        return;
    };
    let mentions =
        collection.mentions(&record.id).iter().filter(|mention| mention.field == Name::PartOf);
    let counts: Vec<Option<i64>> = mentions
        .filter_map(|mention| {
            collection.look(&mention.from, |part| part.record.fields.whole(Name::Count))
        })
        .collect();
    let sum: i64 = counts.iter().flatten().sum();
    // Only a computed count claims that its parts are all there; any count can be exceeded.
    let computed = record.fields.text(Name::CountBasis) == Some("computed");
    let complete = computed && !counts.is_empty() && counts.iter().all(Option::is_some);
    if sum > count || (complete && sum != count) {
        let terms: Vec<_> = counts.iter().flatten().map(ToString::to_string).collect();
        let message =
            format!("its parts add up to {} = {sum}, and the count is {count}", terms.join(" + "));
        problems.push(
            Problem::new(Rule::PartsDoNotAddUp, entry.value, message)
                .help("mend the count, or the `part_of` of a case that is no part of this one"),
        );
    }
}
