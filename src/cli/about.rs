//! `casebook about`: version, licence and the crates that the program contains.

use std::fmt::Write as _;
use std::process::ExitCode;

use super::output;

/// The crates with their licences, as `cargo run --example inventory` wrote them down.
const LICENCES: &str = include_str!("about/licences.txt");

/// The heading of the crates that are in the program only with citation styles; they come last.
const STYLES: &str = "# In the program where it was built with the feature styles.";

pub(super) fn run() -> anyhow::Result<ExitCode> {
    output::print(&about()?)?;
    Ok(ExitCode::SUCCESS)
}

fn about() -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    writeln!(text, "casebook {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(text, "commit    {}", env!("CASEBOOK_COMMIT"))?;
    writeln!(text, "built     for {} by {}", env!("CASEBOOK_TARGET"), env!("CASEBOOK_COMPILER"))?;
    writeln!(text, "licence   {}", env!("CARGO_PKG_LICENSE"))?;
    writeln!(text, "sample    the quotations remain the work of the sources they name")?;
    for line in LICENCES.lines().take_while(|line| cfg!(feature = "styles") || *line != STYLES) {
        match (line.strip_prefix("# "), line.splitn(3, ' ').collect::<Vec<_>>().as_slice()) {
            (Some(heading), _) => writeln!(text, "\n{heading}")?,
            (None, [name, version, licence]) => {
                writeln!(text, "  {name:<28} {version:<16} {licence}")?;
            }
            (None, _) => {}
        }
    }
    if cfg!(feature = "styles") {
        text.push_str(
            "\nBeside the crates: the citation styles and their languages are those of the Citation Style Language project,\n\
             by the authors that each names, under Creative Commons Attribution-ShareAlike 3.0 (CC-BY-SA-3.0).\n",
        );
    }
    writeln!(
        text,
        "\nBeside the crates: the coasts and borders of the map are those of Natural Earth 4.1.0 (public domain), by way of the \
         npm\npackage world-atlas 2.0.2 (ISC, Copyright 2013-2019 Michael Bostock). They are de facto borders, and no view on any."
    )?;
    text.push_str(
        "\nBeside the crates: Rust's standard library (MIT OR Apache-2.0), the allocator mimalloc in C, inside of \
         libmimalloc-sys\n(MIT), and Unicode's data (Unicode-3.0). The licences' texts are in the crates' packages.\n",
    );
    Ok(text)
}
