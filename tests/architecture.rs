//! The house: floors import downwards only, files inside a floor form no cycle, and what may stand
//! in one place only stands there.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the sources has failed")]
#![expect(clippy::string_slice, reason = "the slices start where a match was found")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The floors, the highest first; a folder or file below `src`.
const FLOORS: &[&str] =
    &["main", "cli", "browser", "exchange", "collection", "evidence", "record", "search", "text"];

/// The floors inside the browser, the highest first.
const BROWSER: &[&str] = &["runtime", "config", "view", "keymap", "model"];

/// A source file: its path below `src`, and its text without tests.
struct Source {
    path: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    collect(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").as_path(), "", &mut sources);
    assert!(sources.len() > 40, "the sources are where this test looks for them");
    sources
}

fn collect(folder: &Path, prefix: &str, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = format!("{prefix}{name}");
        if name == "tests" || name == "tests.rs" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), sources);
        } else if entry.path().extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(entry.path()).unwrap();
            sources.push(Source { path, text: without_tests(&text) });
        }
    }
}

fn without_tests(text: &str) -> String {
    text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
}

/// The code of a file, its comments blanked, so that prose imports nothing.
fn code(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The names that follow `prefix` in the code: `crate::text::x` gives `text`; a group in braces
/// gives each of its first names.
fn named_after(code: &str, prefix: &str) -> BTreeSet<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(first_names(group)),
            None => _ = names.insert(rest.chars().take_while(|c| is_name(*c)).collect()),
        }
    }
    names
}

/// The first names of a brace group, nested groups skipped.
fn first_names(group: &str) -> Vec<String> {
    let (mut depth, mut names, mut name) = (0, Vec::new(), String::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(std::mem::take(&mut name)),
            _ if depth == 0 => name.push(c),
            _ => {}
        }
    }
    names.push(name);
    let first = |name: String| name.trim().split("::").next().unwrap_or_default().to_owned();
    names.into_iter().map(first).filter(|name| !name.is_empty()).collect()
}

fn floor_of(path: &str) -> &str {
    path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

fn rank(floors: &[&str], name: &str) -> Option<usize> {
    floors.iter().position(|floor| *floor == name)
}

#[test]
fn a_floor_imports_only_floors_below() {
    for Source { path, text } in sources() {
        let own = floor_of(&path);
        let Some(height) = rank(FLOORS, own) else {
            assert_eq!(own, "lib", "{path} is on no floor: name it in FLOORS");
            continue;
        };
        let prefix = if own == "main" { "casebook::" } else { "crate::" };
        for used in named_after(&code(&text), prefix) {
            let below = rank(FLOORS, &used).is_some_and(|other| other >= height);
            assert!(below, "{path} looks up to `{used}`");
        }
    }
}

#[test]
fn a_floor_of_the_browser_imports_only_those_below() {
    for Source { path, text } in sources() {
        let Some(inner) = path.strip_prefix("browser/") else { continue };
        let Some(height) = rank(BROWSER, floor_of(inner)) else { continue };
        for prefix in ["crate::browser::", "super::super::"] {
            for used in named_after(&code(&text), prefix) {
                if let Some(other) = rank(BROWSER, &used) {
                    assert!(other >= height, "{path} looks up to `{used}`");
                }
            }
        }
    }
}

/// Files inside a floor: an arrow for each `super::x` in which `x` is a sibling file or folder.
#[test]
fn the_files_of_a_floor_form_no_cycle() {
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let sources = sources();
    let modules: BTreeSet<String> = sources.iter().map(|source| module_of(&source.path)).collect();
    for Source { path, text } in &sources {
        // `mod.rs` names its files only to gather them.
        if path.ends_with("/mod.rs") || !path.contains('/') {
            continue;
        }
        let own = module_of(path);
        let parent = own.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned();
        for used in named_after(&code(text), "super::") {
            let sibling = format!("{parent}/{used}");
            if modules.contains(&sibling) && sibling != own {
                arrows.entry(own.clone()).or_default().insert(sibling);
            }
        }
    }
    assert!(arrows.len() > 20, "the arrows are found");
    for start in arrows.keys() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&String> = arrows[start].iter().collect();
        while let Some(next) = open.pop() {
            assert_ne!(next, start, "{start} imports itself by way of others");
            if seen.insert(next) {
                open.extend(arrows.get(next).into_iter().flatten());
            }
        }
    }
}

fn module_of(path: &str) -> String {
    path.trim_end_matches(".rs").trim_end_matches("/mod").to_owned()
}

/// A name, and the only places below `src` whose code may hold it.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("fuzzy_matcher", &["search/fuzzy.rs"]),
    ("ToPinyin", &["search/pinyin.rs"]),
    ("edtf_core", &["record/date"]),
    ("Color::", &["browser/view/theme.rs", "cli/output.rs"]),
    (
        "std::fs",
        &[
            "collection/beneath.rs",
            "collection/exposure.rs",
            "collection/folder.rs",
            "collection/stamp.rs",
            "exchange/write",
            "cli/",
            "browser/runtime/",
        ],
    ),
    ("std::thread", &["browser/runtime/", "exchange/write"]),
    ("Instant", &["browser/runtime/", "cli/", "exchange/write"]),
    (
        "SystemTime",
        &["collection/folder.rs", "collection/stamp.rs", "browser/runtime/", "exchange/write"],
    ),
    ("std::process", &["main.rs", "cli/", "browser/runtime/"]),
    ("std::net", &[]),
    ("crossterm", &["cli/output.rs", "browser/runtime/", "browser/keymap/"]),
];

#[test]
fn what_may_stand_in_one_place_only_stands_there() {
    for Source { path, text } in sources() {
        let code = code(&text);
        for (name, places) in ONLY_IN {
            let allowed = places.iter().any(|place| path.starts_with(place));
            assert!(allowed || !code.contains(name), "{path} holds `{name}`");
        }
    }
}

/// Every way to change something on a disk that the libraries at hand offer. Programs that are started
/// (the editor, the opener) are not among them.
const WRITING: &[&str] = &[
    "fs::write",
    "write(true)",
    "append(true)",
    "create(true)",
    "create_new",
    "truncate(true)",
    "File::create",
    "File::options",
    "create_dir",
    "DirBuilder",
    "remove_file",
    "remove_dir",
    "fs::rename",
    "fs::copy",
    "hard_link",
    "symlink(",
    "symlink_file",
    "symlink_dir",
    "set_permissions",
    "set_times",
    "set_modified",
    "set_len",
    "fs::set_",
    "chown",
    "tempfile",
    "persist",
    "linkat",
    "mkdirat",
    "mknod",
    "renameat",
    "rename_with",
    "symlinkat",
    "fchmod",
    "chmodat",
    "fchown",
    "utimens",
    "ftruncate",
    "fallocate",
    "copy_file_range",
    "sendfile",
    "OFlags::WRONLY",
    "OFlags::RDWR",
    "OFlags::CREATE",
    "OFlags::TRUNC",
    "OFlags::APPEND",
    "OFlags::TMPFILE",
    "setxattr",
    "set_xattr",
    "removexattr",
    "remove_xattr",
    "xattr::",
    "UnixListener",
    "memfd",
    "MmapMut",
];

fn writing(code: &str) -> Option<&'static str> {
    WRITING.iter().copied().find(|way| {
        // A name of which this is only the end is another.
        let is_own = |at: usize| {
            let before = code.get(..at).and_then(|head| head.chars().next_back());
            !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
        };
        code.match_indices(way).any(|(at, _)| is_own(at))
    })
}

#[test]
fn nothing_is_written_but_by_the_one_writer() {
    let mut by_the_writer = 0;
    for Source { path, text } in sources() {
        let found = writing(&code(&text));
        if path == "exchange/write.rs" || path.starts_with("exchange/write/") {
            by_the_writer += usize::from(found.is_some());
        } else {
            assert_eq!(found, None, "{path} writes: have `exchange::write` do it");
        }
    }
    assert!(by_the_writer >= 3, "what is looked for is found where it is");
    for way in
        ["std::fs::write(path, text)", "OpenOptions::new().append(true)", "let f = File::create(p)"]
    {
        assert!(writing(way).is_some(), "{way}");
    }
}

/// What is drawn is taken from the collection as it may be seen, or the mask would have holes.
#[test]
fn the_view_reads_no_record_but_as_it_may_be_seen() {
    let view = sources().into_iter().filter(|source| source.path.starts_with("browser/view/"));
    let pages =
        sources().into_iter().filter(|source| source.path.starts_with("browser/model/page/"));
    for Source { path, text } in view.chain(pages) {
        for door in [".collection", ".record()", "crate::collection", "Located"] {
            assert!(!code(&text).contains(door), "{path} holds `{door}`: ask Seen for it");
        }
    }
}

/// What is printed of a collection comes through a redaction, or a format would forget it.
#[test]
fn no_format_reads_a_record_but_through_a_redaction() {
    // Writing a file asks the collection only who may read it.
    let formats = sources().into_iter().filter(|source| {
        source.path.starts_with("exchange/") && !source.path.starts_with("exchange/write")
    });
    for Source { path, text } in formats {
        for door in ["Collection", "Located", "::file::", "Contents"] {
            assert!(!code(&text).contains(door), "{path} holds `{door}`: ask a Redaction for it");
        }
    }
}

#[test]
fn every_file_opens_with_what_it_owns() {
    for Source { path, text } in sources() {
        assert!(text.starts_with("//! "), "{path} has no head");
    }
}

#[test]
fn the_architecture_page_names_every_floor_and_no_other() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    let page = fs::read_to_string(page).unwrap();
    let named: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("### `"))
        .filter_map(|line| line.split('`').next())
        .map(|name| name.trim_end_matches('/').trim_end_matches(".rs"))
        .collect();
    let inner = BROWSER.iter().map(|floor| format!("browser/{floor}"));
    let mut floors: Vec<String> = Vec::new();
    for floor in FLOORS {
        floors.push((*floor).to_owned());
        if *floor == "browser" {
            floors.extend(inner.clone());
        }
    }
    assert_eq!(named, floors);
}
