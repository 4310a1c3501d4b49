//! Symbols, folding and links, and "quote this".

use serde_json::{Value, json};

use super::editor::{Editor, Fixture};

const FILES: &str = "//- sources.toml
[test-paper]
title = 'Test Paper'
//- archive/test-paper.txt
In the town, Ann said: “I was
sold” for a lot of money.
//- victims/test-ann.toml
title = 'Ann Test'
age = 17
[[event]]
key = 'sale'
what = 'She was sold.'
[[quote]]
source = 'test-paper'
text = 'I was sold'
supports = ['age']
//- victims/test-bo.toml
title = 'Bo Secretname'
confidentiality = 'confidential'
[[quote]]
source = 'test-paper'
text = 'a lot of money'
supports = ['title']
";

fn ask(editor: &mut Editor, method: &str, path: &str) -> Vec<Value> {
    let document = json!({ "textDocument": { "uri": editor.uri(path) } });
    editor.ask(method, document).unwrap().as_array().unwrap().clone()
}

#[test]
fn a_file_has_an_outline_and_folds() {
    let mut editor = Editor::with(Fixture::of(FILES));
    let ann = "victims/test-ann.toml";
    let symbols = ask(&mut editor, "textDocument/documentSymbol", ann);
    assert_eq!(symbols[0]["name"], "Ann Test (test-ann)");
    let parts = symbols[0]["children"].as_array().unwrap();
    let names: Vec<&str> = parts.iter().map(|part| part["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["title", "age", "event sale: She was sold.", "quote test-paper: age"]);
    let folds = ask(&mut editor, "textDocument/foldingRange", ann);
    let lines: Vec<_> = folds.iter().map(|fold| (&fold["startLine"], &fold["endLine"])).collect();
    assert_eq!(lines, [(&json!(2), &json!(4)), (&json!(5), &json!(8))]);
}

#[test]
fn records_are_found_by_name_and_a_confidential_one_shows_its_id_alone() {
    let mut editor = Editor::with(Fixture::of(FILES));
    let mut found = |query: &str| -> Vec<String> {
        let all = editor.ask("workspace/symbol", json!({ "query": query })).unwrap();
        all.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(found("ann"), ["Ann Test (test-ann)"]);
    assert!(found("test-bo").contains(&"test-bo".to_owned()));
    assert!(found("paper").iter().any(|name| name.contains("(test-paper)")), "a source");
    assert_eq!(found("paper kind:victim"), Vec::<String>::new());
    assert!(!found("").iter().any(|name| name.contains("Secretname")));
}

#[test]
fn a_source_leads_to_its_archived_text() {
    let mut editor = Editor::with(Fixture::of(FILES));
    let target = json!(editor.uri("archive/test-paper.txt"));
    for path in ["sources.toml", "victims/test-ann.toml"] {
        let links = ask(&mut editor, "textDocument/documentLink", path);
        assert_eq!((links.len(), &links[0]["target"]), (1, &target), "{path}");
    }
}

#[test]
fn selected_words_of_an_archived_text_become_a_quote_of_a_chosen_case() {
    let mut editor = Editor::with(Fixture::of(FILES));
    let paper = "archive/test-paper.txt";
    let start = editor.texts[paper].find("for a lot").unwrap();
    let range = json!({
        "start": editor.position(paper, start),
        "end": editor.position(paper, start + "for a lot of money".len()),
    });
    let document = json!({ "uri": editor.uri(paper) });
    let asked =
        json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } });
    let actions = editor.ask("textDocument/codeAction", asked).unwrap();
    let titles: Vec<&str> =
        actions.as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Quote this in Ann Test (test-ann)", "Quote this in the victim test-bo"]);
    editor.apply(&actions[0]["edit"]);
    let text = editor.texts["victims/test-ann.toml"].clone();
    let quote = text.split("[[quote]]").nth(2).unwrap();
    assert!(quote.contains("for a lot of money") && quote.contains("line 2"), "{text}");
    editor.open_with("victims/test-ann.toml", &text);
    let found = editor.diagnostics("victims/test-ann.toml");
    assert!(!found.iter().any(|one| one.contains("quote-not-in-source")), "{found:?}");
    // Without a selection there is nothing to quote.
    let nothing = json!({ "start": range["start"], "end": range["start"] });
    let asked =
        json!({ "textDocument": document, "range": nothing, "context": { "diagnostics": [] } });
    assert_eq!(editor.ask("textDocument/codeAction", asked), Ok(json!([])));
}

#[test]
fn a_file_that_is_too_large_has_neither_symbols_nor_hints_and_one_in_conflict_has_one_finding() {
    let mut editor = Editor::with(Fixture::of(FILES));
    let ann = "victims/test-ann.toml";
    let large = format!("title = 'Ann Test'\nsummary = '{}'\n", "many words ".repeat(1_600_000));
    editor.open_with(ann, &large);
    assert_eq!(editor.diagnostics(ann).len(), 1, "it is not read");
    for method in ["textDocument/documentSymbol", "textDocument/foldingRange"] {
        assert_eq!(ask(&mut editor, method, ann), Vec::<Value>::new());
    }
    let end = json!({ "line": 2, "character": 0 });
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": end });
    let asked = json!({ "textDocument": { "uri": editor.uri(ann) }, "range": all });
    assert_eq!(editor.ask("textDocument/inlayHint", asked), Ok(json!([])));
    let conflict = "<<<<<<< a\nage = 17\n=======\nage = 18\n>>>>>>> b\n".repeat(300);
    editor.change(ann, &format!("title = 'Ann Test'\n{conflict}"));
    let found = editor.diagnostics(ann);
    let of_conflict: Vec<&String> = found.iter().filter(|one| one.contains("syntax")).collect();
    assert_eq!(of_conflict.len(), 1, "{found:?}");
}
