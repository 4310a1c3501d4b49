//! What an entity of FollowTheMoney says of the fields of a record.

use std::collections::HashSet;

use crate::record::{
    Date, Field, FieldId, Kind, Shape, Vocabularies, fields, language_in_three_letters,
    language_in_two_letters, three_letter_code,
};

use super::cell::CellReader;
use super::ftm_entity::ImportedEntity;

/// The properties that are read, of any schema.
const READ: [&str; 23] = [
    "abbreviation",
    "alias",
    "author",
    "citizenship",
    "country",
    "description",
    "full",
    "keywords",
    "language",
    "latitude",
    "longitude",
    "name",
    "nationality",
    "notes",
    "previousName",
    "publishedAt",
    "publisher",
    "retrievedAt",
    "sourceUrl",
    "summary",
    "title",
    "weakAlias",
    "wikidataId",
];

/// The properties that make up the name of an address that has none.
const PARTS_OF_ADDRESS: [&str; 7] =
    ["street", "street2", "postOfficeBox", "postalCode", "city", "region", "state"];

/// What an entity says, and what no field takes.
#[derive(Default)]
pub(super) struct EntityValues {
    pub(super) values: Vec<(FieldId, Vec<String>)>,
    /// In words that follow "left out of 3:".
    pub(super) left_out: Vec<String>,
    /// The values that are there: a list may have a hundred thousand.
    known: HashSet<(FieldId, String)>,
}

/// Reads the values of entities.
pub(super) struct EntityValueReader<'w> {
    pub(super) words: &'w Vocabularies,
}

impl EntityValueReader<'_> {
    /// Returns what an entity says of the fields of a kind; `is_ours` where our own export has written it.
    pub(super) fn values(
        &self,
        entity: &ImportedEntity,
        kind: Kind,
        is_ours: bool,
    ) -> EntityValues {
        let mut values = EntityValues::default();
        let is_made_of_parts =
            kind == Kind::Place && entity.first("full").or_else(|| entity.first("name")).is_none();
        for property in entity.properties.keys() {
            let is_part = is_made_of_parts && PARTS_OF_ADDRESS.contains(&property.as_str());
            if !READ.contains(&property.as_str()) && !is_part {
                values.left_out.push(format!("values of `{property}`, which no field takes"));
            }
        }
        if kind == Kind::Source {
            values.source(entity);
        } else {
            values.names(entity, kind, is_ours);
            values.countries(entity, kind);
        }
        if kind == Kind::Organisation && entity.schema == "Company" {
            values.add(FieldId::Type, "company");
        }
        for (property, field) in
            [("latitude", FieldId::Latitude), ("longitude", FieldId::Longitude)]
        {
            if let Some(degrees) = entity.first(property).filter(|_| kind == Kind::Place) {
                values.add(field, degrees);
            }
        }
        for id in entity.all("wikidataId") {
            values.add(FieldId::Identifiers, &format!("wikidata:{id}"));
        }
        for word in entity.all("keywords") {
            match self.labelled(kind, word, true).filter(|_| is_ours) {
                Some((field, value)) => values.add(field, &value),
                None => match word.strip_prefix("identifier: ") {
                    Some(id) => values.add(FieldId::Identifiers, id),
                    None => values.left_out.push("values of `keywords`".to_owned()),
                },
            }
        }
        let mut notes: Vec<&str> = Vec::new();
        for note in
            ["notes", "summary", "description"].into_iter().flat_map(|name| entity.all(name))
        {
            match self.labelled(kind, note, false).filter(|_| is_ours) {
                Some((field, value)) => values.add(field, &value),
                None => notes.push(note),
            }
        }
        if !notes.is_empty() {
            values.add(FieldId::Note, &notes.join("\n"));
        }
        values
    }

    /// Returns the field and the value that our own export has written as `label: value`.
    fn labelled(&self, kind: Kind, text: &str, is_word: bool) -> Option<(FieldId, String)> {
        let (label, value) = text.split_once(": ")?;
        let field = fields(kind).iter().find(|field| field.label == label)?;
        let is_of_words = matches!(
            field.shape,
            Shape::Term(_) | Shape::Country | Shape::Region | Shape::Offence | Shape::YesNo
        );
        // Whether someone may be named, no list decides.
        if is_of_words != is_word || field.is_link() || field.name == FieldId::Public {
            return None;
        }
        let reader = CellReader { field, siblings: fields(kind), words: self.words };
        [value.replace(' ', "_"), value.to_owned()]
            .into_iter()
            .skip(usize::from(!is_word))
            .find(|value| reader.exact(value).is_ok())
            .map(|value| (field.name, value))
    }
}

impl EntityValues {
    /// Adds a value to those of a field that takes several; of others the first stays.
    fn add(&mut self, field: FieldId, value: &str) {
        if !self.known.insert((field, value.to_owned())) {
            return;
        }
        match self.values.iter_mut().find(|(known, _)| *known == field) {
            Some((_, values)) => values.push(value.to_owned()),
            None => self.values.push((field, vec![value.to_owned()])),
        }
    }

    fn source(&mut self, entity: &ImportedEntity) {
        if let Some(title) = names(entity, Kind::Source).first() {
            self.add(FieldId::Title, title);
        }
        for author in entity.all("author") {
            self.add(FieldId::Author, author);
        }
        for (property, field) in
            [("publishedAt", FieldId::Published), ("retrievedAt", FieldId::CollectedAt)]
        {
            if let Some(date) = entity.first(property) {
                self.add(field, &day(date));
            }
        }
        if let Some(publisher) = entity.first("publisher") {
            self.add(FieldId::Publisher, publisher);
        }
        if let Some(code) = entity.first("language") {
            match language_in_two_letters(code) {
                Some(code) => self.add(FieldId::Language, code),
                None => {
                    self.left_out.push("values of `language`, which ISO 639 has not".to_owned());
                }
            }
        }
        let addresses = [FieldId::Url, FieldId::ArchivedUrl];
        for (field, address) in addresses.into_iter().zip(entity.all("sourceUrl")) {
            self.add(field, address);
        }
    }

    fn names(&mut self, entity: &ImportedEntity, kind: Kind, is_ours: bool) {
        let main = entity.all(if kind == Kind::Place { "full" } else { "name" });
        let all = names(entity, kind);
        let main = if main.is_empty() { all.get(..1).unwrap_or_default() } else { main };
        // Our own export writes the name before that in another script; the names of others have no order.
        let first = if is_ours { main.first() } else { main.iter().find(|name| is_latin(name)) };
        let Some(name) = first.or(main.first()) else { return };
        self.add(FieldId::Name, name);
        let native = main
            .iter()
            .find(|other| *other != name && (is_ours || (is_latin(name) && !is_latin(other))));
        let has_native = fields(kind).iter().any(|field| field.name == FieldId::NativeName);
        let native = native.filter(|_| has_native);
        if let Some(native) = native {
            self.add(FieldId::NativeName, native);
        }
        for other in all.iter().filter(|other| *other != name && Some(*other) != native) {
            self.add(FieldId::Aliases, other);
        }
    }

    fn countries(&mut self, entity: &ImportedEntity, kind: Kind) {
        let field = if kind == Kind::Person { FieldId::Citizenship } else { FieldId::Country };
        let properties = ["citizenship", "nationality", "country"].into_iter();
        for code in properties.flat_map(|property| entity.all(property)) {
            let code = code.to_uppercase();
            let is_full = kind != Kind::Person
                && self
                    .values
                    .iter()
                    .any(|(known, values)| *known == field && *values != [code.as_str()]);
            if three_letter_code(&code).is_none() {
                self.left_out.push("codes of countries that ISO 3166-1 has not".to_owned());
            } else if is_full {
                self.left_out.push("further countries of what has one".to_owned());
            } else {
                self.add(field, &code);
            }
        }
    }
}

/// Returns the names of an entity, the one that it is called by first.
pub(super) fn names(entity: &ImportedEntity, kind: Kind) -> Vec<String> {
    let first: &[&str] = match kind {
        Kind::Source => &["title", "name"],
        Kind::Place => &["full", "name"],
        Kind::Person | Kind::Organisation | Kind::Victim | Kind::Rescue | Kind::Arrest => &["name"],
    };
    let others = ["alias", "weakAlias", "previousName", "abbreviation"];
    let all = first.iter().copied().chain(others).flat_map(|property| entity.all(property));
    let mut known = HashSet::new();
    let mut names: Vec<String> = all.filter(|name| known.insert(name.as_str())).cloned().collect();
    if names.is_empty() && kind == Kind::Place {
        let parts: Vec<&str> =
            PARTS_OF_ADDRESS.iter().filter_map(|part| entity.first(part)).collect();
        names.extend((!parts.is_empty()).then(|| parts.join(", ")));
    }
    names
}

/// Returns whether all letters of a name are Latin.
pub(super) fn is_latin(name: &str) -> bool {
    !name
        .chars()
        .any(|c| c.is_alphabetic() && c > '\u{24f}' && !('\u{1e00}'..='\u{1eff}').contains(&c))
}

/// Returns a date without the hour, where it is none of EDTF with it.
fn day(date: &str) -> String {
    let day = date.split(['T', ' ']).next().unwrap_or(date);
    if Date::parse(date).is_ok() { date.to_owned() } else { day.to_owned() }
}

/// Returns whether a record says what an entity says, as far as entities can say it.
pub(super) fn is_same(name: FieldId, known: &[String], listed: &[String]) -> bool {
    let is_like = |known: &String, listed: &String| {
        if matches!(name, FieldId::Published | FieldId::CollectedAt) {
            // A date of ours may say more than one of FollowTheMoney can.
            known.starts_with(listed.as_str())
        } else if name == FieldId::Language {
            language_in_three_letters(known) == language_in_three_letters(listed)
        } else if matches!(name, FieldId::Latitude | FieldId::Longitude) {
            let degrees = known.parse::<f64>().ok().zip(listed.parse::<f64>().ok());
            degrees.is_some_and(|(known, listed)| (known - listed).abs() < 1e-9)
        } else {
            known == listed
        }
    };
    let has_forms = matches!(
        name,
        FieldId::Published
            | FieldId::CollectedAt
            | FieldId::Language
            | FieldId::Latitude
            | FieldId::Longitude
    );
    if has_forms {
        return listed.iter().all(|listed| known.iter().any(|known| is_like(known, listed)));
    }
    let plain = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let known: HashSet<String> = known.iter().map(plain).collect();
    listed.iter().all(|listed| known.contains(&plain(listed)))
}

/// Returns the field of a link that our own export calls so.
pub(super) fn link_called(kind: Kind, label: &str, to: Kind) -> Option<&'static Field> {
    let takes = |field: &Field| matches!(field.shape, Shape::Link(kinds) | Shape::LinkOrWords(kinds) if kinds.contains(&to));
    fields(kind).iter().find(|field| field.label == label && takes(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(properties: &[(&str, &[&str])]) -> ImportedEntity {
        let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
        ImportedEntity {
            id: "x".to_owned(),
            schema: "Person".to_owned(),
            properties: properties
                .iter()
                .map(|(name, all)| ((*name).to_owned(), owned(all)))
                .collect(),
            place: "line 1".to_owned(),
            number: 1,
        }
    }

    fn said(entity: &ImportedEntity, kind: Kind, is_ours: bool) -> Vec<String> {
        let words = Vocabularies::default();
        let values = EntityValueReader { words: &words }.values(entity, kind, is_ours).values;
        values
            .iter()
            .map(|(field, items)| format!("{} {}", field.as_str(), items.join("|")))
            .collect()
    }

    #[test]
    fn the_name_in_latin_letters_is_the_name_unless_our_own_order_says_so() {
        let person = entity(&[
            ("name", &["试 一", "Test One"]),
            ("alias", &["Số Một"]),
            ("nationality", &["cn", "zz"]),
        ]);
        let others = ["name Test One", "native_name 试 一", "aliases Số Một", "citizenship CN"];
        assert_eq!(said(&person, Kind::Person, false), others);
        let ours = ["name 试 一", "native_name Test One", "aliases Số Một", "citizenship CN"];
        assert_eq!(said(&person, Kind::Person, true), ours);
    }

    #[test]
    fn what_our_own_export_labels_comes_back_and_no_list_says_who_may_be_named() {
        let source = entity(&[
            ("title", &["Test"]),
            ("keywords", &["type: article-newspaper", "public: true", "hay"]),
            ("notes", &["collector: ab", "free: words"]),
        ]);
        let back = ["title Test", "type article-newspaper", "collected_by ab", "note free: words"];
        assert_eq!(said(&source, Kind::Source, true), back);
        let person = entity(&[
            ("name", &["Test"]),
            ("keywords", &["public: true"]),
            ("notes", &["name: Other"]),
        ]);
        assert_eq!(said(&person, Kind::Person, false), ["name Test", "note name: Other"]);
        assert_eq!(said(&person, Kind::Person, true)[..1], ["name Test|Other"]);
    }
}
