//! What a brief leaves out, and how it can be checked.

use crate::redaction::Redaction;

use super::cases::BriefCases;
use super::html_page::HtmlPage;
use super::sheet::{BriefReader, BriefSheet};

pub(super) fn write(
    page: &mut HtmlPage,
    redaction: &Redaction<'_>,
    sheet: &BriefSheet,
    cases: &BriefCases,
) {
    page.markup("<h2 id=\"left-out\">7 Left out, and why</h2>\n<ul>\n");
    match (sheet.reader, redaction.withheld()) {
        (BriefReader::Full, _) => item(page, "Nothing is withheld."),
        (_, Some(withheld)) => {
            page.element("<li class=\"left\">Withheld: ", &withheld.to_string(), ".</li>\n");
        }
        (_, None) => item(page, "Nothing had to be withheld of these cases."),
    }
    if redaction.leaves_cases_out() {
        item(page, "Confidential cases that the query finds are not counted.");
    }
    counted(
        page,
        sheet.undated.at_most,
        "case without a date: not on the timeline",
        "cases without a date: not on the timeline",
    );
    counted(
        page,
        sheet.map.unplaced.at_most,
        "case that names no place: not on the map",
        "cases that name no place: not on the map",
    );
    let unquoted = cases
        .cases
        .iter()
        .flat_map(|case| &case.quotes)
        .filter(|quote| quote.words.is_none())
        .count();
    counted(
        page,
        unquoted,
        "quote about a minor: only its words are counted",
        "quotes about minors: only their words are counted",
    );
    let extras = cases.cases.iter().map(|case| case.extras).sum();
    counted(
        page,
        extras,
        "field that the format does not know",
        "fields that the format does not know",
    );
    item(page, "The texts of the sources, of which only the quotes are here.");
    page.markup(
        "</ul>\n<p class=\"note\">Anyone who has the collection can check this page: <code>",
    );
    page.markup(match sheet.query {
        Some(_) => "casebook brief --verify FILE",
        // It cannot be read from the page.
        None => "casebook brief QUERY --verify FILE",
    });
    page.markup("</code> says whether it was changed, and which cases, \
        quotes, numbers and sources have changed since. The cases were chosen by those who collected them and are no sample of all.</p>\n");
}

fn item(page: &mut HtmlPage, words: &str) {
    page.element("<li class=\"left\">", words, "</li>\n");
}

fn counted(page: &mut HtmlPage, count: usize, one: &str, many: &str) {
    if count > 0 {
        let words = if count == 1 { one } else { many };
        page.markup("<li class=\"left\">");
        page.count(count);
        page.element(" ", words, ".</li>\n");
    }
}
