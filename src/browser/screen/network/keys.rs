//! The keys of the network, beside those that all screens have, and its part of the help.

use crate::browser::keymap::{Binding, HelpSection, KeyGroup, KeyHint, ScreenInfo, key};
use crate::browser::model::{Command, Mode};
use crate::browser::screen::network::command::{NAME, NetworkCommand};

/// What the rest of the browser knows of this screen.
pub(super) const INFO: ScreenInfo = ScreenInfo {
    name: NAME,
    way_in: Some(KeyGroup {
        after: "unsourced",
        rows: &[key(
            "gn",
            SCREEN,
            "network",
            Command::Show(NAME),
            "show what this record is tied to, in one to three steps",
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
        heading: "In the network",
        lines: &[
            ("→", "a field of the record above leads to the record at the end of the line"),
            ("←", "a field of the record at the end of the line leads to the one above"),
            (
                "↑ shown above",
                "the record is drawn once; ↓ shown below, where it is nearer to the middle",
            ),
            (
                "hub",
                "a source, a country, an authority, or a record with 25 ties or more: never a way between others",
            ),
            ("alleged", "charges or conduct are alleged and no conviction is stated"),
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
            own("<lt>",    "fewer-steps",   NetworkCommand::FewerSteps, "one step less far"),
            own(">",       "more-steps",    NetworkCommand::MoreSteps,  "one step further, three at most").hint("steps"),
            own(".",       "hubs",          NetworkCommand::Hubs,       "draw ties to hubs, or only count them").hint("hubs"),
            own("m",       "matrix",        NetworkCommand::Matrix,     "who is tied to whom, as a matrix of what is drawn").hint("matrix"),
            own("<space>", "fold",          NetworkCommand::Fold,       "hide what is below this record, or show it again"),
            own("gl",      "linked-with",   NetworkCommand::LinkedWith, "find the way from the record in the middle to another"),
            own("o",       "network-record", NetworkCommand::Record,    "open the record"),
            own("J",       "network-beside-down", NetworkCommand::BesideDown, "scroll what is beside the tree down"),
            own("K",       "network-beside-up", NetworkCommand::BesideUp,   "scroll what is beside the tree up"),
            own("x",       "network-export", NetworkCommand::Export,    "say which command writes this network to a file"),
        ],
    },
];

/// The most useful keys.
pub(super) const HINTS: &[KeyHint] = &[
    KeyHint::new(Command::Open, "centre here"),
    KeyHint::new(NetworkCommand::Record.command(), "open"),
    KeyHint::new(NetworkCommand::MoreSteps.command(), "steps"),
    KeyHint::new(NetworkCommand::LinkedWith.command(), "linked with"),
    KeyHint::new(NetworkCommand::Hubs.command(), "hubs"),
    KeyHint::new(NetworkCommand::Matrix.command(), "matrix"),
    KeyHint::new(Command::Back, "back"),
];

const fn own(
    keys: &'static str,
    name: &'static str,
    command: NetworkCommand,
    words: &'static str,
) -> Binding {
    key(keys, SCREEN, name, command.command(), words)
}
