//! People, organisations, places and sources from entities of FollowTheMoney.
//!
//! Who is a victim, a mapping of a table has to say: no person of a list becomes one, and an event becomes no case.

mod quotes;

use std::collections::{BTreeMap, BTreeSet};

use crate::collection::Collection;
use crate::exchange::format::{VICTIM, dataset_of_title};
use crate::record::{FieldId, Id, Kind, Vocabularies};

use super::fault::ImportFault;
use super::ftm_entity::{ImportedEntity, are_entities, entities};
use super::ftm_values::{EntityValueReader, EntityValues, is_latin, is_same, link_called, names};
use super::imported::ImportedRecord;
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

/// The properties that our own export gives victims, and no other people.
const OF_VICTIMS: [&str; 5] =
    ["address", "addressEntity", "gender", "profession", "spokenLanguage"];
/// The start of a note of our own export that only victims have.
const AGE: &str = "age: ";

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
            source,
            database: source.map_or_else(|| "ftm:".to_owned(), |source| format!("row:{source}/")),
            prefixes: prefixes(&entities, collection.title().unwrap_or("Casebook")),
            identified: identified(collection),
            ids: BTreeMap::new(),
            taken: BTreeMap::new(),
            left_out: BTreeMap::new(),
            words: collection.settings().vocabularies(),
            listed: ListedReader::of(collection, is_same),
        };
        reader.find_ids(&entities);
        let links = reader.links(&entities);
        for entity in &entities {
            reader.entity(entity, &links);
        }
        reader.quotes(&entities);
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

/// Returns the records by their identifiers, of which several may have one: a person who is a victim too.
fn identified(collection: &Collection) -> BTreeMap<String, Vec<Id>> {
    let mut identified: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    for located in collection.records() {
        let entry = located.record.fields.get(FieldId::Identifiers);
        for item in entry.into_iter().flat_map(|entry| &entry.items) {
            let ids = identified.entry(item.value.written().into_owned()).or_default();
            ids.push(located.record.id.clone());
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
    /// The source that the file becomes.
    source: Option<&'c Id>,
    /// What an identifier begins with that is the id of an entity.
    database: String,
    prefixes: BTreeSet<String>,
    identified: BTreeMap<String, Vec<Id>>,
    /// The record that each entity becomes.
    ids: BTreeMap<String, Id>,
    /// The kinds of these records.
    taken: BTreeMap<Id, Kind>,
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

    /// Returns the records that earlier imports have made of an entity, with their kinds.
    fn imported(&self, entity: &str) -> Vec<(Id, Kind)> {
        let identifiers = [format!("{}{entity}", self.database), format!("ftm:{entity}")];
        let ids = identifiers.iter().filter_map(|identifier| self.identified.get(identifier));
        let with_kind = |id: &Id| Some((id.clone(), self.collection.kind_of(id)?));
        ids.flatten().filter_map(with_kind).collect()
    }

    /// Returns the record that has the Wikidata id of an entity, before others one of this kind.
    fn of_wikidata(&self, entity: &ImportedEntity, kind: Kind) -> Option<Id> {
        let ids = self.identified.get(&format!("wikidata:{}", entity.first("wikidataId")?))?;
        let mut of_kind = ids.iter().filter(|id| self.collection.kind_of(id) == Some(kind));
        of_kind.next().or(ids.first()).cloned()
    }

    /// Finds out which record each entity becomes; what becomes none is counted.
    fn find_ids(&mut self, entities: &[ImportedEntity]) {
        let victims: BTreeSet<&str> = entities.iter().filter_map(victim_named_by).collect();
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
            let says_so = entity.all("keywords").iter().any(|word| word == VICTIM);
            let is_victim = says_so
                || victims.contains(entity.id.as_str())
                || (own.is_some()
                    && known != Some(Kind::Person)
                    && kind == Kind::Person
                    && says_of_victim(entity));
            if is_victim || known.is_some_and(Kind::is_case) {
                self.leave_out("victims, which a CSV package or a mapping says");
                continue;
            }
            let imported = if own.is_none() { self.imported(&entity.id) } else { Vec::new() };
            let of_kind = imported.iter().find(|(_, known)| *known == kind);
            if of_kind.is_none() && !imported.is_empty() {
                self.leave_out("entities that a mapping has made records of another kind");
                continue;
            }
            let of_kind = of_kind.map(|(id, _)| id.clone());
            let found = own.or(of_kind).or_else(|| self.of_wikidata(entity, kind));
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
            if self.source == Some(&id) {
                let what = format!("the entity is `{id}`, as is the source that the file becomes");
                let remedy = "give --source another id";
                self.listed.faults.push(ImportFault::new(self.place(entity), what, remedy));
                continue;
            }
            if self.taken.insert(id.clone(), kind).is_none() {
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
        if let Some(id) = Id::new(&entity.id).filter(|id| !is_hash && id.fits_file_name()) {
            return Some(id);
        }
        let names = names(entity, kind);
        let name = names.iter().find(|name| is_latin(name)).or(names.first());
        let made = name
            .and_then(|name| Id::suggestion_for_file(name))
            .or_else(|| Id::suggestion_for_file(&entity.id))?;
        let numbered = (2..10_000).map(|number| format!("{made}-{number}"));
        let mut ids = std::iter::once(made.clone()).chain(numbered).filter_map(|id| Id::new(&id));
        ids.find(|id| {
            !self.taken.contains_key(id)
                && self.source != Some(id)
                && self.collection.kind_of(id).is_none()
        })
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
        self.listed.fill(ListedRecord { kind, id, place, values, is_ours });
    }

    /// Returns the source that a document is, of the list or of the collection.
    fn source_of(&self, document: &str) -> Option<Id> {
        let id = self.ids.get(document).cloned().or_else(|| self.own_id(document))?;
        let kind = self.collection.kind_of(&id).or_else(|| self.taken.get(&id).copied());
        (kind == Some(Kind::Source)).then_some(id)
    }
}

/// Returns the entity that is a victim by what an entity of our own export says: that it was held, or that a quote of a case is on it.
fn victim_named_by(entity: &ImportedEntity) -> Option<&str> {
    if let Some(held) = entity.id.strip_suffix(HELD) {
        return Some(held);
    }
    let (case, number) = entity.first("recordId")?.split_once(QUOTE)?;
    let victim = entity.first("entity")?;
    let is_ours = entity.schema == "Documentation"
        && entity.id == format!("{victim}--quote-{number}")
        && victim.ends_with(&format!("-{case}"));
    is_ours.then_some(victim)
}

/// Returns whether an entity of our own export says what only victims have.
fn says_of_victim(entity: &ImportedEntity) -> bool {
    let has = |property: &&str| entity.first(property).is_some();
    OF_VICTIMS.iter().any(has) || entity.all("notes").iter().any(|note| note.starts_with(AGE))
}
