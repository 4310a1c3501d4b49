//! The state of the map: what was asked and answered, the window, the selected place.

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::browser::model::cache::memo::Memo;
use crate::browser::model::input::command::Step;
use crate::browser::model::page::Page;
use crate::browser::model::renamed_ids::RenamedIds;
use crate::browser::model::{Cursor, Effect, Extent, FrameAreas, Shared};
use crate::browser::screen::map::page::{DASH, ListLayout, MapSpot, list, row_of};
use crate::redaction::{Mask, MaskedCollection};
use crate::text::{squeezed, visible};
use crate::views::ViewRequest;
use crate::views::map::{
    BorderLines, Bounds, Disclosure, MapAnswer, MapPicture, MapPoint, MapRequest, MapSize,
    MapWindow, Pan, PictureNames,
};

/// Narrower than this, the list alone is shown.
const LEAST_CELLS: u16 = 44;
/// Lower than this, the list alone is shown.
const LEAST_ROWS: u16 = 6;
/// After so many steps a map can be zoomed no further.
const MOST_ZOOMS: usize = 40;
/// The cells of the list, at least and at most.
const LIST_CELLS: (u16, u16) = (24, 52);

/// Which pane keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum MapPane {
    /// The map.
    Map,
    /// The list of places.
    #[default]
    List,
}

/// The state of the screen.
#[derive(Clone, Debug, Default)]
pub(crate) struct MapScreen {
    /// The number of the last request.
    generation: u64,
    /// What was asked last of the collection that is shown.
    asked: Option<MapRequest>,
    answer: Arc<MapAnswer>,
    /// The number of the request that was answered last; 0 before the first.
    answered: u64,
    pane: MapPane,
    /// The ids that records got since the list was made that is shown.
    renamed: Vec<RenamedIds>,
    cursor: Cursor<MapSpot>,
    /// The place that was selected before the list lost it; it is selected again once it is back, unless the user goes
    /// elsewhere.
    lost: Option<MapSpot>,
    page: Arc<Page<MapSpot>>,
    list: Memo<ListKey, Page<MapSpot>>,
    /// What of the world is seen; `None` until it is fitted.
    window: Option<MapWindow>,
    /// The borders, once others were chosen than are usual.
    lines: Option<BorderLines>,
    without_names: bool,
    is_table: bool,
    picture: Memo<PictureKey, MapPicture>,
}

/// What the list is made of.
#[derive(Clone, Debug, PartialEq)]
struct ListKey {
    answered: u64,
    mask: Mask,
    arriving: bool,
    layout: ListLayout,
}

/// What the picture is made of.
#[derive(Clone, Debug, PartialEq)]
struct PictureKey {
    answered: u64,
    mask: Mask,
    arriving: bool,
    window: MapWindow,
    lines: BorderLines,
    without_names: bool,
}

/// Where the panes go; one without room is empty.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MapAreas {
    pub(super) map: Rect,
    pub(super) list: Rect,
}

impl MapScreen {
    /// Returns what is to be asked, if it is not what was asked last.
    pub(super) fn ask(&mut self, shared: &Shared) -> Option<Effect> {
        let request =
            MapRequest { typed: shared.query.text.clone(), disclosure: disclosure(shared) };
        if shared.collection.is_none() || self.asked.as_ref() == Some(&request) {
            return None;
        }
        self.generation += 1;
        self.asked = Some(request.clone());
        let request = Box::new(ViewRequest::Map(request));
        Some(Effect::View { generation: self.generation, request })
    }

    /// Takes an answer, unless another is awaited.
    pub(super) fn take(&mut self, generation: u64, answer: &Arc<MapAnswer>) {
        if generation != self.generation {
            return;
        }
        for renamed in self.renamed.drain(..) {
            self.cursor.rename(|spot| spot.follow(&renamed));
        }
        let is_first = self.answered == 0;
        let is_wider = self.answer.request.disclosure != answer.request.disclosure;
        self.answer = Arc::clone(answer);
        self.answered = generation;
        if is_first || is_wider {
            self.window = None;
        }
    }

    /// Asks again, since the collection is another.
    pub(super) fn forget(&mut self) {
        self.asked = None;
        // What is still on its way is of the collection before.
        self.generation += 1;
    }

    /// Remembers the ids that records have now, until the list has them.
    pub(super) fn follow_ids(&mut self, renamed: &RenamedIds) {
        self.renamed.push(renamed.clone());
    }

    /// Returns what is shown; `None` before anything is known.
    pub(super) fn answer(&self) -> Option<&MapAnswer> {
        (self.answered > 0).then_some(&*self.answer)
    }

    /// Returns whether what is shown is not yet what was asked.
    pub(super) fn is_waiting(&self) -> bool {
        self.answered != self.generation
    }

    pub(super) fn pane(&self) -> MapPane {
        self.pane
    }

    pub(crate) fn cursor(&self) -> &Cursor<MapSpot> {
        &self.cursor
    }

    pub(super) fn page(&self) -> &Page<MapSpot> {
        &self.page
    }

    pub(super) fn window(&self) -> Option<&MapWindow> {
        self.window.as_ref()
    }

    /// Returns which borders are drawn.
    pub(super) fn lines(&self) -> BorderLines {
        self.lines.unwrap_or_else(|| self.answer.borders.lines())
    }

    /// Returns where the panes go.
    pub(super) fn areas(&self, body: Rect) -> MapAreas {
        if self.is_table || body.width < LEAST_CELLS || body.height < LEAST_ROWS {
            return MapAreas { map: Rect::default(), list: body };
        }
        let (least, most) = LIST_CELLS;
        let wide = (body.width * 2 / 5).clamp(least, most);
        let map = Rect { width: body.width - wide, ..body };
        let list = Rect { x: body.x + map.width, width: wide, ..body };
        MapAreas { map, list }
    }

    /// Lays out the list and fits the map, as far as they are another than before.
    pub(super) fn lay_out(&mut self, shared: &Shared) {
        let Some(masked) = shared.masked().filter(|_| self.answered > 0) else { return };
        let areas = self.areas(shared.areas().body);
        if areas.map.is_empty() {
            self.pane = MapPane::List;
        }
        let inside = Extent::of(FrameAreas::inside(areas.list));
        let layout = ListLayout { cells: inside.cells, queries: self.is_table };
        let key = ListKey {
            answered: self.answered,
            mask: shared.mask,
            arriving: shared.is_arriving(),
            layout,
        };
        let query = |query: &str| visible(&shared.masked_query_words(query)).into_owned();
        self.page = self.list.get(key, || list(masked, &self.answer, layout, &query));
        self.keep_selected();
        self.cursor.settle(&self.page, inside.rows);
        let size = map_size(areas.map);
        let disclosure = self.answer.request.disclosure;
        self.window = Some(match self.window {
            Some(window) => window.resized(size, disclosure),
            None => MapWindow::fitted(self.bounds(), size, disclosure),
        });
    }

    /// Selects again what the list had lost, and remembers what it loses.
    fn keep_selected(&mut self) {
        let blocks = self.page.blocks();
        let is_listed = |spot: &&MapSpot| blocks.iter().any(|block| block.spot == **spot);
        if let Some(spot) = self.lost.as_ref().filter(is_listed).cloned() {
            self.lost = None;
            self.cursor.go_to(spot);
        } else if let Some(spot) = self.cursor.spot().filter(|spot| !is_listed(spot)).cloned() {
            self.lost.get_or_insert(spot);
        }
    }

    /// Returns the map as it is seen.
    pub(super) fn picture(&self, shared: &Shared) -> Option<Arc<MapPicture>> {
        let (masked, window) = (shared.masked()?, self.window?);
        let key = PictureKey {
            answered: self.answered,
            mask: shared.mask,
            arriving: shared.is_arriving(),
            window,
            lines: self.lines(),
            without_names: self.without_names,
        };
        Some(self.picture.get(key, || self.drawn(masked, &window)))
    }

    fn drawn(&self, masked: MaskedCollection<'_>, window: &MapWindow) -> MapPicture {
        let name_of = |id: &crate::record::Id| {
            if self.without_names {
                return String::new();
            }
            visible(&squeezed(&masked.name_of(id))).into_owned()
        };
        let MapAnswer { places, marks, borders, .. } = &*self.answer;
        let badges = marks.to_draw(places, &PictureNames { name_of: &name_of, dash: DASH });
        MapPicture::of(window, self.lines(), borders.outlines(), &badges)
    }

    fn bounds(&self) -> Option<Bounds> {
        let MapAnswer { places, marks, borders, .. } = &*self.answer;
        marks.bounds(places, borders.outlines())
    }

    /// Returns the number by which the badge of the selected place is drawn.
    pub(super) fn selected_badge(&self) -> Option<usize> {
        let MapSpot::Place(id) = self.cursor.spot()? else { return None };
        let (row, _) = row_of(&self.answer, id)?;
        let badge = self.answer.marks.badges.iter().find(|badge| badge.rows.contains(&row));
        Some(badge.and_then(|badge| badge.rows.first()).copied().unwrap_or(row))
    }

    /// Returns where the selected place is on the map.
    fn selected_point(&self) -> Option<MapPoint> {
        let MapSpot::Place(id) = self.cursor.spot()? else { return None };
        let MapAnswer { places, borders, .. } = &*self.answer;
        let place = places.get(places.number(id.as_str())?)?;
        if let Some(point) = place.spot.point() {
            return Some(point.projected());
        }
        let Bounds { least, most } = borders.outlines()?.bounds_of(place.code.as_deref()?)?;
        Some(MapPoint { x: f32::midpoint(least.x, most.x), y: f32::midpoint(least.y, most.y) })
    }

    /// Moves in the pane that keys go to.
    pub(super) fn step(&mut self, shared: &Shared, step: Step) {
        match self.pane {
            MapPane::List => {
                let inside = FrameAreas::inside(self.areas(shared.areas().body).list);
                self.cursor.step(&self.page, step, usize::from(inside.height));
                self.lost = None;
                self.follow();
            }
            MapPane::Map => match step {
                Step::Down | Step::HalfDown | Step::PageDown => self.pan(Pan::South, 1),
                Step::Up | Step::HalfUp | Step::PageUp => self.pan(Pan::North, 1),
                Step::By(steps) | Step::Halves(steps) | Step::Pages(steps) => {
                    let pan = if steps < 0 { Pan::North } else { Pan::South };
                    self.pan(pan, steps.unsigned_abs());
                }
                Step::First | Step::Last | Step::Nth(_) => {}
            },
        }
    }

    /// Has the map show the selected place, at the same scale.
    fn follow(&mut self) {
        let Some((window, point)) = self.window.zip(self.selected_point()) else { return };
        if window.cell(point).is_none() {
            self.window = Some(window.centred(point, self.answer.request.disclosure));
        }
    }

    /// Moves the map.
    pub(super) fn pan(&mut self, pan: Pan, times: usize) {
        let disclosure = self.answer.request.disclosure;
        self.window = self.window.map(|window| window.panned(pan, times, disclosure));
    }

    /// Zooms in on the selected place, or out.
    pub(super) fn zoom(&mut self, is_in: bool, times: usize) {
        let disclosure = self.answer.request.disclosure;
        let point = self.selected_point().filter(|_| is_in && self.pane == MapPane::List);
        self.window = self.window.map(|window| {
            let window = point.map_or(window, |point| window.centred(point, disclosure));
            (0..times.min(MOST_ZOOMS)).fold(window, |window, _| window.zoomed(is_in, disclosure))
        });
    }

    /// Fits the map to what is on it.
    pub(super) fn fit(&mut self) {
        self.window = None;
    }

    /// Goes to the other pane.
    pub(super) fn other_pane(&mut self) {
        self.pane = match self.pane {
            MapPane::Map => MapPane::List,
            MapPane::List => MapPane::Map,
        };
    }

    pub(super) fn next_borders(&mut self) {
        self.lines = Some(self.answer.borders.after(self.lines()));
    }

    pub(super) fn toggle_names(&mut self) {
        self.without_names = !self.without_names;
    }

    pub(super) fn toggle_table(&mut self) {
        self.is_table = !self.is_table;
    }

    /// Selects the place at a line of the list; returns whether it was selected already.
    pub(super) fn click_list(&mut self, line: usize) -> bool {
        self.pane = MapPane::List;
        self.lost = None;
        self.cursor.click(&self.page, line)
    }

    /// Selects the place whose badge is at a cell of the map; returns whether it was selected already.
    pub(super) fn click_map(&mut self, shared: &Shared, column: usize, row: usize) -> bool {
        self.pane = MapPane::Map;
        let picture = self.picture(shared);
        let at = picture.and_then(|picture| picture.badge_at(column, row));
        let row = at.and_then(|row| self.answer.marks.rows.get(row));
        let Some(place) = row.and_then(|row| self.answer.places.get(row.place)) else {
            return false;
        };
        let spot = MapSpot::Place(place.id.clone());
        let is_same = self.cursor.spot() == Some(&spot);
        self.lost = None;
        self.cursor.go_to(spot);
        is_same
    }

    /// Scrolls the list, which has so many lines on the screen.
    pub(super) fn scroll_list(&mut self, lines: isize, rows: usize) {
        self.lost = None;
        self.cursor.scroll(&self.page, lines, rows);
    }

    /// Zooms the map in or out around its middle.
    pub(super) fn zoom_map(&mut self, is_in: bool) {
        let disclosure = self.answer.request.disclosure;
        self.window = self.window.map(|window| window.zoomed(is_in, disclosure));
    }
}

/// Returns for whom the map is, as the mask says.
fn disclosure(shared: &Shared) -> Disclosure {
    match shared.mask {
        Mask::All => Disclosure::Others,
        Mask::Nothing | Mask::Confidential => Disclosure::Own,
    }
}

fn map_size(area: Rect) -> MapSize {
    let inside = FrameAreas::inside(area);
    MapSize { width: usize::from(inside.width), height: usize::from(inside.height) }
}
