//! Changes of files as data: planned before anything is written, atomic for each file, with their inverse.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::text::{ByteRange, Splice, apply_all};

/// A change of one or several files of a collection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What it does, in words for a list of what can be undone.
    pub label: String,
    /// The changed files, each once.
    pub files: Vec<ChangedFile>,
}

/// What becomes of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFile {
    path: PathBuf,
    kind: ChangedFileKind,
}

/// How a file changes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ChangedFileKind {
    /// Its text changes.
    Edit {
        expected: TextHash,
        /// In the order of the text, apart from each other.
        splices: Vec<Splice>,
    },
    /// It is created.
    Create {
        text: Arc<str>,
        /// The file whose owner and rights it gets, where it replaces that under another name.
        like: Option<PathBuf>,
    },
    /// It is deleted.
    Delete {
        expected: TextHash,
        /// The file that gets its owner and rights.
        moved_to: Option<PathBuf>,
    },
}

/// The hash of the text that a file has to have, which no other text shares but by a chance of one in 2^64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TextHash(u64);

/// A change of which all texts are known, and nothing is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlannedChange {
    label: String,
    files: Vec<PlannedFile>,
}

/// A file that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedFile {
    /// The file, as the collection calls it.
    pub path: PathBuf,
    /// Its text now; `None` where it is created.
    pub before: Option<Arc<str>>,
    /// Its new text; `None` where it is deleted.
    pub after: Option<String>,
    /// The file whose owner and rights a new file gets.
    pub like: Option<PathBuf>,
    inverse: ChangedFile,
}

/// What was written of a change.
#[derive(Clone, Debug)]
pub struct WrittenChange<E> {
    /// What takes it back: the files that were written, in the opposite order.
    pub inverse: Change,
    /// The first file that could not be written, and why; none behind it was tried.
    pub refused: Option<(PathBuf, E)>,
}

/// A change as far as it can be made, although others have changed its files since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FittedChange {
    /// What can be made of it, for the texts as they are now.
    pub change: Change,
    /// The files of which other lines were changed since.
    pub moved: Vec<PathBuf>,
    /// The files that cannot be changed so any more, and why.
    pub left: Vec<(PathBuf, FileObstacle)>,
}

/// Why a file cannot be changed as it was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileObstacle {
    /// The same lines were changed, or lines beside them.
    Changed,
    /// There is no such file any more.
    Gone,
    /// There is such a file again.
    Back,
}

impl FileObstacle {
    /// Returns what happened to the file, in words that follow its name.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Changed => "has changed there",
            Self::Gone => "no longer exists",
            Self::Back => "exists again",
        }
    }
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

impl ChangedFile {
    /// Returns the change of a file that has the text `before`; `None` where the splices overlap, or do not lie
    /// in the text on the borders of its characters.
    pub fn of(path: impl Into<PathBuf>, before: &str, mut splices: Vec<Splice>) -> Option<Self> {
        splices.sort_by_key(|splice| splice.range().start());
        apply_all(before, &splices)?;
        Some(Self::edit(path, before, splices))
    }

    fn edit(path: impl Into<PathBuf>, before: &str, splices: Vec<Splice>) -> Self {
        let kind = ChangedFileKind::Edit { expected: TextHash::of(before), splices };
        Self { path: path.into(), kind }
    }

    /// Returns the creation of a file.
    pub fn create(path: impl Into<PathBuf>, text: impl Into<Arc<str>>) -> Self {
        let kind = ChangedFileKind::Create { text: text.into(), like: None };
        Self { path: path.into(), kind }
    }

    /// Returns the deletion of a file that has the text `before`.
    pub fn delete(path: impl Into<PathBuf>, before: &str) -> Self {
        let kind = ChangedFileKind::Delete { expected: TextHash::of(before), moved_to: None };
        Self { path: path.into(), kind }
    }

    /// Returns what gives a file that has the text `before` another path and perhaps another text: what
    /// becomes of the old path, and of the new one.
    pub fn renamed(
        from: impl Into<PathBuf>,
        to: impl Into<PathBuf>,
        before: &str,
        after: impl Into<Arc<str>>,
    ) -> [Self; 2] {
        let (from, to) = (from.into(), to.into());
        let expected = TextHash::of(before);
        let gone = ChangedFileKind::Delete { expected, moved_to: Some(to.clone()) };
        let new = ChangedFileKind::Create { text: after.into(), like: Some(from.clone()) };
        [Self { path: to, kind: new }, Self { path: from, kind: gone }]
    }

    /// Returns the file that changes.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns whether the file is the old name of one that gets another.
    pub fn is_old_name(&self) -> bool {
        matches!(self.kind, ChangedFileKind::Delete { moved_to: Some(_), .. })
    }

    /// Returns whether the file is deleted, also where it gets another name.
    pub fn is_deletion(&self) -> bool {
        matches!(self.kind, ChangedFileKind::Delete { .. })
    }

    /// Returns whether the file is created, also under another name.
    pub fn is_creation(&self) -> bool {
        matches!(self.kind, ChangedFileKind::Create { .. })
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
        Self::edit(path, before, vec![splice])
    }

    /// Returns what is planned for a file that has this text, or none; `None` where that is not the expected one.
    fn planned(&self, before: Option<Arc<str>>) -> Option<PlannedFile> {
        let path = self.path.clone();
        let is_expected =
            |expected: &TextHash| before.as_deref().map(TextHash::of) == Some(*expected);
        match &self.kind {
            ChangedFileKind::Edit { expected, splices } => {
                is_expected(expected).then_some(())?;
                let (after, inverse) = Self::applied(splices, before.as_deref()?)?;
                let inverse = Self::edit(&self.path, &after, inverse);
                Some(PlannedFile { path, before, after: Some(after), like: None, inverse })
            }
            ChangedFileKind::Create { text, like } => {
                let kind = ChangedFileKind::Delete {
                    expected: TextHash::of(text),
                    moved_to: like.clone(),
                };
                let inverse = Self { path: path.clone(), kind };
                let (after, like) = (Some(text.to_string()), like.clone());
                before.is_none().then_some(PlannedFile { path, before, after, like, inverse })
            }
            ChangedFileKind::Delete { expected, moved_to } => {
                is_expected(expected).then_some(())?;
                let kind =
                    ChangedFileKind::Create { text: before.clone()?, like: moved_to.clone() };
                let inverse = Self { path: path.clone(), kind };
                Some(PlannedFile { path, before, after: None, like: None, inverse })
            }
        }
    }

    /// Returns the same change for the text `now`, which others made of `base`, the text that the change was made for:
    /// `None` where they changed lines that it changes, or put something between those and the lines beside them.
    fn moved(&self, base: &str, now: &str) -> Option<Self> {
        let ChangedFileKind::Edit { expected, splices } = &self.kind else { return None };
        (TextHash::of(base) == *expected).then_some(())?;
        let (old, new) = (TextLines::of(base), TextLines::of(now));
        let same = capture_diff_slices(Algorithm::Myers, &old.lines, &new.lines);
        let moved = splices.iter().map(|splice| {
            let lines = old.around(splice.range());
            let run = same.iter().find_map(|op| match *op {
                DiffOp::Equal { old_index, new_index, len }
                    if old_index <= lines.start && lines.end <= old_index + len =>
                {
                    Some((old_index, new_index))
                }
                DiffOp::Equal { .. }
                | DiffOp::Delete { .. }
                | DiffOp::Insert { .. }
                | DiffOp::Replace { .. } => None,
            });
            let (old_index, new_index) = run?;
            let touched = old.lines.get(lines.clone())?;
            // Of lines that are there more than once, none may have come or gone: it might be another one.
            (old.count(touched) == new.count(touched)).then_some(())?;
            let [from, to] = [old.starts.get(old_index), new.starts.get(new_index)]
                .map(Option::<&usize>::copied);
            let range = ByteRange::new(
                splice.range().start() - from? + to?,
                splice.range().end() - from? + to?,
            )?;
            Some(Splice::replace(range, splice.text()))
        });
        Self::of(&self.path, now, moved.collect::<Option<Vec<_>>>()?)
    }

    /// Returns the new text and the splices that take it back.
    fn applied(splices: &[Splice], before: &str) -> Option<(String, Vec<Splice>)> {
        let after = apply_all(before, splices)?;
        let mut inverse = Vec::with_capacity(splices.len());
        // How many bytes longer and shorter the text has become before a splice.
        let (mut longer, mut shorter) = (0, 0);
        for splice in splices {
            let start = splice.range().start() + longer - shorter;
            let now = ByteRange::new(start, start + splice.text().len())?;
            let old = splice.range().of(before);
            inverse.push(Splice::replace(now, old));
            longer += splice.text().len();
            shorter += old.len();
        }
        Some((after, inverse))
    }
}

impl Change {
    /// Counts the files; one that gets another name is one.
    pub fn count_files(&self) -> usize {
        self.files.iter().filter(|file| !file.is_old_name()).count()
    }

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
        let plan = |file: &ChangedFile| {
            file.planned(text_of(&file.path)).ok_or_else(|| OtherText(file.path.clone()))
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

    /// Returns what of a change can still be made. `bases_of` gives the texts of a file that the change may have been made
    /// for: where others changed other lines since, the change moves with its own.
    pub fn fitted(
        &self,
        text_of: impl Fn(&Path) -> Option<Arc<str>>,
        bases_of: impl Fn(&Path) -> Vec<Arc<str>>,
    ) -> FittedChange {
        let change = Self { label: self.label.clone(), files: Vec::new() };
        let mut fitted = FittedChange { change, moved: Vec::new(), left: Vec::new() };
        for file in &self.files {
            let now = text_of(&file.path);
            if file.planned(now.clone()).is_some() {
                fitted.change.files.push(file.clone());
                continue;
            }
            let moved = now
                .as_deref()
                .and_then(|now| bases_of(&file.path).iter().find_map(|base| file.moved(base, now)));
            if let Some(moved) = moved {
                fitted.moved.push(file.path.clone());
                fitted.change.files.push(moved);
                continue;
            }
            let obstacle = match (&file.kind, now) {
                (ChangedFileKind::Create { .. }, _) => FileObstacle::Back,
                (_, None) => FileObstacle::Gone,
                (_, Some(_)) => FileObstacle::Changed,
            };
            fitted.left.push((file.path.clone(), obstacle));
        }
        fitted
    }
}

/// The lines of a text, with their line breaks, and where each begins.
struct TextLines<'t> {
    lines: Vec<&'t str>,
    starts: Vec<usize>,
}

impl<'t> TextLines<'t> {
    fn of(text: &'t str) -> Self {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let mut next = 0;
        let starts = lines.iter().map(|line| {
            let start = next;
            next += line.len();
            start
        });
        let starts = starts.collect();
        Self { lines, starts }
    }

    /// Returns the numbers of the lines that a change of a range depends on: those that it touches, and where it begins or
    /// ends between two lines, both of these.
    fn around(&self, range: ByteRange) -> std::ops::Range<usize> {
        let line_at = |at: usize| self.starts.partition_point(|start| *start <= at).max(1) - 1;
        let begins_line = |at: usize| self.starts.binary_search(&at).is_ok();
        let (start, end) = (range.start(), range.end());
        let first = line_at(start);
        let first = if begins_line(start) { first.saturating_sub(1) } else { first };
        first..line_at(end) + 1
    }

    /// Returns how often lines follow each other so.
    fn count(&self, lines: &[&str]) -> usize {
        if lines.is_empty() {
            0
        } else {
            self.lines.windows(lines.len()).filter(|at| *at == lines).count()
        }
    }
}

impl PlannedFile {
    /// Returns whether anything about the file changes: where nothing does, nothing is written.
    pub fn is_change(&self) -> bool {
        self.before.as_deref() != self.after.as_deref()
    }
}

impl PlannedChange {
    /// Returns what takes the whole change back.
    pub fn inverse(&self) -> Change {
        let files = self.files.iter().filter(|file| file.is_change()).rev();
        Change {
            label: self.label.clone(),
            files: files.map(|file| file.inverse.clone()).collect(),
        }
    }

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
            ChangedFile::of(*path, before, splices.clone()).unwrap()
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

    fn replaced(open: &Folder, file: &PlannedFile) -> Result<(), WriteError> {
        let (before, after) = (file.before.as_deref().unwrap(), file.after.as_deref().unwrap());
        open.replace(&file.path, before.as_bytes(), after.as_bytes())
    }

    fn written(change: &Change, folder: &TempDir) -> Result<WrittenChange<WriteError>, OtherText> {
        let open = Folder::open(folder.path()).unwrap();
        let planned = change.plan(|path| text_at(folder, path))?;
        Ok(planned.write(|file| replaced(&open, file)))
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
        let done = planned.write(|file| replaced(&open, file));
        assert_eq!(done.refused.map(|(path, _)| path), Some("b.toml".into()));
        assert_eq!(texts(&folder), ["# x\na = 22\n", "other = 1\n"]);
        assert_eq!(done.inverse.files.len(), 1);
        written(&done.inverse, &folder).unwrap();
        assert_eq!(texts(&folder), ["a = 1\n", "other = 1\n"]);
    }

    #[test]
    fn files_are_created_deleted_and_renamed_and_that_is_taken_back() {
        let known: std::collections::BTreeMap<PathBuf, Arc<str>> =
            [("a.toml".into(), "a".into()), ("b.toml".into(), "b".into())].into();
        let files = ChangedFile::renamed("a.toml", "c.toml", "a", "c").into_iter();
        let files =
            files.chain([ChangedFile::delete("b.toml", "b"), ChangedFile::create("d.toml", "d")]);
        let change = Change { label: "test".to_owned(), files: files.collect() };
        let after = |known: &std::collections::BTreeMap<PathBuf, Arc<str>>, change: &Change| {
            let planned = change.plan(|path| known.get(path).cloned()).unwrap();
            let mut after = known.clone();
            for file in planned.files() {
                match &file.after {
                    Some(text) => _ = after.insert(file.path.clone(), text.as_str().into()),
                    None => _ = after.remove(&file.path),
                }
            }
            (after, planned.inverse())
        };
        let (done, inverse) = after(&known, &change);
        let names: Vec<_> =
            done.iter().map(|(path, text)| format!("{}={text}", path.display())).collect();
        assert_eq!(names, ["c.toml=c", "d.toml=d"]);
        let (undone, again) = after(&done, &inverse);
        assert_eq!(undone, known);
        assert_eq!(after(&undone, &again).0, done);
        // What is there is never overwritten, and what is gone cannot be deleted.
        assert_eq!(
            change.plan(|path| done.get(path).cloned()).unwrap_err(),
            OtherText("c.toml".into())
        );
        assert_eq!(
            inverse.plan(|path| known.get(path).cloned()).unwrap_err(),
            OtherText("d.toml".into())
        );
    }

    #[test]
    fn splices_that_overlap_or_lie_outside_make_no_change() {
        for splices in [
            vec![splice(0, 3, "x"), splice(2, 4, "y")],
            vec![splice(0, 9, "x")],
            vec![splice(1, 2, "x")],
        ] {
            assert_eq!(ChangedFile::of("a.toml", "ấab", splices.clone()), None, "{splices:?}");
        }
    }

    /// Makes a change of one text, has someone else change the result, and takes the change back.
    #[track_caller]
    fn check_taken_back(before: &str, after: &str, theirs: &str, result: Option<&str>) {
        let text = |text: &str| Some(Arc::<str>::from(text));
        let files = vec![ChangedFile::between("a.toml", before, after)];
        let change = Change { label: "test".to_owned(), files };
        let inverse = change.plan(|_| text(before)).unwrap().inverse();
        let fitted = inverse.fitted(|_| text(theirs), |_| vec!["x".into(), after.into()]);
        let planned = fitted.change.plan(|_| text(theirs)).unwrap();
        let now = planned.files().first().and_then(|file| file.after.clone());
        assert_eq!(now.as_deref(), result, "{theirs}");
        let obstacle = fitted.left.first().map(|(_, obstacle)| *obstacle);
        assert_eq!(obstacle, result.is_none().then_some(FileObstacle::Changed), "{theirs}");
    }

    #[test]
    fn a_change_is_taken_back_where_others_changed_other_lines() {
        let (before, after) = ("a = 1\nb = 2\nc = 3\n", "a = 1\nb = 22\nc = 3\n");
        for (theirs, result) in [
            ("# x\na = 1\nb = 22\nc = 3\n", Some("# x\na = 1\nb = 2\nc = 3\n")),
            ("a = 5\nb = 22\nc = 7\nd = 1\n", Some("a = 5\nb = 2\nc = 7\nd = 1\n")),
            ("a = 1\nb = 23\nc = 3\n", None),
            ("a = 1\nc = 3\n", None),
            // Which of the two it was is not known.
            ("a = 1\nb = 22\nb = 22\nc = 3\n", None),
        ] {
            check_taken_back(before, after, theirs, result);
        }
    }

    #[test]
    fn a_line_that_was_added_or_removed_goes_back_only_between_the_lines_beside_it() {
        let (short, long) = ("a = 1\n\n[[x]]\n", "a = 1\nb = 2\n\n[[x]]\n");
        check_taken_back(
            short,
            long,
            "a = 1\nb = 2\n\n[[x]]\nc = 3\n",
            Some("a = 1\n\n[[x]]\nc = 3\n"),
        );
        check_taken_back(short, long, "a = 1\nb = 3\n\n[[x]]\n", None);
        check_taken_back(
            long,
            short,
            "# y\na = 1\n\n[[x]]\n",
            Some("# y\na = 1\nb = 2\n\n[[x]]\n"),
        );
        // A table that begins there would get the line.
        check_taken_back(long, short, "a = 1\n[[y]]\n\n[[x]]\n", None);
    }

    #[test]
    fn a_file_that_came_back_or_is_gone_is_left_as_it_is() {
        let files = vec![
            ChangedFile::create("new.toml", "x"),
            ChangedFile::delete("old.toml", "y"),
            ChangedFile::between("both.toml", "a", "b"),
        ];
        let change = Change { label: "test".to_owned(), files };
        let now = |path: &Path| (path != Path::new("old.toml")).then(|| Arc::<str>::from("a"));
        let fitted = change.fitted(now, |_| Vec::new());
        assert_eq!(
            fitted.left,
            [("new.toml".into(), FileObstacle::Back), ("old.toml".into(), FileObstacle::Gone)]
        );
        assert_eq!(fitted.change.files.len(), 1);
    }

    proptest! {
        #[test]
        fn a_change_between_two_texts_makes_the_one_of_the_other(
            before in "[a-bấẩ\n]{0,12}",
            after in "[a-bấẩ\n]{0,12}",
        ) {
            let file = ChangedFile::between("a.toml", &before, &after);
            let planned = file.planned(Some(before.as_str().into())).unwrap();
            prop_assert_eq!(planned.after.as_deref(), Some(&*after));
            let back = planned.inverse.planned(Some(after.as_str().into())).unwrap();
            prop_assert_eq!(back.after.as_deref(), Some(&*before));
            let common = before.chars().zip(after.chars()).take_while(|(one, other)| one == other);
            let start: usize = common.map(|(c, _)| c.len_utf8()).sum();
            let ChangedFileKind::Edit { splices, .. } = &file.kind else { panic!("it is an edit") };
            prop_assert_eq!(splices[0].range().start(), start);
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
                after.clone_from(file.after.as_ref().unwrap());
                Ok(())
            });
            let back = done.inverse.plan(|_| Some(after.as_str().into())).unwrap();
            prop_assert_eq!(back.files()[0].after.as_deref(), Some(&*before));
        }
    }
}
