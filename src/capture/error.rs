//! Why a saved page cannot be archived, and what to do instead.

use std::fmt;

/// Why no text can be taken out of a saved page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaptureError {
    /// It is a PDF.
    Pdf,
    /// It is in a form that is not read; what it seems to be.
    OtherForm(&'static str),
    /// It is broken: what is wrong in which form.
    Broken {
        /// The form.
        form: &'static str,
        /// What is wrong.
        what: String,
    },
    /// It is larger than what is read: what, and the limit in MB.
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit.
        megabytes: u64,
    },
    /// Its elements or parts are nested too deep.
    TooDeep {
        /// What is nested.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// It does not say in which encoding it is, and it is not UTF-8.
    NoEncoding {
        /// The first byte that is not UTF-8, counted from 1.
        byte: usize,
    },
    /// The encoding that it says, or that was asked for, is none.
    UnknownEncoding(String),
    /// A byte has no meaning in the encoding.
    NotInEncoding {
        /// The encoding.
        encoding: &'static str,
        /// Where it is, counted from 1.
        byte: usize,
        /// The line on which it is, counted from 1.
        line: usize,
    },
    /// It has several pages, or none with the address that was asked for: the addresses of those there are.
    WhichPage(Vec<String>),
    /// It has no page.
    NoPage,
    /// A file of a package has other bytes than the package says: its name.
    OtherBytes(String),
    /// A page is compressed in a way that is not read.
    Compression(String),
}

/// So many addresses are listed.
const LISTED: usize = 20;

impl CaptureError {
    /// Returns what to do about it, in the imperative.
    pub fn hint(&self) -> String {
        match self {
            Self::Pdf => {
                "take the text out with `pdftotext -layout FILE.pdf FILE.txt`, look it through, and add it with \
                 --original FILE.pdf, which keeps the PDF beside it"
                    .to_owned()
            }
            Self::OtherForm(_) => {
                "save the page as HTML, MHTML or plain text, and add that".to_owned()
            }
            Self::Broken { .. } | Self::OtherBytes(_) => {
                "save the page again, or copy the file again from where it was saved".to_owned()
            }
            Self::TooLarge { .. } => {
                "save this page alone, or its text as plain text, and add that".to_owned()
            }
            Self::TooDeep { .. } => "save its text as plain text, and add that".to_owned(),
            Self::NoEncoding { .. } => {
                "say in which encoding it is, such as --encoding windows-1252 or gb18030; plain text in UTF-8 needs none"
                    .to_owned()
            }
            Self::UnknownEncoding(_) => {
                "use a name that web browsers know, such as utf-8, windows-1252, gb18030, big5, shift_jis"
                    .to_owned()
            }
            Self::NotInEncoding { .. } => {
                "say with --encoding which it is in; if the byte is damage, mend a copy and add that".to_owned()
            }
            Self::WhichPage(_) => "say which with --url ADDRESS".to_owned(),
            Self::NoPage => "look whether it is the file that was meant".to_owned(),
            Self::Compression(_) => {
                "save the page with a program that stores it plain or with gzip".to_owned()
            }
        }
    }
}

impl fmt::Display for CaptureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pdf => f.write_str("it is a PDF, whose text has no certain order"),
            Self::OtherForm(what) => write!(f, "it is {what}, which is not read"),
            Self::Broken { form, what } => write!(f, "it is {form}, and {what}"),
            Self::TooLarge { what, megabytes } => {
                write!(f, "{what} is larger than the limit of {megabytes} MB")
            }
            Self::TooDeep { what, limit } => write!(f, "{what} are nested more than {limit} deep"),
            Self::NoEncoding { byte } => {
                write!(f, "byte {byte} is not UTF-8, and it does not say in which encoding it is")
            }
            Self::UnknownEncoding(label) => write!(f, "\"{label}\" is no encoding that is known"),
            Self::NotInEncoding { encoding, byte, line } => {
                write!(f, "byte {byte}, on line {line}, means nothing in {encoding}")
            }
            Self::WhichPage(addresses) => {
                let many = addresses.len();
                let pages = if many == 1 { "page" } else { "pages" };
                write!(f, "it has {many} {pages}, and which is meant is not certain:")?;
                for address in addresses.iter().take(LISTED) {
                    write!(f, "\n  {address}")?;
                }
                if many > LISTED {
                    write!(f, "\n  and {} more", many - LISTED)?;
                }
                Ok(())
            }
            Self::NoPage => f.write_str("it has no page"),
            Self::OtherBytes(name) => {
                write!(f, "{name} in it has other bytes than the package says")
            }
            Self::Compression(how) => {
                write!(f, "the page is compressed as \"{how}\", which is not read")
            }
        }
    }
}

impl std::error::Error for CaptureError {}
