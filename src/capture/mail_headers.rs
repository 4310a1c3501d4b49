//! The lines with names and values before a body, as mails, answers of servers and WARC records have them.

/// Names with values, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct MailHeaders {
    lines: Vec<(String, String)>,
}

/// No block of such lines is longer.
pub(super) const LONGEST_HEADERS: usize = 256 * 1024;

impl MailHeaders {
    /// Returns the lines at the start of some bytes, and what is behind the empty line after them; `None` if there is
    /// no such line.
    pub(super) fn split(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let start = bytes.get(..LONGEST_HEADERS.min(bytes.len()))?;
        let mut at = 0;
        loop {
            let end = at + memchr::memchr(b'\n', start.get(at..)?)?;
            let line = start.get(at..end)?;
            if line.is_empty() || line == b"\r" {
                let lines = Self::of(&String::from_utf8_lossy(start.get(..at)?));
                return Some((lines, bytes.get(end + 1..)?));
            }
            at = end + 1;
        }
    }

    /// Returns the lines of a text. One that begins with a space goes on with the line before.
    pub(super) fn of(text: &str) -> Self {
        let mut lines: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = lines.last_mut() {
                    // Without a space: an address that is too long for a line is broken where it has none.
                    let is_list = value.ends_with([';', ',']);
                    if is_list {
                        value.push(' ');
                    }
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                lines.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Self { lines }
    }

    /// Returns the value behind a name, which is in lower case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.lines.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Returns the first part of a value, in lower case: `text/html` of `text/html; charset=utf-8`.
    pub(super) fn first(&self, name: &str) -> Option<String> {
        let first = self.get(name)?.split(';').next()?.trim().to_ascii_lowercase();
        (!first.is_empty()).then_some(first)
    }

    /// Returns a parameter of a value: `utf-8` of `text/html; charset=utf-8`.
    pub(super) fn parameter(&self, name: &str, parameter: &str) -> Option<String> {
        let mut rest = self.get(name)?.split_once(';')?.1;
        loop {
            let (key, behind) = rest.split_once('=')?;
            let behind = behind.trim_start();
            let (value, next) = match behind.strip_prefix('"') {
                Some(quoted) => {
                    let (value, after) = quoted.split_once('"').unwrap_or((quoted, ""));
                    (value, after.trim_start().strip_prefix(';').unwrap_or_default())
                }
                None => behind.split_once(';').unwrap_or((behind, "")),
            };
            if key.trim().eq_ignore_ascii_case(parameter) {
                return Some(value.trim().to_owned());
            }
            rest = next;
        }
    }
}
