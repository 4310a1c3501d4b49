//! What is withheld: no command prints a confidential case, or the name of a person who may not be
//! named, in any of its forms, without `--with-confidential`.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its folder has failed")]

mod command_line;
#[path = "command_line/lines.rs"]
mod command_lines;
#[path = "command_line/missing.rs"]
mod missing_commands;

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value as Json;
use tempfile::TempDir;

use casebook::exchange::Takes;
use command_lines::{lines_of_commands, lines_of_formats};
use missing_commands::missing;

/// Words that are in withheld names, in small letters, and nowhere else. All are made up.
const CANARIES: &[&str] = &[
    "thessaly",
    "okonkwo",
    "grey-heron",
    "heron",
    "가나다라",
    "测试者甲",
    "مجرب",
    "zebulon",
    "quagmire",
    "tourmaline",
    "bystander",
    "rivalname",
    "тестовая",
    "innercircle",
];

/// A collection with withheld names wherever a text can be.
const FILES: &[(&str, &str)] = &[
    (
        "casebook.toml",
        "format = 1\n[vocabulary]\nscam_type = ['okonkwo_scam']\n[views]\n1 = 'okonkwo'\n",
    ),
    (
        "people.toml",
        "[p]\nname = 'Thessaly Okonkwo'\nnative_name = '가나다라'\naliases = ['测试者甲', 'مجرب', 'Тестовая Особа']\nroles = ['witness']\npublic = false\nidentifiers = ['testbase:quagmire-1', 'wikidata:okonkwo']\nnote = 'Thessaly was heard; thessaly okonkwo agreed'\nmember_of = ['club']\n\n\
         [grey-heron]\nname = 'Heron'\npublic = 'false'\n\n\
         [bystander]\nname = 'Bystander Innercircle'\n\n\
         [officer]\nname = 'Test Officer'\nroles = ['official']\npublic = true\n",
    ),
    (
        "organisations.toml",
        "[club]\nname = 'Okonkwo and Friends'\ntype = 'ngo'\nnote = 'Run by Thessaly OKONKWO'\nparent = 'okonkwo-holding'\n[okonkwo-holding]\nname = 'Holding'\n",
    ),
    (
        "places.toml",
        "[seatown]\nname = 'Seatown'\nnote = 'where 가나다라 lived, and 测试者甲 and Quagmire'\n",
    ),
    (
        "sources.toml",
        "[wire]\ntitle = 'Okonkwo speaks {of} Heron'\nauthor = ['Thessaly Okonkwo', 'A Writer']\npublisher = 'The Quagmire Times'\nurl = 'https://test.example/thessaly-okonkwo?q=okonkwo'\narchived_url = 'https://archive.example/Quagmire'\npublished = '2020'\ntype = 'article'\nnote = 'from Zebulon'\n[[wire.custody]]\nat = '2021'\nby = 'Thessaly Okonkwo'\naction = 'handed to Quagmire'\n\n\
         [okonkwo-interview]\ntitle = 'An interview'\npublisher = 'Test Radio'\ntype = 'interview'\nderived_from = ['wire']\n\n\
         [heron-interview]\ntitle = 'Another'\ntype = 'interview'\n",
    ),
    (
        "archive/wire.txt",
        "It rained. Then Thessaly Okonkwo spoke of the raid.\nNobody else spoke.\n",
    ),
    (
        "arrests/okonkwo-raid.toml",
        "title = 'Raid at the house of Okonkwo'\nsummary = 'مجرب was there'\ndate = '2020'\ncount = 3\npersons = ['p', 'officer', 'grey-heron']\nauthorities = ['Okonkwo Police']\nrelated = ['zebulon-quagmire', 'test-ann']\ntags = ['okonkwo']\nnote = 'Тестовая Особа, said Quagmire'\nokonkwo = 'heron'\nplaces = ['seatown']\n\n\
         [[event]]\nkey = 'okonkwo'\ntype = 'contact'\nwhat = 'Heron called'\ndate = '2020'\n\n\
         [[group]]\nkey = 'heron'\ncount = 2\n\n\
         [[quote]]\nsource = 'wire'\ntext = 'Then Thessaly Okonkwo spoke of the raid.'\nspeaker = 'Thessaly Okonkwo, a neighbour'\nat = 'page Okonkwo'\nnote = 'quagmire'\nsupports = ['count', 'event.okonkwo', 'group.heron']\n\n\
         [[quote]]\nsource = 'okonkwo-interview'\ntext = 'not so, said Zebulon'\nspeaker = 'Quagmire'\ndisputes = { title = 'Okonkwo’s raid', count = 4, 'event.okonkwo' = 'Heron did not' }\n",
    ),
    (
        "victims/test-ann.toml",
        "title = 'Ann Test, freed by Okonkwo'\nname = 'Ann Test'\nname_type = 'alias'\nage = 'as old as Okonkwo'\nhome = 'house of Heron'\nscam_type = ['okonkwo_scam']\nrelated = ['zebulon-quagmire', 'okonkwo-raid']\npromised = 'Quagmire’s kitchen'\noccupation = 'clerk of Okonkwo'\ngender = 'thessaly'\n",
    ),
    (
        "victims/zebulon-quagmire.toml",
        "title = 'A tourmaline title'\nname = 'Zebulon Quagmire'\nconfidentiality = 'confidential'\nage = 'tourmaline'\nexploitation_place = 'seatown'\n[[quote]]\nsource = 'wire'\ntext = 'Nobody else spoke.'\nsupports = ['age']\ndisputes = { name = 'Rivalname Other' }\n",
    ),
    ("named.csv", "Name,Job,More\nZebulon Quagmire,Seller,x\nThessaly Okonkwo,Seller,y\n"),
    (
        "named.toml",
        "kind = 'victim'\nid = '{Name}'\nsource = 'named-list'\n[constants]\ntitle = 'Of a list'\n[columns]\nName = 'name'\nJob = 'occupation'\nMore = false\n",
    ),
    (
        "rescues/held.toml",
        "title = 'Out of the tourmaline house'\nconfidentiality = 'confidental'\nrequested_by = ['bystander', 'officer']\nvictims = ['zebulon-quagmire']\n",
    ),
];

/// The ways to print something of it beside those of every format; `check` prints paths on purpose.
const COMMANDS: &[&[&str]] = &[
    &["list", ALL],
    &["list", "name:okonkwo", ALL],
    &["list", "person:okonkw"],
    &["list", "kind:person", "--sort", "quagmir"],
    &["list", "okonkwo", "is:problem", "--format", "json"],
    &["list", "--header"],
    &["list", "text:okonkwo"],
    &["list", "text:nobody", ALL, "--format", "json"],
    &["list", "--plain", ALL],
    &["show", "text:nobody"],
    &["show", "--plain", ALL],
    &["show", "--all", ALL],
    &["show", "okonkwo"],
    &["show", ALL],
    &["show", "kind:person", "quagmir"],
    &["show", "name:zebulon"],
    &["show", "p"],
    &["show", "officer"],
    &["show", "bystander"],
    &["show", "okonkwo-raid"],
    &["show", "test-ann"],
    &["show", "club"],
    &["show", "seatown"],
    &["show", "wire"],
    &["show", "zebulon-quagmire"],
    &["show", "okonkwo-holdin"],
    &["cite", "wire", "--at", "paragraph 3"],
    &["cite", "okonkwo-intervie"],
    &["export", "csv", "okonkwo", "--out", "out-found"],
    &["export", "csv", ALL, "--out", "out-all"],
    &["bag", "check", "out-bag"],
    &["export", "csv", "--public", "--out", "out-public"],
    &["brief", "--out", "out-brief.html"],
    &["brief", "okonkwo", "--out", "out-found.html"],
    &["archive", "check", "--diff"],
    &["import", "out-csv", "--dry-run"],
    &["import", "named.csv", "--mapping", "named.toml", "--dry-run"],
    &["count", "--by", "kind"],
    &["count", "--by", "place", "--by", "date:month"],
    &["count", "--by", "source", "--format", "json"],
    &["count", "--by", "place", "--by", "kind", "--format", "csv"],
    &["count", "--by", "persons", "--by", "victims", "--format", "json"],
    &["map", "okonkwo"],
    &["map", "--format", "json"],
    &["timeline", "--by", "month", "--ascii"],
    &["timeline", "--by", "quarter", "--format", "json"],
    &["map", "--format", "geojson"],
    &["count", "--by", "source", "--protect"],
    &["count", "--by", "persons", "--by", "place", "--protect", "--format", "json"],
    &["count", "--by", "place", "--protect", "--format", "csv"],
    &["timeline", "okonkwo", "--protect"],
    &["timeline", "okonkwo", "--format", "json"],
    &["map", "okonkwo", "--protect", "--format", "json"],
    &["map", "--protect", "--format", "geojson"],
    &["impact", "wire"],
    &["impact", "wire", "--format", "json"],
    &["impact", "wire", "--with-derived"],
    &["impact", "okonkwo-interview", "--format", "json"],
    &["impact", "okonkwo-intervie"],
    &["links", "officer"],
    &["links", "officer", "--format", "json", "--hubs", "--steps", "3"],
    &["links", "officer", "--format", "dot", "--hubs", "--steps", "3"],
    &["links", "officer", "--format", "graphml", "--hubs", "--steps", "3"],
    &["links", "officer", "--format", "gexf", "--hubs", "--steps", "3"],
    &["links", "officer", "--format", "csv", "--hubs", "--steps", "3"],
    &["links", "seatown", "--hubs", "--steps", "3"],
    &["links", "p", "--plain", "--steps", "3"],
    &["links", "okonkwo-raid", "--hubs"],
    &["links", "officer", "--to", "grey-heron"],
    &["links", "officer", "--to", "wire"],
    &["links", "officer", "--to", "wire", "--format", "json"],
    &["links", "bystander", "--to", "officer"],
    &["links", "zebulon-quagmire"],
    &["links", "officer", "--to", "zebulon-quagmire"],
    &["links", "okonkwo-holdin"],
    &["quote", "wire", "--find", "spoke of the raid"],
    &["quote", "wire", "--find", "Then Thes"],
    &["quote", "wire", "--find", "Then … spoke of the raid"],
    &["quote", "wire", "--find", "Then somebody Okonkwo spoke of the raid"],
    &["quote", "heron-intervie", "--find", "x"],
    &["check", "--format", "short"],
    &["check", "--format", "json"],
    &["check", "--color", "always"],
    &["set", ALL, "tags+=x", "--dry-run"],
    &["set", "kind:person", "note=x", "--dry-run"],
    &["rename", "wire", "wire-2", "--dry-run"],
    &["rename", "seatown", "sea-town", "--dry-run"],
    &["rename", "seatow", "sea-town", "--dry-run"],
];

/// The records that are shown in each format.
const SHOWN: &[&str] = &[
    "p",
    "officer",
    "bystander",
    "okonkwo-raid",
    "test-ann",
    "club",
    "seatown",
    "wire",
    "okonkwo-interview",
    "zebulon-quagmire",
];

/// Returns every way to print something of it: first those of all formats and commands, since what they write is read by
/// others.
fn all_commands() -> Vec<Vec<&'static str>> {
    let mut all = lines_of_formats(ALL, SHOWN);
    all.extend(lines_of_commands(OF_NO_RECORD));
    all.extend(COMMANDS.iter().map(|line| line.to_vec()));
    all
}

const ALL: &str = "kind:victim,rescue,arrest,source,place,person,organisation";

struct World(TempDir);

/// What a command printed: data and messages.
struct Printed {
    code: i32,
    out: String,
    err: String,
}

impl World {
    fn of(files: &[(&str, &str)]) -> Self {
        let world = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            world.put(path, text);
        }
        world
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Printed {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        command.env_clear().env("HOME", self.0.path());
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let code = output.status.code().unwrap_or(-1);
        Printed { code, out: text(output.stdout), err: text(output.stderr) }
    }

    fn json(&self, arguments: &[&str]) -> Json {
        let printed = self.run(arguments);
        assert_eq!(printed.code, 0, "{}", printed.err);
        serde_json::from_str(&printed.out).unwrap()
    }
}

fn spoken_of(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    CANARIES.iter().copied().filter(|canary| text.contains(canary)).collect()
}

/// Takes out what was typed, which is repeated in messages, and the paths that `check` prints.
fn without_known(text: &str, arguments: &[&str]) -> String {
    let mut text = text.to_owned();
    for known in arguments.iter().filter(|argument| !argument.starts_with('-')) {
        text = text.replace(known, "");
    }
    if arguments.first() == Some(&"check") {
        for (path, _) in FILES {
            text = text.replace(path, "");
        }
    }
    text
}

/// Commands that print nothing of a record.
const OF_NO_RECORD: &[&str] = &[
    "tutor",
    "init",
    "new",
    "archive add",
    "config",
    "schema",
    "lsp",
    "about",
    "completions",
    "man",
];

#[test]
fn every_command_and_format_is_asked_or_prints_nothing_of_a_record() {
    assert_eq!(missing(all_commands().iter().map(Vec::as_slice), OF_NO_RECORD), [""; 0]);
}

#[test]
fn no_brief_has_a_withheld_name_in_any_form() {
    let world = World::of(FILES);
    for (out, more) in [("masked.html", &[][..]), ("named.html", &["--with-names"])] {
        let ran = world.run(&[&["brief", "--out", out], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        let page = fs::read_to_string(world.0.path().join(out)).unwrap();
        assert!(page.contains("[withheld]"), "{out}");
        assert_eq!(spoken_of(&page), [""; 0], "{out}: {page}");
    }
}

#[test]
fn no_file_of_an_export_has_a_withheld_name_in_any_form() {
    let world = World::of(FILES);
    for format in Takes::Export.formats() {
        let out = format!("out-{}", format.name);
        let Printed { code, err, .. } = world.run(&["export", format.name, "--out", &out]);
        assert_eq!(code, 0, "{err}");
        let out = world.0.path().join(out);
        let entries = walkdir::WalkDir::new(&out).into_iter().map(Result::unwrap);
        let mut files = 0;
        for entry in entries.filter(|entry| entry.file_type().is_file()) {
            files += 1;
            let text = String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned();
            let left = without_known(&text, &[]);
            assert_eq!(spoken_of(&left), [""; 0], "{}:\n{text}", entry.path().display());
        }
        assert!(files > 0, "{}", format.name);
    }
}

#[test]
fn no_command_prints_a_withheld_name_in_any_form() {
    let world = World::of(FILES);
    for arguments in &all_commands() {
        let Printed { code, out, err } = world.run(arguments);
        for (where_to, text) in [("output", out), ("messages", err)] {
            let left = without_known(&text, arguments);
            assert_eq!(spoken_of(&left), [""; 0], "{where_to} of {arguments:?} ({code}):\n{text}");
        }
    }
}

/// Victims who may have been children, and a case that names them.
const PERHAPS_CHILDREN: &[(&str, &str)] = &[
    ("casebook.toml", "format = 1\n"),
    (
        "victims/v-1.toml",
        "title = 'A'\nname = 'Wrenfield One'\nname_type = 'real'\nage = 'fifteen'\n",
    ),
    ("victims/v-2.toml", "title = 'A'\nname = 'Wrenfield Two'\nmnior = true\n"),
    (
        "victims/v-3.toml",
        "title = 'A'\nname = 'Wrenfield Three'\n[[group]]\nkey = 'g'\nminor = true\n",
    ),
    (
        "victims/v-4.toml",
        "title = 'A'\nname = 'Wrenfield Four'\nage = 20\n[[quote]]\nsource = 'wire'\ntext = 'x'\ndisputes = { age = 15 }\n",
    ),
    (
        "victims/v-5.toml",
        "title = 'A'\nname = 'Wrenfield Five'\nage = 15\nname_type = 'pseudonim_by_us'\n",
    ),
    ("victims/v-6.toml", "title = 'A'\nnmae = 'Wrenfield Six'\nage = 15\nname_type = 'alias'\n"),
    (
        "rescues/r.toml",
        "title = 'Out'\nnote = 'Wrenfield One, Wrenfield Two and Six'\nvictims = ['v-1', 'v-2']\n",
    ),
    ("sources.toml", "[wire]\ntitle = 'Of Wrenfield Three'\n"),
];

#[test]
fn no_command_prints_a_name_that_may_be_a_childs() {
    let world = World::of(PERHAPS_CHILDREN);
    let shown = &["v-1", "v-2", "v-3", "v-4", "v-5", "v-6", "r", "wire"];
    let others =
        [&["brief", "--out", "b.html", "--with-names"][..], &["check"], &["list", "wrenfield"]];
    let lines = lines_of_formats(ALL, shown).into_iter().chain(others.map(<[_]>::to_vec));
    for arguments in lines {
        let Printed { code, out, err } = world.run(&arguments);
        for text in [out, err] {
            let left = without_known(&text, &arguments).to_lowercase();
            assert!(!left.contains("wrenfield"), "{arguments:?} ({code}):\n{text}");
        }
    }
    let page = fs::read_to_string(world.0.path().join("b.html")).unwrap();
    assert!(page.contains("[withheld]") && !page.to_lowercase().contains("wrenfield"), "{page}");
    assert!(world.run(&["list", "--with-confidential"]).code == 0);
}

#[test]
fn an_export_counts_confidential_cases_where_all_that_it_found_are() {
    let world = World::of(&[
        ("casebook.toml", "format = 1\n"),
        ("victims/a.toml", "title = 'A'\nconfidentiality = 'confidential'\ngender = 'male'\n"),
        ("victims/b.toml", "title = 'B'\ngender = 'male'\n"),
    ]);
    for format in Takes::Export.formats() {
        let out = format!("out-{}", format.name);
        let found = world.run(&["export", format.name, "gender:male", "--out", &out]);
        assert!(found.err.contains("1 confidential case is withheld"), "{}", found.err);
        let out = format!("alone-{}", format.name);
        let alone =
            world.run(&["export", format.name, "confidentiality:confidential", "--out", &out]);
        assert!(alone.err.contains("1 confidential case is withheld"), "{}", alone.err);
        assert!(!alone.err.contains("nothing had to be held back"), "{}", alone.err);
    }
}

/// Comments beside what is withheld or has a pseudonym, and one beside what is not.
const COMMENTED: &[(&str, &str)] = &[
    ("casebook.toml", "format = 1\n"),
    (
        "victims/v-1.toml",
        "# Wrenfield\ntitle = 'A' # Wrenfield\nname = 'Rue'\nname_type = 'pseudonym_by_us' # Wrenfield\nage = 15\nhat = 1 # Wrenfield\n\
         gender = 'femal' # Wrenfield\n\n# Wrenfield\n[[event]]\nhat = '#' # Wrenfield\n# Wrenfield",
    ),
    ("victims/v-2.toml", "title = 'A' # Wrenfield\nminor = true\nhat = 1 # Wrenfield\n"),
    ("victims/v-3.toml", "title = 'A'\nname = 'Sorrel'\nminor = true\nhat = 1 # Wrenfield\n"),
    ("victims/v-4.toml", "title = 'A'\nconfidentiality = 'confidential'\nhat = 1 # Wrenfield\n"),
    ("victims/v-5.toml", "title = 'it's # Wrenfield\nhat = 1 # Wrenfield\n"),
    ("victims/v-6.toml", "title = 'A'\nname = 'Tansy Aster'\nage = 30\nhat = 1 # open\n"),
    (
        "people.toml",
        "[p]\nname = 'Test Yarrow'\nhat = 1 # Wrenfield\n# Wrenfield is the name of q\n[q]\nname = 'Test Sedge'\npublic = false\nhat = 1 # Wrenfield\n",
    ),
    ("sources.toml", "[wire]\ntitle = 'Of it'\n"),
];

#[test]
fn no_command_prints_a_comment_beside_what_is_withheld_or_has_a_pseudonym() {
    let world = World::of(COMMENTED);
    let shown = &["v-1", "v-2", "v-3", "v-4", "v-5", "v-6", "p", "q", "wire"];
    let checks = [
        &["check"][..],
        &["check", "--plain"],
        &["set", "v-3", "tags+=x", "--dry-run"],
        &["set", "v-4", "tags+=x", "--dry-run"],
    ];
    let lines = lines_of_formats(ALL, shown).into_iter().chain(lines_of_commands(&[]));
    for arguments in lines.chain(checks.map(<[_]>::to_vec)) {
        let Printed { code, out, err } = world.run(&arguments);
        for text in [out, err] {
            assert!(!text.contains("Wrenfield"), "{arguments:?} ({code}):\n{text}");
        }
    }
    let exact =
        |id: &str, with: &[&str]| world.run(&[&["show", id, "--format", "toml"], with].concat());
    let first = exact("v-1", &[]);
    assert!(first.out.starts_with("title = 'A'\nname = 'Rue'\n"), "{}", first.out);
    assert!(first.out.ends_with("\n\n[[event]]\nhat = '#'"), "{}", first.out);
    assert!(first.err.contains("comments are left out"), "{}", first.err);
    assert!(exact("v-1", &["--with-confidential"]).out.contains("hat = 1 # Wrenfield"));
    assert_eq!(exact("v-6", &[]).out, COMMENTED[6].1);
    assert!(world.run(&["check"]).out.contains("hat = 1 # open"));
    assert!(world.run(&["check"]).out.contains("gender = 'femal'"));
    let bag = world.run(&["export", "bag", "--out", "bag"]);
    assert!(bag.err.contains("all comments in them"), "{}", bag.err);
}

/// A record without a problem that mentions the child, by the only name that others know.
const MENTION_OF_CHILD: (&str, &str) =
    ("rescues/r.toml", "title = 'R'\nsummary = 'Met Wrenfield'\n");

/// Checks that no command prints a name in a file of a child, which may be in the wrong place or below a key that the format
/// does not have, and that `check` says why.
#[track_caller]
fn check_child(path: &str, text: &str) {
    // Of a person in a broken file all is withheld anyway.
    let why = ["counts as that of a child", "named-minor", "a problem in a withheld record"];
    check_withheld_file(path, text, &why);
}

/// Checks that no command prints a name in a file, and that `check` says why.
#[track_caller]
fn check_withheld_file(path: &str, text: &str, says_why: &[&str]) {
    let id = if path.contains('/') { path.rsplit('/').next().unwrap() } else { "kid" };
    let id = id.trim_end_matches(".toml").to_owned().leak();
    let name = if text.to_lowercase().contains("oddhat") { "oddhat" } else { "wren" };
    let sources = ("sources.toml", "[wire]\ntitle = 'Of it'\n");
    let world =
        World::of(&[("casebook.toml", "format = 1\n"), sources, MENTION_OF_CHILD, (path, text)]);
    let others = [
        &["check"][..],
        &["check", "--plain"],
        &["check", "--format", "json"],
        &["show", "--all", ALL],
        &["set", ALL, "tags+=x", "--dry-run"],
        &["brief", "--out", "b.html", "--with-names"],
    ];
    let lines = lines_of_formats(ALL, &[id, "r"]).into_iter().chain(others.map(<[_]>::to_vec));
    for arguments in lines {
        let Printed { code, out, err } = world.run(&arguments);
        for printed in [out, err] {
            let printed = printed.to_lowercase();
            assert!(!printed.contains(name), "{path}\n{text}{arguments:?} ({code}):\n{printed}");
        }
    }
    for entry in walkdir::WalkDir::new(world.0.path()) {
        let entry = entry.unwrap();
        let own = entry.path().strip_prefix(world.0.path()).unwrap();
        let is_written = own.starts_with("b.html") || own.to_string_lossy().starts_with("out-");
        if is_written && entry.file_type().is_file() {
            let written = String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).to_lowercase();
            assert!(!written.contains(name), "{path}\n{text}{}:\n{written}", own.display());
        }
    }
    let check = world.run(&["check", "--format", "short"]);
    assert!(says_why.iter().any(|why| check.out.contains(why)), "{path}\n{text}{}", check.out);
}

#[test]
fn a_name_in_the_file_of_a_child_in_the_wrong_folder_is_withheld() {
    let texts = [
        "name = 'Wrenfield'\nage = 15\ngender = 'female'\n",
        "name = 'Wrenfield'\nage = 15\nidentifiers = ['x:wren']\nrealname = 'Wren'\n'Wren W' = 4\n",
        "nmae = 'Wrenfield'\naeg = 15\n",
        "name = 'Wrenfield'\noccupation = 'schoolboy'\n",
        "aliases = ['Wrenfield']\nage = 'fifteen'\n",
    ];
    let folders = ["rescues", "arrests", "people", "places", "organisations", "sources"];
    for (number, folder) in folders.into_iter().enumerate() {
        for says in [texts[0], texts[1 + number % 4]] {
            check_child(&format!("{folder}/kid.toml"), &format!("title = 'A case'\n{says}"));
        }
    }
    for (number, table) in ["people", "places", "organisations"].into_iter().enumerate() {
        check_child(&format!("{table}.toml"), &format!("[kid]\n{}", texts[number]));
    }
    // On a broken line.
    let broken = [
        "name = Wrenfield\nage = 15\n",
        "age = 15\nname = 'Wrenfield\n",
        "name: 'Wrenfield'\nage = 15 years\n",
        "aliases = ['Wrenfield'\nage =\n",
        "name = Wrenfield\noccupation = schoolboy\n",
        "age = 15\n<<<<<<< HEAD\nname = 'Wrenfield'\n=======\nname = 'x'\n>>>>>>> b\n",
    ];
    for (folder, says) in folders.into_iter().zip(broken) {
        check_child(&format!("{folder}/kid.toml"), &format!("title = 'A case'\n{says}"));
    }
    check_child("places.toml", &format!("[sea-town]\nname = 'Seatown'\n[kid]\n{}", broken[0]));
}

#[test]
fn a_sign_of_a_child_below_a_field_of_another_kind_or_in_a_value_that_cannot_be_read_withholds_the_name()
 {
    for (path, text) in [
        ("people/kid.toml", "name = 'Wrenfield'\nroles = ['minor']\n"),
        ("people/kid.toml", "title = 'Wrenfield, 15-year-old'\nnative_name = 'Wrenfield'\n"),
        ("places/kid.toml", "name = 'Wrenfield'\ntype = 'child'\n"),
        ("organisations/kid.toml", "name = 'Wrenfield'\nsummary = 'A 15-year-old.'\n"),
        ("sources/kid.toml", "title = '15-year-old sold'\nname = 'Wrenfield'\n"),
        ("rescues/kid.toml", "title = '15-year-old freed'\nname = 'Wrenfield'\n"),
        ("arrests/kid.toml", "title = 'A'\nname = 'Wrenfield'\npromised = 'Work for teenagers'\n"),
        ("people.toml", "[kid]\nname = 'Wrenfield'\ncharges = ['Of a 15-year-old']\n"),
        ("people.toml", "name = 'Wrenfield'\nage = 15\n"),
        ("victims.toml", "name = 'Wrenfield'\nage = 15\n"),
        ("places.toml", "name = 'Wrenfield'\nage = 15\n"),
        ("places.toml", "[kid]\nname = 'Wrenfield'\n[[kid.event]]\nwhat = 'Sold, aged 15'\n"),
        // On a broken line.
        ("people/kid.toml", "name = 'Wrenfield'\nstatus = child\n"),
        ("places.toml", "[kid]\nname = 'Wrenfield'\ntitle = 'Girl, 15-year-old\n"),
        ("sources/kid.toml", "title = '15-year-old sold'\nname = Wrenfield\n"),
    ] {
        check_child(path, text);
    }
}

#[test]
fn a_confidential_case_in_the_wrong_folder_is_confidential() {
    for (path, text) in [
        (
            "places/kid.toml",
            "title = 'Of Wren'\nname = 'Wrenfield'\nconfidentiality = 'confidential'\nnote = 'Wren'\n",
        ),
        (
            "organisations/kid.toml",
            "name = 'Wrenfield'\nConfidental = 'yes'\n[[quote]]\ntext = 'Wren said'\n",
        ),
        (
            "sources/kid.toml",
            "title = 'Of Wren'\nname = 'Wrenfield'\n[meta]\nconfidentiality = 'confidential'\n",
        ),
        ("places.toml", "[kid]\nname = 'Wrenfield'\nconfidentiality = 'confidential'\n"),
        (
            "sources/kid.toml",
            "title = 'Of Wren'\nname = Wrenfield\nconfidentiality = confidential\n",
        ),
        ("organisations/kid.toml", "name = 'Wrenfield\nconfidentiality 'confidential'\n"),
        (
            "people/kid.toml",
            "title = 'Of Wren'\nname = 'Wrenfield'\nconfidentiality = 'confidential'\nnote = 'Wren'\n",
        ),
        (
            "people/kid.toml",
            "name = 'Wrenfield'\nConfidental = 'yes'\n[[quote]]\ntext = 'Wren said'\n",
        ),
        (
            "people.toml",
            "[kid]\nname = 'Wrenfield'\nconfidentiality = 'confidential'\nnote = 'Wren'\n",
        ),
    ] {
        check_withheld_file(path, text, &["seems to say who may see a case, and this is none"]);
    }
    // Other places are no cases.
    let places =
        "[sea-town]\nname = 'Heath'\n[kid]\nname = 'Wrenfield'\nconfidentiality = 'confidential'\n";
    let world = World::of(&[("casebook.toml", "format = 1\n"), ("places.toml", places)]);
    let all = world.run(&["list", ALL]).out;
    assert!(all.contains("Heath") && !all.contains("Wren"), "{all}");
    // Of who is not to be named, what else is said is not.
    let person = "[a]\nname = 'Tansy'\npublic = false\nnote = 'At Heath.'\n";
    let world = World::of(&[("casebook.toml", "format = 1\n"), ("people.toml", person)]);
    assert!(world.run(&["list", ALL, "--format", "json"]).out.contains("At Heath."));
}

#[test]
fn what_may_be_a_name_below_another_key_is_withheld_in_the_file_of_a_child() {
    for says in [
        "who = 'Wrenfield'\n",
        "hat = 'Oddhat'\n",
        "hat = ['x', 'Oddhat']\n",
        "identity = { first = 'Wrenfield' }\n",
        "identifiers = ['x:oddhat']\n",
        "[[quote]]\nsource = 'wire'\ntext = 'x'\nhat = 'Oddhat'\n",
        "'Oddhat Field' = 3\n",
        "name = 'Rue'\n[meta]\nhat = 'Oddhat'\n",
        "name = 'Rue'\n[[event]]\nwhat = 'x'\nhat = 'Oddhat'\n",
        // Below a field of another kind or table.
        "persons = ['Oddhat']\n",
        "speaker = 'Oddhat'\n",
        "court = 'Oddhat'\n",
        "charges = ['Oddhat']\n",
        "[meta]\nspeaker = 'Oddhat'\n",
        "[[event]]\nwhat = 'x'\nspeaker = 'Oddhat'\n",
        "[[quote]]\nsource = 'wire'\ntext = 'x'\ndisputes = { speaker = 'Oddhat' }\n",
        // On a line that cannot be read, or as a key.
        "Oddhat Field = 3\n",
        "oddhat field = 3\n",
        "name = 'Rue'\noddhat field = 3\n",
        "Oddhat\n",
        "speaker = Oddhat\n",
        "persons = [Oddhat]\n",
        "hat = 'Oddhat\n",
        "[[quote]]\nsource = 'wire'\nOddhat Field = 3\n",
        "disputes = { Oddhat = 2 }\n",
        "[[quote]]\nsource = 'wire'\ntext = 'x'\ndisputes = { Oddhat = 2 }\n",
    ] {
        check_child("victims/kid.toml", &format!("title = 'A case'\nage = 15\n{says}"));
    }
    check_child("victims.toml", "[kid]\ntitle = 'A case'\nage = 15\nspeaker = 'Oddhat'\n");
    // Of an adult, what is below such a key is shown, and of a child what is in a field of a victim's file, though it cannot be read.
    for (case, shown) in [
        ("title = 'A'\nname = 'Tansy'\nage = 30\nhat = 'Heath'\nspeaker = 'Sedge'\n", "Sedge"),
        ("title = 'A'\nage = 15\nhome = 'Heath'\ncitizenship = ['Sedge']\n", "Sedge"),
        (
            "title = 'A'\nage = 15\nhome = 'Heath'\nransom_paid = Sedge\n[[event]]\nwhat = 'x'\nhome = 'y'\n",
            "Heath",
        ),
    ] {
        let world = World::of(&[("casebook.toml", "format = 1\n"), ("victims/a.toml", case)]);
        let printed = world.run(&["show", "a"]).out;
        assert!(printed.contains("Heath") && printed.contains(shown), "{printed}");
        assert!(!world.run(&["check"]).err.contains("withheld"), "{case}");
    }
    // Nor is a misspelt field a name, beside a pseudonym.
    let misspelt = "title = 'A'\nname = 'Tansy'\nname_type = 'pseudonym_by_us'\nage = 15\nsumary = 'At Heath.'\n";
    let world = World::of(&[("casebook.toml", "format = 1\n"), ("victims/a.toml", misspelt)]);
    assert!(world.run(&["show", "a"]).out.contains("Tansy"));
    // A rescue of children is no child.
    let rescue =
        "title = 'Out of Heath House'\nchildren = 12\n[[group]]\nkey = 'g'\nminor = true\n";
    let world = World::of(&[("casebook.toml", "format = 1\n"), ("rescues/a.toml", rescue)]);
    assert!(world.run(&["list"]).out.contains("Heath House"));
}

#[test]
fn every_name_is_printed_where_everything_is_asked_for() {
    let world = World::of(FILES);
    let mut all = String::new();
    for arguments in &all_commands() {
        let asked = [arguments.as_slice(), &["--with-confidential"]].concat();
        let printed = world.run(&asked);
        assert!(!printed.out.contains("[withheld]"), "{arguments:?}: {}", printed.out);
        assert!(!printed.err.contains("withheld"), "{arguments:?}: {}", printed.err);
        all += &printed.out;
    }
    assert_eq!(spoken_of(&all), CANARIES);
    for title in ["A tourmaline title", "Out of the tourmaline house"] {
        assert!(all.contains(title), "{title}");
    }
}

#[test]
fn what_is_withheld_is_counted_once_beside_the_data() {
    let world = World::of(FILES);
    let list = world.run(&["list"]);
    let said = "2 confidential cases and the names of 4 people are withheld; \
                --with-confidential prints them\n";
    assert!(
        list.err.ends_with(said) && list.err.matches("are withheld").count() == 1,
        "{}",
        list.err
    );
    assert!(list.err.starts_with("2 cases, "), "{}", list.err);
    assert_eq!(list.out.lines().count(), 2);
    // Where nothing of it would have been printed, nothing is said.
    let none = world.run(&["show", "officer", "--format", "toml"]);
    assert_eq!((none.code, none.err.as_str()), (0, ""));
    let open = World::of(&[("casebook.toml", ""), ("victims/a.toml", "title = 'A'\n")]);
    assert!(!open.run(&["list"]).err.contains("withheld"));
}

#[test]
fn a_list_stays_an_array_and_a_link_an_object() {
    let world = World::of(FILES);
    let cases = world.json(&["list", "--format", "json"]);
    assert_eq!(cases.as_array().map(Vec::len), Some(2));
    let raid = &cases[1];
    assert_eq!(raid["id"], "[withheld]-raid");
    assert_eq!(raid["file"], "arrests/[withheld]-raid.toml");
    let hidden = serde_json::json!({ "id": "[withheld]", "name": "[withheld]" });
    assert_eq!(raid["persons"][0], hidden);
    assert_eq!(raid["persons"][1]["name"], "Test Officer");
    assert_eq!(raid["persons"][2], hidden);
    assert_eq!(raid["related"][0], hidden);
    assert_eq!(raid["evidence"]["count"]["sources"], serde_json::json!(["wire"]));
    assert_eq!(raid["evidence"]["count"]["rivals"][0]["source"], "[withheld]-interview");
    assert!(raid["evidence"]["event.[withheld]"].is_object(), "{raid:#}");
    let person = world.json(&["show", "p", "--format", "json"]);
    assert_eq!(person["name"], "[withheld]");
    assert_eq!(person["aliases"], serde_json::json!(["[withheld]"]));
    assert_eq!(person["roles"], serde_json::json!(["witness"]));
    let impact = world.json(&["impact", "wire", "--format", "json"]);
    assert_eq!(
        (&impact["withheld"], impact["cases"].as_array().map(Vec::len)),
        (&1.into(), Some(1))
    );
}

#[test]
fn sources_keep_keys_of_their_own() {
    let world = World::of(FILES);
    let cited = world.run(&["cite", "--format", "biblatex"]).out;
    let keys: Vec<&str> = cited
        .lines()
        .filter_map(|line| line.split_once('{'))
        .filter(|(at, _)| at.starts_with('@'))
        .map(|(_, key)| key)
        .collect();
    assert_eq!(keys, ["[withheld]-interview,", "[withheld]-interview-2,", "wire,"], "{cited}");
}

#[test]
fn what_cannot_be_changed_is_refused_with_the_reason() {
    let world = World::of(FILES);
    for (arguments, reason) in [
        (&["show", "zebulon-quagmire"][..], "is a confidential case"),
        (&["show", "held", "--format", "json"], "is a confidential case"),
        (&["show", "p", "--format", "toml"], "names a person or place that is withheld"),
        (&["show", "okonkwo-raid", "--format", "toml"], "names a person or place that is withheld"),
        (&["quote", "wire", "--find", "spoke of the raid. … Nobody"], ""),
        (&["quote", "wire", "--find", "Then Thes"], "the passage names a person"),
    ] {
        let printed = world.run(arguments);
        if reason.is_empty() {
            assert_eq!(printed.code, 0, "{arguments:?}: {}", printed.err);
            continue;
        }
        assert_eq!((printed.code, printed.out.as_str()), (2, ""), "{arguments:?}");
        let says = printed.err.contains(reason) && printed.err.contains("--with-confidential");
        assert!(says, "{arguments:?}: {}", printed.err);
    }
}

#[test]
fn check_says_where_but_not_what_in_a_record_that_is_withheld() {
    let world = World::of(FILES);
    world.put("victims/slip.toml", "title = 'T'\nconfidentiality = 'confidental'\nage = 'x'\n");
    fs::write(world.0.path().join("victims/latin.toml"), b"title = 'Caf\xe9'\n").unwrap();
    let short = world.run(&["check", "--format", "short"]);
    assert_eq!(short.code, 1);
    let line = "victims/zebulon-quagmire.toml:4:7: error[wrong-type]: there is a problem in a \
                withheld record; until this can be read, the name counts as that of a child and is not in exports \
                (--with-confidential shows it)\n";
    assert!(short.out.contains(line), "{}", short.out);
    let why = "victims/slip.toml:2:19: error[not-in-vocabulary]: ";
    let why = short.out.lines().find(|line| line.starts_with(why)).unwrap();
    assert!(why.contains("the case counts as confidential"), "{why}");
    assert!(short.out.contains("victims/latin.toml:1:13: error[unreadable]: "), "{}", short.out);
    let other = "not-in-vocabulary]: \"[withheld]\" is";
    assert!(short.out.contains(other), "{}", short.out);
    let all = world.run(&["check", "--format", "short", "--with-confidential"]);
    assert_eq!(all.out.lines().count(), short.out.lines().count());
    assert_eq!(all.code, 1);
}

#[test]
fn check_says_what_is_wrong_beside_a_name_that_may_be_a_childs() {
    let world = World::of(&[("casebook.toml", "format = 1\n")]);
    let text = "title = 'T'\nname = 'Wrenfield Test'\noutcome = \nage = 'Wrenfield Test'\nnmae = 'Otherwren'\nhome = 'Wren\n";
    world.put("victims/b.toml", text);
    world.put("victims/c.toml", "title = 'T'\nname = 'Otherwren Two'\nage = 'fifteen'\n");
    for form in ["short", "human", "json"] {
        let said = world.run(&["check", "--format", form]).out;
        for words in [
            "`outcome` has no value",
            "write it without quotes: 15",
            "there is a problem in a withheld record",
        ] {
            assert!(said.contains(words), "{words} in {form}:\n{said}");
        }
        let small = said.to_lowercase();
        assert!(!small.contains("wrenfield") && !small.contains("otherwren"), "{said}");
    }
    // For another reason everything is withheld.
    world.put("victims/b.toml", &format!("public = false\n{text}"));
    let said = world.run(&["check", "--format", "short"]).out;
    assert!(!said.contains("`outcome` has no value"), "{said}");
}

/// A person who is linked to, with such a line in the record.
#[track_caller]
fn check_public(line: &str, named: bool) {
    let people = format!("[p]\nname = 'Thessaly Okonkwo'\n{line}\n");
    let world = World::of(&[
        ("casebook.toml", "format = 1\n"),
        ("people.toml", &people),
        ("arrests/a.toml", "title = 'A'\npersons = ['p']\n"),
    ]);
    for format in ["json", "jsonl", "csv", "table", "ids"] {
        let out = world.run(&["list", ALL, "--format", format]).out;
        assert!(
            out.to_lowercase().contains("okonkwo") == (named && format != "ids"),
            "{line}: {out}"
        );
    }
    let found = world.run(&["list", "okonkwo", "--format", "json"]).out;
    assert!(found.contains("Okonkwo") == named && found.starts_with("[\n"), "{line}: {found}");
    if !named && !line.ends_with("= false") {
        assert!(world.run(&["check"]).code != 0 || world.run(&["check"]).out.contains("warning"));
    }
}

#[test]
fn whether_the_person_may_be_named_in_exports_is_what_public_says_or_tries_to() {
    check_public("", true);
    check_public("public = true", true);
    for line in [
        "public = false",
        "public = flase",
        "public = 'false'",
        "public = no",
        "public = 0",
        "public = [true, false]",
        "public =",
        "public: false",
        "Public = false",
        "PUBLIC = false",
        "pubilc = false",
        "publc = false",
        "\"public \" = false",
        "public = false\npublic = true",
        "public = true\npublic = false",
        "<<<<<<< HEAD\npublic = true\n=======\npublic = false\n>>>>>>> theirs",
        "[p.meta]\npublic = false",
        "meta = { public = false }",
        "meta.public = false",
        "private = true",
        "not_public = true",
        "\"public name\" = false",
        "\"ｐｕｂｌｉｃ\" = false",
        "[p.meta.deep]\nnote = ''\npublic = false",
        "[q]\nname = 'Other Body'\n[p.meta]\npublic = false",
        "[[p.quote]]\nsource = 'x'\npublic = false",
    ] {
        check_public(line, false);
    }
    for line in [
        "private = false",
        "Public = true",
        "meta.public = true",
        "[q]\nname = 'Other Body'\npublic = false",
    ] {
        check_public(line, true);
    }
}

/// A person who is met elsewhere, with this in the person's file.
#[track_caller]
fn check_unnamed(path: &str, text: &str) {
    let world = World::of(&[
        ("casebook.toml", "format = 1\n"),
        (path, text),
        ("rescues/bo.toml", "title = 'Bo'\nsummary = 'Met Zebulon Quagmire.'\n"),
    ]);
    for arguments in
        [&["list", ALL, "--format", "json"][..], &["list", "--format", "csv"], &["show", "bo"]]
    {
        let out = world.run(arguments).out;
        assert_eq!(spoken_of(&out), [""; 0], "{text}: {out}");
    }
    let check = world.run(&["check"]).out;
    let check = check.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(check.contains("the person is not named in exports"), "{text}: {check}");
}

#[test]
fn a_misplaced_public_counts_as_false_and_a_problem_says_so() {
    let case = "title = 'A'\nname = 'Zebulon Quagmire'\n";
    for rest in [
        "[[quote]]\nsource = 's'\ntext = 'Some words'\n\npublic = false\n",
        "[[event]]\nwhat = 'x'\npublic = false\n",
        "[meta]\npublic = false\n",
        "meta.public = false\n",
        "\"ｐｕｂｌｉｃ\" = false\n",
        "public = false\n",
        "private = true\n",
        "age = = 3\n[[quote]]\npublic = false\n",
        "age = = 3\npublic false\n",
    ] {
        check_unnamed("victims/c-1.toml", &format!("{case}{rest}"));
    }
    let person = "[c-1]\nname = 'Zebulon Quagmire'\n";
    let other = "[c-2]\nname = 'Other Body'\n";
    for text in [
        format!("public = false\n{person}{other}"),
        format!("{person}{other}[c-1.meta]\npublic = false\n"),
        format!("[public]\n{person}"),
        format!("meta.public = false\n{person}"),
        format!("{person}{other}[meta]\npublic = false\n"),
    ] {
        check_unnamed("people.toml", &text);
    }
    check_unnamed("people/c-1.toml", "name = 'Zebulon Quagmire'\n[meta]\nnot_public = true\n");
}

#[test]
fn a_new_person_s_template_keeps_its_word() {
    let world = World::of(&[("casebook.toml", "format = 1\n")]);
    assert_eq!(world.run(&["new", "person", "test-zed"]).code, 0);
    let path = world.0.path().join("people/test-zed.toml");
    let made = fs::read_to_string(&path).unwrap();
    let line = made.lines().find(|line| line.contains("public")).unwrap();
    assert!(line.contains("false keeps the name out of exports"), "{line}");
    let public = line.trim_start_matches(['#', ' ']).replace("true", "false");
    fs::write(&path, format!("name = 'Thessaly Okonkwo'\n{public}\n")).unwrap();
    let list = world.run(&["list", "kind:person", "--format", "json"]);
    assert!(list.out.contains("[withheld]") && !list.out.contains("Okonkwo"), "{}", list.out);
}

#[test]
fn a_confidential_collection_prints_no_case_unless_one_says_that_it_is_public() {
    let world = World::of(&[
        ("casebook.toml", "format = 1\nconfidentiality = 'confidential'\n"),
        ("victims/a.toml", "title = 'A Tourmaline'\nname = 'Okonkwo'\n"),
        ("victims/b.toml", "title = 'B and Okonkwo'\nconfidentiality = 'public'\n"),
        ("sources.toml", "[wire]\ntitle = 'On Okonkwo'\n"),
    ]);
    let list = world.run(&["list"]);
    assert!(list.out.contains("B and [withheld]") && list.out.lines().count() == 1, "{}", list.out);
    assert!(!world.run(&["cite"]).out.contains("Okonkwo"));
    assert_eq!(world.run(&["list", "--with-confidential"]).out.lines().count(), 2);
}

#[test]
fn a_case_in_another_encoding_holds_back_the_names_that_are_in_it() {
    use encoding_rs::{BIG5, EUC_KR, GBK, KOI8_R, SHIFT_JIS, WINDOWS_874, WINDOWS_1256};
    for (encoding, name) in [
        (GBK, "测试者甲"),
        (BIG5, "測試者甲"),
        (SHIFT_JIS, "試験花子"),
        (EUC_KR, "가나다라"),
        (WINDOWS_874, "ทดสอบดี"),
        (KOI8_R, "Тестовая Особа"),
        (WINDOWS_1256, "مجرب واحد"),
    ] {
        let summary = format!("title = 'Bo'\nsummary = 'Met {name} there.'\n");
        let world = World::of(&[("casebook.toml", "format = 1\n"), ("rescues/bo.toml", &summary)]);
        assert!(world.run(&["show", "bo"]).out.contains(name));
        let case = format!("title = 'T'\nname = '{name}'\nconfidentiality = 'confidential'\n");
        fs::create_dir(world.0.path().join("victims")).unwrap();
        fs::write(world.0.path().join("victims/c-1.toml"), encoding.encode(&case).0).unwrap();
        for arguments in [&["show", "bo"][..], &["list", ALL, "--format", "json"]] {
            let out = world.run(arguments).out;
            assert!(out.contains("[withheld] there") && !out.contains(name), "{name}: {out}");
        }
    }
}

/// Another case that names the person whom a file withholds.
const MENTION: (&str, &str) =
    ("rescues/r.toml", "title = 'R'\nsummary = 'Met Zebulon Quagmire, 测试者甲'\n");

/// Checks that a file which is in the wrong place, or whose name has a typo, withholds what it says, and
/// that `check` says what to do about it.
#[track_caller]
fn check_misplaced(path: &str, text: &str, remedy: &str) {
    let world = World::of(&[("casebook.toml", "format = 1\n"), MENTION, (path, text)]);
    for arguments in [&["show", "r"][..], &["list", ALL, "--format", "json"]] {
        let printed = world.run(arguments);
        let shown = printed.out.contains("Quagmire") || printed.out.contains("测试者甲");
        assert!(!shown && printed.out.contains("[withheld]"), "{path}: {}", printed.out);
    }
    let check = world.run(&["check", "--format", "short"]);
    assert!(check.code == 1 && check.out.contains(remedy), "{path}: {}", check.out);
    assert!(!check.out.contains("Quagmire") && !check.out.contains("测试者甲"), "{}", check.out);
}

const CASE: &str = "title = 'Z'\nname = 'Zebulon Quagmire'\nnative_name = '测试者甲'\nconfidentiality = 'confidential'\n";
const PERSON: &str = "name = 'Zebulon Quagmire'\nnative_name = '测试者甲'\npublic = false\n";

#[test]
fn a_record_in_the_wrong_place_or_with_a_slip_in_its_name_holds_back_what_it_says() {
    for (path, remedy) in [
        ("victims/测试者甲.toml", "victims/[withheld].toml:1:1: error[bad-id]"),
        ("victims/名.toml", "bad-id"),
        ("victims/_.toml", "bad-id"),
        ("victim/zq.toml", "did you mean `victims`?"),
        ("Victims/zq.toml", "did you mean `victims`?"),
        ("cases/zq.toml", "not a record"),
        ("zq.toml", "not a record"),
        ("victims/zq.TOML", "rename it to `zq.toml`"),
        ("victims/zq.toml.txt", "rename it to `zq.toml`"),
        ("victims/zq.tml", "rename it to `zq.toml`"),
        ("Victims/zq.tml", "rename it to `zq.toml`"),
        ("victims/2025/zq.Toml", "rename it to `zq.toml`"),
    ] {
        check_misplaced(path, CASE, remedy);
        if path.starts_with("victims") {
            check_misplaced(path, PERSON, remedy);
        }
    }
    for path in ["People.toml", "person.toml", "people.TOML", "people.toml.txt", "people.tml"] {
        check_misplaced(path, &format!("[zq]\n{PERSON}"), "unknown-kind");
    }
    check_misplaced("person/zq.toml", PERSON, "did you mean `people`?");
    check_misplaced("people/ž.toml", PERSON, "bad-id");
    for header in ["[\"测试者甲\"]", "[\"名\"]", "[\"\"]", "[\"!!\"]"] {
        check_misplaced("people.toml", &format!("{header}\n{PERSON}"), "error[");
        check_misplaced("victims.toml", &format!("{header}\n{CASE}"), "error[");
    }
}

#[test]
fn a_copy_of_a_record_holds_back_what_it_says() {
    for copy in [
        "zq.sync-conflict-20240229-235959-Q2W3E4R",
        "zq (Test Writer's conflicted copy 2024-02-29)",
        "zq (1)",
        "zq - Copy",
        "Copy of zq",
        "zq_REMOTE_98",
        "~$zq",
        "2025/zq.orig",
    ] {
        let (path, remedy) = (format!("victims/{copy}.toml"), "rename this file to that");
        check_misplaced(&path, CASE, remedy);
        check_misplaced(&path, PERSON, remedy);
        check_misplaced(&format!("people/{copy}.toml"), PERSON, remedy);
    }
    for path in ["people (1).toml", "people_BASE_98.toml", "people - Copy.toml"] {
        check_misplaced(path, &format!("[zq]\n{PERSON}"), "unknown-kind");
    }
}

#[test]
fn a_file_that_cannot_be_read_and_gives_no_id_holds_back_its_name() {
    let folder = World::of(&[("casebook.toml", "format = 1\n"), MENTION]);
    fs::create_dir_all(folder.0.path().join("victims")).unwrap();
    let path = folder.0.path().join("victims/测试者甲.toml");
    fs::write(path, b"name = 'Zebulon Quagmire'\nhome = '\xe9'\n").unwrap();
    let shown = folder.run(&["show", "r"]).out;
    assert!(!shown.contains("Quagmire") && !shown.contains("测试者甲"), "{shown}");
}

#[test]
fn files_that_are_no_records_are_left_alone() {
    for path in [
        "README.md",
        "victims/README.md",
        "victims/photo.jpg",
        "victims/notes.txt",
        "victims/zq.toml~",
        "victims/.zq.toml.swp",
        "notes/zq.md",
        "casebook.md",
        "casebook.toml.bak",
    ] {
        let world = World::of(&[("casebook.toml", "format = 1\n"), MENTION, (path, CASE)]);
        let check = world.run(&["check", "--format", "short"]);
        assert!(check.code == 0, "{path}: {}", check.out);
        assert!(world.run(&["show", "r"]).out.contains("Zebulon Quagmire"), "{path}");
    }
}

#[test]
fn settings_with_a_slip_in_their_name_hold_everything_back() {
    let case = ("victims/z.toml", "title = 'Zebulon'\nname = 'Zebulon Quagmire'\n");
    for path in [
        "Casebook.toml",
        "casebook.TOML",
        "casebook.toml.txt",
        ".casebook.toml",
        "casebook.toml ",
        "casebook.tml",
        "casebook (1).toml",
        "casebook.toml.sync-conflict-20251128-101112-ABCDEFG.toml",
    ] {
        for text in ["confidentiality = 'confidential'\n", "masked = true\n", "maskd = yes\n"] {
            for own in [None, Some(("casebook.toml", "format = 1\n"))] {
                let files: Vec<_> = [case, (path, text)].into_iter().chain(own).collect();
                let world = World::of(&files);
                assert_eq!(world.run(&["-C", ".", "list"]).out, "", "{path}");
                let check = world.run(&["-C", ".", "check", "--format", "short"]);
                let remedy = if own.is_some() {
                    "(write what it says into casebook.toml, and remove it)"
                } else {
                    "(rename it to casebook.toml)"
                };
                assert!(check.code == 1 && check.out.contains(remedy), "{path}: {}", check.out);
            }
        }
        let world = World::of(&[case, (path, "title = 'T'\nmasked = false\n")]);
        assert!(world.run(&["-C", ".", "list"]).out.contains("Zebulon"), "{path}");
    }
}

#[test]
fn archive_add_offers_no_id_that_is_withheld() {
    let world = World::of(&[
        ("casebook.toml", "format = 1\n"),
        ("people.toml", "[zebulon]\nname = 'Zebulon Quagmire'\npublic = false\n"),
        (
            "sources.toml",
            "[zebulon-talk]\ntitle = 'A'\n[wire-one]\ntitle = 'B'\n[quagmire]\ntitle = 'C'\n",
        ),
        ("page.txt", "Words.\n"),
    ]);
    for typed in ["zebulon-tal", "zebulon_talk", "quagmires"] {
        let said = world.run(&["archive", "add", typed, "page.txt"]);
        let said = said.err.replace(typed, "");
        assert!(said.contains("there is no source"), "{said}");
        assert_eq!(spoken_of(&said), [""; 0], "{said}");
    }
    let said = world.run(&["archive", "add", "wire-on", "page.txt"]).err;
    assert!(said.contains("did you mean `wire-one`?"), "{said}");
}

#[test]
fn no_word_of_an_archived_text_finds_a_confidential_case_that_quotes_it() {
    let world = World::of(FILES);
    let (_, text) = FILES.iter().find(|(path, _)| *path == "archive/wire.txt").unwrap();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let phrase = std::iter::once("\"nobody else spoke\"".to_owned());
    for words in words.map(str::to_owned).chain(phrase) {
        let found = |query: &str, more: &[&str]| {
            let arguments = [&["list", query, "--format", "ids"], more].concat();
            let found = world.run(&arguments).out;
            found.lines().map(str::to_owned).collect::<Vec<String>>()
        };
        // All that quote the text are found, and those of them that are confidential are left out.
        for query in [format!("text:{words}"), format!("text:{words} is:disputed")] {
            let all = found(&query, &["--with-confidential"]);
            assert!(all.contains(&"zebulon-quagmire".to_owned()), "{query}: {all:?}");
            let shown = found(&query, &[]);
            assert_eq!(shown.len() + 1, all.len(), "{query}: {shown:?} of {all:?}");
            assert_eq!(spoken_of(&shown.join(" ").replace("[withheld]", "")), [""; 0], "{query}");
        }
    }
}
