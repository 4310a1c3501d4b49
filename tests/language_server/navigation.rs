//! From a link to its record, from a quote to its passage, and back.

use serde_json::{Value, json};

use super::editor::{Editor, Fixture};

const FILES: &str = "//- places.toml
[test-town]
name = 'Test Town'
[test-street]
name = 'Test Street'
within = 'test-town'
//- sources.toml
[test-paper]
title = 'Test Paper'
//- archive/test-paper.txt
In the town, Ann said: “I was
sold” for a lot of money.
//- victims/test-ann.toml
title = 'Ann Test'
age = 17
home = 'test-town'
[[event]]
key = 'sale'
what = 'She was sold.'
place = 'test-town'
[[quote]]
source = 'test-paper'
text = 'I was sold'
supports = ['age', 'event.sale']
";

/// Returns the editor and the byte of the first `words` of a file.
fn at(path: &str, words: &str) -> (Editor, usize) {
    let editor = Editor::with(Fixture::of(FILES));
    let offset = editor.texts[path].find(words).unwrap() + 1;
    (editor, offset)
}

fn definitions(path: &str, words: &str) -> Vec<String> {
    let (mut editor, offset) = at(path, words);
    let found = editor.ask_at("textDocument/definition", path, offset);
    let found = found.as_array().cloned().unwrap_or_default();
    found.iter().map(|one| editor.words_at(&one["uri"], &one["range"])).collect()
}

fn references(path: &str, words: &str, with_itself: bool) -> Vec<String> {
    let (mut editor, offset) = at(path, words);
    let mut parameters = editor.place(path, offset);
    parameters["context"] = json!({ "includeDeclaration": with_itself });
    let found = editor.ask("textDocument/references", parameters).unwrap();
    let found = found.as_array().unwrap();
    found.iter().map(|one| editor.words_at(&one["uri"], &one["range"])).collect()
}

#[test]
fn a_link_leads_to_its_record() {
    let ann = "victims/test-ann.toml";
    assert_eq!(definitions(ann, "test-town"), ["places.toml: test-town"]);
    assert_eq!(definitions(ann, "test-paper"), ["sources.toml: test-paper"]);
    assert_eq!(definitions("places.toml", "'test-town'"), ["places.toml: test-town"]);
    assert_eq!(definitions(ann, "17"), Vec::<String>::new());
}

#[test]
fn a_quote_leads_to_its_passage_and_the_passage_to_its_quotes() {
    let ann = "victims/test-ann.toml";
    assert_eq!(definitions(ann, "I was sold"), ["archive/test-paper.txt: I was\nsold"]);
    let quote = ["victims/test-ann.toml: 'I was sold'"];
    assert_eq!(definitions("archive/test-paper.txt", "was\nsold"), quote);
    assert_eq!(references("archive/test-paper.txt", "was\nsold", true), quote);
    assert_eq!(references("archive/test-paper.txt", "lot of", true), Vec::<String>::new());
}

#[test]
fn what_a_quote_supports_leads_to_the_field() {
    let ann = "victims/test-ann.toml";
    assert_eq!(definitions(ann, "'age'"), ["victims/test-ann.toml: age"]);
    assert_eq!(definitions(ann, "event.sale"), ["victims/test-ann.toml: [[event]]"]);
    assert_eq!(
        references(ann, "age = ", true),
        ["victims/test-ann.toml: age", "victims/test-ann.toml: 'age'"]
    );
}

#[test]
fn all_links_to_a_record_are_found_from_any_of_them_and_from_its_name() {
    let all = [
        "places.toml: 'test-town'",
        "victims/test-ann.toml: 'test-town'",
        "victims/test-ann.toml: 'test-town'",
    ];
    assert_eq!(references("places.toml", "[test-town]", false), all);
    assert_eq!(references("places.toml", "Test Town", false), all);
    assert_eq!(references("victims/test-ann.toml", "test-town", false), all);
    assert_eq!(references("victims/test-ann.toml", "test-town", true).len(), 4);
    assert_eq!(references("victims/test-ann.toml", "Ann Test", false), Vec::<String>::new());
}

#[test]
fn the_file_itself_shows_where_else_something_is_named() {
    let (mut editor, offset) = at("places.toml", "[test-town]");
    let found = editor.ask_at("textDocument/documentHighlight", "places.toml", offset);
    let uri = json!(editor.uri("places.toml"));
    let found = found.as_array().unwrap().iter().map(|one| editor.words_at(&uri, &one["range"]));
    assert_eq!(found.collect::<Vec<_>>(), ["places.toml: test-town", "places.toml: 'test-town'"]);
}

#[test]
fn what_is_typed_counts_for_links_too() {
    let fixture = Fixture::of(&FILES.replacen("home = 'test", "home = 'te$0st", 1));
    let (path, offset) = fixture.cursor.clone().unwrap();
    let mut editor = Editor::with(fixture);
    editor.open_with("places.toml", "# 妙瓦底 👩\n[test-town] # x\nname = 'T'\n");
    let found = editor.ask_at("textDocument/definition", &path, offset);
    assert_eq!(editor.words_at(&found[0]["uri"], &found[0]["range"]), "places.toml: test-town");
    assert_eq!(editor.ask_at("textDocument/definition", "places.toml", 0), Value::Null);
}
