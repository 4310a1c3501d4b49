//! What a screen reader goes by: where the cursor of the terminal is, and which rows change.

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::session::{Session, collection};

fn start() -> Session {
    start_in(collection())
}

fn start_in(folder: TempDir) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().to_str().unwrap()]);
    command.env("CASEBOOK_SCREEN_READER", "1");
    let mut session = Session::of(command, folder);
    session.wait_for("Ann Test, victim, 1 of 3");
    session
}

/// Returns the rows without the quotes at the right, which follow the field.
fn rows(session: &Session) -> Vec<String> {
    session.screen.screen().rows(0, 71).collect()
}

/// Returns the row in which the cursor is.
fn at_cursor(screen: &vt100::Screen) -> String {
    let (row, _) = screen.cursor_position();
    screen.rows(0, 100).nth(usize::from(row)).unwrap_or_default()
}

/// Returns what is said on the last row.
fn said(screen: &vt100::Screen) -> String {
    screen.rows(0, 100).nth(23).unwrap_or_default()
}

/// Returns the numbers of the rows that differ.
fn changed(before: &[String], after: &[String]) -> Vec<usize> {
    let rows = before.iter().zip(after).enumerate();
    rows.filter(|(_, (before, after))| before != after).map(|(row, _)| row).collect()
}

#[test]
fn the_cursor_is_at_the_selected_line_and_each_move_is_said_in_the_same_place() {
    let mut session = start();
    let screen = session.screen.screen();
    assert!(!screen.hide_cursor());
    let (row, column) = screen.cursor_position();
    assert!(rows(&session)[usize::from(row)].contains("Ann Test"), "{}", session.dump());
    session.press("j");
    session.wait_for("Bo Test, victim, 2 of 3");
    assert_eq!(session.screen.screen().cursor_position(), (row + 1, column));
    assert!(rows(&session)[23].contains("Bo Test, victim, 2 of 3"), "{}", session.dump());
    // In a list, too, and back.
    session.press("!");
    session.wait_until("the first problem", |screen| at_cursor(screen).contains("ann.toml:3"));
    let at = session.screen.screen().cursor_position();
    session.press("j");
    session.wait_until("the next line", |screen| {
        let now = screen.cursor_position();
        now.0 > at.0 && now.1 == at.1
    });
    session.press("\u{1b}");
    session.wait_for("Bo Test, victim, 2 of 3");
    assert_eq!(session.screen.screen().cursor_position(), (row + 1, column));
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
}

#[test]
fn a_move_changes_the_rows_of_the_cursor_and_what_is_said_and_no_other() {
    let mut session = start();
    session.press("l");
    session.wait_until("the record", |screen| screen.cursor_position().1 > 30);
    let (before, at) = (rows(&session), session.screen.screen().cursor_position());
    session.press("j");
    session.wait_until("the next field", |screen| screen.cursor_position().0 > at.0);
    let (after, now) = (rows(&session), session.screen.screen().cursor_position());
    let lines = [usize::from(at.0), usize::from(now.0), 23];
    for row in changed(&before, &after) {
        assert!(lines.contains(&row), "row {row}\n{}", session.dump());
    }
    assert_ne!(before[23], after[23]);
}

#[test]
fn no_lines_are_drawn() {
    let session = start();
    let contents = session.screen.screen().contents();
    assert!(!contents.contains(|c| matches!(c, '\u{2500}'..='\u{257f}')), "{contents}");
}

#[test]
fn in_a_list_that_is_typed_into_the_cursor_is_behind_what_was_typed_and_the_selected_line_is_said()
{
    let mut session = start();
    session.press(":");
    session.wait_until("the palette", |screen| at_cursor(screen).contains("type to filter"));
    session.press("copy");
    session.wait_until("the command", |screen| {
        let (_, column) = screen.cursor_position();
        at_cursor(screen).trim_end().ends_with("copy")
            && usize::from(column) == at_cursor(screen).trim_end().chars().count()
            && said(screen).contains("copy NEW-ID: a new record")
    });
    let (before, at) = (rows(&session), session.screen.screen().cursor_position());
    session.press("\u{1b}[B");
    session
        .wait_until("another line", |screen| !said(screen).contains("copy NEW-ID: a new record"));
    // The cursor stays where one types; the selected lines and what is said change.
    assert_eq!(session.screen.screen().cursor_position(), at);
    let after = rows(&session);
    let changed = changed(&before, &after);
    assert!(changed.contains(&23) && changed.len() <= 4, "{changed:?}\n{}", session.dump());
    session.press("\u{1b}");
    session.wait_until("the list", |screen| at_cursor(screen).contains("Ann Test"));
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
}

#[test]
fn each_match_of_a_search_in_all_texts_is_said() {
    let folder = collection();
    let cases = folder.path();
    std::fs::write(cases.join("sources.toml"), "[paper]\ntitle = 'A Test Paper'\n").unwrap();
    std::fs::create_dir_all(cases.join("archive")).unwrap();
    std::fs::write(cases.join("archive/paper.txt"), "A kitchen here.\nAnd a kitchen there.\n")
        .unwrap();
    let mut session = start_in(folder);
    session.press("g/kitchen");
    session.wait_until("the first match", |screen| {
        said(screen).contains("A Test Paper, line 1 A kitchen here.")
            && at_cursor(screen).contains("kitchen")
    });
    session.press("\r");
    session.wait_until("the cursor at the match", |screen| {
        at_cursor(screen).contains("A kitchen here.")
    });
    session.press("j");
    session.wait_until("the second match", |screen| {
        said(screen).contains("A Test Paper, line 2 And a kitchen there.")
            && at_cursor(screen).contains("there.")
    });
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
}
