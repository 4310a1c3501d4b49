//! A record that is to be created: its file, the text that it starts with, and why it cannot be created.

use std::path::{Path, PathBuf};

use crate::collection::Collection;
use crate::exchange::ChangedFile;
use crate::record::{Id, Kind, template, template_named};
use crate::text::LineColumn;

/// A record that does not exist yet, with an id that is free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: Id,
}

/// A record that is created together with the first link to it: it has a name, and an id made of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedRecord {
    /// The record.
    pub new: NewRecord,
    /// Its name, as it was typed.
    pub name: String,
}

/// How many ids are tried that end in a number, where others are taken.
const MOST_NUMBERED: usize = 99;

impl NamedRecord {
    /// Returns a record of a kind with this name; `None` where every id like the name is taken.
    pub fn of(collection: &Collection, kind: Kind, name: &str) -> Option<Self> {
        let base = Id::suggestion_for_file(name).unwrap_or_else(|| format!("new-{}", kind.name()));
        let numbered = (2..=MOST_NUMBERED).map(|number| format!("{base}-{number}"));
        let mut ids = std::iter::once(base.clone()).chain(numbered);
        let new = ids.find_map(|id| NewRecord::of(collection, kind, &id).ok())?;
        Some(Self { new, name: name.to_owned() })
    }

    /// Returns the creation of its file, which says its name and no more; `today` is a date in EDTF.
    pub fn created(&self, today: &str) -> ChangedFile {
        let text = template_named(self.new.kind, &self.name, today);
        ChangedFile::create(self.new.file(), text)
    }
}

/// Why a record cannot be created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewRecordError {
    /// What was typed is not an id.
    BadId(String),
    /// Windows takes the name of the file for that of a device.
    Device(Id),
    /// No file can have so long a name.
    TooLong(Id),
    /// Another record has the id.
    Taken {
        /// The id.
        id: Id,
        /// The file of that record.
        file: PathBuf,
        /// The line on which it begins.
        line: usize,
    },
}

impl NewRecord {
    /// Returns a record of a kind with this id.
    ///
    /// # Errors
    ///
    /// Says why it cannot be created.
    pub fn of(collection: &Collection, kind: Kind, id: &str) -> Result<Self, NewRecordError> {
        let id = Id::new(id).ok_or_else(|| NewRecordError::BadId(id.to_owned()))?;
        if is_device(id.as_str()) {
            return Err(NewRecordError::Device(id));
        }
        if !id.fits_file_name() {
            return Err(NewRecordError::TooLong(id));
        }
        if let Some(taken) = collection.get(id.as_str()) {
            let (file, line) = (taken.file.path.clone(), taken.line());
            return Err(NewRecordError::Taken { id, file, line });
        }
        Ok(Self { kind, id })
    }

    /// Returns its file, as the collection calls it.
    pub fn file(&self) -> PathBuf {
        Path::new(self.kind.folder()).join(format!("{}.toml", self.id))
    }

    /// Returns the text that it starts with; `today` is a date in EDTF.
    pub fn text(&self, today: &str) -> String {
        template(self.kind, &self.id, today)
    }

    /// Returns where the first field of such a text is.
    pub fn first_field(text: &str) -> LineColumn {
        let is_field = |line: &str| !line.is_empty() && !line.starts_with('#');
        LineColumn { line: text.lines().position(is_field).map_or(1, |at| at + 1), column: 1 }
    }
}

impl NewRecordError {
    /// Returns what is wrong; `path` says how a file is to be called.
    pub fn what(&self, path: impl Fn(&Path) -> String) -> String {
        match self {
            Self::BadId(written) => format!("\"{written}\" is not a valid id"),
            Self::Device(id) => format!("Windows has no file called `{id}.toml`"),
            Self::TooLong(id) => {
                format!("an id of {} letters is too long for the name of a file", id.as_str().len())
            }
            Self::Taken { id, file, line } => {
                format!("the id `{id}` is taken by {}:{line}", path(file))
            }
        }
    }

    /// Returns what to do about it, in the imperative.
    pub fn hint(&self) -> String {
        match self {
            Self::BadId(written) => match Id::suggestion(written) {
                Some(suggestion) => format!("call it `{suggestion}`"),
                None => "use lower-case letters, digits and hyphens".to_owned(),
            },
            Self::Device(_) => {
                "choose another id, so that the collection can be copied to any system".to_owned()
            }
            Self::TooLong(_) => "choose a shorter one, of at most 240 letters".to_owned(),
            Self::Taken { .. } => {
                "choose another; ids are unique in the whole collection".to_owned()
            }
        }
    }
}

/// Returns whether Windows takes a name for that of a device, whatever follows its first dot.
fn is_device(name: &str) -> bool {
    let numbered = |head: &str| {
        let number = name.strip_prefix(head);
        number.is_some_and(|number| number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit()))
    };
    ["con", "prn", "aux", "nul"].contains(&name) || numbered("com") || numbered("lpt")
}
