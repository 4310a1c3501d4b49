//! Makes the sheet of a brief: which cases, in which order, and all numbers.

use std::collections::HashSet;

use crate::collection::{Collection, Lookup, RecordState};
use crate::exchange::{BriefCount, BriefReader, BriefSheet, case_order};
use crate::record::{Id, Kind};
use crate::redaction::Redaction;
use crate::search::LineSet;
use crate::views::base_query::BaseQuery;
use crate::views::counts::{AxisField, CountLimits, CountRequest, Counts, WHY_NO_SUM};
use crate::views::disclosure_history::DisclosureHistory;
use crate::views::mark::Mark;
use crate::views::value_words::ValueWords;

use super::labelled_count::counted;
use super::map_part::map_of;
use super::timeline_part::{DrawnTimeline, timeline_of};

/// The fields that must be known in the search lines.
pub(crate) const BRIEF_FIELDS: &[&str] =
    &["kind", "date", "has", "missing", "place", "is", "count"];

/// Of what and for whom a brief is.
#[derive(Clone, Debug)]
pub(crate) struct BriefRequest {
    /// The query, as it was typed.
    pub(crate) typed: String,
    /// The reader.
    pub(crate) reader: BriefReader,
}

/// Returns the sheet of a brief.
pub(crate) fn brief_sheet(
    request: &BriefRequest,
    lookup: &Lookup,
    collection: &Collection,
    redaction: &Redaction<'_>,
) -> BriefSheet {
    redaction.prepare();
    let typed = request.typed.trim();
    let base = BaseQuery::of(typed, lookup.catalogue());
    let may_show =
        |id: &Id| !redaction.is_left_out(id) && redaction.kind_of(id).is_some_and(Kind::is_case);
    let within = lookup.matching(base.query()).and(&lookup.lines_where(may_show));
    let ids = lookup.ids_of_lines(&within);
    let ordered = redaction.map_records(ids.iter(), |released| case_order(redaction, released));
    let mut cases: Vec<_> = ordered.zip(ids.iter().cloned()).collect();
    cases.sort_by(|one, other| one.0.cmp(&other.0));
    let cases: Vec<(Kind, Id)> = cases.into_iter().map(|(order, id)| (order.0, id)).collect();
    let certain: HashSet<Id> = lookup.ids_of_lines(&within.certain_only()).into_iter().collect();
    let possible = ids.iter().filter(|id| !certain.contains(*id)).cloned().collect();
    let minors = states(lookup, &[RecordState::Minor]).pop().unwrap_or_default();
    let unquoted = lookup.ids_of_lines(&minors.and(&within)).into_iter().collect();
    let counts = Counts::of(
        lookup,
        &CountRequest {
            typed: typed.to_owned(),
            rows: AxisField::usual("kind"),
            columns: None,
            limits: CountLimits::default(),
            is_protected: false,
        },
        Some(&may_show),
        &mut DisclosureHistory::default(),
    );
    let kinds = counts.rows().categories.iter().enumerate().map(|(row, category)| {
        let size = counts.size(Some(row), None);
        BriefCount {
            label: category.kind.label(redaction),
            certain: size.certain,
            at_most: size.at_most,
        }
    });
    let people = counts.people();
    let DrawnTimeline { unit, columns, bars, more_bars, undated } =
        timeline_of(typed, lookup, collection, &may_show);
    let shows_query = {
        let words: &dyn ValueWords = redaction;
        words.text(typed) == typed
            && redaction.message(typed) == typed
            && !names_an_id(redaction, collection, typed)
    };
    BriefSheet {
        reader: request.reader,
        query: shows_query.then(|| typed.to_owned()),
        whole: counted("all cases", &Mark::of(String::new(), within.size())),
        kinds: kinds.filter(|count| count.at_most > 0).collect(),
        states: numbers_of_states(lookup, &within),
        people: people.statements.iter().map(|one| (one.words.clone(), one.id.clone())).collect(),
        more_people: people.more,
        why_no_sum: WHY_NO_SUM,
        unit,
        columns,
        bars,
        more_bars,
        undated,
        map: map_of(typed, lookup, collection, redaction, &may_show),
        cases,
        possible,
        unquoted,
    }
}

/// Returns whether words have an id that is printed otherwise than it is.
fn names_an_id(redaction: &Redaction<'_>, collection: &Collection, words: &str) -> bool {
    let is_of_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let folded = words.to_ascii_lowercase();
    let ids = folded.split(|c| !is_of_id(c)).filter_map(Id::new);
    ids.into_iter().any(|id| collection.kind_of(&id).is_some() && redaction.id(&id) != id)
}

fn numbers_of_states(lookup: &Lookup, within: &LineSet) -> Vec<BriefCount> {
    let shown = [
        (RecordState::Minor, "about minors"),
        (RecordState::Group, "that count a group as one victim"),
        (RecordState::Disputed, "with something that is disputed"),
        (RecordState::Unsourced, "with something that has no source"),
    ];
    let sets = states(lookup, &shown.map(|(state, _)| state));
    let counts = shown
        .into_iter()
        .zip(sets)
        .map(|((_, label), set)| counted(label, &Mark::of(String::new(), set.and(within).size())));
    counts.filter(|count| count.at_most > 0).collect()
}

fn states(lookup: &Lookup, states: &[RecordState]) -> Vec<LineSet> {
    let terms: Vec<String> = states.iter().map(|state| format!("is:{}", state.name())).collect();
    let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
    lookup.sets_of_terms(&terms).into_iter().map(Option::unwrap_or_default).collect()
}
