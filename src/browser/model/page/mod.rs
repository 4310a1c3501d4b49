//! What the panes say, as lines of words with roles. Knows no colour and draws nothing.
//!
//! Everything that comes from files passes [`Run::file`], which makes it safe to show.

mod detail;
mod field;
mod line;
mod list;
mod quotes;
mod rows;
mod sourced;
mod spot;

pub use detail::detail;
pub use line::{Block, Line, Page, Placed, Role, Run};
pub use list::{Columns, entry};
pub use quotes::{Pick, Quotes, quotes};
pub use spot::Spot;
