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

/// Returns a process that runs until it is killed.
#[cfg(unix)]
fn running() -> std::process::Child {
    std::process::Command::new("sleep").arg("1000").spawn().unwrap()
}

fn started_by(process: &Value, root: &std::path::Path) -> Value {
    let folders = json!([{ "uri": format!("file://{}", root.display()), "name": "cases" }]);
    json!({ "processId": process, "rootUri": null, "workspaceFolders": folders, "capabilities": able() })
}

#[cfg(unix)]
#[test]
fn it_ends_with_the_process_of_the_client_though_the_connection_stays() {
    // As soon as it has started, while it reads the files, and when all is read.
    for waits in [false, true] {
        let fixture = Fixture::of("//- victims/test-ann.toml\ntitle = 'Ann Test'\n");
        let root = fixture.folder.path().to_owned();
        for number in 0..400 {
            super::editor::put(&root, &format!("victims/test-{number}.toml"), "title = 'T Test'\n");
        }
        let mut client = running();
        let mut editor = Editor::start_as(&root, started_by(&json!(client.id()), &root));
        editor.keep(fixture);
        if waits {
            editor.wait_until_read();
        }
        client.kill().unwrap();
        client.wait().unwrap();
        assert_eq!(editor.wait_for_end(), ServerEnd::ClientGone);
    }
}

#[test]
fn a_process_that_is_none_of_this_machine_is_passed_over() {
    let fixture = Fixture::of("//- victims/test-ann.toml\ntitle = 'Ann Test'\n");
    let root = fixture.folder.path().to_owned();
    for process in [json!(null), json!(0), json!(-1), json!(i32::MAX), json!(u64::MAX), json!("7")]
    {
        let mut editor = Editor::start_as(&root, started_by(&process, &root));
        editor.wait_until_read();
        assert_eq!(editor.end(), ServerEnd::AsAsked, "{process}");
    }
}

/// Starts the program, and passes what it writes nowhere.
fn program() -> std::process::Child {
    use std::process::{Command, Stdio};
    let mut program = Command::new(env!("CARGO_BIN_EXE_casebook"));
    program.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    program.spawn().unwrap()
}

fn write(program: &mut std::process::Child, method: &str, id: Option<i32>, params: Value) {
    use std::io::Write as _;
    let mut message = json!({ "jsonrpc": "2.0", "method": method, "params": params });
    if let Some(id) = id {
        message["id"] = json!(id);
    }
    let message = message.to_string();
    let input = program.stdin.as_mut().unwrap();
    // The program may have ended by now, as it should.
    _ = write!(input, "Content-Length: {}\r\n\r\n{message}", message.len());
}

#[test]
fn the_program_ends_when_its_input_ends_or_its_output_is_closed_whatever_it_does() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    super::editor::put(&root, "casebook.toml", "format = 1\n");
    for number in 0..400 {
        super::editor::put(
            &root,
            &format!("victims/test-{number}.toml"),
            "title = 'T Test'\nhat = 1\n",
        );
    }
    for step in 0..4 {
        for closes_output in [false, true] {
            let mut program = program();
            if step > 0 {
                write(&mut program, "initialize", Some(1), started_by(&Value::Null, &root));
            }
            if step > 1 {
                write(&mut program, "initialized", None, json!({}));
            }
            if step > 2 {
                // What is published is more than a pipe holds, and no one reads it.
                write(&mut program, "workspace/symbol", Some(2), json!({ "query": "test" }));
            }
            if closes_output {
                drop(program.stdout.take());
                write(&mut program, "workspace/symbol", Some(3), json!({ "query": "test" }));
                // Input is open for as long as it runs.
                let input = program.stdin.take();
                let status = program.wait().unwrap();
                assert!(!status.success(), "step {step}");
                drop(input);
            } else {
                drop(program.stdin.take());
                let status = program.wait().unwrap();
                assert_eq!(status.code(), Some(1), "step {step}");
            }
        }
    }
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
