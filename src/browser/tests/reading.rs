//! Reading archived texts: from a quote to its passage, about in the text, and back.

use super::desk::Desk;
use super::masking::words;
use crate::browser::model::page::{PageLine, QuoteItem, Role};
use crate::browser::model::{Gesture, Size};
use crate::browser::screen::browse::panes::Pane;
use crate::collection::Memory;
use crate::diagnostic::Rule;
use crate::exchange::{Marks, PaperLayout, record_text};
use crate::record::Id;
use crate::redaction::{MARK, Redaction};

/// A text of ten lines, the sixth far longer than any screen is wide.
const TEXT: &str = "A Test Paper\n\nIn March, Ann Test was offered work in a kitchen.\nShe was 17.\n\nThe kitchen was in Seatown, the paper says, in a house with bars before each window, and anyone asking when the work in the kitchen would begin got word that it had begun already, and that nobody would leave the house before the debt was paid.\nShe said: “I was seventeen\nwhen they took me.”\n\nNobody has quoted this line.\n";

pub(super) const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "title = 'Made up for tests'\nformat = 1\n"),
    (
        "victims/test-ann.toml",
        "title = 'Ann Test, held in Seatown'\nname = 'Ann Test'\nage = 17\nexploitation_place = 'seatown'\n\n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\nsupports = ['age']\n\n[[quote]]\nsource = 'paper'\ntext = 'nobody would leave the house before the debt was paid'\n\n[[quote]]\nsource = 'paper'\ntext = \"\"\"I was seventeen\nwhen they took me.\"\"\"\nsupports = ['age']\n\n[[quote]]\nsource = 'paper'\ntext = 'These words are nowhere.'\n\n[[quote]]\nsource = 'other'\ntext = 'She was sixteen.'\ndisputes = { age = 16 }\n",
    ),
    (
        "victims/test-bo.toml",
        "title = 'Bo Test'\nname = 'Bo Test'\n\n[[quote]]\nsource = 'paper'\ntext = 'nobody should leave the house before the debt was paid'\n",
    ),
    ("places.toml", "[seatown]\nname = 'Seatown'\n"),
    (
        "sources.toml",
        "[paper]\ntitle = 'A Test Paper'\npublisher = 'Test Daily'\npublished = '2022-07'\nreliability = 'B'\n[other]\ntitle = 'Another Paper'\n",
    ),
    ("archive/paper.txt", TEXT),
];

pub(super) fn desk() -> Desk {
    Desk::with(FILES).type_keys("/ann<enter>ll")
}

#[track_caller]
fn check_at(desk: &Desk, shown: &str, case: &str, number: usize) {
    let quote = QuoteItem::Quote(Id::new(case).unwrap(), number);
    let at = desk.model.screens.browse.quotes.spot().cloned();
    assert_eq!(
        (desk.shown(), desk.model.screens.browse.focus, at),
        (shown, Pane::Quotes, Some(quote))
    );
}

/// Returns the words that are lit, row by row.
fn lit(desk: &Desk) -> Vec<String> {
    let page = desk.model.browse().quotes_page().page;
    let runs = page.lines().iter().flat_map(PageLine::runs);
    let lit = runs.filter(|placed| placed.run.role == Role::Selected);
    lit.map(|placed| placed.run.text.clone()).collect()
}

#[test]
fn enter_on_a_quote_opens_its_source_at_the_passage() {
    let desk = desk().type_keys("<enter>");
    check_at(&desk, "paper", "test-ann", 0);
    assert_eq!(lit(&desk), ["She was 17."]);
    assert_eq!(
        desk.model.browse().quotes_page().title,
        "Text · line 4 · quoted passage 1 of 3 · 24.6 % of the text is quoted"
    );
    // A passage over two lines is lit on both.
    let desk = self::desk().type_keys("jj<enter>");
    assert_eq!(lit(&desk), ["I was seventeen", "when they took me."]);
}

#[test]
fn the_way_back_leads_to_the_very_quote() {
    for back in ["<backspace>", "<a-left>", "<esc>", "j<esc>", "nnjj<backspace>"] {
        let desk = desk().type_keys("jj<enter>").type_keys(back);
        check_at(&desk, "test-ann", "test-ann", 2);
    }
    let forth = desk().type_keys("jj<enter><esc><a-right>");
    assert_eq!((forth.shown(), lit(&forth).len()), ("paper", 2));
}

#[test]
fn who_did_not_come_from_a_quote_backs_out_to_the_pane_beside() {
    let desk = Desk::with(FILES).type_keys("/kind:source paper<enter>ll<esc>");
    assert_eq!((desk.shown(), desk.model.screens.browse.focus), ("paper", Pane::Detail));
}

#[test]
fn the_other_passages_are_gone_to_in_their_order() {
    let desk = desk().type_keys("<enter>n");
    check_at(&desk, "paper", "test-ann", 1);
    let desk = desk.type_keys("n");
    check_at(&desk, "paper", "test-ann", 2);
    let desk = desk.type_keys("n");
    check_at(&desk, "paper", "test-ann", 0);
    assert_eq!(desk.model.shared.notice.as_deref(), Some("continued from the top"));
    let desk = desk.type_keys("NN");
    check_at(&desk, "paper", "test-ann", 1);
    // From a row without a quote, the next one is the next below.
    let desk = desk.type_keys("ggn");
    check_at(&desk, "paper", "test-ann", 0);
    assert_eq!(desk.type_keys("jN").model.shared.notice.as_deref(), None);
}

#[test]
fn a_passage_leads_to_the_case_that_quotes_it() {
    let desk = Desk::with(FILES).type_keys("/kind:source paper<enter>ll4G");
    assert_eq!(lit(&desk), ["She was 17."]);
    let desk = desk.type_keys("<enter>");
    check_at(&desk, "test-ann", "test-ann", 0);
    let desk = desk.type_keys("<backspace>");
    assert_eq!((desk.shown(), lit(&desk).len()), ("paper", 1));
}

#[test]
fn a_passage_that_several_cases_quote_leads_to_a_list_of_them() {
    let desk = desk().type_keys("j<enter><enter>");
    let overlay = desk.model.shared.overlay.as_ref().unwrap();
    assert_eq!(overlay.title(), "Quoted by");
    let listed = words(&overlay.page(200));
    assert!(listed.contains("Ann Test") && listed.contains("Bo Test"), "{listed}");
    let desk = desk.type_keys("j<enter>");
    check_at(&desk, "test-bo", "test-bo", 0);
}

#[test]
fn in_a_text_one_key_edits_the_quote_of_the_passage_and_another_the_source() {
    let check = |keys: &str, at: &str| {
        let desk = desk().type_keys("<enter>").type_keys(keys);
        assert_eq!(desk.edited, [at], "{keys}");
    };
    check("e", "sources.toml:2:1");
    check("E", "victims/test-ann.toml:6:1");
    // Two cases quote the next passage.
    let listed = desk().type_keys("<enter>nE");
    assert!(listed.edited.is_empty() && listed.model.shared.overlay.is_some());
    check("nE<enter>", "victims/test-ann.toml:11:1");
    check("nEj<enter>", "victims/test-bo.toml:4:1");
    // Where nothing is quoted, the first problem of the file is meant.
    let problem = desk().type_keys("<enter>10GE");
    assert!(problem.edited[0].starts_with("sources.toml"), "{:?}", problem.edited);
}

#[test]
fn where_no_one_has_quoted_anything_nothing_is_opened() {
    let desk = desk().type_keys("<enter>G<enter>");
    // The last in the pane are the quotes that are not in the text.
    assert_eq!(desk.shown(), "test-ann");
    let desk = self::desk().type_keys("<enter>10G<enter>");
    let said = "not quoted; n goes to the next quoted passage";
    assert_eq!((desk.shown(), desk.model.shared.notice.as_deref()), ("paper", Some(said)));
}

#[test]
fn words_that_are_not_in_the_text_stand_below_it() {
    let desk = desk().type_keys("<enter>");
    let page = words(&desk.model.browse().quotes_page().page);
    let (_, below) = page.split_once("Not in this text").unwrap();
    assert!(below.contains("These words are nowhere.") && !below.contains("seventeen"));
}

#[test]
fn a_source_without_an_archived_text_says_how_to_add_one() {
    let desk = desk().type_keys("G<enter>");
    let page = words(&desk.model.browse().quotes_page().page);
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = "The text of this source is not archived";
    assert!(page.contains(said) && page.contains("casebook archive add other FILE"), "{page}");
    check_at(&desk, "other", "test-ann", 4);
}

#[test]
fn an_archived_text_that_is_not_utf_8_is_said_to_be_there_and_unreadable() {
    let mut files = Memory::default();
    files.put("sources.toml", "[paper]\ntitle = 'A Test Paper'\n");
    let case = "title = 'Ann Test'\n[[quote]]\nsource = 'paper'\ntext = 'Yes.'\n";
    files.put("victims/test-ann.toml", case);
    files.put("archive/paper.txt", &b"Yes\xff.\n"[..]);
    let desk = Desk::over(files, Size { width: 120, height: 32 });
    let page = |desk: &Desk| {
        let page = words(&desk.model.browse().quotes_page().page);
        page.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let said = "the archived text cannot be read, as where it is not in UTF-8";
    assert!(page(&desk).contains(said), "{}", page(&desk));
    let source = desk.type_keys("gs<enter>");
    assert!(page(&source).contains("is archived, but cannot be read"), "{}", page(&source));
    assert!(!page(&source).contains("not archived"), "{}", page(&source));
    let notice = source.type_keys("lv").model.shared.notice;
    assert!(notice.is_some_and(|notice| notice.contains(said)));
}

#[test]
fn the_place_in_the_text_outlasts_resizing_wrapping_zooming_and_reloading() {
    let start = desk().type_keys("<enter>nj");
    let spot = start.model.screens.browse.quotes.spot().cloned();
    assert!(matches!(spot, Some(QuoteItem::At(_))));
    for (width, height) in [(60, 20), (80, 24), (200, 60), (9, 9), (1, 1), (120, 32)] {
        let desk = start.clone().resize(width, height);
        assert_eq!(desk.model.screens.browse.quotes.spot(), spot.as_ref(), "{width}×{height}");
        desk.screen();
    }
    for keys in ["w", "ww", "z", "R", "hl", "P", "PP", "J", "K"] {
        let desk = start.clone().type_keys(keys);
        assert_eq!(desk.model.screens.browse.quotes.spot(), spot.as_ref(), "{keys}");
    }
    let more = TEXT.to_owned() + "One more line.\n";
    let desk = start.write("archive/paper.txt", &more).notice_files();
    assert_eq!(desk.model.screens.browse.quotes.spot(), spot.as_ref());
    assert!(words(&desk.model.browse().quotes_page().page).contains("One more line."));
}

#[test]
fn a_text_that_goes_away_leaves_the_quotes_from_it() {
    let desk = desk().type_keys("<enter>").remove("archive/paper.txt").notice_files();
    assert_eq!(desk.model.browse().quotes_page().title, "5 quotes from this source");
}

#[test]
fn the_fields_of_the_source_do_not_move_the_text() {
    let desk = desk().type_keys("jj<enter>");
    let spot = desk.model.screens.browse.quotes.spot().cloned();
    assert_eq!(desk.type_keys("hjj").model.screens.browse.quotes.spot().cloned(), spot);
}

#[test]
fn a_click_goes_to_a_row_and_the_wheel_scrolls() {
    let desk = desk().resize(80, 12).type_keys("<enter>gg");
    let desk = desk.point(Gesture::Click, 60, 4);
    let Some(QuoteItem::At(offset)) = desk.model.screens.browse.quotes.spot().cloned() else {
        panic!("no row")
    };
    assert_eq!(Some(offset), TEXT.find("In March").map(|start| start - 1));
    let desk = desk.point(Gesture::WheelDown, 60, 4);
    assert_eq!(desk.model.screens.browse.quotes.first(), 3);
}

#[test]
fn what_is_copied_is_the_line_and_the_quote_of_the_passage() {
    let desk = desk().type_keys("<enter>nyy");
    let line = TEXT.lines().nth(5).unwrap();
    assert_eq!(desk.copied.as_deref(), Some(line));
    let copied = desk.type_keys("yq").copied.unwrap();
    assert!(copied.starts_with("“nobody would leave the house before"), "{copied}");
    let desk = self::desk().type_keys("j<enter>Pyy");
    let said = "line copied with test (4 characters, masked)";
    assert_eq!(
        (desk.copied.as_deref(), desk.model.shared.notice.as_deref()),
        (Some(MARK), Some(said))
    );
}

#[test]
fn a_masked_text_shows_no_word_and_where_it_is_quoted() {
    let desk = desk().type_keys("P<enter>");
    let page = words(&desk.model.browse().quotes_page().page);
    assert!(page.contains("4 ✓ ▒▒▒▒"), "{page}");
    let (page, _) = page.split_once("Not in this text").unwrap();
    for word in ["kitchen", "Seatown", "17", "paper says", "Ann", "quoted"] {
        assert!(!page.contains(word), "{word} in {page}");
    }
}

#[test]
fn a_text_keeps_back_the_lines_that_name_those_whose_cases_are_confidential() {
    let ann = FILES[1].1.replacen("name =", "confidentiality = 'confidential'\nname =", 1);
    let desk = Desk::with(FILES).write("victims/test-ann.toml", &ann).notice_files();
    let desk = desk.type_keys("/kind:source paper<enter>ll");
    let page = words(&desk.model.browse().quotes_page().page);
    let (text, _) = page.split_once("Not in this text").unwrap();
    assert!(text.contains("Nobody has quoted this line."), "{text}");
    for word in ["Ann", "leave the house", "seventeen", "when they took me"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
}

#[test]
fn texts_are_drawn_at_three_sizes() {
    for (width, height) in [(60, 20), (80, 24), (120, 32)] {
        let desk = desk().resize(width, height).type_keys("j<enter>");
        insta::assert_snapshot!(format!("text-{width}x{height}"), desk.screen());
    }
    let beside = desk().resize(60, 20).type_keys("<enter>h");
    insta::assert_snapshot!("text-record-60x20", beside.screen());
    insta::assert_snapshot!("text-masked", desk().resize(80, 24).type_keys("Pj<enter>").screen());
}

#[test]
fn of_a_long_text_only_the_rows_near_the_screen_are_written_out() {
    let long = TEXT.to_owned() + &"One more line of the paper.\n".repeat(5000);
    let desk = desk().write("archive/paper.txt", &long).notice_files().type_keys("<enter>");
    for keys in ["", "2500G", "G", "kk"] {
        let desk = desk.clone().type_keys(keys);
        let page = desk.model.browse().quotes_page().page;
        let written = page.lines().iter().filter(|line| !line.runs().is_empty()).count();
        assert!(page.lines().len() > 5000 && written < 120, "{keys}: {written}");
        let screen = desk.screen();
        let rows = screen.lines().filter(|row| row.contains("One more line of the paper.")).count();
        assert!(rows >= 12, "{keys}\n{screen}");
    }
}

#[test]
fn words_that_are_nearly_in_the_text_are_told_apart_from_it_word_by_word() {
    let desk = Desk::with(FILES).type_keys("/bo<enter>");
    let page = words(&desk.model.browse().quotes_page().page);
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = "the text has: nobody [-should-] {+would+} leave the house";
    assert!(page.contains(said), "{page}");
    let masked = words(&desk.type_keys("P").model.browse().quotes_page().page);
    assert!(!masked.contains("the text has") && !masked.contains("would"), "{masked}");
}

#[test]
fn how_much_is_quoted_is_shown_alike_beside_the_text_on_paper_and_by_check() {
    let settings = "title = 'Made up for tests'\nformat = 1\nquotation_share = 0.2\n";
    let desk = Desk::with(FILES).write("casebook.toml", settings).notice_files();
    let desk = desk.resize(200, 32).type_keys("/ann<enter>ll<enter>");
    let page = desk.model.browse().detail_page();
    let mut runs = page.lines().iter().flat_map(PageLine::runs).map(|placed| &*placed.run.text);
    assert!(runs.any(|run| run == "24.6 % of its text (limit 20 %)"));
    assert_eq!(
        desk.model.browse().quotes_page().title,
        "Text · line 4 · quoted passage 1 of 3 · 24.6 % of the text is quoted (limit 20 %)"
    );
    let collection = desk.model.shared.collection.as_deref().unwrap();
    let redaction = Redaction::everything(collection);
    let released = redaction.redact(collection.get("paper").unwrap()).unwrap();
    let paper = record_text(
        &redaction,
        &released,
        "sources.toml",
        PaperLayout { cells: 80, marks: Marks::Signs },
    );
    assert!(paper.contains("quoted share         24.6 % of its text (limit 20 %)\n"), "{paper}");
    let reported = collection.diagnostics().iter().find(|f| f.problem.code == Rule::QuotationShare);
    let said = "24.6 % of its text is quoted, and the collection allows 20 %";
    assert_eq!(reported.map(|diagnostic| &*diagnostic.problem.message), Some(said));
}
