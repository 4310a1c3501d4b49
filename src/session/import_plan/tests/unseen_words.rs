//! Words of which nothing can be seen: no form of import takes them for a title or a name.

use super::*;
use crate::exchange::{EntitiesReading, SourcesReading};

const UNSEEN: &[&str] =
    &["\u{200b}", " \u{2060}\u{a0}", "\u{3164}", "\u{feff}\u{200d}", "\u{2800}", "\u{ad}"];

fn said(faults: &[ImportFault]) -> String {
    let all = faults.iter().map(|fault| {
        assert!(!fault.remedy.is_empty());
        format!("{}: {}", fault.place, fault.what)
    });
    all.collect::<Vec<_>>().join("\n")
}

#[test]
fn no_import_takes_words_that_cannot_be_seen() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "format = 1\n");
    let nothing = load(&memory);
    memory.put("victims/test-a.toml", "title = 'Test title'\nname = 'Test Ann'\n");
    let files = exported(&load(&memory));
    for words in UNSEEN {
        // A package: also as the export would have written it.
        let mut files = files.clone();
        let text = String::from_utf8(files["victims.csv"].clone()).unwrap();
        files.insert(
            "victims.csv".to_owned(),
            text.replace("Test title", &format!("\"{words}\"")).into_bytes(),
        );
        let faults = PackageReading::of(&files, &nothing, false).unwrap_err();
        let expected =
            "victims.csv, row 2, column B (title): title has no character that can be seen";
        assert_eq!(said(&faults), expected, "{words:?}");
        // A table with a mapping: it is as if the cell were empty.
        let mapping = "kind = 'victim'\nid = '{Ref}'\nsource = 'list'\n[columns]\nRef = false\nTitle = 'title'\n";
        let table = format!("Ref,Title\na-1,\"{words}\"\n");
        let faults = mapped(&nothing, mapping, &table).unwrap_err();
        assert!(
            said(&faults).contains("row 2, column B (Title): the row has no title"),
            "{words:?}"
        );
        let constant = "kind = 'victim'\nid = '{Ref}'\nsource = 'list'\n[constants]\ntitle = '{Title}'\n[columns]\nRef = false\nTitle = false\n";
        assert!(mapped(&nothing, constant, &table).is_err(), "{words:?}");
        // Lists: what has no name else gets none.
        let id = "0123456789abcdef0123456789abcdef01234567";
        let entity = serde_json::json!({
            "id": id, "schema": "Person", "properties": { "name": [words], "alias": [words, "Test Bo"] }
        });
        let read = EntitiesReading::of("e", format!("{entity}\n").as_bytes(), &nothing, None);
        let plan = ImportPlan::of(&nothing, "test", &read.unwrap().records, false).unwrap();
        let copy = after(&nothing, &plan);
        let name = copy.get("test-bo").unwrap().record.fields.text(FieldId::Name);
        assert_eq!(name, Some("Test Bo"), "{words:?}");
        let list = serde_json::json!([{ "type": "book", "title": words, "author": [{ "literal": words }] }]);
        let faults = SourcesReading::of("z", list.to_string().as_bytes(), &nothing).unwrap_err();
        assert!(said(&faults).contains("z, source 1: the source has no title"), "{words:?}");
    }
}
