//! Every format of the table, over hostile text, confidential cases and a large collection.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its collection has failed")]

use std::collections::BTreeSet;
use std::io::{self, Write};

use casebook::collection::{Collection, Memory, load};
use casebook::exchange::{Audience, ExportError, FORMATS, Format, Takes, View};
use casebook::record::{Id, Kind};
use casebook::redaction::{MaskedQuotes, Policy, Redaction};
use casebook::text::without_controls;

/// Text that steers terminals, hides, or ends a field of another format.
const HOSTILE: &str = "=1+1\\u001B[31m\\u202Eevil\\u200B \\\\ } ]]> \\u0007 \\u2028 \\\"; rm -rf \\t| '@x' \\u0085 \\u0000\\r\\n---\\n- {";

fn hostile() -> Collection {
    let mut memory = Memory::default();
    let quote = format!("[[quote]]\nsource = 'wire'\ntext = \"{HOSTILE}\"\nsupports = ['title']\n");
    for (folder, id) in
        [("victims", "test-ann"), ("rescues", "test-raid"), ("arrests", "test-charge")]
    {
        let fields = "date = '2020'\ntags = ['one']\nrelated = ['test-ann', 'gone']\n";
        memory.put(
            format!("{folder}/{id}.toml"),
            format!("title = \"{HOSTILE}\"\nsummary = \"{HOSTILE}\"\nnote = \"{HOSTILE}\"\n{fields}\n{quote}"),
        );
    }
    memory.put(
        "sources.toml",
        format!("[wire]\ntitle = \"{HOSTILE}\"\nauthor = [\"{HOSTILE}\"]\npublisher = \"{HOSTILE}\"\nurl = \"https://test.example/{HOSTILE}\"\nlanguage = \"{HOSTILE}\"\npublished = '2020?/2021~'\n[null]\n[two]\ntype = 'report'\n"),
    );
    memory.put("people.toml", format!("[test-person]\nname = \"{HOSTILE}\"\n"));
    load(&memory)
}

/// Returns the ids that a format takes.
fn taken<'c>(format: &Format, collection: &'c Collection) -> Vec<&'c Id> {
    match format.takes {
        Takes::Records | Takes::WholeRecords | Takes::Export => collection.ids().collect(),
        Takes::Sources => collection.ids_of(Kind::Source).collect(),
    }
}

/// Writes records in a format, with the sentence about all of them first; `None` where the format refuses.
fn tried(format: &Format, view: &View<'_>, ids: &[&Id]) -> Option<String> {
    let mut out = Vec::new();
    let result = format.write(view, ids, &mut out);
    if matches!(result, Err(ExportError::Withheld(_))) {
        assert!(ids.len() > 1 || out.is_empty(), "a record that is refused is begun");
        return None;
    }
    let text = match format.audience {
        // A workbook is in no encoding.
        Audience::Files if out.starts_with(b"PK") => entries(&out),
        Audience::Files => String::from_utf8_lossy(&out).into_owned(),
        Audience::People | Audience::Json | Audience::Programs | Audience::Exact => {
            String::from_utf8(out).unwrap()
        }
    };
    Some(result.unwrap().unwrap_or_default() + &text)
}

/// Returns the texts of all entries of an archive.
fn entries(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for number in 0..archive.len() {
        io::Read::read_to_string(&mut archive.by_index(number).unwrap(), &mut all).unwrap();
    }
    all
}

/// Writes what a format takes of a collection; what a format refuses is left out.
fn written(format: &Format, collection: &Collection, policy: Policy) -> String {
    let redaction = Redaction::of(collection, policy);
    let (view, ids) = (View::of(&redaction), taken(format, collection));
    let one_by_one = || ids.iter().filter_map(|id| tried(format, &view, &[*id])).collect();
    tried(format, &view, &ids).unwrap_or_else(one_by_one)
}

#[test]
fn each_row_says_what_it_is_and_no_two_of_a_command_share_a_name() {
    let mut names = BTreeSet::new();
    for format in FORMATS {
        let (name, ending) = (format.name, format.extension);
        let is_word = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(!name.is_empty() && name.chars().all(is_word), "{name}");
        assert!(!ending.is_empty() && !ending.contains('.'), "{name}: {ending}");
        let description = format.description;
        assert!(
            description.starts_with(char::is_uppercase) && !description.ends_with('.'),
            "{name}"
        );
        assert!(names.insert(format!("{:?} {name}", format.takes)), "{name} is there twice");
    }
    for takes in [Takes::Records, Takes::WholeRecords, Takes::Sources, Takes::Export] {
        assert!(takes.formats().any(|format| format.name == takes.usual()), "{takes:?}");
    }
}

#[test]
fn hostile_text_steers_no_terminal_in_any_format() {
    let collection = hostile();
    for format in FORMATS {
        let text = written(format, &collection, Policy::Full);
        assert!(["test-ann", "evil"].iter().any(|word| text.contains(word)), "{format:?}: {text}");
        let text = match format.audience {
            // A terminal gets no control character of it.
            Audience::Exact | Audience::Files => without_controls(&text).into_owned(),
            Audience::People | Audience::Json | Audience::Programs => text,
        };
        let steers = |c: &char| {
            c.is_control() && !matches!(c, '\n' | '\t')
                || matches!(c, '\u{202e}' | '\u{200b}' | '\u{2028}')
        };
        let found = text.chars().find(steers);
        let invisible_stays =
            matches!(format.audience, Audience::Exact | Audience::Programs | Audience::Files);
        assert!(
            found.is_none_or(|c| invisible_stays && !c.is_control()),
            "{format:?} has {found:?} in {text}"
        );
    }
}

/// A confidential victim, a person with `public = false`, and cases that name both.
fn confidential() -> Collection {
    let mut memory = Memory::default();
    for (path, text) in [
        (
            "victims/zebulon-quagmire.toml",
            "title = 'A tourmaline title'\nname = 'Zebulon Quagmire'\nconfidentiality = 'confidential'\nage = 17\n[[quote]]\nsource = 'wire'\ntext = 'Quagmire wept.'\nsupports = ['age']\n",
        ),
        (
            "victims/test-ann.toml",
            "title = 'Ann Test met Zebulon Quagmire'\nname = 'Ann Test'\nage = 20\nrelated = ['zebulon-quagmire']\npersons = ['thessaly-okonkwo']\n[[quote]]\nsource = 'wire'\ntext = 'Thessaly Okonkwo spoke.'\nspeaker = 'Thessaly Okonkwo'\nsupports = ['age']\n",
        ),
        ("people.toml", "[thessaly-okonkwo]\nname = 'Thessaly Okonkwo'\npublic = false\n"),
        (
            "sources.toml",
            "[wire]\ntitle = 'Okonkwo and Quagmire'\nauthor = ['Thessaly Okonkwo']\npublisher = 'Quagmire Press'\nurl = 'https://test.example/okonkwo'\n[okonkwo-interview]\ntitle = 'An interview'\n[quagmire-interview]\n",
        ),
        ("archive/wire.txt", "Quagmire wept. Thessaly Okonkwo spoke."),
    ] {
        memory.put(path, text);
    }
    load(&memory)
}

#[test]
fn no_format_writes_what_is_withheld() {
    let collection = confidential();
    for format in FORMATS {
        let text = written(format, &collection, Policy::Default).to_lowercase();
        for name in ["zebulon", "quagmire", "thessaly", "okonkwo", "tourmaline"] {
            assert!(!text.contains(name), "{format:?} has {name}: {text}");
        }
        let whole = written(format, &collection, Policy::Full).to_lowercase();
        let is_whole = ["okonkwo", "quagmire"].iter().any(|name| whole.contains(name));
        assert!(is_whole, "{format:?} writes everything for its owner: {whole}");
    }
}

#[test]
fn no_format_names_anyone_under_a_mask_nor_has_a_quote_that_is_covered() {
    let collection = confidential();
    let mut quoting = 0;
    for format in FORMATS {
        for words in [MaskedQuotes::Printed, MaskedQuotes::Withheld] {
            let text = written(format, &collection, Policy::Masked(words)).to_lowercase();
            let names = [
                "zebulon",
                "quagmire",
                "thessaly",
                "okonkwo",
                "tourmaline",
                "ann test",
                "test-ann",
            ];
            for name in names {
                assert!(!text.contains(name), "{format:?} has {name}: {text}");
            }
            let quotes = text.contains(" spoke.");
            assert!(!quotes || words == MaskedQuotes::Printed, "{format:?}: {text}");
            quoting += usize::from(quotes);
        }
    }
    assert!(quoting >= 3, "a brief has the words of quotes: {quoting}");
}

/// Takes what is written, and remembers how large the largest piece was.
#[derive(Default)]
struct Pieces {
    bytes: usize,
    count: usize,
    largest: usize,
    /// After how many pieces it fails, as a pipe does whose reader has left.
    most: Option<usize>,
}

impl Write for Pieces {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if self.most.is_some_and(|most| self.count >= most) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.bytes += piece.len();
        self.count += 1;
        self.largest = self.largest.max(piece.len());
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Half cases, half sources.
fn large(count: usize) -> Collection {
    let mut memory = Memory::default();
    for n in 0..count / 2 {
        let age = 18 + n % 50;
        memory.put(format!("victims/case-{n}.toml"), format!("title = 'Case {n}'\nage = {age}\n"));
    }
    for n in 0..count / 2 {
        let text = format!("title = 'Source {n}'\npublished = '2020'\n");
        memory.put(format!("sources/source-{n}.toml"), text);
    }
    load(&memory)
}

#[test]
fn two_hundred_thousand_records_are_written_record_by_record() {
    let collection = large(206_000);
    assert_eq!(collection.ids().count(), 206_000);
    for format in FORMATS {
        let redaction = Redaction::of(&collection, Policy::Default);
        let (view, ids) = (View::of(&redaction), taken(format, &collection));
        let mut out = Pieces::default();
        format.write(&view, &ids, &mut out).unwrap();
        // Some exports have a row for each victim, and none for sources.
        let rows = if format.takes == Takes::Export { ids.len() / 2 } else { ids.len() };
        // What is compressed comes in fewer pieces.
        let (rows, bytes) =
            if format.extension == "xlsx" { (1000, 1 << 20) } else { (rows, 8 * ids.len()) };
        assert!(out.count >= rows && out.bytes >= bytes, "{format:?}: {}", out.count);
        assert!(out.largest < 4096, "{format:?} writes {} bytes at once", out.largest);
        let mut left = Pieces { most: Some(10), ..Pieces::default() };
        let ended = format.write(&view, &ids[..1000], &mut left);
        assert!(
            matches!(&ended, Err(ExportError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe),
            "{format:?}: {ended:?}"
        );
    }
}
