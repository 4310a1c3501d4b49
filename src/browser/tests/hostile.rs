//! Hostile words in every field of every kind: whatever is looked at, the screen holds letters.

use std::fmt::Write as _;

use super::desk::Desk;
use crate::browser::app::window_title;
use crate::browser::model::{Input, Report, Size};
use crate::collection::Memory;
use crate::record::{Kind, fields};
use crate::text::visible;

/// Steers a terminal, reverses lines, hides, parts lines.
const HOSTILE: &str = "\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}evil\u{2066}\u{200b}\u{e0041}\u{2028}\u{85}\u{7f}\u{ad}end";

fn files() -> Memory {
    let escaped = HOSTILE.chars().map(|c| format!("\\U{:08X}", u32::from(c)));
    let hostile = format!("\"{}\"", escaped.collect::<Vec<_>>().concat());
    let mut memory = Memory::default();
    memory.put(
        "casebook.toml",
        format!("title = {hostile}\n[views]\n1 = {{ name = {hostile}, query = 'evil' }}\n"),
    );
    for kind in Kind::all() {
        let plain = fields(kind).iter().map(|field| field.name.as_str());
        let plain = plain.filter(|name| !matches!(*name, "event" | "group" | "quote"));
        let mut text =
            plain.map(|name| format!("{name} = {hostile}\n")).collect::<Vec<_>>().concat();
        _ = writeln!(text, "{hostile} = {hostile}");
        if kind.is_case() {
            _ = writeln!(
                text,
                "[[quote]]\nsource = 'hostile-source'\nat = {hostile}\nspeaker = {hostile}\ntext = {hostile}\nsupports = ['title', {hostile}]\n[[event]]\nkey = {hostile}\nwhat = {hostile}"
            );
        }
        memory.put(format!("{}/hostile-{}.toml", kind.folder(), kind.name()), text);
    }
    memory.put("archive/hostile-source.txt", format!("Before.\n{HOSTILE}\nBehind.\n"));
    memory.put(format!("victims/{HOSTILE}.toml"), "title = 3\n");
    memory
}

#[track_caller]
fn expect_letters(desk: &Desk, at: &str) {
    let seen = [desk.screen(), window_title(&desk.model), desk.copied.clone().unwrap_or_default()];
    for text in seen {
        for line in text.lines() {
            assert_eq!(visible(line), line, "{at}");
        }
    }
}

#[test]
fn the_screen_the_title_and_what_is_copied_hold_letters() {
    let desk = Desk::over(files(), Size { width: 160, height: 40 });
    assert!(desk.screen().contains("␛]"), "{}", desk.screen());
    for keys in [
        "",
        "j",
        "jj",
        "l",
        "ljjjj",
        "ll",
        "ll<enter>",
        "ll<enter>n",
        "z",
        "w",
        "?",
        ":",
        "!",
        "gs",
        "gp",
        "gd",
        "gu",
        "f",
        "s",
        "/evil",
        "/evil<enter>n",
        "/title:<tab>",
        "/place:<tab><tab>",
        "yy",
        "yi",
        "yq",
        "yc",
        "yp",
        "yu",
        "ljyy",
        "llyq",
        "o",
        "e",
        "E",
        "P",
        "1<enter>",
        "*",
        "lj*",
        "lj-",
    ] {
        for start in ["", "j", "/kind:source<enter>", "/kind:place<enter>", "/kind:person<enter>"] {
            let typed = format!("{start}{keys}");
            expect_letters(&desk.clone().type_keys(&typed), &typed);
        }
    }
}

#[test]
fn pasted_text_and_notices_are_shown_as_letters() {
    let mut desk = Desk::over(files(), Size { width: 160, height: 40 }).type_keys("/");
    desk.send(Input::Paste(HOSTILE.to_owned()));
    expect_letters(&desk, "pasted");
    let mut desk = desk.type_keys("<enter>");
    desk.send(Report::Notify(HOSTILE.to_owned()));
    expect_letters(&desk, "notice");
    assert!(desk.screen().contains("␛]"), "{}", desk.screen());
}
