//! Reads plain TOML in one pass: tables of the top level, simple keys, strings without escapes, numbers, dates and lists of
//! these.
//!
//! Nearly all files are written so. The `toml` crate takes four passes for what it knows besides. What is not plain, or wrong, is
//! left to it: this reader never decides that a text is wrong.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3, memmem};
use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use super::number_check::is_sound;

type PlainKey<'t> = Spanned<DeString<'t>>;
type PlainNode<'t> = Spanned<DeValue<'t>>;

/// Returns the document of a plain text, as `DeTable::parse` does; `None` where the text is not plain.
pub(super) fn read_plain(text: &str) -> Option<DeTable<'_>> {
    // Without a branch for each byte, so that many are compared at a time.
    let has_controls = text.bytes().fold(false, |has, byte| has | is_control(byte));
    if has_controls { None } else { PlainReader { text, at: 0 }.document() }
}

/// Returns whether a byte is one of those that are allowed nowhere, or of a line that ends as on Windows.
fn is_control(byte: u8) -> bool {
    byte < b' ' && byte != b'\n' && byte != b'\t' || byte == 0x7f
}

fn is_of_bare_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

fn is_of_scalar(byte: u8) -> bool {
    is_of_bare_key(byte) || matches!(byte, b'+' | b'.' | b':')
}

/// Adds a table whose header has double brackets to the tables of its name; `None` where the name is that of something else.
fn add_to_list<'t>(root: &mut DeTable<'t>, key: PlainKey<'t>, table: PlainNode<'t>) -> Option<()> {
    if let Some(known) = root.get_mut(key.get_ref().as_ref()) {
        let DeValue::Array(list) = known.get_mut() else { return None };
        // A list that was written as a value has no tables here.
        list.first()?.get_ref().as_table()?;
        list.push(table);
        return Some(());
    }
    let at = table.span();
    let mut list = DeArray::new();
    list.push(table);
    root.insert(key, Spanned::new(at, DeValue::Array(list)));
    Some(())
}

/// A text, and how far it is read.
struct PlainReader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> PlainReader<'t> {
    fn document(mut self) -> Option<DeTable<'t>> {
        let mut root = self.fields()?;
        while self.next().is_some() {
            let start = self.at;
            self.expect(b'[')?;
            let is_list = self.expect(b'[').is_some();
            let key = self.key()?;
            self.expect(b']')?;
            if is_list {
                self.expect(b']')?;
            }
            let at = start..self.at;
            self.end_of_line()?;
            let table = Spanned::new(at, DeValue::Table(self.fields()?));
            if is_list {
                add_to_list(&mut root, key, table)?;
            } else if root.insert(key, table).is_some() {
                return None;
            }
        }
        Some(root)
    }

    /// Reads the fields up to the next header.
    fn fields(&mut self) -> Option<DeTable<'t>> {
        let mut table = DeTable::new();
        loop {
            self.blank_lines();
            if matches!(self.next(), None | Some(b'[')) {
                return Some(table);
            }
            let key = self.key()?;
            self.blanks();
            self.expect(b'=')?;
            self.blanks();
            let value = if self.next() == Some(b'[') { self.list() } else { self.value() }?;
            self.end_of_line()?;
            if table.insert(key, value).is_some() {
                return None;
            }
        }
    }

    fn key(&mut self) -> Option<PlainKey<'t>> {
        let at = self.run(is_of_bare_key);
        let key = self.text.get(at.clone()).filter(|key| !key.is_empty())?;
        Some(Spanned::new(at, key.into()))
    }

    fn list(&mut self) -> Option<PlainNode<'t>> {
        let start = self.at;
        self.expect(b'[')?;
        let mut list = DeArray::new();
        loop {
            self.blank_lines();
            if self.expect(b']').is_some() {
                break;
            }
            list.push(self.value()?);
            self.blank_lines();
            if self.expect(b',').is_none() {
                self.expect(b']')?;
                break;
            }
        }
        Some(Spanned::new(start..self.at, DeValue::Array(list)))
    }

    /// Reads a value that is no list.
    fn value(&mut self) -> Option<PlainNode<'t>> {
        match self.next()? {
            b'"' => self.string(b'"', "\"\"\""),
            b'\'' => self.string(b'\'', "'''"),
            _ => self.scalar(),
        }
    }

    fn string(&mut self, mark: u8, three: &str) -> Option<PlainNode<'t>> {
        let start = self.at;
        let content = if self.rest().starts_with(three.as_bytes()) {
            self.at += three.len();
            // A first line that is empty is no part of it.
            _ = self.expect(b'\n');
            let length = memmem::find(self.rest(), three.as_bytes())?;
            let content = self.text.get(self.at..self.at + length)?;
            self.at += length + three.len();
            // One or two marks more are of the string.
            if self.next() == Some(mark) || mark == b'"' && content.contains('\\') {
                return None;
            }
            content
        } else {
            self.at += 1;
            let rest = self.rest();
            let length = match mark {
                b'"' => memchr3(b'"', b'\\', b'\n', rest)?,
                _ => memchr2(mark, b'\n', rest)?,
            };
            let content = self.text.get(self.at..self.at + length)?;
            self.at += length;
            self.expect(mark)?;
            content
        };
        Some(Spanned::new(start..self.at, DeValue::String(content.into())))
    }

    fn scalar(&mut self) -> Option<PlainNode<'t>> {
        let at = self.run(is_of_scalar);
        // Only the crate can make a number; it reads nothing but this one.
        let value = DeValue::parse(self.text.get(at.clone())?).ok()?.into_inner();
        is_sound(&value).then(|| Spanned::new(at, value))
    }

    /// Passes over blanks and a remark, and what ends the line.
    fn end_of_line(&mut self) -> Option<()> {
        self.blanks();
        self.remark();
        if self.next().is_none() { Some(()) } else { self.expect(b'\n') }
    }

    /// Passes over blanks, remarks and ends of lines.
    fn blank_lines(&mut self) {
        loop {
            self.run(|byte| matches!(byte, b' ' | b'\t' | b'\n'));
            if self.next() != Some(b'#') {
                return;
            }
            self.remark();
        }
    }

    fn blanks(&mut self) {
        self.run(|byte| matches!(byte, b' ' | b'\t'));
    }

    fn remark(&mut self) {
        if self.next() == Some(b'#') {
            self.at = memchr(b'\n', self.rest()).map_or(self.text.len(), |length| self.at + length);
        }
    }

    /// Passes over all bytes of a sort; returns where they are.
    fn run(&mut self, is_of_it: impl Fn(u8) -> bool) -> Range<usize> {
        let start = self.at;
        self.at += self.rest().iter().take_while(|byte| is_of_it(**byte)).count();
        start..self.at
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.next() == Some(byte)).then(|| self.at += 1)
    }

    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }
}
