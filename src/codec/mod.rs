//! Byte codecs: LZ4-compressed blocks, what is deflated, and numbers and strings as bytes.

mod bytes;
mod compressed;
mod inflated;

pub(crate) use bytes::{CompressedBytes, Packer, Unpacker};
pub(crate) use compressed::{BlockSlice, CompressedBlock, DecompressedText};
pub(crate) use inflated::inflated;
