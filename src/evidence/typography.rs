//! Texts but for their typography: quotation marks, hyphens, spaces and line breaks made plain.

use memchr::memmem;

use crate::text::ByteRange;

/// Returns a text without its typography.
pub(super) fn without_typography(text: &str) -> String {
    Plain::of(text).text
}

/// A text without its typography, and where each of its characters came from.
#[derive(Clone, Debug)]
pub(super) struct Plain {
    text: String,
    /// Where runs of characters start that stand in the text as they are: here and there.
    runs: Vec<(u32, u32)>,
    end: usize,
}

impl Plain {
    pub(super) fn of(text: &str) -> Self {
        let (mut plain, mut runs) = (String::with_capacity(text.len()), Vec::new());
        // Where the character would stand that comes from the next byte of the run.
        let mut expected = None;
        for (at, c) in text.char_indices() {
            let Some(c) = letter(c) else {
                continue;
            };
            // A run of white space is one space, whatever it is made of.
            if c == ' ' && plain.ends_with(' ') {
                continue;
            }
            if expected != Some(at) {
                runs.push((number(plain.len()), number(at)));
            }
            plain.push(c);
            expected = Some(at + c.len_utf8());
        }
        Self { text: plain, runs, end: text.len() }
    }

    /// Returns where in the text the words stand first, but for typography.
    pub(super) fn find(&self, words: &str) -> Option<ByteRange> {
        let needle = Self::needle(words)?;
        self.range(memmem::find(self.text.as_bytes(), needle.as_bytes())?, needle.len())
    }

    /// Returns where in the text the words stand, but for typography.
    pub(super) fn find_all(&self, words: &str) -> Vec<ByteRange> {
        let Some(needle) = Self::needle(words) else { return Vec::new() };
        let places = memmem::find_iter(self.text.as_bytes(), needle.as_bytes());
        places.filter_map(|start| self.range(start, needle.len())).collect()
    }

    fn needle(words: &str) -> Option<String> {
        let needle = Self::of(words.trim()).text;
        (!needle.trim().is_empty()).then_some(needle)
    }

    /// Returns the place in the original of so many bytes of the plain text.
    fn range(&self, start: usize, length: usize) -> Option<ByteRange> {
        // Up to where the next character starts; the passage may be the last thing in the text.
        let end = self.origin(start + length).unwrap_or(self.end);
        ByteRange::new(self.origin(start)?, end)
    }

    /// Returns where the character that starts at a byte of the plain text came from.
    fn origin(&self, at: usize) -> Option<usize> {
        let behind = self.runs.partition_point(|(start, _)| *start as usize <= at);
        let (start, origin) = *self.runs.get(behind.checked_sub(1)?)?;
        (at < self.text.len()).then(|| origin as usize + at - start as usize)
    }
}

/// No file that is read is longer than this can say.
fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// Returns the plain form of a character; `None` for one that does not show at all.
fn letter(c: char) -> Option<char> {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '`' | '\u{b4}' => {
            Some('\'')
        }
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => {
            Some('"')
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None,
        _ if c.is_whitespace() => Some(' '),
        _ => Some(c),
    }
}
