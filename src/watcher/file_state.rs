//! The state of each watched file (fingerprint, and a hash where the fingerprint is not enough), to
//! detect changes by polling.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::collection::{Disk, FileSource as _, FileStamp, Placement};

/// A file as it is seen from outside; `None` where there is none.
#[derive(Clone, Debug)]
pub(crate) struct FileState(Option<PresentFile>);

#[derive(Clone, Debug)]
struct PresentFile {
    stamp: FileStamp,
    /// Whether it can be written by another name.
    has_other_names: bool,
    /// What is in the file, where it may be written again within one step of the clock.
    bytes: Option<Box<[u8; 32]>>,
}

impl FileState {
    /// Returns the state of a file; `before` is its earlier state.
    pub(crate) fn at(disk: &Disk, path: &Path, before: Option<&Self>) -> Self {
        let was_recent = before.is_some_and(|Self(present)| {
            present.as_ref().is_some_and(|present| present.bytes.is_some())
        });
        Self(disk.stamp_and_names(path).map(|(stamp, has_other_names)| {
            let bytes = (was_recent || stamp.is_recent()).then(|| disk.read(path).ok()).flatten();
            let bytes = bytes.map(|bytes| Box::new(Sha256::digest(bytes).into()));
            PresentFile { stamp, has_other_names, bytes }
        }))
    }

    /// Returns whether the file may be in the middle of being saved: many programs empty it or move
    /// it away before they write.
    pub(crate) fn is_half_saved(&self) -> bool {
        self.0.as_ref().is_none_or(|present| present.stamp.is_empty())
    }

    /// Returns whether the file has other hard links; a write through one of those causes no event.
    fn has_other_names(&self) -> bool {
        self.0.as_ref().is_some_and(|present| present.has_other_names)
    }

    /// Returns whether there is a file.
    pub(crate) fn is_there(&self) -> bool {
        self.0.is_some()
    }

    /// Returns whether it is certainly the same file with the same bytes.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(other)) => {
                let bytes = one.bytes.as_ref().zip(other.bytes.as_ref());
                one.stamp.is_same(&other.stamp) && bytes.is_none_or(|(one, other)| one == other)
            }
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    /// Forgets the bytes of a file that cannot be written again without another time.
    fn without_hash(mut self) -> Self {
        if let Some(present) = self.0.as_mut().filter(|present| !present.stamp.is_recent()) {
            present.bytes = None;
        }
        self
    }
}

/// The states of all files of a collection.
pub(crate) type FileStates = BTreeMap<PathBuf, FileState>;

/// Returns the state of every file of the collection, and the files that were changed, added or
/// removed since `before`.
pub(crate) fn check_all(disk: &Disk, before: &FileStates) -> (FileStates, Vec<PathBuf>) {
    let mut others = Vec::new();
    let mut now = FileStates::new();
    for path in disk.list().into_iter().flatten().filter(|path| is_ours(path)) {
        let old = before.get(&path);
        let state = FileState::at(disk, &path, old);
        if !old.is_some_and(|old| old.is_same(&state)) {
            others.push(path.clone());
        }
        now.insert(path, state.without_hash());
    }
    others.extend(before.keys().filter(|path| !now.contains_key(*path)).cloned());
    (now, others)
}

/// Checks the files that have several hard links, and returns those that changed.
pub(crate) fn check_hard_linked(disk: &Disk, states: &mut FileStates) -> Vec<PathBuf> {
    let mut others = Vec::new();
    for (path, state) in states.iter_mut().filter(|(_, state)| state.has_other_names()) {
        let now = FileState::at(disk, path, Some(state));
        if !state.is_same(&now) {
            others.push(path.clone());
        }
        *state = now.without_hash();
    }
    others
}

/// Checks the next files after `last`, which becomes the last of these, and starts again with the first
/// after the end; returns those that changed.
///
/// A new hard link to a file outside of the watched folders causes no event, and neither does writing
/// through it.
pub(crate) fn check_next(
    disk: &Disk,
    states: &mut FileStates,
    last: &mut PathBuf,
    most: usize,
) -> Vec<PathBuf> {
    if states.last_key_value().is_none_or(|(path, _)| path <= last) {
        last.clear();
    }
    let behind = (Bound::Excluded(last.as_path()), Bound::Unbounded);
    let mut others = Vec::new();
    let mut reached = None;
    for (path, state) in states.range_mut::<Path, _>(behind).take(most) {
        let now = FileState::at(disk, path, Some(state));
        if !state.is_same(&now) {
            others.push(path.clone());
        }
        *state = now.without_hash();
        reached = Some(path);
    }
    let reached = reached.cloned();
    *last = reached.unwrap_or_default();
    others
}

/// Returns whether a path of the collection is one that it reads.
pub(crate) fn is_ours(path: &Path) -> bool {
    match Placement::of(path) {
        Placement::Settings
        | Placement::Records(_)
        | Placement::Archived(_)
        | Placement::BadName(..)
        | Placement::UnknownKind(_)
        | Placement::Misnamed(_)
        | Placement::Copy(_)
        | Placement::MisnamedSettings => true,
        Placement::Foreign => false,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, SystemTime};

    use super::*;

    /// Returns the files that look otherwise after something was done to them.
    fn others(settle: bool, change: impl Fn(&Path)) -> Vec<PathBuf> {
        let folder = tempfile::tempdir().unwrap();
        let victims = folder.path().join("victims");
        fs::create_dir(&victims).unwrap();
        for name in ["test-a", "test-b"] {
            fs::write(victims.join(name).with_extension("toml"), "title = 'A'\n").unwrap();
        }
        let disk = Disk::new(folder.path());
        let (mut before, all) = check_all(&disk, &FileStates::new());
        assert_eq!(all.len(), 2);
        assert_eq!(check_all(&disk, &before).1, [] as [PathBuf; 0]);
        if settle {
            // As if they had been there for long, so that only what is outside of them is compared.
            for FileState(present) in before.values_mut() {
                present.as_mut().unwrap().bytes = None;
            }
        }
        change(&victims);
        check_all(&disk, &before).1
    }

    fn set_time(file: &Path, time: SystemTime) {
        fs::File::options().write(true).open(file).unwrap().set_modified(time).unwrap();
    }

    #[test]
    fn another_text_of_the_same_size_and_time_is_another_file() {
        let changed = [PathBuf::from("victims/test-a.toml")];
        for settle in [true, false] {
            let in_place = others(settle, |victims| {
                let file = victims.join("test-a.toml");
                let time = fs::metadata(&file).unwrap().modified().unwrap();
                fs::write(&file, "title = 'B'\n").unwrap();
                set_time(&file, time);
            });
            assert_eq!(in_place, changed);
            let replaced = others(settle, |victims| {
                let (file, new) = (victims.join("test-a.toml"), victims.join("new"));
                let time = fs::metadata(&file).unwrap().modified().unwrap();
                fs::write(&new, "title = 'B'\n").unwrap();
                set_time(&new, time);
                fs::rename(new, file).unwrap();
            });
            assert_eq!(replaced, changed);
            let from_the_past = others(settle, |victims| {
                let file = victims.join("test-a.toml");
                fs::write(&file, "title = 'B'\n").unwrap();
                set_time(&file, SystemTime::UNIX_EPOCH + Duration::from_secs(9));
            });
            assert_eq!(from_the_past, changed);
        }
        let gone = others(true, |victims| fs::remove_file(victims.join("test-b.toml")).unwrap());
        assert_eq!(gone, [PathBuf::from("victims/test-b.toml")]);
    }

    #[test]
    fn all_files_are_looked_at_again_some_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let victims = folder.path().join("victims");
        fs::create_dir(&victims).unwrap();
        let file = |number: usize| victims.join(format!("test-{number}.toml"));
        (0..7).for_each(|number| fs::write(file(number), "title = 'A'\n").unwrap());
        let disk = Disk::new(folder.path());
        let (mut states, _) = check_all(&disk, &FileStates::new());
        let mut last = PathBuf::new();
        let mut round = |disk: &Disk| check_next(disk, &mut states, &mut last, 3);
        for _ in 0..4 {
            assert_eq!(round(&disk), [] as [PathBuf; 0]);
        }
        // Under another name, in place.
        let other = folder.path().join("other");
        for number in 0..7 {
            fs::hard_link(file(number), &other).unwrap();
            fs::write(&other, "title = 'B'\n").unwrap();
            fs::remove_file(&other).unwrap();
        }
        let found: Vec<Vec<PathBuf>> = (0..6).map(|_| round(&disk)).collect();
        // The second time round had begun with three of them.
        let counts: Vec<usize> = found.iter().map(Vec::len).collect();
        assert_eq!(counts, [3, 1, 3, 0, 0, 0], "{found:?}");
        fs::remove_file(file(6)).unwrap();
        let gone: Vec<PathBuf> = (0..3).flat_map(|_| round(&disk)).collect();
        assert_eq!(gone, [PathBuf::from("victims/test-6.toml")]);
    }

    #[test]
    fn bytes_are_compared_while_a_time_may_lie() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("places.toml"), "").unwrap();
        let disk = Disk::new(folder.path());
        let state = FileState::at(&disk, Path::new("places.toml"), None);
        let FileState(Some(present)) = state.clone() else { panic!("no file") };
        assert!(present.bytes.is_some() && state.is_half_saved());
        let with = |byte| {
            FileState(Some(PresentFile { bytes: Some(Box::new([byte; 32])), ..present.clone() }))
        };
        assert!(with(1).is_same(&with(1)) && !with(1).is_same(&with(2)));
        assert!(!FileState(None).is_same(&state) && FileState(None).is_same(&FileState(None)));
    }
}
