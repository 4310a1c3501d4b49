//! The worker thread: searches, completes and reloads while the main thread answers keys.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::time::{Duration, Instant};

use rayon::ThreadPoolBuilder;

use crate::collection::{Accepted, Changes, Collection, ListSort, PartialLoad, Progress, Touched};
use crate::session::{AppliedChanges, CollectionReader, OpenedIndex, PreviewRequest, Session};
use crate::views::network::request::TieRequest;

use super::super::event::{MainEvent, start};
use super::background::in_background;
use super::deferred_drop::DeferredDrop;
use super::text_search::TextSearchThread;
use super::ties::TieThread;
use crate::browser::model::discarded::Discarded;
use crate::browser::model::{FindRequest, Finder, Prompt, Report, SearchResult};
use crate::views::{DisclosureHistory, ViewRequest, Viewer};

/// The handle of the worker thread.
pub(crate) struct Worker {
    jobs: Sender<Job>,
    /// The latest search; the worker abandons all earlier ones.
    wanted: Arc<AtomicU64>,
    /// The channel to the thread that finds sensitive terms.
    names: Sender<NameJob>,
    texts: TextSearchThread,
    ties: TieThread,
}

/// A request to find the sensitive terms of a collection.
struct NameJob {
    collection: Arc<Collection>,
    /// Whether the user waits for them.
    at_once: bool,
}

enum Job {
    Reload { generation: u64, changes: Changes },
    Search(SearchJob),
    Complete { generation: u64, line: Prompt },
    Preview { generation: u64, request: Box<PreviewRequest> },
    FindEnds { generation: u64, words: String, most: usize },
    View { generation: u64, request: Box<ViewRequest> },
    Arrived(Box<LoadedJob>),
    Discard(Discarded),
}

/// A requested search.
struct SearchJob {
    generation: u64,
    query: String,
    sort: ListSort,
    /// How many records it was answered for; zero before the first answer.
    among: usize,
}

/// A collection that was read, or a part of it.
struct LoadedJob {
    stage: ReadingStage,
    collection: Arc<Collection>,
    /// Lists its records; `None` if the finder of an earlier part lists all of them already.
    finder: Option<Finder>,
}

/// How far the reading of a collection has come.
enum ReadingStage {
    /// Some files are read.
    Part,
    /// All files are read, and are listed while they are checked.
    Listed(Progress),
    /// All files are read and checked.
    Checked {
        /// The number of the reading, as the effect gave it.
        generation: u64,
        /// How many files are others than in the reading before.
        changed: usize,
        /// Which records are others.
        touched: Touched,
    },
}

/// The collection as it is listed while it is checked.
struct ListedUnchecked {
    progress: Progress,
    /// The changes that are to be shown.
    waiting: Option<Changes>,
    /// Those that are shown, and what they touched.
    shown: Option<(Changes, Touched)>,
}

impl Worker {
    /// Starts the thread; it answers through `sender`.
    ///
    /// # Errors
    ///
    /// The system has no thread left.
    pub(crate) fn start(reading: CollectionReader, sender: Sender<MainEvent>) -> io::Result<Self> {
        let (jobs, waiting) = channel();
        let wanted = Arc::new(AtomicU64::default());
        let latest = Arc::clone(&wanted);
        let own = jobs.clone();
        let names = start_name_thread(&sender)?;
        let asked = names.clone();
        let texts = TextSearchThread::start(sender.clone())?;
        let ties = TieThread::start(sender.clone())?;
        // A thread pool of its own: reading a collection keeps the other one busy, and a search
        // must not wait for it.
        let threads = ThreadPoolBuilder::new().build().map_err(io::Error::other)?;
        start("searching the files", sender, move |sender| {
            let mut working = WorkerThread {
                session: Session::over(reading),
                jobs: own,
                names,
                sender,
                latest: &latest,
                deferred: DeferredDrop::default(),
                to_read: None,
                is_reading: false,
                listed: None,
                asked: None,
                completing: None,
                viewing: Vec::new(),
                viewer: Viewer::default(),
                disclosed: DisclosureHistory::default(),
            };
            threads.install(move || working.work(&waiting));
        })?;
        Ok(Self { jobs, wanted, names: asked, texts, ties })
    }

    /// Reads the files that may have changed; answered by [`Report::Loaded`].
    pub(crate) fn reload(&self, generation: u64, changes: Changes) {
        self.ask(Job::Reload { generation, changes });
    }

    /// Searches what was read last; answered by [`Report::Found`], with the first page before the rest
    /// where there is more, and again as more of the records can be searched. A search that is under
    /// way is abandoned.
    pub(crate) fn search(&self, generation: u64, query: String, sort: ListSort) {
        self.wanted.store(generation, Ordering::Relaxed);
        self.ask(Job::Search(SearchJob { generation, query, sort, among: 0 }));
    }

    /// Finds completions for the cursor position in the query line; answered by [`Report::Completions`].
    pub(crate) fn complete(&self, generation: u64, line: Prompt) {
        self.ask(Job::Complete { generation, line });
    }

    /// Finds what would come of a value that is being typed; answered by [`Report::Previewed`], unless another request follows
    /// before its turn.
    pub(crate) fn preview(&self, generation: u64, request: Box<PreviewRequest>) {
        self.ask(Job::Preview { generation, request });
    }

    /// Makes a view of what was read last; answered by [`Report::Viewed`], unless another request for the same view follows
    /// before its turn.
    pub(crate) fn view(&self, generation: u64, request: Box<ViewRequest>) {
        self.ask(Job::View { generation, request });
    }

    /// Searches the archived texts of a collection; answered by [`Report::TextsFound`].
    pub(crate) fn search_texts(&self, generation: u64, words: String, collection: Arc<Collection>) {
        self.texts.search(generation, words, collection);
    }

    /// Looks at the ties of a collection; answered by [`Report::Tied`]. A request that is under way is abandoned.
    pub(crate) fn look_at_ties(
        &self,
        generation: u64,
        request: TieRequest,
        collection: Arc<Collection>,
    ) {
        self.ties.ask(generation, request, collection);
    }

    /// Finds the first records of any kind for some words; answered by [`Report::EndsFound`], unless another request
    /// follows before its turn.
    pub(crate) fn find_ends(&self, generation: u64, words: String, most: usize) {
        self.ask(Job::FindEnds { generation, words, most });
    }

    /// Frees values.
    pub(crate) fn discard(&self, values: Discarded) {
        self.ask(Job::Discard(values));
    }

    /// Looks for the names that are to be masked; answered by [`Report::NamesFound`].
    pub(crate) fn find_names(&self, collection: Arc<Collection>) {
        // The thread is running, or has panicked and reported that.
        _ = self.names.send(NameJob { collection, at_once: true });
    }

    fn ask(&self, job: Job) {
        // A worker that has panicked has reported that itself.
        _ = self.jobs.send(job);
    }
}

/// The worker between two jobs.
struct WorkerThread<'w> {
    session: Session,
    jobs: Sender<Job>,
    /// The channel to the thread that finds sensitive terms.
    names: Sender<NameJob>,
    sender: &'w Sender<MainEvent>,
    latest: &'w AtomicU64,
    /// Values that were sent to the main thread and are no longer current.
    deferred: DeferredDrop,
    /// The next reload.
    to_read: Option<(u64, Changes)>,
    /// Whether the whole collection is being read.
    is_reading: bool,
    /// What is listed of it already, where that is all.
    listed: Option<ListedUnchecked>,
    /// The last search, as long as it was answered for only some of the records.
    asked: Option<SearchJob>,
    /// A request for completions that waits until all records are indexed, since completions have
    /// counts.
    completing: Option<(u64, Prompt)>,
    /// The requests for views that wait until all records are indexed, since views count all; one of each view.
    viewing: Vec<(u64, Box<ViewRequest>)>,
    viewer: Viewer,
    /// What others have seen of numbers since the program was started.
    disclosed: DisclosureHistory,
}

impl WorkerThread<'_> {
    fn work(&mut self, waiting: &Receiver<Job>) {
        while let Some(first) = self.next(waiting) {
            let (mut search, mut preview, mut ends) = (None, None, None);
            // Several reloads that wait are merged into one; of several searches only the last counts.
            for job in std::iter::once(first).chain(waiting.try_iter()) {
                match job {
                    Job::Reload { generation, mut changes } => {
                        if let Some(listed) = &mut self.listed {
                            listed.add(changes.clone());
                        }
                        if let Some((_, waiting)) = self.to_read.take() {
                            changes.add(waiting);
                        }
                        self.to_read = Some((generation, changes));
                    }
                    Job::Search(asked) => search = Some(asked),
                    Job::Preview { generation, request } => preview = Some((generation, request)),
                    Job::FindEnds { generation, words, most } => {
                        ends = Some((generation, words, most));
                    }
                    Job::Complete { generation, line } => {
                        self.completing = Some((generation, line));
                    }
                    Job::View { generation, request } => {
                        self.viewing.retain(|(_, other)| !other.is_of_same_view(&request));
                        self.viewing.push((generation, request));
                    }
                    Job::Arrived(loaded) => self.take(*loaded),
                    Job::Discard(values) => drop(values),
                }
            }
            if let Some((generation, changes)) = self.to_read.take_if(|_| !self.is_reading) {
                self.read(generation, &changes);
            }
            self.show_changes_before_the_check();
            if let Some(asked) = search {
                self.search(asked);
            }
            if let Some((generation, request)) = preview {
                let preview = Box::new(self.session.preview(&request));
                self.send(Report::Previewed { generation, preview });
            }
            if let Some((generation, words, most)) = ends {
                let ids = self.session.find_any_kind(&words, most);
                self.send(Report::EndsFound { generation, ids });
            }
            self.complete();
            self.view();
            // The search was answered, so the main thread has replaced what it used before.
            self.deferred.drop_unshared();
        }
    }

    /// Waits for a job and indexes more records meanwhile. While a collection is being read, that is done
    /// only if a request waits for it, because the index of a part is soon replaced.
    fn next(&mut self, waiting: &Receiver<Job>) -> Option<Job> {
        let is_wanted = |worker: &Self| {
            worker.asked.is_some()
                || worker.completing.is_some()
                || !worker.viewing.is_empty()
                || !worker.is_reading
        };
        while !self.session.is_indexed() && is_wanted(self) {
            match waiting.try_recv() {
                Ok(job) => return Some(job),
                Err(TryRecvError::Empty) => self.prepare(),
                Err(TryRecvError::Disconnected) => return None,
            }
        }
        waiting.recv().ok()
    }

    /// Indexes some more records, and answers the requests that waited for them.
    fn prepare(&mut self) {
        self.prepare_some();
        let (ready, searchable) = (self.session.is_indexed(), self.session.count_indexed());
        let more = |asked: &mut SearchJob| ready || searchable >= GAIN * asked.among;
        if let Some(asked) = self.asked.take_if(more) {
            self.search(asked);
            self.deferred.drop_unshared();
        }
        self.complete();
        self.view();
    }

    fn prepare_some(&mut self) {
        self.session.index_more();
        if self.session.is_indexed() && !self.is_reading {
            self.find_sensitive_terms();
            self.store_index();
        }
    }

    /// Stores the search index, if it should be, on a thread of its own.
    fn store_index(&mut self) {
        if let Some(index) = self.session.take_index_to_store() {
            // Without a thread the next start takes longer.
            _ = start("storing the search index", self.sender.clone(), move |_| index.store());
        }
    }

    /// Computes completions, if they were requested and all records to be counted are indexed.
    fn complete(&mut self) {
        if let Some((generation, line)) = self.completing.take_if(|_| self.session.is_indexed()) {
            let offers = self.session.completions(&line);
            self.send(Report::Completions { generation, offers });
        }
    }

    /// Makes the views that were asked for, if all records to be counted are indexed.
    fn view(&mut self) {
        if self.viewing.is_empty() || !self.session.is_indexed() {
            return;
        }
        for (generation, request) in std::mem::take(&mut self.viewing) {
            let collection = Arc::clone(self.session.collection());
            let answer = self.viewer.answer(
                &request,
                self.session.lookup(),
                &collection,
                &mut self.disclosed,
            );
            self.send(Report::Viewed { generation, answer });
        }
    }

    fn read(&mut self, generation: u64, changes: &Changes) {
        self.viewer.forget();
        if *changes == Changes::Everything {
            let reader = self.session.reader().clone();
            let before = Arc::clone(self.session.collection());
            let jobs = self.jobs.clone();
            let reads = start("reading the files", self.sender.clone(), move |sender| {
                read_all(&reader, &before, generation, &jobs, sender);
            });
            self.is_reading = reads.is_ok();
            if reads.is_err() {
                self.send(Report::Notify(
                    "the screen may be out of date: the system has no thread left to read the files again"
                        .to_owned(),
                ));
            }
            return;
        }
        let AppliedChanges { before, changed, touched } = self.session.apply(changes);
        self.deferred.collection(before);
        let collection = Arc::clone(self.session.collection());
        self.send(Report::Loaded { generation, collection, changed, touched });
        // The list is on the screen meanwhile.
        self.session.follow();
        if self.session.is_indexed() {
            self.find_sensitive_terms();
        }
    }

    /// Shows what changed in the files while all are being checked, which takes a while: what is written is seen at once. When
    /// they are checked, the same is done in the checked collection.
    fn show_changes_before_the_check(&mut self) {
        let Some(listed) = &mut self.listed else { return };
        let Some(mut changes) = listed.waiting.take() else { return };
        self.viewer.forget();
        let AppliedChanges { before, mut touched, .. } = self.session.apply(&changes);
        if let Some((earlier, touched_before)) = listed.shown.take() {
            changes.add(earlier);
            touched = touched_before.and(touched);
        }
        listed.shown = Some((changes, touched));
        let progress = listed.progress;
        self.deferred.collection(before);
        let part = Some(Arc::clone(self.session.collection()));
        self.send(Report::Arriving { progress, part });
        // The list is on the screen meanwhile.
        self.session.follow();
    }

    /// Takes over a collection that another thread read and indexed.
    fn take(&mut self, loaded: LoadedJob) {
        let LoadedJob { stage, collection, finder } = loaded;
        self.viewer.forget();
        self.is_reading = !matches!(stage, ReadingStage::Checked { .. });
        let shown = self.listed.take().and_then(|listed| listed.shown);
        match (stage, shown) {
            (ReadingStage::Checked { generation, .. }, Some(shown)) => {
                self.take_checked(generation, &collection, shown);
            }
            (ReadingStage::Checked { generation, changed, touched }, None) => {
                let checked = Arc::clone(&collection);
                self.send(Report::Loaded { generation, collection: checked, changed, touched });
                self.deferred.collection(self.session.replace(collection, finder));
            }
            (ReadingStage::Part, _) => {
                self.deferred.collection(self.session.replace(collection, finder));
            }
            (ReadingStage::Listed(progress), _) => {
                self.deferred.collection(self.session.replace(collection, finder));
                self.listed = Some(ListedUnchecked { progress, waiting: None, shown: None });
            }
        }
        if !self.is_reading && self.session.is_indexed() {
            self.find_sensitive_terms();
            self.store_index();
        }
    }

    /// Takes over a checked collection of which changes are shown that it does not have yet.
    fn take_checked(
        &mut self,
        generation: u64,
        collection: &Collection,
        (changes, known): (Changes, Touched),
    ) {
        let is_of_some = |(_, changes): &mut (u64, Changes)| *changes != Changes::Everything;
        // What is still to be read has what is shown in it.
        let (generation, changes) =
            self.to_read.take_if(is_of_some).unwrap_or((generation, changes));
        let applied = self.session.replace_checked(collection, &changes, known);
        let AppliedChanges { before, changed, .. } = applied;
        self.deferred.collection(before);
        let collection = Arc::clone(self.session.collection());
        // The problems of all files are known now.
        let touched = Touched::Everything;
        self.send(Report::Loaded { generation, collection, changed, touched });
        self.session.follow();
    }

    /// Starts to find the sensitive terms on their own thread, so that neither the key that masks the
    /// screen nor the worker has to wait for them.
    fn find_sensitive_terms(&self) {
        // The thread is running, or has panicked and reported that.
        let collection = Arc::clone(self.session.collection());
        _ = self.names.send(NameJob { collection, at_once: false });
    }

    fn search(&mut self, asked: SearchJob) {
        let SearchJob { generation, ref query, sort, .. } = asked;
        if !self.session.can_answer(query) && self.session.count_indexed() == 0 {
            self.prepare_some();
        }
        let Self { latest, sender, session, deferred, .. } = self;
        let abandoned = || latest.load(Ordering::Relaxed) != generation;
        let request =
            FindRequest { typed: query, sort, is_cancelled: &abandoned, ..FindRequest::default() };
        let of = Arc::clone(session.collection());
        let mut found = |answer: SearchResult| {
            deferred.list(&answer.ids);
            Report::Found { generation, of: Arc::clone(&of), answer: Box::new(answer) }
        };
        let send = |msg| _ = sender.send(MainEvent::Done(msg));
        if let Some(answer) = session.search(&request, |page| send(found(page))) {
            send(found(answer));
        }
        let (among, answered) = (session.count_indexed(), session.can_answer(query));
        self.asked = (!answered).then_some(SearchJob { among, ..asked });
    }

    fn send(&self, report: Report) {
        // If the receiver is gone, the program is ending, and so does the next `recv`.
        _ = self.sender.send(MainEvent::Done(report));
    }
}

impl ListedUnchecked {
    /// Has changes shown, if they are of some files only.
    fn add(&mut self, changes: Changes) {
        match (&mut self.waiting, changes) {
            (_, Changes::Everything) => {}
            (Some(waiting), changes) => waiting.add(changes),
            (none, changes) => *none = Some(changes),
        }
    }
}

/// A search is answered again once this many times as many records are indexed.
const GAIN: usize = 2;

/// A part of a collection is shown only once this many times as many files are read as for the part
/// before, and this much time has passed, because all work for a part is done again for the whole.
const GROWTH: usize = 6;
const PATIENCE: Duration = Duration::from_secs(1);

/// Reads a whole collection; at the first reading it also shows the parts that are read so far.
fn read_all(
    reader: &CollectionReader,
    before: &Collection,
    generation: u64,
    jobs: &Sender<Job>,
    sender: &Sender<MainEvent>,
) {
    let send = |msg| _ = sender.send(MainEvent::Done(msg));
    let arrive = |loaded| _ = jobs.send(Job::Arrived(Box::new(loaded)));
    let anew = before.files().next().is_none();
    let ready_to_search = |collection: &Arc<Collection>, removed: Option<OpenedIndex>| {
        let (finder, mut restored) = rayon::join(
            || Finder::to_list(collection),
            || reader.restored_index(collection, removed),
        );
        if let Some(line) = restored.warning.take() {
            send(Report::Notify(line));
        }
        finder.with_index(restored)
    };
    let (mut next, mut listed) = (1, false);
    let mut shown: Option<Instant> = None;
    let mut progress = |begun: &PartialLoad<'_>| {
        let progress = begun.progress;
        let whole = progress.read == progress.of;
        // A small collection is read so fast that it is not worth showing in parts.
        if !anew || whole && next == 1 {
            return;
        }
        let due = progress.read >= next && shown.is_none_or(|shown| shown.elapsed() > PATIENCE);
        let mut part = None;
        // The user sees the whole list before it is checked.
        if whole || due {
            next = GROWTH * progress.read;
            let collection = Arc::new(begun.collection());
            let finder = if whole {
                ready_to_search(&collection, None)
            } else {
                Finder::to_list(&collection)
            };
            listed = whole;
            part = Some(Arc::clone(&collection));
            let stage = if whole { ReadingStage::Listed(progress) } else { ReadingStage::Part };
            arrive(LoadedJob { stage, collection, finder: Some(finder) });
            shown = Some(Instant::now());
        }
        send(Report::Arriving { progress, part });
    };
    let mut reading = reader.read_whole(before, &mut progress);
    if let Some(line) = reading.warning.take() {
        send(Report::Notify(line));
    }
    let stale_cache = reading.stale_cache.take();
    // What was listed while it was read has taken over the lines of the index already.
    let removed_index = reading.removed_index.take().filter(|_| !listed);
    let Accepted { collection, changed, touched } = in_background(|| reading.checked(before));
    let collection = Arc::new(collection);
    let finder = (!listed).then(|| {
        if anew {
            return ready_to_search(&collection, removed_index);
        }
        let mut finder = Finder::to_list(&collection);
        // Meanwhile the collection before is searched.
        finder.prepare(&collection);
        finder
    });
    let stored = Arc::clone(&collection);
    let stage = ReadingStage::Checked { generation, changed, touched };
    arrive(LoadedJob { stage, collection, finder });
    if let Some(cache_store) = stale_cache {
        cache_store.store(&stored);
    }
}

/// How long nothing may change before sensitive terms are searched for: that takes a whole core for
/// a moment, which the next save needs more.
const SETTLED: Duration = Duration::from_secs(1);

/// Starts a thread that finds the sensitive terms of the last collection it was sent.
fn start_name_thread(sender: &Sender<MainEvent>) -> io::Result<Sender<NameJob>> {
    let (collections, waiting) = channel::<NameJob>();
    start("looking for names", sender.clone(), move |sender| {
        while let Ok(mut latest) = waiting.recv() {
            while !latest.at_once
                && let Ok(later) = waiting.recv_timeout(SETTLED)
            {
                latest = later;
            }
            _ = latest.collection.sensitive_terms();
            if latest.at_once {
                // If the receiver is gone, the program is ending.
                _ = sender.send(MainEvent::Done(Report::NamesFound));
            }
        }
    })?;
    Ok(collections)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::collection::{FileSource, Memory, OpenBuffers};

    /// More cases than are made ready at once, half of them far down.
    fn many() -> Memory {
        let mut memory = Memory::default();
        for number in 0..9_000 {
            let name = ["Test Near", "Test Far"][number / 4_500];
            memory.put(format!("victims/test-{number:04}.toml"), format!("title = '{name}'\n"));
        }
        memory
    }

    #[test]
    fn a_search_is_answered_to_the_end_whatever_is_asked_behind_it() {
        let (sender, mail) = channel();
        let worker = Worker::start(CollectionReader::of(Arc::new(many())), sender).unwrap();
        worker.reload(0, Changes::Everything);
        let next = || mail.recv_timeout(Duration::from_mins(1)).unwrap();
        while !matches!(next(), MainEvent::Done(Report::Loaded { .. })) {}
        worker.search(1, "far".to_owned(), ListSort::default());
        worker.complete(1, Prompt::of("kind:"));
        let (mut found, mut offered) = (None, None);
        while found != Some((4_500, false)) || offered.is_none() {
            let MainEvent::Done(msg) = next() else { continue };
            if let Report::Found { answer, .. } = &msg {
                found = Some((answer.ids.len(), answer.partial));
            } else if let Report::Completions { offers, .. } = msg {
                offered = Some(offers);
            }
        }
    }
    /// A case with a quote, and one that links to it.
    fn two_cases() -> Memory {
        let mut memory = Memory::default();
        let ann = "title = 'Test Ann'\nage = 17\n[[quote]]\nsource = 'test-wire'\ntext = 'Ann is 17.'\nsupports = ['age']\n";
        memory.put("victims/test-ann.toml", ann);
        memory.put("rescues/test-way.toml", "title = 'Test Way'\nvictims = ['test-ann']\n");
        memory.put("sources.toml", "[test-wire]\npublisher = 'Test Wire'\n");
        memory
    }

    /// Checks that changes are shown while all files are being checked, and that nothing of them is missing afterwards.
    #[track_caller]
    fn check_changes_before_the_check(changes: &[(&str, &str)]) {
        let buffers = Arc::new(OpenBuffers::over(two_cases()));
        let source: Arc<dyn FileSource> = Arc::<OpenBuffers<Memory>>::clone(&buffers);
        let reader = CollectionReader::that_only_reads(source);
        let (sender, mail) = channel();
        let worker = Worker::start(reader.clone(), sender).unwrap();
        let next = || mail.recv_timeout(Duration::from_mins(1)).unwrap();
        let arrive = |stage, collection: &Arc<Collection>, finder| {
            let collection = Arc::clone(collection);
            worker.ask(Job::Arrived(Box::new(LoadedJob { stage, collection, finder })));
        };
        let nothing = Collection::default();
        let listed = Arc::new(reader.read_whole(&nothing, &mut |_| {}).collection);
        let progress = Progress { read: 3, of: 3 };
        arrive(ReadingStage::Listed(progress), &listed, Some(Finder::to_list(&listed)));
        let mut last = 0;
        for (path, text) in changes {
            buffers.open(Path::new(path), Arc::from(*text));
            last += 1;
            worker.reload(last, Changes::at(*path));
            let MainEvent::Done(Report::Arriving { part: Some(part), .. }) = next() else {
                panic!("{path} is not shown")
            };
            assert_eq!(&*part.file_at(Path::new(path)).unwrap().now().text(), *text);
        }
        let Accepted { collection, changed, touched } =
            reader.read_whole(&nothing, &mut |_| {}).checked(&nothing);
        // What was checked was read before.
        let checked = Arc::new(Collection::clone(&listed).checked());
        arrive(ReadingStage::Checked { generation: 0, changed, touched }, &checked, None);
        let MainEvent::Done(Report::Loaded { generation, collection: now, .. }) = next() else {
            panic!("nothing is loaded")
        };
        assert_eq!(generation, last);
        let said = |collection: &Collection| -> Vec<String> {
            let problems = collection.diagnostics().iter();
            problems.map(|found| format!("{} {:?}", found.file, found.problem)).collect()
        };
        assert_eq!(said(&now), said(&collection));
        assert_eq!(now.status_counts(), collection.status_counts());
        let anew = Finder::of(&Arc::new(collection));
        for (number, typed) in
            (1..).zip(["", "ann", "bo", "age:17", "age:40", "rel:test-ann", "is:problem"])
        {
            worker.search(number, typed.to_owned(), ListSort::default());
            let found = loop {
                if let MainEvent::Done(Report::Found { generation, answer, .. }) = next()
                    && generation == number
                    && answer.whole
                    && !answer.partial
                {
                    break answer.ids;
                }
            };
            assert_eq!(found, anew.find(typed, ListSort::default()).ids, "{typed}");
        }
    }

    #[test]
    fn what_is_written_while_all_is_checked_is_shown_before_that_and_there_afterwards() {
        let (ann, bo) = ("victims/test-ann.toml", "title = 'Test Bo'\nage = 40\n");
        let before = two_cases().read(Path::new(ann)).unwrap();
        let before = String::from_utf8(before).unwrap();
        check_changes_before_the_check(&[(ann, bo)]);
        check_changes_before_the_check(&[(ann, bo), (ann, &before)]);
        let new = ("victims/test-bo.toml", "title = 'Bo'\nage = 'odd'\nrelated = ['test-a']\n");
        check_changes_before_the_check(&[new, (ann, bo), (ann, "title = 'Ann'\nage = 40\n")]);
    }
}
