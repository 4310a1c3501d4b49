//! `casebook`: the browser.

use std::process::ExitCode;

use crate::browser::{Opening, open};

use super::locate::Place;

pub(super) fn run(place: Place) -> anyhow::Result<ExitCode> {
    let name = place.name();
    let sample = matches!(place, Place::Sample { .. });
    let opening = Opening::new(name, move || place.load());
    open(if sample { opening.of_sample() } else { opening })?;
    Ok(ExitCode::SUCCESS)
}
