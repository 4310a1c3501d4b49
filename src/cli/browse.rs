//! Interim.
use super::locate::Place;
use std::process::ExitCode;
/// Interim.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}
/// Interim.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Add.
    Add,
}
pub(super) fn run(_place: &Place) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
