//! `casebook tutor`: opens the browser on an exercise in a scratch folder.
//!
//! The lesson is made of the browser's own means: each step is a quote from the archived text of a source,
//! shown beside the field that the step is about.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::exchange::{FileWrite, Folder, ScratchFolder};

use super::locate::CollectionPlace;
use super::{Arguments, browse};

/// The files of the exercise.
const FILES: [(&str, &str); 7] = [
    ("casebook.toml", include_str!("tutor/casebook.toml")),
    ("sources.toml", include_str!("tutor/sources.toml")),
    ("places.toml", include_str!("tutor/places.toml")),
    ("victims/a-start-here.toml", include_str!("tutor/victims/a-start-here.toml")),
    ("victims/peter-placeholder.toml", include_str!("tutor/victims/peter-placeholder.toml")),
    ("victims/tessa-test.toml", include_str!("tutor/victims/tessa-test.toml")),
    ("archive/the-lesson.txt", include_str!("tutor/archive/the-lesson.txt")),
];

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let scratch = ScratchFolder::create()?;
    // The scratch folder itself is locked as long as it is in use; what is written to would have to wait.
    let root = scratch.path().join("exercise");
    let files = FILES.map(|(path, text)| FileWrite {
        path: PathBuf::from(path),
        expected: None,
        bytes: text.into(),
    });
    Folder::open_or_make(&root)?.put(&files)?;
    browse::run(&CollectionPlace::Folder { root, archive: None, cached: false }, arguments)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};

    #[test]
    fn nothing_is_wrong_with_the_exercise_and_its_quotes_are_the_words_of_the_lesson() {
        let mut memory = Memory::default();
        for (path, text) in FILES {
            memory.put(path, text);
        }
        let collection = load(&memory);
        let problems: Vec<_> = collection.diagnostics().iter().map(|found| found.problem).collect();
        assert_eq!(problems, [] as [&crate::diagnostic::Diagnostic; 0]);
        let mut steps = 0;
        for located in collection.records() {
            let quotes = located.record.quotes.iter().enumerate();
            for (number, _) in quotes {
                let evidence = collection.evidence(&located.record.id).unwrap();
                assert!(matches!(evidence.quote(number), crate::evidence::Match::Verbatim(_)));
                steps += 1;
            }
            let text = located.file.now().text();
            let title = located.record.heading().to_string();
            let made_up = text.contains("exercise") || text.contains("made up");
            assert!(made_up, "it says that it is made up: {title}");
        }
        assert_eq!(steps, 5);
    }
}
