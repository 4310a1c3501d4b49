//! The browser as a whole, without a terminal: flows of keys, and whole screens.

mod desk;
mod editing;
mod flows;
mod screens;
