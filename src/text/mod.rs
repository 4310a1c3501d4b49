//! Byte ranges, places in a text, splices, widths and the safe display of untrusted text.
//!
//! Knows nothing of TOML, cases or terminals, and reads no file.

mod lines;
mod range;

pub use lines::{Lines, Place};
pub use range::ByteRange;
