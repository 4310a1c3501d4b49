//! Reads a quote table: its fields, what it supports and what it disputes.

use toml::de::{DeTable, DeValue};

use crate::text::{ByteRange, is_too_long, shortened};

use super::field::{Field, FieldId, Shape};
use super::fields::Item;
use super::kind::{Kind, RowKind};
use super::quote::{Citation, Cited, Dispute, Quote};
use super::reader::{FieldKeys, RecordReader, TomlKey, TomlNode, in_file_order, place};
use super::tables;
use super::value::Value;
use super::value_diagnostic::described;
use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Rule};

impl RecordReader<'_> {
    /// Reads a quote of a case of that kind.
    pub(super) fn quote(&mut self, kind: Kind, at: ByteRange, table: &DeTable<'_>) -> Quote {
        let known = tables::row_fields(RowKind::Quote);
        let (supports, disputes) = (Vec::new(), Vec::new());
        let mut quote = Quote { at, fields: self.nothing_but_lost(at), supports, disputes };
        let mut keys = FieldKeys::of(known);
        for (key, node) in in_file_order(table) {
            match keys.field(key.get_ref()) {
                Some(Field { shape: Shape::Citations, .. }) => {
                    quote.supports = self.citations(node);
                }
                Some(Field { shape: Shape::Rivals, .. }) => {
                    quote.disputes = self.disputes(kind, key, node);
                }
                Some(field) => quote.fields.entries.push(self.entry(field, key, node)),
                None => self.unknown(&mut quote.fields, known, table, key, node),
            }
        }
        quote.fields.in_order(known);
        quote
    }

    fn citations(&mut self, node: &TomlNode<'_>) -> Vec<Citation> {
        // Mostly a list of names that are all right, and values are made of none of them.
        let values = node.get_ref().as_array().filter(|values| !values.is_empty());
        let all = values.and_then(|values| {
            let citation = |value: &TomlNode<'_>| {
                let written = value.get_ref().as_str().filter(|written| !is_too_long(written))?;
                Some(Citation { cited: written.parse().ok()?, range: place(value) })
            };
            values.iter().map(citation).collect::<Option<Vec<_>>>()
        });
        if let Some(all) = all {
            return all;
        }
        let items = self.items(Shape::Citations, true, node);
        self.cited(&items)
    }

    fn cited(&mut self, items: &[Item]) -> Vec<Citation> {
        let read = items.iter().filter(|item| item.value.is_read());
        read.filter_map(|item| self.citation(&item.value.written(), item.range)).collect()
    }

    fn citation(&mut self, written: &str, range: ByteRange) -> Option<Citation> {
        let cited = written.parse::<Cited>().ok().filter(|_| !is_too_long(written));
        if cited.is_none() {
            self.problems.push(no_such_field(written, range));
        }
        cited.map(|cited| Citation { cited, range })
    }

    fn disputes(&mut self, kind: Kind, key: &TomlKey<'_>, node: &TomlNode<'_>) -> Vec<Dispute> {
        match node.get_ref() {
            DeValue::Table(table) => self.rivals(kind, table),
            DeValue::Array(items) if items.iter().any(|item| item.get_ref().is_table()) => {
                let mut disputes = Vec::new();
                for item in items {
                    if let Some(table) = item.get_ref().as_table() {
                        disputes.extend(self.rivals(kind, table));
                    } else {
                        let denied = self.item(Shape::Citations, true, item);
                        disputes.extend(self.cited(&[denied]).into_iter().map(Dispute::denying));
                    }
                }
                disputes
            }
            DeValue::Array(_) | DeValue::String(_) => {
                self.citations(node).into_iter().map(Dispute::denying).collect()
            }
            value @ (DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)) => {
                let message = format!(
                    "this is {}, but `disputes` says which fields are disputed",
                    described(value)
                );
                self.problems.push(Diagnostic::new(Rule::WrongType, place(key), message).help(
                    "write { count = 376 }, a list of fields: [\"count\"], or a list of both",
                ));
                Vec::new()
            }
        }
    }

    /// Reads `{ count = 376, event = { raid = "…" } }`, rows also as `"event.raid" = "…"`.
    fn rivals(&mut self, kind: Kind, table: &DeTable<'_>) -> Vec<Dispute> {
        let mut disputes = Vec::new();
        for (key, node) in in_file_order(table) {
            let name = key.get_ref().as_ref();
            match (name, node.get_ref().as_table()) {
                ("event" | "group", Some(rows)) => {
                    for (row, node) in in_file_order(rows) {
                        let written = format!("{name}.{}", row.get_ref());
                        disputes.extend(self.rival(kind, &written, place(row), node));
                    }
                }
                (name, _) => disputes.extend(self.rival(kind, name, place(key), node)),
            }
        }
        disputes
    }

    fn rival(
        &mut self,
        kind: Kind,
        written: &str,
        range: ByteRange,
        node: &TomlNode<'_>,
    ) -> Option<Dispute> {
        let Citation { cited, range } = self.citation(written, range)?;
        let field = match &cited {
            Cited::Field(name) => tables::field(kind, *name),
            Cited::Row(..) => None,
        };
        let rival = if let Some(field) = field {
            self.items(field.shape, field.is_short(), node)
        } else {
            // A row has no shape of its own: whatever is written is what is meant.
            let words = node.get_ref().as_str().unwrap_or_else(|| self.written(node));
            vec![Item { value: Value::Words(words.into()), range: place(node) }]
        };
        Some(Dispute { cited, range, rival })
    }
}

fn no_such_field(written: &str, range: ByteRange) -> Diagnostic {
    let written = shortened(written);
    let names = <FieldId as strum::IntoEnumIterator>::iter().map(FieldId::as_str);
    let problem = Diagnostic::new(
        Rule::QuoteCitesAbsentField,
        range,
        format!("there is no field `{written}`"),
    );
    match suggest(written, names) {
        Some(meant) => problem.help(meant.to_string()),
        None => problem.help("name a field of this case, or a row as event.KEY or group.KEY"),
    }
}
