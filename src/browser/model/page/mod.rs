//! What the panes say, as lines of words with roles. Knows no colour and draws nothing.
//!
//! Everything that comes from files passes [`Run::file`], which makes it safe to show.

mod caret;
mod columns;
mod detail;
mod difference;
mod line;
mod list;
mod lit;
mod passages;
mod quote;
mod quotes;
mod reading;
mod rivals;
mod rows;
mod signs;
mod sourced;
mod spot;
mod text;

pub use columns::{mark_in_short, role_of};
pub use detail::detail;
pub use line::{Block, Line, Page, Placed, Role, Room, Run};
pub use list::{Columns, Listed, entry};
pub(super) use passages::Passage;
pub(super) use quote::label;
pub use quote::{Pick, Quotes};
pub use quotes::Blocks;
pub(super) use quotes::quotes;
pub use reading::Reading;
pub use signs::SIGNS;
pub use spot::Spot;
pub(super) use text::text;
pub use text::{Marked, Standpoint};
