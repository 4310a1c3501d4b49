//! What would fall if a source were withdrawn, as a list in which each line leads to what falls. Knows
//! no pane.

use crate::collection::{Impact, Withdrawal};
use crate::evidence::{Loss, Losses};
use crate::record::{Cited, Id};

use super::choice::Choice;
use super::flaw::Goal;
use super::page::{Role, Run, Spot};
use super::register::{said, spot_of};
use super::seen::Seen;
use super::sheet::{Entry, Sheet};
use super::withdrawn::{Derived, Withdrawn};

/// Returns what would fall; `None` where there is no such source.
pub(super) fn falling(seen: Seen<'_>, withdrawn: &Withdrawn) -> Option<Sheet> {
    let impact = seen.impact(withdrawn.source.as_str(), withdrawn.withdrawal)?;
    let entries = Entries { seen, impact: &impact };
    let mut all = entries.derived();
    let lost = |wanted: fn(&Loss) -> bool| {
        move |losses: &Losses| -> Vec<(Cited, String)> {
            let lost = losses.fields.iter().filter(|loss| wanted(loss));
            lost.map(|loss| (loss.cited.clone(), format!("{} → {}", loss.before, loss.after)))
                .collect()
        }
    };
    all.extend(entries.part("Nothing carries these any more", lost(|loss| loss.after == 0)));
    all.extend(entries.part("One source is left", lost(|loss| loss.after == 1)));
    all.extend(entries.part("Fewer sources", lost(|loss| loss.after > 1)));
    all.extend(entries.part("Disputed no more", |losses| {
        losses.undisputed.iter().map(|cited| (cited.clone(), String::new())).collect()
    }));
    all.extend(entries.untouched());
    let derived = if impact.derived.is_empty() { Derived::None } else { Derived::Some };
    let too = match withdrawn.withdrawal {
        Withdrawal::Alone => "",
        Withdrawal::WithDerived => ", and what is derived from it",
    };
    let title = format!("Without {}{too}", seen.source_in_short(&withdrawn.source));
    let sheet = Sheet::of(title, all)
        .prefaced(vec![entries.summary(), Run::new(Role::Text, "")])
        .naming_once();
    let first = sheet.first_choice().cloned();
    Some(sheet.at(first.as_ref()).of_source(withdrawn.clone(), derived))
}

/// The lines in the making.
struct Entries<'c> {
    seen: Seen<'c>,
    impact: &'c Impact<'c>,
}

impl Entries<'_> {
    fn summary(&self) -> Run {
        let impact = self.impact;
        let told = [
            (impact.quotes(), "quote goes", "quotes go"),
            (impact.unsourced(), "field loses its last source", "fields lose their last source"),
            (impact.alone(), "field drops to one source", "fields drop to one source"),
            (impact.undisputed(), "field is disputed no more", "fields are disputed no more"),
        ];
        let told = told.into_iter().filter(|(number, ..)| *number > 0);
        let told = told.map(|(number, one, many)| match number {
            1 => format!("1 {one}"),
            _ => format!("{number} {many}"),
        });
        let words = told.collect::<Vec<_>>().join(", ");
        let words = match impact.cases.len() {
            0 => "No case quotes it.".to_owned(),
            1 => format!("{words}; in 1 case."),
            cases => format!("{words}; in {cases} cases."),
        };
        Run::new(Role::Text, words)
    }

    /// The sources that are derived from it, each with what it was made from.
    fn derived(&self) -> Vec<Entry> {
        let (seen, Impact { withdrawn, derived, .. }) = (self.seen, self.impact);
        let (goes, stays): (Vec<&Id>, Vec<&Id>) =
            derived.iter().copied().partition(|id| withdrawn.contains(id));
        let chain = |id: &Id| withdrawn.contains(&id) || derived.contains(&id);
        let entry = |id: &Id| {
            let origins: Vec<String> = seen
                .origins(id)
                .into_iter()
                .filter(|origin| chain(origin))
                .map(|origin| seen.source_in_short(origin))
                .collect();
            Entry {
                term: seen.source_in_short(id),
                meaning: format!("made from {}", origins.join(", ")),
                choice: Some(goal(id, None)),
                ..Entry::default()
            }
        };
        let part = |title: &str, ids: Vec<&Id>| titled(title, ids.into_iter().map(entry).collect());
        let mut entries = part("Derived from it, and withdrawn with it", goes);
        entries.extend(part("Derived from it, and still there", stays));
        entries
    }

    /// One part of the list: what of each case falls so, and how.
    fn part(&self, title: &str, of: impl Fn(&Losses) -> Vec<(Cited, String)>) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (case, losses) in &self.impact.cases {
            let lost = of(losses);
            if lost.is_empty() {
                continue;
            }
            let Some(sight) = self.seen.get(case.id.as_str()) else { continue };
            let name = self.seen.name_of(&case.id);
            for (cited, note) in lost {
                entries.push(Entry {
                    term: name.clone(),
                    meaning: said(self.seen, &sight, &cited),
                    note,
                    choice: Some(goal(&case.id, Some(spot_of(case, &cited)))),
                    ..Entry::default()
                });
            }
        }
        let title = format!("{title}: {}", entries.len());
        titled(&title, entries)
    }

    /// The cases that quote it and lose nothing.
    fn untouched(&self) -> Vec<Entry> {
        let untouched = self
            .impact
            .cases
            .iter()
            .filter(|(_, losses)| losses.fields.is_empty() && losses.undisputed.is_empty());
        let entries = untouched.map(|(case, _)| Entry {
            term: self.seen.name_of(&case.id),
            meaning: "every field it carries has as many sources without it".to_owned(),
            choice: Some(goal(&case.id, None)),
            ..Entry::default()
        });
        let entries: Vec<Entry> = entries.collect();
        titled(&format!("Quote it and lose nothing: {}", entries.len()), entries)
    }
}

/// Returns lines below their title; nothing where there are none.
fn titled(title: &str, entries: Vec<Entry>) -> Vec<Entry> {
    if entries.is_empty() {
        return entries;
    }
    let title = Entry { meaning: title.to_owned(), ..Entry::default() };
    [Entry::default(), title].into_iter().chain(entries).collect()
}

fn goal(id: &Id, spot: Option<Spot>) -> Choice {
    Choice::Go(Goal { record: id.clone(), spot, quote: None })
}
