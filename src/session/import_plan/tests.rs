//! Imports tried in memory: packages come back to the byte, tables twice are tables once.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::collection::{FileSource, Memory, load, sample};
use crate::exchange::{
    ImportedTable, MappedReading, Package, PackageReading, TableMapping, Takes, View, archived_text,
};
use crate::redaction::Redaction;
use crate::session::ChangePreview;

mod ctdc;
mod entities;
mod one_cell;
mod round_trips;
mod saved_again;
mod unseen_words;

type Files = BTreeMap<String, Vec<u8>>;

/// A package in memory.
#[derive(Default)]
struct TablesInMemory(Vec<(String, Vec<u8>)>);

impl Package for TablesInMemory {
    fn add(&mut self, name: &str) -> io::Result<usize> {
        self.0.push((name.to_owned(), Vec::new()));
        Ok(self.0.len() - 1)
    }

    fn put(&mut self, file: usize, bytes: &[u8]) -> io::Result<()> {
        self.0[file].1.extend_from_slice(bytes);
        Ok(())
    }
}

fn exported(collection: &Collection) -> Files {
    exported_as("csv", collection)
}

fn exported_as(name: &str, collection: &Collection) -> Files {
    let format = Takes::Export.formats().find(|format| format.name == name).unwrap();
    let redaction = Redaction::everything(collection);
    let ids: Vec<&Id> = collection.ids().collect();
    let mut package = TablesInMemory::default();
    format.write_package(&View::of(&redaction), &ids, &mut package).unwrap();
    package.0.into_iter().collect()
}

/// Plans an import of a package; panics with what is wrong with it.
fn planned(collection: &Collection, files: &Files) -> ImportPlan {
    let read = PackageReading::of(files, collection, false).unwrap();
    ImportPlan::of(collection, "test", &read.records, read.is_confidential).unwrap()
}

fn after(collection: &Collection, plan: &ImportPlan) -> Collection {
    let preview = ChangePreview::of(collection, &plan.change).unwrap();
    assert!(preview.planned.files().iter().all(crate::exchange::PlannedFile::is_change));
    let after = preview.after;
    std::sync::Arc::try_unwrap(after).unwrap_or_else(|after| (*after).clone())
}

/// Returns a collection with the settings of the shipped one, and nothing else.
fn empty() -> Memory {
    let mut memory = Memory::default();
    let settings = sample().read(Path::new("casebook.toml")).unwrap();
    memory.put("casebook.toml", String::from_utf8(settings.clone()).unwrap());
    memory
}

#[test]
fn the_shipped_collection_comes_back_from_its_tables_to_the_byte() {
    let collection = load(&sample());
    let files = exported(&collection);
    let again = planned(&collection, &files);
    assert_eq!(again.change.files, []);
    let nothing = load(&empty());
    let plan = planned(&nothing, &files);
    assert!(plan.created.len() > 80 && plan.changed.is_empty());
    let copy = after(&nothing, &plan);
    for (name, bytes) in exported(&copy) {
        let before = String::from_utf8_lossy(&files[&name]).into_owned();
        assert_eq!(String::from_utf8(bytes).unwrap(), before, "{name}");
    }
    assert_eq!(planned(&copy, &files).change.files, []);
}

const HOSTILE: &[&str] = &[
    "=HYPERLINK(\"x\")",
    "'=kept",
    "''@x",
    "a|b\\|c\\\\",
    "two\nlines\r\nand\ta tab",
    "\u{202e}turned\u{2066}",
    "nul \u{0} here",
    "  spaces  ",
    "妙瓦底 ខ្មែរ العربية",
    "\"quoted\", and, commas",
    "-5",
    "+1",
    "\u{feff}mark",
];

/// A collection with hostile words wherever words may be.
fn hostile() -> Memory {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\nconfidentiality = 'confidential'\n");
    let list: Vec<String> =
        HOSTILE.iter().map(|words| crate::record::quoting::basic(words)).collect();
    memory.put(
        "sources.toml",
        "[wire]\ntitle = 'Wire'\n[[wire.custody]]\nat = '2021'\naction = 'kept'\n",
    );
    memory.put("places.toml", format!("[hall]\nname = 'Hall'\naliases = [{}]\n", list.join(", ")));
    for (number, words) in list.iter().enumerate() {
        let long = "ấ".repeat(if number == 0 { 400_000 } else { 3 });
        memory.put(
            format!("victims/test-{number}.toml"),
            format!(
                "title = {words}\nage = 14\nransom_paid = '500000 CNY'\nransom_demanded = true\nhome = 'hall'\ntransit_route = ['hall', {words}]\n\
                 recruitment_date = '2021?-12~'\ntags = [{words}, 'b']\nnote = \"{long}\"\n\
                 [[event]]\nkey = 'e'\nwhat = {words}\n[[group]]\nkey = 'g'\ncount = 3\n\
                 [[quote]]\nsource = 'wire'\ntext = {words}\nspeaker = {words}\nsupports = ['age', 'event.e']\n\
                 disputes = [\"group.g\", {{ age = 15, home = {words}, \"event.e\" = {words}, transit_route = ['hall', {words}], ransom_demanded = false, minor = true }}]\n"
            ),
        );
    }
    memory
}

#[test]
fn hostile_words_come_back_exact() {
    let collection = load(&hostile());
    let files = exported(&collection);
    assert_eq!(planned(&collection, &files).change.files, []);
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\nconfidentiality = 'confidential'\n");
    let nothing = load(&memory);
    let copy = after(&nothing, &planned(&nothing, &files));
    for (name, bytes) in exported(&copy) {
        assert_eq!(
            String::from_utf8_lossy(&bytes),
            String::from_utf8_lossy(&files[&name]),
            "{name}"
        );
    }
    for (id, words) in (0..).zip(HOSTILE) {
        let located = copy.get(&format!("test-{id}")).unwrap();
        assert_eq!(located.record.fields.text(FieldId::Title), Some(*words));
        assert_eq!(located.record.quotes[0].text(), Some(*words));
    }
}

#[test]
fn what_was_confidential_stays_so_and_nothing_becomes_less() {
    let files = exported(&load(&hostile()));
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    let open = load(&memory);
    let copy = after(&open, &planned(&open, &files));
    let case = copy.get("test-1").unwrap();
    assert_eq!(case.record.fields.text(FieldId::Confidentiality), Some("confidential"));
    // What a table says may not open a case, name a person, or show where someone is.
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    memory.put(
        "victims/test-a.toml",
        "title = 'A'\nconfidentiality = 'confidential'\ntags = ['x', 'whereabouts-withheld']\n",
    );
    memory.put("people.toml", "[test-p]\nname = 'Test P'\npublic = false\n");
    let collection = load(&memory);
    let files = exported(&collection);
    for (name, from, to, said) in [
        ("victims.csv", ",confidential,", ",public,", "less confidential"),
        ("victims.csv", "x|whereabouts-withheld", "x", "lose the tag"),
        ("people.csv", ",false,", ",true,", "named in exports"),
    ] {
        let mut files = files.clone();
        let text = String::from_utf8(files[name].clone()).unwrap();
        assert!(text.contains(from), "{text}");
        files.insert(name.to_owned(), text.replace(from, to).into_bytes());
        let read = PackageReading::of(&files, &collection, false).unwrap();
        let faults = ImportPlan::of(&collection, "test", &read.records, false).unwrap_err();
        assert!(faults[0].what.contains(said), "{faults:?}");
    }
}

#[test]
fn every_fault_of_a_package_is_named_with_row_and_column() {
    let collection = load(&sample());
    let files = exported(&collection);
    let with = |name: &str, change: &dyn Fn(String) -> String| {
        let mut files = files.clone();
        let text = String::from_utf8(files[name].clone()).unwrap();
        let changed = change(text.clone());
        assert_ne!(changed, text, "{name}");
        files.insert(name.to_owned(), changed.into_bytes());
        let faults = PackageReading::of(&files, &collection, false).unwrap_err();
        let faults = faults.into_iter().map(|fault| {
            assert!(!fault.remedy.is_empty());
            format!("{}: {}", fault.place, fault.what)
        });
        faults.collect::<Vec<_>>()
    };
    let faults = with("victims.csv", &|text| text.replace(",2021?-12,", ",Mar-22,"));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("column") && faults[0].contains("recruitment_date"), "{faults:?}");
    let faults = with("victims.csv", &|text| text.replace(",CN,", ",China,"));
    assert!(faults.len() > 1 && faults[0].contains("citizenship"), "{faults:?}");
    let faults = with("victims.csv", &|text| text.replacen("yun,", "[withheld],", 1));
    assert!(faults.iter().any(|fault| fault.contains("withheld when")), "{faults:?}");
    let faults = with("victims.csv", &|text| text.replacen(",gender,", ",colour,", 1));
    assert!(faults.iter().any(|fault| fault.contains("no such column")), "{faults:?}");
    let faults = with("quotes.csv", &|text| text.replacen("yun,1,", "yun,2,", 1));
    assert!(faults.iter().any(|fault| fault.contains("number 2")), "{faults:?}");
    let faults = with("events.csv", &|text| text.replacen("yun,", "no-such-case,", 1));
    assert!(faults.iter().any(|fault| fault.contains("no record")), "{faults:?}");
    let faults = with("victims.csv", &|text| text.replacen("\nyun,", "\nyun\n,", 1));
    assert!(faults.iter().any(|fault| fault.contains("cells")), "{faults:?}");
}

#[test]
fn rows_and_columns_may_come_in_any_order_and_an_empty_cell_changes_nothing() {
    let collection = load(&sample());
    let mut files = exported(&collection);
    for bytes in
        files.iter_mut().filter(|(name, _)| *name != "datapackage.json").map(|(_, bytes)| bytes)
    {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        for row in reader.records() {
            rows.push(row.unwrap().iter().rev().map(str::to_owned).collect());
        }
        rows[1..].reverse();
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        *bytes = writer.into_inner().unwrap();
    }
    assert_eq!(planned(&collection, &files).change.files, []);
    let victims = String::from_utf8(files["victims.csv"].clone()).unwrap();
    let emptied = victims.replace(",14,", ",,");
    assert_ne!(emptied, victims);
    files.insert("victims.csv".to_owned(), emptied.into_bytes());
    assert_eq!(planned(&collection, &files).change.files, []);
    let read = PackageReading::of(&files, &collection, true).unwrap();
    let plan = ImportPlan::of(&collection, "test", &read.records, false).unwrap();
    assert!(!plan.changed.is_empty());
    let age =
        |collection: &Collection| collection.get("yun").unwrap().record.fields.whole(FieldId::Age);
    assert_eq!((age(&collection), age(&after(&collection, &plan))), (Some(14), None));
}

/// Replaces a cell of a table.
fn with_cell(files: &Files, name: &str, row: usize, column: &str, cell: &str) -> Option<Files> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_reader(files[name].as_slice());
    let mut rows: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let column = rows[0].iter().position(|known| known == column)?;
    let row = 1 + row % (rows.len() - 1);
    if rows[row][column] == cell {
        return None;
    }
    cell.clone_into(&mut rows[row][column]);
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in &rows {
        writer.write_record(row).unwrap();
    }
    let mut files = files.clone();
    files.insert(name.to_owned(), writer.into_inner().unwrap());
    Some(files)
}

proptest! {
    #[test]
    fn a_changed_cell_is_one_splice_and_twice_is_once(
        row in 0_usize..60,
        column in prop::sample::select(vec![
            ("victims.csv", "note"), ("victims.csv", "title"), ("rescues.csv", "summary"), ("arrests.csv", "tags"),
            ("events.csv", "what"), ("quotes.csv", "note"), ("quotes.csv", "speaker"), ("places.csv", "aliases"), ("sources.csv", "title"),
        ]),
        words in "[a-z][a-z|=' \"\\\\,;\n\u{202e}ấ妙]{0,12}[a-z]",
    ) {
        let collection = load(&sample());
        let files = exported(&collection);
        let (name, column) = column;
        // A list has no empty item.
        let words = if matches!(column, "tags" | "aliases") { words.replace('|', "/") } else { words };
        let Some(files) = with_cell(&files, name, row, column, &words) else { return Ok(()) };
        let plan = planned(&collection, &files);
        prop_assert_eq!(plan.change.files.len(), 1);
        let preview = ChangePreview::of(&collection, &plan.change).unwrap();
        let file = &preview.planned.files()[0];
        let (before, now) = (file.before.as_deref().unwrap(), file.after.as_deref().unwrap());
        // What is before the change and what is behind it stays: it is one splice, and in one value.
        let start = before.bytes().zip(now.bytes()).take_while(|(one, other)| one == other).count();
        let end = before.bytes().rev().zip(now.bytes().rev()).take_while(|(one, other)| one == other).count();
        prop_assert!(start + end >= before.len().min(now.len()) / 2);
        let again = planned(&preview.after, &files);
        prop_assert_eq!(again.change.files, []);
    }
}

const MAPPING: &str = "kind = 'victim'\nid = '{Ref}'\nsource = 'partner-2026'\n[constants]\ntitle = 'Case {Ref}'\ntrafficking_status = 'possible'\n\
    [columns]\nRef = false\nName = 'name'\nAge = 'age'\nCountry = { field = 'citizenship', separator = '/' }\nSecret = false\nJob = 'occupation'\n";

fn mapped(
    collection: &Collection,
    mapping: &str,
    table: &str,
) -> Result<(ImportPlan, Vec<String>), Vec<ImportFault>> {
    let mapping = TableMapping::read("m.toml", mapping)?;
    let table = ImportedTable::read("t.csv", table.as_bytes(), &mapping)?;
    let read = MappedReading::of(&mapping, &table, collection)?;
    Ok((ImportPlan::of(collection, "test", &read.records, false)?, read.notes))
}

/// A collection with the source that the table is, and its archived text.
fn with_table(memory: &Memory, table: &str) -> Memory {
    let mut memory = memory.clone();
    let mapping = TableMapping::read("m.toml", MAPPING).unwrap();
    let read = ImportedTable::read("t.csv", table.as_bytes(), &mapping).unwrap();
    memory.put("sources/partner-2026.toml", "title = 'Partner'\ntype = 'dataset'\n");
    memory.put("archive/partner-2026.txt", archived_text(&read));
    memory
}

const TABLE: &str =
    "Ref,Name,Age,Country,Secret,Job\nA-1,Test Ann,14,CN/VN,hush,Cook\nB 2,妙 Test,30,CN,,\n";

#[test]
fn each_cell_is_quoted_and_what_is_left_out_is_not() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    let collection = load(&with_table(&memory, TABLE));
    let (plan, notes) =
        mapped(&collection, MAPPING, TABLE).unwrap_or_else(|faults| panic!("{faults:?}"));
    assert_eq!((plan.created.len(), notes.len()), (2, 1));
    assert!(notes[0].contains("columns that the mapping leaves out: "), "{notes:?}");
    let copy = after(&collection, &plan);
    let ann = copy.get("a-1").unwrap();
    assert_eq!(ann.record.fields.text(FieldId::Title), Some("Case A-1"));
    let texts: Vec<&str> =
        ann.record.quotes.iter().filter_map(crate::record::Quote::text).collect();
    assert_eq!(texts, ["Test Ann\t14\tCN/VN", "Cook"]);
    assert!(!ann.file.now().text().contains("hush"));
    let evidence = copy.evidence(&Id::new("a-1").unwrap()).unwrap();
    let statuses = [FieldId::Name, FieldId::Age, FieldId::Citizenship, FieldId::Occupation];
    for name in statuses {
        let of_field = evidence.field(&crate::record::Cited::Field(name)).unwrap();
        assert_eq!(of_field.status().word(), "sourced", "{name:?}");
    }
}

#[test]
fn a_rival_value_becomes_a_dispute_and_nothing_is_overwritten() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    memory.put("sources.toml", "[wire]\ntitle = 'Wire'\n");
    memory.put(
        "victims/a-1.toml",
        "title = 'Ann'\nname = 'Test Ann'\nage = 15\n\n[[quote]]\nsource = 'wire'\ntext = 'x'\nsupports = ['age']\n",
    );
    let collection = load(&with_table(&memory, TABLE));
    let (plan, _) = mapped(&collection, MAPPING, TABLE).unwrap();
    let copy = after(&collection, &plan);
    let ann = copy.get("a-1").unwrap();
    assert_eq!(ann.record.fields.text(FieldId::Title), Some("Ann"));
    assert_eq!(ann.record.fields.whole(FieldId::Age), Some(15));
    let age = crate::record::Cited::Field(FieldId::Age);
    let rival = ann.record.quotes[1].dispute(&age).unwrap();
    assert_eq!(rival.rival[0].value.written(), "14");
    assert!(ann.record.quotes[1].supports(&crate::record::Cited::Field(FieldId::Name)));
    assert_eq!(mapped(&copy, MAPPING, TABLE).unwrap().0.change.files, []);
    // A cell that changes where no one else supports the value changes the value and its words.
    let table = TABLE.replace("Cook", "Driver");
    let (plan, _) = mapped(&copy, MAPPING, &table).unwrap();
    assert_eq!(plan.change.files.len(), 1);
    let later = after(&copy, &plan);
    assert_eq!(later.get("a-1").unwrap().record.fields.text(FieldId::Occupation), Some("Driver"));
    assert_eq!(later.get("a-1").unwrap().record.quotes[2].text(), Some("Driver"));
}

#[test]
fn what_a_spreadsheet_did_is_refused_at_its_place() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    let collection = load(&memory);
    for (cell, said) in [
        ("A-1,Test Ann,#REF!,CN,,", "row 2, column C (Age): `#REF!`"),
        ("A-1,1.23E+10,14,CN,,", "row 2, column B (Name): `1.23E+10`"),
        ("A-1,=A1&B1,14,CN,,", "is a formula"),
        ("A-1,3-Mar,14,CN,,", "a date that a spreadsheet has made"),
        ("A-1,Test Ann,14,China,,", "column D (Country)"),
        ("A-1,Test Ann,14,CN", "the row has 4 cells"),
        (",Test Ann,14,CN,,", "nothing that an id can be made of"),
        ("A-1,x\u{0}y,14,CN,,", "U+0000"),
    ] {
        let table = format!("Ref,Name,Age,Country,Secret,Job\n{cell}\n");
        let faults = mapped(&collection, MAPPING, &table).unwrap_err();
        let faults: Vec<String> =
            faults.iter().map(|fault| format!("{}: {}", fault.place, fault.what)).collect();
        assert!(faults[0].contains(said), "{faults:?}");
    }
    let numbered = MAPPING.replace("'{Ref}'", "'row {#}'");
    let plan = mapped(&collection, &numbered, TABLE).unwrap().0;
    assert_eq!(plan.created, [Id::new("row-2").unwrap(), Id::new("row-3").unwrap()]);
    let twice = "Ref,Name,Age,Country,Secret,Job\nA-1,Ann,1,CN,,\na 1,Bo,2,CN,,\n";
    assert!(
        mapped(&collection, MAPPING, twice).unwrap_err()[0].what.contains("same record as row 2")
    );
    let other = "Ref,Nmae,Age,Country,Secret,Job,More\nA-1,Ann,1,CN,,,x\n";
    let faults = mapped(&collection, MAPPING, other).unwrap_err();
    assert_eq!(faults.len(), 3, "{faults:?}");
    // Non-breaking spaces go, and an apostrophe that guards.
    let spaced = "Ref,Name,Age,Country,Secret,Job\nA-1,\u{a0}Test\u{a0}Ann,14\u{a0},CN ,,'=cook\n";
    let copy = after(&collection, &mapped(&collection, MAPPING, spaced).unwrap().0);
    let fields = &copy.get("a-1").unwrap().record.fields;
    assert_eq!(fields.text(FieldId::Name), Some("Test Ann"));
    assert_eq!(fields.text(FieldId::Occupation), Some("=cook"));
}

#[test]
fn places_are_found_by_name_and_rows_by_their_identifiers() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    memory.put("places.toml", "[north]\nname = 'North Province'\naliases = ['Nord']\n\n[site]\nname = 'Old name'\nidentifiers = ['testbase:7']\n");
    let collection = load(&memory);
    let mapping = "kind = 'place'\nid = '{Name}'\nmatch = 'identifiers'\nsource = 'list'\n[columns]\nName = 'name'\nIn = { field = 'within', find = 'place' }\n\
        Code = { field = 'identifiers', prefix = 'testbase' }\nKind = { field = 'type', values = { Confirmed = 'compound', '-' = false } }\n";
    let table = "Name;In;Code;Kind\nNew name;nord;7;Confirmed\nHall;North Province;8;-\n";
    let (plan, notes) = mapped(&collection, mapping, table).unwrap();
    assert_eq!((plan.created.len(), plan.changed.len()), (1, 1));
    assert!(notes[0].contains("name of `site` is left as it is"), "{notes:?}");
    let copy = after(&collection, &plan);
    let hall = copy.get("hall").unwrap().record;
    let items = |record: &Record| {
        let entry = record.fields.get(FieldId::Identifiers).unwrap();
        entry.items.iter().map(|item| item.value.written().into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(items(hall), ["testbase:8", "row:list/hall"]);
    assert!(hall.fields.get(FieldId::Type).is_none());
    let site = copy.get("site").unwrap().record;
    assert_eq!(items(site), ["testbase:7", "row:list/new-name"]);
    assert_eq!(site.fields.text(FieldId::Name), Some("Old name"));
    assert_eq!(mapped(&copy, mapping, table).unwrap().0.change.files, []);
    let missing = mapped(&collection, mapping, "Name;In;Code;Kind\nX;Nrod;9;-\n").unwrap_err();
    assert!(missing[0].remedy.contains("nord"), "{missing:?}");
}

proptest! {
    #[test]
    fn any_table_twice_is_the_table_once(
        rows in prop::collection::vec(
            ("[a-c]{1,2}", "[a-zA-Z ấ|;'妙\"]{0,6}", prop::option::of(0_u8..99), prop::sample::select(vec!["", "CN", "CN/VN", "KH"])),
            1..6,
        ),
        changed in prop::option::of(0_u8..99),
    ) {
        let mut memory = Memory::default();
        memory.put("casebook.toml", "format = 1\n");
        let collection = load(&memory);
        let table = |ages: &dyn Fn(Option<u8>) -> String| {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["Ref", "Name", "Age", "Country", "Secret", "Job"]).unwrap();
            for (id, name, age, country) in &rows {
                writer.write_record([id, name, &ages(*age), *country, "hush", name]).unwrap();
            }
            String::from_utf8(writer.into_inner().unwrap()).unwrap()
        };
        let first = table(&|age| age.map(|age| age.to_string()).unwrap_or_default());
        let Ok((plan, _)) = mapped(&collection, MAPPING, &first) else { return Ok(()) };
        let once = after(&collection, &plan);
        prop_assert_eq!(mapped(&once, MAPPING, &first).unwrap().0.change.files, []);
        for record in once.records() {
            prop_assert!(!record.file.now().text().contains("hush"));
        }
        let Some(changed) = changed else { return Ok(()) };
        let second = table(&|age| age.map(|_| changed.to_string()).unwrap_or_default());
        let later = after(&once, &mapped(&once, MAPPING, &second).unwrap().0);
        prop_assert_eq!(mapped(&later, MAPPING, &second).unwrap().0.change.files, []);
    }
}
