//! `casebook`: the browser.

use std::io;
use std::process::ExitCode;

use crate::browser::{Opening, open};

use super::failure::Failure;
use super::locate::Place;

pub(super) fn run(place: Place) -> anyhow::Result<ExitCode> {
    let name = place.name();
    let sample = matches!(place, Place::Sample { .. });
    let opening = Opening::new(name, move || place.load());
    open(if sample { opening.of_sample() } else { opening }).map_err(with_remedy)?;
    Ok(ExitCode::SUCCESS)
}

fn with_remedy(error: io::Error) -> anyhow::Error {
    if error.kind() == io::ErrorKind::Unsupported {
        return Failure::new(error.to_string())
            .hint("to read the collection without one: casebook list, casebook show ID")
            .into();
    }
    error.into()
}
