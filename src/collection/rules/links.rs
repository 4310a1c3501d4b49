//! Checks links: dangling ids, wrong kinds, and records that nothing links to.

use crate::collection::assemble::Collection;
use crate::diagnostic::{Diagnostic, Rule, did_you_mean};
use crate::record::{Field, FieldId, Kind, Link, Record, Shape};

use crate::collection::rules::nearest_id::NearestIds;
use crate::collection::rules::speakers::SpeakerNames;

/// Adds what is wrong with a link.
pub(super) fn linked(
    collection: &Collection,
    near: &NearestIds<'_>,
    record: &Record,
    link: Link<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let (Shape::Link(kinds) | Shape::LinkOrWords(kinds)) = link.field.shape else {
        return;
    };
    let Some(kind) = collection.kind_of(link.to) else {
        problems.push(dangling(near, link, kinds));
        return;
    };
    if !kinds.contains(&kind) {
        let message = format!(
            "`{}` is {}, and `{}` takes {}",
            link.to,
            kind.with_article(),
            link.field.name.as_str(),
            Kind::any_of_with_articles(kinds)
        );
        problems.push(
            Diagnostic::new(Rule::LinkToWrongKind, link.range, message)
                .help("link to a record of that kind"),
        );
    } else if link.to == &record.id {
        problems.push(
            Diagnostic::new(Rule::LinkToWrongKind, link.range, "this record links to itself")
                .help("delete the link"),
        );
    }
}

fn dangling(near: &NearestIds<'_>, link: Link<'_>, kinds: &'static [Kind]) -> Diagnostic {
    let problem = Diagnostic::new(
        Rule::DanglingLink,
        link.range,
        format!("there is no {} `{}`", Kind::any_of(kinds), link.to),
    );
    match (near.nearest(link.to, kinds), link.field) {
        (Some(near), _) => problem.help(did_you_mean(near)),
        (None, Field { shape: Shape::LinkOrWords(_), .. }) => problem
            .help("add the record; or, if these are plain words, start them with a capital letter"),
        (None, _) => {
            let kind = kinds.first().map_or("place", |kind| kind.name());
            problem.help(format!("add it: `casebook new {kind} {}`", link.to))
        }
    }
}

/// Adds that an act was done to a victim and nothing says whether anyone asked if they were trafficked.
pub(super) fn screening(collection: &Collection, record: &Record, problems: &mut Vec<Diagnostic>) {
    let has = |name| record.fields.get(name).is_some() || record.fields.lost(name);
    let acts = record.fields.get(FieldId::ArrestType);
    let mut acts = acts.into_iter().flat_map(|entry| &entry.items).peekable();
    let accuses_no_one = acts.peek().is_some()
        && acts.all(|item| matches!(&*item.value.written(), "release" | "exit_ban"));
    if has(FieldId::VictimScreening) || accuses_no_one {
        return;
    }
    let mut persons = record.links().filter(|link| link.field.name == FieldId::Persons);
    let victim = persons.find(|link| collection.kind_of(link.to) == Some(Kind::Victim));
    let Some(victim) = victim else { return };
    problems.push(
        Diagnostic::new(
            Rule::ScreeningNotSaid,
            victim.range,
            format!("`{}` is a victim, but nothing says whether they were screened", victim.to),
        )
        .help("write victim_screening = \"done\", \"not_done\" or \"not_reported\""),
    );
}

/// Adds that nothing links to a place, person or organisation.
pub(super) fn unused(
    collection: &Collection,
    spoken: &SpeakerNames<'_>,
    record: &Record,
    problems: &mut Vec<Diagnostic>,
) {
    if !collection.mentions(&record.id).is_empty() || spoken.names(record) {
        return;
    }
    let rule = match record.kind {
        Kind::Person => Rule::UnusedPerson,
        Kind::Organisation => Rule::UnusedOrganisation,
        Kind::Place | Kind::Victim | Kind::Rescue | Kind::Arrest | Kind::Source => {
            Rule::UnusedPlace
        }
    };
    problems.push(
        Diagnostic::new(
            rule,
            record.at,
            format!("nothing links to the {} `{}`", record.kind.name(), record.id),
        )
        .help("link to it, or delete it"),
    );
}
