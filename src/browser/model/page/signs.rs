//! The legend of the signs that the panes use.

/// Each sign as it is drawn, and what it says.
pub const SIGNS: &[(&str, &str)] = &[
    ("●2", "a field that checked words of two independent sources carry"),
    ("◐1", "a field that words carry which nobody can check: their text is not archived"),
    ("○", "a field that no quote carries"),
    ("⚔1", "a field that a quote contradicts; what the others say stands below it"),
    ("→", "a link; it can be followed"),
    ("✓", "a quote that stands in the archived text as it is"),
    ("≈", "a quote that differs from the archived text in typography only"),
    ("≠", "a quote that a passage of the archived text comes near"),
    ("✗", "a quote that the archived text does not have"),
    ("…", "a quote whose source is not archived"),
    ("2021-12~", "about then; ? is uncertain, / from one day to another, .. open"),
];

#[cfg(test)]
mod tests {
    use super::super::quote::check;
    use super::*;
    use crate::browser::model::page::field_columns::mark_in_short;
    use crate::evidence::{EvidenceStatus, Match};

    #[test]
    fn every_sign_of_a_field_and_of_a_quote_is_told() {
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
