//! A thousand invented rows in the layout of CTDC, by a mapping: what it takes comes back from the export in that layout.

use std::fmt::Write as _;

use super::*;

const ROWS: usize = 1_000;

/// A column of the layout, the field that it becomes, and the words of the one for those of the other.
type TakenColumn = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// What the mapping takes, with the words of the layout for it. Columns for several things at once are left out: no one knows which
/// of them was meant.
const TAKEN: [TakenColumn; 13] = [
    ("gender", "gender", &[("Woman", "female"), ("Man", "male")]),
    ("citizenship", "citizenship", &[("IDN", "ID"), ("VNM", "VN"), ("CHN", "CN")]),
    (
        "CountryOfExploitation",
        "exploitation_place",
        &[("KHM", "test-cambodia"), ("MMR", "test-myanmar")],
    ),
    ("meansThreats", "means_of_control", &[("1", "threats")]),
    ("meansFalsePromises", "means_of_control", &[("1", "false_promises")]),
    ("meansDrugsAlcohol", "means_of_control", &[("1", "psychoactive_substances")]),
    ("meansExcessiveWorkHours", "means_of_control", &[("1", "excessive_working_hours")]),
    ("meansWithholdDocs", "means_of_control", &[("1", "withholds_documents")]),
    ("isForcedLabour", "exploitation_type", &[("1", "forced_labour")]),
    ("isSexualExploit", "exploitation_type", &[("1", "sexual_exploitation")]),
    ("isOtherExploit", "exploitation_type", &[("1", "other")]),
    ("recruiterRelationFriend", "recruiter_relation", &[("1", "acquainted")]),
    ("recruiterRelationFamily", "recruiter_relation", &[("1", "familial")]),
];

fn lines(package: &Files, name: &str) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_reader(package[name].as_slice());
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

fn mapping(header: &[String]) -> String {
    let mut text = "kind = 'victim'\nid = 'row {#}'\nsource = 'partner-2026'\n[constants]\ntitle = 'Row {#}'\n[columns]\n".to_owned();
    for name in header {
        let Some((_, field, words)) = TAKEN.iter().find(|(column, ..)| column == name) else {
            _ = writeln!(text, "{name} = false");
            continue;
        };
        let words = words.iter().map(|(theirs, ours)| format!("\"{theirs}\" = '{ours}'"));
        let words: Vec<String> = words.chain(["'0' = false".to_owned()]).collect();
        _ = writeln!(text, "{name} = {{ field = '{field}', values = {{ {} }} }}", words.join(", "));
    }
    text
}

/// Returns invented rows: all columns of the layout, of those that say with whom someone was no two at once.
fn invented(header: &[String]) -> Vec<Vec<String>> {
    let mut state = 7_u64;
    let mut below = |most: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % most
    };
    let row = |_| {
        let mut has_relation = false;
        let cell = |name: &String| {
            let words = TAKEN.iter().find(|(column, ..)| column == name);
            let mut words: Vec<&str> = words.map_or_else(
                || vec!["1"],
                |(_, _, words)| words.iter().map(|(word, _)| *word).collect(),
            );
            if words == ["1"] {
                words.push("0");
            }
            words.push("");
            let word = words[below(words.len())];
            let is_second = name.starts_with("recruiterRelation") && has_relation;
            has_relation |= name.starts_with("recruiterRelation") && word == "1";
            if is_second { String::new() } else { word.to_owned() }
        };
        header.iter().map(cell).collect()
    };
    (0..ROWS).map(row).collect()
}

#[test]
fn rows_in_the_layout_of_ctdc_come_back_in_it() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    let places = "[test-cambodia]\nname = 'Test Cambodia'\ncountry = 'KH'\n[test-myanmar]\nname = 'Test Myanmar'\ncountry = 'MM'\n";
    memory.put("places.toml", places);
    memory.put("sources/partner-2026.toml", "title = 'Partner'\ntype = 'dataset'\n");
    let before = load(&memory);
    let header = lines(&exported_as("ctdc", &before), "ctdc.csv").remove(0);
    let rows = invented(&header);
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(&header).chain(&rows) {
        writer.write_record(row).unwrap();
    }
    let table = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    let mapping = mapping(&header);
    let (plan, notes) = mapped(&before, &mapping, &table).unwrap();
    assert_eq!((plan.created.len(), notes.len()), (ROWS, 1), "{notes:?}");
    let imported = after(&before, &plan);
    let back = exported_as("ctdc", &imported);
    let (cells, ids) = (lines(&back, "ctdc.csv"), lines(&back, "rows.csv"));
    assert_eq!(cells.len(), ROWS + 1);
    for (cells, id) in cells.iter().zip(&ids).skip(1) {
        // The header is the first row of the table.
        let number: usize = id[1].strip_prefix("row-").unwrap().parse().unwrap();
        for (column, name) in header.iter().enumerate() {
            let is_taken = TAKEN.iter().any(|(taken, ..)| taken == name);
            let expected = rows[number - 2][column].replace('0', "");
            let expected = if is_taken { expected.as_str() } else { "" };
            assert_eq!(cells[column], expected, "{name} of row {number}");
        }
    }
    assert_eq!(mapped(&imported, &mapping, &table).unwrap().0.change.files, []);
}
