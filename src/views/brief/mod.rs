//! What a brief draws and counts: the numbers, the timeline and the map of a query, as plain data for the page.

mod labelled_count;
mod map_part;
mod sheet_maker;
mod timeline_part;

pub(crate) use sheet_maker::{BRIEF_FIELDS, BriefRequest, brief_sheet};
