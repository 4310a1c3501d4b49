//! What the words of a quote can carry, as a list to tick: the fields and keyed rows of a case, with
//! how each stands. Knows no text and no file.

use crate::record::{Bearing, Cited, Entry as Written, Fields, Id, Name};

use super::choice::Choice;
use super::page::{label, mark_in_short};
use super::seen::Seen;
use super::sheet::Entry;

/// Returns the fields and keyed rows of a case, those ticked that are among `carried`; what states
/// no fact comes last.
pub(super) fn carrying(seen: Seen<'_>, case: &Id, carried: &[Cited]) -> Option<Vec<Entry>> {
    // What is ticked will be written, and no mark is to be.
    let record = seen.whole().get(case.as_str())?.record;
    let sight = seen.get(case.as_str())?;
    let fields = |bearing: Bearing| {
        let fields = sight.record.fields.iter().filter(move |entry| entry.field.bearing == bearing);
        let sight = &sight;
        fields.map(move |entry| {
            let words = in_words(seen, &sight.record.fields, entry);
            (Cited::Field(entry.field.name), bearing, words)
        })
    };
    let rows = record.rows.iter().zip(&sight.record.rows).filter_map(|(row, seen_as)| {
        let cited = Cited::Row(row.kind, row.key()?.into());
        let fields = &seen_as.fields;
        let said = fields.iter().filter(|entry| entry.field.name != Name::Key);
        let said = said.filter_map(|entry| seen.field_in_words(fields, entry));
        Some((cited, Bearing::Fact, said.collect::<Vec<_>>().join(" · ")))
    });
    let evidence = seen.evidence(case);
    let evidence = evidence.as_deref();
    let all = fields(Bearing::Fact).chain(rows).chain(fields(Bearing::Own));
    let entries = all.map(|(cited, bearing, words)| Entry {
        term: label(&sight, &cited),
        meaning: words.lines().next().unwrap_or_default().to_owned(),
        note: evidence.map(|of| mark_in_short(of.mark(&cited, bearing))).unwrap_or_default(),
        found_by: cited.to_string(),
        always: false,
        ticked: Some(carried.contains(&cited)),
        choice: Some(Choice::Carried(cited)),
    });
    Some(entries.collect())
}

/// Returns a field in words; one that qualifies another by itself, since it may be carried alone.
fn in_words(seen: Seen<'_>, fields: &Fields, entry: &Written) -> String {
    let words = seen.field_in_words(fields, entry);
    words.unwrap_or_else(|| seen.values_in_words(&entry.items, entry.field.shape))
}
