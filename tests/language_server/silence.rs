//! Editors write down what a server says on standard error and in its log: no word of a case is there, whatever is asked.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use super::diagnostics::{files_below, hostile_files, hostile_folders};
use super::editor::{Editor, able, program};

/// What is asked about a place.
pub(super) const AT_PLACES: &[&str] = &[
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/rename",
];

/// What is asked about a file, or a part of it.
pub(super) const OF_FILES: &[&str] = &[
    "textDocument/inlayHint",
    "textDocument/codeAction",
    "textDocument/documentLink",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/isUnknown",
];

/// In so many places of a file.
const PLACES: usize = 12;

/// Asks all that can be asked about a file, as it is and as it is typed; returns how many answers had something in them.
fn ask_everything(editor: &mut Editor, path: &str, text: &str) -> usize {
    let mut answers = 0;
    editor.open_with(path, text);
    editor.settle();
    let places: Vec<usize> = (0..=PLACES).map(|part| text.len() * part / PLACES).collect();
    let places = places.into_iter().map(|at| text.floor_char_boundary(at));
    for at in places {
        for method in AT_PLACES {
            let mut asked = editor.place(path, at);
            asked["newName"] = json!("test-another-name");
            asked["context"] = json!({ "includeDeclaration": true });
            let answer = editor.ask(method, asked);
            answers += usize::from(answer.is_ok_and(|answer| !answer.is_null()));
        }
    }
    let end = editor.position(path, text.len());
    let found = editor.published[path]["diagnostics"].clone();
    for method in OF_FILES {
        let asked = json!({
            "textDocument": { "uri": editor.uri(path) },
            "range": { "start": { "line": 0, "character": 0 }, "end": end },
            "context": { "diagnostics": found },
        });
        let answer = editor.ask(method, asked);
        answers += usize::from(answer.is_ok_and(|answer| !answer.is_null()));
    }
    let word: String = text.chars().filter(|c| c.is_alphanumeric()).take(5).collect();
    _ = editor.ask("workspace/symbol", json!({ "query": word }));
    let renamed =
        json!({ "oldUri": editor.uri(path), "newUri": editor.uri("victims/test-other.toml") });
    _ = editor.ask("workspace/willRenameFiles", json!({ "files": [renamed] }));
    _ = editor.ask("textDocument/hover", json!({ "textDocument": { "uri": text } }));
    _ = editor.ask("textDocument/hover", json!(text));
    editor.change(path, &text[..text.floor_char_boundary(text.len() / 2)]);
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": editor.uri(path) } }));
    editor.tell("textDocument/didChange", json!({ "textDocument": text }));
    editor.tell(text, json!({ "text": text }));
    editor.close(path);
    answers
}

/// Asks all about a collection, and holds that nothing of it is written down.
fn assert_silent(folder: &Path) {
    let home = TempDir::new().unwrap();
    let before: BTreeSet<_> = files_below(folder).into_iter().collect();
    let mut command = program();
    // Whoever looks for a mistake may have set these.
    command.env("RUST_LOG", "trace").env("CASEBOOK_LOG", "trace");
    for name in
        ["HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "TMPDIR"]
    {
        command.env(name, home.path());
    }
    let mut editor = Editor::of_command(command, folder, able());
    editor.wait_until_read();
    let mut answers = 0;
    for file in &before {
        let path = file.strip_prefix(folder).unwrap().to_str().unwrap();
        let is_shown = file.extension().is_some_and(|it| it == "toml" || it == "txt");
        // Texts come as UTF-8 from an editor, whatever is on the disk.
        let text = String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned();
        if is_shown {
            answers += ask_everything(&mut editor, path, &text);
        }
    }
    assert!(answers > 10, "{}: {answers}", folder.display());
    editor.settle();
    for (method, told) in std::mem::take(&mut editor.told) {
        let words: String = match method.as_str() {
            "window/workDoneProgress/create" => continue,
            // The answer to who renames an id, which is named, and nothing that a record says.
            "window/showMessage" => {
                let message = told["message"].as_str().unwrap();
                let id = message.split('`').nth(1).unwrap();
                message.replace(id, "ID")
            }
            "$/progress" => {
                let said = ["title", "message"].map(|name| told["value"][name].as_str());
                said.into_iter().flatten().collect()
            }
            _ => panic!("{}: {method} is written down: {told}", folder.display()),
        };
        let without_counts: String = words.chars().filter(|c| !c.is_ascii_digit()).collect();
        let known = [
            "",
            "Reading the case files",
            " of  files",
            "`ID` is named in  files, which the editor will open and leave unsaved. To change them on the disk in one step, \
             save all files and run: casebook rename ID test-another-name",
        ];
        assert!(known.contains(&without_counts.as_str()), "{words}");
    }
    // What it has written on standard error fails here.
    editor.end();
    assert_eq!(files_below(home.path()), Vec::<std::path::PathBuf>::new(), "{}", folder.display());
    assert_eq!(before, files_below(folder).into_iter().collect(), "{}", folder.display());
}

#[test]
fn nothing_of_hostile_files_is_written_down() {
    let folder = hostile_files();
    assert_silent(&folder.path().canonicalize().unwrap());
}

#[test]
fn nothing_of_hostile_folders_is_written_down() {
    for tree in hostile_folders() {
        assert_silent(&tree);
    }
}

#[test]
fn nothing_of_the_shipped_collection_is_written_down() {
    assert_silent(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"));
}
