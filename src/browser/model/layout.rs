//! Screen layout: where each pane and bar goes for a given terminal size.

use ratatui::layout::Rect;

use super::pane::Pane;

/// The size of a screen in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Cells from left to right.
    pub width: u16,
    /// Cells from top to bottom.
    pub height: u16,
}

/// How many cells and rows something may take, or takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Cells from left to right.
    pub cells: usize,
    /// Rows from top to bottom.
    pub rows: usize,
}

impl Extent {
    /// Returns the extent of an area of the screen.
    pub fn of(area: Rect) -> Self {
        Self { cells: usize::from(area.width), rows: usize::from(area.height) }
    }
}

/// Where each part of the screen goes; a part without room is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The title line.
    pub title: Rect,
    /// The query line.
    pub query: Rect,
    /// The list of records.
    pub list: Rect,
    /// The fields of one record.
    pub detail: Rect,
    /// The quotes of one record.
    pub quotes: Rect,
    /// The area of all panes, which an overlay covers.
    pub body: Rect,
    /// The status line.
    pub status: Rect,
}

/// Which panes are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The pane that keys go to; a narrow screen shows it alone.
    pub focus: Pane,
    /// Whether it is to be alone on any screen.
    pub zoomed: bool,
    /// Whether the quote pane is put away.
    pub without_quotes: bool,
    /// Whether an archived text is read in the quote pane.
    pub reads: bool,
}

/// From this width on, three panes are side by side.
const THREE_ABREAST: u16 = 100;
/// From this width on, the list has the detail pane beside it and the quotes below that.
const TWO_ABREAST: u16 = 70;

/// From this width on, the labels of a source fit in the detail pane whole.
const WIDE_LABELS: u16 = 35;

/// A popup that leaves no more cells than this free takes them too.
const SLIVER: u16 = 3;

/// Returns where each part goes.
pub fn layout(size: Size, arrangement: Arrangement) -> Panes {
    let Size { width, height } = size;
    let Arrangement { focus, zoomed, without_quotes, reads } = arrangement;
    // On a screen of a few lines the panes come first.
    let lines = height.saturating_sub(3).min(3);
    let [query, status, title] = [lines >= 1, lines >= 2, lines >= 3].map(u16::from);
    let body = Rect::new(0, title + query, width, height - title - query - status);
    let panes = Panes {
        title: Rect::new(0, 0, width, title),
        query: Rect::new(0, title, width, query),
        body,
        status: Rect::new(0, height - status, width, status),
        ..Panes::default()
    };
    match width {
        _ if zoomed => alone(panes, focus),
        TWO_ABREAST.. if without_quotes => list_and_detail(panes),
        // For reading, wide lines matter more than the list.
        TWO_ABREAST.. if reads && focus != Pane::List => detail_and_text(panes),
        THREE_ABREAST.. => three_abreast(panes),
        TWO_ABREAST.. => two_abreast(panes),
        _ => alone(panes, focus),
    }
}

impl Panes {
    /// Returns where a pane goes.
    pub fn of(&self, pane: Pane) -> Rect {
        match pane {
            Pane::List => self.list,
            Pane::Detail => self.detail,
            Pane::Quotes => self.quotes,
        }
    }

    /// Returns where a popup of this size goes, its border included: below the query line, and no
    /// larger than the panes.
    pub fn popup(body: Rect, needed: Extent) -> Rect {
        let fit = |cells: usize, most: u16| {
            let cells = u16::try_from(cells).unwrap_or(most);
            // A sliver of what is covered would only look like a mistake.
            if cells.saturating_add(SLIVER) >= most { most } else { cells }
        };
        let (width, height) = (fit(needed.cells, body.width), fit(needed.rows, body.height));
        Rect::new(body.x, body.y, width, height)
    }

    /// Returns the part of a pane inside of its border.
    pub fn inside(area: Rect) -> Rect {
        let (width, height) = (area.width.saturating_sub(2), area.height.saturating_sub(2));
        if width == 0 || height == 0 {
            return Rect::default();
        }
        Rect::new(area.x + 1, area.y + 1, width, height)
    }
}

fn alone(panes: Panes, focus: Pane) -> Panes {
    match focus {
        Pane::List => Panes { list: panes.body, ..panes },
        Pane::Detail => Panes { detail: panes.body, ..panes },
        Pane::Quotes => Panes { quotes: panes.body, ..panes },
    }
}

fn three_abreast(panes: Panes) -> Panes {
    let Rect { x, y, width, height } = panes.body;
    let list = share(width, 33);
    let quotes = share(width, 29);
    let detail = width - list - quotes;
    Panes {
        list: Rect::new(x, y, list, height),
        detail: Rect::new(x + list, y, detail, height),
        quotes: Rect::new(x + list + detail, y, quotes, height),
        ..panes
    }
}

fn list_and_detail(panes: Panes) -> Panes {
    let Rect { x, y, width, height } = panes.body;
    let list = share(width, 42);
    Panes {
        list: Rect::new(x, y, list, height),
        detail: Rect::new(x + list, y, width - list, height),
        ..panes
    }
}

fn detail_and_text(panes: Panes) -> Panes {
    let Rect { x, y, width, height } = panes.body;
    let detail = share(width, 40).max(WIDE_LABELS);
    Panes {
        detail: Rect::new(x, y, detail, height),
        quotes: Rect::new(x + detail, y, width - detail, height),
        ..panes
    }
}

fn two_abreast(panes: Panes) -> Panes {
    let Rect { x, y, width, height } = panes.body;
    let list = share(width, 42);
    let detail = share(height, 58);
    Panes {
        list: Rect::new(x, y, list, height),
        detail: Rect::new(x + list, y, width - list, detail),
        quotes: Rect::new(x + list, y + detail, width - list, height - detail),
        ..panes
    }
}

fn share(of: u16, percent: u32) -> u16 {
    u16::try_from(u32::from(of) * percent / 100).unwrap_or(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_cover_the_screen_at_every_size_and_do_not_overlap() {
        for (width, height) in (1..=210).flat_map(|w| (1..=62).map(move |h| (w, h))) {
            let three = Arrangement::default();
            let one = Arrangement { focus: Pane::Detail, zoomed: true, ..three };
            let two = Arrangement { without_quotes: true, ..three };
            let reading = Arrangement { focus: Pane::Quotes, reads: true, ..three };
            for arrangement in [one, two, three, reading] {
                let panes = layout(Size { width, height }, arrangement);
                let Panes { title, query, list, detail, quotes, body, status } = panes;
                let cells = |areas: &[Rect]| areas.iter().map(|area| area.area()).sum::<u32>();
                assert_eq!(cells(&[list, detail, quotes]), body.area());
                assert_eq!(
                    cells(&[title, query, body, status]),
                    u32::from(width) * u32::from(height)
                );
            }
        }
    }

    #[test]
    fn a_narrow_screen_shows_fewer_panes_abreast() {
        let shown = |width, focus| {
            let arrangement = Arrangement { focus, ..Arrangement::default() };
            let panes = layout(Size { width, height: 24 }, arrangement);
            [panes.list, panes.detail, panes.quotes].map(|area| (area.width, area.height))
        };
        assert_eq!(shown(120, Pane::List), [(39, 21), (47, 21), (34, 21)]);
        assert_eq!(shown(80, Pane::List), [(33, 21), (47, 12), (47, 9)]);
        assert_eq!(shown(60, Pane::Detail), [(0, 0), (60, 21), (0, 0)]);
    }
}
