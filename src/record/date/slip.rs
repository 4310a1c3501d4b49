//! What is wrong with a text that is no date, and what to write instead.

use super::calendars::{MINGUO, named};
use super::single::{candidates, single};
use super::suggestion::{plain, possible, suggested_date};
use super::{day, read};
use crate::text::{LONGEST, is_too_long};

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadDate {
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// The date that was probably meant.
    pub meant: Option<String>,
    /// What to write where it is not known which date was meant, each date in quotes.
    pub help: Option<String>,
}

impl BadDate {
    // Neither this nor what it calls may call itself: a text decides how often it would come to that, and
    // the stack is small.
    pub(super) fn of(text: &str) -> Self {
        if is_too_long(text) {
            let length = text.len();
            let message = format!("this is {length} bytes long, and a date has at most {LONGEST}");
            return Self { message, meant: None, help: None };
        }
        let slip = |message, help| Self { message, meant: None, help };
        if is_reversed(text) {
            let message = format!("the interval \"{text}\" ends before it starts");
            return Self { meant: suggested_date(text), ..slip(message, None) };
        }
        let plain = plain(text);
        if let Some(year) = of_another_calendar(text, &plain) {
            return year;
        }
        match possible(text).as_slice() {
            [] => vague(text, &plain)
                .or_else(|| minguo(text, &plain))
                .or_else(|| impossible(text, &plain))
                .unwrap_or_else(|| slip(format!("\"{text}\" is not a date"), None)),
            [date] => {
                let mut message = format!("\"{text}\" is not a date");
                if is_buddhist(&plain, date) {
                    message.push_str(", and its year is a Buddhist one");
                }
                Self { meant: Some(date.clone()), ..slip(message, None) }
            }
            several => {
                let several: Vec<String> =
                    several.iter().map(|date| format!("\"{date}\"")).collect();
                let help = format!("write {}, whichever is meant", several.join(" or write "));
                slip(format!("\"{text}\" can mean more than one date"), Some(help))
            }
        }
    }
}

/// Returns whether the date that was meant by a text has another year than the text, which has one 543
/// years later.
fn is_buddhist(plain: &str, meant: &str) -> bool {
    let year = meant.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4);
    let year = year.and_then(|year| year.parse::<i32>().ok());
    year.is_some_and(|year| plain.contains(&(year + super::BUDDHIST).to_string()))
}

/// Finds a date that names a month or the sign of another calendar.
fn of_another_calendar(text: &str, plain: &str) -> Option<BadDate> {
    let (calendar, year) = named(plain)?;
    let name = calendar.name();
    let message = format!("\"{text}\" seems to be a date of the {name} calendar");
    let within = calendar.in_gregorian_years(year)?;
    let help = format!(
        "write \"{within}\", which is the year {year}, until the Gregorian day has been looked up"
    );
    Some(BadDate { message, meant: None, help: Some(help) })
}

/// Reads `112.05.03`, as pages from Taiwan write a day: its year may be another.
fn minguo(text: &str, plain: &str) -> Option<BadDate> {
    let (year, rest) = plain.split_at_checked(3)?;
    let year: i32 = year.parse().ok().filter(|year| (1..=200).contains(year))?;
    let date = single(&format!("{:04}{rest}", year + MINGUO))
        .filter(|_| rest.starts_with(['.', '/', '-']))?;
    let message = format!("\"{text}\" is not a date, and its year has three digits");
    let help =
        format!("if this is a Minguo year, write \"{date}\"; else write the year with four digits");
    Some(BadDate { message, meant: None, help: Some(help) })
}

/// Reads `early 2022`, `mid-May 2022`, of which EDTF can say the year or month alone.
fn vague(text: &str, plain: &str) -> Option<BadDate> {
    const WORDS: [&str; 9] =
        ["early", "mid", "middle of", "late", "end of", "beginning of", "start of", "début", "fin"];
    let lower = plain.to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    let (word, rest) = WORDS.iter().find_map(|word| Some((*word, lower.strip_prefix(word)?)))?;
    let rest = rest.strip_prefix([' ', '-'])?.trim();
    let date = if read(rest).is_some() { Some(rest.to_owned()) } else { single(rest) }?;
    let message = format!("\"{text}\" is not a date: EDTF has no form for `{word}`");
    let help = format!("write \"{date}\", and quote the words of the source");
    Some(BadDate { message, meant: None, help: Some(help) })
}

/// Finds a month or day that there is not: `2022-13`, `2022-02-30`, `31.04.2022`.
fn impossible(text: &str, plain: &str) -> Option<BadDate> {
    const MONTHS: [(&str, u32); 12] = [
        ("January", 31),
        ("February", 29),
        ("March", 31),
        ("April", 30),
        ("May", 31),
        ("June", 30),
        ("July", 31),
        ("August", 31),
        ("September", 30),
        ("October", 31),
        ("November", 30),
        ("December", 31),
    ];
    let slip = |wrong: String, known: &str, what: &str| BadDate {
        message: format!("\"{text}\" is not a date: {wrong}"),
        meant: None,
        help: Some(format!(
            "write \"{known}\" if no more is known, or else the {what} that is meant"
        )),
    };
    let all = candidates(&plain.replace('–', "-"));
    let days = all.iter().filter_map(|date| {
        let (month, day) = (date.get(..7)?, date.get(8..)?.parse::<u32>().ok()?);
        let number = month.get(5..)?.parse::<usize>().ok()?.checked_sub(1)?;
        let (name, days) = *MONTHS.get(number)?;
        let year = month.get(..4)?;
        let is_leap = read(&format!("{year}-02-29")).is_some();
        let days = if number == 1 && !is_leap { 28 } else { days };
        (day > days).then(|| slip(format!("{name} {year} has {days} days"), month, "day"))
    });
    let is_month = |date: &&String| date.len() == 7 && read(date).is_none();
    let months = all.iter().filter(is_month).filter_map(|date| {
        let (year, month) = date.split_once('-')?;
        Some(slip(format!("there is no month {month}"), year, "month"))
    });
    let mut found: Vec<BadDate> = days.chain(months).collect();
    found.dedup();
    found.into_iter().next()
}

/// Returns whether a text is an interval whose end lies before its start.
fn is_reversed(text: &str) -> bool {
    let Some((start, end)) = text.split_once('/') else { return false };
    let (Some(start), Some(end)) = (read(start), read(end)) else { return false };
    matches!((day(end.bounds().latest), day(start.bounds().earliest)), (Some(end), Some(start)) if end < start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, says: &str, write: &[&str]) {
        let bad = BadDate::of(text);
        let help = bad.help.clone().or(bad.meant.as_ref().map(|meant| format!("\"{meant}\"")));
        let help = help.unwrap_or_default();
        assert!(bad.message.contains(says), "{text}: {}", bad.message);
        let written: Vec<&str> = help.split('"').skip(1).step_by(2).collect();
        assert_eq!(written, write, "{text}: {help}");
    }

    #[test]
    fn of_several_dates_none_is_picked() {
        check("03.05.2022", "more than one", &["2022-03-05", "2022-05-03"]);
        check("03042021", "more than one", &["2021-03-04", "2021-04-03"]);
        check("2009–10", "more than one", &["2009-10", "2009/2010"]);
        check("200405", "more than one", &["2004-05", "2020-04-05"]);
        check("2000s", "more than one", &["200X", "20XX"]);
        check("until 2022", "more than one", &["[..2022]", "../2022"]);
        check("25.05.2022", "not a date", &["2022-05-25"]);
    }

    #[test]
    fn words_become_the_signs_of_edtf() {
        for (text, date) in [
            ("2020s", "202X"),
            ("the 1990's", "199X"),
            ("2020年代", "202X"),
            ("before 2022", "[..2021]"),
            ("before 2022-01", "[..2021-12]"),
            ("before 1 March 2024", "[..2024-02-29]"),
            ("after 2022", "[2023..]"),
            ("after 31 December 2022", "[2023-01-01..]"),
            ("by May 2022", "[..2022-05]"),
            ("no earlier than 2022", "[2022..]"),
            ("between 2021 and 2022", "[2021..2022]"),
            ("2022 or 2023", "[2022,2023]"),
            ("2021 and 2023", "{2021,2023}"),
            ("2022 (approx.)", "2022~"),
            ("2022年左右", "2022~"),
            ("Q2 2022", "2022-34"),
            ("2022-Q4", "2022-36"),
            ("2022Q1", "2022-33"),
            ("3rd quarter of 2022", "2022-35"),
            ("first half of 2022", "2022-40"),
            ("H2 2022", "2022-41"),
            ("summer 2022", "2022-22"),
            ("2022年春", "2022-21"),
        ] {
            check(text, "is not a date", &[date]);
        }
    }

    #[test]
    fn months_are_known_in_the_languages_of_sources() {
        for (text, date) in [
            ("May 2022", "2022-05"),
            ("3 mai 2022", "2022-05-03"),
            ("3. Mai 2022", "2022-05-03"),
            ("3 de mayo de 2022", "2022-05-03"),
            ("1 août 2022", "2022-08-01"),
            ("3 мая 2022", "2022-05-03"),
            ("٣ مايو ٢٠٢٢", "2022-05-03"),
            ("ngày 3 tháng 5 năm 2022", "2022-05-03"),
            ("3 Agustus 2022", "2022-08-03"),
            ("3 พ.ค. 2022", "2022-05-03"),
            ("5 déc. 2021", "2021-12-05"),
        ] {
            check(text, "is not a date", &[date]);
        }
        // June or July.
        check("3 jui 2022", "is not a date", &[]);
    }

    #[test]
    fn years_of_other_calendars_are_converted_where_they_are_certain() {
        check("๒๕๖๕-๐๕", "Buddhist", &["2022-05"]);
        check("3 พฤษภาคม 2565", "Buddhist", &["2022-05-03"]);
        check("พ.ศ. 2565", "Buddhist", &["2022"]);
        check("2565/05/03", "Buddhist", &["2022-05-03"]);
        check("民國111年5月3日", "is not a date", &["2022-05-03"]);
        check("中華民國 111年", "is not a date", &["2022"]);
        check("111年5月", "is not a date", &["2022-05"]);
        check("令和4年5月3日", "is not a date", &["2022-05-03"]);
        check("令和元年5月", "is not a date", &["2019-05"]);
        check("112.05.03", "three digits", &["2023-05-03"]);
        check("15 Ramadan 1443", "Islamic calendar", &["[2021..2022]"]);
        check("1443 AH", "Islamic calendar", &["[2021..2022]"]);
        check("15 اردیبهشت 1401", "Persian calendar", &["[2022..2023]"]);
        check("18 Iyar 5782", "Hebrew calendar", &["[2021..2022]"]);
    }

    #[test]
    fn a_day_that_there_is_not_is_named() {
        check("2022-13", "there is no month 13", &["2022"]);
        check("2022-02-30", "February 2022 has 28 days", &["2022-02"]);
        check("31.04.2022", "April 2022 has 30 days", &["2022-04"]);
        check("2022-00", "is not a date", &["2022"]);
        check("2022-05-00", "is not a date", &["2022-05"]);
        check("early 2022", "no form for `early`", &["2022"]);
        check("mid-May 2022", "no form for `mid`", &["2022-05"]);
    }
}
