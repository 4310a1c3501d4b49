//! How the server starts and ends, and what it says that it can do.

use casebook::lsp::ServerEnd;
use serde_json::{Value, json};

use super::editor::{Editor, Fixture, able};

#[test]
fn it_starts_and_ends_as_it_is_asked() {
    let editor = Editor::with(Fixture::of("//- victims/test-ann.toml\ntitle = 'Ann Test'\n"));
    let capabilities = &editor.started["capabilities"];
    assert_eq!(editor.started["serverInfo"]["name"], "casebook");
    assert_eq!(capabilities["textDocumentSync"]["change"], 1, "whole texts");
    for never in ["documentFormattingProvider", "semanticTokensProvider", "diagnosticProvider"] {
        assert!(capabilities[never].is_null(), "{never}");
    }
    assert_eq!(editor.end(), ServerEnd::AsAsked);
}

#[test]
fn it_ends_when_the_client_is_gone() {
    let fixture = Fixture::of("//- victims/test-ann.toml\ntitle = 'Ann Test'\n");
    assert_eq!(Editor::start(fixture.folder.path(), able()).vanish(), ServerEnd::ClientGone);
    let mut editor = Editor::with(fixture);
    editor.tell("exit", Value::Null);
    assert_eq!(editor.vanish(), ServerEnd::ClientGone);
}

#[test]
fn what_it_does_not_know_is_refused_and_it_goes_on() {
    let mut editor = Editor::with(Fixture::of("//- victims/test-ann.toml\ntitle = 'Ann Test'\n"));
    editor.tell("$/whatever", json!({ "a": 1 }));
    editor.tell("textDocument/didChange", json!("no parameters"));
    editor.tell("textDocument/didOpen", json!({ "textDocument": { "uri": 7 } }));
    editor.tell(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": editor.uri("victims/none.toml") } }),
    );
    editor.settle();
    assert_eq!(editor.end(), ServerEnd::AsAsked);
}

#[test]
fn a_request_that_was_taken_back_is_answered_as_cancelled() {
    let mut editor = Editor::with(Fixture::of("//- victims/test-ann.toml\ntitle = 'Ann Test'\n"));
    editor.tell("$/cancelRequest", json!({ "id": 1_000_000 }));
    editor.settle();
    // Numbers count up, and the next one is taken back before it is sent.
    let next = 1 + editor.requests();
    editor.tell("$/cancelRequest", json!({ "id": next }));
    let refused = editor.ask("casebook/isThere", Value::Null).unwrap_err();
    assert_eq!(refused["code"], -32800);
    editor.settle();
}

#[test]
fn files_that_are_in_no_collection_are_passed_over_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("Cargo.toml"), "title = \n").unwrap();
    let mut editor = Editor::start(folder.path(), able());
    editor.open("Cargo.toml");
    assert_eq!(editor.ask("textDocument/hover", editor.place("Cargo.toml", 0)), Ok(Value::Null));
    assert!(editor.published.is_empty() && editor.told.is_empty());
    // A collection is found by its first file that is opened.
    let inner = Fixture::of("//- victims/test-ann.toml\ntitle = \n");
    for (path, text) in &inner.texts {
        super::editor::put(&folder.path().join("cases"), path, text);
    }
    editor.open("cases/victims/test-ann.toml");
    editor.wait_until_read();
    assert_eq!(editor.diagnostics("cases/victims/test-ann.toml").len(), 1);
    assert!(!editor.published.contains_key("Cargo.toml"));
}
