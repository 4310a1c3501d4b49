//! A terminal that counts cells as the C library does: nothing on its screen may be what a full redraw
//! would change, and every letter of a file must be on it. Skipped where there is no tmux.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

const DEADLINE: Duration = Duration::from_secs(40);

/// Names in many scripts, each said again in a summary; made up of syllables.
const SCRIPTS: [(&str, &str); 32] = [
    ("vietnamese", "Nguyễn Thị Thử Nghiệm"),
    ("decomposed", "Nguye\u{302}\u{303}n Thu\u{31b}\u{309} Ba"),
    ("greek", "Δοκιμή Πρώτη"),
    ("cyrillic", "Тест Юлія Ёлкина"),
    ("armenian", "Փորձ Անուն"),
    ("georgian", "საცდელი სახელი"),
    ("hebrew", "בְּדִיקָה נִסָּיוֹן"),
    ("arabic", "اِختبار الأَوَّل لا"),
    ("devanagari", "परीक्षण व्यक्ति कोई"),
    ("bengali", "পরীক্ষা কেন্দ্র মীটিং"),
    ("gurmukhi", "ਪਰੀਖਿਆ ਨਾਮ"),
    ("gujarati", "પરીક્ષણ નામ"),
    ("oriya", "ପରୀକ୍ଷା ନାମ"),
    ("tamil", "சோதனை பெயர் கொடு"),
    ("telugu", "పరీక్ష పేరు"),
    ("kannada", "ಪರೀಕ್ಷೆ ಹೆಸರು"),
    ("malayalam", "പരീക്ഷ പേര് കോടി"),
    ("sinhala", "පරීක්ෂණ නම කෝ"),
    ("thai", "กำพล ทำดี น้ำใจ"),
    ("lao", "ທົດລອງ ຄຳແສງ"),
    ("tibetan", "བརྟག་དཔྱད་མིང"),
    ("burmese", "စမ်းသပ်သူ ကျော်မြင့်"),
    ("khmer", "ភ្នំពេញ ស្ត្រី កម្ពុជា"),
    ("javanese", "ꦗꦮꦶ ꦏꦺꦴꦩ꧀"),
    ("ethiopic", "ሙከራ ስም"),
    ("mongolian", "ᠮᠣᠩᠭᠣᠯ"),
    ("han", "测试者在试验园区"),
    ("kana", "テスト がぎぐ"),
    ("halfwidth", "ﾔﾏﾀﾞ ﾊﾟﾝﾀﾞ"),
    ("hangul", "김시험 \u{1112}\u{1161}\u{11ab}"),
    ("yi", "ꆈꌠꁱꂷ"),
    ("trigrams", "☰☱☲☳ ☴☵"),
];

/// What the tables of this machine may not know, so that tmux draws nothing for it.
const NEWER: [(&str, &str); 4] = [
    ("emoji", "🫨🩷🩵🫎 🇰🇭 👨‍👩‍👧 👍🏽"),
    ("rare-han", "\u{31350}\u{31351}\u{31352}\u{2ebf0}\u{30000}"),
    ("old-kana", "\u{1b000}\u{1b001}\u{1aff0}"),
    ("egyptian", "\u{13000}\u{13001}\u{13460}"),
];

/// A server of tmux of its own, with one window; ended with this value.
pub(crate) struct Tmux {
    pub(crate) folder: TempDir,
    size: (usize, usize),
}

impl Tmux {
    /// Starts a shell command in a terminal; `None` where there is no tmux.
    pub(crate) fn start(
        folder: TempDir,
        size: (usize, usize),
        options: &str,
        line: &str,
    ) -> Option<Self> {
        let tmux = Self { folder, size };
        let version = Command::new("tmux").arg("-V").output().ok().filter(|it| it.status.success());
        if version.is_none() {
            println!("skipped: there is no tmux here");
            return None;
        }
        let own =
            "set -g status off\nset -g default-terminal tmux-256color\nset -s escape-time 0\n";
        fs::write(tmux.place("conf"), format!("{own}{options}")).unwrap();
        let home = tmux.folder.path().display();
        let environment =
            format!("env -u TMUX LC_ALL=C.UTF-8 XDG_CACHE_HOME={home} XDG_CONFIG_HOME={home}");
        let (width, height) = (size.0.to_string(), size.1.to_string());
        let conf = tmux.place("conf");
        tmux.ask(&[
            "-f",
            &conf,
            "new-session",
            "-d",
            "-x",
            &width,
            "-y",
            &height,
            &format!("{environment} {line}"),
        ]);
        Some(tmux)
    }

    /// Starts the browser on cases in every script.
    fn browse(size: (usize, usize)) -> Option<Self> {
        let folder = collection();
        let line = format!(
            "{} --no-cache -C {}; sleep 100",
            env!("CARGO_BIN_EXE_casebook"),
            folder.path().join("cases").display()
        );
        Self::start(folder, size, "", &line)
    }

    fn place(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    pub(crate) fn ask(&self, arguments: &[&str]) -> String {
        let socket = self.place("socket");
        let output = Command::new("tmux")
            .args(["-u", "-S", &socket])
            .args(arguments)
            .env("LC_ALL", "C.UTF-8")
            .env_remove("TMUX")
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    pub(crate) fn screen(&self) -> String {
        self.ask(&["capture-pane", "-p"])
    }

    /// Waits until the screen is as wanted, and drawn to its end.
    #[track_caller]
    pub(crate) fn wait(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + DEADLINE;
        let mut last = self.screen();
        loop {
            thread::sleep(Duration::from_millis(30));
            let now = self.screen();
            if now == last && wanted(&now) {
                return now;
            }
            assert!(Instant::now() < end, "no {what} at {:?} on\n{now}", self.size);
            last = now;
        }
    }

    #[track_caller]
    fn press(&self, key: &str, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        self.ask(&["send-keys", key]);
        self.wait(what, wanted)
    }

    /// Checks that the screen is what a full redraw shows, but for the status line, which a key clears.
    #[track_caller]
    fn expect_nothing_stale(&self, shown: &str, at: &str) {
        // A mark in the row that is drawn last says when the redraw is done.
        let (_, rows) = self.size;
        let terminal = self.ask(&["display-message", "-p", "#{pane_tty}"]);
        let mut terminal = fs::OpenOptions::new().write(true).open(terminal.trim()).unwrap();
        write!(terminal, "\u{1b}7\u{1b}[{rows};1H@@@\u{1b}8").unwrap();
        let last = |screen: &str| screen.lines().nth(rows - 1).unwrap_or_default().to_owned();
        self.wait("mark", |screen| last(screen).starts_with("@@@"));
        let fresh = self.press("C-l", "redraw", |screen| {
            !last(screen).starts_with("@@@") && !last(screen).trim().is_empty()
        });
        let rows =
            |screen: &str| screen.lines().take(rows - 1).map(str::to_owned).collect::<Vec<_>>();
        for (shown, fresh) in rows(shown).iter().zip(rows(&fresh)) {
            assert_eq!(*shown, fresh, "{at} at {:?}: the first was shown", self.size);
        }
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.ask(&["kill-server"]);
    }
}

fn case(name: &str) -> String {
    format!("title = '{name}'\nname = '{name}'\nsummary = '{name}, said {name}'\nage = 17\n")
}

fn write(folder: &Path, id: &str, name: &str) {
    fs::write(folder.join(format!("cases/victims/{id}.toml")), case(name)).unwrap();
}

fn collection() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("cases/victims")).unwrap();
    fs::write(folder.path().join("cases/casebook.toml"), "title = 'Made up'\nformat = 1\n")
        .unwrap();
    for (id, name) in SCRIPTS.iter().chain(&NEWER) {
        write(folder.path(), id, name);
        // What is left behind shows beside something short.
        write(folder.path(), &format!("{id}-z"), "x");
    }
    folder
}

/// Returns a screen without blanks and borders: what is broken into rows is one text again.
fn letters(screen: &str) -> String {
    screen.chars().filter(|c| !c.is_whitespace() && !"│▌".contains(*c)).collect()
}

/// Returns whether the pane of a record shows a cursor; that of the list is at the start of a line.
fn marks_a_field(screen: &str) -> bool {
    screen.lines().any(|line| line.trim_start_matches('│').contains("│▌"))
}

/// Waits until the case with this number is the one that is shown.
#[track_caller]
fn go_to(tmux: &Tmux, key: &str, number: usize, of: usize) -> String {
    let position = format!(" {number} of {of}");
    tmux.press(key, &position, |screen| {
        screen.lines().nth(1).is_some_and(|line| line.trim_end().ends_with(&position))
    })
}

/// Walks through all cases, and opens, closes, zooms, masks and resizes on the way.
fn walk(size: (usize, usize)) {
    let Some(mut tmux) = Tmux::browse(size) else { return };
    tmux.wait("list", |screen| screen.contains("Made up") && screen.contains("└ all"));
    let all: Vec<_> = SCRIPTS.iter().chain(&NEWER).collect();
    let narrow = size.0 < 80;
    let ids = ids(&all);
    for (number, (id, name)) in ids.iter().enumerate() {
        let key = if number == 0 { "Home" } else { "j" };
        let shown = go_to(&tmux, key, number + 1, ids.len());
        tmux.expect_nothing_stale(&shown, id);
        if !SCRIPTS.iter().any(|(known, _)| known == id) {
            continue;
        }
        // The short list of one pane is narrower than the detail: all of that is wanted.
        let mut shown = tmux.press("l", "detail", |screen| screen.contains("summary"));
        if !narrow {
            shown = tmux.press("z", "detail alone", |screen| !screen.contains('┬'));
        }
        let (said, wanted) = (letters(&shown), letters(name));
        let count = said.matches(&wanted).count();
        assert!(count >= 3, "{id} at {size:?}: {name} is there {count} times\n{shown}");
        if !narrow {
            tmux.press("z", "all panes", |screen| screen.contains('┬'));
        }
        let shown =
            tmux.press("h", "list", |screen| screen.contains("└ all") && !marks_a_field(screen));
        tmux.expect_nothing_stale(&shown, &format!("back from {id}"));
    }
    let panes = |screen: &str| screen.contains("└ all");
    for (key, title) in [("?", "Keys"), ("s", "Sort"), (":", "Commands")] {
        let shown = tmux.press(key, title, |screen| screen.contains(title));
        tmux.expect_nothing_stale(&shown, title);
        let shown = tmux.press("Escape", "panes", panes);
        tmux.expect_nothing_stale(&shown, &format!("behind {title}"));
    }
    for (width, height) in [(70, 22), (100, 30), size] {
        tmux.ask(&["resize-window", "-x", &width.to_string(), "-y", &height.to_string()]);
        tmux.size = (width, height);
        let shown = tmux.wait("layout", |screen| {
            // The first row ends one cell before the edge, in the layout of that size alone.
            let title = screen.lines().next().unwrap_or_default();
            screen.lines().count() == height && title.chars().count() == width - 1
        });
        tmux.expect_nothing_stale(&shown, "resized");
    }
    let shown = tmux.press("P", "mask", |screen| screen.contains("every name and quote is masked"));
    for (id, name) in &all {
        let mut of_name = name.chars().filter(|c| !c.is_ascii());
        assert!(!of_name.any(|c| shown.contains(c)), "{id} at {size:?} in\n{shown}");
    }
    tmux.expect_nothing_stale(&shown, "masked");
}

/// Returns the cases in the order of the list, with what each is called.
fn ids<'n>(all: &[&'n (&str, &str)]) -> Vec<(String, &'n str)> {
    let mut ids: Vec<_> = all
        .iter()
        .flat_map(|(id, name)| [((*id).to_owned(), *name), (format!("{id}-z"), "x")])
        .collect();
    ids.sort_unstable();
    ids
}

#[test]
fn no_terminal_keeps_or_loses_a_letter_at_three_widths() {
    let walks = [(60, 20), (80, 24), (120, 32)].map(|size| thread::spawn(move || walk(size)));
    for walk in walks {
        walk.join().unwrap();
    }
}

#[test]
fn nothing_stays_on_a_terminal_that_has_no_other_screen() {
    for (keys, name) in [(&["q"][..], "quit"), (&["C-c", "C-c"][..], "interrupted")] {
        let folder = collection();
        let line = format!(
            "sh -c 'TERM=linux {} --no-cache -C {}; echo left; sleep 100'",
            env!("CARGO_BIN_EXE_casebook"),
            folder.path().join("cases").display()
        );
        let options = "set -g alternate-screen off\nsetw -g alternate-screen off\n";
        let Some(tmux) = Tmux::start(folder, (100, 24), options, &line) else { return };
        tmux.wait("a case", |screen| screen.contains("└ all") && screen.contains("Փորձ"));
        for key in keys {
            tmux.ask(&["send-keys", key]);
        }
        tmux.wait("end", |screen| screen.contains("left"));
        // With all that was scrolled away.
        let history = tmux.ask(&["capture-pane", "-p", "-S", "-"]);
        assert!(!history.contains("Փորձ") && !history.contains("victims"), "{name}:\n{history}");
    }
}
