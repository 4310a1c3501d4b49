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
    key("gg <home>",          MOVING, Command::Move(Step::First),    "to the first"),
    key("G <end>",            MOVING, Command::Move(Step::Last),     "to the last"),
    key("<c-d>",              MOVING, Command::Move(Step::HalfDown), "half a page down"),
    key("<c-u>",              MOVING, Command::Move(Step::HalfUp),   "half a page up"),
    key("<pagedown>",         MOVING, Command::Move(Step::PageDown), "a page down"),
    key("<pageup>",           MOVING, Command::Move(Step::PageUp),   "a page up"),
    key("<enter>",            PANES,  Command::Open,                 "into the record; follow the link; to the source of the quote").hint("open"),
    key("<backspace> <a-left>", PANES, Command::Back,                "back to where the link was followed"),
    key("<a-right>",          PANES,  Command::Forward,              "forward again"),
    key("<tab>",              PANES,  Command::NextPane,             "to the next pane").hint("pane"),
    key("<s-tab>",            PANES,  Command::PreviousPane,         "to the pane before"),
    key("l <right>",          PANES,  Command::Right,                "to the pane on the right"),
    key("h <left>",           PANES,  Command::Left,                 "to the pane on the left"),
    key("J",                  PANES,  Command::BesideDown,           "scroll the pane beside down"),
    key("K",                  PANES,  Command::BesideUp,             "scroll the pane beside up"),
    key("/",                  PANES,  Command::Search,               "search; the list follows every key").hint("search"),
    key("n",                  PANES,  Command::NextMatch,            "to the next match or quoted passage"),
    key("N",                  PANES,  Command::PreviousMatch,        "to the match or passage before"),
    key("F",                  PANES,  Command::ClearSearch,          "take the search and the filters away"),
    key("0",                  PANES,  Command::Everything,           "everything: no search, no filters, the usual order"),
    key("f",                  PANES,  Command::Filter,               "filter by value: tick some and press Enter").hint("filter"),
    key("*",                  PANES,  Command::OnlySame,             "only cases with the value under the cursor"),
    key("-",                  PANES,  Command::ExcludeSame,             "no cases with the value under the cursor"),
    key("s",                  PANES,  Command::SortBy,               "sort the list by …").hint("sort"),
    key("S",                  PANES,  Command::Reverse,              "turn the order of the list around"),
    key("e",                  PANES,  Command::OpenEditor,           "edit the file, at the field or quote under the cursor").hint("edit"),
    key("E",                  PANES,  Command::OpenEditorAtProblem,  "edit the file, at its first problem or the quote"),
    key("o",                  PANES,  Command::OpenSource,           "open the address of the source, or its archived text"),
    key("v",                  PANES,  Command::Mark,                 "mark a passage of an archived text, from here on"),
    key("c",                  PANES,  Command::AddQuote,             "add what is marked to the case, as a quote"),
    key("u",                  PANES,  Command::TakeBack,             "take back the quote that was added last"),
    key("gs",                 PANES,  Command::List(GotoList::Sources), "go to a source"),
    key("gp",                 PANES,  Command::List(GotoList::Places), "go to a place"),
    key("gd",                 PANES,  Command::List(GotoList::Disputed), "go to a disputed field"),
    key("gu",                 PANES,  Command::List(GotoList::Unsourced), "go to an unsourced field"),
    key("gw",                 PANES,  Command::Withdrawn,            "what would fall if the source were withdrawn"),
    key("d",                  SHEET,  Command::WithDerived,          "withdraw what is derived from the source too, or leave it"),
    key("yy",                 PANES,  Command::Copy(CopyTarget::Line),   "copy the line"),
    key("yi",                 PANES,  Command::Copy(CopyTarget::Id),     "copy the id"),
    key("yq",                 PANES,  Command::Copy(CopyTarget::Quote),  "copy the quote with its citation"),
    key("yc",                 PANES,  Command::Copy(CopyTarget::Citation), "copy the citation of the source"),
    key("yp",                 PANES,  Command::Copy(CopyTarget::Place),  "copy file:line"),
    key("yu",                 PANES,  Command::Copy(CopyTarget::Address), "copy the address of the source"),
    key("z",                  PANES,  Command::Zoom,                 "give the pane the whole screen, or take it back").hint("zoom"),
    key("p",                  PANES,  Command::QuotePane,            "put the quote pane away, or bring it back"),
    key("w",                  PANES,  Command::Wrap,                 "break long lines, or cut them"),
    key("P",                  MOVING, Command::Mask,                 "mask every name and quote, or show them again"),
    key("!",                  PANES,  Command::Problems,             "list the problems of the files").hint("problems"),
    key("]p",                 PANES,  Command::NextProblem,          "to the next problem, here or in the next record"),
    key("[p",                 PANES,  Command::PreviousProblem,      "to the problem before"),
    key("R",                  PANES,  Command::Reload,               "read all files again"),
    key("<esc>",              PANES,  Command::BackOut,              "back out"),
    key("v",                  MARKING, Command::Mark,                "leave the mark as it is").hint("done"),
    key("c",                  MARKING, Command::AddQuote,            "add what is marked to the case, as a quote").hint("quote"),
    key("h <left>",           MARKING, Command::Extend(Motion::Left, 1), "a character to the left"),
    key("l <right>",          MARKING, Command::Extend(Motion::Right, 1), "a character to the right"),
    key("w",                  MARKING, Command::Extend(Motion::NextWord, 1), "to the next word").hint("word"),
    key("b",                  MARKING, Command::Extend(Motion::WordBefore, 1), "to the start of the word, or to the one before"),
    key("e",                  MARKING, Command::Extend(Motion::WordEnd, 1), "to the end of the word, or of the next").hint("its end"),
    key("0",                  MARKING, Command::Extend(Motion::LineStart, 1), "to the start of the line"),
    key("$",                  MARKING, Command::Extend(Motion::LineEnd, 1), "to the end of the line"),
    key("o",                  MARKING, Command::OtherEnd,            "to the other end of what is marked").hint("other end"),
    key(";",                  MARKING, Command::MarkAnew,            "mark anew from here on").hint("anew"),
    key("<esc>",              MARKING, Command::BackOut,             "drop the mark").hint("drop"),
    key("<down> <c-n>",       MENU,   Command::Move(Step::Down),     "down"),
    key("<up> <c-p>",         MENU,   Command::Move(Step::Up),       "up"),
    key("<pagedown>",         MENU,   Command::Move(Step::PageDown), "a page down"),
    key("<pageup>",           MENU,   Command::Move(Step::PageUp),   "a page up"),
    key("<space>",            MENU,   Command::Tick,                 "tick, where there is something to tick"),
    key("<enter>",            LISTS,  Command::Choose,               "choose").hint("choose"),
    key("<esc>",              LISTS,  Command::BackOut,              "close this list").hint("close"),
    list_key("? <f1>",                Meaning::Help,                 "list the keys; type to find, Enter runs").hint("help"),
    list_key(": <c-p>",               Meaning::Palette,              "find a command by its words, Enter runs it"),
    key("<f1>",               MENU,   Command::BackOut,              "close this list"),
    key("? <f1>",             SHEET,  Command::BackOut,              "close this list"),
    key("q",                  PANES,  Command::Quit,                 "quit").hint("quit"),
    key("q",                  SHEET,  Command::Quit,                 "close this list"),
    key("<enter>",            QUERY,  Command::AcceptSearch,                 "keep the search").hint("keep"),
    key("<esc>",              QUERY,  Command::CancelSearch,              "bring back what was").hint("back"),
    key("<tab>",              QUERY,  Command::Complete(CompletionStep::Ask), "complete the field or value, or offer what could stand here").hint("complete"),
    key("<tab> <down> <c-n>", OFFERS, Command::Complete(CompletionStep::Next), "to the next of what is offered").hint("next"),
    key("<s-tab> <up> <c-p>", OFFERS, Command::Complete(CompletionStep::Previous), "to the one before").hint("before"),
    key("<enter>",            OFFERS, Command::Complete(CompletionStep::Take), "take what is offered; without a choice, keep the search").hint("take"),
    key("<esc>",              OFFERS, Command::Complete(CompletionStep::Leave), "bring back what was typed").hint("back"),
    key("<up> <c-p>",         QUERY,  Command::Recall(HistoryStep::Earlier), "a query asked before that begins as typed"),
    key("<down> <c-n>",       QUERY,  Command::Recall(HistoryStep::Later), "the one asked after it; at last what was typed"),
    key("<c-r>",              LINE,   Command::Recall(HistoryStep::List), "list the queries asked before").hint("asked before"),
    key("<left>",             TYPING, Command::Edit(LineEdit::Left),     "a character to the left"),
    key("<right>",            TYPING, Command::Edit(LineEdit::Right),    "a character to the right"),
    key("<a-b> <c-left>",     TYPING, Command::Edit(LineEdit::WordLeft), "a word to the left"),
    key("<a-f> <c-right>",    TYPING, Command::Edit(LineEdit::WordRight), "a word to the right"),
    key("<c-a> <home>",       TYPING, Command::Edit(LineEdit::Start),    "to the start of the line"),
    key("<c-e> <end>",        TYPING, Command::Edit(LineEdit::End),      "to the end of the line"),
    key("<backspace> <c-h>",  TYPING, Command::Edit(LineEdit::DeleteBefore), "delete the character before"),
    key("<delete> <c-d>",     TYPING, Command::Edit(LineEdit::DeleteUnder), "delete the character after"),
    key("<c-w>",              TYPING, Command::Edit(LineEdit::DeleteWord), "delete the word before").hint("delete word"),
    key("<c-u>",              TYPING, Command::Edit(LineEdit::DeleteToStart), "delete all before").hint("delete all"),
    key("<c-k>",              TYPING, Command::Edit(LineEdit::DeleteToEnd), "delete all after"),
    key("<c-l>",              ALL,    Command::Redraw,               "draw the screen again"),
    key("<c-z>",              ALL,    Command::Suspend,              "suspend; fg comes back"),
    key("<c-c>",              ALL,    Command::Interrupt,            "twice: quit"),
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
