//! Draws the model into terminal cells.
//!
//! It only reads; all styles come from `theme.rs`.

mod bars;
mod canvas;
mod completions;
mod footer;
mod next_keys;
mod panes;
mod symbols;
mod theme;
mod window_title;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;

use super::keymap::Keymap;
use super::model::page::Role;
use super::model::{Model, Symbols};
pub use window_title::window_title;

pub use canvas::cells_of;

/// What is drawn: the state, and the keys in force where keys are named.
#[derive(Clone, Copy)]
pub(super) struct DrawContext<'m> {
    /// The state of the browser.
    pub(super) model: &'m Model,
    /// The keys in force.
    pub(super) keymap: &'m Keymap,
}

/// Draws the whole screen, with the keys in force where keys are named.
pub fn draw(model: &Model, keymap: &Keymap, frame: &mut Frame<'_>) {
    draw_with(DrawContext { model, keymap }, frame, &|role| theme::style(model.about.theme, role));
}

/// Does the same into cells of the caller's, which are empty; returns where the caret goes.
pub fn draw_into(model: &Model, keymap: &Keymap, buffer: &mut Buffer) -> Option<Position> {
    drawn_with(DrawContext { model, keymap }, buffer, &|role| theme::style(model.about.theme, role))
}

/// Draws the whole screen in styles of the caller's choice.
pub(super) fn draw_with(
    context: DrawContext<'_>,
    frame: &mut Frame<'_>,
    style: &dyn Fn(Role) -> Style,
) {
    if let Some(caret) = drawn_with(context, frame.buffer_mut(), style) {
        frame.set_cursor_position(caret);
    }
}

fn drawn_with(
    context: DrawContext<'_>,
    buffer: &mut Buffer,
    style: &dyn Fn(Role) -> Style,
) -> Option<Position> {
    let DrawContext { model, .. } = context;
    let panes = model.panes();
    let caret = {
        let mut canvas = canvas::Canvas::new(buffer, style);
        panes::draw(context, &panes, &mut canvas);
        next_keys::draw(context, panes.body, &mut canvas);
        panes::query_problem(model, panes.body, &mut canvas);
        bars::title(model, panes.title, &mut canvas);
        bars::status(context, panes.status, &mut canvas);
        let caret = bars::query(context, panes.query, &mut canvas);
        completions::draw(model, caret, panes.body, &mut canvas);
        bars::overlay_prompt(model, &mut canvas).or(caret).or(panes::mark_end(model, panes.quotes))
    };
    match model.about.symbols {
        Symbols::Unicode => {}
        Symbols::Ascii => symbols::make_plain(buffer),
        Symbols::AsciiAlone => symbols::make_ascii(buffer),
    }
    caret
}
