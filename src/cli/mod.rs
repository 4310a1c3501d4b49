//! The command line: one file for each subcommand, arguments in, exit code out.

mod about;
mod archive;
mod bag;
mod bounded_read;
mod brief;
mod browse;
mod cache_file;
mod change_report;
mod check;
mod chosen_files;
mod cite;
mod clock;
mod config;
mod count;
mod crash;
mod deferred_signals;
mod export;
mod failure;
mod fixing;
mod format_args;
mod impact;
mod import;
mod init;
mod links;
mod list;
mod locale;
mod locate;
mod lsp;
mod manual;
mod map;
mod new;
mod output;
mod pager;
mod plain_args;
mod progress;
mod query;
mod quote;
mod redaction_args;
mod rename;
mod sample_files;
mod schema;
mod set;
mod show;
mod timeline;
mod tutor;
mod view_args;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args as _, CommandFactory as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::record::Kind;
use crate::text::visible;

use config::ConfigFile;
use failure::Failure;
use locate::CollectionPlace;

/// Case files on people trafficked into online-scam compounds: read them, check them, search them.
///
/// A collection is a folder of TOML files that you edit by hand. Without a command, casebook opens
/// it in the terminal: a list of cases, the fields of one, and beside each field the words of the
/// sources that support it. With a folder in the place of a command, it opens that one.
#[derive(Debug, Parser)]
#[command(name = "casebook", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    /// Leave the mouse to the terminal, so that you can select text without holding Shift.
    #[arg(long)]
    no_mouse: bool,
    /// Draw the browser in plain ASCII, for terminals and fonts without other characters.
    ///
    /// If the locale (`LC_ALL`, `LC_CTYPE`, `LANG`) is not UTF-8, names and texts are written in ASCII too;
    /// `CASEBOOK_UTF8=1` says that the terminal does show UTF-8.
    #[arg(long)]
    ascii: bool,
    /// Makes the browser's screen for a screen reader, as `CASEBOOK_SCREEN_READER=1` does.
    ///
    /// The cursor of the terminal is at the selected line, the status line says each move in words, and no
    /// lines are drawn.
    #[arg(long)]
    screen_reader: bool,
    /// The browser's configuration: keys, theme, saved views.
    ///
    /// By default casebook/config.toml in `XDG_CONFIG_HOME`, else in ~/.config; on Windows in the
    /// folder of application data.
    #[arg(long, value_name = "FILE", env = "CASEBOOK_CONFIG", hide_env_values = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<CliCommand>,
}

const EXAMPLES: &str = "\
Examples:
  casebook                                       open the collection here, or the sample
  casebook my-cases                              open the collection in that folder
  casebook tutor                                 the keys, in five minutes
  casebook --sample list                         the cases of the built-in sample
  casebook list 'kind:arrest place:siem'         the arrests in Siem Reap
  casebook list sihanoukvile                     accents, and a slip, are no obstacle
  casebook count --by kind --by date             how many, by kind and year
  casebook timeline kind:rescue --by quarter     how many rescues in each quarter
  casebook show yun                              one case as text
  casebook check --format short                  problems in the format of editors' quickfix lists
  casebook init my-cases                         a collection of your own
  casebook new victim li-he                      a new case file to fill in";

/// What every command takes.
#[derive(Debug, clap::Args)]
struct Common {
    /// The folder of the collection.
    ///
    /// By default the nearest folder upwards that contains casebook.toml or cases/casebook.toml. If
    /// there is none, the browser opens the built-in sample, and other commands refuse.
    #[arg(
        short = 'C',
        long = "collection",
        value_name = "DIR",
        env = "CASEBOOK_DIR",
        hide_env_values = true,
        global = true
    )]
    collection: Option<PathBuf>,
    /// Use the built-in sample, which is read-only, instead of a folder.
    #[arg(long, global = true)]
    sample: bool,
    /// The folder of the archived texts, if it is not in the collection.
    #[arg(
        long,
        value_name = "DIR",
        env = "CASEBOOK_ARCHIVE",
        hide_env_values = true,
        global = true
    )]
    archive: Option<PathBuf>,
    /// Read every file again, without using or writing the cache.
    #[arg(long, global = true)]
    no_cache: bool,
    /// When to use colour.
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    color: Colour,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
enum CliCommand {
    /// List cases.
    ///
    /// Words are searched for in all texts, and all of them must match. FIELD:VALUE searches a field;
    /// a link is found by the id, name or alias of its target. A minus excludes matches.
    #[command(after_help = list::EXAMPLES, after_long_help = list::language())]
    List(list::Arguments),
    /// Count cases by a field, or by two.
    ///
    /// `5–10` is at least five cases, and at most ten. Cases in which a value is not stated have a row and a column
    /// of their own. Each number is what `casebook list` finds for its query, which --format json prints. People are
    /// never added up: the numbers that cases state are listed.
    #[command(after_help = count::EXAMPLES)]
    Count(count::Arguments),
    /// Show how many cases there are in each year, quarter or month.
    ///
    /// `5–10` is at least five cases, and at most ten; `█` is certain, `░` possible. A case counts in each unit that its
    /// dates may reach, so the numbers do not add up. Cases without a date have a line of their own. Each number is what
    /// `casebook list` finds for the query beside it.
    #[command(after_help = timeline::EXAMPLES)]
    Timeline(timeline::Arguments),
    /// Show one record, or those that match a query: a few in full, more as a list.
    #[command(after_help = show::EXAMPLES)]
    Show(show::Arguments),
    /// Report what is wrong in the files: each problem with its line and what to do about it.
    ///
    /// The exit code is 0 if there are no errors, 1 if there are, 2 if the check could
    /// not run. Warnings count as errors with --deny warnings.
    Check(check::Arguments),
    /// Cite sources, as text or for a reference manager.
    ///
    /// EDTF dates are written as precisely as each format allows; what is lost goes into the note.
    Cite(cite::Arguments),
    /// Write records in files for other programs: tables, workbooks, JSON lines, FollowTheMoney, maps.
    ///
    /// Codes, ids and dates are written as the files have them. The same records give the same bytes. Standard error
    /// says what is held back, and what is not.
    #[command(after_help = export::EXAMPLES)]
    Export(export::Arguments),
    /// Write what a query finds as one HTML page: to read, to print, to hand over.
    ///
    /// It has counts, a timeline, a map, the cases with numbered quotes and citations, what is disputed side by side, what
    /// was left out and why, and the sources. The page has no script and fetches nothing. It is masked unless you ask for names:
    /// the name of no person of the collection is in it. The same collection and query give the same bytes.
    #[command(after_help = brief::EXAMPLES)]
    Brief(brief::Arguments),
    /// Take tables and lists of sources into the collection: all of them, or nothing.
    ///
    /// A record is found again by its id. Every row is checked before anything is written, and all that is wrong is said
    /// with its row and column. An import deletes no record, makes nothing less confidential, and changes nothing that is
    /// already as the table has it.
    #[command(after_help = import::EXAMPLES)]
    Import(import::Arguments),
    /// Show what depends on a source: the fields that would lose support if it were withdrawn.
    ///
    /// Sources that derive from each other count once: a field that a wire story and its copy
    /// support has one source, and keeps it as long as one of the two remains.
    Impact(impact::Arguments),
    /// Show what a record is tied to, or the shortest way from it to another.
    ///
    /// Each line is a field of a file, with how it is supported. A record is drawn once. How far proceedings went is said
    /// wherever a line leads to an arrest.
    #[command(after_help = links::EXAMPLES)]
    Links(links::Arguments),
    /// Show where cases are: the places with their numbers, and on a terminal a map.
    ///
    /// A place is shown as coarsely as it is known: a point only where a source gives one, a ring for a city, a hatch for a
    /// province whose outline is known, a number for a country. Each number is that of `casebook list` with the query
    /// beside it.
    #[command(after_help = map::EXAMPLES)]
    Map(map::Arguments),
    /// Find a passage in the archived text of a source, and print it as a quote to paste.
    ///
    /// The words are printed exactly as the text has them, quotation marks and hyphens included; `…` between the
    /// first words and the last matches everything between them.
    #[command(after_help = quote::EXAMPLES)]
    Quote(quote::Arguments),
    /// Learn the browser in five minutes, on an exercise with made-up cases.
    ///
    /// The exercise is a copy in a folder of temporary files, in which you cannot break anything. It is
    /// removed when you leave.
    #[command(args = idle(NO_COLLECTION))]
    Tutor,
    /// Make a folder a collection, with all it takes to begin.
    ///
    /// It gets casebook.toml with every setting explained, folders for the records, the schemas with which
    /// editors complete and check, and a .gitignore that keeps archived texts out of git. A file that
    /// exists is never changed: in a collection, only what it lacks is added.
    #[command(args = idle(&["archive", "no_cache", "sample"]))]
    Init(init::Arguments),
    /// Make a new file to fill in.
    New(new::Arguments),
    /// Set, add to, take out of or remove a field in all records that a query finds.
    ///
    /// First it says how many records change and which problems of `check` would come and go; on a terminal it asks
    /// before it changes more than three files. All files are written, or none. Where nothing changes, nothing is
    /// written. The exit code is 2 if a file had to be left as it is.
    #[command(after_help = set::EXAMPLES)]
    Set(set::Arguments),
    /// Give a record another id everywhere: its file, the links to it, its archived text, saved views.
    ///
    /// All files are written, or none.
    #[command(after_help = rename::EXAMPLES)]
    Rename(rename::Arguments),
    /// Manage the archived texts of sources.
    #[command(subcommand)]
    Archive(archive::ArchiveCommand),
    /// Check an evidence bag, which `casebook export bag` makes.
    #[command(subcommand)]
    Bag(bag::BagCommand),
    /// Check your configuration of the browser, or print a sample.
    ///
    /// The exit code is 0 if nothing is wrong, 1 if there are mistakes.
    Config(config::Arguments),
    /// Print the JSON Schema of the format, with which editors complete and check.
    #[command(args = idle(&["archive", "no_cache"]))]
    Schema(schema::Arguments),
    /// Serve an editor: mistakes as you type, fixes, links and quotes, over the Language Server Protocol.
    ///
    /// Editors start it by themselves and speak to it on standard input and output. It finds the collection of the
    /// folder that is open in the editor. It writes no file: every edit is made by the editor.
    #[command(args = idle(&["sample", "no_cache", "color"]))]
    Lsp(lsp::Arguments),
    /// Print version and commit, and the libraries used with their licences.
    #[command(args = idle(NO_COLLECTION))]
    About,
    /// Print completions for a shell.
    #[command(args = idle(NO_COLLECTION), args = idle(&["color"]))]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page.
    #[command(args = idle(NO_COLLECTION), args = idle(&["color"]))]
    Man,
}

/// The options of every command that do nothing where no collection is read.
const NO_COLLECTION: &[&str] = &["collection", "sample", "archive", "no_cache"];

/// Returns these options of every command for one in which they do nothing: accepted, and not in its help.
fn idle(names: &[&str]) -> Vec<clap::Arg> {
    let common = Common::augment_args(clap::Command::new("common"));
    let idle = common.get_arguments().filter(|option| names.contains(&option.get_id().as_str()));
    idle.map(|option| option.clone().global(false).hide(true)).collect()
}

/// Returns a parser of the kinds of record, by the names that queries use.
fn kinds() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::all().map(Kind::name)).try_map(|name| name.parse::<Kind>())
}

/// Runs the program with the arguments it was started with.
pub fn main() -> ExitCode {
    crash::install_panic_hook();
    locale::apply();
    let mut given: Vec<OsString> = env::args_os().collect();
    let mut parsed = Arguments::try_parse_from(&given);
    if let Some(at) = parsed.as_ref().err().and_then(|mistake| folder_to_open(mistake, &given)) {
        given.insert(at, "-C".into());
        parsed = Arguments::try_parse_from(&given);
    }
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(mistake) => {
            let code = output::print_mistake(&shown(&mistake, &given));
            return ExitCode::from(u8::try_from(code).unwrap_or(2));
        }
    };
    output::choose_colour(arguments.common.color);
    match run(&arguments) {
        Ok(code) => code,
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::report(&error);
            ExitCode::from(2)
        }
    }
}

/// Returns which of the arguments is a folder in the place of a command; one that has the name of a command is that command.
fn folder_to_open(mistake: &clap::Error, given: &[OsString]) -> Option<usize> {
    let ErrorKind::InvalidSubcommand = mistake.kind() else { return None };
    let ContextValue::String(word) = mistake.get(ContextKind::InvalidSubcommand)? else {
        return None;
    };
    // The same word may be the value of an option before, or stand behind a command that has commands of its own.
    let is_before_commands = |at: &usize| {
        let before = given.get(..*at).map(Arguments::try_parse_from);
        before.is_some_and(|before| before.is_ok_and(|before| before.command.is_none()))
    };
    let mut places = (1..given.len()).filter(|at| {
        given
            .get(*at)
            .is_some_and(|given| given.to_string_lossy() == *word && Path::new(given).is_dir())
    });
    places.find(is_before_commands)
}

/// Returns a mistake in the arguments with the words that it repeats made safe to show.
fn shown(mistake: &clap::Error, given: &[OsString]) -> clap::Error {
    let arguments = given.iter().map(|word| visible(&word.to_string_lossy()).into_owned());
    // A message that is only wrong because of hidden characters is shown without its styles.
    Arguments::try_parse_from(arguments).err().unwrap_or_else(|| {
        let reported = visible(&mistake.to_string()).into_owned();
        Arguments::command().error(mistake.kind(), reported)
    })
}

/// Starts the threads for reading a collection; if there are none, that is reported here, and no
/// later thread panics because of it.
fn threads() -> Result<(), Failure> {
    rayon::ThreadPoolBuilder::new().build_global().map_err(|error| {
        Failure::new(format!("the system has no thread left for reading files: {error}"))
            .hint("close some programs, or raise the limit: ulimit -u")
    })
}

fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let place = || {
        threads()?;
        CollectionPlace::find(&arguments.common)
    };
    // The browser shows that it is the sample; schemas hold for any collection.
    let place_or_sample = || {
        threads()?;
        CollectionPlace::find_or_sample(&arguments.common)
    };
    match &arguments.command {
        None => browse::run(&place_or_sample()?, arguments),
        Some(CliCommand::List(list)) => list::run(&place()?, list),
        Some(CliCommand::Count(count)) => count::run(&place()?, count),
        Some(CliCommand::Timeline(timeline)) => timeline::run(&place()?, timeline),
        Some(CliCommand::Show(show)) => show::run(&place()?, show),
        Some(CliCommand::Check(check)) => check::run(&place()?, check),
        Some(CliCommand::Cite(cite)) => cite::run(&place()?, cite),
        Some(CliCommand::Export(export)) => export::run(&place()?, export),
        Some(CliCommand::Brief(brief)) => brief::run(&place()?, brief),
        Some(CliCommand::Import(import)) => import::run(&place()?, import),
        Some(CliCommand::Impact(impact)) => impact::run(&place()?, impact),
        Some(CliCommand::Links(links)) => links::run(&place()?, links),
        Some(CliCommand::Map(map)) => map::run(&place()?, map),
        Some(CliCommand::Quote(quote)) => quote::run(&place()?, quote),
        Some(CliCommand::Tutor) => {
            threads()?;
            tutor::run(arguments)
        }
        Some(CliCommand::Init(init)) => init::run(&arguments.common, init),
        Some(CliCommand::New(new)) => {
            let config = ConfigFile::find(arguments.config.as_deref()).filter(|_| new.edits());
            let lines = config.map(|config| config.read().0.lines).unwrap_or_default();
            new::run(&place()?, new, lines)
        }
        Some(CliCommand::Set(set)) => set::run(&place()?, set),
        Some(CliCommand::Rename(rename)) => rename::run(&place()?, rename),
        Some(CliCommand::Archive(archive)) => archive::run(&place()?, archive),
        Some(CliCommand::Bag(bag)) => bag::run(bag),
        Some(CliCommand::Config(config)) => {
            let named = config.file.as_ref().or(arguments.config.as_ref());
            let source = ConfigFile::find(named.map(PathBuf::as_path));
            config::run(&arguments.common, source.as_ref(), config)
        }
        Some(CliCommand::Schema(schema)) => schema::run(&place_or_sample()?, schema),
        Some(CliCommand::Lsp(lsp)) => lsp::run(&arguments.common, lsp),
        Some(CliCommand::About) => about::run(),
        Some(CliCommand::Completions { shell }) => manual::completions(*shell),
        Some(CliCommand::Man) => manual::page(),
    }
}
