//! The timeline of the cases that are listed: a strip that counts them, and a row for each date.

mod command;
mod draw;
mod keys;
mod layout;
mod lines;
mod page;
pub(crate) mod state;

use ratatui::layout::Position;

use crate::browser::keymap::{KeyHint, ScreenInfo};
use crate::browser::model::destination::Destination;
use crate::browser::model::input::command::Step;
use crate::browser::model::renamed_ids::RenamedIds;
use crate::browser::model::update::query::view_list::{self, SelectedMark};
use crate::browser::model::{Command, Effect, JumpTarget, LineGesture, Pointing, Shared};
use crate::browser::screen::contract::Screen;
use crate::browser::screen::timeline::command::{NAME, TimelineCommand};
use crate::browser::screen::timeline::layout::TimelineAreas;
use crate::browser::screen::timeline::state::{TimelinePart, TimelineScreen};
use crate::browser::view::DrawContext;
use crate::browser::view::canvas::Canvas;
use crate::browser::view::spoken::{Spoken, in_words};
use crate::record::Id;
use crate::views::ViewAnswer;

impl TimelineScreen {
    /// Returns the column, the lane, or what has no date.
    fn selected(&self, shared: &Shared) -> Result<SelectedMark, &'static str> {
        let found = self.mark().zip(self.timeline());
        let (mark, timeline) = found.ok_or("there are no cases here")?;
        let is_for_others = Self::is_protected(shared);
        let (base, query) = (timeline.base.clone(), mark.query.clone());
        Ok(SelectedMark { screen: NAME, base, query, is_for_others })
    }

    /// Opens the record of the row under the cursor; where there is none, as on a heading or in the table, lists the cases
    /// of what is selected.
    fn open(&self, shared: &mut Shared) -> Vec<Effect> {
        if self.record_id().is_some() && !Self::is_protected(shared) {
            self.open_record(shared);
            return Vec::new();
        }
        self.list(shared)
    }

    /// Lists the cases of what is selected on the home screen.
    fn list(&self, shared: &mut Shared) -> Vec<Effect> {
        let has_cases = self.mark().is_some_and(|mark| mark.at_most() > 0);
        let selected = self.selected(shared).and_then(|selected| {
            let is_there = has_cases || selected.is_for_others;
            if is_there { Ok(selected) } else { Err("there are no cases here") }
        });
        view_list::list(shared, selected)
    }

    fn perform_own(
        &mut self,
        shared: &mut Shared,
        command: TimelineCommand,
        times: usize,
    ) -> Vec<Effect> {
        let times = i32::try_from(times).unwrap_or(i32::MAX);
        let nothing_finer = "there is no shorter unit to show";
        match command {
            TimelineCommand::Earlier => self.move_column(times.saturating_neg()),
            TimelineCommand::Later => self.move_column(times),
            TimelineCommand::ZoomIn => {
                if !self.zoom(shared, true) {
                    shared.notice = Some(nothing_finer.to_owned());
                }
            }
            TimelineCommand::ZoomOut => {
                if !self.zoom(shared, false) {
                    shared.notice = Some("there is no longer unit to show".to_owned());
                }
            }
            TimelineCommand::PanBack => self.pan(false),
            TimelineCommand::PanOn => self.pan(true),
            TimelineCommand::Fit => self.fit(),
            TimelineCommand::Only => return view_list::narrow(shared, self.selected(shared), true),
            TimelineCommand::Without => {
                return view_list::narrow(shared, self.selected(shared), false);
            }
            TimelineCommand::Lanes | TimelineCommand::Table | TimelineCommand::Undated
                if Self::is_protected(shared) =>
            {
                let words = "others see these numbers and no rows: P shows them first";
                shared.notice = Some(words.to_owned());
            }
            TimelineCommand::Lanes => self.next_lanes(),
            TimelineCommand::Table => self.show_part(TimelinePart::Table),
            TimelineCommand::Undated => self.show_part(TimelinePart::Undated),
            TimelineCommand::OpenRecord => self.open_record(shared),
            TimelineCommand::List => return self.list(shared),
        }
        Vec::new()
    }

    fn open_record(&self, shared: &mut Shared) {
        match self.record_id().filter(|_| !Self::is_protected(shared)) {
            Some(record) => {
                let target = JumpTarget { record: record.clone(), spot: None, quote: None };
                shared.destination = Some(Destination::Record { target, list: None });
            }
            None => shared.notice = Some("there is no record here".to_owned()),
        }
    }
}

impl Screen for TimelineScreen {
    fn info(&self) -> &'static ScreenInfo {
        &keys::INFO
    }

    fn hints(&self, shared: &Shared) -> Vec<KeyHint> {
        let opens = self.record_id().is_some() && !Self::is_protected(shared);
        let open: &[KeyHint] =
            if opens { &[keys::OPENS, keys::LISTS] } else { &[keys::LISTS_BY_ENTER] };
        open.iter().chain(keys::HINTS).copied().collect()
    }

    fn here(&self, _: &Shared) -> &'static str {
        "the timeline"
    }

    fn is_view(&self) -> bool {
        true
    }

    fn asks(&mut self, shared: &Shared) -> Vec<Effect> {
        self.ask(shared).into_iter().collect()
    }

    fn ids_renamed(&mut self, renamed: &RenamedIds) {
        self.follow(renamed);
    }

    fn viewed(&mut self, generation: u64, answer: &ViewAnswer) {
        self.take(generation, answer);
    }

    fn perform(&mut self, shared: &mut Shared, command: Command) -> Vec<Effect> {
        self.forget_rescaled();
        if let Command::Move(step) = command {
            self.step(shared, step);
        } else if command == Command::Open {
            return self.open(shared);
        } else if let Command::Own(own) = command
            && let Some(command) = TimelineCommand::from_repr(own.number())
        {
            return self.perform_own(shared, command, own.times());
        }
        Vec::new()
    }

    fn point(&mut self, shared: &mut Shared, pointing: Pointing) -> Vec<Effect> {
        let areas = TimelineAreas::of(shared.areas().body);
        let cell = usize::from(pointing.column.saturating_sub(areas.rows.x));
        let cell = cell.checked_sub(areas.name_cells).filter(|cell| *cell < areas.bar_cells);
        match (pointing.over(areas.rows), pointing.over(areas.whole)) {
            (Some(LineGesture::Click(line)), _) => {
                if self.click(Some(line), cell) {
                    return self.open(shared);
                }
            }
            (None, Some(LineGesture::Click(_))) => {
                if self.click(None, cell) {
                    return self.list(shared);
                }
            }
            (_, Some(LineGesture::Scroll(lines))) => self.step(shared, Step::By(lines)),
            (_, None) | (Some(LineGesture::Scroll(_)), _) => {}
        }
        Vec::new()
    }

    fn back_out(&mut self, _: &mut Shared) -> bool {
        self.show_rows()
    }

    fn settle(&mut self, shared: &mut Shared) {
        self.settle_cursor(shared);
        let areas = TimelineAreas::of(shared.areas().body);
        let lines = page::lines(self, shared, &areas);
        self.put_lines(lines);
    }

    fn record<'s>(&'s self, shared: &'s Shared) -> Option<&'s Id> {
        self.record_id().filter(|_| !Self::is_protected(shared))
    }

    fn draw(&self, context: DrawContext<'_>, canvas: &mut Canvas<'_>) {
        draw::draw(self, context, canvas);
    }

    fn spoken(&self, shared: &Shared) -> Option<Spoken> {
        let areas = TimelineAreas::of(shared.areas().body);
        let cursor = self.cursor();
        let row = cursor.at.checked_sub(cursor.first)?;
        let line = self.lines().rows.get(row)?;
        let row = u16::try_from(row).ok().filter(|row| *row < areas.rows.height)?;
        let words = format!("{}; {}", in_words(std::slice::from_ref(line)), self.lines().foot);
        Some(Spoken { words, at: Position { x: areas.rows.x, y: areas.rows.y + row } })
    }
}
