//! A value is changed in place, on a disk and under a terminal, and the cursor is where the caret is drawn.

use std::fs;

use portable_pty::CommandBuilder;

use super::session::{Session, collection};

const ANN: &str = "# kept by hand\r\ntitle = 'Ann Test, made up'\r\nname  = 'Ann Test' # hers\r\nrecruitment_date = '2023'\r\n";

fn start(text: &str) -> Session {
    let folder = collection();
    fs::write(folder.path().join("victims/ann.toml"), text).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().to_str().unwrap()]);
    let mut session = Session::of(command, folder);
    session.wait_for("Ann Test, made up");
    session
}

fn file(session: &Session) -> String {
    fs::read_to_string(session.folder().join("victims/ann.toml")).unwrap()
}

#[test]
fn a_date_is_typed_its_finding_is_seen_and_it_is_written_and_undone_to_the_byte() {
    let mut session = start(ANN);
    session.press("\rjj");
    session.press("i");
    session.wait_for("recruitment date · Ann Test");
    session.wait_until("a caret", |screen| !screen.hide_cursor());
    session.press("\u{15}2023-13");
    session.wait_for("✗ ");
    session.press("\u{15}about Dec 2021");
    session.wait_for("2021-12~)");
    session.wait_for("2021-12-01 to 2021-12-31");
    assert_eq!(file(&session), ANN);
    session.press("\r");
    session.wait_for("u undoes it");
    assert_eq!(file(&session), ANN.replace("'2023'", "'2021-12~'"));
    session.press("u");
    session.wait_for("the file is as before");
    assert_eq!(file(&session), ANN);
    session.press("\u{12}");
    session.wait_for("redone");
    assert_eq!(file(&session), ANN.replace("'2023'", "'2021-12~'"));
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
}

/// A vocabulary takes four keys and the letters that are typed: i, Tab or Down to the word, Enter to take and Enter to write.
#[test]
fn a_word_of_a_vocabulary_is_set_with_four_keys_and_its_letters() {
    let mut session = start(&format!("{ANN}gender = 'male'\r\n"));
    session.press("\rjj");
    session.wait_for("male");
    for key in ["i", "\u{15}fema", "\t", "\r", "\r"] {
        session.press(key);
    }
    session.wait_for("gender written to Ann Test");
    assert!(file(&session).contains("gender = 'female'\r\n"), "{}", file(&session));
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
}

#[test]
fn a_changed_value_asks_which_words_say_so_and_the_quote_is_added_for_it() {
    let text = format!(
        "{ANN}age = 17\r\n\r\n[[quote]]\r\nsource = 'wire'\r\ntext = 'Ann is 17.'\r\nsupports = ['age']\r\n"
    );
    let folder = collection();
    fs::write(folder.path().join("victims/ann.toml"), &text).unwrap();
    fs::write(folder.path().join("sources.toml"), "[wire]\ntitle = 'A Made up Wire'\n").unwrap();
    fs::create_dir_all(folder.path().join("archive")).unwrap();
    fs::write(folder.path().join("archive/wire.txt"), "Ann is 17. Ann was 18 in May.\n").unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().to_str().unwrap()]);
    let mut session = Session::of(command, folder);
    session.wait_for("Ann Test, made up");
    session.press("\rjj");
    session.press("i\u{15}18\r");
    session.wait_for("c: which words say so?");
    session.wait_for("◔1");
    session.press("c");
    session.wait_for("Which words say age: 18?");
    session.press("\r");
    session.wait_for("v selects the words");
    session.press("vlc");
    session.wait_for("Add quote to Ann Test");
    session.press("\r");
    session.wait_for("quote added to Ann Test: age");
    let after = file(&session);
    assert!(after.contains("age = 18\r\n") && after.contains("\"18\"\r\n"), "{after}");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
}

#[test]
fn a_terminal_that_hangs_up_while_a_value_is_typed_leaves_the_file_as_it_was() {
    for signal in ["HUP", "TERM"] {
        let mut session = start(ANN);
        session.press("\rjji\u{15}2024");
        session.wait_for("2024");
        session.signal(signal);
        session.wait_for_end();
        assert_eq!(file(&session), ANN);
        session.expect_restored();
    }
}

/// The cursor of the terminal is in the cell behind what is drawn of the text before the caret: an input method draws there.
#[test]
fn the_cursor_is_at_the_caret_in_every_script_and_width() {
    let texts = [
        ("妙瓦底妙瓦底", "妙"),
        ("ភ្នំពេញ ក្រុង", "ង"),
        ("မန္တလေး မြို့", "မ"),
        ("👩\u{200d}👦 x", "x"),
        ("שלום Ann", "n"),
        ("a\u{200b}b", "b"),
    ];
    for (width, height) in [(60, 20), (80, 24), (120, 32)] {
        let mut session = start(ANN);
        session.resize(width, height);
        let cells = usize::from(width);
        // The second line ends with the number of the record, at the right end of the new size.
        session.wait_until("the new size", |screen| {
            let second = screen.contents().lines().nth(1).unwrap_or_default().to_owned();
            second.ends_with("of 3") && second.chars().count() + 1 == cells
        });
        session.press("\rj");
        for (text, last) in texts {
            session.press("i");
            session.wait_for("name · Ann Test");
            session.press(&format!("\u{15}\u{1b}[200~{text}\u{1b}[201~|"));
            session.wait_for("|");
            // Behind the last character is a sign that shows where it ends; one step left is its cell.
            session.wait_until(&format!("the cursor behind {text}"), |screen| {
                let (row, column) = screen.cursor_position();
                let before = column.checked_sub(1).and_then(|at| screen.cell(row, at));
                before.is_some_and(|cell| cell.contents() == "|")
            });
            session.press("\u{1b}[D");
            session.wait_until(&format!("the cursor at the sign behind {text}"), |screen| {
                let (row, column) = screen.cursor_position();
                screen.cell(row, column).is_some_and(|cell| cell.contents() == "|")
            });
            session.press("\u{1b}[D");
            session.wait_until(&format!("the cursor at {last} of {text}"), |screen| {
                let (row, column) = screen.cursor_position();
                screen.cell(row, column).is_some_and(|cell| !cell.contents().is_empty())
                    && column > 1
            });
            session.press("\u{15}\u{b}Ann Test\r");
            session.wait_for("nothing was written");
        }
        assert_eq!(file(&session), ANN);
        session.press("q");
        assert_eq!(session.wait_for_end().exit_code(), 0);
    }
}
