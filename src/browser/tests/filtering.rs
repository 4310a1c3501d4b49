//! Sorting and filtering the list: keys in, the model out.

use super::desk::Desk;
use super::finding::desk;
use crate::browser::model::{Input, Mode};
use crate::browser::screen::browse::panes::Pane;
use crate::record::Id;

#[track_caller]
fn check_list(desk: &Desk, order: &str, aside: &str) {
    let ids: Vec<_> = desk.model.shared.listing.ids().iter().map(Id::as_str).collect();
    assert_eq!(ids.join(" "), order);
    assert!(desk.screen().lines().nth(2).unwrap().contains(aside), "{}", desk.screen());
}

#[test]
fn the_list_is_sorted_by_what_the_menu_says() {
    check_list(&desk(), "test-cy test-ann test-bo raid", " by kind, latest first ");
    check_list(
        &desk().type_keys("s<down><enter>"),
        "test-cy raid test-ann test-bo",
        " latest first ",
    );
    check_list(
        &desk().type_keys("s<down><down><enter>"),
        "test-bo test-ann raid test-cy",
        " earliest first ",
    );
    check_list(
        &desk().type_keys("s<down><down><down><enter>"),
        "raid test-ann test-bo test-cy",
        " by name ",
    );
    check_list(
        &desk().type_keys("s<down><down><down><down><enter>"),
        "test-bo test-ann raid test-cy",
        " largest first ",
    );
    check_list(
        &desk().type_keys("sdisputed<enter>"),
        "test-ann test-cy test-bo raid",
        " most disputed first ",
    );
    check_list(
        &desk().type_keys("s<down><down><down><esc>"),
        "test-cy test-ann test-bo raid",
        "latest first",
    );
}

#[test]
fn a_filter_selects_the_first_hit_and_clearing_it_leads_back() {
    let desk = desk().type_keys("G");
    assert_eq!(desk.selected(), "raid");
    let filtered = desk.clone().type_keys("fvictim<enter>");
    assert_eq!((filtered.selected(), filtered.shown()), ("test-cy", "test-cy"));
    for keys in ["<esc>", "F", "0"] {
        let cleared = filtered.clone().type_keys(keys).pause();
        assert_eq!((cleared.selected(), cleared.shown()), ("raid", "raid"), "{keys}");
    }
    // A second filter leads back to the same record; what is listed still stays selected.
    let narrower = filtered.clone().type_keys("sage<enter>");
    assert_ne!(narrower.model.shared.query.text, filtered.model.shared.query.text);
    assert_eq!(narrower.type_keys("<esc>").selected(), "raid");
    let kept = self::desk().type_keys("jfvictim<enter>");
    assert_eq!(kept.selected(), "test-ann");
    assert_eq!(kept.type_keys("<esc>").selected(), "test-ann");
}

#[test]
fn a_record_that_was_gone_to_or_opened_stays_selected_without_the_search() {
    let filtered = desk().type_keys("Gfvictim<enter>");
    assert_eq!(filtered.clone().type_keys("j<esc>").selected(), "test-ann");
    assert_eq!(filtered.clone().type_keys("<enter><esc><esc>").selected(), "test-cy");
    let found = desk().type_keys("G/ann<enter>");
    assert_eq!(found.shown(), "test-ann");
    assert_eq!(found.type_keys("<esc><esc>").selected(), "test-ann");
    // A search that is given up, and one whose words were deleted.
    assert_eq!(desk().type_keys("G/ann<esc>").selected(), "raid");
    assert_eq!(desk().type_keys("G/a<backspace>").selected(), "raid");
    // One that found nothing.
    assert_eq!(desk().type_keys("G/zzzzzz<enter>F").selected(), "raid");
}

#[test]
fn turned_around_what_has_no_figure_stays_last() {
    let desk = desk().type_keys("s<down><down><down><down><enter>S");
    check_list(&desk, "raid test-ann test-bo test-cy", " smallest first ");
    check_list(&desk.type_keys("S"), "test-bo test-ann raid test-cy", " largest first ");
}

#[test]
fn a_sort_keeps_the_selection_and_outlives_reloads_and_searches() {
    let desk = desk().type_keys("js<down><down><down><enter>");
    assert_eq!(desk.selected(), "test-ann");
    check_list(&desk.type_keys("R"), "raid test-ann test-bo test-cy", " by name ");
    let desk = self::desk().type_keys("s<down><down><down><enter>/kind:victim<enter>");
    check_list(&desk, "test-ann test-bo test-cy", " by name ");
}

#[test]
fn words_put_the_best_first_until_a_sort_is_chosen_for_them() {
    let desk = desk().type_keys("/e s t");
    let words = desk.model.shared.listing.ids().len();
    assert!(words > 1);
    let desk = desk.type_keys("<enter>");
    assert!(desk.model.shared.query.result.ranked);
    let desk = desk.type_keys("s<down><down><down><enter>");
    assert!(!desk.model.shared.query.result.ranked);
    assert!(desk.screen().contains(" by name "));
    let desk = desk.type_keys("/<backspace><backspace>");
    assert!(desk.model.shared.query.result.ranked);
    let desk = desk.type_keys("<esc>");
    assert!(!desk.model.shared.query.result.ranked);
    assert!(desk.model.shared.query.sort.over_words);
}

#[track_caller]
fn check_query(desk: &Desk, text: &str, ids: &str) {
    let listed: Vec<_> = desk.model.shared.listing.ids().iter().map(Id::as_str).collect();
    assert_eq!((desk.model.shared.query.text.as_str(), listed.join(" ").as_str()), (text, ids));
}

const ALL: &str = "test-cy test-ann test-bo raid";

#[test]
fn ticked_values_become_terms_of_the_query() {
    let desk = desk().type_keys("f");
    assert_eq!(desk.model.mode(), Mode::Picker);
    let desk = desk.type_keys("male<space><enter>");
    check_query(&desk, "gender:=male", "test-ann test-bo");
    // Several values of one field: either.
    let desk = desk.type_keys("Ff").type_keys("gender<space><down><space><enter>");
    check_query(&desk, "gender:=male,female", "test-cy test-ann test-bo");
    // Several fields: all.
    let desk = desk.type_keys("fseatown<space><enter>");
    check_query(&desk, "gender:=male,female place:=seatown", "test-ann");
    check_query(&desk.type_keys("F"), "", ALL);
}

#[test]
fn what_is_in_force_is_ticked_and_can_be_taken_away() {
    let desk = desk().type_keys("/gender:male<enter>f");
    let ticked: Vec<_> =
        desk.model.shared.overlay.as_ref().unwrap().ticks().filter(|tick| tick.1).collect();
    assert_eq!(ticked.len(), 1);
    let desk = desk.type_keys("gender<space><enter>");
    check_query(&desk, "", ALL);
}

#[test]
fn enter_without_a_tick_takes_the_value_under_the_cursor() {
    check_query(&desk().type_keys("farrest<enter>"), "kind:=arrest", "raid");
    check_query(&desk().type_keys("f<down><enter>"), "kind:=arrest", "raid");
}

#[test]
fn escape_leaves_the_menu_and_everything_as_it_was() {
    let desk = desk().type_keys("/test<enter>f<space>male<space><esc>");
    check_query(&desk, "test", "test-cy test-ann test-bo");
    assert!(desk.model.shared.overlay.is_none());
}

#[test]
fn what_was_typed_of_a_field_stays_beside_what_is_ticked() {
    let desk = desk().type_keys("/outcome:ret,miss gender:male<enter>fgender<space><enter>");
    check_query(&desk, "outcome:ret,miss", "test-ann");
}

#[test]
fn pasted_text_narrows_the_menu() {
    let mut desk = desk().type_keys("f");
    desk.send(Input::Paste("female".to_owned()));
    check_query(&desk.type_keys("<enter>"), "gender:=female", "test-cy");
}

#[test]
fn only_cases_with_the_value_under_the_cursor_or_none_with_it() {
    // test-ann: name, gender, age, recruitment, exploitation place
    let at_gender = "j<enter>jj";
    let desk = desk().type_keys(at_gender).type_keys("*");
    check_query(&desk, "gender:=male", "test-ann test-bo");
    assert_eq!(desk.model.screens.browse.focus, Pane::Detail);
    assert_eq!(desk.shown(), "test-ann");
    check_query(&desk.type_keys("-"), "-gender:=male", "test-cy raid");
    let desk = self::desk().type_keys("j<enter>j*");
    check_query(&desk, "name:=\"Ann Test\"", "test-ann");
    let desk = self::desk().type_keys("-");
    check_query(&desk, "", ALL);
    assert_eq!(desk.model.shared.notice.as_deref(), Some("move to a field first (Tab)"));
}

#[test]
fn a_wrong_query_keeps_the_last_list_and_says_what_is_wrong_below_the_line() {
    let desk = desk().type_keys("/gender:male ");
    check_query(&desk, "gender:male ", "test-ann test-bo");
    let desk = desk.type_keys("outcome:nonsens");
    let said = desk.screen().lines().nth(2).unwrap().to_owned();
    assert!(said.contains("^^^^^^^ `nonsens` is not a value of `outcome:`"), "{said}");
    check_query(&desk, "gender:male outcome:nonsens", "test-ann test-bo");
    let desk = desk.type_keys("<c-w>");
    check_query(&desk, "gender:male ", "test-ann test-bo");
    assert!(desk.screen().lines().nth(2).unwrap().starts_with("\"┌"), "{}", desk.screen());
}

#[test]
fn what_is_only_begun_empties_no_list() {
    for begun in [
        "age:<",
        "(",
        "kind:victim | ",
        "date:20",
        "\"",
        "-",
        "is:",
        "is:dis",
        "has:a",
        "sort:-",
        "age:<20 | age:>=",
        "!(",
        "^",
        "rel:",
    ] {
        let mut desk = desk().type_keys("/");
        desk.send(Input::Paste(begun.to_owned()));
        assert!(!desk.model.shared.listing.ids().is_empty(), "{begun}");
        assert_eq!(desk.model.shared.query.result.problems, [], "{begun}");
    }
}

#[test]
fn what_is_left_out_since_it_is_only_begun_is_said() {
    for (begun, said) in [
        ("age:>", "^^^^^ `age:>` is not finished; write a number, or a range"),
        ("date:2022-", "`date:2022-` is not finished; write 2022, 2022-07"),
        ("kind:victim is:", "`is:` is not finished; use "),
    ] {
        let mut desk = desk().type_keys("/");
        desk.send(Input::Paste(begun.to_owned()));
        // Whether it is still being typed or not.
        let typed = desk.type_keys("<enter>");
        assert!(typed.screen().contains(said), "{begun}: {}", typed.screen());
        let whole = typed.type_keys("/<c-u>age:>2<enter>");
        assert!(!whole.screen().contains("not finished"), "{}", whole.screen());
    }
}

#[test]
fn what_is_only_possible_comes_last_and_is_marked() {
    let desk = desk().type_keys("/date:2022-03 | date:2021-05<enter>");
    check_list(&desk, "test-ann test-bo", " certain matches first ");
    let line = |desk: &Desk, name: &str| {
        let screen = desk.screen();
        screen
            .lines()
            .find(|line| line.starts_with("\"│") && line.contains(name))
            .unwrap()
            .to_owned()
    };
    assert!(line(&desk, "Ann Test").contains("V Ann Test"));
    assert!(line(&desk, "Bo Test").contains("V?Bo Test"));
    // An order that was asked for is kept throughout.
    let desk = desk.type_keys("sdisputed<enter>S");
    check_list(&desk, "test-bo test-ann", " least disputed first ");
}

#[test]
fn an_order_in_the_query_overrides_the_one_in_force_and_says_so() {
    let desk = desk().type_keys("/sort:-recruitment_date<enter>");
    check_list(&desk, "test-cy test-ann test-bo raid", " sort:-recruitment_date ");
    let other_way = desk.clone().type_keys("S");
    check_query(&other_way, "sort:recruitment-date", "test-bo test-ann test-cy raid");
    // What s says takes the place of the order in the query.
    let desk = desk.type_keys("skind, then<enter>");
    check_list(&desk, "test-cy test-ann test-bo raid", " by kind, latest first ");
    assert_eq!(desk.model.shared.query.text, "");
}

#[test]
fn the_list_is_sorted_by_any_field_that_is_typed() {
    let desk = desk().type_keys("srecruitment dat<enter>");
    check_query(&desk, "sort:recruitment-date", "test-bo test-ann test-cy raid");
    // The menu starts at the field in force, and Enter there turns the order around.
    let desk = desk.type_keys("s<enter>");
    check_query(&desk, "sort:-recruitment-date", "test-cy test-ann test-bo raid");
    check_query(&desk.type_keys("S"), "sort:recruitment-date", "test-bo test-ann test-cy raid");
}

#[test]
fn another_value_of_a_field_is_added_to_the_one_that_is_asked_for() {
    let desk = desk().type_keys("/gender:=male<enter>f");
    let screen = desk.screen();
    let line = screen.lines().find(|line| line.contains("female")).unwrap_or_default();
    // Only the gender is asked for, so it is known how many have another.
    assert!(line.contains("1 │"), "{screen}");
    let desk = desk.type_keys("female<space><enter>");
    check_query(&desk, "gender:=male,female", "test-cy test-ann test-bo");
}

#[test]
fn the_counts_below_the_list_follow_the_filter() {
    let footer = |desk: &Desk| {
        let screen = desk.screen();
        let last = screen.lines().rev().find(|line| line.starts_with("\"└")).unwrap().to_owned();
        last.split('─').next().unwrap_or_default().to_owned()
    };
    let desk = desk();
    let all = footer(&desk);
    assert!(all.starts_with("\"└ all"), "{all}");
    let desk = desk.type_keys("/raid<enter>");
    let listed = footer(&desk);
    assert!(listed.starts_with("\"└ listed: ") && listed != all, "{listed}");
    assert_eq!(footer(&desk.type_keys("<esc>")), all);
}

#[test]
fn matches_beside_the_cases_are_hinted_at_below_the_list() {
    let desk = super::flows::desk().type_keys("/test<enter>");
    for words in ["Also found, not a case: source A", "Test Paper; ga lists it, or add"] {
        assert!(desk.screen().contains(words), "{words}\n{}", desk.screen());
    }
    let narrow = desk.clone().resize(80, 24).screen();
    assert!(narrow.contains("kind:source"), "{narrow}");
    let desk = desk.type_keys("/kind:source<enter>");
    assert!(!desk.screen().contains("Also found"), "{}", desk.screen());
}

#[test]
fn the_menu_says_whose_values_it_lists_and_offers_those_of_all_cases() {
    let title = |desk: &Desk| desk.model.shared.overlay.as_ref().unwrap().title().to_owned();
    assert_eq!(title(&desk().type_keys("f")), "Filter by value: of all 4 cases");
    let desk = desk().type_keys("/gender:=female<enter>f");
    assert_eq!(title(&desk), "Filter by value: of the 1 case found");
    assert!(!desk.screen().contains("[ ] arrest"), "{}", desk.screen());
    // What finds nothing among them is looked for among all, in the place of the search.
    let all = desk.type_keys("arrest<enter>");
    assert_eq!(title(&all), "Filter by value: of all 4 cases; clears this search");
    check_query(&all, "gender:=female", "test-cy");
    check_query(&all.clone().type_keys("<esc>"), "gender:=female", "test-cy");
    check_query(&all.type_keys("<enter>"), "kind:=arrest", "raid");
    // Where nothing is found, there is nothing else to choose from.
    let none = self::desk().type_keys("/zzz<enter>f");
    assert_eq!(title(&none), "Filter by value: of all 4 cases; clears this search");
    check_query(&none.type_keys("female<enter>"), "gender:=female", "test-cy");
}
