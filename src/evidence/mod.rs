//! What carries a field: quotes against archived texts, independent sources, disputes.
//!
//! Knows records and texts it is given; finds neither itself and reads no file.

mod archive;
mod forgiving;
mod impact;
mod independence;
mod marks;
mod nearest;
mod passage;
#[cfg(test)]
mod plainly;
mod share;
mod standing;
mod typography;
mod years;

pub use archive::{Archive, ArchivedText, Match};
pub use impact::{Loss, Losses};
pub use independence::Independence;
pub use marks::{Mark, Marks};
pub use nearest::{Nearest, Piece};
pub use passage::{Passage, Sought};
pub use share::quoted_share;
pub use standing::{Evidence, Standing};
pub use typography::{Difference, in_words};
