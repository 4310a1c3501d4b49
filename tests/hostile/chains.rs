//! Chains, stars, cycles and nets of links, longer than anyone would make: what took the square or the
//! cube of their length would not end here. How the time grows is measured by `benches/growth`.

use std::fmt::Write as _;
use std::thread;
use std::time::{Duration, Instant};

use super::program::World;

/// Nothing here takes a tenth of this on a machine that does nothing else.
const PATIENCE: Duration = Duration::from_mins(5);

/// Runs a command, and holds that it ends by itself; what it prints is not kept.
#[track_caller]
fn expect_an_end(world: &World, words: &[&str]) {
    use std::process::Stdio;
    let mut command = world.command(words);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    let ended = loop {
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        if begun.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            assert!(begun.elapsed() <= PATIENCE, "{words:?} does not end");
        }
        thread::sleep(Duration::from_millis(20));
    };
    assert!(ended.code() <= Some(1) && ended.code().is_some(), "{words:?}: {ended}");
}

/// Returns records, each of which links to the one before it.
fn chain(count: usize, field: &str, cycle: bool) -> String {
    let mut text = String::new();
    for number in 0..count {
        _ = writeln!(text, "[s{number}]\nname = 'S{number}'\ntitle = 'S'");
        if number > 0 || cycle {
            _ = writeln!(text, "{field} = 's{}'", (number + count - 1) % count);
        }
    }
    text
}

const CASE: &str =
    "title = 'A'\nexploitation_place = 's7999'\n[[quote]]\nsource = 's7999'\ntext = 'x'\n";

/// Returns what is made of each number, one behind the other.
fn joined(numbers: std::ops::Range<usize>, each: impl Fn(usize) -> String) -> String {
    numbers.map(each).collect::<Vec<_>>().concat()
}

#[test]
fn places_within_each_other_and_sources_derived_from_each_other_are_followed_to_the_end() {
    for cycle in [false, true] {
        let world = World::new();
        world.put("cases/places.toml", chain(8_000, "within", cycle));
        world.put("cases/sources.toml", chain(8_000, "derived_from", cycle).replace("[s", "[q"));
        world.put("cases/victims/a.toml", CASE.replace("source = 's", "source = 'q"));
        let sources = chain(8_000, "derived_from", cycle).replace("[s", "[q").replace(" 's", " 'q");
        world.put("cases/sources.toml", sources);
        for words in
            [&["list"][..], &["check"], &["show", "a"], &["impact", "q0"], &["list", "place:s7998"]]
        {
            expect_an_end(&world, words);
        }
        let found = world.run(&["list", "--format", "ids", "place:s7998"]);
        assert_eq!(found.out, "a\n");
    }
    let world = World::new();
    let sources = chain(3_000, "derived_from", true);
    world.put("cases/sources.toml", sources);
    let output = world.run(&["check", "--format", "short"]).out;
    let cycles: Vec<_> =
        output.lines().filter(|line| line.contains("derived-in-a-circle")).collect();
    assert_eq!(cycles.len(), 1);
    assert!(cycles[0].contains("and 2979 more"), "{}", cycles[0]);
}

#[test]
fn groups_within_each_other_and_rows_that_quotes_cite_are_counted_once() {
    let world = World::new();
    let (mut groups, mut events) =
        ("title = 'R'\ncount = 1\n".to_owned(), "title = 'V'\n".to_owned());
    for number in 0..16_000 {
        let within = usize::saturating_sub(number, 1);
        _ = writeln!(groups, "[[group]]\nkey = 'g{number}'\ncount = 1\nwithin = 'g{within}'");
        _ = writeln!(events, "[[event]]\nkey = 'e{number}'\nwhat = 'W'");
    }
    for number in 0..16_000 {
        _ = writeln!(events, "[[quote]]\nsource = 's'\ntext = 'x'\nsupports = ['event.e{number}']");
        _ = writeln!(events, "disputes = {{ event = {{ e{number} = 'not so' }} }}");
    }
    world.put("cases/rescues/groups.toml", groups);
    world.put("cases/victims/events.toml", events);
    for words in [
        &["list"][..],
        &["check"],
        &["show", "groups"],
        &["show", "events"],
        &["list", "--format", "json"],
    ] {
        expect_an_end(&world, words);
    }
}

#[test]
fn links_to_missing_records_are_reported_without_comparing_all_with_all() {
    let world = World::new();
    let (mut people, mut links) = (String::new(), String::new());
    for number in 0..20_000 {
        _ = writeln!(people, "[p{number:06}y]\nname = 'P {number}'");
        _ = write!(links, "'p{number:06}x', ");
    }
    world.put("cases/people.toml", people);
    world.put("cases/rescues/a.toml", format!("title = 'A'\nintervening_parties = [{links}]\n"));
    expect_an_end(&world, &["check"]);
    let output = world.run(&["check", "--format", "short"]).out;
    let near = output.lines().filter(|line| line.contains("did you mean `p"));
    assert_eq!(near.count(), 20_000);
}

#[test]
fn a_vocabulary_of_hundreds_of_thousands_of_words_is_looked_up() {
    let world = World::new();
    let words = joined(0..200_000, |number| format!("'w{number}', "));
    world.put(
        "cases/casebook.toml",
        format!("[vocabulary]\nscam_type = [{words}]\ncount_qualifier = [{words}]\n"),
    );
    let slips = joined(0..5_000, |number| format!("'w{number}x', "));
    world.put("cases/victims/a.toml", format!("title = 'A'\nscam_type = [{slips}]\n"));
    for words in [&["list"][..], &["check"]] {
        expect_an_end(&world, words);
    }
}

#[test]
fn cases_that_all_name_each_other_are_opened_once_each() {
    let world = World::new();
    let related = joined(0..300, |number| format!("'v{number}', "));
    for number in 0..300 {
        let text = format!("title = 'V{number}'\nrelated = [{related}]\n");
        world.put(format!("cases/victims/v{number}.toml"), text);
    }
    for words in [&["list"][..], &["check"], &["list", "rel:v1"]] {
        expect_an_end(&world, words);
    }
}

#[test]
fn names_of_one_letter_and_speakers_of_that_letter_are_looked_for_once() {
    let world = World::new();
    let mut people = format!("[long]\nname = '{}'\n", "e".repeat(100_000));
    let mut case = "title = 'A'\n".to_owned();
    for number in 1..1_000 {
        _ = writeln!(people, "[p{number}]\nname = '{}'", "e".repeat(number));
        _ = writeln!(
            case,
            "[[quote]]\nsource = 's'\ntext = 'x'\nspeaker = '{}'",
            "e".repeat(number)
        );
    }
    world.put("cases/people.toml", people);
    world.put("cases/victims/a.toml", case);
    expect_an_end(&world, &["check"]);
    let output = world.run(&["check", "--format", "short"]).out;
    assert_eq!(output.lines().filter(|line| line.contains("unused-person")).count(), 1);
}

#[test]
fn ages_in_a_title_and_keys_beside_dates_are_looked_at_once() {
    let world = World::new();
    let ages = "15 years, at 15 x (15) ".repeat(10_000);
    world.put("cases/victims/a.toml", format!("title = '{ages}'\nname = 'Test Person'\n"));
    let events = "[[event]]\ndate = '2021-01-01'\nhat = 1\nborn = 1970\n".repeat(20_000);
    world.put("cases/victims/b.toml", format!("title = 'B'\nname = 'Other Person'\n{events}"));
    expect_an_end(&world, &["check"]);
}

#[test]
fn people_whose_names_begin_alike_are_looked_for_in_what_speakers_are_called() {
    let world = World::new();
    let people =
        joined(0..30_000, |number| format!("[p{number}]\nname = 'Test Person {number}'\n"));
    world.put("cases/people.toml", people);
    let quote = "[[quote]]\nsource = 's'\ntext = 'x'\nspeaker = 'Test Person 7, a guard'\n";
    world.put("cases/victims/a.toml", format!("title = 'A'\n{quote}"));
    expect_an_end(&world, &["check"]);
}

#[test]
fn words_that_are_in_a_text_thousands_of_times_are_quoted_though_a_name_is_withheld() {
    let world = World::new();
    world.put("cases/people.toml", "[p]\nname = 'Test Person'\npublic = false\n");
    world.put("cases/sources.toml", "[s]\ntitle = 'S'\n");
    world.put("cases/archive/s.txt", "words here ".repeat(8_000));
    expect_an_end(&world, &["quote", "s", "--find", "words here"]);
}

#[test]
fn a_record_that_is_named_thousands_of_times_is_opened_once_for_each_field() {
    let world = World::new();
    let mut named = "title = 'A'\n".to_owned();
    for number in 0..20_000 {
        _ = writeln!(named, "unknown-{number} = 1");
    }
    let related =
        |to: &str| format!("title = 'B'\nrelated = [{}]\n", format!("'{to}', ").repeat(20_000));
    world.put("cases/victims/a.toml", named);
    world.put("cases/victims/b.toml", related("a"));
    world.put("cases/rescues/c.toml", related("b").replace("related", "victims"));
    world.put("cases/arrests/d.toml", related("b").replace("related", "persons"));
    for words in [
        &["list"][..],
        &["list", "related:a"],
        &["list", "rel:b"],
        &["list", "--format", "csv"],
        &["list", "--format", "json"],
    ] {
        expect_an_end(&world, words);
    }
    for (query, found) in [("related:=a", "b\n"), ("victims:=b", "c\n"), ("persons:=b", "d\n")] {
        assert_eq!(world.run(&["list", "--format", "ids", query]).out, found, "{query}");
    }
}
