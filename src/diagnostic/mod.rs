//! Diagnostics: what is wrong with a text, where, what to do about it, and the edit that does it.
//!
//! Every reader reports in this one form: records, settings, the configuration, queries.

#[expect(clippy::module_inception, reason = "the floor is named for what it defines")]
mod diagnostic;
mod fix;
mod osa;
mod rule;
mod suggest;

pub(crate) use diagnostic::add_consequence;
pub use diagnostic::{Diagnostic, RelatedPlace};
pub use fix::{Applicability, Fix};
pub(crate) use osa::OsaPattern;
pub use rule::{Rule, Severity};
pub(crate) use suggest::suggest_or_list;
pub use suggest::{MOST_COMPARED, SortedCandidates, Suggestion, did_you_mean, suggest};
