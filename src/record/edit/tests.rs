//! What an edit changes, and that it changes nothing else.

use super::*;
use crate::record::{Kind, RowKind};

#[track_caller]
fn check(before: &str, header: Option<&str>, name: FieldId, value: &str, after: &str) {
    let splice = set(before, header, name, value).unwrap();
    let (edited, undo) = splice.apply(before).unwrap();
    assert_eq!(edited, after);
    assert_eq!(undo.apply(&edited).unwrap().0, before);
}

#[test]
fn only_the_value_is_replaced() {
    check("year=1 # x\r\nname  = 'a'\t# from the register\r\n", None, FieldId::Name, "b", "year=1 # x\r\nname  = 'b'\t# from the register\r\n");
    check("[a]\nname = \"x\"\n[b]\nname = \"y\"", Some("b"), FieldId::Name, "z", "[a]\nname = \"x\"\n[b]\nname = \"z\"");
    check("published = 2022-07-01", None, FieldId::Published, "2022-07~", "published = \"2022-07~\"");
    check("tags = [\n 'a', # one\n]\n", None, FieldId::Tags, "b", "tags = \"b\"\n");
    check("a = { name = 'x' }", Some("a"), FieldId::Name, "y", "a = { name = 'y' }");
    check("a.name = 'x'\n[b]", Some("b"), FieldId::Name, "y", "a.name = 'x'\n[b]\nname = \"y\"");
}

#[test]
fn a_new_key_is_added_below_the_last_of_its_table() {
    check("name = 'x' # c\n\n# of b\n[b]\n", None, FieldId::Note, "n", "name = 'x' # c\nnote = \"n\"\n\n# of b\n[b]\n");
    check("[a]\nname = 'x'\n\n# of b\n[b]\nname = 'y'\n", Some("a"), FieldId::Note, "n", "[a]\nname = 'x'\nnote = \"n\"\n\n# of b\n[b]\nname = 'y'\n");
    check("[a]\nname = [\n 'x',\n]\n[a.b]\nz = 1\n", Some("a"), FieldId::Note, "n", "[a]\nname = [\n 'x',\n]\nnote = \"n\"\n[a.b]\nz = 1\n");
    check("title = 't'\n[[quote]]\ntext = 'x'\n[[quote]]\ntext = 'y'\n", None, FieldId::Note, "n", "title = 't'\nnote = \"n\"\n[[quote]]\ntext = 'x'\n[[quote]]\ntext = 'y'\n");
    check("[b]\nz = 1\n[a]\n\n[c]\n", Some("a"), FieldId::Note, "n", "[b]\nz = 1\n[a]\nnote = \"n\"\n\n[c]\n");
    check("[ \"a\" ] # c\n", Some("a"), FieldId::Note, "n", "[ \"a\" ] # c\nnote = \"n\"\n");
    check("[a]\nx.y = 1\n[b]", Some("a"), FieldId::Note, "n", "[a]\nx.y = 1\nnote = \"n\"\n[b]");
}

#[test]
fn a_new_key_looks_as_its_neighbours_do() {
    check("[a]\r\nname = 'x'\r\n[b]\r\n", Some("a"), FieldId::Note, "n", "[a]\r\nname = 'x'\r\nnote = \"n\"\r\n[b]\r\n");
    check("[a]\r\nname = 'x'", Some("a"), FieldId::Note, "n", "[a]\r\nname = 'x'\r\nnote = \"n\"");
    check("[a]", Some("a"), FieldId::Note, "n", "[a]\nnote = \"n\"");
    check("title     = 't'\nlanguage  = 'en'\n", None, FieldId::Sha256, "h", "title     = 't'\nlanguage  = 'en'\nsha256    = \"h\"\n");
    check("title    = 't'\nlanguage = 'en'\n", None, FieldId::Sha256, "h", "title    = 't'\nlanguage = 'en'\nsha256   = \"h\"\n");
    check("title = 't'\nlanguage = 'en'\n", None, FieldId::Url, "u", "title = 't'\nlanguage = 'en'\nurl = \"u\"\n");
    check("url   = 'u'\n", None, FieldId::ArchivedUrl, "v", "url   = 'u'\narchived_url = \"v\"\n");
    check("[a]\n  url='u'\n", Some("a"), FieldId::Note, "n", "[a]\n  url='u'\n  note=\"n\"\n");
    check("[a]\n\turl\t= 'u'\n", Some("a"), FieldId::Note, "n", "[a]\n\turl\t= 'u'\n\tnote\t= \"n\"\n");
}

#[test]
fn a_file_without_keys_of_its_own_gets_its_first() {
    check("", None, FieldId::Title, "t", "title = \"t\"\n");
    check("\u{feff}", None, FieldId::Title, "t", "\u{feff}title = \"t\"\n");
    check("\u{feff}[a]\r\n", None, FieldId::Title, "t", "\u{feff}title = \"t\"\r\n\r\n[a]\r\n");
    check("# the file\n\n# of a\n[a]\n", None, FieldId::Title, "t", "# the file\n\ntitle = \"t\"\n\n# of a\n[a]\n");
    check("# of a\n[a]\n", None, FieldId::Title, "t", "title = \"t\"\n\n# of a\n[a]\n");
    check("#:schema ./s.json\n[a]\n", None, FieldId::Title, "t", "#:schema ./s.json\ntitle = \"t\"\n\n[a]\n");
    check("# only", None, FieldId::Title, "t", "# only\ntitle = \"t\"\n");
    check("# only\r\n", None, FieldId::Title, "t", "# only\r\ntitle = \"t\"\r\n");
}

#[test]
fn a_table_in_braces_gets_its_key_between_them() {
    check("a = {}", Some("a"), FieldId::Name, "x", "a = { name = \"x\" }");
    check("a = { }", Some("a"), FieldId::Name, "x", "a = { name = \"x\" }");
    check("a = { type = 'city' } # c", Some("a"), FieldId::Name, "x", "a = { type = 'city', name = \"x\" } # c");
    check("a = { b.c = {d=1} }", Some("a"), FieldId::Name, "x", "a = { b.c = {d=1}, name = \"x\" }");
}

#[test]
fn what_cannot_be_edited_is_refused() {
    let no = |text, header, name| set(text, header, name, "x").unwrap_err().to_string();
    assert!(no("a = “x”", None, FieldId::Name).starts_with("the file is not TOML"));
    assert_eq!(no("[a]", Some("b"), FieldId::Name), "the file has no table [b]");
    assert_eq!(no("b = 1", Some("b"), FieldId::Name), "the file has no table [b]");
    assert_eq!(no("[[b]]", Some("b"), FieldId::Name), "the file has no table [b]");
    assert_eq!(no("a.b = 1", Some("a"), FieldId::Name), "`a` has no header of its own");
    assert_eq!(no("[a.b]", Some("a"), FieldId::Name), "`a` has no header of its own");
    assert_eq!(no("[[quote]]", None, FieldId::Quote), "`quote` is a table here, and takes no value");
    assert_eq!(no("name.x = 1", None, FieldId::Name), "`name` is a table here, and takes no value");
}

#[track_caller]
fn check_field(before: &str, path: &FieldPath, edit: &ValueEdit, after: &str) {
    let splice = edit_field(before, Kind::Victim, path, edit).unwrap();
    let edited = splice.map_or_else(|| before.to_owned(), |splice| splice.apply(before).unwrap().0);
    assert_eq!(edited, after);
}

fn set_to(words: &str) -> ValueEdit {
    ValueEdit::Set(TypedValue::text(words))
}

#[test]
fn a_missing_field_goes_where_the_format_has_it() {
    let of = FieldPath::of;
    let text = "title = 't'\n\nname = 'n'\nage = 14 # c\n\nnote = 'x'\n";
    check_field(text, &of(FieldId::Gender), &set_to("female"), "title = 't'\n\nname = 'n'\ngender = \"female\"\nage = 14 # c\n\nnote = 'x'\n");
    check_field(text, &of(FieldId::Summary), &set_to("s"), "title = 't'\nsummary = \"s\"\n\nname = 'n'\nage = 14 # c\n\nnote = 'x'\n");
    check_field("# of the file\nage = 14\n", &of(FieldId::Title), &set_to("t"), "# of the file\ntitle = \"t\"\nage = 14\n");
    check_field("[[quote]]\ntext = 'x'\n", &of(FieldId::Source).in_row(RowKind::Quote, 0), &set_to("s"), "[[quote]]\nsource = \"s\"\ntext = 'x'\n");
    check_field("zzz = 1\n\n# of age\nage = 14\n", &of(FieldId::Title), &set_to("t"), "zzz = 1\n\ntitle = \"t\"\n# of age\nage = 14\n");
}

#[test]
fn a_field_of_a_row_is_edited_and_its_neighbours_stay() {
    let text = "[[event]]\nwhat = 'a'\n[[event]]\nwhat = 'b' # c\ndate = '2021'\n";
    let what = FieldPath::of(FieldId::What).in_row(RowKind::Event, 1);
    check_field(text, &what, &set_to("d"), &text.replace("'b'", "'d'"));
    check_field(text, &what, &ValueEdit::Remove, "[[event]]\nwhat = 'a'\n[[event]]\ndate = '2021'\n");
    check_field("event = [{ what = 'a' }, { what = 'b' }]\n", &what, &set_to("d"), "event = [{ what = 'a' }, { what = 'd' }]\n");
    let error = edit_field(text, Kind::Victim, &FieldPath::of(FieldId::What).in_row(RowKind::Event, 2), &set_to("d"));
    assert_eq!(error.unwrap_err().to_string(), "the record has no event with the number 3");
}

#[test]
fn one_value_becomes_a_list_and_a_list_keeps_its_comments() {
    let tags = FieldPath::of(FieldId::Tags);
    let add = |value: &str| ValueEdit::AddItem { at: None, value: TypedValue::text(value) };
    check_field("tags = 'a'\n", &tags, &add("b"), "tags = ['a', 'b']\n");
    check_field("title = 't'\n", &tags, &add("b"), "title = 't'\ntags = [\"b\"]\n");
    check_field("tags = [\n  'a', # one\n]\n", &tags, &add("b"), "tags = [\n  'a', # one\n  'b',\n]\n");
    check_field("tags = ['a']\nage = 1\n", &tags, &ValueEdit::RemoveItem { at: 0 }, "age = 1\n");
    let list = TypedValue::List(["c", "a"].map(TypedValue::text).to_vec());
    check_field("tags = [\n  'a', # one\n  'b', # two\n]\n", &tags, &ValueEdit::Set(list), "tags = [\n  'c',\n  'a', # one\n]\n");
}

#[test]
fn a_sound_statement_of_a_broken_file_is_edited_and_a_doubtful_one_is_not() {
    let of = FieldPath::of;
    check_field("title = 't'\nage =\nname = 'n'\n", &of(FieldId::Name), &set_to("m"), "title = 't'\nage =\nname = 'm'\n");
    check_field("title = 't'\nage =\nname = 'n'\n", &of(FieldId::Gender), &set_to("female"), "title = 't'\nage =\nname = 'n'\ngender = \"female\"\n");
    let what = of(FieldId::What).in_row(RowKind::Event, 0);
    check_field("age = = 1\n[[event]]\nwhat = 'a'\n", &what, &set_to("b"), "age = = 1\n[[event]]\nwhat = 'b'\n");
    for text in [
        "tags = ['a',\nname = 'n'\n",
        "note = \"\"\"\nname = 'n'\n",
        "<<<<<<< ours\nname = 'n'\n=======\nname = 'm'\n>>>>>>> theirs\n",
        "name = 'n'\nname = 'm'\n",
        "name = n\n",
    ] {
        let error = edit_field(text, Kind::Victim, &of(FieldId::Name), &set_to("x")).unwrap_err();
        assert!(matches!(error, EditError::Uncertain { .. }), "{error:?} {text}");
    }
    let second = of(FieldId::What).in_row(RowKind::Event, 1);
    let text = "[[event\nwhat = 'a'\n[[event]]\nwhat = 'b'\n";
    assert!(matches!(edit_field(text, Kind::Victim, &second, &set_to("x")), Err(EditError::Uncertain { .. })));
}

#[test]
fn the_first_row_of_a_kind_goes_above_those_of_the_kinds_behind_it() {
    let text = "title = 't'\n\n# the words\n[[quote]]\ntext = 'x'\n";
    let fields = [(FieldId::Date, TypedValue::text("2021")), (FieldId::What, TypedValue::text("It was."))];
    let (after, _) = add_row(text, None, RowKind::Event, &fields).unwrap().apply(text).unwrap();
    assert_eq!(after, "title = 't'\n\n[[event]]\ndate = \"2021\"\nwhat = \"It was.\"\n\n# the words\n[[quote]]\ntext = 'x'\n");
    let back = remove_row(&after, None, RowPath { kind: RowKind::Event, number: 0 }).unwrap();
    assert_eq!(back.apply(&after).unwrap().0, text);
    let row = RowPath { kind: RowKind::Quote, number: 0 };
    assert_eq!(remove_row(text, None, row).unwrap().apply(text).unwrap().0, "title = 't'\n");
}
