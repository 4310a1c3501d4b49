//! The mapping file: which column of a table is which field, and how its cells are read.

use std::collections::BTreeMap;

use encoding_rs::Encoding;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{suggest, suggest_or_list};
use crate::record::{Field, FieldId, Id, Kind, Shape, field, fields};
use crate::text::{LineIndex, shortened};

use super::date_format::{DateFormat, FORMS};
use super::fault::ImportFault;
use super::template_text::TextTemplate;

/// What a mapping file says.
#[derive(Clone, Debug)]
pub struct TableMapping {
    /// The kind of record that a row is.
    pub kind: Kind,
    /// The sheet of a workbook.
    pub(super) sheet: Option<String>,
    /// The row with the names of the columns, from 1.
    pub(super) header: usize,
    pub(super) delimiter: Option<char>,
    pub(super) encoding: Option<&'static Encoding>,
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
            sheet,
            header,
            delimiter,
            encoding,
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

    fn known(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let word: &str = key.get_ref();
            let help = suggest_or_list(word, known.iter().copied());
            self.fault(key.span().start, format!("a mapping has no `{}`", shortened(word)), help);
        }
    }

    fn text(&mut self, node: &MappingNode<'_>) -> Option<String> {
        let text = node.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.fault(node.span().start, "a text is expected here", "write it in quotes");
        }
        text
    }

    fn number(&mut self, node: &MappingNode<'_>) -> Option<usize> {
        let number = match node.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok().filter(|number| *number > 0),
            DeValue::String(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        };
        if number.is_none() {
            self.fault(
                node.span().start,
                "a number from 1 on is expected here",
                "write it without quotes",
            );
        }
        number
    }

    fn yes(&mut self, node: &MappingNode<'_>) -> bool {
        let yes = node.get_ref().as_bool();
        if yes.is_none() {
            self.fault(
                node.span().start,
                "true or false is expected here",
                "write it without quotes",
            );
        }
        yes.unwrap_or_default()
    }

    fn template(&mut self, node: &MappingNode<'_>) -> Option<TextTemplate> {
        let text = self.text(node)?;
        let template = TextTemplate::of(&text);
        if template.is_none() {
            self.fault(
                node.span().start,
                "a brace is not closed",
                "write the name of a column in braces: \"{Name}\"",
            );
        }
        template
    }

    fn delimiter(&mut self, node: &MappingNode<'_>) -> Option<char> {
        let text = self.text(node)?;
        let mut signs = text.chars();
        let sign = signs
            .next()
            .filter(|sign| signs.next().is_none() && !matches!(sign, '"' | '\n' | '\r'));
        if sign.is_none() {
            self.fault(
                node.span().start,
                "a delimiter is one sign",
                "write delimiter = \";\" or another sign, \"\\t\" for tabs",
            );
        }
        sign
    }

    fn encoding(&mut self, node: &MappingNode<'_>) -> Option<&'static Encoding> {
        let label = self.text(node)?;
        let encoding = Encoding::for_label(label.as_bytes());
        if encoding.is_none() {
            self.fault(node.span().start, format!("`{}` is no encoding that is known", shortened(&label)), "write utf-8, utf-16le, windows-1252, gb18030, big5, shift_jis, euc-kr or another name of the WHATWG list");
        }
        encoding
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

    fn columns(&mut self, node: &MappingNode<'_>, kind: Kind) -> Vec<MappedColumn> {
        let Some(table) = node.get_ref().as_table() else {
            self.fault(node.span().start, "columns are a table", "write them below [columns]");
            return Vec::new();
        };
        let mut columns = Vec::new();
        for (key, node) in table {
            let targets = match node.get_ref() {
                DeValue::Boolean(false) => Vec::new(),
                DeValue::Array(items) => {
                    items.iter().filter_map(|item| self.target(item, kind)).collect()
                }
                DeValue::String(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(true)
                | DeValue::Datetime(_)
                | DeValue::Table(_) => self.target(node, kind).into_iter().collect(),
            };
            let line = self.lines.line_at(key.span().start);
            columns.push(MappedColumn { name: key.get_ref().trim().to_owned(), line, targets });
        }
        columns.sort_by_key(|column| column.line);
        columns
    }

    fn field(&mut self, kind: Kind, name: &str, at: usize) -> Option<&'static Field> {
        let of_kind = FieldId::of_label(name).and_then(|name| field(kind, name));
        let Some(of_kind) = of_kind else {
            let names = fields(kind).iter().map(|field| field.name.as_str());
            let help = suggest(name, names).map_or_else(
                || format!("use a field of {}, such as {}", kind.with_article(), example(kind)),
                |meant| meant.to_string(),
            );
            let what = format!("{} has no field `{}`", kind.with_article(), shortened(name));
            self.fault(at, what, help);
            return None;
        };
        if matches!(of_kind.shape, Shape::Rows(_)) {
            let what = format!("`{name}` is made of tables, which one cell cannot be");
            self.fault(at, what, "import them as a CSV package, whose tables have them");
            return None;
        }
        Some(of_kind)
    }

    fn target(&mut self, node: &MappingNode<'_>, kind: Kind) -> Option<ColumnTarget> {
        let at = node.span().start;
        let plain = |field| ColumnTarget {
            field,
            find: None,
            formats: Vec::new(),
            values: BTreeMap::new(),
            separator: None,
            prefix: None,
            digits: None,
            exact: false,
            replaces: false,
        };
        if let Some(name) = node.get_ref().as_str() {
            return self.field(kind, name, at).map(plain);
        }
        let Some(table) = node.get_ref().as_table() else {
            self.fault(
                at,
                "a column becomes a field, or is left out",
                "write the name of a field in quotes, or false",
            );
            return None;
        };
        self.known(table, &TARGET_KEYS);
        let Some(name) = table.get("field") else {
            self.fault(
                at,
                "the column does not say which field it becomes",
                "write { field = \"name\" }",
            );
            return None;
        };
        let name = self.text(name)?;
        let mut target = plain(self.field(kind, &name, at)?);
        if let Some(node) = table.get("find") {
            target.find = self.find(node, target.field);
        }
        if let Some(node) = table.get("format") {
            target.formats = self.formats(node, target.field);
        }
        if let Some(node) = table.get("values") {
            target.values = self.values(node);
        }
        target.separator =
            table.get("separator").and_then(|node| self.text(node)).filter(|sign| !sign.is_empty());
        if target.separator.is_some() && !target.field.many {
            self.fault(
                at,
                format!("`{name}` takes one value, so nothing parts several"),
                "leave separator out",
            );
        }
        target.prefix = table.get("prefix").and_then(|node| self.text(node));
        target.digits =
            table.get("digits").and_then(|node| self.number(node)).map(|digits| digits.min(30));
        target.exact = table.get("exact").is_some_and(|node| self.yes(node));
        target.replaces = table.get("replace").is_some_and(|node| self.yes(node));
        Some(target)
    }

    fn find(&mut self, node: &MappingNode<'_>, field: &Field) -> Option<Kind> {
        let word = self.text(node)?;
        let kind = Kind::all().find(|kind| kind.name() == word);
        let takes = if let Shape::Link(kinds) | Shape::LinkOrWords(kinds) = field.shape {
            kinds
        } else {
            &[]
        };
        if kind.is_none_or(|kind| !takes.contains(&kind)) {
            let help = if takes.is_empty() {
                "leave find out".to_owned()
            } else {
                format!("find {}", Kind::any_of_with_articles(takes))
            };
            let what = format!("`{}` does not link to a {}", field.name.as_str(), shortened(&word));
            self.fault(node.span().start, what, help);
            return None;
        }
        kind
    }

    fn formats(&mut self, node: &MappingNode<'_>, field: &Field) -> Vec<DateFormat> {
        if field.shape != Shape::Date {
            let what = format!("`{}` is no date", field.name.as_str());
            self.fault(node.span().start, what, "leave format out");
            return Vec::new();
        }
        let items: Vec<&MappingNode<'_>> = match node.get_ref().as_array() {
            Some(items) => items.iter().collect(),
            None => vec![node],
        };
        let mut formats = Vec::new();
        for item in items {
            let Some(text) = self.text(item) else { continue };
            match DateFormat::of(&text) {
                Some(format) => formats.push(format),
                None => self.fault(
                    item.span().start,
                    format!("`{}` is no form of dates", shortened(&text)),
                    format!("write {FORMS}"),
                ),
            }
        }
        formats
    }

    fn values(&mut self, node: &MappingNode<'_>) -> BTreeMap<String, Option<String>> {
        let Some(table) = node.get_ref().as_table() else {
            self.fault(
                node.span().start,
                "values are a table",
                "write { Confirmed = \"compound\" }",
            );
            return BTreeMap::new();
        };
        let mut values = BTreeMap::new();
        for (key, node) in table {
            let value = match node.get_ref() {
                DeValue::Boolean(false) => None,
                DeValue::Integer(number) => Some(number.as_str().to_owned()),
                DeValue::String(_)
                | DeValue::Float(_)
                | DeValue::Boolean(true)
                | DeValue::Datetime(_)
                | DeValue::Array(_)
                | DeValue::Table(_) => match self.text(node) {
                    Some(text) => Some(text),
                    None => continue,
                },
            };
            if value.as_deref() == Some("?") {
                let what =
                    format!("the mapping does not say what `{}` means", shortened(key.get_ref()));
                self.fault(
                    node.span().start,
                    what,
                    "write a word of the field, or false where it says that nothing is known",
                );
            }
            values.insert(key.get_ref().trim().to_owned(), value);
        }
        values
    }
}

/// Returns some fields of a kind, as examples.
fn example(kind: Kind) -> String {
    let names = fields(kind).iter().filter(|field| !matches!(field.shape, Shape::Rows(_)));
    names.take(6).map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ")
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
        assert_eq!((mapping.kind, mapping.header, mapping.by_identifiers), (Kind::Place, 2, true));
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
