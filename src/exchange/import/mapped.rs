//! A table by its mapping: what its rows say of which records, each value with the words of its cells.

use std::collections::BTreeMap;

use crate::collection::Collection;
use crate::diagnostic::suggest;
use crate::record::edit::{RowPath, TypedValue};
use crate::record::{
    Assertion, Cited, Field, FieldId, FieldRole, Id, Kind, Quote, Record, RowKind, field, fields,
};
use crate::text::shortened;

use super::cell::{CellReader, words_of};
use super::column_reader::{ColumnReader, values_of};
use super::fault::ImportFault;
use super::imported::{ImportedEdit, ImportedRecord};
use super::mapping::{ColumnTarget, MappedColumn, TableMapping};
use super::rivals;
use super::row_quotes::{JudgedValue, RowQuote, Verdict, in_line, row_quotes};
use super::table::{ImportedCell, ImportedRow, ImportedTable, trimmed};
use super::template_text::TextTemplate;

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
            known: BTreeMap::new(),
            rows_of: BTreeMap::new(),
            identified: BTreeMap::new(),
            reading: Self::default(),
            faults: Vec::new(),
        };
        reader.match_columns();
        if reader.faults.is_empty() {
            if mapping.by_identifiers {
                reader.index_identifiers();
            }
            for row in &table.rows {
                reader.row(row);
            }
        }
        if reader.faults.is_empty() { Ok(reader.reading) } else { Err(reader.faults) }
    }
}

/// Returns a table as text whose lines are its rows and whose cells are parted by tabs: what quotes of it are compared
/// with.
pub fn archived_text(table: &ImportedTable) -> String {
    let mut text = table.header.iter().map(|name| in_line(name)).collect::<Vec<_>>().join("\t");
    text.push('\n');
    for row in &table.rows {
        text.push_str(
            &row.cells.iter().map(|cell| in_line(&cell.text)).collect::<Vec<_>>().join("\t"),
        );
        text.push('\n');
    }
    text
}

struct MappedReader<'c> {
    mapping: &'c TableMapping,
    table: &'c ImportedTable,
    collection: &'c Collection,
    cells: ColumnReader<'c>,
    /// What each column of the table becomes.
    columns: Vec<&'c [ColumnTarget]>,
    /// The records of the kind by their identifiers.
    known: BTreeMap<String, Vec<Id>>,
    /// The row that each record was in.
    rows_of: BTreeMap<Id, usize>,
    /// The row that each identifier was in, where rows are found by them.
    identified: BTreeMap<String, usize>,
    reading: MappedReading,
    faults: Vec<ImportFault>,
}

/// What the number of a row is called in a mapping, where no column names the row.
const ROW_NUMBER: &str = "#";

/// What a row says of a field.
struct RowValue {
    field: &'static Field,
    values: Vec<TypedValue>,
    /// The columns that say it; none for a constant.
    columns: Vec<usize>,
    replaces: bool,
}

impl MappedReader<'_> {
    fn match_columns(&mut self) {
        let header = &self.table.header;
        let file = &self.mapping.name;
        for MappedColumn { name, line, .. } in &self.mapping.columns {
            if self.table.column(name).is_none() {
                let near = suggest(name, header.iter().map(String::as_str));
                let remedy = near.map_or_else(
                    || "take the line out of the mapping".to_owned(),
                    |near| near.to_string(),
                );
                let what = format!("the table has no column `{}`", shortened(name));
                self.faults.push(ImportFault::new(format!("{file}, line {line}"), what, remedy));
            }
        }
        for (number, name) in header.iter().enumerate() {
            let column = self.mapping.columns.iter().find(|column| column.name == *name);
            if let Some(column) = column {
                self.columns.push(&column.targets);
                continue;
            }
            let place = format!("{}, column {}", self.table.name, super::table::letters(number));
            let what = format!("the mapping does not name the column `{}`", shortened(name));
            let remedy = format!(
                "write below [columns] which field it becomes, or {} = false to leave it out",
                crate::record::quoting::basic(name)
            );
            self.faults.push(ImportFault::new(place, what, remedy));
        }
        let constants = self.mapping.constants.iter().map(|(_, template)| template);
        let templates = [&self.mapping.id, &self.mapping.key].into_iter().chain(constants);
        let missing: Vec<String> = templates
            .flat_map(TextTemplate::columns)
            .filter(|name| *name != ROW_NUMBER && self.table.column(name.trim()).is_none())
            .map(str::to_owned)
            .collect();
        for name in missing {
            let near = suggest(&name, header.iter().map(String::as_str));
            let remedy = near.map_or_else(
                || "name a column of the table in the braces".to_owned(),
                |near| near.to_string(),
            );
            let what = format!("the table has no column `{}`", shortened(&name));
            self.faults.push(ImportFault::new(file.clone(), what, remedy));
        }
    }

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
        let Some(id) = Id::suggestion(&self.mapping.id.filled(cell)) else {
            self.faults.push(ImportFault::new(
                place,
                "the row has nothing that an id can be made of",
                "fill the cells that the id of the mapping names, or take the row out",
            ));
            return;
        };
        let key_slug = Id::suggestion(&key).unwrap_or_else(|| id.clone());
        if let Some(source) = &self.mapping.source
            && (self.mapping.by_identifiers || !self.mapping.kind.is_case())
            && self.mapping.kind != Kind::Source
        {
            let of_row = TypedValue::text(format!("row:{source}/{key_slug}"));
            self.add_identifier(&mut values, of_row);
        }
        let Some(id) = self.identity(row, &place, &id, &values) else { return };
        if let Some(other) = self.rows_of.insert(id.clone(), row.number) {
            let what = format!("the row is the same record as row {other}: `{id}`");
            let remedy = "name more columns in the id of the mapping, or leave one of the two rows";
            self.faults.push(ImportFault::new(place, what, remedy));
            return;
        }
        if self.faults.len() > faults_before {
            return;
        }
        let located = self.collection.get(id.as_str());
        let existing = located.as_ref().map(|located| located.record);
        let at = format!("row {}", in_line(trimmed(&key))).trim_end().to_owned();
        let record = self.record(row, id, &place, values, existing, &at);
        self.reading.records.push(record);
    }

    fn add_identifier(&self, values: &mut Vec<RowValue>, identifier: TypedValue) {
        let Some(field) = field(self.mapping.kind, FieldId::Identifiers) else { return };
        match values.iter_mut().find(|value| value.field.name == field.name) {
            Some(value) => value.values.push(identifier),
            None => values.push(RowValue {
                field,
                values: vec![identifier],
                columns: Vec::new(),
                replaces: false,
            }),
        }
    }

    fn cell_text(&self, row: &ImportedRow, name: &str) -> String {
        if name == ROW_NUMBER {
            return row.number.to_string();
        }
        let cell = self.table.column(name.trim()).and_then(|column| row.cells.get(column));
        cell.map_or_else(String::new, |cell| trimmed(&cell.text).replace('\u{a0}', " "))
    }

    /// Returns what the cells of a row and the constants say, a field once.
    fn values(&mut self, row: &ImportedRow) -> Vec<RowValue> {
        let mut values: Vec<RowValue> = Vec::new();
        let siblings = fields(self.mapping.kind);
        let empty = ImportedCell::default();
        for (column, targets) in self.columns.iter().enumerate() {
            let cell = row.cells.get(column).unwrap_or(&empty);
            for target in *targets {
                let meaning = match self.cells.read(target, siblings, cell) {
                    Ok(meaning) => meaning,
                    Err(fault) => {
                        self.faults.push(fault.at(self.table.place(row, column)));
                        continue;
                    }
                };
                if meaning.values.is_empty() {
                    continue;
                }
                let qualifier = meaning.qualifier.and_then(|qualifier| {
                    let field = field(self.mapping.kind, qualifier.field)?;
                    Some(RowValue {
                        field,
                        values: vec![TypedValue::text(qualifier.word)],
                        columns: Vec::new(),
                        replaces: target.replaces,
                    })
                });
                let known = values.iter_mut().find(|value| value.field.name == target.field.name);
                match known {
                    Some(known) if target.field.many => {
                        for value in meaning.values {
                            if !known.values.contains(&value) {
                                known.values.push(value);
                            }
                        }
                        known.columns.push(column);
                    }
                    Some(known) if known.values == meaning.values => known.columns.push(column),
                    Some(_) => {
                        let what = format!(
                            "two columns give `{}` different values",
                            target.field.name.as_str()
                        );
                        let remedy = "leave one of them out in the mapping, or mend the cell";
                        self.faults.push(ImportFault::new(
                            self.table.place(row, column),
                            what,
                            remedy,
                        ));
                    }
                    None => values.push(RowValue {
                        field: target.field,
                        values: meaning.values,
                        columns: vec![column],
                        replaces: target.replaces,
                    }),
                }
                values.extend(qualifier);
            }
        }
        for (field, template) in &self.mapping.constants {
            let text = template.filled(|name| self.cell_text(row, name));
            if text.is_empty() || values.iter().any(|value| value.field.name == field.name) {
                continue;
            }
            let reader = CellReader { field, siblings, words: &self.cells.words };
            let items: Vec<&str> =
                if field.many { text.split('|').map(str::trim).collect() } else { vec![&text] };
            let read: Result<Vec<TypedValue>, _> =
                items.into_iter().map(|item| reader.exact(item)).collect();
            match read {
                Ok(read) => values.push(RowValue {
                    field,
                    values: read,
                    columns: Vec::new(),
                    replaces: false,
                }),
                Err(fault) => {
                    let place = format!(
                        "{}, [constants] {}, for row {}",
                        self.mapping.name,
                        field.name.as_str(),
                        row.number
                    );
                    self.faults.push(fault.at(place));
                }
            }
        }
        values
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
        ImportedRecord { kind, id, place: place.to_owned(), edits }
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

    fn is_own(&self, quote: &Quote, at: &str) -> bool {
        quote.source() == self.mapping.source.as_ref() && quote.fields.text(FieldId::At) == Some(at)
    }

    fn add_quote(
        &mut self,
        kind: Kind,
        source: &Id,
        at: &str,
        quote: RowQuote,
        place: &str,
        edits: &mut Vec<ImportedEdit>,
    ) {
        let mut fields = vec![
            (FieldId::Source, TypedValue::text(source.as_str())),
            (FieldId::At, TypedValue::text(at)),
            (FieldId::Text, TypedValue::Text(quote.text)),
        ];
        if !quote.supports.is_empty() {
            fields.push((FieldId::Supports, names(&quote.supports)));
        }
        if !quote.disputes.is_empty() {
            match rivals::disputes(kind, &quote.disputes) {
                Ok(value) => fields.push((FieldId::Disputes, value)),
                Err(fault) => self.faults.push(fault.at(place)),
            }
        }
        edits.push(ImportedEdit::AddRow { kind: RowKind::Quote, fields });
    }

    /// Makes a quote of an earlier import what the row says now; of the fields in `silent` it says nothing any more.
    fn renew(
        &mut self,
        path: RowPath,
        known: &Quote,
        quote: RowQuote,
        silent: &[FieldId],
        place: &str,
        edits: &mut Vec<ImportedEdit>,
    ) {
        let kind = self.mapping.kind;
        let mut edit = |field, value| {
            edits.push(ImportedEdit::Field { row: Some(path), field, value: Some(value) });
        };
        if known.text() != Some(quote.text.as_str()) {
            edit(FieldId::Text, TypedValue::Text(quote.text));
        }
        let is_disputed =
            |name: &FieldId| quote.disputes.iter().any(|(cited, _)| cited == name.as_str());
        let mut supports: Vec<TypedValue> = Vec::new();
        for citation in &known.supports {
            let is_gone = matches!(&citation.cited, Cited::Field(name) if is_disputed(name) || silent.contains(name));
            if !is_gone {
                supports.push(TypedValue::text(citation.cited.to_string()));
            }
        }
        for name in &quote.supports {
            let name = TypedValue::text(name.as_str());
            if !supports.contains(&name) {
                supports.push(name);
            }
        }
        let before: Vec<TypedValue> = known
            .supports
            .iter()
            .map(|citation| TypedValue::text(citation.cited.to_string()))
            .collect();
        if supports != before {
            edit(FieldId::Supports, TypedValue::List(supports));
        }
        let of_known = known.disputes.iter().map(|dispute| {
            let items =
                dispute.rival.iter().map(|item| item.value.written().into_owned()).collect();
            (dispute.cited.to_string(), items)
        });
        let before: Vec<(String, Vec<String>)> = of_known.collect();
        let is_supported =
            |cited: &str| quote.supports.iter().chain(silent).any(|name| name.as_str() == cited);
        let mut disputes: Vec<_> =
            before.iter().filter(|(cited, _)| !is_supported(cited)).cloned().collect();
        for (cited, items) in quote.disputes {
            match disputes.iter_mut().find(|(known, _)| *known == cited) {
                Some(known) => known.1 = items,
                None => disputes.push((cited, items)),
            }
        }
        if disputes == before {
            return;
        }
        if disputes.is_empty() {
            edits.push(ImportedEdit::Field {
                row: Some(path),
                field: FieldId::Disputes,
                value: None,
            });
            return;
        }
        match rivals::disputes(kind, &disputes) {
            Ok(value) => edits.push(ImportedEdit::Field {
                row: Some(path),
                field: FieldId::Disputes,
                value: Some(value),
            }),
            Err(fault) => self.faults.push(fault.at(place)),
        }
    }
}

/// Returns the quotes that an earlier import took from a row.
fn own_quotes<'r>(record: &'r Record, source: &Id, at: &str) -> Vec<(RowPath, &'r Quote)> {
    let quotes = record.quotes.iter().enumerate();
    let own = quotes.filter(|(_, quote)| {
        quote.source() == Some(source) && quote.fields.text(FieldId::At) == Some(at)
    });
    own.map(|(number, quote)| (RowPath { kind: RowKind::Quote, number }, quote)).collect()
}

fn set(field: &Field, mut values: Vec<TypedValue>) -> ImportedEdit {
    if field.many {
        return ImportedEdit::set(field.name, TypedValue::List(values));
    }
    ImportedEdit::Field { row: None, field: field.name, value: values.pop() }
}

fn names(fields: &[FieldId]) -> TypedValue {
    TypedValue::List(fields.iter().map(|name| TypedValue::text(name.as_str())).collect())
}
