//! What can be searched of each record, and under which field names.

mod renewing;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rayon::prelude::*;
use strum::EnumCount as _;

use crate::record::{Entry, Fields, Id, Kind, Name, RowKind, Shape, Value, fields, row_fields};
use crate::search::{Hit, Line, LineBuilder, Part, Query, Sought, search};

use super::assemble::Collection;
use super::index::Located;

pub use renewing::Renewed;

/// Every record of a collection as a line to search.
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    ids: Vec<Id>,
    lines: Vec<Line>,
    /// How many records of each kind there are.
    counts: [usize; Kind::COUNT],
}

/// The fields that a record is known by to those that link to it.
pub(super) const KNOWN_BY: [Name; 5] =
    [Name::Name, Name::NativeName, Name::Title, Name::Aliases, Name::Publisher];

/// Names that look in more than one field, or in none of the record's own.
const SHORT_FORMS: [&str; 6] = ["kind", "id", "place", "date", "source", "quote"];

/// Returns every name that may stand before the colon of a query's term.
pub fn field_names() -> &'static [&'static str] {
    static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let rows = [RowKind::Event, RowKind::Group].map(row_fields);
        let all = Kind::all().map(fields).chain(rows).flatten();
        let own = all.filter(|field| !matches!(field.shape, Shape::Rows(_)));
        let names: BTreeSet<_> = own.map(|field| field.name.as_str()).chain(SHORT_FORMS).collect();
        names.into_iter().collect()
    });
    &NAMES
}

impl Lookup {
    /// Returns the lines of a collection, in the order of its records.
    pub fn of(collection: &Collection) -> Self {
        let records: Vec<Located<'_>> = collection.records().collect();
        let lines = records.into_par_iter().map(|located| line(collection, located)).collect();
        let mut lookup = Self { lines, ..Self::default() };
        lookup.list(collection);
        lookup
    }

    /// Lists which records the lines are of.
    fn list(&mut self, collection: &Collection) {
        self.ids = collection.records().map(|located| located.record.id.clone()).collect();
        for (kind, count) in Kind::all().zip(&mut self.counts) {
            *count = collection.count_of(kind);
        }
    }

    /// Returns the ids of the records that a query finds, the best first.
    ///
    /// Only cases are looked at, unless the query asks for a `kind:` itself.
    pub fn find(&self, query: &Query) -> Vec<(&Id, Hit)> {
        let asks_for_kind = query
            .terms()
            .iter()
            .any(|term| matches!(&term.sought, Sought::Field { name, .. } if name == "kind"));
        // Cases come first in the order of records.
        let cases = Kind::all().zip(self.counts).filter(|(kind, _)| kind.is_case());
        let cases = cases.map(|(_, count)| count).sum();
        let looked_at = if asks_for_kind { self.lines.len() } else { cases };
        let lines = self.lines.get(..looked_at).unwrap_or_default();
        let hits = search(query, lines).into_iter();
        hits.filter_map(|hit| Some((self.ids.get(hit.index)?, hit))).collect()
    }
}

fn line(collection: &Collection, Located { record, .. }: Located<'_>) -> Line {
    let mut builder = Line::builder();
    builder.text(Part::Id, record.id.as_str());
    builder.field("kind", record.kind.name()).field("id", record.id.as_str());
    texts(collection, &record.fields, &mut builder);
    for row in &record.rows {
        texts(collection, &row.fields, &mut builder);
    }
    for quote in &record.quotes {
        if let Some(words) = quote.text() {
            builder.text(Part::Quote, words).field("quote", words);
        }
        if let Some(speaker) = quote.speaker() {
            builder.text(Part::Short, speaker);
        }
        if let Some(source) = quote.source() {
            linked(collection, "source", source, &mut builder);
        }
    }
    builder.build()
}

fn texts(collection: &Collection, fields: &Fields, builder: &mut LineBuilder) {
    for entry in fields.iter() {
        let name = entry.field.name.as_str();
        for item in &entry.items {
            let written = item.value.written();
            builder.field(name, &written);
            match &item.value {
                Value::Link(id) => {
                    builder.text(Part::Short, collection.name_of(id));
                    linked(collection, name, id, builder);
                    places(collection, entry, id, builder);
                }
                Value::Words(words) => _ = builder.text(part(entry), words),
                Value::Term(_) | Value::Code(_) | Value::YesNo(_) => {
                    let words = item.value.in_words(entry.field.shape);
                    builder.field(name, &words);
                    if matches!(item.value, Value::Term(_) | Value::Code(_)) {
                        builder.text(Part::Short, &words);
                    }
                }
                Value::Date(_) => _ = builder.field("date", &written),
                Value::Money(_) | Value::Whole(_) | Value::Degrees(_) | Value::Unread(_) => {}
            }
        }
    }
}

/// A link is found by the id, the name and the aliases of what it points to.
fn linked(collection: &Collection, name: &'static str, id: &Id, builder: &mut LineBuilder) {
    builder.field(name, id.as_str());
    let Some(target) = collection.get(id.as_str()) else { return };
    for known in KNOWN_BY {
        for item in target.record.fields.get(known).into_iter().flat_map(|entry| &entry.items) {
            builder.field(name, &item.value.written());
        }
    }
}

/// A place is found by the places it lies in too.
fn places(collection: &Collection, entry: &Entry, id: &Id, builder: &mut LineBuilder) {
    for place in collection.around(id) {
        linked(collection, "place", &place.id, builder);
        linked(collection, entry.field.name.as_str(), &place.id, builder);
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "most fields are short")]
fn part(entry: &Entry) -> Part {
    match entry.field.name {
        Name::Title | Name::Name | Name::NativeName => Part::Name,
        Name::Aliases => Part::Alias,
        Name::Summary | Name::Note | Name::What | Name::AllegedConduct => Part::Long,
        _ => Part::Short,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};

    fn collection() -> Collection {
        let mut memory = Memory::default();
        memory.put("places.toml", "[seatown]\nname = 'Seatown'\nwithin = 'shore'\n[shore]\nname = 'The Shore'\naliases = ['Küste']\nwithin = 'seatown'\n");
        memory.put("victims/test-one.toml", "title = 'Test One, held in Seatown'\nname = 'Test One'\nexploitation_place = 'seatown'\nage = 17\n");
        memory.put("arrests/raid.toml", "title = 'A raid'\nplaces = ['shore']\ndate = '2022-03'\n");
        load(&memory)
    }

    #[track_caller]
    fn check(typed: &str, found: &[&str]) {
        let lookup = Lookup::of(&collection());
        let (query, problems) = Query::parse(typed, field_names());
        assert!(problems.is_empty(), "{problems:?}");
        let ids: Vec<_> = lookup.find(&query).into_iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, found, "{typed}");
    }

    #[test]
    fn fields_are_searched_by_their_names_and_links_by_what_they_point_to() {
        check("", &["test-one", "raid"]);
        check("kind:arrest", &["raid"]);
        check("age:17", &["test-one"]);
        check("exploitation_place:seatown", &["test-one"]);
        check("place:kuste", &["test-one", "raid"]);
        check("date:2022", &["raid"]);
        check("test", &["test-one"]);
        check("kind:place shore", &["shore", "seatown"]);
    }
}
