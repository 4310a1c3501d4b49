//! What supports a tie: the field or row that has the link, its evidence, and the quotes with the words.

use crate::collection::Collection;
use crate::evidence::{Evidence, EvidenceStatus};
use crate::record::{
    Assertion, Cited, FieldId, Id, Kind, Record, RowKind, field as field_of, row_fields,
};

/// A place in a record that links to another, with what supports it. It has no words of the record but the key of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TieSupport {
    /// The field or row; `None` where the link is that of a quote to its source.
    pub(crate) cited: Option<Cited>,
    /// What its evidence sums up to; `None` where the record is no case and has no quotes, or where the quote itself
    /// is the link.
    pub(crate) status: Option<EvidenceStatus>,
    /// The numbers of the quotes with the words; they support the field as a whole, whatever else is in it.
    pub(crate) quotes: Vec<usize>,
    /// The numbers of the quotes that dispute it.
    pub(crate) disputes: Vec<usize>,
}

impl TieSupport {
    /// Returns the places of a record that link to another by a field, in the order of the file.
    pub(crate) fn of(collection: &Collection, from: &Id, field: FieldId, to: &Id) -> Vec<Self> {
        let found = collection.with_record(from, |located| {
            let record = located.record;
            let evidence = record.kind.is_case().then(|| collection.assess(record));
            supports(record, evidence.as_deref(), field, to)
        });
        found.unwrap_or_default()
    }
}

fn supports(
    record: &Record,
    evidence: Option<&Evidence>,
    field: FieldId,
    to: &Id,
) -> Vec<TieSupport> {
    let of_cited = |cited: Cited, assertion: Assertion| {
        let found = evidence.and_then(|evidence| evidence.field(&cited));
        TieSupport {
            status: evidence.map(|evidence| evidence.status(&cited, assertion)),
            quotes: found.map(|found| found.supports.clone()).unwrap_or_default(),
            disputes: found.map(|found| found.disputes.clone()).unwrap_or_default(),
            cited: Some(cited),
        }
    };
    let own = record.fields.get(field).filter(|_| record.fields.linked(field).any(|id| id == to));
    let own = own.map(|entry| of_cited(Cited::Field(field), entry.field.assertion));
    let rows = record.rows.iter().filter(|row| row.fields.linked(field).any(|id| id == to));
    let rows = rows.map(|row| match row.key() {
        Some(key) => of_cited(Cited::Row(row.kind, key.into()), Assertion::Fact),
        // A row without a key cannot be cited by a quote.
        None => TieSupport {
            cited: Some(Cited::Row(row.kind, "".into())),
            status: evidence.map(|_| EvidenceStatus::Unsourced),
            quotes: Vec::new(),
            disputes: Vec::new(),
        },
    });
    let quotes = record.quotes.iter().enumerate();
    let quotes = quotes.filter(|(_, quote)| quote.fields.linked(field).any(|id| id == to));
    let quotes: Vec<usize> = quotes.map(|(number, _)| number).collect();
    let by_quotes = (!quotes.is_empty()).then_some(TieSupport {
        cited: None,
        status: None,
        quotes,
        disputes: Vec::new(),
    });
    own.into_iter().chain(rows).chain(by_quotes).collect()
}

/// Returns what the screen calls a field that links, in records of a kind or in their rows.
pub(crate) fn field_label(kind: Kind, field: FieldId) -> &'static str {
    let of_kind = field_of(kind, field);
    let rows = RowKind::ALL.map(row_fields);
    let found = of_kind.or_else(|| rows.into_iter().flatten().find(|of_row| of_row.name == field));
    found.map_or(field.as_str(), |field| field.label)
}

/// Returns what must be said of a case wherever a line leads to it, so that no person is taken for an offender and no plan for
/// an act.
///
/// It goes by the format's own words: an act of the authorities is never shown without how far the proceedings went.
pub(crate) fn caveats(record: &Record, evidence: Option<&Evidence>) -> Vec<&'static str> {
    let fields = &record.fields;
    let mut said = Vec::new();
    if fields.yes(FieldId::Planned) == Some(true) {
        said.push("planned");
    }
    match record.kind {
        Kind::Arrest => {
            let alleged = [FieldId::Charges, FieldId::AllegedOffence, FieldId::AllegedConduct];
            let status = fields.text(FieldId::LegalStatus);
            if status != Some("convicted") && alleged.iter().any(|name| fields.get(*name).is_some())
            {
                said.push("alleged");
            }
            said.push(match status {
                Some("convicted") => "convicted",
                Some("acquitted") => "acquitted",
                Some("uncharged") => "not charged",
                Some("facing_charges_detained" | "facing_charges_free") => "not convicted",
                Some("wanted") => "wanted, not convicted",
                Some("released") => "released, no conviction stated",
                Some("deported") => "deported, no conviction stated",
                Some(_) | None => "no conviction stated",
            });
            let evidence = evidence.and_then(|all| all.field(&Cited::Field(FieldId::LegalStatus)));
            if evidence.is_some_and(|evidence| !evidence.disputes.is_empty()) {
                said.push("disputed");
            }
        }
        Kind::Victim => match fields.text(FieldId::TraffickingStatus) {
            Some("possible") => said.push("possibly a victim"),
            Some("disputed") => said.push("status disputed"),
            Some("not_a_victim") => said.push("not a victim"),
            Some(_) | None => {}
        },
        Kind::Rescue => match fields.text(FieldId::Success) {
            Some("none") => said.push("failed"),
            Some("open") => said.push("open"),
            Some(_) | None => {}
        },
        Kind::Source | Kind::Place | Kind::Person | Kind::Organisation => {}
    }
    said
}
