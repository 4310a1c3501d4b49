//! The legend of the signs that the panes use.

/// Each sign as it is drawn, and what it says.
pub const SIGNS: &[(&str, &str)] = &[
    ("●2", "a field with two independent sources, whose quotes were checked"),
    ("◐1", "a field with a source whose text is not archived, so the quote cannot be checked"),
    ("○", "a field without a source"),
    ("⚔1", "a field that a quote disputes; the other values are listed below it"),
    ("◔1", "a field whose value you changed: its quotes were chosen for the value before (c)"),
    ("→", "a link; Enter follows it"),
    ("✓", "a quote that is word for word in the archived text"),
    ("≈", "a quote that is in the archived text except for typography"),
    ("≠", "a quote similar to a passage of the archived text, not identical"),
    ("✗", "a quote that is not in the archived text"),
    ("◌", "a quote whose source is not archived"),
    ("c. Dec 2021", "a date: about December 2021, in a file 2021-12~"),
    ("Dec 2021?", "a date: probably December 2021, in a file 2021-12?"),
    (
        "Dec (2021?)",
        "a date: December, probably 2021, as where the year is inferred; in a file 2021?-12",
    ),
    ("2020 – ?", "a date: from 2020 to an unknown time, in a file 2020/"),
    ("~300", "a number: about 300; > more than, ≥ at least, < nearly"),
    ("?", "before a record: a match that is not certain, because its date or number is not"),
    (
        "B  B2",
        "a quote's grade: its source's reliability, A best to F, then its credibility, 1 best to 6, where the file says it",
    ),
];

#[cfg(test)]
mod tests {
    use super::super::quote::check;
    use super::*;
    use crate::browser::model::page::field_columns::mark_in_short;
    use crate::evidence::{EvidenceStatus, Match};

    #[test]
    fn every_sign_of_a_field_and_of_a_quote_is_explained() {
        let explains = |sign: &str| SIGNS.iter().any(|(known, _)| *known == sign);
        let marks = [
            EvidenceStatus::Sourced(2),
            EvidenceStatus::Unchecked(1),
            EvidenceStatus::Unsourced,
            EvidenceStatus::Disputed(1),
            EvidenceStatus::Editorial,
        ];
        for sign in marks.map(mark_in_short).iter().filter(|sign| !sign.is_empty()) {
            assert!(explains(sign), "{sign}");
        }
        for found in [Match::NotFound, Match::NotArchived] {
            assert!(explains(&check(found).text), "{found:?}");
        }
    }
}
