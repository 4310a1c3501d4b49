//! The tasks of every day on the shipped cases, in a real terminal: each is done, with no more keys than one above the
//! fewest that a program of its kind asks for. Skipped where there is no tmux.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::tmux::Tmux;

/// A size of the terminal, and what it reports of its background.
#[derive(Clone, Copy)]
struct Look {
    size: (usize, usize),
    background: &'static str,
}

const LOOKS: [Look; 2] =
    [Look { size: (80, 24), background: "0;15" }, Look { size: (120, 32), background: "15;0" }];

/// A browser over a copy of the shipped cases, with an editor that only notes what it opens.
struct Tasks {
    tmux: Tmux,
}

impl Tasks {
    fn start(look: Look) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let (root, home) = (Path::new(env!("CARGO_MANIFEST_DIR")), folder.path());
        copy(&root.join("cases"), &home.join("cases"));
        let editor = home.join("editor");
        fs::write(&editor, format!("#!/bin/sh\necho \"$@\" >> {}/edited\n", home.display()))
            .unwrap();
        fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
        let archive = archive();
        let archive =
            archive.map(|texts| format!("--archive {}", texts.display())).unwrap_or_default();
        let line = format!(
            "sh -c 'COLORFGBG=\"{}\" VISUAL={} {} --no-cache -C {} {archive}; echo left; sleep 100'",
            look.background,
            editor.display(),
            env!("CARGO_BIN_EXE_casebook"),
            home.join("cases").display()
        );
        let tasks = Self { tmux: Tmux::start(folder, look.size, "", &line)? };
        tasks.wait("the whole list", |screen| {
            ["└ all", "60 cases", "1 problem", " 1 of 60"].iter().all(|it| screen.contains(it))
        });
        Some(tasks)
    }

    #[track_caller]
    fn wait(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        self.tmux.wait(what, wanted)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.tmux.folder.path().join(name)
    }

    /// Types keys, those with names between angle brackets; returns their number.
    fn type_keys(&self, keys: &str) -> usize {
        let (mut rest, mut count) = (keys, 0);
        while let Some(next) = rest.chars().next() {
            count += 1;
            let named = rest.strip_prefix('<').and_then(|behind| behind.split_once('>'));
            if let Some((name, behind)) = named {
                self.tmux.ask(&["send-keys", name]);
                rest = behind;
            } else {
                self.tmux.ask(&["send-keys", "-l", &next.to_string()]);
                rest = rest.get(next.len_utf8()..).unwrap_or_default();
            }
        }
        count
    }

    /// Does a task, and holds that it takes at most one key more than the fewest.
    #[track_caller]
    fn task(&self, what: &str, fewest: usize, keys: &str, done: impl Fn(&str) -> bool) {
        let count = self.type_keys(keys);
        self.wait(what, done);
        println!("{what}: {count} keys, at best {fewest}");
        assert!(count <= fewest + 1, "{what} takes {count} keys, at best {fewest}");
    }

    /// Drags the mouse over words that are on the screen.
    fn drag(&self, words: &str) {
        let screen = self.tmux.screen();
        let found = screen.lines().enumerate().find(|(_, line)| line.contains(words));
        let (row, line) = found.unwrap_or_else(|| panic!("no {words} on\n{screen}"));
        let column = line.split(words).next().unwrap_or_default().chars().count();
        let (row, first, last) = (row + 1, column + 1, column + words.chars().count());
        for gesture in
            [format!("0;{first};{row}M"), format!("32;{last};{row}M"), format!("0;{last};{row}m")]
        {
            let bytes = format!("\u{1b}[<{gesture}");
            let bytes = bytes.bytes().map(|byte| format!("{byte:02x}"));
            let bytes: Vec<String> = bytes.collect();
            let mut arguments = vec!["send-keys", "-H"];
            arguments.extend(bytes.iter().map(String::as_str));
            self.tmux.ask(&arguments);
        }
    }
}

/// Returns the folder of the archived texts, where they are beside the project.
fn archive() -> Option<PathBuf> {
    let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/archive");
    texts.canonicalize().ok().filter(|texts| texts.is_dir())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let there = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &there);
        } else {
            fs::copy(entry.path(), &there).unwrap();
        }
    }
}

#[test]
fn finding_and_following() {
    for look in LOOKS {
        let Some(tasks) = Tasks::start(look) else { return };
        tasks.task("open a case by its name", 5, "/yun<Enter>", |screen| {
            screen.contains("┬ Yun ") && screen.contains("❯ yun") && screen.contains("? help")
        });
        tasks.task("search for something else", 6, "/ming<Enter>", |screen| {
            screen.contains("❯ ming") && screen.contains("▌V Ming")
        });
        tasks.task("add a word to the search", 9, "/<Right>age:15<Enter>", |screen| {
            screen.contains("❯ ming age:15") && screen.contains(" 1 of ")
        });
        tasks.type_keys("/yun<Enter>");
        tasks.wait("the case", |screen| screen.contains("┬ Yun "));
        tasks.type_keys("l");
        tasks
            .task("follow the link of a field", 3, "]l<Enter>", |s| s.contains("┬ Sihanoukville "));
        tasks.type_keys("<BSpace>hF");
        tasks.wait("the list", |screen| screen.contains("press / to search"));
        tasks.task("minors in one place", 10, "fmin<Enter>fsih<Enter>", |screen| {
            screen.contains("❯ is:=minor place:=sihanoukville") && screen.contains("1 of 4")
        });
        tasks
            .task("clear the search", 1, "<Escape>", |screen| screen.contains("press / to search"));
        tasks.task("list all people", 2, "gP", |screen| screen.contains(" People: "));
        tasks.type_keys("<Escape>");
        tasks.wait("the list", |screen| screen.contains("└ all"));
        tasks.task("quit", 1, "q", |screen| screen.contains("left"));
    }
}

#[test]
fn checking() {
    for look in LOOKS {
        let Some(tasks) = Tasks::start(look) else { return };
        tasks.task("the next disputed field", 2, "]d", |screen| {
            screen.lines().any(|line| line.contains("│▌") && line.contains('⚔'))
        });
        tasks.task("go to a problem", 2, "!<Enter>", |screen| screen.contains("[Untitled report"));
        tasks.type_keys("gssixth<Enter>");
        tasks.wait("the source", |screen| {
            screen.contains("Sixth Tone") && screen.contains("─ source ─")
        });
        tasks.task("what depends on a source", 2, "gw", |screen| screen.contains("withdrawn"));
        tasks.type_keys("<Escape>");
        // Escape and a key right behind it would be one key with Alt.
        tasks.wait("the source", |screen| screen.contains("─ source ─"));
        tasks.type_keys("0");
        tasks.wait("the list", |screen| screen.contains("└ all"));
        tasks.task(
            "what a tag on all would change",
            11,
            "Itag<Enter><Enter>raid<Enter>",
            |screen| screen.contains("adds raid to tags of 6"),
        );
        // Seen before it is written.
        tasks.task("write it", 1, "y", |screen| screen.contains("files changed; u undoes it"));
    }
}

#[test]
fn writing() {
    for look in LOOKS {
        let Some(tasks) = Tasks::start(look) else { return };
        let edited = |tasks: &Tasks| fs::read_to_string(tasks.path("edited")).unwrap_or_default();
        tasks.task("a new case, in the editor", 18, ":new victim li-mo<Enter>", |screen| {
            screen.contains("▌V Li Mo") || screen.contains("li-mo") && screen.contains("61 cases")
        });
        assert!(edited(&tasks).contains("li-mo.toml"), "{}", edited(&tasks));
        tasks.type_keys("/yun<Enter>");
        tasks.wait("the case", |screen| screen.contains("┬ Yun ") && screen.contains("1 of 4"));
        tasks.type_keys("l");
        tasks.wait("the case", |screen| screen.contains("┬ Yun ") && screen.contains("Esc list"));
        tasks.task("edit here, and come back", 1, "e", |_| edited(&tasks).contains("yun.toml"));
        tasks.wait("the case", |screen| screen.contains("┬ Yun "));
        tasks.type_keys("/age<Enter>");
        tasks.wait("the field", |screen| screen.contains("│▌age "));
        tasks.task("type over a value", 4, "i15<Enter>", |screen| {
            screen.contains("age written to Yun")
        });
        tasks.task("undo it", 1, "u", |screen| screen.contains("the file is as before"));
        tasks.type_keys("/citizenship<Enter>");
        tasks.wait("the field", |screen| screen.contains("│▌citizenship "));
        tasks.task("add a value to a list", 4, "iVN<Enter>", |screen| {
            screen.contains("citizenship written to Yun")
        });
        let case = fs::read_to_string(tasks.path("cases/victims/yun.toml")).unwrap();
        assert!(case.contains("\"CN\", \"VN\""), "{case}");
        tasks.task("undo it", 1, "u", |screen| screen.contains("the file is as before"));
        tasks.type_keys("l");
        tasks.task("copy a quote with its citation", 2, "yq", |screen| {
            screen.contains("characters)")
        });
    }
}

#[test]
fn reading_and_quoting() {
    if archive().is_none() {
        println!("skipped: the archived texts are not here");
        return;
    }
    for look in LOOKS {
        let Some(tasks) = Tasks::start(look) else { return };
        tasks.type_keys("/yun<Enter>");
        tasks.wait("the case", |screen| screen.contains("┬ Yun ") && screen.contains("1 of 4"));
        tasks.type_keys("l");
        tasks.wait("the case", |screen| screen.contains("┬ Yun ") && screen.contains("yy copy"));
        tasks.task("read the quote of a field in its article", 3, "9j<Enter><Enter>", |screen| {
            screen.contains("quoted passage") && screen.contains("GUANGXI")
        });
        tasks.drag("Yun was smuggled out");
        tasks.wait("the selection", |screen| screen.contains("c quotes the passage"));
        // Dragging counts as one.
        tasks.task(
            "add words as a quote of two fields",
            5,
            "c<Space><Down><Space><Enter>",
            |screen| screen.contains("quote added to Yun"),
        );
        let case = fs::read_to_string(tasks.path("cases/victims/yun.toml")).unwrap();
        assert!(case.contains("\"Yun was smuggled out\""), "{case}");
        tasks.type_keys("u");
        tasks.wait("the file as before", |screen| screen.contains("quote removed"));
        tasks.type_keys("<Escape>");
        tasks.wait("no selection", |screen| screen.contains("selection cleared"));
        tasks.task("find a word in the open article", 8, "/ordeal<Enter>", |screen| {
            screen.contains("N previous") && screen.contains("ordeal")
        });
    }
}
