//! A benchmark of edits in a folder of cases: of a thousand files, of an id with many links, and of one value as it is
//! typed.
//!
//! `cargo bench --bench editing -- DIR` changes the folder and restores each change; with `files`, `typing` or `bulk` behind
//! it, only that part. `bulk` adds a tag to all cases in the browser, with keys pressed meanwhile, and takes it back; `plan`
//! is the same without writing. `benches/README.md` says how to make such a folder, and has a table of results.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints")]

#[cfg(unix)]
#[path = "../tests/terminal/session.rs"]
#[expect(dead_code, clippy::panic, reason = "the tests use more of it")]
mod session;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use casebook::collection::{Collection, Disk};
use casebook::exchange::Change;
use casebook::record::edit::TypedValue;
use casebook::record::{FieldId, Id, Kind};
use casebook::session::{
    BulkAction, BulkEdit, BulkPlan, ChangePreview, CollectionReader, PreviewRequest, RenamePlan,
    Session, SuggestionRequest,
};

/// How many files one edit changes.
const FILES: usize = 1_000;
/// About how many links lead to the id that is renamed.
const LINKS: usize = 1_000;
const ROUNDS: usize = 3;
/// What is typed letter by letter for a link or a word: names, a slip in one, names in other writings, and none.
const NAMES: [&str; 8] = [
    "sihanoukville",
    "sihanukvile",
    "guangdong",
    "nguyen van",
    "bangkok",
    "西哈努克",
    "Myawaddy town",
    "qwxyzzy",
];

fn main() {
    let mut named = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    let Some(folder) = named.next().map(PathBuf::from) else {
        println!("name a folder of made-up cases: cargo bench --bench editing -- DIR");
        return;
    };
    println!("| what | median | at most |\n|---|---|---|");
    let part = named.next();
    let is_wanted = |name: &str| part.as_deref().is_none_or(|part| part == name);
    if is_wanted("files") {
        planned_and_written(&folder);
    }
    #[cfg(unix)]
    {
        if is_wanted("typing") {
            typing::bench(&folder);
        }
        if is_wanted("bulk") || part.as_deref() == Some("plan") {
            typing::bulk(&folder, part.as_deref() != Some("plan"));
        }
    }
}

/// Everything but what is typed.
fn planned_and_written(folder: &Path) {
    let reader = CollectionReader::of(Arc::new(Disk::new(folder)));
    let mut opened = Session::open(reader);
    opened.check();
    while !opened.is_indexed() {
        opened.index_more();
    }
    many_files(&mut opened);
    links(&mut opened);
    suggestions(&mut opened);
}

/// Returns what a call returns, and notes how long it took.
fn timed<T>(times: &mut Vec<Duration>, call: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let result = call();
    times.push(begun.elapsed());
    result
}

/// Prints the times of one kind of step as a row of the table.
fn row(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let milliseconds = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1e3);
    let (median, most) = (milliseconds(times.get(times.len() / 2)), milliseconds(times.last()));
    println!("| {what} | {median:.1} ms | {most:.1} ms |");
}

/// A tag is added to many cases as one change, which is then taken back.
fn many_files(opened: &mut Session) {
    let ids: Vec<Id> = opened.collection().ids_of(Kind::Victim).take(FILES).cloned().collect();
    let edit = BulkEdit {
        field: FieldId::Tags,
        action: BulkAction::Add(vec![TypedValue::text("made-up-for-a-benchmark")]),
    };
    let plan = |collection: &Collection| {
        let plan = BulkPlan::of(collection, &ids, std::slice::from_ref(&edit)).plan;
        ChangePreview::of(collection, &plan.change).unwrap();
        plan.change
    };
    let what = format!("a tag on {} files", ids.len());
    steps(opened, &what, plan);
}

/// The record to which about so many links lead gets another id, which is then taken back.
fn links(opened: &mut Session) {
    let collection = Arc::clone(opened.collection());
    let linked = |id: &Id| collection.mentions(id).len();
    let ids = [Kind::Place, Kind::Organisation, Kind::Source, Kind::Person];
    let ids = ids.iter().flat_map(|kind| collection.ids_of(*kind));
    let Some(id) = ids.min_by_key(|id| linked(id).abs_diff(LINKS)) else { return };
    let what = format!("another id for one with {} links", linked(id));
    steps(opened, &what, |collection| {
        let plan = RenamePlan::of(collection, id, "made-up-for-a-benchmark").unwrap();
        ChangePreview::of(collection, &plan.change).unwrap();
        plan.change
    });
}

/// Plans a change, makes it, takes it back, and prints how long each takes.
fn steps(opened: &mut Session, what: &str, plan: impl Fn(&Collection) -> Change) {
    let [mut planned, mut written, mut taken_back] = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        let collection = Arc::clone(opened.collection());
        let change = timed(&mut planned, || plan(&collection));
        timed(&mut written, || opened.commit(&change)).unwrap();
        timed(&mut taken_back, || opened.take_back()).unwrap().unwrap();
    }
    row(&format!("{what}: plan and preview"), &mut planned);
    row(&format!("{what}: write, read again"), &mut written);
    row(&format!("{what}: take back"), &mut taken_back);
}

/// Records to link to, and words of a vocabulary, as a value is typed letter by letter.
fn suggestions(opened: &mut Session) {
    // The index follows the changes before, as it does in a front end.
    opened.follow();
    for field in [FieldId::ExploitationPlace, FieldId::Related, FieldId::Gender] {
        let (mut times, mut longest) = (Vec::new(), (Duration::ZERO, String::new()));
        for name in NAMES {
            let letters = name.char_indices().map(|(at, c)| at + c.len_utf8());
            for end in std::iter::once(0).chain(letters) {
                let typed = name.get(..end).unwrap_or_default().to_owned();
                let (kind, row, with_new) = (Kind::Victim, None, true);
                let suggest =
                    SuggestionRequest { kind, row, field, typed: typed.clone(), with_new };
                let request = PreviewRequest {
                    file: PathBuf::from("victims/none.toml"),
                    before: "".into(),
                    creates: Vec::new(),
                    edit: None,
                    suggest: Some(suggest),
                };
                timed(&mut times, || opened.preview(&request));
                longest = longest.max((times.last().copied().unwrap_or_default(), typed));
            }
        }
        times.sort_unstable();
        let most = times.get(times.len() * 19 / 20).map_or(0.0, |time| time.as_secs_f64() * 1e3);
        let what = format!(
            "suggestions for {}, 19 in 20 within {most:.1} ms, longest for `{}`",
            field.as_str(),
            longest.1
        );
        row(&what, &mut times);
    }
}

/// One value, typed in the browser.
#[cfg(unix)]
mod typing {
    use std::fs;
    use std::path::Path;
    use std::time::{Duration, Instant};

    use portable_pty::CommandBuilder;
    use vt100::Screen;

    use crate::session::Session;

    /// How often the value is changed.
    const EDITS: usize = 10;
    const KEYS: usize = 20;

    /// Opens the browser on a folder that it has read before, and waits until all is read.
    fn opened(folder: &Path, caches: &Path) -> Session {
        // The first list for words writes the cache and the search index.
        let program = env!("CARGO_BIN_EXE_casebook");
        let mut list = std::process::Command::new(program);
        list.arg("-C").arg(folder).args(["list", "qwxyzzy"]).env("XDG_CACHE_HOME", caches);
        list.output().unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(["-C", folder.to_str().unwrap()]);
        command.env("XDG_CACHE_HOME", caches);
        let mut session = Session::of(command, tempfile::tempdir().unwrap());
        session.resize(120, 32);
        let above =
            |screen: &Screen| screen.contents().lines().next().unwrap_or_default().to_owned();
        session.wait_until("all that was read", |screen| {
            let above = above(screen);
            let is_listed =
                screen.contents().lines().nth(1).is_some_and(|row| row.contains(" of "));
            is_listed && !above.contains("reading") && !above.contains("checking")
        });
        session
    }

    /// Waits for something that may take minutes; returns whether it came.
    fn comes(session: &mut Session, longest: Duration, wanted: impl Fn(&Screen) -> bool) -> bool {
        let begun = Instant::now();
        while !wanted(session.screen.screen()) {
            if begun.elapsed() > longest {
                return false;
            }
            // Nothing may be written for a while.
            _ = session.listen(Duration::from_millis(20));
        }
        true
    }

    /// Presses keys that say something and take it back, until what is waited for has come; notes how long each takes to be
    /// on the screen, and returns how long all of it took.
    fn press_until(
        session: &mut Session,
        times: &mut Vec<Duration>,
        wanted: impl Fn(&Screen) -> bool,
    ) -> Duration {
        const SAID: &str = "press Ctrl-c again to quit";
        let begun = Instant::now();
        while !wanted(session.screen.screen()) && begun.elapsed() < LONGEST {
            for (key, is_said) in [("\u{3}", true), ("\u{b}", false)] {
                let pressed = Instant::now();
                session.press(key);
                let is_there = |screen: &Screen| screen.contents().contains(SAID) == is_said;
                comes(session, Duration::from_secs(5), |screen| is_there(screen) || wanted(screen));
                times.push(pressed.elapsed());
                comes(session, PAUSE, &wanted);
            }
        }
        begun.elapsed()
    }

    /// How long a step of a change of all cases may take.
    const LONGEST: Duration = Duration::from_mins(15);
    const PAUSE: Duration = Duration::from_millis(50);

    /// Adds a tag to all cases, with keys pressed meanwhile, and takes it back.
    pub(crate) fn bulk(folder: &Path, is_written: bool) {
        let caches = tempfile::tempdir().unwrap();
        let mut session = opened(folder, caches.path());
        let mut keys = Vec::new();
        // The list is complete once all is indexed.
        let is_asked = (0..600).any(|_| {
            session.press("I");
            let asks = |screen: &Screen| screen.contents().contains("Change a field of");
            let is_asked = comes(&mut session, Duration::from_millis(500), asks);
            if !is_asked {
                session.press("\u{1b}");
            }
            is_asked
        });
        assert!(is_asked, "{}", session.dump());
        for (typed, shown) in
            [("tags\r", "add to the list"), ("\r", "which value"), ("bench", "use bench")]
        {
            session.press(typed);
            session.wait_for(shown);
        }
        session.press("\r");
        let planned = press_until(&mut session, &mut keys, |screen| {
            screen.contents().contains("would change")
        });
        super::row("a tag on all cases: plan and preview", &mut [planned]);
        super::row("a key to its frame meanwhile", &mut keys);
        most_keys(&mut keys);
        if !is_written {
            return;
        }
        for (key, said, what) in [
            ("y", "changed; u undoes it", "the same: written and shown"),
            ("u", "undone: ", "the same: taken back and shown"),
        ] {
            let mut keys = Vec::new();
            let begun = Instant::now();
            session.press(key);
            let is_written = |screen: &Screen| screen.contents().contains("Esc gives it up");
            // The message is gone with the next key, but the title line has this until the end.
            comes(&mut session, Duration::from_secs(5), |screen| {
                is_written(screen) || screen.contents().contains(said)
            });
            press_until(&mut session, &mut keys, |screen| !is_written(screen));
            super::row(what, &mut [begun.elapsed()]);
            super::row("a key to its frame meanwhile", &mut keys);
            most_keys(&mut keys);
            // What was written is read again.
            comes(&mut session, Duration::from_secs(30), |_| false);
        }
    }

    /// Types a value of the first case, writes it and takes it back, several times.
    pub(crate) fn bench(folder: &Path) {
        let file = super::first_case(&folder.join("victims")).unwrap();
        let id = file.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&file).unwrap();
        let caches = tempfile::tempdir().unwrap();
        let mut session = opened(folder, caches.path());
        session.press(&format!("/id:{id}\r"));
        session.wait_until("one case", |screen| screen.contents().contains("1 of 1"));
        session.press("\r");
        let [mut keys, mut written, mut taken_back] = [const { Vec::new() }; 3];
        for number in 0..EDITS {
            // Until all is read, nothing can be typed.
            let is_open = (0..60).any(|_| {
                session.press("i");
                comes(&mut session, Duration::from_secs(1), |screen| !screen.hide_cursor())
            });
            assert!(is_open, "{}", session.dump());
            session.press("\u{15}");
            let mark = (b'a' + u8::try_from(number % 26).unwrap()) as char;
            for length in 1..=KEYS {
                let wanted = mark.to_string().repeat(length);
                let begun = Instant::now();
                session.press(&mark.to_string());
                session.wait_for(&wanted);
                keys.push(begun.elapsed());
            }
            let wanted = mark.to_string().repeat(KEYS);
            let begun = Instant::now();
            session.press("\r");
            // The last line may quote the title that was written.
            let is_shown = |screen: &Screen| {
                let shown = screen.contents();
                shown.rsplit_once('\n').is_some_and(|(above, _)| above.contains(&wanted))
            };
            session.wait_until("what was written", |screen| {
                screen.hide_cursor()
                    && screen.contents().contains("u undoes it")
                    && is_shown(screen)
            });
            written.push(begun.elapsed());
            assert!(fs::read_to_string(&file).unwrap().contains(&wanted), "{}", session.dump());
            let begun = Instant::now();
            session.press("u");
            session.wait_until("the text as it was", |screen| {
                screen.contents().contains("the file is as before") && !is_shown(screen)
            });
            taken_back.push(begun.elapsed());
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
            // The next round waits for messages of its own.
            session.press("k");
            session.wait_until("no message", |screen| !screen.contents().contains("as before"));
        }
        most_keys(&mut keys);
        super::row("a key in the input to its frame", &mut keys);
        super::row("Enter to written and shown", &mut written);
        super::row("u to taken back and shown", &mut taken_back);
    }

    /// Prints the time within which 19 keys in 20 are on the screen.
    fn most_keys(keys: &mut [Duration]) {
        keys.sort_unstable();
        let most = keys.iter().take((keys.len() * 19).div_ceil(20));
        super::row("19 in 20 keys to their frames", &mut most.copied().collect::<Vec<_>>());
    }
}

/// Returns the file of the first case of a folder.
#[cfg(unix)]
fn first_case(folder: &Path) -> Option<PathBuf> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter().find_map(|path| match path.extension() {
        Some(toml) if toml == "toml" => Some(path),
        _ => first_case(&path),
    })
}
