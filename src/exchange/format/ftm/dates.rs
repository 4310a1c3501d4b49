//! EDTF dates as FollowTheMoney has them: a year, a month or a day, and nothing that is in doubt.

/// Returns the first and the last date of what EDTF writes: of an interval its ends, else twice the same.
pub(super) fn ends(edtf: &str) -> (Option<String>, Option<String>) {
    match edtf.split_once('/') {
        Some((from, to)) => (known(from), known(to)),
        None => (known(edtf), known(edtf)),
    }
}

/// Returns whether EDTF writes an interval.
pub(super) fn is_interval(edtf: &str) -> bool {
    edtf.contains('/')
}

/// Returns the year, month or day that a date is known to be in: what is before the first sign of doubt.
pub(super) fn known(edtf: &str) -> Option<String> {
    // A doubt about a part is written behind it, or before it.
    let end = edtf.find(['?', '~', '%', 'X', 'T']).unwrap_or(edtf.len());
    let before = edtf.get(..end)?;
    let digits = |text: &str, count: usize| {
        text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut parts = before.trim_end_matches('-').split('-');
    let year = parts.next().filter(|year| digits(year, 4))?;
    let month = parts.next().filter(|month| digits(month, 2) && ("01"..="12").contains(month));
    let Some(month) = month else { return Some(year.to_owned()) };
    let day = parts.next().filter(|day| digits(day, 2));
    Some(match day {
        Some(day) => format!("{year}-{month}-{day}"),
        None => format!("{year}-{month}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_says_no_more_than_is_known() {
        for (edtf, from, to) in [
            ("2021", "2021", "2021"),
            ("2021-12-05", "2021-12-05", "2021-12-05"),
            ("2021-12~", "2021-12", "2021-12"),
            ("2017-08-XX", "2017-08", "2017-08"),
            ("2021?-12", "2021", "2021"),
            ("2022-02/..", "2022-02", ""),
            ("../2022-02", "", "2022-02"),
            ("2022-01-03/2022-05", "2022-01-03", "2022-05"),
            ("XXXX-08-02", "", ""),
            ("201X", "", ""),
            ("2021-21", "2021", "2021"),
            ("[2017,2018]", "", ""),
            ("-0044", "", ""),
            ("2026-11-28T10:00:00Z", "2026-11-28", "2026-11-28"),
        ] {
            let (first, last) = ends(edtf);
            let found = (first.unwrap_or_default(), last.unwrap_or_default());
            assert_eq!(found, (from.to_owned(), to.to_owned()), "{edtf}");
        }
    }
}
