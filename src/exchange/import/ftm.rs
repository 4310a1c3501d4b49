//! People, organisations, places and sources from entities of FollowTheMoney.
//!
//! Who is a victim, a mapping of a table has to say: no person of a list becomes one, and an event becomes no case.

use std::collections::{BTreeMap, BTreeSet};

use crate::collection::Collection;
use crate::exchange::format::dataset_of_title;
use crate::record::edit::TypedValue;
use crate::record::{Cited, FieldId, Id, Kind, Quote, Record, RowKind, Vocabularies, field};

use super::cell::control;
use super::fault::ImportFault;
use super::ftm_entity::{ImportedEntity, are_entities, entities};
use super::ftm_values::{EntityValueReader, EntityValues, is_latin, is_same, link_called, names};
use super::imported::{ImportedEdit, ImportedRecord};
use super::listed::{ListedReader, ListedRecord};

/// What a list of entities says.
#[derive(Clone, Debug, Default)]
pub struct EntitiesReading {
    /// The records.
    pub records: Vec<ImportedRecord>,
    /// What of the list nothing takes, in sentences.
    pub notes: Vec<String>,
}

/// The end of the id of what was done to a person, in our own export.
const HELD: &str = "--held";
/// What is between the id of a case and the number of a quote, in our own export.
const QUOTE: &str = "#quote-";
/// So many hexadecimal digits are a hash, and no name.
const HASH: usize = 32;

/// The schemata that become a link or a quote.
const EDGES: [&str; 3] = ["Documentation", "Membership", "UnknownLink"];
/// Other schemata of what is between two entities.
const RELATIONS: [&str; 14] = [
    "Associate",
    "ContractAward",
    "CourtCaseParty",
    "Debt",
    "Directorship",
    "Employment",
    "Family",
    "Occupancy",
    "Ownership",
    "Payment",
    "ProjectParticipant",
    "Representation",
    "Similar",
    "Succession",
];

impl EntitiesReading {
    /// Returns whether a text is that of entities, by its first lines.
    pub fn is_list(bytes: &[u8]) -> bool {
        are_entities(bytes)
    }

    /// Reads entities, one a line or in an array; `source` is what the file itself becomes.
    ///
    /// # Errors
    ///
    /// Names everything that is wrong.
    pub fn of(
        name: &str,
        bytes: &[u8],
        collection: &Collection,
        source: Option<&Id>,
    ) -> Result<Self, Vec<ImportFault>> {
        let entities = entities(name, bytes)?;
        let mut reader = EntityReader {
            name,
            collection,
            database: source.map_or_else(|| "ftm:".to_owned(), |source| format!("row:{source}/")),
            prefixes: prefixes(&entities, collection.title().unwrap_or("Casebook")),
            identified: identified(collection),
            ids: BTreeMap::new(),
            taken: BTreeSet::new(),
            left_out: BTreeMap::new(),
            words: collection.settings().vocabularies(),
            listed: ListedReader::of(collection, is_same),
        };
        reader.find_ids(&entities);
        let links = reader.links(&entities);
        for entity in &entities {
            reader.entity(entity, &links);
        }
        for entity in entities.iter().filter(|entity| entity.schema == "Documentation") {
            reader.quote(entity);
        }
        let EntityReader { left_out, listed, .. } = reader;
        if !listed.faults.is_empty() {
            return Err(listed.faults);
        }
        let mut notes = listed.notes;
        notes.extend(
            left_out.into_iter().map(|(what, count)| format!("left out of {count}: {what}")),
        );
        Ok(Self { records: listed.records, notes })
    }
}

/// Returns what ids of our own export begin with: the name of this collection, and of any other that has quotes in the list.
fn prefixes(entities: &[ImportedEntity], title: &str) -> BTreeSet<String> {
    let of_quotes = entities.iter().filter_map(|entity| {
        let (case, number) = entity.first("recordId")?.split_once(QUOTE)?;
        let prefix = entity.id.strip_suffix(&format!("-{case}--quote-{number}"))?;
        Some(format!("{prefix}-"))
    });
    let own = format!("{}-", dataset_of_title(title).replace('_', "-"));
    of_quotes.chain([own]).collect()
}

/// Returns the records by their identifiers.
fn identified(collection: &Collection) -> BTreeMap<String, Id> {
    let mut identified = BTreeMap::new();
    for located in collection.records() {
        let entry = located.record.fields.get(FieldId::Identifiers);
        for item in entry.into_iter().flat_map(|entry| &entry.items) {
            identified.insert(item.value.written().into_owned(), located.record.id.clone());
        }
    }
    identified
}

/// What the records that entities become link to, by the entity.
type EntityLinks<'e> = BTreeMap<&'e str, Vec<(FieldId, String)>>;

fn kind_of(schema: &str) -> Option<Kind> {
    match schema {
        "Person" => Some(Kind::Person),
        "Organization" | "PublicBody" | "Company" => Some(Kind::Organisation),
        "Address" => Some(Kind::Place),
        "Article" => Some(Kind::Source),
        _ => None,
    }
}

/// Returns whether an entity of this schema becomes a record or a link, or nothing, without a mapping.
pub(super) fn is_record_or_link(schema: &str) -> bool {
    kind_of(schema).is_some() || EDGES.contains(&schema) || RELATIONS.contains(&schema)
}

struct EntityReader<'c> {
    name: &'c str,
    collection: &'c Collection,
    /// What an identifier begins with that is the id of an entity.
    database: String,
    prefixes: BTreeSet<String>,
    identified: BTreeMap<String, Id>,
    /// The record that each entity becomes.
    ids: BTreeMap<String, Id>,
    taken: BTreeSet<Id>,
    /// What is left out, with how often.
    left_out: BTreeMap<String, usize>,
    words: Vocabularies,
    listed: ListedReader<'c>,
}

impl EntityReader<'_> {
    fn leave_out(&mut self, what: impl Into<String>) {
        *self.left_out.entry(what.into()).or_default() += 1;
    }

    fn place(&self, entity: &ImportedEntity) -> String {
        format!("{}, {}", self.name, entity.place)
    }

    /// Returns the id of a record that an entity of our own export was.
    fn own_id(&self, entity: &str) -> Option<Id> {
        let mut ends = entity.match_indices('-').map(|(at, _)| at + 1);
        ends.find_map(|end| {
            let (prefix, id) = entity.split_at_checked(end)?;
            self.prefixes.contains(prefix).then(|| Id::new(id)).flatten()
        })
    }

    /// Returns the record that an earlier import has made of an entity.
    fn imported(&self, entity: &str) -> Option<&Id> {
        let identifiers = [format!("{}{entity}", self.database), format!("ftm:{entity}")];
        identifiers.iter().find_map(|identifier| self.identified.get(identifier))
    }

    /// Finds out which record each entity becomes; what becomes none is counted.
    fn find_ids(&mut self, entities: &[ImportedEntity]) {
        let held: BTreeSet<&str> =
            entities.iter().filter_map(|entity| entity.id.strip_suffix(HELD)).collect();
        for entity in entities {
            let Some(kind) = kind_of(&entity.schema) else {
                let schema = entity.schema.as_str();
                if RELATIONS.contains(&schema) {
                    self.leave_out(format!(
                        "entities of the schema {schema}, which no field takes"
                    ));
                } else if !EDGES.contains(&schema) {
                    self.leave_out(format!(
                        "entities of the schema {schema}, which may be several kinds of record: a mapping says which (--draft --sheet {schema})"
                    ));
                }
                continue;
            };
            let own = self.own_id(&entity.id);
            let known = own.as_ref().and_then(|id| self.collection.kind_of(id));
            if held.contains(entity.id.as_str()) || known.is_some_and(Kind::is_case) {
                self.leave_out("victims, which a CSV package or a mapping says");
                continue;
            }
            let imported = self.imported(&entity.id).filter(|_| own.is_none()).cloned();
            if imported.as_ref().is_some_and(|id| self.collection.kind_of(id) != Some(kind)) {
                self.leave_out("entities that a mapping has made records of another kind");
                continue;
            }
            let found = own.or(imported).or_else(|| {
                let wikidata = format!("wikidata:{}", entity.first("wikidataId")?);
                self.identified.get(&wikidata).cloned()
            });
            let Some(id) = found.or_else(|| self.new_id(entity, kind)) else {
                let what = "the entity has no name and no id that an id can be made of";
                let fault = ImportFault::new(self.place(entity), what, "give it a name");
                self.listed.faults.push(fault);
                continue;
            };
            if let Some(other) = self.collection.kind_of(&id).filter(|other| *other != kind) {
                let what = format!("`{id}` is {} in the collection", other.with_article());
                let remedy = "take the entity out, or rename the record";
                self.listed.faults.push(ImportFault::new(self.place(entity), what, remedy));
                continue;
            }
            if self.taken.insert(id.clone()) {
                self.ids.insert(entity.id.clone(), id);
            } else {
                let what = format!("the entity is the same record as another: `{id}`");
                let remedy = "put the two together, or take one out";
                self.listed.faults.push(ImportFault::new(self.place(entity), what, remedy));
            }
        }
    }

    /// Returns an id that is free: that of the entity where it is one that people can read, else one made of its name.
    fn new_id(&self, entity: &ImportedEntity, kind: Kind) -> Option<Id> {
        let is_hash = entity.id.len() >= HASH && entity.id.bytes().all(|b| b.is_ascii_hexdigit());
        if let Some(id) = Id::new(&entity.id).filter(|_| !is_hash) {
            return Some(id);
        }
        let names = names(entity, kind);
        let name = names.iter().find(|name| is_latin(name)).or(names.first());
        let made =
            name.and_then(|name| Id::suggestion(name)).or_else(|| Id::suggestion(&entity.id))?;
        let numbered = (2..10_000).map(|number| format!("{made}-{number}"));
        let mut ids = std::iter::once(made.clone()).chain(numbered).filter_map(|id| Id::new(&id));
        ids.find(|id| !self.taken.contains(id) && self.collection.kind_of(id).is_none())
    }

    /// Returns the links that edges make between records.
    fn links<'e>(&mut self, entities: &'e [ImportedEntity]) -> EntityLinks<'e> {
        let kinds: BTreeMap<&str, Kind> = entities
            .iter()
            .filter(|entity| self.ids.contains_key(&entity.id))
            .filter_map(|entity| Some((entity.id.as_str(), kind_of(&entity.schema)?)))
            .collect();
        let mut links = EntityLinks::new();
        for edge in entities {
            let (from, to, label) = match edge.schema.as_str() {
                "Membership" => ("member", "organization", "affiliations"),
                "UnknownLink" => ("subject", "object", edge.first("role").unwrap_or_default()),
                _ => continue,
            };
            let known = |property: &str| {
                let entity = edge.first(property)?;
                kinds.get_key_value(entity).map(|(entity, kind)| (*entity, *kind))
            };
            let link = known(from).zip(known(to)).and_then(|((from, kind), (to, other))| {
                Some((from, link_called(kind, label, other)?.name, self.ids.get(to)?.to_string()))
            });
            match link {
                Some((from, field, to)) => links.entry(from).or_default().push((field, to)),
                None => self.leave_out(format!(
                    "entities of the schema {}, which become no link",
                    edge.schema
                )),
            }
        }
        links
    }

    fn entity(&mut self, entity: &ImportedEntity, links: &EntityLinks<'_>) {
        let Some((kind, id)) = kind_of(&entity.schema).zip(self.ids.get(&entity.id).cloned())
        else {
            return;
        };
        let is_ours = self.own_id(&entity.id).is_some();
        let reader = EntityValueReader { words: &self.words };
        let EntityValues { mut values, left_out, .. } = reader.values(entity, kind, is_ours);
        for what in left_out {
            self.leave_out(what);
        }
        let mut add = |field: FieldId, value: String| match values
            .iter_mut()
            .find(|(known, _)| *known == field)
        {
            Some((_, known)) => known.push(value),
            None => values.push((field, vec![value])),
        };
        for (field, to) in links.get(entity.id.as_str()).into_iter().flatten() {
            add(*field, to.clone());
        }
        if !is_ours {
            add(FieldId::Identifiers, format!("{}{}", self.database, entity.id));
        }
        let place = self.place(entity);
        if !is_ours {
            let faults = values.iter().filter_map(|(field, items)| {
                let fault = items.iter().find_map(|item| control(item))?;
                Some(fault.at(format!("{place}, {}", field.as_str())))
            });
            self.listed.faults.extend(faults);
        }
        self.listed.fill(ListedRecord { kind, id, place, values });
    }

    /// Adds a quote that another program gave a case: one behind those that a case of ours has, or words without a field, of a
    /// case that a mapping has made of the entity.
    fn quote(&mut self, entity: &ImportedEntity) {
        let case = |id: &str| {
            let located = self.collection.get(id)?;
            located.record.kind.is_case().then(|| located.record.clone())
        };
        let ours = entity.first("recordId").and_then(|id| {
            let (id, number) = id.split_once(QUOTE)?;
            let number: usize = number.parse().ok()?;
            Some((case(id)?, Some(number)))
        });
        let of_entity = || {
            let id = self.imported(entity.first("entity")?)?;
            Some((case(id.as_str())?, None))
        };
        let Some((case, number)) = ours.or_else(of_entity) else {
            self.leave_out("quotes of cases that are not in the collection");
            return;
        };
        let source = entity.first("document").and_then(|document| self.source_of(document));
        let text = entity.first("summary");
        let (Some(source), Some(text)) = (source, text) else {
            self.leave_out(
                "quotes without words, or without a source of the collection or the list",
            );
            return;
        };
        let has_words = |known: &Quote| known.text().map(str::trim) == Some(text);
        if let Some(number) = number {
            if let Some(known) = number.checked_sub(1).and_then(|at| case.quotes.get(at)) {
                if !has_words(known) {
                    self.leave_out("quotes that the collection has with other words");
                }
                return;
            }
        } else if case
            .quotes
            .iter()
            .any(|known| known.source() == Some(&source) && has_words(known))
        {
            return;
        }
        let mut fields = vec![
            (FieldId::Source, TypedValue::text(source.as_str())),
            (FieldId::Text, TypedValue::Text(text.to_owned())),
        ];
        if let Some(speaker) = entity.first("description") {
            fields.push((FieldId::Speaker, TypedValue::Text(speaker.to_owned())));
        }
        let role = entity.first("role").filter(|_| number.is_some());
        let supports = supported(role.unwrap_or_default(), &case);
        if !supports.is_empty() {
            fields.push((FieldId::Supports, TypedValue::List(supports)));
        }
        let edit = ImportedEdit::AddRow { kind: RowKind::Quote, fields };
        let (kind, id) = (case.kind, case.id);
        let known = self.listed.records.iter_mut().find(|record| record.id == id);
        match known {
            Some(record) => record.edits.push(edit),
            None => self.listed.records.push(ImportedRecord {
                kind,
                id,
                place: format!("{}, {}", self.name, entity.place),
                edits: vec![edit],
            }),
        }
    }

    /// Returns the source that a document is, of the list or of the collection.
    fn source_of(&self, document: &str) -> Option<Id> {
        let id = self.ids.get(document).cloned().or_else(|| self.own_id(document))?;
        let is_new = self.taken.contains(&id) && self.collection.kind_of(&id).is_none();
        (is_new || self.collection.kind_of(&id) == Some(Kind::Source)).then_some(id)
    }
}

/// Returns the fields of a case that a quote supports, of `supports age, gender; disputes count`.
fn supported(role: &str, case: &Record) -> Vec<TypedValue> {
    let part = role.split("; ").find_map(|part| part.strip_prefix("supports "));
    let cited = part.into_iter().flat_map(|part| part.split(", "));
    let has = |cited: &&str| match cited.parse::<Cited>() {
        Ok(Cited::Field(name)) => field(case.kind, name).is_some(),
        Ok(Cited::Row(kind, key)) => case.row(kind, &key).is_some(),
        Err(_) => false,
    };
    cited.filter(has).map(TypedValue::text).collect()
}
