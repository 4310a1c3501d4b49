//! The evidence of each field of a case: which quotes support it, which dispute it, and what was checked.

use crate::record::{Assertion, Cited, Dispute, Id, Quote, Record, Row};

use std::collections::{HashMap, HashSet};

use super::archive::{Archive, Match};
use super::independence::Independence;
use super::status::{EvidenceStatus, StatusCounts};

/// The evidence of one case: its quotes as they were found, and the evidence of each field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    matches: Vec<Match>,
    fields: Vec<(Cited, FieldEvidence)>,
    /// The numbers in `fields`, sorted by what is cited, for binary search.
    sorted: Vec<u32>,
    counts: StatusCounts,
}

/// The evidence of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldEvidence {
    /// The quotes that support it, by their number in the case.
    pub supports: Vec<usize>,
    /// The quotes that dispute it, by their number in the case.
    pub disputes: Vec<usize>,
    /// For each quote in `disputes`, the number of the dispute in that quote.
    pub disputed_at: Vec<usize>,
    /// How many independent sources support it.
    pub independent: usize,
    /// Whether the words of at least one supporting quote were found in the archived text.
    pub checked: bool,
}

impl Evidence {
    /// Assesses the quotes of a case.
    pub fn of(case: &Record, archive: &Archive, independence: &Independence) -> Self {
        let matches: Vec<Match> = case.quotes.iter().map(|quote| matched(quote, archive)).collect();
        let fields = case.fields.iter().map(|entry| Cited::Field(entry.field.name));
        let rows = case.rows.iter().filter_map(|row| Some(Cited::Row(row.kind, row.key()?.into())));
        let index = CitationIndex::of(case);
        let fields: Vec<(Cited, FieldEvidence)> = fields
            .chain(rows)
            .map(|cited| {
                let evidence = index.evidence_for(case, &cited, &matches, independence);
                (cited, evidence)
            })
            .collect();
        let counts = counted(case, &fields);
        let mut sorted: Vec<u32> = (0..).take(fields.len()).collect();
        // The sort is stable, so of two rows with one key the first is found.
        sorted.sort_by_key(|number| fields.get(*number as usize).map(|(cited, _)| cited));
        Self { matches, fields, sorted, counts }
    }

    /// Returns how many fields of the case have each status.
    pub fn counts(&self) -> StatusCounts {
        self.counts
    }

    /// Returns how the words of a quote were found, by its number in the case.
    pub fn quote(&self, number: usize) -> Match {
        self.matches.get(number).copied().unwrap_or(Match::NotArchived)
    }

    /// Returns the evidence of a field or row.
    pub fn field(&self, cited: &Cited) -> Option<&FieldEvidence> {
        let of = |number: &u32| self.fields.get(*number as usize);
        let at = self.sorted.partition_point(|number| of(number).is_some_and(|of| of.0 < *cited));
        let (found, evidence) = of(self.sorted.get(at)?)?;
        (found == cited).then_some(evidence)
    }

    /// Returns the evidence of every field and row, in the order of the case.
    pub fn fields(&self) -> impl Iterator<Item = (&Cited, &FieldEvidence)> {
        self.fields.iter().map(|(cited, evidence)| (cited, evidence))
    }

    /// Returns the status of a field with that kind of assertion.
    pub fn status(&self, cited: &Cited, assertion: Assertion) -> EvidenceStatus {
        self.field(cited).map_or(EvidenceStatus::Unsourced, FieldEvidence::status).of(assertion)
    }

    /// Returns a copy in which `name` has renamed the fields and rows for which it returns a name. A redaction
    /// uses it for rows whose keys must not be shown.
    #[must_use]
    pub fn renamed(&self, name: impl Fn(&Cited) -> Option<Cited>) -> Self {
        let mut copy = self.clone();
        for (cited, _) in &mut copy.fields {
            if let Some(renamed) = name(cited) {
                *cited = renamed;
            }
        }
        let fields = &copy.fields;
        copy.sorted.sort_by_key(|number| fields.get(*number as usize).map(|(cited, _)| cited));
        copy
    }

    /// Returns whether a quote disputes any field.
    pub fn is_disputed(&self) -> bool {
        self.fields.iter().any(|(_, evidence)| !evidence.disputes.is_empty())
    }
}

impl FieldEvidence {
    /// Returns the status of a field that states a fact.
    pub fn status(&self) -> EvidenceStatus {
        match (self.disputes.is_empty(), self.independent, self.checked) {
            (false, independent, _) => EvidenceStatus::Disputed(independent),
            (true, 0, _) => EvidenceStatus::Unsourced,
            (true, independent, true) => EvidenceStatus::Sourced(independent),
            (true, independent, false) => EvidenceStatus::Unchecked(independent),
        }
    }

    /// Returns the dispute of each quote that disputes the field, with the quote.
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

    /// Returns the ids of the sources that support the field, each once, in the order of the quotes.
    pub fn sources<'r>(&self, case: &'r Record) -> Vec<&'r Id> {
        let mut known = HashSet::new();
        let sources = self.supports.iter().filter_map(|number| case.quotes.get(*number)?.source());
        sources.filter(|source| known.insert(*source)).collect()
    }
}

/// Counts the fields and rows of a case by their status; `evidence` is that of its fields, and then of its rows
/// with a key, in the order of the case.
fn counted(case: &Record, evidence: &[(Cited, FieldEvidence)]) -> StatusCounts {
    let fields = case.fields.iter().map(|entry| entry.field.assertion);
    // Every row states a fact; a row without a key cannot be cited by a quote.
    let (keyed, keyless): (Vec<&Row>, Vec<&Row>) =
        case.rows.iter().partition(|row| row.key().is_some());
    let assertions = fields.chain(keyed.iter().map(|_| Assertion::Fact));
    let statuses = evidence.iter().zip(assertions);
    let statuses = statuses.map(|((_, evidence), assertion)| evidence.status().of(assertion));
    statuses.chain(keyless.iter().map(|_| EvidenceStatus::Unsourced)).collect()
}

fn matched(quote: &Quote, archive: &Archive) -> Match {
    match (quote.source(), quote.text()) {
        (Some(source), Some(words)) => archive.find(source, words),
        (None, _) | (_, None) => Match::NotArchived,
    }
}

/// Which quotes of a case support and dispute each field. It is built in one pass over the quotes, because a
/// file can have so many quotes and rows that a pass for each row would take quadratic time.
#[derive(Default)]
struct CitationIndex<'r> {
    supports: HashMap<&'r Cited, Vec<usize>>,
    /// The number of each quote, and the number of its first dispute of the field.
    disputes: HashMap<&'r Cited, Vec<(usize, usize)>>,
}

impl<'r> CitationIndex<'r> {
    fn of(case: &'r Record) -> Self {
        let mut index = Self::default();
        for (number, quote) in case.quotes.iter().enumerate() {
            for citation in &quote.supports {
                let quotes = index.supports.entry(&citation.cited).or_default();
                if quotes.last() != Some(&number) {
                    quotes.push(number);
                }
            }
            for (at, dispute) in quote.disputes.iter().enumerate() {
                let quotes = index.disputes.entry(&dispute.cited).or_default();
                if quotes.last().is_none_or(|(last, _)| *last != number) {
                    quotes.push((number, at));
                }
            }
        }
        index
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
        let layout = FileLayout::One { kind: Kind::Victim, id: Id::new("x").unwrap() };
        let document = Document::read(case, &layout, &Vocabularies::default());
        let mut archive = Archive::default();
        let text = ArchivedText::new(b"She was 17.".to_vec()).unwrap();
        archive.insert(Id::new("paper").unwrap(), text);
        let evidence = Evidence::of(&document.records[0], &archive, &Independence::default());
        let counts = StatusCounts { sourced, unchecked, unsourced, disputed };
        assert_eq!(evidence.counts(), counts);
    }

    #[test]
    fn fields_that_state_facts_count_once_whatever_supports_them() {
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
    fn a_quote_may_support_a_field_dispute_another_and_state_another_value_of_a_third() {
        let text = "title = 'T'\nage = 17\ngender = 'female'\noccupation = 'Baker'\n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\nsupports = ['age']\ndisputes = ['gender', { occupation = 'Cook', title = 'U' }]\n";
        let layout = FileLayout::One { kind: Kind::Victim, id: Id::new("x").unwrap() };
        let document = Document::read(text, &layout, &Vocabularies::default());
        let case = &document.records[0];
        let evidence = Evidence::of(case, &Archive::default(), &Independence::default());
        let rivals = |name| -> Vec<Vec<String>> {
            let evidence = evidence.field(&Cited::Field(name)).unwrap();
            let rivals = evidence.rivals(case).map(|(_, dispute)| &dispute.rival);
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
    fn an_editorial_field_counts_if_a_quote_cites_it() {
        let quote = "[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\nsupports = ['title']\n";
        check(&format!("title = 'Test'\nnote = 'N'\n{quote}"), 1, 0, 0, 0);
    }

    #[test]
    fn rows_state_facts_and_one_without_a_key_is_unsourced() {
        let rows = "title = 'T'\n[[event]]\nkey = 'e'\nwhat = 'W'\n[[event]]\nwhat = 'V'\n";
        let quote = "[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\nsupports = ['event.e']\n";
        check(&format!("{rows}{quote}"), 1, 0, 1, 0);
    }
}
