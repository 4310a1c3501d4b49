//! Text geometry (byte ranges, lines, splices, widths) and the safe display of untrusted text.

mod ascii;
mod caret_rows;
mod counted;
mod hanging_indent;
mod invisible;
mod length_limit;
mod lines;
mod radicals;
mod range;
mod rows;
mod splice;
mod typography;
mod visible;
mod width;
mod word_motion;

pub(crate) use ascii::{
    SIGNS_IN_ASCII, dots_in_ascii, escaped_in_ascii, in_ascii_cells, json_in_ascii,
    letters_in_ascii, show_ascii_only, shows_ascii_only,
};
pub(crate) use caret_rows::{CaretCell, CaretRows, unseen};
pub(crate) use counted::{counted, people};
pub(crate) use hanging_indent::{barred, hanging, indented, squeezed};
pub use invisible::hides;
pub(crate) use invisible::{hiding, is_unseen};
pub(crate) use length_limit::{LONGEST, is_too_long, shortened};
pub use lines::{LineColumn, LineIndex};
pub(crate) use radicals::unified;
pub use range::ByteRange;
pub use rows::rows;
pub use splice::Splice;
pub(crate) use splice::apply_all;
pub(crate) use typography::{Glyph, continues_letter, is_default_ignorable, letters_of};
pub use visible::{visible, visible_unicode, without_controls};
pub use width::{clip, fit, width};
pub(crate) use width::{clip_words, is_disputed, on_its_own};
pub(crate) use word_motion::{
    cluster, cluster_before, count_words, word_before, word_end, word_start,
};
