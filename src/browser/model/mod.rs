//! What every screen of the browser builds on: the state that screens share, how general commands
//! change it, messages, overlays and the content of pages.
//!
//! It knows no screen, key, colour or terminal; it starts no thread, reads no file or clock, and
//! cannot fail. What has to be done outside it returns as [`Effect`]s.

pub(crate) mod auto_mask;
pub(crate) mod cache;
mod cursor;
pub(crate) mod destination;
pub(crate) mod discarded;
pub(crate) mod edit;
pub(crate) mod export_draft;
pub(crate) mod input;
mod layout;
mod listing;
pub(crate) mod marked_records;
mod message;
pub(crate) mod overlay;
pub mod page;
mod pane;
pub(crate) mod query;
mod reloads;
pub(crate) mod renamed_ids;
pub(crate) mod shared;
pub(crate) mod staying_records;
pub(crate) mod update;

pub use crate::browser::model::cache::page_key::PageCacheKey;
pub use crate::browser::model::edit::marked_passage::{MarkStage, MarkedPassage};
pub use crate::browser::model::edit::undo::{PendingEdit, UndoHistory};
pub use crate::browser::model::input::command::{
    Command, CopyTarget, GotoList, KeyHint, Motion, Step, ValueCommand, WindowLine,
};
pub use crate::browser::model::input::own_command::OwnCommand;
pub use crate::browser::model::overlay::choice::{BulkStep, Choice, RecordAction};
pub use crate::browser::model::overlay::config_diagnostic::ConfigDiagnostic;
pub use crate::browser::model::overlay::impact_source::{HasDerived, ImpactSource};
pub use crate::browser::model::overlay::list::{ListedWhen, Overlay, OverlayLine};
pub use crate::browser::model::overlay::problem_ref::{JumpTarget, ProblemRef};
pub use crate::browser::model::query::query_line::{QueryEdit, QueryLine};
pub use crate::session::completions::{CompletionItem, CompletionMenu, Completions};
pub use crate::session::facets::FacetValue;
pub use crate::session::file_edit::{EditRefusal, FileEdit, FileEditKind, QuoteEdit};
pub use crate::session::finder::{FindRequest, Finder, SearchResult};
pub use crate::session::line_edit::{CompletionStep, HistoryStep, LineEdit};
pub use crate::session::prompt::Prompt;
pub use auto_mask::{AutoMaskReason, MaskedUntil, Masking};
pub use cursor::Cursor;
pub use layout::{Extent, FrameAreas, Size};
pub use listing::Listing;
pub use message::{Clipboard, Effect, ExternalTarget, Gesture, Input, Message, Pointing, Report};
pub(crate) use message::{LineGesture, WHEEL_LINES};
pub use pane::{ListRows, LongTexts, MentionsIn, Mode, Symbols, Theme, WindowTitle, Wrap};
pub use reloads::Reloads;
pub use shared::SessionInfo;
pub(crate) use shared::{ProbedFile, Shared, Slip};
