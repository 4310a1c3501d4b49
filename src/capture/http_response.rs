//! The answer of a web server, as a WARC keeps it: its headers, and the page in it.

use super::LARGEST_PAGE;
use super::decompressed::{PageCompression, decompressed};
use super::error::CaptureError;
use super::mail_headers::MailHeaders;

/// A page as a server sent it.
#[derive(Clone, Debug)]
pub(super) struct ServedPage {
    /// Its bytes, decompressed.
    pub(super) body: Vec<u8>,
    /// The encoding that the server names.
    pub(super) encoding: Option<String>,
    /// Whether it is HTML, and not plain text.
    pub(super) is_html: bool,
}

/// Returns whether the start of an answer says that it is a page.
pub(super) fn is_page(answer: &[u8]) -> bool {
    let Some((headers, _)) = MailHeaders::split(answer) else { return false };
    let is_found =
        answer.split(|byte| *byte == b'\n').next().map(String::from_utf8_lossy).is_some_and(
            |line| line.split_ascii_whitespace().nth(1).is_some_and(|code| code.starts_with('2')),
        );
    is_found && kind_of(&headers).is_some()
}

/// Returns the page in an answer.
pub(super) fn served_page(answer: &[u8]) -> Result<ServedPage, CaptureError> {
    let (headers, body) = MailHeaders::split(answer).ok_or_else(|| broken("it has no headers"))?;
    let body = match headers.first("transfer-encoding").as_deref() {
        // Programs that save answers often put the pieces together and leave the header as it was.
        Some("chunked") => joined(body).unwrap_or_else(|| body.to_vec()),
        Some(_) | None => body.to_vec(),
    };
    let compression = match headers.first("content-encoding").as_deref() {
        None | Some("identity" | "none") => None,
        Some("gzip" | "x-gzip") => Some(PageCompression::Gzip),
        Some("deflate") => Some(PageCompression::Deflate),
        // Programs that save answers often decompress them and leave the header as it was.
        Some(_) if is_plain(&body) => None,
        Some(other) => return Err(CaptureError::Compression(other.to_owned())),
    };
    let body = match compression {
        Some(PageCompression::Gzip) if !body.starts_with(b"\x1f\x8b") => body,
        Some(PageCompression::Deflate) if is_plain(&body) => body,
        Some(compression) => decompressed(&body, compression, LARGEST_PAGE)?,
        None => body,
    };
    let is_html = kind_of(&headers).unwrap_or(true);
    Ok(ServedPage { body, encoding: headers.parameter("content-type", "charset"), is_html })
}

/// Returns whether an answer is HTML rather than plain text; `None` if it is neither.
fn kind_of(headers: &MailHeaders) -> Option<bool> {
    match headers.first("content-type").as_deref() {
        Some("text/html" | "application/xhtml+xml") => Some(true),
        Some("text/plain") => Some(false),
        Some(_) | None => None,
    }
}

fn is_plain(body: &[u8]) -> bool {
    let start = body.iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(start, Some(b'<')) || body.starts_with(b"\xef\xbb\xbf")
}

/// Returns what was sent in pieces, each behind its length; `None` if it was not.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let end = memchr::memchr(b'\n', rest.get(..rest.len().min(1024))?)?;
        let line = str::from_utf8(rest.get(..end)?).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        rest = rest.get(end + 1..)?;
        if length == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(rest.get(..length)?);
        rest = rest.get(length..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

fn broken(what: &str) -> CaptureError {
    CaptureError::Broken { form: "the answer of a server", what: what.to_owned() }
}
