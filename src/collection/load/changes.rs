//! Counts the files that differ between two readings of a collection.

use crate::collection::assemble::Collection;
use crate::collection::files::file::File;

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
}

#[cfg(test)]
mod tests {
    use crate::collection::{Collection, Memory, load};

    fn read(files: &[(&str, &str)]) -> Collection {
        let mut memory = Memory::default();
        for (path, text) in files {
            memory.put(*path, *text);
        }
        load(&memory)
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
