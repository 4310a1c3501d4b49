//! The folders of a collection to watch, with links inside the collection followed, and their names
//! in the collection.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

use super::file_state::is_ours;
use crate::collection::{Disk, EntryLimit};

/// The folders of a collection as they were at one moment.
///
/// One folder may have several names in a collection, since links lead to it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct WatchedFolders {
    /// Each folder by its true path, with its names in the collection.
    names: BTreeMap<PathBuf, Vec<PathBuf>>,
    /// The true paths of the files that links lead to, with the names of the links.
    files: BTreeMap<PathBuf, Vec<PathBuf>>,
    /// Where the links are, by true paths.
    links: BTreeSet<PathBuf>,
    /// Where folders and links are found, with what was there.
    known: Vec<(PathBuf, Option<FileIdentity>)>,
}

/// Which file or folder it is. A number alone is given again to the next folder once one is removed.
type FileIdentity = (u64, u64, Option<SystemTime>);

impl WatchedFolders {
    /// Returns the folders as they are now.
    pub(crate) fn of(disk: &Disk) -> Self {
        let mut folders = Self::default();
        let roots = disk.folders();
        for (root, prefix) in &roots {
            // An archive that is kept elsewhere is walked instead of the collection's own.
            folders.walk(root, prefix, roots.len() > 1);
        }
        folders
    }

    fn walk(&mut self, root: &Path, prefix: &Path, archive_is_elsewhere: bool) {
        self.known.push((root.to_owned(), identity(root)));
        let Ok(true_root) = root.canonicalize() else { return };
        let at_top = prefix.as_os_str().is_empty();
        let is_read = |entry: &walkdir::DirEntry| {
            let name = entry.file_name();
            match entry.depth() {
                0 => true,
                _ if name.as_encoded_bytes().starts_with(b".") => false,
                1 if at_top && entry.file_type().is_dir() => {
                    holds_records(name, archive_is_elsewhere)
                }
                _ => true,
            }
        };
        let mut entries = WalkDir::new(root).follow_links(true).into_iter().filter_entry(is_read);
        let mut limit = (archive_is_elsewhere && !at_top).then(EntryLimit::default);
        while let Some(entry) = entries.next() {
            if let (Some(limit), Ok(entry)) = (&mut limit, &entry) {
                let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
                if limit.is_reached_by(&prefix.join(below)) {
                    break;
                }
            }
            // What cannot be read, and links in a circle, are problems of the collection.
            let Ok(entry) = entry else { continue };
            let is_folder = entry.file_type().is_dir();
            let is_link = entry.path_is_symlink() && entry.depth() > 0;
            if !is_folder && !is_link {
                continue;
            }
            let name = prefix.join(entry.path().strip_prefix(root).unwrap_or(entry.path()));
            let target = entry.path().canonicalize();
            if is_link {
                self.links.extend(true_place(entry.path()));
            }
            self.known.push((entry.path().to_owned(), identity(entry.path())));
            match target {
                Ok(target) if is_link && !target.starts_with(&true_root) => {
                    if is_folder {
                        entries.skip_current_dir();
                    }
                }
                Ok(target) if is_folder => self.names.entry(target).or_default().push(name),
                Ok(target) => self.files.entry(target).or_default().push(name),
                Err(_) => {}
            }
        }
    }

    /// Returns the true paths of all folders to watch.
    pub(crate) fn to_watch(&self) -> BTreeSet<&Path> {
        let of_links = self.files.keys().chain(&self.links).filter_map(|file| file.parent());
        self.names.keys().map(PathBuf::as_path).chain(of_links).collect()
    }

    /// Returns whether all folders and links are still what they were.
    ///
    /// The system does not report when a folder above is renamed, or when a disk is mounted in its place.
    pub(crate) fn are_the_same(&self) -> bool {
        self.known.iter().all(|(path, before)| identity(path) == *before)
    }

    /// Returns what the collection calls a file that the system names.
    pub(crate) fn names_of(&self, file: &Path) -> Vec<PathBuf> {
        let links = self.files.get(file).into_iter().flatten().cloned();
        let folder = file.parent().and_then(|folder| self.names.get(folder));
        let name = Path::new(file.file_name().unwrap_or_default());
        links.chain(folder.into_iter().flatten().map(|folder| folder.join(name))).collect()
    }

    /// Returns whether something that came, moved or went is a folder or a link, so that there may be
    /// others to watch.
    pub(crate) fn are_moved_by(&self, path: &Path) -> bool {
        let known = self.names.contains_key(path) || self.links.contains(path);
        let is_there = |metadata: Metadata| metadata.is_dir() || metadata.is_symlink();
        let named = || self.names_of(path).iter().any(|name| !is_hidden(name));
        known || named() && fs::symlink_metadata(path).is_ok_and(is_there)
    }
}

fn is_hidden(path: &Path) -> bool {
    path.iter().any(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Returns whether a folder at the top of a collection may hold something that it reads.
fn holds_records(name: &OsStr, archive_is_elsewhere: bool) -> bool {
    let name = Path::new(name);
    if name == Path::new("archive") {
        return !archive_is_elsewhere;
    }
    // What has the name of no kind is a problem where it is near one.
    is_ours(&name.join("record.toml"))
}

/// Returns the true path of a link itself.
fn true_place(link: &Path) -> Option<PathBuf> {
    let folder = link.parent()?.canonicalize().ok()?;
    Some(folder.join(link.file_name()?))
}

/// Returns which file or folder is at a path, at the end of links; `None` where there is none.
pub(crate) fn identity(path: &Path) -> Option<FileIdentity> {
    let metadata = fs::metadata(path).ok()?;
    let (device, number) = numbers(&metadata);
    Some((device, number, metadata.created().ok()))
}

#[cfg(unix)]
fn numbers(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn numbers(_: &Metadata) -> (u64, u64) {
    (0, 0)
}

/// Returns whether the system reports every change below a folder, those by other machines too.
///
/// On a network drive it reports those of this machine alone.
#[cfg(target_os = "linux")]
pub(crate) fn is_reported(folder: &Path) -> bool {
    // Of statfs(2): the file systems on disks of this machine, and in its memory.
    const LOCAL: &[u64] = &[
        0xef53,      // ext2, ext3, ext4
        0x9123_683e, // Btrfs
        0x5846_5342, // XFS
        0x0102_1994, // tmpfs
        0x8584_58f6, // ramfs
        0x794c_7630, // overlayfs
        0xf2f5_2010, // F2FS
        0x2fc1_2fc1, // ZFS
        0xca45_1a4e, // bcachefs
        0x4d44,      // FAT
        0x2011_bab0, // exFAT
        0x7366_746e, // NTFS
        0x3153_464a, // JFS
        0x5265_4973, // ReiserFS
        0x482b,      // HFS+
        0xf15f,      // eCryptfs
        0x9660,      // CDs
        0x1501_3346, // UDF
        0x7371_7368, // squashfs
    ];
    // The kernel says it in 32 bits, or in more with the sign of those.
    #[expect(clippy::cast_sign_loss, reason = "it is a number without a sign")]
    let kind = rustix::fs::statfs(folder).map(|stat| stat.f_type as u64 & 0xffff_ffff);
    kind.is_ok_and(|kind| LOCAL.contains(&kind))
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn is_reported(_: &Path) -> bool {
    true
}
