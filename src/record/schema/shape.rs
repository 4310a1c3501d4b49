//! JSON Schema for a single value of each shape.

use schemars::Schema;
use serde_json::{Map, Value, json};

use super::super::field::{Field, Shape};
use super::super::kind::Kind;
use super::super::tables;
use super::super::vocabulary::Vocabularies;
use super::{edtf, map};

/// The pattern of an id.
pub(super) const ID: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
/// The pattern by which quotes cite a row.
pub(super) const ROW: &str = r"^(event|group)\.[a-z0-9]+(-[a-z0-9]+)*$";

/// Returns the fields of a kind that quotes may cite by name.
pub(super) fn citable(kind: Kind) -> impl Iterator<Item = &'static Field> {
    let rows = |field: &&Field| matches!(field.shape, Shape::Rows(_));
    tables::fields(kind).iter().filter(move |field| !rows(field))
}

/// The shape of a value, ready to be written in the three ways that a schema needs.
pub(super) struct ShapeSchema {
    /// The name of its definition and what is said there, where it is one and the same everywhere.
    named: Option<(&'static str, &'static str)>,
    form: ShapeConstraint,
}

/// What a value must be.
enum ShapeConstraint {
    /// Of a type, with keywords that bind this type alone.
    Typed(Vec<&'static str>, Map<String, Value>),
    /// One of these words.
    Words(Vec<String>),
    /// One of these words, or a text of this pattern.
    WordsOr(Vec<String>, &'static str),
    /// A date.
    Date,
}

impl ShapeSchema {
    /// Returns what a value of `shape` looks like in records of `kind`.
    #[rustfmt::skip]
    pub(super) fn new(shape: Shape, kind: Kind, words: &Vocabularies) -> Self {
        let named = |name, meaning, form| Self { named: Some((name, meaning)), form };
        let plain = |form| Self { named: None, form };
        match shape {
            Shape::Words => named("words", "Any words.", text([("minLength", json!(1))])),
            Shape::LinkOrWords(_) => named("id_or_words", "The id of a record, or words where there is none.", text([("minLength", json!(1))])),
            Shape::Link(_) => named("id", "The id of a record: lower-case letters, digits and hyphens.", pattern(ID)),
            Shape::RowName => named("key", "The name of a row: lower-case letters, digits and hyphens.", pattern(ID)),
            Shape::Date => named("date", "A date as EDTF writes it: `2021-12-05`, `2021-12`, `2021`; about `2021-12~`, perhaps `2021?`, some day of `2021-12-XX`; since `2024-12-07/..`, from and to `2022-01/2022-05`.", ShapeConstraint::Date),
            Shape::Money => named("money", "An amount and an ISO 4217 currency, such as `500000 CNY`.", pattern(MONEY)),
            Shape::MoneyOrYesNo => named("money_or_yes_no", "An amount such as `500000 CNY`, or just whether there was one.", ShapeConstraint::Typed(vec!["string", "boolean"], map([("pattern", MONEY.into())]))),
            Shape::Country => named("country", "An ISO 3166-1 country in two capital letters, such as `KH`.", pattern("^[A-Z]{2}$")),
            Shape::Region => named("region", "An ISO 3166 country or part of one, such as `KH-18`.", pattern("^[A-Z]{2}(-[A-Z0-9]{1,3})?$")),
            Shape::Language => named("language", "An ISO 639 language in two or three small letters, such as `zh`.", pattern("^[a-z]{2,3}$")),
            Shape::Offence => named("offence", "An ICCS offence, such as `0204`.", pattern("^(0[1-9]|1[01])[0-9]{0,4}$")),
            Shape::WebAddress => named("web_address", "An address that starts with `https://` or `http://`.", pattern(r"^https?://[^/ \t\r\n][^ \t\r\n]*$")),
            Shape::Sha256 => named("sha256", "A SHA-256 hash: 64 digits and letters from a to f.", pattern("^[0-9a-f]{64}$")),
            Shape::Identifier => named("identifier", "A database and what it calls the record, such as `wikidata:Q424`.", pattern(r"^[a-z0-9]+(-[a-z0-9]+)*:[^ \t\r\n]+$")),
            Shape::Citations => named("cited", "The name of a field, `event.KEY` or `group.KEY`.", ShapeConstraint::WordsOr(citable(kind).map(|field| field.name.as_str().to_owned()).collect(), ROW)),
            Shape::Term(vocabulary) => named(vocabulary.name(), "A word of this vocabulary; `casebook.toml` may add to it.", ShapeConstraint::Words(once_each(words.words(vocabulary)))),
            Shape::Whole { least, most } => plain(ShapeConstraint::Typed(vec!["integer"], map([("minimum", json!(least)), ("maximum", json!(most))]))),
            Shape::Degrees { most } => plain(ShapeConstraint::Typed(vec!["number"], map([("minimum", json!(-most)), ("maximum", json!(most))]))),
            Shape::YesNo => plain(ShapeConstraint::Typed(vec!["boolean"], Map::new())),
            // Tables are written by those who know the record.
            Shape::Rivals | Shape::Rows(_) => plain(ShapeConstraint::Typed(vec!["object"], Map::new())),
        }
    }

    /// Returns the name and the schema of the shape's definition, where it has one.
    pub(super) fn definition(&self) -> Option<(&'static str, Schema)> {
        let (name, meaning) = self.named?;
        let mut schema = map([("description", meaning.into())]);
        schema.extend(self.alone());
        Some((name, schema.into()))
    }

    /// Returns the keywords of a field that takes one value.
    pub(super) fn alone(&self) -> Map<String, Value> {
        match &self.form {
            ShapeConstraint::Typed(types, keywords) => {
                let types = match types.as_slice() {
                    [only] => json!(only),
                    several => json!(several),
                };
                let mut schema = map([("type", types)]);
                schema.extend(keywords.clone());
                schema
            }
            ShapeConstraint::Words(words) => {
                map([("type", "string".into()), ("enum", json!(words))])
            }
            ShapeConstraint::WordsOr(words, pattern) => {
                let either = json!([{ "enum": words }, { "pattern": pattern }]);
                map([("type", "string".into()), ("anyOf", either)])
            }
            ShapeConstraint::Date => map([("anyOf", edtf::forms())]),
        }
    }

    /// Returns the keywords of a field that takes a list or, for a list of one, a single value.
    ///
    /// They bind the single value alone, since each speaks of one type; with alternatives in their
    /// place, editors could not say which word of a list is wrong.
    pub(super) fn beside_a_list(&self) -> Map<String, Value> {
        let (mut types, keywords) = match &self.form {
            ShapeConstraint::Typed(types, keywords) => (types.clone(), keywords.clone()),
            ShapeConstraint::Words(words) => (vec!["string"], one_of(words, None)),
            ShapeConstraint::WordsOr(words, pattern) => {
                (vec!["string"], one_of(words, Some(pattern)))
            }
            ShapeConstraint::Date => (vec!["string"], Map::new()),
        };
        types.push("array");
        let mut schema = map([("type", json!(types))]);
        schema.extend(keywords);
        schema
    }
}

const MONEY: &str = r"^[0-9]+(\.[0-9]{1,2})? [A-Z]{3}$";

fn pattern(pattern: &'static str) -> ShapeConstraint {
    text([("pattern", pattern.into())])
}

fn text(keywords: [(&'static str, Value); 1]) -> ShapeConstraint {
    ShapeConstraint::Typed(vec!["string"], map(keywords))
}

/// Writes words as a pattern, for `enum` would bind lists too.
fn one_of(words: &[String], or: Option<&str>) -> Map<String, Value> {
    let words: Vec<String> = words.iter().map(|word| literal(word)).collect();
    let words = format!("^({})$", words.join("|"));
    let pattern = or.map_or_else(|| words.clone(), |or| format!("{words}|{or}"));
    map([("pattern", pattern.into())])
}

fn literal(word: &str) -> String {
    let escaped = word.chars().flat_map(|c| {
        let mark = r"\^$.|?*+()[]{}".contains(c).then_some('\\');
        mark.into_iter().chain([c])
    });
    escaped.collect()
}

/// A vocabulary to which a collection adds what is in it already holds a word twice.
pub(super) fn once_each<'w>(words: impl Iterator<Item = &'w str>) -> Vec<String> {
    let mut once = Vec::new();
    for word in words {
        if !once.iter().any(|known| known == word) {
            once.push(word.to_owned());
        }
    }
    once
}
