//! The files of a collection that may be handed over as they are: those in which nothing is withheld.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use crate::collection::{Collection, File};
use crate::record::{FieldId, Id, Kind};
use crate::redaction::redacted::Redaction;

/// The most bytes of an original that are looked through for names.
const MOST_SEARCHED: usize = 64 * 1024 * 1024;

/// A file that may be handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedFile {
    /// Its path in the collection.
    pub path: PathBuf,
    /// The source whose text it is; `None` for a file of records.
    pub text_of: Option<Id>,
}

/// Which files of a collection may be handed over, and how many may not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandedOver {
    /// Those that may, in the order of their paths.
    pub files: Vec<HandedFile>,
    /// How many files of records have a case, a name or a place in them that is withheld.
    pub withheld_files: usize,
    /// How many archived texts have.
    pub withheld_texts: usize,
    /// How many sources have no archived text.
    pub without_text: usize,
    /// How many errors and how many warnings `check` finds in the collection.
    pub problems: [usize; 2],
}

impl Redaction<'_> {
    /// Returns the files that have these records and the archived texts of these sources, as far as they may be handed
    /// over byte for byte.
    pub fn handed_over(&self, ids: &[&Id]) -> HandedOver {
        let collection = self.collection();
        let mut files: BTreeMap<&Path, &File> = BTreeMap::new();
        let mut handed = HandedOver::default();
        if let Some(settings) = collection.files().find(|file| is_settings(&file.path)) {
            files.insert(&settings.path, settings);
        }
        for id in ids {
            files.extend(collection.files_of(id).map(|file| (file.path.as_path(), file)));
        }
        for (path, file) in files {
            if is_plain(path) && self.may_hand_over_file(file) {
                handed.files.push(HandedFile { path: path.to_owned(), text_of: None });
            } else {
                handed.withheld_files += 1;
            }
        }
        let sources = ids.iter().filter(|id| self.kind_of(id) == Some(Kind::Source));
        for source in sources {
            let archived = collection.archived_path(source).zip(collection.archive().get(source));
            match archived {
                None => handed.without_text += 1,
                Some((path, text)) if is_plain(path) && self.may_hand_over(path, text.text()) => {
                    let (path, text_of) = (path.to_owned(), Some(self.id(source)));
                    handed.files.push(HandedFile { path, text_of });
                }
                Some(_) => handed.withheld_texts += 1,
            }
        }
        handed.files.sort_by(|one, other| one.path.cmp(&other.path));
        handed.problems = collection.problem_counts();
        handed
    }

    /// Returns the bytes of a file that may be handed over, as they were read.
    pub fn bytes_of(&self, handed: &HandedFile) -> Option<Vec<u8>> {
        let collection: &Collection = self.collection();
        if let Some(source) = &handed.text_of {
            return Some(collection.archive().get(source)?.text().as_bytes().to_vec());
        }
        let file = collection.file_at(&handed.path)?;
        Some(file.now().text().as_bytes().to_vec())
    }

    /// Returns the path in the collection of the file from which the text of a source was taken, where the record
    /// names one.
    pub fn original_of(&self, source: &Id) -> Option<PathBuf> {
        let released = self.get(source)?;
        let name = released.fields().text(FieldId::Original)?.to_owned();
        let path = Path::new("archive").join(name);
        is_plain(&path).then_some(path)
    }

    /// Returns whether bytes may be handed over as they are: nothing is withheld, or they are a text in which nothing
    /// that is withheld occurs.
    pub fn may_hand_over_bytes(&self, path: &Path, bytes: &[u8]) -> bool {
        if !self.withholds_names() {
            return true;
        }
        bytes.len() <= MOST_SEARCHED
            && str::from_utf8(bytes).is_ok_and(|text| self.may_hand_over(path, text))
    }

    fn may_hand_over(&self, path: &Path, text: &str) -> bool {
        self.path(path) == path.display().to_string() && !self.hides_in(text)
    }

    fn may_hand_over_file(&self, file: &File) -> bool {
        let has_withheld_place = file
            .contents
            .with_records(|records| records.iter().any(|record| self.withholds_places_of(record)));
        if has_withheld_place {
            return false;
        }
        if !self.withholds_names() {
            return true;
        }
        let is_sound = file.first_unreadable().is_none() && file.contents.is_sound();
        is_sound
            && !self.withholds_record_of(file)
            && self.may_hand_over(&file.path, &file.now().text())
    }
}

fn is_settings(path: &Path) -> bool {
    path == Path::new("casebook.toml")
}

/// Returns whether a path leads to a file of the collection that is not hidden.
fn is_plain(path: &Path) -> bool {
    path.components().all(|part| match part {
        Component::Normal(name) => !name.as_encoded_bytes().starts_with(b"."),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => {
            false
        }
    })
}
