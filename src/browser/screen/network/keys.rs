//! The keys of the network, beside those that all screens have, and its part of the help.

use crate::browser::keymap::view_keys::{self, MOVES, view_info, view_key};
use crate::browser::keymap::{HelpSection, KeyGroup, KeyHint, ScreenInfo};
use crate::browser::model::Command;
use crate::browser::screen::network::command::{NAME, NetworkCommand};

/// What the rest of the browser knows of this screen.
pub(super) const INFO: ScreenInfo = view_info(
    NAME,
    &[view_key(
        "gn",
        "network",
        Command::Show(NAME),
        "show what this record is tied to, in one to three steps",
    )],
    KEYS,
    HELP,
);

const HELP: &[HelpSection] = &[HelpSection {
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
}];

#[rustfmt::skip]
const KEYS: &[KeyGroup] = &[
    KeyGroup {
        after: MOVES,
        rows: &[
            view_key("<lt>",    "fewer-steps",   NetworkCommand::FewerSteps.command(), "one step less far"),
            view_key(">",       "more-steps",    NetworkCommand::MoreSteps.command(),  "one step further, three at most").hint("steps"),
            view_key(".",       "hubs",          NetworkCommand::Hubs.command(),       "draw ties to hubs, or only count them").hint("hubs"),
            view_key(view_keys::OTHER_FORM,       "matrix",        NetworkCommand::Matrix.command(),     "who is tied to whom, as a matrix of what is drawn").hint("matrix"),
            view_key("<space>", "fold",          NetworkCommand::Fold.command(),       "hide what is below this record, or show it again"),
            view_key("gl",      "linked-with",   NetworkCommand::LinkedWith.command(), "find the way from the record in the middle to another"),
            view_key("o",       "network-record", NetworkCommand::Record.command(),    "open the record"),
            view_key("J",       "network-beside-down", NetworkCommand::BesideDown.command(), "scroll what is beside the tree down"),
            view_key("K",       "network-beside-up", NetworkCommand::BesideUp.command(),   "scroll what is beside the tree up"),
            view_key(view_keys::EXPORT,       "network-export", NetworkCommand::Export.command(),    "say which command writes this network to a file"),
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
