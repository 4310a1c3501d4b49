//! Any bytes read as a cache, with checksums that are right: it is used whole or not at all.

use std::path::Path;

use casebook::collection::{Cache, Collection, Lookup, Purpose, StoredIndex};

/// The bytes as they are, as what follows the head of a cache, and as a block of files in one.
pub(crate) fn hold(input: &[u8]) {
    let purpose = Purpose::of(Path::new("/cases"), b"format = 1\n", "a build");
    let nothing = Collection::default();
    let head = Cache::written(&nothing, &purpose).next().unwrap_or_default();
    for bytes in [input.to_vec(), [&head, input].concat()] {
        // Only who guesses a checksum gets so far.
        _ = Cache::read(bytes.as_slice(), &purpose).map(|cache| cache.difference(&nothing).missing);
    }
    let (count, block) = input.split_first().unwrap_or((&0, &[]));
    let bytes = [head, sealed(block), sealed(&[count % 4])].concat();
    if let Ok(cache) = Cache::read(bytes.as_slice(), &purpose) {
        assert_eq!(cache.difference(&nothing).missing, 0);
        let other = Purpose::of(Path::new("/other"), b"format = 1\n", "a build");
        assert!(Cache::read(bytes.as_slice(), &other).is_err());
        let short = bytes.get(..bytes.len() - 1).unwrap_or_default();
        assert!(Cache::read(short, &purpose).is_err());
    }
    hold_index(input, &purpose);
}

/// The bytes as a stored search index, and as the blocks of one.
fn hold_index(input: &[u8], purpose: &Purpose) {
    let nothing = Collection::default();
    let mut written = StoredIndex::written(&Lookup::default(), &nothing, purpose);
    let head = written.next().unwrap_or_default();
    let quarter = input.len().div_ceil(4).max(1);
    let blocks: Vec<u8> = input.chunks(quarter).flat_map(sealed).collect();
    for bytes in [input.to_vec(), [&head, input].concat(), [head, blocks].concat()] {
        if let Ok(index) = StoredIndex::read(bytes.as_slice(), purpose) {
            _ = index.restored(&nothing);
        }
        _ = StoredIndex::has_other_tables(bytes.as_slice(), purpose, &nothing);
    }
}

fn sealed(block: &[u8]) -> Vec<u8> {
    let length = u32::try_from(block.len()).unwrap_or(u32::MAX).to_le_bytes();
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&length);
    hasher.update(block);
    [&length[..], &hasher.finalize().to_le_bytes(), block].concat()
}
