//! The commands and formats of the program, from the table of its arguments, so that no list in a test can
//! forget one.

use casebook::cli::Arguments;
use clap::{Command, CommandFactory as _};

/// A command with its words, such as `archive add`, and the values of its `--format`, the default first.
#[derive(Debug)]
pub(crate) struct KnownCommand {
    pub(crate) words: Vec<String>,
    pub(crate) formats: Vec<String>,
}

/// Returns every command.
pub(crate) fn commands() -> Vec<KnownCommand> {
    let mut all = Vec::new();
    add_below(&Arguments::command(), &[], &mut all);
    all
}

fn add_below(command: &Command, words: &[String], all: &mut Vec<KnownCommand>) {
    for below in command.get_subcommands() {
        let words = [words, &[below.get_name().to_owned()]].concat();
        if below.has_subcommands() {
            add_below(below, &words, all);
        } else {
            all.push(KnownCommand { formats: formats(below), words });
        }
    }
}

fn formats(command: &Command) -> Vec<String> {
    let Some(format) = command.get_arguments().find(|argument| argument.get_id() == "format")
    else {
        return Vec::new();
    };
    let default = format.get_default_values().iter();
    let default = default.map(|value| value.to_str().unwrap().to_owned());
    let mut formats: Vec<String> = default.collect();
    for value in format.get_possible_values() {
        if !formats.iter().any(|known| known == value.get_name()) {
            formats.push(value.get_name().to_owned());
        }
    }
    formats
}
