//! From a TOML table to the fields, rows and quotes of a record.

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::text::ByteRange;

use super::document::in_file_order;
use super::field::{Field, Name, Shape};
use super::id::Id;
use super::kind::{Kind, RowKind};
use super::problem::{Problem, Rule};
use super::quote::{Citation, Cited, Dispute, Quote};
use super::record::{Entry, Extra, Fields, Item, Record, Row};
use super::syntax::Syntax;
use super::tables;
use super::value::{self, Fault, Value, described};
use super::vocabulary::{Vocabularies, nearest};

/// Reads the tables of one file and collects what is wrong with them.
pub(super) struct Reader<'t> {
    text: &'t str,
    syntax: &'t Syntax<'t>,
    words: &'t Vocabularies,
    /// What was found wrong so far.
    pub(super) problems: Vec<Problem>,
}

type Key<'i> = Spanned<DeString<'i>>;
type Node<'i> = Spanned<DeValue<'i>>;

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, syntax: &'t Syntax<'t>, words: &'t Vocabularies) -> Self {
        Self {
            text,
            syntax,
            words,
            problems: Vec::new(),
        }
    }

    /// Reads one record.
    pub(super) fn record(
        &mut self,
        kind: Kind,
        id: Id,
        at: ByteRange,
        table: &DeTable<'_>,
    ) -> Record {
        let mut record = Record {
            kind,
            id,
            at,
            fields: Fields::default(),
            rows: Vec::new(),
            quotes: Vec::new(),
        };
        let known = tables::fields(kind);
        for (key, node) in in_file_order(table) {
            match known
                .iter()
                .find(|field| field.name.as_str() == key.get_ref())
            {
                Some(field) => match field.shape {
                    Shape::Rows(rows) => self.rows(&mut record, rows, key, node),
                    _ => record.fields.entries.push(self.entry(field, key, node)),
                },
                None => self.unknown(&mut record.fields, known, key, node),
            }
        }
        record.fields.in_order(known);
        record
    }

    fn rows(&mut self, record: &mut Record, kind: RowKind, key: &Key<'_>, node: &Node<'_>) {
        let name = kind.name();
        match node.get_ref() {
            DeValue::Array(rows) => {
                for row in rows {
                    match row.get_ref() {
                        DeValue::Table(table) => self.row(record, kind, self.range(row), table),
                        other => self.not_rows(name, self.range(row), other),
                    }
                }
            }
            DeValue::Table(table) => {
                let at = self.range(node);
                self.problems.push(
                    Problem::new(
                        Rule::WrongType,
                        at,
                        format!(
                            "`[{name}]` makes a single table, and a case may have several of them"
                        ),
                    )
                    .help(format!("write [[{name}]], in double brackets")),
                );
                self.row(record, kind, at, table);
            }
            other => self.not_rows(name, self.range_of(key), other),
        }
    }

    fn not_rows(&mut self, name: &str, at: ByteRange, value: &DeValue<'_>) {
        let message = format!("this is {}, and `{name}` is a table", described(value));
        self.problems
            .push(Problem::new(Rule::WrongType, at, message).help(format!(
                "start it with a line [[{name}]] and write its fields below"
            )));
    }

    fn row(&mut self, record: &mut Record, kind: RowKind, at: ByteRange, table: &DeTable<'_>) {
        match kind {
            RowKind::Event | RowKind::Group => {
                let fields = self.fields(tables::row_fields(kind), table);
                record.rows.push(Row { kind, at, fields });
            }
            RowKind::Quote => {
                let quote = self.quote(record.kind, at, table);
                record.quotes.push(quote);
            }
        }
    }

    fn fields(&mut self, known: &'static [Field], table: &DeTable<'_>) -> Fields {
        let mut fields = Fields::default();
        for (key, node) in in_file_order(table) {
            match known
                .iter()
                .find(|field| field.name.as_str() == key.get_ref())
            {
                Some(field) => fields.entries.push(self.entry(field, key, node)),
                None => self.unknown(&mut fields, known, key, node),
            }
        }
        fields.in_order(known);
        fields
    }

    fn quote(&mut self, kind: Kind, at: ByteRange, table: &DeTable<'_>) -> Quote {
        let known = tables::row_fields(RowKind::Quote);
        let mut quote = Quote {
            at,
            fields: Fields::default(),
            supports: Vec::new(),
            disputes: Vec::new(),
        };
        for (key, node) in in_file_order(table) {
            match known
                .iter()
                .find(|field| field.name.as_str() == key.get_ref())
            {
                Some(field) => match field.shape {
                    Shape::Citations => quote.supports = self.citations(field, key, node),
                    Shape::Rivals => quote.disputes = self.disputes(kind, field, key, node),
                    _ => quote.fields.entries.push(self.entry(field, key, node)),
                },
                None => self.unknown(&mut quote.fields, known, key, node),
            }
        }
        quote.fields.in_order(known);
        quote
    }

    /// Reads a field; where a list is allowed, one value stands for a list of one.
    fn entry(&mut self, field: &'static Field, key: &Key<'_>, node: &Node<'_>) -> Entry {
        let items = match node.get_ref() {
            DeValue::Array(values) if field.many => {
                if values.is_empty() {
                    self.empty_list(self.range(node));
                }
                values
                    .iter()
                    .map(|value| self.item(field.shape, value))
                    .collect()
            }
            DeValue::Array(_) => {
                let fault = Fault::one_value();
                vec![self.fault(fault, node)]
            }
            _ => vec![self.item(field.shape, node)],
        };
        Entry {
            field,
            key: self.range_of(key),
            value: self.range(node),
            items,
        }
    }

    fn item(&mut self, shape: Shape, node: &Node<'_>) -> Item {
        match value::read(node.get_ref(), shape, self.words) {
            Ok(value) => Item {
                value,
                range: self.range(node),
            },
            Err(fault) => self.fault(fault, node),
        }
    }

    fn fault(&mut self, fault: Fault, node: &Node<'_>) -> Item {
        let range = self.range(node);
        let Fault {
            rule,
            message,
            help,
        } = fault;
        self.problems.push(Problem {
            rule,
            range,
            message,
            help,
        });
        Item {
            value: Value::Unread(range.of(self.text).into()),
            range,
        }
    }

    fn empty_list(&mut self, range: ByteRange) {
        self.problems.push(
            Problem::new(Rule::Placeholder, range, "this list is empty")
                .help("leave the field out: what is absent is unknown"),
        );
    }

    fn unknown(&mut self, fields: &mut Fields, known: &[Field], key: &Key<'_>, node: &Node<'_>) {
        let name = key.get_ref();
        let range = self.range_of(key);
        let problem = Problem::new(
            Rule::UnknownField,
            range,
            format!("`{name}` is not a field of the format"),
        );
        let near = nearest(name, known.iter().map(|field| field.name.as_str()));
        self.problems.push(match (name.as_ref(), near) {
            ("id" | "kind", _) => {
                problem.help("leave it out: the folder says the kind, the file's name says the id")
            }
            (_, Some(near)) => problem.help(format!("did you mean `{near}`?")),
            (_, None) => problem.help("it is kept and shown; to note something freely, use `note`"),
        });
        let written = self.range(node).of(self.text).into();
        fields.extras.push(Extra {
            name: name.as_ref().into(),
            written,
            key: range,
        });
    }

    fn citations(
        &mut self,
        field: &'static Field,
        key: &Key<'_>,
        node: &Node<'_>,
    ) -> Vec<Citation> {
        let entry = self.entry(field, key, node);
        let cited = entry.items.into_iter().filter(|item| item.value.is_read());
        cited
            .filter_map(|item| self.citation(&item.value.written(), item.range))
            .collect()
    }

    fn citation(&mut self, written: &str, range: ByteRange) -> Option<Citation> {
        match written.parse::<Cited>() {
            Ok(cited) => Some(Citation { cited, range }),
            Err(_) => {
                self.problems.push(no_such_field(written, range));
                None
            }
        }
    }

    fn disputes(
        &mut self,
        kind: Kind,
        field: &'static Field,
        key: &Key<'_>,
        node: &Node<'_>,
    ) -> Vec<Dispute> {
        match node.get_ref() {
            DeValue::Table(table) => self.rivals(kind, table),
            DeValue::Array(_) | DeValue::String(_) => {
                let cited = Field {
                    shape: Shape::Citations,
                    many: true,
                    ..*field
                };
                let without_rival = |Citation { cited, range }| Dispute {
                    cited,
                    range,
                    rival: Vec::new(),
                };
                let items: Vec<Item> = self.list(&cited, node);
                let read = items.into_iter().filter(|item| item.value.is_read());
                let citations =
                    read.filter_map(|item| self.citation(&item.value.written(), item.range));
                citations.map(without_rival).collect()
            }
            other => {
                let message = format!(
                    "this is {}, and `disputes` says which fields are disputed",
                    described(other)
                );
                self.problems.push(
                    Problem::new(Rule::WrongType, self.range_of(key), message)
                        .help("write { count = 376 }, or a list of fields: [\"count\"]"),
                );
                Vec::new()
            }
        }
    }

    fn list(&mut self, field: &Field, node: &Node<'_>) -> Vec<Item> {
        match node.get_ref() {
            DeValue::Array(values) => values
                .iter()
                .map(|value| self.item(field.shape, value))
                .collect(),
            _ => vec![self.item(field.shape, node)],
        }
    }

    /// Reads `{ count = 376, event = { raid = "…" } }`, rows also as `"event.raid" = "…"`.
    fn rivals(&mut self, kind: Kind, table: &DeTable<'_>) -> Vec<Dispute> {
        let mut disputes = Vec::new();
        for (key, node) in in_file_order(table) {
            let name = key.get_ref().as_ref();
            match (name, node.get_ref()) {
                ("event" | "group", DeValue::Table(rows)) => {
                    for (row, node) in in_file_order(rows) {
                        let written = format!("{name}.{}", row.get_ref());
                        disputes.extend(self.rival(kind, &written, self.range_of(row), node));
                    }
                }
                _ => disputes.extend(self.rival(kind, name, self.range_of(key), node)),
            }
        }
        disputes
    }

    fn rival(
        &mut self,
        kind: Kind,
        written: &str,
        range: ByteRange,
        node: &Node<'_>,
    ) -> Option<Dispute> {
        let Citation { cited, range } = self.citation(written, range)?;
        let field = match &cited {
            Cited::Field(name) => tables::field(kind, *name),
            Cited::Row(..) => None,
        };
        let rival = match field {
            Some(field) => self.list(field, node),
            None => vec![Item {
                value: loose(node.get_ref(), self.range(node).of(self.text)),
                range: self.range(node),
            }],
        };
        Some(Dispute {
            cited,
            range,
            rival,
        })
    }

    fn range(&self, node: &Node<'_>) -> ByteRange {
        self.syntax.place(node.span())
    }

    fn range_of(&self, key: &Key<'_>) -> ByteRange {
        self.syntax.place(key.span())
    }
}

impl Fields {
    fn in_order(&mut self, known: &[Field]) {
        let rank = |entry: &Entry| {
            known
                .iter()
                .position(|field| field.name == entry.field.name)
        };
        self.entries.sort_by_key(rank);
    }
}

impl Fault {
    fn one_value() -> Self {
        Self {
            rule: Rule::WrongType,
            message: "this is a list, and the field takes one value".to_owned(),
            help: Some(
                "keep the value that holds; what other sources say goes into a quote's `disputes`"
                    .to_owned(),
            ),
        }
    }
}

/// Reads the rival of a row, which has no shape of its own.
fn loose(value: &DeValue<'_>, written: &str) -> Value {
    match value {
        DeValue::String(text) => Value::Words(text.as_ref().into()),
        DeValue::Boolean(yes) => Value::YesNo(*yes),
        DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => Value::Words(written.into()),
    }
}

fn no_such_field(written: &str, range: ByteRange) -> Problem {
    let names = <Name as strum::IntoEnumIterator>::iter().map(Name::as_str);
    let problem = Problem::new(
        Rule::QuoteCitesAbsentField,
        range,
        format!("there is no field `{written}`"),
    );
    match nearest(written, names) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("name a field of this case, or a row as event.KEY or group.KEY"),
    }
}
