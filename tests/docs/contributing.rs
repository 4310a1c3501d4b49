//! CONTRIBUTING.md: every path that it names exists, and so does every example program.

use std::path::Path;

use super::page;

/// Paths of this table that are a pattern, or are made by the reader.
const PATTERNS: &[&str] = &["tests/fuzzed/found/TARGET/", "../shared/archive"];

/// Returns the code spans of a page, outside of code blocks.
fn spans(page: &str) -> Vec<&str> {
    page.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_path_that_is_named_exists() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["CONTRIBUTING.md", "ARCHITECTURE.md"] {
        let page = page(name);
        let spans = spans(&page);
        let is_path = |span: &&&str| {
            let from_home =
                ["src/", "tests/", "docs/", "benches/", "fuzz/", "examples/", ".ci/", "../"];
            from_home.iter().any(|start| span.starts_with(start))
                || Path::new(span).extension().is_some_and(|extension| extension == "md")
        };
        let paths: Vec<&str> = spans.iter().filter(is_path).copied().collect();
        assert!(paths.len() >= 2, "{name} names {paths:?}");
        for path in paths {
            let file = path.split(' ').next().unwrap();
            assert!(PATTERNS.contains(&file) || home.join(file).exists(), "{name} names {path}");
        }
    }
}

#[test]
fn the_table_has_a_row_for_whatever_is_often_added() {
    let page = page("CONTRIBUTING.md");
    for what in [
        "a field",
        "a word of a vocabulary",
        "a key",
        "a rule of `check`",
        "a command",
        "a format",
        "a front end",
    ] {
        let row = page.lines().find(|line| line.starts_with(&format!("| {what} | ")));
        assert!(row.is_some_and(|row| row.contains("`src/")), "{what}");
    }
}

#[test]
fn every_example_program_that_is_named_exists() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = page("CONTRIBUTING.md");
    let named = page.split("--example ").skip(1);
    let named: Vec<&str> = named.filter_map(|rest| rest.split([' ', '`']).next()).collect();
    assert!(named.len() > 3, "{named:?}");
    for name in named {
        assert!(home.join("examples").join(name).join("main.rs").is_file(), "{name}");
    }
}
