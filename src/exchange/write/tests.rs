//! Tests of what is on disk after a write that succeeded and after one that failed.

use std::error::Error as _;

use super::*;

/// A folder with one file in it.
struct TestFolder {
    folder: tempfile::TempDir,
    file: PathBuf,
}

impl TestFolder {
    fn with(bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("yun.toml");
        fs::write(&file, bytes).unwrap();
        Self { folder, file }
    }

    fn open(&self) -> Folder {
        Folder::open(self.folder.path()).unwrap()
    }

    fn replace(&self, name: &str, expected: &[u8], new: &[u8]) -> Result<(), WriteError> {
        self.open().replace(Path::new(name), expected, new)
    }

    fn create(&self, name: &str, new: &[u8]) -> Result<(), WriteError> {
        self.open().create(Path::new(name), new, Readers::AnyoneAllowed)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    }
}

#[track_caller]
fn refused(result: Result<(), WriteError>, cause: &str, hint: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), cause);
    assert!(error.hint().contains(hint), "{}", error.hint());
}

#[test]
fn a_file_is_replaced_and_nothing_else_is_left() {
    let files = TestFolder::with(b"old\r\n");
    files.replace("yun.toml", b"old\r\n", b"\xef\xbb\xbfnew").unwrap();
    assert_eq!(fs::read(&files.file).unwrap(), b"\xef\xbb\xbfnew");
    assert_eq!(files.names(), ["yun.toml"]);
}

#[test]
fn a_file_that_changed_meanwhile_is_left_alone() {
    let files = TestFolder::with(b"theirs");
    let result = files.replace("yun.toml", b"old", b"ours");
    let error = result.unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(error.to_string(), format!("cannot replace {}", files.file.display()));
    assert_eq!(error.source().unwrap().to_string(), "it has changed since it was read");
    assert_eq!(fs::read(&files.file).unwrap(), b"theirs");
    assert_eq!(files.names(), ["yun.toml"]);
}

/// Replaces the file while `meanwhile` happens, when the new file is ready.
fn replace_while(
    files: &TestFolder,
    new: &[u8],
    meanwhile: impl FnOnce() -> io::Result<()>,
) -> Result<(), Cause> {
    let folder = files.open();
    let place = folder.lock_name(Path::new("yun.toml"), None, &mut LockedFolders::default())?;
    prepare_replacement(place, b"old", new, |_| meanwhile())?.commit()
}

#[test]
fn a_file_that_another_program_saves_meanwhile_stays() {
    let files = TestFolder::with(b"old");
    let beside = files.folder.path().join("beside");
    for renamed in [false, true] {
        fs::write(&files.file, b"old").unwrap();
        let result = replace_while(&files, b"ours", || {
            if renamed {
                fs::write(&beside, b"theirs")?;
                fs::rename(&beside, &files.file)
            } else {
                fs::write(&files.file, b"theirs")
            }
        });
        assert_eq!(result.unwrap_err().to_string(), "it has changed since it was read");
        assert_eq!(fs::read(&files.file).unwrap(), b"theirs");
        assert_eq!(files.names(), ["yun.toml"]);
    }
}

#[test]
fn a_failed_preparation_leaves_no_file_behind() {
    let files = TestFolder::with(b"old");
    assert!(replace_while(&files, b"new", || Err(io::ErrorKind::PermissionDenied.into())).is_err());
    assert_eq!(fs::read(&files.file).unwrap(), b"old");
    assert_eq!(files.names(), ["yun.toml"]);
}

#[test]
fn a_change_starts_from_what_another_program_saved_meanwhile() {
    let files = TestFolder::with(b"old");
    let mut calls = 0;
    let changed = files.open().change(Path::new("yun.toml"), |before| {
        calls += 1;
        if calls == 1 {
            fs::write(&files.file, b"theirs").unwrap();
        }
        Ok::<_, WriteError>([before, b" and ours"].concat())
    });
    assert!(changed.is_ok() && calls == 2);
    assert_eq!(fs::read(&files.file).unwrap(), b"theirs and ours");
    assert_eq!(files.names(), ["yun.toml"]);
}

#[test]
fn several_files_are_all_on_the_disk_before_the_first_takes_its_place() {
    let files = TestFolder::with(b"old");
    let put = |path: &str, expected: Option<&[u8]>, bytes: &[u8]| FileWrite {
        path: path.into(),
        expected: expected.map(<[u8]>::to_vec),
        bytes: bytes.to_vec(),
    };
    let new = put("schema/a.json", None, b"a");
    let wrong = put("yun.toml", Some(b"other"), b"new");
    let refused = files.open().put(&[new.clone(), put("schema/b.json", None, b"b"), wrong]);
    assert!(refused.unwrap_err().is_conflict());
    assert_eq!(files.names(), ["yun.toml"]);
    files.open().put(&[new, put("yun.toml", Some(b"old"), b"new")]).unwrap();
    assert_eq!(fs::read(files.folder.path().join("schema/a.json")).unwrap(), b"a");
    assert_eq!(fs::read(&files.file).unwrap(), b"new");
    assert_eq!(files.names(), ["schema", "yun.toml"]);
}

#[test]
fn a_file_that_a_killed_program_left_is_removed_and_no_other() {
    let files = TestFolder::with(b"old");
    let put = |name: &str| fs::write(files.folder.path().join(name), b"x").unwrap();
    let others = [".casebook-.tmp", ".casebook-a.b.tmp", ".casebook-a.toml", ".other-a.tmp"];
    others.into_iter().chain([".casebook-0a1B.tmp"]).for_each(put);
    for name in files.names() {
        files.open().remove_leftovers(Path::new(&name));
    }
    let mut left: Vec<_> =
        others.map(str::to_owned).into_iter().chain(["yun.toml".to_owned()]).collect();
    left.sort();
    assert_eq!(files.names(), left);
}

#[test]
fn a_full_disk_is_reported_with_what_to_do() {
    for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
        let full = WriteError::new("replace", Path::new("yun.toml"), Cause::Io(kind.into()));
        assert!(full.hint().starts_with("free space on the disk"), "{}", full.hint());
        assert!(!full.is_conflict());
    }
}

#[test]
fn a_file_that_is_gone_is_not_made_again() {
    let files = TestFolder::with(b"old");
    fs::remove_file(&files.file).unwrap();
    let error = files.replace("yun.toml", b"old", b"new").unwrap_err();
    assert!(!error.is_conflict() && error.hint().contains("moved"));
    assert!(files.names().is_empty());
}

#[test]
fn a_folder_is_not_replaced() {
    let files = TestFolder::with(b"old");
    let result = files.replace("", b"", b"new");
    refused(result, "it is not a plain file", "folders");
}

#[test]
fn a_file_is_created_with_its_folders_and_never_over_another() {
    let files = TestFolder::with(b"old");
    let new = files.folder.path().join("victims/2025/ming.toml");
    files.create("victims/2025/ming.toml", b"new").unwrap();
    assert_eq!(fs::read(&new).unwrap(), b"new");
    let result = files.create("yun.toml", b"new");
    refused(result, "it already exists", "another name");
    assert_eq!(fs::read(&files.file).unwrap(), b"old");
    assert_eq!(files.names(), ["victims", "yun.toml"]);
}

#[cfg(unix)]
mod on_unix {
    use std::fs::Permissions;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn permissions_stay() {
        let files = TestFolder::with(b"old");
        fs::set_permissions(&files.file, Permissions::from_mode(0o640)).unwrap();
        files.replace("yun.toml", b"old", b"new").unwrap();
        assert_eq!(mode(&files.file), 0o640);
    }

    #[test]
    fn a_new_file_has_the_permissions_of_any_other() {
        let files = TestFolder::with(b"old");
        let new = files.folder.path().join("ming.toml");
        files.create("ming.toml", b"new").unwrap();
        assert_eq!(mode(&new), mode(&files.file));
    }

    #[test]
    fn a_link_stays_and_what_it_leads_to_is_replaced() {
        let files = TestFolder::with(b"old");
        let link = files.folder.path().join("link.toml");
        symlink("yun.toml", &link).unwrap();
        files.replace("link.toml", b"old", b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&files.file).unwrap(), b"new");
    }

    #[test]
    fn a_link_to_nothing_is_not_created_over() {
        let files = TestFolder::with(b"old");
        let link = files.folder.path().join("link.toml");
        symlink("nowhere", &link).unwrap();
        refused(files.create("link.toml", b"new"), "it already exists", "another name");
        assert!(files.replace("link.toml", b"", b"new").is_err());
        assert_eq!(files.names(), ["link.toml", "yun.toml"]);
    }

    #[test]
    fn a_link_that_leads_out_is_neither_read_nor_written_through() {
        let (files, outside) = (TestFolder::with(b"old"), TestFolder::with(b"old"));
        let at = |name: &str| files.folder.path().join(name);
        symlink(&outside.file, at("file.toml")).unwrap();
        symlink(outside.folder.path(), at("folder")).unwrap();
        symlink(outside.folder.path().join("new.toml"), at("dangling.toml")).unwrap();
        symlink(outside.folder.path().join("new"), at("dangling")).unwrap();
        let up = format!("../{}/yun.toml", outside.folder.path().file_name().unwrap().display());
        for path in ["file.toml", "folder/yun.toml", &up] {
            let why = "a link leads out of its folder";
            refused(files.replace(path, b"old", b"new"), why, "replace the link");
            assert!(files.open().read(Path::new(path)).is_err(), "{path}");
        }
        for path in ["folder/new.toml", "dangling.toml", "dangling/new.toml", "../new.toml"] {
            assert!(files.create(path, b"new").is_err(), "{path}");
            let put = FileWrite { path: path.into(), expected: None, bytes: b"new".to_vec() };
            assert!(files.open().put(&[put]).is_err(), "{path}");
        }
        assert_eq!(fs::read(&outside.file).unwrap(), b"old");
        assert_eq!(outside.names(), ["yun.toml"]);
    }

    #[test]
    fn a_link_that_stays_inside_is_followed_anywhere_in_a_path() {
        let files = TestFolder::with(b"old");
        let at = |name: &str| files.folder.path().join(name);
        fs::create_dir_all(at("real/deep")).unwrap();
        symlink("real", at("relative")).unwrap();
        symlink(at("real"), at("absolute")).unwrap();
        for (link, name) in [("relative/deep/a.toml", "a"), ("absolute/b.toml", "b")] {
            files.create(link, b"old").unwrap();
            files.replace(link, b"old", name.as_bytes()).unwrap();
            assert_eq!(fs::read(at(link)).unwrap(), name.as_bytes());
        }
        assert!(fs::symlink_metadata(at("relative")).unwrap().is_symlink());
    }

    /// A plain file or folder becomes a link after its path was resolved.
    #[test]
    fn a_link_that_takes_a_place_meanwhile_is_not_followed() {
        let outside = TestFolder::with(b"old");
        let files = TestFolder::with(b"old");
        let result = replace_while(&files, b"new", || {
            fs::remove_file(&files.file)?;
            symlink(&outside.file, &files.file)
        });
        assert!(result.is_err() && fs::symlink_metadata(&files.file).unwrap().is_symlink());
        // The folders on the way are names in opened folders from then on.
        let files = TestFolder::with(b"old");
        let victims = files.folder.path().join("victims");
        fs::create_dir(&victims).unwrap();
        let folder = files.open();
        let found = folder.find(Path::new("victims/ann.toml")).unwrap();
        fs::remove_dir(&victims).unwrap();
        symlink(outside.folder.path(), &victims).unwrap();
        assert!(matches!(folder.enter(&found.folders), Err(Cause::Replaced)));
        assert_eq!(fs::read(&outside.file).unwrap(), b"old");
        assert_eq!(outside.names(), ["yun.toml"]);
        assert_eq!(files.names(), ["victims", "yun.toml"]);
    }

    /// Links and folders change places while files are written, as fast as they can.
    #[test]
    fn nothing_is_written_outside_while_links_and_folders_swap() {
        let outside = TestFolder::with(b"old");
        let files = TestFolder::with(b"old");
        let at = |name: &str| files.folder.path().join(name);
        fs::create_dir(at("folder")).unwrap();
        fs::write(at("folder/yun.toml"), b"old").unwrap();
        symlink(outside.folder.path(), at("link")).unwrap();
        let stop = std::sync::atomic::AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    for (from, to) in [
                        ("folder", "aside"),
                        ("link", "folder"),
                        ("folder", "link"),
                        ("aside", "folder"),
                    ] {
                        _ = fs::rename(at(from), at(to));
                    }
                }
            });
            let mut written = 0;
            for round in 0..3_000_u32 {
                let new = round.to_string();
                let folder = files.open();
                let done = folder.change(Path::new("folder/yun.toml"), |_| {
                    Ok::<_, WriteError>(new.clone().into())
                });
                written += u32::from(done.is_ok());
                _ = folder.create(Path::new("folder/new.toml"), b"new", Readers::Owner);
            }
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
            // Some rounds met the folder, and some the link.
            assert!(0 < written && written < 3_000, "{written}");
        });
        assert_eq!(fs::read(&outside.file).unwrap(), b"old");
        assert_eq!(outside.names(), ["yun.toml"]);
    }

    #[test]
    fn a_pipe_a_socket_and_a_folder_do_not_block_and_stay() {
        let files = TestFolder::with(b"old");
        let at = |name: &str| files.folder.path().join(name);
        rustix::fs::mknodat(
            rustix::fs::CWD,
            at("pipe"),
            rustix::fs::FileType::Fifo,
            0o600.into(),
            0,
        )
        .unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        fs::create_dir(at("folder")).unwrap();
        for name in ["pipe", "socket", "folder"] {
            refused(files.replace(name, b"", b"new"), "it is not a plain file", "pipes");
            assert!(files.open().read(Path::new(name)).is_err(), "{name}");
            refused(files.create(name, b"new"), "it already exists", "another name");
        }
        assert_eq!(files.names(), ["folder", "pipe", "socket", "yun.toml"]);
    }

    #[test]
    fn private_files_lie_in_private_folders() {
        let files = TestFolder::with(b"old");
        let path = Path::new("victims/2025/ming.toml");
        files.open().create(path, b"new", Readers::Owner).unwrap();
        let at = |name: &str| mode(&files.folder.path().join(name));
        assert_eq!((at("victims"), at("victims/2025")), (0o700, 0o700));
        assert_eq!(at("victims/2025/ming.toml"), 0o600);
    }

    #[test]
    #[expect(clippy::print_stdout, reason = "what cannot be tried here says so")]
    fn attributes_stay() {
        let files = TestFolder::with(b"old");
        if let Err(error) = xattr::set(&files.file, "user.test", b"\x00value") {
            println!("skipped: {error}");
            return;
        }
        xattr::set(&files.file, "user.empty", b"").unwrap();
        files.replace("yun.toml", b"old", b"new").unwrap();
        assert_eq!(xattr::get(&files.file, "user.test").unwrap().unwrap(), b"\x00value");
        assert_eq!(xattr::get(&files.file, "user.empty").unwrap().unwrap(), b"");
    }

    #[test]
    fn a_file_whose_rights_change_meanwhile_is_not_replaced_by_one_with_the_old_ones() {
        let files = TestFolder::with(b"old");
        fs::set_permissions(&files.file, Permissions::from_mode(0o644)).unwrap();
        let result = replace_while(&files, b"new", || {
            fs::set_permissions(&files.file, Permissions::from_mode(0o600))
        });
        assert_eq!(result.unwrap_err().to_string(), "it has changed since it was read");
        assert_eq!((mode(&files.file), fs::read(&files.file).unwrap()), (0o600, b"old".to_vec()));
    }

    #[test]
    fn a_replaced_hard_link_becomes_a_file_of_its_own() {
        let files = TestFolder::with(b"old");
        let other = files.folder.path().join("other.toml");
        fs::hard_link(&files.file, &other).unwrap();
        files.replace("yun.toml", b"old", b"new").unwrap();
        assert_eq!(fs::read(&other).unwrap(), b"old");
    }

    #[test]
    fn leftovers_stay_while_another_program_writes_in_the_folder() {
        let files = TestFolder::with(b"old");
        let left = Path::new(".casebook-0a.tmp");
        fs::write(files.folder.path().join(left), b"x").unwrap();
        let writer = Directory::open(files.folder.path()).unwrap();
        assert!(matches!(writer.lock(), LockOutcome::Taken));
        files.open().remove_leftovers(left);
        assert_eq!(files.names(), [".casebook-0a.tmp", "yun.toml"]);
        drop(writer);
        files.open().remove_leftovers(left);
        assert_eq!(files.names(), ["yun.toml"]);
    }

    #[test]
    fn a_read_only_file_is_respected() {
        let files = TestFolder::with(b"old");
        fs::set_permissions(&files.file, Permissions::from_mode(0o444)).unwrap();
        let result = files.replace("yun.toml", b"old", b"new");
        refused(result, "it is marked as read-only", "chmod");
        assert_eq!(fs::read(&files.file).unwrap(), b"old");
    }

    #[test]
    fn a_read_only_folder_loses_nothing() {
        let files = TestFolder::with(b"old");
        fs::set_permissions(files.folder.path(), Permissions::from_mode(0o555)).unwrap();
        // The superuser may write here all the same.
        if fs::write(files.folder.path().join("probe"), b"").is_err() {
            let error = files.replace("yun.toml", b"old", b"new").unwrap_err();
            assert!(error.hint().contains("right to write"), "{}", error.hint());
            assert_eq!(fs::read(&files.file).unwrap(), b"old");
            assert_eq!(files.names(), ["yun.toml"]);
        }
        fs::set_permissions(files.folder.path(), Permissions::from_mode(0o755)).unwrap();
    }

    /// Runs under a limit on the size of files, so that writing stops in the middle as on a full disk.
    #[test]
    #[ignore = "started with a limit by the test below"]
    fn with_a_limit_on_the_size_of_files() {
        let files = TestFolder::with(b"old");
        let long = vec![b'x'; 100_000];
        let error = files.replace("yun.toml", b"old", &long).unwrap_err();
        assert!(error.hint().contains("nothing was lost"), "{}", error.hint());
        assert_eq!(fs::read(&files.file).unwrap(), b"old");
        assert_eq!(files.names(), ["yun.toml"]);
        assert!(files.create("ming.toml", &long).is_err());
        assert_eq!(files.names(), ["yun.toml"]);
    }

    #[test]
    fn writing_that_stops_in_the_middle_leaves_the_old_file() {
        let this = "exchange::write::tests::on_unix::with_a_limit_on_the_size_of_files";
        let limited = "trap '' XFSZ; ulimit -f 1 && exec \"$0\" --ignored --exact \"$1\"";
        let program = std::env::current_exe().unwrap();
        let output = std::process::Command::new("sh")
            .args(["-c", limited, program.to_str().unwrap(), this])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{output:?}");
    }

    /// In the folder of a process, not even the superuser can create a file.
    #[cfg(target_os = "linux")]
    #[test]
    fn the_old_file_stays_if_no_file_can_be_created() {
        let name = Path::new("/proc/self/comm");
        let old = fs::read(name).unwrap();
        let process = Folder::open(Path::new("/proc/self")).unwrap();
        assert!(process.replace(Path::new("comm"), &old, b"new").is_err());
        assert_eq!(fs::read(name).unwrap(), old);
        let created = process.create(Path::new("yun.toml"), b"new", Readers::Owner);
        assert!(created.is_err());
    }
}
