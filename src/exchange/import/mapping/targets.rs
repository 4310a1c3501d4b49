//! The columns of a mapping file, and the fields that they become.

use std::collections::BTreeMap;

use toml::de::DeValue;

use crate::diagnostic::suggest;
use crate::exchange::import::date_format::{DateFormat, FORMS};
use crate::record::{Field, FieldId, Kind, Shape, field, fields};
use crate::text::shortened;

use super::{ColumnTarget, MappedColumn, MappingNode, MappingReader, TARGET_KEYS};

impl MappingReader<'_> {
    pub(super) fn columns(&mut self, node: &MappingNode<'_>, kind: Kind) -> Vec<MappedColumn> {
        let Some(table) = node.get_ref().as_table() else {
            self.fault(node.span().start, "columns are a table", "write them below [columns]");
            return Vec::new();
        };
        let mut columns = Vec::new();
        for (key, node) in table {
            let targets = match node.get_ref() {
                DeValue::Boolean(false) => Vec::new(),
                DeValue::Array(items) => {
                    items.iter().filter_map(|item| self.target(item, kind)).collect()
                }
                DeValue::String(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(true)
                | DeValue::Datetime(_)
                | DeValue::Table(_) => self.target(node, kind).into_iter().collect(),
            };
            let line = self.lines.line_at(key.span().start);
            columns.push(MappedColumn { name: key.get_ref().trim().to_owned(), line, targets });
        }
        columns.sort_by_key(|column| column.line);
        columns
    }

    pub(super) fn field(&mut self, kind: Kind, name: &str, at: usize) -> Option<&'static Field> {
        let of_kind = FieldId::of_label(name).and_then(|name| field(kind, name));
        let Some(of_kind) = of_kind else {
            let names = fields(kind).iter().map(|field| field.name.as_str());
            let help = suggest(name, names).map_or_else(
                || format!("use a field of {}, such as {}", kind.with_article(), example(kind)),
                |meant| meant.to_string(),
            );
            let what = format!("{} has no field `{}`", kind.with_article(), shortened(name));
            self.fault(at, what, help);
            return None;
        };
        if matches!(of_kind.shape, Shape::Rows(_)) {
            let what = format!("`{name}` is made of tables, which one cell cannot be");
            self.fault(at, what, "import them as a CSV package, whose tables have them");
            return None;
        }
        Some(of_kind)
    }

    fn target(&mut self, node: &MappingNode<'_>, kind: Kind) -> Option<ColumnTarget> {
        let at = node.span().start;
        let plain = |field| ColumnTarget {
            field,
            find: None,
            formats: Vec::new(),
            values: BTreeMap::new(),
            separator: None,
            prefix: None,
            digits: None,
            exact: false,
            replaces: false,
        };
        if let Some(name) = node.get_ref().as_str() {
            return self.field(kind, name, at).map(plain);
        }
        let Some(table) = node.get_ref().as_table() else {
            self.fault(
                at,
                "a column becomes a field, or is left out",
                "write the name of a field in quotes, or false",
            );
            return None;
        };
        self.known(table, &TARGET_KEYS);
        let Some(name) = table.get("field") else {
            self.fault(
                at,
                "the column does not say which field it becomes",
                "write { field = \"name\" }",
            );
            return None;
        };
        let name = self.text(name)?;
        let mut target = plain(self.field(kind, &name, at)?);
        if let Some(node) = table.get("find") {
            target.find = self.find(node, target.field);
        }
        if let Some(node) = table.get("format") {
            target.formats = self.formats(node, target.field);
        }
        if let Some(node) = table.get("values") {
            target.values = self.values(node, target.field);
        }
        target.separator =
            table.get("separator").and_then(|node| self.text(node)).filter(|sign| !sign.is_empty());
        if target.separator.is_some() && !target.field.many {
            self.fault(
                at,
                format!("`{name}` takes one value, so nothing parts several"),
                "leave separator out",
            );
        }
        target.prefix = table.get("prefix").and_then(|node| self.text(node));
        target.digits =
            table.get("digits").and_then(|node| self.number(node)).map(|digits| digits.min(30));
        target.exact = table.get("exact").is_some_and(|node| self.yes(node));
        target.replaces = table.get("replace").is_some_and(|node| self.yes(node));
        Some(target)
    }

    fn find(&mut self, node: &MappingNode<'_>, field: &Field) -> Option<Kind> {
        let word = self.text(node)?;
        let kind = Kind::all().find(|kind| kind.name() == word);
        let takes = if let Shape::Link(kinds) | Shape::LinkOrWords(kinds) = field.shape {
            kinds
        } else {
            &[]
        };
        if kind.is_none_or(|kind| !takes.contains(&kind)) {
            let help = if takes.is_empty() {
                "leave find out".to_owned()
            } else {
                format!("find {}", Kind::any_of_with_articles(takes))
            };
            let what = format!("`{}` does not link to a {}", field.name.as_str(), shortened(&word));
            self.fault(node.span().start, what, help);
            return None;
        }
        kind
    }

    fn formats(&mut self, node: &MappingNode<'_>, field: &Field) -> Vec<DateFormat> {
        if field.shape != Shape::Date {
            let what = format!("`{}` is no date", field.name.as_str());
            self.fault(node.span().start, what, "leave format out");
            return Vec::new();
        }
        let items: Vec<&MappingNode<'_>> = match node.get_ref().as_array() {
            Some(items) => items.iter().collect(),
            None => vec![node],
        };
        let mut formats = Vec::new();
        for item in items {
            let Some(text) = self.text(item) else { continue };
            match DateFormat::of(&text) {
                Some(format) => formats.push(format),
                None => self.fault(
                    item.span().start,
                    format!("`{}` is no form of dates", shortened(&text)),
                    format!("write {FORMS}"),
                ),
            }
        }
        formats
    }

    fn values(
        &mut self,
        node: &MappingNode<'_>,
        field: &Field,
    ) -> BTreeMap<String, Option<String>> {
        let Some(table) = node.get_ref().as_table() else {
            self.fault(
                node.span().start,
                "values are a table",
                "write { Confirmed = \"compound\" }",
            );
            return BTreeMap::new();
        };
        let mut values = BTreeMap::new();
        for (key, node) in table {
            let value = match node.get_ref() {
                DeValue::Boolean(false) => None,
                DeValue::Integer(number) => Some(number.as_str().to_owned()),
                DeValue::String(_)
                | DeValue::Float(_)
                | DeValue::Boolean(true)
                | DeValue::Datetime(_)
                | DeValue::Array(_)
                | DeValue::Table(_) => match self.text(node) {
                    Some(text) => Some(text),
                    None => continue,
                },
            };
            if value.as_deref() == Some("?") {
                let what =
                    format!("the mapping does not say what `{}` means", shortened(key.get_ref()));
                let words = if let Shape::Term(vocabulary) = field.shape {
                    format!("one of {}", vocabulary.words().collect::<Vec<_>>().join(", "))
                } else if field.shape == Shape::Country {
                    "a code of ISO 3166-1, such as CN".to_owned()
                } else {
                    "a value of the field".to_owned()
                };
                let remedy = format!("write {words}; or false where it says that nothing is known");
                self.fault(node.span().start, what, remedy);
            }
            values.insert(key.get_ref().trim().to_owned(), value);
        }
        values
    }
}

/// Returns some fields of a kind, as examples.
fn example(kind: Kind) -> String {
    let names = fields(kind).iter().filter(|field| !matches!(field.shape, Shape::Rows(_)));
    names.take(6).map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ")
}
