//! The years that a text names in digits, to check the dates of quotes.

use foldhash::{HashSet, HashSetExt as _};

/// The difference between the number of a year in the Buddhist and in the Gregorian calendar.
const BUDDHIST: u16 = 543;

/// The years that a text names in any notation.
#[derive(Clone, Debug)]
pub(super) struct Years {
    /// Numbers of four digits.
    four: HashSet<u16>,
    /// Numbers of two digits after an apostrophe or a separator of dates: `’22`, `3/12/22`.
    two: HashSet<u16>,
    /// Whether the text may name years in other digits or calendars, such as `二〇二二年` or `令和4年`. These
    /// are not parsed, and such a text may name any year.
    beyond: bool,
}

impl Years {
    pub(super) fn of(text: &str) -> Self {
        let beyond = text.chars().any(|c| !c.is_ascii() && (c.is_numeric() || c == '年'));
        let mut years = Self { four: HashSet::new(), two: HashSet::new(), beyond };
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let (before, from) = rest.split_at(at);
            let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
            let (digits, behind) = from.split_at(end);
            rest = behind;
            let Ok(number) = digits.parse::<u16>() else { continue };
            if digits.len() == 4 {
                years.four.insert(number);
            } else if digits.len() == 2 && before.ends_with(['\'', '’', '‘', '/', '.', '-']) {
                years.two.insert(number);
            }
        }
        years
    }

    /// Returns whether the text may name that year.
    pub(super) fn may_name(&self, year: u16) -> bool {
        self.beyond
            || self.four.contains(&year)
            || self.four.contains(&year.saturating_add(BUDDHIST))
            || self.two.contains(&(year % 100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_found_in_any_notation() {
        for text in ["in 2022.", "Feb ’22", "3/12/22", "In 2565", "２０２２", "令和4年", "2022-03"]
        {
            assert!(Years::of(text).may_name(2022), "{text}");
        }
        for text in ["", "in February", "22 people", "20221 baht", "in 2021", "USD 2,022"] {
            assert!(!Years::of(text).may_name(2022), "{text}");
        }
    }
}
