//! Many records are changed at once, and one as a whole, on a disk and under a terminal.

use std::fs;
use std::path::Path;

use portable_pty::CommandBuilder;

use super::session::{Session, collection};

fn start() -> Session {
    let folder = collection();
    fs::write(
        folder.path().join("places.toml"),
        "# towns\r\n[port]\r\nname = 'Port'\r\n\r\n[town]\r\nname = 'Town'\r\nwithin = 'port'\r\n",
    )
    .unwrap();
    let ann = folder.path().join("victims/ann.toml");
    let text = fs::read_to_string(&ann).unwrap();
    let tagged = text.replace("\n\n[[", "\nhome = 'port'\ntags = ['old'] # hers\n\n[[");
    fs::write(ann, tagged).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().to_str().unwrap()]);
    let mut session = Session::of(command, folder);
    session.wait_for("Ann Test, made up");
    session
}

/// Every file of the collection with its text.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for below in ["", "victims"] {
        for entry in fs::read_dir(folder.join(below)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn leave(mut session: Session) {
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
}

#[test]
fn a_tag_on_all_that_are_listed_takes_five_keys_and_what_is_typed_and_is_undone_to_the_byte() {
    let mut session = start();
    let before = files(session.folder());
    let mut keys = 0;
    let mut press = |session: &mut Session, key: &str| {
        session.press(key);
        keys += 1;
    };
    press(&mut session, "I");
    session.wait_for("Change a field of 3 listed records");
    session.press("tags");
    press(&mut session, "\r");
    session.wait_for("take out of the list");
    press(&mut session, "\r");
    session.wait_for("Add to tags: which value?");
    session.press("new");
    session.wait_for("use new");
    press(&mut session, "\r");
    session.wait_for("adds new to tags of 3 of 3");
    session.wait_for("+ tags = ['old', 'new'] # hers");
    assert_eq!(files(session.folder()), before);
    press(&mut session, "y");
    session.wait_for("3 files changed; u undoes it");
    assert_eq!(keys, 5);
    let tagged = files(session.folder());
    let is_tagged = |name: &str, words: &str| {
        tagged.iter().any(|(path, text)| path.ends_with(name) && text.contains(words))
    };
    assert!(is_tagged("ann.toml", "tags = ['old', 'new'] # hers"), "{tagged:?}");
    assert!(is_tagged("bo.toml", "tags = [\"new\"]"), "{tagged:?}");
    session.press("u");
    session.wait_for("3 files as before");
    assert_eq!(files(session.folder()), before);
    session.press("\u{12}");
    session.wait_for("redone: add new to tags");
    assert_eq!(files(session.folder()), tagged);
    // Back to the start by the list of changes.
    session.press("U");
    session.wait_for("Changes made here");
    session.press("G\r");
    session.wait_for("undone: 1 change");
    assert_eq!(files(session.folder()), before);
    leave(session);
}

#[test]
fn another_id_is_written_everywhere_and_a_deleted_record_comes_back() {
    let mut session = start();
    let before = files(session.folder());
    session.press("/kind:place port\r\r");
    session.wait_for("places.toml:3");
    session.press(":rename harbour\r");
    session.wait_for("the id `port` becomes `harbour`");
    session.press("y");
    session.wait_for("2 files changed; u undoes it");
    let renamed: Vec<(String, String)> = before
        .iter()
        .map(|(path, text)| {
            let text = text.replace("[port]", "[harbour]").replace("'port'", "'harbour'");
            (path.clone(), text)
        })
        .collect();
    assert_eq!(files(session.folder()), renamed);
    session.press(":delete\r");
    session.wait_for("2 other records link to it, and their links will lead");
    session.press("yes\r");
    session.wait_for("delete harbour: 1 file changed");
    let places = fs::read_to_string(session.folder().join("places.toml")).unwrap();
    assert_eq!(places, "# towns\r\n[town]\r\nname = 'Town'\r\nwithin = 'harbour'\r\n");
    session.press("u");
    session.wait_for("undone: delete harbour");
    assert_eq!(files(session.folder()), renamed);
    session.press("u");
    session.wait_for("undone: rename port to harbour");
    assert_eq!(files(session.folder()), before);
    leave(session);
}

#[test]
fn set_asks_on_a_terminal_before_it_changes_many_files() {
    for (answer, is_written) in [("yes\r", true), ("no\r", false), ("\r", false)] {
        let folder = collection();
        let ann = folder.path().join("victims/ann.toml");
        let text = fs::read_to_string(&ann).unwrap();
        fs::write(folder.path().join("victims/dee.toml"), text.replace("Ann", "Dee")).unwrap();
        let before = files(folder.path());
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(["-C", folder.path().to_str().unwrap(), "set", "kind:victim", "tags+=new"]);
        let mut session = Session::of(command, folder);
        session.wait_for("change 4 files? Type yes and Enter");
        assert_eq!(files(session.folder()), before);
        session.press(answer);
        session.wait_for(if is_written {
            "changed 4 records in 4 files"
        } else {
            "nothing was written"
        });
        let code = session.wait_for_end().exit_code();
        assert_eq!(code == 0, is_written);
        assert_eq!(files(session.folder()) != before, is_written);
    }
}
