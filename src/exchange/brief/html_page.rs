//! An HTML page that is written piece by piece: markup of the program, and words of records, which are escaped.

use std::fmt::Write as _;

use crate::text::visible_unicode;

/// A page that grows.
#[derive(Clone, Debug, Default)]
pub(super) struct HtmlPage {
    html: String,
}

impl HtmlPage {
    /// Writes markup, which the program alone has made.
    pub(super) fn markup(&mut self, markup: &'static str) {
        self.html.push_str(markup);
    }

    /// Writes words as text, or into an attribute in double quotes. Characters that are not seen, that turn the
    /// direction of reading or control a program are replaced by visible ones.
    pub(super) fn text(&mut self, words: &str) {
        for c in visible_unicode(words).chars() {
            match c {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                '"' => self.html.push_str("&quot;"),
                '\'' => self.html.push_str("&#39;"),
                c => self.html.push(c),
            }
        }
    }

    /// Writes words of several lines.
    pub(super) fn lines(&mut self, words: &str) {
        for (number, line) in words.trim().lines().enumerate() {
            if number > 0 {
                self.html.push_str("<br>");
            }
            self.text(line.trim_end_matches('\r'));
        }
    }

    /// Writes a whole number.
    pub(super) fn number(&mut self, number: impl Into<i64>) {
        _ = write!(self.html, "{}", number.into());
    }

    /// Writes how many of something there are.
    pub(super) fn count(&mut self, count: usize) {
        _ = write!(self.html, "{count}");
    }

    /// Writes an element of text.
    pub(super) fn element(&mut self, opening: &'static str, words: &str, closing: &'static str) {
        self.markup(opening);
        self.text(words);
        self.markup(closing);
    }

    /// Writes links to quotes with these numbers.
    pub(super) fn quote_links(&mut self, quotes: &[usize]) {
        for number in quotes {
            self.markup(" <a href=\"#q");
            self.count(*number);
            self.markup("\">[");
            self.count(*number);
            self.markup("]</a>");
        }
    }

    /// Writes a link to a part of the page that has a number from one on, such as `case 3`.
    pub(super) fn link_to(&mut self, opening: &'static str, name: &'static str, index: usize) {
        self.markup(opening);
        self.count(index + 1);
        self.markup("\">");
        self.markup(name);
        self.markup(" ");
        self.count(index + 1);
        self.markup("</a>");
    }

    /// Returns the page.
    pub(super) fn finished(self) -> String {
        self.html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_be_nothing_but_words() {
        let mut page = HtmlPage::default();
        page.text("<a href=\"x\" onclick='y'>&\u{202e}\u{1b}\0");
        assert_eq!(
            page.finished(),
            "&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;‹U+202E›␛␀"
        );
        let mut page = HtmlPage::default();
        page.lines("a\r\n<b>\n");
        assert_eq!(page.finished(), "a<br>&lt;b&gt;");
    }
}
