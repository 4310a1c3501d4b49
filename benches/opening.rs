//! A benchmark of opening a large folder in the browser, with keys and saved files meanwhile.
//!
//! `cargo bench --bench opening -- DIR` opens the folder in a terminal of its own, three times without a
//! cache and three times with one, and prints a row for each. In each round one file of the folder is saved
//! ten times and then restored. `benches/README.md` says how to make such a folder, and has a table of results.
#![cfg_attr(unix, expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints"))]

#[cfg(unix)]
#[path = "../tests/terminal/session.rs"]
#[expect(dead_code, clippy::panic, reason = "the tests use more of it")]
mod session;

fn main() {
    #[cfg(unix)]
    opening::bench();
}

#[cfg(unix)]
mod opening {
    use std::cell::Cell;
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::thread;
    use std::time::{Duration, Instant};

    use portable_pty::CommandBuilder;
    use vt100::Screen;

    use crate::session::Session;

    const ROUNDS: usize = 3;
    const SAVES: usize = 10;
    /// The time between two keys.
    const PAUSE: Duration = Duration::from_millis(20);
    /// The time between the search and the first save.
    const SETTLED: Duration = Duration::from_secs(3);
    /// The time between two saves.
    const LONG_PAUSE: Duration = Duration::from_millis(700);

    /// When something was first on the screen.
    #[derive(Default)]
    struct Seen {
        frame: Cell<Option<Duration>>,
        cases: Cell<Option<Duration>>,
        list: Cell<Option<Duration>>,
        checked: Cell<Option<Duration>>,
    }

    /// Opens the folder that the arguments name, round after round.
    pub(crate) fn bench() {
        let named = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
        let Some(folder) = named.map(PathBuf::from) else {
            println!("name a folder of made-up cases: cargo bench --bench opening -- DIR");
            return;
        };
        let caches = tempfile::tempdir().unwrap();
        println!(
            "| | first frame | first cases | whole list | checked | searchable \
             | a key meanwhile: median, nine in ten, at most | a saved file: median, at most \
             | resident at most |\n|---|---|---|---|---|---|---|---|---|"
        );
        for _ in 0..ROUNDS {
            println!("{}", round("without a cache", &folder, caches.path(), &["--no-cache"]));
        }
        // This round writes the cache.
        _ = round("", &folder, caches.path(), &[]);
        for _ in 0..ROUNDS {
            println!("{}", round("with one", &folder, caches.path(), &[]));
        }
    }

    /// Opens the folder once and returns the times as a row of a table.
    fn round(called: &str, folder: &Path, caches: &Path, options: &[&str]) -> String {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(options);
        command.args(["-C", folder.to_str().unwrap()]);
        command.env("XDG_CACHE_HOME", caches);
        let (seen, started) = (Seen::default(), Instant::now());
        let mut session = Session::of(command, tempfile::tempdir().unwrap());
        session.resize(120, 32);
        let saw = |screen: &Screen| seen.note(screen, started.elapsed());
        session.wait_until("cases", |screen| {
            saw(screen);
            seen.cases.get().is_some()
        });
        let mut keys = Vec::new();
        let mut searchable = None;
        while seen.checked.get().is_none() {
            // With a cache all can be searched when it is listed, before it is checked.
            if options.is_empty() && searchable.is_none() && seen.list.get().is_some() {
                searchable = Some(search(&mut session, &saw, started));
            }
            let before = position(session.screen.screen());
            let pressed = Instant::now();
            session.press(if keys.len() % 2 == 0 { "j" } else { "k" });
            session.wait_until("another record", |screen| {
                saw(screen);
                position(screen) != before
            });
            keys.push(pressed.elapsed());
            let rest = Instant::now();
            while rest.elapsed() < PAUSE {
                // Mostly nothing changes on the screen, and then this ends with a timeout.
                _ = session.listen(PAUSE.saturating_sub(rest.elapsed()));
                saw(session.screen.screen());
            }
        }
        let searchable = searchable.unwrap_or_else(|| search(&mut session, &saw, started));
        // The browser does not watch the folders before.
        thread::sleep(SETTLED);
        let mut saves = saves(&mut session, folder);
        let resident = resident(session.pid()).unwrap_or_else(|| "?".to_owned());
        let at = |when: &Cell<Option<Duration>>| when.get().map_or(0.0, |when| when.as_secs_f64());
        format!(
            "| {called} | {:.2} s | {:.2} s | {:.2} s | {:.2} s | {:.2} s | {}, {}, {} | {}, {} | {resident} |",
            at(&seen.frame),
            at(&seen.cases),
            at(&seen.list),
            at(&seen.checked),
            searchable.as_secs_f64(),
            share(&mut keys, 50),
            share(&mut keys, 90),
            share(&mut keys, 100),
            share(&mut saves, 50),
            share(&mut saves, 100),
        )
    }

    /// Types a search, and returns when it was answered for all records, from the start.
    fn search(session: &mut Session, saw: &impl Fn(&Screen), started: Instant) -> Duration {
        let all = position(session.screen.screen()).map(|(_, all)| all);
        session.press("/ng");
        session.wait_until("all that is found", |screen| {
            saw(screen);
            let of = position(screen).map(|(_, of)| of);
            of != all && !row(screen, 1).contains('…')
        });
        let found = started.elapsed();
        session.press("\u{1b}");
        // A key directly behind Esc would be one with Alt.
        session.wait_until("the whole list", |screen| position(screen).map(|(_, of)| of) == all);
        found
    }

    impl Seen {
        fn note(&self, screen: &Screen, when: Duration) {
            let above = row(screen, 0);
            let listed = position(screen).is_some();
            let read = listed && !above.contains("reading");
            let note = |seen: &Cell<Option<Duration>>, is_seen: bool| {
                if is_seen && seen.get().is_none() {
                    seen.set(Some(when));
                }
            };
            note(&self.frame, !above.trim().is_empty());
            note(&self.cases, listed);
            note(&self.list, read);
            note(&self.checked, read && !above.contains("checking"));
        }
    }

    /// Saves the first case of the folder several times, and returns how long each save takes to appear.
    fn saves(session: &mut Session, folder: &Path) -> Vec<Duration> {
        let file = first_case(&folder.join("victims")).unwrap();
        let id = file.file_stem().unwrap().to_str().unwrap();
        session.press(&format!("/\u{15}id:{id}\r"));
        session.wait_until("one case", |screen| row(screen, 1).contains("1 of 1 "));
        let text = fs::read_to_string(&file).unwrap();
        let mut saves = Vec::new();
        for number in 0..SAVES {
            let title = format!("Saved {number} times");
            let lines = text.lines().map(|line| match line.split_once('=') {
                Some((key, _)) if key.trim() == "title" => format!("title = '{title}'\n"),
                _ => format!("{line}\n"),
            });
            let changed = lines.collect::<String>();
            let at = Instant::now();
            fs::write(&file, changed).unwrap();
            session.wait_for(&title);
            saves.push(at.elapsed());
            thread::sleep(LONG_PAUSE);
        }
        fs::write(&file, text).unwrap();
        saves
    }

    fn first_case(folder: &Path) -> Option<PathBuf> {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths.into_iter().find_map(|path| match path.extension() {
            Some(toml) if toml == "toml" => Some(path),
            _ => first_case(&path),
        })
    }

    fn row(screen: &Screen, number: u16) -> String {
        let (_, width) = screen.size();
        screen.rows(0, width.get()).nth(usize::from(number)).unwrap_or_default() + " "
    }

    /// Returns the number of the selected record, and the number of all records in the list.
    fn position(screen: &Screen) -> Option<(usize, usize)> {
        let row = row(screen, 1);
        let (before, behind) = row.rsplit_once(" of ")?;
        let at = before.rsplit(' ').next()?.parse().ok()?;
        Some((at, behind.split(' ').next()?.parse().ok()?))
    }

    /// Returns a percentile of the times, in milliseconds.
    fn share(times: &mut [Duration], hundredth: usize) -> String {
        times.sort_unstable();
        let last = times.len().saturating_sub(1);
        let time = times.get(last * hundredth / 100).copied().unwrap_or_default();
        format!("{:.0} ms", time.as_secs_f64() * 1000.0)
    }

    /// Returns the peak memory of a process, if the system reports it.
    fn resident(pid: u32) -> Option<String> {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kilobytes: f64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
        Some(format!("{:.2} GB", kilobytes * 1024.0 / 1e9))
    }
}
