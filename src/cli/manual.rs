//! `casebook completions` and `casebook man`, generated from the argument definitions.

use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::exchange::Audience;

use super::Arguments;
use super::output;

pub(super) fn completions(shell: Shell) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "casebook", &mut script);
    output::write(Audience::Programs, &String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the manual: a page for the program, then one for each command.
pub(super) fn page() -> anyhow::Result<ExitCode> {
    let mut page = Vec::new();
    let mut command = Arguments::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = format!("casebook-{}", subcommand.get_name());
        clap_mangen::Man::new(subcommand.clone()).title(name).render(&mut page)?;
    }
    output::write(Audience::Programs, &String::from_utf8_lossy(&page))?;
    Ok(ExitCode::SUCCESS)
}
