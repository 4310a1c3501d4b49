//! The built program in a folder of its own, and what it may print.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder with one good case, to which trouble is added.
pub(crate) struct World {
    folder: TempDir,
}

/// What a run of the program left behind.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) const GOOD: &str = "title = 'Good, made up'\n";

impl World {
    pub(crate) fn new() -> Self {
        let world = Self { folder: tempfile::tempdir().unwrap() };
        world.put("cases/casebook.toml", "format = 1\n");
        world.put("cases/victims/good.toml", GOOD);
        world
    }

    /// Returns the place of a file of the collection, or of one beside it.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn put(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env_clear().env("HOME", self.folder.path()).env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command
    }

    /// Runs the program, holds that it ended by itself and printed nothing but words.
    #[track_caller]
    pub(crate) fn run(&self, arguments: &[impl AsRef<OsStr>]) -> Ran {
        Ran::of(&mut self.command(arguments))
    }
}

impl Ran {
    #[track_caller]
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        // A pipe gets names as they are, which need not be UTF-8.
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let ran = Self {
            code: output.status.code(),
            out: text(&output.stdout),
            err: text(&output.stderr),
        };
        assert!(ran.code.is_some(), "{command:?} was ended by {}", output.status);
        assert!(
            !ran.err.contains("panicked") && !ran.err.contains("mistake of its own"),
            "{}",
            ran.err
        );
        for text in [&ran.out, &ran.err] {
            expect_harmless(text, &format!("{command:?}"));
        }
        ran
    }
}

/// Holds that a text neither steers a terminal, nor reverses its lines, nor hides a letter.
///
/// The table is the Unicode standard's, not that of the program: controls, line and paragraph
/// separators, bidirectional controls, and what `Default_Ignorable_Code_Point` names, but for the
/// joiners and the choosers of a shape, which may show where they are.
#[track_caller]
pub(crate) fn expect_harmless(text: &str, at: &str) {
    let wrong = text.chars().find(|c| {
        matches!(u32::from(*c),
            0x00..=0x09 | 0x0b..=0x1f | 0x7f..=0x9f | 0xad | 0x34f | 0x61c | 0x115f..=0x1160
            | 0x17b4..=0x17b5 | 0x180e | 0x200b | 0x200e..=0x200f | 0x2028..=0x202e
            | 0x2060..=0x206f | 0x3164 | 0xfeff | 0xffa0 | 0xfff0..=0xfffb | 0x1_bca0..=0x1_bca3
            | 0x1_d173..=0x1_d17a | 0xe_0000..=0xe_0fff)
    });
    if let Some(c) = wrong {
        let place = text.find(c).unwrap_or_default();
        let around: String = text
            .chars()
            .skip(text.get(..place).unwrap_or_default().chars().count().saturating_sub(60))
            .take(120)
            .collect();
        assert!(wrong.is_none(), "{at} printed U+{:04X}: {around:?}", u32::from(c));
    }
}
