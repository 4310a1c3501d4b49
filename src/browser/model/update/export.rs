//! Exports the marked records, or all that are listed, to a file or folder in the working directory.

use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::shared::Shared;
use crate::exchange::Format;
use crate::redaction::Mask;

/// Lists the formats in which records can be exported.
pub(crate) fn menu(shared: &mut Shared) {
    let marked = shared.marked.count(&shared.listing);
    let (count, word) = match marked {
        0 => (shared.listing.ids().len(), "listed"),
        marked => (marked, "marked"),
    };
    if count == 0 {
        shared.notice = Some("there is no record to export".to_owned());
        return;
    }
    let entries = Format::all_of_menu().map(|format| OverlayLine {
        term: format.menu_name().to_owned(),
        meaning: format.description.to_owned(),
        choice: Some(Choice::Export(format.menu_name())),
        ..OverlayLine::default()
    });
    let records = if count == 1 { "record" } else { "records" };
    let how = if shared.mask == Mask::All { ", masked," } else { "" };
    let title = format!("Export {count} {word} {records}{how} to a new file or folder");
    shared.overlay = Some(Overlay::of(title, entries.collect()).as_popup().filterable());
}

/// Has the records written in a format.
pub(crate) fn to_file(shared: &Shared, format: &'static str) -> Vec<Effect> {
    let listed = || shared.listing.ids().to_vec();
    let is_marked = !shared.marked.is_empty();
    let ids = if is_marked { shared.marked.in_order(&shared.listing) } else { listed() };
    vec![Effect::Export { ids, format, masked: shared.mask == Mask::All }]
}
