//! Builds the tables of a document from its headers and fields, and detects conflicting
//! definitions.
//!
//! It follows TOML's rules about what may be defined twice.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::clash::{Clash, ClashSort};
use super::single_statement::{Header, KeyName};

/// The tables that have been built so far, and the one that fields now go into.
pub(super) struct Tree<'t> {
    tables: Vec<TreeTable<'t>>,
    current: usize,
}

struct TreeTable<'t> {
    origin: TableOrigin,
    children: BTreeMap<Cow<'t, str>, TreeEntry<'t>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TableOrigin {
    /// A header named a table inside it.
    Implied,
    /// A dotted name before an equals sign.
    Dotted,
    /// Its own header.
    Header,
}

struct TreeEntry<'t> {
    name: Range<usize>,
    content: TreeValue<'t>,
}

enum TreeValue<'t> {
    Value(Spanned<DeValue<'t>>),
    Table(Spanned<usize>),
    Rows(Vec<Spanned<usize>>),
}

impl<'t> Tree<'t> {
    /// Returns a tree of the one empty table that a document starts with.
    pub(super) fn new() -> Self {
        let root = TreeTable { origin: TableOrigin::Header, children: BTreeMap::new() };
        Self { tables: vec![root], current: 0 }
    }

    /// Puts a value into the current table, or says what is in its place.
    pub(super) fn add_field(
        &mut self,
        mut path: Vec<KeyName<'t>>,
        value: Spanned<DeValue<'t>>,
    ) -> Result<(), Clash> {
        let Some(name) = path.pop() else {
            return Ok(());
        };
        let parent = self.descend(self.current, path, TableOrigin::Dotted)?;
        if let Some(child) = self.child(parent, &name) {
            return Err(child.clash(&name, ClashSort::Twice));
        }
        self.insert(parent, name, TreeValue::Value(value));
        Ok(())
    }

    /// Makes the table of `header` the current one, or says what is in its place.
    pub(super) fn add_header(&mut self, header: Header<'t>) -> Result<(), Clash> {
        let Header { mut path, is_row, span } = header;
        let Some(name) = path.pop() else {
            return Ok(());
        };
        let parent = self.descend(0, path, TableOrigin::Implied)?;
        self.current = if is_row {
            self.add_row(parent, name, span)?
        } else {
            self.add_table(parent, name, span)?
        };
        Ok(())
    }

    /// Returns what has been built, in `toml`'s own form.
    pub(super) fn into_root(mut self) -> DeTable<'t> {
        assemble(&mut self.tables, 0)
    }

    fn descend(
        &mut self,
        from: usize,
        path: Vec<KeyName<'t>>,
        origin: TableOrigin,
    ) -> Result<usize, Clash> {
        let mut at = from;
        for name in path {
            at = match self.child(at, &name).map(|child| (child, &child.content)) {
                None => {
                    let table = self.new_table(origin);
                    let content = TreeValue::Table(Spanned::new(name.span(), table));
                    self.insert(at, name, content);
                    table
                }
                Some((_, TreeValue::Table(table))) if self.may_enter(*table.get_ref(), origin) => {
                    *table.get_ref()
                }
                Some((_, TreeValue::Rows(rows))) if origin == TableOrigin::Implied => last(rows),
                Some((child, TreeValue::Table(_) | TreeValue::Rows(_))) => {
                    return Err(child.clash(&name, ClashSort::Twice));
                }
                Some((child, TreeValue::Value(_))) => {
                    return Err(child.clash(&name, ClashSort::ValueAndTable));
                }
            };
            if origin == TableOrigin::Dotted {
                self.tables[at].origin = TableOrigin::Dotted;
            }
        }
        Ok(at)
    }

    /// Returns whether a path may go through `table`: a dotted name may not add to a table that has
    /// a header of its own.
    fn may_enter(&self, table: usize, origin: TableOrigin) -> bool {
        origin == TableOrigin::Implied || self.tables[table].origin != TableOrigin::Header
    }

    fn add_table(
        &mut self,
        parent: usize,
        name: KeyName<'t>,
        span: Range<usize>,
    ) -> Result<usize, Clash> {
        let table = match self.child(parent, &name).map(|child| (child, &child.content)) {
            None => self.new_table(TableOrigin::Header),
            Some((child, TreeValue::Table(table))) => {
                let table = *table.get_ref();
                if self.tables[table].origin != TableOrigin::Implied {
                    return Err(child.clash(&name, ClashSort::TableTwice));
                }
                self.tables[table].origin = TableOrigin::Header;
                table
            }
            Some((child, TreeValue::Rows(_))) => {
                return Err(child.clash(&name, ClashSort::TableAndRows));
            }
            Some((child, TreeValue::Value(_))) => {
                return Err(child.clash(&name, ClashSort::ValueAndTable));
            }
        };
        self.insert(parent, name, TreeValue::Table(Spanned::new(span, table)));
        Ok(table)
    }

    fn add_row(
        &mut self,
        parent: usize,
        name: KeyName<'t>,
        span: Range<usize>,
    ) -> Result<usize, Clash> {
        let row = self.new_table(TableOrigin::Header);
        let spanned = Spanned::new(span, row);
        match self.tables[parent].children.get_mut(name.get_ref()) {
            None => self.insert(parent, name, TreeValue::Rows(vec![spanned])),
            Some(child) => match &mut child.content {
                TreeValue::Rows(rows) => rows.push(spanned),
                TreeValue::Table(_) => return Err(child.clash(&name, ClashSort::TableAndRows)),
                TreeValue::Value(_) => return Err(child.clash(&name, ClashSort::ValueAndTable)),
            },
        }
        Ok(row)
    }

    fn child(&self, table: usize, name: &KeyName<'t>) -> Option<&TreeEntry<'t>> {
        self.tables[table].children.get(name.get_ref())
    }

    fn insert(&mut self, table: usize, name: KeyName<'t>, content: TreeValue<'t>) {
        let child = TreeEntry { name: name.span(), content };
        self.tables[table].children.insert(name.into_inner(), child);
    }

    fn new_table(&mut self, origin: TableOrigin) -> usize {
        self.tables.push(TreeTable { origin, children: BTreeMap::new() });
        self.tables.len() - 1
    }
}

impl TreeEntry<'_> {
    fn clash(&self, second: &KeyName<'_>, sort: ClashSort) -> Clash {
        Clash { first: self.name.start, second: second.span(), sort }
    }
}

fn last(rows: &[Spanned<usize>]) -> usize {
    rows.last().map_or(0, |row| *row.get_ref())
}

fn assemble<'t>(tables: &mut [TreeTable<'t>], table: usize) -> DeTable<'t> {
    let children = std::mem::take(&mut tables[table].children);
    let entries = children.into_iter().map(|(name, child)| {
        let value = match child.content {
            TreeValue::Value(value) => value,
            TreeValue::Table(table) => assembled(tables, &table),
            TreeValue::Rows(rows) => {
                let span = rows.first().map(Spanned::span).unwrap_or_default();
                let rows: DeArray<'t> = rows.iter().map(|row| assembled(tables, row)).collect();
                Spanned::new(span, DeValue::Array(rows))
            }
        };
        (Spanned::new(child.name, name), value)
    });
    entries.collect()
}

fn assembled<'t>(tables: &mut [TreeTable<'t>], table: &Spanned<usize>) -> Spanned<DeValue<'t>> {
    let content = assemble(tables, *table.get_ref());
    Spanned::new(table.span(), DeValue::Table(content))
}
