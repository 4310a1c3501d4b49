//! A benchmark of the four views over a large folder: how long each takes to open, and a key to its frame.
//!
//! `cargo bench --bench views -- DIR` opens the folder in a terminal of its own, goes to the timeline, the map, the counts and
//! the network, and presses the keys of each. A key's frame begins with the first thing that is written after it; a key that
//! changes nothing is not counted. A view is whole once nothing is written for a second.
#![cfg_attr(unix, expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints"))]

#[cfg(unix)]
#[path = "../tests/terminal/session.rs"]
#[expect(dead_code, clippy::panic, reason = "the tests use more of it")]
mod session;

fn main() {
    #[cfg(unix)]
    views::bench();
}

#[cfg(unix)]
mod views {
    use std::fs;
    use std::time::{Duration, Instant};

    use portable_pty::CommandBuilder;
    use vt100::Screen;

    use crate::session::Session;

    /// After so long without output a key changed nothing, or a view is whole.
    const SILENCE: Duration = Duration::from_secs(1);
    /// How often the keys of a view are pressed.
    const ROUNDS: usize = 8;

    /// Opens the folder that the arguments name.
    pub(crate) fn bench() {
        let named = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
        let Some(folder) = named else {
            println!("name a folder of made-up cases: cargo bench --bench views -- DIR");
            return;
        };
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(["--no-cache", "-C", &folder]);
        let mut session = Session::of(command, tempfile::tempdir().unwrap());
        session.resize(120, 32);
        let above =
            |screen: &Screen| screen.contents().lines().next().unwrap_or_default().to_owned();
        session.wait_until("all that was read", |screen| {
            let above = above(screen);
            screen.contents().contains("Enter open")
                && !above.contains("reading")
                && !above.contains("checking")
        });
        settle(&mut session);
        // Until everything is indexed, what was found is followed by an ellipsis.
        session.press("/ng");
        session.wait_until("all that is found", |screen| {
            screen.contents().lines().nth(1).is_some_and(|found| !found.contains('…'))
        });
        session.press("\u{1b}");
        settle(&mut session);
        println!("resident before: {} MB", resident(&session));
        println!("| view | first frame | whole | keys | median | 19 in 20 | at most | resident |");
        println!("|---|---|---|---|---|---|---|---|");
        for (view, opens, keys) in [
            ("timeline", "gt", ["l", "l", "h", ">", ">", "L", "H", "<", "b", "=", "t", "t"]),
            ("map", "gm", ["l", "h", "j", "k", ">", ">", "<", "<", "L", "=", "t", "t"]),
            ("counts", "gc", ["l", "h", "j", "k", "%", "%", "j", "l", "<", ">", "k", "h"]),
            ("network", "gn", [">", "j", "j", "k", "m", "m", ">", "<", "j", "j", "k", "<"]),
        ] {
            let begun = Instant::now();
            session.press(opens);
            let first = first_output(&mut session).unwrap_or_default();
            let whole = (begun.elapsed() + settle(&mut session)).saturating_sub(SILENCE);
            let mut times = Vec::new();
            for key in std::iter::repeat_n(keys, ROUNDS).flatten() {
                session.press(key);
                times.extend(first_output(&mut session));
                settle_shortly(&mut session);
            }
            times.sort_unstable();
            let at = |share: usize| times.get(times.len() * share / 100).copied();
            println!(
                "| {view} | {} | {} | {} | {} | {} | {} | {} MB |",
                millis(Some(first)),
                millis(Some(whole)),
                times.len(),
                millis(at(50)),
                millis(at(95)),
                millis(times.last().copied()),
                resident(&session),
            );
            session.press("\u{1b}");
            settle(&mut session);
        }
    }

    /// Returns how long the first output after a key takes; `None` where there is none.
    fn first_output(session: &mut Session) -> Option<Duration> {
        let begun = Instant::now();
        session.listen(SILENCE).ok().map(|()| begun.elapsed())
    }

    /// Waits until nothing is written for a while; returns how long that took.
    fn settle(session: &mut Session) -> Duration {
        let begun = Instant::now();
        while session.listen(SILENCE).is_ok() {}
        begun.elapsed()
    }

    /// Takes what belongs to the same frame.
    fn settle_shortly(session: &mut Session) {
        while session.listen(Duration::from_millis(30)).is_ok() {}
    }

    fn millis(time: Option<Duration>) -> String {
        time.map_or_else(String::new, |time| format!("{:.1} ms", time.as_secs_f64() * 1e3))
    }

    /// Returns the resident memory of the program in MB, where the system says so.
    fn resident(session: &Session) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", session.pid()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
        kilobytes.unwrap_or_default() / 1024
    }
}
