//! The impact of a withdrawn source as text: a summary, then case by case.

use crate::collection::{RedactedImpact, RedactedRecord, Redaction};
use crate::evidence::{CaseImpact, FieldLoss};
use crate::exchange::source_in_short;
use crate::record::{Cited, Id};

use super::text_layout::TextLayout;

/// Returns what depends on a source, in lines of at most `cells`.
pub(crate) fn impact_text(
    redaction: &Redaction<'_>,
    impact: &RedactedImpact<'_>,
    cells: usize,
) -> String {
    let mut sheet = TextLayout::of(cells);
    let goes =
        impact.withdrawn.iter().map(|id| format!("{id} ({})", source_in_short(redaction, id)));
    let goes = goes.collect::<Vec<_>>().join(", ");
    let verb = if impact.withdrawn.len() == 1 { "is" } else { "are" };
    sheet.hanging("", &format!("If {goes} {verb} withdrawn: {}.", sum(impact)));
    let stays: Vec<&str> =
        impact.derived.iter().filter(|id| !impact.withdrawn.contains(id)).map(Id::as_str).collect();
    if !stays.is_empty() {
        let told = format!(
            "Derived from it, not withdrawn here: {}. Add --with-derived to withdraw them too.",
            stays.join(", ")
        );
        sheet.hanging("", &told);
    }
    for (case, losses) in &impact.cases {
        one(&mut sheet, case, losses);
    }
    sheet.into_text()
}

fn sum(impact: &RedactedImpact<'_>) -> String {
    let all = |count: &dyn Fn(&CaseImpact) -> usize| {
        impact.cases.iter().map(|(_, losses)| count(losses)).sum::<usize>()
    };
    let told = [
        counted(all(&|losses| losses.quotes), "quote lost", "quotes lost"),
        counted(
            all(&|losses| losses.unsourced().count()),
            "field left without a source",
            "fields left without a source",
        ),
        counted(
            all(&|losses| losses.single_sourced().count()),
            "field left with one source",
            "fields left with one source",
        ),
        counted(
            all(&|losses| losses.undisputed.len()),
            "field no longer disputed",
            "fields no longer disputed",
        ),
    ];
    let cases = counted(impact.cases.len(), "case", "cases");
    match told.into_iter().flatten().collect::<Vec<_>>().join(", ") {
        told if told.is_empty() => "no case quotes it".to_owned(),
        told => format!("{told}, in {}", cases.unwrap_or_default()),
    }
}

fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    }
}

fn one(sheet: &mut TextLayout, case: &RedactedRecord<'_>, losses: &CaseImpact) {
    sheet.title(&format!("{} · {}", case.id(), case.heading()));
    let cited = |losses: Vec<&FieldLoss>| names(losses.iter().map(|loss| &loss.cited));
    let told = [
        ("no source left", cited(losses.unsourced().collect())),
        ("only one source left", cited(losses.single_sourced().collect())),
        ("fewer sources", cited(losses.fields.iter().filter(|loss| loss.after > 1).collect())),
        ("no longer disputed", names(losses.undisputed.iter())),
    ];
    for (label, fields) in told.iter().filter(|(_, fields)| !fields.is_empty()) {
        sheet.labelled(label, fields);
    }
    if losses.fields.is_empty() && losses.undisputed.is_empty() {
        sheet.labelled("unaffected", "every field it supports keeps the same number of sources");
    }
}

fn names<'c>(cited: impl Iterator<Item = &'c Cited>) -> String {
    cited.map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
