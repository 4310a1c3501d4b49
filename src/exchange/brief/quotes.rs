//! The quotes of a brief with their citations, and the sources.

use super::cases::{BriefCases, BriefQuote};
use super::html_page::HtmlPage;

pub(super) fn write(page: &mut HtmlPage, cases: &BriefCases) {
    page.markup("<h2 id=\"quotes\">6 Quotes</h2>\n");
    if cases.cases.iter().all(|case| case.quotes.is_empty()) {
        page.markup("<p>No quote.</p>\n");
        return;
    }
    page.markup("<ol class=\"quotes\">\n");
    for (number, case) in cases.cases.iter().enumerate() {
        for quote in &case.quotes {
            one(page, number, quote);
        }
    }
    page.markup("</ol>\n");
}

fn one(page: &mut HtmlPage, case: usize, quote: &BriefQuote) {
    page.markup("<li class=\"quote\" id=\"q");
    page.count(quote.number);
    page.markup("\">");
    if let Some(words) = &quote.words {
        page.markup("<blockquote dir=\"auto\">");
        page.lines(words);
        page.markup("</blockquote>");
    } else {
        page.markup("<p>");
        page.count(quote.length);
        page.markup(" words, not printed: the case is about a minor.</p>");
    }
    page.element("<span class=\"note\" dir=\"auto\">", &quote.from.join(" · "), "");
    if let Some(source) = quote.source {
        page.link_to(" · <a href=\"#s", "source", source);
    }
    page.link_to(" · <a href=\"#case", "case", case);
    if let Some(note) = &quote.note {
        page.markup("<br>");
        page.lines(note);
    }
    page.markup("</span></li>\n");
}

/// Writes the sources.
pub(super) fn write_sources(page: &mut HtmlPage, cases: &BriefCases) {
    page.markup("<h2 id=\"sources\">8 Sources</h2>\n");
    if cases.sources.is_empty() {
        page.markup("<p>No source.</p>\n");
        return;
    }
    page.markup("<ol class=\"sources\">\n");
    for (number, source) in cases.sources.iter().enumerate() {
        page.markup("<li class=\"source\" id=\"s");
        page.count(number + 1);
        page.element("\" dir=\"auto\">", &source.citation, "");
        for (label, value) in [
            ("reliability ", &source.reliability),
            ("licence ", &source.licence),
            ("archived text with SHA-256 ", &source.sha256),
        ] {
            if let Some(value) = value {
                page.markup("<br><span class=\"note\">");
                page.markup(label);
                page.element("", value, "</span>");
            }
        }
        page.markup("</li>\n");
    }
    page.markup("</ol>\n");
}
