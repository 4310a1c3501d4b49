//! The brief: its bytes on a made-up collection, what is masked in it, that no words become markup, and its check.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its folder has failed")]

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use casebook::collection::{load, sample};
use casebook::record::{FieldId, Kind};
use html5ever::tokenizer::{
    BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind,
};
use tempfile::TempDir;

struct World(TempDir);

struct Ran {
    code: Option<i32>,
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

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        command.env_clear().env("HOME", self.0.path()).env("LC_ALL", "C.UTF-8");
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    fn brief(&self, arguments: &[&str]) -> String {
        let out = format!("out-{}.html", arguments.join("-").replace(['/', ':', ' '], "_"));
        let ran = self.run(&[&["brief"], arguments, &["--out", &out]].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        fs::read_to_string(self.path(&out)).unwrap()
    }
}

/// A small collection. All of it is made up.
const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "title = 'Made-up cases'\n"),
    (
        "sources.toml",
        "[wire]\ntitle = 'A made-up report'\npublisher = 'Test Wire'\npublished = '2024-03-02'\nurl = 'https://test.example/report'\nreliability = 'B'\n\n\
         [radio]\ntitle = 'Made-up news'\npublisher = 'Test Radio'\npublished = '2024-04'\nurl = 'https://radio.example/news'\nderived_from = []\n",
    ),
    (
        "places.toml",
        "[testland]\nname = 'Testland'\ntype = 'country'\n\n\
         [porttest]\nname = 'Port Test'\ntype = 'city'\nwithin = 'testland'\nlatitude = 11.5\nlongitude = 104.9\ncoord_precision = 'city'\n",
    ),
    ("people.toml", "[quill-madeup]\nname = 'Quill Madeup'\nroles = ['official']\npublic = true\n"),
    (
        "victims/made-up-one.toml",
        "title = 'Aster Madeup, 15, held at Port Test'\nsummary = 'Aster was held.\nShe came home.'\nname = 'Aster Madeup'\nage = 15\nexploitation_place = 'porttest'\nexploitation_start = '2023-11~'\n\n\
         [[quote]]\ntext = 'Aster was held in a made-up place'\nsource = 'wire'\nsupports = ['exploitation_place', 'age']\n",
    ),
    (
        "victims/made-up-two.toml",
        "title = 'A man held for months'\nname = 'Birch Madeup'\nexploitation_start = '2023-05/2023-09'\nexploitation_place = 'porttest'\ncount = 1\n\n\
         [[quote]]\ntext = 'Birch said he was held from May'\nsource = 'wire'\nspeaker = 'Birch Madeup'\nat = 'second paragraph'\nsupports = ['exploitation_start']\n\n\
         [[quote]]\ntext = 'the man was held from July on'\nsource = 'radio'\ndisputes = { exploitation_start = '2023-07' }\n",
    ),
    (
        "arrests/made-up-arrest.toml",
        "title = 'Quill Madeup arrested'\npersons = ['quill-madeup']\ndate = '2024-03-01'\n",
    ),
];

/// What a page says of the program, in words that no other version changes.
fn without_version(page: &str) -> String {
    let page = page.replace(&format!("casebook {}", env!("CARGO_PKG_VERSION")), "casebook VERSION");
    let (before, behind) = page.split_once("casebook-sha256\" content=\"").unwrap();
    format!("{before}casebook-sha256\" content=\"HASH{}", behind.get(64..).unwrap())
}

#[test]
fn a_brief_has_the_bytes_that_are_expected() {
    let page = without_version(&World::of(FILES).brief(&[]));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/brief/expected.html");
    if std::env::var_os("WRITE_EXPECTED").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    for (number, (line, wanted)) in page.lines().zip(expected.lines()).enumerate() {
        assert_eq!(line, wanted, "line {}", number + 1);
    }
    assert_eq!(page.len(), expected.len());
}

#[test]
fn the_same_collection_gives_the_same_bytes_wherever_it_lies() {
    let here = World::of(FILES);
    let page = here.brief(&[]);
    let there = World::of(FILES);
    let mut command = there.command(&["brief", "--out", "there.html", "--no-cache"]);
    command
        .env("TZ", "Asia/Phnom_Penh")
        .env("LC_ALL", "C")
        .env("LANG", "th_TH")
        .env("NO_COLOR", "1");
    assert!(command.output().unwrap().status.success());
    assert_eq!(fs::read_to_string(there.path("there.html")).unwrap(), page);
}

/// The words of names, in small letters.
const NAMES: [&str; 5] = ["aster", "birch", "madeup", "quill", "made-up-one"];

#[test]
fn no_name_is_in_a_masked_brief_and_all_are_in_a_full_one() {
    let world = World::of(FILES);
    let masked = world.brief(&[]).to_lowercase();
    for name in NAMES.iter().filter(|name| **name != "made-up-one") {
        assert!(!masked.contains(name), "{name}");
    }
    let full = world.brief(&["--with-confidential"]).to_lowercase();
    for name in NAMES {
        assert!(full.contains(name), "{name}");
    }
    // About a minor, words are counted and not printed.
    assert!(!masked.contains("in a made-up place") && masked.contains("7 words, not printed"));
    assert!(full.contains("in a made-up place"));
    assert!(masked.contains("masked."), "the page says so itself");
}

#[test]
fn no_name_of_the_shipped_collection_is_in_a_masked_brief_by_bytes() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let world = World::of(&[]);
    let cases = home.join("cases");
    let page = world.brief(&["-C", cases.to_str().unwrap(), "--no-cache"]);
    let collection = load(&sample());
    let mut names = 0;
    for kind in [Kind::Victim, Kind::Person] {
        for located in collection.of_kind(kind) {
            let fields = &located.record.fields;
            for field in [FieldId::Name, FieldId::NativeName, FieldId::Aliases] {
                for item in fields.get(field).iter().flat_map(|entry| &entry.items) {
                    let name = item.value.written().to_string();
                    assert!(!page.contains(&name), "{name}");
                    names += 1;
                }
            }
            if kind == Kind::Person {
                assert!(!page.contains(located.record.id.as_str()), "{}", located.record.id);
            }
        }
    }
    assert!(names > 10, "{names}");
    assert!(page.len() < 500_000, "{}", page.len());
}

/// Text that would be markup, script or a way out of an attribute, if anything let it.
const HOSTILE: &str = "</style></title></svg>--><script>alert(1)</script><img src=x onerror=alert(1)>\\\" ' onmouseover=x <a href=javascript:x>\u{202e}\u{2066}\u{1b}[31m\u{0}&lt;b&gt;";

/// Looks at each tag of a page.
#[derive(Default)]
struct Tags {
    wrong: RefCell<Vec<String>>,
    seen: RefCell<usize>,
}

const ELEMENTS: [&str; 47] = [
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "h1",
    "h2",
    "h3",
    "p",
    "strong",
    "nav",
    "a",
    "code",
    "div",
    "table",
    "tr",
    "th",
    "td",
    "ul",
    "ol",
    "li",
    "figure",
    "figcaption",
    "svg",
    "rect",
    "line",
    "path",
    "circle",
    "text",
    "article",
    "dl",
    "dt",
    "dd",
    "br",
    "span",
    "blockquote",
    "tbody",
    "em",
    "g",
    "b",
    "i",
    "u",
    "small",
    "sup",
    "sub",
];

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => {
                *self.seen.borrow_mut() += 1;
                let mut wrong = self.wrong.borrow_mut();
                if !ELEMENTS.contains(&&*tag.name) {
                    wrong.push(format!("{line}: <{}>", tag.name));
                }
                for attribute in &tag.attrs {
                    let (name, value) = (&*attribute.name.local, &*attribute.value);
                    let is_reference =
                        matches!(name, "href" | "src" | "action" | "data" | "xlink:href");
                    if name.starts_with("on")
                        || is_reference && !value.starts_with('#')
                        || name == "style"
                    {
                        wrong.push(format!("{line}: {name}={value}"));
                    }
                }
                if &*tag.name == "style" && tag.kind == html5ever::tokenizer::TagKind::StartTag {
                    return TokenSinkResult::RawData(RawKind::Rawtext);
                }
                if &*tag.name == "title" && tag.kind == html5ever::tokenizer::TagKind::StartTag {
                    return TokenSinkResult::RawData(RawKind::Rcdata);
                }
            }
            Token::CommentToken(_) | Token::NullCharacterToken => {
                self.wrong.borrow_mut().push(format!("{line}: a comment or NUL"));
            }
            Token::ParseError(error) => {
                self.wrong.borrow_mut().push(format!("{line}: {error}"));
            }
            Token::DoctypeToken(_) | Token::CharacterTokens(_) | Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

fn wrong_in(page: &str) -> (Vec<String>, usize) {
    let tokenizer = Tokenizer::new(Tags::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(page.into());
    _ = tokenizer.feed(&input);
    tokenizer.end();
    let Tags { wrong, seen } = tokenizer.sink;
    (wrong.into_inner(), seen.into_inner())
}

#[test]
fn no_words_of_a_record_become_markup() {
    let world = World::of(&[]);
    let hostile = HOSTILE
        .replace('\\', "")
        .replace('\0', "\\u0000")
        .replace('\u{1b}', "\\u001b")
        .replace('"', "\\\"");
    let said = format!("\"{hostile}\"");
    world.put("casebook.toml", &format!("title = {said}\n"));
    let source = format!(
        "[wire]\ntitle = {said}\npublisher = {said}\nauthor = [{said}]\nurl = {said}\nlicence = {said}\nsha256 = {said}\nreliability = {said}\n"
    );
    world.put("sources.toml", &source);
    world.put("places.toml", &format!("[p]\nname = {said}\ntype = 'city'\nlatitude = 11.5\nlongitude = 104.9\ncoord_precision = 'city'\n"));
    let case = format!(
        "title = {said}\nsummary = {said}\nname = {said}\nage = 30\nexploitation_place = 'p'\nexploitation_start = '2023'\noccupation = {said}\nnote = {said}\ntags = [{said}]\nextra_field = {said}\n\n[[event]]\nkey = 'one'\nwhat = {said}\ndate = {said}\n\n[[quote]]\ntext = {said}\nsource = 'wire'\nspeaker = {said}\nat = {said}\nnote = {said}\nsupports = ['occupation', {said}]\n\n[[quote]]\ntext = {said}\nsource = 'wire'\ndisputes = {{ occupation = {said} }}\n"
    );
    world.put("victims/hostile.toml", &case);
    for arguments in [
        &[][..],
        &["--with-names"],
        &["--with-confidential"],
        &["<script>x</script> | \"'><b>\" | kind:victim"],
    ] {
        let page = world.brief(arguments);
        let (wrong, seen) = wrong_in(&page);
        assert_eq!(wrong, [""; 0], "{arguments:?}");
        assert!(seen > 40, "{seen}");
        let is_control = |c: char| {
            c.is_control() && c != '\n'
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!page.contains(is_control), "{arguments:?}");
    }
    assert!(
        world.brief(&["kind:victim", "--with-confidential"]).contains("&lt;script&gt;alert(1)")
    );
}

#[test]
fn the_shipped_collection_makes_a_page_of_sound_markup() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let page = World::of(&[]).brief(&["-C", cases.to_str().unwrap(), "--no-cache", "--with-names"]);
    let (wrong, seen) = wrong_in(&page);
    assert_eq!(wrong, [""; 0]);
    assert!(seen > 2_000, "{seen}");
    for part in ["numbers", "when", "where", "cases", "disputed", "quotes", "left-out", "sources"] {
        assert_eq!(page.matches(&format!("id=\"{part}\"")).count(), 1, "{part}");
    }
    // Each link leads to a part of the page.
    for link in page.split("href=\"#").skip(1) {
        let to = link.split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{to}\"")), "{to}");
    }
}

#[test]
fn a_brief_is_checked_against_the_collection() {
    let world = World::of(FILES);
    let page = world.brief(&["kind:victim"]);
    world.put("brief.html", &page);
    let same = world.run(&["brief", "--verify", "brief.html"]);
    assert_eq!(
        (same.code, same.out.as_str()),
        (
            Some(0),
            "the page is as it was written\nthe collection says the same: a new brief has the same bytes\n"
        )
    );
    // A case that the query does not find changes nothing.
    world.put("arrests/another-made-up.toml", "title = 'Another'\n");
    assert_eq!(world.run(&["brief", "--verify", "brief.html"]).code, Some(0));
    let two = FILES.iter().find(|(path, _)| path.ends_with("two.toml")).unwrap().1;
    world.put("victims/made-up-two.toml", &two.replace("from May", "from June"));
    let changed = world.run(&["brief", "--verify", "brief.html"]);
    assert_eq!(changed.code, Some(1));
    for words in
        ["the collection says something else now:", "quotes:", "- ", "from May", "+ ", "from June"]
    {
        assert!(changed.out.contains(words), "{words}: {}", changed.out);
    }
    assert!(!changed.out.to_lowercase().contains("birch"), "{}", changed.out);
    world.put("victims/made-up-two.toml", two);
    world.put("brief.html", &page.replacen("from May", "from Mai", 1));
    let forged = world.run(&["brief", "--verify", "brief.html"]);
    assert_eq!(forged.code, Some(1));
    assert!(
        forged.out.starts_with("the page was changed after it was written\n"),
        "{}",
        forged.out
    );
    assert!(forged.out.contains("from Mai"), "{}", forged.out);
    world.put("other.html", "<p>x</p>");
    let other = world.run(&["brief", "--verify", "other.html"]);
    assert_eq!(other.code, Some(2));
    assert!(other.err.contains("is no brief of casebook"), "{}", other.err);
}

#[test]
fn a_query_that_names_a_person_is_withheld_and_asked_for_again() {
    let world = World::of(FILES);
    let page = world.brief(&["birch"]);
    assert!(!page.to_lowercase().contains("birch"));
    world.put("brief.html", &page);
    let asked = world.run(&["brief", "--verify", "brief.html"]);
    assert_eq!(asked.code, Some(2));
    assert!(asked.err.contains("give the query too"), "{}", asked.err);
    assert_eq!(world.run(&["brief", "birch", "--verify", "brief.html"]).code, Some(0));
}

#[test]
fn a_brief_replaces_nothing_and_one_of_no_cases_says_so() {
    let world = World::of(FILES);
    world.put("there.html", "mine");
    let refused = world.run(&["brief", "--out", "there.html"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("a brief replaces nothing"), "{}", refused.err);
    assert_eq!(fs::read_to_string(world.path("there.html")).expect("it is there"), "mine");
    let world = World::of(&FILES[..1]);
    let ran = world.run(&["brief", "--out", "none.html"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let page = fs::read_to_string(world.path("none.html")).unwrap();
    assert!(page.contains("No case.") && page.contains("No source."));
    let (wrong, _) = wrong_in(&page);
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn a_query_that_finds_no_case_writes_no_page_and_says_what_was_not_found() {
    let world = World::of(FILES);
    for (query, said) in [
        ("brich", "no match in this folder: brich\n"),
        ("\"no such words\"", "no match in this folder: \"no such words\"\n"),
        ("kind:place", "no case in this folder, and a brief is about cases: kind:place\n"),
    ] {
        let ran = world.run(&["brief", query, "--out", "none.html"]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
        assert!(ran.err.starts_with(said), "{}", ran.err);
        assert!(ran.err.ends_with("no page was written\n"), "{}", ran.err);
        assert!(!world.path("none.html").exists());
    }
    // The same words as for `list`, which finds what is nearly written so, too.
    let first = |command: &[&str]| world.run(command).err.lines().next().map(str::to_owned);
    let query = "kind:arrest place:porttest age:200";
    let brief = first(&["brief", query, "--out", "none.html"]);
    assert_eq!(brief, first(&["list", query]));
    let near = world.run(&["brief", "brich", "--out", "none.html"]).err;
    assert!(
        near.contains("\na brief takes words as they are written; casebook list finds near ones\n"),
        "{near}"
    );
    assert_eq!(world.run(&["brief", "--verify", "none.html"]).code, Some(2));
}
