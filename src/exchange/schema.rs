//! The schema files for editors: JSON Schemas for each kind, and which file uses which.

use std::fmt::Write as _;
use std::path::Path;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use serde_json::{Value, json};
use strum::IntoEnumIterator as _;

use crate::collection::Settings;
use crate::diagnostic::Rule;
use crate::record::{Kind, Vocabularies, Vocabulary, record_schema, table_schema};

use super::tombi_settings::{BesideLsp, with_tombi_settings};

/// Returns all schemas with the names of their files: two for each kind, such as `victim.json` for a file with
/// one record and `victims.json` for a file of tables, and `casebook.json`.
pub fn documents(words: &Vocabularies) -> Vec<(String, Schema)> {
    let of_kind = |kind: Kind| {
        [
            (format!("{}.json", kind.name()), record_schema(kind, words)),
            (format!("{}.json", kind.folder()), table_schema(kind, words)),
        ]
    };
    let settings = ("casebook.json".to_owned(), settings());
    let all = Kind::all().flat_map(of_kind).chain([settings]);
    let signed = all.map(|(name, mut schema)| {
        schema.insert("$comment".to_owned(), WRITTEN_BY.into());
        (name, schema)
    });
    signed.collect()
}

/// The comment by which a generated schema is recognised.
const WRITTEN_BY: &str = "Written by `casebook schema --write`.";

/// Returns whether `casebook schema --write` of this or another version wrote the content of a file; `path` is
/// that of one of [`editor_files`].
///
/// A file that says which schema belongs to which file is never overwritten: users add their own lines to it.
pub(crate) fn is_generated(path: &Path, bytes: &[u8]) -> bool {
    let Some(name) = path.strip_prefix("schema").ok().and_then(Path::to_str) else { return false };
    let Ok(schema) = serde_json::from_slice::<Value>(bytes) else { return false };
    let text = |key: &str| schema.get(key).and_then(Value::as_str);
    if text("$comment") == Some(WRITTEN_BY) {
        return true;
    }
    // Earlier versions wrote no comment; their schemas are recognised by their titles.
    let ours = documents(&Vocabularies::default()).into_iter().find(|(file, _)| file == name);
    let ours = ours.map(|(_, schema)| schema.to_value());
    let of = |key: &str| ours.as_ref().and_then(|ours| ours.get(key)).and_then(Value::as_str);
    ["$schema", "title"].iter().all(|key| text(key).is_some() && text(key) == of(key))
}

/// Returns all files for editors, as paths in the folder of a collection and texts: the schemas, and the
/// settings with which Tombi and Taplo find the schema of a file.
pub fn editor_files(words: &Vocabularies) -> Vec<(String, String)> {
    let schemas = documents(words)
        .into_iter()
        .map(|(name, schema)| (format!("schema/{name}"), format!("{:#}\n", ordered(schema))));
    let associations = [("tombi.toml".to_owned(), tombi()), (".taplo.toml".to_owned(), taplo())];
    schemas.chain(associations).collect()
}

/// Returns a schema with `$schema`, `title` and the like first, as readers expect.
fn ordered(schema: Schema) -> Value {
    serde_json::to_value(&schema).unwrap_or_else(|_| schema.to_value())
}

fn settings() -> Schema {
    // Draft 7 ignores everything beside a reference, and there are descriptions beside them.
    let inline = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut schema = inline.into_generator().into_root_schema_for::<Settings>();
    RecursiveTransform(plain).transform(&mut schema);
    let vocabularies: Vec<_> = Vocabulary::all().map(Vocabulary::name).collect();
    let rules: Vec<_> = Rule::iter().map(Rule::name).collect();
    let digits = vec!["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    for (table, names) in [
        ("/properties/vocabulary", vocabularies),
        ("/properties/check/properties/off", rules),
        ("/properties/views", digits),
    ] {
        if let Some(Value::Object(table)) = schema.pointer_mut(table) {
            table.insert("propertyNames".to_owned(), json!({ "enum": names }));
        }
    }
    schema
}

/// Removes what TOML does not have (null), and the line breaks of doc comments.
fn plain(schema: &mut Schema) {
    if schema.get("default").is_some_and(Value::is_null) {
        schema.remove("default");
    }
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(schemas)) = schema.get_mut("anyOf") {
        schemas.retain(|schema| schema.get("type").is_none_or(|name| name != "null"));
    }
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = description.replace('\n', " ");
    }
}

/// Returns each schema with the files of a collection that it describes.
fn associations() -> impl Iterator<Item = (String, String)> {
    let of_kind = |kind: Kind| {
        [
            (kind.name(), format!("{}/**/*.toml", kind.folder())),
            (kind.folder(), format!("{}.toml", kind.folder())),
        ]
    };
    Kind::all()
        .flat_map(of_kind)
        .chain([("casebook", "casebook.toml".to_owned())])
        .map(|(schema, files)| (format!("schema/{schema}.json"), files))
}

fn tombi() -> String {
    let mut text = String::from(
        "# Which file uses which schema, for the editor extension Tombi. Written by `casebook schema --write`.\n",
    );
    for (schema, files) in associations() {
        // Writing into a string cannot fail.
        let _ = write!(text, "\n[[schemas]]\npath = \"{schema}\"\ninclude = [\"{files}\"]\n");
    }
    with_tombi_settings(&text, BesideLsp::No).unwrap_or(text)
}

fn taplo() -> String {
    let mut text = String::from(
        "# Which file uses which schema, for Taplo and Even Better TOML. Written by `casebook schema --write`.\n",
    );
    for (schema, files) in associations() {
        let _ = write!(
            text,
            "\n[[rule]]\ninclude = [\"{files}\"]\nschema = {{ path = \"{schema}\" }}\n"
        );
    }
    text
}
