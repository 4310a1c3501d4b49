use super::key::is_of_name;
use super::*;
use crate::record::{Document, FileLayout, Vocabularies};

#[test]
fn keys_near_a_name_are_meant_and_fields_of_the_format_are_not() {
    for key in [
        "name",
        "Name",
        "NAME",
        "nmae",
        "naem",
        "nam",
        "names",
        "ｎａｍｅ",
        "n\u{200b}ame",
        "nаmе",
        "native_nmae",
        "Native Name",
        "alias",
        "Alias",
        "aliasses",
        "alaises",
        "full_name",
        "realName",
        "name2",
        "name.full",
        "victim.name",
        "victim",
        "aka",
        "known_as",
        "nombre",
        "имя",
        "姓名",
        "surname",
        "nick-name",
    ] {
        assert!(is_of_name(key), "{key}");
    }
    for key in [
        "note",
        "home",
        "date",
        "age",
        "title",
        "tags",
        "name_type",
        "name_tpye",
        "source",
        "text",
        "speaker",
        "nots",
        "hoem",
        "summary",
        "gender",
        "place",
        "places",
        "",
        "=",
        "confidentiality",
        "public",
        "victims",
        "persons",
        "charges",
    ] {
        assert!(!is_of_name(key), "{key}");
    }
}

/// Reads the file of a case and returns the names that no record has.
fn unread(text: &str) -> Vec<String> {
    let form = FileLayout::One { kind: Kind::Victim, id: Id::new("test-one").unwrap() };
    let document = Document::read(text, &form, &Vocabularies::default());
    let entries = document.stray_names.iter().flat_map(|record| record.fields.iter());
    let items = entries.filter(|entry| entry.field.name == FieldId::Aliases);
    let items = items.flat_map(|entry| &entry.items);
    items
        .filter_map(|item| {
            let (Value::Words(name) | Value::TooLong(name)) = &item.value else { return None };
            Some(name.to_string())
        })
        .collect()
}

#[test]
fn what_a_record_has_is_not_looked_for_again() {
    for text in [
        "title = 'T'\nname = 'Test One'\n",
        "title = 'T'\nname = 'Test One'\naliases = ['A B', 'C D']\nhat = 'x'\n",
        "title = 'T'\nname = 'Test One'\nage = \n",
        "title = 'T'\nnative_name = 'Test One'\nnote = 'no end\n[[quote]]\nsource = 'wire'\n",
        "hat = 'a name: see below'\n[[event]]\nwhat = 'x'\n",
    ] {
        assert_eq!(unread(text), [""; 0], "{text}");
    }
}

#[test]
fn a_value_is_taken_apart_as_far_as_it_can_be() {
    assert_eq!(unread("nmae = 'Test One'\n"), ["Test One"]);
    assert_eq!(unread("Aliases = ['Test One', 'B']\n"), ["B", "Test One"]);
    assert_eq!(unread("name = { first = 'Test', note = 'a day' }\n"), ["Test"]);
    assert_eq!(unread("name = Test One # a remark\n"), ["Test One"]);
    assert_eq!(unread("name = { first = 'Test', last = 'One'\n"), ["One", "Test"]);
    assert_eq!(unread("= =\nwho = 'Test One'\n"), ["Test One"]);
    assert_eq!(unread("{\"name\": \"Test One\", \"age\": \"old\"}\n"), ["Test One"]);
    assert_eq!(unread("aliases = ['A B'\n'Test One'\nage = 3\n"), ["A B", "Test One"]);
    assert!(unread("name = \"Te\\u0073t \\One\"\n").contains(&"Test One".to_owned()));
    assert_eq!(unread("age = = 3\nname_type = pseudonym\nhome = Seatown\n"), [""; 0]);
}

/// Texts of a line or of many, so many times as long, in which each place begins what ends at the end of the text.
const REPEATED: [fn(usize) -> String; 7] = [
    |times| "name=".repeat(200 * times),
    |times| "name = \"".repeat(100 * times),
    |times| "[".repeat(300 * times),
    |times| "aliases = [\n".to_owned() + &"'a b'\n".repeat(100 * times),
    |times| "name = x\n".repeat(50 * times),
    |times| "#\"".repeat(300 * times),
    |times| "a,".repeat(300 * times) + "= =",
];

#[test]
fn a_long_line_and_many_lines_give_no_more_names_than_they_have_letters() {
    for repeated in REPEATED {
        for times in [2, 16, 64] {
            let text = repeated(times);
            let names: usize = unread(&format!("= =\n{text}")).iter().map(String::len).sum();
            assert!(names <= 4 * text.len(), "{times}: {text:.20}");
        }
    }
}
