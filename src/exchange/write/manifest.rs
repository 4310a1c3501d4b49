//! The manifest of a transaction: which files it changes, by their paths and the hashes of their texts.
//!
//! No text of a file is in it, so that nothing of a case is left behind if it is.

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::temporary::{PREFIX, is_temporary};

/// The end of the name, after which no temporary file is called.
const SUFFIX: &str = ".tx";
const FIRST_LINE: &str = "casebook transaction 1";
/// No change of a collection has as many files.
const MOST_FILES: usize = 1_000_000;

/// The hash of the bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ContentHash([u8; 32]);

/// What a transaction changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) entries: Vec<ManifestEntry>,
}

/// What becomes of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ManifestEntry {
    /// Its path in the collection.
    pub(super) path: PathBuf,
    /// The hash of its old text; `None` where it is created.
    pub(super) old: Option<ContentHash>,
    /// The hash of its new text; `None` where it is deleted.
    pub(super) new: Option<ContentHash>,
    /// The temporary name of the new text, which swaps with the old.
    pub(super) temporary: Option<OsString>,
    /// The temporary name of the old text where they do not swap.
    pub(super) backup: OsString,
}

/// Returns whether a name is that of a manifest.
pub(super) fn is_manifest(name: &OsStr) -> bool {
    let name = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
    name.is_some_and(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric()))
}

impl ContentHash {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    fn hex(self) -> String {
        self.0.iter().fold(String::with_capacity(64), |mut hex, byte| {
            _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    fn read(hex: &str) -> Option<Self> {
        let mut hash = [0; 32];
        if hex.len() != 64 || !hex.is_ascii() {
            return None;
        }
        for (at, byte) in hash.iter_mut().enumerate() {
            *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(Self(hash))
    }
}

impl Manifest {
    /// Returns the name of a manifest that is written under a temporary name.
    pub(super) fn name_like(temporary: &OsStr) -> OsString {
        let name = temporary.to_string_lossy();
        let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
        OsString::from(format!("{stem}{SUFFIX}"))
    }

    /// Returns the manifest as it is written: a line for each file, the path last.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{FIRST_LINE} {}\n", self.entries.len());
        for ManifestEntry { path, old, new, temporary, backup } in &self.entries {
            let hash = |hash: &Option<ContentHash>| hash.map_or("-".to_owned(), ContentHash::hex);
            let name = |name: Option<&OsString>| {
                name.map_or("-".to_owned(), |name| name.to_string_lossy().into_owned())
            };
            let path = serde_json::to_string(&path.to_string_lossy()).unwrap_or_default();
            _ = writeln!(
                text,
                "{} {} {} {} {path}",
                hash(old),
                hash(new),
                name(temporary.as_ref()),
                name(Some(backup))
            );
        }
        text
    }

    /// Reads a manifest; `None` where it is not whole, or names anything but files below the collection.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let count: usize = lines.next()?.strip_prefix(FIRST_LINE)?.trim().parse().ok()?;
        let entries: Option<Vec<ManifestEntry>> = lines.map(ManifestEntry::read).collect();
        let entries = entries.filter(|entries| entries.len() == count && count <= MOST_FILES)?;
        Some(Self { entries })
    }
}

impl ManifestEntry {
    fn read(line: &str) -> Option<Self> {
        let mut parts = line.splitn(5, ' ');
        let hash = |part: &str| match part {
            "-" => Some(None),
            hex => ContentHash::read(hex).map(Some),
        };
        let name = |part: &str| match part {
            "-" => Some(None),
            name => Some(OsString::from(name)).filter(|name| is_temporary(name)).map(Some),
        };
        let (old, new) = (hash(parts.next()?)?, hash(parts.next()?)?);
        let (temporary, backup) = (name(parts.next()?)?, name(parts.next()?)??);
        let path: String = serde_json::from_str(parts.next()?).ok()?;
        let path = PathBuf::from(path);
        is_inside(&path).then_some(Self { path, old, new, temporary, backup })
    }
}

/// Returns whether a path names a file below the folder, and none that is hidden.
fn is_inside(path: &Path) -> bool {
    let is_plain = |part: Component<'_>| match part {
        Component::Normal(name) => !name.as_encoded_bytes().starts_with(b"."),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => {
            false
        }
    };
    path.components().next().is_some() && path.components().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str) -> ManifestEntry {
        ManifestEntry {
            path: path.into(),
            old: Some(ContentHash::of(b"old")),
            new: None,
            temporary: Some(".casebook-1.tmp".into()),
            backup: ".casebook-2.tmp".into(),
        }
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written_and_has_no_words() {
        let manifest =
            Manifest { entries: vec![entry("victims/a b\n\u{e9}.toml"), entry("sources.toml")] };
        assert_eq!(Manifest::read(&manifest.text()), Some(manifest.clone()));
        assert!(!manifest.text().contains("old"));
        for end in 0..manifest.text().len() {
            assert_eq!(manifest.text().get(..end).and_then(Manifest::read), None, "{end}");
        }
    }

    #[test]
    fn a_manifest_names_no_file_outside_of_the_collection() {
        for path in ["../a.toml", "/etc/a", "", ".git/config", "victims/../../a", "./a"] {
            let manifest = Manifest { entries: vec![entry(path)] };
            assert_eq!(Manifest::read(&manifest.text()), None, "{path}");
        }
        let other = Manifest {
            entries: vec![ManifestEntry { backup: "casebook.toml".into(), ..entry("a") }],
        };
        assert_eq!(Manifest::read(&other.text()), None);
        assert!(
            is_manifest(OsStr::new(".casebook-0a.tx"))
                && !is_manifest(OsStr::new(".casebook-0a.tmp"))
        );
    }
}
