//! The brief: what a query finds, as one HTML page that needs nothing else, to be read, printed and checked again.
//!
//! The page has no script and no address that is fetched. All words of records pass [`HtmlPage::text`], the one place
//! that escapes. Nothing of the clock, the computer or the user is in it, so the same collection gives the same bytes.

mod cases;
mod disputes;
mod head;
mod html_page;
mod left_out;
mod map_drawing;
mod numbers;
mod quotes;
mod sheet;
mod timeline_drawing;
mod verify;

use std::collections::HashSet;

use crate::record::Id;
use crate::redaction::Redaction;

pub(crate) use sheet::{
    BriefBadge, BriefBar, BriefColumn, BriefCount, BriefLine, BriefMap, BriefPlace, BriefReader,
    BriefSheet, BriefSign,
};
pub(crate) use verify::{BriefClaims, brief_changes};

use cases::BriefCases;
pub(crate) use cases::order_of as case_order;
use html_page::HtmlPage;

/// Returns a brief as HTML.
pub(crate) fn brief_html(redaction: &Redaction<'_>, sheet: &BriefSheet) -> String {
    redaction.prepare();
    let cases = BriefCases::of(redaction, sheet);
    let mut page = HtmlPage::default();
    head::write(&mut page, redaction, sheet);
    numbers::write(&mut page, sheet);
    timeline_drawing::write(&mut page, sheet, &cases);
    map_drawing::write(&mut page, sheet);
    cases.write(&mut page);
    disputes::write(&mut page, &cases);
    quotes::write(&mut page, &cases);
    left_out::write(&mut page, redaction, sheet, &cases);
    quotes::write_sources(&mut page, &cases);
    page.markup("</main>\n</body>\n</html>\n");
    verify::signed(&page.finished())
}

/// Returns whether a record is one of these.
fn is_among(ids: &HashSet<Id>, id: &Id) -> bool {
    ids.contains(id)
}
