//! Packages: what formats of several files write to, whatever keeps the files.

use std::fmt;
use std::io::{self, Write};

use sha2::{Digest as _, Sha256};

/// Files that are written side by side, as a folder or an archive keeps them.
pub trait Package {
    /// Adds an empty file with a name of its own, in which `/` parts folders, and returns its number.
    ///
    /// # Errors
    ///
    /// It cannot be created.
    fn add(&mut self, name: &str) -> io::Result<usize>;

    /// Adds bytes to the end of a file.
    ///
    /// # Errors
    ///
    /// They cannot be written.
    fn put(&mut self, file: usize, bytes: &[u8]) -> io::Result<()>;

    /// Ends a file, for those who write many: it is no longer kept open, and its time says nothing.
    ///
    /// # Errors
    ///
    /// It cannot be written to its end.
    fn close(&mut self, file: usize) -> io::Result<()> {
        _ = file;
        Ok(())
    }
}

/// The bytes of all files one after the other, as they are written: for those who look for something in them.
pub(super) struct MixedPackage<'w>(pub(super) &'w mut dyn Write);

impl Package for MixedPackage<'_> {
    fn add(&mut self, name: &str) -> io::Result<usize> {
        writeln!(self.0, "{name}")?;
        Ok(0)
    }

    fn put(&mut self, _: usize, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }
}

/// A file of a package with the hash and the number of what was written to it.
pub(super) struct HashedFile {
    pub(super) name: String,
    number: usize,
    bytes: u64,
    hash: Sha256,
}

impl HashedFile {
    /// Adds a file to a package.
    pub(super) fn add(package: &mut dyn Package, name: &str) -> io::Result<Self> {
        let number = package.add(name)?;
        Ok(Self { name: name.to_owned(), number, bytes: 0, hash: Sha256::new() })
    }

    /// Adds bytes to its end.
    pub(super) fn put(&mut self, package: &mut dyn Package, bytes: &[u8]) -> io::Result<()> {
        self.bytes += bytes.len() as u64;
        self.hash.update(bytes);
        package.put(self.number, bytes)
    }

    /// Ends it.
    pub(super) fn close(&self, package: &mut dyn Package) -> io::Result<()> {
        package.close(self.number)
    }

    /// Returns how many bytes it has, and their SHA-256.
    pub(super) fn digest(&self) -> (u64, FileHash) {
        (self.bytes, FileHash(self.hash.clone().finalize().into()))
    }

    /// Returns how many bytes it has, and their SHA-256 in hexadecimal digits.
    pub(super) fn sum(&self) -> (u64, String) {
        let (bytes, hash) = self.digest();
        (bytes, hash.to_string())
    }
}

/// A SHA-256, shown in hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FileHash([u8; 32]);

impl FileHash {
    /// Returns that of some bytes.
    #[cfg(test)]
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Writes to a file of a package.
pub(super) struct PackageWriter<'p> {
    pub(super) package: &'p mut dyn Package,
    pub(super) file: &'p mut HashedFile,
}

impl Write for PackageWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.put(self.package, bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
