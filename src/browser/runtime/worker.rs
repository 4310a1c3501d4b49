//! The worker: searches the files and takes in those that change, while keys are answered. A whole
//! collection is read on a thread of its own, and what was read of it so far is searched meanwhile.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use crate::collection::{Accepted, Cache, Changes, Collection};

use super::super::model::{Answer, Finder, Msg, Prompt, Sort, Wish};
use super::given::Given;
use super::mail::{Mail, start};
use super::reading::Reading;

/// The way to the worker's thread.
pub(super) struct Worker {
    jobs: Sender<Job>,
    /// The search that was asked for last.
    wanted: Arc<AtomicU64>,
}

enum Job {
    Reload { generation: u64, changes: Changes },
    Search { generation: u64, query: String, sort: Sort },
    Complete { generation: u64, line: Prompt },
    Arrived(Box<Arrived>),
    Listed(Box<Finder>, Arc<Collection>),
}

/// A collection that was read, or a part of it, ready to be searched.
struct Arrived {
    /// Whether it is the whole.
    whole: bool,
    collection: Arc<Collection>,
    finder: Finder,
}

impl Worker {
    /// Starts the thread; it answers through `sender`.
    ///
    /// # Errors
    ///
    /// The system has no thread left.
    pub(super) fn start(reading: Reading, sender: Sender<Mail>) -> io::Result<Self> {
        let (jobs, waiting) = channel();
        let wanted = Arc::new(AtomicU64::default());
        let latest = Arc::clone(&wanted);
        let own = jobs.clone();
        let names = look_for_names(&sender)?;
        start("searching the files", sender, move |sender| {
            let mut working = Working {
                how: reading,
                jobs: own,
                names,
                sender,
                latest: &latest,
                finder: Finder::default(),
                lists: None,
                before: Arc::default(),
                given: Given::default(),
                to_read: None,
                is_reading: false,
            };
            working.work(&waiting);
        })?;
        Ok(Self { jobs, wanted })
    }

    /// Reads the files that may have changed; answered by [`Msg::Loaded`].
    pub(super) fn reload(&self, generation: u64, changes: Changes) {
        self.ask(Job::Reload { generation, changes });
    }

    /// Searches what was read last; answered by [`Msg::Found`], with the first page before the rest
    /// where there is more. A search that is under way is abandoned.
    pub(super) fn search(&self, generation: u64, query: String, sort: Sort) {
        self.wanted.store(generation, Ordering::Relaxed);
        self.ask(Job::Search { generation, query, sort });
    }

    /// Finds what could stand at the cursor of the query line; answered by [`Msg::Offered`].
    pub(super) fn complete(&self, generation: u64, line: Prompt) {
        self.ask(Job::Complete { generation, line });
    }

    fn ask(&self, job: Job) {
        // A worker that has panicked has said so itself.
        _ = self.jobs.send(job);
    }
}

/// The worker between two jobs.
struct Working<'w> {
    how: Reading,
    jobs: Sender<Job>,
    /// The way to who looks for what is to be masked.
    names: Sender<Arc<Collection>>,
    sender: &'w Sender<Mail>,
    latest: &'w AtomicU64,
    finder: Finder,
    /// What the finder is of.
    before: Arc<Collection>,
    /// What lists a collection of which the finder knows only a part.
    lists: Option<(Finder, Arc<Collection>)>,
    /// What was told and is no longer the latest.
    given: Given,
    /// What is to be read next.
    to_read: Option<(u64, Changes)>,
    /// Whether the whole collection is being read.
    is_reading: bool,
}

impl Working<'_> {
    fn work(&mut self, waiting: &Receiver<Job>) {
        while let Ok(first) = waiting.recv() {
            let mut search = None;
            let mut complete = None;
            // Several readings that wait are one; of several searches, only the last is still wanted.
            for job in std::iter::once(first).chain(waiting.try_iter()) {
                match job {
                    Job::Reload { generation, mut changes } => {
                        if let Some((_, waiting)) = self.to_read.take() {
                            changes.add(waiting);
                        }
                        self.to_read = Some((generation, changes));
                    }
                    Job::Search { generation, query, sort } => {
                        search = Some((generation, query, sort));
                    }
                    Job::Complete { generation, line } => complete = Some((generation, line)),
                    Job::Arrived(arrived) => self.take(*arrived),
                    Job::Listed(finder, of) => self.lists = Some((*finder, of)),
                }
            }
            if let Some((generation, changes)) = self.to_read.take_if(|_| !self.is_reading) {
                self.read(generation, &changes);
            }
            if let Some((generation, typed, sort)) = search {
                self.search(generation, &typed, sort);
            }
            if let Some((generation, line)) = complete {
                make_ready(&mut self.finder, &self.before);
                let offers = self.finder.offers(&self.before, &line);
                self.tell(Msg::Offered { generation, offers });
            }
            // Whoever asked has been answered.
            self.given.sweep();
        }
    }

    fn read(&mut self, generation: u64, changes: &Changes) {
        if *changes == Changes::Everything {
            let (how, before) = (self.how.clone(), Arc::clone(&self.before));
            let jobs = self.jobs.clone();
            let reads = start("reading the files", self.sender.clone(), move |sender| {
                read_all(&how, &before, generation, (&jobs, sender));
            });
            self.is_reading = reads.is_ok();
            if reads.is_err() {
                self.tell(Msg::Told(
                    "the files are not read: the system has no thread left".to_owned(),
                ));
            }
            return;
        }
        let Accepted { collection, changed, touched } =
            (self.how.load)((&self.before, &Cache::default()), changes, &mut |_| {});
        // What is always masked is looked for here, since the next frame asks for it.
        _ = collection.confidential();
        let collection = Arc::new(collection);
        self.given.collection(std::mem::replace(&mut self.before, Arc::clone(&collection)));
        let shown = Arc::clone(&collection);
        self.tell(Msg::Loaded { generation, collection: shown, changed, touched: touched.clone() });
        self.finder.renew(&collection, &touched);
        self.mask(&collection);
    }

    /// Takes over a collection that was read and made ready elsewhere.
    fn take(&mut self, arrived: Arrived) {
        let Arrived { whole, collection, finder } = arrived;
        self.finder = finder;
        if let Some((_, listed)) = self.lists.take() {
            self.given.collection(listed);
        }
        self.is_reading = !whole;
        if whole {
            self.mask(&collection);
        }
        self.given.collection(std::mem::replace(&mut self.before, collection));
    }

    /// Has what is to be masked of a collection looked for beside, so that the key that masks it need
    /// not wait, nor anything for it.
    fn mask(&self, collection: &Arc<Collection>) {
        // Whoever looks has panicked and said so, or is there.
        _ = self.names.send(Arc::clone(collection));
    }

    fn search(&mut self, generation: u64, typed: &str, sort: Sort) {
        let Self { latest, sender, finder, before, lists, given, .. } = self;
        let can_list = lists.as_mut().filter(|(lists, _)| lists.can_answer(typed));
        let (finder, of) = match can_list {
            Some((lists, of)) => (lists, of),
            None => (finder, before),
        };
        if !finder.can_answer(typed) {
            make_ready(finder, of);
        }
        let abandoned = || latest.load(Ordering::Relaxed) != generation;
        let wish = Wish { typed, sort, abandoned: &abandoned };
        let mut found = |answer: Answer| {
            given.list(&answer.ids);
            Msg::Found { generation, of: Arc::clone(of), answer: Box::new(answer) }
        };
        let tell = |msg| _ = sender.send(Mail::Done(msg));
        if let Some(answer) = finder.search(&wish, |page| tell(found(page))) {
            tell(found(answer));
        }
    }

    fn tell(&self, msg: Msg) {
        // Where nobody receives any more, the program is ending, and so does the next `recv`.
        _ = self.sender.send(Mail::Done(msg));
    }
}

/// A part of a collection is made ready to be searched once somebody searches it: that takes as long as
/// reading it, and mostly the rest is there before anybody does.
fn make_ready(finder: &mut Finder, of: &Arc<Collection>) {
    if !finder.can_search() {
        *finder = std::mem::take(finder).to_search(of);
    }
}

/// A part of a collection is shown once so many times as many files are read as before, and so much
/// time has gone by: what is made of a part is made again for the whole.
const GROWTH: usize = 6;
const PATIENCE: Duration = Duration::from_secs(1);

/// Reads a whole collection and makes it ready to be searched; where none was read before, what is
/// there of it as well.
fn read_all(
    how: &Reading,
    before: &Arc<Collection>,
    generation: u64,
    (jobs, sender): (&Sender<Job>, &Sender<Mail>),
) {
    let tell = |msg| _ = sender.send(Mail::Done(msg));
    let arrive = |arrived| _ = jobs.send(Job::Arrived(Box::new(arrived)));
    let anew = before.files().next().is_none();
    let (mut next, mut listed) = (1, None);
    let mut shown: Option<Instant> = None;
    let keeping = how.keeping.as_ref().filter(|_| anew);
    let cache = keeping.map(|keeping| keeping.read()).unwrap_or_default();
    let from = (&**before, &cache);
    let accepted = (how.load)(from, &Changes::Everything, &mut |begun| {
        let progress = begun.progress;
        let whole = progress.read == progress.of;
        // What is read at once is checked and made ready at once.
        if !anew || whole && next == 1 {
            return;
        }
        let mut part = None;
        if whole {
            let collection = Arc::new(begun.collection());
            // Whoever waits sees the whole list before it is checked and can be searched.
            let finder = Finder::to_list(&collection);
            listed = Some(finder.clone());
            _ = jobs.send(Job::Listed(Box::new(finder), Arc::clone(&collection)));
            part = Some(collection);
        } else if progress.read >= next && shown.is_none_or(|shown| shown.elapsed() > PATIENCE) {
            next = GROWTH * progress.read;
            let collection = Arc::new(begun.collection());
            let finder = Finder::to_list(&collection);
            part = Some(Arc::clone(&collection));
            arrive(Arrived { whole: false, collection, finder });
            shown = Some(Instant::now());
        }
        tell(Msg::Arriving { progress, part });
    });
    let Accepted { collection, changed, touched } = accepted;
    if let Some(line) = keeping.and_then(|keeping| keeping.complaint(&cache)) {
        tell(Msg::Told(line));
    }
    let keeping = keeping.filter(|keeping| keeping.is_stale(&cache, &collection));
    // It is as large as what was read.
    drop(cache);
    _ = collection.confidential();
    let collection = Arc::new(collection);
    let finder = listed.unwrap_or_else(|| Finder::to_list(&collection)).to_search(&collection);
    let (whole, kept) = (Arc::clone(&collection), Arc::clone(&collection));
    arrive(Arrived { whole: true, collection, finder });
    tell(Msg::Loaded { generation, collection: whole, changed, touched });
    if let Some(keeping) = keeping {
        keeping.keep(&kept);
    }
}

/// For so long nothing is to have changed before it is looked for what is to be masked: that takes a
/// core for a moment, which whoever saves again soon had better have.
const SETTLED: Duration = Duration::from_secs(1);

/// Starts a thread that looks for what is to be masked of the collection it was sent last.
fn look_for_names(sender: &Sender<Mail>) -> io::Result<Sender<Arc<Collection>>> {
    let (collections, waiting) = channel::<Arc<Collection>>();
    start("looking for names", sender.clone(), move |_| {
        while let Ok(mut latest) = waiting.recv() {
            while let Ok(later) = waiting.recv_timeout(SETTLED) {
                latest = later;
            }
            _ = latest.kept_back();
        }
    })?;
    Ok(collections)
}
