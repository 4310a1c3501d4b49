//! Lists folders that have plain files and folders and nothing else, several at a time.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

/// Folders that lie deeper in each other are walked.
const DEEPEST_PLAIN: usize = 16;

/// What a folder has, by name.
///
/// The names are in one buffer, and paths are made of them by the thread that asked: what other threads reserve for hundreds of
/// thousands of paths, and this one frees, the allocator keeps for them as long as they rest.
struct PlainFolder {
    names: String,
    entries: Vec<PlainEntry>,
}

struct PlainEntry {
    /// Where its name is in the names of the folder.
    name: Range<usize>,
    /// What it has, if it is a folder.
    folder: Option<PlainFolder>,
}

/// Returns the paths of the files below a folder of a collection, in the order of a walk; `None` where it is no folder, or has
/// anything below it that is no plain file, no folder, and not hidden, or a name that is not UTF-8. A folder that is not there
/// has none.
pub(super) fn plain_files(root: &Path, folder: &Path) -> Option<Vec<PathBuf>> {
    match fs::symlink_metadata(root.join(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(Vec::new()),
        Ok(found) if found.is_dir() => {
            let read = PlainFolder::read(root, folder, DEEPEST_PLAIN)?;
            let mut files = Vec::with_capacity(read.count_files());
            read.put_files(folder, &mut files);
            Some(files)
        }
        Ok(_) | Err(_) => None,
    }
}

impl PlainFolder {
    fn read(root: &Path, folder: &Path, depth: usize) -> Option<Self> {
        let at = root.join(folder);
        if depth == 0 || of_the_kernel(&at) || folder.extension().is_some_and(|ext| ext == "toml") {
            return None;
        }
        let mut names = String::new();
        let mut found: Vec<(Range<usize>, bool)> = Vec::new();
        for entry in fs::read_dir(&at).ok()? {
            let entry = entry.ok()?;
            let name = entry.file_name();
            let name = name.to_str()?;
            if name.starts_with('.') {
                // One of this program's own is taken note of where all is walked.
                (!name.starts_with(".casebook-")).then_some(())?;
                continue;
            }
            let known = entry.file_type().ok()?;
            (known.is_file() || known.is_dir()).then_some(())?;
            names.push_str(name);
            found.push((names.len() - name.len()..names.len(), known.is_dir()));
        }
        found.sort_unstable_by(|(one, _), (other, _)| {
            names.get(one.clone()).cmp(&names.get(other.clone()))
        });
        let below = |(name, is_folder): (Range<usize>, bool)| {
            let path = || Some(folder.join(names.get(name.clone())?));
            let folder =
                if is_folder { Some(Self::read(root, &path()?, depth - 1)?) } else { None };
            Some(PlainEntry { name, folder })
        };
        let has_folders = found.iter().any(|(_, is_folder)| *is_folder);
        let entries = if has_folders {
            found.into_par_iter().map(below).collect::<Option<_>>()?
        } else {
            found.into_iter().map(below).collect::<Option<_>>()?
        };
        Some(Self { names, entries })
    }

    fn count_files(&self) -> usize {
        self.entries.iter().map(|entry| entry.folder.as_ref().map_or(1, Self::count_files)).sum()
    }

    fn put_files(&self, at: &Path, files: &mut Vec<PathBuf>) {
        for PlainEntry { name, folder } in &self.entries {
            let path = at.join(self.names.get(name.clone()).unwrap_or_default());
            match folder {
                Some(folder) => folder.put_files(&path, files),
                None => files.push(path),
            }
        }
    }
}

/// Returns whether a folder is of `/proc`, `/sys` or the like: no disk, and without end.
#[cfg(target_os = "linux")]
pub(super) fn of_the_kernel(folder: &Path) -> bool {
    const PROC: u64 = 0x9fa0;
    const SYSFS: u64 = 0x6265_6572;
    const DEBUGFS: u64 = 0x6462_6720;
    const TRACEFS: u64 = 0x7472_6163;
    const CGROUP: u64 = 0x6367_7270;
    rustix::fs::statfs(folder).is_ok_and(|known| {
        let sort = u64::try_from(known.f_type).unwrap_or_default();
        [PROC, SYSFS, DEBUGFS, TRACEFS, CGROUP].contains(&sort)
    })
}

#[cfg(not(target_os = "linux"))]
pub(super) fn of_the_kernel(_: &Path) -> bool {
    false
}
