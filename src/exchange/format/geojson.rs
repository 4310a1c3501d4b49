//! GeoJSON (RFC 7946): a feature for each place, and one for each case at its places.

use std::io::Write;

use serde_json::{Map, Value as Json, json};

use super::{ExportError, View};
use crate::record::{FieldId, Fields, Id, Kind, Value};
use crate::redaction::{RedactedRecord, Redaction};

/// Writes places and cases as a collection of features.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    out.write_all(b"{\"type\":\"FeatureCollection\",")?;
    if let Some(notice) = view.notice() {
        // Other members than those of the standard are allowed (RFC 7946, 6.1).
        write!(out, "\"notice\":{},", Json::from(notice))?;
    }
    out.write_all(b"\"features\":[")?;
    let feature = |released: &RedactedRecord<'_>| feature(view.redaction, released);
    let mut between = "\n";
    for feature in view.redaction.map_records(ids.iter().copied(), feature).flatten() {
        write!(out, "{between}{feature}")?;
        between = ",\n";
    }
    out.write_all(b"\n]}\n")?;
    Ok(None)
}

/// The fields of a case that say where it was, the place of the crime first.
const WHERE: [FieldId; 3] =
    [FieldId::ExploitationPlace, FieldId::Places, FieldId::RecruitmentPlace];
/// What is said of a place.
const OF_PLACE: [FieldId; 6] = [
    FieldId::Type,
    FieldId::Country,
    FieldId::Within,
    FieldId::CoordPrecision,
    FieldId::CoordSource,
    FieldId::Note,
];
/// What is said of a case.
const OF_CASE: [FieldId; 9] = [
    FieldId::Summary,
    FieldId::Date,
    FieldId::ExploitationStart,
    FieldId::ExploitationEnd,
    FieldId::RescueType,
    FieldId::ArrestType,
    FieldId::Count,
    FieldId::Outcome,
    FieldId::Tags,
];

/// Returns the feature of a place or a case; nothing else is somewhere.
fn feature(redaction: &Redaction<'_>, released: &RedactedRecord<'_>) -> Option<Json> {
    let fields = released.fields();
    let kind = released.kind();
    let mut properties = Map::new();
    let mut put = |name: &str, value: Json| _ = properties.insert(name.to_owned(), value);
    put("id", json!(released.id().as_str()));
    put("kind", json!(kind.name()));
    put("name", json!(released.heading()));
    let (points, said): (Vec<Json>, &[FieldId]) = match kind {
        Kind::Place => (point(fields).into_iter().collect(), OF_PLACE.as_slice()),
        Kind::Victim | Kind::Rescue | Kind::Arrest => {
            let places = WHERE.iter().find_map(|name| {
                let links: Vec<&Id> = fields.linked(*name).collect();
                (!links.is_empty()).then_some(links)
            });
            let places = places.unwrap_or_default();
            put("places", places.iter().map(|id| id.as_str()).collect());
            let found: Vec<(Json, Option<String>)> =
                places.into_iter().filter_map(|id| point_of(redaction, id)).collect();
            let precisions: Vec<Json> =
                found.iter().map(|(_, precision)| json!(precision)).collect();
            put("precisions", Json::Array(precisions));
            (found.into_iter().map(|(point, _)| point).collect(), OF_CASE.as_slice())
        }
        Kind::Source | Kind::Person | Kind::Organisation => return None,
    };
    for name in said {
        let items = fields.get(*name).map_or(&[][..], |entry| &entry.items);
        let is_list = fields.get(*name).is_some_and(|entry| entry.field.many);
        let values: Vec<Json> = items
            .iter()
            .filter(|item| item.value.is_read())
            .map(|item| value(&item.value))
            .collect();
        let is_precision = *name == FieldId::CoordPrecision;
        let key = if is_precision { "precision" } else { name.as_str() };
        match values.as_slice() {
            [] => {}
            [one] if !is_list => put(key, one.clone()),
            _ => put(key, Json::Array(values)),
        }
    }
    Some(json!({ "type": "Feature", "geometry": geometry(&points), "properties": properties }))
}

fn geometry(points: &[Json]) -> Json {
    match points {
        [] => Json::Null,
        [one] => json!({ "type": "Point", "coordinates": one }),
        _ => json!({ "type": "MultiPoint", "coordinates": points }),
    }
}

/// Returns the coordinates of a place with what they are the coordinates of.
fn point_of(redaction: &Redaction<'_>, place: &Id) -> Option<(Json, Option<String>)> {
    let place = redaction.get(place)?;
    let precision = place.fields().text(FieldId::CoordPrecision).map(str::to_owned);
    Some((point(place.fields())?, precision))
}

/// Returns the coordinates of a place, longitude first.
fn point(fields: &Fields) -> Option<Json> {
    let degrees = |name| {
        let value = &fields.get(name)?.items.first()?.value;
        if let Value::Degrees(degrees) = value { Some(*degrees) } else { None }
    };
    Some(json!([degrees(FieldId::Longitude)?, degrees(FieldId::Latitude)?]))
}

fn value(value: &Value) -> Json {
    match value {
        Value::Whole(number) => json!(number),
        Value::Degrees(number) => json!(number),
        Value::YesNo(yes) => json!(yes),
        Value::Words(_)
        | Value::Term(_)
        | Value::Date(_)
        | Value::Money(_)
        | Value::Code(_)
        | Value::Link(_)
        | Value::Unread(_)
        | Value::TooLong(_) => json!(value.written()),
    }
}
