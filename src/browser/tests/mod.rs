//! The browser as a whole, without a terminal: flows of keys, and whole screens.

mod any;
mod arriving;
mod completing;
mod desk;
mod disputes;
mod editing;
mod every_key;
mod falling;
mod filtering;
mod finding;
mod flows;
mod marking;
mod marks;
mod masked;
mod masking;
mod matches;
mod outside;
mod quoting;
mod reading;
mod recalling;
mod running;
mod saving;
mod screens;
mod searching;
mod sizes;
mod views;
