//! Byte ranges, places in a text, splices, widths, the safe display of untrusted text, bytes that are
//! pressed together, and texts and numbers as bytes.
//!
//! Knows nothing of TOML, cases or terminals, and reads no file.

mod ascii;
mod bale;
mod bytes;
mod hanging;
mod lines;
mod radicals;
mod range;
mod rows;
mod short;
mod splice;
mod steps;
mod typography;
mod unseen;
mod visible;
mod width;

pub use ascii::{
    SIGNS_IN_ASCII, escaped_in_ascii, in_ascii_cells, json_in_ascii, letters_in_ascii,
    show_ascii_only, shows_ascii_only, spelled,
};
pub use bale::{Bale, Piece, Text};
pub use bytes::{Packer, Unpacker};
pub use hanging::{BAR, barred, hanging, indented, squeezed};
pub use lines::{Lines, Place};
pub use radicals::unified;
pub use range::ByteRange;
pub use rows::rows;
pub use short::{LONGEST, is_too_long, shortened};
pub use splice::Splice;
pub use steps::{cluster, cluster_before, word_before, word_end, word_start};
pub use typography::{Glyph, continues_letter, is_default_ignorable, letters_of};
pub use unseen::{hides, hiding};
pub use visible::{marked, masked, visible};
pub use width::{clip, fit, is_disputed, on_its_own, width, wrap};
