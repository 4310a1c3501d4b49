//! The built program over its standard input and output, with what each editor says it can do.
//!
//! The profiles hold what matters to the server of what these clients send, and nothing else of it.

use serde_json::{Value, json};

use super::editor::{Editor, Fixture};

/// What an editor says, and how the server has to answer it.
struct ClientProfile {
    name: &'static str,
    encodings: &'static [&'static str],
    /// The first of those that the server knows.
    encoding: &'static str,
    versioned_edits: bool,
    operations: &'static [&'static str],
    snippets: bool,
    markdown: bool,
}

const CLIENTS: &[ClientProfile] = &[
    ClientProfile {
        name: "Helix 25.07",
        encodings: &["utf-8", "utf-32", "utf-16"],
        encoding: "utf-8",
        versioned_edits: true,
        operations: &["create", "rename", "delete"],
        snippets: true,
        markdown: true,
    },
    ClientProfile {
        // It renames files, and knows no versions of documents in edits.
        name: "Neovim 0.11",
        encodings: &["utf-8", "utf-16", "utf-32"],
        encoding: "utf-8",
        versioned_edits: false,
        operations: &["rename", "create", "delete"],
        snippets: true,
        markdown: true,
    },
    ClientProfile {
        name: "Neovim 0.7",
        encodings: &[],
        encoding: "utf-16",
        versioned_edits: false,
        operations: &["rename", "create", "delete"],
        snippets: false,
        markdown: true,
    },
    ClientProfile {
        name: "VS Code",
        encodings: &["utf-16"],
        encoding: "utf-16",
        versioned_edits: true,
        operations: &["create", "rename", "delete"],
        snippets: true,
        markdown: true,
    },
    ClientProfile {
        name: "Eglot 1.17",
        encodings: &["utf-32", "utf-8", "utf-16"],
        encoding: "utf-32",
        versioned_edits: true,
        operations: &[],
        snippets: false,
        markdown: false,
    },
    ClientProfile {
        name: "Sublime Text with LSP",
        encodings: &["utf-16"],
        encoding: "utf-16",
        versioned_edits: true,
        operations: &["create", "rename", "delete"],
        snippets: true,
        markdown: true,
    },
    ClientProfile {
        name: "Kate",
        encodings: &[],
        encoding: "utf-16",
        versioned_edits: true,
        operations: &[],
        snippets: true,
        markdown: true,
    },
    ClientProfile {
        name: "one that says little",
        encodings: &[],
        encoding: "utf-16",
        versioned_edits: false,
        operations: &[],
        snippets: false,
        markdown: false,
    },
];

impl ClientProfile {
    fn capabilities(&self) -> Value {
        let mut said = json!({
            "window": { "workDoneProgress": true },
            "workspace": { "workspaceEdit": {} },
            "textDocument": {
                "completion": { "completionItem": { "snippetSupport": self.snippets } },
                "hover": { "contentFormat": [if self.markdown { "markdown" } else { "plaintext" }] },
                "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
            },
        });
        if !self.encodings.is_empty() {
            said["general"] = json!({ "positionEncodings": self.encodings });
        }
        if self.versioned_edits {
            said["workspace"]["workspaceEdit"]["documentChanges"] = json!(true);
        }
        if !self.operations.is_empty() {
            said["workspace"]["workspaceEdit"]["resourceOperations"] = json!(self.operations);
        }
        said
    }
}

/// Characters of one to four bytes, before everything that has a place.
const FILES: &str = "//- places.toml
['test-town']
name = 'Test Town é'
[test-land]
name = 'Test Land'
//- victims/test-ann.toml
title = 'é 李和 𠀀 \u{1f600}'
tags = ['é李𠀀'] # é李𠀀
home = 'test-town'
transit_route = ['李 𠀀', 'test-town', 'test-twon']
gender = 'femal'
";

const ANN: &str = "victims/test-ann.toml";

#[test]
fn every_client_gets_the_same_places_and_what_it_can_do() {
    for client in CLIENTS {
        let name = client.name;
        let fixture = Fixture::of(FILES);
        let mut editor = Editor::of_program(fixture.folder.path(), client.capabilities());
        editor.keep(fixture);
        editor.wait_until_read();
        assert_eq!(editor.started["capabilities"]["positionEncoding"], client.encoding, "{name}");
        editor.open(ANN);
        editor.settle();
        let uri = json!(editor.uri(ANN));
        let found = editor.published[ANN].clone();
        let marked: Vec<String> = found["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| editor.words_at(&uri, &one["range"]))
            .collect();
        for words in ["'femal'", "'test-twon'"] {
            assert!(marked.contains(&format!("{ANN}: {words}")), "{name}: {words} in {marked:?}");
        }

        let text = editor.texts[ANN].clone();
        let hover =
            editor.ask_at("textDocument/hover", ANN, text.find("'test-town', '").unwrap() + 3);
        let kind = if client.markdown { "markdown" } else { "plaintext" };
        assert_eq!(hover["contents"]["kind"], kind, "{name}");
        assert_eq!(editor.words_at(&uri, &hover["range"]), format!("{ANN}: 'test-town'"), "{name}");

        // A value on a line with characters of all lengths before it.
        let at = text.find("test-twon").unwrap() + "test-".len();
        let list = editor.ask_at("textDocument/completion", ANN, at);
        let items = list["items"].as_array().unwrap();
        let land = items.iter().find(|item| item["label"] == "test-land").unwrap();
        assert_eq!(
            editor.words_at(&uri, &land["textEdit"]["range"]),
            format!("{ANN}: test-twon"),
            "{name}"
        );
        let field = editor.ask_at("textDocument/completion", ANN, text.len());
        let field = field["items"].as_array().unwrap().clone();
        let age = field.iter().find(|item| item["label"] == "age").unwrap();
        assert_eq!(age["insertTextFormat"] == 2, client.snippets, "{name}");

        let line =
            json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
        let hints = editor.ask(
            "textDocument/inlayHint",
            json!({ "textDocument": { "uri": uri }, "range": line }),
        );
        let hints = hints.unwrap();
        let of_town = hints.as_array().unwrap().iter().find(|hint| {
            let at = editor.offset(ANN, &hint["position"]);
            text[..at].ends_with("'test-town'") && hint["label"] == "Test Town é"
        });
        assert!(of_town.is_some(), "{name}: {hints}");

        if editor.started["capabilities"]["renameProvider"].is_null() {
            editor.end();
            continue;
        }
        // Renaming, in the form of edit that the client knows.
        let mut asked = editor.place(ANN, text.find("test-town").unwrap() + 2);
        asked["newName"] = json!("test-city");
        let edit = editor.ask("textDocument/rename", asked).unwrap();
        assert_eq!(edit.get("documentChanges").is_some(), client.versioned_edits, "{name}: {edit}");
        editor.apply(&edit);
        assert_eq!(editor.texts[ANN], text.replace("test-town", "test-city"), "{name}");
        assert!(
            editor.texts["places.toml"].starts_with("[test-city]"),
            "{name}: {}",
            editor.texts["places.toml"]
        );
        editor.end();
    }
}
