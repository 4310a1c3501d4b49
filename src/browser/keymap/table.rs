//! The table of default key bindings.

use super::super::model::{
    Command, CompletionStep, CopyTarget, GotoList, HistoryStep, LineEdit, Mode, Motion, Step,
};
use super::chord::Chord;

/// What a chord stands for.
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
    /// What they mean.
    pub meaning: Meaning,
    /// What that is, in words for the list of keys.
    pub words: &'static str,
    /// The one word for the status line, where the key is among the most useful.
    pub hint: Option<&'static str>,
}

const PANES: &[Mode] = &[Mode::Panes];
const MARKING: &[Mode] = &[Mode::Marking];
const READING: &[Mode] = &[Mode::Panes, Mode::Marking];
const SHEET: &[Mode] = &[Mode::Overlay];
const MOVING: &[Mode] = &[Mode::Panes, Mode::Marking, Mode::Overlay];
const QUERY: &[Mode] = &[Mode::Query];
const MENU: &[Mode] = &[Mode::Picker];
const LISTS: &[Mode] = &[Mode::Overlay, Mode::Picker];
const OFFERS: &[Mode] = &[Mode::Completion];
const LINE: &[Mode] = &[Mode::Query, Mode::Completion];
const TYPING: &[Mode] = &[Mode::Query, Mode::Completion, Mode::Picker];
const ALL: &[Mode] =
    &[Mode::Panes, Mode::Marking, Mode::Query, Mode::Completion, Mode::Overlay, Mode::Picker];

/// Every key there is, in the order of the list of keys.
#[rustfmt::skip]
pub const TABLE: &[Binding] = &[
    key("j <down>",           MOVING, Command::Move(Step::Down),     "down"),
    key("k <up>",             MOVING, Command::Move(Step::Up),       "up"),
    key("gg <home>",          MOVING, Command::Move(Step::First),    "first line"),
    key("G <end>",            MOVING, Command::Move(Step::Last),     "last line"),
    key("<c-d>",              MOVING, Command::Move(Step::HalfDown), "half a page down"),
    key("<c-u>",              MOVING, Command::Move(Step::HalfUp),   "half a page up"),
    key("<pagedown>",         MOVING, Command::Move(Step::PageDown), "a page down"),
    key("<pageup>",           MOVING, Command::Move(Step::PageUp),   "a page up"),
    key("<enter>",            PANES,  Command::Open,                 "open the record; follow the link; open the quote's source").hint("open"),
    key("<backspace> <a-left>", PANES, Command::Back,                "back"),
    key("<a-right>",          PANES,  Command::Forward,              "forward"),
    key("<tab>",              PANES,  Command::NextPane,             "next pane").hint("pane"),
    key("<s-tab>",            PANES,  Command::PreviousPane,         "previous pane"),
    key("l <right>",          PANES,  Command::Right,                "pane to the right"),
    key("h <left>",           PANES,  Command::Left,                 "pane to the left"),
    key("J",                  PANES,  Command::BesideDown,           "scroll the other pane down"),
    key("K",                  PANES,  Command::BesideUp,             "scroll the other pane up"),
    key("/",                  PANES,  Command::Search,               "search; the list changes as you type").hint("search"),
    key("n",                  PANES,  Command::NextMatch,            "next match or quoted passage"),
    key("N",                  PANES,  Command::PreviousMatch,        "previous match or quoted passage"),
    key("F",                  PANES,  Command::ClearSearch,          "clear search and filters"),
    key("0",                  PANES,  Command::Everything,           "show all cases: no search, no filters, default order"),
    key("f",                  PANES,  Command::Filter,               "filter by value: select some and press Enter").hint("filter"),
    key("*",                  PANES,  Command::OnlySame,             "show only cases with this value"),
    key("-",                  PANES,  Command::ExcludeSame,             "hide cases with this value"),
    key("s",                  PANES,  Command::SortBy,               "sort the list").hint("sort"),
    key("S",                  PANES,  Command::Reverse,              "reverse the order"),
    key("e",                  PANES,  Command::OpenEditor,           "edit the file at this field or quote").hint("edit"),
    key("E",                  PANES,  Command::OpenEditorAtProblem,  "edit the file at its first problem, or at this quote"),
    key("o",                  PANES,  Command::OpenSource,           "open the source's web address or archived text in another program"),
    key("v",                  PANES,  Command::Mark,                 "select a passage of an archived text, starting here"),
    key("c",                  PANES,  Command::AddQuote,             "add the selected passage to a case as a quote"),
    key("u",                  PANES,  Command::TakeBack,             "undo the last added quote"),
    key("gs",                 PANES,  Command::List(GotoList::Sources), "go to a source"),
    key("gp",                 PANES,  Command::List(GotoList::Places), "go to a place"),
    key("gd",                 PANES,  Command::List(GotoList::Disputed), "go to a disputed field"),
    key("gu",                 PANES,  Command::List(GotoList::Unsourced), "go to an unsourced field"),
    key("gw",                 PANES,  Command::Withdrawn,            "what depends on this source"),
    key("d",                  SHEET,  Command::WithDerived,          "include sources derived from it (toggle)"),
    key("yy",                 PANES,  Command::Copy(CopyTarget::Line),   "copy the line"),
    key("yi",                 PANES,  Command::Copy(CopyTarget::Id),     "copy the id"),
    key("yq",                 PANES,  Command::Copy(CopyTarget::Quote),  "copy the quote with its citation"),
    key("yc",                 PANES,  Command::Copy(CopyTarget::Citation), "copy the citation of the source"),
    key("yp",                 PANES,  Command::Copy(CopyTarget::Place),  "copy file:line"),
    key("yu",                 PANES,  Command::Copy(CopyTarget::Address), "copy the source's web address"),
    key("z",                  PANES,  Command::Zoom,                 "zoom this pane (toggle)").hint("zoom"),
    key("p",                  PANES,  Command::QuotePane,            "hide/show the quote pane"),
    key("w",                  PANES,  Command::Wrap,                 "wrap long lines (toggle)"),
    key("P",                  MOVING, Command::Mask,                 "mask every name and quote (toggle)"),
    key("!",                  PANES,  Command::Problems,             "list the problems of the files").hint("problems"),
    key("]p",                 PANES,  Command::NextProblem,          "next problem, here or in the next record"),
    key("[p",                 PANES,  Command::PreviousProblem,      "previous problem"),
    key("R",                  PANES,  Command::Reload,               "reload all files"),
    key("<esc>",              PANES,  Command::BackOut,              "close / go up"),
    key("v",                  MARKING, Command::Mark,                "stop extending the selection").hint("done"),
    key("c",                  MARKING, Command::AddQuote,            "add the selected passage to a case as a quote").hint("quote"),
    key("h <left>",           MARKING, Command::Extend(Motion::Left, 1), "one character left"),
    key("l <right>",          MARKING, Command::Extend(Motion::Right, 1), "one character right"),
    key("w",                  MARKING, Command::Extend(Motion::NextWord, 1), "next word").hint("word"),
    key("b",                  MARKING, Command::Extend(Motion::WordBefore, 1), "start of this word or of the previous"),
    key("e",                  MARKING, Command::Extend(Motion::WordEnd, 1), "end of this word or of the next").hint("word end"),
    key("0",                  MARKING, Command::Extend(Motion::LineStart, 1), "start of line"),
    key("$",                  MARKING, Command::Extend(Motion::LineEnd, 1), "end of line"),
    key("o",                  MARKING, Command::OtherEnd,            "other end of the selection").hint("other end"),
    key(";",                  MARKING, Command::MarkAnew,            "restart the selection here").hint("restart here"),
    key("<esc>",              MARKING, Command::BackOut,             "clear the selection").hint("clear"),
    key("<down> <c-n>",       MENU,   Command::Move(Step::Down),     "down"),
    key("<up> <c-p>",         MENU,   Command::Move(Step::Up),       "up"),
    key("<pagedown>",         MENU,   Command::Move(Step::PageDown), "a page down"),
    key("<pageup>",           MENU,   Command::Move(Step::PageUp),   "a page up"),
    key("<space>",            MENU,   Command::Tick,                 "select or deselect"),
    key("<enter>",            LISTS,  Command::Choose,               "choose").hint("choose"),
    key("<esc>",              LISTS,  Command::BackOut,              "close this list").hint("close"),
    list_key("? <f1>",                Meaning::Help,                 "help: all keys; type to filter, Enter runs one").hint("help"),
    list_key(": <c-p>",               Meaning::Palette,              "find and run a command"),
    key("<f1>",               MENU,   Command::BackOut,              "close this list"),
    key("? <f1>",             SHEET,  Command::BackOut,              "close this list"),
    key("q",                  PANES,  Command::Quit,                 "quit").hint("quit"),
    key("q",                  SHEET,  Command::Quit,                 "close this list"),
    key("<enter>",            QUERY,  Command::AcceptSearch,                 "accept the search").hint("done"),
    key("<esc>",              QUERY,  Command::CancelSearch,              "restore the previous search").hint("back"),
    key("<tab>",              QUERY,  Command::Complete(CompletionStep::Ask), "complete, or list suggestions").hint("complete"),
    key("<tab> <down> <c-n>", OFFERS, Command::Complete(CompletionStep::Next), "next suggestion").hint("next"),
    key("<s-tab> <up> <c-p>", OFFERS, Command::Complete(CompletionStep::Previous), "previous suggestion").hint("previous"),
    key("<enter>",            OFFERS, Command::Complete(CompletionStep::Take), "accept the suggestion; with none selected, accept the search").hint("accept"),
    key("<esc>",              OFFERS, Command::Complete(CompletionStep::Leave), "restore what was typed").hint("back"),
    key("<up> <c-p>",         QUERY,  Command::Recall(HistoryStep::Earlier), "previous query in the history that starts with what was typed"),
    key("<down> <c-n>",       QUERY,  Command::Recall(HistoryStep::Later), "next query in the history, then what was typed"),
    key("<c-r>",              LINE,   Command::Recall(HistoryStep::List), "search history").hint("history"),
    key("<left>",             TYPING, Command::Edit(LineEdit::Left),     "one character left"),
    key("<right>",            TYPING, Command::Edit(LineEdit::Right),    "one character right"),
    key("<a-b> <c-left>",     TYPING, Command::Edit(LineEdit::WordLeft), "one word left"),
    key("<a-f> <c-right>",    TYPING, Command::Edit(LineEdit::WordRight), "one word right"),
    key("<c-a> <home>",       TYPING, Command::Edit(LineEdit::Start),    "start of line"),
    key("<c-e> <end>",        TYPING, Command::Edit(LineEdit::End),      "end of line"),
    key("<backspace> <c-h>",  TYPING, Command::Edit(LineEdit::DeleteBefore), "delete the previous character"),
    key("<delete> <c-d>",     TYPING, Command::Edit(LineEdit::DeleteUnder), "delete the next character"),
    key("<c-w>",              TYPING, Command::Edit(LineEdit::DeleteWord), "delete the previous word").hint("delete word"),
    key("<c-u>",              TYPING, Command::Edit(LineEdit::DeleteToStart), "delete to start").hint("clear line"),
    key("<c-k>",              TYPING, Command::Edit(LineEdit::DeleteToEnd), "delete to end"),
    key("<c-l>",              ALL,    Command::Redraw,               "redraw the screen"),
    key("<c-z>",              ALL,    Command::Suspend,              "suspend (fg resumes)"),
    key("<c-c>",              ALL,    Command::Interrupt,            "quit (press twice)"),
    key("<c-\\>",             ALL,    Command::BlankAndQuit,         "blank the screen and quit at once"),
];

const fn key(
    keys: &'static str,
    modes: &'static [Mode],
    command: Command,
    words: &'static str,
) -> Binding {
    Binding { keys, modes, meaning: Meaning::Do(command), words, hint: None }
}

const fn list_key(keys: &'static str, meaning: Meaning, words: &'static str) -> Binding {
    Binding { keys, modes: READING, meaning, words, hint: None }
}

impl Binding {
    const fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
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
