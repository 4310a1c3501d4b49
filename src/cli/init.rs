//! `casebook init`: makes a folder a collection, and adds to a collection what it lacks.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::collection::Settings;
use crate::exchange::{FileWrite, Folder, Readers, ignores_archive, starter_files};
use crate::record::Kind;
use crate::text::visible;

use super::Common;
use super::deferred_signals::Held;
use super::failure::Failure;
use super::{locate, output};

/// What `init` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder, which is made if there is none; by default the current one.
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(super) fn run(common: &Common, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if common.sample {
        return Err(Failure::new("the built-in sample is read-only")
            .hint("name a folder for a collection of your own: casebook init DIR")
            .into());
    }
    let named = arguments.folder.as_ref().or(common.collection.as_ref());
    let named = named.map_or(Path::new("."), PathBuf::as_path);
    let path = match locate::shown(folder_of(named)) {
        path if path.as_os_str().is_empty() => PathBuf::from("."),
        path => path,
    };
    let folder = Folder::open_or_make(&path)?;
    let added = add_missing(&folder, &path)?;
    if let Some(outer) = collection_around(&path) {
        output::print_message(&format!(
            "{} is inside the collection {}, which reads its files too; a folder elsewhere is better",
            path.display(),
            outer.display()
        ));
    }
    output::print(&report(&path, named, &added))?;
    Ok(ExitCode::SUCCESS)
}

/// The name of a file in a folder of records, with which is tried whether it could be read.
const A_RECORD: &str = "a-record.toml";

/// What a collection lacked.
struct Added {
    /// Whether it was none before.
    is_new: bool,
    /// The names of files and folders that were made, those of the schemas as one.
    names: Vec<String>,
}

/// Makes what is missing in a folder, and changes no file that exists.
fn add_missing(folder: &Folder, path: &Path) -> anyhow::Result<Added> {
    let read = |name: &str| folder.read(Path::new(name));
    let settings = read("casebook.toml")?;
    let is_new = settings.is_none();
    // The collection's own words are words of its schemas.
    let text = String::from_utf8_lossy(settings.as_deref().unwrap_or_default()).into_owned();
    let (settings, _) = Settings::read(text.into());
    let readers = if settings.is_confidential() { Readers::Owner } else { Readers::AnyoneAllowed };
    // What cannot be read is refused before anything is written: a link that leads nowhere or out of the folder.
    let missing: Vec<&str> = Kind::all()
        .map(Kind::folder)
        .filter(|name| {
            let table = path.join(format!("{name}.toml"));
            !table.exists() && !path.join(name).exists()
        })
        .collect();
    for name in &missing {
        read(&format!("{name}/{A_RECORD}"))?;
    }
    let mut names: Vec<String> = missing.iter().map(|name| format!("{name}/")).collect();
    let mut files = Vec::new();
    for (name, text) in starter_files(&title(path), &settings.vocabularies()) {
        match read(&name)? {
            Some(there) if name == ".gitignore" && !ignores_archive(&there) => {
                output::print_message(
                    ".gitignore is left as it is; add the line /archive/ to keep archived texts out of git",
                );
            }
            Some(_) => {}
            None => {
                let name_of_all = if name.starts_with("schema/") { "schema/" } else { &name };
                if !names.iter().any(|name| name == name_of_all) {
                    names.push(name_of_all.to_owned());
                }
                files.push(FileWrite { path: name.into(), expected: None, bytes: text.into() });
            }
        }
    }
    let _held = Held::back();
    for name in missing {
        folder.create_folder(Path::new(name), readers)?;
    }
    folder.put(&files)?;
    Ok(Added { is_new, names })
}

/// Returns the folder that is meant: as for other commands, `cases/` in the one that is named, if there
/// are records in `cases/` and none beside it.
fn folder_of(named: &Path) -> PathBuf {
    let cases = named.join("cases");
    if is_in_use(&cases) && !is_in_use(named) { cases } else { named.to_owned() }
}

/// Returns whether a folder has settings or records.
fn is_in_use(folder: &Path) -> bool {
    folder.join("casebook.toml").is_file() || locate::has_records(folder)
}

/// Returns the collection that a folder lies in, whose files those of the folder would be.
fn collection_around(path: &Path) -> Option<PathBuf> {
    let path = path.canonicalize().ok()?;
    let mut around = path.ancestors().skip(1);
    around.find(|folder| folder.join("casebook.toml").is_file()).map(Path::to_owned)
}

/// Returns a title to begin with: the name of the folder, where it can be written as it is.
fn title(path: &Path) -> String {
    let path = path.canonicalize().unwrap_or_default();
    let name = path.file_name().and_then(OsStr::to_str);
    let name = name.filter(|name| visible(name) == *name && !name.trim().is_empty());
    name.unwrap_or("Untitled collection").to_owned()
}

/// Returns what was made, and what to do next.
fn report(path: &Path, named: &Path, added: &Added) -> String {
    let shown = if path == Path::new(".") { "this folder".into() } else { path.to_string_lossy() };
    let shown = visible(&shown);
    let what = added.names.join(", ");
    let made = match (added.is_new, what.is_empty()) {
        (true, _) => format!("made {shown} a collection: {what}"),
        (false, false) => format!("added to the collection in {shown}: {what}"),
        (false, true) => format!("{shown} is a collection already, and lacks nothing"),
    };
    let mut lines = vec![output::line(&made, 0)];
    if added.is_new {
        lines.extend([String::new(), "next:".to_owned()]);
        lines.extend(steps(named).iter().map(|step| format!("  {step}")));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The commands to go on with, each with what it does.
const STEPS: [(&str, &str); 5] = [
    ("casebook new source a-report", "a publication: who wrote what, when and where"),
    ("casebook new victim a-case", "a case, with the words of the sources behind each field"),
    ("casebook check", "what is wrong, and where"),
    ("casebook", "browse it"),
    ("casebook tutor", "the keys, in five minutes"),
];

fn steps(folder: &Path) -> Vec<String> {
    let is_here = folder == Path::new(".");
    // A name that cannot be typed as it is shown is no command to be copied.
    let name = folder.to_str().filter(|name| visible(name) == *name && !is_here);
    // To `cd`, a name that begins with a hyphen is an option.
    let here = name.filter(|name| name.starts_with('-')).map_or("", |_| "./");
    let go = name.map(|name| format!("cd {here}{}", shell_words::quote(name)));
    let steps = STEPS.iter().map(|(command, what)| format!("{command:<30} # {what}"));
    go.into_iter().chain(steps).collect()
}
