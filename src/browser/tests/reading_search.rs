//! Searching an archived text: the line, the matches, going on, and the way back.

use super::desk::Desk;
use super::reading::desk;
use crate::browser::model::Mode;
use crate::browser::model::page::{PageLine, Role};

/// Returns what is drawn in a role in the text, row by row.
fn drawn(desk: &Desk, role: Role) -> Vec<String> {
    let page = desk.model.browse().quotes_page().page;
    let runs = page.lines().iter().flat_map(PageLine::runs);
    runs.filter(|placed| placed.run.role == role).map(|placed| placed.run.text.clone()).collect()
}

fn title(desk: &Desk) -> String {
    desk.model.browse().quotes_page().title
}

#[test]
fn a_search_in_a_text_lights_its_matches_as_it_is_typed() {
    let desk = desk().type_keys("<enter>/KITCHEN");
    assert_eq!((desk.model.mode(), desk.shown()), (Mode::Find, "paper"));
    // The first from where the cursor was is under it now.
    assert_eq!(drawn(&desk, Role::Selected), ["kitchen"]);
    assert!(title(&desk).contains(" · match 2 of 3"), "{}", title(&desk));
    assert!(desk.screen().contains("/ KITCHEN"), "{}", desk.screen());
    assert!(desk.screen().contains("2 of 3"), "{}", desk.screen());
    let desk = desk.type_keys("<down>");
    assert!(title(&desk).contains(" · match 3 of 3"), "{}", title(&desk));
}

#[test]
fn a_kept_search_is_gone_through_with_n_and_ended_with_esc() {
    let desk = desk().type_keys("<enter>/kitchen<enter>");
    assert_eq!(desk.model.mode(), Mode::Screen);
    assert_eq!(drawn(&desk, Role::Match).len(), 2);
    let desk = desk.type_keys("nn");
    assert!(title(&desk).contains(" · match 1 of 3"), "{}", title(&desk));
    assert_eq!(desk.model.shared.notice.as_deref(), Some("continued from the top"));
    let desk = desk.type_keys("N");
    assert!(title(&desk).contains(" · match 3 of 3"), "{}", title(&desk));
    let desk = desk.type_keys("<esc>");
    assert!(drawn(&desk, Role::Match).is_empty());
    assert!(title(&desk).contains("3 quoted passages"), "{}", title(&desk));
    // Then the keys mean what they did before.
    assert_eq!(desk.type_keys("<esc>").shown(), "test-ann");
}

#[test]
fn esc_in_the_line_leads_back_to_where_the_search_began() {
    let desk = desk().type_keys("<enter>");
    let before = (desk.model.screens.browse.quotes.clone(), title(&desk));
    let desk = desk.type_keys("/line<esc>");
    assert_eq!((desk.model.screens.browse.quotes.clone(), title(&desk)), before);
    // A search that was kept before is there again.
    let desk = desk.type_keys("/kitchen<enter>/line<esc>");
    assert!(title(&desk).contains("of 3"), "{}", title(&desk));
    let desk = desk.type_keys("/<enter>");
    assert!(title(&desk).contains("of 3"), "{}", title(&desk));
}

#[test]
fn what_is_not_in_the_text_leaves_the_cursor_where_it_was() {
    let desk = desk().type_keys("<enter>");
    let before = desk.model.screens.browse.quotes.clone();
    let desk = desk.type_keys("/nowhere");
    assert_eq!(desk.model.screens.browse.quotes, before);
    assert!(desk.screen().contains("no matches"), "{}", desk.screen());
    let desk = desk.type_keys("<enter>");
    assert_eq!(desk.model.shared.notice.as_deref(), Some("no matches in this text"));
    assert!(desk.model.screens.browse.found.is_none());
}

#[test]
fn a_match_can_be_selected_and_the_list_is_searched_from_a_text_too() {
    let desk = desk().type_keys("<enter>/seventeen<enter>vee");
    assert!(title(&desk).contains("selected"), "{}", title(&desk));
    let desk = self::desk().type_keys("<enter>/bo<tab>");
    assert_eq!((desk.model.mode(), desk.selected()), (Mode::Query, "test-bo"));
    // Without a search, the text is there again.
    let desk = desk.type_keys("<esc>");
    assert_eq!((desk.model.mode(), desk.shown()), (Mode::Screen, "paper"));
}

#[test]
fn masked_lines_are_not_searched() {
    let desk = desk().type_keys("<enter>P/kitchen");
    assert!(drawn(&desk, Role::Match).is_empty() && drawn(&desk, Role::Selected).len() < 2);
    let screen = desk.screen();
    assert!(screen.contains("no matches"), "{screen}");
}

#[test]
fn the_search_ends_with_its_text_and_follows_a_change_of_it() {
    let desk = desk().type_keys("<enter>/kitchen<enter>");
    let desk = desk.write("archive/paper.txt", "A kitchen.\nShe was 17.\n").notice_files();
    assert!(title(&desk).contains("1 match") || title(&desk).contains("match 1 of 1"));
    let desk = desk.type_keys("/k").remove("archive/paper.txt").notice_files();
    assert_eq!(desk.model.mode(), Mode::Screen);
    assert!(desk.model.screens.browse.found.is_none());
}
