//! What a program does to the cells of a table that it opens and saves: undone where the value that was exported shows it, else
//! refused.

use std::borrow::Cow;

use crate::exchange::format::guarded;
use crate::exchange::import::cell::{MOST_UNITS, full, is_made_date, ruined, units};
use crate::exchange::import::delimited::LineEnd;
use crate::exchange::import::fault::CellFault;
use crate::exchange::import::table::ImportedRow;
use crate::record::Date;
use crate::text::shortened;

use super::PackageReader;
use super::package_table::PackageTable;

/// The digits that a number of a spreadsheet keeps.
const KEPT_DIGITS: usize = 15;

/// What formulas begin with.
const FORMULAS: [char; 2] = ['=', '＝'];

/// What to do where the end of a cell may be cut.
const REMEDY_OF_FULL: &str =
    "look up how it ends, and change it in the file of the record or with casebook set";

/// What to do where a cell may be meant as it is.
const REMEDY: &str = "write what it was, and save the column as text; if it is meant so, leave the cell as it was and use casebook set";

impl PackageReader<'_> {
    /// Returns a cell as it was before a program saved the table again; `was` where it says the same, and where it is refused.
    pub(super) fn cell<'t>(
        &mut self,
        table: &'t PackageTable,
        row: &'t ImportedRow,
        column: &str,
        was: &'t str,
        is_free: bool,
    ) -> Cow<'t, str> {
        let cell = table.cell(row, column).unwrap_or_default();
        let plain = self.unguarded(cell);
        if table.is_as_written || plain == was || cell.is_empty() {
            return Cow::Borrowed(plain);
        }
        let fed = line_fed(cell);
        let guarded = guarded(was.to_owned(), self.is_guarded);
        if fed == line_fed(&guarded) {
            return Cow::Borrowed(was);
        }
        let own = match row.end {
            LineEnd::LineFeed => Cow::Borrowed(cell),
            LineEnd::Both => Cow::Owned(cell.replace("\r\n", "\n")),
            LineEnd::CarriageReturn => line_fed(cell),
        };
        let mut own = with_line_ends_of(self.unguarded(&own), was);
        let has_comma = table.has_decimal_comma;
        if is_respelled(&own, was, has_comma) || is_cut(&fed, &line_fed(&guarded)) {
            self.respelled += 1;
            return Cow::Borrowed(was);
        }
        if has_comma && table.is_of_fractions(column) && number_of(&own, true).is_some() {
            own = own.replace(',', ".");
        }
        match damage(&own, was, is_free, self.is_guarded) {
            None => Cow::Owned(own),
            Some(fault) => {
                self.faults.push(fault.at(table.place(row, column)));
                Cow::Borrowed(was)
            }
        }
    }
}

/// Returns a text whose lines end in line feeds.
fn line_fed(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    // Programs of Windows make `\r\r\n` of `\r\n`.
    Cow::Owned(text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace('\r', "\n"))
}

/// Returns a text whose lines that another text has at its beginning and its end, end as they do there; the others as all of that
/// text do.
fn with_line_ends_of(text: &str, other: &str) -> String {
    let (own, was) = (lines(text), lines(other));
    let is_alike = |(own, was): &(&EndedLine<'_>, &EndedLine<'_>)| own.words == was.words;
    let before = own.iter().zip(&was).take_while(is_alike).count();
    let behind = own.iter().rev().zip(was.iter().rev()).take_while(is_alike).count();
    let behind = behind.min(own.len() - before).min(was.len() - before);
    let mut ends = was.iter().map(|line| line.end).filter(|end| !end.is_empty());
    let first = ends.next();
    let usual = first.filter(|first| ends.all(|end| end == *first));
    let ended = own.iter().enumerate().flat_map(|(at, line)| {
        let left = own.len() - at;
        let known = match at {
            _ if at < before => was.get(at),
            _ if left <= behind => was.get(was.len() - left),
            _ => None,
        };
        let known = known.map(|line| line.end).filter(|end| !end.is_empty());
        let end = known.or(usual).filter(|_| !line.end.is_empty());
        [line.words, end.unwrap_or(line.end)]
    });
    ended.collect()
}

/// A line of a text, and what ends it; nothing ends the last one.
struct EndedLine<'t> {
    words: &'t str,
    end: &'t str,
}

fn lines(text: &str) -> Vec<EndedLine<'_>> {
    let mut lines = Vec::new();
    let mut rest = text;
    loop {
        let at = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let (words, behind) = rest.split_at(at);
        let length = if behind.starts_with("\r\n") { 2 } else { behind.len().min(1) };
        let (end, behind) = behind.split_at(length);
        lines.push(EndedLine { words, end });
        if end.is_empty() {
            return lines;
        }
        rest = behind;
    }
}

/// Returns whether a spreadsheet writes a value so, which it takes for a number, a time, or yes or no.
fn is_respelled(cell: &str, was: &str, has_comma: bool) -> bool {
    let is_number =
        number_of(was, false).is_some_and(|was| number_of(cell, has_comma) == Some(was));
    let is_yes_no = matches!(was, "true" | "false") && cell.eq_ignore_ascii_case(was);
    let is_time = time_of(was).is_some_and(|was| time_of(cell) == Some(was));
    is_number || is_yes_no || is_time
}

/// Returns the number that a spreadsheet takes a text for.
fn number_of(text: &str, has_comma: bool) -> Option<f64> {
    let signs = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_of_number = |byte: u8| {
        byte.is_ascii_digit()
            || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-')
            || (has_comma && byte == b',')
    };
    if !signs.starts_with(|first: char| first.is_ascii_digit()) || !text.bytes().all(is_of_number) {
        return None;
    }
    let number: f64 = text.replace(',', ".").parse().ok()?;
    number.is_finite().then_some(number)
}

/// Returns the parts of a time of day, which has two or three.
fn time_of(text: &str) -> Option<[u8; 3]> {
    let parts: Option<Vec<u8>> = text.split(':').map(|part| part.parse().ok()).collect();
    match parts?.as_slice() {
        [hour, minute] => Some([*hour, *minute, 0]),
        [hour, minute, second] => Some([*hour, *minute, *second]),
        _ => None,
    }
}

/// Returns whether a cell is what Excel keeps of a longer one.
fn is_cut(cell: &str, was: &str) -> bool {
    was.len() > cell.len() && units(cell) == MOST_UNITS && was.starts_with(cell)
}

/// Returns what a spreadsheet did to a cell that cannot be undone; what other shapes than words do not take, their reader refuses.
fn damage(cell: &str, was: &str, is_free: bool, is_guarded: bool) -> Option<CellFault> {
    let shown = shortened(cell);
    if let Some(fault) = full(cell, REMEDY_OF_FULL) {
        return Some(fault);
    }
    if !is_free {
        return None;
    }
    let what = if let Some(CellFault { what, .. }) = ruined(cell) {
        what
    } else if is_made_date(cell) || is_day_of(cell, was) {
        format!("`{shown}` is a date that a spreadsheet has made of something else")
    } else if has_lost_digits(cell, was) {
        format!(
            "`{shown}` is a number of more than {KEPT_DIGITS} digits, of which a spreadsheet loses the last"
        )
    } else if !is_guarded && was.starts_with(FORMULAS) && !cell.starts_with(FORMULAS) {
        let was = shortened(was);
        format!("`{shown}` is in the place of `{was}`, of which a spreadsheet makes a formula")
    } else {
        return None;
    };
    Some(CellFault::new(what, REMEDY))
}

/// Returns whether a number of many digits is another one of which a spreadsheet has kept the first.
fn has_lost_digits(cell: &str, was: &str) -> bool {
    let is_long =
        |text: &str| text.len() > KEPT_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    is_long(cell)
        && is_long(was)
        && cell.len() == was.len()
        && cell.get(..KEPT_DIGITS) == was.get(..KEPT_DIGITS)
}

/// Returns whether a text is a day as spreadsheets write it, in whatever order, and this day or the first of this month; or this
/// month by its name.
fn is_day_of(text: &str, day: &str) -> bool {
    let is_figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if !is_figures(day) || Date::parse(day).is_err() {
        return false;
    }
    let numbers: Vec<u32> = day.split('-').filter_map(|part| part.parse().ok()).collect();
    let (year, month, day) = match numbers.as_slice() {
        [year, month] => (*year, *month, 1),
        [year, month, day] => (*year, *month, *day),
        _ => return false,
    };
    let parts: Vec<&str> =
        text.split(['/', '.', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let mut written: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    written.sort_unstable();
    [year, year % 100].into_iter().any(|year| {
        let mut meant = [year, month, day];
        meant.sort_unstable();
        let is_named = parts.len() == 2 && parts.iter().any(|part| part.chars().count() > 2);
        written == meant || (is_named && written == [year])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_they_did_where_their_words_are_the_same() {
        for (text, was, ended) in [
            ("a\nb", "a\r\nb", "a\r\nb"),
            ("a\nb\nc", "a\r\nc", "a\r\nb\r\nc"),
            ("a\nx\nc\nd", "a\r\nb\nc\rd", "a\r\nx\nc\rd"),
            ("a\n", "a", "a\n"),
            ("new\nb\n", "a\nb\r", "new\nb\r"),
            ("a", "a\r\nb", "a"),
            ("", "\r\n", ""),
        ] {
            assert_eq!(with_line_ends_of(text, was), ended, "{text:?} {was:?}");
        }
    }

    #[test]
    fn what_a_spreadsheet_writes_otherwise_is_the_same_value() {
        for (cell, was, is_it) in [
            ("701", "0701", true),
            ("1", "+1", true),
            ("1.5", "1.50", true),
            ("1,5", "1.50", true),
            ("1.00E+05", "100000", true),
            ("TRUE", "true", true),
            ("0:35", "00:35:00", true),
            ("702", "0701", false),
            ("1.5.0", "1.50", false),
            ("", "0", false),
            ("True story", "true", false),
            ("nan", "nan", false),
            ("1.23457E+10", "12345678901", false),
        ] {
            assert_eq!(is_respelled(cell, was, true), is_it, "{cell} {was}");
        }
        assert!(!is_respelled("1,5", "1.5", false));
    }

    #[test]
    fn words_that_a_spreadsheet_has_ruined_are_refused() {
        for (cell, was) in [
            ("#NAME?", "-one"),
            ("1.23457E+10", "12345678901"),
            ("4-Mar", "3-4"),
            ("3/1/2022", "2022-03-01"),
            ("01.03.22", "2022-03"),
            ("Mrz 22", "2022-03"),
            ("12345678901234500000", "12345678901234567890"),
            ("2", "=1+1"),
        ] {
            assert!(damage(cell, was, true, false).is_some(), "{cell}");
        }
        for (cell, was) in [
            ("2022-04-01", "2022-03-01"),
            ("4/1/2022", "2022-03-01"),
            ("page 3", "2022-03"),
            ("=1+2", "=1+1"),
            ("Test Ann", "Test Bo"),
        ] {
            assert_eq!(damage(cell, was, true, false), None, "{cell}");
        }
        assert_eq!(damage("2", "=1+1", true, true), None);
        let long = "ấ".repeat(MOST_UNITS);
        assert!(damage(&long, "", false, false).is_some());
        assert!(is_cut(&long, &format!("{long}x")) && !is_cut(&long, &long));
    }
}
