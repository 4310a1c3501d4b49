//! Quotes in files that are not TOML: which get one, which do not, and what holds of any of them.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::properties::file;
use super::*;
use crate::record::{Cited, Id};

const QUOTE: &str =
    "[[quote]]\nsource   = \"test-paper\"\ntext     = \"He was “14”.\"\nsupports = [\"age\"]\n";

fn added(text: &str, header: Option<&str>) -> Result<Splice, EditError> {
    let source = Id::new("test-paper").unwrap();
    let supports = [Cited::Field(FieldId::Age)];
    let quote = NewQuote {
        source: &source,
        at: None,
        text: "He was “14”.",
        supports: &supports,
        disputes: &[],
    };
    add_quote(text, header, &quote)
}

/// Holds that the quote goes between two parts of a text, and goes again to the byte.
#[track_caller]
fn takes(head: &str, header: Option<&str>, block: &str, tail: &str) {
    let text = format!("{head}{tail}");
    assert!(DeTable::parse(&text).is_err(), "{text}");
    let (after, undo) = added(&text, header).unwrap().apply(&text).unwrap();
    assert_eq!(after, format!("{head}{block}{tail}"));
    assert_eq!(undo.apply(&after).unwrap().0, text);
}

#[test]
fn a_fault_that_reaches_no_further_than_its_line_is_no_hindrance() {
    let block = format!("\n{QUOTE}");
    for head in [
        // No value; no quotation marks; one sign too many.
        "title = 't'\nage =\n",
        "title = 't'\nname = Ann Test\n",
        "title == 't'\n",
        // Twice; a table and a value.
        "age = 14\nage = 15\n",
        "title = 't'\ntitle.x = 1\n",
        // Merged and not resolved, with other quotes in both versions.
        "title = 't'\n<<<<<<< ours\nage = 14\n=======\nage = 15\n>>>>>>> theirs\n",
        // A comment without its sign, invisible characters, an escape that does not exist.
        "title = 't'\nto be checked\n",
        "title = 't'\n\u{a0}name = 'x'\n",
        "title = \"C:\\xfiles\"\n",
        // A value in braces and a list, both closed.
        "home = { a 1 }\n",
        "tactics = [\n  'a'\n  'b'\n]\n",
        // A header without its bracket.
        "title = 't'\n[[event\nwhat = 'x'\n",
    ] {
        takes(head, None, &block, "");
        takes(&head.replace('\n', "\r\n"), None, &block.replace('\n', "\r\n"), "");
        takes(&format!("\u{feff}{head}"), None, &block, "");
        takes(head.trim_end(), None, &format!("\n\n{}", QUOTE.trim_end()), "");
    }
}

#[test]
fn it_goes_below_the_last_quote_and_looks_like_it() {
    let block =
        "\n[[ quote ]]\nsource = \"test-paper\"\ntext = \"He was “14”.\"\nsupports = [\"age\"]\n";
    let known = "[[ quote ]]\nsource = 'x'\ntext = 'y'\n[quote.disputes]\nage = 3\n";
    let rest = "\n[[event]]\nwhat = 'z'\n";
    takes(&format!("age =\n{known}"), None, block, rest);
    takes(&format!("age = 1\n{known}"), None, block, &format!("{rest}date =\n"));
    // The last line of the quote is the broken one.
    takes(&format!("age = 1\n{known}name = Ann\n"), None, block, rest);
    // A text that is never closed, further down.
    takes(&format!("age = 1\n{known}"), None, block, &format!("{rest}note = \"\"\"\nnot closed\n"));
    // What is broken off is over where a line can only be a header.
    takes(&format!("tactics = ['a',\n{known}"), None, block, rest);
    takes(&format!("name = \"Ann Test\n{known}"), None, block, rest);
}

#[test]
fn where_the_end_of_the_last_quote_is_not_certain_the_end_of_the_file_may_be() {
    let head = "title = 't'\n[[quote]]\ntext = 'y'\nsupports = ['age',\n\n[[event]]\nwhat = 'z'\n";
    let block =
        "\n[[quote]]\nsource = \"test-paper\"\ntext = \"He was “14”.\"\nsupports = [\"age\"]\n";
    takes(head, None, block, "");
}

#[test]
fn a_record_among_others_gets_it_where_the_record_is() {
    let block = format!("\n{}", QUOTE.replace("[[quote]]", "[[one.quote]]"));
    takes(
        "[one]\ntitle = '1'\nage =\n",
        Some("one"),
        &format!("{block}\n"),
        "[two]\ntitle = '2'\n",
    );
    takes("[one]\ntitle = '1'\n", Some("one"), &format!("{block}\n"), "[two]\ntitle = \n");
    takes("[two]\ntitle = \n[one]\ntitle = '1'\n", Some("one"), &block, "");
}

#[test]
fn where_no_place_is_certain_the_line_of_the_fault_is_named() {
    let known = "[[quote]]\nsource = 'x'\ntext = 'y'\n";
    for (text, header, line) in [
        // A text, a list, or braces that reach to the end.
        ("title = 't'\nnote = \"\"\"\nwords\n".to_owned(), None, 2),
        (format!("note = '''\nwords\n{known}"), None, 1),
        ("title = 't'\ntactics = ['a',\n'b',\n".to_owned(), None, 2),
        ("title = 't'\nhome = { a = 1,\n".to_owned(), None, 2),
        ("title = 't'\nname = \"Ann\nTest\n".to_owned(), None, 2),
        // The end of a text whose start is not there: what is above may be in it.
        (format!("note = words\n{known}and more\"\"\"\n"), None, 5),
        // The same below a byte order mark, where the first line cannot be read.
        (format!("\u{feff}\"[ = \"\"\"\n{known}[event]\n\"\"\"\n"), None, 6),
        // In the midst of a merge.
        (format!("title = 't'\n<<<<<<< ours\n{known}=======\n{known}"), None, 2),
        // Quotes that may be a list.
        ("title = 't'\nquote = [{ text = 'x'\n".to_owned(), None, 2),
        // Two records with one id, or no record that can be identified.
        ("[one]\ntitle = '1'\n[one]\ntitle = '2'\nage =\n".to_owned(), Some("one"), 3),
        (
            "<<<<<<< ours\n[one]\n=======\n[two]\n>>>>>>> theirs\ntitle = '1'\n".to_owned(),
            Some("one"),
            2,
        ),
        // A list goes on below what looks like its end.
        ("[one]\ntactics = ['a',\n[two]\ntitle = '2'\n".to_owned(), Some("one"), 2),
    ] {
        assert!(DeTable::parse(&text).is_err(), "{text}");
        match added(&text, header) {
            Err(no @ EditError::NoPlace { .. }) => {
                let said = no.to_string();
                assert!(said.starts_with(&format!("line {line}: ")), "{said} for {text}");
                assert!(no.hint().starts_with("mend that line first"));
            }
            other => panic!("{other:?} for {text}"),
        }
    }
}

#[test]
fn a_text_that_is_toml_gets_no_quote_between_two_versions_of_it() {
    let text = "note = '''\n<<<<<<< ours\n'''\n[[quote]]\ntext = 'x'\n[[event]]\nwhat = '''\n=======\n>>>>>>> theirs\n'''\n";
    assert!(DeTable::parse(text).is_ok());
    assert!(
        matches!(added(text, None), Err(EditError::NoPlace { line: 6, .. })),
        "{:?}",
        added(text, None)
    );
}

fn part(text: &str, range: impl std::slice::SliceIndex<str, Output = str>) -> &str {
    text.get(range).unwrap()
}

/// Sound files, some with texts of several lines in which there are headers.
fn sound() -> impl Strategy<Value = String> {
    let words = select(vec![
        "'x'",
        "\"\"\"\n[[quote]]\ntext = 'y'\n[event]\n\"\"\"",
        "'''a\n[one]\nb = 3'''",
        "[\n  'a',\n  [\"b\"],\n]",
        "\"it's\"",
    ]);
    (file(), words).prop_map(|(text, words)| text.replace("'x'", words))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// However a file is broken: a quote is refused, or is an insertion, and a quote once the file is mended.
    #[test]
    fn a_quote_in_a_file_that_is_broken_is_one_once_it_is_mended(
        sound in sound(),
        at in any::<Index>(),
        length in 0_usize..6,
        wrong in select(vec![
            "", "", "\"", "'", "'''", "\"\"\"", "[", "]", "[[", "{", "}", "=", ",", "\n", "#", "x = ", "[quote\n",
            "[[quote]]\n", "\n<<<<<<< a\n", "\n=======\n>>>>>>> b\n", "\r", "\\", "age = 1\nage = 2\n",
        ]),
        header in select(vec![None, None, Some("a"), Some("b")]),
    ) {
        prop_assume!(sound.parse::<toml::Table>().is_ok());
        let inside = |at: &usize| part(&sound, ..*at).ends_with('\r') && part(&sound, *at..).starts_with('\n');
        let places = sound.char_indices().map(|(at, _)| at).chain([sound.len()]);
        let places: Vec<usize> = places.filter(|at| !inside(at)).collect();
        let start = at.index(places.len());
        let end = (start + length).min(places.len() - 1);
        let (start, end) = (places[start], places[end]);
        let broken = [part(&sound, ..start), wrong, part(&sound, end..)].concat();
        if DeTable::parse(&broken).is_ok() {
            return Ok(());
        }
        let Ok(splice) = added(&broken, header) else { return Ok(()) };
        let (after, undo) = splice.apply(&broken).unwrap();
        prop_assert_eq!(undo.apply(&after).unwrap().0, broken.as_str());
        let length = after.len() - broken.len();
        let same = broken.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
        // Of the places at which the insertion may be, the one that the splice has.
        let place = format!("{splice:?}");
        let place: usize = place.split("start: ").nth(1).unwrap().split(',').next().unwrap().parse().unwrap();
        prop_assert!(place <= same && part(&broken, place..) == part(&after, place + length..));
        let inserted = part(&after, place..place + length);
        // Below the fault it is as far from the end as before; at the fault it may be either.
        let below = (place >= start + wrong.len()).then(|| sound.len() - (broken.len() - place));
        let above = (place <= start).then_some(place);
        let of = |text: &str| {
            let table: toml::Table = text.parse().ok()?;
            let table = header.map_or(Some(&table), |id| table.get(id)?.as_table());
            Some(table.and_then(|table| table.get("quote")?.as_array()).map_or(0, Vec::len))
        };
        // Where the mistake includes the end of its line, the repair has to restore that line end.
        let in_line = start > 0 && !part(&sound, ..start).ends_with('\n');
        if in_line && wrong.ends_with('\n') && place == start + wrong.len() {
            return Ok(());
        }
        let known = of(&sound).unwrap_or_default();
        let mended = |place: usize| [part(&sound, ..place), inserted, part(&sound, place..)].concat();
        let mut mended = [above, below].into_iter().flatten().map(mended);
        prop_assert!(mended.any(|text| of(&text) == Some(known + 1)), "{:?}\n----\n{:?}\n----\n{:?}", sound, broken, after);
    }
}
