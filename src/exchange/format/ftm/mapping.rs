//! What each record and field is in FollowTheMoney.
//!
//! A person is a person, a group is an event: programs compare persons with each other, and "four women" is no name. What
//! was done to a person is an event beside them. No record gets a topic, which in this model says that someone is a
//! risk.

use super::dates::{ends, is_interval, known};
use super::entity::{FtmClaim, FtmEntity};
use super::sha1::sha1;
use crate::record::{
    Cited, FieldEntry, FieldId, Id, Item, Kind, Quote, RowKind, Shape, Value, field,
    language_in_three_letters,
};
use crate::redaction::{RedactedRecord, Redaction, grade};

/// What the entity of a victim says, by which an import knows it where the event beside it is not in the list.
pub(in crate::exchange) const VICTIM: &str = "record: victim";

/// Turns records into entities.
pub(super) struct FtmMapping<'r> {
    redaction: &'r Redaction<'r>,
    /// The name of the dataset of the collection: small letters, digits and single underscores.
    dataset: String,
}

/// Returns the name of the dataset of a collection with this title.
pub(in crate::exchange) fn dataset_of_title(title: &str) -> String {
    let mut dataset = String::new();
    for c in title.to_lowercase().chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            dataset.push(c);
        } else if !dataset.is_empty() && !dataset.ends_with('_') {
            dataset.push('_');
        }
    }
    let dataset = dataset.trim_end_matches('_');
    if dataset.is_empty() { "casebook".to_owned() } else { dataset.to_owned() }
}

/// The entities of a record, while they are made.
struct MappedRecord<'m> {
    mapping: &'m FtmMapping<'m>,
    released: &'m RedactedRecord<'m>,
    id: Id,
    /// The record itself.
    own: FtmEntity,
    /// What was done to a person; `None` for all others.
    held: Option<FtmEntity>,
    edges: Vec<FtmEntity>,
}

impl<'r> FtmMapping<'r> {
    pub(super) fn of(redaction: &'r Redaction<'r>, title: &str) -> Self {
        Self { redaction, dataset: dataset_of_title(title) }
    }

    /// Returns the name of the dataset of what the collection itself says.
    pub(super) fn dataset(&self) -> &str {
        &self.dataset
    }

    /// Returns the name of the dataset of what a source says; `None` where its id is withheld.
    pub(super) fn dataset_of(&self, source: &Id) -> Option<String> {
        let id = Id::new(source.as_str())?;
        Some(format!("{}_{}", self.dataset, id.as_str().replace('-', "_")))
    }

    /// Returns the id of the entity of a record; `None` where its id is withheld.
    fn entity_id(&self, id: &Id) -> Option<String> {
        let id = Id::new(id.as_str())?;
        Some(format!("{}-{id}", self.dataset.replace('_', "-")))
    }

    /// Returns the entities of a record; `None` where its id is withheld.
    pub(super) fn entities(&self, released: &RedactedRecord<'_>) -> Option<Vec<FtmEntity>> {
        let id = Id::new(released.id().as_str())?;
        let own = self.entity_id(&id)?;
        let is_person = is_person(released);
        let schema = match released.kind() {
            Kind::Victim if is_person => "Person",
            Kind::Victim | Kind::Rescue | Kind::Arrest => "Event",
            Kind::Source => "Article",
            Kind::Place => "Address",
            Kind::Person => "Person",
            Kind::Organisation => organisation_schema(released),
        };
        let is_victim = released.kind() == Kind::Victim && is_person;
        let held = is_victim.then(|| {
            let mut held = FtmEntity::new(format!("{own}--held"), "Event");
            held.say("involved", own.clone());
            held
        });
        let mut own = FtmEntity::new(own, schema);
        if is_victim {
            own.say("keywords", VICTIM);
        }
        let mut mapped = MappedRecord { mapping: self, released, id, own, held, edges: Vec::new() };
        mapped.fields();
        mapped.disputes();
        mapped.rows();
        mapped.quotes();
        mapped.name();
        let MappedRecord { own, held, edges, .. } = mapped;
        Some(std::iter::once(own).chain(held).chain(edges).collect())
    }

    /// Returns who is behind a quote.
    fn claim(&self, quote: &Quote, origin: String, is_rival: bool) -> Option<FtmClaim> {
        let source = quote.source()?;
        let dataset = self.dataset_of(source)?;
        let published = self.redaction.get(source).and_then(|source| {
            let date = source.fields().date(FieldId::Published)?.as_str().to_owned();
            ends(&date).0
        });
        Some(FtmClaim { dataset, origin, seen: published, is_rival })
    }
}

impl MappedRecord<'_> {
    fn fields(&mut self) {
        let released = self.released;
        for entry in released.fields().iter() {
            let claims = self.claims_of(entry);
            self.field(entry.field.name, entry.field.shape, &entry.items, &claims);
        }
    }

    /// Returns who says what a field says.
    fn claims_of(&self, entry: &FieldEntry) -> Vec<FtmClaim> {
        let cited = Cited::Field(entry.field.name);
        let mut by_source: Vec<(&Quote, Vec<String>)> = Vec::new();
        for (number, quote) in self.released.quotes().iter().enumerate() {
            if !quote.supports(&cited) {
                continue;
            }
            let number = (number + 1).to_string();
            match by_source.iter_mut().find(|(known, _)| known.source() == quote.source()) {
                Some((_, numbers)) => numbers.push(number),
                None => by_source.push((quote, vec![number])),
            }
        }
        let claims = by_source.into_iter().filter_map(|(quote, numbers)| {
            self.mapping.claim(quote, format!("quote:{}", numbers.join(",")), false)
        });
        claims.collect()
    }

    /// Adds what quotes say against fields.
    fn disputes(&mut self) {
        let released = self.released;
        for (number, quote) in released.quotes().iter().enumerate() {
            let origin = format!("quote:{} disputes", number + 1);
            let Some(claim) = self.mapping.claim(quote, origin, true) else { continue };
            for dispute in &quote.disputes {
                if let Cited::Field(name) = &dispute.cited
                    && let Some(known) = field(released.kind(), *name)
                    // A rival link would be an edge of its own.
                    && (!known.is_link() || is_property(released.kind(), *name))
                {
                    let claims = std::slice::from_ref(&claim);
                    self.field(*name, known.shape, &dispute.rival, claims);
                }
            }
        }
    }

    /// Adds the values of a field.
    #[expect(clippy::wildcard_enum_match_arm, reason = "what has no property of its own is a note")]
    fn field(&mut self, name: FieldId, shape: Shape, items: &[Item], claims: &[FtmClaim]) {
        let items: Vec<&Value> =
            items.iter().map(|item| &item.value).filter(|value| value.is_read()).collect();
        let kind = self.released.kind();
        let is_event = self.own.schema == "Event";
        match name {
            FieldId::Name | FieldId::NativeName if kind == Kind::Place => {
                self.put(false, "full", &items, claims);
                self.put(false, "name", &items, claims);
            }
            FieldId::Name | FieldId::NativeName if !is_event => {
                self.put(false, "name", &items, claims);
            }
            FieldId::Name | FieldId::NativeName | FieldId::Aliases => {
                self.put(false, "alias", &items, claims);
            }
            FieldId::Title if kind == Kind::Source => self.put(false, "title", &items, claims),
            FieldId::Title => self.put(true, "name", &items, claims),
            FieldId::Summary => self.put(true, "summary", &items, claims),
            FieldId::Note => self.put(false, "notes", &items, claims),
            FieldId::Tags => self.put(true, "keywords", &items, claims),
            FieldId::Gender if !is_event => {
                self.put_as(false, "gender", &items, claims, &|word| gender(word));
            }
            FieldId::Citizenship if !is_event => {
                self.put_as(false, "citizenship", &items, claims, &|code| {
                    Some(code.to_lowercase())
                });
            }
            FieldId::Country => {
                self.put_as(false, "country", &items, claims, &|code| Some(code.to_lowercase()));
            }
            FieldId::Languages if !is_event => {
                self.put_as(false, "spokenLanguage", &items, claims, &three_letters);
            }
            FieldId::Language => {
                self.put_as(false, "language", &items, claims, &three_letters);
            }
            FieldId::Occupation if !is_event => self.put(false, "profession", &items, claims),
            FieldId::Author => self.put(false, "author", &items, claims),
            FieldId::Publisher => self.put(false, "publisher", &items, claims),
            FieldId::Published => {
                self.put_as(false, "publishedAt", &items, claims, &|edtf| ends(edtf).0);
            }
            FieldId::CollectedAt => {
                self.put_as(false, "retrievedAt", &items, claims, &|edtf| ends(edtf).0);
            }
            FieldId::Url | FieldId::ArchivedUrl => self.put(false, "sourceUrl", &items, claims),
            FieldId::Latitude => self.put(false, "latitude", &items, claims),
            FieldId::Longitude => self.put(false, "longitude", &items, claims),
            FieldId::Date => {
                let is_span = items.iter().any(|value| is_interval(&value.written()));
                if is_span {
                    self.put_as(true, "startDate", &items, claims, &|edtf| ends(edtf).0);
                    self.put_as(true, "endDate", &items, claims, &|edtf| ends(edtf).1);
                } else {
                    self.put_as(true, "date", &items, claims, &known);
                }
            }
            FieldId::ExploitationStart => {
                self.put_as(true, "startDate", &items, claims, &|edtf| ends(edtf).0);
            }
            FieldId::ExploitationEnd => {
                self.put_as(true, "endDate", &items, claims, &|edtf| ends(edtf).1);
            }
            FieldId::ExploitationPlace | FieldId::Places => self.places(true, &items, claims),
            FieldId::Home if !is_event => self.places(false, &items, claims),
            FieldId::Operator | FieldId::Authorities | FieldId::InterveningParties => {
                self.parties("organizer", name, &items, claims);
            }
            FieldId::Victims | FieldId::Persons => {
                self.parties("involved", name, &items, claims);
            }
            FieldId::MemberOf => self.memberships(&items, claims),
            FieldId::Identifiers => self.identifiers(&items, claims),
            // How the researcher works, and who may see it, is of no one else's concern.
            FieldId::Confidentiality | FieldId::CaseStatus | FieldId::Public | FieldId::Key => {}
            _ => self.rest(name, shape, &items, claims),
        }
    }

    /// Adds what has no property of its own: words of vocabularies as keywords, links as edges, all else as a note.
    fn rest(&mut self, name: FieldId, shape: Shape, items: &[&Value], claims: &[FtmClaim]) {
        let label = field(self.released.kind(), name).map_or(name.as_str(), |field| field.label);
        match shape {
            Shape::Term(_) | Shape::Country | Shape::Region | Shape::Offence | Shape::YesNo => {
                self.put_as(true, "keywords", items, claims, &|word| {
                    Some(format!("{label}: {}", word.replace('_', " ")))
                });
            }
            Shape::Link(_) => self.links(label, items, claims),
            Shape::LinkOrWords(_) => {
                self.links(label, items, claims);
                let words: Vec<&Value> =
                    items.iter().copied().filter(|value| value.link().is_none()).collect();
                self.put_as(true, "notes", &words, claims, &|text| {
                    Some(format!("{label}: {text}"))
                });
            }
            Shape::Words
            | Shape::RowName
            | Shape::Date
            | Shape::Money
            | Shape::MoneyOrYesNo
            | Shape::Whole { .. }
            | Shape::Degrees { .. }
            | Shape::Language
            | Shape::WebAddress
            | Shape::Sha256
            | Shape::Identifier => {
                let of_event = name != FieldId::Age;
                self.put_as(of_event, "notes", items, claims, &|text| {
                    Some(format!("{label}: {text}"))
                });
            }
            Shape::Citations | Shape::Rivals | Shape::Rows(_) => {}
        }
    }

    fn put(
        &mut self,
        of_event: bool,
        property: &'static str,
        items: &[&Value],
        claims: &[FtmClaim],
    ) {
        self.put_as(of_event, property, items, claims, &|text| Some(text.to_owned()));
    }

    /// Adds values as `make` writes them, to what was done to a person where there is such an event and they are of it.
    fn put_as(
        &mut self,
        of_event: bool,
        property: &'static str,
        items: &[&Value],
        claims: &[FtmClaim],
        make: &dyn Fn(&str) -> Option<String>,
    ) {
        let entity = match &mut self.held {
            Some(held) if of_event => held,
            Some(_) | None => &mut self.own,
        };
        for value in items {
            let written = value.written();
            if let Some(made) = make(&written) {
                entity.claim(property, made, written.into_owned(), claims.to_vec());
            }
        }
    }

    fn places(&mut self, of_event: bool, items: &[&Value], claims: &[FtmClaim]) {
        for value in items {
            let Some(id) = value.link() else {
                let property = if of_event { "location" } else { "address" };
                self.put(of_event, property, &[*value], claims);
                continue;
            };
            let redaction = self.mapping.redaction;
            if let Some(entity) = self.mapping.entity_id(id) {
                self.put_as(of_event, "addressEntity", &[*value], claims, &|_| {
                    Some(entity.clone())
                });
            }
            let name = redaction.target(id).map(|target| target.name);
            self.put_as(of_event, "location", &[*value], claims, &|_| {
                name.clone().filter(|_| of_event)
            });
            let country = redaction
                .get(id)
                .and_then(|place| Some(place.fields().text(FieldId::Country)?.to_lowercase()));
            self.put_as(of_event, "country", &[*value], claims, &|_| {
                country.clone().filter(|_| of_event)
            });
        }
    }

    /// Adds those who take part in an event; a group is no party, so it is linked.
    fn parties(
        &mut self,
        property: &'static str,
        name: FieldId,
        items: &[&Value],
        claims: &[FtmClaim],
    ) {
        let label = field(self.released.kind(), name).map_or(name.as_str(), |field| field.label);
        for value in items {
            let Some(id) = value.link() else { continue };
            let target = self.mapping.redaction.get(id);
            let Some(target) = target else { continue };
            if !is_person(&target) {
                self.links(label, &[*value], claims);
            } else if let Some(entity) = self.mapping.entity_id(id) {
                self.put_as(true, property, &[*value], claims, &|_| Some(entity.clone()));
            }
        }
    }

    /// Adds an edge to each record that a field links to.
    fn links(&mut self, label: &str, items: &[&Value], claims: &[FtmClaim]) {
        for value in items {
            let Some(to) = value.link().and_then(|id| self.target(id)) else { continue };
            let mut edge = self.edge("UnknownLink", label, &to);
            edge.claim("subject", self.own.id.clone(), self.id.to_string(), claims.to_vec());
            edge.claim("object", to, value.written().into_owned(), claims.to_vec());
            edge.say("role", label);
            self.add_edge(edge);
        }
    }

    fn memberships(&mut self, items: &[&Value], claims: &[FtmClaim]) {
        for value in items {
            let Some(to) = value.link().and_then(|id| self.target(id)) else { continue };
            let mut edge = self.edge("Membership", "member", &to);
            edge.claim("member", self.own.id.clone(), self.id.to_string(), claims.to_vec());
            edge.claim("organization", to, value.written().into_owned(), claims.to_vec());
            self.add_edge(edge);
        }
    }

    /// Returns the entity that a link leads to, where it is written too.
    fn target(&self, id: &Id) -> Option<String> {
        self.mapping.redaction.get(id)?;
        self.mapping.entity_id(id)
    }

    fn edge(&self, schema: &'static str, what: &str, to: &str) -> FtmEntity {
        let sum = sha1(format!("{schema}.{what}.{}.{to}", self.own.id).as_bytes());
        let prefix = self.mapping.dataset.replace('_', "-");
        FtmEntity::new(format!("{prefix}-{sum}"), schema)
    }

    fn add_edge(&mut self, edge: FtmEntity) {
        if !self.edges.iter().any(|known| known.id == edge.id) {
            self.edges.push(edge);
        }
    }

    fn identifiers(&mut self, items: &[&Value], claims: &[FtmClaim]) {
        for value in items {
            let written = value.written();
            let wikidata = written.strip_prefix("wikidata:").filter(|id| {
                id.strip_prefix('Q').is_some_and(|number| {
                    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
                })
            });
            if let Some(id) = wikidata {
                self.put_as(false, "wikidataId", &[*value], claims, &|_| Some(id.to_owned()));
            } else {
                self.put_as(false, "keywords", &[*value], claims, &|id| {
                    Some(format!("identifier: {id}"))
                });
            }
        }
    }

    /// Adds events and groups as notes.
    fn rows(&mut self) {
        let released = self.released;
        for kind in RowKind::PLAIN {
            for row in released.rows(kind) {
                let words: Vec<String> = row
                    .fields
                    .iter()
                    .filter(|entry| entry.field.name != FieldId::Key)
                    .filter_map(|entry| self.mapping.redaction.field_in_words(&row.fields, entry))
                    .collect();
                if words.is_empty() {
                    continue;
                }
                let cited = row.key().map(|key| Cited::Row(kind, key.into()));
                let claims = cited.map(|cited| self.claims_of_row(&cited)).unwrap_or_default();
                let note = format!("{}: {}", kind.name(), words.join(", "));
                let entity = self.held.as_mut().unwrap_or(&mut self.own);
                entity.claim("notes", note.clone(), note, claims);
            }
        }
    }

    fn claims_of_row(&self, cited: &Cited) -> Vec<FtmClaim> {
        let mut claims: Vec<FtmClaim> = Vec::new();
        for (number, quote) in self.released.quotes().iter().enumerate() {
            let claim = quote
                .supports(cited)
                .then(|| self.mapping.claim(quote, format!("quote:{}", number + 1), false));
            let claim = claim.flatten();
            claims.extend(
                claim.filter(|claim| claims.iter().all(|one| one.dataset != claim.dataset)),
            );
        }
        claims
    }

    /// Adds an edge from each quote's source to the record, with the words.
    fn quotes(&mut self) {
        let released = self.released;
        for (number, quote) in released.quotes().iter().enumerate() {
            let number = number + 1;
            let Some(source) = quote.source().and_then(|id| self.target(id)) else { continue };
            let claims: Vec<FtmClaim> =
                self.mapping.claim(quote, format!("quote:{number}"), false).into_iter().collect();
            let mut edge =
                FtmEntity::new(format!("{}--quote-{number}", self.own.id), "Documentation");
            let mut claim = |property, text: &str| {
                edge.claim(property, text.to_owned(), text.to_owned(), claims.clone());
            };
            claim("document", &source);
            claim("entity", &self.own.id);
            claim("summary", quote.text().unwrap_or_default());
            claim("description", quote.speaker().unwrap_or_default());
            let cited = |cited: &mut dyn Iterator<Item = &Cited>| {
                cited.map(Cited::to_string).collect::<Vec<_>>().join(", ")
            };
            let supports = cited(&mut quote.supports.iter().map(|citation| &citation.cited));
            let disputes = cited(&mut quote.disputes.iter().map(|dispute| &dispute.cited));
            let role = [("supports", supports), ("disputes", disputes)]
                .into_iter()
                .filter(|(_, fields)| !fields.is_empty())
                .map(|(how, fields)| format!("{how} {fields}"));
            edge.say("role", role.collect::<Vec<_>>().join("; "));
            edge.say("status", grade(self.mapping.redaction, quote));
            edge.say("recordId", format!("{}#quote-{number}", self.id));
            self.edges.push(edge);
            let event = self.held.as_mut().unwrap_or(&mut self.own);
            let is_known =
                event.values.iter().any(|known| known.property == "proof" && known.value == source);
            if !is_known {
                event.claim("proof", source.clone(), source, claims);
            }
        }
    }

    /// Adds a name to what has none, since every entity needs one.
    fn name(&mut self) {
        let heading = self.released.heading();
        for (entity, property) in std::iter::once(&mut self.own)
            .chain(&mut self.held)
            .map(|entity| (entity.schema == "Article", entity))
            .map(|(is_article, entity)| (entity, if is_article { "title" } else { "name" }))
        {
            if !entity.values.iter().any(|known| known.property == property) {
                entity.say(property, heading.clone());
            }
        }
    }
}

/// Returns whether a record is one person or body, which others can take for the same as another.
fn is_person(released: &RedactedRecord<'_>) -> bool {
    match released.kind() {
        Kind::Victim => released.fields().text(FieldId::CountingUnit) != Some("group"),
        Kind::Person | Kind::Organisation => true,
        Kind::Rescue | Kind::Arrest | Kind::Source | Kind::Place => false,
    }
}

/// Returns whether a link is a property and no edge, so that a rival of it is a value.
fn is_property(kind: Kind, name: FieldId) -> bool {
    matches!(
        (kind, name),
        (Kind::Victim, FieldId::ExploitationPlace | FieldId::Home | FieldId::Operator)
            | (Kind::Rescue | Kind::Arrest, FieldId::Places | FieldId::Victims | FieldId::Persons)
            | (Kind::Rescue, FieldId::InterveningParties)
            | (Kind::Arrest, FieldId::Authorities)
    )
}

fn organisation_schema(released: &RedactedRecord<'_>) -> &'static str {
    match released.fields().text(FieldId::Type) {
        Some(
            "law_enforcement"
            | "central_government"
            | "local_government"
            | "immigration_service"
            | "military"
            | "court"
            | "embassy"
            | "igo",
        ) => "PublicBody",
        Some("company") => "Company",
        Some(_) | None => "Organization",
    }
}

/// Returns a gender in the words of FollowTheMoney, which has three.
fn gender(word: &str) -> Option<String> {
    let known = match word {
        "male" | "female" => word,
        "unknown" => return None,
        _ => "other",
    };
    Some(known.to_owned())
}

fn three_letters(code: &str) -> Option<String> {
    language_in_three_letters(code).map(str::to_owned)
}
