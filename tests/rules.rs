//! Every rule of `check`: a collection in which it fires, at its place, and one in which it does not.

#![expect(clippy::unwrap_used, reason = "a diagnostic without its file is a failed test")]

use casebook::collection::{Collection, Memory, load};
use casebook::diagnostic::Rule;
use strum::IntoEnumIterator as _;

#[path = "rules/examples.rs"]
mod examples;

use examples::{EXAMPLES, Example, File, ON_DISK};

fn collection(files: &[File]) -> Collection {
    let mut memory = Memory::default();
    for (path, text) in files {
        memory.put(path, *text);
    }
    load(&memory)
}

/// Returns the places at which a rule fires.
fn places(files: &[File], rule: Rule) -> Vec<String> {
    let collection = collection(files);
    let diagnostics =
        collection.diagnostics().iter().filter(|diagnostic| diagnostic.problem.code == rule);
    diagnostics
        .map(|diagnostic| {
            let place = collection.place(&diagnostic);
            let path = &collection.file(diagnostic.file).unwrap().path;
            format!("{}:{}:{}", path.display(), place.line, place.column)
        })
        .collect()
}

#[test]
fn each_rule_fires_once_at_its_place() {
    for Example { rule, fires, at, .. } in EXAMPLES {
        assert_eq!(places(fires, *rule), [*at], "{}", rule.name());
    }
}

#[test]
fn each_rule_is_silent_where_nothing_is_wrong() {
    for Example { rule, silent, .. } in EXAMPLES {
        assert_eq!(places(silent, *rule), [] as [&str; 0], "{}", rule.name());
    }
}

/// What shows on disk alone has its examples there: whether a file can be read at all in `tests/loading.rs`,
/// who else may read it in `src/collection/withheld/exposure.rs`.
#[test]
fn every_rule_has_an_example() {
    for rule in Rule::iter().filter(|rule| !ON_DISK.contains(rule)) {
        assert!(EXAMPLES.iter().any(|example| example.rule == rule), "{}", rule.name());
    }
}

#[test]
fn a_rule_that_is_switched_off_is_silent() {
    let has_settings = |files: &[File]| files.iter().any(|(path, _)| *path == "casebook.toml");
    for Example { rule, fires, .. } in
        EXAMPLES.iter().filter(|example| !has_settings(example.fires))
    {
        let mut memory = Memory::default();
        memory.put("casebook.toml", format!("[check.off]\n{} = 'a test'\n", rule.name()));
        for (path, text) in *fires {
            memory.put(path, *text);
        }
        let found = load(&memory);
        assert!(
            found.diagnostics().iter().all(|diagnostic| diagnostic.problem.code != *rule),
            "{}",
            rule.name()
        );
    }
}

#[test]
fn every_sentence_can_be_put_in_a_list() {
    for Example { rule, fires, .. } in EXAMPLES {
        for diagnostic in collection(fires).diagnostics() {
            let message = &diagnostic.problem.message;
            assert!(
                !message.is_empty() && !message.ends_with('.') && !message.contains('\n'),
                "{}: {message}",
                rule.name()
            );
        }
    }
}
