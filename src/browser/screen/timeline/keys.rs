//! The keys of the timeline, and its part of the help.

use crate::browser::keymap::{Binding, HelpSection, KeyGroup, KeyHint, ScreenInfo, key};
use crate::browser::model::{Command, Mode};
use crate::browser::screen::timeline::command::{NAME, TimelineCommand};

/// What the rest of the browser knows of this screen.
pub(super) const INFO: ScreenInfo = ScreenInfo {
    name: NAME,
    way_in: Some(KeyGroup {
        after: "unsourced",
        rows: &[key(
            "gt",
            &[Mode::Screen],
            "timeline",
            Command::Show(NAME),
            "timeline of the cases that are listed",
        )],
    }),
    keys: &[KeyGroup {
        after: "page-up",
        rows: &[
            own("h <left>", "timeline-earlier", TimelineCommand::Earlier, "the column before"),
            own("l <right>", "timeline-later", TimelineCommand::Later, "the next column"),
            own(
                ">",
                "timeline-zoom-in",
                TimelineCommand::ZoomIn,
                "shorter units: zoom in at the column",
            ),
            own("<lt>", "timeline-zoom-out", TimelineCommand::ZoomOut, "longer units: zoom out"),
            own("H", "timeline-back", TimelineCommand::PanBack, "half a window back"),
            own("L", "timeline-on", TimelineCommand::PanOn, "half a window on"),
            own("=", "timeline-fit", TimelineCommand::Fit, "show all that is known"),
            own("*", "timeline-only", TimelineCommand::Only, "only the cases of this column"),
            own(
                "-",
                "timeline-without",
                TimelineCommand::Without,
                "without the cases of this column",
            ),
            own(
                "b",
                "timeline-lanes",
                TimelineCommand::Lanes,
                "rows by start, kind, place or source",
            ),
            own("t", "timeline-table", TimelineCommand::Table, "columns as a table, or rows"),
            own(
                "<tab>",
                "timeline-undated",
                TimelineCommand::Undated,
                "the cases without a date, or rows",
            ),
            own("o", "timeline-record", TimelineCommand::OpenRecord, "open the record of this row"),
        ],
    }],
    without: &[
        "forward",
        "next-match",
        "previous-match",
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
    help: &[HelpSection {
        heading: "In the timeline",
        lines: &[
            ("█ ░", "a column: as many cases at least, as many at most"),
            ("◆", "on that day, or began or ended on it"),
            ("◇", "on some day of this cell"),
            ("[··]", "some time within these cells; of several dates, one of them"),
            ("(··)", "the same, where the date is about that"),
            ("┣━━┫", "went on; began or ended on some day of the cell"),
            ("╌", "may have gone on: its end is open or not known"),
            ("◂ ▸", "reaches beyond the window"),
            ("{◆ ◆}", "all of these dates"),
            ("⚔", "before a name: a date that a source states instead of the one in the record"),
            ("▾", "the column under the cursor; Enter lists its cases"),
        ],
    }],
    selecting: "",
};

/// The most useful keys.
pub(super) const HINTS: &[KeyHint] = &[
    KeyHint::new(Command::Open, "list"),
    KeyHint::new(TimelineCommand::Later.command(), "column"),
    KeyHint::new(TimelineCommand::ZoomIn.command(), "zoom in"),
    KeyHint::new(TimelineCommand::ZoomOut.command(), "zoom out"),
    KeyHint::new(TimelineCommand::Fit.command(), "fit"),
    KeyHint::new(TimelineCommand::Undated.command(), "undated"),
    KeyHint::new(TimelineCommand::Lanes.command(), "lanes"),
    KeyHint::new(Command::Back, "back"),
];

const fn own(
    keys: &'static str,
    name: &'static str,
    command: TimelineCommand,
    words: &'static str,
) -> Binding {
    key(keys, &[Mode::Screen], name, command.command(), words)
}
