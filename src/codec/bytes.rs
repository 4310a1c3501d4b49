//! Encodes numbers and strings as bytes, and decodes them.
//!
//! Numbers are LEB128 varints; signed distances are zigzag-encoded first, so that small ones of either
//! sign take one byte (both as in Protocol Buffers). Decoding trusts nothing: any bytes give a value or
//! `None`, and no count makes it allocate more than the bytes can fill.

/// An encoder: bytes that are being written.
#[derive(Clone, Debug, Default)]
pub struct Packer(Vec<u8>);

/// A decoder: the bytes that are still to be read.
#[derive(Clone, Copy, Debug)]
pub struct Unpacker<'b>(&'b [u8]);

/// Bytes that are still compressed.
#[derive(Clone, Copy, Debug)]
pub struct CompressedBytes<'b> {
    compressed: &'b [u8],
    size: usize,
}

/// The most bytes that LZ4 can make of one: a length is continued byte by byte, and each of these bytes
/// adds at most 255 (LZ4 block format, "Compressed block format"). What claims more is refused before
/// memory is reserved for it.
pub(super) const MAX_EXPANSION: usize = 255;

impl CompressedBytes<'_> {
    /// Returns the bytes decompressed; `None` if they are not valid LZ4, or of another size.
    pub fn decompress(self) -> Option<Vec<u8>> {
        let mut bytes = vec![0; self.size];
        let length = lz4_flex::block::decompress_into(self.compressed, &mut bytes).ok()?;
        (length == self.size).then_some(bytes)
    }
}

impl Packer {
    /// Returns the bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Returns how many bytes were written.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether no byte was written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Inserts, at `start`, the number of bytes that were written since then.
    pub fn measure(&mut self, start: usize) {
        let end = self.0.len();
        self.size(end.saturating_sub(start));
        let written = self.0.len() - end;
        if let Some(all) = self.0.get_mut(start..) {
            all.rotate_right(written);
        }
    }

    /// Writes one byte.
    pub fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// Writes a number as a varint: seven bits in each byte, the lowest first.
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(low_bits(number) | 0x80);
            number >>= 7;
        }
        self.0.push(low_bits(number));
    }

    /// Writes the length of something, or an offset.
    pub fn size(&mut self, size: usize) {
        self.number(u64::try_from(size).unwrap_or(u64::MAX));
    }

    /// Writes the offset `to` as its distance from the offset `from`.
    pub fn shift(&mut self, from: usize, to: usize) {
        let ahead = to.wrapping_sub(from).cast_signed();
        // Zigzag: 0, -1, 1, -2, … become 0, 1, 2, 3, …
        self.size(((ahead << 1) ^ (ahead >> (usize::BITS - 1))).cast_unsigned());
    }

    /// Writes a number that may be negative.
    pub fn signed(&mut self, number: i64) {
        self.bytes(&number.to_le_bytes());
    }

    /// Writes these bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Writes bytes compressed with LZ4, with their size.
    pub fn compressed(&mut self, bytes: &[u8]) {
        let compressed = lz4_flex::block::compress(bytes);
        self.size(bytes.len());
        self.size(compressed.len());
        self.bytes(&compressed);
    }

    /// Writes a text with its length.
    pub fn text(&mut self, text: &str) {
        self.size(text.len());
        self.bytes(text.as_bytes());
    }

    /// Writes many numbers with their count, each in four bytes: larger than varints, but fast to read.
    pub fn numbers(&mut self, numbers: &[u32]) {
        self.size(numbers.len());
        for number in numbers {
            self.bytes(&number.to_le_bytes());
        }
    }
}

impl<'b> Unpacker<'b> {
    /// Returns a decoder of these bytes.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    /// Returns whether all bytes were read.
    pub fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the bytes that were not read yet.
    pub fn rest(&self) -> &'b [u8] {
        self.0
    }

    /// Reads one byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// Reads a number.
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// Reads a length or an offset.
    pub fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    /// Reads how many items follow; `None` if there are too few bytes for so many items of at least one
    /// byte, so that a forged count cannot make the caller reserve memory for it.
    pub fn count(&mut self) -> Option<usize> {
        self.size().filter(|count| *count <= self.0.len())
    }

    /// Reads an offset, given the offset that [`Packer::shift`] counted from.
    pub fn shift(&mut self, from: usize) -> Option<usize> {
        let written = self.size()?;
        let ahead = (written >> 1).cast_signed() ^ -(written & 1).cast_signed();
        from.checked_add_signed(ahead)
    }

    /// Reads a number that may be negative.
    pub fn signed(&mut self) -> Option<i64> {
        self.array().map(i64::from_le_bytes)
    }

    /// Reads so many bytes.
    pub fn bytes(&mut self, length: usize) -> Option<&'b [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    /// Reads as many bytes as the array has.
    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes(N)?.try_into().ok()
    }

    /// Reads bytes that [`Packer::compressed`] wrote, and leaves them compressed.
    pub fn compressed(&mut self) -> Option<CompressedBytes<'b>> {
        let (size, length) = (self.size()?, self.size()?);
        let compressed = self.bytes(length)?;
        let is_possible = size <= compressed.len().saturating_mul(MAX_EXPANSION);
        is_possible.then_some(CompressedBytes { compressed, size })
    }

    /// Reads a text.
    pub fn text(&mut self) -> Option<&'b str> {
        let length = self.size()?;
        str::from_utf8(self.bytes(length)?).ok()
    }

    /// Reads many numbers of four bytes each.
    pub fn numbers(&mut self) -> Option<Vec<u32>> {
        let count = self.size()?;
        let bytes = self.bytes(count.checked_mul(4)?)?;
        let (numbers, _) = bytes.as_chunks::<4>();
        Some(numbers.iter().map(|number| u32::from_le_bytes(*number)).collect())
    }
}

fn low_bits(number: u64) -> u8 {
    let [low, ..] = number.to_le_bytes();
    low & 0x7f
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_written_is_read(
            number: u64,
            signed: i64,
            text: String,
            numbers: Vec<u32>,
            (from, to) in (0..usize::MAX / 2, 0..usize::MAX / 2),
        ) {
            let mut packer = Packer::default();
            packer.shift(from, to);
            packer.number(number);
            packer.text(&text);
            packer.signed(signed);
            packer.numbers(&numbers);
            let start = packer.len();
            packer.bytes(text.as_bytes());
            packer.measure(start);
            packer.compressed(text.as_bytes());
            packer.byte(7);
            let bytes = packer.into_bytes();
            let mut unpacker = Unpacker::new(&bytes);
            prop_assert_eq!(unpacker.shift(from), Some(to));
            prop_assert_eq!(unpacker.number(), Some(number));
            prop_assert_eq!(unpacker.text(), Some(text.as_str()));
            prop_assert_eq!(unpacker.signed(), Some(signed));
            prop_assert_eq!(unpacker.numbers(), Some(numbers));
            prop_assert_eq!(unpacker.text(), Some(text.as_str()));
            let compressed = unpacker.compressed().and_then(CompressedBytes::decompress);
            prop_assert_eq!(compressed.as_deref(), Some(text.as_bytes()));
            prop_assert_eq!(unpacker.byte(), Some(7));
            prop_assert!(unpacker.is_at_end());
        }

        #[test]
        fn any_bytes_are_read_to_an_end(bytes: Vec<u8>) {
            let mut unpacker = Unpacker::new(&bytes);
            _ = unpacker.compressed().and_then(CompressedBytes::decompress);
            while unpacker.shift(7).is_some() {}
            _ = (unpacker.text(), unpacker.numbers(), unpacker.signed(), unpacker.count());
        }
    }
}
