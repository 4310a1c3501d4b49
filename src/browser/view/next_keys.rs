//! Draws the keys that can follow those typed so far, in a corner above the status line.

use ratatui::layout::Rect;

use super::super::model::page::{Role, StyledRun};
use super::super::model::{Command, FrameAreas, Mode, Step};
use super::DrawContext;
use super::canvas::{Border, Canvas};
use crate::text::{visible, width};

/// Draws the keys that can follow, if a sequence of keys was started.
pub(crate) fn draw(context: DrawContext<'_>, body: Rect, canvas: &mut Canvas<'_>) {
    let DrawContext { shared, keys: in_force, mode, .. } = context;
    let begun = shared.pending.trim_start_matches(|c: char| c.is_ascii_digit());
    let keys = in_force.following(mode, begun).into_iter();
    let keys: Vec<_> = keys.map(|(key, words)| (key, words.to_owned())).collect();
    let keys = if keys.is_empty() { of_digit(context) } else { keys };
    let begun = if begun.is_empty() { &shared.pending } else { begun };
    if keys.is_empty() {
        return;
    }
    let key_width = keys.iter().map(|(key, _)| width(key)).max().unwrap_or_default();
    let widest = keys.iter().map(|(_, words)| width(words)).max().unwrap_or_default();
    let area = corner(body, key_width + widest + 6, keys.len() + 2);
    canvas.blank(area);
    canvas.border(area, &Border { title: begun, aside: "", focused: true, marked: false });
    let inside = FrameAreas::inside(area);
    for (row, (key, words)) in keys.iter().enumerate() {
        canvas.run(inside, 1, row, &StyledRun::new(Role::Key, key));
        canvas.run(inside, key_width + 3, row, &StyledRun::new(Role::Text, words));
    }
}

/// Returns what a digit can mean: a saved view, or a count.
fn of_digit(context: DrawContext<'_>) -> Vec<(String, String)> {
    let DrawContext { shared, keys, mode, .. } = context;
    let views = shared.views();
    let number = shared.pending.parse::<u8>().ok().filter(|number| (1..=9).contains(number));
    let Some(digit) = number.filter(|_| mode == Mode::Screen) else { return Vec::new() };
    let view = views
        .get(digit)
        .map(|view| ("Enter".to_owned(), format!("view: {}", visible(view.title()))));
    let view = view.unwrap_or_else(|| {
        let saves = keys.key_of(Mode::Screen, Command::SaveView).unwrap_or_default();
        (saves, format!("no view {digit} yet: a search is saved as one"))
    });
    let moves = [Step::Down, Step::Up, Step::Last].into_iter();
    let moves = moves.filter_map(|step| keys.key_of(Mode::Screen, Command::Move(step)));
    vec![
        view,
        (moves.collect::<Vec<_>>().join("  "), "move by this number, or to this line".to_owned()),
    ]
}

/// Returns the lower right corner of an area.
fn corner(body: Rect, cells: usize, rows: usize) -> Rect {
    let fit = |wanted: usize, most: u16| u16::try_from(wanted).unwrap_or(most).min(most);
    let (width, height) = (fit(cells, body.width), fit(rows, body.height));
    Rect::new(body.right() - width, body.bottom() - height, width, height)
}
