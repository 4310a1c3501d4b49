//! The answers to `text:`: which records have an archived text that contains words.

use std::sync::Arc;

use foldhash::{HashSet, HashSetExt as _};
use rayon::prelude::*;

use crate::collection::assemble::Collection;
use crate::collection::containers::persistent_map::PersistentMap;
use crate::collection::index::{Index, Mention};
use crate::evidence::Archive;
use crate::record::{FieldId, Id, Kind};
use crate::search::{Needle, Truth, ValueCondition};

/// The archived texts, and what links to what.
#[derive(Clone, Debug)]
pub(crate) struct TextLinks {
    archive: Arc<Archive>,
    index: Index,
}

impl TextLinks {
    /// Returns those of a collection.
    pub(crate) fn of(collection: &Collection) -> Self {
        Self { archive: Arc::clone(&collection.archive), index: collection.index.clone() }
    }

    /// Returns what links to each id.
    pub(crate) fn mentions(&self) -> &PersistentMap<Id, Arc<[Mention]>> {
        self.index.all_mentions()
    }

    /// Returns the links of some records that would say where someone is who does not want that to be known.
    pub(crate) fn withheld_links(
        &self,
        is_asked: impl Fn(&Id) -> bool,
    ) -> std::collections::HashSet<(Id, FieldId, Id)> {
        self.index.withheld_links(is_asked)
    }

    /// Returns for each of these records whether a text of it contains what one of the conditions asks for: of a
    /// case, the text of a source that it quotes; of a source, its own.
    pub(crate) fn answers(
        &self,
        asked: &[ValueCondition],
        records: &[(Kind, &Id)],
    ) -> Arc<[Truth]> {
        let words: Vec<&Needle> =
            asked.iter().filter_map(|asked| asked.condition.text_words()).collect();
        let sources: HashSet<&Id> = self.archive.containing(&words).into_iter().collect();
        if sources.is_empty() {
            return vec![Truth::No; records.len()].into();
        }
        let mut quoting: HashSet<&Id> = HashSet::new();
        for source in sources.iter().copied() {
            let mentions = self.mentions().get(source).into_iter().flat_map(|all| all.iter());
            let quotes = mentions.filter(|mention| mention.field == FieldId::Source);
            quoting.extend(quotes.map(|mention| &mention.from));
        }
        let has = |(kind, id): &(Kind, &Id)| match kind {
            Kind::Source => sources.contains(id),
            Kind::Victim | Kind::Rescue | Kind::Arrest => quoting.contains(id),
            Kind::Place | Kind::Person | Kind::Organisation => false,
        };
        let answers = records.par_iter().map(|record| Truth::from(has(record)));
        answers.collect::<Vec<Truth>>().into()
    }
}

#[cfg(test)]
mod tests {
    use crate::collection::{Changes, Collection, Loader, Lookup, Memory, load};
    use crate::search::Query;

    fn memory() -> Memory {
        let mut memory = Memory::default();
        memory.put("sources.toml", "[wire]\n[copy]\nderived_from = ['wire']\n[letter]\n[gone]\n");
        memory.put("people.toml", "[test-person]\nsources = ['wire']\n");
        memory.put("archive/wire.txt", "The Guardián of the gate.\nA guard-\nian angel.\n");
        memory.put("archive/copy.txt", "The gate.\n");
        memory.put("archive/letter.txt", "妙瓦底園區\n");
        let case = |sources: &[&str], more: &str| {
            let quote = |source: &&str| format!("[[quote]]\nsource = '{source}'\ntext = 'W'\n");
            format!("title = 'T'\n{more}{}", sources.iter().map(quote).collect::<String>())
        };
        memory.put("victims/test-both.toml", case(&["wire", "copy"], "age = 17\n"));
        memory.put("victims/test-copy.toml", case(&["copy"], "age = 20\n"));
        memory.put("victims/test-none.toml", case(&[], ""));
        memory.put("rescues/test-letter.toml", case(&["letter", "gone"], ""));
        memory
    }

    /// Returns the ids that a query finds among all lines, and checks that it finds the same by itself.
    fn found(collection: &Collection, lookup: &Lookup, typed: &str) -> String {
        let (query, problems) = Query::read(typed, lookup.catalogue());
        assert_eq!(problems, [], "{typed}");
        let ids = |lookup: &Lookup| {
            let found = lookup.find(&query).into_iter();
            found.map(|(id, _)| id.to_string()).collect::<Vec<_>>().join(" ")
        };
        let all = ids(lookup);
        assert_eq!(ids(&Lookup::for_query(collection, &query)), all, "{typed}");
        all
    }

    #[test]
    fn a_case_is_found_by_the_texts_that_it_quotes_and_a_source_by_its_own() {
        let collection = load(&memory());
        let lookup = Lookup::of(&collection);
        for (typed, ids) in [
            ("text:guardian", "test-both"),
            ("text:Guardian", "test-both"),
            ("text:guardián", "test-both"),
            ("text:\"guardian angel\"", "test-both"),
            ("text:\"angel guardian\"", ""),
            ("text:gate", "test-both test-copy"),
            ("text:guardian,园区", "test-both test-letter"),
            ("text:gate age:<18", "test-both"),
            ("-text:gate", "test-none test-letter"),
            ("text:gate -text:guardian", "test-copy"),
            ("text:guardian | text:园区", "test-both test-letter"),
            ("-(text:gate | text:园区)", "test-none"),
            ("text:guardian kind:source", "wire"),
            ("text:gate kind:source,victim", "test-both test-copy copy wire"),
            ("text:gate kind:person", ""),
            ("text:nowhere", ""),
            ("text:…", ""),
        ] {
            assert_eq!(found(&collection, &lookup, typed), ids, "{typed}");
        }
    }

    #[test]
    fn a_text_or_quote_that_changes_is_found_as_it_is_now() {
        let mut memory = memory();
        let collection = load(&memory);
        let mut lookup = Lookup::of(&collection);
        assert_eq!(found(&collection, &lookup, "text:wall"), "");
        memory.put("archive/copy.txt", "The wall.\n");
        let quote = "title = 'T'\n[[quote]]\nsource = 'copy'\ntext = 'W'\n";
        memory.put("victims/test-none.toml", quote);
        let mut changes = Changes::at("archive/copy.txt");
        changes.add(Changes::at("victims/test-none.toml"));
        let accepted = Loader::after(&collection).apply(&memory, &changes);
        lookup.renew(&accepted.collection, &accepted.touched);
        let wall = "test-both test-copy test-none";
        assert_eq!(found(&accepted.collection, &lookup, "text:wall"), wall);
        assert_eq!(found(&accepted.collection, &lookup, "text:gate"), "test-both");
    }

    #[test]
    fn a_query_of_texts_that_finds_no_case_names_the_kind_that_it_would_find() {
        let mut memory = memory();
        memory.remove("victims/test-both.toml");
        let collection = load(&memory);
        let lookup = Lookup::of(&collection);
        let (query, _) = Query::read("text:guardian", lookup.catalogue());
        let beyond = lookup.advise("text:guardian", &query).beyond.map(|found| found.words);
        assert_eq!(beyond.as_deref(), Some("kind:source"));
    }
}
