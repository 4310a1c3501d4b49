//! The sample collection that is embedded in the program.

use rust_embed::RustEmbed;

use crate::collection::files::source::Memory;

/// The shipped files. Archived texts belong to their publishers and stay out, even where a
/// maintainer keeps them beside the cases.
#[derive(RustEmbed)]
#[folder = "cases/"]
#[exclude = "archive/*"]
#[exclude = "schema/*"]
#[exclude = ".*"]
struct Shipped;

/// Returns the collection that ships inside the program.
pub fn sample() -> Memory {
    let mut memory = Memory::default();
    for path in Shipped::iter() {
        if let Some(file) = Shipped::get(&path) {
            memory.put(path.as_ref(), file.data.into_owned());
        }
    }
    memory
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::FileSource as _;

    #[test]
    fn the_sample_has_cases_and_no_archived_text() {
        let paths: Vec<_> = sample().list().into_iter().flatten().collect();
        assert!(paths.iter().any(|path| path.starts_with("victims")));
        assert!(!paths.iter().any(|path| path.starts_with("archive")));
    }
}
