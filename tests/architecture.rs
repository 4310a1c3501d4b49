//! The house: floors import downwards only, files inside a floor form no cycle, and what is allowed
//! in one place only is used there only.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the sources has failed")]

#[path = "architecture/imports.rs"]
mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use imports::{Map, Module, Source, sources};
use proc_macro2::{TokenStream, TokenTree};

/// The floors, a folder or file below `src` each, with the floors that each uses. The front ends, `cli` and `browser`,
/// stand on the session and on what is below it, as does `lsp`; `cli` also starts the others. A floor uses none above it in the
/// table.
const FLOORS: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    (
        "cli",
        &[
            "browser",
            "lsp",
            "views",
            "session",
            "exchange",
            "redaction",
            "collection",
            "evidence",
            "record",
            "search",
            "diagnostic",
            "capture",
            "text",
        ],
    ),
    (
        "browser",
        &[
            "views",
            "watcher",
            "session",
            "exchange",
            "redaction",
            "collection",
            "evidence",
            "record",
            "search",
            "diagnostic",
            "text",
        ],
    ),
    (
        "lsp",
        &[
            "watcher",
            "session",
            "exchange",
            "redaction",
            "collection",
            "evidence",
            "record",
            "diagnostic",
            "text",
        ],
    ),
    ("watcher", &["collection"]),
    (
        "views",
        &[
            "session",
            "exchange",
            "redaction",
            "collection",
            "evidence",
            "record",
            "search",
            "diagnostic",
            "codec",
            "parallel",
            "text",
        ],
    ),
    ("session", &["exchange", "redaction", "collection", "record", "search", "diagnostic", "text"]),
    ("exchange", &["redaction", "collection", "evidence", "record", "diagnostic", "text"]),
    ("redaction", &["collection", "evidence", "record", "text"]),
    ("collection", &["evidence", "record", "search", "diagnostic", "codec", "parallel", "text"]),
    ("evidence", &["record", "search", "text"]),
    ("record", &["search", "diagnostic", "codec", "text"]),
    ("search", &["diagnostic", "codec", "parallel", "text"]),
    ("diagnostic", &["text"]),
    ("capture", &[]),
    ("codec", &["text"]),
    ("parallel", &[]),
    ("text", &[]),
];

/// The floors inside the browser, the highest first.
const BROWSER: &[&str] = &["runtime", "config", "app", "screen", "view", "keymap", "model"];

fn rank(floors: &[&str], name: &str) -> Option<usize> {
    floors.iter().position(|floor| *floor == name)
}

/// Returns what each floor uses of the others, by the paths in its files.
fn used_floors(sources: &[Source]) -> BTreeMap<&str, BTreeSet<&str>> {
    let floors: BTreeSet<&str> =
        sources.iter().filter_map(|source| source.module.first()).map(String::as_str).collect();
    let mut used: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for Source { module, named, .. } in sources {
        let Some(own) = module.first() else { continue };
        let of_own = used.entry(own).or_default();
        let others = named.iter().filter_map(|named| named.first()).map(String::as_str);
        // Where nothing of the crate is meant, it is what the file itself holds.
        of_own.extend(others.filter(|other| other != own && floors.contains(other)));
    }
    used
}

#[test]
fn a_floor_uses_the_floors_of_the_table_and_no_other() {
    let used = used_floors(sources());
    let names: Vec<&str> = FLOORS.iter().map(|(floor, _)| *floor).collect();
    for (number, (floor, allowed)) in FLOORS.iter().enumerate() {
        let allowed: BTreeSet<&str> = allowed.iter().copied().collect();
        assert!(used.contains_key(floor), "there is no floor `{floor}`, which has a row in FLOORS");
        let used = used.get(floor).cloned().unwrap_or_default();
        let more: Vec<&&str> = used.difference(&allowed).collect();
        assert!(more.is_empty(), "`{floor}` uses {more:?}, which its row in FLOORS does not allow");
        let less: Vec<&&str> = allowed.difference(&used).collect();
        assert!(less.is_empty(), "`{floor}` no longer uses {less:?}: take it out of its row");
        let below = names.get(number + 1..).unwrap_or_default();
        assert!(allowed.iter().all(|other| below.contains(other)), "`{floor}` looks up");
    }
    let all: BTreeSet<&str> = names.into_iter().collect();
    let rowless: Vec<&str> = used.into_keys().filter(|floor| !all.contains(floor)).collect();
    assert!(rowless.is_empty(), "{rowless:?} has no row in FLOORS");
}

#[test]
fn a_floor_that_uses_another_is_found() {
    let sources = [
        Source::read("search/a.rs", "use crate::text::Splice;\nfn f() { crate::record::g() }"),
        Source::read("text/b.rs", "use super::super::search::A;"),
        Source::read("record/c.rs", "fn g() {}"),
    ];
    let used = used_floors(&sources);
    let of = |floor: &str| used[floor].iter().copied().collect::<Vec<_>>();
    assert_eq!(of("search"), ["record", "text"]);
    assert_eq!((of("text"), of("record")), (vec!["search"], vec![]));
}

#[test]
fn a_floor_of_the_browser_imports_only_those_below() {
    let inner = |module: &Module| {
        let inner = module.get(1).filter(|_| module.first().is_some_and(|own| own == "browser"));
        inner.and_then(|inner| rank(BROWSER, inner))
    };
    let map = Map::of(sources());
    for Source { path, module, named, .. } in sources() {
        let Some(height) = inner(module) else { continue };
        for used in named {
            let holder = map.holder(used);
            let below = inner(&holder).is_none_or(|other| other >= height);
            assert!(below, "{path} uses the upper floor `{}`", used.join("::"));
        }
    }
}

/// Returns the screen that a module belongs to: the name of its folder.
fn screen_of(module: &Module) -> Option<&str> {
    let [browser, screen, name, ..] = module.as_slice() else { return None };
    // What all screens implement is none.
    let of_one = browser == "browser" && screen == "screen" && name != "contract";
    of_one.then_some(name.as_str())
}

/// Returns where a screen is named by anything but its own files, or by the table of the screens.
fn named_screens(sources: &[Source]) -> Vec<String> {
    let map = Map::of(sources);
    let mut found = Vec::new();
    for Source { path, module, named, .. } in sources {
        if path == "browser/screen/mod.rs" {
            continue;
        }
        for used in named {
            let holder = map.holder(used);
            let other = screen_of(&holder).filter(|screen| screen_of(module) != Some(*screen));
            found.extend(other.map(|screen| format!("{path} names the screen `{screen}`")));
        }
    }
    found
}

/// Adding or removing a screen touches its folder and its row alone.
#[test]
fn a_screen_is_named_by_its_own_folder_and_its_row_alone() {
    let screens = sources().iter().filter_map(|source| screen_of(&source.module));
    let screens: BTreeSet<&str> = screens.collect();
    assert!(screens.contains("browse"), "the screens are found: {screens:?}");
    let named = named_screens(sources());
    assert!(named.is_empty(), "{}", named.join("\n"));
}

#[test]
fn a_screen_that_names_another_is_found() {
    let sources = [
        Source::read("browser/screen/mod.rs", "mod a; mod b; mod contract;"),
        Source::read("browser/screen/contract.rs", "use super::a::A;"),
        Source::read("browser/screen/a/mod.rs", "use super::contract::C; use super::b::B;"),
        Source::read("browser/screen/b/mod.rs", "mod c; use self::c::D;"),
        Source::read("browser/screen/b/c.rs", "use super::super::contract::C;"),
        Source::read("browser/model/d.rs", "fn f() { crate::browser::screen::b::g() }"),
    ];
    let found = named_screens(&sources);
    assert_eq!(found.len(), 3, "{found:?}");
    for path in ["browser/screen/contract.rs", "browser/screen/a/mod.rs", "browser/model/d.rs"] {
        assert!(found.iter().any(|words| words.starts_with(path)), "{path}: {found:?}");
    }
}

/// An arrow from each file or folder to the ones beside it that hold what it names, through whatever
/// module it names them, with an example.
fn arrows(sources: &[Source]) -> BTreeMap<Module, BTreeMap<Module, String>> {
    let mut arrows: BTreeMap<Module, BTreeMap<Module, String>> = BTreeMap::new();
    let map = Map::of(sources);
    // `mod.rs` names its files only to gather them.
    for Source { path, module, named, .. } in
        sources.iter().filter(|source| !source.path.ends_with("mod.rs"))
    {
        for used in named {
            let holder = map.holder(used);
            let shared = module.iter().zip(&holder).take_while(|(own, other)| own == other).count();
            if let (Some(own), Some(other)) = (module.get(..=shared), holder.get(..=shared)) {
                let example = format!("{path} names {}", used.join("::"));
                arrows.entry(own.to_vec()).or_default().entry(other.to_vec()).or_insert(example);
            }
        }
    }
    arrows
}

/// Returns the names of what imports itself by way of others, each with an example.
fn cycles(sources: &[Source]) -> Vec<String> {
    let arrows = arrows(sources);
    let mut cycles = Vec::new();
    for (start, first) in &arrows {
        let mut seen = BTreeSet::new();
        let mut open: Vec<(&Module, &String)> = first.iter().collect();
        while let Some((next, example)) = open.pop() {
            if next == start {
                cycles.push(format!("{}: {example}", start.join("/")));
            } else if seen.insert(next) {
                open.extend(arrows.get(next).into_iter().flatten());
            }
        }
    }
    cycles
}

#[test]
fn the_files_of_a_floor_form_no_cycle() {
    let found = arrows(sources()).values().map(BTreeMap::len).sum::<usize>();
    assert!(found > 300, "the arrows are found: {found}");
    let cycles = cycles(sources());
    assert!(cycles.is_empty(), "{}", cycles.join("\n"));
}

#[test]
fn a_cycle_is_found_however_it_is_named() {
    let ways: [&[(&str, &str)]; 6] = [
        &[("record/a.rs", "use super::b::B;"), ("record/b.rs", "use super::a::A;")],
        &[("record/a.rs", "use crate::record::b::B;"), ("record/b.rs", "fn f() { super::a::f() }")],
        &[
            ("record/mod.rs", "mod a; mod b; pub use a::A; pub use b::B as C;"),
            ("record/a.rs", "use super::C;"),
            ("record/b.rs", "use crate::record::A;"),
        ],
        &[
            (
                "record/a.rs",
                "#[cfg(test)] mod tests { use super::super::z::Z; } fn f() { vec![super::b::B] }",
            ),
            ("record/b.rs", "#[cfg(test)] use super::z::Z;\nconst C: super::a::A = 1;"),
        ],
        &[
            ("record/a.rs", "use super::{b::B, c::C};"),
            ("record/b.rs", "use super::c::{self};"),
            ("record/c/deep.rs", "use super::super::a::A;"),
            ("record/c/mod.rs", "mod deep;"),
        ],
        &[
            ("record/a/one.rs", "use super::super::b::two::B;"),
            ("record/b/two.rs", "use super::super::a::one::A;"),
        ],
    ];
    for way in ways {
        let sources: Vec<_> = way.iter().map(|(path, text)| Source::read(path, text)).collect();
        assert!(!cycles(&sources).is_empty(), "{way:?}");
    }
    let apart = [
        ("record/a.rs", "use super::b::B; #[cfg(test)] mod tests { use super::b::B; }"),
        (
            "record/b.rs",
            "// use super::a::A\n#[cfg(test)] mod tests { use super::super::a::A; }\nfn f() {}",
        ),
    ];
    let sources: Vec<_> = apart.iter().map(|(path, text)| Source::read(path, text)).collect();
    assert_eq!(cycles(&sources), Vec::<String>::new());
    assert!(sources[1].code.contains("fn f()"), "what follows tests is seen");
}

/// A name, and the only places below `src` whose code may hold it.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("fuzzy_matcher", &["search/matching/fuzzy.rs"]),
    ("ToPinyin", &["search/matching/pinyin.rs"]),
    ("edtf_core", &["record/date"]),
    ("Color::", &["browser/view/theme.rs", "cli/output.rs"]),
    (
        "std::fs",
        &[
            "collection/files/open_beneath.rs",
            "collection/withheld/exposure.rs",
            "collection/files/source.rs",
            "collection/files/plain_folder.rs",
            "collection/files/fingerprint.rs",
            "exchange/write",
            "cli/",
            "browser/runtime/",
            "watcher/",
        ],
    ),
    (
        "std::thread",
        &[
            "browser/runtime/",
            "lsp/protocol/",
            "watcher/",
            "exchange/write",
            "exchange/format/xlsx.rs",
        ],
    ),
    ("Instant", &["browser/runtime/", "watcher/", "cli/", "exchange/write"]),
    ("notify::", &["watcher/"]),
    (
        "SystemTime",
        &[
            "collection/files/source.rs",
            "collection/files/fingerprint.rs",
            "watcher/",
            "exchange/write",
        ],
    ),
    ("std::process", &["main.rs", "cli/", "browser/runtime/"]),
    ("std::net", &[]),
    // What answers know is plain data, which any front end could show.
    ("lsp_server", &["lsp/protocol/"]),
    ("gen_lsp_types", &["lsp/protocol/"]),
    ("crossterm", &["cli/output.rs", "browser/runtime/", "browser/keymap/"]),
];

#[test]
fn what_belongs_in_one_place_is_only_there() {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for source in sources() {
        for (name, places) in ONLY_IN {
            let allowed = places.iter().any(|place| source.path.starts_with(place));
            let is_there = holds(source, name);
            assert!(allowed || !is_there, "{} holds `{name}`", source.path);
            found.extend(is_there.then_some(*name));
        }
    }
    for (name, places) in ONLY_IN {
        assert!(places.is_empty() || found.contains(name), "no place holds `{name}` any more");
    }
}

/// Returns whether a file holds a name, as it is written or in what it brings in.
fn holds(source: &Source, name: &str) -> bool {
    source.code.contains(name) || source.outside.iter().any(|path| path.contains(name))
}

#[test]
fn a_name_is_found_however_it_is_brought_in() {
    for (name, code) in [
        ("std::fs", "use std::fs;"),
        ("std::fs", "use std::{io, fs::{self, File}};"),
        ("std::thread", "fn f() { use std::{thread::spawn as go}; }"),
        ("notify::", "use notify as watching;"),
        ("crossterm", "use crossterm::*;"),
    ] {
        assert!(holds(&Source::read("session/a.rs", code), name), "{code}");
    }
    let apart = Source::read("session/a.rs", "use std::{io, fmt}; #[cfg(test)] use std::{fs};");
    assert!(!holds(&apart, "std::fs"));
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
    ".persist",
    "persist(",
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
    // Under another name, what is done with it would not be seen.
    "std::fs as",
];

/// Returns how a file changes something on a disk.
fn writing_of(source: &Source) -> Option<&'static str> {
    writing(&source.code).or_else(|| source.outside.iter().find_map(|path| writing(path)))
}

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
    for source in sources() {
        let (path, found) = (&source.path, writing_of(source));
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
    for way in
        ["use std::{fs::{write}, io};", "use std::fs as disk;", "use std::fs::remove_file as f;"]
    {
        assert!(writing_of(&Source::read("cli/a.rs", way)).is_some(), "{way}");
    }
}

/// What reads or searches a collection by itself, of the floor that has it.
const OF_THE_SESSION: &[&str] = &["Loader", "load", "Lookup", "SortIndex"];

/// Returns what a file names that only the session may.
fn session_work(source: &Source) -> Option<&str> {
    let of_collection =
        source.named.iter().filter(|named| named.first().is_some_and(|one| one == "collection"));
    let mut names = of_collection.flatten().map(String::as_str);
    names.find(|name| OF_THE_SESSION.contains(name))
}

/// Each front end would have its own rules for caches, changes and orders otherwise.
#[test]
fn only_the_session_reads_and_searches_a_collection() {
    let mut by_the_session = 0;
    for source in sources().iter().filter(|source| !source.path.starts_with("collection/")) {
        let found = session_work(source);
        if source.path.starts_with("session/") {
            by_the_session += usize::from(found.is_some());
        } else if source.path.starts_with("views/") {
            // A session gives it to them.
            let own = found.filter(|found| *found != "Lookup");
            assert_eq!(own, None, "{}: a Session does that", source.path);
        } else if source.path == "redaction/release.rs" {
            // What may be published is made into a collection of its own, of texts in memory.
            assert_eq!(found, Some("load"));
        } else {
            assert_eq!(found, None, "{}: a Session does that", source.path);
        }
    }
    assert!(by_the_session >= 2, "what is looked for is found where it is");
    for way in ["use crate::collection::{Disk, Loader};", "fn f() { crate::collection::load(&a) }"]
    {
        assert!(session_work(&Source::read("cli/a.rs", way)).is_some(), "{way}");
    }
}

/// What is drawn is taken from the collection as it may be seen, or the mask would have holes.
#[test]
fn the_view_reads_no_record_but_as_it_may_be_seen() {
    let is_drawn = |source: &&Source| {
        let Source { path, code, .. } = source;
        let folders = ["browser/view/", "browser/model/page/", "browser/app/window_title.rs"];
        let draws = path.starts_with("browser/") && code.contains("canvas.");
        draws || folders.iter().any(|folder| path.starts_with(folder))
    };
    let drawn: Vec<&Source> = sources().iter().filter(is_drawn).collect();
    let of_screens = drawn.iter().any(|source| source.path.starts_with("browser/screen/"));
    assert!(of_screens, "the drawing of the screens is found");
    for Source { path, code, named, .. } in drawn {
        let is_of_collection = |one: &Module| one.first().is_some_and(|one| one == "collection");
        assert!(
            !named.iter().any(is_of_collection),
            "{path} names `collection`: use MaskedCollection or MaskedRecord"
        );
        for door in [".collection", ".record()", ".whole()", "crate::collection", "Located"] {
            assert!(
                !code.contains(door),
                "{path} has `{door}`: use MaskedCollection or MaskedRecord"
            );
        }
    }
}

/// What no file of `exchange/` may name: what holds the words of a file unredacted, and the floor of it.
const UNREDACTED: &[&str] =
    &["Record", "Collection", "Located", "File", "Contents", "ArchivedText", "collection"];

/// The files of `exchange/` that may name some of it all the same.
const MAY_NAME: &[(&str, &[&str])] = &[
    // The schema of `casebook.toml` lists its settings; no schema reads a record.
    ("exchange/schema.rs", &["collection"]),
    // Who may read a new file depends on the settings of its collection.
    ("exchange/write.rs", &["Collection", "collection"]),
    // A transaction asks a `Disk` of the collection where its files are.
    ("exchange/write/transaction.rs", &["collection"]),
    // An import compares what it reads with the files that it changes, and prints nothing of them.
    ("exchange/import/", &["Record", "Quote", "Collection", "collection", "Located"]),
    // This `File` is that of the standard library.
    ("exchange/write", &["File"]),
];

/// Returns the words of a code; what is in quotation marks or comments is none.
fn words_of(code: TokenStream) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for token in code {
        match token {
            TokenTree::Group(group) => words.extend(words_of(group.stream())),
            TokenTree::Ident(word) => _ = words.insert(word.to_string()),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    words
}

/// What is printed of a collection comes through a redaction, or a format would forget it.
#[test]
fn no_format_names_an_unredacted_record() {
    let (mut files, mut excused) = (0, BTreeSet::new());
    for Source { path, code, .. } in sources() {
        if !path.starts_with("exchange/") {
            continue;
        }
        files += 1;
        let words = words_of(code.parse().unwrap());
        for word in UNREDACTED.iter().filter(|word| words.contains(**word)) {
            let excuse = MAY_NAME
                .iter()
                .find(|(place, allowed)| path.starts_with(place) && allowed.contains(word));
            assert!(excuse.is_some(), "{path} names `{word}`: ask a RedactedRecord for it");
            excused.extend(excuse.map(|(place, _)| *place));
        }
    }
    assert!(files > 20, "the formats are found: {files}");
    assert_eq!(excused.len(), MAY_NAME.len(), "each excuse is needed");
}

#[test]
fn every_file_opens_with_one_sentence() {
    for Source { path, head, .. } in sources() {
        assert!(head.starts_with("//! "), "{path} has no head");
        assert!(
            head.ends_with(['.', '?']),
            "the first paragraph of {path} is not one sentence: {head}"
        );
    }
}

/// Names that several types may have: the arguments of each command.
const SHARED_NAMES: &[&str] = &["Arguments"];

/// Returns the types that a file defines, each name once: a type may differ by platform.
fn types(code: &str) -> BTreeSet<String> {
    #[derive(Default)]
    struct Types(BTreeSet<String>);
    impl<'f> syn::visit::Visit<'f> for Types {
        #[expect(clippy::wildcard_enum_match_arm, reason = "the items of other crates may grow")]
        fn visit_item(&mut self, item: &'f syn::Item) {
            let name = match item {
                syn::Item::Struct(item) => Some(&item.ident),
                syn::Item::Enum(item) => Some(&item.ident),
                syn::Item::Trait(item) => Some(&item.ident),
                syn::Item::Type(item) => Some(&item.ident),
                syn::Item::Union(item) => Some(&item.ident),
                // All else is no type.
                _ => None,
            };
            self.0.extend(name.map(ToString::to_string));
            syn::visit::visit_item(self, item);
        }
    }
    let mut types = Types::default();
    syn::visit::Visit::visit_file(&mut types, &syn::parse_file(code).unwrap());
    types.0
}

#[test]
fn no_two_types_share_a_name() {
    let mut places: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for Source { path, code, .. } in sources() {
        for name in types(code) {
            places.entry(name).or_default().push(path);
        }
    }
    assert!(places.len() > 400, "the types are found: {}", places.len());
    let shared: Vec<_> = places
        .iter()
        .filter(|(name, places)| places.len() > 1 && !SHARED_NAMES.contains(&name.as_str()))
        .map(|(name, places)| format!("`{name}` is a type in {}", places.join(" and in ")))
        .collect();
    assert!(shared.is_empty(), "{}", shared.join("\n"));
}

#[test]
fn the_architecture_page_names_every_floor_and_no_other() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    let page = fs::read_to_string(page).unwrap();
    let named: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("- **`"))
        .filter_map(|line| line.split('`').next())
        .map(|name| name.trim_end_matches('/').trim_end_matches(".rs"))
        .collect();
    let inner = BROWSER.iter().map(|floor| format!("browser/{floor}"));
    let mut floors: Vec<String> = Vec::new();
    for (floor, _) in FLOORS {
        floors.push((*floor).to_owned());
        if *floor == "browser" {
            floors.extend(inner.clone());
        }
    }
    assert_eq!(named, floors);
}
