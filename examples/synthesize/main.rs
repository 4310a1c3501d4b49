//! Writes a collection of cases that never happened, as large as you like, for trying the program.
//!
//! `cargo run --release --example synthesize -- CASES DIR [--seed N]`. The same number and seed give
//! the same files. One case in fifty has a mistake on purpose; what was made is told at the end.

#![expect(clippy::print_stdout, reason = "it tells what it has made")]
#![expect(clippy::indexing_slicing, reason = "the dice stay below the number of their sides")]

mod case;
mod dice;
mod files;
mod names;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Parser;

use files::Files;

/// Writes a collection of cases that never happened.
#[derive(Parser)]
struct Arguments {
    /// How many cases.
    cases: usize,
    /// The folder to write into; it must be empty or not there yet.
    folder: PathBuf,
    /// What the dice start from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> anyhow::Result<()> {
    let Arguments { cases, folder, seed } = Arguments::parse();
    // What somebody else wrote must never be mixed with what nobody lived through.
    if fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is not empty: name a folder that is", folder.display());
    }
    let files = Files::of(cases, seed);
    for (path, text) in files.all() {
        let path = folder.join(path);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all);
        let written = written.and_then(|()| fs::write(&path, text));
        written.with_context(|| format!("cannot write {}", path.display()))?;
    }
    println!("{cases} made-up cases in {}", folder.display());
    for (mistake, count) in files.mistakes() {
        println!("{count:8} with a mistake on purpose: {}", mistake.rule());
    }
    Ok(())
}
