//! A folder of CSV tables that Uwazi imports, one for each template, with what to create there first and in which order.
//!
//! Uwazi finds relations by titles, and makes an empty entity of a title that it does not find. So no two records have one
//! title here, and records come before those that link to them. It reads no month without a day, and it has no rows within an
//! entity: a date is a range of days and the EDTF text, and rows and quotes are paragraphs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{ExportError, View, csv};
use crate::exchange::package::{HashedFile, Package};
use crate::record::{
    Date, Day, Field, FieldId, Fields, Id, Kind, Row, RowKind, Shape, Value, fields, row_fields,
};
use crate::redaction::{RedactedRecord, quoted};

/// The kinds in the order in which Uwazi is to import them: what others link to comes first.
const ORDER: [Kind; 7] = [
    Kind::Place,
    Kind::Organisation,
    Kind::Person,
    Kind::Source,
    Kind::Victim,
    Kind::Rescue,
    Kind::Arrest,
];
/// What parts values, and so may be in none.
const PARTS: char = '|';

/// A property of a template.
struct UwaziProperty {
    name: String,
    of: &'static Field,
    part: UwaziPart,
}

/// What a property has of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum UwaziPart {
    /// All of it, as text.
    Text,
    /// All of it, as a number.
    Number,
    /// Words of a thesaurus.
    Words,
    /// The days that a date may mean.
    Days,
    /// An address.
    Address,
    /// Titles of the records that it links to, which Uwazi has already.
    Relation(&'static [Kind]),
    /// Titles of records that Uwazi may not have yet, as text: it would make empty entities of them.
    Titles,
    /// The words where there is no record.
    WordsInstead,
    /// The amount of a sum.
    Amount,
    /// The currency of a sum, or whether there was one.
    Currency,
    /// Both coordinates.
    Point,
    /// Rows of the record, a paragraph each.
    Rows(RowKind),
}

/// The title under which each record is in Uwazi.
struct UniqueTitles(BTreeMap<Id, String>);

/// Writes records as tables for Uwazi.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    package: &mut dyn Package,
) -> Result<Option<String>, ExportError> {
    let style = ::csv::QuoteStyle::Necessary;
    let titles = UniqueTitles::of(view, ids);
    let mut written = Vec::new();
    let mut properties_file = HashedFile::add(package, "properties.csv")?;
    let header = ["template", "property", "type", "of", "meaning"];
    properties_file.put(package, csv::line(style, header.into_iter())?.as_bytes())?;
    for (number, kind) in ORDER.into_iter().enumerate() {
        let of_kind: Vec<&Id> =
            ids.iter().copied().filter(|id| view.redaction.kind_of(id) == Some(kind)).collect();
        if of_kind.is_empty() {
            continue;
        }
        let name = format!("{}-{}.csv", number + 1, kind.folder());
        let mut file = HashedFile::add(package, &name)?;
        let properties = properties(kind);
        let own = ["title", "casebook_id"].map(str::to_owned).into_iter();
        let header = own.chain(properties.iter().map(|property| property.name.clone()));
        file.put(package, csv::line(style, header)?.as_bytes())?;
        for property in &properties {
            let (takes, of) = property.takes();
            let cells = [kind.name(), &property.name, takes, &of, property.of.meaning];
            properties_file.put(package, csv::line(style, cells.into_iter())?.as_bytes())?;
        }
        let line = |released: &RedactedRecord<'_>| {
            let own = [titles.of_record(released), released.id().to_string()].into_iter();
            let cells = properties.iter().map(|property| property.cell(&titles, released));
            csv::line(style, own.chain(cells))
        };
        let mut count = 0_usize;
        for line in view.redaction.map_records(of_kind.into_iter(), line) {
            count += 1;
            file.put(package, line?.as_bytes())?;
        }
        written.push((name, kind, count));
    }
    let mut guide = HashedFile::add(package, "IMPORT.txt")?;
    for line in import_guide(&written).lines() {
        guide.put(package, format!("{line}\n").as_bytes())?;
    }
    Ok(Some("Uwazi makes new entities of all rows each time: IMPORT.txt says in which order, and how many".to_owned()))
}

/// Returns what to do in Uwazi, step by step, and how many entities there are to be in the end.
fn import_guide(written: &[(String, Kind, usize)]) -> String {
    let mut guide = String::from(
        "Tables for Uwazi, one for each template.\n\n\
         1. Create the templates and their properties: properties.csv lists them with their types. The words of a thesaurus are\n\
         \x20  made while the tables are imported.\n\
         2. Import the tables in this order, each into its template. Relations are found by titles, so what others link to\n\
         \x20  comes first, and no title may be changed before all of them are imported.\n",
    );
    for (name, kind, count) in written {
        let entities = if *count == 1 { "entity" } else { "entities" };
        _ = writeln!(guide, "   {name}: template `{}`, {count} {entities}", kind.name());
    }
    guide.push_str(
        "3. Compare the number of entities of each template with the number above. Uwazi makes new entities each time and updates\n\
         \x20  none: before a table is imported again, delete those of the first time.\n\n\
         What links to a record of the same template or of a later table is text: Uwazi would make an empty entity of each title\n\
         that it does not have yet.\n\
         A date is a range of days, `from:to`, in a property of the type daterange, and the text as the case file has it in the one\n\
         that ends in `_edtf`. An end that is open is empty. `casebook_id` is the id in the case files.\n",
    );
    guide
}

impl UniqueTitles {
    fn of(view: &View<'_>, ids: &[&Id]) -> Self {
        let redaction = view.redaction;
        let heading = |released: &RedactedRecord<'_>| (released.id(), title_of(released));
        let headings: Vec<(Id, String)> =
            redaction.map_records(ids.iter().copied(), heading).collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (_, title) in &headings {
            *counts.entry(title.to_lowercase()).or_default() += 1;
        }
        let mut taken = BTreeSet::new();
        let mut titles = BTreeMap::new();
        for (id, title) in headings {
            let is_alone = counts.get(&title.to_lowercase()) == Some(&1);
            let first = if is_alone { title.clone() } else { format!("{title} ({id})") };
            // Several records may be printed under one withheld id.
            let numbered = (2..).map(|number| format!("{title} ({id}, {number})"));
            let mut free = std::iter::once(first).chain(numbered);
            let found = free.find(|title| taken.insert(title.to_lowercase()));
            titles.entry(id).or_insert_with(|| found.unwrap_or(title));
        }
        Self(titles)
    }

    fn of_record(&self, released: &RedactedRecord<'_>) -> String {
        self.of_id(&released.id()).unwrap_or_else(|| title_of(released))
    }

    /// Returns the title of what an id leads to; `None` where that is not exported.
    fn of_id(&self, id: &Id) -> Option<String> {
        self.0.get(id).cloned()
    }
}

/// Returns what a record is called, without what parts values.
fn title_of(released: &RedactedRecord<'_>) -> String {
    let heading = released.heading();
    let words: Vec<&str> = heading.split_whitespace().collect();
    words.join(" ").replace(PARTS, "/")
}

/// Returns the properties of the template of a kind.
fn properties(kind: Kind) -> Vec<UwaziProperty> {
    let mut properties = Vec::new();
    for field in fields(kind) {
        let name = field.name.as_str();
        let mut add = |ending: &str, part| {
            let name = format!("{name}{ending}");
            properties.push(UwaziProperty { name, of: field, part });
        };
        match field.shape {
            // It is the title.
            Shape::Words if field.name == FieldId::Title => {}
            Shape::Words
            | Shape::RowName
            | Shape::Sha256
            | Shape::Identifier
            | Shape::Citations
            | Shape::YesNo => add("", UwaziPart::Text),
            Shape::Term(_) | Shape::Country | Shape::Region | Shape::Language | Shape::Offence => {
                add("", UwaziPart::Words);
            }
            Shape::Whole { .. } => add("", UwaziPart::Number),
            Shape::Degrees { .. } if field.name == FieldId::Latitude => {
                properties.push(UwaziProperty {
                    name: "point".to_owned(),
                    of: field,
                    part: UwaziPart::Point,
                });
            }
            Shape::Date => {
                add("", UwaziPart::Days);
                add("_edtf", UwaziPart::Text);
            }
            Shape::Money | Shape::MoneyOrYesNo => {
                add("", UwaziPart::Amount);
                add("_currency", UwaziPart::Currency);
            }
            Shape::WebAddress => add("", UwaziPart::Address),
            Shape::Link(kinds) => add("", relation(kind, kinds)),
            Shape::LinkOrWords(kinds) => {
                add("", relation(kind, kinds));
                add("_words", UwaziPart::WordsInstead);
            }
            Shape::Rows(rows) => add("", UwaziPart::Rows(rows)),
            // The longitude is in the point.
            Shape::Degrees { .. } | Shape::Rivals => {}
        }
    }
    properties
}

/// Returns what a property of a kind has that links to others.
fn relation(of: Kind, kinds: &'static [Kind]) -> UwaziPart {
    let step = |kind: Kind| ORDER.into_iter().position(|known| known == kind);
    if kinds.iter().all(|kind| step(*kind) < step(of)) {
        UwaziPart::Relation(kinds)
    } else {
        UwaziPart::Titles
    }
}

impl UwaziProperty {
    /// Returns the type of the property in Uwazi, and the thesaurus or the templates that its values are of.
    fn takes(&self) -> (&'static str, String) {
        let many = self.of.many;
        match self.part {
            UwaziPart::Text | UwaziPart::WordsInstead | UwaziPart::Titles | UwaziPart::Currency => {
                ("text", String::new())
            }
            UwaziPart::Number | UwaziPart::Amount => ("numeric", String::new()),
            UwaziPart::Words => {
                (if many { "multiselect" } else { "select" }, self.of.name.as_str().to_owned())
            }
            UwaziPart::Days => (if many { "multidaterange" } else { "daterange" }, String::new()),
            UwaziPart::Address => ("link", String::new()),
            UwaziPart::Relation(kinds) => {
                let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
                ("relationship", kinds.join(" or "))
            }
            UwaziPart::Point => ("geolocation", String::new()),
            UwaziPart::Rows(_) => ("markdown", String::new()),
        }
    }

    fn cell(&self, titles: &UniqueTitles, released: &RedactedRecord<'_>) -> String {
        let own = released.fields();
        let items = own.get(self.of.name).map_or(&[][..], |entry| &entry.items);
        let read = items.iter().map(|item| &item.value).filter(|value| value.is_read());
        let joined = |part: &dyn Fn(&Value) -> Option<String>| {
            let parts: Vec<String> = read.clone().filter_map(part).collect();
            parts.join("|")
        };
        match self.part {
            UwaziPart::Text if !self.of.many => {
                read.clone().map(|value| value.written().into_owned()).next().unwrap_or_default()
            }
            UwaziPart::Text => {
                let values: Vec<_> = read.clone().map(Value::written).collect();
                values.join("; ")
            }
            UwaziPart::Number | UwaziPart::Words => {
                joined(&|value| Some(value.written().replace(PARTS, "/")))
            }
            UwaziPart::Days => joined(&days),
            UwaziPart::Address => joined(&|value| {
                let address = value.written().replace(PARTS, "%7C");
                Some(format!("{}|{address}", self.of.label))
            }),
            UwaziPart::Relation(_) => joined(&|value| titles.of_id(value.link()?)),
            UwaziPart::Titles => {
                let links = read.clone().filter_map(Value::link);
                let titles = links.map(|id| titles.of_id(id).unwrap_or_else(|| id.to_string()));
                titles.collect::<Vec<_>>().join("; ")
            }
            UwaziPart::WordsInstead => {
                let words = read.clone().filter(|value| value.link().is_none());
                words.map(|value| value.written().into_owned()).collect::<Vec<_>>().join("; ")
            }
            UwaziPart::Amount => joined(&|value| {
                let Value::Money(money) = value else { return None };
                let (whole, rest) = (money.hundredths() / 100, money.hundredths() % 100);
                Some(if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}") })
            }),
            UwaziPart::Currency => joined(&|value| match value {
                Value::Money(money) => Some(money.currency().to_owned()),
                Value::YesNo(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
                Value::Words(_)
                | Value::Term(_)
                | Value::Date(_)
                | Value::Whole(_)
                | Value::Degrees(_)
                | Value::Code(_)
                | Value::Link(_)
                | Value::Unread(_)
                | Value::TooLong(_) => None,
            }),
            UwaziPart::Point => point(own).unwrap_or_default(),
            UwaziPart::Rows(RowKind::Quote) => quotes(titles, released),
            UwaziPart::Rows(kind) => {
                let rows: Vec<String> =
                    released.rows(kind).map(|row| paragraph(titles, row)).collect();
                rows.join("\n\n")
            }
        }
    }
}

/// Returns the days that a date may mean, as Uwazi reads a range: both ends, parted by a colon.
fn days(value: &Value) -> Option<String> {
    let Value::Date(date) = value else { return None };
    let day = |of: fn(&Date) -> Option<Day>| match of(date).and_then(Day::parts) {
        Some((year @ 1..=9999, month, day)) => format!("{year:04}-{month:02}-{day:02}"),
        Some(_) | None => String::new(),
    };
    let (first, last) = (day(Date::earliest), day(Date::latest));
    (!(first.is_empty() && last.is_empty())).then(|| format!("{first}:{last}"))
}

/// Returns the coordinates of a place, latitude first.
fn point(fields: &Fields) -> Option<String> {
    let degrees = |name| match fields.get(name)?.items.first()?.value {
        Value::Degrees(degrees) => Some(degrees),
        Value::Words(_)
        | Value::Term(_)
        | Value::Date(_)
        | Value::Money(_)
        | Value::YesNo(_)
        | Value::Whole(_)
        | Value::Code(_)
        | Value::Link(_)
        | Value::Unread(_)
        | Value::TooLong(_) => None,
    };
    Some(format!("{}|{}", degrees(FieldId::Latitude)?, degrees(FieldId::Longitude)?))
}

/// Returns a row as a paragraph: each of its fields by name.
fn paragraph(titles: &UniqueTitles, row: &Row) -> String {
    let known = row_fields(row.kind).iter().filter_map(|field| {
        let entry = row.fields.get(field.name)?;
        let values = entry.items.iter().map(|item| match item.value.link() {
            Some(id) => titles.of_id(id).unwrap_or_else(|| id.to_string()),
            None => item.value.written().into_owned(),
        });
        Some(format!("{}: {}", field.label, values.collect::<Vec<_>>().join(", ")))
    });
    known.collect::<Vec<_>>().join("; ")
}

/// Returns the quotes of a case, a paragraph each: the words, the source, and what they support.
fn quotes(titles: &UniqueTitles, released: &RedactedRecord<'_>) -> String {
    let paragraphs = released.quotes().iter().map(|quote| {
        let mut said = quote.text().map(quoted).unwrap_or_default();
        if let Some(speaker) = quote.speaker() {
            _ = write!(said, ", {speaker}");
        }
        if let Some(source) = quote.source() {
            let title = titles.of_id(source).unwrap_or_else(|| source.to_string());
            _ = write!(said, " ({title})");
        }
        let cited = |cited: &mut dyn Iterator<Item = String>| cited.collect::<Vec<_>>().join(", ");
        let supports = cited(&mut quote.supports.iter().map(|citation| citation.cited.to_string()));
        let disputes = cited(&mut quote.disputes.iter().map(|dispute| {
            let rival: Vec<_> = dispute.rival.iter().map(|item| item.value.written()).collect();
            if rival.is_empty() {
                dispute.cited.to_string()
            } else {
                format!("{} (it says {})", dispute.cited, rival.join(", "))
            }
        }));
        for (what, cited) in [("supports", supports), ("disputes", disputes)] {
            if !cited.is_empty() {
                _ = write!(said, "; {what} {cited}");
            }
        }
        said
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_template_has_its_properties_once() {
        for kind in ORDER {
            let mut names = BTreeSet::new();
            for property in properties(kind) {
                assert!(names.insert(property.name.clone()), "{kind} {}", property.name);
                assert!(!property.takes().0.is_empty());
            }
            assert!(names.contains("note"), "{kind}");
        }
        assert_eq!(ORDER.into_iter().collect::<BTreeSet<_>>().len(), Kind::all().count());
    }

    #[test]
    fn a_date_is_a_range_of_days() {
        for (written, range) in [
            ("2022-03", "2022-03-01:2022-03-31"),
            ("2022-02/..", "2022-02-01:"),
            ("../2021", ":2021-12-31"),
            ("2021-12-05", "2021-12-05:2021-12-05"),
        ] {
            let date = Date::parse(written).unwrap();
            assert_eq!(days(&Value::Date(date)), Some(range.to_owned()));
        }
    }
}
