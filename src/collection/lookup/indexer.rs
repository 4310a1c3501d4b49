//! The search indexer: builds the search line of a record from its texts and fields.

pub(crate) mod texts;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use foldhash::HashSet as FastSet;
use strum::IntoEnumIterator as _;

use crate::record::{
    Cited, Date, Field, FieldEntry, FieldId, Fields, Id, Qualification, Record, Row, Shape, Value,
    all_fields, qualified_by, qualifier,
};
use crate::search::{
    Amount, Catalogue, FieldNo, Part, SearchLine, SearchLineBuilder, SharedValues,
};

use crate::collection::assemble::Collection;
use crate::collection::index::Located;
use crate::collection::link_targets::LinkTargets;
use crate::collection::lookup::catalogue::FieldNumbers;
use crate::collection::lookup::presence::{FieldPresence, groups};
use crate::collection::lookup::states::RecordState;

/// Puts lines together.
pub(crate) struct SearchIndexer<'c> {
    collection: &'c Collection,
    numbers: FieldNumbers,
    /// The number of each field in the catalogue, by its name's own.
    fields: Vec<Option<FieldNo>>,
    targets: Arc<LinkTargets>,
    /// The only fields that are wanted; `None` where all are, and texts too.
    only: Option<WantedFields>,
}

/// The fields that are wanted.
struct WantedFields {
    fields: HashSet<FieldNo>,
    /// For each field of the format, whether its value goes into a wanted field.
    names: Vec<bool>,
}

/// What the line of one record leads to already. A record may link to the same record a million times:
/// that is looked up, and added to the line, once for each field.
#[derive(Default)]
struct FollowedLinks<'r> {
    links: LinkSet<'r>,
    places: LinkSet<'r>,
}

/// A set of links: most records have few, and comparing those takes less time than hashing them.
#[derive(Default)]
struct LinkSet<'r> {
    few: Vec<(FieldNo, &'r Id)>,
    others: FastSet<(FieldNo, &'r Id)>,
}

/// So many links are few.
const FEW_LINKS: usize = 16;

impl<'r> LinkSet<'r> {
    /// Adds a link; returns whether it is new.
    fn insert(&mut self, link: (FieldNo, &'r Id)) -> bool {
        if self.few.contains(&link) {
            return false;
        }
        if self.few.len() < FEW_LINKS {
            self.few.push(link);
            return true;
        }
        self.others.insert(link)
    }
}

/// A record, or one of its rows.
#[derive(Clone, Copy, Debug)]
struct RecordPart<'r> {
    record: &'r Record,
    row: Option<&'r Row>,
}

impl<'r> RecordPart<'r> {
    fn fields(self) -> &'r Fields {
        self.row.map_or(&self.record.fields, |row| &row.fields)
    }
}

impl<'c> SearchIndexer<'c> {
    /// Returns what puts lines together.
    pub(crate) fn of(collection: &'c Collection, catalogue: &'c Catalogue) -> Self {
        Self::with_targets(Arc::new(LinkTargets::of(collection)), collection, catalogue)
    }

    /// Does the same, given what the links of the collection lead to.
    pub(crate) fn with_targets(
        targets: Arc<LinkTargets>,
        collection: &'c Collection,
        catalogue: &'c Catalogue,
    ) -> Self {
        let fields = FieldId::iter().map(|name| catalogue.number(name.as_str())).collect();
        let numbers = FieldNumbers::of(catalogue);
        Self { collection, numbers, fields, targets, only: None }
    }

    /// Returns what puts lines together in which little more is known than these fields.
    #[must_use]
    pub(crate) fn only(self, fields: impl Iterator<Item = FieldNo>) -> Self {
        let only = WantedFields { fields: fields.collect(), names: Vec::new() };
        let indexer = Self { only: Some(only), ..self };
        let names = FieldId::iter().map(|name| indexer.wants_name(name)).collect();
        let only = indexer.only.map(|only| WantedFields { names, ..only });
        Self { only, ..indexer }
    }

    /// Returns which fields of a record a line needs; `None` where it also needs the quotes, or which
    /// fields there are.
    pub(crate) fn needed_fields(&self) -> Option<impl Fn(FieldId) -> bool> {
        let FieldNumbers { source, sources, is, has, missing, rel, place, date, .. } = self.numbers;
        let beyond = [source, sources, is, has, missing, rel, place, date];
        let only = self
            .only
            .as_ref()
            .filter(|only| !beyond.iter().any(|field| only.fields.contains(field)))
            // Quotes say until when an open date is known and which places are disputed; tags, which are withheld.
            .filter(|only| !self.is_decided_by_quotes(only))?;
        Some(|name: FieldId| only.names.get(name as usize).is_some_and(|wanted| *wanted))
    }

    /// Returns whether one of the wanted fields is a date or a place.
    fn is_decided_by_quotes(&self, only: &WantedFields) -> bool {
        let decided = |field: &Field| groups(field).any(|form| matches!(form, "place" | "date"));
        all_fields().any(|field| {
            decided(field)
                && self.number(field.name).is_some_and(|number| only.fields.contains(&number))
        })
    }

    /// Returns whether the value of a field goes into a wanted field.
    fn wants_name(&self, name: FieldId) -> bool {
        let mut known = all_fields().filter(|field| field.name == name);
        known.any(|field| self.number(name).is_some_and(|number| self.wants_of(field, number)))
            || name == FieldId::Minor && self.wants(self.numbers.age)
            || qualified_by(name).is_some_and(|of| of.by == Qualification::Exactness)
    }

    fn wants(&self, field: FieldNo) -> bool {
        self.only.as_ref().is_none_or(|only| only.fields.contains(&field))
    }

    fn number(&self, name: FieldId) -> Option<FieldNo> {
        self.fields.get(name as usize).copied().flatten()
    }

    /// Returns the line of a record.
    pub(crate) fn line(&self, located: Located<'_>) -> SearchLine {
        let record = located.record;
        let numbers = &self.numbers;
        let mut builder = SearchLine::builder();
        let mut followed = FollowedLinks::default();
        let with_texts = self.only.is_none();
        if with_texts {
            builder.text(Part::Id, record.id.as_str());
        }
        for (field, value) in [(numbers.kind, record.kind.name()), (numbers.id, record.id.as_str())]
        {
            if self.wants(field) {
                builder.facts().stored(field, value);
            }
        }
        if let Some((name, date)) = record.dated().filter(|_| self.wants(numbers.date)) {
            // Foremost, since a list is sorted by the first.
            for days in self.collection.days_asked(date, record, &Cited::Field(name)) {
                builder.facts().days(numbers.date, days);
            }
        }
        self.fields(RecordPart { record, row: None }, &mut builder, &mut followed);
        self.counts(&record.fields, &mut builder);
        self.age(&record.fields, &mut builder);
        for row in &record.rows {
            // How many are in a group does not say how many the case is about.
            self.fields(RecordPart { record, row: Some(row) }, &mut builder, &mut followed);
            self.age(&row.fields, &mut builder);
        }
        if with_texts {
            quoted(record, &mut builder);
        }
        self.sources(record, &mut builder, &mut followed);
        if self.wants(numbers.rel) {
            // By this it is found by whatever it is linked with; its id is there.
            builder.also(numbers.rel, Part::Name, record.name());
        }
        if self.wants(numbers.is) {
            builder.facts().names(numbers.is, RecordState::of(self.collection, located));
        }
        if self.wants(numbers.has) || self.wants(numbers.missing) {
            let FieldPresence { has, missing } = FieldPresence::of(record);
            builder.facts().names(numbers.has, has).names(numbers.missing, missing);
        }
        builder.build()
    }

    fn fields<'r>(
        &self,
        of: RecordPart<'r>,
        builder: &mut SearchLineBuilder,
        followed: &mut FollowedLinks<'r>,
    ) {
        let fields = of.fields();
        for entry in fields.iter() {
            let Some(field) = self.number(entry.field.name) else { continue };
            if !self.wants_of(entry.field, field)
                || of.record.withholds_place(of.row, entry.field.name)
            {
                continue;
            }
            if let Some(claims) = is_place(entry).then(|| claims_of(entry, of)).flatten() {
                self.disputed_places(field, &claims, builder);
                continue;
            }
            for item in &entry.items {
                let link = item.value.link();
                if let Value::Date(date) = &item.value {
                    self.date(field, entry, date, of, builder);
                } else if link.is_none_or(|id| followed.links.insert((field, id))) {
                    self.value(field, entry, &item.value, fields, builder);
                }
            }
            if is_place(entry) {
                self.places(field, entry, builder, followed);
            }
        }
    }

    /// Returns whether a field is wanted, or one of those by which it is found too.
    fn wants_of(&self, of: &Field, field: FieldNo) -> bool {
        let FieldNumbers { place, date, ransom, .. } = self.numbers;
        let others = groups(of);
        self.wants(field)
            || others.into_iter().any(|form| match form {
                "place" => self.wants(place),
                "date" => self.wants(date),
                _ => self.wants(ransom),
            })
    }

    fn value(
        &self,
        field: FieldNo,
        entry: &FieldEntry,
        value: &Value,
        fields: &Fields,
        builder: &mut SearchLineBuilder,
    ) {
        match value {
            Value::Link(id) => {
                let target = self.targets.get(self.collection, id);
                for (original, folded) in target.texts() {
                    builder.folded_text(Part::Short, original, folded);
                }
                builder.facts().shared(field, target.values());
                return;
            }
            Value::Words(words) => {
                builder.value(field, entry.field.weight, words);
                return;
            }
            Value::Term(_)
            | Value::Code(_)
            | Value::YesNo(_)
            | Value::Date(_)
            | Value::Money(_)
            | Value::Degrees(_)
            | Value::Whole(_)
            | Value::Unread(_)
            | Value::TooLong(_) => {}
        }
        builder.facts().stored(field, &value.written());
        match value {
            Value::Term(_) | Value::Code(_) => {
                let words = value.in_words(entry.field.shape);
                builder.text(Part::Short, &words).facts().also_found_by(field, &words);
            }
            Value::YesNo(yes) => {
                builder.facts().also_found_by(field, &value.in_words(entry.field.shape));
                if entry.field.shape == Shape::MoneyOrYesNo {
                    self.ransom(value, builder);
                    let sum = if *yes { some_sum() } else { Amount::exactly(0.0) };
                    builder.facts().amount(field, sum).amount(self.numbers.ransom, sum);
                }
            }
            Value::Money(money) => {
                let units = amount(money.hundredths()) / 100.0;
                let unit = money.currency().as_bytes().try_into().ok();
                let qualifier = exactness(entry.field.name).and_then(|name| fields.text(name));
                let sum = Amount { unit, ..qualified_sum(units, qualifier) };
                builder.facts().amount(field, sum);
                if entry.field.shape == Shape::MoneyOrYesNo {
                    // A sum is a ransom, as a plain yes is.
                    builder.facts().also_found_by(field, "yes");
                    self.ransom(value, builder);
                    builder.facts().also_found_by(self.numbers.ransom, "yes");
                    builder.facts().amount(self.numbers.ransom, sum);
                }
            }
            Value::Degrees(degrees) => _ = builder.facts().amount(field, Amount::exactly(*degrees)),
            Value::Whole(_)
            | Value::Date(_)
            | Value::Unread(_)
            | Value::TooLong(_)
            | Value::Link(_)
            | Value::Words(_) => {}
        }
    }

    fn date(
        &self,
        field: FieldNo,
        entry: &FieldEntry,
        date: &Date,
        of: RecordPart<'_>,
        builder: &mut SearchLineBuilder,
    ) {
        let key = of.row.and_then(|row| Some((row.kind, row.key()?)));
        let cited = match key {
            Some((kind, key)) => Cited::Row(kind, key.into()),
            None => Cited::Field(entry.field.name),
        };
        // A row without a name cannot be disputed.
        let meant = if of.row.is_some() && key.is_none() {
            vec![self.collection.days_meant(date, of.record, &cited)]
        } else {
            self.collection.days_asked(date, of.record, &cited)
        };
        builder.facts().stored(field, date.as_str());
        for days in meant {
            if field != self.numbers.date {
                builder.facts().days(self.numbers.date, days.clone());
            }
            builder.facts().days(field, days);
        }
    }

    fn ransom(&self, value: &Value, builder: &mut SearchLineBuilder) {
        let facts = builder.facts().stored(self.numbers.ransom, &value.written());
        if let Value::YesNo(_) = value {
            facts.also_found_by(self.numbers.ransom, &value.in_words(Shape::YesNo));
        }
    }

    /// Adds whole numbers as far as they are known: what qualifies a count makes it inexact.
    fn counts(&self, fields: &Fields, builder: &mut SearchLineBuilder) {
        for entry in fields.iter() {
            let field = self.number(entry.field.name).filter(|field| self.wants(*field));
            let Some(field) = field else { continue };
            let qualifier = exactness(entry.field.name).and_then(|name| fields.text(name));
            for item in &entry.items {
                if let Value::Whole(number) = item.value {
                    builder.facts().amount(field, qualified(amount(number), qualifier));
                }
            }
        }
    }

    /// An age that is not stated may still be known to be below 18, or not.
    fn age(&self, fields: &Fields, builder: &mut SearchLineBuilder) {
        if !self.wants(self.numbers.age) {
            return;
        }
        let minor = fields.yes(FieldId::Minor).filter(|_| fields.get(FieldId::Age).is_none());
        let age = match minor {
            Some(true) => Amount::between(0.0, 17.0),
            Some(false) => Amount::between(18.0, f64::INFINITY),
            None => return,
        };
        builder.facts().amount(self.numbers.age, age);
    }

    /// A place is found by the places that it lies in too, and all of them under one name.
    fn places<'r>(
        &self,
        field: FieldNo,
        entry: &'r FieldEntry,
        builder: &mut SearchLineBuilder,
        followed: &mut FollowedLinks<'r>,
    ) {
        let place = self.numbers.place;
        for item in &entry.items {
            let Some(id) = item.value.link() else {
                if field != place {
                    builder.facts().also_found_by(place, &item.value.written());
                }
                continue;
            };
            if !followed.places.insert((field, id)) {
                continue;
            }
            for around in self.collection.enclosing_places(id) {
                let target = self.targets.get(self.collection, &around.id);
                for field in [place, field] {
                    builder.facts().shared(field, target.values());
                }
            }
        }
    }

    /// Returns the place that a value links to, and those that it lies in.
    fn with_enclosing(&self, value: &Value) -> Vec<Id> {
        let Some(id) = value.link() else { return Vec::new() };
        let places = self.collection.enclosing_places(id);
        let places = places.iter().map(|place| place.id.clone());
        std::iter::once(id.clone()).chain(places).collect()
    }

    /// Adds the places that sources contradict each other about: a case is certainly only where all of them say it is.
    fn disputed_places(
        &self,
        field: FieldNo,
        claims: &[Vec<&Value>],
        builder: &mut SearchLineBuilder,
    ) {
        let around = |value: &&Value| self.with_enclosing(value);
        let sets: Vec<BTreeSet<Id>> =
            claims.iter().map(|claim| claim.iter().flat_map(around).collect()).collect();
        let fields = BTreeSet::from([self.numbers.place, field]);
        let mut known = BTreeSet::new();
        for value in claims.iter().flatten() {
            for id in around(value) {
                if !known.insert(id.clone()) {
                    continue;
                }
                let target = self.targets.get(self.collection, &id);
                if value.link() == Some(&id) {
                    for (original, folded) in target.texts() {
                        builder.folded_text(Part::Short, original, folded);
                    }
                }
                let is_certain = sets.iter().all(|set| set.contains(&id));
                let values = if is_certain {
                    Arc::clone(target.values())
                } else {
                    Arc::new(target.values().doubtful())
                };
                for field in &fields {
                    builder.facts().shared(*field, &values);
                }
            }
            if value.link().is_none() {
                let words = value.written();
                builder.text(Part::Short, &words);
                let values = Arc::new(SharedValues::default().also_found_by(&words).doubtful());
                for field in &fields {
                    builder.facts().shared(*field, &values);
                }
            }
        }
    }

    /// Adds what is quoted, and how many sources that comes to.
    fn sources<'r>(
        &self,
        record: &'r Record,
        builder: &mut SearchLineBuilder,
        followed: &mut FollowedLinks<'r>,
    ) {
        if self.wants(self.numbers.source) {
            let source_no = self.numbers.source;
            let sources = record.quotes.iter().filter_map(|quote| quote.source());
            for source in sources.filter(|id| followed.links.insert((source_no, *id))) {
                let target = self.targets.get(self.collection, source);
                builder.facts().shared(source_no, target.values());
            }
        }
        if record.kind.is_case() && self.wants(self.numbers.sources) {
            let sources = record.quotes.iter().filter_map(|quote| quote.source());
            let independent = self.collection.independence.count(sources);
            let number = self.numbers.sources;
            let exactly = Amount::exactly(amount(i64::try_from(independent).unwrap_or(i64::MAX)));
            builder.facts().stored(number, &independent.to_string()).amount(number, exactly);
        }
    }
}

fn quoted(record: &Record, builder: &mut SearchLineBuilder) {
    for quote in &record.quotes {
        if let Some(words) = quote.text() {
            builder.text(Part::Quote, words);
        }
        if let Some(speaker) = quote.speaker() {
            builder.text(Part::Short, speaker);
        }
    }
}

fn is_place(entry: &FieldEntry) -> bool {
    groups(entry.field).any(|form| form == "place")
}

/// Returns what is claimed of the value of a field that a quote disputes: what the file has, and what each source says
/// instead; a source that only denies claims nothing.
fn claims_of<'r>(entry: &'r FieldEntry, of: RecordPart<'r>) -> Option<Vec<Vec<&'r Value>>> {
    let cited = match of.row {
        Some(row) => Cited::Row(row.kind, row.key()?.into()),
        None => Cited::Field(entry.field.name),
    };
    let disputes = of.record.quotes.iter().flat_map(|quote| &quote.disputes);
    let rivals: Vec<Vec<&Value>> = disputes
        .filter(|dispute| dispute.cited == cited)
        // What is said instead of a whole row is no place.
        .map(|dispute| match of.row {
            Some(_) => Vec::new(),
            None => dispute.rival.iter().map(|item| &item.value).collect(),
        })
        .collect();
    let own = entry.items.iter().map(|item| &item.value).collect();
    (!rivals.is_empty()).then(|| std::iter::once(own).chain(rivals).collect())
}

/// Returns the field that says how exact a number or sum is.
fn exactness(name: FieldId) -> Option<FieldId> {
    qualifier(name, Qualification::Exactness)
}

/// Returns a count as far as it is known; "about" and "nearly" are taken to mean within a tenth.
fn qualified(count: f64, qualifier: Option<&str>) -> Amount {
    let tenth = count / 10.0;
    match qualifier {
        Some("at_least") => Amount::between(count, f64::INFINITY),
        Some("more_than") => Amount::between(count + 1.0, f64::INFINITY),
        Some("about") => Amount::between((count - tenth).ceil(), (count + tenth).floor()),
        Some("nearly") => Amount::between((count - tenth).ceil(), (count - 1.0).max(0.0)),
        Some(_) | None => Amount::exactly(count),
    }
}

/// Returns a sum as far as it is known, to the hundredth; a qualifier means the same as for a count.
fn qualified_sum(sum: f64, qualifier: Option<&str>) -> Amount {
    let (tenth, step) = (sum / 10.0, 0.01);
    match qualifier {
        Some("at_least") => Amount::between(sum, f64::INFINITY),
        Some("more_than") => Amount::between(sum + step, f64::INFINITY),
        Some("about") => Amount::between(sum - tenth, sum + tenth),
        Some("nearly") => Amount::between(sum - tenth, (sum - step).max(0.0)),
        Some(_) | None => Amount::exactly(sum),
    }
}

/// A sum of unknown size was paid.
fn some_sum() -> Amount {
    Amount::between(0.01, f64::INFINITY)
}

#[expect(clippy::cast_precision_loss, reason = "counts and sums are far below 2^52")]
fn amount(number: i64) -> f64 {
    number as f64
}
