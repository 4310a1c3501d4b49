//! Two editors with their own clients drive the built server: Neovim without a screen, and Emacs with Eglot in batch
//! mode. Where one of them is not installed, its test says so and skips.

#![expect(clippy::print_stdout, reason = "what cannot be tried here says so")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

fn collection() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("victims")).unwrap();
    for (path, text) in [
        ("casebook.toml", "format = 1\n"),
        ("places.toml", "[test-town]\nname = 'Test Town'\n"),
        ("victims/test-ann.toml", "title = 'Ann Test'\ngender = \"femal\"\n\nage = 17\n"),
        ("victims/test-bo.toml", "title = 'Bo Test'\nexploitation_place = 'test-town'\n"),
    ] {
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

fn is_installed(program: &str) -> bool {
    let found = Command::new(program).arg("--version").stdout(Stdio::null()).status();
    found.is_ok_and(|status| status.success())
}

/// Runs an editor with a script that reports each thing that works in a line, and returns how many did.
fn drive(mut editor: Command, name: &str) -> usize {
    let folder = collection();
    let home = TempDir::new().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let run = editor
        .env("CASEBOOK", env!("CARGO_BIN_EXE_casebook"))
        .env("COLLECTION", &root)
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .env("XDG_STATE_HOME", home.path())
        .env("XDG_DATA_HOME", home.path())
        .env("XDG_CACHE_HOME", home.path())
        .stdin(Stdio::null());
    let output = run.output().unwrap();
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{name}\n{out}\n{err}");
    // The server writes nothing; what it was asked to change, the editor has, and has not saved.
    for file in ["places.toml", "victims/test-bo.toml"] {
        assert!(fs::read_to_string(root.join(file)).unwrap().contains("test-town"), "{file}");
    }
    out.lines().filter(|line| line.starts_with("ok ")).count()
}

fn script(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language_server/clients");
    folder.join(name).to_str().unwrap().to_owned()
}

#[test]
fn neovim_shows_completes_and_fixes() {
    if !is_installed("nvim") {
        println!("skipped: there is no nvim here");
        return;
    }
    let mut nvim = Command::new("nvim");
    nvim.args(["--headless", "-u", "NONE", "-i", "NONE", "-c"]);
    nvim.arg(format!("luafile {}", script("neovim.lua")));
    assert_eq!(drive(nvim, "nvim"), 13);
}

#[test]
fn emacs_shows_completes_and_fixes() {
    if !is_installed("emacs") {
        println!("skipped: there is no emacs here");
        return;
    }
    let has_eglot = Command::new("emacs")
        .args(["--batch", "--eval", "(require 'eglot)"])
        .stderr(Stdio::null())
        .status();
    if !has_eglot.is_ok_and(|status| status.success()) {
        println!("skipped: there is no Eglot here (elpa-eglot)");
        return;
    }
    let mut emacs = Command::new("emacs");
    emacs.args(["--batch", "-l", &script("eglot.el")]);
    assert_eq!(drive(emacs, "emacs"), 13);
}
