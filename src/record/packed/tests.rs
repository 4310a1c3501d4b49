use proptest::prelude::*;

use super::*;
use crate::record::{Document, Fields, FileLayout, Id, Kind, Value, Vocabularies};

fn read(text: &str) -> Document {
    let form = FileLayout::One { kind: Kind::Victim, id: Id::new("test-person").unwrap() };
    Document::read(text, &form, &Vocabularies::default())
}

#[track_caller]
fn check(text: &str) {
    let document = read(text);
    let packed = Packed::of(&document.records[0], text);
    assert_eq!(packed.unpack(text).as_ref(), Some(&document.records[0]), "{text}");
    let mut writer = Packer::default();
    pack_problems(&mut writer, &document.problems);
    let bytes = writer.into_bytes();
    // Fixes are computed again from the text.
    let stored = document.problems.into_iter().map(|problem| problem.fix(None)).collect();
    assert_eq!(unpack_problems(&mut Unpacker::new(&bytes)), Some(stored));
}

const EVERYTHING: &str = "title = 'Test “One”'\r\nname = \"Test\\u0020One\"\nage = 17\nminor = true\n\
    citizenship = ['CN', 'TW']\nrecruitment_date = 2021-12-05\nexploitation_start = '2021-12~/..'\n\
    missing_since = '2022/'\nransom_paid = '5000.50 CNY'\nransom_demanded = true\nhome = 'test-town'\n\
    related = ['test-other']\nhat = [1, 2]\noutcome = 'nowhere'\nsold_count = 'many'\nnote = '''\na\nb'''\n\
    [[event]]\nkey = 'sale'\ndate = '2022'\nwhat = 'W'\n[[quote]]\nsource = 'paper'\ntext = 'Q'\n\
    supports = ['age', 'event.sale']\ndisputes = { age = 16, name = 'Other', \"event.sale\" = 'X' }\n";

#[test]
fn a_record_comes_out_as_it_was_read() {
    for text in ["", "title = 'T'", EVERYTHING, "title = \nage = 3\n[[quote]\n", "age = 'x\n"] {
        check(text);
    }
}

#[test]
fn words_of_the_text_are_not_kept_twice() {
    let text = format!("title = 'T'\nsummary = '{}'\n", "Words of a summary. ".repeat(50));
    let packed = Packed::of(&read(&text).records[0], &text);
    assert!(packed.bytes().len() < 60, "{}", packed.bytes().len());
}

/// Returns the texts of a record in which no value is disputed.
fn texts_of(record: &Record) -> Vec<(FieldId, String)> {
    let rows = record.rows.iter().map(|row| &row.fields);
    let quotes = record.quotes.iter().map(|quote| &quote.fields);
    let all = std::iter::once(&record.fields).chain(rows).chain(quotes).flat_map(Fields::iter);
    let texts =
        all.flat_map(|entry| entry.items.iter().map(|item| (entry.field.name, &item.value)));
    let texts = texts.filter(|(_, value)| {
        matches!(value, Value::Words(_) | Value::Term(_) | Value::Code(_) | Value::Link(_))
    });
    texts.map(|(name, value)| (name, value.written().into_owned())).collect()
}

#[test]
fn the_texts_of_a_packed_record_are_those_of_the_record() {
    let (open, _) = EVERYTHING.split_once("disputes").unwrap();
    let readable = "title = 'T'\ntags = ['a', 'b']\nage = 27\ncitizenship = ['CN', 'TW']\nhome = 'test-town'\n\
        [[event]]\nkey = 'sale'\ndate = '2022'\nwhat = 'W'\n[[quote]]\nsource = 'paper'\ntext = 'Q'\nsupports = ['age']\n";
    for (text, is_plain) in [
        (readable, true),
        ("", true),
        ("title = 'T'\ntags = ['a', 'b']\nage = 'x'\n", true),
        // What is lost may be what withholds something.
        (open, false),
        ("name = 'Test Person'\ntags = ['a', 'b']\nage = 'x'\n", false),
        (EVERYTHING, false),
    ] {
        let record = &read(text).records[0];
        let mut texts = Vec::new();
        let is_whole = Packed::of(record, text).each_text(text, |_, field, found| {
            let (PackedText::Words(found)
            | PackedText::Term(found)
            | PackedText::Code(found)
            | PackedText::Link(found)) = found;
            texts.push((field.name, found.to_owned()));
            ControlFlow::Continue(())
        });
        assert_eq!(is_whole, is_plain, "{text}");
        assert!(texts_of(record).starts_with(&texts), "{text}: {texts:?}");
        assert!(!is_whole || texts.len() == texts_of(record).len(), "{text}: {texts:?}");
        let mut seen = 0;
        let is_whole = Packed::of(record, text).each_text(text, |_, _, _| {
            seen += 1;
            ControlFlow::Break(())
        });
        assert!(seen <= 1 && is_whole == texts.is_empty(), "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_and_packed_and_unpacked(text in "((title|age|date|hat|name) = [\"']?[a-z0-9\\\\ é-]{0,9}[\"']?\n|\\[\\[quote\\]\\]\n|\\[x\\]\n){0,6}") {
        check(&text);
    }

    #[test]
    fn damaged_bytes_are_refused_or_give_some_record(at: usize, byte: u8, cut: usize) {
        let packed = Packed::of(&read(EVERYTHING).records[0], EVERYTHING);
        let mut bytes = packed.bytes().decompress().to_vec();
        let length = bytes.len();
        bytes[at % length] = byte;
        let at = |bytes: &[u8]| Packed::at(bytes.into());
        let look = |_: Option<RowKind>, _: &Field, _: PackedText<'_>| ControlFlow::Continue(());
        _ = at(&bytes).unpack(EVERYTHING);
        _ = at(&bytes).each_text(EVERYTHING, look);
        bytes.truncate(cut % length);
        _ = at(&bytes).unpack(EVERYTHING);
        _ = at(&bytes).each_text(EVERYTHING, look);
        _ = packed.unpack("another text");
    }
}
