//! Command lines made from the tables of commands and formats, so that new ones are tried without being named.

use casebook::cli::Arguments;
use casebook::exchange::{FORMATS, Takes};
use clap::CommandFactory as _;

use super::command_line::{KnownCommand, commands};

/// Returns a command line for each command that can be given without anything behind it, so that a new one is tried without
/// being named; but for these.
pub(crate) fn lines_of_commands(except: &[&str]) -> Vec<Vec<&'static str>> {
    let arguments = Arguments::command();
    let needs_nothing = |words: &[String]| {
        let mut words = words.iter();
        let command = words.try_fold(&arguments, |at, word| at.find_subcommand(word));
        command.is_some_and(|command| !command.get_arguments().any(clap::Arg::is_required_set))
    };
    let all = commands().into_iter().filter(|command| needs_nothing(&command.words));
    let words = all.map(|KnownCommand { words, .. }| {
        words.into_iter().map(|word| &*String::leak(word)).collect::<Vec<&'static str>>()
    });
    words.filter(|words| !except.contains(&words.join(" ").as_str())).collect()
}

/// Returns a command line for each format of the one table, so that a new one is tried without being named: of the records of a
/// query, of each of these records, of the sources, and to be exported.
pub(crate) fn lines_of_formats(
    query: &'static str,
    ids: &[&'static str],
) -> Vec<Vec<&'static str>> {
    let lines = |takes: Takes, name: &'static str| match takes {
        Takes::Records => vec![vec!["list", query, "--format", name]],
        Takes::WholeRecords => ids.iter().map(|id| vec!["show", id, "--format", name]).collect(),
        Takes::Sources => vec![vec!["cite", "--format", name]],
        Takes::Export => vec![vec!["export", name, "--out", String::leak(format!("out-{name}"))]],
    };
    FORMATS.iter().flat_map(|format| lines(format.takes, format.name)).collect()
}
