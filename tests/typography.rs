//! Quotes that differ from their text in typography only, as the commands show them.
#![expect(clippy::expect_used, reason = "a test whose program does not start has failed")]

use std::path::Path;
use std::process::Command;

/// Runs the program on a collection with one case and one archived text.
fn run(text: &str, words: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, bytes: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    };
    write("casebook.toml", "format = 1\n");
    write("sources.toml", "[paper]\ntitle = 'A Test Paper'\n");
    write("archive/paper.txt", text);
    let quote = "[[quote]]\nsource = 'paper'\nsupports = ['title']\n";
    write("victims/ann.toml", &format!("title = 'Ann'\n{quote}text = \"\"\"{words}\"\"\"\n"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.arg("-C").arg(folder.path()).args(arguments).env("LC_ALL", "C.UTF-8");
    let output = command.output().expect("the program");
    String::from_utf8_lossy(&output.stdout).replace('\n', " ")
}

#[track_caller]
fn check(text: &str, words: &str, differs_in: &str, sentence: &str) {
    let shown = run(text, words, &["show", "ann"]);
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains(sentence), "{shown}");
    let json = run(text, words, &["show", "ann", "--format", "json"]);
    let json: String = json.split_whitespace().collect();
    assert!(json.contains(&differs_in.replace(' ', "")), "{json}");
}

#[test]
fn what_differs_is_named() {
    check(
        "The ofﬁcial said: “Go”.",
        "The official said: 'Go'.",
        "\"words\": \"but_for_typography\", \"differs_in\": [\"quotation marks\", \"forms of letters\"]",
        "≈ in the archived text except for quotation marks and forms of letters",
    );
    check(
        "traf-\nfickers in the\ncompound",
        "traffickers in the compound",
        "\"differs_in\": [\"hyphens at line ends\", \"line breaks\"]",
        "≈ in the archived text except for hyphens at line ends and line breaks",
    );
    check("妙瓦底\n园区", "妙瓦底园区", "\"differs_in\": [\"line breaks\"]", "≈ in the archived");
    check("She was 17.", "She was 17.", "\"words\": \"verbatim\"", "✓ verbatim");
}

#[test]
fn other_words_are_reported_only_where_a_word_differs() {
    let text = "the guard said: go to the gate at once, all of you";
    check(
        text,
        "the guard said: stop at the gate at once",
        "close",
        "≠ in the archived text with different words",
    );
    check(
        text,
        "the guard said: \\\"go\\\" to the gate",
        "close",
        "≠ in the archived text with different punctuation",
    );
    let output =
        run(text, "the guard said: \\\"go\\\" to the gate", &["check", "--format", "short"]);
    assert!(output.contains("has these words with other signs or spaces"), "{output}");
}
