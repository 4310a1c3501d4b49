//! The state of the screen of counts: what was asked and answered, the selected cell.

use std::sync::Arc;

use crate::browser::model::cache::memo::Memo;
use crate::browser::model::input::command::Step;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::{Choice, Effect, Extent, FrameAreas, Shared};
use crate::browser::screen::counts::table::{Column, CountsTable, TableRoom};
use crate::collection::base_catalogue;
use crate::redaction::Mask;
use crate::search::DayRange;
use crate::views::ViewRequest;
use crate::views::counts::{
    AxisField, Category, CountLimits, CountPlace, CountRequest, Counts, countable_fields,
};

/// What is said in the place of what cases state of numbers of people, where others may see the screen.
pub(super) const HIDDEN_FROM_OTHERS: &str = "what single cases state is hidden from others";

/// The number from which the choices of columns begin; those of rows begin at 0.
const COLUMNS_FROM: usize = 10_000;

/// The state of the screen.
#[derive(Clone, Debug, Default)]
pub(crate) struct CountsScreen {
    /// The number of the last request.
    generation: u64,
    /// What was asked last of the collection that is shown.
    asked: Option<CountRequest>,
    /// The number of the request that was answered last; 0 before the first.
    answered: u64,
    counts: Option<Arc<Counts>>,
    /// What the rows are; `None` for what is usual.
    rows: Option<AxisField>,
    columns: ColumnsChoice,
    selected: SelectedCell,
    first_row: usize,
    first_column: usize,
    shares: bool,
    /// Whether what cases state of numbers of people is shown instead of the table.
    is_people: bool,
    table: Memo<TableKey, CountsTable>,
}

/// What the columns are.
#[derive(Clone, Debug, Default)]
enum ColumnsChoice {
    /// What is usual: years.
    #[default]
    Usual,
    /// None, only the number of cases.
    Alone,
    /// The values of a field.
    By(AxisField),
}

/// A cell by its row and its column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct SelectedCell {
    row: SelectedCategory,
    column: SelectedCategory,
}

/// A row or a column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum SelectedCategory {
    /// Where a table begins: the first row, the last column of a value.
    #[default]
    Usual,
    /// That of all cases.
    All,
    /// The one with these terms, which no other number of rows shifts.
    Of(String),
    /// A period with these days, or where dates are counted by others, the first of them that has a case: it is known once
    /// the numbers have come.
    Days(DayRange),
}

impl SelectedCategory {
    fn at(categories: &[Category], number: usize) -> Self {
        categories.get(number).map_or(Self::All, |of| Self::Of(of.terms.clone()))
    }

    /// Returns the number of it among some categories; `None` for all cases.
    fn place(&self, categories: &[Category]) -> CountPlace {
        categories.iter().position(|category| match self {
            Self::Usual | Self::All => false,
            Self::Of(terms) => category.terms == *terms,
            Self::Days(days) => category.days == Some(*days),
        })
    }

    /// Returns it by its days, where it is a period.
    fn by_days(&self, categories: &[Category]) -> Self {
        let days = self.place(categories).and_then(|at| categories.get(at)?.days);
        days.map_or_else(|| self.clone(), Self::Days)
    }

    /// Makes it one of these categories; `has_case` says which of them have any.
    fn find(
        &mut self,
        categories: &[Category],
        usual: CountPlace,
        has_case: &dyn Fn(usize) -> bool,
    ) {
        let number = match self {
            Self::All | Self::Of(_) => return,
            Self::Usual => usual,
            Self::Days(wanted) => {
                let is_of_it =
                    |days: DayRange| days.first <= wanted.last && wanted.first <= days.last;
                let of_it = |at: &usize| {
                    categories.get(*at).and_then(|category| category.days).is_some_and(is_of_it)
                };
                let mut there = (0..categories.len()).filter(of_it);
                there.clone().find(|at| has_case(*at)).or_else(|| there.next())
            }
        };
        *self = number.map_or(Self::All, |number| Self::at(categories, number));
    }
}

/// What the words of the table are made of.
#[derive(Clone, Debug, PartialEq)]
struct TableKey {
    answered: u64,
    mask: Mask,
    arriving: bool,
    shares: bool,
}

impl CountsScreen {
    /// Returns what is to be asked, if it is not what was asked last.
    pub(super) fn ask(&mut self, shared: &Shared) -> Option<Effect> {
        let request = CountRequest {
            typed: shared.query.text.clone(),
            rows: self.rows(),
            columns: self.columns(),
            limits: CountLimits::default(),
            is_protected: shared.mask == Mask::All,
        };
        if shared.collection.is_none() || self.asked.as_ref() == Some(&request) {
            return None;
        }
        self.generation += 1;
        self.asked = Some(request.clone());
        let request = Box::new(ViewRequest::Counts(request));
        Some(Effect::View { generation: self.generation, request })
    }

    /// Takes an answer, unless another is awaited.
    pub(super) fn take(&mut self, generation: u64, counts: &Arc<Counts>) {
        if generation == self.generation {
            self.counts = Some(Arc::clone(counts));
            self.answered = generation;
        }
    }

    /// Asks again, since the collection is another.
    pub(super) fn forget(&mut self) {
        self.asked = None;
    }

    /// Returns what is shown, if anyone who looks on may see it: the numbers of the owner are not for others.
    pub(super) fn counts(&self, shared: &Shared) -> Option<&Counts> {
        let counts = self.counts.as_deref()?;
        (counts.is_protected() == (shared.mask == Mask::All)).then_some(counts)
    }

    /// Returns whether what is shown is not yet what was asked.
    pub(super) fn is_waiting(&self) -> bool {
        self.answered != self.generation
    }

    /// Returns what the rows are.
    pub(super) fn rows(&self) -> AxisField {
        let usual = || AxisField::usual("kind");
        self.rows.clone().unwrap_or_else(usual)
    }

    /// Returns what the columns are.
    pub(super) fn columns(&self) -> Option<AxisField> {
        match &self.columns {
            ColumnsChoice::Usual => Some(AxisField::usual("date")),
            ColumnsChoice::Alone => None,
            ColumnsChoice::By(field) => Some(field.clone()),
        }
    }

    pub(super) fn shares(&self) -> bool {
        self.shares
    }

    pub(super) fn first_row(&self) -> usize {
        self.first_row
    }

    pub(super) fn first_column(&self) -> usize {
        self.first_column
    }

    /// Returns the words of the table.
    pub(super) fn table(&self, shared: &Shared) -> Option<Arc<CountsTable>> {
        let (counts, masked) = (self.counts(shared)?, shared.masked()?);
        let key = TableKey {
            answered: self.answered,
            mask: shared.mask,
            arriving: shared.is_arriving(),
            shares: self.shares,
        };
        Some(self.table.get(key, || CountsTable::of(counts, &masked, self.shares)))
    }

    /// Returns the selected row.
    pub(super) fn row(&self, counts: &Counts) -> CountPlace {
        self.selected.row.place(&counts.rows().categories)
    }

    /// Returns the selected column.
    pub(super) fn column(&self, counts: &Counts) -> CountPlace {
        self.selected.column.place(counts.column_categories())
    }

    /// Makes the selected cell one that is there, and has it be seen.
    pub(super) fn lay_out(&mut self, shared: &Shared) {
        let Some(table) = self.table(shared) else { return };
        let Some(counts) = self.counts.clone() else { return };
        self.select_usual(&counts);
        let room = TableRoom::of(inside(shared));
        let rows = counts.rows().categories.len() + 1;
        let row = self.row(&counts).unwrap_or(rows - 1);
        self.first_row = scrolled(self.first_row, row, room.rows, rows);
        let columns = table.scrolling(room);
        self.first_column = self.first_column.min(columns.saturating_sub(1));
        if let Some(column) = self.column(&counts).filter(|column| *column < columns) {
            self.first_column = self.first_column.min(column);
            while self.first_column < column {
                let Column { last, .. } = table.columns_from(self.first_column, room);
                if column < last {
                    break;
                }
                self.first_column += 1;
            }
        }
        // No room stays empty at the right while there are columns at the left.
        while self.first_column > 0
            && table.columns_from(self.first_column - 1, room).last >= columns
        {
            self.first_column -= 1;
        }
    }

    /// Makes the selected row and column ones of the table, once it is the one that was asked for.
    fn select_usual(&mut self, counts: &Counts) {
        let (rows, columns) = (&counts.rows().categories, counts.column_categories());
        // Where the cursor goes is not to tell others which cells have cases.
        let may_count = !counts.is_protected();
        if counts.rows().field == self.rows() {
            let column = self.column(counts);
            let has_case = |row: usize| may_count && counts.size(Some(row), column).at_most > 0;
            self.selected.row.find(rows, (!rows.is_empty()).then_some(0), &has_case);
        }
        if counts.columns().map(|columns| &columns.field) == self.columns().as_ref() {
            let row = self.row(counts);
            let has_case = |column: usize| may_count && counts.size(row, Some(column)).at_most > 0;
            let last = columns.iter().rposition(|column| column.kind.is_value());
            self.selected.column.find(columns, last, &has_case);
        }
    }

    /// Moves up or down.
    pub(super) fn step(&mut self, shared: &Shared, step: Step) {
        let Some(counts) = self.counts.clone() else { return };
        let last = counts.rows().categories.len();
        let row = self.row(&counts).unwrap_or(last);
        let rows = TableRoom::of(inside(shared)).rows;
        self.select_row(&counts, step.from(row, last + 1, rows));
    }

    fn select_row(&mut self, counts: &Counts, row: usize) {
        self.selected.row = SelectedCategory::at(&counts.rows().categories, row);
    }

    /// Moves left or right.
    pub(super) fn sideways(&mut self, times: usize, is_right: bool) {
        let Some(counts) = self.counts.clone() else { return };
        let columns = counts.column_categories();
        let column = self.column(&counts).unwrap_or(columns.len());
        let column =
            if is_right { column.saturating_add(times) } else { column.saturating_sub(times) };
        self.select_column(&counts, column);
    }

    fn select_column(&mut self, counts: &Counts, column: usize) {
        self.selected.column = SelectedCategory::at(counts.column_categories(), column);
    }

    /// Selects the cell of the table at a line and a cell of the screen; returns whether it was selected before.
    pub(super) fn click(&mut self, shared: &Shared, line: usize, at: usize) -> bool {
        let shown = self.counts.clone().zip(self.table(shared)).filter(|_| !self.is_people);
        let Some((counts, table)) = shown else { return false };
        let room = TableRoom::of(inside(shared));
        let Some(line) = line.checked_sub(room.head).filter(|line| *line < room.rows) else {
            return false;
        };
        let before = (self.row(&counts), self.column(&counts));
        self.select_row(&counts, self.first_row + line);
        let Some(column) = table.column_at(self.first_column, room, at) else { return false };
        self.select_column(&counts, column);
        before == (self.row(&counts), self.column(&counts))
    }

    /// Counts dates by longer or shorter periods; returns whether any field is a date.
    pub(super) fn zoom(&mut self, is_shorter: bool) -> bool {
        let zoomed = |field: AxisField| field.zoomed(is_shorter);
        if let Some(counts) = &self.counts {
            self.selected.row = self.selected.row.by_days(&counts.rows().categories);
            self.selected.column = self.selected.column.by_days(counts.column_categories());
        }
        if let Some(columns) = self.columns().filter(AxisField::is_date) {
            self.columns = ColumnsChoice::By(zoomed(columns));
        } else if self.rows().is_date() {
            self.rows = Some(zoomed(self.rows()));
        } else {
            return false;
        }
        true
    }

    pub(super) fn is_people(&self) -> bool {
        self.is_people
    }

    pub(super) fn toggle_people(&mut self) {
        self.is_people = !self.is_people;
    }

    pub(super) fn toggle_shares(&mut self) {
        self.shares = !self.shares;
    }

    /// Lists the fields that rows or columns can be.
    pub(super) fn menu(&self, shared: &mut Shared, is_rows: bool) {
        let fields = countable_fields(base_catalogue());
        let in_force = if is_rows { Some(self.rows()) } else { self.columns() };
        let line = |(number, field): (usize, &AxisField)| OverlayLine {
            meaning: field.label.clone(),
            note: if field.is_date() { "dates".to_owned() } else { String::new() },
            found_by: field.name.clone(),
            names: vec![field.label.clone()],
            choice: Some(Choice::Own(if is_rows { number } else { COLUMNS_FROM + number })),
            ..OverlayLine::default()
        };
        let mut entries: Vec<OverlayLine> = fields.iter().enumerate().map(line).collect();
        if !is_rows {
            entries.insert(
                0,
                OverlayLine {
                    meaning: "no columns, only the number of cases".to_owned(),
                    choice: Some(Choice::Own(COLUMNS_FROM + fields.len())),
                    ..OverlayLine::default()
                },
            );
        }
        let at = in_force.and_then(|known| {
            let number = fields.iter().position(|field| field.name == known.name)?;
            Some(Choice::Own(if is_rows { number } else { COLUMNS_FROM + number }))
        });
        let title = if is_rows { "Rows by" } else { "Columns by" };
        let overlay = Overlay::of(title, entries).as_popup().filterable();
        shared.overlay = Some(overlay.at(at.as_ref()));
    }

    /// Takes what was chosen for the rows or the columns.
    pub(super) fn choose(&mut self, number: usize) {
        let fields = countable_fields(base_catalogue());
        match number.checked_sub(COLUMNS_FROM) {
            None => {
                self.rows = fields.get(number).cloned().or_else(|| self.rows.take());
                (self.selected.row, self.first_row) = (SelectedCategory::Usual, 0);
            }
            Some(number) => {
                let field = fields.get(number).cloned();
                self.columns = field.map_or(ColumnsChoice::Alone, ColumnsChoice::By);
                (self.selected.column, self.first_column) = (SelectedCategory::Usual, 0);
            }
        }
    }
}

/// Returns the part of the screen inside of its border.
pub(super) fn inside(shared: &Shared) -> Extent {
    Extent::of(FrameAreas::inside(shared.areas().body))
}

/// Returns the first of `all` lines that is shown, so that one is seen and no room stays empty.
fn scrolled(first: usize, at: usize, room: usize, all: usize) -> usize {
    let least = (at + 1).saturating_sub(room.max(1));
    first.clamp(least, at.max(least)).min(all.saturating_sub(room))
}
