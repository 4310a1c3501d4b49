//! Whether others may read the files of confidential cases, and what editors left beside them.
//!
//! Permissions are no part of a text: the disk is asked for them when somebody checks a collection, not whenever
//! its files are read.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::record::{Problem, Rule};
use crate::text::ByteRange;

use super::assemble::Collection;
use super::findings::Checked;
use super::folder::Disk;
use super::index::Located;

impl Collection {
    /// Returns the collection with what the disk shows about its confidential files among what is wrong.
    #[must_use]
    pub fn with_exposures(mut self, disk: &Disk) -> Self {
        let files = self.confidential_files();
        let mut folders: BTreeMap<&Path, BTreeSet<&OsStr>> = BTreeMap::new();
        for file in &files {
            if let (Some(folder), Some(name)) = (file.parent(), file.file_name()) {
                folders.entry(folder).or_default().insert(name);
            }
        }
        let mut found: Vec<(PathBuf, Problem)> = readable(disk, &files);
        for (folder, names) in &folders {
            found.extend(leftovers(disk, folder, names));
        }
        found.extend(listable(disk, &folders));
        for (path, problem) in found {
            self.add_problem(&path, problem);
        }
        self
    }

    /// Returns the files with confidential cases, or all where the collection is confidential.
    fn confidential_files(&self) -> BTreeSet<PathBuf> {
        if self.settings.is_confidential() {
            return self.files().map(|file| file.path.clone()).collect();
        }
        let path = |Located { record, file, .. }: Located<'_>| {
            self.is_confidential(record).then(|| file.path.clone())
        };
        self.look_at_all(path).into_iter().flatten().collect()
    }

    fn add_problem(&mut self, path: &Path, problem: Problem) {
        let Ok(at) = self.number_of(path) else { return };
        let Some(checked) = self.files.get(at).filter(|_| !self.settings.is_off(problem.rule))
        else {
            return;
        };
        let problems = checked.problems.iter().cloned().chain([problem]).collect();
        let checked = Checked { problems, ..checked.clone() };
        self.files.replace(at, checked);
        self.found += 1;
    }
}

/// Says which files others may read; of many in one folder as one problem.
fn readable(disk: &Disk, files: &BTreeSet<PathBuf>) -> Vec<(PathBuf, Problem)> {
    let readable = files.iter().filter_map(|path| Some((path, others(&disk.locate(path), false)?)));
    let problem = |(path, who): (&PathBuf, String)| {
        let message = format!("{who} may read this file, and what is in it is confidential");
        let remedy = format!("take that right away: chmod go-rwx {}", quoted(&disk.locate(path)));
        (path.clone(), of_file(Rule::ReadableByOthers, message).help(remedy))
    };
    readable.map(problem).collect()
}

/// Says which folders others may list, at the first confidential file of each.
fn listable(disk: &Disk, folders: &BTreeMap<&Path, BTreeSet<&OsStr>>) -> Vec<(PathBuf, Problem)> {
    let listable = folders.iter().filter_map(|(folder, names)| {
        let place = disk.locate(folder);
        let place = if place.as_os_str().is_empty() { PathBuf::from(".") } else { place };
        let who = others(&place, true)?;
        let message = format!(
            "{who} may list the folder of this file, and the names of confidential files are ids"
        );
        let remedy = format!("take that right away: chmod go-rwx {}", quoted(&place));
        let problem = of_file(Rule::ReadableByOthers, message).help(remedy);
        Some((folder.join(names.first()?), problem))
    });
    listable.collect()
}

/// Says what editors left of confidential files in one folder.
fn leftovers(disk: &Disk, folder: &Path, names: &BTreeSet<&OsStr>) -> Vec<(PathBuf, Problem)> {
    let place = disk.locate(folder);
    let place = if place.as_os_str().is_empty() { PathBuf::from(".") } else { place };
    let entries = fs::read_dir(&place).into_iter().flatten().flatten();
    let left = entries.filter_map(|entry| {
        let name = entry.file_name();
        let of = names.get(OsStr::new(left_of(name.to_str()?)?))?;
        let message = format!(
            "an editor left `{}` beside this file, and it may hold what is confidential",
            name.display()
        );
        let remedy = format!("close the editor, then remove it: rm {}", quoted(&place.join(&name)));
        Some((folder.join(of), of_file(Rule::EditorLeftover, message).help(remedy)))
    });
    let mut left: Vec<_> = left.collect();
    left.sort_by(|(one, a), (other, b)| (one, &a.message).cmp(&(other, &b.message)));
    left
}

/// Returns the name of the file of which an editor leaves a file of this name.
fn left_of(name: &str) -> Option<&str> {
    let hidden = name.strip_prefix('.');
    // vim's swap files end in .swp, .swo, .swn and so on.
    let swap =
        hidden.and_then(|name| Some(name.rsplit_once(".sw").filter(|(_, end)| end.len() == 1)?.0));
    let of_hidden = |end: &str| hidden.and_then(|name| name.strip_suffix(end));
    let of_shown = |end: &str| name.strip_suffix(end);
    swap.or_else(|| of_hidden(".un~"))
        .or_else(|| of_hidden(".kate-swp"))
        .or_else(|| of_hidden("~"))
        .or_else(|| name.strip_prefix(".#"))
        .or_else(|| name.strip_prefix('#')?.strip_suffix('#'))
        .or_else(|| [".swp", "~", ".bak", ".orig", ".save"].into_iter().find_map(of_shown))
}

fn of_file(rule: Rule, message: String) -> Problem {
    Problem::new(rule, ByteRange::default(), message)
}

fn quoted(path: &Path) -> String {
    shell_words::quote(&path.to_string_lossy()).into_owned()
}

/// Returns who else may read a file, or look into a folder; `None` where nobody may.
///
/// Where single users were given rights (an access list), the bits of the group say how far those go.
#[cfg(unix)]
fn others(path: &Path, is_folder: bool) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = fs::metadata(path).ok()?;
    let bits = if is_folder { 0o5 } else { 0o4 };
    let mode = metadata.mode();
    let listed = has_access_list(path);
    // Many systems give every user a group of the same number that nobody else is in.
    let own_group = metadata.gid() == metadata.uid() && !listed;
    if mode & bits != 0 {
        Some("anybody on this machine".to_owned())
    } else if mode & (bits << 3) != 0 && !own_group {
        let who = if listed { "users whom its access list names" } else { "its group" };
        Some(who.to_owned())
    } else {
        None
    }
}

#[cfg(target_os = "linux")]
fn has_access_list(path: &Path) -> bool {
    let found = rustix::fs::getxattr(path, c"system.posix_acl_access", &mut [0; 4096]);
    found.is_ok_and(|bytes| bytes > 0) || found == Err(rustix::io::Errno::RANGE)
}

#[cfg(all(unix, not(target_os = "linux")))]
fn has_access_list(_: &Path) -> bool {
    false
}

#[cfg(not(unix))]
fn others(_: &Path, _: bool) -> Option<String> {
    None
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;
    use std::process::Command;

    use tempfile::TempDir;

    use super::*;
    use crate::collection::load;

    const CONFIDENTIAL: &str = "title = 'Test A'\nconfidentiality = 'confidential'\n";

    fn collection(settings: &str) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("casebook.toml", settings),
            ("victims/test-a.toml", CONFIDENTIAL),
            ("victims/test-b.toml", "title = 'Test B'\nconfidentiality = 'public'\n"),
            ("arrests/test-c.toml", "title = 'Test C'\n"),
        ] {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, text).unwrap();
            chmod(&file, 0o644);
            chmod(file.parent().unwrap(), 0o700);
        }
        folder
    }

    fn chmod(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// Returns where the new rules fire, with what they say.
    fn found(folder: &TempDir) -> Vec<String> {
        let disk = Disk::new(folder.path());
        let collection = load(&disk);
        let before = collection.findings().len();
        let after = collection.with_exposures(&disk);
        let all: Vec<String> = after
            .findings()
            .iter()
            .filter(|finding| finding.problem.rule >= Rule::ReadableByOthers)
            .map(|finding| {
                let path = after.file(finding.file).unwrap().path.display().to_string();
                assert!(finding.problem.help.is_some());
                format!("{path}: {}", finding.problem.message)
            })
            .collect();
        assert_eq!(after.findings().iter().count(), before + all.len());
        assert_eq!(after.findings().len(), before + all.len());
        all
    }

    #[test]
    fn a_confidential_case_that_others_may_read_is_found() {
        let folder = collection("format = 1\n");
        let file = folder.path().join("victims/test-a.toml");
        let read = "may read this file, and what is in it is confidential";
        assert_eq!(
            found(&folder),
            [format!("victims/test-a.toml: anybody on this machine {read}")]
        );
        for mode in [0o600, 0o400, 0o700] {
            chmod(&file, mode);
            assert_eq!(found(&folder), [] as [&str; 0], "{mode:o}");
        }
        chmod(&file, 0o604);
        assert_eq!(found(&folder).len(), 1);
        chmod(&file, 0o600);
        for mode in [0o755, 0o701, 0o704] {
            chmod(&folder.path().join("victims"), mode);
            let [told] = &found(&folder)[..] else { panic!("{mode:o}") };
            assert!(told.contains("may list the folder"), "{told}");
        }
    }

    #[test]
    fn of_a_confidential_collection_every_file_is_looked_at() {
        let folder = collection("confidentiality = 'confidential'\nformat = 1\n");
        let told = found(&folder);
        for file in ["casebook.toml", "arrests/test-c.toml", "victims/test-a.toml"] {
            assert!(told.iter().any(|told| told.starts_with(file)), "{file}: {told:?}");
        }
        let off = "[check.off]\nreadable-by-others = 'a test'\n";
        let settings = format!("confidentiality = 'confidential'\nformat = 1\n{off}");
        fs::write(folder.path().join("casebook.toml"), settings).unwrap();
        assert_eq!(found(&folder), [] as [&str; 0]);
    }

    #[test]
    fn a_group_and_an_access_list_count() {
        let folder = collection("format = 1\n");
        let file = folder.path().join("victims/test-a.toml");
        chmod(&file, 0o640);
        let is_root = rustix::process::geteuid().is_root();
        if is_root {
            std::os::unix::fs::chown(&file, Some(0), Some(4321)).unwrap();
            assert!(found(&folder)[0].contains("its group may read"), "{:?}", found(&folder));
            std::os::unix::fs::chown(&file, Some(0), Some(0)).unwrap();
        }
        chmod(&file, 0o600);
        let set = Command::new("setfacl").args(["-m", "u:4321:r"]).arg(&file).status();
        if set.is_ok_and(|status| status.success()) {
            assert!(found(&folder)[0].contains("access list"), "{:?}", found(&folder));
        }
    }

    #[test]
    fn what_editors_leave_beside_a_confidential_case_is_found() {
        let folder = collection("format = 1\n");
        let victims = folder.path().join("victims");
        chmod(&victims.join("test-a.toml"), 0o600);
        let left = [
            ".test-a.toml.swp",
            ".test-a.toml.swn",
            "test-a.toml~",
            ".test-a.toml.un~",
            "#test-a.toml#",
            "test-a.toml.bak",
            "test-a.toml.orig",
        ];
        let harmless = ["test-b.toml~", ".test-b.toml.swp", "notes.md~", "test-a.md"];
        for name in left.iter().chain(&harmless) {
            fs::write(victims.join(name), "text").unwrap();
        }
        let told = found(&folder);
        assert_eq!(told.len(), left.len(), "{told:?}");
        for name in left {
            let named = format!("left `{name}` beside");
            assert!(told.iter().any(|told| told.contains(&named)), "{name}: {told:?}");
        }
    }
}
