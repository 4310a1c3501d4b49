//! Another id for a record: in all files, open or not, with the files that are named for it.

use std::fs;

use serde_json::{Value, json};

use super::editor::{Editor, Fixture, able};

const FILES: &str = "//- casebook.toml
format = 1
[views]
town = { query = 'place:test-town', key = 1 }
//- places.toml
[test-town]
name = 'Test Town' # test-town
[test-street]
name = 'Test Street'
within = 'test-town'
//- sources.toml
[test-paper]
title = 'Test Paper'
//- places/test-boss.toml
name = 'Test Boss'
//- victims/test-ann.toml
title = 'Ann Test'
home = \"test-town\"
transit_route = ['test-boss']
[[quote]]
source = 'test-paper'
text = 'Ann of test-town'
supports = ['home']
";

fn offset(editor: &Editor, path: &str, words: &str) -> usize {
    editor.texts[path].find(words).unwrap() + 1
}

fn rename(editor: &mut Editor, path: &str, words: &str, new: &str) -> Result<Value, Value> {
    let mut parameters = editor.place(path, offset(editor, path, words));
    parameters["newName"] = json!(new);
    editor.ask("textDocument/rename", parameters)
}

#[test]
fn an_id_is_renamed_in_all_files_and_nothing_dangles_afterwards() {
    let mut editor = Editor::with(Fixture::of(FILES));
    let before = editor.texts.clone();
    // What is typed and not saved yet is renamed too.
    let ann = "victims/test-ann.toml";
    editor.open_with(ann, &format!("# 👩 妙\n{}", before[ann]));
    let prepared = editor.place(ann, offset(&editor, ann, "test-town"));
    let prepared = editor.ask("textDocument/prepareRename", prepared).unwrap();
    assert_eq!(prepared["placeholder"], "test-town");
    let uri = json!(editor.uri(ann));
    assert_eq!(editor.words_at(&uri, &prepared["range"]), format!("{ann}: test-town"));
    let edit = rename(&mut editor, ann, "test-town", "test-port").unwrap();
    editor.apply(&edit);
    assert_eq!(
        editor.texts["places.toml"],
        "[test-port]\nname = 'Test Town' # test-town\n[test-street]\nname = 'Test Street'\nwithin = 'test-port'\n"
    );
    let after = before[ann].replacen("\"test-town\"", "\"test-port\"", 1);
    assert_eq!(editor.texts[ann], format!("# 👩 妙\n{after}"));
    assert!(editor.texts["casebook.toml"].contains("place:test-port"));
    // The server wrote none of it.
    for (path, text) in &before {
        assert_eq!(&fs::read_to_string(editor.root.join(path)).unwrap(), text, "{path}");
    }
    let text = editor.texts[ann].clone();
    editor.change(ann, &text);
    let text = editor.texts["places.toml"].clone();
    editor.open_with("places.toml", &text);
    editor.settle();
    assert!(!editor.diagnostics(ann).iter().any(|one| one.contains("dangling-link")));
}

#[test]
fn a_file_that_is_named_for_the_id_is_renamed_where_the_editor_can() {
    let mut editor = Editor::with(Fixture::of(FILES));
    let ann = "victims/test-ann.toml";
    let edit = rename(&mut editor, ann, "test-boss", "test-chief").unwrap();
    editor.apply(&edit);
    assert!(editor.texts[ann].contains("['test-chief']"));
    assert_eq!(editor.texts["places/test-chief.toml"], "name = 'Test Boss'\n");
    assert!(!editor.texts.contains_key("places/test-boss.toml"));
    // An editor that cannot is told what can.
    let mut unable = able();
    unable["workspace"]["workspaceEdit"] = json!({ "documentChanges": true });
    let fixture = Fixture::of(FILES);
    let mut editor = Editor::start(fixture.folder.path(), unable);
    editor.texts = fixture.texts.clone();
    editor.wait_until_read();
    let refused = rename(&mut editor, ann, "test-boss", "test-chief").unwrap_err();
    let why = refused["message"].as_str().unwrap();
    assert!(why.ends_with("casebook rename test-boss test-chief"), "{why}");
}

#[test]
fn what_is_no_id_or_taken_or_changed_on_the_disk_is_refused_in_a_sentence() {
    let mut editor = Editor::with(Fixture::of(FILES));
    let ann = "victims/test-ann.toml";
    for (new, why) in [("Test Port", "not a valid id"), ("test-paper", "is taken by")] {
        let refused = rename(&mut editor, ann, "test-town", new).unwrap_err();
        assert!(refused["message"].as_str().unwrap().contains(why), "{refused}");
    }
    let refused = rename(&mut editor, ann, "Ann Test", "test-x").unwrap_err();
    assert!(refused["message"].as_str().unwrap().contains("no id"), "{refused}");
    let prepared = editor.place(ann, offset(&editor, ann, "Ann Test"));
    assert_eq!(editor.ask("textDocument/prepareRename", prepared), Ok(Value::Null));
    // Another program writes, and the server has not heard of it yet.
    super::editor::put(&editor.root, "places.toml", "[test-town]\nname = 'Theirs'\n");
    let refused = rename(&mut editor, ann, "test-town", "test-port").unwrap_err();
    assert!(refused["message"].as_str().unwrap().contains("changed on the disk"), "{refused}");
}

#[test]
fn lines_that_cannot_be_read_and_may_link_are_named_in_the_refusal() {
    let mut editor = Editor::with(Fixture::of(FILES));
    let places = editor.texts["places.toml"].replace("within = 'test-town'", "within = test-town");
    editor.open_with("places.toml", &places);
    let refused =
        rename(&mut editor, "victims/test-ann.toml", "test-town", "test-port").unwrap_err();
    assert_eq!(
        refused["message"],
        "1 line that cannot be read may link to `test-town`, so nothing was written: places.toml:5; mend it with `casebook check --fix` or by hand, then rename again"
    );
}

#[test]
fn a_file_that_gets_another_name_takes_the_links_to_it_along() {
    let mut editor = Editor::with(Fixture::of(FILES));
    let (from, to) = (editor.uri("places/test-boss.toml"), editor.uri("places/test-chief.toml"));
    let files = json!({ "files": [{ "oldUri": from, "newUri": to }] });
    let edit = editor.ask("workspace/willRenameFiles", files).unwrap();
    editor.apply(&edit);
    assert!(editor.texts["victims/test-ann.toml"].contains("['test-chief']"));
    assert!(editor.texts.contains_key("places/test-boss.toml"), "the editor renames it");
    let other = json!({ "files": [{ "oldUri": from, "newUri": editor.uri("notes/x.toml") }] });
    assert_eq!(editor.ask("workspace/willRenameFiles", other), Ok(Value::Null));
}

/// Returns an editor with a place that many cases link to.
fn with_links(count: usize, capabilities: Value) -> Editor {
    let mut text = "//- places.toml\n[test-town]\nname = 'Test Town'\n".to_owned();
    for number in 0..count {
        text.push_str("//- victims/test-");
        text.push_str(&number.to_string());
        text.push_str(".toml\ntitle = 'T Test'\nhome = 'test-town'\n");
    }
    let fixture = Fixture::of(&text);
    let mut editor = Editor::start(fixture.folder.path(), capabilities);
    editor.keep(fixture);
    editor.wait_until_read();
    editor
}

#[test]
fn before_an_id_is_renamed_in_very_many_files_the_user_is_asked() {
    let mut capabilities = able();
    capabilities["window"]["showMessage"] = json!({ "messageActionItem": {} });
    let mut editor = with_links(30, capabilities.clone());
    let at = editor.texts["places.toml"].find("test-town").unwrap();
    let mut asked = editor.place("places.toml", at);
    asked["newName"] = json!("test-city");
    for consents in [true, false] {
        let id = editor.send("textDocument/rename", asked.clone());
        let (question, told) = editor.wait_for_question();
        let told = told.to_string();
        assert!(
            told.contains("31 files") && told.contains("casebook rename test-town test-city"),
            "{told}"
        );
        let chosen = if consents { "Rename in 31 files" } else { "Cancel" };
        editor.answer(question, json!({ "title": chosen }));
        let answer = editor.wait_for(&id);
        if consents {
            assert_eq!(answer.unwrap()["documentChanges"].as_array().unwrap().len(), 31);
        } else {
            assert!(answer.unwrap_err().to_string().contains("nothing was renamed"));
        }
    }
    // An editor that cannot ask says it, and renames.
    let mut editor = with_links(30, able());
    let answer = editor.ask("textDocument/rename", asked_in(&editor)).unwrap();
    assert_eq!(answer["documentChanges"].as_array().unwrap().len(), 31);
    let is_said = |(method, told): &(String, Value)| {
        method == "window/showMessage" && told.to_string().contains("casebook rename")
    };
    assert!(editor.told.iter().any(is_said));
    let mut few = with_links(10, capabilities);
    let answer = few.ask("textDocument/rename", asked_in(&few)).unwrap();
    assert_eq!(answer["documentChanges"].as_array().unwrap().len(), 11);
}

#[test]
fn an_editor_that_confirms_parts_of_edits_has_saved_views_and_very_large_renames_confirmed() {
    let mut capabilities = able();
    capabilities["workspace"]["workspaceEdit"]["changeAnnotationSupport"] = json!({});
    let annotations = |edit: &Value| -> Vec<String> {
        let known = edit["changeAnnotations"].as_object().into_iter().flatten();
        assert!(known.clone().all(|(_, one)| one["needsConfirmation"] == true), "{edit}");
        let changes = edit["documentChanges"].as_array().unwrap();
        let edits = changes.iter().flat_map(|change| change["edits"].as_array().unwrap());
        let names = edits.map(|edit| edit["annotationId"].as_str().unwrap_or("-").to_owned());
        let names: Vec<String> = names.collect();
        let mut used: Vec<&String> = names.iter().filter(|name| *name != "-").collect();
        used.sort();
        used.dedup();
        let mut known: Vec<&String> = known.map(|(name, _)| name).collect();
        known.sort();
        assert_eq!(used, known);
        names
    };
    let mut editor = with_links(30, capabilities.clone());
    let edit = editor.ask("textDocument/rename", asked_in(&editor)).unwrap();
    assert_eq!(annotations(&edit), vec!["all"; 31]);
    editor.apply(&edit);
    assert!(editor.texts["places.toml"].starts_with("[test-city]"));

    let fixture = Fixture::of(FILES);
    let mut editor = Editor::start(fixture.folder.path(), capabilities);
    editor.keep(fixture);
    editor.wait_until_read();
    let edit = rename(&mut editor, "victims/test-ann.toml", "test-town", "test-port").unwrap();
    let mut names = annotations(&edit);
    names.sort();
    assert_eq!(names, ["-", "-", "-", "views"]);
    editor.apply(&edit);
    assert!(editor.texts["casebook.toml"].contains("place:test-port"));
    // Another one gets what it can read.
    let mut editor = Editor::with(Fixture::of(FILES));
    let edit = rename(&mut editor, "victims/test-ann.toml", "test-town", "test-port").unwrap();
    assert!(edit.get("changeAnnotations").is_none() && !edit.to_string().contains("annotationId"));
}

fn asked_in(editor: &Editor) -> Value {
    let at = editor.texts["places.toml"].find("test-town").unwrap();
    let mut asked = editor.place("places.toml", at);
    asked["newName"] = json!("test-city");
    asked
}
