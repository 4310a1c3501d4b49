//! The keys of the screen of counts, beside those that all screens have, and its part of the help.

use crate::browser::keymap::view_keys::{self, CHANGES, MOVES, view_info, view_key};
use crate::browser::keymap::{HelpSection, KeyGroup, KeyHint, ScreenInfo};
use crate::browser::model::Command;
use crate::browser::screen::counts::command::{CountsCommand, NAME};

/// What the rest of the browser knows of this screen.
pub(super) const INFO: ScreenInfo = view_info(
    NAME,
    &[view_key("gc", "counts", Command::Show(NAME), "count the listed cases by one field or two")],
    KEYS,
    HELP,
);

const HELP: &[HelpSection] = &[HelpSection {
    heading: "In counts",
    lines: &[
        ("5–10", "at least five cases, at most ten"),
        ("not stated", "cases whose file has no value"),
        ("does not apply", "cases that can have no value"),
        ("█ ░", "a bar: what is certain, and what is possible"),
        ("<11 ×", "hidden from others: under eleven, or what would give that away"),
        ("13+ <=23", "so many at least, or at most: the other number is hidden"),
    ],
}];

#[rustfmt::skip]
const KEYS: &[KeyGroup] = &[
    KeyGroup {
        after: MOVES,
        rows: &[
            view_key(view_keys::LEFT,  "counts-left",  CountsCommand::Left.command(),    "one column left"),
            view_key(view_keys::RIGHT, "counts-right", CountsCommand::Right.command(),   "one column right"),
            view_key("r",         "counts-rows",  CountsCommand::Rows.command(),    "choose what the rows are").hint("rows"),
            view_key("c",         "counts-columns", CountsCommand::Columns.command(), "choose what the columns are, or none").hint("columns"),
            view_key(view_keys::ZOOM_OUT,    "longer-period",  CountsCommand::Longer.command(),  "count dates by longer periods: month, quarter, year, decade"),
            view_key(view_keys::ZOOM_IN,       "shorter-period", CountsCommand::Shorter.command(), "count dates by shorter periods").hint("shorter"),
        ],
    },
    KeyGroup {
        after: CHANGES,
        rows: &[
            view_key("%", "shares", CountsCommand::Shares.command(), "shares of each row (toggle)").hint("shares"),
            view_key(view_keys::OTHER_FORM, "counts-measure", CountsCommand::Measure.command(), "what cases state of numbers of people, or cases (toggle)").hint("people"),
            view_key(view_keys::ONLY,    "counts-only",    CountsCommand::Only.command(),    "search for the cases of this cell alone"),
            view_key(view_keys::WITHOUT, "counts-without", CountsCommand::Without.command(), "search for all cases but those of this cell"),
            view_key(view_keys::EXPORT,  "counts-copy",    CountsCommand::Copy.command(),    "copy what is shown as CSV: the table with at least, at most, hidden and query; or the numbers of people").hint("csv"),
        ],
    },
];

/// The most useful keys.
pub(super) const HINTS: &[KeyHint] = &[
    KeyHint::new(Command::Open, "list them"),
    KeyHint::new(CountsCommand::Rows.command(), "rows"),
    KeyHint::new(CountsCommand::Columns.command(), "columns"),
    KeyHint::new(CountsCommand::Longer.command(), "longer"),
    KeyHint::new(CountsCommand::Shorter.command(), "shorter"),
    KeyHint::new(CountsCommand::Shares.command(), "shares"),
    KeyHint::new(CountsCommand::Measure.command(), "people"),
    KeyHint::new(CountsCommand::Copy.command(), "csv"),
    KeyHint::new(Command::Back, "back"),
];
