//! The picture in the README is of this version.

#[path = "../../examples/picture"]
pub(crate) mod drawing {
    pub(crate) mod svg;
    pub(crate) mod terminal;
}

use portable_pty::CommandBuilder;

use super::page;
use drawing::{svg, terminal};

#[test]
fn the_picture_is_of_this_version_and_of_the_shipped_collection() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(terminal::ARGUMENTS);
    command.cwd(env!("CARGO_MANIFEST_DIR"));
    let screen = terminal::doubtful_date(command).unwrap();
    let is_new = svg::drawn(&screen) == page("docs/screen.svg");
    assert!(is_new, "run cargo run --example picture, for\n{}", screen.contents());
}
