//! The impact of a withdrawn source, as an overlay.

pub(crate) mod impact_overlay;
pub(crate) mod open_impact;
