//! What of a collection is withheld: confidential cases, people who may not be named, and what a disk
//! shows of them.

pub(crate) mod confidentiality;
pub(crate) mod exposure;
pub(crate) mod in_exports;
