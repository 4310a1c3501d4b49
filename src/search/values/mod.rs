//! Values known only approximately: amounts, days and three-valued truth.

pub(crate) mod amount;
pub(crate) mod days;
pub(crate) mod truth;
