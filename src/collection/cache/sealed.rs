//! Blocks of bytes in a file, each with its length and a checksum (CRC-32), so that damage is noticed.

use std::io::Read;

/// Why a cache is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// Some of its bytes are not those that were written.
    #[error("it is damaged")]
    Damaged,
    /// It was written for other settings or by another build of the program, or is no cache at all.
    #[error("it was written by another version or for other settings")]
    Foreign,
}

/// The length and checksum of a block: two blocks with the same are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::collection) struct Seal {
    length: u32,
    checksum: u32,
}

/// Reads what [`sealed`] gave; nothing at the end.
pub(in crate::collection) fn block(from: &mut impl Read) -> Result<Option<Vec<u8>>, Unusable> {
    Ok(block_with_seal(from)?.map(|(block, _)| block))
}

/// Reads what [`sealed`] gave, and how it was sealed.
pub(in crate::collection) fn block_with_seal(
    from: &mut impl Read,
) -> Result<Option<(Vec<u8>, Seal)>, Unusable> {
    let Some(seal) = Seal::read(from)? else { return Ok(None) };
    let mut block = Vec::new();
    seal.read_block(from, &mut block, 0)?;
    Ok(Some((block, seal)))
}

/// A block with its length and checksum before it, to be stored again as it is.
pub(in crate::collection) struct SealedBlock {
    bytes: Vec<u8>,
    pub(in crate::collection) seal: Seal,
}

/// How many bytes a seal has.
const SEAL: usize = 8;

impl SealedBlock {
    /// Reads the next block; nothing at the end.
    pub(in crate::collection) fn read(from: &mut impl Read) -> Result<Option<Self>, Unusable> {
        let Some(seal) = Seal::read(from)? else { return Ok(None) };
        let mut bytes = seal.bytes();
        seal.read_block(from, &mut bytes, SEAL)?;
        Ok(Some(Self { bytes, seal }))
    }

    /// Returns what is sealed.
    pub(in crate::collection) fn block(&self) -> &[u8] {
        self.bytes.get(SEAL..).unwrap_or_default()
    }

    /// Returns the block as it was read.
    pub(in crate::collection) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl Seal {
    fn read(from: &mut impl Read) -> Result<Option<Self>, Unusable> {
        let mut length = [0; 4];
        match from.read(&mut length) {
            Ok(0) => return Ok(None),
            Ok(read) => {
                let rest = length.get_mut(read..).unwrap_or_default();
                from.read_exact(rest).map_err(|_| Unusable::Damaged)?;
            }
            Err(_) => return Err(Unusable::Damaged),
        }
        let mut checksum = [0; 4];
        from.read_exact(&mut checksum).map_err(|_| Unusable::Damaged)?;
        let (length, checksum) = (u32::from_le_bytes(length), u32::from_le_bytes(checksum));
        Ok(Some(Self { length, checksum }))
    }

    /// Reads the block of the seal to the end of `bytes`, of which so many come before it.
    fn read_block(
        self,
        from: &mut impl Read,
        bytes: &mut Vec<u8>,
        before: usize,
    ) -> Result<(), Unusable> {
        // Not more room than there are bytes, whatever the length says.
        from.take(u64::from(self.length)).read_to_end(bytes).map_err(|_| Unusable::Damaged)?;
        let block = bytes.get(before..).unwrap_or_default();
        let is_whole = usize::try_from(self.length) == Ok(block.len());
        let is_same = is_whole && checksum_of(self.length, block) == self.checksum;
        if is_same { Ok(()) } else { Err(Unusable::Damaged) }
    }

    fn bytes(self) -> Vec<u8> {
        [self.length.to_le_bytes(), self.checksum.to_le_bytes()].concat()
    }
}

/// Returns a block with its length and checksum before it.
pub(in crate::collection) fn sealed(block: &[u8]) -> Vec<u8> {
    let length = u32::try_from(block.len()).unwrap_or(u32::MAX);
    let checksum = checksum_of(length, block);
    [&length.to_le_bytes(), &checksum.to_le_bytes(), block].concat()
}

fn checksum_of(length: u32, block: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&length.to_le_bytes());
    hasher.update(block);
    hasher.finalize()
}
