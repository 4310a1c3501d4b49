//! A collection as it may be seen: the one door through which words of records reach the screen
//! and the clipboard. What is masked has become a mark before any page is made of it.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

pub(super) use crate::collection::Sums;
use crate::collection::{
    Collection, Finding, Findings, Impact, Located, Mention, Placement, Redaction, Share,
    Withdrawal, Wording,
};
use crate::evidence::{self, ArchivedText, Evidence, Marks, Match, Nearest, Piece};
use crate::exchange::{citation, grade, source_in_short};
use crate::record::{
    Cited, Entry, Fields, Form, Id, Item, Kind, Name, Quote, Record, Shape, Value, field,
};
use crate::text::{ByteRange, Lines};

use super::archived::{Archived, Withheld};
use super::mask::{MARK, Mask, person};
use super::sight::Sight;
use super::veil::Veil;

/// A collection, and how much of it is masked.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'c> {
    collection: &'c Collection,
    mask: Mask,
    /// Whether files are still to be read that may hold back names in those that were: no word is
    /// shown until they are.
    arriving: bool,
}

impl<'c> Seen<'c> {
    /// Returns a collection as it may be seen under a mask.
    pub fn new(collection: &'c Collection, mask: Mask) -> Self {
        Self { collection, mask, arriving: false }
    }

    /// Returns a part of a collection as it may be seen while the rest is being read.
    #[must_use]
    pub(super) fn while_arriving(self, arriving: bool) -> Self {
        Self { arriving: arriving && self.mask != Mask::Nothing, ..self }
    }

    /// Returns the collection itself, for whoever looks for records and shows none of their words.
    pub(super) fn whole(&self) -> &'c Collection {
        self.collection
    }

    /// Returns what the collection is called.
    pub fn title(&self) -> Option<String> {
        self.collection.title().map(|title| self.text(title))
    }

    /// Tells whether the collection as a whole is confidential.
    pub fn is_confidential(&self) -> bool {
        self.collection.settings().is_confidential()
    }

    /// Returns the record with that id.
    pub fn get(&self, id: &str) -> Option<Sight<'c>> {
        self.collection.get(id).map(|located| self.sight(located))
    }

    /// Looks at the record with that id for as long as `look` takes, so that looking at many costs no
    /// room.
    pub fn look<T>(&self, id: &Id, look: impl FnOnce(&Record) -> T) -> Option<T> {
        self.collection.look(id, |located| look(located.record))
    }

    /// Returns the cases whose evidence is as wanted, kind by kind, and by id within a kind.
    pub fn cases_with(&self, wanted: impl Fn(&Evidence) -> bool + Sync) -> Vec<Sight<'c>> {
        let found = self.collection.look_at_all(|located| {
            let case = Some(located.record).filter(|record| record.kind.is_case())?;
            wanted(&self.collection.weigh(case)).then(|| case.id.clone())
        });
        found.iter().flatten().filter_map(|id| self.get(id.as_str())).collect()
    }

    /// Returns all records of a kind, by id.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = Sight<'c>> {
        self.collection.of_kind(kind).map(|located| self.sight(located))
    }

    /// Returns the kind of the record with that id.
    pub fn kind(&self, id: &Id) -> Option<Kind> {
        self.collection.kind_of(id)
    }

    /// Counts the records of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.collection.count_of(kind)
    }

    /// Returns what others call the record with that id.
    pub fn name_of(&self, id: &Id) -> String {
        match self.mask {
            // It lies beside the packed record, which need not be unpacked for it.
            Mask::Nothing => self.collection.name_of(id).to_owned(),
            Mask::Confidential | Mask::All => self.called_by(id, [Name::Name, Name::Title]),
        }
    }

    /// Returns what opens the page of the record with that id: its title, else its name.
    pub fn heading_of(&self, id: &Id) -> String {
        self.called_by(id, [Name::Title, Name::Name])
    }

    /// Returns an id as it may be read.
    pub fn id(&self, id: &Id) -> String {
        let said = self.look(id, |record| self.veil(record).id(record));
        said.unwrap_or_else(|| self.stray(id))
    }

    /// Returns words that belong to no record, such as what is to be told.
    pub fn text(&self, words: &str) -> String {
        self.people().words(words)
    }

    /// Returns the path of a file as it may be read.
    pub fn path(&self, path: &Path) -> String {
        let (folders, file) = (path.parent(), path.file_name());
        let (Some(folders), Some(name), Some(id)) = (folders, file, self.masked_file(path)) else {
            return self.text(&path.display().to_string());
        };
        let name = name.to_string_lossy().replacen(&id, MARK, 1);
        // Folders below that of the kind may be called after people too.
        let mut parts = folders.iter();
        let kind = parts.next().map(|kind| self.text(&kind.to_string_lossy())).unwrap_or_default();
        let between = if parts.next().is_some() { "/…" } else { "" };
        format!("{kind}{between}/{name}")
    }

    /// Returns what is wrong and what to do about it.
    pub fn problem(&self, finding: &Finding<'_>) -> (String, Option<String>) {
        let problem = &finding.problem;
        let veil = self.veil_at(finding);
        let people = self.people();
        // What the program says of a confidential case may name the file of another.
        let said = |words: &str| match veil {
            Veil::Words if !matches!(people, Veil::Words) => people.words(&veil.problem(words)),
            Veil::Words | Veil::Nothing | Veil::Confidential(_) | Veil::People(_) => {
                veil.problem(words)
            }
        };
        (said(&problem.message), problem.help.as_deref().map(said))
    }

    /// Returns everything that is wrong.
    pub fn findings(&self) -> Findings<'c> {
        self.collection.findings()
    }

    /// Returns where each of the findings is: the file as it may be read, and the line. The lines of a file
    /// are counted once for all that is wrong with it.
    pub fn places(&self) -> Vec<String> {
        let findings = self.findings();
        let mut findings = findings.iter().peekable();
        let mut places = Vec::new();
        while let Some(number) = findings.peek().map(|finding| finding.file) {
            let file = self.collection.file(number);
            let path = file.map(|file| self.path(&file.path)).unwrap_or_default();
            let text = file.map(|file| file.now().text());
            let lines = Lines::of(text.as_deref().unwrap_or_default());
            while let Some(finding) = findings.next_if(|finding| finding.file == number) {
                let line = lines.place(finding.problem.range.start()).line;
                places.push(format!("{path}:{line}"));
            }
        }
        places
    }

    /// Returns values in words, parted by commas.
    pub fn values_in_words(&self, items: &[Item], shape: Shape) -> String {
        Wording { name_of: &|id| self.name_of(id) }.values(items, shape)
    }

    /// Returns a value in words.
    pub fn value_in_words<'v>(&self, value: &'v Value, shape: Shape) -> Cow<'v, str> {
        Wording { name_of: &|id| self.name_of(id) }.value(value, shape)
    }

    /// Returns a field of a record that is seen in words, as [`Wording::field`] does.
    pub fn field_in_words(&self, fields: &Fields, entry: &Entry) -> Option<String> {
        Wording { name_of: &|id| self.name_of(id) }.field(fields, entry)
    }

    /// Returns a source as the heading of a quote names it.
    pub fn source_in_short(&self, source: &Id) -> String {
        self.people().title(&source_in_short(&Redaction::everything(self.collection), source))
    }

    /// Returns a source in full.
    pub fn citation(&self, source: &Id) -> String {
        self.people().title(&citation(&Redaction::everything(self.collection), source))
    }

    /// Returns the grade of a quote.
    pub fn grade(&self, quote: &Quote) -> String {
        grade(&Redaction::everything(self.collection), quote)
    }

    /// Returns the words of one quote of a case; its record is not copied for it.
    pub(super) fn quoted_words(&self, case: &Id, number: usize) -> Option<String> {
        let record = self.collection.get(case.as_str())?.record;
        let words = record.quotes.get(number)?.text()?.trim();
        Some(self.veil(record).say(record.kind, Some(Name::Text), words))
    }

    /// Returns what a list says of a record beside its name: its kind, its figure and its date. None of
    /// these is ever masked, and its record is not copied for them.
    pub(super) fn figures(&self, id: &Id) -> Option<(Kind, Option<String>, Option<String>)> {
        let record = self.collection.get(id.as_str())?.record;
        Some((record.kind, record.figure_in_words(), record.when_in_words()))
    }

    /// Returns the first thing that keeps the file of a record from being read, and its line; the record is
    /// not copied for it.
    pub(super) fn outage(&self, id: &Id) -> Option<(String, usize)> {
        let Located { record, file } = self.collection.get(id.as_str())?;
        let (problem, place) = file.outage()?;
        Some((self.veil(record).problem(&problem.message), place.line))
    }

    /// Returns what the screen calls a field or row of a record.
    pub(super) fn label(&self, record: &Record, cited: &Cited) -> String {
        let key = |key: &str| self.veil(record).words(key);
        match cited {
            Cited::Field(name) => {
                field(record.kind, *name).map_or(name.as_str(), |field| field.label).to_owned()
            }
            Cited::Row(kind, name) => format!("{} {}", kind.name(), key(name)),
        }
    }

    /// Returns how the fields of a case stand.
    pub fn evidence(&self, id: &Id) -> Option<Arc<Evidence>> {
        self.collection.evidence(id)
    }

    /// Returns what would be lost without a source; only its ids and figures may be shown as they are.
    pub(super) fn impact(&self, source: &str, withdrawal: Withdrawal) -> Option<Impact<'c>> {
        self.collection.impact(source, withdrawal)
    }

    /// Returns the sources that one is derived from.
    pub(super) fn origins(&self, source: &Id) -> Vec<&'c Id> {
        let located = self.collection.get(source.as_str());
        let fields = located.map(|located| &located.record.fields).into_iter();
        fields.flat_map(|fields| fields.linked(Name::DerivedFrom)).collect()
    }

    /// Returns what the counts of a case are made of.
    pub fn sums(&self, case: &'c Record) -> Sums<'c> {
        self.collection.sums(case)
    }

    /// Returns how many fields of all cases have each mark.
    pub fn marks(&self) -> Marks {
        self.collection.marks()
    }

    /// Returns the archived text of a source; `None` where it has none. Where everything is masked, no
    /// line of it is to be read; else none that names those whose cases are confidential.
    pub(super) fn archived(&self, source: &Id) -> Option<Archived> {
        let record = self.collection.get(source.as_str())?.record;
        let text = self.collection.archive().shared(source)?;
        let withheld = match self.veil(record) {
            Veil::Nothing => Withheld::Places(Vec::new()),
            Veil::Confidential(kept) => Withheld::Places(kept.places(text.text())),
            Veil::People(_) | Veil::Words => Withheld::Everything,
        };
        Some(Archived::new(text, withheld))
    }

    /// Returns how much of the archived text of a source is quoted; that tells none of its words.
    pub(super) fn share(&self, source: &Id) -> Option<Share> {
        self.collection.share(source)
    }

    /// Returns the difference between words and the passage of a source that comes nearest to them;
    /// nothing where anything of the source is kept back.
    pub(super) fn difference(&self, source: &Id, words: &str, passage: ByteRange) -> Vec<Piece> {
        let located = self.collection.get(source.as_str());
        let veil = located.map_or_else(|| self.people(), |located| self.veil(located.record));
        let text = self.collection.archive().get(source).map(ArchivedText::text);
        match (veil, text) {
            (Veil::Nothing, Some(text)) => {
                // The passage is as long as the words, so that this costs nothing on each drawing.
                let nearest = Nearest::find(words, passage.of(text));
                nearest.map(|nearest| nearest.pieces).unwrap_or_default()
            }
            (Veil::Nothing | Veil::Confidential(_) | Veil::People(_) | Veil::Words, _) => {
                Vec::new()
            }
        }
    }

    /// Returns in what typography words differ from a passage of a source, as which they were found;
    /// nothing where anything of the source is held back.
    pub(super) fn typography(
        &self,
        source: &Id,
        words: &str,
        passage: ByteRange,
    ) -> Vec<evidence::Difference> {
        let located = self.collection.get(source.as_str());
        let veil = located.map_or_else(|| self.people(), |located| self.veil(located.record));
        match (veil, self.collection.archive().get(source)) {
            (Veil::Nothing, Some(text)) => text.differences(words, passage),
            (Veil::Nothing | Veil::Confidential(_) | Veil::People(_) | Veil::Words, _) => {
                Vec::new()
            }
        }
    }

    /// Returns the quotes of a case from a source: the number of each, and how it was found.
    pub(super) fn quotes_from(&self, case: &Id, source: &Id) -> Vec<(usize, Match)> {
        let (located, evidence) = (self.collection.get(case.as_str()), self.evidence(case));
        let (Some(located), Some(evidence)) = (located, evidence) else { return Vec::new() };
        let quotes = located.record.quotes.iter().enumerate();
        let from_here = quotes.filter(|(_, quote)| quote.source() == Some(source));
        from_here.map(|(number, _)| (number, evidence.quote(number))).collect()
    }

    /// Returns the records that link to another.
    pub fn mentions(&self, id: &Id) -> &'c [Mention] {
        self.collection.mentions(id)
    }

    /// Returns a place and the places around it, the smallest first.
    pub fn around(&self, id: &Id) -> Vec<&'c Record> {
        self.collection.around(id)
    }

    /// Tells whether anything of a record is kept back for what it is.
    pub fn is_masked(&self, id: &Id) -> bool {
        let located = self.collection.get(id.as_str());
        located.is_some_and(|Located { record, .. }| self.veil(record).hides_id(record))
    }

    /// Counts the cases that are confidential.
    pub fn confidential(&self) -> usize {
        self.collection.confidential_cases()
    }

    fn sight(&self, Located { record, file }: Located<'c>) -> Sight<'c> {
        let veil = self.veil(record);
        let record_seen = veil.over(record, self.person(record, veil).as_deref());
        Sight { record: record_seen, id: veil.id(record), file, veil }
    }

    /// Returns the first of these fields that a record has, else its id.
    fn called_by(&self, id: &Id, fields: [Name; 2]) -> String {
        let said = self.look(id, |record| {
            let named = fields.into_iter().find(|name| record.fields.text(*name).is_some());
            self.called(record, named)
        });
        said.unwrap_or_else(|| self.stray(id))
    }

    fn called(&self, record: &Record, named: Option<Name>) -> String {
        let veil = self.veil(record);
        match named.and_then(|name| Some((name, record.fields.text(name)?))) {
            Some((Name::Name, words)) => {
                let person = self.person(record, veil);
                person.unwrap_or_else(|| veil.say(record.kind, Some(Name::Name), words))
            }
            Some((name, words)) => veil.say(record.kind, Some(name), words),
            None => veil.id(record),
        }
    }

    /// Returns what stands for the masked name of the person that a record is about, the same
    /// wherever the record is named; nothing while records are still arriving.
    fn person(&self, record: &Record, veil: Veil<'_>) -> Option<String> {
        let number = || self.collection.number_of_person(&record.id);
        (veil.hides_person() && !self.arriving).then(number).flatten().map(person)
    }

    /// Nobody knows whose the id of a record is that is not there.
    fn stray(&self, id: &Id) -> String {
        match self.mask {
            Mask::Nothing => id.to_string(),
            _ if self.arriving => MARK.to_owned(),
            Mask::All => MARK.to_owned(),
            Mask::Confidential if self.collection.has_unknown_cases() => MARK.to_owned(),
            Mask::Confidential => self.text(id.as_str()),
        }
    }

    fn veil(&self, record: &Record) -> Veil<'c> {
        match self.mask {
            Mask::Nothing => Veil::Nothing,
            Mask::Confidential | Mask::All if self.arriving => Veil::Words,
            Mask::Confidential | Mask::All if self.collection.is_confidential(record) => {
                Veil::Words
            }
            Mask::Confidential | Mask::All => self.people(),
        }
    }

    /// Returns what is kept back of words that no confidential case says.
    fn people(&self) -> Veil<'c> {
        match self.mask {
            Mask::Confidential | Mask::All if self.arriving => Veil::Words,
            // To look for them here would keep the key waiting that masks them.
            Mask::All => self.collection.known_names().map_or(Veil::Words, Veil::People),
            Mask::Nothing => Veil::Nothing,
            Mask::Confidential => match self.collection.confidential() {
                kept if kept.is_empty() => Veil::Nothing,
                kept => Veil::Confidential(kept),
            },
        }
    }

    /// Returns what is kept back at the place of a problem.
    fn veil_at(&self, finding: &Finding<'_>) -> Veil<'c> {
        let at = finding.problem.range.start();
        let records = self.collection.file(finding.file).map(|file| file.contents.records());
        let record = records.and_then(|all| all.iter().rfind(|record| record.at.start() <= at));
        record.map_or_else(|| self.people(), |record| self.veil(record))
    }

    /// Returns the id in the name of a file that is not to be read.
    fn masked_file(&self, path: &Path) -> Option<String> {
        let (kind, id, written) = match Placement::of(path) {
            Placement::Records(Form::One { kind, id }) => (kind, Some(id.clone()), id.to_string()),
            // Its record has the nearest id, and its name may be a name as people write it.
            Placement::BadName(kind, stem) => (kind, Some(Id::nearest_to(&stem)), stem),
            Placement::Copy(of) => return self.masked_file(&of),
            // Its name may be one too, and what it is meant to be is guessed.
            placement @ (Placement::UnknownKind(_) | Placement::Misnamed(_)) => {
                let form = placement.forms_meant(path).into_iter().next()?;
                let (Form::One { kind, .. } | Form::Many { kind }) = form;
                (kind, None, path.file_stem()?.to_string_lossy().into_owned())
            }
            Placement::Settings
            | Placement::Records(Form::Many { .. })
            | Placement::Archived(_)
            | Placement::MisnamedSettings
            | Placement::Foreign => return None,
        };
        let masked = self.arriving
            || id.is_some_and(|id| self.is_masked(&id))
            || self.mask != Mask::Nothing && self.collection.guesses_confidential(path)
            || self.mask == Mask::All && (kind.is_case() || kind == Kind::Person);
        masked.then_some(written)
    }
}
