//! Suggestions for a query that finds nothing: which part to remove, and which word was probably
//! meant.

use super::near_words::words_near;
use crate::search::evaluate::line_match::Hit;
use crate::search::matching::needle::Needle;
use crate::search::query::{Query, QueryNode};
use crate::search::store::Store;
use crate::text::ByteRange;

/// Changes to a query with which it finds something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// The node to remove: the one without which the query finds most.
    pub without: Option<Alternative>,
    /// The word that was probably meant.
    pub meant: Option<Alternative>,
    /// The query with that word.
    pub instead: Option<String>,
    /// The term to add, with which the query finds lines that it leaves out by itself.
    pub beyond: Option<Alternative>,
    /// The best of these lines.
    pub nearest: Option<Hit>,
}

/// A change of a query, and how much it finds then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The node to remove, as it was typed, or the word or term to type.
    pub words: String,
    /// How many lines are found.
    pub found: usize,
}

// A search runs without each node in turn, which takes too long for a query with more nodes than this.
const MOST_NODES: usize = 20;
// More words than this are not tried: the fourth nearest is hardly the one that was meant.
const MOST_GUESSES: usize = 3;

/// Returns advice for a query that finds nothing, given what was `typed`; `count` returns how many lines
/// another query finds.
pub(crate) fn advise(
    typed: &str,
    query: &Query,
    store: &Store,
    count: impl Fn(&str) -> usize,
) -> Advice {
    let nodes = query.nodes();
    if nodes.len() > MOST_NODES {
        return Advice::default();
    }
    let mut rests: Vec<(usize, &QueryNode)> = match nodes {
        // Without its only node, a query would find everything.
        [only] => vec![(0, only)],
        _ => nodes.iter().map(|node| (count(&spliced(typed, node.range(), "")), node)).collect(),
    };
    rests.sort_by_key(|(found, _)| std::cmp::Reverse(*found));
    let without = rests.first().filter(|(found, _)| *found > 0).map(|(found, node)| Alternative {
        words: node.range().of(typed).to_owned(),
        found: *found,
    });
    let corrected = rests.iter().find_map(|(_, node)| corrected(typed, node, store, &count));
    let (meant, instead) = corrected.unzip();
    // What a query leaves out by itself, its caller knows.
    Advice { without, meant, instead, ..Advice::default() }
}

/// Returns the indexed word that is nearest to the word of a node, if the query finds something with it, and that query.
fn corrected(
    typed: &str,
    node: &QueryNode,
    store: &Store,
    count: &impl Fn(&str) -> usize,
) -> Option<(Alternative, String)> {
    let word = word(typed, node)?;
    let needle = Needle::new(word.of(typed))?;
    let guesses = words_near(store, &needle).into_iter().take(MOST_GUESSES);
    let mut tried = guesses.map(|guess| {
        let instead = spliced(typed, word, &guess);
        (Alternative { words: guess, found: count(&instead) }, instead)
    });
    tried.find(|(alternative, _)| alternative.found > 0)
}

/// Returns the place of the word in a node, without the name of its field and without punctuation.
fn word(typed: &str, node: &QueryNode) -> Option<ByteRange> {
    let range = match node {
        QueryNode::Term(term) => term.range,
        QueryNode::Group(_) => return None,
    };
    let raw = range.of(typed);
    if raw.starts_with(['-', '!']) {
        return None;
    }
    let start = raw.rfind([':', '：', ',']).map_or(0, |at| at + 1);
    let tail = raw.get(start..).unwrap_or(raw);
    let marks = |c: char| !c.is_alphanumeric();
    let inner = tail.trim_start_matches(marks);
    let start = range.end() - inner.len();
    let end = start + inner.trim_end_matches(marks).len();
    let word = ByteRange::new(start, end)?;
    let text = word.of(typed);
    (!text.is_empty() && !text.contains(char::is_whitespace)).then_some(word)
}

/// Returns the query with other words at a place.
fn spliced(typed: &str, place: ByteRange, words: &str) -> String {
    let before = ByteRange::from_span(0..place.start()).of(typed);
    let behind = ByteRange::from_span(place.end()..typed.len()).of(typed);
    format!("{before}{words}{behind}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::evaluate::rank::{SearchOptions, search};
    use crate::search::part::Part;
    use crate::search::query::catalogue::Catalogue;
    use crate::search::store::line::SearchLine;

    fn line(name: &str, place: &str) -> SearchLine {
        let mut builder = SearchLine::builder();
        builder.text(Part::Name, name).text(Part::Short, place);
        let field = Catalogue::of_words(&["place"]).number("place").unwrap();
        builder.facts().stored(field, place);
        builder.build()
    }

    #[track_caller]
    fn check(typed: &str, expected: &str) {
        let lines = [
            line("Test One", "Myawaddy"),
            line("Test Two", "Myawaddy"),
            line("Nguyễn Thử", "Poipet"),
            line("妙 Three", "Poipet"),
        ];
        let store = Store::of(&lines);
        let read = |typed: &str| Query::parse(typed, &["place"]).0;
        let count = |typed: &str| {
            let ranking = search(&read(typed), &store, &SearchOptions::default(), |_| {});
            ranking.unwrap().hits.len()
        };
        let Advice { without, meant, .. } = advise(typed, &read(typed), &store, count);
        let written = |instead: Option<Alternative>| {
            instead.map_or("-".to_owned(), |instead| format!("{} {}", instead.words, instead.found))
        };
        assert_eq!(format!("{}, {}", written(without), written(meant)), expected, "{typed}");
    }

    #[test]
    fn the_node_to_remove_is_the_one_without_which_most_is_found() {
        check("place:mywady test", "place:mywady 2, myawaddy 2");
        check("test place:poipet", "test 2, -");
    }

    #[test]
    fn the_nearest_word_that_finds_something_is_suggested() {
        check("place:mywady", "-, myawaddy 2");
        check("nygueen", "-, nguyen 1");
        check("\"ngyen\"", "-, nguyen 1");
    }

    #[test]
    fn without_a_near_word_there_is_no_suggestion() {
        check("qwxyz", "-, -");
        check("-test -place:poipet", "-test 2, -");
        check("妙瓦底", "-, -");
    }
}
