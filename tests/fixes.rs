//! Every fix: it removes its diagnostic, adds none, touches no byte outside of its ranges, and the safe
//! ones come to an end.

#![expect(clippy::unwrap_used, reason = "a collection without its file is a failed test")]

use std::path::Path;
use std::{fs, str};

use casebook::collection::{Collection, Fixer, Memory, load};
use casebook::diagnostic::{Diagnostic, Rule};
use proptest::prelude::*;
use strum::IntoEnumIterator as _;

#[expect(dead_code, reason = "where a rule fires is for the tests of the rules")]
#[path = "rules/examples.rs"]
mod examples;

use examples::{EXAMPLES, Example};

type Files = Vec<(String, String)>;

fn collection(files: &Files) -> Collection {
    let mut memory = Memory::default();
    for (path, text) in files {
        memory.put(path, text.as_str());
    }
    load(&memory)
}

fn owned(files: &[(&str, &str)]) -> Files {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// Returns all diagnostics with their fixes, each with the path of its file.
fn fixable(collection: &Collection) -> Vec<(String, Diagnostic)> {
    let fixer = Fixer::of(collection);
    let files = collection.files().enumerate();
    let all = files.flat_map(|(number, file)| {
        let path = file.path.to_str().unwrap().to_owned();
        fixer.diagnostics(number).into_iter().map(move |problem| (path.clone(), problem))
    });
    all.collect()
}

/// Returns a message without the lines that it names: those move where a fix adds or deletes one.
fn without_lines(message: &str) -> String {
    let parts =
        message.split("line ").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()));
    parts.collect::<Vec<_>>().join("line ")
}

/// Applies each alternative of each fix of a collection; returns the rules that had one.
fn check(files: &Files) -> Vec<Rule> {
    let before = fixable(&collection(files));
    let count = |all: &[(String, Diagnostic)], (path, one): &(String, Diagnostic)| {
        let same = |other: &&(String, Diagnostic)| {
            let (there, other) = other;
            (there, other.code) == (path, one.code)
                && without_lines(&other.message) == without_lines(&one.message)
        };
        all.iter().filter(same).count()
    };
    let mut rules = Vec::new();
    for solved in &before {
        let (path, problem) = solved;
        let Some(fix) = &problem.fix else { continue };
        rules.push(problem.code);
        let text = &files.iter().find(|(there, _)| there == path).unwrap().1;
        assert!(!fix.is_safe() || fix.alternatives().count() == 1, "{problem:?}");
        for (splices, after) in fix.alternatives().zip(fix.applied(text)) {
            let after = after.unwrap();
            // What lies between the ranges is as it was.
            let (mut old, mut new) = (0, 0);
            for splice in splices {
                let unchanged = text.get(old..splice.range().start()).unwrap();
                assert_eq!(after.get(new..new + unchanged.len()), Some(unchanged));
                (old, new) = (splice.range().end(), new + unchanged.len() + splice.text().len());
            }
            assert_eq!(after.get(new..), text.get(old..));
            let mut fixed = files.clone();
            fixed.iter_mut().find(|(there, _)| there == path).unwrap().1.clone_from(&after);
            let then = fixable(&collection(&fixed));
            assert!(count(&then, solved) < count(&before, solved), "{problem:?}\n{text}\n{after}");
            let added = then.iter().filter(|one| count(&then, one) > count(&before, one));
            let mut added =
                added.filter(|(_, one)| !problem.code.hides_others() || !one.code.shows_late());
            assert_eq!(added.next(), None, "{problem:?}\n{text}\n{after}");
        }
    }
    rules
}

/// Applies all safe fixes, after which there is none.
fn check_safe(files: &Files) {
    let whole = collection(files);
    let fixer = Fixer::of(&whole);
    let mut done = files.clone();
    for (number, file) in whole.files().enumerate() {
        let path = file.path.to_str().unwrap();
        if let Some(text) = fixer.safely_fixed(number) {
            let (_, known) = done.iter_mut().find(|(there, _)| there == path).unwrap();
            assert_eq!(text.before, *known);
            *known = text.after;
        }
    }
    let after = collection(&done);
    let fixer = Fixer::of(&after);
    for number in 0..after.files().count() {
        assert_eq!(fixer.safely_fixed(number), None, "{files:?}");
    }
}

/// More examples, of fixes that need more than the example of their rule has.
const MORE: &[&[(&str, &str)]] = &[
    &[
        (
            "victims/a.toml",
            "title = 'A'\nage = 14\n[[quote]]\nsource = 'wire'\ntext = 'a boy of 14 from Seatown'\nsupports = ['title']\n",
        ),
        ("sources.toml", "[wire]\npublisher = 'A Wire'\n"),
    ],
    &[(
        "victims/a.toml",
        "title = 'A'\nage = [14]\nransom_paid = 'CNY 500,000'\nmissing_since = '2021/12/05'\ncitizenship = ['cn', 'unknown']\ngender = 'femal'\n",
    )],
    &[
        (
            "victims/a.toml",
            "title = 'A'\nexploitation_place = 'Sea_Town'\nhome = 'seatwon'\nconfidentialty = 'confidential'\nid = 'a'\n",
        ),
        ("places.toml", "# Seatown\n[sea-town]\nname = 'S'\n\n# Another.\n[seatown]\nname = 'T'\n"),
    ],
    &[
        ("victims/a.toml", "title = 'A'\n[[quote]]\ntext = 'three people left in March'\n"),
        ("sources.toml", "[wire]\npublisher = 'A Wire'\n[other]\npublisher = 'B'\n"),
        ("archive/wire.txt", "The crew said: three people left in March."),
    ],
    &[
        (
            "victims/a.toml",
            "title = 'A'\r\nage = 14\r\ngender = ''\r\noccupation = 'n/a' # asked\r\n[[quote]]\r\nsource = 'wire'\r\ntext = 'x'\r\nsupports = [\r\n  'age',\r\n  'aged',\r\n  'gender',\r\n]\r\n",
        ),
        ("sources.toml", "[wire]\r\npublisher = 'A Wire'\r\n"),
    ],
];

#[test]
fn a_fix_removes_its_problem_and_adds_none() {
    let mut with_fix = Vec::new();
    for Example { fires, silent, .. } in EXAMPLES {
        with_fix.extend(check(&owned(fires)));
        with_fix.extend(check(&owned(silent)));
        check_safe(&owned(fires));
    }
    for more in MORE {
        with_fix.extend(check(&owned(more)));
        check_safe(&owned(more));
    }
    // What the table of rules says is what there is.
    for rule in Rule::iter().filter(|rule| *rule != Rule::Syntax) {
        assert_eq!(with_fix.contains(&rule), rule.may_have_fix(), "{}", rule.name());
    }
    let count = |rules: &[Rule]| rules.iter().filter(|rule| rule.may_have_fix()).count();
    let all: Vec<Rule> = Rule::iter().collect();
    assert!(count(&all[..35]) >= 24, "{} of the first 35 rules have a fix", count(&all[..35]));
    assert!(count(&all) >= 32, "{} of {} rules have a fix", count(&all), all.len());
}

/// Lines that are right or wrong in one way or another.
const LINES: &[&str] = &[
    "title = 'A case'",
    "title = ''",
    "name = 'Test One'",
    "nmae = 'Test One'",
    "age = 14",
    "age = '14'",
    "age = [14]",
    "age = -99",
    "gender = 'male'",
    "gender = \"malee\"",
    "gender = ['unknown']",
    "citizenship = ['CN', 'kh', '?']",
    "citizenship = 'China'",
    "missing_since = 2021",
    "missing_since = '2021/12/05' # from the family",
    "missing_since = '5 December 2021'",
    "exploitation_start = '2022'",
    "exploitation_end = '2021-12'",
    "ransom_paid = 'CNY 500,000'",
    "ransom_paid = '¥100'",
    "occupation = 'n/a' # asked",
    "occupation = 'tbd'",
    "languages = ['Chinese', 'zh']",
    "home = 'seatwon'",
    "exploitation_place = 'Sea_Town'",
    "trafficking_status = 'actual'",
    "confidentialty = 'public'",
    "id = 'a'",
    "minor = 'yes'",
    "[[quote]]",
    "source = 'wire'",
    "source = 'wier'",
    "text = 'three people of 14 left'",
    "text = 'four people left'",
    "supports = ['age', 'gender', 'nmae']",
    "supports = 'age'",
    "disputes = { age = 14, count = 3 }",
    "disputes = ['trafficking_status']",
    "credibility = 1",
    "[[event]]",
    "key = 'The Raid'",
    "date = '2022-02-30'",
    "[quote]",
    "age = = 3",
    "name = Test One",
    "date: 2022-01",
    "# a comment",
    "",
];

const BESIDE: &[(&str, &str)] = &[
    ("sources.toml", "[wire]\npublisher = 'A Wire'\n"),
    ("places.toml", "[seatown]\nname = 'Seatown'\n[sea-town]\nname = 'S'\n"),
    ("archive/wire.txt", "The test crew said: three people of 14 left in March."),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn fixes_of_made_up_files_solve_what_they_are_for(
        lines in proptest::collection::vec(0..LINES.len(), 1..14),
        ending in prop_oneof![Just("\n"), Just("\r\n")],
        ends in any::<bool>(),
        cut in proptest::option::of((0_usize..400, 1_usize..4)),
    ) {
        let mut text: String = lines.iter().flat_map(|line| [LINES[*line], ending]).collect();
        if !ends {
            text.truncate(text.trim_end().len());
        }
        if let Some((at, length)) = cut {
            let start = text.floor_char_boundary(at.min(text.len()));
            let end = text.ceil_char_boundary((at + length).min(text.len()).max(start));
            text.replace_range(start..end, "");
        }
        let mut files = owned(BESIDE);
        files.push(("victims/a.toml".to_owned(), text));
        check(&files);
        check_safe(&files);
    }
}

/// Returns the texts of all files below a folder.
fn texts(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, found);
        } else if let Ok(text) = String::from_utf8(fs::read(&path).unwrap()) {
            found.push(text);
        }
    }
}

#[test]
fn fixes_of_hostile_files_solve_what_they_are_for() {
    let mut found = Vec::new();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for folder in ["hostile/trees", "hostile/written", "fuzzed/found/edits"] {
        texts(&tests.join(folder), &mut found);
    }
    found.retain(|text| text.len() < 8 * 1024);
    assert!(found.len() > 20, "{} files", found.len());
    for text in found {
        let mut files = owned(BESIDE);
        files.push(("victims/a.toml".to_owned(), text));
        check(&files);
        check_safe(&files);
    }
}

#[test]
fn hundreds_of_mistakes_of_one_file_are_fixed_at_once() {
    let quotes = (0..400).map(|number| format!("[[quote]]\ntext = “Test words {number}”\n"));
    let text: String = std::iter::once("title = 'T'\n".to_owned()).chain(quotes).collect();
    let files = vec![("victims/a.toml".to_owned(), text.clone())];
    let whole = collection(&files);
    let fixed = Fixer::of(&whole).safely_fixed(0).unwrap();
    assert_eq!(fixed.fixed, 400);
    assert_eq!(fixed.after, text.replace(['“', '”'], "\""));
}
