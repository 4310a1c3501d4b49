//! Completion in the query line: keys in, the line and the list out.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use super::desk::Desk;
use super::finding::desk;
use crate::browser::app::update;
use crate::browser::model::{Command, CompletionStep, Completions, Effect, Input, Mode, Report};

/// Checks the line, the caret as a bar in it.
#[track_caller]
fn check(desk: &Desk, line: &str, mode: Mode) {
    let editing = desk.model.shared.query.editing.as_ref().unwrap();
    let prompt = &editing.prompt;
    let found = format!("{}¦{}", prompt.before(), prompt.after());
    assert_eq!((found.as_str(), desk.model.mode()), (line, mode), "{}", desk.screen());
    assert_eq!(desk.model.shared.query.text, prompt.text());
}

#[track_caller]
fn check_offers(desk: &Desk, values: &[&str]) {
    let offered = desk.model.shared.query.editing.as_ref().unwrap().completions.as_ref();
    let offered = offered.map(|offered| {
        offered.offers.offers.iter().map(|offer| offer.value.as_str()).collect::<Vec<_>>()
    });
    assert_eq!(offered.unwrap_or_default(), values);
}

#[test]
fn the_only_offer_is_put_into_the_line_at_once() {
    check(&desk().type_keys("/gend<tab>"), "gender:¦", Mode::Query);
    let desk = desk().type_keys("/kind:arr<tab>");
    check(&desk, "kind:arrest¦", Mode::Query);
    assert_eq!(desk.selected(), "raid");
    // The second time there is nothing to insert: the value and its count are shown.
    let desk = desk.type_keys("<tab>");
    check(&desk, "kind:arrest¦", Mode::Completion);
    check_offers(&desk, &["arrest"]);
}

#[test]
fn tab_walks_through_several_offers_and_enter_takes_one() {
    let desk = desk().type_keys("/gender:<tab>");
    check(&desk, "gender:¦", Mode::Completion);
    check_offers(&desk, &["male", "female"]);
    let desk = desk.type_keys("<tab>");
    check(&desk, "gender:=male¦", Mode::Completion);
    assert_eq!(desk.model.shared.listing.ids().len(), 2);
    let desk = desk.type_keys("<tab>");
    check(&desk, "gender:=female¦", Mode::Completion);
    assert_eq!(desk.selected(), "test-cy");
    let desk = desk.type_keys("<tab>");
    check(&desk, "gender:=male¦", Mode::Completion);
    let desk = desk.type_keys("<s-tab><up><up><down><c-n><c-p><s-tab>");
    check(&desk, "gender:=female¦", Mode::Completion);
    let desk = desk.type_keys("<enter>");
    check(&desk, "gender:=female¦", Mode::Query);
    let desk = desk.type_keys("<enter>");
    assert_eq!(
        (desk.model.mode(), desk.model.shared.query.text.as_str()),
        (Mode::Screen, "gender:=female")
    );
}

#[test]
fn what_several_offers_have_in_common_is_put_in_first() {
    // A user who knows the name but not the id is not led to another id.
    let desk = desk().type_keys("/rel:s<tab>");
    check(&desk, "rel:s¦", Mode::Completion);
    check_offers(&desk, &["seatown", "raid"]);
    let desk = super::finding::desk().type_keys("/kind:place id:s<tab>");
    check(&desk, "kind:place id:sea¦", Mode::Completion);
    check_offers(&desk, &["seatown", "seaville"]);
    check(&desk.type_keys("<tab>"), "kind:place id:=seatown¦", Mode::Completion);
}

#[test]
fn escape_closes_the_offers_and_then_the_line() {
    let desk = desk().type_keys("/x gender:<tab><tab><tab>");
    check(&desk, "x gender:=female¦", Mode::Completion);
    let desk = desk.type_keys("<esc>");
    check(&desk, "x gender:¦", Mode::Query);
    let desk = desk.type_keys("<esc>");
    assert_eq!((desk.model.mode(), desk.model.shared.query.text.as_str()), (Mode::Screen, ""));
}

#[test]
fn typing_on_narrows_what_is_offered() {
    let desk = desk().type_keys("/gender:<tab>f");
    check(&desk, "gender:f¦", Mode::Completion);
    check_offers(&desk, &["female"]);
    let desk = desk.type_keys("<backspace>");
    check_offers(&desk, &["male", "female"]);
    check(&desk.type_keys("zz"), "gender:zz¦", Mode::Query);
    // Who types behind a choice has taken it.
    let desk = super::finding::desk().type_keys("/gender:<tab><tab> x");
    check(&desk, "gender:=male x¦", Mode::Query);
    // At another cursor position there are other completions.
    let desk = super::finding::desk().type_keys("/gender:<tab><left>");
    check(&desk, "gender¦:", Mode::Query);
}

#[test]
fn enter_without_a_choice_keeps_the_search() {
    let desk = desk().type_keys("/gender:m<tab><c-u>gender:<tab><enter>");
    assert_eq!(
        (desk.model.mode(), desk.model.shared.query.text.as_str()),
        (Mode::Screen, "gender:")
    );
}

#[test]
fn values_that_are_not_plain_stand_in_quotes() {
    let desk = desk().type_keys("/name:an<tab>");
    check(&desk, "name:=\"Ann Test\"¦", Mode::Query);
    assert_eq!(desk.selected(), "test-ann");
    let desk = super::finding::desk().type_keys("/name:\"ann t<tab> x");
    check(&desk, "name:=\"Ann Test\" x¦", Mode::Query);
}

#[test]
fn where_nothing_is_known_that_is_said() {
    let desk = desk().type_keys("/gender:zz<tab>");
    check(&desk, "gender:zz¦", Mode::Query);
    assert_eq!(desk.model.shared.notice.as_deref(), Some("no suggestions here"));
}

#[test]
fn a_late_answer_is_dropped() {
    let mut desk = desk().type_keys("/gender:");
    let asked = |message: Input, desk: &mut Desk| {
        let effects = update(&mut desk.model, message);
        effects.into_iter().find_map(|effect| {
            if let Effect::Complete { generation, line } = effect {
                Some((generation, line))
            } else {
                None
            }
        })
    };
    let tab = Input::Do(Command::Complete(CompletionStep::Ask));
    let (generation, line) = asked(tab, &mut desk).unwrap();
    assert_eq!(line.text(), "gender:");
    let mut late = desk.clone().type_keys("x");
    late.send(Report::Completions { generation, offers: Completions::default() });
    assert_eq!(late.model.shared.notice, None);
    desk.send(Report::Completions { generation, offers: Completions::default() });
    assert!(desk.model.shared.notice.is_some());
}

#[test]
fn a_click_takes_what_stands_in_the_line() {
    use crate::browser::model::Gesture;
    let desk = desk().type_keys("/gender:<tab><tab>").point(Gesture::Click, 5, 4);
    assert_eq!(
        (desk.model.mode(), desk.model.shared.query.text.as_str()),
        (Mode::Screen, "gender:=male")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_caret_stands_between_characters_and_escape_brings_the_query_back(
        keys in proptest::collection::vec(proptest::sample::select(vec![
            "<tab>", "<s-tab>", "<up>", "<down>", "<c-r>", "<enter>", "<left>", "<right>", "<a-b>", "<a-f>",
            "<c-a>", "<c-e>", "<backspace>", "<delete>", "<c-w>", "<c-k>", "name:", "gender:", "rel:", "s",
            "\"", ",", "-", "<space>", "ấ", "妙",
        ]), 0..24),
        mark in any::<bool>(),
    ) {
        let mut desk = desk().type_keys("/seatown<enter>/<c-u>kind:victim<enter>/");
        if mark {
            desk.send(Input::Paste("e\u{301}👩‍👦".to_owned()));
        }
        for key in keys {
            // Enter in the line itself would keep what is typed.
            let keeps = desk.model.shared.query.editing.as_ref().is_some_and(|editing| {
                editing.completions.as_ref().is_none_or(|offered| offered.at().is_none())
            });
            if key == "<enter>" && keeps && desk.model.shared.overlay.is_none() {
                continue;
            }
            desk = desk.type_keys(key);
            let Some(editing) = &desk.model.shared.query.editing else { panic!("{key} has left the line") };
            let text = editing.prompt.text();
            let borders = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]);
            prop_assert!(borders.into_iter().any(|at| at == editing.prompt.before().len()));
            // The line opens behind a space, which is no part of the query yet.
            let asked = &desk.model.shared.query.text;
            prop_assert!(text == *asked || text.strip_suffix(' ') == Some(asked), "{text:?} {asked:?}");
        }
        desk.screen();
        // A list on top, then what is offered, then the line.
        let desk = (0..3).fold(desk, |desk, _| {
            if desk.model.mode() == Mode::Screen { desk } else { desk.type_keys("<esc>") }
        });
        prop_assert_eq!(desk.model.mode(), Mode::Screen);
        prop_assert_eq!(desk.model.shared.query.text.as_str(), "kind:victim");
        prop_assert_eq!(desk.model.shared.listing.ids().len(), 3);
    }
}
