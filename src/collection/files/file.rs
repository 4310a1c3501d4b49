//! One file of a collection, and whether its records are current or from before it broke.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::record::{Document, Kind, Record};
use crate::text::{LineColumn, LineIndex};

use crate::collection::files::contents::Contents;
use crate::collection::files::fingerprint::FileStamp;

/// One file of a collection.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path, relative to the collection's folder.
    pub path: PathBuf,
    /// What was read of it, now or when it last could be.
    pub contents: Contents,
    /// Which of the two.
    pub freshness: Freshness,
    /// What the file system said of it when it was read, where there is one.
    pub(crate) stamp: Option<FileStamp>,
    /// Its guessed content if it cannot be read or shown: to be masked and withheld.
    pub(crate) guessed: Arc<[Record]>,
}

/// Whether the records of a file are what it says now.
#[derive(Clone, Debug)]
pub enum Freshness {
    /// They are.
    Current,
    /// The records are those from before the file broke; this is its content now.
    Outdated(Box<Contents>),
}

impl File {
    /// Returns a file that says what was read of it.
    pub fn new(path: impl Into<PathBuf>, mut document: Document) -> Self {
        let guessed = std::mem::take(&mut document.stray_names).into();
        let (path, contents) = (path.into(), Contents::of(document));
        Self { path, contents, freshness: Freshness::Current, stamp: None, guessed }
    }

    /// Returns a file of which this was kept.
    pub(crate) fn from_cache(path: &Path, contents: Contents, stamp: FileStamp) -> Self {
        let (freshness, stamp) = (Freshness::Current, Some(stamp));
        Self { path: path.to_owned(), contents, freshness, stamp, guessed: Arc::default() }
    }

    /// Returns the file with a problem that its name has, before all others.
    pub(crate) fn with_problem(mut self, problem: Diagnostic) -> Self {
        let problems = std::mem::take(&mut self.contents.problems);
        self.contents.problems = std::iter::once(problem).chain(problems).collect();
        self
    }

    /// Returns what the file says now, broken or not.
    pub fn now(&self) -> &Contents {
        match &self.freshness {
            Freshness::Current => &self.contents,
            Freshness::Outdated(now) => now,
        }
    }

    /// Returns the first thing that keeps the file from being read, and where it is; `None` where
    /// what is shown of it is what it says.
    pub fn first_unreadable(&self) -> Option<(&Diagnostic, LineColumn)> {
        let Freshness::Outdated(now) = &self.freshness else { return None };
        let first = now.first_unreadable()?;
        Some((first, LineIndex::of(&now.text()).place(first.range.start())))
    }

    /// Returns whether a part of the file cannot be read, whether it is shown as far as it can be or as
    /// it was last read.
    pub(crate) fn is_broken(&self) -> bool {
        matches!(self.freshness, Freshness::Outdated(_)) || !self.contents.is_sound()
    }

    /// Returns the first thing that keeps the file from being read, and where it is, also where
    /// nothing that it said earlier is shown in its place.
    pub(crate) fn first_broken(&self) -> Option<(&Diagnostic, LineColumn)> {
        let now = self.now();
        let first = now.first_unreadable()?;
        Some((first, LineIndex::of(&now.text()).place(first.range.start())))
    }

    /// Returns the file with the records that it had in `earlier`, where it is broken now and was
    /// sound then.
    pub(crate) fn or_last_readable(self, earlier: Option<&Self>) -> Self {
        // An empty file has nothing to show; what can be read of a broken one is more.
        let had_something = |earlier: &&Self| {
            earlier.contents.is_sound() && !earlier.contents.text().trim().is_empty()
        };
        match earlier.filter(had_something) {
            Some(earlier) if !self.contents.is_sound() => {
                let contents = earlier.contents.clone().withheld_like(&self.contents);
                let guessed = contents.withhold_as(self.guessed_now());
                Self {
                    path: self.path,
                    contents,
                    freshness: Freshness::Outdated(Box::new(self.contents)),
                    stamp: self.stamp,
                    guessed: guessed.into(),
                }
            }
            Some(_) | None => self,
        }
    }

    /// Returns what the file seems to say, and the people that it does say something of.
    fn guessed_now(&self) -> Vec<Record> {
        let mut all = self.guessed.to_vec();
        let is_person = |record: &&Record| matches!(record.kind, Kind::Victim | Kind::Person);
        all.extend(
            self.contents
                .with_records(|now| now.iter().filter(is_person).cloned().collect::<Vec<_>>()),
        );
        all
    }
}

#[cfg(test)]
mod tests {
    use crate::collection::{Collection, Loader, Memory, load};
    use crate::diagnostic::Rule;

    const SOUND: &str = "title = 'Ann'\nage = 27\n";
    const BROKEN: &str = "title = 'Ann, later'\nage = \n";

    /// Reads a record's file as it is saved again and again, from nothing.
    fn saved(texts: &[&str]) -> Collection {
        let mut memory = Memory::default();
        texts.iter().fold(Collection::default(), |earlier, text| {
            memory.put("victims/ann.toml", *text);
            Loader::after(&earlier).load(&memory).checked()
        })
    }

    #[track_caller]
    fn check(texts: &[&str], title: &str, outage: Option<usize>) {
        let collection = saved(texts);
        let ann = collection.get("ann").unwrap();
        assert_eq!(ann.record.heading(), title);
        assert_eq!(ann.file.first_unreadable().map(|(_, place)| place.line), outage);
    }

    #[test]
    fn a_broken_file_keeps_what_it_said_until_it_is_mended() {
        check(&[SOUND], "Ann", None);
        check(&[SOUND, BROKEN], "Ann", Some(2));
        check(&[SOUND, BROKEN, "title = \n", BROKEN], "Ann", Some(2));
        check(&[SOUND, BROKEN, "title = 'Mended'\n"], "Mended", None);
        check(&[SOUND, BROKEN, ""], "ann", None);
    }

    #[test]
    fn a_file_that_was_never_sound_is_read_as_far_as_it_goes() {
        check(&[BROKEN], "Ann, later", None);
        check(&["", BROKEN], "Ann, later", None);
        check(&[BROKEN, BROKEN], "Ann, later", None);
    }

    #[test]
    fn what_is_only_wrong_is_shown_as_it_is() {
        check(&[SOUND, "title = 'Ann B.'\nage = 'many'\nhat = 1\n"], "Ann B.", None);
    }

    #[test]
    fn the_problems_are_those_of_the_text_as_it_is() {
        let mistaken = "title = 'Ann'\nage = 'many'\nhome = 'nowhere'\n";
        let collection = saved(&[mistaken, "title = 'Ann'\n\n\nage =\n"]);
        let diagnostics = collection.diagnostics();
        let rules: Vec<Rule> =
            diagnostics.iter().map(|diagnostic| diagnostic.problem.code).collect();
        assert_eq!(rules, [Rule::Syntax]);
        assert_eq!(collection.place(&diagnostics.get(0).unwrap()).line, 4);
    }

    #[test]
    fn a_table_of_records_keeps_them_all() {
        let mut memory = Memory::default();
        memory.put("sources.toml", "[one]\ntitle = '1'\n[two]\ntitle = '2'\n");
        let sound = load(&memory);
        memory.put("sources.toml", "[one]\ntitle = '1'\n[two\ntitle = 2 2\n");
        let broken = Loader::after(&sound).load(&memory).checked();
        assert_eq!(broken.get("two").map(|two| two.record.heading()), Some("2"));
        assert!(broken.get("one").is_some_and(|one| one.file.first_unreadable().is_some()));
        assert!(load(&memory).files().all(|file| file.first_unreadable().is_none()));
    }

    #[test]
    fn a_file_that_can_no_longer_be_read_keeps_what_it_said() {
        let mut memory = Memory::default();
        memory.put("victims/ann.toml", SOUND);
        let sound = load(&memory);
        memory.put("victims/ann.toml", b"title = 'Ann'\nname = 'Jos\xe9'\n");
        let latin = Loader::after(&sound).load(&memory).checked();
        let ann = latin.get("ann").unwrap();
        assert_eq!(ann.record.fields.whole(crate::record::FieldId::Age), Some(27));
        assert_eq!(ann.file.first_unreadable().map(|(_, place)| place.line), Some(2));
        memory.put("victims/ann.toml", BROKEN);
        assert!(
            Loader::after(&load(&memory))
                .load(&memory)
                .checked()
                .get("ann")
                .unwrap()
                .file
                .first_unreadable()
                .is_none()
        );
    }

    #[test]
    fn broken_settings_stay_in_force() {
        let mut memory = Memory::default();
        memory.put("casebook.toml", "title = 'Ours'\nformat = 1\n");
        let sound = load(&memory);
        memory.put("casebook.toml", "title = \nformat = 1\n");
        let broken = Loader::after(&sound).load(&memory).checked();
        assert_eq!(broken.title(), Some("Ours"));
        assert_eq!(broken.diagnostics().len(), 1);
        assert_eq!(load(&memory).title(), None);
    }
}
