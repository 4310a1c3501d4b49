//! The glossary names types that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::page;

/// Adds the names that the sources below a folder define as a type.
fn types_below(folder: &Path, types: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            types_below(&path, types);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            types.extend(words.windows(2).filter_map(|pair| match pair {
                ["struct" | "enum" | "trait" | "type", name] => Some((*name).to_owned()),
                _ => None,
            }));
        }
    }
}

/// Keys (`P`) and words on the screen (`Person A`) are not types.
fn is_name_of_type(name: &str) -> bool {
    let starts = name.starts_with(|c: char| c.is_ascii_uppercase());
    starts && name.len() > 1 && name.chars().all(char::is_alphanumeric)
}

#[test]
fn every_type_that_the_glossary_names_exists() {
    let mut types = BTreeSet::new();
    types_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut types);
    let text = page("docs/glossary.md");
    let named = text.split('`').skip(1).step_by(2).map(|code| code.split("::").next().unwrap());
    let named: BTreeSet<&str> = named.filter(|name| is_name_of_type(name)).collect();
    assert!(named.len() > 80);
    let missing: Vec<&&str> = named.iter().filter(|name| !types.contains(**name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
