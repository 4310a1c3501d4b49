//! The browser as a whole, without a terminal: flows of keys, and whole screens.

mod any;
mod completing;
mod desk;
mod editing;
mod filtering;
mod finding;
mod flows;
mod recalling;
mod running;
mod screens;
mod views;
