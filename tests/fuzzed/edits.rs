//! Any value set in any file, and any quote added to it: the rest of the file means what it meant.

use casebook::record::edit::{NewQuote, add_quote, set};
use casebook::record::{Cited, FieldId, Id};
use toml::{Table, Value};

const NAMES: [FieldId; 4] = [FieldId::Title, FieldId::Name, FieldId::Note, FieldId::Sha256];

/// A byte that chooses the field, then the header and the value, each up to a NUL, then the file.
pub(crate) fn hold(input: &[u8]) {
    let Some((chosen, rest)) = input.split_first() else { return };
    let Ok(rest) = std::str::from_utf8(rest) else { return };
    let mut parts = rest.splitn(3, '\0');
    let (Some(header), Some(value), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
        return;
    };
    let header = (!header.is_empty()).then_some(header);
    let name = NAMES[usize::from(*chosen) % NAMES.len()];
    sets(text, header, name, value);
    adds(text, header, value);
}

fn sets(text: &str, header: Option<&str>, name: FieldId, value: &str) {
    let Ok(splice) = set(text, header, name, value) else { return };
    let (after, undo) = splice.apply(text).expect("the splice lies in the text");
    assert_eq!(undo.apply(&after).expect("so does its undoing").0, text);
    let Ok(mut before) = text.parse() else { return };
    let mut now = parsed(&after);
    let old = inside(&mut before, header).remove(name.as_str());
    let new = inside(&mut now, header).remove(name.as_str());
    assert_eq!(new, Some(Value::String(value.to_owned())), "{after:?}");
    assert!(same(&before, &now), "{text:?}\n{after:?}");
    if old.is_none() {
        assert!(after.len() > text.len());
    }
}

fn adds(text: &str, header: Option<&str>, words: &str) {
    let source = Id::new("test-paper").expect("that is an id");
    let supports = [Cited::Field(FieldId::Age)];
    let quote =
        NewQuote { source: &source, at: None, text: words, supports: &supports, disputes: &[] };
    let Ok(splice) = add_quote(text, header, &quote) else { return };
    let (after, undo) = splice.apply(text).expect("the splice lies in the text");
    assert_eq!(undo.apply(&after).expect("so does its undoing").0, text);
    // Numbers that no machine holds are in TOML's grammar, and in no table that can be compared.
    let Ok(mut before) = text.parse() else { return };
    let mut now = parsed(&after);
    let old = inside(&mut before, header).remove("quote");
    let new = inside(&mut now, header).remove("quote");
    let Some(Value::Array(mut rows)) = new else { panic!("no quotes in {after:?}") };
    let Some(Value::Table(added)) = rows.pop() else { panic!("no table in {after:?}") };
    assert_eq!(added.get("text"), Some(&Value::String(words.to_owned())), "{after:?}");
    let quotes = (!rows.is_empty()).then_some(Value::Array(rows));
    assert!(quotes.is_none() || old.is_some(), "{after:?}");
    assert!(same(&before, &now), "{text:?}\n{after:?}");
}

fn parsed(text: &str) -> Table {
    text.parse().unwrap_or_else(|error| panic!("{error} in {text:?}"))
}

fn inside<'t>(root: &'t mut Table, header: Option<&str>) -> &'t mut Table {
    match header {
        None => root,
        Some(id) => root[id].as_table_mut().expect("only tables are edited"),
    }
}

/// Numbers that are none are equal here: they were left as they are.
fn same(one: &Table, other: &Table) -> bool {
    format!("{one:?}") == format!("{other:?}")
}
