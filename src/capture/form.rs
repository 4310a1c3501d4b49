//! The forms in which pages are saved, and how each is recognised.

use super::error::CaptureError;
use super::{mhtml, zip_entries};

/// A form in which a page is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum CaptureForm {
    /// Plain text.
    Text,
    /// HTML, as browsers and `SingleFile` save it.
    Html,
    /// MHTML: a page with its parts, as a mail has them.
    Mhtml,
    /// WARC, compressed or not: what a crawler was answered.
    Warc,
    /// WACZ: WARC files with a list of pages, packed.
    Wacz,
}

/// So many bytes at the start of a file show what it is.
const START: usize = 4096;

impl CaptureForm {
    /// Returns the name by which a command takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Mhtml => "mhtml",
            Self::Warc => "warc",
            Self::Wacz => "wacz",
        }
    }

    /// Returns the form with a name.
    pub fn named(name: &str) -> Option<Self> {
        <Self as strum::IntoEnumIterator>::iter().find(|form| form.name() == name)
    }

    /// Returns the form of a file by its bytes, and where these could be several, by the ending of its name. What is
    /// called plain text is taken for it, also where it shows tags.
    ///
    /// # Errors
    ///
    /// It is in a form that is not read.
    pub(super) fn of(bytes: &[u8], name: &str) -> Result<Self, CaptureError> {
        let start = bytes.get(..START.min(bytes.len())).unwrap_or_default();
        let blank = |byte: &u8| byte.is_ascii_whitespace();
        let skipped = start.iter().take_while(|byte| blank(byte)).count();
        let first = start.get(skipped..).unwrap_or_default();
        if first.starts_with(b"%PDF-") {
            return Err(CaptureError::Pdf);
        }
        if start.starts_with(b"PK\x03\x04") {
            return if zip_entries::looks_like_wacz(bytes) {
                Ok(Self::Wacz)
            } else {
                Err(CaptureError::OtherForm("a packed file, and no WACZ"))
            };
        }
        for (magic, what) in [
            (&b"\xd0\xcf\x11\xe0"[..], "an old Word or Excel file"),
            (b"{\\rtf", "RTF"),
            (b"\x89PNG", "a picture"),
            (b"\xff\xd8\xff", "a picture"),
            (b"GIF8", "a picture"),
            (b"SQLite format 3", "a database"),
            (b"bplist", "a web archive of Safari"),
        ] {
            if start.starts_with(magic) {
                return Err(CaptureError::OtherForm(what));
            }
        }
        if start.starts_with(b"\x1f\x8b") || start.starts_with(b"WARC/") {
            return Ok(Self::Warc);
        }
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref().unwrap_or_default() {
            "txt" | "text" | "md" => return Ok(Self::Text),
            "html" | "htm" | "xhtml" | "xht" | "shtml" => return Ok(Self::Html),
            "mhtml" | "mht" | "eml" => return Ok(Self::Mhtml),
            _ => {}
        }
        if mhtml::looks_like_mhtml(start) {
            return Ok(Self::Mhtml);
        }
        let opens = String::from_utf8_lossy(first).to_ascii_lowercase();
        let opens = opens.trim_start_matches('\u{feff}');
        let is_html = ["<!doctype html", "<html", "<!-- saved from url", "<head", "<body"]
            .iter()
            .any(|tag| opens.starts_with(tag))
            || opens.starts_with("<?xml") && opens.contains("<html");
        Ok(if is_html { Self::Html } else { Self::Text })
    }

    /// Returns the ending that a copy of the file gets in the archive.
    pub(super) fn ending(self, bytes: &[u8]) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Html => "html",
            Self::Mhtml => "mhtml",
            Self::Warc if bytes.starts_with(b"\x1f\x8b") => "warc.gz",
            Self::Warc => "warc",
            Self::Wacz => "wacz",
        }
    }
}
