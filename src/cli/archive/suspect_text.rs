//! Recognises what is probably not the text that was meant to be archived.

use std::path::Path;

/// Why a text is probably not the one that was meant to be archived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SuspectText {
    Empty,
    Html,
}

/// So many bytes of a page are looked at for its first tags.
const START: usize = 4096;

impl SuspectText {
    /// Returns what is suspect about a text, if anything.
    pub(super) fn about(text: &str) -> Option<Self> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if text.is_empty() {
            return Some(Self::Empty);
        }
        let start: String = text.chars().take(START).collect::<String>().to_lowercase();
        let opens = start.starts_with("<!doctype html") || start.starts_with("<html");
        // A part of a page is one too; a text may speak of a tag.
        let has = |tag: &&&str| start.contains(**tag);
        let tags =
            ["<html", "<head", "<body", "<div", "<p>", "<p ", "<span", "<script", "<meta", "<br"];
        let closed = ["</", "/>", "<br>", "<meta"].iter().any(|end| start.contains(end));
        let is_page = start.starts_with('<') && closed && tags.iter().any(|tag| has(&tag))
            || closed && tags.iter().filter(has).count() >= 2;
        (opens || is_page).then_some(Self::Html)
    }

    /// Returns what to say about it.
    pub(super) fn message(self, file: &Path) -> String {
        let file = file.display();
        match self {
            Self::Empty => format!(
                "{file} contains no text, so no quote can be checked against it; archive the page's \
                 text with --replace"
            ),
            Self::Html => format!(
                "{file} looks like HTML, but was archived as the plain text that its name says it is; to take the text \
                 out of the page, add it again with --as html --replace"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_of_a_page_is_doubted() {
        for empty in ["", " \n\t\r\n", "\u{feff}\n"] {
            assert_eq!(SuspectText::about(empty), Some(SuspectText::Empty), "{empty:?}");
        }
        for html in [
            "<!DOCTYPE html>\n<title>T</title>",
            "\u{feff}\n<HTML lang='en'>",
            "<?xml version='1.0'?>\n<html xmlns='x'></html>",
            "<div class='page'>Words</div>",
            "<!-- saved -->\n<head><meta charset='utf-8'>",
            "Words<br>\n<span>more</span> words",
        ] {
            assert_eq!(SuspectText::about(html), Some(SuspectText::Html), "{html:?}");
        }
        for text in [
            "It rained.\nNobody spoke.",
            "a < b and b > c",
            "Write <html> at the top of a page.",
            "<unclear> he said, </unclear>",
            "Mail from <test@test.example>",
        ] {
            assert_eq!(SuspectText::about(text), None, "{text:?}");
        }
    }
}
