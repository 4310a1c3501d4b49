//! The entities of FollowTheMoney of one schema as rows of a table, a column for each property: what a mapping says of events, of
//! bodies that may be a person or an organisation, and of victims.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::suggest_or_list;
use crate::text::shortened;

use super::fault::ImportFault;
use super::ftm::is_record_or_link;
use super::ftm_entity::{ImportedEntity, entities};
use super::table::{CellKind, ImportedCell, ImportedRow, RawRows};

/// The column with the ids of entities.
const ID: &str = "id";

/// The entities of a list by their schemata, as the sheets of a workbook.
pub(super) struct EntitySheets {
    entities: Vec<ImportedEntity>,
}

impl EntitySheets {
    /// Reads a list of entities.
    pub(super) fn of(name: &str, bytes: &[u8]) -> Result<Self, Vec<ImportFault>> {
        entities(name, bytes).map(|entities| Self { entities })
    }

    /// Returns the schemata: first those that only a mapping can take, each more frequent one before the others.
    pub(super) fn schemata(&self) -> Vec<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for entity in &self.entities {
            *counts.entry(&entity.schema).or_default() += 1;
        }
        let mut schemata: Vec<(&str, usize)> = counts.into_iter().collect();
        schemata.sort_by_key(|(schema, count)| (is_record_or_link(schema), usize::MAX - count));
        schemata.into_iter().map(|(schema, _)| schema.to_owned()).collect()
    }

    /// Returns the schema that a mapping means.
    pub(super) fn schema(&self, name: &str, sheet: Option<&str>) -> Result<String, ImportFault> {
        let schemata = self.schemata();
        match (sheet, schemata.as_slice()) {
            (None, [only]) => Ok(only.clone()),
            (None, several) => Err(ImportFault::new(
                name,
                "the list has entities of several schemata, and the mapping does not say which of them it is for",
                format!("write one of these into the mapping as sheet: {}", several.join(", ")),
            )),
            (Some(sheet), several) if several.iter().any(|schema| schema == sheet) => {
                Ok(sheet.to_owned())
            }
            (Some(sheet), several) => Err(ImportFault::new(
                name,
                format!("the list has no entities of the schema `{}`", shortened(sheet)),
                suggest_or_list(sheet, several.iter().map(String::as_str)),
            )),
        }
    }

    /// Returns the entities of a schema as rows that are called by their lines, below a header.
    pub(super) fn rows(&self, schema: &str) -> RawRows {
        let of_schema = || self.entities.iter().filter(|entity| entity.schema == schema);
        let properties: BTreeSet<&str> = of_schema()
            .flat_map(|entity| &entity.properties)
            .filter(|(property, values)| !values.is_empty() && *property != ID)
            .map(|(property, _)| property.as_str())
            .collect();
        let header = std::iter::once(ID).chain(properties.iter().copied());
        let header = ImportedRow {
            number: 1,
            cells: header.map(ImportedCell::text).collect(),
            ..ImportedRow::default()
        };
        let rows = of_schema().map(|entity| {
            let id = std::iter::once(cell(std::slice::from_ref(&entity.id)));
            let cells = id.chain(properties.iter().map(|property| cell(entity.all(property))));
            ImportedRow { number: entity.number, cells: cells.collect(), ..ImportedRow::default() }
        });
        std::iter::once(header).chain(rows).collect()
    }
}

fn cell(values: &[String]) -> ImportedCell {
    let items = if values.len() > 1 { values.to_vec() } else { Vec::new() };
    ImportedCell { text: values.join("; "), kind: CellKind::Exact, items }
}
