//! Incremental reload: builds a new collection from the old one and the files that changed, sharing
//! everything else.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::record::Id;

use crate::collection::assemble::{Collection, Texts};
use crate::collection::cache::Cache;
use crate::collection::files::file::File;
use crate::collection::files::placement::Placement;
use crate::collection::files::source::FileSource;
use crate::collection::index::loaded_file::LoadedFile;
use crate::collection::load::invalidation::Invalidation;
use crate::collection::load::{archive, file, stamped_text, unlisted};
use crate::collection::problems::CheckedFile;
use crate::collection::sensitive::terms::SensitiveTermCache;
use crate::collection::settings::Settings;

/// The files of a source that may have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// Any file.
    Everything,
    /// These files, and the files in these folders, by their paths in the collection.
    At(BTreeSet<PathBuf>),
}

/// What became of a collection whose files changed.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The collection as it is now.
    pub collection: Collection,
    /// How many files changed, archived texts among them.
    pub changed: usize,
    /// Which records changed.
    pub touched: Touched,
}

/// The records that changed, or whose name or place changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// Any record may have changed.
    Everything,
    /// These only.
    Only {
        /// All that changed, the deleted ones among them.
        records: HashSet<Id>,
        /// Those of them with another name or place, and those that are new or deleted: records that
        /// name them may look different.
        named: HashSet<Id>,
    },
}

impl Touched {
    /// Returns what this change and a later one touched together.
    #[must_use]
    pub fn and(self, later: Self) -> Self {
        match (self, later) {
            (
                Self::Only { mut records, mut named },
                Self::Only { records: later_records, named: later_named },
            ) => {
                records.extend(later_records);
                named.extend(later_named);
                Self::Only { records, named }
            }
            (Self::Everything, _) | (_, Self::Everything) => Self::Everything,
        }
    }
}

impl Changes {
    /// Returns the change of one file.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self::At(BTreeSet::from([path.into()]))
    }

    /// Adds what else may have changed.
    pub fn add(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::At(all), Self::At(others)) => all.extend(others),
            (Self::Everything, _) | (_, Self::Everything) => *self = Self::Everything,
        }
    }
}

impl Collection {
    /// Returns the collection with the changed files read again; `None` where all must be read.
    pub(super) fn with_changes(
        &self,
        source: &dyn FileSource,
        changes: &Changes,
    ) -> Option<Accepted> {
        match changes {
            Changes::Everything => None,
            Changes::At(paths) => self.news(source, paths).map(|news| self.with(news)),
        }
    }

    /// Reads what is at or below these paths; `None` where all must be read.
    ///
    /// A path may be a folder that was renamed or deleted, so the files known below it are compared
    /// with those found there now. Settings decide how every file is read and checked: if more of them changed than
    /// saved views, nothing of the old collection can be relied on. Borders change rarely, and are read with everything else.
    fn news(&self, from: &dyn FileSource, paths: &BTreeSet<PathBuf>) -> Option<FileChanges> {
        let mut news = FileChanges::default();
        let mut found: BTreeMap<PathBuf, Placement> = BTreeMap::new();
        for path in paths {
            for listed in from.list_below(path)? {
                match listed {
                    Ok(path) => _ = found.insert(path.clone(), Placement::of(&path)),
                    Err(error) => {
                        let unlisted = unlisted(&error);
                        news.is.insert(error.path, unlisted.file);
                    }
                }
            }
            for file in self.files_below(path) {
                news.was.insert(file.path.clone(), Arc::clone(file));
            }
            let texts = self.texts.range(path.clone()..);
            let texts = texts.take_while(|(known, _)| known.starts_with(path));
            news.texts_were.extend(texts.map(|(path, text)| (path.clone(), text.clone())));
        }
        let is_of_borders = |path: &PathBuf| {
            self.borders.as_ref().is_some_and(|borders| borders.path.starts_with(path))
        };
        if paths.iter().any(is_of_borders) {
            return None;
        }
        let known = news.was.keys().chain(news.is.keys()).map(|path| Placement::of(path));
        let placements: Vec<Placement> = known.chain(found.values().cloned()).collect();
        if placements.contains(&Placement::MisnamedSettings) {
            return None;
        }
        if placements.contains(&Placement::Settings) {
            let (path, _) = found.iter().find(|(_, place)| **place == Placement::Settings)?;
            let (settings, file) = self.with_other_views(from, path)?;
            news.is.insert(path.clone(), file.file);
            news.settings = Some(settings);
        }
        let found: Vec<(Placement, PathBuf)> =
            found.into_iter().map(|(path, placement)| (placement, path)).collect();
        let words = self.settings.vocabularies();
        let read: Vec<LoadedFile> = found
            .par_iter()
            .filter_map(|(placement, path)| {
                let file = file(from, &Cache::default(), placement, path, &words)?;
                Some(file.or_last_readable(self.file_at(path)))
            })
            .collect();
        let (texts, unreadable) = archive(from, &found);
        for LoadedFile { file, .. } in read.into_iter().chain(unreadable) {
            news.is.insert(file.path.clone(), file);
        }
        news.texts_are = texts;
        news.drop_unchanged();
        Some(news)
    }

    /// Reads the settings again; `None` where anything but saved views is another, or where it cannot be known since the
    /// file cannot be read, now or before.
    fn with_other_views(
        &self,
        from: &dyn FileSource,
        path: &Path,
    ) -> Option<(Settings, LoadedFile)> {
        let before = self.file_at(path).filter(|before| before.now().is_sound())?;
        let (was, _) = Settings::read(before.now().text().to_string().into());
        let (text, stamp) = stamped_text(from, path).ok()?;
        let (is, document) = Settings::read(text);
        let file = LoadedFile::new(path, document).stamped(stamp);
        let views = is.views.clone();
        let is_same = Settings { views: was.views.clone(), ..is } == was;
        let settings = Settings { views, ..Settings::clone(&self.settings) };
        (is_same && file.file.now().is_sound()).then_some((settings, file))
    }

    fn files_below(&self, path: &Path) -> impl Iterator<Item = &Arc<File>> {
        let at = self.number_of(path).unwrap_or_else(|at| at);
        let files = self.files.from(at).map(|checked| &checked.file);
        files.take_while(move |file| file.path.starts_with(path))
    }

    /// Returns the collection with these changes taken in.
    ///
    /// The clone is cheap, since the collection consists of persistent vectors and maps, which
    /// share all chunks that do not change (structural sharing). Each step below reads what those
    /// before it have renewed, so their order matters: files, then the index of them, then what must
    /// stay withheld (which asks the index who is gone), then evidence (which needs the links of the
    /// index), and last the checks, some of which look at evidence.
    fn with(&self, news: FileChanges) -> Accepted {
        let mut collection = self.clone();
        collection.sensitive_terms = SensitiveTermCache::default();
        if let Some(settings) = news.settings {
            collection.settings = Arc::new(settings);
        }
        let paths: BTreeSet<&Path> =
            news.was.keys().chain(news.is.keys()).map(PathBuf::as_path).collect();
        for path in paths.iter().copied() {
            let at = collection.number_of(path);
            match (at, news.is.get(path)) {
                (Ok(at), Some(file)) => {
                    collection.files.replace(at, CheckedFile::unchecked(Arc::clone(file)));
                }
                (Ok(at), None) => collection.files.remove(at),
                (Err(at), Some(file)) => {
                    collection.files.insert(at, CheckedFile::unchecked(Arc::clone(file)));
                }
                (Err(_), None) => {}
            }
        }
        let files = paths.iter().map(|path| (news.was.get(*path), news.is.get(*path)));
        let delta = collection.index.apply(files.clone());
        // What a file withheld stays withheld while the file is gone or cannot be read: a program that
        // saves by deleting first, or a mistake in one line, must not show a name for a moment.
        collection.keep_withholding_removed(self, delta.ids.iter());
        collection.remember_removed(self, delta.ids.iter());
        collection.keep_withholding_unreadable(self, news.was.values().map(|file| &**file));
        let guessed = |files: &BTreeMap<PathBuf, Arc<File>>, path: &Path| {
            files.get(path).map(|file| Arc::clone(&file.guessed)).unwrap_or_default()
        };
        let same_guesses =
            paths.iter().all(|path| guessed(&news.was, path) == guessed(&news.is, path));
        if same_guesses
            && self.departed == collection.departed
            && ![self, &collection].iter().any(|all| all.any_confidential(&delta.ids))
        {
            // No confidential record changed, so its terms are the same. To find them again means to
            // search all texts, which takes longer than the rest of a reload.
            collection.sensitive_terms.of_confidential =
                self.sensitive_terms.of_confidential.clone();
        }
        collection.carry_over_sensitive_terms(self, &delta.ids, news.is.values());
        let mut invalidation = Invalidation::of(self, &mut collection, delta);
        let texts = invalidation.archive(&news.texts_were, news.texts_are);
        invalidation.assess();
        invalidation.check(files);
        let (records, named) = invalidation.touched();
        let touched = Touched::Only { records, named };
        Accepted { collection, changed: news.changed + texts, touched }
    }
}

/// Files and archived texts by their paths, as they were and as they are.
#[derive(Default)]
struct FileChanges {
    was: BTreeMap<PathBuf, Arc<File>>,
    is: BTreeMap<PathBuf, Arc<File>>,
    texts_were: Texts,
    texts_are: Texts,
    /// The settings with the saved views that they have now, where these are others.
    settings: Option<Settings>,
    changed: usize,
}

impl FileChanges {
    /// Drops what is as it was, and counts what is not.
    fn drop_unchanged(&mut self) {
        let Self { was, is, texts_were, texts_are, settings: _, changed } = self;
        for (path, file) in was.iter() {
            let other = is.get(path);
            let text = other.map(|other| other.now().piece());
            *changed += usize::from(text != Some(file.now().piece()));
        }
        *changed += is.keys().filter(|path| !was.contains_key(*path)).count();
        texts_were.retain(|path, (_, text)| match texts_are.get(path) {
            Some((_, other)) if other.sha256() == text.sha256() => {
                texts_are.remove(path);
                false
            }
            Some(_) | None => true,
        });
        let same = |one: &File, other: &File| {
            one.now().piece() == other.now().piece()
                && one.now().problems == other.now().problems
                && one.guessed == other.guessed
        };
        was.retain(|path, file| match is.get(path) {
            Some(other) if same(file, other) => {
                is.remove(path);
                false
            }
            Some(_) | None => true,
        });
    }
}

#[cfg(test)]
mod any;
#[cfg(test)]
mod tests;
