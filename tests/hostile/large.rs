//! More than anyone would write: the answer comes, and it is a sentence.
//!
//! How time and memory grow with the bytes is measured by `benches/growth`, not here.

use std::fmt::Write as _;
use std::fs;

use super::program::World;

#[test]
fn a_line_of_a_hundred_megabytes_is_reported_and_not_read() {
    let world = World::new();
    world.put("cases/victims/line.toml", vec![b'x'; 100 * 1024 * 1024]);
    let ran = world.run(&["check", "--format", "short"]);
    assert!(ran.out.contains("the file is 100 MB, and none above 16 MB is read"), "{}", ran.out);
    world.put("page.txt", vec![b'x'; 100 * 1024 * 1024]);
    world.put("cases/sources.toml", "[paper]\ntitle = 'P'\n");
    let ran = world.run(&["archive", "add", "paper", "page.txt"]);
    assert!(ran.err.contains("it is larger than the limit of 64 MB"), "{}", ran.err);
    world.put(".config/casebook/config.toml", vec![b'x'; 100 * 1024 * 1024]);
    let ran = world.run(&["config"]);
    assert!(ran.out.contains("it is larger than the limit of 16 MB"), "{}", ran.out);
}

#[test]
fn a_file_on_one_line_of_a_megabyte_is_read() {
    let world = World::new();
    world.put("cases/victims/one-line.toml", format!("title = '{}'\n", "words ".repeat(170_000)));
    let tags = "'', ".repeat(50_000);
    world.put("cases/victims/one-list.toml", format!("title = 'T'\ntags = [{tags}]\n"));
    for words in [&["check"][..], &["list"], &["show", "one-line"], &["list", "--format", "json"]] {
        assert!(world.run(words).code <= Some(1), "{words:?}");
    }
}

#[test]
fn a_hundred_thousand_keys_are_read() {
    let world = World::new();
    let mut text = "title = 'Many keys, made up'\n".to_owned();
    (0..100_000).for_each(|number| _ = writeln!(text, "key-{number} = {number}"));
    world.put("cases/victims/keys.toml", text);
    let ran = world.run(&["check", "--format", "short"]);
    assert!(ran.out.lines().count() >= 1_000, "{}", ran.out.lines().count());
}

#[test]
fn a_million_quotes_without_words_are_all_reported() {
    let world = World::new();
    let text = format!("title = 'Many quotes, made up'\n{}", "[[quote]]\n".repeat(1_000_000));
    world.put("cases/victims/quotes.toml", text);
    let ran = world.run(&["check", "--format", "short"]);
    assert!(ran.out.lines().count() >= 2_000_000, "{}", ran.out.lines().count());
}

#[test]
fn a_hundred_thousand_quotes_in_a_file_are_read() {
    let world = World::new();
    let mut text = "title = 'Many quotes, made up'\nage = 14\n".to_owned();
    (0..100_000).for_each(|_| text.push_str("[[quote]]\nsource='s'\ntext='x'\n"));
    world.put("cases/victims/quotes.toml", text);
    world.put("cases/sources.toml", "[s]\ntitle = 'S'\n");
    let ran = world.run(&["check"]);
    assert!(ran.err.contains("100000 not checked"), "{}", ran.err);
}

#[test]
fn nothing_is_nested_too_deep() {
    let world = World::new();
    let deep = 200_000;
    for (name, text) in [
        ("lists", format!("tags = {}{}\n", "[".repeat(deep), "]".repeat(deep))),
        ("braces", format!("a = {}1{}\n", "{a=".repeat(deep), "}".repeat(deep))),
        ("keys", format!("{}a = 1\n", "a.".repeat(deep))),
        ("headers", format!("[{}a]\n", "a.".repeat(deep))),
    ] {
        world.put(format!("cases/victims/{name}.toml"), format!("title = 'T'\n{text}"));
    }
    let mut folder = world.path("cases/victims");
    for _ in 0..200 {
        folder.push("deeper");
    }
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("bottom.toml"), "title = 'Bottom'\n").unwrap();
    let ran = world.run(&["check", "--format", "short"]);
    assert!(ran.out.contains("deep"), "{}", ran.out);
    let listed = world.run(&["list", "--format", "ids"]).out;
    for id in ["good", "lists", "braces", "keys", "headers", "bottom"] {
        assert!(listed.lines().any(|line| line == id), "{id}");
    }
    let query = format!("{}a{}", "(".repeat(50_000), ")".repeat(50_000));
    assert!(world.run(&["list", "--", &query]).code <= Some(2));
}
