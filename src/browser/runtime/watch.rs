//! Watching the folders of a collection: the main thread hears of changes soon after they settle.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::super::model::Msg;
use super::burst::{Burst, QUIET};
use super::look::{Look, at_all, differing, is_ours};
use super::mail::{Mail, start};
use crate::collection::{Changes, Collection, Disk};

/// How often is looked where the system gives no events.
const POLLS: Duration = Duration::from_secs(2);

/// How often a file that may be half saved is looked at again before it is taken as it is.
const LOOKS: usize = 8;

type Events = Receiver<notify::Result<notify::Event>>;

/// Returns the way to who waits to be told that a collection was read, and watches its files from then
/// on: what is otherwise than it was read, then or later, is told as [`Msg::Changed`].
///
/// Who watched while files are read would be told of every one of them.
///
/// # Errors
///
/// The system has no thread left.
pub(super) fn watch(disk: Disk, sender: Sender<Mail>) -> io::Result<Sender<Arc<Collection>>> {
    let (way, collections) = channel::<Arc<Collection>>();
    start("watching the files", sender, move |sender| {
        // Where nobody sends, the program is ending, and so it is where nobody receives any more.
        let Ok(read) = collections.recv() else { return };
        let tell = |msg| _ = sender.send(Mail::Done(msg));
        let asked = env::var_os("CASEBOOK_POLL").is_some_and(|value| value == "1");
        let folders = Folders::of(&disk);
        let listening = if asked { Err(String::new()) } else { listen(&folders) };
        let seen = at_all(&disk);
        // Nothing that changes from here on is missed, and what has changed before is seen here.
        let happened = Happened { files: read.stale_on(&disk), ..Happened::default() };
        drop(read);
        let mut watched = Watched { disk, folders, seen };
        watched.changes(happened).into_iter().for_each(|changes| tell(Msg::Changed(changes)));
        match listening {
            // It watches for as long as the watcher lives.
            Ok((_watcher, events)) => by_events(watched, &events, sender),
            Err(why) => {
                let told = format!("watching by polling, every {} seconds{why}", POLLS.as_secs());
                tell(Msg::Told(told));
                by_polling(&watched.disk, watched.seen, sender);
            }
        }
    })?;
    Ok(way)
}

/// The folders of a collection by their true names, each with what its paths start with in it.
struct Folders(Vec<(PathBuf, &'static Path)>);

impl Folders {
    fn of(disk: &Disk) -> Self {
        let folders = disk.folders().into_iter();
        // Some systems report true names, whatever name was watched.
        let folders = folders.map(|(folder, prefix)| {
            (folder.canonicalize().unwrap_or_else(|_| folder.to_owned()), prefix)
        });
        Self(folders.collect())
    }

    /// Returns a file as the collection calls it.
    fn path_of(&self, file: &Path) -> Option<PathBuf> {
        let mut folders = self.0.iter().rev();
        folders
            .find_map(|(folder, prefix)| file.strip_prefix(folder).ok().map(|end| prefix.join(end)))
    }
}

fn listen(folders: &Folders) -> Result<(RecommendedWatcher, Events), String> {
    let why = |error: notify::Error| format!(": {error}");
    let (sender, events) = channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(why)?;
    for (folder, _) in &folders.0 {
        watcher.watch(folder, RecursiveMode::Recursive).map_err(why)?;
    }
    Ok((watcher, events))
}

struct Watched {
    disk: Disk,
    folders: Folders,
    seen: BTreeMap<PathBuf, Look>,
}

/// What happened to a collection in one burst.
#[derive(Default)]
struct Happened {
    files: BTreeSet<PathBuf>,
    /// What may be folders that have come or are gone.
    folders: BTreeSet<PathBuf>,
    /// Whether the system has dropped events.
    missed: bool,
}

fn by_events(mut watched: Watched, events: &Events, sender: &Sender<Mail>) {
    while let Some(happened) = watched.next(events) {
        let Some(changes) = watched.changes(happened) else { continue };
        if sender.send(Mail::Done(Msg::Changed(changes))).is_err() {
            return;
        }
    }
}

impl Watched {
    /// Waits for the next burst of events that matter, until it is over; `None` where no more come.
    fn next(&self, events: &Events) -> Option<Happened> {
        let mut happened = Happened::default();
        while !self.note(&events.recv().ok()?, &mut happened) {}
        let mut burst = Burst::starting(Instant::now());
        loop {
            let left = burst.end().saturating_duration_since(Instant::now());
            match events.recv_timeout(left) {
                Ok(event) if self.note(&event, &mut happened) => burst = burst.and(Instant::now()),
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return Some(happened),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Takes note of an event; tells whether it is one that matters.
    fn note(&self, event: &notify::Result<notify::Event>, happened: &mut Happened) -> bool {
        let Ok(event) = event else {
            happened.missed = true;
            return true;
        };
        if event.need_rescan() {
            happened.missed = true;
            return true;
        }
        if !changes(event.kind) {
            return false;
        }
        let mut matters = false;
        for path in event.paths.iter().filter_map(|path| self.folders.path_of(path)) {
            if is_ours(&path) {
                happened.files.insert(path);
                matters = true;
            } else if moves(event.kind) && may_be_folder(&path) {
                happened.folders.insert(path);
                matters = true;
            }
        }
        matters
    }

    /// Waits until the files are no longer in the middle of being saved; returns which may have
    /// changed, `None` where none has.
    fn changes(&mut self, happened: Happened) -> Option<Changes> {
        let looks = || -> BTreeMap<&PathBuf, Look> {
            let files = happened.files.iter();
            let looks = files.map(|path| (path, Look::at(&self.disk.locate(path))));
            looks.filter(|(_, look)| look.is_doubtful()).collect()
        };
        let mut doubtful = looks();
        for _ in 0..LOOKS {
            if doubtful.is_empty() {
                break;
            }
            thread::sleep(QUIET);
            let again = looks();
            if again == doubtful {
                break;
            }
            doubtful = again;
        }
        let Happened { mut files, folders, missed } = happened;
        files.extend(folders);
        if !missed {
            return (!files.is_empty()).then_some(Changes::At(files));
        }
        // Reading many files is many events too: without a look, events that were dropped for
        // their number would make us read again and again.
        let seen = at_all(&self.disk);
        files.extend(differing(&self.seen, &seen));
        self.seen = seen;
        (!files.is_empty()).then_some(Changes::At(files))
    }
}

/// Tells whether a kind of event may change what a file says; looking at it does not.
fn changes(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}

/// Tells whether a kind of event may bring or take away a folder.
fn moves(kind: EventKind) -> bool {
    match kind {
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Remove(_)
        | EventKind::Modify(ModifyKind::Name(_)) => true,
        EventKind::Access(_) | EventKind::Modify(_) | EventKind::Other => false,
    }
}

/// Tells whether a path that is no file of ours may be a folder with such in it.
fn may_be_folder(path: &Path) -> bool {
    let hidden = path.iter().any(|name| name.as_encoded_bytes().starts_with(b"."));
    !hidden && path.extension().is_none()
}

fn by_polling(disk: &Disk, mut seen: BTreeMap<PathBuf, Look>, sender: &Sender<Mail>) {
    loop {
        thread::sleep(POLLS);
        let mut now = at_all(disk);
        if now == seen {
            continue;
        }
        // Two equal looks: a file may be in the middle of being saved.
        loop {
            thread::sleep(QUIET);
            let again = at_all(disk);
            if again == now {
                break;
            }
            now = again;
        }
        let changes = Changes::At(differing(&seen, &now).collect());
        seen = now;
        if sender.send(Mail::Done(Msg::Changed(changes))).is_err() {
            return;
        }
    }
}
