//! Checks what shows on disk alone: permissions and editor leftovers of confidential cases, and links by which files are read twice.
//!
//! This runs only for `check`, because none of it is part of a text.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Rule};
use crate::record::Kind;
use crate::text::ByteRange;

use crate::collection::assemble::Collection;
use crate::collection::files::links::SecondPath;
use crate::collection::files::placement::Placement;
use crate::collection::files::source::Disk;
use crate::collection::index::Located;
use crate::collection::problems::CheckedFile;

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
        let mut found: Vec<(PathBuf, Diagnostic)> = readable(disk, &files);
        for (folder, names) in &folders {
            let at = names.first().map(|name| folder.join(name)).unwrap_or_default();
            found.extend(leftovers(disk, (*folder, names), &at));
        }
        found.extend(listable(disk, &folders));
        found.extend(self.beside_the_records(disk, &folders));
        for (path, problem) in found {
            self.add_problem(&path, problem);
        }
        self
    }

    /// Returns the collection with the files that are read twice, by themselves and behind a link, among what is wrong.
    #[must_use]
    pub fn with_second_paths(mut self, disk: &Disk) -> Self {
        let second_paths =
            disk.second_paths(&self.files().map(|file| file.path.as_path()).collect());
        for SecondPath { path, other } in second_paths {
            let other = other.display();
            let message = format!(
                "this is a link to {other}, which is read by itself too, so its records are counted twice"
            );
            let remedy = "remove the link, and let what links to its record link to the other";
            self.add_problem(&path, of_file(Rule::CountedTwice, message).help(remedy.to_owned()));
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
        self.map_records(path).into_iter().flatten().collect()
    }

    /// Says at the settings of a confidential collection what the disk shows about its archived texts, and
    /// about folders of which no file is left.
    fn beside_the_records(
        &self,
        disk: &Disk,
        known: &BTreeMap<&Path, BTreeSet<&OsStr>>,
    ) -> Vec<(PathBuf, Diagnostic)> {
        let mut all = self.files().map(|file| &file.path);
        let settings = all.find(|path| Placement::of(path).is_of_settings());
        let Some(at) = settings.filter(|_| self.settings.is_confidential()) else {
            return Vec::new();
        };
        let mut texts: BTreeMap<&Path, BTreeSet<&OsStr>> = BTreeMap::new();
        for text in self.texts.keys() {
            if let (Some(folder), Some(name)) = (text.parent(), text.file_name()) {
                texts.entry(folder).or_default().insert(name);
            }
        }
        let mut found = of_archive(disk, &texts, at);
        let kinds = Kind::all().map(Kind::folder).chain(["archive"]).map(Path::new);
        let none = BTreeSet::new();
        for folder in kinds.filter(|folder| !known.contains_key(folder)) {
            let names = texts.get(folder).unwrap_or(&none);
            found.extend(leftovers(disk, (folder, names), at));
        }
        for (folder, names) in texts.iter().filter(|(folder, _)| **folder != Path::new("archive")) {
            found.extend(leftovers(disk, (*folder, names), at));
        }
        found
    }

    fn add_problem(&mut self, path: &Path, problem: Diagnostic) {
        let Ok(at) = self.number_of(path) else { return };
        let Some(checked) = self.files.get(at).filter(|_| !self.settings.is_off(problem.code))
        else {
            return;
        };
        let problems = checked.problems.iter().cloned().chain([problem]).collect();
        let checked = CheckedFile { problems, ..checked.clone() };
        self.files.replace(at, checked);
        self.found += 1;
    }
}

/// Says which files others may read; of many in one folder as one problem.
fn readable(disk: &Disk, files: &BTreeSet<PathBuf>) -> Vec<(PathBuf, Diagnostic)> {
    let readable = files.iter().filter_map(|path| Some((path, others(&disk.locate(path), false)?)));
    let problem = |(path, who): (&PathBuf, String)| {
        let message = format!("{who} may read this file, and what is in it is confidential");
        let remedy = format!("take that right away: chmod go-rwx {}", quoted(&disk.locate(path)));
        (path.clone(), of_file(Rule::ReadableByOthers, message).help(remedy))
    };
    readable.map(problem).collect()
}

/// Says which folders others may list, at the first confidential file of each.
fn listable(
    disk: &Disk,
    folders: &BTreeMap<&Path, BTreeSet<&OsStr>>,
) -> Vec<(PathBuf, Diagnostic)> {
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

/// Says who may read archived texts of a confidential collection, and who may list their folders, each once.
fn of_archive(
    disk: &Disk,
    texts: &BTreeMap<&Path, BTreeSet<&OsStr>>,
    at: &Path,
) -> Vec<(PathBuf, Diagnostic)> {
    let archive = quoted(&disk.locate(Path::new("archive")));
    let remedy = format!("take that right away: chmod -R go-rwx {archive}");
    let problem =
        |message| (at.to_owned(), of_file(Rule::ReadableByOthers, message).help(remedy.clone()));
    let all = texts.iter().flat_map(|(folder, names)| names.iter().map(|name| folder.join(name)));
    let read: Vec<String> = all.filter_map(|text| others(&disk.locate(&text), false)).collect();
    let read = read.first().map(|who| match read.len() {
        1 => format!("{who} may read an archived text, and the collection is confidential"),
        count => {
            format!("{who} may read {count} archived texts, and the collection is confidential")
        }
    });
    let mut listed = texts.keys().filter_map(|folder| others(&disk.locate(folder), true));
    let listed = listed.next().map(|who| {
        format!("{who} may list the archived texts, and the names of their files are ids")
    });
    read.into_iter().chain(listed).map(problem).collect()
}

/// Says what editors left in one folder of its confidential files, or of files that are gone; what is not
/// beside such a file is said at `at`.
fn leftovers(
    disk: &Disk,
    (folder, names): (&Path, &BTreeSet<&OsStr>),
    at: &Path,
) -> Vec<(PathBuf, Diagnostic)> {
    let place = disk.locate(folder);
    let place = if place.as_os_str().is_empty() { PathBuf::from(".") } else { place };
    let entries = fs::read_dir(&place).into_iter().flatten().flatten();
    let left = entries.filter_map(|entry| {
        let name = entry.file_name();
        let (of, what) = match left_of(name.to_str()?)? {
            EditorLeftover::Of(file) => match names.get(OsStr::new(file)) {
                Some(_) if folder.starts_with("archive") => (at.to_owned(), "beside its text"),
                Some(of) => (folder.join(of), "beside this file"),
                None if is_gone(disk, &folder.join(file)) => {
                    (at.to_owned(), "of a file that is gone")
                }
                None => return None,
            },
            EditorLeftover::OfAny => (at.to_owned(), "of some file"),
        };
        let is_here = of.parent() == Some(folder);
        let called = if is_here { PathBuf::from(&name) } else { folder.join(&name) };
        let message = format!(
            "an editor left `{}` {what}, and it may hold what is confidential",
            called.display()
        );
        let remedy = format!("close the editor, then remove it: rm {}", quoted(&place.join(&name)));
        Some((of, of_file(Rule::EditorLeftover, message).help(remedy)))
    });
    let mut left: Vec<_> = left.collect();
    left.sort_by(|(one, a), (other, b)| (one, &a.message).cmp(&(other, &b.message)));
    left
}

/// Returns whether a file that the collection would read is not there.
fn is_gone(disk: &Disk, file: &Path) -> bool {
    let placement = Placement::of(file);
    let ours = placement != Placement::Foreign && !placement.is_misplaced();
    ours && disk.locate(file).symlink_metadata().is_err()
}

/// What an editor, or another program that saves files, has left something of.
enum EditorLeftover<'n> {
    /// A file of this name.
    Of(&'n str),
    /// A file of any kind: its name does not say which.
    OfAny,
}

/// What programs put before the name of a file.
const BEFORE: [&str; 8] = [".~lock.", ".syncthing.", "~syncthing~", ".#", "~$", "#", "~", "."];
/// The names of leftovers that do not show which file they belong to: of gedit, joe, and of open
/// files that were removed from a network drive or a mounted archive.
const OF_ANY: [&str; 4] = [".goutputstream-", "DEADJOE", ".nfs0", ".fuse_hidden"];
/// Extensions of files that cannot be read without a key, or that are signatures.
const SEALED: [&str; 5] = [".gpg", ".age", ".asc", ".sig", ".minisig"];

/// Returns what a file of this name is left of; `None` where it is no left-over.
///
/// Programs put something before or behind the name of the file: vim `.a.toml.swp` and `.a.toml.un~`, emacs
/// `#a.toml#`, `a.toml~`, `a.toml.~1~` and `.a.toml.~undo-tree~`, nano `a.toml.save.1`, and so on.
fn left_of(name: &str) -> Option<EditorLeftover<'_>> {
    if OF_ANY.iter().any(|start| name.starts_with(start)) {
        return Some(EditorLeftover::OfAny);
    }
    let ends = [".toml", ".txt"].into_iter();
    let end = ends.filter_map(|ending| Some(name.find(ending)? + ending.len())).min()?;
    let (start, behind) = name.split_at_checked(end)?;
    let file = BEFORE.iter().find_map(|before| start.strip_prefix(before)).unwrap_or(start);
    let before = start.get(..start.len() - file.len()).unwrap_or_default();
    let is_left = match behind {
        // A hidden file may be a setting of its own.
        "" => !matches!(before, "" | "."),
        _ => behind.starts_with(['~', '.', '#', '_']),
    };
    let is_sealed = SEALED.iter().any(|end| behind.ends_with(end));
    // What macOS keeps of a file on other disks holds nothing of what it says.
    (is_left && !is_sealed && !name.starts_with("._")).then_some(EditorLeftover::Of(file))
}

fn of_file(rule: Rule, message: String) -> Diagnostic {
    Diagnostic::new(rule, ByteRange::default(), message)
}

fn quoted(path: &Path) -> String {
    shell_words::quote(&path.to_string_lossy()).into_owned()
}

/// Returns who else may read a file or list a folder; `None` if no one.
///
/// Where single users were given rights (an access list), the bits of the group say how far those go.
#[cfg(unix)]
fn others(path: &Path, is_folder: bool) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = fs::metadata(path).ok()?;
    let bits = if is_folder { 0o5 } else { 0o4 };
    let mode = metadata.mode();
    let listed = has_access_list(path);
    // Many systems give every user a group with the same number and no other members.
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
        let before = collection.diagnostics().len();
        let after = collection.with_exposures(&disk);
        let all: Vec<String> = after
            .diagnostics()
            .iter()
            .filter(|diagnostic| diagnostic.problem.code >= Rule::ReadableByOthers)
            .map(|diagnostic| {
                let path = after.file(diagnostic.file).unwrap().path.display().to_string();
                assert!(diagnostic.problem.help.is_some());
                format!("{path}: {}", diagnostic.problem.message)
            })
            .collect();
        assert_eq!(after.diagnostics().iter().count(), before + all.len());
        assert_eq!(after.diagnostics().len(), before + all.len());
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
            let [reports] = &found(&folder)[..] else { panic!("{mode:o}") };
            assert!(reports.contains("may list the folder"), "{reports}");
        }
    }

    #[test]
    fn of_a_confidential_collection_every_file_is_looked_at() {
        let folder = collection("confidentiality = 'confidential'\nformat = 1\n");
        let reports = found(&folder);
        for file in ["casebook.toml", "arrests/test-c.toml", "victims/test-a.toml"] {
            assert!(reports.iter().any(|reports| reports.starts_with(file)), "{file}: {reports:?}");
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
    fn what_editors_leave_of_files_that_are_gone_is_found_in_a_folder_with_a_confidential_case() {
        let folder = collection("format = 1\n");
        let victims = folder.path().join("victims");
        chmod(&victims.join("test-a.toml"), 0o600);
        let left = [".gone.toml.swp", "gone.toml~", "#gone.toml#", "gone.toml.~2~", "DEADJOE"];
        for name in left.iter().chain(&[".taplo.toml", "notes.txt~", ".gone.toml"]) {
            fs::write(victims.join(name), "text").unwrap();
            // No case there is confidential.
            fs::write(folder.path().join("arrests").join(name), "text").unwrap();
        }
        let said = found(&folder);
        assert_eq!(said.len(), left.len(), "{said:?}");
        assert!(said.iter().all(|said| said.starts_with("victims/test-a.toml: an editor left `")));
        assert!(said.iter().any(|said| said.contains("`gone.toml~` of a file that is gone")));
        // Of a confidential collection every folder is looked into, also where no file is left.
        let settings = "confidentiality = 'confidential'\nformat = 1\n";
        fs::write(folder.path().join("casebook.toml"), settings).unwrap();
        fs::create_dir(folder.path().join("rescues")).unwrap();
        fs::write(folder.path().join("rescues/.last.toml.swp"), "text").unwrap();
        fs::remove_file(folder.path().join("arrests/test-c.toml")).unwrap();
        let said = found(&folder);
        for left in ["rescues/.last.toml.swp", "arrests/.gone.toml.swp", "arrests/DEADJOE"] {
            let said = said.iter().find(|said| said.contains(&format!("`{left}`"))).unwrap();
            assert!(said.starts_with("casebook.toml: "), "{said}");
        }
    }

    #[test]
    fn the_archived_texts_of_a_confidential_collection_are_looked_at() {
        let folder = collection("confidentiality = 'confidential'\nformat = 1\n");
        let archive = folder.path().join("archive");
        let of_archive = || -> Vec<String> {
            found(&folder).into_iter().filter(|said| said.contains("archive")).collect()
        };
        fs::create_dir_all(archive.join("old")).unwrap();
        for text in ["wire.txt", "old/paper.txt", ".wire.txt.swp", "old/paper.txt~", "gone.txt~"] {
            fs::write(archive.join(text), "Words.").unwrap();
            chmod(&archive.join(text), 0o644);
        }
        chmod(&archive, 0o755);
        chmod(&archive.join("old"), 0o700);
        let said = of_archive();
        for what in [
            "anybody on this machine may read 2 archived texts",
            "may list the archived texts",
            "`archive/.wire.txt.swp` beside its text",
            "`archive/old/paper.txt~` beside its text",
            "`archive/gone.txt~` of a file that is gone",
        ] {
            assert!(said.iter().any(|said| said.contains(what)), "{what}: {said:?}");
        }
        assert_eq!(said.len(), 5, "{said:?}");
        assert!(said.iter().all(|said| said.starts_with("casebook.toml: ")));
        for text in [".wire.txt.swp", "old/paper.txt~", "gone.txt~"] {
            fs::remove_file(archive.join(text)).unwrap();
        }
        chmod(&archive, 0o700);
        chmod(&archive.join("old/paper.txt"), 0o600);
        let [said] = &of_archive()[..] else { panic!("{:?}", of_archive()) };
        assert!(said.contains("may read an archived text"), "{said}");
        chmod(&archive.join("wire.txt"), 0o600);
        assert_eq!(of_archive(), [] as [&str; 0]);
        // What is public may be read.
        chmod(&archive, 0o755);
        fs::write(folder.path().join("casebook.toml"), "format = 1\n").unwrap();
        assert_eq!(of_archive(), [] as [&str; 0]);
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
            "test-a.toml.~1~",
            ".test-a.toml.~undo-tree~",
            "test-a.toml.save",
            "test-a.toml.save.1",
            ".~lock.test-a.toml#",
            ".#test-a.toml",
            ".test-a.toml.kate-swp",
            ".test-a.toml.kak.Xy12Zq",
            "test-a.toml___jb_tmp___",
            ".syncthing.test-a.toml.tmp",
            "test-a.toml.rej",
        ];
        let harmless = [
            "test-b.toml~",
            ".test-b.toml.swp",
            "notes.md~",
            "test-a.md",
            "._test-a.toml",
            ".test-a.toml",
            "test-a.toml.gpg",
        ];
        for name in left.iter().chain(&harmless) {
            fs::write(victims.join(name), "text").unwrap();
        }
        let reports = found(&folder);
        assert_eq!(reports.len(), left.len(), "{reports:?}");
        for name in left {
            let named = format!("left `{name}` beside");
            assert!(reports.iter().any(|reports| reports.contains(&named)), "{name}: {reports:?}");
        }
    }
}
