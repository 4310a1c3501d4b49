//! Holds that what is read straight is what is read from tables.

use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::record::parsed_text::{DocumentParts, FileLayout};
use crate::record::{syntax, template};

/// Reads a file straight, and holds that the tables say the same; returns whether it could be read so.
#[track_caller]
fn is_read(kind: Kind, text: &str) -> bool {
    let words = Vocabularies::default();
    let layout = FileLayout::One { kind, id: Id::new("test-one").unwrap() };
    let mut is_read = false;
    for has_rules in [false, true] {
        let form = (&layout, &words);
        let Some(direct) = DocumentParts::read_directly(text, form, has_rules) else {
            continue;
        };
        let parts = DocumentParts::of(text, &syntax::read(text), form, has_rules);
        assert_eq!(direct.records, parts.records, "{text}");
        assert_eq!(direct.problems, parts.problems, "{text}");
        assert_eq!(direct.stray_names, parts.stray_names, "{text}");
        is_read = true;
    }
    is_read
}

/// Returns the texts of all cases that come with the program, with their kinds.
fn shipped() -> Vec<(Kind, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let of_kind = |kind: Kind| {
        let files = fs::read_dir(folder.join(kind.folder())).into_iter().flatten();
        let files = files.map(|file| file.unwrap().path());
        let mut files: Vec<_> =
            files.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
        files.sort();
        files.into_iter().map(move |path| (kind, fs::read_to_string(path).unwrap()))
    };
    Kind::all().flat_map(of_kind).collect()
}

#[test]
fn most_cases_are_read_straight_as_they_are_read_from_tables() {
    let all = shipped();
    let read = all.iter().filter(|(kind, text)| is_read(*kind, text)).count();
    assert!(2 * read > all.len(), "{read} of {}", all.len());
    for kind in Kind::all() {
        is_read(kind, &template(kind, &Id::new("test-one").unwrap(), "2026-11-28"));
    }
}

#[test]
fn texts_of_all_forms_are_read_straight() {
    for text in [
        "",
        "# Nothing\n",
        "\u{feff}title = 'A'\r\nage = 31\r\n",
        "title = \"A \\\"b\\\"\\u00e9\"\nsummary = \"\"\"\nOne.\\\n  Two.\"\"\"\nname = '''Zora'''\nname_type = 'alias'\n",
        "title = \"Tab\tand é\"\ncitizenship = [ # both\n  'TH',\n\n  \"VN\",\n]\nsmuggled = true\n",
        "[[ quote ]] # words\nsource = 'wire'\ntext = 'Said.'\nsupports = ['title', 'event.sale']\n[[event]]\nkey = 'sale'\nwhat = 'Sold.'\n\
         [[quote]]\nsource = 'wire'\ntext = 'Said.'\n[[event]]\nkey = 'flight'\nwhat = 'Fled.'\n",
    ] {
        assert!(is_read(Kind::Victim, text), "{text}");
    }
}

#[test]
fn whatever_is_more_than_fields_in_their_places_is_left_to_the_tables() {
    for text in [
        "hat = 1\n",
        "age = 'many'\n",
        "age = 0x\n",
        "age = 31\nage = 31\n",
        "\"age\" = 31\n",
        "age.at = 31\n",
        "age = [31]\n",
        "age =\n",
        "citizenship = []\n",
        "citizenship = [['TH']]\n",
        "title = \"A\u{7f}\"\n",
        "title = \"A\\q\"\n",
        "title = 'A\n",
        "title = 'A' age = 31\n",
        "title = 'unknown'\n",
        "event = 'x'\n",
        "event = [{ key = 'a' }]\n",
        "[meta]\n",
        "[quote]\n",
        "[[meta]]\n",
        "[[quote.more]]\n",
        "[[title]]\n",
        "[[quote]]\nsupports = []\n",
        "[[quote]]\nsupports = 'title'\n",
        "[[quote]]\nsupports = ['hat']\n",
        "[[quote]]\nsupports = ['age']\nsupports = ['age']\n",
        "[[quote]]\ndisputes = ['age']\n",
        "[[event]]\nkey = 'a'\n[[group]]\nkey = 'b'\n[[event]]\nkey = 'c'\n",
        "name = 'Zora'\nage = 15\n",
        "title = 'A' # \u{1}\n",
        "title = 'A'\rage = 31\n",
        "title = 'A'\n\r",
        "tags = ['wherabouts-witheld']\n",
        "summary = '''\n<<<<<<< one\n=======\n>>>>>>> other\n'''\n",
    ] {
        assert!(!is_read(Kind::Victim, text), "{text}");
    }
    let long = format!("note = '{}'\n", "a".repeat(LARGEST));
    assert!(!is_read(Kind::Victim, &long));
    for open in ["[", "{ a = "] {
        let deep = format!("tags = {}\n", open.repeat(40_000));
        assert!(!is_read(Kind::Victim, &deep));
    }
}

/// Lines of a record, sound and not.
const LINES: [&str; 34] = [
    "title = 'A title'",
    "title = \"Girl, 15, sold\"",
    "name = 'Zora Testname'",
    "name = \"Zora\\tTestname\"",
    "name_type = 'alias'",
    "name_type = 'real'",
    "age = 31",
    "age = 15",
    "age = +1_5",
    "age = 0x1F",
    "minor = false",
    "minor = true",
    "confidentiality = 'confidential'",
    "public = false",
    "tags = ['public', 'whereabouts-withheld']",
    "tags = ['whereabouts_withheld']",
    "tags = ['a',\n # two\n 'b']",
    "citizenship = ['TH', 'VN']",
    "exploitation_place = 'seatown'",
    "recruitment_date = '2021-12~'",
    "recruitment_date = 2021-12-01",
    "ransom_paid = '500 USD'",
    "ransom_paid = true",
    "sold_count = 2",
    "[[quote]]",
    "source = 'wire'",
    "text = '''Said\n\"so\".'''",
    "supports = ['age', 'event.sale']",
    "[[event]]",
    "key = 'sale'",
    "what = 'Sold.'",
    "date = '2022'",
    "[[group]]",
    "count = 3",
];

proptest! {
    #[test]
    fn lines_in_any_order_are_read_as_from_tables(
        kind in select(Kind::all().collect::<Vec<_>>()),
        lines in vec(select(&LINES[..]), 0..14),
    ) {
        is_read(kind, &lines.join("\n"));
    }

    #[test]
    fn damaged_cases_are_read_as_from_tables(
        case in any::<Index>(),
        damages in vec((any::<Index>(), any::<Index>(), select(vec!["", "\"", "'", "\n", "=", "[", "]", "#", "\\", "\t", ",", "1", "é", "\r", "."])), 0..4),
    ) {
        let all = shipped();
        let (kind, mut text) = case.get(&all).clone();
        for (from, length, with) in damages {
            let from = text.floor_char_boundary(from.index(text.len() + 1));
            let end = text.ceil_char_boundary((from + length.index(4)).min(text.len()));
            text.replace_range(from..end, with);
        }
        is_read(kind, &text);
    }
}
