//! Searches the archived texts of a collection for words.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;

use rayon::prelude::*;

use crate::evidence::Passage;
use crate::record::{Id, Kind};
use crate::search::{Needle, Query};

use crate::collection::assemble::Collection;

/// A place in an archived text where words were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextHit {
    /// The source whose text it is.
    pub source: Id,
    /// The place.
    pub passage: Passage,
    /// Whether it lies in a passage that a case quotes.
    pub is_quoted: bool,
}

/// A part of what a search in all archived texts finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSearchPart {
    /// The places, by the ids of the sources and in the order of each text.
    pub hits: Vec<TextHit>,
    /// Whether it is the last part.
    pub is_last: bool,
    /// Whether the search has stopped before the last text because it found so much.
    pub is_cut: bool,
}

/// So many texts are searched before what they contain is reported.
const TEXTS_AT_ONCE: usize = 64;

impl Collection {
    /// Searches the archived texts for words and reports the places of each few texts, at most `most` in all,
    /// until the caller has enough. The last part is reported even if it is empty.
    pub fn search_texts_in_parts(
        &self,
        words: &str,
        most: usize,
        part: &mut dyn FnMut(TextSearchPart) -> ControlFlow<()>,
    ) {
        let needle = Needle::new(words);
        let texts = self.archive().texts().map(|(source, _)| source);
        let mut sources: Vec<&Id> = texts.filter(|_| needle.is_some()).collect();
        sources.sort_unstable();
        let mut left = most;
        let mut parts = sources.chunks(TEXTS_AT_ONCE).peekable();
        loop {
            let some = parts.next().unwrap_or_default();
            let of_source = |source: &&Id| {
                needle.as_ref().map(|words| self.hits_in(source, words)).unwrap_or_default()
            };
            let found: Vec<Vec<TextHit>> = some.par_iter().map(of_source).collect();
            let mut hits: Vec<TextHit> = found.into_iter().flatten().collect();
            let is_cut = hits.len() > left;
            hits.truncate(left);
            left -= hits.len();
            let is_last = is_cut || parts.peek().is_none();
            let goes_on = part(TextSearchPart { hits, is_last, is_cut });
            if is_last || goes_on.is_break() {
                return;
            }
        }
    }

    /// Returns whether there is a file for the archived text of a source that cannot be read as text, such as one
    /// that is not in UTF-8; `check` reports why.
    pub fn has_unreadable_text(&self, source: &Id) -> bool {
        self.archive().get(source).is_none()
            && self.file_at(Path::new(&format!("archive/{source}.txt"))).is_some()
    }

    /// Returns all places of words in the archived texts, by the ids of the sources and in the order of each text.
    pub fn search_texts(&self, words: &str) -> Vec<TextHit> {
        let Some(needle) = Needle::new(words) else { return Vec::new() };
        let mut sources = self.archive().containing(&[&needle]);
        sources.sort_unstable();
        sources.into_iter().flat_map(|source| self.hits_in(source, &needle)).collect()
    }

    /// Returns all places of words in the archived text of a source, in the order of the text.
    pub fn search_text(&self, source: &Id, words: &str) -> Vec<TextHit> {
        Needle::new(words).map(|words| self.hits_in(source, &words)).unwrap_or_default()
    }

    fn hits_in(&self, source: &Id, words: &Needle) -> Vec<TextHit> {
        let found = self.archive().get(source).map(|text| text.search(words)).unwrap_or_default();
        if found.is_empty() {
            return Vec::new();
        }
        let mut quoted = self.quoted_passages(source);
        quoted.sort_unstable();
        // Both are sorted, and a text may have as many places as words: of all quotes that start before a place, the
        // one that ends last decides.
        let (mut quoted, mut reached) = (quoted.into_iter().peekable(), 0);
        let hit = |passage: Passage| {
            let place = passage.range;
            while let Some(quote) = quoted.next_if(|quote| quote.start() <= place.start()) {
                reached = reached.max(quote.end());
            }
            TextHit { source: source.clone(), passage, is_quoted: place.end() <= reached }
        };
        found.into_iter().map(hit).collect()
    }

    /// Returns why the `text:` terms of a query find a record: the first place of their words in the archived text
    /// of a source, or in those that a case quotes.
    pub fn first_text_hit(&self, of: &Id, query: &Query) -> Option<TextHit> {
        let any_of = query.text_words();
        if any_of.is_empty() {
            return None;
        }
        let sources = self.sources_with_texts(of);
        let of_source = |source: &Id| {
            let hits = |words: &&Needle| self.hits_in(source, words).into_iter().next();
            any_of.iter().filter_map(hits).min_by_key(|hit| hit.passage.range)
        };
        sources.iter().find_map(of_source)
    }

    /// Returns the sources with a text that a `text:` looks at for a record: a source itself, or those that a case
    /// quotes.
    fn sources_with_texts(&self, of: &Id) -> BTreeSet<Id> {
        let sources = self.with_record(of, |located| {
            let record = located.record;
            let itself = (record.kind == Kind::Source).then_some(&record.id);
            let quoted = record.quotes.iter().filter_map(|quote| quote.source());
            let all = quoted.chain(itself).filter(|id| self.archive().get(id).is_some());
            all.cloned().collect()
        });
        sources.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};

    fn collection() -> Collection {
        let mut memory = Memory::default();
        memory.put("sources.toml", "[wire]\n[paper]\n[letter]\n");
        memory.put("archive/wire.txt", "The guardian left.\nA Guardian came.\n");
        memory.put("archive/paper.txt", "Nothing.\n\nNo guard-\nian.\n");
        for (id, source, words) in [
            ("test-a", "wire", "guardian left"),
            ("test-b", "paper", "Nothing"),
            ("test-c", "letter", "guardian"),
        ] {
            let quote = format!("[[quote]]\nsource = '{source}'\ntext = '{words}'\n");
            memory.put(format!("victims/{id}.toml"), format!("title = 'T'\n{quote}"));
        }
        load(&memory)
    }

    #[test]
    fn a_search_in_parts_finds_the_same_and_stops_when_it_has_enough() {
        let mut memory = Memory::default();
        for number in 0..150 {
            memory.put(format!("archive/text-{number:03}.txt"), "A word.\nA word.\n");
        }
        let collection = load(&memory);
        let parts = |most: usize, longest: usize| {
            let mut parts = Vec::new();
            collection.search_texts_in_parts("word", most, &mut |part| {
                parts.push(part);
                if parts.len() < longest {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            });
            parts
        };
        let all = parts(1_000, 9);
        assert_eq!(all.iter().map(|part| part.hits.len()).collect::<Vec<_>>(), [128, 128, 44]);
        assert_eq!(all.iter().map(|part| part.is_last).collect::<Vec<_>>(), [false, false, true]);
        let hits: Vec<TextHit> = all.into_iter().flat_map(|part| part.hits).collect();
        assert_eq!(hits, collection.search_texts("word"));
        let cut = parts(130, 9);
        assert_eq!(cut.iter().map(|part| part.hits.len()).collect::<Vec<_>>(), [128, 2]);
        assert!(cut.last().is_some_and(|part| part.is_last && part.is_cut));
        assert_eq!(parts(1_000, 1).len(), 1);
        let mut none = Vec::new();
        collection.search_texts_in_parts("", 9, &mut |part| {
            none.push(part);
            ControlFlow::Continue(())
        });
        assert_eq!(none, [TextSearchPart { hits: Vec::new(), is_last: true, is_cut: false }]);
    }

    #[test]
    fn hits_come_by_source_and_say_whether_a_case_quotes_them() {
        let collection = collection();
        let shown = |hit: TextHit| {
            let text = collection.archive().get(&hit.source).unwrap().text();
            let quoted = if hit.is_quoted { " quoted" } else { "" };
            format!("{}:{} {:?}{quoted}", hit.source, hit.passage.line, hit.passage.range.of(text))
        };
        let found: Vec<String> =
            collection.search_texts("guardian").into_iter().map(shown).collect();
        assert_eq!(
            found,
            ["paper:3 \"guard-\\nian\"", "wire:1 \"guardian\" quoted", "wire:2 \"Guardian\""]
        );
    }

    #[test]
    fn the_first_place_in_the_texts_of_a_record_is_found() {
        let collection = collection();
        let first = |id: &str, typed: &str| {
            let (query, _) = Query::read(typed, &collection.catalogue());
            let hit = collection.first_text_hit(&Id::new(id).unwrap(), &query)?;
            Some(format!("{}:{}", hit.source, hit.passage.line))
        };
        assert_eq!(first("test-a", "text:guardian").as_deref(), Some("wire:1"));
        assert_eq!(first("test-a", "text:came").as_deref(), Some("wire:2"));
        assert_eq!(first("test-a", "text:came text:guardian").as_deref(), Some("wire:1"));
        assert_eq!(first("test-b", "text:guardian,came").as_deref(), Some("paper:3"));
        assert_eq!(first("test-b", "text:came"), None);
        assert_eq!(first("test-c", "text:guardian"), None);
        assert_eq!(first("wire", "text:came | age:3").as_deref(), Some("wire:2"));
        assert_eq!(first("wire", "-text:came"), None);
        assert_eq!(first("letter", "text:guardian"), None);
    }
}
