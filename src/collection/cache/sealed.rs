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
    let length = u32::from_le_bytes(length);
    let mut block = Vec::new();
    from.take(u64::from(length)).read_to_end(&mut block).map_err(|_| Unusable::Damaged)?;
    let whole = usize::try_from(length) == Ok(block.len());
    let checksum = u32::from_le_bytes(checksum);
    if whole && checksum_of(length, &block) == checksum {
        Ok(Some((block, Seal { length, checksum })))
    } else {
        Err(Unusable::Damaged)
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
