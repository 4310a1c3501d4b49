//! Byte codecs: LZ4-compressed blocks, and numbers and strings as bytes.

mod bytes;
mod compressed;

pub(crate) use bytes::{Packer, Unpacker};
pub(crate) use compressed::{BlockSlice, CompressedBlock, DecompressedText};
