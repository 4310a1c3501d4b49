//! Entities of FollowTheMoney: a schema, and properties whose values each say who claims them.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

/// An entity.
#[derive(Debug)]
pub(super) struct FtmEntity {
    pub(super) id: String,
    pub(super) schema: &'static str,
    pub(super) values: Vec<FtmValue>,
}

/// A value of a property, with those who claim it.
#[derive(Debug)]
pub(super) struct FtmValue {
    pub(super) property: &'static str,
    pub(super) value: String,
    /// No source: the collection itself says it.
    pub(super) claims: Vec<FtmClaim>,
    /// The value as the file has it.
    pub(super) original: String,
}

/// That a source says something.
#[derive(Clone, Debug)]
pub(super) struct FtmClaim {
    /// The name of its dataset.
    pub(super) dataset: String,
    /// The quotes that say it, as `quote:2,5`.
    pub(super) origin: String,
    /// When it was published.
    pub(super) seen: Option<String>,
    /// Whether it says so against what the collection takes for true.
    pub(super) is_rival: bool,
}

impl FtmEntity {
    pub(super) fn new(id: String, schema: &'static str) -> Self {
        Self { id, schema, values: Vec::new() }
    }

    /// Adds a value that the collection itself says.
    pub(super) fn say(&mut self, property: &'static str, value: impl Into<String>) {
        let value = value.into();
        self.claim(property, value.clone(), value, Vec::new());
    }

    /// Adds a value that others say.
    pub(super) fn claim(
        &mut self,
        property: &'static str,
        value: String,
        original: String,
        claims: Vec<FtmClaim>,
    ) {
        if !value.trim().is_empty() {
            self.values.push(FtmValue { property, value, claims, original });
        }
    }

    /// Returns the entity as an object; a value that only those say who dispute it is not in it.
    pub(super) fn json(&self) -> Json {
        let mut properties: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for FtmValue { property, value, claims, .. } in &self.values {
            let is_rival = !claims.is_empty() && claims.iter().all(|claim| claim.is_rival);
            let values = properties.entry(property).or_default();
            if !is_rival && !values.contains(&value.as_str()) {
                values.push(value);
            }
        }
        properties.retain(|_, values| !values.is_empty());
        json!({ "id": self.id, "schema": self.schema, "properties": properties })
    }
}

/// Returns the type of a property.
pub(super) fn property_type(property: &str) -> &'static str {
    match property {
        "name" | "alias" => "name",
        "gender" => "gender",
        "citizenship" | "country" => "country",
        "spokenLanguage" | "language" => "language",
        "date" | "startDate" | "endDate" | "publishedAt" | "retrievedAt" => "date",
        "sourceUrl" => "url",
        "address" | "full" | "location" => "address",
        "latitude" | "longitude" => "number",
        "addressEntity" | "organizer" | "involved" | "proof" | "document" | "entity"
        | "subject" | "object" | "member" | "organization" => "entity",
        "summary" | "notes" | "description" => "text",
        "wikidataId" => "identifier",
        _ => "string",
    }
}
