//! What stays readable of a broken text, and that each mistake is reported once.

use crate::text::ByteRange;

use super::{places, read, shown};

#[test]
fn a_sound_text_is_read_as_it_is() {
    for text in ["", "\n", "\u{feff}title = \"x\"", "a = 1\r\n\r\n[[quote]]\r\nb = 2"] {
        let syntax = read(text);
        assert!(!syntax.is_broken(), "{text:?}");
        assert!(syntax.lost().is_empty());
    }
}

#[test]
fn five_mistakes_are_five_problems_and_hide_nothing() {
    let text = "title = “Ana”\r\n\
        age = 14\r\n\
        date = 2023-05\r\n\
        tags = [\"one\", \"two\"\r\n\
        note = \"kept\"\r\n\
        [quote]\r\n\
        text = \"妙瓦底\" # kept\r\n\
        [[quote]]\r\n\
        source = 'also kept'\r\n\
        at: page 2";
    assert_eq!(places(text), ["1:9", "3:8", "4:8", "6:1", "10:3"]);
    assert_eq!(
        shown(text),
        "age = 14; note = kept; quote = [{ text = 妙瓦底 }, { source = also kept }]"
    );
}

#[test]
fn what_is_lost_is_remembered_with_its_header() {
    let text = "title = “Ana”\n[[quote]]\ntext = x y\n[[quote]]\n\"at\" = 014\nsource \"s\"\n";
    let syntax = read(text);
    let lost: Vec<_> = syntax
        .lost()
        .iter()
        .map(|lost| {
            (lost.under.as_str(), lost.header.start(), lost.key.as_str(), lost.range.of(text))
        })
        .collect();
    assert_eq!(
        lost,
        [
            ("", 0, "title", "title"),
            ("quote", 18, "text", "text"),
            ("quote", 39, "at", "\"at\""),
            ("quote", 39, "source", "source"),
        ]
    );
}

#[test]
fn spans_are_places_in_the_text_that_was_given() {
    let place = ByteRange::from_span;
    let text = "bad = x y\n[[quote]]\nlist = [1, { a = 'b' }]\n";
    let syntax = read(text);
    let rows = syntax.root()["quote"].get_ref().as_array().unwrap();
    assert_eq!(place(rows[0].span()).of(text), "[[quote]]");
    let (key, list) = rows[0].get_ref().as_table().unwrap().iter().next().unwrap();
    assert_eq!(place(key.span()).of(text), "list");
    assert_eq!(place(list.span()).of(text), "[1, { a = 'b' }]");
    let table = list.get_ref()[1].get_ref().as_table().unwrap();
    let (key, value) = table.iter().next().unwrap();
    assert_eq!(place(key.span()).of(text), "a");
    assert_eq!(place(value.span()).of(text), "'b'");
}

#[test]
fn a_text_that_is_never_closed_costs_its_own_line_and_is_reported_once() {
    let text = "a = 1\nb = \"\"\"one\ntwo three\nfour = 4\nit's [five\n[[quote]]\nc = x y\n";
    assert_eq!(places(text), ["2:5", "7:5"]);
    assert_eq!(shown(text), "a = 1; four = 4; quote = [{  }]");
}

#[test]
fn an_open_text_does_not_end_where_the_next_one_starts() {
    let text = "a = '''one\ntwo\n[[quote]]\nb = '''\nthree\n'''\nc = 4\n";
    assert_eq!(places(text), ["1:5"]);
    assert_eq!(shown(text), "quote = [{ b = three\n; c = 4 }]");
}

#[test]
fn an_open_list_ends_at_the_next_statement() {
    for list in
        ["[1,\n 2\n", "[\n\n", "[[1], [2]\n", "{ a = 1\n", "{\n a = 1,\n b = 2\n", "[ { a = 1 },\n"]
    {
        for next in ["b = 2\n", "[b]\n", "[[b]]\n", "  [2017-b] # remark\n"] {
            let text = format!("a = {list}{next}");
            assert_eq!(places(&text).len(), 1, "{text}");
            assert!(shown(&text).contains("b = "), "{text}");
        }
    }
}

#[test]
fn a_sound_list_beside_a_fault_keeps_all_its_lines() {
    let list = "a = [\n[1],\n[true],\n[0x1f],\n[1e5],\n[nan]\n]\n";
    let table = "b = {\n c = 1,\n d = 2, # remark\n}\n";
    let text = format!("{list}{table}e = x y\n");
    assert_eq!(places(&text), ["12:5"]);
    assert!(shown(&text).contains("b = { c = 1; d = 2 }"));
}

#[test]
fn lines_in_simple_quote_marks_are_one_mistake() {
    let text = "a = \"one\ntwo, it's\nthree\"\nb = 2\nc = \"open\nd = 4\n";
    assert_eq!(places(text), ["1:5", "5:5"]);
    assert_eq!(shown(text), "b = 2; d = 4");
}

#[test]
fn a_broken_header_keeps_its_fields_out_of_the_table_before() {
    let text = "[one]\na = 1\n[two three]\nb = 2\n[four\nc = 3\n";
    assert_eq!(places(text), ["3:2", "5:1"]);
    assert_eq!(shown(text), "four = { c = 3 }; one = { a = 1 }");
}

#[test]
fn rows_in_single_brackets_are_rows_where_there_are_several() {
    assert_eq!(shown("[quote]\na = 1\n[quote]\na = 2\n"), "quote = [{ a = 1 }, { a = 2 }]");
    assert_eq!(shown("[quote]\na = 1\n[[quote]]\na = 2\n"), "quote = [{ a = 1 }, { a = 2 }]");
    assert_eq!(shown("[x.event]\na = 1\n[x.event]\n"), "x = { event = [{ a = 1 }, {  }] }");
    assert_eq!(places("[quote]\na = 1\n[quote]\n[event]\n"), ["1:1", "3:1"]);
    // Each row of `x` may have a table of its own.
    assert_eq!(places("[[x]]\n[x.quote]\n[[x]]\n[x.quote]\nb: 1\n"), ["5:2"]);
}

#[test]
fn every_field_on_a_line_of_two_is_lost() {
    let syntax = read("age = 14 gender = \"x\" name = 'y'\n");
    let lost: Vec<_> = syntax.lost().iter().map(|lost| lost.key.as_str()).collect();
    assert_eq!(lost, ["age", "gender", "name"]);
}

#[test]
fn a_header_beyond_reading_takes_its_table_with_it() {
    assert!(read("a = x y\n[quote\nb = 1\n").is_whole());
    assert!(!read("[two three]\nb = 2\n").is_whole());
}

#[test]
fn the_first_of_two_holds() {
    assert_eq!(shown("a = 1\nb = 2\na = 3\n"), "a = 1; b = 2");
    assert_eq!(shown("[a]\nb = 1\n[a]\nc = 2\n[d]\ne = 3\n"), "a = { b = 1 }; d = { e = 3 }");
    assert_eq!(shown("a = 1\na.b = 2\n[a]\nc = 3\n"), "a = 1");
    assert_eq!(shown("[[a]]\nb = 1\n[a]\nb = 2\n"), "a = [{ b = 1 }]");
    assert_eq!(places("[a]\nb = 1\n[a]\nb = x y\n"), ["3:2", "4:5"]);
}

#[test]
fn line_ends_of_old_programs_are_reported_once() {
    let text = "a = 1\rb = x y\r\r[[quote]]\rc = [1,\r2]\rd = 4";
    assert_eq!(places(text), ["1:6", "1:11"]);
    // A list of several such lines cannot be parsed; it must not be reported as missing.
    assert_eq!(shown(text), "a = 1; quote = [{ d = 4 }]");
    assert_eq!(read(text).lost().len(), 2);
}
