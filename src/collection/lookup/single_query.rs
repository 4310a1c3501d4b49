//! Builds the search lines for one query only: a first pass over the fields that it names rules out
//! most records of a large collection.

use crate::collection::assemble::Collection;
use crate::collection::index::RecordLocation;
use crate::collection::lookup::indexer::SearchIndexer;
use crate::collection::lookup::indexer::texts::TextIndexer;
use crate::record::{Id, Kind};
use crate::search::{Query, SearchOptions, Store, search};

use crate::collection::lookup::catalogue::FieldNumbers;
use crate::collection::lookup::texts::TextLinks;
use crate::collection::lookup::{Lookup, asks_beyond_cases, line_of};

impl Lookup {
    /// Returns lines among which a query for nothing but words finds what it would find in the whole collection, in the
    /// order of how well they match; for this one query only. `None` where the query asks for more.
    pub fn for_words(collection: &Collection, query: &Query) -> Option<Self> {
        if !query.is_of_words() {
            return None;
        }
        let records: Vec<&RecordLocation> = collection.index.slots().collect();
        let mut lookup = Self::unindexed_with(collection, &records);
        if let Some(targets) = lookup.targets.take() {
            let indexer = SearchIndexer::with_targets(targets, collection, &lookup.catalogue);
            let texts = TextIndexer::of(indexer, query);
            let line = |number: usize| records.get(number).map(|slot| texts.line_at(slot));
            let store = Store::build(records.len(), |number| line(number).unwrap_or_default());
            lookup.store = store;
            lookup.finish_if_complete();
        }
        Some(lookup)
    }

    /// Returns lines among which a query finds what it would find in the whole collection; for this
    /// one query only.
    pub fn for_query(collection: &Collection, query: &Query) -> Self {
        let fields = query.field_terms_only();
        // `rel:` and `is:` look at several records, so they need the lines of all.
        if fields.is_empty() || ["rel", "is"].iter().any(|name| query.names_field(name)) {
            return Self::of(collection);
        }
        let records: Vec<&RecordLocation> = collection.index.slots().collect();
        let catalogue = collection.catalogue();
        let indexer = SearchIndexer::of(collection, &catalogue).only(fields.fields());
        let store = Store::build(records.len(), line_of(&records, &indexer));
        let all = asks_beyond_cases(query);
        let is_meant = |line: usize| {
            let kind = records.get(line).and_then(|slot| slot.head()).map(|(kind, _)| kind);
            all || kind.is_some_and(Kind::is_case)
        };
        let request = SearchOptions { filter: &is_meant, ..SearchOptions::default() };
        let answered = fields.names_field("text").then(|| {
            let heads = records.iter().filter_map(|slot| slot.head());
            let heads: Vec<(Kind, &Id)> = heads.collect();
            let text = FieldNumbers::of(&catalogue).text;
            fields.answered(text, |asked| TextLinks::of(collection).answers(asked, &heads))
        });
        let fields = answered.as_ref().unwrap_or(&fields);
        let found = search(fields, &store, &request, |_| {}).unwrap_or_default();
        let mut found: Vec<usize> = found.hits.iter().map(|hit| hit.index).collect();
        found.sort_unstable();
        let records: Vec<&RecordLocation> =
            found.into_iter().filter_map(|line| records.get(line).copied()).collect();
        Self::of_these(collection, &records)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, SortBy, load, sample};
    use crate::search::{Catalogue, Hit};

    /// Holds that a query finds the same among few lines as among all.
    #[track_caller]
    fn check(collection: &Collection, typed: &str) -> usize {
        let whole = Lookup::of(collection);
        let read = |catalogue: &Catalogue| {
            let (query, problems) = Query::read(typed, catalogue);
            assert_eq!(problems, [], "{typed}");
            query
        };
        let query = read(whole.catalogue());
        let narrowed = Lookup::for_query(collection, &query);
        let found_by = |lookup: &Lookup| -> Vec<(String, Hit)> {
            let mut found = lookup.find(&query);
            if let Some(sorting) = query.sorting() {
                lookup.sort(&mut found, SortBy::Field(sorting));
            }
            let found_by = found.into_iter();
            found_by.map(|(id, hit)| (id.to_string(), Hit { index: 0, ..hit })).collect()
        };
        assert_eq!(found_by(&narrowed), found_by(&whole), "{typed}");
        if let Some(words) = Lookup::for_words(collection, &query) {
            assert_eq!(found_by(&words), found_by(&whole), "{typed}");
            assert_eq!(words.advise(typed, &query), whole.advise(typed, &query), "{typed}");
        }
        if !query.names_field("rel") {
            assert_eq!(read(&collection.catalogue()), query, "{typed}");
        }
        assert!(narrowed.ids().len() <= whole.ids().len());
        narrowed.ids().len()
    }

    #[test]
    fn a_query_finds_among_few_lines_what_it_finds_among_all() {
        let collection = load(&sample());
        for typed in [
            "",
            "kidnap",
            "age:<18",
            "-age:<18 embassy",
            "minor:yes | age:<18",
            "(age:<18 | kind:rescue) sort:-date",
            "(age:<18 | rescued) kind:victim",
            "kind:place",
            "kind:source sources:>0",
            "place:myawaddy ransom",
            "place:cambodia -place:sihanoukville",
            "date:2022 kind:arrest",
            "date:2021..2022-06",
            "ransom:>10000",
            "ransom:yes sort:age",
            "ransom_paid:>1000",
            "sources:>1",
            "source:reuters beaten",
            "has:age missing:name",
            "missing:date",
            "is:disputed",
            "is:problem",
            "is:minor -is:group",
            "citizenship:=TW",
            "count:>100 sort:-count",
            "rel:sihanoukville kind:rescue",
            "title:chinese",
            "quote:embassy kind:rescue",
            "name:wang",
        ] {
            check(&collection, typed);
        }
        let all = collection.ids().count();
        assert!(check(&collection, "age:<18 zhang") < all / 4);
        assert_eq!(check(&collection, "zhang"), all);
    }

    #[test]
    fn every_field_is_found_by_itself_as_among_all() {
        let collection = load(&sample());
        let whole = Lookup::of(&collection);
        let records = collection.records().map(|located| located.record);
        let mut asked: Vec<String> = Vec::new();
        for entry in records.flat_map(|record| record.fields.iter()) {
            let value = entry.items.first().map(|item| item.value.written());
            let name = entry.field.name.as_str();
            let wanted = value.filter(|value| !value.contains('"') && value.len() < 60);
            let query = format!(
                "{name}:=\"{}\" kind:=victim,rescue,arrest,place,source",
                wanted.unwrap_or_default()
            );
            let known = whole.catalogue().number(name).is_some();
            if known && Query::read(&query, whole.catalogue()).1.is_empty() {
                asked.push(query);
            }
        }
        asked.sort_unstable();
        asked.dedup();
        assert!(asked.len() > 300);
        for typed in asked.iter().step_by(7) {
            check(&collection, typed);
        }
    }

    #[test]
    fn what_is_meant_only_perhaps_stays() {
        let mut memory = Memory::default();
        memory.put("victims/test-a.toml", "title = 'A'\nrecruitment_date = '2021-12~'\n");
        memory.put("victims/test-b.toml", "title = 'B'\nminor = true\n");
        let collection = load(&memory);
        assert_eq!(check(&collection, "date:2022"), 1);
        assert_eq!(check(&collection, "age:<10"), 1);
    }
}
