//! Lays out the lines of the network: the tree or the matrix, and what is beside it.

use std::sync::Arc;

use crate::browser::model::{Extent, FrameAreas, Shared};
use crate::browser::screen::network::state::{
    MOST_ENDS, NetworkPageKey, NetworkScreen, line_now, onlooker_of,
};
use crate::browser::screen::network::{areas, page, why};
use crate::text::counted;

impl NetworkScreen {
    /// Makes the cursor and the scroll position valid, and lays out the lines.
    pub(super) fn lay_out(&mut self, shared: &mut Shared) {
        let areas = areas(shared.areas().body);
        let room = Extent::of(FrameAreas::inside(areas.tree));
        let Some(masked) = shared.masked() else {
            (self.page, self.beside) = (Arc::default(), Arc::default());
            return;
        };
        let onlooker = onlooker_of(shared);
        let wanted = self.wanted(shared);
        if wanted.is_none() || self.answered != wanted {
            // Until the answer comes, the screen stays as it was, unless others look at it now.
            if self.answered.as_ref().is_none_or(|(_, rules)| rules.onlooker != onlooker) {
                (self.answer, self.way) = (None, None);
                (self.page, self.beside) = (Arc::default(), Arc::default());
            }
            return;
        }
        let page_key = self.centre().and_then(|centre| shared.page_key_of(centre));
        let before = std::mem::take(&mut self.page);
        self.page = match page_key {
            Some(page_key) => {
                let key = NetworkPageKey {
                    page_key,
                    answers: self.answers,
                    shut: self.view.shut.clone(),
                    is_matrix: self.view.is_matrix,
                    cells: room.cells,
                };
                self.laid_out.get(key, || page::page(self, masked, onlooker, room.cells))
            }
            None => Arc::default(),
        };
        if let Some(spot) = self.view.cursor.spot() {
            self.view.cursor.go_to(line_now(&self.page, &before, spot));
        }
        self.view.cursor.settle(&self.page, room.rows);
        let cells = Extent::of(FrameAreas::inside(areas.why)).cells;
        self.beside = Arc::new(why::lines(self, shared, masked, cells));
        let found = self.ends(shared).len();
        if let Some(line) = &mut shared.find_line {
            line.answer = match found {
                _ if line.prompt.text().trim().is_empty() => String::new(),
                0 => "no record".to_owned(),
                MOST_ENDS => format!("the first {MOST_ENDS} records"),
                count => counted(count, "record"),
            };
        }
    }
}
