//! `casebook lsp`: starts the language server on standard input and output.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use crate::collection::Disk;
use crate::lsp::{CollectionFinder, ServerEnd, serve_stdio};

use super::failure::Failure;
use super::locate::{CollectionPlace, archive};
use super::{Common, threads};

/// What `lsp` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Accepted, and the only way there is: some editors pass it to every language server.
    #[arg(long, hide = true)]
    stdio: bool,
}

pub(super) fn run(common: &Common, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { stdio: _ } = arguments;
    if io::stdin().is_terminal() {
        let failure = Failure::new(
            "the language server speaks to an editor, and standard input is a terminal",
        );
        return Err(failure.hint("tell your editor to start it with: casebook lsp").into());
    }
    let finder = ServedCollections {
        named: CollectionPlace::named(common)?.and_then(|place| place.disk()),
        archive: archive(common)?,
    };
    threads()?;
    let end = serve_stdio(Arc::new(finder)).map_err(|error| {
        Failure::new(format!("the system has no thread left for the language server: {error}"))
            .hint("close some programs, or raise the limit: ulimit -u")
    })?;
    Ok(match end {
        ServerEnd::AsAsked => ExitCode::SUCCESS,
        // What the protocol asks for.
        ServerEnd::ClientGone => ExitCode::from(1),
    })
}

/// Finds the collections that an editor has open.
struct ServedCollections {
    /// The one that the arguments name.
    named: Option<Disk>,
    archive: Option<PathBuf>,
}

impl CollectionFinder for ServedCollections {
    fn named(&self) -> Option<Disk> {
        self.named.clone()
    }

    fn find(&self, folder: &Path) -> Option<Disk> {
        CollectionPlace::above(folder, self.archive.clone())?.disk()
    }
}
