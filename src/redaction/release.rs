//! The public release: a collection of its own, made of what may be published of another, k-anonymous with k = 11.
//!
//! A release is made before any format writes, and formats get the release instead of the collection, so none can reach a
//! record of it. It has one person a victim record, and of a person only what is in a list of fields here: words of the
//! format's own vocabularies, countries, years and bands of age. Words, names, ids, quotes, places below countries and what
//! cases are supported by are not copied at all.
//!
//! Records are published in classes: of each combination of values there are at least [`SMALLEST_CLASS`] people, where a value that is
//! missing is a value too. People whose combination is rarer lose one field after the other, in the order of [`LOST`], until
//! there are enough of them, or are left out. So any count over a release is the sum of whole classes, zero or at least
//! `SMALLEST_CLASS`, and no two counts differ by a class that is smaller: there is no small cell that a total could give away
//! (L. Sweeney, "k-Anonymity", 2002; suppression of whole records and of single fields).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::collection::{Collection, Memory, SensitiveTerms, load};
use crate::record::{FieldId, Fields, Id, Kind, Shape, Value, field, region_name};
use crate::redaction::policy::Policy;
use crate::redaction::redacted::{RedactedRecord, Redaction};

/// The fewest people of whom anything is said.
pub const SMALLEST_CLASS: usize = 11;

/// What is published of a person, in the order in which it is given up; what is last is never given up.
const LOST: [FieldId; 11] = [
    FieldId::Outcome,
    FieldId::ScamType,
    FieldId::RecruiterRelation,
    FieldId::RecruitmentMethod,
    FieldId::MeansOfControl,
    FieldId::ExploitationStart,
    FieldId::Age,
    FieldId::Citizenship,
    FieldId::ExploitationType,
    FieldId::Gender,
    FieldId::ExploitationPlace,
];
/// What is published of everyone.
const KEPT: FieldId = FieldId::TraffickingStatus;

/// The bands of age of CTDC, each with its first and last year.
const BANDS: [(i64, i64); 9] =
    [(0, 8), (9, 17), (18, 20), (21, 23), (24, 26), (27, 29), (30, 38), (39, 47), (48, 120)];

/// What is said of a person: the values of each field in their order.
type Published = BTreeMap<FieldId, Vec<String>>;

/// A collection that may be published, with what it was made of.
pub struct PublicRelease<'c> {
    original: &'c Collection,
    collection: Collection,
    released: usize,
    left_out: usize,
    /// How many people lost a field.
    lost: BTreeMap<FieldId, usize>,
}

impl<'c> PublicRelease<'c> {
    /// Makes the release of a collection; `None` where nothing can be published.
    pub fn of(original: &'c Collection) -> Option<Self> {
        let redaction = Redaction::of(original, Policy::Default);
        let ids = original.ids_of(Kind::Victim);
        let people: Vec<Published> =
            redaction.map_records(ids, |victim| published(&redaction, victim)).flatten().collect();
        let all = people.len();
        let (rows, lost) = anonymous(people);
        if rows.is_empty() {
            return None;
        }
        let sources = sources(&redaction);
        let title = redaction.title().map(|title| format!("{title}: public release"));
        let title = title.unwrap_or_else(|| "Public release".to_owned());
        let collection = load(&files(&title, &rows, &sources));
        let released = rows.len();
        Some(Self { original, collection, released, left_out: all - released, lost })
    }

    /// Returns the collection that may be published.
    pub fn collection(&self) -> &Collection {
        &self.collection
    }

    /// Returns whether a text that is to be published names a person or a case of the original, or has five words of a
    /// quote: nothing of it is copied, so this finds what happens to be the same.
    pub fn gives_away(&self, text: &str) -> bool {
        let terms: &SensitiveTerms = self.original.sensitive_terms();
        if !terms.places(text).is_empty() {
            return true;
        }
        let is_of_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let words: BTreeSet<&str> = text.split(|c| !is_of_id(c)).collect();
        let private = [Kind::Victim, Kind::Rescue, Kind::Arrest, Kind::Person];
        // An id of one word is an ordinary word as likely as a name, and names were looked for.
        let mut ids = private.into_iter().flat_map(|kind| self.original.ids_of(kind));
        ids.any(|id| id.as_str().contains('-') && words.contains(id.as_str()))
    }

    /// Returns what a release is and what it is not, for the file that goes with it.
    pub fn report(&self) -> String {
        let mut report = format!(
            "This is a public release of case files: names removed, values coarsened.\n\n\
             It has {} people, a row each. Every combination of values is that of at least {SMALLEST_CLASS} people; a value that is\n\
             missing counts as a value.\n",
            self.released
        );
        _ = writeln!(
            report,
            "People who are not in it, because they are too few of a kind: {}.",
            few(self.left_out)
        );
        for (name, people) in &self.lost {
            let label = field(Kind::Victim, *name).map_or(name.as_str(), |field| field.label);
            _ = writeln!(report, "People of whom \"{label}\" was removed: {}.", few(*people));
        }
        report.push_str(
            "\nRemoved of all: names, ids, titles, summaries, notes, quotes, what each case is supported by, days and months,\n\
             places below countries, rescues, arrests, groups, people who are no victims, organisations, confidential cases.\n\
             Sources are a list for the whole collection.\n\
             Ages are in the bands of CTDC, as tags. Labels are numbered in the order of the values and say nothing else.\n\
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

/// Returns what may be said of a victim; `None` of a group, and of one who was none.
#[expect(clippy::wildcard_enum_match_arm, reason = "all other fields that are published are words")]
fn published(redaction: &Redaction<'_>, victim: &RedactedRecord<'_>) -> Option<Published> {
    let fields = victim.fields();
    let is_group = fields.text(FieldId::CountingUnit) == Some("group");
    let status = words(fields, KEPT);
    if is_group || status.first().map(String::as_str) == Some("not_a_victim") {
        return None;
    }
    let mut known = Published::new();
    let mut put = |name: FieldId, values: Vec<String>| {
        if !values.is_empty() {
            known.insert(name, values);
        }
    };
    put(KEPT, status);
    for name in LOST {
        put(
            name,
            match name {
                FieldId::Age => band(fields).into_iter().collect(),
                FieldId::Citizenship => codes(fields, name),
                FieldId::ExploitationStart => year(fields).into_iter().collect(),
                FieldId::ExploitationPlace => country(redaction, fields).into_iter().collect(),
                _ => words(fields, name),
            },
        );
    }
    Some(known)
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

/// Returns the year in which someone was first held, or else recruited, where it is one.
fn year(fields: &Fields) -> Option<String> {
    let dates = [FieldId::ExploitationStart, FieldId::RecruitmentDate];
    let date = dates.into_iter().find_map(|name| fields.date(name))?;
    let (first, ..) = date.earliest()?.parts()?;
    let (last, ..) = date.latest()?.parts()?;
    (first == last && (1900..=2100).contains(&first)).then(|| first.to_string())
}

/// Returns the country of the place where someone was held, or that of a larger place around it.
fn country(redaction: &Redaction<'_>, fields: &Fields) -> Option<String> {
    let mut place = fields.linked(FieldId::ExploitationPlace).next()?.clone();
    // Places may be within each other in a circle.
    for _ in 0..16 {
        let found = redaction.get(&place)?;
        if let Some(code) = codes(found.fields(), FieldId::Country).into_iter().next() {
            return Some(code);
        }
        place = found.fields().linked(FieldId::Within).next()?.clone();
    }
    None
}

/// Returns the rows of which there are enough of each, sorted, and how many people lost each field.
fn anonymous(people: Vec<Published>) -> (Vec<Published>, BTreeMap<FieldId, usize>) {
    let mut rows: Vec<Published> = Vec::new();
    let mut lost: BTreeMap<FieldId, usize> = BTreeMap::new();
    let mut rest = people;
    for step in 0..=LOST.len() {
        let mut classes: BTreeMap<Published, Vec<Published>> = BTreeMap::new();
        for person in rest.drain(..) {
            let mut row = person.clone();
            LOST.iter().take(step).for_each(|name| _ = row.remove(name));
            classes.entry(row).or_default().push(person);
        }
        for (row, people) in classes {
            if people.len() < SMALLEST_CLASS {
                rest.extend(people);
                continue;
            }
            for person in people {
                for name in LOST.iter().take(step).filter(|name| person.contains_key(*name)) {
                    *lost.entry(*name).or_default() += 1;
                }
                rows.push(row.clone());
            }
        }
    }
    rows.sort();
    (rows, lost)
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

/// Returns the files of the release.
fn files(title: &str, rows: &[Published], sources: &BTreeSet<[Option<String>; 4]>) -> Memory {
    let mut memory = Memory::default();
    memory.put("casebook.toml", format!("title = {}\nformat = 1\n", quoted(title)));
    let mut countries: BTreeSet<&String> = BTreeSet::new();
    for (number, row) in rows.iter().enumerate() {
        let label = format!("v-{:04}", number + 1);
        let mut text = format!("title = \"Victim {}\"\n", label.to_uppercase());
        for (name, values) in row {
            let key = name.as_str();
            _ = match (name, values.as_slice()) {
                (FieldId::Age, _) => writeln!(text, "tags = {}", list(values)),
                (FieldId::ExploitationPlace, [country, ..]) => {
                    countries.insert(country);
                    writeln!(text, "{key} = {}", quoted(&country.to_lowercase()))
                }
                (_, [one]) if !is_list(*name) => writeln!(text, "{key} = {}", quoted(one)),
                _ => writeln!(text, "{key} = {}", list(values)),
            };
        }
        memory.put(format!("victims/{label}.toml"), text);
    }
    let mut places = String::new();
    for country in countries {
        let name = region_name(country).unwrap_or(country);
        let id = country.to_lowercase();
        _ = writeln!(
            places,
            "[{id}]\nname = {}\ntype = \"country\"\ncountry = {}",
            quoted(name),
            quoted(country)
        );
    }
    memory.put("places.toml", places);
    let mut texts = String::new();
    for (number, source) in sources.iter().enumerate() {
        _ = writeln!(texts, "[s-{:03}]", number + 1);
        for (name, value) in ["publisher", "type", "language", "published"].iter().zip(source) {
            if let Some(value) = value {
                _ = writeln!(texts, "{name} = {}", quoted(value));
            }
        }
    }
    memory.put("sources.toml", texts);
    memory
}

fn is_list(name: FieldId) -> bool {
    field(Kind::Victim, name).is_some_and(|field| field.many)
}

fn list(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    format!("[{}]", values.join(", "))
}

/// Returns a text as a string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => _ = write!(quoted, "\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

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
