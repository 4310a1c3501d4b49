//! Saved views: a query and a sort order behind a digit.

use crate::record::TomlNode;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use toml::de::{DeTable, DeValue};

use crate::collection::settings::list_sort::{ListSort, SORT_NAMES};
use crate::diagnostic::{Diagnostic, Rule, suggest};
use crate::text::ByteRange;

/// Saved views, each behind a digit from 1 to 9.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedViews(BTreeMap<u8, SavedView>);

/// A query to come back to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedView {
    /// What it is called, where it has a name.
    pub name: Option<String>,
    /// The query, as it would be typed.
    pub query: String,
    /// The order of what it lists, where it asks for one.
    pub sort: Option<ListSort>,
}

/// A query, or a query with a name or an order.
#[derive(JsonSchema)]
#[schemars(untagged, deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "only its schema is wanted: the reader reports mistakes in plain words"
)]
pub(crate) enum RawView {
    /// The query, as it would be typed.
    Query(String),
    /// The query with a name or an order.
    Whole {
        /// What the view is called.
        name: Option<String>,
        /// The query, as it would be typed.
        query: String,
        /// What the list is sorted by; with a minus, the last or largest first.
        #[schemars(regex(pattern = "^-?(kind|date|name|figure|disputed)$"))]
        sort: Option<String>,
    },
}

impl SavedViews {
    /// Returns the view behind a digit.
    pub fn get(&self, digit: u8) -> Option<&SavedView> {
        self.0.get(&digit)
    }

    /// Returns the views in the order of their digits.
    pub fn iter(&self) -> impl Iterator<Item = (u8, &SavedView)> {
        self.0.iter().map(|(digit, view)| (*digit, view))
    }

    /// Returns these views, and those of `other` behind the digits that are left.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        let mut views = other.0.clone();
        views.extend(self.0.clone());
        Self(views)
    }

    /// Returns these views with what each is called in other words; what they ask for stays.
    #[must_use]
    pub fn called(mut self, words: impl Fn(&str) -> String) -> Self {
        for view in self.0.values_mut() {
            let title = words(view.title());
            view.name = Some(title);
        }
        self
    }

    /// Reads a table of views. What cannot be read becomes a [`Diagnostic`] and is left out.
    pub fn read(node: &TomlNode<'_>, problems: &mut Vec<Diagnostic>) -> Self {
        let Some(table) = node.get_ref().as_table() else {
            problems.push(
                wrong_type(node, "`views` is a table")
                    .help("write [views], and below it lines such as 1 = \"kind:victim\""),
            );
            return Self::default();
        };
        let mut views = BTreeMap::new();
        for (key, node) in table {
            let name = key.get_ref().as_ref();
            match name.parse() {
                Ok(digit @ 1..=9) if name.len() == 1 => {
                    views.extend(SavedView::read(name, node, problems).map(|view| (digit, view)));
                }
                Ok(_) | Err(_) => problems.push(
                    unknown(key.span(), format!("the key of a view is a digit, not `{name}`"))
                        .help("use one of 1 to 9; 0 always lists everything"),
                ),
            }
        }
        Self(views)
    }
}

impl SavedView {
    /// Returns what the view is called: its name, else its query.
    pub fn title(&self) -> &str {
        let query = if self.query.is_empty() { "everything" } else { &self.query };
        self.name.as_deref().unwrap_or(query)
    }

    fn read(digit: &str, node: &TomlNode<'_>, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        match node.get_ref() {
            DeValue::String(query) => {
                Some(Self { query: query.trim().to_owned(), ..Self::default() })
            }
            DeValue::Table(table) => Self::read_table(digit, (node, table), problems),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_) => {
                let problem = wrong_type(node, format!("view {digit} is no query"));
                problems.push(problem.help("write it in quotes, such as \"kind:victim\""));
                None
            }
        }
    }

    fn read_table(
        digit: &str,
        (node, table): (&TomlNode<'_>, &DeTable<'_>),
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        const KEYS: [&str; 3] = ["name", "query", "sort"];
        let mut view = Self::default();
        let mut has_query = false;
        for (key, node) in table {
            let name = key.get_ref().as_ref();
            if !KEYS.contains(&name) {
                let problem = unknown(key.span(), format!("`{name}` is no part of a view"));
                problems.push(problem.help(near(name, KEYS)));
                continue;
            }
            has_query |= name == "query";
            let Some(text) = node.get_ref().as_str() else {
                let problem = wrong_type(node, format!("the {name} of view {digit} is no text"));
                problems.push(problem.help("write it in quotes"));
                continue;
            };
            match name {
                "name" => view.name = Some(text.trim().to_owned()).filter(|name| !name.is_empty()),
                "query" => text.trim().clone_into(&mut view.query),
                _ => match ListSort::named(text) {
                    Some(sort) => view.sort = Some(sort),
                    None => problems.push(
                        wrong_type(node, format!("no list can be sorted by `{text}`"))
                            .help(near(text.trim_start_matches('-'), SORT_NAMES)),
                    ),
                },
            }
        }
        if !has_query {
            let problem = wrong_type(node, format!("view {digit} has no query"));
            problems.push(problem.help("add query = \"\"; an empty one lists everything"));
            return None;
        }
        Some(view)
    }
}

fn near(name: &str, known: impl IntoIterator<Item = &'static str>) -> String {
    let known: Vec<_> = known.into_iter().collect();
    let meant = suggest(name, known.iter().copied());
    meant.map_or_else(|| format!("use one of: {}", known.join(", ")), |meant| meant.to_string())
}

fn unknown(span: std::ops::Range<usize>, message: String) -> Diagnostic {
    Diagnostic::new(Rule::UnknownField, ByteRange::from_span(span), message)
}

fn wrong_type(node: &TomlNode<'_>, message: impl Into<Box<str>>) -> Diagnostic {
    Diagnostic::new(Rule::WrongType, ByteRange::from_span(node.span()), message)
}

#[cfg(test)]
mod tests;
