//! `casebook`: the browser.

use std::io;
use std::process::ExitCode;

use crate::browser::model::Look;
use crate::browser::{Opening, open};

use super::Colour;
use super::failure::Failure;
use super::locate::Place;

pub(super) fn run(place: Place, colour: Colour) -> anyhow::Result<ExitCode> {
    let name = place.name();
    let sample = matches!(place, Place::Sample { .. });
    let disk = place.disk();
    let mut opening = Opening::new(name, move |earlier| place.load_after(earlier));
    if let Some(disk) = disk {
        opening = opening.on_disk(disk);
    }
    if sample {
        opening = opening.of_sample();
    }
    opening = match colour {
        Colour::Auto => opening,
        Colour::Always => opening.with_look(Look::Colour),
        Colour::Never => opening.with_look(Look::Plain),
    };
    open(opening).map_err(with_remedy)?;
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
