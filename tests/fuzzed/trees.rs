//! Any tree of files, folders, links, pipes, and files that are too large or may not be read, in a folder on
//! disk: it is read, printed and written to, and nothing outside of it is shown or changed.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::io;
use std::path::{Component, Path, PathBuf};

use casebook::collection::{Changes, Collection, Disk, FileSource as _, Loader, load};
use casebook::exchange::{Folder, Readers};
use casebook::record::edit::{NewQuote, add_quote};
use casebook::record::{Cited, FieldId, Id, Kind};
use tempfile::TempDir;

use super::printed;

/// What the files outside say, and no output may.
const SECRET: &str = "qzvxjkwqpzkx";
/// Above the size of any file that is read.
const TOO_LARGE: u64 = 17 * 1024 * 1024;
const MOST_ENTRIES: usize = 24;

/// Entries with a NUL between two: a byte that says what it is, a path up to a line feed, then the bytes of the
/// file or where the link leads.
pub(crate) fn hold(input: &[u8]) {
    if input.windows(SECRET.len()).any(|part| part == SECRET.as_bytes()) {
        return;
    }
    let world = World::new();
    for entry in input.split(|byte| *byte == 0).take(MOST_ENTRIES) {
        // What is in the way, or has a name that the system refuses, is not made.
        _ = world.make(entry);
    }
    let before = world.outside();
    let disk = Disk::new(world.tree());
    let mut collection = load(&disk).with_exposures(&disk);
    shows_nothing_from_outside(&disk, &collection);
    let changed = world.write(&disk, &collection);
    collection = Loader::after(&collection).apply(&disk, &Changes::At(changed)).collection;
    shows_nothing_from_outside(&disk, &collection);
    assert_eq!(world.outside(), before, "something outside was changed");
}

fn shows_nothing_from_outside(disk: &Disk, collection: &Collection) {
    for printed in printed::everything(collection) {
        assert!(!printed.to_lowercase().contains(SECRET), "{printed:?}");
    }
    for path in disk.list().into_iter().flatten() {
        let text = collection.file_at(&path).map(|file| file.now().text());
        assert!(!text.is_some_and(|text| text.contains(SECRET)), "{}", path.display());
    }
    for source in collection.of_kind(Kind::Source) {
        let text = collection.archive().get(&source.record.id);
        assert!(!text.is_some_and(|text| text.text().contains(SECRET)));
    }
}

/// A folder with the tree in it, and beside it files that have nothing to do with it.
struct World(TempDir);

impl World {
    fn new() -> Self {
        let world = Self(tempfile::tempdir().expect("there is room for a folder"));
        for path in ["victims/out.toml", "archive/out.txt", "casebook.toml", "sources.toml"] {
            let path = world.0.path().join("outside").join(path);
            fs::create_dir_all(path.parent().expect("it lies in a folder"))
                .expect("it can be made");
            fs::write(path, format!("title = '{SECRET}'\n[s]\ntitle = '{SECRET}'\n"))
                .expect("it can be written");
        }
        fs::create_dir(world.tree()).expect("it can be made");
        world
    }

    fn tree(&self) -> PathBuf {
        self.0.path().join("tree")
    }

    /// Returns all that is outside of the tree.
    fn outside(&self) -> Vec<(PathBuf, Option<Vec<u8>>)> {
        let mut all = Vec::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("it can be listed") {
                let path = entry.expect("it can be listed").path();
                if path == self.tree() {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path.clone());
                }
                all.push((path.clone(), fs::read(path).ok()));
            }
        }
        all.sort();
        all
    }

    fn make(&self, entry: &[u8]) -> io::Result<()> {
        let Some((what, rest)) = entry.split_first() else { return Ok(()) };
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let (path, content) = rest.split_at(end);
        let content = content.get(1..).unwrap_or_default();
        let path = self.tree().join(harmless(path));
        if path == self.tree() {
            return Ok(());
        }
        fs::create_dir_all(path.parent().unwrap_or(&path))?;
        let led_to = harmless(content);
        match what.wrapping_sub(b'a') % 9 {
            0 => fs::write(path, content),
            1 => fs::create_dir(path),
            // Into the tree, to something or to nothing, or in a cycle.
            2 => linked(&self.tree().join(led_to), &path),
            // Out of it, by its whole path and by a way from here.
            3 => linked(&self.0.path().join("outside").join(led_to), &path),
            4 => {
                let inside = path.strip_prefix(self.tree()).unwrap_or(&path);
                let up: PathBuf = inside.iter().map(|_| "..").collect();
                linked(&up.join("outside").join(led_to), &path)
            }
            5 => pipe(&path),
            6 => {
                fs::write(&path, content)?;
                unreadable(&path)
            }
            7 => {
                fs::write(&path, content)?;
                fs::File::options().write(true).open(path)?.set_len(TOO_LARGE)
            }
            _ => fs::hard_link(self.tree().join(led_to), path),
        }
    }

    /// Writes whatever commands write: quotes, new records, archived texts; returns what may have changed.
    fn write(&self, disk: &Disk, collection: &Collection) -> BTreeSet<PathBuf> {
        let source = Id::new("new-source").expect("that is an id");
        let supports = [Cited::Field(FieldId::Age)];
        let quote = NewQuote {
            source: &source,
            at: None,
            text: "new words",
            supports: &supports,
            disputes: &[],
        };
        let mut changed = BTreeSet::new();
        for path in disk.list().into_iter().flatten() {
            let Some(file) = collection.file_at(&path) else { continue };
            let text = file.now().text();
            let Ok(splice) = add_quote(&text, None, &quote) else { continue };
            let Some((after, _)) = splice.apply(&text) else { continue };
            let (folder, inside) = disk.home_of(&path);
            let folder = Folder::open(folder).expect("it is there");
            _ = folder.replace(inside, text.as_bytes(), after.as_bytes());
            changed.insert(path);
        }
        let folder = Folder::open(&self.tree()).expect("it is there");
        for path in
            ["victims/new-one.toml", "sources.toml", "archive/new-source.txt", "casebook.toml"]
        {
            _ = folder.create(Path::new(path), b"title = 'New'\n", Readers::AnyoneAllowed);
            changed.insert(path.into());
        }
        changed
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // Nothing in it is worth more than an error that another test would make of it.
        _ = fs::remove_dir_all(self.tree());
    }
}

/// Returns a path that leads nowhere but down.
fn harmless(path: &[u8]) -> PathBuf {
    let path = String::from_utf8_lossy(path).into_owned();
    let down = |component: &Component<'_>| matches!(component, Component::Normal(_));
    Path::new(&path).components().filter(down).take(6).collect()
}

#[cfg(unix)]
fn linked(to: &Path, path: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(to, path)
}

#[cfg(not(unix))]
fn linked(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn pipe(path: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    Ok(mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0)?)
}

#[cfg(not(target_os = "linux"))]
fn pipe(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn unreadable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, Permissions::from_mode(0o0))
}

#[cfg(not(unix))]
fn unreadable(path: &Path) -> io::Result<()> {
    let mut permissions: Permissions = fs::metadata(path)?.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path, permissions)
}

/// Returns entries as a line of seeds has them: `|` between two, `>` between path and content.
#[allow(dead_code, reason = "the fuzzer is given bytes")]
pub(crate) fn read(line: &str) -> Vec<u8> {
    line.replace('|', "\0").replace('>', "\n").into_bytes()
}
