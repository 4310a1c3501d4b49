//! Byte codecs: LZ4-compressed blocks, and numbers and strings as bytes.

mod bytes;
mod compressed;

#[cfg(test)]
pub(crate) use bytes::CompressedBytes;
pub(crate) use bytes::{Packer, Unpacker};
pub(crate) use compressed::{BlockSlice, CompressedBlock, DecompressedText};
