//! Entities of FollowTheMoney: our own come back equal, those of others become records that are found again.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::*;
use crate::exchange::EntitiesReading;
use crate::record::Kind;

fn read(collection: &Collection, bytes: &[u8], source: Option<&str>) -> (ImportPlan, Vec<String>) {
    let source = source.map(|id| Id::new(id).unwrap());
    let read = EntitiesReading::of("e.json", bytes, collection, source.as_ref());
    let EntitiesReading { records, notes } = read.unwrap_or_else(|faults| panic!("{faults:?}"));
    (ImportPlan::of(collection, "test", &records, false).unwrap(), notes)
}

const KINDS: [Kind; 4] = [Kind::Person, Kind::Organisation, Kind::Place, Kind::Source];

#[test]
fn our_own_entities_change_nothing_and_come_back_into_an_empty_collection() {
    let collection = load(&sample());
    let files = exported_as("ftm", &collection);
    let entities = files["entities.ftm.json"].as_slice();
    let (again, notes) = read(&collection, entities, None);
    assert_eq!(again.change.files, [], "{notes:#?}");
    assert!(notes.iter().all(|note| note.starts_with("left out of ")), "{notes:#?}");
    let nothing = load(&empty());
    let (plan, _) = read(&nothing, entities, None);
    let copy = after(&nothing, &plan);
    let mut lost = BTreeSet::new();
    for kind in KINDS {
        let ids = |collection: &Collection| collection.ids_of(kind).cloned().collect::<Vec<_>>();
        assert_eq!(ids(&copy), ids(&collection), "{kind}");
        for located in collection.of_kind(kind) {
            let other = copy.get(located.record.id.as_str()).unwrap().record;
            for entry in located.record.fields.iter() {
                let items = |record: &Record| {
                    let entry = record.fields.get(entry.field.name);
                    let items = entry.into_iter().flat_map(|entry| &entry.items);
                    items.map(|item| item.value.written().into_owned()).collect::<Vec<_>>()
                };
                if items(located.record) != items(other) {
                    lost.insert(format!("{} {}", kind.name(), entry.field.name.as_str()));
                }
            }
        }
    }
    // What FollowTheMoney has no way to say, or says with less.
    let lost: Vec<&str> = lost.iter().map(String::as_str).collect();
    assert_eq!(lost, ["person public", "source published"]);
    assert_eq!(read(&copy, entities, None).0.change.files, []);
}

const OTHERS: &str = r#"{"id":"NK-AbCd.1","schema":"Person","properties":{"name":["试 二","Test Two"],"alias":["T. Two"],"nationality":["cn","suhh"],"birthDate":["1990"],"wikidataId":["Q1"],"topics":["crime"]}}
{"id":"0123456789abcdef0123456789abcdef01234567","schema":"Company","properties":{"name":["Test Hall Ltd"],"country":["kh","vn"],"notes":["name: no label of ours"]}}
{"id":"0123456789abcdef0123456789abcdef01234568","schema":"Company","properties":{"name":["Test Hall Ltd"]}}
{"id":"test-body","schema":"PublicBody","properties":{"name":["Test Body"]}}
{"id":"m1","schema":"Membership","properties":{"member":["NK-AbCd.1"],"organization":["test-body"]}}
{"id":"p1","schema":"Payment","properties":{"payer":["NK-AbCd.1"]}}
{"id":"a.1","schema":"Address","properties":{"full":["1 Test Street"],"country":["kh"],"latitude":["10.5"],"longitude":["103.5"]}}
{"id":"d1","schema":"Article","properties":{"title":["Test Paper"],"publishedAt":["2022-03-04T10:00:00"],"language":["zho"],"sourceUrl":["https://test.example/1"]}}
{"id":"e1","schema":"Event","properties":{"name":["Something"]}}
"#;

#[test]
fn entities_of_others_become_records_that_are_found_again() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    let nothing = load(&memory);
    for source in [None, Some("partner-2026")] {
        let (plan, notes) = read(&nothing, OTHERS.as_bytes(), source);
        assert_eq!(plan.created.len(), 6);
        for left_out in ["`birthDate`", "`topics`", "Payment", "Event", "countries", "further"] {
            assert!(notes.iter().any(|note| note.contains(left_out)), "{left_out}: {notes:#?}");
        }
        let preview = ChangePreview::of(&nothing, &plan.change).unwrap();
        let problems: BTreeSet<&str> =
            preview.come.iter().map(|problem| problem.problem.code.name()).collect();
        // Nothing quotes and links to them yet.
        let expected = [
            "not-archived",
            "unquoted-source",
            "unused-organisation",
            "unused-person",
            "unused-place",
        ];
        assert!(problems.iter().all(|code| expected.contains(code)), "{problems:?}");
        let copy = after(&nothing, &plan);
        let items = |id: &str, name: FieldId| {
            let entry = copy.get(id).unwrap().record.fields.get(name);
            let items = entry.into_iter().flat_map(|entry| &entry.items);
            items.map(|item| item.value.written().into_owned()).collect::<Vec<_>>().join("|")
        };
        let database = source.map_or("ftm:".to_owned(), |source| format!("row:{source}/"));
        for (id, name, value) in [
            ("test-two", FieldId::Name, "Test Two"),
            ("test-two", FieldId::NativeName, "试 二"),
            ("test-two", FieldId::Citizenship, "CN"),
            ("test-two", FieldId::MemberOf, "test-body"),
            ("test-two", FieldId::Public, ""),
            ("test-two", FieldId::Identifiers, &format!("wikidata:Q1|{database}NK-AbCd.1")),
            ("test-hall-ltd", FieldId::Type, "company"),
            ("test-hall-ltd", FieldId::Country, "KH"),
            ("test-hall-ltd", FieldId::Note, "name: no label of ours"),
            ("test-hall-ltd-2", FieldId::Name, "Test Hall Ltd"),
            ("1-test-street", FieldId::Latitude, "10.5"),
            ("d1", FieldId::Published, "2022-03-04T10:00:00"),
            ("d1", FieldId::Language, "zh"),
        ] {
            assert_eq!(items(id, name), value, "{id} {name:?}");
        }
        assert_eq!(read(&copy, OTHERS.as_bytes(), source).0.change.files, []);
        // In another order the same records are found.
        let turned: Vec<&str> = OTHERS.lines().rev().collect();
        assert_eq!(read(&copy, turned.join("\n").as_bytes(), source).0.change.files, []);
    }
}

#[test]
fn a_quote_that_another_program_gave_a_case_of_ours_is_added_behind_its_own() {
    let collection = load(&sample());
    let files = exported_as("ftm", &collection);
    let mut text = String::from_utf8(files["entities.ftm.json"].clone()).unwrap();
    let yun = collection.get("yun").unwrap();
    let number = yun.record.quotes.len() + 1;
    let source = yun.record.quotes[0].source().unwrap().clone();
    let lines: Vec<&str> = text.lines().collect();
    let of_source = lines
        .iter()
        .find(|line| line.contains("\"Article\"") && line.contains(&format!("-{source}\"")));
    let of_source = of_source.unwrap();
    let document: String = of_source.split('"').nth(3).unwrap().to_owned();
    _ = writeln!(
        text,
        "{{\"id\":\"x\",\"schema\":\"Documentation\",\"properties\":{{\"recordId\":[\"yun#quote-{number}\"],\"document\":[\"{document}\"],\
         \"summary\":[\"Words of test.\"],\"description\":[\"A test speaker\"],\"role\":[\"supports age, nonsense, event.none\"]}}}}"
    );
    let (plan, _) = read(&collection, text.as_bytes(), None);
    let copy = after(&collection, &plan);
    let quote = copy.get("yun").unwrap().record.quotes.last().unwrap();
    assert_eq!((quote.text(), quote.source()), (Some("Words of test."), Some(&source)));
    let supports: Vec<String> = quote.supports.iter().map(|one| one.cited.to_string()).collect();
    assert_eq!(supports, ["age"]);
    assert_eq!(read(&copy, text.as_bytes(), None).0.change.files, []);
}

#[test]
fn what_is_wrong_with_entities_is_named_and_nothing_is_taken() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    memory.put("places.toml", "[test-body]\nname = 'Test Body'\n");
    let collection = load(&memory);
    let faults = |text: &str| {
        let faults = EntitiesReading::of("e.json", text.as_bytes(), &collection, None).unwrap_err();
        faults
            .into_iter()
            .map(|fault| format!("{}: {}", fault.place, fault.what))
            .collect::<Vec<_>>()
    };
    let all = faults(OTHERS);
    assert!(
        all.len() == 1 && all[0].contains("line 4") && all[0].contains("is a place"),
        "{all:?}"
    );
    let bad =
        OTHERS.replace("https://test.example/1", "nowhere").replace("test-body", "other-body");
    let all = faults(&bad);
    assert!(all.len() == 1 && all[0].contains("line 8, url"), "{all:?}");
}

#[test]
fn control_characters_are_refused_with_their_place_and_other_signs_come_back_exact() {
    let nothing = load(&empty());
    let list = |name: &str| {
        let json = serde_json::json!({
            "id": "NK-1", "schema": "Person", "properties": { "name": [name], "alias": ["Test"] }
        });
        format!("{json}\n").into_bytes()
    };
    for sign in ["\u{1b}", "\u{0}", "\u{7f}", "\u{9b}"] {
        let text = list(&format!("Test {sign}[31mOne"));
        let faults = EntitiesReading::of("e.json", &text, &nothing, None).unwrap_err();
        assert_eq!(faults[0].place, "e.json, line 1, name");
        assert!(faults[0].what.contains("control character"), "{}", faults[0].what);
    }
    for name in ["\u{202e}turned\u{2066} One", "Test\u{200b}One", "\u{feff}Test"] {
        let (plan, _) = read(&nothing, &list(name), None);
        let copy = after(&nothing, &plan);
        let id = copy.ids_of(Kind::Person).next().unwrap();
        let person = copy.get(id.as_str()).unwrap().record;
        let expected = name.trim();
        assert_eq!(person.fields.text(FieldId::Name), Some(expected));
    }
}

#[test]
fn an_array_and_a_hundred_thousand_aliases_are_imported_and_found_again() {
    let nothing = load(&empty());
    let aliases: Vec<String> = (0..100_000).map(|number| format!("Test {number}")).collect();
    let entity = serde_json::json!({
        "id": "NK-1", "schema": "Person", "properties": { "name": ["Test"], "alias": aliases }
    });
    let array = serde_json::to_vec(&[entity]).unwrap();
    let read = EntitiesReading::of("e.json", &array, &nothing, None).unwrap();
    assert_eq!(read.records.len(), 1);
    let edits = read.records[0].edits.iter();
    let longest = edits.filter_map(|edit| {
        let ImportedEdit::Field { value: Some(TypedValue::List(items)), .. } = edit else {
            return None;
        };
        Some(items.len())
    });
    assert_eq!(longest.max(), Some(100_000));
}
