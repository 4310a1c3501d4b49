//! Writes the tables of the reference pages in `docs/` from the tables of the program.
//!
//! `cargo run --example reference`, after a change of a field, a format, a key, a rule, a query form or one of their
//! texts. A test fails while a page is out of date.

#![expect(clippy::print_stdout, reason = "it prints what it has written")]

mod editors;
mod fields;
mod formats;
mod keys;
mod page;
mod queries;
mod rules;

#[path = "../../tests/rules/examples.rs"]
mod examples;

use std::fs;
use std::path::Path;

use anyhow::Context as _;

fn main() -> anyhow::Result<()> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for name in page::PAGES {
        let path = docs.join(name);
        let old = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let new = page::renewed(&old).with_context(|| format!("in docs/{name}"))?;
        if new != old {
            fs::write(&path, new)?;
            println!("docs/{name} is renewed");
        }
    }
    Ok(())
}
