//! A saved page: its text, and from where and when it is.

use super::encoding::{DeclaredEncoding, decoded};
use super::error::CaptureError;
use super::form::CaptureForm;
use super::html_page::{ReadPage, read_page};
use super::mhtml::read_mhtml;
use super::wacz::{find_in_wacz, read_wacz};
use super::warc::{WantedPages, find_pages};
use super::{LARGEST_CAPTURE, LONGEST_TEXT};

/// What is said about a file with a saved page, besides what the file itself says.
#[derive(Clone, Debug, Default)]
pub struct CaptureRequest {
    /// The form it is in, where that is not to be found out.
    pub form: Option<CaptureForm>,
    /// The encoding it is in, where it does not say so or says it wrongly.
    pub encoding: Option<String>,
    /// The address of the page, where the file has several.
    pub url: Option<String>,
    /// The addresses that the page may have: those of the source's record.
    pub expected: Vec<String>,
}

/// What was read of a saved page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedPage {
    /// The form in which it was saved.
    pub form: CaptureForm,
    /// Its text.
    pub text: String,
    /// Whether the text is the file, byte for byte.
    pub is_exact: bool,
    /// Its title.
    pub title: Option<String>,
    /// The address from which it was saved.
    pub address: Option<String>,
    /// When it was saved, as EDTF.
    pub saved: Option<String>,
    /// The name of the encoding in which it was.
    pub encoding: &'static str,
    /// The ending that a copy of the file gets.
    pub ending: &'static str,
}

impl SavedPage {
    /// Returns the addresses of the pages of a file that may have several; none for a file that is one page.
    ///
    /// # Errors
    ///
    /// They cannot be read.
    pub fn addresses(bytes: &[u8], name: &str) -> Result<Vec<String>, CaptureError> {
        let none = WantedPages { asked: None, expected: &[] };
        let mut pages = Vec::new();
        match CaptureForm::of(bytes, name)? {
            CaptureForm::Text | CaptureForm::Html | CaptureForm::Mhtml => {}
            CaptureForm::Warc => find_pages(bytes, none, &mut pages)?,
            CaptureForm::Wacz => find_in_wacz(bytes, none, &mut pages)?,
        }
        Ok(pages.into_iter().map(|page| page.address).collect())
    }

    /// Reads the bytes of a file with this name.
    ///
    /// # Errors
    ///
    /// No text can be taken out of it.
    pub fn read(bytes: &[u8], name: &str, request: &CaptureRequest) -> Result<Self, CaptureError> {
        if bytes.len() > LARGEST_CAPTURE {
            let megabytes = (LARGEST_CAPTURE >> 20) as u64;
            return Err(CaptureError::TooLarge { what: "it", megabytes });
        }
        // A PDF is refused whatever is said of it.
        let found = CaptureForm::of(bytes, name);
        let form = match (found, request.form) {
            (Err(error @ CaptureError::Pdf), _) => return Err(error),
            (_, Some(form)) => form,
            (found, None) => found?,
        };
        let asked = request.encoding.as_deref();
        let wanted = WantedPages { asked: request.url.as_deref(), expected: &request.expected };
        let read = match form {
            CaptureForm::Text => {
                let declared = DeclaredEncoding { asked, header: None, is_html: false };
                let (text, encoding) = decoded(bytes, declared)?;
                ReadPage { text, encoding, ..ReadPage::default() }
            }
            CaptureForm::Html => read_page(bytes, asked, None)?,
            CaptureForm::Mhtml => read_mhtml(bytes, asked)?,
            CaptureForm::Warc => {
                let mut pages = Vec::new();
                find_pages(bytes, wanted, &mut pages)?;
                wanted.chosen(pages)?.read(asked)?
            }
            CaptureForm::Wacz => read_wacz(bytes, asked, wanted)?,
        };
        let ReadPage { text, title, address, saved, encoding } = read;
        if text.len() > LONGEST_TEXT {
            let megabytes = (LONGEST_TEXT >> 20) as u64;
            return Err(CaptureError::TooLarge { what: "it", megabytes });
        }
        // A mark before UTF-8 is a byte of the text as well, which is stored as it is.
        let exact = str::from_utf8(bytes)
            .ok()
            .filter(|_| form == CaptureForm::Text && encoding == encoding_rs::UTF_8.name());
        let is_exact = exact.is_some();
        let text = exact.map_or(text, str::to_owned);
        let ending = form.ending(bytes);
        Ok(Self { form, text, is_exact, title, address, saved, encoding, ending })
    }
}
