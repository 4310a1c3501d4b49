//! Tests that misspelled privacy keys in settings and cases still withhold.

use crate::collection::settings::Confidentiality;
use crate::collection::{Collection, Loader, Memory, load, sample};
use crate::diagnostic::{Rule, Severity};
use crate::record::{FieldId, Id, Kind, template};

const PERSON: &str = "title = 'A case'\nname = 'Zora Testname'\n";

/// Returns a collection with a person whom another case names.
fn with(settings: Option<&[u8]>, case: &[u8]) -> Memory {
    let mut memory = Memory::default();
    if let Some(settings) = settings {
        memory.put("casebook.toml", settings);
    }
    memory.put("victims/test-zora.toml", case);
    memory.put("victims/test-bo.toml", "title = 'Bo'\nname = 'Bo Public'\nsummary = 'Met Zora Testname.'\nconfidentiality = 'public'\n");
    memory
}

fn utf16(text: &str, mark: &[u8], order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    [mark.to_vec(), text.encode_utf16().flat_map(order).collect()].concat()
}

/// Returns whether a problem of the file says that something is withheld, and what to do.
fn is_reported(collection: &Collection, path: &str) -> bool {
    let diagnostics = collection.diagnostics();
    let mut here = diagnostics.iter().filter(|diagnostic| {
        collection.file(diagnostic.file).is_some_and(|file| file.path.as_os_str() == path)
    });
    here.any(|diagnostic| {
        let problem = diagnostic.problem;
        problem.message.contains("until") && problem.code.severity() == Severity::Error
    })
}

/// What may be written for `confidentiality` or `masked`, with a word for the value and quotes where
/// they belong. `KEY` is the key, `Key` with a capital, `KYE` with two letters swapped.
const SETTINGS: &[&str] = &[
    "KEY = bare\n",
    "KEY = True\n",
    "KEY = \n",
    "KEY =",
    "KEY: VALUE\n",
    "KEY := VALUE\n",
    "KEY VALUE\n",
    "KEY\n",
    "KEY = \"VALUE\n",
    "KEY = 'yes please'\n",
    "KEY = 3\n",
    "KEY = []\n",
    "KEY = { is = VALUE }\n",
    "Key = VALUE\n",
    "UPPER = VALUE\n",
    "KYE = VALUE\n",
    "SHORT = VALUE\n",
    "\"Key\" = VALUE\n",
    "is_KEY = VALUE\n",
    "KEY_names = VALUE\n",
    "WIDE = VALUE\n",
    "K\u{200b}EY = VALUE\n",
    "\u{200b}KEY = VALUE\n",
    "KEY ＝ VALUE\n",
    "“KEY” = VALUE\n",
    "KEY = “VALUE”\n",
    "[views]\nKEY = VALUE\n",
    "[check.off]\nKEY = VALUE\n",
    "[check]\noff = {}\nKEY = VALUE\n",
    "[vocabulary]\nKEY = VALUE\n",
    "[meta]\nKEY = VALUE\n",
    "[[views]]\nKEY = VALUE\n",
    "meta.KEY = VALUE\n",
    "title.KEY = VALUE\n",
    "KEY.level = VALUE\n",
    "[KEY]\nlevel = VALUE\n",
    "KEY = FALSE\nKEY = VALUE\n",
    "KEY = VALUE\nKEY = FALSE\n",
    "<<<<<<< HEAD\nKEY = FALSE\n=======\nKEY = VALUE\n>>>>>>> other\n",
    "<<<<<<< HEAD\n=======\nKEY = VALUE\n>>>>>>> other\n",
    "title = 'T\nKEY = VALUE\n",
    "format = 1\rKEY = VALUE\r",
    "views = [\nKEY = VALUE\n",
    "[views\nKEY = VALUE\n",
    "- KEY = VALUE\n",
    "  KEY = VALUE,\n",
    "views = { 1 = 'x', KEY: VALUE }\n",
];

fn written(slip: &str, masked: bool) -> String {
    let words = if masked {
        [
            "masked",
            "Masked",
            "MASKED",
            "maskde",
            "maked",
            "ｍａｓｋｅｄ",
            "m\u{200b}asked",
            "true",
            "false",
        ]
    } else {
        [
            "confidentiality",
            "Confidentiality",
            "CONFIDENTIALITY",
            "confidentailty",
            "confidentialty",
            "ｃｏｎｆｉｄｅｎｔｉａｌｉｔｙ",
            "c\u{200b}onfidentiality",
            "\"confidential\"",
            "\"public\"",
        ]
    };
    let [key, capital, upper, swapped, short, wide, hidden, value, not] = words;
    let slip = slip.replace("K\u{200b}EY", hidden).replace("FALSE", not).replace("VALUE", value);
    let slip = slip.replace("KEY", key).replace("Key", capital).replace("UPPER", upper);
    slip.replace("KYE", swapped).replace("SHORT", short).replace("WIDE", wide)
}

#[track_caller]
fn expect_settings_hold_back(settings: &[u8], masked: bool, of: &str) {
    let collection = load(&with(Some(settings), PERSON.as_bytes()));
    let settings = collection.settings();
    if masked {
        assert_eq!(settings.masked, Some(true), "{of}");
    } else {
        assert_eq!(settings.confidentiality, Some(Confidentiality::Confidential), "{of}");
        assert!(settings.forbids_cache(), "{of}");
        assert_eq!(
            collection.confidential_terms().without_names("Met Zora Testname.", "#"),
            "Met #.",
            "{of}"
        );
    }
    // If it is read as intended, only the mistakes around it are reported.
    let is_wrong = collection.count(Severity::Error) > 0;
    let plain = of.contains("\rconfidentiality =")
        || of.contains("\rmasked =")
        || ["title = 'T\n", "<<<<<<< HEAD\n=====", "views = [\n"]
            .iter()
            .any(|start| of.starts_with(start));
    let reported = is_reported(&collection, "casebook.toml") || plain && is_wrong;
    assert!(reported, "{of}\n{:?}", collection.diagnostics());
}

#[test]
fn settings_that_slip_hold_back_what_they_seem_to_mean() {
    assert!(SETTINGS.len() >= 40);
    for masked in [false, true] {
        for slip in SETTINGS {
            let text = written(slip, masked);
            expect_settings_hold_back(text.as_bytes(), masked, &text);
        }
    }
}

#[test]
fn settings_that_cannot_be_read_hold_back_everything() {
    let sound = "title = 'Ours'\nformat = 1\n";
    for settings in [
        b"title = 'Jos\xe9'\n".to_vec(),
        b"title = 'Jos\xc3".to_vec(),
        utf16(sound, &[0xff, 0xfe], u16::to_le_bytes),
        utf16(sound, &[0xfe, 0xff], u16::to_be_bytes),
        utf16(sound, &[], u16::to_le_bytes),
        utf16(sound, &[], u16::to_be_bytes),
    ] {
        for masked in [false, true] {
            expect_settings_hold_back(&settings, masked, &format!("{settings:?}"));
        }
        let earlier = load(&with(Some(sound.as_bytes()), PERSON.as_bytes()));
        let settings =
            Loader::after(&earlier).load(&with(Some(&settings), PERSON.as_bytes())).checked();
        assert_eq!(settings.settings().masked, Some(true));
        assert!(settings.settings().forbids_cache());
    }
}

#[test]
fn settings_hold_back_while_the_program_runs_what_they_did_before_they_broke_or_went() {
    let holding =
        with(Some(b"confidentiality = 'confidential'\nmasked = true\n"), PERSON.as_bytes());
    let holding = load(&holding);
    for after in [None, Some(&b"title = \nmasked = false\n"[..]), Some(b"\xff")] {
        let after = Loader::after(&holding).load(&with(after, PERSON.as_bytes())).checked();
        assert!(after.settings().forbids_cache() && after.settings().masked == Some(true));
    }
    let open = load(&with(Some(b"format = 1\n"), PERSON.as_bytes()));
    let slipped = Loader::after(&open)
        .load(&with(Some(b"format = 1\nmasked = \n"), PERSON.as_bytes()))
        .checked();
    assert_eq!(slipped.settings().masked, Some(true));
    let said = with(Some(b"confidentiality = 'public'\n"), PERSON.as_bytes());
    assert!(
        !Loader::after(&holding).load(&said).checked().settings().forbids_cache(),
        "the file says so"
    );
}

#[test]
fn settings_that_only_mention_the_words_hold_nothing_back() {
    for settings in [
        "# confidentiality = \"confidential\"\n# masked = true\n",
        "title = 'confidentiality = confidential, masked = true'\n",
        "title = '''\nconfidentiality = \"confidential\"\nmasked = true\n'''\n",
        "[views]\n1 = { name = 'masked and confidential', query = 'is:confidential' }\n",
        "[vocabulary]\nconfidentiality = ['embargoed']\n",
        "[check.off]\nwithheld-in-doubt = 'masked, confidentiality'\n",
        "titel = 'mistyped'\n",
        "title = \n# masked = true\n",
        "confidentiality = 'public'\nmasked = false\n",
    ] {
        let collection = load(&with(Some(settings.as_bytes()), PERSON.as_bytes()));
        assert!(!collection.settings().forbids_cache(), "{settings}");
        assert_ne!(collection.settings().masked, Some(true), "{settings}");
        assert!(collection.confidential_terms().is_empty(), "{settings}");
    }
}

/// Contents that the file of a case may have; `CASE` is a valid one.
const CASES: &[&str] = &[
    "confidentiality = confidential\nCASE",
    "confidentiality = True\nCASE",
    "confidentiality = \nCASE",
    "confidentiality: 'confidential'\nCASE",
    "confidentiality 'confidential'\nCASE",
    "confidentiality = 'confidential\nCASE",
    "confidentiality = 'confidental'\nCASE",
    "confidentiality = ['public', 'confidential']\nCASE",
    "confidentiality = {}\nCASE",
    "Confidentiality = 'confidential'\nCASE",
    "CONFIDENTIALITY = 'confidential'\nCASE",
    "confidentialty = 'confidential'\nCASE",
    "confidentailtiy = 'confidential'\nCASE",
    "confidential = true\nCASE",
    "is_confidential = true\nCASE",
    "\"confidential\\u0069ty\" = 'confidential'\nCASE",
    "\"confidentiality \" = 'confidential'\nCASE",
    "'Confidentiality' = 'confidential'\nCASE",
    "ｃｏｎｆｉｄｅｎｔｉａｌｉｔｙ = 'confidential'\nCASE",
    "conﬁdentiality = 'confidential'\nCASE",
    "confidenti\u{ad}ality = 'confidential'\nCASE",
    "\u{2060}confidentiality = 'confidential'\nCASE",
    "“confidentiality” = 'confidential'\nCASE",
    "confidentiality ＝ 'confidential'\nCASE",
    "CASE[[quote]]\nsource = 'wire'\ntext = 'Said.'\nconfidentiality = 'confidential'\n",
    "CASE[[quote]]\nsource = 'wire'\ntext = 'Said.'\n\nConfidentiality = 'confidential'\n",
    "CASE[[event]]\nkey = 'a'\nconfidentiality = 'confidential'\n",
    "CASE[meta]\nconfidentiality = 'confidential'\n",
    "CASE[meta.deep]\nwho = [{ confidentiality = 'confidential' }]\n",
    "CASE[confidentiality]\nlevel = 'confidential'\n",
    "CASE[[confidentiality]]\nlevel = 'confidential'\n",
    "meta.confidentiality = 'confidential'\nCASE",
    "confidentiality.level = 'confidential'\nCASE",
    "home = { confidentiality = 'confidential' }\nCASE",
    "CASE[[quote]]\nsource = 'wire'\ntext = 'Said.'\ndisputes = { confidentiality = 'confidential' }\n",
    "CASE[[quote]]\nsource = 'wire'\ntext = 'Said.'\ndisputes = ['title', { confidentiality = 'confidential' }]\n",
    "confidentiality = 'public'\nCASEconfidentiality = 'confidential'\n",
    "confidentiality = 'confidential'\nCASEconfidentiality = 'public'\n",
    "confidentiality = 'public'\nCASE[[quote]]\nconfidentiality = 'confidential'\n",
    "<<<<<<< HEAD\nconfidentiality = 'public'\n=======\nconfidentiality = 'confidential'\n>>>>>>> b\nCASE",
    "CASE<<<<<<< HEAD\n=======\nconfidentiality = 'confidential'\n>>>>>>> b\n",
    "CASEnote = 'open\nconfidentiality = 'confidential'\n",
    "CASEtags = [\nconfidentiality = 'confidential'\n",
    "CASE[[quote\nconfidentiality = 'confidential'\n",
    "title = 'A case'\rconfidentiality = 'confidential'\rname = 'Zora Testname'\r",
];

#[track_caller]
fn expect_case_is_withheld(case: &[u8], of: &str) {
    for settings in [&b""[..], b"confidentiality = 'public'\n"] {
        let collection = load(&with(Some(settings), case));
        let record = collection.get("test-zora").unwrap().record;
        assert!(collection.is_confidential(record), "{of}");
        assert!(!collection.is_confidential(collection.get("test-bo").unwrap().record));
        assert_eq!(collection.confidential_cases(), 1, "{of}");
        let said = collection.confidential_terms().without_names("Met Zora Testname.", "#");
        assert_eq!(said, "Met #.", "{of}");
    }
}

#[test]
fn cases_that_slip_are_confidential() {
    assert!(CASES.len() >= 30);
    for case in CASES {
        let case = case.replace("CASE", PERSON);
        expect_case_is_withheld(case.as_bytes(), &case);
        let read = load(&with(None, case.as_bytes()));
        let record = read.get("test-zora").unwrap().record;
        let sound = record.fields.text(FieldId::Confidentiality) == Some("confidential");
        let sound = sound && !record.is_perhaps_confidential();
        assert!(
            sound || is_reported(&read, "victims/test-zora.toml"),
            "{case}\n{:?}",
            read.diagnostics()
        );
    }
}

#[test]
fn cases_that_cannot_be_read_are_confidential_and_their_names_are_withheld() {
    let latin = |text: &str| text.chars().map(|c| u8::try_from(c).unwrap()).collect::<Vec<u8>>();
    let text = format!("{PERSON}home = 'Bogotá'\n");
    for case in [
        latin(&text),
        [text.as_bytes(), &[0xe2, 0x82]].concat(),
        [&[0xff][..], text.as_bytes()].concat(),
        utf16(&text, &[0xff, 0xfe], u16::to_le_bytes),
        utf16(&text, &[0xfe, 0xff], u16::to_be_bytes),
        utf16(&text, &[], u16::to_le_bytes),
        utf16(&text, &[], u16::to_be_bytes),
    ] {
        expect_case_is_withheld(&case, &format!("{case:?}"));
        let read = load(&with(None, &case));
        assert!(is_reported(&read, "victims/test-zora.toml"));
        // A case that was public when it was last read is not shown as it was.
        let earlier = load(&with(None, PERSON.as_bytes()));
        let later = Loader::after(&earlier).load(&with(None, &case)).checked();
        assert!(later.is_confidential(later.get("test-zora").unwrap().record));
    }
}

#[test]
fn a_case_that_slips_while_it_is_open_is_withheld_at_once() {
    let earlier = load(&with(None, PERSON.as_bytes()));
    for case in CASES {
        let case = case.replace("CASE", PERSON);
        let later = Loader::after(&earlier).load(&with(None, case.as_bytes())).checked();
        assert!(later.is_confidential(later.get("test-zora").unwrap().record), "{case}");
    }
}

#[test]
fn in_a_table_of_cases_the_one_that_slips_is_confidential() {
    let table = |text: &str| {
        let mut memory = Memory::default();
        memory.put("victims.toml", text);
        let collection = load(&memory);
        let confidential = |id| collection.is_confidential(collection.get(id).unwrap().record);
        (confidential("one"), confidential("two"))
    };
    assert_eq!(table("[one]\ntitle = '1'\n[two]\ntitle = '2'\n"), (false, false));
    assert_eq!(
        table("[one]\ntitle = '1'\nConfidentialty = 'x'\n[two]\ntitle = '2'\n"),
        (true, false)
    );
    assert_eq!(
        table("[one]\ntitle = '1'\n[two]\ntitle = '2'\n[[two.quote]]\nconfidentiality = 'x'\n"),
        (false, true)
    );
    assert_eq!(
        table("[one]\ntitle = '1'\n[two]\ntitle = '2'\nconfidentiality = x\n"),
        (false, true)
    );
    assert_eq!(
        table("confidentiality = 'x'\n[one]\ntitle = '1'\n[two]\ntitle = '2'\n"),
        (true, true)
    );
    for header in ["confidentiality", "Confidentiality", "confidentailty", "confidental"] {
        let text = format!("[one]\ntitle = '1'\n[{header}]\nlevel = 'x'\n[two]\ntitle = '2'\n");
        assert_eq!(table(&text), (true, true), "{header}");
    }
    assert_eq!(
        table("[one]\ntitle = '1'\n[two]\ntitle = '2'\n[confidential-three]\ntitle = '3'\n"),
        (false, false)
    );
}

#[test]
fn an_id_that_two_records_have_is_confidential_if_one_of_them_is() {
    let confidential = "title = 'B'\nname = 'Zora Testname'\nconfidentiality = 'confidential'\n";
    for (path, text) in [
        ("victims/2024/test-zora.toml", confidential.to_owned()),
        ("victims/a/test-zora.toml", confidential.to_owned()),
        ("rescues/test-zora.toml", "title = 'C'\nconfidentiality = 'confidential'\n".to_owned()),
        ("victims.toml", format!("[test-zora]\n{confidential}")),
    ] {
        let mut memory = with(None, PERSON.as_bytes());
        memory.put(path, text);
        let collection = load(&memory);
        let record = collection.get("test-zora").unwrap().record;
        assert!(collection.is_confidential(record), "{path}");
        assert_eq!(
            collection.confidential_terms().without_names("Met Zora Testname.", "#"),
            "Met #."
        );
    }
}

#[test]
fn cases_that_only_mention_the_words_are_as_open_as_they_were() {
    for case in [
        "# confidentiality = \"confidential\"\nCASE",
        "CASE# confidentiality = \"confidential\"  # who may see it\n",
        "CASEnote = 'confidentiality = \"confidential\"'\n",
        "CASEnote = '''\nconfidentiality = \"confidential\"\n'''\n",
        "CASEtags = ['confidential', 'confidentiality']\n",
        "CASE[[quote]]\nsource = 'wire'\ntext = 'Said.'\nsupports = ['confidentiality']\n",
        "CASE[[event]]\nkey = 'confidential-talk'\nwhat = 'x'\n[[quote]]\nsource = 'wire'\ntext = 'Said.'\ndisputes = { 'event.confidential-talk' = 'none' }\n",
        "CASEage = \n# confidentiality = \"confidential\"\n",
        "confidentiality = 'public'\nCASEage = \n",
        "confidentiality = 'restricted'\nCASE",
        "CASEconfidence = 'high'\nidentification = 'none'\n",
    ] {
        let case = case.replace("CASE", PERSON);
        let collection = load(&with(None, case.as_bytes()));
        assert!(!collection.is_confidential(collection.get("test-zora").unwrap().record), "{case}");
        assert!(
            collection.diagnostics().iter().all(|f| f.problem.code != Rule::WithheldInDoubt),
            "{case}"
        );
    }
}

#[test]
fn templates_and_the_sample_hold_nothing_back() {
    assert_eq!(load(&sample()).confidential_cases(), 0);
    let id = Id::new("test-one").unwrap();
    for kind in Kind::all() {
        let text = template(kind, &id, "2026-11-28");
        // With every line that is commented out, with each of them taken in, and broken.
        for text in [text.clone(), text.replace("\n# ", "\n"), format!("{text}x = \n")] {
            let mut memory = Memory::default();
            memory.put(format!("{}/test-one.toml", kind.folder()), text.clone());
            assert_eq!(load(&memory).confidential_cases(), 0, "{text}");
        }
    }
}
