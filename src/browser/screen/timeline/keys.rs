//! The keys of the timeline, and its part of the help.

use crate::browser::keymap::view_keys::{self, CHANGES, MOVES, view_info, view_key};
use crate::browser::keymap::{HelpSection, KeyGroup, KeyHint, ScreenInfo};
use crate::browser::model::Command;
use crate::browser::screen::timeline::command::{NAME, TimelineCommand};

/// What the rest of the browser knows of this screen.
pub(super) const INFO: ScreenInfo = view_info(
    NAME,
    &[view_key("gt", "timeline", Command::Show(NAME), "timeline of the cases that are listed")],
    KEYS,
    HELP,
);

const HELP: &[HelpSection] = &[HelpSection {
    heading: "In the timeline",
    lines: &[
        ("█ ░", "a column: as many cases at least, as many at most; a case may be in several"),
        ("◆", "on that day, or began or ended on it"),
        ("◇", "on some day of this cell"),
        ("[··]", "some time within these cells; of several dates, one of them"),
        ("(··)", "the same, where the date is about that"),
        ("┣━━┫", "went on; began or ended on some day of the cell"),
        ("╌", "may have gone on: its end is open or not known"),
        ("◂ ▸", "reaches beyond the window"),
        ("{◆ ◆}", "all of these dates"),
        ("⚔", "before a name: a date that a source states instead of the one in the record"),
        (
            "▾",
            "the column under the cursor; c lists its cases, and Enter opens the case of the row",
        ),
        ("<11 ×", "hidden from others: under eleven, or what would give that away"),
    ],
}];

#[rustfmt::skip]
const KEYS: &[KeyGroup] = &[
    KeyGroup {
        after: MOVES,
        rows: &[
            view_key(view_keys::LEFT,       "timeline-earlier",  TimelineCommand::Earlier.command(), "the column before"),
            view_key(view_keys::RIGHT,      "timeline-later",    TimelineCommand::Later.command(),   "the next column"),
            view_key(view_keys::ZOOM_IN,    "timeline-zoom-in",  TimelineCommand::ZoomIn.command(),  "shorter units: zoom in at the column"),
            view_key(view_keys::ZOOM_OUT,   "timeline-zoom-out", TimelineCommand::ZoomOut.command(), "longer units: zoom out"),
            view_key("H",                   "timeline-back",     TimelineCommand::PanBack.command(), "half a window back"),
            view_key("L",                   "timeline-on",       TimelineCommand::PanOn.command(),   "half a window on"),
            view_key(view_keys::FIT,        "timeline-fit",      TimelineCommand::Fit.command(),     "show all that is known"),
            view_key(view_keys::OTHER_PART, "timeline-undated",  TimelineCommand::Undated.command(), "the cases without a date, or the rows"),
        ],
    },
    KeyGroup {
        after: CHANGES,
        rows: &[
            view_key(view_keys::ONLY,    "timeline-only",    TimelineCommand::Only.command(),       "search for the cases of this column or lane alone"),
            view_key(view_keys::WITHOUT, "timeline-without", TimelineCommand::Without.command(),    "search for all cases but those of this column or lane"),
            view_key("b",              "timeline-lanes",   TimelineCommand::Lanes.command(),      "rows by start, kind, place or source"),
            view_key(view_keys::TABLE, "timeline-table",   TimelineCommand::Table.command(),      "the columns as a table (toggle)"),
            view_key("o",              "timeline-record",  TimelineCommand::OpenRecord.command(), "open the record of this row"),
            view_key("c",              "timeline-list",    TimelineCommand::List.command(),       "list the cases of this column or lane, or those without a date"),
        ],
    },
];

/// What Enter and `c` do on the row of a case.
pub(super) const OPENS: KeyHint = KeyHint::new(Command::Open, "open");
pub(super) const LISTS: KeyHint = KeyHint::new(TimelineCommand::List.command(), "list column");
/// What Enter does where there is no row.
pub(super) const LISTS_BY_ENTER: KeyHint = KeyHint::new(Command::Open, "list");

/// The most useful keys besides.
pub(super) const HINTS: &[KeyHint] = &[
    KeyHint::new(TimelineCommand::Later.command(), "next column"),
    KeyHint::new(TimelineCommand::ZoomIn.command(), "zoom in"),
    KeyHint::new(TimelineCommand::ZoomOut.command(), "zoom out"),
    KeyHint::new(TimelineCommand::Fit.command(), "fit"),
    KeyHint::new(TimelineCommand::Undated.command(), "undated"),
    KeyHint::new(TimelineCommand::Lanes.command(), "lanes"),
    KeyHint::new(Command::Back, "back"),
];
