//! A mapping to be edited: what the names of the columns and the first words of a table let one guess.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use crate::record::{
    Date, Field, FieldId, Kind, Shape, TypedEntry, Vocabularies, field, fields, quoting,
};
use crate::text::{hiding, shortened, visible_unicode};

use super::cell::words_of;
use super::date_format::DateFormat;
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

/// What other tables call fields, in small letters with spaces between the words.
const SYNONYMS: &[(&str, FieldId)] = &[
    ("nationality", FieldId::Citizenship),
    ("nationalities", FieldId::Citizenship),
    ("sex", FieldId::Gender),
    ("full name", FieldId::Name),
    ("victim", FieldId::Name),
    ("victim name", FieldId::Name),
    ("lat", FieldId::Latitude),
    ("lon", FieldId::Longitude),
    ("lng", FieldId::Longitude),
    ("long", FieldId::Longitude),
    ("link", FieldId::Url),
    ("website", FieldId::Url),
    ("job", FieldId::Occupation),
    ("profession", FieldId::Occupation),
    ("comment", FieldId::Note),
    ("comments", FieldId::Note),
    ("remarks", FieldId::Note),
    ("notes", FieldId::Note),
    ("number of people", FieldId::Count),
    ("number of victims", FieldId::Count),
    ("province", FieldId::Within),
    ("other names", FieldId::Aliases),
    ("also known as", FieldId::Aliases),
    // What FollowTheMoney calls them.
    ("name", FieldId::Title),
    ("alias", FieldId::Aliases),
    ("involved", FieldId::Victims),
    ("involved", FieldId::Persons),
    ("organizer", FieldId::InterveningParties),
    ("organizer", FieldId::Authorities),
    ("organizer", FieldId::Operator),
    ("addressentity", FieldId::Places),
    ("addressentity", FieldId::ExploitationPlace),
];

/// The forms of dates that are tried.
const FORMS: [&str; 15] = [
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%Y/%m/%d",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%m/%Y",
    "%b %Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%b-%y",
    // As Uwazi writes them.
    "%Y/%m/%d~%Y/%m/%d",
    "%Y-%m-%d~%Y-%m-%d",
    "%Y-%m-%d:%Y-%m-%d",
    "excel",
];

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
    let spaced: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let spaced = spaced.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let by_label = [name, spaced.as_str()].into_iter().find_map(FieldId::of_label);
    let of_kind =
        |id: FieldId| field(kind, id).filter(|field| !matches!(field.shape, Shape::Rows(_)));
    let synonyms = SYNONYMS.iter().filter(|(words, _)| *words == spaced).map(|(_, field)| *field);
    by_label.and_then(of_kind).or_else(|| synonyms.into_iter().find_map(of_kind)).or_else(|| {
        // The names of the HTCDS are in the meanings of the fields.
        let standard = format!("(HTCDS {name}");
        fields(kind).iter().find(|field| {
            field
                .meaning
                .split_once(&standard)
                .is_some_and(|(_, rest)| rest.starts_with([')', ',']))
        })
    })
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
        let of_id = of_id.map_or("", String::as_str);
        _ = writeln!(
            text,
            "id     = {}  # a record with this id is updated, else created",
            basic(&format!("{{{of_id}}}"))
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
            let sample: Vec<&str> = cells.keys().take(2).map(String::as_str).collect();
            let sample = if sample.is_empty() {
                "it is empty".to_owned()
            } else {
                format!("such as {}", in_comment(&sample.join(" · ")))
            };
            return format!("{key} = false  # {sample}\n");
        };
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
                        "check what each word means; false where it says that nothing is known",
                    );
                }
            }
            Shape::Date => {
                let (forms, is_certain) = forms(&cells);
                match forms.as_slice() {
                    [] => {}
                    [one] if is_certain => options.push(format!("format = {}", toml_text(one))),
                    several => {
                        options.push(format!(
                            "format = {}",
                            toml_text(several.first().copied().unwrap_or_default())
                        ));
                        doubts.push("day or month first? no cell says");
                    }
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
                            _ => "?".to_owned(),
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

/// Returns the forms in which all dates of a column can be read, where they are not EDTF already, and whether only one
/// of them makes sense.
fn forms(cells: &BTreeMap<String, usize>) -> (Vec<&'static str>, bool) {
    let others: Vec<&String> = cells.keys().filter(|cell| Date::parse(cell).is_err()).collect();
    if others.is_empty() {
        return (Vec::new(), true);
    }
    let fits = |form: &&str| {
        DateFormat::of(form).is_some_and(|form| others.iter().all(|cell| form.read(cell).is_some()))
    };
    let forms: Vec<&'static str> = FORMS.into_iter().filter(fits).collect();
    let is_certain = forms.len() == 1;
    (forms, is_certain)
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
