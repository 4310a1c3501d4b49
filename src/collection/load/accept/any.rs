//! Property-test generators: small collections, and changes to them, in which everything links to
//! everything.

use std::fmt;

use proptest::prelude::*;
use proptest::sample::select;

/// Another text of a file, or none where it is taken away.
pub(crate) type Write = (&'static str, Option<Bytes>);

/// What is in a file; shown as far as it is text.
#[derive(Clone)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", String::from_utf8_lossy(&self.0))
    }
}

/// The hash of the first archived text below.
const HASH: &str = "sha256 = '6ec6e1315661891df263de061c89f2e6cb579ff03cd2fc40a1f6947139e56899'\n";

const TITLES: &[&str] = &["", "title = 'Ann of the Sea'\n", "title = 'Bo'\n", "title = \n"];
const NAMES: &[&str] = &["", "name = 'Ann'\n", "name = 'Bo'\n", "name = 'Guard'\n"];
const COUNTS: &[&str] = &["", "count = 2\n", "count = 3\n", "count = 5\n"];
const PARTS: &[&str] = &["", "part_of = 'r'\n", "part_of = 's'\n", "part_of = 'rr'\n"];
const QUOTES: &[&str] = &[
    "",
    "[[quote]]\nsource = 'wire'\ntext = 'three left'\nspeaker = 'Ann, a guard'\nsupports = ['title', 'count', 'age']\ncredibility = 1\n",
    "[[quote]]\nsource = 'copy'\ntext = 'three left'\nsupports = ['title', 'count', 'age']\ncredibility = 1\n",
    "[[quote]]\nsource = 'other'\ntext = 'the Guard said'\nspeaker = 'Bo'\nsupports = ['title', 'name']\ndisputes = ['age']\n",
    "[[quote]]\nsource = 'wire'\ntext = 'and the Guard said so'\nspeaker = 'the Guard'\nsupports = ['age']\n",
    "[[quote]]\nsource = 'wires'\ntext = 'four left'\n",
    "[[quote]]\nsource = 'wire'\ntext = 'three left'\nsupports = ['recruitment_date', 'exploitation_place']\ndisputes = { count = 2 }\n",
    "[[quote]]\nsource = 'other'\ntext = 'four left'\ndisputes = { exploitation_place = 'town', operator = \"org\" }\n",
    "[[quote]]\nsource = 'other'\ntext = 'four left'\ndisputes = [{ related = ['b', 'town'] }, { home = 'sea' }, 'age']\n",
];

/// What the files of a kind may say, line by line.
fn lines(kind: &str) -> &'static [&'static [&'static str]] {
    match kind {
        "victims" => &[
            TITLES,
            NAMES,
            &["", "age = 14\n", "age = 20\n", "age = 'old'\n"],
            &[
                "",
                "exploitation_place = 'sea'\n",
                "exploitation_place = 'town'\n",
                "home = 'tow'\n",
            ],
            &["", "operator = 'org'\n", "operator = 'ann'\n"],
            &["", "recruitment_date = '2022'\n", "recruitment_date = '2022?/2023'\n"],
            &["", "confidentiality = 'confidential'\n", "confidentiality = 'public'\n"],
            &["", "related = ['a', 'r']\n", "related = ['b', 'bb']\n", "related = ['c', 'town']\n"],
            QUOTES,
            QUOTES,
        ],
        "rescues" => &[
            TITLES,
            COUNTS,
            &["", "count_basis = 'computed'\n"],
            PARTS,
            &[
                "",
                "places = ['town']\n",
                "victims = ['a', 'b']\n",
                "requested_by = ['ann', 'org']\n",
            ],
            QUOTES,
            QUOTES,
        ],
        "arrests" => {
            &[TITLES, COUNTS, &["", "persons = ['ann', 'bo']\n", "persons = ['a']\n"], QUOTES]
        }
        "sources" => &[
            &["", "title = 'A Wire'\n", "title = 'Another'\n", "title =\n"],
            &["", "publisher = 'Ann'\n", "published = '2022'\npublished_basis = 'stated'\n"],
            &["", "derived_from = ['wire']\n", "derived_from = ['other', 'copy']\n"],
            &["", HASH],
        ],
        "places" => &[
            &["", "name = 'Sea'\n", "name = 'Town'\n", "name = \n"],
            &["", "aliases = ['Guard', 'Ann']\n"],
            &[
                "",
                "within = 'sea'\n",
                "within = 'town'\n",
                "within = 'land'\n",
                "within = 'wire'\n",
            ],
        ],
        "people" => &[
            NAMES,
            &["", "aliases = ['guard', 'Bo']\n", "aliases = ['']\n"],
            &["", "member_of = ['org']\n", "member_of = ['ann']\n"],
        ],
        "organisations" => &[NAMES, &["", "part_of = 'org'\n", "part_of = 'orgs'\n"]],
        _ => &[&["", "title = 'x'\n"]],
    }
}

/// The files, each with its kind and, where it is a table, its ids.
const FILES: &[(&str, &str, &[&str])] = &[
    ("victims/a.toml", "victims", &[]),
    ("victims/b.toml", "victims", &[]),
    ("victims/deep/a.toml", "victims", &[]),
    ("victims.toml", "victims", &["a", "c", "bb"]),
    ("victims/Bad Name.toml", "victims", &[]),
    ("rescues/r.toml", "rescues", &[]),
    ("rescues/s.toml", "rescues", &[]),
    ("rescues.toml", "rescues", &["s", "t"]),
    ("arrests/raid.toml", "arrests", &[]),
    ("arrests/r.toml", "arrests", &[]),
    ("sources/wire.toml", "sources", &[]),
    ("sources.toml", "sources", &["wire", "copy", "other", "wires"]),
    ("places/town.toml", "places", &[]),
    ("places.toml", "places", &["sea", "town", "land"]),
    ("people/ann.toml", "people", &[]),
    ("people.toml", "people", &["ann", "bo"]),
    ("organisations.toml", "organisations", &["org", "bo"]),
    ("hats/x.toml", "", &[]),
    ("hats/y.toml", "", &[]),
    ("hats.toml", "", &[]),
];

const ARCHIVED: &[&str] = &["archive/wire.txt", "archive/copy.txt", "archive/deep/wire.txt"];

const TEXTS: &[&[u8]] = &[
    b"Then three left, and the Guard said so.",
    "Then \u{2018}three\u{a0}left\u{2019}; four left at last, a long time after.".as_bytes(),
    b"Nobody left. The Guard said it.",
    b"In 2022 three left the Town.",
    b"Three \xff left.",
];

/// Some differ in their saved views alone, some of which are wrong or seem to be meant as something else.
const SETTINGS: &[&str] = &[
    "format = 1\n",
    "format = 1\n[views]\n1 = 'place:town'\n",
    "format = 1\n[views]\n1 = 'place:sea'\n2 = 'place:('\n",
    "format = 1\n[views]\nmasked = true\n",
    "quotation_share = 0.3\n",
    "quotation_share = 0.3\n[views]\n1 = 'place:town'\n",
    "quotation_share = \n",
    "quotation_share = \n[views]\n1 = 'place:town'\n",
];

/// Returns any change of one file.
pub(crate) fn any_write() -> impl Strategy<Value = Write> {
    let records = select(FILES).prop_flat_map(|(path, kind, ids)| {
        let text = if ids.is_empty() { any_record(kind) } else { any_table(kind, ids) };
        (Just(path), prop::option::weighted(0.85, text.prop_map(|text| Bytes(text.into_bytes()))))
    });
    let texts = select(TEXTS).prop_map(|text| Bytes(text.to_vec()));
    let archived = (select(ARCHIVED), prop::option::weighted(0.75, texts));
    let settings = select(SETTINGS);
    let settings = (Just("casebook.toml"), settings.prop_map(|text| Some(Bytes(text.into()))));
    let latin =
        select(FILES).prop_map(|(path, ..)| (path, Some(Bytes(b"title = 'Jos\xe9'\n".to_vec()))));
    prop_oneof![24 => records, 6 => archived, 1 => settings, 1 => latin]
}

fn any_record(kind: &str) -> BoxedStrategy<String> {
    let lines: Vec<_> = lines(kind).iter().map(|lines| select(*lines)).collect();
    lines.prop_map(|lines| lines.concat()).boxed()
}

fn any_table(kind: &str, ids: &'static [&'static str]) -> BoxedStrategy<String> {
    let nested = |text: &str, id: &str| text.replace("[[quote]]", &format!("[[{id}.quote]]"));
    let records: Vec<_> = ids
        .iter()
        .map(|id| {
            let record =
                any_record(kind).prop_map(move |text| format!("[{id}]\n{}", nested(&text, id)));
            prop::option::weighted(0.8, record)
        })
        .collect();
    records.prop_map(|records| records.into_iter().flatten().collect::<String>()).boxed()
}
