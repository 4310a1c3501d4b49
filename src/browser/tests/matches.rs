//! Going from match to match with n and N: keys in, the model out.

use super::finding::desk;
use crate::browser::model::page::{DetailItem, QuoteItem};
use crate::record::FieldId;

#[track_caller]
fn check(keys: &str, spot: FieldId, notice: Option<&str>) {
    let desk = desk().type_keys(keys);
    let at = (desk.model.screens.browse.detail.spot(), desk.model.shared.notice.as_deref());
    assert_eq!(at, (Some(&DetailItem::Field(spot)), notice), "{keys}");
}

#[test]
fn n_goes_from_match_to_match_in_the_fields_and_around() {
    // test-ann: title, name, gender, age, recruitment, exploitation place, outcome
    check("/seatown ann<enter><enter>", FieldId::Title, None);
    check("/seatown ann<enter><enter>n", FieldId::Name, None);
    // The age is contradicted, and so shows the words that support it; they name her.
    check("/seatown ann<enter><enter>nn", FieldId::Age, None);
    check("/seatown ann<enter><enter>nnn", FieldId::ExploitationPlace, None);
    check("/seatown ann<enter><enter>nnnn", FieldId::Title, Some("continued from the top"));
    check(
        "/seatown ann<enter><enter>N",
        FieldId::ExploitationPlace,
        Some("continued from the end"),
    );
    check("/seatown ann<enter><enter>NN", FieldId::Age, None);
}

#[test]
fn n_goes_from_match_to_match_in_the_list_and_the_quotes() {
    let desk = desk().type_keys("/test<enter>gg");
    let first = desk.selected().to_owned();
    let desk = desk.type_keys("n");
    assert_ne!(desk.selected(), first);
    assert_eq!(desk.type_keys("N").selected(), first);
    let desk = self::desk().type_keys("/16 ann<enter>lln");
    let quote = QuoteItem::Quote(desk.model.screens.browse.shown.clone().unwrap(), 1);
    assert_eq!(desk.model.screens.browse.quotes.spot(), Some(&quote));
}

#[test]
fn where_nothing_matches_n_says_so() {
    check("<enter>n", FieldId::Title, Some("no search yet; press / to search"));
    let no_words = "no words are searched for, so none are lit; every record of the list matches";
    check("/kind:victim<enter><enter>n", FieldId::Title, Some(no_words));
    let only = "this is the only match in the pane";
    check("/raid<enter><enter>n", FieldId::Title, Some(only));
    let quoted = desk().type_keys("/paper<enter>n");
    let none = "no matches in this pane";
    assert_eq!(quoted.model.shared.notice.as_deref(), Some(none));
}

#[test]
fn a_masked_name_is_no_match() {
    let desk = desk().type_keys("/ann<enter>Pn");
    let none = "no matches in this pane";
    assert_eq!((desk.selected(), desk.model.shared.notice.as_deref()), ("test-ann", Some(none)));
}
