//! `casebook config`, and where the user's configuration file is looked for.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use etcetera::BaseStrategy as _;
use toml::de::DeTable;

use crate::browser::config::{Config, sample};
use crate::browser::model::ConfigDiagnostic;
use crate::collection::{Collection, SavedViews};
use crate::diagnostic::{Diagnostic, Rule};
use crate::exchange::Audience;
use crate::search::{Catalogue, Query};
use crate::text::{ByteRange, LineColumn, LineIndex, visible};

use super::failure::Failure;
use super::locate::CollectionPlace;
use super::{Common, bounded_read, output};

/// What `config` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print only the path of the file.
    #[arg(long)]
    path: bool,
    /// Print a sample configuration with all settings, commands and keys.
    #[arg(long, conflicts_with = "path")]
    default: bool,
    /// The file to check; it may also be named before the command.
    #[arg(id = "config_file", long = "config", value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
}

/// Where a configuration is looked for.
pub(super) struct ConfigFile {
    path: PathBuf,
    /// Whether the user named the file, so that it has to exist.
    asked: bool,
}

impl ConfigFile {
    /// Returns the file that was asked for, else `casebook/config.toml` in the user's folder of
    /// configurations; `None` where the system knows no such folder.
    pub(super) fn find(asked: Option<&Path>) -> Option<Self> {
        if let Some(path) = asked {
            return Some(Self { path: path.to_owned(), asked: true });
        }
        // The same folder on Linux and macOS, as other programs of the terminal have it.
        let folders = etcetera::choose_base_strategy().ok()?;
        let path = folders.config_dir().join("casebook").join("config.toml");
        Some(Self { path, asked: false })
    }

    /// Reads the configuration, with what is wrong with it; a file that need not be there and is
    /// not is no mistake.
    pub(super) fn read(&self) -> (Config, Vec<ConfigDiagnostic>) {
        let Self { path, asked } = self;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let whole = |message: String, help: &str| {
            // It may ask for a mask.
            let file = path.display().to_string();
            let problem =
                Diagnostic::new(Rule::Unreadable, ByteRange::default(), message).help(help);
            (Config::unreadable(), vec![ConfigDiagnostic { file, at: None, problem }])
        };
        // A pipe that the user names is meant to be read.
        let read = if *asked { bounded_read::read(path) } else { bounded_read::read_plain(path) };
        match read {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => {
                    let (config, problems) = Config::read(&text);
                    (config, ConfigDiagnostic::all(&name, &text, problems))
                }
                Err(_) => whole(
                    "the file is not UTF-8; until this can be read, everything is masked"
                        .to_owned(),
                    "save it as UTF-8",
                ),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound && !asked => {
                (Config::default(), Vec::new())
            }
            Err(error) => whole(
                format!(
                    "the configuration cannot be read: {error}; until then, everything is masked"
                ),
                "name another file with --config or CASEBOOK_CONFIG",
            ),
        }
    }
}

/// Returns what is wrong with the queries of saved views.
///
/// A collection may have words of its own: only where a query has a mistake without them are its records read.
fn wrong_views(common: &Common, source: &ConfigFile, views: &SavedViews) -> Vec<ConfigDiagnostic> {
    let plain = wrong_queries(source, views, &Collection::default().catalogue());
    if plain.is_empty() {
        return plain;
    }
    match CollectionPlace::find(common) {
        Ok(place) => wrong_queries(source, views, &place.load().catalogue()),
        Err(_) => plain,
    }
}

fn wrong_queries(
    source: &ConfigFile,
    views: &SavedViews,
    catalogue: &Catalogue,
) -> Vec<ConfigDiagnostic> {
    let mut wrong = Vec::new();
    let text =
        bounded_read::read_plain(&source.path).ok().and_then(|text| String::from_utf8(text).ok());
    for (digit, view) in views.iter() {
        let (query, problems) = Query::read(&view.query, catalogue);
        let unfinished = || query.unfinished_problem(&view.query, catalogue);
        let Some(Diagnostic { code, message, help, .. }) =
            problems.into_iter().next().or_else(unfinished)
        else {
            continue;
        };
        let message = format!("view {digit} cannot be read: {message}");
        let problem = Diagnostic::new(code, ByteRange::default(), message);
        wrong.push(ConfigDiagnostic {
            file: source.path.display().to_string(),
            at: text.as_deref().and_then(|text| place_of_view(text, digit)),
            problem: match help {
                Some(help) => problem.help(help),
                None => problem,
            },
        });
    }
    wrong
}

/// Returns where the view behind a digit is written.
fn place_of_view(text: &str, digit: u8) -> Option<LineColumn> {
    let table = DeTable::parse(text).ok()?;
    let views = table.get_ref().get("views")?.get_ref().as_table()?;
    let view = views.get(digit.to_string().as_str())?;
    Some(LineIndex::of(text).place(view.span().start))
}

pub(super) fn run(
    common: &Common,
    source: Option<&ConfigFile>,
    arguments: &Arguments,
) -> anyhow::Result<ExitCode> {
    if arguments.default {
        output::write(Audience::Programs, &sample())?;
        return Ok(ExitCode::SUCCESS);
    }
    let source = source.ok_or_else(|| {
        Failure::new("this system has no folder for configurations")
            .hint("name the file with --config or CASEBOOK_CONFIG")
    })?;
    let file = source.path.display().to_string();
    if arguments.path {
        output::print_path(&source.path)?;
        return Ok(ExitCode::SUCCESS);
    }
    let (config, mut mistakes) = source.read();
    mistakes.extend(wrong_views(common, source, &config.views));
    for mistake in &mistakes {
        let place = match mistake.at {
            Some(LineColumn { line, column }) => format!("{file}:{line}:{column}"),
            None => file.clone(),
        };
        output::write_for_verdict(
            Audience::People,
            &format!("{}\n", visible(&format!("{place}: {}", mistake.sentence()))),
        )?;
    }
    let said = match mistakes.len() {
        0 if !source.path.exists() => {
            "the file does not exist; create one with: casebook config --default".to_owned()
        }
        0 => "nothing is wrong".to_owned(),
        1 => "1 mistake".to_owned(),
        number => format!("{number} mistakes"),
    };
    output::print_message(&format!("{file}: {said}"));
    Ok(if mistakes.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
