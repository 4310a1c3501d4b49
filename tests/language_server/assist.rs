//! Hover, completion and hints.

use serde_json::{Value, json};

use super::editor::{Editor, Fixture, able};

const FILES: &str = "//- places.toml
[test-town]
name = 'Test Town'
aliases = ['测试镇']
within = 'test-land'
[test-land]
name = 'Test Land'
//- sources.toml
[test-paper]
title = 'A Test Paper'
publisher = 'The Test Paper'
published = '2022-07'
reliability = 'B'
//- archive/test-paper.txt
In the town, Ann said: “I was
sold” for a lot of money. She was 17 years old.
//- victims/test-ann.toml
title = 'Ann Test'
age = 17
gender = 'female'
recruitment_date = '2021-12~'
ransom_paid = '500000 CNY'
citizenship = ['KH']
home = 'test-town'
related = ['test-bo', 'test-secret']
[[event]]
key = 'sale'
what = 'She was sold.'
[[quote]]
source = 'test-paper'
text = 'She was 17 years old.'
supports = ['age']
[[quote]]
source = 'test-paper'
text = 'She was 18 years old and alone.'
disputes = { age = 18 }
[[quote]]
source = 'test-paper'
text = 'no such words at all'
supports = ['gender']
//- victims/test-bo.toml
title = 'Bo Test'
gender = 'female'
aliases = ['波']
//- victims/test-secret.toml
title = 'A Secret Title'
name = 'Secret Name'
confidentiality = 'confidential'
tags = ['secret-tag']
";

const ANN: &str = "victims/test-ann.toml";

fn started(capabilities: Value, options: Value) -> Editor {
    let fixture = Fixture::of(FILES);
    let mut editor = Editor::start_with(fixture.folder.path(), capabilities, options);
    editor.keep(fixture);
    editor.wait_until_read();
    editor
}

fn snippets() -> Value {
    let mut able = able();
    able["textDocument"]["completion"] =
        json!({ "completionItem": { "snippetSupport": true, "labelDetailsSupport": true } });
    able
}

/// Returns what hovering over the first `words` of a file says.
fn hover_in(editor: &mut Editor, path: &str, words: &str) -> String {
    let offset = editor.texts[path].find(words).unwrap() + 1;
    let found = editor.ask_at("textDocument/hover", path, offset);
    found["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

#[track_caller]
fn hover(words: &str, says: &[&str]) {
    let mut editor = started(able(), Value::Null);
    let said = hover_in(&mut editor, ANN, words);
    for one in says {
        assert!(said.contains(one), "{words}: {one} is not in\n{said}");
    }
}

#[test]
fn a_field_says_what_it_means_who_says_so_and_who_says_otherwise() {
    let says = [
        "**age**",
        "age in years",
        "disputed; for it: one source",
        "✓ The Test Paper, Jul 2022 (B): “She was 17 years old.”",
        "18, says The Test Paper",
    ];
    hover("age", &says);
    hover("gender", &["One of: female, male", "✗ The Test Paper"]);
    hover("sale", &["**"]);
}

#[test]
fn a_value_says_how_it_is_read() {
    hover(
        "2021-12~",
        &["**about December 2021: from 2021-12-01 to 2021-12-31**", "recruitment date"],
    );
    hover("500000 CNY", &["**500,000 CNY, Renminbi (Chinese) yuan**"]);
    hover("KH", &["**Cambodia**"]);
    hover("'female'", &["A woman or girl (HTCDS Feminine).", "gender: The person's gender"]);
}

#[test]
fn a_link_says_what_its_record_is_and_a_confidential_one_its_id_and_kind() {
    hover(
        "test-town",
        &["**Test Town**", "place test-town", "in Test Land", "测试镇", "linked to in"],
    );
    hover("test-paper", &["**A Test Paper**", "The Test Paper"]);
    let mut editor = started(able(), Value::Null);
    let said = hover_in(&mut editor, ANN, "test-secret");
    assert_eq!(said, "**test-secret**\n\nvictim, confidential");
    // In its own file it says its name itself.
    assert!(hover_in(&mut editor, "victims/test-secret.toml", "Secret Name").contains("name"));
}

#[test]
fn a_quote_says_whether_the_archived_text_has_it() {
    hover("'She was 17", &["✓ word for word in the archived text, line 2", "supports: age"]);
    hover("'no such", &["✗ not in the archived text"]);
    hover(
        "'She was 18",
        &["≠ similar to a passage", "The passage: “She was 17 years old", "disputes: age"],
    );
}

#[test]
fn a_client_without_markdown_gets_plain_text_and_no_word_becomes_a_link() {
    let mut plain = able();
    plain["textDocument"]["hover"] = json!({ "contentFormat": ["plaintext"] });
    let mut editor = started(plain, Value::Null);
    assert!(
        hover_in(&mut editor, ANN, "test-town").starts_with("Test Town\n\nplace test-town\n\n")
    );
    let mut editor = Editor::with(Fixture::of(
        "//- places.toml\n[x]\nname = '![a](https://a.test/b.png)'\n//- victims/test-ann.toml\ntitle = 'A'\nhome = 'x'\n",
    ));
    let said = hover_in(&mut editor, ANN, "'x'");
    assert!(said.starts_with(r"**\!\[a\](https\://a.test/b.png)**"), "{said}");
}

/// Returns the labels that are offered where `$0` is in a text that is typed into a file.
fn offered(editor: &mut Editor, path: &str, marked: &str) -> Vec<Value> {
    let offset = marked.find("$0").unwrap();
    let text = marked.replacen("$0", "", 1);
    editor.open_with(path, &text);
    let found = editor.ask_at("textDocument/completion", path, offset);
    let items = found["items"].as_array().cloned().unwrap_or_default();
    let mut sorted = items.clone();
    sorted.sort_by_key(|item| item["sortText"].as_str().unwrap().to_owned());
    assert_eq!(items, sorted, "the search decides the order");
    items
}

fn labels(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["label"].as_str().unwrap()).collect()
}

/// Checks what a text is once the offer with a label was put in.
#[track_caller]
fn completes(marked: &str, label: &str, result: &str) {
    let mut editor = started(able(), Value::Null);
    let items = offered(&mut editor, "victims/test-cy.toml", marked);
    let Some(item) = items.iter().find(|item| item["label"] == label) else {
        panic!("{label} is not among {:?}", labels(&items));
    };
    let uri = editor.uri("victims/test-cy.toml");
    let edit = json!({ "changes": { uri: [item["textEdit"]] } });
    editor.apply(&edit);
    assert_eq!(editor.texts["victims/test-cy.toml"], result);
}

#[test]
fn what_is_put_in_has_the_quotes_that_are_missing_and_no_more() {
    completes("gender = 'fem$0'\n", "female", "gender = 'female'\n");
    completes("gender = \"$0\n", "female", "gender = \"female\"\n");
    completes("gender = $0\n", "female", "gender = \"female\"\n");
    completes("gender = fem$0", "female", "gender = \"female\"");
    completes(
        "scam_type = ['investment', '$0\n",
        "romance",
        "scam_type = ['investment', 'romance'\n",
    );
    completes("minor = $0\n", "true", "minor = true\n");
    completes("title = 'C'\ngen$0\n", "gender", "title = 'C'\ngender = \n");
    completes(
        "title          = 'C'\ngen$0\n",
        "gender",
        "title          = 'C'\ngender         = \n",
    );
    completes("title = 'C'\ngen$0der = 'female'\n", "gender", "title = 'C'\ngender = 'female'\n");
    completes("home = \"test-t$0\"\n", "test-town", "home = \"test-town\"\n");
    completes(
        "title = 'C'\n[[quote]]\nsource = 'paper$0'\n",
        "test-paper",
        "title = 'C'\n[[quote]]\nsource = 'test-paper'\n",
    );
    completes("title = 'C'\n[[qu$0\n", "[[quote]]", "title = 'C'\n[[quote]]\n");
}

#[test]
fn a_word_of_a_vocabulary_comes_with_what_it_means() {
    let mut editor = started(able(), Value::Null);
    let path = "victims/test-cy.toml";
    let items = offered(&mut editor, path, "means_of_control = ['passport$0']\n");
    assert_eq!(labels(&items), ["withholds_documents"]);
    assert_eq!(items[0]["documentation"], "Passport or other papers were taken or controlled.");
}

#[test]
fn ids_are_found_by_name_alias_and_pinyin_and_are_of_the_right_kind() {
    let mut editor = started(able(), Value::Null);
    for typed in ["test to", "测试", "ceshi", "test-town"] {
        let items = offered(&mut editor, "victims/test-cy.toml", &format!("home = '{typed}$0'\n"));
        assert_eq!(labels(&items)[0], "test-town", "{typed}");
        // Editors compare this with what is typed, and leave out what does not fit.
        assert_eq!(items[0]["filterText"], typed);
        assert_eq!(items[0]["detail"], "Test Town");
    }
    let items = offered(&mut editor, "victims/test-cy.toml", "home = 'test$0'\n");
    assert!(!labels(&items).contains(&"test-bo"), "{items:?}");
}

#[test]
fn fields_that_are_missing_are_offered_the_most_usual_first() {
    let mut editor = started(snippets(), Value::Null);
    let items = offered(&mut editor, "victims/test-cy.toml", "title = 'C'\n$0\n");
    let found = labels(&items);
    assert_eq!(found[0], "gender", "{found:?}");
    assert!(!found.contains(&"title") && found.contains(&"[[quote]]"));
    let age = items.iter().find(|item| item["label"] == "age").unwrap();
    assert_eq!(
        (&age["insertTextFormat"], &age["textEdit"]["newText"]),
        (&json!(2), &json!("age = $1"))
    );
    let aliases = items.iter().find(|item| item["label"] == "aliases").unwrap();
    assert_eq!(aliases["textEdit"]["newText"], "aliases = [\"$1\"]");
    let words = aliases["documentation"].as_str().unwrap();
    assert!(words.contains("Other names"), "{words}");
    // In a table of several records, and in a row.
    let items = offered(&mut editor, "places.toml", "[test-town]\nname = 'T'\n$0\n");
    assert!(labels(&items).contains(&"within") && !labels(&items).contains(&"name"));
    let items = offered(&mut editor, "victims/test-cy.toml", "title = 'A'\n[[quote]]\n$0\n");
    assert_eq!(labels(&items)[0..2], ["source", "text"], "{:?}", labels(&items));
}

#[test]
fn a_quote_may_cite_what_the_case_has_first_what_no_quote_supports() {
    let mut editor = started(able(), Value::Null);
    let text = "title = 'A'\nage = 17\ngender = 'female'\n[[event]]\nkey = 'sale'\nwhat = 'Sold'\n[[quote]]\nsupports = ['age']\n[[quote]]\nsupports = ['gender', '$0']\n";
    let items = offered(&mut editor, ANN, text);
    assert_eq!(labels(&items), ["event.sale", "title", "age"]);
    assert_eq!(items[0]["detail"], "Sold");
    let items = offered(&mut editor, ANN, "title = 'A'\nage = 17\n[[quote]]\ndisputes = { $0 }\n");
    assert_eq!(labels(&items), ["title", "age"]);
}

#[test]
fn a_confidential_record_is_offered_by_id_and_kind_and_none_of_its_words() {
    let mut editor = started(able(), Value::Null);
    let items = offered(&mut editor, "victims/test-cy.toml", "related = ['test$0']\n");
    let secret = items.iter().find(|item| item["label"] == "test-secret").unwrap();
    assert_eq!(secret["detail"], "victim, confidential");
    assert!(!json!(items).to_string().contains("Secret"), "{items:?}");
    let items = offered(&mut editor, "victims/test-cy.toml", "tags = ['$0']\n");
    assert!(!json!(items).to_string().contains("secret-tag"), "{items:?}");
}

/// Returns the words of the hints of a file, each behind the last word before it.
fn hints(editor: &mut Editor, path: &str) -> Vec<String> {
    let uri = editor.uri(path);
    let whole =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 1000, "character": 0 } });
    let found = editor
        .ask("textDocument/inlayHint", json!({ "textDocument": { "uri": uri }, "range": whole }));
    let found = found.unwrap();
    let found = found.as_array().cloned().unwrap_or_default();
    let text = editor.texts[path].clone();
    let shown = found.iter().map(|hint| {
        let at = editor.offset(path, &hint["position"]);
        let line = text[..at].rsplit('\n').next().unwrap();
        format!("{} {}", line.rsplit(' ').next().unwrap(), hint["label"].as_str().unwrap())
    });
    shown.collect()
}

#[test]
fn hints_say_names_evidence_and_whether_quotes_were_found() {
    let mut editor = started(able(), Value::Null);
    let shown = hints(&mut editor, ANN);
    for hint in [
        "17 ⚔1",
        "'female' ◐1",
        "'test-town' Test Town",
        "'test-town' ○",
        "old.' ✓",
        "alone.' ≠",
        "all' ✗",
        "['test-bo' Bo Test",
        "[[event]] ○",
    ] {
        assert!(shown.iter().any(|one| one == hint), "{hint} is not in {shown:?}");
    }
    assert!(!shown.iter().any(|one| one.contains("Secret")), "{shown:?}");
    // Evidence is that of the text that was read; a broken text keeps the names alone.
    let broken = editor.texts[ANN].replace("age = 17", "age = = 17");
    editor.open_with(ANN, &broken);
    let shown = hints(&mut editor, ANN);
    assert!(
        shown.contains(&"'test-town' Test Town".to_owned())
            && !shown.iter().any(|one| one.contains('✓')),
        "{shown:?}"
    );
}

#[test]
fn hints_are_off_and_answers_are_masked_where_the_user_says_so() {
    let mut editor = started(able(), json!({ "hints": false }));
    assert_eq!(editor.started["capabilities"].get("inlayHintProvider"), None);
    assert!(hints(&mut editor, ANN).is_empty());
    let mut editor = started(able(), json!({ "masked": true }));
    let mut said = hints(&mut editor, ANN).join("\n");
    for words in ["age", "test-town", "'She was 18", "test-bo", "supports = ['age"] {
        said.push_str(&hover_in(&mut editor, ANN, words));
    }
    said.push_str(
        &json!(offered(&mut editor, "victims/test-cy.toml", "related = ['$0']\n")).to_string(),
    );
    for name in ["Ann", "Bo Test", "Test Town", "She was", "Secret"] {
        assert!(!said.contains(name), "{name} in {said}");
    }
    assert!(said.contains("⚔1") && said.contains("test-bo"), "{said}");
}

#[test]
fn a_file_outside_of_the_records_offers_nothing() {
    let mut editor = started(able(), Value::Null);
    for path in ["tombi.toml", "notes.txt", "archive/test-paper.txt"] {
        assert!(offered(&mut editor, path, "ge$0\n").is_empty(), "{path}");
    }
}

#[test]
fn settings_are_completed_and_explained() {
    let offered = |text: &str| -> Vec<String> {
        let mut editor = Editor::with(Fixture::of(&format!("//- casebook.toml\n{text}")));
        let answer = at_cursor(&mut editor, "textDocument/completion", text);
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|one| one["label"].as_str().unwrap().to_owned()).collect()
    };
    let settings = offered("format = 1\n$0\n");
    assert!(settings.contains(&"confidentiality".to_owned()), "{settings:?}");
    assert!(
        !settings.contains(&"format".to_owned()) && settings.contains(&"[check.off]".to_owned())
    );
    assert_eq!(offered("confidentiality = $0\n"), ["public", "restricted", "confidential"]);
    assert!(offered("[check.off]\n$0\n").contains(&"dangling-link".to_owned()));
    assert!(offered("[vocabulary]\n$0\n").contains(&"gender".to_owned()));
    for (text, words) in [
        ("cac$0he = true\n", "opens faster"),
        ("[check.off]\ndangling-$0link = 'a test'\n", "does not exist"),
        ("[vocabulary]\ngen$0der = ['test']\n", "The format has these"),
    ] {
        let mut editor = Editor::with(Fixture::of(&format!("//- casebook.toml\n{text}")));
        let answer = at_cursor(&mut editor, "textDocument/hover", text).to_string();
        assert!(answer.contains(words), "{text}: {answer}");
    }
}

fn at_cursor(editor: &mut Editor, method: &str, text: &str) -> Value {
    editor.ask_at(method, "casebook.toml", text.find("$0").unwrap())
}
