//! The keys of the map, beside those that all screens have, and its part of the help.

use crate::browser::keymap::{Binding, HelpSection, KeyGroup, KeyHint, ScreenInfo, key};
use crate::browser::model::{Command, Mode};
use crate::browser::screen::map::command::{MapCommand, NAME};

/// What the rest of the browser knows of this screen.
pub(super) const INFO: ScreenInfo = ScreenInfo {
    name: NAME,
    way_in: Some(KeyGroup {
        after: "unsourced",
        rows: &[key(
            "gm",
            SCREEN,
            "map",
            Command::Show(NAME),
            "show on a map where the listed cases are",
        )],
    }),
    keys: KEYS,
    without: &[
        "forward",
        "next-match",
        "previous-match",
        "edit",
        "copy-line",
        "copy-id",
        "copy-quote",
        "copy-citation",
        "copy-place",
        "copy-address",
    ],
    help: &[HelpSection {
        heading: "On the map",
        lines: &[
            ("◎", "a city: the point is that of the city as a whole"),
            ("✚", "an exact point, where a source gives it"),
            ("░", "a province whose outline is known, and no more is"),
            ("≈", "a point of an area, such as a stretch of border"),
            ("◎+", "more places are in this cell: zoom in"),
            ("5–10", "at least five cases, at most ten; a case with several places counts at each"),
            ("<11 ×", "hidden from others: under eleven, or what would give that away"),
        ],
    }],
    selecting: "",
};

const SCREEN: &[Mode] = &[Mode::Screen];

#[rustfmt::skip]
const KEYS: &[KeyGroup] = &[
    KeyGroup {
        after: "last",
        rows: &[
            own("h <left>",  "map-west",  MapCommand::West,      "move the map to the left"),
            own("l <right>", "map-east",  MapCommand::East,      "move the map to the right"),
            own("<lt> ,",    "zoom-out",  MapCommand::ZoomOut,   "zoom out"),
            own("> .",       "zoom-in",   MapCommand::ZoomIn,    "zoom in, on the selected place").hint("zoom"),
            own("=",         "map-fit",   MapCommand::Fit,       "fit the map to what is on it").hint("fit"),
            own("<tab> <s-tab>", "map-or-places", MapCommand::OtherPane, "from the map to the list of places, and back").hint("list"),
        ],
    },
    KeyGroup {
        after: "mask",
        rows: &[
            own("b", "borders",   MapCommand::Borders, "draw no borders, coasts, countries, or those of the collection").hint("borders"),
            own("L", "map-names", MapCommand::Names,   "names of places on the map (toggle)").hint("names"),
            own("t", "map-table", MapCommand::Table,   "the list alone, with its queries (toggle)").hint("table"),
        ],
    },
];

/// The most useful keys.
pub(super) const HINTS: &[KeyHint] = &[
    KeyHint::new(Command::Open, "list them"),
    KeyHint::new(MapCommand::OtherPane.command(), "map/list"),
    KeyHint::new(MapCommand::ZoomIn.command(), "zoom in"),
    KeyHint::new(MapCommand::ZoomOut.command(), "zoom out"),
    KeyHint::new(MapCommand::Fit.command(), "fit"),
    KeyHint::new(MapCommand::Borders.command(), "borders"),
    KeyHint::new(MapCommand::Table.command(), "table"),
    KeyHint::new(Command::Back, "back"),
];

const fn own(
    keys: &'static str,
    name: &'static str,
    command: MapCommand,
    words: &'static str,
) -> Binding {
    key(keys, SCREEN, name, command.command(), words)
}
