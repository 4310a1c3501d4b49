//! The impact overlay: fields that lose support if a source is withdrawn, each line linked to its
//! field.

use crate::collection::{Impact, Withdrawal};
use crate::evidence::{CaseImpact, FieldLoss};
use crate::record::{Cited, Id};

use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::goto_list::{spot_of, value_in_words};
use crate::browser::model::overlay::impact_source::{HasDerived, ImpactSource};
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::overlay::problem_ref::JumpTarget;
use crate::browser::model::page::{DetailItem, Role, StyledRun};
use crate::redaction::MaskedCollection;

/// Returns the fields that depend on the source; `None` if there is no such source.
pub(crate) fn impact_overlay(
    masked: MaskedCollection<'_>,
    withdrawn: &ImpactSource,
) -> Option<Overlay> {
    let impact = masked.impact(withdrawn.source.as_str(), withdrawn.withdrawal)?;
    let entries = ImpactLines { masked, impact: &impact };
    let mut all = entries.derived();
    let lost = |wanted: fn(&FieldLoss) -> bool| {
        move |losses: &CaseImpact| -> Vec<(Cited, String)> {
            let lost = losses.fields.iter().filter(|loss| wanted(loss));
            lost.map(|loss| (loss.cited.clone(), format!("{} → {}", loss.before, loss.after)))
                .collect()
        }
    };
    all.extend(entries.part("No source left", lost(|loss| loss.after == 0)));
    all.extend(entries.part("Only one source left", lost(|loss| loss.after == 1)));
    all.extend(entries.part("Fewer sources", lost(|loss| loss.after > 1)));
    all.extend(entries.part("No longer disputed", |losses| {
        losses.undisputed.iter().map(|cited| (cited.clone(), String::new())).collect()
    }));
    all.extend(entries.untouched());
    let derived = if impact.derived.is_empty() { HasDerived::None } else { HasDerived::Some };
    // The name comes last, because a narrow screen cuts the end of a title.
    let withdrawn_too = match withdrawn.withdrawal {
        Withdrawal::Alone => "",
        Withdrawal::WithDerived => " with its derived sources",
    };
    let source = masked.source_in_short(&withdrawn.source);
    let title = format!("If withdrawn{withdrawn_too}: {source}");
    let overlay = Overlay::of(title, all)
        .prefaced(vec![entries.summary(), StyledRun::new(Role::Text, "")])
        .without_repeats();
    let first = overlay.first_choice().cloned();
    Some(overlay.at(first.as_ref()).of_source(withdrawn.clone(), derived))
}

/// Builds the lines of the overlay.
struct ImpactLines<'c> {
    masked: MaskedCollection<'c>,
    impact: &'c Impact<'c>,
}

impl ImpactLines<'_> {
    fn summary(&self) -> StyledRun {
        let impact = self.impact;
        let counts = [
            (impact.quotes(), "quote lost", "quotes lost"),
            (impact.unsourced(), "field left without a source", "fields left without a source"),
            (impact.single_sourced(), "field left with one source", "fields left with one source"),
            (impact.undisputed(), "field no longer disputed", "fields no longer disputed"),
        ];
        let counts = counts.into_iter().filter(|(number, ..)| *number > 0);
        let counts = counts.map(|(number, one, many)| match number {
            1 => format!("1 {one}"),
            _ => format!("{number} {many}"),
        });
        let words = counts.collect::<Vec<_>>().join(", ");
        let words = match impact.cases.len() {
            0 => "No case quotes this source.".to_owned(),
            1 => format!("{words}, in 1 case."),
            cases => format!("{words}, in {cases} cases."),
        };
        StyledRun::new(Role::Text, words)
    }

    /// The sources that are derived from it, each with what it was made from.
    fn derived(&self) -> Vec<OverlayLine> {
        let (masked, Impact { withdrawn, derived, .. }) = (self.masked, self.impact);
        let (goes, stays): (Vec<&Id>, Vec<&Id>) =
            derived.iter().copied().partition(|id| withdrawn.contains(id));
        let chain = |id: &Id| withdrawn.contains(&id) || derived.contains(&id);
        let entry = |id: &Id| {
            let origins: Vec<String> = masked
                .origins(id)
                .into_iter()
                .filter(|origin| chain(origin))
                .map(|origin| masked.source_in_short(origin))
                .collect();
            OverlayLine {
                term: masked.source_in_short(id),
                meaning: format!("derived from {}", origins.join(", ")),
                choice: Some(jump_to(id, None)),
                ..OverlayLine::default()
            }
        };
        let part = |title: &str, ids: Vec<&Id>| titled(title, ids.into_iter().map(entry).collect());
        let mut entries = part("Derived from it, withdrawn too", goes);
        entries.extend(part("Derived from it, not withdrawn", stays));
        entries
    }

    /// One part of the list: what each case loses in this way.
    fn part(
        &self,
        title: &str,
        of: impl Fn(&CaseImpact) -> Vec<(Cited, String)>,
    ) -> Vec<OverlayLine> {
        let mut entries = Vec::new();
        for (case, losses) in &self.impact.cases {
            let lost = of(losses);
            if lost.is_empty() {
                continue;
            }
            let Some(masked_record) = self.masked.get(case.id.as_str()) else { continue };
            let name = self.masked.name_of(&case.id);
            for (cited, note) in lost {
                entries.push(OverlayLine {
                    term: name.clone(),
                    meaning: value_in_words(self.masked, &masked_record, &cited),
                    note,
                    choice: Some(jump_to(&case.id, Some(spot_of(case, &cited)))),
                    ..OverlayLine::default()
                });
            }
        }
        let title = format!("{title}: {}", entries.len());
        titled(&title, entries)
    }

    /// The cases that quote it and lose nothing.
    fn untouched(&self) -> Vec<OverlayLine> {
        let untouched = self
            .impact
            .cases
            .iter()
            .filter(|(_, losses)| losses.fields.is_empty() && losses.undisputed.is_empty());
        let entries = untouched.map(|(case, _)| OverlayLine {
            term: self.masked.name_of(&case.id),
            meaning: "every field it supports keeps the same number of sources".to_owned(),
            choice: Some(jump_to(&case.id, None)),
            ..OverlayLine::default()
        });
        let entries: Vec<OverlayLine> = entries.collect();
        titled(&format!("Unaffected cases: {}", entries.len()), entries)
    }
}

/// Returns lines below a title; without lines, no title either.
fn titled(title: &str, entries: Vec<OverlayLine>) -> Vec<OverlayLine> {
    if entries.is_empty() {
        return entries;
    }
    let title = OverlayLine { meaning: title.to_owned(), ..OverlayLine::default() };
    [OverlayLine::default(), title].into_iter().chain(entries).collect()
}

fn jump_to(id: &Id, spot: Option<DetailItem>) -> Choice {
    Choice::Go(JumpTarget { record: id.clone(), spot, quote: None })
}
