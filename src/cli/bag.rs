//! `casebook bag check`: whether the files of an evidence bag are those that it was made with.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use walkdir::WalkDir;

use crate::exchange::{BagFault, BagFiles, check_bag};
use crate::text::counted;

use super::failure::Failure;
use super::output;

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook export bag --out evidence     make a bag
  casebook bag check evidence            find out whether anything in it was changed";

/// What can be done with a bag.
#[derive(Debug, clap::Subcommand)]
pub(super) enum BagCommand {
    /// Compare the files of a bag with its manifests.
    ///
    /// Says of each file that was changed, is missing or was added which one it is. It reads any bag with SHA-256 or SHA-512
    /// manifests, whichever program made it (RFC 8493).
    #[command(after_help = EXAMPLES)]
    Check {
        /// The folder of the bag.
        #[arg(value_name = "PATH")]
        path: PathBuf,
    },
}

pub(super) fn run(command: &BagCommand) -> anyhow::Result<ExitCode> {
    let BagCommand::Check { path } = command;
    if !path.is_dir() {
        return Err(Failure::new(format!("{} is not a folder", path.display()))
            .hint("name the folder that contains bagit.txt")
            .into());
    }
    let report = check_bag(&BagFolder(path));
    if let [BagFault::NoBag(_)] = report.faults.as_slice() {
        let fault = report.faults.first().map(ToString::to_string).unwrap_or_default();
        return Err(Failure::new(fault).hint("name the folder that contains bagit.txt").into());
    }
    let (files, bytes) = (counted(report.files, "file"), report.bytes);
    if report.faults.is_empty() {
        output::print(&format!("the bag is whole: {files}, {bytes} bytes, none changed\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    for fault in &report.faults {
        output::print(&format!("{}\n", crate::text::visible(&fault.to_string())))?;
    }
    let faults = counted(report.faults.len(), "fault");
    output::print_message(&format!("{faults} in a bag of {files}"));
    Ok(ExitCode::FAILURE)
}

/// A bag in a folder. Links are not followed: a bag has files.
struct BagFolder<'p>(&'p Path);

impl BagFiles for BagFolder<'_> {
    fn list(&self) -> Vec<String> {
        let entries = WalkDir::new(self.0).into_iter().filter_map(Result::ok);
        let files = entries.filter(|entry| !entry.file_type().is_dir());
        let paths = files.filter_map(|entry| {
            let path = entry.path().strip_prefix(self.0).ok()?;
            let parts = path.iter().map(|part| part.to_string_lossy());
            Some(parts.collect::<Vec<_>>().join("/"))
        });
        paths.collect()
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read>> {
        let path = path.split('/').fold(self.0.to_owned(), |folder, part| folder.join(part));
        // A pipe would never end.
        if !fs::symlink_metadata(&path)?.is_file() {
            return Err(io::Error::other("it is no file"));
        }
        Ok(Box::new(File::open(path)?))
    }
}
