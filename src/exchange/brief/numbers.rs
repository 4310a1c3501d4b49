//! The numbers of a brief: cases of each kind and state; people are listed and never added up.

use super::html_page::HtmlPage;
use super::sheet::{BriefCount, BriefSheet};

pub(super) fn write(page: &mut HtmlPage, sheet: &BriefSheet) {
    page.markup("<h2 id=\"numbers\">1 In numbers</h2>\n<div class=\"scroll\"><table>\n");
    for count in sheet.kinds.iter().chain(&sheet.states) {
        row(page, count);
    }
    row(page, &BriefCount { label: "all cases".to_owned(), ..sheet.whole.clone() });
    page.markup("</table></div>\n");
    let all = [&sheet.kinds, &sheet.states];
    if all.into_iter().flatten().any(|count| count.certain != count.at_most) {
        page.markup("<p class=\"note\">5–10: at least five cases, at most ten.</p>\n");
    }
    if sheet.people.is_empty() {
        return;
    }
    page.markup("<p>How many people, as the cases state it (");
    page.text(sheet.why_no_sum);
    page.markup("):</p>\n<ul>\n");
    let number_of = |case: &_| sheet.cases.iter().position(|(_, id)| id == case);
    for (words, case) in &sheet.people {
        page.element("<li class=\"people\">", words, "");
        if let Some(number) = number_of(case) {
            page.link_to(" <a href=\"#case", "case", number);
        }
        page.markup("</li>\n");
    }
    if sheet.more_people > 0 {
        page.markup("<li>and ");
        page.count(sheet.more_people);
        page.markup(" more</li>\n");
    }
    page.markup("</ul>\n");
}

/// Writes a row of a table with a number.
fn row(page: &mut HtmlPage, count: &BriefCount) {
    page.element("<tr class=\"count\"><th dir=\"auto\">", &count.label, "</th>");
    page.element("<td class=\"n\">", &count.figure(), "</td></tr>\n");
}
