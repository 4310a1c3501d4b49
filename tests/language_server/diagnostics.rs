//! Diagnostics: the same as those of `check`, of the text as it is typed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use casebook::text::visible;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::editor::{Editor, Fixture, able, put};
use super::synthesize::files::Files;

const TWO: &str = "//- places.toml
[test-town]
name = 'Test Town'
//- victims/test-ann.toml
title = 'Ann Test'
age = 17
home = 'test-town'
";

#[test]
fn what_is_typed_is_checked_across_files_and_the_disk_is_left_alone() {
    let mut editor = Editor::with(Fixture::of(TWO));
    let ann = "victims/test-ann.toml";
    let at_first = editor.diagnostics(ann);
    editor.open(ann);
    assert_eq!(editor.diagnostics(ann), at_first);
    assert_eq!(editor.published[ann]["version"], 1);
    editor.change(ann, "title = 'Ann Test'\nage = 'old'\nhome = 'test-town'\n");
    assert!(editor.diagnostics(ann).iter().any(|one| one.starts_with("1:6 wrong-type: ")));
    assert_eq!(editor.published[ann]["version"], 2);
    // The place is called otherwise in a file that is open, so the link of the other dangles.
    editor.open_with("places.toml", "[test-village]\nname = 'Test Town'\n");
    assert!(editor.diagnostics(ann).iter().any(|one| one.contains("dangling-link")));
    editor.close("places.toml");
    assert!(!editor.diagnostics(ann).iter().any(|one| one.contains("dangling-link")));
    editor.close(ann);
    assert_eq!(editor.diagnostics(ann), at_first);
    assert_eq!(editor.published[ann]["version"], Value::Null);
    assert!(fs::read_to_string(editor.root.join(ann)).unwrap().contains("age = 17"));
}

#[test]
fn a_file_that_is_not_saved_yet_is_a_record_and_goes_when_it_is_closed() {
    let mut editor = Editor::with(Fixture::of(TWO));
    let bo = "victims/test-bo.toml";
    editor.open_with(bo, "title = 'Bo Test'\nage = 'young'\n");
    assert!(editor.diagnostics(bo).iter().any(|one| one.contains("wrong-type")));
    editor.close(bo);
    assert_eq!(editor.diagnostics(bo), Vec::<String>::new());
}

#[test]
fn only_files_whose_findings_changed_are_published() {
    let mut editor = Editor::with(Fixture::of(&format!(
        "{TWO}//- victims/test-bo.toml\ntitle = 'Bo Test'\nage = 'young'\n"
    )));
    editor.open("victims/test-ann.toml");
    editor.settle();
    let before = editor.publications;
    let text = editor.texts["victims/test-ann.toml"].clone();
    editor.change("victims/test-ann.toml", &format!("{text}# a remark\n"));
    editor.settle();
    let after = editor.publications - before;
    assert!(after <= 1, "{after}: nothing changed in the other files");
    assert_eq!(editor.published["victims/test-bo.toml"]["version"], Value::Null);
}

#[test]
fn findings_move_with_their_lines_though_their_bytes_stay() {
    let mut editor = Editor::with(Fixture::of(TWO));
    let ann = "victims/test-ann.toml";
    editor.open_with(ann, "title = 'Ann Test' \nage = 'old'\n");
    assert!(editor.diagnostics(ann).iter().any(|one| one.starts_with("1:6 wrong-type: ")));
    editor.change(ann, "title = 'Ann Test'\n\nage = 'old'\n");
    assert!(editor.diagnostics(ann).iter().any(|one| one.starts_with("2:6 wrong-type: ")));
    assert_eq!(editor.published[ann]["version"], 2);
}

#[test]
fn before_the_collection_is_read_nothing_is_said_of_links() {
    let fixture = Fixture::of(TWO);
    let mut editor = Editor::start(fixture.folder.path(), able());
    editor.open_with(
        "victims/test-ann.toml",
        "title = 'Ann Test'\nage = 'old'\nhome = 'test-town'\n",
    );
    editor.wait_until_read();
    let seen = editor.diagnostics("victims/test-ann.toml");
    assert!(seen.iter().any(|one| one.contains("wrong-type")), "{seen:?}");
    assert!(!editor.dangled, "a link dangled while the files were read");
}

#[test]
fn a_confidential_record_is_shown_when_its_file_is_open_and_else_withheld() {
    let text = "//- victims/test-ann.toml\ntitle = 'Ann Test'\nconfidentiality = 'confidential'\ngender = 'secretword'\n";
    let mut editor = Editor::with(Fixture::of(text));
    let ann = "victims/test-ann.toml";
    let withheld = editor.diagnostics(ann);
    assert!(withheld.iter().all(|one| !one.contains("secretword")), "{withheld:?}");
    assert!(withheld.iter().any(|one| one.ends_with("withheld record")), "{withheld:?}");
    editor.open(ann);
    let open = editor.diagnostics(ann);
    assert!(open.iter().any(|one| one.contains("secretword")), "{open:?}");
    assert_eq!(open.len(), withheld.len());
    editor.close(ann);
    assert_eq!(editor.diagnostics(ann), withheld);
}

#[test]
fn a_record_with_the_same_id_is_named_as_a_related_place() {
    let text = "//- places.toml\n[test-town]\nname = 'Test Town'\n//- victims/test-town.toml\ntitle = 'T Test'\n";
    let mut editor = Editor::with(Fixture::of(text));
    editor.settle();
    let all = editor.published.values().flat_map(|file| file["diagnostics"].as_array().unwrap());
    let duplicate = all.clone().find(|one| one["code"] == "duplicate-id").unwrap();
    let related = &duplicate["relatedInformation"][0];
    assert_eq!(related["message"], "the other record with this id");
    assert_ne!(related["location"]["uri"], Value::Null);
}

#[test]
fn of_thousands_of_problems_those_with_errors_come_first_and_the_rest_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "casebook.toml", "format = 1\n");
    for number in 0..700 {
        put(
            folder.path(),
            &format!("victims/test-{number:04}.toml"),
            "title = 'T Test'\nhat = 1\nscarf = 2\n",
        );
    }
    put(folder.path(), "victims/test-zz.toml", "title = \n");
    let mut editor = Editor::start(folder.path(), able());
    editor.wait_until_read();
    let closed = editor.published.iter().filter(|(path, _)| *path != "casebook.toml");
    let counts = closed.map(|(_, file)| file["diagnostics"].as_array().unwrap().len());
    let count: usize = counts.sum();
    assert!((900..=1_000).contains(&count), "{count}");
    assert!(editor.published.contains_key("victims/test-zz.toml"), "the error");
    let left = editor.diagnostics("casebook.toml");
    assert!(left[0].contains("more problems in"), "{left:?}");
    // What is left out is seen in the file itself.
    let hidden = (0..700).map(|number| format!("victims/test-{number:04}.toml"));
    let hidden: Vec<String> = hidden.filter(|path| !editor.published.contains_key(path)).collect();
    editor.open(&hidden[0]);
    assert!(!editor.diagnostics(&hidden[0]).is_empty());
}

/// A finding as `check` and the server both say it.
type SaidFinding = (String, [u64; 4], String, String, String);

fn of_check(folder: &Path) -> BTreeSet<SaidFinding> {
    let output = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["check", "--format", "json", "--with-confidential", "-C"])
        .arg(folder)
        .env("XDG_CACHE_HOME", folder.join(".none"))
        .output()
        .unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let each = lines.lines().map(|line| {
        let found: Value = serde_json::from_str(line).unwrap();
        let number = |name: &str| found[name].as_u64().unwrap() - 1;
        let words = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
        let place = [number("line"), number("column"), number("end_line"), number("end_column")];
        let message = match found["help"].as_str() {
            Some(help) => format!("{}\nhelp: {help}", words("message")),
            None => words("message"),
        };
        let path = PathBuf::from(words("file"));
        let path = path.strip_prefix(folder).unwrap().display().to_string();
        let message = message.split('\n').map(visible).collect::<Vec<_>>().join("\n");
        (path, place, words("severity"), words("rule"), message)
    });
    each.collect()
}

fn of_server(folder: &Path) -> BTreeSet<SaidFinding> {
    let mut capabilities = able();
    capabilities["general"]["positionEncodings"] = json!(["utf-32"]);
    let mut editor = Editor::start(folder, capabilities);
    editor.wait_until_read();
    // Confidential records are shown in open files only.
    let paths: Vec<String> = editor.published.keys().cloned().collect();
    for path in paths {
        if let Ok(text) = fs::read_to_string(folder.join(&path)) {
            editor.open_with(&path, &text);
        }
    }
    editor.settle();
    let mut all = BTreeSet::new();
    for (path, file) in &editor.published {
        for found in file["diagnostics"].as_array().unwrap() {
            let (start, end) = (&found["range"]["start"], &found["range"]["end"]);
            let number = |place: &Value, name: &str| place[name].as_u64().unwrap();
            let place = [
                number(start, "line"),
                number(start, "character"),
                number(end, "line"),
                number(end, "character"),
            ];
            let severity = if found["severity"] == 1 { "error" } else { "warning" };
            let words = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
            all.insert((path.clone(), place, severity.to_owned(), words("code"), words("message")));
        }
    }
    all
}

#[track_caller]
fn assert_same(folder: &Path) {
    // `check` counts no `\r` as the end of a line, and a byte order mark as a character.
    let placed = |(path, place, severity, rule, message): SaidFinding| {
        let text = fs::read(folder.join(&path)).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).replace("\r\n", "\n");
        let is_plain = !text.contains('\r') && !text.starts_with('\u{feff}');
        (path, if is_plain { place } else { [0; 4] }, severity, rule, message)
    };
    let check: BTreeSet<SaidFinding> = of_check(folder).into_iter().map(placed).collect();
    let server: BTreeSet<SaidFinding> = of_server(folder).into_iter().map(placed).collect();
    assert!(!check.is_empty(), "nothing to compare in {}", folder.display());
    let only_check: Vec<_> = check.difference(&server).take(5).collect();
    let only_server: Vec<_> = server.difference(&check).take(5).collect();
    let shown = folder.display();
    let same = only_check.is_empty() && only_server.is_empty();
    assert!(same, "{shown}\nonly check: {only_check:#?}\nonly the server: {only_server:#?}");
}

#[test]
fn the_findings_of_the_shipped_collection_are_those_of_check() {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    assert_same(&shipped);
}

/// Returns the files below a folder.
pub(super) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Returns the hostile folders that are collections.
pub(super) fn hostile_folders() -> Vec<PathBuf> {
    let trees = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/trees");
    let trees = fs::read_dir(trees).unwrap().map(|entry| entry.unwrap().path());
    trees.filter(|tree| tree.join("casebook.toml").is_file()).collect()
}

#[test]
fn the_findings_of_hostile_folders_are_those_of_check() {
    let trees = hostile_folders();
    assert!(trees.len() > 5, "the folders are found");
    for tree in &trees {
        assert_same(tree);
    }
}

/// Returns a collection of all hostile files, and of those that made earlier versions fail.
pub(super) fn hostile_files() -> TempDir {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folder = TempDir::new().unwrap();
    put(folder.path(), "casebook.toml", "format = 1\n");
    let files =
        files_below(&tests.join("hostile")).into_iter().chain(files_below(&tests.join("fuzzed")));
    let files = files.filter(|file| file.extension().is_some_and(|extension| extension == "toml"));
    let files = files.filter(|file| fs::metadata(file).unwrap().len() < 200_000);
    let mut count = 0;
    for (number, file) in files.enumerate() {
        let to = folder.path().join(format!("victims/test-{number:03}.toml"));
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(&file, to).unwrap();
        count += 1;
    }
    assert!(count > 30, "the files are found: {count}");
    folder
}

#[test]
fn the_findings_of_hostile_files_are_those_of_check() {
    let folder = hostile_files();
    assert_same(&folder.path().canonicalize().unwrap());
}

#[test]
fn the_findings_of_a_made_up_collection_are_those_of_check() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    for (path, text) in Files::of(400, 1).all() {
        put(&root, &path, &text);
    }
    assert_same(&root);
}
