//! The list of fields and rows that a new quote can support, with the evidence status of each.

use crate::record::{
    self, Assertion, Cited, Field, FieldEntry as Written, FieldId, Fields, Id, Record, Shape,
};

use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::OverlayLine;
use crate::browser::model::page::{label, mark_in_short};
use crate::redaction::MaskedCollection;

/// Returns the fields and keyed rows of a case, then the fields that it lacks and that state facts, those
/// ticked that are among `supported`; what states no fact comes last.
pub(crate) fn citable_fields(
    masked: MaskedCollection<'_>,
    case: &Id,
    supported: &[Cited],
) -> Option<Vec<OverlayLine>> {
    // What is ticked will be written, and no mark is to be.
    let record = masked.whole().get(case.as_str())?.record;
    let masked_record = masked.get(case.as_str())?;
    let fields = |assertion: Assertion| {
        let fields = masked_record
            .record
            .fields
            .iter()
            .filter(move |entry| entry.field.assertion == assertion);
        let masked_record = &masked_record;
        fields.map(move |entry| {
            let words = in_words(masked, &masked_record.record.fields, entry);
            (Cited::Field(entry.field.name), assertion, words)
        })
    };
    let rows = record.rows.iter().zip(&masked_record.record.rows).filter_map(|(row, seen_as)| {
        let cited = Cited::Row(row.kind, row.key()?.into());
        let fields = &seen_as.fields;
        let said = fields.iter().filter(|entry| entry.field.name != FieldId::Key);
        let said = said.filter_map(|entry| masked.field_in_words(fields, entry));
        Some((cited, Assertion::Fact, said.collect::<Vec<_>>().join(" · ")))
    });
    let evidence = masked.evidence(case);
    let evidence = evidence.as_deref();
    let line = |(cited, assertion, words): (Cited, Assertion, String)| OverlayLine {
        term: label(&masked_record, &cited),
        meaning: words.lines().next().unwrap_or_default().to_owned(),
        note: evidence.map(|of| mark_in_short(of.status(&cited, assertion))).unwrap_or_default(),
        found_by: cited.to_string(),
        ticked: Some(supported.contains(&cited)),
        choice: Some(Choice::Citation(cited)),
        ..OverlayLine::default()
    };
    let lacking = citable_kinds(record).map(|field| {
        let cited = Cited::Field(field.name);
        OverlayLine {
            term: field.label.to_owned(),
            meaning: "not in the case yet".to_owned(),
            found_by: cited.to_string(),
            ticked: Some(supported.contains(&cited)),
            choice: Some(Choice::Citation(cited)),
            ..OverlayLine::default()
        }
    });
    let stated = fields(Assertion::Fact).chain(rows).map(line);
    let entries = stated.chain(lacking).chain(fields(Assertion::Editorial).map(line));
    Some(entries.collect())
}

/// Returns the fields that a record could have and lacks, and that a quote can give it.
fn citable_kinds(record: &Record) -> impl Iterator<Item = &'static Field> {
    record::fields(record.kind).iter().filter(|field| {
        let is_value = !matches!(field.shape, Shape::Rows(_) | Shape::Citations | Shape::Rivals);
        is_value && field.assertion == Assertion::Fact && record.fields.get(field.name).is_none()
    })
}

/// Returns a field in words; one that qualifies another by itself, since it may be supported alone.
fn in_words(masked: MaskedCollection<'_>, fields: &Fields, entry: &Written) -> String {
    let words = masked.field_in_words(fields, entry);
    words.unwrap_or_else(|| masked.values_in_words(&entry.items, entry.field.shape))
}
