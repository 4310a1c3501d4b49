//! Follows records to the ids that they get while they are looked at, by an edit or by another program, so that each key goes
//! on being about the same record.

use std::collections::HashSet;

use crate::browser::model::renamed_ids::RenamedIds;
use crate::browser::model::shared::Shared;
use crate::collection::{Collection, Touched};
use crate::record::Id;
use crate::redaction::MaskedCollection;

/// Where more records than this came or went at once, it is not looked for the same texts under other ids.
const MOST_COMPARED: usize = 1_000;

/// Returns which records have another id in what was read than in what was read before.
pub(crate) fn renamed(
    shared: &mut Shared,
    generation: u64,
    now: &Collection,
    touched: &Touched,
) -> RenamedIds {
    let steps = shared.written.renamed_until(generation);
    let Some(before) = shared.collection.clone().filter(|_| !shared.is_arriving()) else {
        return RenamedIds::default();
    };
    let mut renamed = RenamedIds::along(&steps, &before, now);
    let named = come_or_gone(&before, now, touched);
    if named.len() <= MOST_COMPARED {
        let touched = Touched::Only { records: HashSet::new(), named };
        let moved = shared.moved.follow(&before, now, &touched);
        let moved = moved.into_iter().filter_map(|old| {
            let id = shared.moved.now(now, &old)?.clone();
            // A record that was there before is another one, though it may have the same text.
            (before.kind_of(&id).is_none()).then_some((old, id))
        });
        renamed.extend(moved);
    }
    renamed.compare(&before);
    renamed
}

/// Returns the records that are in one of two collections alone.
fn come_or_gone(before: &Collection, now: &Collection, touched: &Touched) -> HashSet<Id> {
    let is_in_one = |id: &&Id| before.kind_of(id).is_none() != now.kind_of(id).is_none();
    match touched {
        Touched::Only { named, .. } => named.iter().filter(is_in_one).cloned().collect(),
        // As after the check of what was listed before it: to look up each id would hold up a key.
        Touched::Everything if before.ids().eq(now.ids()) => HashSet::new(),
        Touched::Everything => before.ids().chain(now.ids()).filter(is_in_one).cloned().collect(),
    }
}

/// Puts the ids that records have now in the place of those that they had, in all that screens share.
pub(crate) fn follow(shared: &mut Shared, renamed: &RenamedIds) {
    shared.listing.follow(renamed);
    shared.marked.follow(renamed);
    shared.query.follow(renamed);
    shared.staying.follow(renamed);
    shared.value_changes.follow(renamed);
    let Shared { awaited, awaited_in_list, left_record, awaited_field, awaited_row, .. } = shared;
    renamed.follow_each(awaited.iter_mut().chain(awaited_in_list).chain(left_record));
    let places = awaited_field.iter_mut().chain(awaited_row);
    let places = places.chain(shared.drafts.iter_mut().map(|draft| &mut draft.place));
    renamed.follow_each(places.map(|place| &mut place.record));
    if let Some(input) = &mut shared.value_input {
        renamed.follow(&mut input.place.record);
        renamed.follow(&mut input.open.id);
    }
    renamed.follow_each(shared.drafts.iter_mut().map(|draft| &mut draft.open.id));
    if let Some(overlay) = &mut shared.overlay {
        overlay.follow(renamed);
    }
    if let Some(review) = &mut shared.review {
        review.request.follow_ids(&mut |id| renamed.follow(id));
    }
    if let Some(bulk) = &mut shared.bulk {
        renamed.follow_list(&mut bulk.ids);
    }
}

/// Returns what is said of a record that another program gave another id.
pub(crate) fn moved_in_words(shared: &Shared, now: &Collection, id: &Id) -> String {
    let masked = MaskedCollection::new(now, shared.mask);
    format!("another program renamed this record: its id is {} now", masked.id(id))
}
