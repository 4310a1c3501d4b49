//! The screen that shows on a map where the listed records are, with the list of places beside it.

mod command;
mod draw;
mod keys;
mod page;
pub(crate) mod state;

use crate::browser::keymap::{KeyHint, ScreenInfo};
use crate::browser::model::renamed_ids::RenamedIds;
use crate::browser::model::update::query::view_list::{self, SelectedMark};
use crate::browser::model::{Command, Effect, FrameAreas, LineGesture, Pointing, Shared};
use crate::browser::screen::contract::Screen;
use crate::browser::screen::map::command::{MapCommand, NAME};
use crate::browser::screen::map::page::mark_of;
use crate::browser::screen::map::state::MapScreen;
use crate::browser::view::DrawContext;
use crate::browser::view::canvas::Canvas;
use crate::browser::view::spoken::{Spoken, selected_line};
use crate::text::visible;
use crate::views::ViewAnswer;
use crate::views::map::{Disclosure, Pan};

impl MapScreen {
    /// Returns the selected place, or what is at other places or none.
    fn selected(&self) -> Result<SelectedMark, &'static str> {
        let found = self.answer().zip(self.cursor().spot());
        let found = found.and_then(|(answer, spot)| Some((answer, mark_of(answer, spot)?)));
        let (answer, mark) = found.ok_or("no place is selected")?;
        Ok(SelectedMark {
            screen: NAME,
            base: answer.marks.all.query.clone(),
            query: mark.query.clone(),
            is_for_others: answer.request.disclosure == Disclosure::Others,
        })
    }
}

impl Screen for MapScreen {
    fn info(&self) -> &'static ScreenInfo {
        &keys::INFO
    }

    fn hints(&self, _: &Shared) -> Vec<KeyHint> {
        keys::HINTS.to_vec()
    }

    fn here(&self, _: &Shared) -> &'static str {
        "the map"
    }

    fn is_view(&self) -> bool {
        true
    }

    fn perform(&mut self, shared: &mut Shared, command: Command) -> Vec<Effect> {
        if let Command::Move(step) = command {
            self.step(shared, step);
        } else if command == Command::Open {
            return view_list::list(shared, self.selected());
        } else if let Command::Own(own) = command {
            match MapCommand::from_repr(own.number()) {
                Some(MapCommand::West) => self.pan(Pan::West, own.times()),
                Some(MapCommand::East) => self.pan(Pan::East, own.times()),
                Some(MapCommand::ZoomIn) => self.zoom(true, own.times()),
                Some(MapCommand::ZoomOut) => self.zoom(false, own.times()),
                Some(MapCommand::Fit) => self.fit(),
                Some(MapCommand::OtherPane) => self.other_pane(),
                Some(MapCommand::Borders) => self.next_borders(),
                Some(MapCommand::Names) => self.toggle_names(),
                Some(MapCommand::Table) => self.toggle_table(),
                Some(MapCommand::Only) => return view_list::narrow(shared, self.selected(), true),
                Some(MapCommand::Without) => {
                    return view_list::narrow(shared, self.selected(), false);
                }
                Some(MapCommand::Export) => {
                    // The query may have a name that is masked, or letters that a shell reads.
                    let query = shared.masked_query_words(&shared.query.text);
                    let query = visible(&query).replace('\'', "'\\''");
                    shared.notice = Some(format!(
                        "casebook map --format geojson -- '{query}' > FILE   (or json, text)"
                    ));
                }
                None => {}
            }
        }
        Vec::new()
    }

    fn point(&mut self, shared: &mut Shared, pointing: Pointing) -> Vec<Effect> {
        let areas = self.areas(shared.areas().body);
        let (map, list) = (FrameAreas::inside(areas.map), FrameAreas::inside(areas.list));
        let opens = match (pointing.over(list), pointing.over(map)) {
            (Some(LineGesture::Scroll(lines)), _) => {
                self.scroll_list(lines, usize::from(list.height));
                false
            }
            (Some(LineGesture::Click(line)), _) => self.click_list(line),
            (None, Some(LineGesture::Scroll(lines))) => {
                self.zoom_map(lines < 0);
                false
            }
            (None, Some(LineGesture::Click(row))) => {
                self.click_map(shared, usize::from(pointing.column - map.x), row)
            }
            (None, None) => false,
        };
        if opens { view_list::list(shared, self.selected()) } else { Vec::new() }
    }

    fn collection_changed(&mut self, _: &mut Shared) -> Vec<Effect> {
        self.forget();
        Vec::new()
    }

    fn ids_renamed(&mut self, renamed: &RenamedIds) {
        self.follow_ids(renamed);
    }

    fn viewed(&mut self, generation: u64, answer: &ViewAnswer) {
        if let ViewAnswer::Map(answer) = answer {
            self.take(generation, answer);
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
        let inside = FrameAreas::inside(self.areas(shared.areas().body).list);
        selected_line(self.page(), self.cursor(), inside)
    }
}
