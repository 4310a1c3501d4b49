//! Code actions: what `check` can mend, at a place or in a whole file.

use serde_json::{Value, json};

use super::editor::{Editor, Fixture};

const ANN: &str = "victims/test-ann.toml";
const FILES: &str = "//- places.toml
[test-town]
name = 'Test Town'
//- victims/test-ann.toml
title = 'Ann Test'
age = '17'
home = 'test-twon'
ransom_paid = 'CNY 500,000'
";

/// Returns the actions at the first `words` of a file.
fn actions(editor: &mut Editor, words: &str, context: Value) -> Vec<Value> {
    let start = editor.texts[ANN].find(words).unwrap();
    let range = json!({ "start": editor.position(ANN, start), "end": editor.position(ANN, start) });
    let document = json!({ "uri": editor.uri(ANN) });
    let parameters = json!({ "textDocument": document, "range": range, "context": context });
    editor.ask("textDocument/codeAction", parameters).unwrap().as_array().unwrap().clone()
}

fn quick_fixes(editor: &mut Editor, words: &str) -> Vec<Value> {
    actions(editor, words, json!({ "diagnostics": [], "only": ["quickfix"] }))
}

#[test]
fn a_problem_is_solved_at_one_key_and_is_gone() {
    let mut editor = Editor::with(Fixture::of(FILES));
    editor.open(ANN);
    for (words, rule, after) in [
        ("'17'", "wrong-type", "age = 17\n"),
        ("'test-twon'", "dangling-link", "home = 'test-town'\n"),
    ] {
        assert!(editor.diagnostics(ANN).iter().any(|one| one.contains(rule)), "{rule}");
        let fix = quick_fixes(&mut editor, words).remove(0);
        assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)));
        assert_eq!(fix["diagnostics"][0]["code"], rule);
        let published = &editor.published[ANN]["diagnostics"];
        assert!(
            published.as_array().unwrap().contains(&fix["diagnostics"][0]),
            "the same diagnostic"
        );
        let mut text = editor.texts[ANN].clone();
        editor.apply(&fix["edit"]);
        std::mem::swap(&mut text, editor.texts.get_mut(ANN).unwrap());
        assert!(text.contains(after), "{text}");
        editor.change(ANN, &text);
        assert!(!editor.diagnostics(ANN).iter().any(|one| one.contains(rule)), "{rule}");
    }
}

#[test]
fn all_safe_fixes_are_one_action_and_leave_nothing_for_a_second() {
    let mut editor = Editor::with(Fixture::of(FILES));
    editor.open_with(
        ANN,
        "title = 'Ann Test'\r\nage = '17'\r\nransom_paid = 'CNY 500,000'\r\nhome = 'test-twon'\r\n",
    );
    let only = json!({ "diagnostics": [], "only": ["source.fixAll"] });
    let all = actions(&mut editor, "title", only.clone());
    assert_eq!((all.len(), &all[0]["kind"]), (1, &json!("source.fixAll.casebook")));
    editor.apply(&all[0]["edit"]);
    let text = editor.texts[ANN].clone();
    // A decision is left to the user, and every other byte as it was.
    assert_eq!(
        text,
        "title = 'Ann Test'\r\nage = '17'\r\nransom_paid = '500000 CNY'\r\nhome = 'test-twon'\r\n"
    );
    editor.change(ANN, &text);
    assert_eq!(actions(&mut editor, "title", only), Vec::<Value>::new());
}

#[test]
fn an_action_is_offered_for_the_kinds_that_are_asked_for() {
    let mut editor = Editor::with(Fixture::of(FILES));
    editor.open(ANN);
    let mut kinds = |only: Value| -> Vec<String> {
        let found = actions(&mut editor, "'CNY", json!({ "diagnostics": [], "only": only }));
        found.iter().map(|one| one["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(kinds(json!(["refactor"])), Vec::<String>::new());
    assert_eq!(kinds(json!(["quickfix"])), ["quickfix"]);
    assert_eq!(kinds(json!(["source"])), ["source.fixAll.casebook"]);
    assert_eq!(kinds(json!(["source.fixAll.other"])), Vec::<String>::new());
    assert_eq!(kinds(Value::Null), ["quickfix", "source.fixAll.casebook"]);
}

#[test]
fn an_editor_that_knows_no_versions_gets_plain_edits() {
    let fixture = Fixture::of(FILES);
    let able = json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": {} } } });
    let mut editor = Editor::start(fixture.folder.path(), able);
    editor.open(ANN);
    let fix = quick_fixes(&mut editor, "'17'").remove(0);
    assert!(fix["edit"]["documentChanges"].is_null());
    editor.apply(&fix["edit"]);
    assert!(editor.texts[ANN].contains("age = 17\n"));
}
