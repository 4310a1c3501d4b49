//! Property tests of edits: they change their value and nothing else.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::record::{Cited, Id, RowKind};

/// Lines of a table; every key once.
fn lines() -> impl Strategy<Value = Vec<String>> {
    let value = select(vec![
        "'x'",
        "\"a # b\"",
        "17",
        "2021-12-05",
        "[ 1, # c\n 2 ]",
        "'''a\nb'''",
        "{ k = 1 }",
        "true",
    ]);
    let around = select(vec![" = ", "=", "    = ", "\t= "]);
    let comment = select(vec!["", "", " # ấ", "\t#"]);
    let key = select(vec!["title", "name", "note", "age", "url", "x.y", "\"a b\""]);
    let line = (key, around, value, comment).prop_map(|(k, a, v, c)| (k, format!("{k}{a}{v}{c}")));
    let blank = select(vec!["", "# a comment", "   "]).prop_map(|line| ("", line.to_owned()));
    proptest::collection::vec(prop_oneof![3 => line, 1 => blank], 0..6).prop_map(|lines| {
        let mut seen = Vec::new();
        let fresh = lines.into_iter().filter(|(key, _)| {
            let first = key.is_empty() || !seen.contains(key);
            seen.push(*key);
            first
        });
        fresh.map(|(_, line)| line).collect()
    })
}

/// Files with comments, either line ending, a byte-order mark or not, a last newline or not, and
/// tables in any order.
pub(super) fn file() -> impl Strategy<Value = String> {
    let headers = select(vec!["[a]", "[b] # b", "[ \"c-d\" ]", "[a.sub]", "[b.sub]", "[e]"]);
    let tables = proptest::collection::vec((headers, lines()), 0..5);
    let rows = proptest::collection::vec(lines(), 0..3);
    let edges = (any::<bool>(), any::<bool>(), any::<bool>());
    (lines(), tables, rows, edges).prop_map(|(root, tables, rows, (crlf, bom, open))| {
        let mut all = root;
        let mut seen = Vec::new();
        for (header, lines) in tables {
            if !seen.contains(&header) {
                seen.push(header);
                all.push(header.to_owned());
                all.extend(lines);
            }
        }
        for row in rows {
            all.push("[[quote]]".to_owned());
            all.extend(row);
        }
        let mut text = all.join("\n");
        if !open {
            text.push('\n');
        }
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        if bom { format!("\u{feff}{text}") } else { text }
    })
}

/// Files in which the record `a` is written in unusual forms.
fn odd_file() -> impl Strategy<Value = String> {
    let record = select(vec![
        "a = { title = 'T' }",
        "a = { title = 'T', quote = [{ text = 'x' }] }",
        "a = { title = 'T', quote = [] }",
        "\"a\" = { title = 'T' } # c",
        "a.title = 'T'",
        "a.title = 'T'\na.quote = [{ text = 'x' }]",
        "'a'.title = 'T'\na.x.y = 1",
        "[a]\ntitle = 'T'\nquote = [{ text = 'x' }]",
        "[a]\ntitle = 'T'\nquote = []",
        "[a]\ntitle = 'T'\nquote = { text = 'x' }",
        "[a]\ntitle = 'T'\nquote.text = 'x'",
        "[a]\ntitle = 'T'\n[a.quote]\ntext = 'x'",
        "[a.sub]\nx = 1",
        "[a.sub]\nx = 1\n[a]\ntitle = 'T'",
        "[[a]]\ntitle = 'T'",
        "[[a.quote]]\ntext = 'x'",
        "[[a.quote]]\ntext = 'x'\n[a]\ntitle = 'T'",
        "[[a.quote]]\ntext = 'x'\n[[a.quote.disputes]]\nx = 1\n[a]\ntitle = 'T'",
        "[a]\ntitle = 'T'\n[[a.quote]]\n[b]\n[[a.quote]]\ntext = 'y'",
        "[ \"a\" ]\ntitle = 'T'\n[[ 'a' . \"quote\" ]]\ntext = 'x'",
        "a = 3",
        "a = []",
        "a = [{ title = 'T' }]",
    ]);
    let line = select(vec!["", "# c", "z = 1", "n = nan", "big = 123456789012345678901234567890"]);
    let table = select(vec!["", "[d]\nx = 1", "[b.c]\nx = 1", "[[d]]\n[[d]]", "[a.late]\nx = 1"]);
    (line, record, table, any::<bool>(), any::<bool>()).prop_map(
        |(line, record, table, crlf, open)| {
            let end = if open { "" } else { "\n" };
            let text = format!("{line}\n{record}\n{table}{end}");
            if crlf { text.replace('\n', "\r\n") } else { text }
        },
    )
}

fn full_lines(text: &str) -> Vec<&str> {
    let lines = text.trim_start_matches('\u{feff}').lines();
    lines.filter(|line| !line.trim().is_empty()).collect()
}

fn without(text: &str, header: Option<&str>, name: FieldId) -> (toml::Table, Option<toml::Value>) {
    let mut root: toml::Table = text.parse().unwrap();
    let taken = match header {
        None => root.remove(name.as_str()),
        Some(id) => root[id].as_table_mut().unwrap().remove(name.as_str()),
    };
    (root, taken)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn an_edit_changes_its_value_and_nothing_else(
        text in file(),
        header in select(vec![None, Some("a"), Some("b"), Some("c-d"), Some("e")]),
        name in select(vec![FieldId::Title, FieldId::Name, FieldId::Note, FieldId::Sha256]),
        value in prop_oneof![any::<String>(), Just("plain".to_owned())],
    ) {
        prop_assume!(text.parse::<toml::Table>().is_ok());
        let Ok(splice) = set(&text, header, name, &value) else {
            let there = header.is_none_or(|id| text.lines().any(|line| line.starts_with(&format!("[{id}]"))));
            prop_assert!(!there, "refused: {:?}", text);
            return Ok(());
        };
        let (after, undo) = splice.apply(&text).unwrap();
        prop_assert_eq!(undo.apply(&after).unwrap().0, text.as_str());
        let ((rest, new), (rest_before, old)) = (without(&after, header, name), without(&text, header, name));
        prop_assert_eq!(new, Some(toml::Value::String(value)), "{:?}", after);
        prop_assert_eq!(rest, rest_before, "{:?}", after);
        if old.is_none() {
            // A new key adds one line, with the ending that the others have.
            let mixed = |text: &str| text.replace("\r\n", "").contains('\n');
            prop_assert!(!text.contains('\n') || mixed(&after) == mixed(&text), "{:?}", after);
            let (before, now) = (full_lines(&text), full_lines(&after));
            let at = now.iter().zip(&before).take_while(|(a, b)| a == b).count();
            prop_assert_eq!(&now[at + 1..], &before[at..], "{:?}", after);
        }
    }

    #[test]
    fn a_new_quote_is_added_and_nothing_else_changes(
        text in file(),
        header in select(vec![None, Some("a"), Some("b"), Some("c-d"), Some("e")]),
        words in prop_oneof![any::<String>(), Just("plain".to_owned())],
    ) {
        prop_assume!(text.parse::<toml::Table>().is_ok());
        let source = Id::new("test-paper").unwrap();
        let cited = [Cited::Field(FieldId::Age), Cited::Row(RowKind::Event, "the-day".into())];
        let quote = NewQuote { source: &source, at: Some("line 3"), text: &words, supports: &cited, disputes: &[] };
        let Ok(splice) = add_quote(&text, header, &quote) else {
            let there = header.is_none_or(|id| text.lines().any(|line| line.starts_with(&format!("[{id}]"))));
            prop_assert!(!there, "refused: {:?}", text);
            return Ok(());
        };
        let (after, undo) = splice.apply(&text).unwrap();
        prop_assert_eq!(undo.apply(&after).unwrap().0, text.as_str());
        // Only lines were added, all of them in one place.
        let added = after.len() - text.len();
        let at = text.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
        prop_assert!((0..=at).any(|at| text.get(at..) == after.get(at + added..)), "{:?}", after);
        let mut root: toml::Table = after.parse().unwrap();
        let table = match header {
            None => &mut root,
            Some(id) => root[id].as_table_mut().unwrap(),
        };
        let mut quotes = table.remove("quote").unwrap().as_array().unwrap().clone();
        let mut new = quotes.pop().unwrap().as_table().unwrap().clone();
        prop_assert_eq!(new.remove("text"), Some(toml::Value::String(words)));
        prop_assert_eq!(new.len(), 3);
        if !quotes.is_empty() {
            table.insert("quote".to_owned(), toml::Value::Array(quotes));
        }
        prop_assert_eq!(root, text.parse::<toml::Table>().unwrap(), "{:?}", after);
    }

    /// In whatever form a record is written, an edit is refused or leaves TOML with one more quote.
    #[test]
    fn an_unexpected_form_is_refused_or_stays_toml(
        text in odd_file(),
        name in select(vec![FieldId::Title, FieldId::Sha256]),
    ) {
        let parsed = |text: &str| DeTable::parse(text).is_ok();
        prop_assume!(parsed(&text));
        let source = Id::new("test-paper").unwrap();
        let quote = NewQuote { source: &source, at: None, text: "words", supports: &[], disputes: &[] };
        for splice in [add_quote(&text, Some("a"), &quote), set(&text, Some("a"), name, "words")] {
            let Ok(splice) = splice else { continue };
            let (after, undo) = splice.apply(&text).unwrap();
            prop_assert!(parsed(&after), "{after}");
            prop_assert_eq!(undo.apply(&after).unwrap().0, text.as_str());
            let count = |text: &str| text.matches("words").count();
            prop_assert_eq!(count(&after), 1, "{}", after);
        }
        let braces = text.contains("a = {") || text.contains("\"a\" = {");
        if braces {
            prop_assert!(add_quote(&text, Some("a"), &quote).is_err());
        }
    }
}
