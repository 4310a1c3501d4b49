//! Writes `docs/screen.svg`, the picture in the README: the browser on the shipped collection, in a terminal of
//! 120 by 32 cells.
//!
//! `cargo run --example picture`, after a change of the screen. A test fails while the picture is out of date.

mod svg;
mod terminal;

use std::fs;
use std::path::Path;

use anyhow::Result;
use portable_pty::CommandBuilder;

fn main() -> Result<()> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = CommandBuilder::new(cargo);
    command.args(["run", "--quiet", "--locked", "--bin", "casebook", "--"]);
    command.args(terminal::ARGUMENTS);
    command.cwd(home);
    let screen = terminal::doubtful_date(command)?;
    fs::write(home.join("docs/screen.svg"), svg::drawn(&screen))?;
    Ok(())
}
