//! Tests of exports, by the files that they make.

use std::io;

use serde_json::Value as Json;

use crate::collection::{Collection, Memory, load};
use crate::exchange::format::{ExportOptions, Format, Takes, View};
use crate::exchange::package::Package;
use crate::record::Id;
use crate::redaction::{Policy, Redaction};

/// Files in memory.
#[derive(Default)]
pub(super) struct MemoryPackage(pub(super) Vec<(String, Vec<u8>)>);

impl Package for MemoryPackage {
    fn add(&mut self, name: &str) -> io::Result<usize> {
        assert!(self.0.iter().all(|(known, _)| known != name), "{name} is there twice");
        self.0.push((name.to_owned(), Vec::new()));
        Ok(self.0.len() - 1)
    }

    fn put(&mut self, file: usize, bytes: &[u8]) -> io::Result<()> {
        self.0[file].1.extend(bytes);
        Ok(())
    }
}

impl MemoryPackage {
    fn text(&self, name: &str) -> &str {
        let (_, bytes) = self.0.iter().find(|(known, _)| known == name).unwrap();
        str::from_utf8(bytes).unwrap()
    }

    fn rows(&self, name: &str) -> Vec<Vec<String>> {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).from_reader(self.text(name).as_bytes());
        let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
        rows.collect()
    }

    /// Returns the cell of a column in the row whose first cell is this.
    fn cell(&self, name: &str, row: &str, column: &str) -> String {
        let rows = self.rows(name);
        let at = rows[0].iter().position(|known| known == column).unwrap();
        rows.iter().find(|cells| cells[0] == row).unwrap()[at].clone()
    }
}

pub(super) fn written_with(
    name: &str,
    collection: &Collection,
    policy: Policy,
    options: &ExportOptions,
) -> MemoryPackage {
    let redaction = Redaction::of(collection, policy);
    let ids: Vec<&Id> = collection.ids().collect();
    let format: &Format = Takes::Export.formats().find(|one| one.name == name).unwrap();
    let mut package = MemoryPackage::default();
    let view = View::of(&redaction).with_options(options);
    format.write_package(&view, &ids, &mut package).unwrap();
    package
}

fn written(name: &str, collection: &Collection) -> MemoryPackage {
    written_with(name, collection, Policy::Default, &ExportOptions::PLAIN)
}

/// A small collection of what never happened, with one of everything.
fn small() -> Collection {
    let mut memory = Memory::default();
    for (path, text) in [
        ("casebook.toml", "title = 'A Made-Up Collection'\nformat = 1\n"),
        (
            "victims/test-ann.toml",
            "title = 'Ann Test, held'\nname = 'Ann Test'\ngender = 'transgender_female'\nage = 20\nage_at = 'recruitment'\ncitizenship = ['TH', 'MM']\nhome = 'Seatown, by the sea'\nlanguages = ['th']\nidentifiers = ['wikidata:Q1', 'testbase:ann']\nrecruitment_date = '2021?-12'\nrecruiter_relation = 'unacquainted'\ntransit_route = ['seatown', 'a | b', 'hilltown']\nexploitation_place = 'seatown'\noperator = 'test-company'\nexploitation_start = '2021-12~'\nexploitation_end = '2022-02/..'\nmeans_of_control = ['threats']\nransom_demanded = '500000.50 CNY'\nransom_paid = false\nodd = 3\n[[event]]\nkey = 'sale'\ntype = 'sale'\ndate = '2022'\nplace = 'hilltown'\nwhat = 'Sold.'\n[[quote]]\nsource = 'wire'\nspeaker = 'A clerk'\ntext = 'She was twenty.'\nsupports = ['age', 'event.sale', 'exploitation_place']\ncredibility = 2\n[[quote]]\nsource = 'paper'\ntext = 'She was nineteen.'\ndisputes = { age = 19 }\n[[quote]]\nsource = 'wire'\ntext = 'Twenty years.'\nsupports = ['age']\n",
        ),
        (
            "victims/test-group.toml",
            "title = 'Four people'\ncounting_unit = 'group'\ncount = 4\nage = 'old'\n",
        ),
        (
            "rescues/test-out.toml",
            "title = 'Out'\ndate = '2022-03-04'\nplaces = ['hilltown']\nvictims = ['test-ann', 'test-group']\nintervening_parties = ['test-helper']\n",
        ),
        (
            "arrests/test-raid.toml",
            "title = 'A raid'\ndate = '2022-03/2022-04'\nalleged_offence = ['0701']\ncount = 2\npersons = ['test-helper']\nauthorities = ['test-police']\n[[group]]\nkey = 'all'\ncount = 2\n",
        ),
        (
            "sources.toml",
            "[wire]\ntitle = 'A wire'\ntype = 'article-newspaper'\npublished = '2022-05'\nlanguage = 'en'\nurl = 'https://test.example/wire'\nreliability = 'B'\nlicence = 'CC-BY-4.0'\n[[wire.custody]]\nat = '2022-06'\nby = 'A Tester'\naction = 'copied'\n[paper]\ntitle = 'A paper'\n",
        ),
        ("archive/wire.txt", "She was twenty. Twenty years."),
        (
            "places.toml",
            "[seatown]\nname = 'Seatown'\ncountry = 'KH'\nlatitude = 10.6\nlongitude = 103.5\n[hilltown]\nname = 'Hilltown'\nwithin = 'seatown'\n",
        ),
        ("people.toml", "[test-helper]\nname = 'A Helper'\nmember_of = ['test-company']\n"),
        (
            "organisations.toml",
            "[test-company]\nname = 'A Company'\ntype = 'company'\n[test-police]\nname = 'Police of Seatown'\ntype = 'law_enforcement'\n",
        ),
    ] {
        memory.put(path, text);
    }
    load(&memory)
}

#[test]
fn tables_have_codes_ids_and_what_a_date_may_mean() {
    let package = written("csv", &small());
    let cell = |column: &str| package.cell("victims.csv", "test-ann", column);
    for (column, value) in [
        ("citizenship", "TH|MM"),
        ("home_id", ""),
        ("home_words", "Seatown, by the sea"),
        ("transit_route_id", "seatown||hilltown"),
        ("transit_route_words", "|a \\| b|"),
        ("exploitation_place", "seatown"),
        ("exploitation_start", "2021-12~"),
        ("exploitation_start_earliest", "2021-12-01"),
        ("exploitation_start_latest", "2021-12-31"),
        ("exploitation_end_earliest", "2022-02-01"),
        ("exploitation_end_latest", ""),
        ("ransom_demanded_amount", "500000.50"),
        ("ransom_demanded_currency", "CNY"),
        ("ransom_demanded_yes", ""),
        ("ransom_paid_amount", ""),
        ("ransom_paid_yes", "false"),
        ("identifiers", "wikidata:Q1|testbase:ann"),
        ("recruiter_relation", "unacquainted"),
        ("unread", "odd = 3"),
    ] {
        assert_eq!(cell(column), value, "{column}");
    }
    assert_eq!(package.cell("arrests.csv", "test-raid", "alleged_offence"), "0701");
    let group = |column: &str| package.cell("victims.csv", "test-group", column);
    assert_eq!((group("age"), group("unread")), (String::new(), "age = 'old'".to_owned()));
    insta::assert_snapshot!("export-claims", package.text("claims.csv"));
    insta::assert_snapshot!("export-quotes", package.text("quotes.csv"));
    let described: Json = serde_json::from_str(package.text("datapackage.json")).unwrap();
    assert_eq!(described["name"], "a-made-up-collection");
    for resource in described["resources"].as_array().unwrap() {
        let text = package.text(resource["path"].as_str().unwrap());
        assert_eq!(resource["bytes"], text.len());
        let fields = resource["schema"]["fields"].as_array().unwrap().iter();
        let names: Vec<&str> = fields.map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(text.lines().next().unwrap(), names.join(","));
    }
}

#[test]
fn each_line_of_json_has_every_key_of_its_schema() {
    for collection in [small(), hostile()] {
        let package = written("ndjson", &collection);
        let mut lines = 0;
        for (name, _) in &package.0 {
            let Some(kind) = name.strip_suffix(".jsonl") else { continue };
            let schema: Json =
                serde_json::from_str(package.text(&format!("{kind}.schema.json"))).unwrap();
            let validator = jsonschema::validator_for(&schema).unwrap();
            for line in package.text(name).lines() {
                let object: Json = serde_json::from_str(line).unwrap();
                assert!(validator.is_valid(&object), "{line}");
                lines += 1;
            }
        }
        assert!(lines >= 2, "{lines}");
    }
    let package = written("ndjson", &small());
    insta::assert_snapshot!("export-victims-jsonl", package.text("victims.jsonl"));
    insta::assert_snapshot!("export-load-sql", package.text("load.sql"));
    let options = ExportOptions { index: Some("cases".to_owned()), ..ExportOptions::PLAIN };
    let bulk = written_with("ndjson", &small(), Policy::Default, &options);
    let first = bulk.text("places.jsonl").lines().next().unwrap();
    assert_eq!(first, "{\"index\":{\"_index\":\"cases-places\",\"_id\":\"hilltown\"}}");
}

#[test]
fn a_rival_value_is_a_statement_with_its_source_and_in_no_entity() {
    let package = written("ftm", &small());
    insta::assert_snapshot!("export-entities", package.text("entities.ftm.json"));
    insta::assert_snapshot!("export-statements", package.text("statements.csv"));
    let entities: Vec<Json> = package
        .text("entities.ftm.json")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let ids: Vec<&str> = entities.iter().map(|entity| entity["id"].as_str().unwrap()).collect();
    let ann = entities.iter().find(|one| one["id"] == "a-made-up-collection-test-ann").unwrap();
    assert_eq!(ann["schema"], "Person");
    assert_eq!(ann["properties"]["notes"], serde_json::json!(["age: 20"]));
    let rows = package.rows("statements.csv");
    let of_age: Vec<_> = rows.iter().filter(|row| row[5].starts_with("age: ")).collect();
    let said: Vec<_> = of_age.iter().map(|row| [&row[5], &row[6], &row[7], &row[11]]).collect();
    assert_eq!(
        said,
        [
            ["age: 19", "a_made_up_collection_paper", "quote:2 disputes", ""],
            ["age: 20", "a_made_up_collection_wire", "quote:1,3", "2022-05"],
        ]
    );
    // No group is a person, and every link leads to an entity that is written.
    let group = entities.iter().find(|one| one["id"] == "a-made-up-collection-test-group").unwrap();
    assert_eq!(group["schema"], "Event");
    for row in rows.iter().filter(|row| row[3] == "entity") {
        assert!(ids.contains(&row[5].as_str()), "{row:?}");
    }
}

#[test]
fn a_map_has_places_and_cases_with_the_longitude_first() {
    let package = written("geojson", &small());
    let map: Json = serde_json::from_str(package.text("records.geojson")).unwrap();
    let of = |id: &str| {
        let features = map["features"].as_array().unwrap().iter();
        features.clone().find(|feature| feature["properties"]["id"] == id).cloned()
    };
    let seatown = of("seatown").unwrap();
    assert_eq!(
        seatown["geometry"],
        serde_json::json!({ "type": "Point", "coordinates": [103.5, 10.6] })
    );
    assert_eq!(of("hilltown").unwrap()["geometry"], Json::Null);
    let ann = of("test-ann").unwrap();
    assert_eq!(ann["geometry"], seatown["geometry"]);
    assert_eq!(ann["properties"]["places"], serde_json::json!(["seatown"]));
    assert_eq!(of("test-out").unwrap()["geometry"], Json::Null);
    assert_eq!(of("wire"), None);
}

/// What other programs take for a formula, a command, an end or nothing.
const HOSTILE: &str =
    "=1+1 \\u001B[31m \\u202Eevil\\u200B | \\\\| \\\" ' , ;\\r\\n\\t<b>&\\u0000 _x0041_ 0701";

fn hostile() -> Collection {
    let mut memory = Memory::default();
    memory.put(
        "victims/test-ann.toml",
        format!("title = \"{HOSTILE}\"\ntags = [\"{HOSTILE}\", \"'=2\", \"\\\\\"]\nsummary = \"'=3\"\nnote = \"{}\"\n[[quote]]\nsource = 'wire'\ntext = \"{HOSTILE}\"\n", "long ".repeat(20_000)),
    );
    memory.put("sources.toml", "[wire]\ntitle = '-1'\n");
    load(&memory)
}

/// Returns the texts of all entries of an archive, each behind its name.
fn entries(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).unwrap();
        all.push_str(&entry.name().unwrap());
        io::Read::read_to_string(&mut entry, &mut all).unwrap();
    }
    all
}

#[test]
fn a_workbook_says_neither_when_nor_by_whom_it_was_made() {
    let written = || written("xlsx", &small()).0.remove(0).1;
    let (one, other) = (written(), written());
    assert!(one == other, "the same records give the same bytes");
    let book = entries(&one);
    assert!(book.contains("1900-01-01T00:00:00Z</dcterms:created>"), "{book}");
    assert!(book.contains("<dc:creator></dc:creator>") || book.contains("<dc:creator/>"));
    for sheet in ["victims", "rescues", "quotes", "claims", "words"] {
        assert!(book.contains(&format!("<sheet name=\"{sheet}\"")), "{sheet}");
    }
    assert!(book.contains("<autoFilter ref=\"A1:") && book.contains("state=\"frozen\""));
    let options =
        ExportOptions { notice: Some("Made up\nfor a test".into()), ..ExportOptions::PLAIN };
    let noticed = written_with("xlsx", &small(), Policy::Default, &options);
    let book = entries(&noticed.0[0].1);
    assert!(
        book.contains("<sheet name=\"READ ME\" sheetId=\"1\"") && book.contains(">for a test<")
    );
}

#[test]
fn uwazi_finds_each_link_by_a_title_that_it_has_already() {
    let package = written("uwazi", &small());
    let names: Vec<&str> = package.0.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "properties.csv",
            "1-places.csv",
            "2-organisations.csv",
            "3-people.csv",
            "4-sources.csv",
            "5-victims.csv",
            "6-rescues.csv",
            "7-arrests.csv",
            "IMPORT.txt"
        ]
    );
    let victim = |column: &str| package.cell("5-victims.csv", "Ann Test, held", column);
    for (column, value) in [
        ("casebook_id", "test-ann"),
        ("exploitation_place", "Seatown"),
        ("operator", "A Company"),
        ("home", ""),
        ("home_words", "Seatown, by the sea"),
        ("transit_route", "Seatown|Hilltown"),
        ("transit_route_words", "a | b"),
        ("exploitation_start", "2021-12-01:2021-12-31"),
        ("exploitation_start_edtf", "2021-12~"),
        ("exploitation_end", "2022-02-01:"),
        ("citizenship", "TH|MM"),
        ("ransom_demanded", "500000.50"),
        ("ransom_demanded_currency", "CNY"),
        ("ransom_paid_currency", "no"),
    ] {
        assert_eq!(victim(column), value, "{column}");
    }
    assert!(victim("quote").contains("“She was nineteen.” (A paper); disputes age (it says 19)"));
    assert_eq!(package.cell("1-places.csv", "Seatown", "point"), "10.6|103.5");
    assert_eq!(package.cell("6-rescues.csv", "Out", "victims"), "Ann Test, held|Four people");
    // Every title that is linked to is that of a row of an earlier table.
    let mut titles: Vec<String> = Vec::new();
    let types = package.rows("properties.csv");
    for table in names.iter().filter(|name| name.starts_with(|c: char| c.is_ascii_digit())) {
        let rows = package.rows(table);
        let template = rows[0].clone();
        for (at, name) in template.iter().enumerate() {
            let kind = table.get(2..).unwrap().trim_end_matches(".csv");
            let is_relation = types.iter().any(|line| {
                kind.starts_with(line[0].as_str()) && line[1] == *name && line[2] == "relationship"
            });
            for cell in rows.iter().skip(1).map(|row| &row[at]).filter(|_| is_relation) {
                for title in cell.split('|').filter(|title| !title.is_empty()) {
                    assert!(titles.iter().any(|known| known == title), "{table} {name}: {title}");
                }
            }
        }
        titles.extend(rows.iter().skip(1).map(|row| row[0].clone()));
    }
    let mut once = titles.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), titles.len());
    assert!(package.text("IMPORT.txt").contains("5-victims.csv: template `victim`, 2 entities"));
}

#[test]
fn two_records_of_one_name_have_two_titles_for_uwazi() {
    let mut memory = Memory::default();
    for id in ["test-one", "test-two"] {
        memory.put(format!("victims/{id}.toml"), "title = 'Same'\nname = 'Same'\n");
    }
    let package = written("uwazi", &load(&memory));
    let rows = package.rows("5-victims.csv");
    let titles: Vec<&str> = rows.iter().skip(1).map(|row| row[0].as_str()).collect();
    assert_eq!(titles, ["Same (test-one)", "Same (test-two)"]);
}

#[test]
fn ctdc_has_its_27_columns_and_never_a_no() {
    let package = written("ctdc", &small());
    let rows = package.rows("ctdc.csv");
    assert_eq!((rows.len(), rows[0].len()), (2, 27), "a group is left out");
    let cell = |column: &str| {
        let at = rows[0].iter().position(|known| known == column).unwrap();
        rows[1][at].as_str()
    };
    for (column, value) in [
        ("gender", "Trans/Transgender/NonConforming"),
        ("ageBroad", ""),
        ("citizenship", "THA"),
        ("CountryOfExploitation", "KHM"),
        ("traffickMonths", ""),
        ("meansThreats", "1"),
        ("meansDebtBondageEarnings", ""),
        ("recruiterRelationOther", "1"),
    ] {
        assert_eq!(cell(column), value, "{column}");
    }
    assert_eq!(package.rows("rows.csv")[1], ["1", "test-ann"]);
    let mut memory = Memory::default();
    memory.put("victims/test-bo.toml", "title = 'Bo'\nage = 25\nage_at = 'report'\nexploitation_start = '2020-01'\nexploitation_end = '2020-06'\nexploitation_type = ['forced_criminality']\n");
    let package = written("ctdc", &load(&memory));
    let line = package.text("ctdc.csv").lines().nth(1).unwrap().to_owned();
    assert_eq!(line, ",,24--26,,,0--12 (0-1 yr),,,,,,,,,1,,,,,,,,,,,,");
}

#[test]
fn ctdc_has_its_62_older_columns_beside_and_says_what_is_missing() {
    let mut memory = Memory::default();
    memory.put("places.toml", "[test-hall]\nname = 'Test Hall'\ncountry = 'KH'\n");
    memory.put(
        "victims/test-bo.toml",
        "title = 'Bo'\ngender = 'male'\nage = 17\nage_at = 'report'\ncitizenship = ['VN']\nexploitation_place = 'test-hall'\n\
         exploitation_type = ['forced_criminality', 'sexual_exploitation']\nmeans_of_control = ['threats', 'threats_family', 'restricts_movement']\nrecruiter_relation = 'acquainted'\n",
    );
    let package = written("ctdc", &load(&memory));
    let rows = package.rows("ctdc-62.csv");
    let said: Vec<String> = rows[0]
        .iter()
        .zip(&rows[1])
        .filter(|(_, cell)| *cell != "-99")
        .map(|(column, cell)| format!("{column}={cell}"))
        .collect();
    assert_eq!(rows[0].len(), 62);
    let expected = "Datasource=Media gender=Male ageBroad=9--17 majorityStatus=Minor citizenship=VN meansOfControlThreats=1 \
        meansOfControlRestrictsMovement=1 meansOfControlConcatenated=Threats;Restricts movement isForcedLabour=1 isSexualExploit=1 \
        isSexAndLabour=1 typeOfExploitConcatenated=Forced labour;Sexual exploitation typeOfLabourIllicitActivities=1 \
        typeOfLabourConcatenated=Illicit activities RecruiterRelationship=Friend CountryOfExploitation=KH recruiterRelationFriend=1";
    assert_eq!(said.join(" "), expected);
}

#[test]
fn a_group_has_a_row_for_each_person_where_that_is_asked_for() {
    let mut memory = Memory::default();
    for (name, says) in [
        (
            "a",
            "count = 3\ngender = 'female'\nage = 20\nage_at = 'recruitment'\ncitizenship = ['TH']\nname = 'The Test Three'\nname_type = 'real_by_choice'",
        ),
        ("b", "count = 2\ncount_qualifier = 'at_least'\ncitizenship = ['TH', 'MM']"),
        ("c", "count = 40\ncount_qualifier = 'about'"),
        ("d", "gender = 'male'"),
    ] {
        memory.put(
            format!("victims/test-{name}.toml"),
            format!("title = 'Test'\ncounting_unit = 'group'\n{says}\n"),
        );
    }
    let collection = load(&memory);
    let options = ExportOptions { expands_groups: true, ..ExportOptions::PLAIN };
    for (format, file, people, ids) in
        [("htcds", "htcds.csv", "Feminine", 0), ("ctdc", "ctdc.csv", "Woman", 1)]
    {
        assert_eq!(written(format, &collection).rows(file).len(), 1);
        let package = written_with(format, &collection, Policy::Default, &options);
        let rows = package.rows(file);
        assert_eq!(rows.len(), 1 + 3 + 2, "{rows:?}");
        assert_eq!(rows.iter().filter(|row| row.contains(&people.to_owned())).count(), 3);
        // What is said of the group is not said of each: an age, a name, one of two countries.
        let text = package.text(file);
        assert!(!text.contains("20") && !text.contains("Three") && !text.contains("MM"), "{text}");
        let file = if format == "ctdc" { "rows.csv" } else { file };
        let of: Vec<String> = package.rows(file)[1..].iter().map(|row| row[ids].clone()).collect();
        assert_eq!(of, ["test-a", "test-a", "test-a", "test-b", "test-b"]);
    }
}

#[test]
fn no_case_counts_as_one_person_or_as_exact_where_that_cannot_be_read() {
    let group = |says: &str| format!("counting_unit = 'group'\n{says}\n");
    for (says, rows, is_left_out) in [
        ("gender = 'female'".to_owned(), 1, false),
        ("counting_unit = 'individual'\ncount = 1".to_owned(), 1, false),
        ("counting_unit = 'grop'".to_owned(), 0, true),
        ("counting_unit = 2".to_owned(), 0, true),
        ("counting_unti = 'group'".to_owned(), 0, true),
        ("count = 40".to_owned(), 0, true),
        ("count = 'forty'".to_owned(), 0, true),
        (group("count = 3\ncount_qualifier = 'exact'"), 3, false),
        (group("count = 3\ncount_qualifier = 'abuot'"), 0, true),
        (group("count = 3\ncount_qualifier = 7"), 0, true),
        (group("count = 3\ncount_qualifer = 'about'"), 0, true),
        (group("count = 3\ncount_qualifier = "), 0, true),
        (group("count = 'three'"), 0, true),
        (group("count = 3\ncount_qualifier = 'about'"), 0, false),
    ] {
        let mut memory = Memory::default();
        memory.put("victims/test-a.toml", format!("title = 'Test'\n{says}\n"));
        let collection = load(&memory);
        let options = ExportOptions { expands_groups: true, ..ExportOptions::PLAIN };
        for (format, file) in [("htcds", "htcds.csv"), ("ctdc", "ctdc.csv")] {
            let package = written_with(format, &collection, Policy::Default, &options);
            assert_eq!(package.rows(file).len(), 1 + rows, "{format}: {says}");
            let redaction = Redaction::of(&collection, Policy::Default);
            let ids: Vec<&Id> = collection.ids().collect();
            let view = View::of(&redaction).with_options(&options);
            let known = Takes::Export.formats().find(|one| one.name == format).unwrap();
            let said = known.write_package(&view, &ids, &mut MemoryPackage::default()).unwrap();
            let said = said.unwrap_or_default();
            assert_eq!(said.contains("cannot be read"), is_left_out, "{format}: {says}: {said}");
        }
    }
}

#[test]
fn no_part_of_a_group_is_used_beside_one_whose_number_cannot_be_read() {
    let known = "[[group]]\nkey = 'th'\ncount = 2\ncitizenship = ['TH']\n";
    for (other, known_rows) in [
        ("", 2),
        ("[[group]]\nkey = 'x'\ncitizenship = ['VN']\n", 2),
        ("[[group]]\nkey = 'x'\ncount = 'three'\ncitizenship = ['VN']\n", 0),
        ("[[group]]\nkey = 'x'\ncuont = 3\ncitizenship = ['VN']\n", 0),
        ("[[group]]\nkey = 'x'\nwithin = 3\ncount = 1\n", 0),
        // A part of it is within the known one, and what is known of that stays so.
        ("[[group]]\nkey = 'x'\nwithin = 'th'\ncount = 'one'\ngender = 'male'\n", 2),
    ] {
        let mut memory = Memory::default();
        let text = format!("title = 'T'\ncounting_unit = 'group'\ncount = 6\n{known}{other}");
        memory.put("victims/test-a.toml", text);
        let collection = load(&memory);
        let options = ExportOptions { expands_groups: true, ..ExportOptions::PLAIN };
        let package = written_with("htcds", &collection, Policy::Default, &options);
        let rows = package.rows("htcds.csv");
        assert_eq!(rows.len(), 1 + 6, "{other}");
        let thai = rows.iter().filter(|row| row.contains(&"TH".to_owned())).count();
        assert_eq!(thai, known_rows, "{other}");
    }
}

#[test]
fn the_people_of_a_group_are_as_its_parts_say() {
    let whole = "count = 6\ngender = 'female'\ncitizenship = ['TH', 'MM']\n";
    let parts = "[[group]]\nkey = 'th'\ncount = 3\ncitizenship = ['TH']\n[[group]]\nkey = 'boys'\nwithin = 'th'\ncount = 1\ngender = 'male'\n";
    let circle = "[[group]]\nkey = 'x'\nwithin = 'y'\ncount = 1\ngender = 'male'\n[[group]]\nkey = 'y'\nwithin = 'x'\ncount = 1\n";
    let rest = "[[group]]\nkey = 'mm'\ncount = 3\ncitizenship = ['MM']\n";
    let unknown = "[[group]]\nkey = 'some'\ncitizenship = ['VN']\n";
    let more = "[[group]]\nkey = 'more'\ncount = 7\ncitizenship = ['VN']\n";
    let (th, boy, mm, other) = ("Feminine TH", "Masculine TH", "Feminine MM", "Feminine ");
    for (groups, expected) in [
        (parts.to_owned(), vec![boy, th, th, other, other, other]),
        (format!("{parts}{rest}"), vec![boy, th, th, mm, mm, mm]),
        (format!("{circle}{unknown}"), vec![other; 6]),
        // More people than the case has cannot be parts of it.
        (format!("{parts}{more}"), vec![other; 6]),
    ] {
        let mut memory = Memory::default();
        let text = format!("title = 'Test'\ncounting_unit = 'group'\n{whole}{groups}");
        memory.put("victims/test-a.toml", text);
        let collection = load(&memory);
        let options = ExportOptions { expands_groups: true, ..ExportOptions::PLAIN };
        let package = written_with("htcds", &collection, Policy::Default, &options);
        let rows = package.rows("htcds.csv");
        let column = |name: &str| rows[0].iter().position(|column| column == name).unwrap();
        let (gender, country) = (column("prs_Gender"), column("prs_Citizenship"));
        let said: Vec<String> =
            rows[1..].iter().map(|row| format!("{} {}", row[gender], row[country])).collect();
        assert_eq!(said, expected, "{groups}");
        let package = written_with("ctdc", &collection, Policy::Default, &options);
        let men = package.rows("ctdc.csv").iter().filter(|row| row[1] == "Man").count();
        assert_eq!(men, expected.iter().filter(|said| said.starts_with("Masc")).count());
    }
}

#[test]
fn no_format_has_the_real_name_of_a_child() {
    let mut memory = Memory::default();
    for (id, says) in [
        ("test-ann-quillwort", "name = 'Ann Quillwort'\nname_type = 'real'\nage = 17"),
        (
            "test-bo-reedmace",
            "name = 'Bo Reedmace'\nname_type = 'real_by_choice'\nminor = true\naliases = ['Little Wrenfield']",
        ),
        ("test-cy", "name = 'Cy Marsh'\nname_type = 'pseudonym_by_source'\nage = 12"),
        ("test-di", "name = 'Di Heath'\nname_type = 'real'\nage = 18"),
    ] {
        let quote = "[[quote]]\nsource = 'wire'\ntext = 'Ann Quillwort and Bo Reedmace left.'\n";
        memory.put(format!("victims/{id}.toml"), format!("title = 'A case'\n{says}\n{quote}"));
    }
    memory.put("sources.toml", "[wire]\ntitle = 'Of Ann Quillwort'\n");
    let collection = load(&memory);
    for format in
        Takes::Export.formats().filter(|format| format.name != "xlsx" && format.name != "geojson")
    {
        let all = |policy| -> String {
            let package = written_with(format.name, &collection, policy, &ExportOptions::PLAIN);
            let parts = package.0.iter().map(|(name, bytes)| {
                format!("{name}\n{}", String::from_utf8_lossy(bytes).to_lowercase())
            });
            parts.collect()
        };
        let named = all(Policy::Default);
        for name in ["quillwort", "reedmace", "wrenfield"] {
            assert!(!named.contains(name), "{}: {name}", format.name);
        }
        if format.name == "ndjson" {
            assert!(named.contains("marsh") && named.contains("heath"));
            assert!(all(Policy::Full).contains("quillwort"));
        }
    }
}

#[test]
fn an_evidence_bag_has_what_its_manifests_list() {
    let collection = small();
    let package = written("bag", &collection);
    let manifest = package.text("manifest-sha256.txt");
    assert_eq!(
        manifest.lines().count(),
        package.0.iter().filter(|(name, _)| name.starts_with("data/")).count()
    );
    for line in manifest.lines().chain(package.text("tagmanifest-sha256.txt").lines()) {
        let (hash, path) = line.split_once("  ").unwrap();
        let bytes = package.text(path).as_bytes();
        let found = <sha2::Sha256 as sha2::Digest>::digest(bytes);
        let digits = found.iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"));
        assert_eq!(digits, hash, "{path}");
    }
    assert_eq!(package.text("data/archive/wire.txt"), "She was twenty. Twenty years.");
    assert!(
        package.text("data/cases/victims/test-ann.toml").starts_with("title = 'Ann Test, held'\n")
    );
    let bytes: usize = package
        .0
        .iter()
        .filter(|(name, _)| name.starts_with("data/"))
        .map(|(_, bytes)| bytes.len())
        .sum();
    assert!(package.text("bag-info.txt").contains(&format!("Payload-Oxum: {bytes}.")));
    insta::assert_snapshot!("export-bag-report", package.text("data/REPORT.txt"));
    insta::assert_snapshot!("export-bag-custody", package.text("data/custody.csv"));
    let crate_text: Json =
        serde_json::from_str(package.text("data/ro-crate-metadata.json")).unwrap();
    let parts = crate_text["@graph"][1]["hasPart"].as_array().unwrap();
    assert_eq!(parts.len() + 1, manifest.lines().count(), "all but itself");
}

#[test]
fn a_file_with_something_withheld_is_in_no_bag_but_the_owners() {
    let mut memory = Memory::default();
    memory.put("victims/test-ann.toml", "title = 'Ann met Zebulon'\npersons = ['zebulon']\n");
    memory.put("victims/test-bo.toml", "title = 'Bo'\nconfidentiality = 'confidential'\n");
    memory.put("victims/test-cy.toml", "title = 'Cy'\n");
    memory.put("people.toml", "[zebulon]\nname = 'Zebulon Quagmire'\npublic = false\n");
    memory.put("sources.toml", "[wire]\ntitle = 'Wire'\n[paper]\ntitle = 'Paper'\n");
    memory.put("archive/wire.txt", "Zebulon Quagmire spoke.");
    memory.put("archive/paper.txt", "No one spoke.");
    let collection = load(&memory);
    let names = |policy| {
        let package = written_with("bag", &collection, policy, &ExportOptions::PLAIN);
        let names = package.0.into_iter().map(|(name, _)| name);
        names
            .filter(|name| name.starts_with("data/cases") || name.starts_with("data/archive"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(Policy::Default),
        ["data/archive/paper.txt", "data/cases/sources.toml", "data/cases/victims/test-cy.toml"]
    );
    assert_eq!(names(Policy::Full).len(), 7);
}

#[test]
fn a_column_of_a_vocabulary_lists_its_words() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n[vocabulary]\nscam_type = ['made.up']\n");
    memory.put(
        "victims/test-ann.toml",
        "title = 'Ann'\nscam_type = ['romance', 'made.up']\ngender = 'female'\n",
    );
    let collection = load(&memory);
    let package = written("csv", &collection);
    let described: Json = serde_json::from_str(package.text("datapackage.json")).unwrap();
    let column = |name: &str| {
        let fields = described["resources"][0]["schema"]["fields"].as_array().unwrap();
        fields.iter().find(|field| field["name"] == name).unwrap()["constraints"].clone()
    };
    assert_eq!(column("gender")["enum"][0], "female");
    let pattern = column("scam_type")["pattern"].as_str().unwrap().to_owned();
    assert!(
        pattern.contains("made\\.up") && pattern.starts_with("((") && pattern.ends_with(")*)?"),
        "{pattern}"
    );
    let lines = written("ndjson", &collection);
    let schema: Json = serde_json::from_str(lines.text("victims.schema.json")).unwrap();
    let words = &schema["properties"]["scam_type"]["items"]["enum"];
    assert!(words.as_array().unwrap().iter().any(|word| word == "made.up"), "{words}");
}

#[test]
fn hostile_cells_come_back_exact() {
    let collection = hostile();
    let title = collection.get("test-ann").unwrap().record.heading().to_owned();
    assert!(title.contains('\0') && title.contains("\r\n"));
    let package = written("csv", &collection);
    assert_eq!(package.cell("victims.csv", "test-ann", "title"), title);
    assert_eq!(package.cell("quotes.csv", "test-ann", "text"), title);
    assert_eq!(package.cell("victims.csv", "test-ann", "note"), "long ".repeat(20_000));
    let list = title.replace('\\', "\\\\").replace('|', "\\|");
    assert_eq!(package.cell("victims.csv", "test-ann", "tags"), format!("{list}|'=2|\\\\"));
    let options =
        ExportOptions { is_for_spreadsheets: true, has_bom: true, ..ExportOptions::PLAIN };
    let guarded = written_with("csv", &collection, Policy::Default, &options);
    let text = guarded.text("victims.csv");
    assert!(text.starts_with("\u{feff}id,"));
    assert_eq!(guarded.cell("victims.csv", "test-ann", "title"), format!("'{title}"));
    assert_eq!(guarded.cell("victims.csv", "test-ann", "summary"), "''=3");
    assert_eq!(guarded.cell("sources.csv", "wire", "title"), "'-1");
    let lines = written("ndjson", &collection);
    let line: Json = serde_json::from_str(lines.text("victims.jsonl").trim()).unwrap();
    assert_eq!(line["title"], title.as_str());
    let book = written("xlsx", &collection);
    let book = entries(&book.0[0].1);
    assert!(!book.contains("<f>") && !book.contains("<f "), "no cell is a formula");
    assert!(book.contains("=1+1 _x001B_[31m"), "a control character is written as Excel does");
    assert!(book.contains("_x005F_x0041_ 0701"));
}

#[test]
fn the_order_of_records_does_not_give_away_a_withheld_name() {
    let mut memory = Memory::default();
    for id in ["aa-test", "mm-test", "zz-test"] {
        let is_public = id != "zz-test";
        memory.put(
            format!("people/{id}.toml"),
            format!("name = 'Testname {id}'\npublic = {is_public}\n"),
        );
    }
    let collection = load(&memory);
    let package = written("csv", &collection);
    let ids: Vec<String> =
        package.rows("people.csv").iter().skip(1).map(|row| row[0].clone()).collect();
    assert_eq!(ids, ["[withheld]", "aa-test", "mm-test"]);
    let package = written_with("csv", &collection, Policy::Full, &ExportOptions::PLAIN);
    assert_eq!(package.rows("people.csv")[3][0], "zz-test");
}

#[test]
fn the_same_records_give_the_same_bytes_in_any_order() {
    let collection = small();
    let redaction = Redaction::everything(&collection);
    let ids: Vec<&Id> = collection.ids().collect();
    let reversed: Vec<&Id> = ids.iter().rev().copied().collect();
    for format in Takes::Export.formats() {
        let files = [&ids, &reversed].map(|ids| {
            let mut package = MemoryPackage::default();
            format.write_package(&View::of(&redaction), ids, &mut package).unwrap();
            package.0
        });
        assert_eq!(files[0], files[1], "{}", format.name);
    }
}
