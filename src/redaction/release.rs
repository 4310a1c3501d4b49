//! The public release: a collection of its own, made of what may be published of another, k-anonymous with k = 11.
//!
//! A release is made before any format writes, and formats get the release instead of the collection, so none can reach a
//! record of it. It has one person a victim record, and of a person only what is in a list of fields here: words of the
//! format's own vocabularies, countries and provinces, months and years, and bands of age. Words, names, ids, quotes, places below
//! provinces and what cases are supported by are not copied at all.
//!
//! Records are published in classes: of each combination of values there are at least [`SMALLEST_CLASS`] people, where a value that is
//! missing is a value too. People whose combination is rarer lose one value after the other, in the order of [`STEPS`], until
//! there are enough of them, or are left out. So any count over a release is the sum of whole classes, zero or at least
//! `SMALLEST_CLASS`, and no two counts differ by a class that is smaller: there is no small cell that a total could give away
//! (L. Sweeney, "k-Anonymity", 2002; suppression of whole records and of single fields).

mod anonymous;
mod counts;
mod files;
mod labels;
mod manifest;
mod rows;
mod search;

pub use labels::{KeptLabels, LabelsError};
pub use manifest::{ManifestError, ReleaseManifest};
pub use search::ReleaseSearch;
#[cfg(test)]
pub(crate) use search::is_own_word;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::collection::{Collection, load};
use crate::record::{CaseUnit, Date, FieldId, Fields, Id, Kind, Shape, Value, field, region_name};
use crate::redaction::policy::Policy;
use crate::redaction::redacted::{RedactedRecord, Redaction};

use anonymous::{Anonymous, PublishedPerson};
use counts::{EvidenceCounts, PersonEvidence};
use files::ReleaseFiles;
use rows::{Published, ValueLists};

/// The fewest people of whom anything is said.
pub const SMALLEST_CLASS: usize = 11;

/// What is published of a person.
const PUBLISHED: [FieldId; 12] = [
    FieldId::Outcome,
    FieldId::ScamType,
    FieldId::RecruiterRelation,
    FieldId::RecruitmentMethod,
    FieldId::MeansOfControl,
    FieldId::ExploitationStart,
    FieldId::Age,
    FieldId::AgeAt,
    FieldId::Citizenship,
    FieldId::ExploitationType,
    FieldId::Gender,
    FieldId::ExploitationPlace,
];
/// What is published of everyone.
const KEPT: FieldId = FieldId::TraffickingStatus;

/// What is given up of a person who is too few of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum LossStep {
    /// The month of a date; the year stays.
    Month(FieldId),
    /// The province of a place; the country stays.
    Province(FieldId),
    /// A field.
    Field(FieldId),
}

/// The order in which values are given up; what is last is never given up.
const STEPS: [LossStep; 14] = [
    LossStep::Month(FieldId::ExploitationStart),
    LossStep::Field(FieldId::Outcome),
    LossStep::Field(FieldId::ScamType),
    LossStep::Province(FieldId::ExploitationPlace),
    LossStep::Field(FieldId::RecruiterRelation),
    LossStep::Field(FieldId::RecruitmentMethod),
    LossStep::Field(FieldId::MeansOfControl),
    LossStep::Field(FieldId::ExploitationStart),
    LossStep::Field(FieldId::AgeAt),
    LossStep::Field(FieldId::Age),
    LossStep::Field(FieldId::Citizenship),
    LossStep::Field(FieldId::ExploitationType),
    LossStep::Field(FieldId::Gender),
    LossStep::Field(FieldId::ExploitationPlace),
];

/// The bands of age of CTDC, each with its first and last year.
const BANDS: [(i64, i64); 9] =
    [(0, 8), (9, 17), (18, 20), (21, 23), (24, 26), (27, 29), (30, 38), (39, 47), (48, 120)];

/// A collection that may be published, with what it was made of.
pub struct PublicRelease<'c> {
    search: ReleaseSearch<'c>,
    collection: Collection,
    released: usize,
    left_out: usize,
    /// How many people lost a value.
    lost: BTreeMap<LossStep, usize>,
    labels: KeptLabels,
    evidence: EvidenceCounts,
    manifest: ReleaseManifest,
    /// Whether a text that the collection's owner wrote names a record by an id of one word.
    has_named_text: bool,
}

impl<'c> PublicRelease<'c> {
    /// Makes the release of a collection, with labels that are drawn anew; `None` where nothing can be published.
    pub fn of(original: &'c Collection) -> Option<Self> {
        Self::with_labels(original, None)
    }

    /// Makes the release of a collection; people who have a label in `kept` keep it, and the others get new ones.
    pub fn with_labels(original: &'c Collection, kept: Option<&KeptLabels>) -> Option<Self> {
        let redaction = Redaction::of(original, Policy::Default);
        let ids = original.ids_of(Kind::Victim);
        let mut values = ValueLists::default();
        let people: Vec<PublishedPerson> = redaction
            .map_records(ids, |victim| published(&redaction, victim))
            .flatten()
            .map(|(id, said, evidence)| PublishedPerson { id, known: values.coded(said), evidence })
            .collect();
        let all = people.len();
        let Anonymous { people, classes, lost } = Anonymous::of(people, &mut values);
        if people.is_empty() {
            return None;
        }
        let sources = sources(&redaction);
        let title = redaction.title().map(|title| format!("{title}: public release"));
        let title = title.unwrap_or_else(|| "Public release".to_owned());
        let mut labels = kept.cloned().unwrap_or_default();
        labels.label(people.iter().map(|(person, _)| &person.id));
        let of_class = |class: &usize| classes.get(*class);
        let rows = people.iter().filter_map(|(person, class)| Some((person, of_class(class)?)));
        let evidence = EvidenceCounts::of(rows.map(|(person, row)| (&person.evidence, row)));
        let released = people.len();
        let labelled: Vec<(&str, &Published)> = people
            .into_iter()
            .filter_map(|(person, class)| Some((labels.of(&person.id)?, of_class(&class)?)))
            .collect();
        let manifest =
            ReleaseManifest::of(labelled.iter().copied(), &sources, &evidence, kept.is_some());
        let collection = load(&ReleaseFiles::of(&title, labelled, &classes, &sources));
        let search = ReleaseSearch::of(original);
        let publishers = sources.iter().filter_map(|[publisher, ..]| publisher.as_deref());
        let has_named_text =
            std::iter::once(title.as_str()).chain(publishers).any(|text| search.has_short_id(text));
        let left_out = all - released;
        Some(Self {
            search,
            collection,
            released,
            left_out,
            lost,
            labels,
            evidence,
            manifest,
            has_named_text,
        })
    }

    /// Returns the collection that may be published.
    pub fn collection(&self) -> &Collection {
        &self.collection
    }

    /// Returns the labels of all people who have one, for the owner of the collection alone.
    pub fn labels(&self) -> &KeptLabels {
        &self.labels
    }

    /// Returns what the next release is compared with.
    pub fn manifest(&self) -> &ReleaseManifest {
        &self.manifest
    }

    /// Returns what finds the people and cases of the original in what was written; the release is not needed any more then.
    pub fn into_search(self) -> ReleaseSearch<'c> {
        self.search
    }

    /// Returns whether a text that is to be published names a person or a case of the original, or has five words of a
    /// quote: nothing of it is copied, so this finds what happens to be the same.
    pub fn gives_away(&self, text: &str) -> bool {
        self.search.finds(text)
    }

    /// Returns whether the title of the collection or a publisher has an id of a single word, which is looked for nowhere
    /// else.
    pub fn names_in_its_texts(&self) -> bool {
        self.has_named_text
    }

    /// Returns the table of how well the values of each field are supported, by numbers of people.
    pub fn evidence_table(&self) -> String {
        self.evidence.table()
    }

    /// Returns what a release is and what it is not, for the file that goes with it.
    pub fn report(&self) -> String {
        let mut report = format!(
            "This is a public release of case files: names removed, values coarsened. Its profile is \"public\", its k is {SMALLEST_CLASS}.\n\n\
             It has {} people, a row each. Every combination of values is that of at least {SMALLEST_CLASS} people; a value that is\n\
             missing counts as a value.\n",
            self.released
        );
        _ = writeln!(
            report,
            "People who are not in it, because they are too few of a kind: {}.",
            few(self.left_out)
        );
        for (step, people) in &self.lost {
            let name = step.field();
            let label = field(Kind::Victim, name).map_or(name.as_str(), |field| field.label);
            let what = match step {
                LossStep::Month(_) => "was coarsened to the year",
                LossStep::Province(_) => "was coarsened to the country",
                LossStep::Field(_) => "was removed",
            };
            _ = writeln!(report, "People of whom \"{label}\" {what}: {}.", few(*people));
        }
        report.push_str(
            "\nRemoved of all: names, ids, titles, summaries, notes, quotes, what each case is supported by, days, places below\n\
             provinces, rescues, arrests, groups, cases that cannot be read to be one person's, people who are no victims, organisations, confidential cases.\n\
             Sources are a list for the whole collection; evidence.csv counts how well the values of each field are supported.\n\
             Ages are in the bands of CTDC, as tags. Labels are drawn at random and say nothing, unless the owner of the collection\n\
             keeps them from one release to the next.\n\
             The cases were chosen by those who collected them and are no sample of all victims. What is left may still be\n\
             joined with what others know; no release is without that risk.\n",
        );
        report
    }
}

/// Returns a number of people as it may be published.
fn few(people: usize) -> String {
    match people {
        0 => "none".to_owned(),
        few if few < SMALLEST_CLASS => format!("fewer than {SMALLEST_CLASS}"),
        many => many.to_string(),
    }
}

/// Returns what may be said of a victim; `None` of a group, of a case that cannot be read to be one person's, and of one who was
/// none.
#[expect(clippy::wildcard_enum_match_arm, reason = "all other fields that are published are words")]
fn published(
    redaction: &Redaction<'_>,
    victim: &RedactedRecord<'_>,
) -> Option<(Id, Published, PersonEvidence)> {
    let fields = victim.fields();
    // What cannot be read to be one person may be many.
    let is_one = fields.case_unit() == CaseUnit::Individual;
    let status = words(fields, KEPT);
    if !is_one || status.first().map(String::as_str) == Some("not_a_victim") {
        return None;
    }
    let mut known = Published::new();
    let mut put = |name: FieldId, values: Vec<String>| {
        if !values.is_empty() {
            known.insert(name, values);
        }
    };
    put(KEPT, status);
    for name in PUBLISHED {
        put(
            name,
            match name {
                FieldId::Age => band(fields).into_iter().collect(),
                // Alone it says nothing.
                FieldId::AgeAt if fields.whole(FieldId::Age).is_none() => Vec::new(),
                FieldId::Citizenship => codes(fields, name),
                FieldId::ExploitationStart => start(fields).into_iter().collect(),
                FieldId::ExploitationPlace => region(redaction, fields).into_iter().collect(),
                _ => words(fields, name),
            },
        );
    }
    let evidence = PersonEvidence::of(redaction, victim);
    // All whose names are withheld have the same id for others.
    Some((victim.original_id().clone(), known, evidence))
}

/// Returns the words of a field that are the format's own; those that a collection added may be names.
fn words(fields: &Fields, name: FieldId) -> Vec<String> {
    let Some(entry) = fields.get(name) else { return Vec::new() };
    let Shape::Term(vocabulary) = entry.field.shape else { return Vec::new() };
    let words: BTreeSet<String> = entry
        .items
        .iter()
        .filter_map(|item| if let Value::Term(word) = &item.value { Some(&**word) } else { None })
        .filter(|word| vocabulary.words().any(|own| own == *word))
        .map(str::to_owned)
        .collect();
    words.into_iter().collect()
}

fn codes(fields: &Fields, name: FieldId) -> Vec<String> {
    let items = fields.get(name).map_or(&[][..], |entry| &entry.items);
    let codes: BTreeSet<String> = items
        .iter()
        .filter_map(|item| if let Value::Code(code) = &item.value { Some(&**code) } else { None })
        .filter(|code| region_name(code).is_some())
        .map(str::to_owned)
        .collect();
    codes.into_iter().collect()
}

fn band(fields: &Fields) -> Option<String> {
    let Some(age) = fields.whole(FieldId::Age) else {
        let is_minor = fields.yes(FieldId::Minor)?;
        return Some(if is_minor { "age under 18" } else { "age 18 or more" }.to_owned());
    };
    let (first, last) = BANDS.into_iter().find(|(first, last)| (*first..=*last).contains(&age))?;
    Some(if last == 120 { format!("age {first} or more") } else { format!("age {first}-{last}") })
}

/// Returns the month in which someone was first held, or else recruited; the year where the month is not known.
fn start(fields: &Fields) -> Option<String> {
    let dates = [FieldId::ExploitationStart, FieldId::RecruitmentDate];
    let date: &Date = dates.into_iter().find_map(|name| fields.date(name))?;
    let (first, first_month, _) = date.earliest()?.parts()?;
    let (last, last_month, _) = date.latest()?.parts()?;
    if first != last || !(1900..=2100).contains(&first) {
        return None;
    }
    let is_month = first_month == last_month && !date.is_qualified();
    Some(if is_month { format!("{first}-{first_month:02}") } else { first.to_string() })
}

/// Returns the province of the place where someone was held, or that of a larger place around it; the country where the
/// province is not known.
fn region(redaction: &Redaction<'_>, fields: &Fields) -> Option<String> {
    let mut place = fields.linked(FieldId::ExploitationPlace).next()?.clone();
    let mut province: Option<String> = None;
    // Places may be within each other in a circle.
    for _ in 0..16 {
        let found = redaction.get(&place)?;
        let fields = found.fields();
        let own = codes(fields, FieldId::Iso).into_iter().next();
        if province.is_none() {
            province = own.clone().filter(|code| code.contains('-'));
        }
        let of_province = province.as_deref().and_then(|code| code.split('-').next());
        let country = codes(fields, FieldId::Country).into_iter().next();
        let country = country.or_else(|| own.filter(|code| !code.contains('-')));
        if let Some(country) = country.or_else(|| of_province.map(str::to_owned)) {
            let is_within = of_province == Some(country.as_str());
            return Some(province.filter(|_| is_within).unwrap_or(country));
        }
        place = fields.linked(FieldId::Within).next()?.clone();
    }
    None
}

/// Returns what may be said of the sources of the victims: publisher, kind, language and year of each.
fn sources(redaction: &Redaction<'_>) -> BTreeSet<[Option<String>; 4]> {
    let mut ids: BTreeSet<Id> = BTreeSet::new();
    for id in redaction.original_ids(Kind::Victim) {
        let quoted = redaction.with_record(id, |victim| {
            let quotes = victim.quotes().iter().filter_map(|quote| quote.source().cloned());
            quotes.collect::<Vec<Id>>()
        });
        ids.extend(quoted.into_iter().flatten());
    }
    let said = ids.iter().filter_map(|id| redaction.get(id)).map(|source| {
        let fields = source.fields();
        let year = fields.date(FieldId::Published).and_then(|date| {
            let (first, last) = (date.earliest()?.parts()?.0, date.latest()?.parts()?.0);
            (first == last).then(|| first.to_string())
        });
        [
            fields.text(FieldId::Publisher).map(str::to_owned),
            words(fields, FieldId::Type).into_iter().next(),
            fields.text(FieldId::Language).map(str::to_owned),
            year,
        ]
    });
    said.filter(|said| said.iter().any(Option::is_some)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Memory;

    /// Returns a collection of so many people of each gender and country, whose names and words are found nowhere else.
    fn collection(people: &[(usize, &str, &str, i64)]) -> Collection {
        let mut memory = Memory::default();
        memory.put("casebook.toml", "title = 'A Made-Up Collection'\nformat = 1\n[vocabulary]\nscam_type = ['zebulonscam']\n");
        let mut number = 0;
        for (count, gender, citizenship, age) in people {
            for _ in 0..*count {
                number += 1;
                memory.put(
                    format!("victims/quagmire-{number}.toml"),
                    format!("title = 'Zebulon Quagmire, sold'\nname = 'Zebulon Quagmire'\nsummary = 'tourmaline'\ngender = '{gender}'\nage = {age}\ncitizenship = ['{citizenship}']\ntrafficking_status = 'actual'\nscam_type = ['zebulonscam', 'romance']\nexploitation_place = 'seatown'\nexploitation_start = '2021-12-0{}'\noccupation = 'tourmaline'\n[[quote]]\nsource = 'wire'\ntext = 'She wept by the tourmaline window'\n", number % 9 + 1),
                );
            }
        }
        memory.put("places.toml", "[seatown]\nname = 'Seatown'\nwithin = 'coast'\n[coast]\nname = 'Coast'\ncountry = 'KH'\n");
        memory.put("sources.toml", "[wire]\ntitle = 'Quagmire wept'\npublisher = 'A Newspaper'\nurl = 'https://test.example/quagmire'\n");
        load(&memory)
    }

    /// Returns each combination of all values of a release with the number of its people.
    fn classes(release: &PublicRelease<'_>) -> BTreeMap<String, usize> {
        let mut classes = BTreeMap::new();
        for id in release.collection().ids_of(Kind::Victim) {
            let located = release.collection().get(id.as_str()).unwrap();
            let said =
                located.record.fields.iter().filter(|entry| entry.field.name != FieldId::Title);
            let said: Vec<String> = said
                .map(|entry| format!("{} {}", entry.field.name.as_str(), entry.in_words()))
                .collect();
            *classes.entry(said.join(", ")).or_default() += 1;
        }
        classes
    }

    #[test]
    fn nothing_is_said_of_fewer_than_eleven() {
        let all = collection(&[
            (12, "female", "TH", 25),
            (3, "female", "TH", 40),
            (5, "male", "VN", 25),
            (8, "male", "TH", 30),
            (10, "female", "MM", 16),
        ]);
        let release = PublicRelease::of(&all).unwrap();
        let classes = classes(&release);
        assert!(classes.values().all(|people| *people >= SMALLEST_CLASS), "{classes:#?}");
        assert_eq!(classes.values().sum::<usize>(), release.released);
        assert!(classes.keys().any(|said| said.contains("age 24-26") && said.contains("romance")));
        let problems = release.collection().diagnostics();
        let errors: Vec<_> = problems
            .iter()
            .filter(|one| one.problem.code.severity() == crate::diagnostic::Severity::Error)
            .map(|one| &one.problem.message)
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn a_release_of_few_is_none_and_says_so() {
        assert!(PublicRelease::of(&collection(&[(10, "female", "TH", 25)])).is_none());
        assert!(PublicRelease::of(&collection(&[(11, "female", "TH", 25)])).is_some());
        assert!(PublicRelease::of(&collection(&[])).is_none());
    }

    #[test]
    fn no_word_of_the_collection_is_in_its_release() {
        let all = collection(&[(20, "female", "TH", 25), (4, "male", "VN", 61)]);
        let release = PublicRelease::of(&all).unwrap();
        let mut text = release.report();
        for located in release.collection().records() {
            _ = writeln!(text, "{:?}", located.record);
        }
        let text = text.to_lowercase();
        for word in ["zebulon", "quagmire", "tourmaline", "seatown", "wept", "-12-", "vn", "wire"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
        assert!(!release.gives_away(&text));
        for given in ["by Zebulon Quagmire", "see quagmire-3", "wept by the tourmaline window"] {
            assert!(release.gives_away(given), "{given}");
        }
        assert!(release.report().contains("fewer than 11"), "{}", release.report());
    }

    #[test]
    fn any_count_is_of_whole_classes() {
        // Of every pair of values there are none or enough people, whatever is counted.
        let all = collection(&[
            (11, "female", "TH", 25),
            (11, "male", "TH", 25),
            (6, "male", "VN", 17),
            (6, "female", "VN", 17),
            (4, "female", "MM", 50),
        ]);
        let release = PublicRelease::of(&all).unwrap();
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        for (said, people) in classes(&release) {
            let values: Vec<&str> = said.split(", ").collect();
            for one in &values {
                for other in &values {
                    *counts.entry(((*one).to_owned(), (*other).to_owned())).or_default() += people;
                }
            }
        }
        assert!(counts.values().all(|people| *people >= SMALLEST_CLASS), "{counts:#?}");
    }
}
