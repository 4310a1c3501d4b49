//! Edits of every field of the shipped and hostile files: they change that field and no other byte, are read as what
//! was typed, and are undone to the byte.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the files has failed")]

use std::fs;
use std::path::Path;

use casebook::record::edit::{
    FieldPath, RowPath, TypedValue, ValueEdit, add_row, edit_field, field_value, remove_row,
};
use casebook::record::{
    Document, FieldId, Fields, FileLayout, Id, Kind, Record, RowKind, Vocabularies, fields,
    row_fields,
};
use casebook::text::{LineIndex, Splice};
use toml::de::DeTable;

const ROWS: [RowKind; 4] = RowKind::ALL;

/// A file with the kind of its records, and whether it is one record.
struct Sample {
    name: String,
    text: String,
    kind: Kind,
    is_one: bool,
}

/// Every shipped file of records, and every hostile one, read as a case and as a table of sources.
fn samples() -> Vec<Sample> {
    let mut samples = Vec::new();
    let files = |folder: &str| -> Vec<std::path::PathBuf> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut all: Vec<_> = walk(&root);
        all.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        all.sort();
        all
    };
    for path in files("cases") {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let folder = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
        let Some((kind, is_one)) = (Kind::of_folder(folder).map(|kind| (kind, true)))
            .or_else(|| Kind::of_folder(stem).map(|kind| (kind, false)))
        else {
            continue;
        };
        let text = fs::read_to_string(&path).unwrap();
        samples.push(Sample { name: path.display().to_string(), text, kind, is_one });
    }
    assert!(samples.len() > 40, "{}", samples.len());
    for path in files("tests/hostile").into_iter().chain(files("tests/fuzzed")) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (kind, is_one) in [(Kind::Victim, true), (Kind::Source, false)] {
            let name = path.display().to_string();
            samples.push(Sample { name, text: text.clone(), kind, is_one });
        }
    }
    // The same with other line ends, without the last one, and with a byte-order mark.
    let others: Vec<Sample> = samples
        .iter()
        .step_by(3)
        .map(|Sample { name, text, kind, is_one }| Sample {
            name: format!("{name} with other ends"),
            text: format!(
                "\u{feff}{}",
                text.trim_end().replace("\r\n", "\n").replace('\n', "\r\n")
            ),
            kind: *kind,
            is_one: *is_one,
        })
        .collect();
    samples.extend(others);
    samples
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() { all.extend(walk(&path)) } else { all.push(path) }
    }
    all
}

fn records(sample: &Sample, text: &str) -> Vec<Record> {
    let layout = if sample.is_one {
        FileLayout::One { kind: sample.kind, id: Id::new("test-one").unwrap() }
    } else {
        FileLayout::Many { kind: sample.kind }
    };
    Document::read(text, &layout, &Vocabularies::default()).records
}

/// Every field that a record has, and some that it lacks.
fn paths(sample: &Sample, record: &Record) -> Vec<FieldPath> {
    let header = (!sample.is_one).then(|| record.id.clone());
    let own = fields(sample.kind).iter().map(|field| FieldPath::of(field.name));
    let mut paths: Vec<FieldPath> = own.collect();
    for kind in ROWS {
        let count = match kind {
            RowKind::Quote => record.quotes.len(),
            RowKind::Event | RowKind::Group | RowKind::Custody => record.rows(kind).count(),
        };
        for number in 0..count {
            let of_row =
                row_fields(kind).iter().map(|field| FieldPath::of(field.name).in_row(kind, number));
            paths.extend(of_row);
        }
    }
    paths.into_iter().map(|path| path.below(header.clone())).collect()
}

/// Values of every form, with the signs that TOML escapes and those that nobody sees.
fn values() -> Vec<TypedValue> {
    let words = [
        "plain",
        "it's \"quoted\" \\ with a \ttab",
        "first line\nsecond \"\"\"line\"\"\"\n\nlast'''",
        "\nstarts and ends with a break\n",
        "ខ្មែរ\u{200b}ខ្មែរ \u{200c}\u{200d}\u{feff}\u{202e}",
        "2021-12~",
        "\u{0}\u{1b}\u{85}\r",
        "",
    ];
    let mut values: Vec<TypedValue> = words.into_iter().map(TypedValue::text).collect();
    values.push(TypedValue::number("17").unwrap());
    values.push(TypedValue::number("-98.51").unwrap());
    values.push(TypedValue::YesNo(true));
    values.push(TypedValue::List(vec![TypedValue::text("one"), TypedValue::text("it's")]));
    values.push(TypedValue::Table(vec![("count".to_owned(), TypedValue::number("376").unwrap())]));
    values
}

fn edits(number: usize) -> ValueEdit {
    let values = values();
    let value = values[number % values.len()].clone();
    match number / 2 % 8 {
        0 => ValueEdit::Remove,
        1 => ValueEdit::AddItem { at: None, value },
        2 => ValueEdit::AddItem { at: Some(0), value },
        3 => ValueEdit::RemoveItem { at: 0 },
        4 => ValueEdit::MoveItem { from: 1, to: 0 },
        5 => ValueEdit::SetItem { at: 1, value },
        _ => ValueEdit::Set(value),
    }
}

/// Returns the lines of a text, as a diff sees them.
fn lines(text: &str) -> Vec<&str> {
    text.trim_start_matches('\u{feff}').split_inclusive('\n').collect()
}

#[track_caller]
fn changes_only(name: &str, before: &str, splice: &Splice, from: usize, to: usize) -> String {
    let (after, undo) = splice.apply(before).unwrap();
    assert_eq!(undo.apply(&after).unwrap().0, before, "{name}");
    let (old, new) = (lines(before), lines(&after));
    let same = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let rest = old.len().min(new.len()) - same;
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other);
    let behind = behind.count().min(rest);
    let (first, last) = (same + 1, old.len() - behind);
    // A line that is added below the last one ends that, where it had no end.
    assert!(first >= from, "{name}: line {first} changed above line {from}\n{after}");
    assert!(last <= to || first > last, "{name}: line {last} changed below line {to}\n{after}");
    after
}

#[test]
fn any_edit_of_any_field_is_read_again_and_undone_and_changes_only_its_lines() {
    let (mut made, mut refused, mut in_broken, mut number) = (0, 0, 0, 0);
    for sample in samples() {
        let Sample { name, text, .. } = &sample;
        let is_sound = DeTable::parse(text).is_ok();
        for record in records(&sample, text).iter().take(4) {
            let paths = paths(&sample, record);
            let step = if is_sound { paths.len().div_ceil(60) } else { paths.len().div_ceil(30) };
            for path in paths.iter().skip(number % 3).step_by(step.max(1)) {
                number += 1;
                let edit = edits(number);
                let old = field_value(text, path);
                let splice = match edit_field(text, sample.kind, path, &edit) {
                    Ok(Some(splice)) => splice,
                    Ok(None) => continue,
                    Err(_) => {
                        refused += 1;
                        continue;
                    }
                };
                made += 1;
                in_broken += usize::from(!is_sound);
                let name = format!("{name}: {path:?} {edit:?}");
                let index = LineIndex::of(text);
                let range = place_of(record, path);
                let (from, to) = range.as_ref().map_or((1, usize::MAX), |range| {
                    (index.line_at(range.start), index.line_at(range.end))
                });
                let after = changes_only(&name, text, &splice, from, to);
                if old.is_none() {
                    // A new field is lines between those that are there; the last one gets an end.
                    let (old, new) = (lines(text), lines(&after));
                    let at = old
                        .iter()
                        .zip(&new)
                        .take_while(|(one, other)| one.trim_end() == other.trim_end());
                    let at = at.count();
                    let behind = old.get(at..).unwrap();
                    assert!(new.ends_with(behind) || text.contains('{'), "{name}\n{after}");
                }
                let new = field_value(&after, path);
                let item = |value: &Option<TypedValue>, at: usize| match value {
                    Some(TypedValue::List(items)) => items.get(at).cloned(),
                    single => single.clone().filter(|_| at == 0),
                };
                match &edit {
                    ValueEdit::Set(value) => {
                        assert_eq!(new.as_ref(), Some(value), "{name}\n{after}");
                    }
                    ValueEdit::Remove => assert_eq!(new, None, "{name}\n{after}"),
                    ValueEdit::AddItem { at: Some(at), value }
                    | ValueEdit::SetItem { at, value } => {
                        assert_eq!(item(&new, *at).as_ref(), Some(value), "{name}\n{after}");
                    }
                    ValueEdit::AddItem { at: None, value } => match new {
                        Some(TypedValue::List(items)) => {
                            assert_eq!(items.last(), Some(value), "{name}");
                        }
                        other => panic!("{name}: {other:?}"),
                    },
                    ValueEdit::RemoveItem { at } => {
                        assert_eq!(item(&new, *at), item(&old, at + 1), "{name}\n{after}");
                    }
                    ValueEdit::MoveItem { from, to } => {
                        assert_eq!(item(&new, *to), item(&old, *from), "{name}\n{after}");
                    }
                }
                if is_sound {
                    assert!(DeTable::parse(&after).is_ok(), "{name}\n{after}");
                }
            }
        }
    }
    assert!(
        made > 2_000 && in_broken > 50,
        "{made} edits, {in_broken} in broken files, {refused} refused"
    );
}

/// Returns where a field is, from its key to its value.
fn place_of(record: &Record, path: &FieldPath) -> Option<std::ops::Range<usize>> {
    let fields: &Fields = match path.row {
        None => &record.fields,
        Some(RowPath { kind: RowKind::Quote, number }) => &record.quotes.get(number)?.fields,
        Some(RowPath { kind, number }) => &record.rows(kind).nth(number)?.fields,
    };
    let entry = fields.get(path.field)?;
    Some(entry.key.start()..entry.value.end())
}

#[test]
fn rows_are_added_and_removed_and_all_else_stays() {
    let (mut added, mut removed) = (0, 0);
    for sample in samples() {
        let Sample { name, text, kind, is_one } = &sample;
        if !kind.is_case() {
            continue;
        }
        let parsed = text.parse::<toml::Table>().ok();
        for record in records(&sample, text).iter().take(4) {
            let header = (!is_one).then(|| record.id.as_str());
            for row in ROWS {
                let fields = [
                    (FieldId::Key, TypedValue::text("a-key")),
                    (FieldId::Note, TypedValue::text("x\ny")),
                ];
                if let Ok(splice) = add_row(text, header, row, &fields) {
                    added += 1;
                    let (after, undo) = splice.apply(text).unwrap();
                    assert_eq!(undo.apply(&after).unwrap().0, *text, "{name}");
                    if let Some(parsed) = &parsed {
                        let new = after.parse::<toml::Table>().unwrap();
                        let count = |table: &toml::Table| match table.get(row.name()) {
                            Some(toml::Value::Array(rows)) => rows.len(),
                            _ => 0,
                        };
                        assert_eq!(count(&new), count(parsed) + 1, "{name}\n{after}");
                        // Removed again, the file holds what it held.
                        let path = RowPath { kind: row, number: count(parsed) };
                        let back = remove_row(&after, header, path).unwrap();
                        let back = back.apply(&after).unwrap().0;
                        assert_eq!(back.parse::<toml::Table>().unwrap(), *parsed, "{name}\n{back}");
                    }
                }
                let Ok(splice) = remove_row(text, header, RowPath { kind: row, number: 0 }) else {
                    continue;
                };
                removed += 1;
                let (after, undo) = splice.apply(text).unwrap();
                assert_eq!(undo.apply(&after).unwrap().0, *text, "{name}");
                let gone = lines(text).len() - lines(&after).len();
                assert!(gone > 0, "{name}\n{after}");
            }
        }
    }
    assert!(added > 100 && removed > 50, "{added} {removed}");
}
