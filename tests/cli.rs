//! The built program from outside: what it prints where, and its exit codes.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its folder has failed")]
#![expect(clippy::print_stdout, reason = "what cannot be tried here says so")]

mod command_line;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use casebook::exchange::{EDITOR_SETUPS, Takes};
use serde_json::Value as Json;
use tempfile::TempDir;

/// A folder to run the program in, with nothing of the user's around it.
struct World {
    folder: TempDir,
}

/// What a run of the program left behind.
#[must_use]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl World {
    fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A collection with a case that has one mistake.
    fn with_a_mistake() -> Self {
        let world = Self::empty();
        world.put("casebook.toml", "format = 1\n");
        world.put("victims/test-one.toml", "title = 'Test One'\nage = 'young'\n");
        world
    }

    fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env_clear().env("HOME", self.folder.path()).env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.command(arguments).output().unwrap())
    }
}

impl Ran {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }

    #[track_caller]
    fn succeeded(self) -> String {
        assert_eq!(self.code, 0, "{}", self.err);
        self.out
    }

    #[track_caller]
    fn failed(self) -> String {
        assert_eq!((self.code, self.out.as_str()), (2, ""));
        self.err
    }
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

/// The shipped collection, found from the folder of the project.
fn shipped(arguments: &[&str]) -> Ran {
    let world = World::empty();
    let mut command = world.command(arguments);
    Ran::of(&command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap())
}

#[test]
fn arrests_come_as_json_with_all_fields_names_and_sources() {
    let arrests = json(&shipped(&["list", "kind:arrest", "--format", "json"]).succeeded());
    let arrests = arrests.as_array().unwrap();
    assert_eq!(arrests.len(), 20);
    let find = |id: &str| arrests.iter().find(|arrest| arrest["id"] == id).unwrap();
    let siem_reap = find("siem-reap-2017");
    assert_eq!(siem_reap["count"], 154);
    assert_eq!(siem_reap["date"], "2017?-08-02");
    assert_eq!(siem_reap["places"][0]["name"], "Siem Reap");
    assert_eq!(siem_reap["places"][0]["kind"], "place");
    assert_eq!(siem_reap["evidence"]["count"]["sources"], serde_json::json!(["reuters-2017"]));
    assert_eq!(siem_reap["group"].as_array().unwrap().len(), 2);
    let sweep = find("telecom-sweep-2017-08");
    assert_eq!(sweep["evidence"]["count"]["standing"], "disputed");
    assert_eq!(sweep["evidence"]["count"]["rivals"][0]["value"], 376);
}

#[test]
fn the_same_cases_come_in_every_form() {
    let ids = shipped(&["list", "kind:rescue", "--format", "ids"]).succeeded();
    let ids: Vec<&str> = ids.lines().collect();
    assert_eq!(ids.len(), 19);
    let lines = shipped(&["list", "kind:rescue", "--format", "jsonl"]).succeeded();
    let listed: Vec<String> =
        lines.lines().map(|line| json(line)["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(listed, ids);
    let csv = shipped(&["list", "kind:rescue", "--format", "csv"]).succeeded();
    assert!(csv.starts_with("id,kind,title,"));
    let table = shipped(&["list", "kind:rescue"]);
    // The two relatives of victims who are not to be named are named in no title.
    assert_eq!(table.err, "19 cases, 115 fields: 115 unchecked\n");
    assert_eq!(table.succeeded().lines().count(), 19);
}

#[test]
fn an_export_has_its_name_once_it_is_whole_and_replaces_nothing() {
    let world = World::with_a_mistake();
    let ran = world.run(&["export", "csv", "--out", "tables"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "tables\n"), "{}", ran.err);
    assert!(ran.err.contains("wrote 1 victim"), "{}", ran.err);
    assert!(ran.err.contains("not held back: the names of all others"), "{}", ran.err);
    let victims = world.read("tables/victims.csv");
    assert!(victims.lines().count() == 2 && victims.contains("Test One"), "{victims}");
    assert!(world.read("tables/datapackage.json").contains("sha256:"));
    let again = world.run(&["export", "csv", "--out", "tables"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("tables already exists"), "{}", again.err);
    assert_eq!(world.read("tables/victims.csv"), victims);
    let other = world.run(&["export", "csv", "--out", "again/"]);
    assert_eq!(other.code, 0, "{}", other.err);
    assert_eq!(world.read("again/victims.csv"), victims);
    for (arguments, said) in [
        (&["export", "csv", "nosuchword", "--out", "none"][..], "no match"),
        (&["export", "csv", "age:", "age:>>", "--out", "none"], "cannot read the query"),
        (&["export", "xlsx", "--bom", "--out", "none"], "--bom is for the format csv"),
        (&["export", "ndjson", "--bulk", "Cases", "--out", "none"], "is no name of an index"),
        (&["export", "csv", "--out", "no/such/none"], "cannot create"),
        (&["export", "csv", "--public", "--out", "none"], "nothing can be released"),
        (&["export", "csv", "--public", "one", "--out", "none"], "is of the whole collection"),
    ] {
        let ran = world.run(arguments);
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
        assert!(!world.path("none").exists(), "{arguments:?}");
    }
    let hidden = fs::read_dir(world.path(".")).unwrap();
    let hidden = hidden.filter_map(|entry| entry.unwrap().file_name().into_string().ok());
    assert_eq!(hidden.filter(|name| name.starts_with(".casebook-")).count(), 0);
}

#[test]
fn an_export_of_several_files_takes_no_name_of_a_file_and_a_single_file_no_folder() {
    let world = World::with_a_mistake();
    world.put("there/mine.txt", "mine");
    for format in Takes::Export.formats() {
        let name = format.name;
        let refused = |out: &str| {
            let ran = world.run(&["export", name, "--out", out]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name} {out}");
            ran.err
        };
        if format.is_package() {
            for out in ["x.csv", "x.JSONL", "deep.er/x.zip"] {
                let said = refused(out);
                assert!(said.contains(&format!("{out} is the name of a file")), "{name}: {said}");
                let folder = out.rsplit_once('.').unwrap().0;
                assert!(said.contains(&format!("name a folder, such as {folder}")), "{said}");
                assert_eq!(said.contains("list --format csv"), name == "csv", "{said}");
            }
            let said = refused("there");
            assert!(said.contains(&format!("there/casebook-export-{name}")), "{said}");
            // What follows a full stop need not be the ending of a file, and a slash says what is meant.
            for out in [format!("{name}-v1.2"), format!("{name}.csv/")] {
                let ran = world.run(&["export", name, "--out", &out]);
                assert_eq!(ran.code, 0, "{name}: {}", ran.err);
                assert!(world.path(&out).is_dir());
            }
        } else {
            for out in ["there", "new/"] {
                let said = refused(out);
                assert!(said.contains(&format!("{out} is a folder")), "{name}: {said}");
                assert!(said.contains("casebook-export."), "{name}: {said}");
            }
        }
    }
    let refused = world.run(&["brief", "--out", "there"]).failed();
    assert!(refused.contains("such as there/brief.html"), "{refused}");
    assert!(!world.path("new").exists() && !world.path("x.csv").exists());
    assert_eq!(fs::read_dir(world.path("there")).unwrap().count(), 1);
}

#[test]
fn a_query_is_exported_with_what_it_links_to() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put("victims/test-one.toml", "title = 'One'\nexploitation_place = 'hall'\nrelated = ['test-two']\n[[quote]]\nsource = 'wire'\ntext = 'x'\n");
    world.put("victims/test-two.toml", "title = 'Two'\nexploitation_place = 'far'\n");
    world.put(
        "places.toml",
        "[hall]\nname = 'Hall'\nwithin = 'town'\n[town]\nname = 'Town'\n[far]\nname = 'Far'\n",
    );
    world.put("sources.toml", "[wire]\ntitle = 'Wire'\nderived_from = ['first']\n[first]\ntitle = 'First'\n[other]\ntitle = 'Other'\n");
    let ran = world.run(&["export", "ndjson", "id:test-one", "--out", "lines"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("wrote 1 victim, 2 sources, 2 places"), "{}", ran.err);
    let ids = |file: &str| -> Vec<String> {
        let text = world.read(&format!("lines/{file}.jsonl"));
        let lines = text.lines().map(|line| serde_json::from_str::<Json>(line).unwrap());
        lines.map(|line| line["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids("victims"), ["test-one"]);
    assert_eq!(ids("places"), ["hall", "town"]);
    assert_eq!(ids("sources"), ["first", "wire"]);
}

#[test]
fn a_public_release_of_any_format_names_no_one() {
    let world = World::empty();
    world.put("casebook.toml", "title = 'Made up'\nformat = 1\n");
    for number in 0..30 {
        let gender = if number % 10 == 0 { "male" } else { "female" };
        world.put(
            &format!("victims/quagmire-{number}.toml"),
            format!("title = 'Zebulon Quagmire {number}'\nname = 'Zebulon Quagmire'\ngender = '{gender}'\nage = 25\nsummary = 'tourmaline'\nexploitation_place = 'seatown'\n[[quote]]\nsource = 'wire'\ntext = 'She wept by the tourmaline window'\n"),
        );
    }
    world.put("places.toml", "[seatown]\nname = 'Seatown'\ncountry = 'KH'\n");
    world.put("sources.toml", "[wire]\ntitle = 'Quagmire wept'\npublisher = 'A Newspaper'\n");
    for format in Takes::Export.formats() {
        let out = format!("out-{}", format.name);
        let ran = world.run(&["export", format.name, "--public", "--out", &out]);
        if format.name == "bag" {
            assert!(ran.code == 2 && ran.err.contains("cannot be made public"), "{}", ran.err);
            continue;
        }
        assert_eq!(ran.code, 0, "{}: {}", format.name, ran.err);
        let path = world.path(&out);
        let files: Vec<_> = if path.is_dir() {
            fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect()
        } else {
            vec![path]
        };
        let mut all = ran.err.to_lowercase();
        for file in files {
            all.push_str(&said_in(&file).to_lowercase());
            all.push_str(&file.file_name().unwrap().to_string_lossy());
        }
        for word in ["zebulon", "quagmire", "tourmaline", "seatown", "wept"] {
            assert!(!all.contains(word), "{}: {word}", format.name);
        }
        let labels: BTreeSet<&str> =
            all.match_indices("v-").filter_map(|(at, _)| all.get(at..at + 6)).collect();
        let is_label = |label: &&&str| label.bytes().skip(2).all(|byte| byte.is_ascii_digit());
        let labels = labels.iter().filter(is_label);
        assert_eq!(labels.count(), 27, "{}", format.name);
        assert!(all.contains("fewer than 11"), "{}", format.name);
    }
    // What cannot be removed keeps the release from being written.
    world.put("sources.toml", "[wire]\ntitle = 'T'\npublisher = 'The Zebulon Quagmire Times'\n");
    let ran = world.run(&["export", "csv", "--public", "--out", "named"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("sources.csv:2 would have had a name"), "{}", ran.err);
    assert!(!ran.err.to_lowercase().contains("quagmire") && !world.path("named").exists());
}

/// Returns the text of a file; of an archive, that of its entries.
fn said_in(file: &Path) -> String {
    let bytes = fs::read(file).unwrap();
    if !bytes.starts_with(b"PK") {
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).unwrap();
        all.push_str(&entry.name().unwrap());
        std::io::Read::read_to_string(&mut entry, &mut all).unwrap();
    }
    all
}

#[test]
fn a_release_is_compared_with_the_last_one_and_keeps_labels_only_where_asked() {
    let world = World::empty();
    world.put("casebook.toml", "title = 'Made up'\nformat = 1\n");
    world.put("places.toml", "[seatown]\nname = 'Seatown'\niso = 'KH-18'\n");
    let victim = |number: usize| {
        let text = format!(
            "title = 'Zebulon Quagmire {number}'\nname = 'Zebulon Quagmire'\ngender = 'female'\nexploitation_place = 'seatown'\nexploitation_start = '2021-12-0{}'\n",
            number % 9 + 1
        );
        world.put(&format!("victims/quagmire-{number}.toml"), text);
    };
    (0..20).for_each(victim);
    let export =
        |arguments: &[&str]| world.run(&[&["export", "csv", "--public"], arguments].concat());
    for (out, labels) in [("one", "labels.csv"), ("two", "labels.csv")] {
        let ran = export(&["--out", out, "--labels", labels]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let victims = world.read("one/victims.csv");
    assert!(victims.contains("kh-18") && victims.contains("2021-12"), "{victims}");
    assert_eq!(victims, world.read("two/victims.csv"), "with kept labels the bytes are the same");
    assert!(world.read("labels.csv").contains("quagmire-7,v-"));
    let drawn = export(&["--out", "drawn", "--since", "one"]);
    assert_eq!(drawn.code, 0, "{}", drawn.err);
    assert_ne!(victims, world.read("drawn/victims.csv"), "labels are drawn anew");
    assert!(world.read("drawn/evidence.csv").starts_with("field,label,counted,value,people\n"));
    // One more person is told apart by the two releases.
    victim(20);
    let ran = export(&["--out", "three", "--since", "one"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("differs from the last one by fewer than 11"), "{}", ran.err);
    assert!(!world.path("three").exists());
    (21..40).for_each(victim);
    let ran = export(&["--out", "three", "--since", "one/release.json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for (arguments, said) in [
        (&["--out", "quagmire-7"][..], "has a name or an id"),
        (&["--out", "four", "--since", "labels.csv"], "is not the release.json"),
        (&["--out", "four", "--labels", "places.toml"], "is no id and label"),
    ] {
        let ran = export(arguments);
        assert!(ran.code == 2 && ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
    let ran = world.run(&["export", "csv", "--labels", "labels.csv", "--out", "four"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn a_bag_has_the_bytes_and_a_changed_one_is_found() {
    let world = World::empty();
    world.put("casebook.toml", "title = 'Made up'\nformat = 1\n");
    let case = "# a comment\ntitle   = 'One'\n[[quote]]\nsource = 'wire'\ntext = 'It is so.'\nsupports = ['title']\n";
    world.put("victims/test-one.toml", case);
    world.put("victims/test-two.toml", "title = 'Two'\nconfidentiality = 'confidential'\n");
    world.put("sources.toml", "[wire]\ntitle = 'Wire'\noriginal = 'wire.orig.html'\nextracted_with = 'a program 1'\ncollected_at = '2022-05-06'\n[[wire.custody]]\nat = '2022-06'\nby = 'A Tester'\naction = 'copied'\n");
    world.put("archive/wire.txt", "It is so. Is it?");
    world.put("archive/wire.orig.html", "<p>It is so. Is it?");
    for out in ["bag", "again"] {
        let ran = world.run(&["export", "bag", "--out", out]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains("an evidence bag is never redacted"), "{}", ran.err);
    }
    assert_eq!(world.read("bag/data/cases/victims/test-one.toml"), case);
    assert_eq!(world.read("bag/data/archive/wire.orig.html"), "<p>It is so. Is it?");
    assert!(!world.path("bag/data/cases/victims/test-two.toml").exists());
    let report = world.read("bag/data/REPORT.txt");
    assert!(report.contains("1 file of records, which have a confidential case"), "{report}");
    let custody = world.read("bag/data/custody.csv");
    let text = custody.lines().find(|line| line.starts_with("data/archive/wire.txt")).unwrap();
    assert!(
        text.contains("2022-05-06") && text.contains("a program 1") && text.ends_with(",1,0,0")
    );
    assert!(world.read("bag/data/custody-events.csv").contains("wire,2022-06,A Tester,copied"));
    for file in ["manifest-sha256.txt", "tagmanifest-sha256.txt", "bag-info.txt"] {
        assert_eq!(world.read(&format!("bag/{file}")), world.read(&format!("again/{file}")));
    }
    let whole = world.run(&["bag", "check", "bag"]);
    assert!(
        whole.code == 0 && whole.out.starts_with("the bag is whole: 10 files"),
        "{}",
        whole.out
    );
    let mut bytes = fs::read(world.path("bag/data/archive/wire.txt")).unwrap();
    bytes[3] ^= 1;
    fs::write(world.path("bag/data/archive/wire.txt"), bytes).unwrap();
    let changed = world.run(&["bag", "check", "bag"]);
    assert_eq!(changed.code, 1);
    assert!(changed.out.starts_with("data/archive/wire.txt was changed"), "{}", changed.out);
    let none = world.run(&["bag", "check", "victims"]);
    assert!(none.code == 2 && none.err.contains("no bagit.txt"), "{}", none.err);
    let full = world.run(&["export", "bag", "--with-confidential", "--out", "full"]);
    assert_eq!(full.code, 0, "{}", full.err);
    assert!(world.path("full/data/cases/victims/test-two.toml").exists());
}

#[test]
fn a_place_of_the_time_after_captivity_is_in_no_export() {
    let world = World::empty();
    world.put("casebook.toml", "title = 'Made up'\nformat = 1\n");
    world.put("rescues/test-out.toml", "title = 'Out'\ntags = ['whereabouts-withheld']\nplaces = ['seatown']\nshelter = 'safe-house'\n[[event]]\nkey = 'sale'\ntype = 'sale'\nplace = 'seatown'\n[[event]]\nkey = 'home'\ntype = 'return'\nplace = 'Hometown Village'\n[[quote]]\nsource = 'wire'\ntext = 'x'\ndisputes = { shelter = 'other-house' }\n");
    world.put("places.toml", "[seatown]\nname = 'Seatown'\n[safe-house]\nname = 'Safe House'\n[other-house]\nname = 'Other House'\n");
    world.put("sources.toml", "[wire]\ntitle = 'Wire'\n");
    let find = |query: &str| world.run(&["list", query, "--format", "ids"]).out;
    assert_eq!(find("rel:seatown"), "test-out\n");
    assert_eq!(find("rel:safe-house"), "");
    assert_eq!(find("shelter:safe-house"), "");
    for command in [
        &["show", "test-out"][..],
        &["show", "test-out", "--format", "json"],
        &["list", "kind:rescue", "--format", "csv"],
        &["list", "kind:rescue", "--format", "jsonl"],
    ] {
        let ran = world.run(command);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let said = ran.out.to_lowercase();
        assert!(said.contains("withheld"), "{command:?}: {said}");
        for place in ["safe-house", "safe house", "hometown", "other-house"] {
            assert!(!said.contains(place), "{command:?} says {place}: {said}");
        }
    }
    assert!(!world.run(&["show", "safe-house"]).out.contains("test-out"));
    for format in Takes::Export.formats() {
        let out = format!("out-{}", format.name);
        let ran = world.run(&["export", format.name, "id:test-out", "--out", &out]);
        assert_eq!(ran.code, 0, "{}: {}", format.name, ran.err);
        // Some formats have victims alone.
        let says = !matches!(format.name, "htcds" | "ctdc");
        assert_eq!(ran.err.contains("later places of 1 case"), says, "{}", ran.err);
        let files = walkdir::WalkDir::new(world.path(&out)).into_iter().map(Result::unwrap);
        for file in files.filter(|file| file.file_type().is_file()) {
            // The file of all places, which a bag has as it is, says of none who is there.
            if file.path().ends_with("data/cases/places.toml") {
                continue;
            }
            let said = said_in(file.path()).to_lowercase();
            for place in ["safe-house", "safe house", "hometown", "other-house"] {
                assert!(!said.contains(place), "{} says {place}", file.path().display());
            }
        }
        let full = format!("full-{}", format.name);
        let ran = world.run(&["export", format.name, "--with-confidential", "--out", &full]);
        assert_eq!(ran.code, 0, "{}: {}", format.name, ran.err);
    }
    assert!(world.read("full-csv/rescues.csv").contains("safe-house"));
    assert!(world.read("full-csv/CONFIDENTIAL.txt").contains("for the owner"));
}

#[test]
fn sources_are_cited_as_asked_for() {
    let lines = shipped(&["cite"]).succeeded();
    assert_eq!(lines.lines().count(), 5);
    let two = json(
        &shipped(&["cite", "sixth-tone-2022", "reuters-2017", "--format", "csl-json"]).succeeded(),
    );
    assert_eq!(two[0]["id"], "sixth-tone-2022");
    assert_eq!(two[0]["issued"], serde_json::json!({ "date-parts": [[2022, 7]], "circa": true }));
    assert_eq!(two[1]["author"][0]["literal"], "Prak Chan Thul");
    let tex = shipped(&["cite", "reuters-2017", "--format", "biblatex"]).succeeded();
    assert!(tex.starts_with("@article{reuters-2017,\n"), "{tex}");
    let yaml = shipped(&["cite", "reuters-2017", "--format", "hayagriva"]).succeeded();
    assert!(yaml.starts_with("\"reuters-2017\":\n  type: article\n"), "{yaml}");
    let plain = shipped(&["cite", "reuters-2017", "--at", "paragraph 3"]).succeeded();
    assert!(plain.ends_with("17 August 2017 (date from another source), paragraph 3\n"), "{plain}");
    let error = shipped(&["cite", "--at", "paragraph 3"]).failed();
    assert!(error.contains("this cites 5") && error.contains("name the source"), "{error}");
    let error = shipped(&["cite", "--style", "apa", "--format", "biblatex"]).failed();
    assert!(error.contains("--style is for --format text"), "{error}");
    // tests/citation_styles.rs has them.
    if !cfg!(feature = "styles") {
        for style in ["apa", "list", "own.csl"] {
            let error = shipped(&["cite", "--style", style]).failed();
            let said = ["built without citation styles", "--features styles"];
            assert!(said.iter().all(|said| error.contains(said)), "{error}");
        }
    }
    let error = shipped(&["cite", "reuters-2071"]).failed();
    assert!(error.contains("did you mean `reuters-2017`?"), "{error}");
}

#[test]
fn the_impact_of_a_source_is_printed() {
    insta::assert_snapshot!(shipped(&["impact", "china-daily-brief-2026"]).succeeded());
    let all = json(&shipped(&["impact", "reuters-2017", "--format", "json"]).succeeded());
    assert_eq!(all["withdrawn"], serde_json::json!(["reuters-2017"]));
    assert_eq!(all["cases"].as_array().unwrap().len(), 9);
    assert!(shipped(&["impact", "yun"]).failed().contains("there is no source `yun`"));
}

#[test]
fn what_a_record_is_tied_to_is_printed_as_a_tree() {
    insta::assert_snapshot!(shipped(&["links", "chen-baorong"]).succeeded());
    let ascii = shipped(&["links", "chen-baorong", "--ascii"]).succeeded();
    assert!(ascii.is_ascii() && ascii.contains("alleged"), "{ascii}");
    let plain = shipped(&["links", "chen-baorong", "--plain"]).succeeded();
    assert!(plain.contains("alleged, not convicted") && !plain.contains('├'), "{plain}");
    let missing = shipped(&["links", "chen-baoron"]).failed();
    assert!(missing.contains("did you mean `chen-baorong`?"), "{missing}");
    let refused = shipped(&["links", "yun", "--steps", "4"]).failed();
    assert!(refused.contains("4 is not in 1..=3"), "{refused}");
}

#[test]
fn the_number_at_a_tied_record_is_what_list_finds() {
    let tied = shipped(&["links", "six-teenagers-release", "--hubs", "--format", "json"]);
    let tied = json(&tied.succeeded());
    let records = tied["records"].as_array().unwrap();
    assert!(records.len() > 20);
    let ids: Vec<&str> = records.iter().map(|record| record["id"].as_str().unwrap()).collect();
    for record in records {
        let query = record["query"].as_str().unwrap();
        let certain = shipped(&["list", query, "--format", "ids", "--certain"]).succeeded();
        let all = shipped(&["list", query, "--format", "ids"]).succeeded();
        assert_eq!(record["certain"], certain.lines().count(), "{query}");
        assert_eq!(record["possible"], all.lines().count() - certain.lines().count(), "{query}");
    }
    for tie in tied["ties"].as_array().unwrap() {
        assert!(
            ids.contains(&tie["from"].as_str().unwrap())
                && ids.contains(&tie["to"].as_str().unwrap())
        );
    }
}

#[test]
fn a_way_has_the_words_for_each_of_its_ties_and_says_what_it_does_not_prove() {
    insta::assert_snapshot!(shipped(&["links", "chen-baorong", "--to", "li-he"]).succeeded());
    // There are ways by hubs alone.
    insta::assert_snapshot!(shipped(&["links", "chen-zhi", "--to", "yun"]).succeeded());
    let none =
        json(&shipped(&["links", "chen-zhi", "--to", "yun", "--format", "json"]).succeeded());
    assert_eq!((&none["found"], &none["through_hubs"]), (&true.into(), &true.into()));
    assert_eq!(none["without_hubs"]["found"], false);
    let hubs = shipped(&["links", "chen-zhi", "--to", "yun", "--hubs"]).succeeded();
    assert!(hubs.contains("through hubs") && hubs.contains("does not say"), "{hubs}");
}

#[test]
fn the_map_lists_places_and_each_number_is_that_of_its_query() {
    insta::assert_snapshot!(shipped(&["map"]).succeeded());
    let map = json(&shipped(&["map", "date:2022", "--format", "json"]).succeeded());
    assert_eq!(map["borders"], "Natural Earth, de facto; no view on borders");
    let places = map["places"].as_array().unwrap();
    assert!(!places.is_empty(), "{map}");
    let listed = |query: &str, certain: bool| {
        let certain = if certain { &["--certain"][..] } else { &[] };
        let ran = shipped(&[&["list", query, "--format", "ids"], certain].concat());
        ran.succeeded().lines().count()
    };
    for mark in places.iter().chain([&map, &map["unplaced"]]) {
        let number = |name: &str| usize::try_from(mark[name].as_u64().unwrap()).unwrap();
        let query = mark["query"].as_str().unwrap();
        assert_eq!(listed(query, true), number("certain"), "{query}");
        assert_eq!(listed(query, false), number("certain") + number("possible"), "{query}");
    }
    let geo = json(&shipped(&["map", "date:2022", "--format", "geojson"]).succeeded());
    let features = geo["features"].as_array().unwrap();
    assert_eq!(features.len(), places.len() + 1);
    for feature in features {
        let (point, of) = (&feature["geometry"], &feature["properties"]);
        let is_drawn = matches!(of["known"].as_str(), Some("exact" | "city" | "area"));
        assert!(point.is_null() || is_drawn, "{feature}");
        let query = of["query"].as_str().unwrap();
        let (certain, possible) = (of["certain"].as_u64(), of["possible"].as_u64());
        let number = |all: usize| u64::try_from(all).unwrap();
        assert_eq!(certain, Some(number(listed(query, true))), "{query}");
        let at_most = certain.unwrap() + possible.unwrap();
        assert_eq!(at_most, number(listed(query, false)), "{query}");
    }
    assert!(features.iter().any(|feature| !feature["geometry"].is_null()));
    let plain = shipped(&["map", "kind:arrest", "--ascii"]).succeeded();
    assert!(plain.is_ascii() && plain.contains("Siem Reap"), "{plain}");
    assert!(shipped(&["map", "age:<"]).failed().contains("cannot read the query"));
}

/// Returns the numbers of a document that are from 1 to 10, wherever they are.
fn few(json: &Json) -> Vec<u64> {
    match json {
        Json::Number(number) => {
            number.as_u64().filter(|number| (1..11).contains(number)).into_iter().collect()
        }
        Json::Array(all) => all.iter().flat_map(few).collect(),
        Json::Object(all) => all.values().flat_map(few).collect(),
        Json::Null | Json::Bool(_) | Json::String(_) => Vec::new(),
    }
}

#[test]
fn what_is_for_others_has_no_number_of_few_cases_and_no_query() {
    for command in [
        &["count", "--by", "kind", "--by", "date"][..],
        &["count", "kind:victim", "--by", "place"],
        &["count", "--by", "citizenship"],
        &["timeline"],
        &["timeline", "kind:rescue", "--by", "month"],
        &["map"],
        &["map", "is:minor"],
    ] {
        let run = |more: &[&str]| shipped(&[command, &["--protect"], more].concat()).succeeded();
        let text = run(&[]);
        assert!(text.contains("<11"), "{command:?}: {text}");
        let own = shipped(command).succeeded();
        assert!(!own.contains("<11"), "{command:?}: {own}");
        let document = json(&run(&["--format", "json"]));
        assert_eq!(few(&document), Vec::<u64>::new(), "{command:?}: {document}");
        let written = document.to_string();
        assert!(!written.contains("\"certain\"") && written.contains("\"suppressed\":true"));
        assert!(!written.contains("\"query\":\""), "{command:?}: {written}");
        for name in ["Sihanoukville", "Lu Xiangri", "Chen Baorong"] {
            assert!(!text.contains(name) && !written.contains(name), "{command:?}: {name}");
        }
        assert!(!run(&["--plain"]).contains('×'), "{command:?}");
    }
    let map = shipped(&["map", "--protect"]).succeeded();
    assert!(map.contains("Cambodia") && map.contains("Siem Reap"), "{map}");
    let geo = json(&shipped(&["map", "--protect", "--format", "geojson"]).succeeded());
    assert_eq!(few(&geo), Vec::<u64>::new(), "{geo}");
    for feature in geo["features"].as_array().unwrap() {
        assert!(feature["geometry"].is_null(), "{feature}");
    }
    let by_year = ["count", "--by", "kind", "--by", "date", "--protect", "--format", "csv"];
    let csv = shipped(&by_year).succeeded();
    assert!(csv.lines().skip(1).any(|line| line.contains(",yes,")), "{csv}");
}

#[test]
fn a_map_names_whose_borders_it_has_and_says_what_cannot_be_read_of_them() {
    let world = World::empty();
    world.put(
        "casebook.toml",
        "format = 1\n[map]\nborders = 'test.geojson'\nsource = 'Test Office'\n",
    );
    world.put("rescues/test-a.toml", "title = 'Test'\n");
    let unread = world.run(&["map"]);
    assert!(unread.err.contains("the borders in test.geojson cannot be read"), "{}", unread.err);
    let outline = r#"{"type":"FeatureCollection","features":[{"id":"XX-1","geometry":
        {"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2]]]}}]}"#;
    world.put("test.geojson", outline);
    assert!(
        world.run(&["map"]).succeeded().contains("borders: Test Office; countries: Natural Earth")
    );
}

#[test]
fn a_passage_is_printed_as_a_quote_to_paste() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put("sources.toml", "[test-paper]\ntitle = 'T'\n");
    let quote = ["quote", "test-paper", "--supports", "age,event.flight", "--find"];
    let run = |find: &str| world.run(&[&quote[..], &[find]].concat());
    assert!(run("x").failed().contains("archive add test-paper FILE"));
    world.put("archive/test-paper.txt", "A line.\nShe said: “It’s 14.”\nShe said no.\n");
    let block = "\n[[quote]]\nsource   = \"test-paper\"\nat       = \"line 2\"\n\
        text     = \"“It’s 14.”\"\nsupports = [\"age\", \"event.flight\"]\n";
    assert_eq!(run("\"It's 14.\"").succeeded(), block);
    assert_eq!(run("it's 14").err, "1 passage, on line 2\n");
    let twice = run("She said");
    let listed = "2 passages; --nth N prints one:\n  1  line 2: She said: “It’s 14.”\n  2  line 3: She said no.\n";
    assert_eq!(twice.err, listed);
    assert_eq!(twice.succeeded().matches("\n\n[[quote]]").count(), 1);
    // Neither capitals nor accents matter, as in a search.
    let nth = |number: &str| world.run(&[&quote[..], &["shé SAID", "--nth", number]].concat());
    assert_eq!(nth("2").err, "passage 2 of 2, on line 3\n");
    assert!(nth("2").succeeded().contains("text     = \"She said\"\n"));
    let refused = nth("3").failed();
    assert!(refused.contains("there 2 times") && refused.contains("from 1 to 2"), "{refused}");
    assert_eq!(nth("0").code, 2);
    // What is appended to a case stays apart from what is there.
    world.put("victims/a.toml", "title = 'A'\nage = 14");
    let appended = world.read("victims/a.toml") + &run("It's 14.").succeeded();
    world.put("victims/a.toml", appended);
    assert!(!world.run(&["check", "--format", "short"]).out.contains("[syntax]"));
    assert!(run("She saith no.").failed().contains("She [-saith-] {+said+} no"));
    let disputed = world.run(&[
        "quote",
        "test-paper",
        "--supports",
        "age",
        "--disputes",
        "gender,count",
        "--find",
        "It’s 14.",
    ]);
    let ending = "supports = [\"age\"]\ndisputes = [\"gender\", \"count\"]\n";
    assert!(disputed.succeeded().ends_with(ending));
    let bad = world.run(&["quote", "test-paper", "--find", "x", "--supports", "agee"]).failed();
    assert!(bad.contains("did you mean `age`?"), "{bad}");
}

#[test]
fn every_record_can_be_shown_in_every_form() {
    let kinds = "kind:victim,rescue,arrest,source,place,person,organisation";
    let all = "--with-confidential";
    let ids = shipped(&["list", kinds, "--format", "ids", all]).succeeded();
    assert_eq!(ids.lines().count(), 110);
    for id in ids.lines() {
        let paper = shipped(&["show", id, all]).succeeded();
        assert!(paper.lines().all(|line| line.chars().count() <= 80), "{id}");
        assert_eq!(json(&shipped(&["show", id, "--format", "json", all]).succeeded())["id"], id);
        assert!(!shipped(&["show", id, "--format", "toml", all]).succeeded().is_empty());
    }
}

#[test]
fn a_case_on_paper_gives_the_words_and_where_they_are_from() {
    insta::assert_snapshot!(shipped(&["show", "telecom-sweep-2017-08"]).succeeded());
    insta::assert_snapshot!(shipped(&["show", "li-yayuanlun"]).succeeded());
}

#[test]
fn sorting_puts_the_greatest_first_and_the_absent_last() {
    let sorted =
        shipped(&["list", "kind:arrest", "--sort", "-count", "--format", "ids"]).succeeded();
    let ids: Vec<&str> = sorted.lines().collect();
    assert_eq!(ids[..3], ["repatriations-2021", "deportations-over-600", "telecom-sweep-2017-08"]);
    assert_eq!(ids.last(), Some(&"traffickers-arrested"));
    let asked = shipped(&["list", "kind:arrest sort:-count", "--format", "ids"]).succeeded();
    assert_eq!(asked, sorted);
}

#[test]
fn a_query_that_cannot_be_read_is_reported_with_a_suggestion() {
    let output = shipped(&["list", "plcae:x"]).failed();
    assert!(
        output.contains("plcae") && output.contains("hint: did you mean `place:`?"),
        "{output}"
    );
    let output = shipped(&["list", "myawaddy", "kind:victm", "2023"]).failed();
    let expected = "error: cannot read the query: `victm` is not a value of `kind:`\n  myawaddy kind:victm 2023\n                ^^^^^\nhint: did you mean `victim`?\n";
    assert_eq!(output, expected);
    let output = shipped(&["list", "yun is:dis"]).failed();
    assert!(
        output.contains("`is:dis` is not finished\n  yun is:dis\n      ^^^^^^\nhint: "),
        "{output}"
    );
    let output = shipped(&["list", "--sort", "dat"]).failed();
    assert!(output.contains("did you mean `date`?"), "{output}");
    let output = shipped(&["show", "yum"]).failed();
    assert!(output.contains("there is no record `yum`") && output.contains("`yun`"), "{output}");
}

#[test]
fn what_matches_only_possibly_is_marked_and_can_be_left_out() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put("victims/test-sure.toml", "title = 'One'\nage = 15\n");
    world.put("victims/test-maybe.toml", "title = 'Two'\nminor = true\n");
    world.put(
        "arrests/test-many.toml",
        "title = 'Many'\ncount = 300\ncount_qualifier = 'more_than'\n",
    );
    let list = |arguments: &[&str]| world.run(&[&["list"], arguments].concat());
    let table = list(&["age:<16"]).succeeded();
    assert!(table.starts_with("V  15 ") && table.contains("\nV? "), "{table}");
    let certain = list(&["age:<16", "--certain", "--format", "ids"]).succeeded();
    assert_eq!(certain, "test-sure\n");
    let objects = json(&list(&["age:<16", "--format", "json"]).succeeded());
    assert_eq!((&objects[0]["match"], &objects[1]["match"]), (&json("null"), &"possible".into()));
    let csv = list(&["age:<16", "--format", "csv"]).succeeded();
    assert!(csv.lines().nth(2).unwrap().ends_with(",\"possible\""), "{csv}");
    assert!(list(&["many"]).succeeded().starts_with("A >300 "));
    let none = list(&["count:400", "--certain"]);
    assert_eq!((none.code, none.out.as_str()), (0, ""));
    assert!(none.err.starts_with("no certain match in this folder: count:400"), "{}", none.err);
}

#[test]
fn an_empty_answer_says_which_term_is_to_blame() {
    let none = shipped(&["list", "kind:victim zzzzqq", "--format", "ids"]);
    assert_eq!((none.code, none.out.as_str()), (0, ""));
    assert!(none.err.contains("\nwithout `zzzzqq`: "), "{}", none.err);
    let none = shipped(&["list", "kind:victim", "age:>90"]);
    assert!(none.err.contains("\nwithout `age:>90`: "), "{}", none.err);
    let none = shipped(&["list", "place:sihanoukvile"]);
    assert!(none.err.contains("\ndid you mean `sihanoukville`?"), "{}", none.err);
}

#[test]
fn an_answer_says_how_many_other_records_have_the_words() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put("sources.toml", "[wire]\ntitle = 'Guardian of the gate'\n");
    let case = "title = 'A guardian'\n[[quote]]\nsource = 'wire'\ntext = 'x'\n";
    world.put("victims/test-a.toml", case);
    let found = world.run(&["list", "guardian", "--format", "ids"]);
    let said = "1 more record matches if you add kind:source\n";
    assert_eq!((found.out.as_str(), found.err.as_str()), ("test-a\n", said));
    for query in ["kind:victim", "guardian kind:source", "guardian kind:victim"] {
        assert_eq!(world.run(&["list", query, "--format", "ids"]).err, "", "{query}");
    }
}

#[test]
fn an_empty_answer_says_so_beside_the_data() {
    let none = shipped(&["list", "nowhere-to-be-found", "--format", "json"]);
    assert_eq!((none.code, none.out.as_str()), (0, "[]\n"));
    assert_eq!(none.err, "no match in cases: nowhere-to-be-found\n");
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    let empty = world.run(&["-C", ".", "list"]);
    assert_eq!((empty.code, empty.err.as_str()), (0, "there are no cases in this folder\n"));
}

#[test]
fn a_folder_that_is_named_and_has_no_records_is_refused() {
    let world = World::empty();
    world.put("notes/a.txt", "not a case\n");
    for command in [&["check"][..], &["list"], &["show", "a"], &[]] {
        let refused = world.run(&[&["-C", "notes"], command].concat());
        assert_eq!(refused.code, 2, "{command:?}");
        assert!(refused.err.contains("no collection in notes: "), "{}", refused.err);
        assert!(refused.err.contains("casebook init notes"), "{}", refused.err);
    }
    for records in ["people.toml", "arrests/test-one.toml", "archive-of-ours/victims/x.toml"] {
        world.put(records, "");
    }
    assert_eq!(world.run(&["-C", ".", "check"]).code, 1);
    assert_eq!(world.run(&["-C", "archive-of-ours", "list"]).code, 0);
}

#[test]
fn a_folder_in_the_place_of_a_command_is_opened_and_a_mistyped_command_is_still_explained() {
    let world = World::empty();
    world.put("mine/casebook.toml", "format = 1\n");
    world.put("mine/victims/test-one.toml", "title = 'Test One'\n");
    world.put("bare/notes.txt", "none");
    world.put("list/casebook.toml", "format = 1\n");
    for arguments in [&["mine"][..], &["mine/"], &["--no-mouse", "mine"], &["./list"]] {
        let said = world.run(arguments).failed();
        assert!(said.contains("without a terminal, use"), "{arguments:?}: {said}");
    }
    // What follows is done to it, as with -C.
    assert!(world.run(&["mine", "list"]).succeeded().contains("Test One"));
    for (arguments, said) in [
        (&["bare"][..], "to create one, run: casebook init bare"),
        (&["lst"], "'list'"),
        (&["nowhere"], "unrecognized subcommand 'nowhere'"),
        (&["archive", "mine"], "unrecognized subcommand 'mine'"),
        (&["-C", "bare", "mine"], "cannot be used multiple times"),
        (&["mine", "--asci"], "'--ascii'"),
    ] {
        let ran = world.run(arguments).failed();
        assert!(ran.contains(said), "{arguments:?}: {ran}");
    }
    // The command that has the name of a folder is that command.
    let listed = world.run(&["list"]).failed();
    assert!(listed.contains("no collection here"), "{listed}");
}

#[test]
fn check_says_what_is_wrong_in_three_forms() {
    let world = World::with_a_mistake();
    let human = world.run(&["check"]);
    assert_eq!(human.code, 1);
    insta::assert_snapshot!(human.out);
    assert_eq!(human.err, "1 case, 0 quotes: 1 error, 0 warnings\n");
    let short = world.run(&["check", "--format", "short"]);
    assert_eq!((short.code, short.err.as_str()), (1, ""));
    let victim = Path::new("victims").join("test-one.toml");
    let message = "2:7: error[wrong-type]: this is text, but the field takes a whole number \
                   (write a whole number from 0 to 120, without quotes and without a point)";
    assert_eq!(short.out, format!("{}:{message}\n", victim.display()));
    let lines = world.run(&["check", "--format", "json"]);
    let problem = json(&lines.out);
    assert_eq!(
        (&problem["line"], &problem["column"], &problem["rule"]),
        (&2.into(), &7.into(), &"wrong-type".into())
    );
}

/// A collection with mistakes of which some can be fixed safely, in files of many kinds.
fn fixable() -> World {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put(
        "victims/test-one.toml",
        "# The first.\ntitle = 'Test One'\nage = 'young'\noccupation = 'unknown'\ncitizenship = ['CN', 'kh']\n",
    );
    world.put("victims/test-two.toml", "title = 'Test Two'\r\ngender = ''\r\nmissing_since = 2021");
    world.put("victims/Tést \"3\".toml", "title = 'Test Three'\noccupation = 'tbd'");
    world
}

#[test]
fn check_fixes_what_changes_no_meaning_and_says_what_remains() {
    let world = fixable();
    let fixed = world.run(&["check", "--fix", "--format", "short"]);
    assert_eq!(fixed.code, 1);
    let path = |name: &str| Path::new("victims").join(name).display().to_string();
    let (one, two, three) = (path("test-one.toml"), path("test-two.toml"), path("Tést \"3\".toml"));
    assert_eq!(
        fixed.err,
        format!(
            "fixed 1 problem in {three}\nfixed 2 problems in {one}\nfixed 2 problems in {two}\n\
             fixed 5 problems in 3 files\n"
        )
    );
    assert!(fixed.out.contains("test-one.toml:3:7: error[wrong-type]"), "{}", fixed.out);
    assert!(!fixed.out.contains("placeholder"), "{}", fixed.out);
    assert_eq!(
        world.read("victims/test-one.toml"),
        "# The first.\ntitle = 'Test One'\nage = 'young'\ncitizenship = ['CN', 'KH']\n"
    );
    assert_eq!(
        world.read("victims/test-two.toml"),
        "title = 'Test Two'\r\nmissing_since = \"2021\""
    );
    let again = world.run(&["check", "--fix", "--format", "short"]);
    assert_eq!((again.code, &*again.err), (1, "nothing to fix safely\n"));
    let refused = world.run(&["--sample", "check", "--fix"]).failed();
    assert!(refused.contains("the built-in sample is read-only"), "{refused}");
}

#[test]
fn a_pipe_gets_every_byte_of_a_file_and_of_a_patch() {
    let world = fixable();
    let hidden = "x\u{1}\u{1b}[31m\u{1b}]0;t\u{7}\u{9b}2J\u{202e}y";
    let text = format!("title = 'Test Three'\nsummary = \"{hidden}\"\nmissing_since = 2021\n");
    world.put("victims/test-three.toml", &text);
    assert_eq!(world.run(&["show", "test-three", "--format", "toml"]).out, text);
    let dry = world.run(&["check", "--fix", "--dry-run"]);
    assert!(dry.out.contains(&format!("\n summary = \"{hidden}\"\n")), "{:?}", dry.out);
    world.put("fixes.patch", &dry.out);
    let mut git = Command::new("git");
    git.args(["apply", "fixes.patch"]).current_dir(world.folder.path());
    let Ok(applied) = git.env("HOME", world.folder.path()).output() else {
        println!("not tried: there is no git here");
        return;
    };
    assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
    assert_eq!(world.read("victims/test-three.toml"), text.replace("= 2021", "= \"2021\""));
}

#[test]
fn the_fixes_of_a_dry_run_are_a_patch_for_git() {
    let world = fixable();
    let names = ["victims/test-one.toml", "victims/test-two.toml", "victims/Tést \"3\".toml"];
    let before: Vec<String> = names.iter().map(|name| world.read(name)).collect();
    let dry = world.run(&["check", "--fix", "--dry-run"]);
    assert_eq!(dry.code, 1);
    assert_eq!(dry.err, "--fix would fix 5 problems in 3 files; nothing was written\n");
    assert_eq!(names.map(|name| world.read(name)).as_slice(), before);
    assert!(dry.out.contains("--- a/victims/test-one.toml\n+++ b/victims/test-one.toml\n"));
    assert!(dry.out.contains("+++ \"b/victims/T\\303\\251st \\\"3\\\".toml\"\n"), "{}", dry.out);
    assert!(dry.out.contains("\\ No newline at end of file\n"), "{}", dry.out);
    world.put("fixes.patch", &dry.out);
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(arguments).current_dir(world.folder.path()).env("HOME", world.folder.path());
        git.output()
    };
    let Ok(applied) = git(&["apply", "fixes.patch"]) else {
        println!("not tried: there is no git here");
        return;
    };
    assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
    let patched = names.map(|name| world.read(name));
    let other = fixable();
    _ = other.run(&["check", "--fix"]);
    assert_eq!(names.map(|name| other.read(name)), patched);
    assert!(world.run(&["check", "--dry-run"]).code == 2, "there is nothing to try without --fix");
}

#[test]
fn the_fixes_of_a_folder_inside_a_repository_are_applied_there() {
    let world = World::empty();
    world.put("cases/casebook.toml", "format = 1\n");
    world.put("cases/victims/test-one.toml", "title = 'Test One'\noccupation = 'unknown'\n");
    let dry = world.run(&["check", "--fix", "--dry-run"]);
    world.put("cases/fixes.patch", &dry.out);
    let git = |arguments: &[&str], folder: &Path| {
        let mut git = Command::new("git");
        git.args(arguments).current_dir(folder).env("HOME", world.folder.path());
        git.output()
    };
    let Ok(made) = git(&["init", "-q"], world.folder.path()) else {
        println!("not tried: there is no git here");
        return;
    };
    assert!(made.status.success());
    let applied = git(&["apply", "fixes.patch"], &world.path("cases")).unwrap();
    assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
    assert_eq!(world.read("cases/victims/test-one.toml"), "title = 'Test One'\n");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_fixed_is_reported_and_the_others_are_fixed() {
    let world = fixable();
    let two = world.path("victims/test-two.toml");
    let one = world.path("victims/test-one.toml");
    let before = world.read("victims/test-one.toml");
    let mut rights = fs::metadata(&one).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&one, rights).unwrap();
    let fixed = world.run(&["check", "--fix"]);
    assert_eq!(fixed.code, 2, "{}", fixed.err);
    assert!(fixed.err.contains("error: cannot fix victims/test-one.toml: "), "{}", fixed.err);
    assert!(fixed.err.contains("fixed 2 problems in victims/test-two.toml\n"), "{}", fixed.err);
    let said = "fixed 3 problems in 2 files; 1 file could not be written\n";
    assert!(fixed.err.contains(said), "{}", fixed.err);
    assert!(fixed.err.contains("\n3 cases, 0 quotes: "), "{}", fixed.err);
    assert!(fixed.out.contains("placeholder"), "{}", fixed.out);
    assert_eq!(world.read("victims/test-one.toml"), before);
    assert!(fs::read_to_string(two).unwrap().ends_with("missing_since = \"2021\""));
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_fixed_once() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put("victims/test-two.toml", "title = 'Test Two'\noccupation = 'unknown'\n");
    let link = world.path("victims/test-one.toml");
    std::os::unix::fs::symlink("test-two.toml", &link).unwrap();
    let dry = world.run(&["check", "--fix", "--dry-run"]);
    assert!(dry.err.starts_with("--fix would fix 1 problem in 1 file;"), "{}", dry.err);
    assert!(dry.out.contains("--- a/victims/test-two.toml\n"), "{}", dry.out);
    assert!(!dry.out.contains("test-one"), "{}", dry.out);
    let fixed = world.run(&["check", "--fix"]);
    assert!(fixed.code != 2, "{}", fixed.err);
    assert!(fixed.err.starts_with("fixed 1 problem in victims/test-two.toml\n"), "{}", fixed.err);
    assert!(!fixed.err.contains("cannot fix"), "{}", fixed.err);
    assert_eq!(world.read("victims/test-two.toml"), "title = 'Test Two'\n");
    assert!(fs::symlink_metadata(link).unwrap().is_symlink());
}

#[test]
fn a_dry_run_prints_no_line_of_a_withheld_case() {
    let world = fixable();
    let secret =
        "title = 'Test Secret'\nconfidentiality = 'confidential'\noccupation = 'unknown'\n";
    world.put("victims/test-secret.toml", secret);
    let dry = world.run(&["check", "--fix", "--dry-run"]);
    assert!(!dry.out.contains("Secret") && !dry.out.contains("secret"), "{}", dry.out);
    assert!(dry.err.contains("the changes of 1 file are withheld"), "{}", dry.err);
    let all = world.run(&["check", "--fix", "--dry-run", "--with-confidential"]);
    assert!(all.out.contains("-occupation = 'unknown'\n"), "{}", all.out);
    assert!(all.out.contains("victims/test-secret.toml"), "{}", all.out);
    let lines = world.run(&["check", "--format", "json"]);
    assert!(!lines.out.contains("Secret"), "{}", lines.out);
    // What is written is the owner's own file.
    let fixed = world.run(&["check", "--fix"]);
    assert!(!fixed.err.contains("Secret"), "{}", fixed.err);
    assert!(!world.read("victims/test-secret.toml").contains("unknown"));
}

#[test]
fn check_gives_programs_the_edits_of_each_fix() {
    let world = fixable();
    let lines = world.run(&["check", "--format", "json"]);
    let problems: Vec<Json> = lines.out.lines().map(json).collect();
    let of_rule = |rule: &str| problems.iter().find(|problem| problem["rule"] == rule).unwrap();
    let fix = &of_rule("bad-code")["fix"];
    assert_eq!(fix["applicability"], "safe");
    let text = world.read("victims/test-one.toml");
    let start = text.find("'kh'").unwrap();
    let edit = serde_json::json!({ "start": start, "end": start + 4, "text": "'KH'" });
    assert_eq!(fix["edits"], serde_json::json!([edit]));
    assert!(of_rule("wrong-type").get("fix").is_none());
    world.put("victims/test-four.toml", "title = 'D'\nransom_paid = '¥100'\n");
    let lines = world.run(&["check", "--format", "json"]);
    let offered = lines.out.lines().map(json).find(|one| one["rule"] == "bad-money");
    let fix = &offered.unwrap()["fix"];
    assert_eq!(fix["applicability"], "needs-decision");
    assert_eq!(fix["other_edits"][0][0]["text"], "'100 JPY'");
}

#[test]
fn check_exits_by_what_it_finds() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    assert_eq!(world.run(&["check"]).code, 0);
    world.put("places.toml", "[seatown]\nname = 'Seatown'\n");
    assert_eq!(world.run(&["check"]).code, 0);
    assert_eq!(world.run(&["check", "--deny", "warnings"]).code, 1);
    world.put("places.toml", "[seatown\n");
    assert_eq!(world.run(&["check"]).code, 1);
    assert_eq!(world.run(&["-C", "nowhere", "check"]).code, 2);
}

#[test]
fn the_sample_is_opened_where_it_is_asked_for() {
    let world = World::empty();
    let ids = world.run(&["--sample", "list", "--format", "ids"]).succeeded();
    assert_eq!(ids.lines().count(), 60);
    let refused = world.run(&["new", "victim", "test-two", "--sample"]).failed();
    assert!(refused.contains("the built-in sample is read-only"), "{refused}");
}

#[test]
fn where_there_is_no_collection_commands_refuse() {
    let world = World::empty();
    let commands: [&[&str]; 8] = [
        &["list"],
        &["show", "yun"],
        &["check"],
        &["cite"],
        &["impact", "sixth-tone-2022"],
        &["quote", "sixth-tone-2022", "--find", "six"],
        &["new", "victim", "test-two"],
        &["archive", "add", "sixth-tone-2022", "text.txt"],
    ];
    for command in commands {
        let refused = world.run(command).failed();
        for said in ["no collection here", "casebook init;", "--sample"] {
            assert!(refused.contains(said), "{command:?}: {refused}");
        }
    }
    assert!(!world.path("victims").exists());
    world.run(&["schema", "victims"]).succeeded();
}

#[test]
fn cases_without_settings_are_named_with_what_they_lack() {
    for (file, has, dir) in [
        ("victims/test-one.toml", "victims/", "-C ."),
        ("arrests.toml", "arrests.toml", "-C ."),
        ("cases/rescues/test-way.toml", "rescues/", "-C cases"),
    ] {
        let world = World::empty();
        world.put(file, "");
        for command in [&["check"][..], &["list"], &[]] {
            let refused = world.run(command).failed();
            let said = format!("{has} is here, but no casebook.toml");
            assert!(refused.contains(&said) && refused.contains(dir), "{command:?}: {refused}");
        }
        let (_, folder) = dir.split_at(3);
        world.run(&["-C", folder, "list"]).succeeded();
        // The advice makes it a collection.
        let advice =
            if folder == "." { "run: casebook init;" } else { "run: casebook init cases;" };
        assert!(world.run(&["check"]).failed().contains(advice));
        world.run(&["init", folder]).succeeded();
        let checked = world.run(&["check"]);
        assert!(checked.code <= 1, "{}", checked.err);
    }
}

#[test]
fn the_nearest_collection_upwards_is_taken() {
    let world = World::with_a_mistake();
    world.put("deep/er/x", "");
    let here =
        world.command(&["list", "--format", "ids"]).current_dir(world.path("deep/er")).output();
    assert_eq!(Ran::of(&here.unwrap()).succeeded(), "test-one\n");
    let named = world
        .command(&["list", "--format", "ids"])
        .current_dir("/")
        .env("CASEBOOK_DIR", world.folder.path())
        .output();
    assert_eq!(Ran::of(&named.unwrap()).succeeded(), "test-one\n");
    let outer = World::empty();
    outer.put("cases/casebook.toml", "");
    outer.put("cases/rescues/test-way.toml", "title = 'A way'\n");
    assert_eq!(outer.run(&["list", "--format", "ids"]).succeeded(), "test-way\n");
}

#[test]
fn no_byte_of_a_file_steers_the_terminal() {
    let world = World::empty();
    world.put("casebook.toml", "");
    world.put(
        "victims/hostile.toml",
        "title = \"\\u001B]0;owned\\u0007 \\u202Eevil \\u200B\"\nname = '\u{1b}[31m'\nage = '\u{9b}2J'\n",
    );
    for arguments in [
        &["list"][..],
        &["list", "--format", "json"],
        &["list", "--format", "csv"],
        &["show", "hostile"],
        &["show", "hostile", "--format", "json"],
        &["check"],
        &["check", "--format", "short"],
        &["check", "--format", "json"],
        &["show", "\u{1b}[31m"],
        &["list", "\u{1b}[31m:x"],
    ] {
        let ran = world.run(arguments);
        for text in [&ran.out, &ran.err] {
            let hostile =
                |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{202e}' | '\u{200b}'));
            assert!(!text.contains(hostile), "{arguments:?}: {text:?}");
        }
    }
}

#[test]
fn a_reader_that_leaves_changes_no_verdict() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    for number in 0..200 {
        world.put(&format!("victims/v{number}.toml"), "age = 'x'\ngender = 'y'\n");
    }
    let without_a_reader = |arguments: &[&str]| {
        let mut command = world.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        Ran::of(&child.wait_with_output().unwrap())
    };
    for format in ["human", "short", "json"] {
        assert_eq!(without_a_reader(&["check", "--format", format]).code, 1, "{format}");
    }
    world.put(".mistaken.toml", "theme = 1\n".repeat(20_000));
    assert_eq!(without_a_reader(&["--config", ".mistaken.toml", "config"]).code, 1);
    for number in 0..200 {
        world.put(&format!("victims/v{number}.toml"), "title = 'V'\noccupation = 'clerk'\n");
    }
    assert_eq!(without_a_reader(&["check"]).code, 0);
    assert_eq!(without_a_reader(&["check", "--deny", "warnings"]).code, 1);
}

#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_printed_is_said() {
    let world = World::with_a_mistake();
    for arguments in [&["check"][..], &["check", "--format", "json"], &["list"], &["man"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = world.command(arguments);
        let ran = Ran::of(&command.stdout(full).output().unwrap());
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.err.contains("cannot write to standard output"), "{}", ran.err);
    }
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let world = World::empty();
    let mut command = world.command(&["-C", cases.to_str().unwrap(), "list", "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let left = Ran::of(&child.wait_with_output().unwrap());
    assert_eq!((left.code, left.err.as_str()), (0, ""));
}

#[test]
fn a_new_file_is_made_once_and_has_no_error() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    for kind in ["victim", "rescue", "arrest", "source", "place", "person", "organisation"] {
        let made = world.run(&["new", kind, &format!("a-test-{kind}")]).succeeded();
        assert!(world.path(made.trim_end()).is_file(), "{made}");
    }
    assert_eq!(world.run(&["check"]).code, 0);
    let before = world.read("victims/a-test-victim.toml");
    let output = world.run(&["new", "rescue", "a-test-victim"]).failed();
    assert!(output.contains("is taken by victims/a-test-victim.toml:1"), "{output}");
    assert!(world.run(&["new", "victim", "a-test-victim"]).failed().contains("is taken"));
    assert_eq!(world.read("victims/a-test-victim.toml"), before);
    let output = world.run(&["new", "victim", "../Li He"]).failed();
    assert!(output.contains("hint: call it `li-he`"), "{output}");
}

#[test]
fn an_archived_text_leaves_every_other_byte_of_the_source_alone() {
    let world = World::empty();
    let sources = "# Sources.\r\n[wire]\r\npublisher   = 'Test Wire' # found by hand\r\n\r\n[other]\r\npublisher = 'Other'";
    world.put("casebook.toml", "");
    world.put("sources.toml", sources);
    world.put("captured.txt", "Three people left.");
    let out = world.run(&["archive", "add", "wire", "captured.txt"]).succeeded();
    assert_eq!(out, "archive/wire.txt\n");
    assert_eq!(world.read("archive/wire.txt"), "Three people left.");
    let after = world.read("sources.toml");
    let added: Vec<&str> = after.split("\r\n").filter(|line| !sources.contains(line)).collect();
    assert_eq!(added.len(), 2, "{after}");
    assert!(added[0].starts_with("sha256      = ") && added[0].len() == 14 + 66, "{after}");
    assert!(added[1].starts_with("collected_at = "), "{after}");
    let without: Vec<&str> = after.split("\r\n").filter(|line| !added.contains(line)).collect();
    assert_eq!(without.join("\r\n"), sources);
    assert!(!world.run(&["check"]).out.contains("not-archived"));
}

#[test]
fn archive_add_warns_of_what_is_no_text() {
    for (text, warning) in [
        ("", "contains no text"),
        (" \n\n", "contains no text"),
        ("<!doctype html>\n<p>Words</p>", "looks like HTML"),
        ("<div>\n<p>Words</p></div>", "looks like HTML"),
        ("Words.\n", ""),
    ] {
        let world = World::empty();
        world.put("casebook.toml", "");
        world.put("sources/wire.toml", "publisher = 'Test Wire'\n");
        world.put("page.txt", text);
        let ran = world.run(&["archive", "add", "wire", "page.txt"]);
        assert_eq!((ran.code, ran.out.as_str()), (0, "archive/wire.txt\n"));
        assert_eq!(ran.err.contains("warning: "), !warning.is_empty(), "{text:?}: {}", ran.err);
        assert!(ran.err.contains(warning), "{text:?}: {}", ran.err);
    }
}

#[test]
fn another_text_of_the_same_source_is_not_written_over() {
    let world = World::empty();
    world.put("casebook.toml", "");
    world.put("sources/wire.toml", "publisher = 'Test Wire'\n");
    world.put("one.txt", "one");
    world.put("two.txt", "two");
    world.put("latin.txt", b"caf\xe9");
    assert_eq!(world.run(&["archive", "add", "wire", "one.txt"]).code, 0);
    assert_eq!(world.run(&["archive", "add", "wire", "one.txt"]).code, 0);
    let output = world.run(&["archive", "add", "wire", "two.txt"]).failed();
    assert!(
        output.contains("already contains another text") && output.contains("--replace"),
        "{output}"
    );
    assert_eq!(world.read("archive/wire.txt"), "one");
    assert_eq!(world.run(&["archive", "add", "wire", "two.txt", "--replace"]).code, 0);
    assert_eq!(world.read("archive/wire.txt"), "two");
    assert!(world.run(&["archive", "add", "wier", "two.txt"]).failed().contains("`wire`"));
    assert!(world.run(&["archive", "add", "wire", "latin.txt"]).failed().contains("UTF-8"));
    assert!(world.run(&["archive", "add", "wire", "nowhere.txt"]).failed().contains("nowhere.txt"));
}

#[test]
fn an_archive_apart_is_filled_where_it_is() {
    let world = World::empty();
    world.put("casebook.toml", "");
    world.put("sources/wire.toml", "publisher = 'Test Wire'\n");
    world.put("one.txt", "one");
    world.put("secure/README.md", "kept apart");
    assert_eq!(world.run(&["--archive", "secure", "archive", "add", "wire", "one.txt"]).code, 0);
    assert_eq!(world.read("secure/wire.txt"), "one");
    assert!(!world.path("archive").exists());
}

#[test]
fn schemas_are_printed_by_name_or_all_and_know_the_collection_s_words() {
    let world = World::empty();
    world.put("casebook.toml", "[vocabulary]\nscam_type = ['task_scam']\n");
    let victim = world.run(&["schema", "victim"]).succeeded();
    assert!(victim.contains("task_scam") && json(&victim)["properties"]["age"].is_object());
    let all = json(&world.run(&["schema"]).succeeded());
    assert_eq!(all["victim"], json(&victim));
    assert_eq!(all.as_object().unwrap().len(), 15);
    assert!(world.run(&["schema", "victm"]).failed().contains("did you mean `victim`?"));
    let _ = world.run(&["schema", "--write", "."]).succeeded();
    assert_eq!(json(&world.read("schema/victim.json")), json(&victim));
    assert!(world.path(".taplo.toml").is_file() && world.path("tombi.toml").is_file());
    world.put("tombi.toml", "# mine\n");
    let again = world.run(&["schema", "--write", "."]);
    assert!(again.code == 0 && again.err.contains("added to ./tombi.toml"), "{}", again.err);
    let formatting =
        "# Formatting would realign every case file.\n[lsp.formatting]\nenabled = false\n";
    assert_eq!(world.read("tombi.toml"), format!("# mine\n\n{formatting}"));
    let again = world.run(&["schema", "--write", "."]);
    assert!(again.code == 0 && again.err.contains("not overwritten"), "{}", again.err);
    let beside = world.run(&["schema", "--write", ".", "--beside-lsp"]);
    assert!(beside.code == 0 && beside.err.contains("added to"), "{}", beside.err);
    let tombi = world.read("tombi.toml");
    assert!(
        tombi.starts_with(&format!("# mine\n\n{formatting}\n")) && tombi.contains("[lsp.hover]")
    );
    let again = world.run(&["schema", "--write", ".", "--beside-lsp"]);
    assert!(again.code == 0 && world.read("tombi.toml") == tombi, "{}", again.err);
    world.put("tombi.toml", "[lsp]\nformatting.enabled = true\n");
    let kept = world.run(&["schema", "--write", "."]);
    assert!(kept.code == 0 && kept.err.contains("not changed: ./tombi.toml"), "{}", kept.err);
    assert_eq!(world.read("tombi.toml"), "[lsp]\nformatting.enabled = true\n");
    assert!(world.run(&["schema", "--beside-lsp"]).code == 2);
    assert_eq!(world.run(&["check", "--deny", "warnings"]).code, 0);
}

#[test]
fn the_configuration_of_an_editor_is_printed_to_be_pasted_and_its_place_beside_it() {
    let world = World::empty();
    for setup in EDITOR_SETUPS {
        let printed = world.run(&["lsp", "--print-config", setup.name]);
        assert_eq!((printed.code, printed.out.as_str()), (0, setup.text));
        assert!(printed.err.contains(setup.title), "{}", printed.err);
    }
    let unknown = world.run(&["lsp", "--print-config", "nvim"]).failed();
    assert!(unknown.contains("neovim"), "{unknown}");
}

#[test]
fn schemas_replace_what_they_wrote_and_nothing_else() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    let _ = world.run(&["schema", "--write", "."]).succeeded();
    let (victim, place) = (world.read("schema/victim.json"), world.read("schema/place.json"));
    // As an older version wrote it, as this one did, and as another program did.
    let older = victim.replace("  \"$comment\": \"Written by `casebook schema --write`.\",\n", "");
    world.put("schema/victim.json", older.replace("What the case is called", "Called"));
    world.put("schema/place.json", place.replace("Required.", "Mandatory."));
    let mine = ["{\"title\": \"mine\"}", "[1, 2]", "no JSON at all", ""];
    for (name, text) in ["person", "rescue", "source", "arrest"].iter().zip(mine) {
        world.put(&format!("schema/{name}.json"), text);
    }
    let again = world.run(&["schema", "--write", "."]);
    assert!(again.code == 0 && again.err.matches("not overwritten").count() == 4, "{}", again.err);
    for (name, text) in ["person", "rescue", "source", "arrest"].iter().zip(mine) {
        assert_eq!(world.read(&format!("schema/{name}.json")), text);
    }
    assert_eq!(
        (world.read("schema/victim.json"), world.read("schema/place.json")),
        (victim, place)
    );
}

#[cfg(unix)]
#[test]
fn schemas_are_written_through_no_link_that_leads_out_and_onto_no_pipe() {
    use std::os::unix::fs::symlink;
    type Spoil<'s> = (&'s str, &'s dyn Fn(&World));
    let outside = World::empty();
    outside.put("victim.json", "mine\n");
    let spoilt: [Spoil<'_>; 5] = [
        ("schema/victim.json", &|world| {
            symlink(outside.path("victim.json"), world.path("schema/victim.json")).unwrap();
        }),
        ("schema/sources.json", &|world| {
            symlink(outside.path("new.json"), world.path("schema/sources.json")).unwrap();
        }),
        ("tombi.toml", &|world| symlink(outside.path("t.toml"), world.path("tombi.toml")).unwrap()),
        ("schema/victim.json", &|world| {
            let pipe = Command::new("mkfifo").arg(world.path("schema/victim.json")).status();
            assert!(pipe.unwrap().success());
        }),
        ("schema", &|world| {
            fs::remove_file(world.path("schema/keep")).unwrap();
            fs::remove_dir(world.path("schema")).unwrap();
            symlink(outside.path("."), world.path("schema")).unwrap();
        }),
    ];
    for (name, spoil) in spoilt {
        let world = World::empty();
        world.put("schema/keep", "");
        spoil(&world);
        let said = world.run(&["schema", "--write", "."]).failed();
        assert!(said.contains(name) && said.contains("hint: "), "{name}: {said}");
        // Nothing of it is written where not all can be.
        assert!(!world.path(".taplo.toml").exists(), "{name}");
        assert_eq!(outside.read("victim.json"), "mine\n");
        assert_eq!(fs::read_dir(outside.path(".")).unwrap().count(), 1, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn new_files_of_a_confidential_collection_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (file, folder) = (0o600, 0o700);
    for settings in [
        &b"confidentiality = 'confidential'\n"[..],
        b"confidentiality = 'no such word'\n",
        b"confidentiality = confidential\n",
        b"title = 'caf\xe9'\n",
    ] {
        let world = World::empty();
        world.put("casebook.toml", "");
        fs::write(world.path("casebook.toml"), settings).unwrap();
        world.put("sources.toml", "[wire]\ntitle = 'W'\n");
        world.put("one.txt", "one");
        let _ = world.run(&["new", "victim", "ann"]).succeeded();
        let _ = world.run(&["archive", "add", "wire", "one.txt"]).succeeded();
        let mode =
            |path: &str| fs::metadata(world.path(path)).unwrap().permissions().mode() & 0o777;
        for path in ["victims/ann.toml", "archive/wire.txt"] {
            assert_eq!(mode(path), file, "{path}");
        }
        for path in ["victims", "archive"] {
            assert_eq!(mode(path), folder, "{path}");
        }
    }
}

#[test]
fn a_new_file_has_a_name_that_every_system_knows() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    for id in ["con", "nul", "prn", "aux", "com1", "com9", "lpt0", "lpt3"] {
        let said = world.run(&["new", "victim", id]).failed();
        assert!(said.contains("Windows") && said.contains("hint: "), "{said}");
    }
    for id in ["null", "con-1", "com", "com10", "lpta"] {
        let _ = world.run(&["new", "victim", id]).succeeded();
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_never_waited_for_wherever_it_is() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put("sources.toml", "[wire]\ntitle = 'W'\n");
    world.put("one.txt", "one");
    let pipe = |path: &str| {
        world.put(&format!("{path}.beside"), "");
        assert!(Command::new("mkfifo").arg(world.path(path)).status().unwrap().success());
    };
    ["page", "config", "archive/wire.txt", "victims/ann.toml"].into_iter().for_each(pipe);
    assert!(
        world.run(&["archive", "add", "wire", "page"]).failed().contains("no program writes to")
    );
    assert!(
        world.run(&["archive", "add", "wire", "one.txt"]).failed().contains("not a plain file")
    );
    let configured = world.run(&["--config", "config", "config"]);
    assert!(
        configured.code == 1 && configured.out.contains("no program writes to"),
        "{}",
        configured.err
    );
    assert!(world.run(&["new", "victim", "ann"]).failed().contains("is taken by"));
}

#[test]
fn colour_is_for_terminals_or_who_asks() {
    let world = World::with_a_mistake();
    assert!(!world.run(&["check"]).out.contains('\u{1b}'));
    assert!(world.run(&["check", "--color", "always"]).out.contains('\u{1b}'));
    assert!(!world.run(&["check", "--color", "never"]).out.contains('\u{1b}'));
}

#[test]
fn the_browser_refuses_politely_without_a_terminal() {
    let output = shipped(&[]).failed();
    assert!(output.contains("terminal") && output.contains("casebook list"), "{output}");
}

#[test]
fn a_configuration_is_looked_for_checked_and_begun() {
    let world = World::empty();
    let config = |arguments: &[&str]| {
        let mut command = world.command(&["config"]);
        Ran::of(&command.args(arguments).output().unwrap())
    };
    let place = world.path(".config/casebook/config.toml");
    assert_eq!(config(&["--path"]).succeeded().trim_end(), place.to_str().unwrap());
    let none = config(&[]);
    assert!(none.err.contains("the file does not exist") && none.code == 0, "{}", none.err);
    world.put(".config/casebook/config.toml", config(&["--default"]).succeeded());
    let begun = config(&[]);
    assert!(begun.err.contains("nothing is wrong") && begun.code == 0, "{}", begun.out);
    world.put(".config/casebook/config.toml", "theme = 'drak'\n[keys]\nn = '\u{202e}'\n");
    let wrong = config(&[]);
    assert_eq!(wrong.code, 1);
    let first = format!("{}:1:9: `theme` cannot be `drak`; did you mean `dark`?", place.display());
    assert_eq!(wrong.out.lines().next(), Some(first.as_str()));
    assert!(wrong.err.ends_with("2 mistakes\n") && !wrong.out.contains('\u{202e}'));
    let mut command = world.command(&["config"]);
    let other = Ran::of(&command.env("CASEBOOK_CONFIG", "/no/such.toml").output().unwrap());
    assert_eq!(other.code, 1);
    assert!(other.out.contains("the configuration cannot be read"), "{}", other.out);
    let mut command = world.command(&["config", "--path"]);
    let moved = Ran::of(&command.env("XDG_CONFIG_HOME", world.path("x")).output().unwrap());
    assert!(moved.succeeded().starts_with(world.path("x").to_str().unwrap()));
}

#[test]
fn help_manual_and_completions_come_from_the_same_arguments() {
    let world = World::empty();
    insta::assert_snapshot!(world.run(&["--help"]).succeeded());
    let manual = world.run(&["man"]).succeeded();
    for known in command_line::commands() {
        let mut words: Vec<&str> = known.words.iter().map(String::as_str).collect();
        let command = words.first().copied().unwrap();
        assert!(
            manual.contains(&format!("casebook\\-{command}"))
                || manual.contains(&format!("casebook-{command}")),
            "{command}"
        );
        words.push("--help");
        let help = world.run(&words).succeeded();
        assert!(help.contains("Usage:"), "{words:?}");
        assert!(known.formats.iter().all(|format| help.contains(format.as_str())), "{words:?}");
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(world.run(&["completions", shell]).succeeded().contains("casebook"), "{shell}");
    }
}

#[test]
fn about_says_which_program_this_is_and_what_it_is_made_of() {
    let about = World::empty().run(&["about"]).succeeded();
    let version = format!("casebook {}\n", env!("CARGO_PKG_VERSION"));
    assert!(about.starts_with(&version), "{about}");
    for words in
        ["\ncommit  ", "\nbuilt  ", "\nlicence   MIT OR Apache-2.0", "In the program", "\n  toml "]
    {
        assert!(about.contains(words), "{words:?} in {about}");
    }
    for licence in ["MIT", "Apache-2.0", "Unicode-3.0", "BSD-3-Clause"] {
        assert!(about.contains(licence), "{licence}");
    }
    assert!(!about.contains(env!("CARGO_MANIFEST_DIR")) && !about.contains("/home/"), "{about}");
}

/// In /tmp, anyone can place a collection above the folders of others.
#[cfg(unix)]
#[test]
fn a_collection_of_another_user_in_a_folder_above_is_opened_only_by_its_name() {
    use std::os::unix::fs::chown;
    for whose in ["folder", "casebook.toml", "cases/casebook.toml"] {
        let world = World::empty();
        world.put("above/below/notes.txt", "");
        let file = if whose == "folder" { "casebook.toml" } else { whose };
        world.put(&format!("above/{file}"), "format = 1\ntitle = 'Made up'\n");
        world.put("above/victims/test-one.toml", "title = 'Test One'\n");
        let run = |arguments: &[&str]| {
            let mut command = world.command(arguments);
            Ran::of(&command.current_dir(world.path("above/below")).output().unwrap())
        };
        run(&["list"]).succeeded();
        let stranger =
            if whose == "folder" { "above".to_owned() } else { format!("above/{whose}") };
        if chown(world.path(&stranger), Some(4321), None).is_err() {
            println!("skipped: this user may give no files away");
            return;
        }
        let said = run(&["list"]).failed();
        assert!(said.contains("belongs to another user") && said.contains("casebook -C"), "{said}");
        run(&["-C", "..", "list"]).succeeded();
        let mut command = world.command(&["list"]);
        Ran::of(&command.current_dir(world.path("above")).output().unwrap()).succeeded();
    }
    // A link of theirs to a file of the system is theirs.
    let world = World::empty();
    world.put("above/below/notes.txt", "");
    world.put("above/victims/test-one.toml", "title = 'Test One'\n");
    let link = world.path("above/casebook.toml");
    std::os::unix::fs::symlink("/etc/hostname", &link).unwrap();
    if std::os::unix::fs::lchown(&link, Some(4321), None).is_ok() {
        let mut command = world.command(&["list"]);
        let ran = Ran::of(&command.current_dir(world.path("above/below")).output().unwrap());
        let said = ran.failed();
        assert!(said.contains("belongs to another user"), "{said}");
    }
}

#[test]
fn a_configuration_is_named_before_the_command_or_behind_it() {
    let world = World::empty();
    world.put("mine.toml", "masked = true\n");
    world.put("mistaken.toml", "mask = ture\n");
    for at_once in [["--config", "mine.toml", "config"], ["config", "--config", "mine.toml"]] {
        let ran = world.run(&at_once);
        assert_eq!((ran.code, ran.err.contains("nothing is wrong")), (0, true), "{}", ran.err);
    }
    assert_eq!(world.run(&["config", "--config", "mistaken.toml"]).code, 1);
    // What follows the command is the nearer one.
    let both = ["--config", "mistaken.toml", "config", "--config", "mine.toml"];
    assert_eq!(world.run(&both).code, 0);
}

#[test]
fn schemas_say_which_folder_they_made() {
    let world = World::empty();
    let made = world.run(&["schema", "--write", "cases"]);
    assert!(made.err.contains("to the new folder cases"), "{}", made.err);
    let again = world.run(&["schema", "--write", "cases"]);
    assert!(!again.err.contains("the new folder"), "{}", again.err);
}

/// Returns every file and folder of a world, files with their bytes.
fn everything(world: &World) -> Vec<(std::path::PathBuf, Option<Vec<u8>>)> {
    let entries = walkdir::WalkDir::new(world.folder.path()).sort_by_file_name();
    let entries = entries.into_iter().map(Result::unwrap);
    entries.map(|entry| (entry.path().to_owned(), fs::read(entry.path()).ok())).collect()
}

#[test]
fn a_new_collection_is_clean_and_its_new_files_name_schemas_that_are_there() {
    for dir in [".", "my cases", "a/b/c", "-x", "妙瓦底"] {
        let world = World::empty();
        let dir_of = if dir == "-x" { "./-x" } else { dir };
        let made = world.run(&["init", "--", dir]);
        assert_eq!(made.err, "", "{dir}");
        let made = made.succeeded();
        for kind in ["victims/", "rescues/", "arrests/", "sources/", "places/", "people/"] {
            assert!(made.contains(kind) && world.path(dir).join(kind).is_dir(), "{made}");
        }
        for name in ["casebook.toml", ".gitignore", "schema/", "tombi.toml", ".taplo.toml"] {
            assert!(made.contains(name) && world.path(dir).join(name).exists(), "{made}");
        }
        let checked = world.run(&["-C", dir_of, "check", "--deny", "warnings"]);
        assert_eq!(checked.err, "0 cases, 0 quotes: nothing is wrong\n", "{dir}");
        assert_eq!(checked.succeeded(), "");

        // The next steps work as they are printed.
        let steps = made.split_once("next:\n").unwrap().1;
        let steps: Vec<&str> = steps.lines().map(|line| line.split(" #").next().unwrap()).collect();
        let steps: Vec<&str> = steps
            .into_iter()
            .filter(|step| !matches!(step.trim(), "casebook" | "casebook tutor"))
            .collect();
        assert_eq!(steps.len(), if dir == "." { 3 } else { 4 }, "{steps:?}");
        let program = Path::new(env!("CARGO_BIN_EXE_casebook")).parent().unwrap();
        let mut shell = Command::new("/bin/sh");
        shell.args(["-e", "-c", &steps.join("\n")]).current_dir(world.folder.path());
        shell.env_clear().env("PATH", program).env("LC_ALL", "C.UTF-8");
        shell.env("HOME", world.folder.path());
        let ran = Ran::of(&shell.output().unwrap());
        assert!(ran.code <= 1 && ran.out.contains("sources/a-report.toml"), "{dir}: {}", ran.err);

        for record in ["victims/a-case.toml", "sources/a-report.toml"] {
            let path = world.path(dir).join(record);
            let text = fs::read_to_string(&path).unwrap();
            let schema = text.lines().next().and_then(|line| line.strip_prefix("#:schema "));
            let schema = path.parent().unwrap().join(schema.unwrap());
            assert!(schema.is_file(), "{}", schema.display());
        }
        let settings = fs::read_to_string(world.path(dir).join("casebook.toml")).unwrap();
        assert!(settings.starts_with("#:schema schema/casebook.json\n"), "{settings}");
    }
}

#[cfg(unix)]
#[test]
fn a_collection_is_made_in_a_folder_whose_name_is_no_text() {
    use std::os::unix::ffi::OsStrExt as _;
    let world = World::empty();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9 \x1b[31m");
    let run = |words: &[&str]| {
        let mut command = world.command(words);
        command.arg(name);
        Ran::of(&command.output().unwrap())
    };
    let made = run(&["init"]).succeeded();
    // No command that would lead elsewhere is offered.
    assert!(!made.contains("cd ") && !made.contains('\u{1b}'), "{made}");
    let settings = fs::read_to_string(world.folder.path().join(name).join("casebook.toml"));
    assert!(settings.unwrap().contains("\ntitle  = \"Untitled collection\"\n"));
    let mut check = world.command(&["check", "-C"]);
    assert_eq!(Ran::of(&check.arg(name).output().unwrap()).succeeded(), "");
}

#[test]
fn init_adds_what_a_collection_lacks_and_changes_nothing() {
    let world = World::empty();
    world.put(
        "casebook.toml",
        "title = 'Ours'\nformat = 1\n[vocabulary]\nscam_type = ['our_scam']\n",
    );
    world.put(".gitignore", "/target\n");
    world.put("tombi.toml", "# ours\n");
    world.put("schema/victim.json", "{}\n");
    world.put("sources.toml", "[paper]\ntitle = 'A Test Paper'\n");
    let before = everything(&world);
    let added = world.run(&["init"]);
    assert!(added.err.contains("add the line /archive/"), "{}", added.err);
    let added = added.succeeded();
    assert!(added.starts_with("added to the collection in this folder: victims/"), "{added}");
    assert!(!added.contains("sources/") && !added.contains("casebook.toml"), "{added}");
    for (path, bytes) in before {
        assert_eq!(fs::read(&path).ok(), bytes, "{}", path.display());
    }
    assert!(world.read("schema/victims.json").contains("our_scam"));
    let after = everything(&world);
    let again = world.run(&["init"]).succeeded();
    assert_eq!(again, "this folder is a collection already, and lacks nothing\n");
    assert_eq!(everything(&world), after);
}

#[test]
fn a_collection_is_made_where_the_records_are_and_says_what_it_lies_in() {
    let world = World::empty();
    world.put("cases/victims/test-one.toml", "title = 'Test One'\n");
    let made = world.run(&["init"]).succeeded();
    assert!(made.starts_with("made cases a collection: rescues/"), "{made}");
    assert!(!world.path("casebook.toml").exists());
    assert_eq!(world.run(&["list", "--format", "ids"]).succeeded(), "test-one\n");

    let inner = world.run(&["init", "cases/notes"]);
    assert!(inner.err.contains("cases, which reads its files too"), "{}", inner.err);
    let inner = inner.succeeded();
    assert!(inner.contains("made cases/notes a collection: victims/"), "{inner}");
    assert_eq!(world.run(&["-C", "cases/notes", "check"]).succeeded(), "");

    // Beside a collection is not inside of it.
    assert_eq!(world.run(&["init", "other"]).err, "");
    let mut by_name = world.command(&["init"]);
    by_name.env("CASEBOOK_DIR", world.path("named"));
    assert_eq!(Ran::of(&by_name.output().unwrap()).code, 0);
    assert_eq!(world.run(&["-C", "third", "init"]).code, 0);
    assert!(world.path("named/victims").is_dir() && world.path("third/casebook.toml").is_file());
}

#[test]
fn where_no_collection_can_be_made_init_says_why() {
    let world = World::empty();
    world.put("a-file", "");
    for dir in ["a-file", "a-file/below", "/proc/no-such/folder"] {
        let refused = world.run(&["init", dir]).failed();
        assert!(refused.contains(dir) && refused.contains("hint: "), "{refused}");
    }
    let refused = world.run(&["--sample", "init"]).failed();
    assert!(refused.contains("the built-in sample is read-only"), "{refused}");
    assert_eq!(everything(&world).len(), 2);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/no/such/file", world.path("casebook.toml")).unwrap();
        let refused = world.run(&["init"]).failed();
        assert!(refused.contains("casebook.toml"), "{refused}");
        // What cannot be written to is found before anything is written.
        for name in ["schema", "rescues", "people"] {
            let world = World::empty();
            std::os::unix::fs::symlink("/no/such/folder", world.path(name)).unwrap();
            let refused = world.run(&["init"]).failed();
            assert!(refused.contains(name), "{refused}");
            assert_eq!(fs::read_dir(world.folder.path()).unwrap().count(), 1, "{name}");
        }
    }
    let world = World::empty();
    world.put("notes", "");
    let refused = world.run(&["init", "notes"]).failed();
    assert!(refused.contains("name a folder"), "{refused}");
    let long = "a".repeat(300);
    let refused = world.run(&["init", &long]).failed();
    assert!(refused.contains("choose a shorter name"), "{refused}");
}

#[test]
fn show_takes_a_query_and_prints_each_record_that_matches() {
    let text = shipped(&["show", "kind:victim", "age:<16"]);
    let parted = "─".repeat(80);
    let out = text.succeeded();
    assert!(out.contains("Yun, 14,") && out.contains("Ming, 15,"), "{out}");
    let records = out.split(&parted).count();
    let listed = shipped(&["list", "kind:victim", "age:<16", "--format", "ids"]).succeeded();
    assert_eq!(records, listed.lines().count());
    assert!(records > 1 && records <= 5);
    // More are listed, unless they are asked for in full.
    let many = shipped(&["show", "kind:victim"]);
    let (rows, said) = (many.out.lines().count(), many.err);
    assert_eq!((many.code, rows), (0, 21));
    assert!(said.contains("21 records match; --all shows them in full"), "{said}");
    let all = shipped(&["show", "--all", "kind:victim"]).succeeded();
    assert_eq!(all.split(&parted).count(), 21);
    // An id is one record, whatever else the word finds.
    assert!(!shipped(&["show", "yun"]).succeeded().contains(&parted));
    let json = shipped(&["show", "kind:victim age:<16", "--format", "json"]).succeeded();
    let ids: Vec<Json> = serde_json::Deserializer::from_str(&json)
        .into_iter::<Json>()
        .map(|record| record.unwrap()["id"].clone())
        .collect();
    assert_eq!(ids, listed.lines().map(Json::from).collect::<Vec<_>>());
    let refused = shipped(&["show", "kind:victim", "--format", "toml"]).failed();
    assert!(refused.contains("prints one file"), "{refused}");
    let refused = shipped(&["show", "kind:vicitm"]).failed();
    assert!(refused.contains("did you mean `victim`?"), "{refused}");
    let refused = shipped(&["show", "no-such-case-at-all"]).failed();
    assert!(refused.contains("there is no record `no-such-case-at-all`"), "{refused}");
    let refused = shipped(&["show", "yun", "zzzz"]).failed();
    assert!(refused.starts_with("without `zzzz`: "), "{refused}");
    assert!(refused.contains("error: no match in cases: yun zzzz"), "{refused}");
}

#[test]
fn plain_output_says_in_words_what_marks_say() {
    /// What is drawn, and not a part of any text.
    const DRAWN: [&str; 14] =
        ["●", "◐", "○", "⚔", " · ", "│", "─", "✓", "≈", "≠", "✗", "╭", "━", "\u{1b}["];
    let plain = |words: &[&str]| {
        let ran = shipped(&[words, &["--plain", "--color", "always"]].concat());
        for text in [&ran.out, &ran.err] {
            assert!(!DRAWN.iter().any(|drawn| text.contains(drawn)), "{words:?}: {text}");
        }
        let mut by_variable = World::empty().command(words);
        let by_variable = by_variable.env("CASEBOOK_PLAIN", "1");
        let by_variable = by_variable.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        assert_eq!(Ran::of(&by_variable).out, ran.out, "{words:?}");
        ran
    };
    let table = plain(&["list", "kind:victim", "--header"]).succeeded();
    let yun = table.lines().find(|line| line.contains("  yun  ")).unwrap();
    for said in ["victim ", " 14 years ", " unchecked"] {
        assert!(yun.contains(said), "{said}: {yun}");
    }
    let possible = plain(&["list", "date:2022"]).succeeded();
    assert!(possible.contains("victim, uncertain match"), "{possible}");
    let record = plain(&["show", "yun"]).succeeded();
    assert!(record.contains("victim, yun, cases/victims/yun.toml line 1"), "{record}");
    plain(&["show", "--all", "kind:rescue"]).succeeded();
    assert!(plain(&["impact", "reuters-2017"]).succeeded().contains("no source left"));
    plain(&["list", "--format", "csv"]).succeeded();

    let world = World::with_a_mistake();
    let checked = world.run(&["check", "--plain"]);
    assert_eq!(checked.code, 1);
    let shown = &checked.out;
    assert!(shown.contains("  the line says: age = 'young'\n  help: "), "{shown}");
    assert!(shown.contains("error: "), "{shown}");
    assert!(shown.contains("victims/test-one.toml, line 2, column 7, rule "), "{shown}");
    world.put("sources.toml", "[wire]\ntitle = 'Wire'\npublisher = 'P'\n");
    world.put("archive/wire.txt", "the gate and the gate\n");
    let found = world.run(&["quote", "wire", "--find", "gate", "--plain"]);
    assert!(found.err.contains("passage 2, line 1: the gate and the gate"), "{}", found.err);
}

#[test]
fn an_archived_text_that_is_not_in_utf_8_is_not_called_missing() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put("sources.toml", "[wire]\ntitle = 'Wire'\npublisher = 'P'\n");
    world.put(
        "victims/test-one.toml",
        "title = 'Test One'\n[[quote]]\nsource = 'wire'\ntext = 'One'\nsupports = ['title']\n",
    );
    world.put("archive/wire.txt", b"One \xff\n");
    let checked = world.run(&["check"]);
    assert!(checked.err.contains("1 not checked: archived text cannot be read"), "{}", checked.err);
    let shown = world.run(&["show", "test-one"]).succeeded();
    assert!(shown.contains("not checked: the archived text cannot be read"), "{shown}");
    let refused = world.run(&["quote", "wire", "--find", "One"]).failed();
    assert!(refused.contains("the archived text of `wire` cannot be read"), "{refused}");
    fs::remove_file(world.path("archive/wire.txt")).unwrap();
    let checked = world.run(&["check"]);
    assert!(checked.err.contains("1 not checked: source not archived"), "{}", checked.err);
}

#[test]
fn files_that_are_named_are_fixed_alone() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    for id in ["test-one", "test-two"] {
        world.put(&format!("victims/{id}.toml"), "title = 'Test'\noccupation = 'unknown'\n");
    }
    let diff = world.run(&["check", "victims/test-two.toml", "--fix", "--dry-run"]).out;
    assert!(diff.contains("test-two") && !diff.contains("test-one"), "{diff}");
    let fixed = world.run(&["check", "--fix", "victims/test-two.toml"]);
    assert!(fixed.err.contains("fixed 1 problem in 1 file"), "{}", fixed.err);
    assert!(!world.read("victims/test-two.toml").contains("occupation"));
    assert!(world.read("victims/test-one.toml").contains("occupation"));
    let refused = world.run(&["check", "--fix", "elsewhere.toml"]).failed();
    assert!(refused.contains("is not a file or folder of this collection"), "{refused}");
}

#[test]
fn advice_says_that_it_counts_confidential_cases() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put("victims/test-one.toml", "title = 'Test One'\nconfidentiality = 'confidential'\n");
    let said = "confidential cases are counted there too";
    let ran = world.run(&["list", "test zzzz"]);
    assert!(ran.err.contains("without `zzzz`: 1 match") && ran.err.contains(said), "{}", ran.err);
    let ran = world.run(&["list", "test zzzz", "--with-confidential"]);
    assert!(ran.err.contains("without `zzzz`: 1 match") && !ran.err.contains(said), "{}", ran.err);
}

#[test]
fn a_table_begins_with_the_names_of_its_columns_where_that_is_asked_for() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put("victims/test-one.toml", "title = 'Test One'\nage = 14\n");
    world.put("victims/test-two.toml", "title = 'Test Two'\nmissing_since = '2021'\n");
    let table = world.run(&["list", "--header"]).succeeded();
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(
        rows,
        [
            "KIND FIGURE  DATE  ID        EVIDENCE  TITLE",
            "V      14 y        test-one  1○        Test One",
            "V            2021  test-two  1○        Test Two",
        ]
    );
    let plain = world.run(&["list"]).succeeded();
    assert!(plain.ends_with("V       2021  test-two  1○  Test Two\n"), "{plain}");
    let refused = world.run(&["list", "--header", "--format", "csv"]).failed();
    assert!(refused.contains("--header is for --format table"), "{refused}");
}

#[cfg(unix)]
#[test]
fn a_new_file_is_opened_in_the_editor_at_its_title() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put(
        "vi",
        "#!/bin/sh\nprintf '%s|' \"$@\" > said\nsed -i 's/Test one/Test One, edited/' \"$2\"\n",
    );
    let editor = world.path("vi");
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let run = |editor: &Path, id: &str| {
        let mut command = world.command(&["new", "--edit", "victim", id]);
        command.env("VISUAL", editor).env("PATH", "/usr/bin:/bin");
        Ran::of(&command.output().unwrap())
    };
    assert_eq!(run(&editor, "test-one").succeeded(), "victims/test-one.toml\n");
    let text = world.read("victims/test-one.toml");
    let line = text.lines().position(|line| line.starts_with("title")).unwrap() + 1;
    assert!(text.contains("\"Test One, edited\""), "{text}");
    assert_eq!(world.read("said"), format!("+{line}|victims/test-one.toml|"));
    // Without an editor the file is there all the same.
    let refused = run(Path::new("/no/such/editor"), "test-two");
    assert_eq!((refused.code, refused.out.as_str()), (2, "victims/test-two.toml\n"));
    assert!(refused.err.contains("cannot start the editor /no/such/editor"), "{}", refused.err);
    assert!(refused.err.contains("the new file is victims/test-two.toml"), "{}", refused.err);
    assert!(world.path("victims/test-two.toml").is_file());
}

#[test]
fn check_reports_the_named_files_and_folders_alone() {
    let world = World::with_a_mistake();
    world.put("victims/test-two.toml", "title = 'Test Two'\n");
    world.put("rescues/test-way.toml", "title = 'Way'\ntitel = 'x'\n");
    world.put("notes.txt", "");
    let check = |paths: &[&str]| world.run(&[&["check", "--format", "short"], paths].concat());
    assert_eq!(check(&["victims/test-two.toml"]).succeeded(), "");
    let one = check(&["victims"]);
    assert_eq!((one.code, one.out.lines().count()), (1, 1), "{}", one.out);
    assert!(one.out.starts_with("victims/test-one.toml:2:"), "{}", one.out);
    let both = check(&["./victims/test-one.toml", "rescues"]);
    assert_eq!(both.out, check(&[]).out);
    assert_eq!(world.run(&["check", "victims/test-two.toml"]).err, "nothing is wrong\n");
    assert_eq!(world.run(&["check", "victims"]).err, "1 error, 0 warnings\n");
    for path in ["notes.txt", "nowhere"] {
        let refused = check(&[path]).failed();
        assert!(
            refused.contains(&format!("{path} is not a file or folder of this collection")),
            "{refused}"
        );
    }
}

#[test]
fn the_queries_of_saved_views_are_checked() {
    let world = World::empty();
    world.put("c.toml", "[views]\n1 = 'kind:victim'\n2 = 'kind:vicitm'\n3 = { name = 'X', query = 'foo:bar' }\n4 = 'scam-type:ours'\n");
    let config = |world: &World| world.run(&["config", "--config", "c.toml"]);
    let wrong = config(&world);
    assert_eq!(wrong.code, 1);
    assert!(wrong.out.contains("c.toml:3:5: view 2 cannot be read: "), "{}", wrong.out);
    assert!(wrong.out.contains("did you mean `victim`?"), "{}", wrong.out);
    assert!(wrong.out.contains("c.toml:4:5: view 3 cannot be read: "), "{}", wrong.out);
    assert!(!wrong.out.contains("view 1"), "{}", wrong.out);
    // A collection has words of its own.
    world.put("c.toml", "[views]\n4 = 'scam-type:ours'\n");
    assert_eq!(config(&world).code, 1);
    world.put("cases/casebook.toml", "format = 1\n[vocabulary]\nscam_type = ['ours']\n");
    assert_eq!(config(&world).succeeded(), "");
}

#[test]
fn help_offers_no_option_that_does_nothing() {
    let world = World::empty();
    let help = |command: &str| world.run(&[command, "--help"]).succeeded();
    for command in ["man", "about", "tutor"] {
        for option in ["--archive", "--no-cache", "--sample", "--collection"] {
            assert!(!help(command).contains(option), "{command} {option}");
        }
    }
    assert!(!help("schema").contains("--archive") && help("schema").contains("--collection"));
    assert!(!help("init").contains("--no-cache") && help("list").contains("--no-cache"));
    // Scripts that give them all the same go on working.
    world.run(&["--no-cache", "man", "--archive", ".", "--color", "never"]).succeeded();
    world.run(&["about", "--sample"]).succeeded();
    world.run(&["schema", "victim", "--no-cache"]).succeeded();
}

#[test]
fn a_csv_package_comes_back_in_and_one_cell_is_one_value() {
    let world = World::with_a_mistake();
    world.put("victims/test-two.toml", "# kept\ntitle = 'Test Two' # too\nage = 14\n");
    assert_eq!(world.run(&["export", "csv", "--with-confidential", "--out", "tables"]).code, 0);
    let same = world.run(&["import", "tables"]);
    assert_eq!(same.code, 0, "{}", same.err);
    assert!(same.err.contains("nothing to change"), "{}", same.err);
    let victims = world.read("tables/victims.csv");
    world.put("tables/victims.csv", victims.replace("Test Two", "Test Zwei"));
    let dry = world.run(&["import", "tables", "--dry-run"]);
    assert!(
        dry.out.contains("-title = 'Test Two' # too\n+title = 'Test Zwei' # too\n"),
        "{}",
        dry.out
    );
    assert!(world.read("victims/test-two.toml").contains("Test Two"));
    let ran = world.run(&["import", "tables"]);
    assert!(ran.err.contains("created 0 records and changed 1 record"), "{}", ran.err);
    let text = "# kept\ntitle = 'Test Zwei' # too\nage = 14\n";
    assert_eq!(world.read("victims/test-two.toml"), text);
    assert!(world.run(&["import", "tables"]).err.contains("nothing to change"));
    world.put(
        "tables/victims.csv",
        victims.replace(",14,", ",#REF!,").replace("test-one", "Test One"),
    );
    let refused = world.run(&["import", "tables"]);
    assert_eq!(refused.code, 2);
    for said in [
        "victims.csv, row 2, column A (id): `Test One` is no id",
        "victims.csv, row 3, column",
        "nothing was imported",
    ] {
        assert!(refused.err.contains(said), "{}", refused.err);
    }
    assert_eq!(world.read("victims/test-two.toml"), text);
    let other = world.run(&["import", "victims"]);
    assert!(other.err.contains("is not the folder of a CSV package"), "{}", other.err);
}

#[test]
fn entities_of_followthemoney_become_records_and_the_file_a_source() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    let entities = "{\"id\":\"NK-Ab\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Test Ann\"],\"topics\":[\"crime\"]}}\n";
    world.put("list.ftm.json", entities);
    world.put("m.toml", "kind = 'person'\n");
    let ran = world.run(&["import", "list.ftm.json", "--source", "No Id"]);
    assert!(ran.code == 2 && ran.err.contains("is not a valid id"), "{}", ran.err);
    let other = world.run(&["import", "m.toml", "--source", "partner"]);
    assert!(other.err.contains("--source is for entities"), "{}", other.err);
    let import = ["import", "list.ftm.json", "--source", "partner"];
    let dry = world.run(&[&import[..], &["--dry-run"]].concat());
    assert!(dry.out.contains("+++ b/people/test-ann.toml"), "{}{}", dry.out, dry.err);
    assert!(!world.path("archive").exists() && !world.path("people").exists());
    let ran = world.run(&import);
    assert!(ran.err.contains("created 2 records"), "{}", ran.err);
    assert!(ran.err.contains("left out of 1: values of `topics`"), "{}", ran.err);
    assert!(world.read("people/test-ann.toml").contains("\"row:partner/NK-Ab\""));
    for archived in ["archive/partner.orig.json", "archive/partner.txt"] {
        assert_eq!(world.read(archived), entities);
    }
    assert!(world.run(&import).err.contains("nothing to change"));
    world.put("list.ftm.json", format!("{entities}x\n"));
    let bad = world.run(&import);
    assert!(bad.code == 2 && bad.err.contains("line 2: the line is not JSON"), "{}", bad.err);
}

#[test]
fn events_of_followthemoney_become_cases_by_a_mapping() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    let entities = "{\"id\":\"E.1\",\"schema\":\"Event\",\"properties\":{\"name\":[\"A test raid\"],\"date\":[\"2022-03\"],\"involved\":[\"NK-Ab\"]}}\n\
        {\"id\":\"NK-Ab\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Test Ann\"]}}\n";
    world.put("list.ftm.json", entities);
    let ran = world.run(&["import", "list.ftm.json"]);
    assert!(ran.err.contains("--draft --sheet Event"), "{}", ran.err);
    let draft = world.run(&["import", "list.ftm.json", "--draft", "--kind", "arrest"]);
    for line in ["sheet  = \"Event\"", "source = \"list-ftm-event\"", "find = \"person\""] {
        assert!(draft.out.contains(line), "{line}: {}", draft.out);
    }
    world.put("imports/events.toml", &draft.out);
    let import = ["import", "list.ftm.json", "--mapping", "imports/events.toml"];
    let ran = world.run(&import);
    assert!(ran.err.contains("created 2 records"), "{}", ran.err);
    let case = world.read("arrests/a-test-raid.toml");
    assert!(case.contains("[\"test-ann\"]") && case.contains("\"2022-03\\tNK-Ab\""), "{case}");
    assert_eq!(world.read("archive/list-ftm-event.orig.json"), entities);
    let checked = world.run(&["check"]);
    assert!(checked.err.contains("1 verbatim in the archive"), "{}", checked.err);
    assert!(world.run(&import).err.contains("nothing to change"));
}

#[test]
fn an_import_that_would_bring_an_error_is_refused_with_its_row_before_anything_is_written() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put("places/hall.toml", "name = 'Test Hall'\n");
    world.put(
        "m.toml",
        "kind = \"rescue\"\nsource = \"p1\"\nid = \"{Ref}\"\n[columns]\nRef = false\nTitle = \"title\"\nPlace = \"places\"\n",
    );
    let long = "x".repeat(300);
    for (row, said) in [
        ("p1,A,", "row 2: the row is `p1`, as is the source that the table becomes"),
        ("hall,A,", "row 2: `hall` is a place in the collection"),
        ("a,,", "row 2, column B (Title): the row has no title"),
        ("a,A,nowhere", "row 2, column C (Place): there is no place `nowhere`"),
        ("a,A,a", "row 2, column C (Place): `a` is a rescue, and the field takes a place"),
        ("a,A,p1", "row 2, column C (Place): `p1` is a source, and the field takes a place"),
        ("a,A\u{1b},", "row 2, column B (Title): the value has the control character U+001B"),
        ("a\u{0}b,A,", "row 2, column A (Ref): the value has the control character U+0000"),
        (
            &format!("{long},A,"),
            "row 2, column A (Ref): the id that the mapping makes of the row is too long",
        ),
    ] {
        world.put("t.csv", format!("Ref,Title,Place\n{row}\n"));
        let ran = world.run(&["import", "t.csv", "--mapping", "m.toml"]);
        assert!(ran.code == 2 && ran.err.contains(said), "{said}: {}", ran.err);
        assert!(
            ran.err.contains("hint: ") && ran.err.ends_with("nothing was imported\n"),
            "{}",
            ran.err
        );
        assert!(!world.path("rescues").exists() && !world.path("archive").exists());
    }
    world.put("t.csv", "Ref,Title,Place\na,A,hall\n");
    let ran = world.run(&["import", "t.csv", "--mapping", "m.toml"]);
    assert!(ran.err.contains("created 2 records"), "{}", ran.err);
    // What no reader of a format finds, the collection as it would be shows.
    world.put("victims/test.toml", "title = 'Test'\n");
    world.run(&["export", "csv", "--with-confidential", "--out", "tables"]).succeeded();
    let victims = world.read("tables/victims.csv");
    world.put(
        "tables/victims.csv",
        victims.replace("test,Test,", "test,,").replace("\ntest,", "\nother,"),
    );
    let quotes = world.read("tables/quotes.csv");
    world.put("tables/quotes.csv", format!("{quotes}test,1,nowhere,,,Words,age,,,,,\n"));
    let ran = world.run(&["import", "tables"]);
    for said in [
        "victims.csv, row 2, column B (title): `other` has no title",
        "quotes.csv, row 3, column C (source): there is no source `nowhere`",
        "quotes.csv, row 3, column G (supports): this case has no `age`",
    ] {
        assert!(ran.code == 2 && ran.err.contains(said), "{said}: {}", ran.err);
    }
    assert!(!world.path("victims/other.toml").exists());
}

#[test]
fn a_list_in_which_an_entity_is_what_the_file_becomes_is_refused() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    for schema in ["Person", "Article"] {
        let list = format!(
            "{{\"id\":\"a1\",\"schema\":\"{schema}\",\"properties\":{{\"title\":[\"Test\"]}}}}\n"
        );
        world.put("list.json", list);
        let ran = world.run(&["import", "list.json", "--source", "a1"]);
        assert!(
            ran.code == 2 && ran.err.contains("list.json, line 1: the entity is `a1`, as is"),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("hint: give --source another id"), "{}", ran.err);
        assert!(!world.path("sources").exists() && !world.path("people").exists());
    }
}

#[test]
fn what_cannot_be_read_or_renamed_says_where_it_is_and_what_to_do() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put("victims/ann.toml", "title = 'Test Ann'\n");
    world.put("list.csv", "Name\nTest Bo\n");
    for (command, said) in [
        ("import none.csv", "error: there is no file none.csv\nhint: check its name"),
        (
            "import list.csv --mapping none.toml",
            "error: there is no file none.toml\nhint: write one: casebook import list.csv --draft > none.toml; ",
        ),
        ("import list.csv --draft --sheet x", "or leave --sheet out"),
        ("rename ann ann", "error: the record has the id `ann` already\nhint: write another"),
    ] {
        let ran = world.run(&command.split(' ').collect::<Vec<_>>());
        assert!(ran.code == 2 && ran.err.contains(said), "{command}: {}", ran.err);
    }
}

#[test]
fn a_draft_and_the_hints_of_the_refusals_lead_to_an_import() {
    let tables = [
        (
            "Name,Age,Nationality,Gender,Date,Location,Source,Link,Notes,Remarks\n\
             Ann Madeup,24,Thai,F,12/05/2023,Testhaven Park,Test Daily,https://news.example/a,Went home,\n\
             Bo Madeup,31,China,M,\"Mar 3, 2022\",\"Sampleton, Testland\",Test Daily,https://news.example/b,,x\n",
            [
                "\"Nationality\" = { field = \"citizenship\", values = { \"China\" = \"CN\", \"Thai\" = \"TH\" } }",
                "\"Notes\" = \"note\"\n\"Remarks\" = false  # note is made of \"Notes\"",
                "then write { field = \"recruitment_date\", format = [\"%d/%m/%Y\", \"%b %d, %Y\"] } (or month first: no cell says)\n",
                "then write { field = \"exploitation_place\", find = \"place\" }",
                "\"Link\" = false  # such as https://news.example/a · https://news.example/b; the table itself is the source",
            ],
        ),
        (
            "姓名,年龄,国籍,性别,日期,地点,来源,链接,备注\n\
             测试甲,24,CN,女,2023年5月12日,测试园区,测试日报,https://news.example/a,回家\n",
            [
                "\"姓名\" = \"name\"\n\"年龄\" = \"age\"\n\"国籍\" = \"citizenship\"\n",
                "\"性别\" = { field = \"gender\", values = { \"女\" = \"female\" } }",
                "then write { field = \"recruitment_date\", format = \"%Y年%m月%d日\" }",
                "then write { field = \"exploitation_place\", find = \"place\" }",
                "\"备注\" = \"note\"\n",
            ],
        ),
        (
            "Nombre;Edad;Nacionalidad;Sexo;Fecha;Lugar;Fuente;Enlace;Notas\n\
             Ana Inventada;24;CO;Mujer;12 de mayo de 2023;Parque Prueba;Diario Prueba;https://news.example/a;Volvió\n",
            [
                "\"Nombre\" = \"name\"\n\"Edad\" = \"age\"\n\"Nacionalidad\" = \"citizenship\"\n",
                "\"Sexo\" = { field = \"gender\", values = { \"Mujer\" = \"female\" } }",
                "then write { field = \"recruitment_date\", format = \"%d de %b de %Y\" }",
                "then write { field = \"exploitation_place\", find = \"place\" }",
                "\"Notas\" = \"note\"\n",
            ],
        ),
    ];
    for (table, lines) in tables {
        let world = World::empty();
        world.put("casebook.toml", "format = 1\n");
        world.put("list.csv", table);
        let draft = world.run(&["import", "list.csv", "--draft"]);
        for line in lines {
            assert!(draft.out.contains(line), "{line}: {}", draft.out);
        }
        // As its lines say.
        let written = draft.out.lines().map(|line| match line.split_once("; which of ") {
            Some((column, said)) => {
                let (name, _) = column.split_once(" = false").unwrap();
                let (_, meant) = said.split_once("then write ").unwrap();
                let (meant, _) = meant.rsplit_once('}').unwrap();
                format!("{name} = {meant}}}\n")
            }
            None => format!("{line}\n"),
        });
        world.put("imports/list.toml", written.collect::<String>());
        let mapped = ["import", "list.csv", "--mapping", "imports/list.toml"];
        let mut imported = world.run(&mapped);
        if let Some((before, _)) = imported.err.split_once("; or false where") {
            assert!(
                before.contains("does not say what `F` means\nhint: write one of female, male, ")
            );
            let text = world.read("imports/list.toml");
            let text = text.replace("\"F\" = \"?\"", "\"F\" = \"female\"");
            world.put("imports/list.toml", text.replace("\"M\" = \"?\"", "\"M\" = \"male\""));
            imported = world.run(&mapped);
        }
        // A place is created as the refusal says, and is found then.
        let commands = imported.err.split("create it first: casebook ").skip(1);
        let commands: Vec<String> =
            commands.filter_map(|rest| rest.lines().next()).map(str::to_owned).collect();
        assert!(!commands.is_empty(), "{}", imported.err);
        for command in commands {
            let arguments: Vec<&str> = command.split(' ').collect();
            assert_eq!(world.run(&arguments).code, 0, "{command}");
        }
        let imported = world.run(&mapped);
        assert_eq!(imported.code, 0, "{}{}", world.read("imports/list.toml"), imported.err);
        let left_out = "list.csv: columns that the mapping leaves out: ";
        assert!(imported.err.contains(left_out), "{}", imported.err);
        let listed = world.run(&["list", "has:recruitment-date has:exploitation-place"]);
        assert_eq!(listed.out.lines().count(), table.lines().count() - 1, "{}", listed.out);
    }
}

#[test]
fn a_draft_of_a_table_in_which_no_column_names_a_row_gives_ids_by_number() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put("list.csv", "Name,Age,Sex\nTest Ann,20,Woman\nTest Ann,31,Woman\n,3,Man\n");
    let draft = world.run(&["import", "list.csv", "--draft", "--kind", "victim"]);
    assert!(draft.out.contains("id     = \"{Name}-{#}\""), "{}", draft.out);
    let text = draft.out.replace("title = \"{Name}\"", "title = \"{Name}, {Age}\"");
    world.put("imports/list.toml", text);
    let imported = world.run(&["import", "list.csv", "--mapping", "imports/list.toml"]);
    assert_eq!(imported.code, 0, "{}", imported.err);
    assert!(world.read("victims/test-ann-2.toml").contains("\"female\""));
    // The refusal names the way out.
    world.put("imports/list.toml", draft.out.replace("{Name}-{#}", "{Name}"));
    let refused = world.run(&["import", "list.csv", "--mapping", "imports/list.toml"]);
    assert!(refused.err.contains("or {#}, the number of the row"), "{}", refused.err);
}

#[test]
fn what_a_refusal_of_dates_names_as_their_form_reads_them() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put("list.csv", "Name,When\nTest Ann,3.4.2022\nTest Bo,Mar 2022\n");
    let mapping = |form: &str| {
        format!(
            "kind = \"arrest\"\nsource = \"list\"\nid = \"{{Name}}\"\n[constants]\ntitle = \"{{Name}}\"\n[columns]\n\"Name\" = false\n\"When\" = {{ field = \"date\"{form} }}\n"
        )
    };
    let import = ["import", "list.csv", "--mapping", "imports/list.toml", "--dry-run"];
    world.put("imports/list.toml", mapping(""));
    let refused = world.run(&import);
    assert!(
        refused.err.contains("write its form for the column: format = \"%d.%m.%Y\";"),
        "{}",
        refused.err
    );
    world.put("imports/list.toml", mapping(", format = \"%d.%m.%Y\""));
    let refused = world.run(&import);
    assert!(
        refused.err.contains("list its form too: format = [\"…\", \"%b %Y\"]"),
        "{}",
        refused.err
    );
    world.put("imports/list.toml", mapping(", format = [\"%d.%m.%Y\", \"%b %Y\"]"));
    let read = world.run(&import);
    assert_eq!(read.code, 0, "{}", read.err);
    assert!(read.out.contains("2022-04-03") && read.out.contains("2022-03\""), "{}", read.out);
}

#[test]
fn a_table_becomes_a_source_and_is_kept_as_it_is() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    let table = b"\xef\xbb\xbfRef;Name;Age;Comment\r\nA-1;\"Test \"\"Ann\"\"\";34;hush\r\n";
    world.put("list.csv", table);
    let without = world.run(&["import", "list.csv"]);
    assert!(without.err.contains("--draft > imports/mapping.toml"), "{}", without.err);
    for (name, bytes, said) in [
        ("page.html", &b"<!DOCTYPE html><p>a"[..], "archive add"),
        ("paper.pdf", b"%PDF-1.7", "PDF"),
        ("none.csv", b"", "none.csv is empty\n"),
        ("mark.csv", b"\xff\xfe", "mark.csv is empty but for a byte-order mark\n"),
        ("none.json", b"[]", "none.json is a list without an entry\n"),
        (
            "wide.json",
            b"\xff\xfe[\0{\0}\0]\0",
            "wide.json is JSON in UTF-16\nhint: save it in UTF-8",
        ),
    ] {
        world.put(name, bytes);
        for draft in [&["--draft"][..], &[]] {
            let ran = world.run(&[&["import", name][..], draft].concat());
            assert!(ran.code == 2 && ran.err.contains(said), "{}", ran.err);
        }
    }
    let draft = world.run(&["import", "list.csv", "--draft"]);
    assert!(
        draft.out.contains("\"Age\" = \"age\"") && draft.out.contains("\"Comment\" = "),
        "{}",
        draft.out
    );
    assert!(
        draft.out.contains("delimiter = \";\"") && draft.out.contains("id     = \"{Ref}\""),
        "{}",
        draft.out
    );
    world.put(
        "imports/list.toml",
        draft.out.replace("\"Comment\" = \"note\"", "\"Comment\" = false"),
    );
    let mapped = ["import", "list.csv", "--mapping", "imports/list.toml"];
    let dry = world.run(&[&mapped[..], &["--dry-run"]].concat());
    assert!(dry.out.contains("+++ b/victims/a-1.toml"), "{}{}", dry.out, dry.err);
    assert!(!world.path("archive").exists() && !world.path("victims").exists());
    let ran = world.run(&mapped);
    assert!(ran.err.contains("created 2 records"), "{}", ran.err);
    assert_eq!(fs::read(world.path("archive/list.orig.csv")).unwrap(), table);
    assert_eq!(
        world.read("archive/list.txt"),
        "Ref\tName\tAge\tComment\nA-1\tTest \"Ann\"\t34\thush\n"
    );
    let case = world.read("victims/a-1.toml");
    assert!(
        case.contains("text     = \"Test \\\"Ann\\\"\\t34\"") && !case.contains("hush"),
        "{case}"
    );
    let source = world.read("sources/list.toml");
    assert!(source.contains("\"dataset\"") && source.contains("list.orig.csv"), "{source}");
    assert!(world.run(&mapped).err.contains("nothing to change"));
    let checked = world.run(&["check"]);
    let said = checked.out + &checked.err;
    assert!(said.contains("(1 verbatim in the archive): 0 errors"), "{said}");
    // Another table is another source, unless it is to replace the first.
    world.put("list.csv", String::from_utf8_lossy(table).replace(";34;", ";35;"));
    let refused = world.run(&mapped);
    assert!(
        refused.code == 2 && refused.err.contains("archived with another table"),
        "{}",
        refused.err
    );
    assert_eq!(world.read("victims/a-1.toml"), case);
    let replaced = world.run(&[&mapped[..], &["--replace"]].concat());
    assert_eq!(replaced.code, 0, "{}", replaced.err);
    assert!(world.read("victims/a-1.toml").contains("= 35\n"));
    assert!(world.read("archive/list.orig.csv").contains(";35;"));
    // A quote of a row that is gone would be in no text any more.
    let case = world.read("victims/a-1.toml");
    world.put("list.csv", "Ref;Name;Age;Comment\nA-2;Test Bo;40;hush\n");
    let refused = world.run(&[&mapped[..], &["--replace"]].concat());
    let said = "a-1.toml:";
    assert!(refused.code == 2 && refused.err.contains(said), "{}", refused.err);
    assert!(
        refused.err.contains("so that both tables stay; or take the quote out"),
        "{}",
        refused.err
    );
    assert!(!world.path("victims/a-2.toml").exists() && world.read("victims/a-1.toml") == case);
    assert!(world.read("archive/list.orig.csv").contains(";35;"));
}

#[test]
fn a_sheet_of_a_workbook_is_a_table_too() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put("places.toml", "[hall]\nname = '=Hall 0701'\nlatitude = 10.5\ncountry = 'KH'\n");
    assert_eq!(world.run(&["export", "xlsx", "--out", "all.xlsx"]).code, 0);
    let draft =
        world.run(&["import", "all.xlsx", "--draft", "--sheet", "places", "--kind", "place"]);
    assert!(draft.out.contains("\"latitude\" = \"latitude\""), "{}{}", draft.out, draft.err);
    world.put("other/casebook.toml", "format = 1\n");
    let mapping = "kind = 'place'\nsheet = 'places'\nid = 'new {id}'\nsource = 'all'\n[columns]\n";
    let columns = draft.out.lines().skip_while(|line| *line != "[columns]").skip(1);
    let columns: Vec<String> = columns
        .map(|line| match line.split_once(" = ") {
            Some((name @ ("\"name\"" | "\"latitude\"" | "\"country\""), _)) => {
                format!("{name} = {name}")
            }
            Some((name, _)) => format!("{name} = false"),
            None => String::new(),
        })
        .collect();
    world.put("all.toml", mapping.to_owned() + &columns.join("\n"));
    let ran = world.run(&["-C", "other", "import", "all.xlsx", "--mapping", "all.toml"]);
    assert!(ran.err.contains("created 2 records"), "{}", ran.err);
    let place = world.read("other/places/new-hall.toml");
    assert!(place.contains("\"=Hall 0701\"") && place.contains("= 10.5\n"), "{place}");
    assert_eq!(
        fs::read(world.path("other/archive/all.orig.xlsx")).unwrap(),
        fs::read(world.path("all.xlsx")).unwrap()
    );
    let none = world.run(&["import", "all.xlsx", "--draft", "--sheet", "palces"]);
    assert!(none.err.contains("has no sheet") && none.err.contains("places"), "{}", none.err);
}

#[test]
fn sources_come_from_zotero_and_are_found_again() {
    let world = World::empty();
    world.put("casebook.toml", "format = 1\n");
    world.put(
        "zotero.json",
        r#"[{"id":"http://zotero.org/users/1/items/TEST1234","type":"webpage","abstract":"x","container-title":"Example Times","language":"en-US",
        "title":"“Quoted” title","URL":"https://example.org/a","author":[{"family":"Doe","given":"Test"},{"literal":"Example Desk"}],
        "accessed":{"date-parts":[["2026",1,25]]},"issued":{"date-parts":[["2022",7]],"circa":true},"note":"tex.archived: https://web.archive.org/a\nA remark"},
        {"id":"lit","type":"interview","title":"Literal","issued":{"literal":"spring, maybe 2020"}}]"#,
    );
    let ran = world.run(&["import", "zotero.json"]);
    assert!(ran.err.contains("created 2 records") && ran.err.contains("`abstract`"), "{}", ran.err);
    let source = world.read("sources/doe-2022-quoted-title.toml");
    for said in [
        "\"2022-07~\"",
        "\"zotero:TEST1234\"",
        "[\"Test Doe\", \"Example Desk\"]",
        "\"https://web.archive.org/a\"",
        "\"A remark\"",
        "\"2026-01-25\"",
    ] {
        assert!(source.contains(said), "{source}");
    }
    assert!(world.read("sources/lit.toml").contains("\"Published: spring, maybe 2020\""));
    assert!(world.run(&["import", "zotero.json"]).err.contains("nothing to change"));
    let listed = world.run(&["rename", "doe-2022-quoted-title", "doe"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    assert!(world.run(&["import", "zotero.json"]).err.contains("nothing to change"));
    // What we write ourselves comes back equal.
    let cited = world.run(&["cite", "--format", "csl-json"]);
    world.put("again.json", cited.out);
    let again = world.run(&["import", "again.json"]);
    assert!(again.err.contains("nothing to change"), "{}", again.err);
    world.put("again.json", "[{\"type\":1}]\n[");
    assert!(world.run(&["import", "again.json"]).err.contains("again.json, line 2"));
    for (bad, said) in [
        (
            "[{\"id\":\"x\",\"title\":\"A\",\n\"title\":\"B\"}]",
            "line 2: an object has the key `title` twice",
        ),
        (
            "[{\"id\":\"x\",\"title\":\"A\\u001b\"}]",
            "source 1, title: the value has the control character U+001B",
        ),
    ] {
        world.put("again.json", bad);
        let ran = world.run(&["import", "again.json"]);
        assert!(ran.code == 2 && ran.err.contains(said), "{}", ran.err);
    }
}
