//! Writes records in a format to a new file or folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::collection::Collection;
use crate::exchange::{ExportOptions, Format, NewOutput, Readers, Takes, View};
use crate::record::Id;
use crate::redaction::{Policy, Redaction};

/// The most files of one name that are counted on.
const MOST_FILES: u32 = 999;

/// Writes records to a new file or folder in a folder, without what the command line would withhold; says what became of
/// it.
pub(crate) fn export_to(
    folder: &Path,
    collection: &Collection,
    policy: Policy,
    archive: &dyn Fn(&Path) -> Option<PathBuf>,
    ids: &[Id],
    format: &str,
) -> String {
    let Some(format) = Format::of_menu(format) else {
        return "not exported: there is no such format".to_owned();
    };
    let Some(name) = free_name(folder, format) else {
        return format!("not exported: there are {MOST_FILES} exports in {}", folder.display());
    };
    let redaction = Redaction::of(collection, policy);
    match write(&folder.join(&name), archive, &redaction, ids, format) {
        Ok(said) => {
            let notes = redaction.withheld().map(|withheld| withheld.to_string());
            let notes: Vec<String> = notes.into_iter().chain(said).collect();
            let notes =
                if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
            let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
            let count = ids.iter().filter(|id| !redaction.is_left_out(id)).count();
            let records = if count == 1 { "record" } else { "records" };
            let (name, folder) = (name.display(), folder.display());
            format!("{count} {records} exported to {name}{notes} in {folder}")
        }
        Err(error) => format!("not exported: {error}"),
    }
}

/// Returns the first name in a folder that nothing has.
fn free_name(folder: &Path, format: &Format) -> Option<PathBuf> {
    let is_package = format.takes == Takes::Export && format.is_package();
    let ending =
        if is_package { format!("-{}", format.name) } else { format!(".{}", format.extension) };
    let names = (1..=MOST_FILES).map(|number| match (number, is_package) {
        (1, _) => PathBuf::from(format!("casebook-export{ending}")),
        (number, true) => PathBuf::from(format!("casebook-export{ending}-{number}")),
        (number, false) => PathBuf::from(format!("casebook-export-{number}{ending}")),
    });
    let mut names = names;
    names.find(|name| folder.join(name).symlink_metadata().is_err())
}

/// Writes records; what was exported may name people, so only its owner may read it.
fn write(
    path: &Path,
    archive: &dyn Fn(&Path) -> Option<PathBuf>,
    redaction: &Redaction<'_>,
    ids: &[Id],
    format: &Format,
) -> Result<Option<String>, String> {
    // Tables for other programs have what records link to; lists have what is listed.
    let linked;
    let ids: Vec<&Id> = if format.takes == Takes::Export {
        linked = redaction.with_linked(ids);
        linked.iter().collect()
    } else {
        ids.iter().collect()
    };
    let options =
        ExportOptions { scratch: path.parent().map(Path::to_owned), ..ExportOptions::default() };
    let originals: Vec<(PathBuf, PathBuf)> = if format.name == "bag" {
        let paths = ids.iter().filter_map(|id| redaction.original_of(id));
        paths.filter_map(|path| Some((path.clone(), archive(&path)?))).collect()
    } else {
        Vec::new()
    };
    let read = |path: &Path| {
        let (_, at) = originals.iter().find(|(known, _)| known == path)?;
        let is_file = fs::symlink_metadata(at).is_ok_and(|found| found.is_file());
        if is_file { fs::read(at).ok() } else { None }
    };
    let view = View::of(redaction).with_options(&options).with_files(&read);
    let said = |error: &dyn std::error::Error| {
        let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
        format!("{error}{cause}")
    };
    if format.takes == Takes::Export && format.is_package() {
        let mut new = NewOutput::folder(path, Readers::Owner).map_err(|error| said(&error))?;
        let written = format.write_package(&view, &ids, &mut new);
        let written = written.map_err(|error| error.to_string())?;
        new.finish().map_err(|error| said(&error))?;
        return Ok(written);
    }
    let mut new = NewOutput::file(path, Readers::Owner).map_err(|error| said(&error))?;
    let written = format.write(&view, &ids, &mut new).map_err(|error| error.to_string())?;
    io::Write::flush(&mut new).map_err(|error| error.to_string())?;
    new.finish().map_err(|error| said(&error))?;
    // A list says how many records only possibly match; nothing was asked here.
    Ok(written.filter(|_| format.takes == Takes::Export))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};
    use crate::redaction::MaskedQuotes;

    fn collection() -> Collection {
        let mut memory = Memory::default();
        memory.put("victims/ann.toml", "title = 'Ann Test'\nexploitation_place = 'seatown'\n");
        memory.put("victims/bo.toml", "title = 'Bo Test'\nconfidentiality = 'confidential'\n");
        memory.put("places.toml", "[seatown]\nname = 'Seatown'\n");
        load(&memory)
    }

    #[test]
    fn an_export_never_overwrites_and_leaves_out_what_is_withheld() {
        let collection = collection();
        let ids: Vec<Id> = ["ann", "bo"].into_iter().filter_map(Id::new).collect();
        let folder = tempfile::tempdir().unwrap();
        let export = |format: &str| {
            export_to(folder.path(), &collection, Policy::Default, &|_| None, &ids, format)
        };
        for name in ["casebook-export.csv", "casebook-export-2.csv"] {
            let said = export("csv");
            assert!(said.contains(name) && said.contains("withheld"), "{said}");
            let at = folder.path().canonicalize().unwrap();
            assert!(said.ends_with(&format!(" in {}", at.display())), "{said}");
            let text = fs::read_to_string(folder.path().join(name)).unwrap();
            assert!(text.contains("Ann Test") && !text.contains("Bo Test"), "{text}");
        }
        let said = export("ids");
        assert!(said.contains("casebook-export.txt"), "{said}");
    }

    #[test]
    fn every_format_of_the_menu_is_written_with_what_is_linked() {
        let collection = collection();
        let ids: Vec<Id> = Id::new("ann").into_iter().collect();
        for format in Format::all_of_menu() {
            let folder = tempfile::tempdir().unwrap();
            let name = format.menu_name();
            let said =
                export_to(folder.path(), &collection, Policy::Default, &|_| None, &ids, name);
            assert!(said.starts_with("1 record exported to casebook-export"), "{name}: {said}");
            let made = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
            if name == "csv-tables" {
                let places = fs::read_to_string(made.join("places.csv")).unwrap();
                assert!(places.contains("Seatown"), "{places}");
            }
            assert_eq!(made.is_dir(), format.takes == Takes::Export && format.is_package());
        }
        // Under the mask no name, no quote and no id of a person is in any of them.
        let mut memory = Memory::default();
        memory.put(
            "victims/zebulon-quagmire.toml",
            "title = 'Zebulon Quagmire, sold'\nname = 'Zebulon Quagmire'\nage = 20\nnote = 'She wept by the tourmaline window.'\n[[quote]]\nsource = 'wire'\ntext = 'tourmaline, she said'\nspeaker = 'Quagmire'\nsupports = ['age']\n[[quote]]\nsource = 'wire'\ntext = 'She wept by the tourmaline window.'\n",
        );
        memory.put("sources.toml", "[wire]\ntitle = 'Wire'\n");
        let collection = load(&memory);
        let ids: Vec<Id> = Id::new("zebulon-quagmire").into_iter().collect();
        let policy = Policy::Masked(MaskedQuotes::Withheld);
        for format in Format::all_of_menu() {
            let folder = tempfile::tempdir().unwrap();
            let name = format.menu_name();
            let said = export_to(folder.path(), &collection, policy, &|_| None, &ids, name);
            assert!(said.starts_with("1 record exported to casebook-export"), "{name}: {said}");
            for file in walkdir::WalkDir::new(folder.path()).into_iter().map(Result::unwrap) {
                assert!(!file.path().to_string_lossy().contains("quagmire"), "{file:?}");
                if !file.file_type().is_file() {
                    continue;
                }
                let bytes = fs::read(file.path()).unwrap();
                let mut text = String::from_utf8_lossy(&bytes).into_owned();
                if let Ok(mut book) = zip::ZipArchive::new(io::Cursor::new(&bytes)) {
                    for number in 0..book.len() {
                        let mut entry = book.by_index(number).unwrap();
                        io::Read::read_to_string(&mut entry, &mut text).unwrap();
                    }
                }
                let text = text.to_lowercase();
                for word in ["zebulon", "quagmire", "tourmaline"] {
                    assert!(!text.contains(word), "{name}: {word} in {text}");
                }
            }
        }
        let mut names: Vec<&str> = Format::all_of_menu().map(Format::menu_name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Format::all_of_menu().count());
    }
}
