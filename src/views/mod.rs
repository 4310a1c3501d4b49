//! Views: a query or a record turned into what is drawn. A view has no state and draws nothing; screens and commands do.

pub(crate) mod network;
