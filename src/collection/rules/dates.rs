//! Checks dates against today and against each other: events in the future, sources collected
//! before they were published.

use jiff::Timestamp;

use crate::diagnostic::{Diagnostic, Rule};
use crate::record::{
    BUDDHIST, Date, Day, FieldEntry, FieldId, Fields, Kind, MINGUO, OtherCalendar, Record, Value,
};
use crate::search::{DayNumber, Days};

/// The last year that is taken for one of the Minguo calendar.
const LAST_MINGUO: DayNumber = 200;

/// The first year that is taken for the one that was meant.
const FIRST_MEANT: i32 = 1900;

/// Where something is a day ahead of UTC, today is tomorrow.
const AHEAD: DayNumber = 1;

/// Returns the last day that has begun anywhere.
pub(super) fn today() -> DayNumber {
    let today = Timestamp::now().strftime("%Y-%m-%d").to_string();
    Date::window(&today).map_or(DayNumber::MAX, |window| window.last.saturating_add(AHEAD))
}

/// Adds which dates of a record cannot be right.
pub(super) fn dates(record: &Record, today: DayNumber, problems: &mut Vec<Diagnostic>) {
    if record.fields.yes(FieldId::Planned) == Some(true) {
        planned(record, problems);
        return;
    }
    let late = match record.kind {
        Kind::Source => published_late(record, today, problems),
        Kind::Victim
        | Kind::Rescue
        | Kind::Arrest
        | Kind::Place
        | Kind::Person
        | Kind::Organisation => false,
    };
    let rows = record.rows.iter().map(|row| &row.fields);
    for (entry, date) in std::iter::once(&record.fields).chain(rows).flat_map(all) {
        if late && entry.field.name == FieldId::Published {
            continue;
        }
        in_the_future(entry, date, today, problems);
        of_another_calendar(entry, date, today, problems);
    }
}

/// Returns the dates of some fields, each with its field.
fn all(fields: &Fields) -> impl Iterator<Item = (&FieldEntry, &Date)> {
    fields.iter().flat_map(|entry| {
        let dates = entry.items.iter();
        dates.filter_map(move |item| {
            if let Value::Date(date) = &item.value { Some((entry, date)) } else { None }
        })
    })
}

fn planned(record: &Record, problems: &mut Vec<Diagnostic>) {
    let Some(entry) = record.fields.get(FieldId::Date) else { return };
    let Some(date) = record.fields.date(FieldId::Date).filter(|date| date.is_interval()) else {
        return;
    };
    let message =
        format!("this is planned, but `date` ({date}) is an interval, which says that it went on");
    let help = match date.at_some_time_in_it() {
        Some(between) => format!("for some time between the two write \"{between}\""),
        None => {
            "for some time between two dates write them as one of several: \"[2026-01..2026-03]\""
                .to_owned()
        }
    };
    problems.push(Diagnostic::new(Rule::PlannedInterval, entry.value, message).help(help));
}

/// Adds that a source was published after it was collected; returns whether it was.
fn published_late(record: &Record, today: DayNumber, problems: &mut Vec<Diagnostic>) -> bool {
    let date = |name| record.fields.date(name);
    let (Some(published), Some(collected)) = (date(FieldId::Published), date(FieldId::CollectedAt))
    else {
        return false;
    };
    let last = |date: &Date| last_day(&date.days()).saturating_add(AHEAD);
    let fits = |published: &Date, collected: &Date| published.days().first() <= last(collected);
    let Some(entry) = record.fields.get(FieldId::Published).filter(|_| !fits(published, collected))
    else {
        return false;
    };
    let message = format!(
        "`published` ({published}) is after `collected_at` ({collected}), when the page was looked at"
    );
    let buddhist = published.years_later(-BUDDHIST);
    let buddhist = buddhist.filter(|meant| is_recent(meant) && fits(meant, collected));
    // The page was looked at in the year 114, and published in 2025.
    let minguo = collected.years_later(MINGUO).filter(|_| is_minguo(collected));
    let minguo = minguo.filter(|meant| fits(published, meant) && meant.days().first() <= today);
    let help = match (buddhist, minguo) {
        (Some(meant), _) => format!(
            "if this is a Buddhist year, write \"{meant}\"; else correct the date that is wrong"
        ),
        (None, Some(meant)) => {
            format!(
                "if `collected_at` is a Minguo year, write \"{meant}\" there; else correct the date that is wrong"
            )
        }
        (None, None) => "correct the date that is wrong".to_owned(),
    };
    problems.push(Diagnostic::new(Rule::PublishedAfterCollected, entry.value, message).help(help));
    true
}

/// Returns whether a date is late enough to be meant by a calendar of today.
fn is_recent(date: &Date) -> bool {
    let year = date.earliest().and_then(Day::parts).map(|(year, ..)| year);
    year.is_none_or(|year| year >= FIRST_MEANT)
}

fn in_the_future(
    entry: &FieldEntry,
    date: &Date,
    today: DayNumber,
    problems: &mut Vec<Diagnostic>,
) {
    let days = date.days();
    let has_not_begun = days.first() > today;
    // Of what went on, the day after which it certainly was over says that it is.
    let is_not_over = date.is_interval() && !date.is_open() && earliest_end(&days) > today;
    if !has_not_begun && !is_not_over {
        return;
    }
    let name = entry.field.name.as_str();
    let message = if has_not_begun {
        format!("`{name}` ({date}) is in the future, but describes what has happened")
    } else {
        format!("`{name}` ({date}) ends in the future, but describes what has happened")
    };
    let past = |meant: &Date| {
        is_recent(meant) && meant.days().first() <= today && earliest_end(&meant.days()) <= today
    };
    let hebrew = if_of_another(date, today);
    let help = match date.years_later(-BUDDHIST).filter(past) {
        Some(meant) => format!("if this is a Buddhist year, write \"{meant}\"; else correct it"),
        None if hebrew.is_some() => hebrew.unwrap_or_default(),
        None if entry.field.name == FieldId::Date => {
            "correct it; an arrest that was announced and is not known to have happened has planned = true".to_owned()
        }
        None => "correct it, or leave it out until it has happened".to_owned(),
    };
    problems.push(Diagnostic::new(Rule::InTheFuture, entry.value, message).help(help));
}

fn of_another_calendar(
    entry: &FieldEntry,
    date: &Date,
    today: DayNumber,
    problems: &mut Vec<Diagnostic>,
) {
    let name = entry.field.name.as_str();
    let meant = date.years_later(MINGUO).filter(|_| is_minguo(date));
    let problem =
        |message, help| Diagnostic::new(Rule::OtherCalendar, entry.value, message).help(help);
    if let Some(meant) = meant.filter(|meant| meant.days().first() <= today) {
        let message = format!("`{name}` ({date}) is in the first centuries");
        let help = format!("if this is a Minguo year, write \"{meant}\"; else correct it");
        problems.push(problem(message, help));
        return;
    }
    if date.days().first() > today {
        return;
    }
    problems.extend(if_of_another(date, today).map(|help| {
        let message =
            format!("`{name}` ({date}) is centuries ago, and seems to be of another calendar");
        problem(message, help)
    }));
}

/// Returns what to write where the year of a date is a recent one of another calendar.
fn if_of_another(date: &Date, today: DayNumber) -> Option<String> {
    let year = |day: Option<Day>| day.and_then(Day::parts).map(|(year, ..)| year);
    let (first, last) = (year(date.earliest()), year(date.latest()));
    let year = first.or(last)?;
    let all = OtherCalendar::ALL.into_iter().filter_map(|calendar| {
        let has_both = [first, last].into_iter().flatten().all(|year| calendar.has_recent(year));
        let meant = calendar.in_gregorian_years(year).filter(|_| has_both)?;
        let name = calendar.name();
        let is_past = meant.days().first() <= today;
        is_past.then(|| format!("if this is a year of the {name} calendar, write \"{meant}\" until the Gregorian day has been looked up"))
    });
    let all: Vec<String> = all.collect();
    (!all.is_empty()).then(|| format!("{}; else correct it", all.join("; ")))
}

/// Returns whether all years of a date are such as the Minguo calendar has now.
fn is_minguo(date: &Date) -> bool {
    let year = |day: Option<Day>| day.and_then(Day::parts).map(|(year, ..)| year);
    let years = [year(date.earliest()), year(date.latest())];
    years.iter().any(Option::is_some)
        && years.into_iter().flatten().all(|year| (1..=LAST_MINGUO).contains(&year))
}

fn last_day(days: &Days) -> DayNumber {
    days.intervals.iter().map(|interval| interval.end.last).max().unwrap_or(DayNumber::MAX)
}

fn earliest_end(days: &Days) -> DayNumber {
    days.intervals.iter().map(|interval| interval.end.first).min().unwrap_or(DayNumber::MIN)
}

#[cfg(test)]
mod tests {
    use crate::collection::{Memory, load};
    use crate::diagnostic::Rule;

    const RULES: [Rule; 4] = [
        Rule::PlannedInterval,
        Rule::InTheFuture,
        Rule::PublishedAfterCollected,
        Rule::OtherCalendar,
    ];

    /// Returns what is wrong with the dates of one file: the rule, and what to do.
    fn wrong(path: &str, text: &str) -> Vec<(&'static str, String)> {
        let mut memory = Memory::default();
        memory.put(path, text);
        let collection = load(&memory);
        let diagnostics = collection.diagnostics();
        let found = diagnostics.iter().map(|diagnostic| diagnostic.problem.clone());
        let found = found.filter(|problem| RULES.contains(&problem.code));
        found.map(|problem| (problem.code.name(), problem.help.clone().unwrap().into())).collect()
    }

    #[track_caller]
    fn check(path: &str, text: &str, rule: &str, help: &str) {
        let found = wrong(path, text);
        let [(name, said)] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!(*name, rule, "{text}");
        assert!(said.contains(help), "{text}: {said}");
    }

    #[test]
    fn a_plan_has_no_interval() {
        let arrest = |date: &str| format!("title = 'T'\nplanned = true\ndate = '{date}'\n");
        for (date, between) in [
            ("2026-01/2026-03", "\"[2026-01..2026-03]\""),
            ("2030-05-01/2030-05-04", "\"[2030-05-01..2030-05-04]\""),
            ("2099/..", "\"[2099..]\""),
            ("../2031", "\"[..2031]\""),
            ("2031~/2032", "one of several"),
        ] {
            check("arrests/a.toml", &arrest(date), "planned-interval", between);
        }
        for date in ["2099", "[2099-01..2099-03]", "2024-05"] {
            assert_eq!(wrong("arrests/a.toml", &arrest(date)), []);
        }
        assert_eq!(wrong("arrests/a.toml", "title = 'T'\ndate = '2024-01/2024-03'\n"), []);
    }

    #[test]
    fn what_has_happened_does_not_lie_in_the_future() {
        for (path, text, help) in [
            (
                "victims/a.toml",
                "title = 'T'\nmissing_since = '2568-02-12'\n",
                "write \"2025-02-12\"",
            ),
            (
                "victims/a.toml",
                "title = 'T'\nexploitation_start = '2563~/2565-03'\n",
                "\"2020~/2022-03\"",
            ),
            ("victims/a.toml", "title = 'T'\nexploitation_start = '2020/2565'\n", "correct it"),
            (
                "rescues/a.toml",
                "title = 'T'\ndate = '2567-07'\n",
                "Buddhist year, write \"2024-07\"",
            ),
            ("arrests/a.toml", "title = 'T'\ndate = '2199'\n", "planned = true"),
            ("arrests/a.toml", "title = 'T'\n[[event]]\nkey = 'e'\ndate = '2565'\n", "\"2022\""),
            ("sources.toml", "[s]\npublished = '2567'\n", "\"2024\""),
            (
                "sources.toml",
                "[s]\npublished = '2024'\ncollected_at = 2568-01-02\n",
                "\"2025-01-02\"",
            ),
        ] {
            check(path, text, "in-the-future", help);
        }
        for date in ["2020/..", "2020/", "[2020..]", "2024", "2025~"] {
            assert_eq!(wrong("rescues/a.toml", &format!("title = 'T'\ndate = '{date}'\n")), []);
        }
    }

    #[test]
    fn a_page_was_published_before_it_was_collected() {
        let source = |published: &str, collected: &str| {
            format!("[s]\npublished = '{published}'\ncollected_at = '{collected}'\n")
        };
        for (published, collected, help) in [
            ("2568-02-13", "2025-03-01", "Buddhist year, write \"2025-02-13\""),
            ("2025-03-05", "2025-03-01", "correct the date that is wrong"),
            ("2027-01", "2025-03-01", "correct the date that is wrong"),
            ("2566", "2024-05-05", "\"2023\""),
            ("2025-02-13", "0114-03-01", "Minguo year, write \"2025-03-01\" there"),
            ("2025-03-04", "2025-03-01", "correct the date"),
        ] {
            let found = wrong("sources.toml", &source(published, collected));
            let late = found.iter().find(|(rule, _)| *rule == "published-after-collected");
            assert!(late.is_some_and(|(_, said)| said.contains(help)), "{published}: {found:?}");
            // No year of another calendar is offered where none is likely.
            let offers = late.is_some_and(|(_, said)| said.contains("year, write"));
            assert_eq!(offers, !help.starts_with("correct"), "{published}: {found:?}");
        }
        for (published, collected) in [
            ("2025-03-02", "2025-03-01"),
            ("2025", "2025-03-01"),
            ("2020-05-05", "2025-03-01T10:00:00Z"),
        ] {
            assert_eq!(wrong("sources.toml", &source(published, collected)), []);
        }
    }

    #[test]
    fn years_of_the_minguo_calendar_are_named() {
        for (date, meant) in
            [("0114-02-12", "2025-02-12"), ("0111", "2022"), ("0110/0112", "2021/2023")]
        {
            let text = format!("title = 'T'\ndate = '{date}'\n");
            check("arrests/b.toml", &text, "other-calendar", &format!("write \"{meant}\""));
        }
        assert_eq!(wrong("arrests/b.toml", "title = 'T'\ndate = '-0044'\n"), []);
        assert_eq!(wrong("arrests/b.toml", "title = 'T'\ndate = '1911'\n"), []);
    }
}
