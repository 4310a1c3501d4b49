//! Where each of the three panes goes in the area of the screen.

use ratatui::layout::Rect;

/// The three panes, from left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Pane {
    /// The list of records.
    #[default]
    List,
    /// The fields of one record.
    Detail,
    /// The quotes of one record.
    Quotes,
}

/// Where each pane goes; a pane without room is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Panes {
    /// The list of records.
    pub(crate) list: Rect,
    /// The fields of one record.
    pub(crate) detail: Rect,
    /// The quotes of one record.
    pub(crate) quotes: Rect,
    /// The area of all panes.
    pub(crate) body: Rect,
}

/// Which panes are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arrangement {
    /// The pane that keys go to; a narrow screen shows it alone.
    pub(crate) focus: Pane,
    /// Whether it is to be alone on any screen.
    pub(crate) zoomed: bool,
    /// Whether the quote pane is put away.
    pub(crate) without_quotes: bool,
    /// Whether an archived text is read in the quote pane.
    pub(crate) reads: bool,
}

/// From this width on, three panes are side by side.
const THREE_ABREAST: u16 = 100;
/// From this width on, the list has the detail pane beside it and the quotes below that.
const TWO_ABREAST: u16 = 70;

/// Cells or rows that panes beside each other share: the line between them is the border of both.
const SHARED: u16 = 1;

/// From this width on, the labels of a source fit in the detail pane whole.
const WIDE_LABELS: u16 = 35;

/// Returns where each pane goes.
pub(crate) fn layout(body: Rect, arrangement: Arrangement) -> Panes {
    let Arrangement { focus, zoomed, without_quotes, reads } = arrangement;
    let panes = Panes { body, ..Panes::default() };
    match body.width {
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
    pub(crate) fn of(&self, pane: Pane) -> Rect {
        match pane {
            Pane::List => self.list,
            Pane::Detail => self.detail,
            Pane::Quotes => self.quotes,
        }
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
    let detail = width - list - quotes + 2 * SHARED;
    Panes {
        list: Rect::new(x, y, list, height),
        detail: Rect::new(x + list - SHARED, y, detail, height),
        quotes: Rect::new(x + width - quotes, y, quotes, height),
        ..panes
    }
}

fn list_and_detail(panes: Panes) -> Panes {
    let Rect { x, y, width, height } = panes.body;
    let list = share(width, 42);
    Panes {
        list: Rect::new(x, y, list, height),
        detail: Rect::new(x + list - SHARED, y, width - list + SHARED, height),
        ..panes
    }
}

fn detail_and_text(panes: Panes) -> Panes {
    let Rect { x, y, width, height } = panes.body;
    let detail = share(width, 40).max(WIDE_LABELS);
    Panes {
        detail: Rect::new(x, y, detail, height),
        quotes: Rect::new(x + detail - SHARED, y, width - detail + SHARED, height),
        ..panes
    }
}

fn two_abreast(panes: Panes) -> Panes {
    let Rect { x, y, width, height } = panes.body;
    let list = share(width, 42);
    let detail = share(height, 62);
    let (right, beside) = (x + list - SHARED, width - list + SHARED);
    let below = SHARED.min(detail);
    Panes {
        list: Rect::new(x, y, list, height),
        detail: Rect::new(right, y, beside, detail),
        quotes: Rect::new(right, y + detail - below, beside, height - detail + below),
        ..panes
    }
}

fn share(of: u16, percent: u32) -> u16 {
    u16::try_from(u32::from(of) * percent / 100).unwrap_or(of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browser::model::{FrameAreas, Size};

    #[test]
    fn the_parts_cover_the_screen_at_every_size_and_share_only_the_lines_between_panes() {
        for (width, height) in (1..=210).flat_map(|w| (1..=62).map(move |h| (w, h))) {
            let three = Arrangement::default();
            let one = Arrangement { focus: Pane::Detail, zoomed: true, ..three };
            let two = Arrangement { without_quotes: true, ..three };
            let reading = Arrangement { focus: Pane::Quotes, reads: true, ..three };
            for arrangement in [one, two, three, reading] {
                let FrameAreas { title, query, body, status } =
                    FrameAreas::of(Size { width, height });
                let Panes { list, detail, quotes, .. } = layout(body, arrangement);
                let cells = |areas: &[Rect]| areas.iter().map(|area| area.area()).sum::<u32>();
                let shared = |a: Rect, b: Rect| {
                    let both = a.intersection(b);
                    let is_line = both.width <= 1 || both.height <= 1;
                    assert!(is_line || both.is_empty(), "{a:?} {b:?}");
                    both.area()
                };
                let twice = shared(list, detail) + shared(detail, quotes) + shared(list, quotes);
                let thrice = list.intersection(detail).intersection(quotes).area();
                assert_eq!(cells(&[list, detail, quotes]) + thrice - twice, body.area());
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
            let panes = layout(FrameAreas::of(Size { width, height: 24 }).body, arrangement);
            [panes.list, panes.detail, panes.quotes].map(|area| (area.width, area.height))
        };
        assert_eq!(shown(120, Pane::List), [(39, 21), (49, 21), (34, 21)]);
        assert_eq!(shown(80, Pane::List), [(33, 21), (48, 13), (48, 9)]);
        assert_eq!(shown(60, Pane::Detail), [(0, 0), (60, 21), (0, 0)]);
    }
}
