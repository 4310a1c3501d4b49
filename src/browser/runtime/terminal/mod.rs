//! The terminal: drawing, input, modes, and the signals that end or suspend the program.

pub(super) mod focus;
pub(super) mod frame_writer;
pub(super) mod input;
pub(super) mod mouse;
pub(super) mod screen;
pub(super) mod signals;
pub(super) mod terminal_replies;
pub(super) mod termios;
pub(super) mod window_title;
