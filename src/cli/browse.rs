//! `casebook` without a subcommand: starts the browser.

use std::io;
use std::process::ExitCode;

use crate::browser::model::Theme;
use crate::browser::{BrowserOptions, open};
use crate::exchange::is_writable;
use crate::text::shows_ascii_only;

use super::config::ConfigFile;
use super::failure::Failure;
use super::locale;
use super::locate::CollectionPlace;
use super::{Arguments, Colour};

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let name = place.name();
    let sample = matches!(place, CollectionPlace::Sample { .. });
    let disk = place.disk();
    let mut opening = BrowserOptions::new(name, place.reader());
    let mut look = Theme::default();
    if let Some(source) = ConfigFile::find(arguments.config.as_deref()) {
        let (config, mistakes) = source.read();
        look = config.theme;
        opening = opening.configured(config, mistakes);
    }
    if let Some(disk) = disk {
        if place.folder().is_ok_and(|folder| !is_writable(folder)) {
            opening = opening.locked();
        }
        opening = opening.on_disk(disk);
    }
    if sample {
        opening = opening.of_sample();
    }
    let is_set =
        |name| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    if is_set("CASEBOOK_MASKED") {
        opening = opening.masked();
    }
    if arguments.screen_reader || is_set("CASEBOOK_SCREEN_READER") {
        opening = opening.for_screen_reader();
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
        // Requested colour is used, in the chosen theme if that has any.
        Colour::Always if look == Theme::Plain => opening.with_theme(Theme::Auto),
        Colour::Always => opening.with_theme(look),
        Colour::Never => opening.with_theme(Theme::Plain),
    };
    open(opening).map_err(with_remedy)?;
    Ok(ExitCode::SUCCESS)
}

fn with_remedy(error: io::Error) -> anyhow::Error {
    if error.kind() == io::ErrorKind::Unsupported {
        return Failure::new(error.to_string())
            .hint("without a terminal, use: casebook list, casebook show ID")
            .into();
    }
    error.into()
}
