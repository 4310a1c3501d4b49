//! The network: what a record is tied to as a tree or a matrix, why each line is there, and the way to another record.

mod command;
mod draw;
mod keys;
mod layout;
mod page;
pub(crate) mod state;
mod why;

use ratatui::layout::Rect;

use crate::browser::keymap::{KeyHint, ScreenInfo};
use crate::browser::model::destination::Destination;
use crate::browser::model::query::find_line::FindStep;
use crate::browser::model::renamed_ids::RenamedIds;
use crate::browser::model::{
    Choice, Command, Effect, FrameAreas, JumpTarget, LineGesture, Overlay, OverlayLine, OwnCommand,
    Pointing, Shared, WHEEL_LINES,
};
use crate::browser::screen::contract::Screen;
use crate::browser::screen::network::command::NetworkCommand;
use crate::browser::screen::network::state::NetworkScreen;
use crate::browser::view::DrawContext;
use crate::browser::view::canvas::Canvas;
use crate::browser::view::spoken::{Spoken, selected_line};
use crate::record::Id;
use crate::text::{squeezed, visible};
use crate::views::network::request::TieAnswer;

/// Cells from which on the words are beside the tree, not below it.
const WIDE: u16 = 100;

/// Where the parts of the screen go.
#[derive(Clone, Copy)]
struct NetworkAreas {
    tree: Rect,
    why: Rect,
}

fn areas(body: Rect) -> NetworkAreas {
    if body.width >= WIDE {
        let width = body.width * 11 / 20;
        let tree = Rect { width, ..body };
        return NetworkAreas {
            tree,
            why: Rect { x: body.x + width, width: body.width - width, ..body },
        };
    }
    // With very few rows the tree has them all.
    let height = if body.height < 10 { 0 } else { (body.height * 3 / 10).clamp(4, 9) };
    let tree = Rect { height: body.height - height, ..body };
    NetworkAreas { tree, why: Rect { y: body.y + tree.height, height, ..body } }
}

impl NetworkScreen {
    fn own(&mut self, shared: &mut Shared, own: OwnCommand) {
        let Some(command) = NetworkCommand::from_repr(own.number()) else { return };
        match command {
            NetworkCommand::FewerSteps | NetworkCommand::MoreSteps => {
                let by = if command == NetworkCommand::MoreSteps { 1 } else { -1 };
                if !self.step_further(by) {
                    shared.say("a tree goes one to three steps");
                }
            }
            NetworkCommand::Hubs => self.toggle_hubs(),
            NetworkCommand::Matrix => self.toggle_matrix(),
            NetworkCommand::Fold => self.fold(),
            NetworkCommand::LinkedWith => self.open_line(shared),
            NetworkCommand::Record => self.open(shared),
            NetworkCommand::BesideDown => self.scroll_beside(WHEEL_LINES),
            NetworkCommand::BesideUp => self.scroll_beside(-WHEEL_LINES),
            NetworkCommand::Export => {
                let masked = self.centre().zip(shared.masked());
                let id = masked.map(|(id, masked)| masked.id(id)).unwrap_or_default();
                let steps = self.steps();
                shared.notice = Some(format!(
                    "casebook links {id} --steps {steps} --format graphml > FILE   (or dot, gexf, csv, json)"
                ));
            }
        }
    }

    /// Opens the record under the cursor on the home screen.
    fn open(&self, shared: &mut Shared) {
        let record = self.selected().cloned();
        shared.destination = record.map(|record| Destination::Record {
            target: JumpTarget { record, spot: None, quote: None },
            list: None,
        });
    }

    /// Looks for the way to the only record that was found, or lets the user choose one.
    fn choose_end(&mut self, shared: &mut Shared) {
        match self.ends(shared).as_slice() {
            [] => shared.say("no other record is found"),
            [one] => {
                self.look_for(one.clone());
            }
            several => {
                let Some(masked) = shared.masked() else { return };
                let line = |(number, id): (usize, &Id)| OverlayLine {
                    term: masked.kind(id).map(|kind| kind.name().to_owned()).unwrap_or_default(),
                    meaning: visible(&squeezed(&masked.heading_of(id))).into_owned(),
                    choice: Some(Choice::Own(number)),
                    ..OverlayLine::default()
                };
                let lines: Vec<OverlayLine> = several.iter().enumerate().map(line).collect();
                shared.overlay = Some(Overlay::of("Linked with …", lines).filterable());
            }
        }
    }
}

impl Screen for NetworkScreen {
    fn info(&self) -> &'static ScreenInfo {
        &keys::INFO
    }

    fn hints(&self, _: &Shared) -> Vec<KeyHint> {
        keys::HINTS.to_vec()
    }

    fn here(&self, _: &Shared) -> &'static str {
        "the network"
    }

    fn is_view(&self) -> bool {
        true
    }

    fn entered(&mut self, shared: &mut Shared) {
        let record = shared.left_record.clone();
        let record = record.or_else(|| shared.listing.selected().cloned());
        self.start(record.as_ref());
    }

    fn find(&mut self, shared: &mut Shared, step: FindStep) -> Vec<Effect> {
        match step {
            FindStep::Typed => return self.typed(shared).into_iter().collect(),
            FindStep::Accepted => {
                shared.find_line = None;
                self.choose_end(shared);
            }
            FindStep::Cancelled => shared.find_line = None,
        }
        Vec::new()
    }

    fn choose(&mut self, shared: &mut Shared, choice: Choice) -> Vec<Effect> {
        if let Choice::Own(number) = choice
            && let Some(end) = self.ends(shared).get(number).cloned()
        {
            shared.overlay = None;
            self.look_for(end);
        }
        Vec::new()
    }

    fn perform(&mut self, shared: &mut Shared, command: Command) -> Vec<Effect> {
        if let Command::Move(step) = command {
            self.show_beside_from_start();
            self.step(shared, step);
        } else if command == Command::Open {
            if !self.centre_here() {
                shared.say("it is in the middle already; o opens the record");
            }
        } else if let Command::Own(own) = command {
            self.own(shared, own);
        }
        Vec::new()
    }

    fn interrupted(&mut self) {
        self.give_up_search();
    }

    fn goes_back(&mut self, _: &mut Shared) -> bool {
        self.back()
    }

    fn back_out(&mut self, _: &mut Shared) -> bool {
        self.leave_way()
    }

    fn point(&mut self, shared: &mut Shared, pointing: Pointing) -> Vec<Effect> {
        let places = areas(shared.areas().body);
        let inside = FrameAreas::inside(places.tree);
        if let Some(LineGesture::Scroll(lines)) = pointing.over(places.why) {
            self.scroll_beside(lines);
        }
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

    fn ids_renamed(&mut self, renamed: &RenamedIds) {
        self.follow(renamed);
    }

    fn collection_changed(&mut self, _: &mut Shared) -> Vec<Effect> {
        self.ask_again();
        Vec::new()
    }

    fn tied(&mut self, generation: u64, answer: &TieAnswer) {
        self.take(generation, answer);
    }

    fn ends_found(&mut self, generation: u64, ids: &[Id]) {
        self.take_ends(generation, ids);
    }

    fn asks(&mut self, shared: &Shared) -> Vec<Effect> {
        self.ask(shared).into_iter().collect()
    }

    fn settle(&mut self, shared: &mut Shared) {
        self.lay_out(shared);
    }

    fn record<'s>(&'s self, _: &'s Shared) -> Option<&'s Id> {
        self.selected()
    }

    fn spoken(&self, shared: &Shared) -> Option<Spoken> {
        let inside = FrameAreas::inside(areas(shared.areas().body).tree);
        selected_line(self.page(), self.cursor(), inside)
    }

    fn draw(&self, context: DrawContext<'_>, canvas: &mut Canvas<'_>) {
        draw::draw(self, context, canvas);
    }
}
