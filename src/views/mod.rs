//! Views: a query or a record turned into what is drawn. A view has no state and draws nothing; screens and commands do.
//!
//! Every number that a view gives belongs to a [`Mark`], which has the query that lists exactly these records.

pub mod base_query;
pub(crate) mod brief;
pub mod calendar_unit;
pub mod counts;
pub mod disclosure_history;
mod in_order;
#[cfg(test)]
mod listed;
pub mod map;
pub mod mark;
pub mod mark_json;
pub mod network;
#[cfg(test)]
mod others_see;
pub mod protection;
pub mod timeline;
pub mod value_words;
pub mod viewer;

pub use base_query::BaseQuery;
pub use calendar_unit::CalendarUnit;
pub use disclosure_history::{DisclosureHistory, SeenMarks};
pub use mark::Mark;
pub use protection::{FEWEST, Shown, WholeOfParts, protected};
pub use value_words::{OthersWords, ValueWords};
pub use viewer::{ViewAnswer, ViewRequest, Viewer};
