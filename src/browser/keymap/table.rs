//! The table of default key bindings.

use super::super::model::{
    Command, CompletionStep, CopyTarget, GotoList, HistoryStep, LineEdit, Mode, Motion, Step,
};
use super::chord::Chord;

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
    key("j <down>",           MOVING,  "down",                 Command::Move(Step::Down),                   "down"),
    key("k <up>",             MOVING,  "up",                   Command::Move(Step::Up),                     "up"),
    key("gg <home>",          MOVING,  "first",                Command::Move(Step::First),                  "first line"),
    key("G <end>",            MOVING,  "last",                 Command::Move(Step::Last),                   "last line"),
    key("<c-d>",              MOVING,  "half-page-down",       Command::Move(Step::HalfDown),               "half a page down"),
    key("<c-u>",              MOVING,  "half-page-up",         Command::Move(Step::HalfUp),                 "half a page up"),
    key("<pagedown>",         MOVING,  "page-down",            Command::Move(Step::PageDown),               "a page down"),
    key("<pageup>",           MOVING,  "page-up",              Command::Move(Step::PageUp),                 "a page up"),
    key("<enter>",            PANES,   "open",                 Command::Open,                               "open the record; follow the link; open the quote's source").hint("open"),
    key("<backspace> <a-left>",PANES,   "back",                 Command::Back,                               "back"),
    key("<a-right>",          PANES,   "forward",              Command::Forward,                            "forward"),
    key("<tab>",              PANES,   "next-pane",            Command::NextPane,                           "next pane").hint("pane"),
    key("<s-tab>",            PANES,   "previous-pane",        Command::PreviousPane,                       "previous pane"),
    key("l <right>",          PANES,   "right",                Command::Right,                              "pane to the right"),
    key("h <left>",           PANES,   "left",                 Command::Left,                               "pane to the left"),
    key("J",                  PANES,   "beside-down",          Command::BesideDown,                         "scroll the other pane down"),
    key("K",                  PANES,   "beside-up",            Command::BesideUp,                           "scroll the other pane up"),
    key("/",                  PANES,   "search",               Command::Search,                             "search; the list changes as you type").hint("search"),
    key("n",                  PANES,   "next-match",           Command::NextMatch,                          "next match or quoted passage"),
    key("N",                  PANES,   "previous-match",       Command::PreviousMatch,                      "previous match or quoted passage"),
    key("F",                  PANES,   "clear-search",         Command::ClearSearch,                        "clear search and filters"),
    key("0",                  PANES,   "everything",           Command::Everything,                         "show all cases: no search, no filters, default order"),
    key("f",                  PANES,   "filter",               Command::Filter,                             "filter by value: select some and press Enter").hint("filter"),
    key("*",                  PANES,   "only-same",            Command::OnlySame,                           "show only cases with this value"),
    key("-",                  PANES,   "exclude-same",         Command::ExcludeSame,                        "hide cases with this value"),
    key("s",                  PANES,   "sort",                 Command::SortBy,                             "sort the list").hint("sort"),
    key("S",                  PANES,   "reverse",              Command::Reverse,                            "reverse the order"),
    key("e",                  PANES,   "edit",                 Command::OpenEditor,                         "edit the file at this field or quote").hint("edit"),
    key("E",                  PANES,   "edit-problem",         Command::OpenEditorAtProblem,                "edit the file at its first problem, or at this quote"),
    key("o",                  PANES,   "open-source",          Command::OpenSource,                         "open the source's web address or archived text in another program"),
    key("v",                  PANES,   "mark",                 Command::Mark,                               "select a passage of an archived text, starting here"),
    key("c",                  PANES,   "add-quote",            Command::AddQuote,                           "add the selected passage to a case as a quote"),
    key("u",                  PANES,   "undo-quote",           Command::UndoQuote,                           "undo the last added quote"),
    key("gs",                 PANES,   "sources",              Command::List(GotoList::Sources),            "go to a source"),
    key("gp",                 PANES,   "places",               Command::List(GotoList::Places),             "go to a place"),
    key("gd",                 PANES,   "disputed",             Command::List(GotoList::Disputed),           "go to a disputed field"),
    key("gu",                 PANES,   "unsourced",            Command::List(GotoList::Unsourced),          "go to an unsourced field"),
    key("gw",                 PANES,   "impact",               Command::Impact,                          "what depends on this source"),
    key("d",                  SHEET,   "with-derived",         Command::WithDerived,                        "include sources derived from it (toggle)"),
    key("yy",                 PANES,   "copy-line",            Command::Copy(CopyTarget::Line),             "copy the line"),
    key("yi",                 PANES,   "copy-id",              Command::Copy(CopyTarget::Id),               "copy the id"),
    key("yq",                 PANES,   "copy-quote",           Command::Copy(CopyTarget::Quote),            "copy the quote with its citation"),
    key("yc",                 PANES,   "copy-citation",        Command::Copy(CopyTarget::Citation),         "copy the citation of the source"),
    key("yp",                 PANES,   "copy-place",           Command::Copy(CopyTarget::Place),            "copy file:line"),
    key("yu",                 PANES,   "copy-address",         Command::Copy(CopyTarget::Address),          "copy the source's web address"),
    key("z",                  PANES,   "zoom",                 Command::Zoom,                               "zoom this pane (toggle)").hint("zoom"),
    key("p",                  PANES,   "quote-pane",           Command::QuotePane,                          "hide/show the quote pane"),
    key("w",                  PANES,   "wrap",                 Command::Wrap,                               "wrap long lines (toggle)"),
    key("P",                  MOVING,  "mask",                 Command::Mask,                               "mask every name and quote (toggle)"),
    key("!",                  PANES,   "problems",             Command::Problems,                           "list the problems of the files").hint("problems"),
    key("]p",                 PANES,   "next-problem",         Command::NextProblem,                        "next problem, here or in the next record"),
    key("[p",                 PANES,   "previous-problem",     Command::PreviousProblem,                    "previous problem"),
    key("R",                  PANES,   "reload",               Command::Reload,                             "reload all files"),
    key("<esc>",              PANES,   "back-out",             Command::BackOut,                            "close / go up"),
    key("v",                  MARKING, "mark",                 Command::Mark,                               "stop extending the selection").hint("done"),
    key("c",                  MARKING, "add-quote",            Command::AddQuote,                           "add the selected passage to a case as a quote").hint("quote"),
    key("h <left>",           MARKING, "mark-left",            Command::Extend(Motion::Left, 1),            "one character left"),
    key("l <right>",          MARKING, "mark-right",           Command::Extend(Motion::Right, 1),           "one character right"),
    key("w",                  MARKING, "mark-next-word",       Command::Extend(Motion::NextWord, 1),        "next word").hint("word"),
    key("b",                  MARKING, "mark-word-before",     Command::Extend(Motion::WordBefore, 1),      "start of this word or of the previous"),
    key("e",                  MARKING, "mark-word-end",        Command::Extend(Motion::WordEnd, 1),         "end of this word or of the next").hint("word end"),
    key("0",                  MARKING, "mark-line-start",      Command::Extend(Motion::LineStart, 1),       "start of line"),
    key("$",                  MARKING, "mark-line-end",        Command::Extend(Motion::LineEnd, 1),         "end of line"),
    key("o",                  MARKING, "other-end",            Command::OtherEnd,                           "other end of the selection").hint("other end"),
    key(";",                  MARKING, "restart-mark",         Command::RestartMark,                           "restart the selection here").hint("restart here"),
    key("<esc>",              MARKING, "back-out",             Command::BackOut,                            "clear the selection").hint("clear"),
    key("<down> <c-n>",       MENU,    "down",                 Command::Move(Step::Down),                   "down"),
    key("<up> <c-p>",         MENU,    "up",                   Command::Move(Step::Up),                     "up"),
    key("<pagedown>",         MENU,    "page-down",            Command::Move(Step::PageDown),               "a page down"),
    key("<pageup>",           MENU,    "page-up",              Command::Move(Step::PageUp),                 "a page up"),
    key("<space>",            MENU,    "select",               Command::Select,                               "select or deselect"),
    key("<enter>",            LISTS,   "choose",               Command::Choose,                             "choose").hint("choose"),
    key("<esc>",              LISTS,   "back-out",             Command::BackOut,                            "close this list").hint("close"),
    list_key("? <f1>",        "help",                 Meaning::Help,                               "help: all keys; type to filter, Enter runs one").hint("help"),
    list_key(": <c-p>",       "palette",              Meaning::Palette,                            "find and run a command"),
    key("<f1>",               MENU,    "back-out",             Command::BackOut,                            "close this list"),
    key("? <f1>",             SHEET,   "back-out",             Command::BackOut,                            "close this list"),
    key("q",                  PANES,   "quit",                 Command::Quit,                               "quit").hint("quit"),
    key("q",                  SHEET,   "quit",                 Command::Quit,                               "close this list"),
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
const FORMER: &[(&str, &str)] = &[
    ("none-such", "exclude-same"),
    ("withdrawn", "impact"),
    ("take-back", "undo-quote"),
    ("mark-anew", "restart-mark"),
    ("tick", "select"),
    ("keep-search", "accept-search"),
    ("next-offer", "next-suggestion"),
    ("previous-offer", "previous-suggestion"),
    ("take-offer", "accept-suggestion"),
    ("leave-offers", "cancel-suggestions"),
    ("asked-before", "search-history"),
];

/// Returns the meaning with this name, or with this name in an earlier version.
pub fn meaning_of(name: &str) -> Option<Meaning> {
    let former = FORMER.iter().find(|(former, _)| *former == name);
    let name = former.map_or(name, |(_, now)| now);
    TABLE.iter().find(|binding| binding.name == name).map(|binding| binding.meaning)
}

/// Returns every name once, in the order of the table.
pub fn names() -> impl Iterator<Item = &'static str> {
    let is_first = |(at, binding): &(usize, &Binding)| {
        TABLE.iter().take(*at).all(|before| before.name != binding.name)
    };
    TABLE.iter().enumerate().filter(is_first).map(|(_, binding)| binding.name)
}

const fn key(
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
    const fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// Returns all names of the meaning, those of earlier versions included.
    pub(super) fn all_names(&self) -> String {
        let former = FORMER.iter().filter(|(_, now)| *now == self.name).map(|(former, _)| *former);
        std::iter::once(self.name).chain(former).collect::<Vec<_>>().join(" ")
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

    #[test]
    fn names_of_earlier_versions_keep_their_meaning() {
        for (former, now) in FORMER {
            assert!(names().all(|name| name != *former), "{former}");
            assert!(meaning_of(former).is_some(), "{former}");
            assert_eq!(meaning_of(former), meaning_of(now), "{former}");
        }
    }

    #[test]
    fn every_meaning_has_one_name_and_every_name_one_meaning() {
        for binding in TABLE {
            for other in TABLE {
                let same = binding.meaning == other.meaning;
                assert_eq!(binding.name == other.name, same, "{} {}", binding.name, other.name);
            }
            assert!(binding.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
        }
    }
}
