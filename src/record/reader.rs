//! Reads a record from a TOML table.

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::text::{ByteRange, Splice, shortened};

use super::field::{Field, FieldId, Shape};
use super::fields::{FieldEntry, Fields, Item, UnknownField};
use super::id::Id;
use super::kind::{Kind, RowKind};
use super::record::{Record, Row};
use super::scalar;
use super::syntax::Syntax;
use super::tables;
use super::value::Value;
use super::value_diagnostic::described;
use super::vocabulary::Vocabularies;
use crate::diagnostic::{Applicability, Diagnostic, Fix, Rule, suggest};

pub(crate) type TomlKey<'i> = Spanned<DeString<'i>>;
pub(crate) type TomlNode<'i> = Spanned<DeValue<'i>>;

/// Reads the tables of one file and collects what is wrong with them.
pub(super) struct RecordReader<'t> {
    text: &'t str,
    syntax: &'t Syntax<'t>,
    words: &'t Vocabularies,
    /// The row of a record that is read, and the kind of the record.
    row: Option<(Kind, RowKind)>,
    /// What was found wrong so far.
    pub(super) problems: Vec<Diagnostic>,
}

impl<'t> RecordReader<'t> {
    pub(super) fn new(text: &'t str, syntax: &'t Syntax<'t>, words: &'t Vocabularies) -> Self {
        Self { text, syntax, words, row: None, problems: Vec::new() }
    }

    /// Reads one record.
    pub(super) fn record(
        &mut self,
        kind: Kind,
        id: Id,
        at: ByteRange,
        table: &DeTable<'_>,
    ) -> Record {
        let fields = self.nothing_but_lost(at);
        let whole = self.syntax.is_whole();
        let mut record = Record {
            kind,
            id,
            at,
            is_complete: whole,
            fields,
            rows: Vec::new(),
            quotes: Vec::new(),
        };
        let known = tables::fields(kind);
        let mut keys = FieldKeys::of(known);
        for (key, node) in in_file_order(table) {
            match keys.field(key.get_ref()) {
                Some(Field { shape: Shape::Rows(rows), .. }) => {
                    self.rows(&mut record, *rows, key, node);
                }
                Some(field) => record.fields.entries.push(self.entry(field, key, node)),
                None => self.unknown(&mut record.fields, known, table, key, node),
            }
        }
        record.fields.in_order(known);
        record
    }

    /// Reads a field.
    pub(super) fn entry(
        &mut self,
        field: &'static Field,
        key: &TomlKey<'_>,
        node: &TomlNode<'_>,
    ) -> FieldEntry {
        let items = if node.get_ref().is_array() && !field.many {
            vec![self.fault(one_value(self.only_item(node)), node)]
        } else {
            self.items(field.shape, field.is_short(), node)
        };
        FieldEntry { field, key: place(key), value: place(node), items }
    }

    /// Returns the text of the item of a list of one.
    fn only_item(&self, node: &TomlNode<'_>) -> Option<&'t str> {
        let items = node.get_ref().as_array()?;
        let only = items.first().filter(|_| items.len() == 1)?;
        Some(self.written(only))
    }

    /// Reads the values of a list, or the one value written instead of a list of one.
    /// One that is too long where they are `short` is not looked at any further.
    pub(super) fn items(&mut self, shape: Shape, short: bool, node: &TomlNode<'_>) -> Vec<Item> {
        match node.get_ref().as_array() {
            Some(values) if values.is_empty() => vec![self.fault(empty_list(), node)],
            Some(values) => values.iter().map(|value| self.item(shape, short, value)).collect(),
            None => vec![self.item(shape, short, node)],
        }
    }

    /// Returns only those fields that are under the header at `at` and could not be read.
    pub(super) fn nothing_but_lost(&self, at: ByteRange) -> Fields {
        // The place of a record is its name inside of the brackets, that of a row the whole header.
        let own = self.syntax.lost().iter().filter(|lost| match lost.under.as_str() {
            "" => at == ByteRange::default(),
            _ => lost.header == at || lost.header.overlaps(at),
        });
        Fields { lost: own.map(|lost| lost.key.as_str().into()).collect(), ..Fields::default() }
    }

    /// Keeps a field that the format does not know, and reports it.
    pub(super) fn unknown(
        &mut self,
        fields: &mut Fields,
        known: &[Field],
        table: &DeTable<'_>,
        key: &TomlKey<'_>,
        node: &TomlNode<'_>,
    ) {
        let name = key.get_ref();
        let shown = shortened(name);
        let range = place(key);
        let problem = Diagnostic::new(
            Rule::UnknownField,
            range,
            format!("`{shown}` is not a field of the format"),
        );
        let near = suggest(name, known.iter().map(|field| field.name.as_str()));
        // Not to a name that the table has already, nor inside of quote marks.
        let is_bare = range.of(self.text) == name;
        let is_free = |word: &&str| is_bare && !table.contains_key(*word);
        let rename = near.as_ref().map(|near| {
            let words = near.words().filter(is_free);
            words.map(|word| vec![Splice::replace(range, word)]).collect()
        });
        let is_of_record = |kind| {
            let field = named(tables::fields(kind), key);
            field.is_some_and(|field| !matches!(field.shape, Shape::Rows(_)))
        };
        let misplaced = self.row.filter(|(kind, _)| is_of_record(*kind));
        let misplaced = misplaced.map(|(_, row)| in_wrong_table(shown, row, range));
        let otherwise = || match (name.as_ref(), &near) {
            ("id" | "kind", _) => {
                problem.help("leave it out: the folder says the kind, the file's name says the id")
            }
            (_, Some(meant)) => problem.help(meant.to_string()).fix(rename.and_then(Fix::choice)),
            (_, None) => problem.help("it is kept and shown; to note something freely, use `note`"),
        };
        self.problems.push(misplaced.unwrap_or_else(otherwise));
        let written = place(node).of(self.text).into();
        fields.extras.push(UnknownField { name: name.as_ref().into(), written, key: range });
    }

    /// Returns the text of a value as the file writes it.
    pub(super) fn written(&self, node: &TomlNode<'_>) -> &'t str {
        place(node).of(self.text)
    }

    fn rows(&mut self, record: &mut Record, kind: RowKind, key: &TomlKey<'_>, node: &TomlNode<'_>) {
        if let DeValue::Array(rows) = node.get_ref() {
            for row in rows {
                self.row(record, kind, place(row), row);
            }
        } else {
            if node.get_ref().is_table() {
                self.problems.push(single_table(self.text, kind.name(), place(node)));
            }
            let at = if node.get_ref().is_table() { place(node) } else { place(key) };
            self.row(record, kind, at, node);
        }
    }

    fn row(&mut self, record: &mut Record, kind: RowKind, at: ByteRange, node: &TomlNode<'_>) {
        let Some(table) = node.get_ref().as_table() else {
            self.problems.push(no_table(kind.name(), at, node.get_ref()));
            return;
        };
        self.row = Some((record.kind, kind));
        match kind {
            RowKind::Event | RowKind::Group | RowKind::Custody => {
                let fields = self.fields(tables::row_fields(kind), at, table);
                record.rows.push(Row { kind, at, fields });
            }
            RowKind::Quote => {
                let quote = self.quote(record.kind, at, table);
                record.quotes.push(quote);
            }
        }
        self.row = None;
    }

    fn fields(&mut self, known: &'static [Field], at: ByteRange, table: &DeTable<'_>) -> Fields {
        let mut fields = self.nothing_but_lost(at);
        let mut keys = FieldKeys::of(known);
        for (key, node) in in_file_order(table) {
            match keys.field(key.get_ref()) {
                Some(field) => fields.entries.push(self.entry(field, key, node)),
                None => self.unknown(&mut fields, known, table, key, node),
            }
        }
        fields.in_order(known);
        fields
    }

    pub(super) fn item(&mut self, shape: Shape, short: bool, node: &TomlNode<'_>) -> Item {
        if let Some(fault) = scalar::too_long(node.get_ref(), shape).filter(|_| short) {
            return self.cut(fault, shape, node);
        }
        match scalar::read(node.get_ref(), shape, self.words) {
            Ok(value) => Item { value, range: place(node) },
            Err(fault) => self.fault(fault, node),
        }
    }

    fn fault(&mut self, fault: Diagnostic, node: &TomlNode<'_>) -> Item {
        let range = place(node);
        self.report(fault, range);
        Item { value: Value::Unread(range.of(self.text).into()), range }
    }

    /// Keeps only the beginning of a value that is too long, unless it may contain a name.
    fn cut(&mut self, fault: Diagnostic, shape: Shape, node: &TomlNode<'_>) -> Item {
        let range = place(node);
        self.report(fault, range);
        if let (Shape::Words, Some(words)) = (shape, node.get_ref().as_str()) {
            return Item { value: Value::TooLong(words.into()), range };
        }
        let value = Value::Unread(format!("{}…", shortened(range.of(self.text))).into());
        Item { value, range }
    }

    fn report(&mut self, fault: Diagnostic, range: ByteRange) {
        let mut fault = fault.at(range);
        if let Some(fix) = &mut fault.fix {
            fix.keep_quote_marks(self.text);
        }
        self.problems.push(fault);
    }
}

impl Fields {
    pub(super) fn in_order(&mut self, known: &'static [Field]) {
        // Each is looked for once, from where the last one was: files are mostly in the order of the format.
        let mut last = 0;
        let mut rank = |entry: &FieldEntry| {
            let (before, rest) = known.split_at_checked(last).unwrap_or_default();
            let is_it = |field: &Field| field.name == entry.field.name;
            let ahead = rest.iter().position(is_it).map(|at| last + at);
            let rank = ahead.or_else(|| before.iter().position(is_it));
            last = rank.unwrap_or(last);
            rank
        };
        let ranks: Vec<Option<usize>> = self.entries.iter().map(&mut rank).collect();
        if !ranks.is_sorted() {
            let mut ranked: Vec<_> = ranks.into_iter().zip(self.entries.drain(..)).collect();
            ranked.sort_by_key(|(rank, _)| *rank);
            self.entries.extend(ranked.into_iter().map(|(_, entry)| entry));
        }
    }
}

/// Returns the diagnostic of a list where one value is wanted; `only` is that of a list of one.
fn one_value(only: Option<&str>) -> Diagnostic {
    Diagnostic::of_value(Rule::WrongType, "this is a list, but the field takes one value")
        .help("keep the value that holds; what other sources say goes into a quote's `disputes`")
        .fix(only.map(|only| Fix::value(Applicability::NeedsDecision, only)))
}

fn empty_list() -> Diagnostic {
    Diagnostic::of_value(Rule::Placeholder, "this list is empty")
        .help("leave the field out: what is absent is unknown")
}

/// Returns a table's keys and values as the file orders them.
pub(super) fn in_file_order<'t, 'i>(
    table: &'t DeTable<'i>,
) -> Vec<(&'t TomlKey<'i>, &'t TomlNode<'i>)> {
    let mut pairs: Vec<_> = table.iter().collect();
    pairs.sort_by_key(|(key, _)| key.span().start);
    pairs
}

/// The keys of a table in the order of its file, which is mostly that of the format: each field is looked for first behind
/// the one before.
pub(super) struct FieldKeys {
    known: &'static [Field],
    next: usize,
}

impl FieldKeys {
    pub(super) fn of(known: &'static [Field]) -> Self {
        Self { known, next: 0 }
    }

    /// Returns the field of that name, which is that of the next key.
    pub(super) fn field(&mut self, name: &str) -> Option<&'static Field> {
        // Numbers are compared in less time than names.
        let id = FieldId::named(name)?;
        let is_it = |field: &Field| field.name == id;
        let (before, behind) = self.known.split_at_checked(self.next).unwrap_or_default();
        let ahead = behind.iter().position(is_it).map(|at| self.next + at);
        let at = ahead.or_else(|| before.iter().position(is_it))?;
        self.next = at + 1;
        self.known.get(at)
    }
}

/// Returns the field that a key names.
pub(super) fn named(known: &'static [Field], key: &TomlKey<'_>) -> Option<&'static Field> {
    known.iter().find(|field| field.name.as_str() == key.get_ref())
}

/// Returns the problem of a field of a record that is written below a row of it.
fn in_wrong_table(name: &str, row: RowKind, at: ByteRange) -> Diagnostic {
    let row = row.name();
    let message = format!("`{name}` is a field of the case, but here it is in the table [[{row}]]");
    Diagnostic::new(Rule::UnknownField, at, message)
        .help("move it above the first [[…]] of the case")
}

fn single_table(text: &str, name: &str, at: ByteRange) -> Diagnostic {
    let is_header = at.of(text).starts_with('[') && at.of(text).ends_with(']');
    let brackets = is_header.then(|| {
        Fix::offered(vec![
            Splice::replace(ByteRange::from_span(at.start()..at.start()), "["),
            Splice::replace(ByteRange::from_span(at.end()..at.end()), "]"),
        ])
    });
    let message = format!("`[{name}]` makes a single table, and a case may have several of them");
    Diagnostic::new(Rule::WrongType, at, message)
        .help(format!("write [[{name}]], in double brackets"))
        .fix(brackets)
}

fn no_table(name: &str, at: ByteRange, value: &DeValue<'_>) -> Diagnostic {
    let message = format!("this is {}, but `{name}` is a table", described(value));
    Diagnostic::new(Rule::WrongType, at, message)
        .help(format!("start it with a line [[{name}]] and write its fields below"))
}

/// Returns where a key or a value is.
pub(super) fn place<T>(spanned: &Spanned<T>) -> ByteRange {
    ByteRange::from_span(spanned.span())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Document, FileLayout};

    /// Returns the messages of the unknown fields of a case.
    fn unknown(text: &str) -> Vec<String> {
        let form = FileLayout::One { kind: Kind::Victim, id: Id::nearest_to("zq") };
        let problems = Document::read(text, &form, &Vocabularies::default()).problems;
        let unknown = problems.into_iter().filter(|problem| problem.code == Rule::UnknownField);
        unknown
            .map(|problem| format!("{} ({})", problem.message, problem.help.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn a_field_of_the_case_below_a_row_is_in_the_wrong_table() {
        for (row, name, value) in [
            ("quote", "age", "14"),
            ("quote", "home", "'Seatown'"),
            ("event", "gender", "'male'"),
            ("group", "tags", "['one']"),
            ("quote", "title", "'T'"),
        ] {
            let text = format!("[[{row}]]\n{name} = {value}\n");
            let said = format!(
                "`{name}` is a field of the case, but here it is in the table [[{row}]] \
                 (move it above the first [[…]] of the case)"
            );
            assert_eq!(unknown(&text), [said], "{text}");
        }
        for text in
            ["[[quote]]\nhat_colour = 'red'\n", "hat_colour = 'red'\n[[quote]]\nevent = 1\n"]
        {
            assert!(unknown(text).iter().all(|said| said.contains("not a field")), "{text}");
        }
    }
}
