//! Writes records in a format to a new file.

use std::path::{Path, PathBuf};

use crate::collection::Collection;
use crate::exchange::{Folder, Readers, Takes, View};
use crate::record::Id;
use crate::redaction::{Policy, Redaction};

/// The most files of one name that are counted on.
const MOST_FILES: u32 = 999;

/// What is written of some records.
pub(crate) struct ExportedRecords {
    /// The bytes of the file.
    pub(crate) bytes: Vec<u8>,
    /// The usual ending of such a file, without the dot.
    pub(crate) extension: &'static str,
    /// What was withheld, in words.
    pub(crate) withheld: Option<String>,
}

/// Returns the records with these ids in a format, without what `casebook list` would withhold.
///
/// # Errors
///
/// Says why they cannot be written in it.
pub(crate) fn exported(
    collection: &Collection,
    ids: &[Id],
    format: &str,
) -> Result<ExportedRecords, String> {
    let format = Takes::Records.formats().find(|known| known.name == format);
    let format = format.ok_or_else(|| "there is no such format".to_owned())?;
    let redaction = Redaction::of(collection, Policy::Default);
    let (mut bytes, ids): (Vec<u8>, Vec<&Id>) = (Vec::new(), ids.iter().collect());
    let written = format.write(&View::of(&redaction), &ids, &mut bytes);
    written.map_err(|error| error.to_string())?;
    let withheld = redaction.withheld().map(|withheld| withheld.to_string());
    Ok(ExportedRecords { bytes, extension: format.extension, withheld })
}

/// Writes records to a new file in a folder; says what became of it.
pub(crate) fn export_to(
    folder: &Path,
    collection: &Collection,
    ids: &[Id],
    format: &str,
) -> String {
    let exported = match exported(collection, ids, format) {
        Ok(exported) => exported,
        Err(error) => return format!("not exported: {error}"),
    };
    let ExportedRecords { bytes, extension, withheld } = exported;
    let names = (1..=MOST_FILES).map(|number| match number {
        1 => PathBuf::from(format!("casebook-export.{extension}")),
        number => PathBuf::from(format!("casebook-export-{number}.{extension}")),
    });
    let mut free = names.filter(|name| folder.join(name).symlink_metadata().is_err());
    let Some(name) = free.next() else {
        return format!("not exported: there are {MOST_FILES} exports in {}", folder.display());
    };
    // What was exported may name people, so only its owner may read it.
    let created = Folder::open(folder).and_then(|open| open.create(&name, &bytes, Readers::Owner));
    let records = if ids.len() == 1 { "record" } else { "records" };
    match created {
        Ok(()) => {
            let withheld = withheld.map(|withheld| format!(" ({withheld})")).unwrap_or_default();
            let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
            let (count, name, folder) = (ids.len(), name.display(), folder.display());
            format!("{count} {records} exported to {name}{withheld} in {folder}")
        }
        Err(error) => format!("not exported: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};

    #[test]
    fn an_export_never_overwrites_and_leaves_out_what_is_withheld() {
        let mut memory = Memory::default();
        memory.put("victims/ann.toml", "title = 'Ann Test'\n");
        memory.put("victims/bo.toml", "title = 'Bo Test'\nconfidentiality = 'confidential'\n");
        let collection = load(&memory);
        let ids: Vec<Id> = ["ann", "bo"].into_iter().filter_map(Id::new).collect();
        let folder = tempfile::tempdir().unwrap();
        for name in ["casebook-export.csv", "casebook-export-2.csv"] {
            let said = export_to(folder.path(), &collection, &ids, "csv");
            assert!(said.contains(name) && said.contains("withheld"), "{said}");
            let at = folder.path().canonicalize().unwrap();
            assert!(said.ends_with(&format!(" in {}", at.display())), "{said}");
            let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
            assert!(text.contains("Ann Test") && !text.contains("Bo Test"), "{text}");
        }
        let said = export_to(folder.path(), &collection, &ids, "ids");
        assert!(said.contains("casebook-export.txt"), "{said}");
    }
}
