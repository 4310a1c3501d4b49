//! Every form of date against what is asked for: certainly, possibly, no.

use super::*;
use crate::search::Truth::{self, Certainly, No, Possibly};

/// Checks a date against windows: those it certainly overlaps, possibly, not at all.
#[track_caller]
fn check(date: &str, certainly: &[&str], possibly: &[&str], no: &[&str]) {
    check_known(date, None, certainly, possibly, no);
}

/// Does the same for a date of which a source was published on some day.
#[track_caller]
fn check_known(
    date: &str,
    published: Option<&str>,
    certainly: &[&str],
    possibly: &[&str],
    no: &[&str],
) {
    let known = published.map(|published| Date::parse(published).unwrap().days().earliest());
    let days = Date::parse(date).unwrap().days_known_until(known);
    for (asked, expected) in [(certainly, Certainly), (possibly, Possibly), (no, No)] {
        for asked in asked {
            assert_eq!(answer(&days, asked), expected, "{date} in {asked}");
        }
    }
}

/// Reads `2021`, `2021..2022`, `2021..` or `..2022` and asks for it.
fn answer(days: &Days, asked: &str) -> Truth {
    let end = |text: &str| match text {
        "" => DayRange::ALWAYS,
        text => Date::window(text).unwrap(),
    };
    let (from, to) = asked.split_once("..").unwrap_or((asked, asked));
    days.may_overlap(DayRange { first: end(from).first, last: end(to).last })
}

#[test]
fn days_months_and_years_lie_somewhere_in_what_is_written() {
    check(
        "2022-03-05",
        &["2022", "2022-03", "2022-03-05", "..2022-03-05"],
        &[],
        &["2022-03-06", "2021"],
    );
    check(
        "2022-03",
        &["2022", "2022-03", "2021..2022", "2022..", "..2023"],
        &["2022-03-05", "..2022-03-30"],
        &["2022-04", "2021", "2019"],
    );
    check(
        "2022",
        &["2022", "2021..2023"],
        &["2022-03", "2022-07..", "..2022-01"],
        &["2021", "2023.."],
    );
    check("2024-02-29", &["2024-02"], &[], &["2024-03"]);
    check("2021-12-05T10:00:00Z", &["2021-12-05"], &[], &["2021-12-06"]);
    check("2022-21", &["2022", "2022-03..2022-05"], &["2022-04"], &["2022-06"]);
    check("-0044", &["..2022"], &["-0044-03"], &["2022"]);
}

#[test]
fn what_is_approximate_reaches_as_much_further_on_either_side() {
    check(
        "2021-12~",
        &["2021..2022", "2020.."],
        &["2021", "2022", "2021-12", "2021-11"],
        &["2021-10", "2022-02"],
    );
    check("2022~", &["2021..2023"], &["2022", "2021", "2023"], &["2020", "2024"]);
    check("2022-03-05~", &["2022-03"], &["2022-03-04", "2022-03-05"], &["2022-03-03"]);
}

#[test]
fn what_is_uncertain_is_never_certain() {
    check("2021-12?", &[], &["2021", "2021-12", "2020..2023"], &["2022", "2020"]);
    check("2021-12%", &[], &["2021", "2022", "2000..2030"], &["2020"]);
    check("2021?-12-05", &[], &["2021-12"], &["2022"]);
}

#[test]
fn unspecified_digits_may_be_any() {
    check("202X", &["2020..2029"], &["2022", "2029-12"], &["2019", "2030"]);
    check("2021-XX", &["2021"], &["2021-07"], &["2022"]);
    check("2021-12-XX", &["2021-12"], &["2021-12-05"], &["2021-11"]);
    check("202X-12", &["2020..2029"], &["2022", "2022-12"], &["2022-07", "2022-01..2022-11"]);
    check("XXXX-12-XX", &[], &["2022", "2022-12"], &[]);
    check("1950S2", &["1900..1999"], &["1950"], &["2000"]);
}

#[test]
fn an_interval_went_on_from_its_start_to_its_end() {
    let whole = ["2022", "2021", "2022-03", "2022-01-05", "2021-12", "2022-06"];
    check("2021-12/2022-06", &whole, &["2021-12-05", "2022-06-15.."], &["2020", "2023"]);
    check("2026-01-21/2026-02-16", &["2026-01-21", "2026-02-16", "2026-02"], &[], &["2026-01-20"]);
    check("2020/..", &["2020", "2020.."], &["2020-06", "2021", "2030..", "2090"], &["2019"]);
    for date in ["../2017-08", "/2017-08"] {
        check(
            date,
            &["2017-08", "..2017"],
            &["2016", "1900", "2017-08-05"],
            &["2017-09", "2018.."],
        );
    }
    check("2024-12-07/", &["2024-12-07", "2024"], &["2025", "2024-12-08"], &["2024-12-06"]);
    check("/2022", &["..2022", "2022"], &["2022-03", "2020", "..2021"], &["2023"]);
    check("2021~/2022", &["2022..", "2021..2023"], &["2020"], &["2018"]);
    check("2021?/2022", &["2022", "2021..2022"], &["2021", "2022-05"], &["2023", "2020"]);
    check("2021/2022?", &["2021"], &["2022", "2021-05"], &["2023", "2020"]);
    check("2021?/2022?", &[], &["2021", "2022", "2021..2022"], &["2023", "2020"]);
    check("2021-?03/2021-12", &["2021-12", "2021"], &["2021-03", "2021-11"], &["2022"]);
}

#[test]
fn what_has_no_end_is_certain_as_long_as_a_source_could_know_of_it() {
    let until = |date, published, certainly, possibly, no| {
        check_known(date, Some(published), certainly, possibly, no);
    };
    until(
        "2020/..",
        "2022-06-15",
        &["2020", "2021", "2022-06", "2022-06-15", "2022-05..2030"],
        &["2022-06-16", "2022-07", "2023", "2090", "2020-05"],
        &["2019"],
    );
    until(
        "2024-12-07/..",
        "2025-02",
        &["2024-12-07", "2025-01", "2025-02"],
        &["2025-03"],
        &["2023"],
    );
    // Published some time in 2022, perhaps on its first day.
    until("2020-03/..", "2022", &["2021", "2022"], &["2022-02", "2023"], &["2020-02"]);
    // Who wrote before it began knew of a plan.
    until(
        "2026-05/..",
        "2025-11-01",
        &["2026-05", "2026"],
        &["2026-06", "2027"],
        &["2025", "2025..2026-04"],
    );
    // Nothing says for certain when the source was published.
    until("2020/..", "2022?", &["2020"], &["2021", "2022"], &["2019"]);
    until("2020/..", "2022~", &["2020", "2021"], &["2022", "2023"], &["2019"]);
    // Dates with an end, or with an unknown end, are as certain as before.
    until("2020/2024", "2022", &["2023"], &["2024-05"], &["2025"]);
    until("2020/", "2022", &["2020"], &["2021"], &["2019"]);
}

#[test]
fn a_qualifier_reaches_the_parts_that_the_standard_says() {
    // To the right of a part: that part and those to its left.
    check(
        "2004-06~-11",
        &["2004", "2004-05..2004-07"],
        &["2004-05-11", "2004-06-11", "2004-07-11", "2004-06"],
        &["2004-06-12", "2004-05-12", "2004-06-10", "2004-08-11"],
    );
    check("2004-01~-11", &[], &["2003-12-11", "2004-02-11"], &["2003-12-12", "2004-01-10"]);
    check(
        "2004~-06-11",
        &["2003..2005"],
        &["2003-06-11", "2004-06-11", "2005-06-11"],
        &["2004-05-11", "2004-06-12", "2006-06-11"],
    );
    check("1990~-04", &[], &["1989-04", "1990-04", "1991-04"], &["1990-05", "1990-03", "1992-04"]);
    // To the left of a part: that part alone.
    check("~1990-04", &[], &["1989-04", "1990-04", "1991-04"], &["1990-05", "1990-03", "1992-04"]);
    check("2004-~01-11", &["2004"], &["2004-01-11", "2004-02-11"], &["2003-12-11", "2004-01-12"]);
    check("2004-~06", &["2004"], &["2004-05", "2004-06", "2004-07"], &["2004-04", "2003-06"]);
    check(
        "2004-06-~11",
        &["2004-06"],
        &["2004-06-10", "2004-06-12"],
        &["2004-06-13", "2004-05-11"],
    );
    check("2004-06-~30", &["2004-06"], &["2004-06-29"], &["2004-07-01"]);
    check("2004-~06-~30", &["2004"], &["2004-06-29", "2004-07-01"], &["2004-05-30", "2004-07-02"]);
    check("2004-~12-~31", &["2004"], &["2004-12-30"], &["2005-01-01"]);
    check("2004~-06-~11", &[], &["2003-06-10", "2005-06-12"], &["2004-05-11", "2004-06-13"]);
    check("2004-12-31~", &[], &["2004-12-30", "2005-01-01"], &["2005-01-02"]);
    check("2004~-21", &[], &["2003-04", "2005-04"], &["2006-04"]);
}

#[test]
fn a_doubt_about_one_part_leaves_those_to_its_left_certain() {
    check("2022?-02", &[], &["2022-02", "2022", "2020..2023"], &["2022-03", "2022-01"]);
    check("?2022-02", &[], &["2022-02", "2022"], &["2022-03"]);
    check("2022-?02", &["2022", "2021..2022"], &["2022-02"], &["2021", "2023"]);
    check("2022-02-?11", &["2022-02", "2022"], &["2022-02-11"], &["2022-03"]);
    check("2022-02?-11", &[], &["2022", "2022-02", "2022-02-11"], &["2022-03"]);
    check("2022-?21", &["2022"], &["2022-04"], &["2023"]);
    check("2004~-?06", &["2003..2005"], &["2004", "2005-06"], &["2004-05", "2007"]);
    check("{2017?,2019}", &["2019"], &["2017"], &["2018"]);
    check("{201X,2021}", &["2021", "2010..2019"], &["2015"], &["2022"]);
}

#[test]
fn of_a_set_one_is_meant_or_all_are() {
    check("[2017,2019]", &["2017..2019"], &["2017", "2019"], &["2018", "2020"]);
    check("{2017,2019}", &["2017", "2019", "2017..2019"], &[], &["2018", "2020"]);
    check("[2017..2019]", &["2017..2019"], &["2018"], &["2020"]);
    check("[..2017]", &["..2017"], &["2015"], &["2018"]);
    check("{2017-03,2017-05}", &["2017", "2017-03"], &["2017-03-05"], &["2017-04"]);
    check("[2017?,2019]", &[], &["2017", "2017..2019"], &["2018"]);
}

#[test]
fn years_beyond_all_days_stay_in_order() {
    check("Y170000002", &["2030.."], &[], &["2022"]);
    check("Y-170000002", &["..2022"], &[], &["2022"]);
}

#[test]
fn every_day_of_four_centuries_has_the_next_number() {
    let mut last = days_since_year_zero(1799, 12, 31).unwrap();
    for year in 1800..2200 {
        for month in 1..=12 {
            let Ok(date) = Date::parse(&format!("{year}-{month:02}")) else { panic!() };
            let DayRange { first, last: end } = date.days().intervals[0].start;
            assert_eq!(i64::from(first), last + 1);
            last = i64::from(end);
        }
    }
}

#[test]
fn a_year_without_a_mark_is_one_that_none_to_its_right_is_for() {
    for (written, years, doubted) in [
        ("2022", &[2022][..], Some("2022?")),
        ("2022-02", &[2022], Some("2022?-02")),
        ("2022-02-03", &[2022], Some("2022?-02-03")),
        ("2022?-02", &[], None),
        ("?2022-02", &[], None),
        ("2022-02~", &[], None),
        ("2022-02%", &[], None),
        ("2022?-02-?16", &[], None),
        ("2022-?02", &[2022], Some("2022?-?02")),
        ("2022-0X", &[2022], Some("2022?-0X")),
        ("202X", &[], None),
        ("Y-17E7", &[], None),
        ("-0044", &[], None),
        ("2020/2022?-02", &[2020], Some("2020?/2022?-02")),
        ("2020/..", &[2020], Some("2020?/..")),
        ("[..2022-07]", &[2022], Some("[..2022?-07]")),
        ("{2022-08-02,2022-08-16}", &[2022, 2022], Some("{2022?-08-02,2022?-08-16}")),
        ("2021-12-05T10:00:00Z", &[2021], None),
    ] {
        let date = Date::parse(written).unwrap();
        assert_eq!(date.unmarked_years(), years, "{written}");
        let first = date.unmarked_years().first().copied();
        let marked = first.and_then(|year| date.with_year_in_doubt(year));
        assert_eq!(marked.as_deref(), doubted, "{written}");
    }
}

#[test]
fn plain_dates_mean_what_the_library_says_of_them() {
    let mut plain = 0;
    for year in [0, 4, 1582, 1900, 2000, 2023, 2024, 9999] {
        let texts = (0..=13).flat_map(|month| {
            let days = [format!("{year:04}-{month:02}")];
            let days = days
                .into_iter()
                .chain((1..=32).map(move |day| format!("{year:04}-{month:02}-{day:02}")));
            days.chain([format!("{year:04}"), format!("{year:04}~")]).collect::<Vec<_>>()
        });
        for text in texts {
            let Some(read) = read(&text) else { continue };
            let expected = days_of(&read, None);
            assert_eq!(Date::parse(&text).unwrap().days(), expected, "{text}");
            plain += usize::from(plain_window(&text).is_some());
        }
    }
    assert!(plain > 8 * 377, "{plain}");
}
