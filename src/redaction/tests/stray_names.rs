//! Tests that names which no field of a record holds are masked and withheld.

use crate::collection::{Changes, Collection, Loader, Memory, load};
use crate::redaction::{Policy, Redaction};

/// How a name may be in the file of a record and not in the record; `GUARD` withholds it.
const UNREAD: &[&str] = &[
    "title = 'A'\nname = \"Zora Testname\nGUARD",
    "title = 'A'\nname = 'Zora Testname\nGUARD",
    "title = 'A'\nname = Zora Testname\nGUARD",
    "title = 'A'\nname: 'Zora Testname'\nGUARD",
    "title = 'A'\nname 'Zora Testname'\nGUARD",
    "title = 'A'\nname'Zora Testname'\nGUARD",
    "title = 'A'\nname = “Zora Testname”\nGUARD",
    "title = 'A'\nname = „Zora Testname“\nGUARD",
    "title = 'A'\nname = «Zora Testname»\nGUARD",
    "title = 'A'\nname ﹦ 'Zora Testname'\nGUARD",
    "title = 'A'\nnmae = 'Zora Testname'\nGUARD",
    "title = 'A'\nName = 'Zora Testname'\nGUARD",
    "title = 'A'\nNAME = Zora Testname\nGUARD",
    "title = 'A'\n\"ｎａｍｅ\" = 'Zora Testname'\nGUARD",
    "title = 'A'\nalias = 'Zora Testname'\nGUARD",
    "title = 'A'\nnative name = 'Zora Testname'\nGUARD",
    "title = 'A'\nfull_name = 'Zora Testname'\nGUARD",
    "title = 'A'\nvictim = 'Zora Testname'\nGUARD",
    "title = 'A'\nname.full = 'Zora Testname'\nGUARD",
    "title = 'A'\nname = { given = 'Zora', family = 'Testname' }\nGUARD",
    "title = 'A'\nname = ['Zora \\u0054estname', \"Zora \\u0054estname\"]\nGUARD",
    "title = 'A'\nname = 'Bo'\nname = 'Zora Testname'\nGUARD",
    "title = 'A'\n<<<<<<< HEAD\nname = 'Bo'\n=======\nname = 'Zora Testname'\n>>>>>>> b\nGUARD",
    "title = 'A'\n<<<<<<< HEAD\nname = 'Zora Testname'\n=======\nname = 'Bo'\n>>>>>>> b\nGUARD",
    "title = 'A'\naliases = ['Zora Testname\nGUARD",
    "title = 'A'\naliases = ['Ab Cd' 'Zora Testname']\nGUARD",
    "title = 'A'\naliases = [\n'Ab Cd'\n'Zora Testname'\n]\nGUARD",
    "title = 'A'\naliases = [\n'Ab Cd',\n'Zora Testname',\nGUARD",
    "title = 'A'\nname =\n'Zora Testname'\nGUARD",
    "title = 'A'\nname = \"Zora\nTestname\"\nGUARD",
    "title = 'A'\nname = \"\"\"\nZora Testname\nGUARD",
    "title = 'A'\nname = \"Zora \\Testname\"\nGUARD",
    "title = 'A'\nname = \"Zora \\u00zz Testname\"\nGUARD",
    "title = 'A'\nname = \"Zora\\u0020\\u0054estname\" x\nGUARD",
    "title = 'A'\nGUARD[[quote]]\nsource = 's'\ntext = 'Some words'\nname = 'Zora Testname'\n",
    "title = 'A'\nGUARD[[event]]\nkey = 'x'\nname = 'Zora Testname'\n",
    "title = 'A'\nGUARD[meta]\nname = 'Zora Testname'\n",
    "title = 'A'\nGUARD[meta.deep]\nwho = [[{ name = 'Zora Testname' }]]\n",
    "title = 'A'\nGUARD[name]\nfirst = 'Zora'\nlast = 'Testname'\n",
    "title = 'A'\nGUARD[name\nfirst = 'Zora'\nlast = 'Testname'\n",
    "title = 'A'\nGUARD[[quote]]\nsource = 's'\ntext = 'x'\ndisputes = { nmae = 'Zora Testname' }\n",
    "title = 'A'\nGUARD[[quote]]\nsource = 's'\ntext = 'x'\ndisputes = { name = 'Zora Testname }\n",
    "title = 'A'\nGUARD[[quote]]\nsource = 's'\ntext = 'x'\ndisputes = ['age', { nmae = 'Zora Testname' }]\n",
    "[the-case]\ntitle = 'A'\nname = 'Zora Testname'\nGUARD",
    "[victim]\ntitle = 'A'\nname = 'Zora Testname'\nGUARD",
    "[meta]\ntitle = 'A'\nname = 'Zora Testname'\nGUARD",
    "[[the-case]]\ntitle = 'A'\nname = 'Zora Testname'\nGUARD",
    "[zora-testname]\ntitle = 'A'\nage = \nGUARDname = 'Zora Testname'\n",
    "{\n  \"title\": \"A\",\n  \"name\": \"Zora Testname\",\n  \"x\": 1\n}\nGUARD",
    "{\"title\": \"A\", \"name\": \"Zora Testname\"}\nGUARD",
    "title = 'A'\u{2028}name = 'Zora Testname'\u{2028}GUARD",
    "title = 'A'\u{b}name = 'Zora Testname'\u{b}GUARD",
    "title = 'A'; name = 'Zora Testname'\nGUARD",
    "title = 'A' name = 'Zora Testname'\nGUARD",
    "title: A\nname: Zora Testname\nGUARD",
    "<title>A</title>\n<name>Zora Testname</name>\nGUARD",
    "- name: Zora Testname\nGUARD",
    "| name | Zora Testname |\nGUARD",
    "title = 'A\nname = 'Zora Testname'\nGUARD",
    "title = 'A'\n+name = 'Zora Testname'\nGUARD",
    "title = 'A'\nname = Zora_Testname\nGUARD",
    "title = 'A'\nGUARDname.Zora = 'Testname'\n",
    "title = 'A'\nGUARD[aliases]\n'Zora Testname' = true\n",
    "title = 'A'\nGUARD[[aliases]]\nvalue = 'Zora Testname\n",
    "title = 'A'\nGUARDname = \"\"\"Zora\n\n\n\nTestname\n",
    "---\ntitle: A\nname: >\n  Zora Testname\nGUARD",
    "---\ntitle: A\naliases:\n  - Zora\n  - Testname\nGUARD",
    "title = 'A'\nimię = 'Zora Testname'\nGUARD",
    "GUARDname:\n  full: Zora Testname\n",
    "GUARDname:\n  de: Ab Cd\n  en: Zora Testname\n",
    "GUARDname = {\n  full = 'Zora Testname'\n",
    "GUARDname = {\nfirst = 'Zora'\nlast = 'Testname'\n}\nx = = 1\n",
    "GUARDalias:\n- en: Zora Testname\n",
    "GUARD[name]\nZora Testname\n",
    "GUARDaliases =\n[\n'Aa',\n'Zora Testname'\n]\n= =\n",
    "GUARD\"aliases\":\n[\n\"Aa\",\n\"Zora Testname\"\n],}\n",
    "GUARDname = “Zora\nTestname”\n",
    "GUARDname = «Zora\nTestname»\n",
    "GUARDname = 'Zora' +\n 'Testname'\n",
    "GUARDName\tZora Testname\n",
];

/// Checks that nothing shows `Zora` or `Testname` in the text of another record.
#[track_caller]
fn expect_name_is_withheld(collection: &Collection, confidential: bool, of: &str) {
    let said = "Zora Testname, zora-testname; Met Zora, and Testname.";
    let hides = |text: &str| !text.to_lowercase().contains("testname") && !text.contains("Zora,");
    let redaction = Redaction::of(collection, Policy::Default);
    let exported = redaction.text(said.split(';').next_back().unwrap());
    assert!(hides(&exported), "{of}\n{exported}");
    let masked = collection.sensitive_terms().without_names(said, "#");
    assert!(hides(masked.split(';').next_back().unwrap()), "{of}\n{masked}");
    if confidential {
        let masked = collection.confidential_terms().without_names(said, "#");
        assert!(hides(masked.split(';').next_back().unwrap()), "{of}\n{masked}");
    }
}

#[test]
fn a_name_that_no_record_has_is_withheld_as_its_file_is() {
    assert!(UNREAD.len() >= 50);
    let guard = "confidentiality = 'confidential'\n";
    for path in ["victims/one.toml", "arrests/two.toml"] {
        for text in UNREAD {
            let text = text.replace("GUARD", guard);
            let mut memory = Memory::default();
            memory.put(path, text.clone());
            expect_name_is_withheld(&load(&memory), true, &text);
        }
    }
    for text in UNREAD {
        let text = text.replace("GUARD", "");
        let mut memory = Memory::default();
        memory.put("victims/one.toml", text.clone());
        // The collection says so for all cases, or the user masks everything.
        memory.put("casebook.toml", guard);
        expect_name_is_withheld(&load(&memory), true, &text);
        memory.put("casebook.toml", "format = 1\n");
        let masked = load(&memory).sensitive_terms().without_names("Testname", "#");
        assert_eq!(masked, "#", "{text}");
    }
    for text in UNREAD {
        let text = text.replace("GUARD", "public = false\n");
        let mut memory = Memory::default();
        memory.put("people/one.toml", text.clone());
        expect_name_is_withheld(&load(&memory), false, &text);
    }
}

#[test]
fn a_name_in_a_table_is_withheld_whatever_its_header() {
    let of_case = "title = 'A'\nname = 'Zora Testname'\nconfidentiality = 'confidential'\n";
    let of_person = "name = 'Zora Testname'\npublic = false\n";
    for (path, own) in [("victims.toml", of_case), ("people.toml", of_person)] {
        for text in [
            "[[zp]]\nOWN",
            "[\"!!\"]\nOWN",
            "[\"\"]\nOWN",
            "[x.zp]\nOWN",
            "[x.y.zp]\nOWN",
            "[zp]\ntitle = 'A'\n[[zp.person]]\nOWN",
            "OWN",
            "[zp]\nnote = 'x'\n[zp]\nOWN",
            "[zp]\nOWN[zp]\nname = 'Bo'\n",
            "[zp\nOWN",
            "zp]\nOWN",
            "[zp zp]\nOWN",
            "(zp)\nOWN",
            "[Zora Testname]\nOWN",
            "[\"Zora Testname\"]\nOWN",
            "[bo]\nname = 'Bo'\n[zp]\nnmae = 'Zora Testname'\nOWN",
            "[bo]\nname = 'Bo'\n[[zp]]\nOWN",
            "[[zp]]\nname = 'Bo'\n[[zp]]\nOWN",
            "zp = [{ name = 'Bo' }, { name = 'Zora Testname' }]\n[x]\nOWN",
        ] {
            let text = text.replace("OWN", own);
            let mut memory = Memory::default();
            memory.put(path, text.clone());
            expect_name_is_withheld(&load(&memory), path == "victims.toml", &text);
        }
    }
}

#[test]
fn a_name_that_no_record_has_holds_back_nothing_of_a_public_record() {
    let open = |path: &str, text: &str| {
        let mut memory = Memory::default();
        memory.put(path, text);
        memory.put("people.toml", "[bo]\nname = 'Bo Other'\npublic = false\n");
        let collection = load(&memory);
        let redaction = Redaction::of(&collection, Policy::Default);
        redaction.text("Met Zora Testname.").into_owned()
    };
    for text in [
        "title = 'A'\nnmae = 'Zora Testname'\n",
        "title = 'A'\nage = 20\nname = Zora Testname\n",
        "title = 'A'\nminor = false\nname = Zora Testname\nconfidentiality = 'public'\n",
        "title = 'A'\nage = 20\nname = 'Zora Testname'\nhome = \n",
    ] {
        assert_eq!(open("victims/one.toml", text), "Met Zora Testname.", "{text}");
        let table = format!("[one]\n{text}[two]\ntitle = 'B'\nage = 30\n");
        assert_eq!(open("victims.toml", &table), "Met Zora Testname.", "{table}");
    }
    // Beside one that is confidential, in a file that is read to its end.
    let table =
        "[one]\nnmae = 'Zora Testname'\n[two]\ntitle = 'B'\nconfidentiality = 'confidential'\n";
    assert_eq!(open("victims.toml", table), "Met Zora Testname.");
}

#[test]
fn a_name_in_an_unreadable_file_is_withheld_whatever_its_key() {
    for text in
        ["nmae = 'Zora Testname'\n", "name = Zora Testname\n", "[x]\nname = 'Zora Testname\n"]
    {
        let bytes = [text.as_bytes(), b"note = 'caf\xe9'\n"].concat();
        let mut memory = Memory::default();
        memory.put("victims/test-zora.toml", bytes);
        expect_name_is_withheld(&load(&memory), true, text);
    }
}

#[test]
fn a_file_that_breaks_while_it_is_open_holds_back_its_new_names() {
    for (before, after) in [
        ("confidentiality = 'confidential'\n", "confidentiality = 'confidential'\n"),
        ("confidentiality = 'confidential'\n", ""),
        ("", "confidentiality = 'confidential'\n"),
    ] {
        for name in ["name = 'Zora Testname'\nage = \n", "name = Zora Testname\n"] {
            let earlier = format!("title = 'A'\nname = 'Ann Before'\n{before}");
            let mut memory = Memory::default();
            memory.put("victims/test-zora.toml", earlier);
            let earlier = load(&memory);
            memory.put("victims/test-zora.toml", format!("title = 'A'\n{name}{after}"));
            let path = "victims/test-zora.toml";
            let accepted = Loader::after(&earlier).apply(&memory, &Changes::at(path)).collection;
            for later in [Loader::after(&earlier).load(&memory).checked(), accepted] {
                expect_name_is_withheld(&later, true, name);
                let said = later.confidential_terms().without_names("Ann met Before", "#");
                assert_eq!(said, "# met #", "{name}");
            }
        }
    }
}

/// Checks that a person who is known from a confidential case alone is not named.
#[track_caller]
fn expect_withheld_with(path: &str, case: &str) {
    let mut memory = Memory::default();
    memory.put("people.toml", "[bystander]\nname = 'Zora Testname'\n");
    memory.put("rescues/way.toml", "title = 'Way'\nsummary = 'Met Zora Testname.'\n");
    memory.put(path, case);
    let collection = load(&memory);
    let redaction = Redaction::of(&collection, Policy::Default);
    let said = redaction.text("Met Zora Testname.");
    assert!(!said.contains("Testname"), "{path}: {case}\n{said}");
}

#[test]
fn who_is_linked_from_a_confidential_case_alone_is_withheld_however_that_is_written() {
    let sound = "title = 'X'\nconfidentiality = 'confidential'\nrequested_by = ['bystander']\n";
    for path in ["rescues/x.toml", "rescues/x.TOML", "rescue/x.toml", "rescues/名.toml.txt"] {
        expect_withheld_with(path, sound);
    }
    for link in [
        "requested_by = ['bystander'",
        "requested_by = [bystander]",
        "requested_by = ['x']\nrequested_by = ['bystander']",
        "requestd_by = ['bystander']",
        "[meta]\nrequested_by = ['bystander']",
        "persons = { a = 'bystander' }",
        "related = ['bystander']",
    ] {
        let case = format!("title = 'X'\nconfidentiality = 'confidential'\n{link}\n");
        expect_withheld_with("rescues/x.toml", &case);
    }
}

#[test]
fn the_name_of_a_misplaced_file_is_withheld_as_what_it_says() {
    for (path, shown) in [
        ("victim/zora-testname.toml", "met zora testname"),
        ("person/zora-testname.toml", "met zora testname"),
        ("cases/zora-testname.toml", "met zora testname"),
        ("zora-testname.toml", "met zora testname"),
        ("zora-testname.TOML", "met zora testname"),
        ("victims/测试者甲.TOML", "met 测试者甲"),
        ("victims/İbrahim.TOML", "met İbrahim"),
    ] {
        let mut memory = Memory::default();
        memory.put(path, "title = 'Z'\nconfidentiality = 'confidential'\npublic = false\n");
        let collection = load(&memory);
        let redaction = Redaction::of(&collection, Policy::Default);
        assert_eq!(redaction.text(shown), "met [withheld]", "{path}");
    }
    let mut table = Memory::default();
    table.put("victim.toml", "[a]\ntitle = 'Z'\nconfidentiality = 'confidential'\n");
    let collection = load(&table);
    let redaction = Redaction::of(&collection, Policy::Default);
    assert_eq!(redaction.text("the victim said"), "the victim said");
}
