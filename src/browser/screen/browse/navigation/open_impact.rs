//! Opens the impact overlay of the source under the cursor.

use crate::collection::Withdrawal;

use crate::browser::model::overlay::impact_source::ImpactSource;
use crate::browser::model::update::impact_overlay;
use crate::browser::screen::browse::outside::copy;
use crate::browser::screen::browse::state::BrowseMut;

/// Shows the impact of withdrawing the source shown, or the source of the quote under the cursor.
pub(crate) fn open(model: &mut BrowseMut<'_>) {
    let source = model.shared.masked().and_then(|masked| copy::source(model.view(), masked));
    if let Some(source) = source {
        impact_overlay::show(model.shared, &ImpactSource { source, withdrawal: Withdrawal::Alone });
    } else {
        let said = "no source selected (gs lists the sources)";
        model.shared.notice = Some(said.to_owned());
    }
}
