//! Draws the frame, the active screen in it, and what is over that.

#[cfg(test)]
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;

use super::state::Model;
use crate::browser::keymap::Keymap;
use crate::browser::model::Symbols;
use crate::browser::model::page::Role;
use crate::browser::screen::contract::ScreenSet;
use crate::browser::view::canvas::Canvas;
use crate::browser::view::{
    DrawContext, bars, completions, next_keys, overlay, query_problem, spoken, symbols, theme,
    value_input,
};
use crate::redaction::Mask;

/// Draws the whole terminal, with the keys in force where keys are named.
#[cfg(test)]
pub(crate) fn draw<S: ScreenSet>(model: &Model<S>, keymap: &Keymap, frame: &mut Frame<'_>) {
    draw_with(model, keymap, frame, &|role| theme::style(model.shared.theme(), role));
}

/// Draws the whole terminal into empty cells, with the keys in force where keys are named; returns where
/// the caret goes.
pub(crate) fn draw_into<S: ScreenSet>(
    model: &Model<S>,
    keymap: &Keymap,
    buffer: &mut Buffer,
) -> Option<Position> {
    drawn_with(model, keymap, buffer, &|role| theme::style(model.shared.theme(), role))
}

/// Draws the whole terminal in styles of the caller's choice.
#[cfg(test)]
pub(crate) fn draw_with<S: ScreenSet>(
    model: &Model<S>,
    keymap: &Keymap,
    frame: &mut Frame<'_>,
    style: &dyn Fn(Role) -> Style,
) {
    if let Some(caret) = drawn_with(model, keymap, frame.buffer_mut(), style) {
        frame.set_cursor_position(caret);
    }
}

fn drawn_with<S: ScreenSet>(
    model: &Model<S>,
    keymap: &Keymap,
    buffer: &mut Buffer,
    style: &dyn Fn(Role) -> Style,
) -> Option<Position> {
    let (shared, screen) = (&model.shared, model.screen());
    let (keys, mode, hints) = (keymap.of(model.active), model.mode(), screen.hints(shared));
    let is_for_others = shared.mask == Mask::All && screen.is_view();
    let context = DrawContext { shared, keys, mode, hints: &hints, is_for_others };
    let areas = shared.areas();
    let caret = {
        let mut canvas = Canvas::new(buffer, style);
        let covered = shared.overlay.is_some() && shared.overlay_area() == areas.body;
        if !covered {
            screen.draw(context, &mut canvas);
        }
        let value_caret = value_input::draw(shared, areas.body, &mut canvas);
        overlay::draw(context, shared.overlay_area(), &mut canvas);
        next_keys::draw(context, areas.body, &mut canvas);
        query_problem::draw(context, areas.body, &mut canvas);
        bars::title(context, areas.title, &mut canvas);
        bars::status(context, screen.place(shared), areas.status, &mut canvas);
        let selected = || spoken::of_overlay(shared).or_else(|| screen.spoken(shared));
        let selected = shared.about.screen_reader.then(selected).flatten();
        if let Some(selected) = &selected {
            spoken::status(shared, &selected.words, areas.status, &mut canvas);
        }
        let caret = bars::query(context, areas.query, &mut canvas);
        completions::draw(context, caret, areas.body, &mut canvas);
        let caret = bars::overlay_prompt(shared, &mut canvas).or(value_caret).or(caret);
        let caret = caret.or(screen.caret(shared));
        caret.or(selected.map(|selected| selected.at))
    };
    if shared.about.screen_reader {
        spoken::remove_lines(buffer);
    }
    match shared.about.symbols {
        Symbols::Unicode => {}
        Symbols::Ascii => symbols::make_plain(buffer),
        Symbols::AsciiAlone => symbols::make_ascii(buffer),
    }
    caret
}
