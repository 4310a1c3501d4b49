//! The rows of flat tables that one record has.

use crate::evidence::{EvidenceStatus, Match};
use crate::record::{
    Assertion, Cited, Date, Day, FieldEntry, Fields, Item, Kind, RowKind, Shape, Value, fields,
    row_fields,
};
use crate::redaction::{RedactedRecord, Redaction, grade};

use super::{FlatTable, RepeatedTable};
use crate::record::Field;

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange) enum FlatCell {
    /// Nothing is known.
    Absent,
    /// Text, or a day.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number in decimal digits, which keep it exact.
    Number(String),
    /// Yes or no.
    YesNo(bool),
    /// Several texts; one of two columns of a list has nothing where the other has its item.
    List(Vec<Option<String>>),
}

/// A row of a table.
#[derive(Debug)]
pub(in crate::exchange) struct FlatRow {
    /// The table.
    pub(in crate::exchange) table: FlatTable,
    /// Its cells, in the order of the columns.
    pub(in crate::exchange) cells: Vec<FlatCell>,
}

/// Returns all rows of a record: its own first, then those of what it repeats, table by table.
pub(in crate::exchange) fn rows_of(
    redaction: &Redaction<'_>,
    released: &RedactedRecord<'_>,
) -> Vec<FlatRow> {
    let kind = released.kind();
    let mut rows = vec![FlatRow { table: FlatTable::Records(kind), cells: own_cells(released) }];
    for table in RepeatedTable::of(kind) {
        let of_table = repeated_rows(redaction, released, table);
        let table = FlatTable::Repeated(table);
        rows.extend(of_table.into_iter().map(|cells| FlatRow { table, cells }));
    }
    rows
}

/// Returns the rows that a record has in one table.
pub(in crate::exchange) fn rows_of_table(
    redaction: &Redaction<'_>,
    released: &RedactedRecord<'_>,
    table: FlatTable,
) -> Vec<Vec<FlatCell>> {
    match table {
        FlatTable::Records(kind) if kind == released.kind() => vec![own_cells(released)],
        FlatTable::Records(_) => Vec::new(),
        FlatTable::Repeated(table) => repeated_rows(redaction, released, table),
    }
}

fn repeated_rows(
    redaction: &Redaction<'_>,
    released: &RedactedRecord<'_>,
    table: RepeatedTable,
) -> Vec<Vec<FlatCell>> {
    match table {
        RepeatedTable::Events => repeated(released, RowKind::Event),
        RepeatedTable::Groups => repeated(released, RowKind::Group),
        RepeatedTable::Custody => repeated(released, RowKind::Custody),
        RepeatedTable::Quotes => quotes(redaction, released),
        RepeatedTable::Disputes => disputes(released),
        RepeatedTable::Claims => claims(released),
    }
}

fn own_cells(released: &RedactedRecord<'_>) -> Vec<FlatCell> {
    let kind: Kind = released.kind();
    let mut cells = vec![id_cell(released)];
    field_cells(&mut cells, fields(kind), released.fields());
    if let Some(counts) = released.status_counts().filter(|_| kind.is_case()) {
        let numbers = [counts.sourced, counts.unchecked, counts.unsourced, counts.disputed];
        cells.extend(numbers.map(whole));
    }
    cells.push(unread(released.fields()));
    cells
}

fn repeated(released: &RedactedRecord<'_>, kind: RowKind) -> Vec<Vec<FlatCell>> {
    let rows = released.rows(kind).enumerate().map(|(at, row)| {
        let mut cells = vec![id_cell(released), whole(at + 1)];
        field_cells(&mut cells, row_fields(kind), &row.fields);
        cells.push(unread(&row.fields));
        cells
    });
    rows.collect()
}

fn quotes(redaction: &Redaction<'_>, released: &RedactedRecord<'_>) -> Vec<Vec<FlatCell>> {
    let evidence = released.evidence();
    let quotes = released.quotes().iter().enumerate().map(|(at, quote)| {
        let mut cells = vec![id_cell(released), whole(at + 1)];
        for field in row_fields(RowKind::Quote) {
            if field.shape == Shape::Citations {
                let cited = quote.supports.iter().map(|citation| citation.cited.to_string());
                cells.push(list(cited.map(Some)));
            } else {
                cells_of(&mut cells, field, quote.fields.get(field.name));
            }
        }
        let found = evidence.as_ref().map_or(Match::NotArchived, |evidence| evidence.quote(at));
        cells.push(FlatCell::Text(found.name().to_owned()));
        cells.push(text(&grade(redaction, quote)));
        cells.push(unread(&quote.fields));
        cells
    });
    quotes.collect()
}

fn disputes(released: &RedactedRecord<'_>) -> Vec<Vec<FlatCell>> {
    let quotes = released.quotes().iter().enumerate();
    let disputes = quotes.flat_map(|(at, quote)| {
        quote.disputes.iter().map(move |dispute| {
            let field = FlatCell::Text(dispute.cited.to_string());
            vec![id_cell(released), whole(at + 1), field, written(&dispute.rival)]
        })
    });
    disputes.collect()
}

fn claims(released: &RedactedRecord<'_>) -> Vec<Vec<FlatCell>> {
    let Some(evidence) = released.evidence() else { return Vec::new() };
    let claims = evidence.fields().filter_map(|(cited, of_field)| {
        let entry = match cited {
            Cited::Field(name) => released.fields().get(*name),
            Cited::Row(..) => None,
        };
        // Where a field is the researcher's own word, it needs no source.
        let is_editorial = entry.is_some_and(|entry| entry.field.assertion == Assertion::Editorial);
        let status = of_field.status();
        if is_editorial && status == EvidenceStatus::Unsourced {
            return None;
        }
        let sources = released.sources(of_field).into_iter().map(|id| Some(id.to_string()));
        Some(vec![
            id_cell(released),
            FlatCell::Text(cited.to_string()),
            entry.map_or_else(|| FlatCell::List(Vec::new()), |entry| written(&entry.items)),
            FlatCell::Text(status.word().to_owned()),
            whole(of_field.independent),
            list(sources),
        ])
    });
    claims.collect()
}

fn field_cells(cells: &mut Vec<FlatCell>, known: &'static [Field], fields: &Fields) {
    for field in known {
        cells_of(cells, field, fields.get(field.name));
    }
}

/// Adds the cells of a field, which may be absent.
fn cells_of(cells: &mut Vec<FlatCell>, field: &Field, entry: Option<&FieldEntry>) {
    // A list of which an item could not be read would seem to be whole; what it is, `unread` has.
    let items = entry.filter(|entry| is_read(entry)).map_or(&[][..], |entry| &entry.items);
    let mut each = |part: &dyn Fn(&Value) -> FlatCell| {
        cells.push(if field.many {
            let parts = items.iter().map(|item| match part(&item.value) {
                FlatCell::Text(text) | FlatCell::Number(text) => Some(text),
                FlatCell::Whole(number) => Some(number.to_string()),
                FlatCell::YesNo(yes) => Some(yes.to_string()),
                FlatCell::Absent | FlatCell::List(_) => None,
            });
            list(parts)
        } else {
            items.first().map_or(FlatCell::Absent, |item| part(&item.value))
        });
    };
    match field.shape {
        Shape::Date => {
            each(&plain);
            each(&|value| day(value, Date::earliest));
            each(&|value| day(value, Date::latest));
        }
        Shape::Money => {
            each(&amount);
            each(&currency);
        }
        Shape::MoneyOrYesNo => {
            each(&amount);
            each(&currency);
            each(&|value| {
                if let Value::YesNo(_) = value { plain(value) } else { FlatCell::Absent }
            });
        }
        Shape::LinkOrWords(_) => {
            each(&|value| if let Value::Link(_) = value { plain(value) } else { FlatCell::Absent });
            each(&|value| if let Value::Link(_) = value { FlatCell::Absent } else { plain(value) });
        }
        Shape::Words
        | Shape::RowName
        | Shape::Term(_)
        | Shape::Whole { .. }
        | Shape::Degrees { .. }
        | Shape::YesNo
        | Shape::Country
        | Shape::Region
        | Shape::Language
        | Shape::Offence
        | Shape::WebAddress
        | Shape::Sha256
        | Shape::Identifier
        | Shape::Link(_)
        | Shape::Citations => each(&plain),
        Shape::Rivals | Shape::Rows(_) => {}
    }
}

fn is_read(entry: &FieldEntry) -> bool {
    entry.items.iter().all(|item| item.value.is_read())
}

fn plain(value: &Value) -> FlatCell {
    match value {
        Value::Whole(number) => FlatCell::Whole(*number),
        Value::Degrees(number) => FlatCell::Number(number.to_string()),
        Value::YesNo(yes) => FlatCell::YesNo(*yes),
        Value::Words(_)
        | Value::Term(_)
        | Value::Date(_)
        | Value::Money(_)
        | Value::Code(_)
        | Value::Link(_)
        | Value::Unread(_)
        | Value::TooLong(_) => FlatCell::Text(value.written().into_owned()),
    }
}

fn amount(value: &Value) -> FlatCell {
    let Value::Money(money) = value else { return FlatCell::Absent };
    let (whole, rest) = (money.hundredths() / 100, money.hundredths() % 100);
    FlatCell::Number(match rest {
        0 => whole.to_string(),
        _ => format!("{whole}.{rest:02}"),
    })
}

fn currency(value: &Value) -> FlatCell {
    let Value::Money(money) = value else { return FlatCell::Absent };
    FlatCell::Text(money.currency().to_owned())
}

/// Returns a day of a date where the calendar of other programs has it: in the years 1 to 9999.
fn day(value: &Value, of: impl Fn(&Date) -> Option<Day>) -> FlatCell {
    let Value::Date(date) = value else { return FlatCell::Absent };
    match of(date).and_then(Day::parts) {
        Some((year @ 1..=9999, month, day)) => {
            FlatCell::Text(format!("{year:04}-{month:02}-{day:02}"))
        }
        Some(_) | None => FlatCell::Absent,
    }
}

/// Returns what could not be read, and what the format does not know.
fn unread(fields: &Fields) -> FlatCell {
    let unread = fields.iter().filter(|entry| !is_read(entry));
    let unread = unread.map(|entry| {
        let items: Vec<_> = entry.items.iter().map(|item| item.value.written()).collect();
        format!("{} = {}", entry.field.name.as_str(), items.join(", "))
    });
    let extras = fields.extras().iter().map(|extra| format!("{} = {}", extra.name, extra.written));
    list(unread.chain(extras).map(Some))
}

fn written(items: &[Item]) -> FlatCell {
    list(items.iter().map(|item| Some(item.value.written().into_owned())))
}

fn id_cell(released: &RedactedRecord<'_>) -> FlatCell {
    FlatCell::Text(released.id().to_string())
}

fn text(text: &str) -> FlatCell {
    if text.is_empty() { FlatCell::Absent } else { FlatCell::Text(text.to_owned()) }
}

fn list(items: impl Iterator<Item = Option<String>>) -> FlatCell {
    FlatCell::List(items.collect())
}

fn whole(number: usize) -> FlatCell {
    FlatCell::Whole(i64::try_from(number).unwrap_or(i64::MAX))
}
