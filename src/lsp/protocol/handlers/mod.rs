//! The requests about documents, a file for each group: from the parameters of the protocol to an answer, and back.

pub(crate) mod assist;
pub(crate) mod code_actions;
pub(crate) mod navigation;
pub(crate) mod outline;
pub(crate) mod rename;
