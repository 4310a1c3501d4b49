//! The palette: names of other programs, commands that are not here, creating records, and the hints.

use super::desk::Desk;
use super::{reading, screens};
use crate::browser::model::SessionInfo;
use crate::browser::screen::browse::panes::Pane;

const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "title = 'Made up for tests'\nformat = 1\n"),
    ("victims/test-ann.toml", "title = 'Ann Test, held'\nname = 'Ann Test'\nage = 17\n"),
];

fn desk() -> Desk {
    Desk::with(FILES)
}

#[test]
fn names_of_other_programs_are_known() {
    for quits in ["q", "q!", "wq", "x", "quit", "exit", "QA"] {
        assert!(desk().type_keys(&format!(":{quits}<enter>")).quit, "{quits}");
    }
    for (typed, title) in [("h", "Keys"), ("help", "Keys"), ("check", "Problems")] {
        let desk = desk().type_keys(&format!(":{typed}<enter>"));
        let overlay = desk.model.shared.overlay.as_ref().map(|overlay| overlay.title().to_owned());
        assert_eq!(overlay.as_deref(), Some(title), "{typed}");
    }
    let notice = |typed: &str| {
        let desk = desk().type_keys("/ann<enter>").type_keys(&format!(":{typed}<enter>"));
        desk.model.shared.notice.unwrap_or_default()
    };
    assert_eq!(notice("undo"), "nothing to undo");
    assert_eq!(notice("redo"), "nothing to redo");
    assert_eq!(notice("hide"), "quote pane hidden");
    assert_eq!(notice("go back"), "nothing to go back to");
    assert!(notice("clipboard").starts_with("line copied"), "{}", notice("clipboard"));
    let desk = desk().type_keys("/ann<enter>:reset<enter>");
    assert_eq!(desk.model.shared.query.text, "");
}

#[test]
fn a_command_that_is_not_here_says_what_to_do_instead() {
    for (typed, says) in [("w", "nothing to save"), ("tutor", "casebook tutor")] {
        let desk = desk().type_keys(&format!(":{typed}"));
        assert!(desk.screen().contains("not here"), "{}", desk.screen());
        let said = desk.type_keys("<enter>").model.shared.notice.unwrap_or_default();
        assert!(said.contains(says), "{typed}: {said}");
    }
    assert!(!desk().type_keys(":").screen().contains("not here"));
}

#[test]
fn a_new_record_is_created_edited_and_shown() {
    let desk = desk().type_keys(":new victim test-bo<enter>");
    assert_eq!(desk.edited, ["victims/test-bo.toml:6:1"]);
    assert!(desk.file("victims/test-bo.toml").contains("Created 2026-11-29"));
    assert_eq!((desk.shown(), desk.model.shared.listing.ids().len()), ("test-bo", 2));
    assert_eq!(desk.selected(), "test-bo");
    let said = "victims/test-bo.toml created; a adds a field";
    assert_eq!(desk.model.shared.notice.as_deref(), Some(said));
    // The footer says so too, until there is a field that a quote can support.
    let hints = desk.clone().type_keys("j").screen();
    assert!(hints.contains(" a add a field"), "{hints}");
    assert!(!super::commands::desk().type_keys("<enter>").screen().contains("add a field"));
}

#[test]
fn esc_leads_to_the_record_in_the_list_that_was_made_or_brought_back() {
    let files = [FILES, &[("victims/test-cy.toml", "title = 'Cy Test'\n")]].concat();
    for (keys, id) in [
        (":new victim test-bo<enter>", "test-bo"),
        ("<enter>:new victim test-bo<enter>", "test-bo"),
        (":copy test-bo<enter>y", "test-bo"),
        ("<enter>:rename test-bo<enter>yu", "test-ann"),
        (":new victim test-bo<enter>:rename test-dee<enter>yu", "test-bo"),
        ("<enter>:delete<enter>yes<enter>u", "test-ann"),
    ] {
        let desk = Desk::with(&files).type_keys(keys).type_keys("<esc>");
        assert_eq!((desk.selected(), desk.shown()), (id, id), "{keys}");
        assert_eq!(desk.model.screens.browse.focus, Pane::List, "{keys}");
    }
    // Back still leads to the record that was shown before.
    let back = Desk::with(&files).type_keys("<enter>:new victim test-bo<enter><backspace>");
    assert_eq!(back.shown(), "test-ann");
}

#[test]
fn a_missing_id_is_asked_for_and_a_bad_one_is_explained_below_the_line() {
    let desk = desk().type_keys(":new sou<enter>");
    assert!(desk.screen().contains("Id of the new source"), "{}", desk.screen());
    let desk = desk.type_keys("Test Paper<enter>");
    let screen = desk.screen();
    assert!(screen.contains("\"Test Paper\" is not a valid id; call it `test-paper`"), "{screen}");
    let desk = desk.type_keys("<c-u>test-ann<enter>");
    let screen = desk.screen();
    assert!(screen.contains("the id `test-ann` is taken by victims/test-ann.toml:1"), "{screen}");
    let desk = desk.type_keys("<c-u>test-paper<enter>");
    assert_eq!((desk.shown(), desk.edited.len()), ("test-paper", 1));
    assert!(desk.model.shared.overlay.is_none());
}

#[test]
fn the_sample_gets_no_record() {
    let mut desk = desk();
    desk.model.shared.about.sample = true;
    let desk = desk.type_keys(":new victim test-bo<enter>");
    assert!(desk.edited.is_empty());
    let said = desk.model.shared.notice.unwrap_or_default();
    assert!(said.contains("casebook init"), "{said}");
}

/// Returns the last line of the screen.
fn status(desk: &Desk) -> String {
    let screen = desk.screen();
    let last = screen.lines().rfind(|line| line.len() > 2).unwrap_or_default();
    last.trim_matches('"').trim().to_owned()
}

#[test]
fn hints_follow_the_pane_and_what_is_going_on_in_it() {
    let desk = reading::desk();
    for (keys, hints) in [
        ("hh", "Enter open  Esc show all  / search  f filter  s sort"),
        ("h", "i change  Tab quotes  / field  e edit"),
        ("hjj", "Enter quote  i change  / field  e edit  yy copy text  Tab quotes"),
        ("h]l", "Enter follow  Tab quotes  i change  / field  e edit"),
        ("h/age<enter>", "n next  N previous  Enter quote  i change  Esc clear search"),
        ("", "Enter source  yq copy quote  e edit  o web  Esc record"),
        ("<enter>", "/ search  n next quote  v select  Enter open case  Esc back"),
        (
            "<enter>/kitchen<enter>",
            "n next  N previous  v select  Esc clear search  Backspace back",
        ),
        ("<enter>v", "v stop extending  c quote  w word  b word back  e word end"),
        ("<enter>vv", "c quotes the passage"),
        ("<enter>vvj", "c quote  v extend  Esc clear"),
        ("f", "Tab select  Enter apply  Esc close"),
    ] {
        let desk = desk.clone().type_keys(keys);
        assert!(status(&desk).starts_with(hints), "{keys}: {}", status(&desk));
    }
}

#[test]
fn the_key_that_leads_back_is_named_at_every_width() {
    for (keys, hint) in [
        ("h", "Esc list"),
        ("", "Esc record"),
        ("<enter>", "Esc back"),
        ("<enter>/kitchen<enter>", "Esc clear search"),
        ("f", "Esc close"),
        ("?", "Esc close"),
        ("hh/test", "Esc restore"),
    ] {
        for width in [40, 60, 80, 120] {
            let desk = reading::desk().type_keys(keys).resize(width, 24);
            let status = status(&desk);
            let named =
                status.contains(hint) || hint == "Esc restore" && status.contains("Esc back");
            assert!(named, "{keys} at {width}: {status}");
        }
    }
}

#[test]
fn what_falls_with_a_source_is_hinted_at_and_found_by_the_words_people_use() {
    let desk = reading::desk().type_keys("<enter>").resize(80, 24);
    let text = desk.clone().type_keys("gg");
    assert!(status(&text).contains("gw depends on it"), "{}", status(&text));
    let record = desk.type_keys("h");
    assert!(status(&record).contains("gw depends on it"), "{}", status(&record));
    for word in ["fall", "falls", "lose", "withdrawn", "retract"] {
        let help = reading::desk().type_keys("?").type_keys(word).screen();
        assert!(help.contains("what depends on this source"), "{word}: {help}");
    }
}

#[test]
fn an_editor_that_was_left_without_a_change_is_answered() {
    let desk = reading::desk().type_keys("he");
    assert_eq!(
        desk.model.shared.notice.as_deref(),
        Some("back from the editor: the file is unchanged")
    );
}

#[test]
fn a_message_that_is_longer_than_the_status_line_is_read_to_its_end() {
    let words: Vec<String> = (1..40).map(|number| format!("word{number}")).collect();
    let mut desk = reading::desk();
    for count in [1, 5, 12, 20, 39] {
        let said = words[..count].join(" ");
        for (width, height) in [(60, 20), (80, 24), (120, 32)] {
            desk = desk.resize(width, height);
            desk.model.shared.notice = Some(said.clone());
            let screen = desk.screen();
            let rows = screen.lines().map(|line| line.trim_matches('"').trim());
            let rows: Vec<&str> = rows.filter(|row| row.starts_with("word")).collect();
            let read = rows.join(" ");
            // Wide screens have the path of the file at the right end.
            assert!(read.starts_with(&said), "{width}: {screen}");
        }
    }
}

#[test]
fn hints_and_messages_come_before_the_path() {
    let desk = reading::desk().type_keys("h").resize(60, 20);
    assert!(!status(&desk).contains(".toml"), "{}", status(&desk));
    let desk = desk.resize(120, 20);
    assert!(status(&desk).ends_with("victims/test-ann.toml:1"), "{}", status(&desk));
    let desk = desk.resize(60, 20).type_keys("f");
    assert!(status(&desk).contains("Esc close"), "{}", status(&desk));
}

#[test]
fn what_is_copied_is_text_without_marks() {
    let about = SessionInfo { folder: "cases".into(), ..SessionInfo::default() };
    let mut desk = reading::desk();
    desk.model.shared.about = about;
    let copied = |keys: &str| desk.clone().type_keys(keys).copied.unwrap_or_default();
    assert_eq!(copied("hhyy"), "Ann Test, held in Seatown");
    assert_eq!(copied("hjjyy"), "age: 17");
    assert_eq!(copied("yy"), "“She was 17.”");
    assert_eq!(copied("hjjyp"), "cases/victims/test-ann.toml:3");
    let quote = copied("yq");
    assert!(quote.starts_with("“She was 17.” (“A Test Paper”, Test Daily, "), "{quote}");
}

#[test]
fn the_help_begins_with_the_keys_of_where_the_user_is() {
    let begins = |desk: &Desk| {
        let screen = desk.screen();
        screen.lines().nth(4).unwrap_or_default().chars().skip(2).take(40).collect::<String>()
    };
    let check = |desk: Desk, place: &str| {
        let help = desk.type_keys("?");
        assert!(begins(&help).contains(place), "{place}: {}", help.screen());
    };
    check(screens::desk(80, 24), "Here: the list");
    check(screens::desk(80, 24).type_keys("l"), "Here: the record");
    check(screens::desk(80, 24).type_keys("ll"), "Here: the quotes");
    let reading = reading::desk().type_keys("<enter>");
    check(reading.clone(), "Here: an archived text");
    check(reading.type_keys("v"), "Selecting a passage");
    // The help has room for more than the one word of the status line.
    let of_record = screens::desk(80, 24).type_keys("l?").screen();
    for said in ["find a field by its name or words", "go back to the list"] {
        assert!(of_record.contains(said), "{of_record}");
    }
}

#[test]
fn the_help_has_two_columns_where_they_fit() {
    let columns = |width: u16| {
        let screen = screens::desk(width, 32).type_keys("?").screen();
        screen.lines().any(|line| line.contains(" half a page down") && line.contains("other pane"))
            || screen.lines().any(|line| line.contains("Here: the list") && line.trim().len() > 60)
    };
    assert!(columns(120) && columns(200));
    // Moving goes down the first column and on at the top of the second.
    let desk = screens::desk(120, 32).type_keys("?").type_keys(&"<down>".repeat(30));
    let screen = desk.screen();
    let cursor = screen.lines().find(|line| line.contains('▌')).unwrap();
    assert!(cursor.chars().position(|c| c == '▌').unwrap() > 50, "{screen}");
}

#[test]
fn the_help_finds_what_other_programs_call_a_command() {
    for (typed, found) in [
        ("new", "new victim ID"),
        ("undo", "undo the last change of a file"),
        ("quit", "quit"),
        ("wq", "quit"),
        ("theme", "theme: auto"),
        (":set theme dark", "theme: dark"),
        ("retract", "what depends on this source"),
        ("child", "is:minor"),
        ("remove", "remove this field"),
        ("5j", "a number before a key"),
        ("yank", "copy the field or line as text"),
        ("w", "save"),
        ("mark", "mark this record of the list"),
        ("tag", "change a field of the marked records"),
    ] {
        let desk = screens::desk(100, 30).type_keys("?").type_keys(typed);
        let screen = desk.screen();
        let first = screen.lines().find(|line| line.contains('▌')).unwrap_or_default();
        assert!(first.contains(found), "{typed}: {screen}");
    }
}

#[test]
fn the_help_names_each_thing_once_and_says_where_a_key_means_it() {
    let help = |typed: &str| screens::desk(100, 60).type_keys("?").type_keys(typed).screen();
    let tags = help("tag");
    assert!(tags.contains("change this value in place"), "{tags}");
    let states = help("is:disputed");
    assert_eq!(states.matches(" is:disputed ").count(), 1, "{states}");
    let keys = help("mark");
    assert!(keys.contains("selecting a passage: one character left"), "{keys}");
    let first = |screen: &str, words: &str| screen.find(words).unwrap_or(usize::MAX);
    assert!(first(&keys, "mark this record") < first(&keys, "selecting a passage:"), "{keys}");
    // While a passage is selected its keys come first.
    let selecting = reading::desk().type_keys("<enter>").resize(100, 60);
    let selecting = selecting.type_keys("v?mark").screen();
    assert!(!selecting.contains("selecting a passage: one"), "{selecting}");
}

#[test]
fn letters_are_typed_in_the_help_and_escape_is_the_way_out() {
    for (width, height) in [(60, 20), (80, 24), (120, 32)] {
        let help = screens::desk(width, height).type_keys("?");
        assert!(help.screen().contains("Esc close"), "{}", help.screen());
        let typed = help.type_keys("quote");
        assert!(typed.model.shared.overlay.is_some() && typed.screen().contains("❯ quote"));
        assert!(typed.screen().contains("Esc close"), "{}", typed.screen());
        assert!(typed.type_keys("<esc>").model.shared.overlay.is_none());
    }
}

#[test]
fn enter_where_nothing_can_be_opened_says_what_can_be_done() {
    let desk = super::flows::desk().type_keys("<enter><enter>");
    assert_eq!(
        desk.model.shared.notice.as_deref(),
        Some("nothing to open: title is your own wording; i changes it")
    );
    let hints = super::flows::desk().type_keys("<enter>").screen();
    let last = hints.lines().last().unwrap_or_default();
    assert!(last.contains("i change  Tab quotes"), "{hints}");
}
