//! Reports that a file was not written, why, and what to do.

use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::shared::Shared;
use crate::session::file_edit::EditRefusal;

/// Says why nothing was written, what to do, and what is kept.
pub(crate) fn report_refusal(
    shared: &mut Shared,
    title: &str,
    refused: EditRefusal,
    remains: Option<&str>,
) {
    let EditRefusal { what, remedy } = refused;
    let (what, remedy) = (shared.masked_sentence(&what), shared.masked_sentence(&remedy));
    // An open overlay stays open.
    if shared.overlay.is_some() {
        shared.notice = Some(format!("{}: {what}", title.to_lowercase()));
        return;
    }
    let meanings = [Some(what), Some(remedy), remains.map(str::to_owned)].into_iter().flatten();
    let entries = meanings.map(|meaning| OverlayLine { meaning, ..OverlayLine::default() });
    shared.overlay = Some(Overlay::of(title, entries.collect()).as_popup());
}
