//! Every number of a timeline is that of the list of its query, and each date has its row.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::collection::{Collection, ListSort, Lookup, Memory, load, sample};
use crate::record::Id;
use crate::redaction::{Policy, Redaction};
use crate::search::Truth;
use crate::session::Finder;
use crate::views::calendar_unit::CalendarUnit;
use crate::views::disclosure_history::DisclosureHistory;
use crate::views::listed::check_listed;
use crate::views::mark::Mark;
use crate::views::value_words::ValueWords;

const DATES: &[&str] = &[
    "",
    "2021",
    "2021?",
    "2021-12~",
    "2022-03-04",
    "2022?-05",
    "2020/..",
    "../2021-06",
    "2021-02/2022-01",
    "[2021-01..2021-03]",
    "{2021-11-02,2022-01-05}",
    "[2019,2024-05]",
    "202X",
    "2021-21",
    "XXXX-12",
    "/2021",
    "-9999",
    "9999-12-31",
    "not a date",
];

const QUERIES: &[&str] = &[
    "",
    "test",
    "kind:victim,rescue",
    "date:2021",
    "-date:2022",
    "missing:date",
    "kind:place,source",
    "test | other",
];

fn made_up(cases: &[Vec<usize>]) -> Arc<Collection> {
    let mut memory = Memory::default();
    memory.put("places.toml", "[seatown]\nname = 'Seatown'\n[inland]\nname = 'Inland'\n");
    memory.put(
        "sources.toml",
        "[paper]\ntitle = 'A Test Paper'\npublished = 2022-07-01\n[other]\ntitle = 'Other'\n",
    );
    for (number, picks) in cases.iter().enumerate() {
        let pick = |at: usize, of: &[&'static str]| of[picks[at] % of.len()];
        let put = |name: &str, value: &str| {
            if value.is_empty() { String::new() } else { format!("{name} = '{value}'\n") }
        };
        let (folder, date) =
            [("victims", "recruitment_date"), ("rescues", "date"), ("arrests", "date")]
                [picks[0] % 3];
        let mut text = put("title", pick(1, &["Test", "Other tested", "Something"]));
        text += &put(date, pick(2, DATES));
        if folder == "arrests" {
            text += pick(
                3,
                &["", "places = ['seatown']\n", "places = ['inland', 'seatown', 'afar']\n"],
            );
        }
        if picks[4] % 3 == 0 {
            let date = put("date", pick(4, DATES));
            _ = write!(text, "[[event]]\nkey = 'e'\nwhat = 'moved'\n{date}");
        }
        text += match picks[5] % 4 {
            0 => "[[quote]]\nsource = 'paper'\ntext = 'Words'\n",
            1 => "[[quote]]\nsource = 'other'\ntext = 'Words'\n",
            _ => "",
        };
        if picks[5] % 4 < 2 {
            _ = writeln!(text, "supports = ['{date}']");
        }
        if picks[6] % 3 == 0 {
            _ = write!(
                text,
                "[[quote]]\nsource = 'other'\ntext = 'No'\ndisputes = {{ {date} = '2023-04' }}\n"
            );
        }
        memory.put(format!("{folder}/test-{number}.toml"), text);
    }
    Arc::new(load(&memory))
}

fn check_all(collection: &Arc<Collection>, request: &TimelineRequest) -> Timeline {
    let (finder, lookup) = (Finder::of(collection), Lookup::of(collection));
    let may_show = |id: &Id| !id.as_str().ends_with('7');
    let mut source =
        TimelineSource::of(&request.typed, &lookup, collection, &may_show, Rivals::Shown);
    let history = &mut DisclosureHistory::default();
    let timeline = source.timeline(request, &lookup, collection, history);
    let Timeline { whole, undated, without, no_date, columns, before, after, lanes, .. } =
        &timeline;
    let others = [whole, undated, without, no_date, before, after];
    for mark in others.into_iter().chain(columns).chain(lanes.iter().map(|lane| &lane.mark)) {
        check_listed(&finder, mark, &may_show);
    }
    assert_eq!(columns.len(), timeline.window.cell_count());
    let most = columns.iter().map(Mark::at_most).max().unwrap_or_default();
    assert!(most <= timeline.greatest, "{most} of {}", timeline.greatest);
    check_rows(collection, &timeline, request);
    timeline
}

/// Checks that exactly the dates that may lie in the window have a row there.
fn check_rows(collection: &Collection, timeline: &Timeline, request: &TimelineRequest) {
    let days = timeline.window.days();
    let shown: Vec<u32> = timeline
        .lines
        .iter()
        .filter_map(|line| match line {
            TimelineLine::Row(number) => Some(*number),
            TimelineLine::Lane(_) => None,
        })
        .collect();
    if request.lanes == LanesBy::None {
        assert!(shown.is_sorted());
    }
    let shown: HashSet<u32> = shown.into_iter().collect();
    for (number, row) in (0..).zip(timeline.rows.iter()) {
        let id = timeline.id_of(row).unwrap();
        let located = collection.get(id.as_str()).unwrap();
        let statements = collection.dated_statements(located.record);
        let statement = &statements[usize::from(row.statement)];
        assert_eq!(statement.rival_of.is_some(), row.standing == RowStanding::Rival);
        assert_eq!((statement.days.first(), statement.days.last()), (row.first, row.last));
        let is_inside = statement.days.may_overlap(days) != Truth::No;
        assert_eq!(shown.contains(&number), is_inside, "{id} {}", statement.date);
        let bar = DateBar::of(&statement.date, statement.days.clone());
        let drawn = bar.cells(timeline.window);
        assert_eq!(drawn.iter().any(Option::is_some), is_inside, "{}", statement.date);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn every_number_is_that_of_the_list_of_its_query(
        cases in proptest::collection::vec(proptest::collection::vec(0_usize..64, 7), 0..24),
        query in 0..QUERIES.len(),
        window in 0..5_usize,
        unit in 0..6_usize,
        first in prop_oneof![Just(-9999), Just(9990), 2000..2026_i32],
        cells in 1..40_usize,
        lanes in 0..4_usize,
    ) {
        let collection = made_up(&cases);
        let unit = CalendarUnit::ALL[unit];
        let year = CalendarUnit::Year.days(first).first;
        let window = match window {
            0 => WantedWindow::Fitting(cells, CalendarUnit::Day),
            1 => WantedWindow::All(unit, cells),
            _ => WantedWindow::At(TimelineWindow::of(unit, unit.at(year), cells)),
        };
        let lanes = [LanesBy::None, LanesBy::Kind, LanesBy::Place, LanesBy::Source][lanes];
        let request = TimelineRequest { typed: QUERIES[query].to_owned(), window, lanes, is_protected: false };
        check_all(&collection, &request);
    }
}

fn request(typed: &str, window: WantedWindow) -> TimelineRequest {
    TimelineRequest { typed: typed.to_owned(), window, lanes: LanesBy::None, is_protected: false }
}

#[test]
fn the_timeline_of_the_sample_counts_as_the_list_does() {
    let collection = Arc::new(load(&sample()));
    for unit in CalendarUnit::ALL {
        for typed in ["", "kind:rescue", "embassy", "date:2025"] {
            check_all(&collection, &request(typed, WantedWindow::All(unit, 60)));
        }
    }
    let fitted = check_all(&collection, &request("", WantedWindow::Fitting(66, CalendarUnit::Day)));
    assert!(fitted.columns.iter().any(|mark| mark.certain > 0));
    assert!(fitted.rows.len() > 20 && fitted.undated.certain > 10);
}

/// The scale is exactly the greatest column of the unit, so it does not change while the window is moved.
#[test]
fn the_scale_is_the_greatest_column_of_the_unit() {
    let collection = Arc::new(load(&sample()));
    for unit in [CalendarUnit::Year, CalendarUnit::Quarter, CalendarUnit::Month] {
        let all = check_all(&collection, &request("", WantedWindow::All(unit, 400)));
        let most = all.columns.iter().map(Mark::at_most).max();
        assert_eq!(most, Some(all.greatest), "{unit:?}");
        let moved = TimelineWindow::of(unit, unit.at(all.window.days().first) - 9, 12);
        let moved = check_all(&collection, &request("", WantedWindow::At(moved)));
        assert_eq!(moved.greatest, all.greatest);
    }
}

#[test]
fn nothing_at_all_and_one_day_are_shown_too() {
    for files in [&[][..], &[("rescues/test-a.toml", "title = 'A'\ndate = '2024-12-07'\n")][..]] {
        let mut memory = Memory::default();
        for (path, text) in files {
            memory.put(*path, *text);
        }
        let collection = Arc::new(load(&memory));
        for cells in [0, 1, 2, 80] {
            let window = WantedWindow::Fitting(cells, CalendarUnit::Day);
            let timeline = check_all(&collection, &request("", window));
            assert_eq!(timeline.rows.len(), files.len());
            assert_eq!(timeline.lines.len(), files.len());
        }
    }
}

#[test]
fn what_others_may_see_hides_small_numbers() {
    let collection = Arc::new(load(&sample()));
    let request = TimelineRequest {
        is_protected: true,
        ..request("", WantedWindow::Fitting(40, CalendarUnit::Month))
    };
    let timeline = check_all(&collection, &request);
    let shown = timeline.shown.as_ref().unwrap();
    for (mark, shown) in timeline.columns.iter().zip(&shown.columns) {
        if (1..11).contains(&mark.at_most()) {
            assert_eq!(*shown, crate::views::Shown::Few);
        }
    }
}

#[test]
fn the_text_and_the_json_have_a_line_for_each_unit_and_for_what_has_no_date() {
    let mut memory = Memory::default();
    memory.put("rescues/test-a.toml", "title = 'A'\ndate = '2024'\n");
    memory.put("rescues/test-b.toml", "title = 'B'\ndate = '2023-12~'\n");
    memory.put("rescues/test-c.toml", "title = 'C'\n");
    let collection = Arc::new(load(&memory));
    let timeline =
        check_all(&collection, &request("kind:rescue", WantedWindow::All(CalendarUnit::Year, 99)));
    let words: &dyn ValueWords = &Redaction::of(&collection, Policy::Default);
    let text = timeline_text(&timeline, words, TimelinePage { is_ascii: false, has_bars: true });
    assert_eq!(
        text,
        "2023     0–1  ░   kind:rescue date:2023\n\
         2024     1–2  █░  kind:rescue date:2024\n\
         no date    1  ·   kind:rescue missing:date\n"
    );
    let plain = timeline_text(&timeline, words, TimelinePage { is_ascii: true, has_bars: true });
    assert!(plain.is_ascii() && plain.contains("1-2  #.  kind:rescue date:2024"), "{plain}");
    let json = timeline_json(&timeline, words);
    assert_eq!(json[1]["from"], "2024-01-01");
    assert_eq!((&json[1]["certain"], &json[1]["possible"]), (&1.into(), &1.into()));
    assert_eq!(
        (&json[2]["from"], &json[2]["query"]),
        (&serde_json::Value::Null, &"kind:rescue missing:date".into())
    );
}

/// A wish is a bound: who does not want to say where he is now is in no column after his captivity, and the dates of other
/// records do not move him there.
#[test]
fn no_record_is_placed_by_the_dates_of_another() {
    let collection = Arc::new(load(&sample()));
    let window = WantedWindow::All(CalendarUnit::Year, 400);
    let timeline = check_all(&collection, &request("id:lu-xiangri", window));
    let own = collection.get("lu-xiangri").unwrap();
    assert!(!collection.dated_statements(own.record).is_empty());
    let captive = CalendarUnit::Year.days(2020);
    assert!(timeline.rows.iter().all(|row| row.last <= captive.last), "{:?}", timeline.rows);
    assert_eq!(timeline.after.at_most(), 0);
}

/// Of sources that contradict each other, none is believed: only where all agree is a case certain.
#[test]
fn a_disputed_date_is_certain_only_where_all_sources_agree() {
    let mut memory = Memory::default();
    memory.put("sources.toml", "[paper]\ntitle = 'Paper'\n[wire]\ntitle = 'Wire'\n");
    let quote = "[[quote]]\nsource = 'wire'\ntext = 'No'\n";
    memory.put(
        "rescues/test-a.toml",
        format!("title = 'A'\ndate = '2021-03'\n{quote}disputes = {{ date = '2023-04' }}\n"),
    );
    memory.put(
        "rescues/test-both.toml",
        format!(
            "title = 'B'\ndate = '{{2015,2018-06}}'\n{quote}disputes = {{ date = '2018-05' }}\n"
        ),
    );
    let collection = Arc::new(load(&memory));
    let finder = Finder::of(&collection);
    for (query, certain, possible) in [
        ("date:2021", 0, 1),
        ("date:2023-04", 0, 1),
        ("date:2022", 0, 0),
        ("date:2021..2023", 1, 0),
        ("date:2015", 0, 1),
        ("date:2018", 1, 0),
        ("date:2018-06", 0, 1),
        ("-date:2021", 1, 1),
    ] {
        let found = finder.find(query, ListSort::default());
        let all = found.ids.len();
        assert_eq!(
            (all - found.possible.len(), found.possible.len()),
            (certain, possible),
            "{query}"
        );
    }
    let window = WantedWindow::All(CalendarUnit::Year, 400);
    let timeline = check_all(&collection, &request("", window));
    let rivals: Vec<bool> =
        timeline.rows.iter().map(|row| row.standing == RowStanding::Rival).collect();
    assert_eq!(rivals.iter().filter(|is_rival| **is_rival).count(), 2);
    assert_eq!(rivals.len(), 4);
}
