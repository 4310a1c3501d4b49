//! The recipe of the manual: fzf over the ids of a list, with each case beside them.

use std::env;
use std::path::Path;
use std::process::Command;

use portable_pty::CommandBuilder;

use super::session::{Session, collection};

/// Returns the line of the manual that starts fzf.
fn recipe() -> String {
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manual.md");
    let manual = std::fs::read_to_string(manual).unwrap();
    manual.lines().find(|line| line.contains("| fzf ")).unwrap().to_owned()
}

#[test]
fn fzf_finds_a_case_among_the_ids_and_shows_it_beside_them() {
    if Command::new("fzf").arg("--version").output().is_err() {
        println!("skipped: there is no fzf here");
        return;
    }
    let folder = collection();
    let program = Path::new(env!("CARGO_BIN_EXE_casebook")).parent().unwrap();
    let path = format!("{}:{}", program.display(), env::var("PATH").unwrap_or_default());
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", &format!("{}; echo left with $?", recipe())]);
    command.cwd(folder.path());
    command.env("PATH", path);
    command.env("SHELL", "/bin/sh");
    command.env_remove("FZF_DEFAULT_OPTS");
    let mut session = Session::of(command, folder);
    session.wait_for("> ");
    session.press("thu");
    session.wait_for("1/3");
    // The whole case is beside its id.
    session.wait_for("Said of Thử Ba.");
    session.press("\r");
    session.wait_for("left with 0");
    assert!(session.dump().contains("thu\n"), "{}", session.dump());
}
