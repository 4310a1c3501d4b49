//! Tests of tables and CSV.

use proptest::prelude::*;

use super::*;
use crate::collection::{Collection, Memory, Redaction, load};

fn collection() -> Collection {
    let mut memory = Memory::default();
    memory.put("victims/a.toml", "title = '=1+1'\nage = 7\naliases = ['A', 'B']\n");
    memory.put(
        "arrests/bb.toml",
        "title = \"Raid \\u001B[31m 妙瓦底\"\ncount = 151\ndate = '2022-03~'\n",
    );
    load(&memory)
}

#[test]
fn a_table_keeps_its_columns_and_shows_what_is_hidden() {
    let collection = collection();
    let redaction = Redaction::everything(&collection);
    let records = redaction.redact_all(collection.records());
    let rows: Vec<TableRow> = records.iter().map(TableRow::of).collect();
    let whole = |cells| table(&rows, cells).collect::<String>();
    assert_eq!(
        whole(None),
        "V   7            a   2○  =1+1\nA 151  2022-03~  bb  2○  Raid ␛[31m 妙瓦底\n"
    );
    assert_eq!(whole(Some(12)), "V   7      …\nA 151  2022…\n");
}

#[test]
fn a_record_that_matches_only_possibly_is_marked() {
    let mut memory = Memory::default();
    for (qualifier, count) in [("more_than", 300), ("about", 20), ("exactly", 7)] {
        let fields = format!("title = 'T'\ncount = {count}\ncount_qualifier = '{qualifier}'\n");
        memory.put(format!("arrests/test-{count}.toml"), fields);
    }
    let collection = load(&memory);
    let redaction = Redaction::everything(&collection);
    let records = redaction.redact_all(collection.records());
    let row = |released: &RedactedRecord<'_>| {
        TableRow::of(released).possibly(released.id().as_str() == "test-20")
    };
    let rows: Vec<TableRow> = records.iter().map(row).collect();
    let lines: Vec<String> = table(&rows, None).collect();
    for start in ["A?  ~20 ", "A  >300 ", "A     7 "] {
        assert!(lines.iter().any(|line| line.starts_with(start)), "{lines:?}");
    }
    let csv = Csv::of(&BTreeSet::from([Kind::Arrest]));
    assert!(csv.head().unwrap().ends_with(",match\n"));
    let line = |possible| csv.line(&redaction, &records[0], possible).unwrap();
    assert!(line(true).ends_with(",\"possible\"\n") && line(false).ends_with(",\"\"\n"));
}

#[test]
fn a_spreadsheet_gets_no_formula() {
    let collection = collection();
    let redaction = Redaction::everything(&collection);
    let records = redaction.redact_all(collection.of_kind(Kind::Victim));
    let csv = Csv::of(&BTreeSet::from([Kind::Victim]));
    assert!(csv.head().unwrap().starts_with("id,kind,title,summary,"));
    let line = csv.line(&redaction, &records[0], false).unwrap();
    assert!(line.starts_with("\"a\",\"victim\",\"'=1+1\",") && line.contains("\"A; B\""), "{line}");
}

#[test]
fn a_part_of_a_cell_that_is_split_is_no_formula_either() {
    for (cell, harmless) in [
        ("=1", "'=1"),
        ("'=1", "''=1"),
        ("A;=1+1", "A;'=1+1"),
        ("A; ＝1", "A; '＝1"),
        ("A\t@x", "A␉'@x"),
        ("one\n+2", "one\n'+2"),
        ("say \"=1", "say \"'=1"),
        ("a,-1|+1", "a,'-1|'+1"),
        ("it's 1-2", "it's 1-2"),
        ("  '", "  ''"),
        ("a\r\nb\rc", "a\nb␍c"),
    ] {
        assert_eq!(super::harmless(cell), harmless, "{cell:?}");
    }
}

/// Removes what [`harmless`] has added.
fn as_it_was(cell: &str) -> String {
    let (mut text, mut starts, mut escaped) = (String::new(), true, false);
    for c in cell.chars() {
        if starts && c == '\'' && !escaped {
            escaped = true;
            continue;
        }
        escaped = false;
        starts = SEPARATORS.contains(&c) || starts && c.is_whitespace();
        text.push(c);
    }
    text
}

proptest! {
    #[test]
    fn removing_the_apostrophes_restores_a_cell(
        title in "[ a=+@,;|'\"\n\t＝—-]{0,12}x",
        alias in "[ a='\"\n;]{1,6}x",
    ) {
        let mut memory = Memory::default();
        let quoted = toml::Value::String(title.clone());
        let alias = toml::Value::String(alias);
        memory.put("victims/a.toml", format!("title = {quoted}\naliases = [{alias}, 'B']\n"));
        let collection = load(&memory);
        let redaction = Redaction::everything(&collection);
        let records = redaction.redact_all(collection.records());
        let csv = csv(&redaction, &records).unwrap();
        let mut reader = ::csv::Reader::from_reader(csv.as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(rows.len(), 1);
        prop_assert_eq!(as_it_was(&rows[0][2]), title.replace('\t', "␉"));
        for separator in [b',', b';', b'\t', b'|'] {
            let mut builder = ::csv::ReaderBuilder::new();
            let reader = builder.delimiter(separator).flexible(true).has_headers(false);
            // As programs with and without support for quotation marks read it.
            for quoting in [true, false] {
                let mut reader = reader.quoting(quoting).from_reader(csv.as_bytes());
                for cell in reader.records().map(Result::unwrap).flat_map(|row| {
                    row.iter().map(str::to_owned).collect::<Vec<_>>()
                }) {
                    let cell = cell.trim_start_matches('"').trim_start();
                    prop_assert!(!cell.starts_with(FORMULAS), "{cell:?} in {csv:?}");
                }
            }
        }
    }
}
