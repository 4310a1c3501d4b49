//! Encodes numbers and strings as bytes, and decodes them.

/// Bytes that are being written.
#[derive(Clone, Debug, Default)]
pub struct Packer(Vec<u8>);

/// Bytes that are being read. Whatever they hold, reading them ends.
#[derive(Clone, Copy, Debug)]
pub struct Unpacker<'b>(&'b [u8]);

impl Packer {
    /// Returns the bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Returns how many bytes were written.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether none was.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts before what was written since the length was `start` how many bytes it is.
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

    /// Writes a number, small ones in few bytes.
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

    /// Writes where something is, by how far that lies behind another place, or before it.
    pub fn shift(&mut self, from: usize, to: usize) {
        let ahead = to.wrapping_sub(from).cast_signed();
        // Small numbers are few bytes, whatever their sign.
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

    /// Writes a text with its length.
    pub fn text(&mut self, text: &str) {
        self.size(text.len());
        self.bytes(text.as_bytes());
    }

    /// Writes many numbers with their count, each in four bytes, so that they are read fast.
    pub fn numbers(&mut self, numbers: &[u32]) {
        self.size(numbers.len());
        for number in numbers {
            self.bytes(&number.to_le_bytes());
        }
    }
}

impl<'b> Unpacker<'b> {
    /// Returns what reads these bytes.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    /// Returns whether all was read.
    pub fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns what was not read yet.
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

    /// Reads how many things follow; `None` where there cannot be so many, each of at least a byte.
    pub fn count(&mut self) -> Option<usize> {
        self.size().filter(|count| *count <= self.0.len())
    }

    /// Reads where something is, given the place that it is counted from.
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
            packer.byte(7);
            let bytes = packer.into_bytes();
            let mut unpacker = Unpacker::new(&bytes);
            prop_assert_eq!(unpacker.shift(from), Some(to));
            prop_assert_eq!(unpacker.number(), Some(number));
            prop_assert_eq!(unpacker.text(), Some(text.as_str()));
            prop_assert_eq!(unpacker.signed(), Some(signed));
            prop_assert_eq!(unpacker.numbers(), Some(numbers));
            prop_assert_eq!(unpacker.text(), Some(text.as_str()));
            prop_assert_eq!(unpacker.byte(), Some(7));
            prop_assert!(unpacker.is_at_end());
        }

        #[test]
        fn any_bytes_are_read_to_an_end(bytes: Vec<u8>) {
            let mut unpacker = Unpacker::new(&bytes);
            while unpacker.shift(7).is_some() {}
            _ = (unpacker.text(), unpacker.numbers(), unpacker.signed(), unpacker.count());
        }
    }
}
