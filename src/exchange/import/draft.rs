//! A mapping to be edited: what the names of the columns and the first words of a table let one guess.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use crate::record::{
    Date, Field, FieldId, Kind, Shape, TypedEntry, Vocabularies, field, fields, quoting,
};
use crate::text::{hiding, shortened, visible_unicode};

use super::cell::words_of;
use super::column_names::{COLUMN_NAMES, ColumnTopic, meaning};
use super::date_format::{COMMON_FORMS, DateFormat};
use super::table::{ImportedTable, trimmed};

/// What a draft begins with.
#[derive(Clone, Debug, Default)]
pub struct DraftHead {
    /// The id of the source that the table is to be.
    pub source: String,
    /// The sheet, and the other sheets, of a workbook.
    pub sheets: Vec<String>,
    /// The row with the names of the columns.
    pub header: usize,
    /// The sign between cells, of a delimited text.
    pub delimiter: Option<char>,
    /// The encoding, of a delimited text.
    pub encoding: Option<&'static str>,
    /// Whether rows are entities of FollowTheMoney, and sheets their schemata.
    pub is_of_entities: bool,
}

/// So many different words of a column are listed.
const MOST_WORDS: usize = 30;

/// Returns a mapping for a table, to be edited; without a kind, the one is taken of which most columns are.
pub fn draft(
    table: &ImportedTable,
    kind: Option<Kind>,
    head: &DraftHead,
    words: &Vocabularies,
) -> String {
    let guessed = kind.unwrap_or_else(|| {
        let of_kind =
            |kind: &Kind| table.header.iter().filter(|name| guess(*kind, name).is_some()).count();
        let best = Kind::all().map(|kind| of_kind(&kind)).max().unwrap_or_default();
        Kind::all().find(|kind| of_kind(kind) == best).unwrap_or(Kind::Victim)
    });
    Draft { table, kind: guessed, words }.text(head)
}

/// Returns the field that a column with this name may be.
fn guess(kind: Kind, name: &str) -> Option<&'static Field> {
    let name = trimmed(name);
    let spaced = in_words(name);
    let by_label = [name, spaced.as_str()].into_iter().find_map(FieldId::of_label);
    let of_kind =
        |id: FieldId| field(kind, id).filter(|field| !matches!(field.shape, Shape::Rows(_)));
    let synonyms =
        COLUMN_NAMES.iter().filter(|(words, _)| *words == spaced).map(|(_, field)| *field);
    // The names of the HTCDS are in the meanings of the fields.
    let of_standard = || {
        let standard = format!("(HTCDS {name}");
        fields(kind).iter().find(|field| {
            field
                .meaning
                .split_once(&standard)
                .is_some_and(|(_, rest)| rest.starts_with([')', ',']))
        })
    };
    // Dates and places are those of the only field that takes them.
    let of_topic = || match *ColumnTopic::of(&spaced)?.fields_of(kind) {
        [only] => Some(only),
        [] | [_, _, ..] => None,
    };
    by_label
        .and_then(of_kind)
        .or_else(|| synonyms.into_iter().find_map(of_kind))
        .or_else(of_standard)
        .or_else(of_topic)
}

struct Draft<'t> {
    table: &'t ImportedTable,
    kind: Kind,
    words: &'t Vocabularies,
}

impl Draft<'_> {
    fn text(&self, head: &DraftHead) -> String {
        let mut text = String::from(
            "# Which column of the table is which field. Look at every line, then see what would change:\n\
             # casebook import TABLE --mapping THIS-FILE --dry-run\n\n",
        );
        let kinds: Vec<&str> = Kind::all().map(Kind::name).collect();
        let basic = toml_text;
        _ = writeln!(
            text,
            "kind   = {}  # what a row is: {}",
            basic(self.kind.name()),
            kinds.join(", ")
        );
        _ = writeln!(
            text,
            "source = {}  # the table becomes this source, so that every value says who",
            basic(&head.source)
        );
        if let [sheet, others @ ..] = head.sheets.as_slice() {
            let others = others.join(", ");
            let others = if others.is_empty() {
                String::new()
            } else {
                format!("  # the others: {}", in_comment(&others))
            };
            _ = writeln!(text, "sheet  = {}{others}", basic(sheet));
        }
        if !head.is_of_entities {
            _ = writeln!(text, "header = {}  # the row with the names of the columns", head.header);
        }
        if let Some(delimiter) = head.delimiter {
            _ = writeln!(text, "delimiter = {}", basic(&delimiter.to_string()));
        }
        if let Some(encoding) = head.encoding {
            let doubt = if encoding.eq_ignore_ascii_case("utf-8") {
                ""
            } else {
                "  # a guess: compare the letters below with the table"
            };
            _ = writeln!(text, "encoding = {}{doubt}", basic(&encoding.to_lowercase()));
        }
        let heading = match self.kind {
            Kind::Victim | Kind::Rescue | Kind::Arrest | Kind::Source => FieldId::Title,
            Kind::Place | Kind::Person | Kind::Organisation => FieldId::Name,
        };
        let is = |name: &&String, wanted: &[FieldId]| {
            guess(self.kind, name).is_some_and(|field| wanted.contains(&field.name))
        };
        let header = &self.table.header;
        let id_column = header.iter().find(|name| {
            ["id", "ref", "reference", "case id", "no"]
                .contains(&trimmed(name).to_lowercase().as_str())
        });
        let named = header
            .iter()
            .find(|name| is(name, &[FieldId::Name, FieldId::Title]))
            .or_else(|| header.first());
        // Ids of entities are numbers and hashes; their names are better, where each is another.
        let of_id =
            if head.is_of_entities && self.is_unique(named) { named } else { id_column.or(named) };
        // Two rows of one id would be refused.
        let is_enough = head.is_of_entities || self.is_unique(of_id);
        let of_id = of_id.map_or("", String::as_str);
        let (number, why) = if is_enough {
            ("", "")
        } else {
            (
                "-{#}",
                "; {#} is the number of the row, since several rows have the same in the column",
            )
        };
        _ = writeln!(
            text,
            "id     = {}  # a record with this id is updated, else created{why}",
            basic(&format!("{{{of_id}}}{number}"))
        );
        text.push_str(if head.is_of_entities {
            "match  = \"identifiers\"  # or \"id\"\n"
        } else {
            "match  = \"id\"  # or \"identifiers\": what other databases call the record\n"
        });
        let has_heading = header.iter().any(|name| is(&name, &[heading]));
        text.push_str("\n# What every row has beside its cells, in your own words; no quote supports it.\n[constants]\n");
        if !has_heading {
            let named = named.map_or("", String::as_str);
            _ = writeln!(text, "{} = {}", heading.as_str(), basic(&format!("{{{named}}}")));
        }
        let own = fields(self.kind).iter().filter(|field| !matches!(field.shape, Shape::Rows(_)));
        let own: Vec<&str> = own.map(|field| field.name.as_str()).collect();
        _ = write!(
            text,
            "\n# The fields of {}: {}.\n# A column is left out with false.\n[columns]\n",
            self.kind.with_article(),
            own.join(", ")
        );
        for (column, name) in header.iter().enumerate() {
            if head.is_of_entities && name == "id" {
                text.push_str("\"id\" = { field = \"identifiers\", prefix = \"ftm\" }\n");
            } else {
                text.push_str(&self.column(column));
            }
        }
        text
    }

    fn column(&self, column: usize) -> String {
        let name = self.table.header.get(column).map_or("", String::as_str);
        let key = toml_text(name);
        let cells = self.words_of_column(column);
        let Some(field) = guess(self.kind, name) else {
            return format!("{key} = false  # {}\n", self.why_left_out(name, &cells));
        };
        let is_same =
            |other: &&String| guess(self.kind, other).is_some_and(|one| one.name == field.name);
        let earlier = self.table.header.iter().take(column).find(is_same).filter(|_| !field.many);
        if let Some(earlier) = earlier {
            let earlier = in_comment(&toml_text(earlier));
            return format!("{key} = false  # {} is made of {earlier}\n", field.name.as_str());
        }
        let (mut options, mut doubts) = (Vec::new(), Vec::new());
        let has_lists = self
            .table
            .rows
            .iter()
            .any(|row| row.cells.get(column).is_some_and(|cell| !cell.items.is_empty()));
        let separator = (field.many && !has_lists)
            .then(|| {
                ["|", ";", ","]
                    .into_iter()
                    .find(|sign| cells.keys().any(|cell| cell.contains(sign)))
            })
            .flatten();
        if let Some(separator) = separator {
            options.push(format!("separator = {}", toml_text(separator)));
        }
        match field.shape {
            Shape::Link(kinds) | Shape::LinkOrWords(kinds) => {
                if let Some(kind) = kinds.first() {
                    options.push(format!("find = {}", toml_text(kind.name())));
                }
            }
            Shape::Term(_) | Shape::Country | Shape::Region | Shape::Language => {
                let values = self.values(field, separator, &cells);
                if !values.is_empty() {
                    options.push(format!("values = {{ {} }}", values.join(", ")));
                    doubts.push(
                        "check what each word means; false where it says that nothing is known"
                            .to_owned(),
                    );
                    doubts.extend(self.words_for_unknown(field, &values));
                }
            }
            Shape::Date => {
                let (forms, is_certain) = forms(&cells);
                options.extend(format_option(&forms));
                if !is_certain {
                    doubts.push("day or month first? no cell says".to_owned());
                }
            }
            Shape::Identifier => options.push("prefix = \"database\"".to_owned()),
            Shape::Words
            | Shape::RowName
            | Shape::Money
            | Shape::MoneyOrYesNo
            | Shape::Whole { .. }
            | Shape::Degrees { .. }
            | Shape::YesNo
            | Shape::Offence
            | Shape::WebAddress
            | Shape::Sha256
            | Shape::Citations
            | Shape::Rivals
            | Shape::Rows(_) => {}
        }
        let name = toml_text(field.name.as_str());
        let doubts =
            if doubts.is_empty() { String::new() } else { format!("  # {}", doubts.join("; ")) };
        if options.is_empty() {
            return format!("{key} = {name}{doubts}\n");
        }
        format!("{key} = {{ field = {name}, {} }}{doubts}\n", options.join(", "))
    }

    /// Returns what is in a column that is left out, and how it can be taken in.
    fn why_left_out(&self, name: &str, cells: &BTreeMap<String, usize>) -> String {
        let sample: Vec<&str> = cells.keys().take(2).map(String::as_str).collect();
        if sample.is_empty() {
            return "it is empty".to_owned();
        }
        let sample = format!("such as {}", in_comment(&sample.join(" · ")));
        let Some(topic) = ColumnTopic::of(&in_words(name)) else { return sample };
        let fields = topic.fields_of(self.kind);
        // Words that are no record's are refused in a field that takes no words.
        let is_link = |field: &&&Field| matches!(field.shape, Shape::Link(_));
        let Some(first) = fields.iter().find(is_link).or(fields.first()) else {
            return match topic {
                ColumnTopic::Sources => format!(
                    "{sample}; the table itself is the source; for sources of their own add --kind source to --draft"
                ),
                ColumnTopic::Dates | ColumnTopic::Places => sample,
            };
        };
        let (option, is_certain) = match topic {
            ColumnTopic::Dates => {
                let (forms, is_certain) = forms(cells);
                (format_option(&forms), is_certain)
            }
            ColumnTopic::Places | ColumnTopic::Sources => {
                (Some("find = \"place\"".to_owned()), true)
            }
        };
        let doubt = if is_certain { "" } else { " (or month first: no cell says)" };
        let option = option.map(|option| format!(", {option}")).unwrap_or_default();
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let line = format!("{{ field = {}{option} }}", toml_text(first.name.as_str()));
        format!("{sample}; which of {}? then write {line}{doubt}", names.join(", "))
    }

    /// Returns the words of a field where it is not known what a word of the table means.
    fn words_for_unknown(&self, field: &Field, values: &[String]) -> Option<String> {
        let Shape::Term(vocabulary) = field.shape else { return None };
        let words: Vec<&str> = self.words.words(vocabulary).collect();
        let is_unknown = values.iter().any(|value| value.ends_with("= \"?\""));
        is_unknown.then(|| format!("the words are {}", words.join(", ")))
    }

    /// Returns whether every row has another word in a column.
    fn is_unique(&self, column: Option<&String>) -> bool {
        let Some(column) = column.and_then(|name| self.table.column(name)) else { return false };
        let mut words = HashSet::new();
        self.table.rows.iter().all(|row| {
            let cell = row.cells.get(column).filter(|cell| !cell.is_blank());
            cell.is_some_and(|cell| words.insert(trimmed(&cell.text).to_lowercase()))
        })
    }

    /// Returns the different words of a column, as many as are listed.
    fn words_of_column(&self, column: usize) -> BTreeMap<String, usize> {
        let mut words = BTreeMap::new();
        for cell in self.table.rows.iter().filter_map(|row| row.cells.get(column)) {
            let items =
                if cell.items.is_empty() { std::slice::from_ref(&cell.text) } else { &cell.items };
            for item in items.iter().map(|item| trimmed(item)).filter(|item| !item.is_empty()) {
                if words.len() < MOST_WORDS || words.contains_key(item) {
                    *words.entry(item.to_owned()).or_default() += 1;
                }
            }
        }
        words
    }

    /// Returns what the words of a column may mean that are none of the field.
    fn values(
        &self,
        field: &Field,
        separator: Option<&str>,
        cells: &BTreeMap<String, usize>,
    ) -> Vec<String> {
        let mut values = BTreeMap::new();
        for cell in cells.keys() {
            let items: Vec<&str> = match separator {
                Some(separator) => {
                    cell.split(separator).map(trimmed).filter(|item| !item.is_empty()).collect()
                }
                None => vec![cell.as_str()],
            };
            for item in items {
                let plain = |text: &str| text.to_lowercase().replace([' ', '-'], "_");
                let meant = match TypedEntry::of(field, fields(self.kind), self.words, item) {
                    TypedEntry::Clear(meaning) => {
                        let word = words_of(&meaning.value);
                        if plain(&word) == plain(item) {
                            continue;
                        }
                        word
                    }
                    TypedEntry::Ask { choices, .. } | TypedEntry::Doubtful { choices, .. } => {
                        match choices.as_slice() {
                            [one] => words_of(&one.value),
                            [] | [_, _, ..] => meaning(field.name, item).unwrap_or("?").to_owned(),
                        }
                    }
                };
                values.insert(item.to_owned(), meant);
            }
        }
        values
            .iter()
            .map(|(item, meant)| format!("{} = {}", toml_text(item), toml_text(meant)))
            .collect()
    }
}

/// Returns the forms by which the dates of a column can be read that are not EDTF already, and whether each is the only one
/// that makes sense.
fn forms(cells: &BTreeMap<String, usize>) -> (Vec<&'static str>, bool) {
    let (mut forms, mut is_certain) = (Vec::new(), true);
    let mut unread: Vec<&String> = cells.keys().filter(|cell| Date::parse(cell).is_err()).collect();
    loop {
        let read_by = |form: &&str| {
            let form = DateFormat::of(form);
            unread
                .iter()
                .filter(|cell| form.as_ref().is_some_and(|form| form.read(cell).is_some()))
                .count()
        };
        let counts: Vec<(&str, usize)> =
            COMMON_FORMS.iter().map(|form| (*form, read_by(form))).collect();
        let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
        let mut best = counts.into_iter().filter(|(_, count)| *count == most && most > 0);
        let Some((form, _)) = best.next() else { return (forms, is_certain) };
        is_certain &= best.next().is_none();
        forms.push(form);
        let form = DateFormat::of(form);
        unread.retain(|cell| form.as_ref().is_none_or(|form| form.read(cell).is_none()));
    }
}

/// Returns how a column of dates says its forms; empty where it need not.
fn format_option(forms: &[&str]) -> Option<String> {
    let texts: Vec<String> = forms.iter().map(|form| toml_text(form)).collect();
    match texts.as_slice() {
        [] => None,
        [one] => Some(format!("format = {one}")),
        several => Some(format!("format = [{}]", several.join(", "))),
    }
}

/// Returns the name of a column in small letters, with spaces between the words.
fn in_words(name: &str) -> String {
    let spaced: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Returns a text in double quotes, in which each sign that is not shown is written by its number.
fn toml_text(text: &str) -> String {
    let mut shown = String::new();
    for (sign, hides) in hiding(&quoting::basic(text)) {
        if hides {
            _ = write!(shown, "\\U{:08X}", u32::from(sign));
        } else {
            shown.push(sign);
        }
    }
    shown
}

/// Returns words that stay on the line of a comment.
fn in_comment(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible_unicode(shortened(&text)).into_owned()
}
