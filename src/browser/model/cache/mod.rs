//! Caches of laid-out pages.

pub(crate) mod memo;
pub(crate) mod page_key;
