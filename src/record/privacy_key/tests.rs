use super::*;
use crate::diagnostic::Rule;
use crate::record::syntax;
use crate::record::{Kind, Vocabulary, fields, row_fields};

#[test]
fn keys_within_two_slips_are_meant_and_others_are_not() {
    for key in [
        "confidentiality",
        "Confidentiality",
        "CONFIDENTIALITY",
        "confidentialty",
        "confidentality",
        "confidentialiyt",
        "confidentalty",
        "confidential",
        "confidental",
        "konfidentiality",
        "confi_dentiality",
        "case-confidentiality",
        "is_confidential",
        "confidentiality level",
        "ｃｏｎｆｉｄｅｎｔｉａｌｉｔｙ",
        "conﬁdentiality",
        "confidentialitý",
        "c\u{200b}onfidentiality",
        "соnfidentiality",
        "\"confidentiality\"",
        "c0nfident1ality",
    ] {
        assert!(PrivacyKey::Confidentiality.matches_key(key), "{key}");
    }
    for key in [
        "masked",
        "Masked",
        "MASKED",
        "maskde",
        "maksed",
        "mask",
        "maked",
        "is_masked",
        "mask_all",
        "ｍａｓｋｅｄ",
    ] {
        assert!(PrivacyKey::Masked.matches_key(key), "{key}");
    }
    for key in [
        "identification",
        "coincidental",
        "confidence",
        "title",
        "event.confidential-talk",
        "",
        "=",
        "identity",
    ] {
        assert!(!PrivacyKey::Confidentiality.matches_key(key), "{key}");
    }
    for key in ["name", "cache", "check", "task", "title", "unmasking-1", "markets-2", ""] {
        assert!(!PrivacyKey::Masked.matches_key(key), "{key}");
    }
}

#[test]
fn letters_of_other_alphabets_do_not_hide_a_guard() {
    for key in [
        "confıdentıalıty",
        "CONFİDENTİALİTY",
        "confіdentіаlіty",
        "соnfіdеntіаlіtу",
        "ϲοnfidentiality",
        "ᴄᴏɴꜰɪᴅᴇɴᴛɪᴀʟɪᴛʏ",
    ] {
        assert!(PrivacyKey::Confidentiality.matches_key(key), "{key}");
    }
    for key in ["mаsked", "maѕkеd", "mаѕкеd", "ᴍasᴋed", "maskeԁ"] {
        assert!(PrivacyKey::Masked.matches_key(key), "{key}");
    }
    for key in ["рublic", "рubliс", "рublіс", "publıc", "ᴘᴜʙʟɪᴄ", "рυblіс", "pʋblic"]
    {
        assert!(PrivacyKey::Public.matches_key(key), "{key}");
    }
    for key in ["национальность", "возраст", "έτος", "имя", "место", "お名前", "姓名"]
    {
        for guard in [PrivacyKey::Confidentiality, PrivacyKey::Masked, PrivacyKey::Public] {
            assert!(!guard.matches_key(key), "{key}");
        }
    }
}

#[test]
fn whatever_parts_a_guard_from_its_value_in_a_broken_text_it_counts() {
    for (guard, key) in [
        (PrivacyKey::Confidentiality, "confidentiality"),
        (PrivacyKey::Confidentiality, "confidentialty"),
        (PrivacyKey::Masked, "masked"),
        (PrivacyKey::Public, "public"),
    ] {
        for line in [
            "KEY\"false\"",
            "KEY'false'",
            "KEY﹦false",
            "KEY꞊false",
            "KEY∶false",
            "KEY᐀false",
            "KEY|false",
            "KEY\u{1f512}false",
            "<KEY>false</KEY>",
            "[#]KEY = false",
            "[[KEY]",
            "(KEY) = false",
            "* **KEY**: false",
            "title = 'x', KEY = false",
        ] {
            let line = line.replace("KEY", key);
            let text = format!("age = = 3\n{line}\n");
            let found = guard.attempts(&text, &syntax::read(&text));
            assert!(!found.is_empty(), "{text}");
        }
    }
    for line in
        ["# confidentiality = x", "age = 3 #confidentiality", "identity = x", "confidence 3"]
    {
        let text = format!("age = = 3\n{line}\n");
        assert_eq!(PrivacyKey::Confidentiality.attempts(&text, &syntax::read(&text)), [], "{text}");
    }
}

#[test]
fn no_name_of_the_format_is_meant_by_mistake() {
    let of_kinds = Kind::all().flat_map(fields);
    let rows = [
        crate::record::RowKind::Event,
        crate::record::RowKind::Group,
        crate::record::RowKind::Quote,
    ];
    let of_rows = rows.into_iter().flat_map(row_fields);
    let names = of_kinds.chain(of_rows).map(|field| field.name.as_str());
    let vocabularies = Vocabulary::all().map(Vocabulary::name);
    let rules = <Rule as strum::IntoEnumIterator>::iter().map(Rule::name);
    let settings = [
        "title",
        "format",
        "cache",
        "quotation_share",
        "vocabulary",
        "check",
        "views",
        "off",
        "query",
        "sort",
    ];
    for name in names.chain(vocabularies).chain(rules).chain(settings) {
        assert_eq!(
            PrivacyKey::Confidentiality.matches_key(name),
            name == "confidentiality",
            "{name}"
        );
        assert!(!PrivacyKey::Masked.matches_key(name), "{name}");
    }
}

#[test]
fn a_comment_and_a_string_in_a_sound_text_set_nothing() {
    for text in [
        "# confidentiality = \"confidential\"\n",
        "title = 'T' # confidentiality = \"confidential\"\n",
        "summary = 'confidentiality = confidential'\n",
        "summary = '''\nconfidentiality = \"confidential\"\n'''\n",
        "tags = ['confidential', 'masked']\n[[quote]]\nsupports = ['confidentiality']\n",
    ] {
        let syntax = syntax::read(text);
        assert!(!syntax.is_broken());
        for guard in [PrivacyKey::Confidentiality, PrivacyKey::Masked] {
            assert_eq!(guard.attempts(text, &syntax), [], "{text}");
        }
    }
}

#[test]
fn lines_of_a_broken_text_count_and_its_comments_do_not() {
    let lines = |text: &str| {
        let found = PrivacyKey::Confidentiality.in_lines(text);
        found.into_iter().map(|key| key.of(text).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        lines("title = \n# confidentiality = \"confidential\"\n  #confidentiality = x\n"),
        [""; 0]
    );
    assert_eq!(lines("age = = 3 # confidentiality: who may see it\n"), [""; 0]);
    assert_eq!(lines("title = 'T'\rconfidentiality = 'confidential'\r"), ["confidentiality"]);
    assert_eq!(lines("+confidentiality = x\n"), ["confidentiality"]);
    assert_eq!(lines("{ a = 1, Confidentialty : x }\n"), ["Confidentialty"]);
    assert_eq!(lines("note = '#1', confidentiality = x\n"), ["confidentiality"]);
    assert_eq!(lines("c\0o\0n\0f\0i\0d\0e\0n\0t\0i\0a\0l\0i\0t\0y\0=\0\n\0").len(), 1);
    assert_eq!(lines(&format!("{}＝{}", "é".repeat(100_000), "＝".repeat(100_000))), [""; 0]);
}

#[test]
fn of_many_attempts_a_limited_number_is_looked_at() {
    let line = "confidentiality = x\n".repeat(5000);
    assert_eq!(PrivacyKey::Confidentiality.attempts(&line, &syntax::read(&line)).len(), MOST);
    let tables: Vec<_> = (0..5000).map(|n| format!("[t{n}]\nmasked = true\n")).collect();
    let tables = tables.concat();
    assert_eq!(PrivacyKey::Masked.attempts(&tables, &syntax::read(&tables)).len(), MOST);
}

#[test]
fn no_field_of_a_record_asks_by_mistake_whether_the_person_may_be_named() {
    let rows = [
        crate::record::RowKind::Event,
        crate::record::RowKind::Group,
        crate::record::RowKind::Quote,
    ];
    let kinds = [Kind::Victim, Kind::Person].into_iter().flat_map(fields);
    for field in kinds.chain(rows.into_iter().flat_map(row_fields)) {
        let name = field.name.as_str();
        let is_own = matches!(name, "public" | "confidentiality");
        assert_eq!(PrivacyKey::Public.matches_key(name), is_own, "{name}");
    }
}

/// Checks whether a text withholds a name, by itself and after a line that breaks it.
#[track_caller]
fn check_public(line: &str, in_sound: bool, in_broken: bool) {
    for (head, expected) in [("", in_sound), ("age = = 3\n", in_broken)] {
        let text = format!("{head}{line}\n");
        let syntax = syntax::read(&text);
        let found = PrivacyKey::Public.attempts(&text, &syntax);
        assert_eq!(!found.is_empty(), expected, "{text}: {found:?}");
    }
}

#[test]
fn what_says_that_a_person_may_not_be_named_is_found() {
    for line in [
        "public = false",
        "public = 'false'",
        "publc = 0",
        "Public = 'no'",
        "\"ｐｕｂｌｉｃ\" = false",
        "\"рublіс\" = false",
        "meta.public = false",
        "a = [{ public = false }]",
        "[[quote]]\npublic = false",
        "[x.y]\npublik = false",
        "is_public = false",
        "\"public name\" = false",
        "name-public = 'flase'",
        "public_name = 3",
        "not_public = true",
        "non_public = 'sure'",
        "notPublic = true",
        "do_not_name = true",
        "never_publish = true",
        "private = true",
        "Private = 'yes please'",
        "is_private = 1",
        "private_person = true",
        "keep_secret = 'yes'",
        "hidden = true",
        "anonymus = true",
        "confidential = true",
        "confidentiality = 'confidential'",
        "public = [true, false]",
        "public = { name = true }",
        "public: false",
        "public = no",
        "public false",
        "public name = false",
        "<<<<<<< HEAD\npublic = true\n=======\npublic = false\n>>>>>>> theirs",
        "public = true\npublic = false",
        "{ a = 1, public = false }",
        "private",
    ] {
        check_public(line, true, true);
    }
}

#[test]
fn what_lets_a_person_be_named_or_is_about_something_else_holds_nothing_back() {
    for line in [
        "public = true",
        "Public = true",
        "meta.public = true",
        "is_public = true",
        "private = false",
        "not_public = false",
        "confidentiality = 'public'",
        "hidden_place = 'in a barn'",
        "secret_ballot = false",
        "publisher = 'Test House'",
        "# public = false",
        "name = 'Publius' # public = false",
        "summary = '''\nPublic prosecutors said so\nhidden in a barn\n'''",
    ] {
        check_public(line, false, false);
    }
    // In a broken text a text may be cut anywhere.
    check_public("public_office = 'the mayor of Test Town'", false, true);
    check_public("summary = 'public = false'", false, true);
}

#[test]
fn no_other_field_of_the_format_seems_to_be_meant_as_a_guard() {
    use strum::IntoEnumIterator as _;
    // Both are privacy keys themselves, and still recognised.
    let own = ["confidentiality", "public"];
    for name in FieldId::iter().map(FieldId::as_str).filter(|name| !own.contains(name)) {
        for guard in [PrivacyKey::Confidentiality, PrivacyKey::Public] {
            // Without the shortcut too, so that it changes no answer.
            assert!(!guard.may_match_key(name) && !guard.matches_key(name), "{name}");
        }
    }
    for slip in ["confidentialty", "Confidentiality", "conf_identiality"] {
        assert!(PrivacyKey::Confidentiality.matches_key(slip), "{slip}");
    }
}
