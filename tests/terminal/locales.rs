//! Terminals that are not of UTF-8: nothing above ASCII is written to them, by any command.

use std::fs;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::command_lines::{lines_of_commands, lines_of_formats};
use super::missing_commands::missing;
use super::session::Session;

/// Its bytes are controls where a terminal is not of UTF-8: C4 9B is CSI, C4 9D is OSC.
const HOSTILE: &str = "BEFORE ě2J ě1;1H FORGED ĝ0;titleĜ “妙瓦底” ភ្នំ é \u{2800} 💥";

/// Every way to say that a terminal is not of UTF-8; the last says nothing at all.
const LOCALES: &[&[(&str, &str)]] = &[
    &[("LANG", "C")],
    &[("LC_ALL", "POSIX"), ("LANG", "C.UTF-8")],
    &[("LANG", "en_US.ISO-8859-1")],
    &[("LC_CTYPE", "ja_JP.eucJP"), ("LANG", "C.UTF-8")],
    &[("LC_ALL", "zh_CN.GB18030")],
    &[],
];

fn hostile() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("casebook.toml", &format!("format = 1\ntitle = '{HOSTILE}'\n"));
    put("sources/paper.toml", &format!("title = '{HOSTILE}'\npublisher = '{HOSTILE}'\n"));
    put("archive/paper.txt", &format!("Said: {HOSTILE}\nAnd no more.\n"));
    put(
        "victims/ann.toml",
        &format!(
            "title = '{HOSTILE}'\nname = '{HOSTILE}'\nsummary = '{HOSTILE}'\nno_such = '{HOSTILE}'\n[[quote]]\nsource = 'paper'\ntext = '{HOSTILE}'\nsupports = ['name']\n"
        ),
    );
    folder
}

fn command(locale: &[(&str, &str)], folder: &TempDir, words: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["--no-cache", "-C", folder.path().to_str().unwrap()]);
    command.args(words);
    for name in ["LC_ALL", "LC_CTYPE", "LANG", "CASEBOOK_UTF8"] {
        command.env(name, "");
    }
    for (name, value) in locale {
        command.env(name, value);
    }
    command
}

#[track_caller]
fn expect_ascii(session: &Session, what: &str) {
    let above = session.raw.iter().position(|byte| *byte > 0x7f);
    let near = above.map(|at| &session.raw[at.saturating_sub(40)..]);
    let near =
        near.map(|bytes| String::from_utf8_lossy(&bytes[..bytes.len().min(80)]).into_owned());
    assert_eq!(near, None, "{what}");
    assert!(!session.raw.is_empty(), "{what} said nothing");
}

#[test]
fn no_command_writes_a_byte_above_ascii_where_the_locale_is_not_utf_8() {
    let others: &[&[&str]] = &[
        &["list", "sort:ě"],
        &["show", "ann"],
        &["show", "ě2J"],
        &["check", "--format", "short"],
        &["check", "--format", "json"],
        &["check", "--fix", "--dry-run"],
        &["export", "csv", "--out", "/no/such/ě2J/tables"],
        &["brief", "--out", "/no/such/ě2J/brief.html"],
        &["archive", "check", "--diff"],
        &["bag", "check", "/no/such/ě2J"],
        &["import", "/no/such/ě2J/tables"],
        &["count", "--by", "kind"],
        &["count", "--by", "place", "--by", "date", "--format", "json"],
        &["count", "--by", "citizenship", "--format", "csv"],
        &["map", "--format", "json"],
        &["map", "--format", "geojson"],
        &["timeline", "--protect"],
        &["count", "--by", "kind", "--protect"],
        &["map", "--protect"],
        &["timeline", "--by", "month", "--format", "json"],
        &["impact", "paper"],
        &["impact", "paper", "--format", "json"],
        &["links", "ann"],
        &["links", "ann", "--format", "json"],
        &["links", "ann", "--format", "dot"],
        &["links", "ann", "--format", "graphml"],
        &["links", "ann", "--format", "gexf"],
        &["links", "ann", "--format", "csv"],
        &["links", "ann", "--to", "paper"],
        &["links", "ě2J"],
        &["quote", "paper", "--find", "FORGED"],
        &["quote", "paper", "--find", "ě2J"],
        &["set", "ann", "tags+=x", "--dry-run"],
        &["rename", "ann", "bea", "--dry-run"],
        &["schema", "victim"],
        &["completions", "bash"],
        &["config", "--default"],
        &["init", "/no/such/ě2J"],
        &["new", "victim", "ann"],
        &["archive", "add", "paper", "/no/such/ě2J"],
        &["--help"],
        &["list", "--help"],
        &["--no-such-ě2J"],
        &["-C", "/no/such/ě2J", "list"],
    ];
    let mut commands = lines_of_formats("sort:title", &["ann"]);
    commands.extend(lines_of_commands(&["tutor"]));
    commands.extend(others.iter().map(|line| line.to_vec()));
    // The tutor is the browser, as below.
    assert_eq!(missing(commands.iter().map(Vec::as_slice), &["tutor"]), [""; 0]);
    for (number, words) in commands.iter().enumerate() {
        // Each command in two of the locales, so that all are asked for.
        for locale in [LOCALES[number % LOCALES.len()], LOCALES[(number + 3) % LOCALES.len()]] {
            let folder = hostile();
            let command = command(locale, &folder, words);
            let mut session = Session::of(command, folder);
            session.wait_for_end();
            expect_ascii(&session, &format!("{words:?} in {locale:?}"));
        }
    }
}

#[test]
fn the_browser_writes_no_byte_above_ascii_where_the_locale_is_not_utf_8() {
    for locale in LOCALES {
        let folder = hostile();
        let command = command(locale, &folder, &[]);
        let mut session = Session::of(command, folder);
        session.wait_for("BEFORE e2J");
        // A search, the archived text, the keys, the mask.
        session.press("/BEFORE\r");
        session.wait_for("1 of 1");
        session.press("ll");
        session.press("?");
        session.wait_for("half a page down");
        session.press("\u{1b}");
        session.wait_until("no keys", |screen| !screen.contents().contains("half a page down"));
        session.press("P");
        session.wait_for("masked");
        session.press("q");
        session.wait_for_end();
        expect_ascii(&session, &format!("{locale:?}"));
    }
}

#[test]
fn a_terminal_of_utf_8_gets_letters_as_they_are() {
    let locales: &[&[(&str, &str)]] = &[
        &[("LANG", "C.UTF-8")],
        &[("LC_ALL", "en_US.utf8"), ("LANG", "C")],
        &[("LC_CTYPE", "UTF-8")],
        &[("LC_ALL", "C"), ("CASEBOOK_UTF8", "1")],
    ];
    for locale in locales {
        let folder = hostile();
        let command = command(locale, &folder, &["show", "ann"]);
        let mut session = Session::of(command, folder);
        session.wait_for_end();
        let raw = String::from_utf8_lossy(&session.raw).into_owned();
        assert!(raw.contains("ě2J") && raw.contains("“妙瓦底”"), "{locale:?}: {raw}");
    }
}

#[test]
fn what_is_written_byte_for_byte_has_no_control_for_a_terminal() {
    for words in [&["show", "bo", "--format", "toml"][..], &["check", "--fix", "--dry-run"]] {
        let folder = hostile();
        let hidden = "x\u{1b}]0;FORGED\u{7} \u{9b}2J \u{202e}y";
        // Of an adult who is openly named, so that the comment is not withheld either.
        let text = format!(
            "title = 'Bo'\nname = 'Test Bo'\nage = 30\nsummary = '{hidden}'\n# {hidden}\ngender = “male”\n"
        );
        fs::write(folder.path().join("victims/bo.toml"), text).unwrap();
        let command = command(&[("LC_ALL", "C.UTF-8")], &folder, words);
        let mut session = Session::of(command, folder);
        session.wait_for_end();
        let raw = String::from_utf8_lossy(&session.raw).into_owned();
        assert!(raw.contains("FORGED"), "{words:?}: {raw:?}");
        for steers in ["\u{1b}]", "\u{7}", "\u{9b}", "\u{202e}"] {
            assert!(!raw.contains(steers), "{words:?} writes {steers:?}: {raw:?}");
        }
    }
}
