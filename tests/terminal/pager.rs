//! What is printed on a terminal goes through the pager that the user has chosen.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use portable_pty::CommandBuilder;

use super::session::{Session, collection};

/// Runs a command with a pager that is the script `lines`, to its end.
fn paged(words: &[&str], pager: &str, lines: &str) -> Session {
    let folder = collection();
    let script = folder.path().join("my pager");
    fs::write(&script, format!("#!/bin/sh\n{lines}\n")).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["--no-cache", "-C", folder.path().to_str().unwrap()]);
    command.args(words);
    command.env("PAGER", pager.replace("SCRIPT", &format!("'{}'", script.display())));
    command.env_remove("LESS");
    let mut session = Session::of(command, folder);
    assert_eq!(session.wait_for_end().exit_code(), 0, "{words:?}: {}", session.dump());
    session
}

#[test]
fn the_pager_gets_what_is_printed_and_what_is_said_of_it_comes_after() {
    for words in [&["list"][..], &["show", "test"]] {
        let session = paged(words, "SCRIPT -x", "echo \"paged $1 $LESS $LESSHISTFILE\"; cat");
        let shown = session.dump();
        let (before, after) = shown.split_once("paged -x FRX -\n").expect("it was started");
        assert!(!before.contains("Ann Test") && after.contains("Ann Test"), "{shown}");
    }
    let shown = paged(&["list"], "SCRIPT", "cat; echo PAGED").dump();
    let (table, said) = shown.split_once("PAGED").unwrap();
    assert!(table.contains("Bo Test") && said.contains("3 cases"), "{shown}");
}

#[test]
fn no_pager_is_started_where_none_is_wanted() {
    for (words, pager) in [
        (&["list", "--no-pager"][..], "SCRIPT"),
        (&["show", "--no-pager", "ann"], "SCRIPT"),
        (&["list"], ""),
        (&["list"], "cat"),
        (&["list"], "/no/such/pager -R"),
        (&["list"], "'not closed"),
    ] {
        let shown = paged(words, pager, "echo PAGED").dump();
        assert!(shown.contains("Ann Test") && !shown.contains("PAGED"), "{words:?}: {shown}");
    }
}

#[test]
fn a_pager_that_fails_or_leaves_early_is_no_error() {
    for lines in ["exit 3", "kill -KILL $$", "head -c 3 >/dev/null; exec 0<&-; exit 0"] {
        let shown = paged(&["show", "test"], "SCRIPT", lines).dump();
        assert!(!shown.contains("error"), "{lines}: {shown}");
        // What a pager that failed may not have shown is printed without it.
        let failed = !lines.starts_with("head");
        assert_eq!(shown.contains("the pager failed"), failed, "{lines}: {shown}");
        assert_eq!(shown.contains("Ann Test"), failed, "{lines}: {shown}");
    }
    let shown = paged(&["list"], "false", "").dump();
    assert!(shown.contains("Ann Test") && shown.contains("Thử Ba"), "{shown}");
}
