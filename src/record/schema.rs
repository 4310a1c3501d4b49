//! JSON Schema of the format for editors, generated from the table of fields.
//!
//! The schema may accept what `check` reports, but it never rejects what `check` accepts. It is
//! draft 7, which every TOML editor reads. In draft 7 nothing may appear beside a `$ref`, so
//! fields, which have descriptions, contain their shape instead of referring to it.

mod edtf;
mod shape;

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

use self::shape::{ID, ShapeSchema};
use super::field::{Field, FieldId, Shape};
use super::kind::{Kind, RowKind};
use super::tables;
use super::vocabulary::Vocabularies;

/// Returns the schema of a file that is one record.
pub fn record_schema(kind: Kind, words: &Vocabularies) -> Schema {
    let mut writer = SchemaWriter::new(kind, words);
    let record = writer.record();
    writer.document(&format!("A file that is one {}", kind.name()), &record)
}

/// Returns the schema of a file each table of which is a record.
pub fn table_schema(kind: Kind, words: &Vocabularies) -> Schema {
    let mut writer = SchemaWriter::new(kind, words);
    let record = writer.record();
    let record = writer.defined(kind.name(), record);
    let table = json_schema!({
        "description": format!("Each table is a {}, named for its id.", kind.name()),
        "type": "object",
        "propertyNames": { "pattern": ID },
        "additionalProperties": record,
    });
    writer.document(&format!("A file of {}", kind.folder()), &table)
}

/// Writes the schema of one kind of record; the definitions gather in the generator.
struct SchemaWriter<'w> {
    kind: Kind,
    words: &'w Vocabularies,
    generator: SchemaGenerator,
}

impl<'w> SchemaWriter<'w> {
    fn new(kind: Kind, words: &'w Vocabularies) -> Self {
        Self { kind, words, generator: SchemaSettings::draft07().into_generator() }
    }

    fn document(mut self, title: &str, schema: &Schema) -> Schema {
        let mut document = json_schema!({
            "$schema": self.generator.settings().meta_schema.as_deref(),
            "title": title,
        });
        let object = document.ensure_object();
        object.extend(schema.as_object().cloned().unwrap_or_default());
        let definitions = self.generator.take_definitions(false);
        object.insert("definitions".to_owned(), definitions.into());
        document
    }

    /// Puts a schema among the definitions and returns the reference to it.
    fn defined(&mut self, name: &str, schema: Schema) -> Value {
        let definitions = self.generator.definitions_mut();
        definitions.insert(name.to_owned(), schema.to_value());
        json!({ "$ref": format!("#/definitions/{name}") })
    }

    fn record(&mut self) -> Schema {
        let required: &[FieldId] = if self.kind.is_case() { &[FieldId::Title] } else { &[] };
        self.object(tables::fields(self.kind), required)
    }

    fn object(&mut self, fields: &[Field], required: &[FieldId]) -> Schema {
        let properties: Map<_, _> = fields
            .iter()
            .map(|field| (field.name.as_str().to_owned(), self.field(field)))
            .collect();
        let mut schema = json_schema!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            let names: Vec<_> = required.iter().map(|name| name.as_str()).collect();
            schema.insert("required".to_owned(), names.into());
        }
        schema.insert("additionalProperties".to_owned(), false.into());
        schema
    }

    fn field(&mut self, field: &Field) -> Value {
        let mut schema = map([("description", self.description(field).into())]);
        schema.extend(if let Shape::Rows(rows) = field.shape {
            self.rows(rows)
        } else if field.shape == Shape::Rivals {
            self.disputes(field)
        } else if field.many {
            let mut list = self.list(field.shape, self.described(field, field.shape));
            list.insert("minItems".to_owned(), 1.into());
            list
        } else {
            self.one(field.shape)
        });
        schema.into()
    }

    fn rows(&mut self, rows: RowKind) -> Map<String, Value> {
        let required: &[FieldId] = match rows {
            RowKind::Event | RowKind::Group | RowKind::Custody => &[],
            RowKind::Quote => &[FieldId::Source, FieldId::Text],
        };
        let row = self.object(tables::row_fields(rows), required);
        let row = self.defined(rows.name(), row);
        map([("type", "array".into()), ("items", row)])
    }

    /// One value. A date is referred to in any case: it has too many forms to spell out.
    fn one(&mut self, shape: Shape) -> Map<String, Value> {
        if shape == Shape::Date {
            return map([("anyOf", json!([self.item(shape)]))]);
        }
        self.shaped(shape).alone()
    }

    /// A list of values, or one value for a list of one.
    fn list(&self, shape: Shape, item: Value) -> Map<String, Value> {
        let mut schema = self.shaped(shape).beside_a_list();
        schema.insert("items".to_owned(), item);
        schema
    }

    /// One value of a field's list. Some editors show of a list what is said of its values.
    fn described(&self, field: &Field, shape: Shape) -> Value {
        let mut item = map([("description", self.description(field).into())]);
        item.extend(self.shaped(shape).alone());
        item.into()
    }

    /// What a field means, and each word that it takes: editors show no more than this text.
    fn description(&self, field: &Field) -> String {
        let Shape::Term(vocabulary) = field.shape else { return field.meaning.to_owned() };
        let meanings = shape::once_each(self.words.words(vocabulary)).into_iter().map(|word| {
            let meaning = vocabulary.meaning(&word).map(|meaning| format!(": {meaning}"));
            format!("\n- `{word}`{}", meaning.unwrap_or_default())
        });
        format!("{}\n{}", field.meaning, meanings.collect::<String>())
    }

    /// One value, by reference where the shape has a definition.
    fn item(&mut self, shape: Shape) -> Value {
        let shaped = self.shaped(shape);
        match shaped.definition() {
            Some((name, schema)) => self.defined(name, schema),
            None => shaped.alone().into(),
        }
    }

    fn shaped(&self, shape: Shape) -> ShapeSchema {
        ShapeSchema::new(shape, self.kind, self.words)
    }

    /// A table from fields to rival values, a list of fields, or a list of both.
    fn disputes(&mut self, field: &Field) -> Map<String, Value> {
        let citable = shape::citable(self.kind);
        let mut rivals: Map<_, _> =
            citable.map(|field| (field.name.as_str().to_owned(), self.rival(field))).collect();
        for row in RowKind::CITED.map(RowKind::name) {
            let rows = json!({
                "description": format!("What the source says instead of a row, by the {row}'s key."),
                "type": "object",
                "additionalProperties": true,
            });
            rivals.insert(row.to_owned(), rows);
        }
        let table = map([
            ("properties", rivals.into()),
            ("patternProperties", json!({ shape::ROW: {} })),
            ("additionalProperties", false.into()),
        ]);
        // Of a list each item is a field or such a table, which binds tables alone.
        let mut item = map([("description", field.meaning.into())]);
        item.extend(self.shaped(Shape::Citations).beside_a_list());
        item.insert("type".to_owned(), json!(["object", "string"]));
        item.extend(table.clone());
        let mut schema = self.list(Shape::Citations, item.into());
        schema.extend(map([("type", json!(["object", "array", "string"]))]));
        schema.extend(table);
        schema
    }

    /// What a source says instead: one value or several, whatever the field itself takes.
    fn rival(&mut self, field: &Field) -> Value {
        let mut schema = map([("description", field.meaning.into())]);
        let item = self.item(field.shape);
        schema.extend(if field.shape == Shape::Date {
            let list = json!({ "type": "array", "items": item });
            map([("anyOf", json!([item, list]))])
        } else {
            self.list(field.shape, item)
        });
        schema.into()
    }
}

fn map<'k>(pairs: impl IntoIterator<Item = (&'k str, Value)>) -> Map<String, Value> {
    let owned = pairs.into_iter().map(|(key, value)| (key.to_owned(), value));
    owned.collect()
}
