//! The schemas accept what the reader accepts, and the shipped ones are those the program makes.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its own files has to say so and stop"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use casebook::collection::{Disk, FileSource as _, Placement, Settings};
use casebook::diagnostic::{Diagnostic, Rule};
use casebook::exchange::{documents, editor_files};
use casebook::record::{
    Document, FileLayout, Id, Kind, Vocabularies, Vocabulary, record_schema, table_schema,
};
use jsonschema::Validator;
use serde_json::Value;

#[path = "schema/agreement.rs"]
mod agreement;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases");

fn shipped_words() -> Vocabularies {
    let text = fs::read_to_string(Path::new(CASES).join("casebook.toml")).unwrap();
    Settings::read(text.into()).0.vocabularies()
}

/// Returns what an editor shows a schema of a TOML text: its dates are texts.
fn as_json(text: &str) -> Result<Value, toml::de::Error> {
    fn plain(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(yes) => yes.into(),
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(values) => values.into_iter().map(plain).collect(),
            toml::Value::Table(table) => {
                let pairs = table.into_iter().map(|(key, value)| (key, plain(value)));
                pairs.collect()
            }
        }
    }
    let table = text.parse::<toml::Table>()?;
    Ok(plain(toml::Value::Table(table)))
}

fn validator(schema: &schemars::Schema) -> Validator {
    jsonschema::validator_for(schema.as_value()).unwrap()
}

/// Returns the problems that a schema can know of: those of one value, not of a whole case.
fn problems(text: &str, form: &FileLayout, words: &Vocabularies) -> Vec<Diagnostic> {
    let mut problems = Document::read(text, form, words).problems;
    problems.retain(|problem| {
        matches!(
            problem.code,
            Rule::Syntax
                | Rule::BadId
                | Rule::MissingTitle
                | Rule::WrongType
                | Rule::BadDate
                | Rule::BadMoney
                | Rule::BadCode
                | Rule::NotInVocabulary
                | Rule::QuoteWithoutSource
                | Rule::QuoteCitesAbsentField
                | Rule::UnknownField
                | Rule::Placeholder
        )
    });
    problems
}

fn one(kind: Kind) -> FileLayout {
    FileLayout::One { kind, id: Id::new("a").unwrap() }
}

#[test]
fn the_shipped_schemas_are_those_the_program_makes() {
    for (path, text) in editor_files(&shipped_words()) {
        let shipped = fs::read_to_string(Path::new(CASES).join(&path)).unwrap_or_default();
        assert!(
            shipped == text,
            "cases/{path} is out of date; renew it with: casebook schema --write cases"
        );
    }
    let shipped = fs::read_dir(Path::new(CASES).join("schema")).unwrap();
    let made = documents(&Vocabularies::default());
    assert_eq!(shipped.count(), made.len(), "a schema is left over");
}

#[test]
fn every_schema_is_a_schema_of_draft_7() {
    for (name, schema) in documents(&shipped_words()) {
        jsonschema::draft7::meta::validate(schema.as_value())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn every_shipped_file_is_valid() {
    let schemas: BTreeMap<_, _> = documents(&shipped_words())
        .into_iter()
        .map(|(name, schema)| (name, validator(&schema)))
        .collect();
    let disk = Disk::new(CASES);
    let mut seen = 0;
    for path in disk.list().into_iter().flatten() {
        let name = match Placement::of(&path) {
            Placement::Settings => "casebook.json".to_owned(),
            Placement::Records(FileLayout::One { kind, .. }) => format!("{}.json", kind.name()),
            Placement::Records(FileLayout::Many { kind }) => format!("{}.json", kind.folder()),
            Placement::Archived(_)
            | Placement::BadName(..)
            | Placement::UnknownKind(_)
            | Placement::Misnamed(_)
            | Placement::Copy(_)
            | Placement::MisnamedSettings
            | Placement::Foreign => continue,
        };
        let text = String::from_utf8(disk.read(&path).unwrap()).unwrap();
        let errors: Vec<_> = schemas[&name]
            .iter_errors(&as_json(&text).unwrap())
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
        seen += 1;
    }
    assert!(seen > 50, "only {seen} files were looked at");
}

#[test]
fn a_file_of_tables_is_held_by_its_own_schema() {
    let words = Vocabularies::default();
    let schema = validator(&table_schema(Kind::Place, &words));
    let form = FileLayout::Many { kind: Kind::Place };
    for (text, accepted) in [
        ("", true),
        ("[kk-park]\nname = \"KK Park\"\n[b]\nwithin = \"kk-park\"", true),
        ("a = { name = \"A\" }", true),
        ("[\"KK Park\"]\nname = \"KK Park\"", false),
        ("[kk_park]", false),
        ("name = \"KK Park\"", false),
        ("[kk-park]\nnam = \"KK Park\"", false),
        ("[[kk-park]]\nname = \"KK Park\"", false),
    ] {
        assert_eq!(schema.is_valid(&as_json(text).unwrap()), accepted, "{text}");
        assert_eq!(problems(text, &form, &words).is_empty(), accepted, "{text}");
    }
}

#[test]
fn words_of_the_collection_are_words_of_the_schema() {
    let mut words = Vocabularies::default();
    words.add(Vocabulary::ScamType, "task (a|b)".to_owned());
    words.add(Vocabulary::ScamType, "romance".to_owned());
    words.add(Vocabulary::Gender, "unknown".to_owned());
    let schema = record_schema(Kind::Victim, &words);
    jsonschema::draft7::meta::validate(schema.as_value()).unwrap();
    let described = |field: &str| {
        let described = &schema.as_value()["properties"][field]["description"];
        described.as_str().unwrap().to_owned()
    };
    let says = described("scam_type");
    assert!(says.ends_with("\n- `other`: Another fraud.\n- `task (a|b)`"), "{says}");
    assert_eq!(says.matches("- `romance`: ").count(), 1, "{says}");
    let schema = validator(&schema);
    for (text, accepted) in [
        ("scam_type = \"task (a|b)\"", true),
        ("scam_type = [\"romance\", \"task (a|b)\"]", true),
        ("scam_type = \"task a\"", false),
        ("gender = \"unknown\"", true),
        ("gender = \"other\"", false),
    ] {
        let text = format!("title = \"T\"\n{text}");
        let found = problems(&text, &one(Kind::Victim), &words);
        assert_eq!(schema.is_valid(&as_json(&text).unwrap()), accepted, "{text}");
        assert_eq!(found.is_empty(), accepted, "{text}");
    }
}

#[test]
fn settings_are_held_by_their_schema() {
    let schema = documents(&Vocabularies::default()).pop().unwrap().1;
    let schema = validator(&schema);
    for (text, accepted) in [
        ("", true),
        ("title = \"T\"\nformat = 1\nquotation_share = 0.4", true),
        ("quotation_share = 1", true),
        ("[vocabulary]\nscam_type = [\"task_scam\"]", true),
        ("[check.off]\nnot-archived = \"kept elsewhere\"", true),
        ("titel = \"T\"", false),
        ("format = 2", false),
        ("confidentiality = \"secret\"", false),
        ("quotation_share = \"much\"", false),
        ("[vocabulary]\nscam = [\"x\"]", false),
        ("[vocabulary]\nscam_type = \"x\"", false),
        ("[check.off]\nnot-archive = \"x\"", false),
        (
            "[views]\n1 = \"kind:victim\"\n9 = { query = \"\", name = \"All\", sort = \"-date\" }",
            true,
        ),
        ("[views.2]\nquery = \"x\"", true),
        ("views = \"x\"", false),
        ("[views]\n0 = \"x\"", false),
        ("[views]\n1 = 7", false),
        ("[views]\n1 = { name = \"All\" }", false),
        ("[views]\n1 = { query = \"x\", order = \"date\" }", false),
        ("[views]\n1 = { query = \"x\", sort = \"dates\" }", false),
        ("[editor]\ncommand = \"vi\"", false),
        ("[keys]\nj = \"down\"", false),
    ] {
        assert_eq!(schema.is_valid(&as_json(text).unwrap()), accepted, "{text}");
        let (_, document) = Settings::read(text.into());
        assert_eq!(document.problems.is_empty(), accepted, "{text}");
    }
}
