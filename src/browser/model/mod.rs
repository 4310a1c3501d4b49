//! What the browser shows and how each message changes it.
//!
//! Knows no key, no colour and no terminal; starts no thread, reads no file, asks for no time, and
//! cannot fail. What it wants done it returns as [`Effect`]s.

mod archived;
mod basis;
mod choice;
mod command;
mod completion;
mod cursor;
mod facets;
mod finder;
mod flaw;
mod history;
mod layout;
mod listing;
mod mask;
mod message;
mod mistake;
mod names;
mod narrow;
mod offers;
mod order;
pub mod page;
mod pane;
mod past;
mod prompt;
mod query;
mod read;
mod register;
mod reloads;
mod seen;
mod sheet;
mod sight;
mod state;
mod terms;
mod typing;
mod update;
mod veil;

pub use basis::Basis;
pub use choice::Choice;
pub use command::{Command, Copied, Register, Step};
pub use cursor::Cursor;
pub use facets::Valued;
pub use finder::{Answer, Finder, Wish};
pub use flaw::{Flaw, Goal};
pub use history::{History, Visit};
pub use layout::{Arrangement, Panes, Size, layout};
pub use listing::Listing;
pub use mask::{MARK, Mask, is_masked};
pub use message::{Clipboard, Effect, Gesture, Msg, Opened, Pointing};
pub use mistake::Mistake;
pub use offers::{Offer, Offered, Offers};
pub use order::{Order, Sort};
pub use pane::{Look, Mode, Pane, Symbols, Wrap};
pub use prompt::Prompt;
pub use query::{Editing, QueryLine};
pub use reloads::Reloads;
pub use seen::Seen;
pub use sheet::{Entry, Sheet};
pub use sight::Sight;
pub use state::{About, Model};
pub use typing::{Completion, Edit, Recall};
pub use update::update;
