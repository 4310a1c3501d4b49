//! `casebook set` and `casebook rename` from outside: what they say, what they write, and that a dry run is a patch.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its folder has failed")]
#![expect(clippy::print_stdout, reason = "what cannot be tried here says so")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

struct World {
    folder: TempDir,
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl World {
    fn new() -> Self {
        let world = Self { folder: tempfile::tempdir().unwrap() };
        for (path, text) in FILES {
            world.put(path, text);
        }
        world
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).unwrap()
    }

    fn has(&self, path: &str) -> bool {
        self.folder.path().join(path).exists()
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env_clear().env("HOME", self.folder.path()).env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        let output = command.output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn tree(&self) -> BTreeMap<PathBuf, String> {
        files(self.folder.path())
            .into_iter()
            .filter(|path| path.extension().is_some_and(|ext| ext == "toml" || ext == "txt"))
            .map(|path| {
                let text = fs::read_to_string(&path).unwrap();
                (path.strip_prefix(self.folder.path()).unwrap().to_owned(), text)
            })
            .collect()
    }

    /// Runs a command as a dry run, applies its diff with git in another copy, and returns what is there then; `None`
    /// where there is no git.
    fn patched(&self, arguments: &[&str]) -> Option<BTreeMap<PathBuf, String>> {
        let before = self.tree();
        let dry = self.run(&[arguments, &["--dry-run"]].concat());
        assert!(dry.err.contains("nothing was written"), "{}", dry.err);
        assert_eq!(self.tree(), before, "a dry run writes nothing");
        let copy = Self { folder: tempfile::tempdir().unwrap() };
        for (path, text) in &before {
            copy.put(path.to_str().unwrap(), text);
        }
        copy.put("change.patch", &dry.out);
        let mut git = Command::new("git");
        git.args(["apply", "change.patch"]).current_dir(copy.folder.path());
        let Ok(applied) = git.env("HOME", copy.folder.path()).output() else {
            println!("not tried: there is no git here");
            return None;
        };
        assert!(
            applied.status.success(),
            "{}\n{}",
            String::from_utf8_lossy(&applied.stderr),
            dry.out
        );
        Some(copy.tree())
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

const FILES: [(&str, &str); 9] = [
    (
        "casebook.toml",
        "format = 1\n[views]\n1 = 'place:seatown kind:victim'\n2 = { query = 'seatown -place:=seatown', name = 'Sea' }\n",
    ),
    (
        "victims/ann.toml",
        "title = 'Ann Test'\r\ntags = ['raid'] # ours\r\nhome = 'seatown'\r\nexploitation_place = \"seatown\"\r\n",
    ),
    (
        "victims/bea.toml",
        "title = 'Bea Test'\ntags = [\n  'raid', # one\n  'crackdown',\n]\nrelated = ['ann']\n",
    ),
    (
        "victims/cal.toml",
        "title = 'Cal Test'\nconfidentiality = 'confidential'\nhome = 'seatown'\n",
    ),
    ("victims/dan.toml", "title = 'Dan Test'\nage =\ntags = ['raid'\n"),
    (
        "arrests/raid.toml",
        "title = 'The raid'\nplaces = ['seatown']\n[[event]]\nplace = 'seatown'\nwhat = 'seatown'\n[[quote]]\nsource = 'paper'\ntext = 'It rained.'\nsupports = ['places']\n",
    ),
    (
        "places.toml",
        "[seatown]\nname = 'Sea Town'\n# of the port\n[port]\nname = 'Port'\nwithin = 'seatown'\n",
    ),
    (
        "sources.toml",
        "[paper]\ntitle = 'Paper'\ntype = 'article-newspaper'\npublished = '2021'\n[wire]\ntitle = 'Wire'\nderived_from = ['paper']\n",
    ),
    ("archive/paper.txt", "It rained.\n"),
];

#[test]
fn a_tag_is_added_where_it_is_lacking_and_nothing_else_changes() {
    let world = World::new();
    let query = "kind:victim";
    let patched = world.patched(&["set", query, "tags+=crackdown"]);
    let ran = world.run(&["set", query, "tags+=crackdown"]);
    assert!(
        ran.err.starts_with(
            "adds crackdown to tags of 1 of 3; 1 has it already; 1 cannot be changed\n"
        ),
        "{}",
        ran.err
    );
    // The file that is broken there is named and left, and the confidential case is not touched.
    assert!(ran.err.contains("dan.toml is left as it is: line "), "{}", ran.err);
    assert!(ran.err.contains("--with-confidential"), "{}", ran.err);
    assert_eq!(ran.code, 2);
    assert_eq!(
        world.read("victims/ann.toml"),
        "title = 'Ann Test'\r\ntags = ['raid', 'crackdown'] # ours\r\nhome = 'seatown'\r\nexploitation_place = \"seatown\"\r\n"
    );
    assert_eq!(world.read("victims/bea.toml"), FILES[2].1);
    assert_eq!(world.read("victims/cal.toml"), FILES[3].1);
    assert_eq!(world.read("victims/dan.toml"), FILES[4].1);
    assert!(patched.is_none_or(|patched| patched == world.tree()));
    let all = world.run(&["set", query, "tags+=crackdown", "--with-confidential"]);
    assert!(
        all.err.starts_with(
            "adds crackdown to tags of 1 of 4; 2 have it already; 1 cannot be changed\n"
        ),
        "{}",
        all.err
    );
    assert_eq!(world.read("victims/cal.toml"), format!("{}tags = [\"crackdown\"]\n", FILES[3].1));
}

#[test]
fn a_value_is_set_taken_out_and_removed_and_no_change_is_no_write() {
    let world = World::new();
    let ran =
        world.run(&["set", "bea", "tags-=raid", "recruitment-date=about Dec 2021", "Home=port"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let bea = "title = 'Bea Test'\nhome = \"port\"\nrecruitment_date = \"2021-12~\"\ntags = [\n  'crackdown',\n]\nrelated = ['ann']\n";
    assert_eq!(world.read("victims/bea.toml"), bea);
    assert!(ran.err.contains("takes raid out of tags of 1 of 1\n"), "{}", ran.err);
    assert!(ran.err.contains("would come:") && ran.err.contains("unsourced"), "{}", ran.err);
    let stamp =
        |path: &str| fs::metadata(world.folder.path().join(path)).unwrap().modified().unwrap();
    let before = stamp("victims/bea.toml");
    let same = world.run(&["set", "bea", "tags=crackdown", "home=port"]);
    assert_eq!((same.code, stamp("victims/bea.toml")), (0, before));
    assert!(same.err.ends_with("nothing to change\n"), "{}", same.err);
    let cleared = world.run(&["set", "bea", "tags=", "recruitment_date="]);
    assert!(cleared.err.starts_with("removes tags from 1 of 1\n"), "{}", cleared.err);
    assert_eq!(
        world.read("victims/bea.toml"),
        "title = 'Bea Test'\nhome = \"port\"\nrelated = ['ann']\n"
    );
    let listed = world.run(&["set", "bea", "tags=[\"a, b\", 'c']"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    assert!(
        world.read("victims/bea.toml").contains("tags = [\"a, b\", \"c\"]\n"),
        "{}",
        world.read("victims/bea.toml")
    );
    let several = world.run(&["set", "bea", "tags=a,b,c,d", "tags-=a", "tags-=b", "tags+=d,e"]);
    assert_eq!(several.code, 0, "{}", several.err);
    let bea = world.read("victims/bea.toml");
    assert!(bea.contains("tags = [\"c\", \"d\", \"e\"]\n"), "{bea}");
    let count = world.run(&["set", "kind:arrest", "count=>300"]);
    assert_eq!(count.code, 0, "{}", count.err);
    assert!(
        world.read("arrests/raid.toml").contains("count = 300\ncount_qualifier = \"more_than\"\n")
    );
}

#[test]
fn a_value_that_check_calls_an_error_is_refused_and_one_it_warns_of_is_written() {
    let world = World::new();
    let before = world.tree();
    for (edits, place, remedy) in [
        (&["age=200"][..], "bea.toml:2:", "a whole number from 0 to 120"),
        (&["recruitment_date=2021-13"], "bea.toml:2:", "the month that is meant"),
        (&["exploitation_place=nowhere"], "bea.toml:2:", "casebook new place nowhere"),
        (&["gender=femal"], "bea.toml:", "did you mean `female`?"),
        (&["tags+=x", "age=old"], "bea.toml:", "a whole number"),
        (&["title="], "bea.toml:1:1", "title"),
    ] {
        let ran = world.run(&[&["set", "bea"], edits].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{edits:?}: {}", ran.err);
        let error = ran.err.lines().find(|line| line.contains(": error["));
        let error = error.unwrap_or_else(|| panic!("{edits:?}: {}", ran.err));
        assert!(error.contains(place) && error.contains(remedy), "{edits:?}: {error}");
        assert!(ran.err.contains("casebook check would report 1 error more\n"), "{}", ran.err);
        assert!(!ran.err.contains("changed 1 record"), "{}", ran.err);
        let dry = world.run(&[&["set", "bea", "--dry-run"], edits].concat());
        assert!(dry.code == 2 && dry.out.contains("victims/bea.toml"), "{}", dry.err);
    }
    assert_eq!(world.tree(), before);
    // One record for which it is an error keeps all of them from being written.
    let all = world.run(&["set", "kind:victim", "age=200", "--yes"]);
    assert_eq!((all.code, world.tree() == before), (2, true), "{}", all.err);
    // A warning is said, and an error that is there already keeps no other field from being written.
    world.put("victims/bea.toml", "title = 'Bea Test'\nage = 200\n");
    let ran = world.run(&["set", "bea", "recruitment_date=2021"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("warning[unsourced]"), "{}", ran.err);
}

#[test]
fn an_id_is_that_record_alone() {
    let world = World::new();
    let before = world.tree();
    // As words, it is also in an arrest.
    assert!(world.run(&["list", "seatown"]).out.contains("raid"));
    let ran = world.run(&["set", "seatown", "name=Sea City"]);
    assert_eq!((ran.code, ran.err.starts_with("sets name to Sea City in 1 of 1\n")), (0, true));
    let changed: Vec<_> =
        world.tree().into_iter().filter(|(path, text)| before.get(path) != Some(text)).collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    // Other words are taken as they are written, and in quotes alone.
    let loose = world.run(&["set", "rained", "tags+=wet"]);
    assert_eq!((loose.code, loose.out.as_str()), (2, ""), "{}", loose.err);
    let exact = world.run(&["set", "\"rained\"", "tags+=wet"]);
    assert!(exact.err.starts_with("adds wet to tags of 1 of 1\n"), "{}", exact.err);
    // What may not be named is not changed by its id either.
    let refused = world.run(&["set", "cal", "home=port"]);
    assert!(world.read("victims/cal.toml") == FILES[3].1, "{}", refused.err);
}

#[test]
fn what_cannot_be_set_says_why_and_writes_nothing() {
    let world = World::new();
    let before = world.tree();
    for (arguments, said) in [
        (&["set", "ann", "tags"][..], "does not say what to change"),
        (&["set", "ann", "tgas=x"], "there is no field `tgas`"),
        (&["set", "ann", "age+=3"], "takes one value"),
        (&["set", "ann", "age-=3"], "takes one value, and is no list"),
        (&["set", "ann", "tags=[x, 'a']"], "begins like a list and is not TOML"),
        (&["set", "ann", "tags+=['a'"], "begins like a list and is not TOML"),
        (&["set", "ann", "id=anne"], "there is no field `id`\n"),
        (&["set", "ann", "recruitment_date=3/4/2022"], "which is meant?"),
        (&["set", "ann", "count_basis=stated"], "no victim has a field `count_basis`"),
        (&["set", "ann", "quote=x"], "is made of tables"),
        (&["set", "zzzz", "tags=x"], "`zzzz` is the id of no record"),
        (&["set", "seatwn", "name=x"], "did you mean `seatown`?"),
        (&["set", "kind:arrest rainde", "tags=x"], "write the words in double quotes"),
        (&["set", "\"zzzz\"", "tags=x"], "no match"),
        (&["set", "(", "tags=x"], "the query asks for nothing"),
        (&["set", "", "tags=x"], "the query asks for nothing"),
        (&["rename", "ann", "Ann Test"], "is not a valid id"),
        (&["rename", "ann", "port"], "is taken by"),
        (&["rename", "anne", "bob"], "there is no record `anne`"),
        (&["rename", "ann", "con"], "Windows has no file"),
        (&["--sample", "rename", "yun", "x"], "read-only"),
    ] {
        let ran = world.run(arguments);
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
        assert!(ran.out.is_empty(), "{arguments:?}: {}", ran.out);
    }
    assert_eq!(world.tree(), before);
}

/// The problems that `check` finds, without the ids and paths that a rename changes.
fn problems(world: &World, renamed: [&str; 2]) -> Vec<String> {
    let check = world.run(&["check", "--format", "short", "--with-confidential"]);
    let mut lines: Vec<String> =
        check.out.lines().map(|line| line.replace(renamed[1], renamed[0])).collect();
    lines.sort();
    lines
}

#[test]
fn an_id_is_renamed_everywhere_and_nothing_dangles() {
    for (old, new, said) in [
        (
            "seatown",
            "sea-town",
            "renamed `seatown` to `sea-town`: 6 links in 4 files, 2 saved views\n1 saved view may mean it in other words and stays as it is, on line 4 of casebook.toml; change it by hand where it means the record\n",
        ),
        (
            "paper",
            "news-paper",
            "renamed `paper` to `news-paper`: 2 links in 2 files, its archived text\n",
        ),
        ("ann", "ann-test", "renamed `ann` to `ann-test`: 1 link in 1 file\n"),
        ("raid", "the-raid", "renamed `raid` to `the-raid`: no link to it\n"),
    ] {
        let world = World::new();
        let before = problems(&world, [old, new]);
        let patched = world.patched(&["rename", old, new, "--with-confidential"]);
        let ran = world.run(&["rename", old, new]);
        assert_eq!((ran.code, &*ran.err), (0, said));
        assert!(patched.is_none_or(|patched| patched == world.tree()), "{old}");
        assert_eq!(problems(&world, [old, new]), before, "{old}");
        let back = world.run(&["rename", new, old]);
        assert_eq!(back.code, 0, "{}", back.err);
        for (path, text) in FILES {
            assert_eq!(world.read(path), text, "{old} {path}");
        }
    }
    let world = World::new();
    let ran = world.run(&["rename", "seatown", "sea-town"]);
    assert_eq!(ran.code, 0);
    assert_eq!(
        world.read("casebook.toml"),
        "format = 1\n[views]\n1 = 'place:sea-town kind:victim'\n2 = { query = 'seatown -place:=sea-town', name = 'Sea' }\n"
    );
    assert!(world.read("arrests/raid.toml").contains("what = 'seatown'\n"));
    assert_eq!(world.run(&["rename", "paper", "news"]).code, 0);
    assert!(world.has("archive/news.txt") && !world.has("archive/paper.txt"));
}

#[test]
fn a_link_in_a_statement_that_cannot_be_read_keeps_the_id_from_being_renamed() {
    let world = World::new();
    world.put("victims/eve.toml", "title = 'Eve'\ntags = ['a',\nhome = 'seatown'\n");
    let before = world.tree();
    let ran = world.run(&["rename", "seatown", "sea-town"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("eve.toml cannot be changed: line 2"), "{}", ran.err);
    assert_eq!(world.tree(), before);
}

#[test]
fn lines_that_cannot_be_read_and_may_link_keep_an_id_from_being_renamed() {
    let world = World::new();
    let unquoted = FILES[6].1.replace("'seatown'", "seatown");
    world.put("places.toml", &unquoted);
    world.put("victims/eve.toml", "title = 'Eve' # seatown\nhome = seatown\n");
    world.put("victims/fay.toml", "title = 'Fay'\ntransit_route = [port, 'seatown']\nage =\n");
    world.put("victims/gil.toml", "exploitation_place = seatown\n");
    let before = world.tree();
    for dry in [&["rename", "seatown", "sea-town"][..], &["rename", "seatown", "x", "--dry-run"]] {
        let ran = world.run(dry);
        assert_eq!((ran.code, &*ran.out), (2, ""), "{}", ran.err);
        let said = "4 lines that cannot be read may link to `seatown`, so nothing was written: places.toml:6, victims/eve.toml:2, victims/fay.toml:2 and 1 more\n";
        assert!(ran.err.contains(said), "{}", ran.err);
        assert!(
            ran.err.contains("mend them with `casebook check --fix` or by hand"),
            "{}",
            ran.err
        );
        assert_eq!(world.tree(), before);
    }
    // Mended, all of them follow.
    for path in ["places.toml", "victims/eve.toml", "victims/gil.toml", "victims/fay.toml"] {
        let text =
            world.read(path).replace("= seatown", "= 'seatown'").replace("[port,", "['port',");
        world.put(path, &text);
    }
    let ran = world.run(&["rename", "seatown", "sea-town"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for (path, text) in world.tree() {
        let is_link = |line: &str| line.contains("= 'seatown'") || line.contains(", 'seatown'");
        let left = text.lines().find(|line| is_link(line) && !line.starts_with("what"));
        assert_eq!(left, None, "{}", path.display());
    }
}

#[test]
fn a_file_that_is_not_in_utf_8_is_not_renamed_and_said_to_be_so() {
    let world = World::new();
    let path = world.folder.path().join("victims/eve.toml");
    let bytes = b"title = 'Eve'\nname = 'Ev\xe9'\nrelated = ['ann']\n";
    fs::write(&path, bytes).unwrap();
    for old in ["eve", "ann"] {
        let ran = world.run(&["rename", old, "zoe"]);
        assert_eq!((ran.code, &*ran.out), (2, ""), "{}", ran.err);
        let said = "eve.toml cannot be changed: line 2: from here on the file is not in UTF-8; nothing was written\n";
        assert!(ran.err.contains(said), "{}", ran.err);
        assert_eq!(fs::read(&path).unwrap(), bytes);
        assert_eq!(world.read("victims/ann.toml"), FILES[1].1);
        assert!(!world.has("victims/zoe.toml"));
    }
}

#[test]
fn a_dry_run_shows_nothing_that_is_withheld() {
    let world = World::new();
    for arguments in [
        &["rename", "seatown", "sea-town", "--dry-run"][..],
        &["set", "kind:victim", "home=port", "--dry-run"],
    ] {
        let ran = world.run(arguments);
        assert!(
            !ran.out.contains("Cal Test") && !ran.err.contains("Cal Test"),
            "{}\n{}",
            ran.out,
            ran.err
        );
        assert!(!ran.out.contains("cal.toml"), "{}", ran.out);
        let all = world.run(&[arguments, &["--with-confidential"]].concat());
        assert!(all.out.contains("cal.toml"), "{}", all.out);
    }
}
