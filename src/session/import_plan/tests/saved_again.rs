//! Packages whose tables another program has saved again: what means the same changes no byte, the rest is named with file, row
//! and column.

use super::*;

/// Changes each table of a package.
fn tables(files: &Files, change: impl Fn(&str) -> Vec<u8>) -> Files {
    let changed = files.iter().map(|(name, bytes)| {
        let text = || std::str::from_utf8(bytes).unwrap();
        let is_table = name != "datapackage.json";
        (name.clone(), if is_table { change(text()) } else { bytes.clone() })
    });
    changed.collect()
}

/// Writes the rows of a table again, each cell as a program changes it.
fn saved(text: &str, delimiter: u8, end: &str, cell: impl Fn(&str) -> String) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut saved = String::new();
    for row in reader.records() {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(row.unwrap().iter().map(&cell)).unwrap();
        let row = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        saved.push_str(row.strip_suffix('\n').unwrap());
        saved.push_str(end);
    }
    saved
}

/// What programs do to all line ends of a file.
fn converted(text: &str, end: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', end)
}

fn respelled(files: &Files, collection: &Collection) -> usize {
    PackageReading::of(files, collection, false).unwrap().respelled
}

#[test]
fn line_ends_marks_and_signs_between_cells_that_a_program_changes_change_no_byte() {
    let shared = load(&sample());
    for collection in [load(&hostile()), shared] {
        let files = exported(&collection);
        let utf16 = |text: &str| -> Vec<u8> {
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        };
        let feeds = |cell: &str| converted(cell, "\n");
        for (what, files) in [
            (
                "unix2dos",
                tables(&files, |text| {
                    text.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes()
                }),
            ),
            ("dos2unix", tables(&files, |text| text.replace("\r\n", "\n").into_bytes())),
            ("an old Mac", tables(&files, |text| converted(text, "\r").into_bytes())),
            ("Excel", tables(&files, |text| saved(text, b',', "\r\n", feeds).into_bytes())),
            (
                "Excel in German",
                tables(&files, |text| {
                    format!("\u{feff}{}", saved(text, b';', "\r\n", feeds)).into_bytes()
                }),
            ),
            (
                "Excel as text in Unicode",
                tables(&files, |text| utf16(&saved(text, b'\t', "\r\n", feeds))),
            ),
            (
                "a text mode of Windows",
                tables(&files, |text| text.replace('\n', "\r\n").into_bytes()),
            ),
            (
                "a text mode of Windows twice",
                tables(&files, |text| {
                    saved(text, b',', "\r\r\n", |cell| cell.replace('\n', "\r\n")).into_bytes()
                }),
            ),
            (
                "DOS",
                tables(&files, |text| format!("{}\u{1a}", converted(text, "\r\n")).into_bytes()),
            ),
            (
                "a hint for Excel",
                tables(&files, |text| {
                    format!("sep=|\r\n{}", saved(text, b'|', "\r\n", feeds)).into_bytes()
                }),
            ),
            (
                "no end of the last line",
                tables(&files, |text| converted(text, "\r\n").trim_end().as_bytes().to_vec()),
            ),
        ] {
            let plan = planned(&collection, &files);
            assert_eq!(plan.change.files, [], "{what}");
            assert_eq!(respelled(&files, &collection), 0, "{what}");
        }
        let mut marked = files.clone();
        let described = &files["datapackage.json"];
        let marked_json = [b"\xef\xbb\xbf", described.as_slice()].concat();
        marked.insert("datapackage.json".to_owned(), marked_json);
        assert_eq!(planned(&collection, &marked).change.files, []);
    }
}

#[test]
fn a_table_with_line_ends_of_another_system_gives_an_empty_collection_the_same_words() {
    let collection = load(&hostile());
    let files = exported(&collection);
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\nconfidentiality = 'confidential'\n");
    let nothing = load(&memory);
    for end in ["\r\n", "\r"] {
        let files = tables(&files, |text| converted(text, end).into_bytes());
        let copy = after(&nothing, &planned(&nothing, &files));
        for (id, words) in (0..).zip(HOSTILE) {
            let located = copy.get(&format!("test-{id}")).unwrap();
            let words = words.replace("\r\n", "\n");
            assert_eq!(located.record.fields.text(FieldId::Title), Some(&*words));
            assert_eq!(located.record.quotes[0].text(), Some(&*words));
        }
    }
}

#[test]
fn a_changed_line_of_a_converted_table_leaves_the_ends_of_the_others() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    memory.put("victims/test-a.toml", "title = 'A'\nnote = \"one\\r\\ntwo\\nthree\"\n");
    let collection = load(&memory);
    let files = exported(&collection);
    for end in ["\r\n", "\n", "\r"] {
        let files =
            tables(&files, |text| converted(&text.replace("three", "four"), end).into_bytes());
        let copy = after(&collection, &planned(&collection, &files));
        let note =
            copy.get("test-a").unwrap().record.fields.text(FieldId::Note).unwrap().to_owned();
        assert_eq!(note, "one\r\ntwo\nfour", "{end:?}");
    }
}

#[test]
fn what_a_spreadsheet_writes_otherwise_is_as_it_was_and_is_counted() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    memory.put("places.toml", "[hall]\nname = '007'\nlatitude = 10.5\nlongitude = 103.25\n");
    memory.put("sources.toml", "[wire]\ntitle = 'Wire'\n");
    let long = format!("{}\n{}", "ấ".repeat(30_000), "x".repeat(9_000));
    memory.put(
        "victims/test-a.toml",
        format!(
            "title = '+1'\nage = 14\nminor = true\nransom_paid = '500000.50 CNY'\nnote = \"\"\"\n{long}\"\"\"\n[[quote]]\nsource = 'wire'\nat = '00:35'\ntext = 'Words.'\nsupports = ['age']\n"
        ),
    );
    let collection = load(&memory);
    let files = exported(&collection);
    let german = tables(&files, |text| {
        let excel = |cell: &str| match cell {
            "007" => "7".to_owned(),
            "+1" => "1".to_owned(),
            "true" => "TRUE".to_owned(),
            "10.5" => "10,5".to_owned(),
            "103.25" => "103,25".to_owned(),
            "500000.50" => "500000,5".to_owned(),
            "00:35" => "00:35:00".to_owned(),
            cell => cell.chars().take(32_767).collect(),
        };
        saved(text, b';', "\r\n", excel).into_bytes()
    });
    assert_eq!(planned(&collection, &german).change.files, []);
    assert_eq!(respelled(&german, &collection), 8);
    // A number that is changed has a point, as files have it.
    let changed = tables(&german, |text| text.replace("10,5", "11,75").into_bytes());
    let copy = after(&collection, &planned(&collection, &changed));
    assert!(copy.get("hall").unwrap().file.now().text().contains("latitude = 11.75\n"));
}

/// Returns what is wrong with a package of which some words of a table are replaced.
fn refused(
    collection: &Collection,
    files: &Files,
    name: &str,
    from: &str,
    to: &str,
) -> Vec<String> {
    let mut files = files.clone();
    let text = String::from_utf8(files[name].clone()).unwrap();
    assert!(text.contains(from), "{name}: {text}");
    files.insert(name.to_owned(), text.replacen(from, to, 1).into_bytes());
    let read = PackageReading::of(&files, collection, false);
    let planned = read.and_then(|read| {
        ImportPlan::of(collection, "test", &read.records, false).map(|plan| (plan, read.records))
    });
    let say = |place: &str, what: &str| format!("{place}: {what}");
    match planned {
        Err(faults) => faults
            .iter()
            .map(|fault| {
                assert!(!fault.remedy.is_empty(), "{fault:?}");
                say(&fault.place, &fault.what)
            })
            .collect(),
        Ok((plan, records)) => {
            let preview = ChangePreview::of(collection, &plan.change).unwrap();
            let errors = ImportPlan::errors(&preview, &records);
            let errors = errors.iter();
            errors
                .map(|error| say(error.place.as_deref().unwrap(), &error.problem.problem.message))
                .collect()
        }
    }
}

#[test]
fn what_a_spreadsheet_has_ruined_is_refused_at_its_cell() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    memory.put("sources.toml", "[wire]\ntitle = 'Wire'\n");
    memory.put(
        "victims/test-a.toml",
        "title = '=1+1'\nage = 14\nrecruitment_date = '2022-03-01'\nnote = 'first'\n[[quote]]\nsource = 'wire'\nat = '3-4'\ntext = \"One\\nline.\"\nsupports = ['age']\n[[quote]]\nsource = 'wire'\nat = '2022-03'\ntext = 'Two.'\n",
    );
    let collection = load(&memory);
    let files = exported(&collection);
    let long = "x".repeat(32_767);
    for (name, from, to, said) in [
        (
            "victims.csv",
            "=1+1",
            "2",
            "victims.csv, row 2, column B (title): `2` is in the place of `=1+1`",
        ),
        ("victims.csv", "2022-03-01", "#######", "victims.csv, row 2, column "),
        ("victims.csv", "2022-03-01", "01.03.2022", "(recruitment_date): "),
        ("victims.csv", "first", "#REF!", "(note): `#REF!` is what a spreadsheet shows"),
        ("victims.csv", "first", &long, "(note): the cell has 32767 characters"),
        ("quotes.csv", "3-4", "4-Mar", "quotes.csv, row 2, column D (at): `4-Mar` is a date"),
        (
            "quotes.csv",
            "2022-03",
            "Mrz 22",
            "quotes.csv, row 3 (line 4), column D (at): `Mrz 22` is a date",
        ),
    ] {
        let all = refused(&collection, &files, name, from, to);
        assert!(all.len() == 1 && all[0].contains(said), "{said}: {all:?}");
    }
    // As the export wrote it, all of it is meant.
    memory.put("victims/test-a.toml", "title = '4-Mar'\nnote = '#REF!'\nsummary = '1.23E+10'\n");
    let files = exported(&load(&memory));
    memory.put("victims/test-a.toml", "title = 'Other'\n");
    let other = load(&memory);
    let copy = after(&other, &planned(&other, &files));
    assert_eq!(copy.get("test-a").unwrap().record.fields.text(FieldId::Title), Some("4-Mar"));
}

#[test]
fn a_cell_of_a_mapped_table_has_line_feeds_and_no_more_characters_than_excel_keeps() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    let nothing = load(&memory);
    let mapping =
        "kind = 'place'\nid = '{Name}'\nsource = 'list'\n[columns]\nName = 'name'\nNote = 'note'\n";
    for end in ["\n", "\r\n", "\r"] {
        let table = converted("Name,Note\nTest hall,\"one\ntwo\"\n", end);
        let copy = after(&nothing, &mapped(&nothing, mapping, &table).unwrap().0);
        let hall = copy.get("test-hall").unwrap();
        assert_eq!(hall.record.fields.text(FieldId::Note), Some("one\ntwo"), "{end:?}");
    }
    let long = "x".repeat(32_767);
    let cut = format!("{}😀…", "x".repeat(32_763));
    for words in [&long, &cut] {
        let table = format!("Name,Note\n\"Test\nhall\",a\nTest tower,{words}\n");
        let faults = mapped(&nothing, mapping, &table).unwrap_err();
        assert_eq!(faults[0].place, "t.csv, row 3 (line 4), column B (Note)");
        let exact = mapping.replace("'note'", "{ field = 'note', exact = true }");
        assert_eq!(mapped(&nothing, &exact, &table).unwrap().0.created.len(), 2);
    }
}

#[test]
fn every_refusal_of_a_package_names_file_row_line_and_column() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    memory.put("sources.toml", "[wire]\ntitle = 'Wire'\n");
    memory.put("people.toml", "[test-p]\nname = 'Test P'\npublic = false\n");
    memory.put(
        "victims/test-a.toml",
        "title = 'A'\nage = 14\nconfidentiality = 'confidential'\nhome = 'Test hall'\n[[event]]\nkey = 'e'\nwhat = 'x'\n[[quote]]\nsource = 'wire'\ntext = \"One\\nline.\"\nsupports = ['age']\n[[quote]]\nsource = 'wire'\ntext = 'Two.'\nsupports = ['event.e']\ndisputes = { age = 15, minor = true }\n",
    );
    let collection = load(&memory);
    let files = exported(&collection);
    for (name, from, to, said) in [
        (
            "quotes.csv",
            "test-a,2,wire",
            "test-a,2,nowhere",
            "quotes.csv, row 3 (line 4), column C (source): there is no source `nowhere`",
        ),
        ("quotes.csv", "event.e", "event.f", "quotes.csv, row 3 (line 4), column G (supports): "),
        ("quotes.csv", "test-a,2", "test-a,4", "quotes.csv, row 3 (line 4), column B (number): "),
        (
            "quotes.csv",
            "test-a,2",
            "test-b,2",
            "quotes.csv, row 3 (line 4), column A (record): there is no record `test-b`",
        ),
        ("quotes.csv", "Two.,", "\"Two.\"x,", "quotes.csv, line 4, column F: words follow"),
        ("quotes.csv", "Two.,", "Two.", "quotes.csv, row 3 (line 4): the row has"),
        (
            "events.csv",
            "test-a,1",
            "wire,1",
            "events.csv, row 2, column A (record): `wire` is a source",
        ),
        (
            "disputes.csv",
            "2,minor,true",
            "2,minor,maybe",
            "disputes.csv, row 3, column D (value): ",
        ),
        (
            "disputes.csv",
            "2,minor",
            "2,nonsense",
            "disputes.csv, row 3, column C (field): there is no field `nonsense`",
        ),
        ("disputes.csv", "2,minor", "2,name", "disputes.csv, row 3, column D (value): "),
        (
            "disputes.csv",
            "test-a,2,minor",
            "test-a,7,minor",
            "disputes.csv, row 3, column B (quote): the table of quotes",
        ),
        (
            "victims.csv",
            ",confidential,",
            ",public,",
            "(confidentiality): `test-a` would be less confidential",
        ),
        ("victims.csv", "test-a,A,", "wire,A,", "victims.csv, row 2, column A (id): `wire` is "),
        ("people.csv", ",false,", ",true,", "(public): `test-p` would be named"),
        (
            "victims.csv",
            "test-a,A,",
            "test-b,,",
            "victims.csv, row 2, column B (title): `test-b` has no title",
        ),
    ] {
        let all = refused(&collection, &files, name, from, to);
        assert!(all.iter().any(|one| one.contains(said)), "{said}: {all:#?}");
        assert!(all.iter().all(|one| one.contains(".csv, ")), "{all:#?}");
    }
}

#[test]
fn what_is_wrong_with_a_package_is_said_once_and_with_what_to_do() {
    let collection = load(&sample());
    let files = exported(&collection);
    let faults = |name: &str, change: &dyn Fn(&str) -> String| {
        let mut files = files.clone();
        let text = String::from_utf8(files[name].clone()).unwrap();
        files.insert(name.to_owned(), change(&text).into_bytes());
        let faults = PackageReading::of(&files, &collection, false).unwrap_err();
        let faults = faults.iter();
        faults
            .map(|fault| format!("{}: {} | {}", fault.place, fault.what, fault.remedy))
            .collect::<Vec<_>>()
    };
    // What other tables say of the records of one that cannot be read is no fault of theirs.
    let all = faults("victims.csv", &|_| String::new());
    assert!(all.len() == 1 && all[0].contains("the row is to have the names"), "{all:#?}");
    let all = faults("quotes.csv", &|text| text.replacen("number", "no", 1));
    assert!(all.iter().all(|one| one.starts_with("quotes.csv, row 1")), "{all:#?}");
    let long = "x".repeat(1500);
    let all = faults("victims.csv", &|text| text.replacen("\nyun,", &format!("\n{long},"), 1));
    assert!(all[0].contains("| shorten it, in all tables"), "{all:#?}");
    let all = faults("datapackage.json", &|_| "[]".to_owned());
    assert!(all[0].contains("is no object"), "{all:#?}");
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    memory.put("victims/test-a.toml", "title = 'A'\ntags = ['one', 'two']\n");
    let collection = load(&memory);
    let all = refused(&collection, &exported(&collection), "victims.csv", "one|two", "one||two");
    assert!(all[0].ends_with("(tags): item 2 of the list is empty"), "{all:#?}");
    for (name, table) in [
        ("Victims.csv", Some("victims.csv")),
        ("victims.xlsx", Some("victims.csv")),
        ("victims.csv", None),
        ("words.csv", None),
        ("notes.txt", None),
    ] {
        assert_eq!(PackageReading::table_meant_by(name).as_deref(), table, "{name}");
    }
}

#[test]
fn words_of_a_workbook_are_exact_and_a_formula_without_a_value_is_refused() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    let nothing = load(&memory);
    let read = |sum: &str| {
        let mapping = format!(
            "kind = 'person'\nid = '{{Ref}}'\nsource = 'list'\n[columns]\nRef = false\nName = 'name'\nSum = {sum}\nEmpty = 'note'\n"
        );
        let mapping = TableMapping::read("m.toml", &mapping)?;
        let bytes = include_bytes!("../../../../tests/tables/formulas.xlsx");
        let table = ImportedTable::read("t.xlsx", bytes, &mapping)?;
        MappedReading::of(&mapping, &table, &nothing)
    };
    let faults = read("'note'").unwrap_err();
    let place = "t.xlsx, sheet People, row 2, column C (Sum)";
    assert!(faults[0].place == place && faults[0].what.contains("is a formula"), "{faults:?}");
    let records = read("false").unwrap().records;
    let copy = after(&nothing, &ImportPlan::of(&nothing, "test", &records, false).unwrap());
    for (id, name) in [("a-1", "'=kept"), ("a-2", "Test Bold end"), ("a-3", "=1+1")] {
        let located = copy.get(id).unwrap();
        assert_eq!(located.record.fields.text(FieldId::Name), Some(name));
        assert_eq!(located.record.fields.text(FieldId::Note), None);
    }
}
