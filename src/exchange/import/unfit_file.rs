//! Files that are neither a table nor a list, by their bytes: what each is, and what to do with it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// So many bytes are looked at to find out what a file is.
const START: usize = 1024;

/// Returns what a file is that is neither a table nor a list, and what to do; the words follow "is".
pub fn other_than_a_table(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let (marked, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let content = bytes.get(mark..).unwrap_or_default();
    let is_wide = marked != UTF_8 || utf16_without_mark(content).is_some();
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() || (is_wide && *byte == 0);
    let Some(first) = content.iter().find(|byte| !is_blank(byte)) else {
        let what = if mark > 0 { "empty but for a byte-order mark" } else { "empty" };
        return Some((what, "save it again with the program that it is from"));
    };
    if matches!(first, b'[' | b'{') {
        if is_wide {
            return Some(("JSON in UTF-16", "save it in UTF-8"));
        }
        let mut signs = content.iter().filter(|byte| !is_blank(byte));
        if matches!((signs.next(), signs.next(), signs.next()), (_, Some(b']' | b'}'), None)) {
            return Some(("a list without an entry", "export the sources or the entities again"));
        }
    }
    let start = String::from_utf8_lossy(content.get(..START).unwrap_or(content)).to_lowercase();
    let start = start.trim_start();
    let is_page = start.starts_with("<!doctype html") || start.starts_with("<html");
    if is_page || (start.contains("mime-version:") && start.contains("content-type: multipart/")) {
        return Some((
            "a saved page, and no table",
            "archive it as the text of a source with casebook archive add; copy a table of it into a spreadsheet, and save that",
        ));
    }
    if start.starts_with("%pdf") {
        return Some(("a PDF, and no table", "copy its tables into a spreadsheet, and save that"));
    }
    None
}

/// Returns which form of UTF-16 bytes are in that have no mark: the signs of ASCII in them have a zero before or behind.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..START).unwrap_or(bytes);
    let (pairs, rest) = start.as_chunks::<2>();
    if pairs.is_empty() || !rest.is_empty() {
        return None;
    }
    let zeros = |at: usize| pairs.iter().filter(|pair| pair[at] == 0).count();
    match (zeros(0), zeros(1)) {
        (0, behind) if behind * 4 > pairs.len() => Some(UTF_16LE),
        (before, 0) if before * 4 > pairs.len() => Some(UTF_16BE),
        (_, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn what_is_neither_table_nor_list_is_called_what_it_is() {
        for (bytes, what) in [
            (&b""[..], Some("empty")),
            (b" \r\n\t\n", Some("empty")),
            (b"\xef\xbb\xbf", Some("empty but for a byte-order mark")),
            (b"\xff\xfe", Some("empty but for a byte-order mark")),
            (b"\xff\xfe\n\0", Some("empty but for a byte-order mark")),
            (b"\xef\xbb\xbf[\n]\n", Some("a list without an entry")),
            (b"{ }", Some("a list without an entry")),
            (b"[1]", None),
            (b"a,b\n", None),
            (b"\xff\xfea\0,\0b\0", None),
            (b"\xef\xbb\xbf <!DOCTYPE html>", Some("a saved page, and no table")),
            (b"%PDF-1.7", Some("a PDF, and no table")),
        ] {
            assert_eq!(other_than_a_table(bytes).map(|(what, _)| what), what, "{bytes:?}");
        }
        let list = wide("[{\"id\": \"A\"}]");
        let marked = [&b"\xff\xfe"[..], &list].concat();
        for bytes in [list, marked] {
            assert_eq!(other_than_a_table(&bytes), Some(("JSON in UTF-16", "save it in UTF-8")));
        }
    }

    #[test]
    fn utf16_is_known_by_its_zeros() {
        let text = "Name,名\nTest,妙瓦底\n";
        assert_eq!(utf16_without_mark(&wide(text)), Some(UTF_16LE));
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(utf16_without_mark(&big), Some(UTF_16BE));
        for other in [&b""[..], b"ab", b"a\0\0b", b"abc,\0def", "妙瓦".as_bytes()] {
            assert_eq!(utf16_without_mark(other), None, "{other:?}");
        }
    }
}
