//! Redaction: the records of a collection as they may be printed.
//!
//! Every output format reads records through a [`Redaction`], so that no format can forget it.
//! Confidential cases are left out. The names of people who may not be named are replaced in every
//! text, and so are their ids, because an id is made of the name. If nothing is withheld, records
//! are read without copying.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use foldhash::{HashMap, HashMapExt as _};
use rayon::prelude::*;

use crate::collection::may_be_named::{may_be_named, withholds_only_a_childs_name};
use crate::collection::sensitive::terms::{WithheldSet, replaced};
use crate::collection::{
    Collection, CountChecks, File, Located, Mention, QuotedShare, Withdrawal, Wording, is_name,
};
use crate::evidence::{
    ArchivedText, CaseImpact, Difference, Evidence, FieldEvidence, StatusCounts,
};
use crate::record::{
    Cited, CountCheck, Date, DateStyle, Dispute, FieldEntry, FieldId, Fields, Id, Item, Kind,
    Quote, Record, Replacements, Row, RowKind, Shape, Value, Vocabulary, has_no_key_of_a_name,
    is_of_field_of, is_of_known_field, syntax::without_comments,
};
use crate::redaction::policy::{MaskedQuotes, Policy};
use crate::text::ByteRange;

/// How many records are made ready to be printed at once. Few, since where all link to all, what is printed
/// of each is as long as the file.
const AT_ONCE: usize = 32;

/// The text that replaces what is withheld.
pub const WITHHELD: &str = "[withheld]";

/// A collection as it may be printed.
#[derive(Debug)]
pub struct Redaction<'c> {
    collection: &'c Collection,
    /// Who reads it.
    policy: Policy,
    /// The names and cases that are withheld; `None` if none are.
    withheld: Option<Withheld<'c>>,
    /// The ids behind those that are printed with a part of them replaced; `None` where two are
    /// printed alike.
    originals: Mutex<HashMap<Id, Option<Id>>>,
    /// The confidential cases that were met and left out.
    left_out: Mutex<BTreeSet<Id>>,
    /// Whether a name was replaced.
    replaced: AtomicBool,
    /// The cases of which a place of the time after captivity was left out.
    unlocated: Mutex<BTreeSet<Id>>,
    /// Whether comments were left out.
    uncommented: AtomicBool,
    /// How much of each requested file is withheld, by its address in memory.
    files: Mutex<HashMap<usize, FileRedaction>>,
    /// The ids of all records that are printed otherwise than they are, where that was worked out for
    /// all of them.
    replaced_ids: OnceLock<HashMap<Id, Id>>,
}

/// The names and cases that are withheld.
#[derive(Clone, Copy, Debug)]
struct Withheld<'c> {
    set: &'c WithheldSet,
    /// Whether words of quotes are withheld as names are.
    covers_quotes: bool,
}

impl Withheld<'_> {
    /// Returns the ranges of a text that are withheld, sorted.
    fn places_in(self, text: &str) -> Vec<ByteRange> {
        let names = &self.set.names;
        if self.covers_quotes { names.places(text) } else { names.names_in(text) }
    }

    /// Returns whether anything of a text is withheld.
    fn is_in(self, text: &str) -> bool {
        !self.places_in(text).is_empty()
    }

    /// Returns a text with the mark for what is withheld.
    fn replaced_in(self, text: &str) -> String {
        replaced(text, self.places_in(text), WITHHELD)
    }
}

/// How much of a file is withheld.
#[derive(Clone, Copy, Debug)]
struct FileRedaction {
    part: WithheldPart,
    /// Whether its records were counted as met.
    noted: bool,
}

/// Which records of a file are withheld.
#[derive(Clone, Copy, Debug)]
enum WithheldPart {
    None,
    Some,
    All,
}

/// A record as it may be printed.
#[derive(Debug)]
pub struct RedactedRecord<'r> {
    redaction: &'r Redaction<'r>,
    located: Located<'r>,
    /// The redacted copy; the inner `None` if nothing is withheld.
    redacted: OnceLock<Option<Box<Record>>>,
}

/// What falls with a source, as it may be printed.
#[derive(Debug)]
pub struct RedactedImpact<'r> {
    /// The sources that go.
    pub withdrawn: Vec<Id>,
    /// The sources that are derived from the one asked about.
    pub derived: Vec<Id>,
    /// The cases that quote what goes, and what each loses.
    pub cases: Vec<(RedactedRecord<'r>, CaseImpact)>,
    /// How many cases lose something and are confidential.
    pub withheld: usize,
}

/// What the counts of a case are made of, as it may be printed.
pub struct RedactedCountChecks<'r> {
    sums: CountChecks<'r>,
    /// What is cited by the name that is printed of it, where that is another.
    originals: HashMap<Cited, Cited>,
    hides_parts: bool,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedactedLink {
    /// Its kind; `None` if it is withheld.
    pub kind: Option<Kind>,
    /// What others call it.
    pub name: String,
}

/// How much was withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithheldCounts {
    /// The confidential cases that would have been printed.
    pub cases: usize,
    /// The people of the collection who may not be named, where a name was replaced.
    pub people: usize,
    /// The cases of which a place was withheld, since it may be where someone is now.
    pub places: usize,
}

impl<'c> Redaction<'c> {
    /// Returns a collection as its readers may see it.
    pub fn of(collection: &'c Collection, policy: Policy) -> Self {
        let withheld = match policy {
            Policy::Full => None,
            Policy::Default => Some(collection.withheld_in_exports()),
            Policy::Masked(_) => Some(collection.withheld_under_mask()),
        };
        let covers_quotes = policy == Policy::Masked(MaskedQuotes::Withheld);
        let withheld = withheld.filter(|set| covers_quotes || !set.is_empty());
        let withheld = withheld.map(|set| Withheld { set, covers_quotes });
        Self {
            collection,
            policy,
            withheld,
            originals: Mutex::new(HashMap::new()),
            left_out: Mutex::default(),
            replaced: AtomicBool::new(false),
            unlocated: Mutex::default(),
            uncommented: AtomicBool::new(false),
            files: Mutex::default(),
            replaced_ids: OnceLock::new(),
        }
    }

    /// Works out on all cores how the id of each record is printed: for those who print many records, in
    /// any order. Otherwise each link is looked through for names, and what is printed of two ids that
    /// are printed alike would depend on which comes first.
    pub fn prepare(&self) {
        if self.withheld.is_none() || self.replaced_ids.get().is_some() {
            return;
        }
        let ids: Vec<&Id> = self.collection.ids().collect();
        let shown = |id: &&Id| Some(((*id).clone(), self.shown(id)?));
        let replaced: HashMap<Id, Id> = ids.par_iter().filter_map(shown).collect();
        for (id, shown) in &replaced {
            self.remember(id, shown);
        }
        _ = self.replaced_ids.set(replaced);
    }

    /// Looks at the records with some ids as they may be printed, a few at a time on all cores, and
    /// returns in their order what `look` makes of each; nothing for confidential cases, which are
    /// counted. Of no more than these few anything is in memory at once.
    pub fn map_records<'r, T: Send>(
        &'r self,
        ids: impl Iterator<Item = &'r Id>,
        look: impl Fn(&RedactedRecord<'_>) -> T + Sync,
    ) -> impl Iterator<Item = T> {
        self.prepare();
        let mut ids = ids.fuse();
        let few = move || {
            let few: Vec<&Id> = ids.by_ref().take(AT_ONCE).collect();
            (!few.is_empty()).then_some(few)
        };
        std::iter::from_fn(few).flat_map(move |few| {
            let seen = few.into_par_iter().map(|id| self.with_record(id, &look));
            seen.collect::<Vec<_>>().into_iter().flatten()
        })
    }

    /// Returns a collection of which everything is printed.
    pub fn everything(collection: &'c Collection) -> Self {
        Self::of(collection, Policy::Full)
    }

    /// Returns a record as it may be printed; `None` for a confidential case, which is counted.
    pub fn redact<'r>(&'r self, located: Located<'r>) -> Option<RedactedRecord<'r>> {
        if self.is_left_out(&located.record.id) {
            self.note(&located.record.id);
            return None;
        }
        Some(RedactedRecord { redaction: self, located, redacted: OnceLock::new() })
    }

    /// Counts those of some cases that are left out, also where none of them is looked at.
    pub fn count_left_out<'i>(&self, ids: impl IntoIterator<Item = &'i Id>) {
        ids.into_iter().filter(|id| self.is_left_out(id)).for_each(|id| self.note(id));
    }

    /// Returns those of some records that may be printed, as they may be.
    pub fn redact_all<'r>(
        &'r self,
        records: impl IntoIterator<Item = Located<'r>>,
    ) -> Vec<RedactedRecord<'r>> {
        records.into_iter().filter_map(|located| self.redact(located)).collect()
    }

    /// Returns the record with an id, which may be one as it is printed.
    pub fn get(&self, id: &Id) -> Option<RedactedRecord<'_>> {
        let original = self.original(id)?;
        self.redact(self.collection.get(original.as_str())?)
    }

    /// Looks at the record with an id as it may be printed, which does not stay in memory.
    pub fn with_record<T>(
        &self,
        id: &Id,
        look: impl FnOnce(&RedactedRecord<'_>) -> T,
    ) -> Option<T> {
        let found = self.collection.with_record(id, |located| Some(look(&self.redact(located)?)));
        found.flatten()
    }

    /// Returns the kind of the record with an id; `None` for a confidential case, or where there is none.
    pub fn kind_of(&self, id: &Id) -> Option<Kind> {
        self.collection.kind_of(id).filter(|_| !self.is_left_out(id))
    }

    /// Returns whether a case is confidential and left out.
    pub fn is_left_out(&self, id: &Id) -> bool {
        self.withheld.is_some_and(|held| held.set.cases.contains(id))
    }

    /// Returns whether any case is confidential and left out.
    pub fn leaves_cases_out(&self) -> bool {
        self.withheld.is_some_and(|held| !held.set.cases.is_empty())
    }

    /// Returns the ids of a kind as the files have them, but for what is left out.
    pub(super) fn original_ids(&self, kind: Kind) -> impl Iterator<Item = &Id> {
        self.collection.ids_of(kind).filter(|id| !self.is_left_out(id))
    }

    /// Returns the collection, for what of it leaves the program by other ways than record by record.
    pub(super) fn collection(&self) -> &'c Collection {
        self.collection
    }

    /// Returns whether a record has a place that its reader may not know.
    pub(super) fn withholds_places_of(&self, record: &Record) -> bool {
        match self.policy {
            Policy::Full => false,
            Policy::Default | Policy::Masked(_) => record.withholds_any_place(),
        }
    }

    /// Returns whether anything of the collection is withheld: a case, a name or a place.
    pub fn withholds_anything(&self) -> bool {
        self.withholds_names()
            || self
                .collection
                .map_records(|located| self.withholds_places_of(located.record))
                .contains(&true)
    }

    /// Returns whether any name or case is withheld.
    pub(super) fn withholds_names(&self) -> bool {
        self.withheld.is_some()
    }

    /// Returns whether a file has a record that is withheld.
    pub(super) fn withholds_record_of(&self, file: &File) -> bool {
        self.withheld
            .is_some_and(|held| !matches!(self.file_redaction(held, file).part, WithheldPart::None))
    }

    /// Returns the words of a vocabulary as they may be printed, those that the collection added last.
    pub fn words_of(&self, vocabulary: Vocabulary) -> Vec<String> {
        let added = self.collection.settings().vocabulary.get(vocabulary.name());
        let added = added.into_iter().flatten().map(|word| self.text(word).into_owned());
        let mut words: Vec<String> = vocabulary.words().map(str::to_owned).collect();
        for word in added {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }

    /// Returns whether a case of the collection is confidential that does not say otherwise.
    pub fn is_confidential_by_default(&self) -> bool {
        self.collection.settings().is_confidential()
    }

    /// Returns the title of the collection as it may be printed.
    pub fn title(&self) -> Option<Cow<'_, str>> {
        self.collection.settings().title.as_deref().map(|title| self.text(title))
    }

    /// Returns these records and those that they cannot be understood without: what they link to that is no case,
    /// and what that links to in turn. The ids are as the files have them; what is left out is not among them.
    pub fn with_linked(&self, ids: &[Id]) -> Vec<Id> {
        let mut known: HashSet<Id> = ids.iter().cloned().collect();
        let mut all = ids.to_vec();
        let mut next = 0;
        while let Some(id) = all.get(next).cloned() {
            next += 1;
            if self.is_left_out(&id) {
                continue;
            }
            let linked = self.collection.with_record(&id, |located| {
                let record = located.record;
                if self.withholds_places_of(record) {
                    return record.open_links().map(|link| link.to.clone()).collect::<Vec<Id>>();
                }
                record.links().map(|link| link.to.clone()).collect()
            });
            for to in linked.into_iter().flatten() {
                let is_beside = self.kind_of(&to).is_some_and(|kind| !kind.is_case());
                if is_beside && known.insert(to.clone()) {
                    all.push(to);
                }
            }
        }
        all
    }

    /// Returns a text as it may be printed.
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let Some(held) = self.withheld.filter(|held| held.is_in(text)) else {
            return Cow::Borrowed(text);
        };
        self.replaced.store(true, Ordering::Relaxed);
        Cow::Owned(held.replaced_in(text))
    }

    /// Returns a message as it may be printed: ids that it quotes are names too, however short.
    pub fn message<'t>(&self, message: &'t str) -> Cow<'t, str> {
        if self.withheld.is_none() {
            return Cow::Borrowed(message);
        }
        let mut replaced = false;
        // Names of the format and ids are in backticks, values in double quotes.
        let parts = message.split_inclusive(['`', '"']).map(|part| {
            let (part, mark) = match part.char_indices().next_back() {
                Some((at, '`' | '"')) => part.split_at(at),
                Some(_) | None => (part, ""),
            };
            let part = match Id::new(part).and_then(|id| self.replacement(&id)) {
                Some(shown) => {
                    replaced = true;
                    shown.to_string()
                }
                None => self.text(part).into_owned(),
            };
            part + mark
        });
        let parted: String = parts.collect();
        // A name may run over a mark.
        let whole = self.text(&parted);
        if replaced || *whole != *message { Cow::Owned(whole.into_owned()) } else { message.into() }
    }

    /// Returns whether a word may be offered in the place of another.
    pub fn may_suggest(&self, word: &str) -> bool {
        self.withheld.is_none_or(|held| {
            !held.is_in(word) && Id::new(word).is_none_or(|id| self.shown(&id).is_none())
        })
    }

    /// Returns whether any of these parts of a text names a person who may not be named, or begins
    /// or ends within such a name.
    pub fn names_in(&self, text: &str, parts: impl Iterator<Item = ByteRange>) -> bool {
        self.each_names(text, parts).contains(&true)
    }

    /// Returns of each part of a text whether it has a name that is withheld.
    pub fn each_names(&self, text: &str, parts: impl Iterator<Item = ByteRange>) -> Vec<bool> {
        let Some(held) = self.withheld else { return parts.map(|_| false).collect() };
        // Once for all parts: there may be as many of them as the text has words. The places are sorted and
        // apart from each other.
        let places = held.places_in(text);
        let named = parts.map(|part| {
            let before = places.partition_point(|place| place.end() <= part.start());
            places.get(before).is_some_and(|place| place.start() < part.end())
        });
        let named: Vec<bool> = named.collect();
        if named.contains(&true) {
            self.replaced.store(true, Ordering::Relaxed);
        }
        named
    }

    /// Returns whether a line of a file contains anything that is withheld.
    pub fn hides_in(&self, line: &str) -> bool {
        let Some(held) = self.withheld else { return false };
        let is_of_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let ids = || line.split(|c| !is_of_id(c)).filter_map(Id::new);
        held.is_in(line) || ids().any(|id| self.shown(&id).is_some())
    }

    /// Returns whether a place in a file belongs to a withheld record. In a broken file, the end of
    /// a record is unknown.
    pub fn is_withheld_at(&self, file: &File, at: usize) -> bool {
        let Some(held) = self.withheld else { return false };
        match self.file_redaction(held, file).part {
            WithheldPart::None => return false,
            WithheldPart::All => return true,
            WithheldPart::Some => {}
        }
        let (contents, is_held) = (&file.contents, |id: &Id| held.set.contains(id));
        let behind = contents.records().partition_point(|record| record.at.start() <= at);
        let before = behind.checked_sub(1).and_then(|number| contents.records().get(number));
        before.is_none_or(|record| is_held(&record.id))
    }

    /// Returns whether a line of a file, and what is said of it, may be shown although its record is withheld: nothing but names is,
    /// since they may be a child's, and the line is that of a field for something else. Below another
    /// key there may be a name, so that what is said must be of the key.
    pub fn shows_line_without_names(
        &self,
        file: &File,
        line: &str,
        said: &str,
        is_said_of_key: bool,
    ) -> bool {
        let is_open = |record: &Record| {
            !self.collection.is_confidential(record)
                && (may_be_named(record) || withholds_only_a_childs_name(record))
                && (is_said_of_key || is_of_field_of(record.kind, line))
        };
        file.contents.records().iter().all(is_open)
            && has_no_key_of_a_name(line)
            && !self.hides_in(line)
            && !self.hides_in(said)
    }

    /// Returns whether the comments of a file are left out wherever its text is shown: where anything in it is withheld, and where
    /// a comment may say what a record of it leaves out on purpose.
    pub fn leaves_comments_out(&self, file: &File) -> bool {
        let is_private = |record: &Record| record.may_have_private_comments();
        self.withholds_in(file)
            || self.policy != Policy::Full
                && file.contents.with_records(|records| records.iter().any(is_private))
    }

    /// Returns whether a line may be shown of a file of which comments are left out: what is on lines that are not those of fields of
    /// the format may say the same.
    pub fn shows_line_of_field(&self, line: &str) -> bool {
        self.policy == Policy::Full || is_of_known_field(line)
    }

    /// Returns whether anything in a file is withheld: a record, a name or a place.
    pub fn withholds_in(&self, file: &File) -> bool {
        let is_held = |record: &Record| !may_be_named(record) || self.withholds_places_of(record);
        self.policy != Policy::Full
            && (self.withholds_record_of(file)
                || !file.guessed.is_empty()
                || file.contents.with_records(|records| records.iter().any(is_held)))
    }

    /// Counts the withheld record at a place of a file as met.
    pub fn note_at(&self, file: &File) {
        let Some(held) = self.withheld else { return };
        let known = self.file_redaction(held, file);
        if known.noted {
            return;
        }
        self.files().insert(address(file), FileRedaction { noted: true, ..known });
        let contents = &file.contents;
        for (_, id) in (0..contents.len()).filter_map(|number| contents.head(number)) {
            self.replacement(id);
        }
    }

    /// Returns how much of a file is withheld, computed once for each file.
    fn file_redaction(&self, held: Withheld<'_>, file: &File) -> FileRedaction {
        *self.files().entry(address(file)).or_insert_with(|| {
            let contents = &file.contents;
            let mut ids = (0..contents.len()).filter_map(|number| contents.head(number));
            let part = if !ids.any(|(_, id)| held.set.contains(id)) {
                WithheldPart::None
            } else if contents.len() == 1 || !contents.is_sound() {
                WithheldPart::All
            } else {
                WithheldPart::Some
            };
            FileRedaction { part, noted: false }
        })
    }

    fn files(&self) -> MutexGuard<'_, HashMap<usize, FileRedaction>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether the record with an id may be in a file or folder that cannot be read.
    fn is_unknown(&self, id: &Id) -> bool {
        self.withheld.is_some()
            && self.collection.kind_of(id).is_none()
            && self.collection.has_unknown_cases()
    }

    /// Returns an id as it may be printed.
    pub fn id(&self, id: &Id) -> Id {
        if self.is_unknown(id) {
            return Id::placeholder(WITHHELD);
        }
        self.replacement(id).unwrap_or_else(|| id.clone())
    }

    /// Returns the path of a file as it may be printed: the names of files are ids.
    pub fn path(&self, path: &Path) -> String {
        if self.withheld.is_none() {
            return path.display().to_string();
        }
        let shown = path.components().map(|component| match component {
            Component::Normal(part) => self.part_of_path(Path::new(part)),
            Component::Prefix(_)
            | Component::RootDir
            | Component::CurDir
            | Component::ParentDir => component.as_os_str().to_string_lossy().into_owned(),
        });
        let shown: Vec<String> = shown.collect();
        let separator = std::path::MAIN_SEPARATOR_STR;
        shown.join(separator).replacen(&format!("{separator}{separator}"), separator, 1)
    }

    /// Returns the path of a file by which it can be found: ids stay, but in a file name that is
    /// not an id, what is withheld is replaced.
    pub fn place_of(&self, path: &Path) -> PathBuf {
        let shown = path.iter().map(|part| match part.to_str().filter(|part| part.is_ascii()) {
            Some(part) => PathBuf::from(part),
            None => PathBuf::from(self.text(&part.to_string_lossy()).into_owned()),
        });
        shown.collect()
    }

    /// Returns a text with paths in it, each as [`place_of`](Self::place_of) gives it.
    pub fn text_with_places<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.withheld.is_none() || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let parts = text
            .split_inclusive(['/', '`'])
            .map(|part| if part.is_ascii() { Cow::Borrowed(part) } else { self.text(part) });
        Cow::Owned(parts.collect())
    }

    fn part_of_path(&self, part: &Path) -> String {
        let stem = part.file_stem().unwrap_or_default().to_string_lossy();
        match Id::new(&stem).and_then(|id| self.replacement(&id)) {
            Some(shown) => match part.extension() {
                Some(extension) => format!("{shown}.{}", self.text(&extension.to_string_lossy())),
                None => shown.to_string(),
            },
            None => self.text(&part.to_string_lossy()).into_owned(),
        }
    }

    /// Returns what a link leads to; `None` where it leads nowhere.
    pub fn target(&self, id: &Id) -> Option<RedactedLink> {
        if self.withheld.is_some() && id.as_str() == WITHHELD {
            return Some(RedactedLink { kind: None, name: WITHHELD.to_owned() });
        }
        let original = self.original(id)?;
        let kind = self.collection.kind_of(&original)?;
        Some(RedactedLink { kind: Some(kind), name: self.name_of(id) })
    }

    /// Returns what others call the record with an id; the id itself where there is none.
    pub fn name_of(&self, id: &Id) -> String {
        let shown = self.id(id);
        let Some(original) = self.original(id).filter(|_| shown.as_str() != WITHHELD) else {
            return shown.to_string();
        };
        let name = self.collection.name_of(&original);
        if name == original.as_str() { shown.to_string() } else { self.text(name).into_owned() }
    }

    /// Returns a value in words; a link by the name of what it points to.
    pub fn value_in_words<'v>(&self, value: &'v Value, shape: Shape) -> Cow<'v, str> {
        self.wording(|wording| wording.value(value, shape))
    }

    /// Returns values in words, parted by commas.
    pub fn values_in_words(&self, items: &[Item], shape: Shape) -> String {
        self.wording(|wording| wording.values(items, shape))
    }

    /// Returns a field in words, as [`Wording::field`] does.
    pub fn field_in_words(&self, fields: &Fields, entry: &FieldEntry) -> Option<String> {
        self.wording(|wording| wording.field(fields, entry))
    }

    /// Returns what falls with a source; `None` where no source has that id.
    pub fn impact(&self, source: &str, withdrawal: Withdrawal) -> Option<RedactedImpact<'_>> {
        let impact = self.collection.impact(source, withdrawal)?;
        let ids = |ids: &[&Id]| ids.iter().map(|id| self.id(id)).collect();
        let (withdrawn, derived) = (ids(&impact.withdrawn), ids(&impact.derived));
        let all = impact.cases.len();
        let cases = impact.cases.into_iter().filter_map(|(case, losses)| {
            let released = self.redact(self.collection.get(case.id.as_str())?)?;
            let losses = match self.withheld {
                Some(_) => losses.renamed(|cited| self.cited(cited)),
                None => losses,
            };
            Some((released, losses))
        });
        let cases: Vec<_> = cases.collect();
        Some(RedactedImpact { withdrawn, derived, withheld: all - cases.len(), cases })
    }

    /// Returns how much was withheld so far; `None` if nothing was.
    pub fn withheld(&self) -> Option<WithheldCounts> {
        let counted =
            |met: &Mutex<BTreeSet<Id>>| met.lock().unwrap_or_else(PoisonError::into_inner).len();
        let (cases, places) = (counted(&self.left_out), counted(&self.unlocated));
        let is_replaced = self.replaced.load(Ordering::Relaxed);
        let people = self.withheld.filter(|_| is_replaced).map_or(0, |held| held.set.people.len());
        (cases + people + places > 0).then_some(WithheldCounts { cases, people, places })
    }

    /// Returns whether comments were left out so far.
    pub fn left_comments_out(&self) -> bool {
        self.uncommented.load(Ordering::Relaxed)
    }

    fn wording<T>(&self, say: impl FnOnce(Wording<'_>) -> T) -> T {
        say(Wording { name_of: &|id| self.name_of(id), dates: DateStyle::Words })
    }

    fn cited(&self, cited: &Cited) -> Option<Cited> {
        cited.with_replacements(&Replacements { text: &|text| self.replaced(text), id: &|_| None })
    }

    fn replaced(&self, text: &str) -> Option<String> {
        match self.text(text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(replaced) => Some(replaced),
        }
    }

    /// Returns what is printed in the place of an id, and counts what it hides; `None` where it is
    /// printed as it is.
    fn replacement(&self, id: &Id) -> Option<Id> {
        let shown = self.shown(id)?;
        if self.is_left_out(id) {
            self.note(id);
        } else {
            self.replaced.store(true, Ordering::Relaxed);
        }
        if self.replaced_ids.get().is_none_or(|replaced| !replaced.contains_key(id)) {
            self.remember(id, &shown);
        }
        Some(shown)
    }

    /// Remembers which id is behind one that is printed.
    fn remember(&self, id: &Id, shown: &Id) {
        if shown.as_str() == WITHHELD {
            return;
        }
        let mut originals = self.originals.lock().unwrap_or_else(PoisonError::into_inner);
        let known = originals.entry(shown.clone()).or_insert_with(|| Some(id.clone()));
        if known.as_ref() != Some(id) {
            *known = None;
        }
    }

    fn shown(&self, id: &Id) -> Option<Id> {
        let held = self.withheld?;
        if held.set.contains(id) {
            return Some(Id::placeholder(WITHHELD));
        }
        if let Some(replaced) = self.replaced_ids.get()
            && self.collection.kind_of(id).is_some()
        {
            return replaced.get(id).cloned();
        }
        // Ids have no capitals, by which short names are known elsewhere.
        let mut capitalised = String::with_capacity(id.as_str().len());
        for part in id.as_str().split_inclusive('-') {
            let mut letters = part.chars();
            capitalised.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            capitalised.push_str(letters.as_str());
        }
        let text = [capitalised.as_str(), id.as_str()];
        let text = text.into_iter().find(|text| held.is_in(text))?;
        Some(Id::placeholder(&held.replaced_in(text).to_ascii_lowercase()))
    }

    /// Returns the id behind one that may be printed with a part of it replaced.
    fn original(&self, id: &Id) -> Option<Id> {
        if self.withheld.is_none() {
            return Some(id.clone());
        }
        let originals = self.originals.lock().unwrap_or_else(PoisonError::into_inner);
        originals.get(id).cloned().unwrap_or_else(|| Some(id.clone()))
    }

    /// Returns whether a link would say where someone is who does not want that to be known.
    fn hides_link(&self, from: &Id, field: FieldId, to: &Id) -> bool {
        if !matches!(field, FieldId::Place | FieldId::Shelter) {
            return false;
        }
        let hides = self.collection.with_record(from, |Located { record, .. }| {
            self.withholds_places_of(record)
                && !record.open_links().any(|link| link.field.name == field && link.to == to)
        });
        if hides == Some(true) {
            self.note_place(from);
        }
        hides == Some(true)
    }

    fn note_place(&self, case: &Id) {
        let mut unlocated = self.unlocated.lock().unwrap_or_else(PoisonError::into_inner);
        unlocated.insert(case.clone());
    }

    fn note(&self, case: &Id) {
        let mut left_out = self.left_out.lock().unwrap_or_else(PoisonError::into_inner);
        left_out.insert(case.clone());
    }
}

impl RedactedRecord<'_> {
    /// Returns the record, redacted. No other file gets it whole, so that none can mistake an unredacted one
    /// for it.
    fn record(&self) -> &Record {
        let redacted = self.redacted.get_or_init(|| self.redact().map(Box::new));
        redacted.as_deref().unwrap_or(self.located.record)
    }

    /// Returns its kind.
    pub fn kind(&self) -> Kind {
        self.located.record.kind
    }

    /// Returns its id.
    pub fn id(&self) -> Id {
        self.redaction.id(&self.located.record.id)
    }

    /// Returns its id as its file has it, for what never leaves the program.
    pub(super) fn original_id(&self) -> &Id {
        &self.located.record.id
    }

    /// Returns its fields.
    pub fn fields(&self) -> &Fields {
        &self.record().fields
    }

    /// Returns its rows of a kind.
    pub fn rows(&self, kind: RowKind) -> impl Iterator<Item = &Row> {
        self.record().rows(kind)
    }

    /// Returns its quotes.
    pub fn quotes(&self) -> &[Quote] {
        &self.record().quotes
    }

    /// Returns the sources that support one of its fields, each once, in the order of the quotes.
    pub fn sources(&self, evidence: &FieldEvidence) -> Vec<&Id> {
        evidence.sources(self.record())
    }

    /// Returns the quotes that dispute one of its fields, with what each states instead.
    pub fn rivals<'e>(
        &'e self,
        evidence: &'e FieldEvidence,
    ) -> impl Iterator<Item = (&'e Quote, &'e Dispute)> {
        evidence.rivals(self.record())
    }

    /// Returns what lists call it.
    pub fn heading(&self) -> String {
        let original = self.located.record;
        let heading = original.heading();
        if self.is_unnamed() {
            self.record().heading().to_owned()
        } else if heading == original.id.as_str() {
            self.id().to_string()
        } else {
            self.redaction.text(heading).into_owned()
        }
    }

    /// Returns whether it is one of the records with these ids, as the files have them.
    pub fn is_among(&self, ids: &HashSet<&Id>) -> bool {
        ids.contains(&self.located.record.id)
    }

    /// Returns the one figure that matters, with a sign for how exact a count is.
    pub fn figure(&self) -> Option<String> {
        self.located.record.figure_in_words()
    }

    /// Returns that figure as lists show it: an age as `14 y`, an exact number of people as `×6`.
    pub fn figure_in_list(&self) -> Option<String> {
        self.located.record.figure_in_list()
    }

    /// Returns whether the archived text of a quote's source is there and cannot be read.
    pub fn has_unreadable_text(&self, quote: usize) -> bool {
        let source = self.located.record.quotes.get(quote).and_then(Quote::source);
        source.is_some_and(|source| self.redaction.collection.has_unreadable_text(source))
    }

    /// Returns that figure in words.
    pub fn figure_spelled_out(&self) -> Option<String> {
        self.located.record.figure_spelled_out()
    }

    /// Returns the date by which lists put it in order.
    pub fn when(&self) -> Option<&Date> {
        self.located.record.when()
    }

    /// Returns the path of its file.
    pub fn path(&self) -> String {
        self.redaction.path(&self.located.file.path)
    }

    /// Returns the path of its file as `locate` makes it of the path within the collection.
    pub fn path_by(&self, locate: impl Fn(&Path) -> PathBuf) -> String {
        self.redaction.path(&locate(&self.located.file.path))
    }

    /// Returns the line on which it starts.
    pub fn line(&self) -> usize {
        self.located.line()
    }

    /// Returns its evidence; `None` where it is no case.
    pub fn evidence(&self) -> Option<Arc<Evidence>> {
        let evidence = self.assessed()?;
        Some(match self.redaction.withheld {
            Some(_) => Arc::new(evidence.renamed(|cited| self.redaction.cited(cited))),
            None => evidence,
        })
    }

    /// Returns how many of its fields have each mark; `None` where it is no case.
    pub fn status_counts(&self) -> Option<StatusCounts> {
        Some(self.assessed()?.counts())
    }

    /// Assesses the quotes of a case from the record at hand; by its id, the record would be
    /// unpacked again.
    fn assessed(&self) -> Option<Arc<Evidence>> {
        let record = self.located.record;
        record.kind.is_case().then(|| self.redaction.collection.assess(record))
    }

    /// Returns how much of its text cases quote, where it is a source.
    pub fn share(&self) -> Option<QuotedShare> {
        self.redaction.collection.share(&self.located.record.id)
    }

    /// Returns in what typography the words of a quote differ from a passage of its source.
    pub fn differences(&self, number: usize, passage: ByteRange) -> Option<Vec<Difference>> {
        let (words, archived) = self.quoted(number)?;
        Some(archived.differences(words, passage))
    }

    /// Returns whether the words of a quote differ in more than signs and spaces from what is nearest to
    /// them in its source.
    pub fn has_other_words(&self, number: usize) -> bool {
        let nearest = self.quoted(number).and_then(|(words, archived)| archived.nearest(words));
        nearest.is_none_or(|nearest| nearest.other_words)
    }

    /// Returns the words of a quote as the file has them, and the text they are to be in.
    fn quoted(&self, number: usize) -> Option<(&str, &ArchivedText)> {
        let quote = self.located.record.quotes.get(number)?;
        let archived = self.redaction.collection.archive().get(quote.source()?)?;
        Some((quote.text()?, archived))
    }

    /// Returns what links to it, confidential cases left out.
    pub fn mentions(&self) -> Vec<Mention> {
        let mentions = self.redaction.collection.mentions(&self.located.record.id).iter();
        let mentions = mentions.filter_map(|Mention { from, field }| {
            if self.redaction.is_left_out(from) {
                self.redaction.note(from);
                return None;
            }
            if self.redaction.hides_link(from, *field, &self.located.record.id) {
                return None;
            }
            Some(Mention { from: self.redaction.id(from), field: *field })
        });
        mentions.collect()
    }

    /// Returns what its counts are made of.
    pub fn sums(&self) -> RedactedCountChecks<'_> {
        let (redaction, original) = (self.redaction, self.located.record);
        let collection = redaction.collection;
        let mut originals = HashMap::new();
        let mut hides_parts = false;
        if redaction.withheld.is_some() {
            let evidence = collection.evidence(&original.id);
            let cited = evidence.iter().flat_map(|evidence| evidence.fields());
            for (cited, _) in cited {
                if let Some(shown) = redaction.cited(cited) {
                    originals.insert(shown, cited.clone());
                }
            }
            let mut parts = collection.mentions(&original.id).iter();
            hides_parts = parts.any(|mention| {
                mention.field == FieldId::PartOf && redaction.is_left_out(&mention.from)
            });
        }
        RedactedCountChecks { sums: collection.sums(original), originals, hides_parts }
    }

    /// Returns the text of the record as in its file, without comments that may say what it leaves out on purpose; `None` if any of
    /// it is withheld.
    pub fn exact(&self) -> Option<String> {
        let file = self.located.file;
        let text = file.contents.text_of(self.located.record);
        let redaction = self.redaction;
        let held = self.is_unnamed()
            || !std::ptr::eq(self.record(), self.located.record)
            || redaction.hides_in(&text);
        if held || !redaction.leaves_comments_out(file) {
            return (!held).then_some(text);
        }
        let open = without_comments(&text)?;
        if open != text {
            redaction.uncommented.store(true, Ordering::Relaxed);
        }
        Some(open)
    }

    fn is_unnamed(&self) -> bool {
        self.redaction
            .withheld
            .is_some_and(|held| held.set.people.contains(&self.located.record.id))
    }

    fn redact(&self) -> Option<Record> {
        let redacted = self.without_names();
        if !self.redaction.withholds_places_of(self.located.record) {
            return redacted;
        }
        self.redaction.note_place(&self.located.record.id);
        let mut redacted = redacted.unwrap_or_else(|| self.located.record.clone());
        redacted.withhold_places(WITHHELD);
        Some(redacted)
    }

    fn without_names(&self) -> Option<Record> {
        let held = self.redaction.withheld?;
        let (redaction, original) = (self.redaction, self.located.record);
        let text = |text: &str| redaction.replaced(text);
        let id = |id: &Id| {
            let unknown = redaction.is_unknown(id).then(|| Id::placeholder(WITHHELD));
            unknown.or_else(|| redaction.replacement(id))
        };
        let mut redacted = original.with_replacements(&Replacements { text: &text, id: &id });
        if held.covers_quotes && !original.quotes.is_empty() {
            let mut masked = redacted.unwrap_or_else(|| original.clone());
            masked.withhold_quotes(WITHHELD);
            redacted = Some(masked);
        }
        if self.is_unnamed() {
            let mut redacted = redacted.unwrap_or_else(|| original.clone());
            redacted.replace_values(&tells_who, WITHHELD);
            return Some(redacted);
        }
        redacted
    }
}

impl RedactedCountChecks<'_> {
    /// Returns what a count is made of where a reader needs to see it; not of parts that are
    /// confidential.
    pub fn of(&self, counted: &Cited) -> Vec<(&'static str, CountCheck)> {
        let mut sums = self.sums.of(self.originals.get(counted).unwrap_or(counted));
        sums.retain(|(of, _)| !self.hides_parts || *of != "parts");
        sums
    }
}

impl fmt::Display for WithheldCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |count: usize, one: &str, many: &str| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {many}"),
        };
        let mut parts = Vec::new();
        if self.cases > 0 {
            parts.push(counted(self.cases, "confidential case", "confidential cases"));
        }
        if self.people > 0 {
            let people = counted(self.people, "person", "people");
            parts.push(format!("the names of {people}"));
        }
        if self.places > 0 {
            parts.push(format!("later places of {}", counted(self.places, "case", "cases")));
        }
        let is = if (self.cases, self.people, self.places) == (1, 0, 0) { "is" } else { "are" };
        let said = match parts.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, first)) => format!("{} and {last}", first.join(", ")),
            None => "nothing".to_owned(),
        };
        write!(f, "{said} {is} withheld")
    }
}

/// Returns the address of a file in memory, which identifies it within a collection.
fn address(file: &File) -> usize {
    std::ptr::from_ref(file).addr()
}

/// Returns whether a field tells who a person is: by a name, or by what another database calls the person.
fn tells_who(field: FieldId) -> bool {
    is_name(field) || field == FieldId::Identifiers
}
