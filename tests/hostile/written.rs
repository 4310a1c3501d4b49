//! What people and their programs write: each mistake is reported, each good line is read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value as Json;

use super::command_line;
use super::program::World;

/// Ways to write a file that look like mistakes and are none.
const SOUND: &[&str] = &["tab-in-a-string", "tag-characters"];

/// What cannot be read is withheld; these tests ask to see it.
const EVERYTHING: &str = "--with-confidential";

pub(crate) fn home(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile").join(path)
}

/// The lines of problems, but for who may read the files: that depends on who runs the test.
fn problems(out: &str) -> impl Iterator<Item = &str> {
    out.lines().filter(|line| !line.contains("[readable-by-others]"))
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn with_all() -> World {
    let world = World::new();
    for name in names(&home("written")) {
        world.put(format!("cases/victims/{name}"), fs::read(home("written").join(&name)).unwrap());
    }
    world
}

#[test]
fn every_mistake_in_a_file_has_its_place_its_sentence_and_its_remedy() {
    let world = with_all();
    let ran = world.run(&["check", "--format", "short", EVERYTHING]);
    assert_eq!(ran.code, Some(1));
    let found: Vec<&str> = problems(&ran.out).collect();
    let mut by_file: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in &found {
        let line = line.strip_prefix("cases/victims/").unwrap();
        let (file, rest) = line.split_once(".toml:").unwrap();
        by_file.entry(file).or_default().push(rest);
    }
    let written = names(&home("written"));
    let written = written.iter().filter_map(|name| name.strip_suffix(".toml"));
    let sound: Vec<&str> = written.filter(|name| !by_file.contains_key(name)).collect();
    assert_eq!(sound, SOUND);
    let mut shown = String::new();
    for (file, problems) in by_file {
        _ = writeln!(shown, "{file}");
        problems.iter().take(6).for_each(|problem| _ = writeln!(shown, "    {problem}"));
        if problems.len() > 6 {
            _ = writeln!(shown, "    and {} more", problems.len() - 6);
        }
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn what_is_beside_a_mistake_is_read_and_can_be_printed_in_every_form() {
    let world = with_all();
    let ids = world.run(&["list", "--format", "ids", EVERYTHING]);
    let listed: Vec<&str> = ids.out.lines().collect();
    for name in names(&home("written")) {
        assert!(listed.contains(&name.strip_suffix(".toml").unwrap()), "{name}");
    }
    let known = command_line::commands();
    let formats = |name: &str| {
        let of = known.iter().find(|command| command.words == [name]);
        of.map_or(&[][..], |command| command.formats.as_slice()).iter().map(String::as_str)
    };
    assert!(formats("list").count() > 1 && formats("check").count() > 1);
    for form in formats("list") {
        for asked in [&["list", "--format", form][..], &["list", "--format", form, EVERYTHING]] {
            let ran = world.run(asked);
            assert_eq!(ran.code, Some(0), "{}", ran.err);
        }
    }
    for form in formats("check") {
        for asked in [&["check", "--format", form][..], &["check", "--format", form, EVERYTHING]] {
            assert_eq!(world.run(asked).code, Some(1));
        }
    }
    let all = world.run(&["list", "--format", "json", EVERYTHING]).out;
    let all: Json = serde_json::from_str(&all).unwrap();
    let of = |id: &str| {
        let all = all.as_array().unwrap();
        all.iter().find(|record| record["id"] == id).unwrap().clone()
    };
    for (id, field, value) in [
        ("windows-path", "title", "Test Person, made up"),
        ("list-not-closed", "title", "Test Person, made up"),
        ("merge-conflict", "title", "Test Person, made up"),
        ("no-value", "name", "Test"),
    ] {
        assert_eq!(of(id)[field], value, "{id}");
    }
    // Five by hand and one by one: what `show` prints of each is words.
    for id in listed {
        assert_eq!(world.run(&["show", id, EVERYTHING]).code, Some(0), "{id}");
    }
}

#[test]
fn a_spreadsheet_is_given_no_formula() {
    let csv = with_all().run(&["list", "--format", "csv", "id:formulas"]).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let mut cells = 0;
    for row in reader.records() {
        for cell in &row.unwrap() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
            cells += 1;
        }
    }
    assert!(cells > 10 && csv.contains("'=cmd|calc!"), "{csv}");
}

#[test]
fn every_mistake_in_a_folder_is_reported() {
    let mut shown = String::new();
    for tree in names(&home("trees")) {
        let world = World::new();
        copy(&home("trees").join(&tree), &world.path("tree"));
        let ran = world.run(&["-C", "tree", "check", "--format", "short", EVERYTHING]);
        assert!(ran.code <= Some(1), "{}", ran.err);
        _ = writeln!(shown, "{tree}");
        problems(&ran.out).for_each(|line| _ = writeln!(shown, "    {line}"));
        let listed = world.run(&["-C", "tree", "list", "--format", "ids", "kind:any | -kind:any"]);
        assert_eq!(listed.code, Some(2));
        let listed = world.run(&["-C", "tree", "list", "--format", "ids", EVERYTHING]);
        _ = writeln!(shown, "    listed: {}", listed.out.lines().collect::<Vec<_>>().join(" "));
        for form in ["text", "csl-json", "biblatex", "hayagriva"] {
            assert_eq!(world.run(&["-C", "tree", "cite", "--format", form]).code, Some(0));
        }
    }
    insta::assert_snapshot!(shown);
}

pub(crate) fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for name in names(from) {
            copy(&from.join(&name), &to.join(&name));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}

/// Nothing that a source is called leads out of the folder.
#[test]
fn no_id_is_a_path() {
    let world = World::new();
    copy(&home("trees/ids-with-path-separators"), &world.path("tree"));
    world.put("page.txt", "A page.\n");
    let ids = ["../../etc/passwd", "a/b", "a\\b", "..", "", "/etc/passwd", "-rf", "a\u{1b}b"];
    for id in ids {
        for words in [
            &["archive", "add", "--", id, "page.txt"][..],
            &["new", "victim", "--", id],
            &["show", "--", id],
            &["quote", "--find", "words", "--", id],
            &["impact", "--", id],
            &["cite", "--", id],
        ] {
            let ran = world.run(&[&["-C", "tree"][..], words].concat());
            assert!(ran.code == Some(2) && ran.out.is_empty(), "{words:?}: {}", ran.out);
        }
    }
    let mut there = names(world.path("").as_path());
    there.retain(|name| name != "cases");
    assert_eq!(there, ["page.txt", "tree"]);
    assert_eq!(names(&world.path("tree")), ["casebook.toml", "sources.toml", "victims"]);
}
