//! Redaction: who may see what of a collection, and the views from which alone anything leaves the
//! program.

mod redacted;

#[cfg(test)]
mod tests;

pub use redacted::{
    Disclosure, RedactedCountChecks, RedactedImpact, RedactedLink, RedactedRecord, Redaction,
    WITHHELD, WithheldCounts,
};
