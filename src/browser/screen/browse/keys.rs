//! The keys of the three panes, beside those that all screens have, and their part of the help.

use crate::browser::keymap::{Binding, HelpSection, KeyGroup, KeyHint, ScreenInfo, key};
use crate::browser::model::page::{FRAME_SIGNS, LIST_SIGNS, SIGNS};
use crate::browser::model::{Command, CopyTarget, Mode};
use crate::browser::screen::browse::command::{BrowseCommand, NAME};

/// What the rest of the browser knows of this screen.
pub(crate) const INFO: ScreenInfo = ScreenInfo {
    name: NAME,
    way_in: None,
    keys: KEYS,
    without: &[],
    help: &[
        HelpSection { heading: "Symbols", lines: SIGNS },
        HelpSection { heading: "In the list", lines: LIST_SIGNS },
        HelpSection { heading: "In borders and lists", lines: FRAME_SIGNS },
    ],
    selecting: "Selecting a passage",
};

pub(super) const FOLLOW: KeyHint = KeyHint::new(Command::Open, "follow").in_help("follow the link");
pub(super) const OPEN_QUOTE: KeyHint =
    KeyHint::new(Command::Open, "quote").in_help("go to the first quote of this field");
const OPEN_SOURCE: KeyHint =
    KeyHint::new(Command::Open, "source").in_help("open the source of this quote");
const FIND_FIELD: KeyHint =
    KeyHint::new(Command::Search, "field").in_help("find a field by its name or words");
const TO_LIST: KeyHint = KeyHint::new(Command::BackOut, "list").in_help("go back to the list");
const TO_RECORD: KeyHint =
    KeyHint::new(Command::BackOut, "record").in_help("go back to the record");
pub(super) const CHANGE: KeyHint = KeyHint::new(BrowseCommand::EditValue.command(), "change")
    .in_help("change this value in place");

/// The most useful keys in the list.
pub(super) const LIST_HINTS: &[KeyHint] = &[
    KeyHint::new(Command::Open, "open"),
    KeyHint::new(Command::Search, "search"),
    KeyHint::new(Command::Filter, "filter"),
    KeyHint::new(Command::SortBy, "sort"),
    KeyHint::new(BrowseCommand::NextPane.command(), "pane"),
    KeyHint::new(Command::OpenEditor, "edit"),
];
/// The most useful keys in the fields of a record, on a link.
pub(super) const LINK_HINTS: &[KeyHint] = &[
    FOLLOW,
    KeyHint::new(BrowseCommand::NextPane.command(), "quotes"),
    CHANGE,
    FIND_FIELD,
    KeyHint::new(Command::OpenEditor, "edit"),
    KeyHint::new(Command::Copy(CopyTarget::Line), "copy text"),
    TO_LIST,
];
/// The most useful keys in the fields of a record, on a field with quotes.
pub(super) const QUOTED_FIELD_HINTS: &[KeyHint] = &[
    OPEN_QUOTE,
    CHANGE,
    FIND_FIELD,
    KeyHint::new(Command::OpenEditor, "edit"),
    KeyHint::new(Command::Copy(CopyTarget::Line), "copy text"),
    KeyHint::new(BrowseCommand::NextPane.command(), "quotes"),
    TO_LIST,
];
/// The most useful keys in the fields of a record, on a field whose value was changed since its quotes were chosen.
pub(super) const UNCONFIRMED_HINTS: &[KeyHint] = &[
    KeyHint::new(BrowseCommand::AddQuote.command(), "which words say so?"),
    KeyHint::new(BrowseCommand::Undo.command(), "undo"),
    OPEN_QUOTE,
    CHANGE,
    TO_LIST,
];
/// The most useful keys in the fields of a record, on a field that leads nowhere.
pub(super) const DETAIL_HINTS: &[KeyHint] = &[
    CHANGE,
    KeyHint::new(BrowseCommand::NextPane.command(), "quotes"),
    FIND_FIELD,
    KeyHint::new(Command::OpenEditor, "edit"),
    KeyHint::new(Command::Copy(CopyTarget::Line), "copy text"),
    TO_LIST,
];
/// The most useful keys in the fields of a record of a collection that cannot be changed, on a link.
pub(super) const READ_ONLY_LINK_HINTS: &[KeyHint] = &[
    FOLLOW,
    KeyHint::new(BrowseCommand::NextPane.command(), "quotes"),
    FIND_FIELD,
    KeyHint::new(Command::Copy(CopyTarget::Line), "copy text"),
    TO_LIST,
];
/// The same on a field with quotes.
pub(super) const READ_ONLY_QUOTED_HINTS: &[KeyHint] = &[
    OPEN_QUOTE,
    KeyHint::new(BrowseCommand::NextPane.command(), "quotes"),
    FIND_FIELD,
    KeyHint::new(Command::Copy(CopyTarget::Line), "copy text"),
    TO_LIST,
];
/// The same on a field that leads nowhere.
pub(super) const READ_ONLY_HINTS: &[KeyHint] = &[
    KeyHint::new(BrowseCommand::NextPane.command(), "quotes"),
    FIND_FIELD,
    KeyHint::new(Command::Copy(CopyTarget::Line), "copy text"),
    TO_LIST,
];
/// The most useful keys in the quotes of a record.
pub(super) const QUOTE_HINTS: &[KeyHint] = &[
    OPEN_SOURCE,
    KeyHint::new(Command::Copy(CopyTarget::Quote), "copy quote"),
    KeyHint::new(Command::OpenEditor, "edit"),
    KeyHint::new(BrowseCommand::OpenSource.command(), "web"),
    TO_RECORD,
];
/// The most useful keys on a quote from another record than the one that is shown.
pub(super) const QUOTE_ELSEWHERE_HINTS: &[KeyHint] = &[
    KeyHint::new(Command::Open, "open case"),
    KeyHint::new(Command::Copy(CopyTarget::Quote), "copy quote"),
    KeyHint::new(Command::OpenEditor, "edit"),
    KeyHint::new(BrowseCommand::OpenSource.command(), "web"),
    TO_RECORD,
];
/// The most useful keys on a record that mentions the one that is shown.
pub(super) const MENTION_HINTS: &[KeyHint] =
    &[KeyHint::new(Command::Open, "open it"), KeyHint::new(Command::Search, "find"), TO_RECORD];
/// The most useful keys in an archived text.
pub(super) const TEXT_HINTS: &[KeyHint] = &[
    KeyHint::new(Command::Search, "search"),
    KeyHint::new(Command::NextMatch, "next quote"),
    KeyHint::new(BrowseCommand::Mark.command(), "select"),
    KeyHint::new(Command::BackOut, "back"),
];
/// The most useful keys in an archived text, on a passage that a case quotes.
pub(super) const PASSAGE_HINTS: &[KeyHint] = &[
    KeyHint::new(Command::Search, "search"),
    KeyHint::new(Command::NextMatch, "next quote"),
    KeyHint::new(BrowseCommand::Mark.command(), "select"),
    KeyHint::new(Command::Open, "open case"),
    KeyHint::new(Command::BackOut, "back"),
    KeyHint::new(BrowseCommand::OpenEditorAtProblem.command(), "edit quote"),
    KeyHint::new(Command::OpenEditor, "edit source"),
];
/// The most useful keys in a text in which something was found.
pub(super) const FOUND_HINTS: &[KeyHint] = &[
    KeyHint::new(Command::NextMatch, "next"),
    KeyHint::new(Command::PreviousMatch, "previous"),
    KeyHint::new(BrowseCommand::Mark.command(), "select"),
    KeyHint::new(Command::BackOut, "clear search"),
];
/// The most useful keys in the fields or quotes of a record in which something was found.
pub(super) const FOUND_IN_PANE_HINTS: &[KeyHint] = &[
    KeyHint::new(Command::NextMatch, "next"),
    KeyHint::new(Command::PreviousMatch, "previous"),
    KeyHint::new(Command::Open, "open"),
    KeyHint::new(Command::BackOut, "clear search"),
];
/// The most useful keys in a text that was opened at a match by another screen.
pub(super) const FOUND_THERE_HINTS: &[KeyHint] = &[
    KeyHint::new(Command::NextMatch, "next"),
    KeyHint::new(Command::PreviousMatch, "previous"),
    KeyHint::new(BrowseCommand::Mark.command(), "select"),
    KeyHint::new(Command::BackOut, "back to the matches"),
];
/// The most useful keys in a text in which a passage is selected.
pub(super) const SELECTED_HINTS: &[KeyHint] = &[
    KeyHint::new(BrowseCommand::AddQuote.command(), "quote"),
    KeyHint::new(BrowseCommand::Mark.command(), "extend"),
    KeyHint::new(Command::BackOut, "clear"),
];

const PANES: &[Mode] = &[Mode::Screen];
const MARKING: &[Mode] = &[Mode::Selecting];
const FINDING: &[Mode] = &[Mode::Find];

#[rustfmt::skip]
const KEYS: &[KeyGroup] = &[
    KeyGroup {
        after: "forward",
        rows: &[
            own("<tab>",              PANES,   "next-pane",            BrowseCommand::NextPane,                           "next pane").hint("pane"),
            own("<s-tab>",            PANES,   "previous-pane",        BrowseCommand::PreviousPane,                       "previous pane"),
            own("l <right>",          PANES,   "right",                BrowseCommand::Right,                              "pane to the right"),
            own("h <left>",           PANES,   "left",                 BrowseCommand::Left,                               "pane to the left"),
            own("H",                  PANES,   "window-top",           BrowseCommand::WindowTop,                          "top line on the screen"),
            own("M",                  PANES,   "window-middle",        BrowseCommand::WindowMiddle,                       "middle line on the screen"),
            own("L",                  PANES,   "window-bottom",        BrowseCommand::WindowBottom,                       "bottom line on the screen"),
            own("<c-e>",              PANES,   "line-down",            BrowseCommand::LineDown,                           "scroll one line down"),
            own("<c-y>",              PANES,   "line-up",              BrowseCommand::LineUp,                             "scroll one line up"),
            own("J",                  PANES,   "beside-down",          BrowseCommand::BesideDown,                         "scroll the other pane down"),
            own("K",                  PANES,   "beside-up",            BrowseCommand::BesideUp,                           "scroll the other pane up"),
        ],
    },
    KeyGroup {
        after: "restore-search",
        rows: &[
            own("<tab>",              FINDING, "search-cases",         BrowseCommand::SearchCases,                        "search all cases for these words instead").hint("all cases"),
        ],
    },
    KeyGroup {
        after: "filter",
        rows: &[
            own("ga",                 PANES,   "other-matches",        BrowseCommand::OtherMatches,                       "list the people, places or sources that match the search too"),
            own("<space>",            PANES,   "mark-record",          BrowseCommand::MarkRecord,                         "mark this record of the list, or unmark it"),
            own("*",                  PANES,   "only-same",            BrowseCommand::OnlySame,                           "show only cases with this value; in the list, mark all"),
            own("-",                  PANES,   "exclude-same",         BrowseCommand::ExcludeSame,                        "hide cases with this value"),
        ],
    },
    KeyGroup {
        after: "edit",
        rows: &[
            own("E",                  PANES,   "edit-problem",         BrowseCommand::OpenEditorAtProblem,                "edit the file at its first problem or this quote; in a text, the quote of this passage"),
            own("o",                  PANES,   "open-source",          BrowseCommand::OpenSource,                         "open the source's web address or archived text in another program"),
            own("v",                  PANES,   "mark",                 BrowseCommand::Mark,                               "select a passage of an archived text, starting here; in the list, mark a range"),
            own("c",                  PANES,   "add-quote",            BrowseCommand::AddQuote,                           "add the selected passage to a case as a quote; on a field, find the words that say so"),
            own("i",                  PANES,   "edit-value",           BrowseCommand::EditValue,                          "change this value in place; on an event, group or quote, one of its fields"),
            own("a",                  PANES,   "add-field",            BrowseCommand::AddField,                           "add a field that the record lacks"),
            own("<delete>",           PANES,   "remove",               BrowseCommand::RemoveField,                        "remove this field, event, group or quote; asks first"),
            own("u",                  PANES,   "undo",                 BrowseCommand::Undo,                               "undo the last change of a file made here"),
            own("<c-r>",              PANES,   "redo",                 BrowseCommand::Redo,                               "redo what was undone last"),
        ],
    },
    KeyGroup {
        after: "unsourced",
        rows: &[
            own("gw",                 PANES,   "impact",               BrowseCommand::Impact,                          "what depends on this source"),
        ],
    },
    KeyGroup {
        after: "mask",
        rows: &[
            own("z",                  PANES,   "zoom",                 BrowseCommand::Zoom,                               "zoom this pane (toggle)").hint("zoom"),
            own("p",                  PANES,   "quote-pane",           BrowseCommand::QuotePane,                          "hide/show the quote pane"),
            own("w",                  PANES,   "wrap",                 BrowseCommand::Wrap,                               "wrap long lines (toggle)"),
            own("D",                  PANES,   "list-rows",            BrowseCommand::ListRows,                           "two lines for each record of the list (toggle)"),
            own("T",                  PANES,   "dates",                BrowseCommand::Dates,                              "dates in words, or in the notation of the files, EDTF (toggle)"),
            own("<c-g>",              PANES,   "file-info",            BrowseCommand::Whereabouts,                        "say the file and line of what is under the cursor"),
        ],
    },
    KeyGroup {
        after: "problems",
        rows: &[
            own("]p",                 PANES,   "next-problem",         BrowseCommand::NextProblem,                        "next problem, here or in the next record"),
            own("[p",                 PANES,   "previous-problem",     BrowseCommand::PreviousProblem,                    "previous problem"),
            own("]l",                 PANES,   "next-link",            BrowseCommand::NextLink,                           "next link, here or in the next listed record"),
            own("[l",                 PANES,   "previous-link",        BrowseCommand::PreviousLink,                       "previous link"),
            own("]d",                 PANES,   "next-disputed",        BrowseCommand::NextDisputed,                       "next disputed field, here or in the next listed record"),
            own("[d",                 PANES,   "previous-disputed",    BrowseCommand::PreviousDisputed,                   "previous disputed field"),
            own("]u",                 PANES,   "next-unsourced",       BrowseCommand::NextUnsourced,                      "next unsourced field, here or in the next listed record"),
            own("[u",                 PANES,   "previous-unsourced",   BrowseCommand::PreviousUnsourced,                  "previous unsourced field"),
        ],
    },
    KeyGroup {
        after: "back-out",
        rows: &[
            own("v",                  MARKING, "mark",                 BrowseCommand::Mark,                               "stop extending the selection").hint("stop extending"),
            own("c",                  MARKING, "add-quote",            BrowseCommand::AddQuote,                           "add the selected passage to a case as a quote").hint("quote"),
            own("h <left>",           MARKING, "mark-left",            BrowseCommand::MarkLeft,            "one character left"),
            own("l <right>",          MARKING, "mark-right",           BrowseCommand::MarkRight,           "one character right"),
            own("w",                  MARKING, "mark-next-word",       BrowseCommand::MarkNextWord,        "one word more, with the signs and the space behind it").hint("word"),
            own("b",                  MARKING, "mark-word-before",     BrowseCommand::MarkWordBefore,      "start of this word or of the previous").hint("word back"),
            own("e",                  MARKING, "mark-word-end",        BrowseCommand::MarkWordEnd,         "end of this word or of the next").hint("word end"),
            own("0",                  MARKING, "mark-line-start",      BrowseCommand::MarkLineStart,       "start of line"),
            own("$",                  MARKING, "mark-line-end",        BrowseCommand::MarkLineEnd,         "end of line"),
            own("o",                  MARKING, "other-end",            BrowseCommand::OtherEnd,                           "other end of the selection").hint("other end"),
            own(";",                  MARKING, "restart-mark",         BrowseCommand::RestartMark,                           "restart the selection here").hint("restart here"),
            key("<esc>",              MARKING, "back-out",             Command::BackOut,                            "clear the selection").hint("clear"),
        ],
    },
];

const fn own(
    keys: &'static str,
    modes: &'static [Mode],
    name: &'static str,
    command: BrowseCommand,
    words: &'static str,
) -> Binding {
    key(keys, modes, name, command.command(), words)
}
