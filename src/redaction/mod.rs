//! Redaction: who may see what of a collection, and the views from which alone anything leaves the
//! program.

mod citation;
mod handed_over;
mod masking;
mod policy;
mod redacted;
mod release;

#[cfg(test)]
mod tests;

pub use crate::collection::{CountChecks, QuotedShare};
pub(crate) use crate::redaction::masking::archived_text::{MaskedExcerpt, MaskedText};
pub use crate::redaction::masking::collection::MaskedCollection;
pub(crate) use crate::redaction::masking::collection::{BrokenFile, ListFigures};
pub use crate::redaction::masking::mask::{MARK, Mask, is_masked};
pub use crate::redaction::masking::record::MaskedRecord;
pub use citation::citation;
pub(crate) use citation::{grade, quoted, source_in_short};
pub use handed_over::{HandedFile, HandedOver};
pub use policy::{MaskedQuotes, Policy};
pub use redacted::{
    RedactedCountChecks, RedactedImpact, RedactedLink, RedactedRecord, Redaction, WITHHELD,
    WithheldCounts,
};
#[cfg(test)]
pub(crate) use release::is_own_word;
pub use release::{
    KeptLabels, LabelsError, ManifestError, PublicRelease, ReleaseManifest, ReleaseSearch,
    SMALLEST_CLASS,
};
