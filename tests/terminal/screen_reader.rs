//! What a screen reader goes by: where the cursor of the terminal is, and which rows change.

use portable_pty::CommandBuilder;

use super::session::{Session, collection};

fn start() -> Session {
    let folder = collection();
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
    session.wait_for("Problems");
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
