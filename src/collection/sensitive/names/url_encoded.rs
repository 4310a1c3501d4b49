//! Decodes percent-encoded parts of web addresses, such as `%E6%9D%8E`, so that names in them are
//! found.

use crate::text::ByteRange;

use crate::collection::sensitive::names::script::CharRole;

/// Addresses within addresses are encoded again; so often is decoded at most.
const DEEPEST: usize = 4;

/// A part of an address, as between two slashes, with letters written as bytes.
pub(crate) struct EncodedPart {
    pub(crate) place: ByteRange,
    /// What it says, without spaces.
    pub(crate) letters: String,
}

/// Returns the parts of a text that have letters written as bytes.
pub(crate) fn parts(text: &str) -> Vec<EncodedPart> {
    let mut parts = Vec::new();
    if !text.contains('%') {
        return parts;
    }
    let mut start = 0;
    for part in text.split_inclusive(is_outside) {
        let own = part.trim_end_matches(is_outside).trim_end_matches(['.', ':', '!', '\'']);
        if let Some(mut letters) = decoded(own) {
            for _ in 1..DEEPEST {
                let Some(deeper) = decoded(&letters) else { break };
                letters = deeper;
            }
            let blank = |c: char| c.is_whitespace() || c.is_control();
            let letters = letters.replace(blank, "-");
            parts.push(EncodedPart {
                place: ByteRange::from_span(start..start + own.len()),
                letters,
            });
        }
        start += part.len();
    }
    parts
}

/// Returns whether a character is in no part of an address but between two of them, or around it.
fn is_outside(c: char) -> bool {
    !c.is_alphanumeric()
        && !matches!(c, '%' | '-' | '_' | '.' | '~' | '+' | '!' | '*' | ':' | '@' | '$' | '\'')
        && CharRole::of(c) != CharRole::Mark
}

/// Returns what a part says; `None` where no letter is written as a byte.
fn decoded(part: &str) -> Option<String> {
    // Most parts have none: nothing is copied for them.
    if !part.contains('%') {
        return None;
    }
    let mut rest = part.split('%');
    let mut bytes = rest.next()?.as_bytes().to_vec();
    let mut any = false;
    for piece in rest {
        let byte = piece.get(..2).filter(|digits| digits.bytes().all(|c| c.is_ascii_hexdigit()));
        let byte = byte.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        any |= byte.is_some();
        bytes.push(byte.unwrap_or(b'%'));
        bytes.extend(piece.bytes().skip(if byte.is_some() { 2 } else { 0 }));
    }
    // Old addresses write one byte a letter.
    let said = String::from_utf8(bytes);
    let said = said.unwrap_or_else(|bad| bad.as_bytes().iter().map(|c| char::from(*c)).collect());
    any.then_some(said)
}
