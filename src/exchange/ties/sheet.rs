//! Plain data of ties, with all words as they may be printed.

use crate::evidence::EvidenceStatus;
use crate::record::Kind;

/// Records, and the ties between them.
#[derive(Clone, Debug, Default)]
pub(crate) struct TieSheet {
    /// The records, each once.
    pub(crate) records: Vec<SheetRecord>,
    /// The ties, each once.
    pub(crate) ties: Vec<SheetTie>,
}

/// A record at the end of a tie.
#[derive(Clone, Debug)]
pub(crate) struct SheetRecord {
    /// Its id as it is printed, with a number behind it where another record is printed alike.
    pub(crate) key: String,
    /// Its kind.
    pub(crate) kind: Kind,
    /// What lists call it.
    pub(crate) name: String,
    /// Why it is a hub, in words.
    pub(crate) hub: Option<&'static str>,
    /// What must be said with it: how far proceedings went, the roles of a person.
    pub(crate) notes: Vec<String>,
    /// Its date as it is written.
    pub(crate) date: Option<String>,
    /// Its date in words.
    pub(crate) date_in_words: Option<String>,
    /// The query that finds all that it is tied to; `None` where its id is not printed.
    pub(crate) query: Option<String>,
    /// How many records the query finds.
    pub(crate) degree: usize,
}

/// A tie: a field of one record that leads to another.
#[derive(Clone, Debug)]
pub(crate) struct SheetTie {
    /// The number of the record that has the field.
    pub(crate) from: usize,
    /// The number of the record that it leads to.
    pub(crate) to: usize,
    /// The name of the field.
    pub(crate) field: &'static str,
    /// What the screen calls the field.
    pub(crate) label: &'static str,
    /// The query that lists the record that has the field, if it leads there; `None` where an id of it may not be printed.
    pub(crate) query: Option<String>,
    /// Where the record links, with what supports it.
    pub(crate) supports: Vec<SheetSupport>,
}

/// A field or row that links, with its evidence.
#[derive(Clone, Debug)]
pub(crate) struct SheetSupport {
    /// The field or row; `None` for the source of a quote.
    pub(crate) cited: Option<String>,
    /// What its evidence sums up to, where it has any.
    pub(crate) status: Option<EvidenceStatus>,
    /// The quotes that support it.
    pub(crate) quotes: Vec<SheetQuote>,
    /// The quotes that dispute it.
    pub(crate) disputes: Vec<SheetQuote>,
}

/// The words of a source.
#[derive(Clone, Debug)]
pub(crate) struct SheetQuote {
    /// The number of the quote in its record, from 1.
    pub(crate) number: usize,
    /// The words.
    pub(crate) words: String,
    /// Who says them, where, and how good the source is.
    pub(crate) citation: String,
}

impl SheetTie {
    /// Returns the first status that it has: a disputed one before any other.
    pub(crate) fn status(&self) -> Option<EvidenceStatus> {
        let all = || self.supports.iter().filter_map(|support| support.status);
        let disputed = all().find(|status| matches!(status, EvidenceStatus::Disputed(_)));
        disputed.or_else(|| all().next())
    }

    /// Returns the quotes that support it, each once.
    pub(crate) fn quotes(&self) -> Vec<&SheetQuote> {
        let mut quotes: Vec<&SheetQuote> = Vec::new();
        for quote in self.supports.iter().flat_map(|support| &support.quotes) {
            if !quotes.iter().any(|known| known.number == quote.number) {
                quotes.push(quote);
            }
        }
        quotes
    }

    /// Returns how it is supported, in a word; `quote` where it is a quote's own source, and nothing of records that
    /// have no quotes.
    pub(crate) fn status_word(&self) -> &'static str {
        match self.status() {
            Some(status) => status.word(),
            None if self.supports.iter().any(|support| support.cited.is_none()) => "quote",
            None => "",
        }
    }

    /// Returns how many independent sources support it.
    pub(crate) fn sources(&self) -> Option<usize> {
        match self.status()? {
            EvidenceStatus::Sourced(sources)
            | EvidenceStatus::Unchecked(sources)
            | EvidenceStatus::Disputed(sources) => Some(sources),
            EvidenceStatus::Unsourced => Some(0),
            EvidenceStatus::Editorial => None,
        }
    }
}
