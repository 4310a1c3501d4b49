//! What differs between two readings of the same collection.

use std::collections::HashMap;
use std::path::Path;

use super::assemble::Collection;

impl Collection {
    /// Counts the files that are new, gone or of another text than in an earlier reading, archived
    /// texts among them.
    pub fn changes_since(&self, earlier: &Self) -> usize {
        // Where nothing was before, nothing needs to be compared.
        let files = match earlier.files.len() {
            0 => self.files.len(),
            _ => differing(texts(self), texts(earlier)),
        };
        files + self.archive.changes_since(&earlier.archive)
    }
}

fn texts(collection: &Collection) -> HashMap<&Path, &str> {
    let files = collection.files();
    files.map(|file| (file.path.as_path(), &*file.now().text)).collect()
}

fn differing<'c>(now: HashMap<&'c Path, &str>, mut earlier: HashMap<&'c Path, &str>) -> usize {
    let changed = now.into_iter().filter(|(path, text)| earlier.remove(path) != Some(text)).count();
    // What is left of the earlier reading is gone.
    changed + earlier.len()
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
