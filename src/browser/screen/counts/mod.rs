//! The screen that counts the listed cases by one field or two: a table whose every cell is a list.

mod command;
mod draw;
mod keys;
pub(crate) mod state;
mod table;

use ratatui::layout::Position;

use crate::browser::keymap::{KeyHint, ScreenInfo};
use crate::browser::model::input::command::{CopyTarget, Step};
use crate::browser::model::update::query::view_list::{self, SelectedMark};
use crate::browser::model::{Choice, Command, Effect, FrameAreas, LineGesture, Pointing, Shared};
use crate::browser::screen::contract::Screen;
use crate::browser::screen::counts::command::{CountsCommand, NAME};
use crate::browser::screen::counts::state::{CountsScreen, HIDDEN_FROM_OTHERS, inside};
use crate::browser::screen::counts::table::TableRoom;
use crate::browser::view::DrawContext;
use crate::browser::view::canvas::Canvas;
use crate::browser::view::spoken::Spoken;
use crate::text::{counted, visible_unicode};
use crate::views::ViewAnswer;
use crate::views::counts::{counts_csv, people_csv};

const NOT_COUNTED: &str = "nothing is counted yet";

impl CountsScreen {
    /// Returns the selected cell, or what cases state of numbers of people.
    fn selected(&self, shared: &Shared) -> Result<SelectedMark, &'static str> {
        let counts = self.counts(shared).ok_or(NOT_COUNTED)?;
        let query = if self.is_people() {
            counts.people().stated.query.clone()
        } else {
            counts.mark(self.row(counts), self.column(counts)).query
        };
        let base = counts.base().text().to_owned();
        Ok(SelectedMark { screen: NAME, base, query, is_for_others: counts.is_protected() })
    }

    /// Lists the cases of the selected cell.
    fn open(&self, shared: &mut Shared) -> Vec<Effect> {
        let selected = self.selected(shared);
        view_list::list(shared, selected)
    }

    /// Searches for the cases of the selected cell alone, or for all others.
    fn narrow(&self, shared: &mut Shared, is_only: bool) -> Vec<Effect> {
        let selected = self.selected(shared);
        view_list::narrow(shared, selected, is_only)
    }

    /// Copies what is shown, as it may be seen now: the table, or what cases state of numbers of people.
    fn copy(&self, shared: &mut Shared) -> Vec<Effect> {
        let counted = self.counts(shared).zip(shared.masked());
        if self.is_people() && counted.is_some_and(|(counts, _)| counts.is_protected()) {
            shared.say(HIDDEN_FROM_OTHERS);
            return Vec::new();
        }
        let text = counted.and_then(|(counts, masked)| {
            let csv = if self.is_people() {
                people_csv(counts.people(), &masked)
            } else {
                counts_csv(counts, &masked)
            };
            csv.ok()
        });
        let Some(text) = text else {
            shared.notice = Some(NOT_COUNTED.to_owned());
            return Vec::new();
        };
        let lines: Vec<String> =
            text.lines().map(|line| visible_unicode(line).into_owned()).collect();
        vec![Effect::Copy { what: CopyTarget::Table, text: lines.join("\n") + "\n" }]
    }

    fn zoomed(&mut self, shared: &mut Shared, times: usize, is_shorter: bool) {
        for _ in 0..times.min(4) {
            if !self.zoom(is_shorter) {
                shared.say("neither rows nor columns are dates");
            }
        }
    }
}

impl Screen for CountsScreen {
    fn info(&self) -> &'static ScreenInfo {
        &keys::INFO
    }

    fn hints(&self, _: &Shared) -> Vec<KeyHint> {
        keys::HINTS.to_vec()
    }

    fn here(&self, _: &Shared) -> &'static str {
        "the counts"
    }

    fn is_view(&self) -> bool {
        true
    }

    fn perform(&mut self, shared: &mut Shared, command: Command) -> Vec<Effect> {
        if let Command::Move(step) = command {
            self.step(shared, step);
        } else if command == Command::Open {
            return self.open(shared);
        } else if let Command::Own(own) = command {
            match CountsCommand::from_repr(own.number()) {
                Some(CountsCommand::Left) => self.sideways(own.times(), false),
                Some(CountsCommand::Right) => self.sideways(own.times(), true),
                Some(CountsCommand::Rows) => self.menu(shared, true),
                Some(CountsCommand::Columns) => self.menu(shared, false),
                Some(CountsCommand::Longer) => self.zoomed(shared, own.times(), false),
                Some(CountsCommand::Shorter) => self.zoomed(shared, own.times(), true),
                Some(CountsCommand::Shares) => self.toggle_shares(),
                Some(CountsCommand::Measure) => self.toggle_people(),
                Some(CountsCommand::Only) => return self.narrow(shared, true),
                Some(CountsCommand::Without) => return self.narrow(shared, false),
                Some(CountsCommand::Copy) => return self.copy(shared),
                None => {}
            }
        }
        Vec::new()
    }

    fn choose(&mut self, shared: &mut Shared, choice: Choice) -> Vec<Effect> {
        if let Choice::Own(number) = choice {
            shared.overlay = None;
            self.choose(number);
        }
        Vec::new()
    }

    fn point(&mut self, shared: &mut Shared, pointing: Pointing) -> Vec<Effect> {
        let area = FrameAreas::inside(shared.areas().body);
        let opens = match pointing.over(area) {
            Some(LineGesture::Scroll(lines)) => {
                self.step(shared, Step::By(lines));
                false
            }
            Some(LineGesture::Click(line)) => {
                self.click(shared, line, usize::from(pointing.column - area.x))
            }
            None => false,
        };
        if opens { self.open(shared) } else { Vec::new() }
    }

    fn collection_changed(&mut self, _: &mut Shared) -> Vec<Effect> {
        self.forget();
        Vec::new()
    }

    fn viewed(&mut self, generation: u64, answer: &ViewAnswer) {
        if let ViewAnswer::Counts(counts) = answer {
            self.take(generation, counts);
        }
    }

    fn settle(&mut self, shared: &mut Shared) {
        self.lay_out(shared);
    }

    fn asks(&mut self, shared: &Shared) -> Vec<Effect> {
        self.ask(shared).into_iter().collect()
    }

    fn draw(&self, context: DrawContext<'_>, canvas: &mut Canvas<'_>) {
        draw::draw(self, context, canvas);
    }

    fn spoken(&self, shared: &Shared) -> Option<Spoken> {
        let (counts, table) = (self.counts(shared)?, self.table(shared)?);
        let row = self.row(counts).unwrap_or(table.labels.len().checked_sub(1)?);
        let column = self.column(counts).unwrap_or(table.columns.len().checked_sub(1)?);
        let of = table.columns.get(column)?;
        let number = of.numbers.get(row)?;
        if self.is_people() {
            let cases = counts.people().stated.at_most();
            let words =
                format!("numbers of people, stated by {}, not added up", counted(cases, "case"));
            return Some(Spoken { words, at: Position::default() });
        }
        let words = format!("{}, {}: {number}", table.labels.get(row)?, of.head);
        let area = FrameAreas::inside(shared.areas().body);
        let line = TableRoom::of(inside(shared)).head + row.checked_sub(self.first_row())?;
        let line = u16::try_from(line).ok().filter(|line| *line < area.height)?;
        Some(Spoken { words, at: Position::new(area.x, area.y + line) })
    }
}
