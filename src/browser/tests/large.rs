//! Records as large as a hostile file can hold: nothing is laid out, masked or weighed more often than it
//! changes.

use std::fmt::Write as _;
use std::sync::Arc;

use super::desk::Desk;
use crate::browser::model::Report;
use crate::browser::model::page::{Page, QuoteItem};
use crate::browser::screen::browse::pages::PageCache;
use crate::browser::screen::browse::panes::Pane;
use crate::redaction::Mask;

/// Holds that the pages are those that would be laid out if none had been kept.
#[track_caller]
pub(super) fn expect_pages_as_laid_out_anew(desk: &Desk) {
    let mut anew = desk.model.clone();
    anew.screens.browse.pages = PageCache::default();
    assert_eq!(desk.model.browse().detail_page(), anew.browse().detail_page());
    let (quotes, quotes_anew) = (desk.model.browse().quotes_page(), anew.browse().quotes_page());
    assert_eq!(quotes.title, quotes_anew.title);
    assert_eq!(quotes.page.blocks(), quotes_anew.page.blocks());
    // Of a text, rows far from the screen are not written out.
    let (first, rows) =
        (desk.model.screens.browse.quotes.first(), desk.model.browse().room(Pane::Quotes).rows);
    let seen = |page: &Page<QuoteItem>| {
        let lines = page.lines().iter().skip(first).take(rows);
        lines.cloned().collect::<Vec<_>>()
    };
    assert_eq!(seen(&quotes.page), seen(&quotes_anew.page));
    assert_eq!(desk.model.browse().status_counts(), anew.browse().status_counts());
}

/// Returns a case with so many quotes of one place in one text, and its source.
fn quoting(quotes: usize) -> Desk {
    let mut case = "title = 'Test case'\nname = 'Nguyen Testname'\nsummary = '".to_owned();
    _ = writeln!(case, "{}'", "A sentence of the summary. ".repeat(9));
    for number in 0..quotes {
        _ = writeln!(case, "[[quote]]\nsource = 'wire'\ntext = 'some words of it'");
        _ = writeln!(case, "note = '{number}'\nsupports = ['summary']");
    }
    Desk::with(&[
        ("victims/test-a.toml", &case),
        ("victims/test-b.toml", "title = 'Another'\n"),
        ("sources.toml", "[wire]\ntitle = 'Wire'\n"),
        ("archive/wire.txt", "Here are some words of it, and more.\n"),
    ])
}

#[test]
fn a_key_that_changes_no_page_lays_none_out() {
    let mut desk = quoting(20).type_keys("l");
    for key in ["j", "k", "?", "<esc>", "<tab>", "j", "j", "<tab>", "/", "<esc>", "<tab>"] {
        let (detail, quotes) =
            (desk.model.browse().detail_page(), desk.model.browse().quotes_page().page);
        let about = desk.model.browse().cited();
        desk = desk.type_keys(key);
        assert!(Arc::ptr_eq(&detail, &desk.model.browse().detail_page()), "{key}");
        // Another field has other quotes first.
        if about == desk.model.browse().cited() {
            assert!(Arc::ptr_eq(&quotes, &desk.model.browse().quotes_page().page), "{key}");
        }
        expect_pages_as_laid_out_anew(&desk);
    }
}

#[test]
fn what_changes_a_page_lays_it_out_again() {
    type DeskChange = fn(Desk) -> Desk;
    let changes: [(&str, DeskChange); 6] = [
        ("another record", |desk| desk.type_keys("hjl")),
        ("another width", |desk| desk.resize(140, 32)),
        ("cut lines", |desk| desk.type_keys("w")),
        ("a mask", |desk| desk.type_keys("P")),
        ("a file that was saved", |desk| {
            desk.write("victims/test-a.toml", "title = 'Now'\n").notice_files()
        }),
        ("names that were found", |desk| {
            let mut desk = desk.type_keys("P");
            desk.send(Report::NamesFound);
            desk
        }),
    ];
    for (what, change) in changes {
        let desk = quoting(3).type_keys("l");
        let before = desk.model.browse().detail_page();
        let desk = change(desk);
        assert_ne!(before, desk.model.browse().detail_page(), "{what}");
        expect_pages_as_laid_out_anew(&desk);
    }
}

#[test]
fn the_quotes_of_one_passage_are_listed_whatever_is_masked() {
    for (keys, shown) in [("", true), ("P", false)] {
        let desk = quoting(500).type_keys("l").type_keys(keys).type_keys("<tab><enter>");
        assert_eq!(
            (desk.shown(), desk.model.screens.browse.focus),
            ("wire", Pane::Quotes),
            "{keys}"
        );
        let desk = desk.type_keys("<enter>");
        let overlay = desk.model.shared.overlay.as_ref().unwrap();
        assert_eq!(overlay.title(), "Quoted by");
        assert_eq!(overlay.page(80).blocks().len(), 500);
        assert_eq!(desk.model.shared.mask == Mask::All, !shown);
        let screen = desk.screen();
        assert_eq!(screen.contains("some words of it"), shown, "{screen}");
        assert!(!screen.contains("Testname") || shown, "{screen}");
    }
}

#[test]
fn quotes_that_are_not_in_the_text_stand_below_it_wherever_it_is_scrolled_to() {
    let mut case = "title = 'Test case'\n".to_owned();
    for number in 0..60 {
        _ = writeln!(case, "[[quote]]\nsource = 'wire'\ntext = 'gone words {number} elsewhere'");
    }
    let desk = Desk::with(&[
        ("victims/test-a.toml", &case),
        ("sources.toml", "[wire]\ntitle = 'Wire'\n"),
        ("archive/wire.txt", &"A line of the text.\n".repeat(40)),
    ]);
    let desk = desk.type_keys("l<tab><enter>");
    assert_eq!(desk.shown(), "wire");
    assert!(desk.screen().contains("gone words 0 elsewhere"), "{}", desk.screen());
    let last = desk.type_keys("G");
    assert!(last.screen().contains("gone words 59 elsewhere"), "{}", last.screen());
    let first = last.type_keys("gg");
    assert!(!first.screen().contains("gone words"), "{}", first.screen());
}

#[test]
fn a_case_with_a_thousand_unknown_fields_links_and_quotes_has_a_block_for_each() {
    let mut case = "title = 'Test case'\n".to_owned();
    _ = write!(case, "related = [");
    for number in 0..1_000 {
        _ = write!(case, "'gone-{number}', ");
    }
    _ = writeln!(case, "'gone-7']");
    for number in 0..1_000 {
        _ = writeln!(case, "unknown-{number} = {number}");
    }
    for number in 0..1_000 {
        _ = writeln!(case, "[[quote]]\nsource = 'wire'\ntext = 'x'");
        _ = writeln!(
            case,
            "disputes = {{ title = 'Title {}' }}\nspeaker = 'S{number}'",
            number % 10
        );
    }
    let desk = Desk::with(&[("victims/test-a.toml", &case)]);
    // The title, the links once each, the unknown fields.
    assert_eq!(desk.model.browse().detail_page().blocks().len(), 1 + 1_000 + 1_000);
    assert_eq!(desk.model.browse().quotes_page().page.blocks().len(), 1_000);
    let overlay = desk.type_keys("!").model.shared.overlay.unwrap();
    assert!(Arc::ptr_eq(&overlay.page(90), &overlay.page(90)));
}
