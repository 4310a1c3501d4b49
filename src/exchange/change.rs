//! Changes of files as data: planned before anything is written, atomic for each file, with their inverse.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::text::{ByteRange, Splice, apply_all};

/// A change of one or several files of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it does, in words for a list of what can be undone.
    pub label: String,
    /// The changed files, each once.
    pub files: Vec<FileSplices>,
}

/// What becomes of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSplices {
    path: PathBuf,
    expected: TextHash,
    /// In the order of the text, apart from each other.
    splices: Vec<Splice>,
}

/// The hash of the text that a file has to have, which no other text shares but by a chance of one in 2^64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TextHash(u64);

/// A change of which all texts are known, and nothing is written.
#[derive(Clone, Debug)]
pub struct PlannedChange {
    label: String,
    files: Vec<PlannedFile>,
}

/// A file that is to be written.
#[derive(Clone, Debug)]
pub struct PlannedFile {
    /// The file, as the collection calls it.
    pub path: PathBuf,
    /// Its text now.
    pub before: Arc<str>,
    /// Its new text.
    pub after: String,
    inverse: FileSplices,
}

/// What was written of a change.
#[derive(Clone, Debug)]
pub struct WrittenChange<E> {
    /// What takes it back: the files that were written, in the opposite order.
    pub inverse: Change,
    /// The first file that could not be written, and why; none behind it was tried.
    pub refused: Option<(PathBuf, E)>,
}

/// A file that no longer has the text that a change was made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherText(pub PathBuf);

impl TextHash {
    fn of(text: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        Self(hasher.finish())
    }
}

impl FileSplices {
    /// Returns the change of a file that has the text `before`; `None` where the splices overlap, or do not lie
    /// in the text on the borders of its characters.
    pub fn of(path: impl Into<PathBuf>, before: &str, mut splices: Vec<Splice>) -> Option<Self> {
        splices.sort_by_key(|splice| splice.range().start());
        apply_all(before, &splices)?;
        Some(Self { path: path.into(), expected: TextHash::of(before), splices })
    }

    /// Returns the change of a file from one text to another: what lies between their common start and end is
    /// replaced.
    pub fn between(path: impl Into<PathBuf>, before: &str, after: &str) -> Self {
        let same = |pair: &(char, char)| pair.0 == pair.1;
        let length = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
            pairs.take_while(same).map(|(c, _)| c.len_utf8()).sum()
        };
        let start = length(&mut before.chars().zip(after.chars()));
        let (old, new) =
            (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
        let end = length(&mut old.chars().rev().zip(new.chars().rev()));
        let range = ByteRange::from_span(start..before.len() - end);
        let splice = Splice::replace(range, new.get(..new.len() - end).unwrap_or_default());
        Self { path: path.into(), expected: TextHash::of(before), splices: vec![splice] }
    }

    /// Returns the new text and the inverse change; `None` where the text is not the expected one.
    fn apply(&self, before: &str) -> Option<(String, Self)> {
        if TextHash::of(before) != self.expected {
            return None;
        }
        let after = apply_all(before, &self.splices)?;
        let mut inverse = Vec::with_capacity(self.splices.len());
        // How many bytes longer and shorter the text has become before a splice.
        let (mut longer, mut shorter) = (0, 0);
        for splice in &self.splices {
            let start = splice.range().start() + longer - shorter;
            let now = ByteRange::new(start, start + splice.text().len())?;
            let old = splice.range().of(before);
            inverse.push(Splice::replace(now, old));
            longer += splice.text().len();
            shorter += old.len();
        }
        let expected = TextHash::of(&after);
        Some((after, Self { path: self.path.clone(), expected, splices: inverse }))
    }
}

impl Change {
    /// Returns a change with its texts, if every file has the expected one. A file that is named twice is refused
    /// too: the second change of it was made for another text.
    ///
    /// # Errors
    ///
    /// Names the first file that has another text, or none.
    pub fn plan(
        &self,
        text_of: impl Fn(&Path) -> Option<Arc<str>>,
    ) -> Result<PlannedChange, OtherText> {
        let mut planned = BTreeSet::new();
        let plan = |file: &FileSplices| {
            let other = || OtherText(file.path.clone());
            let before = text_of(&file.path).ok_or_else(other)?;
            let (after, inverse) = file.apply(&before).ok_or_else(other)?;
            Ok(PlannedFile { path: file.path.clone(), before, after, inverse })
        };
        let mut files = Vec::with_capacity(self.files.len());
        for file in &self.files {
            if !planned.insert(&file.path) {
                return Err(OtherText(file.path.clone()));
            }
            files.push(plan(file)?);
        }
        Ok(PlannedChange { label: self.label.clone(), files })
    }
}

impl PlannedChange {
    /// Returns the files that are to be written.
    pub fn files(&self) -> &[PlannedFile] {
        &self.files
    }

    /// Writes the files one after the other until one is refused.
    pub fn write<E>(
        self,
        mut write: impl FnMut(&PlannedFile) -> Result<(), E>,
    ) -> WrittenChange<E> {
        let (mut inverse, mut refused) = (Vec::new(), None);
        for file in self.files {
            match write(&file) {
                Ok(()) => inverse.insert(0, file.inverse),
                Err(error) => {
                    refused = Some((file.path, error));
                    break;
                }
            }
        }
        WrittenChange { inverse: Change { label: self.label, files: inverse }, refused }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;
    use tempfile::TempDir;

    use super::*;
    use crate::exchange::{Folder, WriteError};

    fn splice(start: usize, end: usize, text: &str) -> Splice {
        Splice::replace(ByteRange::new(start, end).unwrap(), text)
    }

    fn change(files: &[(&str, &str, Vec<Splice>)]) -> Change {
        let files = files.iter();
        let files = files.map(|(path, before, splices)| {
            FileSplices::of(*path, before, splices.clone()).unwrap()
        });
        Change { label: "test".to_owned(), files: files.collect() }
    }

    /// Two files on disk, and a change of both.
    fn two_files() -> (TempDir, Change) {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("a.toml"), "a = 1\n").unwrap();
        fs::write(folder.path().join("b.toml"), "b = 1\n").unwrap();
        let change = change(&[
            ("a.toml", "a = 1\n", vec![splice(4, 5, "22"), splice(0, 0, "# x\n")]),
            ("b.toml", "b = 1\n", vec![splice(0, 6, "")]),
        ]);
        (folder, change)
    }

    fn text_at(folder: &TempDir, path: &Path) -> Option<Arc<str>> {
        Some(fs::read_to_string(folder.path().join(path)).ok()?.into())
    }

    fn written(change: &Change, folder: &TempDir) -> Result<WrittenChange<WriteError>, OtherText> {
        let open = Folder::open(folder.path()).unwrap();
        let planned = change.plan(|path| text_at(folder, path))?;
        Ok(planned
            .write(|file| open.replace(&file.path, file.before.as_bytes(), file.after.as_bytes())))
    }

    fn texts(folder: &TempDir) -> [String; 2] {
        ["a.toml", "b.toml"].map(|path| fs::read_to_string(folder.path().join(path)).unwrap())
    }

    #[test]
    fn a_change_of_two_files_is_written_and_taken_back_to_the_byte() {
        let (folder, change) = two_files();
        let done = written(&change, &folder).unwrap();
        assert!(done.refused.is_none());
        assert_eq!(texts(&folder), ["# x\na = 22\n", ""]);
        let undone = written(&done.inverse, &folder).unwrap();
        assert_eq!(texts(&folder), ["a = 1\n", "b = 1\n"]);
        let redone = written(&undone.inverse, &folder).unwrap();
        assert_eq!(texts(&folder), ["# x\na = 22\n", ""]);
        assert_eq!(redone.inverse, done.inverse);
    }

    #[test]
    fn nothing_is_written_where_any_file_has_another_text() {
        for path in ["a.toml", "b.toml"] {
            let (folder, change) = two_files();
            fs::write(folder.path().join(path), "other = 1\n").unwrap();
            let before = texts(&folder);
            assert_eq!(written(&change, &folder).unwrap_err(), OtherText(path.into()));
            assert_eq!(texts(&folder), before);
            fs::remove_file(folder.path().join(path)).unwrap();
            assert_eq!(written(&change, &folder).unwrap_err(), OtherText(path.into()));
        }
        let (folder, mut twice) = two_files();
        twice.files.push(twice.files[0].clone());
        assert_eq!(written(&twice, &folder).unwrap_err(), OtherText("a.toml".into()));
    }

    #[test]
    fn what_was_written_before_a_refusal_can_be_taken_back() {
        let (folder, change) = two_files();
        let planned = change.plan(|path| text_at(&folder, path)).unwrap();
        // Another program saves between the plan and the writing.
        fs::write(folder.path().join("b.toml"), "other = 1\n").unwrap();
        let open = Folder::open(folder.path()).unwrap();
        let done = planned
            .write(|file| open.replace(&file.path, file.before.as_bytes(), file.after.as_bytes()));
        assert_eq!(done.refused.map(|(path, _)| path), Some("b.toml".into()));
        assert_eq!(texts(&folder), ["# x\na = 22\n", "other = 1\n"]);
        assert_eq!(done.inverse.files.len(), 1);
        written(&done.inverse, &folder).unwrap();
        assert_eq!(texts(&folder), ["a = 1\n", "other = 1\n"]);
    }

    #[test]
    fn splices_that_overlap_or_lie_outside_make_no_change() {
        for splices in [
            vec![splice(0, 3, "x"), splice(2, 4, "y")],
            vec![splice(0, 9, "x")],
            vec![splice(1, 2, "x")],
        ] {
            assert_eq!(FileSplices::of("a.toml", "ấab", splices.clone()), None, "{splices:?}");
        }
    }

    proptest! {
        #[test]
        fn a_change_between_two_texts_makes_the_one_of_the_other(
            before in "[a-bấẩ\n]{0,12}",
            after in "[a-bấẩ\n]{0,12}",
        ) {
            let file = FileSplices::between("a.toml", &before, &after);
            let (made, inverse) = file.apply(&before).unwrap();
            prop_assert_eq!(&made, &after);
            prop_assert_eq!(&inverse.apply(&after).unwrap().0, &before);
            let common = before.chars().zip(after.chars()).take_while(|(one, other)| one == other);
            let start: usize = common.map(|(c, _)| c.len_utf8()).sum();
            prop_assert_eq!(file.splices[0].range().start(), start);
        }

        #[test]
        fn the_inverse_restores_every_byte(
            before in "[a-cấ\n]{0,30}",
            cuts in prop::collection::btree_set(0usize..40, 0..8),
            texts in prop::collection::vec("[x-zấ]{0,4}", 4),
        ) {
            let borders: Vec<usize> =
                cuts.into_iter().filter(|at| before.is_char_boundary(*at)).collect();
            let pairs = borders.chunks_exact(2).zip(&texts);
            let splices = pairs.map(|(pair, text)| splice(pair[0], pair[1], text)).collect();
            let change = change(&[("a.toml", &before, splices)]);
            let mut after = String::new();
            let planned = change.plan(|_| Some(before.as_str().into())).unwrap();
            let done = planned.write(|file| -> Result<(), ()> {
                after.clone_from(&file.after);
                Ok(())
            });
            let back = done.inverse.plan(|_| Some(after.as_str().into())).unwrap();
            prop_assert_eq!(&back.files()[0].after, &before);
        }
    }
}
