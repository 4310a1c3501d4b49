//! What can happen to the browser, and what it wants done. Values only.

use std::sync::Arc;

use crate::collection::Collection;

use super::command::{Command, Copied};
use super::finder::Answer;
use super::layout::Size;
use super::order::Sort;
use super::sheet::Sheet;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key asked for this.
    Do(Command),
    /// A sheet is to be shown above the panes.
    Show(Sheet),
    /// A character was typed where text is taken.
    Type(char),
    /// A text was pasted; it is never read as commands.
    Paste(String),
    /// Keys were typed that only begin a command; nothing where they came to an end.
    Pending(String),
    /// The terminal has this size.
    Resize(Size),
    /// The files were read.
    Loaded(Arc<Collection>),
    /// A text was copied.
    Copied {
        /// What it is.
        what: Copied,
        /// The text.
        text: String,
        /// Where it went.
        clipboard: Clipboard,
    },
    /// A search is done.
    Found {
        /// The number of the search, as the effect gave it.
        generation: u64,
        /// What it found.
        answer: Box<Answer>,
    },
}

/// Where a copied text went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clipboard {
    /// To the system's, by this program, which said that it took it.
    Program(&'static str),
    /// To the terminal, which does not answer.
    Terminal,
}

/// Something to be done by whoever runs the browser, who answers with a [`Msg`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read the files; answered by [`Msg::Loaded`].
    Reload,
    /// Search the collection that was loaded last; answered by [`Msg::Found`].
    Search {
        /// A number that grows with every search, to tell late answers.
        generation: u64,
        /// What was typed.
        query: String,
        /// How what it finds is to be sorted.
        sort: Sort,
    },
    /// Copy a text; answered by [`Msg::Copied`].
    Copy {
        /// What it is.
        what: Copied,
        /// The text.
        text: String,
    },
    /// Draw every cell of the screen again.
    Redraw,
    /// Hand the terminal to the shell until it gives it back.
    Suspend,
    /// Leave.
    Quit,
}
