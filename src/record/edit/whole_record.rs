//! Takes the table of a record out of a file with several, and copies one under another id.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::super::id::Id;
use super::super::kind::RowKind;
use super::super::syntax::{self, NoRowPlace};
use super::new_row::with_comments;
use super::outline::Outline;
use super::verify::{EditStep, is_proven_at, is_same};
use super::{EditError, line_ending};
use crate::text::{ByteRange, Splice, apply_all};

/// Returns the splices that remove the record `id` from a file in which it is a table: its header with the comments
/// right above it, its lines, and its rows, wherever in the file they are.
///
/// # Errors
///
/// Says why the file cannot be edited; it is then to be edited by hand.
pub fn remove_record(text: &str, id: &str) -> Result<Vec<Splice>, EditError> {
    let before = syntax::read(text);
    let blocks = blocks_of(text, before.root(), id)?;
    if before.is_broken() {
        for block in &blocks {
            syntax::certain_statement(text, block.header, true)
                .map_err(|NoRowPlace { at, why }| EditError::uncertain(text, at, why))?;
        }
    }
    let splices = blocks.into_iter();
    let splices: Vec<Splice> =
        splices.map(|block| Splice::replace(ByteRange::from_span(block.lines), "")).collect();
    let after = apply_all(text, &splices).ok_or(EditError::Otherwise)?;
    let path = [EditStep::Key(id)];
    let is_proven = is_proven_at(&before, &after, &path, |_, now| now.is_none());
    if is_proven { Ok(splices) } else { Err(EditError::Otherwise) }
}

/// Returns the splice that adds a copy of the record `id`, without its quotes, under another id right below it.
///
/// # Errors
///
/// Says why the file cannot be edited; it is then to be edited by hand.
pub fn copy_record(text: &str, id: &str, new: &Id) -> Result<Splice, EditError> {
    let before = syntax::read(text);
    if before.is_broken() {
        return Err(EditError::NotToml("it is broken elsewhere".to_owned()));
    }
    let blocks = blocks_of(text, before.root(), id)?;
    let Some(last) = blocks.last() else { return Err(EditError::NoTable(id.to_owned())) };
    let quote = RowKind::Quote.name();
    let mut copied = String::new();
    for block in &blocks {
        let lines = text.get(block.lines.clone()).unwrap_or_default();
        let names = syntax::first_names(lines);
        let splices: Vec<Splice> = names
            .iter()
            .filter(|first| first.name == id)
            .map(|first| Splice::replace(first.range, new.as_str()))
            .collect();
        copied.push_str(&apply_all(lines, &splices).ok_or(EditError::Otherwise)?);
    }
    let copied = without_quotes(&copied, new.as_str())?;
    let at = last.lines.end;
    let head = text.get(..at).unwrap_or_default();
    let ending = line_ending(text);
    let gap = match (head.ends_with('\n'), head.trim_end_matches(' ').ends_with("\n\n")) {
        (false, _) => format!("{ending}{ending}"),
        (true, true) => String::new(),
        (true, false) => ending.to_owned(),
    };
    let copied = copied.trim_end_matches(['\r', '\n', ' ', '\t']);
    let behind = if at == text.len() { ending.to_owned() } else { format!("{ending}{ending}") };
    let words = format!("{gap}{copied}{behind}");
    let splice = Splice::replace(ByteRange::from_span(at..at), words);
    let after = splice.apply(text).map(|(after, _)| after).ok_or(EditError::Otherwise)?;
    let path = [EditStep::Key(new.as_str())];
    let old = before.root().get(id).and_then(|node| node.get_ref().as_table());
    let is_proven = is_proven_at(&before, &after, &path, |was, now| {
        let now = now.and_then(DeValue::as_table);
        was.is_none() && old.zip(now).is_some_and(|(old, now)| is_copy(old, now, quote))
    });
    if is_proven { Ok(splice) } else { Err(EditError::Otherwise) }
}

/// Returns the text of a record without its quotes: that of a whole file, or the lines of its table.
///
/// # Errors
///
/// Says why the quotes cannot be taken out.
pub fn without_quotes_of_file(text: &str) -> Result<String, EditError> {
    let mut text = text.to_owned();
    loop {
        let count = count_quotes(&text, None);
        let Some(number) = count.checked_sub(1) else { return Ok(text) };
        let row = super::RowPath { kind: RowKind::Quote, number };
        let splice = super::remove_row(&text, None, row)?;
        text = splice.apply(&text).map(|(after, _)| after).ok_or(EditError::Otherwise)?;
    }
}

fn without_quotes(lines: &str, id: &str) -> Result<String, EditError> {
    let mut text = lines.to_owned();
    loop {
        let count = count_quotes(&text, Some(id));
        let Some(number) = count.checked_sub(1) else { return Ok(text) };
        let row = super::RowPath { kind: RowKind::Quote, number };
        let splice = super::remove_row(&text, Some(id), row)?;
        text = splice.apply(&text).map(|(after, _)| after).ok_or(EditError::Otherwise)?;
    }
}

fn count_quotes(text: &str, header: Option<&str>) -> usize {
    let syntax = syntax::read(text);
    let root = syntax.root();
    let table = match header {
        Some(id) => root.get(id).and_then(|node| node.get_ref().as_table()),
        None => Some(root),
    };
    let quotes = table.and_then(|table| table.get(RowKind::Quote.name()));
    quotes.and_then(|quotes| quotes.get_ref().as_array()).map_or(0, |quotes| quotes.len())
}

/// Returns whether a table has the keys of another with their values, but for one that it lacks.
fn is_copy(old: &DeTable<'_>, new: &DeTable<'_>, but: &str) -> bool {
    let kept = || old.iter().filter(|(key, _)| key.get_ref() != but);
    kept().count() == new.len()
        && kept().all(|(key, value)| {
            let there = new.get(key.get_ref().as_ref());
            there.is_some_and(|there| is_same(value.get_ref(), there.get_ref()))
        })
}

/// Lines that belong to one record.
struct RecordBlock {
    /// Where its first header starts.
    header: usize,
    /// From the comments right above that header to those above the next header of something else.
    lines: Range<usize>,
}

/// Returns the lines of a record; they may be in several places of the file.
fn blocks_of(text: &str, root: &DeTable<'_>, id: &str) -> Result<Vec<RecordBlock>, EditError> {
    let outline = Outline::of(text, root);
    let names = syntax::first_names(text);
    let mut blocks: Vec<RecordBlock> = Vec::new();
    for first in names.iter().filter(|first| first.name == id) {
        let name = first.range.start();
        let line = text.get(..name).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
        // A key above all headers, such as `id.name`, has no lines of its own.
        let is_header = text.get(line..name).is_some_and(|head| head.contains('['));
        if !is_header {
            return Err(EditError::NoHeader(id.to_owned()));
        }
        let next = outline.next_header(name);
        let end = next.map_or(text.len(), |next| with_comments(text, next));
        let start = with_comments(text, name);
        match blocks.last_mut() {
            Some(block) if block.lines.end >= start => block.lines.end = end,
            _ => blocks.push(RecordBlock { header: name, lines: start..end }),
        }
    }
    if blocks.is_empty() {
        return Err(match root.get(id) {
            Some(_) => EditError::Otherwise,
            None => EditError::NoTable(id.to_owned()),
        });
    }
    // The empty lines that parted the last record from the one above go with it.
    if let [.., block] = blocks.as_mut_slice()
        && block.lines.end == text.len()
    {
        let head = text.get(..block.lines.start).unwrap_or_default();
        let kept = head.trim_end_matches([' ', '\t', '\r', '\n']).len();
        let behind = head.get(kept..).unwrap_or_default();
        block.lines.start =
            behind.find('\n').map_or(head.len(), |at| kept + at + 1).min(head.len());
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# all places\n\n# by the sea\n[port] # harbour\nname = 'Port'\n\n[town]\nname = 'Town'\n\
        within = 'port'\n\n[[town.quote]]\nsource = 'paper'\ntext = 'Town.'\n\n[[town.event]]\nwhat = 'A'\n\n# last\n[hill]\nname = 'Hill'\n";

    #[track_caller]
    fn removed(text: &str, id: &str, gone: &str) {
        assert!(text.contains(gone), "{gone}");
        let splices = remove_record(text, id).unwrap();
        assert_eq!(apply_all(text, &splices).unwrap(), text.replacen(gone, "", 1));
    }

    #[test]
    fn a_record_is_removed_with_its_rows_and_comments_and_no_other_byte() {
        let town = "[town]\nname = 'Town'\nwithin = 'port'\n\n[[town.quote]]\nsource = 'paper'\ntext = 'Town.'\n\n\
            [[town.event]]\nwhat = 'A'\n\n";
        removed(TEXT, "town", town);
        removed(TEXT, "port", "# by the sea\n[port] # harbour\nname = 'Port'\n\n");
        removed(TEXT, "hill", "\n# last\n[hill]\nname = 'Hill'\n");
        removed(&TEXT.replace('\n', "\r\n"), "town", &town.replace('\n', "\r\n"));
        removed("[a]\nx = 1\n", "a", "[a]\nx = 1\n");
    }

    #[test]
    fn rows_in_another_place_go_too() {
        let text = "[a]\nx = 1\n\n[b]\nx = 2\n\n[[a.event]]\nwhat = 'A'\n";
        let splices = remove_record(text, "a").unwrap();
        assert_eq!(apply_all(text, &splices).unwrap(), "[b]\nx = 2\n");
    }

    #[test]
    fn what_has_no_header_is_not_removed() {
        for text in ["a.x = 1\n", "a = { x = 1 }\n", "[b]\nx = 1\n"] {
            assert!(remove_record(text, "a").is_err(), "{text}");
        }
        // It may reach to anything.
        assert!(remove_record("[b]\nx = \"\"\"\n[a]\nx = 1\n", "a").is_err());
    }

    #[test]
    fn a_copy_has_the_values_and_no_quote() {
        let new = Id::new("village").unwrap();
        let copied = |text: &str, id: &str| {
            let splice = copy_record(text, id, &new).unwrap();
            splice.apply(text).unwrap().0
        };
        let village =
            "[village]\nname = 'Town'\nwithin = 'port'\n\n[[village.event]]\nwhat = 'A'\n\n";
        assert_eq!(copied(TEXT, "town"), TEXT.replace("# last", &format!("{village}# last")));
        let text = "[a]\nx = 1";
        assert_eq!(copied(text, "a"), "[a]\nx = 1\n\n[village]\nx = 1\n");
        let text = "[a]\r\nx = 1\r\n[b]\r\nx = 2\r\n";
        assert_eq!(
            copied(text, "a"),
            "[a]\r\nx = 1\r\n\r\n[village]\r\nx = 1\r\n\r\n[b]\r\nx = 2\r\n"
        );
        assert!(copy_record("[b]\n", "a", &new).is_err());
        assert_eq!(
            without_quotes_of_file(
                "title = 'A'\n\n[[quote]]\ntext = 'x'\n\n[[quote]]\ntext = 'y'\n"
            )
            .unwrap(),
            "title = 'A'\n"
        );
    }
}
