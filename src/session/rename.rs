//! Gives a record another id everywhere: its file or header, every link to it, its archived text, saved views.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use memchr::memmem;

use crate::collection::{Collection, File, Placement};
use crate::exchange::{Change, ChangedFile};
use crate::record::edit::rename_id;
use crate::record::{FileLayout, Id, Record, syntax};
use crate::session::file_edit::EditRefusal;
use crate::session::new_record::{NewRecord, NewRecordError};
use crate::text::{ByteRange, Splice, apply_all};

/// A record with another id.
#[derive(Clone, Debug)]
pub struct RenamePlan {
    /// The change of the files.
    pub change: Change,
    /// How many links lead to the record.
    pub links: usize,
    /// In how many files they are.
    pub files_with_links: usize,
    /// How many saved views name it.
    pub views: usize,
    /// Whether its archived text is renamed.
    pub archived: bool,
}

/// Why a record cannot be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenameError {
    /// There is no record with the old id.
    NoRecord,
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
}

impl RenamePlan {
    /// Plans another id for a record.
    ///
    /// # Errors
    ///
    /// Says why the record cannot be renamed; nothing of it is planned then.
    pub fn of(collection: &Collection, old: &Id, new: &str) -> Result<Self, RenameError> {
        let located = collection.get(old.as_str()).ok_or(RenameError::NoRecord)?;
        let NewRecord { id: new, .. } =
            NewRecord::of(collection, located.record.kind, new).map_err(RenameError::BadId)?;
        let own = &located.file.path;
        let mut plan = Self {
            change: Change { label: format!("rename {old} to {new}"), files: Vec::new() },
            links: 0,
            files_with_links: 0,
            views: 0,
            archived: false,
        };
        let bytes = old.as_str().as_bytes();
        let finder = memmem::Finder::new(bytes);
        for file in collection.files() {
            let text = file.now().text();
            if file.path != *own && finder.find(text.as_bytes()).is_none() {
                continue;
            }
            if Placement::of(&file.path) == Placement::Settings {
                plan.rename_in_views(file, &text, old, &new);
                continue;
            }
            let is_table =
                matches!(Placement::of(&file.path), Placement::Records(FileLayout::Many { .. }))
                    && file.path == *own;
            let records = file.now().records();
            if records.iter().filter(|record| record.id == *old).count()
                > usize::from(file.path == *own)
            {
                return Err(RenameError::Ambiguous);
            }
            let splices = rename_id(&text, records, old, &new, is_table).map_err(|error| {
                let refusal =
                    EditRefusal { what: error.to_string(), remedy: error.hint().to_owned() };
                RenameError::File { path: file.path.clone(), refusal }
            })?;
            let links = records.iter().flat_map(Record::links).filter(|link| link.to == old);
            let links = links.count();
            plan.links += links;
            plan.files_with_links += usize::from(links > 0);
            plan.add(file, &text, splices, (file.path == *own && !is_table).then_some(&new));
        }
        plan.rename_archived(collection, old, &new);
        Ok(plan)
    }

    /// Returns in words what follows the record.
    pub fn links_in_words(&self) -> String {
        let counted = |count: usize, word: &str| match count {
            1 => format!("1 {word}"),
            _ => format!("{count} {word}s"),
        };
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

    fn add(&mut self, file: &File, text: &str, splices: Vec<Splice>, renamed: Option<&Id>) {
        match renamed {
            Some(new) => {
                let after = apply_all(text, &splices).unwrap_or_else(|| text.to_owned());
                let to = file.path.with_file_name(format!("{new}.toml"));
                self.change.files.extend(ChangedFile::renamed(&file.path, to, text, after));
            }
            None if splices.is_empty() => {}
            None => self.change.files.extend(ChangedFile::of(&file.path, text, splices)),
        }
    }

    fn rename_archived(&mut self, collection: &Collection, old: &Id, new: &Id) {
        let path = |id: &Id| Path::new("archive").join(format!("{id}.txt"));
        let Some(text) = collection.archived_at(&path(old)) else { return };
        self.archived = true;
        let after: Arc<str> = text.text().into();
        self.change.files.extend(ChangedFile::renamed(path(old), path(new), text.text(), after));
    }

    /// Renames the record in the queries of saved views, where it is the value of a field.
    fn rename_in_views(&mut self, file: &File, text: &str, old: &Id, new: &Id) {
        let syntax = syntax::read(text);
        let views = syntax.root().get("views").and_then(|views| views.get_ref().as_table());
        let mut splices = Vec::new();
        for (_, view) in views.into_iter().flatten() {
            let query = match view.get_ref().as_table() {
                Some(view) => view.get("query").map(toml::Spanned::span),
                None => Some(view.span()),
            };
            let Some(query) = query else { continue };
            let before = splices.len();
            splices.extend(values_in(text, query, old).map(|at| Splice::replace(at, new.as_str())));
            self.views += usize::from(splices.len() > before);
        }
        self.add(file, text, splices, None);
    }
}

/// Returns where an id is the value of a field in a query: behind a colon, a sign of equality or a comma.
fn values_in<'t>(
    text: &'t str,
    query: std::ops::Range<usize>,
    id: &'t Id,
) -> impl Iterator<Item = ByteRange> {
    let words = text.get(query.clone()).unwrap_or_default();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    words.match_indices(id.as_str()).filter_map(move |(at, found)| {
        let (before, behind) = (words.get(..at)?, words.get(at + found.len()..)?);
        let is_value = before.ends_with([':', '=', ',']) && !behind.starts_with(is_part);
        let start = query.start + at;
        is_value.then(|| ByteRange::from_span(start..start + found.len()))
    })
}
