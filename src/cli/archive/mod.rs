//! `casebook archive`: keeps the texts of sources, so that quotes can be checked against them.

mod add;
mod add_all;
mod again;
mod provenance;
mod suspect_text;

use std::process::ExitCode;

use super::locate::CollectionPlace;

/// What can be done to the archive.
#[derive(Debug, clap::Subcommand)]
pub(super) enum ArchiveCommand {
    /// Add a saved page or a text to the archive, and what the file says of it to the source's record.
    ///
    /// Plain text in UTF-8 is stored byte for byte as archive/SOURCE.txt. Of a page (HTML, also as `SingleFile` saves it,
    /// MHTML, WARC, WACZ) and of text in another encoding the text that is shown is stored there, all of it, in the order of
    /// the document; the file itself is kept beside it, unchanged, as archive/SOURCE.orig.html and the like. The record gets
    /// the SHA-256 of both, which program took the text out, and where it has none the address and the time at which the page
    /// was saved. No other byte of the record's file is changed.
    #[command(after_help = add::EXAMPLES)]
    Add(add::Arguments),
    /// Take the texts of saved pages out again, and report where they differ from those in the archive.
    ///
    /// It also compares the files in the archive with the hashes in the records. It changes nothing. The exit code is 1 if
    /// anything differs.
    Check(again::Arguments),
}

pub(super) fn run(place: &CollectionPlace, command: &ArchiveCommand) -> anyhow::Result<ExitCode> {
    match command {
        ArchiveCommand::Add(arguments) => match &arguments.all {
            Some(folder) => add_all::run(place, folder, arguments),
            None => add::run(place, arguments),
        },
        ArchiveCommand::Check(arguments) => again::run(place, arguments),
    }
}
