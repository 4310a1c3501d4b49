//! The cells of a mapped column as values of its field.

use std::collections::BTreeMap;

use crate::collection::Collection;
use crate::diagnostic::suggest;
use crate::record::edit::TypedValue;
use crate::record::{
    Date, Field, FieldId, Id, Kind, Shape, TypedEntry, TypedMeaning, TypedQualifier, Vocabularies,
};
use crate::text::{is_unseen, shortened};

use super::cell::{
    CellReader, asked, control, damage, doubtful, full, is_made_date, plain, ruined, undone,
    words_of,
};
use super::date_format::{DateFormat, forms_of};
use super::fault::CellFault;
use super::mapping::ColumnTarget;
use super::table::{CellKind, ImportedCell, trimmed};

/// What a spreadsheet takes for the start of a formula, behind the apostrophes that guard it.
const FORMULAS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The digits that a number of a spreadsheet keeps.
const KEPT_DIGITS: usize = 15;

/// Reads the cells of mapped columns.
pub(super) struct ColumnReader<'c> {
    pub(super) words: Vocabularies,
    /// The records of each kind that a column names, by their ids, names and aliases in small letters.
    named: BTreeMap<Kind, BTreeMap<String, Vec<&'c Id>>>,
    /// The same by their identifiers, with and without the database.
    identified: BTreeMap<Kind, BTreeMap<String, Vec<&'c Id>>>,
}

/// What a cell says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CellMeaning {
    /// The values, one or those of a list.
    pub(super) values: Vec<TypedValue>,
    /// How exact the value is, where the cell says so.
    pub(super) qualifier: Option<TypedQualifier>,
}

impl<'c> ColumnReader<'c> {
    /// Returns a reader for columns that may name records of these kinds.
    pub(super) fn of(collection: &'c Collection, kinds: impl Iterator<Item = Kind>) -> Self {
        let (mut named, mut identified) = (BTreeMap::new(), BTreeMap::new());
        for kind in kinds {
            named.entry(kind).or_insert_with(|| names_of(collection, kind));
            identified.entry(kind).or_insert_with(|| identifiers_of(collection, kind));
        }
        Self { words: collection.settings().vocabularies(), named, identified }
    }

    /// Reads a cell; nothing where it says nothing.
    pub(super) fn read(
        &self,
        target: &ColumnTarget,
        siblings: &'static [Field],
        cell: &ImportedCell,
    ) -> Result<CellMeaning, CellFault> {
        let text = trimmed(&cell.text);
        let mut meaning = CellMeaning::default();
        if is_unseen(text) {
            return Ok(meaning);
        }
        if let Some(fault) = control(text) {
            return Err(fault);
        }
        let mut text = text;
        if cell.kind != CellKind::Exact {
            let is_guarded = cell.kind != CellKind::Words
                && text.starts_with('\'')
                && text.trim_start_matches('\'').starts_with(FORMULAS);
            if is_guarded {
                text = text.strip_prefix('\'').unwrap_or(text);
            }
            if !target.exact {
                let remedy = "look the words up where they are from; if they end there, write exact = true for the column";
                if let Some(fault) = full(&cell.text, remedy) {
                    return Err(fault);
                }
                spoilt(target.field, cell.kind, text, is_guarded)?;
            }
        }
        let takes_words = matches!(target.field.shape, Shape::Words | Shape::LinkOrWords(_));
        if !cell.items.is_empty()
            && !target.field.many
            && !takes_words
            && !target.values.contains_key(text)
        {
            let shown = shortened(text);
            return Err(CellFault::new(
                format!(
                    "`{shown}` are several values, and {} takes one",
                    target.field.name.as_str()
                ),
                format!("say in the mapping which is meant: values = {{ \"{text}\" = \"…\" }}"),
            ));
        }
        let listed = if target.field.many { cell.items.as_slice() } else { &[] };
        let whole: Vec<&str> = if listed.is_empty() {
            vec![text]
        } else {
            listed.iter().map(String::as_str).collect()
        };
        let items: Vec<&str> = match &target.separator {
            Some(separator) => whole
                .into_iter()
                .flat_map(|text| text.split(separator.as_str()))
                .map(trimmed)
                .collect(),
            None => whole.into_iter().map(trimmed).collect(),
        };
        for item in items.into_iter().filter(|item| !is_unseen(item)) {
            let item = match target.values.get(item) {
                Some(Some(word)) => word,
                Some(None) => continue,
                None => item,
            };
            let (value, qualifier) = self.item(target, siblings, cell.kind, item)?;
            if !meaning.values.contains(&value) {
                meaning.values.push(value);
            }
            meaning.qualifier = meaning.qualifier.or(qualifier);
        }
        Ok(meaning)
    }

    fn item(
        &self,
        target: &ColumnTarget,
        siblings: &'static [Field],
        kind: CellKind,
        item: &str,
    ) -> Result<(TypedValue, Option<TypedQualifier>), CellFault> {
        let field = target.field;
        let alone = |value| Ok((value, None));
        if let Some(kind) = target.find {
            return self.find(kind, item, field.shape).and_then(alone);
        }
        // Spaces of other widths are what pages and spreadsheets put into words.
        let mut text: String = item
            .chars()
            .map(|c| if matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}') { ' ' } else { c })
            .collect();
        if kind != CellKind::Exact && text.contains('\r') {
            text = text.replace("\r\n", "\n").replace('\r', "\n");
        }
        if let Some(prefix) = &target.prefix {
            text = format!("{prefix}:{text}");
        }
        if let Some(digits) = target.digits
            && text.bytes().all(|byte| byte.is_ascii_digit())
        {
            text = format!("{text:0>digits$}");
        }
        if field.shape == Shape::Date {
            return date(target, kind, &text).and_then(alone);
        }
        let text = undone(field.shape, &text);
        let reader = CellReader { field, siblings, words: &self.words };
        let as_people_write = matches!(
            field.shape,
            Shape::Term(_)
                | Shape::Country
                | Shape::Region
                | Shape::Language
                | Shape::Whole { .. }
                | Shape::Degrees { .. }
                | Shape::YesNo
                | Shape::Money
                | Shape::MoneyOrYesNo
        );
        if !as_people_write {
            return reader.exact(&text).and_then(alone);
        }
        let is_of_words = matches!(
            field.shape,
            Shape::Term(_) | Shape::Country | Shape::Region | Shape::Language
        );
        let offered =
            |word: &str| format!("write into the mapping values = {{ \"{item}\" = \"{word}\" }}");
        match TypedEntry::of(field, siblings, &self.words, &text) {
            TypedEntry::Clear(TypedMeaning { value, qualifier, .. }) => {
                let word = words_of(&value);
                if is_of_words && !is_spelled_like(&word, &text) {
                    let what =
                        format!("`{}` is not a word of {}", shortened(&text), field.name.as_str());
                    return Err(CellFault::new(what, offered(&word)));
                }
                Ok((value, qualifier))
            }
            TypedEntry::Ask { sentence, choices } => Err(asked(sentence, &choices)),
            TypedEntry::Doubtful { message, help, choices, .. } => {
                let fault = doubtful(message, help);
                match choices.first().filter(|_| is_of_words && choices.len() == 1) {
                    Some(choice) => {
                        Err(CellFault { remedy: offered(&words_of(&choice.value)), ..fault })
                    }
                    None if is_of_words => {
                        let remedy = format!(
                            "say in the mapping what it means, values = {{ \"{item}\" = \"…\" }}, or false where nothing is known: {}",
                            fault.remedy
                        );
                        Err(CellFault { remedy, ..fault })
                    }
                    None => Err(fault),
                }
            }
        }
    }

    /// Returns the record that a cell names.
    fn find(&self, kind: Kind, item: &str, shape: Shape) -> Result<TypedValue, CellFault> {
        let named = self.named.get(&kind);
        let found = named.and_then(|named| named.get(&folded(item)));
        let found = found.or_else(|| self.identified.get(&kind)?.get(trimmed(item)));
        // What is created with the id that the refusal names is found by it.
        let found = found.or_else(|| named?.get(&Id::suggestion(item)?));
        match found.map(Vec::as_slice) {
            Some([id]) => Ok(TypedValue::text(id.as_str())),
            Some([_, ..]) => Err(CellFault::new(
                format!("several records of the kind {kind} are called `{}`", shortened(item)),
                format!("say which in the mapping: values = {{ \"{item}\" = \"ID\" }}"),
            )),
            Some([]) | None => {
                let known = named.into_iter().flat_map(BTreeMap::keys).map(String::as_str);
                let near = suggest(&folded(item), known).map(|near| near.to_string());
                let what = format!("no {kind} is called `{}`", shortened(item));
                let words = matches!(shape, Shape::LinkOrWords(_));
                let else_words =
                    if words { ", or leave find out, and it stays as words" } else { "" };
                let id = Id::suggestion(item).unwrap_or_else(|| "ID".to_owned());
                let create = format!("create it first: casebook new {kind} {id}{else_words}");
                Err(CellFault::new(
                    what,
                    match near {
                        Some(near) => format!("{near} If not, {create}"),
                        None => create,
                    },
                ))
            }
        }
    }
}

/// Returns whether a word is what is written, but for capitals, spaces and hyphens.
fn is_spelled_like(word: &str, text: &str) -> bool {
    let plain = |text: &str| text.trim().to_lowercase().replace([' ', '-'], "_");
    plain(word) == plain(text)
}

/// Finds what a spreadsheet did to a cell that cannot be undone.
fn spoilt(field: &Field, kind: CellKind, text: &str, is_guarded: bool) -> Result<(), CellFault> {
    let fault = if kind == CellKind::Words { ruined(text) } else { damage(text) };
    if let Some(fault) = fault.filter(|_| !is_guarded) {
        return Err(fault);
    }
    let is_date = field.shape == Shape::Date;
    let shown = shortened(text);
    let meant = "; if it is meant so, write exact = true for the column";
    if !is_date && (kind == CellKind::Day || is_made_date(text)) {
        return Err(CellFault::new(
            format!(
                "`{shown}` is a date that a spreadsheet has made of something else, and {} is no date",
                field.name.as_str()
            ),
            format!("look the value up where it is from, and save the column as text{meant}"),
        ));
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if kind == CellKind::Number && digits > KEPT_DIGITS {
        return Err(CellFault::new(
            format!(
                "`{shown}` is a number of more than {KEPT_DIGITS} digits, of which a spreadsheet loses the last"
            ),
            format!("look the value up where it is from, and save the column as text{meant}"),
        ));
    }
    Ok(())
}

fn date(target: &ColumnTarget, kind: CellKind, text: &str) -> Result<TypedValue, CellFault> {
    let read = target.formats.iter().find_map(|format| format.read(text));
    if let Some(date) = read {
        return Ok(TypedValue::text(date));
    }
    if kind == CellKind::Day && target.formats.is_empty() && text.ends_with("-01") {
        return Err(CellFault::new(
            format!("{text} may be the month alone: a spreadsheet makes the first day of it"),
            "write format = \"excel\" for the column if days are meant, format = \"excel-month\" if months",
        ));
    }
    if Date::parse(text).is_ok() {
        return Ok(TypedValue::text(text));
    }
    let shown = shortened(text);
    let what = if target.formats.is_empty() {
        format!("`{shown}` is no EDTF date, and the mapping does not say how dates are written")
    } else {
        format!("`{shown}` is no date in the form that the mapping says")
    };
    let serial = DateFormat::of("excel").and_then(|format| format.read(text));
    let remedy = match serial {
        Some(day) => format!("write format = \"excel\" for the column if it is the serial number of {day}"),
        None if is_made_date(text) => {
            "a spreadsheet made it: write format = \"%b-%y\" for the column if it is a month and a year".to_owned()
        }
        None => match forms_of(text).as_slice() {
            [] => "write its form into the mapping, such as format = \"%d/%m/%Y\" or \"%m/%Y\"; several may be listed".to_owned(),
            [form, others @ ..] => {
                let others: Vec<String> = others.iter().map(|form| format!(", or \"{form}\"")).collect();
                let others = others.concat();
                if target.formats.is_empty() {
                    format!("write its form for the column: format = \"{form}\"{others}; several are listed in [ ]")
                } else {
                    format!("list its form too: format = [\"…\", \"{form}\"]{others}")
                }
            }
        },
    };
    Err(CellFault::new(what, remedy))
}

fn names_of(collection: &Collection, kind: Kind) -> BTreeMap<String, Vec<&Id>> {
    let mut names: BTreeMap<String, Vec<&Id>> = BTreeMap::new();
    for id in collection.ids_of(kind) {
        let Some(located) = collection.get(id.as_str()) else { continue };
        let record = located.record;
        let known = [FieldId::Name, FieldId::NativeName, FieldId::Aliases, FieldId::Title];
        let items =
            known.iter().filter_map(|name| record.fields.get(*name)).flat_map(|entry| &entry.items);
        let words = items.map(|item| folded(&item.value.written()));
        for name in words.chain([id.as_str().to_owned()]) {
            let ids = names.entry(name).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    names
}

/// Returns the records of a kind by their identifiers: `ftm:NK-1`, and `NK-1`, which is what a list itself calls it.
fn identifiers_of(collection: &Collection, kind: Kind) -> BTreeMap<String, Vec<&Id>> {
    let mut identifiers: BTreeMap<String, Vec<&Id>> = BTreeMap::new();
    for id in collection.ids_of(kind) {
        let Some(located) = collection.get(id.as_str()) else { continue };
        let entry = located.record.fields.get(FieldId::Identifiers);
        for item in entry.into_iter().flat_map(|entry| &entry.items) {
            let written = item.value.written();
            let alone = match written.split_once(':') {
                // Of a row, what names it in its source.
                Some(("row", row)) => row.split_once('/').map(|(_, key)| key),
                Some((_, alone)) => Some(alone),
                None => None,
            };
            for name in [Some(&*written), alone].into_iter().flatten() {
                let ids = identifiers.entry(name.to_owned()).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
    }
    identifiers
}

fn folded(name: &str) -> String {
    trimmed(name).to_lowercase().replace('\u{a0}', " ")
}

/// Returns the values of an entry of a record as they would be written, and whether all of them could be read.
pub(super) fn values_of(field: &Field, items: &[crate::record::Item]) -> (Vec<TypedValue>, bool) {
    let values = items.iter().map(|item| plain(field.shape, &item.value.written())).collect();
    (values, items.iter().all(|item| item.value.is_read()))
}
