//! Guesses the names in a file that cannot be read, so that they can be withheld.
//!
//! A guess is never shown.

use std::collections::HashSet;

use encoding_rs::{self as encodings, Encoding};
use rayon::prelude::*;

use crate::record::{Document, FileLayout, Id, Record, Value, Vocabularies};

/// The encodings of texts on the web and on desktops. The encoding of a file cannot be determined
/// from its bytes: nearly every file is valid in most of them.
const ENCODINGS: [&Encoding; 36] = [
    encodings::BIG5,
    encodings::EUC_JP,
    encodings::EUC_KR,
    encodings::GB18030,
    encodings::GBK,
    encodings::IBM866,
    encodings::ISO_2022_JP,
    encodings::ISO_8859_2,
    encodings::ISO_8859_3,
    encodings::ISO_8859_4,
    encodings::ISO_8859_5,
    encodings::ISO_8859_6,
    encodings::ISO_8859_7,
    encodings::ISO_8859_8,
    encodings::ISO_8859_10,
    encodings::ISO_8859_13,
    encodings::ISO_8859_14,
    encodings::ISO_8859_15,
    encodings::ISO_8859_16,
    encodings::KOI8_R,
    encodings::KOI8_U,
    encodings::MACINTOSH,
    encodings::SHIFT_JIS,
    encodings::UTF_16BE,
    encodings::UTF_16LE,
    encodings::WINDOWS_874,
    encodings::WINDOWS_1250,
    encodings::WINDOWS_1251,
    encodings::WINDOWS_1252,
    encodings::WINDOWS_1253,
    encodings::WINDOWS_1254,
    encodings::WINDOWS_1255,
    encodings::WINDOWS_1256,
    encodings::WINDOWS_1257,
    encodings::WINDOWS_1258,
    encodings::X_MAC_CYRILLIC,
];

/// Returns the records that the bytes of an unreadable file seem to hold. Where there are no bytes, the
/// name is guessed from the id.
pub(crate) fn guessed(form: &FileLayout, bytes: &[u8]) -> Vec<Record> {
    let words = Vocabularies::default();
    let read = |text: String| {
        let Document { mut records, stray_names: unread, .. } = Document::read(text, form, &words);
        records.extend(unread);
        records
    };
    let mut records = match form {
        FileLayout::One { id, .. } => read(format!("name = \"{}\"\n", in_words(id))),
        FileLayout::Many { .. } => Vec::new(),
    };
    let read: Vec<Vec<Record>> = readings(bytes).into_par_iter().map(read).collect();
    // Most readings agree in most names, and in all links, by which a rename finds them.
    let mut known = HashSet::new();
    let mut is_new = |record: &Record| {
        let links = record.links().map(|link| format!("\n\n{}", link.to));
        known.insert(withheld_text(record) + &links.collect::<String>())
    };
    records.extend(read.into_iter().flatten().filter(|record| is_new(record)));
    records
}

/// Returns all that is withheld of a record, one item a line: its id, its names, its quotes.
pub(crate) fn withheld_text(record: &Record) -> String {
    let mut all = record.id.to_string();
    let names = record.fields.iter().filter(|entry| entry.field.role.is_name());
    for item in names.flat_map(|entry| &entry.items) {
        if let Value::Words(text) | Value::Unread(text) = &item.value {
            all = all + "\n" + text;
        }
    }
    for quote in &record.quotes {
        all = all + "\n\n" + quote.text().unwrap_or_default();
        for item in quote.disputes.iter().flat_map(|dispute| &dispute.rival) {
            if let Value::Words(text) | Value::Unread(text) = &item.value {
                all = all + "\n" + text;
            }
        }
    }
    all
}

/// Returns the record of a file whose name is that of a person, perhaps.
pub(crate) fn named(form: &FileLayout, name: &str) -> Vec<Record> {
    let plain: String =
        name.chars().filter(|c| !(c.is_control() || matches!(c, '"' | '\\'))).collect();
    Document::read(format!("name = \"{plain}\"\n"), form, &Vocabularies::default()).records
}

/// Returns an id as a name, found where its words follow each other; written small, since each word by
/// itself may be any word.
fn in_words(id: &Id) -> String {
    id.as_str().replace('-', " ")
}

/// Returns the bytes as text, in each of the encodings that they may be in.
fn readings(bytes: &[u8]) -> Vec<String> {
    if bytes.is_empty() {
        return Vec::new();
    }
    let wide = |order: fn([u8; 4]) -> u32| -> String {
        let units = bytes.chunks_exact(4).filter_map(|unit| unit.try_into().ok());
        units
            .map(|unit| char::from_u32(order(unit)).unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    let mut texts = vec![
        String::from_utf8_lossy(bytes).into_owned(),
        // Each byte of Latin-1 is the character of that number.
        bytes.iter().copied().map(char::from).collect(),
    ];
    // A text of four bytes for each character has no two characters without a zero between them.
    if bytes.contains(&0) {
        texts.extend([wide(u32::from_le_bytes), wide(u32::from_be_bytes)]);
    }
    let decoded =
        |encoding: &&'static Encoding| encoding.decode_without_bom_handling(bytes).0.into_owned();
    texts.extend(ENCODINGS.iter().map(decoded));
    let mut known = HashSet::new();
    let texts = texts.into_iter().map(|text| text.trim_start_matches('\u{feff}').to_owned());
    texts.filter(|text| known.insert(text.clone())).collect()
}

/// Returns whether bytes are in UTF-16: with its mark, or with a zero in every other byte, as most text
/// of Latin letters has.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 512;
    let start = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let zeros = memchr::memchr_iter(0, start).count();
    start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) || zeros * 4 > start.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::FieldId;
    use crate::record::Kind;

    #[track_caller]
    fn check(bytes: &[u8], name: &str) {
        let form = FileLayout::One { kind: Kind::Victim, id: Id::new("test-one").unwrap() };
        let records = guessed(&form, bytes);
        let names: Vec<_> = records.iter().filter_map(|r| r.fields.text(FieldId::Name)).collect();
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

    #[test]
    fn names_are_guessed_in_the_encodings_of_all_scripts() {
        for (encoding, name) in [
            (encodings::GBK, "测试者甲"),
            (encodings::GB18030, "测试者乙"),
            (encodings::BIG5, "測試者甲"),
            (encodings::SHIFT_JIS, "試験ソ一郎"),
            (encodings::EUC_JP, "試験花子"),
            (encodings::ISO_2022_JP, "試験次郎"),
            (encodings::EUC_KR, "가나다라"),
            (encodings::WINDOWS_874, "ทดสอบ หนึ่ง"),
            (encodings::WINDOWS_1250, "Zkouška Příkladová"),
            (encodings::ISO_8859_2, "Próba Świętał"),
            (encodings::WINDOWS_1251, "Тестовая Особа"),
            (encodings::KOI8_R, "Пробный Иван"),
            (encodings::IBM866, "Опытов Пётр"),
            (encodings::WINDOWS_1254, "Deneme Işıloğlu"),
            (encodings::WINDOWS_1255, "בדיקה אחת"),
            (encodings::WINDOWS_1256, "مجرب واحد"),
        ] {
            let text = format!("title = 'T'\nname = '{name}'\nconfidentiality = 'confidential'\n");
            let (bytes, _, lossy) = encoding.encode(&text);
            assert!(!lossy && *bytes != *text.as_bytes(), "{name}");
            check(&bytes, name);
        }
    }

    #[test]
    fn names_are_guessed_in_wide_units_without_a_mark_and_behind_a_long_foreign_title() {
        let text = format!("title = '{}'\nname = '测试者甲'\n", "甲乙丙丁".repeat(200));
        let short = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect();
        let wide =
            |order: fn(u32) -> [u8; 4]| text.chars().map(u32::from).flat_map(order).collect();
        let all: [Vec<u8>; 4] = [
            short(u16::to_le_bytes),
            short(u16::to_be_bytes),
            wide(u32::to_le_bytes),
            wide(u32::to_be_bytes),
        ];
        for bytes in &all {
            check(bytes, "测试者甲");
        }
        assert!(!is_utf16(&all[0]) && str::from_utf8(&all[0]).is_err());
    }

    #[test]
    fn what_all_readings_agree_in_is_kept_once() {
        let form = FileLayout::One { kind: Kind::Victim, id: Id::new("test-one").unwrap() };
        let bytes = b"title = 'Caf\xe9'\nname = 'Test Body'\n[[quote]]\ntext = 'one two'\n";
        // The id in words, what most readings give, and that some give nothing.
        assert_eq!(guessed(&form, bytes).len(), 3);
    }
}
