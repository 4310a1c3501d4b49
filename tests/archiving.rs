//! The archive: saved pages in, their texts and what the files say of them in the records, and the same again later.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its folder has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use casebook::evidence::ArchivedText;
use tempfile::TempDir;

struct World(TempDir);

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl World {
    /// A collection with a source.
    fn with_source(lines: &str) -> Self {
        let world = Self(tempfile::tempdir().unwrap());
        world.put("casebook.toml", "");
        world.put("sources.toml", lines);
        world
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        command.env_clear().env("HOME", self.0.path()).env("LC_ALL", "C.UTF-8");
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    fn add(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["archive", "add"], arguments].concat())
    }
}

/// A file beside this one; all of them are made up.
fn saved(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/archiving").join(name)).unwrap()
}

const SOURCES: &str =
    "# Sources.\n[wire]\ntitle = 'Made up' # by hand\n\n[other]\ntitle = 'Other'\n";
const PAGE: &str = "<!-- saved from url=(0024)https://test.example/one -->\n<html><meta charset=utf-8><title>Made up</title><p>Three people left.<p>They said so.";

#[test]
fn a_page_is_kept_beside_its_text_and_the_record_says_where_both_are_from() {
    let world = World::with_source(SOURCES);
    world.put("page.html", PAGE);
    let ran = world.add(&["wire", "page.html"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "archive/wire.txt\n"), "{}", ran.err);
    assert_eq!(world.read("archive/wire.txt"), "Three people left.\n\nThey said so.\n");
    assert_eq!(world.read("archive/wire.orig.html"), PAGE);
    let after = world.read("sources.toml");
    for (key, value) in [
        ("sha256", ArchivedText::hash(world.read("archive/wire.txt").as_bytes())),
        ("original", "wire.orig.html".to_owned()),
        ("original_sha256", ArchivedText::hash(PAGE.as_bytes())),
        ("extracted_with", format!("casebook {}", env!("CARGO_PKG_VERSION"))),
        ("url", "https://test.example/one".to_owned()),
    ] {
        assert!(after.contains(&format!("{key} = \"{value}\"\n")), "{key}: {after}");
    }
    assert!(after.contains("\ncollected_at = "), "{after}");
    // No other byte of the file is another.
    let added = after.lines().filter(|line| !SOURCES.lines().any(|known| known == *line));
    assert_eq!(added.count(), 6, "{after}");
    let rest: Vec<&str> =
        after.lines().filter(|line| SOURCES.lines().any(|known| known == *line)).collect();
    assert_eq!(rest, SOURCES.lines().collect::<Vec<_>>());
    // Once more is once.
    assert_eq!(world.add(&["wire", "page.html"]).code, Some(0));
    assert_eq!(world.read("sources.toml"), after);
    assert_eq!(world.run(&["check"]).code, Some(0));
}

#[test]
fn html_and_mhtml_in_gb18030_give_the_same_text() {
    let world = World::with_source(SOURCES);
    world.put("a.html", saved("saved-gb18030.html"));
    world.put("b.mhtml", saved("saved.mhtml"));
    assert_eq!(world.add(&["wire", "a.html"]).code, Some(0));
    assert_eq!(world.add(&["other", "b.mhtml"]).code, Some(0));
    let text = world.read("archive/wire.txt");
    assert_eq!(
        text,
        "妙瓦底 KK园区\n\n全段是链接的段落不能丢。\n\nDon’t lose “curly” quotes,\u{a0}non\u{2011}breaking hyphens.\nSecond line.\n\na\tb\n"
    );
    assert_eq!(world.read("archive/other.txt"), text);
    let record = world.read("sources.toml");
    for known in [
        "url = \"https://example.org/kk\"",
        "collected_at = \"2026-01-25T09:14:00Z\"",
        "original = \"other.orig.mhtml\"",
    ] {
        assert!(record.contains(known), "{known}: {record}");
    }
}

#[test]
fn what_the_record_says_stays_and_another_address_is_warned_of() {
    let sources = "[wire]\nurl = 'https://www.test.example/one/'\ncollected_at = '2020-01'\n";
    let world = World::with_source(sources);
    world.put("page.html", PAGE);
    let ran = world.add(&["wire", "page.html"]);
    assert_eq!((ran.code, ran.err.contains("warning")), (Some(0), false), "{}", ran.err);
    assert!(world.read("sources.toml").starts_with(sources));
    let elsewhere = World::with_source("[wire]\nurl = 'https://test.example/two'\n");
    elsewhere.put("page.html", PAGE);
    let ran = elsewhere.add(&["wire", "page.html"]);
    assert_eq!(ran.code, Some(0));
    assert!(
        ran.err.contains("warning: the page was saved from https://test.example/one"),
        "{}",
        ran.err
    );
    assert!(elsewhere.read("sources.toml").contains("url = 'https://test.example/two'"));
}

#[test]
fn a_pdf_is_refused_and_can_be_kept_beside_its_text() {
    let world = World::with_source(SOURCES);
    world.put("report.pdf", "%PDF-1.7\nmade up");
    world.put("report.txt", "Three people left.\n");
    let refused = world.add(&["wire", "report.pdf"]);
    assert_eq!(refused.code, Some(2));
    for words in ["it is a PDF", "pdftotext", "--original"] {
        assert!(refused.err.contains(words), "{words}: {}", refused.err);
    }
    assert!(!world.path("archive").exists());
    assert_eq!(world.read("sources.toml"), SOURCES);
    let ran = world.add(&["wire", "report.txt", "--original", "report.pdf"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(world.read("archive/wire.orig.pdf"), "%PDF-1.7\nmade up");
    let record = world.read("sources.toml");
    assert!(
        record.contains("original = \"wire.orig.pdf\"") && !record.contains("extracted_with"),
        "{record}"
    );
    world.put("page.html", PAGE);
    let refused = world.add(&["other", "page.html", "--original", "report.pdf"]);
    assert!(
        refused.code == Some(2) && refused.err.contains("--original is for"),
        "{}",
        refused.err
    );
}

#[test]
fn text_in_another_encoding_is_decoded_and_a_wrong_byte_has_its_place() {
    let world = World::with_source(SOURCES);
    world.put("latin.txt", b"first\ncaf\xe9");
    let refused = world.add(&["wire", "latin.txt"]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.err.contains("byte 10 is not UTF-8") && refused.err.contains("--encoding"),
        "{}",
        refused.err
    );
    let ran = world.add(&["wire", "latin.txt", "--encoding", "windows-1252"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(world.read("archive/wire.txt"), "first\ncafé");
    assert_eq!(fs::read(world.path("archive/wire.orig.txt")).unwrap(), b"first\ncaf\xe9");
    assert!(world.read("sources.toml").contains(" --encoding windows-1252\""));
    // What was said when it was added is known when it is checked.
    let ran = world.run(&["archive", "check"]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    let unknown = world.add(&["other", "latin.txt", "--encoding", "klingon"]);
    assert!(unknown.code == Some(2) && unknown.err.contains("no encoding"), "{}", unknown.err);
}

#[test]
fn plain_text_that_replaces_a_page_takes_what_was_said_of_the_page_away() {
    let world = World::with_source(SOURCES);
    world.put("page.html", PAGE);
    world.put("mine.txt", "By hand.\n");
    assert_eq!(world.add(&["wire", "page.html"]).code, Some(0));
    assert_eq!(world.add(&["wire", "mine.txt"]).code, Some(2));
    assert_eq!(world.add(&["wire", "mine.txt", "--replace"]).code, Some(0));
    let record = world.read("sources.toml");
    assert!(!record.contains("original") && !record.contains("extracted_with"), "{record}");
    // The page itself is evidence and stays.
    assert_eq!(world.read("archive/wire.orig.html"), PAGE);
    // What someone else wrote into the record stays.
    let world = World::with_source("[wire]\noriginal = 'scan.pdf'\n");
    world.put("mine.txt", "By hand.\n");
    assert_eq!(world.add(&["wire", "mine.txt"]).code, Some(0));
    assert!(world.read("sources.toml").starts_with("[wire]\noriginal = 'scan.pdf'\n"));
}

#[test]
fn a_folder_of_pages_is_matched_to_the_sources() {
    let world = World::with_source(
        "[wire]\nurl = 'https://test.example/one'\n\n[by-name]\ntitle = 'T'\n\n[twice]\nurl = 'https://test.example/twice'\n\n[same-a]\nurl = 'https://test.example/same'\n\n[same-b]\nurl = 'https://test.example/same'\n",
    );
    let page = |address: &str, words: &str| {
        format!(
            "<link rel=canonical href='https://test.example/{address}'><title>A made-up title</title><p>{words}"
        )
    };
    world.put("saved/a.html", page("one", "One."));
    world.put("saved/by-name.txt", "By name.\n");
    world.put("saved/t1.html", page("twice", "Twice."));
    world.put("saved/t2.html", page("twice", "Twice!"));
    world.put("saved/s.html", page("same", "Same."));
    world.put("saved/new one.html", page("new", "New."));
    world.put("saved/x.pdf", "%PDF-1.4");
    world.put("saved/a_files/frame.html", page("one", "Frame."));
    world.put("saved/.hidden.html", page("one", "Hidden."));
    let ran = world.add(&["--all", "saved"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.out, "archive/by-name.txt\narchive/wire.txt\n");
    assert_eq!(world.read("archive/wire.txt"), "One.\n");
    for line in [
        "saved/new one.html: no source has its address https://test.example/new; to add it: casebook new source a-made-up-title && casebook archive add a-made-up-title 'saved/new one.html'",
        "saved/s.html: not archived: several sources have its address",
        "saved/t1.html: several files are of the source twice; add one of them alone",
        "saved/t2.html: several files are of the source twice; add one of them alone",
        "saved/x.pdf: not archived: it is a PDF",
        "archived 2 texts; 5 files were left out",
    ] {
        assert!(ran.err.contains(line), "{line}\n{}", ran.err);
    }
    assert!(!world.path("archive/twice.txt").exists());
    fs::remove_dir_all(world.path("saved")).unwrap();
    world.put("saved/a.html", page("one", "One."));
    let again = world.add(&["--all", "saved"]);
    assert_eq!((again.code, again.err.as_str()), (Some(0), "archived 1 text\n"));
}

#[test]
fn what_is_taken_out_again_is_compared_and_nothing_is_changed() {
    let world = World::with_source(SOURCES);
    world.put("page.html", PAGE);
    world.put("mine.txt", "By hand.\n");
    assert_eq!(world.add(&["wire", "page.html"]).code, Some(0));
    assert_eq!(world.add(&["other", "mine.txt"]).code, Some(0));
    let fine = world.run(&["archive", "check"]);
    assert_eq!(fine.code, Some(0));
    assert_eq!(
        fine.out,
        "other: no page is kept of which the text was taken out\nwire: the same text is taken out of the original again\n"
    );
    // An older version took another text out.
    let older = "Three people left.\nThey said so.\n";
    let hash = ArchivedText::hash(world.read("archive/wire.txt").as_bytes());
    let record = world.read("sources.toml").replace(&hash, &ArchivedText::hash(older.as_bytes()));
    world.put("archive/wire.txt", older);
    world.put("sources.toml", &record);
    let differs = world.run(&["archive", "check", "wire", "--diff"]);
    assert_eq!(differs.code, Some(1));
    for words in [
        "wire: another text is taken out of the original now: 0 lines less, 1 line more",
        "--- a/archive/wire.txt",
        "\n+\n",
    ] {
        assert!(differs.out.contains(words), "{words}: {}", differs.out);
    }
    assert_eq!(
        (world.read("archive/wire.txt").as_str(), world.read("sources.toml")),
        (older, record)
    );
    world.put("archive/wire.orig.html", PAGE.replace("Three", "Four"));
    world.put("archive/other.txt", "By hand!\n");
    let changed = world.run(&["archive", "check"]);
    for words in [
        "other: the archived text has other bytes than the record says",
        "wire: the original has other bytes than the record says",
    ] {
        assert!(changed.out.contains(words), "{words}: {}", changed.out);
    }
    fs::remove_file(world.path("archive/wire.orig.html")).unwrap();
    assert!(
        world
            .run(&["archive", "check", "wire"])
            .out
            .contains("wire: the original is not in the archive")
    );
    assert_eq!(world.run(&["archive", "check", "wirr"]).code, Some(2));
}

#[test]
fn the_text_of_an_imported_table_is_taken_out_of_it_again() {
    let world = World::with_source("");
    world.put("table.csv", "a table\nName;Age\nTest Ann;40\n\"Test; Bo\";41\n");
    let mapping = "kind = 'victim'\nheader = 2\ndelimiter = ';'\nid = '{Name}'\nsource = 'table'\n[columns]\nName = 'name'\nAge = 'age'\n[constants]\ntitle = '{Name}'\n";
    world.put("mapping.toml", mapping);
    let imported = world.run(&["import", "table.csv", "--mapping", "mapping.toml"]);
    assert_eq!(imported.code, Some(0), "{}", imported.err);
    let same = "table: the same text is taken out of the original again\n";
    assert_eq!(world.run(&["archive", "check"]).out, same);
    world.put("archive/table.txt", "Name\tAge\nTest Ann\t40\n");
    let differs = world.run(&["archive", "check", "table"]);
    assert_eq!(differs.code, Some(1));
    assert!(differs.out.contains("0 lines less, 1 line more"), "{}", differs.out);
}

#[test]
fn nothing_is_archived_where_the_record_cannot_take_it() {
    let world = World::with_source("wire.title = 'Made up'\n");
    world.put("page.html", PAGE);
    let refused = world.add(&["wire", "page.html"]);
    assert_eq!(refused.code, Some(2), "{}", refused.err);
    assert!(!world.path("archive").exists());
}
