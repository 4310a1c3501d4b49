//! The keys of the screen of counts, beside those that all screens have, and its part of the help.

use crate::browser::keymap::{Binding, HelpSection, KeyGroup, KeyHint, ScreenInfo, key};
use crate::browser::model::{Command, Mode};
use crate::browser::screen::counts::command::{CountsCommand, NAME};

/// What the rest of the browser knows of this screen.
pub(super) const INFO: ScreenInfo = ScreenInfo {
    name: NAME,
    way_in: Some(KeyGroup {
        after: "unsourced",
        rows: &[key(
            "gc",
            SCREEN,
            "counts",
            Command::Show(NAME),
            "count the listed cases by one field or two",
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
        heading: "In counts",
        lines: &[
            ("5–10", "at least five cases, at most ten"),
            ("not stated", "cases whose file has no value"),
            ("does not apply", "cases that can have no value"),
            ("█ ░", "a bar: what is certain, and what is possible"),
            ("<11 ×", "hidden from others: under eleven, or what would give that away"),
            ("13+ <=23", "so many at least, or at most: the other number is hidden"),
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
            own("h <left>",  "counts-left",  CountsCommand::Left,    "one column left"),
            own("l <right>", "counts-right", CountsCommand::Right,   "one column right"),
            own("r",         "counts-rows",  CountsCommand::Rows,    "choose what the rows are").hint("rows"),
            own("c",         "counts-columns", CountsCommand::Columns, "choose what the columns are, or none").hint("columns"),
            own("<lt> ,",    "longer-period",  CountsCommand::Longer,  "count dates by longer periods: month, quarter, year, decade"),
            own("> .",       "shorter-period", CountsCommand::Shorter, "count dates by shorter periods").hint("shorter"),
        ],
    },
    KeyGroup {
        after: "mask",
        rows: &[
            own("%", "shares", CountsCommand::Shares, "shares of each row (toggle)").hint("shares"),
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
    KeyHint::new(Command::Back, "back"),
];

const fn own(
    keys: &'static str,
    name: &'static str,
    command: CountsCommand,
    words: &'static str,
) -> Binding {
    key(keys, SCREEN, name, command.command(), words)
}
