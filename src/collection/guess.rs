//! What a file that cannot be read seems to say, so that the names in it can be held back.
//!
//! Nothing of a guess is ever shown.

use crate::record::{Document, Form, Id, Record, Vocabularies};

/// Returns the records that the bytes of an unreadable file seem to hold. Where there are no bytes, the
/// name is guessed from the id.
pub(super) fn guessed(form: &Form, bytes: &[u8]) -> Vec<Record> {
    let words = Vocabularies::default();
    let read = |text: String| Document::read(text, form, &words).records;
    let mut records = match form {
        Form::One { id, .. } => read(format!("name = \"{}\"\n", in_words(id))),
        Form::Many { .. } => Vec::new(),
    };
    for text in readings(bytes) {
        records.extend(read(text));
    }
    records
}

/// Returns an id as a name, found where its words follow each other; written small, since each word by
/// itself may be any word.
fn in_words(id: &Id) -> String {
    id.as_str().replace('-', " ")
}

/// Returns the bytes as text, in each of the encodings that they may be in.
fn readings(bytes: &[u8]) -> Vec<String> {
    let units = |order: fn([u8; 2]) -> u16| {
        let pairs = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok());
        let units: Vec<u16> = pairs.map(order).collect();
        String::from_utf16_lossy(&units).trim_start_matches('\u{feff}').to_owned()
    };
    if bytes.is_empty() {
        Vec::new()
    } else if is_utf16(bytes) {
        vec![units(u16::from_le_bytes), units(u16::from_be_bytes)]
    } else {
        // Each byte of Latin-1 is the character of that number; names may be in either.
        let latin: String = bytes.iter().copied().map(char::from).collect();
        vec![String::from_utf8_lossy(bytes).into_owned(), latin]
    }
}

/// Tells whether bytes are in UTF-16: with its mark, or with a zero in every other byte, as most text
/// of Latin letters has.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 512;
    let start = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let zeros = memchr::memchr_iter(0, start).count();
    start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) || zeros * 4 > start.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Kind, Name};

    #[track_caller]
    fn check(bytes: &[u8], name: &str) {
        let form = Form::One { kind: Kind::Victim, id: Id::new("test-one").unwrap() };
        let records = guessed(&form, bytes);
        let names: Vec<_> = records.iter().filter_map(|r| r.fields.text(Name::Name)).collect();
        assert!(names.contains(&name) && names.contains(&"test one"), "{names:?}");
    }

    #[test]
    fn names_are_guessed_from_what_can_be_made_of_the_bytes() {
        let text = "title = 'T'\nname = 'José Prueba'\n";
        let utf16 =
            |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<_>>();
        check(b"title = 'T'\nname = 'Jos\xe9 Prueba'\n", "José Prueba");
        check(&[text.as_bytes(), b"note = '\xe9'"].concat(), "José Prueba");
        check(&[text.as_bytes(), &[0xc3]].concat(), "José Prueba");
        check(&utf16(u16::to_le_bytes), "José Prueba");
        check(&utf16(u16::to_be_bytes), "José Prueba");
        check(&[vec![0xff, 0xfe], utf16(u16::to_le_bytes)].concat(), "José Prueba");
        check(b"", "test one");
    }
}
