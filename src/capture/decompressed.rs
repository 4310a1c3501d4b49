//! Reads bytes that may be compressed, up to limits: what a small file unpacks to may be without end.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::error::CaptureError;
use super::{LARGEST_PAGE, MOST_DECOMPRESSED};

/// Bytes that are read one after the other, compressed with gzip or not.
pub(super) struct ByteStream<'b> {
    reader: BufReader<io::Take<Box<dyn Read + 'b>>>,
}

impl<'b> ByteStream<'b> {
    /// Reads bytes, which are decompressed where they begin as gzip does.
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        let reader: Box<dyn Read + 'b> = if bytes.starts_with(b"\x1f\x8b") {
            Box::new(MultiGzDecoder::new(bytes))
        } else {
            Box::new(bytes)
        };
        Self { reader: BufReader::new(reader.take(MOST_DECOMPRESSED)) }
    }

    /// Returns the next line without its end; `None` at the end of all.
    pub(super) fn line(&mut self, longest: usize) -> Result<Option<Vec<u8>>, CaptureError> {
        let mut line = Vec::new();
        let room = u64::try_from(longest).unwrap_or(u64::MAX);
        let read = (&mut self.reader).take(room).read_until(b'\n', &mut line);
        if read.map_err(|error| Self::failed(&error))? == 0 {
            return Ok(None);
        }
        if line.pop_if(|byte| *byte == b'\n').is_some() {
            _ = line.pop_if(|byte| *byte == b'\r');
        }
        Ok(Some(line))
    }

    /// Returns so many bytes.
    pub(super) fn bytes(&mut self, count: u64) -> Result<Vec<u8>, CaptureError> {
        let mut bytes = Vec::new();
        let read = (&mut self.reader).take(count).read_to_end(&mut bytes);
        let read = read.map_err(|error| Self::failed(&error))?;
        self.complete(read as u64, count)?;
        Ok(bytes)
    }

    /// Passes over so many bytes.
    pub(super) fn skip(&mut self, count: u64) -> Result<(), CaptureError> {
        let read = io::copy(&mut (&mut self.reader).take(count), &mut io::sink());
        let read = read.map_err(|error| Self::failed(&error))?;
        self.complete(read, count)
    }

    fn complete(&self, read: u64, wanted: u64) -> Result<(), CaptureError> {
        if read == wanted {
            return Ok(());
        }
        if self.is_spent() {
            return Err(too_much());
        }
        Err(cut_off())
    }

    fn is_spent(&self) -> bool {
        self.reader.get_ref().limit() == 0
    }

    fn failed(error: &io::Error) -> CaptureError {
        if error.kind() == io::ErrorKind::UnexpectedEof {
            return cut_off();
        }
        let what = format!("what is compressed in it cannot be read: {error}");
        CaptureError::Broken { form: "WARC", what }
    }
}

fn cut_off() -> CaptureError {
    CaptureError::Broken { form: "WARC", what: "it was cut off".to_owned() }
}

fn too_much() -> CaptureError {
    let megabytes = MOST_DECOMPRESSED >> 20;
    CaptureError::TooLarge { what: "what it unpacks to", megabytes }
}

/// A way in which a page is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageCompression {
    Gzip,
    /// As servers send what they call deflate: with the frame of zlib, or without.
    Deflate,
    /// As in packed files: without any frame.
    Raw,
}

/// Returns bytes decompressed, of which there may be no more than `most`.
pub(super) fn decompressed(
    bytes: &[u8],
    compression: PageCompression,
    most: usize,
) -> Result<Vec<u8>, CaptureError> {
    match compression {
        PageCompression::Gzip => read_all(MultiGzDecoder::new(bytes), most),
        PageCompression::Raw => read_all(DeflateDecoder::new(bytes), most),
        PageCompression::Deflate => match read_all(ZlibDecoder::new(bytes), most) {
            Err(CaptureError::Broken { .. }) => read_all(DeflateDecoder::new(bytes), most),
            read => read,
        },
    }
}

fn read_all(reader: impl Read, most: usize) -> Result<Vec<u8>, CaptureError> {
    let mut bytes = Vec::new();
    let room = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let read = reader.take(room).read_to_end(&mut bytes);
    if let Err(error) = read {
        let what = format!("what is compressed in it cannot be read: {error}");
        return Err(CaptureError::Broken { form: "compressed", what });
    }
    if bytes.len() > most {
        let megabytes = (most >> 20) as u64;
        let what = if most == LARGEST_PAGE { "a page in it" } else { "a file in it" };
        return Err(CaptureError::TooLarge { what, megabytes });
    }
    Ok(bytes)
}
