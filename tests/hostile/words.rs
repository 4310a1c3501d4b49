//! Hostile words in every field of every kind, in names, in the environment and in what is typed:
//! whatever prints them, a terminal gets letters.

use std::fmt::Write as _;

use casebook::record::{Kind, fields};

use super::missing_commands::missing;
use super::program::{Ran, World, expect_harmless};
use super::{command_line, command_lines};

/// Steers a terminal, in two ways; reverses lines; hides; parts lines.
const HOSTILE: &str = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}evil\u{2066}\u{200b}\u{e0041}\u{2028}\u{85}\u{7f}\u{ad}\u{34f}\r\n\tend";

/// The same as a TOML string.
fn written() -> String {
    let escaped = HOSTILE.chars().map(|c| match u32::from(c) {
        code @ 0x20..0x7f => char::from_u32(code).unwrap().to_string(),
        code => format!("\\U{code:08X}"),
    });
    format!("\"{}\"", escaped.collect::<Vec<_>>().concat())
}

/// A collection that says it everywhere.
fn world() -> World {
    let world = World::new();
    let hostile = written();
    let mut settings = format!("title = {hostile}\nformat = 1\n[views]\n");
    (1..=3).for_each(|digit| {
        _ = writeln!(settings, "{digit} = {{ name = {hostile}, query = {hostile} }}");
    });
    _ = writeln!(
        settings,
        "[check.off]\nsyntax = {hostile}\n[vocabulary]\nscam_type = [{hostile}]"
    );
    world.put("cases/casebook.toml", settings);
    for kind in Kind::all() {
        let mut text = String::new();
        for field in fields(kind) {
            let name = field.name.as_str();
            if !matches!(name, "event" | "group" | "quote") {
                _ = writeln!(text, "{name} = {hostile}");
            }
        }
        _ = writeln!(text, "{hostile} = {hostile}");
        if kind.is_case() {
            _ = writeln!(
                text,
                "[[quote]]\nsource = 'paper'\nat = {hostile}\nspeaker = {hostile}\ntext = {hostile}\nsupports = ['title', {hostile}]\nnote = {hostile}\n[quote.disputes]\ntitle = {hostile}\n{hostile} = {hostile}"
            );
            _ = writeln!(text, "[[event]]\nkey = {hostile}\nwhat = {hostile}\ntype = {hostile}");
            _ = writeln!(text, "[[group]]\nkey = {hostile}\nwithin = {hostile}\ncount = {hostile}");
        }
        world.put(format!("cases/{}/hostile-{}.toml", kind.folder(), kind.name()), text);
    }
    world.put(
        "cases/sources/paper.toml",
        format!("title = {hostile}\npublisher = {hostile}\nurl = {hostile}\n"),
    );
    world.put("hostile.csv", format!("Name;\"{}\"\n{HOSTILE};2\n", HOSTILE.replace('"', "\"\"")));
    world.put("cases/archive/paper.txt", format!("Said {HOSTILE} once.\n"));
    world.put(format!("cases/victims/{}.toml", HOSTILE.replace(['\r', '\n'], "")), "titel = 3\n");
    world
}

#[test]
fn every_command_prints_letters() {
    let world = world();
    let ids = ["hostile-victim", "hostile-rescue", "hostile-arrest", "hostile-place", "paper"];
    let mut commands: Vec<Vec<&str>> = command_lines::lines_of_formats("kind:source", &ids);
    let known = command_line::commands();
    let formats = |name: &str| {
        let of = known.iter().find(|command| command.words == [name]);
        of.map_or(&[][..], |command| command.formats.as_slice()).iter().map(String::as_str)
    };
    for name in ["list", "check"] {
        commands.extend(formats(name).map(|form| vec![name, "--format", form]));
    }
    commands.extend(formats("count").map(|form| vec!["count", "--by", "place", "--format", form]));
    commands.extend(formats("map").map(|form| vec!["map", "--format", form]));
    commands.extend(formats("timeline").map(|form| vec!["timeline", "--format", form]));
    commands.extend(formats("impact").map(|form| vec!["impact", "paper", "--format", form]));
    for id in ["hostile-victim", "hostile-arrest", "hostile-person", "paper"] {
        commands.extend(formats("links").map(|form| vec!["links", id, "--hubs", "--format", form]));
    }
    commands.extend([
        vec!["links", "hostile-victim", "--to", "paper"],
        vec!["links", HOSTILE],
        vec!["links", "paper", "--to", HOSTILE],
        vec!["quote", "paper", "--find", "once"],
        vec!["quote", "paper", "--find", "Said … nothing"],
        vec!["schema", "victim"],
        vec!["show", HOSTILE],
        vec!["list", HOSTILE],
        vec!["list", "--sort", HOSTILE],
        vec!["list", "--format", HOSTILE],
        vec!["cite", HOSTILE],
        vec!["export", "csv", "--out", "tables"],
        vec!["brief", "--out", "all.html"],
        vec!["brief", HOSTILE, "--out", "found.html"],
        vec!["brief", "--verify", "all.html"],
        vec!["archive", "check", "--diff"],
        vec!["export", "ftm", HOSTILE, "--out", "found"],
        vec!["export", HOSTILE, "--out", "none"],
        vec!["export", "csv", "--public", "--labels", HOSTILE, "--since", HOSTILE, "--out", "none"],
        vec!["bag", "check", "out-bag"],
        vec!["bag", "check", HOSTILE],
        vec!["export", "ndjson", "--bulk", HOSTILE, "--out", "none"],
        vec!["import", "tables"],
        vec!["import", HOSTILE],
        vec!["import", HOSTILE, "--draft"],
        vec!["import", "hostile.csv", "--draft"],
        vec!["import", "hostile.csv", "--mapping", HOSTILE],
        vec!["import", "hostile.csv", "--mapping", "hostile.csv"],
        vec!["impact", HOSTILE],
        vec!["timeline", HOSTILE],
        vec!["timeline", HOSTILE, "--protect"],
        vec!["count", HOSTILE, "--by", "place", "--protect"],
        vec!["map", HOSTILE, "--protect"],
        vec!["timeline", "--by", HOSTILE],
        vec!["count", "--by", HOSTILE],
        vec!["count", HOSTILE, "--by", "kind"],
        vec!["map", HOSTILE],
        vec!["quote", HOSTILE, "--find", HOSTILE],
        vec!["set", "kind:victim", "tags+=x", "--dry-run"],
        vec!["set", HOSTILE, HOSTILE],
        vec!["set", "kind:victim", HOSTILE],
        vec!["rename", "paper", "wire", "--dry-run"],
        vec!["rename", HOSTILE, HOSTILE],
        vec!["rename", "paper", HOSTILE],
        vec!["lsp", HOSTILE],
        vec!["init", HOSTILE],
        vec!["new", "victim", HOSTILE],
        vec!["new", HOSTILE, HOSTILE],
        vec!["archive", "add", HOSTILE, HOSTILE],
        vec!["archive", "add", "paper", HOSTILE],
        vec![HOSTILE],
        vec!["--color", HOSTILE, "list"],
        vec!["-C", HOSTILE, "list"],
        vec!["--archive", HOSTILE, "list"],
        vec!["--config", HOSTILE, "config"],
        vec!["schema", HOSTILE],
        vec!["completions", HOSTILE],
        vec![],
    ]);
    // A server says nothing before it is asked. What these write comes last, where no other command reads it.
    let alone = command_lines::lines_of_commands(&[]);
    let missing = missing(commands.iter().chain(&alone).map(Vec::as_slice), &[]);
    assert_eq!(missing, [""; 0]);
    for words in &commands {
        // What is harmless is held by `run`.
        let ran = world.run(words);
        assert!(ran.code <= Some(2), "{words:?}");
        assert!(!(ran.out.is_empty() && ran.err.is_empty()), "{words:?} said nothing");
    }
    for words in &alone {
        assert!(world.run(words).code <= Some(2), "{words:?}");
    }
}

#[test]
fn every_variable_of_the_environment_is_printed_as_visible_text() {
    let world = World::new();
    let name = HOSTILE.replace(['\r', '\n'], "");
    for variable in [
        "CASEBOOK_DIR",
        "CASEBOOK_ARCHIVE",
        "CASEBOOK_CONFIG",
        "XDG_CONFIG_HOME",
        "HOME",
        "EDITOR",
        "VISUAL",
        "TERM",
        "NO_COLOR",
        "COLUMNS",
    ] {
        for words in [&["list"][..], &["check"], &["config"], &["--help"], &["list", "--help"], &[]]
        {
            let ran = Ran::of(world.command(words).env(variable, &name));
            assert!(!ran.err.is_empty() || !ran.out.is_empty(), "{variable}");
        }
    }
}

/// What is printed to be taken by another program is exact: a name is a name.
#[test]
fn a_folder_with_a_hostile_name_can_be_worked_in() {
    let world = World::new();
    let name = "\u{1b}[31m\u{202e}";
    world.put(format!("{name}/casebook.toml"), "format = 1\n");
    let mut command = world.command(&["-C", name, "new", "victim", "test-one"]);
    let output = command.output().unwrap();
    let path = String::from_utf8(output.stdout).unwrap();
    assert!(world.path(path.trim_end()).is_file(), "{path:?}");
    expect_harmless(&String::from_utf8(output.stderr).unwrap(), "new");
}
