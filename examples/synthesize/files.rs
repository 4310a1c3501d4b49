//! The files of a made-up collection, as paths and texts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::case::{Case, Mistake, PLACES, SOURCES, case};

/// The files of a collection of that many cases, each with its path.
pub(crate) struct Files {
    cases: usize,
    seed: u64,
}

impl Files {
    pub(crate) fn of(cases: usize, seed: u64) -> Self {
        Self { cases, seed }
    }

    /// Returns the files one by one; those of sources, places and settings come last.
    pub(crate) fn all(&self) -> impl Iterator<Item = (String, String)> {
        let cases = self.cases().map(|case| (path(&case), text(&case)));
        cases.chain(std::iter::once_with(|| self.shared()).flatten())
    }

    /// Returns how many cases have each mistake.
    pub(crate) fn mistakes(&self) -> BTreeMap<Mistake, usize> {
        let mut counted = BTreeMap::new();
        for mistake in self.cases().filter_map(|case| case.mistake) {
            *counted.entry(mistake).or_default() += 1;
        }
        counted
    }

    fn cases(&self) -> impl Iterator<Item = Case> {
        let seed = self.seed;
        (0..self.cases).map(move |number| case(seed, number))
    }

    /// Returns the files of sources, places and settings, with only the records that a case links to, so that
    /// none is reported as unused.
    fn shared(&self) -> [(String, String); 3] {
        let (mut linked, mut quoted) = (BTreeSet::new(), BTreeSet::new());
        for case in self.cases() {
            if case.mistake != Some(Mistake::Link) {
                linked.insert(case.place.id);
            }
            quoted.extend(case.quotes.iter().map(|quote| quote.source));
        }
        let mut places = String::new();
        for place in PLACES.iter().filter(|place| linked.contains(place.id)) {
            let (id, name, native, country) = (place.id, place.name, place.native, place.country);
            _ = writeln!(
                places,
                "[{id}]\nname = \"{name}\"\naliases = [\"{native}\"]\ncountry = \"{country}\"\n"
            );
        }
        let mut sources = String::new();
        for source in SOURCES.iter().filter(|source| quoted.contains(*source)) {
            _ = writeln!(
                sources,
                "[{source}]\ntype = \"article-newspaper\"\ntitle = \"A synthetic source\"\n\
                 publisher = \"Synthetic\"\nurl = \"https://example.org/{source}\"\n\
                 collected_at = 2026-01-01\n"
            );
        }
        let head = format!(
            "title = \"Synthetic: {} cases that never happened, seed {}\"\nformat = 1\n\n[check.off]\n\
             not-archived = \"The sources do not exist.\"\n",
            self.cases, self.seed,
        );
        [("casebook.toml", head), ("places.toml", places), ("sources.toml", sources)]
            .map(|(path, text)| (path.to_owned(), text))
    }
}

/// Returns the path of a case. A folder has at most a thousand cases, because some file systems are slow with
/// more.
fn path(case: &Case) -> String {
    let thousand = case.id.get(..case.id.len() - 3).unwrap_or_default();
    format!("{}/{thousand}/{}.toml", case.kind, case.id)
}

fn text(case: &Case) -> String {
    let Case { title, summary, .. } = case;
    let mut text = format!("title = \"{title}\"\nsummary = \"{summary}\"\n");
    if case.mistake == Some(Mistake::Field) {
        text.push_str("sumary = \"A field misspelt on purpose.\"\n");
    }
    if case.mistake == Some(Mistake::Word) {
        text.push_str("case_status = \"misplaced\"\n");
    }
    let supported = if case.kind == "victims" {
        person(case, &mut text)
    } else {
        let (date, place, count) = facts(case);
        _ = writeln!(text, "date = \"{date}\"\nplaces = [\"{place}\"]\ncount = {count}");
        vec!["date", "places", "count"]
    };
    for quote in &case.quotes {
        _ = write!(text, "\n[[quote]]\nsource = \"{}\"\n", quote.source);
        if let Some(speaker) = quote.speaker {
            _ = writeln!(text, "speaker = \"{speaker}\"");
        }
        _ = writeln!(text, "text = \"{}\"\nsupports = {supported:?}", quote.text);
    }
    text
}

/// Writes the fields of a person and returns those that quotes have to support.
fn person(case: &Case, text: &mut String) -> Vec<&'static str> {
    let (date, place, age) = facts(case);
    let Case { person, control: [first, second], .. } = case;
    let mut fields = vec!["name", "age", "citizenship"];
    _ = writeln!(text, "name = \"{}\"\nname_type = \"pseudonym_by_us\"", person.full);
    if let Some(native) = &person.native {
        _ = writeln!(text, "native_name = \"{native}\"");
        fields.push("native_name");
    }
    if let Some(alias) = &person.alias {
        _ = writeln!(text, "aliases = [\"{alias}\"]");
        fields.push("aliases");
    }
    _ = writeln!(
        text,
        "age = {age}\ncitizenship = [\"{}\"]\nrecruitment_date = \"{date}\"\n\
         exploitation_place = \"{place}\"\nmeans_of_control = [\"{first}\", \"{second}\"]",
        person.country,
    );
    fields.extend(["recruitment_date", "exploitation_place", "means_of_control"]);
    fields
}

/// Returns the date, the place and the number as the file has them, with the mistake of the case.
fn facts(case: &Case) -> (&str, &str, String) {
    let wrong = |mistake| case.mistake == Some(mistake);
    let date = if wrong(Mistake::Date) { "2023-13" } else { &case.date };
    let place = if wrong(Mistake::Link) { "nowhere-at-all" } else { case.place.id };
    let number = if wrong(Mistake::Type) { "\"many\"".to_owned() } else { case.age.to_string() };
    (date, place, number)
}
