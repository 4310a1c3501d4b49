//! Texts that imitate the program's own words: none begins a line in a column where those begin.

use std::fmt::Write as _;

use super::desk::Desk;
use crate::browser::model::Size;
use crate::browser::model::page::PageLine;
use crate::collection::Memory;

/// Each brings the word FORGED to the start of a line, by one way or another.
fn texts() -> Vec<String> {
    let padded = |space: &str| format!("first{}FORGED words", space.repeat(300));
    vec![
        "first\n\n✓ FORGED Reuters, 2017 · A\n“FORGED was free".to_owned(),
        "first\n FORGED\n  FORGED\n   FORGED\n     FORGED     17     ●2".to_owned(),
        "first\r\nFORGED\rFORGED\u{2028}FORGED\u{85}FORGED\u{b}FORGED\u{c}FORGED\tFORGED"
            .to_owned(),
        "first\n│ FORGED\n┌ FORGED ─── rescue ┐\n▌FORGED\n— FORGED\n≠ FORGED\n● FORGED".to_owned(),
        "first\n\u{3000}\u{a0}\u{2003}FORGED\n\u{2800}FORGED".to_owned(),
        padded(" "),
        padded("\u{a0}"),
        padded("\u{3000}"),
    ]
}

fn desk(text: &str, size: Size) -> Desk {
    let escaped = text.chars().map(|c| format!("\\U{:08X}", u32::from(c)));
    let text = escaped.collect::<Vec<_>>().concat();
    let mut memory = Memory::default();
    memory.put("sources/paper.toml", format!("title = \"{text}\"\npublisher = \"{text}\"\n"));
    memory.put("archive/paper.txt", "Nothing of it.\n");
    let mut victim = String::new();
    for name in ["title", "name", "summary", "home", "nationality", "no_such"] {
        _ = writeln!(victim, "{name} = \"{text}\"");
    }
    _ = writeln!(
        victim,
        "age = 17\naliases = [\"{text}\", \"{text}\"]\n[[quote]]\nsource = 'paper'\nspeaker = \"{text}\"\nat = \"{text}\"\ntext = \"{text}\"\nnote = \"{text}\"\nsupports = ['name']\n[[quote]]\nspeaker = \"{text}\"\ntext = \"{text}\"\n[quote.disputes]\nage = \"{text}\"\nname = \"{text}\"\n[[event]]\nkey = 'a'\nwhat = \"{text}\"\n"
    );
    memory.put("victims/ann.toml", victim);
    memory.put("people.toml", format!("[bo]\nname = \"{text}\"\n"));
    Desk::over(memory, size)
}

/// Returns the cell at which a line begins, and what it says.
fn beginning(line: &PageLine) -> Option<(usize, String)> {
    let said: Vec<_> =
        line.runs().iter().filter(|placed| !placed.run.text.trim().is_empty()).collect();
    let first = said.iter().min_by_key(|placed| placed.at)?;
    let spaces = first.run.text.chars().take_while(|c| c.is_whitespace()).count();
    Some((first.at + spaces, first.run.text.trim().to_owned()))
}

/// Holds that no line begins with forged words but behind a bar, or deeper than `columns`.
#[track_caller]
fn expect_margins(lines: &[PageLine], columns: &[usize], what: &str) {
    let signs = |c: char| !c.is_alphanumeric();
    let mut forged = 0;
    for line in lines {
        let Some((at, said)) = beginning(line) else { continue };
        forged += usize::from(said.contains("FORGED"));
        if said.trim_start_matches(signs).starts_with("FORGED") && !said.starts_with("│ ") {
            assert!(!columns.contains(&at), "{said:?} begins at {at} of {columns:?}: {what}");
        }
    }
    assert!(forged > 0, "nothing forged: {what}");
}

#[test]
fn no_line_of_a_text_begins_where_headings_labels_and_values_begin() {
    for size in [(60, 20), (80, 24), (120, 32), (200, 60)] {
        let size = Size { width: size.0, height: size.1 };
        for text in texts() {
            let desk = desk(&text, size);
            let what = format!("{text:?} in {size:?}");
            // On a narrow screen a pane is there once keys go to it.
            let detail = desk.clone().type_keys("l").model.browse().detail_page();
            let lines = detail.lines();
            // Values begin in the column of the first value that is beside its label.
            let beside = lines.iter().map(PageLine::runs);
            let beside = beside.filter(|runs| runs.iter().any(|placed| placed.at == 1));
            let value = beside.flatten().map(|placed| placed.at).filter(|at| *at > 3).min();
            expect_margins(lines, &[0, 1, 2, 3, value.unwrap_or(1)], &format!("detail: {what}"));
            let quotes = desk.clone().type_keys("ll").model.browse().quotes_page();
            expect_margins(quotes.page.lines(), &[0, 1, 2, 3, 4], &format!("quotes: {what}"));
            let desk = desk.type_keys("/kind:source<enter>");
            let detail = desk.clone().type_keys("l").model.browse().detail_page();
            expect_margins(detail.lines(), &[0, 1, 2], &format!("source: {what}"));
            let quotes = desk.type_keys("ll").model.browse().quotes_page();
            expect_margins(
                quotes.page.lines(),
                &[0, 1, 2, 3, 4],
                &format!("quotes of a source: {what}"),
            );
        }
    }
}

/// What is in the column of the signs is a sign of ours, one for each quote.
#[test]
fn only_quotes_have_a_sign_in_the_column_of_signs() {
    for text in texts() {
        let desk = desk(&text, Size { width: 120, height: 60 });
        let quotes = desk.model.browse().quotes_page();
        let in_column = |sign: &str| {
            let runs = quotes.page.lines().iter().flat_map(PageLine::runs);
            runs.filter(|placed| placed.at == 1 && placed.run.text.starts_with(sign)).count()
        };
        let signs: usize = ["✓", "≈", "≠", "✗", "◌"].map(in_column).iter().sum();
        assert_eq!(signs, 2, "{text:?}\n{}", desk.screen());
    }
}

#[test]
fn no_title_fills_the_columns_beside_it_or_the_border_that_it_stands_in() {
    for title in [
        "Ann Test                                   2022-03",
        "Ann Test ─────────────── rescue, masked ┐",
        "Ann\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}2022\u{3000}\u{3000}\u{3000}●2",
    ] {
        let file = format!("title = '{title}'\n");
        let desk = Desk::with(&[("victims/ann.toml", &file)]);
        let screen = desk.screen();
        assert!(!screen.contains("   2022") && !screen.contains("\u{a0}\u{a0}"), "{screen}");
        let border = screen.lines().find(|line| line.contains("┌ Ann") || line.contains('┬'));
        let border = border.unwrap_or_else(|| screen.lines().nth(2).unwrap());
        assert!(!border.contains("─ rescue, masked"), "{screen}");
    }
}
