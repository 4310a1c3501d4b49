//! Runs queries and sorts what they find: the one engine of every front end.

use crate::diagnostic::Diagnostic;
use std::cmp;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::collection::{Collection, Lookup, Touched};
use crate::record::{FieldId, Id, Kind};
use crate::search::{
    Advice, Certainty, Hit, MatchRank, Part, PreviousResults, Query, QuerySort, SearchOptions,
};

use crate::collection::{ListSort, SortBy, SortIndex};
use crate::session::completions::{CompletionItem, Completions};
use crate::session::find_completions;
use crate::session::index_store::RestoredIndex;
use crate::session::list_columns::ListColumns;
use crate::session::prompt::Prompt;

/// The cases of a collection, ready to be listed, and to be searched, some of them before the others.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    lookup: Lookup,
    sort_index: Arc<SortIndex>,
    columns: ListColumns,
    /// What was found last, for a query that only grew.
    previous: PreviousResults,
    /// The cases, as long as all can be listed and not all searched.
    cases: Option<Arc<[Id]>>,
    /// Whether the search index should be stored again.
    is_index_stale: bool,
    /// The values of fields that were asked for, or the records of these kinds to which they link, until a record
    /// changes: counting them takes a look at every record.
    used_values: HashMap<(FieldId, &'static [Kind]), Arc<[CompletionItem]>>,
}

/// A search: the query, the sort order, and whether it was cancelled.
#[derive(Clone, Copy)]
pub struct FindRequest<'a> {
    /// What was typed.
    pub typed: &'a str,
    /// How the matches are sorted.
    pub sort: ListSort,
    /// The field to sort by, whatever the query and `sort` say.
    pub order: Option<&'a QuerySort>,
    /// Returns whether the search was cancelled.
    pub is_cancelled: &'a (dyn Fn() -> bool + Sync),
}

impl Default for FindRequest<'_> {
    /// Asks for all cases, and waits for them.
    fn default() -> Self {
        Self { typed: "", sort: ListSort::default(), order: None, is_cancelled: &|| false }
    }
}

/// The most records to link to that are counted; typing narrows them.
const MOST_LINKED: usize = 200;

/// As many finds as the tallest list shows.
const PAGE: usize = 60;

/// What a search found. A copy shares it.
#[derive(Clone, Debug, Default)]
pub struct SearchResult {
    /// What was typed, understood.
    pub query: Query,
    /// What of it could not be.
    pub problems: Vec<Diagnostic>,
    /// The first part of it that is only begun, and therefore left out.
    pub unfinished: Option<Diagnostic>,
    /// The records found, in the order of the list.
    pub ids: Arc<[Id]>,
    /// How each of them was found; `None` if the query has no words.
    pub found: Arc<[Option<MatchRank>]>,
    /// Those of them that are only possibly meant.
    pub possible: Arc<HashSet<Id>>,
    /// What to type instead where nothing was found.
    pub advice: Advice,
    /// The best of the records that are no cases and match too, with how it was found.
    pub nearest_beyond: Option<(Id, Option<MatchRank>)>,
    /// Whether these are all; else they are the best, and the rest is being ranked.
    pub whole: bool,
    /// Whether only some of the records could be searched yet.
    pub partial: bool,
    /// Whether the best matches come first, because the query has words.
    pub ranked: bool,
    /// How wide the columns of the list are.
    pub columns: ListColumns,
}

impl SearchResult {
    /// Takes over what to type instead, of the lines of this index.
    fn take_advice(&mut self, advice: Advice, lookup: &Lookup) {
        let nearest = advice.nearest.as_ref();
        self.nearest_beyond =
            nearest.and_then(|hit| Some((lookup.ids().get(hit.index)?.clone(), hit.found)));
        self.advice = advice;
    }
}

impl Finder {
    /// Makes a collection ready.
    pub fn of(collection: &Arc<Collection>) -> Self {
        Self { lookup: Lookup::of(collection), ..Self::default() }
            .sorted_by(SortIndex::of(collection))
    }

    /// Makes a collection ready to be listed, which takes less time than to be searched.
    pub fn to_list(collection: &Arc<Collection>) -> Self {
        Self { cases: Some(cases(collection)), ..Self::default() }
            .sorted_by(SortIndex::of(collection))
    }

    /// Makes all records ready to be searched, if their lines were stored.
    #[must_use]
    pub fn with_index(self, restored: RestoredIndex) -> Self {
        let RestoredIndex { lookup, is_stale, .. } = restored;
        let finder = Self { is_index_stale: is_stale, ..self };
        match lookup {
            Some(lookup) => Self { lookup, cases: None, ..finder },
            None => finder,
        }
    }

    /// Returns whether the search index should be stored again, once all lines are made.
    pub(crate) fn is_index_stale(&self) -> bool {
        self.is_index_stale
    }

    /// Takes note that it was stored.
    pub(crate) fn index_was_stored(&mut self) {
        self.is_index_stale = false;
    }

    fn sorted_by(self, index: SortIndex) -> Self {
        Self { columns: columns(&index), sort_index: Arc::new(index), ..self }
    }

    /// Makes all records of the collection that can be listed ready to be searched too.
    pub fn prepare(&mut self, collection: &Collection) {
        while !self.is_ready() {
            self.prepare_some(collection);
        }
    }

    /// Does the same with some thousand more of them.
    pub fn prepare_some(&mut self, collection: &Collection) {
        if self.is_ready() {
            return;
        }
        self.used_values.clear();
        if self.searchable() == 0 {
            self.lookup = Lookup::unindexed(collection);
        }
        self.lookup.index_more(collection);
        if self.lookup.is_complete() {
            self.cases = None;
        }
    }

    /// Takes over the same records, checked.
    pub fn check(&mut self, collection: &Arc<Collection>) {
        self.used_values.clear();
        self.lookup.update_problems(collection);
        Arc::make_mut(&mut self.sort_index).set_collection(collection);
    }

    /// Returns whether all records can be searched.
    pub fn is_ready(&self) -> bool {
        self.cases.is_none()
    }

    /// Counts the records that can be searched.
    pub fn searchable(&self) -> usize {
        self.lookup.indexed()
    }

    /// Returns whether what was typed can be answered for all records.
    pub fn can_answer(&self, typed: &str) -> bool {
        self.is_ready() || is_empty_query(typed)
    }

    /// Returns whether a change is taken in without indexing all again.
    pub fn can_follow(&self, touched: &Touched) -> bool {
        self.is_ready() || self.searchable() > 0 && matches!(touched, Touched::Only { .. })
    }

    /// Makes ready a collection that took in changes, given what these touched.
    pub fn renew(&mut self, collection: &Arc<Collection>, touched: &Touched) {
        let renewed = self.lookup.renew(collection, touched);
        if self.cases.is_some() {
            self.cases = (!self.lookup.is_complete()).then(|| cases(collection));
        }
        Arc::make_mut(&mut self.sort_index).renew(collection, &renewed);
        self.columns = columns(&self.sort_index);
        self.used_values.clear();
        // What was found before may be another record now.
        self.previous = PreviousResults::default();
    }

    /// Returns the completions for the cursor position in a line; `collection` is the one indexed.
    pub fn offers(&self, collection: &Collection, line: &Prompt) -> Completions {
        find_completions::offers(&self.lookup, collection, line)
    }

    /// Returns the values that records have in a field, the most usual first, each with the number of its records.
    pub(crate) fn used_values(
        &mut self,
        collection: &Collection,
        field: FieldId,
    ) -> Arc<[CompletionItem]> {
        if let Some(known) = self.used_values.get(&(field, &[])) {
            return Arc::clone(known);
        }
        let used: Arc<[CompletionItem]> = {
            let line = Prompt::of(&format!("{}:", field.as_str()));
            let mut used = find_completions::offers(&self.lookup, collection, &line).offers;
            used.retain(|one| one.count != Some(0));
            used.into()
        };
        self.used_values.insert((field, &[]), Arc::clone(&used));
        used
    }

    /// Returns the records of some kinds to which a field links, those with most links first, each with their number.
    pub(crate) fn linked_values(
        &mut self,
        collection: &Collection,
        field: FieldId,
        kinds: &'static [Kind],
    ) -> Arc<[CompletionItem]> {
        if let Some(known) = self.used_values.get(&(field, kinds)) {
            return Arc::clone(known);
        }
        let mut linked = collection.counted_links(field, kinds);
        if linked.len() > MOST_LINKED {
            linked.select_nth_unstable_by(MOST_LINKED, most_linked_first);
            linked.truncate(MOST_LINKED);
        }
        linked.sort_unstable_by(most_linked_first);
        let item = |(id, _, count): &(&Id, usize, usize)| CompletionItem {
            value: id.to_string(),
            words: collection.name_of(id).to_owned(),
            count: Some(*count),
            ..CompletionItem::default()
        };
        let linked: Arc<[CompletionItem]> = linked.iter().map(item).collect();
        self.used_values.insert((field, kinds), Arc::clone(&linked));
        linked
    }

    /// Returns the best of what words find in names, ids and short texts among the records of some kinds, a page of them. The
    /// others are not looked at, and of these the rest is not ranked.
    pub(crate) fn find_page(&self, words: &str, kinds: &[Kind]) -> Vec<Id> {
        let (query, _) = Query::read(words, self.lookup.catalogue());
        let rank = |line: usize| self.sort_index.rank_of(line, ListSort::default()).key();
        let (is_full, mut page) = (AtomicBool::new(false), None);
        let request = SearchOptions {
            rank: &rank,
            last_part: Part::Short,
            page: PAGE,
            is_cancelled: &|| is_full.load(Ordering::Relaxed),
            ..SearchOptions::default()
        };
        let ids = |hits: &[Hit]| -> Vec<Id> {
            named(&self.lookup, hits).into_iter().map(|(id, _)| id.clone()).collect()
        };
        let whole = self.lookup.search_kinds(&query, kinds, &request, |first| {
            is_full.store(true, Ordering::Relaxed);
            page = Some(ids(first));
        });
        page.or_else(|| whole.map(|whole| ids(&whole.hits))).unwrap_or_default()
    }

    /// Returns what `typed` finds: the certain before the possible, of each the best first where
    /// there are words to go by, else as the sort says.
    ///
    /// An order that was chosen for these very finds, in the query or by key, is kept throughout.
    pub fn find(&self, typed: &str, sort: ListSort) -> SearchResult {
        let wish = FindRequest { typed, sort, ..FindRequest::default() };
        let answered = self.answer(&wish, &PreviousResults::default(), |_| {});
        answered.map(|(answer, _)| answer).unwrap_or_default()
    }

    /// Returns a finder of these search lines.
    pub(crate) fn of_lookup(lookup: Lookup) -> Self {
        Self { lookup, ..Self::default() }
    }

    /// Returns the search lines.
    pub(crate) fn lookup(&self) -> &Lookup {
        &self.lookup
    }

    /// Returns a finder for this one query that asks for nothing but words; `None` where it asks for more.
    pub(crate) fn for_words(collection: &Collection, query: &Query) -> Option<Self> {
        let lookup = Lookup::for_words(collection, query)?;
        Some(Self { lookup, ..Self::default() })
    }

    /// Returns a finder for this one query, without an index of what the query cannot find.
    pub(crate) fn for_query(collection: &Collection, query: &Query) -> Self {
        Self { lookup: Lookup::for_query(collection, query), ..Self::default() }
    }

    /// Returns the first records of any kind that a query finds: what it finds as it is, then those of the kinds that
    /// a query without `kind:` leaves out.
    pub fn find_any_kind(&self, typed: &str, most: usize) -> Vec<Id> {
        let others = "(kind:person | kind:organisation | kind:place | kind:source)";
        let queries = [typed.to_owned(), format!("{typed} {others}")];
        let mut ids: Vec<Id> = Vec::new();
        for typed in queries {
            let found = self.find(&typed, ListSort::default());
            let new: Vec<Id> =
                found.ids.iter().filter(|id| !ids.contains(id)).take(most).cloned().collect();
            ids.extend(new);
        }
        ids.truncate(most);
        ids
    }

    /// Returns what the query finds that the finder is for, sorted by `order` if there is one.
    pub(crate) fn find_once(
        &self,
        collection: &Collection,
        typed: &str,
        order: Option<&QuerySort>,
    ) -> SearchResult {
        let wish = FindRequest { typed, order, ..FindRequest::default() };
        let answered = self.rank(&wish, &PreviousResults::default(), |_| {});
        let (mut answer, _) = answered.unwrap_or_default();
        if answer.ids.is_empty() && answer.problems.is_empty() && !is_empty_query(typed) {
            // What the query leaves out was not looked at, and may match without a part of it.
            let is_whole = self.lookup.ids().len() == collection.ids().count();
            let whole = (!is_whole).then(|| Lookup::of(collection));
            let lookup = whole.as_ref().unwrap_or(&self.lookup);
            answer.take_advice(lookup.advise(typed, &answer.query), lookup);
        } else if answer.problems.is_empty() {
            answer.take_advice(self.lookup.beyond_words(typed, &answer.query), &self.lookup);
        }
        answer
    }

    /// Returns what a query finds in these lines, which are all lines of a collection that was not read; `None` where
    /// something is wrong with the query.
    pub(crate) fn find_stored(&self, typed: &str) -> Option<SearchResult> {
        let wish = FindRequest { typed, ..FindRequest::default() };
        let (mut answer, _) = self.rank(&wish, &PreviousResults::default(), |_| {})?;
        if !answer.problems.is_empty() || answer.unfinished.is_some() {
            return None;
        }
        if answer.ids.is_empty() && !is_empty_query(typed) {
            answer.take_advice(self.lookup.advise(typed, &answer.query), &self.lookup);
        } else {
            answer.take_advice(self.lookup.beyond_words(typed, &answer.query), &self.lookup);
        }
        Some(answer)
    }

    /// Does the same, and reports the first page as soon as it is certain if there is more than
    /// one; `None` if the search was cancelled.
    pub fn search(
        &mut self,
        wish: &FindRequest<'_>,
        first_page: impl FnMut(SearchResult),
    ) -> Option<SearchResult> {
        let (answer, results) = self.answer(wish, &self.previous, first_page)?;
        self.previous = results;
        Some(answer)
    }

    /// Returns what is found where nothing is asked: all cases, in their order.
    fn listed(&self, cases: &[Id], sort: ListSort) -> SearchResult {
        // Cases come first among all records, so that their numbers are those of the standings.
        let mut numbers: Vec<usize> = (0..cases.len()).collect();
        numbers.sort_by_cached_key(|number| self.sort_index.rank_of(*number, sort).key());
        SearchResult {
            ids: numbers.iter().filter_map(|number| cases.get(*number)).cloned().collect(),
            found: vec![None; numbers.len()].into(),
            whole: true,
            columns: self.columns,
            ..SearchResult::default()
        }
    }

    fn answer(
        &self,
        wish: &FindRequest<'_>,
        before: &PreviousResults,
        first_page: impl FnMut(SearchResult),
    ) -> Option<(SearchResult, PreviousResults)> {
        let (mut answer, results) = self.rank(wish, before, first_page)?;
        let is_sure = answer.problems.is_empty() && self.is_ready() && !(wish.is_cancelled)();
        if answer.ids.is_empty() && is_sure {
            answer.take_advice(self.lookup.advise(wish.typed, &answer.query), &self.lookup);
        } else if answer.ids.len() < PAGE && is_sure {
            // A longer list has no room to say so.
            answer.take_advice(self.lookup.beyond_words(wish.typed, &answer.query), &self.lookup);
        }
        Some((answer, results))
    }

    fn rank(
        &self,
        wish: &FindRequest<'_>,
        before: &PreviousResults,
        mut first_page: impl FnMut(SearchResult),
    ) -> Option<(SearchResult, PreviousResults)> {
        let FindRequest { typed, sort, order, is_cancelled: abandoned } = *wish;
        if let Some(cases) = self.cases.as_ref().filter(|_| is_empty_query(typed)) {
            return Some((self.listed(cases, sort), PreviousResults::default()));
        }
        let (lookup, columns) = (&self.lookup, self.columns);
        let (query, problems) = Query::read(typed, lookup.catalogue());
        let unfinished = query.unfinished_problem(typed, lookup.catalogue());
        let order = order.or(query.sorting());
        let chosen = sort.over_words || order.is_some();
        let rank = |line: usize| self.sort_index.rank_of(line, sort).key();
        let answer = |found: &[(&Id, Hit)], whole| SearchResult {
            query: query.clone(),
            problems: problems.clone(),
            unfinished: unfinished.clone(),
            ids: found.iter().map(|(id, _)| (*id).clone()).collect(),
            found: found.iter().map(|(_, hit)| hit.found).collect(),
            possible: Arc::new(possible(found)),
            advice: Advice::default(),
            nearest_beyond: None,
            whole,
            partial: !self.is_ready(),
            ranked: !chosen && found.iter().any(|(_, hit)| hit.found.is_some()),
            columns,
        };
        let before = Some(before);
        let request = SearchOptions {
            rank: &rank,
            page: PAGE,
            is_cancelled: abandoned,
            previous: before,
            ..SearchOptions::default()
        };
        let ranking = lookup.search(&query, &request, |page| {
            if !chosen {
                first_page(answer(&named(lookup, page), false));
            }
        })?;
        let mut found = named(lookup, &ranking.hits);
        match order {
            Some(sorting) => lookup.sort(&mut found, SortBy::Field(sorting)),
            None if chosen => lookup.sort(&mut found, SortBy::List(&self.sort_index, sort)),
            None => {}
        }
        Some((answer(&found, true), ranking.results))
    }
}

/// Returns the cases of a collection, in the order of its records.
fn cases(collection: &Collection) -> Arc<[Id]> {
    let kinds = Kind::all().filter(|kind| kind.is_case());
    kinds.flat_map(|kind| collection.ids_of(kind)).cloned().collect()
}

/// Returns how wide the columns of the list are.
fn columns(index: &SortIndex) -> ListColumns {
    index.case_summaries().map(ListColumns::of).fold(ListColumns::default(), ListColumns::and)
}

/// Compares records by how many links lead to them, then by the number of their kind, then by id.
fn most_linked_first(
    (id, kind, count): &(&Id, usize, usize),
    (other_id, other_kind, other_count): &(&Id, usize, usize),
) -> cmp::Ordering {
    other_count.cmp(count).then(kind.cmp(other_kind)).then_with(|| id.cmp(other_id))
}

fn is_empty_query(typed: &str) -> bool {
    typed.trim().is_empty()
}

fn named<'l>(lookup: &'l Lookup, hits: &[Hit]) -> Vec<(&'l Id, Hit)> {
    hits.iter().filter_map(|hit| Some((lookup.ids().get(hit.index)?, *hit))).collect()
}

fn possible(found: &[(&Id, Hit)]) -> HashSet<Id> {
    let possible = found.iter().filter(|(_, hit)| hit.certainty == Certainty::Possible);
    possible.map(|(id, _)| (*id).clone()).collect()
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;
    use crate::collection::ListOrder;
    use crate::collection::{Changes, Loader, Memory, Mention, load, sample};

    #[test]
    fn the_page_of_some_kinds_has_what_a_query_for_these_finds_in_short_texts() {
        let collection = Arc::new(load(&sample()));
        let finder = Finder::of(&collection);
        let mut found = 0;
        for kinds in [
            &[Kind::Place][..],
            &[Kind::Source, Kind::Victim],
            &[Kind::Person, Kind::Organisation, Kind::Rescue],
        ] {
            for typed in ["", "a", "ko", "sihanoukville", "sihanukvile", "guangxi", "2022", "xqyzz"]
            {
                let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
                let query = format!("kind:={} {typed}", names.join(","));
                let whole = finder.find(&query, ListSort::default());
                let found_at = |at: usize| whole.found.get(at).copied().flatten();
                let is_short = |at: usize| found_at(at).is_none_or(|rank| rank.part.is_short());
                let ids = whole.ids.iter().enumerate();
                let short: Vec<_> =
                    ids.filter(|(at, _)| is_short(*at)).map(|(_, id)| id.clone()).collect();
                // What is found in a long text, may be found less well in a short one too.
                let mut page = finder.find_page(typed, kinds);
                page.retain(|id| short.contains(id));
                assert_eq!(page, short[..short.len().min(PAGE)], "{query}");
                found += page.len();
            }
        }
        assert!(found > 100, "{found}");
    }

    #[test]
    fn what_a_field_links_to_most_comes_first_as_counted_one_by_one_after_any_change() {
        let mut memory = Memory::default();
        let victim = |number: usize| {
            format!(
                "title = 'Test'\nexploitation_place = 'place-{}'\nrelated = ['test-{}', 'test-{}']\n",
                number % 7,
                number / 2 % 5,
                number % 3,
            )
        };
        for number in 0..30 {
            memory.put(format!("victims/test-{number}.toml"), victim(number));
        }
        for number in 0..6 {
            memory.put(format!("places/place-{number}.toml"), format!("name = 'Place {number}'\n"));
        }
        let mut collection = Arc::new(load(&memory));
        let mut finder = Finder::of(&collection);
        let kinds = [&[Kind::Place][..], &[Kind::Rescue, Kind::Victim, Kind::Place]];
        let check = |finder: &mut Finder, collection: &Collection, changed: &str| {
            for field in [FieldId::ExploitationPlace, FieldId::Related, FieldId::Home] {
                for kinds in kinds {
                    let ids = kinds.iter().flat_map(|kind| collection.ids_of(*kind));
                    let counted = ids.map(|id| {
                        let by_field = |mention: &&Mention| mention.field == field;
                        (id.to_string(), collection.mentions(id).iter().filter(by_field).count())
                    });
                    let mut counted: Vec<(String, usize)> =
                        counted.filter(|(_, count)| *count > 0).collect();
                    counted.sort_by_key(|(_, count)| cmp::Reverse(*count));
                    let linked = finder.linked_values(collection, field, kinds);
                    let linked: Vec<(String, usize)> =
                        linked.iter().map(|one| (one.value.clone(), one.count.unwrap())).collect();
                    assert_eq!(linked, counted, "{field:?} {kinds:?} {changed}");
                }
            }
        };
        check(&mut finder, &collection, "nothing");
        for (path, text) in [
            ("victims/test-1.toml", Some(victim(12))),
            ("victims/test-2.toml", None),
            ("places/place-6.toml", Some("name = 'New'\n".to_owned())),
            ("places/place-0.toml", None),
            ("rescues/test-3.toml", Some("title = 'R'\nrelated = ['test-3']\n".to_owned())),
            ("victims/test-3.toml", None),
        ] {
            match text {
                Some(text) => memory.put(path, text),
                None => memory.remove(path),
            }
            let accepted = Loader::after(&collection).apply(&memory, &Changes::at(path));
            collection = Arc::new(accepted.collection);
            finder.renew(&collection, &accepted.touched);
            check(&mut finder, &collection, path);
        }
    }

    #[test]
    fn what_can_only_be_listed_is_listed_as_a_search_for_nothing_would() {
        let mut memory = Memory::default();
        for (number, date) in ["2022", "2020-03", "2021~", ""].into_iter().enumerate() {
            let date = if date.is_empty() { String::new() } else { format!("date = '{date}'\n") };
            memory.put(format!("rescues/test-{number}.toml"), format!("title = 'T'\n{date}"));
            memory.put(format!("victims/person-{number}.toml"), "title = 'P'\n");
        }
        memory.put("places.toml", "[seatown]\nname = 'Seatown'\n");
        let collection = Arc::new(load(&memory));
        let (whole, listed) = (Finder::of(&collection), Finder::to_list(&collection));
        assert!(listed.can_answer(" ") && !listed.can_answer("seatown"));
        for order in [ListOrder::Kind, ListOrder::Latest, ListOrder::Earliest, ListOrder::Name] {
            for reversed in [false, true] {
                let sort = ListSort { order, reversed, over_words: false };
                let (one, other) = (listed.find("", sort), whole.find("", sort));
                assert_eq!(
                    (&one.ids, one.whole, one.columns),
                    (&other.ids, other.whole, other.columns)
                );
            }
        }
        let mut listed = listed;
        listed.prepare(&collection);
        let searched = listed.find("seatown kind:place", ListSort::default());
        assert_eq!((searched.ids.len(), searched.partial), (1, false));
    }

    #[test]
    fn what_is_ready_is_searched_before_the_rest_is() {
        let mut memory = Memory::default();
        for number in 0..9_000 {
            let name = ["Test Near", "Test Far"][number / 4_500];
            memory.put(format!("victims/test-{number:04}.toml"), format!("title = '{name}'\n"));
        }
        memory.put("places.toml", "[seatown]\nname = 'Seatown'\n");
        let collection = Arc::new(load(&memory));
        let mut finder = Finder::to_list(&collection);
        let mut counted = Vec::new();
        while !finder.is_ready() {
            finder.prepare_some(&collection);
            let count = |typed: &str| {
                let answer = finder.find(typed, ListSort::default());
                assert!(answer.problems.is_empty() && answer.whole);
                assert_eq!(answer.partial, !finder.can_answer(typed), "{typed}");
                answer.ids.len()
            };
            counted.push(["", "near", "far", "rel:seatown"].map(count));
        }
        assert_eq!(counted.first(), Some(&[9_000, 4_096, 0, 0]));
        assert_eq!(counted.last(), Some(&[9_000, 4_500, 4_500, 0]));
        assert_eq!(
            finder.find("far", ListSort::default()).ids,
            Finder::of(&collection).find("far", ListSort::default()).ids
        );
    }

    #[test]
    fn orders_that_were_asked_for_are_mended_when_files_change() {
        let victim = |name: &str, age: usize, dispute: &str| {
            format!(
                "title = '{name}'\nname = '{name}'\nage = {age}\nrecruitment_date = '20{age}'\n\
                 [[quote]]\nsource = 'paper'\ntext = 'Words'\nsupports = ['age']\n{dispute}"
            )
        };
        let disputed = "disputes = { age = 99 }\n";
        let mut memory = Memory::default();
        memory.put("sources.toml", "[paper]\ntitle = 'A Test Paper'\n");
        for (number, name) in ["Test É", "test d", "Test C", "Test B"].into_iter().enumerate() {
            memory.put(format!("victims/test-{number}.toml"), victim(name, 15 + number, ""));
        }
        let listed = |finder: &Finder| -> Vec<Arc<[Id]>> {
            let sort = |order| {
                [false, true].map(|reversed| ListSort { order, reversed, over_words: true })
            };
            let sorts = ListOrder::iter().flat_map(sort);
            sorts.map(|sort| finder.find("", sort).ids).collect()
        };
        let mut collection = Arc::new(load(&memory));
        let mut finder = Finder::of(&collection);
        let before = listed(&finder);
        for (number, text) in [
            (1, Some(victim("Test F", 16, ""))),
            (0, Some(victim("Test É", 40, disputed))),
            (7, Some(victim("test a", 12, disputed))),
            (2, None),
            (3, Some("title = 'Test G'\n".to_owned())),
        ] {
            let path = format!("victims/test-{number}.toml");
            match text {
                Some(text) => memory.put(&path, text),
                None => memory.remove(&path),
            }
            let accepted = Loader::after(&collection).apply(&memory, &Changes::at(&path));
            collection = Arc::new(accepted.collection);
            finder.renew(&collection, &accepted.touched);
            assert_eq!(listed(&finder), listed(&Finder::of(&collection)), "{path}");
        }
        assert_ne!(listed(&finder), before);
        let most = ListSort { order: ListOrder::Disputed, ..ListSort::default() };
        let ids = finder.find("", most).ids;
        assert_eq!(ids[..2].iter().map(Id::as_str).collect::<Vec<_>>(), ["test-0", "test-7"]);
    }

    #[test]
    fn what_changes_while_records_are_indexed_does_not_begin_that_again() {
        let mut memory = Memory::default();
        let victim = |name: &str| format!("title = '{name}'\nhome = 'seatown'\n");
        for number in 0..9_000 {
            memory.put(format!("victims/test-{number:04}.toml"), victim("Test Near"));
        }
        memory.put("places.toml", "[seatown]\nname = 'Seatown'\n");
        let collection = Arc::new(load(&memory));
        for (path, text) in [
            ("victims/test-0001.toml", Some(victim("Test Far"))),
            ("victims/test-8999.toml", Some(victim("Test Far"))),
            ("victims/test-0000-new.toml", Some(victim("Test Far"))),
            ("victims/test-9999.toml", Some(victim("Test Far"))),
            ("victims/test-0002.toml", None),
            ("victims/test-8998.toml", None),
            ("places.toml", Some("[seatown]\nname = 'Far Town'\n".to_owned())),
            ("places.toml", None),
        ] {
            let mut memory = memory.clone();
            let mut finder = Finder::to_list(&collection);
            finder.prepare_some(&collection);
            finder.prepare_some(&collection);
            let made = finder.searchable();
            match text {
                Some(text) => memory.put(path, text),
                None => memory.remove(path),
            }
            let accepted = Loader::after(&collection).apply(&memory, &Changes::at(path));
            let collection = Arc::new(accepted.collection);
            assert!(finder.can_follow(&accepted.touched), "{path}");
            finder.renew(&collection, &accepted.touched);
            assert!(!finder.is_ready() && finder.searchable() == made, "{path}: {made}");
            let whole = Finder::of(&collection);
            let all = |finder: &Finder| finder.find("", ListSort::default()).ids;
            assert_eq!(all(&finder), all(&whole), "{path}");
            finder.prepare(&collection);
            for typed in ["", "near", "far", "home:far", "home:seatown", "rel:seatown"] {
                let ids = |finder: &Finder| finder.find(typed, ListSort::default()).ids;
                assert_eq!(ids(&finder), ids(&whole), "{path}: {typed}");
            }
        }
    }
}
