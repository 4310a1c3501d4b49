//! The mapping file: which column of a table is which field, and how its cells are read.

mod nodes;
mod targets;

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::suggest_or_list;
use crate::record::{Field, FieldId, Id, Kind};
use crate::text::{LineIndex, shortened};

use super::date_format::DateFormat;
use super::fault::ImportFault;
use super::table_form::TableForm;
use super::template_text::TextTemplate;

/// What a mapping file says.
#[derive(Clone, Debug)]
pub struct TableMapping {
    /// The kind of record that a row is.
    pub kind: Kind,
    /// How the file is read.
    pub form: TableForm,
    /// What the id of a record is made of.
    pub(super) id: TextTemplate,
    /// What names a row in its source; the same as the id, where it is not given.
    pub(super) key: TextTemplate,
    /// Whether a row finds its record by its identifiers, before its id.
    pub(super) by_identifiers: bool,
    /// The source that the table is; a table of sources may have none.
    pub source: Option<Id>,
    /// The title of that source, where it is created.
    pub title: Option<String>,
    /// Fields that every row has, as the researcher's own words.
    pub(super) constants: Vec<(&'static Field, TextTemplate)>,
    /// The columns, each once.
    pub(super) columns: Vec<MappedColumn>,
    /// What messages call the file.
    pub(super) name: String,
}

/// A column of a mapping: without a target, it is left out on purpose.
#[derive(Clone, Debug)]
pub(super) struct MappedColumn {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) targets: Vec<ColumnTarget>,
}

/// A field that a column becomes, and how its cells are read.
#[derive(Clone, Debug)]
pub(super) struct ColumnTarget {
    pub(super) field: &'static Field,
    /// The kind of record that a cell names.
    pub(super) find: Option<Kind>,
    pub(super) formats: Vec<DateFormat>,
    /// What words of the table mean; nothing, where they say that nothing is known.
    pub(super) values: BTreeMap<String, Option<String>>,
    /// What parts the items of a list.
    pub(super) separator: Option<String>,
    /// The database whose identifiers the cells are.
    pub(super) prefix: Option<String>,
    /// How many digits a code has at least.
    pub(super) digits: Option<usize>,
    /// Whether words that look as a spreadsheet damages them are meant so.
    pub(super) exact: bool,
    /// Whether a value that is there is replaced.
    pub(super) replaces: bool,
}

const KEYS: [&str; 12] = [
    "kind",
    "sheet",
    "header",
    "delimiter",
    "encoding",
    "id",
    "key",
    "match",
    "source",
    "title",
    "constants",
    "columns",
];
const TARGET_KEYS: [&str; 9] =
    ["field", "find", "format", "values", "separator", "prefix", "digits", "exact", "replace"];

impl TableMapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    ///
    /// Names everything that is wrong in it.
    pub fn read(name: &str, text: &str) -> Result<Self, Vec<ImportFault>> {
        let mut reader = MappingReader { name, lines: LineIndex::of(text), faults: Vec::new() };
        let root = match DeTable::parse(text) {
            Ok(root) => root,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let what = format!("the mapping is not TOML: {}", error.message());
                reader.fault(at, what, "mend that line");
                return Err(reader.in_order());
            }
        };
        let read = reader.mapping(root.get_ref());
        match read {
            Some(mapping) if reader.faults.is_empty() => Ok(mapping),
            Some(_) | None => Err(reader.in_order()),
        }
    }
}

impl TableMapping {
    /// Returns what texts are made of: the id, the key and constants.
    pub(super) fn templates(&self) -> impl Iterator<Item = &TextTemplate> {
        let constants = self.constants.iter().map(|(_, template)| template);
        [&self.id, &self.key].into_iter().chain(constants)
    }

    /// Returns the columns that it names, some of them several times.
    pub(super) fn named(&self) -> impl Iterator<Item = &str> {
        let columns = self.columns.iter().map(|column| column.name.as_str());
        columns.chain(self.templates().flat_map(TextTemplate::columns).map(str::trim))
    }
}

type MappingNode<'t> = toml::Spanned<DeValue<'t>>;

struct MappingReader<'n> {
    name: &'n str,
    lines: LineIndex<'n>,
    /// What is wrong, each with its line.
    faults: Vec<(usize, ImportFault)>,
}

impl MappingReader<'_> {
    fn fault(&mut self, at: usize, what: impl Into<String>, remedy: impl Into<String>) {
        let line = self.lines.line_at(at);
        let place = format!("{}, line {line}", self.name);
        self.faults.push((line, ImportFault::new(place, what, remedy)));
    }

    /// Returns what is wrong, in the order of the lines.
    fn in_order(mut self) -> Vec<ImportFault> {
        self.faults.sort_by_key(|(line, _)| *line);
        self.faults.into_iter().map(|(_, fault)| fault).collect()
    }

    fn mapping(&mut self, root: &DeTable<'_>) -> Option<TableMapping> {
        self.known(root, &KEYS);
        let kind = if let Some(node) = root.get("kind") {
            let kinds: Vec<&str> = Kind::all().map(Kind::name).collect();
            let word = self.text(node)?;
            let kind = Kind::all().find(|kind| kind.name() == word);
            if kind.is_none() {
                let help = suggest_or_list(&word, kinds);
                self.fault(node.span().start, format!("`{word}` is no kind of record"), help);
            }
            kind
        } else {
            let remedy = "write kind = \"victim\" or another kind";
            self.fault(0, "the mapping does not say what a row is", remedy);
            None
        };
        let header = root.get("header").map_or(Some(1), |node| self.number(node)).unwrap_or(1);
        let delimiter = root.get("delimiter").and_then(|node| self.delimiter(node));
        let encoding = root.get("encoding").and_then(|node| self.encoding(node));
        let sheet = root.get("sheet").and_then(|node| self.text(node));
        let title = root.get("title").and_then(|node| self.text(node));
        let id = if let Some(node) = root.get("id") {
            self.template(node)
        } else {
            let what = "the mapping does not say what the id of a record is";
            self.fault(0, what, "write id = \"{Name}\" with the name of a column");
            None
        };
        let key = root.get("key").and_then(|node| self.template(node));
        let by_identifiers = self.by_identifiers(root);
        let source = self.source(root);
        let kind = kind?;
        if source.is_none() && root.get("source").is_none() && kind != Kind::Source {
            self.fault(0, "the mapping does not say which source the table is", "write source = \"partner-2026\": the table becomes a source of that id, so that every cell says who");
        }
        let constants =
            root.get("constants").map(|node| self.constants(node, kind)).unwrap_or_default();
        let columns = if let Some(node) = root.get("columns") {
            self.columns(node, kind)
        } else {
            let remedy = "write them below [columns]: \"Name\" = \"name\"";
            self.fault(0, "the mapping has no columns", remedy);
            Vec::new()
        };
        self.title_of_case(kind, &constants, &columns);
        let id = id?;
        Some(TableMapping {
            kind,
            form: TableForm { sheet, header, delimiter, encoding },
            key: key.unwrap_or_else(|| id.clone()),
            id,
            by_identifiers,
            source,
            title,
            constants,
            columns,
            name: self.name.to_owned(),
        })
    }

    fn by_identifiers(&mut self, root: &DeTable<'_>) -> bool {
        root.get("match").is_some_and(|node| {
            let word = self.text(node).unwrap_or_default();
            if !["id", "identifiers"].contains(&word.as_str()) {
                self.fault(
                    node.span().start,
                    format!("`{}` is no way to find a record", shortened(&word)),
                    "write match = \"id\" or match = \"identifiers\"",
                );
            }
            word == "identifiers"
        })
    }

    fn source(&mut self, root: &DeTable<'_>) -> Option<Id> {
        root.get("source").and_then(|node| {
            let word = self.text(node)?;
            let id = Id::new(&word);
            if id.is_none() {
                let help = Id::suggestion(&word).map_or_else(
                    || "use small letters, digits and hyphens".to_owned(),
                    |id| format!("call it {id}"),
                );
                self.fault(
                    node.span().start,
                    format!("`{}` is no id of a source", shortened(&word)),
                    help,
                );
            }
            id
        })
    }

    /// Holds that every record gets what it is called by in lists.
    fn title_of_case(
        &mut self,
        kind: Kind,
        constants: &[(&'static Field, TextTemplate)],
        columns: &[MappedColumn],
    ) {
        let name = match kind {
            Kind::Victim | Kind::Rescue | Kind::Arrest | Kind::Source => FieldId::Title,
            Kind::Place | Kind::Person | Kind::Organisation => FieldId::Name,
        };
        let targets =
            columns.iter().flat_map(|column| &column.targets).map(|target| target.field.name);
        let given = constants.iter().map(|(field, _)| field.name).chain(targets);
        if !given.into_iter().any(|field| field == name) && self.faults.is_empty() {
            let name = name.as_str();
            self.fault(
                0,
                format!("no column becomes the {name} of {}", kind.with_article()),
                format!("map a column to {name}, or write {name} = \"{{Name}}\" below [constants]"),
            );
        }
    }

    fn constants(
        &mut self,
        node: &MappingNode<'_>,
        kind: Kind,
    ) -> Vec<(&'static Field, TextTemplate)> {
        let Some(table) = node.get_ref().as_table() else {
            self.fault(node.span().start, "constants are a table", "write them below [constants]");
            return Vec::new();
        };
        let mut constants = Vec::new();
        for (key, node) in table {
            let Some(field) = self.field(kind, key.get_ref(), key.span().start) else { continue };
            let text = match node.get_ref() {
                DeValue::Boolean(yes) => yes.to_string(),
                DeValue::Integer(number) => number.as_str().to_owned(),
                DeValue::String(_)
                | DeValue::Float(_)
                | DeValue::Datetime(_)
                | DeValue::Array(_)
                | DeValue::Table(_) => match self.text(node) {
                    Some(text) => text,
                    None => continue,
                },
            };
            match TextTemplate::of(&text) {
                Some(template) => constants.push((field, template)),
                None => self.fault(
                    node.span().start,
                    "a brace is not closed",
                    "write the name of a column in braces: \"{Name}\"",
                ),
            }
        }
        constants
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let faults = TableMapping::read("m.toml", text).unwrap_err();
        faults
            .into_iter()
            .map(|fault| format!("{}: {} | {}", fault.place, fault.what, fault.remedy))
            .collect()
    }

    const WHOLE: &str = "kind = \"place\"\nsheet = \"Sites\"\nheader = 2\nid = \"{Name}\"\nmatch = \"identifiers\"\nsource = \"test-2025\"\n\
        [columns]\n\"Name\" = \"name\"\nProvince = { field = \"within\", find = \"place\" }\nStatus = { field = \"type\", values = { Confirmed = \"compound\", \"?\" = false } }\n\
        Code = { field = \"identifiers\", prefix = \"testbase\" }\nComment = false\n";

    #[test]
    fn a_whole_mapping_is_read() {
        let mapping = TableMapping::read("m.toml", WHOLE).unwrap();
        assert_eq!(
            (mapping.kind, mapping.form.header, mapping.by_identifiers),
            (Kind::Place, 2, true)
        );
        let names: Vec<&str> = mapping.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["Name", "Province", "Status", "Code", "Comment"]);
        assert_eq!(mapping.columns[1].targets[0].find, Some(Kind::Place));
        assert_eq!(mapping.columns[2].targets[0].values["?"], None);
        assert!(mapping.columns[4].targets.is_empty());
    }

    #[test]
    fn every_mistake_is_named_with_its_line_and_a_remedy() {
        let all = faults(
            "kind = \"victims\"\ncolour = 1\nheader = 0\nencoding = \"klingon\"\nid = \"{Name\"\nmatch = \"luck\"\nsource = \"A Source\"\n[columns]\n",
        );
        assert_eq!(all.len(), 7, "{all:#?}");
        assert!(all.iter().all(|fault| fault.starts_with("m.toml, line ")));
        let all = faults(
            "kind = \"victim\"\nid = \"{Name}\"\nsource = \"test\"\n[columns]\nName = \"nmae\"\nAge = { field = \"age\", format = \"%d\" }\nSex = { field = \"gender\", values = { m = \"?\" } }\n\
             Where = { field = \"home\", find = \"person\" }\nWhen = { field = \"recruitment_date\", format = \"%H\" }\nQ = \"quote\"\nX = 3\n",
        );
        assert_eq!(all.len(), 7, "{all:#?}");
        assert!(all[0].contains("did you mean `name`?"), "{}", all[0]);
        assert!(faults("kind = ")[0].contains("not TOML"));
        assert!(
            faults("kind = \"victim\"\nid = \"{N}\"\nsource = \"t\"\n[columns]\nN = \"name\"\n")[0]
                .contains("title")
        );
    }
}
