//! Finds the files that changed since they were read, by fingerprint where that is enough.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::evidence::ArchivedText;

use crate::collection::assemble::Collection;
use crate::collection::files::placement::Placement;
use crate::collection::files::source::FileSource;

impl Collection {
    /// Returns the files of a source that changed, appeared or disappeared since they were read.
    pub fn stale_on(&self, now: &dyn FileSource) -> BTreeSet<PathBuf> {
        let listed: BTreeSet<PathBuf> = now.list().into_iter().flatten().collect();
        let known = self.files().map(|file| &file.path).chain(self.texts.keys());
        let gone = known.filter(|path| !listed.contains(*path)).cloned();
        let others = listed.par_iter().filter(|path| !self.is_as_read(path, now)).cloned();
        let others: Vec<PathBuf> = others.collect();
        others.into_iter().chain(gone).collect()
    }

    fn is_as_read(&self, path: &Path, now: &dyn FileSource) -> bool {
        let placement = Placement::of(path);
        if matches!(placement, Placement::Archived(_)) {
            let text = now.read(path).ok().and_then(|bytes| ArchivedText::new(bytes).ok());
            let read = self.texts.get(path);
            return read.zip(text).is_some_and(|((_, read), text)| read.sha256() == text.sha256());
        }
        placement == Placement::Foreign
            || self.file_at(path).is_some_and(|file| {
                let stamps = file.stamp.as_ref().zip(now.stamp(path));
                stamps.is_some_and(|(read, stamp)| read.is_unchanged(&stamp))
                    || now.read(path).is_ok_and(|bytes| bytes == file.now().text().as_bytes())
            })
    }
}

#[cfg(test)]
impl Collection {
    /// Returns the collection as if all its files had been there for long when they were read.
    pub(crate) fn with_settled_stamps(&self, folder: &Path) -> Self {
        use std::fs;
        use std::time::{Duration, SystemTime};

        use crate::collection::files::file::File;
        use crate::collection::files::fingerprint::FileStamp;
        use crate::collection::problems::CheckedFile;

        let stamp = |file: &File| {
            let metadata = fs::metadata(folder.join(&file.path)).unwrap();
            FileStamp::of(&metadata, SystemTime::now() + Duration::from_mins(1))
        };
        let files = self.files.iter().map(|checked| {
            let stamp = Some(stamp(&checked.file));
            let file = File { stamp, ..File::clone(&checked.file) };
            CheckedFile { file: file.into(), ..checked.clone() }
        });
        Self { files: files.collect(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::collection::{Disk, Loader, load};

    fn write(folder: &TempDir, path: &str, text: &str) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }

    #[track_caller]
    fn check(collection: &Collection, folder: &TempDir, expected: &[&str]) {
        let stale = collection.stale_on(&Disk::new(folder.path()));
        assert_eq!(stale.iter().map(|path| path.to_str().unwrap()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_changed_since_it_was_read_is_reported() {
        let folder = TempDir::new().unwrap();
        for path in ["places.toml", "victims/test-a.toml", "victims/test-b.toml", "notes.md"] {
            write(&folder, path, "");
        }
        write(&folder, "casebook.toml", "format = 1\n");
        let just_written = load(&Disk::new(folder.path()));
        let read = just_written.with_settled_stamps(folder.path());
        check(&just_written, &folder, &[]);
        check(&read, &folder, &[]);
        write(&folder, "victims/test-a.toml", "title = 'A'");
        write(&folder, "victims/test-c.toml", "title = 'C'");
        write(&folder, "archive/wire.txt", "A text");
        fs::remove_file(folder.path().join("victims/test-b.toml")).unwrap();
        let files = ["victims/test-a.toml", "victims/test-b.toml", "victims/test-c.toml"];
        check(&read, &folder, &[&["archive/wire.txt"], &files[..]].concat());
        write(&folder, "casebook.toml", "format = 1\n\n");
        check(&read, &folder, &[&["archive/wire.txt", "casebook.toml"], &files[..]].concat());
    }

    #[test]
    fn a_text_is_known_by_what_it_says() {
        let folder = TempDir::new().unwrap();
        write(&folder, "archive/wire.txt", "A text");
        write(&folder, "archive/paper.txt", "Words");
        let read = load(&Disk::new(folder.path()));
        check(&read, &folder, &[]);
        write(&folder, "archive/paper.txt", "Other words");
        fs::remove_file(folder.path().join("archive/wire.txt")).unwrap();
        check(&read, &folder, &["archive/paper.txt", "archive/wire.txt"]);
    }

    #[test]
    fn a_file_that_keeps_what_it_said_is_known_by_what_it_says_now() {
        let folder = TempDir::new().unwrap();
        write(&folder, "victims/test-a.toml", "title = 'A'\n");
        let disk = Disk::new(folder.path());
        let sound = load(&disk);
        write(&folder, "victims/test-a.toml", "title = \n");
        check(&Loader::after(&sound).load(&disk).checked(), &folder, &[]);
        check(&sound, &folder, &["victims/test-a.toml"]);
    }
}
