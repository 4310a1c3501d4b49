//! Opening a source from a terminal of its own: a script replaces the system's opener.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use portable_pty::CommandBuilder;

use super::session::{Session, collection};

/// Starts the browser on a case with a source, the opener before all others on the path.
fn start(opener: &str, display: &str) -> Session {
    let folder = collection();
    let tools = folder.path().join("tools");
    fs::create_dir(&tools).unwrap();
    for name in ["xdg-open", "wslview", "open"] {
        let script = tools.join(name);
        fs::write(&script, format!("#!/bin/sh\n{opener}\n")).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let source = "[paper]\ntitle = 'P'\nurl = 'https://paper.example/a?b=$(id)&c'\n";
    fs::write(folder.path().join("sources.toml"), source).unwrap();
    let case = "title = 'Web Test, made up'\nname = 'Web Test'\nrecruitment_date = '2024'\n[[quote]]\nsource = 'paper'\ntext = 'Said of Web Test.'\n";
    fs::write(folder.path().join("victims/web.toml"), case).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().to_str().unwrap()]);
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{}:{path}", tools.display()));
    for name in ["SSH_TTY", "SSH_CONNECTION", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"] {
        command.env_remove(name);
    }
    command.env("DISPLAY", display);
    let mut session = Session::of(command, folder);
    session.wait_for("Said of Web Test");
    session
}

fn quit(mut session: Session) {
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
}

#[test]
fn an_address_reaches_the_opener_whole_and_as_one_word() {
    let tell = r#"printf '%s|' "$@" > "${0%/*}/said""#;
    let mut session = start(tell, ":0");
    session.press("o");
    session.wait_for("press o again to open https://paper.example");
    session.press("o");
    session.wait_for("opened https://paper.example");
    let said = fs::read_to_string(session.folder().join("tools/said")).unwrap();
    assert_eq!(said, "https://paper.example/a?b=$(id)&c|");
    quit(session);
}

#[test]
#[cfg(not(target_os = "macos"))]
fn without_a_desktop_the_address_is_shown() {
    let mut session = start("exit 1", "");
    session.press("oo");
    session.wait_for("no browser can be opened here; the source is at https://paper");
    quit(session);
}
