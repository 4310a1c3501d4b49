//! Dependencies: what a check of one record reads outside of that record.
//!
//! A check declares them in its row of the table. When files change, the invalidation finds the
//! records for which one of them has changed, and knows no rule.

/// Something outside of a record that a check of it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub(crate) enum Dependency {
    /// Which record has the same id first. Every record with a changed id is checked again anyway.
    SameId,
    /// Which other records have one of its identifiers.
    SharedIdentifiers,
    /// Whether the records that it links to exist, and of what kind they are.
    LinkedKind,
    /// The names of the records that it links to, where there are archived texts.
    LinkedNames,
    /// Which ids are similar to one that no record has.
    SimilarIds,
    /// Which records link to it.
    Mentions,
    /// Which speakers of quotes name it, where nothing links to it.
    Speakers,
    /// The counts of the cases that are part of it.
    Parts,
    /// Its own evidence: the status of its fields.
    Evidence,
    /// The hashes that the sources which it quotes give.
    QuotedHash,
    /// The years in which the sources that it quotes say they were published.
    QuotedYear,
    /// Its archived text, or those of the sources that it quotes.
    ArchivedText,
    /// Which passages of it, a source, are quoted.
    QuotedPassages,
    /// Which sources it is derived from, by way of others.
    Derivation,
}
