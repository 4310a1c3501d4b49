//! How each field of a case stands: who carries it, who contradicts it, what was checked.

use crate::record::{Bearing, Cited, Dispute, Id, Quote, Record};

use super::archive::{Archive, Match};
use super::independence::Independence;

/// The evidence of one case: how each quote and each field stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    matches: Vec<Match>,
    standings: Vec<(Cited, Standing)>,
}

/// How one field stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The quotes that carry it, by their number in the case.
    pub supports: Vec<usize>,
    /// The quotes that contradict it, by their number in the case.
    pub disputes: Vec<usize>,
    /// How many independent sources carry it.
    pub independent: usize,
    /// Whether the words of at least one carrying quote were found in the archived text.
    pub checked: bool,
}

/// The one sign that sums up how a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Carried by this many independent sources, words checked.
    Sourced(usize),
    /// Carried by this many independent sources, words not checked.
    Unchecked(usize),
    /// Carried by none.
    Unsourced,
    /// Contradicted by a quote; carried by this many independent sources.
    Disputed(usize),
    /// The researcher's own word, which needs no source.
    Own,
}

impl Evidence {
    /// Weighs the quotes of a case.
    pub fn of(case: &Record, archive: &Archive, independence: &Independence) -> Self {
        let matches: Vec<Match> = case.quotes.iter().map(|quote| matched(quote, archive)).collect();
        let fields = case.fields.iter().map(|entry| Cited::Field(entry.field.name));
        let rows = case.rows.iter().filter_map(|row| Some(Cited::Row(row.kind, row.key()?.into())));
        let standings = fields
            .chain(rows)
            .map(|cited| {
                let standing = stand(case, &cited, &matches, independence);
                (cited, standing)
            })
            .collect();
        Self { matches, standings }
    }

    /// Returns whether the words of a quote were found, by its number in the case.
    pub fn quote(&self, number: usize) -> Match {
        self.matches.get(number).copied().unwrap_or(Match::NotArchived)
    }

    /// Returns how a field or row stands.
    pub fn standing(&self, cited: &Cited) -> Option<&Standing> {
        self.standings.iter().find(|(known, _)| known == cited).map(|(_, standing)| standing)
    }

    /// Returns how every field and row stands, in the order of the case.
    pub fn standings(&self) -> impl Iterator<Item = (&Cited, &Standing)> {
        self.standings.iter().map(|(cited, standing)| (cited, standing))
    }

    /// Returns the sign for a field that bears as `bearing` says.
    pub fn mark(&self, cited: &Cited, bearing: Bearing) -> Mark {
        let standing = self.standing(cited);
        match (standing.map_or(Mark::Unsourced, Standing::mark), bearing) {
            (Mark::Unsourced, Bearing::Own) => Mark::Own,
            (mark, _) => mark,
        }
    }

    /// Tells whether a quote contradicts any field.
    pub fn is_disputed(&self) -> bool {
        self.standings.iter().any(|(_, standing)| !standing.disputes.is_empty())
    }
}

impl Standing {
    /// Returns the sign for a field that states a fact.
    pub fn mark(&self) -> Mark {
        match (self.disputes.is_empty(), self.independent, self.checked) {
            (false, independent, _) => Mark::Disputed(independent),
            (true, 0, _) => Mark::Unsourced,
            (true, independent, true) => Mark::Sourced(independent),
            (true, independent, false) => Mark::Unchecked(independent),
        }
    }

    /// Returns what each quote that contradicts the field says instead.
    pub fn rivals<'r>(
        &'r self,
        case: &'r Record,
        cited: &'r Cited,
    ) -> impl Iterator<Item = (&'r Quote, &'r Dispute)> {
        let quotes = self.disputes.iter().filter_map(|number| case.quotes.get(*number));
        quotes.filter_map(move |quote| Some((quote, quote.dispute(cited)?)))
    }

    /// Returns the ids of the sources that carry the field, each once, in the order of the quotes.
    pub fn sources<'r>(&self, case: &'r Record) -> Vec<&'r Id> {
        let mut sources = Vec::new();
        for source in self.supports.iter().filter_map(|number| case.quotes.get(*number)?.source()) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }
}

fn matched(quote: &Quote, archive: &Archive) -> Match {
    match (quote.source(), quote.text()) {
        (Some(source), Some(words)) => archive.find(source, words),
        (None, _) | (_, None) => Match::NotArchived,
    }
}

fn stand(case: &Record, cited: &Cited, matches: &[Match], independence: &Independence) -> Standing {
    let numbers = |holds: &dyn Fn(&Quote) -> bool| -> Vec<usize> {
        case.quotes
            .iter()
            .enumerate()
            .filter(|(_, quote)| holds(quote))
            .map(|(number, _)| number)
            .collect()
    };
    let supports = numbers(&|quote| quote.supports(cited));
    let disputes = numbers(&|quote| quote.dispute(cited).is_some());
    let sources = supports.iter().filter_map(|number| case.quotes.get(*number)?.source());
    let independent = independence.count(sources);
    let checked =
        supports.iter().any(|number| matches.get(*number).is_some_and(|found| found.is_found()));
    Standing { supports, disputes, independent, checked }
}
