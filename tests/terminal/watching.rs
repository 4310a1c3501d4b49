//! Files that other programs change while the browser is open.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use portable_pty::CommandBuilder;
use tempfile::{TempDir, tempdir};

use super::session::{Session, collection};

const RENAMED: &str = "title = 'Ann, changed'\nname = 'Ann Test'\n";

fn start(setting: Option<(&str, &str)>) -> Session {
    let folder = collection();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().to_str().unwrap()]);
    command.env_remove("CASEBOOK_POLL");
    if let Some((name, value)) = setting {
        command.env(name, value);
    }
    let mut session = Session::of(command, folder);
    session.wait_for("Said of Ann Test");
    session
}

fn leave(mut session: Session) {
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0, "{}", session.dump());
    session.expect_restored();
}

#[test]
fn a_file_written_in_place_shows() {
    let mut session = start(None);
    fs::write(session.folder().join("victims/ann.toml"), RENAMED).unwrap();
    session.wait_for("Ann, changed");
    session.wait_for("changed, reloaded");
    leave(session);
}

#[test]
fn a_file_renamed_over_another_shows() {
    let mut session = start(None);
    let file = session.folder().join("victims/ann.toml");
    fs::write(file.with_extension("new"), RENAMED).unwrap();
    fs::rename(file.with_extension("new"), file).unwrap();
    session.wait_for("Ann, changed");
    leave(session);
}

#[test]
fn a_file_in_a_new_folder_shows_and_goes_with_it() {
    let mut session = start(None);
    let folder = session.folder().join("victims/later");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("cy.toml"), "title = 'Cy in a folder'\n").unwrap();
    session.wait_for("Cy in a folder");
    fs::remove_dir_all(folder).unwrap();
    session.wait_until("no Cy", |screen| !screen.contents().contains("Cy in a folder"));
    leave(session);
}

#[test]
fn a_removed_case_is_announced() {
    let mut session = start(None);
    fs::remove_file(session.folder().join("victims/ann.toml")).unwrap();
    session.wait_for("Ann Test was removed: its file was deleted");
    session.wait_for("Said of Bo Test");
    leave(session);
}

#[test]
fn the_text_of_a_source_is_watched_too() {
    let mut session = start(None);
    let archive = session.folder().join("archive");
    fs::create_dir(&archive).unwrap();
    fs::write(archive.join("paper.txt"), "Words.").unwrap();
    session.wait_for("changed, reloaded");
    leave(session);
}

#[test]
fn a_broken_file_is_reported_until_it_is_mended() {
    let mut session = start(None);
    let file = session.folder().join("victims/ann.toml");
    let sound = fs::read_to_string(&file).unwrap();
    fs::write(&file, sound.replace("'2023'", "")).unwrap();
    session.wait_for("The record is shown");
    session.wait_for("2023");
    fs::write(&file, sound).unwrap();
    session.wait_until("no outage", |screen| !screen.contents().contains("E goes there"));
    leave(session);
}

#[test]
fn without_events_it_polls_and_says_so() {
    let mut session = start(Some(("CASEBOOK_POLL", "1")));
    session.wait_for("no change notifications here");
    fs::write(session.folder().join("victims/ann.toml"), RENAMED).unwrap();
    session.wait_for("Ann, changed");
    leave(session);
}

/// Starts the browser on a collection in a folder of a folder, and waits until it watches.
fn open_in(folder: TempDir, collection: &str, polls: bool) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().join(collection).to_str().unwrap()]);
    command.env_remove("CASEBOOK_POLL");
    if polls {
        command.env("CASEBOOK_POLL", "1");
    }
    let mut session = Session::of(command, folder);
    session.wait_for("Said of Ann Test");
    session
}

/// Makes the collection of the tests in a folder of a folder.
fn collection_in(folder: &Path, name: &str) {
    let made = collection().keep();
    fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
    let moved = Command::new("mv").arg(&made).arg(folder.join(name)).status().unwrap();
    assert!(moved.success());
}

/// Writes another title of the same length into the file of a case.
fn retitle(file: &Path, title: &str) {
    let text = fs::read_to_string(file).unwrap();
    let rest = text.split_once('\n').unwrap().1;
    fs::write(file, format!("title = '{title:17}'\n{rest}")).unwrap();
}

fn keeping_its_time(file: &Path, change: impl Fn(&Path)) {
    let time = fs::metadata(file).unwrap().modified().unwrap();
    change(file);
    fs::File::options().write(true).open(file).unwrap().set_modified(time).unwrap();
}

#[test]
fn another_text_of_the_same_size_and_time_shows() {
    for polls in [false, true] {
        let folder = tempdir().unwrap();
        collection_in(folder.path(), "cases");
        let mut session = open_in(folder, "cases", polls);
        let file = session.folder().join("cases/victims/ann.toml");
        keeping_its_time(&file, |file| retitle(file, "Ann, in place"));
        session.wait_for("Ann, in place");
        // As rsync and programs that restore a copy do it.
        let new = session.folder().join("cases/victims/new");
        keeping_its_time(&file, |file| {
            fs::copy(file, &new).unwrap();
            retitle(&new, "Ann, replaced");
            fs::rename(&new, file).unwrap();
        });
        session.wait_for("Ann, replaced");
        // The text of before, as from a backup.
        keeping_its_time(&file, |file| retitle(file, "Ann, restored"));
        session.wait_for("Ann, restored");
        leave(session);
    }
}

#[test]
fn a_folder_in_the_place_of_the_collections_is_watched_from_then_on() {
    // The folder itself, one above it, and a link that leads elsewhere from now on.
    for (opened, old, new) in [
        ("cases", "cases", "other"),
        ("deep/er/cases", "deep/er", "other"),
        ("link", "link", "other-link"),
    ] {
        for polls in [false, true] {
            let folder = tempdir().unwrap();
            collection_in(folder.path(), "deep/er/cases");
            collection_in(folder.path(), "cases");
            symlink("cases", folder.path().join("link")).unwrap();
            let mut session = open_in(folder, opened, polls);
            let at = |path: &str| session.folder().join(path);
            let inside = opened.strip_prefix(old).unwrap().trim_start_matches('/');
            let file = Path::new(inside).join("victims/ann.toml");
            if new == "other-link" {
                collection_in(&at(""), "third");
                symlink("third", at(new)).unwrap();
            } else {
                collection_in(&at(""), Path::new(new).join(inside).to_str().unwrap());
            }
            retitle(&at(new).join(&file), "Ann, of another");
            fs::rename(at(old), at("gone")).unwrap();
            fs::rename(at(new), at(old)).unwrap();
            let file = at(old).join(&file);
            session.wait_for("Ann, of another");
            for title in ["Ann, once more", "Ann, and again"] {
                retitle(&file, title);
                session.wait_for(title);
            }
            leave(session);
        }
    }
}

#[test]
fn a_collection_that_comes_back_is_watched() {
    for polls in [false, true] {
        let folder = tempdir().unwrap();
        collection_in(folder.path(), "cases");
        let mut session = open_in(folder, "cases", polls);
        let cases = session.folder().join("cases");
        let away = session.folder().join("away");
        fs::rename(&cases, &away).unwrap();
        session.wait_for("may be out of date (R reloads)");
        fs::rename(&away, &cases).unwrap();
        session.wait_until("no doubt", |screen| !screen.contents().contains("out of date"));
        retitle(&cases.join("victims/ann.toml"), "Ann, back again");
        session.wait_for("Ann, back again");
        leave(session);
    }
}

#[test]
fn what_links_inside_of_the_collection_lead_to_is_watched() {
    for (link, target) in [
        ("victims", ".store/people"),
        ("victims", "store"),
        ("victims/later", ".more"),
        ("victims/ann.toml", ".texts/ann-test.txt"),
        ("victims/ann.toml", "victims/sub/.a"),
    ] {
        for polls in [false, true] {
            let folder = tempdir().unwrap();
            collection_in(folder.path(), "cases");
            let cases = folder.path().join("cases");
            let (link, target) = (cases.join(link), cases.join(target));
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            let file = if link.exists() {
                fs::rename(&link, &target).unwrap();
                if target.is_dir() { target.join("ann.toml") } else { target.clone() }
            } else {
                fs::create_dir(&target).unwrap();
                fs::rename(cases.join("victims/ann.toml"), target.join("ann.toml")).unwrap();
                target.join("ann.toml")
            };
            symlink(&target, &link).unwrap();
            let mut session = open_in(folder, "cases", polls);
            retitle(&file, "Ann, behind it");
            session.wait_for("Ann, behind it");
            let new = file.with_extension("new");
            fs::copy(&file, &new).unwrap();
            retitle(&new, "Ann, replaced");
            fs::rename(&new, &file).unwrap();
            session.wait_for("Ann, replaced");
            retitle(&file, "Ann, once more");
            session.wait_for("Ann, once more");
            leave(session);
        }
    }
}

#[test]
fn a_link_that_leads_elsewhere_from_now_on_shows() {
    let folder = tempdir().unwrap();
    collection_in(folder.path(), "cases");
    let cases = folder.path().join("cases");
    fs::create_dir(cases.join(".a")).unwrap();
    fs::rename(cases.join("victims"), cases.join(".a/victims")).unwrap();
    fs::create_dir(cases.join(".b")).unwrap();
    assert!(
        Command::new("cp")
            .arg("-r")
            .arg(cases.join(".a/victims"))
            .arg(cases.join(".b"))
            .status()
            .unwrap()
            .success()
    );
    retitle(&cases.join(".b/victims/ann.toml"), "Ann, in B");
    // A link to a link, of which the second changes.
    symlink(".a", cases.join(".now")).unwrap();
    symlink(".now/victims", cases.join("victims")).unwrap();
    let mut session = open_in(folder, "cases", false);
    symlink(".b", cases.join(".next")).unwrap();
    fs::rename(cases.join(".next"), cases.join(".now")).unwrap();
    session.wait_for("Ann, in B");
    retitle(&cases.join(".b/victims/ann.toml"), "Ann, in B again");
    session.wait_for("Ann, in B again");
    leave(session);
}

#[test]
fn an_archive_elsewhere_is_watched_where_it_is_replaced() {
    let folder = tempdir().unwrap();
    collection_in(folder.path(), "cases");
    let archive = folder.path().join("texts");
    fs::create_dir(&archive).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().join("cases").to_str().unwrap()]);
    command.args(["--archive", archive.to_str().unwrap()]);
    command.env_remove("CASEBOOK_POLL");
    let mut session = Session::of(command, folder);
    session.wait_for("Said of Ann Test");
    fs::rename(&archive, session.folder().join("old")).unwrap();
    fs::create_dir(&archive).unwrap();
    fs::write(archive.join("paper.txt"), "Words.").unwrap();
    session.wait_for("changed, reloaded");
    session.press("jk");
    fs::write(archive.join("paper.txt"), "Other words.").unwrap();
    session.wait_for("changed, reloaded");
    leave(session);
}

/// The system reports nothing of what is written by way of another name of the same file.
#[test]
fn a_file_written_under_another_name_shows() {
    let folder = tempdir().unwrap();
    collection_in(folder.path(), "cases");
    let other = folder.path().join("other-name");
    fs::hard_link(folder.path().join("cases/victims/ann.toml"), &other).unwrap();
    let mut session = open_in(folder, "cases", false);
    retitle(&other, "Ann, elsewhere");
    session.wait_for("Ann, elsewhere");
    leave(session);
}

/// Nor does it report that a file in a folder was given another name elsewhere.
#[test]
fn a_file_written_under_a_name_that_it_was_given_while_the_program_ran_shows() {
    let folder = tempdir().unwrap();
    collection_in(folder.path(), "cases");
    let mut session = open_in(folder, "cases", false);
    let other = session.folder().join("other-name");
    fs::hard_link(session.folder().join("cases/victims/ann.toml"), &other).unwrap();
    retitle(&other, "Ann, elsewhere");
    session.wait_for("Ann, elsewhere");
    retitle(&other, "Ann, once more");
    session.wait_for("Ann, once more");
    leave(session);
}

#[test]
fn a_collection_that_moves_away_under_the_program_is_reported() {
    let folder = tempdir().unwrap();
    collection_in(folder.path(), "cases");
    let cases = folder.path().join("cases");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.cwd(&cases);
    command.env_remove("CASEBOOK_POLL");
    command.env_remove("CASEBOOK_DIR");
    let mut session = Session::of(command, folder);
    session.wait_for("Said of Ann Test");
    fs::rename(&cases, session.folder().join("away")).unwrap();
    collection_in(session.folder(), "cases");
    session.wait_for("may be out of date (R reloads): the collection's folder was moved");
    leave(session);
}

/// In a user namespace of its own the test may lower how many folders can be watched.
#[test]
fn once_no_more_folders_can_be_watched_it_polls_and_says_so() {
    let limit = "/proc/sys/user/max_inotify_watches";
    let script = format!("echo 5 > {limit} && exec \"$@\"");
    let prefix = ["-Ur", "sh", "-c", &script, "sh"];
    let tried = Command::new("unshare").args(prefix).arg("true").output();
    if !tried.is_ok_and(|tried| tried.status.success()) {
        println!("skipped: no user namespace with a limit of its own here");
        return;
    }
    for folders_at_first in [0, 9] {
        let folder = tempdir().unwrap();
        collection_in(folder.path(), "cases");
        let cases = folder.path().join("cases");
        let add = |number: usize| {
            let folder = cases.join(format!("victims/folder-{number}"));
            fs::create_dir(&folder).unwrap();
            let case = format!("title = 'Case {number} of many'\nname = 'Test {number}'\n");
            fs::write(folder.join(format!("test-{number}.toml")), case).unwrap();
        };
        (0..folders_at_first).for_each(add);
        let mut command = CommandBuilder::new("unshare");
        command.args(prefix);
        command.arg(env!("CARGO_BIN_EXE_casebook"));
        command.args(["-C", cases.to_str().unwrap()]);
        command.env_remove("CASEBOOK_POLL");
        let mut session = Session::of(command, folder);
        session.wait_for("Said of Ann Test");
        (folders_at_first..12).for_each(add);
        session.wait_for("no change notifications here");
        session.press("G");
        session.wait_for("Test 11");
        let file = cases.join("victims/folder-11/test-11.toml");
        fs::write(file, "title = 'Case, changed'\nname = 'Test Changed'\n").unwrap();
        session.wait_for("Test Changed");
        leave(session);
    }
}

/// A disk that comes and goes, seen by a program in a mount namespace of its own.
#[test]
fn a_disk_that_is_mounted_in_its_place_shows_and_what_is_below_it_again() {
    if !Command::new("unshare").args(["-Urm", "true"]).status().is_ok_and(|status| status.success())
    {
        println!("skipped: this user may mount nothing here");
        return;
    }
    let folder = tempdir().unwrap();
    collection_in(folder.path(), "cases");
    collection_in(folder.path(), "disk");
    retitle(&folder.path().join("disk/victims/ann.toml"), "Ann, on a disk");
    let script = "cd \"$1\" && { until [ -e plug ]; do sleep 0.1; done; mount --bind disk cases
        until [ -e pull ]; do sleep 0.1; done; umount cases; } > /dev/null 2>&1 &
        exec \"$2\" -C \"$1/cases\"";
    let mut command = CommandBuilder::new("unshare");
    command.args(["-Urm", "sh", "-c", script, "sh"]);
    command.args([folder.path().to_str().unwrap(), env!("CARGO_BIN_EXE_casebook")]);
    command.env_remove("CASEBOOK_POLL");
    let mut session = Session::of(command, folder);
    session.wait_for("Said of Ann Test");
    fs::write(session.folder().join("plug"), "").unwrap();
    session.wait_for("Ann, on a disk");
    retitle(&session.folder().join("disk/victims/ann.toml"), "Ann, on it still");
    session.wait_for("Ann, on it still");
    fs::write(session.folder().join("pull"), "").unwrap();
    session.wait_for("Ann Test, made up");
    retitle(&session.folder().join("cases/victims/ann.toml"), "Ann, below it");
    session.wait_for("Ann, below it");
    leave(session);
}
