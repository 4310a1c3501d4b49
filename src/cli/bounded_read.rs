//! Reads a file that the user names, with a limit on its size and on the time to wait for a pipe.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::{Duration, Instant};

/// Nothing above this size is taken in: no text of a source and no configuration is so large.
const LARGEST: usize = 16 * 1024 * 1024;
/// No table above this size is taken in: all of it is held in memory, with what is made of it.
const LARGEST_TABLE: u64 = 1024 * 1024 * 1024;
/// For so long the next bytes of a pipe are waited for, and for so long the last.
const PATIENCE: (Duration, Duration) = (Duration::from_secs(3), Duration::from_mins(1));

/// Returns the bytes of a plain file.
///
/// # Errors
///
/// It cannot be read, holds more than 16 MB, or is a pipe, a socket, a device or a folder.
pub(super) fn read_plain(path: &Path) -> io::Result<Vec<u8>> {
    read_all(&open_plain(path)?, LARGEST)
}

/// Returns the bytes of a plain file that may be so large.
///
/// # Errors
///
/// It cannot be read, holds more, or is a pipe, a socket, a device or a folder.
pub(super) fn read_plain_up_to(path: &Path, largest: usize) -> io::Result<Vec<u8>> {
    read_all(&open_plain(path)?, largest)
}

/// Returns the bytes of a table, a plain file.
///
/// # Errors
///
/// It cannot be read, holds more than 1 GB, or is a pipe, a socket, a device or a folder.
pub(super) fn read_table(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_plain(path)?.take(LARGEST_TABLE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_TABLE {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            "it is larger than the limit of 1 GB for a table",
        ));
    }
    Ok(bytes)
}

/// Opens a plain file.
///
/// # Errors
///
/// It cannot be opened, or is a pipe, a socket, a device or a folder.
pub(super) fn open_plain(path: &Path) -> io::Result<File> {
    let file = open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("it is not a plain file"))
    }
}

/// Returns the bytes of a file; a pipe is read until it ends, as long as something comes out of it.
///
/// # Errors
///
/// It cannot be read, holds more than 16 MB, or is a pipe out of which nothing comes.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_up_to(path, LARGEST)
}

/// Returns the bytes of a file that may be so large; a pipe is read until it ends, as long as something comes out of it.
///
/// # Errors
///
/// It cannot be read, holds more, or is a pipe out of which nothing comes.
pub(super) fn read_up_to(path: &Path, largest: usize) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let bytes = read_all(&file, largest)?;
    if bytes.is_empty() && is_pipe(&file)? {
        return Err(io::Error::other("it is a pipe that no program writes to"));
    }
    Ok(bytes)
}

/// Opens a file without blocking: opening a pipe would wait for its writer.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    options.open(path)
}

fn read_all(file: &File, largest: usize) -> io::Result<Vec<u8>> {
    let since = Instant::now();
    let mut bytes = Vec::new();
    loop {
        let room = u64::try_from(largest + 1 - bytes.len()).unwrap_or_default();
        match file.take(room).read_to_end(&mut bytes) {
            Ok(_) if bytes.len() > largest => return Err(too_large(largest)),
            Ok(_) => return Ok(bytes),
            Err(error) if error.kind() != io::ErrorKind::WouldBlock => return Err(error),
            Err(_) if since.elapsed() < PATIENCE.1 && comes(file)? => {}
            Err(_) => return Err(io::Error::other("no data can be read from it")),
        }
    }
}

fn too_large(largest: usize) -> io::Error {
    let message = format!("it is larger than the limit of {} MB", largest >> 20);
    io::Error::new(io::ErrorKind::FileTooLarge, message)
}

/// Waits until there is something to read; returns whether there is.
#[cfg(unix)]
fn comes(file: &File) -> io::Result<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let patience = Timespec { tv_sec: PATIENCE.0.as_secs().cast_signed(), tv_nsec: 0 };
    match poll(&mut [PollFd::new(file, PollFlags::IN)], Some(&patience)) {
        Ok(ready) => Ok(ready > 0),
        Err(rustix::io::Errno::INTR) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
fn comes(_: &File) -> io::Result<bool> {
    Ok(false)
}

#[cfg(unix)]
fn is_pipe(file: &File) -> io::Result<bool> {
    Ok(std::os::unix::fs::FileTypeExt::is_fifo(&file.metadata()?.file_type()))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
fn is_pipe(_: &File) -> io::Result<bool> {
    Ok(false)
}
