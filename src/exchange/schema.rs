//! The schema files for editors: a JSON Schema for each kind, and which file uses which.

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

/// Returns all schemas with their files' names: two for each kind, such as `victim.json` for a file
/// that is one record and `victims.json` for a file of tables, and `casebook.json`.
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

/// By this a schema of ours is known again.
const WRITTEN_BY: &str = "Written by `casebook schema --write`.";

/// Returns whether what a file holds was written by `casebook schema --write`, by this version or
/// another; `path` is that of one of [`editor_files`].
///
/// Which file goes by which schema is the owner's to say, once it is said at all.
pub(crate) fn is_generated(path: &Path, bytes: &[u8]) -> bool {
    let Some(name) = path.strip_prefix("schema").ok().and_then(Path::to_str) else { return false };
    let Ok(there) = serde_json::from_slice::<Value>(bytes) else { return false };
    let text = |key: &str| there.get(key).and_then(Value::as_str);
    if text("$comment") == Some(WRITTEN_BY) {
        return true;
    }
    // Earlier versions signed nothing; a file of such a title is theirs.
    let ours = documents(&Vocabularies::default()).into_iter().find(|(file, _)| file == name);
    let ours = ours.map(|(_, schema)| schema.to_value());
    let of = |key: &str| ours.as_ref().and_then(|ours| ours.get(key)).and_then(Value::as_str);
    ["$schema", "title"].iter().all(|key| text(key).is_some() && text(key) == of(key))
}

/// Returns all that a collection keeps for editors, as paths in its folder and texts: the schemas,
/// and what tells Tombi and Taplo which file goes by which schema.
pub fn editor_files(words: &Vocabularies) -> Vec<(String, String)> {
    let schemas = documents(words)
        .into_iter()
        .map(|(name, schema)| (format!("schema/{name}"), format!("{:#}\n", ordered(schema))));
    let associations = [("tombi.toml".to_owned(), tombi()), (".taplo.toml".to_owned(), taplo())];
    schemas.chain(associations).collect()
}

/// Puts `$schema`, `title` and the like first, as readers of schemas expect.
fn ordered(schema: Schema) -> Value {
    serde_json::to_value(&schema).unwrap_or_else(|_| schema.to_value())
}

fn settings() -> Schema {
    // Nothing may stand beside a reference in draft 7, and descriptions do.
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

/// Takes out what TOML has no word for: null, and the lines of a comment in the program.
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

/// Returns each schema with the files of a collection that go by it.
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
    text
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
