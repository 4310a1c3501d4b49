//! The head of a brief: what was asked, whom it is for, and what its masking does not do.

use crate::redaction::Redaction;

use super::html_page::HtmlPage;
use super::sheet::{BriefReader, BriefSheet};
use super::verify::SEAL;

/// Nothing is fetched or run: the page has its style in it, and nothing else.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

pub(super) fn write(page: &mut HtmlPage, redaction: &Redaction<'_>, sheet: &BriefSheet) {
    page.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"");
    page.text(POLICY);
    page.markup("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.markup("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex, nofollow\">\n");
    meta(
        page,
        "<meta name=\"generator\" content=\"",
        concat!("casebook ", env!("CARGO_PKG_VERSION")),
    );
    meta(page, "<meta name=\"casebook-reader\" content=\"", sheet.reader.word());
    match &sheet.query {
        Some(query) => meta(page, "<meta name=\"casebook-query\" content=\"", query),
        None => page.markup("<meta name=\"casebook-query-withheld\" content=\"\">\n"),
    }
    page.markup("<meta name=\"casebook-sha256\" content=\"");
    page.markup(SEAL);
    page.markup("\">\n");
    let title = redaction.title();
    let title = title.as_deref().unwrap_or("Case files");
    page.element("<title>Brief: ", title, "</title>\n<style>\n");
    page.markup(include_str!("style.css"));
    page.markup("</style>\n</head>\n<body>\n<main>\n");
    page.element("<h1 dir=\"auto\">", title, "</h1>\n");
    page.markup("<p>");
    match sheet.query.as_deref().map(str::trim) {
        Some("") => page.markup("A brief of all cases of this collection"),
        Some(query) => page.element("A brief of what the query <code>", query, "</code> finds"),
        None => page.markup("A brief of what a query finds, which is not shown because it has a name in it that is withheld"),
    }
    page.markup(": ");
    page.text(&sheet.whole.figure());
    page.markup(if sheet.whole.at_most == 1 { " case." } else { " cases." });
    if sheet.whole.certain != sheet.whole.at_most {
        page.markup(" Of some it is not certain whether they match; these are marked.");
    }
    page.markup("</p>\n<p class=\"mask\">");
    page.markup(match sheet.reader {
        BriefReader::Masked => "<strong>Masked.</strong> The names of all people in the collection are replaced by [withheld], in ids, titles and quotes too; \
            confidential cases are not in it, and quotes about minors are only counted. This protects the page, not the people: anyone who finds the source of a quote \
            may read the name there.",
        BriefReader::Named => "<strong>With names.</strong> Confidential cases and the names of people who may not be named are not in it; all other names are.",
        BriefReader::Full => "<strong>In full: not for others.</strong> Confidential cases and all names are in it.",
    });
    page.markup("</p>\n<nav class=\"note\"><a href=\"#numbers\">1 In numbers</a> · <a href=\"#when\">2 When</a> · <a href=\"#where\">3 Where</a> · \
        <a href=\"#cases\">4 Cases</a> · <a href=\"#disputed\">5 Disputed</a> · <a href=\"#quotes\">6 Quotes</a> · <a href=\"#left-out\">7 Left out</a> · \
        <a href=\"#sources\">8 Sources</a></nav>\n");
}

fn meta(page: &mut HtmlPage, opening: &'static str, words: &str) {
    page.element(opening, words, "\">\n");
}
