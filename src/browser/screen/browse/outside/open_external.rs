//! Opens a source in the desktop's browser or viewer.
//!
//! The first time in a run the user has to confirm.

use std::path::Path;

use crate::browser::model::shared::Consent;
use crate::browser::model::{Effect, ExternalTarget};
use crate::browser::screen::browse::outside::copy;
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef};
use crate::record::Id;

/// Opens the source that is shown, or that of the quote under the cursor.
pub(crate) fn open(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    let Some(source) = model.shared.masked().and_then(|masked| copy::source(model.view(), masked))
    else {
        model.shared.say("no source to open here");
        return Vec::new();
    };
    let Some(opened) = address(model.view(), &source).or_else(|| archived(model.view(), &source))
    else {
        model.shared.notice =
            Some("the source has no web address and no archived text to open".to_owned());
        return Vec::new();
    };
    let agreed = match &model.shared.opens {
        Consent::Given => true,
        Consent::Asked(before) => *before == opened,
        Consent::Unasked => false,
    };
    if agreed {
        model.shared.opens = Consent::Given;
        return vec![Effect::Open(opened)];
    }
    model.shared.notice = Some(match &opened {
        ExternalTarget::Address(address) => {
            format!("press o again to open {address} in your browser")
        }
        ExternalTarget::File(path) => {
            format!("press o again to open {} in another program", path.display())
        }
    });
    model.shared.opens = Consent::Asked(opened);
    Vec::new()
}

/// Nothing but the web is opened: other addresses may start programs.
fn address(model: BrowseRef<'_>, source: &Id) -> Option<ExternalTarget> {
    let fields = &model.shared.collection.as_deref()?.get(source.as_str())?.record.fields;
    let mut known = fields.web_addresses().map(str::trim);
    let is_web = |address: &&str| {
        let safe = address.chars().all(|c| !c.is_whitespace() && !c.is_control());
        safe && (address.starts_with("https://") || address.starts_with("http://"))
    };
    known.find(is_web).map(|address| ExternalTarget::Address(address.to_owned()))
}

fn archived(model: BrowseRef<'_>, source: &Id) -> Option<ExternalTarget> {
    model.shared.collection.as_deref()?.archive().get(source)?;
    Some(ExternalTarget::File(Path::new("archive").join(format!("{source}.txt"))))
}
