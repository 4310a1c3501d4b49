//! Tests of tables and CSV.

use std::collections::HashSet;

use proptest::prelude::*;

use super::{listed, written};
use crate::collection::{Collection, Memory, load};
use crate::exchange::format::csv::{FORMULAS, SEPARATORS, harmless};
use crate::exchange::format::{Takes, View};
use crate::record::Id;
use crate::redaction::Redaction;

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
    let ids: Vec<&Id> = collection.ids().collect();
    let whole = |cells| {
        let view = View::of(&redaction).with_widths(cells, 80);
        written(Takes::Records, "table", &view, &ids)
    };
    assert_eq!(
        whole(None),
        "V  7 y               a   2○  =1+1\nA ×151  c. Mar 2022  bb  2○  Raid ␛[31m 妙瓦底\n"
    );
    assert_eq!(whole(Some(12)), "V  7 y     …\nA ×151  c. …\n");
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
    let about = Id::new("test-20").unwrap();
    let possible = HashSet::from([&about]);
    let view = View::of(&redaction).with_possible(&possible);
    let ids: Vec<&Id> = collection.ids().collect();
    let table = written(Takes::Records, "table", &view, &ids);
    for start in ["A?  ~20 ", "A  >300 ", "A    ×7 "] {
        assert!(table.lines().any(|line| line.starts_with(start)), "{table}");
    }
    let csv = written(Takes::Records, "csv", &view, &ids);
    let end = |id: &str| {
        let line = csv.lines().find(|line| line.starts_with(&format!("\"{id}\""))).unwrap();
        line.rsplit(',').next().unwrap().to_owned()
    };
    assert!(csv.lines().next().unwrap().ends_with(",match"));
    assert_eq!((end("test-20"), end("test-7")), ("\"possible\"".to_owned(), "\"\"".to_owned()));
    for (format, is_said) in [("json", 1), ("jsonl", 1), ("ids", 0)] {
        let said = written(Takes::Records, format, &view, &ids).matches("possible").count();
        assert_eq!(said, is_said, "{format}");
    }
}

#[test]
fn a_spreadsheet_gets_no_formula() {
    let collection = collection();
    let redaction = Redaction::everything(&collection);
    let victim = Id::new("a").unwrap();
    let csv = written(Takes::Records, "csv", &View::of(&redaction), &[&victim]);
    let (head, line) = csv.split_once('\n').unwrap();
    assert!(head.starts_with("id,kind,title,summary,"), "{head}");
    assert!(line.starts_with("\"a\",\"victim\",\"'=1+1\",") && line.contains("\"A; B\""), "{line}");
}

#[test]
fn a_part_of_a_cell_that_is_split_is_no_formula_either() {
    for (cell, expected) in [
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
        assert_eq!(harmless(cell), expected, "{cell:?}");
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
        let csv = listed("csv", &collection);
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
