//! Transactions that fail, are interrupted, or meet another writer, at every step.

use std::collections::BTreeMap;

use tempfile::TempDir;

use super::*;
use crate::exchange::{Change, ChangedFile};

/// The files of a folder and their bytes, temporary ones left out.
type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// A folder in memory where the system has one: thousands of transactions are written.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() { all.extend(files_in(&path)) } else { all.push(path) }
    }
    all
}

fn tree(folder: &Path) -> Tree {
    let files = files_in(folder).into_iter();
    let visible =
        files.filter(|path| !path.file_name().unwrap().as_encoded_bytes().starts_with(b"."));
    visible
        .map(|path| (path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect()
}

fn hidden(folder: &Path) -> usize {
    let files = files_in(folder);
    files
        .iter()
        .filter(|path| path.file_name().unwrap().as_encoded_bytes().starts_with(b"."))
        .count()
}

/// A folder with some files, and a change that edits, creates, deletes and renames.
fn before() -> TempDir {
    let folder = folder();
    fs::create_dir(folder.path().join("victims")).unwrap();
    for (path, text) in [
        ("sources.toml", "[paper]\n"),
        ("victims/ann.toml", "title = 'Ann'\n"),
        ("victims/bea.toml", "title = 'Bea'\n"),
        ("victims/cal.toml", "title = 'Cal'\n"),
    ] {
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

fn change() -> Change {
    let renamed = ChangedFile::renamed(
        "victims/cal.toml",
        "victims/col.toml",
        "title = 'Cal'\n",
        "title = 'Col'\n",
    );
    let others = [
        ChangedFile::between("sources.toml", "[paper]\n", "[wire]\n"),
        ChangedFile::between("victims/ann.toml", "title = 'Ann'\n", "title = 'Ann Test'\n"),
        ChangedFile::delete("victims/bea.toml", "title = 'Bea'\n"),
        ChangedFile::create("places/town.toml", "name = 'Town'\n"),
    ];
    Change { label: "test".to_owned(), files: others.into_iter().chain(renamed).collect() }
}

fn planned(folder: &Path, change: &Change) -> crate::exchange::PlannedChange {
    change.plan(|path| Some(fs::read_to_string(folder.join(path)).ok()?.into())).unwrap()
}

fn write(folder: &Path, change: &Change, step: BeforeStep<'_>) -> Result<Change, WriteError> {
    let planned = planned(folder, change);
    write_in_steps(&Disk::new(folder), planned.files(), Readers::AnyoneAllowed, step)?;
    Ok(planned.inverse())
}

/// The tree after the change, and how many steps it takes.
fn after() -> (Tree, usize) {
    let folder = before();
    let mut steps = 0;
    write(folder.path(), &change(), &mut || {
        steps += 1;
        Ok(())
    })
    .unwrap();
    assert_eq!(hidden(folder.path()), 0);
    (tree(folder.path()), steps)
}

#[test]
fn files_are_edited_created_deleted_and_renamed_together_and_that_is_taken_back() {
    let folder = before();
    let old = tree(folder.path());
    let inverse = write(folder.path(), &change(), &mut || Ok(())).unwrap();
    let names: Vec<String> =
        tree(folder.path()).keys().map(|path| path.display().to_string()).collect();
    assert_eq!(names, ["places/town.toml", "sources.toml", "victims/ann.toml", "victims/col.toml"]);
    assert_eq!(tree(folder.path()), after().0);
    let again = write(folder.path(), &inverse, &mut || Ok(())).unwrap();
    assert_eq!(tree(folder.path()), old);
    write(folder.path(), &again, &mut || Ok(())).unwrap();
    assert_eq!(tree(folder.path()), after().0);
    assert_eq!(hidden(folder.path()), 0);
}

#[cfg(unix)]
#[test]
fn a_renamed_file_keeps_its_rights_and_a_file_that_does_not_change_is_not_written() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let folder = before();
    let cal = folder.path().join("victims/cal.toml");
    fs::set_permissions(&cal, fs::Permissions::from_mode(0o640)).unwrap();
    let ann = folder.path().join("victims/ann.toml");
    let inode = fs::metadata(&ann).unwrap().ino();
    let same = ChangedFile::between("victims/ann.toml", "title = 'Ann'\n", "title = 'Ann'\n");
    let change = Change {
        label: String::new(),
        files: change().files.into_iter().skip(3).chain([same]).collect(),
    };
    let inverse = write(folder.path(), &change, &mut || Ok(())).unwrap();
    let mode = fs::metadata(folder.path().join("victims/col.toml")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert_eq!(fs::metadata(&ann).unwrap().ino(), inode);
    assert!(inverse.files.iter().all(|file| file.path() != Path::new("victims/ann.toml")));
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_link_is_written_once_and_never_taken_away_from_under_it() {
    use std::os::unix::fs::symlink;
    let link = "victims/abe.toml";
    let two = |other: &str| Change {
        label: String::new(),
        files: vec![
            ChangedFile::between(link, "title = 'Ann'\n", "title = 'Ann Test'\n"),
            ChangedFile::between("victims/ann.toml", "title = 'Ann'\n", other),
        ],
    };
    let rename =
        ChangedFile::renamed(link, "victims/abel.toml", "title = 'Ann'\n", "title = 'A'\n");
    let delete = ChangedFile::delete(link, "title = 'Ann'\n");
    let target = "victims/ann.toml";
    let rename_target =
        ChangedFile::renamed(target, "victims/anna.toml", "title = 'Ann'\n", "title = 'A'\n");
    let delete_target = ChangedFile::delete(target, "title = 'Ann'\n");
    let same =
        "it is the same file as victims/abe.toml, by a symbolic link, and cannot get two texts";
    let linked = "it is a symbolic link, which would lead to nothing once the file behind it is moved or deleted";
    let dangling = "victims/abe.toml is a symbolic link to it, and would lead to nothing once it is moved or deleted";
    for (change, refused) in [
        (two("title = 'Ann Test'\n"), None),
        (two("title = 'Bo Test'\n"), Some(("victims/ann.toml", same))),
        (Change { label: String::new(), files: rename.into() }, Some((link, linked))),
        (Change { label: String::new(), files: vec![delete] }, Some((link, linked))),
        (Change { label: String::new(), files: rename_target.into() }, Some((target, dangling))),
        (Change { label: String::new(), files: vec![delete_target] }, Some((target, dangling))),
    ] {
        let folder = before();
        symlink("ann.toml", folder.path().join(link)).unwrap();
        let old = tree(folder.path());
        let written = write(folder.path(), &change, &mut || Ok(()));
        assert_eq!(hidden(folder.path()), 0);
        assert!(fs::symlink_metadata(folder.path().join(link)).unwrap().is_symlink());
        if let Some((path, why)) = refused {
            let error = written.unwrap_err();
            assert!(error.to_string().ends_with(path), "{error}");
            assert_eq!(std::error::Error::source(&error).unwrap().to_string(), why);
            assert!(error.hint().contains("copy of the file"), "{}", error.hint());
        } else {
            let ann = fs::read_to_string(folder.path().join("victims/ann.toml")).unwrap();
            assert_eq!(ann, "title = 'Ann Test'\n");
            write(folder.path(), &written.unwrap(), &mut || Ok(())).unwrap();
        }
        assert_eq!(tree(folder.path()), old);
    }
}

#[test]
fn whatever_fails_at_any_step_nothing_is_half_written_and_nothing_is_left() {
    let (_, steps) = after();
    assert!(steps > 12, "{steps}");
    for kind in [
        io::ErrorKind::StorageFull,
        io::ErrorKind::QuotaExceeded,
        io::ErrorKind::ReadOnlyFilesystem,
    ] {
        for failing in 0..steps {
            let folder = before();
            let old = tree(folder.path());
            let mut step = 0;
            let error = write(folder.path(), &change(), &mut || {
                step += 1;
                if step > failing { Err(kind.into()) } else { Ok(()) }
            });
            assert!(error.unwrap_err().to_string().starts_with("cannot write"));
            assert_eq!(tree(folder.path()), old, "{kind} at step {failing}");
            assert_eq!(hidden(folder.path()), 0, "{kind} at step {failing}");
            assert!(!folder.path().join("places").exists());
        }
    }
}

#[test]
fn a_folder_that_vanishes_at_any_step_has_all_old_files_or_all_new_ones() {
    let (new, steps) = after();
    for failing in 0..steps {
        let folder = before();
        let old = tree(folder.path());
        let away = folder.path().with_extension("away");
        let mut step = 0;
        let outcome = write(folder.path(), &change(), &mut || {
            step += 1;
            if step == failing + 1 { fs::rename(folder.path(), &away) } else { Ok(()) }
        });
        fs::rename(&away, folder.path()).unwrap();
        recover(&Disk::new(folder.path()));
        let expected = if outcome.is_ok() { &new } else { &old };
        assert_eq!(tree(folder.path()), *expected, "step {failing}");
    }
}

#[test]
fn interrupted_at_any_step_the_next_start_finishes_the_change_or_takes_it_back_and_says_so() {
    let (new, steps) = after();
    let (mut finished, mut untouched) = (0, 0);
    for killed in 0..steps {
        let folder = before();
        let old = tree(folder.path());
        // What is left of a program that was killed: its files, without what it does when it ends.
        let stopped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let mut step = 0;
            let left = folder.path().with_extension("left");
            write(folder.path(), &change(), &mut || {
                step += 1;
                if step == killed + 1 {
                    copy(folder.path(), &left);
                    return Err(io::ErrorKind::Interrupted.into());
                }
                Ok(())
            })
            .unwrap_err();
            left
        }));
        let left = stopped.unwrap();
        let said = recover(&Disk::new(&left));
        let now = tree(&left);
        match said.as_slice() {
            [] => {
                assert_eq!(now, old, "step {killed}");
                untouched += 1;
            }
            [RecoveredChange::Finished { files, .. }] => {
                assert_eq!((&now, *files), (&new, 6), "step {killed}");
                assert_eq!(hidden(&left), 0, "step {killed}");
                finished += 1;
            }
            other => panic!("{other:?} at step {killed}"),
        }
        assert_eq!(recover(&Disk::new(&left)), [], "step {killed}");
        fs::remove_dir_all(left).unwrap();
    }
    assert!(finished > 5 && untouched > 5, "{finished} {untouched}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            _ = fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_file_that_another_program_changed_after_a_crash_stays_and_the_rest_is_taken_back() {
    let (_, steps) = after();
    let mut taken_back = 0;
    for killed in 0..steps {
        let folder = before();
        let old = tree(folder.path());
        let left = folder.path().with_extension("left");
        let mut step = 0;
        _ = write(folder.path(), &change(), &mut || {
            step += 1;
            if step == killed + 1 {
                copy(folder.path(), &left);
                return Err(io::ErrorKind::Interrupted.into());
            }
            Ok(())
        });
        fs::write(left.join("victims/ann.toml"), "theirs").unwrap();
        let said = recover(&Disk::new(&left));
        let mut expected = old.clone();
        expected.insert("victims/ann.toml".into(), b"theirs".to_vec());
        assert_eq!(tree(&left), expected, "step {killed}");
        if let [RecoveredChange::TakenBack { changed, .. }] = said.as_slice() {
            assert_eq!(changed, &[PathBuf::from("victims/ann.toml")]);
            assert!(
                said[0].in_words().contains("left as another program saved it: victims/ann.toml")
            );
            taken_back += 1;
        }
        fs::remove_dir_all(left).unwrap();
    }
    assert!(taken_back > 5, "{taken_back}");
}

#[test]
fn another_writer_at_any_moment_loses_nothing_and_makes_nothing_lost() {
    // Where there is no folder in memory, CASEBOOK_SCHEDULES says how many.
    let schedules = std::env::var("CASEBOOK_SCHEDULES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(if Path::new("/dev/shm").is_dir() { 10_000 } else { 400 });
    let (new, steps) = after();
    let (mut ours, mut theirs) = (0, 0);
    for schedule in 0..schedules {
        let folder = before();
        let old = tree(folder.path());
        let path = [
            "sources.toml",
            "victims/ann.toml",
            "victims/bea.toml",
            "victims/cal.toml",
            "victims/col.toml",
        ][schedule % 5];
        let at = schedule / 5 % steps;
        let in_place = schedule % 2 == 0;
        let their = folder.path().join(path);
        let mut step = 0;
        // What they wrote, and whether they did so before our change of the file.
        let mut saved = None;
        let outcome = write(folder.path(), &change(), &mut || {
            step += 1;
            if step == at + 1 {
                saved = Some(fs::read(&their).ok());
                if in_place {
                    fs::write(&their, "theirs").unwrap();
                } else {
                    let beside = folder.path().join("beside");
                    fs::write(&beside, "theirs").unwrap();
                    fs::rename(&beside, &their).unwrap();
                }
            }
            Ok(())
        });
        let found = saved.expect("they wrote");
        let now = tree(folder.path());
        assert_eq!(
            now.get(Path::new(path)).map(Vec::as_slice),
            Some(&b"theirs"[..]),
            "lost theirs: {schedule}"
        );
        let without = |tree: &Tree| {
            let mut tree = tree.clone();
            tree.remove(Path::new(path));
            tree
        };
        if outcome.is_ok() {
            // They saved over our new text, which was there to be seen.
            assert_eq!(without(&now), without(&new), "{schedule}");
            assert_eq!(found.as_deref(), new.get(Path::new(path)).map(Vec::as_slice), "{schedule}");
            ours += 1;
        } else {
            assert_eq!(without(&now), without(&old), "{schedule}");
            theirs += 1;
        }
        assert_eq!(hidden(folder.path()), 0, "{schedule}");
    }
    assert!(ours > 5 && theirs > 50, "{ours} {theirs}");
}

#[test]
fn the_undoing_of_a_hundred_transactions_gives_the_same_tree() {
    let folder = folder();
    let mut random = 88_172_645_463_325_252_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % below as u64).unwrap()
    };
    for number in 0..12 {
        fs::write(folder.path().join(format!("f{number}.toml")), format!("n = {number}\r\n"))
            .unwrap();
    }
    let first = tree(folder.path());
    let mut history: Vec<(Change, Tree)> = Vec::new();
    for round in 0..100 {
        let known = tree(folder.path());
        let mut files: Vec<ChangedFile> = Vec::new();
        let mut used = Vec::new();
        for _ in 0..=next(4) {
            let names: Vec<&PathBuf> = known.keys().collect();
            let name = names[next(names.len())].clone();
            let new = PathBuf::from(format!("g{round}-{}.toml", next(1000)));
            if used.contains(&name) || used.contains(&new) {
                continue;
            }
            let text = String::from_utf8(known[&name].clone()).unwrap();
            used.push(name.clone());
            match next(5) {
                0 if known.len() > 6 => files.push(ChangedFile::delete(&name, &text)),
                1 => {
                    used.push(new.clone());
                    files.extend(ChangedFile::renamed(
                        &name,
                        &new,
                        &text,
                        format!("{text}# {round}\n"),
                    ));
                }
                2 => {
                    used.push(new.clone());
                    files.push(ChangedFile::create(&new, format!("n = {round}\n")));
                }
                _ => {
                    files.push(ChangedFile::between(
                        &name,
                        &text,
                        &format!("{round}\u{200b}{text}"),
                    ));
                }
            }
        }
        let change = Change { label: round.to_string(), files };
        history.push((write(folder.path(), &change, &mut || Ok(())).unwrap(), known));
    }
    assert_ne!(tree(folder.path()), first);
    for (inverse, known) in history.into_iter().rev() {
        write(folder.path(), &inverse, &mut || Ok(())).unwrap();
        assert_eq!(tree(folder.path()), known);
    }
    assert_eq!(tree(folder.path()), first);
    assert_eq!(hidden(folder.path()), 0);
}

#[test]
fn a_manifest_of_nonsense_or_of_a_stranger_changes_nothing() {
    let folder = before();
    let old = tree(folder.path());
    fs::write(folder.path().join(".casebook-0.tx"), "casebook transaction 1 1\nnonsense\n")
        .unwrap();
    let said = recover(&Disk::new(folder.path()));
    assert!(matches!(said.as_slice(), [RecoveredChange::Failed { .. }]), "{said:?}");
    assert!(said[0].in_words().contains("cannot be finished"), "{}", said[0].in_words());
    assert!(is_interrupted(&Disk::new(folder.path())));
    // One whose texts are nowhere.
    let hash = "0".repeat(64);
    let text = format!("casebook transaction 1 1\n{hash} - - .casebook-1.tmp \"sources.toml\"\n");
    fs::write(folder.path().join(".casebook-0.tx"), text).unwrap();
    let said = recover(&Disk::new(folder.path()));
    assert!(matches!(said.as_slice(), [RecoveredChange::TakenBack { .. }]), "{said:?}");
    assert_eq!(tree(folder.path()), old);
}

/// A change of so many files that they are flushed together: half are created, a quarter edited, a quarter deleted.
fn many(folder: &Path) -> Change {
    let mut files = Vec::new();
    fs::create_dir(folder.join("victims")).unwrap();
    for number in 0..2 * MANY {
        let path = format!("victims/v{number}.toml");
        let text = format!("age = {number}\n");
        match number % 4 {
            0 | 1 => files.push(ChangedFile::create(path, text)),
            2 => {
                fs::write(folder.join(&path), &text).unwrap();
                files.push(ChangedFile::between(path, &text, "age = 1_000\n"));
            }
            _ => {
                fs::write(folder.join(&path), &text).unwrap();
                files.push(ChangedFile::delete(path, &text));
            }
        }
    }
    Change { label: "many".to_owned(), files }
}

#[test]
fn many_files_are_flushed_together_and_are_all_written_or_none() {
    let all = folder();
    let change = many(all.path());
    let mut steps = 0;
    let count = &mut || {
        steps += 1;
        Ok(())
    };
    write(all.path(), &change, count).unwrap();
    let new = tree(all.path());
    assert_eq!((new.len(), hidden(all.path())), (3 * MANY / 2, 0));
    // Written with one wait for all texts: a step for each of them, one for each file that takes its place, and a few.
    assert!(steps < 2 * MANY + 3 * MANY / 2 + 5, "{steps}");
    for failing in (0..steps).step_by(9) {
        let (folder, left) = (folder(), folder());
        let change = many(folder.path());
        let old = tree(folder.path());
        let mut step = 0;
        let failed = write(folder.path(), &change, &mut || {
            step += 1;
            if step == failing + 1 {
                copy(folder.path(), left.path());
            }
            if step > failing { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        });
        assert!(failed.is_err());
        assert_eq!((tree(folder.path()), hidden(folder.path())), (old.clone(), 0), "{failing}");
        // Had it been killed there, the next start has all of it or nothing.
        let is_begun = is_interrupted(&Disk::new(left.path()));
        recover(&Disk::new(left.path()));
        assert_eq!(tree(left.path()), if is_begun { new.clone() } else { old }, "{failing}");
    }
}

#[test]
fn files_of_any_bytes_are_written_with_a_change_or_not_at_all() {
    let folder = before();
    let disk = Disk::new(folder.path());
    let planned = planned(folder.path(), &change());
    let original = |expected: Option<&[u8]>, bytes: &[u8]| FileWrite {
        path: "archive/paper.orig.html".into(),
        expected: expected.map(<[u8]>::to_vec),
        bytes: bytes.to_vec(),
    };
    let with = |original: FileWrite| {
        write_together_with(&disk, planned.files(), &[original], Readers::AnyoneAllowed)
    };
    let old = tree(folder.path());
    // It is not there, so it cannot be the one that is expected.
    assert!(with(original(Some(b"\xff"), b"\xfe")).is_err());
    assert_eq!((tree(folder.path()), hidden(folder.path())), (old, 0));
    with(original(None, b"\xff\0")).unwrap();
    let new = tree(folder.path());
    assert_eq!(new[Path::new("archive/paper.orig.html")], b"\xff\0");
    assert!(new.contains_key(Path::new("victims/col.toml")));
    let alone = [original(Some(b"\xff\0"), b"\xfe"), original(Some(b"x"), b"x")];
    write_together_with(&disk, &[], &alone, Readers::AnyoneAllowed).unwrap();
    assert_eq!(fs::read(folder.path().join("archive/paper.orig.html")).unwrap(), b"\xfe");
}

#[test]
fn what_is_given_up_leaves_nothing_behind() {
    let looks = std::cell::Cell::new(0);
    for most in 0..7 {
        let folder = before();
        let old = tree(folder.path());
        looks.set(0);
        let is_given_up = || {
            looks.set(looks.get() + 1);
            looks.get() > most
        };
        let planned = planned(folder.path(), &change());
        let disk = Disk::new(folder.path());
        let readers = Readers::AnyoneAllowed;
        let refused = write_together_unless(&disk, planned.files(), readers, &is_given_up);
        let outcome = refused.map_err(|error| error.is_given_up());
        // It is looked at before each of the six files, and once before the first of them is changed.
        assert_eq!(outcome, Err(true));
        assert_eq!((tree(folder.path()), hidden(folder.path())), (old, 0), "{most}");
    }
}
