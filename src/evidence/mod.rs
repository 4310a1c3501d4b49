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
mod text_search;
mod tolerant_search;
mod typography;
mod verbatim_index;
mod years;

pub(crate) use archive::Archive;
pub use archive::{ArchivedText, Match};
pub(crate) use field_evidence::{Evidence, FieldEvidence};
pub(crate) use impact::{CaseImpact, FieldLoss};
pub(crate) use independence::Independence;
pub(crate) use nearest_passage::COMES_NEAREST;
pub use nearest_passage::{DiffPiece, NearestPassage};
pub use passage::{Passage, PassageResult};
pub(crate) use quoted_share::quoted_share;
pub(crate) use status::{EvidenceStatus, StatusCounts};
pub(crate) use typography::{Difference, in_words};
