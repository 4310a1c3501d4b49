//! Decodes a saved page from the encoding that it declares, and never guesses or replaces a byte.

use encoding_rs::{
    DecoderResult, Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED,
};

use super::error::CaptureError;

/// So many bytes at the start of a page are searched for its encoding. Browsers look at 1024; the comment that
/// `SingleFile` puts first can be longer.
const SEARCHED: usize = 8192;

/// Who says in which encoding a page is, the first that says it is believed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DeclaredEncoding<'e> {
    /// The user.
    pub(super) asked: Option<&'e str>,
    /// The header with which the page came.
    pub(super) header: Option<&'e str>,
    /// Whether the page may declare it in its own text, as HTML does.
    pub(super) is_html: bool,
}

/// Returns the text of a page, and the name of the encoding in which it was.
pub(super) fn decoded(
    bytes: &[u8],
    declared: DeclaredEncoding<'_>,
) -> Result<(String, &'static str), CaptureError> {
    let known = |label: &str| {
        let found = Encoding::for_label(label.trim().as_bytes());
        let found = found.filter(|encoding| *encoding != REPLACEMENT);
        found.ok_or_else(|| CaptureError::UnknownEncoding(label.trim().to_owned()))
    };
    let mark = Encoding::for_bom(bytes);
    let encoding = if let Some((encoding, _)) = mark {
        Some(encoding)
    } else if let Some(label) = declared.asked {
        Some(known(label)?)
    } else if let Some(label) = declared.header {
        Some(known(label)?)
    } else if declared.is_html {
        in_page(bytes).as_deref().map(known).transpose()?.map(as_in_page)
    } else {
        None
    };
    let Some(encoding) = encoding else {
        return match str::from_utf8(bytes) {
            Ok(text) => Ok((text.to_owned(), UTF_8.name())),
            Err(error) => Err(CaptureError::NoEncoding { byte: error.valid_up_to() + 1 }),
        };
    };
    let body = bytes.get(mark.map_or(0, |(_, length)| length)..).unwrap_or_default();
    let skipped = bytes.len() - body.len();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let most = decoder.max_utf8_buffer_length_without_replacement(body.len());
    let mut text = String::with_capacity(most.unwrap_or(body.len()));
    let mut read = 0;
    loop {
        let rest = body.get(read..).unwrap_or_default();
        let (result, taken) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        read += taken;
        match result {
            DecoderResult::InputEmpty => return Ok((text, encoding.name())),
            DecoderResult::OutputFull => text.reserve(most.unwrap_or(body.len()).max(64)),
            DecoderResult::Malformed(length, after) => {
                let at = read.saturating_sub(usize::from(length) + usize::from(after));
                let line = text.matches('\n').count() + 1;
                let byte = skipped + at + 1;
                return Err(CaptureError::NotInEncoding { encoding: encoding.name(), byte, line });
            }
        }
    }
}

/// Returns what browsers make of an encoding that a page declares in its own text, which was readable as ASCII.
fn as_in_page(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16BE || encoding == UTF_16LE {
        UTF_8
    } else if encoding == X_USER_DEFINED {
        WINDOWS_1252
    } else {
        encoding
    }
}

/// Returns the encoding that a page declares in its own text, in `meta` or in the line that begins XML.
fn in_page(bytes: &[u8]) -> Option<String> {
    let start = bytes.get(..SEARCHED.min(bytes.len()))?;
    let text: String = start.iter().map(|byte| char::from(*byte)).collect::<String>();
    let text = text.to_ascii_lowercase();
    if text.starts_with("<?xml") {
        let line = text.split("?>").next().unwrap_or_default();
        if let Some(label) = value_behind(line, "encoding") {
            return Some(label);
        }
    }
    let mut rest = text.as_str();
    while let Some((attributes, behind)) = next_meta(rest) {
        if let Some(label) = value_behind(attributes, "charset") {
            return Some(label);
        }
        rest = behind;
    }
    None
}

/// Returns the attributes of the next `meta` that is in no comment, and what is behind it.
fn next_meta(text: &str) -> Option<(&str, &str)> {
    let mut rest = text;
    loop {
        let (_, behind) = rest.split_once('<')?;
        if let Some(comment) = behind.strip_prefix("!--") {
            rest = comment.split_once("-->")?.1;
        } else if let Some(meta) = behind.strip_prefix("meta") {
            return Some(meta.split_once('>').unwrap_or((meta, "")));
        } else {
            rest = behind;
        }
    }
}

/// Returns the value behind `name=`, in quotation marks or without.
pub(super) fn value_behind(text: &str, name: &str) -> Option<String> {
    let (_, behind) = text.split_once(name)?;
    let value = behind.trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        mark @ ('"' | '\'') => value.get(1..)?.split(mark).next()?,
        _ => value.split(|c: char| c.is_ascii_whitespace() || ";\"'>/".contains(c)).next()?,
    };
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Returns whether text could be encoded without loss: for tests alone.
#[cfg(test)]
pub(super) fn encoded(text: &str, label: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(label.as_bytes()).unwrap();
    let (bytes, _, had_errors) = encoding.encode(text);
    assert!(!had_errors);
    bytes.into_owned()
}
