//! Byte codecs: LZ4-compressed blocks, and numbers and strings as bytes.

mod bytes;
mod compressed;

pub use bytes::{Packer, Unpacker};
pub use compressed::{BlockSlice, CompressedBlock, DecompressedText};
