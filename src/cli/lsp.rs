//! `casebook lsp`: starts the language server on standard input and output.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::exchange::{Audience, EDITOR_SETUPS, EditorSetup};
use crate::lsp::{CollectionFinder, FoundCollection, ServerEnd, serve_stdio};

use super::failure::Failure;
use super::locate::{CollectionPlace, archive};
use super::output;
use super::{Common, threads};

/// What `lsp` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Accepted, and the only way there is: some editors pass it to every language server.
    #[arg(long, hide = true)]
    stdio: bool,
    /// Print the configuration with which an editor starts the server, and end.
    #[arg(long, value_name = "EDITOR", value_parser = editors())]
    print_config: Option<&'static EditorSetup>,
}

/// Returns a parser of the editors, by their names.
fn editors() -> impl TypedValueParser<Value = &'static EditorSetup> {
    PossibleValuesParser::new(EDITOR_SETUPS.iter().map(|setup| setup.name)).try_map(|name| {
        let setup = EDITOR_SETUPS.iter().find(|setup| setup.name == name);
        setup.ok_or_else(|| format!("there is no configuration for {name}"))
    })
}

/// Prints the configuration of an editor, and beside it, on standard error, where it belongs.
fn print_config(setup: &EditorSetup) -> anyhow::Result<ExitCode> {
    output::print_message(&format!("{}, for {}", setup.title, setup.place));
    output::write(Audience::Programs, setup.text)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn run(common: &Common, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { stdio: _, print_config: editor } = arguments;
    if let Some(setup) = editor {
        return print_config(setup);
    }
    if io::stdin().is_terminal() {
        let failure = Failure::new(
            "the language server speaks to an editor, and standard input is a terminal",
        );
        return Err(failure.hint("tell your editor to start it with: casebook lsp").into());
    }
    let finder = ServedCollections {
        named: CollectionPlace::named(common)?,
        archive: archive(common)?,
        cached: !common.no_cache,
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
    named: Option<CollectionPlace>,
    archive: Option<PathBuf>,
    /// Whether a cache may be read.
    cached: bool,
}

impl ServedCollections {
    fn found(&self, place: &CollectionPlace) -> Option<FoundCollection> {
        let cache = place.cache_to_read().filter(|_| self.cached);
        Some(FoundCollection { disk: place.disk()?, cache })
    }
}

impl CollectionFinder for ServedCollections {
    fn named(&self) -> Option<FoundCollection> {
        self.found(self.named.as_ref()?)
    }

    fn find(&self, folder: &Path) -> Option<FoundCollection> {
        self.found(&CollectionPlace::above(folder, self.archive.clone())?)
    }
}
