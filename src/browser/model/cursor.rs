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

/// The lines of a page that may be the first on the screen while the cursor is on a block.
#[derive(Clone, Copy, Debug)]
struct FirstLines {
    least: usize,
    most: usize,
    /// Whether the block has more lines than the screen has rows.
    is_tall: bool,
}

/// Returns the first line that a block shows. The lines above the first block belong to no block, so the cursor cannot reach
/// them: the first block shows them too.
fn first_line<S>(number: usize, block: &PageBlock<S>) -> usize {
    if number == 0 { 0 } else { block.start }
}

impl FirstLines {
    fn of<S>(number: usize, block: &PageBlock<S>, rows: usize) -> Self {
        let start = first_line(number, block);
        let behind = block.end.saturating_sub(rows.max(1));
        // A block that fits must be seen whole, which bounds the first line by `behind..=start`. A
        // taller one turns the bounds around: any part of it may fill the screen.
        Self { least: behind.min(start), most: behind.max(start), is_tall: behind > start }
    }

    /// Returns the least of them within bounds.
    fn least_in(self, from: usize, to: usize) -> Option<usize> {
        let least = self.least.max(from);
        (least <= self.most.min(to)).then_some(least)
    }

    /// Returns the greatest of them within bounds.
    fn most_in(self, from: usize, to: usize) -> Option<usize> {
        let most = self.most.min(to);
        (most >= self.least.max(from)).then_some(most)
    }

    fn has(self, line: usize) -> bool {
        (self.least..=self.most).contains(&line)
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

    /// Changes what names the block under the cursor, where the same block has another name.
    pub fn rename(&mut self, rename: impl FnOnce(&mut S)) {
        if let Some(spot) = &mut self.spot {
            rename(spot);
        }
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
        if self.scrolls_inside(at, block, step, rows) {
            let half = (rows / 2).max(1);
            let (down, up) = (self.first + half, self.first.saturating_sub(half));
            self.first = if step.is_down() { down } else { up };
            return self.settle(page, rows);
        }
        match step {
            Step::Down | Step::Up | Step::First | Step::Last | Step::Nth(_) | Step::By(_) => {
                let to = step.from(at, page.blocks().len(), rows);
                self.spot = page.blocks().get(to).map(|block| block.spot.clone());
            }
            Step::HalfDown
            | Step::HalfUp
            | Step::PageDown
            | Step::PageUp
            | Step::Halves(_)
            | Step::Pages(_) => self.turn(page, at, step, rows),
        }
        self.settle(page, rows);
    }

    /// Scrolls by pages or halves of one, and takes the cursor along.
    ///
    /// The block under the cursor must be seen whole, so not every line can be the first. The window then goes a little
    /// further than asked for, but past no line that was not on the screen; where even that cannot be, less far.
    fn turn(&mut self, page: &Page<S>, at: usize, step: Step, rows: usize) {
        let (blocks, count) = (page.blocks(), page.lines().len());
        let Some(from) = blocks.get(at).map(|block| block.start) else { return };
        let farthest = count.saturating_sub(rows);
        let line = step.from(from, count, rows);
        let to = step.from(self.first, count, rows).min(farthest);
        let limit = if step.is_down() {
            to.max(self.first + rows).min(farthest)
        } else {
            to.min(self.first.saturating_sub(rows))
        };
        let (top, bottom) = (limit.min(self.first), limit.max(self.first));
        let near = blocks.partition_point(|block| block.end < top);
        let windows = || {
            let near = blocks.iter().enumerate().skip(near);
            let near = near.take_while(move |(_, block)| block.start <= bottom + rows);
            near.map(move |(number, block)| (number, FirstLines::of(number, block, rows)))
        };
        let first = if to == self.first {
            // The end is on the screen: the cursor goes on alone.
            Some(to)
        } else if step.is_down() {
            let far = windows().filter_map(|(_, lines)| lines.least_in(to, limit)).min();
            far.or_else(|| {
                windows().filter_map(|(_, lines)| lines.most_in(self.first + 1, to)).max()
            })
        } else {
            let far = windows().filter_map(|(_, lines)| lines.most_in(limit, to)).max();
            let before = self.first.saturating_sub(1);
            far.or_else(|| windows().filter_map(|(_, lines)| lines.least_in(to, before)).min())
        };
        let stays = first == Some(self.first);
        let is_ahead = |number: &usize| match step.is_down() {
            _ if !stays => true,
            true => *number > at,
            false => *number < at,
        };
        let block = first.and_then(|first| {
            let seen = windows().filter(|(number, lines)| is_ahead(number) && lines.has(first));
            let seen = seen.filter_map(|(number, _)| blocks.get(number));
            seen.min_by_key(|block| block.start.abs_diff(line))
        });
        // Long parts of a page belong to no block.
        let block = block.or_else(|| blocks.get(page.block_at(line)));
        self.spot = block.map(|block| block.spot.clone());
        self.first = first.unwrap_or(to);
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
        let lines = FirstLines::of(at, block, rows);
        self.first = self.first.clamp(lines.least, lines.most);
        if !lines.is_tall {
            self.first = self.first.min(farthest.max(lines.least));
        }
    }

    fn index(&self, page: &Page<S>) -> Option<usize> {
        let spot = self.spot.as_ref()?;
        page.blocks().iter().position(|block| block.spot == *spot)
    }

    fn scrolls_inside(&self, at: usize, block: &PageBlock<S>, step: Step, rows: usize) -> bool {
        let start = first_line(at, block);
        let tall = block.end - start > rows;
        let hidden_below = block.end > self.first + rows;
        let hidden_above = start < self.first;
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::browser::model::page::PageLine;

    /// Returns a page with blocks of so many lines.
    fn page(heights: &[usize]) -> Page<usize> {
        let mut page = Page::default();
        for (number, height) in heights.iter().enumerate() {
            page.block(number, vec![PageLine::default(); *height]);
        }
        page
    }

    /// Presses a key until nothing changes, and returns the first line on the screen after each time.
    fn turned(
        page: &Page<usize>,
        mut cursor: Cursor<usize>,
        step: Step,
        rows: usize,
    ) -> Vec<usize> {
        let mut firsts = vec![cursor.first()];
        loop {
            let before = cursor.clone();
            cursor.step(page, step, rows);
            if cursor == before {
                return firsts;
            }
            firsts.push(cursor.first());
        }
    }

    #[test]
    fn half_a_page_is_half_a_page_where_fields_have_many_lines() {
        let page = page(&[1, 5, 5, 5, 4, 1, 6]);
        let start = Cursor::at(Some(0));
        assert_eq!(turned(&page, start, Step::HalfDown, 10), [0, 5, 10, 15, 17]);
        let end = Cursor { spot: Some(6), first: 17 };
        assert_eq!(turned(&page, end, Step::HalfUp, 10), [17, 12, 7, 2, 0, 0]);
    }

    #[test]
    fn lines_above_the_first_block_are_scrolled_with_it() {
        let mut page: Page<usize> = Page::default();
        page.unowned(vec![PageLine::default(); 20]);
        page.block(0, vec![PageLine::default()]);
        page.block(1, vec![PageLine::default()]);
        let mut start = Cursor::at(Some(0));
        start.settle(&page, 10);
        assert_eq!(turned(&page, start, Step::Down, 10), [0, 5, 10, 11, 12]);
        let end = Cursor { spot: Some(1), first: 12 };
        assert_eq!(turned(&page, end, Step::Up, 10), [12, 11, 6, 1, 0]);
    }

    proptest! {
        #[test]
        fn pages_and_halves_pass_no_line_that_was_not_seen_and_reach_the_end(
            heights in prop::collection::vec(1..25_usize, 1..30),
            rows in 2..20_usize,
        ) {
            let page = page(&heights);
            let farthest = page.lines().len().saturating_sub(rows);
            for (down, up, asked) in [
                (Step::HalfDown, Step::HalfUp, rows / 2),
                (Step::PageDown, Step::PageUp, rows),
            ] {
                let mut start = Cursor::at(Some(0));
                start.settle(&page, rows);
                let firsts = turned(&page, start, down, rows);
                prop_assert_eq!(firsts.last(), Some(&farthest));
                let end = Cursor { spot: Some(heights.len() - 1), first: farthest };
                let back = turned(&page, end, up, rows);
                prop_assert_eq!(back.last(), Some(&0));
                let fit = heights.iter().all(|height| 2 * height <= rows);
                for (one, next) in firsts.iter().zip(firsts.iter().skip(1)) {
                    prop_assert!(one <= next && *next <= one + rows, "{:?}", firsts);
                    let half = next - one >= asked || *next == farthest;
                    prop_assert!(half || !fit || asked == rows, "{:?} {} rows", firsts, rows);
                }
                for (one, next) in back.iter().zip(back.iter().skip(1)) {
                    prop_assert!(next <= one && *one <= next + rows, "{:?}", back);
                }
            }
        }
    }
}
