//! The masked view of a collection: the only way in which words of records reach the screen and the
//! clipboard.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use crate::collection::{
    Collection, CountChecks, FileDiagnostic, FileDiagnostics, Impact, Located, Mention, Placement,
    QuotedShare, Withdrawal, Wording,
};
use crate::evidence::{
    self, ArchivedText, DiffPiece, Evidence, Match, NearestPassage, StatusCounts,
};
use crate::record::{
    Cited, Date, DateStyle, FieldEntry, FieldId, Fields, FileLayout, Id, Item, Kind, Quote, Record,
    Shape, Value, field,
};
use crate::redaction::citation::{citation, grade, source_in_short, source_name};
use crate::redaction::redacted::Redaction;
use crate::text::{ByteRange, LineIndex};

use crate::redaction::masking::archived_text::{MaskedPlaces, MaskedText};
use crate::redaction::masking::mask::{MARK, Mask, person};
use crate::redaction::masking::record::MaskedRecord;
use crate::redaction::masking::record_mask::RecordMask;

/// What keeps a file from being read.
pub(crate) struct BrokenFile {
    /// What is wrong, with all that is masked masked.
    pub(crate) problem: String,
    /// The first line that is.
    pub(crate) line: usize,
    /// Whether its records are shown as they were last read, not as far as they can be read.
    pub(crate) is_as_last_read: bool,
}

/// A collection, and how much of it is masked.
#[derive(Clone, Copy, Debug)]
pub struct MaskedCollection<'c> {
    collection: &'c Collection,
    mask: Mask,
    /// Whether files that are still to be read may contain sensitive terms for those already read:
    /// nothing is shown until they are read.
    arriving: bool,
    /// How dates are said.
    dates: DateStyle,
}

/// What a list shows of a record beside its name.
pub(crate) struct ListFigures<'c> {
    pub(crate) kind: Kind,
    pub(crate) figure: Option<String>,
    pub(crate) date: Option<&'c Date>,
    /// The place that matters most: where a victim was exploited, or else the first that is named.
    pub(crate) place: Option<&'c Id>,
}

impl<'c> MaskedCollection<'c> {
    /// Returns a collection as it may be seen under a mask.
    pub fn new(collection: &'c Collection, mask: Mask) -> Self {
        Self { collection, mask, arriving: false, dates: DateStyle::Words }
    }

    /// Returns a part of a collection as it may be seen while the rest is being read.
    #[must_use]
    pub(crate) fn while_arriving(self, arriving: bool) -> Self {
        Self { arriving: arriving && self.mask != Mask::Nothing, ..self }
    }

    /// Returns the same with dates said so.
    #[must_use]
    pub(crate) fn with_dates(self, dates: DateStyle) -> Self {
        Self { dates, ..self }
    }

    /// Returns how dates are said.
    pub(crate) fn dates(&self) -> DateStyle {
        self.dates
    }

    /// Returns the collection without the mask, for code that looks for records but shows none of
    /// their text.
    pub(crate) fn whole(&self) -> &'c Collection {
        self.collection
    }

    /// Returns what the collection is called.
    pub fn title(&self) -> Option<String> {
        self.collection.title().map(|title| self.text(title))
    }

    /// Returns whether the collection as a whole is confidential.
    pub fn is_confidential(&self) -> bool {
        self.collection.settings().is_confidential()
    }

    /// Returns the record with that id.
    pub fn get(&self, id: &str) -> Option<MaskedRecord<'c>> {
        self.collection.get(id).map(|located| self.masked_record(located))
    }

    /// Looks at the record with that id for as long as `look` takes, so that looking at many costs no
    /// room.
    pub fn with_record<T>(&self, id: &Id, look: impl FnOnce(&Record) -> T) -> Option<T> {
        self.collection.with_record(id, |located| look(located.record))
    }

    /// Returns the cases whose evidence is as wanted, kind by kind, and by id within a kind.
    pub fn cases_with(&self, wanted: impl Fn(&Evidence) -> bool + Sync) -> Vec<MaskedRecord<'c>> {
        let found = self.collection.map_records(|located| {
            let case = Some(located.record).filter(|record| record.kind.is_case())?;
            wanted(&self.collection.assess(case)).then(|| case.id.clone())
        });
        found.iter().flatten().filter_map(|id| self.get(id.as_str())).collect()
    }

    /// Returns the place of the first of these cases whose evidence is wanted.
    pub(crate) fn first_case_with(
        &self,
        ids: &[&Id],
        wanted: impl Fn(&Evidence) -> bool + Sync,
    ) -> Option<usize> {
        self.collection.first_case_with(ids, wanted)
    }

    /// Returns all records of a kind, by id.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = MaskedRecord<'c>> {
        self.collection.of_kind(kind).map(|located| self.masked_record(located))
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
            Mask::Confidential | Mask::All => self.called_by(id, [FieldId::Name, FieldId::Title]),
        }
    }

    /// Returns what opens the page of the record with that id: its title, else its name.
    pub fn heading_of(&self, id: &Id) -> String {
        self.called_by(id, [FieldId::Title, FieldId::Name])
    }

    /// Returns an id as it may be read.
    pub fn id(&self, id: &Id) -> String {
        let said = self.with_record(id, |record| self.mask_of(record).id(record));
        said.unwrap_or_else(|| self.unknown_id(id))
    }

    /// Masks text that belongs to no record, such as a message.
    pub fn text(&self, words: &str) -> String {
        self.mask_of_people().words(words)
    }

    /// Masks a sentence of the program, which may name records by their ids.
    pub(crate) fn sentence(&self, words: &str) -> String {
        if self.mask == Mask::Nothing {
            return words.to_owned();
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let mut said = String::with_capacity(words.len());
        let mut rest = words;
        while let Some(start) = rest.find(is_part) {
            let (before, word) = rest.split_at(start);
            let (word, behind) = word.split_at(word.find(|c| !is_part(c)).unwrap_or(word.len()));
            let is_private = Id::new(word)
                .is_some_and(|id| self.collection.kind_of(&id).is_some() && self.is_masked(&id));
            said.push_str(before);
            said.push_str(if is_private { MARK } else { word });
            rest = behind;
        }
        said.push_str(rest);
        self.text(&said)
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
    pub fn problem(&self, diagnostic: &FileDiagnostic<'_>) -> (String, Option<String>) {
        let problem = &diagnostic.problem;
        let said = |words: &str| self.problem_words(self.mask_at(diagnostic), words);
        (said(&problem.message), problem.help.as_deref().map(said))
    }

    /// Returns what would be wrong after an edit of a record.
    pub(crate) fn finding(&self, record: &Id, words: &str) -> String {
        let record = self.collection.get(record.as_str());
        let mask = record.map_or_else(|| self.mask_of_people(), |one| self.mask_of(one.record));
        self.problem_words(mask, words)
    }

    /// Returns what is said about a place in a file.
    pub(crate) fn words_about(&self, path: &Path, at: usize, words: &str) -> String {
        let records = self.collection.file_at(path).map(|file| file.contents.records());
        let record = records.and_then(|all| all.iter().rfind(|record| record.at.start() <= at));
        let mask = record.map_or_else(|| self.mask_of_people(), |record| self.mask_of(record));
        self.problem_words(mask, words)
    }

    fn problem_words(&self, record_mask: RecordMask<'_>, words: &str) -> String {
        let people = self.mask_of_people();
        match record_mask {
            // What the program says of a confidential case may name the file of another.
            RecordMask::Words if !matches!(people, RecordMask::Words) => {
                people.words(&record_mask.problem(words))
            }
            RecordMask::Words
            | RecordMask::Nothing
            | RecordMask::Confidential(_)
            | RecordMask::People(_) => record_mask.problem(words),
        }
    }

    /// Returns what is wrong with a record, in the order of its text; nothing where its file cannot be read to the
    /// end, which is said otherwise.
    pub(crate) fn problems_of(&self, id: &Id) -> Vec<FileDiagnostic<'c>> {
        let Some(located) = self.collection.get(id.as_str()) else { return Vec::new() };
        let number = self.collection.number_of(&located.file.path).ok();
        let number = number.filter(|_| located.file.first_unreadable().is_none());
        let Some(number) = number else { return Vec::new() };
        let start = located.record.at.start();
        let starts = located.file.contents.records().iter().map(|record| record.at.start());
        let end = starts.filter(|other| *other > start).min().unwrap_or(usize::MAX);
        let of_file = self.diagnostics().of_file(number);
        of_file.filter(|found| (start..end).contains(&found.problem.range.start())).collect()
    }

    /// Returns everything that is wrong.
    pub fn diagnostics(&self) -> FileDiagnostics<'c> {
        self.collection.diagnostics()
    }

    /// Returns where each of the diagnostics is: the file as it may be read, and the line. The lines of a file
    /// are counted once for all that is wrong with it.
    pub fn places(&self) -> Vec<String> {
        let diagnostics = self.diagnostics();
        let mut diagnostics = diagnostics.iter().peekable();
        let mut places = Vec::new();
        while let Some(number) = diagnostics.peek().map(|diagnostic| diagnostic.file) {
            let file = self.collection.file(number);
            let path = file.map(|file| self.path(&file.path)).unwrap_or_default();
            let text = file.map(|file| file.now().text());
            let lines = LineIndex::of(text.as_deref().unwrap_or_default());
            while let Some(diagnostic) = diagnostics.next_if(|diagnostic| diagnostic.file == number)
            {
                let line = lines.place(diagnostic.problem.range.start()).line;
                places.push(format!("{path}:{line}"));
            }
        }
        places
    }

    /// Returns values in words, parted by commas.
    pub fn values_in_words(&self, items: &[Item], shape: Shape) -> String {
        Wording { name_of: &|id| self.name_of(id), dates: self.dates }.values(items, shape)
    }

    /// Returns a value in words.
    pub fn value_in_words<'v>(&self, value: &'v Value, shape: Shape) -> Cow<'v, str> {
        Wording { name_of: &|id| self.name_of(id), dates: self.dates }.value(value, shape)
    }

    /// Returns a field of a record that is seen in words, as [`Wording::field`] does.
    pub fn field_in_words(&self, fields: &Fields, entry: &FieldEntry) -> Option<String> {
        Wording { name_of: &|id| self.name_of(id), dates: self.dates }.field(fields, entry)
    }

    /// Returns a source as the heading of a quote names it.
    pub fn source_in_short(&self, source: &Id) -> String {
        self.mask_of_people().title(&source_in_short(
            &Redaction::everything(self.collection),
            source,
            self.dates,
        ))
    }

    /// Returns who published a source, or else its title.
    pub fn source_name(&self, source: &Id) -> String {
        let whole = Redaction::everything(self.collection);
        self.mask_of_people().title(&source_name(&whole, source))
    }

    /// Returns a source in full.
    pub fn citation(&self, source: &Id) -> String {
        self.mask_of_people().title(&citation(&Redaction::everything(self.collection), source))
    }

    /// Returns a source as `cite` words it.
    pub fn cited_by(&self, cite: impl FnOnce(&Redaction<'_>) -> String) -> String {
        self.mask_of_people().title(&cite(&Redaction::everything(self.collection)))
    }

    /// Returns the grade of a quote.
    pub fn grade(&self, quote: &Quote) -> String {
        grade(&Redaction::everything(self.collection), quote)
    }

    /// Returns whether there is a file for the archived text of a source that cannot be read as text.
    pub fn has_unreadable_text(&self, source: &Id) -> bool {
        self.collection.has_unreadable_text(source)
    }

    /// Returns the words of one quote of a case; its record is not copied for it.
    pub(crate) fn quoted_words(&self, case: &Id, number: usize) -> Option<String> {
        let record = self.collection.get(case.as_str())?.record;
        let words = record.quotes.get(number)?.text()?.trim();
        Some(self.mask_of(record).field_text(record.kind, Some(FieldId::Text), words))
    }

    /// Returns what a list says of a record beside its name: its kind, its figure and its date. None of
    /// these is ever masked, and its record is not copied for them.
    pub(crate) fn figures(&self, id: &Id) -> Option<ListFigures<'c>> {
        let record = self.collection.get(id.as_str())?.record;
        let (figure, date) = (record.figure_in_list(), record.when());
        let mut links = record.fields.links();
        let mut first = || links.find(|link| self.kind(link.to) == Some(Kind::Place));
        let place = record.fields.linked(FieldId::ExploitationPlace).next();
        let place = place.or_else(|| first().map(|link| link.to));
        Some(ListFigures { kind: record.kind, figure, date, place })
    }

    /// Returns how many fields of some records have each evidence status.
    pub(crate) fn status_counts_of(&self, ids: &[Id]) -> StatusCounts {
        let evidence = ids.iter().filter_map(|id| self.collection.evidence(id));
        evidence.map(|evidence| evidence.counts()).sum()
    }

    /// Returns what keeps the file of a record from being read; the record is not copied for it.
    pub(crate) fn broken_file(&self, id: &Id) -> Option<BrokenFile> {
        let Located { record, file } = self.collection.get(id.as_str())?;
        let (problem, place) = file.first_broken()?;
        let problem = self.mask_of(record).problem(&problem.message);
        let is_as_last_read = file.first_unreadable().is_some();
        Some(BrokenFile { problem, line: place.line, is_as_last_read })
    }

    /// Returns what the screen calls a field or row of a record.
    pub(crate) fn label(&self, record: &Record, cited: &Cited) -> String {
        let key = |key: &str| self.mask_of(record).words(key);
        match cited {
            Cited::Field(name) => {
                field(record.kind, *name).map_or(name.as_str(), |field| field.label).to_owned()
            }
            Cited::Row(kind, name) => format!("{} {}", kind.name(), key(name)),
        }
    }

    /// Returns the evidence of a case.
    pub fn evidence(&self, id: &Id) -> Option<Arc<Evidence>> {
        self.collection.evidence(id)
    }

    /// Returns what would be lost without a source; only its ids and figures may be shown as they are.
    pub(crate) fn impact(&self, source: &str, withdrawal: Withdrawal) -> Option<Impact<'c>> {
        self.collection.impact(source, withdrawal)
    }

    /// Returns the sources that one is derived from.
    pub(crate) fn origins(&self, source: &Id) -> Vec<&'c Id> {
        let located = self.collection.get(source.as_str());
        let fields = located.map(|located| &located.record.fields).into_iter();
        fields.flat_map(|fields| fields.linked(FieldId::DerivedFrom)).collect()
    }

    /// Returns what the counts of a case are made of.
    pub fn sums(&self, case: &'c Record) -> CountChecks<'c> {
        self.collection.sums(case)
    }

    /// Returns how many fields of all cases have each mark.
    pub fn status_counts(&self) -> StatusCounts {
        self.collection.status_counts()
    }

    /// Returns the archived text of a source; `None` where it has none. Where everything is masked, no
    /// line of it is to be read; else none that names those whose cases are confidential.
    pub(crate) fn archived(&self, source: &Id) -> Option<MaskedText> {
        let record = self.collection.get(source.as_str())?.record;
        let text = self.collection.archive().shared(source)?;
        let withheld = match self.mask_of(record) {
            RecordMask::Nothing => MaskedPlaces::Places(Vec::new()),
            RecordMask::Confidential(terms) => MaskedPlaces::Places(terms.places(text.text())),
            RecordMask::People(_) | RecordMask::Words => MaskedPlaces::Everything,
        };
        Some(MaskedText::new(text, withheld))
    }

    /// Returns on which line of the archived text of a source a passage begins; `None` where the text is masked.
    pub(crate) fn line_of(&self, source: &Id, passage: ByteRange) -> Option<usize> {
        let record = self.collection.get(source.as_str())?.record;
        match self.mask_of(record) {
            RecordMask::Nothing | RecordMask::Confidential(_) => {
                Some(self.collection.archive().get(source)?.line_at(passage.start()))
            }
            RecordMask::People(_) | RecordMask::Words => None,
        }
    }

    /// Returns whether the text of any source is archived.
    pub(crate) fn has_texts(&self) -> bool {
        !self.collection.archive().is_empty()
    }

    /// Returns how many quotes name a record as who speaks.
    pub(crate) fn count_spoken(&self, record: &Record) -> usize {
        self.collection.count_spoken(record)
    }

    /// Returns whether that can be asked of all records that nothing links to while the user waits.
    pub(crate) fn has_few_speakers(&self) -> bool {
        self.collection.has_few_speakers()
    }

    /// Returns how much of the archived text of a source is quoted; the share reveals no words.
    pub(crate) fn share(&self, source: &Id) -> Option<QuotedShare> {
        self.collection.share(source)
    }

    /// Returns the difference between words and the nearest passage of a source; nothing if any
    /// part of the source is masked.
    pub(crate) fn difference(
        &self,
        source: &Id,
        words: &str,
        passage: ByteRange,
    ) -> Vec<DiffPiece> {
        let located = self.collection.get(source.as_str());
        let record_mask =
            located.map_or_else(|| self.mask_of_people(), |located| self.mask_of(located.record));
        let text = self.collection.archive().get(source).map(ArchivedText::text);
        match (record_mask, text) {
            (RecordMask::Nothing, Some(text)) => {
                // The passage is as long as the words, so that this costs nothing on each drawing.
                let nearest = NearestPassage::find(words, passage.of(text));
                nearest.map(|nearest| nearest.pieces).unwrap_or_default()
            }
            (
                RecordMask::Nothing
                | RecordMask::Confidential(_)
                | RecordMask::People(_)
                | RecordMask::Words,
                _,
            ) => Vec::new(),
        }
    }

    /// Returns the typographic differences between words and the passage that they were found as;
    /// nothing if any part of the source is masked.
    pub(crate) fn typography(
        &self,
        source: &Id,
        words: &str,
        passage: ByteRange,
    ) -> Vec<evidence::Difference> {
        let located = self.collection.get(source.as_str());
        let record_mask =
            located.map_or_else(|| self.mask_of_people(), |located| self.mask_of(located.record));
        match (record_mask, self.collection.archive().get(source)) {
            (RecordMask::Nothing, Some(text)) => text.differences(words, passage),
            (
                RecordMask::Nothing
                | RecordMask::Confidential(_)
                | RecordMask::People(_)
                | RecordMask::Words,
                _,
            ) => Vec::new(),
        }
    }

    /// Returns the quotes of a case from a source: the number of each, and how it was found.
    pub(crate) fn quotes_from(&self, case: &Id, source: &Id) -> Vec<(usize, Match)> {
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
    pub fn enclosing_places(&self, id: &Id) -> Vec<&'c Record> {
        self.collection.enclosing_places(id)
    }

    /// Returns whether any part of a record is masked.
    pub fn is_masked(&self, id: &Id) -> bool {
        let located = self.collection.get(id.as_str());
        located.is_some_and(|Located { record, .. }| self.mask_of(record).hides_id(record))
    }

    /// Counts the cases that are confidential.
    pub fn confidential(&self) -> usize {
        self.collection.confidential_cases()
    }

    fn masked_record(&self, Located { record, file }: Located<'c>) -> MaskedRecord<'c> {
        let record_mask = self.mask_of(record);
        let record_seen = record_mask.apply(record, self.person(record, record_mask).as_deref());
        MaskedRecord { record: record_seen, id: record_mask.id(record), file, mask: record_mask }
    }

    /// Returns the first of these fields that a record has, else its id.
    fn called_by(&self, id: &Id, fields: [FieldId; 2]) -> String {
        let said = self.with_record(id, |record| {
            let named = fields.into_iter().find(|name| record.fields.text(*name).is_some());
            self.called(record, named)
        });
        said.unwrap_or_else(|| self.unknown_id(id))
    }

    fn called(&self, record: &Record, named: Option<FieldId>) -> String {
        let record_mask = self.mask_of(record);
        match named.and_then(|name| Some((name, record.fields.text(name)?))) {
            Some((FieldId::Name, words)) => {
                let person = self.person(record, record_mask);
                person.unwrap_or_else(|| {
                    record_mask.field_text(record.kind, Some(FieldId::Name), words)
                })
            }
            Some((name, words)) => record_mask.field_text(record.kind, Some(name), words),
            None => record_mask.id(record),
        }
    }

    /// Returns the pseudonym that replaces the masked name of the person that a record is about, the same
    /// wherever the record is named; nothing while records are still arriving.
    fn person(&self, record: &Record, record_mask: RecordMask<'_>) -> Option<String> {
        let number = || self.collection.number_of_person(&record.id);
        (record_mask.hides_person() && !self.arriving).then(number).flatten().map(person)
    }

    /// An id without a record has no owner.
    fn unknown_id(&self, id: &Id) -> String {
        match self.mask {
            Mask::Nothing => id.to_string(),
            _ if self.arriving => MARK.to_owned(),
            Mask::All => MARK.to_owned(),
            Mask::Confidential if self.collection.has_unknown_cases() => MARK.to_owned(),
            Mask::Confidential => self.text(id.as_str()),
        }
    }

    fn mask_of(&self, record: &Record) -> RecordMask<'c> {
        match self.mask {
            Mask::Nothing => RecordMask::Nothing,
            Mask::Confidential | Mask::All if self.arriving => RecordMask::Words,
            Mask::Confidential | Mask::All if self.collection.is_confidential(record) => {
                RecordMask::Words
            }
            Mask::Confidential | Mask::All => self.mask_of_people(),
        }
    }

    /// Returns the mask of text outside of confidential cases.
    fn mask_of_people(&self) -> RecordMask<'c> {
        match self.mask {
            Mask::Confidential | Mask::All if self.arriving => RecordMask::Words,
            // To look for them here would keep the key waiting that masks them.
            Mask::All => self
                .collection
                .known_sensitive_terms()
                .map_or(RecordMask::Words, RecordMask::People),
            Mask::Nothing => RecordMask::Nothing,
            Mask::Confidential => match self.collection.confidential_terms() {
                terms if terms.is_empty() => RecordMask::Nothing,
                terms => RecordMask::Confidential(terms),
            },
        }
    }

    /// Returns the mask at the place of a problem.
    fn mask_at(&self, diagnostic: &FileDiagnostic<'_>) -> RecordMask<'c> {
        let at = diagnostic.problem.range.start();
        let records = self.collection.file(diagnostic.file).map(|file| file.contents.records());
        let record = records.and_then(|all| all.iter().rfind(|record| record.at.start() <= at));
        record.map_or_else(|| self.mask_of_people(), |record| self.mask_of(record))
    }

    /// Returns the id in the name of a file that is not to be read.
    fn masked_file(&self, path: &Path) -> Option<String> {
        let (kind, id, written) = match Placement::of(path) {
            Placement::Records(FileLayout::One { kind, id }) => {
                (kind, Some(id.clone()), id.to_string())
            }
            // Its record has the nearest id, and its name may be a name as people write it.
            Placement::BadName(kind, stem) => (kind, Some(Id::nearest_to(&stem)), stem),
            Placement::Copy(of) => return self.masked_file(&of),
            // The name of the file may name a person too, and which kind was intended is only a guess.
            placement @ (Placement::UnknownKind(_) | Placement::Misnamed(_)) => {
                let form = placement.possible_layouts(path).into_iter().next()?;
                let (FileLayout::One { kind, .. } | FileLayout::Many { kind }) = form;
                (kind, None, path.file_stem()?.to_string_lossy().into_owned())
            }
            Placement::Settings
            | Placement::Records(FileLayout::Many { .. })
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
