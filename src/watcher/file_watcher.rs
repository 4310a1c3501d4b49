//! Watches the files of a collection and reports changes once they settle, on the thread of a front end.
//!
//! Changes are detected in three ways, each for what the one before misses. First, file system
//! events for each folder in [`WatchedFolders`]. Second, every two seconds, a check whether these folders
//! are still the same: after a folder is replaced, the system goes on reporting the old one. Third,
//! a check of files that can change without an event: all of them if events cannot be trusted,
//! otherwise those with several hard links, and some of the others in each round, because any file
//! may get another link. If nothing changes, nothing else is done.
//!
//! The second and the third are done only while someone uses the front end ([`WatchSignals::in_use`]), and for a while
//! after that, as long as events can be trusted: a program that no one uses must not wake the machine.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::debounce::{Debounce, QUIET};
use super::file_state::{FileState, FileStates, check_all, check_hard_linked, check_next, is_ours};
use super::watched_folders::{WatchedFolders, identity, is_reported};
use crate::collection::{Collection, Disk};

/// How often the folders are checked, and the files if the system reports no changes.
const POLLS: Duration = Duration::from_secs(2);

/// Checking all files may take at most one part of so many of the time.
const SHARE: u32 = 10;

/// From this time between two checks on, the screen may be out of date without the user noticing.
const LONG: Duration = Duration::from_secs(15);

/// How many of the files are checked in each round although the system reports changes: all of
/// 200,000 within seven minutes, for a thousandth of the time of one core.
const SOME: usize = 1_000;

/// How often a file that may be half saved is checked again before it is accepted as it is.
const AGAIN: usize = 8;

type WatchEvent = notify::Result<notify::Event>;

/// What the watcher reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WatchReport {
    /// These files may have changed, by their paths in the collection.
    Changed(BTreeSet<PathBuf>),
    /// From now on the files are checked at intervals, in words for the user, with the reason.
    Polls(String),
    /// Why changes may be missed, or that they no longer are.
    MaybeOutdated(Option<String>),
}

/// What wakes the watcher.
enum WatchSignal {
    /// The system reports something.
    Event(WatchEvent),
    /// Someone uses the front end.
    InUse,
    /// The front end watches no longer.
    End,
}

/// The way from a front end to its watcher, which ends when this is dropped.
#[derive(Debug)]
pub(crate) struct WatchSignals {
    way: Sender<WatchSignal>,
    last: Option<Instant>,
}

impl WatchSignals {
    /// Says that someone uses the front end, so that what no event reports is looked for now.
    pub(crate) fn in_use(&mut self) {
        if self.last.is_none_or(|last| last.elapsed() >= POLLS) {
            self.last = Some(Instant::now());
            // A watcher that has ended has nothing to look for.
            _ = self.way.send(WatchSignal::InUse);
        }
    }
}

impl Drop for WatchSignals {
    fn drop(&mut self) {
        _ = self.way.send(WatchSignal::End);
    }
}

/// The watcher between two events.
pub(crate) struct FileWatcher<'w> {
    disk: Disk,
    /// Passes reports on, and returns whether someone still takes them.
    report: &'w dyn Fn(WatchReport) -> bool,
    folders: WatchedFolders,
    /// Reports events until it is dropped.
    watcher: Option<RecommendedWatcher>,
    way: Sender<WatchSignal>,
    signals: Receiver<WatchSignal>,
    /// For so long it looks for what no event reports, after someone last used the front end.
    rests_after: Duration,
    /// When someone last used the front end, so far as is known.
    used: Instant,
    /// Why not every change is reported; `None` where all are.
    polls: Option<String>,
    states: FileStates,
    /// How long the last look at all files took, and when it was over.
    took: Duration,
    looked: Instant,
    /// The last file that was checked in turn, and when.
    looked_up_to: PathBuf,
    looked_at_some: Instant,
    /// The absolute path of the collection when it was opened. The working directory of a program moves
    /// with its folder, so a relative path would never show that the folder was moved.
    home: Option<PathBuf>,
    /// The last reported reason why the screen may be out of date.
    doubt: Option<String>,
    /// Whether file system events are switched off.
    by_polling: bool,
}

/// The front end is gone, or watches no longer.
struct FrontEndGone;

/// What happened to a collection in one burst.
#[derive(Default)]
struct ChangeBatch {
    files: BTreeSet<PathBuf>,
    /// Whether there may be other folders to watch than before.
    moved: bool,
    /// Whether the system has dropped events.
    missed: bool,
    /// Whether the system can no longer report all that changes.
    failed: Option<String>,
}

impl<'w> FileWatcher<'w> {
    /// Returns the watcher of a collection's files, which rests so long after someone last used the front end; `report`
    /// passes on what it reports, and returns whether someone still takes it.
    pub(crate) fn of(
        disk: Disk,
        rests_after: Duration,
        report: &'w dyn Fn(WatchReport) -> bool,
    ) -> (Self, WatchSignals) {
        let (way, signals) = channel();
        let of_front_end = WatchSignals { way: way.clone(), last: None };
        let here = env::current_dir().ok();
        let home = here.and_then(|here| Some(here.join(disk.folders().first()?.0)));
        let watcher = Self {
            disk,
            report,
            folders: WatchedFolders::default(),
            watcher: None,
            way,
            signals,
            rests_after,
            used: Instant::now(),
            polls: None,
            states: FileStates::default(),
            took: Duration::ZERO,
            looked: Instant::now(),
            looked_up_to: PathBuf::new(),
            looked_at_some: Instant::now(),
            home,
            doubt: None,
            by_polling: env::var_os("CASEBOOK_POLL").is_some_and(|value| value == "1"),
        };
        (watcher, of_front_end)
    }

    /// Watches the files until the front end is gone. The collection is as it was read: what changed since then is
    /// reported too.
    pub(crate) fn run(mut self, read: Arc<Collection>) {
        self.used = Instant::now();
        // No one takes reports any more.
        let Err(FrontEndGone) = self.go_on_from(read);
    }

    fn go_on_from(&mut self, read: Arc<Collection>) -> Result<Infallible, FrontEndGone> {
        self.listen()?;
        self.check_all();
        // The watcher is set up first and the files are compared after that: a change in between is seen
        // twice, in the other order it could be missed.
        let files = read.stale_on(&self.disk);
        // It would be kept as long as the front end runs.
        drop(read);
        self.send_changes(ChangeBatch { files, ..ChangeBatch::default() })?;
        loop {
            // An open folder would keep its disk from being unmounted while this thread waits.
            self.disk.close();
            let happened = self.next()?;
            self.take(happened)?;
        }
    }

    /// Watches the folders as they are now.
    ///
    /// A new watcher is made, because an existing one mixes up folders that were renamed into each other.
    fn listen(&mut self) -> Result<(), FrontEndGone> {
        self.folders = WatchedFolders::of(&self.disk);
        if self.by_polling {
            return self.polls(Some(String::new()));
        }
        let mut failed = self.watch_folders();
        for _ in 0..AGAIN {
            // A folder that was made before its parent was watched is in no event.
            let folders = WatchedFolders::of(&self.disk);
            if folders == self.folders {
                break;
            }
            self.folders = folders;
            failed = self.watch_folders();
        }
        let unreported = || self.folders.to_watch().into_iter().any(|folder| !is_reported(folder));
        let why = match failed {
            Some(why) => Some(format!(": {why}")),
            None if unreported() => {
                Some(": this kind of disk does not report every change".to_owned())
            }
            None => None,
        };
        self.polls(why)
    }

    /// Asks the system to report changes in the folders, in as many of them as it can; returns why not in
    /// all.
    fn watch_folders(&mut self) -> Option<String> {
        let reports = || {
            let way = self.way.clone();
            move |event: WatchEvent| _ = way.send(WatchSignal::Event(event))
        };
        let watcher = notify::recommended_watcher(reports()).or_else(|_| {
            // The system may allow one watcher only, so the old one is dropped before trying again.
            self.watcher = None;
            notify::recommended_watcher(reports())
        });
        let mut watcher = match watcher {
            Ok(watcher) => watcher,
            Err(error) => return Some(in_words(&error)),
        };
        let outcomes = self.folders.to_watch().into_iter().map(|folder| {
            // A folder that is gone is no failure: the next check notices that it changed.
            let watch = watcher.watch(folder, RecursiveMode::NonRecursive);
            watch.err().filter(|error| !is_gone(error)).map_or(Ok(()), Err)
        });
        let failed = outcomes.collect::<notify::Result<()>>().err();
        self.watcher = Some(watcher);
        failed.as_ref().map(in_words)
    }

    /// Starts or stops polling; notifies the user when it starts.
    fn polls(&mut self, why: Option<String>) -> Result<(), FrontEndGone> {
        if let Some(why) = why.as_ref().filter(|_| self.polls.is_none()) {
            let text = format!(
                "no change notifications here; checking every {} seconds{why}",
                POLLS.as_secs()
            );
            self.send(WatchReport::Polls(text))?;
        }
        self.polls = why;
        Ok(())
    }

    /// Waits for the next burst of events that matter, or until it is time to look; `None` then.
    fn next(&mut self) -> Result<Option<ChangeBatch>, FrontEndGone> {
        let mut happened = ChangeBatch::default();
        let until = Instant::now() + POLLS;
        loop {
            match self.wait(until) {
                Some(WatchSignal::Event(event)) if self.note(&event, &mut happened) => break,
                Some(WatchSignal::Event(_)) => {}
                Some(WatchSignal::InUse) => {
                    self.used = Instant::now();
                    return Ok(None);
                }
                None => return Ok(None),
                Some(WatchSignal::End) => return Err(FrontEndGone),
            }
        }
        let mut burst = Debounce::starting(Instant::now());
        loop {
            let left = burst.end().saturating_duration_since(Instant::now());
            match self.signals.recv_timeout(left) {
                Ok(WatchSignal::Event(event)) => {
                    if self.note(&event, &mut happened) {
                        burst = burst.and(Instant::now());
                    }
                }
                // All is looked at in a moment.
                Ok(WatchSignal::InUse) => self.used = Instant::now(),
                Ok(WatchSignal::End) => return Err(FrontEndGone),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    return Ok(Some(happened));
                }
            }
        }
    }

    /// Waits for a signal; `None` if it is time to look before one comes.
    fn wait(&self, until: Instant) -> Option<WatchSignal> {
        if self.polls.is_none() && self.used.elapsed() >= self.rests_after {
            return self.signals.recv().ok();
        }
        self.signals.recv_timeout(until.saturating_duration_since(Instant::now())).ok()
    }

    /// Takes note of an event; returns whether it matters.
    fn note(&self, event: &WatchEvent, happened: &mut ChangeBatch) -> bool {
        let event = match event {
            Ok(event) if event.need_rescan() => {
                happened.missed = true;
                return true;
            }
            Ok(event) => event,
            Err(error) => {
                happened.missed = true;
                happened.failed = Some(in_words(error));
                return true;
            }
        };
        if !changes(event.kind) {
            return false;
        }
        let mut matters = false;
        for path in &event.paths {
            if moves(event.kind) && self.folders.are_moved_by(path) {
                happened.moved = true;
                matters = true;
            }
            let names = self.folders.names_of(path).into_iter().filter(|name| is_ours(name));
            let before = happened.files.len();
            happened.files.extend(names);
            matters |= happened.files.len() > before;
        }
        matters
    }

    fn take(&mut self, happened: Option<ChangeBatch>) -> Result<(), FrontEndGone> {
        let mut happened = happened.unwrap_or_default();
        if let Some(why) = happened.failed.take() {
            self.polls(Some(format!(": {why}")))?;
        }
        let moved = happened.moved || happened.missed || !self.folders.are_the_same();
        if moved {
            self.listen()?;
        }
        if moved || self.is_time_to_look() {
            happened.files.extend(self.look_until_saved());
        } else if self.polls.is_none() {
            happened.files.extend(check_hard_linked(&self.disk, &mut self.states));
            if self.looked_at_some.elapsed() + QUIET >= POLLS {
                self.looked_at_some = Instant::now();
                let last = &mut self.looked_up_to;
                happened.files.extend(check_next(&self.disk, &mut self.states, last, SOME));
            }
        }
        self.send_changes(happened)?;
        self.send_doubt()
    }

    /// Returns how long to wait between two checks of all files, if the system does not report all
    /// changes.
    fn pause(&self) -> Duration {
        POLLS.max(self.took * SHARE)
    }

    fn is_time_to_look(&self) -> bool {
        self.polls.is_some() && self.looked.elapsed() + QUIET >= self.pause()
    }

    /// Checks all files; returns which are new, gone or different.
    fn check_all(&mut self) -> Vec<PathBuf> {
        let started = Instant::now();
        let (states, others) = check_all(&self.disk, &self.states);
        self.states = states;
        self.looked = Instant::now();
        self.took = self.looked - started;
        others
    }

    /// Does the same until nothing changes between two checks: files may be in the middle of being saved.
    fn look_until_saved(&mut self) -> BTreeSet<PathBuf> {
        let mut all = BTreeSet::new();
        for _ in 0..AGAIN {
            let others = self.check_all();
            if others.is_empty() {
                break;
            }
            all.extend(others);
            thread::sleep(QUIET);
        }
        all
    }

    /// Reports which files may have changed, once they are no longer in the middle of being saved.
    fn send_changes(&mut self, happened: ChangeBatch) -> Result<(), FrontEndGone> {
        let files = happened.files;
        let read_states = |before: &FileStates| -> FileStates {
            let state =
                |path: &PathBuf| (path.clone(), FileState::at(&self.disk, path, before.get(path)));
            files.iter().map(state).collect()
        };
        let mut now = read_states(&self.states);
        for _ in 0..AGAIN {
            if !now.values().any(FileState::is_half_saved) {
                break;
            }
            thread::sleep(QUIET);
            let again = read_states(&now);
            let is_same = |(path, state): (&PathBuf, &FileState)| {
                !state.is_half_saved() || now.get(path).is_some_and(|before| before.is_same(state))
            };
            let all_same = again.iter().all(is_same);
            now = again;
            if all_same {
                break;
            }
        }
        for (path, state) in now {
            if state.is_there() {
                self.states.insert(path, state);
            } else {
                self.states.remove(&path);
            }
        }
        if files.is_empty() { Ok(()) } else { self.send(WatchReport::Changed(files)) }
    }

    /// Reports why the screen may be out of date, or that it no longer is.
    fn send_doubt(&mut self) -> Result<(), FrontEndGone> {
        let doubt = self.doubt_now();
        if doubt == self.doubt {
            return Ok(());
        }
        self.doubt.clone_from(&doubt);
        self.send(WatchReport::MaybeOutdated(doubt))
    }

    fn doubt_now(&self) -> Option<String> {
        let folders = self.disk.folders();
        let root = folders.first().map_or(Path::new("."), |(root, _)| root);
        if let Err(error) = fs::read_dir(root) {
            return Some(format!("the collection's folder cannot be read: {}", error.kind()));
        }
        let home = self.home.as_deref();
        if home.is_some_and(|home| identity(home) != identity(root)) {
            return Some("the collection's folder was moved or replaced".into());
        }
        let pause = self.pause();
        (self.polls.is_some() && pause > LONG)
            .then(|| format!("files are checked only every {} seconds", pause.as_secs()))
    }

    fn send(&self, report: WatchReport) -> Result<(), FrontEndGone> {
        (self.report)(report).then_some(()).ok_or(FrontEndGone)
    }
}

fn in_words(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => "the system cannot watch more folders".to_owned(),
        notify::ErrorKind::Io(error) => error.to_string(),
        notify::ErrorKind::Generic(_)
        | notify::ErrorKind::PathNotFound
        | notify::ErrorKind::WatchNotFound
        | notify::ErrorKind::InvalidConfig(_) => error.to_string(),
    }
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == io::ErrorKind::NotFound,
        notify::ErrorKind::Generic(_)
        | notify::ErrorKind::WatchNotFound
        | notify::ErrorKind::InvalidConfig(_)
        | notify::ErrorKind::MaxFilesWatch => false,
    }
}

/// Returns whether a kind of event may change the content of a file; reading it does not.
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

/// Returns whether a kind of event may add or remove a folder, or change who may read it.
fn moves(kind: EventKind) -> bool {
    match kind {
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Remove(_)
        | EventKind::Modify(ModifyKind::Name(_) | ModifyKind::Metadata(MetadataKind::Any)) => true,
        EventKind::Access(_) | EventKind::Modify(_) | EventKind::Other => false,
    }
}
