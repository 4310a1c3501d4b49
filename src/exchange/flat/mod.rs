//! Flat tables: one for each kind of record and one for what records repeat, as packages, workbooks and JSON
//! lines have them.
//!
//! The tables are made of the table of the format, so that no format that writes them can lack a field, and two
//! formats cannot differ in a column. Codes, ids and dates are as files write them; words for people are in the
//! table `words`.

mod column;
mod row;
mod words;

pub(super) use column::{FlatColumn, FlatType};
pub(super) use row::{FlatCell, FlatRow, rows_of, rows_of_table};
pub(super) use words::words_of_format;

use std::sync::LazyLock;

use strum::{EnumIter, IntoEnumIterator as _};

use crate::record::{Kind, RowKind, Shape, fields, row_fields};

/// One of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum FlatTable {
    /// The records of a kind.
    Records(Kind),
    /// What records repeat.
    Repeated(RepeatedTable),
}

/// A table of what records repeat: each of its rows belongs to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter)]
pub(super) enum RepeatedTable {
    /// Events of cases.
    Events,
    /// Groups of people.
    Groups,
    /// The words of sources.
    Quotes,
    /// What quotes give instead of a field.
    Disputes,
    /// Fields with their evidence.
    Claims,
    /// What was done with the copies of sources.
    Custody,
}

impl FlatTable {
    /// Returns all tables, those of cases first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        Kind::all().map(Self::Records).chain(RepeatedTable::iter().map(Self::Repeated))
    }

    /// Returns its number among [`all`](Self::all).
    pub(super) fn number(self) -> usize {
        match self {
            Self::Records(kind) => kind as usize,
            Self::Repeated(repeated) => Kind::all().count() + repeated as usize,
        }
    }

    /// Returns its name, which files and sheets have.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Records(kind) => kind.folder(),
            Self::Repeated(repeated) => repeated.name(),
        }
    }

    /// Returns what a row of it is, in a sentence.
    pub(super) fn about(self) -> &'static str {
        match self {
            Self::Records(Kind::Victim) => "A row for each person or group held in a compound.",
            Self::Records(Kind::Rescue) => "A row for each way out of a compound.",
            Self::Records(Kind::Arrest) => "A row for each act of the authorities.",
            Self::Records(Kind::Source) => "A row for each text that cases quote.",
            Self::Records(Kind::Place) => "A row for each place that cases name.",
            Self::Records(Kind::Person) => "A row for each person who is not a victim in any case.",
            Self::Records(Kind::Organisation) => "A row for each organisation that cases name.",
            Self::Repeated(RepeatedTable::Events) => "A row for each event of a case.",
            Self::Repeated(RepeatedTable::Groups) => {
                "A row for each group of those whom a case counts."
            }
            Self::Repeated(RepeatedTable::Quotes) => {
                "A row for each passage of a source that a case quotes."
            }
            Self::Repeated(RepeatedTable::Disputes) => {
                "A row for each field that a quote disputes, with what its source gives instead."
            }
            Self::Repeated(RepeatedTable::Claims) => {
                "A row for each field and row of a case that states a fact, with who supports it."
            }
            Self::Repeated(RepeatedTable::Custody) => {
                "A row for each thing done with the copy of a source after it was captured."
            }
        }
    }

    /// Returns its columns.
    pub(super) fn columns(self) -> &'static [FlatColumn] {
        static COLUMNS: LazyLock<Vec<Vec<FlatColumn>>> =
            LazyLock::new(|| FlatTable::all().map(columns_of).collect());
        COLUMNS.get(self.number()).map_or(&[], Vec::as_slice)
    }

    /// Returns the names of the columns that together name a row.
    pub(super) fn key(self) -> &'static [&'static str] {
        match self {
            Self::Records(_) => &["id"],
            Self::Repeated(RepeatedTable::Disputes) => &["record", "quote", "field"],
            Self::Repeated(RepeatedTable::Claims) => &["record", "field"],
            Self::Repeated(
                RepeatedTable::Events
                | RepeatedTable::Groups
                | RepeatedTable::Quotes
                | RepeatedTable::Custody,
            ) => &["record", "number"],
        }
    }
}

impl RepeatedTable {
    /// Returns its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Groups => "groups",
            Self::Quotes => "quotes",
            Self::Disputes => "disputes",
            Self::Claims => "claims",
            Self::Custody => "custody",
        }
    }

    /// Returns the tables whose rows belong to records of a kind.
    pub(super) fn of(kind: Kind) -> impl Iterator<Item = Self> {
        Self::iter().filter(move |table| table.belongs_to(kind))
    }

    fn belongs_to(self, kind: Kind) -> bool {
        let rows = match self {
            Self::Events => RowKind::Event,
            Self::Groups => RowKind::Group,
            Self::Quotes => RowKind::Quote,
            Self::Custody => RowKind::Custody,
            Self::Disputes | Self::Claims => return kind.is_case(),
        };
        fields(kind).iter().any(|field| field.shape == Shape::Rows(rows))
    }
}

fn columns_of(table: FlatTable) -> Vec<FlatColumn> {
    let text = FlatColumn::text;
    let record = || text("record", "The id of the record that the row belongs to.");
    let number = || {
        FlatColumn::whole(
            "number",
            "The number of the row in its record, from 1 in the order of the file.",
        )
    };
    let mut columns = match table {
        FlatTable::Records(_) => vec![text("id", "The id of the record.")],
        FlatTable::Repeated(RepeatedTable::Disputes | RepeatedTable::Claims) => vec![record()],
        FlatTable::Repeated(_) => vec![record(), number()],
    };
    let own = match table {
        FlatTable::Records(kind) => fields(kind),
        FlatTable::Repeated(RepeatedTable::Events) => row_fields(RowKind::Event),
        FlatTable::Repeated(RepeatedTable::Groups) => row_fields(RowKind::Group),
        FlatTable::Repeated(RepeatedTable::Custody) => row_fields(RowKind::Custody),
        FlatTable::Repeated(RepeatedTable::Quotes) => row_fields(RowKind::Quote),
        FlatTable::Repeated(RepeatedTable::Disputes | RepeatedTable::Claims) => &[],
    };
    columns.extend(own.iter().flat_map(FlatColumn::of_field));
    let field = || text("field", "The field, or `event.KEY` or `group.KEY` for a row.");
    columns.extend(match table {
        FlatTable::Records(kind) => {
            let mut behind: Vec<FlatColumn> = Vec::new();
            if kind.is_case() {
                let statuses = [
                    ("sourced", "How many fields archived texts support."),
                    ("unchecked", "How many fields are supported by texts that are not archived."),
                    ("unsourced", "How many fields state a fact that no quote supports."),
                    ("disputed", "How many fields a quote disputes."),
                ];
                behind.extend(statuses.map(|(name, about)| FlatColumn::whole(name, about)));
            }
            behind.push(unread());
            behind
        }
        FlatTable::Repeated(RepeatedTable::Quotes) => vec![
            text("words", "Whether the archived text has the words: `verbatim`, `but_for_typography`, `close`, `not_found` or `not_archived`."),
            text("grade", "The grade of source and quote on the Admiralty scale, such as `B2`."),
            unread(),
        ],
        FlatTable::Repeated(RepeatedTable::Disputes) => vec![
            FlatColumn::whole("quote", "The number of the quote in its record."),
            field(),
            FlatColumn::list("value", "What the source gives instead; empty where it only denies."),
        ],
        FlatTable::Repeated(RepeatedTable::Claims) => vec![
            field(),
            FlatColumn::list("value", "The values of the field, as the file has them; empty for a row."),
            text("standing", "`sourced`, `unchecked`, `unsourced` or `disputed`."),
            FlatColumn::whole("independent", "How many independent sources support it."),
            FlatColumn::list("sources", "The ids of the sources that support it."),
        ],
        FlatTable::Repeated(_) => vec![unread()],
    });
    columns
}

/// Returns the column of what is in a file and is no value of the format.
fn unread() -> FlatColumn {
    FlatColumn::list("unread", "What the file has and could not be read, each as `field = value`.")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::redaction::is_own_word;

    #[test]
    fn each_table_has_its_number_a_key_and_no_column_twice() {
        for (number, table) in FlatTable::all().enumerate() {
            assert_eq!(table.number(), number);
            let names: Vec<&str> = table.columns().iter().map(|column| &*column.name).collect();
            let once: BTreeSet<&str> = names.iter().copied().collect();
            assert_eq!(once.len(), names.len(), "{}: {names:?}", table.name());
            assert!(table.key().iter().all(|name| once.contains(name)), "{}", table.name());
            assert!(table.columns().iter().all(|column| column.about.ends_with('.')));
        }
    }

    #[test]
    fn a_column_of_a_field_is_no_name_in_a_public_release() {
        let of_kind = Kind::all().flat_map(fields);
        let of_row = RowKind::ALL.into_iter().flat_map(row_fields);
        for column in of_kind.chain(of_row).flat_map(FlatColumn::of_field) {
            assert!(is_own_word(&column.name), "{}", column.name);
        }
    }

    #[test]
    fn every_field_of_the_format_has_its_columns() {
        for kind in Kind::all() {
            let columns = FlatTable::Records(kind).columns();
            for field in fields(kind) {
                let is_table = matches!(field.shape, Shape::Rows(_));
                let name = field.name.as_str();
                let has = columns.iter().any(|column| column.name.starts_with(name));
                assert!(has || is_table, "{kind} {name}");
            }
            let tables = fields(kind).iter().filter(|field| matches!(field.shape, Shape::Rows(_)));
            let beside = if kind.is_case() { 2 } else { 0 };
            assert_eq!(RepeatedTable::of(kind).count(), tables.count() + beside, "{kind}");
        }
    }
}
