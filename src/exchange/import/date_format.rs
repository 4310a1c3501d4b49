//! Dates in the form that a mapping declares, as EDTF: no more precise than the form, and none that the calendar lacks.

use crate::record::Date;

/// A form of dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DateFormat {
    /// Parts and what is between them, such as `%d/%m/%Y`.
    Parts(Vec<DatePiece>),
    /// The first and the last day of a span, with the sign between them, such as `%Y/%m/%d~%Y/%m/%d`.
    Span(Vec<DatePiece>, char, Vec<DatePiece>),
    /// The serial number of a day, or a day of a workbook, with the days before its first.
    Serial(SerialDay),
}

/// What the serial numbers of days mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SerialDay {
    /// Whether they are counted from 1904, as old Macs did.
    from_1904: bool,
    /// Whether only the month was typed.
    is_month: bool,
}

/// A part of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DatePiece {
    Day,
    Month,
    MonthName,
    Year,
    ShortYear,
    Sign(char),
}

/// Which forms there are.
pub(super) const FORMS: &str = "%d day, %m month, %b its name in English or Spanish, %Y year, %y year of this century, such as %d/%m/%Y, or %Y/%m/%d~%Y/%m/%d for a span; or excel, excel-month, excel-1904";

/// The forms of dates that are tried for a table.
pub(super) const COMMON_FORMS: [&str; 19] = [
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%m/%Y",
    "%b %Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%b-%y",
    "%d de %b de %Y",
    "%Y年%m月%d日",
    "%Y年%m月",
    // As Uwazi writes them.
    "%Y/%m/%d~%Y/%m/%d",
    "%Y-%m-%d~%Y-%m-%d",
    "%Y-%m-%d:%Y-%m-%d",
    "excel",
];

/// English names of the months, of which the first three letters are enough.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The same in Spanish.
const SPANISH_MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

impl DateFormat {
    /// Reads a form; `None` where it has no year or has a part twice, unless it is that of two dates.
    pub(super) fn of(text: &str) -> Option<Self> {
        let serial = |from_1904, is_month| Some(Self::Serial(SerialDay { from_1904, is_month }));
        match text {
            "excel" => return serial(false, false),
            "excel-month" => return serial(false, true),
            "excel-1904" => return serial(true, false),
            _ => {}
        }
        let mut pieces = Vec::new();
        let mut signs = text.chars();
        while let Some(sign) = signs.next() {
            pieces.push(if sign == '%' {
                match signs.next()? {
                    'd' => DatePiece::Day,
                    'm' => DatePiece::Month,
                    'b' | 'B' => DatePiece::MonthName,
                    'Y' => DatePiece::Year,
                    'y' => DatePiece::ShortYear,
                    '%' => DatePiece::Sign('%'),
                    _ => return None,
                }
            } else {
                DatePiece::Sign(sign)
            });
        }
        if is_of_one_date(&pieces) {
            return Some(Self::Parts(pieces));
        }
        (1..pieces.len()).find_map(|at| {
            let (first, rest) = pieces.split_at(at);
            let (DatePiece::Sign(sign), last) = rest.split_first()? else { return None };
            let is_part = |piece: &&DatePiece| !matches!(piece, DatePiece::Sign(_));
            let is_span = is_of_one_date(first)
                && first.iter().filter(is_part).eq(last.iter().filter(is_part));
            is_span.then(|| Self::Span(first.to_vec(), *sign, last.to_vec()))
        })
    }

    /// Reads a date in this form as EDTF.
    pub(super) fn read(&self, text: &str) -> Option<String> {
        let date = match self {
            Self::Parts(pieces) => {
                let mut rest = text;
                parts(pieces, &mut rest).filter(|_| rest.is_empty())?
            }
            Self::Span(first, sign, last) => {
                let mut rest = text;
                let first = parts(first, &mut rest)?;
                rest = rest.strip_prefix(*sign)?;
                let last = parts(last, &mut rest).filter(|_| rest.is_empty())?;
                if first == last { first } else { format!("{first}/{last}") }
            }
            Self::Serial(serial) => serial.read(text)?,
        };
        Date::parse(&date).ok().map(|_| date)
    }
}

/// Returns the usual forms in which a text is a date.
pub(super) fn forms_of(text: &str) -> Vec<&'static str> {
    let reads = |form: &&str| DateFormat::of(form).is_some_and(|form| form.read(text).is_some());
    COMMON_FORMS.into_iter().filter(reads).collect()
}

/// Returns whether a form is that of one date: it has a year, and no part twice.
fn is_of_one_date(pieces: &[DatePiece]) -> bool {
    let count = |of: &[DatePiece]| pieces.iter().filter(|piece| of.contains(piece)).count();
    let years = count(&[DatePiece::Year, DatePiece::ShortYear]);
    let months = count(&[DatePiece::Month, DatePiece::MonthName]);
    years == 1 && months <= 1 && count(&[DatePiece::Day]) <= months
}

/// Takes a date off the start of a text.
fn parts(pieces: &[DatePiece], rest: &mut &str) -> Option<String> {
    let (mut day, mut month, mut year) = (None, None, None);
    for piece in pieces {
        match piece {
            DatePiece::Day => day = Some(number(rest, 2)?.0),
            DatePiece::Month => month = Some(number(rest, 2)?.0),
            DatePiece::Year => {
                year = number(rest, 4).filter(|(_, digits)| *digits == 4).map(|(year, _)| year);
                year?;
            }
            DatePiece::ShortYear => {
                let short = number(rest, 2).filter(|(_, digits)| *digits == 2);
                year = short.map(|(year, _)| 2000 + year);
                year?;
            }
            DatePiece::MonthName => {
                let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
                let (name, behind) = rest.split_at_checked(letters)?;
                *rest = behind;
                let name = name.to_ascii_lowercase();
                let is_it = |full: &&str| name.len() >= 3 && full.starts_with(&name);
                let numbered = (1..).zip(MONTHS).chain((1..).zip(SPANISH_MONTHS));
                month = numbered.filter(|(_, full)| is_it(full)).map(|(month, _)| month).next();
                month?;
            }
            DatePiece::Sign(sign) => *rest = rest.strip_prefix(*sign)?,
        }
    }
    let year = year?;
    Some(match (month, day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        (None, _) => format!("{year:04}"),
    })
}

/// Takes a number off the start of a text; returns it with how many digits it has.
fn number(rest: &mut &str, most: usize) -> Option<(u32, usize)> {
    let digits = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, behind) = rest.split_at_checked(digits)?;
    *rest = behind;
    Some((number.parse().ok()?, digits))
}

impl SerialDay {
    fn read(self, text: &str) -> Option<String> {
        // A day of a workbook comes as a date.
        let is_day = text.len() == 10 && text.bytes().filter(|byte| *byte == b'-').count() == 2;
        let day = if is_day {
            text.to_owned()
        } else {
            let whole = text.strip_suffix(".0").unwrap_or(text);
            self.day(whole.parse().ok().filter(|number| (1..=200_000).contains(number))?)?
        };
        if self.is_month { day.get(..7).map(str::to_owned) } else { Some(day) }
    }

    /// Returns the day of a serial number: 1 is the first of January 1900, and 60 a day that never was.
    fn day(self, number: i64) -> Option<String> {
        let from_1970 = match (self.from_1904, number) {
            (true, number) => number - 24_107,
            (false, 60) => return None,
            (false, number) if number < 60 => number - 25_568,
            (false, number) => number - 25_569,
        };
        Some(civil(from_1970))
    }
}

/// Returns the day of the calendar that is so many days behind the first of January 1970 (Hinnant, *chrono-compatible
/// low-level date algorithms*: eras of 400 years that begin in March).
fn civil(days: i64) -> String {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: &str, text: &str, date: Option<&str>) {
        let read = DateFormat::of(form).unwrap().read(text);
        assert_eq!(read.as_deref(), date, "{form} {text}");
    }

    #[test]
    fn a_date_is_as_precise_as_its_form() {
        check("%d/%m/%Y", "01/02/2022", Some("2022-02-01"));
        check("%m/%Y", "12/2021", Some("2021-12"));
        check("%d.%m.%Y", "1.2.2022", Some("2022-02-01"));
        check("%b-%y", "Mar-22", Some("2022-03"));
        check("%d %B %Y", "5 September 2021", Some("2021-09-05"));
        check("%d de %b de %Y", "5 de setiembre de 2021", None);
        check("%d de %b de %Y", "5 de ago de 2021", Some("2021-08-05"));
        check("%d %b %Y", "5 enero 2021", Some("2021-01-05"));
        check("%Y年%m月%d日", "2021年9月5日", Some("2021-09-05"));
        check("%Y", "2021", Some("2021"));
    }

    #[test]
    fn what_is_not_of_the_form_or_no_day_is_none() {
        check("%d/%m/%Y", "31/02/2022", None);
        check("%d/%m/%Y", "13/13/2022", None);
        check("%d/%m/%Y", "1/2/22", None);
        check("%d/%m/%Y", "1/2/2022 noon", None);
        check("%b-%y", "Ma-22", None);
        for form in ["%d/%Y", "%d/%m", "%Y/%m/%Y", "%Y %Y %Y", "%Y-%m~%Y", "%H", "", "%"] {
            assert_eq!(DateFormat::of(form), None, "{form}");
        }
    }

    #[test]
    fn a_span_has_two_dates_of_one_form() {
        let span = "%Y/%m/%d~%Y/%m/%d";
        check(span, "2022/03/01~2022/03/31", Some("2022-03-01/2022-03-31"));
        check(span, "2022/03/01~2022/03/01", Some("2022-03-01"));
        check("%d/%m/%Y - %d/%m/%Y", "1/3/2022 - 31/3/2022", Some("2022-03-01/2022-03-31"));
        check("%Y-%Y", "2021-2022", Some("2021/2022"));
        for text in ["2022/03/31~2022/03/01", "2022/03/01~", "2022/03/01", "2022/02/30~2022/03/01"]
        {
            check(span, text, None);
        }
    }

    #[test]
    fn serial_numbers_of_spreadsheets_are_days() {
        check("excel", "44621", Some("2022-03-01"));
        check("excel", "1", Some("1900-01-01"));
        check("excel", "59", Some("1900-02-28"));
        check("excel", "60", None);
        check("excel", "61", Some("1900-03-01"));
        check("excel", "44621.0", Some("2022-03-01"));
        check("excel", "44621.5", None);
        check("excel-month", "44621", Some("2022-03"));
        check("excel-month", "2022-03-01", Some("2022-03"));
        check("excel-1904", "43159", Some("2022-03-01"));
        check("excel", "60000000", None);
    }
}
