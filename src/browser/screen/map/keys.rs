//! The keys of the map, beside those that all screens have, and its part of the help.

use crate::browser::keymap::view_keys::{self, CHANGES, MOVES, view_info, view_key};
use crate::browser::keymap::{HelpSection, KeyGroup, KeyHint, ScreenInfo};
use crate::browser::model::Command;
use crate::browser::screen::map::command::{MapCommand, NAME};

/// What the rest of the browser knows of this screen.
pub(super) const INFO: ScreenInfo = view_info(
    NAME,
    &[view_key("gm", "map", Command::Show(NAME), "show on a map where the listed cases are")],
    KEYS,
    HELP,
);

const HELP: &[HelpSection] = &[HelpSection {
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
}];

#[rustfmt::skip]
const KEYS: &[KeyGroup] = &[
    KeyGroup {
        after: MOVES,
        rows: &[
            view_key(view_keys::LEFT,  "map-west",  MapCommand::West.command(),      "move the map to the left"),
            view_key(view_keys::RIGHT, "map-east",  MapCommand::East.command(),      "move the map to the right"),
            view_key(view_keys::ZOOM_OUT,    "zoom-out",  MapCommand::ZoomOut.command(),   "zoom out"),
            view_key(view_keys::ZOOM_IN,       "zoom-in",   MapCommand::ZoomIn.command(),    "zoom in, on the selected place").hint("zoom"),
            view_key(view_keys::FIT,         "map-fit",   MapCommand::Fit.command(),       "fit the map to what is on it").hint("fit"),
            view_key(view_keys::OTHER_PART, "map-or-places", MapCommand::OtherPane.command(), "from the map to the list of places, and back").hint("list"),
        ],
    },
    KeyGroup {
        after: CHANGES,
        rows: &[
            view_key(view_keys::ONLY,    "map-only",    MapCommand::Only.command(),    "search for the records at this place alone").hint("only"),
            view_key(view_keys::WITHOUT, "map-without", MapCommand::Without.command(), "search for all records but those at this place").hint("without"),
            view_key(view_keys::EXPORT,  "map-export",  MapCommand::Export.command(),  "say which command writes this map to a file"),
            view_key("b", "borders",   MapCommand::Borders.command(), "draw no borders, coasts, countries, or those of the collection").hint("borders"),
            view_key("L", "map-names", MapCommand::Names.command(),   "names of places on the map (toggle)").hint("names"),
            view_key(view_keys::TABLE, "map-table", MapCommand::Table.command(),   "the list alone, with its queries (toggle)").hint("table"),
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
