//! Opens files beneath a directory handle, so that a path cannot leave the directory, even if a
//! part of it becomes a link in between.

#[cfg(unix)]
pub(crate) use unix::Root;

#[cfg(not(unix))]
pub(crate) use elsewhere::Root;

use std::fs::File;
use std::io;
use std::path::Path;

/// What opening a path beneath a directory came to.
pub(crate) enum OpenOutcome {
    /// The file, or whatever is at the path: nothing has waited for it.
    File(File),
    /// A link on the way may lead out, or stay inside by way of the file system's top.
    ByLink,
}

/// Opens a path by way of links where they end in one of these directories, each with its path.
///
/// `None` where they lead elsewhere.
pub(crate) fn by_link<'r>(
    located: &Path,
    roots: impl Iterator<Item = (&'r Path, &'r Root)>,
) -> io::Result<Option<File>> {
    let there = located.canonicalize()?;
    for (path, root) in roots {
        let Ok(path) = path.canonicalize() else { continue };
        let Ok(below) = there.strip_prefix(&path) else { continue };
        if let OpenOutcome::File(file) = root.open_without_links(below)? {
            return Ok(Some(file));
        }
    }
    Ok(None)
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io;
    use std::os::fd::{AsFd as _, OwnedFd};
    use std::path::{Component, Path};

    use rustix::fs::{CWD, Mode, OFlags, openat};
    use rustix::io::Errno;

    use super::OpenOutcome;

    /// An opened directory.
    #[derive(Debug)]
    pub(crate) struct Root(OwnedFd);

    // Opening a pipe would wait for its writer.
    const PLAIN: OFlags = OFlags::CLOEXEC.union(OFlags::NONBLOCK).union(OFlags::NOCTTY);
    // Names in a directory that cannot be listed can be used.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    const DIRECTORY: OFlags = OFlags::CLOEXEC.union(OFlags::DIRECTORY).union(OFlags::PATH);
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    const DIRECTORY: OFlags = PLAIN.union(OFlags::DIRECTORY);

    impl Root {
        /// Opens the directory at a path, wherever links lead: its user has named it.
        pub(crate) fn of(path: &Path) -> io::Result<Self> {
            let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
            Ok(Self(openat(CWD, path, DIRECTORY.union(OFlags::RDONLY), Mode::empty())?))
        }

        /// Opens what is at a path beneath, by way of links too as far as they name no place outside.
        pub(crate) fn open(&self, path: &Path) -> io::Result<OpenOutcome> {
            #[cfg(any(target_os = "linux", target_os = "android"))]
            {
                use rustix::fs::{ResolveFlags, openat2};
                let beneath = ResolveFlags::BENEATH.union(ResolveFlags::NO_MAGICLINKS);
                match openat2(&self.0, path, PLAIN.union(OFlags::RDONLY), Mode::empty(), beneath) {
                    Ok(file) => return Ok(OpenOutcome::File(File::from(file))),
                    Err(Errno::XDEV) => return Ok(OpenOutcome::ByLink),
                    // An old kernel, a sandbox, or something that was moved meanwhile.
                    Err(Errno::NOSYS | Errno::PERM | Errno::INVAL | Errno::AGAIN) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            self.open_without_links(path)
        }

        /// Opens what is at a path beneath, directory by directory, following no link.
        pub(crate) fn open_without_links(&self, path: &Path) -> io::Result<OpenOutcome> {
            let mut parts = path.components().peekable();
            let mut entered: Option<OwnedFd> = None;
            while let Some(part) = parts.next() {
                let Component::Normal(name) = part else { return Ok(OpenOutcome::ByLink) };
                let last = parts.peek().is_none();
                let how = if last { PLAIN } else { DIRECTORY };
                let from = entered.as_ref().unwrap_or(&self.0).as_fd();
                let how = how.union(OFlags::NOFOLLOW).union(OFlags::RDONLY);
                match openat(from, name, how, Mode::empty()) {
                    Ok(file) if last => return Ok(OpenOutcome::File(File::from(file))),
                    Ok(directory) => entered = Some(directory),
                    Err(Errno::LOOP | Errno::MLINK) => return Ok(OpenOutcome::ByLink),
                    Err(Errno::NOTDIR) if !last => return Ok(OpenOutcome::ByLink),
                    Err(error) => return Err(error.into()),
                }
            }
            Ok(OpenOutcome::ByLink)
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::fs::{self, File};
    use std::io;
    use std::path::{Path, PathBuf};

    use super::OpenOutcome;

    /// A directory by its path; what happens to the folders above it meanwhile is not noticed.
    #[derive(Debug)]
    pub(crate) struct Root(PathBuf);

    impl Root {
        pub(crate) fn of(path: &Path) -> io::Result<Self> {
            Ok(Self(path.to_owned()))
        }

        pub(crate) fn open(&self, path: &Path) -> io::Result<OpenOutcome> {
            self.open_without_links(path)
        }

        pub(crate) fn open_without_links(&self, path: &Path) -> io::Result<OpenOutcome> {
            let located = self.0.join(path);
            let (root, there) = (self.0.canonicalize()?, located.canonicalize()?);
            if there.strip_prefix(root) != Ok(path) || fs::symlink_metadata(&located)?.is_symlink()
            {
                return Ok(OpenOutcome::ByLink);
            }
            Ok(OpenOutcome::File(File::open(located)?))
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::io::Read as _;
    use std::os::unix::fs::symlink;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use tempfile::TempDir;

    use super::*;
    use crate::collection::files::source::{Disk, FileSource as _};

    /// A collection beside a folder that does not belong to it.
    fn beside_another() -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("ours/victims/a.toml", "ours"),
            ("ours/victims/later/b.toml", "ours"),
            ("ours/archive/wire.txt", "ours"),
            ("other/a.toml", "a secret"),
            ("other/b.toml", "a secret"),
            ("other/wire.txt", "a secret"),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    #[test]
    fn what_becomes_a_link_that_leads_out_after_it_was_listed_is_not_read() {
        for (path, swapped, target) in [
            ("victims/a.toml", "victims/a.toml", "../../other/a.toml"),
            ("victims/later/b.toml", "victims/later", "../../other"),
            ("archive/wire.txt", "archive/wire.txt", "../../other/wire.txt"),
            ("archive/wire.txt", "archive", "../other"),
        ] {
            for absolute in [false, true] {
                let folder = beside_another();
                let ours = folder.path().join("ours");
                let disk = Disk::new(&ours);
                assert!(disk.list().contains(&Ok(path.into())), "{path}");
                assert_eq!(disk.read(Path::new(path)).unwrap(), b"ours");
                let place = ours.join(swapped);
                let target =
                    if absolute { place.parent().unwrap().join(target) } else { target.into() };
                fs::rename(&place, folder.path().join("away")).unwrap();
                symlink(&target, &place).unwrap();
                let error = disk.read(Path::new(path)).unwrap_err();
                assert!(error.message.contains("leads out"), "{path}: {error:?}");
                assert_eq!(disk.start(Path::new(path)), b"");
            }
        }
    }

    #[test]
    fn links_that_stay_inside_are_read() {
        let folder = beside_another();
        let ours = folder.path().join("ours");
        let victims = ours.join("victims");
        symlink("a.toml", victims.join("c.toml")).unwrap();
        symlink("../victims/c.toml", victims.join("d.toml")).unwrap();
        symlink(victims.join("a.toml"), victims.join("e.toml")).unwrap();
        symlink(victims.join("later"), victims.join("sooner")).unwrap();
        symlink("../../ours/victims/a.toml", victims.join("f.toml")).unwrap();
        let disk = Disk::new(&ours);
        let listed: Vec<_> = disk.list().into_iter().map(Result::unwrap).collect();
        assert_eq!(listed.len(), 8, "{listed:?}");
        for path in listed {
            assert_eq!(disk.read(&path).unwrap(), b"ours", "{}", path.display());
        }
        // An archive that was named may lead into the collection, and not the other way round.
        symlink(victims.join("a.toml"), folder.path().join("other/c.txt")).unwrap();
        symlink(folder.path().join("other/a.toml"), victims.join("g.toml")).unwrap();
        let disk = disk.with_archive(folder.path().join("other"));
        assert_eq!(disk.read(Path::new("archive/c.txt")).unwrap(), b"ours");
        assert_eq!(disk.read(Path::new("archive/wire.txt")).unwrap(), b"a secret");
        assert!(disk.read(Path::new("victims/g.toml")).is_err());
    }

    #[test]
    fn without_help_of_the_system_no_link_is_followed_either() {
        let folder = beside_another();
        let ours = folder.path().join("ours");
        symlink("../../other/a.toml", ours.join("victims/c.toml")).unwrap();
        symlink("../../other", ours.join("victims/new")).unwrap();
        symlink("later", ours.join("victims/old")).unwrap();
        let root = Root::of(&ours).unwrap();
        let said = |path: &str| match root.open_without_links(Path::new(path)) {
            Ok(OpenOutcome::File(mut file)) => {
                let mut text = String::new();
                file.read_to_string(&mut text).unwrap();
                text
            }
            Ok(OpenOutcome::ByLink) => "by link".to_owned(),
            Err(error) => error.kind().to_string(),
        };
        for (path, expected) in [
            ("victims/a.toml", "ours"),
            ("victims/later/b.toml", "ours"),
            ("victims/c.toml", "by link"),
            ("victims/new/a.toml", "by link"),
            ("victims/old/b.toml", "by link"),
            ("../other/a.toml", "by link"),
            ("victims/none.toml", "entity not found"),
        ] {
            assert_eq!(said(path), expected, "{path}");
        }
    }

    #[test]
    fn a_file_that_is_swapped_all_the_time_is_its_own_or_is_not_read() {
        let folder = beside_another();
        let ours = folder.path().join("ours");
        let (place, own) = (ours.join("victims/a.toml"), folder.path().join("own"));
        let link = folder.path().join("link");
        let disk = Disk::new(&ours);
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    fs::write(&own, "ours").unwrap();
                    fs::rename(&own, &place).unwrap();
                    symlink("../../other/a.toml", &link).unwrap();
                    fs::rename(&link, &place).unwrap();
                }
            });
            let (mut own, mut refused, mut others) = (0, 0, Vec::new());
            for _ in 0..1_000_000 {
                match disk.read(Path::new("victims/a.toml")) {
                    Ok(bytes) if bytes == b"ours" => own += 1,
                    Ok(bytes) => others.push(bytes),
                    Err(_) => refused += 1,
                }
                if own > 100 && refused > 100 {
                    break;
                }
            }
            done.store(true, Ordering::Relaxed);
            assert!(others.is_empty() && own > 0 && refused > 0, "{own} {refused} {others:?}");
        });
    }
}
