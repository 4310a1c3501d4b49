//! The content of the panes, as lines of words with roles instead of colours.
//!
//! Every text from a file passes [`StyledRun::file`], which makes it safe to show.

pub(crate) mod archived_page;
mod detail;
pub(crate) mod detail_item;
mod difference;
pub(crate) mod field_columns;
pub(crate) mod highlight;
pub(crate) mod laid_out_text;
mod legend;
mod line;
mod list_date;
pub(crate) mod list_line;
mod quote;
pub(crate) mod quoted_passages;
mod quotes;
pub(crate) mod rival_values;
mod rows;
mod signs;
pub(crate) mod source_quotes;
pub(crate) mod text_motion;

pub(crate) use crate::browser::model::page::archived_page::text;
pub use crate::browser::model::page::archived_page::{MarkedRange, PassageSize, TextCursor};
pub use crate::browser::model::page::detail_item::DetailItem;
pub use crate::browser::model::page::field_columns::{mark_in_short, role_of};
pub use crate::browser::model::page::laid_out_text::LaidOutText;
pub(crate) use crate::browser::model::page::list_line::found_in;
pub use crate::browser::model::page::list_line::{ListLineContext, entry, second_line};
pub(crate) use crate::browser::model::page::quoted_passages::QuotedPassage;
pub use crate::browser::model::page::text_motion::RowCell;
pub use detail::{DetailContext, detail};
pub use legend::{FRAME_SIGNS, LIST_SIGNS};
pub use line::{Page, PageBlock, PageLine, PlacedRun, Role, Room, StyledRun};
pub use quote::{QuoteItem, QuotePane};
pub(crate) use quote::{UNREADABLE, label};
pub use quotes::QuoteBlocks;
pub(crate) use quotes::{first_about, numbers_about, quotes};
pub use signs::SIGNS;
