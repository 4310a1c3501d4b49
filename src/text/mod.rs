//! Byte ranges, places in a text, splices, widths, the safe display of untrusted text, bytes that are
//! pressed together, and texts and numbers as bytes.
//!
//! Knows nothing of TOML, cases or terminals, and reads no file.

mod bale;
mod bytes;
mod lines;
mod range;
mod rows;
mod short;
mod splice;
mod steps;
mod typography;
mod visible;
mod width;

pub use bale::{Bale, Piece, Text};
pub use bytes::{Packer, Unpacker};
pub use lines::{Lines, Place};
pub use range::ByteRange;
pub use rows::rows;
pub use short::{LONGEST, is_too_long, shortened};
pub use splice::Splice;
pub use steps::{cluster, cluster_before, word_before, word_end, word_start};
pub use typography::{Glyph, continues_letter, is_default_ignorable, letters_of};
pub use visible::{hides, masked, visible};
pub use width::{clip, fit, width, wrap};
