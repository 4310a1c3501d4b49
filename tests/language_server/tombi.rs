//! Beside Tombi, the language server for all TOML: no problem is shown twice, and none is lost.
//!
//! What Tombi finds where every rule is broken is recorded in `tombi-1.9.6.txt`, since not every machine has it. Where
//! `tombi` is on the `PATH`, it is asked again; with `RECORD_TOMBI=1` the record is written.

#![expect(clippy::print_stdout, reason = "what cannot be tried here says so")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::editor::{Editor, able, put};
use super::examples::{EXAMPLES, Example};

/// A collection in which a rule is broken, with the schemas and the settings for Tombi that Casebook writes.
fn broken(files: &[(&str, &str)], options: &[&str]) -> (TempDir, Vec<String>) {
    let folder = TempDir::new().unwrap();
    put(folder.path(), "casebook.toml", "format = 1\n");
    for (path, text) in files {
        put(folder.path(), path, text);
    }
    let written = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["schema", "--write", "."])
        .args(options)
        .current_dir(folder.path())
        .env_remove("CASEBOOK_DIR")
        .output()
        .unwrap();
    assert!(written.status.success(), "{written:?}");
    let paths = files.iter().map(|(path, _)| (*path).to_owned());
    (
        folder,
        paths.filter(|path| Path::new(path).extension().is_some_and(|it| it == "toml")).collect(),
    )
}

/// Returns the name of each example: its rule, and which of that rule's it is.
fn named() -> impl Iterator<Item = (String, &'static Example)> {
    EXAMPLES.iter().enumerate().map(|(number, example)| {
        let of_rule = EXAMPLES.iter().take(number + 1).filter(|other| other.rule == example.rule);
        (format!("{}:{}", example.rule.name(), of_rule.count()), example)
    })
}

/// Returns what Tombi says of files, each with the name of its example, its place, and its words.
fn said_by_tombi(tombi: &str, options: &[&str]) -> String {
    let mut said = String::new();
    for (name, example) in named() {
        let (folder, paths) = broken(example.fires, options);
        let root = folder.path().canonicalize().unwrap();
        let mut command = Command::new(tombi);
        command.args(["lsp", "--offline"]).stderr(Stdio::null()).env("HOME", &root);
        command.env("XDG_CACHE_HOME", root.join(".cache"));
        let mut editor = Editor::of_command(command, &root, able());
        for path in paths {
            editor.open(&path);
            let document = json!({ "textDocument": { "uri": editor.uri(&path) } });
            let found = editor.ask("textDocument/diagnostic", document).unwrap();
            for one in found["items"].as_array().unwrap() {
                let (line, code) = (&one["range"]["start"]["line"], one["code"].as_str().unwrap());
                let words = one["message"].as_str().unwrap();
                writeln!(said, "{name} {path} {line} {code}: {words}").unwrap();
            }
        }
        editor.end();
    }
    said
}

/// Returns the record of what Tombi says, and where it is.
fn record() -> (PathBuf, String) {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language_server");
    let path = tests.join("tombi-1.9.6.txt");
    let text = fs::read_to_string(&path).unwrap_or_default();
    (path, text)
}

#[test]
fn tombi_says_what_is_recorded_and_nothing_where_it_leaves_problems_to_casebook() {
    let version = Command::new("tombi").arg("--version").stderr(Stdio::null()).output();
    let Ok(version) = version.map(|output| String::from_utf8(output.stdout).unwrap()) else {
        println!("skipped: there is no tombi here");
        return;
    };
    assert_eq!(said_by_tombi("tombi", &["--beside-lsp"]), "", "said twice");
    if std::env::var_os("RECORD_TOMBI").is_some() {
        fs::write(record().0, said_by_tombi("tombi", &[])).unwrap();
    } else if version.starts_with("tombi 1.9.6 ") {
        assert_eq!(said_by_tombi("tombi", &[]), record().1);
    } else {
        println!("skipped: the record is of another version than {version}");
    }
}

#[test]
fn whatever_tombi_would_say_casebook_says_at_the_same_line() {
    let recorded = record().1;
    assert!(recorded.lines().count() >= 15, "{recorded}");
    let mut lost = Vec::new();
    for (name, example) in named() {
        let of_this: Vec<_> =
            recorded.lines().filter(|line| line.split(' ').next() == Some(&name)).collect();
        if of_this.is_empty() {
            continue;
        }
        let (folder, paths) = broken(example.fires, &["--beside-lsp"]);
        let mut editor = Editor::start(&folder.path().canonicalize().unwrap(), able());
        editor.wait_until_read();
        for path in &paths {
            editor.open(path);
        }
        editor.settle();
        for recorded in of_this {
            let mut parts = recorded.split(' ').skip(1);
            let (path, line) =
                (parts.next().unwrap(), parts.next().unwrap().parse::<u64>().unwrap());
            let said = editor.published[path]["diagnostics"].as_array().unwrap();
            let lines: BTreeSet<u64> = said.iter().flat_map(lines_of).collect();
            if !lines.contains(&line) {
                lost.push(recorded);
            }
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

/// Returns the lines that a problem is shown at.
fn lines_of(diagnostic: &Value) -> impl Iterator<Item = u64> + use<> {
    let line = |end: &str| diagnostic["range"][end]["line"].as_u64().unwrap();
    line("start")..=line("end")
}
