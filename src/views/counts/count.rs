//! Counts the cases of a query by one field or two.

use crate::collection::Lookup;
use crate::parallel::of_each;
use crate::record::Id;
use crate::search::{LineSet, SetSize};
use crate::views::base_query::BaseQuery;
use crate::views::disclosure_history::{DisclosureHistory, SeenMarks};
use crate::views::mark::Mark;
use crate::views::protection::{Shown, WholeOfParts};

use super::axis::AxisField;
use super::categories::{Categories, CategoryLimit};
use super::category::{Category, CategoryKind};
use super::people::PeopleStatements;

/// The most rows and columns of values; what is more is only said to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountLimits {
    /// The most rows.
    pub rows: usize,
    /// The most columns.
    pub columns: usize,
}

/// What is to be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountRequest {
    /// The query, as it was typed.
    pub typed: String,
    /// What the rows are.
    pub rows: AxisField,
    /// What the columns are; `None` for a single column of numbers.
    pub columns: Option<AxisField>,
    /// How many there may be.
    pub limits: CountLimits,
    /// Whether to find out what others may see of the numbers.
    pub is_protected: bool,
}

/// The rows or columns of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct CountAxis {
    /// The field.
    pub field: AxisField,
    /// The rows or columns.
    pub categories: Vec<Category>,
    /// How many more values there are.
    pub more: usize,
}

/// A table of numbers of cases.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    base: BaseQuery,
    rows: CountAxis,
    columns: Option<CountAxis>,
    /// The numbers, row by row; the last of each row is of the whole row, the last row of all.
    sizes: Vec<SetSize>,
    shown: Option<Vec<Shown>>,
    people: PeopleStatements,
}

/// A row or column of a table; `None` for the one of all.
pub type CountPlace = Option<usize>;

impl Default for CountLimits {
    fn default() -> Self {
        Self { rows: 200, columns: 100 }
    }
}

/// Under protection a table is small: working out what could be worked out takes long.
const PROTECTED: CountLimits = CountLimits { rows: 40, columns: 40 };

/// An axis with the lines of each category.
struct CountedAxis {
    axis: CountAxis,
    sets: Vec<LineSet>,
}

impl CountedAxis {
    fn of(field: &AxisField, lookup: &Lookup, within: &LineSet, limit: CategoryLimit) -> Self {
        let Categories { categories, more } = Categories::of(field, lookup, within, limit);
        let terms: Vec<&str> = categories.iter().map(|category| category.terms.as_str()).collect();
        let sets = lookup.sets_of_terms(&terms);
        let counted = categories.into_iter().zip(sets);
        let counted = counted.filter_map(|(category, set)| Some((category, set?.and(within))));
        let counted: Vec<(Category, LineSet)> = counted.collect();
        let stretches = counted
            .iter()
            .filter(|(category, _)| matches!(category.kind, CategoryKind::Stretch(_)))
            .map(|(_, set)| set.at_most_only());
        let elsewhere = stretches.reduce(|one, other| one.or(&other)).map(|covered| !&covered);
        let is_used = |(category, set): &(Category, LineSet)| {
            if matches!(category.kind, CategoryKind::Before(_) | CategoryKind::After(_)) {
                // An open end reaches for ever; what is certainly there, or nowhere else, counts.
                let only_there = elsewhere.as_ref().map(|elsewhere| set.and(elsewhere));
                return set.size().certain > 0
                    || only_there.is_none_or(|lines| lines.size().at_most > 0);
            }
            let always = matches!(
                category.kind,
                CategoryKind::Stretch(_) | CategoryKind::NotStated | CategoryKind::Kind(_)
            );
            always && !field.has_many_empty() || set.size().at_most > 0
        };
        let (categories, sets) = counted.into_iter().filter(is_used).unzip();
        let axis = CountAxis { field: field.clone(), categories, more };
        Self { axis, sets }
    }
}

impl Counts {
    /// Counts what is asked for, among the records that `may_count` allows if there is one; `history` has what others have seen
    /// before.
    pub fn of(
        lookup: &Lookup,
        request: &CountRequest,
        may_count: Option<&(dyn Fn(&Id) -> bool + Sync)>,
        history: &mut DisclosureHistory,
    ) -> Self {
        let base = BaseQuery::of(&request.typed, lookup.catalogue());
        let mut within = lookup.matching(base.query());
        if let Some(may_count) = may_count {
            within = within.and(&lookup.lines_where(may_count));
        }
        let limits = if request.is_protected { PROTECTED } else { request.limits };
        let is_protected = request.is_protected;
        let limit = |most: usize| CategoryLimit { most, is_protected };
        let rows = CountedAxis::of(&request.rows, lookup, &within, limit(limits.rows));
        let columns = request.columns.as_ref();
        let columns =
            columns.map(|field| CountedAxis::of(field, lookup, &within, limit(limits.columns)));
        let column_sets = columns.as_ref().map_or(&[][..], |columns| &columns.sets);
        let sizes_of = |row: &LineSet| -> Vec<SetSize> {
            let cells = column_sets.iter().map(|column| row.size_with(column));
            cells.chain([row.size()]).collect()
        };
        let mut sizes: Vec<SetSize> = of_each(&rows.sets, &sizes_of).concat();
        sizes.extend(sizes_of(&within));
        let seen = SeenTable { rows: &rows.sets, columns: column_sets, within: &within };
        let shown = request.is_protected.then(|| seen.shown(lookup, history));
        let people = PeopleStatements::of(&base, lookup, &within);
        Self {
            base,
            rows: rows.axis,
            columns: columns.map(|columns| columns.axis),
            sizes,
            shown,
            people,
        }
    }

    /// Returns the query that is counted.
    pub fn base(&self) -> &BaseQuery {
        &self.base
    }

    /// Returns the rows.
    pub fn rows(&self) -> &CountAxis {
        &self.rows
    }

    /// Returns the columns; `None` where there is only the one of all.
    pub fn columns(&self) -> Option<&CountAxis> {
        self.columns.as_ref()
    }

    /// Returns the columns, none where there is only the one of all.
    pub fn column_categories(&self) -> &[Category] {
        self.columns.as_ref().map_or(&[], |columns| &columns.categories)
    }

    /// Returns what is said of numbers of people.
    pub fn people(&self) -> &PeopleStatements {
        &self.people
    }

    /// Returns how many cases are in a cell.
    pub fn size(&self, row: CountPlace, column: CountPlace) -> SetSize {
        self.sizes.get(self.at(row, column)).copied().unwrap_or_default()
    }

    /// Returns what others may see of the number in a cell; `None` where that was not asked for.
    pub fn shown(&self, row: CountPlace, column: CountPlace) -> Option<Shown> {
        self.shown.as_ref()?.get(self.at(row, column)).copied()
    }

    /// Returns whether it is known what others may see.
    pub fn is_protected(&self) -> bool {
        self.shown.is_some()
    }

    fn at(&self, row: CountPlace, column: CountPlace) -> usize {
        let columns = self.column_categories().len();
        row.unwrap_or(self.rows.categories.len()) * (columns + 1) + column.unwrap_or(columns)
    }

    /// Returns the mark of a cell.
    pub fn mark(&self, row: CountPlace, column: CountPlace) -> Mark {
        let terms = |categories: &[Category], place: CountPlace| {
            place.and_then(|place| categories.get(place)).map(|category| category.terms.clone())
        };
        let parts = [terms(&self.rows.categories, row), terms(self.column_categories(), column)];
        let parts: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
        Mark::of(self.base.with(&parts), self.size(row, column))
    }

    /// Returns all rows, that of all last.
    pub fn all_rows(&self) -> impl Iterator<Item = CountPlace> + use<> {
        (0..self.rows.categories.len()).map(Some).chain([None])
    }

    /// Returns all columns, that of all last.
    pub fn all_columns(&self) -> impl Iterator<Item = CountPlace> + use<> {
        (0..self.column_categories().len()).map(Some).chain([None])
    }

    /// Returns the greatest number of a row.
    pub fn greatest(&self) -> usize {
        let rows = 0..self.rows.categories.len();
        rows.map(|row| self.size(Some(row), None).at_most).max().unwrap_or_default()
    }

    /// Returns whether a case may be in several rows, so that they do not add up.
    pub fn overlaps(&self) -> bool {
        let axis_sum = |sum: usize| sum > self.size(None, None).at_most;
        let rows = (0..self.rows.categories.len()).map(|row| self.size(Some(row), None).at_most);
        let columns = self.column_categories().len();
        let columns = (0..columns).map(|column| self.size(None, Some(column)).at_most);
        axis_sum(rows.sum()) || axis_sum(columns.sum())
    }
}

/// A table as others see it.
struct SeenTable<'t> {
    rows: &'t [LineSet],
    columns: &'t [LineSet],
    within: &'t LineSet,
}

impl SeenTable<'_> {
    /// Returns what others may see of each cell.
    fn shown(&self, lookup: &Lookup, history: &mut DisclosureHistory) -> Vec<Shown> {
        let Self { rows, columns, within } = *self;
        let width = columns.len() + 1;
        let row = |row: usize| rows.get(row).unwrap_or(within);
        let column = |column: usize| columns.get(column).unwrap_or(within);
        let lines = |mark: usize| row(mark / width).and(column(mark % width));
        // The number of all, and those of the rows.
        let first: Vec<usize> =
            (0..=rows.len()).rev().map(|row| row * width + columns.len()).collect();
        let count = (rows.len() + 1) * width;
        let wholes = self.wholes();
        history
            .protected(lookup, &SeenMarks { count, lines: &lines, wholes: &wholes, first: &first })
    }

    /// Returns which cells are parts of which others.
    fn wholes(&self) -> Vec<WholeOfParts> {
        let Self { rows, columns, .. } = *self;
        let width = columns.len() + 1;
        let mut wholes: Vec<WholeOfParts> = Vec::new();
        for row in 0..=rows.len() {
            let whole = row * width + columns.len();
            let parts = (0..columns.len()).map(|column| row * width + column).collect();
            wholes.push(WholeOfParts { whole, parts });
        }
        for column in 0..width {
            let whole = rows.len() * width + column;
            let parts = (0..rows.len()).map(|row| row * width + column).collect();
            wholes.push(WholeOfParts { whole, parts });
        }
        // One value may lie in another, as a town does in its country: what is in the country and not in the town
        // can be worked out too.
        for (outer, inner) in nested(rows) {
            let pair = |column: usize| WholeOfParts {
                whole: outer * width + column,
                parts: vec![inner * width + column],
            };
            wholes.extend((0..width).map(pair));
        }
        for (outer, inner) in nested(columns) {
            let pair = |row: usize| WholeOfParts {
                whole: row * width + outer,
                parts: vec![row * width + inner],
            };
            wholes.extend((0..=rows.len()).map(pair));
        }
        wholes
    }
}

/// Returns the pairs of sets of which one lies in the other, the outer one first.
fn nested(sets: &[LineSet]) -> Vec<(usize, usize)> {
    let sizes: Vec<usize> = sets.iter().map(|set| set.size().at_most).collect();
    let mut pairs = Vec::new();
    for (outer, one) in sets.iter().enumerate() {
        for (inner, other) in sets.iter().enumerate().filter(|(inner, _)| *inner != outer) {
            let size = sizes.get(inner).copied().unwrap_or_default();
            if size > 0 && one.size_with(other).at_most == size {
                pairs.push((outer, inner));
            }
        }
    }
    pairs
}
