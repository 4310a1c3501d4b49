//! The impact of a withdrawn source as text: a summary, then case by case.

use crate::evidence::{CaseImpact, FieldLoss};
use crate::record::{Cited, DateStyle, Id, Kind};
use crate::redaction::{RedactedImpact, RedactedRecord, Redaction, source_in_short};

use super::PaperLayout;
use super::text_layout::TextLayout;

/// Returns the impact of a withdrawn source.
pub(crate) fn impact_text(
    redaction: &Redaction<'_>,
    impact: &RedactedImpact<'_>,
    layout: PaperLayout,
) -> String {
    let mut layout = TextLayout::of(layout);
    let withdrawn = impact
        .withdrawn
        .iter()
        .map(|id| format!("{id} ({})", source_in_short(redaction, id, DateStyle::Words)));
    let withdrawn = withdrawn.collect::<Vec<_>>().join(", ");
    let verb = if impact.withdrawn.len() == 1 { "is" } else { "are" };
    layout.hanging("", &format!("If {withdrawn} {verb} withdrawn: {}.", summary(impact)));
    let left: Vec<&str> =
        impact.derived.iter().filter(|id| !impact.withdrawn.contains(id)).map(Id::as_str).collect();
    if !left.is_empty() {
        let derived = format!(
            "Derived from it, not withdrawn here: {}. Add --with-derived to withdraw them too.",
            left.join(", ")
        );
        layout.hanging("", &derived);
    }
    for (case, impact) in &impact.cases {
        write_case(&mut layout, case, impact);
    }
    layout.into_text()
}

fn summary(impact: &RedactedImpact<'_>) -> String {
    let all = |count: &dyn Fn(&CaseImpact) -> usize| {
        impact.cases.iter().map(|(_, impact)| count(impact)).sum::<usize>()
    };
    let counts = [
        counted(all(&|impact| impact.quotes), "quote lost", "quotes lost"),
        counted(
            all(&|impact| impact.unsourced().count()),
            "field left without a source",
            "fields left without a source",
        ),
        counted(
            all(&|impact| impact.single_sourced().count()),
            "field left with one source",
            "fields left with one source",
        ),
        counted(
            all(&|impact| impact.undisputed.len()),
            "field no longer disputed",
            "fields no longer disputed",
        ),
    ];
    let cases = counted(impact.cases.len(), "case", "cases");
    match counts.into_iter().flatten().collect::<Vec<_>>().join(", ") {
        counts if counts.is_empty() => "no case quotes it".to_owned(),
        counts => format!("{counts}, in {}", cases.unwrap_or_default()),
    }
}

fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    }
}

fn write_case(layout: &mut TextLayout, case: &RedactedRecord<'_>, impact: &CaseImpact) {
    let separator = layout.marks().separator();
    layout.title(&format!("{}{separator}{}", case.id(), case.heading()));
    let kind = case.kind();
    let cited = |losses: Vec<&FieldLoss>| names(kind, losses.iter().map(|loss| &loss.cited));
    let lines = [
        ("no source left", cited(impact.unsourced().collect())),
        ("only one source left", cited(impact.single_sourced().collect())),
        ("fewer sources", cited(impact.fields.iter().filter(|loss| loss.after > 1).collect())),
        ("no longer disputed", names(kind, impact.undisputed.iter())),
    ];
    for (label, fields) in lines.iter().filter(|(_, fields)| !fields.is_empty()) {
        layout.labelled(label, fields);
    }
    if impact.fields.is_empty() && impact.undisputed.is_empty() {
        layout.labelled("unaffected", "every field it supports keeps the same number of sources");
    }
}

fn names<'c>(kind: Kind, cited: impl Iterator<Item = &'c Cited>) -> String {
    cited.map(|cited| cited.label(kind)).collect::<Vec<_>>().join(", ")
}
