//! The evidence of each field of a case: who supports it, who disputes it, what was checked.

use crate::record::{Assertion, Cited, Dispute, Id, Quote, Record, Row};

use std::collections::{HashMap, HashSet};

use super::archive::{Archive, Match};
use super::independence::Independence;
use super::status::{EvidenceStatus, StatusCounts};

/// The evidence of one case: how each quote and each field stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    matches: Vec<Match>,
    fields: Vec<(Cited, FieldEvidence)>,
    /// The numbers of the standings in the order of what they are of, for finding one.
    sorted: Vec<u32>,
    counts: StatusCounts,
}

/// How one field stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldEvidence {
    /// The quotes that carry it, by their number in the case.
    pub supports: Vec<usize>,
    /// The quotes that contradict it, by their number in the case.
    pub disputes: Vec<usize>,
    /// Where in each of these quotes it is contradicted: the number among what the quote disputes.
    pub disputed_at: Vec<usize>,
    /// How many independent sources carry it.
    pub independent: usize,
    /// Whether the words of at least one carrying quote were found in the archived text.
    pub checked: bool,
}

impl Evidence {
    /// Assesses the quotes of a case.
    pub fn of(case: &Record, archive: &Archive, independence: &Independence) -> Self {
        let matches: Vec<Match> = case.quotes.iter().map(|quote| matched(quote, archive)).collect();
        let fields = case.fields.iter().map(|entry| Cited::Field(entry.field.name));
        let rows = case.rows.iter().filter_map(|row| Some(Cited::Row(row.kind, row.key()?.into())));
        let citing = CitationIndex::of(case);
        let fields: Vec<(Cited, FieldEvidence)> = fields
            .chain(rows)
            .map(|cited| {
                let standing = citing.evidence_for(case, &cited, &matches, independence);
                (cited, standing)
            })
            .collect();
        let counts = counted(case, &fields);
        let mut sorted: Vec<u32> = (0..).take(fields.len()).collect();
        // Of two rows with one key the first is found, since this keeps their order.
        sorted.sort_by_key(|number| fields.get(*number as usize).map(|(cited, _)| cited));
        Self { matches, fields, sorted, counts }
    }

    /// Returns how many fields of the case have each sign.
    pub fn counts(&self) -> StatusCounts {
        self.counts
    }

    /// Returns whether the words of a quote were found, by its number in the case.
    pub fn quote(&self, number: usize) -> Match {
        self.matches.get(number).copied().unwrap_or(Match::NotArchived)
    }

    /// Returns how a field or row stands.
    pub fn field(&self, cited: &Cited) -> Option<&FieldEvidence> {
        let of = |number: &u32| self.fields.get(*number as usize);
        let at = self.sorted.partition_point(|number| of(number).is_some_and(|of| of.0 < *cited));
        let (known, standing) = of(self.sorted.get(at)?)?;
        (known == cited).then_some(standing)
    }

    /// Returns how every field and row stands, in the order of the case.
    pub fn fields(&self) -> impl Iterator<Item = (&Cited, &FieldEvidence)> {
        self.fields.iter().map(|(cited, standing)| (cited, standing))
    }

    /// Returns the sign for a field that bears as `bearing` says.
    pub fn status(&self, cited: &Cited, bearing: Assertion) -> EvidenceStatus {
        self.field(cited).map_or(EvidenceStatus::Unsourced, FieldEvidence::status).of(bearing)
    }

    /// Returns a copy in which what is cited is called as `name` says, where it says something.
    #[must_use]
    pub fn renamed(&self, name: impl Fn(&Cited) -> Option<Cited>) -> Self {
        let mut copy = self.clone();
        for (cited, _) in &mut copy.fields {
            if let Some(renamed) = name(cited) {
                *cited = renamed;
            }
        }
        let standings = &copy.fields;
        copy.sorted.sort_by_key(|number| standings.get(*number as usize).map(|(cited, _)| cited));
        copy
    }

    /// Returns whether a quote contradicts any field.
    pub fn is_disputed(&self) -> bool {
        self.fields.iter().any(|(_, standing)| !standing.disputes.is_empty())
    }
}

impl FieldEvidence {
    /// Returns the sign for a field that states a fact.
    pub fn status(&self) -> EvidenceStatus {
        match (self.disputes.is_empty(), self.independent, self.checked) {
            (false, independent, _) => EvidenceStatus::Disputed(independent),
            (true, 0, _) => EvidenceStatus::Unsourced,
            (true, independent, true) => EvidenceStatus::Sourced(independent),
            (true, independent, false) => EvidenceStatus::Unchecked(independent),
        }
    }

    /// Returns what each quote that contradicts the field says instead.
    pub fn rivals<'r>(
        &'r self,
        case: &'r Record,
    ) -> impl Iterator<Item = (&'r Quote, &'r Dispute)> {
        let places = self.disputes.iter().zip(&self.disputed_at);
        places.filter_map(|(quote, at)| {
            let quote = case.quotes.get(*quote)?;
            Some((quote, quote.disputes.get(*at)?))
        })
    }

    /// Returns the ids of the sources that carry the field, each once, in the order of the quotes.
    pub fn sources<'r>(&self, case: &'r Record) -> Vec<&'r Id> {
        let mut known = HashSet::new();
        let sources = self.supports.iter().filter_map(|number| case.quotes.get(*number)?.source());
        sources.filter(|source| known.insert(*source)).collect()
    }
}

/// Counts the fields and rows of a case; `standings` are those of its fields and then of its rows
/// with a key, in its order.
fn counted(case: &Record, standings: &[(Cited, FieldEvidence)]) -> StatusCounts {
    let fields = case.fields.iter().map(|entry| entry.field.bearing);
    // A row is a fact, whatever it says; one without a key cannot be cited by any quote.
    let (keyed, keyless): (Vec<&Row>, Vec<&Row>) =
        case.rows.iter().partition(|row| row.key().is_some());
    let bearings = fields.chain(keyed.iter().map(|_| Assertion::Fact));
    let marks = standings.iter().zip(bearings);
    let marks = marks.map(|((_, standing), bearing)| standing.status().of(bearing));
    marks.chain(keyless.iter().map(|_| EvidenceStatus::Unsourced)).collect()
}

fn matched(quote: &Quote, archive: &Archive) -> Match {
    match (quote.source(), quote.text()) {
        (Some(source), Some(words)) => archive.find(source, words),
        (None, _) | (_, None) => Match::NotArchived,
    }
}

/// Which quotes of a case carry and contradict what, gone through once: there may be as many quotes,
/// and as many rows to cite, as a file has room for.
#[derive(Default)]
struct CitationIndex<'r> {
    supports: HashMap<&'r Cited, Vec<usize>>,
    /// The quotes, and the number in each of the first dispute.
    disputes: HashMap<&'r Cited, Vec<(usize, usize)>>,
}

impl<'r> CitationIndex<'r> {
    fn of(case: &'r Record) -> Self {
        let mut citing = Self::default();
        for (number, quote) in case.quotes.iter().enumerate() {
            for citation in &quote.supports {
                let quotes = citing.supports.entry(&citation.cited).or_default();
                if quotes.last() != Some(&number) {
                    quotes.push(number);
                }
            }
            for (at, dispute) in quote.disputes.iter().enumerate() {
                let quotes = citing.disputes.entry(&dispute.cited).or_default();
                if quotes.last().is_none_or(|(last, _)| *last != number) {
                    quotes.push((number, at));
                }
            }
        }
        citing
    }

    fn evidence_for(
        &self,
        case: &Record,
        cited: &Cited,
        matches: &[Match],
        independence: &Independence,
    ) -> FieldEvidence {
        let supports = self.supports.get(cited).cloned().unwrap_or_default();
        let disputes = self.disputes.get(cited).into_iter().flatten().copied();
        let (disputes, disputed_at) = disputes.unzip();
        let sources = supports.iter().filter_map(|number| case.quotes.get(*number)?.source());
        let independent = independence.count(sources);
        let is_found = |number: &usize| matches.get(*number).is_some_and(|found| found.is_found());
        let checked = supports.iter().any(is_found);
        FieldEvidence { supports, disputes, disputed_at, independent, checked }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::archive::ArchivedText;
    use crate::record::{Document, FieldId, FileLayout, Kind, Vocabularies};

    #[track_caller]
    fn check(case: &str, sourced: usize, unchecked: usize, unsourced: usize, disputed: usize) {
        let form = FileLayout::One { kind: Kind::Victim, id: Id::new("x").unwrap() };
        let document = Document::read(case, &form, &Vocabularies::default());
        let mut archive = Archive::default();
        let text = ArchivedText::new(b"She was 17.".to_vec()).unwrap();
        archive.insert(Id::new("paper").unwrap(), text);
        let evidence = Evidence::of(&document.records[0], &archive, &Independence::default());
        let marks = StatusCounts { sourced, unchecked, unsourced, disputed };
        assert_eq!(evidence.counts(), marks);
    }

    #[test]
    fn fields_that_state_facts_count_once_whatever_carries_them() {
        check("title = 'Test'\nsummary = 'S'\nnote = 'N'\n", 0, 0, 0, 0);
        let fields = "title = 'Test'\nage = 17\nage_at = 'report'\ngender = 'female'\n";
        check(fields, 0, 0, 2, 0);
        let quote = "[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\nsupports = ['age']\n";
        check(&format!("{fields}{quote}{quote}"), 1, 0, 1, 0);
        let absent = quote.replace("paper", "other");
        check(&format!("{fields}{absent}"), 0, 1, 1, 0);
        let denied = absent.replace("supports", "disputes");
        check(&format!("{fields}{quote}{denied}"), 0, 0, 1, 1);
    }

    #[test]
    fn a_quote_may_support_a_field_deny_another_and_give_another_value_of_a_third() {
        let text = "title = 'T'\nage = 17\ngender = 'female'\noccupation = 'Baker'\n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\nsupports = ['age']\ndisputes = ['gender', { occupation = 'Cook', title = 'U' }]\n";
        let form = FileLayout::One { kind: Kind::Victim, id: Id::new("x").unwrap() };
        let document = Document::read(text, &form, &Vocabularies::default());
        let case = &document.records[0];
        let evidence = Evidence::of(case, &Archive::default(), &Independence::default());
        let rivals = |name| -> Vec<Vec<String>> {
            let standing = evidence.field(&Cited::Field(name)).unwrap();
            let rivals = standing.rivals(case).map(|(_, dispute)| &dispute.rival);
            rivals
                .map(|rival| rival.iter().map(|item| item.value.written().into()).collect())
                .collect()
        };
        assert_eq!(evidence.field(&Cited::Field(FieldId::Age)).unwrap().supports, [0]);
        assert_eq!(rivals(FieldId::Age), Vec::<Vec<String>>::new());
        assert_eq!(rivals(FieldId::Gender), [Vec::<String>::new()]);
        assert_eq!(rivals(FieldId::Occupation), [["Cook"]]);
        assert_eq!(rivals(FieldId::Title), [["U"]]);
    }

    #[test]
    fn own_words_count_where_a_quote_is_about_them() {
        let quote = "[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\nsupports = ['title']\n";
        check(&format!("title = 'Test'\nnote = 'N'\n{quote}"), 1, 0, 0, 0);
    }

    #[test]
    fn rows_are_facts_and_one_without_a_key_is_carried_by_nobody() {
        let rows = "title = 'T'\n[[event]]\nkey = 'e'\nwhat = 'W'\n[[event]]\nwhat = 'V'\n";
        let quote = "[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\nsupports = ['event.e']\n";
        check(&format!("{rows}{quote}"), 1, 0, 1, 0);
    }
}
