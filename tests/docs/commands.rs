//! Every command in the README and in `docs/` works: on a copy of the shipped collection, or in the folder that
//! the lines before it have made.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use walkdir::WalkDir;

use super::page;

/// Lines that are not run, and why.
const NOT_RUN: &[(&str, &str)] = &[
    ("casebook", "opens the browser, as the tests in `tests/terminal` do"),
    ("cargo run --release", "builds"),
    ("cargo test", "is what runs this"),
    ("casebook --no-mouse", "opens the browser"),
    ("casebook --ascii", "opens the browser"),
    ("casebook FOLDER", "is written with a placeholder for a folder"),
    ("casebook DIR", "is written with a placeholder for a folder"),
    ("casebook lsp", "waits for an editor, as `tests/language_server.rs` is one"),
    ("casebook tutor", "opens the browser, as the tests in `tests/terminal` do"),
    (
        "casebook list --format ids | fzf --preview 'casebook show {}'",
        "fzf may not be there, and asks",
    ),
    ("casebook archive add", "is the name of a command, without its arguments"),
    ("casebook archive add SOURCE FILE", "is written with placeholders"),
    ("casebook archive add --all FOLDER", "is written with a placeholder for a folder"),
    ("casebook brief QUERY --out FILE.html", "is written with placeholders"),
    ("casebook new", "is the name of a command, without its arguments"),
    ("casebook rename", "is the name of a command, without its arguments"),
    ("casebook rename OLD NEW", "is written with placeholders for ids"),
    ("casebook set QUERY FIELD=VALUE", "is written with placeholders"),
    ("casebook lsp", "is for an editor, which it would wait for"),
    ("casebook lsp --print-config EDITOR", "is written with a placeholder for an editor"),
    ("casebook links", "is the name of a command, without its arguments"),
    ("casebook links ID", "is written with a placeholder for an id"),
    ("casebook links ID --to ID", "is written with placeholders for ids"),
    ("casebook count", "is the name of a command, without its arguments"),
    ("casebook export FORMAT [QUERY] --out PATH", "is written with placeholders"),
    ("casebook export FORMAT --public --out PATH", "is written with placeholders"),
    ("casebook bag check evidence", "needs the bag that the command before it makes"),
    ("casebook import PATH", "is written with a placeholder"),
    ("casebook import zotero.json", "reads a file that is not there"),
    ("casebook import entities.ftm.json", "reads a file that is not there"),
    ("casebook export csv", "is the name of a command, without its arguments"),
    ("casebook export ftm", "is the name of a command, without its arguments"),
    ("casebook set", "is the name of a command, without its arguments"),
    ("casebook impact", "is the name of a command, without its arguments"),
    ("casebook show", "is the name of a command, without its arguments"),
    ("casebook schema --write DIR", "is written with a placeholder for a folder"),
    ("casebook check --archive DIR", "is written with a placeholder for a folder"),
    ("casebook quote --find", "is the name of an option, without its words"),
];

/// Commands that may print nothing; where another one prints nothing, it has found nothing.
const QUIET: &[&str] = &["check", "config", "schema --write", "import tables"];

/// A part of a page that can be run.
#[derive(Debug)]
enum Part {
    /// A line by itself, in a copy of the shipped collection.
    Line(String),
    /// The lines of a block, in an empty folder, beside the shipped cases, or where the last block ended.
    Script(String, Vec<String>),
    /// A file that the reader is asked to write.
    File(String, String),
}

/// Returns what can be run of a page, in order.
fn parts(page: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let page = handwritten(page);
    let mut lines = page.lines();
    // A code span may go on in the next line of its paragraph.
    let mut paragraph = String::new();
    while let Some(line) = lines.next() {
        let info = line.strip_prefix("```");
        if info.is_some() || line.is_empty() {
            parts.extend(spans(&paragraph).map(|span| Part::Line(span.to_owned())));
            paragraph.clear();
        }
        let Some(info) = info else {
            paragraph.push_str(line);
            paragraph.push(' ');
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
        match info.split_once(' ') {
            None if info == "sh" => {
                parts.extend(block.into_iter().map(uncommented).map(Part::Line));
            }
            None => assert!(!block.iter().any(|line| line.starts_with("casebook ")), "{block:?}"),
            Some(("sh", mode)) => {
                let lines = block.into_iter().map(uncommented).collect();
                parts.push(Part::Script(mode.to_owned(), lines));
            }
            Some((_, name)) => parts.push(Part::File(name.to_owned(), block.join("\n") + "\n")),
        }
    }
    parts.extend(spans(&paragraph).map(|span| Part::Line(span.to_owned())));
    parts
}

/// Returns a page without its generated parts, whose commands are about the made-up files of the examples.
fn handwritten(page: &str) -> String {
    let mut parts = page.split("<!-- generated: ");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.split_once("<!-- end of what is generated -->").unwrap().1);
    [first].into_iter().chain(rest.map(str::to_owned)).collect()
}

/// Returns the commands of ours in the code spans of a paragraph.
fn spans(paragraph: &str) -> impl Iterator<Item = &str> {
    let code = paragraph.split('`').skip(1).step_by(2);
    code.filter(|span| span.starts_with("casebook "))
}

/// Returns a line without its trailing comment.
fn uncommented(line: &str) -> String {
    line.split_once(" #").map_or(line, |(command, _)| command).trim_end().to_owned()
}

fn is_run(line: &str) -> bool {
    !line.is_empty() && !NOT_RUN.iter().any(|(not_run, _)| *not_run == line)
}

/// A folder in which commands are run.
struct World {
    folder: TempDir,
    at: PathBuf,
}

impl World {
    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { at: folder.path().to_owned(), folder }
    }

    /// A copy of the shipped collection, a page to archive, and archived texts that have nothing but the quotes.
    fn shipped() -> Self {
        let world = Self::empty();
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        for entry in WalkDir::new(home.join("cases")).into_iter().filter_map(Result::ok) {
            let to = world.at.join(entry.path().strip_prefix(home).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).unwrap();
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
        world.archive();
        fs::copy(world.at.join("texts/sixth-tone-2022.txt"), world.at.join("page.txt")).unwrap();
        world
    }

    fn archive(&self) {
        use casebook::collection::{load, sample};

        let texts = self.at.join("texts");
        fs::create_dir(&texts).unwrap();
        let collection = load(&sample());
        for located in collection.records() {
            for quote in &located.record.quotes {
                if let (Some(source), Some(text)) = (quote.source(), quote.text()) {
                    let path = texts.join(format!("{source}.txt"));
                    let old = fs::read_to_string(&path).unwrap_or_default();
                    fs::write(path, format!("{old}{text}\n\n")).unwrap();
                }
            }
        }
    }

    /// Runs lines in one shell, which stops at the first that fails and says where it has ended.
    fn run(&mut self, lines: &[String]) -> Output {
        let program = Path::new(env!("CARGO_BIN_EXE_casebook")).parent().unwrap();
        let path = std::env::var("PATH").unwrap_or_default();
        let script =
            format!("{}\npwd > '{}/.at'\n", lines.join("\n"), self.folder.path().display());
        let mut command = Command::new("sh");
        command.args(["-e", "-c", &script]).current_dir(&self.at);
        command.env("PATH", format!("{}:{path}", program.display()));
        for name in ["CASEBOOK_DIR", "CASEBOOK_CONFIG", "CASEBOOK_ARCHIVE"] {
            command.env_remove(name);
        }
        command.env("CASEBOOK_CONFIG", "/dev/null").env("XDG_CACHE_HOME", self.folder.path());
        if lines.iter().any(|line| line.starts_with("casebook quote")) {
            command.env("CASEBOOK_ARCHIVE", self.at.join("texts"));
        }
        let output = command.output().unwrap();
        if let Ok(at) = fs::read_to_string(self.folder.path().join(".at")) {
            self.at = PathBuf::from(at.trim_end());
        }
        output
    }
}

/// Says what is wrong with how lines have gone; nothing where they have worked.
fn mistake(page: &str, lines: &[String], output: &Output) -> Option<String> {
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let mut commands = lines.iter().filter_map(|line| line.strip_prefix("casebook "));
    let prints = commands.any(|line| !QUIET.iter().any(|start| line.starts_with(start)));
    let works = output.status.success() && (!prints || !out.is_empty());
    (!works).then(|| format!("{page}: {lines:?}\n{out}{err}"))
}

fn is_page(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "md")
}

/// The README and every page in `docs/`.
pub(crate) fn pages() -> Vec<String> {
    let docs = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")).unwrap();
    let names = docs.filter_map(|entry| entry.unwrap().file_name().into_string().ok());
    let mut pages: Vec<String> =
        names.filter(|name| is_page(name)).map(|name| format!("docs/{name}")).collect();
    pages.push("README.md".to_owned());
    pages.sort();
    pages
}

#[test]
fn every_command_works() {
    let (mut count, mut mistakes) = (0, Vec::new());
    for name in pages() {
        let mut shipped = World::shipped();
        let mut own = World::empty();
        for part in parts(&page(&name)) {
            let (world, lines) = match part {
                Part::File(path, text) => {
                    fs::write(own.at.join(path), text).unwrap();
                    continue;
                }
                Part::Line(line) => (&mut shipped, vec![line]),
                Part::Script(mode, lines) => {
                    match mode.as_str() {
                        "empty" => own = World::empty(),
                        "tutorial" => own = World::shipped(),
                        mode => assert_eq!(mode, "continued", "in {name}"),
                    }
                    (&mut own, lines)
                }
            };
            let lines: Vec<String> = lines.into_iter().filter(|line| is_run(line)).collect();
            if !lines.is_empty() {
                let output = world.run(&lines);
                mistakes.extend(mistake(&name, &lines, &output));
                count += lines.len();
            }
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    assert!(count > 25, "{count} commands are run");
}

#[test]
fn what_is_not_run_is_on_a_page_with_a_reason() {
    let all: Vec<Part> = pages().iter().flat_map(|name| parts(&page(name))).collect();
    let lines = all.iter().flat_map(|part| match part {
        Part::Line(line) => std::slice::from_ref(line),
        Part::Script(_, lines) => lines.as_slice(),
        Part::File(..) => &[],
    });
    let lines: Vec<&str> = lines.map(String::as_str).collect();
    let is_idle = |(not_run, why): &&(&str, &str)| !lines.contains(not_run) || why.is_empty();
    let idle: Vec<_> = NOT_RUN.iter().filter(is_idle).collect();
    assert!(idle.is_empty(), "on no page, or without a reason: {idle:?}");
}
