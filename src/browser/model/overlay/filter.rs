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
    /// What it is called.
    pub(crate) names: &'t [String],
    /// Whether something may follow the name.
    pub(crate) takes: bool,
    /// Whether it is found by its name alone.
    pub(crate) by_name_alone: bool,
}

/// Returns the numbers of the matching lines, the best first: lines that are called so, lines whose key starts
/// with the text, lines whose name does, then lines that contain its words, then fuzzy matches. An empty text
/// matches all but those that are found by their name alone.
pub(crate) fn filter_lines<'t>(
    typed: &str,
    lines: impl Iterator<Item = FilterLine<'t>> + Clone,
) -> Vec<usize> {
    let typed = typed.trim();
    if typed.is_empty() {
        let all = lines.enumerate().filter(|(_, line)| !line.by_name_alone);
        return all.map(|(number, _)| number).collect();
    }
    let by_key =
        |line: &FilterLine<'_>| line.key.split_whitespace().any(|key| key.starts_with(typed));
    let steps: [&dyn Fn(&FilterLine<'_>) -> bool; 3] =
        [&|line| line.is_called(typed), &by_key, &|line| line.may_be_called(typed)];
    let mut found: Vec<usize> = Vec::new();
    for step in steps {
        for (number, _) in lines.clone().enumerate().filter(|(_, line)| step(line)) {
            if !found.contains(&number) {
                found.push(number);
            }
        }
    }
    // Fields and signs of the query language mean nothing here.
    let small = typed.to_lowercase();
    let plain: String = small.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let (query, _) = Query::parse(&plain, &[]);
    if query.is_empty() {
        return found;
    }
    let all: Vec<SearchLine> = lines.clone().map(|line| line_of(&line)).collect();
    let by_words: Vec<bool> = lines.map(|line| !line.by_name_alone).collect();
    for hit in find(&query, &all) {
        if !found.contains(&hit.index) && by_words.get(hit.index) == Some(&true) {
            found.push(hit.index);
        }
    }
    found
}

impl FilterLine<'_> {
    /// Returns whether the line has this name, perhaps with something behind it that belongs to it.
    fn is_called(&self, typed: &str) -> bool {
        let typed = typed.to_lowercase();
        let is_followed =
            |name: &str| typed.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '));
        self.names.iter().any(|name| *name == typed || self.takes && is_followed(name))
    }

    /// Returns whether a name of the line starts with this.
    fn may_be_called(&self, typed: &str) -> bool {
        let typed = typed.to_lowercase();
        self.names.iter().any(|name| name.starts_with(&typed))
    }
}

fn line_of(line: &FilterLine<'_>) -> SearchLine {
    let mut builder = SearchLine::builder();
    builder.text(Part::Name, &fold(line.words));
    builder.text(Part::Short, &fold(line.more)).text(Part::Short, &fold(line.key));
    for name in line.names {
        builder.text(Part::Short, &fold(name));
    }
    builder.build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, found: &[usize]) {
        let lines =
            [("gg Home", "to the first"), ("z", "zoom the pane"), ("!", "list the problems")];
        let lines = lines.into_iter().map(|(key, words)| FilterLine {
            key,
            words,
            more: "",
            names: &[],
            takes: false,
            by_name_alone: false,
        });
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

    #[track_caller]
    fn check_names(typed: &str, found: &[usize]) {
        let names = ["quit,q", "new victim", "write,w"]
            .map(|names| names.split(',').map(str::to_owned).collect::<Vec<String>>());
        let words = ["leave the quotes", "a record", "save"];
        let lines =
            words.into_iter().zip(&names).enumerate().map(|(number, (words, names))| FilterLine {
                key: "",
                words,
                more: "",
                names,
                takes: number == 1,
                by_name_alone: number == 2,
            });
        assert_eq!(filter_lines(typed, lines), found, "{typed}");
    }

    #[test]
    fn a_name_that_is_typed_in_full_comes_first_and_may_be_followed_by_what_it_takes() {
        check_names("q", &[0]);
        check_names("Q", &[0]);
        check_names("ne", &[1]);
        check_names("new victim test-a", &[1]);
        check_names("quit test-a", &[]);
        check_names("w", &[2, 1]);
        check_names("sav", &[]);
        check_names("", &[0, 1]);
    }
}
