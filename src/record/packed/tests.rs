use proptest::prelude::*;

use super::*;
use crate::record::{Document, FileLayout, Id, Kind, Vocabularies};

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
        _ = at(&bytes).unpack(EVERYTHING);
        bytes.truncate(cut % length);
        _ = at(&bytes).unpack(EVERYTHING);
        _ = packed.unpack("another text");
    }
}
