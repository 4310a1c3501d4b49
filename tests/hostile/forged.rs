//! Texts that imitate the program's own lines, in what every command prints.

use std::fmt::Write as _;

use super::program::World;

fn texts() -> Vec<String> {
    vec![
        "first\\n[2] FORGED\\n  FORGED   17 [1]\\n      FORGED · A · ✓ verbatim in the archived text\\nerror[syntax]: FORGED"
            .to_owned(),
        "first\\r\\nFORGED\\rFORGED\\u2028FORGED\\u0085FORGED\\u000BFORGED\\u000CFORGED\\n\\n— end —FORGED"
            .to_owned(),
        format!("first{}FORGED{}FORGED", " ".repeat(300), "\\u00A0".repeat(300)),
        format!("first{}FORGED\\tV   7   2022   FORGED", "\\u3000".repeat(100)),
    ]
}

fn world(text: &str) -> World {
    let world = World::new();
    world.put("cases/sources/paper.toml", format!("title = \"{text}\"\npublisher = \"{text}\"\n"));
    world.put("cases/archive/paper.txt", "Nothing of it.\n");
    let mut victim = String::new();
    for name in ["title", "name", "summary", "home", "no_such", "sold_count"] {
        _ = writeln!(victim, "{name} = \"{text}\"");
    }
    _ = writeln!(
        victim,
        "[[quote]]\nsource = 'paper'\nspeaker = \"{text}\"\nat = \"{text}\"\ntext = \"{text}\"\nnote = \"{text}\"\nsupports = ['name', \"{text}\"]\n[quote.disputes]\nname = \"{text}\"\n[[event]]\nkey = 'a'\nwhat = \"{text}\""
    );
    world.put("cases/victims/ann.toml", victim);
    world
}

/// What begins a line of a text for people begins it by the program's leave.
#[track_caller]
fn expect_margins(out: &str, columns: &[usize], what: &str) {
    assert!(out.contains("FORGED"), "nothing forged in {what}");
    for line in out.lines() {
        let spaces = line.chars().take_while(|c| c.is_whitespace()).count();
        let said = line.trim_start().trim_start_matches(|c: char| !c.is_alphanumeric());
        let forged = ["FORGED", "2] FORGED", "error[syntax]: FORGED", "end —FORGED", "V   7"];
        let is_forged = forged.iter().any(|forged| said.starts_with(forged));
        if is_forged && !line.trim_start().starts_with("│ ") {
            assert!(!columns.contains(&spaces), "{line:?} begins at {spaces} in {what}\n{out}");
        }
    }
}

#[test]
fn on_paper_no_line_of_a_text_begins_where_a_label_a_quote_or_a_title_does() {
    for text in texts() {
        let world = world(&text);
        for words in [&["show", "ann"][..], &["show", "paper"], &["impact", "paper"]] {
            let ran = world.run(words);
            expect_margins(&ran.out, &[0, 1, 2, 3, 4, 5, 6, 7, 23], &format!("{words:?}: {text}"));
        }
        // A quote has one line with its number, and its words are behind bars.
        let paper = world.run(&["show", "ann"]).out;
        let numbered = paper.lines().filter(|line| {
            let said = line.trim_start();
            said.starts_with('[') && line.len() - said.len() < 4
        });
        let numbered = numbered.count();
        assert_eq!(numbered, 1, "{paper}");
        assert!(paper.contains("  [1] │ “first"), "{paper}");
    }
}

#[test]
fn a_record_is_one_line_of_a_list_and_a_source_one_citation() {
    for text in texts() {
        let world = world(&text);
        for form in ["table", "ids", "jsonl"] {
            let ran = world.run(&["list", "--format", form]);
            assert_eq!(ran.out.lines().count(), 2, "{form} of {text}:\n{}", ran.out);
        }
        // In CSV a line feed stays what it is, between quotation marks.
        let csv = world.run(&["list", "--format", "csv"]).out;
        let rows = csv::Reader::from_reader(csv.as_bytes()).into_records();
        assert_eq!(
            rows.filter(|row| row.as_ref().is_ok_and(|row| row.len() > 10)).count(),
            2,
            "{csv}"
        );
        assert_eq!(world.run(&["cite", "paper"]).out.lines().count(), 1, "{text}");
    }
}

#[test]
fn a_problem_is_one_line_that_no_text_can_begin() {
    for text in texts() {
        let world = world(&text);
        let short = world.run(&["check", "--format", "short"]).out;
        assert!(short.contains("FORGED"), "{short}");
        for line in short.lines() {
            assert!(line.contains(".toml:"), "{line:?} in\n{short}");
        }
        let json = world.run(&["check", "--format", "json"]).out.lines().count();
        assert_eq!(json, short.lines().count(), "{short}");
        let human = world.run(&["check"]).out;
        for line in
            human.lines().filter(|line| line.starts_with("error") || line.starts_with("warning"))
        {
            assert!(!line.starts_with("error[syntax]: FORGED"), "{human}");
        }
        expect_margins(&human, &[0, 1], &format!("check: {text}"));
    }
}

#[test]
fn an_error_that_repeats_what_was_typed_is_one_line() {
    let world = World::new();
    for typed in ["x\nerror: FORGED", "x\r\nhint: FORGED", "x\u{2028}FORGED\u{85}FORGED\u{b}FORGED"]
    {
        for words in
            [&["show", typed][..], &["cite", typed], &["impact", typed], &["new", "victim", typed]]
        {
            let ran = world.run(words);
            let lines: Vec<&str> = ran.err.lines().collect();
            assert!(lines.iter().all(|line| !line.starts_with("error: FORGED")), "{}", ran.err);
            assert!(lines.iter().all(|line| !line.starts_with("hint: FORGED")), "{}", ran.err);
        }
    }
}
