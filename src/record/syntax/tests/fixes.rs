//! What the fixes of each kind of mistake do.

use std::collections::BTreeMap;
use std::fmt::Write;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::super::{read, read_with_fixes};
use crate::diagnostic::{Diagnostic, Fix};
use crate::record::{Protection, TrialReading, proven_fixes};
use crate::text::{Splice, apply_all};

/// A kind of mistake, known by a part of its message, with a text that makes it.
struct MistakeKind {
    says: &'static str,
    text: &'static str,
    /// Why the fix is left to the writer; empty where there is one.
    no_fix: &'static str,
}

const fn kind(says: &'static str, text: &'static str) -> MistakeKind {
    MistakeKind { says, text, no_fix: "" }
}

const fn without(says: &'static str, text: &'static str, no_fix: &'static str) -> MistakeKind {
    MistakeKind { says, text, no_fix }
}

const KINDS: &[MistakeKind] = &[
    // The shape of a field.
    kind("a comment starts with `#`, not with", "// he said so\n"),
    kind("parts documents in YAML, and says nothing here", "---\ntitle = \"Ana\"\n"),
    kind("closes nothing: no", "a = 1\n],\n"),
    kind("a control character (U+", "title = \"a\u{7}b\"\n"),
    kind("there is a colon between the name and its value", "name: “Ana”\n"),
    kind("there is a full-width colon", "age：14\n"),
    kind("the equals sign `＝` is a full-width one", "date ＝ 2023-05\n"),
    kind("has no `=` and no value after it", "a = 1\ntitle\n"),
    kind("there is no `=` between", "title \"Ana\"\n"),
    kind("this text has no field name before it", "\"a\",\n"),
    kind("this line is neither a field nor a comment", "12:30 they left\n"),
    kind("has no value", "a = 1\r\nage = # remark\r\n"),
    kind("there are two equals signs", "age == 14\n"),
    // Names.
    kind("there is no name before the `=`", "= 14\n"),
    kind("a name takes one quote mark on each side, not three", "\"\"\"a\"\"\" = 1\n"),
    kind("there is something between the name and its `=`", "\"a\" b = 1\n"),
    kind("a name is missing next to the dot", "a..b = 1\n"),
    kind("the quote marks around the name", "“title” = \"Ana\"\n"),
    kind("there is a quote mark inside the name", "na\"me = 1\n"),
    kind("has a space in it", "case status = \"x\"\n"),
    kind("without quote marks only a to z", "étape = 1\n"),
    // Quote marks.
    kind("; text needs straight quote marks", "title = „Ana, 14“ # remark\n"),
    kind("opens here is never closed", "text = \"\"\"\none\n\ntwo\n\n[[quote]]\nat = 1\n"),
    kind("the quote mark that opens this text is not closed on its line", "name = \"Ana\n"),
    kind("a text of several lines needs three quote marks", "text = \"one\ntwo\"\n"),
    kind("the quote marks are doubled", "title = \"\"Ana\"\"\n"),
    kind("an apostrophe inside the text ends it too early", "title = 'it's'\n"),
    kind("the quote marks do not come in pairs", "title = \"he said \"no\"\n"),
    kind("a quote mark inside the text ends it too early", "title = \"he said \"no\" twice\"\n"),
    kind("the quote mark before the text is missing", "title = Ana\"\n"),
    kind("follows the closing quote mark", "title = \"Ana\" of Oz\n"),
    kind("a backslash gives the letter after it a meaning", "file = \"C:\\data\\ana\"\n"),
    kind(
        "the backslash makes the closing quote mark a part of the text",
        "file = \"C:\\\\dir\\\"\n",
    ),
    // Values.
    kind(") here", "title =\u{a0}\"a\u{a0}b\"\u{200b}\n"),
    kind("after the value", "title = \"x\",\n"),
    kind("there are two fields on one line", "a = 1\r\nage = 14, gender = \"x\"\r\n"),
    kind("` is a full-width one", "tags = [\"a\"，\"b\"、\"c\"]\n"),
    kind("one name has several values", "tags = \"a\", \"b\" \"c\"\n"),
    kind("is written with capital letters", "minor = True\n"),
    kind("yes and no are written `true` and `false`", "minor = yes\n"),
    kind("` is not a value", "a = 1\nage = unknown\nb = 2\n"),
    kind("is not in quote marks", "name = Ana of Oz # remark\n"),
    kind("is neither a number nor a text in quote marks", "age = ~\n"),
    // Dates.
    kind("is not in quote marks", "date = 2021-12-01/..\n"),
    kind("is not exact, so it needs quote marks", "date = 2021-12~\n"),
    kind("has no day, so it needs quote marks", "date = 2023-05\n"),
    kind("there is no month", "date = 2023-13-02\n"),
    kind("there is no day 00", "date = 2023-05-00\n"),
    kind(" days", "date = 2023-02-30\n"),
    kind("is not written as year-month-day", "date = 02.08.2017\n"),
    kind("is not a date with a time of day", "date = 2017-08-02T25:00\n"),
    kind("is in words", "date = 2 August 2017\n"),
    // Numbers.
    kind("is in full-width digits", "count = １４\n"),
    kind("has separators between its digits", "count = 1 000 000\n"),
    kind("has a comma in it", "count = 1,5\n"),
    kind("starts with 0", "count = 014\n"),
    kind("has no digit on one side of its point", "count = .5\n"),
    kind("is more than a number, and not in quote marks", "count = 14 years\n"),
    // Lists and inline tables.
    kind("that opens here is never closed", "tags = [\n  \"a\",\n  \"b\"\n\nage = 14\n"),
    kind("there are two commas in a row", "tags = [\"a\",, \"b\"]\n"),
    kind("there is a comma before the first item", "tags = [, \"a\"]\n"),
    kind("is closed with", "tags = [\"a\"}\n"),
    kind("a comma is missing after this item", "tags = [\"a\" \"b\"\n\"c\"]\n"),
    kind("has no `=` and no value", "x = { a, 'b' }\n"),
    kind("follows the closing bracket", "tags = [\"a\"] two\n"),
    kind("is given twice between the same brackets", "x = { a = 1, a = 2 }\n"),
    // Headers.
    kind("has single brackets, and there is more than one", "[quote]\n[[quote]]\n"),
    kind("are full-width ones", "［［quote］］\n"),
    kind("do not match", "[[quote]\n"),
    kind("the header `", "[quote\n"),
    kind("is on the line of the header", "[[quote]] text = \"x\"\n"),
    kind("cannot be a name in a header", "[Green house]\n"),
    without(
        "there is no name between the brackets",
        "[[ ]]\n",
        "what is below it would fall into the table above",
    ),
    // What is said twice.
    kind("is given twice; the first", "a = 1\nb = 2\na = 3\n"),
    kind("appears twice; the first", "[a]\nb = 1\n\n[c]\n\n[a]\nd = 2\n"),
    kind("has both single and double brackets", "[a]\nb = 1\n[[a]]\n"),
    kind("and cannot hold others as well", "a = 1\na.b = 2\n"),
    // The whole file.
    kind("with a carriage return (U+000D) alone", "a = 1\rb = 2\r\nc = 3\r\n"),
    kind(
        "a merge conflict begins here",
        "<<<<<<< HEAD\nb = 2\n=======\nb = 3\n>>>>>>> other\nc = 4\n",
    ),
    without(
        " deep",
        "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a = 1\n",
        "the file is no case file",
    ),
];

/// Returns the problems of a text with those fixes that solve them.
fn problems_with_fixes(text: &str) -> Vec<Diagnostic> {
    let proposed = read_with_fixes(text).problems().to_vec();
    proven_fixes(text, proposed, &|after| TrialReading {
        problems: read(after).problems().to_vec(),
        protection: Protection::of(&[]),
    })
}

/// Returns the texts that the alternatives of a fix leave.
fn mended(text: &str, problem: &Diagnostic) -> Vec<String> {
    let fix = problem.fix.as_deref();
    let alternatives = fix.into_iter().flat_map(Fix::alternatives);
    alternatives.map(|splices| apply_all(text, splices).unwrap()).collect()
}

/// Returns the kinds that a message may be of.
fn kinds_of(message: &str) -> impl Iterator<Item = &'static MistakeKind> {
    KINDS.iter().filter(move |kind| message.contains(kind.says))
}

/// Returns how often each message is among the problems, without the lines that a fix may move.
fn counted(problems: &[Diagnostic]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for problem in problems {
        let parts = problem.message.split("in line ");
        let plain = |part: &str| part.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
        *counts.entry(parts.map(plain).collect()).or_default() += 1;
    }
    counts
}

/// Checks that each alternative of each fix removes its problem, adds none and touches no byte outside of
/// its splices.
fn check_fixes(text: &str) -> Result<(), TestCaseError> {
    let problems = problems_with_fixes(text);
    let before = counted(&problems);
    for problem in &problems {
        let fix = problem.fix.as_deref();
        prop_assert!(fix.is_none_or(|fix| !fix.is_safe() || fix.alternatives().count() == 1));
        for splices in fix.into_iter().flat_map(Fix::alternatives) {
            let ranges = splices.iter().map(Splice::range);
            let ends: Vec<usize> = ranges.flat_map(|range| [range.start(), range.end()]).collect();
            prop_assert!(ends.is_sorted() && !ends.is_empty(), "{splices:?}");
            let mut one_by_one = text.to_owned();
            for splice in splices.iter().rev() {
                (one_by_one, _) = splice.apply(&one_by_one).unwrap();
            }
            let after = apply_all(text, splices).unwrap();
            prop_assert_eq!(&after, &one_by_one);
            prop_assert!(after != text, "{problem:?}");
            let left = counted(read(&after).problems());
            let own = counted(std::slice::from_ref(problem)).into_keys().next().unwrap();
            for (message, count) in &left {
                let known = before.get(message).copied().unwrap_or_default();
                let allowed = known - usize::from(*message == own);
                prop_assert!(*count <= allowed, "{text:?} {problem:?} leaves {after:?}: {left:?}");
            }
        }
    }
    Ok(())
}

/// Applies one safe fix after the other, until there is none.
fn fixed(text: &str) -> String {
    let mut text = text.to_owned();
    // Each takes one problem away, so this ends.
    for _ in 0..=read(&text).problems().len() {
        let problems = problems_with_fixes(&text);
        let mut fixes = problems.iter().filter_map(|problem| problem.fix.as_deref());
        let Some(fix) = fixes.find(|fix| fix.is_safe()) else {
            return text;
        };
        text = apply_all(&text, fix.splices()).unwrap();
    }
    panic!("safe fixes do not end: {text:?}");
}

#[test]
fn nine_in_ten_kinds_of_mistakes_have_a_fix() {
    let fixable = KINDS.iter().filter(|kind| {
        let problems = problems_with_fixes(kind.text);
        let own = problems.iter().find(|problem| problem.message.contains(kind.says));
        let own = own.unwrap_or_else(|| panic!("{:?}: {problems:?}", kind.text));
        assert_eq!(own.fix.is_some(), kind.no_fix.is_empty(), "{:?}", kind.text);
        own.fix.is_some()
    });
    let fixable = fixable.count();
    assert!(fixable * 10 >= KINDS.len() * 9, "{fixable} of {}", KINDS.len());
}

#[test]
fn each_kind_is_mended_so() {
    let mut lines = String::new();
    for kind in KINDS {
        check_fixes(kind.text).unwrap();
        let problems = problems_with_fixes(kind.text);
        let problem = problems.iter().find(|one| one.message.contains(kind.says)).unwrap();
        let is_safe = problem.fix.as_ref().is_some_and(|fix| fix.is_safe());
        let safe = if is_safe { " (safe)" } else { "" };
        writeln!(lines, "{}\n  {:?}", problem.message, kind.text).unwrap();
        for text in mended(kind.text, problem) {
            writeln!(lines, "  {text:?}{safe}").unwrap();
            assert_eq!(read(&text).problems(), [], "{text:?}");
        }
        if !kind.no_fix.is_empty() {
            writeln!(lines, "  no fix: {}", kind.no_fix).unwrap();
        }
    }
    insta::assert_snapshot!(lines);
}

#[test]
fn a_fix_keeps_the_line_endings_of_its_file() {
    for kind in KINDS.iter().filter(|kind| !kind.text.contains('\r')) {
        let text = kind.text.replace('\n', "\r\n");
        check_fixes(&text).unwrap();
        for problem in &problems_with_fixes(&text) {
            for after in mended(&text, problem) {
                assert!(!after.replace("\r\n", "").contains(['\r', '\n']), "{after:?}");
            }
        }
    }
}

#[test]
fn a_fix_writes_what_the_help_says() {
    for kind in KINDS {
        for problem in &problems_with_fixes(kind.text) {
            let help = problem.help.as_deref().unwrap();
            let Some((_, said)) = help.split_once("write `") else { continue };
            let said = said.split_once('`').unwrap().0;
            let is_example = said.contains('…') || help.contains("as in") || help.contains("where");
            let any = mended(kind.text, problem).iter().any(|text| text.contains(said));
            assert!(any || is_example || problem.fix.is_none(), "{help}: {:?}", kind.text);
        }
    }
}

#[test]
fn what_has_two_readings_is_left_to_a_person() {
    for text in [
        "name: Ana, Bo\n",
        "tags = “a”, “b”\n",
        "count = 13,756\n",
        "count = [1 234]\n",
        "file = \"C:\\data\\new\"\n",
        "[[x]\n",
        "// confidentiality = true\n",
        "confidentiality =\n",
        "confidentiality = unknown\n",
        "name = Ana // he said\n",
        "name = \"Ana # remark\n",
        "date = 25.12.2021\n",
        "date = 2 August 2566\n",
        "title = 'he said 'no' twice'\n",
    ] {
        let problems = problems_with_fixes(text);
        let fix = problems[0].fix.as_deref().unwrap_or_else(|| panic!("{text:?}"));
        assert!(!fix.is_safe(), "{text:?} {fix:?}");
        assert_eq!(fixed(text), text);
    }
}

#[test]
fn several_mistakes_of_one_statement_are_mended_at_once() {
    for (text, expected) in [
        ("tags: [“a”, “b”, d]\n", "tags= [\"a\", \"b\", \"d\"]\n"),
        ("tags = [“one, two”, \"b\"]\n", "tags = [\"one, two\", \"b\"]\n"),
        ("title = “Ana” of Oz\n", "title = \"Ana of Oz\"\n"),
        ("age：１４\n", "age = 14\n"),
        ("minor: True\n", "minor = true\n"),
    ] {
        let problems = problems_with_fixes(text);
        assert_eq!(problems.len(), 1);
        assert_eq!(mended(text, &problems[0])[0], expected);
    }
}

#[test]
fn what_is_said_twice_in_the_same_words_is_said_once() {
    assert_eq!(fixed("a = 1\nb = 2\na = 1\n"), "a = 1\nb = 2\n");
    assert_eq!(fixed("a = 1\nb = 2\na = 1 # seen\n"), "a = 1\nb = 2\na = 1 # seen\n");
}

const CASE: &str = "title = \"Ana, 14\" # remark\ntags = [\"one\", 'two',\n  \"妙\"]\nminor = true\n\
    age = 14\ndate = 2021-12-01\nage_at = \"2021-12\"\nfile = 'c:\\d'\n\n[[quote]]\ntext = \"\"\"\none \
    \"two\"\n\"\"\"\nsource = \"made-up\"\nat = { page = 1, line = '''2''' }\n\n[[quote]]\nsupports = \
    [\"age\", \"title\"]\n\n[[event]]\nwhat = 'left'\n";

const TOKENS: [&str; 46] = [
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    "==",
    ",",
    ",,",
    ".",
    "#",
    "//",
    "\n",
    "\r",
    "\r\n",
    " ",
    "\\",
    "“",
    "”",
    "‘",
    "’",
    "«",
    "＂",
    "＝",
    "：",
    "，",
    "、",
    "［",
    "］",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{7}",
    ":",
    ";",
    "0",
    "word",
    "unknown",
    "2023-05",
    "a = 1\n",
    "[[quote]]\n",
];

/// A change to a sound file as a slip of the hand makes it.
fn slips() -> impl Strategy<Value = String> {
    let change = (any::<Index>(), 0_usize..3, proptest::option::of(select(&TOKENS[..])));
    (vec(change, 1..3), any::<bool>(), any::<bool>()).prop_map(|(changes, has_mark, is_windows)| {
        let mut text = if is_windows { CASE.replace('\n', "\r\n") } else { CASE.to_owned() };
        for (at, cut, token) in changes {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.ceil_char_boundary((start + cut).min(text.len()));
            text.replace_range(start..end, token.unwrap_or_default());
        }
        if has_mark { format!("\u{feff}{text}") } else { text }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_fix_removes_its_problem_and_adds_none(text in slips()) {
        check_fixes(&text)?;
    }

    #[test]
    fn safe_fixes_come_to_an_end(text in slips()) {
        let once = fixed(&text);
        prop_assert!(read(&once).problems().len() <= read(&text).problems().len());
        prop_assert_eq!(fixed(&once), once);
    }

    #[test]
    fn each_message_is_of_a_known_kind(text in slips()) {
        for problem in read(&text).problems() {
            let kind = kinds_of(&problem.message).next();
            prop_assert!(kind.is_some(), "{} {text:?}", problem.message);
        }
    }
}
