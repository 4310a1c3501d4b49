//! What a page that is kept was made of, to tell whether it still holds. Knows no page.

use std::sync::Arc;

use crate::collection::Collection;
use crate::record::Id;

use super::mask::Mask;

/// A record of a collection as it may be seen.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The collection.
    pub collection: Arc<Collection>,
    /// How much of it is masked.
    pub mask: Mask,
    /// The record.
    pub record: Id,
}

impl PartialEq for Basis {
    fn eq(&self, other: &Self) -> bool {
        let Self { collection, mask, record } = self;
        // A collection never changes, so that the same one holds the same.
        Arc::ptr_eq(collection, &other.collection) && (*mask, record) == (other.mask, &other.record)
    }
}
