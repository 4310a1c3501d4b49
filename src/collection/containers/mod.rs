//! Generic containers: a persistent vector, a persistent map, a sorted hash set.

pub(crate) mod persistent_map;
pub(crate) mod persistent_vec;
pub(crate) mod sorted_hash_set;
