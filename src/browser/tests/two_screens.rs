//! A second screen beside the home screen: it needs its own file and one row, and everything that screens
//! share works on it.

use std::sync::Arc;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use strum::FromRepr;

use crate::browser::app::{Model, draw, keymap_of, update};
use crate::browser::keymap::{Binding, Chord, HelpSection, KeyGroup, Keyboard, ScreenInfo, key};
use crate::browser::model::destination::Destination;
use crate::browser::model::page::{Role, StyledRun};
use crate::browser::model::{
    Choice, Command, Effect, Finder, JumpTarget, Message, Mode, Overlay, OverlayLine, OwnCommand,
    Report, SessionInfo, Shared, Size, Step,
};
use crate::browser::screen::browse::state::Browse;
use crate::browser::screen::contract::{EachScreen, Screen};
use crate::browser::screen::screens;
use crate::browser::view::DrawContext;
use crate::browser::view::canvas::Canvas;
use crate::collection::{Collection, Memory, Touched, load};
use crate::record::Id;
use crate::redaction::Mask;

/// A screen that counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counter {
    count: usize,
    chosen: Option<usize>,
    collections: usize,
    records: usize,
}

#[derive(Clone, Copy, FromRepr)]
#[repr(u8)]
enum CounterCommand {
    Add,
    Ask,
}

const NAME: &str = "counter";

const INFO: ScreenInfo = ScreenInfo {
    name: NAME,
    way_in: Some(KeyGroup {
        after: "unsourced",
        rows: &[key("gc", &[Mode::Screen], "counter", Command::Show(NAME), "count something")],
    }),
    keys: &[KeyGroup {
        after: "last",
        rows: &[
            own("z", "counter-add", CounterCommand::Add, "count one more").hint("count"),
            own("a", "counter-ask", CounterCommand::Ask, "ask for a number"),
        ],
    }],
    without: &["copy-quote"],
    help: &[HelpSection { heading: "Counting", lines: &[("1", "is one")] }],
    selecting: "Selecting a number",
};

const fn own(
    keys: &'static str,
    name: &'static str,
    command: CounterCommand,
    words: &'static str,
) -> Binding {
    let command = Command::Own(OwnCommand::new(NAME, command as u8));
    key(keys, &[Mode::Screen], name, command, words)
}

impl Screen for Counter {
    fn info(&self) -> &'static ScreenInfo {
        &INFO
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "it has no other commands")]
    fn perform(&mut self, shared: &mut Shared, command: Command) -> Vec<Effect> {
        match command {
            Command::Move(Step::Down) => self.count += 1,
            Command::Open => {
                let record = shared.listing.selected().cloned();
                shared.destination = record.map(|record| Destination::Record {
                    target: JumpTarget { record, spot: None, quote: None },
                    list: None,
                });
            }
            Command::Own(own) => match CounterCommand::from_repr(own.number()) {
                Some(CounterCommand::Add) => self.count += own.times(),
                Some(CounterCommand::Ask) => {
                    let line = |number: usize| OverlayLine {
                        term: number.to_string(),
                        choice: Some(Choice::Own(number)),
                        ..OverlayLine::default()
                    };
                    shared.overlay = Some(Overlay::of("Which", vec![line(7), line(8)]));
                }
                None => {}
            },
            _ => {}
        }
        Vec::new()
    }

    fn choose(&mut self, shared: &mut Shared, choice: Choice) -> Vec<Effect> {
        if let Choice::Own(number) = choice {
            self.chosen = Some(number);
            shared.overlay = None;
        }
        Vec::new()
    }

    fn collection_changed(&mut self, _: &mut Shared) -> Vec<Effect> {
        self.collections += 1;
        Vec::new()
    }

    fn results_changed(&mut self, shared: &mut Shared) {
        self.records = shared.listing.ids().len();
    }

    fn draw(&self, context: DrawContext<'_>, canvas: &mut Canvas<'_>) {
        let words = format!("counted {} of {}", self.count, self.records);
        canvas.run(context.shared.areas().body, 0, 0, &StyledRun::new(Role::Text, words));
    }
}

screens! {
    /// The home screen and another one.
    TwoScreens;
    /// The home screen.
    browse: Browse,
    /// The other one.
    counter: Counter,
}

/// The browser with both screens, over two cases.
struct Pair {
    model: Model<TwoScreens>,
    keyboard: Keyboard,
    files: Memory,
    collection: Arc<Collection>,
    generation: u64,
}

impl Pair {
    fn new() -> Self {
        let mut files = Memory::default();
        for name in ["test-ann", "test-bo"] {
            files.put(format!("victims/{name}.toml"), format!("name = '{name}'\nage = 17\n"));
        }
        let size = Size { width: 100, height: 40 };
        let mut pair = Self {
            model: Model::new(SessionInfo::default(), size),
            keyboard: Keyboard::of(Arc::new(keymap_of::<TwoScreens>())),
            files,
            collection: Arc::default(),
            generation: 0,
        };
        pair.load(0);
        pair
    }

    /// Reads all files, as the worker would.
    fn load(&mut self, generation: u64) {
        self.collection = Arc::new(load(&self.files));
        let (collection, touched) = (Arc::clone(&self.collection), Touched::Everything);
        self.send(Report::Loaded { generation, collection, changed: 1, touched });
    }

    fn send(&mut self, message: impl Into<Message>) {
        for effect in update(&mut self.model, message) {
            if let Effect::Search { generation, query, sort } = effect {
                let of = Arc::clone(&self.collection);
                let answer = Box::new(Finder::of(&of).find(&query, sort));
                self.send(Report::Found { generation, of, answer });
            } else if let Effect::Reload { generation, .. } = effect {
                self.generation = generation;
                self.load(generation);
            }
        }
    }

    fn type_keys(mut self, keys: &str) -> Self {
        for chord in Chord::parse(keys).unwrap() {
            self.keyboard.set_screen(self.model.active);
            let (mode, views) = (self.model.mode(), self.model.shared.views());
            if let Some(input) = self.keyboard.press(chord, mode, &views) {
                self.send(input);
            }
        }
        self
    }

    fn screen(&self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(100, 40)).unwrap();
        terminal.draw(|frame| draw(&self.model, self.keyboard.keymap(), frame)).unwrap();
        terminal.backend().to_string()
    }

    #[track_caller]
    fn expect(self, words: &[&str]) -> Self {
        let screen = self.screen();
        for words in words {
            assert!(screen.contains(words), "{words}\n{screen}");
        }
        self
    }

    #[track_caller]
    fn expect_none(self, words: &[&str]) -> Self {
        let screen = self.screen();
        for words in words {
            assert!(!screen.contains(words), "{words}\n{screen}");
        }
        self
    }
}

#[test]
fn each_screen_has_its_own_keys_and_those_of_all() {
    let pair = Pair::new().expect(&["Cases", "test-ann"]).type_keys("gc");
    let pair = pair.expect(&["counted 0 of 2", "z count"]).expect_none(&["Cases", "z zoom"]);
    let pair = pair.type_keys("z5zj").expect(&["counted 7 of 2"]);
    assert!(!pair.model.screens.browse.zoomed);
    // What only the home screen has means nothing here.
    let pair = pair.type_keys("p<tab>");
    assert!(!pair.model.screens.browse.without_quotes);
    let pair = pair.type_keys("P");
    assert_eq!(pair.model.shared.mask, Mask::All);
    let pair = pair.type_keys("/ann<enter>").expect(&["counted 7 of 1"]);
    let pair = pair.type_keys("<esc>z").expect(&["Results"]);
    assert_eq!((pair.model.active, pair.model.screens.browse.zoomed), (0, true));
    assert_eq!(pair.model.screens.counter.count, 7);
}

#[test]
fn help_and_palette_list_the_keys_of_the_active_screen() {
    let help = Pair::new().type_keys("gc?count");
    let help = help.expect(&["gc", "count something", "count one more"]);
    let help = help.type_keys("<c-u>is one").expect(&["is one"]);
    help.type_keys("<c-u>zoom").expect_none(&["zoom this pane"]);
    let home = Pair::new().type_keys("?count").expect(&["count something"]);
    home.expect_none(&["count one more"]);
    let run = Pair::new().type_keys(":count something<enter>").expect(&["counted 0 of 2"]);
    run.type_keys(":count one<enter>").expect(&["counted 1 of 2"]);
    let copies = Pair::new().type_keys("gcy").expect(&["copy the id"]);
    copies.expect_none(&["copy the quote with its citation"]);
}

#[test]
fn an_overlay_stands_over_any_screen_and_its_lines_lead_where_they_say() {
    let pair = Pair::new().type_keys("gca").expect(&["Which"]).type_keys("j<enter>");
    assert_eq!((pair.model.screens.counter.chosen, pair.model.active), (Some(8), 1));
    let pair = pair.type_keys("!").expect(&["Problems"]).type_keys("<esc>");
    let pair = pair.expect(&["counted 0 of 2"]).type_keys("s<down><enter>");
    assert_eq!(pair.model.active, 1);
    let pair = pair.type_keys("<enter>").expect(&["Cases"]);
    let shown = pair.model.screens.browse.shown.as_ref();
    assert_eq!((pair.model.active, shown), (0, pair.model.shared.listing.selected()));
    assert_eq!(pair.model.mode(), Mode::Screen);
}

#[test]
fn a_reload_reaches_every_screen_whichever_is_active() {
    let mut pair = Pair::new().type_keys("gc");
    assert_eq!(pair.model.screens.counter.collections, 1);
    pair.files.remove("victims/test-ann.toml");
    let mut pair = pair.type_keys("R").expect(&["counted 0 of 1"]);
    assert!(pair.generation > 0);
    assert_eq!(pair.model.screens.counter.collections, 2);
    let shown = pair.model.screens.browse.shown.as_ref().map(Id::as_str);
    assert_eq!(shown, Some("test-bo"));
    pair = pair.type_keys("<backspace>").expect(&["Cases", "test-bo"]);
    assert_eq!(pair.model.active, 0);
}

#[test]
fn keys_of_ones_own_are_bound_on_the_screens_that_have_the_command() {
    let mut keymap = keymap_of::<TwoScreens>();
    let add = Chord::parse("x").unwrap();
    let command = Command::Own(OwnCommand::new(NAME, CounterCommand::Add as u8));
    keymap.bind(&add, crate::browser::keymap::Meaning::Do(command)).unwrap();
    assert_eq!(keymap.of(1).key_of(Mode::Screen, command).as_deref(), Some("x"));
    assert_eq!(keymap.of(0).key_of(Mode::Screen, command), None);
    keymap.unbind(&Chord::parse("z").unwrap()).unwrap();
    keymap.expect_typeable();
    let bound = |screen| keymap.of(screen).way(Mode::Screen, &Chord::parse("z").unwrap()).is_some();
    assert!(!bound(0) && !bound(1));
}
