//! What must be in sight at every size of screen, whatever else goes for lack of room.

use super::desk::Desk;
use super::screens::desk;
use crate::browser::screen::browse::panes::Pane;

#[test]
fn names_in_every_script_are_whole_in_list_and_detail_at_four_sizes() {
    let names = ["Nguyễn Văn Thử", "测试者", "ผู้ทดสอบ สมมุติ", "អ្នកសាកល្បង ក្រុង", "စမ်းသပ်သူ ကျော်"];
    for (width, height) in [(60, 20), (80, 24), (120, 32), (200, 60)] {
        let list = desk(width, height).screen();
        for (number, name) in names.into_iter().enumerate() {
            assert!(list.contains(name), "{name} at {width}×{height}\n{list}");
            let detail =
                desk(width, height).type_keys(&"j".repeat(number)).type_keys("lz").screen();
            let shown = detail.lines().filter(|line| line.contains(name)).count();
            assert!(shown >= 2, "{name} in its border and its field, {width}×{height}\n{detail}");
        }
    }
}

#[test]
fn the_way_to_all_keys_is_shown_at_every_usual_width() {
    for width in [60, 80, 100, 120, 200] {
        let screen = desk(width, 24).screen();
        let status = screen.lines().last().unwrap_or_default();
        assert!(status.contains("  ? help  "), "{width}: {status}");
    }
}

#[test]
fn every_pane_names_the_keys_that_help_and_quit() {
    for width in [80, 100, 120, 200] {
        for keys in ["", "l", "ll"] {
            let screen = desk(width, 24).type_keys(keys).screen();
            let status = screen.lines().last().unwrap_or_default();
            assert!(status.contains("  ? help  q quit"), "{width} {keys}: {status}");
        }
    }
}

#[test]
fn a_pane_with_few_rows_shortens_a_long_text_until_enter() {
    let summary = "Nobody of this name exists, and nothing of this has happened. ".repeat(8);
    let case = format!("title = 'A'\nname = 'Ann Test'\nsummary = '{summary}'\nage = 17\n");
    let files = [("victims/test-a.toml", case.as_str())];
    let desk = Desk::with(&files).resize(80, 24);
    let screen = desk.screen();
    assert!(screen.contains("more lines (Enter)") && screen.contains("│ age "), "{screen}");
    let whole = desk.clone().type_keys("lj<enter>");
    assert!(!whole.screen().contains("more lines (Enter)"), "{}", whole.screen());
    assert!(whole.type_keys("<enter>").screen().contains("more lines (Enter)"));
    assert!(!desk.resize(120, 40).screen().contains("more lines (Enter)"));
}

#[test]
fn the_line_between_fields_and_quotes_has_the_words_of_both() {
    let screen = desk(80, 24).screen();
    let line = screen.lines().find(|line| line.contains(" quotes ")).unwrap();
    assert!(line.contains('├') && line.contains("record: ") && line.contains('┤'), "{line}");
}

#[test]
fn all_events_begin_at_one_cell() {
    let long = "taken from one place to another, and from there to a third, as was said";
    let event = |key: &str, what: &str| format!("[[event]]\nkey = '{key}'\nwhat = '{what}'\n");
    let text = format!(
        "title = 'A'\n{}{}{}",
        event("a", "begun"),
        event("b", long),
        event("c", "finally")
    );
    let files = [("victims/test-a.toml", text.as_str())];
    for width in [60, 80, 100] {
        let screen = Desk::with(&files).resize(width, 40).type_keys("l").screen();
        let at = |word: &str| {
            let line = screen.lines().find(|line| line.contains(word)).unwrap();
            line.chars().take(line.split(word).next().unwrap().chars().count()).count()
        };
        assert_eq!((at("begun"), at("taken")), (at("finally"), at("finally")), "{width}\n{screen}");
    }
}

#[test]
fn a_problem_is_explained_in_the_record_that_has_it() {
    let files = [
        ("victims/test-a.toml", "title = 'A'\nage = 'old'\n"),
        ("victims/test-b.toml", "title = 'B'\n"),
    ];
    let desk = Desk::with(&files);
    assert!(desk.screen().contains("problem: "), "{}", desk.screen());
    assert!(!desk.type_keys("j").screen().contains("problem: "));
}

#[test]
fn what_takes_a_search_away_is_named_by_the_key_that_does_so_now() {
    let desk = desk(80, 24).type_keys("/zzzz");
    assert!(desk.screen().contains("Press Esc to clear the"), "{}", desk.screen());
    let desk = desk.type_keys("<enter>");
    assert!(desk.screen().contains("Press F to clear the search."), "{}", desk.screen());
    let desk = desk.type_keys("/zzz");
    assert!(desk.screen().contains("Press Esc to restore the"), "{}", desk.screen());
}

#[test]
fn the_kind_stays_in_sight_beside_a_long_name() {
    let name = "Test ".repeat(30);
    let file = format!("title = 'T'\nname = '{}'\n", name.trim());
    for width in [60, 80, 120, 200] {
        let desk = Desk::with(&[("victims/test-long.toml", &file)]).resize(width, 24);
        let screen = desk.type_keys("l").screen();
        assert!(
            ["… ─ victim ─┐", "… ─ victim ─┬"].iter().any(|end| screen.contains(end)),
            "{screen}"
        );
    }
}

#[test]
fn the_sign_of_a_link_keeps_a_word_beside_it() {
    let files: &[(&str, &str)] = &[
        ("victims/test-a.toml", "title = 'A'\nrelated = ['test-b', 'test-c']\n"),
        ("victims/test-b.toml", "title = 'Test Person held in the Harbour of Seatown'\n"),
        (
            "victims/test-c.toml",
            "title = 'Test Person sold on'\n[[event]]\nkey = 'e'\nplace = 'far'\n",
        ),
        ("places.toml", "[far]\nname = 'Far Away'\n"),
    ];
    let desk = Desk::with(files).type_keys("l");
    for width in 40..=130 {
        let screen = desk.clone().resize(width, 40).screen();
        let alone = |line: &str| line.contains("│ → ") || line.contains("  → ");
        assert!(!screen.lines().any(alone), "{width}\n{screen}");
        assert!(screen.contains(" →"));
    }
}

#[test]
fn what_was_off_the_screen_comes_back_as_it_was() {
    let files: Vec<(String, String)> = (0..40)
        .map(|number| {
            let related =
                "related = ['test-10', 'test-11', 'test-12', 'test-13', 'test-14', 'test-15']";
            let text = format!("title = 'Test {number}'\nage = 30\n{related}\n");
            (format!("victims/test-{number}.toml"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let firsts = |desk: &Desk| {
        let rows = desk.model.browse().room(Pane::List).rows;
        (desk.model.shared.listing.window(rows).0, desk.model.screens.browse.detail.first())
    };
    // One pane at a time: the list is away while the fields are read.
    let desk = Desk::with(&files).resize(60, 12).type_keys("Gkkkk");
    let before = firsts(&desk);
    assert!(before.0 > 0);
    assert_eq!(firsts(&desk.type_keys("lh")), before);
    // The list is zoomed, and the fields away, and the other way around.
    let desk = Desk::with(&files).resize(120, 8).type_keys("GkkklGk");
    let before = firsts(&desk);
    assert!(before.0 > 0 && before.1 > 0);
    assert_eq!(firsts(&desk.clone().type_keys("zz")), before);
    assert_eq!(firsts(&desk.type_keys("hzzl")), before);
}
