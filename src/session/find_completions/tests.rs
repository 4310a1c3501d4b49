use proptest::prelude::*;

use std::sync::Arc;

use crate::collection::ListSort;
use crate::collection::{Memory, load, sample};
use crate::record::{FieldId, RowKind, Shape, fields, row_fields};
use crate::session::find_completions::*;
use crate::session::finder::Finder;

fn collection() -> Collection {
    let mut memory = Memory::default();
    memory.put("casebook.toml", "[vocabulary]\napp = ['line', 'line two']\n");
    memory.put(
        "places.toml",
        "[sea]\nname = 'Sea Town'\n[sea-two]\nname = 'Another'\nwithin = 'sea'\n",
    );
    memory.put("victims/test-a.toml", "title = 'a'\nname = 'Ann \"A\" Test, the first'\nage = 17\ngender = 'female'\nexploitation_place = 'sea-two'\nscam_apps = ['line']\n[[quote]]\nsource = 'paper'\ntext = 'x'\n");
    memory.put("victims/test-b.toml", "title = 'b'\nname = 'Bo'\nage = 30\ngender = 'male'\nexploitation_place = 'sea'\nscam_apps = ['line two']\n");
    memory.put("victims/test-c.toml", "title = 'c'\nage = 17\ngender = 'male'\n");
    memory.put("arrests/raid.toml", "title = 'raid'\nplaces = ['sea']\ncount = 4\n");
    memory.put("sources.toml", "[paper]\ntitle = 'A Paper'\n");
    load(&memory)
}

/// Checks what is offered at the bar: what is put in, the words, how many.
#[track_caller]
fn check(typed: &str, expected: &[&str]) {
    let (before, after) = typed.split_once('¦').unwrap();
    let collection = collection();
    let line = Prompt::at(&[before, after].concat(), before.len());
    let found = offers(&Lookup::of(&collection), &collection, &line);
    let found = found.offers.iter().map(|offer| {
        let count = offer.count.map(|count| format!(" {count}")).unwrap_or_default();
        format!("{} [{}]{count}", offer.insert, offer.words)
    });
    assert_eq!(found.collect::<Vec<_>>(), expected, "{typed}");
}

#[test]
fn names_of_fields_come_with_what_they_look_in() {
    check(
        "kin¦",
        &[
            "kind: [records of a kind: victim, rescue, arrest, source, place, person, organisation] 4",
        ],
    );
    check(
        "kin¦d:victim",
        &[
            "kind [records of a kind: victim, rescue, arrest, source, place, person, organisation] 4",
        ],
    );
    check("kind:victim gende¦", &["gender: [The person's gender (HTCDS prs_Gender).] 3"]);
    check("\"kin¦", &[]);
}

#[test]
fn every_field_is_offered_once_by_its_label() {
    let lookup = Lookup::of(&collection());
    let collection = collection();
    let offered = |typed: &str| -> Vec<String> {
        let found = offers(&lookup, &collection, &Prompt::of(typed));
        found.offers.into_iter().map(|offer| offer.insert).collect()
    };
    let rows = RowKind::PLAIN.map(row_fields);
    let all = Kind::all().map(fields).chain(rows).flatten();
    for field in all.filter(|field| !matches!(field.shape, Shape::Rows(_))) {
        let label = field.label.to_lowercase().replace(' ', "-");
        let id = field.name.as_str();
        let forms = [("", ":"), ("sort:-", ""), ("has:", ""), ("missing:", "")];
        for (before, colon) in
            forms.into_iter().filter(|(form, _)| !(*form == "sort:-" && id == "quote"))
        {
            for typed in [&*label, id, &label.replace('-', "_")] {
                let offered = offered(&format!("{before}{typed}"));
                let of_field = |insert: &&String| {
                    let name = insert.trim_start_matches('-').trim_end_matches(':');
                    FieldId::of_label(name) == Some(field.name)
                };
                let names: Vec<&String> = offered.iter().filter(of_field).collect();
                let [name] = names.as_slice() else { panic!("{before}{typed} {offered:?}") };
                let name = name.trim_start_matches('-');
                let labels = field.name.typed_labels().iter().map(String::as_str);
                let is_label = |label: &str| *name == format!("{label}{colon}");
                assert!(labels.chain(["quote"]).any(is_label), "{name}");
            }
        }
    }
}

#[test]
fn values_come_with_their_words_and_the_most_frequent_first() {
    check("kind:¦", &["victim [] 3", "place [] 2", "arrest [] 1", "source [] 1"]);
    check("gender:¦", &["=male [] 2", "=female [] 1"]);
    check("place:¦", &["=sea [Sea Town] 3", "=sea-two [Another] 1"]);
    check("place:anoth¦", &["=sea-two [Another] 1"]);
    check("place:=se¦", &["sea [Sea Town] 3", "sea-two [Another] 1"]);
    check("age:>=¦", &["17 [] 2", "30 [] 1"]);
    check("name:a¦", &["=\"Ann \"\"A\"\" Test, the first\" [] 1"]);
    check("scam_apps:¦", &["=line [] 1", "\"line two\" [] 1"]);
    check("source:¦", &["=paper [A Paper] 1"]);
    check("rel:sea¦", &["sea [Sea Town] 3", "sea-two [Another] 2"]);
    check("is:grou¦", &["group [a group recorded as one victim] 0"]);
    check("quote:¦", &[]);
    check("nothing:¦", &[]);
}

#[test]
fn a_field_that_no_case_has_offers_the_values_of_the_records_that_have_it() {
    let mut files = Memory::default();
    files.put("victims/ann.toml", "title = 'Ann, made up'\n");
    files.put("places.toml", "[hall]\nname = 'Test Hall'\ncountry = 'KH'\nlatitude = 11.5\n[inn]\nname = 'Test Inn'\ncountry = 'MM'\nwithin = 'hall'\n");
    files.put("sources/paper.toml", "title = 'Paper'\npublisher = 'Test Daily'\nlanguage = 'my'\n");
    let collection = Arc::new(load(&files));
    for (typed, offered) in [
        ("country:", "=KH =MM"),
        ("latitude:", "=11.5"),
        ("publisher:", "=\"Test Daily\""),
        ("language:", "=my"),
        ("kind:source country:", ""),
    ] {
        let line = Prompt::of(typed);
        let offers = offers(&Lookup::of(&collection), &collection, &line).offers;
        let mut inserts: Vec<&str> = offers.iter().map(|offer| offer.insert.as_str()).collect();
        inserts.sort_unstable();
        assert_eq!(inserts.join(" "), offered, "{typed}");
    }
    check_counts(&collection);
}

#[test]
fn counts_are_those_of_what_the_rest_lists() {
    check("age:17 gender:¦", &["=female [] 1", "=male [] 1"]);
    check("gender:male,f¦", &["=female [] 1"]);
    check("-gender:f¦ age:30", &[]);
    // Where nothing is listed, any value is better than none.
    check("zzzzzz gender:¦", &["=male [] 2", "=female [] 1"]);
    check("(age:30 | gender:f¦)", &["=female [] 1"]);
}

#[test]
fn an_order_is_offered_either_way_round() {
    let line = Prompt::of("sort:-dat");
    let collection = collection();
    let found = offers(&Lookup::of(&collection), &collection, &line);
    assert_eq!(found.offers[0].insert, "-date");
    assert_eq!(found.range.of("sort:-dat"), "-dat");
}

/// Puts every offer into the line and counts what is listed then.
#[track_caller]
fn check_counts(collection: &Arc<Collection>) {
    let finder = Finder::of(collection);
    let fields: Vec<String> = finder
        .offers(collection, &Prompt::default())
        .offers
        .into_iter()
        .map(|o| o.insert)
        .collect();
    let mut seen = 0;
    for field in fields.iter().filter(|field| *field != "sort:") {
        let line = Prompt::of(field);
        let offers = finder.offers(collection, &line);
        for offer in &offers.offers {
            let text = offers.put(&line, offer).text();
            let answer = finder.find(&text, ListSort::default());
            let listed = (answer.ids.len(), answer.problems);
            assert_eq!(listed, (offer.count.unwrap(), Vec::new()), "{text}");
            seen += 1;
        }
    }
    assert!(seen > 20);
}

#[test]
fn a_count_is_the_number_of_records_that_are_listed_for_it() {
    check_counts(&Arc::new(collection()));
    check_counts(&Arc::new(load(&sample())));
}

proptest! {
    #[test]
    fn whatever_is_typed_an_offer_can_be_put_in(typed in "(kind|age|name|place|is|sort|x)?:?[=<,\"a-e |()-]{0,6}", at in 0..14_usize) {
        let collection = collection();
        let line = Prompt::at(&typed, at);
        let offers = offers(&Lookup::of(&collection), &collection, &line);
        for offer in &offers.offers {
            prop_assert!(offers.put(&line, offer).text().contains(&offer.insert));
        }
    }
}

#[test]
fn a_value_longer_than_a_query_may_ask_for_is_not_offered() {
    for (length, count) in [(1023, 1), (1024, 1), (1025, 0), (5000, 0)] {
        let mut memory = Memory::default();
        let note = "x".repeat(length);
        memory.put("victims/test-a.toml", format!("title = 'a'\nnote = '{note}'\n").as_str());
        let collection = load(&memory);
        let found = offers(&Lookup::of(&collection), &collection, &Prompt::of("note:x"));
        assert_eq!(found.offers.len(), count, "{length}");
    }
}
