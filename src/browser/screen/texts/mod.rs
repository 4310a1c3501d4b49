//! The screen that searches all archived texts: each match with its line, to be opened in its text.

mod draw;
mod keys;
mod page;
pub(crate) mod state;

use crate::browser::keymap::{KeyHint, ScreenInfo};
use crate::browser::model::destination::{Destination, WantedScreen};
use crate::browser::model::input::command::Step;
use crate::browser::model::query::find_line::FindStep;
use crate::browser::model::{Command, Effect, Extent, FrameAreas, LineGesture, Pointing, Shared};
use crate::browser::screen::contract::Screen;
use crate::browser::screen::texts::state::TextsScreen;
use crate::browser::view::DrawContext;
use crate::browser::view::canvas::Canvas;
use crate::browser::view::spoken::{Spoken, selected_line};
use crate::collection::TextSearchPart;
use crate::text::{squeezed, visible};

const NO_MATCH: &str = "there are no matches here; / searches";

impl TextsScreen {
    /// Opens the text of the match under the cursor there.
    fn open(&self, shared: &mut Shared) {
        match self.hit() {
            Some(hit) => {
                shared.destination = Some(Destination::Text {
                    source: hit.source.clone(),
                    offset: hit.passage.range.start(),
                    words: self.words().to_owned(),
                });
            }
            None => shared.notice = Some(NO_MATCH.to_owned()),
        }
    }
}

impl Screen for TextsScreen {
    fn info(&self) -> &'static ScreenInfo {
        &keys::INFO
    }

    fn hints(&self, _: &Shared) -> Vec<KeyHint> {
        keys::HINTS.to_vec()
    }

    fn here(&self, _: &Shared) -> &'static str {
        "the search in all archived texts"
    }

    fn entered(&mut self, shared: &mut Shared) {
        if self.words().is_empty() || self.has_other_words(shared) {
            self.open_line(shared);
        }
    }

    fn asks(&mut self, _: &Shared) -> Vec<Effect> {
        self.due().into_iter().collect()
    }

    fn open_find(&mut self, shared: &mut Shared) -> bool {
        self.open_line(shared);
        true
    }

    fn find(&mut self, shared: &mut Shared, step: FindStep) -> Vec<Effect> {
        match step {
            FindStep::Typed => self.typed(shared).into_iter().collect(),
            FindStep::Accepted => {
                shared.find_line = None;
                if self.words().is_empty() {
                    shared.wanted_screen = Some(WantedScreen::Home);
                }
                Vec::new()
            }
            FindStep::Cancelled => {
                shared.find_line = None;
                let effect = self.restore();
                if self.words().is_empty() {
                    shared.wanted_screen = Some(WantedScreen::Home);
                }
                effect.into_iter().collect()
            }
        }
    }

    fn perform(&mut self, shared: &mut Shared, command: Command) -> Vec<Effect> {
        if self.hits().is_empty() {
            shared.notice = Some(NO_MATCH.to_owned());
            return Vec::new();
        }
        if let Command::Move(step) = command {
            self.step(shared, step);
        } else if command == Command::NextMatch {
            self.step(shared, Step::Down);
        } else if command == Command::PreviousMatch {
            self.step(shared, Step::Up);
        } else if command == Command::Open {
            self.open(shared);
        }
        Vec::new()
    }

    fn point(&mut self, shared: &mut Shared, pointing: Pointing) -> Vec<Effect> {
        let inside = FrameAreas::inside(shared.areas().body);
        match pointing.over(inside) {
            Some(LineGesture::Scroll(lines)) => self.scroll(shared, lines),
            Some(LineGesture::Click(line)) => {
                shared.find_line = None;
                if self.click(line) {
                    return self.perform(shared, Command::Open);
                }
            }
            None => {}
        }
        Vec::new()
    }

    fn collection_changed(&mut self, _: &mut Shared) -> Vec<Effect> {
        self.again().into_iter().collect()
    }

    fn texts_found(&mut self, generation: u64, is_first: bool, part: &TextSearchPart) {
        self.found(generation, is_first, part);
    }

    fn settle(&mut self, shared: &mut Shared) {
        let room = Extent::of(FrameAreas::inside(shared.areas().body));
        self.lay_out(shared, room);
    }

    fn spoken(&self, shared: &Shared) -> Option<Spoken> {
        let hit = self.hit()?;
        let inside = FrameAreas::inside(shared.areas().body);
        let Spoken { words, at } = selected_line(self.page(), self.cursor(), inside)?;
        let source = shared.masked()?.source_in_short(&hit.source);
        let words = format!("{}, {words}", visible(&squeezed(&source)));
        Some(Spoken { words, at })
    }

    fn draw(&self, context: DrawContext<'_>, canvas: &mut Canvas<'_>) {
        draw::draw(self, context, canvas);
    }
}
