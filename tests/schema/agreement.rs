//! Tables of what is right and wrong, asked of the schema and of the reader.

use casebook::record::{
    Field, Kind, RowKind, Vocabularies, Vocabulary, fields, record_schema, row_fields,
};

use super::{as_json, one, problems, validator};

/// Puts `line` into a quote of a victim aged five.
fn quoting(line: &str) -> String {
    format!("age = 5\n[[quote]]\nsource = \"a\"\ntext = \"x\"\n{line}")
}

#[track_caller]
fn check(kind: Kind, text: &str, accepted: bool) {
    let words = Vocabularies::default();
    let titled = if kind.is_case() && !text.contains("tit") {
        format!("title = \"T\"\n{text}")
    } else {
        text.to_owned()
    };
    let value = as_json(&titled).unwrap();
    let by_schema = validator(&record_schema(kind, &words)).is_valid(&value);
    assert_eq!(by_schema, accepted, "the schema, of\n{titled}");
    let found = problems(&titled, &one(kind), &words);
    assert_eq!(found.is_empty(), accepted, "{found:?} in\n{titled}");
}

#[test]
#[rustfmt::skip]
fn nasty_records_are_refused_by_schema_and_reader() {
    for text in [
        "", "title = \"\"", "title = 5", "title = [\"T\"]", "titel = \"T\"",
    ] {
        check(Kind::Rescue, &format!("{text} # title"), false);
    }
    for text in [
        "gender = \"mail\"", "gender = [\"male\"]", "age = \"14\"", "age = -1", "age = 14.5",
        "age = 140", "citizenship = \"China\"", "citizenship = [\"CN\", \"china\"]",
        "citizenship = [\"CN\", 5]", "citizenship = []", "languages = \"English\"",
        "recruitment_date = 2021", "recruitment_date = \"December 2021\"",
        "recruitment_date = \"2021-3\"", "recruitment_date = \"2021/12/05\"",
        "recruitment_date = \"2021-13\"", "recruitment_date = 10:00:00",
        "recruitment_date = [\"2021\"]", "ransom_paid = \"500,000 yuan\"", "ransom_paid = 500000",
        "ransom_paid = \"yes\"", "smuggled = \"true\"", "operator = \"The Company\"",
        "related = [\"a\", \"../a\"]", "exploitation_type = \"forced labour\"", "tags = {}",
        "id = \"a\"", "kind = \"victim\"", "[event]\nkey = \"a\"", "[[event]]\nkey = \"A b\"",
        "[[event]]\nwat = \"x\"", "[[group]]\ncount = 0", "event = [\"x\"]",
        "[quote]\nsource = \"a\"\ntext = \"x\"", "[[quote]]\ntext = \"x\"",
        "[[quote]]\nsource = \"a\"", "[[quote]]\nsource = \"A B\"\ntext = \"x\"",
    ] {
        check(Kind::Victim, text, false);
    }
    for line in [
        "supports = \"agee\"", "supports = []", "supports = [\"quote\"]", "supports = [\"evnt.a\"]",
        "disputes = 5", "disputes = { age = \"15\" }", "disputes = { agee = 15 }",
        "disputes = { \"evnt.a\" = 1 }", "disputes = { event = 1 }", "disputes = [\"agee\"]",
        "disputes = [\"age\", { agee = 1 }]", "disputes = [{ age = \"15\" }, \"age\"]",
        "disputes = [{ age = 15 }, 5]", "disputes = [{ age = 15 }, [\"age\"]]",
        "credibility = 7", "credibility = \"1\"", "speaker = [\"a\"]",
    ] {
        check(Kind::Victim, &quoting(line), false);
    }
    check(Kind::Source, "sha256 = \"1D66\"", false);
    check(Kind::Source, "url = \"example.org\"", false);
    check(Kind::Source, "type = \"newspaper\"", false);
    check(Kind::Place, "iso = \"KH18\"", false);
    check(Kind::Place, "latitude = 91", false);
    check(Kind::Place, "longitude = \"103.5\"", false);
    check(Kind::Person, "public = \"no\"", false);
    check(Kind::Arrest, "alleged_offence = \"1204\"", false);
}

#[test]
#[rustfmt::skip]
fn odd_but_right_records_are_accepted_by_schema_and_reader() {
    for text in [
        "\"title\" = 'T'", "title = \"\"\"\nA long\ntitle\"\"\"", "citizenship = \"CN\"",
        "tags = \"alone\"", "languages = [\"zh\", \"khm\"]", "recruitment_date = 2021-12-05",
        "recruitment_date = 2021-12-05T10:00:00", "recruitment_date = \"?2004-06-~11\"",
        "recruitment_date = \"[1667,1668,1670..1672]\"", "recruitment_date = \"Y-17E7\"",
        "recruitment_date = \"2021-21/2022-23\"", "ransom_paid = false",
        "ransom_demanded = \"12.50 USD\"",
        "ransom_demanded = \"12.50 USD\"\nransom_demanded_qualifier = \"more_than\"", "home = \"a village in Anhui\"", "home = \"anhui\"",
        "transit_route = [\"kunming\", \"the mountains\"]", "event = []", "event = [{ key = \"a\" }]",
        "[[event]]\nkey = \"a\"\n[[quote]]\nsource = \"a\"\ntext = \"x\"\ndisputes = { event = { a = 5 } }",
        "[[event]]\nkey = \"a\"\n[[quote]]\nsource = \"a\"\ntext = \"x\"\ndisputes = { \"event.a\" = [\"x\"] }",
        "[[group]]\nkey = \"a\"\ncitizenship = [\"CN\", \"TW\"]\n[[quote]]\nsource = \"a\"\ntext = \"x\"\nsupports = [\"group.a\"]",
    ] {
        check(Kind::Victim, text, true);
    }
    for line in [
        "supports = \"age\"", "disputes = [\"age\"]", "disputes = \"age\"",
        "disputes.age = [14, 15]", "disputes = { age = 14 }",
        "disputes = [\"age\", { age = 14 }]", "disputes = [{ age = 14 }, { age = 15 }]",
        "supports = [\"age\"]\ndisputes = [{ age = 14 }]", "disputes = {}", "credibility = 1",
    ] {
        check(Kind::Victim, &quoting(line), true);
    }
    check(Kind::Rescue, "success = \"none\"", true);
    check(Kind::Place, "latitude = 11\nlongitude = -103.55\niso = \"KH-18\"", true);
    check(Kind::Source, "", true);
    check(Kind::Person, "roles = \"rescuer\"\npublic = false", true);
}

/// Values of every type, right and wrong, as TOML writes them; each alone and in a list.
#[rustfmt::skip]
fn values() -> Vec<String> {
    const PLAIN: [&str; 30] = [
        "1", "0", "-1", "-9", "17", "150", "4294967296", "0x1f", "1_000", "1.0", "11.56", "-91.0",
        "1e2", "inf", "true", "false", "2021-12-05", "2021-12-05T10:00:00", "2021-12-05 10:00:00Z",
        "2021-12-05T10:00:00.5+07:00", "10:00:00", "{}", "{ a = 1 }", "[]", "[[]]", "[1, \"a\"]",
        "[{}]", "{ age = 1 }", "{ event = {} }", "{ \"event.a\" = 1 }",
    ];
    const TEXTS: [&str; 58] = [
        "", " ", "a", "A", "a-b", "a--b", "-a", "words, any", "unknown", "none", "N/A", "KH", "kh",
        "KHM", "KH-18", "KH-1234", "zh", "khm", "English", "0204", "1204", "2", "02042", "1111111",
        "https://a.b/c", "https://", "http:///", "ftp://a", "https://a b", "500000 CNY", "5 usd",
        "5.5 USD", "5.555 USD", "1,000 USD", "5 XXZ", "2021", "2021-12~", "2021-3", "2021-02-30",
        "2021/2022", "2022/2021", "../2021", "{2021,2022}", "2021-21", "event.a", "group.", "event",
        "age", "title", "quote", "\\u0000", "\\uFEFF", "https://a\\uFEFF", "\\u00A0", "妙瓦底",
        "a\\n", "KH\\n", "2021\\n",
    ];
    let hashes = ["0a", "0A"].map(|pair| pair.repeat(32));
    let ends = |vocabulary: Vocabulary| {
        let words = vocabulary.words();
        words.clone().next().into_iter().chain(words.last())
    };
    let words = Vocabulary::all().flat_map(ends);
    let texts = TEXTS.iter().copied().chain(words).map(str::to_owned).chain(hashes);
    let mut values: Vec<_> = PLAIN.map(str::to_owned).to_vec();
    values.extend(texts.map(|text| format!("\"{text}\"")));
    let listed: Vec<_> = values.iter().map(|value| format!("[{value}]")).collect();
    values.extend(listed);
    values
}

/// Some fields of a kind of record, and what is around them in a file.
struct Asked<'a> {
    kind: Kind,
    fields: &'a [Field],
    around: &'a dyn Fn(&str) -> String,
    /// The start of what the reader says of the file whatever the value.
    aside: &'a str,
}

/// Asserts that no field takes a value by the reader that it refuses by the schema.
#[track_caller]
fn never_stricter(asked: &Asked<'_>) {
    let words = Vocabularies::default();
    let schema = validator(&record_schema(asked.kind, &words));
    let values = values();
    for field in asked.fields {
        for value in &values {
            let text = (asked.around)(&format!("{} = {value}", field.name.as_str()));
            let refused = as_json(&text).is_ok_and(|value| !schema.is_valid(&value));
            if refused {
                let mut found = problems(&text, &one(asked.kind), &words);
                found.retain(|problem| !problem.message.starts_with(asked.aside));
                assert!(!found.is_empty(), "only the schema refuses\n{text}");
            }
        }
    }
}

const NOTHING: &str = "nothing is said of every value";

#[test]
fn no_field_is_held_stricter_than_it_is_read() {
    for kind in Kind::all() {
        never_stricter(&Asked {
            kind,
            fields: fields(kind),
            around: &|line| {
                let titled = kind.is_case() && !line.starts_with("title ");
                let title = if titled { "title = \"T\"\n" } else { "" };
                format!("{title}{line}\n")
            },
            aside: NOTHING,
        });
    }
}

#[test]
fn no_field_of_a_row_is_held_stricter_than_it_is_read() {
    for rows in RowKind::ALL {
        never_stricter(&Asked {
            kind: Kind::Victim,
            fields: row_fields(rows),
            around: &|line| {
                let required: &[&str] = match rows {
                    RowKind::Event | RowKind::Group | RowKind::Custody => &[],
                    RowKind::Quote => &["source", "text"],
                };
                let absent = required.iter().filter(|name| !line.starts_with(&format!("{name} ")));
                let rest: Vec<_> = absent.map(|name| format!("{name} = \"a\"\n")).collect();
                let name = rows.name();
                format!("title = \"T\"\n[[{name}]]\n{}{line}\n", rest.concat())
            },
            aside: NOTHING,
        });
    }
}

#[test]
fn no_rival_is_held_stricter_than_it_is_read() {
    let quote = "[[quote]]\nsource = \"a\"\ntext = \"x\"";
    never_stricter(&Asked {
        kind: Kind::Victim,
        fields: fields(Kind::Victim),
        around: &|line| format!("title = \"T\"\n{quote}\ndisputes = {{ {line} }}\n"),
        // The disputed field is missing, which is not what is asked here.
        aside: "this case has no",
    });
}
