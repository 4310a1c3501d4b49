//! The timeline: the dates of the cases that a query finds, a row each, below a strip of columns that count cases.

pub mod bar;
pub mod bar_sign;
pub mod json_form;
pub mod lanes;
pub mod row;
mod scale;
pub mod text_form;
pub mod timeline_request;
pub mod timeline_view;
pub mod window;

pub use bar::DateBar;
pub use bar_sign::BarSign;
pub use json_form::timeline_json;
pub use lanes::{LaneOf, TimelineLane, TimelineLine};
pub use row::{RowStanding, TimelineRow, TimelineRows};
pub use text_form::{TimelinePage, timeline_text};
pub use timeline_request::{LanesBy, TimelineRequest, WantedWindow};
pub use timeline_view::{Rivals, ShownNumbers, Timeline, TimelineSource};
pub use window::TimelineWindow;

#[cfg(test)]
mod tests;
