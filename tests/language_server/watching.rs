//! Files that other programs change: the server notices them by itself, and rests while nothing happens.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::editor::{Editor, Fixture, able, put};

const ANN: &str = "victims/test-ann.toml";
const TWO: &str = "//- places.toml
[test-town]
name = 'Test Town'
//- victims/test-ann.toml
title = 'Ann Test'
age = 17
home = 'test-town'
";

#[test]
fn a_file_that_another_program_writes_is_checked_with_those_that_depend_on_it() {
    let mut editor = Editor::with(Fixture::of(TWO));
    let root = editor.root.clone();
    put(&root, "places.toml", "[test-village]\nname = 'Test Town'\n");
    editor.wait_until(|editor| editor.shows(ANN, "dangling-link"));
    put(&root, "places.toml", "[test-town]\nname = 'Test Town'\n");
    editor.wait_until(|editor| !editor.shows(ANN, "dangling-link"));
    // In a folder that is new, and gone again with its file.
    put(&root, "arrests/test-raid.toml", "title = 'Raid Test'\nhat = 1\n");
    editor.wait_until(|editor| editor.shows("arrests/test-raid.toml", "unknown-field"));
    fs::remove_dir_all(root.join("arrests")).unwrap();
    editor.wait_until(|editor| !editor.shows("arrests/test-raid.toml", "unknown-field"));
}

#[test]
fn a_folder_that_takes_the_place_of_another_is_read() {
    let mut editor = Editor::with(Fixture::of(TWO));
    let root = editor.root.clone();
    put(&root, ".other/test-ann.toml", "title = 'Ann Test'\nage = 'old'\n");
    fs::rename(root.join("victims"), root.join(".before")).unwrap();
    fs::rename(root.join(".other"), root.join("victims")).unwrap();
    editor.wait_until(|editor| editor.shows(ANN, "wrong-type"));
    // It is watched from then on.
    put(&root, ANN, "title = 'Ann Test'\nage = 17\n");
    editor.wait_until(|editor| !editor.shows(ANN, "wrong-type"));
}

#[test]
fn what_is_typed_counts_more_than_what_another_program_writes() {
    let mut editor = Editor::with(Fixture::of(TWO));
    let root = editor.root.clone();
    editor.open_with(ANN, "title = 'Ann Test'\nage = 'old'\n");
    put(&root, ANN, "title = 'Ann Test'\nhat = 1\n");
    put(&root, "victims/test-bo.toml", "title = 'Bo Test'\nhat = 1\n");
    editor.wait_until(|editor| editor.shows("victims/test-bo.toml", "unknown-field"));
    assert!(editor.shows(ANN, "wrong-type") && !editor.shows(ANN, "unknown-field"));
    editor.close(ANN);
    editor.wait_until(|editor| editor.shows(ANN, "unknown-field"));
}

#[test]
fn a_file_that_is_written_under_another_name_is_noticed_when_the_editor_is_used() {
    let fixture = Fixture::of(TWO);
    let beside = tempfile::tempdir_in(fixture.folder.path().parent().unwrap()).unwrap();
    let other = beside.path().join("linked.toml");
    fs::hard_link(fixture.folder.path().join(ANN), &other).unwrap();
    let mut editor = Editor::with(fixture);
    fs::write(&other, "title = 'Ann Test'\nage = 'old'\n").unwrap();
    // No event says so; the editor asks now and then, as editors do.
    while !editor.shows(ANN, "wrong-type") {
        editor.settle();
        thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn several_collections_are_served_at_once_each_by_itself() {
    let mut fixture = Fixture::of(
        "//- one/casebook.toml\nformat = 1\n//- one/victims/test-ann.toml\ntitle = 'Ann Test'\nhome = 'test-town'\n//- two/casebook.toml\nformat = 1\n//- two/places.toml\n[test-town]\nname = 'Test Town'\n",
    );
    fs::remove_file(fixture.folder.path().join("casebook.toml")).unwrap();
    let root = fixture.folder.path().canonicalize().unwrap();
    let folder =
        |name: &str| json!({ "uri": format!("file://{}/{name}", root.display()), "name": name });
    fixture.texts.remove("casebook.toml");
    let mut editor = Editor::start_in(&root, able(), json!([folder("one")]));
    editor.keep(fixture);
    editor.wait_until_read();
    let ann = "one/victims/test-ann.toml";
    assert!(editor.shows(ann, "dangling-link"));
    let changed = json!({ "event": { "added": [folder("two")], "removed": [] } });
    editor.tell("workspace/didChangeWorkspaceFolders", changed);
    let has_ended = |(_, told): &&(String, Value)| told["value"]["kind"] == "end";
    editor.wait_until(|editor| editor.told.iter().filter(has_ended).count() == 2);
    // A place of the other collection is none of this one.
    assert!(editor.shows(ann, "dangling-link"));
    let found = editor.ask("workspace/symbol", json!({ "query": "test" })).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 2, "{found}");
    put(&root, "two/places.toml", "[test-town]\nname = 'Test Town'\nhat = 1\n");
    editor.wait_until(|editor| editor.shows("two/places.toml", "unknown-field"));
    put(&root, "one/places.toml", "[test-town]\nname = 'Test Town'\n");
    editor.wait_until(|editor| !editor.shows(ann, "dangling-link"));
    // What was published of a collection that the client leaves is taken back.
    let changed = json!({ "event": { "added": [], "removed": [folder("two")] } });
    editor.tell("workspace/didChangeWorkspaceFolders", changed);
    editor.wait_until(|editor| !editor.shows("two/places.toml", "unknown-field"));
    let found = editor.ask("workspace/symbol", json!({ "query": "test" })).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 2, "Ann and the place beside her: {found}");
}

#[test]
fn a_collection_inside_the_folder_of_another_has_its_own_files() {
    let inner = "inner/victims/test-bo.toml";
    let text =
        format!("{TWO}//- inner/casebook.toml\nformat = 1\n//- {inner}\ntitle = 'Bo Test'\n");
    let mut editor = Editor::with(Fixture::of(&text));
    editor.open_with(inner, "title = 'Bo Test'\nage = 'old'\n");
    editor.wait_until(|editor| editor.shows(inner, "wrong-type"));
    editor.open(ANN);
    assert!(!editor.diagnostics(ANN).iter().any(|one| one.contains("wrong-type")));
}

/// Counts how often the threads of a process have gone to sleep or were put aside.
#[cfg(target_os = "linux")]
fn switches(process: u32) -> u64 {
    let tasks = fs::read_dir(Path::new("/proc").join(process.to_string()).join("task")).unwrap();
    let status = tasks.map(|task| fs::read_to_string(task.unwrap().path().join("status")).unwrap());
    let of_task = |status: String| -> u64 {
        let lines = status.lines().filter(|line| line.contains("ctxt_switches"));
        lines.map(|line| line.split_whitespace().last().unwrap().parse::<u64>().unwrap()).sum()
    };
    status.map(of_task).sum()
}

#[cfg(target_os = "linux")]
#[test]
fn while_nothing_happens_no_thread_wakes() {
    let fixture = Fixture::of(TWO);
    let mut editor = Editor::of_program(fixture.folder.path(), able());
    editor.keep(fixture);
    editor.wait_until_read();
    editor.open(ANN);
    editor.settle();
    let process = editor.process.unwrap();
    // What was begun is ended first: the watcher has looked at all files once it reports a change.
    put(&editor.root.clone(), "victims/test-bo.toml", "title = 'Bo Test'\nhat = 1\n");
    editor.wait_until(|editor| editor.shows("victims/test-bo.toml", "unknown-field"));
    let mut before = switches(process);
    loop {
        // Longer than the pause in typing after which records are made ready to be searched.
        thread::sleep(Duration::from_millis(1500));
        let now = switches(process);
        if now == before {
            break;
        }
        before = now;
    }
    // Longer than any interval at which it would look for something.
    thread::sleep(Duration::from_secs(5));
    assert_eq!(switches(process), before, "a thread woke");
}

const LINKING: &str = "//- places/test-town.toml
name = 'Test Town'
//- places/test-port.toml
name = 'Test Port'
within = 'test-town'
//- victims/test-ann.toml
title = 'Ann Test'
home = 'test-town'
//- victims/test-bo.toml
title = 'Bo Test'
home = \"test-town\"
";

#[test]
fn links_to_a_file_that_another_program_moved_say_what_it_is_called_now_and_are_changed_at_once() {
    let mut editor = Editor::with(Fixture::of(LINKING));
    let root = editor.root.clone();
    editor.open(ANN);
    fs::rename(root.join("places/test-town.toml"), root.join("places/test-city.toml")).unwrap();
    let says_so = |editor: &Editor, path: &str| {
        let file = editor.published.get(path).map(Value::to_string).unwrap_or_default();
        file.contains("`test-town` is now `test-city`")
    };
    for path in [ANN, "victims/test-bo.toml", "places/test-port.toml"] {
        editor.wait_until(|editor| says_so(editor, path));
    }
    let at = editor.texts[ANN].find("test-town").unwrap();
    let place = editor.place(ANN, at)["position"].clone();
    let asked = json!({ "textDocument": { "uri": editor.uri(ANN) }, "range": { "start": place, "end": place }, "context": { "diagnostics": [] } });
    let actions = editor.ask("textDocument/codeAction", asked).unwrap();
    let titled = |action: &&Value| action["title"].as_str().unwrap().contains("all 3 links");
    let action = actions.as_array().unwrap().iter().find(titled).unwrap().clone();
    editor.apply(&action["edit"]);
    for path in [ANN, "victims/test-bo.toml", "places/test-port.toml"] {
        let text = editor.texts[path].clone();
        assert!(text.contains("test-city") && !text.contains("test-town"), "{text}");
        put(&root, path, &text);
    }
    let text = editor.texts[ANN].clone();
    editor.change(ANN, &text);
    editor.wait_until(|editor| !editor.shows("places/test-port.toml", "dangling-link"));
    assert!(!editor.diagnostics(ANN).iter().any(|one| one.contains("dangling")));
}

#[test]
fn a_record_is_known_again_after_several_moves_and_by_its_name_where_it_was_changed_too() {
    let mut editor = Editor::with(Fixture::of(LINKING));
    let root = editor.root.clone();
    let moves = [("test-town", "test-one"), ("test-one", "test-two")];
    for (from, to) in moves {
        fs::rename(
            root.join(format!("places/{from}.toml")),
            root.join(format!("places/{to}.toml")),
        )
        .unwrap();
        editor.wait_until(|editor| {
            editor
                .published
                .get(ANN)
                .is_some_and(|file| file.to_string().contains(&format!("is now `{to}`")))
        });
    }
    // Another program writes the new file first, with a line more, and removes the old one later.
    put(&root, "places/test-three.toml", "name = 'Test Town'\nnote = 'on the river'\n");
    editor.wait_until(|editor| editor.shows("places/test-three.toml", "unused-place"));
    fs::remove_file(root.join("places/test-two.toml")).unwrap();
    editor.wait_until(|editor| {
        editor
            .published
            .get(ANN)
            .is_some_and(|file| file.to_string().contains("is now `test-three`"))
    });
    // A record that has the id again is the one that is meant.
    put(&root, "places/test-town.toml", "name = 'Another Test'\n");
    editor.wait_until(|editor| !editor.shows(ANN, "dangling-link"));
}

#[test]
fn what_is_typed_in_the_settings_counts_for_other_files_once_it_is_saved() {
    let text =
        "//- casebook.toml\nformat = 1\n//- victims/test-ann.toml\ntitle = 'Ann Test'\nhat = 1\n";
    let mut editor = Editor::with(Fixture::of(text));
    let root = editor.root.clone();
    editor.open("casebook.toml");
    let off = "format = 1\n[check.off]\nunknown-field = 'a test'\n";
    editor.change("casebook.toml", &format!("{off}hat = 1\n"));
    assert!(!editor.diagnostics("casebook.toml").is_empty(), "its own mistakes show at once");
    editor.change("casebook.toml", off);
    assert_eq!(editor.diagnostics("casebook.toml"), Vec::<String>::new());
    assert!(editor.shows(ANN, "unknown-field"), "nothing is saved");
    put(&root, "casebook.toml", off);
    editor.wait_until(|editor| !editor.shows(ANN, "unknown-field"));
    // What changes while all is read again is not lost.
    put(&root, "casebook.toml", "format = 1\n");
    put(&root, "victims/test-bo.toml", "title = 'Bo Test'\nscarf = 1\n");
    editor.wait_until(|editor| editor.shows(ANN, "unknown-field"));
    editor.wait_until(|editor| editor.shows("victims/test-bo.toml", "unknown-field"));
}
