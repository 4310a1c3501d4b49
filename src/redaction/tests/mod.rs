//! Tests that what is withheld is found however a file is written.

mod misspelled_keys;
mod stray_names;
