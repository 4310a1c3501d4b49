//! Evidence: quotes against archived texts, independent sources, disputes.

mod archive;
mod field_evidence;
mod impact;
mod independence;
mod nearest_passage;
mod passage;
mod quoted_share;
#[cfg(test)]
mod reference_search;
mod status;
mod tolerant_search;
mod typography;
mod years;

pub use archive::{Archive, ArchivedText, Match};
pub use field_evidence::{Evidence, FieldEvidence};
pub use impact::{CaseImpact, FieldLoss};
pub use independence::Independence;
pub use nearest_passage::{DiffPiece, NearestPassage};
pub use passage::{Passage, PassageResult};
pub use quoted_share::quoted_share;
pub use status::{EvidenceStatus, StatusCounts};
pub use typography::{Difference, in_words};
