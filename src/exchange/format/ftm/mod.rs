//! FollowTheMoney: entities for OpenAleph and yente, statements for nomenklatura and pipelines, an index of datasets.
//!
//! An entity has the values that the collection takes for true. A statement is one value with one source that says so;
//! what sources say against it is in the statements alone, because a program that joins statements to entities takes all
//! values for equal.

mod dates;
mod entity;
mod mapping;
mod sha1;
mod statement;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::{ExportError, View};
use crate::exchange::package::{HashedFile, Package, PackageWriter};
use crate::record::{FieldId, Id, Kind};
use crate::redaction::RedactedRecord;

use mapping::FtmMapping;
pub(in crate::exchange) use mapping::{VICTIM, dataset_of_title};
use statement::{COLUMNS, statements};

/// What is made of one record.
struct WrittenRecord {
    entities: String,
    statements: String,
    count: usize,
    /// The name and the title of its dataset, where it is a source.
    dataset: Option<(String, String)>,
}

/// Writes records as entities and statements.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    package: &mut dyn Package,
) -> Result<Option<String>, ExportError> {
    let title = view.redaction.title();
    let title = title.as_deref().unwrap_or("Casebook");
    let mapping = FtmMapping::of(view.redaction, title);
    let mut entities = HashedFile::add(package, "entities.ftm.json")?;
    let mut statement_rows = HashedFile::add(package, "statements.csv")?;
    statement_rows.put(package, statement::line(COLUMNS)?.as_bytes())?;
    let (mut count, mut left_out) = (0_usize, 0_usize);
    let mut datasets: BTreeMap<String, String> = BTreeMap::new();
    let made = |released: &RedactedRecord<'_>| written(&mapping, released);
    for made in view.redaction.map_records(ids.iter().copied(), made) {
        let Some(made) = made? else {
            left_out += 1;
            continue;
        };
        for line in made.entities.split_inclusive('\n') {
            entities.put(package, line.as_bytes())?;
        }
        for line in made.statements.split_inclusive('\n') {
            statement_rows.put(package, line.as_bytes())?;
        }
        count += made.count;
        datasets.extend(made.dataset);
    }
    let index = index(
        &mapping,
        title,
        &datasets,
        count,
        &[(&entities, ENTITIES), (&statement_rows, STATEMENTS)],
    );
    let mut file = HashedFile::add(package, "index.json")?;
    super::write_json(&index, &mut PackageWriter { package, file: &mut file })?;
    Ok((left_out > 0).then(|| {
        let records = if left_out == 1 { "record is" } else { "records are" };
        format!("{left_out} {records} not in it: an entity needs an id, and theirs are withheld")
    }))
}

/// The media type of entities.
const ENTITIES: &str = "application/json+ftm";
/// The media type of statements.
const STATEMENTS: &str = "text/csv";

/// Returns what is made of a record; `None` where its id is withheld.
fn written(
    mapping: &FtmMapping<'_>,
    released: &RedactedRecord<'_>,
) -> Result<Option<WrittenRecord>, std::io::Error> {
    let Some(made) = mapping.entities(released) else { return Ok(None) };
    let (mut entities, mut rows) = (String::new(), String::new());
    for entity in &made {
        _ = writeln!(entities, "{}", entity.json());
        rows.push_str(&statements(entity, mapping.dataset())?);
    }
    let dataset = (released.kind() == Kind::Source).then(|| {
        let id = released.id();
        let title = released.fields().text(FieldId::Title).unwrap_or(id.as_str()).to_owned();
        (mapping.dataset_of(&id), title)
    });
    let dataset = dataset.and_then(|(name, title)| Some((name?, title)));
    Ok(Some(WrittenRecord { entities, statements: rows, count: made.len(), dataset }))
}

/// Returns the index of the dataset, with one of each source below it.
fn index(
    mapping: &FtmMapping<'_>,
    title: &str,
    datasets: &BTreeMap<String, String>,
    count: usize,
    files: &[(&HashedFile, &str)],
) -> Json {
    let resources = files.iter().map(|(file, kind)| {
        let (bytes, hash) = file.sum();
        json!({ "name": file.name, "mime_type": kind, "size": bytes, "sha256": hash })
    });
    let children = datasets.iter().map(|(name, title)| json!({ "name": name, "title": title }));
    json!({
        "name": mapping.dataset(),
        "title": title,
        "entity_count": count,
        "resources": resources.collect::<Json>(),
        "children": datasets.keys().map(String::as_str).collect::<Json>(),
        "datasets": children.collect::<Json>(),
    })
}
