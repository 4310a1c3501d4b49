//! Byte codecs: LZ4-compressed blocks, what is deflated, and numbers and strings as bytes.

mod bytes;
mod compressed;
mod inflated;

#[cfg(test)]
pub(crate) use bytes::CompressedBytes;
pub(crate) use bytes::{Packer, Unpacker};
pub(crate) use compressed::{BlockSlice, CompressedBlock, DecompressedText};
pub(crate) use inflated::inflated;
