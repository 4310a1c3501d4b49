//! Statements of FollowTheMoney: a row for each value and each of those who claim it.

use std::collections::BTreeMap;
use std::io;

use super::entity::{FtmEntity, FtmValue, property_type};
use super::sha1::sha1;

/// The columns, in the order of the library.
pub(super) const COLUMNS: [&str; 14] = [
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
];

/// Returns the rows of an entity; `own` is the dataset of what the collection itself says.
///
/// The name of a statement is made of dataset, entity, property and value, so what one dataset says twice is one
/// statement.
pub(super) fn statements(entity: &FtmEntity, own: &str) -> io::Result<String> {
    let mut rows: BTreeMap<(String, String, String), [String; 14]> = BTreeMap::new();
    for FtmValue { property, value, claims, original } in &entity.values {
        let of_own = claims.is_empty().then(|| (own.to_owned(), String::new(), None));
        let of_others = claims
            .iter()
            .map(|claim| (claim.dataset.clone(), claim.origin.clone(), claim.seen.clone()));
        for (dataset, origin, seen) in of_own.into_iter().chain(of_others) {
            let key = format!("{dataset}.{}.{property}.{value}", entity.id);
            let place = ((*property).to_owned(), value.clone(), dataset.clone());
            let row = [
                entity.id.clone(),
                entity.id.clone(),
                (*property).to_owned(),
                property_type(property).to_owned(),
                entity.schema.to_owned(),
                value.clone(),
                dataset,
                origin,
                String::new(),
                if original == value { String::new() } else { original.clone() },
                "f".to_owned(),
                seen.unwrap_or_default(),
                String::new(),
                sha1(key.as_bytes()),
            ];
            rows.entry(place).or_insert(row);
        }
    }
    let lines = rows.into_values().map(line);
    lines.collect()
}

/// Returns the line of some cells, all in quotation marks.
pub(super) fn line(cells: impl IntoIterator<Item = impl AsRef<[u8]>>) -> io::Result<String> {
    crate::exchange::format::csv::line(csv::QuoteStyle::Always, cells.into_iter())
}
