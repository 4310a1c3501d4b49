//! A passage is marked, added to a case and taken out again, on a disk and under a terminal.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::session::{Session, collection};

const ANN: &str = "# kept by hand\r\ntitle = 'Ann Test, made up'\r\nname  = 'Ann Test' # hers\r\nrecruitment_date = '2023'\r\n\r\n[[quote]]\r\nsource = 'paper'\r\ntext   = 'Ann was 17.'";

const ADDED: &str = "\r\n\r\n[[quote]]\r\nsource = \"paper\"\r\nat     = \"line 3\"\r\ntext   = \"told of work\"\r\nsupports = [\"name\"]";

/// A collection in which Ann's case quotes a source whose text is archived.
fn with_text() -> TempDir {
    let folder = collection();
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
    fs::create_dir(folder.path().join("archive")).unwrap();
    write("archive/paper.txt", "A Test Paper\n\nAnn was told of work by a test.\nAnn was 17.\n");
    write("sources.toml", "[paper]\ntitle = 'A Test Paper'\n");
    write("victims/ann.toml", ANN);
    folder
}

fn start(folder: TempDir) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().to_str().unwrap()]);
    let mut session = Session::of(command, folder);
    session.wait_for("“Ann was 17.”");
    session
}

/// Marks "told of work" and asks what it carries.
fn mark(session: &mut Session) {
    session.press("ll\r");
    session.wait_for("Text · passage 1 of 1");
    session.press("3Gv2w;3e");
    session.wait_for("12 characters marked");
    session.press("c");
    session.wait_for("Quote in Ann Test");
}

#[test]
fn a_passage_is_added_and_taken_back_to_the_byte() {
    let folder = with_text();
    let file = folder.path().join("victims/ann.toml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let mut session = start(folder);
    mark(&mut session);
    session.press("name ");
    session.wait_for("[x]");
    session.press("\r");
    session.wait_for("u takes it back");
    assert_eq!(fs::read_to_string(&file).unwrap(), format!("{ANN}{ADDED}"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    session.wait_for("Text · passage 1 of 2");
    session.press("u");
    session.wait_for("to the byte");
    assert_eq!(fs::read_to_string(&file).unwrap(), ANN);
    session.wait_for("12 characters marked");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
    let left = fs::read_dir(file.parent().unwrap()).unwrap();
    let left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(left.into_iter().all(|name| !name.contains("casebook")));
}

#[test]
fn a_file_that_may_not_be_written_is_told_and_the_mark_stays() {
    let folder = with_text();
    let file = folder.path().join("victims/ann.toml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    let mut session = start(folder);
    mark(&mut session);
    session.press("\r");
    session.wait_for("The quote was not written");
    session.wait_for("marked as read-only");
    session.press("\u{1b}");
    session.wait_for("12 characters marked");
    assert_eq!(fs::read_to_string(&file).unwrap(), ANN);
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
}
