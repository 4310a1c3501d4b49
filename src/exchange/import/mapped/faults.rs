//! What is wrong with a row of a table beside its single values: its id, its title, where it links to, and control characters.

use crate::exchange::import::cell::{control, words_of};
use crate::exchange::import::fault::ImportFault;
use crate::exchange::import::table::ImportedRow;
use crate::exchange::import::template_text::TextTemplate;
use crate::record::edit::TypedValue;
use crate::record::{Field, FieldId, Id, Kind, Shape};

use super::{MappedReader, RowLink, RowValue};

impl MappedReader<'_> {
    /// Refuses control characters in cells that only the id, the key or constants use; those of columns that become fields are read
    /// with their values.
    pub(super) fn refuse_controls(&mut self, row: &ImportedRow) {
        let columns = self.mapping.templates().flat_map(TextTemplate::columns);
        let mut columns: Vec<usize> =
            columns.filter_map(|name| self.table.column(name.trim())).collect();
        columns.sort_unstable();
        columns.dedup();
        for column in columns {
            let is_field = self.columns.get(column).is_some_and(|targets| !targets.is_empty());
            let fault = row.cells.get(column).and_then(|cell| control(&cell.text));
            if let Some(fault) = fault.filter(|_| !is_field) {
                self.faults.push(fault.at(self.table.place(row, column)));
            }
        }
    }

    /// Returns the id of a row; a fault where none can be made.
    pub(super) fn made_id(&mut self, row: &ImportedRow, text: &str) -> Option<String> {
        let made = Id::suggestion(text);
        let fits = made.as_deref().and_then(Id::new).is_some_and(|id| id.fits_file_name());
        if fits {
            return made;
        }
        if made.is_none() && Id::suggestion_for_file(text).is_none() {
            self.faults.push(ImportFault::new(
                self.table.place_of_row(row),
                "the row has nothing that an id can be made of",
                "fill the cells that the id of the mapping names, put {#}, the number of the row, into it, or take the row out",
            ));
            return None;
        }
        let columns = self.mapping.id.columns().filter_map(|name| self.table.column(name.trim()));
        let longest =
            columns.max_by_key(|column| row.cells.get(*column).map_or(0, |cell| cell.text.len()));
        let place = match longest {
            Some(column) => self.table.place(row, column),
            None => self.table.place_of_row(row),
        };
        self.faults.push(ImportFault::new(
            place,
            "the id that the mapping makes of the row is too long for the name of a file",
            "shorten the cell, or name another column in the id of the mapping, such as id = \"row {#}\"",
        ));
        None
    }

    /// Refuses a new case without a title, which lists could not name.
    pub(super) fn demand_title(&mut self, row: &ImportedRow, values: &[RowValue]) {
        let has_title = values.iter().any(|value| value.field.name == FieldId::Title);
        if has_title || !self.mapping.kind.is_case() {
            return;
        }
        let becomes_title = |targets: &&[super::ColumnTarget]| {
            targets.iter().any(|target| target.field.name == FieldId::Title)
        };
        let place = match self.columns.iter().position(becomes_title) {
            Some(column) => self.table.place(row, column),
            None => format!("{}, [constants] title, for row {}", self.mapping.name, row.number),
        };
        self.faults.push(ImportFault::new(
            place,
            "the row has no title, and every case needs one",
            "fill the cell, take the row out, or write a title of other columns below [constants]",
        ));
    }

    /// Refuses links to what neither the collection nor the table has.
    pub(super) fn check_links(&mut self) {
        for RowLink { place, kinds, to } in std::mem::take(&mut self.links) {
            let Some(id) = Id::new(&to) else { continue };
            let of_table = self.rows_of.contains_key(&id).then_some(self.mapping.kind);
            let of_source = (self.mapping.source.as_ref() == Some(&id)).then_some(Kind::Source);
            let known = self.collection.kind_of(&id).or(of_table).or(of_source);
            let takes: Vec<String> = kinds.iter().map(|kind| kind.with_article()).collect();
            let takes = takes.join(" or ");
            let first = kinds.first().copied().unwrap_or(Kind::Place);
            let (what, remedy) = match known {
                Some(kind) if kinds.contains(&kind) => continue,
                Some(kind) => (
                    format!("`{id}` is {}, and the field takes {takes}", kind.with_article()),
                    format!("write the id of {takes}"),
                ),
                None => (
                    format!("there is no {first} `{id}`"),
                    format!(
                        "create it first: casebook new {first} {id}; for names write find = \"{first}\" for the column"
                    ),
                ),
            };
            self.faults.push(ImportFault::new(place, what, remedy));
        }
    }
}

/// Returns where the values of a field link to, which is looked up once all rows are read.
pub(super) fn links_of(field: &Field, values: &[TypedValue], place: &str) -> Vec<RowLink> {
    let Shape::Link(kinds) = field.shape else { return Vec::new() };
    let links =
        values.iter().map(|value| RowLink { place: place.to_owned(), kinds, to: words_of(value) });
    links.collect()
}
