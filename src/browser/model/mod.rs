//! What the browser shows and how each message changes it.
//!
//! Knows no key, no colour and no terminal; starts no thread, reads no file, asks for no time, and
//! cannot fail. What it wants done it returns as [`Effect`]s.

mod command;
mod cursor;
mod finder;
mod history;
mod layout;
mod listing;
mod message;
pub mod page;
mod pane;
mod prompt;
mod query;
mod reloads;
mod sheet;
mod state;
mod update;

pub use command::{Command, Edit, Step};
pub use cursor::Cursor;
pub use finder::{Answer, Finder};
pub use history::{History, Visit};
pub use layout::{Panes, Size, layout};
pub use listing::Listing;
pub use message::{Effect, Msg};
pub use pane::{Look, Mode, Pane};
pub use prompt::Prompt;
pub use query::{Editing, QueryLine};
pub use reloads::Reloads;
pub use sheet::Sheet;
pub use state::{About, Model};
pub use update::update;
