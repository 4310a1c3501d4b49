//! Finds the symbolic links in a collection, and the files that are read twice because of them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::collection::files::source::Disk;
use crate::record::Kind;

/// A file that is read by a link and by another path too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SecondPath {
    /// The path by which a link leads to it.
    pub(crate) path: PathBuf,
    /// The other path.
    pub(crate) other: PathBuf,
}

impl Disk {
    /// Returns a link of the collection that leads to one of these files, and would lead to nothing without it, and that
    /// file.
    pub(crate) fn link_to<'p>(
        &self,
        files: impl IntoIterator<Item = &'p Path>,
    ) -> Option<(PathBuf, &'p Path)> {
        let real = |path: &Path| self.locate(path).canonicalize().ok();
        let files: BTreeMap<PathBuf, &Path> =
            files.into_iter().filter_map(|path| Some((real(path)?, path))).collect();
        if files.is_empty() {
            return None;
        }
        let leads_to = |link: &PathBuf| files.get(&real(link)?).copied();
        self.links().into_iter().find_map(|link| leads_to(&link).map(|file| (link, file)))
    }

    /// Returns which of these files of records are also read by another path.
    pub(crate) fn second_paths(&self, files: &BTreeSet<&Path>) -> Vec<SecondPath> {
        let links: HashSet<PathBuf> = self.links().into_iter().collect();
        let root = self.folders().first().and_then(|(root, _)| root.canonicalize().ok());
        let Some(root) = root.filter(|_| !links.is_empty()) else { return Vec::new() };
        let mut first_paths: BTreeMap<PathBuf, &Path> = BTreeMap::new();
        let mut second_paths = Vec::new();
        let is_behind_link = |path: &Path| path.ancestors().any(|above| links.contains(above));
        for path in files.iter().filter(|path| is_behind_link(path)) {
            let Ok(file) = self.locate(path).canonicalize() else { continue };
            // What lies outside is not read.
            let Ok(own) = file.strip_prefix(&root) else { continue };
            if !file.is_file() {
                continue;
            }
            let itself = files.get(own);
            let other = *itself.unwrap_or_else(|| first_paths.entry(file.clone()).or_insert(path));
            if other != *path {
                second_paths.push(SecondPath { path: (*path).to_owned(), other: other.to_owned() });
            }
        }
        second_paths
    }

    /// Returns the links at the top of the collection and in the folders that are read; none is followed.
    fn links(&self) -> Vec<PathBuf> {
        let here = (Path::new(""), 1);
        let folders = Kind::all().map(Kind::folder).chain(["archive"]).map(Path::new);
        let mut links = Vec::new();
        for (folder, depth) in
            std::iter::once(here).chain(folders.map(|folder| (folder, usize::MAX)))
        {
            if self.is_outside(folder) {
                continue;
            }
            let at = self.locate(folder);
            let at = if at.as_os_str().is_empty() { PathBuf::from(".") } else { at };
            let is_hidden = |entry: &walkdir::DirEntry| {
                entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
            };
            let walk = WalkDir::new(&at).max_depth(depth).into_iter();
            for entry in walk.filter_entry(|entry| !is_hidden(entry)).flatten() {
                if entry.depth() > 0 && entry.path_is_symlink() {
                    let below = entry.path().strip_prefix(&at).unwrap_or(entry.path());
                    links.push(folder.join(below));
                }
            }
        }
        links
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::collection::load;
    use crate::diagnostic::Rule;

    #[test]
    fn a_file_that_a_link_leads_to_is_known_by_both_paths() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        for path in ["victims/deep", "people", ".kept"] {
            fs::create_dir_all(at(path)).unwrap();
        }
        for path in ["victims/a.toml", "victims/deep/c.toml", ".kept/hidden.toml"] {
            fs::write(at(path), "title = 'Made up'\n").unwrap();
        }
        let disk = Disk::new(folder.path());
        let found = || {
            let collection = load(&disk).with_second_paths(&disk);
            let twice = collection
                .diagnostics()
                .iter()
                .filter(|found| found.problem.code == Rule::CountedTwice);
            let said = twice.map(|found| {
                let path = &collection.file(found.file).unwrap().path;
                format!("{}: {}", path.display(), found.problem.message)
            });
            said.collect::<Vec<_>>()
        };
        assert_eq!(found(), [] as [&str; 0]);
        symlink("../.kept/hidden.toml", at("victims/d.toml")).unwrap();
        symlink("a.toml", at("victims/.lock")).unwrap();
        assert_eq!(found(), [] as [&str; 0]);
        let link_to = |path: &'static str| disk.link_to([Path::new(path)]);
        assert_eq!(link_to("victims/a.toml"), None);
        symlink("a.toml", at("victims/b.toml")).unwrap();
        symlink("../victims/b.toml", at("people/b.toml")).unwrap();
        symlink("../victims/d.toml", at("people/d.toml")).unwrap();
        symlink("deep", at("victims/again")).unwrap();
        let twice = |path: &str, other: &str| {
            format!(
                "{path}: this is a link to {other}, which is read by itself too, so its records are counted twice"
            )
        };
        assert_eq!(
            found(),
            [
                twice("people/b.toml", "victims/a.toml"),
                twice("victims/again/c.toml", "victims/deep/c.toml"),
                twice("victims/b.toml", "victims/a.toml"),
                twice("victims/d.toml", "people/d.toml"),
            ]
        );
        assert!(link_to("victims/a.toml").is_some());
        assert_eq!(link_to("victims/deep/c.toml"), None);
    }
}
