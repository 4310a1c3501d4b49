//! How well the values of a public release are supported: numbers of people, with complementary suppression.
//!
//! The people who have a value at all can be counted in the release, so every part of a table has a total that anyone knows.
//! A number from 1 to 10 is hidden. Then so is the smallest other number, until no hidden one can be worked out to within ten:
//! of m hidden numbers with the sum S each lies between 1 and S - (m - 1).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::evidence::EvidenceStatus;
use crate::record::{Cited, FieldId, Kind, field};
use crate::redaction::citation::grade;
use crate::redaction::redacted::{RedactedRecord, Redaction};

use super::rows::Published;
use super::{KEPT, PUBLISHED, SMALLEST_CLASS};

/// The width of what may be known of a hidden number.
const WIDTH: usize = SMALLEST_CLASS - 1;

/// The fields that are published in the place of others, where these are not known.
const OTHERWISE: [(FieldId, FieldId); 2] =
    [(FieldId::Age, FieldId::Minor), (FieldId::ExploitationStart, FieldId::RecruitmentDate)];

/// How a value may be supported, by how many sources left out.
const STANDINGS: [EvidenceStatus; 5] = [
    EvidenceStatus::Sourced(0),
    EvidenceStatus::Unchecked(0),
    EvidenceStatus::Unsourced,
    EvidenceStatus::Disputed(0),
    EvidenceStatus::Editorial,
];

/// How the values of one person are supported, in few bytes: a large collection has this of everyone.
pub(super) struct PersonEvidence(Box<[(FieldId, FieldSupport)]>);

/// How one value is supported.
#[derive(Clone, Copy)]
struct FieldSupport {
    /// Its number in [`STANDINGS`].
    standing: u8,
    /// Zero, one, or two for more.
    independent: u8,
    /// The letter of the most reliable source.
    grade: Option<u8>,
}

/// Numbers of people by field, what is counted, and its value; `None` where the number is hidden.
#[derive(Debug, Default)]
pub(super) struct EvidenceCounts(
    pub(super) BTreeMap<[&'static str; 2], Vec<(String, Option<usize>)>>,
);

impl PersonEvidence {
    pub(super) fn of(redaction: &Redaction<'_>, victim: &RedactedRecord<'_>) -> Self {
        let Some(evidence) = victim.evidence() else { return Self(Box::default()) };
        let fields = std::iter::once(KEPT).chain(PUBLISHED).filter(|name| *name != FieldId::AgeAt);
        let supports = fields.filter_map(|name| {
            let others = OTHERWISE.iter().find(|(of, _)| *of == name).map(|(_, other)| *other);
            let mut cited = std::iter::once(name).chain(others);
            let said = cited.find(|name| victim.fields().get(*name).is_some())?;
            let of_field = evidence.field(&Cited::Field(said))?;
            let quotes = of_field.supports.iter().filter_map(|number| victim.quotes().get(*number));
            let letters = quotes.filter_map(|quote| grade(redaction, quote).chars().next());
            let letter = letters.filter(char::is_ascii_uppercase).min();
            let word = of_field.status().word();
            let standing = (0..).zip(STANDINGS).find(|(_, known)| known.word() == word)?.0;
            let independent = u8::try_from(of_field.independent.min(2)).unwrap_or(2);
            let grade = letter.and_then(|letter| u8::try_from(letter).ok());
            Some((name, FieldSupport { standing, independent, grade }))
        });
        Self(supports.collect())
    }
}

impl EvidenceCounts {
    /// Counts the people of a release whose value is published.
    pub(super) fn of<'r>(rows: impl Iterator<Item = (&'r PersonEvidence, &'r Published)>) -> Self {
        let mut counts: BTreeMap<[&'static str; 2], BTreeMap<String, usize>> = BTreeMap::new();
        for (person, row) in rows {
            let supports = person.0.iter().filter(|(name, _)| row.contains_key(name));
            for (name, support) in supports {
                let independent = match support.independent {
                    few @ 0..=1 => few.to_string(),
                    _ => "2 or more".to_owned(),
                };
                let grade = support.grade.map(char::from);
                let grade = grade.map_or_else(|| "none".to_owned(), String::from);
                let standing = STANDINGS.get(usize::from(support.standing));
                for (measure, value) in [
                    ("standing", standing.map_or("", |known| known.word()).to_owned()),
                    ("independent sources", independent),
                    ("best grade", grade),
                ] {
                    let of_field = counts.entry([name.as_str(), measure]).or_default();
                    *of_field.entry(value).or_default() += 1;
                }
            }
        }
        let shown = counts.into_iter().map(|(of, values)| {
            let numbers: Vec<usize> = values.values().copied().collect();
            (of, values.into_keys().zip(shown(&numbers)).collect())
        });
        Self(shown.collect())
    }

    /// Returns the numbers as a table.
    pub(super) fn table(&self) -> String {
        let mut table = "field,label,counted,value,people\n".to_owned();
        for ([name, measure], values) in &self.0 {
            let known = name.parse().ok().and_then(|name: FieldId| field(Kind::Victim, name));
            let label = known.map_or(*name, |field| field.label);
            for (value, people) in values {
                let people =
                    people.map_or_else(|| "hidden".to_owned(), |people| people.to_string());
                _ = writeln!(table, "{name},{label},{measure},{value},{people}");
            }
        }
        table
    }
}

/// Returns which of the parts of a total that anyone knows may be shown.
pub(super) fn shown(parts: &[usize]) -> Vec<Option<usize>> {
    let is_few = |part: usize| (1..SMALLEST_CLASS).contains(&part);
    let mut hidden: Vec<bool> = parts.iter().map(|part| is_few(*part)).collect();
    while hidden.contains(&true) && !is_safe(parts, &hidden) {
        let open = parts.iter().zip(&hidden).enumerate();
        let open = open.filter(|(_, (part, is_hidden))| **part > 0 && !**is_hidden);
        let Some((smallest, _)) = open.min_by_key(|(_, (part, _))| **part) else { break };
        if let Some(is_hidden) = hidden.get_mut(smallest) {
            *is_hidden = true;
        }
    }
    if hidden.contains(&true) && !is_safe(parts, &hidden) {
        // Even all of them together say too much.
        return vec![None; parts.len()];
    }
    parts.iter().zip(hidden).map(|(part, is_hidden)| (!is_hidden).then_some(*part)).collect()
}

/// Returns whether no hidden part can be known to within ten.
fn is_safe(parts: &[usize], hidden: &[bool]) -> bool {
    let of_hidden = parts.iter().zip(hidden).filter(|(_, is_hidden)| **is_hidden);
    let (sum, count) = of_hidden.fold((0, 0), |(sum, count), (part, _)| (sum + part, count + 1));
    count >= 2 && sum >= count + WIDTH
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the least and the greatest number that each hidden part may be, given all others, their total, and that no
    /// hidden part is zero.
    fn solved(parts: &[usize], shown: &[Option<usize>]) -> Vec<(usize, usize)> {
        let total: usize = parts.iter().sum();
        let rest = total - shown.iter().flatten().sum::<usize>();
        let hidden = shown.iter().filter(|one| one.is_none()).count();
        let mut ways = Vec::new();
        fill(rest, hidden, &mut Vec::new(), &mut ways);
        let bounds = (0..hidden).map(|at| {
            let all = ways.iter().map(|way| way[at]);
            (all.clone().min().unwrap(), all.max().unwrap())
        });
        bounds.collect()
    }

    fn fill(rest: usize, places: usize, way: &mut Vec<usize>, ways: &mut Vec<Vec<usize>>) {
        if places == 0 {
            if rest == 0 {
                ways.push(way.clone());
            }
            return;
        }
        for part in 1..=rest {
            way.push(part);
            fill(rest - part, places - 1, way, ways);
            way.pop();
        }
    }

    #[test]
    fn no_hidden_number_can_be_worked_out_to_within_ten() {
        let mut hid = 0;
        for a in 0..16 {
            for b in 0..16 {
                for c in [0, 3, 11, 14] {
                    let parts = [a, b, c];
                    let shown = shown(&parts);
                    for (part, one) in parts.iter().zip(&shown) {
                        assert!(one.is_none_or(|one| one == *part));
                        assert!(one.is_none_or(|one| !(1..11).contains(&one)), "{parts:?}");
                    }
                    // Where all is hidden, which of the parts there are is hidden too.
                    if shown.iter().all(Option::is_none) || shown.iter().all(Option::is_some) {
                        continue;
                    }
                    hid += 1;
                    for (least, most) in solved(&parts, &shown) {
                        assert!(most - least >= 10, "{parts:?} {shown:?}: {least} to {most}");
                    }
                }
            }
        }
        assert!(hid > 100, "{hid}");
    }

    #[test]
    fn zero_stays_and_the_smallest_other_goes() {
        assert_eq!(shown(&[0, 5, 40, 20]), [Some(0), None, Some(40), None]);
        assert_eq!(shown(&[12, 30]), [Some(12), Some(30)]);
        assert_eq!(shown(&[4, 3, 2]), [None, None, None]);
        assert_eq!(shown(&[0, 0]), [Some(0), Some(0)]);
    }
}
