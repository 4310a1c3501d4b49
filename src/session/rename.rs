//! Gives a record another id everywhere: its file or header, every link to it, its archived text, saved views.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use memchr::memmem;
use rayon::prelude::*;

use crate::collection::{Collection, File, Placement};
use crate::diagnostic::{Diagnostic, Rule};
use crate::exchange::{Change, ChangedFile};
use crate::record::edit::rename_id;
use crate::record::syntax::{self, UnreadWord};
use crate::record::{Field, FileLayout, Id, Record, all_fields};
use crate::session::file_edit::EditRefusal;
use crate::session::new_record::{NewRecord, NewRecordError};
use crate::session::view_rename::ViewRename;
use crate::text::{ByteRange, LineIndex, Splice, apply_all, counted};

/// So many lines are named that may link to a record.
const MOST_NAMED: usize = 3;

/// A record with another id.
#[derive(Clone, Debug)]
pub struct RenamePlan {
    /// The change of the files.
    pub change: Change,
    /// How many links lead to the record.
    pub links: usize,
    /// In how many files they are.
    pub files_with_links: usize,
    /// How many saved views name it and are changed.
    pub views: usize,
    /// The lines of `casebook.toml` with saved views that may mean it in other words, and stay as they are.
    pub unchanged_views: Vec<usize>,
    /// Whether its archived text is renamed.
    pub archived: bool,
}

/// Why a record cannot be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenameError {
    /// There is no record with the old id.
    NoRecord,
    /// The new id is the old one.
    SameId,
    /// More than one record has the old id.
    Ambiguous,
    /// The new id cannot be taken.
    BadId(NewRecordError),
    /// A file that names the record cannot be edited.
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        refusal: EditRefusal,
    },
    /// What cannot be read may link to the record, and would then link to nothing.
    Unread(PossibleLinks),
}

/// Lines that cannot be read and name a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PossibleLinks {
    old: Id,
    places: Vec<PossibleLink>,
}

/// A line that cannot be read and names a record.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PossibleLink {
    path: PathBuf,
    line: usize,
}

impl PossibleLinks {
    /// Returns why the record is not renamed, with the first of the lines; `shown` is how a file is called.
    pub fn what(&self, shown: impl Fn(&Path) -> String) -> String {
        let lines = counted(self.places.len(), "line");
        format!(
            "{lines} that cannot be read may link to `{}`, so nothing was written: {}",
            self.old,
            self.named(shown)
        )
    }

    /// Returns the lines that cannot be read and name a record that is to be deleted. `removed` is what goes of its own
    /// file; `None` where the whole file does.
    pub(crate) fn to_deleted(
        collection: &Collection,
        id: &Id,
        own: &Path,
        removed: Option<&[Splice]>,
    ) -> Self {
        // Where nothing is wrong, every line was read.
        Self::to_deleted_in(&collection.doubtful_files(), id, own, removed)
    }

    fn to_deleted_in(files: &[&File], id: &Id, own: &Path, removed: Option<&[Splice]>) -> Self {
        let finder = memmem::Finder::new(id.as_str().as_bytes());
        let mut unread = Self { old: id.clone(), places: Vec::new() };
        for file in files {
            let splices = match (file.path == own, removed) {
                (true, None) => continue,
                (true, Some(removed)) => removed,
                (false, _) => &[],
            };
            let text = file.now().text();
            let guesses_it =
                || file.guessed.iter().flat_map(Record::links).any(|link| link.to == id);
            if finder.find(text.as_bytes()).is_none() && !guesses_it() {
                continue;
            }
            let before = unread.places.len();
            unread.look_in(file, &text, splices);
            // Of a file in another encoding only a start is known as text.
            let unreadable =
                file.now().problems.iter().find(|problem| problem.code == Rule::Unreadable);
            if let Some(problem) = unreadable.filter(|_| unread.places.len() == before) {
                let line = LineIndex::of(&text).line_at(problem.range.start());
                unread.places.push(PossibleLink { path: file.path.clone(), line });
            }
        }
        unread
    }

    /// Returns which lines may link to a record that is to be deleted; `None` where there are none.
    pub(crate) fn beside_deletion(&self, shown: impl Fn(&Path) -> String) -> Option<String> {
        let (lines, name) = match self.places.len() {
            0 => return None,
            count => (counted(count, "line"), if count == 1 { "names" } else { "name" }),
        };
        Some(format!(
            "{lines} that cannot be read {name} it too, and may link to it: {}",
            self.named(shown)
        ))
    }

    /// Returns the first lines, and how many more there are.
    fn named(&self, shown: impl Fn(&Path) -> String) -> String {
        let named = self.places.iter().take(MOST_NAMED);
        let named: Vec<String> =
            named.map(|place| format!("{}:{}", shown(&place.path), place.line)).collect();
        let more = match self.places.len().saturating_sub(MOST_NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("{}{more}", named.join(", "))
    }

    /// Returns what to do about it, in the imperative.
    pub fn remedy(&self) -> &'static str {
        match self.places.len() {
            1 => "mend it with `casebook check --fix` or by hand, then rename again",
            _ => "mend them with `casebook check --fix` or by hand, then rename again",
        }
    }

    /// Adds the lines of a file that name the record where no splice is.
    fn look_in(&mut self, file: &File, text: &str, splices: &[Splice]) {
        let is_settings = Placement::of(&file.path) == Placement::Settings;
        let is_covered = |at: ByteRange| {
            let start = at.start();
            splices
                .iter()
                .any(|splice| splice.range().start() <= start && start < splice.range().end())
        };
        let may_link = |word: &UnreadWord| {
            let field = word.field.as_deref().filter(|_| !is_settings);
            field.is_none_or(may_have_links) && !is_covered(word.range)
        };
        let lines = LineIndex::of(text);
        let words = syntax::unread_words(text, self.old.as_str()).into_iter();
        let words = words.filter(may_link);
        let mut lines: Vec<usize> = words.map(|word| lines.line_at(word.range.start())).collect();
        lines.dedup();
        let place = |line| PossibleLink { path: file.path.clone(), line };
        self.places.extend(lines.into_iter().map(place));
    }
}

impl RenamePlan {
    /// Plans another id for a record.
    ///
    /// # Errors
    ///
    /// Says why the record cannot be renamed; nothing of it is planned then.
    pub fn of(collection: &Collection, old: &Id, new: &str) -> Result<Self, RenameError> {
        let linking = collection.files_linking_to(old);
        let is_other =
            |file: &&File| linking.binary_search_by(|one| one.path.cmp(&file.path)).is_err();
        let doubtful = collection.doubtful_files().into_iter().filter(is_other);
        let doubtful = doubtful.map(|file| NamingFile { file, is_certain: false });
        let linking = linking.iter().map(|file| NamingFile { file, is_certain: true });
        let mut files: Vec<NamingFile<'_>> = linking.chain(doubtful).collect();
        files.sort_by(|one, other| one.file.path.cmp(&other.file.path));
        Self::in_files(collection, (old, new), &files)
    }

    /// Plans another id for a record, which no other files name.
    fn in_files(
        collection: &Collection,
        (old, new): (&Id, &str),
        files: &[NamingFile<'_>],
    ) -> Result<Self, RenameError> {
        let located = collection.get(old.as_str()).ok_or(RenameError::NoRecord)?;
        if new == old.as_str() {
            return Err(RenameError::SameId);
        }
        let NewRecord { id: new, .. } =
            NewRecord::of(collection, located.record.kind, new).map_err(RenameError::BadId)?;
        let own = &located.file.path;
        let mut plan = Self {
            change: Change { label: format!("rename {old} to {new}"), files: Vec::new() },
            links: 0,
            files_with_links: 0,
            views: 0,
            unchanged_views: Vec::new(),
            archived: false,
        };
        let renaming = Renaming { collection, old, new: &new, own };
        let finder = memmem::Finder::new(old.as_str().as_bytes());
        // No more of the texts is in memory at once than there are cores.
        let changes =
            files.par_iter().filter_map(|file| renaming.of_file(*file, &finder).transpose());
        let changes: Vec<Result<FileRenaming, RenameError>> = changes.collect();
        let mut unread = PossibleLinks { old: old.clone(), places: Vec::new() };
        for change in changes {
            let FileRenaming { changed, unread: places, links, views, unchanged_views } = change?;
            unread.places.extend(places);
            plan.unchanged_views.extend(unchanged_views);
            plan.links += links;
            plan.files_with_links += usize::from(links > 0);
            plan.views += views;
            plan.change.files.extend(changed);
        }
        if !unread.places.is_empty() {
            return Err(RenameError::Unread(unread));
        }
        plan.rename_archived(collection, old, &new);
        Ok(plan)
    }

    /// Returns in words what follows the record.
    pub fn links_in_words(&self) -> String {
        let links = match self.links {
            0 => "no link to it".to_owned(),
            links => {
                format!("{} in {}", counted(links, "link"), counted(self.files_with_links, "file"))
            }
        };
        let archived = if self.archived { ", its archived text" } else { "" };
        let views = match self.views {
            0 => String::new(),
            views => format!(", {}", counted(views, "saved view")),
        };
        format!("{links}{archived}{views}")
    }

    /// Returns which saved views stay as they are although they may mean the record, and what to do.
    pub fn unchanged_in_words(&self) -> Option<String> {
        let lines: Vec<String> = self.unchanged_views.iter().map(usize::to_string).collect();
        match &*lines {
            [] => None,
            [line] => Some(format!(
                "1 saved view may mean it in other words and stays as it is, on line {line} of casebook.toml; change it by hand where it means the record"
            )),
            [..] => Some(format!(
                "{} saved views may mean it in other words and stay as they are, on lines {} of casebook.toml; change them by hand where they mean the record",
                lines.len(),
                lines.join(", ")
            )),
        }
    }

    fn rename_archived(&mut self, collection: &Collection, old: &Id, new: &Id) {
        let path = archived_path(old);
        let Some(text) = collection.archived_at(&path) else { return };
        self.archived = true;
        let after: Arc<str> = text.text().into();
        let to = archived_path(new);
        self.change.files.extend(ChangedFile::renamed(path, to, text.text(), after));
    }
}

/// A file that may name a record.
#[derive(Clone, Copy)]
struct NamingFile<'c> {
    file: &'c File,
    /// Whether it is known to, however it writes the id.
    is_certain: bool,
}

/// What becomes of one file when a record gets another id.
struct FileRenaming {
    changed: Vec<ChangedFile>,
    /// The lines that cannot be read and name the record.
    unread: Vec<PossibleLink>,
    links: usize,
    views: usize,
    /// The lines of saved views that may mean the record and stay as they are.
    unchanged_views: Vec<usize>,
}

/// Another id for a record.
struct Renaming<'r> {
    collection: &'r Collection,
    old: &'r Id,
    new: &'r Id,
    /// The file of the record.
    own: &'r Path,
}

impl Renaming<'_> {
    /// Returns what becomes of a file; `None` where it does not name the record.
    fn of_file(
        &self,
        NamingFile { file, is_certain }: NamingFile<'_>,
        finder: &memmem::Finder<'_>,
    ) -> Result<Option<FileRenaming>, RenameError> {
        let Self { collection, old, new, own } = *self;
        if let Some(refusal) = why_unreadable(file, own, old) {
            return Err(RenameError::File { path: file.path.clone(), refusal });
        }
        let text = file.now().text();
        let mut unread = PossibleLinks { old: old.clone(), places: Vec::new() };
        let placement = Placement::of(&file.path);
        if placement == Placement::Settings {
            let ViewRename { splices, views, unchanged } =
                ViewRename::of(collection, &text, old, new);
            unread.look_in(file, &text, &splices);
            return Ok(Some(FileRenaming {
                changed: edited(file, &text, splices),
                unread: unread.places,
                links: 0,
                views,
                unchanged_views: unchanged,
            }));
        }
        // An id can be written otherwise than it is: in capitals, or with escapes.
        let names_it = || {
            file.now().with_records(|records| {
                let is_named = |record: &Record| {
                    record.id == *old || record.links().any(|link| link.to == old)
                };
                records.iter().any(is_named)
            })
        };
        if !is_certain && finder.find(text.as_bytes()).is_none() && !names_it() {
            return Ok(None);
        }
        let is_own = file.path == *own;
        let is_table = matches!(placement, Placement::Records(FileLayout::Many { .. })) && is_own;
        let read = file.now().with_records(|records| {
            if records.iter().filter(|record| record.id == *old).count() > usize::from(is_own) {
                return Err(RenameError::Ambiguous);
            }
            let splices = rename_id(&text, records, old, new, is_table).map_err(|error| {
                let refusal =
                    EditRefusal { what: error.to_string(), remedy: error.hint().to_owned() };
                RenameError::File { path: file.path.clone(), refusal }
            })?;
            let links = records.iter().flat_map(Record::links);
            Ok((splices, links.filter(|link| link.to == old).count()))
        });
        let (splices, links) = read?;
        unread.look_in(file, &text, &splices);
        let changed = if is_own && !is_table {
            let after = apply_all(&text, &splices).unwrap_or_else(|| (*text).to_owned());
            let to = file.path.with_file_name(format!("{new}.toml"));
            ChangedFile::renamed(&file.path, to, &text, after).into()
        } else {
            edited(file, &text, splices)
        };
        Ok(Some(FileRenaming {
            changed,
            unread: unread.places,
            links,
            views: 0,
            unchanged_views: Vec::new(),
        }))
    }
}

/// Returns the change of a file, where there is any.
fn edited(file: &File, text: &str, splices: Vec<Splice>) -> Vec<ChangedFile> {
    if splices.is_empty() {
        return Vec::new();
    }
    ChangedFile::of(&file.path, text, splices).into_iter().collect()
}

/// Returns whether a field of this name may link to records: an unknown one may be a misspelt name.
fn may_have_links(name: &str) -> bool {
    let mut same = all_fields().filter(|field| field.name.as_str() == name).peekable();
    let is_made_of_fields = matches!(name, "disputes" | "event" | "group" | "quote");
    is_made_of_fields || same.peek().is_none() || same.any(Field::is_link)
}

fn archived_path(id: &Id) -> PathBuf {
    Path::new("archive").join(format!("{id}.txt"))
}

/// Returns why a file cannot be changed of which only a start could be read, where it is a file of the record or may
/// link to it. Its bytes behind that start, as where it is not in UTF-8, are never shown; what they may say is guessed.
fn why_unreadable(file: &File, own: &Path, old: &Id) -> Option<EditRefusal> {
    let is_unreadable = |problem: &&Diagnostic| problem.code == Rule::Unreadable;
    let problem = file.now().problems.iter().find(is_unreadable)?;
    let text = file.now().text();
    let names_it = || {
        let mut guessed = file.guessed.iter().flat_map(Record::links);
        guessed.any(|link| link.to == old)
            || syntax::whole_words(&text, old.as_str()).next().is_some()
    };
    if file.path != *own && file.path != archived_path(old) && !names_it() {
        return None;
    }
    let line = match problem.range.start() {
        0 => String::new(),
        start => format!("line {}: ", LineIndex::of(&text).line_at(start)),
    };
    // What follows from it behind the semicolon, as who may read the file, is another matter.
    let why = problem.message.split_once("; ").map_or(&*problem.message, |(why, _)| why);
    let remedy = problem.help.as_deref().unwrap_or("see that it can be read, then rename again");
    Some(EditRefusal {
        what: format!("{line}{why}; nothing was written"),
        remedy: remedy.to_owned(),
    })
}

#[cfg(test)]
mod tests;
