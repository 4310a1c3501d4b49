//! The keys of the search in all archived texts.

use crate::browser::keymap::{KeyGroup, KeyHint, ScreenInfo, key};
use crate::browser::model::{Command, Mode};

/// The name of the screen.
const NAME: &str = "texts";

/// What the rest of the browser knows of this screen.
pub(super) const INFO: ScreenInfo = ScreenInfo {
    name: NAME,
    way_in: Some(KeyGroup {
        after: "unsourced",
        rows: &[key(
            "g/",
            &[Mode::Screen],
            "search-texts",
            Command::Show(NAME),
            "search all archived texts",
        )],
    }),
    keys: &[],
    without: &[
        "forward",
        "clear-search",
        "everything",
        "filter",
        "sort",
        "reverse",
        "edit",
        "copy-line",
        "copy-id",
        "copy-quote",
        "copy-citation",
        "copy-place",
        "copy-address",
    ],
    help: &[],
    selecting: "",
};

/// The most useful keys.
pub(super) const HINTS: &[KeyHint] = &[
    KeyHint::new(Command::Open, "open the text"),
    KeyHint::new(Command::Search, "search"),
    KeyHint::new(Command::NextMatch, "next"),
    KeyHint::new(Command::BackOut, "back"),
];
