//! Saved views: a query and a sort order behind a digit.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use crate::collection::settings::list_sort::{ListSort, SORT_NAMES};
use crate::diagnostic::suggest_or_list;
use crate::record::{IN_QUOTES, TableReader};
use crate::text::shortened;

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

    /// Puts a view behind a digit.
    pub(crate) fn put(&mut self, digit: u8, view: SavedView) {
        self.0.insert(digit, view);
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

    /// Reads the views of some settings. What cannot be read is reported and left out.
    pub(crate) fn read(settings: &mut TableReader<'_, '_, '_>) -> Self {
        const HELP: &str = "write [views], and below it lines such as 1 = \"kind:victim\"";
        let mut views = BTreeMap::new();
        let Some(mut table) = settings.table("views", HELP) else { return Self::default() };
        for name in table.names() {
            if let Ok(digit @ 1..=9) = name.parse()
                && name.len() == 1
            {
                views.extend(SavedView::read(&mut table, name).map(|view| (digit, view)));
            } else {
                let message = format!("the key of a view is a digit, not `{}`", shortened(name));
                table.refuse_key(name, message, "use one of 1 to 9; 0 always lists everything");
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

    fn read<'n>(views: &mut TableReader<'_, 'n, '_>, digit: &'n str) -> Option<Self> {
        if !views.has_table(digit) {
            let help = "write it in quotes, such as \"kind:victim\"";
            let query = views.text(digit, "a query", help).value()?;
            return Some(Self { query: query.trim().to_owned(), ..Self::default() });
        }
        let mut table = views.table(digit, "")?;
        let trimmed = |text: &str| text.trim().to_owned();
        let name = table.text("name", "text", IN_QUOTES).value().map(trimmed);
        let has_query = table.has("query");
        let query = table.text("query", "text", IN_QUOTES).value().map(trimmed);
        let written = table.text("sort", "text", IN_QUOTES).value();
        let sort = written.and_then(ListSort::named);
        if let Some(written) = written.filter(|_| sort.is_none()) {
            let help = suggest_or_list(written.trim_start_matches('-'), SORT_NAMES);
            table.not_allowed("sort", written, help);
        }
        table.finish();
        if !has_query {
            let help = "add query = \"\"; an empty one lists everything";
            views.refuse(digit, format!("view {digit} has no query"), help);
            return None;
        }
        let name = name.filter(|name| !name.is_empty());
        Some(Self { name, query: query.unwrap_or_default(), sort })
    }
}

#[cfg(test)]
mod tests;
