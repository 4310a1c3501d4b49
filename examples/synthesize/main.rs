//! Writes a collection of made-up cases of any size, to try the program on.
//!
//! `cargo run --release --example synthesize -- CASES DIR [--seed N]`. The same number and seed give the same
//! files. One case in fifty has a deliberate mistake; a summary is printed at the end.

#![expect(clippy::print_stdout, reason = "it prints what it has written")]
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
    /// The folder to write into; it must be empty, or not exist yet.
    folder: PathBuf,
    /// The seed of the random numbers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> anyhow::Result<()> {
    let Arguments { cases, folder, seed } = Arguments::parse();
    // Made-up cases must never be mixed with real ones.
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
