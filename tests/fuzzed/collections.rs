//! Any files read as a collection: what is printed of it steers no terminal, and what was read is
//! found again.

use casebook::collection::{FileSource as _, Memory, load};

use super::printed;

/// Files, each a line with its path and then its bytes, with a NUL between two.
pub(crate) fn hold(input: &[u8]) {
    let mut memory = Memory::default();
    for file in input.split(|byte| *byte == 0).take(8) {
        let end = file.iter().position(|byte| *byte == b'\n').unwrap_or(file.len());
        let (path, text) = file.split_at(end);
        let path = String::from_utf8_lossy(path).into_owned();
        memory.put(path, text.get(1..).unwrap_or_default());
    }
    let collection = load(&memory);
    _ = printed::everything(&collection);
    for path in memory.list().into_iter().flatten() {
        _ = collection.file_at(&path);
    }
}
