//! The sample collection that is embedded in the program.

use include_dir::{Dir, include_dir};

use crate::collection::files::source::Memory;

/// The folders of the sample. Each is named by itself, because archived texts belong to their publishers and must
/// stay out, even where a maintainer keeps them beside the cases.
static FOLDERS: [(&str, Dir<'_>); 3] = [
    ("victims", include_dir!("$CARGO_MANIFEST_DIR/cases/victims")),
    ("rescues", include_dir!("$CARGO_MANIFEST_DIR/cases/rescues")),
    ("arrests", include_dir!("$CARGO_MANIFEST_DIR/cases/arrests")),
];

/// The files of the sample that lie in no folder.
const FILES: [(&str, &[u8]); 5] = [
    ("casebook.toml", include_bytes!("../../../cases/casebook.toml")),
    ("organisations.toml", include_bytes!("../../../cases/organisations.toml")),
    ("people.toml", include_bytes!("../../../cases/people.toml")),
    ("places.toml", include_bytes!("../../../cases/places.toml")),
    ("sources.toml", include_bytes!("../../../cases/sources.toml")),
];

/// Returns the collection that ships inside the program.
pub fn sample() -> Memory {
    let mut memory = Memory::default();
    for (path, bytes) in FILES {
        memory.put(path, bytes);
    }
    for (folder, dir) in &FOLDERS {
        for file in dir.files() {
            // An editor's swap file may have lain there when the program was built.
            if file.path().extension().is_some_and(|extension| extension == "toml") {
                memory.put(std::path::Path::new(folder).join(file.path()), file.contents());
            }
        }
    }
    memory
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::collection::FileSource as _;

    /// Returns the TOML files of the shipped folder, but for those that describe it to other programs.
    fn shipped() -> Vec<PathBuf> {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
        let mut paths: Vec<_> = walkdir::WalkDir::new(&cases)
            .into_iter()
            .filter_map(|entry| Some(entry.ok()?.path().strip_prefix(&cases).ok()?.to_owned()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .filter(|path| !path.starts_with("archive") && !path.starts_with("schema"))
            .filter(|path| {
                path.to_str() != Some("tombi.toml") && path.to_str() != Some(".taplo.toml")
            })
            .collect();
        paths.sort();
        paths
    }

    #[test]
    fn the_sample_has_every_shipped_record_and_nothing_else() {
        let mut paths: Vec<_> = sample().list().into_iter().flatten().collect();
        paths.sort();
        assert_eq!(paths, shipped());
    }
}
