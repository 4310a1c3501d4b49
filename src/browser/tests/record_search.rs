//! Searching in a record: going to a field by its name, to words of the fields and quotes, and on to all cases.

use ratatui::style::Modifier;

use super::desk::Desk;
use super::reading::FILES;
use crate::browser::model::Mode;
use crate::browser::model::page::{DetailItem, QuoteItem};
use crate::browser::screen::browse::panes::Pane;
use crate::record::{FieldId, Id};

/// Returns a desk with the fields of Ann.
fn desk() -> Desk {
    Desk::with(FILES).type_keys("/ann<enter>l")
}

fn field(desk: &Desk) -> Option<DetailItem> {
    desk.model.screens.browse.detail.spot().cloned()
}

fn answer(desk: &Desk) -> &str {
    desk.model.shared.find_line.as_ref().map_or("-", |line| line.answer.as_str())
}

fn notice(desk: &Desk) -> &str {
    desk.model.shared.notice.as_deref().unwrap_or_default()
}

#[test]
fn a_field_is_gone_to_by_its_name_on_the_screen_or_in_the_file() {
    for (typed, name) in [
        ("age", FieldId::Age),
        ("expl", FieldId::ExploitationPlace),
        ("place", FieldId::ExploitationPlace),
        ("exploitation_place", FieldId::ExploitationPlace),
        ("EXPLOITATION PLACE", FieldId::ExploitationPlace),
        ("nam", FieldId::Name),
        ("titl", FieldId::Title),
    ] {
        let desk = desk().type_keys("/").type_keys(&typed.replace(' ', "<space>"));
        assert_eq!((desk.model.mode(), desk.shown()), (Mode::Find, "test-ann"), "{typed}");
        assert_eq!(field(&desk), Some(DetailItem::Field(name)), "{typed}");
        let desk = desk.type_keys("<enter>");
        assert_eq!(
            (desk.model.mode(), desk.model.screens.browse.focus),
            (Mode::Screen, Pane::Detail)
        );
        assert_eq!(field(&desk), Some(DetailItem::Field(name)), "{typed}");
    }
    // A name comes before other words: those of the title have an a, too.
    assert_eq!(field(&desk().type_keys("/a")), Some(DetailItem::Field(FieldId::Age)));
}

#[test]
fn words_of_the_fields_are_gone_through_and_the_search_is_ended_with_esc() {
    let desk = desk().type_keys("/seatown");
    assert_eq!(field(&desk), Some(DetailItem::Field(FieldId::Title)));
    assert_eq!(answer(&desk), "1 of 2");
    let desk = desk.type_keys("<down>");
    assert_eq!(field(&desk), Some(DetailItem::Field(FieldId::ExploitationPlace)));
    assert_eq!(answer(&desk), "2 of 2");
    let desk = desk.type_keys("<enter>n");
    assert_eq!(field(&desk), Some(DetailItem::Field(FieldId::Title)));
    assert_eq!(notice(&desk), "continued from the top");
    let desk = desk.type_keys("N");
    assert_eq!(field(&desk), Some(DetailItem::Field(FieldId::ExploitationPlace)));
    let desk = desk.type_keys("<esc>");
    assert_eq!(notice(&desk), "search in the pane cleared");
    assert_eq!(desk.model.screens.browse.focus, Pane::Detail);
    let desk = desk.type_keys("<esc>");
    assert_eq!(desk.model.screens.browse.focus, Pane::List);
    // Another record has no search.
    let desk = self::desk().type_keys("/seatown<down><enter><enter>");
    assert_eq!(desk.shown(), "seatown");
    assert!(desk.model.screens.browse.pane_find.is_none());
}

#[test]
fn esc_in_the_line_leads_back_to_the_field_where_the_search_began() {
    let desk = desk().type_keys("jj");
    let before = (field(&desk), desk.model.screens.browse.detail.first());
    let desk = desk.type_keys("/expl<esc>");
    assert_eq!((field(&desk), desk.model.screens.browse.detail.first()), before);
    assert_eq!(desk.model.mode(), Mode::Screen);
    // A search that was kept is there again.
    let desk = desk.type_keys("/seatown<enter>/age<esc>n");
    assert_eq!(field(&desk), Some(DetailItem::Field(FieldId::Title)));
    let desk = desk.type_keys("/<enter>n");
    assert_eq!(field(&desk), Some(DetailItem::Field(FieldId::ExploitationPlace)));
}

#[test]
fn words_that_are_not_in_the_record_are_searched_for_in_all_cases() {
    let desk = desk().type_keys("jj");
    let before = field(&desk);
    let desk = desk.type_keys("/bo");
    assert_eq!(answer(&desk), "not here: Enter searches all cases");
    assert_eq!(field(&desk), before);
    // As in the list, so that a name behind / is found from everywhere.
    let found = desk.type_keys("<enter>");
    assert_eq!((found.model.mode(), found.selected()), (Mode::Screen, "test-bo"));
    assert_eq!(found.model.shared.query.text, "bo");
    let opened = found.type_keys("<enter>");
    assert_eq!((opened.shown(), opened.model.screens.browse.focus), ("test-bo", Pane::Detail));
    // A name that no case has leads back to the record before.
    let lost = self::desk().type_keys("F<esc>l/zzzz<enter>");
    assert!(lost.model.shared.listing.ids().is_empty());
    assert_eq!(lost.type_keys("<esc>").shown(), "test-ann");
    // What the record has, too; without words, the query in force is changed.
    let desk = self::desk().type_keys("/seatown<tab>");
    assert_eq!(
        (desk.model.mode(), desk.model.shared.query.text.as_str()),
        (Mode::Query, "seatown")
    );
    let back = desk.type_keys("<esc>");
    assert_eq!((back.shown(), back.model.screens.browse.focus), ("test-ann", Pane::Detail));
    let desk = self::desk().type_keys("/<tab>");
    assert_eq!((desk.model.mode(), desk.model.shared.query.text.as_str()), (Mode::Query, "ann"));
}

#[test]
fn the_quotes_are_searched_where_keys_go_to_them() {
    let desk = desk().type_keys("l/house<space>before");
    let quote = |number| Some(QuoteItem::Quote(Id::new("test-ann").unwrap(), number));
    assert_eq!(desk.model.screens.browse.quotes.spot().cloned(), quote(1));
    assert_eq!(answer(&desk), "1 of 1");
    let desk = desk.type_keys("<enter>j");
    let desk = desk.type_keys("n");
    assert_eq!(desk.model.screens.browse.quotes.spot().cloned(), quote(1));
    // The fields have no search then.
    assert_eq!(notice(&desk.type_keys("h<esc>")), "");
}

#[test]
fn the_quotes_begin_with_those_of_the_field_that_was_found() {
    let mut desk = super::screens::desk(120, 32).type_keys("<enter>/");
    for letter in ["c", "i", "t", "i", "z"] {
        desk = desk.type_keys(letter);
    }
    assert_eq!(field(&desk), Some(DetailItem::Field(FieldId::Citizenship)));
    let quotes = &desk.model.screens.browse.quotes;
    assert_eq!(quotes.spot().cloned(), Some(QuoteItem::Quote(Id::new("thu-mot").unwrap(), 2)));
    assert_eq!(quotes.first(), 0);
}

#[test]
fn what_is_masked_is_not_found() {
    let desk = desk().type_keys("P/test");
    assert_eq!(answer(&desk), "not here: Enter searches all cases");
    assert_eq!(field(&desk.type_keys("<c-u>age")), Some(DetailItem::Field(FieldId::Age)));
}

#[test]
fn the_name_of_the_field_is_lit() {
    let is_lit = |desk: &Desk| {
        let buffer = desk.buffer();
        let label = (0..buffer.area.height).find_map(|row| {
            let words: String =
                (0..buffer.area.width).map(|column| buffer[(column, row)].symbol()).collect();
            let words = words.contains("Seatown →").then_some(words)?;
            let at = words.split_once("exploitation")?.0.chars().count();
            Some((u16::try_from(at).unwrap(), row))
        });
        buffer[label.unwrap()].modifier.contains(Modifier::BOLD)
    };
    let desk = desk().resize(120, 32);
    assert!(!is_lit(&desk));
    assert!(is_lit(&desk.clone().type_keys("/expl")));
    assert!(is_lit(&desk.clone().type_keys("/expl<enter>")));
    assert!(!is_lit(&desk.type_keys("/expl<enter><esc>")));
}

#[test]
fn a_click_on_the_query_searches_the_list_from_everywhere() {
    for keys in ["", "l", "l<enter>"] {
        let desk = desk().type_keys(keys);
        let query = desk.model.shared.areas().query;
        let desk = desk.point(crate::browser::model::Gesture::Click, query.x + 5, query.y);
        assert_eq!(desk.model.mode(), Mode::Query, "{keys}");
    }
}
