//! The pages in `docs/` and the README: generated parts are up to date, and examples do what they say.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

mod commands;
mod contributing;
mod glossary;
#[cfg(unix)]
mod picture;
mod queries;
mod readme;
mod reference;
#[cfg(unix)]
mod tutorial;

use std::fs;
use std::path::Path;

/// Returns the text of a page, by its path from the top of the repository.
fn page(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}
