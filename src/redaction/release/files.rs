//! The files of a public release, each made when it is read.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use crate::collection::{FileSource, FileStamp, ListedPath, Memory, ReadError};
use crate::record::{FieldId, Kind, field, region_name};

use super::rows::Published;

/// The folder of the people of a release.
const PEOPLE: &str = "victims";

/// The files of a release: one for each person, and those of the places and sources.
pub(super) struct ReleaseFiles<'r> {
    others: Memory,
    /// The people by their labels, sorted.
    rows: Vec<(&'r str, &'r Published)>,
}

impl<'r> ReleaseFiles<'r> {
    /// Returns the files that say this.
    pub(super) fn of(
        title: &str,
        mut rows: Vec<(&'r str, &'r Published)>,
        classes: &[Published],
        sources: &BTreeSet<[Option<String>; 4]>,
    ) -> Self {
        rows.sort_unstable_by_key(|(label, _)| *label);
        let mut others = Memory::default();
        others.put("casebook.toml", format!("title = {}\nformat = 1\n", quoted(title)));
        others.put("places.toml", places(classes));
        others.put("sources.toml", texts(sources));
        Self { others, rows }
    }

    /// Returns what the file at a path says of a person; `None` where it is none of a person.
    fn person(&self, path: &Path) -> Option<String> {
        let name = path.strip_prefix(PEOPLE).ok()?.to_str()?;
        let label = name.strip_suffix(".toml")?;
        let at = self.rows.binary_search_by_key(&label, |(label, _)| *label).ok()?;
        self.rows.get(at).map(|(label, row)| person(label, row))
    }
}

impl FileSource for ReleaseFiles<'_> {
    fn list(&self) -> Vec<ListedPath> {
        let people = self.rows.iter().map(|(label, _)| format!("{PEOPLE}/{label}.toml").into());
        let mut all = self.others.list();
        all.extend(people.map(Ok));
        all
    }

    fn list_below(&self, _: &Path) -> Option<Vec<ListedPath>> {
        None
    }

    fn read_stamped(&self, path: &Path) -> Result<(Vec<u8>, Option<FileStamp>), ReadError> {
        match self.person(path) {
            Some(text) => Ok((text.into_bytes(), None)),
            None => self.others.read_stamped(path),
        }
    }

    fn stamp(&self, _: &Path) -> Option<FileStamp> {
        None
    }
}

fn person(label: &str, row: &Published) -> String {
    let mut text = format!("title = \"Victim {}\"\n", label.to_uppercase());
    for (name, values) in row {
        let key = name.as_str();
        _ = match (name, values.as_slice()) {
            (FieldId::Age, _) => writeln!(text, "tags = {}", list(values)),
            (FieldId::ExploitationPlace, [region, ..]) => {
                writeln!(text, "{key} = {}", quoted(&region.to_lowercase()))
            }
            (_, [one]) if !is_list(*name) => writeln!(text, "{key} = {}", quoted(one)),
            _ => writeln!(text, "{key} = {}", list(values)),
        };
    }
    text
}

/// Returns the file of the places in which people of these classes were held, and of their countries.
fn places(classes: &[Published]) -> String {
    let mut regions: BTreeSet<&str> = BTreeSet::new();
    let held = classes.iter().filter_map(|row| row.get(&FieldId::ExploitationPlace)?.first());
    for region in held {
        regions.insert(region);
        regions.extend(region.split_once('-').map(|(country, _)| country));
    }
    let mut places = String::new();
    for region in regions {
        let (name, id) = (region_name(region).unwrap_or(region), region.to_lowercase());
        _ = writeln!(places, "[{id}]\nname = {}", quoted(name));
        _ = match region.split_once('-') {
            Some((country, _)) => writeln!(
                places,
                "type = \"province\"\niso = {}\nwithin = {}\ncountry = {}",
                quoted(region),
                quoted(&country.to_lowercase()),
                quoted(country)
            ),
            None => writeln!(places, "type = \"country\"\ncountry = {}", quoted(region)),
        };
    }
    places
}

/// Returns the file of the sources.
fn texts(sources: &BTreeSet<[Option<String>; 4]>) -> String {
    let mut texts = String::new();
    for (number, source) in sources.iter().enumerate() {
        _ = writeln!(texts, "[s-{:03}]", number + 1);
        for (name, value) in ["publisher", "type", "language", "published"].iter().zip(source) {
            if let Some(value) = value {
                _ = writeln!(texts, "{name} = {}", quoted(value));
            }
        }
    }
    texts
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
