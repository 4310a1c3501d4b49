//! What each kind of question finds among records.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::collection::lookup::catalogue::base_catalogue;
use crate::collection::lookup::sort::SortBy;
use crate::collection::{Loader, Memory, load, sample};
use crate::record::{
    Field, Kind, RowKind, Shape, accepted_labels, fields, former_labels, row_fields,
};
use crate::search::{Certainty, ValueKind};

const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "[vocabulary]\nscam_type = ['task_scam']\n"),
    (
        "places.toml",
        "[seatown]\nname = 'Seatown'\nwithin = 'shore'\n[shore]\nname = 'The Shore'\naliases = ['Küste']\nwithin = 'seatown'\n[unused]\nname = 'Nowhere'\n",
    ),
    (
        "sources.toml",
        "[wire]\npublisher = 'Test Wire'\npublished = '2022'\n[copy]\nderived_from = ['wire']\n[other]\ntitle = 'Other'\n",
    ),
    (
        "victims/test-one.toml",
        "title = 'Test One, held in Seatown'\nname = 'Test One'\nexploitation_place = 'seatown'\nage = 17\nrecruitment_date = '2021-12~'\nransom_paid = '5000.50 CNY'\nscam_type = ['task_scam']\ngender = 'male'\n[[quote]]\nsource = 'wire'\ntext = 'He wrote on Telegram.'\nsupports = ['age']\n[[quote]]\nsource = 'copy'\ntext = 'He is 16.'\ndisputes = { age = 16 }\n",
    ),
    (
        "victims/test-two.toml",
        "title = 'Test Two'\nminor = true\nhome = 'a village'\nransom_paid = true\nconfidentiality = 'confidential'\nrelated = ['test-one']\n[[quote]]\nsource = 'wire'\ntext = 'Two.'\nsupports = ['minor', 'home', 'ransom_paid']\n[[quote]]\nsource = 'other'\ntext = 'Two and two.'\n",
    ),
    (
        "victims/test-all.toml",
        "title = 'All of them'\ncounting_unit = 'group'\ncount = 300\ncount_qualifier = 'about'\nransom_paid = false\nmissing_since = '2020'\n",
    ),
    (
        "arrests/raid.toml",
        "title = 'A raid'\nplaces = ['shore']\ndate = '2022-03'\ncount = 10\nplanned = true\n[[group]]\nkey = 'young'\nminor = true\ncount = 3\n[[event]]\ndate = '2022-05-07'\nwhat = 'A trial'\n",
    ),
];

fn collection() -> Collection {
    let mut memory = Memory::default();
    for (path, text) in FILES {
        memory.put(*path, *text);
    }
    load(&memory)
}

/// Returns the ids found, possible ones with a question mark.
fn found(lookup: &Lookup, typed: &str) -> Vec<String> {
    let (query, problems) = Query::read(typed, lookup.catalogue());
    assert!(problems.is_empty(), "{typed}: {problems:?}");
    let mut hits = lookup.find(&query);
    if let Some(sorting) = query.sorting() {
        lookup.sort(&mut hits, SortBy::Field(sorting));
    }
    let written = hits.into_iter().map(|(id, hit)| match hit.certainty {
        Certainty::Certain => id.to_string(),
        Certainty::Possible => format!("{id}?"),
    });
    written.collect()
}

#[track_caller]
fn check(table: &[(&str, &str)]) {
    let lookup = Lookup::of(&collection());
    for (typed, ids) in table {
        assert_eq!(found(&lookup, typed).join(" "), *ids, "{typed}");
    }
}

#[test]
fn dates_that_are_in_doubt_or_inferred_are_states() {
    let mut memory = Memory::default();
    for (id, fields) in [
        ("about", "recruitment_date = '2021-12~'"),
        ("digits", "recruitment_date = '2021-XX'"),
        ("year", "recruitment_date = '2021?-12'"),
        ("event", "[[event]]\ndate = '2022?'\nwhat = 'A trial'"),
        ("stated", "recruitment_date = '2021-12/2022'"),
    ] {
        memory.put(format!("victims/test-{id}.toml"), format!("title = 'T'\n{fields}\n"));
    }
    for basis in ["inferred", "stated"] {
        let count = format!("title = 'T'\ncount = 3\ncount_basis = '{basis}'\n");
        memory.put(format!("rescues/count-{basis}.toml"), count);
    }
    memory.put("sources.toml", "[wire]\npublished = '2022'\npublished_basis = 'inferred'\n");
    let lookup = Lookup::of(&load(&memory));
    let uncertain = "test-about test-digits test-event test-year";
    assert_eq!(found(&lookup, "is:uncertain").join(" "), uncertain);
    assert_eq!(found(&lookup, "is:inferred").join(" "), "test-year count-inferred");
    assert_eq!(found(&lookup, "is:inferred kind:source").join(" "), "wire");
    let others = "test-stated count-stated";
    assert_eq!(found(&lookup, "-is:inferred -is:uncertain").join(" "), others);
}

#[test]
fn fields_are_searched_by_their_names_and_links_by_what_they_point_to() {
    check(&[
        ("", "test-all test-one test-two raid"),
        ("kind:arrest", "raid"),
        ("exploitation_place:seatown", "test-one"),
        ("place:kuste", "test-one raid"),
        ("place:village", "test-two"),
        ("places:=shore", "raid"),
        ("places:=kuste", ""),
        ("place:=shore", "test-one raid"),
        ("exploitation_place:=shore", "test-one"),
        ("kind:place shore", "shore seatown"),
        ("source:test", "test-one test-two"),
        ("source:=copy", "test-one"),
        ("name:=\"Test One\"", "test-one"),
        ("name:=test", ""),
        ("quote:telegram", "test-one"),
        ("-quote:telegram kind:victim", "test-all test-two"),
        ("scam_type:task", "test-one"),
        ("minor:yes", "test-two raid"),
    ]);
}

#[test]
fn ages_are_those_stated_and_what_minor_says() {
    check(&[
        ("age:<18", "test-one test-two raid"),
        ("age:17", "test-one test-two? raid?"),
        ("age:<15", "test-two? raid?"),
        ("age:>=18", ""),
        ("-age:<15", "test-all test-one test-two? raid?"),
        ("kind:victim age:14..17", "test-one test-two?"),
        ("age:=17", "test-one"),
    ]);
}

#[test]
fn counts_are_as_exact_as_they_are_said_to_be() {
    check(&[
        ("count:>200", "test-all"),
        ("count:300", "test-all?"),
        ("count:>=320", "test-all?"),
        ("count:>330", ""),
        ("count:=300", "test-all"),
        // A group of three is not a case about three.
        ("count:3", ""),
        ("count:10", "raid"),
        ("sources:<2", "test-all test-one raid"),
        ("sources:2", "test-two"),
        ("sources:0", "test-all raid"),
    ]);
    let exactly = |qualifier| {
        let mut memory = Memory::default();
        let text = format!("title = 'x'\ncount = 100\ncount_qualifier = '{qualifier}'\n");
        memory.put("rescues/x.toml", text);
        let lookup = Lookup::of(&load(&memory));
        ["<90", "90", "99", "100", "101", "110", ">1000"].map(|asked| {
            match found(&lookup, &format!("count:{asked}")).first().map(String::as_str) {
                Some("x") => '!',
                Some(_) => '?',
                None => '-',
            }
        })
    };
    let row = |qualifier| exactly(qualifier).iter().collect::<String>();
    assert_eq!(row("exact"), "---!---");
    assert_eq!(row("at_least"), "---????");
    assert_eq!(row("more_than"), "----???");
    assert_eq!(row("about"), "-?????-");
    assert_eq!(row("nearly"), "-??----");
}

#[test]
fn ransoms_are_sums_or_a_plain_yes() {
    check(&[
        ("ransom:>1000", "test-one test-two?"),
        ("ransom:>1000CNY", "test-one test-two?"),
        ("ransom:>1000USD", "test-two?"),
        ("ransom:5000.5", "test-one test-two?"),
        ("ransom:0", "test-all"),
        ("ransom:yes", "test-one test-two"),
        ("ransom_paid:no", "test-all"),
        ("ransom:cny", "test-one"),
        ("ransom_paid:=\"5000.50 CNY\"", "test-one"),
    ]);
}

#[test]
fn sums_are_as_exact_as_they_are_said_to_be() {
    let exactly = |field: &str, qualifier: &str, asked: &[&str]| -> String {
        let mut memory = Memory::default();
        let text =
            format!("title = 'x'\n{field} = '500000 CNY'\n{field}_qualifier = '{qualifier}'\n");
        let folder = if field == "alleged_loss" { "arrests" } else { "rescues" };
        memory.put(format!("{folder}/x.toml"), text);
        let lookup = Lookup::of(&load(&memory));
        let found = asked.iter().map(|asked| match found(&lookup, asked).first() {
            Some(id) if id == "x" => '!',
            Some(_) => '?',
            None => '-',
        });
        found.collect()
    };
    let sums =
        ["<450000", "449999", "450000", "499999.99", "500000", "500000.01", "550000", ">600000"];
    for (field, short) in [
        ("ransom_demanded", "ransom"),
        ("ransom_paid", "ransom"),
        ("ransom_paid", "ransom_paid"),
        ("alleged_loss", "alleged_loss"),
    ] {
        let asked = sums.map(|sum| format!("{short}:{sum}CNY"));
        let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
        assert_eq!(exactly(field, "exact", &asked), "----!---", "{field}");
        assert_eq!(exactly(field, "at_least", &asked), "----????", "{field}");
        assert_eq!(exactly(field, "more_than", &asked), "-----???", "{field}");
        assert_eq!(exactly(field, "about", &asked), "--?????-", "{field}");
        assert_eq!(exactly(field, "nearly", &asked), "--??----", "{field}");
        // A lower bound certainly lies above what is below it, and in no other currency.
        let bounds = [format!("{short}:>=500000CNY"), format!("{short}:>500000USD")];
        let bounds: Vec<&str> = bounds.iter().map(String::as_str).collect();
        assert_eq!(exactly(field, "more_than", &bounds), "!-", "{field}");
    }
}

#[test]
fn dates_are_found_where_they_may_overlap() {
    check(&[
        ("date:2022", "raid test-one?"),
        ("date:2021", "test-one?"),
        ("date:2021-11..2022-01", "test-one"),
        ("date:2022-05-07", "raid"),
        ("date:<2021", "test-all"),
        ("recruitment_date:=2021-12~", "test-one"),
        ("-date:2022", "test-all test-two test-one?"),
        ("kind:source published:2022-06", "wire?"),
    ]);
}

#[test]
fn fields_are_there_or_missing_where_there_could_be_some() {
    check(&[
        ("has:age", "test-one"),
        ("missing:age", "test-all test-two"),
        ("has:quote", "test-one test-two"),
        ("missing:quote", "test-all raid"),
        ("has:place", "test-one test-two raid"),
        ("missing:place", "test-all"),
        ("has:group", "raid"),
        ("missing:arrest_type", "raid"),
        ("missing:ransom", ""),
        ("kind:place missing:within", "unused"),
        ("has:minor", "test-two raid"),
        ("missing:minor", "test-all test-one"),
    ]);
}

#[test]
fn what_cannot_be_read_is_not_missing() {
    let mut memory = Memory::default();
    memory.put("victims/x.toml", "title = 'x'\nage = = 3\n");
    let lookup = Lookup::of(&load(&memory));
    assert!(found(&lookup, "missing:age").is_empty() && found(&lookup, "has:age").is_empty());
    assert_eq!(found(&lookup, "missing:gender"), ["x"]);
}

#[test]
fn every_state_is_asked_for_by_its_name() {
    check(&[
        ("is:disputed", "test-one"),
        ("is:unsourced", "test-all test-one raid"),
        ("is:unchecked", "test-two"),
        ("is:minor", "test-one test-two raid"),
        ("is:group", "test-all"),
        ("is:missing", "test-all"),
        ("is:planned", "raid"),
        ("is:confidential", "test-two"),
        ("is:restricted", ""),
        ("is:broken", ""),
        ("is:problem test", "test-one test-all"),
        ("kind:place is:unused", "unused"),
        ("is:unplaced", "test-all test-two"),
        ("-is:minor", "test-all"),
    ]);
}

#[test]
fn a_broken_file_is_a_problem_whether_its_records_are_as_last_read_or_as_far_as_they_can_be() {
    let mut memory = Memory::default();
    memory.put("victims/x.toml", "title = 'x'\n");
    let sound = load(&memory);
    memory.put("victims/x.toml", "title = = 'x'\n");
    for loaded in [Loader::after(&sound).load(&memory), load(&memory)] {
        let lookup = Lookup::of(&loaded.checked());
        assert_eq!(found(&lookup, "is:broken is:problem"), ["x"]);
        assert_eq!(found(&lookup, "is:outdated"), ["x"], "the name of earlier versions");
    }
    assert_eq!(found(&Lookup::of(&sound), "is:broken"), [""; 0]);
}

#[test]
fn of_a_table_that_is_broken_every_record_is_found() {
    let mut memory = Memory::default();
    memory.put("places.toml", "[one]\nname = 'A'\n[two]\nname = = 'B'\n");
    memory.put("people.toml", "[three]\nname = 'C'\n");
    let lookup = Lookup::of(&load(&memory));
    assert_eq!(found(&lookup, "kind:place,person is:broken"), ["one", "two"]);
}

#[test]
fn a_query_that_finds_no_case_says_which_other_records_it_finds() {
    let mut memory = Memory::default();
    memory.put("victims/x.toml", "title = 'x'\n");
    memory.put("sources/a.toml", "title = 'Needle one'\n");
    memory.put("sources/b.toml", "title = 'Needle two'\n");
    memory.put("places/c.toml", "name = 'Needle Hill'\n");
    let lookup = Lookup::of(&load(&memory));
    let advice = |typed: &str| {
        let query = Query::read(typed, lookup.catalogue()).0;
        let beyond = lookup.advise(typed, &query).beyond;
        beyond.map(|beyond| format!("{} {}", beyond.words, beyond.found))
    };
    assert_eq!(advice("needle").as_deref(), Some("kind:source 2"));
    assert_eq!(advice("hill | nowhere").as_deref(), Some("kind:place 1"));
    assert_eq!(advice("nowhere"), None);
    assert_eq!(advice("needle kind:victim"), None);
}

#[test]
fn a_collection_keeps_its_cases_from_the_public_unless_they_say_otherwise() {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "confidentiality = 'restricted'\n");
    memory.put("victims/x.toml", "title = 'x'\n");
    memory.put("victims/y.toml", "title = 'y'\nconfidentiality = 'public'\n");
    memory.put("places.toml", "[z]\nname = 'Z'\n");
    let lookup = Lookup::of(&load(&memory));
    assert_eq!(found(&lookup, "is:restricted"), ["x"]);
    assert_eq!(found(&lookup, "kind:place is:restricted"), Vec::<String>::new());
}

#[test]
fn what_is_linked_is_found_from_either_side() {
    let lookup = Lookup::of(&collection());
    let related = |typed| {
        let mut ids = found(&lookup, typed);
        ids.sort();
        ids.join(" ")
    };
    assert_eq!(related("rel:test-one"), "copy seatown test-two wire");
    assert_eq!(related("rel:wire"), "copy test-one test-two");
    assert_eq!(related("rel:seatown"), "shore test-one");
    assert_eq!(related("rel:seat kind:victim"), "test-one");
    assert_eq!(related("-rel:wire kind:victim,arrest"), "raid test-all");
    assert_eq!(related("rel:=shore"), "raid seatown");
    assert_eq!(related("rel:\"the shore\""), "raid seatown");
    assert_eq!(related("rel:=\"The Shore\""), "", "to the letter it is an id");
    assert_eq!(related("rel:=shore | rel:other"), "raid seatown test-two");
}

#[test]
fn links_that_lead_nowhere_are_counted_and_found_by_their_start() {
    let mut memory = Memory::default();
    memory.put("places.toml", "[seatown]\nname = 'Seatown'\n");
    memory.put("victims/one.toml", "title = 'One'\nhome = 'seaside'\nrelated = ['two']\n");
    memory.put("victims/two.toml", "title = 'Two'\nhome = 'seatown'\nrelated = ['one', 'one']\n");
    let lookup = Lookup::of(&load(&memory));
    assert_eq!(found(&lookup, "rel:sea"), ["one", "two"]);
    let everyone = Query::read("", lookup.catalogue()).0;
    let counts = |lookup: &Lookup| -> Vec<(String, usize)> {
        let tallies = lookup.tally("rel", &everyone);
        let mut counts: Vec<_> =
            tallies.iter().map(|tally| (tally.value.to_string(), tally.count)).collect();
        counts.sort();
        counts
    };
    let counted = [("one", 1), ("seaside", 1), ("seatown", 1), ("two", 1)];
    assert_eq!(counts(&lookup), counted.map(|(id, count)| (id.to_owned(), count)));
}

#[test]
fn the_values_of_all_cases_are_counted_as_they_are_one_record_after_the_other() {
    for collection in [collection(), load(&sample())] {
        let lookup = Lookup::of(&collection);
        let everyone = Query::read("", lookup.catalogue()).0;
        let mut counted_fields = 0;
        for field in lookup.catalogue().fields() {
            if matches!(field.takes, ValueKind::Names(_) | ValueKind::Record(_)) {
                continue;
            }
            let number = lookup.catalogue().number(&field.name).unwrap();
            let mut expected: BTreeMap<String, usize> = BTreeMap::new();
            for (_, hit) in lookup.find(&everyone) {
                let values = lookup.store.facts(hit.index).unwrap().stored_in(number);
                for value in values.map(Cow::into_owned).collect::<BTreeSet<String>>() {
                    *expected.entry(value).or_default() += 1;
                }
            }
            let mut counted = BTreeMap::new();
            for ValueCount { value, count, example } in lookup.tally(&field.name, &everyone) {
                let (_, line) = lookup.find_line(example.unwrap()).unwrap();
                let mut values = lookup.store.facts(line).unwrap().stored_in(number);
                assert!(values.any(|other| other == value), "{} {value}", field.name);
                counted.insert(value.into_owned(), count);
            }
            assert_eq!(counted, expected, "{}", field.name);
            counted_fields += usize::from(!counted.is_empty());
        }
        assert!(counted_fields > 10, "{counted_fields}");
    }
}

#[test]
fn an_order_in_the_query_puts_what_lacks_the_field_last() {
    check(&[
        ("sort:date", "test-all test-one raid test-two"),
        ("sort:-date", "raid test-one test-all test-two"),
        ("sort:-kind", "raid test-all test-one test-two"),
        ("sort:-count", "test-all raid test-one test-two"),
        ("sort:title", "raid test-all test-one test-two"),
        ("sort:-id", "test-two test-one test-all raid"),
        ("sort:age", "test-two raid test-one test-all"),
    ]);
}

#[test]
fn names_of_the_format_and_of_the_collection_are_known() {
    let lookup = Lookup::of(&collection());
    for name in ["age", "exploitation_place", "what", "reliability", "rel"] {
        assert!(lookup.catalogue().number(name).is_some(), "{name}");
    }
    assert_eq!(lookup.catalogue().number("supports"), None);
    let message =
        |typed| Query::read(typed, lookup.catalogue()).1.pop().map(|problem| problem.message);
    assert_eq!(message("scam_type:task_scam"), None);
    assert_eq!(message("scam_type:tusk"), Some("`tusk` is not a value of `scam-type:`".into()));
    assert_eq!(message("rel:nobody-at-all"), Some("there is no record `nobody-at-all`".into()));
}

#[test]
fn what_is_open_is_certain_until_the_newest_source_that_supports_it_was_published() {
    let quote = |source: &str, supports: &str| {
        format!("[[quote]]\nsource = '{source}'\ntext = 'x'\nsupports = ['{supports}']\n")
    };
    let sources = "[first-paper]\npublished = '2021-05-01'\n[last-paper]\npublished = '2023-02-01'\n[some-paper]\ntitle = 'U'\n";
    let mut memory = Memory::default();
    memory.put("sources.toml", sources);
    let cases = [
        ("none", "date = '2020/..'\n".to_owned()),
        ("early", format!("date = '2020/..'\n{}", quote("first-paper", "date"))),
        (
            "late",
            format!(
                "date = '2020/..'\n{}{}",
                quote("first-paper", "date"),
                quote("last-paper", "date")
            ),
        ),
        (
            "other",
            format!(
                "date = '2020/..'\n{}{}",
                quote("first-paper", "date"),
                quote("last-paper", "count")
            ),
        ),
        ("undated", format!("date = '2020/..'\n{}", quote("some-paper", "date"))),
        (
            "row",
            format!("[[event]]\nkey = 'e'\ndate = '2020/..'\n{}", quote("last-paper", "event.e")),
        ),
    ];
    for (id, text) in &cases {
        memory.put(format!("rescues/{id}.toml"), format!("title = '{id}'\n{text}"));
    }
    let collection = load(&memory);
    let lookup = Lookup::of(&collection);
    let found = |typed: &str| -> Vec<String> {
        let (query, problems) = Query::read(typed, lookup.catalogue());
        assert_eq!(problems, []);
        let found = lookup.find(&query).into_iter();
        let certain = found.filter(|(_, hit)| hit.certainty == Certainty::Certain);
        let mut ids: Vec<String> = certain.map(|(id, _)| id.to_string()).collect();
        ids.sort_unstable();
        ids
    };
    assert_eq!(found("date:2020"), ["early", "late", "none", "other", "row", "undated"]);
    assert_eq!(found("date:2021-05"), ["early", "late", "other", "row"]);
    assert_eq!(found("date:2022"), ["late", "row"]);
    assert_eq!(found("date:2090"), Vec::<String>::new());
    assert_eq!(lookup.find(&Query::read("date:2090", lookup.catalogue()).0).len(), 6);
}

#[test]
fn a_query_names_every_field_as_the_screen_does() {
    let catalogue = base_catalogue();
    let mut checked = 0;
    let mut check = |field: &Field| {
        let label = field.label.replace(' ', "-");
        for typed in [&*label, field.name.as_str(), &label.to_uppercase()] {
            let name = catalogue.named(typed).map(|known| &*known.name);
            assert_eq!(name, Some(field.name.as_str()), "{typed}");
            let sorted = Query::read(&format!("sort:-{typed}"), catalogue);
            let name = sorted.0.sorting().map(|sorting| sorting.name.as_str());
            assert_eq!(name, Some(field.name.as_str()), "sort:-{typed}");
        }
        checked += 1;
    };
    let rows = RowKind::PLAIN.map(row_fields);
    let all = || Kind::all().map(fields).chain(rows).flatten();
    all().filter(|field| !matches!(field.shape, Shape::Rows(_))).for_each(&mut check);
    assert!(checked > 100);
    // Rows have no values of their own; whether there are any is asked like of a field.
    for field in all() {
        let label = field.label.replace(' ', "-");
        for typed in [&*label, field.name.as_str()] {
            for form in ["has", "missing"] {
                let (query, problems) = Query::read(&format!("{form}:{typed}"), catalogue);
                assert!(problems.is_empty() && !query.is_empty(), "{form}:{typed} {problems:?}");
            }
        }
    }
}

#[test]
fn a_label_of_the_last_versions_is_accepted() {
    for (label, name) in accepted_labels() {
        let typed = label.replace('_', "-");
        let catalogue = base_catalogue();
        assert_eq!(catalogue.number(&typed), catalogue.number(name.as_str()), "{typed}");
        let (_, problems) = Query::read(&format!("has:{typed}"), catalogue);
        assert!(problems.is_empty(), "has:{typed} {problems:?}");
    }
}

#[test]
fn a_label_of_an_earlier_version_leads_to_the_label_of_today() {
    for (label, name) in former_labels() {
        let typed = format!("{label}:x").replace('_', "-");
        let (_, problems) = Query::read(&typed, base_catalogue());
        let help = problems.first().and_then(|problem| problem.help.clone());
        assert_eq!(
            help,
            Some(format!("did you mean `{}:`?", name.typed_label()).into()),
            "{typed}"
        );
    }
}

#[test]
fn a_label_with_spaces_leads_to_its_spelling_in_queries() {
    for (kind, field) in Kind::all().flat_map(|kind| fields(kind).iter().map(move |f| (kind, f))) {
        let typed = format!("ann {}:x", field.label);
        let last = field.label.rsplit(' ').next().unwrap();
        if !field.label.contains(' ') || base_catalogue().number(last).is_some() {
            continue;
        }
        let (_, problems) = Query::read(&typed, base_catalogue());
        let help = problems.first().and_then(|problem| problem.help.as_deref());
        let label = field.label.replace(' ', "-").to_lowercase();
        let expected = format!("write hyphens between the words of a label: {label}:");
        assert_eq!(help, Some(expected.as_str()), "{kind:?} {typed}");
    }
}

#[test]
fn a_case_is_found_by_the_new_name_of_a_place_that_only_a_source_gives_for_it() {
    let mut memory = Memory::default();
    let places = |hill: &str| format!("[seatown]\nname = 'Seatown'\n[hill]\nname = '{hill}'\n");
    memory.put("places.toml", places("Hill"));
    memory.put("sources.toml", "[wire]\n");
    memory.put(
        "victims/test-a.toml",
        "title = 'A'\nhome = 'seatown'\n[[quote]]\nsource = 'wire'\ntext = 'W'\ndisputes = { home = 'hill' }\n",
    );
    let collection = load(&memory);
    let mut lookup = Lookup::of(&collection);
    memory.put("places.toml", places("Mount"));
    let changes = crate::collection::Changes::at("places.toml");
    let accepted = Loader::after(&collection).apply(&memory, &changes);
    lookup.renew(&accepted.collection, &accepted.touched);
    for (typed, found) in [("mount", 1), ("home:mount", 1), ("hill", 0), ("home:seatown", 1)] {
        let (query, _) = Query::read(typed, lookup.catalogue());
        assert_eq!(lookup.find(&query).len(), found, "{typed}");
    }
}
