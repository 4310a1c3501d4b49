//! The browser as a whole, without a terminal: flows of keys, and whole screens.

mod any;
mod desk;
mod editing;
mod filtering;
mod finding;
mod flows;
mod masked;
mod masking;
mod matches;
mod outside;
mod reading;
mod running;
mod saving;
mod screens;
mod searching;
mod views;
