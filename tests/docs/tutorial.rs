//! The tutorial, key by key, in a terminal: every step that it names works on a copy of the shipped collection.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use portable_pty::CommandBuilder;

use super::page;
use super::picture::drawing::terminal::Terminal;

const DOUBTFUL: &str = "2021?-12";
const CERTAIN: &str = "2021-12";

#[test]
fn the_five_minutes_on_the_sample_go_as_they_are_written() {
    let page = page("docs/tutorial.md");
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"), folder.path());
    let editor = folder.path().join("editor");
    // It does what the reader is asked to do.
    let script = format!("#!/bin/sh\nsed -i 's/\"{DOUBTFUL}\"/\"{CERTAIN}\"/' victims/yun.toml\n");
    fs::write(&editor, script).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();

    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["--config", "/dev/null"]);
    command.cwd(folder.path());
    command.env("VISUAL", &editor);
    for name in ["TMUX", "WAYLAND_DISPLAY", "DISPLAY"] {
        command.env_remove(name);
    }
    command.env("SSH_TTY", "/dev/pts/0");
    let mut terminal = Terminal::start(command).unwrap();
    let named = |keys: &str| assert!(page.contains(&format!("`{keys}`")), "{keys}");

    terminal.wait_for("victims/").unwrap();
    named("/yun");
    terminal.press("/yun").unwrap();
    terminal.wait_for("Sihanoukville compound").unwrap();
    named("Enter");
    terminal.press("\r").unwrap();
    terminal.wait("the keys of the panes", vt100::Screen::hide_cursor).unwrap();
    terminal.press("\r").unwrap();
    named("j");
    named(DOUBTFUL);
    assert!(page.contains("*recruitment date*") && page.contains("*exploitation place*"));
    terminal.down_to("· recruitment").unwrap();
    terminal.wait_for(DOUBTFUL).unwrap();
    terminal.wait_for("“In December, Yun was").unwrap();
    terminal.down_to("· exploitation").unwrap();
    named("Sihanoukville →");
    terminal.press("\r").unwrap();
    terminal.wait_for("Mentioned by").unwrap();
    named("Backspace");
    terminal.press("\u{7f}").unwrap();
    terminal.wait_for("· exploitation").unwrap();
    named("k");
    terminal.go_to("k", "· recruitment").unwrap();
    named("e");
    terminal.press("e").unwrap();
    terminal
        .wait("the new date", |screen| {
            let text = screen.contents();
            text.contains("Dec 2021") && !text.contains(DOUBTFUL) && text.contains("· recruitment")
        })
        .unwrap();
    let file = fs::read_to_string(folder.path().join("victims/yun.toml")).unwrap();
    assert!(file.contains(&format!("= \"{CERTAIN}\"")));
    named("Tab");
    terminal.press("\t").unwrap();
    named("yq");
    terminal.press("yq").unwrap();
    terminal.wait_for("characters").unwrap();
    named("q");
    terminal.press("q").unwrap();
    terminal.wait("the screen of the shell", |screen| !screen.alternate_screen()).unwrap();
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().filter_map(Result::ok) {
        let to = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
