//! Folders in which everything has gone wrong: whatever lies there, the program says what it is in a
//! sentence, reads the rest, and sends nothing to the terminal that could do more than be read.
//!
//! `written/` has a file for each mistake that people and programs make in one, `trees/` a folder for
//! each that takes several; what no repository can hold is made here.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its folder has failed")]
#![expect(clippy::print_stdout, reason = "what cannot be tried here says so")]

mod chains;
#[path = "../command_line/mod.rs"]
mod command_line;
#[path = "../command_line/lines.rs"]
mod command_lines;
mod edited;
mod forged;
mod large;
mod long;
mod made;
#[path = "../command_line/missing.rs"]
mod missing_commands;
mod program;
mod words;
mod written;
