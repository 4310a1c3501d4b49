//! A change that is to be written, as it is asked for. What becomes of its files is found out on the thread that writes them,
//! since there may be hundreds of thousands.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::collection::{Changes, Collection};
use crate::exchange::{
    Change, ChangedFile, FileObstacle, FittedChange, OtherText, PlannedChange, PlannedFile,
};
use crate::session::change_request::{ChangeProposal, PlanToken};
use crate::session::file_edit::{EditRefusal, FileEdit};

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteOrder {
    /// A change as it is.
    Exact(Arc<Change>),
    /// The files of a proposal that are not left out.
    Chosen {
        /// The proposal.
        proposal: Arc<ChangeProposal>,
        /// The files that are not to be written.
        left_out: BTreeSet<PathBuf>,
        /// Whether each file is changed for itself, so that the others are written where one has changed meanwhile.
        is_bulk: bool,
    },
    /// What takes a change back or makes it again, on the files as they are now.
    Return {
        /// What takes it back.
        change: Arc<Change>,
        /// Whether each file is changed for itself.
        is_bulk: bool,
    },
    /// Several changes, each made for the files as the one before leaves them.
    Steps(Vec<Arc<Change>>),
}

/// Texts that files got, or that they were deleted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct WrittenTexts {
    /// `None` where the file is deleted.
    texts: HashMap<PathBuf, Option<Arc<str>>>,
    bytes: usize,
}

/// The texts that files are known to have: as a collection has them, or as they were written since.
#[derive(Clone, Debug, Default)]
pub struct KnownTexts {
    /// What was read.
    pub collection: Arc<Collection>,
    /// What was written since, the last of it last.
    pub fresh: Vec<Arc<WrittenTexts>>,
    /// The texts that files got in this run, the last of them last.
    pub bases: Vec<Arc<WrittenTexts>>,
}

/// What became of writing.
#[derive(Clone, Debug)]
pub struct WriteOutcome {
    /// What was written, or why nothing was.
    pub result: Result<Box<WrittenEdit>, WriteRefusal>,
    /// The files that are to be read again.
    pub changes: Changes,
}

/// What was written.
#[derive(Clone, Debug, Default)]
pub struct WrittenEdit {
    /// What takes it back.
    pub inverse: Arc<Change>,
    /// What takes back each of several changes, in their order.
    pub inverses: Vec<Arc<Change>>,
    /// How many files changed; one that got another name is one.
    pub files: usize,
    /// The texts that they have now.
    pub texts: Arc<WrittenTexts>,
    /// Those of them that are kept to find what others change later.
    pub bases: Arc<WrittenTexts>,
    /// Whether others had changed other places of the files.
    pub is_moved: bool,
    /// The files that were left as they are, and why.
    pub left: Vec<(PathBuf, FileObstacle)>,
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteRefusal {
    /// The files of a proposal have changed since it was looked at.
    Stale,
    /// These files keep a change from being taken back or made again.
    Left(Vec<(PathBuf, FileObstacle)>),
    /// This file has another text than the change was made for.
    OtherText(PathBuf),
    /// It was given up before the first file was written.
    GivenUp,
    /// The disk refused it, or there is none.
    Refused(EditRefusal),
}

/// An order of which all texts are known.
struct ReadyOrder {
    planned: PlannedChange,
    inverses: Vec<Arc<Change>>,
    is_moved: bool,
    left: Vec<(PathBuf, FileObstacle)>,
}

/// The most bytes of texts that are kept to find what others changed since.
pub(crate) const MOST_KEPT: usize = 64 << 20;

impl WrittenTexts {
    fn of<'f>(files: impl Iterator<Item = &'f PlannedFile>) -> Self {
        let mut all = Self::default();
        for file in files {
            all.bytes += file.after.as_deref().map_or(0, str::len);
            all.texts.insert(file.path.clone(), file.after.as_deref().map(Arc::from));
        }
        all
    }

    /// Returns the first texts, as many as are kept.
    fn kept(&self, planned: &PlannedChange) -> Self {
        let mut kept = Self::default();
        for file in planned.files() {
            let Some(Some(text)) = self.texts.get(&file.path) else { continue };
            if kept.bytes + text.len() > MOST_KEPT {
                break;
            }
            kept.bytes += text.len();
            kept.texts.insert(file.path.clone(), Some(Arc::clone(text)));
        }
        kept
    }

    /// Returns the text that a file got, or none where it was deleted; `None` where it is not among these.
    pub fn state_of(&self, path: &Path) -> Option<Option<Arc<str>>> {
        self.texts.get(path).cloned()
    }

    /// Returns the text that a file got last, or none where it was deleted; `None` where it is in none of these.
    pub fn last_state(fresh: &[Arc<Self>], path: &Path) -> Option<Option<Arc<str>>> {
        fresh.iter().rev().find_map(|texts| texts.state_of(path))
    }

    /// Returns how many bytes the texts have.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Returns the text of one file.
    #[cfg(test)]
    pub(crate) fn of_one(path: &Path, text: &str) -> Self {
        let texts = HashMap::from([(path.to_owned(), Some(text.into()))]);
        Self { texts, bytes: text.len() }
    }
}

/// Returns the text of a file of a collection, or of an archived one; `None` where there is none.
pub(crate) fn text_in(collection: &Collection, path: &Path) -> Option<Arc<str>> {
    match collection.file_at(path) {
        Some(file) => Some(file.now().text().to_string().into()),
        None => collection.archived_at(path).map(|text| text.text().into()),
    }
}

impl KnownTexts {
    /// Returns the text that a file has; `None` where there is none.
    pub fn text_of(&self, path: &Path) -> Option<Arc<str>> {
        WrittenTexts::last_state(&self.fresh, path)
            .unwrap_or_else(|| text_in(&self.collection, path))
    }

    fn bases_of(&self, path: &Path) -> Vec<Arc<str>> {
        self.bases.iter().rev().filter_map(|texts| texts.state_of(path).flatten()).collect()
    }
}

impl WriteOrder {
    /// Finds out what becomes of the files, has them written by `write`, and returns what came of it. Once `token` is
    /// cancelled, nothing more is begun.
    pub fn perform(
        &self,
        known: &KnownTexts,
        token: &PlanToken,
        write: impl FnOnce(&PlannedChange) -> Result<(), WriteRefusal>,
    ) -> WriteOutcome {
        let ready = self.ready(known);
        let ready = if token.is_cancelled() { Err(WriteRefusal::GivenUp) } else { ready };
        match ready {
            Ok(ready) => {
                let paths = ready.planned.files().iter().map(|file| file.path.clone()).collect();
                let result = write(&ready.planned).map(|()| Box::new(ready.written()));
                WriteOutcome { result, changes: Changes::At(paths) }
            }
            Err(refusal) => {
                let changes = Changes::At(refusal.files());
                WriteOutcome { result: Err(refusal), changes }
            }
        }
    }

    fn ready(&self, known: &KnownTexts) -> Result<ReadyOrder, WriteRefusal> {
        let text_of = |path: &Path| known.text_of(path);
        match self {
            Self::Exact(change) => Ok(ReadyOrder::of(planned(change, text_of)?)),
            Self::Chosen { proposal, left_out, is_bulk } => {
                let files = proposal.files.iter().map(|file| &file.changed);
                let files = files.filter(|file| !left_out.contains(file.path()));
                let change =
                    Change { label: proposal.label.clone(), files: files.cloned().collect() };
                let FittedChange { change, left, .. } = change.fitted(text_of, |_| Vec::new());
                if !left.is_empty() && (!is_bulk || change.files.is_empty()) {
                    return Err(WriteRefusal::Stale);
                }
                Ok(ReadyOrder { left, ..ReadyOrder::of(planned(&change, text_of)?) })
            }
            Self::Return { change, is_bulk } => {
                let FittedChange { change, moved, left } =
                    change.fitted(text_of, |path| known.bases_of(path));
                if !left.is_empty() && (!is_bulk || change.files.is_empty()) {
                    return Err(WriteRefusal::Left(left));
                }
                let is_moved = !moved.is_empty();
                Ok(ReadyOrder { is_moved, left, ..ReadyOrder::of(planned(&change, text_of)?) })
            }
            Self::Steps(steps) => in_steps(steps, known),
        }
    }
}

/// Returns one change that is all of several.
fn in_steps(steps: &[Arc<Change>], known: &KnownTexts) -> Result<ReadyOrder, WriteRefusal> {
    let mut texts: BTreeMap<PathBuf, Option<Arc<str>>> = BTreeMap::new();
    let mut inverses = Vec::with_capacity(steps.len());
    for step in steps {
        let text_of = |path: &Path| texts.get(path).cloned().unwrap_or_else(|| known.text_of(path));
        let fitted = step.fitted(text_of, |path| known.bases_of(path));
        if let Some((path, _)) = fitted.left.into_iter().next() {
            return Err(WriteRefusal::OtherText(path));
        }
        let step = planned(&fitted.change, text_of)?;
        inverses.push(Arc::new(step.inverse()));
        let after = step.files().iter();
        let after: Vec<_> =
            after.map(|file| (file.path.clone(), file.after.as_deref().map(Arc::from))).collect();
        texts.extend(after);
    }
    let files = texts.into_iter().filter_map(|(path, after)| match (known.text_of(&path), after) {
        (None, None) => None,
        (None, Some(after)) => Some(ChangedFile::create(path, after)),
        (Some(before), None) => Some(ChangedFile::delete(path, &before)),
        (Some(before), Some(after)) if before == after => None,
        (Some(before), Some(after)) => Some(ChangedFile::between(path, &before, &after)),
    });
    let change = Change { label: "several changes".to_owned(), files: files.collect() };
    let planned = planned(&change, |path| known.text_of(path))?;
    Ok(ReadyOrder { inverses, ..ReadyOrder::of(planned) })
}

fn planned(
    change: &Change,
    text_of: impl Fn(&Path) -> Option<Arc<str>>,
) -> Result<PlannedChange, WriteRefusal> {
    change.plan(text_of).map_err(|OtherText(path)| WriteRefusal::OtherText(path))
}

impl ReadyOrder {
    fn of(planned: PlannedChange) -> Self {
        Self { planned, inverses: Vec::new(), is_moved: false, left: Vec::new() }
    }

    fn written(self) -> WrittenEdit {
        let Self { planned, inverses, is_moved, left } = self;
        let inverse = Arc::new(planned.inverse());
        let texts = WrittenTexts::of(planned.files().iter());
        let bases = Arc::new(texts.kept(&planned));
        let files = inverse.count_files();
        WrittenEdit { inverse, inverses, files, texts: Arc::new(texts), bases, is_moved, left }
    }
}

impl WriteRefusal {
    fn files(&self) -> BTreeSet<PathBuf> {
        match self {
            Self::Left(left) => left.iter().map(|(path, _)| path.clone()).collect(),
            Self::OtherText(path) => BTreeSet::from([path.clone()]),
            Self::Stale | Self::GivenUp | Self::Refused(_) => BTreeSet::new(),
        }
    }

    /// Returns why nothing was written, and what to do; `shown` is how a file is called.
    pub fn in_words(self, shown: impl Fn(&Path) -> String) -> EditRefusal {
        let changed = |path: &str| EditRefusal {
            what: format!("{path} has changed since, and no file was written"),
            remedy: "look at what it has now; e opens it".to_owned(),
        };
        match self {
            Self::Refused(refusal) => refusal,
            Self::OtherText(path) => changed(&shown(&path)),
            Self::Left(left) => match left.first() {
                Some((path, _)) => changed(&shown(path)),
                None => changed("a file"),
            },
            Self::Stale => changed("a file"),
            Self::GivenUp => EditRefusal {
                what: "it was given up".to_owned(),
                remedy: "make the change again if you want it".to_owned(),
            },
        }
    }
}

impl FileEdit {
    /// Has the file written, and returns what came of it.
    pub fn outcome(
        &self,
        write: impl FnMut(&str, &str) -> Result<(), EditRefusal>,
    ) -> WriteOutcome {
        let changes = Changes::at(&self.file);
        let written = self.perform(write).map(|inverse| {
            let known = |_: &Path| Some(Arc::clone(&self.before));
            let planned = self.change().ok().and_then(|change| change.plan(known).ok());
            let mut written = match planned {
                Some(planned) => ReadyOrder::of(planned).written(),
                None => WrittenEdit { files: 1, ..WrittenEdit::default() },
            };
            written.inverse = Arc::new(inverse);
            Box::new(written)
        });
        WriteOutcome { result: written.map_err(WriteRefusal::Refused), changes }
    }
}
