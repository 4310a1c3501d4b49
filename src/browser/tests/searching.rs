//! What the list says of how it was found, and what an empty one says instead.

use super::desk::Desk;
use super::finding::desk;
use crate::browser::app::update;
use crate::browser::model::{Command, Gesture, Input, Report};
use crate::browser::screen::browse::panes::Pane;
use crate::search::Alternative;

/// Checks that one line of the screen holds all of these.
#[track_caller]
fn check_line(desk: &Desk, parts: &[&str]) {
    let screen = desk.screen();
    let held = screen.lines().any(|line| parts.iter().all(|part| line.contains(part)));
    assert!(held, "no line holds {parts:?} in\n{screen}");
}

#[test]
fn a_line_says_where_it_was_found_when_its_name_does_not_show_it() {
    check_line(&desk().type_keys("/\"is 17\"<enter>"), &["Ann Test", "(quote)"]);
    let desk = desk().type_keys("/ann<enter>");
    assert!(!desk.screen().contains("(quote)"), "{}", desk.screen());
}

#[test]
fn a_letter_begins_another_query_and_any_other_key_goes_on_with_the_one_in_force() {
    for (keys, text) in [
        ("/ann<enter>/17", "17"),
        ("/kind:victim<enter>/age:17", "age:17"),
        ("/ann<enter>/ 17", "ann 17"),
        ("/kind:victim<enter>/ age:17", "kind:victim age:17"),
        ("/\"is 17\"<enter>/<end>ann", "\"is 17\" ann"),
        ("/age:<enter>/<right>17", "age:17"),
        ("/age:<enter>/<tab>17", "age:17"),
        ("/ann<enter>/17<up>", "17"),
        ("/ann<enter>/<up><down>x", "ann x"),
        // Erasing goes on with the last word, and nothing typed leaves the query as it was.
        ("/ann<enter>/<backspace>x", "annx"),
        ("/ann<enter>/<enter>", "ann"),
        ("/ann<enter>/<left><right><enter>", "ann"),
        ("/ann<enter>/17<esc>", "ann"),
    ] {
        assert_eq!(desk().type_keys(keys).model.shared.query.text, text, "{keys}");
    }
    // What a letter replaces is seen, and the hints say so.
    let desk = desk().type_keys("/ann<enter>/");
    assert!(desk.model.shared.query.editing.as_ref().unwrap().is_selected);
    assert!(
        desk.screen().contains("letters new search  → go on with this one"),
        "{}",
        desk.screen()
    );
    let desk = desk.type_keys("<end>");
    assert!(!desk.screen().contains("new search"), "{}", desk.screen());
    let desk = far_down().type_keys("/number<enter>80G");
    let selected = desk.selected().to_owned();
    assert_eq!(desk.type_keys("/<left><enter>").selected(), selected);
}

#[test]
fn a_line_says_that_a_word_may_only_be_meant() {
    check_line(&desk().type_keys("/seatwon<enter>"), &["~typo"]);
    // A letter is missing, alone or in one of several words; in a field too.
    check_line(&desk().type_keys("/setown<enter>"), &["Ann Test", "(~name)"]);
    let files = [(
        "victims/test-bo.toml",
        "title = 'Bo Testname, made up'\nname = 'Bo Testname'\nhome = 'x'\n",
    )];
    for typed in ["/tstname<enter>", "/bo tstname<enter>"] {
        let screen = Desk::with(&files).type_keys(typed).screen();
        let line = screen.lines().find(|line| line.contains("V Bo Testname")).unwrap_or_default();
        assert!(line.contains("~letters"), "{screen}");
    }
    let screen = Desk::with(&files).type_keys("/bo test<enter>").screen();
    assert!(!screen.contains("~letters"), "{screen}");
}

#[test]
fn chinese_characters_that_find_nothing_are_answered_with_what_may_find_more() {
    let files = [
        ("victims/test-a.toml", "title = 'Ceshi Ming, made up'\nname = 'Ceshi Ming'\n"),
        ("victims/test-b.toml", "title = 'Made up'\nname = '测试明'\n"),
    ];
    let listed = |keys: &str| Desk::with(&files).type_keys(keys);
    let none = listed("/测试明明<enter>");
    assert!(none.screen().contains("Try fewer characters, or pinyin"), "{}", none.screen());
    // What it advises finds more.
    assert_eq!(listed("/测试<enter>").model.shared.listing.ids().len(), 1);
    assert_eq!(listed("/ceshi<enter>").model.shared.listing.ids().len(), 2);
    assert_eq!(listed("/csm<enter>").selected(), "test-b");
    assert!(!listed("/zzzz<enter>").screen().contains("pinyin"));
}

#[test]
fn where_nothing_matches_the_list_says_what_is_to_blame_and_what_would_match() {
    let desk = desk().type_keys("/annn gender:male<enter>");
    let advice = desk.model.shared.query.result.advice.clone();
    let instead = |words: &str, found| Some(Alternative { words: words.to_owned(), found });
    assert_eq!(advice.without, instead("annn", 2));
    assert_eq!(advice.meant, instead("ann", 1));
    check_line(&desk, &["Without \"annn\": 2 cases"]);
    assert!(desk.screen().contains("ann (1)?"), "{}", desk.screen());
}

#[test]
fn the_rest_that_follows_a_first_page_leaves_the_selection_alone() {
    let mut desk = desk().type_keys("/test").point(Gesture::WheelDown, 3, 4);
    let selected = desk.selected().to_owned();
    let Report::Found { answer, of, .. } = desk.answer("test") else {
        panic!("a search is answered")
    };
    assert_ne!(answer.ids[0].as_str(), selected);
    assert!(desk.model.shared.query.editing.is_some());
    // The list was searched when it was read, and then at each letter.
    desk.send(Report::Found { generation: 5, of, answer });
    assert_eq!(desk.selected(), selected);
    assert!(!desk.model.shared.query.is_searching());
}

/// More cases than a first page has, one of them selected that is on none.
fn far_down() -> Desk {
    let files: Vec<_> = (0..90)
        .map(|number| {
            let text = format!("title = 'Test number {number}'\nage = {}\n", 10 + number % 2);
            (format!("victims/test-{number:02}.toml"), text)
        })
        .collect();
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let desk = Desk::with(&files).type_keys("80G");
    assert_eq!(desk.selected(), "test-79");
    desk
}

#[test]
fn a_first_page_leaves_the_selection_alone_where_no_one_typed() {
    let saved = "title = 'Test saved'\n";
    let desk = far_down().write("victims/test-03.toml", saved).notice_files();
    assert_eq!((desk.selected(), desk.model.shared.listing.ids().len()), ("test-79", 90));
    assert_eq!(desk.type_keys("R").selected(), "test-79");
    let desk = far_down().type_keys("/number<enter>80G");
    let (selected, listed) = (desk.selected().to_owned(), desk.model.shared.listing.ids().len());
    let desk = desk.write("victims/test-03.toml", saved).notice_files();
    assert_eq!((desk.selected(), desk.model.shared.listing.ids().len()), (&*selected, listed - 1));
    let desk = desk.type_keys("F");
    assert_eq!((desk.selected(), desk.model.shared.listing.ids().len()), (&*selected, 90));
}

#[test]
fn files_that_change_while_someone_types_leave_the_selection_alone() {
    let desk = far_down().type_keys("/number").point(Gesture::WheelDown, 3, 4);
    let selected = desk.selected().to_owned();
    let desk = desk.write("victims/test-89.toml", "title = 'Test saved'\n").notice_files();
    assert!(desk.model.shared.query.editing.is_some());
    assert_eq!(desk.selected(), selected);
    assert_ne!(desk.type_keys(" 1").selected(), selected);
}

#[test]
fn the_best_find_is_selected_however_soon_enter_follows() {
    let mut desk = far_down();
    for c in "/number 33\n".chars() {
        // The keys come faster than the answers.
        let msg = match c {
            '/' => Input::Do(Command::Search),
            '\n' => Input::Do(Command::AcceptSearch),
            c => Input::Type(c),
        };
        update(&mut desk.model, msg);
    }
    let Report::Found { answer, of, .. } = desk.answer("number 33") else {
        panic!("it is answered")
    };
    // The list was searched when it was read, and then at each letter.
    desk.send(Report::Found { generation: 10, of, answer });
    assert_eq!(desk.selected(), "test-33");
}

#[test]
fn the_best_find_stays_selected_as_more_records_are_searched_unless_someone_moves() {
    let typed = |desk: &mut Desk, query: &str| {
        for c in query.chars() {
            update(&mut desk.model, Input::Type(c));
        }
    };
    let answered = |desk: &mut Desk, query: &str, partial: bool| {
        let Report::Found { mut answer, of, .. } = desk.answer(query) else { panic!("answered") };
        answer.partial = partial;
        // The list was searched when it was read, and then at each letter.
        desk.send(Report::Found { generation: 7, of, answer });
    };
    let mut desk = far_down();
    update(&mut desk.model, Input::Do(Command::Search));
    typed(&mut desk, "number");
    // The first is found among some, then a better one among all.
    answered(&mut desk, "number 44", true);
    assert_eq!(desk.selected(), "test-44");
    assert!(desk.screen().contains("1 of 1 …"), "{}", desk.screen());
    let mut moved = desk.clone();
    answered(&mut desk, "number", false);
    assert_eq!(desk.selected(), "test-00");
    answered(&mut moved, "number", true);
    let mut moved = moved.point(Gesture::WheelDown, 3, 4);
    let selected = moved.selected().to_owned();
    assert_ne!(selected, "test-00");
    answered(&mut moved, "test", false);
    assert_eq!(moved.selected(), selected);
}

#[test]
fn a_search_that_is_cancelled_leads_back_to_where_it_was_begun() {
    let desk = desk().type_keys("<enter>jj");
    let place = |desk: &Desk| {
        let browse = &desk.model.screens.browse;
        (browse.focus, browse.zoomed, browse.shown.clone(), browse.detail.spot().cloned())
    };
    for keys in ["/<esc>", "/zzz<esc>", "/bo<esc>"] {
        let back = desk.clone().type_keys(keys);
        assert_eq!(place(&back), place(&desk), "{keys}");
    }
    let zoomed = desk.type_keys("z");
    assert_eq!(place(&zoomed.clone().type_keys("/bo<esc>")), place(&zoomed));
    assert_eq!(zoomed.type_keys("/bo<enter>").model.screens.browse.focus, Pane::List);
}

#[test]
fn a_person_by_a_misspelt_name_is_named_with_the_cases_and_listed_by_one_key() {
    let files = [
        ("people.toml", "[test-wenbin]\nname = 'Wangtest Wenbin'\n"),
        (
            "sources.toml",
            "[paper]\ntitle = 'Wangtest Wenbin speaks'\n\n[other]\ntitle = 'On Wangtest Wenbin'\n",
        ),
        (
            "rescues/test-search.toml",
            "title = 'A search'\nsummary = 'Wangtest Wenbin was asked.'\n",
        ),
    ];
    let words = |desk: &Desk| {
        let screen = desk.screen().replace(['"', '│'], " ");
        screen.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for (typed, mark) in
        [("wangtest wenbin", ""), ("wangtest wenbn", " ~letters"), ("wangtest wembin", " ~typo")]
    {
        let desk = Desk::with(&files).resize(60, 24).type_keys(&format!("/{typed}"));
        let said =
            format!("not a case: person Wangtest Wenbin{mark}; press Enter, then ga, to list it,");
        assert!(words(&desk).contains(&said), "{said}\n{}", desk.screen());
        let listed = desk.type_keys("<enter>ga");
        assert_eq!(listed.selected(), "test-wenbin");
        assert!(words(&listed).contains(mark.trim()), "{}", listed.screen());
    }
    let desk = Desk::with(&files).resize(60, 24).type_keys("/asked<enter>ga");
    assert!(desk.screen().contains("nothing but cases matches"), "{}", desk.screen());
    // Below the mask no name is shown.
    let masked = Desk::with(&files).resize(60, 24).type_keys("P/wangtest wenbn<enter>");
    assert!(!masked.screen().contains("Wenbin"), "{}", masked.screen());
}

#[test]
fn the_word_that_was_probably_meant_is_searched_for_by_one_key() {
    let desk = Desk::with(&[
        ("victims/test-ann.toml", "title = 'Ann of the Harbour'\nname = 'Test Ann'\n"),
        ("victims/test-bo.toml", "title = 'Bo of the Hill'\nname = 'Test Bo'\n"),
    ]);
    let typed = desk.clone().type_keys("/title:harbuor");
    let screen = typed.screen();
    assert!(screen.contains("Did you mean harbour (1)? Tab"), "{screen}");
    let taken = typed.clone().type_keys("<tab>");
    assert_eq!(
        (taken.model.shared.query.text.trim(), taken.selected()),
        ("title:harbour", "test-ann")
    );
    let accepted = typed.type_keys("<enter>");
    assert!(accepted.screen().contains("Did you mean harbour (1)? Enter"), "{}", accepted.screen());
    let taken = accepted.type_keys("<enter>");
    assert_eq!(
        (taken.model.shared.query.text.trim(), taken.selected()),
        ("title:harbour", "test-ann")
    );
    // A word that is covered is neither said nor searched for.
    let masked = desk.type_keys("P/title:harbuor<enter><enter>");
    assert_eq!(masked.model.shared.query.text, "title:harbuor");
    assert!(!masked.screen().contains("harbour"), "{}", masked.screen());
}
