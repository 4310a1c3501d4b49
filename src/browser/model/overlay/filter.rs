//! Filters the lines of an overlay by what the user typed.

use crate::search::{Part, Query, SearchLine, find, fold};

/// A line of a menu, as it may be found.
pub(crate) struct FilterLine<'t> {
    /// A key or short name, found by its start.
    pub(crate) key: &'t str,
    /// What people read.
    pub(crate) words: &'t str,
    /// What else it is found by.
    pub(crate) more: &'t str,
}

/// Returns the numbers of the matching lines, the best first: lines whose key starts with the text,
/// then lines that contain its words, then fuzzy matches. An empty text matches all.
pub(crate) fn filter_lines<'t>(
    typed: &str,
    lines: impl Iterator<Item = FilterLine<'t>> + Clone,
) -> Vec<usize> {
    let typed = typed.trim();
    if typed.is_empty() {
        return (0..lines.count()).collect();
    }
    let by_key = lines
        .clone()
        .enumerate()
        .filter(|(_, line)| line.key.split_whitespace().any(|key| key.starts_with(typed)));
    let mut found: Vec<usize> = by_key.map(|(number, _)| number).collect();
    // Fields and signs of the query language mean nothing here.
    let plain: String = typed.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let (query, _) = Query::parse(&plain, &[]);
    if query.is_empty() {
        return found;
    }
    let all: Vec<SearchLine> = lines.map(|line| line_of(&line)).collect();
    for hit in find(&query, &all) {
        if !found.contains(&hit.index) {
            found.push(hit.index);
        }
    }
    found
}

fn line_of(line: &FilterLine<'_>) -> SearchLine {
    let mut builder = SearchLine::builder();
    builder.text(Part::Name, &fold(line.words));
    builder.text(Part::Short, &fold(line.more)).text(Part::Short, &fold(line.key));
    builder.build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, found: &[usize]) {
        let lines =
            [("gg Home", "to the first"), ("z", "zoom the pane"), ("!", "list the problems")];
        let lines = lines.into_iter().map(|(key, words)| FilterLine { key, words, more: "" });
        assert_eq!(filter_lines(typed, lines), found, "{typed}");
    }

    #[test]
    fn a_menu_is_narrowed_by_key_and_by_words() {
        check("", &[0, 1, 2]);
        check("g", &[0]);
        check("!", &[2]);
        check("the", &[0, 1, 2]);
        check("pane", &[1]);
        check("prblms", &[2]);
        check("xyz", &[]);
        check("kind:", &[]);
    }
}
