//! The cache key of a laid-out page: the collection, the mask and the record that it was made from.

use std::sync::Arc;

use crate::collection::Collection;
use crate::record::{DateStyle, Id};

use crate::redaction::Mask;

/// A record of a collection as it may be seen.
#[derive(Clone, Debug)]
pub struct PageCacheKey {
    /// The collection.
    pub collection: Arc<Collection>,
    /// How much of it is masked.
    pub mask: Mask,
    /// Whether files of it are still to be read.
    pub arriving: bool,
    /// Whether the names to be masked are known; all words are masked until they are.
    pub names_known: bool,
    /// How dates are said.
    pub dates: DateStyle,
    /// Which values were changed without a look at their quotes, as a number that grows with them.
    pub unconfirmed: u64,
    /// The record.
    pub record: Id,
}

impl PartialEq for PageCacheKey {
    fn eq(&self, other: &Self) -> bool {
        let Self { collection, mask, arriving, names_known, dates, unconfirmed, record } = self;
        // A collection never changes, so that the same one holds the same.
        Arc::ptr_eq(collection, &other.collection)
            && (*mask, *arriving, *names_known) == (other.mask, other.arriving, other.names_known)
            && (*dates, *unconfirmed) == (other.dates, other.unconfirmed)
            && *record == other.record
    }
}
