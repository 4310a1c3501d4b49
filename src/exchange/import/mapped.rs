//! A table by its mapping: what its rows say of which records, each value with the words of its cells.

mod columns;
mod faults;
mod row_words;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::collection::Collection;
use crate::diagnostic::suggest;
use crate::record::edit::TypedValue;
use crate::record::{Assertion, Cited, Field, FieldId, FieldRole, Id, Kind, Record};
use crate::text::shortened;

use super::cell::words_of;
use super::column_reader::{ColumnReader, values_of};
use super::fault::ImportFault;
use super::imported::{ImportedEdit, ImportedPart, ImportedRecord};
use super::mapping::{ColumnTarget, TableMapping};
use super::place::{PlacedRow, PlacedTable};
use super::row_quotes::{JudgedValue, Verdict, in_line, row_quotes};
use super::table::{ImportedRow, ImportedTable, ROW_NUMBER, trimmed};
use super::table_form::TableForm;
use row_words::own_quotes;

/// What a table says by its mapping.
#[derive(Clone, Debug, Default)]
pub struct MappedReading {
    /// The records, in the order of the rows.
    pub records: Vec<ImportedRecord>,
    /// What was left as it is, in sentences.
    pub notes: Vec<String>,
}

impl MappedReading {
    /// Reads a table.
    ///
    /// # Errors
    ///
    /// Names everything that is wrong.
    pub fn of(
        mapping: &TableMapping,
        table: &ImportedTable,
        collection: &Collection,
    ) -> Result<Self, Vec<ImportFault>> {
        let finds = mapping.columns.iter().flat_map(|column| &column.targets);
        let mut reader = MappedReader {
            mapping,
            table,
            collection,
            cells: ColumnReader::of(collection, finds.filter_map(|target| target.find)),
            columns: Vec::new(),
            placed: PlacedTable::of(table, std::iter::empty()),
            known: BTreeMap::new(),
            rows_of: BTreeMap::new(),
            identified: BTreeMap::new(),
            links: Vec::new(),
            reading: Self::default(),
            faults: Vec::new(),
        };
        reader.reading.notes = absent_columns(mapping, table);
        reader.reading.notes.extend(left_out(mapping, table));
        reader.match_columns();
        let fields = reader.columns.iter().enumerate().flat_map(|(column, targets)| {
            targets.iter().map(move |target| (target.field.name, column))
        });
        reader.placed = PlacedTable::of(table, fields);
        if reader.faults.is_empty() {
            if mapping.by_identifiers {
                reader.index_identifiers();
            }
            for row in &table.rows {
                reader.row(row);
            }
            reader.check_links();
        }
        if reader.faults.is_empty() { Ok(reader.reading) } else { Err(reader.faults) }
    }
}

/// Returns which columns with something in them the mapping leaves out, in a sentence.
fn left_out(mapping: &TableMapping, table: &ImportedTable) -> Option<String> {
    let is_filled = |name: &str| {
        let Some(column) = table.column(name) else { return false };
        table.rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| !cell.is_blank()))
    };
    let columns = mapping.columns.iter().filter(|column| column.targets.is_empty());
    let filled = columns.map(|column| column.name.as_str()).filter(|name| is_filled(name));
    let names: Vec<&str> = filled.map(shortened).collect();
    (!names.is_empty()).then(|| {
        format!("{}: columns that the mapping leaves out: {}", table.name, names.join(", "))
    })
}

/// Returns a sentence for each property that a mapping makes a field of, and that no entity of its schema has.
fn absent_columns(mapping: &TableMapping, table: &ImportedTable) -> Vec<String> {
    let absent = table.header.iter().skip(table.own_width());
    let is_left_out = |name: &&String| {
        mapping.columns.iter().any(|column| column.name == **name && column.targets.is_empty())
    };
    let notes = absent.filter(|name| !is_left_out(name)).map(|name| {
        let known = table.header.iter().take(table.own_width()).map(String::as_str);
        let near = suggest(name, known).map(|near| format!("; {near}")).unwrap_or_default();
        format!("{}: no entity has the property `{}`{near}", table.name, shortened(name))
    });
    notes.collect()
}

/// Returns a table as text whose lines are its rows and whose cells are parted by tabs: what quotes of it are compared
/// with.
pub fn archived_text(table: &ImportedTable) -> String {
    let width = table.own_width();
    let header = table.header.iter().take(width).map(|name| in_line(name));
    let rows = table.rows.iter().map(|row| {
        let cells = row.cells.iter().take(width).map(|cell| in_line(&cell.text));
        cells.collect::<Vec<_>>().join("\t")
    });
    let lines = std::iter::once(header.collect::<Vec<_>>().join("\t")).chain(rows);
    lines.map(|line| line + "\n").collect()
}

impl TableForm {
    /// Returns the text under which a table of this form is archived.
    ///
    /// # Errors
    ///
    /// Names everything that is wrong with the table.
    pub fn text(&self, name: &str, bytes: &[u8]) -> Result<String, Vec<ImportFault>> {
        let (table, _) = ImportedTable::read_as(name, bytes, self)?;
        Ok(archived_text(&table))
    }
}

struct MappedReader<'c> {
    mapping: &'c TableMapping,
    table: &'c ImportedTable,
    collection: &'c Collection,
    cells: ColumnReader<'c>,
    /// What each column of the table becomes.
    columns: Vec<&'c [ColumnTarget]>,
    /// Where the cells of each field are.
    placed: Arc<PlacedTable>,
    /// The records of the kind by their identifiers.
    known: BTreeMap<String, Vec<Id>>,
    /// The row that each record was in.
    rows_of: BTreeMap<Id, usize>,
    /// The row that each identifier was in, where rows are found by them.
    identified: BTreeMap<String, usize>,
    /// What cells link to by its id: another row may become it.
    links: Vec<RowLink>,
    reading: MappedReading,
    faults: Vec<ImportFault>,
}

/// A link that a cell has.
struct RowLink {
    place: String,
    /// The kinds of record that the field takes.
    kinds: &'static [Kind],
    to: String,
}

/// What a row says of a field.
struct RowValue {
    field: &'static Field,
    values: Vec<TypedValue>,
    /// The columns that say it; none for a constant.
    columns: Vec<usize>,
    replaces: bool,
}

impl MappedReader<'_> {
    fn index_identifiers(&mut self) {
        for located in self.collection.of_kind(self.mapping.kind) {
            let entry = located.record.fields.get(FieldId::Identifiers);
            for item in entry.into_iter().flat_map(|entry| &entry.items) {
                let ids = self.known.entry(item.value.written().into_owned()).or_default();
                ids.push(located.record.id.clone());
            }
        }
    }

    fn row(&mut self, row: &ImportedRow) {
        let place = self.table.place_of_row(row);
        let faults_before = self.faults.len();
        let mut values = self.values(row);
        let cell = |name: &str| self.cell_text(row, name);
        let key = self.mapping.key.filled(cell);
        let Some(id) = self.made_id(row, &self.mapping.id.filled(cell)) else { return };
        let key_slug = Id::suggestion(&key).unwrap_or_else(|| id.clone());
        if let Some(source) = &self.mapping.source
            && (self.mapping.by_identifiers || !self.mapping.kind.is_case())
            && self.mapping.kind != Kind::Source
        {
            let of_row = TypedValue::text(format!("row:{source}/{key_slug}"));
            self.add_identifier(&mut values, of_row);
        }
        let Some(id) = self.identity(row, &place, &id, &values) else { return };
        if self.mapping.source.as_ref() == Some(&id) {
            let what = format!("the row is `{id}`, as is the source that the table becomes");
            let remedy = "write another id of a source into the mapping";
            self.faults.push(ImportFault::new(place, what, remedy));
            return;
        }
        if let Some(other) = self.rows_of.insert(id.clone(), row.number) {
            let what = format!("the row is the same record as row {other}: `{id}`");
            let remedy = "name more columns in the id of the mapping, or {#}, the number of the row; or leave one of the two rows";
            self.faults.push(ImportFault::new(place, what, remedy));
            return;
        }
        let located = self.collection.get(id.as_str());
        let existing = located.as_ref().map(|located| located.record);
        if existing.is_none() && self.faults.len() == faults_before {
            self.demand_title(row, &values);
        }
        if self.faults.len() > faults_before {
            return;
        }
        let at = format!("row {}", in_line(trimmed(&key))).trim_end().to_owned();
        let record = self.record(row, id, &place, values, existing, &at);
        self.reading.records.push(record);
    }

    /// Returns the id of the record that a row speaks of.
    fn identity(
        &mut self,
        row: &ImportedRow,
        place: &str,
        made: &str,
        values: &[RowValue],
    ) -> Option<Id> {
        let mut found: Vec<Id> = Vec::new();
        if self.mapping.by_identifiers {
            let identifiers =
                values.iter().filter(|value| value.field.name == FieldId::Identifiers);
            for identifier in identifiers.flat_map(|value| &value.values).map(words_of) {
                for id in self.known.get(&identifier).into_iter().flatten() {
                    if !found.contains(id) {
                        found.push(id.clone());
                    }
                }
                if let Some(other) = self.identified.insert(identifier.clone(), row.number) {
                    let what =
                        format!("row {other} has the identifier `{}` too", shortened(&identifier));
                    let remedy = "leave one of the two rows, or take the identifier out of one";
                    self.faults.push(ImportFault::new(place, what, remedy));
                    return None;
                }
            }
        }
        match found.as_slice() {
            [] => {}
            [id] => return Some(id.clone()),
            [one, other, ..] => {
                let what =
                    format!("the identifiers of the row are those of `{one}` and of `{other}`");
                let remedy = "take the identifier out of one of the two records, or out of the row";
                self.faults.push(ImportFault::new(place, what, remedy));
                return None;
            }
        }
        let id = Id::new(made)?;
        let other = self.collection.kind_of(&id).filter(|kind| *kind != self.mapping.kind);
        if let Some(other) = other {
            let what = format!("`{id}` is {} in the collection", other.with_article());
            let remedy =
                "write words around the column in the id of the mapping, such as \"place {Name}\"";
            self.faults.push(ImportFault::new(place, what, remedy));
            return None;
        }
        Some(id)
    }

    fn record(
        &mut self,
        row: &ImportedRow,
        id: Id,
        place: &str,
        values: Vec<RowValue>,
        existing: Option<&Record>,
        at: &str,
    ) -> ImportedRecord {
        let kind = self.mapping.kind;
        let mut edits = Vec::new();
        let mut judged: Vec<JudgedValue> = Vec::new();
        for RowValue { field, values, columns, replaces } in values {
            let verdict = match existing {
                None => {
                    edits.push(set(field, values.clone()));
                    Verdict::Supported
                }
                Some(record) => self.judge(record, field, &values, replaces, at, &mut edits, place),
            };
            judged.push(JudgedValue { field, columns, verdict, values });
        }
        if let Some(source) = self.mapping.source.clone().filter(|_| kind.is_case()) {
            let quotes = row_quotes(row, &judged);
            let own = existing.map(|record| own_quotes(record, &source, at)).unwrap_or_default();
            let silent = self.silent(&judged);
            for (number, quote) in quotes.into_iter().enumerate() {
                match own.get(number) {
                    Some((path, known)) => {
                        self.renew(*path, known, quote, &silent, place, &mut edits);
                    }
                    None => self.add_quote(kind, &source, at, quote, place, &mut edits),
                }
            }
        }
        let placed = (!edits.is_empty()).then(|| {
            let place = PlacedRow::of(&self.placed, row);
            ImportedPart { row: None, disputed: None, place }
        });
        let parts = placed.into_iter().collect();
        ImportedRecord { kind, id, place: place.to_owned(), edits, parts }
    }

    /// Decides what becomes of a field of a record that is there.
    #[expect(
        clippy::too_many_arguments,
        reason = "what a row says of a field, and of which record"
    )]
    fn judge(
        &mut self,
        record: &Record,
        field: &'static Field,
        values: &[TypedValue],
        replaces: bool,
        at: &str,
        edits: &mut Vec<ImportedEdit>,
        place: &str,
    ) -> Verdict {
        let Some(entry) = record.fields.get(field.name) else {
            edits.push(set(field, values.to_vec()));
            return Verdict::Supported;
        };
        let (known, is_read) = values_of(field, &entry.items);
        if values.iter().all(|value| known.contains(value)) && (field.many || known.len() == 1) {
            return Verdict::Supported;
        }
        let is_fact = field.assertion == Assertion::Fact && record.kind.is_case();
        let is_union = field.many && (!is_fact || field.role == FieldRole::OtherName);
        if is_union && is_read {
            let more = values.iter().filter(|value| !known.contains(value)).cloned();
            let all = known.iter().cloned().chain(more).collect();
            edits.push(set(field, all));
            return Verdict::Supported;
        }
        let cited = Cited::Field(field.name);
        let mut supporting = record.quotes.iter().filter(|quote| quote.supports(&cited)).peekable();
        let is_own = supporting.peek().is_some() && supporting.all(|quote| self.is_own(quote, at));
        if replaces || (is_fact && is_own && is_read) {
            edits.push(set(field, values.to_vec()));
            return Verdict::Supported;
        }
        if is_fact && self.mapping.source.is_some() {
            return Verdict::Disputed;
        }
        self.reading.notes.push(format!(
            "{place}: {} of `{}` is left as it is; replace = true in the mapping takes what the table has",
            field.name.as_str(),
            record.id
        ));
        Verdict::Kept
    }

    /// Returns the fields that columns become and of which a row says nothing.
    fn silent(&self, judged: &[JudgedValue]) -> Vec<FieldId> {
        let fields = self.columns.iter().copied().flatten().map(|target| target.field.name);
        fields.filter(|name| judged.iter().all(|value| value.field.name != *name)).collect()
    }
}

fn set(field: &Field, mut values: Vec<TypedValue>) -> ImportedEdit {
    if field.many {
        return ImportedEdit::set(field.name, TypedValue::List(values));
    }
    ImportedEdit::Field { row: None, field: field.name, value: values.pop() }
}
