//! What an edit changes, and that it changes nothing else.

use super::*;

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
