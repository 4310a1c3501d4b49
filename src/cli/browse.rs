//! `casebook`: the browser.

use std::io;
use std::process::ExitCode;

use crate::browser::model::Look;
use crate::browser::{Opening, open};
use crate::text::shows_ascii_only;

use super::config::Source;
use super::failure::Failure;
use super::locale;
use super::locate::Place;
use super::{Arguments, Colour};

pub(super) fn run(place: Place, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let name = place.name();
    let sample = matches!(place, Place::Sample { .. });
    let disk = place.disk();
    let keeper = place.keeper();
    let mut opening =
        Opening::new(name, move |before, changes, tell| place.accept(before, changes, tell));
    if let Some(keeper) = keeper {
        opening = opening.keeping(keeper);
    }
    let mut look = Look::default();
    if let Some(source) = Source::find(arguments.config.as_deref()) {
        let (config, mistakes) = source.read();
        look = config.look;
        opening = opening.configured(config, mistakes);
    }
    if let Some(disk) = disk {
        opening = opening.on_disk(disk);
    }
    if sample {
        opening = opening.of_sample();
    }
    if std::env::var_os("CASEBOOK_MASKED").is_some_and(|value| !value.is_empty() && value != "0") {
        opening = opening.masked();
    }
    if arguments.no_mouse {
        opening = opening.without_mouse();
    }
    if arguments.ascii {
        opening = opening.in_ascii();
    }
    if shows_ascii_only() {
        opening = opening.in_ascii_alone(locale::reason());
    }
    opening = match arguments.common.color {
        Colour::Auto => opening,
        // Whoever asks for colour has it, in the theme that was chosen where that has any.
        Colour::Always if look == Look::Plain => opening.with_look(Look::Colour),
        Colour::Always => opening.with_look(look),
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
