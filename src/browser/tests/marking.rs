//! Selecting a passage of an archived text by keys and by mouse.

use super::desk::Desk;
use super::masking::words;
use super::reading::{FILES, desk};
use crate::browser::model::page::{PageLine, QuoteItem, Role, RowCell};
use crate::browser::model::{Gesture, MarkStage, MarkedPassage, Mode};
use crate::browser::screen::browse::panes::Pane;

/// Returns the words that are marked.
pub(super) fn marked(desk: &Desk) -> &str {
    desk.model.browse().mark_here().map_or("-", |mark| mark.words())
}

/// Returns the words that are lit, row by row.
fn lit(desk: &Desk) -> Vec<String> {
    let page = desk.model.browse().quotes_page().page;
    let runs = page.lines().iter().flat_map(PageLine::runs);
    let lit = runs.filter(|placed| placed.run.role == Role::Selected);
    lit.map(|placed| placed.run.text.clone()).collect()
}

fn notice(desk: &Desk) -> &str {
    desk.model.shared.notice.as_deref().unwrap_or_default()
}

#[track_caller]
fn check(keys: &str, expected: &str) {
    // The cursor is on "She was 17.", the fourth line.
    let desk = desk().type_keys("<enter>").type_keys(keys);
    assert_eq!(marked(&desk), expected, "{keys}");
}

#[test]
fn keys_move_the_end_of_the_mark_by_characters_words_and_lines() {
    check("v", "S");
    check("vl", "Sh");
    check("v2l", "She");
    check("vllh", "Sh");
    check("v<right><right><left>", "Sh");
    check("vw", "She");
    check("vww", "She was");
    check("v3e", "She was 17");
    check("vwww", "She was 17.");
    check("ve", "She");
    check("v2e", "She was");
    check("v2wb", "She w");
    check("v$", "She was 17.");
    check("v$0", "S");
    check("v8e", "She was 17.\n\nThe kitchen was in Seatown");
    check("vlll<esc>", "-");
}

#[test]
fn the_mark_goes_on_over_lines_in_both_directions() {
    check("v$l", "She was 17.");
    check("v$ll", "She was 17.\n\nT");
    check("v$w", "She was 17.\n\nThe");
    check("v$e", "She was 17.\n\nThe");
    check("vh", ".\nS");
    check("vb", "kitchen.\nS");
    check("v2b", "a kitchen.\nS");
    check("vjj", "She was 17.\n\nT");
    check("v<up>", "In March, Ann Test was offered work in a kitchen.\nS");
    check("vggl", "Test Paper\n\nIn March, Ann Test was offered work in a kitchen.\nS");
    check(
        "v7Gee",
        "She was 17.\n\nThe kitchen was in Seatown, the paper says, in a house with bars before each window, and anyone asking when the work in the kitchen would begin got word that it had begun already, and that nobody would leave the house before the debt was paid.\nShe said",
    );
}

#[test]
fn a_mark_may_begin_anywhere_and_grow_at_either_end() {
    check("vww;w", "17.");
    check("vww;$", "17.");
    check("veoh", ".\nShe");
    check("vweowo", "was");
    check("v$oww", "17.");
}

#[test]
fn rows_are_walked_as_they_are_seen() {
    // The sixth line takes several rows; keys go from row to row at the same cell.
    let start = desk().resize(80, 24).type_keys("<enter>6Gv");
    let mut ends = Vec::new();
    let mut desk = start.clone();
    for _ in 0..3 {
        desk = desk.type_keys("j");
        ends.push(desk.model.browse().mark_end().unwrap());
    }
    let RowCell { row, cell } = start.model.browse().mark_end().unwrap();
    assert_eq!(ends, [1, 2, 3].map(|below| RowCell { row: row + below, cell }));
    assert_eq!(marked(&desk.clone().type_keys("kkk")), "T");
    // A shorter row on the way changes nothing of the cell that is kept to.
    let desk = start.type_keys("$");
    let cell = desk.model.browse().mark_end().unwrap().cell;
    let desk = desk.type_keys("jjjkkk");
    assert_eq!(desk.model.browse().mark_end().map(|end| end.cell), Some(cell));
    // The whole line, however many rows it has.
    let desk = desk.type_keys("0");
    assert_eq!(marked(&desk), "T");
}

#[test]
fn clusters_stay_whole() {
    let text = "ភ្នំពេញ e\u{301}e\u{301} 👩‍👦x\u{202e}y\r\n妙瓦底，十七岁。\r\n";
    let start = desk().write("archive/paper.txt", text).notice_files().type_keys("<enter>gg");
    let clusters = ["ភ្នំ", "ពេ", "ញ", " ", "e\u{301}", "e\u{301}", " ", "👩‍👦"];
    let mut desk = start.type_keys("v");
    let mut so_far = vec![marked(&desk).to_owned()];
    for _ in 1..clusters.len() {
        desk = desk.type_keys("l");
        so_far.push(marked(&desk).to_owned());
    }
    for (before, now) in so_far.iter().zip(so_far.iter().skip(1)) {
        assert!(now.starts_with(before.as_str()), "{before} {now}");
    }
    assert!(so_far.last().unwrap().ends_with("👩‍👦"), "{so_far:?}");
    // What hides is shown as a mark and quoted as it is.
    assert_eq!(marked(&desk.clone().type_keys(";lll")), "👩‍👦x\u{202e}y");
    assert_eq!(marked(&desk.clone().type_keys("l;e")), "x\u{202e}y");
    let chinese = desk.type_keys("j0;e");
    assert_eq!((marked(&chinese), lit(&chinese).concat().as_str()), ("妙瓦底", "妙瓦底"));
    assert_eq!(marked(&chinese.type_keys("$")), "妙瓦底，十七岁。");
}

#[test]
fn what_is_marked_is_lit_and_counted() {
    let desk = desk().type_keys("<enter>v$ll");
    assert_eq!(lit(&desk), ["She was 17.", "T"]);
    assert_eq!(
        desk.model.browse().quotes_page().title,
        "Text · line 6 · 4 words selected · 14 characters · 24.6 % of the text is quoted"
    );
    assert_eq!(desk.model.mode(), Mode::Selecting);
    assert!(desk.model.browse().mark_end().is_some());
    let empty = self::desk().type_keys("<enter>5Gv");
    assert_eq!(
        empty.model.browse().quotes_page().title,
        "Text · line 5 · nothing selected yet: w takes a word · 24.6 % of the text is quoted"
    );
}

#[test]
fn v_fixes_the_mark_and_takes_it_up_again_where_it_ended() {
    let fixed = desk().type_keys("<enter>vev");
    assert_eq!((marked(&fixed), fixed.model.mode()), ("She", Mode::Screen));
    assert_eq!(notice(&fixed), "c quotes the passage, v extends it, Esc clears it");
    assert_eq!(marked(&fixed.clone().type_keys("ve")), "She was");
    // From elsewhere a new one is begun; what only moves leaves it where it is.
    let moved = fixed.clone().type_keys("jjn");
    assert_eq!((marked(&moved), moved.model.mode()), ("She", Mode::Screen));
    assert_eq!(marked(&moved.type_keys("v")), "n");
    // The first Esc drops the mark, the second goes back to the case.
    let dropped = fixed.type_keys("<esc>");
    assert_eq!(
        (marked(&dropped), dropped.shown(), notice(&dropped)),
        ("-", "paper", "selection cleared")
    );
    assert_eq!(dropped.type_keys("<esc>").shown(), "test-ann");
}

#[test]
fn a_mark_outlasts_everything_that_does_not_change_its_words() {
    let marked_so = desk().type_keys("<enter>v2e");
    for keys in ["v", "P", "vz", "vwww", "vR", "vhl", "vP", "vPP", "<c-l>", "vgd<esc>"] {
        let desk = marked_so.clone().type_keys(keys);
        let words = desk.model.screens.browse.mark.as_ref().map(MarkedPassage::words);
        assert_eq!(words, Some("She was"), "{keys}");
    }
    for (width, height) in [(60, 20), (9, 9), (1, 1), (200, 60)] {
        let desk = marked_so.clone().resize(width, height);
        desk.screen();
        assert_eq!(marked(&desk), "She was");
    }
    // It is there again when the user comes back.
    let back = marked_so.clone().type_keys("v<backspace>");
    assert_eq!((back.shown(), marked(&back)), ("test-ann", "-"));
    assert_eq!(marked(&back.type_keys("<enter>")), "She was");
    // Another text has its words elsewhere, or nowhere.
    let text = FILES.iter().find(|(path, _)| *path == "archive/paper.txt").unwrap().1;
    let longer = format!("Another first line.\n{text}");
    let desk = marked_so.clone().write("archive/paper.txt", &longer).notice_files();
    assert_eq!((marked(&desk), lit(&desk).concat().as_str()), ("She was", "She was"));
    let without = text.replace("She was", "She is");
    let desk = marked_so.write("archive/paper.txt", &without).notice_files();
    assert_eq!(marked(&desk), "-");
    assert_eq!(notice(&desk), "the text has changed and no longer contains the selected words");
}

#[test]
fn where_there_is_no_text_the_reader_learns_how_to_come_to_one() {
    let in_text = "v selects a passage of an archived text; Enter on a quote opens it";
    let no_text =
        "the text of this source is not archived; add it with: casebook archive add other FILE";
    for (keys, said) in [
        ("v", in_text),
        ("<enter>hv", "press Tab to go to the text; v selects a passage there"),
        ("G<enter>v", no_text),
    ] {
        assert_eq!(notice(&desk().type_keys(keys)), said, "{keys}");
    }
    // Below the text are the quotes that are not in it.
    let desk = desk().type_keys("<enter>Gv");
    assert_eq!(notice(&desk), "these words are not in the text above");
}

#[test]
fn the_ends_of_the_text_are_told() {
    let further = "nothing more to select in that direction";
    for keys in ["ggvh", "ggvk", "ggvb", "10Gv$l", "10Gv$w", "10Gv$e", "10Gv$j"] {
        assert_eq!(notice(&desk().type_keys("<enter>").type_keys(keys)), further, "{keys}");
    }
}

#[test]
fn nothing_is_marked_through_a_mask() {
    let desk = desk().type_keys("P<enter>v");
    assert_eq!((marked(&desk), notice(&desk)), ("-", "this line is masked (P shows it)"));
    // Who presses the key in the middle of it marks no further, and loses nothing.
    let masked = self::desk().type_keys("<enter>v2eP");
    assert_eq!(
        (masked.model.mode(), masked.model.screens.browse.mark.as_ref().unwrap().stage),
        (Mode::Screen, MarkStage::Fixed)
    );
    let page = words(&masked.model.browse().quotes_page().page);
    assert!(!page.contains("She"), "{page}");
    assert_eq!(notice(&masked.clone().type_keys("v")), "this line is masked (P shows it)");
    assert_eq!(marked(&masked.type_keys("Pve")), "She was 17");
}

#[test]
fn a_click_is_where_the_mark_begins_and_another_where_it_ends() {
    let desk = desk().type_keys("<enter>");
    let quotes = desk.model.browse().panes().quotes;
    let margin =
        u16::try_from(desk.model.screens.browse.reading.as_ref().unwrap().margin()).unwrap();
    let cell = |line: u16, cell: u16| (quotes.x + 1 + margin + cell, quotes.y + line);
    let click = |desk: Desk, (column, row)| desk.point(Gesture::Click, column, row);
    let desk = click(desk, cell(3, 10));
    let desk = desk.type_keys("v");
    assert_eq!(marked(&desk), "A");
    let desk = click(desk, cell(3, 17));
    assert_eq!(marked(&desk), "Ann Test");
    // A click elsewhere leaves it as it is.
    let desk = desk.point(Gesture::Click, 3, 4);
    assert_eq!(
        (marked(&desk), desk.model.screens.browse.focus, desk.model.mode()),
        ("Ann Test", Pane::Detail, Mode::Screen)
    );
}

#[test]
fn marking_is_drawn_at_three_sizes() {
    for (width, height) in [(60, 20), (80, 24), (120, 32)] {
        let desk = desk().resize(width, height).type_keys("j<enter>6Gv$");
        insta::assert_snapshot!(format!("marking-{width}x{height}"), desk.screen());
    }
}

#[test]
fn the_cursor_shows_the_end_of_the_mark() {
    let desk = desk().resize(60, 20).type_keys("<enter>ve");
    let place = desk.caret();
    let Some(QuoteItem::At(offset)) = desk.model.screens.browse.quotes.spot() else {
        panic!("no place")
    };
    let row = desk.model.browse().mark_end().unwrap().row;
    let screen = desk.screen();
    let line: String = screen.lines().nth(usize::from(place.y)).unwrap().chars().skip(1).collect();
    assert_eq!(line.chars().nth(usize::from(place.x)), Some('e'), "{line}");
    assert_eq!((row, *offset > 0), (3, true));
}
