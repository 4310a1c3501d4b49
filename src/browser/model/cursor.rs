//! The cursor and the scroll position of a page.

use super::page::{Page, PageBlock};
use crate::browser::model::input::command::{Step, WindowLine};

/// The selected block of a page, named by its content, and the first line on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor<S> {
    spot: Option<S>,
    first: usize,
}

// Derived, it would ask for `S: Default`.
impl<S> Default for Cursor<S> {
    fn default() -> Self {
        Self { spot: None, first: 0 }
    }
}

impl<S: Clone + PartialEq> Cursor<S> {
    /// Returns a cursor at `spot`.
    pub fn at(spot: Option<S>) -> Self {
        Self { spot, first: 0 }
    }

    /// Returns what the block under the cursor is about.
    pub fn spot(&self) -> Option<&S> {
        self.spot.as_ref()
    }

    /// Moves to the block about `spot`; scrolling there is left to [`Self::settle`].
    pub fn go_to(&mut self, spot: S) {
        self.spot = Some(spot);
    }

    /// Scrolls so that the block under the cursor and all lines up to `last` are on screen, with
    /// some lines above; does nothing if they are already.
    pub fn bring(&mut self, page: &Page<S>, last: usize, rows: usize) {
        let Some(start) = self.index(page).and_then(|at| page.blocks().get(at)).map(|b| b.start)
        else {
            return;
        };
        let window = self.first..self.first + rows;
        if !(window.contains(&start) && window.contains(&last)) {
            self.first = start.saturating_sub(rows / 3);
        }
        self.settle(page, rows);
    }

    /// Scrolls as little as needed to show the block under the cursor, and of a block that is taller than the screen
    /// the line `last`.
    pub fn reveal(&mut self, page: &Page<S>, last: usize, rows: usize) {
        let start = self.index(page).and_then(|at| page.blocks().get(at)).map(|block| block.start);
        let Some(start) = start else { return };
        let lowest = (last + 1).saturating_sub(rows);
        self.first = self.first.max(lowest).min(start.max(lowest));
        self.settle(page, rows);
    }

    /// Returns the cursor with that line as the first on the screen; [`Self::settle`] corrects it.
    #[must_use]
    pub fn scrolled_to(self, first: usize) -> Self {
        Self { first, ..self }
    }

    /// Returns the number of the first line on screen.
    pub fn first(&self) -> usize {
        self.first
    }

    /// Moves by blocks, or by as many lines as a page or half of one has.
    ///
    /// Inside a block that is taller than the screen it scrolls first.
    pub fn step(&mut self, page: &Page<S>, step: Step, rows: usize) {
        let at = self.index(page).unwrap_or_default();
        let Some(block) = page.blocks().get(at) else { return };
        if self.scrolls_inside(block, step, rows) {
            let half = (rows / 2).max(1);
            let (down, up) = (self.first + half, self.first.saturating_sub(half));
            self.first = if step.is_down() { down } else { up };
            return self.settle(page, rows);
        }
        let to = match step {
            Step::Down | Step::Up | Step::First | Step::Last | Step::Nth(_) | Step::By(_) => {
                step.from(at, page.blocks().len(), rows)
            }
            Step::HalfDown
            | Step::HalfUp
            | Step::PageDown
            | Step::PageUp
            | Step::Halves(_)
            | Step::Pages(_) => {
                let line = step.from(block.start, page.lines().len(), rows);
                self.first = step.from(self.first, page.lines().len(), rows);
                page.block_at(line)
            }
        };
        self.spot = page.blocks().get(to).map(|block| block.spot.clone());
        self.settle(page, rows);
    }

    /// Puts the cursor on the block at a line of the screen, counted from the first on it.
    pub fn select_line(&mut self, page: &Page<S>, line: usize) {
        let at = page.block_at(self.first + line);
        if let Some(block) = page.blocks().get(at) {
            self.spot = Some(block.spot.clone());
        }
    }

    /// Puts the cursor on the block at a line of the screen; returns whether it was there before, so that a second
    /// click opens.
    pub fn click(&mut self, page: &Page<S>, line: usize) -> bool {
        let before = self.spot.clone();
        self.select_line(page, line);
        before.is_some() && before == self.spot
    }

    /// Puts the cursor on the block at the top, in the middle or at the bottom of the screen; of the first and
    /// the last, on one that is seen whole.
    pub fn go_in_window(&mut self, page: &Page<S>, line: WindowLine, rows: usize) {
        let seen = page.lines().len().saturating_sub(self.first).min(rows);
        let window = self.first..self.first + seen;
        let whole =
            |block: &&PageBlock<S>| window.contains(&block.start) && block.end <= window.end;
        let mut blocks = page.blocks().iter().filter(whole);
        let block = match line {
            WindowLine::Top => blocks.next(),
            WindowLine::Middle => None,
            WindowLine::Bottom => blocks.next_back(),
        };
        match block {
            Some(block) => self.spot = Some(block.spot.clone()),
            None => self.select_line(page, line.of(seen)),
        }
        self.settle(page, rows);
    }

    /// Scrolls by `lines`, and takes the cursor along where it would leave the screen.
    pub fn scroll(&mut self, page: &Page<S>, lines: isize, rows: usize) {
        let farthest = page.lines().len().saturating_sub(rows);
        self.first = self.first.saturating_add_signed(lines).min(farthest);
        let window = self.first..self.first + rows.max(1);
        let blocks = page.blocks();
        let seen = |block: &PageBlock<S>| window.contains(&block.start) && block.end <= window.end;
        let at = self.index(page).and_then(|at| blocks.get(at));
        if at.is_some_and(|block| !seen(block)) {
            let whole = blocks.iter().filter(|block| seen(block));
            let nearest = if lines > 0 {
                whole.min_by_key(|b| b.start)
            } else {
                whole.max_by_key(|b| b.start)
            };
            let nearest = nearest.or_else(|| blocks.get(page.block_at(self.first)));
            self.spot = nearest.map(|block| block.spot.clone());
        }
        self.settle(page, rows);
    }

    /// Puts the cursor on a block of the page, and scrolls as little as needed to show it. With no
    /// rows the page is not on the screen, and its scroll position is kept for when it comes back.
    pub fn settle(&mut self, page: &Page<S>, rows: usize) {
        let at = self.index(page).unwrap_or_default();
        let block = page.blocks().get(at);
        self.spot = block.map(|block| block.spot.clone());
        if rows == 0 {
            return;
        }
        let farthest = page.lines().len().saturating_sub(rows);
        let Some(block) = block else {
            self.first = self.first.min(farthest);
            return;
        };
        // The lines above the first block belong to no block, so the cursor cannot reach them: the
        // first block shows them too.
        let start = if at == 0 { 0 } else { block.start };
        let behind = block.end.saturating_sub(rows.max(1));
        // A block that fits must be seen whole, which bounds the first line by `behind..=start`. A
        // taller one turns the bounds around: any part of it may fill the screen.
        let (least, most) = (behind.min(start), behind.max(start));
        self.first = self.first.clamp(least, most);
        if behind <= start {
            self.first = self.first.min(farthest.max(least));
        }
    }

    fn index(&self, page: &Page<S>) -> Option<usize> {
        let spot = self.spot.as_ref()?;
        page.blocks().iter().position(|block| block.spot == *spot)
    }

    fn scrolls_inside(&self, block: &PageBlock<S>, step: Step, rows: usize) -> bool {
        let tall = block.end - block.start > rows;
        let hidden_below = block.end > self.first + rows;
        let hidden_above = block.start < self.first;
        match step {
            Step::Down => tall && hidden_below,
            Step::Up => tall && hidden_above,
            Step::HalfDown
            | Step::HalfUp
            | Step::PageDown
            | Step::PageUp
            | Step::First
            | Step::Last
            | Step::Nth(_)
            | Step::By(_)
            | Step::Halves(_)
            | Step::Pages(_) => false,
        }
    }
}
