//! Checks an evidence bag (`BagIt` 1.0) against its own manifests: whether a file was changed, is missing or was added.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, Read};

use sha2::{Digest, Sha256, Sha512};

/// The files of a bag, by their paths in it, parted by `/`.
pub trait BagFiles {
    /// Returns the paths of all files.
    fn list(&self) -> Vec<String>;

    /// Opens a file.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    fn open(&self, path: &str) -> io::Result<Box<dyn Read>>;
}

/// What is wrong with a bag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BagFault {
    /// It is no bag, or one whose manifests this program cannot check.
    NoBag(&'static str),
    /// A file has other bytes than a manifest says.
    Changed(String),
    /// A file that a manifest lists is not there.
    Missing(String),
    /// A file is in no manifest.
    Added(String),
    /// A file cannot be read.
    Unreadable(String, String),
    /// A line of a manifest says nothing that can be checked.
    BadLine(String, usize),
    /// The number of files or bytes is not that of `bag-info.txt`.
    OtherSize {
        /// What `bag-info.txt` says.
        said: String,
        /// What is there.
        found: String,
    },
}

/// What a check of a bag found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BagReport {
    /// What is wrong, in the order of paths.
    pub faults: Vec<BagFault>,
    /// How many files below `data` there are.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
}

impl fmt::Display for BagFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBag(why) => write!(f, "this is no bag that can be checked: {why}"),
            Self::Changed(path) => {
                write!(f, "{path} was changed: its bytes are not those that the manifest lists")
            }
            Self::Missing(path) => write!(f, "{path} is missing: the manifest lists it"),
            Self::Added(path) => write!(f, "{path} was added: no manifest lists it"),
            Self::Unreadable(path, why) => write!(f, "{path} cannot be read: {why}"),
            Self::BadLine(path, line) => {
                write!(f, "line {line} of {path} is no hash and path")
            }
            Self::OtherSize { said, found } => {
                write!(f, "bag-info.txt says {said} (bytes.files), and {found} are there")
            }
        }
    }
}

/// The most bytes of a text of a bag that says what is in it.
const MOST_TAGS: u64 = 256 * 1024 * 1024;

/// The algorithms of manifests that can be checked, the usual one first.
const ALGORITHMS: [&str; 2] = ["sha256", "sha512"];

/// Checks a bag.
pub fn check_bag(bag: &dyn BagFiles) -> BagReport {
    let mut report = BagReport::default();
    let listed: BTreeSet<String> = bag.list().into_iter().collect();
    let declared = text(bag, "bagit.txt");
    let is_bag = declared.is_some_and(|text| {
        let mut lines = text.lines().map(str::trim);
        lines.any(|line| line.starts_with("BagIt-Version:"))
    });
    if !is_bag {
        report.faults.push(BagFault::NoBag("it has no bagit.txt that says its version"));
        return report;
    }
    let manifests: Vec<&str> = ALGORITHMS
        .into_iter()
        .filter(|algorithm| listed.contains(&format!("manifest-{algorithm}.txt")))
        .collect();
    if manifests.is_empty() {
        report.faults.push(BagFault::NoBag("it has no manifest-sha256.txt"));
        return report;
    }
    let mut sums: BTreeMap<String, Result<(FileSums, u64), String>> = BTreeMap::new();
    for algorithm in manifests {
        for (name, is_payload) in [
            (format!("manifest-{algorithm}.txt"), true),
            (format!("tagmanifest-{algorithm}.txt"), false),
        ] {
            let Some(text) = text(bag, &name) else { continue };
            let mut known = BTreeSet::new();
            for (number, line) in text.lines().enumerate() {
                let Some((hash, path)) = entry(line).filter(|(_, path)| is_within(path)) else {
                    if !line.trim().is_empty() {
                        report.faults.push(BagFault::BadLine(name.clone(), number + 1));
                    }
                    continue;
                };
                if !listed.contains(&path) {
                    report.faults.push(BagFault::Missing(path));
                    continue;
                }
                let sum = sums.entry(path.clone()).or_insert_with(|| summed(bag, &path));
                match sum {
                    Ok((sums, _)) if sums.of(algorithm) == hash => {}
                    Ok(_) => report.faults.push(BagFault::Changed(path.clone())),
                    Err(why) => {
                        report.faults.push(BagFault::Unreadable(path.clone(), why.clone()));
                    }
                }
                known.insert(path);
            }
            if is_payload {
                let added = listed.iter().filter(|path| path.starts_with("data/"));
                let added = added.filter(|path| !known.contains(*path));
                report.faults.extend(added.cloned().map(BagFault::Added));
            }
        }
    }
    for path in listed.iter().filter(|path| path.starts_with("data/")) {
        let sum = sums.entry(path.clone()).or_insert_with(|| summed(bag, path));
        report.files += 1;
        report.bytes += sum.as_ref().map_or(0, |(_, bytes)| *bytes);
    }
    let info = text(bag, "bag-info.txt").unwrap_or_default();
    let said = info.lines().find_map(|line| line.strip_prefix("Payload-Oxum:"));
    let found = format!("{}.{}", report.bytes, report.files);
    if let Some(said) = said.map(str::trim).filter(|said| *said != found) {
        report.faults.push(BagFault::OtherSize { said: said.to_owned(), found });
    }
    report.faults.sort_by_key(ToString::to_string);
    report.faults.dedup();
    report
}

/// The hashes of a file.
struct FileSums {
    sha256: String,
    sha512: String,
}

impl FileSums {
    fn of(&self, algorithm: &str) -> &str {
        if algorithm == "sha512" { &self.sha512 } else { &self.sha256 }
    }
}

fn summed(bag: &dyn BagFiles, path: &str) -> Result<(FileSums, u64), String> {
    let mut file = bag.open(path).map_err(|error| error.to_string())?;
    let (mut sha256, mut sha512, mut bytes) = (Sha256::new(), Sha512::new(), 0_u64);
    let mut piece = vec![0; 64 * 1024];
    loop {
        let length = match file.read(&mut piece) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.to_string()),
        };
        let read = piece.get(..length).unwrap_or_default();
        sha256.update(read);
        sha512.update(read);
        bytes += read.len() as u64;
    }
    let sums = FileSums { sha256: digits(&sha256.finalize()), sha512: digits(&sha512.finalize()) };
    Ok((sums, bytes))
}

fn digits(hash: &[u8]) -> String {
    use fmt::Write as _;

    let mut digits = String::with_capacity(2 * hash.len());
    for byte in hash {
        _ = write!(digits, "{byte:02x}");
    }
    digits
}

fn text(bag: &dyn BagFiles, path: &str) -> Option<String> {
    let mut text = String::new();
    bag.open(path).ok()?.take(MOST_TAGS).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Returns the hash and the path of a line of a manifest.
fn entry(line: &str) -> Option<(String, String)> {
    let (hash, path) = line.split_once([' ', '\t'])?;
    let path = path.trim_start_matches([' ', '\t']);
    // Some programs mark files that were read as bytes.
    let path = path.strip_prefix('*').unwrap_or(path);
    let path = path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
    let is_hash = !hash.is_empty() && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_hash && !path.is_empty()).then(|| (hash.to_ascii_lowercase(), path))
}

/// Returns whether a path leads to a file of the bag.
fn is_within(path: &str) -> bool {
    !path.starts_with(['/', '~'])
        && !path.contains('\\')
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct InMemory(BTreeMap<String, Vec<u8>>);

    impl BagFiles for InMemory {
        fn list(&self) -> Vec<String> {
            self.0.keys().cloned().collect()
        }

        fn open(&self, path: &str) -> io::Result<Box<dyn Read>> {
            let bytes = self.0.get(path).cloned().ok_or(io::ErrorKind::NotFound)?;
            Ok(Box::new(io::Cursor::new(bytes)))
        }
    }

    fn bag() -> InMemory {
        let mut files = BTreeMap::new();
        let mut put = |path: &str, text: &str| _ = files.insert(path.to_owned(), text.into());
        put("data/a%.txt", "one");
        put("data/deep/b.txt", "two");
        let line = |text: &str, path: &str| format!("{}  {path}\n", digits(&Sha256::digest(text)));
        let manifest = line("one", "data/a%25.txt") + &line("two", "data/deep/b.txt");
        put("manifest-sha256.txt", &manifest);
        put("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        put("bag-info.txt", "Payload-Oxum: 6.2\n");
        put("tagmanifest-sha256.txt", &line(&manifest, "manifest-sha256.txt"));
        InMemory(files)
    }

    #[test]
    fn a_bag_that_was_not_changed_has_no_fault() {
        let expected = BagReport { faults: Vec::new(), files: 2, bytes: 6 };
        assert_eq!(check_bag(&bag()), expected);
    }

    #[test]
    fn each_change_is_found() {
        type Change<'c> = dyn Fn(&mut BTreeMap<String, Vec<u8>>) + 'c;
        let faults = |change: &Change<'_>| {
            let mut changed = bag();
            change(&mut changed.0);
            let faults = check_bag(&changed).faults;
            faults.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let flipped = faults(&|files| files.get_mut("data/deep/b.txt").unwrap()[1] ^= 1);
        assert_eq!(
            flipped,
            ["data/deep/b.txt was changed: its bytes are not those that the manifest lists"]
        );
        let gone = faults(&|files| _ = files.remove("data/a%.txt"));
        assert!(gone.iter().any(|fault| fault.starts_with("data/a%.txt is missing")), "{gone:?}");
        assert!(gone.iter().any(|fault| fault.contains("6.2") && fault.contains("3.1")));
        let added = faults(&|files| _ = files.insert("data/c".to_owned(), b"x".to_vec()));
        assert!(added.iter().any(|fault| fault.starts_with("data/c was added")), "{added:?}");
        // A file that was changed together with its manifest is found by the manifest of manifests.
        let forged = faults(&|files| {
            files.insert("data/deep/b.txt".to_owned(), b"owt".to_vec());
            let manifest = String::from_utf8(files["manifest-sha256.txt"].clone()).unwrap();
            let forged =
                manifest.replace(&digits(&Sha256::digest("two")), &digits(&Sha256::digest("owt")));
            files.insert("manifest-sha256.txt".to_owned(), forged.into());
        });
        assert!(forged[0].starts_with("manifest-sha256.txt was changed"), "{forged:?}");
        let outside = faults(&|files| {
            files.get_mut("manifest-sha256.txt").unwrap().extend(b"00  ../etc/passwd\nnonsense\n");
        });
        for line in ["line 3 of", "line 4 of"] {
            assert!(outside.iter().any(|fault| fault.starts_with(line)), "{outside:?}");
        }
        let none = faults(&|files| files.retain(|path, _| path != "bagit.txt"));
        assert_eq!(
            none,
            ["this is no bag that can be checked: it has no bagit.txt that says its version"]
        );
    }
}
