//! Where the files of a collection are on disk, and by which URIs the client names them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;

use super::file_uri::{path_of, uri_of};
use crate::collection::Disk;

/// The folders of a collection.
#[derive(Debug)]
pub(crate) struct CollectionFolders {
    disk: Disk,
    /// The absolute paths of the folders, as they were named and without links, each with what the paths of its files
    /// start with in the collection.
    homes: Vec<(PathBuf, &'static Path)>,
    /// How the client spells the URIs of files that it has opened.
    spelled: HashMap<PathBuf, Uri>,
}

impl CollectionFolders {
    /// Returns the folders of the collection on a disk.
    pub(crate) fn of(disk: Disk) -> Self {
        // A named archive may lie in the folder of the collection, so it is looked at first.
        let folders = disk.folders();
        let homes = folders.iter().rev().flat_map(|(folder, prefix)| {
            let named = std::path::absolute(folder).unwrap_or_else(|_| (*folder).to_owned());
            let real = folder.canonicalize().ok().filter(|real| *real != named);
            std::iter::once(named).chain(real).map(|home| (home, *prefix))
        });
        let homes = homes.collect();
        Self { disk, homes, spelled: HashMap::new() }
    }

    /// Returns the disk that the collection is on.
    pub(crate) fn disk(&self) -> &Disk {
        &self.disk
    }

    /// Returns whether the collection is in a folder or below it.
    pub(crate) fn are_below(&self, folder: &Path) -> bool {
        let homes = self.homes.iter().filter(|(_, prefix)| prefix.as_os_str().is_empty());
        homes.into_iter().any(|(home, _)| home.starts_with(folder))
    }

    /// Returns whether these are the folders of the collection on a disk.
    pub(crate) fn are_those_of(&self, disk: &Disk) -> bool {
        Self::of(disk.clone()).homes == self.homes
    }

    /// Returns the path in the collection of the file that a URI names; `None` where it is in none of its folders.
    pub(crate) fn path_of(&self, uri: &Uri) -> Option<PathBuf> {
        let file = path_of(uri)?;
        let below = |file: &Path| {
            self.homes.iter().find_map(|(home, prefix)| {
                let below = file.strip_prefix(home).ok()?;
                (!below.as_os_str().is_empty()).then(|| prefix.join(below))
            })
        };
        below(&file).or_else(|| {
            // The folder may be reached by a link; the file itself need not be saved yet.
            let folder = file.parent()?.canonicalize().ok()?;
            below(&folder.join(file.file_name()?))
        })
    }

    /// Remembers how the client spells the URI of a file.
    pub(crate) fn remember(&mut self, path: &Path, uri: &Uri) {
        self.spelled.insert(path.to_owned(), uri.clone());
    }

    /// Returns the URI of a file of the collection.
    pub(crate) fn uri_of(&self, path: &Path) -> Uri {
        if let Some(uri) = self.spelled.get(path) {
            return uri.clone();
        }
        let file = self.disk.locate(path);
        uri_of(&std::path::absolute(&file).unwrap_or(file))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_is_found_by_its_uri_and_named_as_the_client_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let (root, archive) = (folder.path().join("cases"), folder.path().join("texts"));
        fs::create_dir_all(root.join("victims")).unwrap();
        fs::create_dir_all(&archive).unwrap();
        std::os::unix::fs::symlink(&root, folder.path().join("link")).unwrap();
        let disk = Disk::new(&root).with_archive(&archive);
        let mut folders = CollectionFolders::of(disk);
        let path = |folders: &CollectionFolders, file: &str| {
            folders.path_of(&uri_of(&folder.path().join(file)))
        };
        let ann = Path::new("victims/ann.toml");
        assert_eq!(path(&folders, "cases/victims/ann.toml").as_deref(), Some(ann));
        assert_eq!(path(&folders, "link/victims/ann.toml").as_deref(), Some(ann));
        assert_eq!(path(&folders, "texts/a.txt").as_deref(), Some(Path::new("archive/a.txt")));
        assert_eq!(path(&folders, "cases"), None);
        assert_eq!(path(&folders, "other/ann.toml"), None);
        let linked = uri_of(&folder.path().join("link/victims/ann.toml"));
        assert_eq!(path_of(&folders.uri_of(ann)), Some(root.join(ann)));
        folders.remember(ann, &linked);
        assert_eq!(folders.uri_of(ann), linked);
    }
}
