//! Entities of FollowTheMoney: our own come back equal, those of others become records that are found again.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::*;
use crate::exchange::{DraftHead, EntitiesReading, draft};
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

const WITH_EVENTS: &str = r#"{"id":"NK-AbCd.1","schema":"Person","properties":{"name":["Test Two"]}}
{"id":"NK-X","schema":"Person","properties":{"name":["Test X"],"alias":["A; B","C|D"]}}
{"id":"a.1","schema":"Address","properties":{"street":["1 Test Street"],"city":["Test Town"]}}
{"id":"d1","schema":"Article","properties":{"title":["Test Paper"]}}
{"id":"e1","schema":"Event","properties":{"name":["A raid of test"],"date":["2022-03"],"involved":["NK-AbCd.1","NK-X"],"addressEntity":["a.1"],"keywords":["'=1+1","3-Mar","a;b|c"]}}
{"id":"e2","schema":"Event","properties":{"name":["A raid of test"],"summary":["One.","Two."]}}
{"id":"l1","schema":"LegalEntity","properties":{"name":["Test Body"],"country":["kh","vn"]}}
{"id":"q1","schema":"Documentation","properties":{"entity":["e1"],"document":["d1"],"summary":["Three people were in it."],"role":["supports date"]}}
"#;

fn draft_of(collection: &Collection, sheet: &str, kind: Kind) -> String {
    let (table, head) =
        ImportedTable::guessed("e.json", WITH_EVENTS.as_bytes(), Some(sheet)).unwrap();
    let head = DraftHead { source: "partner".to_owned(), ..head };
    draft(&table, Some(kind), &head, &collection.settings().vocabularies())
}

fn mapped(collection: &Collection, mapping: &str) -> Result<ImportPlan, Vec<ImportFault>> {
    let mapping = TableMapping::read("m.toml", mapping)?;
    let table = ImportedTable::read("e.json", WITH_EVENTS.as_bytes(), &mapping)?;
    let read = MappedReading::of(&mapping, &table, collection)?;
    let mut records = read.records;
    let source = Id::new("partner").unwrap();
    if collection.get("partner").is_none() {
        let title = ImportedEdit::set(FieldId::Title, TypedValue::text("Partner"));
        records.push(ImportedRecord::new(Kind::Source, source, String::new(), vec![title]));
    }
    ImportPlan::of(collection, "test", &records, false)
}

#[test]
fn what_may_be_several_kinds_of_record_comes_in_by_a_mapping() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    let nothing = load(&memory);
    let (plan, notes) = read(&nothing, WITH_EVENTS.as_bytes(), None);
    for left_out in ["Event", "LegalEntity", "quotes of cases"] {
        assert!(notes.iter().any(|note| note.contains(left_out)), "{left_out}: {notes:#?}");
    }
    let people = after(&nothing, &plan);
    assert!(people.get("1-test-street-test-town").is_some());
    let mapping = draft_of(&people, "Event", Kind::Arrest);
    // Two events have one name, so the draft takes their ids.
    assert!(mapping.contains("id     = \"{id}\""), "{mapping}");
    let mapping = mapping.replace("\"keywords\" = false", "\"keywords\" = \"tags\"");
    let cases = after(&people, &mapped(&people, &mapping).unwrap());
    let items = |collection: &Collection, id: &str, name: FieldId| {
        let entry = collection.get(id).unwrap().record.fields.get(name);
        let items = entry.into_iter().flat_map(|entry| &entry.items);
        items.map(|item| item.value.written().into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(items(&cases, "e1", FieldId::Persons), ["test-two", "test-x"]);
    assert_eq!(items(&cases, "e1", FieldId::Places), ["1-test-street-test-town"]);
    assert_eq!(items(&cases, "e1", FieldId::Tags), ["'=1+1", "3-Mar", "a;b|c"]);
    assert_eq!(items(&cases, "e2", FieldId::Summary), ["One.; Two."]);
    assert_eq!(items(&cases, "test-x", FieldId::Aliases), ["A; B", "C|D"]);
    assert_eq!(mapped(&cases, &mapping).unwrap().change.files, []);
    // Its document is known, and no field: the words are context.
    let (plan, notes) = read(&cases, WITH_EVENTS.as_bytes(), None);
    let quoted = after(&cases, &plan);
    let quote = quoted.get("e1").unwrap().record.quotes.last().unwrap().clone();
    assert_eq!(quote.text(), Some("Three people were in it."), "{notes:#?}");
    assert!(quote.supports.is_empty() && quote.source().unwrap().as_str() == "d1");
    assert_eq!(read(&quoted, WITH_EVENTS.as_bytes(), None).0.change.files, []);
    assert_eq!(mapped(&quoted, &mapping).unwrap().change.files, []);
}

#[test]
fn a_mapping_of_entities_says_which_and_one_value_where_a_field_takes_one() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    let nothing = load(&memory);
    let mapping = draft_of(&nothing, "LegalEntity", Kind::Organisation);
    let refused = |mapping: &str| {
        let faults = mapped(&nothing, mapping).unwrap_err();
        faults
            .into_iter()
            .map(|fault| format!("{}: {} | {}", fault.place, fault.what, fault.remedy))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let all = refused(&mapping);
    assert!(all.contains("row 7") && all.contains("`kh; vn` are several values"), "{all}");
    for (line, by, said) in [
        ("sheet  = \"LegalEntity\"", "", "one of these into the mapping as sheet: "),
        ("sheet  = \"LegalEntity\"", "sheet = \"LegalEntiti\"", "did you mean `LegalEntity`?"),
        ("sheet ", "header = 2\nsheet", "which entities have not"),
    ] {
        let all = refused(&mapping.replace(line, by));
        assert!(all.contains(said), "{said}: {all}");
    }
    let mapping = mapping.replace(
        "\"country\" = \"country\"",
        "\"country\" = { field = \"country\", values = { \"kh; vn\" = \"KH\" } }",
    );
    let body = after(&nothing, &mapped(&nothing, &mapping).unwrap());
    assert_eq!(body.get("test-body").unwrap().record.fields.text(FieldId::Name), Some("Test Body"));
    // Who a mapping has made a victim stays one, and becomes no person beside it.
    let victims = draft_of(&body, "Person", Kind::Victim);
    let victims = after(&body, &mapped(&body, &victims).unwrap());
    let (plan, notes) = read(&victims, WITH_EVENTS.as_bytes(), None);
    assert!(notes.iter().any(|note| note.starts_with("left out of 2: entities that a mapping")));
    assert_eq!(after(&victims, &plan).ids_of(Kind::Person).count(), 0);
}

/// Returns the entities of our own export, without lines in which one of these words is.
fn own_entities(collection: &Collection, without: &[&str]) -> String {
    let files = exported_as("ftm", collection);
    let text = String::from_utf8(files["entities.ftm.json"].clone()).unwrap();
    let kept = text.lines().filter(|line| without.iter().all(|word| !line.contains(word)));
    kept.flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn a_victim_of_our_own_export_is_no_person_where_its_event_is_not_in_the_list() {
    let collection = load(&sample());
    let nothing = load(&empty());
    let people = |collection: &Collection| {
        collection.ids_of(Kind::Person).cloned().collect::<BTreeSet<Id>>()
    };
    for without in [
        &["--held\","][..],
        &["\"Documentation\""],
        &["\"Event\""],
        &["\"Event\"", "\"UnknownLink\""],
    ] {
        let (plan, notes) = read(&nothing, own_entities(&collection, without).as_bytes(), None);
        assert_eq!(people(&after(&nothing, &plan)), people(&collection), "{without:?}");
        assert!(notes.iter().any(|note| note.contains("victims, which")), "{notes:?}");
    }
    // Without quotes either, what only victims have says it.
    let (plan, _) = read(
        &collection,
        own_entities(&collection, &["\"Event\"", "\"Documentation\""]).as_bytes(),
        None,
    );
    assert_eq!(plan.change.files, []);
    let list = "{\"id\":\"casebook-test-ann\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Test Ann\"],\"notes\":[\"age: 15\"]}}\n";
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    let other = load(&memory);
    let (plan, notes) = read(&other, list.as_bytes(), None);
    assert!(plan.created.is_empty() && notes.len() == 1, "{notes:?}");
    // With a name alone, and of a collection of another name, the list says it of itself.
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\ntitle = 'Elsewhere'\n");
    memory.put("victims/test-ann.toml", "title = 'A case'\nname = 'Test Ann'\n");
    memory.put("people.toml", "[test-bo]\nname = 'Test Bo'\n");
    let list = own_entities(&load(&memory), &["\"Event\""]);
    assert!(list.contains("Test Ann"), "{list}");
    let (plan, notes) = read(&other, list.as_bytes(), None);
    assert!(notes.iter().any(|note| note.contains("victims, which")), "{notes:?}");
    assert_eq!(people(&after(&other, &plan)).len(), 1, "{:?}", plan.change);
}

#[test]
fn a_quote_of_our_own_export_is_added_once_where_the_case_has_fewer() {
    const YUN: &str = "victims/yun.toml";
    let whole = load(&sample());
    let list = own_entities(&whole, &[]);
    // Equal entities that have other ids are one quote.
    let again =
        list.replace("\",\"schema\":\"Documentation\"", "-x\",\"schema\":\"Documentation\"");
    let twice = format!("{list}{again}");
    let text = String::from_utf8(sample().read(Path::new(YUN)).unwrap()).unwrap();
    let parts: Vec<&str> = text.split("\n[[quote]]").collect();
    let words = |collection: &Collection| {
        let quotes = &collection.get("yun").unwrap().record.quotes;
        quotes.iter().map(|quote| quote.text().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for list in [&list, &twice] {
        for kept in 1..parts.len() {
            let mut memory = sample();
            memory.put(YUN, parts[..kept].join("\n[[quote]]"));
            let fewer = load(&memory);
            let (plan, _) = read(&fewer, list.as_bytes(), None);
            let copy = after(&fewer, &plan);
            assert_eq!(words(&copy), words(&whole), "{kept}");
            assert_eq!(read(&copy, list.as_bytes(), None).0.change.files, [], "{kept}");
            let preview = ChangePreview::of(&fewer, &plan.change).unwrap();
            assert!(ImportPlan::errors(&preview, &[]).is_empty(), "{:?}", preview.come);
        }
    }
}

proptest! {
    /// Whatever quotes a case has and a list gives, the list is imported once.
    #[test]
    fn quotes_of_a_list_are_added_once_in_whatever_order(
        known in prop::collection::vec(0..3_usize, 0..5),
        listed in prop::collection::vec((prop::option::of(0..7_usize), 0..3_usize, 0..2_usize), 0..9),
    ) {
        const WORDS: [&str; 3] = ["One.", "Two.", "Three."];
        let mut memory = Memory::default();
        memory.put("casebook.toml", "format = 1\n");
        memory.put("sources.toml", "[s]\ntitle = 'S'\n\n[t]\ntitle = 'T'\n");
        let quotes: Vec<String> =
            known.iter().map(|at| format!("\n[[quote]]\nsource = 's'\ntext = '{}'\n", WORDS[*at])).collect();
        let case = format!("title = 'Test'\nidentifiers = ['ftm:E1']\nage = 14\n{}", quotes.concat());
        memory.put("victims/test.toml", case);
        let collection = load(&memory);
        let mut list = String::new();
        for (at, source) in ["s", "t"].iter().enumerate() {
            _ = writeln!(list, "{{\"id\":\"{source}\",\"schema\":\"Article\",\"properties\":{{\"title\":[\"{}\"]}}}}", ["S", "T"][at]);
        }
        for (number, (of_ours, words, source)) in listed.iter().enumerate() {
            let record = of_ours.map(|at| format!("\"recordId\":[\"test#quote-{at}\"],")).unwrap_or_default();
            _ = writeln!(
                list,
                "{{\"id\":\"d{number}\",\"schema\":\"Documentation\",\"properties\":{{{record}\"entity\":[\"E1\"],\"document\":[\"{}\"],\
                 \"summary\":[\"{}\"],\"role\":[\"supports age, gender\"]}}}}",
                ["s", "t"][*source],
                WORDS[*words]
            );
        }
        let (plan, notes) = read(&collection, list.as_bytes(), None);
        let preview = ChangePreview::of(&collection, &plan.change).unwrap();
        prop_assert!(ImportPlan::errors(&preview, &[]).is_empty(), "{:?}", preview.come);
        let copy = after(&collection, &plan);
        // Each is there, or is counted.
        let has = |words: usize, source: &str| {
            let quotes = &copy.get("test").unwrap().record.quotes;
            quotes.iter().any(|quote| quote.text() == Some(WORDS[words]) && quote.source().unwrap().as_str() == source)
        };
        let is_counted = notes.iter().any(|note| note.contains("with other words"));
        for (_, words, source) in &listed {
            prop_assert!(is_counted || has(*words, ["s", "t"][*source]));
        }
        prop_assert_eq!(read(&copy, list.as_bytes(), None).0.change.files, []);
    }
}

#[test]
fn a_person_who_is_a_victim_too_keeps_the_quotes() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    memory.put("people/ann.toml", "name = 'Test Ann'\nidentifiers = ['ftm:NK-1']\n");
    memory.put("victims/victim-ann.toml", "title = 'Test Ann'\nidentifiers = ['ftm:NK-1']\n");
    memory.put("people/zoe.toml", "name = 'Test Zoe'\nidentifiers = ['ftm:NK-2']\n");
    memory.put("victims/a-victim-zoe.toml", "title = 'Test Zoe'\nidentifiers = ['ftm:NK-2']\n");
    let collection = load(&memory);
    let mut list =
        "{\"id\":\"d1\",\"schema\":\"Article\",\"properties\":{\"title\":[\"Test\"]}}\n".to_owned();
    for (id, name) in [("NK-1", "Test Ann"), ("NK-2", "Test Zoe")] {
        _ = writeln!(
            list,
            "{{\"id\":\"{id}\",\"schema\":\"Person\",\"properties\":{{\"name\":[\"{name}\"]}}}}"
        );
        _ = writeln!(
            list,
            "{{\"id\":\"q{id}\",\"schema\":\"Documentation\",\"properties\":{{\"entity\":[\"{id}\"],\"document\":[\"d1\"],\"summary\":[\"Words of test.\"]}}}}"
        );
    }
    let (plan, notes) = read(&collection, list.as_bytes(), None);
    let copy = after(&collection, &plan);
    for id in ["victim-ann", "a-victim-zoe"] {
        assert_eq!(copy.get(id).unwrap().record.quotes.len(), 1, "{id}: {notes:?}");
    }
    assert_eq!(copy.ids_of(Kind::Person).count(), 2);
    assert_eq!(read(&copy, list.as_bytes(), None).0.change.files, []);
    // The words have a place too.
    let bad = list.replace("Words of test.", "Words\\u0000 of test.");
    let faults = EntitiesReading::of("e.json", bad.as_bytes(), &collection, None).unwrap_err();
    let places: BTreeSet<&str> = faults.iter().map(|fault| fault.place.as_str()).collect();
    assert_eq!(places, BTreeSet::from(["e.json, line 3, summary", "e.json, line 5, summary"]));
}

#[test]
fn a_property_that_only_some_entities_have_is_an_empty_column() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    let nothing = load(&memory);
    let mapping = "kind = 'rescue'\nsource = 'partner'\nsheet = 'Event'\nid = '{id} {status}'\n[columns]\nid = false\nname = 'title'\ndate = 'date'\n\
        summary = 'summary'\nkeywords = 'tags'\ninvolved = false\naddressEntity = false\ntopics = false\nsumary = 'note'\n";
    let mapping = TableMapping::read("m.toml", mapping).unwrap();
    let table = ImportedTable::read("e.json", WITH_EVENTS.as_bytes(), &mapping).unwrap();
    let read = MappedReading::of(&mapping, &table, &nothing).unwrap();
    let ids: Vec<&str> = read.records.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(ids, ["e1", "e2"]);
    assert_eq!(read.notes.len(), 3, "{:?}", read.notes);
    assert!(read.notes[0].contains("no entity has the property `sumary`; did you mean `summary`"));
    assert!(read.notes[1].contains("no entity has the property `status`"));
    // The text of the source is that of the list, whatever a mapping names.
    let header = archived_text(&table);
    assert_eq!(
        header.lines().next(),
        Some("id\taddressEntity\tdate\tinvolved\tkeywords\tname\tsummary")
    );
}
