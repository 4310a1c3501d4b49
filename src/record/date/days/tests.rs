//! Every form of date against what is asked for: certainly, possibly, no.

use super::*;
use crate::search::Answer::{self, Certainly, No, Possibly};

/// Checks a date against windows: those it certainly overlaps, possibly, not at all.
#[track_caller]
fn check(date: &str, certainly: &[&str], possibly: &[&str], no: &[&str]) {
    let days = Date::parse(date).unwrap().days();
    for (asked, expected) in [(certainly, Certainly), (possibly, Possibly), (no, No)] {
        for asked in asked {
            assert_eq!(answer(&days, asked), expected, "{date} in {asked}");
        }
    }
}

/// Reads `2021`, `2021..2022`, `2021..` or `..2022` and asks for it.
fn answer(days: &Days, asked: &str) -> Answer {
    let end = |text: &str| match text {
        "" => Window::ALWAYS,
        text => Date::window(text).unwrap(),
    };
    let (from, to) = asked.split_once("..").unwrap_or((asked, asked));
    days.overlaps(Window { first: end(from).first, last: end(to).last })
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
fn digits_that_nobody_knows_may_be_any() {
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
    check("2020/..", &["2020", "2021", "2025-03", "2030.."], &["2020-06"], &["2019"]);
    check("../2017-08", &["2016", "1900", "2017-08"], &["2017-08-05"], &["2017-09", "2018.."]);
    check("2024-12-07/", &["2024-12-07", "2024"], &["2025", "2024-12-08"], &["2024-12-06"]);
    check("/2022", &["..2022", "2022"], &["2022-03", "2020", "..2021"], &["2023"]);
    check("2021~/2022", &["2022..", "2021..2023"], &["2020"], &["2018"]);
    check("2021?/2022", &[], &["2021", "2022"], &["2023"]);
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
            let Window { first, last: end } = date.days().stretches[0].start;
            assert_eq!(i64::from(first), last + 1);
            last = i64::from(end);
        }
    }
}
