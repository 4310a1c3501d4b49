//! Reading a file that somebody has named, whatever its size.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// Nothing above this size is taken in: no text of a source and no configuration is so large.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Returns the bytes of a file; a pipe is read until it ends.
///
/// # Errors
///
/// The file cannot be read, or holds more than 16 MB.
pub(super) fn read(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = File::open(file)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    match u64::try_from(read) {
        Ok(read) if read <= LARGEST => Ok(bytes),
        Ok(_) | Err(_) => Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            "it holds more than 16 MB, and nothing so large is read",
        )),
    }
}
