//! Saved pages: the bytes that a browser or a crawler wrote, turned into the text that is shown in them.
//!
//! Nothing is judged: of a page the whole text is taken, in the order of the document, but for what the page itself
//! says is not shown. A heuristic that looks for "the article" leaves paragraphs out, and one of them may be the one
//! that matters.

mod decompressed;
mod elements;
mod encoding;
mod error;
mod flowing_text;
mod form;
mod html_page;
mod html_text;
mod http_response;
mod mail_headers;
mod mhtml;
mod saved_address;
mod saved_page;
mod wacz;
mod warc;
mod zip_entries;

pub use error::CaptureError;
pub use form::CaptureForm;
pub use saved_address::{is_same_address, web_address};
pub use saved_page::{CaptureRequest, SavedPage};

#[cfg(test)]
mod tests;

/// No capture above this size is read.
pub const LARGEST_CAPTURE: usize = 64 * 1024 * 1024;
/// No page of a capture, decompressed, may be larger than this.
const LARGEST_PAGE: usize = 32 * 1024 * 1024;
/// What is decompressed of one capture is no more than this, read or passed over.
const MOST_DECOMPRESSED: u64 = 2 * 1024 * 1024 * 1024;
/// No text that is taken out of a page may be longer: archived texts are read up to this size.
const LONGEST_TEXT: usize = 16 * 1024 * 1024;
