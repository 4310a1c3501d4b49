//! The table of default key bindings that are the same on all screens.

use super::super::model::{
    Command, CompletionStep, CopyTarget, GotoList, HistoryStep, LineEdit, Mode, Step, ValueCommand,
};
use super::chord::Chord;
use super::synonyms::synonyms;

/// What a chord does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// A command to the model.
    Do(Command),
    /// The list of all keys.
    Help,
    /// The list of all commands by their words.
    Palette,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The chords, each in the grammar of [`Chord::parse`], parted by spaces.
    pub keys: &'static str,
    /// The modes in which they mean this.
    pub modes: &'static [Mode],
    /// What configurations call the meaning; every row of one meaning has the same name.
    pub name: &'static str,
    /// What they mean.
    pub meaning: Meaning,
    /// What that is, in words for the list of keys.
    pub words: &'static str,
    /// The one word for the status line, where the key is among the most useful.
    pub hint: Option<&'static str>,
}

const SCREEN: &[Mode] = &[Mode::Screen];
const READING: &[Mode] = &[Mode::Screen, Mode::Selecting];
const SHEET: &[Mode] = &[Mode::Overlay];
const REVIEW: &[Mode] = &[Mode::Review];
const MOVING: &[Mode] = &[Mode::Screen, Mode::Selecting, Mode::Overlay, Mode::Review];
const QUERY: &[Mode] = &[Mode::Query];
const FINDING: &[Mode] = &[Mode::Find];
const MENU: &[Mode] = &[Mode::Picker];
const LISTS: &[Mode] = &[Mode::Overlay, Mode::Picker];
const OFFERS: &[Mode] = &[Mode::Completion];
const LINE: &[Mode] = &[Mode::Query, Mode::Completion];
const VALUE: &[Mode] = &[Mode::Value];
const VALUE_LINES: &[Mode] = &[Mode::ValueLines];
const VALUES: &[Mode] = &[Mode::Value, Mode::ValueLines];
const TYPING: &[Mode] =
    &[Mode::Query, Mode::Find, Mode::Completion, Mode::Picker, Mode::Value, Mode::ValueLines];
const ALL: &[Mode] = &[
    Mode::Screen,
    Mode::Selecting,
    Mode::Query,
    Mode::Find,
    Mode::Completion,
    Mode::Overlay,
    Mode::Picker,
    Mode::Review,
    Mode::Value,
    Mode::ValueLines,
];

/// Every key that is the same on all screens, in the order of the list of keys.
#[rustfmt::skip]
pub const TABLE: &[Binding] = &[
    key("j <down>",           MOVING,  "down",                 Command::Move(Step::Down),                   "down"),
    key("k <up>",             MOVING,  "up",                   Command::Move(Step::Up),                     "up"),
    key("gg <home>",          MOVING,  "first",                Command::Move(Step::First),                  "first line"),
    key("G <end>",            MOVING,  "last",                 Command::Move(Step::Last),                   "last line"),
    key("<c-d>",              MOVING,  "half-page-down",       Command::Move(Step::HalfDown),               "half a page down"),
    key("<c-u>",              MOVING,  "half-page-up",         Command::Move(Step::HalfUp),                 "half a page up"),
    key("<pagedown> <c-f>",   MOVING,  "page-down",            Command::Move(Step::PageDown),               "a page down"),
    key("<pageup> <c-b>",     MOVING,  "page-up",              Command::Move(Step::PageUp),                 "a page up"),
    key("<enter>",            SCREEN,   "open",                 Command::Open,                               "open the record; follow the link; go to the field's first quote; open the quote's source").hint("open"),
    key("<backspace> <a-left> <c-o>",SCREEN,   "back",                 Command::Back,                               "back"),
    key("<a-right>",          SCREEN,   "forward",              Command::Forward,                            "forward"),
    key("/",                  SCREEN,   "search",               Command::Search,                             "search; the list changes as you type; in a record, find a field by its name or words; in a text, find words").hint("search"),
    key("n",                  SCREEN,   "next-match",           Command::NextMatch,                          "next match; in a text without a search, next quoted passage"),
    key("N",                  SCREEN,   "previous-match",       Command::PreviousMatch,                      "previous match or quoted passage"),
    key("F",                  SCREEN,   "clear-search",         Command::ClearSearch,                        "clear search and filters"),
    key("0",                  SCREEN,   "everything",           Command::Everything,                         "show all cases: no search, no filters, default order"),
    key("f",                  SCREEN,   "filter",               Command::Filter,                             "filter by value: select some and press Enter").hint("filter"),
    key("s",                  SCREEN,   "sort",                 Command::SortBy,                             "sort the list").hint("sort"),
    key("S",                  SCREEN,   "reverse",              Command::Reverse,                            "reverse the order"),
    key("V",                  SCREEN,   "save-view",            Command::SaveView,                           "save this search as a view of the collection"),
    key("X",                  SCREEN,   "export",               Command::Export,                             "export marked, listed or all records, or make a public release"),
    key("I",                  SCREEN,   "edit-marked",          Command::EditMarked,                         "change a field of the marked records, or of all that are listed"),
    key("U",                  SCREEN,   "changes",              Command::Changes,                            "list the changes made here, to go back to one"),
    key("e",                  SCREEN,   "edit",                 Command::OpenEditor,                         "edit the file at this field or quote").hint("edit"),
    key("gs",                 SCREEN,   "sources",              Command::List(GotoList::Sources),            "go to a source: lists all sources"),
    key("gp",                 SCREEN,   "places",               Command::List(GotoList::Places),             "go to a place: lists all places"),
    key("go",                 SCREEN,   "organisations",        Command::List(GotoList::Organisations),      "go to an organisation: lists all organisations"),
    key("gP",                 SCREEN,   "people",               Command::List(GotoList::People),             "go to a person: lists all people"),
    key("gd",                 SCREEN,   "disputed",             Command::List(GotoList::Disputed),           "go to a disputed field"),
    key("gu",                 SCREEN,   "unsourced",            Command::List(GotoList::Unsourced),          "go to an unsourced field"),
    key("d",                  SHEET,   "with-derived",         Command::WithDerived,                        "include sources derived from it (toggle)").hint("derived sources"),
    key("yy",                 SCREEN,   "copy-line",            Command::Copy(CopyTarget::Line),             "copy the field or line as text"),
    key("yi",                 SCREEN,   "copy-id",              Command::Copy(CopyTarget::Id),               "copy the id"),
    key("yq",                 SCREEN,   "copy-quote",           Command::Copy(CopyTarget::Quote),            "copy the quote with speaker, locator and citation"),
    key("yc",                 SCREEN,   "copy-citation",        Command::Copy(CopyTarget::Citation),         "copy the citation of the source"),
    key("yp",                 SCREEN,   "copy-place",           Command::Copy(CopyTarget::Place),            "copy file:line, as it opens from the shell"),
    key("yu",                 SCREEN,   "copy-address",         Command::Copy(CopyTarget::Address),          "copy the source's web address"),
    key("P",                  MOVING,  "mask",                 Command::Mask,                               "mask every name and quote (toggle)"),
    key("!",                  SCREEN,   "problems",             Command::Problems,                           "list the problems of the files").hint("problems"),
    key("R",                  SCREEN,   "reload",               Command::Reload,                             "reload all files"),
    key("<esc>",              SCREEN,   "back-out",             Command::BackOut,                            "close or go back from what was entered last; then clear the search"),
    key("<down> <c-n>",       MENU,    "down",                 Command::Move(Step::Down),                   "down"),
    key("<up> <c-p>",         MENU,    "up",                   Command::Move(Step::Up),                     "up"),
    key("<pagedown>",         MENU,    "page-down",            Command::Move(Step::PageDown),               "a page down"),
    key("<pageup>",           MENU,    "page-up",              Command::Move(Step::PageUp),                 "a page up"),
    key("<space>",            MENU,    "select",               Command::Select,                               "select or deselect").hint("select"),
    key("<tab>",              MENU,    "select-typed",         Command::SelectTyped,                          "select or deselect, after a word that was typed too").hint("select"),
    key("y",                  REVIEW,  "write-change",         Command::WriteChange,                        "write the change that is shown").hint("write"),
    key("<space>",            REVIEW,  "select",               Command::Select,                             "leave this file out of the change, or take it in again").hint("leave out"),
    key("]f",                 REVIEW,  "next-file",            Command::NextFile,                             "next file of the change").hint("next file"),
    key("[f",                 REVIEW,  "previous-file",        Command::PreviousFile,                         "previous file"),
    key("<esc> q",            REVIEW,  "back-out",             Command::BackOut,                            "give the change up; nothing is written").hint("give up"),
    key("<enter>",            LISTS,   "choose",               Command::Choose,                             "choose").hint("choose"),
    key("<esc>",              LISTS,   "back-out",             Command::BackOut,                            "close this list").hint("close"),
    list_key("? <f1>",        "help",                 Meaning::Help,                               "help: all keys; type to filter, Enter runs one").hint("help"),
    list_key(": <c-p>",       "palette",              Meaning::Palette,                            "find and run a command"),
    key("<f1>",               MENU,    "back-out",             Command::BackOut,                            "close this list"),
    key("? <f1>",             SHEET,   "back-out",             Command::BackOut,                            "close this list"),
    key("q",                  SCREEN,   "quit",                 Command::Quit,                               "quit").hint("quit"),
    key("q",                  SHEET,   "quit",                 Command::Quit,                               "close this list"),
    key("<enter>",            FINDING, "accept-search",        Command::AcceptSearch,                       "keep the search: n and N go on").hint("done"),
    key("<esc>",              FINDING, "restore-search",       Command::CancelSearch,                       "back to where the search began").hint("back"),
    key("<down> <c-n>",       FINDING, "down",                 Command::Move(Step::Down),                   "next match").hint("next"),
    key("<up> <c-p>",         FINDING, "up",                   Command::Move(Step::Up),                     "previous match"),
    key("<enter>",            QUERY,   "accept-search",        Command::AcceptSearch,                       "accept the search").hint("done"),
    key("<esc>",              QUERY,   "restore-search",       Command::CancelSearch,                       "restore the previous search").hint("back"),
    key("<tab>",              QUERY,   "complete",             Command::Complete(CompletionStep::Ask),      "complete, or list suggestions").hint("complete"),
    key("<tab> <down> <c-n>", OFFERS,  "next-suggestion",      Command::Complete(CompletionStep::Next),     "next suggestion").hint("next"),
    key("<s-tab> <up> <c-p>", OFFERS,  "previous-suggestion",  Command::Complete(CompletionStep::Previous), "previous suggestion").hint("previous"),
    key("<enter>",            OFFERS,  "accept-suggestion",    Command::Complete(CompletionStep::Take),     "accept the suggestion; with none selected, accept the search").hint("accept"),
    key("<esc>",              OFFERS,  "cancel-suggestions",   Command::Complete(CompletionStep::Leave),    "restore what was typed").hint("back"),
    key("<up> <c-p>",         QUERY,   "earlier-query",        Command::Recall(HistoryStep::Earlier),       "previous query in the history that starts with what was typed"),
    key("<down> <c-n>",       QUERY,   "later-query",          Command::Recall(HistoryStep::Later),         "next query in the history, then what was typed"),
    key("<c-r>",              LINE,    "search-history",       Command::Recall(HistoryStep::List),          "search history").hint("history"),
    key("<enter>",            VALUE,   "accept-value",         Command::Value(ValueCommand::Accept),        "take the selected suggestion, or write the value").hint("write"),
    key("<c-s>",              VALUE_LINES, "write-value",      Command::Value(ValueCommand::Write),         "write the value").hint("write"),
    key("<c-s>",              VALUE,   "write-value",          Command::Value(ValueCommand::Write),         "write the value"),
    key("<c-o>",              VALUES,  "write-as-it-is",       Command::Value(ValueCommand::WriteAsItIs),   "write the value although check objects to it, once the reason was shown"),
    key("<esc>",              VALUES,  "leave-value",          Command::Value(ValueCommand::Leave),         "close the input; what was typed is kept for the next time").hint("close"),
    key("<c-x>",              VALUES,  "discard-value",        Command::Value(ValueCommand::Discard),       "close the input and discard what was typed"),
    key("<enter>",            VALUE_LINES, "break-line",       Command::Value(ValueCommand::Break),         "another line; in a list, another value").hint("new line"),
    key("<c-j> <a-enter>",    VALUES,  "break-line",           Command::Value(ValueCommand::Break),         "another line; in a list, another value"),
    key("<tab> <c-n>",        VALUES,  "next-value",           Command::Value(ValueCommand::NextSuggestion), "next suggested value; in a list, Space selects it").hint("suggestions"),
    key("<s-tab> <c-p>",      VALUES,  "previous-value",       Command::Value(ValueCommand::PreviousSuggestion), "previous suggested value"),
    key("<down>",             VALUES,  "value-down",           Command::Value(ValueCommand::Down),          "a row down; below the last, the suggested values"),
    key("<up>",               VALUES,  "value-up",             Command::Value(ValueCommand::Up),            "a row up"),
    key("<c-_>",              VALUES,  "undo-typing",          Command::Value(ValueCommand::Undo),          "undo what was typed last").hint("undo"),
    key("<c-y>",              VALUES,  "redo-typing",          Command::Value(ValueCommand::Redo),          "redo what was undone in the input"),
    key("<a-up>",             VALUES,  "value-line-up",        Command::Value(ValueCommand::LineUp),        "move this line up, in a list this value"),
    key("<a-down>",           VALUES,  "value-line-down",      Command::Value(ValueCommand::LineDown),      "move this line down"),
    key("<c-t>",              VALUES,  "take-theirs",          Command::Value(ValueCommand::TakeTheirs),    "take the value that someone else wrote meanwhile"),
    key("<left>",             TYPING,  "character-left",       Command::Edit(LineEdit::Left),               "one character left"),
    key("<right>",            TYPING,  "character-right",      Command::Edit(LineEdit::Right),              "one character right"),
    key("<a-b> <c-left>",     TYPING,  "word-left",            Command::Edit(LineEdit::WordLeft),           "one word left"),
    key("<a-f> <c-right>",    TYPING,  "word-right",           Command::Edit(LineEdit::WordRight),          "one word right"),
    key("<c-a> <home>",       TYPING,  "line-start",           Command::Edit(LineEdit::Start),              "start of line"),
    key("<c-e> <end>",        TYPING,  "line-end",             Command::Edit(LineEdit::End),                "end of line"),
    key("<backspace> <c-h>",  TYPING,  "delete-before",        Command::Edit(LineEdit::DeleteBefore),       "delete the previous character"),
    key("<delete> <c-d>",     TYPING,  "delete-after",         Command::Edit(LineEdit::DeleteUnder),        "delete the next character"),
    key("<c-w>",              TYPING,  "delete-word",          Command::Edit(LineEdit::DeleteWord),         "delete the previous word").hint("delete word"),
    key("<c-u>",              TYPING,  "delete-to-start",      Command::Edit(LineEdit::DeleteToStart),      "delete to start").hint("clear line"),
    key("<c-k>",              TYPING,  "delete-to-end",        Command::Edit(LineEdit::DeleteToEnd),        "delete to end"),
    key("<c-l>",              ALL,     "redraw",               Command::Redraw,                             "redraw the screen"),
    key("<c-z>",              ALL,     "suspend",              Command::Suspend,                            "suspend (fg resumes)"),
    key("<c-c>",              ALL,     "interrupt",            Command::Interrupt,                          "quit (press twice)"),
    key("<c-\\>",             ALL,     "blank-and-quit",       Command::BlankAndQuit,                       "blank the screen and quit at once"),
];

/// Names of earlier versions, which configurations may still use, each with the name of today.
pub(crate) const FORMER: &[(&str, &str)] = &[
    ("none-such", "exclude-same"),
    ("withdrawn", "impact"),
    ("take-back", "undo"),
    ("undo-quote", "undo"),
    ("mark-anew", "restart-mark"),
    ("tick", "select"),
    ("keep-search", "accept-search"),
    ("next-offer", "next-suggestion"),
    ("previous-offer", "previous-suggestion"),
    ("take-offer", "accept-suggestion"),
    ("leave-offers", "cancel-suggestions"),
    ("asked-before", "search-history"),
];

/// Returns the name of today for one that an earlier version may have used.
pub(crate) fn name_of_today(name: &str) -> &str {
    let former = FORMER.iter().find(|(former, _)| *former == name);
    former.map_or(name, |(_, now)| now)
}

/// Returns the row of a command.
pub(crate) const fn key(
    keys: &'static str,
    modes: &'static [Mode],
    name: &'static str,
    command: Command,
    words: &'static str,
) -> Binding {
    Binding { keys, modes, name, meaning: Meaning::Do(command), words, hint: None }
}

const fn list_key(
    keys: &'static str,
    name: &'static str,
    meaning: Meaning,
    words: &'static str,
) -> Binding {
    Binding { keys, modes: READING, name, meaning, words, hint: None }
}

impl Binding {
    /// Returns the row with its word for the status line.
    pub(crate) const fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// Returns all names of the meaning, those of earlier versions and of other programs included.
    pub(crate) fn all_names(&self) -> Vec<String> {
        let former = FORMER.iter().filter(|(_, now)| *now == self.name).map(|(former, _)| *former);
        let own = std::iter::once(self.name).chain(former);
        own.chain(synonyms(self.name)).map(str::to_owned).collect()
    }

    /// Returns the chords of the table as people write them, one for each way to give the command.
    pub fn written(&self) -> Vec<String> {
        let ways = self.keys.split(' ').filter_map(Chord::parse);
        ways.map(|chords| chords.iter().map(ToString::to_string).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chord_can_be_read() {
        for binding in TABLE {
            for way in binding.keys.split(' ') {
                assert!(Chord::parse(way).is_some_and(|chords| !chords.is_empty()), "{way}");
            }
        }
    }
}
