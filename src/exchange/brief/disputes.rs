//! What sources contradict each other about: each statement beside the others, none of them preferred.

use super::cases::BriefCases;
use super::html_page::HtmlPage;

pub(super) fn write(page: &mut HtmlPage, cases: &BriefCases) {
    page.markup("<h2 id=\"disputed\">5 Disputed</h2>\n");
    let mut any = false;
    for (number, case) in cases.cases.iter().enumerate() {
        for dispute in &case.disputes {
            any = true;
            page.markup("<h3 dir=\"auto\"><a href=\"#case");
            page.count(number + 1);
            page.markup("\">");
            page.count(number + 1);
            page.element("</a> ", &case.heading, "");
            page.element(": ", &dispute.label, "</h3>\n<div class=\"sides\"><div dir=\"auto\">");
            page.markup("<p class=\"note\">in this collection</p><p class=\"side\">");
            page.lines(&dispute.said);
            page.quote_links(&dispute.quotes);
            page.markup("</p></div>\n");
            for rival in &dispute.rivals {
                page.element(
                    "<div class=\"rival\" dir=\"auto\"><p class=\"note\">",
                    &rival.who,
                    "</p>",
                );
                page.markup("<p class=\"side\">");
                page.lines(&rival.said);
                page.quote_links(&[rival.quote]);
                page.markup("</p></div>\n");
            }
            page.markup("</div>\n");
        }
    }
    page.markup(if any {
        "<p class=\"note\">Nothing is resolved here: each statement has its source.</p>\n"
    } else {
        "<p>No source contradicts another about these cases.</p>\n"
    });
}
