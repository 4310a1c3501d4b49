//! Finds the files, and the files with other problems, that differ between two readings of a collection.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::collection::assemble::Collection;
use crate::collection::files::file::File;
use crate::collection::problems::CheckedFile;

impl Collection {
    /// Counts the files that are new, gone or of another text than in an earlier reading, archived
    /// texts among them.
    pub fn changes_since(&self, earlier: &Self) -> usize {
        // Both are in the order of their paths, so that what was read together is compared together.
        let other = |file: &&File| {
            let before = earlier.file_at(&file.path);
            before.is_none_or(|before| before.now().piece() != file.now().piece())
        };
        let gone = |file: &&File| self.file_at(&file.path).is_none();
        let files = self.files().filter(other).count() + earlier.files().filter(gone).count();
        files + self.archive.changes_since(&earlier.archive)
    }

    /// Returns the files whose diagnostics are others than in an earlier reading, or may be in another line or column,
    /// the deleted files among them.
    pub fn files_with_other_problems(&self, earlier: &Self) -> BTreeSet<PathBuf> {
        let by_path = |checked: &'_ CheckedFile| checked.file.path.clone();
        let are: BTreeMap<&Path, &CheckedFile> = self
            .files
            .not_shared_with(&earlier.files)
            .map(|checked| (checked.file.path.as_path(), checked))
            .collect();
        let were: BTreeMap<&Path, &CheckedFile> = earlier
            .files
            .not_shared_with(&self.files)
            .map(|checked| (checked.file.path.as_path(), checked))
            .collect();
        let differs = |(path, is): (&&Path, &&CheckedFile)| match were.get(path) {
            Some(was) => !is.has_problems_like(was),
            None => !is.problems.is_empty(),
        };
        let other = are.iter().filter(|one| differs(*one)).map(|(_, is)| by_path(is));
        let gone = were.iter().filter(|(path, was)| {
            !are.contains_key(*path) && !was.problems.is_empty() && self.number_of(path).is_err()
        });
        other.chain(gone.map(|(_, was)| by_path(was))).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::collection::{Changes, Collection, Loader, Memory, load};

    fn read(files: &[(&str, &str)]) -> Collection {
        let mut memory = Memory::default();
        for (path, text) in files {
            memory.put(*path, *text);
        }
        load(&memory)
    }

    #[test]
    fn the_files_with_other_problems_are_named() {
        let mut memory = Memory::default();
        memory.put("casebook.toml", "format = 1\n");
        memory.put("places.toml", "[town]\nname = 'Town'\n");
        memory.put("victims/ann.toml", "title = 'Ann Test'\nage = 'old'\nhome = 'town'\n");
        memory.put("victims/bo.toml", "title = 'Bo Test'\n");
        let first = load(&memory).checked();
        let of = |memory: &Memory, earlier: &Collection, path: &str| {
            let now = Loader::after(earlier).apply(memory, &Changes::at(path)).collection;
            let paths = now.files_with_other_problems(earlier);
            let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
            (now, paths)
        };
        assert!(first.files_with_other_problems(&first).is_empty());
        // A comment moves what is below it.
        memory.put("victims/ann.toml", "#\ntitle = 'Ann Test'\nage = 'old'\nhome = 'town'\n");
        let (moved, paths) = of(&memory, &first, "victims/ann.toml");
        assert_eq!(paths, ["victims/ann.toml"]);
        // A link dangles in another file.
        memory.put("places.toml", "[port]\nname = 'Town'\n");
        let (dangling, paths) = of(&memory, &moved, "places.toml");
        assert_eq!(paths, ["places.toml", "victims/ann.toml"]);
        memory.put("victims/bo.toml", "title = 'Bo Testperson'\n");
        let (other, paths) = of(&memory, &dangling, "victims/bo.toml");
        assert!(!paths.contains(&"victims/ann.toml".to_owned()), "{paths:?}");
        memory.remove("victims/ann.toml");
        let (_, paths) = of(&memory, &other, "victims/ann.toml");
        assert!(paths.contains(&"victims/ann.toml".to_owned()), "{paths:?}");
    }

    #[test]
    fn what_changed_is_counted_by_files() {
        let (one, two) = (("victims/one.toml", "title = '1'"), ("victims/two.toml", "title = '2'"));
        let text = ("archive/paper.txt", "Words.");
        let earlier = read(&[one, two, text]);
        assert_eq!(read(&[one, two, text]).changes_since(&earlier), 0);
        let other = ("victims/two.toml", "title = 'II'");
        assert_eq!(read(&[one, other, text]).changes_since(&earlier), 1);
        assert_eq!(read(&[one, text]).changes_since(&earlier), 1);
        let new = ("victims/three.toml", "title = '3'");
        assert_eq!(read(&[other, new, text]).changes_since(&earlier), 3);
        assert_eq!(read(&[one, two, ("archive/paper.txt", "Other.")]).changes_since(&earlier), 1);
        assert_eq!(read(&[one, two]).changes_since(&earlier), 1);
    }
}
